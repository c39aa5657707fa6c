"""Laws that every answer of 欠多少 obeys, whatever is typed within the declared bounds."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
import strategies
from hypothesis import assume, example, given
from hypothesis import strategies as st

import calculators
from calculators.kit import facts
from calculators.kit.calculator import Fill, plain
from calculators.overdue_cost import implied as way_back
from calculators.overdue_cost.ledger import Bill, Payment, keep_ledger
from calculators.overdue_cost.reckoning import WAITS
from calculators.overdue_cost.words import WHY

CALCULATOR = calculators.get("overdue_cost")
DAY = date(2026, 11, 22)
FEN = Decimal("0.01")
ZERO = Decimal(0)
# Bills, payments and the day itself lie in one stretch of two years, so that they meet in every way.
NEAR = strategies.around(DAY, 500, 230)

cases = strategies.arguments(CALCULATOR, NEAR)
simple = strategies.arguments(CALCULATOR, NEAR, compounding=st.just("none"), app_interest=st.none())
no_payments = strategies.arguments(CALCULATOR, NEAR, payments=st.just(()))
payments = strategies.rows(CALCULATOR.fields["payments"], NEAR).filter(len)
paying = strategies.arguments(CALCULATOR, NEAR, payments=payments, app_interest=st.none())


def compute(arguments, **changed):
    return CALCULATOR.function(**arguments | changed)


def answer(form):
    return json.loads(calculators.answer("overdue_cost", json.dumps(form, ensure_ascii=False)))


def parts_of(view):
    """Every part of a view, flat."""
    tables = (*view.tables, *view.working)
    heap = [view.headline, view.rate, *view.notes, *(table.note for table in tables)]
    while heap:
        part = heap.pop()
        if isinstance(part, tuple):
            heap.extend(part)
        else:
            yield part


def late_interest(arguments):
    """Simple interest without payments, in whole numbers of fen: a closed form of its own.

    fen × steps of a millionth of a percent × days, divided once and rounded half up by adding a half.
    """
    steps = int(arguments["daily_rate"] * 10**8)
    fen = 0
    for bill in arguments["bills"]:
        days = max((arguments["as_of"] - bill.due).days, 0)
        fen += (int(bill.amount * 100) * steps * days * 2 + 10**8) // (2 * 10**8)
    return Decimal(fen) / 100


any_rate = strategies.values(CALCULATOR.fields["daily_rate"].unit)
everyday_rates = st.integers(1, 10**5).map(lambda steps: Decimal(steps) / 10**8)  # up to 0.1 % a day


def worked_example(**changed):
    return CALCULATOR.read(CALCULATOR.form()).values | changed


# Whatever is typed -----------------------------------------------------------------------------------


@given(strategies.forms(CALCULATOR, NEAR))
def test_any_form_of_one_stretch_of_time_has_a_result(form):
    got = answer(form)
    assert got["errors"] == {}
    assert got["announce"]
    assert got["values"]["total"].endswith(" 元")


@pytest.mark.parametrize("compounding", ["none", "daily"])
def test_the_largest_form_that_can_be_typed_is_answered(compounding):
    # 36 bills of the greatest amount, ten years at the greatest rate: no figure may run out of digits.
    rows = {f"bills.{i}.due": "2016-01-01" for i in range(36)}
    rows |= {f"bills.{i}.amount": "300000" for i in range(36)}
    rest = {"as_of": "2025-12-31", "daily_rate": "1", "compounding": compounding, "app_interest": "10000000"}
    assert answer(CALCULATOR.form(rows | rest))["errors"] == {}


# Sums ------------------------------------------------------------------------------------------------


@given(cases)
def test_totals_are_the_sums_of_their_parts(case):
    got = compute(case)
    assert got.total == got.principal + got.interest + got.fee
    assert got.everything == got.total + got.not_due
    assert (got.all_principal or ZERO) == got.principal + got.not_due
    assert got.all_principal != 0, "nothing left is nothing to talk about"
    assert got.fee_typed == (case["fee"] or ZERO)
    late = [a.due for a in got.ledger.accounts if a.due < case["as_of"] and (a.principal or a.interest)]
    assert got.oldest_due == min(late, default=None)
    if case["app_interest"] is not None:
        assert got.app_difference == case["app_interest"] - got.interest


@given(cases)
def test_no_amount_is_negative_and_every_amount_is_in_whole_fen(case):
    got = compute(case)
    names = ["total", "principal", "interest", "fee", "not_due", "everything", "per_day", "surplus"]
    for name in names + [f"wait_{n}" for n in WAITS]:
        amount = getattr(got, name)
        assert amount >= 0, name
        assert amount % FEN == 0, name


@given(no_payments)
def test_simple_interest_equals_a_closed_form(case):
    got = compute(case, compounding="none")
    assert got.interest == late_interest(case)
    assert got.principal == sum((b.amount for b in case["bills"] if b.due <= case["as_of"]), ZERO)
    assert got.days == max(0, *((case["as_of"] - b.due).days for b in case["bills"]))


@given(no_payments)
def test_waiting_costs_the_interest_of_the_later_day(case):
    got = compute(case, compounding="none")
    for n in WAITS:
        later = late_interest(case | {"as_of": case["as_of"] + timedelta(n)})
        # Waiting is counted from the day on, so that it can be re-added: a fen of rounding for each bill.
        assert abs(getattr(got, f"wait_{n}") - (later - got.interest)) <= Decimal("0.01") * len(case["bills"])


@given(simple)
def test_every_row_of_the_working_can_be_worked_out_again(case):
    ledger = compute(case).ledger
    steps = int(case["daily_rate"] * 10**8)
    for row in ledger.segments:
        fen = (int(row.base * 100) * steps * row.days * 2 + 10**8) // (2 * 10**8)
        assert row.interest == Decimal(fen) / 100
        assert row.base == row.principal
        assert row.days > 0


@given(cases)
def test_the_rows_of_the_working_add_up_to_what_is_owed_and_what_was_paid(case):
    got = compute(case)
    accrued = sum((row.interest for row in got.ledger.segments), ZERO)
    assert accrued == got.interest + sum((a.interest for a in got.ledger.applied), ZERO)


@given(cases)
def test_the_rows_of_one_bill_follow_on_from_its_due_day_to_the_day_asked(case):
    got = compute(case, payments=())
    for bill in {b.due for b in case["bills"] if b.due < case["as_of"]}:
        days = sorted({(row.start, row.end) for row in got.ledger.segments if row.due == bill})
        assert (days[0][0], days[-1][1]) == (bill, case["as_of"])
        assert all(one[1] == two[0] for one, two in pairwise(days))
        assert all(start < end for start, end in days), "a row of no days is none"


@given(paying)
def test_every_yuan_that_was_paid_is_accounted_for(case):
    got = compute(case)
    counted = [p for p in case["payments"] if p.date <= case["as_of"]]
    assert sum((a.amount for a in got.ledger.applied), ZERO) == sum((p.amount for p in counted), ZERO)
    for a in got.ledger.applied:
        went = (a.fee, a.interest, a.principal, a.early, a.surplus)
        assert min(went) >= 0
        assert sum(went) == a.amount
        assert a.count == sum(p.date == a.date for p in counted)
    went = {
        part: sum((getattr(a, part) for a in got.ledger.applied), ZERO)
        for part in ("fee", "principal", "early", "surplus")
    }
    left = sum((account.principal for account in got.ledger.accounts), ZERO)
    assert left + went["principal"] + went["early"] == sum((b.amount for b in case["bills"]), ZERO)
    # A fee for being late counts only once something was late.
    assert got.fee + went["fee"] == ((case["fee"] or ZERO) if got.ledger.rows else ZERO)
    assert got.surplus == went["surplus"]


@given(paying)
def test_nothing_is_called_surplus_while_something_is_still_owed(case):
    # The fee is owed once something is late, so a payment before that cannot go to it.
    last = compute(case).ledger.applied[-1:]
    if last and last[0].surplus:
        then = compute(case, as_of=last[0].date, fee=None)
        assert (then.everything - (case["not_due"] or ZERO), then.interest) == (0, 0)


@given(paying)
def test_payments_go_to_fee_then_interest_then_principal_or_the_other_way(case):
    for a in compute(case, order="interest").ledger.applied:
        assert not a.principal or compute(case, order="interest", as_of=a.date).fee == 0
        assert not a.principal or compute(case, order="interest", as_of=a.date).interest == 0
    for a in compute(case, order="principal").ledger.applied:
        if a.interest or a.fee:
            accounts = compute(case, order="principal", as_of=a.date).ledger.accounts
            assert not any(account.principal for account in accounts if account.due < a.date)


# More and less ---------------------------------------------------------------------------------------


@given(cases)
def test_waiting_longer_never_costs_less(case):
    got = compute(case)
    costs = [getattr(got, f"wait_{n}") for n in WAITS]
    assert costs == sorted(costs)
    assert costs[0] >= 0


@given(no_payments, st.integers(0, 400))
def test_a_later_day_never_lowers_the_interest(case, days):
    later = compute(case, as_of=case["as_of"] + timedelta(days))
    assert later.interest >= compute(case).interest


@given(cases)
@example(worked_example(as_of=date(2026, 9, 10)))
def test_the_cost_of_a_day_is_what_one_more_day_adds(case):
    # What is paid tomorrow is not part of the question.
    past = tuple(p for p in case["payments"] if p.date <= case["as_of"])
    today = compute(case, payments=past)
    tomorrow = compute(case, payments=past, as_of=case["as_of"] + timedelta(1))
    # Each bill's row may round by half a fen before and after, and the day's cost once more.
    slack = FEN * (len(case["bills"]) + 1)
    assert abs(today.per_day - (tomorrow.interest - today.interest)) <= slack


@given(cases, st.integers(1, 10**6))
def test_a_higher_rate_never_lowers_the_interest(case, steps):
    higher = min(case["daily_rate"] + Decimal(steps) / 10**8, Decimal("0.01"))
    assert compute(case, daily_rate=higher).interest >= compute(case).interest


@given(no_payments)
def test_compounding_never_costs_less_than_simple_interest_but_for_rounding(case):
    none, monthly, daily = (compute(case, compounding=c) for c in ("none", "monthly", "daily"))
    # Compounding makes a fen of rounding grow, over two years at the most.
    slack = FEN * (len(monthly.ledger.segments) + 1) * (1 + case["daily_rate"]) ** 730
    assert none.interest <= monthly.interest + slack
    assert monthly.interest <= daily.interest + slack


@given(paying, st.data())
def test_paying_more_never_raises_what_is_owed(case, data):
    i = data.draw(st.integers(0, len(case["payments"]) - 1))
    more = data.draw(st.integers(1, 10**7).map(lambda fen: Decimal(fen) / 100))
    raised = list(case["payments"])
    raised[i] = replace(raised[i], amount=raised[i].amount + more)
    before, after = compute(case), compute(case, payments=tuple(raised))
    for name in ("everything", "total", "principal", "interest", "fee"):
        assert getattr(after, name) <= getattr(before, name), name
    assert after.surplus >= before.surplus


@given(paying)
def test_a_payment_never_raises_what_is_owed_but_for_the_rounding_of_rows_it_splits(case):
    none, paid = compute(case, payments=()), compute(case)
    # A payment splits the rows of every bill, and compounding makes a fen grow.
    slack = FEN * len(paid.ledger.segments) * (1 + case["daily_rate"]) ** 730
    assert paid.everything <= none.everything + slack


@given(paying)
def test_paying_principal_first_never_leaves_more_principal(case):
    principal, interest = (compute(case, compounding="none", order=o) for o in ("principal", "interest"))
    assert principal.principal <= interest.principal
    assert principal.everything - principal.interest - principal.fee <= (
        interest.everything - interest.interest - interest.fee
    )


@given(paying)
def test_payments_after_the_day_change_nothing(case):
    past = tuple(p for p in case["payments"] if p.date <= case["as_of"])
    all_of_them, only_past = compute(case), compute(case, payments=past)
    assert CALCULATOR.values(all_of_them) == CALCULATOR.values(only_past)


# On the day itself, and at the bounds ------------------------------------------------------------------

A_PERCENT = Decimal("0.01")
TWO = (Bill(date(2026, 9, 1), Decimal(100)), Bill(date(2026, 9, 10), Decimal(100)))


@pytest.mark.parametrize(
    ("order", "paid", "went"),
    [
        # By then the older bill has borne 9.00. The newer one is due that day and not late.
        ("interest", "105", {"interest": "9", "principal": "96", "early": "0", "surplus": "0"}),
        ("principal", "105", {"principal": "100", "interest": "5", "early": "0", "surplus": "0"}),
        ("principal", "120", {"principal": "100", "interest": "9", "early": "11", "surplus": "0"}),
        ("interest", "210", {"interest": "9", "principal": "100", "early": "100", "surplus": "1"}),
    ],
)
def test_what_is_paid_on_the_due_day_is_not_late(order, paid, went):
    day = TWO[1].due
    got = compute(
        worked_example(bills=TWO, as_of=day, daily_rate=A_PERCENT, order=order, payments=(Payment(day, Decimal(paid)),))
    )
    (applied,) = got.ledger.applied
    assert {part: getattr(applied, part) for part in went} == {part: Decimal(x) for part, x in went.items()}


@pytest.mark.parametrize(
    ("after", "principal", "not_due", "days", "interest"),
    [(-1, "0", "500", 0, "0"), (0, "500", "0", 0, "0"), (1, "500", "0", 1, "5")],
)
def test_a_bill_falls_due_on_its_day_and_is_late_the_day_after(after, principal, not_due, days, interest):
    bill = Bill(DAY, Decimal(500))
    got = compute(worked_example(bills=(bill,), as_of=DAY + timedelta(after), daily_rate=A_PERCENT))
    assert (got.principal, got.not_due, got.interest) == (Decimal(principal), Decimal(not_due), Decimal(interest))
    assert (got.days, got.oldest_due) == (days, DAY if days else None)
    # From the due day on, one more day costs a day's interest.
    assert got.per_day == (0 if after < 0 else 5)


def test_of_two_bills_of_one_day_the_smaller_is_cleared_first():
    bills = (Bill(DAY - timedelta(5), Decimal(50)), Bill(DAY - timedelta(5), Decimal(30)))
    payment = Payment(DAY - timedelta(5), Decimal(40))
    for typed in (bills, bills[::-1]):
        got = compute(worked_example(bills=typed, as_of=DAY, payments=(payment,)))
        assert [account.principal for account in got.ledger.accounts] == [0, Decimal(40)]


@pytest.mark.parametrize("above", [ZERO, FEN, FEN * 2])
def test_the_line_of_the_courts_is_passed_by_more_than_rounding(above):
    # 1,000 yuan for 365 days: the line allows 1,000 times itself, and a fen is forgiven for each row.
    rate, bill = Decimal("0.0002"), Bill(DAY - timedelta(365), Decimal(1000))
    room = 1000 * facts.value("law.court_line", DAY) - 365 * 1000 * rate
    got = compute(worked_example(bills=(bill,), as_of=DAY, daily_rate=rate, fee=room + above))
    assert got.above_court_line == (above > FEN)


def test_a_rate_above_the_line_of_the_courts_is_above_it_from_the_first_day():
    line = facts.value("law.court_line", DAY)
    below = (line / 365).quantize(Decimal("1e-8"), "ROUND_FLOOR")
    for rate, above in ((below, False), (below + Decimal("1e-8"), True)):
        bill = Bill(DAY - timedelta(1), Decimal(100))
        assert compute(worked_example(bills=(bill,), as_of=DAY, daily_rate=rate)).above_court_line == above
    # And nothing is above it where nothing is late.
    bill = Bill(DAY, Decimal(100))
    assert not compute(worked_example(bills=(bill,), as_of=DAY, daily_rate=A_PERCENT)).above_court_line


TEN_YEARS = 3653  # days, leap days included, at the most


@pytest.mark.parametrize("place", ["bills.0.due", "payments.0.date"])
@pytest.mark.parametrize("way", [-1, 1])
def test_ten_years_are_taken_and_a_day_more_is_a_wrong_year(place, way):
    day = date(2030, 6, 15)
    form = CALCULATOR.form({"bills.0.due": "2030-06-10", "bills.0.amount": "100", "as_of": day.isoformat()})
    form |= {"payments.0.date": "2030-06-12", "payments.0.amount": "1"}
    assert answer(form | {place: str(day + timedelta(way * TEN_YEARS))})["errors"] == {}
    errors = answer(form | {place: str(day + timedelta(way * (TEN_YEARS + 1)))})["errors"]
    # What is too far back shows beside the day of asking, which alone can be wrong for all bills at once.
    assert set(errors) == {"as_of" if (place, way) == ("bills.0.due", -1) else place}


def implied(shown, *bills, days=10, **changed):
    """The way back for bills of these amounts that have been late for so many days."""
    typed = tuple(Bill(DAY - timedelta(days), Decimal(amount)) for amount in bills)
    return compute(worked_example(bills=typed, as_of=DAY, app_interest=Decimal(shown), **changed)).implied


@pytest.mark.parametrize(
    ("bills", "shown", "low", "high"),
    [
        # Half a fen to either side for each row of the app's sum, over yuan × days.
        (["1000"], "5.00", "0.0004995", "0.0005005"),
        (["1000", "1000"], "10.00", "0.0004995", "0.0005005"),
        (["1000", "3000"], "20.00", "0.00049975", "0.00050025"),
        # 8.88 and 8.90 over 17,777.70 yuan × days: no row is rounded on the way.
        (["1000", "777.77"], "8.89", "0.0004995021", "0.0005006271"),
    ],
)
def test_the_margin_of_the_rate_worked_back_is_half_a_fen_a_row(bills, shown, low, high):
    found = implied(shown, *bills)
    assert abs(found.low - Decimal(low)) < Decimal("1e-10")
    assert abs(found.high - Decimal(high)) < Decimal("1e-10")
    assert found.rate == Decimal("0.0005")


@pytest.mark.parametrize(
    ("bills", "shown", "days", "why"),
    [
        (["1000"], "0", 10, "zero"),
        (["1000"], "0.01", 0, "not_late"),
        (["1000"], "0.01", -1, "not_late"),
        # 100.00 at the highest rate; half a fen is forgiven for each row.
        (["1000"], "100.00", 10, ""),
        (["1000"], "100.01", 10, "above"),
        (["1000", "1000"], "200.01", 10, ""),
        (["1000", "1000"], "200.02", 10, "above"),
        # 30.00 at the lowest.
        (["300000"], "30.00", 10, ""),
        (["300000"], "29.99", 10, "below"),
        # A range as wide as a tenth of the rate still gives one.
        (["1000"], "0.10", 1, ""),
        (["1000"], "0.09", 1, "rough"),
        (["1000", "1000"], "0.20", 1, ""),
        (["1000", "1000"], "0.19", 1, "rough"),
        # At the lowest rate itself the range begins at nothing.
        (["1000", "1000"], "0.01", 1, "rough"),
    ],
)
def test_the_way_back_says_why_there_is_no_rate(bills, shown, days, why):
    found = implied(shown, *bills, days=days)
    assert found.why == why
    assert (found.rate is None) == bool(why)


@pytest.mark.parametrize(("compounding", "days", "most"), [("none", 3600, 7), ("monthly", 700, 31), ("daily", 700, 33)])
def test_the_way_back_takes_few_ledgers(compounding, days, most, monkeypatch):
    # The page asks at every key. Without compounding the rate is found at once: both ends, and the point between.
    kept = []
    monkeypatch.setattr(way_back, "keep_ledger", lambda *a, **k: kept.append(1) or keep_ledger(*a, **k))
    bills = [Bill(DAY - timedelta(n), Decimal(amount)) for n, amount in ((days, 10000), (days // 2, 3000))]
    for rate in (Decimal(n) / 10000 for n in (2, 5, 10, 50, 90)):
        shown = keep_ledger(bills, [], DAY, rate, compounding=compounding).interest
        kept.clear()
        assert way_back.implied_rate(bills, [], DAY, shown, compounding=compounding).rate == rate
        assert len(kept) <= most


# The way rows are typed ------------------------------------------------------------------------------


@given(cases, st.randoms(use_true_random=False))
def test_rows_may_come_in_any_order(case, random):
    bills, payments = list(case["bills"]), list(case["payments"])
    random.shuffle(bills)
    random.shuffle(payments)
    shuffled = compute(case, bills=tuple(bills), payments=tuple(payments))
    assert CALCULATOR.values(shuffled) == CALCULATOR.values(compute(case))


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(1, 5000))
def test_two_bills_of_one_day_may_come_in_either_order(one, two, paid):
    # What is paid off one of them must not hang on which was typed first.
    bills = tuple(Bill(DAY - timedelta(10), Decimal(fen) / 100) for fen in (one, two))
    payments = (Payment(DAY - timedelta(5), Decimal(paid) / 100),)
    case = worked_example(bills=bills, as_of=DAY, payments=payments)
    assert CALCULATOR.values(compute(case)) == CALCULATOR.values(compute(case, bills=bills[::-1]))


@given(simple)
def test_two_payments_on_one_day_are_one_payment(case):
    day, one, two = case["as_of"] - timedelta(3), Decimal("12.34"), Decimal("100")
    split = compute(case, payments=(Payment(day, one), Payment(day, two)))
    whole = compute(case, payments=(Payment(day, one + two),))
    assert CALCULATOR.values(split) == CALCULATOR.values(whole)


# The way back ----------------------------------------------------------------------------------------


def check_way_back(case, rate):
    """Feed our own interest at ``rate`` back as the app's: that rate, or a refusal in words."""
    shown = compute(case, daily_rate=rate, app_interest=None).interest
    assume(shown <= Decimal(CALCULATOR.fields["app_interest"].unit.max))
    got = compute(case, app_interest=shown)
    if got.implied_rate is None:
        assert WHY[got.implied.why].strip()
        assert WHY[got.implied.why] in "".join(plain(note) for note in got.view().notes)
    else:
        assert got.implied.low <= rate <= got.implied.high
        assert got.implied.low <= got.implied_rate <= got.implied.high
        assert got.implied.high - got.implied.low <= got.implied.high / 5
    return got


@given(no_payments, any_rate)
def test_the_rate_comes_back_from_our_own_simple_interest(case, rate):
    check_way_back(case | {"compounding": "none"}, rate)


@given(cases, everyday_rates)
def test_the_rate_comes_back_whatever_was_paid_and_however_it_compounds(case, rate):
    check_way_back(case, rate)


@pytest.mark.parametrize("compounding", ["none", "monthly", "daily"])
@given(st.integers(2, 10), st.integers(20, 700), st.integers(10**5, 10**7))
def test_a_round_rate_comes_back_exactly(compounding, hundredths, days, fen):
    # 0.02 % to 0.1 % a day, a bill of 1,000 yuan or more, three weeks or more: nobody is refused.
    rate = Decimal(hundredths) / 10**4
    bills = (Bill(DAY - timedelta(days), Decimal(fen) / 100),)
    assert check_way_back(worked_example(bills=bills, compounding=compounding), rate).implied_rate == rate


@given(cases, st.integers(1, 10**9))
@example(worked_example(bills=(Bill(date(2025, 11, 22), Decimal(50000)),)), 765432)
def test_the_rate_that_is_offered_can_be_put_into_its_field(case, fen):
    got = compute(case, app_interest=Decimal(fen) / 100)
    for part in parts_of(got.view()):
        if isinstance(part, Fill):
            assert CALCULATOR.fields[part.field].unit.read(part.typed) == got.implied_rate


@given(cases, st.integers(0, 10**9))
def test_whatever_the_app_shows_the_answer_is_a_rate_in_bounds_or_a_reason(case, fen):
    got = compute(case, app_interest=Decimal(fen) / 100)
    if got.implied_rate is None:
        assert WHY[got.implied.why].strip()
    else:
        assert 0 <= got.implied_rate <= Decimal("0.01")


def test_nothing_can_be_said_back_without_a_day_overdue():
    got = compute(worked_example(as_of=date(2026, 9, 10), app_interest=Decimal(5)))
    assert got.implied_rate is None
    assert "没有逾期天数" in WHY[got.implied.why]


# Words -----------------------------------------------------------------------------------------------


@given(cases)
@example(worked_example(as_of=date(2026, 9, 1), fee=Decimal(50)))
def test_today_in_time_is_said_only_where_a_bill_is_due_today_and_none_is_late(case):
    got = compute(case)
    due_today = any(a.due == case["as_of"] and a.principal for a in got.ledger.accounts)
    assert ("有账单这天到期" in plain(got.view().headline)) == (due_today and not got.days)


@given(cases)
def test_the_headline_names_the_sum_or_says_that_nothing_is_late(case):
    got = compute(case)
    headline = plain(got.view().headline)
    assert (f"{got.total:,.2f} 元" in headline) == bool(got.total)
    assert bool(got.days) == ("已经逾期" in headline)


@pytest.mark.parametrize(
    ("rate", "said"),
    [("0.05%", False), ("0.0657%", False), ("0.0658%", True), ("0.066%", True), ("0.1%", True)],
)
def test_the_line_of_the_courts_is_named_only_when_exceeded(rate, said):
    # 24 % a year is 0.06575… % a day; rounding must not hide it where the sum is small.
    small = {"bills.0.due": "2026-11-21", "bills.0.amount": "100", "as_of": "2026-11-22"}
    for typed in ({}, small):
        assert ("24 %" in answer(CALCULATOR.form(typed | {"daily_rate": rate}))["html"]) == said


def test_fees_count_towards_the_line_of_the_courts():
    form = CALCULATOR.form(
        {"bills.0.due": "2026-08-24", "bills.0.amount": "10000", "as_of": "2026-11-22", "daily_rate": "0.05%"}
    )
    # 90 days at 24 % allow 591.78; the interest is 450.00.
    assert "24 %" not in answer(form | {"fee": "141.00"})["html"]
    assert "24 %" in answer(form | {"fee": "142.00"})["html"]


def test_before_the_line_of_the_courts_was_drawn_it_is_not_named():
    form = {"bills.0.due": "2016-01-01", "bills.0.amount": "1000", "daily_rate": "0.1%"}
    assert "24 %" not in answer(CALCULATOR.form(form | {"as_of": "2017-08-31"}))["html"]
    assert "24 %" in answer(CALCULATOR.form(form | {"as_of": "2017-09-01"}))["html"]


@given(cases)
def test_the_figures_in_the_picture_stand_in_a_table_too(case):
    view = compute(case).view()
    cells = {plain(cell) for table in view.tables for row in table.rows for cell in row}
    assert all(f"{value:,.2f} 元" in cells for _, value in view.picture.bars)


def test_the_table_for_those_who_cannot_compute_agrees_with_the_calculator():
    table = CALCULATOR.per_thousand()
    rates = [Decimal(head.removeprefix("日利率 ").removesuffix(" %")) / 100 for head in table.head[1:]]
    assert Decimal("0.0005") in rates
    for days, *figures in table.rows:
        due = DAY - timedelta(int(days.removesuffix(" 天")))
        for rate, figure in zip(rates, figures, strict=True):
            case = {"bills": (Bill(due, Decimal(1000)),), "as_of": DAY, "daily_rate": rate}
            assert plain(figure) == f"{late_interest(case):.2f}"
