"""The calculator in a real browser, as a reader would use it."""

import re

import pytest
from filling import begin, fill, section, values, wait_live
from lines import serve
from playwright.sync_api import expect

import calculators
from scripts import serving

TOOL = "tools/overdue-cost/"


THREE_BILLS = {f"bills.{i}.{key}": text for i, month in enumerate(("09", "10", "11")) for key, text in
               (("due", f"2026-{month}-10"), ("amount", "2000"))}  # fmt: skip


def test_three_bills_owe_what_the_arithmetic_says_and_the_rate_comes_back(base, open_page):
    page = open_page(base + TOOL)
    values(page, THREE_BILLS | {"as_of": "2026-11-22"})
    expect(page.locator(".calc-table").first).to_contain_text("128.00 元")
    expect(page.locator(".calc-common")).to_contain_text("不是你的合同")
    page.locator("[name=app_interest]").fill("128.00")
    expect(page.locator(".calc-notes")).to_contain_text("日利率是 0.05 %")
    expect(page.locator(".calc-common")).to_have_count(0)
    page.locator("[name=app_interest]").fill("115.20")
    page.get_by_role("button", name="用 0.045 % 重新算").click()
    expect(page.locator("[name=daily_rate]")).to_have_value("0.045%")
    expect(page.locator(".calc-table").first).to_contain_text("115.20 元")


def test_how_an_entry_was_read_stands_under_it_and_goes_with_it(base, open_page):
    page = open_page(base + TOOL)
    page.clock.set_fixed_time("2026-11-25T08:00:00+08:00")
    due, amount = page.locator("[name='bills.0.due']"), page.locator("[name='bills.0.amount']")
    values(page, {"bills.0.due": "11-24", "bills.0.amount": "1.2万", "as_of": "2026-11-25"})
    expect(due).to_have_accessible_description("读作 2026年11月24日（周二，昨天）")
    expect(amount).to_have_accessible_description("读作 12,000.00 元")
    expect(page.locator(".calc-read")).to_have_count(2)
    expect(page.locator(".calc-headline")).to_contain_text("12,006.00 元")
    # Nothing is said of what shows itself, nor of what is not understood, nor by what is read out by itself.
    amount.fill("12000")
    expect(page.locator(".calc-read")).to_have_text(["读作 2026年11月24日（周二，昨天）"])
    due.fill("11-2x")
    expect(page.locator(".calc-read")).to_have_count(0)
    expect(due).not_to_have_attribute("aria-describedby", re.compile("read"))
    due.fill("昨天")
    expect(page.locator(".calc-read")).to_have_text(["读作 2026年11月24日（周二，昨天）"])
    expect(page.locator("[data-announce]")).not_to_contain_text("读作")


def test_the_example_leaves_whole_at_the_first_key_and_nothing_is_called_the_readers_before_it_is(base, open_page):
    page = open_page(base + TOOL)
    status, result = page.locator(".calc-status"), page.locator("[data-result]")
    amount = page.locator("[name='bills.0.amount']")
    amount.click()
    wait_live(page)
    expect(status).to_contain_text("下面是示例，不是你的账")
    page.keyboard.type("7")  # what was the example is selected: the first key replaces it
    expect(amount).to_have_value("7")
    expect(page.locator("[name='bills.0.due']")).to_have_value("")
    expect(page.locator("[name='bills.0.due']")).to_have_attribute("placeholder", "2026-09-10")
    expect(page.locator("[name=daily_rate]")).to_have_value("0.05%")  # common, asks for its tick
    expect(page.locator("[name=as_of]")).to_have_value("2026-11-22")  # today
    expect(status).to_have_text("还没填完。下面还是示例，不是你的账。")
    expect(result).to_have_attribute("data-as-given", "")
    assert page.locator(".calc-error:visible").count() == 0
    page.locator("[name='bills.0.due']").fill("2026-10-01")
    expect(status).to_contain_text("按你填的数")
    expect(result).not_to_have_attribute("data-as-given", "")


def test_mistakes_are_named_beside_the_field_and_in_a_summary_and_nothing_typed_is_lost(base, open_page):
    page = open_page(base + TOOL)
    got = values(
        page,
        {
            "as_of": "2026-02-30",
            "daily_rate": "５％",
            "fee": "abc",
            "bills.0.due": "２０２６年１月１日",
            "bills.0.amount": "2000",
        },
    )
    assert set(got["errors"]) == {"as_of", "daily_rate", "fee"}
    summary = page.locator("[data-errors]")
    expect(summary).to_be_focused()
    expect(summary.locator("a")).to_have_count(3)
    assert section(page).get_attribute("data-state") == "live"
    assert page.locator("[name=fee]").get_attribute("aria-invalid") == "true"
    described = page.locator("[name=fee]").get_attribute("aria-describedby").split()
    assert "看不懂“abc”" in page.locator(f"#{described[0]}").inner_text()
    assert page.locator("[name=as_of]").input_value() == "2026-02-30"
    assert page.locator("[name=fee]").input_value() == "abc"
    expect(page.locator(".calc-result")).to_be_empty()
    summary.locator("a", has_text="abc").click()
    expect(page.locator("[name=fee]")).to_be_focused()
    assert "#" not in page.url
    page.locator("[name=fee]").fill("")
    page.locator("[name=daily_rate]").fill("万分之五")
    page.locator("[name=as_of]").fill("2026/3/1")
    expect(page.locator(".calc-headline")).to_be_visible()
    expect(summary).to_be_hidden()
    assert page.locator("[aria-invalid]").count() == 0


def test_a_field_is_not_scolded_while_it_is_being_typed(base, open_page):
    page = open_page(base + TOOL)
    page.locator("[name=daily_rate]").focus()
    wait_live(page)
    before = page.locator(".calc-headline").inner_text()
    page.locator("[name=daily_rate]").fill("")
    expect(page.locator(".calc-status")).to_contain_text("还没填完")
    assert page.locator(".calc-headline").inner_text() == before
    assert page.locator(".calc-error:visible").count() == 0
    page.keyboard.press("Tab")
    expect(page.locator(".calc-error:visible")).to_have_text("请填日利率")


def test_focus_stays_while_typing_and_the_result_is_announced_once_it_rests(base, open_page):
    page = open_page(base + TOOL)
    begin(page)
    amount = page.locator("[name='bills.0.amount']")
    amount.click()
    wait_live(page)
    amount.fill("")
    amount.press_sequentially("12345.67", delay=40)
    expect(page.locator(".calc-headline")).to_contain_text("12,796.29 元")
    expect(amount).to_be_focused()
    assert page.evaluate("document.activeElement.selectionStart") == len("12345.67")
    expect(page.locator("[data-announce]")).to_contain_text(page.locator(".calc-headline").inner_text())


def test_rows_can_be_added_and_removed_with_sensible_focus_and_a_bound(base, open_page):
    page = open_page(base + TOOL)
    bills = page.locator("[data-rows=bills]")
    bills.locator("[data-add]").click()
    bills.locator("[data-add]").click()
    expect(bills.locator("[data-row]")).to_have_count(3)
    expect(bills.locator("[data-row]").last.locator("input").first).to_be_focused()
    assert bills.locator("[data-row]").last.get_attribute("aria-label") == "第 3 张账单"
    wait_live(page)
    assert page.locator(".calc-error:visible").count() == 0, "a blank row is not a mistake"
    bills.locator("[data-remove]").nth(1).click()
    assert [r.get_attribute("aria-label") for r in bills.locator("[data-row]").all()] == [
        f"第 {n} 张账单" for n in (1, 2)
    ]
    for _ in range(40):
        bills.locator("[data-add]").click()
    expect(bills.locator("[data-row]")).to_have_count(36)
    expect(bills.locator(".calc-error:visible")).to_have_text("最多 36 张。")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))
    while bills.locator("[data-row]").count():
        bills.locator("[data-remove]").first.click()
    expect(page.locator(".calc-error:visible")).to_have_text("至少要填一张账单")


def test_today_is_filled_in_with_the_first_answer_unless_the_reader_chose_a_day(base, open_page):
    page = open_page(base + TOOL)
    page.clock.set_fixed_time("2027-03-05T23:30:00")
    page.locator("[name='bills.0.amount']").focus()
    wait_live(page)
    assert page.locator("[name=as_of]").input_value() == "2027-03-05"
    expect(page.locator(".calc-headline")).to_contain_text("2027年3月5日")


# Where today stands in each calculator.
TODAYS = {
    name: next(field.name for field in calculators.get(name).fields.values() if field.unit.prefill)
    for name in calculators.SHELF
}


def look_again(page, event="focus"):
    """The page is looked at again: by one of the ways of which a browser tells."""
    page.evaluate(
        "(event) => (event === 'visibilitychange' ? document : window).dispatchEvent(new Event(event))", event
    )


def test_a_contact_of_the_morning_is_no_contact_to_come_on_a_page_that_stood_open_overnight(base, open_page):
    page = open_page(base + "tools/contact-log/")
    page.clock.set_fixed_time("2026-11-25T22:00:00")
    fill(page, {"contacts.0.day": "2026-11-25", "contacts.0.channel": "out"})
    expect(page.locator(".calc-headline")).to_contain_text("记了 1 条")
    page.clock.set_fixed_time("2026-11-26T08:30:00")
    page.locator("[name$='.day']").first.fill("2026-11-26")  # and no event tells of the new day
    expect(page.locator(".calc-table")).to_contain_text("2026-11-26")
    expect(page.locator(".calc-status")).to_contain_text("今天变了，已按 11 月 26 日重算。")
    assert page.locator(".calc-error:visible").count() == 0


@pytest.mark.parametrize(
    ("name", "event", "before", "after"),
    [
        ("key_dates", "visibilitychange", "2026-11-25", "2026-11-28"),
        ("overdue_cost", "pageshow", "2026-11-25", "2026-11-28"),
    ],
)
def test_today_moves_on_where_nobody_chose_it_and_the_answer_with_it(base, open_page, name, event, before, after):
    page = open_page(f"{base}tools/{name.replace('_', '-')}/")
    page.clock.set_fixed_time(f"{before}T09:00:00")
    begin(page)
    page.locator(".calc-submit").click()
    wait_live(page)
    expect(page.locator("[data-as-given]")).to_have_count(0)
    today, shown = page.locator(f"[name={TODAYS[name]}]"), page.locator("[data-result]").inner_text()
    expect(today).to_have_value(before)
    page.clock.set_fixed_time(f"{after}T09:00:00")
    look_again(page, event)
    expect(today).to_have_value(after)
    expect(page.locator(".calc-status")).to_contain_text("今天变了，已按 11 月 28 日重算。")
    assert page.locator("[data-result]").inner_text() != shown
    # Said once.
    section(page).locator("input[type=text]").first.press("End")
    page.locator(".calc-submit").click()
    expect(page.locator(".calc-status")).not_to_contain_text("今天变了")
    # A day of the reader's own stays.
    today.fill("2026-11-27")
    page.clock.set_fixed_time("2026-12-01T09:00:00")
    look_again(page)
    page.locator(".calc-submit").click()
    expect(page.locator("[data-announce]")).not_to_be_empty()
    expect(today).to_have_value("2026-11-27")


def test_today_moves_on_in_every_calculator_folded_or_not(base, open_page):
    page = open_page(base)
    for name in sorted(set(calculators.SHELF) - {"key_dates", "overdue_cost", "contact_log"}):
        page.clock.set_fixed_time("2026-11-25T23:50:00")
        page.goto(f"{base}tools/{name.replace('_', '-')}/")
        today = page.locator(f"[name={TODAYS[name]}]")
        section(page).locator("input[type=text]").first.focus()
        expect(today).to_have_value("2026-11-25")
        begin(page)
        expect(today).to_have_value("2026-11-25")
        page.clock.set_fixed_time("2026-11-26T00:10:00")
        look_again(page)
        expect(today).to_have_value("2026-11-26")


def test_midnight_comes_while_the_page_is_looked_at(base, open_page):
    page = open_page("about:blank")
    page.clock.install(time="2026-12-31T23:55:00")
    page.goto(base + TOOL)
    page.locator("[name='bills.0.amount']").focus()
    wait_live(page)
    today = page.locator("[name=as_of]")
    expect(today).to_have_value("2026-12-31")
    page.clock.fast_forward("10:00")
    expect(today).to_have_value("2027-01-01")
    expect(page.locator(".calc-headline")).to_contain_text("2027年1月1日")
    page.strangers.clear()  # the blank page's own address was the origin


def test_a_day_can_be_picked_from_the_calendar(base, open_page):
    page = open_page(base + TOOL)
    begin(page)
    native = page.locator(".calc-native-date").nth(1)
    native.evaluate("(e) => { e.value = '2026-12-01'; e.dispatchEvent(new Event('input', {bubbles: true})); }")
    assert page.locator("[name=as_of]").input_value() == "2026-12-01"
    wait_live(page)
    expect(page.locator(".calc-headline")).to_contain_text("2026年12月1日")


def test_double_taps_and_enter_submit_nothing_and_change_nothing(base, open_page):
    page = open_page(base + TOOL)
    page.locator(".calc-submit").dblclick()
    wait_live(page)
    page.locator("[name=daily_rate]").press("Enter")
    page.locator(".calc-submit").dblclick()
    expect(page.locator(".calc-headline")).to_contain_text("2,073.00 元")
    assert page.url.endswith(TOOL)


def test_a_double_tap_removes_one_row_and_it_can_be_brought_back(base, open_page):
    page = open_page(base + TOOL)
    fill(page, THREE_BILLS)
    rows = page.locator("[data-rows=bills] [data-row]")
    page.locator("[data-rows=bills] [data-remove]").first.dblclick()
    expect(rows).to_have_count(2)
    expect(rows.first.locator("input").first).to_have_value("2026-10-10")
    undo = page.get_by_role("button", name="撤销")
    undo.click()
    expect(rows).to_have_count(3)
    expect(rows.first.locator("input").first).to_have_value("2026-09-10")
    assert [r.get_attribute("aria-label") for r in rows.all()] == [f"第 {n} 张账单" for n in (1, 2, 3)]


def test_the_page_is_complete_without_script(base, open_page):
    page = open_page(base + TOOL, java_script_enabled=False)
    assert section(page).get_attribute("data-state") == "example"
    expect(page.locator(".calc-headline")).to_contain_text("2,073.00 元")
    expect(page.locator(".calc-status")).to_contain_text("对照表")
    page.get_by_text("不能计算时用的对照表").click()
    expect(page.locator(".calc-static")).to_contain_text("每 1,000 元")
    page.get_by_text("怎么算的").click()
    expect(page.locator(".calc-doc")).to_contain_text("从还款日的第二天数起")
    assert page.locator("[name=daily_rate]").is_disabled()


def test_facts_in_a_fresh_result_lead_to_their_entry_and_keep_what_was_typed(base, open_page):
    page = open_page(base + TOOL)
    values(page, {"daily_rate": "0.09%"})
    fact = page.locator(".calc-result a.fact")
    expect(fact).to_have_text("24 %")
    with page.expect_popup() as opened:
        fact.click()
    opened.value.wait_for_url("**/about/sources/#fact-law-court_line")
    expect(opened.value.locator("#fact-law-court_line")).to_be_in_viewport()
    assert page.locator("[name=daily_rate]").input_value() == "0.09%"


def test_a_worker_that_breaks_after_an_answer_says_whose_result_still_stands(site, open_page):
    with serve(serving.application(site)) as base:
        page = open_page("about:blank")
        page.add_init_script("const real = Worker; Worker = class extends real {"
                             " constructor(...a) { super(...a); window.theWorker = this; } }")  # fmt: skip
        page.goto(base + TOOL)
        fill(page, {"bills.0.due": "2026-09-10", "bills.0.amount": "4000"})
        wait_live(page)
        expect(page.locator(".calc-headline")).to_contain_text("4,146.00 元")
        page.evaluate("theWorker.dispatchEvent(new ErrorEvent('error'))")
        page.wait_for_selector("section[data-state=error]")
        expect(page.locator(".calc-status")).to_contain_text("上一次的结果，不是现在填的")
        expect(page.locator(".calc-headline")).to_contain_text("4,146.00 元")
        page.get_by_role("button", name="再试一次").click()
        expect(page.locator(".calc-submit")).to_be_focused()
        wait_live(page)
        page.strangers.clear()  # the blank page's own address was the origin


def test_a_missing_page_leads_back_under_any_path(site, open_page):
    with serve(serving.application(site, "/guide/"), "/guide/") as base:
        for missing in ("nothing", "nothing/", "nope/x/y", "nope/x/y/", "tools/nothing/deeper/", "steps/old-step.html"):
            page = open_page(base + missing)
            expect(page.locator("h1")).to_have_text("没有这一页")
            expect(page.get_by_text("十分钟先止损")).to_have_attribute("href", base + "start/")
            expect(page.get_by_text("算一算欠多少")).to_have_attribute("href", base + "tools/overdue-cost/")
            page.get_by_text("我该怎么办").click()
            page.wait_for_url(base)
            expect(page.locator("h1")).to_contain_text("花呗还不上了")
            page.complaints.clear()  # the browser reports each 404 itself: the page's, and where it looked for the site


def test_a_missing_page_leads_to_no_other_host(site, open_page):
    missing = (site / "404.html").read_bytes()

    def app(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])  # as some hosts answer everything
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [missing]

    with serve(app) as base:
        page = open_page(base + "/example.org/nope/x")
        page.wait_for_load_state("networkidle")
        for link in page.locator("a").all():
            assert link.evaluate("(e) => e.host") == base.split("/")[2]
