"""欠多少: what is owed by a day, what waiting adds, and the daily rate that the app's figure implies."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from ..kit.calculator import Bars, Figure, View, calculator
from ..kit.common import COMMON_RATE, DAY, EXAMPLE_DAY, LATE_RATE, RATE, YEARLY
from ..kit.units import Choice, Count, Day, Mistakes, Rate, Rows, Yuan
from . import words
from .implied import RATE_MAX
from .ledger import Bill, Payment
from .reckoning import WAITS, Reckoned, reckon

MOST_DAYS = 3653  # ten years before and after, against a wrong year
ORDERS = (("interest", "先费用，再利息，后本金"), ("principal", "先本金，再利息，后费用"))
COMPOUNDING = (("none", "不算（单利）"), ("monthly", "算，每满一个月并入一次"), ("daily", "算，每天并入一次"))


@dataclass(frozen=True, kw_only=True)
class OverdueCost(Reckoned):
    """What is owed on a day and what waiting adds; money in yuan, rates as fractions."""

    total: Annotated[Decimal, Yuan(label="已到期的合计")]
    principal: Annotated[Decimal, Yuan(label="已到期、没还的本金")]
    interest: Annotated[Decimal, Yuan(label="没还的逾期利息")]
    fee: Annotated[Decimal, Yuan(label="没还的费用")]
    not_due: Annotated[Decimal, Yuan(label="还没到期的")]
    everything: Annotated[Decimal, Yuan(label="连没到期的一起")]
    all_principal: Annotated[Decimal | None, Yuan(label="没还的本金，连没到期的", same="principal")]
    oldest_due: Annotated[date | None, Day(label="最早没还清的账单的还款日", same="oldest_due")]
    days: Annotated[int, Count(label="逾期天数，从最早没还的账单算起", of="天")]
    per_day: Annotated[Decimal, Yuan(label="每多一天")]
    yearly_365: Annotated[Decimal, Rate(label="年利率，一年按 365 天", places=2)]
    yearly_360: Annotated[Decimal, Rate(label="年利率，一年按 360 天", places=2)]
    wait_7: Annotated[Decimal, Yuan(label="再等 7 天多出的逾期利息")]
    wait_30: Annotated[Decimal, Yuan(label="再等 30 天多出的逾期利息")]
    wait_60: Annotated[Decimal, Yuan(label="再等 60 天多出的逾期利息")]
    wait_90: Annotated[Decimal, Yuan(label="再等 90 天多出的逾期利息")]
    wait_180: Annotated[Decimal, Yuan(label="再等 180 天多出的逾期利息")]
    wait_365: Annotated[Decimal, Yuan(label="再等 365 天多出的逾期利息")]
    surplus: Annotated[Decimal, Yuan(label="多付的钱")]
    implied_rate: Annotated[Decimal | None, Rate(label="从 App 反推的日利率")]
    app_difference: Annotated[Decimal | None, Yuan(label="App 显示的减去我们算的")]

    def view(self) -> View:
        """What the reader sees."""
        agreed = self.app_difference == 0 and self.implied_rate == self.daily_rate
        return View(
            headline=words.headline(self),
            rate=(
                f"日利率 {RATE.show(self.daily_rate)} 相当于年利率 ",
                Figure(YEARLY.show(self.yearly_365)),
                "（单利，就是利息不再生利息；一年按 365 天）。",
            ),
            notes=(*words.check(self), *words.notes(self)),
            tables=(words.composition(self), words.waiting(self)),
            picture=Bars(
                "再等下去，逾期利息一共会多出多少",
                tuple((f"{n} 天", getattr(self, f"wait_{n}")) for n in WAITS),
            ),
            working=words.working(self),
            confirms=frozenset({"daily_rate"} if agreed else ()),
        )


@calculator("欠多少", more="不知道日利率、还过一部分、还有没到期的", per_thousand=words.per_thousand)
def overdue_cost(
    *,
    bills: Annotated[
        tuple[Bill, ...], Rows(label="账单", noun="账单", counter="张", most=36, least=1, same="bills")
    ] = (Bill(date(2026, 9, 10), Decimal(2000)),),
    as_of: Annotated[date, Day(label="算到哪一天", prefill="today")] = EXAMPLE_DAY,
    daily_rate: Annotated[
        Decimal,
        Rate(
            label="日利率",
            same="daily_rate",
            per="日",
            max=RATE_MAX,
            common=LATE_RATE,
            help="在合同的“逾期利息”或“罚息”一条；近期办的分期看《综合融资成本明示表》里的罚息一行",
        ),
    ] = COMMON_RATE,
    app_interest: Annotated[
        Decimal | None,
        Yuan(
            label="App 显示的逾期利息",
            more=True,
            help="不知道日利率就填它：在 花呗 → 账单 → 逾期明细 里，把上面这些账单同一天的逾期利息加起来。"
            "我们核对一遍，再反推日利率",
        ),
    ] = None,
    payments: Annotated[
        tuple[Payment, ...], Rows(label="还过的钱", noun="还款", counter="笔", most=36, more=True, same="payments")
    ] = (),
    not_due: Annotated[
        Decimal | None,
        Yuan(label="还没到期的", more=True, help="之后各期还要还的本金。只单列，不算逾期利息"),
    ] = None,
    fee: Annotated[
        Decimal | None,
        Yuan(label="另外的费用", max="1000000", more=True, help="账单上写明的其他费用，没有就空着"),
    ] = None,
    order: Annotated[
        str,
        Choice(label="还的钱先冲什么", more=True, options=ORDERS, help="看合同约定；协商时可以争取先冲本金"),
    ] = "interest",
    compounding: Annotated[
        str,
        Choice(label="没还的利息再算利息吗", more=True, options=COMPOUNDING, help="看合同有没有写“复利”"),
    ] = "none",
) -> OverdueCost:
    """每张账单单独算：

    > 逾期利息 = 未还金额 × 日利率 × 逾期天数，四舍五入到分

    - **天数**从还款日的第二天数起，数到“算到哪一天”那天为止。各张账单的利息相加，就是逾期利息合计。
    - **还没到期的**钱只单列，不产生逾期利息。
    - **还过的钱**：在还款日或之前还的，直接减少账单；之后还的，把利息分成几段，每段单独四舍五入。
      先冲什么，有约定的看约定；没有约定的，按 [[fact:law.order_of_repayment]]，先抵费用，再抵利息，最后抵本金。
      几张账单之间，我们假定先冲最早到期的那张。
    - **复利**：合同写明没还的利息也计息时再选。“每满一个月”从各张账单的还款日数起。
    - **反推日利率**：按同一套算法，找出哪个日利率算出来正好是 App 显示的数。金额或天数太少时，四舍五入的影响太大，
      我们只给范围，不给一个数。
    - **年利率**按单利：日利率 × 365；有的机构按 360 天，也列在“算式”里。

    日利率填的 [[fact:huabei.late_daily_rate]] 只是常见值，没有官方出处，各人合同可能不同。底数是不是只算本金、
    利息会不会再计息，也以你的合同和逾期明细为准。
    """
    oldest = min(b.due for b in bills)
    if (as_of - oldest).days > MOST_DAYS:
        raise Mistakes({"as_of": f"离最早的还款日 {DAY.show(oldest)} 超过十年了，请看看年份是不是写错了"})
    days = {f"bills.{i}.due": b.due for i, b in enumerate(bills)}
    days |= {f"payments.{i}.date": p.date for i, p in enumerate(payments)}
    if far := [name for name, day in days.items() if abs((day - as_of).days) > MOST_DAYS]:
        said = f"离“算到哪一天”（{DAY.show(as_of)}）超过十年了，请看看年份是不是写错了"
        raise Mistakes(dict.fromkeys(far, said))
    return OverdueCost(
        **reckon(
            bills=bills,
            as_of=as_of,
            daily_rate=daily_rate,
            app_interest=app_interest,
            payments=payments,
            not_due=not_due,
            fee=fee,
            order=order,
            compounding=compounding,
        )
    )
