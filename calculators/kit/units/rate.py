"""Rates as they are typed: percent, per mille, fractions in words, with or without their period."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ..numerals import NUMERALS, SCALES, Mistake, late, narrow, number, quoted, why
from .base import ZERO, Unit, plain_number

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
            raise Mistake(f"{self.label}不能小于 {plain_number(Decimal(self.min))} %")
        if percent > Decimal(self.max):
            hint = "。请看看是不是把年利率填进来了" if "日" in self.label else ""
            raise Mistake(f"{self.label}不能大于 {plain_number(Decimal(self.max))} %{hint}")
        if percent != round(percent, self.places):
            raise Mistake(f"{self.label}最多写 {self.places} 位小数")
        return abs(percent / 100) if not percent else percent / 100  # -0 is 0

    def _percent(self, text: str) -> Decimal:
        plain = narrow(text)
        if plain in _FREE:
            return ZERO
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
                    one, other = plain_number(percent), plain_number(percent * 100)
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
        return f"{plain_number(percent + 0)} %"  # what rounds to zero loses its minus

    def typed(self, value: Decimal) -> str:
        """``Decimal("0.0005")`` → ``0.05%``."""
        return f"{plain_number(value * 100)}%"
