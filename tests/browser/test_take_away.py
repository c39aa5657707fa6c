"""What a reader takes away from a result: copied, saved, printed. Each is there, or nobody says that it is."""

import json
import re

import icalendar
import pytest
import strategies
from filling import put, section, values, wait_live
from playwright.sync_api import Page, expect

import calculators
from calculators.kit.documents import BOM
from calculators.kit.units import Choice, Count, Day, Mark, Rate, Yuan

# An instalment of each kind of line: a first payment, odd days, interest in every row, and everything ticked.
PLAN = {
    "amount": "12000",
    "periods": "12",
    "down": "500",
    "method": "level",
    "yearly_rate": "14.6%",
    "first_due": "2026-12-31",
}
DOCUMENTS = (".csv", ".ics")


def form_of(name, typed):
    calculator = calculators.get(name)
    return calculator.form(typed) | dict.fromkeys(strategies.boxes(calculator), "yes")


@pytest.fixture
def plan(base, open_page):
    """A page with a plan of twelve periods; ``options`` are those of the browser's context."""

    def opened(typed=PLAN, **options) -> Page:
        page = open_page(f"{base}tools/repayment-plan/", **options)
        page.locator(".calc-submit").click()
        wait_live(page)
        assert values(page, form_of("repayment_plan", typed), put)["errors"] == {}
        return page

    return opened


def document(page, ending):
    """The box of one document, opened as a reader would."""
    box = page.locator(f".calc-document-{ending.removeprefix('.')}")
    box.locator("summary").click()
    return box


def shown(box):
    return box.locator("textarea").input_value()


# Nothing of the example ------------------------------------------------------------------------------

# What fits no rule below: days that must lie ahead, and a minimum that must not exceed what is owed.
OWN = {"next": "2026-12-21", "first": "2026-12-21", "first_day": "2026-12-19", "cleared": "2026-12-27", "minimum": "37"}


def own(name, unit, place):
    """What a reader could type into a field, and no example has."""
    match unit:
        case Yuan():
            return OWN.get(name, str(1301 + place))
        case Day():
            return OWN.get(name, "2026-10-17")
        case Count():
            return "7"
        case Rate():
            return "0.037%" if unit.per == "日" else "13.7%"
        case Choice():
            return unit.options[-1][0]
        case _:
            return "某某"


def in_sight(calculator):
    """Every field that lies in no fold, with something to type into it; of rows the first."""
    found = {}
    for field in calculator.fields.values():
        if field.unit.more or field.unit.prefill:
            continue
        cells = {f"{field.name}.0.{key}": unit for key, (unit, _) in field.rows.items() if not unit.more}
        cells = {k: u for k, u in cells.items() if not isinstance(u, Mark)} if field.rows else {field.name: field.unit}
        found |= {key: own(key.split(".")[-1], unit, len(found) + i) for i, (key, unit) in enumerate(cells.items())}
    return found


def standing(calculator, today):
    """What stands in the form for everybody: today, common values, and options where none can be left open."""
    found = {}
    for field in calculator.fields.values():
        unit = field.unit
        if unit.prefill:
            found[field.name] = today
        elif not field.rows and (unit.common or (isinstance(unit, Choice) and not unit.blank)):
            found[field.name] = unit.typed(field.default)
    return found


FORM = "[...new FormData(document.querySelector('[data-calculator] form'))]"


def marks_of(page):
    """By what the page knows its rows: chance made them."""
    return {key: text for key, text in page.evaluate(FORM) if key.endswith(".mark")}


@pytest.mark.parametrize("name", calculators.SHELF)
def test_no_value_of_the_example_is_in_what_is_the_readers(base, open_page, name):
    calculator, typed = calculators.get(name), in_sight(calculators.get(name))
    page = open_page(f"{base}tools/{name.replace('_', '-')}/")
    page.clock.set_fixed_time("2026-11-25T09:00:00")

    def into_what_is_in_sight(page, typed):
        for key, text in typed.items():
            control = page.locator(f"[name='{key}']")
            if control.evaluate("(e) => e.tagName") == "SELECT":
                control.select_option(text)
            else:
                control.fill(text)
        for box in page.locator(".calc-confirm input:visible").all():
            box.check()

    got = values(page, typed, into_what_is_in_sight)
    form = dict(page.evaluate(FORM))
    marks = marks_of(page)
    ticked = {key: "yes" for key in form if key.endswith(".confirmed")}
    expected = standing(calculator, "2026-11-25") | typed
    # Nothing else stands in the form, folded or not; so nothing else is in the result, in a document, or in a link.
    assert {key: text for key, text in form.items() if text} == expected | marks | ticked
    assert got == json.loads(calculators.answer(name, json.dumps(form)))
    assert got["errors"] == {}
    expect(page.locator("[data-result]")).not_to_have_attribute("data-as-given", "")
    expect(page.locator(".calc-status")).to_contain_text("按你填的数")
    # Nor is anything else kept, where anything is.
    if not any(field.unit.same for field in calculator.fields.values()):
        return
    page.locator(".kept-line").get_by_role("button", name="记住").click()
    kept = json.loads(page.evaluate("localStorage.situation"))["kept"]
    said = {entry["text"] for entry in kept.values() if "text" in entry}
    assert said <= set(expected.values()) | {given["text"] for given in got["gives"].values()}
    cells = {cell for entry in kept.values() for row in entry.get("rows", []) for cell in row.values() if cell}
    assert cells <= set(expected.values()) | set(marks.values())


@pytest.mark.parametrize("name", ["request_letter", "repayment_plan", "contact_log", "key_dates"])
def test_the_example_is_looked_at_and_not_taken_away(base, open_page, name):
    page = open_page(f"{base}tools/{name.replace('_', '-')}/", permissions=["clipboard-read", "clipboard-write"])
    page.locator(".calc-submit").click()
    wait_live(page)
    expect(page.locator(".calc-status")).to_contain_text("下面是示例，不是你的账")
    expect(page.locator(".calc-document-ics:visible")).to_have_count(0)
    page.evaluate("navigator.clipboard.writeText('before')")
    downloads = []
    page.on("download", lambda download: downloads.append(download))
    for box in page.locator(".calc-document:visible").all():
        box.locator("summary").click()
        for button in ("[data-copy]", "[data-save]"):
            box.locator(button).click()
            expect(box.locator(".calc-told")).to_contain_text("这是示例，不是你的")
    assert page.evaluate("navigator.clipboard.readText()") == "before"
    assert downloads == []


def test_days_that_equal_the_examples_are_the_readers_once_they_are_typed(base, open_page):
    page = open_page(f"{base}tools/key-dates/")
    calendar = page.locator(".calc-document-ics")
    expect(calendar).to_have_count(1)  # the example's, which nobody is offered
    expect(calendar).to_be_hidden()
    page.locator("[name=due]").fill("2026-09-10")
    expect(page.locator("[name=cleared]")).to_have_value("")
    page.locator("[name=cleared]").fill("2026-12-20")
    page.locator(".calc-submit").click()
    expect(page.locator(".calc-status")).to_contain_text("按你填的数")
    box = document(page, ".ics")
    with page.expect_download() as coming:
        box.locator("[data-save]").click()
    saved = icalendar.Calendar.from_ical(coming.value.path().read_bytes())
    assert [event["DTSTART"].dt.isoformat() for event in saved.walk("VEVENT")] == ["2026-12-20"]


def test_what_is_taken_away_belongs_to_the_form_as_it_stands(plan):
    page = plan(permissions=["clipboard-read", "clipboard-write"])
    box = document(page, ".csv")
    page.evaluate("navigator.clipboard.writeText('before')")
    # In one go, as a finger can: no answer to the new number can be there yet.
    told = page.evaluate(
        """() => {
          const amount = document.querySelector('[name=amount]');
          amount.value = '9999';
          amount.dispatchEvent(new Event('input', {bubbles: true}));
          document.querySelector('.calc-document-csv [data-copy]').click();
          return document.querySelector('.calc-document-csv .calc-told').textContent;
        }"""
    )
    assert "还在准备" in told
    expect(page.locator(".calc-table").first).to_contain_text("9,499.00 元")  # without the 500 paid down
    box.locator("[data-copy]").click()
    expect(box.locator(".calc-told")).to_have_text("已复制。")
    page.locator("[name=amount]").fill("")
    expect(page.locator(".calc-status")).to_contain_text("还没填完")
    # Without leaving the field, as a key does: once it is left, the result makes way for its mistake.
    box.locator("[data-copy]").evaluate("(e) => e.click()")
    expect(box.locator(".calc-told")).to_contain_text("不是按现在填的数")


def test_a_calendar_is_stamped_with_the_moment_in_which_it_is_taken_away(plan):
    page = plan(permissions=["clipboard-read", "clipboard-write"])
    box = document(page, ".ics")
    versions = []
    for moment in ("2026-11-22T09:00:00Z", "2026-11-22T09:00:05Z"):
        page.clock.set_fixed_time(moment)
        box.locator("[data-copy]").click()
        expect(box.locator(".calc-told")).to_have_text("已复制。")
        versions.append(icalendar.Calendar.from_ical(page.evaluate("navigator.clipboard.readText()")).walk("VEVENT"))
    for before, after in zip(*versions, strict=True):
        assert before["UID"] == after["UID"]
        assert after["SEQUENCE"] - before["SEQUENCE"] == 5
        assert after.decoded("DTSTAMP").isoformat() == "2026-11-22T09:00:05+00:00"


def test_a_missing_tick_is_reached_from_the_paper_that_lacks_it_though_it_lies_folded(base, open_page):
    page = open_page(f"{base}tools/affordability/")
    calculator = calculators.get("affordability")
    ticks = {f"{name}.confirmed": "yes" for name in ("income", "needs", "debts")}
    assert values(page, calculator.form(ticks), put)["errors"] == {}
    lacking = page.locator(".calc-passage", has_text="给贷款人的一页纸：还差 1 样")
    expect(lacking).to_contain_text("留一点备用：200.00 元")
    assert page.locator(".calc-document", has_text="给贷款人的一页纸").count() == 0
    tick = page.locator("[name='reserve.confirmed']")
    expect(tick).to_be_hidden()
    lacking.get_by_role("button", name="去打勾").click()
    expect(tick).to_be_focused()
    tick.check()
    expect(page.locator(".calc-document", has_text="给贷款人的一页纸")).to_have_count(1)
    expect(page.locator(".calc-passage")).to_have_count(0)


# Copied ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", DOCUMENTS)
def test_what_is_copied_is_really_there(plan, ending):
    page = plan(permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('before')")
    box = document(page, ending)
    box.locator("[data-copy]").click()
    expect(box.locator(".calc-told")).to_have_text("已复制。")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\r\n", "\n") == shown(box) != ""
    expect(page.locator("[data-announce]")).to_have_text("已复制。")


def test_where_only_the_old_way_of_copying_works_it_is_used(plan):
    page = plan(permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('before')")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')) }")
    box = document(page, ".csv")
    box.locator("[data-copy]").click()
    expect(box.locator(".calc-told")).to_have_text("已复制。")
    assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == shown(box)


@pytest.mark.parametrize("ending", DOCUMENTS)
@pytest.mark.parametrize(
    "refusal",
    [
        "navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))",
        "Object.defineProperty(navigator, 'clipboard', {value: undefined})",
    ],
    ids=["refused", "missing"],
)
def test_where_copying_is_refused_the_text_is_selected_and_nobody_says_it_was_copied(plan, ending, refusal):
    page = plan()
    page.evaluate(f"() => {{ {refusal}; document.execCommand = () => false; }}")
    box = document(page, ending)
    box.locator("[data-copy]").click()
    expect(box.locator(".calc-told")).to_contain_text("不能自动复制")
    assert "已复制" not in section(page).inner_text()
    text = box.locator("textarea")
    expect(text).to_be_focused()
    selected = text.evaluate("(e) => e.value.slice(e.selectionStart, e.selectionEnd)")
    assert selected == shown(box) != ""
    expect(page.locator("[data-announce]")).to_contain_text("文字已经选中")


# Saved -----------------------------------------------------------------------------------------------


TALK = {"day": "2026-11-20", "channel": "chat", "said": "已经登记，等答复", "next": "2026-11-27"}
TALKED = {f"contacts.0.{name}": text for name, text in TALK.items()}
TOUCHED = {"repayment_plan": PLAN, "key_dates": {"due": "2026-09-11"}, "contact_log": TALKED}


@pytest.mark.parametrize("name", calculators.SHELF)
def test_every_file_is_saved_under_its_name_and_holds_the_text_shown(base, open_page, name):
    calculator, form = calculators.get(name), form_of(name, {})
    page = open_page(f"{base}tools/{name.replace('_', '-')}/")
    # What is still the example gets no calendar.
    form = form_of(name, TOUCHED[name]) if name in TOUCHED else form
    assert values(page, form, put)["errors"] == {}
    found = calculator.function(**calculator.read(form | marks_of(page)).values).view().documents
    expect(page.locator(".calc-document")).to_have_count(len(found))
    for made, box in zip(found, page.locator(".calc-document").all(), strict=True):
        box.locator("summary").click()
        with page.expect_download() as coming:
            box.locator("[data-save]").click()
        assert coming.value.suggested_filename == made.filename
        saved = coming.value.path().read_bytes()
        made = re.sub("\r?\n", "\r\n", made.text).encode()
        assert unstamped(saved) == unstamped(made)
        assert saved.decode().removeprefix(BOM).replace("\r\n", "\n") == shown(box)
        expect(box.locator(".calc-told")).to_contain_text("已交给浏览器保存")


def unstamped(calendar):
    """A file without the moment in which it was taken away."""
    return re.sub(rb"(?m)^(DTSTAMP|SEQUENCE):.*$", b"", calendar)


def test_in_a_chat_app_nothing_is_saved_and_the_reader_is_told_what_to_do(plan):
    page = plan(user_agent="Mozilla/5.0 (Linux; Android 13) Chrome/116.0 Mobile MicroMessenger/8.0.42")
    downloads = []
    page.on("download", lambda download: downloads.append(download))
    box = document(page, ".ics")
    box.locator("[data-save]").click()
    expect(box.locator(".calc-told")).to_contain_text("存不了文件")
    page.wait_for_timeout(300)  # for what must not happen
    assert downloads == []


# Printed ---------------------------------------------------------------------------------------------


def sheets(page):
    page.emulate_media(media="print")
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


@pytest.mark.parametrize(
    ("typed", "width", "scheme"),
    [(PLAN, 1280, "dark"), ({"amount": "9000", "periods": "12", "method": "fee", "fee_rate": "0.5%"}, 360, "light")],
    ids=["level-wide-dark", "fee"],
)
def test_a_plan_of_a_year_is_one_sheet_of_paper(plan, typed, width, scheme):
    page = plan(typed, viewport={"width": width, "height": 780}, color_scheme=scheme)
    assert sheets(page) == 1
    expect(page.locator("h1")).to_be_visible()
    rows = page.locator(".calc-result > .calc-scroll tbody tr")
    assert rows.count() >= 12
    for row in (rows.first, rows.last, page.locator(".calc-headline")):
        expect(row).to_be_visible()
    # Dark on white, whatever the screen was.
    red, green, blue = page.locator(".calc-headline").evaluate(
        "(e) => getComputedStyle(e).color.match(/\\d+/g).slice(0, 3).map(Number)"
    )
    assert max(red, green, blue) < 140
    for gone in (".calc-submit", ".calc-document", ".calc-static", ".calc-doc", ".calc-status", ".md-header"):
        assert page.locator(f"{gone}:visible").count() == 0, gone


def test_on_paper_the_working_is_open_and_cut_off_nowhere(plan):
    page = plan()
    sheets(page)
    expect(page.locator(".calc-working tbody tr").last).to_be_visible()
    page.set_viewport_size({"width": 718, "height": 1000})
    for box in page.locator(".calc-scroll:visible").all():
        assert box.evaluate("(e) => e.scrollWidth <= e.clientWidth + 1")


def test_a_page_whose_result_is_still_the_example_is_printed_whole(base, open_page):
    page = open_page(f"{base}tools/repayment-plan/", save_data=True)
    page.emulate_media(media="print")
    expect(page.locator("#repayment-plan-where-to-look")).to_be_visible()
