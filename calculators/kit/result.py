"""What a result is made of: sentences in parts, tables, a picture. Parts are never markup."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from . import facts
from .documents import Document
from .units import Yuan

_YUAN = Yuan(label="")


@dataclass(frozen=True)
class Money:
    """An amount in yuan inside a sentence or a cell."""

    amount: Decimal


@dataclass(frozen=True)
class Figure:
    """A figure that is not money (days, a rate), already shown by its unit."""

    text: str


@dataclass(frozen=True)
class FactRef:
    """A fact's value on a day, linked to its entry on the sources page."""

    id: str
    on: date


@dataclass(frozen=True)
class Fill:
    """An offer to put a value into a field, as the reader would type it."""

    field: str
    typed: str
    label: str


@dataclass(frozen=True)
class Go:
    """A way to a field of the form, or to its tick (``income.confirmed``), also where it lies folded."""

    field: str
    label: str


Part = str | Money | Figure | FactRef | Fill | Go
Parts = tuple[Part, ...]
Cell = Part | Parts


@dataclass(frozen=True)
class Table:
    """A table. ``foot`` is a row of sums, ``note`` a sentence below."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[Cell, ...] = ()
    note: Parts = ()


@dataclass(frozen=True)
class Passage:
    """A few paragraphs to read under a title of their own, each with its label; folded unless ``unfolded``."""

    title: str
    lines: tuple[tuple[str, Parts], ...]
    unfolded: bool = False


@dataclass(frozen=True)
class Bars:
    """A picture: one horizontal bar a row, money only. The same figures must stand in a table too."""

    title: str
    bars: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, kw_only=True)
class View:
    """What the reader sees of a result, in this order.

    One sum of money in one sentence, at most one labelled yearly rate, then notes, tables, picture,
    working, documents to take away, and passages to read. ``confirms`` names fields whose common value this
    result bears out.
    """

    headline: Parts
    rate: Parts = ()
    notes: tuple[Parts, ...] = ()
    tables: tuple[Table, ...] = ()
    picture: Bars | None = None
    working: tuple[Table, ...] = ()
    documents: tuple[Document, ...] = ()
    passages: tuple[Passage, ...] = ()
    confirms: frozenset[str] = frozenset()


class Result(Protocol):
    """What a calculator returns: a dataclass of values that can say what to show."""

    def view(self) -> View:
        """What the reader sees."""


def basis(id: str, on: date) -> Parts:
    """A fact in brackets behind what it bears out, or nothing on a day on which it has no value."""
    return ("（", FactRef(id, on), "）") if facts.in_force(id, on) else ()


def hotline(id: str, on: date) -> Parts:
    """A hotline's number behind its name, or nothing on a day on which it has none."""
    return (" ", FactRef(id, on)) if facts.in_force(id, on) else ()


def plain(parts: Cell) -> str:
    """Parts as plain text, for announcements and text to copy."""
    # The two that tables are full of come first.
    if isinstance(parts, str):
        return parts
    if isinstance(parts, Money):
        return _YUAN.show(parts.amount)
    if isinstance(parts, tuple):
        return "".join(map(plain, parts))
    match parts:
        case Figure(text):
            return text
        case FactRef(id, on):
            return facts.show(id, on)
        case Fill(label=label) | Go(label=label):
            return label
