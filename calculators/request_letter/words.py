"""What the page says of the letter: what is in it and what is not, what to know before sending it."""

import re
from decimal import Decimal

from ..kit.calculator import Figure, Fill, Money, Parts, Passage, Table, basis, hotline
from ..kit.common import DAY, YUAN
from ..kit.documents import Document
from ..kit.units import ZERO
from .causes import CAUSES, HIDE, only_true, paper_set
from .papers import LETTER_ASKS, NEVER_SAY
from .reckoning import ASK, BEFORE, COURT, LATER, PARTS, Letter

LONG = 36  # periods: from here on we say that the plan is a long one
ASKED = ((PARTS, "分期还"), (LATER, "延后还"), (ASK, "先问有哪些办法"))
BLANKS = re.compile("【[^】]*】")
UNTICKED = "没写：还没打勾"


def headline(r: Letter) -> Parts:
    """What the letter asks for, and whether a figure stands in it."""
    if r.asks == LATER:
        return ("信写好了：眼下每月拿不出钱，就申请延后还，信里不写还款的数。",)
    if r.offer is not None:
        return ("信写好了：先要明细，再申请每月还 ", Money(r.offer), "。")
    if r.given.monthly:
        return ("信写好了，但每月还 ", Money(r.given.monthly), " 还没有打勾核对，信里先不写这个数。")
    if r.given.monthly is not None or r.given.affordable == 0:
        return ("信写好了：先要明细，再问有哪些办法。每月还 ", Money(ZERO), " 还没有打勾核对，先不写进信里。")
    return ("信写好了：先要明细，再问有哪些办法，信里不写还款的数。",)


def left_out(r: Letter) -> tuple[Parts, ...]:
    """What was typed and is not in the letter, for it was not ticked."""
    names = [f"{label} {shown}" for label, shown, _, why in values(r) if why == UNTICKED]
    if not names:
        return ()
    return (
        (
            f"没有写进信里：{'；'.join(names)}。它们还没有核对。在那一格的下面核对、打勾，就会写进去；"
            "格子在“更多”里的，先打开“更多”。",
        ),
    )


def to_fill_in(papers: tuple[Document, ...]) -> Parts:
    """The blanks that the reader fills in by hand."""
    found = dict.fromkeys(mark for document in papers for mark in BLANKS.findall(document.text))
    return (f"发之前，要你自己在手机上填的空：{'、'.join(found)}。别的空没有了。证件号、银行卡号不用写。",)


def before_sending(r: Letter) -> tuple[Parts, ...]:
    """What to know, and to do, before the letter is sent."""
    notes: list[Parts] = []
    if r.given.cause == "cheated":
        notes.append(("被骗的，先报警，再写信。有人说交钱能帮你追回来，那是第二次骗。",))
    if r.given.cause == "other" and r.given.words is None:
        notes.append(("原因选了“其他”，最好在“更多”里用一句话写清发生了什么，对方才看得懂。",))
    if r.given.poor:
        if r.asks != LATER:
            notes.append(("拿不出钱也是答案。在填 0 的那一格下面打勾，信就会改成申请延后还。",))
        notes += [
            (
                "日子过不下去，可以申请社会救助",
                *basis("help.social_aid", r.given.as_of),
                "。遇到急难，找事情发生地的乡镇政府或街道办。救助不替你还债，批不批由当地审核。不要借钱来还。",
            ),
            (
                "心里撑不住的时候，打心理援助热线",
                *hotline("help.mental_line", r.given.as_of),
                "；打不通，先叫醒身边的人。",
            ),
        ]
    elif r.given.affordable is None:
        notes.append(("还没有填“花呗每月能还的”。先用“能还多少”留够生活费，再填过来，信里就不会写超过它的数。",))
    if r.given.stage == BEFORE:
        notes.append(
            ("还没到还款日，现在问，选择比逾期以后多。展期要贷款人同意", *basis("law.extension", r.given.as_of), "。")
        )
    elif r.given.stage == COURT:
        notes.append(
            (
                "发这封信，不会让法院的期限停下来，也不算答辩或异议。收到支付令，在期限里二选一：还清，"
                "或者交书面异议，有真的理由才交",
                *basis("court.payment_order_law", r.given.as_of),
                "；收到起诉状，按期答辩、到庭",
                *basis("court.answer_law", r.given.as_of),
                "。分期可以在调解里谈，也可以和对方谈。",
            )
        )
    notes += [
        (
            "这封信是请求，不是权利。改变合同要双方同意",
            *basis("law.change_by_agreement", r.given.as_of),
            "；没谈成以前，逾期利息可能照样算，催收也可能不停。",
        ),
        (
            "发出去以前要知道：信里不认金额，可是申请分期、延后，先还一点，法律上就当作同意还这笔钱，诉讼时效会重新起算",
            *basis("law.limitation_restart", r.given.as_of),
            "。催收也会，所以这不是不谈的理由。只有一种先别发：好几年没人催、你也没还过",
            *basis("law.limitation_after", r.given.as_of),
            "。先打法律援助热线",
            *hotline("help.legal_line", r.given.as_of),
            " 问。",
        ),
        (
            "只发给你自己在支付宝里找到的客服，或者拨 App 里显示的客服电话",
            *hotline("huabei.service_line", r.given.as_of),
            "。不要发给来电的人，也不要交给说能代办的人。",
        ),
    ]
    return tuple(notes)


def about_numbers(r: Letter) -> tuple[Parts, ...]:
    """What to look at again in the figures."""
    notes: list[Parts] = []
    if r.given.monthly is None and r.given.affordable is not None:
        typed = YUAN.typed(r.given.affordable)
        notes.append(
            (
                "“每月打算还多少”空着。可以填你能还的数，或者更少。",
                Fill("monthly", typed, f"填 {YUAN.show(r.given.affordable)}"),
            )
        )
    if r.given.down is not None and r.given.affordable is not None and r.given.down > r.given.affordable:
        notes.append(("先付的比每月能还的还多。看看这笔钱是不是生活费、是不是借来的；是的话，把它清空。",))
    if r.needed is not None and r.needed > LONG:
        notes.append(
            (
                f"照你填的，大约要 {r.needed} 期，很长。别为了缩短期数把每月的数写大；"
                "信里已经问了停止计息和减免，这比加大每月的数更要紧。",
            )
        )
    if r.given.periods is not None and r.needed is not None and r.given.periods != r.needed:
        notes.append(
            (
                f"每月的数和期数对不上：照 App 显示的粗算，要 {r.needed} 期。信里不能同时写两个对不上的数。",
                Fill("periods", str(r.needed), f"改成 {r.needed} 期"),
            )
        )
    return tuple(notes)


def values(r: Letter) -> tuple[tuple[str, str, str, str], ...]:
    """Each value that was typed: label, shown, how the letter has it, and why it was left out ("" if it is in)."""
    found: list[tuple[str, str, str, str]] = []

    def add(name: str, label: str, shown: str | None, stands: bool, how: str = "", instead: str = "") -> None:
        if shown is None:
            return
        why = UNTICKED if name not in r.given.confirmed else "" if stands else instead
        found.append((label, shown, how, why))

    def money(amount: Decimal | None) -> str | None:
        return None if amount is None else YUAN.show(amount)

    later = r.asks == LATER
    add("monthly", "每月打算还", money(r.given.monthly), True, "不写数，只写延后" if later else "")
    begins = None if r.given.first_day is None else DAY.show(r.given.first_day)
    add("first_day", "第一次还款的日子", begins, True, "写成再商量的日子" if later else "")
    add("down", "现在先付", money(r.given.down), bool(r.given.down), "", "没有先付的，不用写")
    add("shown", "App 显示的未还金额", money(r.given.shown), True, "只写“App 显示”，并且写明没有确认")
    periods = None if r.given.periods is None else f"{r.given.periods} 期"
    instead = "每月拿不出钱，不写期数" if later else "和每月的数对不上"
    add("periods", "想分几期", periods, r.parts == r.given.periods, "", instead)
    since = None if r.given.since is None else f"{r.given.since.year}年{r.given.since.month}月"
    add("since", "从什么时候开始", since, True, "只写到月")
    talked = None if r.given.talked is None else DAY.show(r.given.talked)
    add("talked", "上次联系的日子", talked, True, "只写进电话稿")
    alone = "income_now" in r.given.confirmed and r.given.income_now is not None
    add("income_before", "以前每月到手", money(r.given.income_before), alone, "", "要和现在的收入一起写")
    add("income_now", "现在每月到手", money(r.given.income_now), True)
    return tuple(found)


def what_is_in(r: Letter) -> tuple[Table, ...]:
    """Each value that was typed, and whether it is in the letter."""
    rows = tuple((label, Figure(shown), why or how or "写了") for label, shown, how, why in values(r))
    if not rows:
        return ()
    note = ("没有核对的数，信里没有，电话稿里也没有。“花呗每月能还的”只用来把关，从不写进去。",)
    return (Table("信里写了哪些数", ("项目", "你填的", "写进信里了吗"), rows, note=note),)


def how_it_is_built(r: Letter) -> Passage:
    """The order of the letter, part by part."""
    asked = dict(ASKED)[r.asks]
    return Passage(
        "信是怎么拼起来的",
        (
            ("1. 开头", ("是谁、App 里是什么状态。不写逾期多少天。",)),
            ("2. 要明细", ("排在任何请求前面。金额只说“App 显示”，写明没有确认。",)),
            ("3. 原因", (f"{CAUSES[r.given.cause].name}。不写病名、单位和家人的名字。",)),
            ("4. 请求", (f"{asked}。没有打勾的数都不写，写的不超过你能还的。",)),
            ("5. 请对方用文字答复", (f"{len(LETTER_ASKS)} 条，不当场答应。",)),
            ("6. 结尾", ("是申请，不是对金额的确认。没有表态和许诺的话。",)),
        ),
    )


def working(r: Letter) -> tuple[Table, ...]:
    """How many periods it takes, as a sum."""
    if r.needed is None or r.given.shown is None or not r.given.monthly:
        return ()
    owed = f"{r.given.shown:,.2f}" if not r.given.down else f"（{r.given.shown:,.2f} − {r.given.down:,.2f}）"
    row = ("大约几期", f"{owed} ÷ {r.given.monthly:,.2f}，向上取整", Figure(f"{r.needed} 期"))
    return (Table("大约几期", ("项目", "算式", "结果"), (row,)),)


def never_say() -> Passage:
    """What harms when it is said."""
    return Passage("不要说的话", tuple((f"第 {i} 句", (words,)) for i, words in enumerate(NEVER_SAY, 1)))


def papers_that_fit(r: Letter) -> Passage:
    """The papers that fit the cause, and what to do without one."""
    papers = tuple(
        (paper.name, (f"说明{paper.shows}。哪里拿：{paper.where}。没有的话：{paper.without}。",))
        for paper in paper_set(r.given.cause)
    )
    return Passage(
        f"要准备的材料：{CAUSES[r.given.cause].name}",
        (*papers, ("交之前", (HIDE,)), ("只交真的", only_true(r.given.as_of))),
    )
