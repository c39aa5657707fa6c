"""A published case of each calculator once more, typed into the real page with the real runtime.

All cases, and that Pyodide answers each to the letter as Python does: tests/site/test_answers.py.
"""

import json

import pytest
from filling import marks, published, renumbered, values, wait_live

import calculators


@pytest.mark.parametrize("name", calculators.SHELF)
def test_a_published_case_agrees_with_the_page_to_the_fen(base, open_page, name):
    case = published(name)
    page, form = open_page(f"{base}tools/{name.replace('_', '-')}/", runtime=True), renumbered(case["form"])
    page.locator(".calc-submit").click()
    wait_live(page)
    got = values(page, form)
    here = json.loads(calculators.answer(name, json.dumps(form | renumbered(marks(page)))))
    # How a day was read counts from the device's own day, which Python does not know.
    assert got | {"read": {}} == here | {"read": {}}
    assert case["expect"].items() <= got["values"].items()
    assert page.locator(".calc-headline").inner_text() == here["announce"]
