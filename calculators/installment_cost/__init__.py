"""分期到底多贵: what an instalment costs in yuan, and the yearly rate that its fee really is."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from ..kit.calculator import Bars, View, calculator
from ..kit.common import DAY, EXAMPLE_DAY
from ..kit.days import add_months
from ..kit.schedule import MOST_ROWS, equal_parts
from ..kit.units import ZERO, Choice, Count, Day, Mistakes, Rate, Yuan
from . import words
from .papers import table
from .reckoning import A_YEAR, Reckoned, reckon
from .words import LABELS

QUOTES = ("payment", "total_rate", "period_rate", "yearly_rate")
FIRST, EACH = "first", "每期都收一份"


@dataclass(frozen=True, kw_only=True)
class InstallmentCost(Reckoned):
    """What an instalment costs; money in yuan, rates as fractions. Rates are None where there is no answer."""

    cost: Annotated[Decimal, Yuan(label="一共多付")]
    total: Annotated[Decimal, Yuan(label="各期还款合计")]
    received: Annotated[Decimal, Yuan(label="实际到手")]
    charged: Annotated[Decimal, Yuan(label="分在各期里的费用或利息")]
    upfront: Annotated[Decimal, Yuan(label="预先扣掉的")]
    first_payment: Annotated[Decimal, Yuan(label="第一期要还")]
    payment: Annotated[Decimal, Yuan(label="之后每期要还")]
    last_payment: Annotated[Decimal, Yuan(label="最后一期要还")]
    last_day: Annotated[date, Day(label="最后一期的还款日")]
    period_rate: Annotated[Decimal | None, Rate(label="每期利率（内部收益率）", places=4)]
    simple: Annotated[Decimal | None, Rate(label="年利率，单利", places=2)]
    compound: Annotated[Decimal | None, Rate(label="年利率，复利", places=2)]
    by_days: Annotated[Decimal | None, Rate(label="年利率，按实际天数的复利", places=2)]
    simple_without: Annotated[Decimal | None, Rate(label="不算预先扣的，年利率，单利", places=2)]
    compound_without: Annotated[Decimal | None, Rate(label="不算预先扣的，年利率，复利", places=2)]
    simple_by_days: Annotated[Decimal | None, Rate(label="年利率，按实际天数的单利", places=2)]

    def view(self) -> View:
        """What the reader sees."""
        return View(
            headline=words.headline(self),
            rate=words.rate(self),
            notes=words.notes(self),
            tables=(words.composition(self), *words.rates(self), words.schedule(self)),
            picture=Bars("你付的钱是什么", (("借到的", self.received), ("多付的", self.cost))),
            working=words.working(self),
            documents=(table(self),),
        )


@calculator("分期到底多贵", more="只知道费率、有预先扣的费用、还款日", per_thousand=words.per_thousand)
def installment_cost(
    *,
    amount: Annotated[
        Decimal, Yuan(label="分期金额", min="10", max="1000000", help="要分期的那笔钱，不含手续费和利息")
    ] = Decimal(12000),
    periods: Annotated[int, Count(label="分几期", min=1, max=MOST_ROWS, of="期", help="一个月一期")] = 12,
    payment: Annotated[
        Decimal | None,
        Yuan(
            label="每期要还",
            per="月",
            min="0.01",
            max="3000000",
            help="分期确认页或账单里写的每期金额，本金和费用都在内。只知道费率的，把这里清空，到“更多”里填",
        ),
    ] = Decimal(1088),
    total_rate: Annotated[
        Decimal | None, Rate(label="总费率", per="总", more=True, help="手续费一共占分期金额的百分之几")
    ] = None,
    period_rate: Annotated[
        Decimal | None, Rate(label="每期费率", per="期", more=True, max="10", help="每期手续费占分期金额的百分之几")
    ] = None,
    yearly_rate: Annotated[
        Decimal | None,
        Rate(label="年利率", per="年", more=True, help="按年利率、每期还一样多（等额本息）的填这里"),
    ] = None,
    upfront: Annotated[
        Decimal | None,
        Yuan(label="预先扣掉的费用", more=True, max="1000000", help="放款时就先扣走的钱，没有就空着"),
    ] = None,
    start: Annotated[
        date, Day(label="办分期的那天", toward="past", more=True, prefill="today", help="钱到手或账单转分期的日子")
    ] = EXAMPLE_DAY,
    first_due: Annotated[
        date | None, Day(label="第一期的还款日", toward="future", more=True, help="空着就按办理后一个月算")
    ] = None,
    spread: Annotated[
        str | None,
        Choice(
            label="手续费怎么收",
            more=True,
            options=((FIRST, "全在第一期收"),),
            blank=EACH,
            help="全在第一期收的，填总费率：手续费 ÷ 分期金额 × 100",
        ),
    ] = None,
) -> InstallmentCost:
    """费用有四种写法，填你看到的那一种：

    - **每期要还**：各期合计 ＝ 每期要还 × 期数，减去分期金额，就是费用。加起来比分期金额还少几分的，少的放在第一期。
    - **总费率、每期费率**（等本等费）：总费用 ＝ 分期金额 × 总费率，或者 × 每期费率 × 期数，算到分，
      正好半分时取双数。每期本金和每期费用都只取到分，除不尽的零头全放在第一期。这是支付宝开放文档里花呗分期的取整办法。
      手续费全在第一期收的，第一期还本金和全部手续费，以后只还本金。
    - **年利率**（等额本息）：每期利息 ＝ 还剩本金 × 年利率 ÷ 12，每期四舍五入到分；每期还一样多，最后一期补足零头。
      第一期比一个月长或短时，零头天数按一年 360 天算利息，只影响第一期。

    **真实的年利率**这样来：找一个每期利率，使各期还的钱按它折回第一天，正好等于到手的钱（内部收益率）。
    第一期不是正好一个月的，按它有几个月、零几天（一个月 30 天）算，这一段里不利滚利。
    预先扣掉的费用，从到手的钱里减去。再折成一年：

    > 单利 ＝ 每期利率 × 12；　复利 ＝（1 + 每期利率）的 12 次方 − 1

    依据 [[fact:law.yearly_rate_notice]]。两种都对，但要写明是哪一种；单利总不高于复利，比较时只用同一种。
    表里还有按实际天数算的，一年按 365 天：单利是还的钱先抵这一段的利息，再抵本金；复利是把每笔钱按天折回第一天。
    按每期、按实际天数的单利都超过 [[fact:law.court_line]]，才提示。

    每期利率先用近似的办法找，最后用十进制核到小数点后十位。找不到，或者大得没有意义，就用文字说明，不给数。
    提前还清能不能少付后面的费用，这里没有算，看合同和提前还款的确认页。
    """
    given = {"payment": payment, "total_rate": total_rate, "period_rate": period_rate, "yearly_rate": yearly_rate}
    filled = [name for name in QUOTES if given[name] is not None]
    if not filled:
        raise Mistakes({"payment": "请填每期要还多少。只知道费率的，在“更多”里填一种费率"})
    if len(filled) > 1:
        first = LABELS[filled[0]]
        raise Mistakes(dict.fromkeys(filled[1:], f"已经填了“{first}”，两种写法只留一种，把其中一格清空"))
    due = first_due or add_months(start, 1)
    mistakes = {}
    if spread == FIRST and filled[0] not in ("total_rate", "period_rate"):
        mistakes["spread"] = f"填了“{LABELS[filled[0]]}”，这里就选“{EACH}”。全在第一期收的，改填总费率"
    if due <= start:
        mistakes["first_due"] = f"要晚于办分期的那天 {DAY.show(start)}"
    elif due > add_months(start, A_YEAR):
        mistakes["first_due"] = f"离办分期的那天 {DAY.show(start)} 超过一年了，请看看年份"
    if upfront is not None and upfront >= amount:
        mistakes["upfront"] = "扣掉的不能等于或超过分期金额，请核对"
    parts = equal_parts(amount, periods)
    if payment is not None and payment < parts[-1]:
        mistakes["payment"] = f"每期还 {payment:,.2f} 元，{periods} 期还不够本金。请核对金额、期数"
    if mistakes:
        raise Mistakes(mistakes)
    return InstallmentCost(
        **reckon(
            amount=amount,
            periods=periods,
            quote=filled[0],
            quoted=given[filled[0]] or ZERO,
            upfront=upfront,
            start=start,
            first_due=first_due,
            at_once=spread == FIRST,
        )
    )
