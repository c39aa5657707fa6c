"""The declaration of a calculator, and how its form is read.

A calculator is a pure function; its signature is its declaration::

    @calculator("逾期费用")
    def overdue_cost(*, as_of: Annotated[date, Day(label="算到哪一天")] = date(2026, 11, 22)) -> OverdueCost:
        \"\"\"What it does, printed under 怎么算的.\"\"\"

Its result is a dataclass whose annotated fields are the values (each with a unit), and whose method
``view()`` says what to show. What a result is made of (``result``) can be imported from here as well.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from inspect import signature
from typing import Any, get_type_hints

from . import facts
from .numerals import Mistake, blank
from .result import (
    Bars,
    Cell,
    FactRef,
    Figure,
    Fill,
    Go,
    Money,
    Part,
    Parts,
    Passage,
    Result,
    Table,
    View,
    basis,
    hotline,
    plain,
)
from .units import Day, Mark, Rows, Unit, Yuan, row_type, unit_of, units_of

__all__ = [
    "CONFIRMED",
    "TODAY",
    "Bars",
    "Calculator",
    "Cell",
    "FactRef",
    "Field",
    "Figure",
    "Fill",
    "Go",
    "Money",
    "Part",
    "Parts",
    "Passage",
    "Reading",
    "Result",
    "Table",
    "View",
    "basis",
    "calculator",
    "hotline",
    "plain",
    "row_numbers",
]

TODAY = ".today"  # the form's name for the day on which the reader types, which the page knows
CONFIRMED = ".confirmed"  # the form's name for "I have checked this common value against my contract"


@dataclass(frozen=True)
class Field:
    """One field of the form. ``rows`` holds the units of a repeated row, else it is empty."""

    name: str
    unit: Unit
    optional: bool
    default: Any
    rows: Mapping[str, tuple[Unit, bool]]
    row_type: type | None

    @property
    def ticks(self) -> bool:
        """Whether the reader is asked to tick that the value was checked."""
        return bool(self.unit.common or self.unit.confirm)


@dataclass(frozen=True)
class Reading:
    """A form, read: ``values`` for the function, or the reader's mistakes by form name.

    ``confirmed`` names the fields that the reader ticked as checked, or whose common value the reader changed.
    ``read`` says by form name how a text was understood that does not show it by itself, and ``typed`` has each such
    text as it would be typed in full: a day without its year must not be another day next year.
    """

    values: dict[str, Any]
    mistakes: dict[str, str]
    confirmed: frozenset[str]
    places: dict[str, tuple[str, ...]]
    read: dict[str, str]
    typed: dict[str, str]

    def as_typed(self, mistakes: Mapping[str, str]) -> dict[str, str]:
        """Mistakes found by the function, keyed by the form's row numbers instead of its own."""
        named = {}
        for key, words in mistakes.items():
            name, *rest = key.split(".")
            if rest:
                rest[0] = self.places[name][int(rest[0])]
            named[".".join([name, *rest])] = words
        return named


@dataclass(frozen=True)
class Calculator:
    """A declared calculator. ``more`` says what hides under 更多; ``per_thousand`` makes the static table."""

    name: str
    title: str
    function: Callable[..., Any]
    fields: dict[str, Field]
    outputs: dict[str, tuple[Unit, bool]]
    more: str
    per_thousand: Callable[[], Table] | None
    takes_confirmed: bool = False

    @property
    def doc(self) -> str:
        """The function's docstring: Markdown with facts, printed under 怎么算的. Build time only."""
        return self.function.__doc__ or ""

    def form(self, typed: Mapping[str, str] = {}) -> dict[str, str]:
        """The form as a dictionary of strings: the worked example, with ``typed`` in its place.

        Naming one row of a repeated field replaces all its rows. Raises ``KeyError`` for a name that the
        form does not have.
        """
        form = {}
        for field in self.fields.values():
            if not field.rows:
                form[field.name] = "" if field.default is None else field.unit.typed(field.default)
            elif not any(_in_row(field, name) for name in typed):
                for i, row in enumerate(field.default):
                    for key, (unit, _) in field.rows.items():
                        cell = getattr(row, key)
                        form[f"{field.name}.{i}.{key}"] = "" if cell is None else unit.typed(cell)
        for name in typed:
            self.check_name(name)
        return form | dict(typed)

    def check_name(self, name: str) -> None:
        """Raise ``KeyError`` unless the form has this name (``as_of``, ``bills.0.due``, ``daily_rate.confirmed``)."""
        if name == TODAY:
            return
        match name.split("."):
            case [field] if field in self.fields and not self.fields[field].rows:
                return
            case [field, "confirmed"] if field in self.fields and self.fields[field].ticks:
                return
            case [field, index, key] if index.isdecimal() and field in self.fields and key in self.fields[field].rows:
                return
        raise KeyError(f"{self.name} has no field {name!r}")

    def read(self, form: Mapping[str, str]) -> Reading:
        """Read what the reader typed. A mistake is kept in words; nothing is guessed or dropped.

        Days are read by the day on which they are typed; without it, by the day of the form that the page fills in
        with today.
        """
        for name in form:
            self.check_name(name)
        got = _Reader(form, date.fromisoformat(form[TODAY]) if TODAY in form else None)
        for field in self.fields.values():
            if field.unit.prefill == "today" and not got.today:
                got.today = _Reader(form, None).one(field.unit, True, field.name)
        values: dict[str, Any] = got.values
        places: dict[str, tuple[str, ...]] = {}
        confirmed = set()
        for field in self.fields.values():
            if field.rows:
                places[field.name] = _filled_rows(field, form)
                values[field.name] = got.rows(field, places[field.name])
            else:
                values[field.name] = got.one(field.unit, field.optional, field.name)
            changed = field.unit.common and values[field.name] != field.default
            if field.ticks and (changed or form.get(field.name + CONFIRMED)):
                confirmed.add(field.name)
        if self.takes_confirmed:
            values["confirmed"] = frozenset(confirmed)
        return Reading(values, got.mistakes, frozenset(confirmed), places, got.read, got.typed)

    def travels(self, reading: Reading) -> dict[str, str | list[dict[str, str]]]:
        """What of a form without mistakes may travel in a link, as it would be typed; rows as lists.

        Never one's own words, nor what is ``private``, nor the ticks: those are the reader's, not the receiver's.
        """
        form: dict[str, str | list[dict[str, str]]] = {}
        for field in self.fields.values():
            value = reading.values[field.name]
            if field.unit.stays:
                continue
            if field.rows:
                units = {key: unit for key, (unit, _) in field.rows.items() if not unit.stays}
                form[field.name] = [
                    {k: _travelling(unit, getattr(row, k)) for k, unit in units.items()} for row in value
                ]
            else:
                form[field.name] = _travelling(field.unit, value)
        return form

    def values(self, result: Any) -> dict[str, str]:
        """A result's values as the reader sees them; ``""`` for one that this case does not have."""
        got = {name: getattr(result, name) for name in self.outputs}
        return {n: "" if v is None else self.outputs[n][0].show(v) for n, v in got.items()}

    def gives(self, result: Any) -> dict[str, dict[str, str]]:
        """What a result has for other calculators: as it would be typed, its unit and its label, by shared name."""
        got = {unit: getattr(result, name) for name, (unit, _) in self.outputs.items() if unit.same}
        return {
            unit.same: {"text": unit.typed(value), "suffix": unit.suffix, "label": unit.label}
            for unit, value in got.items()
            if value is not None
        }


def _travelling(unit: Unit, value: Any) -> str:
    return "" if value is None else unit.travelling(value)


class _Reader:
    """Reads the fields of one form, one after the other, and keeps what was found."""

    def __init__(self, form: Mapping[str, str], today: date | None) -> None:
        self.form, self.today = form, today
        self.values: dict[str, Any] = {}
        self.mistakes: dict[str, str] = {}
        self.read: dict[str, str] = {}
        self.typed: dict[str, str] = {}

    def one(self, unit: Unit, optional: bool, name: str) -> Any:
        """The value of one field, or ``None``."""
        text = self.form.get(name, "")
        if blank(text):
            if not optional:
                self.mistakes[name] = unit.missing
            return None
        try:
            if isinstance(unit, Day):
                value: Any = unit.read(text, self.today)
                words = unit.understood(text, value, self.today)
            elif isinstance(unit, Yuan):
                value = unit.read(text, self.values.get(unit.all_of))
                words = unit.understood(text, value)
            else:
                value = unit.read(text)
                words = unit.understood(text, value) if unit.says_back else ""
        except Mistake as mistake:
            self.mistakes[name] = str(mistake)
            return None
        if words:
            self.read[name] = words
        if (typed := unit.typed(value)) != text:
            self.typed[name] = typed
        return value

    def rows(self, field: Field, places: tuple[str, ...]) -> Any:
        """The rows of a field, those with a mistake left out."""
        rows, mistakes = field.unit, self.mistakes
        if not isinstance(rows, Rows) or field.row_type is None:
            raise TypeError(f"{field.name} is not declared as rows")
        if len(places) > rows.most:
            mistakes[field.name] = f"最多填 {rows.most} {rows.counter}，现在有 {len(places)} {rows.counter}"
        if len(places) < rows.least:
            mistakes[field.name] = f"至少要填一{rows.counter}{rows.noun}"
        read, before = [], len(mistakes)
        for place in places:
            cells = {
                key: self.one(unit, optional, f"{field.name}.{place}.{key}")
                for key, (unit, optional) in field.rows.items()
            }
            if len(mistakes) == before:
                read.append(field.row_type(**cells))
        return tuple(read)


def _in_row(field: Field, name: str) -> bool:
    """Whether a form's name is that of a cell of this repeated field."""
    return name.startswith(field.name + ".") and name != field.name + CONFIRMED


def row_numbers(field: Field, form: Mapping[str, str]) -> list[int]:
    """The numbers of the rows that a form has, in order; numbers may have gaps."""
    return sorted({int(name.split(".")[1]) for name in form if _in_row(field, name)})


def _filled_rows(field: Field, form: Mapping[str, str]) -> tuple[str, ...]:
    """The numbers of the rows in which anything is typed, in order."""
    seen = {key for key, (unit, _) in field.rows.items() if not isinstance(unit, Mark)}
    filled = {
        n.split(".")[1] for n, t in form.items() if _in_row(field, n) and n.split(".")[2] in seen and not blank(t)
    }
    return tuple(sorted(filled, key=int))


def calculator(
    title: str, *, more: str = "", per_thousand: Callable[[], Table] | None = None
) -> Callable[[Callable[..., Any]], Calculator]:
    """Declare a calculator: every parameter is keyword-only, annotated with one unit, and has a default.

    Raises ``TypeError`` at import where the declaration is not whole.
    """

    def declare(function: Callable[..., Any]) -> Calculator:
        hints = get_type_hints(function, include_extras=True)
        declared = {}
        parameters = dict(signature(function).parameters)
        # Not a field: the names of the fields that the reader has confirmed, for calculators that must know.
        takes_confirmed = parameters.pop("confirmed", None) is not None
        for name, parameter in parameters.items():
            if parameter.kind is not parameter.KEYWORD_ONLY or parameter.default is parameter.empty:
                raise TypeError(f"{function.__name__}.{name} must be keyword-only and have a default")
            unit, optional = unit_of(hints.get(name))
            inner = row_type(hints[name]) if isinstance(unit, Rows) else None
            rows = units_of(inner) if inner else {}
            declared[name] = Field(name, unit, optional, parameter.default, rows, inner)
            if unit.common and unit.common not in facts.all_facts():
                raise TypeError(f"{function.__name__}.{name}: no fact {unit.common!r}")
        returned = hints.get("return")
        outputs = units_of(returned) if isinstance(returned, type) and is_dataclass(returned) else {}
        if not outputs or not hasattr(returned, "view"):
            raise TypeError(f"{function.__name__} must return a dataclass of values with units and a view()")
        return Calculator(function.__name__, title, function, declared, outputs, more, per_thousand, takes_confirmed)

    return declare
