"""Counts, choices, one's own words, marks, and rows of fields."""

import re
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from typing import Any, get_type_hints

from ..numerals import NUMERALS, Mistake, late, narrow, number, own_words, quoted, why
from .base import Unit

_COUNTED = {
    "期": {"期": 1, "个月": 1, "月": 1, "年": 12},
    "天": {"天": 1, "日": 1, "周": 7, "星期": 7, "个星期": 7, "个礼拜": 7},
    "人": {"人": 1, "个人": 1, "口": 1, "口人": 1, "口之家": 1, "位": 1},
    "月": {"月": 1, "月份": 1},
}
_COUNT_BEFORE = r"^(?:一共|总共|共|分成?|约定|最近)+(?=.)"


@cache
def _counted(of: str) -> tuple[dict[str, int], re.Pattern[str]]:
    """The counting words for a unit, and one number with such a word behind it."""
    words = _COUNTED.get(of, {of: 1} if of else {})
    either = "|".join(sorted(words, key=len, reverse=True)) or "(?!)"
    return words, re.compile(rf"([\d,.]+|[{NUMERALS}]+|半)({either})?(半)?")


@dataclass(frozen=True, kw_only=True)
class Count(Unit):
    """A whole number of something (days, rows, periods). Bounds inclusive.

    Reads ``12``, ``12期``, ``12个月`` and ``一年`` for as many periods, ``三口人``, ``30日``; a period is a month.
    """

    min: int = 0
    max: int = 100000
    of: str = ""
    input_mode = "numeric"

    def read(self, text: str) -> int:
        """Read a whole number, with or without its counting word. Raises ``Mistake``."""
        if text.isdecimal() and len(text) < 10:
            value = int(text)
        else:
            plain = narrow(text)
            found = self._count(plain)
            if found is None:
                raise Mistake(why(text) or f"看不懂{quoted(text)}。请写整数，例如 {max(self.min, 6)}")
            value = found
        if not self.min <= value <= self.max:
            raise Mistake(f"{self.label}要在 {self.min} 到 {self.max} 之间")
        return value

    def _count(self, plain: str) -> int | None:
        sign, plain = (-1, plain[1:]) if plain.startswith("-") else (1, plain)
        plain = late(_COUNT_BEFORE).sub("", plain) if self.of else plain
        words, parts = _counted(self.of)
        total, at = Decimal(0), 0
        scales: list[int] = []
        while at < len(plain):
            match = parts.match(plain, at)
            if not match:
                return None
            value = Decimal("0.5") if match[1] == "半" else number(match[1])
            scale = words.get(match[2], 1) if match[2] else 1
            # 一年半 and 1年6个月, but nothing twice, and no half of what is not a year.
            if value is None or (scales and scale >= scales[-1]) or ((match[3] or match[1] == "半") and scale != 12):
                return None
            if (scales or match.end() < len(plain)) and not match[2]:
                return None
            total += value * scale + (Decimal(scale) / 2 if match[3] else 0)
            scales.append(scale)
            at = match.end()
        if not scales or total % 1 or (len(scales) > 1 and scales[0] != 12):
            return None
        return None if total > 10**9 else sign * int(total)

    def show(self, value: int) -> str:
        """``73`` → ``73 天``."""
        return f"{value:,} {self.of}".rstrip()

    def typed(self, value: int) -> str:
        """``1200`` → ``1200``."""
        return str(value)


@dataclass(frozen=True, kw_only=True)
class Choice(Unit):
    """One of a few named options: ``options`` pairs each value with its words.

    ``blank`` are the words of leaving it open, offered first: a row in which nothing was chosen stays blank.
    ``travels_as`` pairs a value that says too much about somebody with the one that goes into a link instead.
    """

    options: tuple[tuple[str, str], ...]
    blank: str = ""
    travels_as: tuple[tuple[str, str], ...] = ()
    says_back = False

    def read(self, text: str) -> str:
        """Read an option by its value. Raises ``Mistake`` for any other."""
        if text.strip() in dict(self.options):
            return text.strip()
        raise Mistake(f"请选一种{self.label}")

    @property
    def missing(self) -> str:
        """The words for a choice that must be made."""
        return f"请选{self.label}"

    def show(self, value: str) -> str:
        """The words of an option."""
        return dict(self.options)[value]

    def typed(self, value: str) -> str:
        """The value of an option."""
        return value

    def travelling(self, value: str) -> str:
        """The value of an option, or of the one in whose name it travels."""
        return dict(self.travels_as).get(value, value)


@dataclass(frozen=True, kw_only=True)
class Text(Unit):
    """A few words of the reader's own on one line, ``max`` characters at the most; the reader's own spelling is kept.

    Blanks of any width count as one, and marks without a shape, copied along from elsewhere, are left out. Line breaks,
    control characters and what turns writing round are refused: they could break or disguise what is written around.
    """

    max: int = 20
    says_back = False

    @property
    def stays(self) -> bool:
        """One's own words stay."""
        return True

    def read(self, text: str) -> str:
        """Read words. Raises ``Mistake`` where they are too long or hold what can't be seen."""
        plain = own_words(text)
        if not plain:
            raise Mistake(self.missing)
        if not plain.isprintable():
            raise Mistake(f"{self.label}里有换行或看不见的字符，请重新打一遍")
        if len(plain) > self.max:
            raise Mistake(f"{self.label}最多 {self.max} 个字，现在有 {len(plain)} 个")
        return plain

    def show(self, value: str) -> str:
        """The words as they are."""
        return value


@dataclass(frozen=True, kw_only=True)
class Mark(Unit):
    """By what a row is known for good, whatever is corrected in it: made by the page, kept with the row, never seen.

    A row with nothing else in it is blank. Nothing is refused, for nobody could mend it.
    """

    label: str = ""

    @property
    def stays(self) -> bool:
        """It means something on this device only."""
        return True

    def read(self, text: str) -> str:
        """Take whatever is there, as far as a name may be long."""
        return text.strip()[:40]

    def show(self, value: str) -> str:
        """The mark as it is."""
        return value


@dataclass(frozen=True, kw_only=True)
class Rows(Unit):
    """Rows of a small dataclass, each of whose fields carries a unit. ``most`` rows at the most.

    ``noun`` and ``counter`` name one row (账单, 张: 第 1 张账单). A row left wholly blank is skipped;
    ``least`` rows must remain.
    """

    most: int
    noun: str
    counter: str
    least: int = 0

    def show(self, value: tuple[Any, ...]) -> str:
        """``(a, b)`` → ``2 张账单``."""
        return f"{len(value)} {self.counter}{self.noun}"


def unit_of(hint: Any) -> tuple[Unit, bool]:
    """The unit in an annotation, and whether ``None`` (left blank) is allowed."""
    units = [m for m in getattr(hint, "__metadata__", ()) if isinstance(m, Unit)]
    if len(units) != 1:
        raise TypeError(f"{hint!r} needs exactly one unit in Annotated[…]")
    return units[0], type(None) in getattr(hint.__origin__, "__args__", ())


def row_type(hint: Any) -> type:
    """The dataclass inside ``Annotated[tuple[Row, ...], Rows(…)]``."""
    inner: type = hint.__origin__.__args__[0]
    return inner


def units_of(row: type) -> dict[str, tuple[Unit, bool]]:
    """The unit of each annotated field of a dataclass, in order; fields without a unit are left out."""
    hints = get_type_hints(row, include_extras=True)
    return {f.name: unit_of(hints[f.name]) for f in fields(row) if hasattr(hints[f.name], "__metadata__")}
