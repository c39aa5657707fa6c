"""What an offer comes to at the least and at the most: in all, a month, in periods. Values in, values out."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from ..kit.cashflow import HIGHEST, Refusal, rate_by_lengths, simple_yearly
from ..kit.days import A_YEAR
from ..kit.schedule import LONGEST, MOST_ROWS, Terms
from ..kit.units import FEN, ZERO, cents
from .case import Case, part, periods_for, slack, whole
from .interest import Bound, added_up, bearing, larger, least, least_held, longest, most, with_interest
from .offer import NO, WITHIN

Ends = tuple[Bound, Bound | None]


def totals(case: Case) -> tuple[Bound | None, Bound | None]:
    """The lowest and the highest total; ``None`` for an end that can't be said."""
    periods, payment = case.offer.periods, case.offer.payment
    if periods is not None and payment is not None:
        return _all_payments(case, periods, payment)
    if periods is not None:
        return _by_periods(case, periods)
    if payment is not None:
        return _by_payment(case, payment)
    return None, None


def _all_payments(case: Case, n: int, x: Decimal) -> Ends:
    """Periods and payment were said: they are what is paid."""
    d, said = case.offer.down, n * x
    if d is not None:
        lowest = paid = Bound(d + said, f"{d:,.2f} + {x:,.2f} × {n}")
        if case.offer.waived is None and paid.base < case.high:
            # Nobody said that the rest is waived: it may be asked for at the end.
            paid = added_up(case.high, ZERO)
    else:
        lowest, paid = (added_up(max(said, s), ZERO) for s in (case.low - slack(n), case.high + slack(n)))
    low, high = bearing(case, n, x)
    if case.beside:
        lowest = with_interest(case, 0, lowest, low, x, n)
    highest = paid if case.offer.interest == WITHIN else with_interest(case, 1, paid, high, x, n)
    if case.offer.interest is None and highest.total > most(case, n).total:
        # Payments that hold a charge already, and interest beside them: no more than all of it bears.
        highest = larger(paid, most(case, n))
    if d is None and case.may_hold:
        highest = larger(highest, most(case, n))
    return lowest, highest


def _by_periods(case: Case, n: int) -> Ends:
    """Only the number of periods was said: payments share out what is left, in whole fen."""
    d = case.offer.down
    if d is None:
        lowest, highest = _without_down(case, n)
        balance, step = case.high + n * FEN, part(case.low, n, ROUND_FLOOR)
    else:
        least_part, top = (
            part(case.low + least_held(case, n) - d, n, ROUND_FLOOR),
            part(case.high - d, n, ROUND_CEILING),
        )
        balance, step = top * n, part(case.low - d, n, ROUND_FLOOR)
        lowest = Bound(d + least_part * n, f"{d:,.2f} + {least_part:,.2f} × {n}")
        highest = Bound(d + balance, f"{d:,.2f} + {top:,.2f} × {n}")
        if case.beside:
            # Whoever rounds payments up, and the last one down, owes less in between.
            lowest = with_interest(case, 0, lowest, least_part * n, part(case.low - d, n, ROUND_CEILING), n)
    if case.may_hold:
        return lowest, larger(most(case, n), lowest)
    return lowest, with_interest(case, 1, highest, balance, step, n)


def _by_payment(case: Case, x: Decimal) -> Ends:
    """Only the payment was said: so many periods as it takes, the last one smaller."""
    d = case.offer.down
    count = periods_for(case.high - case.at_once, x - FEN if d is None else x)
    if d is None:
        n = min(max(count, 1), MOST_ROWS)
        lowest, highest = _without_down(case, n)
        balance = case.high + n * FEN
    else:
        under, balance = whole(max(case.low - d, ZERO), x, -1), whole(max(case.high - d, ZERO), x, 1)
        lowest, highest = (Bound(d + left, f"{d:,.2f} + {left:,.2f}") for left in (under, balance))
        if case.beside:
            lowest = with_interest(case, 0, lowest, under, x, periods_for(under, x))
    if count > MOST_ROWS:
        return lowest, None
    if case.may_hold:
        last = longest(case, x)
        return lowest, None if last is None else larger(most(case, last), lowest)
    return lowest, with_interest(case, 1, highest, balance, x, min(periods_for(balance, x), MOST_ROWS))


def _without_down(case: Case, n: int) -> tuple[Bound, Bound]:
    """What is paid in all where nobody said how much of it at once."""
    return added_up(case.low, -slack(n)), added_up(case.high, slack(n))


def gap(case: Case) -> Decimal | None:
    """By how much the payments that were said miss what fits, in yuan: above it positive, below it negative.

    ``None`` where they fit, or where too little was said.
    """
    n, x, d = case.offer.periods, case.offer.payment, case.offer.down
    if d is not None and d > case.high:
        return d - case.high
    if n is None or x is None:
        return None
    paid, top = case.at_once + n * x, most(case, n).total
    if paid > top:
        return paid - (case.high if case.offer.interest != WITHIN else top)
    if d is not None and paid < least(case, n):
        return paid - (least(case, n) + slack(n))
    return None


def charge(case: Case) -> Decimal:
    """What the payments that were said hold beyond what is owed: a finance charge, whatever it is called."""
    n, x = case.offer.periods, case.offer.payment
    if n is None or x is None:
        return ZERO
    over = case.at_once + n * x - case.high
    return over if over > slack(n) else ZERO


def periods(case: Case) -> tuple[int | None, int | None]:
    """The fewest and the most periods."""
    n, x, d = case.offer.periods, case.offer.payment, case.offer.down
    if n is not None or x is None:
        return n, n
    # Payments may miss the debt by the slack either way, and the last may be smaller.
    fewest = 1 if d is None else max(periods_for(case.low - d + FEN, x + FEN), 1)
    if fewest > MOST_ROWS:
        return None, None
    if case.may_hold:
        return fewest, longest(case, x)
    left = case.high - case.at_once
    last = max(periods_for(left, x), int((left - FEN) // (x - FEN)), 1)
    return fewest, last if last <= MOST_ROWS else None


def monthly(case: Case) -> tuple[Decimal | None, Decimal | None]:
    """What a month takes, at the least and at the most."""
    n, x, d = case.offer.periods, case.offer.payment, case.offer.down
    left = max(case.high - case.at_once, ZERO)
    if x is not None:
        low = high = within = x
        balance = whole(left, x, 1) if n is None else bearing(case, n, x)[1]
    elif n is not None:
        low = ZERO if d is None else part(case.low - d, n, ROUND_FLOOR)
        high = part(left, n, ROUND_CEILING)
        within = max(part(most(case, n).total - case.at_once, n, ROUND_CEILING), high)
        balance = n * high
    else:
        return None, None
    if case.offer.interest in (NO, WITHIN):
        return low, within if case.offer.interest == WITHIN else high
    days = max(case.days(1), LONGEST if n != 1 else 0)
    beside = high + cents(case.rates[1] * min(balance, case.caps[1]) * days)
    return low, beside if case.beside else max(within, beside)


def yearly(case: Case) -> Decimal | None:
    """The yearly rate (单利) that the payments imply where they hold a charge; a first day unsaid is in a month."""
    n, x, d = case.offer.periods, case.offer.payment, case.offer.down
    if not charge(case) or n is None or x is None or d is None or case.high <= d:
        return None
    try:
        lengths = [Terms(case.owed.on, case.offer.first).length, *(Decimal(1) for _ in range(n - 1))]
        found = simple_yearly(rate_by_lengths(case.high - d, [x] * n, lengths), A_YEAR)
    except Refusal:
        return None
    return found if found <= HIGHEST else None
