"""分期到底多贵: what an instalment costs in yuan, and the yearly rate that its fee really is."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from .kit import facts
from .kit.calculator import Bars, FactRef, Figure, Money, Parts, Table, View, calculator
from .kit.cashflow import Flow, Refusal, compound_yearly, rate_by_lengths, simple_yearly, yearly_rate
from .kit.days import add_months
from .kit.documents import Document, csv_document
from .kit.schedule import (
    MOST_ROWS,
    Schedule,
    Terms,
    equal_fee,
    equal_parts,
    huabei_fee,
    level_payment,
    month_ends,
    period_rate,
    same_payment,
)
from .kit.units import Choice, Count, Day, Mistakes, Rate, Yuan

EXAMPLE_DAY = date(2026, 11, 22)
COURT_LINE = "law.court_line"
NOTICE = "law.yearly_rate_notice"
WITHHELD = "law.interest_withheld"
A_YEAR = 12  # periods
ZERO = Decimal(0)
HIGHEST = Decimal(100)  # a hundred times the money in a year: beyond it a rate says nothing
QUOTES = ("payment", "total_rate", "period_rate", "yearly_rate")
LABELS = {"payment": "每期要还", "total_rate": "总费率", "period_rate": "每期费率", "yearly_rate": "年利率"}
FIRST, EACH = "first", "每期都收一份"
DAY, RATE, YEARLY = Day(label=""), Rate(label=""), Rate(label="", places=2)
PER_PERIOD = Rate(label="", places=4)


@dataclass(frozen=True, kw_only=True)
class Rates:
    """Yearly rates of one run of payments, as fractions; ``why`` says in words where there are none.

    ``simple_by_days`` is charged by the day on what is still owed and never compounds, as a court reckons.
    """

    period: Decimal | None = None
    simple: Decimal | None = None
    compound: Decimal | None = None
    by_days: Decimal | None = None
    simple_by_days: Decimal | None = None
    why: str = ""


def rates_of(received: Decimal, schedule: Schedule, terms: Terms) -> Rates:
    """The rates at which ``received`` yuan on the first day and the payments balance."""
    payments = [row.payment for row in schedule.rows]
    days = [schedule.start, *(row.day for row in schedule.rows)]
    years = [Decimal((b - a).days) / 365 for a, b in pairwise(days)]
    try:
        period = period_rate(received, schedule, terms)
        by_days = yearly_rate([Flow(schedule.start, received), *(Flow(row.day, -row.payment) for row in schedule.rows)])
        simple_by_days = rate_by_lengths(received, payments, years)
    except Refusal as refusal:
        return Rates(why=str(refusal))
    compound = compound_yearly(period, A_YEAR)
    if max(compound, by_days, simple_by_days) > HIGHEST:
        return Rates(why="折成年利率大得没有意义，不写出来了。请核对每一个数；数没错的话，这笔钱借得非常贵。")
    return Rates(
        period=period,
        simple=simple_yearly(period, A_YEAR),
        compound=compound,
        by_days=by_days,
        simple_by_days=simple_by_days,
    )


@dataclass(frozen=True, kw_only=True)
class InstallmentCost:
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

    amount: Decimal
    periods: int
    quote: str
    quoted: Decimal
    at_once: bool
    terms: Terms
    schedule: Schedule
    why: str
    above_court_line: bool

    def view(self) -> View:
        """What the reader sees."""
        return View(
            headline=self._headline(),
            rate=self._rate(),
            notes=self._notes(),
            tables=(self._composition(), *self._rates(), self._schedule()),
            picture=Bars("你付的钱是什么", (("借到的", self.received), ("多付的", self.cost))),
            working=self._working(),
            documents=(self._csv(),),
        )

    def _headline(self) -> Parts:
        count = len(self.schedule.rows)
        if not self.cost:
            return (f"分 {count} 期，一共还 ", Money(self.total), "，一分钱也不多付。")
        got = "到手的" if self.upfront else "借的"
        return (f"分 {count} 期还完，比{got}钱一共多付 ", Money(self.cost), "。")

    def _rate(self) -> Parts:
        if self.simple is None or not self.cost:
            return (self.why,) if self.why else ()
        odd = "" if self.terms.regular else "；第一期按实际长短算"
        return ("相当于年利率 ", Figure(YEARLY.show(self.simple)), f"（单利：每期利率 × 一年的期数{odd}）。")

    def _notes(self) -> tuple[Parts, ...]:
        notes: list[Parts] = []
        if self.quote in ("total_rate", "period_rate") and self.simple is not None and self.cost:
            said = f"{LABELS[self.quote]} {RATE.show(self.quoted)}不是年利率"
            charged = "一开始就全收了" if self.at_once else "一直按最初的金额收"
            if self.simple > self.quoted:
                why = f"。本金每期都在还，手里能用的钱越来越少，费用却{charged}，所以真实的年利率更高。"
            else:
                why = f"，它是 {len(self.schedule.rows)} 期一共收的。和别的方案比，看年利率。"
            notes.append((said + why,))
        if self.upfront:
            notes.append(
                (
                    "到手只有 ",
                    Money(self.received),
                    "，却按 ",
                    Money(self.amount),
                    "还。预先扣掉的如果是利息，按 ",
                    FactRef(WITHHELD, self.schedule.start),
                    "，应该按实际拿到的数还钱、算利息。先问清这笔扣的是什么，请对方用文字答复。",
                )
            )
        if self.quote == "payment" and self.first_payment != self.payment:
            notes.append(
                (
                    "照填的数，各期加起来还少 ",
                    Money(self.first_payment - self.payment),
                    "，这里放在第一期。以 App 显示的每期金额为准。",
                )
            )
        if len(self.schedule.rows) < self.periods:
            notes.append((f"每期取整到分，第 {len(self.schedule.rows)} 期就还清了，用不到 {self.periods} 期。",))
        if ends := month_ends(self.schedule, self.terms):
            notes.append((ends,))
        if not self.terms.regular and self.simple is not None and self.cost:
            notes.append((f"第一期是 {self.terms.said}，不是正好一个月，年利率都按它的实际长短算。",))
        if self.above_court_line:
            notes.append(
                (
                    "先核对填的数对不对。照这些数，按实际天数算的年利率（单利）超过了 ",
                    FactRef(COURT_LINE, self.schedule.start),
                    "。数没错的话，金融借款到了诉讼或仲裁，可以请求把过高的部分调低；要自己提出来，"
                    "不是客服必须答应的理由。",
                )
            )
        return tuple(notes)

    def _composition(self) -> Table:
        rows: list[tuple[str, Money]] = [("借到的", Money(self.received))]
        if self.upfront:
            rows.append(("预先扣掉的", Money(self.upfront)))
        rows.append(("分在各期里的费用或利息", Money(self.charged)))
        note: Parts = ("其中多付的 ", Money(self.cost), "。") if self.cost else ()
        return Table("一共还的钱由什么组成", ("项目", "金额"), tuple(rows), ("各期还款合计", Money(self.total)), note)

    def _rates(self) -> tuple[Table, ...]:
        if self.simple is None or self.compound is None or self.by_days is None or self.simple_by_days is None:
            return ()
        with_fee = "，连预先扣的一起" if self.upfront else ""
        rows: list[tuple[str, Figure]] = [
            (f"单利{with_fee}：每期利率 × {A_YEAR}", Figure(YEARLY.show(self.simple))),
            (f"复利{with_fee}：（1 + 每期利率）的 {A_YEAR} 次方 − 1", Figure(YEARLY.show(self.compound))),
            (f"单利{with_fee}：按实际天数，一年 365 天", Figure(YEARLY.show(self.simple_by_days))),
            (f"复利{with_fee}：按实际天数，一年 365 天", Figure(YEARLY.show(self.by_days))),
        ]
        if self.simple_without is not None and self.compound_without is not None:
            rows += [
                ("单利，不算预先扣的", Figure(YEARLY.show(self.simple_without))),
                ("复利，不算预先扣的", Figure(YEARLY.show(self.compound_without))),
            ]
        return (
            Table(
                "年利率，几种算法",
                ("算法", "年利率"),
                tuple(rows),
                note=("比较两个方案，要用同一种算法：单利和单利比，复利和复利比。",),
            ),
        )

    def _schedule(self) -> Table:
        schedule = self.schedule
        return Table(
            "每一期",
            ("期", "还款日", "要还", "其中本金", "其中费用或利息", "还剩本金"),
            tuple(
                (
                    str(row.number),
                    row.day.isoformat(),
                    Money(row.payment),
                    Money(row.principal),
                    Money(row.fee + row.interest),
                    Money(row.balance),
                )
                for row in schedule.rows
            ),
            ("合计", "", Money(self.total), Money(schedule.amount), Money(self.charged), ""),
        )

    def _working(self) -> tuple[Table, ...]:
        tables = [Table("费用从哪里来", ("写法", "算式", "费用或利息"), ((LABELS[self.quote], *self._fee_sum()),))]
        if self.period_rate is not None:
            rate, left, rows = self.period_rate, self.received, []
            for row in self.schedule.rows:
                grown = left * rate * (self.terms.length if row.number == 1 else 1)
                rows.append(
                    (str(row.number), Money(left), Money(grown), Money(row.payment), Money(left + grown - row.payment))
                )
                left += grown - row.payment
            tables.append(
                Table(
                    f"验一验每期利率 {PER_PERIOD.show(rate)}",
                    ("期", "期初", "× 每期利率", "还", "期末"),
                    tuple(rows),
                    note=(
                        ("" if self.terms.regular else f"第一期是 {self.terms.said}，按这么长算利息，一个月 30 天。")
                        + "从到手的钱开始，每期加上这个利率的利息，减去还的钱，最后正好是 0。"
                        "这里只为验算，中间不舍入，显示到分；和合同里的利息不是一回事。",
                    ),
                )
            )
        return tuple(tables)

    def _fee_sum(self) -> tuple[str, Money]:
        amount, rate = f"{self.amount:,.2f}", self.quoted
        match self.quote:
            case "total_rate":
                words = f"{amount} × {RATE.show(rate)}"
            case "period_rate":
                words = f"{amount} × {RATE.show(rate)} × {self.periods}"
            case "yearly_rate":
                words = f"每期：还剩本金 × {RATE.show(rate)} ÷ {A_YEAR}，{self.periods} 期相加"
            case _:
                words = f"{self.total:,.2f} − {amount}"
        return words, Money(self.charged)

    def _csv(self) -> Document:
        head = ("期", "还款日", "要还", "其中本金", "其中费用或利息", "还剩本金")
        rows = (
            (row.number, row.day, row.payment, row.principal, row.fee + row.interest, row.balance)
            for row in self.schedule.rows
        )
        return csv_document("每一期的表格（自己看的估算）", "fenqi.csv", head, rows)


def per_thousand() -> Table:
    """The yearly rate by periods and by what 1,000 yuan cost: the calculator for those who can't run it."""
    costs = (20, 40, 60, 80, 100)

    def cell(periods: int, cost: int) -> Figure:
        terms = Terms(EXAMPLE_DAY)
        found = rates_of(Decimal(1000), equal_fee(Decimal(1000), terms, periods, Decimal(cost)), terms)
        return Figure(YEARLY.show(found.simple or ZERO))

    return Table(
        "每 1,000 元分期，一共多付这些钱，相当于多高的年利率（单利）",
        ("期数", *(f"多付 {cost} 元" for cost in costs)),
        tuple((f"{n} 期", *(cell(n, cost) for cost in costs)) for n in (3, 6, 9, 12, 24)),
        note=("用法：多付的钱 ＝ 每期要还 × 期数 − 借的钱；再除以“借的钱里有几个 1,000”，找最近的一格。",),
    )


@calculator("分期到底多贵", more="只知道费率、有预先扣的费用、还款日", per_thousand=per_thousand)
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

    terms = Terms(start, first_due, yearly_rate or ZERO)
    if payment is not None:
        schedule = same_payment(amount, terms, periods, payment)
    elif yearly_rate is not None:
        schedule = level_payment(amount, terms, periods)
    else:
        rate = total_rate if total_rate is not None else (period_rate or ZERO) * periods
        schedule = equal_fee(amount, terms, periods, huabei_fee(amount, rate), spread == FIRST)
    withheld = upfront or ZERO
    found = rates_of(amount - withheld, schedule, terms)
    without = rates_of(amount, schedule, terms) if withheld else Rates()
    rows = schedule.rows
    quote = filled[0]
    return InstallmentCost(
        cost=schedule.interest + schedule.fee + withheld,
        total=schedule.total,
        received=amount - withheld,
        charged=schedule.interest + schedule.fee,
        upfront=withheld,
        first_payment=rows[0].payment,
        payment=rows[min(1, len(rows) - 1)].payment,
        last_payment=rows[-1].payment,
        last_day=schedule.last_day,
        period_rate=found.period,
        simple=found.simple,
        compound=found.compound,
        by_days=found.by_days,
        simple_without=without.simple,
        compound_without=without.compound,
        simple_by_days=found.simple_by_days,
        amount=amount,
        periods=periods,
        quote=quote,
        quoted=given[quote] or ZERO,
        at_once=spread == FIRST,
        terms=terms,
        schedule=schedule,
        why=found.why,
        above_court_line=_above(found, start),
    )


def _above(rates: Rates, on: date) -> bool:
    """Whether the yearly rate exceeds the courts' line, by more than rounding to the fen can explain.

    By actual days, and not only because a month has 28 of them or the first period is short: by months as well.
    """
    try:
        line: Decimal = facts.value(COURT_LINE, on)
    except facts.NotInForce:
        return False
    if rates.simple is None or rates.simple_by_days is None:
        return False
    return min(rates.simple, rates.simple_by_days) > line + Decimal("0.00005")
