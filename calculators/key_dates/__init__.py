"""关键日期: from the days the reader knows, the days that follow by rule, and the next one that matters."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from ..kit import facts
from ..kit.calculator import View, calculator
from ..kit.common import DAY, EXAMPLE_DAY
from ..kit.units import Choice, Count, Day, Mistakes, Text, Yuan
from . import words
from .papers import documents
from .reckoning import Given, Reckoned, reckon
from .words import CLASSES

EXAMPLE_DUE = date(2026, 9, 10)
EXAMPLE_CLEARED = date(2026, 12, 20)
# Before this day we have not checked the rules of the courts.
FIRST_DAY = facts.all_facts()["court.answer_days"].rows[0].start
SMALL_CLAIMS = (
    ("unknown", "还不知道"),
    ("no", "不是，判决书写着可以上诉"),
    ("yes", "是小额诉讼，写着一审终审"),
)


@dataclass(frozen=True, kw_only=True)
class KeyDates(Reckoned):
    """The days that follow, each ``None`` where nothing leads to it; money in yuan."""

    next_day: Annotated[date | None, Day(label="下一个要紧的日子")]
    next_left: Annotated[int | None, Count(label="离它还有", of="天")]
    overdue_days: Annotated[int | None, Count(label="逾期天数", of="天")]
    overdue_class: Annotated[str | None, Choice(label="大致的逾期档", options=CLASSES)]
    class_at_clearing: Annotated[str | None, Choice(label="打算还清那天的逾期档", options=CLASSES)]
    next_class_day: Annotated[date | None, Day(label="进入下一档的日子")]
    record_end: Annotated[date | None, Day(label="征信里这笔逾期到期删除")]
    objection_by: Annotated[date | None, Day(label="征信异议该有书面答复")]
    complaint_by: Annotated[date | None, Day(label="简单的投诉该有结果")]
    complaint_long_by: Annotated[date | None, Day(label="复杂的投诉该有结果")]
    complaint_last_by: Annotated[date | None, Day(label="特别复杂的投诉最晚该有结果")]
    payment_order_by: Annotated[date | None, Day(label="支付令书面异议的最后一天")]
    payment_order_last: Annotated[date | None, Day(label="支付令书面异议，法定最后一天")]
    answer_by: Annotated[date | None, Day(label="答辩的最后一天")]
    answer_last: Annotated[date | None, Day(label="答辩，法定最后一天")]
    appeal_by: Annotated[date | None, Day(label="上诉的最后一天")]
    appeal_last: Annotated[date | None, Day(label="上诉，法定最后一天")]
    retrial_by: Annotated[date | None, Day(label="小额诉讼申请再审")]
    enforcement_by: Annotated[date | None, Day(label="对方申请强制执行的期间")]
    fee: Annotated[Decimal | None, Yuan(label="受理费")]
    fee_summary: Annotated[Decimal | None, Yuan(label="简易程序、调解或撤诉的受理费")]
    fee_order: Annotated[Decimal | None, Yuan(label="支付令的申请费")]
    late_days: Annotated[int | None, Count(label="过了履行期限", of="天")]
    late_interest: Annotated[Decimal | None, Yuan(label="加倍部分利息")]
    late_per_day: Annotated[Decimal | None, Yuan(label="加倍部分每天")]
    entries: Annotated[int, Count(label="放进日历的日子", of="个")]

    def view(self) -> View:
        """What the reader sees."""
        return View(
            headline=words.headline(self),
            notes=(
                *words.past(self),
                *words.ahead(self),
                *words.judgment(self),
                *words.credit(self),
                *words.money(self),
                *words.calendar_notes(self),
                words.limitation(self),
            ),
            tables=(*words.days(self), *words.costs(self)),
            working=words.working(self),
            documents=documents(self),
        )


@calculator("关键日期", more="收到了判决书，提过征信异议或投诉")
def key_dates(
    *,
    payment_order: Annotated[
        date | None,
        Day(
            label="哪天收到支付令",
            toward="past",
            help="家人签收、拒收也算收到；短信、小程序里送的，从信息到的那天数，不是点开那天。拿不准，填最早的那天，再问法院",
        ),
    ] = None,
    statement: Annotated[
        date | None, Day(label="哪天收到起诉状副本", toward="past", help="和传票一起寄来的多。没收到的空着")
    ] = None,
    due: Annotated[
        date | None,
        Day(
            label="最早一张没还清的账单，还款日是哪天",
            toward="past",
            same="oldest_due",
            help="在 花呗 → 账单 里看。已经还清的，填当时逾期那张的还款日。只想数文书的期限，空着就行",
        ),
    ] = EXAMPLE_DUE,
    cleared: Annotated[
        date | None,
        Day(
            label="哪天还清的，或打算哪天还清",
            same="cleared",
            help="连利息一起全部还清的那天。还没有打算就空着",
        ),
    ] = EXAMPLE_CLEARED,
    as_of: Annotated[
        date, Day(label="算到哪一天", min=FIRST_DAY.isoformat(), prefill="today", help="一般就是今天")
    ] = EXAMPLE_DAY,
    small_claims: Annotated[
        str,
        Choice(
            label="是不是小额诉讼",
            more=True,
            options=SMALL_CLAIMS,
            help="看判决书最后一段，或问法院。先答这个，才算得出能不能上诉",
        ),
    ] = "unknown",
    judgment: Annotated[
        date | None, Day(label="哪天收到一审判决书", toward="past", more=True, help="送到的那天，数法和上面的文书一样")
    ] = None,
    perform_by: Annotated[
        date | None,
        Day(
            label="履行期限的最后一天",
            more=True,
            help="判决书写着“本判决生效后多少日内”。从哪天起算、最后一天是哪天，不清楚就问法院",
        ),
    ] = None,
    unpaid: Annotated[
        Decimal | None,
        Yuan(label="判决要还、还没还的金额", min="0.01", more=True, help="不含判决确定的一般利息"),
    ] = None,
    claim: Annotated[
        Decimal | None,
        Yuan(label="案子要的金额", min="0.01", more=True, help="起诉状或支付令上要你还的钱，用来估受理费"),
    ] = None,
    objection: Annotated[
        date | None,
        Day(label="征信异议，对方哪天收到", toward="past", more=True, help="向征信中心或报送的机构提的，看受理回执"),
    ] = None,
    complaint: Annotated[
        date | None, Day(label="向机构投诉，对方哪天收到", toward="past", more=True, help="看短信、工单或回执上的日子")
    ] = None,
    paper: Annotated[
        str | None,
        Text(label="案号或哪一家", more=True, help="写进日历，分得清是哪一件；改了日子再存，会换掉旧的那条"),
    ] = None,
) -> KeyDates:
    """填几个算几个，空着的不猜。收到的文书上写了日子的，照文书；这里只帮你先数一遍。

    - **按天数的期限**：收到的当天不算，次日是第 1 天，数满天数的那天是最后一天（[[fact:periods.counting]]）。
    - **按月、按年的**：数到那个月的同一天。那个月没有这一天，就取月末：2 月 29 日起数，到平年就是 2 月 28 日。
    - **法院的期限碰上休假日**：只看最后一天，数完了顺一次，顺到休假以后的第一天（[[fact:periods.holiday_roll]]），
      调休要上班的周末不算休假。放假的日子照国务院的通知；哪一年的通知我们还没有，那一年就只数周末和
      [[fact:holidays.fixed]]，并且说明会变。**先按没有顺延的那天办**；过了它、没过法定的那天，还来得及。
      别的日子照数，不顺延。
    - **排在最前面的**是下一个要紧的日子：先看你自己要在期限里办的（还款日、支付令、答辩、上诉、履行期限），
      里面最近的一个；没有，再看答复的期限、逾期进下一档和打算还清的那天；都没有，才看征信到期删除。

    各个日子的规则：

    - **逾期档**：逾期天数 = 算到哪一天（已经还清的，到还清那天）− 还款日。信用报告的编码每 [[fact:credit.class_days]]
      一档，超过 [[fact:credit.class_last]] 不再往上分。贷款人按月报送，所以只是大致的档。
    - **征信到期删除**：还清那天 + [[fact:credit.record_years]]（[[fact:credit.record_law]]）。没有逾期的，没有它。
    - **征信异议**：对方收到后 [[fact:credit.objection_days]]（[[fact:credit.objection_law]]）。
    - **向机构投诉**：对方收到后 [[fact:collection.complaint_days]]，复杂的 [[fact:collection.complaint_long]]，
      特别复杂的再加 [[fact:collection.complaint_extra]]（[[fact:collection.complaint_law]]）。
    - **支付令、答辩、上诉**：收到后各 [[fact:court.payment_order_days]]（[[fact:court.payment_order_law]]，
      [[fact:court.answer_law]]，[[fact:court.appeal_law]]）。小额诉讼一审终审（[[fact:court.small_claims_law]]），
      没弄清是不是，就不给上诉的日子；是的，给申请再审的日子：收到判决 + [[fact:court.retrial_months]]，大致的。
    - **申请执行**：履行期限的最后一天 + [[fact:court.enforcement_years]]（[[fact:court.enforcement_law]]）。
      这是对方的期限，可能重新起算，不放进日历，也不排到最前面。

    钱的部分，填了金额才算：

    - **受理费**（[[fact:court.fee_law]]）：不超过 [[fact:court.fee_first_to]] 的，每件 [[fact:court.fee_first]]；
      超过的部分到 [[fact:court.fee_second_to]] 为止乘 [[fact:court.fee_second_rate]]，
      再往上到 [[fact:court.fee_third_to]] 为止乘 [[fact:court.fee_third_rate]]，每段四舍五入到分再相加。
      适用简易程序、调解或撤诉的，乘 [[fact:court.fee_summary_share]]；支付令的申请费乘 [[fact:court.fee_order_share]]，
      各自四舍五入到分。更大的金额没有核对，不算。
    - **加倍部分利息**（[[fact:court.late_judgment_law]]）：

    > 没还的判决金额 × [[fact:court.late_judgment_rate]] × 过了履行期限的天数，四舍五入到分

      天数从履行期限最后一天的次日数起，数到“算到哪一天”。判决确定的一般利息不在里面。

    **日历**里只放还没过的日子，提前五天的早上九点提醒；只剩不到六天的，最早明天提醒，当天或只剩一天的，当天提醒。
    """
    given = Given(
        as_of=as_of,
        due=due,
        cleared=cleared,
        payment_order=payment_order,
        statement=statement,
        small_claims=small_claims,
        judgment=judgment,
        perform_by=perform_by,
        unpaid=unpaid,
        claim=claim,
        objection=objection,
        complaint=complaint,
        paper=paper,
    )
    _refuse_impossible(given)
    return KeyDates(**vars(reckon(given)))


def _refuse_impossible(given: Given) -> None:
    """Raise ``Mistakes`` for days that can't be: a paper received before today's question, or out of order."""
    wrong = {}
    for name in ("payment_order", "statement", "judgment", "objection", "complaint"):
        day: date | None = getattr(given, name)
        if day and day > given.as_of:
            wrong[name] = f"这天还没到，比“算到哪一天”（{DAY.show(given.as_of)}）还晚。请看看年份，或者收到了再填"
    if given.statement and given.judgment and given.judgment < given.statement:
        wrong.setdefault("judgment", "比收到起诉状副本的日子还早，请看看两个日子有没有填反")
    if given.judgment and given.perform_by and given.perform_by < given.judgment:
        wrong["perform_by"] = "比收到判决书的日子还早，请看看年份"
    if wrong:
        raise Mistakes(wrong)
