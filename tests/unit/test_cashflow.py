"""The cash-flow core: published examples, and two independent libraries on drawn flows."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

import numpy_financial
import pytest
import pyxirr
import strategies  # noqa: F401  (its profile: the same examples on every run)
from hypothesis import assume, given
from hypothesis import strategies as st

from calculators.kit.cashflow import (
    TOLERANCE,
    Flow,
    Refusal,
    UnitFlow,
    compound_yearly,
    rate_per_period,
    simple_yearly,
    unit_period_rate,
    yearly_rate,
)
from scripts import checks

D = Decimal


def percent(rate, places=2):
    return f"{rate * 100:.{places}f}"


# Published -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("check", checks.of_rates(), ids=lambda check: f"{check.source}: {check.name}")
def test_the_published_examples_come_out(check):
    assert check.ours == check.official


def test_the_example_of_the_peoples_bank():
    rate = rate_per_period([D(99000), *[D("-8833.30")] * 12])
    assert percent(rate, 5) == "1.06698"
    assert (percent(simple_yearly(rate, 12)), percent(compound_yearly(rate, 12))) == ("12.80", "13.58")
    rate = rate_per_period([D(100000), *[D("-8833.30")] * 12])
    assert (percent(simple_yearly(rate, 12)), percent(compound_yearly(rate, 12))) == ("10.90", "11.46")


# No answer, or no single one ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        ([], "一个方向"),
        ([5], "一个方向"),
        ([1, 2, 3], "一个方向"),
        ([-1, -2], "一个方向"),
        ([0, 0], "一个方向"),
        ([-1, 3, -3], "没有一个利率"),
        # 10 % and 20 %; numpy-financial's tests give one of two here as well as in the next.
        ([-100, 230, -132], "不止一个"),
        ([-100, 100, 0, -7], "不止一个"),
        ([1, -(10**12)], "没有意义"),
    ],
)
def test_where_there_is_no_single_rate_words_say_so(amounts, words):
    with pytest.raises(Refusal, match=words):
        rate_per_period([D(a) for a in amounts])


def test_flows_of_one_day_cancel_out():
    with pytest.raises(Refusal):
        yearly_rate([Flow(date(2026, 1, 1), D(100)), Flow(date(2026, 1, 1), D(-100))])


def test_the_unit_period_form_refuses_in_words_too():
    with pytest.raises(Refusal, match="一个方向"):
        unit_period_rate([UnitFlow(0, D(1)), UnitFlow(1, D(1))])
    with pytest.raises(Refusal, match="不止一个"):
        unit_period_rate([UnitFlow(0, D(1)), UnitFlow(1, D(-3)), UnitFlow(2, D(1))])


# Drawn flows -------------------------------------------------------------------------------------------

money = st.integers(100, 10**8).map(lambda fen: D(fen) / 100)
loans = st.tuples(st.lists(money, min_size=1, max_size=5), st.lists(money, min_size=1, max_size=60))
days = st.integers(1, 90)


@given(loans)
def test_equal_periods_agree_with_numpy_financial_and_pyxirr(loan):
    flows = [*loan[0], *(-a for a in loan[1])]
    try:
        rate = float(rate_per_period(flows))
    except Refusal:
        return
    floats = [float(a) for a in flows]
    assert abs(numpy_financial.npv(rate, floats)) <= 1e-6 * sum(map(abs, floats)) * max(1, (1 + rate) ** -len(flows))
    for theirs in (numpy_financial.irr(floats), pyxirr.irr(floats)):
        # A library that gives up, or gives a root that is none, says nothing about ours.
        if theirs is not None and theirs == theirs and -0.9 < theirs < 10:
            assert rate == pytest.approx(theirs, rel=1e-7, abs=1e-8)


@given(loans, st.data())
def test_calendar_days_agree_with_pyxirr(loan, data):
    amounts = [*loan[0], *(-a for a in loan[1])]
    gaps = data.draw(st.lists(days, min_size=len(amounts), max_size=len(amounts)))
    dates = [date(2026, 1, 31) + timedelta(n) for n in accumulate(gaps)]
    try:
        rate = float(yearly_rate([Flow(day, a) for day, a in zip(dates, amounts, strict=True)]))
    except Refusal:
        return
    theirs = pyxirr.xirr(dates, [float(a) for a in amounts])
    if theirs is not None and -0.9 < theirs < 100:
        assert rate == pytest.approx(theirs, rel=1e-6, abs=1e-8)


@given(st.lists(st.integers(-(10**7), 10**7), min_size=2, max_size=12), st.data())
def test_whatever_the_flows_the_rate_balances_them_or_words_refuse(fen, data):
    gaps = data.draw(st.lists(days, min_size=len(fen), max_size=len(fen)))
    dates = [date(2026, 1, 31) + timedelta(n) for n in accumulate(gaps)]
    flows = [Flow(day, D(a) / 100) for day, a in zip(dates, fen, strict=True)]
    try:
        rate = yearly_rate(flows)
    except Refusal:
        return
    # The balance changes its sign within the stated tolerance.
    step = TOLERANCE * max(1, 1 + rate) * 2

    def value(r):
        return sum(f.amount / (1 + r) ** (D((f.day - dates[0]).days) / 365) for f in flows)

    assert value(rate - step) * value(rate + step) <= 0


@given(loans)
def test_turning_the_signs_round_changes_nothing(loan):
    flows = [*loan[0], *(-a for a in loan[1])]
    try:
        rate = rate_per_period(flows)
    except Refusal:
        assume(False)
    assert rate_per_period([-a for a in flows]) == rate


@given(st.integers(1, 60), money, st.integers(1, 3000))
def test_a_known_rate_comes_back(periods, amount, basis_points):
    rate = D(basis_points) / 10**5
    payment = amount * rate / (1 - (1 + rate) ** -periods)
    assert rate_per_period([amount, *[-payment] * periods]) == rate
    assert unit_period_rate(
        [UnitFlow(0, amount), *(UnitFlow(k, -payment) for k in range(1, periods + 1))]
    ) == pytest.approx(rate, abs=TOLERANCE)


@given(loans)
def test_compound_is_never_below_simple(loan):
    try:
        rate = rate_per_period([*loan[0], *(-a for a in loan[1])])
    except Refusal:
        assume(False)
    assert compound_yearly(rate, 12) >= simple_yearly(rate, 12)


@given(st.integers(2, 60), money, money, st.data())
def test_a_fee_withheld_at_the_start_never_lowers_the_rate(periods, amount, payment, data):
    assume(payment * periods > amount)
    fee = data.draw(st.integers(0, int(amount * 100) - 1).map(lambda fen: D(fen) / 100))
    try:
        before, after = (rate_per_period([got, *[-payment] * periods]) for got in (amount, amount - fee))
    except Refusal:
        return  # beyond any meaning
    assert after >= before


def test_360_payments_are_settled():
    # Long plans, at both ends of what is charged.
    for payment in ("278", "300", "3000"):
        rate = rate_per_period([D(100000), *[-D(payment)] * 360])
        assert float(rate) == pytest.approx(pyxirr.irr([100000.0, *[-float(payment)] * 360]), abs=1e-9)
