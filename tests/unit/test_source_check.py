"""Mistakes in the sources are named by file and line before the generator runs."""

import shutil

import pytest

from scripts import source_check


def test_our_own_sources_are_clean():
    assert source_check.check() == []


PAGE = "docs/start.md"
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


PART, WORDS = "docs/_parts/note.md", "calculators/overdue_cost/words.py"
SCRIPT, CONFIG = "scripts/page/words/calculators.js", "mkdocs.yml"
FENCED = "\n```\n[[fact:law.nothing]] 5%\n```\n"
ELSEWHERE = [
    (PART, "", "## 标题 {#part}\n", ["a shared part must not hold headings"]),
    (WORDS, "", '\nWORDS = "通常是 18%"\n# 见第 10 条\n', ["percentage", "article"]),
    (SCRIPT, "// 95188\n", "", ["phone"]),
    (CONFIG, "", "# 12378\n", ["phone"]),
    ("docs/index.md", "", FENCED, []),
]


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Many mistakes in a copy of the sources, and what the check says of each file, by line."""
    root = tmp_path_factory.mktemp("wrong")
    for name in ("docs", "calculators", "scripts/page"):
        shutil.copytree(source_check.ROOT / name, root / name, ignore=shutil.ignore_patterns("runtime"))
    shutil.copy(source_check.ROOT / "mkdocs.yml", root)
    for path, before, after, _ in ELSEWHERE:
        whole = (root / path).read_text("utf-8") if path != PART else ""
        (root / path).write_text(before + whole + after, "utf-8")
    with (root / PAGE).open("a", encoding="utf-8") as file:
        file.write("\n" + "\n\n".join(line for line, _ in WRONG) + "\n")
    said = {}
    for mistake in source_check.check(root):
        path, number, words = mistake.split(":", 2)
        said.setdefault(path, {}).setdefault(int(number), []).append(words.strip())
    return said


@pytest.mark.parametrize(("line", "words"), WRONG)
def test_a_mistake_in_a_page_is_named_by_file_and_line(found, line, words):
    first = len((source_check.ROOT / PAGE).read_text("utf-8").splitlines()) + 2
    (said,) = found[PAGE][first + 2 * WRONG.index((line, words))]
    assert words in said


@pytest.mark.parametrize(("path", "before", "after", "words"), ELSEWHERE)
def test_a_mistake_elsewhere_is_named_and_fenced_code_left_alone(found, path, before, after, words):
    said = [each for line in found.get(path, {}).values() for each in line]
    assert len(said) == len(words)
    assert all(word in each for word, each in zip(words, said, strict=True))


def test_nothing_else_is_called_a_mistake(found):
    assert found.keys() == {PAGE, *(path for path, *_, words in ELSEWHERE if words)}
    assert len(found[PAGE]) == len(WRONG)
    assert list(found[PART]) == [1]
