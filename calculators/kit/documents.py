"""Results to take away: text to copy, a table as CSV, days as calendar entries.

Downloads die in the browsers inside chat apps, so every document is text first; the page shows it to be
selected, offers to copy it, and only then to save it as a file.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

BOM = "\ufeff"  # without it, spreadsheets read Chinese as gibberish
_SPECIAL = re.compile('[,"\r\n]')
_BARE = re.compile(r"[0-9][0-9.-]*(?:\n[0-9][0-9.-]*)*")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Document:
    """One document: what it is called, the name of its file, its whole content as text."""

    title: str
    filename: str
    text: str


@dataclass(frozen=True)
class Event:
    """A whole day in a calendar. ``key`` makes its identity: the same key replaces the entry on re-import.

    ``remind`` is how many days before, at nine in the morning, the calendar speaks up.
    """

    key: str
    day: date
    summary: str
    description: str = ""
    remind: int = 1


def csv_document(title: str, filename: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Document:
    """A table as CSV (RFC 4180): UTF-8 with BOM, CRLF, and no cell that a spreadsheet takes for a formula."""
    lines = [_csv_line(row) for row in (head, *rows)]
    return Document(title, filename, BOM + "\r\n".join(lines) + "\r\n")


def _csv_line(row: Sequence[str]) -> str:
    # Hundreds of rows are days and figures only, which one look at all their cells can tell.
    bare = "\n".join(row)
    if _BARE.fullmatch(bare) and bare.count("\n") == len(row) - 1:
        return bare.replace("\n", ",")
    return ",".join(map(_csv_cell, row))


def _csv_cell(text: str) -> str:
    # A leading apostrophe is how spreadsheets mark text; plain negative numbers stay numbers.
    if text.startswith(_FORMULA) and not text.removeprefix("-").replace(".", "", 1).isdecimal():
        text = "'" + text
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text


def ics_document(title: str, filename: str, events: Iterable[Event], made: date) -> Document:
    """Days as calendar entries (RFC 5545): CRLF, lines folded at 75 octets, identities that stay the same.

    ``made`` is the day the entries speak of having been made; the content depends on nothing else.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//huabei-guide//ZH", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{sha256(event.key.encode()).hexdigest()[:24]}@huabei-guide.invalid",
            f"DTSTAMP:{made:%Y%m%d}T000000Z",
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
    if len(line.encode()) <= 75:
        return line + "\r\n"
    pieces: list[str] = []
    piece = ""
    for character in line:
        # Every line after the first begins with a blank, which counts.
        if len((piece + character).encode()) > (75 if not pieces else 74):
            pieces.append(piece)
            piece = ""
        piece += character
    return "\r\n ".join([*pieces, piece]) + "\r\n"
