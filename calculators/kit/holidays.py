"""The last day of a court's period: where it falls on days off, the first day after them (民事诉讼法, 期间).

The yearly notice of the State Council moves whole weeks about. A year whose notice we don't have is never guessed:
weekends and the festivals of a fixed date are all that is known of it, and ``LastDay.known`` says so.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from . import facts

# The end of a year hangs on the notice of the next one: New Year's days off and working weekends reach back into it.
_TURN = 28
# Days by which an unknown year might move a last day: no notice so far gave more than nine days off in a row.
_FARTHEST = 10
_SPAN = re.compile(r"(\d+) 月 (\d+) 日(?:至 (?:(\d+) 月 )?(\d+) 日)?")
_WEEKEND = {5: "周六", 6: "周日"}


@dataclass(frozen=True)
class LastDay:
    """The last day of a period: ``raw`` as counted, ``moved`` past the days off that we know of.

    ``why`` says on what the raw day falls, blank where it was not moved. Where not all days off are ``known``, the
    true day may be another one, up to ``latest``.
    """

    raw: date
    moved: date
    why: str
    known: bool

    @property
    def latest(self) -> date:
        """The last day on which nobody can say that the period is over."""
        return self.moved if self.known else max(self.moved, self.raw + timedelta(_FARTHEST))


def last_day(raw: date) -> LastDay:
    """Move the last day of a period, once, to the first day after the days off on which it falls."""
    moved, known = raw, _known(raw)
    while _off(moved):
        moved += timedelta(1)
        known = known and _known(moved)
    return LastDay(raw, moved, _off(raw), known)


def _off(day: date) -> str:
    """What makes this a day off, as far as we know; blank for a working day."""
    if _listed("holidays.days_off", day) or (not _noticed(day.year) and _fixed(day)):
        return "放假"
    return "" if _listed("holidays.workdays", day) else _WEEKEND.get(day.weekday(), "")


def _known(day: date) -> bool:
    return _noticed(day.year) and (day.month < 12 or day.day < _TURN or _noticed(day.year + 1))


def _noticed(year: int) -> bool:
    """Whether the notice of this year is among the facts."""
    return any(row.start.year == year for row in facts.all_facts()["holidays.days_off"].rows)


def _fixed(day: date) -> bool:
    return facts.in_force("holidays.fixed", day) and day in _days(facts.value("holidays.fixed", day), day.year)


def _listed(id: str, day: date) -> bool:
    """Whether the row of the day's own year names it; another year's row says nothing."""
    return any(row.start.year == day.year and day in _days(row.value, day.year) for row in facts.all_facts()[id].rows)


@cache
def _days(text: str, year: int) -> frozenset[date]:
    """The days in ``1 月 1 日、9 月 29 日至 10 月 5 日``. Raises ``ValueError`` for anything else."""
    found: set[date] = set()
    for part in text.split("、"):
        match = _SPAN.fullmatch(part)
        if not match:
            raise ValueError(f"no days: {part!r}")
        first = date(year, int(match[1]), int(match[2]))
        last = date(year, int(match[3] or match[1]), int(match[4] or match[2]))
        found |= {first + timedelta(n) for n in range((last - first).days + 1)}
    return frozenset(found)
