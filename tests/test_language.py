"""The Chinese of pages, facts and calculators, as a maintained linter of Chinese typography reads it."""

import re
from pathlib import Path

import autocorrect_py
import pytest

import calculators
from scripts import runtime

TEXTS = {path.relative_to(runtime.ROOT).as_posix(): path for path in sorted(runtime.ROOT.glob("docs/**/*.md"))} | {
    path.relative_to(runtime.ROOT).as_posix(): path for path in sorted(runtime.ROOT.glob("calculators/facts/*.toml"))
}

CITED = re.compile(r"第[\d、–—-]+条|[〔（]\d{4}[〕）]第?\d+号|第\d+(?=号|款|项)")


def complaints(text: str, kind: str) -> list[str]:
    """What the linter would change, line by line."""
    return [f"{line.line}: {line.old} → {line.new}" for line in autocorrect_py.lint_for(text, kind).lines]


@pytest.mark.parametrize("name", TEXTS)
def test_texts_are_set_as_chinese_is_set(name):
    path: Path = TEXTS[name]
    text = path.read_text("utf-8")
    if path.suffix == ".md":
        assert complaints(text, "markdown") == []
    else:
        # Of TOML the linter reads comments only: as plain text, it reads the strings. Laws are cited without blanks.
        assert complaints(CITED.sub("", text), "text") == []


@pytest.mark.parametrize("name", calculators.SHELF)
def test_what_is_printed_of_a_calculator_is_too(name):
    # Figures in formulas stand between ideographic blanks on purpose.
    assert complaints(calculators.get(name).doc.replace("\u3000", ""), "markdown") == []


def test_the_linter_reads_what_it_is_given():
    for kind in ("markdown", "text"):
        assert complaints('note = "逾期30天,怎么办?"', kind)


# What was once said too flatly, and what that left out.
TOO_FLAT = {
    "一审就是最后结果": "small claims can be objected to before the hearing, and a retrial asked for",
    "多数走小额": "nobody counted",
    "不得拍卖": "the only home can be sold where another place to live is given",
    "才算有效": "there is no closed list of objections to a payment order",
    "这类才有用": "there is no closed list of objections to a payment order",
    "过期可以被强制执行": "only if nothing was paid and no objection made",
}


@pytest.mark.parametrize("words", TOO_FLAT)
def test_what_was_said_too_flatly_is_said_nowhere(words):
    code = {path.relative_to(runtime.ROOT).as_posix(): path for path in runtime.ROOT.glob("calculators/**/*.py")}
    assert [name for name, path in (TEXTS | code).items() if words in path.read_text("utf-8")] == [], TOO_FLAT[words]


def pages_naming(fact: str) -> dict[str, str]:
    """The pages on which a fact stands, by name, with their text."""
    found = {name: path.read_text("utf-8") for name, path in TEXTS.items() if name.endswith(".md")}
    return {name: text for name, text in found.items() if re.search(rf"fact:{re.escape(fact)}\b", text)}


def test_whoever_reads_that_being_unable_is_no_bad_faith_also_reads_of_the_report():
    # Who ignores the order to report property is listed without having a fen.
    pages = pages_naming("court.dishonest_unable")
    assert pages
    assert set(pages) <= set(pages_naming("court.property_report"))


def test_a_payment_order_leaves_the_same_two_ways_on_every_page():
    pages = {name: text for name, text in pages_naming("court.payment_order_days").items() if "/cases/" not in name}
    assert len(pages) >= 4
    assert [name for name, text in pages.items() if "二选一：还清，或者交**书面**" not in text] == []


def test_limitation_is_told_before_the_words_that_could_give_it_away():
    text = TEXTS["docs/rights/court.md"].read_text("utf-8")
    assert text.index("fact:law.limitation_raise") < text.index("我愿意调解，每月拿得出")
