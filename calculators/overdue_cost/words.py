"""What the reader sees: what is owed, how it fits what the app shows, and how it was worked out."""

from datetime import timedelta

from ..kit.calculator import FactRef, Figure, Fill, Money, Parts, Table
from ..kit.common import COMMON_RATE, DAY, RATE, YEARLY
from ..kit.units import ZERO, cents
from .implied import RATE_MAX, RATE_MIN
from .ledger import Applied, Segment
from .reckoning import COURT_LINE, WAITS, Reckoned

# Why no rate was found.
WHY = {
    "not_late": "到这一天还没有逾期天数，推不出日利率。",
    "zero": "App 显示的逾期利息是 0，可能当天还没有算出来，推不出日利率。过一天再看一次。",
    "above": f"要对上这个数，日利率得超过 {RATE_MAX} %，不像是同一件事。请核对：金额是不是只填了一部分，"
    "App 显示的数里是不是还有别的费用或本金。",
    "below": f"要对上这个数，日利率得低于 {RATE_MIN} %，不像是逾期利息的全部。"
    "请核对：App 显示的是不是同一天、同一批账单的数。",
    "rough": "金额或天数太少，四舍五入的影响太大，推不准。",
}


def headline(r: Reckoned) -> Parts:
    """What is owed by the day, or when the next bill is due."""
    day = DAY.show(r.as_of)
    if r.total:
        late = f"最早的一张已经逾期 {r.days} 天。" if r.days else ""
        if not late and any(a.due == r.as_of and a.principal for a in r.ledger.accounts):
            late = "有账单这天到期，尽早还。"
        return (f"到 {day}，已经到期、要还的一共是 ", Money(r.total), "。" + late)
    coming = [a.due for a in r.ledger.accounts if a.due > r.as_of and a.principal]
    if coming:
        left = (coming[0] - r.as_of).days
        return (f"到 {day} 还没有逾期。下一个还款日是 {DAY.show(coming[0])}，还有 {left} 天。",)
    return (f"到 {day}，填的这些账单都已经还清。",)


def check(r: Reckoned) -> tuple[Parts, ...]:
    """The way back: our sum against the app's, and the daily rate that it implies."""
    if r.app_interest is None or r.implied is None or r.app_difference is None:
        return ()
    said = (
        ("App 显示的逾期利息是 ", Money(r.app_interest), "，和我们算的一样。")
        if r.app_difference == 0
        else (
            "App 显示的逾期利息是 ",
            Money(r.app_interest),
            "，我们算的是 ",
            Money(r.interest),
            "，App " + ("多" if r.app_difference > 0 else "少"),
            Money(abs(r.app_difference)),
            "。",
        )
    )
    if r.implied_rate is None or r.implied_interest is None:
        between = ""
        if r.implied.high:
            low, high = (RATE.show(round(r, 7)) for r in (r.implied.low, r.implied.high))
            between = f"日利率大约在 {low} 到 {high} 之间。"
        return ((*said, WHY[r.implied.why] + between),)
    rate = RATE.show(r.implied_rate)
    found: Parts = (f"从 App 的数反推，日利率是 {rate}（按这里选的算法，不等于合同写的）", "。")
    if r.implied_interest != r.app_interest:
        found = (found[0], "（各行四舍五入，合计差 ", Money(abs(r.implied_interest - r.app_interest)), "）。")
    if r.implied_rate != r.daily_rate:
        found = (*found, Fill("daily_rate", RATE.typed(r.implied_rate), f"用 {rate} 重新算"))
    return ((*said, *found),)


def notes(r: Reckoned) -> tuple[Parts, ...]:
    """What was left out, what is odd, and what each payment did."""
    notes: list[Parts] = []
    dues = [b.due for b in r.bills]
    if dues != sorted(dues):
        notes.append(("账单已按还款日从早到晚排好，不影响结果。",))
    if any(a.due == r.as_of and a.principal for a in r.ledger.accounts):
        day = DAY.show(r.as_of)
        notes.append((f"有账单在 {day} 到期。别卡着最后时刻：几点前到账才算按时，问客服并截图。",))
    for account in r.ledger.accounts:
        if account.due > r.as_of and account.principal:
            left = (account.due - r.as_of).days
            notes.append(
                (
                    f"{DAY.show(account.due)} 到期的 ",
                    Money(account.principal),
                    f" 还有 {left} 天才到期，这里没算它的逾期利息，也不算在上面的合计里。",
                )
            )
    if r.fee_typed and not r.ledger.rows:
        notes.append(("填的费用没有计入：到这一天还没有逾期过。",))
    for applied in r.ledger.applied:
        notes.extend(_payment_notes(r, applied))
    for payment in r.payments:
        if payment.date > r.as_of:
            notes.append(
                (
                    f"{DAY.show(payment.date)} 的还款 ",
                    Money(payment.amount),
                    f" 在 {DAY.show(r.as_of)} 之后，没有计入。",
                )
            )
    if r.above_court_line:
        notes.append(
            (
                "先核对填的数对不对。照这些数，利息和费用合起来折成年利率超过了 ",
                FactRef(COURT_LINE, r.as_of),
                "。数没错的话，金融借款到了诉讼或仲裁，可以请求把过高的部分调低；要自己提出来，"
                "不是客服必须答应的理由。",
            )
        )
    return tuple(notes)


def _payment_notes(r: Reckoned, applied: Applied) -> list[Parts]:
    day = DAY.show(applied.date)
    notes: list[Parts] = []
    if applied.count > 1:
        notes.append((f"{day} 有 {applied.count} 笔还款，合起来 ", Money(applied.amount), " 一起冲抵。"))
    if applied.early:
        on_day = any(a.due == applied.date for a in r.ledger.accounts)
        when = "在还款日当天或之前" if on_day else "在还款日之前"
        notes.append((f"{day} 还的钱里，有 ", Money(applied.early), f" {when}还掉了账单，这部分不产生逾期利息。"))
    if applied.surplus:
        notes.append(
            (
                f"{day} 还的钱比当时欠的多出 ",
                Money(applied.surplus),
                "，我们没有把它算到别处。多付的钱怎么退、怎么抵，请问客服并截图。",
            )
        )
    return notes


def composition(r: Reckoned) -> Table:
    """What the sum is made of."""
    rows: list[tuple[str, Money]] = [("没还的本金", Money(r.principal)), ("逾期利息", Money(r.interest))]
    if r.fee:
        rows.append(("费用", Money(r.fee)))
    note: Parts = ()
    if r.not_due:
        note = (
            "另有还没到期的 ",
            Money(r.not_due),
            "，按填的还款日还没到，这里没算逾期利息；要不要提前还，以合同为准。连它一起是 ",
            Money(r.everything),
            "。",
        )
    return Table("这个数由什么组成", ("项目", "金额"), tuple(rows), ("已到期的合计", Money(r.total)), note)


def waiting(r: Reckoned) -> Table:
    """What waiting adds."""
    rows = tuple((f"{n} 天", DAY.show(r.as_of + timedelta(n)), Money(getattr(r, f"wait_{n}"))) for n in WAITS)
    note: Parts = ("现在每多一天，多 ", Money(r.per_day), "。")
    if any(a.due >= r.as_of and a.principal for a in r.ledger.accounts):
        note = (*note, "之后到期的账单，从它的还款日第二天起也算在内。")
    return Table("再等下去会多出多少逾期利息", ("再等", "等到", "多出"), rows, note=note)


def working(r: Reckoned) -> tuple[Table, ...]:
    """Every row of the sums."""

    def sum_of(s: Segment) -> str:
        if r.compounding == "daily":
            return f"{s.base:,.2f} × ((1 + {RATE.show(r.daily_rate)})^{s.days} − 1)"
        return f"{s.base:,.2f} × {RATE.show(r.daily_rate)} × {s.days}"

    segments, accounts = r.ledger.segments, r.ledger.accounts
    columns = (
        [a.principal for a in accounts],
        [a.accrued for a in accounts],
        [a.accrued - a.interest for a in accounts],
        [a.interest for a in accounts],
    )
    tables = [
        Table(
            "每张账单",
            ("还款日", "没还的本金", "生出的利息", "已还的利息", "没还的利息"),
            tuple((a.due.isoformat(), *(Money(column[i]) for column in columns)) for i, a in enumerate(accounts)),
            ("合计", *(Money(sum(column, ZERO)) for column in columns)),
        ),
        Table(
            "逾期利息，一行一段",
            ("还款日", "从", "到", "计息金额 × 日利率 × 天数", "逾期利息"),
            tuple(
                (s.due.isoformat(), s.start.isoformat(), s.end.isoformat(), sum_of(s), Money(s.interest))
                for s in segments
            ),
            ("合计", "", "", "", Money(sum((s.interest for s in segments), ZERO))),
            note=("“从”那天不算，“到”那天算。每行四舍五入到分，再相加，就是上表“生出的利息”。",),
        ),
    ]
    if r.ledger.applied:
        went = ("fee", "interest", "principal", "early", "surplus")
        tables.append(
            Table(
                "还的钱冲到了哪里",
                ("日期", "还了", "冲费用", "冲利息", "冲本金", "没到期的", "多出"),
                tuple(
                    (a.date.isoformat(), Money(a.amount), *(Money(getattr(a, part)) for part in went))
                    for a in r.ledger.applied
                ),
            )
        )
    daily = RATE.show(r.daily_rate)
    tables.append(
        Table(
            "日利率折成年利率（单利）",
            ("一年按", "算式", "年利率"),
            (
                ("365 天", f"{daily} × 365", Figure(YEARLY.show(r.yearly_365))),
                ("360 天", f"{daily} × 360", Figure(YEARLY.show(r.yearly_360))),
            ),
        )
    )
    return tuple(tables)


def per_thousand() -> Table:
    """Late interest on 1,000 yuan by days and daily rate: the calculator for those who can't run it."""
    rates = [COMMON_RATE * n / 5 for n in range(2, 7)]
    days = (1, 7, 10, 30, 60, 90, 180, 365)
    return Table(
        "每 1,000 元的逾期利息（元），按单利",
        ("逾期天数", *(f"日利率 {RATE.show(rate)}" for rate in rates)),
        tuple((f"{n} 天", *(Figure(f"{cents(1000 * rate * n):.2f}") for rate in rates)) for n in days),
        note=("用法：找到你的天数和日利率，把格子里的数乘以“未还金额里有几个 1,000”。",),
    )
