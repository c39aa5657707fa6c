"""Which days follow from the days given, and what a court costs. Values in, values out; no words."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from ..kit import facts
from ..kit.common import EXAMPLE_DAY, fact_value
from ..kit.days import add_months
from ..kit.holidays import LastDay, last_day
from ..kit.units import ZERO, cents

REMIND = 5  # days before; ours, not the law's
# What classes of days overdue there are, by the standard of the credit record.
BAND = int(fact_value("credit.class_days", EXAMPLE_DAY))
LAST_CLASS = int(fact_value("credit.class_last", EXAMPLE_DAY)) // BAND + 1


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the reader typed. Days, yuan; ``None`` where nothing was."""

    as_of: date
    due: date | None = None
    cleared: date | None = None
    payment_order: date | None = None
    statement: date | None = None
    small_claims: str = "unknown"
    judgment: date | None = None
    perform_by: date | None = None
    unpaid: Decimal | None = None
    claim: Decimal | None = None
    objection: date | None = None
    complaint: date | None = None
    paper: str | None = None

    @property
    def was_late(self) -> bool:
        """Whether anything is or was overdue, as far as the days say."""
        return self.due is None or (self.cleared or self.as_of) > self.due


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """One day that follows from a day the reader typed in ``field``; ``kind`` is the name of its rule.

    ``day`` is as counted from ``start`` (``None`` where nothing was counted); ``last`` is set where the law moves it
    past days off. ``tier`` is its weight for the headline: 1 the reader must act by it, 2 others must or the reader
    plans to, 3 far away, 0 never in the headline. ``calendar`` is whether it may become an entry.
    """

    kind: str
    field: str
    day: date
    tier: int
    start: date | None = None
    last: LastDay | None = None
    calendar: bool = True

    @property
    def days(self) -> int:
        """How many days were counted."""
        return (self.day - (self.start or self.day)).days

    @property
    def legal(self) -> date:
        """The last day by law, as far as its days off are known."""
        return self.last.moved if self.last else self.day

    def over(self, on: date) -> bool:
        """Whether the day has passed for certain."""
        return on > (self.last.latest if self.last else self.day)

    def until(self, on: date) -> date:
        """The day to act by: as counted, then the legal one; where nobody can say whether that has passed, today."""
        if on <= self.day:
            return self.day
        return self.legal if self.over(on) else max(self.legal, on)


class Band(NamedTuple):
    """A part of a court's fee: ``rate`` of what lies between two sums, or a flat fee where there is no rate."""

    lower: Decimal
    upper: Decimal
    rate: Decimal | None
    fee: Decimal


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """What follows from the days given: days, whole days, yuan; ``None`` where nothing leads to it."""

    next_day: date | None
    next_left: int | None
    overdue_days: int | None
    overdue_class: str | None
    class_at_clearing: str | None
    next_class_day: date | None
    record_end: date | None
    objection_by: date | None
    complaint_by: date | None
    complaint_long_by: date | None
    complaint_last_by: date | None
    payment_order_by: date | None
    payment_order_last: date | None
    answer_by: date | None
    answer_last: date | None
    appeal_by: date | None
    appeal_last: date | None
    retrial_by: date | None
    enforcement_by: date | None
    fee: Decimal | None
    fee_summary: Decimal | None
    fee_order: Decimal | None
    late_days: int | None
    late_interest: Decimal | None
    late_per_day: Decimal | None
    entries: int

    given: Given
    milestones: tuple[Milestone, ...]
    fee_bands: tuple[Band, ...]

    @property
    def next(self) -> Milestone | None:
        """The next day that matters."""
        return next_milestone(self.milestones, self.given.as_of)


def overdue_class(days: int) -> int:
    """The rough class of so many days overdue: 0 for none, then one each 30 days, 7 beyond 180."""
    return min(-(-max(days, 0) // BAND), LAST_CLASS)


def court_fee(amount: Decimal, on: date) -> tuple[Band, ...] | None:
    """The fee of a case of this amount in yuan, band by band; ``None`` beyond the bands we know."""
    bound = fact_value("court.fee_first_to", on)
    bands = [Band(ZERO, bound, None, fact_value("court.fee_first", on))]
    for name in ("second", "third"):
        if amount <= bound:
            break
        top, rate = fact_value(f"court.fee_{name}_to", on), fact_value(f"court.fee_{name}_rate", on)
        upper = min(amount, top)
        bands.append(Band(bound, upper, rate, cents((upper - bound) * rate)))
        bound = top
    return tuple(bands) if amount <= bound else None


def _share(id: str, amount: Decimal, on: date) -> Decimal:
    """A share such as 1/3 of an amount, rounded to the fen."""
    part, whole = str(facts.value(id, on)).split("/")
    return cents(amount * Decimal(part) / Decimal(whole))


def next_class_day(given: Given) -> date | None:
    """The day on which the next rough class begins, unless the bill is cleared before it or in the last class."""
    if not given.due or given.due >= given.as_of or (given.cleared and given.cleared <= given.as_of):
        return None
    now = overdue_class((given.as_of - given.due).days)
    if now == LAST_CLASS:
        return None
    day = given.due + timedelta(now * BAND + 1)
    return None if given.cleared and given.cleared < day else day


def record_end(given: Given) -> date | None:
    """The day on which the record's years are over, counted from clearing; none where nothing was late."""
    if not given.cleared or not given.was_late:
        return None
    return add_months(given.cleared, 12 * int(fact_value("credit.record_years", given.as_of)))


def milestones(given: Given) -> tuple[Milestone, ...]:
    """Every day that follows from the days given, earliest first."""
    found = [*_bill(given), *_replies(given), *_court(given)]
    return tuple(sorted(found, key=lambda m: (m.day, m.tier)))


def _bill(given: Given) -> list[Milestone]:
    on, due, cleared = given.as_of, given.due, given.cleared
    found = []
    if due and due >= on and not (cleared and cleared <= on):
        found.append(Milestone(kind="due", field="due", day=due, tier=1))
    if boundary := next_class_day(given):
        found.append(Milestone(kind="next_class", field="due", day=boundary, tier=2, start=due, calendar=False))
    ahead = cleared is not None and cleared > on
    if cleared and ahead:
        found.append(Milestone(kind="clearing", field="cleared", day=cleared, tier=2))
    if end := record_end(given):
        # What hangs on a plan is not yet so.
        found.append(Milestone(kind="record_end", field="cleared", day=end, tier=3, start=cleared, calendar=not ahead))
    return found


def _replies(given: Given) -> list[Milestone]:
    on, found = given.as_of, []

    def reply(kind: str, field: str, start: date, days: int) -> None:
        found.append(Milestone(kind=kind, field=field, day=start + timedelta(days), tier=2, start=start))

    if given.objection:
        reply("objection", "objection", given.objection, int(fact_value("credit.objection_days", on)))
    if given.complaint:
        first, longer, extra = (int(fact_value(f"collection.complaint_{n}", on)) for n in ("days", "long", "extra"))
        reply("complaint", "complaint", given.complaint, first)
        reply("complaint_long", "complaint", given.complaint, longer)
        reply("complaint_last", "complaint", given.complaint, longer + extra)
    return found


def _court(given: Given) -> list[Milestone]:
    on, found = given.as_of, []

    def period(kind: str, field: str, start: date, end: date, tier: int, calendar: bool = True) -> None:
        """The end of a period of a court, which the law moves past days off."""
        found.append(
            Milestone(kind=kind, field=field, day=end, tier=tier, start=start, last=last_day(end), calendar=calendar)
        )

    def days(name: str, start: date) -> date:
        return start + timedelta(int(fact_value(f"court.{name}_days", on)))

    if given.payment_order:
        period("payment_order", "payment_order", given.payment_order, days("payment_order", given.payment_order), 1)
    if given.statement:
        period("answer", "statement", given.statement, days("answer", given.statement), 1)
    if given.judgment and given.small_claims == "no":
        period("appeal", "judgment", given.judgment, days("appeal", given.judgment), 1)
    if given.judgment and given.small_claims == "yes":
        end = add_months(given.judgment, int(fact_value("court.retrial_months", on)))
        period("retrial", "judgment", given.judgment, end, 0)
    if given.perform_by:
        found.append(Milestone(kind="perform", field="perform_by", day=given.perform_by, tier=1))
        end = add_months(given.perform_by, 12 * int(fact_value("court.enforcement_years", on)))
        period("enforcement", "perform_by", given.perform_by, end, 0, calendar=False)
    return found


def next_milestone(found: tuple[Milestone, ...], on: date) -> Milestone | None:
    """The next day that matters: those by which the reader must act come before all others."""
    ahead = [m for m in found if m.tier and not m.over(on)]
    return min(ahead, key=lambda m: (m.tier, m.until(on)), default=None)


def calendar_milestones(found: tuple[Milestone, ...], on: date) -> tuple[Milestone, ...]:
    """What may stand in a calendar: what is still ahead."""
    return tuple(m for m in found if m.calendar and on <= m.legal)


def remind(day: date, on: date) -> int:
    """How many days before ``day`` to speak up: five, or as many as leave tomorrow or the day itself."""
    return min(REMIND, max((day - on).days - 1, 0))


def reckon(given: Given) -> dict[str, Any]:
    """The fields of ``Reckoned`` by name."""
    on, due, cleared = given.as_of, given.due, given.cleared
    found = milestones(given)
    after = next_milestone(found, on)
    ends = {m.kind: m for m in found}

    def end(kind: str) -> date | None:
        return ends[kind].day if kind in ends else None

    def legal(kind: str) -> date | None:
        return ends[kind].legal if kind in ends else None

    days = max((min(on, cleared or on) - due).days, 0) if due else None
    bands = court_fee(given.claim, on) if given.claim is not None else None
    fee = sum((band.fee for band in bands), ZERO) if bands else None
    rate = fact_value("court.late_judgment_rate", on)
    late_days = max((on - given.perform_by).days, 0) if given.perform_by else None
    unpaid = given.unpaid
    return {
        "next_day": after.until(on) if after else None,
        "next_left": (after.until(on) - on).days if after else None,
        "overdue_days": days,
        "overdue_class": None if days is None else str(overdue_class(days)),
        "class_at_clearing": str(overdue_class((cleared - due).days)) if due and cleared and cleared > on else None,
        "next_class_day": next_class_day(given),
        "record_end": record_end(given),
        "objection_by": end("objection"),
        "complaint_by": end("complaint"),
        "complaint_long_by": end("complaint_long"),
        "complaint_last_by": end("complaint_last"),
        "payment_order_by": end("payment_order"),
        "payment_order_last": legal("payment_order"),
        "answer_by": end("answer"),
        "answer_last": legal("answer"),
        "appeal_by": end("appeal"),
        "appeal_last": legal("appeal"),
        "retrial_by": end("retrial"),
        "enforcement_by": end("enforcement"),
        "fee": fee,
        "fee_summary": None if fee is None else _share("court.fee_summary_share", fee, on),
        "fee_order": None if fee is None else _share("court.fee_order_share", fee, on),
        "late_days": late_days,
        "late_interest": None if unpaid is None or late_days is None else cents(unpaid * rate * late_days),
        "late_per_day": None if unpaid is None else cents(unpaid * rate),
        "entries": len(calendar_milestones(found, on)),
        "given": given,
        "milestones": found,
        "fee_bands": bands or (),
    }
