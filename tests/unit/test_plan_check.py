"""Laws that every answer of 方案行不行 obeys, whatever was said and whatever was not."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, product
from random import Random

import numpy_financial
import pytest
import strategies
from hypothesis import assume, given
from hypothesis import strategies as st

import calculators
from calculators.kit.calculator import FactRef, plain
from calculators.kit.days import add_months
from calculators.plan_check import ranges
from calculators.plan_check.case import Case, Owed, slack
from calculators.plan_check.interest import most
from calculators.plan_check.offer import APART, EXTRA, INTO, NO, WITHIN, Offer
from calculators.plan_check.reckoning import cheapest, judge, unsaid
from calculators.plan_check.words import QUESTIONS, name_of

CALCULATOR = calculators.get("plan_check")
DAY = date(2026, 11, 22)
FEN = Decimal("0.01")
ZERO = Decimal(0)
NEAR = strategies.around(DAY, 0, 0)
CHOICES = {
    "capitalise": (INTO, APART),
    "interest": (NO, WITHIN, EXTRA),
    "missed": ("makeup", "all", "void"),
    "credit": ("normal", "late", "after"),
}
HARMLESS = ("missed", "credit")  # they change what may happen, not the sum


def fen(low, high):
    return st.integers(int(low * 100), int(high * 100)).map(lambda n: n * FEN)


@st.composite
def positions(draw):
    return Owed(
        draw(fen(Decimal(1), Decimal(20000))),
        draw(fen(ZERO, Decimal(3000))),
        draw(st.dates(date(2026, 1, 1), date(2027, 12, 31))),
        draw(st.integers(1, 1000)) * Decimal("0.000001"),
    )


@st.composite
def completions(draw, owed):
    """An offer with everything said, within the bounds that a range covers; often one that adds up."""
    interest = draw(st.sampled_from(CHOICES["interest"]))
    rate = draw(st.integers(0, int(owed.rate * 10**6))) * Decimal("0.000001")
    offer = Offer(
        periods=draw(st.integers(1, 36)),
        down=draw(st.just(ZERO) | fen(ZERO, owed.total)),
        first=draw(st.dates(owed.on + timedelta(1), add_months(owed.on, 6))),
        waived=draw(st.just(ZERO) | fen(ZERO, owed.charges)),
        capitalise=draw(st.sampled_from(CHOICES["capitalise"])),
        interest=interest,
        rate=None if interest == NO else rate,
        missed=draw(st.sampled_from(CHOICES["missed"])),
        credit=draw(st.sampled_from(CHOICES["credit"])),
    )
    case = Case(offer, owed)
    left = most(case, offer.periods).total if draw(st.booleans()) and interest == WITHIN else case.high
    exact = (left - offer.down) / offer.periods
    near = exact.quantize(FEN, draw(st.sampled_from(("ROUND_FLOOR", "ROUND_CEILING"))))
    payment = draw(st.just(near) | fen(Decimal(1), Decimal(3000)))
    return replace(offer, payment=max(payment, Decimal(1)))


@st.composite
def said_in_full(draw):
    owed = draw(positions())
    return Case(draw(completions(owed)), owed)


def without(case, names):
    """The same offer as heard by someone who was not told these things; a rate of what is not told goes with it."""
    offer = replace(case.offer, **dict.fromkeys(names))
    return Case(offer, case.owed)


def inside(inner, outer):
    """Whether one range lies within another; an end that can't be said holds anything."""
    (low, high), (lowest, highest) = ranges.totals(inner), ranges.totals(outer)
    below = lowest is None or (low is not None and low.total >= lowest.total)
    above = highest is None or (high is not None and high.total <= highest.total)
    return below and above


names = st.sets(st.sampled_from([*QUESTIONS]), max_size=10)


# The law of 没说 ---------------------------------------------------------------------------------------


@given(said_in_full(), names)
def test_what_turns_out_in_the_end_lies_in_the_range_of_what_was_heard(case, heard_not):
    assume(ranges.gap(case) is None)
    assert inside(case, without(case, heard_not)), (case, heard_not)


@given(said_in_full(), names, st.sampled_from([*QUESTIONS]))
def test_one_more_answer_never_widens_a_range(case, heard_not, answered):
    assume(ranges.gap(case) is None)
    before = without(case, heard_not | {answered})
    after = without(case, heard_not - {answered})
    assert inside(after, before), (before, after)


@given(said_in_full(), names)
def test_the_lowest_is_never_above_the_highest(case, heard_not):
    low, high = ranges.totals(without(case, heard_not))
    if low is not None and high is not None:
        assert low.total <= high.total
    if low is not None:
        assert low.total >= 0
        assert low.total == low.total.quantize(FEN)
    if high is not None:
        assert high.total == high.total.quantize(FEN)


@given(said_in_full(), names)
def test_what_fits_in_full_also_fits_when_less_is_known(case, heard_not):
    assume(ranges.gap(case) is None)
    assert ranges.gap(without(case, heard_not)) is None


@given(said_in_full())
def test_with_everything_said_the_total_is_a_point(case):
    low, high = ranges.totals(case)
    o = case.offer
    if o.interest != EXTRA or o.periods * o.payment == case.high - o.down:
        assert low.total == high.total
    else:
        # Interest bears on what is owed or on the payments together: they differ by the fen that payments miss.
        assert high.total - low.total <= o.rate * slack(o.periods) * 31 * (o.periods + 6) + FEN or ranges.gap(case)
    if o.interest != EXTRA:
        assert low.total == o.down + o.periods * o.payment
    assert low.total >= o.down + o.periods * o.payment


@given(said_in_full(), st.sets(st.sampled_from(HARMLESS)))
def test_what_does_not_touch_the_sum_does_not_touch_the_range(case, heard_not):
    assert ranges.totals(without(case, heard_not)) == ranges.totals(case)


# Every way in which an offer may turn out ----------------------------------------------------------------
#
# Written apart from the calculator, in whole fen and millionths: what was not said is filled in from a grid, payments
# are made of it as lenders make them, and every total must lie in the range.

MILLION = 10**6
SOON, LATE = (1, 0), (0, 6)  # the first payment: days or months from today
HIDDEN = ("periods", "payment", "down", "first", "waived", "capitalise", "interest", "rate")


def in_fen(yuan):
    return int(yuan * 100)


def interest_on(weight, rate):
    """Fen × days at so many millionths a day, half up."""
    return (2 * weight * rate + MILLION) // (2 * MILLION)


def level(left, gaps, rate):
    """The payment that would clear the debt, interest in it; not rounded."""
    worth = 0.0
    for days in reversed(gaps):
        worth = (worth + 1) / (1 + rate * days / MILLION)
    return left / worth


def within(left, n, x, gaps, rate):
    """Payments with interest in them: it comes first, is rounded each period, and bears none itself."""
    exact = x or level(left, gaps[:n], rate)
    for each in {int(exact), int(exact + 0.5)}:
        owed, waiting, paid = left, 0, []
        for days in gaps[:n]:
            waiting += interest_on(owed * days, rate)
            last = len(paid) + 1 == n or owed + waiting <= each
            paid.append(each if (n and x) or not last else owed + waiting)
            owed, waiting = owed - max(paid[-1] - waiting, 0), max(waiting - paid[-1], 0)
            if last:
                break
        as_said = not (n and x) or (len(paid) == n and abs(owed + waiting) <= n)
        if as_said and (n or owed + waiting <= 0):
            yield paid


def without_interest(left, n, x):
    """Payments of a sum: all the same within a fen each, or the last one makes up for it."""
    if n and x:
        return [[x] * n] if abs(n * x - left) < n else []
    if n:
        alike = [[each] * n for each in {left // n, -(-left // n)}]
        return alike + [[*p[1:], left - sum(p[1:])] for p in alike if left >= sum(p[1:])]
    counts = [k for k in {left // x, left // x + 1} if 1 <= k <= 360 and abs(k * x - left) < k]
    fewest = -(-left // x)
    smaller = [[x] * (fewest - 1) + [left - x * (fewest - 1)]] if 1 <= fewest <= 360 else []
    return [[x] * k for k in counts] + smaller


def beside(paid, left, most, gaps, rate):
    """Interest beside the payments, in all and each month: on the payments together, and on what is owed."""
    for outstanding in (sum(paid), left):
        bears = [min(max(outstanding - sum(paid[:k]), 0), most) * days for k, days in enumerate(gaps[: len(paid)])]
        yield interest_on(sum(bears), rate), [interest_on(b, rate) for b in bears]


def grid(case):
    """What was not said, filled in: kind, whole fen left to settle, first day, rate, down payments."""
    o, owed = case.offer, case.owed
    waived = [o.waived] if o.waived is not None else [ZERO, (owed.charges / 2).quantize(FEN), owed.charges]
    firsts = [(o.first, 0)] if o.first else [(owed.on + timedelta(d), m) for d, m in (SOON, (40, 0), LATE)]
    late = int(owed.rate * MILLION)
    for kind in (o.interest,) if o.interest else CHOICES["interest"]:
        said = [0] if kind == NO else [0, late // 2, late] if o.rate is None else [int(o.rate * MILLION)]
        for less, (day, months), rate in product(waived, firsts, said):
            days = [add_months(day, months + k) for k in range(o.periods or 360)]
            yield kind, in_fen(owed.total - less), days, rate


def downs(case, kind, settle, gaps, rate):
    """What may be paid first: as said, or so that the rest adds up."""
    n, x = case.offer.periods, case.offer.payment
    if case.offer.down is not None:
        return [in_fen(case.offer.down)]
    if n and x and kind == WITHIN:
        return [settle - round(in_fen(x) / level(1, gaps[:n], rate))]
    return [settle - n * in_fen(x) + e for e in (0, n - 1, 1 - n)] if n and x else [0, settle // 3, settle]


def completed(case):
    """Every total in yuan, with the number of payments, the last day, and the most that a month but the last takes."""
    n, x = case.offer.periods, in_fen(case.offer.payment or 0)
    principal, everything = in_fen(case.owed.principal), 10**15
    caps = {INTO: [everything], APART: [principal]}.get(case.offer.capitalise, [everything, principal])
    for kind, settle, days, rate in grid(case):
        gaps = [(b - a).days for a, b in pairwise([case.owed.on, *days])]
        for down in downs(case, kind, settle, gaps, rate):
            left = settle - down
            if down < 0 or left < 0:
                continue
            for paid in within(left, n, x, gaps, rate) if kind == WITHIN else without_interest(left, n, x):
                sums = [(0, [0] * len(paid))]
                if kind == EXTRA:
                    sums = [found for most in caps for found in beside(paid, left, most, gaps, rate)]
                for extra, each in sums:
                    months = [p + e for p, e in zip(paid, each, strict=True)]
                    yield (down + sum(paid) + extra) * FEN, len(paid), days[len(paid) - 1], max(months[:-1] or months)


def random_offer(chance):
    """An offer that adds up, of which about half was not said."""
    owed = Owed(
        chance.choice((chance.randint(100, 2 * MILLION), chance.randint(100, 20000))) * FEN,
        chance.choice((0, chance.randint(0, 300000))) * FEN,
        date(2026, 1, 1) + timedelta(chance.randrange(730)),
        chance.choice((500, chance.randint(1, 1000))) * Decimal("0.000001"),
    )
    n = chance.randint(1, 36)
    kind = chance.choice(CHOICES["interest"])
    rate = None if kind == NO else chance.choice((500, chance.randint(0, 1000))) * Decimal("0.000001")
    rate = rate and min(rate, owed.rate)
    waived = chance.choice((0, chance.randint(0, in_fen(owed.charges)))) * FEN
    down = chance.choice((0, chance.randint(0, in_fen(owed.total)))) * FEN
    first = owed.on + timedelta(chance.choice((1, chance.randint(1, 178))))
    left = max(in_fen(owed.total - waived - down), 0)
    gaps = [(b - a).days for a, b in pairwise([owed.on, *(add_months(first, k) for k in range(n))])]
    exact = level(left, gaps, int((rate or 0) * MILLION)) if kind == WITHIN else left / n
    payment = max(int(exact + chance.choice((0, 0.5, 0.999))), 100) * FEN
    offer = Offer(n, payment, down, first, waived, chance.choice((INTO, APART)), kind, rate)
    hidden = {name for name in HIDDEN if chance.random() < 0.45} | {chance.choice(HIDDEN)}
    if {"periods", "payment"} <= hidden:
        hidden.remove(chance.choice(("periods", "payment")))
    return Case(replace(offer, **dict.fromkeys(hidden)), owed)


def outside(case, ways):
    """Completions whose total, last day or month lies outside of what was answered."""
    (low, high), (least, most) = ranges.totals(case), ranges.monthly(case)
    first, last = judge(0, case.offer, case.owed, None).last
    n = case.offer.periods
    for total, count, day, month in ways:
        # What is small may be cleared before the last of the periods, and a month may hold the fen that are left over.
        early = first is not None and day < first and count == (n or count)
        late = last is not None and day > last
        if early or late or (low and total < low.total) or (high and total > high.total):
            yield total, day
        elif (most is not None and month * FEN > most + FEN * (n or 2)) or (n and least > month * FEN + FEN * n):
            yield month, day


@pytest.mark.parametrize("seed", range(10))
def test_every_way_in_which_an_offer_may_turn_out_lies_in_its_range(seed):
    chance = Random(seed)
    seen = 0
    for _ in range(20):
        case = random_offer(chance)
        ways = list(completed(case))
        assert list(outside(case, ways)) == [], case
        seen += len(ways)
    assert seen > 200


def test_payments_with_interest_in_them_may_be_as_low_as_level_ones():
    owed = Owed(Decimal(6000), ZERO, DAY, Decimal("0.0005"))
    case = Case(Offer(3, None, ZERO, date(2026, 11, 23), ZERO, INTO, WITHIN, Decimal("0.0005")), owed)
    assert Decimal("6093.58") in {total for total, *_ in completed(case)}
    assert Decimal("6092") < ranges.totals(case)[0].total <= Decimal("6093.58") <= ranges.totals(case)[1].total


def test_interest_beside_payments_may_bear_on_what_is_owed():
    owed = Owed(Decimal("9399.33"), ZERO, date(2027, 11, 5), Decimal("0.001"))
    case = Case(Offer(24, Decimal("195.81"), Decimal("4699.67"), date(2027, 12, 5), ZERO), owed)
    totals = {total for total, *_ in completed(case)}
    assert {Decimal("11187.05"), Decimal("11187.21")} <= totals
    assert ranges.totals(case)[1].total == max(totals) == Decimal("11187.21")


def test_the_latest_days_are_not_counted_from_one_that_a_short_month_has_cut():
    # Six months after 31 Aug is 28 Feb; the payment after that is due on 31 Mar.
    result = CALCULATOR.function(as_of=date(2026, 8, 31), offers=(Offer(periods=2, payment=Decimal(3000)),))
    assert (result.last_early, result.last_late) == (date(2026, 10, 1), date(2027, 3, 31))
    assert result.record_end == date(2032, 3, 31)


def test_no_half_fen_is_lost_beside_payments():
    # 30 yuan for 19 days at 0.05 % are 0.285.
    owed = Owed(Decimal(30), ZERO, DAY, Decimal("0.0005"))
    case = Case(Offer(1, Decimal(30), ZERO, DAY + timedelta(19), ZERO, INTO, EXTRA, Decimal("0.0005")), owed)
    assert [bound.total for bound in ranges.totals(case)] == [Decimal("30.29")] * 2


# Monotony --------------------------------------------------------------------------------------------


def ends(case):
    return tuple(Decimal("Infinity") if bound is None else bound.total for bound in ranges.totals(case))


@given(said_in_full(), names, st.data())
def test_a_bigger_waiver_never_raises_a_total(case, heard_not, data):
    case = without(case, heard_not - {"waived"})
    assume(case.offer.periods or case.offer.payment)
    more = data.draw(fen(case.offer.waived, case.owed.total))
    after = Case(replace(case.offer, waived=more), case.owed)
    # Only a payment in whole fen can make it differ, by less than a fen each.
    room = slack(case.offer.periods or 360) if case.offer.payment is None or case.offer.periods is None else ZERO
    assert all(b <= a + room for a, b in zip(ends(case), ends(after), strict=True))


@given(said_in_full(), names, st.integers(0, 10**4))
def test_a_bigger_payment_never_lowers_a_total_that_was_said(case, heard_not, more):
    case = without(case, heard_not - {"periods", "payment", "down", "waived"})
    case = Case(replace(case.offer, interest=case.offer.interest and EXTRA), case.owed)
    after = Case(replace(case.offer, payment=case.offer.payment + more * FEN), case.owed)
    assert ranges.totals(after)[0].total >= ranges.totals(case)[0].total


# The whole answer --------------------------------------------------------------------------------------


@st.composite
def arguments(draw):
    owed = draw(positions())
    offers = []
    for _ in range(draw(st.integers(1, 3))):
        case = Case(draw(completions(owed)), owed)
        offers.append(without(case, draw(names)).offer)
    assume(all(any(getattr(o, name) is not None for name in QUESTIONS) for o in offers))
    offers = [replace(o, rate=None) if o.interest == NO else o for o in offers]
    return {
        "principal": owed.principal,
        "charges": owed.charges,
        "offers": tuple(offers),
        "monthly": draw(st.none() | fen(ZERO, Decimal(3000))),
        "as_of": owed.on,
        "daily_rate": max(owed.rate, Decimal("0.00001")),
        "wait_days": draw(st.integers(1, 365)),
    }


def answer(form):
    return json.loads(calculators.answer("plan_check", json.dumps(form, ensure_ascii=False)))


@given(strategies.forms(CALCULATOR, strategies.around(DAY, 10, 100)))
def test_any_form_within_the_declared_bounds_is_answered(form):
    got = answer(form)
    assert bool(got["html"]) != bool(got["errors"])
    assert set(got["values"]) == (set() if got["errors"] else set(CALCULATOR.outputs))


@given(strategies.spoilt_forms(CALCULATOR, NEAR))
def test_garbage_is_answered_with_words_beside_the_fields_that_hold_it(form):
    got = answer(form)
    assert bool(got["html"]) != bool(got["errors"])
    assert set(got["errors"]) <= {*form, "offers"}
    assert all(words.strip() for words in got["errors"].values())


@given(arguments())
def test_a_form_that_fits_has_a_result(case):
    got = answer(strategies.typed(CALCULATOR, case))
    assert got["errors"] == {}
    assert got["announce"]


@given(arguments())
def test_every_open_point_is_asked_once_most_decisive_first(case):
    result = CALCULATOR.function(**case)
    (paper,) = result.view().documents
    for name, question in QUESTIONS.items():
        wanted = any(name in unsaid(offer) for offer in case["offers"])
        assert paper.text.count(question) == wanted
    for verdict in result.offers:
        influences = [influence for _, influence in verdict.open]
        assert influences == sorted(influences, reverse=True)
        assert [name for name, _ in verdict.open if name in HARMLESS] == [
            n for n, _ in verdict.open[-2:] if n in HARMLESS
        ]


@given(arguments())
def test_the_paper_holds_nothing_but_questions_until_the_offers_are_ticked(case):
    paper = CALCULATOR.function(**case).view().documents[0].text
    assert "您说的是" not in paper
    assert "元" not in paper
    ticked = CALCULATOR.function(**case, confirmed=frozenset({"offers"})).view().documents[0].text
    for amount in (case["principal"], case["principal"] + case["charges"], case["monthly"]):
        said = [v for o in case["offers"] for v in (o.payment, o.down, o.waived)]
        if amount is not None and amount not in said:
            assert f" {amount:,.2f} 元" not in ticked


def test_the_paper_of_one_offer_of_which_nothing_else_was_said_fits_a_chat_box():
    result = CALCULATOR.function(offers=(Offer(payment=Decimal(500)),), confirmed=frozenset({"offers"}))
    text = result.view().documents[0].text
    assert len(text) <= 500
    assert "每期 500.00 元" in text


@given(arguments())
def test_the_figures_in_the_picture_stand_in_a_table_too(case):
    view = CALCULATOR.function(**case).view()
    cells = {plain(cell) for table in view.tables for row in table.rows for cell in row}
    assert all(f"{value:,.2f} 元" in cells for _, value in view.picture.bars)


@given(arguments())
def test_overlapping_offers_are_not_ranked_and_nothing_recommends_paying_now_or_waiting(case):
    result = CALCULATOR.function(**case)
    best = cheapest(result)
    if best is not None and len(result.offers) > 1:
        assert all(best.high.total < v.low.total for v in result.offers if v is not best)
    elif len(result.offers) > 1:
        assert "还分不出" in plain(result.view().headline)
    names = [plain(row[0]) for row in result.view().tables[0].rows]
    assert names == [name_of(v) for v in result.offers]


@given(arguments())
def test_the_record_ends_years_after_the_last_day_and_only_its_law_says_so(case):
    result = CALCULATOR.function(**case)
    if result.last_late:
        assert result.record_end == add_months(result.last_late, 60)
        assert result.last_early <= result.last_late
    refs = [p for table in result.view().tables for p in table.note if isinstance(p, FactRef)]
    assert len(refs) == len(result.offers)


@given(arguments())
def test_waiting_and_paying_now_are_plain_sums(case):
    result = CALCULATOR.function(**case)
    assert result.now == case["principal"] + case["charges"]
    assert abs(result.waiting - case["principal"] * case["daily_rate"] * case["wait_days"]) <= FEN / 2


# Against numpy-financial ---------------------------------------------------------------------------------


def test_the_implied_rate_counts_a_first_period_as_long_as_it_is():
    owed = Owed(Decimal(12000), ZERO, DAY, Decimal("0.0005"))
    for first, rate, said in (
        (None, "0.18", "第一期算在一个月后"),
        (date(2026, 12, 22), "0.18", "先付的当天付）"),
        (date(2027, 2, 22), "0.06", "第一期按实际长短算"),
    ):
        offer = Offer(periods=1, payment=Decimal(12180), down=ZERO, first=first, waived=ZERO, interest=WITHIN)
        assert round(ranges.yearly(Case(offer, owed)), 6) == Decimal(rate)
        view = CALCULATOR.function(principal=owed.principal, charges=ZERO, offers=(offer,), as_of=DAY).view()
        assert said in plain(view.rate)


@given(st.integers(2, 60), st.integers(100, 300000), st.integers(1, 3000))
def test_the_implied_rate_agrees_with_numpy_financial(n, principal, extra):
    payment = (Decimal(principal) / n).quantize(FEN) + extra * FEN + FEN
    owed = Owed(Decimal(principal), ZERO, DAY, Decimal("0.0005"))
    case = Case(Offer(periods=n, payment=payment, down=ZERO), owed)
    got = ranges.yearly(case)
    assume(got is not None and ranges.charge(case) > 1)
    theirs = 12 * numpy_financial.irr([principal, *([-float(payment)] * n)])
    assert float(got) == pytest.approx(theirs, rel=1e-6, abs=1e-7)


@given(said_in_full())
def test_interest_beside_the_payments_is_the_sum_over_every_single_day(case):
    o, owed = replace(case.offer, interest=EXTRA), case.owed
    o = replace(o, rate=o.rate or owed.rate, capitalise=INTO)
    assume(o.periods <= 12)
    dues = [add_months(o.first, k) for k in range(o.periods)]
    bearing, day = ZERO, owed.on
    while day < dues[-1]:
        bearing += o.payment * sum(due > day for due in dues)
        day += timedelta(1)
    low, high = ranges.totals(Case(o, owed))
    assert low.interest - FEN / 2 <= o.rate * bearing <= high.interest + FEN / 2


# Verdicts --------------------------------------------------------------------------------------------

FULL = Offer(6, Decimal(1000), ZERO, date(2026, 12, 10), Decimal(219), APART, NO, None, "makeup", "normal")


@pytest.mark.parametrize(
    ("change", "monthly", "verdict"),
    [
        ({}, "1000", "付得起，条件说全了"),
        ({"missed": None, "credit": None, "first": None}, "1000", "付得起，但还有 3 处没说，先别答应"),
        ({}, "790", "每月超出 210.00 元，还价到每期 790.00 元以内"),
        ({}, "0", "每月超出 1,000.00 元，现在拿不出，别答应"),
        ({"payment": Decimal(900)}, "1000", "照客服说的加起来，比该还的少 600.00 元"),
        ({"payment": Decimal(1100)}, "1000", "照客服说的加起来，比该还的多 600.00 元"),
        ({"interest": None}, "1000", "不一定付得起，还有 1 处没说，先别答应"),
        ({"periods": None, "payment": None}, None, "说不出最多要付多少，先别答应"),
        ({"periods": None, "payment": None}, "1000", "期数和每期都没说，还有 2 处没说，先别答应"),
        ({"down": Decimal(3000), "payment": Decimal(500)}, "1000", "每期付得起，先付的超过一个月能还的；条件说全了"),
        ({}, None, "条件说全了"),
    ],
)
def test_the_verdict_is_in_words(change, monthly, verdict):
    result = CALCULATOR.function(
        offers=(replace(FULL, **change),), monthly=None if monthly is None else Decimal(monthly)
    )
    assert result.verdict_1 == verdict


def test_a_payment_beyond_means_gets_a_counter_offer_that_adds_up():
    result = CALCULATOR.function(offers=(FULL,), monthly=Decimal(790))
    (counter,) = [table for table in result.view().working if "还价" in table.caption]
    assert counter.rows[0][0] == "6,000.00 ÷ 8"
    assert counter.rows[0][1].amount == Decimal(750)


@given(fen(Decimal(100), Decimal(9000)), fen(Decimal(50), Decimal(500)))
def test_no_period_of_a_counter_offer_is_beyond_means(principal, monthly):
    offer = replace(FULL, payment=Decimal(600), waived=ZERO)
    result = CALCULATOR.function(principal=principal, charges=ZERO, offers=(offer,), monthly=monthly)
    for table in result.view().working:
        if "还价" in table.caption:
            assert table.rows[0][1].amount <= monthly


def test_of_two_offers_that_cost_the_same_neither_is_the_cheapest_and_a_fen_decides():
    dearer = replace(FULL, waived=Decimal("218.94"), payment=Decimal("1000.01"))
    for offers, best in (((FULL, FULL), None), ((FULL, dearer), 0), ((dearer, FULL), 1), ((FULL, dearer, FULL), None)):
        result = CALCULATOR.function(offers=offers, monthly=None)
        found = cheapest(result)
        assert (found.number if found else None) == best


@pytest.mark.parametrize(
    ("principal", "monthly", "periods"),
    [
        ("600", "600", 1),
        ("600", "599.99", 2),
        ("600", "300", 2),
        ("600", "299.99", 3),
        # 100.00 in three whole payments leaves a fen for the first of them: a fourth is needed.
        ("100", "33.34", 3),
        ("100", "33.33", 4),
        ("3600", "10", 360),
        ("3600", "9.99", None),
    ],
)
def test_the_fewest_periods_that_can_be_paid_are_the_counter_offer(principal, monthly, periods):
    owed = Owed(Decimal(principal), ZERO, DAY, Decimal("0.0005"))
    found = judge(1, replace(FULL, payment=Decimal(600), waived=ZERO), owed, Decimal(monthly))
    assert found.counter == periods


def test_an_example_in_which_ranges_overlap_names_the_question_that_decides():
    offers = (
        Offer(periods=12, payment=Decimal("518.25"), down=ZERO),
        Offer(periods=6, payment=Decimal(1050), down=ZERO),
    )
    notes = [plain(note) for note in CALCULATOR.function(offers=offers).view().notes]
    assert any("最能分出高下的一问" in note and QUESTIONS["interest"] in note for note in notes)
