"""Laws that every answer of 分期到底多贵 obeys, whatever is typed within the declared bounds."""

import csv
import io
import json
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import numpy_financial
import pytest
import pyxirr
import strategies
from hypothesis import assume, given
from hypothesis import strategies as st

import calculators
from calculators.installment_cost import FIRST
from calculators.installment_cost.words import WITHHELD
from calculators.kit import facts
from calculators.kit.calculator import FactRef, plain
from calculators.kit.common import COURT_LINE
from calculators.kit.documents import BOM
from calculators.kit.units import Mistakes

CALCULATOR = calculators.get("installment_cost")
DAY = date(2026, 11, 22)
ZERO = Decimal(0)
NEAR = strategies.around(DAY, 30, 330)
QUOTES = ("payment", "total_rate", "period_rate", "yearly_rate")
UNITS = {name: field.unit for name, field in CALCULATOR.fields.items()}


drawn = strategies.arguments(CALCULATOR, NEAR)
quotes = {name: strategies.values(UNITS[name]) for name in QUOTES}


@st.composite
def quoted(draw, only=QUOTES):
    """Arguments with exactly one of the four ways to quote the fee, and a payment that covers the principal."""
    case = draw(drawn) | dict.fromkeys(QUOTES)
    case["periods"] = draw(st.integers(1, 60))
    case["start"], case["first_due"] = DAY, draw(st.none() | st.dates(date(2026, 11, 23), date(2027, 11, 22)))
    quote = draw(st.sampled_from(only))
    case[quote] = draw(quotes[quote])
    case["spread"] = draw(st.sampled_from((None, FIRST))) if quote in ("total_rate", "period_rate") else None
    if quote == "payment":
        share = case["amount"] / case["periods"]
        case[quote] = (share * (1 + draw(st.integers(0, 1000)) / Decimal(1000))).quantize(Decimal("0.01")) + 1
    if case["upfront"] is not None:
        case["upfront"] = (case["amount"] * draw(st.integers(0, 90)) / 100).quantize(Decimal("0.01"))
    return case


cases = quoted()


def compute(case, **changed):
    return CALCULATOR.function(**case | changed)


def answer(form):
    return json.loads(calculators.answer("installment_cost", json.dumps(form, ensure_ascii=False)))


def worked_example(**changed):
    return CALCULATOR.read(CALCULATOR.form()).values | changed


def one_quote(**typed):
    return worked_example(**dict.fromkeys(QUOTES), spread=None, upfront=None, start=DAY, first_due=None) | typed


@pytest.mark.parametrize("periods", [1, 2, 3, 12])
def test_the_payment_is_the_second_or_the_only_one(periods):
    rate = Decimal("0.18")
    # Of 900 yuan in three payments the last is other than the second.
    level = compute(one_quote(amount=Decimal(900), periods=periods, yearly_rate=rate))
    at_once = compute(one_quote(amount=Decimal(1000), periods=periods, total_rate=Decimal("0.1"), spread=FIRST))
    for got in (level, at_once):
        rows = got.schedule.rows
        assert got.first_payment == rows[0].payment
        assert got.payment == (rows[1] if periods > 1 else rows[0]).payment
        assert (got.last_payment, got.last_day) == (rows[-1].payment, rows[-1].day)


def test_before_the_courts_had_a_line_nothing_is_above_it():
    dear = {"amount": Decimal(1000), "periods": 12, "yearly_rate": Decimal(1)}
    first = facts.all_facts()["law.court_line"].rows[0].start
    assert compute(one_quote(**dear, start=first)).above_court_line
    assert not compute(one_quote(**dear, start=first - timedelta(1))).above_court_line


@pytest.mark.parametrize(("received", "answered"), [("680.80", True), ("680.60", False)])
def test_a_rate_of_a_hundred_times_the_money_is_the_last_that_is_shown(received, answered):
    # One payment of 1,000 after a month of 31 days: (1000 ÷ received) to the power of 12, less 1, is 99.85 or 100.2.
    withheld = 1000 - Decimal(received)
    case = one_quote(amount=Decimal(1000), periods=1, total_rate=ZERO, upfront=withheld, start=date(2026, 12, 22))
    got = compute(case)
    assert (got.compound is not None) == answered
    assert got.above_court_line == answered, "what is not known is not judged"


# Whatever is typed -----------------------------------------------------------------------------------


@given(cases)
def test_any_single_quote_has_a_result(case):
    got = answer(strategies.typed(CALCULATOR, case))
    assert got["errors"] == {}
    assert got["announce"]


@given(st.sets(st.sampled_from(QUOTES), min_size=2))
def test_two_quotes_are_one_too_many(names):
    with pytest.raises(Mistakes) as found:
        compute(worked_example(**dict.fromkeys(QUOTES)) | dict.fromkeys(names, Decimal("1")))
    assert set(found.value.by_field) == names - {next(q for q in QUOTES if q in names)}


def test_the_largest_forms_are_answered():
    rest = {"amount": "1000000", "periods": "360", "payment": "", "upfront": "999999.99", "start": "2099-12-31"}
    for quote, most in (("payment", "3000000"), ("total_rate", "100"), ("period_rate", "10"), ("yearly_rate", "100")):
        assert answer(CALCULATOR.form(rest | {quote: most}))["errors"] == {}


# Sums ------------------------------------------------------------------------------------------------


@given(cases)
def test_totals_are_the_sums_of_their_parts(case):
    got = compute(case)
    rows = got.schedule.rows
    assert got.received + got.upfront == case["amount"] == sum(row.principal for row in rows)
    assert got.total == sum(row.payment for row in rows) == case["amount"] + got.charged
    assert got.cost == got.total - got.received == got.charged + got.upfront
    assert rows[-1].balance == 0
    assert got.cost >= 0


@given(cases)
def test_every_amount_is_in_whole_fen(case):
    got = compute(case)
    for row in got.schedule.rows:
        for part in (row.payment, row.principal, row.interest, row.fee, row.balance):
            assert part >= 0
            assert part == part.quantize(Decimal("0.01"))


@given(quoted(("payment",)), st.integers(0, 20))
def test_a_payment_that_is_typed_is_what_is_paid(case, fen):
    least = (case["amount"] / case["periods"]).quantize(Decimal("0.01"), "ROUND_CEILING")
    for payment in (case["payment"], least + fen * Decimal("0.01")):
        got = compute(case, payment=payment)
        assert {row.payment for row in got.schedule.rows} == {payment}
        assert got.total == payment * case["periods"]


@pytest.mark.parametrize(
    ("amount", "periods", "payment", "cost"),
    [
        ("5999", "24", "249.96", "0.04 元"),
        ("12000", "360", "33.34", "2.40 元"),
        ("1000", "12", "83.34", "0.08 元"),
        ("1000", "3", "333.33", "0.00 元"),
    ],
)
def test_what_a_typed_payment_costs_is_its_sum_less_the_amount(amount, periods, payment, cost):
    form = CALCULATOR.form({"amount": amount, "periods": periods, "payment": payment})
    assert answer(form)["values"]["cost"] == cost


def test_payments_that_miss_the_amount_by_fen_say_so():
    notes = [
        plain(note)
        for note in compute(worked_example(amount=Decimal(1000), periods=3, payment=Decimal("333.33"))).view().notes
    ]
    assert "照填的数，各期加起来还少 0.01 元，这里放在第一期。以 App 显示的每期金额为准。" in notes


def test_the_headline_counts_the_rows_of_the_table():
    got = compute(worked_example(amount=Decimal(10), periods=360, payment=None, yearly_rate=ZERO))
    assert len(got.schedule.rows) == 334
    assert plain(got.view().headline).startswith("分 334 期，")
    assert any("第 334 期就还清了，用不到 360 期" in plain(note) for note in got.view().notes)


def test_month_ends_survive_a_blank_first_day():
    got = compute(worked_example(start=date(2027, 1, 31), first_due=None))
    assert [row.day.isoformat() for row in got.schedule.rows[:3]] == ["2027-02-28", "2027-03-31", "2027-04-30"]
    assert got.last_day == date(2028, 1, 31)
    assert any("没有这一天的月份，是那个月的最后一天" in plain(note) for note in got.view().notes)


def test_a_fee_may_be_charged_wholly_in_the_first_period():
    form = {"amount": "12000", "periods": "12", "payment": "", "total_rate": "7.2%", "spread": FIRST}
    values = answer(CALCULATOR.form(form))["values"]
    assert (values["first_payment"], values["payment"], values["cost"]) == ("1,864.00 元", "1,000.00 元", "864.00 元")
    assert values["simple"] == "13.86 %"
    assert answer(CALCULATOR.form(form | {"spread": ""}))["values"]["simple"] == "13.03 %"


@pytest.mark.parametrize("quote", ["payment", "yearly_rate"])
def test_only_a_fee_can_be_charged_wholly_in_the_first_period(quote):
    case = worked_example(**dict.fromkeys(QUOTES), spread=FIRST) | {
        quote: Decimal("0.12") if quote == "yearly_rate" else Decimal(1088)
    }
    with pytest.raises(Mistakes) as found:
        compute(case)
    assert set(found.value.by_field) == {"spread"}


# Rates -----------------------------------------------------------------------------------------------


@given(cases)
def test_the_rate_a_period_agrees_with_numpy_financial(case):
    got = compute(case, first_due=None)
    assume(got.period_rate is not None)
    flows = [float(got.received), *(-float(row.payment) for row in got.schedule.rows)]
    theirs = numpy_financial.irr(flows)
    assume(theirs == theirs)
    assert float(got.period_rate) == pytest.approx(theirs, rel=1e-6, abs=1e-8)
    assert got.simple == got.period_rate * 12


@given(cases)
def test_the_rate_by_days_agrees_with_pyxirr(case):
    got = compute(case)
    assume(got.by_days is not None)
    days = [DAY, *(row.day for row in got.schedule.rows)]
    theirs = pyxirr.xirr(days, [float(got.received), *(-float(row.payment) for row in got.schedule.rows)])
    assume(theirs is not None)
    assert float(got.by_days) == pytest.approx(theirs, rel=1e-6, abs=1e-8)


@given(cases)
def test_a_rate_of_straight_lines_clears_what_was_received(case):
    # By months with a first period as long as it is, and by days: payments take the interest first.
    got = compute(case)
    assume(got.simple is not None)
    rows, days = got.schedule.rows, [DAY, *(row.day for row in got.schedule.rows)]
    months = [got.terms.length, *(1 for _ in rows[1:])]
    years = [Decimal((b - a).days) / 365 for a, b in pairwise(days)]
    for rate, lengths in ((got.period_rate, months), (got.simple_by_days, years)):
        ends = []
        for step in (Decimal("-1e-8"), Decimal("1e-8")):
            owed = got.received
            for row, length in zip(rows, lengths, strict=True):
                owed += owed * (rate + step * (1 + rate)) * length - row.payment
            ends.append(owed)
        assert ends[0] <= 0 <= ends[1]


@given(cases)
def test_compound_is_never_below_simple_and_both_are_there_or_neither(case):
    got = compute(case)
    assert (got.simple is None) == (got.compound is None) == (got.by_days is None) == bool(got.why)
    if got.simple is not None:
        assert got.compound >= got.simple >= 0
        assert got.simple > 0 or not got.cost


@given(cases)
def test_a_fee_withheld_at_the_start_never_lowers_the_rate(case):
    got = compute(case)
    none = compute(case, upfront=None)
    if got.simple is not None and got.upfront:
        assert got.simple >= none.simple
        assert (got.simple_without, got.compound_without) == (none.simple, none.compound)


@given(quoted(("yearly_rate",)), st.integers(1000, 10**6))
def test_a_yearly_rate_comes_back_as_simple(case, yuan):
    # The amount is large enough for rounding to the fen not to show.
    assume(case["yearly_rate"] > Decimal("0.001"))
    case |= {"amount": Decimal(yuan), "upfront": None, "first_due": None, "periods": min(case["periods"], 24)}
    got = compute(case)
    assert abs(got.simple - case["yearly_rate"]) <= Decimal(1) / yuan


@given(quoted(("total_rate", "period_rate")))
def test_a_dearer_quote_is_never_cheaper(case):
    quote = "total_rate" if case["total_rate"] is not None else "period_rate"
    more = compute(case, **{quote: case[quote] + Decimal("0.001")})
    assert more.cost >= compute(case).cost


# Words, picture, documents -----------------------------------------------------------------------------


@given(cases)
def test_the_headline_names_the_cost_and_the_rate_is_labelled(case):
    got = compute(case)
    view = got.view()
    assert (f"一共多付 {got.cost:,.2f} 元" in plain(view.headline)) == bool(got.cost)
    assert not view.rate or "单利" in plain(view.rate) or got.why
    cells = {plain(cell) for table in view.tables for row in table.rows for cell in row} | {
        plain(cell) for table in view.tables for cell in (*table.foot, *(table.note or ()))
    }
    assert all(f"{value:,.2f} 元" in cells for _, value in view.picture.bars if value)


@given(cases)
def test_the_working_rolls_down_to_nothing(case):
    got = compute(case)
    if got.period_rate is not None:
        *_, last = got.view().working[-1].rows
        # The rate is settled to ten places, and a balance grows at it.
        grown = (1 + got.period_rate) ** got.periods * got.received * got.periods
        assert abs(last[-1].amount) <= Decimal("1e-9") * grown + Decimal("1e-6")


@given(cases)
def test_the_table_to_take_away_is_the_schedule(case):
    got = compute(case)
    (document,) = got.view().documents
    rows = list(csv.reader(io.StringIO(document.text.removeprefix(BOM), newline="")))[1:]
    assert document.text.startswith(BOM)
    assert [row[1].split()[0] for row in rows] == [row.day.isoformat() for row in got.schedule.rows]
    assert sum(Decimal(row[2]) for row in rows) == got.total


def named(**typed):
    """The facts that the notes name."""
    notes = CALCULATOR.function(**CALCULATOR.read(CALCULATOR.form(typed)).values).view().notes
    return {part.id for note in notes for part in note if isinstance(part, FactRef)}


@pytest.mark.parametrize(("start", "said"), [("2020-12-31", False), ("2021-01-01", True)])
def test_what_is_withheld_is_told_also_of_a_day_before_the_law(start, said):
    form = {"upfront": "200", "start": start}
    assert (WITHHELD in named(**form)) == said
    html = json.loads(calculators.answer("installment_cost", json.dumps(CALCULATOR.form(form))))["html"]
    assert "先问清这笔扣的是什么" in html


@pytest.mark.parametrize(
    "start", ["2026-11-22", "2027-02-01", "2027-01-31"]
)  # months of 30, of 28 and of 28 to 31 days
@pytest.mark.parametrize("periods", ["1", "2", "12"])
def test_the_line_of_the_courts_is_named_only_when_exceeded(start, periods):
    for rate, said in (("24%", False), ("26.2%", True)):
        form = {"payment": "", "yearly_rate": rate, "amount": "100000", "start": start, "periods": periods}
        assert (COURT_LINE in named(**form)) == said


@pytest.mark.parametrize(
    ("form", "simple", "by_days"),
    [
        (
            {"amount": "12000", "periods": "12", "payment": "", "yearly_rate": "14%", "first_due": "2027-05-22"},
            "14 %",
            "14.72 %",
        ),
        ({"amount": "12000", "periods": "1", "payment": "12300", "first_due": "2027-02-22"}, "10 %", "10.29 %"),
    ],
)
def test_a_long_first_period_is_not_held_against_the_lender(form, simple, by_days):
    form |= {"start": "2026-11-22"}
    assert COURT_LINE not in named(**form)
    values = answer(CALCULATOR.form(form))["values"]
    assert (values["simple"], values["by_days"]) == (simple, by_days)


def test_a_short_first_period_is_judged_by_its_days():
    # 240 yuan on 12,000 for ten days: 73 % a year, whether by days or as a third of a month.
    form = {"amount": "12000", "periods": "1", "payment": "12240", "start": "2026-11-22", "first_due": "2026-12-02"}
    assert COURT_LINE in named(**form)
    values = answer(CALCULATOR.form(form))["values"]
    assert (values["simple"], values["simple_by_days"]) == ("72 %", "73 %")


def test_a_rate_of_many_periods_is_not_said_to_be_higher_a_year():
    for rate, higher in (("7.5%", True), ("12%", False)):
        form = {"payment": "", "total_rate": rate, "periods": "12" if higher else "36"}
        got = CALCULATOR.function(**CALCULATOR.read(CALCULATOR.form(form)).values)
        assert (got.simple > got.quoted) == higher
        assert any("所以真实的年利率更高" in plain(note) for note in got.view().notes) == higher


def test_the_table_for_those_who_cannot_compute_agrees_with_the_calculator():
    table = CALCULATOR.per_thousand()
    costs = [Decimal(head.removeprefix("多付 ").removesuffix(" 元")) for head in table.head[1:]]
    for periods, *figures in table.rows:
        for cost, figure in zip(costs, figures, strict=True):
            n = int(periods.removesuffix(" 期"))
            rate = numpy_financial.irr([1000.0, *[-float(1000 + cost) / n] * n]) * 12
            assert abs(float(plain(figure).removesuffix(" %")) - rate * 100) < 0.03
