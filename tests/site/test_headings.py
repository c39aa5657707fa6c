"""Titles and steps as they stand in the built pages: what each is called, says and links to, with or without script."""

import re
from html.parser import HTMLParser

import pytest

from scripts import register


class Headings(HTMLParser):
    """Titles and steps of a page: attributes, and the classes of the links inside."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], list[str]]] = []
        self._open = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        if re.fullmatch("h[1-6]", tag):
            self.found.append((tag, attributes, []))
            self._open = True
        elif tag == "a" and self._open:
            self.found[-1][2].append(attributes.get("class", ""))

    def handle_endtag(self, tag):
        self._open = self._open and not re.fullmatch("h[1-6]", tag)


@pytest.fixture(scope="module")
def headings(site):
    return [
        (path, *heading)
        for path in site.rglob("index.html")
        for heading in Headings(path.read_text("utf-8")).found
        if "id" in heading[1]
    ]


def test_every_step_says_in_a_sentence_of_its_own_what_it_is_to_somebody_who_receives_it(headings):
    said = {a["id"]: a.get("data-say", "") for _, _, a, _ in headings if "step" in a.get("class", "").split()}
    assert said
    assert {id: words for id, words in said.items() if not 12 <= len(words) <= 60} == {}
    assert len(set(said.values())) == len(said)


def test_every_title_and_step_has_one_control_and_no_second_one(headings):
    assert headings
    for path, tag, attributes, links in headings:
        sends = tag == "h1" or "step" in attributes.get("class", "").split()
        assert (links.count("share"), links.count("headerlink")) == ((1, 0) if sends else (0, 1)), (path, attributes)


def test_every_calculator_has_a_control(site):
    for path in site.rglob("index.html"):
        html = path.read_text("utf-8")
        for id in re.findall(r'<section class="calc" id="([^"]*)"', html):
            assert html.count(f'<a class="share" href="#{id}">') == 1, path


def test_every_published_address_still_leads_somewhere_and_every_new_one_is_registered(site):
    assert register.check(site) == []
