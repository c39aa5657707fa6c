"""Offers judged against what is owed and what can be paid, and what is still to be asked. Values in, values out."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ..kit import facts
from ..kit.schedule import MOST_ROWS, equal_parts
from ..kit.units import ZERO
from .offer import APART, EXTRA, INTO, NO, TERMS, WITHIN, Offer
from .reckoning import Bound, Case, Owed, periods_for

RECORD_YEARS = "credit.record_years"


def unsaid(offer: Offer) -> tuple[str, ...]:
    """The fields that were not said; the rate only where interest was said to run."""
    names = [name for name in TERMS if getattr(offer, name) is None]
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
class Reckoned:
    """One to three offers beside paying now and waiting so many days; money in yuan."""

    now: Decimal
    waiting: Decimal
    owed: Owed
    days: int
    offers: tuple[Verdict, ...]
    confirmed: frozenset[str]


def record_years(on: date) -> int | None:
    """For how many years a record of lateness is kept after clearing, as far as a rule of that day says."""
    return int(facts.value(RECORD_YEARS, on)) if facts.in_force(RECORD_YEARS, on) else None


def cheapest(r: Reckoned) -> Verdict | None:
    """The offer that costs less than any other, whatever is still to be said."""
    if any(v.low is None or v.gap is not None or v.assumed for v in r.offers):
        return None
    for one in r.offers:
        others = [v.low.total for v in r.offers if v is not one and v.low is not None]
        if one.high is not None and all(one.high.total < low for low in others):
            return one
    return None
