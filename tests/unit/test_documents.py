"""Documents to take away, character by character."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import icalendar
import pytest

from calculators.kit.documents import BOM, Event, csv_document, ics_document

DAY = date(2026, 11, 22)


def column(*cells):
    """One column as it stands in the file."""
    text = csv_document("表", "a.csv", ("字",), [[cell] for cell in cells]).text
    assert text.startswith(BOM + "字\r\n")
    return text.removeprefix(BOM).removesuffix("\r\n").split("\r\n")[1:]


@pytest.mark.parametrize("begins", [*"=+-@＝＋－＠−|%'", "\t", "\t="])
def test_a_cell_that_might_be_a_formula_stands_in_quotation_marks_and_so_does_its_column(begins):
    assert column(f"{begins}1", "没有") == [f"“{begins}1”", "“没有”"]
    assert column(f"{begins}没有", "有") == [f"“{begins}没有”", "“有”"]


@pytest.mark.parametrize("begins", ["\r", "\n", '"', ","])
def test_a_cell_that_csv_must_quote_is_quoted_around_that(begins):
    doubled = begins.replace('"', '""')
    text = csv_document("表", "a.csv", ("字",), [[f"{begins}1"]]).text
    assert text == f'{BOM}字\r\n"“{doubled}1”"\r\n'


def test_what_needs_no_quotation_marks_has_none():
    assert column("可以申请", "要审核") == ["可以申请", "要审核"]
    assert column("", "可以申请") == ["", "可以申请"]
    assert column("", "0857") == ["", "“0857”"], "nothing is nothing"
    assert column("二〇二六年") == ["“二〇二六年”"], "a day in words"
    assert column("可以申请 3 次") == ["“可以申请 3 次”"]


def test_figures_and_days_are_figures_and_days():
    assert column(Decimal("1.5"), Decimal(2)) == ["1.50", "2.00"]
    assert column(Decimal("1.5"), "合计") == ["1.50", "合计"]
    assert column(3, 4) == ["3", "4"]
    assert column(DAY, DAY + timedelta(1)) == ["2026-11-22 周日", "2026-11-23 周一"]


def test_a_table_of_no_rows_has_its_head():
    assert csv_document("表", "a.csv", ("甲", "乙"), []).text == f"{BOM}甲,乙\r\n"


@pytest.mark.parametrize(
    ("days", "trigger"), [(0, "PT9H"), (1, "-PT15H"), (2, "-P1DT15H"), (3, "-P2DT15H"), (5, "-P4DT15H")]
)
def test_a_calendar_speaks_up_at_nine_so_many_days_before(days, trigger):
    text = ics_document("日历", "a.ics", [Event("k", DAY, "还款", remind=days)], DAY).text
    assert f"\r\nTRIGGER:{trigger}\r\n" in text
    (alarm,) = icalendar.Calendar.from_ical(text).walk("VALARM")
    assert alarm.decoded("TRIGGER") == timedelta(hours=9) - timedelta(days)


def test_an_event_speaks_up_the_day_before_unless_told_otherwise():
    assert "TRIGGER:-PT15H" in ics_document("日历", "a.ics", [Event("k", DAY, "还款")], DAY).text


def test_an_entry_of_a_calendar_line_by_line():
    text = ics_document("日历", "a.ics", [Event("k", DAY, "还款", "一；二,三;四\n五\\", 1)], DAY).text
    assert text.split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//huabei-guide//ZH",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        "UID:8254c329a92850f6d539dd37@huabei-guide.invalid",
        "DTSTAMP:20261122T000000Z",
        "SEQUENCE:0",
        "DTSTART;VALUE=DATE:20261122",
        "DTEND;VALUE=DATE:20261123",
        "SUMMARY:还款",
        "DESCRIPTION:一；二\\,三\\;四\\n五\\\\",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:还款",
        "TRIGGER:-PT15H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize("letter", ["a", "é", "字", "🙂"])
def test_lines_are_folded_at_75_octets_and_as_late_as_can_be(letter):
    size = len(letter.encode())
    for letters in range(55, 160):
        text = ics_document("日历", "a.ics", [Event("k", DAY, letter * letters)], DAY).text
        octets = text.encode().split(b"\r\n")
        at = next(i for i, line in enumerate(octets) if line.startswith(b"SUMMARY"))
        lines = [octets[at], *(line for line in octets[at + 1 : octets.index(b"DESCRIPTION:", at)])]
        assert b"".join([lines[0], *(line[1:] for line in lines[1:])]).decode() == f"SUMMARY:{letter * letters}"
        for line, following in pairwise(lines):
            assert 75 - size < len(line) <= 75, "nothing more would have fitted"
            assert following.startswith(b" ")
