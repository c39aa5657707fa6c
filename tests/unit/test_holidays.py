"""Where the last day of a court's period moves to, against another table of days off, for every day of the years."""

import json
import os
import re
import subprocess
from datetime import date, timedelta

import chinese_calendar
import pytest

from calculators.kit import facts
from calculators.kit.holidays import last_day
from scripts import runtime

CLOCK = runtime.ROOT / "scripts" / "page" / "common" / "clock.js"
TURN = date(2026, 12, 28)  # from here on, the notice for 2027 may have a say
FIXED = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}


def days(first, last):
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def noticed(day):
    """Whether the days off around this day were published when these tests were written."""
    return date(2024, 1, 1) <= day < TURN


def works(day):
    """Whether courts work on this day; of a year without a notice, as far as its weekends and fixed festivals say."""
    if noticed(day):
        return chinese_calendar.is_workday(day)
    return day.weekday() < 5 and (day.month, day.day) not in FIXED


def moved(raw):
    """The first day from this one on on which courts work."""
    while not works(raw):
        raw += timedelta(1)
    return raw


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_of_a_year_with_a_notice_moves_as_another_table_says(year):
    for raw in days(date(year, 1, 1), date(year, 12, 31)):
        found = last_day(raw)
        assert found.moved == moved(raw), raw
        assert found.known == noticed(found.moved), raw
        assert bool(found.why) == (not works(raw)), raw
        if found.known:
            assert found.latest == found.moved


@pytest.mark.parametrize("year", [2027, 2028, 2032])
def test_of_a_year_without_a_notice_only_weekends_and_fixed_days_are_counted_and_nothing_is_certain(year):
    for raw in days(date(year, 1, 1), date(year, 12, 31)):
        found = last_day(raw)
        assert found.moved == moved(raw), raw
        assert not found.known, raw
        assert found.latest >= raw + timedelta(10)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_a_year_whose_notice_is_hidden_is_never_called_over_too_early(year, monkeypatch):
    every = facts.all_facts()
    hidden = {
        id: facts.Fact(**vars(every[id]) | {"rows": tuple(r for r in every[id].rows if r.start.year != year)})
        for id in ("holidays.days_off", "holidays.workdays")
    }
    monkeypatch.setattr(facts, "all_facts", lambda: every | hidden)
    for raw in days(date(year, 1, 1), min(date(year, 12, 31), TURN - timedelta(1))):
        found = last_day(raw)
        assert not found.known, raw
        assert moved(raw) <= found.latest, raw


def test_the_end_of_a_year_waits_for_the_notice_of_the_next():
    # 2018-12-31 was off by the notice for 2019, and 2018-12-29, a Saturday, was a working day.
    assert [last_day(date(2026, 12, n)).known for n in (24, 25, 28, 31)] == [True, True, False, False]
    assert [last_day(date(2025, 12, n)).known for n in (24, 28, 31)] == [True, True, True]


@pytest.mark.parametrize(
    ("raw", "to"),
    [
        ("2026-10-01", "2026-10-08"),
        ("2026-02-15", "2026-02-24"),
        ("2025-10-01", "2025-10-09"),
        ("2026-09-20", "2026-09-20"),  # a Sunday on which everybody works
        ("2026-02-14", "2026-02-14"),
        ("2026-11-21", "2026-11-23"),
        ("2024-02-09", "2024-02-09"),  # the eve, not a day off in that year
        ("2027-01-01", "2027-01-04"),
    ],
)
def test_days_that_are_known_by_heart(raw, to):
    assert last_day(date.fromisoformat(raw)).moved == date.fromisoformat(to)


def test_the_table_is_that_of_the_notices():
    for year in (2024, 2025, 2026):
        for day in days(date(year, 1, 1), min(date(year, 12, 31), TURN - timedelta(1))):
            off = {id: _named(f"holidays.{id}", day) for id in ("days_off", "workdays")}
            assert not all(off.values())
            if off["workdays"]:
                assert day.weekday() >= 5
            if off["days_off"]:
                assert chinese_calendar.is_holiday(day)


def _named(id, day):
    """Whether a fact names a day, read here a second time."""
    text = facts.value(id, day)
    for part in text.split("、"):
        first, _, last = part.partition("至")
        month, number = map(int, re.findall(r"\d+", first))
        end = [*map(int, re.findall(r"\d+", last))] or [month, number]
        end = end if len(end) == 2 else [month, *end]
        if (month, number) <= (day.month, day.day) <= tuple(end):
            return True
    return False


# Today, as the page fills it in -----------------------------------------------------------------------


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/Los_Angeles"])
def test_today_is_the_readers_own_day_early_and_late_in_any_zone(zone):
    script = """
      const { today } = await import(process.argv[2]);
      const Clock = Date;
      for (const [y, m, d] of JSON.parse(process.argv[1])) for (const [hour, minute] of [[0, 30], [23, 30]]) {
        globalThis.Date = class extends Clock { constructor() { super(y, m - 1, d, hour, minute); } };
        console.log(today());
      }
    """
    asked = [date(2026, 10, 8), date(2026, 11, 1), date(2026, 3, 8), date(2024, 2, 29), date(2026, 12, 31)]
    days = json.dumps([[d.year, d.month, d.day] for d in asked])
    ran = subprocess.run(
        ["node", "--input-type=module", "-e", script, days, CLOCK.as_uri()],
        env=os.environ | {"TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == [str(d) for d in asked for _ in range(2)]
