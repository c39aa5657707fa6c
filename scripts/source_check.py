"""Check the sources before the generator runs, so that a mistake is named by file and line.

Pages: every directive expands, every linked fact and shared part exists, every heading has an ASCII id of its
own in the whole site, and no percentage, article of law or phone number stands outside the facts (directive
arguments excepted).
Calculators, page scripts, the configuration: the same for such figures.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from calculators.kit import facts
from scripts import directives

ROOT = Path(__file__).parent.parent
# Strings in these show how to write a number, not what is so.
GRAMMAR = ("calculators/kit/numerals.py", "calculators/kit/units/")
_NUMERAL = "\\d一二两三四五六七八九十百千零〇"
FIGURES = {
    "percentage": re.compile(rf"[\d０-９]\s*[%％﹪‰‱]|\d\s*个百分点|[百千万]分之[{_NUMERAL}]"),
    "article of law": re.compile(rf"第[\s{_NUMERAL}、,，–—~～至-]+条|(?:民法典|条例|法)\s*\d+\s*条"),
    "phone number": re.compile(
        r"(?<![\d.-])(?:(?<=[打拨])1[12][09]|12\d{3}|9[56]\d{3,4}|1[3-9]\d{9}|0\d{2,3}-\d{7,8}|"
        r"400[- ]?\d{3}[- ]?\d{4})(?![\d.,-])"
    ),
}
FACT_LINK = re.compile(r"\]\(fact:([^)\s]*)")
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*(?:\{(.*)\})?\s*$")


def check(root: Path = ROOT) -> list[str]:
    """Every mistake found, as ``path:line: what is wrong``; empty where all is well."""
    found: list[str] = []
    ids: dict[str, str] = {}
    for path in sorted(root.joinpath("docs").rglob("*.md")):
        shown, part = path.relative_to(root).as_posix(), "_parts" in path.parts
        for number, line in _lines(path.read_text("utf-8")):
            where = f"{shown}:{number}"
            found += [f"{where}: {e}" for e in _directives(line)]
            found += [f"{where}: {e}" for e in _fact_links(line)]
            found += [f"{where}: {e}" for e in _includes(line, root / "docs" / "_parts")]
            if match := HEADING.match(line):
                found += [f"{where}: {e}" for e in _heading(match, part, ids, where)]
            found += [f"{where}: {e}" for e in figures(directives.PATTERN.sub("", line))]
    for path in sorted(root.joinpath("calculators").rglob("*.py")):
        shown = path.relative_to(root).as_posix()
        if not shown.startswith(GRAMMAR):
            for number, text in _strings(path.read_text("utf-8")):
                found += [f"{shown}:{number}: {e}" for e in figures(directives.PATTERN.sub("", text))]
    scripts = root.joinpath("scripts", "page").rglob("*.js")
    others = [*scripts, root / "docs" / "404.html", root / "mkdocs.yml"]
    for path in sorted(others):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            found += [f"{path.relative_to(root).as_posix()}:{number}: {e}" for e in figures(line)]
    return found


def figures(text: str) -> list[str]:
    """Figures written by hand that belong in a fact."""
    return [
        f"{kind} “{match[0]}” written by hand: name a fact instead"
        for kind, pattern in FIGURES.items()
        for match in pattern.finditer(text)
    ]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a page outside fenced code and front matter, with their numbers."""
    fenced = front = False
    for number, line in enumerate(text.splitlines(), 1):
        if line == "---" and (number == 1 or front):
            front = not front
        elif line.lstrip().startswith("```"):
            fenced = not fenced
        elif not (fenced or front):
            yield number, line


def _directives(line: str) -> Iterator[str]:
    for match in directives.PATTERN.finditer(line):
        try:
            directives.expand(match[1], match[2])
        except directives.DirectiveError as error:
            yield str(error)
    rest = directives.PATTERN.sub("", line)
    if "[[" in rest:
        yield f"unknown directive in “{rest[rest.index('[[') :][:40]}”"


def _fact_links(line: str) -> Iterator[str]:
    """Words linked to a fact, ``[words](fact:id)``, whose fact is unknown or not in force."""
    for id in FACT_LINK.findall(line):
        if id not in facts.all_facts() or not facts.in_force(id, directives.release_day()):
            yield f"no fact {id!r} to link to"


def _includes(line: str, parts: Path) -> Iterator[str]:
    for name in re.findall(r"\{!\s*(.+?)\s*!\}", line):
        if not (parts / name).is_file():
            yield f"no shared part {name!r} in docs/_parts"


def _heading(match: re.Match[str], part: bool, ids: dict[str, str], where: str) -> Iterator[str]:
    if part:
        yield "a shared part must not hold headings"
        return
    id = re.search(r"#([a-z][a-z0-9-]*)", match[3] or "")
    if not id:
        yield f"heading “{match[2]}” needs an ASCII id: {{#like-this}}"
    elif id[1] in ids:
        yield f"id #{id[1]} is already used at {ids[id[1]]}"
    else:
        ids[id[1]] = where


def _strings(source: str) -> Iterator[tuple[int, str]]:
    """String constants of a module, docstrings and the fixed parts of f-strings included."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
