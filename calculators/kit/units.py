"""Units: reading what people type, holding it to its bounds, showing it again.

A unit belongs to one field. It reads a string forgivingly (full-width digits, commas, 元, 万, ％,
年月日), never guesses, and says in words what is wrong. Values are ``Decimal``, ``date``, ``str`` or
tuples of rows; money and rates never pass through a float.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, get_type_hints

FEN = Decimal("0.01")

# Full-width ASCII, the ideographic space and the full stop a Chinese keyboard gives for a point.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0x00A0: " ",
    0x200B: "",
    0xFEFF: "",
    ord("。"): ".",
    ord("−"): "-",
    ord("–"): "-",
    ord("—"): "-",
    ord("﹪"): "%",
    ord("﹣"): "-",
}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+"
_PERIODS = {
    "日": re.compile(r"^(?:日利率|日息|按日|每日|每天):?|(?:/|每)[日天]$"),
    "年": re.compile(r"^(?:年利率|年息|年化|每年):?|(?:/|每)年$"),
}
_LONGEST = 24  # characters; more digits than this would not fit Decimal's precision either
_SCALES = {"万": Decimal(10000), "千": Decimal(1000), "百": Decimal(100)}
_NUMERALS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "两": "2", "点": "."}


class Mistake(ValueError):
    """A reader's mistake, in words for the reader. ``str(mistake)`` is shown beside the field."""


class Mistakes(ValueError):
    """Several readers' mistakes at once: ``.by_field`` maps field names to words."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        """Keep the words of each field, keyed as the form names it (``bills.0.due``)."""
        super().__init__("; ".join(by_field.values()))
        self.by_field = dict(by_field)


def cents(amount: Decimal) -> Decimal:
    """Round money to the fen, half up (四舍五入到分). The only place where money is rounded."""
    return amount.quantize(FEN, ROUND_HALF_UP)


def narrow(text: str) -> str:
    """What every unit reads: half-width, without blanks, except between two digits, where one would be lost.

    Nothing that long is a figure: past ``_LONGEST`` characters the rest is cut off, so that no unit reads it.
    """
    text = re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", text.translate(_NARROW))
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def quoted(text: str) -> str:
    """What the reader typed, to be repeated in a message; a long text is cut."""
    text = " ".join(text.split())
    return f"“{text}”" if len(text) <= _LONGEST else f"“{text[:_LONGEST]}…”"


def _plain(number: Decimal) -> str:
    """Show a number without exponent and without zeros that say nothing: 0.0500 → 0.05."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _numerals(text: str) -> str:
    """Turn Chinese numerals up to 十, and decimals after 点, into digits: 五 → 5, 一点七五 → 1.75."""
    return "10" if text == "十" else "".join(_NUMERALS.get(c, c) for c in text)


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

    @property
    def missing(self) -> str:
        """The words for a blank field that must be filled in."""
        return f"请填{self.label}"


@dataclass(frozen=True, kw_only=True)
class Yuan(Unit):
    """An amount of money in yuan, to the fen. Bounds are strings of yuan, both inclusive.

    Reads ``10000``, ``10,000元``, ``￥１００００``, ``1万``, ``1.2万``, ``1万2千``, ``3千5百``. Refuses more than two
    decimals, commas out of place, and figures with words it does not know.
    """

    min: str = "0"
    max: str = "10000000"
    input_mode = "decimal"
    suffix = "元"

    def read(self, text: str) -> Decimal:
        """Read yuan. Raises ``Mistake`` for anything that is not one plain amount within bounds."""
        plain = re.sub(r"^(?:人民币|RMB|CNY|[¥￥])|(?:元整?|块钱?|圆|RMB|CNY)$", "", narrow(text), flags=re.IGNORECASE)
        plain = re.sub(r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)", lambda m: m[0].replace(" ", ""), plain)
        sign, plain = (-1, plain[1:]) if plain.startswith("-") else (1, plain)
        parts = re.fullmatch(rf"(?:({_NUMBER})万)?(?:({_NUMBER})千)?(?:({_NUMBER})百)?({_NUMBER})?", plain)
        if not plain or not parts:
            if "," in plain and re.fullmatch(r"[\d,.]+", plain):
                raise Mistake(f"{quoted(text)}里的逗号位置不对。小数用点，例如 1234.56")
            raise Mistake(f"看不懂{quoted(text)}。请只写数字，例如 {self.example}")
        amount, above = Decimal(0), Decimal("Infinity")
        for group, scale in zip(parts.groups(), (*_SCALES.values(), Decimal(1)), strict=True):
            if group is None:
                continue
            part = Decimal(group.replace(",", "")) * scale
            # 1万2 may mean 12,000 or 10,002, and 1万20000 nothing at all: ask instead of guessing.
            if amount and (part >= above or (scale == 1 and len(group.split(".")[0]) < 3)):
                raise Mistake(f"{quoted(text)}可以有两种读法，请把数字写全，例如 12000")
            amount, above = amount + part, scale
        amount *= sign
        if amount < Decimal(self.min):
            raise Mistake(f"{self.label}不能小于 {self.show(Decimal(self.min))}")
        if amount > Decimal(self.max):
            raise Mistake(f"{self.label}不能大于 {self.show(Decimal(self.max))}，请看看是不是多写了零")
        if amount != cents(amount):
            raise Mistake(f"{self.label}最多写到分，也就是两位小数")
        return abs(cents(amount)) if not amount else cents(amount)  # -0 is 0

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


@dataclass(frozen=True, kw_only=True)
class Rate(Unit):
    """A rate, held as a fraction: 0.05 % is ``Decimal("0.0005")``. Bounds are in percent, inclusive.

    Reads ``0.05%``, ``0.05 ％``, ``0.05`` (a percentage), ``万分之五``, ``万5``, ``5‱``, ``千分之0.5``,
    ``百分之五``. ``per`` is "日" or "年": a rate said to be for the other period is refused, and 日息 before it or /天
    behind it is read along.
    """

    per: str = ""
    min: str = "0"
    max: str = "100"
    places: int = 6
    input_mode = "decimal"

    def read(self, text: str) -> Decimal:
        """Read a rate. Raises ``Mistake`` for anything that is not one rate within bounds."""
        plain = re.sub(r"^利率:?", "", narrow(text))
        for period, said in _PERIODS.items():
            plain, found = said.subn("", plain)
            if found and period != self.per:
                raise Mistake(f"{self.label}里不能填{period}利率：{quoted(text)}")
        sign, plain = (-1, plain[1:]) if plain.startswith("-") else (1, plain)
        if match := re.fullmatch(r"([百千万])(?:分之)?([\d.零〇一二两三四五六七八九十点]+)", plain):
            base, number = _SCALES[match[1]], _numerals(match[2])
        elif match := re.fullmatch(rf"({_NUMBER})(%|‰|‱|)", plain):
            number = match[1].replace(",", "")
            base = {"‰": Decimal(1000), "‱": Decimal(10000)}.get(match[2], Decimal(100))
        else:
            raise Mistake(f"看不懂{quoted(text)}。请写百分数，例如 {self.example}，或者“万分之五”")
        if not re.fullmatch(_NUMBER, number):
            raise Mistake(f"看不懂{quoted(text)}。请写百分数，例如 {self.example}")
        percent = sign * Decimal(number) / base * 100
        if not match[2] and 0 < percent < Decimal("0.01"):
            # 0.0005 is 万分之五 to one reader and 0.0005 % to another.
            raise Mistake(f"{self.label}太小，请带上单位。万分之五请写成 0.05% 或“万分之五”")
        if percent < Decimal(self.min):
            raise Mistake(f"{self.label}不能小于 {_plain(Decimal(self.min))} %")
        if percent > Decimal(self.max):
            hint = "。请看看是不是把年利率填进来了" if "日" in self.label else ""
            raise Mistake(f"{self.label}不能大于 {_plain(Decimal(self.max))} %{hint}")
        if percent != round(percent, self.places):
            raise Mistake(f"{self.label}最多写 {self.places} 位小数")
        return abs(percent / 100) if not percent else percent / 100  # -0 is 0

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


@dataclass(frozen=True, kw_only=True)
class Day(Unit):
    """A calendar day without time. Bounds are ISO dates, inclusive.

    Reads ``2026-01-31``, ``2026/1/31``, ``2026.1.31``, ``20260131``, ``2026年1月31日``. A day without its year is
    refused: we do not guess which year.
    """

    min: str = "2015-01-01"
    max: str = "2099-12-31"
    tick: str = "我核对过，就是这一天"

    def read(self, text: str) -> date:
        """Read a day. Raises ``Mistake`` where the day does not exist or lies out of bounds."""
        plain = narrow(text)
        match = re.fullmatch(r"(\d{4})(?:[-/.,、 ]|年)(\d{1,2})(?:[-/.,、 ]|月)(\d{1,2})[日号]?", plain)
        match = match or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", plain)
        if not match:
            if re.fullmatch(r"\d{1,2}(?:[-/.]|月)\d{1,2}[日号]?", plain):
                raise Mistake(f"{quoted(text)}少了年份，例如 {self.example}")
            raise Mistake(f"看不懂{quoted(text)}。请写成 {self.example}，或者 2026年9月10日")
        year, month, day = map(int, match.groups())
        try:
            value = date(year, month, day)
        except ValueError:
            raise Mistake(f"没有 {year} 年 {month} 月 {day} 日这一天，请再看一下") from None
        if not date.fromisoformat(self.min) <= value <= date.fromisoformat(self.max):
            low, high = date.fromisoformat(self.min), date.fromisoformat(self.max)
            raise Mistake(f"{self.label}要在 {low.year} 年到 {high.year} 年之间，请看看年份")
        return value

    @property
    def example(self) -> str:
        """A day, to show how to write one."""
        return "2026-09-10"

    def show(self, value: date) -> str:
        """``date(2026, 9, 10)`` → ``2026年9月10日``."""
        return f"{value.year}年{value.month}月{value.day}日"

    def typed(self, value: date) -> str:
        """``date(2026, 9, 10)`` → ``2026-09-10``."""
        return value.isoformat()


@dataclass(frozen=True, kw_only=True)
class Count(Unit):
    """A whole number of something (days, rows, periods). Bounds inclusive."""

    min: int = 0
    max: int = 100000
    of: str = ""
    input_mode = "numeric"

    def read(self, text: str) -> int:
        """Read a whole number, with or without its counting word. Raises ``Mistake``."""
        plain = narrow(text).removesuffix(self.of).strip()
        if not re.fullmatch(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)", plain):
            raise Mistake(f"看不懂{quoted(text)}。请写整数，例如 {max(self.min, 6)}")
        value = int(plain.replace(",", ""))
        if not self.min <= value <= self.max:
            raise Mistake(f"{self.label}要在 {self.min} 到 {self.max} 之间")
        return value

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

    Blanks of any width count as one. Line breaks, control characters and others that can't be seen are refused:
    they could break or disguise what is written around them.
    """

    max: int = 20

    @property
    def stays(self) -> bool:
        """One's own words stay."""
        return True

    def read(self, text: str) -> str:
        """Read words. Raises ``Mistake`` where they are too long or hold what can't be seen."""
        plain = text.replace("\u200b", "").replace("\ufeff", "").strip()
        plain = re.sub("[ \u00a0\u3000]+", " ", plain).strip()
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
