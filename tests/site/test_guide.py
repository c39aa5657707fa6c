"""The whole guide in one file, as it was built: its text, its links, its size, and that it asks for nothing."""

import re

import pytest
from elements import Elements

from scripts import directives, onefile

BUDGET = 8_000_000


@pytest.fixture(scope="module")
def guide(site):
    return site / "guide.html"


@pytest.fixture(scope="module")
def elements(guide):
    return Elements(guide.read_text("utf-8"))


def test_every_page_and_every_id_of_the_site_is_there_once(site, elements):
    elements = elements.found
    ids = [a["id"] for _, a in elements if "id" in a]
    assert len(ids) == len(set(ids))
    pages = list(site.rglob("index.html"))
    assert sum("data-asked" in a for tag, a in elements if tag == "article") == len(pages) > 10
    for page in pages:
        text = page.read_text("utf-8")
        article = text[text.index("<article") : text.rindex("</article>")]
        assert set(re.findall(r'\bid="([^"]*)"', article)) <= set(ids), page


def test_every_link_leads_somewhere_in_the_file_or_is_a_source(elements):
    ids = {a["id"] for _, a in elements.found if "id" in a}
    links = [
        (attributes.get("href", ""), bool({"facts", "checks"} & around))
        for (tag, attributes), around in zip(elements.found, elements.around, strict=True)
        if tag == "a"
    ]
    assert len(links) > 100
    for href, source in links:
        if href.startswith("#"):
            assert href[1:].partition("~")[0] in ids, href
        else:
            assert href.startswith("tel:") or (source and href.startswith(("https://", "http://"))), href


def test_it_forbids_itself_every_request_and_names_no_file(elements):
    metas = [a for tag, a in elements.found if tag == "meta"]
    assert metas[0]["http-equiv"] == "Content-Security-Policy"
    assert metas[0]["content"].startswith("default-src 'none'; ")
    assert "unsafe-inline" not in metas[0]["content"]
    assert "'unsafe-eval'" not in metas[0]["content"]
    assert "http" not in metas[0]["content"]
    assert not [a for tag, a in elements.found if "src" in a or tag in ("link", "img", "iframe", "object", "base")]


def test_it_is_small_enough_to_be_sent(guide):
    assert 0 < guide.stat().st_size <= BUDGET
    assert guide.with_name("guide.html.br").stat().st_size < guide.stat().st_size


def test_it_is_made_of_the_site_alone(site, guide):
    assert onefile.text(site) == guide.read_text("utf-8")


def test_it_says_its_release_and_where_the_current_one_is(site, guide):
    day = directives.release_day()
    edition = re.search(r'id="guide-edition"[^>]*>(.*?)</footer>', guide.read_text("utf-8"), re.DOTALL)[1]
    assert f"{day.year}年{day.month}月{day.day}日的版本" in edition
    assert "请向发给你的人要网站的地址" in edition
    assert 'href="https://example.org/guide/"' in onefile.text(site, "https://example.org/guide")


def test_it_has_no_control_for_which_there_is_no_address(guide):
    html = guide.read_text("utf-8")
    text = html[html.index("<main>") : html.index("</main>")]
    assert not re.search(r'class="[^"]*\bshare', text), "a file has no address to send"
    assert "这里要打开脚本才能查" not in text
    assert "这里要开着脚本才看得到" not in text


HEADS = {"": ("home", "Home"), "steps": ("steps", "Steps"), "steps/contact": ("contact", "Contact")}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a class="x" href="../../">a</a>', '<a class="x" href="#home">a</a>'),
        ('<a href="../">a</a>', '<a href="#steps">a</a>'),
        ('<a href="./">a</a>', '<a href="#contact">a</a>'),
        ('<a href="../#second">a</a>', '<a href="#second">a</a>'),
        ('<a href="#second~token">a</a>', '<a href="#second~token">a</a>'),
        ('<a href="tel:12356">a</a>', '<a href="tel:12356">a</a>'),
        ('<a href="https://example.org/">a</a>', '<a href="https://example.org/">a</a>'),
        ('<a href="../../guide.html" download>a <b>b</b></a>', "a <b>b</b>"),
        ('<a href="../missing/">a</a>', "a"),
        ('<a href="#missing">a</a>', "a"),
    ],
)
def test_links_between_pages_become_links_in_the_file(html, expected):
    assert onefile._relink(html, "steps/contact", HEADS, {"home", "steps", "contact", "second"}) == expected


def test_what_the_file_cannot_hold_stops_the_build(tmp_path):
    page = tmp_path / "index.html"
    page.write_text('<article class="md-content__inner md-typeset"><img src="x.png"></article>', "utf-8")
    with pytest.raises(ValueError, match="can't hold"):
        onefile._article(page)
    page.write_text("<article>", "utf-8")
    with pytest.raises(ValueError, match="no article"):
        onefile._article(page)
