"""Pages by their templates: which one stands for which others in the tests that look at pages."""

import re

from scripts import runtime

# By their sources: the site is not yet built when the tests are collected.
DOCS = runtime.ROOT / "docs"
SOURCES = [path.relative_to(DOCS) for path in sorted(DOCS.rglob("*.md")) if "_parts" not in path.parts]
PAGES = tuple(re.sub(r"(^|/)index/$", r"\1", f"{path.with_suffix('').as_posix()}/") for path in SOURCES)

# What is made of the same elements differs by its words only: tests/site/test_templates.py holds each page to what
# occurs in one of these.
STAND_FOR = {
    "": "the first page",
    "steps/": "the list of stages",
    "steps/contact/": "a stage, and the other lists of ticks",
    "steps/explain/": "a stage with a list of terms",
    "cases/several-lenders/": "the cases, with calculators and tables inside; the pages on rights; what is only text",
    "rights/help/": "numbers to ring",
    "about/sources/": "facts and their history",
    "about/checks/": "published examples",
    "about/kept/": "what is kept",
    "about/offline/": "what is stored",
    "about/terms/": "the glossary",
    "tools/overdue-cost/": "a calculator with rows, a picture and a table",
    "tools/contact-log/": "the log",
    "tools/key-dates/": "days, and entries for a calendar",
    "tools/plan-check/": "several offers in one form",
    "tools/request-letter/": "papers, own words and ticks",
}
WIDE = ("", "steps/contact/", "tools/overdue-cost/")  # one of each layout: what a wide screen adds is the theme's frame
