"""The published cases once more, typed into the real page: Pyodide must agree with CPython to the letter."""

import json

import pytest
from filling import fill, marks, put, renumbered, values, wait_live
from playwright.sync_api import expect

import calculators
from calculators.kit.units import Choice
from scripts import checks


def can_be_typed(name, form):
    """Whether a page lets a reader enter this: of a choice only what it offers."""
    fields = calculators.get(name).fields
    chosen = [(fields[key].unit, text) for key, text in form.items() if key in fields]
    return all(text in dict(unit.options) for unit, text in chosen if isinstance(unit, Choice))


CASES = [
    pytest.param(name, case, id=f"{name}: {case['name']}")
    for name in calculators.SHELF
    for case in checks.cases(name)
    if can_be_typed(name, case["form"])
]
FIRST = dict(reversed([p.values for p in CASES]))


@pytest.fixture(scope="module")
def live(base, browser):
    """For each calculator one page on which it already runs."""
    context = browser.new_context(viewport={"width": 360, "height": 780})
    pages = {}

    def page_of(name):
        if name not in pages:
            pages[name] = context.new_page()
            pages[name].goto(f"{base}tools/{name.replace('_', '-')}/")
            pages[name].locator(".calc-submit").click()
            wait_live(pages[name])
        return pages[name]

    yield page_of
    context.close()


@pytest.mark.parametrize(("name", "case"), CASES)
def test_published_cases_agree_with_the_page_to_the_fen(live, name, case):
    page, form = live(name), renumbered(calculators.get(name).form(case["form"]))
    # One case of each calculator is typed in as a reader does it; the others are put into the same form at once.
    got = values(page, form, fill if case is FIRST[name] else put)
    here = json.loads(calculators.answer(name, json.dumps(form | renumbered(marks(page)))))
    # How a day was read counts from the device's own day, which Python does not know.
    assert got | {"read": {}} == here | {"read": {}}
    assert case.get("expect", {}).items() <= got["values"].items()
    if "errors" in case:
        assert sorted(got["errors"].values()) == sorted(case["errors"].values())
        for words in case["errors"].values():
            expect(page.locator(".calc-error:visible", has_text=words)).not_to_have_count(0)
    else:
        assert page.locator(".calc-headline").inner_text() == here["announce"]
