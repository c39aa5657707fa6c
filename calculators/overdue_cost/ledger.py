"""Bills while the days go by: interest accrues, payments come. Values in, values out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Annotated

from ..kit.days import add_months
from ..kit.units import ZERO, Day, Yuan, cents


@dataclass(frozen=True)
class Bill:
    """One bill: what of it was unpaid on its due date."""

    due: Annotated[date, Day(label="还款日", toward="past", help="App 的账单页写着“最后还款日”")]
    amount: Annotated[
        Decimal,
        Yuan(label="未还金额", min="0.01", max="300000", help="这张账单里还没还的钱，先不含逾期利息"),
    ]


@dataclass(frozen=True)
class Payment:
    """One payment that the lender received."""

    date: Annotated[date, Day(label="哪天还的", min="2014-12-01", toward="past")]
    amount: Annotated[Decimal, Yuan(label="还了多少", min="0.01", max="300000")]


@dataclass(frozen=True)
class Segment:
    """Interest on one bill from one day to another: the row that can be re-added by hand."""

    due: date
    start: date
    end: date
    base: Decimal
    principal: Decimal
    interest: Decimal

    @property
    def days(self) -> int:
        """Days that bear interest: the first day not counted, the last counted."""
        return (self.end - self.start).days


@dataclass(frozen=True)
class Applied:
    """Where one day's payments went, in yuan."""

    date: date
    amount: Decimal
    count: int
    fee: Decimal
    interest: Decimal
    principal: Decimal
    early: Decimal
    surplus: Decimal


@dataclass
class Account:
    """One bill while the days go by, in yuan.

    ``accrued`` is all interest so far, ``interest`` what of it is unpaid, ``bearing`` what of that itself
    bears interest.
    """

    due: date
    principal: Decimal
    since: date
    accrued: Decimal = ZERO
    interest: Decimal = ZERO
    bearing: Decimal = ZERO
    months: int = 1


@dataclass
class Ledger:
    """Bills while the days go by: interest accrues, payments come. Money in yuan.

    ``rate`` is a fraction a day. Each segment's interest is rounded to the fen and kept, unless ``rounded``
    is false, which only the search for a rate uses. ``rows`` counts the segments either way.
    """

    accounts: list[Account]
    rate: Decimal
    fee: Decimal = ZERO
    order: str = "interest"
    compounding: str = "none"
    rounded: bool = True
    rows: int = 0
    segments: list[Segment] = field(default_factory=list)
    applied: list[Applied] = field(default_factory=list)

    @property
    def interest(self) -> Decimal:
        """Late interest still unpaid."""
        return sum((a.interest for a in self.accounts), ZERO)

    @property
    def fee_owed(self) -> Decimal:
        """The fee still unpaid: a fee for being late is not owed before anything is late."""
        return self.fee if self.rows else ZERO

    @property
    def surplus(self) -> Decimal:
        """What was paid beyond everything that was owed."""
        return sum((a.surplus for a in self.applied), ZERO)

    def accrue(self, account: Account, until: date) -> None:
        """Add a bill's interest up to a day: one segment, or one a month where interest is added monthly."""
        while account.since < until:
            end = until
            if self.compounding == "monthly":
                end = min(until, add_months(account.due, account.months))
            elif self.compounding == "daily":
                account.bearing = account.interest
            days, base = (end - account.since).days, account.principal + account.bearing
            if base:
                grown = (1 + self.rate) ** days - 1 if self.compounding == "daily" else self.rate * days
                interest = cents(base * grown) if self.rounded else base * grown
                account.accrued += interest
                account.interest += interest
                self.rows += 1
                if self.rounded:
                    self.segments.append(Segment(account.due, account.since, end, base, account.principal, interest))
            if self.compounding == "monthly" and end == add_months(account.due, account.months):
                account.bearing, account.months = account.interest, account.months + 1
            account.since = end

    def pay(self, day: date, amounts: Sequence[Decimal]) -> None:
        """Apply one day's payments: due bills in the chosen order, oldest first, then bills not yet due."""
        left = sum(amounts, ZERO)
        due = [a for a in self.accounts if a.due < day]
        went = {"fee": ZERO, "interest": ZERO, "principal": ZERO, "early": ZERO}

        def take(what: str, owed: Decimal) -> Decimal:
            nonlocal left
            part = min(left, owed)
            left -= part
            went[what] += part
            return part

        steps = ("fee", "interest", "principal") if self.order == "interest" else ("principal", "interest", "fee")
        for step in steps:
            if step == "fee":
                self.fee -= take("fee", self.fee_owed)
            for account in due:
                if step == "interest":
                    account.interest -= take("interest", account.interest)
                    account.bearing = min(account.bearing, account.interest)
                elif step == "principal":
                    account.principal -= take("principal", account.principal)
        for account in self.accounts:
            if account.due >= day:
                account.principal -= take("early", account.principal)
        self.applied.append(Applied(day, sum(amounts, ZERO), len(amounts), **went, surplus=left))

    def waiting(self, on: date, days: int) -> Decimal:
        """The interest that ``days`` more days after ``on`` add if nothing is paid."""
        later = replace(self, accounts=[replace(a) for a in self.accounts], segments=[], applied=[])
        for account in later.accounts:
            later.accrue(account, on + timedelta(days))
        return later.interest - self.interest


def keep_ledger(
    bills: Sequence[Bill],
    payments: Iterable[Payment],
    on: date,
    rate: Decimal,
    *,
    order: str = "interest",
    compounding: str = "none",
    fee: Decimal = ZERO,
    rounded: bool = True,
) -> Ledger:
    """The ledger of these bills and payments on a day; payments after it are not counted. See ``Ledger``."""
    accounts = [Account(b.due, b.amount, b.due) for b in sorted(bills, key=lambda b: (b.due, b.amount))]
    ledger = Ledger(accounts, rate, fee, order, compounding, rounded)
    past = sorted((p for p in payments if p.date <= on), key=lambda p: p.date)
    for day, paid in groupby(past, key=lambda p: p.date):
        for account in accounts:
            ledger.accrue(account, day)
        ledger.pay(day, [p.amount for p in paid])
    for account in accounts:
        ledger.accrue(account, on)
    ledger.segments.sort(key=lambda s: (s.due, s.start))
    return ledger
