"""The real runtime in a real page: how it starts, what is said meanwhile, and what is said where it can't."""

import re
import threading

import pytest
from filling import fill, section, wait_live
from lines import Log, serve
from playwright.sync_api import expect

from scripts import serving

TOOL = "tools/overdue-cost/"
EXAMPLE = "2,073.00 元"


@pytest.mark.parametrize("prefix", ["/", "/guide/"])
def test_typing_gives_a_live_answer_at_the_root_and_under_a_sub_path(site, open_page, prefix):
    with serve(serving.application(site, prefix), prefix) as base:
        page = open_page(base + TOOL, runtime=True)
        assert section(page).get_attribute("data-state") == "example"
        fill(page, {"bills.0.due": "2026-01-01", "bills.0.amount": "10000", "as_of": "2026-01-31"})
        page.locator("[name=daily_rate]").fill("0.05 %")
        wait_live(page)
        expect(page.locator(".calc-result")).to_contain_text("150.00 元")
        expect(page.locator(".calc-headline")).to_contain_text("10,150.00 元")


def test_an_answer_to_the_example_that_comes_late_is_not_called_the_readers(base, open_page):
    page = open_page(base + TOOL, runtime=True)
    page.locator("[name='bills.0.amount']").click()  # asks for the example; the answer takes seconds
    page.keyboard.type("7")
    wait_live(page)
    expect(page.locator("[data-result]")).to_have_attribute("data-as-given", "")
    expect(page.locator(".calc-status")).to_contain_text("还是示例")


def test_the_runtime_is_fetched_at_idleness_before_anyone_asks(site, open_page):
    log = Log(site)
    with serve(log) as base:
        page = open_page(base + TOOL, runtime=True)
        log.wait_for(".wasm")
        assert section(page).get_attribute("data-state") == "example", "nobody has asked for anything yet"


def test_the_runtime_waits_for_a_touch_where_data_is_saved(site, open_page):
    log = Log(site)
    with serve(log) as base:
        page = open_page(base + TOOL, runtime=True, save_data=True)
        page.wait_for_load_state("networkidle")  # half a second without a request
        assert not [p for p in log.asked if "runtime" in p or ("worker." in p and "/js/" in p)]
        page.locator("[name=daily_rate]").focus()
        wait_live(page)
        log.wait_for(".wasm")


def test_loading_is_told_in_megabytes(site, open_page):
    log, hold = Log(site), threading.Event()

    def slow(environ, start_response):
        hold.wait(20)
        return log.app(environ, start_response)

    log.instead[".zip"] = slow
    with serve(log) as base:
        page = open_page(base + TOOL, runtime=True, save_data=True)
        page.locator("[name=daily_rate]").focus()
        expect(page.locator(".calc-status")).to_have_text(re.compile(r"[\d.]+ / 3\.\d MB"), timeout=20_000)
        assert section(page).get_attribute("data-state") == "loading"
        hold.set()
        wait_live(page)


# Whatever is not a success is one case to the page; and garbage, of data and of a script.
@pytest.mark.parametrize(
    ("broken", "how"),
    [(".wasm", "404"), (".zip", "500"), (".wasm", "garbage"), ("pyodide.asm.mjs", "garbage")],
)
def test_a_broken_runtime_leaves_the_example_with_a_sentence_and_can_be_tried_again(site, open_page, broken, how):
    log = Log(site)

    def answer(environ, start_response):
        status = {"404": "404 Not Found", "500": "500 Internal Server Error", "garbage": "200 OK"}[how]
        kind = "text/javascript" if broken.endswith("mjs") else "application/wasm"
        start_response(status, [("Content-Type", kind), ("Cache-Control", "no-store")])
        return [b"\x00garbage"]

    log.instead[broken] = answer
    with serve(log) as base:
        page = open_page(base + TOOL, runtime=True, save_data=True)
        fill(page, {"bills.0.due": "2026-09-10", "bills.0.amount": "4321"})
        page.wait_for_selector("section[data-state=error]", timeout=60_000)
        expect(page.locator(".calc-status")).to_contain_text("没能启动")
        expect(page.locator(".calc-headline")).to_contain_text(EXAMPLE)
        assert page.locator("[name='bills.0.amount']").input_value() == "4321"
        log.instead.clear()
        page.get_by_role("button", name="再试一次").click()
        wait_live(page)
        expect(page.locator(".calc-headline")).to_contain_text("4,478.72 元")
        page.complaints.clear()


def test_a_wrong_type_for_webassembly_is_put_right(site, open_page):
    log = Log(site)

    def wrong(environ, start_response):
        def start(status, headers, *rest):
            return start_response(
                status, [h for h in headers if h[0] != "Content-Type"] + [("Content-Type", "text/plain")]
            )

        return log.app(environ, start)

    log.instead[".wasm"] = wrong
    with serve(log) as base:
        page = open_page(base + TOOL, runtime=True)
        page.locator(".calc-submit").click()
        wait_live(page)
        expect(page.locator(".calc-headline")).to_contain_text(EXAMPLE)


def test_thirty_seconds_of_silence_end_in_a_sentence(site, open_page):
    log, hold = Log(site), threading.Event()

    def never(environ, start_response):
        hold.wait(30)
        return log.app(environ, start_response)

    log.instead[".wasm"] = never
    with serve(log) as base:
        page = open_page("about:blank", runtime=True, save_data=True)
        page.clock.install()
        page.goto(base + TOOL)
        with page.expect_event("requestfinished", lambda request: request.url.endswith(".zip")):
            page.locator("[name=daily_rate]").focus()
        page.wait_for_selector("section[data-state=loading]")
        page.clock.fast_forward(20_000)
        assert section(page).get_attribute("data-state") == "loading"
        page.clock.fast_forward(11_000)
        page.wait_for_selector("section[data-state=error]")
        expect(page.locator(".calc-status")).to_contain_text("没有动静")
        hold.set()
        page.strangers.clear()  # the blank page's own address was the origin


@pytest.mark.parametrize(
    ("lacks", "words"),
    [
        ("delete WebAssembly.Exception", "浏览器太旧"),
        ("window.Worker = class { constructor() { throw 0 } }", "浏览器太旧"),
        # As in an iPhone's Lockdown Mode, and as a policy or an add-on does it: a newer browser would not help.
        ("delete window.WebAssembly", "比如 iPhone 的锁定模式"),
        ("WebAssembly.Module = class { constructor() { throw new WebAssembly.CompileError() } }", "更新浏览器没有用"),
    ],
)
def test_where_nothing_can_be_computed_the_example_stays_and_the_true_reason_is_told(base, browser, lacks, words):
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(lacks)
    page.goto(base + TOOL)
    page.locator("[name=daily_rate]").fill("0.04%")
    page.wait_for_selector("section[data-state=error]")
    expect(page.locator(".calc-status")).to_contain_text(words)
    expect(page.locator(".calc-status")).to_contain_text("下面是示例")
    expect(page.get_by_role("button", name="再试一次")).to_have_count(0)
    expect(page.locator(".calc-headline")).to_contain_text(EXAMPLE)
    assert page.locator("[name=daily_rate]").input_value() == "0.04%"
    context.close()
