"""能还多少: what is there each month for all debts together, each debt's fair share, and two papers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from ..kit.calculator import Bars, Parts, Passage, View, calculator
from ..kit.common import EXAMPLE_DAY
from ..kit.documents import Document
from ..kit.units import ZERO, Count, Day, Mistakes, Rows, Yuan
from . import words
from .papers import for_the_lender, lacking, private
from .reckoning import Reckoned, reckon
from .rows import Debt, Earned, Need

CARD = re.compile(r"\d(?:[\s\-]*\d){5,}")  # six digits: nobody needs that many to know a debt by its name


@dataclass(frozen=True, kw_only=True)
class Affordability(Reckoned):
    """What is there each month and how it is shared; money in yuan."""

    available: Annotated[Decimal, Yuan(label="每月能还全部欠款的")]
    income: Annotated[Decimal, Yuan(label="每月到手的收入")]
    living: Annotated[Decimal, Yuan(label="生活必需")]
    first_items: Annotated[Decimal, Yuan(label="要先付的")]
    reserve: Annotated[Decimal, Yuan(label="备用")]
    surplus: Annotated[Decimal, Yuan(label="收入减去开支和备用")]
    owed: Annotated[Decimal, Yuan(label="全部欠款")]
    huabei_share: Annotated[Decimal | None, Yuan(label="花呗的份额", same="affordable")]
    others: Annotated[int, Count(label="其他欠款", of="笔")]
    others_owed: Annotated[Decimal, Yuan(label="其他欠款合计")]
    others_share: Annotated[Decimal, Yuan(label="其他欠款的份额合计")]
    minimums: Annotated[Decimal, Yuan(label="填了的每月最低应还合计")]
    shortfall: Annotated[Decimal, Yuan(label="离最低应还合计还差")]
    kept_by_law: Annotated[Decimal | None, Yuan(label="强制执行时要留的生活费")]
    rate_months: Annotated[int | None, Count(label="利率高的先还，要还", of="个月")]
    rate_interest: Annotated[Decimal | None, Yuan(label="利率高的先还，利息合计")]
    rate_last: Annotated[date | None, Day(label="利率高的先还，最后一次")]
    small_months: Annotated[int | None, Count(label="金额小的先还，要还", of="个月")]
    small_interest: Annotated[Decimal | None, Yuan(label="金额小的先还，利息合计")]
    small_last: Annotated[date | None, Day(label="金额小的先还，最后一次")]

    def view(self) -> View:
        """What the reader sees. The lender's paper is there once it is whole; until then, what it lacks."""
        documents: tuple[Document, ...] = (private(self),)
        passages: tuple[Passage, ...] = ()
        if missing := lacking(self):
            why: Parts = ("只写你核对过的数。补齐了，这里就换成可以复制的那一页。",)
            title = f"给贷款人的一页纸：还差 {len(missing)} 样"
            passages = (Passage(title, (*missing, ("为什么", why)), unfolded=bool(self.confirmed)),)
        elif self.huabei is not None and self.huabei_share is not None:
            documents += (for_the_lender(self, self.huabei, self.huabei_share),)
        return View(
            headline=words.headline(self),
            notes=(
                *words.way_forward(self),
                *words.about_income(self),
                *words.about_needs(self),
                *words.about_debts(self),
            ),
            tables=(words.budget(self), words.shares(self), *words.orders(self)),
            picture=Bars(
                "每月的钱去了哪里",
                (("生活", self.living), ("先付", self.first_items), ("备用", self.reserve), ("能还", self.available)),
            ),
            working=words.working(self),
            documents=documents,
            passages=passages,
        )


@calculator("能还多少", more="收入不固定、留多少备用、当地低保标准、从哪天算起", per_thousand=words.per_thousand)
def affordability(
    *,
    income: Annotated[
        Decimal | None,
        Yuan(
            label="每月到手的收入",
            per="月",
            same="income",
            confirm=True,
            tick="我对着工资条或到账记录核对过",
            help="扣完社保和税、真正到账的钱。不固定的，在“更多”里填最近三个月",
        ),
    ] = Decimal(5200),
    needs: Annotated[
        tuple[Need, ...],
        Rows(
            label="每月必需的开支",
            noun="开支",
            counter="项",
            most=20,
            least=1,
            confirm=True,
            tick="这些开支我都核对过，是每月真要付的",
        ),
    ] = (
        Need("food", Decimal(1500)),
        Need("home", Decimal(1200)),
        Need("travel", Decimal(200)),
        Need("medical", Decimal(100)),
        Need("support", Decimal(600)),
    ),
    debts: Annotated[
        tuple[Debt, ...],
        Rows(
            label="全部欠款，花呗也算一笔",
            same="debts",
            noun="欠款",
            counter="笔",
            most=12,
            least=1,
            confirm=True,
            tick="这些欠款我都在合同或 App 里核对过",
        ),
    ] = (
        Debt("花呗", Decimal(6000), words.COMMON_YEARLY, Decimal(600), "yes"),
        Debt("信用卡", Decimal(4000), Decimal("0.12"), Decimal(400)),
        Debt("亲友的借款", Decimal(2000), ZERO, None),
    ),
    recent: Annotated[
        tuple[Earned, ...],
        Rows(
            label="收入不固定：最近三个月各到手多少",
            noun="收入",
            counter="个月",
            most=words.MONTHS_LOOKED_AT,
            more=True,
            confirm=True,
            tick="这几个月我都对着到账记录核对过",
        ),
    ] = (),
    reserve: Annotated[
        Decimal | None,
        Yuan(
            label="留一点备用",
            per="月",
            max="100000",
            more=True,
            confirm=True,
            tick="就留这么多，可以写给贷款人看",
            help="突然要用的小钱。一点不留，遇到一件小事就又得借",
        ),
    ] = Decimal(200),
    local_minimum: Annotated[
        Decimal | None,
        Yuan(label="当地低保标准，每人每月", per="月", max="10000", more=True, help="看当地民政局官网，不知道就空着"),
    ] = None,
    people: Annotated[
        int | None,
        Count(
            label="你和靠你养的家人，一共几人",
            min=1,
            max=20,
            of="人",
            more=True,
            help="只用来算低保标准那一行，空着就按 1 人",
        ),
    ] = None,
    as_of: Annotated[
        date, Day(label="从哪一天算起", prefill="today", more=True, help="第一次还款算在一个月以后")
    ] = EXAMPLE_DAY,
    confirmed: frozenset[str] = frozenset(),
) -> Affordability:
    """先算每月能还的，再分给每一笔：

    > 每月能还全部欠款的 = 到手的收入 − 生活必需 − 要先付的 − 备用，不到零按零算

    - **收入**不固定的，取最近三个月里最低的一个月，不取平均。
    - **要先付的**是房租房贷、医疗、抚养和赡养、法院已定的。它们排在普通欠款前面，先扣掉。
    - **份额**：能还的 × 这笔的未还金额 ÷ 全部欠款。先都舍到分；余下的几分，每次一分，
      补给被舍掉最多的那几笔，一样多的，填在前面的先补。各份加起来正好是能还的数，一分不差。
      能还的比全部欠款还多时，份额就是各笔的未还金额。
    - **最低应还**加起来超过能还的，就只说还差多少，不比先后：这时候要先谈，不是先排队。
    - **先还哪一笔**：每笔每月先付足自己的最低应还，多出来的全部还排在最前面的那笔，还清了再轮到下一笔。
      每月拿出的总数不变，一笔还清以后，它的那份也用来还剩下的。
      “利率高的先还”一样高的先还金额小的；“金额小的先还”按今天的未还金额排一次，一样小的先还利率高的。
    - **利息**：每月一次，未还金额 × 年利率 ÷ 12，每笔四舍五入到分。第一次还款在一个月以后，先加利息再还。
      最多算 360 个月，还不清就说还不清，并给出每月至少要多少才还得清。
    - **强制执行时要留的生活费**：当地低保标准 × 人数，依据 [[fact:court.kept_for_living]]。
      标准由各地定（[[fact:help.minimum_living]]），要你自己填。它是底线，不是建议的生活预算。

    分给每一笔的是可以提的数，不是权利：改合同要双方同意（[[fact:law.change_by_agreement]]）。
    给贷款人的那张纸，数都核对、打勾以后才有；别家的名字不会写进去，只写还有几笔、合计多少。
    """
    mistakes = {**_mistakes_in_debts(debts), **_mistakes_in_months(recent)}
    if income is None and not recent:
        mistakes["income"] = "请填每月到手的收入，没有收入填 0。不固定的，在“更多”里填最近三个月"
    if mistakes:
        raise Mistakes(mistakes)
    return Affordability(
        **reckon(
            income=income,
            needs=needs,
            debts=debts,
            recent=recent,
            reserve=reserve,
            local_minimum=local_minimum,
            people=people,
            as_of=as_of,
            confirmed=confirmed,
        )
    )


def _mistakes_in_debts(debts: Sequence[Debt]) -> dict[str, str]:
    found = {}
    for i, debt in enumerate(debts):
        if CARD.search(debt.name):
            found[f"debts.{i}.name"] = "名称里不要写卡号、证件号或电话，写“某某银行信用卡”这样就行"
        if debt.minimum is not None and debt.minimum > debt.balance:
            found[f"debts.{i}.minimum"] = "每月最低应还不能大于未还金额，请看看两格是不是填反了"
        if debt.huabei and any(d.huabei for d in debts[:i]):
            found[f"debts.{i}.huabei"] = "花呗只能标一笔。信用购是另外的贷款人，算别的欠款"
    return found


def _mistakes_in_months(recent: Iterable[Earned]) -> dict[str, str]:
    found, seen = {}, set()
    for i, earned in enumerate(recent):
        if earned.month in seen:
            found[f"recent.{i}.month"] = f"{earned.month} 月填了两次。同一个月的收入请加在一起，填一行"
        seen.add(earned.month)
    return found
