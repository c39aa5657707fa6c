"""What is there each month, how it is shared, and in which order debts clear. Values in, values out; no words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ..kit.days import add_months
from ..kit.units import FEN, ZERO, cents
from .rows import FIRST, Debt, Earned, Need

MOST_MONTHS = 360


def fair_shares(amount: Decimal, balances: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Split ``amount`` (yuan) in proportion to the balances, to the fen, by largest remainders.

    Each quota is cut to the fen; the fen left over go one each to the largest cut-off remainders, the
    earlier row first where two are equal. Never more than the balances themselves.
    """
    total = sum(balances, ZERO)
    amount = min(amount, total)
    # In whole fen times the total, so that nothing is divided before it is compared.
    products = [int(amount / FEN) * int(balance / FEN) for balance in balances]
    whole = int(total / FEN)
    shares = [product // whole for product in products]
    over = int(amount / FEN) - sum(shares)
    for i in sorted(range(len(balances)), key=lambda i: (-(products[i] % whole), i))[:over]:
        shares[i] += 1
    return tuple(share * FEN for share in shares)


@dataclass(frozen=True)
class Run:
    """One order followed month by month until every debt is cleared, or 360 months have gone by.

    ``cleared`` is the month in which each debt ends, 0 for one that never does; ``first`` what each debt
    gets in the first month.
    """

    order: tuple[int, ...]
    interest: tuple[Decimal, ...]
    cleared: tuple[int, ...]
    first: tuple[Decimal, ...]

    @property
    def months(self) -> int | None:
        """How many months it takes, or None where a debt never clears."""
        return None if 0 in self.cleared else max(self.cleared)


def follow(debts: Sequence[Debt], budget: Decimal, order: Sequence[int]) -> Run:
    """Pay ``budget`` yuan a month: each debt its own minimum, the rest to the first of ``order`` still open.

    Needs every rate, and a budget that covers the minimums. A month's interest is a twelfth of the yearly
    rate on the balance, to the fen.
    """
    left = [d.balance for d in debts]
    rates = [d.rate or ZERO for d in debts]
    minimums = [d.minimum or ZERO for d in debts]
    interest, cleared, first = [ZERO] * len(debts), [0] * len(debts), [ZERO] * len(debts)
    still = list(range(len(debts)))
    for month in range(1, MOST_MONTHS + 1):
        money = budget
        paid = [ZERO] * len(debts)
        for i in still:
            grown = cents(left[i] * rates[i] / 12)
            interest[i] += grown
            left[i] += grown
            paid[i] = min(minimums[i], left[i])
            money -= paid[i]
        for i in order:
            if not money:
                break
            more = min(money, left[i] - paid[i])
            paid[i] += more
            money -= more
        for i in still:
            left[i] -= paid[i]
            if not left[i]:
                cleared[i] = month
        if month == 1:
            first = paid
        still = [i for i in still if left[i]]
        if not still:
            break
    return Run(tuple(order), tuple(interest), tuple(cleared), tuple(first))


def highest_rate_first(debts: Sequence[Debt]) -> tuple[int, ...]:
    """The order of the highest rate; of equal rates the smaller balance, then the earlier row."""
    return tuple(sorted(range(len(debts)), key=lambda i: (-(debts[i].rate or ZERO), debts[i].balance, i)))


def smallest_first(debts: Sequence[Debt]) -> tuple[int, ...]:
    """The order of the smallest balance today; of equal balances the higher rate, then the earlier row."""
    return tuple(sorted(range(len(debts)), key=lambda i: (debts[i].balance, -(debts[i].rate or ZERO), i)))


def least_that_clears(debts: Sequence[Debt], order: Sequence[int], low: Decimal) -> Decimal:
    """The least sum a month (yuan, to the fen) at which ``order`` clears; ``low`` is one that doesn't."""
    step = sum((d.balance for d in debts), ZERO) / MOST_MONTHS
    high = low + max(cents(step), FEN)
    while follow(debts, high, order).months is None:
        low, high = high, high + (high - low) * 2
    while high - low > FEN:
        middle = cents((low + high) / 2)
        if follow(debts, middle, order).months is None:
            low = middle
        else:
            high = middle
    return high


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """What is there each month and how it is shared; money in yuan."""

    available: Decimal
    income: Decimal
    living: Decimal
    first_items: Decimal
    reserve: Decimal
    surplus: Decimal
    owed: Decimal
    huabei_share: Decimal | None
    others: int
    others_owed: Decimal
    others_share: Decimal
    minimums: Decimal
    shortfall: Decimal
    kept_by_law: Decimal | None
    rate_months: int | None
    rate_interest: Decimal | None
    rate_last: date | None
    small_months: int | None
    small_interest: Decimal | None
    small_last: date | None

    as_of: date
    earned: tuple[Earned, ...]
    income_typed: Decimal | None
    reserve_typed: Decimal | None
    needs: tuple[Need, ...]
    debts: tuple[Debt, ...]
    shares: tuple[Decimal, ...]
    by_rate: Run | None
    by_size: Run | None
    least: tuple[Decimal | None, Decimal | None]
    local_minimum: Decimal | None
    people: int
    confirmed: frozenset[str]

    @property
    def huabei(self) -> Debt | None:
        """The debt marked as 花呗."""
        return next((d for d in self.debts if d.huabei), None)

    @property
    def income_field(self) -> str:
        """The field from which the income comes."""
        return "recent" if self.earned else "income"

    def checked(self, *names: str) -> bool:
        """Whether all these fields were ticked."""
        return self.confirmed.issuperset(names)


def reckon(
    *,
    income: Decimal | None,
    needs: tuple[Need, ...],
    debts: tuple[Debt, ...],
    recent: tuple[Earned, ...],
    reserve: Decimal | None,
    local_minimum: Decimal | None,
    people: int | None,
    as_of: date,
    confirmed: frozenset[str],
) -> dict[str, Any]:
    """The fields of ``Reckoned`` by name. Money in yuan a month; the first payment is due in a month."""
    earning = min((e.amount for e in recent), default=income or ZERO)
    first_items = sum((n.amount for n in needs if n.kind in FIRST), ZERO)
    living = sum((n.amount for n in needs if n.kind not in FIRST), ZERO)
    surplus = earning - living - first_items - (reserve or ZERO)
    available = max(surplus, ZERO)
    shares = fair_shares(available, [d.balance for d in debts])
    minimums = sum((d.minimum or ZERO for d in debts), ZERO)
    owed = sum((d.balance for d in debts), ZERO)
    marked = [i for i, d in enumerate(debts) if d.huabei]
    huabei_owed = sum((debts[i].balance for i in marked), ZERO)
    huabei_share = shares[marked[0]] if marked else None

    by_rate = by_size = None
    least: list[Decimal | None] = [None, None]
    if available and available >= minimums and all(d.rate is not None for d in debts):
        orders = (highest_rate_first(debts), smallest_first(debts))
        by_rate, by_size = (follow(debts, available, order) for order in orders)
        for i, run in enumerate((by_rate, by_size)):
            if run.months is None:
                same = i and orders[0] == orders[1]
                least[i] = least[0] if same else least_that_clears(debts, run.order, available)
    return {
        "available": available,
        "income": earning,
        "living": living,
        "first_items": first_items,
        "reserve": reserve or ZERO,
        "surplus": surplus,
        "owed": owed,
        "huabei_share": huabei_share,
        "others": len(debts) - len(marked),
        "others_owed": owed - huabei_owed,
        "others_share": sum(shares, ZERO) - (huabei_share or ZERO),
        "minimums": minimums,
        "shortfall": max(minimums - available, ZERO),
        "kept_by_law": None if local_minimum is None else local_minimum * (people or 1),
        "rate_months": by_rate.months if by_rate else None,
        "rate_interest": _interest(by_rate),
        "rate_last": _last(by_rate, as_of),
        "small_months": by_size.months if by_size else None,
        "small_interest": _interest(by_size),
        "small_last": _last(by_size, as_of),
        "as_of": as_of,
        "earned": recent,
        "income_typed": income,
        "reserve_typed": reserve,
        "needs": needs,
        "debts": debts,
        "shares": shares,
        "by_rate": by_rate,
        "by_size": by_size,
        "least": (least[0], least[1]),
        "local_minimum": local_minimum,
        "people": people or 1,
        "confirmed": confirmed,
    }


def _interest(run: Run | None) -> Decimal | None:
    return sum(run.interest, ZERO) if run and run.months else None


def _last(run: Run | None, start: date) -> date | None:
    return add_months(start, run.months) if run and run.months else None
