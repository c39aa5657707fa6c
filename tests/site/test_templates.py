"""Every page is made of what the pages looked at in a browser are made of, and loads no more than they do."""

import pytest
from elements import Elements
from templates import PAGES, STAND_FOR, WIDE

LOADED = ("stylesheet", "icon", "manifest")


@pytest.fixture(scope="module")
def elements(site):
    return {page: Elements((site / page / "index.html").read_text("utf-8")) for page in PAGES}


def kinds(elements):
    """What an element is, but for its words: name, classes, and whatever a reading aid goes by."""
    told = ("role", "type", "hidden", "disabled", "open", "tabindex", "inputmode")
    return {
        (tag, attributes.get("class", ""), *sorted(a for a in attributes if a in told or a.startswith("aria-")))
        for (tag, attributes), around in zip(elements.found, elements.around, strict=True)
        if "md-content__inner" in around
    }


def test_pages_that_are_not_looked_at_are_made_of_the_same_elements_as_those_that_are(elements):
    assert STAND_FOR.keys() <= elements.keys()
    assert set(WIDE) <= STAND_FOR.keys()
    seen = set().union(*(kinds(elements[page]) for page in STAND_FOR))
    assert {page: kinds(found) - seen for page, found in elements.items() if kinds(found) - seen} == {}


def test_no_page_names_more_or_heavier_files_than_those_that_are_weighed(site, elements):
    def named(page):
        for tag, attributes in elements[page].found:
            if tag == "script" and "src" in attributes:
                yield attributes["src"]
            elif tag == "link" and attributes.get("rel") in LOADED:
                yield attributes["href"]

    def weight(page):
        files = [(site / page / "index.html").resolve(), *{(site / page / name).resolve() for name in named(page)}]
        shrunk = [file.with_name(file.name + ".br") for file in files]
        return len(files), sum(
            (br if br.exists() else file).stat().st_size for file, br in zip(files, shrunk, strict=True)
        )

    number, size = (max(each) for each in zip(*(weight(page) for page in STAND_FOR), strict=True))
    assert number > 3
    assert {page: weight(page) for page in elements if weight(page)[0] > number or weight(page)[1] > size} == {}
