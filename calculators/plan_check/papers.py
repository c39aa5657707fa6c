"""The message to send back: what is still to be asked."""

from ..kit.documents import Document
from ..kit.units import ZERO, units_of
from .judging import Reckoned
from .offer import Offer
from .words import LABELS, QUESTIONS, name_of


def questions(r: Reckoned) -> Document:
    """The message to send back: what the lender said (once ticked), and what is still to be asked."""
    lines = ["您好，关于您在电话里说的还款方案，我想先核对清楚再答复。"]
    units = {name: unit for name, (unit, _) in units_of(Offer).items()}
    asked: dict[str, list[str]] = {}
    for v in r.offers:
        if "offers" in r.confirmed:
            shown = [
                f"{LABELS[n]} {units[n].show(getattr(v.case.offer, n))}"
                for n in ("down", "periods", "payment", "first", "waived")
                if getattr(v.case.offer, n) is not None
            ]
            if shown:
                lines.append(f"{name_of(v)}，您说的是：{'，'.join(shown)}。")
        for name, _ in v.open:
            asked.setdefault(name, []).append(name_of(v))
        if v.gap is not None or v.case.charge:
            asked.setdefault("gap", []).append(name_of(v))
    weight = {n: max((w for v in r.offers for name, w in v.open if name == n), default=ZERO) for n in asked}
    order = sorted(asked, key=lambda n: (n != "gap", -weight[n], list(QUESTIONS).index(n) if n != "gap" else -1))
    questions = QUESTIONS | {"gap": "先付加上每期乘期数，和账单对不上，差的是什么？"}
    if asked:
        lines.append("请问：")
    for i, name in enumerate(order, 1):
        whose = f"（{'、'.join(asked[name])}）" if len(asked[name]) < len(r.offers) else ""
        lines.append(f"{i}. {questions[name]}{whose}")
    lines.append(
        "请用文字回复，并发一份逐项的欠款明细和逐期的还款表。收到以前，我没有答应任何方案，也没有确认欠款金额。"
    )
    return Document("发给客服的问题", "wen-kefu.txt", "\n".join(lines))
