"""排一张还款计划: a dated plan by number of periods or by what can be paid a month, to the fen."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from ..kit.calculator import View, calculator
from ..kit.common import DAY, EXAMPLE_DAY
from ..kit.days import add_months
from ..kit.schedule import MOST_ROWS
from ..kit.units import ZERO, Choice, Count, Day, Mistakes, Rate, Text, Yuan
from . import words
from .papers import documents
from .reckoning import A_YEAR, FEE, FREE, LEVEL, PRINCIPAL, Reckoned, reckon

METHODS = (
    (FREE, "免息：只还本金"),
    (FEE, "等本等费：每期本金一样，另收手续费"),
    (LEVEL, "等额本息：每期还一样多，含利息"),
    (PRINCIPAL, "等额本金：每期本金一样，利息按剩下的算"),
)
ACCRUALS = (
    ("month", "按月：年利率 ÷ 12，零头天数按一年 360 天"),
    ("day360", "按天：一年 360 天"),
    ("day365", "按天：一年 365 天"),
)


@dataclass(frozen=True, kw_only=True)
class RepaymentPlan(Reckoned):
    """A plan, or why there is none; money in yuan, rates as fractions. None where this case has no such figure."""

    payment: Annotated[Decimal | None, Yuan(label="每期要还", same="offer")]
    first_payment: Annotated[Decimal | None, Yuan(label="第一期要还")]
    last_payment: Annotated[Decimal | None, Yuan(label="最后一期要还")]
    largest: Annotated[Decimal | None, Yuan(label="还得最多的一期")]
    periods: Annotated[int | None, Count(label="一共几期", of="期")]
    last_day: Annotated[date | None, Day(label="还清的那天", same="cleared")]
    down: Annotated[Decimal, Yuan(label="先付")]
    financed: Annotated[Decimal, Yuan(label="分期还的本金")]
    cost: Annotated[Decimal | None, Yuan(label="多付的利息或手续费")]
    total: Annotated[Decimal | None, Yuan(label="一共还，连先付的一起")]
    least: Annotated[Decimal | None, Yuan(label="每月至少要还")]
    fewest: Annotated[int | None, Count(label="照每月能还的，至少要分", of="期")]
    simple: Annotated[Decimal | None, Rate(label="年利率，单利", places=2)]
    compound: Annotated[Decimal | None, Rate(label="年利率，复利", places=2)]

    def view(self) -> View:
        """What the reader sees."""
        if self.schedule is None:
            return View(headline=words.headline(self), notes=words.way_forward(self), tables=words.growth(self))
        return View(
            headline=words.headline(self),
            rate=words.rate(self),
            notes=words.notes(self, self.schedule),
            tables=(words.composition(self), words.table(self.schedule)),
            picture=words.balances(self.schedule),
            working=words.working(self, self.schedule),
            documents=documents(self, self.schedule),
        )


@calculator("排一张还款计划", more="先付一笔、带利息或手续费、第一期哪天还、起个名字", per_thousand=words.per_thousand)
def repayment_plan(
    *,
    amount: Annotated[
        Decimal,
        Yuan(
            label="要还的总额",
            same="plan_amount",
            min="10",
            max="1000000",
            confirm=True,
            help="协商后要还的那个数，先付的也算在内",
        ),
    ] = Decimal("6128.00"),
    periods: Annotated[
        int | None,
        Count(
            label="分几期",
            same="periods",
            min=1,
            max=MOST_ROWS,
            of="期",
            help="一个月一期。只知道每月能还多少的，这里清空",
        ),
    ] = 6,
    monthly: Annotated[
        Decimal | None,
        Yuan(
            label="每月能还多少",
            per="月",
            same="affordable",
            min="0.01",
            max="1000000",
            help="留够生活费以后，每月真正拿得出的钱。两格可以只填一格",
        ),
    ] = None,
    down: Annotated[
        Decimal | None,
        Yuan(label="先付一笔", same="down", more=True, max="1000000", help="签的那天就先还的，没有就空着"),
    ] = None,
    method: Annotated[str, Choice(label="怎么还", more=True, options=METHODS, help="看对方写的方案")] = FREE,
    yearly_rate: Annotated[
        Decimal | None,
        Rate(label="年利率", per="年", more=True, max="36", confirm=True, help="等额本息、等额本金要填"),
    ] = None,
    fee_rate: Annotated[
        Decimal | None,
        Rate(
            label="每期费率",
            per="期",
            more=True,
            max="3",
            confirm=True,
            help="等本等费要填：每期手续费占本金的百分之几",
        ),
    ] = None,
    accrual: Annotated[
        str, Choice(label="利息怎么算", more=True, options=ACCRUALS, help="看合同；只和带利息的两种有关")
    ] = "month",
    start: Annotated[date, Day(label="方案从哪天算起", more=True, prefill="today")] = EXAMPLE_DAY,
    first_due: Annotated[
        date | None,
        Day(
            label="第一期的还款日",
            toward="future",
            same="first_day",
            more=True,
            confirm=True,
            help="空着就按一个月后算。要做日历提醒，先填它并核对",
        ),
    ] = None,
    name: Annotated[
        str | None,
        Text(
            label="这份计划叫什么",
            max=12,
            more=True,
            help="不止一份计划，或者以后会改的，起个名字，例如：花呗。只写进日历",
        ),
    ] = None,
    confirmed: frozenset[str] = frozenset(),
) -> RepaymentPlan:
    """要还的总额减去先付的，剩下的分期还，一个月一期。

    - **免息**：本金平均分，只取到分，除不尽的零头放在第一期。
    - **等本等费**：本金和手续费都平均分，取整办法和花呗分期一样：总手续费 ＝ 本金 × 每期费率 × 期数，算到分，
      正好半分时取双数；每期只取到分，零头都放在第一期。
    - **等额本息**：每期利息 ＝ 还剩本金 × 这一期的利率，四舍五入到分；每期还一样多，最后一期补足零头。
    - **等额本金**：每期本金一样，零头放在最后一期；利息同上。

    **一期的利率**：按月就是年利率 ÷ 12，按天就是年利率 × 天数 ÷ 360 或 365，看你选的。第一期不是正好一个月的，
    按月时先算整月、再按天算零头，一年按 360 天；它只改变第一期的利息。

    **只填每月能还多少**时：免息和等额本息，每月还这么多，直到还清，最后一期还剩下的；另外两种，
    找最少的期数，使还得最多的一期也不超过它。怎么都还不清，或者 360 期还不完，就告诉你每月至少要还多少。
    两格都填时，按期数排，再看超没超过你每月能还的。

    **还款日**都从第一期数起，没填第一期的，从方案开始的那天数起：是 31 日的，遇到短的月份就是那个月的最后一天，
    之后仍回到 31 日。

    年利率（单利）＝ 每期利率 × 12，每期利率按内部收益率算，先付的不算在内。第一期不是正好一个月的，按它有几个月、
    零几天（一个月 30 天）算，这一段里不利滚利。
    """
    mistakes = {}
    if periods is None and monthly is None:
        mistakes["periods"] = "分几期、每月能还多少，至少填一个"
    if method in (LEVEL, PRINCIPAL) and yearly_rate is None:
        mistakes["yearly_rate"] = "选了带利息的还法，请填年利率。不收利息就把“怎么还”选成免息"
    if method == FEE and fee_rate is None:
        mistakes["fee_rate"] = "选了等本等费，请填每期费率。不收手续费就把“怎么还”选成免息"
    if down is not None and down > amount:
        mistakes["down"] = f"先付的比要还的总额 {amount:,.2f} 元还多，请核对"
    financed = amount - (down or ZERO)
    if periods is not None and 0 < financed * 100 < periods:
        mistakes["periods"] = f"分期还的只有 {financed:,.2f} 元，一期至少一分，最多分 {int(financed * 100)} 期"
    due = first_due or add_months(start, 1)
    if due <= start:
        mistakes["first_due"] = f"要晚于方案开始的那天 {DAY.show(start)}"
    elif due > add_months(start, A_YEAR):
        mistakes["first_due"] = f"离方案开始的那天 {DAY.show(start)} 超过一年了，请看看年份"
    if mistakes:
        raise Mistakes(mistakes)
    return RepaymentPlan(
        **reckon(
            amount=amount,
            periods=periods,
            monthly=monthly,
            down=down,
            method=method,
            yearly_rate=yearly_rate,
            fee_rate=fee_rate,
            accrual=accrual,
            start=start,
            first_due=first_due,
            name=name,
            confirmed=confirmed,
        )
    )
