"""Laws that every schedule obeys, and published schedules."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor

import numpy_financial
import pytest
import strategies  # noqa: F401  (its profile: the same examples on every run)
from hypothesis import given
from hypothesis import strategies as st

from calculators.kit.days import add_months
from calculators.kit.schedule import (
    MOST_ROWS,
    Terms,
    equal_fee,
    equal_parts,
    fixed_payment,
    huabei_fee,
    interest_free,
    least_payment,
    level_payment,
    level_principal,
    level_sum,
    month_ends,
    period_rate,
    same_payment,
)

D = Decimal
FEN = D("0.01")

small = st.integers(1000, 10**6).map(lambda fen: D(fen) / 100)
amounts = st.integers(1000, 10**8).map(lambda fen: D(fen) / 100)
rates = st.integers(0, 3600).map(lambda steps: D(steps) / 10**4)
periods = st.integers(1, 60)


@st.composite
def terms(draw):
    start = draw(st.dates(date(2015, 1, 1), date(2090, 1, 1)))
    first = start + timedelta(draw(st.integers(1, 365)))
    by_day, year = draw(st.sampled_from([(False, 360), (True, 360), (True, 365)]))
    return Terms(start, first, draw(rates), by_day, year)


def regular(yearly="0", start=date(2026, 11, 22)):
    return Terms(start, add_months(start, 1), D(yearly))


def every_schedule(amount, terms, n, fee):
    yield interest_free(amount, terms, n)
    yield equal_fee(amount, terms, n, fee)
    yield level_payment(amount, terms, n)
    yield level_principal(amount, terms, n)
    if found := fixed_payment(amount, terms, max(amount / n, FEN).quantize(FEN)):
        yield found


@given(amounts, terms(), periods, st.integers(0, 10**6).map(lambda fen: D(fen) / 100))
def test_the_laws_of_every_schedule(amount, terms, n, fee):
    for schedule in every_schedule(amount, terms, n, fee):
        rows = schedule.rows
        assert rows[0].day == terms.first_due > terms.start
        assert all(a.day < b.day for a, b in pairwise(rows))
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        assert sum(row.principal for row in rows) == amount
        assert rows[-1].balance == 0
        assert schedule.total == sum(row.payment for row in rows) == amount + schedule.interest + schedule.fee
        balance = amount
        for row in rows:
            balance -= row.principal
            assert row.balance == balance
            assert row.payment == row.principal + row.interest + row.fee
            for part in (row.principal, row.interest, row.fee, row.balance):
                assert part >= 0
                assert part == part.quantize(FEN)
        for row in rows:
            assert row.day.day == min(terms.first_due.day, monthrange(row.day.year, row.day.month)[1])


@pytest.mark.parametrize(
    ("start", "first", "span", "said"),
    [
        # The day before a month's end of fewer days, either way round, is a month like any other.
        ("2026-01-31", "2026-02-28", (1, 0), "1 个月"),
        ("2026-02-28", "2026-03-31", (1, 0), "1 个月"),
        ("2026-02-28", "2026-03-28", (1, 0), "1 个月"),
        ("2026-01-30", "2026-02-28", (1, 0), "1 个月"),
        ("2026-02-27", "2026-03-31", (1, 4), "1 个月零 4 天"),
        ("2026-01-31", "2026-02-27", (0, 27), "27 天"),
        ("2026-01-31", "2026-03-01", (1, 1), "1 个月零 1 天"),
        ("2026-01-31", "2026-03-31", (2, 0), "2 个月"),
        ("2026-01-31", "2026-02-01", (0, 1), "1 天"),
        ("2025-01-31", "2026-01-31", (12, 0), "12 个月"),
    ],
)
def test_a_first_period_in_months_and_days(start, first, span, said):
    terms = Terms(date.fromisoformat(start), date.fromisoformat(first), D("0.12"))
    assert (terms.span, terms.said) == (span, said)
    assert terms.regular == (span == (1, 0))
    assert terms.length == span[0] + D(span[1]) / 30


@pytest.mark.parametrize("first", ["2026-01-30", "2026-01-31"])
def test_a_first_payment_must_follow_the_start(first):
    with pytest.raises(ValueError, match="after the start"):
        Terms(date(2026, 1, 31), date.fromisoformat(first))


# Against exact quotients ---------------------------------------------------------------------------------


def half_up(yuan):
    """An exact amount to the fen."""
    return D(floor(yuan * 100 + Fraction(1, 2))) / 100


def months_and_days(start, end):
    """The first period as a lender counts it: whole months from the start, then days."""
    if add_months(end, -1) == start:
        return 1, 0
    months = max(n for n in range(14) if add_months(start, n) <= end)
    return months, (end - add_months(start, months)).days


def exact_rates(terms, days):
    """The rate of each period as a quotient; the first as it is, and as if it were a month."""
    yearly = Fraction(terms.yearly)
    if terms.by_day:
        rates = [yearly * (b - a).days / terms.year_days for a, b in pairwise([terms.start, *days])]
        return rates, yearly * (days[0] - terms.due(-1)).days / terms.year_days
    months, odd = months_and_days(terms.start, days[0])
    return [yearly * months / 12 + yearly * odd / 360, *(yearly / 12 for _ in days[1:])], yearly / 12


def exact_level(amount, rates):
    """The level payment: what is owed grows, and is nothing after the last."""
    grown, paid = Fraction(amount), Fraction(0)
    for rate in rates:
        grown, paid = grown * (1 + rate), paid * (1 + rate) + 1
    return half_up(grown / paid)


@given(small, terms(), st.integers(1, 40))
def test_every_row_is_that_of_exact_quotients(amount, terms, n):
    rates, as_month = exact_rates(terms, [terms.due(k) for k in range(n)])
    level = exact_level(amount, [as_month, *rates[1:]])
    assert level_sum(amount, terms, n) == level
    for schedule in (level_principal(amount, terms, n), level_payment(amount, terms, n)):
        owed = amount
        for row, rate in zip(schedule.rows, rates, strict=False):
            assert row.interest == half_up(Fraction(owed) * rate)
            owed -= row.principal
    owed = amount
    for row, rate in zip(schedule.rows[:-1], [as_month, *rates[1:]], strict=False):
        assert row.principal == min(owed, max(D(0), level - half_up(Fraction(owed) * rate)))
        owed -= row.principal


@pytest.mark.parametrize(("amount", "interest"), [("600", "9.13"), ("360", "5.48"), ("4920", "74.83")])
def test_an_exact_half_fen_rounds_up(amount, interest):
    for build in (level_payment, level_principal, lambda a, t, n: fixed_payment(a, t, D(500), n)):
        assert build(D(amount), regular("0.1825"), 12).rows[0].interest == D(interest)


@pytest.mark.parametrize(("amount", "n", "total"), [("24", 3, "24.74"), ("47415.51", 120, "103441.24")])
def test_a_whole_plan_with_half_fen_in_it(amount, n, total):
    assert level_payment(D(amount), regular("0.1825"), n).total == D(total)


def test_no_half_fen_is_lost_at_any_amount():
    # Interest of a month at 18.25 % is amount × 73 ÷ 4800: an exact half fen at each multiple of 24 yuan that is odd.
    for yuan in range(24, 20001, 48):
        assert level_principal(D(yuan), regular("0.1825"), 2).rows[0].interest == half_up(Fraction(yuan * 73, 4800))


@given(amounts, rates, st.integers(1, 120))
def test_level_payments_agree_with_numpy_financial(amount, yearly, n):
    ours = level_sum(amount, regular(yearly), n)
    theirs = -numpy_financial.pmt(float(yearly) / 12, n, float(amount))
    assert abs(float(ours) - theirs) <= 0.005 + 1e-9 * float(amount)


@given(amounts, rates, st.integers(2, 60))
def test_interest_and_principal_agree_with_numpy_financial(amount, yearly, n):
    schedule = level_payment(amount, regular(yearly), n)
    rate = float(yearly) / 12
    for row in schedule.rows[:-1]:
        # Half a fen a period, in payment and interest, and its own interest.
        slack = 0.011 * row.number * (1 + rate) ** row.number
        assert abs(float(row.interest) + numpy_financial.ipmt(rate, row.number, n, float(amount))) <= slack
        assert abs(float(row.principal) + numpy_financial.ppmt(rate, row.number, n, float(amount))) <= slack


@given(amounts, terms(), st.integers(1, 10**6))
def test_paying_more_never_lengthens_a_plan_nor_makes_it_dearer(amount, terms, more):
    pay = least_payment(amount, terms, 60)
    before, after = fixed_payment(amount, terms, pay, 60), fixed_payment(amount, terms, pay + D(more) / 100, 60)
    assert len(after.rows) <= len(before.rows)
    assert after.interest <= before.interest


@given(amounts, terms(), st.integers(1, 120))
def test_the_least_payment_clears_and_a_fen_less_does_not(amount, terms, most):
    least = least_payment(amount, terms, most)
    assert fixed_payment(amount, terms, least, most)
    assert least == FEN or not fixed_payment(amount, terms, least - FEN, most)


@given(amounts, terms(), st.integers(1, 10**5))
def test_a_fixed_payment_is_never_exceeded(amount, terms, fen):
    schedule = fixed_payment(amount, terms, D(fen) / 100, 120)
    if schedule:
        assert all(row.payment == D(fen) / 100 for row in schedule.rows[:-1])
        assert schedule.rows[-1].payment <= D(fen) / 100


@given(st.integers(0, 10**9), st.integers(1, MOST_ROWS))
def test_equal_parts_are_whole_fen_and_what_is_left_goes_first(fen, n):
    parts = equal_parts(D(fen) / 100, n)
    assert len(parts) == n
    assert sum(parts) == D(fen) / 100
    assert set(parts[1:]) <= {D(fen // n) / 100}
    assert 0 <= parts[0] - D(fen // n) / 100 < D(n) / 100


@pytest.mark.parametrize(
    ("amount", "rate", "fee"),
    [("1000.20", "0.025", "25.00"), ("1000.60", "0.025", "25.02"), ("12000", "0.088", "1056.00")],
)
def test_the_fee_is_rounded_half_to_even(amount, rate, fee):
    assert huabei_fee(D(amount), D(rate)) == D(fee)


@given(terms(), amounts, st.integers(2, 60))
def test_a_first_period_changes_its_own_interest_only(terms, amount, n):
    as_month = Terms(terms.due(-1), terms.first_due, terms.yearly, terms.by_day, terms.year_days)
    for build in (level_payment, level_principal):
        ours, month = build(amount, terms, n), build(amount, as_month, n)
        assert [row.principal for row in ours.rows] == [row.principal for row in month.rows]
        assert [row.interest for row in ours.rows[1:]] == [row.interest for row in month.rows[1:]]


def test_month_ends_stay_month_ends():
    schedule = interest_free(D(1000), Terms(date(2026, 12, 31), date(2027, 1, 31)), 4)
    assert [row.day.isoformat() for row in schedule.rows] == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]
    schedule = interest_free(D(1000), Terms(date(2027, 12, 31), date(2028, 1, 31)), 2)
    assert schedule.rows[1].day == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("start", "days"),
    [
        (date(2027, 1, 31), ["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]),
        (date(2028, 1, 30), ["2028-02-29", "2028-03-30", "2028-04-30"]),
        (date(2027, 1, 29), ["2027-02-28", "2027-03-29"]),
        (date(2026, 11, 30), ["2026-12-30", "2027-01-30", "2027-02-28", "2027-03-30"]),
    ],
)
def test_without_a_first_day_all_are_counted_from_the_start(start, days):
    terms = Terms(start)
    schedule = interest_free(D(1000), terms, len(days))
    assert [row.day.isoformat() for row in schedule.rows] == days
    assert terms.regular
    assert month_ends(schedule, terms) == f"按每月 {start.day} 日排；没有这一天的月份，是那个月的最后一天。"


@pytest.mark.parametrize(
    ("first", "said"),
    [
        (date(2027, 2, 28), "第一期在月末，以后按每月 28 日排"),
        (date(2027, 4, 30), "第一期在月末，以后按每月 30 日排"),
        (date(2027, 1, 31), "按每月 31 日排；没有这一天"),
        (date(2027, 1, 15), ""),
    ],
)
def test_a_first_day_that_was_said_is_counted_from(first, said):
    terms = Terms(date(2027, 1, 10), first)
    schedule = interest_free(D(1000), terms, 3)
    assert [row.day for row in schedule.rows] == [add_months(first, k) for k in range(3)]
    assert month_ends(schedule, terms).startswith(said)
    assert bool(month_ends(schedule, terms)) == bool(said)


@given(small, st.integers(1, MOST_ROWS), st.integers(0, 10**4))
def test_payments_that_were_told_are_what_is_paid(amount, n, more):
    payment = equal_parts(amount, n)[-1] + D(more) / 100
    rows = same_payment(amount, regular(), n, payment).rows
    assert sum(row.principal for row in rows) == amount
    assert all(row.principal >= 0 and row.fee >= 0 for row in rows)
    assert {row.payment for row in rows[1:]} <= {payment}
    if payment * n >= amount:
        assert {row.payment for row in rows} == {payment}
    else:
        assert sum(row.payment for row in rows) == amount


def test_payments_that_do_not_clear_the_amount_are_refused():
    with pytest.raises(ValueError, match="must clear"):
        same_payment(D(1000), regular(), 3, D("333.32"))


def test_a_fee_may_be_charged_at_once():
    schedule = equal_fee(D(12000), regular(), 12, D(864), at_once=True)
    assert [row.payment for row in schedule.rows] == [D(1864), *[D(1000)] * 11]
    assert round(period_rate(D(12000), schedule, regular()) * 12, 4) == D("0.1386")


@given(small, terms(), st.integers(1, 40))
def test_a_rate_that_was_asked_for_comes_back(amount, terms, n):
    # By months and with a first period of any length; half a fen a period is what rounding may do.
    terms = replace(terms, by_day=False)
    schedule = level_principal(amount, terms, n)
    found = period_rate(amount, schedule, terms) * 12
    bearing = amount * terms.length + sum(row.balance for row in schedule.rows[:-1])
    assert abs(found - terms.yearly) <= D("0.005") * n * 12 / bearing * D("1.01") + D("1e-8")


def test_a_plan_may_not_begin_after_its_first_payment():
    with pytest.raises(ValueError, match="after the start"):
        Terms(date(2026, 1, 1), date(2026, 1, 1))


def test_the_state_after_60_of_360_months_as_cfpb_has_it():
    # cfpb/amortize does not round the payment; ours is in whole fen, which adds up to half a fen a month.
    rows = level_payment(D(180000), regular("0.0425"), 360).rows
    assert rows[0].payment == D("885.49")
    assert abs(sum(row.interest for row in rows[:60]) - D("36583.36")) <= D("0.30")
    assert abs(sum(row.principal for row in rows[:60]) - D("16546.15")) <= D("0.30")
    assert abs(rows[59].balance - D("163453.85")) <= D("0.30")


def test_the_schedule_in_the_documentation_of_numpy_financial():
    # 2,500 at 8.24 % over 12 months: interest 17.17, 15.79, 14.40, …; balance 2299.42, …; 112.98 in all.
    rows = level_payment(D(2500), regular("0.0824"), 12).rows
    assert [row.interest for row in rows[:3]] == [D("17.17"), D("15.79"), D("14.40")]
    assert rows[0].balance == D("2299.42")
    assert abs(sum(row.interest for row in rows) - D("112.98")) <= D("0.06")


# A payment as it was told -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "payment", "principals", "fees"),
    [
        ("90", "30", ["30", "30", "30"], ["0", "0", "0"]),
        ("90", "31.50", ["30", "30", "30"], ["1.50", "1.50", "1.50"]),
        # A fen is over, and the first payment has room for it.
        ("100", "33.34", ["33.34", "33.33", "33.33"], ["0", "0.01", "0.01"]),
        # Two are over, and each payment has room for one.
        ("100.01", "33.34", ["33.34", "33.34", "33.33"], ["0", "0", "0.01"]),
        # All payments together miss the amount: the first is larger.
        ("100", "33.33", ["33.34", "33.33", "33.33"], ["0", "0", "0"]),
        ("100.01", "33.33", ["33.35", "33.33", "33.33"], ["0", "0", "0"]),
    ],
)
def test_a_payment_that_was_told_is_shared_out_by_hand(amount, payment, principals, fees):
    schedule = same_payment(D(amount), regular(), 3, D(payment))
    assert [row.principal for row in schedule.rows] == [D(p) for p in principals]
    assert [row.fee for row in schedule.rows] == [D(f) for f in fees]
    assert [row.number for row in schedule.rows] == [1, 2, 3]
    assert [row.balance for row in schedule.rows][-1] == 0
    assert {row.interest for row in schedule.rows} == {0}


def test_payments_that_cannot_clear_the_amount_are_refused():
    with pytest.raises(ValueError, match="clear"):
        same_payment(D(100), regular(), 3, D("33.32"))


@pytest.mark.parametrize(
    ("at_once", "payments"), [(False, ["34.34", "34.33", "34.33"]), (True, ["36.34", "33.33", "33.33"])]
)
def test_a_fee_is_shared_out_or_charged_at_once(at_once, payments):
    schedule = equal_fee(D(100), regular(), 3, D(3), at_once)
    assert [row.payment for row in schedule.rows] == [D(p) for p in payments]
    assert (schedule.largest, schedule.last_day) == (D(payments[0]), date(2027, 2, 22))
    assert (schedule.amount, schedule.interest, schedule.fee, schedule.total) == (100, 0, 3, 103)


@pytest.mark.parametrize(
    ("by_day", "year", "interest"), [(False, 360, ["3", "3", "3"]), (True, 360, ["3.10", "2.80", "3.10"])]
)
def test_a_month_costs_a_twelfth_or_its_days(by_day, year, interest):
    terms = Terms(date(2026, 12, 31), None, D("0.12"), by_day, year)
    assert [terms.month(k).of(D(300)) for k in range(3)] == [D(i) for i in interest]
    assert [rate.of(D(300)) for rate in terms.rates(3)] == [D(i) for i in interest]
    # 300 × 12 % × 28 ÷ 365 = 2.7616…
    assert Terms(date(2026, 12, 31), None, D("0.12"), True, 365).month(1).of(D(300)) == D("2.76")


@pytest.mark.parametrize(
    ("start", "first", "days", "words"),
    [
        ("2026-12-31", None, 3, "按每月 31 日排；没有这一天的月份，是那个月的最后一天。"),
        ("2026-12-01", "2026-12-31", 2, ""),
        ("2026-12-01", "2027-02-28", 2, "第一期在月末，以后按每月 28 日排。合同写的是每月最后一天的，以合同为准。"),
        ("2026-12-01", "2027-02-28", 1, ""),
        ("2026-12-01", "2026-12-30", 2, ""),
        ("2026-12-01", "2026-12-30", 3, "按每月 30 日排；没有这一天的月份，是那个月的最后一天。"),
        ("2026-12-01", "2028-02-28", 2, ""),
        ("2026-12-31", None, 1, ""),
        ("2027-01-31", None, 1, "按每月 31 日排；没有这一天的月份，是那个月的最后一天。"),
    ],
)
def test_what_is_said_of_days_that_some_months_lack(start, first, days, words):
    terms = Terms(date.fromisoformat(start), date.fromisoformat(first) if first else None)
    assert month_ends(interest_free(D(100), terms, days), terms) == words


@pytest.mark.parametrize(
    ("amount", "rate", "fee"),
    [("1000", "0.0725", "72.50"), ("0.50", "0.01", "0.00"), ("1.50", "0.01", "0.02"), ("2.50", "0.01", "0.02")],
)
def test_a_fee_in_huabeis_way_rounds_half_to_even(amount, rate, fee):
    assert huabei_fee(D(amount), D(rate)) == D(fee)


@pytest.mark.parametrize(
    ("amount", "payment", "most", "rows"),
    [
        ("100", "50", 2, ["50", "50"]),
        ("100", "49.99", 2, None),
        ("100", "49.99", 3, ["49.99", "49.99", "0.02"]),
        ("0.01", "0.01", 1, ["0.01"]),
    ],
)
def test_so_much_a_month_until_cleared(amount, payment, most, rows):
    schedule = fixed_payment(D(amount), regular(), D(payment), most)
    assert (schedule and [row.payment for row in schedule.rows]) == (rows and [D(r) for r in rows])
    if rows:
        assert [row.number for row in schedule.rows] == list(range(1, len(rows) + 1))


def test_interest_that_a_payment_does_not_reach_waits_and_bears_none():
    # 10 a month on 1,000; payments of 8 leave 2 each month, which are owed and bear nothing.
    terms = regular("0.12")
    assert fixed_payment(D(1000), terms, D(8), 12) is None
    assert fixed_payment(D(1000), terms, D(10), MOST_ROWS) is None
    assert fixed_payment(D(1000), terms, D("10.01")) is None, "not within 360 months"
    schedule = fixed_payment(D(1000), Terms(terms.start, date(2027, 6, 22), D("0.12")), D(60), 40)
    assert [(row.interest, row.principal) for row in schedule.rows[:3]] == [(60, 0), (20, 40), (D("9.60"), D("50.40"))]


def test_the_last_of_equal_parts_of_the_principal_takes_what_is_left_over():
    rows = level_principal(D(100), regular("0.12"), 3).rows
    assert [(row.principal, row.interest) for row in rows] == [
        (D("33.33"), D(1)),
        (D("33.33"), D("0.67")),
        (D("33.34"), D("0.33")),
    ]


def test_odd_days_of_a_first_period_are_those_of_a_year_of_360():
    # 1,000 at 12 % for a month and 19 days: 10 + 1000 × 12 % × 19 ÷ 360.
    terms = Terms(date(2026, 11, 22), date(2027, 1, 10), D("0.12"))
    assert level_principal(D(1000), terms, 2).rows[0].interest == D("16.33")


def test_a_plan_has_360_rows_at_the_most():
    least = least_payment(D(100000), regular("0.06"))
    assert len(fixed_payment(D(100000), regular("0.06"), least).rows) == 360
    assert fixed_payment(D(100000), regular("0.06"), least - FEN) is None
    assert MOST_ROWS == 360


@pytest.mark.parametrize("build", [interest_free, lambda a, t, n: equal_fee(a, t, n, D(3))])
def test_a_fee_is_not_charged_at_once_unless_that_was_said(build):
    first, *_, last = build(D(90), regular(), 3).rows
    assert first.payment == last.payment
