"""能还多少: what is there each month for all debts together, each debt's fair share, and two papers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Annotated

from .kit import facts
from .kit.calculator import Bars, Figure, Go, Money, Parts, Passage, Table, View, basis, calculator, hotline, plain
from .kit.days import add_months
from .kit.documents import Document
from .kit.units import FEN, Choice, Count, Day, Mistakes, Rate, Rows, Text, Yuan, cents

EXAMPLE_DAY = date(2026, 11, 22)
MOST_MONTHS = 360
MONTHS_LOOKED_AT = 3  # of an irregular income
# The common daily rate as a yearly one: only in the worked example.
COMMON_YEARLY: Decimal = facts.value("huabei.late_daily_rate", EXAMPLE_DAY) * 365
ZERO = Decimal(0)
DAY, RATE, YUAN = Day(label=""), Rate(label="", places=4), Yuan(label="")
KINDS = (
    ("food", "吃饭、日用"),
    ("home", "房租、房贷"),
    ("travel", "通勤"),
    ("utilities", "水电、话费"),
    ("medical", "看病、买药"),
    ("support", "抚养、赡养"),
    ("court", "法院已定的"),
    ("insurance", "社保、保险"),
    ("school", "上学"),
    ("other", "其他必需的"),
)
FIRST = ("home", "medical", "support", "court")  # paid before any ordinary debt
CARD = re.compile(r"\d(?:[\s\-]*\d){5,}")  # six digits: nobody needs that many to know a debt by its name


@dataclass(frozen=True)
class Earned:
    """What came in in one of the last months."""

    month: Annotated[int, Count(label="哪个月", min=1, max=12, of="月")]
    amount: Annotated[Decimal, Yuan(label="到手多少", per="月")]


@dataclass(frozen=True)
class Need:
    """One thing that must be paid each month."""

    # Whether somebody is ill goes into no link.
    kind: Annotated[str, Choice(label="哪一项", options=KINDS, blank="请选", travels_as=(("medical", "other"),))]
    amount: Annotated[Decimal, Yuan(label="每月多少", per="月")]


@dataclass(frozen=True)
class Debt:
    """One debt; ``rate`` is a fraction a year. A blank minimum counts as none."""

    name: Annotated[str, Text(label="欠款名称", max=12)]
    balance: Annotated[Decimal, Yuan(label="未还金额", min="0.01")]
    rate: Annotated[Decimal | None, Rate(label="年利率", per="年", help="合同或账单上写的，不知道就空着")] = None
    minimum: Annotated[Decimal | None, Yuan(label="每月最低应还", per="月", help="没有就空着")] = None
    huabei: Annotated[str | None, Choice(label="是花呗吗", options=(("yes", "是"),), blank="不是")] = None


def fair_shares(amount: Decimal, balances: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Split ``amount`` (yuan) in proportion to the balances, to the fen, by largest remainders.

    Each quota is cut to the fen; the fen left over go one each to the largest cut-off remainders, the
    earlier row first where two are equal. Never more than the balances themselves.
    """
    total = sum(balances, ZERO)
    amount = min(amount, total)
    # In whole fen times the total, so that nothing is divided before it is compared.
    products = [int(amount / FEN) * int(balance / FEN) for balance in balances]
    whole = int(total / FEN)
    shares = [product // whole for product in products]
    over = int(amount / FEN) - sum(shares)
    for i in sorted(range(len(balances)), key=lambda i: (-(products[i] % whole), i))[:over]:
        shares[i] += 1
    return tuple(share * FEN for share in shares)


@dataclass(frozen=True)
class Run:
    """One order followed month by month until every debt is cleared, or 360 months have gone by.

    ``cleared`` is the month in which each debt ends, 0 for one that never does; ``first`` what each debt
    gets in the first month.
    """

    order: tuple[int, ...]
    interest: tuple[Decimal, ...]
    cleared: tuple[int, ...]
    first: tuple[Decimal, ...]

    @property
    def months(self) -> int | None:
        """How many months it takes, or None where a debt never clears."""
        return None if 0 in self.cleared else max(self.cleared)


def follow(debts: Sequence[Debt], budget: Decimal, order: Sequence[int]) -> Run:
    """Pay ``budget`` yuan a month: each debt its own minimum, the rest to the first of ``order`` still open.

    Needs every rate, and a budget that covers the minimums. A month's interest is a twelfth of the yearly
    rate on the balance, to the fen.
    """
    left = [d.balance for d in debts]
    rates = [d.rate or ZERO for d in debts]
    minimums = [d.minimum or ZERO for d in debts]
    interest, cleared, first = [ZERO] * len(debts), [0] * len(debts), [ZERO] * len(debts)
    still = list(range(len(debts)))
    for month in range(1, MOST_MONTHS + 1):
        money = budget
        paid = [ZERO] * len(debts)
        for i in still:
            grown = cents(left[i] * rates[i] / 12)
            interest[i] += grown
            left[i] += grown
            paid[i] = min(minimums[i], left[i])
            money -= paid[i]
        for i in order:
            if not money:
                break
            more = min(money, left[i] - paid[i])
            paid[i] += more
            money -= more
        for i in still:
            left[i] -= paid[i]
            if not left[i]:
                cleared[i] = month
        if month == 1:
            first = paid
        still = [i for i in still if left[i]]
        if not still:
            break
    return Run(tuple(order), tuple(interest), tuple(cleared), tuple(first))


def highest_rate_first(debts: Sequence[Debt]) -> tuple[int, ...]:
    """The order of the highest rate; of equal rates the smaller balance, then the earlier row."""
    return tuple(sorted(range(len(debts)), key=lambda i: (-(debts[i].rate or ZERO), debts[i].balance, i)))


def smallest_first(debts: Sequence[Debt]) -> tuple[int, ...]:
    """The order of the smallest balance today; of equal balances the higher rate, then the earlier row."""
    return tuple(sorted(range(len(debts)), key=lambda i: (debts[i].balance, -(debts[i].rate or ZERO), i)))


def least_that_clears(debts: Sequence[Debt], order: Sequence[int], low: Decimal) -> Decimal:
    """The least sum a month (yuan, to the fen) at which ``order`` clears; ``low`` is one that doesn't."""
    step = sum((d.balance for d in debts), ZERO) / MOST_MONTHS
    high = low + max(cents(step), FEN)
    while follow(debts, high, order).months is None:
        low, high = high, high + (high - low) * 2
    while high - low > FEN:
        middle = cents((low + high) / 2)
        if follow(debts, middle, order).months is None:
            low = middle
        else:
            high = middle
    return high


@dataclass(frozen=True, kw_only=True)
class Affordability:
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

    as_of: date
    earned: tuple[Earned, ...]
    income_typed: Decimal | None
    reserve_typed: Decimal | None
    needs: tuple[Need, ...]
    debts: tuple[Debt, ...]
    shares: tuple[Decimal, ...]
    by_rate: Run | None
    by_size: Run | None
    least: tuple[Decimal | None, Decimal | None]
    local_minimum: Decimal | None
    people: int
    confirmed: frozenset[str]

    def view(self) -> View:
        """What the reader sees. The lender's paper is there once it is whole; until then, what it lacks."""
        documents: tuple[Document, ...] = (self._private(),)
        passages: tuple[Passage, ...] = ()
        lacking = self._lacking()
        if lacking:
            why: Parts = ("只写你核对过的数。补齐了，这里就换成可以复制的那一页。",)
            title = f"给贷款人的一页纸：还差 {len(lacking)} 样"
            passages = (Passage(title, (*lacking, ("为什么", why)), unfolded=bool(self.confirmed)),)
        elif self.huabei is not None and self.huabei_share is not None:
            documents += (self._for_the_lender(self.huabei, self.huabei_share),)
        return View(
            headline=self._headline(),
            notes=(*self._way_forward(), *self._about_income(), *self._about_needs(), *self._about_debts()),
            tables=(self._budget(), self._shares(), *self._orders()),
            picture=Bars(
                "每月的钱去了哪里",
                (("生活", self.living), ("先付", self.first_items), ("备用", self.reserve), ("能还", self.available)),
            ),
            working=self._working(),
            documents=documents,
            passages=passages,
        )

    @property
    def huabei(self) -> Debt | None:
        """The debt marked as 花呗."""
        return next((d for d in self.debts if d.huabei), None)

    def _headline(self) -> Parts:
        if self.available:
            return ("每月能拿出来还全部欠款（连花呗在内）的，一共是 ", Money(self.available), "。")
        if self.surplus:
            return (
                "每月的收入不够必需的开支和备用，还差 ",
                Money(-self.surplus),
                "。眼下先保生活，不要借钱来还。",
            )
        return ("每月的收入刚好够必需的开支和备用，能拿来还款的是 ", Money(ZERO), "。先保生活，不要借钱来还。")

    def _way_forward(self) -> tuple[Parts, ...]:
        """What to do where nothing is left over."""
        if self.available:
            return ()
        notes: list[Parts] = [
            (
                "日子过不下去，可以申请社会救助",
                *basis("help.social_aid", self.as_of),
                "。遇到急难，找事情发生地的乡镇政府或街道办申请临时救助，紧急的先救助。"
                "救助不替你还债，但能保住基本生活，往后才腾得出钱来还。",
            ),
            (
                "不要借新的来还旧的，也不要答应做不到的数。照实告诉每一家：眼下每月拿不出钱，"
                "申请延后还，或者先停一段再谈。这是请求，双方同意才算数",
                *basis("law.change_by_agreement", self.as_of),
                "；对方可以不同意，没谈成之前照样算逾期。",
            ),
            ("心里撑不住的时候，先打心理援助热线", *hotline("help.mental_line", self.as_of), "。"),
        ]
        if self.surplus + self.reserve > 0:
            notes.append(
                (
                    "不留备用的话，每月有 ",
                    Money(self.surplus + self.reserve),
                    "。但一点不留，遇到一件小事就又得借，所以我们没有把它算进能还的。",
                )
            )
        return tuple(notes)

    def _about_income(self) -> tuple[Parts, ...]:
        if not self.earned:
            return ()
        lowest = min(self.earned, key=lambda e: e.amount)
        notes: list[Parts] = [
            (f"收入按填的几个月里最低的一个月（{lowest.month} 月）算，是 ", Money(lowest.amount), "。")
        ]
        if self.income_typed is not None:
            notes.append(("填了最近几个月，“每月到手的收入”那一格就没有用。",))
        if len(self.earned) < MONTHS_LOOKED_AT:
            notes.append((f"只填了 {len(self.earned)} 个月。填满最近 {MONTHS_LOOKED_AT} 个月，这个数才靠得住。",))
        return tuple(notes)

    def _about_needs(self) -> tuple[Parts, ...]:
        notes: list[Parts] = []
        kinds = {n.kind for n in self.needs if n.amount}
        if "food" not in kinds:
            notes.append(("没有填吃饭、日用的钱，看看是不是漏了。",))
        if "court" in kinds:
            notes.append(("“法院已定的”已经先扣掉了，同一笔不要再填进欠款里。",))
        if self.kept_by_law is not None and self.local_minimum is not None:
            notes.append(
                (
                    "强制执行时，也要给你和靠你养的家人留下必需的生活费",
                    *basis("court.kept_for_living", self.as_of),
                    "。照你填的当地低保标准，是 ",
                    Money(self.local_minimum),
                    f" × {self.people} 人 = ",
                    Money(self.kept_by_law),
                    "。这是强制执行的底线，不是建议的生活预算；各地法院实际留的可能不同。",
                )
            )
            court = sum((n.amount for n in self.needs if n.kind == "court"), ZERO)
            kept = self.living + self.first_items - court + self.reserve
            if kept < self.kept_by_law:
                notes.append(
                    (
                        "你给生活留的一共只有 ",
                        Money(kept),
                        "，比这条底线还低。看看是不是有开支漏填了，别把自己逼得太紧。",
                    )
                )
        return tuple(notes)

    def _about_debts(self) -> tuple[Parts, ...]:
        notes: list[Parts] = []
        if self.huabei is None:
            notes.append(("还没有标出哪一笔是花呗，给贷款人的那张纸就写不全。", Go("debts.0.huabei", "去标")))
        if not self.available:
            return tuple(notes)
        if self.available >= self.owed:
            notes.append(("能拿出的钱够一次还清。先向每一家要明细，核对好了再还，还完要结清的凭证。",))
        unknown = [d.name for d in self.debts if d.minimum is None]
        if unknown:
            notes.append((f"没有填每月最低应还的有 {len(unknown)} 笔，这里按没有最低要求算。知道了再填，结果会变。",))
        if self.shortfall:
            notes += [
                (
                    "填了的每月最低应还一共是 ",
                    Money(self.minimums),
                    "，每月能拿出的不够，还差 ",
                    Money(self.shortfall),
                    "。",
                ),
                (
                    "差的不要借钱去补，也不要只顾一家。可以照表里的份额，向每一家提同一个办法：把每月还的降到这个数，"
                    "或者延后。这是请求，双方同意才算数",
                    *basis("law.change_by_agreement", self.as_of),
                    "；没谈成之前，少还的部分照样算逾期，逾期利息会接着加。",
                ),
            ]
            return tuple(notes)
        if any((d.minimum or ZERO) > share for d, share in zip(self.debts, self.shares, strict=True)):
            notes.append(
                (
                    "有的欠款，按余额分到的比它的最低应还少。最低应还都付得起的时候，先把每笔的最低付足，"
                    "多出来的再选一种顺序。份额是跟各家一起商量降低每月还款时用的。",
                )
            )
        return (*notes, *self._about_orders())

    def _about_orders(self) -> tuple[Parts, ...]:
        without = [f"“{d.name}”" for d in self.debts if d.rate is None]
        if self.by_rate is None or self.by_size is None:
            return (
                (f"还比不了先还哪一笔划算：{''.join(without)}没有填年利率。看合同、账单，或者问客服，填上就能比。",),
            )
        notes: list[Parts] = []
        huabei = self.huabei
        if huabei and huabei.rate == COMMON_YEARLY and "debts" not in self.confirmed:
            notes.append(("花呗的年利率用的是常见值折算的，不是你的合同，还款顺序的结果只是估算。",))
        seen = set()
        for title, run, least in (
            ("利率高的先还", self.by_rate, self.least[0]),
            ("金额小的先还", self.by_size, self.least[1]),
        ):
            if run.months is not None or least is None or run.order in seen:
                continue
            seen.add(run.order)
            stuck = "".join(f"“{d.name}”" for d, month in zip(self.debts, run.cleared, strict=True) if not month)
            notes.append(
                (
                    (f"照{title}，" if len(self.debts) > 1 else "") + "每月 ",
                    Money(self.available),
                    f"，{stuck}还 {MOST_MONTHS} 个月也还不清。别的不变，每月至少要 ",
                    Money(least),
                    " 才还得清。这时候要谈的是减免利息或降低利率，不是拉长期数。",
                )
            )
        if self.rate_interest is not None and self.small_interest is not None and len(self.debts) > 1:
            difference = self.small_interest - self.rate_interest
            if difference > 0:
                notes.append(
                    (
                        "先还利率高的，利息少 ",
                        Money(difference),
                        f"；先还金额小的，第 {min(self.by_size.cleared)} 个月就能少一笔。"
                        f"利率高的先还，第一笔还清是第 {min(self.by_rate.cleared)} 个月。两种都行，选你能坚持的。",
                    )
                )
            else:
                notes.append(("两种顺序的利息差不多，选你能坚持的。",))
        return tuple(notes)

    def _budget(self) -> Table:
        return Table(
            "每月能还的怎么算出来",
            ("项目", "金额"),
            (
                ("每月到手的收入", Money(self.income)),
                ("减去生活必需（吃饭、通勤等）", Money(self.living)),
                ("减去要先付的（房租房贷、医疗、抚养、法院已定的）", Money(self.first_items)),
                ("减去备用", Money(self.reserve)),
            ),
            ("剩下的", Money(self.surplus)),
            ("剩下的不到零，就按 ", Money(ZERO), " 算：没有能拿来还款的钱。") if self.surplus < 0 else (),
        )

    def _shares(self) -> Table:
        return Table(
            "每笔欠款每月的份额，按未还金额的比例",
            ("欠款", "未还金额", "最低应还", "份额"),
            tuple(
                (d.name, Money(d.balance), "没有填" if d.minimum is None else Money(d.minimum), Money(share))
                for d, share in zip(self.debts, self.shares, strict=True)
            ),
            ("合计", Money(self.owed), Money(self.minimums), Money(sum(self.shares, ZERO))),
            ("份额是可以向各家提的数，不是义务，也不是对方必须答应的数。",),
        )

    def _orders(self) -> tuple[Table, ...]:
        rows: list[tuple[str, Figure, Money, str]] = []
        for title, months, interest, last in (
            ("利率高的先还", self.rate_months, self.rate_interest, self.rate_last),
            ("金额小的先还", self.small_months, self.small_interest, self.small_last),
        ):
            if months is not None and interest is not None and last is not None:
                rows.append((title, Figure(f"{months} 个月"), Money(interest), DAY.show(last)))
        if len(self.debts) == 1:
            rows = [("只有这一笔", *row[1:]) for row in rows[:1]]
        if not rows:
            return ()
        note = "每笔先付足自己的最低应还，多出来的全部还排在最前面的那笔。假定不再新借，利率不变，不加逾期利息和费用。"
        head = ("顺序", "要还", "利息合计", "最后一次")
        return (Table("先还哪一笔", head, tuple(rows), note=(note,)),)

    def _working(self) -> tuple[Table, ...]:
        words = dict(KINDS)
        tables = [
            Table(
                "必需的开支，一项一行",
                ("项目", "算在", "每月"),
                tuple(
                    (words[n.kind], "要先付的" if n.kind in FIRST else "生活必需", Money(n.amount)) for n in self.needs
                ),
                ("合计", "", Money(self.living + self.first_items)),
            )
        ]
        if self.earned:
            tables.insert(
                0,
                Table(
                    "最近几个月到手的，取最低的",
                    ("月份", "到手"),
                    tuple((f"{e.month} 月", Money(e.amount)) for e in self.earned),
                    ("最低的", Money(self.income)),
                ),
            )
        if self.available:
            tables.append(self._share_working())
        for title, run in (("利率高的先还", self.by_rate), ("金额小的先还", self.by_size)):
            if run is not None and run.months is not None:
                tables.append(
                    Table(
                        f"{title}，排在前面的写在前面" if len(self.debts) > 1 else "只有这一笔",
                        ("欠款", "年利率", "第一个月还", "还清", "利息"),
                        tuple(
                            (
                                self.debts[i].name,
                                Figure(RATE.show(self.debts[i].rate or ZERO)),
                                Money(run.first[i]),
                                Figure(f"第 {run.cleared[i]} 个月"),
                                Money(run.interest[i]),
                            )
                            for i in run.order
                        ),
                        ("合计", "", Money(sum(run.first, ZERO)), "", Money(sum(run.interest, ZERO))),
                    )
                )
                if len(self.debts) == 1:
                    break
        return tuple(tables)

    def _share_working(self) -> Table:
        split = min(self.available, self.owed)
        cuts = [(split * d.balance / self.owed).quantize(FEN, ROUND_FLOOR) for d in self.debts]
        added = [share - cut for share, cut in zip(self.shares, cuts, strict=True)]
        columns = (cuts, added, self.shares)
        return Table(
            "份额，舍到分再补差",
            ("欠款", "算式", "舍到分", "补", "份额"),
            tuple(
                (
                    d.name,
                    f"{split:,.2f} × {d.balance:,.2f} ÷ {self.owed:,.2f}",
                    *(Money(column[i]) for column in columns),
                )
                for i, d in enumerate(self.debts)
            ),
            ("合计", "", *(Money(sum(column, ZERO)) for column in columns)),
        )

    def _checked(self, *names: str) -> bool:
        return self.confirmed.issuperset(names)

    @property
    def _income_field(self) -> str:
        return "recent" if self.earned else "income"

    def _private(self) -> Document:
        """Everything, for the reader alone; what was not checked says so."""

        def line(label: str, amount: Decimal, *fields: str) -> str:
            return f"{label}：{YUAN.show(amount)}{'' if self._checked(*fields) else '（没核对）'}"

        words, income = dict(KINDS), self._income_field
        reserve = ("reserve",) if self.reserve_typed is not None else ()
        lines = [
            "能还多少：自己留着的一份",
            "里面有每一家的名字，不要发给任何一家，也不要发给催收。写着“没核对”的，核对以后再当真。",
            "",
            f"从 {DAY.show(self.as_of)} 算起",
            line("每月到手的收入", self.income, income),
            *(f"　{e.month} 月到手 {YUAN.show(e.amount)}" for e in self.earned),
            line("生活必需", self.living, "needs"),
            *(f"　{words[n.kind]} {YUAN.show(n.amount)}" for n in self.needs if n.kind not in FIRST),
            line("要先付的", self.first_items, "needs"),
            *(f"　{words[n.kind]} {YUAN.show(n.amount)}" for n in self.needs if n.kind in FIRST),
            line("备用", self.reserve, *reserve),
            line("收入减去开支和备用", self.surplus, income, "needs", *reserve),
            line("每月能还全部欠款的", self.available, income, "needs", *reserve),
            "",
            line("全部欠款", self.owed, "debts"),
        ]
        doubt = "" if self._checked(income, "needs", *reserve, "debts") else "（没核对）"
        for debt, share in zip(self.debts, self.shares, strict=True):
            name = f"{debt.name}（这笔是花呗）" if debt.huabei else debt.name
            lines.append(f"　{name}：{self._terms(debt)}，份额 {YUAN.show(share)}{doubt}")
        if self.shortfall:
            lines.append(line("离最低应还合计还差", self.shortfall, income, "needs", *reserve, "debts"))
        lines.append("")
        for table in self._orders():
            lines.append(f"{table.caption}{doubt}")
            lines += ["，".join(plain(cell) for cell in row) for row in (table.head, *table.rows)]
        lines += [plain(note) for note in (*self._way_forward(), *self._about_needs(), *self._about_debts())]
        return Document("自己留着的一份，什么都有", "affordability-private.txt", "\n".join(lines) + "\n")

    def _terms(self, debt: Debt) -> str:
        rate = "年利率没填" if debt.rate is None else f"年利率 {RATE.show(debt.rate)}"
        minimum = "最低应还没填" if debt.minimum is None else f"最低应还 {YUAN.show(debt.minimum)}"
        return f"未还 {YUAN.show(debt.balance)}，{rate}，{minimum}"

    def _lacking(self) -> tuple[tuple[str, Parts], ...]:
        """What is still to be checked, or marked, before there is a paper for the lender, each with the way to it."""
        sums = {
            self._income_field: ("每月到手的收入", self.income),
            "needs": ("每月必需的开支", self.living + self.first_items),
        }
        sums |= {"reserve": ("留一点备用", self.reserve)} if self.reserve_typed is not None else {}
        sums |= {"debts": ("全部欠款", self.owed)}
        found: list[tuple[str, Parts]] = [
            (label, (Money(amount), "。", Go(f"{name}.confirmed", "去打勾")))
            for name, (label, amount) in sums.items()
            if not self._checked(name)
        ]
        if self.huabei is None:
            found.append(("哪一笔是花呗", ("还没有标出来。", Go("debts.0.huabei", "去标"))))
        return tuple(found)

    def _for_the_lender(self, huabei: Debt, share: Decimal) -> Document:
        """One page of checked values, without any other creditor's name."""
        how = f"（最近 {len(self.earned)} 个月里最低的一个月）" if self.earned else ""
        lines = [
            ("每月到手的收入" + how, self.income),
            ("生活必需（吃饭、通勤等）", self.living),
            ("要先付的（房租房贷、医疗、抚养、法院已定的）", self.first_items),
            *((("备用", self.reserve),) if self.reserve_typed is not None else ()),
            ("每月能还全部欠款的", self.available),
            ("花呗未还金额（我记的，以你们给的明细为准）", huabei.balance),
            *(((f"其他 {self.others} 笔合计", self.others_owed),) if self.others else ()),
            ("按未还金额的比例，花呗每月的份额", share),
        ]
        text = ["我每月能还多少", "", *(f"{label}：{YUAN.show(amount)}" for label, amount in lines), ""]
        text.append("这些数用来申请协商，是我自己算的，不表示我认可欠款的金额。请先给我一份明细。")
        if self.available:
            text.append("希望商量一个我能一直还得起的安排，谈成以后请用文字写下来。")
        else:
            text.append("眼下每月没有能拿来还款的钱，申请延后还款，收入恢复后再商量。")
        return Document("给贷款人的一页纸", "affordability-lender.txt", "\n".join(text) + "\n")


def per_thousand() -> Table:
    """What 花呗 gets of 1,000 yuan, by its part of all debts: for those whose browser can't compute."""
    parts = [Decimal(n) / 20 for n in (1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20)]
    return Table(
        "每月能还的钱里，每 1,000 元有多少给花呗（元）",
        ("花呗占全部欠款的", "花呗的份额"),
        tuple((Figure(RATE.show(part)), Figure(f"{cents(1000 * part):.2f}")) for part in parts),
        note=(
            "用法：先用收入减去必需的开支、要先付的和备用，得到每月能还的。再用花呗的未还金额除以全部欠款，"
            "找到最近的一行，把格子里的数乘以“能还的钱里有几个 1,000”。",
        ),
    )


@calculator("能还多少", more="收入不固定、留多少备用、当地低保标准、从哪天算起", per_thousand=per_thousand)
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
        Debt("花呗", Decimal(6000), COMMON_YEARLY, Decimal(600), "yes"),
        Debt("信用卡", Decimal(4000), Decimal("0.12"), Decimal(400)),
        Debt("亲友的借款", Decimal(2000), ZERO, None),
    ),
    recent: Annotated[
        tuple[Earned, ...],
        Rows(
            label="收入不固定：最近三个月各到手多少",
            noun="收入",
            counter="个月",
            most=MONTHS_LOOKED_AT,
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
    earning = min((e.amount for e in recent), default=income or ZERO)
    first_items = sum((n.amount for n in needs if n.kind in FIRST), ZERO)
    living = sum((n.amount for n in needs if n.kind not in FIRST), ZERO)
    surplus = earning - living - first_items - (reserve or ZERO)
    available = max(surplus, ZERO)
    shares = fair_shares(available, [d.balance for d in debts])
    minimums = sum((d.minimum or ZERO for d in debts), ZERO)
    owed = sum((d.balance for d in debts), ZERO)
    marked = [i for i, d in enumerate(debts) if d.huabei]
    huabei_owed = sum((debts[i].balance for i in marked), ZERO)
    huabei_share = shares[marked[0]] if marked else None

    by_rate = by_size = None
    least: list[Decimal | None] = [None, None]
    if available and available >= minimums and all(d.rate is not None for d in debts):
        orders = (highest_rate_first(debts), smallest_first(debts))
        by_rate, by_size = (follow(debts, available, order) for order in orders)
        for i, run in enumerate((by_rate, by_size)):
            if run.months is None:
                same = i and orders[0] == orders[1]
                least[i] = least[0] if same else least_that_clears(debts, run.order, available)
    return Affordability(
        available=available,
        income=earning,
        living=living,
        first_items=first_items,
        reserve=reserve or ZERO,
        surplus=surplus,
        owed=owed,
        huabei_share=huabei_share,
        others=len(debts) - len(marked),
        others_owed=owed - huabei_owed,
        others_share=sum(shares, ZERO) - (huabei_share or ZERO),
        minimums=minimums,
        shortfall=max(minimums - available, ZERO),
        kept_by_law=None if local_minimum is None else local_minimum * (people or 1),
        rate_months=by_rate.months if by_rate else None,
        rate_interest=_interest(by_rate),
        rate_last=_last(by_rate, as_of),
        small_months=by_size.months if by_size else None,
        small_interest=_interest(by_size),
        small_last=_last(by_size, as_of),
        as_of=as_of,
        earned=recent,
        income_typed=income,
        reserve_typed=reserve,
        needs=needs,
        debts=debts,
        shares=shares,
        by_rate=by_rate,
        by_size=by_size,
        least=(least[0], least[1]),
        local_minimum=local_minimum,
        people=people or 1,
        confirmed=confirmed,
    )


def _interest(run: Run | None) -> Decimal | None:
    return sum(run.interest, ZERO) if run and run.months else None


def _last(run: Run | None, start: date) -> date | None:
    return add_months(start, run.months) if run and run.months else None


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
