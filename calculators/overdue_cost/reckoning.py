"""What is owed on a day and what waiting adds. Values in, values out; no words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ..kit import facts
from ..kit.units import ZERO, cents
from .implied import Implied, implied_rate
from .ledger import Bill, Ledger, Payment, keep_ledger

WAITS = (7, 30, 60, 90, 180, 365)
COURT_LINE = "law.court_line"


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """What is owed on a day and what waiting adds; money in yuan, rates as fractions."""

    total: Decimal
    principal: Decimal
    interest: Decimal
    fee: Decimal
    not_due: Decimal
    everything: Decimal
    all_principal: Decimal | None
    oldest_due: date | None
    days: int
    per_day: Decimal
    yearly_365: Decimal
    yearly_360: Decimal
    wait_7: Decimal
    wait_30: Decimal
    wait_60: Decimal
    wait_90: Decimal
    wait_180: Decimal
    wait_365: Decimal
    surplus: Decimal
    implied_rate: Decimal | None
    app_difference: Decimal | None

    as_of: date
    daily_rate: Decimal
    compounding: str
    bills: tuple[Bill, ...]
    payments: tuple[Payment, ...]
    ledger: Ledger
    implied: Implied | None
    fee_typed: Decimal
    app_interest: Decimal | None
    implied_interest: Decimal | None
    above_court_line: bool


def reckon(
    *,
    bills: tuple[Bill, ...],
    as_of: date,
    daily_rate: Decimal,
    app_interest: Decimal | None,
    payments: tuple[Payment, ...],
    not_due: Decimal | None,
    fee: Decimal | None,
    order: str,
    compounding: str,
) -> dict[str, Any]:
    """The fields of ``Reckoned`` by name. Money in yuan; ``daily_rate`` is a fraction a day."""

    def ledger_on(day: date, rate: Decimal = daily_rate) -> Ledger:
        return keep_ledger(bills, past, day, rate, order=order, compounding=compounding, fee=fee or ZERO)

    past = tuple(p for p in payments if p.date <= as_of)
    ledger = ledger_on(as_of)
    late = [a for a in ledger.accounts if a.due < as_of]
    principal = sum((a.principal for a in ledger.accounts if a.due <= as_of), ZERO)
    coming = sum((a.principal for a in ledger.accounts if a.due > as_of), ZERO)
    total = principal + ledger.interest + ledger.fee_owed
    unpaid = [a.due for a in late if a.principal or a.interest]
    # What bears interest tomorrow: a bill that is due today does, too.
    grows = [
        a.principal + (a.interest if compounding == "daily" else a.bearing) for a in ledger.accounts if a.due <= as_of
    ]
    waits = {f"wait_{n}": ledger.waiting(as_of, n) for n in WAITS}

    implied = implied_interest = None
    if app_interest is not None:
        implied = implied_rate(bills, past, as_of, app_interest, order=order, compounding=compounding, fee=fee or ZERO)
        if implied.rate is not None:
            implied_interest = ledger_on(as_of, implied.rate).interest
    return {
        "total": total,
        "principal": principal,
        "interest": ledger.interest,
        "fee": ledger.fee_owed,
        "not_due": coming + (not_due or ZERO),
        "everything": total + coming + (not_due or ZERO),
        "all_principal": principal + coming + (not_due or ZERO) or None,  # nothing left is nothing to talk about
        "oldest_due": unpaid[0] if unpaid else None,
        "days": (as_of - unpaid[0]).days if unpaid else 0,
        "per_day": cents(sum(grows, ZERO) * daily_rate),
        "yearly_365": daily_rate * 365,
        "yearly_360": daily_rate * 360,
        **waits,
        "surplus": ledger.surplus,
        "implied_rate": implied.rate if implied else None,
        "app_difference": None if app_interest is None else app_interest - ledger.interest,
        "as_of": as_of,
        "daily_rate": daily_rate,
        "compounding": compounding,
        "bills": bills,
        "payments": payments,
        "ledger": ledger,
        "implied": implied,
        "fee_typed": fee or ZERO,
        "app_interest": app_interest,
        "implied_interest": implied_interest,
        "above_court_line": _above_court_line(ledger, fee or ZERO, daily_rate, as_of),
    }


def _above_court_line(ledger: Ledger, fee: Decimal, rate: Decimal, on: date) -> bool:
    """Whether interest and fees together exceed the line, by more than rounding can explain."""
    try:
        line: Decimal = facts.value(COURT_LINE, on)
    except facts.NotInForce:
        return False
    cost = sum((s.interest for s in ledger.segments), ZERO) + fee
    allowed = sum((s.principal * s.days for s in ledger.segments), ZERO) * line / 365
    margin = Decimal("0.01") * len(ledger.segments)
    return bool(ledger.segments) and (rate * 365 > line or cost > allowed + margin)
