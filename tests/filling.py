"""Fill in a calculator's form in a page as a person would, whatever its fields are."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page

import calculators
from calculators.kit.calculator import Field
from calculators.kit.units import Choice, Mark
from scripts import checks


def section(page: Page) -> Locator:
    return page.locator("section[data-calculator]")


def wait_live(page: Page) -> None:
    page.wait_for_selector("section[data-state=live]", timeout=60_000)


def renumbered(form: dict[str, str]) -> dict[str, str]:
    """The form as a fresh page numbers its rows: from 0, without gaps."""
    places: dict[str, list[str]] = {}
    for key in form:
        if re.fullmatch(r"\w+\.\d+\.\w+", key):
            name, place, _ = key.split(".")
            places.setdefault(name, [])
            places[name] += [] if place in places[name] else [place]

    def name_of(key: str) -> str:
        name, *rest = key.split(".")
        if len(rest) == 2:
            rest[0] = str(sorted(places[name], key=int).index(rest[0]))
        return ".".join([name, *rest])

    return {name_of(key): text for key, text in form.items()}


def published(name: str) -> dict[str, Any]:
    """The first published case of a calculator that a page lets a reader enter, with its form whole.

    Of a choice a page takes only what it offers.
    """
    calculator = calculators.get(name)

    def can_be_typed(form: dict[str, str]) -> bool:
        chosen = [(calculator.fields[key].unit, text) for key, text in form.items() if key in calculator.fields]
        return all(text in dict(unit.options) for unit, text in chosen if isinstance(unit, Choice))

    case = next(case for case in checks.cases(name) if "expect" in case and can_be_typed(case["form"]))
    return case | {"form": calculator.form(case["form"])}


def open_more(page: Page) -> None:
    more = page.locator("details.calc-more")
    if more.count() and more.get_attribute("open") is None:
        more.locator("> summary").click()


# What is not named, all at once; an input event on the form itself is the reader's first own one.
_BEGIN = """(form, texts) => {
  form.dispatchEvent(new Event('input', {bubbles: true}));
  for (const [name, text] of Object.entries(texts)) {
    if (form.elements[name]) form.elements[name].value = text;
  }
}"""


def begin(page: Page, typed: dict[str, str] | None = None) -> None:
    """Let the example leave the form of its own page, and type what of it is not named in ``typed``."""
    calculator = calculators.get(str(section(page).get_attribute("data-calculator")))
    todays = {field.name for field in calculator.fields.values() if field.unit.prefill}
    typed = typed or {}
    texts = {k: text for k, text in calculator.form(typed).items() if k not in typed.keys() | todays}
    section(page).locator("form").evaluate(_BEGIN, texts)


def fill(page: Page, typed: dict[str, str]) -> None:
    """Type what is named; of the rows that are named, add what is missing and remove what is left over.

    What is not named is typed as it stands in the page's example, for the example leaves at the first key.
    """
    open_more(page)
    typed = renumbered(typed)
    begin(page, typed)
    calculator = calculators.get(str(section(page).get_attribute("data-calculator")))
    for field in calculator.fields.values():
        wanted = len({key.split(".")[1] for key in typed if key.startswith(field.name + ".")})
        if field.rows and (wanted or not field.default):
            rows = page.locator(f"[data-rows={field.name}]")
            while rows.locator("[data-row]").count() > wanted:
                rows.locator("[data-remove]").last.click()
            while rows.locator("[data-row]").count() < wanted:
                rows.locator("[data-add]").click()
            # What a row does not name is blank, not what the page's example had there.
            blank = {f"{field.name}.{i}.{cell}": "" for i in range(wanted) for cell in visible(field)}
            typed = blank | typed
        if field.ticks:
            page.locator(f"[name='{field.name}.confirmed']").set_checked(f"{field.name}.confirmed" in typed)
    page.locator("details.calc-row-more").evaluate_all("(all) => all.forEach((details) => { details.open = true; })")
    for key, text in typed.items():
        name, *rest = key.split(".")
        if rest == ["confirmed"]:
            continue
        control = page.locator(f"[name='{key}']")
        if rest:
            control = page.locator(f"[data-rows={name}] [data-row]").nth(int(rest[0])).locator(f"[name$='.{rest[1]}']")
        if control.evaluate("(e) => e.tagName") == "SELECT":
            control.select_option(text)
        else:
            control.fill(text)


def visible(field: Field) -> list[str]:
    """The cells of a row that a reader can see; what it is known by is the page's affair."""
    return [cell for cell, (unit, _) in field.rows.items() if not isinstance(unit, Mark)]


# Into the form as it stands: rows by its own buttons, then text, choices and ticks. Rows stay numbered from 0.
_PUT = """({rows, texts, ticks}) => {
  const form = document.querySelector('section[data-calculator] form');
  form.dispatchEvent(new Event('input', {bubbles: true})); // the example leaves
  for (const [name, wanted] of Object.entries(rows)) {
    const place = form.querySelector(`[data-rows=${name}]`);
    const present = () => [...place.querySelectorAll('[data-row]')];
    while (present().length > wanted) present().at(-1).querySelector('[data-remove]').click();
    while (present().length < wanted) place.querySelector('[data-add]').click();
  }
  for (const [name, text] of Object.entries(texts)) {
    const control = form.elements[name];
    control.value = text;
    if (control.value !== text) throw new Error(`${name} does not take ${text}`);
  }
  for (const [name, ticked] of Object.entries(ticks)) form.elements[name].checked = ticked;
}"""


def put(page: Page, typed: dict[str, str]) -> None:
    """Like ``fill``, but a whole form at once and without a key: what stands there counts when 算一算 is pressed."""
    typed = renumbered(typed)
    calculator = calculators.get(str(section(page).get_attribute("data-calculator")))
    rows, ticks, blank = {}, {}, {}
    for field in calculator.fields.values():
        if field.rows:
            rows[field.name] = len({key.split(".")[1] for key in typed if re.match(rf"{field.name}\.\d", key)})
            blank |= {f"{field.name}.{i}.{cell}": "" for i in range(rows[field.name]) for cell in visible(field)}
        if field.ticks:
            ticks[f"{field.name}.confirmed"] = f"{field.name}.confirmed" in typed
    texts = {key: text for key, text in (blank | typed).items() if key not in ticks}
    page.evaluate(_PUT, {"rows": rows, "texts": texts, "ticks": ticks})


def values(page: Page, typed: dict[str, str], enter: Callable[[Page, dict[str, str]], None] = fill) -> dict[str, Any]:
    """Fill the form, press 算一算, and give the answer that the page then showed."""
    enter(page, typed)
    page.evaluate(
        "() => { window.answered = new Promise((done) => addEventListener('submit', () =>"
        " addEventListener('answered', (event) => done(event.detail), {once: true}), {once: true, capture: true})) }"
    )
    page.locator(".calc-submit").click()
    answer: dict[str, Any] = page.evaluate("window.answered")
    return answer


def marks(page: Page) -> dict[str, str]:
    """What the page has given its rows to be known by, by form name: no reader types it."""
    found: dict[str, str] = (
        section(page)
        .locator("[data-row] [data-mark]")
        .evaluate_all("(all) => Object.fromEntries(all.map((control) => [control.name, control.value]))")
    )
    return found
