"""Units: reading what people type, holding it to its bounds, showing it again.

A unit belongs to one field. It reads a string forgivingly (full-width digits, commas, 元, 万, ％, numerals, days
without their year), says what it understood, never guesses, and says in words what is wrong. Values are ``Decimal``,
``date``, ``str`` or tuples of rows; money and rates never pass through a float.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any, get_type_hints

from .days import WEEKDAYS
from .numerals import NUMERALS, SCALES, Mistake, late, narrow, number, own_words, quoted, why

FEN = Decimal("0.01")
_ASCII = re.compile(r"\d{1,15}(?:\.\d{1,9})?", re.ASCII)  # what most fields hold: read without a second look


class Mistakes(ValueError):
    """Several readers' mistakes at once: ``.by_field`` maps field names to words."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        """Keep the words of each field, keyed as the form names it (``bills.0.due``)."""
        super().__init__("; ".join(by_field.values()))
        self.by_field = dict(by_field)


def cents(amount: Decimal) -> Decimal:
    """Round money to the fen, half up (四舍五入到分). The only place where money is rounded."""
    return amount.quantize(FEN, ROUND_HALF_UP)


def _plain(number: Decimal) -> str:
    """Show a number without exponent and without zeros that say nothing: 0.0500 → 0.05."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


@dataclass(frozen=True, kw_only=True)
class Unit:
    """What all units share.

    ``label`` and ``help`` are shown with the field; ``more`` puts the field under 更多, a row's field under
    the row's own. ``prefill`` names a value that the page, not Python, fills in ("today"). ``common`` is the id
    of a fact whose value is only common, not the reader's: until the reader confirms it, results say so.
    ``confirm`` asks for the same tick without a common value: what is not ticked must not enter a paper for
    others. Rows have one tick for all of them. ``tick`` is what stands beside it. A ``private`` value never
    travels in a link that is shared, not even on purpose.

    ``same`` names what a field, or a value of a result, is about, the same in every calculator: what the reader
    agreed to keep under that name is offered wherever it stands again. What has no such name is never kept.
    ``beside`` names a kept value that is only shown beside the field. ``diary`` rows are there again as soon as the
    page opens.
    """

    label: str
    help: str = ""
    more: bool = False
    prefill: str = ""
    common: str = ""
    confirm: bool = False
    tick: str = "我在合同或 App 里核对过，就是这个数"
    private: bool = False
    same: str = ""
    beside: str = ""
    diary: bool = False
    input_mode = "text"
    suffix = ""
    says_back = True  # whether the reader sees beside the field how it was read

    @property
    def stays(self) -> bool:
        """Whether a value never leaves the reader's own form: what is private, and one's own words."""
        return self.private

    def travelling(self, value: Any) -> str:
        """A value as it goes into a link that is sent on purpose."""
        return self.typed(value)

    def read(self, text: str) -> Any:
        """Read what was typed; raise ``Mistake`` with words for the reader. Blank is not accepted here."""
        raise TypeError(f"{type(self).__name__} has no way to read {text!r}")

    def show(self, value: Any) -> str:
        """Show a value as the reader sees it in results, with its unit."""
        raise TypeError(f"{type(self).__name__} has no way to show {value!r}")

    def typed(self, value: Any) -> str:
        """Show a value as the reader would type it into the field."""
        return self.show(value)

    def understood(self, text: str, value: Any) -> str:
        """What was read, for the line beside the field; empty where the text itself shows it."""
        return "" if narrow(text) in (self.typed(value), narrow(self.show(value))) else self.show(value)

    @property
    def missing(self) -> str:
        """The words for a blank field that must be filled in."""
        return f"请填{self.label}"


# What stands around an amount and says nothing new, and what says that it comes again every month.
_MONTHLY = "(?:每个?月|每期)还?|每月?供|月供|按月"
_BEFORE = rf"(?i)({_MONTHLY})|一共|总[共计额]|合计|共计?|还?欠款?|尚欠|[应待未需]还|金额|人民币|RMB|CNY|[¥￥]|[为是:=]"
_CURRENCY = r"(?i)(?:元整?|元正|圆整?|块钱?|人民币|RMB|CNY)$"
_AFTER = rf"(?:[/每](?:个?月|期)|一个?月|{_MONTHLY})$"
_OTHER = r"[/每](?:[日天周年]|星期|季度?)$|^每[日天周年季]|^[日年]均"
_LATIN = r"(?i)(?<=\d)([wk])(?=\d|$)"
# Nobody writes a number that begins with a nought: 1 000 is one number, 200 300 may be two.
_GROUPED = r"(?<![\d.] )(?<![\d.])\d{1,3}(?: 0\d\d)+(?![\d ])"
_COINS = rf"([\d.,{NUMERALS}]+[元块圆])?(?:([\d{NUMERALS}])[角毛])?(?:[0〇零]?([\d{NUMERALS}])分)?(钱?)"
_NOUGHT = Decimal(0)
_ALL = frozenset(("全免", "全部免", "全部减免", "全部免除", "全减", "全减免", "都免"))


@dataclass(frozen=True, kw_only=True)
class Yuan(Unit):
    """An amount of money in yuan, to the fen. Bounds are strings of yuan, both inclusive.

    Reads ``10000``, ``10,000元``, ``￥１００００``, ``1.2万``, ``1万2千``, ``两千五百``, ``2k``, ``12元5角``.
    Refuses more than two decimals, commas out of place, several numbers, and figures with words it does not know.
    ``per`` is "月" for what comes every month, where ``500元/月`` is read too. ``nothing`` are words for no money;
    ``all_of`` names a field declared earlier, all of which 全免 means.
    """

    min: str = "0"
    max: str = "10000000"
    per: str = ""
    nothing: tuple[str, ...] = ()
    all_of: str = ""
    input_mode = "decimal"
    suffix = "元"

    def read(self, text: str, whole: Decimal | None = None) -> Decimal:
        """Read yuan; ``whole`` is the value of the field ``all_of``.

        Raises ``Mistake`` for anything that is not one plain amount within bounds.
        """
        amount = Decimal(text) if _ASCII.fullmatch(text) else self._amount(text, whole)
        if amount < Decimal(self.min):
            raise Mistake(f"{self.label}不能小于 {self.show(Decimal(self.min))}")
        if amount > Decimal(self.max):
            raise Mistake(f"{self.label}不能大于 {self.show(Decimal(self.max))}，请看看是不是多写了零")
        if amount != cents(amount):
            raise Mistake(f"{self.label}最多写到分，也就是两位小数")
        return abs(cents(amount)) if not amount else cents(amount)  # -0 is 0

    def _amount(self, text: str, whole: Decimal | None) -> Decimal:
        plain = narrow(text)
        if plain in self.nothing:
            return _NOUGHT
        if self.all_of and plain in _ALL:
            if whole is None:
                raise Mistake(f"{quoted(text)}是多少钱，还看不出来。请先把上面的金额填对，或者在这里填数字")
            return whole
        if late(_OTHER).search(plain):
            raise Mistake(f"{self.label}不能按这样的周期填：{quoted(text)}")
        monthly = False
        while match := late(_BEFORE).match(plain):
            monthly, plain = monthly or bool(match[1]), plain[match.end() :]
        plain, after = late(_AFTER).subn("", plain)
        if (monthly or after) and not self.per:
            raise Mistake(f"{self.label}要填一共多少，不是每个月多少")
        sign, plain = (-1, plain[1:].lstrip("¥￥")) if plain.startswith("-") else (1, plain)
        amount = self._coins(plain, text)
        if amount is None:
            plain = late(_CURRENCY).sub("", plain)
            amount = number(late(_LATIN).sub(_thousands, late(_GROUPED).sub(lambda m: m[0].replace(" ", ""), plain)))
        if amount is None:
            raise Mistake(why(text) or f"看不懂{quoted(text)}。请只写数字，例如 {self.example}")
        return sign * amount

    @staticmethod
    def _coins(plain: str, text: str) -> Decimal | None:
        """``12元5角`` as 12.50, or ``None`` for an amount without 角 and 分."""
        match = late(_COINS).fullmatch(plain)
        if not match or not (match[2] or match[3]):
            if re.fullmatch(rf".*[元块圆][\d{NUMERALS}]+", plain):
                raise Mistake(f"{quoted(text)}里的角和分请写全，例如 12.50")
            return None
        yuan, tenths, fen = (_NOUGHT if part is None else number(part.rstrip("元块圆")) for part in match.groups()[:3])
        if yuan is None or tenths is None or fen is None or yuan % 1 or max(tenths, fen) > 9:
            return None
        return yuan + tenths / 10 + fen / 100

    def understood(self, text: str, value: Decimal) -> str:
        """The amount, unless it stands in digits as it is."""
        plain = "" if _ASCII.fullmatch(text) else narrow(text).strip("¥￥元")
        return self.show(value) if plain and not re.fullmatch(r"-?[\d,]+(?:\.\d*)?", plain, re.ASCII) else ""

    @property
    def example(self) -> str:
        """An amount within bounds, to show how to write one."""
        return "2000" if Decimal(self.min) <= 2000 <= Decimal(self.max) else self.min

    def show(self, value: Decimal) -> str:
        """``Decimal("1234.5")`` → ``1,234.50 元``."""
        return f"{cents(value) + 0:,.2f} 元"  # what rounds to zero loses its minus

    def typed(self, value: Decimal) -> str:
        """``Decimal("2000.00")`` → ``2000``; fen only where there are any."""
        return _plain(value) if value == value.to_integral_value() else f"{cents(value):f}"


def _thousands(match: re.Match[str]) -> str:
    """``w`` and ``k`` behind a figure, as chats have them."""
    return "万" if match[1] in "wW" else "千"


# The words around a rate, by what they say of it: the period, 费 for a fee of whichever period, nothing at all.
_RATE_WORDS = {
    "日": "日利率 日息 日化 按每日 按日 每日 每天 /日 /天 日 天",
    "年": "年化利率 年利率 年化率 年化 年息 每年 按年 一年 /年 年",
    "期": "每期费率 每期利率 每期 每一期 按期 /期 期费率 月利率 月费率 月息 每个月 每月 按月 /个月 /月 期 月",
    "总": "总费率 总手续费率 总手续费 总利率 总共 一共 总",
    "费": "分期手续费率 分期手续费 手续费率 手续费 分期费率 服务费率 费率",
    "": "逾期 罚息 利率 利息 约定 执行 综合 合同 单利 计收 计算 收取 加收 计息 按 为 是 收 计 ( ) : = ,",
    "复": "复利",
}
_SAYS = {word: says for says, words in _RATE_WORDS.items() for word in words.split()}
_WORD = "|".join(re.escape(word) for word in sorted(_SAYS, key=len, reverse=True))
_RATE_NAMES = {"日": "日利率", "年": "年利率", "期": "每期或每月的", "总": "总的费率", "费": "手续费", "复": "复利"}
_FRACTION = rf"([百千万])(?:分之)?([\d.点{NUMERALS}]+)"
_PERCENT = r"(-?)([\d,]*\.?\d*)(%|‰|‱|)"
_BASES = {"‰": Decimal(1000), "‱": Decimal(10000)}
_FREE = frozenset(("免息", "无息", "不计息", "免利息", "没有利息"))


@dataclass(frozen=True, kw_only=True)
class Rate(Unit):
    """A rate, held as a fraction: 0.05 % is ``Decimal("0.0005")``. Bounds are in percent, inclusive.

    Reads ``0.05%``, ``0.05 ％``, ``0.05`` (a percentage), ``万分之五``, ``万5``, ``5‱``, ``百分之二十四``.
    ``per`` is what the rate is for: "日", "年", "期" (or a month) or "总"; a rate said to be for anything else is
    refused, and 日息 before it or /天 behind it is read along. A bare number that may be a percentage or a fraction
    is asked.
    """

    per: str = ""
    min: str = "0"
    max: str = "100"
    places: int = 6
    input_mode = "decimal"

    def read(self, text: str) -> Decimal:
        """Read a rate. Raises ``Mistake`` for anything that is not one rate within bounds."""
        percent = self._percent(text)
        if percent < Decimal(self.min):
            raise Mistake(f"{self.label}不能小于 {_plain(Decimal(self.min))} %")
        if percent > Decimal(self.max):
            hint = "。请看看是不是把年利率填进来了" if "日" in self.label else ""
            raise Mistake(f"{self.label}不能大于 {_plain(Decimal(self.max))} %{hint}")
        if percent != round(percent, self.places):
            raise Mistake(f"{self.label}最多写 {self.places} 位小数")
        return abs(percent / 100) if not percent else percent / 100  # -0 is 0

    def _percent(self, text: str) -> Decimal:
        plain = narrow(text)
        if plain in _FREE:
            return _NOUGHT
        core = self._without_words(plain, text)
        if match := late(_FRACTION).fullmatch(core):
            value = number(match[2])
            if value is not None:
                return value / SCALES[match[1]] * 100
        elif match := late(_PERCENT).fullmatch(core):
            value = number(match[2]) if match[2] else None
            if value is not None:
                percent = value / _BASES.get(match[3], Decimal(100)) * 100
                # 0.1825 is 18.25 % to one reader and 0.1825 % to another. Where a year's or a whole cost is asked for,
                # less than one per cent is hardly meant; elsewhere only what fits the bounds both ways is doubtful.
                doubtful = Decimal(1) if self.per in ("年", "总") else min(Decimal(self.max), Decimal(100)) / 100
                if not match[3] and not match[1] and 0 < percent < doubtful:
                    one, other = _plain(percent), _plain(percent * 100)
                    raise Mistake(f"{quoted(text)}是 {one}% 还是 {other}%？请带上 %")
                return -percent if match[1] else percent
        raise Mistake(why(text) or f"看不懂{quoted(text)}。请写百分数，例如 {self.example}，或者“万分之五”")

    def _without_words(self, plain: str, text: str) -> str:
        """A rate without the words around it, which must fit what is asked for."""
        said = set()
        while match := late(_WORD).match(plain):
            said.add(_SAYS[match[0]])
            plain = plain[match.end() :]
        # The words behind are found from the front as well: the longest of them first.
        match = re.match(rf"-?(?:[百千万](?:分之)?)?[\d.,点{NUMERALS}]+[%‰‱]?", plain)
        rest = plain[match.end() :] if match else ""
        core = plain[: match.end()] if match else plain
        while match := late(_WORD).match(rest):
            said.add(_SAYS[match[0]])
            rest = rest[match.end() :]
        fits = {"", self.per} | ({"费"} if self.per in ("期", "总") else set())
        if not rest and said - fits:
            other = _RATE_NAMES[min(said - fits)]
            raise Mistake(f"{self.label}里不能填{other}：{quoted(text)}")
        return core + rest

    @property
    def example(self) -> str:
        """A rate within bounds, to show how to write one."""
        most = Decimal(self.max)
        return "12%" if most >= 12 else "1%" if most > 2 else "0.05%"

    def show(self, value: Decimal) -> str:
        """``Decimal("0.0005")`` → ``0.05 %``, rounded half up to ``places`` decimals."""
        percent = (value * 100).quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)
        return f"{_plain(percent + 0)} %"  # what rounds to zero loses its minus

    def typed(self, value: Decimal) -> str:
        """``Decimal("0.0005")`` → ``0.05%``."""
        return f"{_plain(value * 100)}%"


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
