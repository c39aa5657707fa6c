"""Published worked examples: what a reader types, and what the reader then sees."""

import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import calculators

FEWEST = 12
CASES = {
    path.stem: tomllib.loads(path.read_text("utf-8"))["case"]
    for path in sorted(Path(__file__).parent.glob("cases/*.toml"))
}
EACH = [pytest.param(name, case, id=f"{name}: {case['name']}") for name, cases in CASES.items() for case in cases]


@pytest.mark.parametrize(("name", "case"), EACH)
def test_case_comes_out_as_published(name, case):
    form = calculators.get(name).form(case["form"])
    answer = json.loads(calculators.answer(name, json.dumps(form, ensure_ascii=False)))
    # All mistakes, not only those expected: an unexpected one must not pass for a detail.
    assert answer["errors"] == case.get("errors", {})
    expect = case.get("expect", {})
    assert {output: answer["values"].get(output) for output in expect} == expect


@pytest.mark.parametrize(("name", "case"), EACH)
def test_case_says_where_it_comes_from_and_what_to_expect(name, case):
    assert case["name"].strip()
    assert case["source"].strip()
    assert set(case) == {"name", "source", "form"} | ({"errors"} if "errors" in case else {"expect"})
    assert case.get("expect", case.get("errors")), f"{name} expects nothing"


@pytest.mark.parametrize("name", calculators.SHELF)
def test_every_calculator_has_enough_cases(name):
    assert len(CASES.get(name, ())) >= FEWEST


@pytest.mark.parametrize("name", calculators.SHELF)
def test_no_two_cases_share_a_name(name):
    times = Counter(case["name"] for case in CASES.get(name, ()))
    assert [case for case, n in times.items() if n > 1] == []


def test_every_case_file_belongs_to_a_calculator():
    assert set(CASES) <= set(calculators.SHELF)
