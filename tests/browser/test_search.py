"""The search, asked as people really ask: the right page is among the first three."""

import re

import pytest
from asked import DISTRESS, HELP, QUESTIONS
from lines import serve
from playwright.sync_api import Page, expect

from calculators.kit import facts
from scripts import directives, serving


@pytest.fixture(scope="module")
def search(base, browser):
    """A page whose search is open and ready."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(base)
    page.locator("[data-md-component=search-query]").first.click()
    expect(page.locator(".md-search-result__meta")).not_to_have_text("正在初始化搜索引擎")
    yield page
    context.close()


def pages_found(search: Page, question: str) -> list[str]:
    """The first three pages, by path without slashes at the ends."""
    field = search.locator("[data-md-component=search-query]").first
    field.fill("")
    expect(search.locator(".md-search-result__item")).to_have_count(0)
    field.fill(question)
    first = search.locator(".md-search-result__item")
    expect(first).not_to_have_count(0)
    links = first.evaluate_all("(items) => items.map((item) => item.querySelector('a').href)")
    origin = search.url.split("#")[0].split("?")[0]
    return [link.removeprefix(origin).split("?")[0].split("#")[0].strip("/") or "index" for link in links][:3]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_page_that_answers_is_among_the_first_three(search, question):
    found = pages_found(search, question)
    assert set(QUESTIONS[question].split()) & set(found), f"{question}: {found}"


@pytest.mark.parametrize("question", DISTRESS)
def test_in_distress_help_comes_first_with_the_number(search, question):
    assert pages_found(search, question)[0] == HELP, question
    hit = search.locator(".md-search-result__item").first.locator("article").first
    expect(hit).to_contain_text("去哪里求助")
    expect(hit).to_contain_text(facts.show("help.mental_line", directives.release_day()))
    expect(hit.get_by_text("心理援助热线")).to_be_in_viewport()


def test_a_word_that_is_nowhere_finds_nothing(search):
    pages_found(search, "征信")
    search.locator("[data-md-component=search-query]").first.fill("航空母舰")
    expect(search.locator(".md-search-result__item")).to_have_count(0)
    expect(search.locator(".md-search-result__meta")).to_have_text(re.compile("没有找到"))


# Whole words, and the ends of longer ones.
@pytest.mark.parametrize(
    ("query", "title"),
    [("卡", "常被误用的条文"), ("信用卡", "常被误用的条文"), ("日利率", "欠多少"), ("止损", "十分钟先止损")],
)
def test_chinese_words_are_found_and_their_ends(search, query, title):
    pages_found(search, query)
    assert title in titles(search)


def titles(search: Page) -> list[str]:
    return [t.replace("\u200b", "") for t in search.locator(".md-search-result__item h1").all_inner_texts()]


def test_the_search_works_under_a_sub_path_too(site, open_page):
    with serve(serving.application(site, "/guide/"), "/guide/") as base:
        page = open_page(base)
        page.locator("[for=__search]").first.click()
        pages_found(page, "信用卡")
        assert "常被误用的条文" in titles(page)


def test_what_else_was_asked_is_still_found(search):
    assert "rights/collection" in pages_found(search, "催收上门好害怕怎么办")
    assert {"rights/court", "cases/court-papers"} & set(pages_found(search, "被起诉了很焦虑怎么办"))


@pytest.mark.parametrize("question", ["花呗分期利息多少", "怎么查征信报告", "生意失败了", "手机号停机"])
def test_who_asks_calmly_is_not_sent_to_the_helpline(search, question):
    assert pages_found(search, question)[0] != HELP


FORBIDDEN = """for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError'); } });"""
MISSING = FORBIDDEN.replace("get() { throw new DOMException('blocked', 'SecurityError'); }", "value: null")
DAMAGED = "localStorage.setItem(`${location.pathname}.__palette`, '{');"


@pytest.mark.parametrize("storage", [FORBIDDEN, MISSING, DAMAGED], ids=["forbidden", "missing", "damaged"])
def test_the_search_finds_its_page_where_nothing_kept_can_be_read(base, open_page, storage):
    page = open_page(base, viewport={"width": 1280, "height": 900})
    page.context.add_init_script(storage)
    page.reload()
    page.locator("[data-md-component=search-query]").first.click()
    expect(page.locator(".md-search-result__meta")).not_to_have_text("正在初始化搜索引擎")
    assert "rights/family" in pages_found(page, "催收打给家人")
    page.goto(base + "steps/contact/")  # and no script of any page stops
    page.locator(".step-tick input").first.check()
    expect(page.locator(".step-note")).to_contain_text("勾只记在" if storage == DAMAGED else "不让记")
