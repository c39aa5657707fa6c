"""What the reader sees of the offers: the verdicts, what stands out in each, the tables."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from ..kit import facts
from ..kit.calculator import Bars, FactRef, Figure, Money, Parts, Table
from ..kit.common import COMMON_RATE, DAY, RATE, YEARLY
from ..kit.days import add_months
from ..kit.schedule import MOST_ROWS, Terms, interest_free
from ..kit.units import ZERO, cents, units_of
from .judging import Reckoned, Verdict, cheapest, record_years, unsaid
from .offer import EXTRA, NO, NOT_SAID, WITHIN, Offer
from .reckoning import A_YEAR, FURTHEST

AID, MENTAL = "help.social_aid", "help.mental_line"
RECORD_LAW, CHANGE = "credit.record_law", "law.change_by_agreement"
NUMERALS = "一二三"
QUESTIONS = {
    "periods": "一共分几期？",
    "payment": "每期一共还多少，利息和费用都算在内吗？",
    "down": "需要先付一笔吗？付多少，算不算在总额里？",
    "waived": "有没有减免？减的是哪几项，各减多少？",
    "interest": "还款期间还计不计息？计的话，按什么利率，含在每期里还是另付？",
    "rate": "还款期间计息的利率是多少？写日利率还是年利率？",
    "capitalise": "以前的逾期利息并不并入本金？以后会不会再对它计息？",
    "first": "第一期是哪一天还？",
    "missed": "万一漏了一期，是补上就行，还是全部提前到期，或者方案作废？",
    "credit": "还款期间和还清以后，征信分别怎么报？",
}
LABELS = {
    "periods": "期数",
    "payment": "每期",
    "down": "先付",
    "waived": "减免额",
    "interest": "还的这几个月收不收利息",
    "rate": "期间日利率",
    "capitalise": "以前的利息再不再生利息",
    "first": "首期日",
    "missed": "漏一期怎样",
    "credit": "征信怎么报",
}


def name_of(v: Verdict) -> str:
    """What the offer is called."""
    return f"方案{NUMERALS[v.number]}"


def due(v: Verdict) -> str:
    """What payments that do not fit are held against, in words: the bill as it is, or what would be left of it."""
    offer = v.case.offer
    plain = v.gap is not None and v.gap > 0 and not offer.waived and offer.interest != WITHIN
    return "账单" if plain else "该还的"


def verdict(v: Verdict) -> str:
    """The verdict in words."""
    count = len(v.open)
    left = f"还有 {count} 处没说，先别答应" if count else "条件说全了"
    if v.gap is not None:
        return f"照客服说的加起来，比{due(v)}{'多' if v.gap > 0 else '少'} {abs(v.gap):,.2f} 元"
    if v.low is None or v.high is None:
        return "说不出最多要付多少，先别答应"
    if v.assumed:
        return f"期数和每期都没说，{left}"
    if v.over:
        offer = f"，还价到每期 {v.can_pay:,.2f} 元以内" if v.can_pay else "，现在拿不出，别答应"
        return f"每月超出 {v.over:,.2f} 元{offer}"
    if v.can_pay is None:
        return left
    if v.monthly[1] is not None and v.monthly[1] > v.can_pay:
        return f"不一定付得起，{left}"
    down = v.case.offer.down
    if down is not None and down > v.can_pay:
        return f"每期付得起，先付的超过一个月能还的；{left}"
    return f"付得起，但{left}" if count else f"付得起，{left}"


def headline(r: Reckoned) -> Parts:
    """What the offers come to, and whether the best of them can be taken."""
    if len(r.offers) > 1:
        best = cheapest(r)
        if best is not None and best.high is not None:
            return (f"只看总数，{name_of(best)}付得最少，最多 ", Money(best.high.total), f"；{verdict(best)}。")
        return ("现在还分不出哪个便宜，问清楚再选；今天一次还清是 ", Money(r.now), "。")
    (only,) = r.offers
    if only.gap is not None:
        way, ask = ("多", "请他说明多在哪里") if only.gap > 0 else ("少", "请他说明少的是不是减免")
        return (f"照客服说的加起来，比{due(only)}{way} ", Money(abs(only.gap)), f"。{ask}。")
    if only.low is None:
        return ("期数和每期都没说，总数还算不出；今天一次还清是 ", Money(r.now), "。")
    if only.high is None:
        return ("这个方案最多要付多少还说不出，至少要付 ", Money(only.low.total), "，先别答应。")
    if only.low.total == only.high.total:
        return ("这个方案一共要付 ", Money(only.high.total), f"；{verdict(only)}。")
    return ("这个方案最多可能要付 ", Money(only.high.total), f"；{verdict(only)}。")


def rate(r: Reckoned) -> Parts:
    """The yearly rate inside the payments of the first offer that holds a charge."""
    for verdict in r.offers:
        rate = verdict.case.yearly()
        if rate is not None and verdict.gap is None:
            none = "（按没有减免算）" if verdict.case.offer.waived is None else ""
            words = f"{name_of(verdict)}每期里多出的部分{none}，相当于年利率 "
            first = verdict.case.offer.first
            odd = "" if Terms(r.owed.on, first).regular else "，第一期按实际长短算"
            odd = odd if first else "，第一期算在一个月后"
            return (words, Figure(YEARLY.show(rate)), f"（单利：每期利率 × 12，先付的当天付{odd}）。")
    return ()


def notes(r: Reckoned) -> Iterable[Parts]:
    """What stands out in each offer, and what to do before saying yes."""
    for v in r.offers:
        yield from ((f"{name_of(v)}：", *parts) for parts in _about(r, v))
    if len(r.offers) > 1 and cheapest(r) is None:
        asked = [(w, name_of(v), name) for v in r.offers for name, w in v.open]
        if asked:
            _, name, field = max(asked, key=lambda a: a[0])
            yield (f"几个方案的高低有重叠或还算不出。最能分出高下的一问，是{name}：{QUESTIONS[field]}",)
        else:
            yield ("几个方案的总数分不出高下，或有的加起来对不上。再看每月付不付得起、漏一期怎样、征信怎么报。",)
    if any(v.can_pay == ZERO for v in r.offers):
        # Whoever can pay nothing needs help before any offer.
        yield ("能还的是 0，哪个方案都先别答应。先保吃饭和看病。",)
        if facts.in_force(AID, r.owed.on):
            yield ("可以向街道或乡镇申请社会救助（", FactRef(AID, r.owed.on), "）。")
        if facts.in_force(MENTAL, r.owed.on):
            yield ("撑不住的时候，打心理援助热线 ", FactRef(MENTAL, r.owed.on), "。")
    if all(v.can_pay is None for v in r.offers):
        yield ("在“更多”里填上每月能还多少，才能判断付不付得起。",)
    if facts.in_force(CHANGE, r.owed.on):
        yield (
            "谈方案是商量，双方都同意才算数（",
            FactRef(CHANGE, r.owed.on),
            "）。答应以前，先要到书面的条件。",
        )


def _about(r: Reckoned, v: Verdict) -> Iterable[Parts]:
    offer, case = v.case.offer, v.case
    if v.gap is not None and v.gap > 0:
        if offer.interest == EXTRA:
            yield ("每期里已经比欠的多了，还要在每期之外另付利息，可能算了两遍，请对方逐项写明。",)
        elif offer.interest == NO:
            yield ("说不计息，加起来却更多：多出来的是什么？也可能最后一期该少还，请对方写明最后一期的数。",)
        else:
            yield ("先付、每期、期数和减免额对不上。请对方发一份逐期的还款表。",)
    elif v.gap is not None:
        yield ("加起来还不够，没有说清的减免不能当成减免：最后可能还有一笔。请对方写明还完这些是不是就结清。",)
    elif case.charge:
        yield ("加起来比欠的多 ", Money(case.charge), "，这像是含在每期里的利息或费用，请对方写明是哪一项。")
    elif v.low and _short(v):
        yield ("加起来比欠的少 ", Money(case.high - v.low.base), "，像是减免，可是没写明的，最后可能还要付。")
    if v.low is None:
        yield (
            "期数和每期都没说，总数算不出：不算以后的利息，也要付 ",
            Money(case.low),
            "左右。知道其中一个，或者填上每月能还多少，才能往下算。",
        )
    elif v.assumed:
        yield ("期数和每期都没说，这里假定每期还你填的每月能还的数，只是估一估，不是对方的条件。",)
    elif v.high is None:
        yield (f"照每期这么多，{MOST_ROWS} 期里可能还不清，所以说不出最多要付多少。先问期数和计不计息。",)
    if v.over and v.can_pay and v.counter:
        money: Parts = ("每月多出 ", Money(v.over), "。可以还价：每期 ", Money(v.can_pay))
        yield (*money, f"，期间不再计息，分 {v.counter} 期还清。对方可以不同意，还不起的别答应。")
    elif v.over:
        yield ("每月多出 ", Money(v.over), "。先把能还多少如实告诉对方，申请减免或先停一段，别借新的来还。")
    if offer.down is not None and v.can_pay is not None and offer.down > v.can_pay:
        yield ("先付的 ", Money(offer.down), "比一个月能还的多，手里没有现成的钱就别答应，更别借来付。")
    if offer.rate is not None and offer.rate > r.owed.rate:
        yield ("说的期间日利率，比现在的逾期日利率还高，请核对。",)
    if offer.waived is not None and offer.waived > r.owed.charges:
        yield ("说的减免比逾期利息和费用还多，也就是本金也减。这一条一定要写进书面的条件。",)
    if offer.missed in ("all", "void"):
        what = "余下的就全部提前到期" if offer.missed == "all" else "方案就作废，恢复原来的利息"
        yield (f"漏一期，{what}。总数只在每期都按时还的时候才算数。拿不稳的，先谈小一点的每期。",)
    if offer.credit == "late":
        yield ("还款期间征信仍报逾期：按方案还，记录也不会马上变好，请对方写明还清后怎么报。",)


def comparison(r: Reckoned) -> Table:
    """All offers side by side."""
    rows = tuple(
        (
            name_of(v),
            *_ends(v, ZERO),
            *_ends(v, r.now),
            _span(*v.monthly),
            verdict(v),
        )
        for v in r.offers
    )
    head = ("方案", "最低", "最高", "比今天还清多，最低", "比今天还清多，最高", "每月", "行不行")
    note = (
        "没说的，范围按这些界限算：减免最多减完逾期利息和费用，本金不减；期间利率最高等于现在的逾期日利率；"
        f"首期最晚在 {FURTHEST} 个月后；每期都按时还。负数是比今天还清少付。"
    )
    return Table("每个方案一共要付多少", head, rows, note=(note,))


def said(r: Reckoned, v: Verdict) -> Table:
    """One offer, term by term: what was said and what was not."""
    offer = v.case.offer
    units = {name: unit for name, (unit, _) in units_of(Offer).items()}
    rows: list[tuple[str, str]] = []
    for name in QUESTIONS:
        value = getattr(offer, name)
        if value is not None or name in unsaid(offer):
            rows.append((LABELS[name], NOT_SAID if value is None else units[name].show(value)))
    early, late = v.last
    rows.append(("最后一期", _days(early, late)))
    years = record_years(r.owed.on)
    if years is not None:
        ends = [None if day is None else add_months(day, A_YEAR * years) for day in (early, late)]
        rows.append(("全部还清后，逾期记录保存到", _days(*ends)))
    basis: Parts = ("记录从全部还清那天起算（", FactRef(RECORD_LAW, r.owed.on), "），没还清就不开始数。")
    return Table(f"{name_of(v)}：说了的和没说的", ("条件", "内容"), tuple(rows), note=basis if years else ())


def otherwise(r: Reckoned) -> Table:
    """Paying now and waiting, to compare with."""
    consequence = "还是欠着，逾期天数接着数，征信可能接着报逾期，催收也可能不停；到时仍要付前面的全部，再加这些"
    rows = (
        ("现在一次还清", Money(r.now), "付以前先要明细，付完要结清证明；要靠借钱才付得出的，别这样付"),
        (f"再等 {r.days} 天，多出", Money(r.waiting), consequence),
    )
    return Table("不选方案时", ("做法", "金额", "后果"), rows, note=("这两行只作对照，不和方案排先后。",))


def picture(r: Reckoned) -> Bars:
    """The lowest and the highest of each offer as bars."""
    bars = [("今天还清", r.now)]
    for v in r.offers:
        for word, bound in (("低", v.low), ("高", v.high)):
            if bound is not None:
                bars.append((f"{name_of(v)}{word}", bound.total))
    return Bars("每个方案的最低和最高", tuple(bars))


def working(r: Reckoned) -> tuple[Table, ...]:
    """How each end of each range was worked out."""
    o = r.owed
    rows: list[tuple[str, str, Money]] = [
        ("现在一次还清", f"{o.principal:,.2f} + {o.charges:,.2f}", Money(r.now)),
        ("再等多出", f"{o.principal:,.2f} × {RATE.show(o.rate)} × {r.days}", Money(r.waiting)),
    ]
    for v in r.offers:
        for word, bound in (("最低", v.low), ("最高", v.high)):
            if bound is not None:
                rows.append((f"{name_of(v)}{word}", bound.how, Money(bound.total)))
    note = "元·天：每一段还没还的金额 × 天数，再相加。利息只在最后四舍五入到分一次。几分的加减，是每期取整的零头。"
    tables = [Table("总数怎么来的", ("项目", "算式", "金额"), tuple(rows), note=(note,))]
    for v in r.offers:
        if v.counter and v.over and v.can_pay:
            left = v.case.high - (v.case.offer.down or ZERO)
            terms = Terms(o.on, v.case.offer.first)
            plan = interest_free(left, terms, v.counter)
            row = (f"{left:,.2f} ÷ {v.counter}", Money(plan.rows[0].payment), plan.last_day.isoformat())
            tables.append(Table(f"{name_of(v)}还价：不计息", ("算式", "第一期", "最后一期"), (row,)))
    return tuple(tables)


def _short(v: Verdict) -> bool:
    """Whether the payments that were said come to less than is owed, and nobody said why."""
    offer = v.case.offer
    said = None not in (offer.down, offer.periods, offer.payment)
    return said and offer.waived is None and v.low is not None and v.low.base < v.case.high


def _ends(v: Verdict, less: Decimal) -> tuple[Money | str, Money | str]:
    """The ends of an offer's range, less a sum to compare with."""
    low = "算不出" if v.low is None else Money(v.low.total - less)
    return low, ("说不出" if v.high is None else Money(v.high.total - less))


def _span(low: Decimal | None, high: Decimal | None) -> Parts:
    if low is None or high is None:
        return ("没说",)
    return (Money(low),) if low == high else (Money(low), " 到 ", Money(high))


def _days(early: date | None, late: date | None) -> str:
    if early is None:
        return "算不出"
    if early == late:
        return DAY.show(early)
    return f"最早 {DAY.show(early)}，" + ("最晚说不出" if late is None else f"最晚 {DAY.show(late)}")


def per_thousand() -> Table:
    """Interest beside the payments on 1,000 yuan, by periods and daily rate: for those who can't run it."""
    rates = [COMMON_RATE * n / 5 for n in range(1, 6)]
    return Table(
        "每 1,000 元，期间计息要多付多少（元）",
        ("期数", *(f"日利率 {RATE.show(rate)}" for rate in rates)),
        tuple(
            (f"{n} 期", *(Figure(f"{cents(rate * 1000 * 30 * (n + 1) / 2):.2f}") for rate in rates))
            for n in (3, 6, 9, 12, 18, 24, 36, 60)
        ),
        note=(
            "用法：先看先付 ＋ 每期 × 期数是不是等于欠的减去减免。利息另付的，再加上格子里的数 × 有几个 1,000。"
            "按每期一样多、一期 30 天估算，首期在 30 天后。",
        ),
    )
