"""The directives that pages may use, as a Python-Markdown extension.

Inline: ``[[fact:id]]`` a fact's value linked to its source, ``[[figure:name.value key=value …]]`` one
computed figure. Alone on a line: ``[[calculator:name #instance key=value …]]``, ``[[facts:group]]`` and
``[[checks:name]]``, the published and hand-derived examples of one calculator or of the ``rates`` core.
Values are as a reader would type them; quote those with spaces. Anything unknown raises ``DirectiveError``.
"""

import inspect
import re
import shlex
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

import calculators
from calculators.kit import facts, render
from scripts import checks

ROOT = Path(__file__).parent.parent
PATTERN = re.compile(r"\[\[(fact|figure|calculator|facts|checks):([^\]\n]*)\]\]")
BLOCKS = ("calculator", "facts", "checks")
_HAN = "“”\u3000-\u9fff\uff00-\uffef"


class DirectiveError(ValueError):
    """A directive that names something unknown or can't be computed; the source check adds file and line."""


@cache
def release_day() -> date:
    """The day of the newest release in CHANGELOG.md: the day on which pages look facts up."""
    found = re.search(r"^## .*?(\d{4}-\d\d-\d\d)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    if not found:
        raise DirectiveError("CHANGELOG.md has no dated release")
    return date.fromisoformat(found[1])


def fact_anchor(id: str) -> str:
    """The id of a fact's entry on the sources page."""
    return "fact-" + id.replace(".", "-")


def expand(kind: str, text: str) -> str:
    """The HTML of one directive. Raises ``DirectiveError`` with what is wrong."""
    try:
        match kind:
            case "fact":
                return _fact(text.strip())
            case "figure":
                return _figure(text)
            case "calculator":
                return _calculator(text)
            case "facts":
                return _facts(text.strip())
            case "checks":
                return _checks(text.strip())
    except (KeyError, ValueError, LookupError) as error:
        raise DirectiveError(f"[[{kind}:{text}]]: {error}") from error
    raise DirectiveError(f"unknown directive [[{kind}:…]]")


def _fact(id: str) -> str:
    fact = facts.all_facts()[id]
    shown = escape(facts.show(id, release_day()))
    if fact.kind == "phone":
        source = f'<a class="fact-source" data-search-exclude href="fact:{id}" aria-label="{shown} 的出处">源</a>'
        return f'<span class="phone"><a href="tel:{shown}">{shown}</a>{source}</span>'
    return render.fact_html(id, release_day())


def _figure(text: str) -> str:
    path, *arguments = shlex.split(text)
    name, value = path.split(".")
    calculator = calculators.get(name)
    answer = render.respond(calculator, calculator.form(_arguments(arguments)))
    if answer["errors"]:
        raise ValueError(answer["errors"])
    if not answer["values"][value]:
        raise ValueError(f"{value} has no value in this case")
    return f'<strong class="figure">{escape(answer["values"][value])}</strong>'


def _calculator(text: str) -> str:
    name, *arguments = shlex.split(text)
    id = name.replace("_", "-")
    if arguments and arguments[0].startswith("#"):
        id = arguments.pop(0)[1:]
    if not re.fullmatch(r"[a-z][a-z0-9-]*", id):
        raise ValueError(f"the instance {id!r} must be lower-case ASCII")
    calculator = calculators.get(name)
    # Lines of source end where they must; between Chinese characters that end would show as a space.
    doc = re.sub(f"(?<=[{_HAN}])\\n *(?=[{_HAN}])", "", inspect.cleandoc(calculator.doc))
    explained = markdown.markdown(doc, extensions=[Directives()])
    return render.section_html(calculator, id, calculator.form(_arguments(arguments)), explained)


def _arguments(arguments: list[str]) -> dict[str, str]:
    pairs = [a.partition("=") for a in arguments]
    if bare := [name for name, equals, _ in pairs if not equals]:
        raise ValueError(f"{bare[0]!r} is not key=value")
    return {name: value for name, _, value in pairs}


def _facts(group: str) -> str:
    """Every fact of one file, with its history, as entries that a fact's link can point to."""
    found = [f for f in facts.all_facts().values() if f.id.startswith(group + ".")]
    if not found:
        raise KeyError(group)
    # An article, not a div: Material's indexer stops leaving it out at the first end tag of the same name.
    return f'<article class="facts" data-search-exclude>{"".join(map(_entry, found))}</article>'


def _entry(fact: facts.Fact) -> str:
    """One fact with what is so on the day of the release and later; what was so before lies folded."""
    before = sum(row.start <= release_day() for row in fact.rows[1:])
    now, past = (_history(fact, rows) for rows in (fact.rows[before:], fact.rows[:before]))
    if past:
        past = f'<details class="fact-before"><summary>以前是多少</summary>{past}</details>'
    not_for = f'<p class="fact-not-for">注意：{escape(fact.not_for)}</p>' if fact.not_for else ""
    return (
        f'<div class="fact-entry" id="{fact_anchor(fact.id)}"><p class="fact-name">{escape(fact.name)}</p>'
        f'{now}<p class="fact-note">{escape(fact.note)}</p>{not_for}{past}'
        f'<p class="fact-status" data-status="{fact.status}">'
        f"{facts.STATUSES[fact.status]}（{fact.checked.isoformat()}）</p></div>"
    )


def _history(fact: facts.Fact, rows: tuple[facts.Row, ...]) -> str:
    """Values with the days from which they hold and where they stand, newest first."""
    html = ""
    for row in reversed(rows):
        since = f"{row.start.isoformat()} 起" if fact.dated else f"起始日不详，资料日期 {row.start.isoformat()}"
        value = "已废止" if row.value is None else escape(fact.shown(row.value))
        source = escape(row.source)
        if row.url:
            source = f'<a href="{escape(row.url)}" rel="noreferrer">{source}</a>'
        html += f"<li><strong>{value}</strong>（{since}）<br>{source}</li>"
    return html and f'<ul class="fact-rows">{html}</ul>'


def _checks(name: str) -> str:
    """What was reproduced: published figures beside ours, and the examples reckoned by hand."""
    published = checks.of_rates() if name == "rates" else checks.of_calculator(name)
    derived = [] if name == "rates" else checks.derived(name)
    if not published and not derived:
        raise KeyError(name)
    if wrong := [check for check in published if not (check.agrees or check.why)]:
        raise ValueError(f"not reproduced: {wrong}")
    of = "年利率" if name == "rates" else calculators.get(name).title
    html = _published(published, of) if published else ""
    if derived:
        rows = "".join(
            f"<li>{escape(case['name'])}<br><small>{escape(case['source'])}</small></li>" for case in derived
        )
        html += f"<details><summary>按规则手算的例子：{len(derived)} 个，全部一致</summary><ol>{rows}</ol></details>"
    return f'<article class="checks" data-search-exclude>{html}</article>'


def _published(published: list[checks.Check], of: str) -> str:
    rows = ""
    for check in published:
        source = escape(check.source)
        if check.url:
            source = f'<a href="{escape(check.url)}" rel="noreferrer">{source}</a>'
        shown = "一致" if not check.difference else f"{check.difference:+}"
        why = f"<br><small>{escape(check.why)}</small>" if check.why and check.difference else ""
        rows += (
            f"<tr><td>{escape(check.name)}：{escape(check.of)}<br><small>{source}</small>{why}</td>"
            f'<td class="num">{escape(check.official)}</td><td class="num">{escape(check.ours)}</td>'
            f'<td class="num">{shown}</td></tr>'
        )
    head = "".join(f'<th scope="col">{words}</th>' for words in ("例子", "公布的数", "我们的数", "差"))
    return (
        f'<div class="calc-scroll" role="region" aria-label="{of}，公布的例子" tabindex="0"><table class="calc-table">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


class _Inline(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str | Element | None, int | None, int | None]:  # noqa: ARG002
        if m[1] in BLOCKS:
            raise DirectiveError(f"[[{m[1]}:{m[2]}]] must stand alone on its line")
        return self.md.htmlStash.store(expand(m[1], m[2])), m.start(0), m.end(0)


class _Block(BlockProcessor):
    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        match = PATTERN.fullmatch(block.strip())
        return bool(match and match[1] in BLOCKS)

    def run(self, parent: Element, blocks: list[str]) -> None:
        match = PATTERN.fullmatch(blocks.pop(0).strip())
        assert match
        paragraph = Element("p")
        paragraph.text = self.parser.md.htmlStash.store(expand(match[1], match[2]))
        parent.append(paragraph)


class Directives(Extension):
    """Registers the directives; code spans and code blocks keep theirs as text."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        """Take directives before links (170), after code spans (190) and escapes (180)."""
        md.parser.blockprocessors.register(_Block(md.parser), "directives", 95)
        md.inlinePatterns.register(_Inline(PATTERN.pattern, md), "directives", 175)


def makeExtension(**options: Any) -> Directives:
    """The entry point that Python-Markdown looks for."""
    return Directives(**options)
