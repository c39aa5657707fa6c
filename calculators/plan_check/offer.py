"""What somebody was offered: one row of the form."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from ..kit.schedule import MOST_ROWS
from ..kit.units import Choice, Count, Day, Rate, Yuan

NO, WITHIN, EXTRA = "none", "within", "extra"
INTO, APART = "into", "apart"
NOT_SAID = "没说"
# What may be asked, in this order where no answer matters more than another.
TERMS = ("periods", "payment", "down", "waived", "interest", "rate", "capitalise", "first", "missed", "credit")


@dataclass(frozen=True)
class Offer:
    """What the lender said on the phone; ``None`` is what was not said."""

    periods: Annotated[int | None, Count(label="期数", min=1, max=MOST_ROWS, of="期", help="没说的都空着")] = None
    payment: Annotated[Decimal | None, Yuan(label="每期", per="月", min="1", max="1000000")] = None
    down: Annotated[
        Decimal | None,
        Yuan(label="先付", max="1000000", nothing=("不用先付", "不先付", "不用付"), help="说好不用先付的填 0"),
    ] = None
    first: Annotated[date | None, Day(label="首期日", more=True, toward="future", help="第一期哪天还")] = None
    waived: Annotated[
        Decimal | None,
        Yuan(
            label="减免额",
            more=True,
            max="1000000",
            nothing=("不减", "不减免", "一分不减", "没有减", "没减", "不免"),
            all_of="charges",
            help="说好一分不减的填 0，没说的空着",
        ),
    ] = None
    capitalise: Annotated[
        str | None,
        Choice(
            label="以前欠的利息，以后还会再生利息吗",
            more=True,
            options=((INTO, "会：并入本金，一起计息"), (APART, "不会：只有本金计息")),
            blank=NOT_SAID,
        ),
    ] = None
    interest: Annotated[
        str | None,
        Choice(
            label="还的这几个月，还收利息吗",
            more=True,
            options=((NO, "不收"), (WITHIN, "收，已经含在每期里"), (EXTRA, "收，每期之外另付")),
            blank=NOT_SAID,
        ),
    ] = None
    rate: Annotated[
        Decimal | None,
        Rate(label="期间日利率", per="日", max="1", more=True, help="说了计息、也说了利率的才填"),
    ] = None
    missed: Annotated[
        str | None,
        Choice(
            label="漏一期怎样",
            more=True,
            options=(("makeup", "补上就行"), ("all", "全部提前到期"), ("void", "方案作废，恢复原来的利息")),
            blank=NOT_SAID,
        ),
    ] = None
    credit: Annotated[
        str | None,
        Choice(
            label="征信怎么报",
            more=True,
            options=(("normal", "按时还就报正常"), ("late", "期间仍报逾期"), ("after", "结清以后才更新")),
            blank=NOT_SAID,
        ),
    ] = None
