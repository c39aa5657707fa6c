"""Plans by periods or by what can be paid, and why there is none. Values in, values out; no words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ..kit.cashflow import Refusal, compound_yearly, simple_yearly
from ..kit.schedule import (
    MOST_ROWS,
    Schedule,
    Terms,
    equal_fee,
    equal_parts,
    fixed_payment,
    huabei_fee,
    interest_free,
    least_payment,
    level_payment,
    level_principal,
    period_rate,
)
from ..kit.units import ZERO, cents

A_YEAR = 12  # periods
HIGHEST = Decimal(100)  # a hundred times the money in a year: beyond it a rate says nothing
FREE, FEE, LEVEL, PRINCIPAL = "free", "fee", "level", "principal"
# What a method asks for beside the amount and the first day, and in which order it is named.
RATE_OF = {LEVEL: {"yearly_rate"}, PRINCIPAL: {"yearly_rate"}, FEE: {"fee_rate"}}
ORDER = ("amount", "first_due", "yearly_rate", "fee_rate")


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """A plan, or why there is none; money in yuan, rates as fractions. None where this case has no such figure."""

    payment: Decimal | None
    first_payment: Decimal | None
    last_payment: Decimal | None
    largest: Decimal | None
    periods: int | None
    last_day: date | None
    down: Decimal
    financed: Decimal
    cost: Decimal | None
    total: Decimal | None
    least: Decimal | None
    fewest: int | None
    simple: Decimal | None
    compound: Decimal | None

    amount: Decimal
    asked: int | None
    monthly: Decimal | None
    method: str
    accrual: str
    yearly: Decimal
    fee_rate: Decimal
    terms: Terms
    schedule: Schedule | None
    paying: int | None
    never: bool
    name: str | None
    confirmed: bool
    unconfirmed: tuple[str, ...]


def by_periods(method: str, financed: Decimal, terms: Terms, periods: int, fee_rate: Decimal) -> Schedule:
    """The plan of so many periods."""
    if method == FEE:
        return equal_fee(financed, terms, periods, huabei_fee(financed, fee_rate * periods))
    if method == LEVEL:
        return level_payment(financed, terms, periods)
    if method == PRINCIPAL:
        return level_principal(financed, terms, periods)
    return interest_free(financed, terms, periods)


def by_monthly(method: str, financed: Decimal, terms: Terms, monthly: Decimal, fee_rate: Decimal) -> Schedule | None:
    """The shortest plan in which no period costs more than ``monthly``; ``None`` where there is none.

    免息 and 等额本息 pay so much a month until cleared; the other two take the fewest equal parts.
    """
    if method in (FREE, LEVEL):
        return fixed_payment(financed, terms, monthly)
    for periods in _candidates(method, financed, terms, monthly, fee_rate):
        schedule = by_periods(method, financed, terms, periods, fee_rate)
        if schedule.largest <= monthly:
            return schedule
    return None


def _candidates(method: str, financed: Decimal, terms: Terms, monthly: Decimal, fee_rate: Decimal) -> list[int]:
    """Numbers of periods, rising, whose first payment does not exceed ``monthly``."""
    if method == FEE:
        return [n for n in range(1, MOST_ROWS + 1) if _first_with_fee(financed, n, fee_rate) <= monthly]
    interest = terms.first().of(financed)
    return [n for n in range(1, MOST_ROWS + 1) if _part(financed, n) + interest <= monthly]


def _part(financed: Decimal, periods: int) -> Decimal:
    """The part of the principal in the first of several periods of 等额本金."""
    return equal_parts(financed, periods)[-1] if periods > 1 else financed


def _first_with_fee(financed: Decimal, periods: int, fee_rate: Decimal) -> Decimal:
    """The first payment of 等本等费, the largest: it takes what is left over of principal and fee."""
    return sum(
        (
            Decimal(sum(divmod(int(whole * 100), periods))) / 100
            for whole in (financed, huabei_fee(financed, fee_rate * periods))
        ),
        ZERO,
    )


def least_monthly(method: str, financed: Decimal, terms: Terms, fee_rate: Decimal) -> Decimal:
    """The least that has to be payable a month for any plan within ``MOST_ROWS`` periods."""
    if method in (FREE, LEVEL):
        return least_payment(financed, terms)
    if method == FEE:
        return min(_first_with_fee(financed, n, fee_rate) for n in range(1, MOST_ROWS + 1))
    most = min(MOST_ROWS, int(financed * 100))
    return min(by_periods(method, financed, terms, n, fee_rate).largest for n in (max(most - 1, 1), most))


def a_month(method: str, financed: Decimal, terms: Terms, fee_rate: Decimal) -> Decimal:
    """What the first month costs, were it a month."""
    return cents(financed * fee_rate) if method == FEE else terms.month(0).of(financed)


def reckon(
    *,
    amount: Decimal,
    periods: int | None,
    monthly: Decimal | None,
    down: Decimal | None,
    method: str,
    yearly_rate: Decimal | None,
    fee_rate: Decimal | None,
    accrual: str,
    start: date,
    first_due: date | None,
    name: str | None,
    confirmed: frozenset[str],
) -> dict[str, Any]:
    """The fields of ``Reckoned`` by name. Money in yuan, rates as fractions a year or a period."""
    financed = amount - (down or ZERO)
    yearly = (yearly_rate or ZERO) if method in (LEVEL, PRINCIPAL) else ZERO
    per_period = (fee_rate or ZERO) if method == FEE else ZERO
    terms = Terms(start, first_due, yearly, accrual != "month", 365 if accrual == "day365" else 360)
    schedule = affordable = None
    if financed and periods is not None:
        schedule = by_periods(method, financed, terms, periods, per_period)
    if financed and monthly is not None and (schedule is None or schedule.largest > monthly):
        affordable = by_monthly(method, financed, terms, monthly, per_period)
        schedule = schedule or affordable
    least = None
    if financed and monthly is not None and affordable is None and (schedule is None or schedule.largest > monthly):
        least = least_monthly(method, financed, terms, per_period)
    fewest = None
    if periods is not None and affordable is not None and monthly is not None:
        fewest = _fewest(method, financed, terms, monthly, per_period, affordable)

    asks = {"amount", "first_due"} | RATE_OF.get(method, set())
    given = confirmed if first_due else confirmed - {"first_due"}
    unconfirmed = tuple(sorted(asks - given, key=ORDER.index))
    simple, compound = _yearly(financed, schedule, terms)
    rows = schedule.rows if schedule else ()
    return {
        "payment": rows[min(1, len(rows) - 1)].payment if rows else None,
        "first_payment": rows[0].payment if rows else None,
        "last_payment": rows[-1].payment if rows else None,
        "largest": schedule.largest if schedule else None,
        "periods": len(rows) if rows else None,
        "last_day": schedule.last_day if schedule else None,
        "down": down or ZERO,
        "financed": financed,
        "cost": schedule.interest + schedule.fee if schedule else ZERO if not financed else None,
        "total": schedule.total + (down or ZERO) if schedule else amount if not financed else None,
        "least": least,
        "fewest": fewest,
        "simple": simple,
        "compound": compound,
        "amount": amount,
        "asked": periods,
        "monthly": monthly,
        "method": method,
        "accrual": accrual,
        "yearly": yearly,
        "fee_rate": per_period,
        "terms": terms,
        "schedule": schedule,
        "paying": len(affordable.rows) if affordable else None,
        "never": monthly is not None and monthly <= a_month(method, financed, terms, per_period),
        "name": name,
        "confirmed": not unconfirmed,
        "unconfirmed": unconfirmed,
    }


def _fewest(
    method: str, financed: Decimal, terms: Terms, monthly: Decimal, fee_rate: Decimal, affordable: Schedule
) -> int | None:
    """The fewest equal periods of which none costs more than ``monthly``, from a plan that pays so much."""
    for periods in range(len(affordable.rows), min(len(affordable.rows) + 3, MOST_ROWS) + 1):
        if by_periods(method, financed, terms, periods, fee_rate).largest <= monthly:
            return periods
    return None


def _yearly(financed: Decimal, schedule: Schedule | None, terms: Terms) -> tuple[Decimal | None, Decimal | None]:
    """单利 and 复利 of a plan."""
    if schedule is None:
        return None, None
    try:
        period = period_rate(financed, schedule, terms)
    except Refusal:
        return None, None
    compound = compound_yearly(period, A_YEAR)
    return (simple_yearly(period, A_YEAR), compound) if compound <= HIGHEST else (None, None)
