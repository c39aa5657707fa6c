"""What the reader sees of an instalment: what it costs, the rates, every period."""

from decimal import Decimal

from ..kit.calculator import FactRef, Figure, Money, Parts, Table
from ..kit.common import EXAMPLE_DAY, RATE, YEARLY
from ..kit.schedule import Terms, equal_fee, month_ends
from ..kit.units import ZERO, Rate
from .reckoning import A_YEAR, COURT_LINE, TOO_HIGH, Reckoned, rates_of

WITHHELD = "law.interest_withheld"
LABELS = {"payment": "每期要还", "total_rate": "总费率", "period_rate": "每期费率", "yearly_rate": "年利率"}
PER_PERIOD = Rate(label="", places=4)
# Why there is no rate, where the search for it does not say so itself.
WHY = {TOO_HIGH: "折成年利率大得没有意义，不写出来了。请核对每一个数；数没错的话，这笔钱借得非常贵。"}


def headline(r: Reckoned) -> Parts:
    """What is paid on top, in yuan."""
    count = len(r.schedule.rows)
    if not r.cost:
        return (f"分 {count} 期，一共还 ", Money(r.total), "，一分钱也不多付。")
    got = "到手的" if r.upfront else "借的"
    return (f"分 {count} 期还完，比{got}钱一共多付 ", Money(r.cost), "。")


def rate(r: Reckoned) -> Parts:
    """The yearly rate, or why there is none."""
    if r.simple is None or not r.cost:
        return (WHY.get(r.why, r.why),) if r.why else ()
    odd = "" if r.terms.regular else "；第一期按实际长短算"
    return ("相当于年利率 ", Figure(YEARLY.show(r.simple)), f"（单利：每期利率 × 一年的期数{odd}）。")


def notes(r: Reckoned) -> tuple[Parts, ...]:
    """What the quoted figure is not, and what is odd about the payments."""
    notes: list[Parts] = []
    if r.quote in ("total_rate", "period_rate") and r.simple is not None and r.cost:
        said = f"{LABELS[r.quote]} {RATE.show(r.quoted)}不是年利率"
        charged = "一开始就全收了" if r.at_once else "一直按最初的金额收"
        if r.simple > r.quoted:
            why = f"。本金每期都在还，手里能用的钱越来越少，费用却{charged}，所以真实的年利率更高。"
        else:
            why = f"，它是 {len(r.schedule.rows)} 期一共收的。和别的方案比，看年利率。"
        notes.append((said + why,))
    if r.upfront:
        notes.append(
            (
                "到手只有 ",
                Money(r.received),
                "，却按 ",
                Money(r.amount),
                "还。预先扣掉的如果是利息，按 ",
                FactRef(WITHHELD, r.schedule.start),
                "，应该按实际拿到的数还钱、算利息。先问清这笔扣的是什么，请对方用文字答复。",
            )
        )
    if r.quote == "payment" and r.first_payment != r.payment:
        notes.append(
            (
                "照填的数，各期加起来还少 ",
                Money(r.first_payment - r.payment),
                "，这里放在第一期。以 App 显示的每期金额为准。",
            )
        )
    if len(r.schedule.rows) < r.periods:
        notes.append((f"每期取整到分，第 {len(r.schedule.rows)} 期就还清了，用不到 {r.periods} 期。",))
    if ends := month_ends(r.schedule, r.terms):
        notes.append((ends,))
    if not r.terms.regular and r.simple is not None and r.cost:
        notes.append((f"第一期是 {r.terms.said}，不是正好一个月，年利率都按它的实际长短算。",))
    if r.above_court_line:
        notes.append(
            (
                "先核对填的数对不对。照这些数，按实际天数算的年利率（单利）超过了 ",
                FactRef(COURT_LINE, r.schedule.start),
                "。数没错的话，金融借款到了诉讼或仲裁，可以请求把过高的部分调低；要自己提出来，"
                "不是客服必须答应的理由。",
            )
        )
    return tuple(notes)


def composition(r: Reckoned) -> Table:
    """What all payments are made of."""
    rows: list[tuple[str, Money]] = [("借到的", Money(r.received))]
    if r.upfront:
        rows.append(("预先扣掉的", Money(r.upfront)))
    rows.append(("分在各期里的费用或利息", Money(r.charged)))
    note: Parts = ("其中多付的 ", Money(r.cost), "。") if r.cost else ()
    return Table("一共还的钱由什么组成", ("项目", "金额"), tuple(rows), ("各期还款合计", Money(r.total)), note)


def rates(r: Reckoned) -> tuple[Table, ...]:
    """The yearly rate by each way of reckoning."""
    if r.simple is None or r.compound is None or r.by_days is None or r.simple_by_days is None:
        return ()
    with_fee = "，连预先扣的一起" if r.upfront else ""
    rows: list[tuple[str, Figure]] = [
        (f"单利{with_fee}：每期利率 × {A_YEAR}", Figure(YEARLY.show(r.simple))),
        (f"复利{with_fee}：（1 + 每期利率）的 {A_YEAR} 次方 − 1", Figure(YEARLY.show(r.compound))),
        (f"单利{with_fee}：按实际天数，一年 365 天", Figure(YEARLY.show(r.simple_by_days))),
        (f"复利{with_fee}：按实际天数，一年 365 天", Figure(YEARLY.show(r.by_days))),
    ]
    if r.simple_without is not None and r.compound_without is not None:
        rows += [
            ("单利，不算预先扣的", Figure(YEARLY.show(r.simple_without))),
            ("复利，不算预先扣的", Figure(YEARLY.show(r.compound_without))),
        ]
    return (
        Table(
            "年利率，几种算法",
            ("算法", "年利率"),
            tuple(rows),
            note=("比较两个方案，要用同一种算法：单利和单利比，复利和复利比。",),
        ),
    )


def schedule(r: Reckoned) -> Table:
    """Every period."""
    schedule = r.schedule
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
        ("合计", "", Money(r.total), Money(schedule.amount), Money(r.charged), ""),
    )


def working(r: Reckoned) -> tuple[Table, ...]:
    """Where the charge comes from, and the proof of the rate per period."""
    tables = [Table("费用从哪里来", ("写法", "算式", "费用或利息"), ((LABELS[r.quote], *_fee_sum(r)),))]
    if r.period_rate is not None:
        rate, left, rows = r.period_rate, r.received, []
        for row in r.schedule.rows:
            grown = left * rate * (r.terms.length if row.number == 1 else 1)
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
                    ("" if r.terms.regular else f"第一期是 {r.terms.said}，按这么长算利息，一个月 30 天。")
                    + "从到手的钱开始，每期加上这个利率的利息，减去还的钱，最后正好是 0。"
                    "这里只为验算，中间不舍入，显示到分；和合同里的利息不是一回事。",
                ),
            )
        )
    return tuple(tables)


def _fee_sum(r: Reckoned) -> tuple[str, Money]:
    amount, rate = f"{r.amount:,.2f}", r.quoted
    match r.quote:
        case "total_rate":
            words = f"{amount} × {RATE.show(rate)}"
        case "period_rate":
            words = f"{amount} × {RATE.show(rate)} × {r.periods}"
        case "yearly_rate":
            words = f"每期：还剩本金 × {RATE.show(rate)} ÷ {A_YEAR}，{r.periods} 期相加"
        case _:
            words = f"{r.total:,.2f} − {amount}"
    return words, Money(r.charged)


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
