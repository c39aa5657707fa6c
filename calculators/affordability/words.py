"""What the reader sees: what is there, what to do with it, and how it was worked out."""

from decimal import ROUND_FLOOR, Decimal

from ..kit.calculator import Figure, Go, Money, Parts, Table, basis, hotline
from ..kit.common import COMMON_RATE, DAY
from ..kit.units import FEN, ZERO, Rate, cents
from .reckoning import MOST_MONTHS, Reckoned
from .rows import FIRST, KINDS

MONTHS_LOOKED_AT = 3  # of an irregular income
COMMON_YEARLY = COMMON_RATE * 365  # only in the worked example
RATE = Rate(label="", places=4)


def headline(r: Reckoned) -> Parts:
    """What is there for all debts together."""
    if r.available:
        return ("每月能拿出来还全部欠款（连花呗在内）的，一共是 ", Money(r.available), "。")
    if r.surplus:
        return (
            "每月的收入不够必需的开支和备用，还差 ",
            Money(-r.surplus),
            "。眼下先保生活，不要借钱来还。",
        )
    return ("每月的收入刚好够必需的开支和备用，能拿来还款的是 ", Money(ZERO), "。先保生活，不要借钱来还。")


def way_forward(r: Reckoned) -> tuple[Parts, ...]:
    """What to do where nothing is left over."""
    if r.available:
        return ()
    notes: list[Parts] = [
        (
            "日子过不下去，可以申请社会救助",
            *basis("help.social_aid", r.as_of),
            "。遇到急难，找事情发生地的乡镇政府或街道办申请临时救助，紧急的先救助。"
            "救助不替你还债，但能保住基本生活，往后才腾得出钱来还。",
        ),
        (
            "不要借新的来还旧的，也不要答应做不到的数。照实告诉每一家：眼下每月拿不出钱，"
            "申请延后还，或者先停一段再谈。这是请求，双方同意才算数",
            *basis("law.change_by_agreement", r.as_of),
            "；对方可以不同意，没谈成之前照样算逾期。",
        ),
        ("心里撑不住的时候，先打心理援助热线", *hotline("help.mental_line", r.as_of), "。"),
    ]
    if r.surplus + r.reserve > 0:
        notes.append(
            (
                "不留备用的话，每月有 ",
                Money(r.surplus + r.reserve),
                "。但一点不留，遇到一件小事就又得借，所以我们没有把它算进能还的。",
            )
        )
    return tuple(notes)


def about_income(r: Reckoned) -> tuple[Parts, ...]:
    """From which months the income was taken."""
    if not r.earned:
        return ()
    lowest = min(r.earned, key=lambda e: e.amount)
    notes: list[Parts] = [(f"收入按填的几个月里最低的一个月（{lowest.month} 月）算，是 ", Money(lowest.amount), "。")]
    if r.income_typed is not None:
        notes.append(("填了最近几个月，“每月到手的收入”那一格就没有用。",))
    if len(r.earned) < MONTHS_LOOKED_AT:
        notes.append((f"只填了 {len(r.earned)} 个月。填满最近 {MONTHS_LOOKED_AT} 个月，这个数才靠得住。",))
    return tuple(notes)


def about_needs(r: Reckoned) -> tuple[Parts, ...]:
    """What may be missing among the needs, and what the law leaves for living."""
    notes: list[Parts] = []
    kinds = {n.kind for n in r.needs if n.amount}
    if "food" not in kinds:
        notes.append(("没有填吃饭、日用的钱，看看是不是漏了。",))
    if "court" in kinds:
        notes.append(("“法院已定的”已经先扣掉了，同一笔不要再填进欠款里。",))
    if r.kept_by_law is not None and r.local_minimum is not None:
        notes.append(
            (
                "强制执行时，也要给你和靠你养的家人留下必需的生活费",
                *basis("court.kept_for_living", r.as_of),
                "。照你填的当地低保标准，是 ",
                Money(r.local_minimum),
                f" × {r.people} 人 = ",
                Money(r.kept_by_law),
                "。这是强制执行的底线，不是建议的生活预算；各地法院实际留的可能不同。",
            )
        )
        court = sum((n.amount for n in r.needs if n.kind == "court"), ZERO)
        kept = r.living + r.first_items - court + r.reserve
        if kept < r.kept_by_law:
            notes.append(
                (
                    "你给生活留的一共只有 ",
                    Money(kept),
                    "，比这条底线还低。看看是不是有开支漏填了，别把自己逼得太紧。",
                )
            )
    return tuple(notes)


def about_debts(r: Reckoned) -> tuple[Parts, ...]:
    """What the debts ask of the money there is."""
    notes: list[Parts] = []
    if r.huabei is None:
        notes.append(("还没有标出哪一笔是花呗，给贷款人的那张纸就写不全。", Go("debts.0.huabei", "去标")))
    if not r.available:
        return tuple(notes)
    if r.available >= r.owed:
        notes.append(("能拿出的钱够一次还清。先向每一家要明细，核对好了再还，还完要结清的凭证。",))
    unknown = [d.name for d in r.debts if d.minimum is None]
    if unknown:
        notes.append((f"没有填每月最低应还的有 {len(unknown)} 笔，这里按没有最低要求算。知道了再填，结果会变。",))
    if r.shortfall:
        notes += [
            (
                "填了的每月最低应还一共是 ",
                Money(r.minimums),
                "，每月能拿出的不够，还差 ",
                Money(r.shortfall),
                "。",
            ),
            (
                "差的不要借钱去补，也不要只顾一家。可以照表里的份额，向每一家提同一个办法：把每月还的降到这个数，"
                "或者延后。这是请求，双方同意才算数",
                *basis("law.change_by_agreement", r.as_of),
                "；没谈成之前，少还的部分照样算逾期，逾期利息会接着加。",
            ),
        ]
        return tuple(notes)
    if any((d.minimum or ZERO) > share for d, share in zip(r.debts, r.shares, strict=True)):
        notes.append(
            (
                "有的欠款，按余额分到的比它的最低应还少。最低应还都付得起的时候，先把每笔的最低付足，"
                "多出来的再选一种顺序。份额是跟各家一起商量降低每月还款时用的。",
            )
        )
    return (*notes, *_about_orders(r))


def _about_orders(r: Reckoned) -> tuple[Parts, ...]:
    without = [f"“{d.name}”" for d in r.debts if d.rate is None]
    if r.by_rate is None or r.by_size is None:
        return ((f"还比不了先还哪一笔划算：{''.join(without)}没有填年利率。看合同、账单，或者问客服，填上就能比。",),)
    notes: list[Parts] = []
    huabei = r.huabei
    if huabei and huabei.rate == COMMON_YEARLY and "debts" not in r.confirmed:
        notes.append(("花呗的年利率用的是常见值折算的，不是你的合同，还款顺序的结果只是估算。",))
    seen = set()
    for title, run, least in (
        ("利率高的先还", r.by_rate, r.least[0]),
        ("金额小的先还", r.by_size, r.least[1]),
    ):
        if run.months is not None or least is None or run.order in seen:
            continue
        seen.add(run.order)
        stuck = "".join(f"“{d.name}”" for d, month in zip(r.debts, run.cleared, strict=True) if not month)
        notes.append(
            (
                (f"照{title}，" if len(r.debts) > 1 else "") + "每月 ",
                Money(r.available),
                f"，{stuck}还 {MOST_MONTHS} 个月也还不清。别的不变，每月至少要 ",
                Money(least),
                " 才还得清。这时候要谈的是减免利息或降低利率，不是拉长期数。",
            )
        )
    if r.rate_interest is not None and r.small_interest is not None and len(r.debts) > 1:
        difference = r.small_interest - r.rate_interest
        if difference > 0:
            notes.append(
                (
                    "先还利率高的，利息少 ",
                    Money(difference),
                    f"；先还金额小的，第 {min(r.by_size.cleared)} 个月就能少一笔。"
                    f"利率高的先还，第一笔还清是第 {min(r.by_rate.cleared)} 个月。两种都行，选你能坚持的。",
                )
            )
        else:
            notes.append(("两种顺序的利息差不多，选你能坚持的。",))
    return tuple(notes)


def budget(r: Reckoned) -> Table:
    """The sum from income to what is there."""
    return Table(
        "每月能还的怎么算出来",
        ("项目", "金额"),
        (
            ("每月到手的收入", Money(r.income)),
            ("减去生活必需（吃饭、通勤等）", Money(r.living)),
            ("减去要先付的（房租房贷、医疗、抚养、法院已定的）", Money(r.first_items)),
            ("减去备用", Money(r.reserve)),
        ),
        ("剩下的", Money(r.surplus)),
        ("剩下的不到零，就按 ", Money(ZERO), " 算：没有能拿来还款的钱。") if r.surplus < 0 else (),
    )


def shares(r: Reckoned) -> Table:
    """Each debt with its fair share."""
    return Table(
        "每笔欠款每月的份额，按未还金额的比例",
        ("欠款", "未还金额", "最低应还", "份额"),
        tuple(
            (d.name, Money(d.balance), "没有填" if d.minimum is None else Money(d.minimum), Money(share))
            for d, share in zip(r.debts, r.shares, strict=True)
        ),
        ("合计", Money(r.owed), Money(r.minimums), Money(sum(r.shares, ZERO))),
        ("份额是可以向各家提的数，不是义务，也不是对方必须答应的数。",),
    )


def orders(r: Reckoned) -> tuple[Table, ...]:
    """How long each order takes, and what it costs."""
    rows: list[tuple[str, Figure, Money, str]] = []
    for title, months, interest, last in (
        ("利率高的先还", r.rate_months, r.rate_interest, r.rate_last),
        ("金额小的先还", r.small_months, r.small_interest, r.small_last),
    ):
        if months is not None and interest is not None and last is not None:
            rows.append((title, Figure(f"{months} 个月"), Money(interest), DAY.show(last)))
    if len(r.debts) == 1:
        rows = [("只有这一笔", *row[1:]) for row in rows[:1]]
    if not rows:
        return ()
    note = "每笔先付足自己的最低应还，多出来的全部还排在最前面的那笔。假定不再新借，利率不变，不加逾期利息和费用。"
    head = ("顺序", "要还", "利息合计", "最后一次")
    return (Table("先还哪一笔", head, tuple(rows), note=(note,)),)


def working(r: Reckoned) -> tuple[Table, ...]:
    """Every row of the sums."""
    words = dict(KINDS)
    tables = [
        Table(
            "必需的开支，一项一行",
            ("项目", "算在", "每月"),
            tuple((words[n.kind], "要先付的" if n.kind in FIRST else "生活必需", Money(n.amount)) for n in r.needs),
            ("合计", "", Money(r.living + r.first_items)),
        )
    ]
    if r.earned:
        tables.insert(
            0,
            Table(
                "最近几个月到手的，取最低的",
                ("月份", "到手"),
                tuple((f"{e.month} 月", Money(e.amount)) for e in r.earned),
                ("最低的", Money(r.income)),
            ),
        )
    if r.available:
        tables.append(_share_working(r))
    for title, run in (("利率高的先还", r.by_rate), ("金额小的先还", r.by_size)):
        if run is not None and run.months is not None:
            tables.append(
                Table(
                    f"{title}，排在前面的写在前面" if len(r.debts) > 1 else "只有这一笔",
                    ("欠款", "年利率", "第一个月还", "还清", "利息"),
                    tuple(
                        (
                            r.debts[i].name,
                            Figure(RATE.show(r.debts[i].rate or ZERO)),
                            Money(run.first[i]),
                            Figure(f"第 {run.cleared[i]} 个月"),
                            Money(run.interest[i]),
                        )
                        for i in run.order
                    ),
                    ("合计", "", Money(sum(run.first, ZERO)), "", Money(sum(run.interest, ZERO))),
                )
            )
            if len(r.debts) == 1:
                break
    return tuple(tables)


def _share_working(r: Reckoned) -> Table:
    split = min(r.available, r.owed)
    cuts = [(split * d.balance / r.owed).quantize(FEN, ROUND_FLOOR) for d in r.debts]
    added = [share - cut for share, cut in zip(r.shares, cuts, strict=True)]
    columns = (cuts, added, r.shares)
    return Table(
        "份额，舍到分再补差",
        ("欠款", "算式", "舍到分", "补", "份额"),
        tuple(
            (
                d.name,
                f"{split:,.2f} × {d.balance:,.2f} ÷ {r.owed:,.2f}",
                *(Money(column[i]) for column in columns),
            )
            for i, d in enumerate(r.debts)
        ),
        ("合计", "", *(Money(sum(column, ZERO)) for column in columns)),
    )


def per_thousand() -> Table:
    """What 花呗 gets of 1,000 yuan, by its part of all debts: for those whose browser can't compute."""
    parts = [Decimal(n) / 20 for n in (1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20)]
    return Table(
        "每月能还的钱里，每 1,000 元有多少给花呗（元）",
        ("花呗占全部欠款的", "花呗的份额"),
        tuple((Figure(RATE.show(part)), Figure(f"{cents(1000 * part):.2f}")) for part in parts),
        note=(
            "用法：先用收入减去必需的开支、要先付的和备用，得到每月能还的。再用花呗的未还金额除以全部欠款，"
            "找到最近的一行，把格子里的数乘以“能还的钱里有几个 1,000”。",
        ),
    )
