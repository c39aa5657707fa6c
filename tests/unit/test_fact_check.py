"""The report of facts to look at again: what is stale, unverified or unused, and how the script ends."""

import fnmatch
import re
import runpy
import sys
import types
from datetime import date

import pytest

from calculators.kit import facts
from scripts import fact_check

ON = date(2027, 3, 1)


def fact(id, checked="2026-11-22", status="verified", rows=()):
    row = {"from": "2021-01-01", "value": "民法典", "source": "甲", "url": "https://example.org"}
    raw = {"name": id, "kind": "text", "status": status, "checked": checked, "rows": [row, *rows]}
    return facts._fact(id, raw)


@pytest.fixture
def root(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "calculators").mkdir()
    (tmp_path / "docs" / "page.md").write_text("见 [[fact:law.lpr_four_times]]，也见 [依据](fact:help.one)。", "utf-8")
    (tmp_path / "calculators" / "sum.py").write_text('LINE = "law.court_line"\n', "utf-8")
    (tmp_path / "mkdocs.yml").write_text("phone: huabei.line\n", "utf-8")
    return tmp_path


def ids(found):
    return [f.id for f in found]


@pytest.mark.parametrize(
    ("checked", "stale"), [("2026-09-02", False), ("2026-09-01", True), ("2027-03-01", False), ("2027-04-01", False)]
)
def test_a_fact_is_stale_once_its_check_is_longer_ago_than_the_days(root, checked, stale):
    found = fact_check.look(ON, 180, root, [fact("law.one", checked)])
    assert ids(found.stale) == ["law.one"] * stale


def test_a_repealed_fact_has_nothing_left_to_check(root):
    end = {"from": "2027-03-01", "repealed": True, "source": "乙", "url": "https://example.org"}
    gone = fact("law.gone", "2020-01-01", "unverified", [end])
    assert ids(fact_check.look(ON, 180, root, [gone]).stale) == []
    assert ids(fact_check.look(date(2027, 2, 28), 180, root, [gone]).stale) == ["law.gone"]


def test_what_nobody_names_or_verified_is_listed(root):
    # An id is not named by a longer one that begins like it.
    known = [fact(id) for id in ("law.lpr_four_times", "law.lpr", "help.one", "law.court_line", "huabei.line")]
    found = fact_check.look(ON, 180, root, [*known, fact("huabei.rate", status="unverified")])
    assert ids(found.unused) == ["law.lpr", "huabei.rate"]
    assert ids(found.unverified) == ["huabei.rate"]
    assert "2026-11-22  huabei.rate" in found.report()
    assert found.report().endswith("6 facts: 0 stale, 1 unverified, 2 unused.")


def test_a_fact_of_the_calculators_and_one_of_the_pages_are_used():
    assert {"huabei.late_daily_rate", "help.mental_line"} <= fact_check.used() & set(facts.all_facts())


@pytest.mark.parametrize(("on", "ends"), [("2020-01-01", 0), ("2099-01-01", 1)])
def test_the_script_ends_with_one_where_a_fact_is_stale(monkeypatch, capsys, on, ends):
    monkeypatch.setitem(sys.modules, "environment", types.SimpleNamespace(enter=lambda *_: None))
    monkeypatch.setattr(sys, "argv", ["facts", "--on", on, "--days", "180"])
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(fact_check.ROOT / "scripts" / "facts"))
    assert stopped.value.code == ends
    assert f"days before {on}" in capsys.readouterr().out


def test_what_only_a_person_can_check_names_facts_that_there_are():
    text = fact_check.ROOT.joinpath("CHECKS-BY-HAND.md").read_text("utf-8")
    groups = {id.partition(".")[0] for id in facts.all_facts()}
    named = {id for id in re.findall(r"`([a-z]+\.[a-z0-9_]+\*?)`", text) if id.partition(".")[0] in groups}
    assert len(named) > 20
    assert [id for id in named if not fnmatch.filter(facts.all_facts(), id)] == []
