"""The way back: from the interest that the app shows to the daily rate. Values in, values out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..kit.units import ZERO
from .ledger import Bill, Ledger, Payment, keep_ledger

RATE_MIN = "0.001"  # percent a day, below any contract: less than this is no late interest
RATE_MAX = "1"  # percent a day, far beyond any contract: a bound against slips of the finger


@dataclass(frozen=True, kw_only=True)
class Implied:
    """The way back from the app's interest: a daily rate, the range it may lie in, or why there is none.

    ``why`` is "not_late", "zero" (the app shows none), "above" or "below" the bounds of a rate, or "rough" (the
    rounding leaves too wide a range).
    """

    rate: Decimal | None = None
    low: Decimal = ZERO
    high: Decimal = ZERO
    why: str = ""


def implied_rate(
    bills: Sequence[Bill],
    payments: Sequence[Payment],
    on: date,
    shown: Decimal,
    *,
    order: str = "interest",
    compounding: str = "none",
    fee: Decimal = ZERO,
) -> Implied:
    """Solve the daily rate at which our interest would be ``shown`` (yuan), by the same rules.

    Interest rises with the rate, so the answer is bracketed. Each row of the app's sum may be rounded by
    half a fen: every rate within that margin fits, and the shortest decimal among them is the answer.
    Where the margin is wider than a tenth of the rate, the data can't decide and only the range is given.
    ``order``, ``compounding`` and ``fee`` are as in ``keep_ledger``.
    """

    def ledger(rate: Decimal) -> Ledger:
        return keep_ledger(bills, payments, on, rate, order=order, compounding=compounding, fee=fee, rounded=False)

    def interest(rate: Decimal) -> Decimal:
        return ledger(rate).interest

    top = Decimal(RATE_MAX) / 100
    probe = ledger(top)
    if not probe.rows:
        return Implied(why="not_late")
    if shown == 0:
        return Implied(why="zero")
    margin = Decimal("0.005") * probe.rows
    if probe.interest < shown - margin:
        return Implied(why="above")
    low = _root(interest, max(shown - margin, ZERO), top)
    high = _root(interest, shown + margin, top)
    if high < Decimal(RATE_MIN) / 100:
        return Implied(why="below")
    if high - low > (high + low) / 20:
        return Implied(low=low, high=high, why="rough")
    return Implied(rate=_shortest(low, high), low=low, high=high)


def _root(function: Callable[[Decimal], Decimal], target: Decimal, top: Decimal) -> Decimal:
    """The rate in [0, top] where a rising function meets ``target``, to 1e-12; an end where it never does.

    Regula falsi with the Illinois rule: exact at once where interest is linear in the rate.
    """
    low, high = ZERO, top
    f_low, f_high = function(low) - target, function(high) - target
    if f_low >= 0:
        return low
    if f_high <= 0:
        return high
    side = 0
    while high - low > Decimal("1e-12"):
        guess = high - f_high * (high - low) / (f_high - f_low)
        if not low < guess < high:
            guess = (low + high) / 2
        f_guess = function(guess) - target
        if abs(f_guess) < Decimal("1e-7"):  # yuan: far below the half fen that the margin is made of
            return guess
        if f_guess > 0:
            high, f_high = guess, f_guess
            f_low, side = (f_low / 2 if side > 0 else f_low), 1
        else:
            low, f_low = guess, f_guess
            f_high, side = (f_high / 2 if side < 0 else f_high), -1
    return high


def _shortest(low: Decimal, high: Decimal) -> Decimal:
    """The rate within [low, high] that takes the fewest digits to write in percent, six at the most.

    Where six digits do not reach into the range, the nearest such rate: the field takes no more.
    """
    for places in range(2, 7):
        guess = round((low + high) / 2, places + 2)
        for candidate in (guess, round(low, places + 2), round(high, places + 2)):
            if low <= candidate <= high:
                return candidate
    return round((low + high) / 2, 8)
