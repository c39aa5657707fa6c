"""What the letter may hold: the figures that were ticked, and what they ask for. Values in, values out; no words."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any

from ..kit.units import ZERO

PARTS, LATER, ASK = "parts", "later", "ask"
BEFORE, COURT = "before", "court"


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the reader typed, and which fields were ticked. Money in yuan, ``None`` where nothing was."""

    cause: str
    monthly: Decimal | None
    first_day: date | None
    affordable: Decimal | None
    stage: str
    talked: date | None
    heard: str | None
    since: date | None
    words: str | None
    income_before: Decimal | None
    income_now: Decimal | None
    shown: Decimal | None
    down: Decimal | None
    periods: int | None
    as_of: date
    confirmed: frozenset[str]

    @property
    def poor(self) -> bool:
        """Whether the reader says, ticked or not, that there is nothing to pay with."""
        return 0 in (self.monthly, self.affordable)

    def sure(self, name: str) -> Any:
        """The value of a field that was ticked, else ``None``."""
        return getattr(self, name) if name in self.confirmed else None


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What stands in the letter: money in yuan, ``None`` where it has no such figure."""

    asks: str
    offer: Decimal | None
    begins: date | None
    paid_now: Decimal | None
    app_shows: Decimal | None
    parts: int | None
    needed: int | None
    given: Given

    @property
    def rough(self) -> int | None:
        """The periods from confirmed figures alone."""
        return periods_needed(self.app_shows, self.paid_now, self.offer)


def periods_needed(shown: Decimal | None, down: Decimal | None, monthly: Decimal | None) -> int | None:
    """How many payments of ``monthly`` (yuan) cover what the app shows less what is paid at once."""
    if shown is None or not monthly:
        return None
    return int(((shown - (down or ZERO)) / monthly).to_integral_value(ROUND_CEILING))


def reckon(given: Given) -> dict[str, Any]:
    """The fields of ``Letter`` by name."""
    nothing = 0 in (given.sure("monthly"), given.sure("affordable"))
    offer = None if nothing else given.sure("monthly")
    paid_now, app_shows = given.sure("down") or None, given.sure("shown")
    rough = periods_needed(app_shows, paid_now, offer)
    wanted = None if nothing else given.sure("periods")
    return {
        "asks": LATER if nothing else PARTS if offer else ASK,
        "offer": offer,
        "begins": given.sure("first_day"),
        "paid_now": paid_now,
        "app_shows": app_shows,
        "parts": wanted if rough in (None, wanted) else None,
        "needed": periods_needed(given.shown, given.down, given.monthly),
        "given": given,
    }
