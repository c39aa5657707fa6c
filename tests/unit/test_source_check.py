"""Mistakes in the sources are named by file and line before the generator runs."""

import shutil

import pytest

from scripts import source_check


@pytest.fixture
def project(tmp_path):
    """A copy of the sources in which to make mistakes."""
    return copied(tmp_path)


def copied(folder):
    for name in ("docs", "calculators", "scripts/page"):
        shutil.copytree(source_check.ROOT / name, folder / name, ignore=shutil.ignore_patterns("runtime"))
    shutil.copy(source_check.ROOT / "mkdocs.yml", folder)
    return folder


def test_our_own_sources_are_clean():
    assert source_check.check() == []


WRONG = [
    ("[[calculator:overdue_costs]]", "no calculator"),
    ("[[calculator:overdue_cost amunt=1]]", "no field 'amunt'"),
    ("[[calculator:overdue_cost bills.0.sum=1]]", "no field 'bills.0.sum'"),
    ("[[calculator:overdue_cost as_of=2026-02-30]]", "没有 2026 年 2 月 30 日"),
    ("[[calculator:overdue_cost #Üx]]", "must be lower-case ASCII"),
    ("[[calculator:overdue_cost daily_rate]]", "is not key=value"),
    ("一共 [[figure:overdue_cost.sum]]", "sum"),
    ("反推 [[figure:overdue_cost.implied_rate]]", "has no value"),
    ("依据 [[fact:law.nothing]]", "law.nothing"),
    ("[不是点开那天](fact:court.nothing)", "no fact 'court.nothing'"),
    ("[[facts:nothing]]", "nothing"),
    ("[[fatc:law.court_line]]", "unknown directive"),
    ("{!nothing.md!}", "no shared part 'nothing.md'"),
    ("## 没有编号", "needs an ASCII id"),
    ("## 重复 {#home}", "already used at docs/index.md"),
    ("每天 0.05% 的利息", "percentage"),
    ("万分之五的利息", "percentage"),
    ("利率是５％", "percentage"),
    ("利率是０.０５％", "percentage"),
    ("高 2 个百分点", "percentage"),
    ("依据第一千零九条", "article of law"),
    ("依据第225–228条", "article of law"),
    ("依据第 70、71 条", "article of law"),
    ("依据民法典678条", "article of law"),
    ("请打 0571-12345678", "phone number"),
    ("依据第 70 条", "article of law"),
    ("依据第六百七十八条", "article of law"),
    ("请打 95188", "phone number"),
    ("请打110", "phone number"),
]


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """All these mistakes in one page, and what the check says of each by its line."""
    root = copied(tmp_path_factory.mktemp("wrong"))
    page = root / "docs" / "start.md"
    first = len(page.read_text("utf-8").splitlines()) + 2
    with page.open("a", encoding="utf-8") as file:
        file.write("\n" + "\n\n".join(line for line, _ in WRONG) + "\n")
    said = {line: [] for line, _ in WRONG}
    for mistake in source_check.check(root):
        path, number, words = mistake.split(":", 2)
        assert path == "docs/start.md"
        said[WRONG[(int(number) - first) // 2][0]].append(words)
    return said


@pytest.mark.parametrize(("line", "words"), WRONG)
def test_a_mistake_in_a_page_is_named_by_file_and_line(found, line, words):
    (said,) = found[line]
    assert words in said


def test_a_heading_in_a_shared_part_is_refused(project):
    (project / "docs" / "_parts").mkdir(exist_ok=True)
    (project / "docs" / "_parts" / "note.md").write_text("## 标题 {#part}\n", "utf-8")
    assert source_check.check(project) == ["docs/_parts/note.md:1: a shared part must not hold headings"]


def test_a_figure_by_hand_in_a_calculator_or_a_script_is_named(project):
    source = project / "calculators" / "overdue_cost" / "words.py"
    source.write_text(source.read_text("utf-8") + '\nWORDS = "通常是 18%"\n# 见第 10 条\n', "utf-8")
    script = project / "scripts" / "page" / "words" / "calculators.js"
    script.write_text("// 95188\n" + script.read_text("utf-8"), "utf-8")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "# 12378\n", "utf-8")
    found = source_check.check(project)
    assert ["percentage" in f or "article" in f or "phone" in f for f in found] == [True] * 4
    assert {f.split(":")[0] for f in found} == {
        "calculators/overdue_cost/words.py",
        "scripts/page/words/calculators.js",
        "mkdocs.yml",
    }


def test_directives_in_fenced_code_are_left_alone(project):
    page = project / "docs" / "start.md"
    page.write_text(page.read_text("utf-8") + "\n```\n[[fact:law.nothing]] 5%\n```\n", "utf-8")
    assert source_check.check(project) == []
