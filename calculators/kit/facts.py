"""Facts: figures, articles of law and hotlines, each dated, sourced and checked on a day.

They live once, in ``calculators/facts/*.toml``; in the browser they arrive as one JSON made from it.
The loader never guesses: before a fact's first row, and from the day it was repealed, it raises.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from .units import Count, Rate, Unit, Yuan

STATUSES = {
    "verified": "已对照法律原文",
    "reported": "有官方发布或可靠转载",
    "cited": "原文待核：只读到别处的援引",
    "unverified": "没有官方出处，以你的合同或 App 为准",
}
# How a value is read and shown. ``text`` covers articles of law, names and phone numbers.
_KINDS: dict[str, Unit | None] = {
    "rate": Rate(label="", max="1000"),
    "yuan": Yuan(label=""),
    "days": Count(label="", of="天"),
    "months": Count(label="", of="个月"),
    "years": Count(label="", of="年"),
    "article": None,
    "phone": None,
    "text": None,
}
_FOLDER = Path(__file__).parent.parent / "facts"


class NotInForce(LookupError):
    """A fact was asked for on a day on which it has no value."""


@dataclass(frozen=True)
class Row:
    """One stretch of a fact's history: from this day on, this value; ``None`` once repealed."""

    start: date
    value: Any
    source: str
    url: str


@dataclass(frozen=True)
class Fact:
    """One fact with its history, oldest row first.

    ``checked`` is the last day somebody looked; ``status`` one of ``STATUSES``; ``not_for`` warns of a use or
    a debt that it does not cover; ``dated`` is False where the day of a row is only that of its source.
    """

    id: str
    name: str
    kind: str
    status: str
    checked: date
    note: str
    not_for: str
    dated: bool
    rows: tuple[Row, ...]

    def row(self, on: date) -> Row:
        """The row in force on a day. Raises ``NotInForce`` before the first and after a repeal."""
        current = [r for r in self.rows if r.start <= on][-1:]
        if not current or current[0].value is None:
            raise NotInForce(f"{self.id} has no value on {on}")
        return current[0]

    def shown(self, value: Any) -> str:
        """A value of this fact as the reader sees it."""
        unit = _KINDS[self.kind]
        return unit.show(value) if unit else str(value)


def _fact(id: str, raw: dict[str, Any]) -> Fact:
    """Build one fact from its TOML or JSON form. Raises ``ValueError`` for anything out of order."""
    unknown = set(raw) - {"name", "kind", "status", "checked", "note", "not_for", "dated", "rows"}
    if unknown or raw["kind"] not in _KINDS or raw["status"] not in STATUSES:
        raise ValueError(f"fact {id}: check {sorted(unknown)}, kind and status")
    unit = _KINDS[raw["kind"]]
    if unknown := {key for row in raw["rows"] for key in row} - {"from", "value", "source", "url", "repealed"}:
        raise ValueError(f"fact {id}: a row has {sorted(unknown)}")
    rows = tuple(
        Row(
            date.fromisoformat(str(r["from"])),
            None if r.get("repealed") else (unit.read(str(r["value"])) if unit else str(r["value"])),
            r["source"],
            r["url"],
        )
        for r in raw["rows"]
    )
    starts = [r.start for r in rows]
    if not rows or starts != sorted(set(starts)) or not all(r.source for r in rows):
        raise ValueError(f"fact {id}: rows need a source and rising days")
    checked = date.fromisoformat(str(raw["checked"]))
    note, not_for = raw.get("note", ""), raw.get("not_for", "")
    dated = raw.get("dated", True)
    return Fact(id, raw["name"], raw["kind"], raw["status"], checked, note, not_for, dated, rows)


def raw_facts() -> dict[str, Any]:
    """All entries as plain data, keyed ``file.entry``: from the TOML files, or from the built JSON."""
    if not _FOLDER.is_dir():
        # In the browser the package is a zip: its loader reads what lies in it.
        loader: Any = globals()["__loader__"]
        entries: dict[str, Any] = json.loads(loader.get_data(f"{_FOLDER}.json"))
        return entries
    import tomllib

    found = {}
    for path in sorted(_FOLDER.glob("*.toml")):
        for key, raw in tomllib.loads(path.read_text("utf-8")).items():
            found[f"{path.stem}.{key}"] = raw
    return found


@cache
def all_facts() -> dict[str, Fact]:
    """Every fact by id."""
    return {id: _fact(id, raw) for id, raw in raw_facts().items()}


def value(id: str, on: date) -> Any:
    """The value in force on a day: Decimal for rates and yuan, int for days, months and years, else str.

    Raises ``KeyError`` for an unknown id and ``NotInForce`` outside the fact's history.
    """
    return all_facts()[id].row(on).value


def in_force(id: str, on: date) -> bool:
    """Whether a fact has a value on a day. Raises ``KeyError`` for an unknown id."""
    try:
        value(id, on)
    except NotInForce:
        return False
    return True


def known(id: str, on: date) -> Any:
    """The value in force on a day, or ``None`` where there is none. Raises ``KeyError`` for an unknown id."""
    return value(id, on) if in_force(id, on) else None


def show(id: str, on: date) -> str:
    """The value in force on a day, as the reader sees it. Raises as ``value`` does."""
    return all_facts()[id].shown(value(id, on))
