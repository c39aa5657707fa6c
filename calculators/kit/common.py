"""What every calculator names alike: the day of the worked examples, units for display, facts on a day."""

from datetime import date
from decimal import Decimal

from . import facts
from .calculator import FactRef
from .units import Day, Rate, Yuan

EXAMPLE_DAY = date(2026, 11, 22)
LATE_RATE = "huabei.late_daily_rate"
COMMON_RATE: Decimal = facts.value(LATE_RATE, EXAMPLE_DAY)
# Units to show a value that is no field of a form: a rate as it is, and one rounded for a sentence.
DAY, YUAN, RATE, YEARLY = Day(label=""), Yuan(label=""), Rate(label=""), Rate(label="", places=2)


def fact_ref(id: str, on: date) -> FactRef:
    """A fact on a day; one whose first day nobody knows counts for days before it too."""
    fact = facts.all_facts()[id]
    return FactRef(id, on if fact.dated else max(on, fact.rows[0].start))


def fact_value(id: str, on: date) -> Decimal:
    """The number of a fact on a day, by the same rule. Raises as ``facts.value`` does."""
    ref = fact_ref(id, on)
    return Decimal(facts.value(ref.id, ref.on))
