"""What people type and paste is read where it can mean one thing, asked where it can mean two, and said back."""

from datetime import date

import pytest
import strategies  # noqa: F401  (the settings that every property shares)
from corpus import ASKED, CORPUS, READ, typed_form
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.kit.calculator import TODAY
from calculators.kit.numerals import number


def ids(entries):
    return [f"{entry[0]} {entry[1]!a}" for entry in entries]


def typed(name, text, today=CORPUS["today"]):
    """How a calculator reads its example with one field typed anew, and the form's name of that field."""
    calculator, form, place = typed_form(name, text, today)
    return calculators.get(calculator).read(form), place


@pytest.mark.parametrize("entry", READ, ids=ids(READ))
def test_what_can_mean_one_thing_is_read_and_said_back(entry):
    name, text, full, *beside = entry
    reading, place = typed(name, text)
    assert place not in reading.mistakes, reading.mistakes[place]
    assert reading.typed.get(place, text) == full
    if beside:
        assert [reading.read.get(place, "")] == beside
    # As it was understood it is read again, on any other day, and then there is nothing to say.
    again, _ = typed(name, full, "2029-06-30")
    assert (again.mistakes.get(place), again.typed.get(place)) == (None, None)
    assert typed(name, full)[0].read.get(place, "") in ("", reading.read.get(place))


@pytest.mark.parametrize("entry", ASKED, ids=ids(ASKED))
def test_what_can_mean_two_things_or_none_is_asked(entry):
    name, text, piece = entry
    reading, place = typed(name, text)
    assert piece in reading.mistakes.get(place, "")
    assert reading.mistakes[place].isprintable()
    assert place not in reading.read | reading.typed


def test_the_corpus_is_large_and_asks_every_kind():
    assert len(READ) + len(ASKED) >= 250
    units = {type(calculators.get(n.split(".")[0]).fields[n.split(".")[1]].unit).__name__ for n, *_ in READ}
    assert {"Yuan", "Rate", "Day", "Count", "Rows"} <= units


@pytest.mark.parametrize(
    "mark", [chr(c) for c in (0xAD, 0x200B, 0x200E, 0x200F, 0x202A, 0x202D, 0x2060, 0x2066, 0xFE0F)]
)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("overdue_cost.bills.amount", "1234.56"),
        ("overdue_cost.bills.due", "2026-09-10"),
        ("overdue_cost.daily_rate", "0.05%"),
        ("repayment_plan.periods", "12"),
    ],
)
def test_a_mark_that_cannot_be_seen_changes_nothing_wherever_it_stands(name, text, mark):
    for at in range(len(text) + 1):
        reading, place = typed(name, text[:at] + mark + text[at:])
        assert (reading.typed[place], reading.read.get(place)) == (text, None)
    # Where the rest is not understood, nobody is told to look at what they can't see.
    words = typed(name, f"{mark}abc{mark}")[0].mistakes[place]
    assert "“abc”" in words
    assert mark not in words


def test_a_row_of_marks_only_is_no_row():
    reading, _ = typed("overdue_cost.payments.amount", "\u200b\u200e")
    assert reading.mistakes == {}
    assert reading.values["payments"] == ()


def test_without_the_day_of_typing_days_are_read_by_the_day_that_is_today_in_the_form():
    found = calculators.get("overdue_cost")
    form = found.form({"bills.0.due": "昨天", "bills.0.amount": "2000", "as_of": "2027-01-01"})
    assert found.read(form).values["bills"][0].due == date(2026, 12, 31)
    reading = found.read(form | {"as_of": "今天"})
    assert set(reading.mistakes) == {"as_of", "bills.0.due"}
    assert "2026-09-10" in reading.mistakes["bills.0.due"]


def test_all_of_the_charges_is_what_the_form_says_they_are():
    found = calculators.get("plan_check")
    form = found.form({"offers.0.waived": "全免", "charges": "三百", TODAY: CORPUS["today"]})
    assert found.read(form).values["offers"][0].waived == 300
    reading = found.read(form | {"charges": "不知道"})
    assert "看不出来" in reading.mistakes["offers.0.waived"]


@pytest.mark.parametrize("today", ["2026-01-01", "2026-12-31", "2027-03-01", "2028-02-29"])
def test_a_day_without_its_year_is_the_one_before_or_after_today_in_every_month(today):
    day = date.fromisoformat(today)
    for month in range(1, 13):
        for name, side in (("overdue_cost.bills.due", -1), ("request_letter.first_day", 1)):
            reading, place = typed(name, f"{month}-15", today)
            if place in reading.mistakes:
                assert "请带上年份" in reading.mistakes[place]
                continue
            got = date.fromisoformat(reading.typed[place])
            assert (got.month, got.day) == (month, 15)
            assert 0 <= (got - day).days * side < 366


def spelt(whole):
    """A whole number below ten million in words, as a cheque has it."""
    high, low = divmod(whole, 10**4)
    if high:
        return spelt(high) + "万" + ("零" if 0 < low < 1000 else "") + (spelt(low) if low else "")
    words, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = whole // scale % 10
        words += ("零" if gap and digit and words else "") + "零一二三四五六七八九"[digit] + name if digit else ""
        gap = not digit
    return words


@given(st.integers(1, 10**7 - 1))
def test_a_number_in_words_is_the_number(whole):
    assert number(spelt(whole)) == whole
    formal = spelt(whole).translate(str.maketrans("一二三四五六七八九十百千万", "壹贰叁肆伍陆柒捌玖拾佰仟萬"))
    assert number(formal) == whole
