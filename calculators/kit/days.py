"""Calendar arithmetic that the standard library leaves out. Dates have no time."""

from datetime import date, timedelta

A_YEAR = 12  # months
SHORTEST = 28  # days that every month has
WEEKDAYS = "一二三四五六日"  # by ``date.weekday()``


def add_months(day: date, months: int) -> date:
    """The same day ``months`` months later; where the month is shorter, its last day.

    Always count from the first day of a series, so that a month-end stays month-end: 31 Jan → 28 Feb →
    31 Mar.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= SHORTEST:
        return date(year, month + 1, day.day)
    # The standard library's calendar knows this too, and brings the names of all weekdays along.
    following = date(year, month + 1, SHORTEST) + timedelta(4)  # some day of the next month, whichever month this is
    return date(year, month + 1, min(day.day, (following - timedelta(following.day)).day))
