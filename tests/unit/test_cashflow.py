"""The cash-flow core: published examples, and two independent libraries on drawn flows."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from math import log1p

import numpy_financial
import pytest
import pyxirr
import strategies  # noqa: F401  (its profile: the same examples on every run)
from hypothesis import assume, given
from hypothesis import strategies as st

from calculators.kit import cashflow
from calculators.kit.cashflow import (
    TOLERANCE,
    Flow,
    Refusal,
    UnitFlow,
    compound_yearly,
    rate_by_lengths,
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
        ([-100, 220, -121], "不止一个"),  # 10 % twice
        ([100, -220, 121], "不止一个"),
        ([1, -(10**12)], "没有意义"),
    ],
)
def test_where_there_is_no_single_rate_words_say_so(amounts, words):
    with pytest.raises(Refusal, match=words):
        rate_per_period([D(a) for a in amounts])


@pytest.mark.parametrize(
    ("amounts", "answered"),
    [
        # A thousand million times the money in a period, either way, is where an answer ends.
        (["1", "-990000000"], True),
        (["1", "-1010000000"], False),
        (["100000", "-3.17"], True),
        (["100000", "-3.16"], False),
    ],
)
def test_a_rate_beyond_all_meaning_is_refused_and_one_below_is_not(amounts, answered):
    flows = [D(a) for a in amounts]
    if answered:
        assert rate_per_period(flows) == pytest.approx(-flows[1] / flows[0] - 1, rel=D("1e-9"))
    else:
        with pytest.raises(Refusal, match="没有意义"):
            rate_per_period(flows)


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


# Flows that go to and fro --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amounts", "percent"),
    [
        # Each is a product of (x − 1 − rate) and a polynomial without a positive root but that one.
        (["-100", "210", "-210", "110"], "10"),
        (["-100", "150", "-150", "50"], "-50"),
        (["-1000", "1999", "-1999", "999"], "-0.1"),
        (["-1000", "2000", "-2000", "1000"], "0"),
        (["-100", "100.1", "-100.1", "100.1001"], None),
    ],
)
def test_flows_that_change_their_direction_three_times_may_have_one_rate(amounts, percent):
    flows = [D(a) for a in amounts]
    rate = rate_per_period(flows)
    assert rate_per_period([-a for a in flows]) == rate
    if percent:
        assert rate == D(percent) / 100
    assert abs(sum(a * (1 + rate) ** -k for k, a in enumerate(flows))) < D("1e-6")


@given(st.integers(-60, 300), st.integers(1, 30), st.integers(1, 30), st.integers(31, 60))
def test_the_one_rate_of_flows_to_and_fro_is_found_wherever_it_lies(percent, a, b, c):
    # (x − g)(c·x² − a·x + b) with a² < 4bc has the one root g = 1 + rate; signs change three times.
    assume(a * a < 4 * b * c)
    growth = 1 + D(percent) / 100
    flows = [D(c), -(c * growth + a), a * growth + b, -b * growth]
    assert rate_per_period(flows) == growth - 1


# Periods of any lengths ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "payments", "lengths", "rate"),
    [
        ("100", ["110"], ["1"], "0.1"),
        ("100", ["105"], ["0.5"], "0.1"),
        ("100", ["120"], ["2"], "0.1"),  # in a straight line: not 21
        ("1000", ["530", "530"], ["1", "1"], None),
        ("100", ["100"], ["1"], "0"),
        ("100", ["60", "40"], ["1", "1"], "0"),
        ("100", ["100.01"], ["1"], "0.0001"),
        ("0.01", ["0.02"], ["1"], "1"),
    ],
)
def test_a_rate_of_straight_lines(received, payments, lengths, rate):
    found = rate_by_lengths(D(received), [D(p) for p in payments], [D(n) for n in lengths])
    assert found == (rate_per_period([D(received), *(-D(p) for p in payments)]) if rate is None else D(rate))


@given(st.lists(st.tuples(st.integers(1, 24), money), min_size=1, max_size=24), st.integers(1, 3000))
def test_a_known_rate_of_straight_lines_comes_back(rows, basis_points):
    rate = D(basis_points) / 10**5
    lengths, payments = [D(n) / 8 for n, _ in rows], [p for _, p in rows]
    owed = D(0)
    for length, payment in zip(lengths[::-1], payments[::-1], strict=True):
        owed = (owed + payment) / (1 + length * rate)
    assert rate_by_lengths(owed, payments, lengths) == pytest.approx(rate, abs=TOLERANCE)


@pytest.mark.parametrize(("received", "payments"), [("0", ["1"]), ("-1", ["1"]), ("100", ["99.99"]), ("100", [])])
def test_what_does_not_clear_what_was_received_has_no_rate_of_straight_lines(received, payments):
    with pytest.raises(Refusal, match="没有一个利率"):
        rate_by_lengths(D(received), [D(p) for p in payments], [D(1)] * len(payments))


def test_each_payment_has_its_length():
    with pytest.raises(ValueError, match="zip"):
        rate_by_lengths(D(100), [D(110)], [D(1), D(1)])


# Unit periods ----------------------------------------------------------------------------------------------


@given(st.integers(1, 60), st.integers(0, 29), money, st.integers(1, 3000))
def test_a_known_rate_of_unit_periods_with_an_odd_first_one_comes_back(periods, days, amount, basis_points):
    rate, odd = D(basis_points) / 10**5, D(days) / 30
    # In what is still to come, a period is a factor; the odd part of one is a straight line.
    worth = sum(1 / ((1 + odd * rate) * (1 + rate) ** k) for k in range(1, periods + 1))
    flows = [UnitFlow(0, amount), *(UnitFlow(k, -amount / worth, odd) for k in range(1, periods + 1))]
    assert unit_period_rate(flows) == pytest.approx(rate, abs=TOLERANCE * 2)
    turned = [UnitFlow(f.whole, -f.amount, f.odd) for f in flows]
    assert unit_period_rate(turned) == unit_period_rate(flows)


def test_money_at_one_time_is_taken_together_and_none_is_left_out():
    halves = [UnitFlow(0, D(60)), UnitFlow(0, D(40)), UnitFlow(1, D(-10)), UnitFlow(1, D(-100)), UnitFlow(2, D(0))]
    assert unit_period_rate(halves) == D("0.1")
    assert UnitFlow(1, D(1)) == UnitFlow(1, D(1), D(0))
    assert unit_period_rate([UnitFlow(0, D(100)), UnitFlow(2, D(-81))]) == D("-0.1")
    days = [Flow(date(2026, 1, 1), D(60)), Flow(date(2027, 1, 1), D(-110)), Flow(date(2026, 1, 1), D(40))]
    assert yearly_rate(days) == D("0.1")


@pytest.mark.parametrize(("whole", "rate"), [(360, "-0.5"), (360, "1"), (1000, "-0.1")])
def test_many_unit_periods_are_no_trouble_at_either_end(whole, rate):
    flows = [UnitFlow(0, D(1)), UnitFlow(whole, -((1 + D(rate)) ** whole))]
    assert unit_period_rate(flows) == pytest.approx(D(rate), abs=TOLERANCE * 2)


# Settled in Decimal ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize("target", ["0.01", "0.25", "-0.3", "30"])
@pytest.mark.parametrize("off", ["0", "1e-11", "-3e-10", "2e-9", "-4e-7", "5e-5", "-1.2e-3"])
def test_a_rate_that_was_found_roughly_is_settled_all_the_same(target, off, way):
    rate = D(target)
    found = log1p(float(rate + D(off) * max(1, 1 + rate)))
    settled = cashflow._polish(found, lambda r: way * (r - rate) * (1 + r))
    assert abs(settled - rate) <= TOLERANCE * max(1, 10 ** (1 + rate).adjusted())
    # And an awkward one, which no step hits.
    odd = rate + D(1) / 3 * D("1e-5")
    settled = cashflow._polish(found, lambda r: way * (r - odd))
    assert abs(settled - odd) <= TOLERANCE * max(1, 10 ** (1 + rate).adjusted())


@pytest.mark.parametrize("off", ["0.002", "-0.002", "0.5"])
def test_a_rate_that_was_not_found_at_all_is_refused(off):
    with pytest.raises(Refusal, match="没有一个利率"):
        cashflow._polish(log1p(0.01 + float(off)), lambda r: r - D("0.01"))


# How long it takes -----------------------------------------------------------------------------------------


def test_a_rate_is_found_in_few_steps(monkeypatch):
    # The page asks at every key. So many steps it took when this was written; a better search may take fewer.
    taken = []
    search = cashflow._root

    def counted(value, low, high):
        taken.append(0)

        def once_more(x):
            taken[-1] += 1
            return value(x)

        return search(once_more, low, high)

    monkeypatch.setattr(cashflow, "_root", counted)
    for periods in (1, 2, 3, 6, 12, 24, 60, 360):
        for times in ("0.3", "0.7", "0.99", "1.0001", "1.01", "1.1", "1.5", "3", "30", "3000"):
            rate_per_period([D(10000), *[-(10000 * D(times) / periods)] * periods])
    assert len(taken) == 80
    assert sum(taken) <= 925
    assert max(taken) <= 43
