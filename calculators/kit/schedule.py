"""Dated schedules of repayment, to the fen.

Interest is charged once a period and rounded to the fen; the last row takes what is left, so the balance
ends at exactly 0.00. Due dates are counted from the first, so a month-end stays month-end. A first period
longer or shorter than a month changes its interest only: principal is shared out as if it were a month.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property
from itertools import pairwise

from .days import add_months
from .units import FEN, cents

MOST_ROWS = 360
ZERO = Decimal(0)


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


@dataclass(frozen=True)
class Terms:
    """How interest is charged: ``yearly`` as a fraction, from ``start``, due monthly from ``first_due``.

    By months, a month costs a twelfth of the yearly rate and odd days of the first period cost by the day; with
    ``by_day`` every period costs by the day. A year has ``year_days`` days, 360 or 365.
    """

    start: date
    first_due: date
    yearly: Decimal = ZERO
    by_day: bool = False
    year_days: int = 360

    def __post_init__(self) -> None:
        """A schedule runs forwards: raise ``ValueError`` unless the first due date follows the start."""
        if self.first_due <= self.start:
            raise ValueError("the first payment must be due after the start")

    def due(self, k: int) -> date:
        """The due date of row ``k``, counted from 0."""
        return add_months(self.first_due, k)

    def month(self, k: int) -> Decimal:
        """The rate of the month that ends with row ``k``, as if the first period were a month as well."""
        if self.by_day:
            return self.yearly * (self.due(k) - self.due(k - 1)).days / self.year_days
        return self.yearly / 12

    @property
    def first_period(self) -> tuple[int, int]:
        """The first period in whole months and odd days; by the day, in days only."""
        if self.by_day:
            return 0, (self.first_due - self.start).days
        if self.due(-1) == self.start:
            return 1, 0
        whole = 0
        while add_months(self.start, whole + 1) <= self.first_due:
            whole += 1
        return whole, (self.first_due - add_months(self.start, whole)).days

    @property
    def regular(self) -> bool:
        """Whether the first period is one month: the same day, or the end, of the month before."""
        return self.due(-1) == self.start or add_months(self.start, 1) == self.first_due

    def first(self) -> Decimal:
        """The rate of the first period as it is."""
        months, days = self.first_period
        return self.yearly * months / 12 + self.yearly * days / self.year_days

    def rates(self, periods: int) -> tuple[Decimal, ...]:
        """The rate of each month, the first as if it were one."""
        if not self.by_day:
            return (self.month(0),) * periods
        by_days: dict[int, Decimal] = {}
        dues = [self.due(k) for k in range(-1, periods)]
        gaps = [(b - a).days for a, b in pairwise(dues)]
        for gap in gaps:
            by_days.setdefault(gap, self.yearly * gap / self.year_days)
        return tuple(by_days[gap] for gap in gaps)


def huabei_fee(amount: Decimal, total_rate: Decimal) -> Decimal:
    """花呗's total fee of an instalment: amount × total rate, to the fen, half to even."""
    return (amount * total_rate).quantize(FEN, ROUND_HALF_EVEN)


def equal_parts(amount: Decimal, periods: int) -> tuple[Decimal, ...]:
    """花呗's way to share an amount out: whole fen, what is left over goes to the first period."""
    part, left = divmod(int(amount * 100), periods)
    each = Decimal(part) / 100
    return (each + Decimal(left) / 100, *(each,) * (periods - 1))


def interest_free(amount: Decimal, terms: Terms, periods: int) -> Schedule:
    """免息: equal parts and nothing else."""
    return equal_fee(amount, terms, periods, ZERO)


def equal_fee(amount: Decimal, terms: Terms, periods: int, fee: Decimal) -> Schedule:
    """等本等费: equal parts of the amount and of the whole ``fee`` (yuan), each shared out in 花呗's way."""
    parts, fees = equal_parts(amount, periods), equal_parts(fee, periods)
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
    rates = terms.rates(periods)
    if not any(rates):
        return cents(amount / periods)
    if not terms.by_day:
        grown = (1 + rates[0]) ** periods
        return cents(amount * rates[0] * grown / (grown - 1))
    worth, factor = ZERO, Decimal(1)
    for rate in rates:
        factor /= 1 + rate
        worth += factor
    return cents(amount / worth)


def level_payment(amount: Decimal, terms: Terms, periods: int) -> Schedule:
    """等额本息: the same payment every month; the last takes up the rounding, the first its odd days."""
    level = level_sum(amount, terms, periods)
    parts, balance = [], amount
    for rate in terms.rates(periods)[:-1]:
        part = min(balance, max(ZERO, level - cents(balance * rate)))
        balance -= part
        parts.append(part)
        if not balance:  # a payment rounded up may clear the debt before the last month
            return _charged(amount, terms, parts)
    return _charged(amount, terms, (*parts, balance))


def _charged(amount: Decimal, terms: Terms, parts: Sequence[Decimal]) -> Schedule:
    """Principal as given, interest on the balance of each period."""
    rates = (terms.first(), *terms.rates(len(parts))[1:])
    rows, balance = [], amount
    for k, (part, rate) in enumerate(zip(parts, rates, strict=True)):
        interest = cents(balance * rate)
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
        interest = cents(balance * rate)
        owed += interest
        paid = min(payment, owed)
        owed -= paid
        part = min(balance, payment - paid)
        balance -= part
        rows.append(Row(k + 1, terms.due(k), part, paid, ZERO, balance))
        if not balance and not owed:
            return Schedule(terms.start, amount, tuple(rows))
    return None


def _clears(amount: Decimal, rates: Sequence[Decimal], payment: Decimal) -> bool:
    """Whether ``fixed_payment`` would clear the debt: the same sums without the rows."""
    balance, owed = amount, ZERO
    for rate in rates:
        owed += cents(balance * rate)
        if payment < owed:
            owed -= payment
        else:
            balance, owed = balance - (payment - owed), ZERO
            if balance <= 0:
                return True
    return False


def least_payment(amount: Decimal, terms: Terms, most: int = MOST_ROWS) -> Decimal:
    """The least payment a month that clears the debt within ``most`` rows, to the fen."""
    step, rates = FEN, (terms.first(), *terms.rates(most)[1:])
    high = max(level_sum(amount, terms, most), FEN)
    while not _clears(amount, rates, high):
        high, step = high + step, step * 2
    low, step = high - FEN, FEN
    while low > 0 and _clears(amount, rates, low):
        high, step = low, step * 2
        low -= step
    low = max(low, ZERO)
    while high - low > FEN:
        middle = ((low + high) / 2).quantize(FEN)
        if _clears(amount, rates, middle):
            high = middle
        else:
            low = middle
    return high
