"""排一张还款计划: a dated plan by number of periods or by what can be paid a month, to the fen."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from .kit.calculator import Bars, Figure, Fill, Go, Money, Parts, Table, View, calculator
from .kit.cashflow import Refusal, compound_yearly, simple_yearly
from .kit.days import add_months
from .kit.documents import Document, Event, csv_document, ics_document
from .kit.schedule import (
    MOST_ROWS,
    Row,
    Schedule,
    Terms,
    equal_fee,
    equal_parts,
    fixed_payment,
    huabei_fee,
    interest_free,
    least_payment,
    level_payment,
    level_principal,
    month_ends,
    period_rate,
)
from .kit.units import Choice, Count, Day, Mistakes, Rate, Text, Yuan, cents

EXAMPLE_DAY = date(2026, 11, 22)
ZERO = Decimal(0)
A_YEAR = 12  # periods
HIGHEST = Decimal(100)  # a hundred times the money in a year: beyond it a rate says nothing
MOST_BARS = 12
CRUMBS = Decimal(1)  # yuan: what a first or last payment differs by for want of whole fen, hardly more
FREE, FEE, LEVEL, PRINCIPAL = "free", "fee", "level", "principal"
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
DAY, RATE, YEARLY, YUAN = Day(label=""), Rate(label=""), Rate(label="", places=2), Yuan(label="")


@dataclass(frozen=True, kw_only=True)
class RepaymentPlan:
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

    amount: Decimal
    asked: int | None
    monthly: Decimal | None
    method: str
    accrual: str
    yearly: Decimal
    fee_rate: Decimal
    terms: Terms
    schedule: Schedule | None
    paying: int | None
    never: bool
    name: str | None
    confirmed: bool
    unconfirmed: tuple[str, ...]

    def view(self) -> View:
        """What the reader sees."""
        if self.schedule is None:
            return View(headline=self._headline(), notes=self._way_forward(), tables=self._growth())
        return View(
            headline=self._headline(),
            rate=self._rate(),
            notes=self._notes(self.schedule),
            tables=(self._composition(), _table(self.schedule)),
            picture=_balances(self.schedule),
            working=self._working(self.schedule),
            documents=self._documents(self.schedule),
        )

    def _headline(self) -> Parts:
        if self.schedule is None and not self.financed:
            return ("先付 ", Money(self.down), "，当天就还清了，不用分期。")
        if self.schedule is None:
            return (
                f"照现在的条件，{YUAN.show(self.monthly or ZERO)}一个月还不清；至少要每月 ",
                Money(self.least or ZERO),
                "。",
            )
        rows = self.schedule.rows
        if len(rows) == 1:
            return (f"{DAY.show(rows[0].day)}一次还 ", Money(rows[0].payment), "，就还清了。")
        return (f"分 {len(rows)} 期，", *_course(rows), f"，{DAY.show(rows[-1].day)}还清。")

    def _rate(self) -> Parts:
        if self.simple is None or not self.cost:
            return ()
        odd = "" if self.terms.regular else "；第一期按实际长短算"
        return ("相当于年利率 ", Figure(YEARLY.show(self.simple)), f"（单利：每期利率 × 一年的期数{odd}）。")

    def _way_forward(self) -> tuple[Parts, ...]:
        """What to do where no plan clears the debt by what can be paid."""
        if not self.financed:
            return (("付款前先要到书面确认：付完这笔就结清，不再有别的费用。付完再要一份结清证明。",),)
        why = (
            "每月还的连利息或手续费都不够，欠的钱不会变少。"
            if self.never
            else f"每月还的太少，{MOST_ROWS} 期也还不完。"
        )
        least = self.least or ZERO
        return (
            (why, Fill("monthly", YUAN.typed(least), f"用每月 {least:,.2f} 元重新算")),
            (
                "拿不出这么多，不是你不努力，是条件定得不合适。可以申请的有：期间不再计息、减免一部分费用、先停一段再还。",
            ),
            ("别为了凑够这个数去借新的钱。先把能还多少如实告诉对方，请对方书面答复。",),
        )

    def _growth(self) -> tuple[Table, ...]:
        if not self.financed:
            return ()
        charge = _a_month(self.method, self.financed, self.terms, self.fee_rate)
        return (
            Table(
                "为什么还不清",
                ("项目", "金额"),
                (
                    ("现在的本金", Money(self.financed)),
                    ("一个月的利息或手续费", Money(charge)),
                    ("打算每月还", Money(self.monthly or ZERO)),
                    ("每月至少要还", Money(self.least or ZERO)),
                ),
            ),
        )

    def _notes(self, schedule: Schedule) -> tuple[Parts, ...]:
        notes: list[Parts] = []
        if self.asked is not None and len(schedule.rows) < self.asked:
            notes.append((f"每期取整到分，第 {len(schedule.rows)} 期就还清了，用不到 {self.asked} 期。",))
        if crumbs := _crumbs(schedule.rows):
            notes.append(crumbs)
        if self.asked is not None and self.monthly is not None:
            if schedule.largest <= self.monthly:
                notes.append(
                    ("还得最多的一期是 ", Money(schedule.largest), "，没超过你每月能还的 ", Money(self.monthly), "。")
                )
            else:
                over: Parts = (
                    "有一期要还 ",
                    Money(schedule.largest),
                    "，超过你每月能还的 ",
                    Money(self.monthly),
                    "。还不起的方案别答应。",
                )
                if self.fewest:
                    over = (*over, Fill("periods", str(self.fewest), f"改成 {self.fewest} 期"))
                elif self.paying:
                    over = (
                        *over,
                        f"按每月 {YUAN.show(self.monthly)}一直还，要 {self.paying} 期：把“分几期”清空就能看到。",
                    )
                elif self.least:
                    over = (*over, "按现在的条件，每月至少要 ", Money(self.least), "，可以申请减免或停止计息。")
                notes.append(over)
        if not self.terms.regular and self.cost and self.method in (LEVEL, PRINCIPAL):
            notes.append(
                (f"第一期是 {self.terms.said}，不是正好一个月，利息按实际长短算，只影响第一期。",),
            )
        if ends := month_ends(schedule, self.terms):
            notes.append((ends,))
        if self.unconfirmed:
            what = "、".join(self.unconfirmed)
            notes.append((f"{what}还没有核对过，所以不做日历提醒。核对以后打上勾，就能带走日历。",))
        else:
            again = "换掉同名的那一份" if self.name else "加在原来的旁边，不会换掉"
            left = "期数少了的，多出来的几期还会留着" if self.name else "旧的一份还会留着"
            notes.append(
                (
                    f"计划改了，再导入日历，会{again}，{left}：先在日历里搜“还款”，把旧的删掉。",
                    *(() if self.name else ("不止一份计划的，各起一个名字。", Go("name", "去起名字"))),
                )
            )
        notes.append(("这是按你填的数排的，不是对方答应的。对方书面同意以前，以原来的约定为准。",))
        return tuple(notes)

    def _composition(self) -> Table:
        rows: list[tuple[str, Money]] = []
        if self.down:
            rows.append(("先付", Money(self.down)))
        rows += [("分期还的本金", Money(self.financed)), ("利息或手续费", Money(self.cost or ZERO))]
        return Table("一共要还多少", ("项目", "金额"), tuple(rows), ("合计", Money(self.total or ZERO)))

    def _working(self, schedule: Schedule) -> tuple[Table, ...]:
        financed = f"{self.financed:,.2f}"
        rows: list[tuple[str, str, Money]] = [
            ("分期还的本金", f"{self.amount:,.2f} − {self.down:,.2f}", Money(self.financed))
        ]
        if self.method == FEE:
            rows.append(
                ("手续费", f"{financed} × {RATE.show(self.fee_rate)} × {len(schedule.rows)}", Money(schedule.fee))
            )
        tables = [Table("本金和费用", ("项目", "算式", "金额"), tuple(rows))]
        if self.method in (LEVEL, PRINCIPAL):
            before = (self.financed, *(row.balance for row in schedule.rows))
            rates = (self.terms.first(), *self.terms.rates(len(schedule.rows))[1:])
            yearly = RATE.show(self.yearly)
            tables.append(
                Table(
                    "每期的利息",
                    ("期", "算式", "利息", "这一期还的"),
                    tuple(
                        (
                            str(row.number),
                            self._sum_of(k, f"{balance:,.2f} × {yearly}"),
                            Money(rate.of(balance)),
                            Money(row.interest),
                        )
                        for k, (row, balance, rate) in enumerate(zip(schedule.rows, before, rates, strict=False))
                    ),
                    ("合计", "", "", Money(schedule.interest)),
                    note=("每期四舍五入到分。还的钱不够付第一期的利息时，没付的留到下一期，不再生利息。",),
                )
            )
        return tuple(tables)

    def _sum_of(self, k: int, a_year: str) -> str:
        """How the interest of row ``k`` is made, from the words for that of a year."""
        year = self.terms.year_days
        if self.terms.by_day:
            since = self.terms.due(k - 1) if k else self.terms.start
            return f"{a_year} × {(self.terms.due(k) - since).days} ÷ {year}"
        months, days = self.terms.span if k == 0 else (1, 0)
        odd = f" + {a_year} × {days} ÷ {year}" if days else ""
        whole = f"{a_year} ÷ {A_YEAR}" + (f" × {months}" if months > 1 else "")
        return whole + odd if months else odd.removeprefix(" + ")

    def _documents(self, schedule: Schedule) -> tuple[Document, ...]:
        state = "" if self.confirmed else "，没有核对过"
        table = csv_document(
            f"还款计划表（自己看的{state}）",
            "huankuan-jihua.csv",
            ("期", "还款日", "要还", "本金", "利息", "手续费", "还剩本金"),
            (
                (row.number, row.day, row.payment, row.principal, row.interest, row.fee, row.balance)
                for row in schedule.rows
            ),
        )
        if not self.confirmed:
            return (table,)
        count = len(schedule.rows)
        # A name stays when the plan is changed; without one, a plan is known by what makes it this plan.
        plan = f"“{self.name}”" if self.name else f"{self.amount}/{schedule.rows[0].day}/{count}"
        name = f"，{self.name}" if self.name else ""
        which = f"{DAY.show(schedule.start)}起的计划：{YUAN.show(self.amount)}，分 {count} 期{name}。"
        calendar = ics_document(
            "还款日的日历提醒，提前一天",
            "huankuan-jihua.ics",
            (
                Event(
                    key=f"repayment-plan/{plan}/{row.number}",
                    day=row.day,
                    summary=f"还款 {row.payment:,.2f} 元（{row.number}/{count}{name}）",
                    description=f"先看 App 里的数对不对再还。\n{which}后来改谈了别的，这一条就作废，请删掉。",
                )
                for row in schedule.rows
            ),
            schedule.start,
        )
        return (table, calendar)


def _table(schedule: Schedule) -> Table:
    fee = any(row.fee for row in schedule.rows)
    charge = "手续费" if fee else "利息"
    return Table(
        "每一期",
        ("期", "还款日", "要还", "本金", charge, "还剩本金"),
        tuple(
            (
                str(row.number),
                row.day.isoformat(),
                Money(row.payment),
                Money(row.principal),
                Money(row.fee if fee else row.interest),
                Money(row.balance),
            )
            for row in schedule.rows
        ),
        (
            "合计",
            "",
            Money(schedule.total),
            Money(schedule.amount),
            Money(schedule.fee if fee else schedule.interest),
            "",
        ),
    )


def _balances(schedule: Schedule) -> Bars:
    """The balance after each period; of a long plan, a dozen periods evenly spread and the last."""
    step = -(-len(schedule.rows) // MOST_BARS)
    shown = schedule.rows[step - 1 :: step]
    if shown[-1] is not schedule.rows[-1]:
        shown = (*shown, schedule.rows[-1])
    return Bars("还完这一期，还剩多少本金", tuple((f"第 {row.number} 期", row.balance) for row in shown))


def _nth(row: Row, rows: tuple[Row, ...]) -> str:
    return "第一期" if row is rows[0] else "最后一期" if row is rows[-1] else f"第 {row.number} 期"


def _even(rows: tuple[Row, ...]) -> Decimal | None:
    """What every period pays but for the first and the last, which may differ; ``None`` where others do."""
    first, *between, last = (row.payment for row in rows)
    if len(set(between)) > 1 or (len(rows) == 3 and min(abs(end - between[0]) for end in (first, last)) >= CRUMBS):
        return None
    return rows[1].payment


def _course(rows: tuple[Row, ...]) -> Parts:
    """How two payments or more run: so much each, with the ends that differ by a yuan, or where the largest is."""
    first, last, each = rows[0], rows[-1], _even(rows)
    if each is None:
        most = max(rows, key=lambda row: row.payment)
        if sum(row.payment == most.payment for row in rows) > 1:
            return ("最多的一期还 ", Money(most.payment))
        less = most is not last and all(a.payment > b.payment for a, b in pairwise(rows[most.number - 1 :]))
        return (f"{_nth(most, rows)}最多，还 ", Money(most.payment), "，以后越来越少" if less else "")
    told: Parts = ("每期还 ", Money(each))
    if abs(first.payment - each) >= CRUMBS:
        told = ("第一期还 ", Money(first.payment), "，以后每期还 " if len(rows) > 2 else "，第二期还 ", Money(each))
    if abs(last.payment - each) >= CRUMBS:
        told = (*told, "，最后一期还 ", Money(last.payment))
    return told


def _crumbs(rows: tuple[Row, ...]) -> Parts:
    """The ends of a plan that differ from what each period pays by a little, which ``_course`` leaves out."""
    each = _even(rows) if len(rows) > 1 else None
    told: Parts = ()
    for row in (rows[0], rows[-1]):
        if each is not None and 0 < abs(row.payment - each) < CRUMBS:
            told = (*told, "，" if told else "", f"{_nth(row, rows)}还 ", Money(row.payment))
    return (*told, "：除不尽的零头放在这里。") if told else ()


def by_periods(method: str, financed: Decimal, terms: Terms, periods: int, fee_rate: Decimal) -> Schedule:
    """The plan of so many periods."""
    if method == FEE:
        return equal_fee(financed, terms, periods, huabei_fee(financed, fee_rate * periods))
    if method == LEVEL:
        return level_payment(financed, terms, periods)
    if method == PRINCIPAL:
        return level_principal(financed, terms, periods)
    return interest_free(financed, terms, periods)


def by_monthly(method: str, financed: Decimal, terms: Terms, monthly: Decimal, fee_rate: Decimal) -> Schedule | None:
    """The shortest plan in which no period costs more than ``monthly``; ``None`` where there is none.

    免息 and 等额本息 pay so much a month until cleared; the other two take the fewest equal parts.
    """
    if method in (FREE, LEVEL):
        return fixed_payment(financed, terms, monthly)
    for periods in _candidates(method, financed, terms, monthly, fee_rate):
        schedule = by_periods(method, financed, terms, periods, fee_rate)
        if schedule.largest <= monthly:
            return schedule
    return None


def _candidates(method: str, financed: Decimal, terms: Terms, monthly: Decimal, fee_rate: Decimal) -> list[int]:
    """Numbers of periods, rising, whose first payment does not exceed ``monthly``."""
    if method == FEE:
        return [n for n in range(1, MOST_ROWS + 1) if _first_with_fee(financed, n, fee_rate) <= monthly]
    interest = terms.first().of(financed)
    return [n for n in range(1, MOST_ROWS + 1) if _part(financed, n) + interest <= monthly]


def _part(financed: Decimal, periods: int) -> Decimal:
    """The part of the principal in the first of several periods of 等额本金."""
    return equal_parts(financed, periods)[-1] if periods > 1 else financed


def _first_with_fee(financed: Decimal, periods: int, fee_rate: Decimal) -> Decimal:
    """The first payment of 等本等费, the largest: it takes what is left over of principal and fee."""
    return sum(
        (
            Decimal(sum(divmod(int(whole * 100), periods))) / 100
            for whole in (financed, huabei_fee(financed, fee_rate * periods))
        ),
        ZERO,
    )


def least_monthly(method: str, financed: Decimal, terms: Terms, fee_rate: Decimal) -> Decimal:
    """The least that has to be payable a month for any plan within ``MOST_ROWS`` periods."""
    if method in (FREE, LEVEL):
        return least_payment(financed, terms)
    if method == FEE:
        return min(_first_with_fee(financed, n, fee_rate) for n in range(1, MOST_ROWS + 1))
    most = min(MOST_ROWS, int(financed * 100))
    return min(by_periods(method, financed, terms, n, fee_rate).largest for n in (max(most - 1, 1), most))


def _a_month(method: str, financed: Decimal, terms: Terms, fee_rate: Decimal) -> Decimal:
    """What the first month costs, were it a month."""
    return cents(financed * fee_rate) if method == FEE else terms.month(0).of(financed)


def per_thousand() -> Table:
    """Payments a month on 1,000 yuan by periods and yearly rate: the calculator for those who can't run it."""
    rates = [Decimal(n) / 100 for n in (0, 6, 12, 18, 24)]
    terms = [Terms(EXAMPLE_DAY, None, rate) for rate in rates]
    return Table(
        "每 1,000 元，每期要还多少（元），等额本息",
        ("期数", *("免息" if not rate else f"年利率 {YEARLY.show(rate)}" for rate in rates)),
        tuple(
            (f"{n} 期", *(Figure(f"{level_payment(Decimal(1000), t, n).rows[0].payment:.2f}") for t in terms))
            for n in (3, 6, 9, 12, 18, 24, 36, 60)
        ),
        note=("用法：找到期数和年利率，把格子里的数乘以“要分期的钱里有几个 1,000”。",),
    )


@calculator("排一张还款计划", more="先付一笔、带利息或手续费、第一期哪天还、起个名字", per_thousand=per_thousand)
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

    yearly = (yearly_rate or ZERO) if method in (LEVEL, PRINCIPAL) else ZERO
    per_period = (fee_rate or ZERO) if method == FEE else ZERO
    terms = Terms(start, first_due, yearly, accrual != "month", 365 if accrual == "day365" else 360)
    schedule = affordable = None
    if financed and periods is not None:
        schedule = by_periods(method, financed, terms, periods, per_period)
    if financed and monthly is not None and (schedule is None or schedule.largest > monthly):
        affordable = by_monthly(method, financed, terms, monthly, per_period)
        schedule = schedule or affordable
    least = None
    if financed and monthly is not None and affordable is None and (schedule is None or schedule.largest > monthly):
        least = least_monthly(method, financed, terms, per_period)
    fewest = None
    if periods is not None and affordable is not None and monthly is not None:
        fewest = _fewest(method, financed, terms, monthly, per_period, affordable)

    names = {"amount": "要还的总额", "first_due": "第一期的还款日"}
    names |= {"yearly_rate": "年利率"} if method in (LEVEL, PRINCIPAL) else {}
    names |= {"fee_rate": "每期费率"} if method == FEE else {}
    given = confirmed if first_due else confirmed - {"first_due"}
    unconfirmed = tuple(words for name, words in names.items() if name not in given)
    simple, compound = _yearly(financed, schedule, terms)
    rows = schedule.rows if schedule else ()
    return RepaymentPlan(
        payment=rows[min(1, len(rows) - 1)].payment if rows else None,
        first_payment=rows[0].payment if rows else None,
        last_payment=rows[-1].payment if rows else None,
        largest=schedule.largest if schedule else None,
        periods=len(rows) if rows else None,
        last_day=schedule.last_day if schedule else None,
        down=down or ZERO,
        financed=financed,
        cost=schedule.interest + schedule.fee if schedule else ZERO if not financed else None,
        total=schedule.total + (down or ZERO) if schedule else amount if not financed else None,
        least=least,
        fewest=fewest,
        simple=simple,
        compound=compound,
        amount=amount,
        asked=periods,
        monthly=monthly,
        method=method,
        accrual=accrual,
        yearly=yearly,
        fee_rate=per_period,
        terms=terms,
        schedule=schedule,
        paying=len(affordable.rows) if affordable else None,
        never=monthly is not None and monthly <= _a_month(method, financed, terms, per_period),
        name=name,
        confirmed=not unconfirmed,
        unconfirmed=unconfirmed,
    )


def _fewest(
    method: str, financed: Decimal, terms: Terms, monthly: Decimal, fee_rate: Decimal, affordable: Schedule
) -> int | None:
    """The fewest equal periods of which none costs more than ``monthly``, from a plan that pays so much."""
    for periods in range(len(affordable.rows), min(len(affordable.rows) + 3, MOST_ROWS) + 1):
        if by_periods(method, financed, terms, periods, fee_rate).largest <= monthly:
            return periods
    return None


def _yearly(financed: Decimal, schedule: Schedule | None, terms: Terms) -> tuple[Decimal | None, Decimal | None]:
    """单利 and 复利 of a plan."""
    if schedule is None:
        return None, None
    try:
        period = period_rate(financed, schedule, terms)
    except Refusal:
        return None, None
    compound = compound_yearly(period, A_YEAR)
    return (simple_yearly(period, A_YEAR), compound) if compound <= HIGHEST else (None, None)
