"""Pyodide, as the site carries it, answers as Python does, to the letter: run under Node, all questions at once."""

import json

import pytest
from corpus import ASKED, READ, typed_form
from packed import run_in_pyodide

import calculators
from scripts import checks

# As a page would send them.
CASES = [
    (name, json.dumps(calculators.get(name).form(case["form"]), ensure_ascii=False))
    for name in calculators.SHELF
    for case in checks.cases(name)
]


ENTRIES = [typed_form(name, text)[:2] for name, text, *_ in READ + ASKED]
RATES = [checks.question(case) for case in checks.rates()]

ASK = """
import datetime, json
from decimal import Decimal
import calculators
from calculators.kit.cashflow import *
json.dumps([
    [calculators.answer(name, form) for name, form in {cases!r}],
    [[r.typed, r.read, r.mistakes] for r in (calculators.get(name).read(form) for name, form in {entries!r})],
    [{rates}],
])
"""


@pytest.fixture(scope="module")
def answers(site):
    rates = ", ".join(f"str({solve.__name__}({flows!r}))" for solve, flows in RATES)
    return run_in_pyodide(site, ASK.format(cases=CASES, entries=ENTRIES, rates=rates))


def test_every_published_case_is_answered_the_same(answers):
    assert len(CASES) >= 150
    for (name, form), answer in zip(CASES, answers[0], strict=True):
        assert json.loads(answer) == json.loads(calculators.answer(name, form)), (name, form)


def test_everything_that_people_type_is_read_the_same(answers):
    ours = [calculators.get(name).read(form) for name, form in ENTRIES]
    assert answers[1] == json.loads(json.dumps([[read.typed, read.read, read.mistakes] for read in ours]))


def test_the_published_examples_of_rates_come_out(answers):
    assert answers[2] == [str(solve(flows)) for solve, flows in RATES]
