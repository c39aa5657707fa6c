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
