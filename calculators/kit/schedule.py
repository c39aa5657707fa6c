"""Dated schedules of repayment, to the fen.

Interest is charged once a period and rounded to the fen; the last row takes what is left, so the balance
ends at exactly 0.00. Due dates are counted from one day, so a month-end stays month-end. A first period
longer or shorter than a month changes its interest only: principal is shared out as if it were a month.
Nothing is divided before it has been multiplied: an exact half fen must not be lost.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from .cashflow import rate_by_lengths, rate_per_period
from .days import A_YEAR, add_months
from .units import FEN, ZERO, cents

MOST_ROWS = 360
LONGEST = 31  # days of a month
MONTH_DAYS = 30  # of a month, where only its odd days count


@dataclass(frozen=True)
class Row:
    """One payment and what is left after it, in yuan. ``payment`` is the sum of its three parts."""

    number: int
    day: date
    principal: Decimal
    interest: Decimal
    fee: Decimal
    balance: Decimal

    @cached_property
    def payment(self) -> Decimal:
        """What is to be paid on the day."""
        return self.principal + self.interest + self.fee


@dataclass(frozen=True)
class Schedule:
    """Payments that clear ``amount`` yuan, drawn or agreed on ``start``."""

    start: date
    amount: Decimal
    rows: tuple[Row, ...]

    @cached_property
    def interest(self) -> Decimal:
        """All interest."""
        return sum((row.interest for row in self.rows), ZERO)

    @cached_property
    def fee(self) -> Decimal:
        """All fees."""
        return sum((row.fee for row in self.rows), ZERO)

    @property
    def total(self) -> Decimal:
        """All payments."""
        return self.amount + self.interest + self.fee

    @cached_property
    def largest(self) -> Decimal:
        """The largest payment."""
        return max(row.payment for row in self.rows)

    @property
    def last_day(self) -> date:
        """The day of the last payment."""
        return self.rows[-1].day


class Share(NamedTuple):
    """The rate of a period as a quotient that is still to be divided."""

    top: Decimal
    bottom: int

    def of(self, amount: Decimal) -> Decimal:
        """Interest on ``amount``, to the fen: first multiplied, then divided, then rounded."""
        return cents(amount * self.top / self.bottom)

    @property
    def ratio(self) -> tuple[int, int]:
        """The same in whole numbers."""
        over, under = self.top.as_integer_ratio()
        return over, under * self.bottom


@dataclass(frozen=True)
class Terms:
    """How interest is charged: ``yearly`` as a fraction, from ``start``, due monthly from ``first_due``.

    Without a first due date it is a month after the start, and all are counted from the start: 31 Jan → 28 Feb →
    31 Mar. By months, a month costs a twelfth of the yearly rate and odd days of the first period cost by the day;
    with ``by_day`` every period costs by the day. A year has ``year_days`` days, 360 or 365.
    """

    start: date
    first_due: date | None = None
    yearly: Decimal = ZERO
    by_day: bool = False
    year_days: int = 360

    def __post_init__(self) -> None:
        """A schedule runs forwards: raise ``ValueError`` unless the first due date follows the start."""
        if self.due(0) <= self.start:
            raise ValueError("the first payment must be due after the start")

    def due(self, k: int) -> date:
        """The due date of row ``k``, counted from 0."""
        return add_months(self.first_due, k) if self.first_due else add_months(self.start, k + 1)

    @property
    def day(self) -> int:
        """The day of the month from which due dates are counted."""
        return (self.first_due or self.start).day

    def month(self, k: int) -> Share:
        """The rate of the month that ends with row ``k``, as if the first period were a month as well."""
        if self.by_day:
            return self._by_days((self.due(k) - self.due(k - 1)).days)
        return Share(self.yearly, A_YEAR)

    def _by_days(self, days: int) -> Share:
        return Share(self.yearly * days, self.year_days)

    @property
    def span(self) -> tuple[int, int]:
        """The first period in whole months and odd days."""
        if self.regular:
            return 1, 0
        whole, end = 0, self.due(0)
        while add_months(self.start, whole + 1) <= end:
            whole += 1
        return whole, (end - add_months(self.start, whole)).days

    @property
    def length(self) -> Decimal:
        """The first period in months, odd days as thirtieths."""
        months, days = self.span
        return months + Decimal(days) / MONTH_DAYS

    @property
    def said(self) -> str:
        """How long the first period is, in words."""
        months, days = self.span
        if not days:
            return f"{months} 个月"
        return f"{months} 个月零 {days} 天" if months else f"{days} 天"

    @property
    def regular(self) -> bool:
        """Whether the first period is one month: the same day, or the end, of the month before."""
        return self.due(-1) == self.start or add_months(self.start, 1) == self.due(0)

    def first(self) -> Share:
        """The rate of the first period as it is."""
        if self.by_day:
            return self._by_days((self.due(0) - self.start).days)
        months, days = self.span
        return Share(self.yearly * (months * self.year_days + days * A_YEAR), A_YEAR * self.year_days)

    def rates(self, periods: int) -> tuple[Share, ...]:
        """The rate of each month, the first as if it were one."""
        if not self.by_day:
            return (self.month(0),) * periods
        by_days: dict[int, Share] = {}
        dues = [self.due(k) for k in range(-1, periods)]
        gaps = [(b - a).days for a, b in pairwise(dues)]
        for gap in gaps:
            by_days.setdefault(gap, self._by_days(gap))
        return tuple(by_days[gap] for gap in gaps)


def month_ends(schedule: Schedule, terms: Terms) -> str:
    """What to say of a plan whose day of the month is missing in some months, or may mean the last of each."""
    first, *later = (row.day for row in schedule.rows)
    if later and first.day == terms.day < LONGEST and (first + timedelta(1)).month != first.month:
        return f"第一期在月末，以后按每月 {terms.day} 日排。合同写的是每月最后一天的，以合同为准。"
    if any(day.day != terms.day for day in (first, *later)):
        return f"按每月 {terms.day} 日排；没有这一天的月份，是那个月的最后一天。"
    return ""


def period_rate(received: Decimal, schedule: Schedule, terms: Terms) -> Decimal:
    """The internal rate of return a month; a first period that is not one counts as long as it is.

    Raises ``cashflow.Refusal`` where there is none.
    """
    payments = [row.payment for row in schedule.rows]
    if terms.regular:
        return rate_per_period([received, *(-payment for payment in payments)])
    return rate_by_lengths(received, payments, [terms.length, *(Decimal(1) for _ in payments[1:])])


def huabei_fee(amount: Decimal, total_rate: Decimal) -> Decimal:
    """花呗's total fee of an instalment: amount × total rate, to the fen, half to even."""
    return (amount * total_rate).quantize(FEN, ROUND_HALF_EVEN)


def equal_parts(amount: Decimal, periods: int) -> tuple[Decimal, ...]:
    """花呗's way to share an amount out: whole fen, what is left over goes to the first period."""
    part, left = divmod(int(amount * 100), periods)
    each = Decimal(part) / 100
    return (each + Decimal(left) / 100, *(each,) * (periods - 1))


def same_payment(amount: Decimal, terms: Terms, periods: int, payment: Decimal) -> Schedule:
    """The same payment every period, as it was told: parts of the amount, and what is over as a fee.

    What is left over of the amount goes into the first periods, as far as their payment reaches. Only where all
    payments together do not clear the amount, by a few fen, the first is larger. Raises ``ValueError`` for more.
    """
    each = equal_parts(amount, periods)[-1]
    if payment < each:
        raise ValueError("the payments must clear the amount")
    left, short = amount - each * periods, payment * periods < amount
    rows, balance = [], amount
    for k in range(periods):
        more = left if short else min(left, payment - each)
        part, left = each + more, left - more
        balance -= part
        rows.append(Row(k + 1, terms.due(k), part, ZERO, max(ZERO, payment - part), balance))
    return Schedule(terms.start, amount, tuple(rows))


def interest_free(amount: Decimal, terms: Terms, periods: int) -> Schedule:
    """免息: equal parts and nothing else."""
    return equal_fee(amount, terms, periods, ZERO)


def equal_fee(amount: Decimal, terms: Terms, periods: int, fee: Decimal, at_once: bool = False) -> Schedule:
    """等本等费: equal parts of the amount and of the whole ``fee`` (yuan), each shared out in 花呗's way.

    With ``at_once`` the first period bears all of the fee.
    """
    parts = equal_parts(amount, periods)
    fees = (fee, *(ZERO,) * (periods - 1)) if at_once else equal_parts(fee, periods)
    rows, balance = [], amount
    for k, (part, part_fee) in enumerate(zip(parts, fees, strict=True)):
        balance -= part
        rows.append(Row(k + 1, terms.due(k), part, ZERO, part_fee, balance))
    return Schedule(terms.start, amount, tuple(rows))


def level_principal(amount: Decimal, terms: Terms, periods: int) -> Schedule:
    """等额本金: equal parts of the amount (the last takes what is left over), and interest on the balance."""
    return _charged(amount, terms, equal_parts(amount, periods)[::-1])


def level_sum(amount: Decimal, terms: Terms, periods: int) -> Decimal:
    """The payment of 等额本息, to the fen: the one that clears the amount in so many months."""
    # What payments of 1 are worth at the start, as a quotient of whole numbers: each month from the last adds 1 and
    # divides by 1 + its rate.
    top, bottom = 0, 1
    for rate in reversed(terms.rates(periods)):
        over, under = rate.ratio
        top, bottom = under * (top + bottom), (under + over) * bottom
    # The amount over that worth, half up.
    return Decimal((2 * int(amount * 100) * bottom + top) // (2 * top)) / 100


def level_payment(amount: Decimal, terms: Terms, periods: int) -> Schedule:
    """等额本息: the same payment every month; the last takes up the rounding, the first its odd days."""
    level = level_sum(amount, terms, periods)
    parts, balance = [], amount
    for rate in terms.rates(periods)[:-1]:
        part = min(balance, max(ZERO, level - rate.of(balance)))
        balance -= part
        parts.append(part)
        if not balance:  # a payment rounded up clears a small debt before the last month
            return _charged(amount, terms, parts)
    return _charged(amount, terms, (*parts, balance))


def _charged(amount: Decimal, terms: Terms, parts: Sequence[Decimal]) -> Schedule:
    """Principal as given, interest on the balance of each period."""
    rates = (terms.first(), *terms.rates(len(parts))[1:])
    rows, balance = [], amount
    for k, (part, rate) in enumerate(zip(parts, rates, strict=True)):
        interest = rate.of(balance)
        balance -= part
        rows.append(Row(k + 1, terms.due(k), part, interest, ZERO, balance))
    return Schedule(terms.start, amount, tuple(rows))


def fixed_payment(amount: Decimal, terms: Terms, payment: Decimal, most: int = MOST_ROWS) -> Schedule | None:
    """So much a month until cleared: interest first, then principal; the last row pays what is left.

    Interest that a payment does not reach waits for the next one and bears none itself. ``None`` where the
    debt is not cleared within ``most`` rows; ``least_payment`` says what would clear it.
    """
    rows: list[Row] = []
    balance, owed = amount, ZERO
    rates = (terms.first(), *terms.rates(most)[1:])
    for k, rate in enumerate(rates):
        interest = rate.of(balance)
        owed += interest
        paid = min(payment, owed)
        owed -= paid
        part = min(balance, payment - paid)
        balance -= part
        rows.append(Row(k + 1, terms.due(k), part, paid, ZERO, balance))
        if not balance and not owed:
            return Schedule(terms.start, amount, tuple(rows))
    return None


def least_payment(amount: Decimal, terms: Terms, most: int = MOST_ROWS) -> Decimal:
    """The least payment a month that clears the debt within ``most`` rows, to the fen."""
    debt = int(amount * 100)
    ratios = [rate.ratio for rate in (terms.first(), *terms.rates(most)[1:])]

    def clears(payment: int) -> bool:
        """Whether ``fixed_payment`` would clear the debt: the same sums in fen, without the rows."""
        balance, owed = debt, 0
        for over, under in ratios:
            owed += (2 * balance * over + under) // (2 * under)
            if payment < owed:
                owed -= payment
            else:
                balance, owed = balance - (payment - owed), 0
                if balance <= 0:
                    return True
        return False

    # Whoever pays debt and interest in the first month is clear; a higher payment clears wherever a lower one does.
    over, under = ratios[0]
    most_of_all = debt + (2 * debt * over + under) // (2 * under)
    return Decimal(1 + bisect_left(range(1, most_of_all), True, key=clears)) / 100
