"""What each of the days is: its rule with its source, what to do by it, and what may still help after it."""

from dataclasses import dataclass

from ..kit import facts
from ..kit.calculator import Parts
from ..kit.common import fact_ref
from .reckoning import Given, Milestone, overdue_class

PAPER = "以文书写明的日期为准"
REPORT = "以信用报告为准"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The words of a milestone.

    ``count`` is what was counted; blank where nothing was. ``binding`` says what counts more than our counting.
    ``rank`` and ``source`` are those of the ``rule``, blank where it is none. ``todo`` and ``late`` say what to do
    before and after the day.
    """

    what: str
    rule: Parts
    rank: str = ""
    source: Parts = ()
    count: str = ""
    todo: Parts = ()
    late: Parts = ()
    binding: str = ""

    @property
    def basis(self) -> Parts:
        """The rule with its rank and source."""
        return (*self.rule, f"。{self.rank}，", *self.source) if self.rank else self.rule


def rule_of(m: Milestone, given: Given) -> Rule:
    """The words of one milestone. Raises ``KeyError`` for a kind that has none."""
    return _RULES[m.kind](m, given)


def _due(_m: Milestone, _given: Given) -> Rule:
    return Rule(
        what="还款日",
        rule=("账单上写的日子",),
        todo=("还款日当天或之前还上，就不算逾期。别卡着最后时刻：几点前到账才算，问客服并截图。",),
    )


def _next_class(m: Milestone, given: Given) -> Rule:
    on = given.as_of
    now = overdue_class((on - (m.start or m.day)).days)
    return Rule(
        what=f"信用报告里大致从 {now} 变成 {now + 1}",
        rule=("还款日的次日是第 1 天，每 ", fact_ref("credit.class_days", on), "一档"),
        rank="信用报告的编码说明，不是法律",
        source=(fact_ref("credit.class_rule", on),),
        count=f"{m.days} 天",
        todo=("贷款人按月报，这一档只是大致的。能在这天之前还清，就少进一档；谈好了怎么报，要问贷款人。",),
        binding=REPORT,
    )


def _clearing(_m: Milestone, _given: Given) -> Rule:
    return Rule(
        what="打算还清的那天",
        rule=("你自己定的日子",),
        todo=("还清那天，截图留好，再问客服征信怎么报、什么时候更新。",),
    )


def _record_end(m: Milestone, given: Given) -> Rule:
    on = given.as_of
    return Rule(
        what="征信里这笔逾期到期删除" + ("" if m.calendar else "（照打算还清的那天算）"),
        rule=("从还清那天起，保存 ", fact_ref("credit.record_years", on)),
        rank="行政法规",
        source=(fact_ref("credit.record_law", on),),
        count=facts.show("credit.record_years", on),
        late=(
            "查一次信用报告，看这一笔还在不在。还在的话，可以提异议，依据是 ",
            fact_ref("credit.objection_law", on),
            "。",
        ),
        binding=REPORT,
    )


def _objection(m: Milestone, given: Given) -> Rule:
    on = given.as_of
    return Rule(
        what="征信异议：该收到书面答复",
        rule=("对方收到异议的次日起数，", fact_ref("credit.objection_days", on), "内核查并书面答复"),
        rank="行政法规",
        source=(fact_ref("credit.objection_law", on),),
        count=f"{m.days} 天",
        todo=("异议管的是写错、写漏。真实的逾期不是错误，异议删不掉，可以附上情况说明。",),
        late=(
            "如果还没收到书面答复，先问受理的地方办到哪一步；再不答复，可以向所在地的人民银行分支机构投诉，依据是 ",
            fact_ref("credit.complaint_law", on),
            "。",
        ),
    )


def _reply(m: Milestone, given: Given, what: str, rule: Parts, late: Parts) -> Rule:
    """The answer to a complaint that a lender owes."""
    return Rule(
        what=what,
        rule=("机构收到投诉的次日起数，", *rule),
        rank="部门规章",
        source=(fact_ref("collection.complaint_law", given.as_of),),
        count=f"{m.days} 天",
        late=late,
    )


_ASK: Parts = ("如果还没答复，问机构：按哪一种办，有没有延长，请用文字告诉你。",)


def _complaint(m: Milestone, given: Given) -> Rule:
    days = fact_ref("collection.complaint_days", given.as_of)
    return _reply(m, given, "简单的投诉，该有处理结果", (days, "内"), _ASK)


def _complaint_long(m: Milestone, given: Given) -> Rule:
    longer = fact_ref("collection.complaint_long", given.as_of)
    return _reply(m, given, "复杂的投诉，该有处理结果", ("延到 ", longer, "内"), _ASK)


def _complaint_last(m: Milestone, given: Given) -> Rule:
    on = given.as_of
    rule = (
        fact_ref("collection.complaint_long", on),
        "之后，经批准、告诉过你，再加 ",
        fact_ref("collection.complaint_extra", on),
    )
    late = (
        "如果一直没有结果，可以打 ",
        fact_ref("help.finance_line", on),
        " 反映。它管服务和合规，不裁决你该还多少。",
    )
    return _reply(m, given, "特别复杂的投诉，最晚该有处理结果", rule, late)


def _mail(given: Given) -> Parts:
    return (
        "当面交，赶在法院下班前；也可以用邮政挂号信或特快寄，最后一天或以前寄出不算晚（",
        fact_ref("periods.mailing", given.as_of),
        "），底单留好。",
    )


def _missed(given: Given) -> Parts:
    """What may still help after the last day."""
    return (
        "最后一天或以前寄出的，看邮戳，不算晚（",
        fact_ref("periods.mailing", given.as_of),
        "）。因为住院、没收到这类正当理由错过的，原因消除后 ",
        fact_ref("periods.extension_days", given.as_of),
        " 内可以书面申请顺延，由法院定。",
    )


def _paper(m: Milestone, given: Given, what: str, received: str, todo: Parts, late: Parts) -> Rule:
    """The last day of a period of days counted from the receipt of a court's paper."""
    on = given.as_of
    return Rule(
        what=what,
        rule=(f"{received}的次日起数，", fact_ref(f"court.{m.kind}_days", on), "内"),
        rank="法律",
        source=(fact_ref(f"court.{m.kind}_law", on),),
        count=f"{m.days} 天",
        todo=todo,
        late=late,
        binding=PAPER,
    )


def _payment_order(m: Milestone, given: Given) -> Rule:
    phone = fact_ref("help.court_phone", given.as_of)
    todo = (
        "二选一：还清，或者交书面异议。对债本身有不同意见，异议才可能有效：金额、利息或费用不对，已经还过，"
        "不是你借的，还没到期，合同里没有这一项费用，对方已经另外起诉；成不成立，法院看书面材料。"
        "只说没钱、想缓、想换个还法，没有用。金额都对，也可以找申请人谈分期，但期限照走。",
        *_mail(given),
        "真假打 ",
        phone,
        " 核实。",
    )
    late = (
        "先别慌，打 ",
        phone,
        " 或问写文书的法院，现在到哪一步：对方可能已经可以申请强制执行。同时联系贷款人，执行里也可以谈和解、分期。",
        *_missed(given),
    )
    return _paper(m, given, "支付令：还清或提书面异议的最后一天", "收到支付令", todo, late)


def _answer(m: Milestone, given: Given) -> Rule:
    on = given.as_of
    todo: Parts = (
        "在期限里交答辩状：金额哪里对、哪里不对，现在能怎么还；文书写得更短的，照文书。还款记录、截图先交："
        "看举证通知书，走小额的一般不超过 ",
        fact_ref("court.evidence_days_small", on),
        "，简易程序不超过 ",
        fact_ref("court.evidence_days_summary", on),
        "，要多几天，到期前书面申请。",
        *_mail(given),
        "按传票的时间到庭；不到庭，可以缺席判决。真假打 ",
        fact_ref("help.court_phone", on),
        " 核实。",
    )
    late: Parts = (
        "没赶上交答辩状，案子照样审。按传票上的时间到庭，把情况当庭说清，也可以在庭上提分期调解。",
        *_missed(given),
    )
    if given.judgment:  # then nobody need be told how to answer
        todo, late = (), ()
    return _paper(m, given, "起诉状：交答辩状的最后一天", "收到起诉状副本", todo, late)


def _appeal(m: Milestone, given: Given) -> Rule:
    todo = (
        "不服判决，就在期限里交上诉状，交到哪里看判决书最后一段。",
        *_mail(given),
        "不打算上诉，就按判决写的履行期限准备，还不上也可以先和对方谈分期。",
    )
    late = (
        "没有人上诉的话，判决就生效了。看判决书写的履行期限；还不上，和对方谈执行和解、分期。",
        *_missed(given),
    )
    return _paper(m, given, "一审判决：上诉的最后一天", "收到一审判决", todo, late)


def _retrial(_m: Milestone, given: Given) -> Rule:
    on = given.as_of
    return Rule(
        what="小额诉讼：申请再审的最后一天（大致）",
        rule=("判决生效起，", fact_ref("court.retrial_months", on), "内；生效的日子大致是收到那天"),
        rank="法律",
        source=(fact_ref("periods.counting", on),),
        count=facts.show("court.retrial_months", on),
        todo=("有法定的理由才行，光是不服不算；交给原来的法院，执行不会因此停。",),
        binding=PAPER,
    )


def _perform(_m: Milestone, given: Given) -> Rule:
    on = given.as_of
    return Rule(
        what="判决：履行期限的最后一天",
        rule=("判决书写明的日子",),
        todo=(
            "在这天或之前按判决还上，就没有加倍部分；碰上休假日能不能顺，问法院。"
            "还不上，提前和对方谈分期，谈好的写下来。",
        ),
        late=(
            "对方可以申请强制执行。收到报告财产令，按期书面报告，一无所有也写“没有”交上去（",
            fact_ref("court.property_report", on),
            "）。拿得出多少先付多少，同时谈执行和解、分期。真的还不出，不算犯罪；藏钱、瞒报才危险（",
            fact_ref("law.refusing_judgment", on),
            "）。",
        ),
        binding=PAPER,
    )


def _enforcement(_m: Milestone, given: Given) -> Rule:
    years = fact_ref("court.enforcement_years", given.as_of)
    return Rule(
        what="对方申请强制执行的期间到这天（是对方的期限）",
        rule=("从履行期限的最后一天起，", years, "；可能重新起算，不要指望拖过它"),
        rank="法律",
        source=(fact_ref("court.enforcement_law", given.as_of),),
        count=facts.show(years.id, years.on),
        binding=PAPER,
    )


_RULES = {
    "due": _due,
    "next_class": _next_class,
    "clearing": _clearing,
    "record_end": _record_end,
    "objection": _objection,
    "complaint": _complaint,
    "complaint_long": _complaint_long,
    "complaint_last": _complaint_last,
    "payment_order": _payment_order,
    "answer": _answer,
    "appeal": _appeal,
    "retrial": _retrial,
    "perform": _perform,
    "enforcement": _enforcement,
}
