"""What an offer costs at the least and at the most. Values in, values out."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache
from itertools import pairwise

from ..kit.cashflow import Refusal, rate_by_lengths, simple_yearly
from ..kit.common import RATE
from ..kit.days import add_months
from ..kit.schedule import MOST_ROWS, Terms
from ..kit.units import FEN, ZERO, cents
from .offer import APART, EXTRA, INTO, NO, WITHIN, Offer

FURTHEST = 6  # months from today to the first payment
LONGEST = 31  # days of a month
A_YEAR = 12
HIGHEST = Decimal(100)  # a hundred times the money in a year: beyond it a rate says nothing


@dataclass(frozen=True)
class Owed:
    """What is owed on a day, in yuan, and the late rate a day as a fraction."""

    principal: Decimal
    charges: Decimal
    on: date
    rate: Decimal

    @property
    def total(self) -> Decimal:
        """Everything, if it were paid that day."""
        return self.principal + self.charges


@dataclass(frozen=True)
class Bound:
    """One end of a range: payments and interest beside them, in yuan, with the sum in figures."""

    base: Decimal
    interest: Decimal
    how: str

    @property
    def total(self) -> Decimal:
        """All that is paid."""
        return self.base + self.interest


@dataclass(frozen=True)
class Case:
    """An offer against what is owed: the bounds of what was not said, and what they make of the total.

    A payment is a whole number of fen, so that payments may miss the debt by less than a fen each: ``slack``.
    """

    offer: Offer
    owed: Owed

    @property
    def low(self) -> Decimal:
        """The least that may be left to settle: a waiver that was not said takes all charges at the most."""
        waived = self.owed.charges if self.offer.waived is None else self.offer.waived
        return max(self.owed.total - waived, ZERO)

    @property
    def high(self) -> Decimal:
        """The most that may be left to settle."""
        return self.owed.total - (self.offer.waived or ZERO)

    @property
    def rates(self) -> tuple[Decimal, Decimal]:
        """The daily rates between which the one of the plan lies."""
        said = self.offer.rate
        if self.offer.interest == NO:
            return ZERO, ZERO
        if self.offer.interest is None:
            return ZERO, self.owed.rate if said is None else said
        return (ZERO, self.owed.rate) if said is None else (said, said)

    @property
    def caps(self) -> tuple[Decimal, Decimal]:
        """What bears interest at the most: the principal alone, or everything."""
        everything = Decimal("Infinity")
        said = self.offer.capitalise
        return (everything if said == INTO else self.owed.principal), (
            self.owed.principal if said == APART else everything
        )

    def counted(self, end: int) -> tuple[date, int]:
        """The day from which due dates are counted, and after how many months the first is due; 0 early, 1 late.

        Nothing is counted from a day that a short month has cut: six months after 31 Aug is 28 Feb, then 31 Mar.
        """
        if self.offer.first:
            return self.offer.first, 0
        return (self.owed.on, FURTHEST) if end else (self.owed.on + timedelta(1), 0)

    def due(self, end: int, k: int) -> date:
        """The day of payment ``k``, counted from 0, at the earliest or the latest."""
        day, months = self.counted(end)
        return add_months(day, months + k)

    @property
    def firsts(self) -> tuple[date, date]:
        """The days between which the first payment is due."""
        return self.due(0, 0), self.due(1, 0)

    def weight(self, end: int, balance: Decimal, payment: Decimal, periods: int, parts: int = 1) -> int:
        """What bears interest, in ``parts`` of a fen times days; ``end`` is 0 (low) or 1 (high).

        Each period pays ``payment`` ÷ ``parts``, all of it on what bears interest.
        """
        cap = self.caps[end]
        left, step = int(balance * 100) * parts, int(payment * 100)
        most = left if cap > balance else int(cap * 100) * parts
        weight = 0
        for days in gaps(self.owed.on, *self.counted(end), periods):
            if left <= 0:
                break
            weight += min(left, most) * days
            left -= step
        return weight

    def interest(self, end: int, balance: Decimal, payment: Decimal, periods: int) -> tuple[Decimal, str]:
        """Interest beside payments on what is still to be paid, period by period, rounded once."""
        rate = self.rates[end]
        if not rate or balance <= 0:
            return ZERO, ""
        total = Decimal(self.weight(end, balance, payment, periods)) / 100
        return cents(rate * total), f" + {RATE.show(rate)} × {total:,.2f} 元·天"

    def bearing(self, n: int, x: Decimal) -> tuple[Decimal, Decimal]:
        """What bears interest beside ``n`` payments of ``x`` at the start, at the least and at the most.

        It is what is still owed after the first payment down. Whoever takes the payments together for it may be off by
        the fen that whole payments miss; both lie in between.
        """
        said, near, d = n * x, slack(n), self.offer.down
        if d is None:
            low, high = said - near, min(self.high, said + near)
            if self.offer.waived is None:
                high = min(self.high, said + self.owed.charges + near)
        else:
            # Nobody said that the rest is waived: all of it may be asked for, and bear interest till then.
            high = self.high - d if self.offer.waived is None else min(self.high - d, said + near)
            low = max(self.low - d, said - near)
        return max(min(low, said), ZERO), max(high, said)

    def ceiling(self, periods: int) -> Decimal:
        """The total of ``most``."""
        base = self.high + slack(periods)
        if self.offer.interest not in (None, WITHIN):
            return base
        return base + cents(base * self.rates[1] * self.days(periods))

    def days(self, periods: int) -> int:
        """Days from today to the last payment, at the latest."""
        return (self.due(1, periods - 1) - self.owed.on).days

    def most(self, periods: int) -> Bound:
        """The most that payments with interest in them may come to: all of it bears interest to the last day."""
        base, rate, days = self.high + slack(periods), self.rates[1], self.days(periods)
        how = added_up(self.high, slack(periods))
        if self.offer.interest not in (None, WITHIN) or not rate:
            return Bound(base, ZERO, how)
        return Bound(base, cents(base * rate * days), f"{how} + {base:,.2f} × {RATE.show(rate)} × {days} 天")

    def least(self, periods: int) -> Decimal:
        """The least that payments may come to: what is left, and interest where its rate was said."""
        return self.low - slack(periods) + self.least_within(periods)

    def least_within(self, periods: int) -> Decimal:
        """The least interest that payments must hold, were each of them to count on the principal first.

        Payments without interest leave more of the principal than those that hold it. So first what the former would
        bear, then what payments that hold as much bear: that is less than any payments do which clear the debt.
        Interest rounded each period may be half a fen less.
        """
        if self.offer.interest != WITHIN or self.offer.down is None:
            return ZERO
        left, rate = max(self.low - self.offer.down, ZERO), self.rates[0]
        held = ZERO
        for _ in range(2):
            held = rate * self.weight(0, left, left + held, periods, periods) / (100 * periods)
            held = held.quantize(FEN, ROUND_CEILING)
        return max(held - FEN * (1 + periods // 2), ZERO)

    @property
    def gap(self) -> Decimal | None:
        """By how much the payments that were said miss what fits, in yuan: above it positive, below it negative.

        ``None`` where they fit, or where too little was said.
        """
        n, x, d = self.offer.periods, self.offer.payment, self.offer.down
        if d is not None and d > self.high:
            return d - self.high
        if n is None or x is None:
            return None
        paid = (d or ZERO) + n * x
        if paid > self.ceiling(n):
            return paid - (self.high if self.offer.interest != WITHIN else self.ceiling(n))
        if d is not None and paid < self.least(n):
            return paid - (self.least(n) + slack(n))
        return None

    @property
    def charge(self) -> Decimal:
        """What the payments that were said hold beyond what is owed: a finance charge, whatever it is called."""
        n, x = self.offer.periods, self.offer.payment
        if n is None or x is None:
            return ZERO
        over = (self.offer.down or ZERO) + n * x - self.high
        return over if over > slack(n) else ZERO

    def range(self) -> tuple[Bound | None, Bound | None]:
        """The lowest and the highest total; ``None`` for an end that can't be said."""
        if self.offer.periods is not None and self.offer.payment is not None:
            return self._all_payments(self.offer.periods, self.offer.payment)
        if self.offer.periods is not None:
            return self._by_periods(self.offer.periods)
        if self.offer.payment is not None:
            return self._by_payment(self.offer.payment)
        return None, None

    def _all_payments(self, n: int, x: Decimal) -> tuple[Bound, Bound]:
        """Periods and payment were said: they are what is paid."""
        d, said = self.offer.down, n * x
        figures = f"{x:,.2f} × {n}"
        least, most = self.bearing(n, x)
        if d is not None:
            low, high = d + said, d + said
            how, top = f"{d:,.2f} + {figures}", f"{d:,.2f} + {figures}"
            if self.offer.waived is None and high < self.high:
                # Nobody said that the rest is waived: it may be asked for at the end.
                high, top = self.high, f"{self.high:,.2f}"
        else:
            low, high = max(said, self.low - slack(n)), max(said, self.high + slack(n))
            how, top = f"{low:,.2f}", f"{high:,.2f}"
        added, words = self.interest(0, least, x, n) if self.offer.interest == EXTRA else (ZERO, "")
        lowest = Bound(low, added, how + words)
        added, words = self.interest(1, most, x, n) if self.offer.interest != WITHIN else (ZERO, "")
        highest = Bound(high, added, top + words)
        if self.offer.interest is None and highest.total > self.ceiling(n):
            # Payments that hold a charge already, and interest beside them: no more than all of it bears.
            highest = larger(Bound(high, ZERO, top), self.most(n))
        if d is None and self.offer.interest in (None, WITHIN):
            highest = larger(highest, self.most(n))
        return lowest, highest

    def _by_periods(self, n: int) -> tuple[Bound, Bound]:
        """Only the number of periods was said: payments share out what is left, in whole fen."""
        d = self.offer.down
        if d is None:
            balance = self.high + n * FEN
            lowest = Bound(max(self.low - slack(n), ZERO), ZERO, added_up(self.low, -slack(n)))
            high, step, how = self.high + slack(n), part(self.low, n, ROUND_FLOOR), added_up(self.high, slack(n))
        else:
            lowest_part = part(self.low + self.least_within(n) - d, n, ROUND_FLOOR)
            added, words = ZERO, ""
            if self.offer.interest == EXTRA:
                # Whoever rounds payments up, and the last one down, owes less in between.
                added, words = self.interest(0, lowest_part * n, part(self.low - d, n, ROUND_CEILING), n)
            lowest = Bound(d + lowest_part * n, added, f"{d:,.2f} + {lowest_part:,.2f} × {n}{words}")
            top = part(self.high - d, n, ROUND_CEILING)
            step = part(self.low - d, n, ROUND_FLOOR)
            balance, high, how = top * n, d + top * n, f"{d:,.2f} + {top:,.2f} × {n}"
        if self.offer.interest in (None, WITHIN):
            return lowest, larger(self.most(n), lowest)
        added, words = self.interest(1, balance, step, n)
        return lowest, Bound(high, added, how + words)

    def _by_payment(self, x: Decimal) -> tuple[Bound, Bound | None]:
        """Only the payment was said: so many periods as it takes, the last one smaller."""
        d = self.offer.down
        count = periods_for(self.high - (d or ZERO), x - FEN if d is None else x)
        n = min(max(count, 1), MOST_ROWS)
        added, words = ZERO, ""
        if d is None:
            balance = self.high + n * FEN
            lowest = Bound(max(self.low - slack(n), ZERO), ZERO, added_up(self.low, -slack(n)))
            high, how = self.high + slack(n), added_up(self.high, slack(n))
        else:
            under, balance = whole(max(self.low - d, ZERO), x, -1), whole(max(self.high - d, ZERO), x, 1)
            if self.offer.interest == EXTRA:
                added, words = self.interest(0, under, x, periods_for(under, x))
            lowest = Bound(d + under, added, f"{d:,.2f} + {under:,.2f}{words}")
            high, how = d + balance, f"{d:,.2f} + {balance:,.2f}"
        if count > MOST_ROWS:
            return lowest, None
        if self.offer.interest in (None, WITHIN):
            longest = self.longest(x)
            return lowest, None if longest is None else larger(self.most(longest), lowest)
        added, words = self.interest(1, balance, x, min(periods_for(balance, x), MOST_ROWS))
        return lowest, Bound(high, added, how + words)

    def longest(self, x: Decimal) -> int | None:
        """How many periods payments of so much may take at the most, interest in them; ``None`` beyond the bounds."""
        d, most, rate, days = self.offer.down or ZERO, self.high + slack(MOST_ROWS) + FEN, self.rates[1], self.days(1)
        # No month is longer than 31 days: with that, what can't fit is known without a calendar.
        month, least = most * rate * 31, most + most * rate * days
        maybe = (n for n in range(MOST_ROWS, 0, -1) if d + n * x <= least + month * (n - 1))
        fits = next((n for n in maybe if d + n * x <= self.ceiling(n)), 0)
        last = fits + 1
        return last if last <= MOST_ROWS else None

    def periods(self) -> tuple[int | None, int | None]:
        """The fewest and the most periods."""
        n, x = self.offer.periods, self.offer.payment
        if n is not None or x is None:
            return n, n
        d = self.offer.down
        # Payments may miss the debt by the slack either way, and the last may be smaller.
        fewest = 1 if d is None else max(periods_for(self.low - d + FEN, x + FEN), 1)
        if fewest > MOST_ROWS:
            return None, None
        if self.offer.interest in (None, WITHIN):
            return fewest, self.longest(x)
        left = self.high - (d or ZERO)
        most = max(periods_for(left, x), int((left - FEN) // (x - FEN)), 1)
        return fewest, most if most <= MOST_ROWS else None

    def monthly(self) -> tuple[Decimal | None, Decimal | None]:
        """What a month takes, at the least and at the most."""
        n, x, d = self.offer.periods, self.offer.payment, self.offer.down
        left = max(self.high - (d or ZERO), ZERO)
        if x is not None:
            low = high = within = x
            balance = whole(left, x, 1) if n is None else self.bearing(n, x)[1]
        elif n is not None:
            low = ZERO if d is None else part(self.low - d, n, ROUND_FLOOR)
            high = part(left, n, ROUND_CEILING)
            within = max(part(self.ceiling(n) - (d or ZERO), n, ROUND_CEILING), high)
            balance = n * high
        else:
            return None, None
        if self.offer.interest in (NO, WITHIN):
            return low, within if self.offer.interest == WITHIN else high
        days = max((self.firsts[1] - self.owed.on).days, LONGEST if n != 1 else 0)
        beside = high + cents(self.rates[1] * min(balance, self.caps[1]) * days)
        return low, beside if self.offer.interest == EXTRA else max(within, beside)

    def yearly(self) -> Decimal | None:
        """The yearly rate (单利) that the payments imply where they hold a charge; a first day unsaid is in a month."""
        n, x, d = self.offer.periods, self.offer.payment, self.offer.down
        if not self.charge or n is None or x is None or d is None or self.high <= d:
            return None
        try:
            lengths = [Terms(self.owed.on, self.offer.first).length, *(Decimal(1) for _ in range(n - 1))]
            found = simple_yearly(rate_by_lengths(self.high - d, [x] * n, lengths), A_YEAR)
        except Refusal:
            return None
        return found if found <= HIGHEST else None


@lru_cache(maxsize=64)
def gaps(start: date, day: date, months: int, periods: int) -> tuple[int, ...]:
    """The days of each period from the start on; payments are due ``months`` after ``day`` and each month from then."""
    days = [start.toordinal(), *(add_months(day, months + k).toordinal() for k in range(periods))]
    return tuple(b - a for a, b in pairwise(days))


def added_up(amount: Decimal, fen: Decimal) -> str:
    """An amount and the fen that whole payments may be off, as a sum in figures."""
    return f"{amount:,.2f}" + (f" {'+' if fen > 0 else '−'} {abs(fen):,.2f}" if fen else "")


def slack(periods: int) -> Decimal:
    """By how much payments of whole fen may miss a sum: less than a fen each."""
    return FEN * (periods - 1)


def part(amount: Decimal, periods: int, rounding: str) -> Decimal:
    """One of equal payments, in whole fen; never below nothing."""
    return (max(amount, ZERO) / periods).quantize(FEN, rounding)


def periods_for(amount: Decimal, payment: Decimal) -> int:
    """How many payments it takes, the last one smaller."""
    return int((max(amount, ZERO) / payment).to_integral_value(ROUND_CEILING))


def whole(amount: Decimal, payment: Decimal, way: int) -> Decimal:
    """Whole payments where they miss the amount only by the slack, below (-1) or above (1) it; else the amount."""
    n = periods_for(amount, payment) if way > 0 else int(amount // payment)
    best = amount
    while 1 <= n <= MOST_ROWS and abs(n * payment - amount) <= slack(n):
        best, n = n * payment, n + way
    return best


def larger(a: Bound, b: Bound) -> Bound:
    """The bound of the larger total."""
    return a if a.total >= b.total else b
