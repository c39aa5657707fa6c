"""Results to take away: text to copy, a table as CSV, days as calendar entries.

Downloads die in the browsers inside chat apps, so every document is text first; the page shows it to be
selected, offers to copy it, and only then to save it as a file.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

from .days import WEEKDAYS

BOM = "\ufeff"  # without it, spreadsheets read Chinese as gibberish
_SPECIAL = re.compile('[,"\r\n]')
# Words in which no spreadsheet, in whatever language, finds a figure, a day, a time or a truth value.
_PLAIN = re.compile(r"(?![零〇一二三四五六七八九十百千万亿年月日号点时分秒上下午元角真假]+$)[\u4e00-\u9fff][^\d]*")


@dataclass(frozen=True)
class Document:
    """One document: what it is called, the name of its file, its whole content as text."""

    title: str
    filename: str
    text: str


@dataclass(frozen=True)
class Event:
    """A whole day in a calendar. ``key`` makes its identity: the same key replaces the entry on re-import.

    So a key must say what the entry is about and hold nothing that may be corrected later, and no place in a list.

    ``remind`` is how many days before, at nine in the morning, the calendar speaks up.
    """

    key: str
    day: date
    summary: str
    description: str = ""
    remind: int = 1


def csv_document(
    title: str, filename: str, head: Sequence[str], rows: Iterable[Sequence[str | int | Decimal | date]]
) -> Document:
    """A table as CSV (RFC 4180): UTF-8 with BOM, CRLF. A spreadsheet that opens it shows the characters written here.

    Numbers are figures that can be added up, a ``Decimal`` one of yuan. A day has its weekday behind it, by which it
    stays the text it is, and sorts. Words stay as they are; where a spreadsheet could take one of a column for other
    things (0857, 1/2, TRUE, =SUM), the whole column stands in Chinese quotation marks, with which nothing else begins.
    """
    columns = [_csv_column(cells) for cells in zip(*rows, strict=True)] or [()] * len(head)
    lines = [",".join(line) for line in (map(_quoted, head), *zip(*columns, strict=True))]
    return Document(title, filename, BOM + "\r\n".join(lines) + "\r\n")


def _csv_column(cells: Sequence[str | int | Decimal | date]) -> Sequence[str]:
    # Hundreds of rows are of figures, of which one look tells.
    if all(type(cell) is Decimal for cell in cells):
        return [f"{cell:.2f}" for cell in cells]
    doubtful = any(isinstance(cell, str) and cell and not _PLAIN.fullmatch(cell) for cell in cells)
    return [_csv_cell(cell, doubtful) for cell in cells]


def _csv_cell(cell: str | int | Decimal | date, doubtful: bool) -> str:
    if isinstance(cell, str):
        return _quoted(f"“{cell}”" if cell and doubtful else cell)
    if isinstance(cell, date):
        return f"{cell.isoformat()} 周{WEEKDAYS[cell.weekday()]}"
    return f"{cell:.2f}" if isinstance(cell, Decimal) else str(cell)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text


def ics_document(title: str, filename: str, events: Iterable[Event], made: date) -> Document:
    """Days as calendar entries (RFC 5545): CRLF, lines folded at 75 octets, identities that stay the same.

    ``made`` is the day the entries speak of having been made; the content depends on nothing else. Python has no clock:
    the page sets DTSTAMP and SEQUENCE to the moment in which the file is taken away, so that a later one always wins.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//huabei-guide//ZH", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{sha256(event.key.encode()).hexdigest()[:24]}@huabei-guide.invalid",
            f"DTSTAMP:{made:%Y%m%d}T000000Z",
            "SEQUENCE:0",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.day + timedelta(1):%Y%m%d}",
            f"SUMMARY:{_ics_text(event.summary)}",
            f"DESCRIPTION:{_ics_text(event.description)}",
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_ics_text(event.summary)}",
            # A whole day starts at midnight: nine hours later than so many days before.
            f"TRIGGER:{_trigger(event.remind)}",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return Document(title, filename, "".join(_fold(line) for line in lines))


def _trigger(days: int) -> str:
    return f"-P{days - 1}DT15H" if days > 1 else "-PT15H" if days else "PT9H"


def _ics_text(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _fold(line: str) -> str:
    """Fold at 75 octets, never inside a character."""
    octets = line.encode()
    if len(octets) <= 75:
        return line + "\r\n"
    pieces: list[bytes] = []
    start, room = 0, 75
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # not the first octet of a character
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, 74  # every line after the first begins with a blank, which counts
    return b"\r\n ".join((*pieces, octets[start:])).decode() + "\r\n"
