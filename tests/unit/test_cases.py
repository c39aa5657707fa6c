"""Published worked examples: what a reader types, and what the reader then sees."""

import json
import re
from collections import Counter

import pytest

import calculators
from scripts import checks

FEWEST = 12
CASES = {name: checks.cases(name) for name in calculators.SHELF}
EACH = [pytest.param(name, case, id=f"{name}: {case['name']}") for name, cases in CASES.items() for case in cases]


@pytest.mark.parametrize(("name", "case"), EACH)
def test_case_comes_out_as_published(name, case):
    form = calculators.get(name).form(case["form"])
    answer = json.loads(calculators.answer(name, json.dumps(form, ensure_ascii=False)))
    # All mistakes, not only those expected: an unexpected one must not pass for a detail.
    assert answer["errors"] == case.get("errors", {})
    expect = case.get("expect", {})
    assert {output: answer["values"].get(output) for output in expect} == expect


@pytest.mark.parametrize("name", calculators.SHELF)
def test_each_case_says_where_it_comes_from_and_what_to_expect(name):
    for case in CASES[name]:
        assert case["name"].strip(), case
        assert case["source"].strip(), case["name"]
        needed = {"name", "source", "form", "errors" if "errors" in case else "expect"}
        assert set(case) - {"url", "official", "differs"} == needed, case["name"]
        assert case.get("expect", case.get("errors")), f"{case['name']} expects nothing"


@pytest.mark.parametrize("name", calculators.SHELF)
def test_every_calculator_has_enough_cases(name):
    assert len(CASES.get(name, ())) >= FEWEST


@pytest.mark.parametrize("name", calculators.SHELF)
def test_no_two_cases_share_a_name(name):
    times = Counter(case["name"] for case in CASES.get(name, ()))
    assert [case for case, n in times.items() if n > 1] == []


@pytest.mark.parametrize("check", [c for name in calculators.SHELF for c in checks.of_calculator(name)], ids=str)
def test_published_figures_are_ours_too(check):
    # A reason may stand for what rounding does not explain, and only there.
    assert check.agrees != bool(check.why)


def test_every_case_file_belongs_to_a_calculator_or_to_the_core():
    of_the_core = {"rates", "own_words", "typed"}
    assert {path.stem for path in checks.CASES.glob("*.toml")} <= {*calculators.SHELF, *of_the_core}


def test_the_page_shows_the_checks_of_every_calculator():
    page = checks.CASES.parents[1].joinpath("docs/about/checks.md").read_text("utf-8")
    assert re.findall(r"^\[\[checks:(\w+)\]\]$", page, re.MULTILINE) == [*calculators.SHELF, "rates"]
