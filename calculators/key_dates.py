"""关键日期: from the days the reader knows, the days that follow by rule, and the next one that matters."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated

from .kit import facts
from .kit.calculator import FactRef, Figure, Fill, Money, Parts, Table, View, calculator, plain
from .kit.days import add_months
from .kit.documents import Document, Event, ics_document
from .kit.units import Choice, Count, Day, Mistakes, Rate, Yuan, cents

EXAMPLE_DAY = date(2026, 11, 22)
EXAMPLE_DUE = date(2026, 9, 10)
EXAMPLE_CLEARED = date(2026, 12, 20)
# Before this day we have not checked the rules of the courts.
FIRST_DAY = facts.all_facts()["court.answer_days"].rows[0].start
REMIND = 5  # days before; ours, not the law's
ZERO = Decimal(0)
DAY, YUAN, RATE = Day(label=""), Yuan(label=""), Rate(label="")
PAPER = "以文书写明的日期为准"


def _ref(id: str, on: date) -> FactRef:
    """A fact on a day; one whose first day nobody knows counts for days before it too."""
    fact = facts.all_facts()[id]
    return FactRef(id, on if fact.dated else max(on, fact.rows[0].start))


def _value(id: str, on: date) -> Decimal:
    ref = _ref(id, on)
    return Decimal(facts.value(ref.id, ref.on))


def _share(id: str, amount: Decimal, on: date) -> Decimal:
    """A share such as 1/3 of an amount, rounded to the fen."""
    part, whole = str(facts.value(id, on)).split("/")
    return cents(amount * Decimal(part) / Decimal(whole))


BAND = int(_value("credit.class_days", EXAMPLE_DAY))
LAST_CLASS = int(_value("credit.class_last", EXAMPLE_DAY)) // BAND + 1
CLASSES = (
    ("0", "N：没有逾期"),
    *((str(n), f"{n}：逾期 {(n - 1) * BAND + 1}–{n * BAND} 天") for n in range(1, LAST_CLASS)),
    (str(LAST_CLASS), f"{LAST_CLASS}：逾期 {(LAST_CLASS - 1) * BAND} 天以上"),
)
SMALL_CLAIMS = (
    ("unknown", "还不知道"),
    ("no", "不是，判决书写着可以上诉"),
    ("yes", "是小额诉讼，写着一审终审"),
)


def overdue_class(days: int) -> int:
    """The rough class of so many days overdue: 0 for none, then one each 30 days, 7 beyond 180."""
    return min(-(-max(days, 0) // BAND), LAST_CLASS)


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """One day that follows from a day the reader typed in ``field``.

    ``tier`` is its weight for the headline: 1 the reader must act by it, 2 others must or the reader plans to,
    3 far away, 0 never in the headline. ``count`` is what was counted from ``start``; blank where nothing was.
    ``todo`` and ``late`` say what to do before and after it. ``calendar`` is whether it may become an entry.
    """

    field: str
    what: str
    day: date
    rule: Parts
    rank: str
    source: Parts
    tier: int
    start: date | None = None
    count: str = ""
    todo: Parts = ()
    late: Parts = ()
    calendar: bool = True


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the reader typed. Days, yuan; ``None`` where nothing was."""

    as_of: date
    due: date | None
    cleared: date | None
    payment_order: date | None
    statement: date | None
    small_claims: str
    judgment: date | None
    perform_by: date | None
    unpaid: Decimal | None
    claim: Decimal | None
    objection: date | None
    complaint: date | None

    @property
    def was_late(self) -> bool:
        """Whether anything is or was overdue, as far as the days say."""
        return self.due is None or (self.cleared or self.as_of) > self.due


def court_fee(amount: Decimal, on: date) -> tuple[tuple[str, Decimal], ...] | None:
    """The fee of a case of this amount, band by band (sum in words, yuan); ``None`` beyond the bands we know."""
    flat, bound = _value("court.fee_first", on), _value("court.fee_first_to", on)
    rows = [(f"不超过 {YUAN.show(bound)}，固定", flat)]
    for band in ("second", "third"):
        if amount <= bound:
            break
        top, rate = _value(f"court.fee_{band}_to", on), _value(f"court.fee_{band}_rate", on)
        upper = min(amount, top)
        rows.append((f"({upper:,.2f} − {bound:,.2f}) × {RATE.show(rate)}", cents((upper - bound) * rate)))
        bound = top
    return tuple(rows) if amount <= max(bound, _value("court.fee_first_to", on)) else None


def milestones(given: Given) -> tuple[Milestone, ...]:
    """Every day that follows from the days given, earliest first."""
    found = [*_bill(given), *_replies(given), *_court(given)]
    return tuple(sorted(found, key=lambda m: (m.day, m.tier)))


def _bill(given: Given) -> list[Milestone]:
    on, due, cleared = given.as_of, given.due, given.cleared
    found = []
    if due and due >= on and not (cleared and cleared <= on):
        found.append(
            Milestone(
                field="due",
                what="还款日",
                day=due,
                rule=("账单上写的日子",),
                rank="你的合同和账单",
                source=("账单",),
                tier=1,
                todo=("还款日当天或之前还上，就不算逾期。别卡着最后时刻：几点前到账才算，问客服并截图。",),
            )
        )
    if boundary := next_class_day(given):
        found.append(
            Milestone(
                field="due",
                what="逾期天数进入下一档（大致）",
                day=boundary,
                rule=("还款日的次日是第 1 天，每 ", _ref("credit.class_days", on), "一档"),
                rank="信用报告的编码说明，不是法律",
                source=(_ref("credit.class_rule", on),),
                tier=2,
                start=due,
                count=f"{(boundary - (due or boundary)).days} 天",
                todo=("这一档是大致的，贷款人报的为准。能在这天之前还清，就少进一档；谈好了怎么报，要问贷款人。",),
                calendar=False,
            )
        )
    if cleared and cleared > on:
        found.append(
            Milestone(
                field="cleared",
                what="打算还清的那天",
                day=cleared,
                rule=("你自己定的日子",),
                rank="你自己的安排",
                source=("你填的",),
                tier=2,
                todo=("还清那天，截图留好，再问客服征信怎么报、什么时候更新。",),
            )
        )
    if end := record_end(given):
        planned = bool(cleared and cleared > on)
        found.append(
            Milestone(
                field="cleared",
                what="征信里这笔逾期到期删除" + ("（照打算还清的那天算）" if planned else ""),
                day=end,
                rule=("从这一笔还清那天起，保存 ", _ref("credit.record_years", on)),
                rank="行政法规",
                source=(_ref("credit.record_law", on),),
                tier=3,
                start=cleared,
                count=facts.show("credit.record_years", on),
                late=(
                    "查一次信用报告，看这一笔还在不在。还在的话，可以提异议，依据是 ",
                    _ref("credit.objection_law", on),
                    "。",
                ),
                # What hangs on a plan is not yet so.
                calendar=not planned,
            )
        )
    return found


def next_class_day(given: Given) -> date | None:
    """The day on which the next rough class begins, unless the bill is cleared before it or in the last class."""
    if not given.due or given.due >= given.as_of or (given.cleared and given.cleared <= given.as_of):
        return None
    now = overdue_class((given.as_of - given.due).days)
    if now == LAST_CLASS:
        return None
    day = given.due + timedelta(now * BAND + 1)
    return None if given.cleared and given.cleared < day else day


def record_end(given: Given) -> date | None:
    """The day on which the record's years are over, counted from clearing; none where nothing was late."""
    if not given.cleared or not given.was_late:
        return None
    return add_months(given.cleared, 12 * int(_value("credit.record_years", given.as_of)))


def _replies(given: Given) -> list[Milestone]:
    on, found = given.as_of, []
    if given.objection:
        days = int(_value("credit.objection_days", on))
        found.append(
            Milestone(
                field="objection",
                what="征信异议：该收到书面答复",
                day=given.objection + timedelta(days),
                rule=("对方收到异议的次日起数，", _ref("credit.objection_days", on), "内核查并书面答复"),
                rank="行政法规",
                source=(_ref("credit.objection_law", on),),
                tier=2,
                start=given.objection,
                count=f"{days} 天",
                todo=("异议管的是写错、写漏。真实的逾期不是错误，异议删不掉，可以附上情况说明。",),
                late=(
                    "如果还没收到书面答复，先问受理的地方办到哪一步；再不答复，可以向所在地的人民银行分支机构投诉，"
                    "依据是 ",
                    _ref("credit.complaint_law", on),
                    "。",
                ),
            )
        )
    if given.complaint:
        first, longer, extra = (int(_value(f"collection.complaint_{name}", on)) for name in ("days", "long", "extra"))
        ask: Parts = ("如果还没答复，问机构：按哪一种办，有没有延长，请用文字告诉你。",)
        steps: tuple[tuple[str, int, Parts, Parts], ...] = (
            ("简单的投诉，该有处理结果", first, (_ref("collection.complaint_days", on), "内"), ask),
            ("复杂的投诉，该有处理结果", longer, ("延到 ", _ref("collection.complaint_long", on), "内"), ask),
            (
                "特别复杂的投诉，最晚该有处理结果",
                longer + extra,
                (
                    _ref("collection.complaint_long", on),
                    "之后，经批准、告诉过你，再加 ",
                    _ref("collection.complaint_extra", on),
                ),
                (
                    "如果一直没有结果，可以打 ",
                    _ref("help.finance_line", on),
                    " 反映。它管服务和合规，不裁决你该还多少。",
                ),
            ),
        )
        found += [
            Milestone(
                field="complaint",
                what=what,
                day=given.complaint + timedelta(days),
                rule=("机构收到投诉的次日起数，", *rule),
                rank="部门规章",
                source=(_ref("collection.complaint_law", on),),
                tier=2,
                start=given.complaint,
                count=f"{days} 天",
                late=late,
            )
            for what, days, rule, late in steps
        ]
    return found


def _court(given: Given) -> list[Milestone]:
    on, found = given.as_of, []
    phone = _ref("help.court_phone", on)
    if given.payment_order:
        days = int(_value("court.payment_order_days", on))
        found.append(
            Milestone(
                field="payment_order",
                what="支付令：还清或提书面异议的最后一天",
                day=given.payment_order + timedelta(days),
                rule=("收到支付令的次日起数，", _ref("court.payment_order_days", on), "内"),
                rank="法律",
                source=(_ref("court.payment_order_law", on),),
                tier=1,
                start=given.payment_order,
                count=f"{days} 天",
                todo=(
                    "先核对支付令上的金额和对象。金额不符、已经还过、对象不对，在期限里交书面异议，口头的不算；"
                    "只说没钱、想缓一缓，不影响支付令的效力。都对，也可以联系申请人谈分期，但期限照走。真假打 ",
                    phone,
                    " 核实。",
                ),
                late=(
                    "先别慌。支付令可能已经可以申请强制执行。打 ",
                    phone,
                    " 或问写文书的法院，现在到哪一步；同时联系贷款人，执行里也可以谈和解、分期。",
                ),
            )
        )
    if given.statement:
        judged = given.judgment is not None  # then nobody need be told how to answer
        days = int(_value("court.answer_days", on))
        found.append(
            Milestone(
                field="statement",
                what="起诉状：交答辩状的最后一天",
                day=given.statement + timedelta(days),
                rule=("收到起诉状副本的次日起数，", _ref("court.answer_days", on), "内"),
                rank="法律",
                source=(_ref("court.answer_law", on),),
                tier=1,
                start=given.statement,
                count=f"{days} 天",
                todo=()
                if judged
                else (
                    "在期限里交答辩状：金额哪里对、哪里不对，现在能怎么还。按传票的时间到庭；不到庭，可以缺席判决。"
                    "真假打 ",
                    phone,
                    " 核实。",
                ),
                late=()
                if judged
                else ("没赶上交答辩状，案子照样审。按传票上的时间到庭，把情况当庭说清，也可以在庭上提分期调解。",),
            )
        )
    if given.judgment and given.small_claims == "no":
        days = int(_value("court.appeal_days", on))
        found.append(
            Milestone(
                field="judgment",
                what="一审判决：上诉的最后一天",
                day=given.judgment + timedelta(days),
                rule=("收到一审判决的次日起数，", _ref("court.appeal_days", on), "内"),
                rank="法律",
                source=(_ref("court.appeal_law", on),),
                tier=1,
                start=given.judgment,
                count=f"{days} 天",
                todo=(
                    "不服判决，就在期限里交上诉状，交到哪里看判决书最后一段。不打算上诉，就按判决写的履行期限准备，"
                    "还不上也可以先和对方谈分期。",
                ),
                late=(
                    "过了上诉期，没有人上诉的话，判决就生效了。看判决书写的履行期限；还不上，和对方谈执行和解、分期。",
                ),
            )
        )
    if given.perform_by:
        years = int(_value("court.enforcement_years", on))
        found += [
            Milestone(
                field="perform_by",
                what="判决：履行期限的最后一天",
                day=given.perform_by,
                rule=("判决书写明的日子",),
                rank="生效的判决",
                source=("判决书",),
                tier=1,
                todo=("在这天或之前按判决还上，就没有加倍部分。还不上，提前和对方谈分期，谈好的写下来。",),
                late=(
                    "对方可以申请强制执行。如实申报财产和收入，拿得出多少先付多少，同时和对方谈执行和解、分期；"
                    "真的没有能力，不等于有能力而拒不执行（",
                    _ref("law.refusing_judgment", on),
                    "）。",
                ),
            ),
            Milestone(
                field="perform_by",
                what="对方申请强制执行的期间到这天（是对方的期限）",
                day=add_months(given.perform_by, 12 * years),
                rule=(
                    "从履行期限的最后一天起，",
                    _ref("court.enforcement_years", on),
                    "；可能重新起算，不要指望拖过它",
                ),
                rank="法律",
                source=(_ref("court.enforcement_law", on),),
                tier=0,
                start=given.perform_by,
                count=f"{years} 年",
                calendar=False,
            ),
        ]
    return found


@dataclass(frozen=True, kw_only=True)
class KeyDates:
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
    answer_by: Annotated[date | None, Day(label="答辩的最后一天")]
    appeal_by: Annotated[date | None, Day(label="上诉的最后一天")]
    enforcement_by: Annotated[date | None, Day(label="对方申请强制执行的期间")]
    fee: Annotated[Decimal | None, Yuan(label="受理费")]
    fee_summary: Annotated[Decimal | None, Yuan(label="简易程序、调解或撤诉的受理费")]
    fee_order: Annotated[Decimal | None, Yuan(label="支付令的申请费")]
    late_days: Annotated[int | None, Count(label="过了履行期限", of="天")]
    late_interest: Annotated[Decimal | None, Yuan(label="加倍部分利息")]
    late_per_day: Annotated[Decimal | None, Yuan(label="加倍部分每天")]
    entries: Annotated[int, Count(label="放进日历的日子", of="个")]

    given: Given
    milestones: tuple[Milestone, ...]
    typed: frozenset[str]
    fee_rows: tuple[tuple[str, Decimal], ...]

    def view(self) -> View:
        """What the reader sees."""
        return View(
            headline=self._headline(),
            notes=(
                *self._past(),
                *self._ahead(),
                *self._judgment(),
                *self._credit(),
                *self._money(),
                *self._calendar_notes(),
                self._limitation(),
            ),
            tables=(*self._days(), *self._costs()),
            working=self._working(),
            documents=self._documents(),
        )

    @property
    def next(self) -> Milestone | None:
        """The next day that matters."""
        return next_milestone(self.milestones, self.given.as_of)

    def _headline(self) -> Parts:
        on, after = self.given.as_of, self.next
        if after:
            left = f"还有 {self.next_left:,} 天" if self.next_left else "就是这一天"
            others = sum(1 for m in self.milestones if m.tier and m is not after)
            more = f"另外 {others} 个日子见下面。" if others else ""
            if any(m.tier == 1 and m.late and m.day < on for m in self.milestones):
                more += "有期限已经过了，先看下面说明里最上面的一条。"
            return (
                "下一个要紧的日子是 ",
                Figure(DAY.show(after.day)),
                "，",
                Figure(left),
                f"：{after.what}。{PAPER}。{more}",
            )
        past = [m for m in self.milestones if m.tier]
        if past:
            last = past[-1]
            gone = (on - last.day).days
            return (
                "填的这些日子都已经过了，最近的是 ",
                Figure(DAY.show(last.day)),
                f"（{last.what}），过了 {gone:,} 天，{PAPER}。别慌，现在可以做什么见下面。",
            )
        if self.overdue_days:
            where = "还清时逾期了" if self.given.cleared else "已经逾期"
            return (f"到 {DAY.show(on)}，{where} ", Figure(f"{self.overdue_days} 天"), "，后面没有别的日子要记。")
        if self.given.judgment:
            return ("收到了判决，先弄清是不是小额诉讼，再填判决写的履行期限，就能看到下一个要紧的日子。",)
        if self.given.due or self.given.cleared:
            return ("按填的日子，这笔没有逾期，后面也没有别的日子要记。",)
        return self._headline_without_days()

    def _headline_without_days(self) -> Parts:
        if self.fee is not None and self.fee_summary is not None:
            return (
                "还没有填日子。按填的金额，案子的受理费大约是 ",
                Money(self.fee),
                "；适用简易程序或调解结案，大约是 ",
                Money(self.fee_summary),
                "。",
            )
        if self.late_per_day is not None:
            return ("还没有填日子。判决的钱过了履行期限还没还，每天大约多出 ", Money(self.late_per_day), "。")
        return ("还没有填日子。填上任何一个，这里就告诉你下一个要紧的是哪天、还有几天。",)

    def _past(self) -> tuple[Parts, ...]:
        """What to do about days gone by: of several from one event, the last."""
        on = self.given.as_of
        last = {m.field: m for m in self.milestones if m.late and m.day < on}
        # Papers of a court first.
        return tuple(
            (
                f"{m.what}：{DAY.show(m.day)}（{PAPER}），已经过了 {(on - m.day).days:,} 天。",
                *m.late,
            )
            for m in sorted(last.values(), key=lambda m: (m.tier, on - m.day))
        )

    def _ahead(self) -> tuple[Parts, ...]:
        on = self.given.as_of
        ahead = [m for m in self.milestones if m.todo and m.day >= on]
        return tuple(
            (f"{m.what}，{DAY.show(m.day)}（{PAPER}）。", *m.todo) for m in sorted(ahead, key=lambda m: (m.tier, m.day))
        )

    def _judgment(self) -> tuple[Parts, ...]:
        given, on = self.given, self.given.as_of
        law = _ref("court.small_claims_law", on)
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
                    "），没有上诉期。接下来要紧的是判决书写的履行期限"
                    + ("。" if given.perform_by else "，填进“履行期限的最后一天”。"),
                ),
            )
        if given.statement and not given.judgment:
            return (("花呗的案子多数走小额诉讼（", law, "），一审就是终局，所以答辩和到庭特别要紧。"),)
        return ()

    def _credit(self) -> tuple[Parts, ...]:
        given, on, notes = self.given, self.given.as_of, []
        if self.overdue_class is not None and self.overdue_days:
            when = "还清时" if given.cleared and given.cleared <= on else f"到 {DAY.show(on)}"
            said: Parts = (f"{when}逾期 {self.overdue_days} 天，信用报告里大致是“{dict(CLASSES)[self.overdue_class]}”",)
            if self.class_at_clearing is not None:
                said = (*said, f"；到打算还清那天，大致是“{dict(CLASSES)[self.class_at_clearing]}”")
            notes.append((*said, "。按 ", _ref("credit.class_days", on), "一档粗算，贷款人按月报送，以信用报告为准。"))
        if self.record_end and given.cleared:
            planned = "照打算的日子还清，" if given.cleared > on else ""
            notes.append(
                (
                    f"{planned}征信里这笔逾期留到 {DAY.show(self.record_end)}（{PAPER}），依据是 ",
                    _ref("credit.record_law", on),
                    "。每一笔各算各的，都从那一笔还清起算；没还清，就还没开始数。协商成功，以前的逾期也照记。",
                )
            )
        elif given.due and given.cleared and not given.was_late:
            notes.append(("在还款日或之前还清，按填的日子没有逾期，不用数征信的年数。",))
        elif given.due and not given.cleared and self.overdue_days:
            notes.append(
                (
                    "没还清，征信的 ",
                    _ref("credit.record_years", on),
                    " 还没开始数。填上打算还清的那天，就能看到留到哪天。",
                )
            )
        return tuple(notes)

    def _money(self) -> tuple[Parts, ...]:
        given, on = self.given, self.given.as_of
        notes: list[Parts] = []
        if given.unpaid is not None and self.late_per_day is not None:
            rule: Parts = (
                "加倍部分每天按 ",
                _ref("court.late_judgment_rate", on),
                " 算（",
                _ref("court.late_judgment_law", on),
                "，司法解释）；判决确定的一般利息另算。",
            )
            if self.late_days and self.late_interest is not None:
                said: Parts = (
                    f"过了判决的履行期限 {self.late_days} 天，加倍部分到 {DAY.show(on)} 是 ",
                    Money(self.late_interest),
                    "，每多一天多 ",
                    Money(self.late_per_day),
                    "。",
                )
            elif given.perform_by:
                said = ("在履行期限里还上，就没有加倍部分；过了以后，每天多 ", Money(self.late_per_day), "。")
            else:
                said = ("填上判决写的履行期限，就能算加倍部分；过了期限，每天多 ", Money(self.late_per_day), "。")
            notes.append((*said, *rule))
        if given.claim is not None and self.fee is None:
            notes.append(
                (
                    "案子的金额超过 ",
                    _ref("court.fee_third_to", on),
                    "，再往上的比例我们没有核对，这里不算受理费。看法院的缴费通知，或打 ",
                    _ref("help.court_phone", on),
                    " 问。",
                )
            )
        return tuple(notes)

    def _calendar_notes(self) -> tuple[Parts, ...]:
        on, notes = self.given.as_of, []
        left_out = [m.what for m in self.milestones if m.calendar and m.day >= on and m.field not in self.typed]
        if left_out:
            names = "、".join(f"“{what}”" for what in left_out)
            notes.append((f"{names}还是示例里的日子，没有放进日历。改成你的，或者核对过就在那一格下面打勾。",))
        if self.entries:
            notes.append((f"下面的日历文件提前 {REMIND} 天提醒；来不及的，提前得少一些。改了日子，要重新存一次。",))
        return tuple(notes)

    def _limitation(self) -> Parts:
        on = self.given.as_of
        return (
            "诉讼时效是 ",
            _ref("law.limitation_years", on),
            "，分期的从最后一期到期起算。催收到达、账户被扣款、还一部分、答应分期或延期、被起诉，都会让它重新起算（",
            _ref("law.limitation_restart", on),
            "）；过了以后又同意还，也不能反悔（",
            _ref("law.limitation_after", on),
            "）。所以我们不给到期的日子。这不是不协商的理由。",
        )

    def _days(self) -> tuple[Table, ...]:
        if not self.milestones:
            return ()
        on = self.given.as_of

        def left(day: date) -> str:
            days = (day - on).days
            return f"还有 {days:,} 天" if days > 0 else f"已过 {-days:,} 天" if days else "就是这天"

        rows = tuple(
            ((DAY.show(m.day), f"（{PAPER}）"), m.what, left(m.day), m.rule, m.rank, m.source) for m in self.milestones
        )
        return (
            Table(
                f"这些日子，从 {DAY.show(on)} 看",
                ("日子", "是什么", "还有多久", "规则", "效力", "依据"),
                rows,
                note=(
                    "文书包括支付令、传票、判决书、回执和信用报告。最后一天碰上节假日怎么算，问写文书的法院或机构；"
                    "我们不往后推，早办没有坏处。",
                ),
            ),
        )

    def _costs(self) -> tuple[Table, ...]:
        on = self.given.as_of
        if self.fee is None or self.fee_summary is None or self.fee_order is None or self.given.claim is None:
            return ()
        return (
            Table(
                f"案子要 {YUAN.show(self.given.claim)}，法院的费用大约是",
                ("项目", "怎么算", "金额"),
                (
                    ("受理费", "分段累加", Money(self.fee)),
                    (
                        "简易程序、调解或撤诉的受理费",
                        ("受理费 × ", _ref("court.fee_summary_share", on)),
                        Money(self.fee_summary),
                    ),
                    ("支付令的申请费", ("受理费 × ", _ref("court.fee_order_share", on)), Money(self.fee_order)),
                ),
                note=(
                    "依据是行政法规 ",
                    _ref("court.fee_law", on),
                    "。通常由败诉的一方负担；法院可能取整，以缴费通知和判决书为准。",
                ),
            ),
        )

    def _working(self) -> tuple[Table, ...]:
        tables = []
        counted = [m for m in self.milestones if m.start]
        if counted:
            tables.append(
                Table(
                    "日子怎么数的",
                    ("是什么", "从哪天", "第 1 天", "数多少", "数到"),
                    tuple(
                        (
                            m.what,
                            m.start.isoformat() if m.start else "",
                            (m.start + timedelta(1)).isoformat() if m.start else "",
                            m.count,
                            m.day.isoformat(),
                        )
                        for m in counted
                    ),
                    note=("按年数的，数到那年的同一天；那个月没有这一天，就是那个月的最后一天。",),
                )
            )
        if self.fee is not None:
            tables.append(
                Table(
                    "受理费，一行一段",
                    ("算式", "金额"),
                    tuple((sum_, Money(part)) for sum_, part in self.fee_rows),
                    ("受理费", Money(self.fee)),
                )
            )
        if self.late_interest and self.given.unpaid is not None:
            rate = RATE.show(_value("court.late_judgment_rate", self.given.as_of))
            tables.append(
                Table(
                    "加倍部分",
                    ("没还的判决金额 × 每天的利率 × 天数", "金额"),
                    ((f"{self.given.unpaid:,.2f} × {rate} × {self.late_days}", Money(self.late_interest)),),
                )
            )
        return tuple(tables)

    def _documents(self) -> tuple[Document, ...]:
        entries = calendar_milestones(self.milestones, self.given.as_of, self.typed)
        if not entries:
            return ()
        on = self.given.as_of
        lines = ["日子清单（按我填的日子数的，以文书写明的日期为准）", ""]
        events = []
        for m in entries:
            said = f"规则：{plain(m.rule)}。效力：{m.rank}。依据：{plain(m.source)}。{PAPER}。"
            lines += [f"{DAY.show(m.day)} {m.what}", said, ""]
            events.append(
                Event(
                    # Two papers of one kind, from two lenders, must not replace each other.
                    key=f"key_dates {m.field} {m.what} {m.start or m.day}",
                    day=m.day,
                    summary=m.what,
                    description=said + (f"\n{plain(m.todo)}" if m.todo else ""),
                    remind=remind(m.day, on),
                )
            )
        return (
            ics_document("放进日历的日子", "key-dates.ics", events, on),
            Document("日子清单", "key-dates.txt", "\n".join(lines)),
        )


def next_milestone(found: tuple[Milestone, ...], on: date) -> Milestone | None:
    """The next day that matters: those by which the reader must act come before all others."""
    ahead = [m for m in found if m.tier and m.day >= on]
    return min(ahead, key=lambda m: (m.tier, m.day), default=None)


def calendar_milestones(found: tuple[Milestone, ...], on: date, typed: Set[str]) -> tuple[Milestone, ...]:
    """What may stand in a calendar: still ahead, and from a day that the reader typed or ticked."""
    return tuple(m for m in found if m.calendar and m.day >= on and m.field in typed)


def remind(day: date, on: date) -> int:
    """How many days before ``day`` to speak up: five, or as many as leave tomorrow or the day itself."""
    return min(REMIND, max((day - on).days - 1, 0))


@calculator("关键日期", more="收到了法院的文书，提过征信异议或投诉")
def key_dates(
    *,
    as_of: Annotated[
        date, Day(label="算到哪一天", min=FIRST_DAY.isoformat(), prefill="today", help="一般就是今天")
    ] = EXAMPLE_DAY,
    due: Annotated[
        date | None,
        Day(
            label="最早一张没还清的账单，还款日是哪天",
            toward="past",
            same="oldest_due",
            confirm=True,
            help="在 花呗 → 账单 里看。已经还清的，填当时逾期那张的还款日。不知道就空着",
        ),
    ] = EXAMPLE_DUE,
    cleared: Annotated[
        date | None,
        Day(
            label="哪天还清的，或打算哪天还清",
            same="cleared",
            confirm=True,
            help="连利息一起全部还清的那天。还没有打算就空着",
        ),
    ] = EXAMPLE_CLEARED,
    payment_order: Annotated[
        date | None, Day(label="哪天收到支付令", toward="past", more=True, help="签收的那天，看快递单或送达回证")
    ] = None,
    statement: Annotated[
        date | None, Day(label="哪天收到起诉状副本", toward="past", more=True, help="签收的那天；和传票一起寄来的多")
    ] = None,
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
        date | None, Day(label="哪天收到一审判决书", toward="past", more=True, help="签收的那天")
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
    confirmed: frozenset[str] = frozenset(),
) -> KeyDates:
    """填几个算几个，空着的不猜。每个日子都**以文书写明的日期为准**，这里只帮你先数一遍。

    - **按天数的期限**：收到的当天不算，次日是第 1 天，数满天数的那天是最后一天。最后一天碰上节假日，我们不往后推。
    - **按年数的期限**：数到那一年的同月同日。那个月没有这一天，就取那个月的最后一天：2 月 29 日起数，
      到平年就是 2 月 28 日。
    - **排在最前面的**是下一个要紧的日子：先看你自己要在期限里办的（还款日、支付令、答辩、上诉、履行期限），
      里面最近的一个；没有，再看答复的期限、逾期进下一档和打算还清的那天；都没有，才看征信到期删除。

    各个日子的规则：

    - **逾期档**：逾期天数 = 算到哪一天（已经还清的，到还清那天）− 还款日。信用报告的编码每 [[fact:credit.class_days]]
      一档，超过 [[fact:credit.class_last]] 不再往上分。贷款人按月报送，所以只是大致的档。
    - **征信到期删除**：还清那天 + [[fact:credit.record_years]]（行政法规，[[fact:credit.record_law]]）。
      在还款日或之前还清的，不算逾期，没有这个日子。
    - **征信异议**：对方收到后 [[fact:credit.objection_days]]（行政法规，[[fact:credit.objection_law]]）。
    - **向机构投诉**：对方收到后 [[fact:collection.complaint_days]]，复杂的 [[fact:collection.complaint_long]]，
      特别复杂的再加 [[fact:collection.complaint_extra]]（部门规章，[[fact:collection.complaint_law]]）。
    - **支付令**：收到后 [[fact:court.payment_order_days]]，要么还清，要么书面异议（法律，
      [[fact:court.payment_order_law]]）。
    - **答辩**：收到起诉状副本后 [[fact:court.answer_days]]（法律，[[fact:court.answer_law]]）。
    - **上诉**：收到一审判决后 [[fact:court.appeal_days]]（法律，[[fact:court.appeal_law]]）。小额诉讼一审终审
      （[[fact:court.small_claims_law]]），所以先问是不是；没弄清，就不给日子。
    - **申请执行**：履行期限的最后一天 + [[fact:court.enforcement_years]]（法律，[[fact:court.enforcement_law]]）。
      这是对方的期限，可能重新起算，不放进日历，也不排到最前面。

    钱的部分，填了金额才算：

    - **受理费**（行政法规，[[fact:court.fee_law]]）：不超过 [[fact:court.fee_first_to]] 的，
      每件 [[fact:court.fee_first]]；
      超过的部分到 [[fact:court.fee_second_to]] 为止乘 [[fact:court.fee_second_rate]]，
      再往上到 [[fact:court.fee_third_to]] 为止乘 [[fact:court.fee_third_rate]]，每段四舍五入到分再相加。
      适用简易程序、调解或撤诉的，乘 [[fact:court.fee_summary_share]]；支付令的申请费乘 [[fact:court.fee_order_share]]，
      各自四舍五入到分。更大的金额没有核对，不算。
    - **加倍部分利息**（司法解释，[[fact:court.late_judgment_law]]）：

    > 没还的判决金额 × [[fact:court.late_judgment_rate]] × 过了履行期限的天数，四舍五入到分

      天数从履行期限最后一天的次日数起，数到“算到哪一天”。判决确定的一般利息不在里面。

    **诉讼时效**（法律，[[fact:law.limitation_years]]）只用文字说，不给到期的日子：催收、扣款、还一部分、答应分期都会让它
    重新起算（[[fact:law.limitation_restart]]）。这不是不协商的理由。

    **日历**里只放还没过的、你自己填的或打过勾的日子，提前五天的早上九点提醒；只剩不到六天的，最早明天提醒，
    当天或只剩一天的，当天提醒。
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
    )
    _refuse_impossible(given)
    found = milestones(given)
    typed = frozenset(
        name
        for name, example in (("due", EXAMPLE_DUE), ("cleared", EXAMPLE_CLEARED))
        if getattr(given, name) != example or name in confirmed
    ) | {"payment_order", "statement", "judgment", "perform_by", "objection", "complaint"}
    after = next_milestone(found, as_of)

    def end(field: str, place: int = 0) -> date | None:
        days = [m.day for m in found if m.field == field]
        return sorted(days)[place] if days else None

    days = max((min(as_of, cleared or as_of) - due).days, 0) if due else None
    fee_rows = court_fee(claim, as_of) if claim is not None else None
    fee = sum((part for _, part in fee_rows), ZERO) if fee_rows else None
    rate = _value("court.late_judgment_rate", as_of)
    late_days = max((as_of - perform_by).days, 0) if perform_by else None
    return KeyDates(
        next_day=after.day if after else None,
        next_left=(after.day - as_of).days if after else None,
        overdue_days=days,
        overdue_class=None if days is None else str(overdue_class(days)),
        class_at_clearing=str(overdue_class((cleared - due).days)) if due and cleared and cleared > as_of else None,
        next_class_day=next_class_day(given),
        record_end=record_end(given),
        objection_by=end("objection"),
        complaint_by=end("complaint"),
        complaint_long_by=end("complaint", 1),
        complaint_last_by=end("complaint", 2),
        payment_order_by=end("payment_order"),
        answer_by=end("statement"),
        appeal_by=end("judgment"),
        enforcement_by=end("perform_by", 1),
        fee=fee,
        fee_summary=None if fee is None else _share("court.fee_summary_share", fee, as_of),
        fee_order=None if fee is None else _share("court.fee_order_share", fee, as_of),
        late_days=late_days,
        late_interest=None if unpaid is None or late_days is None else cents(unpaid * rate * late_days),
        late_per_day=None if unpaid is None else cents(unpaid * rate),
        entries=len(calendar_milestones(found, as_of, typed)),
        given=given,
        milestones=found,
        typed=typed,
        fee_rows=fee_rows or (),
    )


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
