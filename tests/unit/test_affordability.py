"""Laws that every answer of 能还多少 obeys, whatever is typed within the declared bounds."""

import json
import math
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
import strategies
from hypothesis import assume, example, given
from hypothesis import strategies as st

import calculators
from calculators.affordability.reckoning import (
    fair_shares,
    follow,
    highest_rate_first,
    least_that_clears,
    smallest_first,
)
from calculators.affordability.rows import FIRST, KINDS, Debt, Earned, Need
from calculators.kit.calculator import FactRef, Go, plain

CALCULATOR = calculators.get("affordability")
FEN = Decimal("0.01")
ZERO = Decimal(0)
EVERYTHING = frozenset({"income", "needs", "debts", "recent", "reserve"})
LINES = ("private", "lender")


def fen(low, high):
    return st.integers(low, high).map(lambda n: Decimal(n) / 100)


# Figures of everyday life, so that every way out is met: nothing left, too little, enough, more than all debts.
rates = st.none() | st.integers(0, 36).map(lambda n: Decimal(n) / 100)
balances = fen(1, 500_000)


@st.composite
def debts_of(draw, rate=rates, least=1, most=5):
    marked = draw(st.none() | st.integers(0, most))
    found = []
    for i in range(draw(st.integers(least, most))):
        balance = draw(balances)
        minimum = draw(st.none() | st.integers(0, 100).map(lambda n, b=balance: (b * n / 500).quantize(FEN)))
        found.append(Debt(f"某{'甲乙丙丁戊'[i]}行", balance, draw(rate), minimum, "yes" if i == marked else None))
    return tuple(found)


with_rates = debts_of(rate=st.integers(0, 36).map(lambda n: Decimal(n) / 100))
needs = st.lists(st.builds(Need, st.sampled_from([k for k, _ in KINDS]), fen(0, 300_000)), min_size=1, max_size=6).map(
    tuple
)
months = st.lists(st.integers(1, 12), max_size=3, unique=True).flatmap(
    lambda found: st.tuples(*(st.builds(Earned, st.just(month), fen(0, 1_000_000)) for month in found))
)
cases = strategies.arguments(
    CALCULATOR,
    income=fen(0, 1_500_000),
    needs=needs,
    debts=debts_of(),
    recent=months,
    reserve=st.none() | fen(0, 50_000),
)
paying = st.fixed_dictionaries(
    {"debts": with_rates, "spare": fen(0, 500_000), "as_of": st.dates(date(2026, 7, 1), date(2030, 12, 31))}
).map(
    lambda drawn: worked_example(
        income=sum((d.minimum or ZERO for d in drawn["debts"]), ZERO) + drawn["spare"] + 1001,
        needs=(Need("food", Decimal(1000)),),
        debts=drawn["debts"],
        reserve=None,
        as_of=drawn["as_of"],
    )
)


def compute(arguments, **changed):
    return CALCULATOR.function(**arguments | changed)


def answer(form):
    return json.loads(calculators.answer("affordability", json.dumps(form, ensure_ascii=False)))


def worked_example(**changed):
    return CALCULATOR.read(CALCULATOR.form()).values | changed


def words(view):
    return "".join(plain(note) for note in (view.headline, *view.notes))


def papers(got):
    """The texts to take away; the lender's is among them only once it is whole."""
    return dict(zip(LINES, (d.text for d in got.view().documents), strict=False))


def lacking(got):
    """What the lender's paper lacks: the words of each line, and the field to which its button leads."""
    return {
        label: next(part.field for part in parts if isinstance(part, Go))
        for passage in got.view().passages
        for label, parts in passage.lines[:-1]
    }


# Whatever is typed -----------------------------------------------------------------------------------


@given(cases)
def test_any_form_of_everyday_life_has_a_result(case):
    got = answer(CALCULATOR.form(strategies.typed(CALCULATOR, case)))
    assert got["errors"] == {}
    assert got["announce"]
    assert got["values"]["available"].endswith(" 元")


def test_the_largest_form_that_can_be_typed_is_answered():
    form = {"income": "10000000", "needs.0.kind": "food", "needs.0.amount": "0", "reserve": ""}
    for i in range(12):
        form |= {f"debts.{i}.name": f"甲{i}", f"debts.{i}.balance": "10000000", f"debts.{i}.rate": "100%"}
    assert answer(form | {"as_of": "2099-12-31", "people": "1"})["errors"] == {}
    # So much interest that no debt is ever cleared, for thirty years.
    poor = answer(form | {"income": "1", "as_of": "2099-12-31", "people": "1"})
    assert poor["errors"] == {}
    assert "还不清" in poor["html"]


# What is there ---------------------------------------------------------------------------------------


@given(cases)
def test_what_is_there_is_income_less_needs_and_reserve_and_never_below_zero(case):
    got = compute(case)
    earned = min((e.amount for e in case["recent"]), default=case["income"])
    spent = sum((n.amount for n in case["needs"]), ZERO)
    assert got.income == earned
    assert got.living + got.first_items == spent
    assert got.first_items == sum((n.amount for n in case["needs"] if n.kind in FIRST), ZERO)
    assert got.surplus == earned - spent - (case["reserve"] or ZERO)
    assert got.available == max(got.surplus, ZERO)
    assert got.shortfall == max(got.minimums - got.available, ZERO)


@given(cases)
def test_nothing_left_is_an_answer_with_a_way_forward(case):
    got = compute(case, as_of=date(2026, 11, 22))
    view = got.view()
    refs = {part.id for note in view.notes for part in note if isinstance(part, FactRef)}
    if got.available:
        assert "help.social_aid" not in refs
    else:
        assert {"help.social_aid", "help.mental_line", "law.change_by_agreement"} <= refs
        assert "不要借新的来还旧的" in words(view)
        assert got.rate_months is None
        assert set(got.shares) == {ZERO}


def test_before_the_law_on_aid_was_in_force_the_words_stay_and_the_article_goes():
    case = worked_example(income=ZERO)
    before, after = (words(compute(case, as_of=date(2026, month, 1)).view()) for month in (6, 7))
    assert "社会救助法" not in before
    assert "社会救助法" in after
    assert "申请社会救助" in before
    assert "（）" not in words(compute(case, as_of=date(2015, 1, 1)).view())


@given(cases, fen(0, 100_000))
def test_earning_more_never_leaves_less(case, more):
    case = case | {"recent": ()}
    richer = compute(case, income=case["income"] + more)
    assert richer.available >= compute(case).available
    assert richer.shortfall <= compute(case).shortfall


@given(cases, st.randoms(use_true_random=False))
def test_the_order_of_needs_and_months_changes_nothing(case, random):
    shuffled_needs, shuffled_months = list(case["needs"]), list(case["recent"])
    random.shuffle(shuffled_needs)
    random.shuffle(shuffled_months)
    shuffled = compute(case, needs=tuple(shuffled_needs), recent=tuple(shuffled_months))
    assert CALCULATOR.values(shuffled) == CALCULATOR.values(compute(case))


# Fair shares -----------------------------------------------------------------------------------------


@given(fen(0, 10**7), st.lists(balances, min_size=1, max_size=12))
@example(Decimal("0.01"), [FEN, FEN])
@example(Decimal("100"), [Decimal(1000)] * 3)
def test_shares_sum_to_the_fen_and_stay_within_a_fen_of_the_quota(amount, owed):
    shares = fair_shares(amount, owed)
    split = min(amount, sum(owed))
    assert sum(shares) == split
    for share, balance in zip(shares, owed, strict=True):
        quota = Fraction(split) * Fraction(balance) / Fraction(sum(owed))
        assert abs(Fraction(share) - quota) < Fraction(1, 100)
        assert 0 <= share <= balance
        assert share % FEN == 0


@given(fen(0, 10**7), st.lists(balances, min_size=2, max_size=12))
def test_the_fen_left_over_go_to_the_largest_remainders(amount, owed):
    split = min(amount, sum(owed))
    quotas = [Fraction(split) * 100 * Fraction(balance) / Fraction(sum(owed)) for balance in owed]
    raised = [share * 100 != math.floor(q) for share, q in zip(fair_shares(amount, owed), quotas, strict=True)]
    got_one = [q - math.floor(q) for q, up in zip(quotas, raised, strict=True) if up]
    got_none = [q - math.floor(q) for q, up in zip(quotas, raised, strict=True) if not up]
    assert min(got_one, default=1) >= max(got_none, default=0)


@given(fen(0, 10**7), st.lists(balances, min_size=2, max_size=12))
def test_a_larger_debt_never_gets_a_smaller_share(amount, owed):
    pairs = sorted(zip(owed, fair_shares(amount, owed), strict=True))
    assert all(b[1] >= a[1] for a, b in pairwise(pairs) if a[0] < b[0])


@given(cases)
def test_the_shares_of_a_result_are_its_parts(case):
    got = compute(case)
    assert sum(got.shares, ZERO) == min(got.available, got.owed)
    assert (got.huabei_share or ZERO) + got.others_share == sum(got.shares, ZERO)
    assert (got.huabei_share is None) == (got.huabei is None)
    assert got.others + (got.huabei is not None) == len(case["debts"])


def test_fen_left_over_of_equal_remainders_go_to_the_earlier_rows():
    thirds = [Decimal(100)] * 3
    assert fair_shares(Decimal("0.01"), thirds) == (FEN, 0, 0)
    assert fair_shares(Decimal("0.02"), thirds) == (FEN, FEN, 0)
    assert fair_shares(Decimal("100"), thirds) == (Decimal("33.34"), Decimal("33.33"), Decimal("33.33"))
    assert fair_shares(Decimal("301"), thirds) == tuple(thirds)


def test_ties_of_rate_and_of_balance_have_an_order():
    def rows(*typed):
        return tuple(Debt("甲", Decimal(balance), Decimal(rate)) for balance, rate in typed)

    # Of equal rates the smaller balance, then the earlier row.
    assert highest_rate_first(rows((300, "0.1"), (100, "0.1"), (200, "0.2"), (100, "0.1"))) == (2, 1, 3, 0)
    # Of equal balances the higher rate, then the earlier row.
    assert smallest_first(rows((100, "0.1"), (100, "0.2"), (50, "0"), (100, "0.2"))) == (2, 1, 3, 0)


# Two orders ------------------------------------------------------------------------------------------


def by_hand(debts, budget, order, most=360):
    """Another way to the same figures: whole fen, fractions, one payment at a time. (months, interest) in fen."""
    left = [int(d.balance * 100) for d in debts]
    total = month = 0
    while any(left):
        month += 1
        if month > most:
            return None
        for i, debt in enumerate(debts):
            interest = Fraction(left[i]) * Fraction(debt.rate) / 12
            whole = math.floor(interest + Fraction(1, 2))
            left[i] += whole
            total += whole
        purse = int(budget * 100)
        lots = [(i, int((debts[i].minimum or 0) * 100)) for i in range(len(debts))] + [(i, None) for i in order]
        for i, most_of_it in lots:
            paid = min(left[i], purse, purse if most_of_it is None else most_of_it)
            left[i] -= paid
            purse -= paid
    return month, total


@given(paying)
def test_months_and_interest_equal_those_found_another_way(case):
    got = compute(case)
    for months_taken, interest, order in (
        (got.rate_months, got.rate_interest, highest_rate_first(case["debts"])),
        (got.small_months, got.small_interest, smallest_first(case["debts"])),
    ):
        found = by_hand(case["debts"], got.available, order)
        assert (months_taken, interest) == ((found[0], Decimal(found[1]) / 100) if found else (None, None))


@given(paying)
def test_principal_and_interest_are_all_that_is_paid(case):
    got = compute(case)
    for run in (got.by_rate, got.by_size):
        assert sum(run.first, ZERO) <= got.available
        assert all(amount >= 0 for amount in run.first)
        for debt, first in zip(case["debts"], run.first, strict=True):
            # Its own minimum, or all of it where that is less: never one for another.
            assert first >= min(debt.minimum or ZERO, debt.balance)
        if run.months:
            paid = got.owed + sum(run.interest, ZERO)
            assert got.available * (run.months - 1) < paid <= got.available * run.months
            assert max(run.cleared) == run.months


@given(paying)
def test_the_highest_rate_first_never_costs_more_but_for_rounding(case):
    got = compute(case)
    if got.small_months is not None:
        assert got.rate_months is not None
        slack = FEN * len(case["debts"]) * got.small_months
        assert got.rate_interest <= got.small_interest + slack
        assert got.rate_months <= got.small_months + 1


@given(paying, fen(1, 100_000))
def test_paying_more_never_takes_longer(case, more):
    one, two = compute(case), compute(case, income=case["income"] + more)
    for name in ("rate_months", "small_months"):
        if getattr(one, name) is not None:
            assert getattr(two, name) <= getattr(one, name)


@given(balances, st.integers(1, 36), st.integers(2, 300))
def test_one_debt_takes_as_long_as_the_formula_of_annuities_says(balance, percent, months_meant):
    assume(balance > 100)
    monthly = percent / 1200
    payment = Decimal(float(balance) * monthly / (1 - (1 + monthly) ** -months_meant)).quantize(FEN)
    run = follow((Debt("甲", balance, Decimal(percent) / 100),), payment, (0,))
    # Rounding the payment and each month's interest may move the end; a thousandth, and a month.
    if run.months is not None:
        exact = -math.log(1 - float(balance) * monthly / float(payment)) / math.log(1 + monthly)
        assert abs(run.months - exact) <= 1 + exact / 20


@given(debts_of(rate=st.integers(0, 36).map(lambda n: Decimal(n) / 100), most=2), st.integers(0, 99))
def test_a_sum_that_never_clears_is_refused_with_the_least_that_does(debts, part):
    debts = tuple(replace(d, minimum=None, rate=d.rate + Decimal("0.12")) for d in debts)
    interest = sum((d.balance * d.rate / 12 for d in debts), ZERO)
    available = (interest * part / 100).quantize(FEN)
    assume(available > 0)
    order = highest_rate_first(debts)
    assume(follow(debts, available, order).months is None)
    got = compute(
        worked_example(income=available + 1000, needs=(Need("food", Decimal(1000)),), debts=debts, reserve=None)
    )
    least = least_that_clears(debts, order, available)
    assert got.rate_months is None
    assert got.least[0] == least > available
    assert follow(debts, least, order).months
    assert follow(debts, least - FEN, order).months is None
    assert f"每月至少要 {least:,.2f} 元" in words(got.view())


@given(cases)
def test_orders_are_compared_only_where_all_minimums_are_met_and_all_rates_known(case):
    got = compute(case)
    may = got.available > 0 and got.available >= got.minimums and all(d.rate is not None for d in case["debts"])
    assert (got.by_rate is not None) == may
    captions = [table.caption for table in got.view().tables]
    assert ("先还哪一笔" in captions) == (got.rate_months is not None or got.small_months is not None)
    if got.shortfall and got.available:
        assert f"还差 {got.shortfall:,.2f} 元" in words(got.view())


def test_a_debt_whose_rate_is_not_known_is_named_and_no_rate_is_made_up():
    got = compute(worked_example(debts=(Debt("花呗", Decimal(1000), None, None, "yes"), Debt("甲", FEN, ZERO))))
    assert "“花呗”没有填年利率" in words(got.view())


def test_the_least_that_clears_is_that_of_each_order():
    debts = (
        Debt("甲", Decimal(10000), Decimal("0.36")),
        Debt("乙", Decimal(30000), ZERO),
        Debt("丙", Decimal(500), ZERO),
    )
    got = compute(worked_example(income=Decimal(1100), needs=(Need("food", Decimal(1000)),), debts=debts, reserve=None))
    orders = (highest_rate_first(debts), smallest_first(debts))
    assert got.least == tuple(least_that_clears(debts, order, got.available) for order in orders)
    assert got.least[0] < got.least[1]
    alone = compute(
        worked_example(income=Decimal(1100), needs=(Need("food", Decimal(1000)),), debts=debts[:1], reserve=None)
    )
    assert alone.least[0] == alone.least[1] == least_that_clears(debts[:1], (0,), alone.available), "one order is both"


# Papers ----------------------------------------------------------------------------------------------

# Every figure of this case is its own: what shows up in a paper shows where it came from.
TOLD = worked_example(
    income=Decimal("5207.31"),
    needs=(Need("food", Decimal("1511.02")), Need("home", Decimal("1213.03")), Need("court", Decimal("117.04"))),
    debts=(
        Debt("某甲行", Decimal("4111.05"), Decimal("0.137"), Decimal("211.06")),
        Debt("我的花呗", Decimal("6113.07"), Decimal("0.173"), Decimal("311.08"), "yes"),
        Debt("表姐", Decimal("2119.09")),
        Debt("乙分期", Decimal("3121.10"), Decimal("0.191")),
    ),
    reserve=Decimal("223.11"),
)


def test_the_lenders_paper_has_the_other_creditors_as_a_number_and_a_sum_only():
    text = papers(compute(TOLD, confirmed=EVERYTHING))["lender"]
    assert "其他 3 笔合计：9,351.24 元" in text
    for debt in TOLD["debts"]:
        assert debt.name not in text
        assert debt.huabei or f"{debt.balance:,.2f}" not in text
    # 5207.31 − 1511.02 − 1330.07 − 223.11 = 2143.11, of which 6113.07 / 15464.31 are 847.17…
    for figure in ("5,207.31", "1,511.02", "1,330.07", "223.11", "2,143.11", "6,113.07", "847.17"):
        assert f"：{figure} 元" in text


@given(cases, st.sets(st.sampled_from(sorted(EVERYTHING))))
def test_no_name_ever_enters_the_lenders_paper(case, confirmed):
    text = papers(compute(case, confirmed=frozenset(confirmed))).get("lender", "")
    assert not [d.name for d in case["debts"] if d.name in text]


BOXES = {"每月到手的收入": "income", "每月必需的开支": "needs", "留一点备用": "reserve", "全部欠款": "debts"}


@given(st.sets(st.sampled_from(["income", "needs", "reserve", "debts", "recent"])))
def test_there_is_no_paper_for_the_lender_before_all_is_checked_and_each_missing_tick_is_named_with_a_way_to_it(ticked):
    got = compute(TOLD, confirmed=frozenset(ticked))
    missing = {label: f"{name}.confirmed" for label, name in BOXES.items() if name not in ticked}
    assert lacking(got) == missing
    assert ("lender" in papers(got)) == (not missing)
    if missing:
        (passage,) = got.view().passages
        assert passage.title == f"给贷款人的一页纸：还差 {len(missing)} 样"
        assert passage.unfolded == bool(ticked)


def test_the_tick_of_what_is_kept_back_is_asked_for_with_its_sum_and_only_where_there_is_one():
    without = EVERYTHING - {"reserve"}
    (passage,) = compute(TOLD, confirmed=without).view().passages
    assert plain(passage.lines[0][1]) == "223.11 元。去打勾"
    got = compute(TOLD, reserve=None, confirmed=without)
    assert got.view().passages == ()
    assert "备用" not in papers(got)["lender"]


def test_an_irregular_income_is_checked_by_its_own_tick():
    case = TOLD | {"recent": (Earned(9, Decimal("5207.31")), Earned(10, Decimal(6000)))}
    assert lacking(compute(case, confirmed=EVERYTHING - {"recent"})) == {"每月到手的收入": "recent.confirmed"}
    assert (
        "最近 2 个月里最低的一个月）：5,207.31 元" in papers(compute(case, confirmed=EVERYTHING - {"income"}))["lender"]
    )


def test_without_a_mark_for_huabei_there_is_no_paper_for_the_lender_but_a_way_to_the_mark():
    case = TOLD | {"debts": tuple(replace(d, huabei=None) for d in TOLD["debts"])}
    got = compute(case, confirmed=EVERYTHING)
    assert "lender" not in papers(got)
    assert lacking(got) == {"哪一笔是花呗": "debts.0.huabei"}


def test_a_lender_is_told_plainly_where_there_is_nothing():
    text = papers(compute(TOLD, income=Decimal(1000), confirmed=EVERYTHING))["lender"]
    assert "每月能还全部欠款的：0.00 元" in text
    assert "申请延后还款" in text


def test_every_way_leads_to_a_field_or_a_tick_of_the_form():
    got = compute(worked_example(debts=(Debt("某行", Decimal(100)),)))
    names = {*CALCULATOR.form(), *(f"{name}.confirmed" for name in EVERYTHING)}
    assert set(lacking(got).values()) < names


@given(cases)
def test_the_private_paper_has_every_debt_and_marks_what_was_not_checked(case):
    got = compute(case, confirmed=EVERYTHING)
    text = papers(got)["private"]
    for debt, share in zip(case["debts"], got.shares, strict=True):
        (line,) = [line for line in text.splitlines() if line.startswith((f"　{debt.name}：", f"　{debt.name}（"))]
        assert line.endswith(f"份额 {share:,.2f} 元")
        assert f"未还 {debt.balance:,.2f} 元" in line
    assert "（没核对）" not in text
    assert "每月到手的收入：" + f"{got.income:,.2f} 元（没核对）" in papers(compute(case))["private"]


@pytest.mark.parametrize("name", ["6222020011112222", "工行６２２２０２", "62 22-02", "11010119900", "a123456"])
def test_a_number_that_looks_like_a_card_is_refused_in_a_name(name):
    form = CALCULATOR.form({"debts.0.name": name[:12], "debts.0.balance": "100"})
    assert "卡号" in answer(form)["errors"]["debts.0.name"]


@pytest.mark.parametrize("name", ["花呗 2026年", "甲行 1234", "第2笔"])
def test_a_few_digits_in_a_name_are_fine(name):
    assert answer(CALCULATOR.form({"debts.0.name": name, "debts.0.balance": "100"}))["errors"] == {}


def test_names_are_escaped_in_the_page():
    html = answer(CALCULATOR.form({"debts.0.name": "<b>&\"'", "debts.0.balance": "100"}))["html"]
    assert "<b>&" not in html
    assert "&lt;b&gt;&amp;" in html


# Tables ----------------------------------------------------------------------------------------------


@given(cases)
def test_the_figures_in_the_picture_stand_in_a_table_too(case):
    view = compute(case).view()
    cells = {plain(cell) for table in view.tables for row in (*table.rows, table.foot) for cell in row}
    shown = {f"{value:,.2f} 元" for label, value in view.picture.bars if label != "能还" or value}
    assert shown <= cells


@given(cases)
def test_the_feet_of_the_working_add_up(case):
    got = compute(case)
    for table in (*got.view().tables, *got.view().working):
        for column, foot in enumerate(table.foot):
            if table.caption.startswith(("每月能还", "最近几个月", "先还")) or not hasattr(foot, "amount"):
                continue
            cells = [row[column] for row in table.rows]
            assert foot.amount == sum((c.amount for c in cells if hasattr(c, "amount")), ZERO), table.caption


@given(cases)
def test_the_headline_names_one_sum(case):
    got = compute(case)
    headline = plain(got.view().headline)
    assert f"{got.available or -got.surplus:,.2f} 元" in headline
    assert headline.count(" 元") == 1


def test_the_table_for_those_who_cannot_compute_agrees_with_the_calculator():
    for part, figure in CALCULATOR.per_thousand().rows:
        percent = int(plain(part).removesuffix(" %"))
        owed = [Decimal(percent * 1000), Decimal((100 - percent) * 1000)]
        assert f"{fair_shares(Decimal(1000), owed)[0]:.2f}" == plain(figure)


def test_a_common_yearly_rate_that_was_not_checked_is_called_common():
    case = worked_example()
    assert "常见值" in words(compute(case).view())
    assert "常见值" not in words(compute(case, confirmed=EVERYTHING).view())


def test_the_line_of_the_law_is_named_and_so_is_living_below_it():
    case = worked_example(needs=(Need("food", Decimal(500)),), reserve=None, local_minimum=Decimal(700))
    assert "700.00 元 × 1 人 = 700.00 元" in words(compute(case).view())
    assert "比这条底线还低" in words(compute(case).view())
    assert "比这条底线还低" not in words(compute(case, local_minimum=Decimal(500)).view())
    assert "比这条底线还低" in words(compute(case, local_minimum=Decimal(300), people=2).view())


def test_that_somebody_is_ill_travels_in_no_link():
    form = CALCULATOR.form(
        {"needs.0.kind": "medical", "needs.0.amount": "300", "needs.1.kind": "food", "needs.1.amount": "900"}
    )
    travels = json.loads(calculators.answer("affordability", json.dumps(form)))["travels"]
    assert [row["kind"] for row in travels["needs"]] == ["other", "food"]
