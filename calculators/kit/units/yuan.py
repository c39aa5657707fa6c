"""Money as it is typed: marks, words, thousands and coins."""

import re
from dataclasses import dataclass
from decimal import Decimal

from ..numerals import NUMERALS, Mistake, late, narrow, number, quoted, why
from .base import ASCII, ZERO, Unit, cents, plain_number

_MONTHLY = "(?:每个?月|每期)还?|每月?供|月供|按月"
_BEFORE = rf"(?i)({_MONTHLY})|一共|总[共计额]|合计|共计?|还?欠款?|尚欠|[应待未需]还|金额|人民币|RMB|CNY|[¥￥]|[为是:=]"
_CURRENCY = r"(?i)(?:元整?|元正|圆整?|块钱?|人民币|RMB|CNY)$"
_AFTER = rf"(?:[/每](?:个?月|期)|一个?月|{_MONTHLY})$"
_OTHER = r"[/每](?:[日天周年]|星期|季度?)$|^每[日天周年季]|^[日年]均"
_LATIN = r"(?i)(?<=\d)([wk])(?=\d|$)"
# Nobody writes a number that begins with a nought: 1 000 is one number, 200 300 may be two.
_GROUPED = r"(?<![\d.] )(?<![\d.])\d{1,3}(?: 0\d\d)+(?![\d ])"
_COINS = rf"([\d.,{NUMERALS}]+[元块圆])?(?:([\d{NUMERALS}])[角毛])?(?:[0〇零]?([\d{NUMERALS}])分)?(钱?)"
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
        amount = Decimal(text) if ASCII.fullmatch(text) else self._amount(text, whole)
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
            return ZERO
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
        yuan, tenths, fen = (ZERO if part is None else number(part.rstrip("元块圆")) for part in match.groups()[:3])
        if yuan is None or tenths is None or fen is None or yuan % 1 or max(tenths, fen) > 9:
            return None
        return yuan + tenths / 10 + fen / 100

    def understood(self, text: str, value: Decimal) -> str:
        """The amount, unless it stands in digits as it is."""
        plain = "" if ASCII.fullmatch(text) else narrow(text).strip("¥￥元")
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
        return plain_number(value) if value == value.to_integral_value() else f"{cents(value):f}"


def _thousands(match: re.Match[str]) -> str:
    """``w`` and ``k`` behind a figure, as chats have them."""
    return "万" if match[1] in "wW" else "千"


# The words around a rate, by what they say of it: the period, 费 for a fee of whichever period, nothing at all.
