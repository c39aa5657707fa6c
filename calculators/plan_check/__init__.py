"""方案行不行: what one to three offers cost, as a sum or as an honest range, and what to ask before saying yes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from ..kit.calculator import View, calculator
from ..kit.common import COMMON_RATE, DAY, EXAMPLE_DAY, LATE_RATE
from ..kit.days import add_months
from ..kit.units import ZERO, Count, Day, Mistakes, Rate, Rows, Text, Yuan, cents
from . import words
from .judging import Reckoned, judge, record_years
from .offer import NO, Offer
from .papers import questions
from .reckoning import A_YEAR, FURTHEST, Bound, Owed

WAIT = 30  # days, unless the reader says otherwise


@dataclass(frozen=True, kw_only=True)
class PlanCheck(Reckoned):
    """One to three offers beside paying now and waiting; money in yuan. None where it can't be said."""

    now: Annotated[Decimal, Yuan(label="现在一次还清")]
    waiting: Annotated[Decimal, Yuan(label="再等这些天多出的逾期利息")]
    low_1: Annotated[Decimal | None, Yuan(label="方案一最低")]
    high_1: Annotated[Decimal | None, Yuan(label="方案一最高")]
    verdict_1: Annotated[str, Text(label="方案一行不行")]
    low_2: Annotated[Decimal | None, Yuan(label="方案二最低")]
    high_2: Annotated[Decimal | None, Yuan(label="方案二最高")]
    verdict_2: Annotated[str | None, Text(label="方案二行不行")]
    low_3: Annotated[Decimal | None, Yuan(label="方案三最低")]
    high_3: Annotated[Decimal | None, Yuan(label="方案三最高")]
    verdict_3: Annotated[str | None, Text(label="方案三行不行")]
    monthly_low: Annotated[Decimal | None, Yuan(label="方案一每月至少")]
    monthly_high: Annotated[Decimal | None, Yuan(label="方案一每月最多")]
    last_early: Annotated[date | None, Day(label="方案一最早还清")]
    last_late: Annotated[date | None, Day(label="方案一最晚还清")]
    record_end: Annotated[date | None, Day(label="方案一还清后，记录最晚保存到")]
    not_said: Annotated[int, Count(label="方案一没说的", of="处")]
    yearly: Annotated[Decimal | None, Rate(label="方案一每期里含的年利率，单利", places=2)]

    def view(self) -> View:
        """What the reader sees."""
        return View(
            headline=words.headline(self),
            rate=words.rate(self),
            notes=tuple(words.notes(self)),
            tables=(words.comparison(self), *(words.said(self, v) for v in self.offers), words.otherwise(self)),
            picture=words.picture(self),
            working=words.working(self),
            documents=(questions(self),),
        )


@calculator("方案行不行", more="每月能还多少、今天、日利率、再等几天", per_thousand=words.per_thousand)
def plan_check(
    *,
    principal: Annotated[
        Decimal,
        Yuan(label="未还本金", same="principal", min="0.01", max="1000000", help="已到期和没到期、要一起谈的本金"),
    ] = Decimal("6000"),
    charges: Annotated[
        Decimal, Yuan(label="到今天的逾期利息和费用", max="1000000", help="App 的逾期明细里的数，没有就填 0")
    ] = Decimal("219"),
    offers: Annotated[
        tuple[Offer, ...],
        Rows(
            label="客服说的方案",
            same="offers",
            noun="方案",
            counter="个",
            least=1,
            most=3,
            confirm=True,
            tick="上面填的都是客服亲口说的，没有一格是我猜的",
        ),
    ] = (
        Offer(periods=12, payment=Decimal("518.25"), down=ZERO, first=date(2026, 12, 10)),
        Offer(periods=6, down=Decimal(1200), waived=Decimal(219), interest=NO, missed="all"),
    ),
    monthly: Annotated[
        Decimal | None,
        Yuan(
            label="每月能还多少",
            per="月",
            same="affordable",
            max="1000000",
            more=True,
            help="留够生活费以后，每月真正拿得出的。不填就不判断付不付得起",
        ),
    ] = None,
    as_of: Annotated[date, Day(label="今天", more=True, prefill="today")] = EXAMPLE_DAY,
    daily_rate: Annotated[
        Decimal,
        Rate(
            label="逾期日利率",
            same="daily_rate",
            per="日",
            min="0.001",
            max="1",
            more=True,
            common=LATE_RATE,
            help="在合同的“逾期利息”或“罚息”一条。没说的期间利率，最高按它算",
        ),
    ] = COMMON_RATE,
    wait_days: Annotated[
        int | None,
        Count(label="再等几天", min=1, max=365, of="天", more=True, help="先不还，要多付多少。空着就按 30 天"),
    ] = None,
    confirmed: frozenset[str] = frozenset(),
) -> PlanCheck:
    """方案里客服说了的，照说的算；没说的，不猜，算出最低和最高，再告诉你该问什么。

    **期数和每期都说了**：一共要付 ＝ 先付 ＋ 每期 × 期数。另外：

    - 利息“每期之外另付”的，再加上利息：每一段还没还的欠款 × 期间日利率 × 天数，全部加起来，四舍五入到分一次。
      天数从今天数到每个还款日，旧利息不并入本金的，计息的金额不超过未还本金。还没还的，是欠的减去先付和已还的各期；
      有人按每期合计来算，取整的零头会差几分，最低和最高把两种都包括在内。
    - **没说计不计息**：最低按不计；最高按每期之外另付。加起来已经比欠的多的，另付的和多出的合在一起，
      不超过全部金额按期间日利率一直计到最后一天。
    - **没说减免**，加起来又比欠的少：最低按说的付，最高按欠的全额。

    **期数、每期只说了一个**：按欠的（未还本金 ＋ 逾期利息和费用 − 减免额）减去先付，推出另一个。每期取整到分，
    所以最低和最高会差几分。含利息的，最高按全部金额一直计到最后一天；说了利率的，最低按还的钱都先抵本金算。
    360 期里可能还不清的，说不出最高。

    **两个都没说**：总数算不出；填了每月能还多少的，假定每期就还这么多，只是估一估。

    没说的，范围只算到这些界限：减免不超过逾期利息和费用；期间日利率不超过现在的逾期日利率；首期在 6 个月内；
    期间每期都按时还；每期里含的利息，没还够的不再生利息。对方说的比这些还多，照说的算。
    零头是每期不到 1 分的差，不算对不上。

    **加起来对不上**：说了的几个数加起来，落不进上面的范围，差多少就写多少。

    **每期里含的年利率**：先付当天付，用内部收益率算出每期利率，× 12（单利）。第一期按首期日
    的实际长短算，没说的算一个月。

    **逾期记录**：还清那天再加 [[fact:credit.record_years]]，依据 [[fact:credit.record_law]]，只在全部还清以后才开始数。
    **再等几天**：未还本金 × 逾期日利率 × 天数，四舍五入到分。
    常见的日利率是 [[fact:huabei.late_daily_rate]]，以你的合同为准。
    现在还清、再等几天只作对照，不和方案排先后。
    """
    owed = Owed(principal, charges, as_of, daily_rate)
    mistakes = {}
    for i, offer in enumerate(offers):
        if offer.down is not None and offer.down > owed.total:
            mistakes[f"offers.{i}.down"] = f"先付的比现在一共欠的 {owed.total:,.2f} 元还多，请核对"
        if offer.waived is not None and offer.waived > owed.total:
            mistakes[f"offers.{i}.waived"] = f"减免的比现在一共欠的 {owed.total:,.2f} 元还多，请核对"
        if offer.first is not None and offer.first <= as_of:
            mistakes[f"offers.{i}.first"] = f"首期日要晚于今天 {DAY.show(as_of)}"
        elif offer.first is not None and offer.first > add_months(as_of, FURTHEST):
            mistakes[f"offers.{i}.first"] = f"首期日离今天超过 {FURTHEST} 个月了，请看看年份"
        if offer.rate is not None and offer.interest == NO:
            mistakes[f"offers.{i}.rate"] = "上面选了不计息，这里就不用填。两样都说过的，请再问一遍"
    if mistakes:
        raise Mistakes(mistakes)
    judged = tuple(judge(i, offer, owed, monthly) for i, offer in enumerate(offers))
    first = judged[0]

    def total(number: int, end: str) -> Decimal | None:
        bound: Bound | None = getattr(judged[number], end) if number < len(judged) else None
        return bound.total if bound else None

    late = first.last[1]
    years = record_years(as_of)
    return PlanCheck(
        now=owed.total,
        waiting=cents(principal * daily_rate * (wait_days or WAIT)),
        low_1=total(0, "low"),
        high_1=total(0, "high"),
        verdict_1=words.verdict(first),
        low_2=total(1, "low"),
        high_2=total(1, "high"),
        verdict_2=words.verdict(judged[1]) if len(judged) > 1 else None,
        low_3=total(2, "low"),
        high_3=total(2, "high"),
        verdict_3=words.verdict(judged[2]) if len(judged) > 2 else None,
        monthly_low=first.monthly[0],
        monthly_high=first.monthly[1],
        last_early=first.last[0],
        last_late=late,
        record_end=add_months(late, A_YEAR * years) if late and years else None,
        not_said=len(first.open),
        yearly=first.case.yearly(),
        owed=owed,
        days=wait_days or WAIT,
        offers=judged,
        confirmed=confirmed,
    )
