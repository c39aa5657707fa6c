"""What the reader sees of a plan: how it runs, what it costs, or what to ask for where there is none."""

from decimal import Decimal
from itertools import pairwise

from ..kit.calculator import Bars, Figure, Fill, Go, Money, Parts, Table
from ..kit.common import DAY, EXAMPLE_DAY, RATE, YEARLY, YUAN
from ..kit.schedule import MOST_ROWS, Row, Schedule, Terms, level_payment, month_ends
from ..kit.units import ZERO
from .reckoning import A_YEAR, FEE, LEVEL, PRINCIPAL, Reckoned, a_month

MOST_BARS = 12
CRUMBS = Decimal(1)  # yuan: what a first or last payment differs by for want of whole fen, hardly more
NAMES = {"amount": "要还的总额", "first_due": "第一期的还款日", "yearly_rate": "年利率", "fee_rate": "每期费率"}


def headline(r: Reckoned) -> Parts:
    """How the plan runs and when it ends, or the least that would do."""
    if r.schedule is None and not r.financed:
        return ("先付 ", Money(r.down), "，当天就还清了，不用分期。")
    if r.schedule is None:
        return (
            f"照现在的条件，{YUAN.show(r.monthly or ZERO)}一个月还不清；至少要每月 ",
            Money(r.least or ZERO),
            "。",
        )
    rows = r.schedule.rows
    if len(rows) == 1:
        return (f"{DAY.show(rows[0].day)}一次还 ", Money(rows[0].payment), "，就还清了。")
    return (f"分 {len(rows)} 期，", *_course(rows), f"，{DAY.show(rows[-1].day)}还清。")


def rate(r: Reckoned) -> Parts:
    """The yearly rate that the plan comes to."""
    if r.simple is None or not r.cost:
        return ()
    odd = "" if r.terms.regular else "；第一期按实际长短算"
    return ("相当于年利率 ", Figure(YEARLY.show(r.simple)), f"（单利：每期利率 × 一年的期数{odd}）。")


def way_forward(r: Reckoned) -> tuple[Parts, ...]:
    """What to do where no plan clears the debt by what can be paid."""
    if not r.financed:
        return (("付款前先要到书面确认：付完这笔就结清，不再有别的费用。付完再要一份结清证明。",),)
    why = "每月还的连利息或手续费都不够，欠的钱不会变少。" if r.never else f"每月还的太少，{MOST_ROWS} 期也还不完。"
    least = r.least or ZERO
    return (
        (why, Fill("monthly", YUAN.typed(least), f"用每月 {least:,.2f} 元重新算")),
        ("拿不出这么多，不是你不努力，是条件定得不合适。可以申请的有：期间不再计息、减免一部分费用、先停一段再还。",),
        ("别为了凑够这个数去借新的钱。先把能还多少如实告诉对方，请对方书面答复。",),
    )


def growth(r: Reckoned) -> tuple[Table, ...]:
    """Why the debt never shrinks."""
    if not r.financed:
        return ()
    charge = a_month(r.method, r.financed, r.terms, r.fee_rate)
    return (
        Table(
            "为什么还不清",
            ("项目", "金额"),
            (
                ("现在的本金", Money(r.financed)),
                ("一个月的利息或手续费", Money(charge)),
                ("打算每月还", Money(r.monthly or ZERO)),
                ("每月至少要还", Money(r.least or ZERO)),
            ),
        ),
    )


def notes(r: Reckoned, schedule: Schedule) -> tuple[Parts, ...]:
    """What is odd about the plan, whether it can be paid, and what its calendar needs."""
    notes: list[Parts] = []
    if r.asked is not None and len(schedule.rows) < r.asked:
        notes.append((f"每期取整到分，第 {len(schedule.rows)} 期就还清了，用不到 {r.asked} 期。",))
    if crumbs := _crumbs(schedule.rows):
        notes.append(crumbs)
    if r.asked is not None and r.monthly is not None:
        if schedule.largest <= r.monthly:
            notes.append(
                ("还得最多的一期是 ", Money(schedule.largest), "，没超过你每月能还的 ", Money(r.monthly), "。")
            )
        else:
            over: Parts = (
                "有一期要还 ",
                Money(schedule.largest),
                "，超过你每月能还的 ",
                Money(r.monthly),
                "。还不起的方案别答应。",
            )
            if r.fewest:
                over = (*over, Fill("periods", str(r.fewest), f"改成 {r.fewest} 期"))
            elif r.paying:
                over = (
                    *over,
                    f"按每月 {YUAN.show(r.monthly)}一直还，要 {r.paying} 期：把“分几期”清空就能看到。",
                )
            elif r.least:
                over = (*over, "按现在的条件，每月至少要 ", Money(r.least), "，可以申请减免或停止计息。")
            notes.append(over)
    if not r.terms.regular and r.cost and r.method in (LEVEL, PRINCIPAL):
        notes.append(
            (f"第一期是 {r.terms.said}，不是正好一个月，利息按实际长短算，只影响第一期。",),
        )
    if ends := month_ends(schedule, r.terms):
        notes.append((ends,))
    if r.unconfirmed:
        what = "、".join(NAMES[name] for name in r.unconfirmed)
        notes.append((f"{what}还没有核对过，所以不做日历提醒。核对以后打上勾，就能带走日历。",))
    else:
        again = "换掉同名的那一份" if r.name else "加在原来的旁边，不会换掉"
        left = "期数少了的，多出来的几期还会留着" if r.name else "旧的一份还会留着"
        notes.append(
            (
                f"计划改了，再导入日历，会{again}，{left}：先在日历里搜“还款”，把旧的删掉。",
                *(() if r.name else ("不止一份计划的，各起一个名字。", Go("name", "去起名字"))),
            )
        )
    notes.append(("这是按你填的数排的，不是对方答应的。对方书面同意以前，以原来的约定为准。",))
    return tuple(notes)


def composition(r: Reckoned) -> Table:
    """What is paid in all."""
    rows: list[tuple[str, Money]] = []
    if r.down:
        rows.append(("先付", Money(r.down)))
    rows += [("分期还的本金", Money(r.financed)), ("利息或手续费", Money(r.cost or ZERO))]
    return Table("一共要还多少", ("项目", "金额"), tuple(rows), ("合计", Money(r.total or ZERO)))


def working(r: Reckoned, schedule: Schedule) -> tuple[Table, ...]:
    """Where each interest comes from."""
    financed = f"{r.financed:,.2f}"
    rows: list[tuple[str, str, Money]] = [("分期还的本金", f"{r.amount:,.2f} − {r.down:,.2f}", Money(r.financed))]
    if r.method == FEE:
        rows.append(("手续费", f"{financed} × {RATE.show(r.fee_rate)} × {len(schedule.rows)}", Money(schedule.fee)))
    tables = [Table("本金和费用", ("项目", "算式", "金额"), tuple(rows))]
    if r.method in (LEVEL, PRINCIPAL):
        before = (r.financed, *(row.balance for row in schedule.rows))
        rates = (r.terms.first(), *r.terms.rates(len(schedule.rows))[1:])
        yearly = RATE.show(r.yearly)
        tables.append(
            Table(
                "每期的利息",
                ("期", "算式", "利息", "这一期还的"),
                tuple(
                    (
                        str(row.number),
                        _sum_of(r, k, f"{balance:,.2f} × {yearly}"),
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


def _sum_of(r: Reckoned, k: int, a_year: str) -> str:
    """How the interest of row ``k`` is made, from the words for that of a year."""
    year = r.terms.year_days
    if r.terms.by_day:
        since = r.terms.due(k - 1) if k else r.terms.start
        return f"{a_year} × {(r.terms.due(k) - since).days} ÷ {year}"
    months, days = r.terms.span if k == 0 else (1, 0)
    odd = f" + {a_year} × {days} ÷ {year}" if days else ""
    whole = f"{a_year} ÷ {A_YEAR}" + (f" × {months}" if months > 1 else "")
    return whole + odd if months else odd.removeprefix(" + ")


def table(schedule: Schedule) -> Table:
    """Every period."""
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


def balances(schedule: Schedule) -> Bars:
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
