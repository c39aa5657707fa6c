"""The whole guide in one file, opened from the disk without a network."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from asked import DISTRESS, QUESTIONS
from filling import published, values
from looking import SCHEMES, prepare, violations
from playwright.sync_api import expect

import calculators
from calculators.kit import facts
from scripts import browsers, bundles, directives, onefile, runtime

SHOWN = "article.shown"


@pytest.fixture(scope="module")
def guide(site):
    return site / "guide.html"


@pytest.fixture
def open_guide(browser, guide, tmp_path):
    """Opens the file, or a changed copy of it, offline. Afterwards it must have asked for nothing but itself."""
    contexts = []

    def new(hash="", change=None, script="", **options):
        path = guide
        if change:
            path = tmp_path / "changed.html"
            path.write_text(change(guide.read_text("utf-8")), "utf-8")
        context = browser.new_context(viewport={"width": 360, "height": 780}, locale="zh-CN", offline=True, **options)
        page = context.new_page()
        page.asked, page.complaints = [], []
        context.on("request", lambda r: page.asked.append(r.url))
        page.on("console", lambda m: page.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: page.complaints.append(str(e)))
        page.add_init_script(script)
        page.goto(path.as_uri() + hash)
        contexts.append((context, page, path.as_uri()))
        return page

    yield new
    for context, page, address in contexts:
        # A blob: is the page's own memory: the modules that came packed.
        assert [url for url in page.asked if not url.startswith((address, "blob:", "data:"))] == []
        assert page.complaints == []
        context.close()


def wait_live(page):
    page.wait_for_selector(f"{SHOWN} section[data-state=live]", timeout=60_000)


def test_it_opens_on_the_first_page_and_shows_one_page_at_a_time(open_guide):
    page = open_guide()
    expect(page.locator("h1:visible")).to_have_count(1)
    expect(page.locator("h1:visible")).to_have_attribute("id", "home")
    page.locator(SHOWN).get_by_role("link", name="十分钟先止损").first.click()
    expect(page.locator("h1:visible")).to_have_attribute("id", "stop-loss")
    expect(page).to_have_title(re.compile("十分钟先止损"))
    assert page.url.endswith("#stop-loss")
    page.locator(f"{SHOWN} .fact-source").first.click()
    expect(page.locator(".fact-entry:target")).to_be_in_viewport()
    page.go_back()
    expect(page.locator("h1:visible")).to_have_attribute("id", "stop-loss")
    page.locator("#guide-contents summary").click()
    page.locator("#guide-contents a").last.click()
    expect(page.locator("#guide-contents nav")).to_be_hidden()
    expect(page.locator("h1:visible")).to_have_count(1)


def test_a_link_into_the_middle_shows_that_step(open_guide):
    page = open_guide("#contact-ask")
    expect(page.locator("#contact-ask")).to_be_in_viewport()
    expect(page.locator("h1:visible")).to_have_attribute("id", "contact-service")
    page.evaluate("location.hash = '#no-such-place'")
    expect(page.locator("h1:visible")).to_have_attribute("id", "home")


def test_numbers_behind_a_tilde_and_broken_addresses_do_no_harm(open_guide):
    page = open_guide("#overdue-cost~abc")
    expect(page.locator(f"{SHOWN} section#overdue-cost")).to_be_visible()
    page.evaluate("location.hash = '#stop-loss。看看'")
    expect(page.locator("h1:visible")).to_have_attribute("id", "stop-loss")
    page.evaluate("location.hash = '#overdue-cost%7Eabc'")
    expect(page.locator(f"{SHOWN} section#overdue-cost")).to_be_visible()
    page.evaluate("location.hash = '#%E4%A'")
    expect(page.locator("h1:visible")).to_have_attribute("id", "home")


@pytest.fixture(scope="module")
def live(browser, guide):
    """One window for all calculators, as one reader has it."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, offline=True)
    page = context.new_page()
    page.goto(guide.as_uri())
    yield page
    context.close()


@pytest.mark.parametrize("name", calculators.SHELF)
def test_every_calculator_computes_a_published_case_to_the_letter(live, name):
    case = published(name)
    form = case["form"]
    live.evaluate("(id) => { location.hash = id; }", name.replace("_", "-"))
    page = live.locator(SHOWN)
    expect(page.locator(f"section[data-calculator={name}]")).to_have_count(1)
    page.locator(".calc-submit").click()
    wait_live(live)
    got = values(page, form)
    # How a day was read counts from the device's own day, which Python does not know.
    assert got | {"read": {}} == json.loads(calculators.answer(name, json.dumps(form))) | {"read": {}}
    assert case["expect"].items() <= got["values"].items()
    assert page.locator(".calc-headline").inner_text() == got["announce"]


def test_a_fresh_result_links_its_facts_inside_the_file_and_keeps_what_was_typed(open_guide):
    page = open_guide("#key-dates")
    typed = page.locator(f"{SHOWN} .calc-more input[type=text]").first
    page.locator(f"{SHOWN} .calc-more > summary").click()
    typed.fill("2026-01-02")
    page.locator(f"{SHOWN} .calc-submit").click()
    wait_live(page)
    fact = page.locator(f"{SHOWN} [data-result] a[href^='#fact-']").first
    assert fact.get_attribute("target") is None
    fact.click()
    expect(page.locator(".fact-entry:target")).to_be_in_viewport()
    page.go_back()
    expect(typed).to_have_value("2026-01-02")


def test_nothing_is_said_of_downloads(open_guide):
    page = open_guide("#overdue-cost", script="window.said = []; addEventListener('DOMContentLoaded', () => {"
    "new MutationObserver(() => said.push(document.querySelector('.shown [data-status]').textContent))"
    ".observe(document.querySelector('.shown .calc'), { subtree: true, childList: true }) })")  # fmt: skip
    page.locator(f"{SHOWN} .calc-submit").click()
    wait_live(page)
    said = page.evaluate("said")
    assert said
    assert not [words for words in said if "下载" in words]


def test_a_tools_page_makes_ready_before_the_first_touch(open_guide):
    page = open_guide("#overdue-cost")
    if not page.workers:
        page.wait_for_event("worker")
    assert [worker.url[:5] for worker in page.workers] == ["data:"]


def test_without_script_it_reads_from_beginning_to_end(site, open_guide):
    page = open_guide(java_script_enabled=False)
    expect(page.locator("h1:visible")).to_have_count(len(list(site.rglob("index.html"))))
    expect(page.locator("#overdue-cost .calc-headline")).to_contain_text("2,073.00 元")
    expect(page.locator("#guide-search")).to_be_hidden()
    expect(page.locator("noscript .guide-note")).to_be_visible()
    page.locator("#guide-contents summary").click()
    expect(page.locator("#guide-contents a").first).to_be_visible()


def test_a_browser_that_is_too_old_for_it_reads_from_beginning_to_end(site, open_guide):
    page = open_guide(change=lambda html: html.replace(bundles.bundle("guide"), "const pages = ?[];", 1))
    expect(page.locator("h1:visible")).to_have_count(len(list(site.rglob("index.html"))))
    page.complaints.clear()  # of the script that it does not understand


def test_where_webassembly_is_missing_the_example_stays_with_a_sentence(open_guide):
    page = open_guide("#overdue-cost", script="delete window.WebAssembly")
    page.locator(f"{SHOWN} .calc-submit").click()
    expect(page.locator(f"{SHOWN} .calc-status")).to_contain_text("比如 iPhone 的锁定模式")
    expect(page.locator(f"{SHOWN} .calc-headline")).to_contain_text("2,073.00 元")


PACKED = '<script type="text/plain" data-packed="pyodide.asm.wasm">'


@pytest.mark.parametrize("damage", ["AAAA", "!!!!", ""])
def test_a_damaged_runtime_is_told_at_once_and_the_example_stays(open_guide, damage):
    def spoil(html):
        place = html.index(PACKED) + len(PACKED) + 1_000_000
        return html[:place] + damage + html[place + 4 :]

    page = open_guide("#overdue-cost", change=spoil)
    page.locator(f"{SHOWN} .calc-submit").click()
    expect(page.locator(f"{SHOWN} .calc-status")).to_contain_text("计算没能启动")
    expect(page.locator(f"{SHOWN} .calc-headline")).to_contain_text("2,073.00 元")
    page.complaints.clear()


def test_a_file_that_was_cut_off_says_so_and_can_be_read(open_guide):
    page = open_guide("#stop-loss", change=lambda html: html[: html.index(PACKED) + 1_000_000])
    expect(page.locator("#guide-cut")).to_be_visible()
    expect(page.locator("h1:visible")).to_have_attribute("id", "stop-loss")
    page.evaluate("location.hash = '#overdue-cost'")
    page.locator(f"{SHOWN} .calc-submit").click()
    expect(page.locator(f"{SHOWN} .calc-status")).to_contain_text("计算没能启动")
    page.complaints.clear()
    whole = open_guide()
    expect(whole.locator("#guide-cut")).to_be_hidden()


@pytest.mark.parametrize("place", ["", "#stop-loss"])
def test_a_file_that_was_cut_off_within_its_text_reads_from_beginning_to_end(open_guide, place):
    page = open_guide(place, change=lambda html: html[: html.index('id="stop-loss"') + 5_000])
    assert page.locator("article.page:visible").count() == page.locator("article.page").count() > 1
    page.complaints.clear()


def test_the_search_finds_pages_as_people_ask_for_them(site, open_guide):
    page = open_guide()
    asked = {
        q: a.split()
        for q, a in QUESTIONS.items()
        if any((site / p / "index.html").exists() or p == "index" for p in a.split())
    }
    titles = {
        p or "index": onefile._head(p, onefile._article(site / p / "index.html"))[0] for p in onefile._pages(site)
    }
    missed = []
    for question, answers in asked.items():
        page.locator("#guide-search input").fill(question)
        found = page.evaluate(
            "[...document.querySelectorAll('#guide-found a')].slice(0, 3)"
            ".map((a) => document.querySelector(a.hash).closest('.page').querySelector('h1').id)"
        )
        if not {titles.get(each) for each in answers} & set(found):
            missed.append((question, found))
    # It is simpler than the site's search, which must find them all.
    assert len(missed) <= len(asked) / 10, missed


def test_in_distress_help_comes_first_with_the_number(open_guide):
    page = open_guide()
    number = facts.show("help.mental_line", directives.release_day())
    for question in DISTRESS:
        page.locator("#guide-search input").fill(question)
        first = page.locator("#guide-found li").first
        expect(first.locator("a")).to_have_text("去哪里求助")
        expect(first).to_contain_text(f"打 {number}，心理援助热线")


def test_it_holds_no_control_that_does_nothing(open_guide):
    page = open_guide("#offline-page")
    expect(page.locator(f"{SHOWN} .offline")).to_contain_text("全部都在这个文件里")
    # Of the buttons each is one that a calculator hears, or that the steps have made.
    kinds = page.evaluate(
        "[...document.querySelectorAll('article button:not(.step-note *)')]"
        ".map((e) => e.type === 'submit' ? 'submit' : Object.keys(e.dataset)[0] ?? e.className)"
    )
    assert set(kinds) == {"submit", "add", "remove", "copy", "save", "go", "calc-pick"}


def test_titles_of_hits_are_those_of_the_text(open_guide):
    page = open_guide()
    page.locator("#guide-search input").fill("找了家人、同事")
    titles = page.locator("#guide-found a").all_inner_texts()
    assert titles
    assert not [title for title in titles if "发给朋友" in title]
    page.locator("#guide-search input").fill("发给朋友")
    assert "存成一个文件" in page.locator("#guide-found a").first.inner_text()


def test_a_hit_leads_to_its_section_and_nothing_found_is_said(open_guide):
    page = open_guide()
    field = page.locator("#guide-search input")
    field.fill("催受打给父母怎么办")  # a misspelling that the page lists in its front matter
    expect(page.locator("#guide-found")).to_contain_text("找到")
    field.press("Enter")
    expect(page.locator("#guide-found a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#guide-found")).to_be_hidden()
    expect(page.locator(f"{SHOWN} h1")).to_contain_text("催收打给你了")
    field.fill("qwxyz")
    expect(page.locator("#guide-found")).to_contain_text("没有找到")
    page.keyboard.press("Escape")
    expect(page.locator("#guide-found")).to_be_hidden()
    field.fill("<img src=x>")
    assert page.locator("#guide-found img").count() == 0


def test_ticks_are_kept_and_counted_page_by_page(open_guide):
    page = open_guide("#stop-loss")
    page.locator(f"{SHOWN} .step-tick input").first.check()
    expect(page.locator(f"{SHOWN} .step-note")).to_contain_text("这一页做完 1 / 5")
    page.evaluate("location.hash = '#contact-service'")
    page.locator(f"{SHOWN} .step-tick input").first.check()
    page.reload()
    expect(page.locator(f"{SHOWN} .step-tick input").first).to_be_checked()
    page.get_by_role("button", name="清掉所有勾").click()
    page.evaluate("location.hash = '#stop-loss'")
    expect(page.locator(f"{SHOWN} .step-note")).to_contain_text("这一页做完 0 / 5")


def test_it_is_accessible_and_does_not_scroll_sideways(browser, guide):
    context = browser.new_context(viewport={"width": 320, "height": 800}, offline=True, bypass_csp=True)
    page = context.new_page()
    # Its frame, and a calculator within it: all text is the site's (tests/browser/test_looks.py).
    for hash, schemes in (("", ["light"]), ("#overdue-cost", SCHEMES)):
        page.goto("about:blank")
        page.goto(guide.as_uri() + hash)
        for details in page.locator(f"{SHOWN} .calc details, #guide-contents").all():
            details.evaluate("(e) => e.setAttribute('open', '')")
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, hash
        prepare(page)
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            assert violations(page, SCHEMES[scheme]) == [], (hash, scheme)
    context.close()


def test_it_computes_in_firefox_and_asks_for_nothing(guide):
    form = {".due": "2026-01-01", ".amount": "10000", "as_of": "2026-01-31", "daily_rate": "0.05%"}
    script = Path(__file__).with_name("firefox.mjs")
    address = guide.as_uri() + "#overdue-cost"
    command = ["node", str(script), browsers.need("firefox"), address, json.dumps(form), f"{SHOWN} "]
    done = subprocess.run(command, cwd=runtime.ROOT, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.strip().splitlines()[-1])
    assert seen["before"] == "example"
    assert "10,150.00 元" in seen["headline"]
    assert seen["complaints"] == []
    assert [url for url in seen["asked"] if not url.startswith((guide.as_uri(), "blob:", "data:"))] == []
