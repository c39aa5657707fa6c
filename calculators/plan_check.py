"""方案行不行: what one to three offers cost, as a sum or as an honest range, and what to ask before saying yes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Annotated

from .kit import facts
from .kit.calculator import Bars, FactRef, Figure, Money, Parts, Table, View, calculator
from .kit.cashflow import Refusal, rate_by_lengths, simple_yearly
from .kit.days import add_months
from .kit.documents import Document
from .kit.schedule import MOST_ROWS, Terms, equal_parts, interest_free
from .kit.units import FEN, Choice, Count, Day, Mistakes, Rate, Rows, Text, Yuan, cents

EXAMPLE_DAY = date(2026, 11, 22)
WAIT = 30  # days, unless the reader says otherwise
LATE_RATE = "huabei.late_daily_rate"
COMMON_RATE: Decimal = facts.value(LATE_RATE, EXAMPLE_DAY)
AID, MENTAL = "help.social_aid", "help.mental_line"
RECORD_YEARS, RECORD_LAW, CHANGE = "credit.record_years", "credit.record_law", "law.change_by_agreement"
FURTHEST = 6  # months from today to the first payment
LONGEST = 31  # days of a month
A_YEAR = 12
HIGHEST = Decimal(100)  # a hundred times the money in a year: beyond it a rate says nothing
ZERO = Decimal(0)
DAY, RATE, YEARLY, YUAN = Day(label=""), Rate(label=""), Rate(label="", places=2), Yuan(label="")
NUMERALS = "一二三"
NO, WITHIN, EXTRA = "none", "within", "extra"
INTO, APART = "into", "apart"
NOT_SAID = "没说"


@dataclass(frozen=True)
class Offer:
    """What the lender said on the phone; ``None`` is what was not said."""

    periods: Annotated[int | None, Count(label="期数", min=1, max=MOST_ROWS, of="期", help="没说的都空着")] = None
    payment: Annotated[Decimal | None, Yuan(label="每期", per="月", min="1", max="1000000")] = None
    down: Annotated[
        Decimal | None,
        Yuan(label="先付", max="1000000", nothing=("不用先付", "不先付", "不用付"), help="说好不用先付的填 0"),
    ] = None
    first: Annotated[date | None, Day(label="首期日", more=True, toward="future", help="第一期哪天还")] = None
    waived: Annotated[
        Decimal | None,
        Yuan(
            label="减免额",
            more=True,
            max="1000000",
            nothing=("不减", "不减免", "一分不减", "没有减", "没减", "不免"),
            all_of="charges",
            help="说好一分不减的填 0，没说的空着",
        ),
    ] = None
    capitalise: Annotated[
        str | None,
        Choice(
            label="以前欠的利息，以后还会再生利息吗",
            more=True,
            options=((INTO, "会：并入本金，一起计息"), (APART, "不会：只有本金计息")),
            blank=NOT_SAID,
        ),
    ] = None
    interest: Annotated[
        str | None,
        Choice(
            label="还的这几个月，还收利息吗",
            more=True,
            options=((NO, "不收"), (WITHIN, "收，已经含在每期里"), (EXTRA, "收，每期之外另付")),
            blank=NOT_SAID,
        ),
    ] = None
    rate: Annotated[
        Decimal | None,
        Rate(label="期间日利率", per="日", max="1", more=True, help="说了计息、也说了利率的才填"),
    ] = None
    missed: Annotated[
        str | None,
        Choice(
            label="漏一期怎样",
            more=True,
            options=(("makeup", "补上就行"), ("all", "全部提前到期"), ("void", "方案作废，恢复原来的利息")),
            blank=NOT_SAID,
        ),
    ] = None
    credit: Annotated[
        str | None,
        Choice(
            label="征信怎么报",
            more=True,
            options=(("normal", "按时还就报正常"), ("late", "期间仍报逾期"), ("after", "结清以后才更新")),
            blank=NOT_SAID,
        ),
    ] = None


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


# The pure arithmetic ---------------------------------------------------------------------------------


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


# What was not said, and what to make of it ------------------------------------------------------------

QUESTIONS = {
    "periods": "一共分几期？",
    "payment": "每期一共还多少，利息和费用都算在内吗？",
    "down": "需要先付一笔吗？付多少，算不算在总额里？",
    "waived": "有没有减免？减的是哪几项，各减多少？",
    "interest": "还款期间还计不计息？计的话，按什么利率，含在每期里还是另付？",
    "rate": "还款期间计息的利率是多少？写日利率还是年利率？",
    "capitalise": "以前的逾期利息并不并入本金？以后会不会再对它计息？",
    "first": "第一期是哪一天还？",
    "missed": "万一漏了一期，是补上就行，还是全部提前到期，或者方案作废？",
    "credit": "还款期间和还清以后，征信分别怎么报？",
}
LABELS = {
    "periods": "期数",
    "payment": "每期",
    "down": "先付",
    "waived": "减免额",
    "interest": "还的这几个月收不收利息",
    "rate": "期间日利率",
    "capitalise": "以前的利息再不再生利息",
    "first": "首期日",
    "missed": "漏一期怎样",
    "credit": "征信怎么报",
}


def unsaid(offer: Offer) -> tuple[str, ...]:
    """The fields that were not said; the rate only where interest was said to run."""
    names = [name for name in QUESTIONS if getattr(offer, name) is None]
    return tuple(n for n in names if n != "rate" or offer.interest in (WITHIN, EXTRA))


def filled(case: Case, name: str) -> tuple[Offer, ...]:
    """The offer with one more field said, at either end of what it may be."""
    low, high = case.firsts
    ends: dict[str, tuple[object, ...]] = {
        "down": (ZERO,),
        "waived": (ZERO,) if None not in (case.offer.periods, case.offer.payment) else (ZERO, case.owed.charges),
        "interest": ((WITHIN, EXTRA) if case.offer.rate is not None else (NO, EXTRA)),
        "rate": (ZERO, case.owed.rate),
        "capitalise": (APART, INTO),
        "first": (low, high),
    }
    return tuple(replace(case.offer, **{name: value}) for value in ends.get(name, ()))  # type: ignore[arg-type]


def width(case: Case) -> Decimal:
    """How far the ends of the range lie apart; without end where one is not known."""
    low, high = case.range()
    return Decimal("Infinity") if low is None or high is None else max(high.total - low.total, ZERO)


def by_influence(case: Case) -> tuple[tuple[str, Decimal], ...]:
    """What was not said, most decisive first: by how much an answer may narrow the range, in yuan."""
    now = width(case)
    found = []
    for name in unsaid(case.offer):
        if name in ("periods", "payment"):
            influence = Decimal("Infinity")
        elif not now.is_finite():
            influence = ZERO
        else:
            left = [width(Case(offer, case.owed)) for offer in filled(case, name)]
            influence = max((now - w for w in left if w.is_finite()), default=ZERO)
        found.append((name, max(influence, ZERO)))
    return tuple(sorted(found, key=lambda pair: -pair[1]))


@dataclass(frozen=True)
class Verdict:
    """One offer, judged."""

    number: int
    case: Case
    low: Bound | None
    high: Bound | None
    gap: Decimal | None
    monthly: tuple[Decimal | None, Decimal | None]
    last: tuple[date | None, date | None]
    open: tuple[tuple[str, Decimal], ...]
    assumed: bool
    can_pay: Decimal | None

    @property
    def name(self) -> str:
        """What the offer is called."""
        return f"方案{NUMERALS[self.number]}"

    @property
    def over(self) -> Decimal:
        """By how much a month surely takes more than can be paid."""
        low = self.monthly[0]
        return max(low - self.can_pay, ZERO) if low is not None and self.can_pay is not None else ZERO

    @property
    def counter(self) -> int | None:
        """In how many periods, none above what can be paid, what is left would be settled without interest."""
        if not self.can_pay:
            return None
        left = max(self.case.high - (self.case.offer.down or ZERO), ZERO)
        fewest = max(periods_for(left, self.can_pay), 1)
        return next((n for n in range(fewest, MOST_ROWS + 1) if equal_parts(left, n)[0] <= self.can_pay), None)

    @property
    def due(self) -> str:
        """What payments that do not fit are held against, in words: the bill as it is, or what would be left of it."""
        offer = self.case.offer
        plain = self.gap is not None and self.gap > 0 and not offer.waived and offer.interest != WITHIN
        return "账单" if plain else "该还的"

    def words(self) -> str:
        """The verdict in words."""
        count = len(self.open)
        left = f"还有 {count} 处没说，先别答应" if count else "条件说全了"
        if self.gap is not None:
            return f"照客服说的加起来，比{self.due}{'多' if self.gap > 0 else '少'} {abs(self.gap):,.2f} 元"
        if self.low is None or self.high is None:
            return "说不出最多要付多少，先别答应"
        if self.assumed:
            return f"期数和每期都没说，{left}"
        if self.over:
            offer = f"，还价到每期 {self.can_pay:,.2f} 元以内" if self.can_pay else "，现在拿不出，别答应"
            return f"每月超出 {self.over:,.2f} 元{offer}"
        if self.can_pay is None:
            return left
        if self.monthly[1] is not None and self.monthly[1] > self.can_pay:
            return f"不一定付得起，{left}"
        down = self.case.offer.down
        if down is not None and down > self.can_pay:
            return f"每期付得起，先付的超过一个月能还的；{left}"
        return f"付得起，但{left}" if count else f"付得起，{left}"


def judge(number: int, offer: Offer, owed: Owed, can_pay: Decimal | None) -> Verdict:
    """Work one offer out. Where neither periods nor payment was said, what can be paid stands in for the payment."""
    case, taken = Case(offer, owed), offer
    assumed = offer.periods is None and offer.payment is None and can_pay is not None and can_pay >= 1
    if assumed:
        taken = replace(offer, payment=can_pay)
    worked = Case(taken, owed)
    low, high = worked.range()
    ends = tuple(None if n is None else worked.due(end, n - 1) for end, n in enumerate(worked.periods()))
    monthly = (None, None) if assumed else case.monthly()
    return Verdict(number, case, low, high, case.gap, monthly, (ends[0], ends[1]), by_influence(case), assumed, can_pay)


@dataclass(frozen=True, kw_only=True)
class PlanCheck:
    """One to three offers beside paying now and waiting; money in yuan. None where it can't be said."""

    now: Annotated[Decimal, Yuan(label="现在一次还清")]
    waiting: Annotated[Decimal, Yuan(label="再等这些天多出的逾期利息")]
    low_1: Annotated[Decimal | None, Yuan(label="方案一最低")]
    high_1: Annotated[Decimal | None, Yuan(label="方案一最高")]
    verdict_1: Annotated[str, Text(label="方案一行不行")]
    low_2: Annotated[Decimal | None, Yuan(label="方案二最低")]
    high_2: Annotated[Decimal | None, Yuan(label="方案二最高")]
    verdict_2: Annotated[str | None, Text(label="方案二行不行")]
    low_3: Annotated[Decimal | None, Yuan(label="方案三最低")]
    high_3: Annotated[Decimal | None, Yuan(label="方案三最高")]
    verdict_3: Annotated[str | None, Text(label="方案三行不行")]
    monthly_low: Annotated[Decimal | None, Yuan(label="方案一每月至少")]
    monthly_high: Annotated[Decimal | None, Yuan(label="方案一每月最多")]
    last_early: Annotated[date | None, Day(label="方案一最早还清")]
    last_late: Annotated[date | None, Day(label="方案一最晚还清")]
    record_end: Annotated[date | None, Day(label="方案一还清后，记录最晚保存到")]
    not_said: Annotated[int, Count(label="方案一没说的", of="处")]
    yearly: Annotated[Decimal | None, Rate(label="方案一每期里含的年利率，单利", places=2)]

    owed: Owed
    days: int
    offers: tuple[Verdict, ...]
    confirmed: frozenset[str]

    def view(self) -> View:
        """What the reader sees."""
        return View(
            headline=self._headline(),
            rate=self._rate(),
            notes=tuple(self._notes()),
            tables=(self._comparison(), *(self._said(v) for v in self.offers), self._otherwise()),
            picture=self._picture(),
            working=self._working(),
            documents=(self._questions(),),
        )

    def _headline(self) -> Parts:
        if len(self.offers) > 1:
            best = self._cheapest()
            if best is not None and best.high is not None:
                return (f"只看总数，{best.name}付得最少，最多 ", Money(best.high.total), f"；{best.words()}。")
            return ("现在还分不出哪个便宜，问清楚再选；今天一次还清是 ", Money(self.now), "。")
        (only,) = self.offers
        if only.gap is not None:
            way, ask = ("多", "请他说明多在哪里") if only.gap > 0 else ("少", "请他说明少的是不是减免")
            return (f"照客服说的加起来，比{only.due}{way} ", Money(abs(only.gap)), f"。{ask}。")
        if only.low is None:
            return ("期数和每期都没说，总数还算不出；今天一次还清是 ", Money(self.now), "。")
        if only.high is None:
            return ("这个方案最多要付多少还说不出，至少要付 ", Money(only.low.total), "，先别答应。")
        if only.low.total == only.high.total:
            return ("这个方案一共要付 ", Money(only.high.total), f"；{only.words()}。")
        return ("这个方案最多可能要付 ", Money(only.high.total), f"；{only.words()}。")

    def _rate(self) -> Parts:
        for verdict in self.offers:
            rate = verdict.case.yearly()
            if rate is not None and verdict.gap is None:
                none = "（按没有减免算）" if verdict.case.offer.waived is None else ""
                words = f"{verdict.name}每期里多出的部分{none}，相当于年利率 "
                first = verdict.case.offer.first
                odd = "" if Terms(self.owed.on, first).regular else "，第一期按实际长短算"
                odd = odd if first else "，第一期算在一个月后"
                return (words, Figure(YEARLY.show(rate)), f"（单利：每期利率 × 12，先付的当天付{odd}）。")
        return ()

    def _cheapest(self) -> Verdict | None:
        """The offer that costs less than any other, whatever is still to be said."""
        if any(v.low is None or v.gap is not None or v.assumed for v in self.offers):
            return None
        for one in self.offers:
            others = [v.low.total for v in self.offers if v is not one and v.low is not None]
            if one.high is not None and all(one.high.total < low for low in others):
                return one
        return None

    def _notes(self) -> Iterable[Parts]:
        for v in self.offers:
            yield from ((f"{v.name}：", *parts) for parts in self._about(v))
        if len(self.offers) > 1 and self._cheapest() is None:
            asked = [(w, v.name, name) for v in self.offers for name, w in v.open]
            if asked:
                _, name, field = max(asked, key=lambda a: a[0])
                yield (f"几个方案的高低有重叠或还算不出。最能分出高下的一问，是{name}：{QUESTIONS[field]}",)
            else:
                yield ("几个方案的总数分不出高下，或有的加起来对不上。再看每月付不付得起、漏一期怎样、征信怎么报。",)
        if any(v.can_pay == ZERO for v in self.offers):
            # Whoever can pay nothing needs help before any offer.
            yield ("能还的是 0，哪个方案都先别答应。先保吃饭和看病。",)
            if self._in_force(AID):
                yield ("可以向街道或乡镇申请社会救助（", FactRef(AID, self.owed.on), "）。")
            if self._in_force(MENTAL):
                yield ("撑不住的时候，打心理援助热线 ", FactRef(MENTAL, self.owed.on), "。")
        if all(v.can_pay is None for v in self.offers):
            yield ("在“更多”里填上每月能还多少，才能判断付不付得起。",)
        if self._in_force(CHANGE):
            yield (
                "谈方案是商量，双方都同意才算数（",
                FactRef(CHANGE, self.owed.on),
                "）。答应以前，先要到书面的条件。",
            )

    def _about(self, v: Verdict) -> Iterable[Parts]:
        offer, case = v.case.offer, v.case
        if v.gap is not None and v.gap > 0:
            if offer.interest == EXTRA:
                yield ("每期里已经比欠的多了，还要在每期之外另付利息，可能算了两遍，请对方逐项写明。",)
            elif offer.interest == NO:
                yield ("说不计息，加起来却更多：多出来的是什么？也可能最后一期该少还，请对方写明最后一期的数。",)
            else:
                yield ("先付、每期、期数和减免额对不上。请对方发一份逐期的还款表。",)
        elif v.gap is not None:
            yield ("加起来还不够，没有说清的减免不能当成减免：最后可能还有一笔。请对方写明还完这些是不是就结清。",)
        elif case.charge:
            yield ("加起来比欠的多 ", Money(case.charge), "，这像是含在每期里的利息或费用，请对方写明是哪一项。")
        elif v.low and _short(v):
            yield ("加起来比欠的少 ", Money(case.high - v.low.base), "，像是减免，可是没写明的，最后可能还要付。")
        if v.low is None:
            yield (
                "期数和每期都没说，总数算不出：不算以后的利息，也要付 ",
                Money(case.low),
                "左右。知道其中一个，或者填上每月能还多少，才能往下算。",
            )
        elif v.assumed:
            yield ("期数和每期都没说，这里假定每期还你填的每月能还的数，只是估一估，不是对方的条件。",)
        elif v.high is None:
            yield (f"照每期这么多，{MOST_ROWS} 期里可能还不清，所以说不出最多要付多少。先问期数和计不计息。",)
        if v.over and v.can_pay and v.counter:
            money: Parts = ("每月多出 ", Money(v.over), "。可以还价：每期 ", Money(v.can_pay))
            yield (*money, f"，期间不再计息，分 {v.counter} 期还清。对方可以不同意，还不起的别答应。")
        elif v.over:
            yield ("每月多出 ", Money(v.over), "。先把能还多少如实告诉对方，申请减免或先停一段，别借新的来还。")
        if offer.down is not None and v.can_pay is not None and offer.down > v.can_pay:
            yield ("先付的 ", Money(offer.down), "比一个月能还的多，手里没有现成的钱就别答应，更别借来付。")
        if offer.rate is not None and offer.rate > self.owed.rate:
            yield ("说的期间日利率，比现在的逾期日利率还高，请核对。",)
        if offer.waived is not None and offer.waived > self.owed.charges:
            yield ("说的减免比逾期利息和费用还多，也就是本金也减。这一条一定要写进书面的条件。",)
        if offer.missed in ("all", "void"):
            what = "余下的就全部提前到期" if offer.missed == "all" else "方案就作废，恢复原来的利息"
            yield (f"漏一期，{what}。总数只在每期都按时还的时候才算数。拿不稳的，先谈小一点的每期。",)
        if offer.credit == "late":
            yield ("还款期间征信仍报逾期：按方案还，记录也不会马上变好，请对方写明还清后怎么报。",)

    def _comparison(self) -> Table:
        rows = tuple(
            (
                v.name,
                *_ends(v, ZERO),
                *_ends(v, self.now),
                _span(*v.monthly),
                v.words(),
            )
            for v in self.offers
        )
        head = ("方案", "最低", "最高", "比今天还清多，最低", "比今天还清多，最高", "每月", "行不行")
        note = (
            "没说的，范围按这些界限算：减免最多减完逾期利息和费用，本金不减；期间利率最高等于现在的逾期日利率；"
            f"首期最晚在 {FURTHEST} 个月后；每期都按时还。负数是比今天还清少付。"
        )
        return Table("每个方案一共要付多少", head, rows, note=(note,))

    def _said(self, v: Verdict) -> Table:
        offer = v.case.offer
        units = {name: unit for name, (unit, _) in plan_check.fields["offers"].rows.items()}
        rows: list[tuple[str, str]] = []
        for name in QUESTIONS:
            value = getattr(offer, name)
            if value is not None or name in unsaid(offer):
                rows.append((LABELS[name], NOT_SAID if value is None else units[name].show(value)))
        early, late = v.last
        rows.append(("最后一期", _days(early, late)))
        years = self._years()
        if years is not None:
            ends = [None if day is None else add_months(day, A_YEAR * years) for day in (early, late)]
            rows.append(("全部还清后，逾期记录保存到", _days(*ends)))
        basis: Parts = ("记录从全部还清那天起算（", FactRef(RECORD_LAW, self.owed.on), "），没还清就不开始数。")
        return Table(f"{v.name}：说了的和没说的", ("条件", "内容"), tuple(rows), note=basis if years else ())

    def _otherwise(self) -> Table:
        consequence = "还是欠着，逾期天数接着数，征信可能接着报逾期，催收也可能不停；到时仍要付前面的全部，再加这些"
        rows = (
            ("现在一次还清", Money(self.now), "付以前先要明细，付完要结清证明；要靠借钱才付得出的，别这样付"),
            (f"再等 {self.days} 天，多出", Money(self.waiting), consequence),
        )
        return Table("不选方案时", ("做法", "金额", "后果"), rows, note=("这两行只作对照，不和方案排先后。",))

    def _picture(self) -> Bars:
        bars = [("今天还清", self.now)]
        for v in self.offers:
            for word, bound in (("低", v.low), ("高", v.high)):
                if bound is not None:
                    bars.append((f"{v.name}{word}", bound.total))
        return Bars("每个方案的最低和最高", tuple(bars))

    def _working(self) -> tuple[Table, ...]:
        o = self.owed
        rows: list[tuple[str, str, Money]] = [
            ("现在一次还清", f"{o.principal:,.2f} + {o.charges:,.2f}", Money(self.now)),
            ("再等多出", f"{o.principal:,.2f} × {RATE.show(o.rate)} × {self.days}", Money(self.waiting)),
        ]
        for v in self.offers:
            for word, bound in (("最低", v.low), ("最高", v.high)):
                if bound is not None:
                    rows.append((f"{v.name}{word}", bound.how, Money(bound.total)))
        note = "元·天：每一段还没还的金额 × 天数，再相加。利息只在最后四舍五入到分一次。几分的加减，是每期取整的零头。"
        tables = [Table("总数怎么来的", ("项目", "算式", "金额"), tuple(rows), note=(note,))]
        for v in self.offers:
            if v.counter and v.over and v.can_pay:
                left = v.case.high - (v.case.offer.down or ZERO)
                terms = Terms(o.on, v.case.offer.first)
                plan = interest_free(left, terms, v.counter)
                row = (f"{left:,.2f} ÷ {v.counter}", Money(plan.rows[0].payment), plan.last_day.isoformat())
                tables.append(Table(f"{v.name}还价：不计息", ("算式", "第一期", "最后一期"), (row,)))
        return tuple(tables)

    def _questions(self) -> Document:
        """The message to send back: what the lender said (once ticked), and what is still to be asked."""
        lines = ["您好，关于您在电话里说的还款方案，我想先核对清楚再答复。"]
        units = {name: unit for name, (unit, _) in plan_check.fields["offers"].rows.items()}
        asked: dict[str, list[str]] = {}
        for v in self.offers:
            if "offers" in self.confirmed:
                shown = [
                    f"{LABELS[n]} {units[n].show(getattr(v.case.offer, n))}"
                    for n in ("down", "periods", "payment", "first", "waived")
                    if getattr(v.case.offer, n) is not None
                ]
                if shown:
                    lines.append(f"{v.name}，您说的是：{'，'.join(shown)}。")
            for name, _ in v.open:
                asked.setdefault(name, []).append(v.name)
            if v.gap is not None or v.case.charge:
                asked.setdefault("gap", []).append(v.name)
        weight = {n: max((w for v in self.offers for name, w in v.open if name == n), default=ZERO) for n in asked}
        order = sorted(asked, key=lambda n: (n != "gap", -weight[n], list(QUESTIONS).index(n) if n != "gap" else -1))
        questions = QUESTIONS | {"gap": "先付加上每期乘期数，和账单对不上，差的是什么？"}
        if asked:
            lines.append("请问：")
        for i, name in enumerate(order, 1):
            whose = f"（{'、'.join(asked[name])}）" if len(asked[name]) < len(self.offers) else ""
            lines.append(f"{i}. {questions[name]}{whose}")
        lines.append(
            "请用文字回复，并发一份逐项的欠款明细和逐期的还款表。收到以前，我没有答应任何方案，也没有确认欠款金额。"
        )
        return Document("发给客服的问题", "wen-kefu.txt", "\n".join(lines))

    def _years(self) -> int | None:
        return int(facts.value(RECORD_YEARS, self.owed.on)) if self._in_force(RECORD_YEARS) else None

    def _in_force(self, id: str) -> bool:
        return facts.in_force(id, self.owed.on)


def _short(v: Verdict) -> bool:
    """Whether the payments that were said come to less than is owed, and nobody said why."""
    offer = v.case.offer
    said = None not in (offer.down, offer.periods, offer.payment)
    return said and offer.waived is None and v.low is not None and v.low.base < v.case.high


def _ends(v: Verdict, less: Decimal) -> tuple[Money | str, Money | str]:
    """The ends of an offer's range, less a sum to compare with."""
    low = "算不出" if v.low is None else Money(v.low.total - less)
    return low, ("说不出" if v.high is None else Money(v.high.total - less))


def _span(low: Decimal | None, high: Decimal | None) -> Parts:
    if low is None or high is None:
        return ("没说",)
    return (Money(low),) if low == high else (Money(low), " 到 ", Money(high))


def _days(early: date | None, late: date | None) -> str:
    if early is None:
        return "算不出"
    if early == late:
        return DAY.show(early)
    return f"最早 {DAY.show(early)}，" + ("最晚说不出" if late is None else f"最晚 {DAY.show(late)}")


def per_thousand() -> Table:
    """Interest beside the payments on 1,000 yuan, by periods and daily rate: for those who can't run it."""
    rates = [COMMON_RATE * n / 5 for n in range(1, 6)]
    return Table(
        "每 1,000 元，期间计息要多付多少（元）",
        ("期数", *(f"日利率 {RATE.show(rate)}" for rate in rates)),
        tuple(
            (f"{n} 期", *(Figure(f"{cents(rate * 1000 * 30 * (n + 1) / 2):.2f}") for rate in rates))
            for n in (3, 6, 9, 12, 18, 24, 36, 60)
        ),
        note=(
            "用法：先看先付 ＋ 每期 × 期数是不是等于欠的减去减免。利息另付的，再加上格子里的数 × 有几个 1,000。"
            "按每期一样多、一期 30 天估算，首期在 30 天后。",
        ),
    )


@calculator("方案行不行", more="每月能还多少、今天、日利率、再等几天", per_thousand=per_thousand)
def plan_check(
    *,
    principal: Annotated[
        Decimal,
        Yuan(label="未还本金", same="principal", min="0.01", max="1000000", help="已到期和没到期、要一起谈的本金"),
    ] = Decimal("6000"),
    charges: Annotated[
        Decimal, Yuan(label="到今天的逾期利息和费用", max="1000000", help="App 的逾期明细里的数，没有就填 0")
    ] = Decimal("219"),
    offers: Annotated[
        tuple[Offer, ...],
        Rows(
            label="客服说的方案",
            same="offers",
            noun="方案",
            counter="个",
            least=1,
            most=3,
            confirm=True,
            tick="上面填的都是客服亲口说的，没有一格是我猜的",
        ),
    ] = (
        Offer(periods=12, payment=Decimal("518.25"), down=ZERO, first=date(2026, 12, 10)),
        Offer(periods=6, down=Decimal(1200), waived=Decimal(219), interest=NO, missed="all"),
    ),
    monthly: Annotated[
        Decimal | None,
        Yuan(
            label="每月能还多少",
            per="月",
            same="affordable",
            max="1000000",
            more=True,
            help="留够生活费以后，每月真正拿得出的。不填就不判断付不付得起",
        ),
    ] = None,
    as_of: Annotated[date, Day(label="今天", more=True, prefill="today")] = EXAMPLE_DAY,
    daily_rate: Annotated[
        Decimal,
        Rate(
            label="逾期日利率",
            same="daily_rate",
            per="日",
            min="0.001",
            max="1",
            more=True,
            common=LATE_RATE,
            help="在合同的“逾期利息”或“罚息”一条。没说的期间利率，最高按它算",
        ),
    ] = COMMON_RATE,
    wait_days: Annotated[
        int | None,
        Count(label="再等几天", min=1, max=365, of="天", more=True, help="先不还，要多付多少。空着就按 30 天"),
    ] = None,
    confirmed: frozenset[str] = frozenset(),
) -> PlanCheck:
    """方案里客服说了的，照说的算；没说的，不猜，算出最低和最高，再告诉你该问什么。

    **期数和每期都说了**：一共要付 ＝ 先付 ＋ 每期 × 期数。另外：

    - 利息“每期之外另付”的，再加上利息：每一段还没还的欠款 × 期间日利率 × 天数，全部加起来，四舍五入到分一次。
      天数从今天数到每个还款日，旧利息不并入本金的，计息的金额不超过未还本金。还没还的，是欠的减去先付和已还的各期；
      有人按每期合计来算，取整的零头会差几分，最低和最高把两种都包括在内。
    - **没说计不计息**：最低按不计；最高按每期之外另付。加起来已经比欠的多的，另付的和多出的合在一起，
      不超过全部金额按期间日利率一直计到最后一天。
    - **没说减免**，加起来又比欠的少：最低按说的付，最高按欠的全额。

    **期数、每期只说了一个**：按欠的（未还本金 ＋ 逾期利息和费用 − 减免额）减去先付，推出另一个。每期取整到分，
    所以最低和最高会差几分。含利息的，最高按全部金额一直计到最后一天；说了利率的，最低按还的钱都先抵本金算。
    360 期里可能还不清的，说不出最高。

    **两个都没说**：总数算不出；填了每月能还多少的，假定每期就还这么多，只是估一估。

    没说的，范围只算到这些界限：减免不超过逾期利息和费用；期间日利率不超过现在的逾期日利率；首期在 6 个月内；
    期间每期都按时还；每期里含的利息，没还够的不再生利息。对方说的比这些还多，照说的算。
    零头是每期不到 1 分的差，不算对不上。

    **加起来对不上**：说了的几个数加起来，落不进上面的范围，差多少就写多少。

    **每期里含的年利率**：先付当天付，用内部收益率算出每期利率，× 12（单利）。第一期按首期日
    的实际长短算，没说的算一个月。

    **逾期记录**：还清那天再加 [[fact:credit.record_years]]，依据 [[fact:credit.record_law]]，只在全部还清以后才开始数。
    **再等几天**：未还本金 × 逾期日利率 × 天数，四舍五入到分。
    常见的日利率是 [[fact:huabei.late_daily_rate]]，以你的合同为准。
    现在还清、再等几天只作对照，不和方案排先后。
    """
    owed = Owed(principal, charges, as_of, daily_rate)
    mistakes = {}
    for i, offer in enumerate(offers):
        if offer.down is not None and offer.down > owed.total:
            mistakes[f"offers.{i}.down"] = f"先付的比现在一共欠的 {owed.total:,.2f} 元还多，请核对"
        if offer.waived is not None and offer.waived > owed.total:
            mistakes[f"offers.{i}.waived"] = f"减免的比现在一共欠的 {owed.total:,.2f} 元还多，请核对"
        if offer.first is not None and offer.first <= as_of:
            mistakes[f"offers.{i}.first"] = f"首期日要晚于今天 {DAY.show(as_of)}"
        elif offer.first is not None and offer.first > add_months(as_of, FURTHEST):
            mistakes[f"offers.{i}.first"] = f"首期日离今天超过 {FURTHEST} 个月了，请看看年份"
        if offer.rate is not None and offer.interest == NO:
            mistakes[f"offers.{i}.rate"] = "上面选了不计息，这里就不用填。两样都说过的，请再问一遍"
    if mistakes:
        raise Mistakes(mistakes)
    judged = tuple(judge(i, offer, owed, monthly) for i, offer in enumerate(offers))
    first = judged[0]

    def total(number: int, end: str) -> Decimal | None:
        bound: Bound | None = getattr(judged[number], end) if number < len(judged) else None
        return bound.total if bound else None

    late = first.last[1]
    result = PlanCheck(
        now=owed.total,
        waiting=cents(principal * daily_rate * (wait_days or WAIT)),
        low_1=total(0, "low"),
        high_1=total(0, "high"),
        verdict_1=first.words(),
        low_2=total(1, "low"),
        high_2=total(1, "high"),
        verdict_2=judged[1].words() if len(judged) > 1 else None,
        low_3=total(2, "low"),
        high_3=total(2, "high"),
        verdict_3=judged[2].words() if len(judged) > 2 else None,
        monthly_low=first.monthly[0],
        monthly_high=first.monthly[1],
        last_early=first.last[0],
        last_late=late,
        record_end=None,
        not_said=len(first.open),
        yearly=first.case.yearly(),
        owed=owed,
        days=wait_days or WAIT,
        offers=judged,
        confirmed=confirmed,
    )
    years = result._years()
    return replace(result, record_end=add_months(late, A_YEAR * years)) if late and years else result
