"""The log of contacts: what leaves it, in which order, and what stays the same."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import icalendar
import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.contact_log import Contact
from calculators.kit.units import Mistakes

DAY = date(2026, 11, 22)
CALCULATOR = calculators.get("contact_log")
days = st.dates(DAY - timedelta(60), DAY)


@st.composite
def contacts(draw):
    drawn = draw(strategies.arguments(CALCULATOR, strategies.around(DAY, 60, 0)))["contacts"]
    ahead = st.none() | st.integers(0, 90).map(timedelta)
    return tuple(replace(it, next=None if (by := draw(ahead)) is None else it.day + by) for it in drawn)


def log(of, ticked=True):
    return CALCULATOR.function(contacts=of, as_of=DAY, confirmed=frozenset({"contacts"} if ticked else ()))


def papers(got):
    return {document.filename: document.text for document in got.view().documents}


def entries(got):
    calendar = icalendar.Calendar.from_ical(papers(got)["goutong-rili.ics"])
    return {str(event["UID"]): event["DTSTART"].dt for event in calendar.walk("VEVENT")}


@given(contacts())
def test_nothing_leaves_the_log_without_the_tick(of):
    got = log(of, ticked=False)
    assert not papers(got)
    assert (got.talked, got.last_contact, got.calendar) == (None, None, 0)
    assert CALCULATOR.gives(got) == {}


@given(contacts())
def test_newest_first_and_every_day_is_either_ahead_or_over(of):
    got = log(of)
    shown = [entry.contact.day for entry in got.entries]
    assert shown == sorted(shown, reverse=True)
    assert sorted(shown) == sorted(it.day for it in of)
    ahead = [it.next for it in of if it.next and it.next >= DAY]
    assert got.calendar == len(ahead)
    assert got.next_day == min(ahead, default=None)
    last = max(shown, default=None)
    assert got.waiting == sum(1 for it in of if it.next and last < it.next < DAY)


@given(contacts(), st.text("改过的话", min_size=1, max_size=5))
def test_an_entry_in_the_calendar_keeps_its_identity_when_words_and_days_change(of, words):
    later = tuple(replace(it, said=words, next=it.next and it.next + timedelta(1)) for it in of)
    before, after = log(of), log(later)
    if before.calendar:
        one, other = entries(before), entries(after)
        assert len(one) == before.calendar
        assert one.items() <= {uid: day - timedelta(1) for uid, day in other.items()}.items()


@given(contacts(), st.data())
def test_a_contact_that_is_removed_or_corrected_moves_no_other_in_the_calendar(of, data):
    marked = tuple(replace(it, mark=f"row{i}") for i, it in enumerate(of))
    before = log(marked)
    if before.calendar:
        gone = data.draw(st.integers(0, len(of) - 1))
        moved = tuple(replace(it, day=it.day - timedelta(1)) for it in marked if it != marked[gone])
        after = log(moved)
        if after.calendar:
            assert entries(after).items() <= entries(before).items()


def test_of_two_contacts_of_one_day_the_second_stands_once_after_the_first_is_deleted():
    first = Contact(date(2026, 11, 20), "out", next=date(2026, 11, 27), mark="k3x9")
    second = Contact(date(2026, 11, 20), "out", next=date(2026, 11, 30), mark="p0q7")
    calendar = entries(log((first, second))) | entries(log((second,)))
    assert sorted(calendar.values()) == [date(2026, 11, 27), date(2026, 11, 30)]


@given(contacts(), st.lists(st.none() | st.sampled_from(["a", "2026-11-20 1", "2026-11-20 2"]), min_size=4, max_size=4))
def test_no_two_contacts_share_an_identity_whatever_their_marks(of, marks):
    marked = tuple(
        replace(it, day=date(2026, 11, 20), next=DAY, mark=mark) for it, mark in zip(of, marks, strict=False)
    )
    got = log(marked)
    assert len({entry.key for entry in got.entries}) == len(marked)
    if marked:
        assert len(entries(got)) == len(marked)


def test_a_row_with_nothing_but_its_mark_is_blank():
    reading = CALCULATOR.read({"contacts.0.mark": "k3x9", "contacts.0.day": " ", "as_of": "2026-11-22"})
    assert (reading.values["contacts"], reading.mistakes) == ((), {})


def test_a_staff_number_is_the_same_after_opening_the_table_in_a_spreadsheet():
    said = Contact(date(2026, 11, 20), "in", "TRUE", "1/2", DAY, "20261112000123456789", "0857")
    *_, row = csv.reader(io.StringIO(papers(log((said,)))["goutong-jilu.csv"]))
    assert row == [
        "2026-11-20 周五",
        "对方打来",
        "“TRUE”",
        "“1/2”",
        "2026-11-22 周日",
        "“20261112000123456789”",
        "“0857”",
    ]


@given(contacts(), contacts())
def test_a_contact_noted_later_moves_no_other_in_the_calendar(of, more):
    before, after = log(of), log((*of, *more))
    if before.calendar:
        assert entries(before).items() <= entries(after).items()


def test_the_day_of_a_contact_that_is_yet_to_come_is_refused_beside_its_row():
    with pytest.raises(Mistakes) as found:
        log((Contact(DAY, "out"), Contact(DAY + timedelta(1), "out")))
    assert list(found.value.by_field) == ["contacts.1.day"]
