"""Laws that every answer of 关键日期 obeys, whatever is typed within the declared bounds."""

import json
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
import strategies
from dateutil.relativedelta import relativedelta
from hypothesis import example, given
from hypothesis import strategies as st
from test_holidays import days as every_day
from test_holidays import moved, noticed

import calculators
from calculators.key_dates import EXAMPLE_CLEARED, EXAMPLE_DUE
from calculators.key_dates.reckoning import Milestone, calendar_milestones, court_fee, overdue_class, remind
from calculators.key_dates.rules import PAPER, REPORT, rule_of
from calculators.kit import facts
from calculators.kit.calculator import FactRef, plain
from calculators.kit.holidays import LastDay
from calculators.kit.units import Day, Mistakes

CALCULATOR = calculators.get("key_dates")
DAY = date(2026, 11, 22)
FEN = Decimal("0.01")
NEAR = strategies.around(DAY, 500, 400)
RECEIVED = ("payment_order", "statement", "judgment", "objection", "complaint")
# What each day leads to and after how many days: the law's figures, written here a second time.
PERIODS = {
    "payment_order_by": ("payment_order", 15),
    "answer_by": ("statement", 15),
    "objection_by": ("objection", 20),
    "complaint_by": ("complaint", 15),
    "complaint_long_by": ("complaint", 30),
    "complaint_last_by": ("complaint", 60),
}

# Those of a court, which a day off moves, and the months and years beside them.
COURT = {
    "payment_order_by": lambda day: blank(payment_order=day),
    "answer_by": lambda day: blank(statement=day),
    "appeal_by": lambda day: blank(judgment=day, small_claims="no"),
    "retrial_by": lambda day: blank(judgment=day, small_claims="yes"),
    "enforcement_by": lambda day: blank(perform_by=day),
}
UNKNOWN = 10  # days after which even a year without a notice can't have moved a last day

any_case = strategies.arguments(CALCULATOR, NEAR)


def in_order(case):
    """The same case with its papers received by the day asked, and in an order that can be."""
    case = dict(case)
    for name in RECEIVED:
        if case[name]:
            case[name] = min(case[name], case["as_of"])
    if case["statement"] and case["judgment"]:
        case["statement"], case["judgment"] = sorted((case["statement"], case["judgment"]))
    if case["judgment"] and case["perform_by"]:
        case["perform_by"] = max(case["judgment"], case["perform_by"])
    return case


cases = any_case.map(in_order)
amounts = strategies.values(CALCULATOR.fields["claim"].unit)


def compute(arguments, **changed):
    return CALCULATOR.function(**arguments | changed)


def answer(form):
    return json.loads(calculators.answer("key_dates", json.dumps(form, ensure_ascii=False)))


def blank(**changed):
    """A case in which nothing is typed but what is given."""
    values = dict.fromkeys(CALCULATOR.fields) | {"as_of": DAY, "small_claims": "unknown"}
    return values | changed


def words(view):
    """Everything that a view says, as plain text."""
    tables = (*view.tables, *view.working)
    cells = [plain(cell) for t in tables for row in (*t.rows, t.foot) for cell in row]
    return "\n".join([plain(view.headline), *map(plain, view.notes), *cells, *(plain(t.note) for t in tables)])


def entries(view):
    """The calendar of a view, read back: a list of properties by name."""
    (calendar,) = [d for d in view.documents if d.filename.endswith(".ics")] or [None]
    if calendar is None:
        return []
    text = calendar.text.replace("\r\n ", "")
    found = []
    for line in text.split("\r\n"):
        if line == "BEGIN:VEVENT":
            found.append({})
        name, _, value = line.partition(":")
        if found:
            found[-1].setdefault(name, value)
    return found


# Whatever is typed -----------------------------------------------------------------------------------


@given(cases)
def test_papers_in_order_have_a_result(case):
    got = answer(strategies.typed(CALCULATOR, case))
    assert got["errors"] == {}
    assert got["announce"]


@given(any_case)
def test_only_papers_out_of_order_are_refused(case):
    if case == in_order(case):
        compute(case)
    else:
        with pytest.raises(Mistakes):
            compute(case)


@pytest.mark.parametrize("amount", [Decimal("0.01"), Decimal("10000000")])
def test_the_last_day_that_can_be_typed_is_answered(amount):
    last = date(2099, 12, 31)
    case = {name: last if isinstance(field.unit, Day) else None for name, field in CALCULATOR.fields.items()}
    case |= {"small_claims": "no", "unpaid": amount, "claim": amount}
    assert compute(case).record_end is None  # due and cleared on one day: nothing was late
    assert compute(case, due=None).record_end == date(2104, 12, 31)
    assert compute(case, perform_by=date(2015, 1, 1), judgment=None).late_interest >= 0


# Days ------------------------------------------------------------------------------------------------


@given(cases)
def test_periods_of_days_are_counted_from_the_day_after(case):
    got = compute(case)
    for name, (field, days) in PERIODS.items():
        start, end = case[field], getattr(got, name)
        assert (end is None) == (start is None), name
        if start:
            # The day of receipt does not count; the next one is the first.
            counted = [start + timedelta(n) for n in range(1, days + 1)]
            assert end == counted[-1], name


@given(cases)
def test_years_agree_with_an_independent_calendar(case):
    got = compute(case)
    if case["perform_by"]:
        assert got.enforcement_by == case["perform_by"] + relativedelta(years=2)
    late = case["due"] is None or (case["cleared"] or case["as_of"]) > case["due"]
    assert (got.record_end is not None) == (case["cleared"] is not None and late)
    if got.record_end:
        assert got.record_end == case["cleared"] + relativedelta(years=5)
        # The same day of the same month, but for the day that only leap years have.
        if (case["cleared"].month, case["cleared"].day) != (2, 29):
            assert (got.record_end.month, got.record_end.day) == (case["cleared"].month, case["cleared"].day)


@given(st.dates(date(2015, 1, 1), date(2090, 1, 1)))
@example(date(2028, 2, 29))
@example(date(2027, 2, 28))
def test_a_record_never_ends_earlier_by_clearing_later(cleared):
    case = blank(as_of=date(2099, 1, 1), due=date(2015, 1, 1) - timedelta(1), cleared=cleared)
    one, two = compute(case), compute(case, cleared=cleared + timedelta(1))
    assert one.record_end <= two.record_end
    assert 365 * 5 + 1 <= (one.record_end - cleared).days <= 365 * 5 + 2


@given(cases)
def test_there_is_a_day_for_an_appeal_only_after_the_answer_on_small_claims(case):
    for said in ("unknown", "yes", "no"):
        got = compute(case, small_claims=said)
        expected = case["judgment"] and said == "no"
        assert got.appeal_by == (case["judgment"] + timedelta(15) if expected else None)
        again = case["judgment"] and said == "yes"
        assert got.retrial_by == (case["judgment"] + relativedelta(months=6) if again else None)
        headline = plain(got.view().headline)
        assert "先弄清是不是小额诉讼" not in headline or said == "unknown"


@given(st.integers(-10, 1000))
def test_classes_are_thirty_days_wide_and_end_after_180(days):
    expected = 0 if days <= 0 else 7 if days > 180 else 1 + (days - 1) // 30
    assert overdue_class(days) == expected


@given(st.dates(*NEAR), st.dates(*NEAR))
def test_the_next_class_begins_on_the_first_day_that_belongs_to_it(due, on):
    got = compute(blank(due=due, as_of=on))
    days = (on - due).days
    assert got.overdue_days == max(days, 0)
    if got.next_class_day:
        before, after = (overdue_class((got.next_class_day - due).days - n) for n in (1, 0))
        assert (before, after) == (int(got.overdue_class), int(got.overdue_class) + 1)
        assert got.next_class_day > on
    else:
        assert days <= 0 or days > 180


@given(cases)
def test_a_class_that_will_not_be_reached_is_not_named(case):
    got = compute(case)
    if got.next_class_day:
        assert case["cleared"] is None or got.next_class_day <= case["cleared"]


# Days off --------------------------------------------------------------------------------------------


def until(raw, on):
    """The day to act by, or None once it is over: as counted, then as moved, and where nobody knows, today."""
    last = moved(raw)
    if on <= raw:
        return raw
    if on <= last:
        return last
    return on if not noticed(last) and on <= raw + timedelta(UNKNOWN) else None


@pytest.mark.parametrize("name", COURT)
@pytest.mark.parametrize("year", [2026, 2027])  # with the notice of its days off, and without
def test_every_day_received_ends_as_counted_and_as_moved_and_is_over_only_after_that(year, name):
    theirs = name == "enforcement_by"
    for day in every_day(date(year, 1, 1), date(year, 12, 31)):
        case = COURT[name](day)
        got = compute(case, as_of=day)
        raw = getattr(got, name)
        (m,) = [m for m in got.milestones if m.start == day]
        last = moved(raw)
        assert (m.day, m.legal) == (raw, last), day
        shown = plain(got.view().tables[0].rows[-1][0])
        assert Day(label="").show(last if theirs else raw) in shown
        assert ("先按它办" in shown) == (not theirs and (last != raw or not noticed(last))), shown
        assert ("碰上" in shown) == (last != raw or (theirs and not noticed(last))), shown
        if not theirs:
            assert ("放假通知我们还没有" in shown) == (not noticed(last)), shown
            assert last == raw or Day(label="").show(last) in shown
        if name in ("retrial_by", "enforcement_by"):
            continue
        for on in {raw, raw + timedelta(1), last, last + timedelta(1), raw + timedelta(UNKNOWN + 1)}:
            later = compute(case, as_of=on)
            assert later.next_day == until(raw, on), (raw, on)
            if on != raw + timedelta(1):  # the words are the same on every other day of the kind
                continue
            view = later.view()
            said = plain(view.headline)
            assert ("都已经过了" in said) == (later.next_day is None)
            assert ("还来得及，今天就办" in said) == (later.next_day is not None and on > raw)
            assert ("可能还来得及" in said) == (later.next_day is not None and on > raw and not noticed(last))
            if later.next_day:
                assert not re.search("已经过了|已过", words(view))


def test_a_day_off_moves_a_deadline_and_nothing_says_it_is_over_before():
    open_again = compute(blank(as_of=date(2026, 10, 3), payment_order=date(2026, 9, 16))).view()
    assert plain(open_again.headline).startswith(
        "还来得及，今天就办。支付令：还清或提书面异议的最后一天原来是 2026年10月1日，碰上放假，顺到 2026年10月8日。"
    )
    assert plain(open_again.tables[0].rows[0][0]) == "2026年10月1日（先按它办）；碰上放假，法定最后一天是 2026年10月8日"
    assert entries(open_again)[0]["DTSTART;VALUE=DATE"] == "20261008"
    before = compute(blank(as_of=date(2026, 9, 17), payment_order=date(2026, 9, 16))).view()
    assert entries(before)[0]["DTSTART;VALUE=DATE"] == "20261001"
    assert "法定最后一天是 2026年10月8日" in entries(before)[0]["DESCRIPTION"]
    over = compute(blank(as_of=date(2026, 10, 9), payment_order=date(2026, 9, 16))).view()
    assert "2026年10月8日（原来是 2026年10月1日，碰上放假，顺延），已经过了 1 天" in plain(over.notes[0])
    assert "顺延，由法院定" in plain(over.notes[0])


def test_what_is_no_period_of_a_court_is_not_moved():
    # 2026-10-03 is a Saturday in the holidays; for a bill, a judgment's own day, a reply and a record it counts.
    day = date(2026, 10, 3)
    got = compute(blank(as_of=date(2026, 9, 20), due=day, perform_by=day, objection=day - timedelta(20), cleared=day))
    assert {m.legal for m in got.milestones if m.field in ("due", "objection")} == {day}
    (written,) = [m for m in got.milestones if m.kind == "perform"]
    assert (written.day, written.legal) == (day, day)
    assert "照天数数，不往后顺" in words(got.view())


# The headline ----------------------------------------------------------------------------------------


@given(cases)
def test_the_headline_is_the_nearest_day_by_which_the_reader_must_act(case):
    got = compute(case)
    on = case["as_of"]
    mine = {until(d, on) for d in (got.payment_order_by, got.answer_by, got.appeal_by) if d} | {case["perform_by"]}
    if case["due"] and not (case["cleared"] and case["cleared"] <= on):
        mine.add(case["due"])
    others = {got.objection_by, got.complaint_by, got.complaint_long_by, got.complaint_last_by}
    others |= {got.next_class_day, case["cleared"] if case["cleared"] and case["cleared"] > on else None}
    tiers = [sorted(d for d in days if d and d >= on) for days in (mine, others, {got.record_end})]
    ahead = [days[0] for days in tiers if days]
    assert got.next_day == (ahead[0] if ahead else None)
    if got.next_day:
        assert got.next_left == (got.next_day - on).days
        assert got.next.over(on) is False
        assert "元" not in plain(got.view().headline)
    else:
        assert got.next_left is None


@given(cases)
def test_money_is_in_the_headline_only_where_no_day_is_typed(case):
    headline = plain(compute(case).view().headline)
    typed = [n for n, f in CALCULATOR.fields.items() if isinstance(f.unit, Day) and n != "as_of" and case[n]]
    if typed:
        assert " 元" not in headline
    bare = blank(claim=Decimal(20000))
    assert "300.00 元" in plain(compute(bare).view().headline)


@given(cases, st.integers(1, 60))
def test_a_later_day_of_asking_never_brings_back_a_day_that_has_passed(case, days):
    later = compute(case | {"as_of": case["as_of"] + timedelta(days)})
    assert later.next_day is None or later.next_day >= case["as_of"] + timedelta(days)


# Words -----------------------------------------------------------------------------------------------


@given(cases)
def test_every_day_names_its_rule_and_bows_to_a_paper_only_where_there_is_one(case):
    got = compute(case)
    tables = [t for t in got.view().tables if t.head[0] == "日子"]
    assert len(tables) == bool(got.milestones)
    for table in tables:
        assert len(table.rows) == len(got.milestones)
        for row, m in zip(table.rows, got.milestones, strict=True):
            assert all(plain(cell).strip() for cell in row)
            rule = rule_of(m, got.given)
            # What was counted by a rule is counted by one that can be looked up, of a rank that is named.
            if m.start:
                assert any(isinstance(part, FactRef) for part in rule.rule)
                assert any(isinstance(part, FactRef) for part in rule.source)
                assert rule.rank in plain(row[-1])
            written = m.field in ("payment_order", "statement", "judgment", "perform_by")
            assert (rule.binding == PAPER) == written
            assert (rule.binding == REPORT) == ("信用报告" in rule.what or rule.what.startswith("征信里"))
    if got.next_day:
        assert (PAPER in plain(got.view().headline)) == (rule_of(got.next, got.given).binding == PAPER)


@given(cases)
def test_limitation_is_said_in_words_without_a_day(case):
    got = compute(case)
    (said,) = [plain(n) for n in got.view().notes if plain(n).startswith("诉讼时效")]
    assert "这不是不协商的理由" in said
    assert "重新起算" in said
    assert not re.search(r"\d\s*[年月日](?!，分期)", said)  # no day; the number of years is the rule
    assert "时效" not in "".join(rule_of(m, got.given).what for m in got.milestones)


@given(cases)
def test_a_day_gone_by_comes_with_what_to_do(case):
    view = compute(case).view()
    said = words(view)
    for name, (field, _) in PERIODS.items():
        end = getattr(compute(case), name)
        on = case["as_of"]
        over = end and (not until(end, on) if field == "payment_order" else end < on)
        if field in ("payment_order", "objection") and over:
            legal = moved(end) if field == "payment_order" else end
            shown = Day(label="").show(legal)
            assert any(shown in plain(n) and "已经过了" in plain(n) for n in view.notes), name
            assert f"已过 {(case['as_of'] - legal).days:,} 天" in said
    assert "！" not in said


def test_an_own_deadline_gone_by_is_not_hidden_behind_the_next_day():
    got = compute(blank(due=date(2026, 9, 11), payment_order=date(2026, 11, 1)))
    assert got.next_day == date(2026, 12, 11)
    assert "有期限已经过了" in plain(got.view().headline)
    assert plain(got.view().notes[0]).startswith("支付令")


def test_a_day_is_over_the_day_after_and_counted_from_its_start():
    moved = LastDay(date(2026, 11, 21), date(2026, 11, 23), "周六", True)
    unsure = LastDay(date(2027, 1, 1), date(2027, 1, 4), "放假", False)
    for last, end in ((None, date(2026, 11, 21)), (moved, date(2026, 11, 23)), (unsure, date(2027, 1, 11))):
        day = last.raw if last else end
        found = Milestone(kind="answer", field="statement", day=day, tier=1, start=day - timedelta(15), last=last)
        assert (found.over(end), found.over(end + timedelta(1))) == (False, True)
        assert found.days == 15
    assert Milestone(kind="due", field="due", day=DAY, tier=1).days == 0


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        # What the reader must act by comes first, then what others must do or what is planned, then what is far away.
        ({"due": DAY}, {"due": 1}),
        ({"due": DAY + timedelta(1)}, {"due": 1}),
        ({"due": DAY, "cleared": DAY}, {}),
        ({"due": DAY, "cleared": DAY + timedelta(1)}, {"due": 1, "clearing": 2, "record_end": 3}),
        ({"due": DAY - timedelta(1)}, {"next_class": 2}),
        ({"due": DAY - timedelta(1), "cleared": DAY}, {"record_end": 3}),
        ({"due": DAY - timedelta(1), "cleared": DAY + timedelta(1)}, {"clearing": 2, "record_end": 3}),
        # The 31st day late begins the second class; who clears on the 30th never reaches it.
        ({"due": DAY - timedelta(20), "cleared": DAY + timedelta(10)}, {"clearing": 2, "record_end": 3}),
        (
            {"due": DAY - timedelta(20), "cleared": DAY + timedelta(11)},
            {"clearing": 2, "record_end": 3, "next_class": 2},
        ),
        ({"judgment": DAY, "small_claims": "no"}, {"appeal": 1}),
        ({"judgment": DAY, "small_claims": "yes"}, {"retrial": 0}),
        ({"judgment": DAY}, {}),
        ({"perform_by": DAY}, {"perform": 1, "enforcement": 0}),
        ({"payment_order": DAY, "statement": DAY}, {"payment_order": 1, "answer": 1}),
        ({"objection": DAY}, {"objection": 2}),
        ({"complaint": DAY}, {"complaint": 2, "complaint_long": 2, "complaint_last": 2}),
    ],
    ids=str,
)
def test_which_days_follow_and_how_much_each_weighs(typed, kinds):
    got = compute(blank(**typed))
    assert {m.kind: m.tier for m in got.milestones} == kinds
    if "cleared" in typed:
        late = typed["cleared"] > DAY
        assert got.class_at_clearing == (str(overdue_class((typed["cleared"] - typed["due"]).days)) if late else None)


@pytest.mark.parametrize(("ahead", "before"), [(-1, 0), (0, 0), (1, 0), (2, 1), (5, 4), (6, 5), (7, 5), (400, 5)])
def test_a_reminder_rings_tomorrow_at_the_earliest(ahead, before):
    assert remind(DAY + timedelta(ahead), DAY) == before


def test_a_reminder_of_a_day_is_written_down_until_its_last_legal_day():
    moved = LastDay(date(2026, 11, 21), date(2026, 11, 23), "周六", True)
    ahead = Milestone(kind="answer", field="statement", day=moved.raw, tier=1, last=moved)
    far = replace(ahead, calendar=False)
    for on, there in ((date(2026, 11, 21), True), (date(2026, 11, 23), True), (date(2026, 11, 24), False)):
        assert calendar_milestones((ahead, far), on) == ((ahead,) if there else ())
    # To act by: the day as counted, then the legal one.
    assert [ahead.until(date(2026, 11, n)) for n in (20, 21, 22, 23)] == [
        moved.raw,
        moved.raw,
        moved.moved,
        moved.moved,
    ]


# Money -----------------------------------------------------------------------------------------------


@given(amounts)
@example(Decimal("10000"))
@example(Decimal("100000"))
@example(Decimal("200000"))
@example(Decimal("200000.01"))
def test_the_court_fee_equals_a_closed_form(amount):
    got = compute(blank(claim=amount))
    if amount > 200000:
        assert (got.fee, got.fee_summary, got.fee_order) == (None, None, None)
        assert "没有核对" in words(got.view())
        return
    fen = Fraction(amount) * 100
    exact = 5000 + max(min(fen, 10**7) - 10**6, 0) / 40 + max(fen - 10**7, 0) / 50
    half_up = [int(part * 2 + 1) // 2 for part in (exact, Fraction(int(exact * 2 + 1) // 2, 2))]
    # Two bands at the most are rounded, of which the lower one is then in whole fen.
    assert got.fee * 100 == half_up[0]
    assert got.fee_summary * 100 == half_up[1]
    assert abs(got.fee_order * 3 - got.fee) <= FEN * 2
    assert sum((band.fee for band in got.fee_bands), Decimal(0)) == got.fee


@pytest.mark.parametrize(
    ("amount", "bands", "fee"),
    [
        ("0.01", 1, "50"),
        ("10000", 1, "50"),
        ("10000.01", 2, "50"),
        ("10000.20", 2, "50.01"),
        ("100000", 2, "2300"),
        ("100000.01", 3, "2300"),
        ("100000.25", 3, "2300.01"),
        ("200000", 3, "4300"),
    ],
)
def test_a_band_of_the_court_fee_ends_at_its_own_sum(amount, bands, fee):
    rows = court_fee(Decimal(amount), DAY)
    assert (len(rows), sum(row.fee for row in rows)) == (bands, Decimal(fee))
    assert [row.upper for row in rows[:-1]] == [Decimal(10000), Decimal(100000)][: bands - 1]
    assert court_fee(Decimal("200000.01"), DAY) is None


@given(amounts, amounts)
def test_a_larger_claim_never_costs_a_lower_fee(one, two):
    fees = [sum(band.fee for band in rows) for a in sorted((one, two)) if (rows := court_fee(a, DAY))]
    assert fees == sorted(fees)


@given(cases, amounts)
def test_interest_on_a_judgment_equals_a_closed_form(case, unpaid):
    got = compute(case, unpaid=unpaid)
    if case["perform_by"] is None:
        assert got.late_interest is None
        return
    days = max((case["as_of"] - case["perform_by"]).days, 0)
    # 1.75 of ten thousand a day: fen × 175 × days, divided once and rounded half up by adding a half.
    fen = (int(unpaid * 100) * 175 * days * 2 + 10**6) // (2 * 10**6)
    assert got.late_interest == Decimal(fen) / 100
    assert got.late_days == days
    assert abs(got.late_interest - got.late_per_day * days) <= Decimal("0.005") * (days + 1)


@given(cases)
def test_amounts_are_in_whole_fen_and_never_negative(case):
    got = compute(case)
    for name in ("fee", "fee_summary", "fee_order", "late_interest", "late_per_day"):
        amount = getattr(got, name)
        assert amount is None or (amount >= 0 and amount % FEN == 0), name


# Calendar --------------------------------------------------------------------------------------------


@given(cases)
def test_the_calendar_holds_the_days_ahead_that_the_reader_typed_and_nothing_else(case):
    got = compute(case)
    on = case["as_of"]
    days = sorted(datetime.strptime(e["DTSTART;VALUE=DATE"], "%Y%m%d").date() for e in entries(got.view()))
    papers = [got.payment_order_by, got.answer_by, got.appeal_by, got.retrial_by]
    asked = [raw if on <= raw else moved(raw) for raw in papers if raw]
    asked += [got.objection_by, got.complaint_by, got.complaint_long_by, got.complaint_last_by, case["perform_by"]]
    if case["due"] and not (case["cleared"] and case["cleared"] <= on):
        asked.append(case["due"])
    if case["cleared"]:
        # A record that hangs on a plan is not yet so.
        asked.append(case["cleared"] if case["cleared"] > on else got.record_end)
    assert days == sorted(d for d in asked if d and d >= on)
    assert got.entries == len(days)
    assert bool(got.view().documents) == bool(days)


@given(cases)
def test_calendar_entries_have_identities_of_their_own_that_stay_the_same(case):
    first, again = entries(compute(case).view()), entries(compute(case).view())
    uids = [e["UID"] for e in first]
    assert len(uids) == len(set(uids))
    assert uids == [e["UID"] for e in again]
    for entry in first:
        assert "依据" in entry["DESCRIPTION"]


def test_a_corrected_day_replaces_the_entry_of_a_named_paper_and_two_papers_never_replace_each_other():
    def uid(day, paper=None):
        (entry,) = entries(compute(blank(payment_order=day, paper=paper)).view())
        assert (paper or "") in entry["SUMMARY"]
        return entry["UID"]

    mistyped, right = date(2026, 11, 20), date(2026, 11, 18)
    assert uid(mistyped, "甲公司") == uid(right, "甲公司")
    assert uid(right, "甲公司") != uid(right, "乙公司")
    assert uid(right) != uid(mistyped)
    assert "旧的那条自己删" in words(compute(blank(payment_order=right)).view())


@given(st.dates(*NEAR), st.integers(0, 400))
def test_a_reminder_is_five_days_earlier_or_as_early_as_can_still_ring(on, left):
    before = remind(on + timedelta(left), on)
    assert before == 5 if left >= 6 else 0 <= before <= max(left - 1, 0)
    entry = compute(blank(as_of=on, perform_by=on + timedelta(left))).view()
    trigger = entries(entry)[0]["TRIGGER"]
    assert trigger == {0: "PT9H", 1: "-PT15H"}.get(before, f"-P{before - 1}DT15H")


def test_the_days_of_the_example_may_be_the_readers_own():
    """The page empties the example at the reader's first key; here its days are days like any other."""
    due = compute(blank(due=EXAMPLE_DUE))
    assert due.overdue_days == 73
    both = compute(blank(due=EXAMPLE_DUE, cleared=EXAMPLE_CLEARED))
    assert (both.overdue_days, both.record_end, both.entries) == (73, date(2031, 12, 20), 1)


# Facts -----------------------------------------------------------------------------------------------


def test_the_facts_are_those_of_the_law():
    on = DAY
    assert facts.value("court.late_judgment_rate", on) == Decimal("0.000175")
    assert [facts.value(f"court.{n}_days", on) for n in ("payment_order", "answer", "appeal")] == [15] * 3
    assert facts.value("credit.record_years", on) == 5
    assert facts.value("court.enforcement_years", on) == 2
