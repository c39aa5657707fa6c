"""The one renderer: declaration and result to HTML. Nothing else knows HTML.

The same functions make the worked example at build and the live answer in the browser, so the two can
only differ in their numbers. No style attributes and no script: the page's policy forbids both.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from . import facts
from .calculator import (
    CONFIRMED,
    Bars,
    Calculator,
    Cell,
    FactRef,
    Field,
    Figure,
    Fill,
    Go,
    Money,
    Passage,
    Reading,
    Table,
    View,
    plain,
    row_numbers,
)
from .documents import BOM, Document
from .units import Choice, Day, Mark, Mistakes, Rows, Text, Unit

LONG = 60  # characters: a text that may be longer gets the whole width
MANY = 24  # rows: a longer table stands folded, so that what comes after it is not a long way down
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# As html.escape does it, which would bring all the two thousand named characters into the browser.
_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})


def escape(text: str) -> str:
    """Text that means itself in HTML, also inside a quoted attribute."""
    return text.translate(_SPECIAL)


def respond(calculator: Calculator, form: Mapping[str, str]) -> dict[str, Any]:
    """Answer a form: ``html``, ``errors`` by form name, ``announce``, ``values``, ``travels``, ``gives``.

    ``read`` and ``typed`` say by form name how a text was understood, and how it would be typed in full.
    """
    reading = calculator.read(form)
    mistakes = reading.mistakes
    if not mistakes:
        try:
            result = calculator.function(**reading.values)
        except Mistakes as found:
            mistakes = reading.as_typed(found.by_field)
    if mistakes:
        return {
            "html": "",
            "errors": mistakes,
            "announce": f"有 {len(mistakes)} 处需要改。",
            "values": {},
            "travels": {},
            "gives": {},
            "read": reading.read,
            "typed": reading.typed,
        }
    view: View = result.view()
    return {
        "html": result_html(calculator, view, reading),
        "errors": {},
        "announce": plain(view.headline),
        "values": calculator.values(result),
        "travels": calculator.travels(reading),
        "gives": calculator.gives(result),
        "read": reading.read,
        "typed": reading.typed,
    }


def result_html(calculator: Calculator, view: View, reading: Reading) -> str:
    """The result region: headline, rate, notes, tables, picture, working, documents, passages."""
    html = [f'<p class="calc-headline">{_cell(view.headline)}</p>']
    for name, field in calculator.fields.items():
        if field.unit.common and name not in reading.confirmed | view.confirms:
            shown = field.unit.show(reading.values[name])
            html.append(
                f'<p class="calc-common">{field.unit.label}用的是常见值 {shown}，不是你的合同，下面都是估算。</p>'
            )
    if view.rate:
        html.append(f'<p class="calc-rate">{_cell(view.rate)}</p>')
    if view.notes:
        html.append(f'<ul class="calc-notes">{_join(f"<li>{_cell(n)}</li>" for n in view.notes)}</ul>')
    for table in view.tables:
        whole = table_html(table)
        count = len(table.rows)
        html.append(
            _folded("calc-working", f"{escape(table.caption)}，共 {count} 行", whole) if count > MANY else whole
        )
    if view.picture:
        html.append(_bars(view.picture))
    if view.working:
        html.append(_folded("calc-working", "算式，可以自己加一遍", _join(map(table_html, view.working))))
    html += [_document(document) for document in view.documents]
    html += [_passage(passage) for passage in view.passages]
    return _join(html)


def section_html(calculator: Calculator, id: str, form: Mapping[str, str], explained: str) -> str:
    """The whole calculator as it stands in a page: form, worked example, static table, how it is done.

    ``form`` holds the example as typed; ``explained`` is the docstring's HTML. Raises ``ValueError`` where
    the example has mistakes: an example that can't be computed is a programmer's mistake.
    """
    example = respond(calculator, form)
    if example["errors"]:
        raise ValueError(f"{calculator.name}: {example['errors']}")
    visible = [f for f in calculator.fields.values() if not f.unit.more]
    hidden = [f for f in calculator.fields.values() if f.unit.more]
    fields = _join(_field(f, id, form) for f in visible)
    if hidden:
        inner = _join(_field(f, id, form) for f in hidden)
        fields += f'<details class="calc-more"><summary>更多：{escape(calculator.more)}</summary>{inner}</details>'
    static = ""
    if calculator.per_thousand:
        table = table_html(calculator.per_thousand())
        summary = "<summary>不能计算时用的对照表</summary>"
        static = f'<details class="calc-static" data-search-exclude>{summary}{table}</details>'
    fallback = "可以用后面的“每 1,000 元”对照表。" if static else "可以先照着示例看。"
    return (
        f'<section class="calc" id="{id}" data-calculator="{calculator.name}" data-state="example"'
        f' data-fallback="{fallback}" data-title="{escape(calculator.title)}"'
        f' aria-label="计算：{escape(calculator.title)}">'
        f'<form method="dialog" novalidate autocomplete="off" data-search-exclude>'
        f'<fieldset class="calc-fields" disabled>'
        f'<div class="calc-errors" data-errors tabindex="-1" role="group" aria-label="要改的地方" hidden></div>'
        f'{fields}<button type="submit" class="calc-submit">算一算</button></fieldset></form>'
        f'<p class="calc-status" data-status>这是示例，不是你的账。'
        f"如果格子点不动，是浏览器太旧或者关掉了脚本，{fallback}</p>"
        f'<p class="calc-hidden" role="status" data-announce></p>'
        # An article, not a div: Material's indexer stops leaving it out at the first end tag of the same name.
        f'<article class="calc-result" data-result data-search-exclude>{example["html"]}</article>'
        f'<p class="share-tool" data-search-exclude><a class="share" href="#{id}">发给朋友</a></p>'
        f'{static}<details class="calc-doc"><summary>怎么算的</summary>{explained}</details></section>'
    )


def _field(field: Field, id: str, form: Mapping[str, str]) -> str:
    if field.rows:
        return _rows(field, id, form)
    default = "" if field.default is None else field.unit.typed(field.default)
    return _labelled(field.unit, field.name, id, form, default)


def _labelled(unit: Unit, name: str, id: str, form: Mapping[str, str], default: str = "", hint: bool = True) -> str:
    """One labelled control with its hint and the place for its error.

    Once the reader enters something, the page's script empties the form of its example. What is none stays or comes:
    today, and as ``data-own`` a common value or the option that stands for everybody.
    """
    key = f"{id}-{name.replace('.', '-')}"
    if isinstance(unit, Mark):
        return f'<input type="hidden" name="{name}" value="{escape(form.get(name, ""))}" data-mark data-stays>'
    described = f"{key}-error" + (f" {key}-hint" if hint and unit.help else "")
    value = form.get(name, "")
    # The page's script lets no link fill this in.
    stays = " data-stays" if unit.stays else ""
    common_attributes = f'id="{key}" name="{name}" aria-describedby="{described}"{stays}{_shared(unit)}'
    if isinstance(unit, Choice):
        blank = (("", unit.blank),) if unit.blank else ()
        options = _join(
            f'<option value="{v}"{" selected" if v == value else ""}>{escape(words)}</option>'
            for v, words in (*blank, *unit.options)
        )
        own = "" if blank else f' data-own="{default}"'
        control = f"<select {common_attributes}{own}>{options}</select>"
    else:
        kind = ' data-unit="day"' if isinstance(unit, Day) else ""
        # A day that the page's author chose is not replaced by the reader's today, as long as the form is the example.
        prefill = f' data-prefill="{unit.prefill}"' if unit.prefill and value == default else ""
        prefill += " data-today" if unit.prefill else f' data-own="{escape(default)}"' if unit.common else ""
        keyboard = f'inputmode="{unit.input_mode}"'
        control = f'<input type="text" {common_attributes} value="{escape(value)}" {keyboard}{kind}{prefill}>'
        if unit.suffix:
            control += f'<span class="calc-suffix" aria-hidden="true">{unit.suffix}</span>'
    # In a row the unit stands in the heading of its column; there is no room beside the figure.
    in_row = f"（{unit.suffix}）" if unit.suffix and not hint else ""
    html = f'<label for="{key}">{escape(unit.label)}{in_row}</label>'
    if hint and unit.help:
        html += f'<p class="calc-hint" id="{key}-hint">{escape(unit.help)}</p>'
    html += f'<div class="calc-input">{control}</div>'
    if unit.common or unit.confirm:
        html += _tick(unit, name, key, form)
    # Words need room, in a row as well.
    wide = " calc-field-wide" if isinstance(unit, Text) and unit.max > LONG else ""
    return f'<div class="calc-field{wide}">{html}<p class="calc-error" id="{key}-error" hidden></p></div>'


def _shared(unit: Unit) -> str:
    """What the page's script must know to keep a value on the device, to offer it, or to show one beside."""
    same = f' data-same="{unit.same}"' if unit.same else ""
    return same + (f' data-beside="{unit.beside}"' if unit.beside else "") + (" data-diary" if unit.diary else "")


def _tick(unit: Unit, name: str, key: str, form: Mapping[str, str]) -> str:
    """The box in which the reader says that a value was checked."""
    checked = " checked" if form.get(name + CONFIRMED) else ""
    return (
        f'<p class="calc-confirm">'
        f'<input type="checkbox" id="{key}-confirmed" name="{name}{CONFIRMED}" value="yes"{checked}>'
        f'<label for="{key}-confirmed">{escape(unit.tick)}</label></p>'
    )


def _rows(field: Field, id: str, form: Mapping[str, str]) -> str:
    """Repeated rows: one group a row, and a template from which the page's script adds more."""
    rows = field.unit
    assert isinstance(rows, Rows)
    numbers = row_numbers(field, form)
    shown_first = {name: unit for name, (unit, _) in field.rows.items() if not unit.more}
    folded = {name: unit for name, (unit, _) in field.rows.items() if unit.more}
    hints = [f"{unit.label}：{unit.help}" for unit in shown_first.values() if unit.help]
    key = f"{id}-{field.name}"
    # More than two cells stand below each other in pairs, and keep the words above each.
    wide = " calc-row-wide" if len(field.rows) > 2 else ""
    inside = "、".join(escape(unit.label) for unit in folded.values())

    def row(place: str, shown: str) -> str:
        cells = _join(
            _labelled(unit, f"{field.name}.{place}.{name}", id, form, hint=False) for name, unit in shown_first.items()
        )
        if folded:
            # There is room for each hint beside its field here.
            more = _join(_labelled(unit, f"{field.name}.{place}.{name}", id, form) for name, unit in folded.items())
            cells += f'<details class="calc-row-more"><summary>更多：{inside}</summary>{more}</details>'
        label = f"第 {shown} {rows.counter}{rows.noun}"
        return (
            f'<div class="calc-row{wide}" role="group" aria-label="{label}" data-row>{cells}'
            f'<button type="button" class="calc-remove" data-remove aria-label="删去{label}" title="删去">×</button>'
            "</div>"
        )

    return (
        f'<fieldset class="calc-rows" data-rows="{field.name}" data-most="{rows.most}"'
        f' data-counter="{rows.counter}" data-noun="{rows.noun}"{_shared(rows)}>'
        f"<legend>{escape(rows.label)}</legend>"
        + (f'<p class="calc-hint">{"。".join(map(escape, hints))}。</p>' if hints else "")
        + _join(row(str(n), str(i)) for i, n in enumerate(numbers, 1))
        + f"<template>{row('{row}', '{number}')}</template>"
        + f'<p class="calc-error" id="{key}-error" hidden></p>'
        + f'<button type="button" class="calc-add" data-add>再加一{rows.counter}{rows.noun}</button></fieldset>'
        + (_tick(rows, field.name, key, form) if field.ticks else "")
    )


def table_html(table: Table) -> str:
    """A table in a box of its own that scrolls sideways and can be reached with the keyboard."""
    kinds: dict[int, str] = {}
    for row in table.rows:
        if len(kinds) == len(table.head):
            break
        for i, cell in enumerate(row):
            if i not in kinds and (kind := _kind(cell)):
                kinds[i] = kind
    starts = [f' class="{kinds[i]}"' if i in kinds else "" for i in range(len(table.head))]
    head = _join(f'<th{k} scope="col">{_cell(c)}</th>' for k, c in zip(starts, table.head, strict=True))
    # Hundreds of cells an answer: nothing but a figure and the cell around it, and a row filled in at once.
    line = f"<tr>{_join(f'<td{k}>%s</td>' for k in starts)}</tr>"

    caption = escape(table.caption)
    foot = f"<tfoot>{line % tuple(map(_table_cell, table.foot))}</tfoot>" if table.foot else ""
    body = _join(line % tuple(map(_table_cell, row)) for row in table.rows)
    note = f'<p class="calc-note">{_cell(table.note)}</p>' if table.note else ""
    return (
        f'<div class="calc-scroll" role="region" aria-label="{caption}" tabindex="0"><table class="calc-table">'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>{foot}</table></div>{note}"
    )


def _kind(cell: Cell) -> str:
    """How a column looks that holds this cell: figures at its end; a day must not break at its hyphens."""
    if isinstance(cell, Money | Figure):
        return "num"
    return "day" if isinstance(cell, str) and len(cell) == 10 and _DAY.fullmatch(cell) else ""


def _table_cell(cell: Cell) -> str:
    """As ``_cell``, but figures bare: in a table the column says what they are."""
    if isinstance(cell, Money):
        return plain(cell)
    if isinstance(cell, str):
        return cell if cell.isalnum() else escape(cell)  # period numbers: most need no second look
    return escape(cell.text) if isinstance(cell, Figure) else _cell(cell)


def _bars(picture: Bars) -> str:
    """Horizontal bars with their figures beside them. The data stands in a table as well."""
    left, wide, step = 52, 168, 22
    most = max((value for _, value in picture.bars), default=0) or 1
    drawn = ""
    for i, (label, value) in enumerate(picture.bars):
        y, length = i * step, round(wide * value / most)
        drawn += (
            f'<text class="calc-bar-label" x="{left - 6}" y="{y + 15}" text-anchor="end">{escape(label)}</text>'
            f'<rect class="calc-bar" x="{left}" y="{y + 3}" width="{max(length, 1)}" height="16" rx="2"/>'
            f'<text class="calc-bar-value" x="{left + max(length, 1) + 5}" y="{y + 15}">{value:,.2f}</text>'
        )
    height = len(picture.bars) * step
    title = escape(picture.title)
    return (
        f'<figure class="calc-picture"><figcaption>{title}（元）</figcaption>'
        f'<svg viewBox="0 0 320 {height}" role="img" aria-label="{title}，数字见上表">{drawn}</svg></figure>'
    )


def _document(document: Document) -> str:
    """A document as text that can be selected; the page's script offers to copy and to save it."""
    title = escape(document.title)
    # Rows enough to see what it is; the box scrolls. The BOM is for files only.
    ends = document.filename.rpartition(".")[2]
    return _folded(
        f"calc-document calc-document-{ends}",
        f"带走：{title}",
        f'<textarea readonly="" rows="8" aria-label="{title}">{escape(document.text.removeprefix(BOM))}</textarea>'
        f'<p><button type="button" data-copy="">复制全文</button>'
        f'<button type="button" data-save="{escape(document.filename)}">存成文件</button></p>',
    )


def _folded(kind: str, title: str, inside: str) -> str:
    """Under a title that opens it. The page's script builds what is inside only then: ``inside`` holds no details."""
    return f'<details class="{kind}" data-folded=""><summary>{title}</summary>{inside}</details>'


def _passage(passage: Passage) -> str:
    """Paragraphs under a title that opens them; no script is needed for that."""
    lines = _join(f"<li><strong>{escape(label)}</strong>：{_cell(parts)}</li>" for label, parts in passage.lines)
    unfolded = ' open=""' if passage.unfolded else ""
    return (
        f'<details class="calc-passage"{unfolded}><summary>{escape(passage.title)}</summary><ul>{lines}</ul></details>'
    )


def fact_html(id: str, on: Any) -> str:
    """A fact's value on a day, linked to its entry; the build and the page make the address relative."""
    return f'<a class="fact" href="fact:{id}">{escape(facts.show(id, on))}</a>'


def _cell(cell: Cell) -> str:
    if isinstance(cell, tuple):
        return _join(map(_cell, cell))
    match cell:
        case Money():
            return f'<strong class="money">{plain(cell)}</strong>'
        case Figure():
            return f'<strong class="figure">{escape(plain(cell))}</strong>'
        case FactRef(id, on):
            return fact_html(id, on)
        case Fill(field, typed, label):
            return (
                f'<button type="button" class="calc-fill" data-fill="{field}" data-typed="{escape(typed)}">'
                f"{escape(label)}</button>"
            )
        case Go(field, label):
            return f'<button type="button" class="calc-fill" data-go="{field}">{escape(label)}</button>'
        case _:
            return escape(cell)


def _join(pieces: Iterable[str]) -> str:
    return "".join(pieces)
