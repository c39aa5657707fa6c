"""What an instalment costs, and the yearly rates that it comes to. Values in, values out."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from ..kit import facts
from ..kit.cashflow import Flow, Refusal, compound_yearly, rate_by_lengths, simple_yearly, yearly_rate
from ..kit.schedule import Schedule, Terms, equal_fee, huabei_fee, level_payment, period_rate, same_payment
from ..kit.units import ZERO

COURT_LINE = "law.court_line"
A_YEAR = 12  # periods
HIGHEST = Decimal(100)  # a hundred times the money in a year: beyond it a rate says nothing
TOO_HIGH = "too high"


@dataclass(frozen=True, kw_only=True)
class Rates:
    """Yearly rates of one run of payments, as fractions; ``why`` says why there are none.

    ``simple_by_days`` is charged by the day on what is still owed and never compounds, as a court reckons.
    """

    period: Decimal | None = None
    simple: Decimal | None = None
    compound: Decimal | None = None
    by_days: Decimal | None = None
    simple_by_days: Decimal | None = None
    why: str = ""


def rates_of(received: Decimal, schedule: Schedule, terms: Terms) -> Rates:
    """The rates at which ``received`` yuan on the first day and the payments balance."""
    payments = [row.payment for row in schedule.rows]
    days = [schedule.start, *(row.day for row in schedule.rows)]
    years = [Decimal((b - a).days) / 365 for a, b in pairwise(days)]
    try:
        period = period_rate(received, schedule, terms)
        by_days = yearly_rate([Flow(schedule.start, received), *(Flow(row.day, -row.payment) for row in schedule.rows)])
        simple_by_days = rate_by_lengths(received, payments, years)
    except Refusal as refusal:
        return Rates(why=str(refusal))
    compound = compound_yearly(period, A_YEAR)
    if max(compound, by_days, simple_by_days) > HIGHEST:
        return Rates(why=TOO_HIGH)
    return Rates(
        period=period,
        simple=simple_yearly(period, A_YEAR),
        compound=compound,
        by_days=by_days,
        simple_by_days=simple_by_days,
    )


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """What an instalment costs; money in yuan, rates as fractions. Rates are None where there is no answer."""

    cost: Decimal
    total: Decimal
    received: Decimal
    charged: Decimal
    upfront: Decimal
    first_payment: Decimal
    payment: Decimal
    last_payment: Decimal
    last_day: date
    period_rate: Decimal | None
    simple: Decimal | None
    compound: Decimal | None
    by_days: Decimal | None
    simple_without: Decimal | None
    compound_without: Decimal | None
    simple_by_days: Decimal | None

    amount: Decimal
    periods: int
    quote: str
    quoted: Decimal
    at_once: bool
    terms: Terms
    schedule: Schedule
    why: str
    above_court_line: bool


def reckon(
    *,
    amount: Decimal,
    periods: int,
    quote: str,
    quoted: Decimal,
    upfront: Decimal | None,
    start: date,
    first_due: date | None,
    at_once: bool,
) -> dict[str, Any]:
    """The fields of ``Reckoned`` by name. ``quoted`` is a payment in yuan or a rate as a fraction, by ``quote``."""
    terms = Terms(start, first_due, quoted if quote == "yearly_rate" else ZERO)
    if quote == "payment":
        schedule = same_payment(amount, terms, periods, quoted)
    elif quote == "yearly_rate":
        schedule = level_payment(amount, terms, periods)
    else:
        rate = quoted if quote == "total_rate" else quoted * periods
        schedule = equal_fee(amount, terms, periods, huabei_fee(amount, rate), at_once)
    withheld = upfront or ZERO
    found = rates_of(amount - withheld, schedule, terms)
    without = rates_of(amount, schedule, terms) if withheld else Rates()
    rows = schedule.rows
    return {
        "cost": schedule.interest + schedule.fee + withheld,
        "total": schedule.total,
        "received": amount - withheld,
        "charged": schedule.interest + schedule.fee,
        "upfront": withheld,
        "first_payment": rows[0].payment,
        "payment": rows[min(1, len(rows) - 1)].payment,
        "last_payment": rows[-1].payment,
        "last_day": schedule.last_day,
        "period_rate": found.period,
        "simple": found.simple,
        "compound": found.compound,
        "by_days": found.by_days,
        "simple_without": without.simple,
        "compound_without": without.compound,
        "simple_by_days": found.simple_by_days,
        "amount": amount,
        "periods": periods,
        "quote": quote,
        "quoted": quoted,
        "at_once": at_once,
        "terms": terms,
        "schedule": schedule,
        "why": found.why,
        "above_court_line": _above(found, start),
    }


def _above(rates: Rates, on: date) -> bool:
    """Whether the yearly rate exceeds the courts' line, by more than rounding to the fen can explain.

    By actual days, and not only because a month has 28 of them or the first period is short: by months as well.
    """
    try:
        line: Decimal = facts.value(COURT_LINE, on)
    except facts.NotInForce:
        return False
    if rates.simple is None or rates.simple_by_days is None:
        return False
    return min(rates.simple, rates.simple_by_days) > line + Decimal("0.00005")
