"""关键日期: from the days the reader knows, the days that follow by rule, and the next one that matters."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated

from .kit import facts
from .kit.calculator import FactRef, Figure, Fill, Money, Parts, Table, View, calculator, plain
from .kit.days import add_months
from .kit.documents import Document, Event, ics_document
from .kit.holidays import LastDay, last_day
from .kit.units import Choice, Count, Day, Mistakes, Rate, Text, Yuan, cents

EXAMPLE_DAY = date(2026, 11, 22)
EXAMPLE_DUE = date(2026, 9, 10)
EXAMPLE_CLEARED = date(2026, 12, 20)
# Before this day we have not checked the rules of the courts.
FIRST_DAY = facts.all_facts()["court.answer_days"].rows[0].start
REMIND = 5  # days before; ours, not the law's
ZERO = Decimal(0)
DAY, YUAN, RATE = Day(label=""), Yuan(label=""), Rate(label="")
PAPER = "以文书写明的日期为准"
REPORT = "以信用报告为准"


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

    ``day`` is as counted; ``last`` is set where the law moves it past days off. ``tier`` is its weight for the
    headline: 1 the reader must act by it, 2 others must or the reader plans to, 3 far away, 0 never in the headline.
    ``count`` is what was counted from ``start``; blank where nothing was. ``binding`` says what counts more than our
    counting. ``rank`` and ``source`` are those of the ``rule``, blank where it is none.
    ``todo`` and ``late`` say what to do before and after it. ``calendar`` is whether it may become an entry.
    """

    field: str
    what: str
    day: date
    rule: Parts
    tier: int
    rank: str = ""
    source: Parts = ()
    start: date | None = None
    count: str = ""
    todo: Parts = ()
    late: Parts = ()
    calendar: bool = True
    last: LastDay | None = None
    binding: str = ""

    @property
    def legal(self) -> date:
        """The last day by law, as far as its days off are known."""
        return self.last.moved if self.last else self.day

    @property
    def basis(self) -> Parts:
        """The rule with its rank and source."""
        return (*self.rule, f"。{self.rank}，", *self.source) if self.rank else self.rule

    def over(self, on: date) -> bool:
        """Whether the day has passed for certain."""
        return on > (self.last.latest if self.last else self.day)

    def until(self, on: date) -> date:
        """The day to act by: as counted, then the legal one; where nobody can say whether that has passed, today."""
        if on <= self.day:
            return self.day
        return self.legal if self.over(on) else max(self.legal, on)


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the reader typed. Days, yuan; ``None`` where nothing was."""

    as_of: date
    due: date | None = None
    cleared: date | None = None
    payment_order: date | None = None
    statement: date | None = None
    small_claims: str = "unknown"
    judgment: date | None = None
    perform_by: date | None = None
    unpaid: Decimal | None = None
    claim: Decimal | None = None
    objection: date | None = None
    complaint: date | None = None
    paper: str | None = None

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
                tier=1,
                todo=("还款日当天或之前还上，就不算逾期。别卡着最后时刻：几点前到账才算，问客服并截图。",),
            )
        )
    if boundary := next_class_day(given):
        now = overdue_class((on - (due or boundary)).days)
        found.append(
            Milestone(
                field="due",
                what=f"信用报告里大致从 {now} 变成 {now + 1}",
                day=boundary,
                rule=("还款日的次日是第 1 天，每 ", _ref("credit.class_days", on), "一档"),
                rank="信用报告的编码说明，不是法律",
                source=(_ref("credit.class_rule", on),),
                tier=2,
                start=due,
                count=f"{(boundary - (due or boundary)).days} 天",
                todo=("贷款人按月报，这一档只是大致的。能在这天之前还清，就少进一档；谈好了怎么报，要问贷款人。",),
                calendar=False,
                binding=REPORT,
            )
        )
    if cleared and cleared > on:
        found.append(
            Milestone(
                field="cleared",
                what="打算还清的那天",
                day=cleared,
                rule=("你自己定的日子",),
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
                rule=("从还清那天起，保存 ", _ref("credit.record_years", on)),
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
                binding=REPORT,
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


def _missed(on: date) -> Parts:
    """What may still help after the last day."""
    return (
        "最后一天或以前寄出的，看邮戳，不算晚（",
        _ref("periods.mailing", on),
        "）。因为住院、没收到这类正当理由错过的，原因消除后 ",
        _ref("periods.extension_days", on),
        " 内可以书面申请顺延，由法院定。",
    )


def _court(given: Given) -> list[Milestone]:
    on, found = given.as_of, []
    phone = _ref("help.court_phone", on)
    mail: Parts = (
        "当面交，赶在法院下班前；也可以用邮政挂号信或特快寄，最后一天或以前寄出不算晚（",
        _ref("periods.mailing", on),
        "），底单留好。",
    )

    def paper(field: str, what: str, received: str, period: str, todo: Parts, late: Parts) -> None:
        """The last day of a period of days counted from the receipt of a paper."""
        start: date = getattr(given, field)
        days = int(_value(f"court.{period}_days", on))
        end = start + timedelta(days)
        found.append(
            Milestone(
                field=field,
                what=what,
                day=end,
                last=last_day(end),
                rule=(f"{received}的次日起数，", _ref(f"court.{period}_days", on), "内"),
                rank="法律",
                source=(_ref(f"court.{period}_law", on),),
                tier=1,
                start=start,
                count=f"{days} 天",
                todo=todo,
                late=late,
                binding=PAPER,
            )
        )

    if given.payment_order:
        paper(
            "payment_order",
            "支付令：还清或提书面异议的最后一天",
            "收到支付令",
            "payment_order",
            (
                "二选一：还清，或者交书面异议。对债本身有不同意见，异议才可能有效：金额、利息或费用不对，已经还过，"
                "不是你借的，还没到期，合同里没有这一项费用，对方已经另外起诉；成不成立，法院看书面材料。"
                "只说没钱、想缓、想换个还法，没有用。金额都对，也可以找申请人谈分期，但期限照走。",
                *mail,
                "真假打 ",
                phone,
                " 核实。",
            ),
            (
                "先别慌，打 ",
                phone,
                " 或问写文书的法院，现在到哪一步：对方可能已经可以申请强制执行。同时联系贷款人，执行里也可以谈和解、"
                "分期。",
                *_missed(on),
            ),
        )
    if given.statement:
        judged = given.judgment is not None  # then nobody need be told how to answer
        paper(
            "statement",
            "起诉状：交答辩状的最后一天",
            "收到起诉状副本",
            "answer",
            ()
            if judged
            else (
                "在期限里交答辩状：金额哪里对、哪里不对，现在能怎么还；文书写得更短的，照文书。还款记录、截图先交："
                "看举证通知书，走小额的一般不超过 ",
                _ref("court.evidence_days_small", on),
                "，简易程序不超过 ",
                _ref("court.evidence_days_summary", on),
                "，要多几天，到期前书面申请。",
                *mail,
                "按传票的时间到庭；不到庭，可以缺席判决。真假打 ",
                phone,
                " 核实。",
            ),
            ()
            if judged
            else (
                "没赶上交答辩状，案子照样审。按传票上的时间到庭，把情况当庭说清，也可以在庭上提分期调解。",
                *_missed(on),
            ),
        )
    if given.judgment and given.small_claims == "no":
        paper(
            "judgment",
            "一审判决：上诉的最后一天",
            "收到一审判决",
            "appeal",
            (
                "不服判决，就在期限里交上诉状，交到哪里看判决书最后一段。",
                *mail,
                "不打算上诉，就按判决写的履行期限准备，还不上也可以先和对方谈分期。",
            ),
            (
                "没有人上诉的话，判决就生效了。看判决书写的履行期限；还不上，和对方谈执行和解、分期。",
                *_missed(on),
            ),
        )
    if given.judgment and given.small_claims == "yes":
        end = add_months(given.judgment, int(_value("court.retrial_months", on)))
        found.append(
            Milestone(
                field="judgment",
                what="小额诉讼：申请再审的最后一天（大致）",
                day=end,
                last=last_day(end),
                rule=("判决生效起，", _ref("court.retrial_months", on), "内；生效的日子大致是收到那天"),
                rank="法律",
                source=(_ref("periods.counting", on),),
                tier=0,
                start=given.judgment,
                count=facts.show("court.retrial_months", on),
                todo=("有法定的理由才行，光是不服不算；交给原来的法院，执行不会因此停。",),
                binding=PAPER,
            )
        )
    if given.perform_by:
        years = int(_value("court.enforcement_years", on))
        end = add_months(given.perform_by, 12 * years)
        found += [
            Milestone(
                field="perform_by",
                what="判决：履行期限的最后一天",
                day=given.perform_by,
                rule=("判决书写明的日子",),
                tier=1,
                todo=(
                    "在这天或之前按判决还上，就没有加倍部分；碰上休假日能不能顺，问法院。"
                    "还不上，提前和对方谈分期，谈好的写下来。",
                ),
                late=(
                    "对方可以申请强制执行。收到报告财产令，按期书面报告，一无所有也写“没有”交上去（",
                    _ref("court.property_report", on),
                    "）。拿得出多少先付多少，同时谈执行和解、分期。真的还不出，不算犯罪；藏钱、瞒报才危险（",
                    _ref("law.refusing_judgment", on),
                    "）。",
                ),
                binding=PAPER,
            ),
            Milestone(
                field="perform_by",
                what="对方申请强制执行的期间到这天（是对方的期限）",
                day=end,
                last=last_day(end),
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
                binding=PAPER,
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

    given: Given
    milestones: tuple[Milestone, ...]
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
            others = sum(1 for m in self.milestones if m.tier and m is not after)
            more = f"另外 {others} 个日子见下面。" if others else ""
            if any(m.tier == 1 and m.late and m.over(on) for m in self.milestones):
                more += "有期限已经过了，先看下面说明里最上面的一条。"
            binding = f"{after.binding}。" if after.binding else ""
            if on > after.day:
                return (*_still(after), f"{binding}{more}")
            left = f"还有 {self.next_left:,} 天" if self.next_left else "就是这一天"
            return (
                "下一个要紧的日子是 ",
                Figure(DAY.show(after.day)),
                "，",
                Figure(left),
                f"：{after.what}。{binding}{more}",
            )
        past = sorted((m for m in self.milestones if m.tier), key=lambda m: m.legal)
        if past:
            last = past[-1]
            gone = (on - last.legal).days
            return (
                "填的这些日子都已经过了，最近的是 ",
                Figure(DAY.show(last.legal)),
                f"（{last.what}），过了 {gone:,} 天{'，' + last.binding if last.binding else ''}。"
                "别慌，现在可以做什么见下面。",
            )
        if self.given.judgment and self.given.small_claims == "yes":
            return ("这是小额诉讼的判决，没有上诉期。填上判决写的履行期限，就能看到下一个要紧的日子。",)
        if self.given.judgment:
            return ("收到了判决，先弄清是不是小额诉讼，再填判决写的履行期限，就能看到下一个要紧的日子。",)
        if self.overdue_days:
            where = "还清时逾期了" if self.given.cleared else "已经逾期"
            return (f"到 {DAY.show(on)}，{where} ", Figure(f"{self.overdue_days} 天"), "，后面没有别的日子要记。")
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
        last = {m.field: m for m in self.milestones if m.late and m.over(on)}
        # Papers of a court first.
        return tuple(
            (f"{m.what}：{_days_of(m, on)}，已经过了 {(on - m.legal).days:,} 天。", *m.late)
            for m in sorted(last.values(), key=lambda m: (m.tier, on - m.legal))
        )

    def _ahead(self) -> tuple[Parts, ...]:
        on = self.given.as_of
        ahead = [m for m in self.milestones if m.todo and not m.over(on)]
        return tuple(
            (
                *((f"{m.what}，{_days_of(m, on)}。",) if on <= m.day else _still(m) if m is not self.next else ()),
                *m.todo,
            )
            for m in sorted(ahead, key=lambda m: (m.tier or 3, m.until(on)))
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
                    _ref("court.small_claims_objection", on),
                    "）。",
                ),
            )
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
                    f"{planned}征信里这笔逾期留到 {DAY.show(self.record_end)}，依据是 ",
                    _ref("credit.record_law", on),
                    f"，{REPORT}。没还清，就还没开始数。协商成功，以前的逾期也照记。",
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
        if not self.entries:
            return ()
        return (
            (
                f"下面的日历文件提前 {REMIND} 天提醒；来不及的，提前得少一些。以后改了日子，重新存一次，"
                "旧的那条自己删；写了“案号或哪一家”的，会换掉旧的。",
            ),
        )

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

        def left(m: Milestone) -> str:
            if m.over(on):
                return f"已过 {(on - m.legal).days:,} 天"
            if on > m.day:
                return "还来得及，今天就办" if m.last and m.last.known else "可能还来得及，今天就办"
            days = (m.day - on).days
            return f"还有 {days:,} 天" if days else "就是这天"

        rows = tuple((_days_of(m, on), m.what, left(m), m.basis) for m in self.milestones)
        moved: Parts = ()
        if any(m.last for m in self.milestones):
            moved = (
                "法院的期限，最后一天碰上休假日的，顺到之后第一天（",
                _ref("periods.holiday_roll", on),
                "）；周六、周日也算，是通行的理解，法条没有单独写。",
            )
        bound = {m.binding for m in self.milestones}
        theirs = any(m.field in ("objection", "complaint") for m in self.milestones)
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
        entries = calendar_milestones(self.milestones, self.given.as_of)
        if not entries:
            return ()
        on = self.given.as_of
        lines = ["日子清单（按我填的日子数的，文书上写了日子的，照文书）", ""]
        events = []
        for m in entries:
            day, what = m.until(on), m.what + (f"（{self.given.paper}）" if self.given.paper else "")
            said = f"依据：{plain(m.basis)}。"
            said += f"{m.binding}。" if m.binding else ""
            if m.last and (m.legal != m.day or not m.last.known):
                said = f"{_days_of(m, on)}。{said}"
            lines += [f"{DAY.show(day)} {what}", said, ""]
            events.append(
                Event(
                    # Two papers of one kind must not replace each other. Where the reader named the paper, a day that
                    # was corrected replaces the wrong one.
                    key=f"key_dates {m.field} {m.what} {self.given.paper or m.start or m.day}",
                    day=day,
                    summary=what,
                    description=said + (f"\n{plain(m.todo)}" if m.todo else ""),
                    remind=remind(day, on),
                )
            )
        return (
            ics_document("放进日历的日子", "key-dates.ics", events, on),
            Document("日子清单", "key-dates.txt", "\n".join(lines)),
        )


def _days_of(m: Milestone, on: date) -> str:
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


def _still(m: Milestone) -> Parts:
    """What to say between the day as counted and the day on which the period is over."""
    last = m.last
    assert last
    was = f"{m.what}原来是 {DAY.show(m.day)}，" + (f"碰上{last.why}，" if last.why else "")
    if last.known:
        return (f"还来得及，今天就办。{was}顺到 ", Figure(DAY.show(last.moved)), "。")
    return (f"可能还来得及，今天就办，同时打法院问。{was}那时的放假通知我们还没有，可能往后顺。",)


def next_milestone(found: tuple[Milestone, ...], on: date) -> Milestone | None:
    """The next day that matters: those by which the reader must act come before all others."""
    ahead = [m for m in found if m.tier and not m.over(on)]
    return min(ahead, key=lambda m: (m.tier, m.until(on)), default=None)


def calendar_milestones(found: tuple[Milestone, ...], on: date) -> tuple[Milestone, ...]:
    """What may stand in a calendar: what is still ahead."""
    return tuple(m for m in found if m.calendar and on <= m.legal)


def remind(day: date, on: date) -> int:
    """How many days before ``day`` to speak up: five, or as many as leave tomorrow or the day itself."""
    return min(REMIND, max((day - on).days - 1, 0))


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
    found = milestones(given)
    after = next_milestone(found, as_of)

    def of(field: str, place: int = 0) -> Milestone | None:
        of_it = [m for m in found if m.field == field]
        return of_it[place] if place < len(of_it) else None

    def end(field: str, place: int = 0) -> date | None:
        m = of(field, place)
        return m.day if m else None

    def legal(field: str) -> date | None:
        m = of(field)
        return m.legal if m else None

    appeals = small_claims == "no"

    days = max((min(as_of, cleared or as_of) - due).days, 0) if due else None
    fee_rows = court_fee(claim, as_of) if claim is not None else None
    fee = sum((part for _, part in fee_rows), ZERO) if fee_rows else None
    rate = _value("court.late_judgment_rate", as_of)
    late_days = max((as_of - perform_by).days, 0) if perform_by else None
    return KeyDates(
        next_day=after.until(as_of) if after else None,
        next_left=(after.until(as_of) - as_of).days if after else None,
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
        payment_order_last=legal("payment_order"),
        answer_by=end("statement"),
        answer_last=legal("statement"),
        appeal_by=end("judgment") if appeals else None,
        appeal_last=legal("judgment") if appeals else None,
        retrial_by=None if appeals else end("judgment"),
        enforcement_by=end("perform_by", 1),
        fee=fee,
        fee_summary=None if fee is None else _share("court.fee_summary_share", fee, as_of),
        fee_order=None if fee is None else _share("court.fee_order_share", fee, as_of),
        late_days=late_days,
        late_interest=None if unpaid is None or late_days is None else cents(unpaid * rate * late_days),
        late_per_day=None if unpaid is None else cents(unpaid * rate),
        entries=len(calendar_milestones(found, as_of)),
        given=given,
        milestones=found,
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
