"""Hypothesis strategies made from a calculator's declaration.

Whatever a unit declares (bounds, places, options, rows) is what is drawn, so a calculator written
tomorrow has its strategies today.
"""

import os
from datetime import date, timedelta
from decimal import Decimal
from functools import singledispatch

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from calculators.kit.calculator import CONFIRMED
from calculators.kit.units import Choice, Count, Day, Mark, Rate, Rows, Text, Unit, Yuan

# The same examples on every run: a red test must be red for everybody. To look for new ones, run
# `EXAMPLES=2000 pytest`. With QUICK, as for scripts/mutants, nobody looks for the smallest one that fails.
examples = os.environ.get("EXAMPLES")
quick = (Phase.explicit, Phase.reuse, Phase.generate)
settings.register_profile(
    "steady",
    derandomize=not examples,
    max_examples=int(examples or 20),
    deadline=None,
    phases=quick if os.environ.get("QUICK") else tuple(Phase),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")

CRUMBS = (
    "1|0|999999999999999999999999999999|2026|-|−|.|,|，|。|、|年|月|日|万|千|百|分之|五|十|%|％|‰|‱|元|￥"
    "|/| |\u3000|e5|٣|²|½|①|NaN|Infinity|None|<script>|&|\"|'|{}|\\|\x00|🙂|\u200b|日息"
)
SPOILT = 5  # fields at once; garbage in every field by turns is a test of its own
ROWS_DRAWN = 4  # enough for every interplay of rows; the declared maximum is tested on its own


@singledispatch
def values(unit: Unit, near=None):
    """Values within the bounds that a unit declares. ``near``, two dates, narrows days further."""
    raise TypeError(f"no strategy for {type(unit).__name__}: add one here")


@values.register
def _(unit: Yuan, near=None):
    low, high = (int(Decimal(bound) * 100) for bound in (unit.min, unit.max))
    return st.integers(low, high).map(lambda fen: Decimal(fen) / 100)


@values.register
def _(unit: Rate, near=None):
    low, high = (int(Decimal(bound).scaleb(unit.places)) for bound in (unit.min, unit.max))
    return st.integers(low, high).map(lambda steps: Decimal(steps).scaleb(-unit.places) / 100)


@values.register
def _(unit: Day, near=None):
    low, high = date.fromisoformat(unit.min), date.fromisoformat(unit.max)
    first, last = near or (low, high)
    return st.dates(max(low, first), min(high, last))


@values.register
def _(unit: Count, near=None):
    return st.integers(unit.min, unit.max)


@values.register
def _(unit: Choice, near=None):
    return st.sampled_from([value for value, _ in unit.options])


@values.register
def _(unit: Text, near=None):
    # Letters, marks that formulas and markup begin with, and a blank inside; digits would look like a card's number.
    letters = st.sampled_from("花呗信用卡某银行借款甲乙Ab é<&\"'=+-@，、。🙂")
    return st.text(letters, min_size=1, max_size=unit.max).filter(str.strip).map(unit.read)


@values.register
def _(unit: Mark, near=None):
    return st.text("0123456789abcdefghijklmnopqrstuvwxyz", min_size=8, max_size=8)


def maybe(strategy, optional):
    return st.none() | strategy if optional else strategy


def rows(field, near=None):
    """Tuples of a field's rows, from as few as it allows to a handful."""
    unit = field.unit
    assert isinstance(unit, Rows)
    cells = {key: maybe(values(cell, near), optional) for key, (cell, optional) in field.rows.items()}
    row = st.builds(field.row_type, **cells)
    return st.lists(row, min_size=unit.least, max_size=min(unit.most, ROWS_DRAWN)).map(tuple)


def arguments(calculator, near=None, **given):
    """Keyword arguments for a calculator's function; ``given`` replaces the strategy of a field."""
    drawn = {
        field.name: rows(field, near) if field.rows else maybe(values(field.unit, near), field.optional)
        for field in calculator.fields.values()
    }
    assert set(given) <= set(drawn), f"{calculator.name} has no {set(given) - set(drawn)}"
    return st.fixed_dictionaries(drawn | given)


def typed(calculator, arguments):
    """The form in which a reader would type these arguments. The unit of each field writes it."""
    form = {}
    for name, value in arguments.items():
        field = calculator.fields[name]
        if not field.rows:
            form[name] = "" if value is None else field.unit.typed(value)
            continue
        for i, row in enumerate(value):
            for key, (unit, _) in field.rows.items():
                cell = getattr(row, key)
                form[f"{name}.{i}.{key}"] = "" if cell is None else unit.typed(cell)
    return form


def forms(calculator, near=None, **given):
    """Whole forms as typed, every field within its bounds."""
    return arguments(calculator, near, **given).map(lambda drawn: typed(calculator, drawn))


def boxes(calculator):
    """The form names of the boxes in which a reader says that a value was checked."""
    return [field.name + CONFIRMED for field in calculator.fields.values() if field.ticks]


def ticks(calculator):
    """Some of a form's boxes ticked."""
    names = boxes(calculator)
    return (
        st.sets(st.sampled_from(names)).map(lambda ticked: dict.fromkeys(sorted(ticked), "yes"))
        if names
        else (st.just({}))
    )


def garbage():
    """What nobody should type and somebody will: any text, and text made of what the units look for."""
    return st.text(max_size=40) | st.lists(st.sampled_from(CRUMBS.split("|")), max_size=8).map("".join)


def spoilt_forms(calculator, near=None):
    """A form like ``forms``, with garbage in some of its fields."""
    whole, junk = forms(calculator, near), garbage()

    @st.composite
    def spoilt(draw):
        form = draw(whole)
        names = draw(st.sets(st.sampled_from(sorted(form)), min_size=1, max_size=SPOILT)) if form else set()
        return form | {name: draw(junk) for name in sorted(names)}

    return spoilt()


def around(day, before, after):
    """A window for ``near``: from ``before`` days earlier to ``after`` days later."""
    return day - timedelta(before), day + timedelta(after)
