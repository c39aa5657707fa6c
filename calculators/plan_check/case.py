"""An offer against what is owed: what was said, and between which bounds the rest may lie. Values in, values out."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from ..kit.days import add_months
from ..kit.schedule import MOST_ROWS
from ..kit.units import FEN, ZERO
from .offer import APART, EXTRA, INTO, NO, WITHIN, Offer

FURTHEST = 6  # months from today to the first payment


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
class Case:
    """An offer against what is owed. Of the two ``end``s 0 is the lowest and earliest, 1 the highest and latest.

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
    def at_once(self) -> Decimal:
        """What is paid before the first period, as far as that was said."""
        return self.offer.down or ZERO

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
    def may_hold(self) -> bool:
        """Whether the payments may hold the interest."""
        return self.offer.interest in (None, WITHIN)

    @property
    def beside(self) -> bool:
        """Whether interest was said to come beside the payments."""
        return self.offer.interest == EXTRA

    @property
    def caps(self) -> tuple[Decimal, Decimal]:
        """What bears interest at the most: the principal alone, or everything."""
        everything = Decimal("Infinity")
        said = self.offer.capitalise
        return (everything if said == INTO else self.owed.principal), (
            self.owed.principal if said == APART else everything
        )

    def counted(self, end: int) -> tuple[date, int]:
        """The day from which due dates are counted, and after how many months the first is due.

        Nothing is counted from a day that a short month has cut: six months after 31 Aug is 28 Feb, then 31 Mar.
        """
        if self.offer.first:
            return self.offer.first, 0
        return (self.owed.on, FURTHEST) if end else (self.owed.on + timedelta(1), 0)

    def due(self, end: int, k: int) -> date:
        """The day of payment ``k``, counted from 0."""
        day, months = self.counted(end)
        return add_months(day, months + k)

    def days(self, periods: int) -> int:
        """Days from today to the last payment, at the latest."""
        return (self.due(1, periods - 1) - self.owed.on).days


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
