"""Laws that every answer of 还款计划 obeys, whatever is typed within the declared bounds."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

import icalendar
import numpy_financial
import pytest
import strategies
from hypothesis import assume, given
from hypothesis import strategies as st

import calculators
from calculators.kit.calculator import Fill, plain
from calculators.kit.documents import BOM
from calculators.kit.units import Mistakes
from calculators.repayment_plan import METHODS
from calculators.repayment_plan.reckoning import FEE, FREE, LEVEL, PRINCIPAL, by_periods

CALCULATOR = calculators.get("repayment_plan")
DAY = date(2026, 11, 22)
FEN = Decimal("0.01")
ZERO = Decimal(0)
TICKS = ("amount", "yearly_rate", "fee_rate", "first_due")
NEAR = strategies.around(DAY, 0, 0)
UNITS = {name: unit for name, (unit, _) in CALCULATOR.outputs.items()}


drawn = strategies.arguments(CALCULATOR, NEAR)


@st.composite
def plans(draw, method=None, **given):
    """Arguments that have no mistake in them, of amounts and payments that go together."""
    case = draw(drawn)
    case["method"] = method or draw(st.sampled_from([value for value, _ in METHODS]))
    case["amount"] = draw(st.integers(10**5, 10**7)) * FEN
    case["first_due"] = draw(st.none() | st.dates(date(2026, 11, 23), date(2027, 11, 22)))
    case["periods"] = draw(st.integers(1, 60))
    case["monthly"] = draw(st.none() | st.integers(1000, 10**6).map(lambda fen: fen * FEN))
    case["down"] = draw(st.none() | st.integers(0, 90).map(lambda n: (case["amount"] * n / 100).quantize(FEN)))
    case["yearly_rate"] = draw(st.integers(0, 3600)) * Decimal("0.0001")
    case["fee_rate"] = draw(st.integers(0, 150)) * Decimal("0.0001")
    for name, strategy in given.items():
        case[name] = draw(strategy)
    return case


cases = plans()
by_what_is_there = plans(periods=st.none(), monthly=st.integers(1000, 10**6).map(lambda fen: fen * FEN))


def compute(case, **changed):
    return CALCULATOR.function(**case | changed)


def answer(form):
    return json.loads(calculators.answer("repayment_plan", json.dumps(form, ensure_ascii=False)))


def worked_example(**changed):
    return CALCULATOR.read(CALCULATOR.form()).values | changed


# Whatever is typed -----------------------------------------------------------------------------------


@given(cases)
def test_any_plan_without_a_mistake_has_a_result(case):
    got = answer(strategies.typed(CALCULATOR, case))
    assert got["errors"] == {}
    assert got["announce"]


@pytest.mark.parametrize("method", [value for value, _ in METHODS])
def test_the_largest_forms_are_answered(method):
    rest = {"amount": "1000000", "yearly_rate": "36", "fee_rate": "3", "method": method, "start": "2099-12-31"}
    for asked in ({"periods": "360"}, {"periods": "", "monthly": "0.01"}, {"periods": "360", "monthly": "1000000"}):
        assert answer(CALCULATOR.form(rest | asked))["errors"] == {}


# The laws of a schedule --------------------------------------------------------------------------------


@given(cases)
def test_principal_sums_to_the_amount_and_the_last_balance_is_nothing(case):
    got = compute(case)
    rows = got.schedule.rows
    assert sum(row.principal for row in rows) == got.financed == case["amount"] - got.down
    assert rows[-1].balance == 0
    assert all(row.payment == row.principal + row.interest + row.fee for row in rows)
    assert all(a.day < b.day for a, b in pairwise(rows))
    assert got.total == got.down + sum(row.payment for row in rows) == case["amount"] + got.cost
    assert got.largest == max(row.payment for row in rows)
    assert (got.periods, got.last_day) == (len(rows), rows[-1].day)


@given(cases, st.integers(0, 10**6))
def test_paying_more_first_never_lengthens_a_plan(case, fen):
    case |= {"periods": None, "monthly": Decimal(1000)}
    down = min((case["down"] or ZERO) + fen * FEN, case["amount"] - 1)
    before, after = compute(case), compute(case, down=down)
    assume(before.schedule is not None and down >= before.down)
    assert after.periods <= before.periods + (1 if case["method"] == FEE else 0)


@given(by_what_is_there, st.integers(0, 10**5))
def test_being_able_to_pay_more_never_lengthens_a_plan(case, fen):
    before, after = compute(case), compute(case, monthly=case["monthly"] + fen * FEN)
    if before.schedule:
        assert after.periods <= before.periods


@given(by_what_is_there)
def test_what_can_be_paid_is_never_exceeded_or_the_least_is_said(case):
    got = compute(case)
    if got.schedule:
        assert got.largest <= case["monthly"]
        assert got.least is None
    else:
        assert got.least > case["monthly"]
        assert f"{got.least:,.2f} 元" in plain(got.view().headline)
        assert compute(case, monthly=got.least).schedule
        assert compute(case, monthly=got.least - FEN).schedule is None
        (fill,) = [part for note in got.view().notes for part in note if isinstance(part, Fill)]
        assert CALCULATOR.fields["monthly"].unit.read(fill.typed) == got.least


@given(plans(periods=st.none(), monthly=st.integers(10**4, 10**6).map(lambda fen: fen * FEN)))
def test_one_period_less_would_cost_more_than_can_be_paid(case):
    assume(case["method"] in (FEE, PRINCIPAL))
    got = compute(case)
    if got.schedule and got.periods > 1:
        shorter = by_periods(case["method"], got.financed, got.terms, got.periods - 1, got.fee_rate)
        assert shorter.largest > case["monthly"]


@given(plans(monthly=st.integers(10**4, 10**6).map(lambda fen: fen * FEN)))
def test_the_number_of_periods_that_is_offered_can_be_paid(case):
    got = compute(case)
    if got.fewest:
        assert got.largest > case["monthly"]
        assert compute(case, periods=got.fewest).largest <= case["monthly"]


# Rates -----------------------------------------------------------------------------------------------


@given(cases)
def test_the_rate_agrees_with_numpy_financial(case):
    got = compute(case, first_due=None)
    assume(got.simple is not None)
    theirs = numpy_financial.irr([float(got.financed), *(-float(row.payment) for row in got.schedule.rows)])
    assume(theirs == theirs)
    assert float(got.simple) == pytest.approx(theirs * 12, rel=1e-6, abs=1e-7)
    assert got.compound >= got.simple


@given(plans(method=FREE))
def test_without_interest_nothing_is_paid_on_top(case):
    got = compute(case)
    assert (got.cost, got.total) == (0, case["amount"])
    assert not got.simple


LOAN = {"amount": Decimal(6128), "periods": 6, "start": DAY}


@pytest.mark.parametrize("method", [LEVEL, PRINCIPAL])
@pytest.mark.parametrize("periods", [1, 2, 6, 12])
@pytest.mark.parametrize("first", [None, date(2026, 11, 25), date(2026, 12, 1), date(2027, 1, 31), date(2027, 10, 22)])
def test_the_rate_that_was_typed_is_the_rate_that_is_shown(method, periods, first):
    got = compute(
        LOAN, periods=periods, method=method, yearly_rate=Decimal("0.146"), first_due=first, amount=Decimal(600000)
    )
    assert UNITS["simple"].show(got.simple) == "14.6 %"
    assert ("按实际长短算" in plain(got.view().rate)) == (first is not None)


@pytest.mark.parametrize(
    ("form", "rate"),
    [
        ({"method": LEVEL, "yearly_rate": "14.6%", "first_due": "2027-10-22"}, "14.6 %"),
        ({"method": LEVEL, "yearly_rate": "14.6%", "first_due": "2026-12-01"}, "14.6 %"),
        ({"method": LEVEL, "yearly_rate": "14.6%", "first_due": "2027-10-22", "periods": "1"}, "14.6 %"),
        # Owed 6128 for six months, then less each month: 183.84 of fees on 6128 × (6 + 15 ÷ 6) ÷ 12 a year and more.
        ({"method": FEE, "fee_rate": "0.5%", "first_due": "2027-05-22"}, "4.21 %"),
    ],
)
def test_a_first_period_that_is_no_month_counts_as_long_as_it_is(form, rate):
    got = answer(CALCULATOR.form({"amount": "6128", "periods": "6", "start": "2026-11-22"} | form))
    assert got["values"]["simple"] == rate


# Words -----------------------------------------------------------------------------------------------


def headline(**changed):
    return plain(compute(worked_example(**LOAN), **changed).view().headline)


@pytest.mark.parametrize(
    ("changed", "course"),
    [
        ({}, "每期还 1,021.33 元"),
        ({"method": PRINCIPAL, "yearly_rate": "0.146"}, "第一期最多，还 1,095.89 元，以后越来越少"),
        (
            {"method": PRINCIPAL, "yearly_rate": "0.146", "first_due": date(2026, 12, 1)},
            "第 2 期最多，还 1,083.46 元，以后越来越少",
        ),
        (
            {
                "method": PRINCIPAL,
                "yearly_rate": "0.12",
                "amount": 120000,
                "periods": 12,
                "first_due": date(2026, 11, 25),
            },
            "第 2 期最多，还 11,100.00 元，以后越来越少",
        ),
        ({"method": PRINCIPAL, "yearly_rate": "0", "amount": 1000, "periods": 3}, "每期还 333.33 元"),
        (
            {"method": PRINCIPAL, "yearly_rate": "0.12", "amount": 1000, "periods": 2},
            "第一期还 510.00 元，第二期还 505.00 元",
        ),
        (
            {"method": PRINCIPAL, "yearly_rate": "0.12", "amount": 1000, "periods": 3},
            "第一期最多，还 343.33 元，以后越来越少",
        ),
        # By the day, a month of 31 days after one of 28 costs more again.
        (
            {
                "method": PRINCIPAL,
                "yearly_rate": "0.12",
                "amount": 1000,
                "periods": 12,
                "accrual": "day365",
                "start": date(2027, 1, 31),
            },
            "第 2 期最多，还 92.67 元",
        ),
        (
            {"method": LEVEL, "yearly_rate": "0.146", "first_due": date(2027, 10, 22)},
            "第一期还 1,810.83 元，以后每期还 1,065.26 元",
        ),
        ({"periods": None, "monthly": Decimal(500)}, "每期还 500.00 元，最后一期还 128.00 元"),
        ({"periods": None, "monthly": Decimal(4000)}, "第一期还 4,000.00 元，第二期还 2,128.00 元"),
    ],
)
def test_the_headline_says_how_the_payments_run(changed, course):
    changed = {k: Decimal(v) if k in ("yearly_rate", "amount") else v for k, v in changed.items()}
    assert course in headline(**changed)


@given(cases)
def test_what_is_said_of_the_course_is_so(case):
    got = compute(case)
    said, paid = plain(got.view().headline), [row.payment for row in got.schedule.rows]
    most = max(paid)
    if found := re.search(r"(第一|第 (\d+) |最后一)期最多，还 ([\d,.]+) 元", said):
        k = {"第一": 0, "最后一": len(paid) - 1}.get(found[1], int(found[2] or 0) - 1)
        assert (paid[k], paid.count(most), found[3]) == (most, 1, f"{most:,.2f}")
        assert ("越来越少" in said) == (k < len(paid) - 1 and all(a > b for a, b in pairwise(paid[k:])))
    elif "最多的一期还" in said:
        assert f"{most:,.2f} 元" in said
    else:
        # Every payment is in the headline, or within a yuan of one that is.
        named = [Decimal(figure.replace(",", "")) for figure in re.findall(r"([\d,.]+) 元", said)]
        assert all(min(abs(p - n) for n in named) < 1 for p in paid)
    assert f"分 {len(paid)} 期" in said or len(paid) == 1


def test_what_is_left_over_is_told_beside_the_headline():
    notes = [plain(note) for note in compute(worked_example(**LOAN)).view().notes]
    assert "第一期还 1,021.35 元：除不尽的零头放在这里。" in notes


def test_a_plan_that_cannot_be_shared_out_in_so_many_periods_is_told_beside_the_field():
    form = CALCULATOR.form({"amount": "1000", "down": "999.99", "periods": "12"})
    assert answer(form)["errors"] == {"periods": "分期还的只有 0.01 元，一期至少一分，最多分 1 期"}
    for periods, works in (("5", True), ("6", False)):
        assert bool(answer(form | {"down": "999.95", "periods": periods})["html"]) == works


@given(st.integers(1, 400), st.integers(1, 360), st.sampled_from([value for value, _ in METHODS]))
def test_no_payment_of_a_tiny_debt_is_nothing(fen, periods, method):
    case = worked_example(amount=Decimal(10), down=10 - fen * FEN, periods=periods, method=method)
    case |= {"yearly_rate": Decimal("0.12"), "fee_rate": Decimal("0.005")}
    if fen < periods:
        with pytest.raises(Mistakes):
            compute(case)
        return
    got = compute(case)
    assert all(row.payment for row in got.schedule.rows)
    if len(got.schedule.rows) < periods:
        assert any(f"第 {got.periods} 期就还清了，用不到 {periods} 期" in plain(note) for note in got.view().notes)


@pytest.mark.parametrize("method", [value for value, _ in METHODS])
def test_month_ends_survive_a_blank_first_day(method):
    case = worked_example(start=date(2027, 1, 31), first_due=None, method=method)
    got = compute(case, yearly_rate=Decimal("0.12"), fee_rate=Decimal("0.005"))
    days = [row.day.isoformat() for row in got.schedule.rows]
    assert days == ["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30", "2027-07-31"]
    assert any("没有这一天的月份，是那个月的最后一天" in plain(note) for note in got.view().notes)
    assert "不是正好一个月" not in "".join(plain(note) for note in got.view().notes)


# Papers ----------------------------------------------------------------------------------------------


def unfolded(text):
    return re.sub("\r\n ", "", text).split("\r\n")


@given(cases, st.sets(st.sampled_from(TICKS)))
def test_a_calendar_is_made_of_confirmed_values_only(case, ticks):
    got = compute(case, confirmed=frozenset(ticks))
    needed = {"amount", "first_due"}
    needed |= {"yearly_rate"} if case["method"] in (LEVEL, PRINCIPAL) else set()
    needed |= {"fee_rate"} if case["method"] == FEE else set()
    calendars = [d for d in got.view().documents if d.filename.endswith(".ics")]
    assert bool(calendars) == (needed <= ticks and case["first_due"] is not None)
    if not calendars:
        assert any("没有核对过" in plain(note) for note in got.view().notes)


@given(cases)
def test_the_calendar_has_every_payment_on_its_day(case):
    case |= {"first_due": case["first_due"] or date(2026, 12, 31), "confirmed": frozenset(TICKS)}
    got = compute(case)
    calendar = got.view().documents[1].text
    lines = unfolded(calendar)
    days = [line.split(":")[1] for line in lines if line.startswith("DTSTART")]
    sums = [line for line in lines if line.startswith("SUMMARY")]
    uids = [line for line in lines if line.startswith("UID")]
    assert days == [f"{row.day:%Y%m%d}" for row in got.schedule.rows]
    assert all(
        f"{row.payment:,.2f}".replace(",", "\\,") in said for row, said in zip(got.schedule.rows, sums, strict=True)
    )
    assert len(set(uids)) == len(uids)
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))


def entries(**typed):
    """The calendar of a plan with everything ticked: the words of each entry by its identity."""
    form = CALCULATOR.form({"amount": "6000", "first_due": "2026-12-10"} | typed)
    form |= {f"{name}.confirmed": "yes" for name in TICKS}
    got = CALCULATOR.function(**CALCULATOR.read(form).values)
    calendar = icalendar.Calendar.from_ical(got.view().documents[1].text)
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}, got


def test_two_plans_of_the_same_sum_stand_side_by_side_in_a_calendar():
    one, _ = entries(periods="6")
    other, _ = entries(periods="12", first_due="2026-12-20")
    assert len(one | other) == 18


def test_two_plans_that_are_the_same_to_the_day_stand_side_by_side_once_they_have_names():
    one, _ = entries(periods="6", name="花呗")
    other, _ = entries(periods="6", name="信用卡")
    assert len(one | other) == 12
    assert "花呗" in one.popitem()[1]["SUMMARY"]


@pytest.mark.parametrize(
    "typed", [{"amount": "5400"}, {"first_due": "2027-01-10"}, {"method": "level", "yearly_rate": "12%"}]
)
def test_a_plan_with_a_name_keeps_its_entries_whatever_is_corrected(typed):
    before, _ = entries(periods="6", name="花呗")
    after, _ = entries(periods="6", name="花呗", **typed)
    assert list(before) == list(after)


@pytest.mark.parametrize(("name", "left"), [("", 6), ("花呗", 3)])
def test_what_a_new_agreement_leaves_behind_in_the_calendar_is_said_there_and_on_the_page(name, left):
    before, _ = entries(periods="6", name=name)
    after, got = entries(periods="3", name=name)
    stay = [event for uid, event in before.items() if uid not in after]
    assert len(stay) == left
    for event in stay:
        assert "分 6 期" in event["DESCRIPTION"]
        assert "请删掉" in event["DESCRIPTION"]
    assert any("把旧的删掉" in plain(note) for note in got.view().notes)


@given(cases)
def test_the_table_to_take_away_is_the_schedule(case):
    got = compute(case)
    text = got.view().documents[0].text
    rows = list(csv.reader(io.StringIO(text.removeprefix(BOM), newline="")))[1:]
    assert text.startswith(BOM)
    assert [row[1].split()[0] for row in rows] == [row.day.isoformat() for row in got.schedule.rows]
    assert sum(Decimal(row[2]) for row in rows) == got.total - got.down
    assert rows[-1][-1] == "0.00"


@given(cases)
def test_the_figures_in_the_picture_stand_in_a_table_too(case):
    view = compute(case).view()
    cells = {plain(cell) for table in view.tables for row in table.rows for cell in row}
    assert all(f"{value:,.2f} 元" in cells for _, value in view.picture.bars)
    assert len(view.picture.bars) <= 13


@given(plans(method=LEVEL))
def test_the_working_says_each_interest_of_the_schedule(case):
    got = compute(case)
    for row, (number, _, interest, paid) in zip(got.schedule.rows, got.view().working[1].rows, strict=True):
        assert (int(number), interest.amount, paid.amount) == (row.number, row.interest, row.interest)


def test_the_table_for_those_who_cannot_compute_agrees_with_numpy_financial():
    table = CALCULATOR.per_thousand()
    for periods, *figures in table.rows:
        for head, figure in zip(table.head[1:], figures, strict=True):
            yearly = 0 if head == "免息" else float(head.removeprefix("年利率 ").removesuffix(" %")) / 100
            theirs = -numpy_financial.pmt(yearly / 12, int(periods.removesuffix(" 期")), 1000)
            assert abs(float(plain(figure)) - theirs) <= 0.0051
