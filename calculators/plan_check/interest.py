"""What interest payments bear beside them, and what they may hold: at the least, at the most. Values in, values out."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache
from itertools import pairwise

from ..kit.days import add_months
from ..kit.schedule import MOST_ROWS
from ..kit.units import FEN, ZERO, cents
from .case import Case, slack
from .offer import WITHIN


@dataclass(frozen=True)
class Bound:
    """One end of a range, in yuan: payments, ``how`` they add up in figures, and interest, rounded once.

    Interest is ``rate`` a day on ``weight`` yuan × days; where it is on all of the base, ``days`` says for how long.
    """

    base: Decimal
    how: str
    interest: Decimal = ZERO
    rate: Decimal = ZERO
    weight: Decimal = ZERO
    days: int = 0

    @property
    def total(self) -> Decimal:
        """All that is paid."""
        return self.base + self.interest


def larger(a: Bound, b: Bound) -> Bound:
    """The bound of the larger total."""
    return a if a.total >= b.total else b


def added_up(amount: Decimal, fen: Decimal) -> Bound:
    """An amount and the fen that whole payments may be off; never below nothing."""
    how = f"{amount:,.2f}" + (f" {'+' if fen > 0 else '−'} {abs(fen):,.2f}" if fen else "")
    return Bound(max(amount + fen, ZERO), how)


@lru_cache(maxsize=64)
def gaps(start: date, day: date, months: int, periods: int) -> tuple[int, ...]:
    """The days of each period from the start on; payments are due ``months`` after ``day`` and each month from then."""
    days = [start.toordinal(), *(add_months(day, months + k).toordinal() for k in range(periods))]
    return tuple(b - a for a, b in pairwise(days))


def weight(case: Case, end: int, balance: Decimal, payment: Decimal, periods: int, parts: int = 1) -> int:
    """What bears interest, in ``parts`` of a fen times days.

    Each period pays ``payment`` ÷ ``parts``, all of it on what bears interest.
    """
    cap = case.caps[end]
    left, step = int(balance * 100) * parts, int(payment * 100)
    most = left if cap > balance else int(cap * 100) * parts
    weight = 0
    for days in gaps(case.owed.on, *case.counted(end), periods):
        if left <= 0:
            break
        weight += min(left, most) * days
        left -= step
    return weight


def with_interest(case: Case, end: int, paid: Bound, balance: Decimal, payment: Decimal, periods: int) -> Bound:
    """A bound with the interest beside payments on what is still to be paid, period by period."""
    rate = case.rates[end]
    if not rate or balance <= 0:
        return paid
    total = Decimal(weight(case, end, balance, payment, periods)) / 100
    return Bound(paid.base, paid.how, cents(rate * total), rate, total)


def bearing(case: Case, n: int, x: Decimal) -> tuple[Decimal, Decimal]:
    """What bears interest beside ``n`` payments of ``x`` at the start, at the least and at the most.

    It is what is still owed after the first payment down. Whoever takes the payments together for it may be off by
    the fen that whole payments miss; both lie in between.
    """
    said, near, d = n * x, slack(n), case.offer.down
    if d is None:
        low, high = said - near, min(case.high, said + near)
        if case.offer.waived is None:
            high = min(case.high, said + case.owed.charges + near)
    else:
        # Nobody said that the rest is waived: all of it may be asked for, and bear interest till then.
        high = case.high - d if case.offer.waived is None else min(case.high - d, said + near)
        low = max(case.low - d, said - near)
    return max(min(low, said), ZERO), max(high, said)


def most(case: Case, periods: int) -> Bound:
    """The most that payments with interest in them may come to: all of it bears interest to the last day."""
    paid, rate = added_up(case.high, slack(periods)), case.rates[1]
    if not case.may_hold or not rate:
        return paid
    days = case.days(periods)
    return Bound(paid.base, paid.how, cents(paid.base * rate * days), rate, paid.base * days, days)


def least(case: Case, periods: int) -> Decimal:
    """The least that payments may come to: what is left, and interest where its rate was said."""
    return case.low - slack(periods) + least_held(case, periods)


def least_held(case: Case, periods: int) -> Decimal:
    """The least interest that payments must hold, were each of them to count on the principal first.

    Payments without interest leave more of the principal than those that hold it. So first what the former would
    bear, then what payments that hold as much bear: that is less than any payments do which clear the debt.
    Interest rounded each period may be half a fen less.
    """
    if case.offer.interest != WITHIN or case.offer.down is None:
        return ZERO
    left, rate = max(case.low - case.offer.down, ZERO), case.rates[0]
    held = ZERO
    for _ in range(2):
        held = rate * weight(case, 0, left, left + held, periods, periods) / (100 * periods)
        held = held.quantize(FEN, ROUND_CEILING)
    return max(held - FEN * (1 + periods // 2), ZERO)


def longest(case: Case, x: Decimal) -> int | None:
    """How many periods payments of so much may take at the most, interest in them; ``None`` beyond the bounds."""
    d, top, rate = case.at_once, case.high + slack(MOST_ROWS) + FEN, case.rates[1]
    # No month is longer than 31 days: with that, what can't fit is known without a calendar.
    month, first = top * rate * 31, top + top * rate * case.days(1)
    maybe = (n for n in range(MOST_ROWS, 0, -1) if d + n * x <= first + month * (n - 1))
    fits = next((n for n in maybe if d + n * x <= most(case, n).total), 0)
    last = fits + 1
    return last if last <= MOST_ROWS else None
