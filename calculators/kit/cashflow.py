"""The cash-flow core: the rate at which dated, irregular flows balance, or why there is none.

Flows are signed: what the borrower gets is positive, what the borrower pays is negative (or the other way
round, the rate is the same). Four forms: equal periods, periods of any lengths in which interest does not
compound, calendar days on actual/365 (as in Directive 98/7/EC), and unit periods with an odd first one (as in
12 CFR 1026, Appendix J).

A rate is looked for in floating point on a bracket that holds exactly one; the last bracket, ``TOLERANCE``
to either side, is settled in ``Decimal``. Where no rate fits, or more than one does, a ``Refusal`` says so in
words for the reader.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import exp, expm1, log1p

TOLERANCE = Decimal("1e-10")  # of 1 + rate: far below what any rate is shown with
HIGHEST = Decimal(100)  # a hundred times the money in a year: a yearly rate beyond it says nothing
MOST = 10**9  # a rate beyond this many times the money a period or year means nothing to anybody
_TOP = log1p(MOST)  # in the search, a rate is ln(1 + rate): additive, and no more is lost than there was
_BOTTOM = -_TOP / 2
_SPLIT = -0.0013  # where the search changes its point of view; no round rate falls on it
_NARROWEST = 1e-9  # two rates closer than this are not told apart

ONE_SIGN = "只有一个方向的钱：要既有借到的，也有还的，才有利率。"
NO_RATE = "没有一个利率能对上这些钱和日期。"
SEVERAL_RATES = "这些钱来回好几次，能对上的利率不止一个，所以不给数。"
BEYOND = "照这些数，利率大得没有意义。请核对金额和日期。"


class Refusal(ValueError):
    """No answer, or no single one. ``str(refusal)`` is words for the reader."""


@dataclass(frozen=True)
class Flow:
    """Money on a day, in yuan: positive is received, negative is paid."""

    day: date
    amount: Decimal


@dataclass(frozen=True)
class UnitFlow:
    """Money after ``whole`` unit periods and ``odd`` of one (below 1, as 19 days of 30), in yuan."""

    whole: int
    amount: Decimal
    odd: Decimal = Decimal(0)


def rate_per_period(amounts: Sequence[Decimal]) -> Decimal:
    """The internal rate of return a period; ``amounts[k]`` moves after ``k`` periods. Raises ``Refusal``."""
    return _settle(*_steps(enumerate(amounts)), 1)


def yearly_rate(flows: Iterable[Flow]) -> Decimal:
    """The effective yearly rate of dated flows: calendar days, a year of 365. Raises ``Refusal``."""
    return _settle(*_steps((flow.day.toordinal(), flow.amount) for flow in flows), 365)


def rate_by_lengths(received: Decimal, payments: Sequence[Decimal], lengths: Sequence[Decimal]) -> Decimal:
    """The rate a unit of time at which payments clear what was received on the first day. Raises ``Refusal``.

    ``lengths[k]`` units of time end with ``payments[k]``. In each of them interest grows in a straight line on what is
    still owed, and a payment takes it before the principal: the way in which lenders charge an odd first period.
    """
    left = sum(payments, Decimal(0)) - received
    if received <= 0 or left < 0:
        raise Refusal(NO_RATE)
    if not left:
        return left
    floats = [(float(payment), float(length)) for payment, length in zip(payments, lengths, strict=True)][::-1]
    exact = list(zip(payments, lengths, strict=True))[::-1]
    start = float(received)

    def value(x: float) -> float:
        rate, worth = expm1(x), 0.0
        for payment, length in floats:
            worth = (worth + payment) / (1 + length * rate)
        return start - worth

    def value_exactly(rate: Decimal) -> Decimal:
        worth = Decimal(0)
        for payment, length in exact:
            worth = (worth + payment) / (1 + length * rate)
        return received - worth

    return _polish(_root(value, *_bracket(value)), value_exactly)


def simple_yearly(rate: Decimal, periods: int) -> Decimal:
    """单利 as 人民银行公告〔2021〕第3号 puts it: the rate a period times the periods a year."""
    return rate * periods


def compound_yearly(rate: Decimal, periods: int) -> Decimal:
    """复利 as the same notice puts it: (1 + the rate a period) to the power of the periods a year, less 1."""
    return (1 + rate) ** periods - 1


def unit_period_rate(flows: Iterable[UnitFlow]) -> Decimal:
    """The rate a unit period under Appendix J: money is worth 1/((1 + odd × rate)(1 + rate)^whole) at the start.

    Raises ``Refusal``, also wherever the flows change direction more than once.
    """
    by_time: dict[tuple[int, Decimal], Decimal] = {}
    for flow in flows:
        by_time[flow.whole, flow.odd] = by_time.get((flow.whole, flow.odd), Decimal(0)) + flow.amount
    timed = [(whole, odd, amount) for (whole, odd), amount in sorted(by_time.items()) if amount]
    changes = _changes([amount for _, _, amount in timed])
    if changes != 1:
        raise Refusal(SEVERAL_RATES if changes else ONE_SIGN)
    last, first_sign = timed[-1][0] + 1, 1 if timed[0][2] > 0 else -1
    floats = [(whole, float(odd), float(amount) * first_sign) for whole, odd, amount in timed]
    exact = [(whole, odd, amount * first_sign) for whole, odd, amount in timed]

    def value(x: float) -> float:
        rate = expm1(x)
        shift = last * x if x < 0 else 0.0
        return sum(a * exp(shift - w * x) / (1 + o * rate) for w, o, a in floats)

    def value_exactly(rate: Decimal) -> Decimal:
        return sum((a / ((1 + o * rate) * (1 + rate) ** w) for w, o, a in exact), Decimal(0))

    return _polish(_root(value, *_bracket(value)), value_exactly)


def _steps(timed: Iterable[tuple[int, Decimal]]) -> tuple[list[int], list[Decimal]]:
    """Flows netted by time, without those of nothing: times from 0, and amounts. The first amount is positive.

    Raises ``Refusal`` unless there are both received and paid.
    """
    net: dict[int, Decimal] = {}
    for time, amount in timed:
        net[time] = net.get(time, Decimal(0)) + amount
    left = sorted((time, amount) for time, amount in net.items() if amount)
    if not _changes([amount for _, amount in left]):
        raise Refusal(ONE_SIGN)
    sign = 1 if left[0][1] > 0 else -1
    return [time - left[0][0] for time, _ in left], [amount * sign for _, amount in left]


def _changes(amounts: Sequence[Decimal]) -> int:
    """How often the direction of the flows changes; none of them is zero."""
    return sum((a > 0) != (b > 0) for a, b in pairwise(amounts))


def _settle(times: list[int], amounts: list[Decimal], unit: int) -> Decimal:
    """The one rate for ``unit`` steps of time at which these flows balance, in Decimal. Raises ``Refusal``."""
    gaps = [b - a for a, b in pairwise(times)]
    floats = [float(a) for a in amounts]
    forwards = list(zip(gaps, floats[1:], strict=True))
    backwards = list(zip(gaps[::-1], floats[-2::-1], strict=True))
    lengths, scale = set(gaps), 1 / unit

    def value(x: float) -> float:
        # At the start for rates above zero, at the end for those below: the factors never exceed 1.
        factors = {gap: exp(-abs(x) * scale * gap) for gap in lengths}
        total, flows = (floats[-1], backwards) if x >= 0 else (floats[0], forwards)
        for gap, amount in flows:
            total = total * factors[gap] + amount
        return total

    def value_exactly(rate: Decimal) -> Decimal:
        step = (1 + rate) if unit == 1 else ((1 + rate).ln() / unit).exp()
        up = step >= 1
        powers = {gap: step**gap for gap in set(gaps)}
        ordered, steps = (amounts[::-1], gaps[::-1]) if up else (amounts, gaps)
        total = ordered[0]
        for gap, amount in zip(steps, ordered[1:], strict=True):
            total = (total / powers[gap] if up else total * powers[gap]) + amount
        return total

    if _changes(amounts) == 1:  # then exactly one rate at which anything is left fits (Descartes)
        found = _bracket(value)
    else:
        held = _brackets([time * scale for time in times], floats)
        if len(held) != 1:
            raise Refusal(SEVERAL_RATES if held else NO_RATE)
        found = held[0]
    return _polish(_root(value, *found), value_exactly)


def _bracket(value: Callable[[float], float]) -> tuple[float, float]:
    """Where a function that is positive far above the only rate changes its sign. Raises ``Refusal``."""
    near, far = 0.0, 0.01
    above = value(0.0) <= 0
    limit = _TOP if above else -_BOTTOM
    sign = 1 if above else -1
    while (value(sign * far) <= 0) == above:
        if far >= limit:
            raise Refusal(BEYOND)
        near, far = far, min(far * 4, limit)
    return (near, far) if above else (-far, -near)


def _root(value: Callable[[float], float], low: float, high: float) -> float:
    """The root in a bracket: regula falsi with the Illinois rule."""
    f_low, f_high = value(low), value(high)
    side = 0
    for _ in range(200):
        if not f_low or not f_high or high - low < 1e-15 * max(1.0, abs(low)):
            break
        guess = high - f_high * (high - low) / (f_high - f_low)
        if not low < guess < high:
            guess = (low + high) / 2
        f_guess = value(guess)
        if (f_guess > 0) == (f_high > 0):
            f_low, side = (f_low / 2 if side > 0 else f_low), 1
            if guess == high:
                break
            high, f_high = guess, f_guess
        else:
            f_high, side = (f_high / 2 if side < 0 else f_high), -1
            if guess == low:
                break
            low, f_low = guess, f_guess
    return low if not f_low else high


def _polish(found: float, value: Callable[[Decimal], Decimal]) -> Decimal:
    """A rate near ``found`` (as ln(1 + rate)), settled in Decimal to ``TOLERANCE`` of 1 + rate."""
    growth = Decimal(exp(found))
    tolerance = TOLERANCE.scaleb(max(growth.adjusted(), -8))
    rate = Decimal(expm1(found)).quantize(tolerance)
    margin = tolerance
    low, high = rate - margin, rate + margin
    f_low, f_high = value(low), value(high)
    while (f_low > 0) == (f_high > 0) and f_low and f_high:
        margin *= 8
        if margin > growth / 100:
            raise Refusal(NO_RATE)
        low, high = rate - margin, rate + margin
        f_low, f_high = value(low), value(high)
    if margin == tolerance:
        return rate
    while high - low > tolerance:
        middle = (low + high) / 2
        f_middle = value(middle)
        if not f_middle:
            return middle
        if (f_middle > 0) == (f_high > 0):
            high = middle
        else:
            low = middle
    return ((low + high) / 2).quantize(tolerance)


def _brackets(times: list[float], amounts: list[float]) -> list[tuple[float, float]]:
    """Every bracket that holds a rate, or two where that can't be decided, between the outermost rates.

    Received and paid are each a falling function of the rate, which bounds their difference on an
    interval, and its slope as well: intervals without a root are dropped, those with a steady slope are
    decided by the signs at their ends, the others are halved.
    """
    last = times[-1]
    above = _isolate(times, amounts, _SPLIT, _TOP)
    # Seen from the end with time running back, rates below zero are rates above it.
    below = _isolate([last - t for t in times], amounts, -_SPLIT, -_BOTTOM)
    return [(-high, -low) for low, high in below] + above


def _isolate(times: list[float], amounts: list[float], low: float, high: float) -> list[tuple[float, float]]:
    parts = [[(t, abs(a)) for t, a in zip(times, amounts, strict=True) if (a > 0) == up] for up in (True, False)]

    def sums(x: float) -> tuple[float, float, float, float]:
        """Received, paid, and how steeply each falls."""
        value, slope = [0.0, 0.0], [0.0, 0.0]
        for i, part in enumerate(parts):
            for t, a in part:
                worth = a * exp(-t * x)
                value[i] += worth
                slope[i] += t * worth
        return value[0], value[1], slope[0], slope[1]

    found: list[tuple[float, float]] = []
    heap = [(low, high, sums(low), sums(high))]
    while heap:
        a, b, at_a, at_b = heap.pop()
        if at_b[0] > at_a[1] or at_a[0] < at_b[1]:
            continue  # one is larger than the other all along
        if at_b[2] > at_a[3] or at_a[2] < at_b[3]:
            f_a, f_b = at_a[0] - at_a[1], at_b[0] - at_b[1]
            if not f_a or (f_b and (f_a > 0) != (f_b > 0)):
                found.append((a, b))
            continue
        if b - a < _NARROWEST:
            return [(a, b), (a, b)]  # two rates, or none, too close to be told apart: no single answer
        middle = (a + b) / 2
        at_middle = sums(middle)
        heap += [(middle, b, at_middle, at_b), (a, middle, at_a, at_middle)]
        if len(found) > 1:
            break
    return found
