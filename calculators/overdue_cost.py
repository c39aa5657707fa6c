"""欠多少: what is owed by a day, what waiting adds, and the daily rate that the app's figure implies."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Annotated

from .kit import facts
from .kit.calculator import Bars, FactRef, Figure, Fill, Money, Parts, Table, View, calculator
from .kit.days import add_months
from .kit.units import Choice, Count, Day, Mistakes, Rate, Rows, Yuan, cents

EXAMPLE_DAY = date(2026, 11, 22)
WAITS = (7, 30, 60, 90, 180, 365)
LATE_RATE = "huabei.late_daily_rate"
COMMON_RATE: Decimal = facts.value(LATE_RATE, EXAMPLE_DAY)
COURT_LINE = "law.court_line"
RATE_MIN = "0.001"  # percent a day, below any contract: less than this is no late interest
RATE_MAX = "1"  # percent a day, far beyond any contract: a bound against slips of the finger
MOST_DAYS = 3653  # ten years before and after, against a wrong year
ZERO = Decimal(0)
DAY, RATE, YEARLY = Day(label=""), Rate(label=""), Rate(label="", places=2)
ORDERS = (("interest", "先费用，再利息，后本金"), ("principal", "先本金，再利息，后费用"))
COMPOUNDING = (("none", "不算（单利）"), ("monthly", "算，每满一个月并入一次"), ("daily", "算，每天并入一次"))


@dataclass(frozen=True)
class Bill:
    """One bill: what of it was unpaid on its due date."""

    due: Annotated[date, Day(label="还款日", toward="past", help="App 的账单页写着“最后还款日”")]
    amount: Annotated[
        Decimal,
        Yuan(label="未还金额", min="0.01", max="300000", help="这张账单里还没还的钱，先不含逾期利息"),
    ]


@dataclass(frozen=True)
class Payment:
    """One payment that the lender received."""

    date: Annotated[date, Day(label="哪天还的", min="2014-12-01", toward="past")]
    amount: Annotated[Decimal, Yuan(label="还了多少", min="0.01", max="300000")]


@dataclass(frozen=True)
class Segment:
    """Interest on one bill from one day to another: the row that can be re-added by hand."""

    due: date
    start: date
    end: date
    base: Decimal
    principal: Decimal
    interest: Decimal

    @property
    def days(self) -> int:
        """Days that bear interest: the first day not counted, the last counted."""
        return (self.end - self.start).days


@dataclass(frozen=True)
class Applied:
    """Where one day's payments went, in yuan."""

    date: date
    amount: Decimal
    count: int
    fee: Decimal
    interest: Decimal
    principal: Decimal
    early: Decimal
    surplus: Decimal


@dataclass
class Account:
    """One bill while the days go by, in yuan.

    ``accrued`` is all interest so far, ``interest`` what of it is unpaid, ``bearing`` what of that itself
    bears interest.
    """

    due: date
    principal: Decimal
    since: date
    accrued: Decimal = ZERO
    interest: Decimal = ZERO
    bearing: Decimal = ZERO
    months: int = 1


@dataclass
class Ledger:
    """Bills while the days go by: interest accrues, payments come. Money in yuan.

    ``rate`` is a fraction a day. Each segment's interest is rounded to the fen and kept, unless ``rounded``
    is false, which only the search for a rate uses. ``rows`` counts the segments either way.
    """

    accounts: list[Account]
    rate: Decimal
    fee: Decimal = ZERO
    order: str = "interest"
    compounding: str = "none"
    rounded: bool = True
    rows: int = 0
    segments: list[Segment] = field(default_factory=list)
    applied: list[Applied] = field(default_factory=list)

    @property
    def interest(self) -> Decimal:
        """Late interest still unpaid."""
        return sum((a.interest for a in self.accounts), ZERO)

    @property
    def fee_owed(self) -> Decimal:
        """The fee still unpaid: a fee for being late is not owed before anything is late."""
        return self.fee if self.rows else ZERO

    @property
    def surplus(self) -> Decimal:
        """What was paid beyond everything that was owed."""
        return sum((a.surplus for a in self.applied), ZERO)

    def accrue(self, account: Account, until: date) -> None:
        """Add a bill's interest up to a day: one segment, or one a month where interest is added monthly."""
        while account.since < until:
            end = until
            if self.compounding == "monthly":
                end = min(until, add_months(account.due, account.months))
            elif self.compounding == "daily":
                account.bearing = account.interest
            days, base = (end - account.since).days, account.principal + account.bearing
            if base:
                grown = (1 + self.rate) ** days - 1 if self.compounding == "daily" else self.rate * days
                interest = cents(base * grown) if self.rounded else base * grown
                account.accrued += interest
                account.interest += interest
                self.rows += 1
                if self.rounded:
                    self.segments.append(Segment(account.due, account.since, end, base, account.principal, interest))
            if self.compounding == "monthly" and end == add_months(account.due, account.months):
                account.bearing, account.months = account.interest, account.months + 1
            account.since = end

    def pay(self, day: date, amounts: Sequence[Decimal]) -> None:
        """Apply one day's payments: due bills in the chosen order, oldest first, then bills not yet due."""
        left = sum(amounts, ZERO)
        due = [a for a in self.accounts if a.due < day]
        went = {"fee": ZERO, "interest": ZERO, "principal": ZERO, "early": ZERO}

        def take(what: str, owed: Decimal) -> Decimal:
            nonlocal left
            part = min(left, owed)
            left -= part
            went[what] += part
            return part

        steps = ("fee", "interest", "principal") if self.order == "interest" else ("principal", "interest", "fee")
        for step in steps:
            if step == "fee":
                self.fee -= take("fee", self.fee_owed)
            for account in due:
                if step == "interest":
                    account.interest -= take("interest", account.interest)
                    account.bearing = min(account.bearing, account.interest)
                elif step == "principal":
                    account.principal -= take("principal", account.principal)
        for account in self.accounts:
            if account.due >= day:
                account.principal -= take("early", account.principal)
        self.applied.append(Applied(day, sum(amounts, ZERO), len(amounts), **went, surplus=left))

    def waiting(self, on: date, days: int) -> Decimal:
        """The interest that ``days`` more days after ``on`` add if nothing is paid."""
        later = replace(self, accounts=[replace(a) for a in self.accounts], segments=[], applied=[])
        for account in later.accounts:
            later.accrue(account, on + timedelta(days))
        return later.interest - self.interest


def keep_ledger(
    bills: Sequence[Bill],
    payments: Iterable[Payment],
    on: date,
    rate: Decimal,
    *,
    order: str = "interest",
    compounding: str = "none",
    fee: Decimal = ZERO,
    rounded: bool = True,
) -> Ledger:
    """The ledger of these bills and payments on a day; payments after it are not counted. See ``Ledger``."""
    accounts = [Account(b.due, b.amount, b.due) for b in sorted(bills, key=lambda b: (b.due, b.amount))]
    ledger = Ledger(accounts, rate, fee, order, compounding, rounded)
    past = sorted((p for p in payments if p.date <= on), key=lambda p: p.date)
    for day, paid in groupby(past, key=lambda p: p.date):
        for account in accounts:
            ledger.accrue(account, day)
        ledger.pay(day, [p.amount for p in paid])
    for account in accounts:
        ledger.accrue(account, on)
    ledger.segments.sort(key=lambda s: (s.due, s.start))
    return ledger


@dataclass(frozen=True, kw_only=True)
class Implied:
    """The way back from the app's interest: a daily rate, the range it may lie in, or why there is none."""

    rate: Decimal | None = None
    low: Decimal = ZERO
    high: Decimal = ZERO
    why: str = ""


def implied_rate(
    bills: Sequence[Bill],
    payments: Sequence[Payment],
    on: date,
    shown: Decimal,
    *,
    order: str = "interest",
    compounding: str = "none",
    fee: Decimal = ZERO,
) -> Implied:
    """Solve the daily rate at which our interest would be ``shown`` (yuan), by the same rules.

    Interest rises with the rate, so the answer is bracketed. Each row of the app's sum may be rounded by
    half a fen: every rate within that margin fits, and the shortest decimal among them is the answer.
    Where the margin is wider than a tenth of the rate, the data can't decide and only the range is given.
    ``order``, ``compounding`` and ``fee`` are as in ``keep_ledger``.
    """

    def ledger(rate: Decimal) -> Ledger:
        return keep_ledger(bills, payments, on, rate, order=order, compounding=compounding, fee=fee, rounded=False)

    def interest(rate: Decimal) -> Decimal:
        return ledger(rate).interest

    top = Decimal(RATE_MAX) / 100
    probe = ledger(top)
    if not probe.rows:
        return Implied(why="到这一天还没有逾期天数，推不出日利率。")
    if shown == 0:
        return Implied(why="App 显示的逾期利息是 0，可能当天还没有算出来，推不出日利率。过一天再看一次。")
    margin = Decimal("0.005") * probe.rows
    if probe.interest < shown - margin:
        return Implied(
            why=f"要对上这个数，日利率得超过 {RATE_MAX} %，不像是同一件事。请核对：金额是不是只填了一部分，"
            "App 显示的数里是不是还有别的费用或本金。"
        )
    low = _root(interest, max(shown - margin, ZERO), top)
    high = _root(interest, shown + margin, top)
    if high < Decimal(RATE_MIN) / 100:
        return Implied(
            why=f"要对上这个数，日利率得低于 {RATE_MIN} %，不像是逾期利息的全部。"
            "请核对：App 显示的是不是同一天、同一批账单的数。"
        )
    if high - low > (high + low) / 20:
        return Implied(low=low, high=high, why="金额或天数太少，四舍五入的影响太大，推不准。")
    return Implied(rate=_shortest(low, high), low=low, high=high)


def _root(function: Callable[[Decimal], Decimal], target: Decimal, top: Decimal) -> Decimal:
    """The rate in [0, top] where a rising function meets ``target``, to 1e-12; an end where it never does.

    Regula falsi with the Illinois rule: exact at once where interest is linear in the rate.
    """
    low, high = ZERO, top
    f_low, f_high = function(low) - target, function(high) - target
    if f_low >= 0:
        return low
    if f_high <= 0:
        return high
    side = 0
    while high - low > Decimal("1e-12"):
        guess = high - f_high * (high - low) / (f_high - f_low)
        if not low < guess < high:
            guess = (low + high) / 2
        f_guess = function(guess) - target
        if abs(f_guess) < Decimal("1e-7"):  # yuan: far below the half fen that the margin is made of
            return guess
        if f_guess > 0:
            high, f_high = guess, f_guess
            f_low, side = (f_low / 2 if side > 0 else f_low), 1
        else:
            low, f_low = guess, f_guess
            f_high, side = (f_high / 2 if side < 0 else f_high), -1
    return high


def _shortest(low: Decimal, high: Decimal) -> Decimal:
    """The rate within [low, high] that takes the fewest digits to write in percent, six at the most.

    Where six digits do not reach into the range, the nearest such rate: the field takes no more.
    """
    for places in range(2, 7):
        guess = round((low + high) / 2, places + 2)
        for candidate in (guess, round(low, places + 2), round(high, places + 2)):
            if low <= candidate <= high:
                return candidate
    return round((low + high) / 2, 8)


@dataclass(frozen=True, kw_only=True)
class OverdueCost:
    """What is owed on a day and what waiting adds; money in yuan, rates as fractions."""

    total: Annotated[Decimal, Yuan(label="已到期的合计")]
    principal: Annotated[Decimal, Yuan(label="已到期、没还的本金")]
    interest: Annotated[Decimal, Yuan(label="没还的逾期利息")]
    fee: Annotated[Decimal, Yuan(label="没还的费用")]
    not_due: Annotated[Decimal, Yuan(label="还没到期的")]
    everything: Annotated[Decimal, Yuan(label="连没到期的一起")]
    all_principal: Annotated[Decimal | None, Yuan(label="没还的本金，连没到期的", same="principal")]
    oldest_due: Annotated[date | None, Day(label="最早没还清的账单的还款日", same="oldest_due")]
    days: Annotated[int, Count(label="逾期天数，从最早没还的账单算起", of="天")]
    per_day: Annotated[Decimal, Yuan(label="每多一天")]
    yearly_365: Annotated[Decimal, Rate(label="年利率，一年按 365 天", places=2)]
    yearly_360: Annotated[Decimal, Rate(label="年利率，一年按 360 天", places=2)]
    wait_7: Annotated[Decimal, Yuan(label="再等 7 天多出的逾期利息")]
    wait_30: Annotated[Decimal, Yuan(label="再等 30 天多出的逾期利息")]
    wait_60: Annotated[Decimal, Yuan(label="再等 60 天多出的逾期利息")]
    wait_90: Annotated[Decimal, Yuan(label="再等 90 天多出的逾期利息")]
    wait_180: Annotated[Decimal, Yuan(label="再等 180 天多出的逾期利息")]
    wait_365: Annotated[Decimal, Yuan(label="再等 365 天多出的逾期利息")]
    surplus: Annotated[Decimal, Yuan(label="多付的钱")]
    implied_rate: Annotated[Decimal | None, Rate(label="从 App 反推的日利率")]
    app_difference: Annotated[Decimal | None, Yuan(label="App 显示的减去我们算的")]

    as_of: date
    daily_rate: Decimal
    compounding: str
    bills: tuple[Bill, ...]
    payments: tuple[Payment, ...]
    ledger: Ledger
    implied: Implied | None
    fee_typed: Decimal
    app_interest: Decimal | None
    implied_interest: Decimal | None
    above_court_line: bool

    def view(self) -> View:
        """What the reader sees."""
        agreed = self.app_difference == 0 and self.implied_rate == self.daily_rate
        return View(
            headline=self._headline(),
            rate=(
                f"日利率 {RATE.show(self.daily_rate)} 相当于年利率 ",
                Figure(YEARLY.show(self.yearly_365)),
                "（单利，就是利息不再生利息；一年按 365 天）。",
            ),
            notes=(*self._check(), *self._notes()),
            tables=(self._composition(), self._waiting()),
            picture=Bars(
                "再等下去，逾期利息一共会多出多少",
                tuple((f"{n} 天", getattr(self, f"wait_{n}")) for n in WAITS),
            ),
            working=self._working(),
            confirms=frozenset({"daily_rate"} if agreed else ()),
        )

    def _headline(self) -> Parts:
        day = DAY.show(self.as_of)
        if self.total:
            late = f"最早的一张已经逾期 {self.days} 天。" if self.days else ""
            if not late and any(a.due == self.as_of and a.principal for a in self.ledger.accounts):
                late = "有账单这天到期，尽早还。"
            return (f"到 {day}，已经到期、要还的一共是 ", Money(self.total), "。" + late)
        coming = [a.due for a in self.ledger.accounts if a.due > self.as_of and a.principal]
        if coming:
            left = (coming[0] - self.as_of).days
            return (f"到 {day} 还没有逾期。下一个还款日是 {DAY.show(coming[0])}，还有 {left} 天。",)
        return (f"到 {day}，填的这些账单都已经还清。",)

    def _check(self) -> tuple[Parts, ...]:
        """The way back: our sum against the app's, and the daily rate that it implies."""
        if self.app_interest is None or self.implied is None or self.app_difference is None:
            return ()
        said = (
            ("App 显示的逾期利息是 ", Money(self.app_interest), "，和我们算的一样。")
            if self.app_difference == 0
            else (
                "App 显示的逾期利息是 ",
                Money(self.app_interest),
                "，我们算的是 ",
                Money(self.interest),
                "，App " + ("多" if self.app_difference > 0 else "少"),
                Money(abs(self.app_difference)),
                "。",
            )
        )
        if self.implied_rate is None or self.implied_interest is None:
            between = ""
            if self.implied.high:
                low, high = (RATE.show(round(r, 7)) for r in (self.implied.low, self.implied.high))
                between = f"日利率大约在 {low} 到 {high} 之间。"
            return ((*said, self.implied.why + between),)
        rate = RATE.show(self.implied_rate)
        found: Parts = (f"从 App 的数反推，日利率是 {rate}（按这里选的算法，不等于合同写的）", "。")
        if self.implied_interest != self.app_interest:
            found = (found[0], "（各行四舍五入，合计差 ", Money(abs(self.implied_interest - self.app_interest)), "）。")
        if self.implied_rate != self.daily_rate:
            found = (*found, Fill("daily_rate", RATE.typed(self.implied_rate), f"用 {rate} 重新算"))
        return ((*said, *found),)

    def _notes(self) -> tuple[Parts, ...]:
        notes: list[Parts] = []
        dues = [b.due for b in self.bills]
        if dues != sorted(dues):
            notes.append(("账单已按还款日从早到晚排好，不影响结果。",))
        if any(a.due == self.as_of and a.principal for a in self.ledger.accounts):
            day = DAY.show(self.as_of)
            notes.append((f"有账单在 {day} 到期。别卡着最后时刻：几点前到账才算按时，问客服并截图。",))
        for account in self.ledger.accounts:
            if account.due > self.as_of and account.principal:
                left = (account.due - self.as_of).days
                notes.append(
                    (
                        f"{DAY.show(account.due)} 到期的 ",
                        Money(account.principal),
                        f" 还有 {left} 天才到期，这里没算它的逾期利息，也不算在上面的合计里。",
                    )
                )
        if self.fee_typed and not self.ledger.rows:
            notes.append(("填的费用没有计入：到这一天还没有逾期过。",))
        for applied in self.ledger.applied:
            notes.extend(self._payment_notes(applied))
        for payment in self.payments:
            if payment.date > self.as_of:
                notes.append(
                    (
                        f"{DAY.show(payment.date)} 的还款 ",
                        Money(payment.amount),
                        f" 在 {DAY.show(self.as_of)} 之后，没有计入。",
                    )
                )
        if self.above_court_line:
            notes.append(
                (
                    "先核对填的数对不对。照这些数，利息和费用合起来折成年利率超过了 ",
                    FactRef(COURT_LINE, self.as_of),
                    "。数没错的话，金融借款到了诉讼或仲裁，可以请求把过高的部分调低；要自己提出来，"
                    "不是客服必须答应的理由。",
                )
            )
        return tuple(notes)

    def _payment_notes(self, applied: Applied) -> list[Parts]:
        day = DAY.show(applied.date)
        notes: list[Parts] = []
        if applied.count > 1:
            notes.append((f"{day} 有 {applied.count} 笔还款，合起来 ", Money(applied.amount), " 一起冲抵。"))
        if applied.early:
            on_day = any(a.due == applied.date for a in self.ledger.accounts)
            when = "在还款日当天或之前" if on_day else "在还款日之前"
            notes.append((f"{day} 还的钱里，有 ", Money(applied.early), f" {when}还掉了账单，这部分不产生逾期利息。"))
        if applied.surplus:
            notes.append(
                (
                    f"{day} 还的钱比当时欠的多出 ",
                    Money(applied.surplus),
                    "，我们没有把它算到别处。多付的钱怎么退、怎么抵，请问客服并截图。",
                )
            )
        return notes

    def _composition(self) -> Table:
        rows: list[tuple[str, Money]] = [("没还的本金", Money(self.principal)), ("逾期利息", Money(self.interest))]
        if self.fee:
            rows.append(("费用", Money(self.fee)))
        note: Parts = ()
        if self.not_due:
            note = (
                "另有还没到期的 ",
                Money(self.not_due),
                "，按填的还款日还没到，这里没算逾期利息；要不要提前还，以合同为准。连它一起是 ",
                Money(self.everything),
                "。",
            )
        return Table("这个数由什么组成", ("项目", "金额"), tuple(rows), ("已到期的合计", Money(self.total)), note)

    def _waiting(self) -> Table:
        rows = tuple((f"{n} 天", DAY.show(self.as_of + timedelta(n)), Money(getattr(self, f"wait_{n}"))) for n in WAITS)
        note: Parts = ("现在每多一天，多 ", Money(self.per_day), "。")
        if any(a.due >= self.as_of and a.principal for a in self.ledger.accounts):
            note = (*note, "之后到期的账单，从它的还款日第二天起也算在内。")
        return Table("再等下去会多出多少逾期利息", ("再等", "等到", "多出"), rows, note=note)

    def _working(self) -> tuple[Table, ...]:
        def sum_of(s: Segment) -> str:
            if self.compounding == "daily":
                return f"{s.base:,.2f} × ((1 + {RATE.show(self.daily_rate)})^{s.days} − 1)"
            return f"{s.base:,.2f} × {RATE.show(self.daily_rate)} × {s.days}"

        segments, accounts = self.ledger.segments, self.ledger.accounts
        columns = (
            [a.principal for a in accounts],
            [a.accrued for a in accounts],
            [a.accrued - a.interest for a in accounts],
            [a.interest for a in accounts],
        )
        tables = [
            Table(
                "每张账单",
                ("还款日", "没还的本金", "生出的利息", "已还的利息", "没还的利息"),
                tuple((a.due.isoformat(), *(Money(column[i]) for column in columns)) for i, a in enumerate(accounts)),
                ("合计", *(Money(sum(column, ZERO)) for column in columns)),
            ),
            Table(
                "逾期利息，一行一段",
                ("还款日", "从", "到", "计息金额 × 日利率 × 天数", "逾期利息"),
                tuple(
                    (s.due.isoformat(), s.start.isoformat(), s.end.isoformat(), sum_of(s), Money(s.interest))
                    for s in segments
                ),
                ("合计", "", "", "", Money(sum((s.interest for s in segments), ZERO))),
                note=("“从”那天不算，“到”那天算。每行四舍五入到分，再相加，就是上表“生出的利息”。",),
            ),
        ]
        if self.ledger.applied:
            went = ("fee", "interest", "principal", "early", "surplus")
            tables.append(
                Table(
                    "还的钱冲到了哪里",
                    ("日期", "还了", "冲费用", "冲利息", "冲本金", "没到期的", "多出"),
                    tuple(
                        (a.date.isoformat(), Money(a.amount), *(Money(getattr(a, part)) for part in went))
                        for a in self.ledger.applied
                    ),
                )
            )
        daily = RATE.show(self.daily_rate)
        tables.append(
            Table(
                "日利率折成年利率（单利）",
                ("一年按", "算式", "年利率"),
                (
                    ("365 天", f"{daily} × 365", Figure(YEARLY.show(self.yearly_365))),
                    ("360 天", f"{daily} × 360", Figure(YEARLY.show(self.yearly_360))),
                ),
            )
        )
        return tuple(tables)


def per_thousand() -> Table:
    """Late interest on 1,000 yuan by days and daily rate: the calculator for those who can't run it."""
    rates = [COMMON_RATE * n / 5 for n in range(2, 7)]
    days = (1, 7, 10, 30, 60, 90, 180, 365)
    return Table(
        "每 1,000 元的逾期利息（元），按单利",
        ("逾期天数", *(f"日利率 {RATE.show(rate)}" for rate in rates)),
        tuple((f"{n} 天", *(Figure(f"{cents(1000 * rate * n):.2f}") for rate in rates)) for n in days),
        note=("用法：找到你的天数和日利率，把格子里的数乘以“未还金额里有几个 1,000”。",),
    )


@calculator("欠多少", more="不知道日利率、还过一部分、还有没到期的", per_thousand=per_thousand)
def overdue_cost(
    *,
    bills: Annotated[
        tuple[Bill, ...], Rows(label="账单", noun="账单", counter="张", most=36, least=1, same="bills")
    ] = (Bill(date(2026, 9, 10), Decimal(2000)),),
    as_of: Annotated[date, Day(label="算到哪一天", prefill="today")] = EXAMPLE_DAY,
    daily_rate: Annotated[
        Decimal,
        Rate(
            label="日利率",
            same="daily_rate",
            per="日",
            max=RATE_MAX,
            common=LATE_RATE,
            help="在合同的“逾期利息”或“罚息”一条；近期办的分期看《综合融资成本明示表》里的罚息一行",
        ),
    ] = COMMON_RATE,
    app_interest: Annotated[
        Decimal | None,
        Yuan(
            label="App 显示的逾期利息",
            more=True,
            help="不知道日利率就填它：在 花呗 → 账单 → 逾期明细 里，把上面这些账单同一天的逾期利息加起来。"
            "我们核对一遍，再反推日利率",
        ),
    ] = None,
    payments: Annotated[
        tuple[Payment, ...], Rows(label="还过的钱", noun="还款", counter="笔", most=36, more=True, same="payments")
    ] = (),
    not_due: Annotated[
        Decimal | None,
        Yuan(label="还没到期的", more=True, help="之后各期还要还的本金。只单列，不算逾期利息"),
    ] = None,
    fee: Annotated[
        Decimal | None,
        Yuan(label="另外的费用", max="1000000", more=True, help="账单上写明的其他费用，没有就空着"),
    ] = None,
    order: Annotated[
        str,
        Choice(label="还的钱先冲什么", more=True, options=ORDERS, help="看合同约定；协商时可以争取先冲本金"),
    ] = "interest",
    compounding: Annotated[
        str,
        Choice(label="没还的利息再算利息吗", more=True, options=COMPOUNDING, help="看合同有没有写“复利”"),
    ] = "none",
) -> OverdueCost:
    """每张账单单独算：

    > 逾期利息 = 未还金额 × 日利率 × 逾期天数，四舍五入到分

    - **天数**从还款日的第二天数起，数到“算到哪一天”那天为止。各张账单的利息相加，就是逾期利息合计。
    - **还没到期的**钱只单列，不产生逾期利息。
    - **还过的钱**：在还款日或之前还的，直接减少账单；之后还的，把利息分成几段，每段单独四舍五入。
      先冲什么，有约定的看约定；没有约定的，按 [[fact:law.order_of_repayment]]，先抵费用，再抵利息，最后抵本金。
      几张账单之间，我们假定先冲最早到期的那张。
    - **复利**：合同写明没还的利息也计息时再选。“每满一个月”从各张账单的还款日数起。
    - **反推日利率**：按同一套算法，找出哪个日利率算出来正好是 App 显示的数。金额或天数太少时，四舍五入的影响太大，
      我们只给范围，不给一个数。
    - **年利率**按单利：日利率 × 365；有的机构按 360 天，也列在“算式”里。

    日利率填的 [[fact:huabei.late_daily_rate]] 只是常见值，没有官方出处，各人合同可能不同。底数是不是只算本金、
    利息会不会再计息，也以你的合同和逾期明细为准。
    """
    oldest = min(b.due for b in bills)
    if (as_of - oldest).days > MOST_DAYS:
        raise Mistakes({"as_of": f"离最早的还款日 {DAY.show(oldest)} 超过十年了，请看看年份是不是写错了"})
    days = {f"bills.{i}.due": b.due for i, b in enumerate(bills)}
    days |= {f"payments.{i}.date": p.date for i, p in enumerate(payments)}
    if far := [name for name, day in days.items() if abs((day - as_of).days) > MOST_DAYS]:
        words = f"离“算到哪一天”（{DAY.show(as_of)}）超过十年了，请看看年份是不是写错了"
        raise Mistakes(dict.fromkeys(far, words))

    def ledger_on(day: date, rate: Decimal = daily_rate) -> Ledger:
        return keep_ledger(bills, past, day, rate, order=order, compounding=compounding, fee=fee or ZERO)

    past = tuple(p for p in payments if p.date <= as_of)
    ledger = ledger_on(as_of)
    late = [a for a in ledger.accounts if a.due < as_of]
    principal = sum((a.principal for a in ledger.accounts if a.due <= as_of), ZERO)
    coming = sum((a.principal for a in ledger.accounts if a.due > as_of), ZERO)
    total = principal + ledger.interest + ledger.fee_owed
    unpaid = [a.due for a in late if a.principal or a.interest]
    # What bears interest tomorrow: a bill that is due today does, too.
    grows = [
        a.principal + (a.interest if compounding == "daily" else a.bearing) for a in ledger.accounts if a.due <= as_of
    ]
    waits = {f"wait_{n}": ledger.waiting(as_of, n) for n in WAITS}

    implied = implied_interest = None
    if app_interest is not None:
        implied = implied_rate(bills, past, as_of, app_interest, order=order, compounding=compounding, fee=fee or ZERO)
        if implied.rate is not None:
            implied_interest = ledger_on(as_of, implied.rate).interest
    return OverdueCost(
        total=total,
        principal=principal,
        interest=ledger.interest,
        fee=ledger.fee_owed,
        not_due=coming + (not_due or ZERO),
        everything=total + coming + (not_due or ZERO),
        all_principal=principal + coming + (not_due or ZERO) or None,  # nothing left is nothing to talk about
        oldest_due=unpaid[0] if unpaid else None,
        days=(as_of - unpaid[0]).days if unpaid else 0,
        per_day=cents(sum(grows, ZERO) * daily_rate),
        yearly_365=daily_rate * 365,
        yearly_360=daily_rate * 360,
        **waits,
        surplus=ledger.surplus,
        implied_rate=implied.rate if implied else None,
        app_difference=None if app_interest is None else app_interest - ledger.interest,
        as_of=as_of,
        daily_rate=daily_rate,
        compounding=compounding,
        bills=bills,
        payments=payments,
        ledger=ledger,
        implied=implied,
        fee_typed=fee or ZERO,
        app_interest=app_interest,
        implied_interest=implied_interest,
        above_court_line=_above_court_line(ledger, fee or ZERO, daily_rate, as_of),
    )


def _above_court_line(ledger: Ledger, fee: Decimal, rate: Decimal, on: date) -> bool:
    """Whether interest and fees together exceed the line, by more than rounding can explain."""
    try:
        line: Decimal = facts.value(COURT_LINE, on)
    except facts.NotInForce:
        return False
    cost = sum((s.interest for s in ledger.segments), ZERO) + fee
    allowed = sum((s.principal * s.days for s in ledger.segments), ZERO) * line / 365
    margin = Decimal("0.01") * len(ledger.segments)
    return bool(ledger.segments) and (rate * 365 > line or cost > allowed + margin)
