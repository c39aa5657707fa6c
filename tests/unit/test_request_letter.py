"""Laws that every letter obeys, whatever is typed: nothing unconfirmed, no promise, questions first, short enough."""

import json
import re
import tomllib
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
import strategies
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import calculators
from calculators.kit import own_words
from calculators.kit.calculator import FactRef, Fill, plain
from calculators.kit.units import Mistakes
from calculators.request_letter import STAGES
from calculators.request_letter.branches import BRANCHES, FAMILY, HEARD
from calculators.request_letter.causes import CAUSES
from calculators.request_letter.papers import CHAT_MOST, chat, letter
from calculators.request_letter.reckoning import ASK, COURT, LATER, PARTS, periods_needed
from calculators.request_letter.words import UNTICKED, values
from scripts import checks

CALCULATOR = calculators.get("request_letter")
ZERO = Decimal(0)
TICKED = frozenset(name for name, field in CALCULATOR.fields.items() if field.ticks)
# Words that promise, or say that the sum is right, and the words of those who sell such letters.
PROMISES = (
    "我承认",
    "承认欠",
    "保证",
    "承诺",
    "一定还",
    "一定会还",
    "肯定还",
    "确认无误",
    "如数",
    "我认可",
    "不可抗力",
)
SCAMS = ("停息挂账", "征信修复", "修复征信", "洗白", "反催收", "债务优化", "债务清零", "内部渠道", "上岸")
DAYS = st.dates(date(2026, 11, 22), date(2027, 11, 22))


def fen(low, high):
    return st.integers(low, high).map(lambda n: Decimal(n) / 100)


# Figures of everyday life, so that every way out is met: nothing to pay with, less than the app shows, more.
cases = st.builds(
    lambda drawn, confirmed: drawn | {"confirmed": confirmed},
    strategies.arguments(
        CALCULATOR,
        monthly=st.none() | st.just(ZERO) | fen(1, 100_000),
        affordable=st.none() | st.just(ZERO) | fen(1, 200_000),
        shown=st.none() | fen(1, 2_000_000),
        down=st.none() | st.just(ZERO) | fen(1, 100_000),
        income_before=st.none() | fen(600_000, 1_000_000),
        income_now=st.none() | fen(0, 500_000),
        periods=st.none() | st.integers(1, 60),
        first_day=st.none() | DAYS,
        since=st.none() | st.dates(date(2025, 1, 1), date(2026, 11, 22)),
        talked=st.none() | st.dates(date(2025, 1, 1), date(2026, 11, 22)),
        as_of=st.just(date(2026, 11, 22)),
    ),
    st.sets(st.sampled_from(sorted(TICKED))).map(frozenset),
)


def compute(arguments, **changed):
    return CALCULATOR.function(**arguments | changed)


def letter_of(arguments, **changed):
    """The result, or nothing where the figures contradict each other."""
    try:
        return compute(arguments, **changed)
    except Mistakes:
        assume(False)


def example_with(**changed):
    return CALCULATOR.read(CALCULATOR.form()).values | changed


def answer(form):
    return json.loads(calculators.answer("request_letter", json.dumps(form, ensure_ascii=False)))


def papers(got):
    return {d.filename: d.text for d in got.view().documents}


def to_send(got):
    """What goes to the lender: the chat version, the letter, and the reply if there is one."""
    return {name: text for name, text in papers(got).items() if name.startswith(("shenqing", "huifu"))}


def notes(got):
    return "".join(plain(note) for note in got.view().notes)


# Whatever is typed -----------------------------------------------------------------------------------


@given(strategies.forms(CALCULATOR, strategies.around(date(2026, 11, 22), 400, 500)))
def test_any_form_within_the_declared_bounds_is_answered(form):
    got = answer(form)
    assert bool(got["html"]) != bool(got["errors"])
    # What no single field can know.
    assert set(got["errors"]) <= {"monthly", "first_day", "since", "talked", "words", "down", "income_now"}
    assert set(got["values"]) == (set() if got["errors"] else set(CALCULATOR.outputs))


@given(strategies.spoilt_forms(CALCULATOR))
def test_garbage_is_answered_in_words_and_nothing_is_guessed(form):
    got = answer(form)
    assert bool(got["html"]) != bool(got["errors"])
    assert all(words.strip() and "Traceback" not in words for words in got["errors"].values())


@given(st.text(max_size=80) | strategies.garbage())
def test_hostile_words_stay_words(words):
    got = answer(CALCULATOR.form({"words": words}))
    assert "<script" not in got["html"]
    assert bool(got["html"]) != bool(got["errors"])


# Nothing unconfirmed --------------------------------------------------------------------------------------


@given(cases, st.sampled_from(sorted(TICKED)))
def test_papers_say_the_same_with_and_without_a_value_that_was_not_ticked(case, name):
    case = case | {"confirmed": case["confirmed"] - {name}}
    assume(case[name] is not None)
    got = letter_of(case)
    assert papers(got) == papers(letter_of(case, **{name: None}))


FULL_CASE = {
    "monthly": Decimal("701.11"),
    "first_day": date(2026, 12, 15),
    "affordable": Decimal("802.22"),
    "since": date(2026, 8, 9),
    "talked": date(2026, 11, 18),
    "income_before": Decimal("7003.33"),
    "income_now": Decimal("5204.44"),
    "shown": Decimal("6125.55"),
    "down": Decimal("306.66"),
    "periods": 9,
}


def test_the_full_case_has_everything_to_tick():
    assert set(FULL_CASE) == TICKED


@pytest.mark.parametrize("heard", [None, "full"])
@pytest.mark.parametrize("changed", [{}, {"periods": 6}, {"periods": 8}, {"monthly": ZERO, "down": None}], ids=str)
@pytest.mark.parametrize("name", sorted(TICKED))
def test_each_value_alone_without_its_tick_leaves_no_trace(name, changed, heard):
    case = example_with(**FULL_CASE | changed, heard=heard, confirmed=TICKED - {name})
    assert papers(compute(case)) == papers(compute(case, **{name: None}))
    if case[name]:
        ticked = papers(compute(case, confirmed=TICKED))
        assert (ticked == papers(compute(case))) == (name == "affordable" or unused(name, case))


def unused(name, case):
    """Whether a ticked value has no place in the letter: a delay has no periods; periods that do not fit; a rest."""
    fits = case["monthly"] and case["periods"] == 9
    return name == "periods" and not fits


@given(cases)
def test_no_figure_or_day_that_was_not_ticked_stands_in_any_paper(case):
    got = letter_of(case)
    text = "".join(papers(got).values())
    sure = {name: case[name] for name in TICKED & case["confirmed"] if case[name] is not None}
    kept = {CALCULATOR.fields[name].unit.show(value) for name, value in sure.items()}
    for name in TICKED - case["confirmed"]:
        value = case[name]
        if value is None or CALCULATOR.fields[name].unit.show(value) in kept:
            continue
        if isinstance(value, Decimal):
            assert not re.search(rf"(?<![\d,.]){re.escape(f'{value:,.2f}')}(?!\d)", text), name
        elif name == "first_day":
            assert CALCULATOR.fields[name].unit.show(value) not in text
        elif name == "since" and "first_day" not in sure:
            assert f"{value.year}年{value.month}月起" not in text
            assert f"{value.year}年{value.month}月，" not in text


@given(cases)
def test_without_a_single_tick_no_sum_no_period_and_no_day_is_written(case):
    got = letter_of(case, confirmed=frozenset())
    for text in papers(got).values():
        assert not re.search(r"\d\s*元|\d\s*期|\d年\d+月|\d月\d+日", text)
    typed = [case[name] for name in TICKED - {"affordable"} if case[name] is not None]
    assert got.left_out == len(typed)
    assert got.asks == ASK
    assert all(why == UNTICKED for *_, why in values(got))


@given(cases)
def test_what_is_affordable_is_never_written(case):
    case = case | {"affordable": Decimal("98765.43"), "confirmed": TICKED}
    assert "98,765.43" not in "".join(papers(letter_of(case)).values())


def test_a_tick_lets_each_figure_in():
    case = example_with(
        monthly=Decimal(700),
        first_day=date(2026, 12, 15),
        since=date(2026, 8, 9),
        income_before=Decimal(7000),
        income_now=Decimal(5200),
        shown=Decimal(6128),
        down=Decimal(300),
    )
    text = letter(compute(case, confirmed=TICKED))
    for words in (
        "700.00",
        "2026年12月15日",
        "2026年8月起",
        "7,000.00",
        "5,200.00",
        "App 现在显示",
        "6,128.00",
        "300.00",
    ):
        assert words in text
    assert "8月9日" not in text
    assert "大约 9 期" in text  # (6128 − 300) ÷ 700 = 8.33…


# Never more than is there ---------------------------------------------------------------------------------


@given(cases)
def test_the_sum_offered_never_exceeds_what_is_affordable(case):
    got = letter_of(case)
    if case["affordable"] is not None:
        assert (got.offer or ZERO) <= case["affordable"]
        assert case["affordable"] != 0 or (got.offer is None and got.paid_now is None)


@given(fen(1, 100_000), fen(0, 100_000))
def test_offering_more_than_is_affordable_is_a_mistake_beside_the_field(monthly, affordable):
    assume(monthly > affordable)
    with pytest.raises(Mistakes) as caught:
        compute(example_with(monthly=monthly, affordable=affordable))
    assert set(caught.value.by_field) == {"monthly"}


@given(cases, st.sampled_from(["monthly", "affordable"]))
def test_nothing_to_pay_with_asks_for_a_delay_and_invents_no_number(case, name):
    case = case | {"monthly": ZERO, "down": None, name: ZERO, "confirmed": case["confirmed"] | {name}}
    got = letter_of(case)
    assert (got.asks, got.offer, got.paid_now, got.parts) == (LATER, None, None, None)
    assert "延后" in letter(got)
    assert "延后" in chat(got)
    assert not re.search(r"每月还 \d|分 \d+ 期|大约 \d+ 期|先付 \d", "".join(papers(got).values()))
    for id in ("社会救助法", "12356"):
        assert id in notes(got)


@given(fen(1, 5_000_000), fen(0, 100_000), fen(1, 200_000))
def test_periods_are_the_fewest_that_cover_what_the_app_shows(shown, down, monthly):
    assume(down < shown)
    periods = periods_needed(shown, down, monthly)
    assert periods * monthly >= shown - down > (periods - 1) * monthly


@given(cases)
def test_periods_that_contradict_the_sum_are_not_written(case):
    got = letter_of(case)
    rough = periods_needed(got.app_shows, got.paid_now, got.offer)
    assert got.parts is None or rough in (None, got.parts)
    found = [int(n) for n in re.findall(r"[分约] (\d+) 期", letter(got))]
    assert found in ([], [got.parts], [rough])
    assert len(found) <= 1


def test_periods_that_do_not_fit_are_offered_anew():
    got = compute(example_with(shown=Decimal(6128), periods=6, confirmed=TICKED))
    fills = [part for note in got.view().notes for part in note if isinstance(part, Fill)]
    assert [(fill.field, fill.typed) for fill in fills] == [("periods", "9")]


# The words ------------------------------------------------------------------------------------------------


@given(cases)
@settings(max_examples=100)
def test_the_chat_version_fits_a_chat_box(case):
    got = letter_of(case)
    assert len(chat(got).strip()) == got.chat_length <= CHAT_MOST == 500
    assert all(len(text) <= CHAT_MOST for name, text in papers(got).items() if name.startswith("huifu"))


@pytest.mark.parametrize("cause", CAUSES)
def test_the_longest_chat_version_fits_too(cause):
    most = Decimal("10000000")
    for (stage, _), monthly in product(STAGES, (Decimal("999999.99"), ZERO, None)):
        case = example_with(
            cause=cause,
            stage=stage,
            monthly=monthly,
            first_day=date(2027, 11, 22),
            since=date(2026, 12, 31),
            words="字" * 60,
            income_before=most,
            income_now=most - Decimal("0.01"),
            shown=most,
            down=None if monthly == 0 else Decimal("9999999.99"),
            heard=FAMILY,
            confirmed=TICKED,
        )
        for text in (chat(compute(case)), chat(compute(case, periods=360, shown=None))):
            assert len(text.strip()) <= CHAT_MOST, (stage, monthly)


@given(cases)
def test_what_is_sent_promises_nothing_and_confirms_nothing(case):
    for text in to_send(letter_of(case)).values():
        assert not [words for words in (*PROMISES, *SCAMS) if words in text]


@given(cases)
def test_what_is_said_aloud_promises_nothing_either(case):
    for passage in letter_of(case).view().passages:
        for label, parts in passage.lines:
            if label == "可以说":
                assert not [words for words in (*PROMISES, *SCAMS) if words in plain(parts)]


@given(cases)
def test_the_breakdown_is_asked_for_before_anything_is_offered(case):
    got = letter_of(case)
    for text in (letter(got), chat(got)):
        asked = text.index("明细")
        for mark in ("我想申请：", "延后还款", "可以申请哪些办法", "我的收入", "App 现在显示"):
            assert mark not in text or text.index(mark) > asked
    script = papers(got)["dianhua-gao.txt"]
    assert "“我想申请：" not in script or script.index("“我想申请：") > script.index("明细")


@given(cases)
def test_what_the_app_shows_is_never_confirmed(case):
    got = letter_of(case)
    for text in (letter(got), chat(got)):
        assert "作确认" in text
        if got.app_shows is not None:
            assert "我没有对这个数作确认" in text
            assert "为准" in text


@given(cases)
def test_every_blank_to_fill_in_is_listed(case):
    got = letter_of(case)
    blanks = set(re.findall("【[^】]*】", "".join(papers(got).values())))
    assert blanks == {"【姓名】", "【日期】"}
    assert all(blank in notes(got) for blank in blanks)


@given(cases)
def test_all_six_branches_stand_with_the_one_heard_first(case):
    passages = letter_of(case).view().passages
    branches = [p for p in passages if [label for label, _ in p.lines] == ["可以说", "别说", "为什么", "下一步"]]
    assert {p.title for p in branches} == {b.title for b in BRANCHES.values()}
    assert len(branches) == len(HEARD) == 6
    assert [p.unfolded for p in passages].count(True) == (case["heard"] is not None)
    if case["heard"]:
        assert passages[0].title == BRANCHES[case["heard"]].title


@pytest.mark.parametrize("key", BRANCHES)
def test_each_branch_says_why_with_its_sources(key):
    got = compute(example_with(heard=key, monthly=ZERO, confirmed=TICKED))
    first = dict(got.view().passages[0].lines)
    assert [part for part in first["为什么"] if isinstance(part, FactRef)]
    assert first["下一步"]
    assert "想先还一点的" not in plain(first["下一步"]), "there is nothing to pay with"
    assert BRANCHES[key].reply(got) in papers(got)["huifu.txt"]


@pytest.mark.parametrize("words", ["一次还清", "最低", "帮不了", "家人联系方式", "第三方", "马上转账"])
def test_each_branch_has_its_title(words):
    assert [b.title for b in BRANCHES.values() if words in b.title]


@pytest.mark.parametrize("name", CAUSES)
def test_every_cause_has_papers_that_fit_and_a_word_for_those_who_have_none(name):
    got = compute(example_with(cause=name))
    text = papers(got)["cailiao.txt"]
    assert text.count("没有的话：") == text.count("哪里拿：") == text.count("说明什么：") >= 2
    assert "只交真的" in text
    assert CAUSES[name].happened in letter(got)
    assert CAUSES[name].happened in chat(got)


def test_the_court_does_not_wait_for_a_letter():
    assert "不会让法院的期限停下来" in notes(compute(example_with(stage=COURT)))


@given(cases)
def test_the_reader_is_told_what_a_proposal_does_and_the_lender_is_not(case):
    got = letter_of(case)
    assert "诉讼时效" in notes(got)
    assert all("时效" not in text for text in to_send(got).values())


# One's own words ------------------------------------------------------------------------------------------


LINES = tomllib.loads((checks.CASES / "own_words.toml").read_text("utf-8"))
SAID = {
    "long number": own_words.LONG,
    "person": own_words.PERSON,
    "sum": own_words.FIGURE,
    "blank": own_words.BLANK,
    "promise or trade": "写进信里会对你不利",
}


@pytest.mark.parametrize(("why", "words"), [(why, line) for why, lines in LINES["refused"].items() for line in lines])
def test_words_that_would_harm_are_refused_beside_the_field(why, words):
    got = answer(CALCULATOR.form({"words": words}))
    assert set(got["errors"]) == {"words"}
    assert SAID[why] in got["errors"]["words"]


@pytest.mark.parametrize("words", LINES["accepted"])
def test_ordinary_reasons_are_taken_as_they_are(words):
    got = compute(example_with(words=words))
    assert f"另外：{words}。" in letter(got)
    assert f"另外：{words}。" in chat(got)


def test_there_are_lines_enough_of_both_kinds():
    refused = [line for lines in LINES["refused"].values() for line in lines]
    assert len(LINES["accepted"]) >= 40 <= len(refused)
    assert len({*LINES["accepted"], *refused}) == len(LINES["accepted"]) + len(refused)


@example("<script>alert(1)</script>", "=1+1")
@given(st.text(max_size=60), st.sampled_from(["", "=1+1", "</textarea>", "\"'><b>"]))
def test_whatever_the_words_are_the_laws_hold(words, tail):
    got = answer(CALCULATOR.form({"words": (words + tail)[:60]}))
    if not got["errors"]:
        assert not [found for found in ("<script", "<b>") if found in got["html"]]
        assert got["html"].count("<textarea") == got["html"].count("</textarea>") == 4


def test_what_is_private_says_so():
    private = {name for name, field in CALCULATOR.fields.items() if field.unit.private}
    assert private == {"cause", "words", "since", "talked", "income_before", "income_now"}


def test_a_day_before_the_social_aid_law_names_no_law():
    case = example_with(as_of=date(2020, 1, 1), first_day=None, monthly=ZERO)
    assert "社会救助法" not in notes(compute(case))
    assert compute(case, monthly=Decimal(1), confirmed=TICKED).asks == PARTS
