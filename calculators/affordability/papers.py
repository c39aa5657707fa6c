"""The reader's own paper with everything, and the one for the lender, once it is whole."""

from decimal import Decimal

from ..kit.calculator import Go, Money, Parts, plain
from ..kit.common import DAY, YUAN
from ..kit.documents import Document
from .reckoning import Reckoned
from .rows import FIRST, KINDS, Debt
from .words import RATE, about_debts, about_needs, orders, way_forward


def private(r: Reckoned) -> Document:
    """Everything, for the reader alone; what was not checked says so."""

    def line(label: str, amount: Decimal, *fields: str) -> str:
        return f"{label}：{YUAN.show(amount)}{'' if r.checked(*fields) else '（没核对）'}"

    words, income = dict(KINDS), r.income_field
    reserve = ("reserve",) if r.reserve_typed is not None else ()
    lines = [
        "能还多少：自己留着的一份",
        "里面有每一家的名字，不要发给任何一家，也不要发给催收。写着“没核对”的，核对以后再当真。",
        "",
        f"从 {DAY.show(r.as_of)} 算起",
        line("每月到手的收入", r.income, income),
        *(f"　{e.month} 月到手 {YUAN.show(e.amount)}" for e in r.earned),
        line("生活必需", r.living, "needs"),
        *(f"　{words[n.kind]} {YUAN.show(n.amount)}" for n in r.needs if n.kind not in FIRST),
        line("要先付的", r.first_items, "needs"),
        *(f"　{words[n.kind]} {YUAN.show(n.amount)}" for n in r.needs if n.kind in FIRST),
        line("备用", r.reserve, *reserve),
        line("收入减去开支和备用", r.surplus, income, "needs", *reserve),
        line("每月能还全部欠款的", r.available, income, "needs", *reserve),
        "",
        line("全部欠款", r.owed, "debts"),
    ]
    doubt = "" if r.checked(income, "needs", *reserve, "debts") else "（没核对）"
    for debt, share in zip(r.debts, r.shares, strict=True):
        name = f"{debt.name}（这笔是花呗）" if debt.huabei else debt.name
        lines.append(f"　{name}：{_terms(debt)}，份额 {YUAN.show(share)}{doubt}")
    if r.shortfall:
        lines.append(line("离最低应还合计还差", r.shortfall, income, "needs", *reserve, "debts"))
    lines.append("")
    for table in orders(r):
        lines.append(f"{table.caption}{doubt}")
        lines += ["，".join(plain(cell) for cell in row) for row in (table.head, *table.rows)]
    lines += [plain(note) for note in (*way_forward(r), *about_needs(r), *about_debts(r))]
    return Document("自己留着的一份，什么都有", "affordability-private.txt", "\n".join(lines) + "\n")


def _terms(debt: Debt) -> str:
    rate = "年利率没填" if debt.rate is None else f"年利率 {RATE.show(debt.rate)}"
    minimum = "最低应还没填" if debt.minimum is None else f"最低应还 {YUAN.show(debt.minimum)}"
    return f"未还 {YUAN.show(debt.balance)}，{rate}，{minimum}"


def lacking(r: Reckoned) -> tuple[tuple[str, Parts], ...]:
    """What is still to be checked, or marked, before there is a paper for the lender, each with the way to it."""
    sums = {
        r.income_field: ("每月到手的收入", r.income),
        "needs": ("每月必需的开支", r.living + r.first_items),
    }
    sums |= {"reserve": ("留一点备用", r.reserve)} if r.reserve_typed is not None else {}
    sums |= {"debts": ("全部欠款", r.owed)}
    found: list[tuple[str, Parts]] = [
        (label, (Money(amount), "。", Go(f"{name}.confirmed", "去打勾")))
        for name, (label, amount) in sums.items()
        if not r.checked(name)
    ]
    if r.huabei is None:
        found.append(("哪一笔是花呗", ("还没有标出来。", Go("debts.0.huabei", "去标"))))
    return tuple(found)


def for_the_lender(r: Reckoned, huabei: Debt, share: Decimal) -> Document:
    """One page of checked values, without any other creditor's name."""
    how = f"（最近 {len(r.earned)} 个月里最低的一个月）" if r.earned else ""
    lines = [
        ("每月到手的收入" + how, r.income),
        ("生活必需（吃饭、通勤等）", r.living),
        ("要先付的（房租房贷、医疗、抚养、法院已定的）", r.first_items),
        *((("备用", r.reserve),) if r.reserve_typed is not None else ()),
        ("每月能还全部欠款的", r.available),
        ("花呗未还金额（我记的，以你们给的明细为准）", huabei.balance),
        *(((f"其他 {r.others} 笔合计", r.others_owed),) if r.others else ()),
        ("按未还金额的比例，花呗每月的份额", share),
    ]
    text = ["我每月能还多少", "", *(f"{label}：{YUAN.show(amount)}" for label, amount in lines), ""]
    text.append("这些数用来申请协商，是我自己算的，不表示我认可欠款的金额。请先给我一份明细。")
    if r.available:
        text.append("希望商量一个我能一直还得起的安排，谈成以后请用文字写下来。")
    else:
        text.append("眼下每月没有能拿来还款的钱，申请延后还款，收入恢复后再商量。")
    return Document("给贷款人的一页纸", "affordability-lender.txt", "\n".join(text) + "\n")
