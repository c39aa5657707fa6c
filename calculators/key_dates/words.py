"""What the reader sees of the days: the headline, what to do, the tables."""

from datetime import date, timedelta

from ..kit.calculator import Figure, Fill, Money, Parts, Table
from ..kit.common import DAY, RATE, YUAN, fact_ref, fact_value
from .reckoning import BAND, LAST_CLASS, REMIND, Band, Milestone, Reckoned
from .rules import PAPER, REPORT, Rule, rule_of

CLASSES = (
    ("0", "N：没有逾期"),
    *((str(n), f"{n}：逾期 {(n - 1) * BAND + 1}–{n * BAND} 天") for n in range(1, LAST_CLASS)),
    (str(LAST_CLASS), f"{LAST_CLASS}：逾期 {(LAST_CLASS - 1) * BAND} 天以上"),
)


def rules_of(r: Reckoned) -> dict[Milestone, Rule]:
    """Each milestone with its words, in their order."""
    return {m: rule_of(m, r.given) for m in r.milestones}


def headline(r: Reckoned) -> Parts:
    """The next day that matters, how long it is until then, and what counts more than our counting."""
    on, after, rules = r.given.as_of, r.next, rules_of(r)
    if after:
        others = sum(1 for m in r.milestones if m.tier and m is not after)
        more = f"另外 {others} 个日子见下面。" if others else ""
        if any(m.tier == 1 and rule.late and m.over(on) for m, rule in rules.items()):
            more += "有期限已经过了，先看下面说明里最上面的一条。"
        rule = rules[after]
        binding = f"{rule.binding}。" if rule.binding else ""
        if on > after.day:
            return (*_still(after, rule), f"{binding}{more}")
        left = f"还有 {r.next_left:,} 天" if r.next_left else "就是这一天"
        return (
            "下一个要紧的日子是 ",
            Figure(DAY.show(after.day)),
            "，",
            Figure(left),
            f"：{rule.what}。{binding}{more}",
        )
    past = sorted((m for m in r.milestones if m.tier), key=lambda m: m.legal)
    if past:
        last, rule = past[-1], rules[past[-1]]
        gone = (on - last.legal).days
        return (
            "填的这些日子都已经过了，最近的是 ",
            Figure(DAY.show(last.legal)),
            f"（{rule.what}），过了 {gone:,} 天{'，' + rule.binding if rule.binding else ''}。"
            "别慌，现在可以做什么见下面。",
        )
    if r.given.judgment and r.given.small_claims == "yes":
        return ("这是小额诉讼的判决，没有上诉期。填上判决写的履行期限，就能看到下一个要紧的日子。",)
    if r.given.judgment:
        return ("收到了判决，先弄清是不是小额诉讼，再填判决写的履行期限，就能看到下一个要紧的日子。",)
    if r.overdue_days:
        where = "还清时逾期了" if r.given.cleared else "已经逾期"
        return (f"到 {DAY.show(on)}，{where} ", Figure(f"{r.overdue_days} 天"), "，后面没有别的日子要记。")
    if r.given.due or r.given.cleared:
        return ("按填的日子，这笔没有逾期，后面也没有别的日子要记。",)
    return _headline_without_days(r)


def _headline_without_days(r: Reckoned) -> Parts:
    if r.fee is not None and r.fee_summary is not None:
        return (
            "还没有填日子。按填的金额，案子的受理费大约是 ",
            Money(r.fee),
            "；适用简易程序或调解结案，大约是 ",
            Money(r.fee_summary),
            "。",
        )
    if r.late_per_day is not None:
        return ("还没有填日子。判决的钱过了履行期限还没还，每天大约多出 ", Money(r.late_per_day), "。")
    return ("还没有填日子。填上任何一个，这里就告诉你下一个要紧的是哪天、还有几天。",)


def past(r: Reckoned) -> tuple[Parts, ...]:
    """What to do about days gone by: of several from one event, the last."""
    on = r.given.as_of
    last = {m.field: (m, rule) for m, rule in rules_of(r).items() if rule.late and m.over(on)}
    # Papers of a court first.
    return tuple(
        (f"{rule.what}：{days_of(m, on)}，已经过了 {(on - m.legal).days:,} 天。", *rule.late)
        for m, rule in sorted(last.values(), key=lambda said: (said[0].tier, on - said[0].legal))
    )


def ahead(r: Reckoned) -> tuple[Parts, ...]:
    """What to do by the days to come, the most pressing first."""
    on = r.given.as_of
    ahead = [(m, rule) for m, rule in rules_of(r).items() if rule.todo and not m.over(on)]
    return tuple(
        (
            *((f"{rule.what}，{days_of(m, on)}。",) if on <= m.day else _still(m, rule) if m != r.next else ()),
            *rule.todo,
        )
        for m, rule in sorted(ahead, key=lambda said: (said[0].tier or 3, said[0].until(on)))
    )


def judgment(r: Reckoned) -> tuple[Parts, ...]:
    """What a judgment, or the way to one, means where it may be a small claim."""
    given, on = r.given, r.given.as_of
    law = fact_ref("court.small_claims_law", on)
    if given.judgment and given.small_claims == "unknown":
        return (
            (
                "收到一审判决，先看最后一段：写着可以上诉，就有上诉期；写着一审终审，就是小额诉讼（",
                law,
                "），不能上诉。没弄清之前，我们不给上诉的日子。",
                Fill("small_claims", "no", "写着可以上诉"),
                Fill("small_claims", "yes", "写着一审终审"),
            ),
        )
    if given.judgment and given.small_claims == "yes":
        return (
            (
                "小额诉讼一审终审（",
                law,
                "），不能上诉。接下来要紧的是判决书写的履行期限"
                + ("。" if given.perform_by else "，填进“履行期限的最后一天”。"),
            ),
        )
    if given.statement and not given.judgment:
        return (
            (
                "花呗的金额多在小额诉讼那条线以下，可能走小额（",
                law,
                "）：判了不能上诉，所以答辩和到庭特别要紧。觉得不该走小额，开庭以前就提（",
                fact_ref("court.small_claims_objection", on),
                "）。",
            ),
        )
    return ()


def credit(r: Reckoned) -> tuple[Parts, ...]:
    """The rough class of days overdue, and how long the record keeps it."""
    given, on, notes = r.given, r.given.as_of, []
    if r.overdue_class is not None and r.overdue_days:
        when = "还清时" if given.cleared and given.cleared <= on else f"到 {DAY.show(on)}"
        said: Parts = (f"{when}逾期 {r.overdue_days} 天，信用报告里大致是“{dict(CLASSES)[r.overdue_class]}”",)
        if r.class_at_clearing is not None:
            said = (*said, f"；到打算还清那天，大致是“{dict(CLASSES)[r.class_at_clearing]}”")
        notes.append((*said, "。按 ", fact_ref("credit.class_days", on), "一档粗算，贷款人按月报送，以信用报告为准。"))
    if r.record_end and given.cleared:
        planned = "照打算的日子还清，" if given.cleared > on else ""
        notes.append(
            (
                f"{planned}征信里这笔逾期留到 {DAY.show(r.record_end)}，依据是 ",
                fact_ref("credit.record_law", on),
                f"，{REPORT}。没还清，就还没开始数。协商成功，以前的逾期也照记。",
            )
        )
    elif given.due and given.cleared and not given.was_late:
        notes.append(("在还款日或之前还清，按填的日子没有逾期，不用数征信的年数。",))
    elif given.due and not given.cleared and r.overdue_days:
        notes.append(
            (
                "没还清，征信的 ",
                fact_ref("credit.record_years", on),
                " 还没开始数。填上打算还清的那天，就能看到留到哪天。",
            )
        )
    return tuple(notes)


def money(r: Reckoned) -> tuple[Parts, ...]:
    """The doubled interest on a judgment, and a case too large for the fees we know."""
    given, on = r.given, r.given.as_of
    notes: list[Parts] = []
    if given.unpaid is not None and r.late_per_day is not None:
        rule: Parts = (
            "加倍部分每天按 ",
            fact_ref("court.late_judgment_rate", on),
            " 算（",
            fact_ref("court.late_judgment_law", on),
            "，司法解释）；判决确定的一般利息另算。",
        )
        if r.late_days and r.late_interest is not None:
            said: Parts = (
                f"过了判决的履行期限 {r.late_days} 天，加倍部分到 {DAY.show(on)} 是 ",
                Money(r.late_interest),
                "，每多一天多 ",
                Money(r.late_per_day),
                "。",
            )
        elif given.perform_by:
            said = ("在履行期限里还上，就没有加倍部分；过了以后，每天多 ", Money(r.late_per_day), "。")
        else:
            said = ("填上判决写的履行期限，就能算加倍部分；过了期限，每天多 ", Money(r.late_per_day), "。")
        notes.append((*said, *rule))
    if given.claim is not None and r.fee is None:
        notes.append(
            (
                "案子的金额超过 ",
                fact_ref("court.fee_third_to", on),
                "，再往上的比例我们没有核对，这里不算受理费。看法院的缴费通知，或打 ",
                fact_ref("help.court_phone", on),
                " 问。",
            )
        )
    return tuple(notes)


def calendar_notes(r: Reckoned) -> tuple[Parts, ...]:
    """When the calendar reminds, and what to do with entries that are no longer right."""
    if not r.entries:
        return ()
    return (
        (
            f"下面的日历文件提前 {REMIND} 天提醒；来不及的，提前得少一些。以后改了日子，重新存一次，"
            "旧的那条自己删；写了“案号或哪一家”的，会换掉旧的。",
        ),
    )


def limitation(r: Reckoned) -> Parts:
    """Why no day is given on which a debt is out of time."""
    on = r.given.as_of
    return (
        "诉讼时效是 ",
        fact_ref("law.limitation_years", on),
        "，分期的从最后一期到期起算。催收到达、账户被扣款、还一部分、答应分期或延期、被起诉，都会让它重新起算（",
        fact_ref("law.limitation_restart", on),
        "）；过了以后又同意还，也不能反悔（",
        fact_ref("law.limitation_after", on),
        "）。所以我们不给到期的日子。这不是不协商的理由。",
    )


def days(r: Reckoned) -> tuple[Table, ...]:
    """All days with their rules."""
    if not r.milestones:
        return ()
    on = r.given.as_of

    def left(m: Milestone) -> str:
        if m.over(on):
            return f"已过 {(on - m.legal).days:,} 天"
        if on > m.day:
            return "还来得及，今天就办" if m.last and m.last.known else "可能还来得及，今天就办"
        days = (m.day - on).days
        return f"还有 {days:,} 天" if days else "就是这天"

    rules = rules_of(r)
    rows = tuple((days_of(m, on), rule.what, left(m), rule.basis) for m, rule in rules.items())
    moved: Parts = ()
    if any(m.last for m in r.milestones):
        moved = (
            "法院的期限，最后一天碰上休假日的，顺到之后第一天（",
            fact_ref("periods.holiday_roll", on),
            "）；周六、周日也算，是通行的理解，法条没有单独写。",
        )
    bound = {rule.binding for rule in rules.values()}
    theirs = any(m.field in ("objection", "complaint") for m in r.milestones)
    return (
        Table(
            f"这些日子，从 {DAY.show(on)} 看",
            ("日子", "是什么", "还有多久", "规则和依据"),
            rows,
            note=(
                *moved,
                *(("征信异议和投诉是对方的期限，照天数数，不往后顺。",) if theirs else ()),
                *(f"{whose}的，{word}。" for word, whose in ((PAPER, "法院"), (REPORT, "征信")) if word in bound),
            ),
        ),
    )


def costs(r: Reckoned) -> tuple[Table, ...]:
    """What the court costs."""
    on = r.given.as_of
    if r.fee is None or r.fee_summary is None or r.fee_order is None or r.given.claim is None:
        return ()
    return (
        Table(
            f"案子要 {YUAN.show(r.given.claim)}，法院的费用大约是",
            ("项目", "怎么算", "金额"),
            (
                ("受理费", "分段累加", Money(r.fee)),
                (
                    "简易程序、调解或撤诉的受理费",
                    ("受理费 × ", fact_ref("court.fee_summary_share", on)),
                    Money(r.fee_summary),
                ),
                ("支付令的申请费", ("受理费 × ", fact_ref("court.fee_order_share", on)), Money(r.fee_order)),
            ),
            note=(
                "依据是行政法规 ",
                fact_ref("court.fee_law", on),
                "。通常由败诉的一方负担；法院可能取整，以缴费通知和判决书为准。",
            ),
        ),
    )


def working(r: Reckoned) -> tuple[Table, ...]:
    """How each day and each sum was counted."""
    tables = []
    counted = [(m, m.start, rule) for m, rule in rules_of(r).items() if m.start]
    if counted:
        tables.append(
            Table(
                "日子怎么数的",
                ("是什么", "从哪天", "第 1 天", "数多少", "数到"),
                tuple(
                    (
                        rule.what,
                        start.isoformat(),
                        (start + timedelta(1)).isoformat(),
                        rule.count,
                        m.day.isoformat(),
                    )
                    for m, start, rule in counted
                ),
                note=("按年数的，数到那年的同一天；那个月没有这一天，就是那个月的最后一天。",),
            )
        )
    if r.fee is not None:
        tables.append(
            Table(
                "受理费，一行一段",
                ("算式", "金额"),
                tuple((_sum(band), Money(band.fee)) for band in r.fee_bands),
                ("受理费", Money(r.fee)),
            )
        )
    if r.late_interest and r.given.unpaid is not None:
        rate = RATE.show(fact_value("court.late_judgment_rate", r.given.as_of))
        tables.append(
            Table(
                "加倍部分",
                ("没还的判决金额 × 每天的利率 × 天数", "金额"),
                ((f"{r.given.unpaid:,.2f} × {rate} × {r.late_days}", Money(r.late_interest)),),
            )
        )
    return tuple(tables)


def days_of(m: Milestone, on: date) -> str:
    """The day of a milestone: as counted, and where the law may move it, the legal one with the reason."""
    raw, legal, last = DAY.show(m.day), DAY.show(m.legal), m.last
    why = f"碰上{last.why}，" if last and last.why else ""
    if not last or (last.known and not why):
        return raw
    if m.over(on) or not m.calendar:
        return legal + (f"（原来是 {raw}，{why}顺延）" if why else "") + ("" if last.known else "，碰上休假日会更晚")
    if last.known:
        return f"{raw}（先按它办）；{why}法定最后一天是 {legal}"
    same = (
        f"暂时数到 {legal}，那时的放假通知我们还没有，会变"
        if why
        else "暂时也数到这天，那时的放假通知我们还没有，也许更晚"
    )
    return f"{raw}（先按它办）；{why}法定最后一天{same}"


def _still(m: Milestone, rule: Rule) -> Parts:
    """What to say between the day as counted and the day on which the period is over."""
    last = m.last
    assert last
    was = f"{rule.what}原来是 {DAY.show(m.day)}，" + (f"碰上{last.why}，" if last.why else "")
    if last.known:
        return (f"还来得及，今天就办。{was}顺到 ", Figure(DAY.show(last.moved)), "。")
    return (f"可能还来得及，今天就办，同时打法院问。{was}那时的放假通知我们还没有，可能往后顺。",)


def _sum(band: Band) -> str:
    """A band of the court's fee as a sum."""
    if band.rate is None:
        return f"不超过 {YUAN.show(band.upper)}，固定"
    return f"({band.upper:,.2f} − {band.lower:,.2f}) × {RATE.show(band.rate)}"
