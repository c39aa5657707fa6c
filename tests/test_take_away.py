"""What a reader takes away from a result: copied, saved, printed. Each is there, or nobody says that it is."""

import re

import pytest
import strategies
from filling import put, section, values, wait_live
from playwright.sync_api import Page, expect

import calculators
from calculators.kit.documents import BOM

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
TOUCHED = {
    "repayment_plan": PLAN,
    "key_dates": {"due": "2026-09-11"},
    "contact_log": {f"contacts.0.{name}": text for name, text in TALK.items()},
}


@pytest.mark.parametrize("name", calculators.SHELF)
def test_every_file_is_saved_under_its_name_and_holds_the_text_shown(base, open_page, name):
    calculator, form = calculators.get(name), form_of(name, {})
    page = open_page(f"{base}tools/{name.replace('_', '-')}/")
    page.locator(".calc-submit").click()
    wait_live(page)
    # What is still the example gets no calendar.
    form = form_of(name, TOUCHED[name]) if name in TOUCHED else form
    assert values(page, form, put)["errors"] == {}
    found = calculator.function(**calculator.read(form).values).view().documents
    expect(page.locator(".calc-document")).to_have_count(len(found))
    for made, box in zip(found, page.locator(".calc-document").all(), strict=True):
        box.locator("summary").click()
        with page.expect_download() as coming:
            box.locator("[data-save]").click()
        assert coming.value.suggested_filename == made.filename
        saved = coming.value.path().read_bytes()
        assert saved == re.sub("\r?\n", "\r\n", made.text).encode()
        assert saved.decode().removeprefix(BOM).replace("\r\n", "\n") == shown(box)
        expect(box.locator(".calc-told")).to_contain_text("已交给浏览器保存")


def test_in_a_chat_app_nothing_is_saved_and_the_reader_is_told_what_to_do(plan):
    page = plan(user_agent="Mozilla/5.0 (Linux; Android 13) Chrome/116.0 Mobile MicroMessenger/8.0.42")
    downloads = []
    page.on("download", lambda download: downloads.append(download))
    box = document(page, ".ics")
    box.locator("[data-save]").click()
    expect(box.locator(".calc-told")).to_contain_text("存不了文件")
    page.wait_for_timeout(300)
    assert downloads == []


# Printed ---------------------------------------------------------------------------------------------


def sheets(page):
    page.emulate_media(media="print")
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


@pytest.mark.parametrize(
    ("typed", "width", "scheme"),
    [
        (PLAN, 360, "light"),
        (PLAN, 1280, "dark"),
        ({"amount": "6128", "periods": "12"}, 360, "light"),
        ({"amount": "9000", "periods": "12", "method": "fee", "fee_rate": "0.5%"}, 360, "light"),
    ],
    ids=["level", "level-wide-dark", "free", "fee"],
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
