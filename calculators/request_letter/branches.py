"""What somebody may be told on the telephone, and what to answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ..kit import facts
from ..kit.calculator import FactRef, Parts, Passage, basis, hotline
from ..kit.common import YUAN
from .reckoning import LATER, Letter

QUIET = "collection.quiet_hours"
FULL, LEAST, CANNOT, FAMILY, THIRD, TRANSFER = "full", "least", "cannot", "family", "third", "transfer"
HEARD = (
    (FULL, "只能一次还清"),
    (LEAST, "要先还最低"),
    (CANNOT, "帮不了"),
    (FAMILY, "要求提供家人联系方式"),
    (THIRD, "让你找第三方"),
    (TRANSFER, "催你马上转账"),
)


def _named(id: str, on: date, otherwise: str) -> FactRef | str:
    """A fact inside a sentence, or other words on a day on which it has no value."""
    return FactRef(id, on) if facts.in_force(id, on) else otherwise


@dataclass(frozen=True)
class Branch:
    """What somebody may be told on the telephone, and what then."""

    title: str
    reply: Callable[[Letter], str]
    never: str
    why: Callable[[Letter], Parts]
    then: Callable[[Letter], Parts]


def _what_i_can(letter: Letter) -> str:
    if letter.asks == LATER:
        return "眼下我每月没有能拿来还款的钱。"
    return f"我每月能还的是 {YUAN.show(letter.offer)}。" if letter.offer is not None else "我要按每月能还的数来谈。"


def _paying_a_little(letter: Letter) -> Parts:
    if letter.asks == LATER:
        return ("眼下拿不出钱，就不要为了谈成去凑一笔先还。",)
    return (
        "想先还一点的，只在支付宝里还，不超过你能还的数；拿不出，就不要去凑。还一部分，诉讼时效会重新起算",
        *basis("law.limitation_restart", letter.given.as_of),
        "。",
    )


def _complain(letter: Letter) -> Parts:
    return (
        "还是不行，先在 App 里向机构投诉，一般要在 ",
        _named("collection.complaint_days", letter.given.as_of, ""),
        "内处理",
        *basis("collection.complaint_law", letter.given.as_of),
        "；没有结果再打",
        *hotline("help.finance_line", letter.given.as_of),
        "。投诉管的是服务，不裁决你该还多少。",
    )


BRANCHES = {
    FULL: Branch(
        "客服说只能一次还清",
        lambda it: (
            f"一次还清我现在做不到。{_what_i_can(it)}请先给我明细，再帮我登记分期或延后的申请，告诉我多久有答复、从哪里查。"
        ),
        "“好，我去借来还。”“月底我想办法凑齐。”",
        lambda it: (
            "对方可以不同意，你也可以再申请。能不能分、分几期，",
            _named("huabei.no_public_rule", it.given.as_of, "没有公开的统一规则"),
            "，由贷款人审核；这一次不行，不等于以后都不行。监管部门的通知鼓励合理商定还款的期限和次数",
            *basis("law.relief_notice", it.given.as_of),
            "，但不是强制。",
        ),
        lambda it: (
            "记下工号和原话，把聊天版发到在线客服，留下文字。过几天带着材料再谈。",
            *_paying_a_little(it),
        ),
    ),
    LEAST: Branch(
        "客服说要先还最低",
        lambda it: (
            f"还了最低以后，剩下的怎么计息，下个月最低是多少，还能不能再谈分期？请用文字告诉我。{_what_i_can(it)}"
        ),
        "“行，我先还了再说。”“差的我去别处借。”",
        lambda it: (
            "只还最低，是用利息换时间，剩下的多半还在计息，以账单页为准。先还的钱抵什么，有约定的按约定；没有约定的，先抵费用和利息，再抵本金",
            *basis("law.order_of_repayment", it.given.as_of),
            "。",
        ),
        lambda it: (
            "看最低是多少：超过你能还的，就照实说还不了，请对方记下来。不超过，又答复了还能继续谈，才考虑还，截图留好。",
            *_paying_a_little(it),
        ),
    ),
    CANNOT: Branch(
        "客服说帮不了",
        lambda _: (
            "我明白你可能没有权限。请帮我登记这次申请，给我受理编号，转给能处理还款困难的同事。请问多久有答复，从哪里查？"
        ),
        "“那我就不还了。”“我去告你们。”",
        lambda it: (
            "接电话的人不一定有权限，登记了才有下一步。对方可以不同意你的方案",
            *basis("law.change_by_agreement", it.given.as_of),
            "，但合理的投诉，机构不能不收",
            *basis("collection.complaint_law", it.given.as_of),
            "。",
        ),
        lambda it: ("记下日期、工号、受理编号。到了答复的日子再问一次。", *_complain(it)),
    ),
    FAMILY: Branch(
        "客服要求提供家人联系方式",
        lambda _: "我本人联系得上，请在 App 里或者打我的电话找我。家人的联系方式我不提供，也请不要联系他们。请记下来。",
        "家人、同事、单位的姓名和电话；“你去找我爸妈要。”",
        lambda it: (
            "父母、子女、朋友没有替你还的义务，除非签过担保，或者一起借的。夫妻之间，婚内为一家人日常生活借的，是共同债务；"
            "超出日常需要的，原则上不是",
            *basis("law.spouse_debt", it.given.as_of),
            "。行业自律说，催收",
            _named("collection.only_debtor", it.given.as_of, "应当找本人"),
            "，除非联系不上你。这不是法律，可以用来投诉。",
        ),
        lambda it: (
            "自己的电话保持打得通。提前告诉家人：有人来问，只说“请联系本人”，不转钱。已经打给家人的，记下号码、时间和原话。",
            *_complain(it),
        ),
    ),
    THIRD: Branch(
        "客服让你找第三方",
        lambda _: (
            "请告诉我这家机构的全称，受谁委托，在 App 里哪里能核实。核实以前，我只和支付宝里的客服谈，只在支付宝里还。"
        ),
        "“好，我加他微信。”服务费、保证金、银行卡、手机卡、密码、验证码，一样都不给。",
        lambda it: (
            "真的委托，按部门规章，机构应当先告诉你，并对它负责",
            *basis("collection.outsourcing", it.given.as_of),
            "；说债已经转让的，要有给你的通知",
            *basis("law.assignment", it.given.as_of),
            "。收费代办、保证能成的，官方提醒过是骗局",
            *basis("scams.warning", it.given.as_of),
            "。",
        ),
        lambda it: (
            "先挂断。自己打开支付宝找客服，或者拨",
            *hotline("huabei.service_line", it.given.as_of),
            "，问清有没有这回事。怀疑是骗，可以打反诈专线",
            *hotline("help.fraud_line", it.given.as_of),
            " 问。已经付了钱、给了卡的，马上联系银行，并且报警。",
        ),
    ),
    TRANSFER: Branch(
        "有人催你马上转账",
        lambda _: "我不当场转账。我只在支付宝的花呗页面里还，还以前要看到明细，还有写清楚的安排。请问你的工号？",
        "“你把账号发来。”不扫码，不共享屏幕，不报验证码，不点短信里的链接。",
        lambda it: (
            "转给个人，不一定记到你的账单上。没有写好安排就先付，这笔钱抵什么，也说不清",
            *basis("law.order_of_repayment", it.given.as_of),
            "。催得越急，越先停一停；要先交服务费、保证金的，官方提醒过",
            *basis("scams.warning", it.given.as_of),
            "。",
        ),
        lambda it: (
            "先挂断，打开支付宝看账单。没有你的同意，",
            _named(QUIET, it.given.as_of, "夜里"),
            " 不应该催收，这是行业自律，不是法律，记下来可以投诉。已经转给个人的，马上联系银行和支付宝，并且报警。",
        ),
    ),
}


def branches(r: Letter) -> tuple[Passage, ...]:
    """Every branch, the one that was heard first."""
    order = sorted(BRANCHES, key=lambda key: key != r.given.heard)
    return tuple(
        Passage(
            BRANCHES[key].title,
            (
                ("可以说", (f"“{BRANCHES[key].reply(r)}”",)),
                ("别说", (BRANCHES[key].never,)),
                ("为什么", BRANCHES[key].why(r)),
                ("下一步", BRANCHES[key].then(r)),
            ),
            unfolded=key == r.given.heard,
        )
        for key in order
    )
