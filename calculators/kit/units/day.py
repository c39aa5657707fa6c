"""Days as they are typed: in figures or words, with or without their year, or counted from today."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ..days import WEEKDAYS
from ..numerals import NUMERALS, Mistake, late, narrow, number, quoted
from .base import Unit

_CLOSE = 62  # days: as near as this on the side that is not asked for, the day may be meant all the same
_RELATIVE = {
    name: days
    for days, names in enumerate(
        ("大前天", "前天 前日", "昨天 昨日 昨晚", "今天 今日 今晚 当天 当日", "明天 明日 明晚", "后天 后日", "大后天"),
        start=-3,
    )
    for name in names.split()
}
_NAMES = {-2: "前天", -1: "昨天", 0: "今天", 1: "明天", 2: "后天"}
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SPELT = rf"[{NUMERALS}]+(?=[年月日号])"
_LABEL = r"^(?:(?:最[后晚迟])?(?:还款|到期|截止)日期?|日期|时间|截[至止])[:为是]?|^于"
_TAIL = (
    r",?\(?(?:(?:周|星期|礼拜)([一二三四五六日天]))?\)?"
    r"(?:(?:[ T,]|(?<=[日号)一二三四五六天]))(?:上午|中午|下午|傍?晚上?|凌晨|早上)?"
    r"\d{1,2}(?::\d{2}){1,2}|(?<=[日号)])(?:上午|中午|下午|傍?晚上?|凌晨|早上)?\d{1,2}[点时](?:\d{1,2}分?|半|整)?)?"
    r"(?:之?前|以前|止|当[天日])?"
)
_WHOLE = r"(\d{4}|\d{2})(?:[-/.,、 ]|年)(\d{1,2})(?:[-/.,、 ]|月)(\d{1,2})[日号]?"
_DIGITS = r"(\d{4}|\d{2})(\d{2})(\d{2})(?!\d)"
_PART = r"(今年|本年|去年|明年|前年|后年)?(\d{1,2})(?:[-/.]|月)(\d{1,2})[日号]?"
_MONTH_DAY = r"(\d{2})(\d{2})"
_IN_MONTH = r"(上个?月|本月|这个?月|下个?月)(\d{1,2})[日号]?"
_AWAY = rf"(\d{{1,4}}|[{NUMERALS}]+)(天|个?星期|个?礼拜|周)(?:以|之)?([前后])"
_YEARS = {"前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}


@dataclass(frozen=True, kw_only=True)
class Day(Unit):
    """A calendar day without time. Bounds are ISO dates, inclusive.

    Reads ``2026-01-31``, ``2026/1/31``, ``20260131``, ``2026年1月31日（周六）``, ``二〇二六年一月三十一日``, also with
    a time or 前 behind it. Where today is known, ``昨天``, ``3天前`` and ``下月10号`` too; and a day without its year,
    ``1-31`` or ``0131``, as the nearest one ``toward`` which the field looks, "past" or "future". Where the other side
    is near as well, or the field looks neither way, it is asked which of the two days is meant.
    """

    min: str = "2015-01-01"
    max: str = "2099-12-31"
    tick: str = "我核对过，就是这一天"
    toward: str = ""

    def read(self, text: str, today: date | None = None) -> date:
        """Read a day. Raises ``Mistake`` where the day does not exist or lies out of bounds."""
        value = _date(text) if _ISO.fullmatch(text) else self._day(text, today)
        if not self._fits(value):
            low, high = date.fromisoformat(self.min), date.fromisoformat(self.max)
            raise Mistake(f"{self.label}要在 {low.year} 年到 {high.year} 年之间，请看看年份")
        return value

    def _fits(self, value: date) -> bool:
        return self.min <= value.isoformat() <= self.max

    def _day(self, text: str, today: date | None) -> date:
        plain = narrow(text)
        if plain.startswith("(") and plain.endswith(")"):
            plain = plain[1:-1]
        plain = late(_LABEL).sub("", plain)
        if relative := self._relative(plain, text, today):
            return relative
        plain = late(_SPELT).sub(_digits, plain)
        for pattern in (_WHOLE, _DIGITS, _IN_MONTH, _PART, _MONTH_DAY):
            match = late(pattern).match(plain)
            if match and (tail := late(_TAIL).fullmatch(plain, match.end())):
                break
        else:
            raise Mistake(self._why(text, plain))
        weekday = WEEKDAYS.index(tail[1].replace("天", "日")) if tail[1] else None
        if pattern in (_WHOLE, _DIGITS):
            if pattern is _DIGITS and len(match[1]) == 2 and match[1] == "20":
                raise Mistake(f"{quoted(text)}少了一部分，请写成 {self.example}")  # 202609 is a month
            year = int(match[1])
            value = _on(year if year > 99 else 2000 + year, int(match[2]), int(match[3]))
        elif pattern is _IN_MONTH:
            months = {"上": -1, "下": 1}.get(match[1][0], 0)
            year, month = divmod((today := self._known(text, today)).year * 12 + today.month - 1 + months, 12)
            value = _on(year, month + 1, int(match[2]))
        elif pattern is _PART and match[1]:
            value = _on(self._known(text, today).year + _YEARS[match[1]], int(match[2]), int(match[3]))
        else:
            month, day = (int(part) for part in match.groups()[-2:])
            value = self._nearest(month, day, weekday, text, today)
        if weekday is not None and value.weekday() != weekday:
            raise Mistake(f"{self.show(value)}是周{WEEKDAYS[value.weekday()]}，不是周{WEEKDAYS[weekday]}，请再看一下")
        return value

    def _relative(self, plain: str, text: str, today: date | None) -> date | None:
        """A day counted from today, or ``None`` for one that is not."""
        days: int | None = _RELATIVE.get(plain)
        if days is None and (match := late(_AWAY).fullmatch(plain)):
            count = number(match[1])
            if count is None or count % 1 or count > 9999:
                return None
            days = int(count) * (1 if match[2] == "天" else 7) * (-1 if match[3] == "前" else 1)
        return None if days is None else self._known(text, today) + timedelta(days)

    def _known(self, text: str, today: date | None) -> date:
        if today is None:
            raise Mistake(f"{quoted(text)}是哪一天，这里看不出来。请写成 {self.example}")
        return today

    def _nearest(self, month: int, day: int, weekday: int | None, text: str, today: date | None) -> date:
        """The day without its year that can only be meant; else the question which one is."""
        if not any(_exists(year, month, day) for year in (2024, 2023)):
            raise Mistake(f"没有 {month} 月 {day} 日这一天，请再看一下")
        if today is None:
            raise Mistake(f"{quoted(text)}少了年份，请写成 {self.example} 这样")
        every = [date(y, month, day) for y in range(today.year - 8, today.year + 9) if _exists(y, month, day)]
        past, future = max(d for d in every if d <= today), min(d for d in every if d >= today)
        if past == future or (self.toward == "past" and (future - today).days > _CLOSE):
            return past
        if self.toward == "future" and (today - past).days > _CLOSE:
            return future
        if past.weekday() != future.weekday() and weekday in (past.weekday(), future.weekday()):
            return past if weekday == past.weekday() else future
        raise Mistake(f"{quoted(text)}是 {self.show(past)}，还是 {self.show(future)}？请带上年份")

    def _why(self, text: str, plain: str) -> str:
        if re.search(r"\d[日号]?[-~至到—]+\d{4}|\d[日号](?:[-~至到]|和|、)\d|月.*[至到~].*[日号]", plain):
            return f"{quoted(text)}不止一天，请只填一天"
        if re.fullmatch(r"\d{1,2}[日号]", plain):
            return f"{quoted(text)}少了月份，请写成 {self.example} 这样"
        return f"看不懂{quoted(text)}。请写成 {self.example}，或者 2026年9月10日"

    @property
    def example(self) -> str:
        """A day, to show how to write one."""
        return "2026-09-10"

    def show(self, value: date) -> str:
        """``date(2026, 9, 10)`` → ``2026年9月10日``."""
        return f"{value.year}年{value.month}月{value.day}日"

    def understood(self, text: str, value: date, today: date | None = None) -> str:
        """The day with its weekday, and how far from today, unless it stands there in full."""
        if _ISO.fullmatch(text) or not Unit.understood(self, text, value):
            return ""
        far = (value - today).days if today else None
        away = "" if far is None else "，" + _NAMES.get(far, f"{far} 天后" if far > 0 else f"{-far} 天前")
        return f"{self.show(value)}（周{WEEKDAYS[value.weekday()]}{away}）"

    def typed(self, value: date) -> str:
        """``date(2026, 9, 10)`` → ``2026-09-10``."""
        return value.isoformat()


def _date(iso: str) -> date:
    return _on(*map(int, iso.split("-")))


def _on(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Mistake(f"没有 {year} 年 {month} 月 {day} 日这一天，请再看一下") from None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _digits(match: re.Match[str]) -> str:
    """Numerals of a day in digits; what is none stays as it is."""
    value = number(match[0])
    return match[0] if value is None else f"{value:f}"


# What else a counting word may be, and how many it stands for.
