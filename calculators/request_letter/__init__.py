"""写申请: a letter that asks before it offers, a phone script with branches, and the papers that fit."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from ..kit import own_words
from ..kit.calculator import View, calculator
from ..kit.common import DAY, EXAMPLE_DAY, YUAN
from ..kit.days import add_months
from ..kit.units import ZERO, Choice, Count, Day, Mistakes, Text, Yuan
from . import words as page
from .branches import HEARD, branches
from .causes import CAUSES
from .papers import chat, documents
from .reckoning import BEFORE, COURT, Given, Letter, reckon

A_YEAR = 12  # months
STAGES = (
    (BEFORE, "还没到还款日"),
    ("first", "逾期 30 天以内"),
    ("second", "逾期 31–90 天"),
    ("long", "逾期 90 天以上"),
    (COURT, "收到了法院文书"),
)


@dataclass(frozen=True, kw_only=True)
class RequestLetter(Letter):
    """What stands in the letter and what was left out; money in yuan, None where the letter has no such figure."""

    asks: Annotated[str, Choice(label="这封信申请什么", options=page.ASKED)]
    offer: Annotated[Decimal | None, Yuan(label="信里写的每月还")]
    begins: Annotated[date | None, Day(label="信里写的日子")]
    paid_now: Annotated[Decimal | None, Yuan(label="信里写的先付")]
    app_shows: Annotated[Decimal | None, Yuan(label="信里写的 App 显示")]
    parts: Annotated[int | None, Count(label="信里写的期数", of="期")]
    needed: Annotated[int | None, Count(label="照你填的，大约要", of="期")]
    left_out: Annotated[int, Count(label="没有写进信里的", of="项")]
    chat_length: Annotated[int, Count(label="聊天版", of="字")]

    def view(self) -> View:
        """What the reader sees."""
        papers = documents(self)
        return View(
            headline=page.headline(self),
            notes=(
                *page.left_out(self),
                page.to_fill_in(papers),
                *page.before_sending(self),
                *page.about_numbers(self),
            ),
            tables=page.what_is_in(self),
            working=page.working(self),
            documents=papers,
            passages=(
                *branches(self),
                page.never_say(),
                page.papers_that_fit(self),
                page.how_it_is_built(self),
            ),
        )


@calculator("写申请", more="能还多少、到了哪一步、对方怎么说、一句话、收入、App 显示的数")
def request_letter(
    *,
    cause: Annotated[
        str, Choice(label="为什么还不上", options=tuple((key, c.name) for key, c in CAUSES.items()), private=True)
    ] = "less",
    monthly: Annotated[
        Decimal | None,
        Yuan(
            label="每月打算还多少",
            per="月",
            same="offer",
            max="1000000",
            confirm=True,
            tick="我留够生活费算过，每月还得起这个数",
            help="拿不出就填 0，会写成申请延后的信。没想好就空着",
        ),
    ] = Decimal(700),
    first_day: Annotated[
        date | None,
        Day(
            label="第一次还款的日子",
            toward="future",
            same="first_day",
            confirm=True,
            tick="我核对过，那天手里会有钱",
            help="选发工资以后的一天。每月填 0 的，这里是想延后到哪天再商量",
        ),
    ] = date(2026, 12, 15),
    affordable: Annotated[
        Decimal | None,
        Yuan(
            label="花呗每月能还的",
            per="月",
            same="affordable",
            more=True,
            confirm=True,
            tick="我在“能还多少”里照实算过",
            help="“能还多少”里算出的花呗那一份。信里不会写超过它的数",
        ),
    ] = None,
    stage: Annotated[str, Choice(label="到了哪一步", more=True, options=STAGES)] = "first",
    talked: Annotated[
        date | None,
        Day(
            label="上次联系是哪天",
            toward="past",
            same="talked",
            more=True,
            confirm=True,
            tick="通话记录或聊天记录里就是这一天",
            private=True,
            help="谈过的才填，只写进电话稿",
        ),
    ] = None,
    heard: Annotated[
        str | None,
        Choice(
            label="对方怎么说",
            beside="last_contact",
            more=True,
            options=HEARD,
            blank="还没有谈",
            help="谈过了，选一句最像的",
        ),
    ] = None,
    since: Annotated[
        date | None,
        Day(
            label="从哪天开始的",
            toward="past",
            more=True,
            confirm=True,
            tick="差不多就是那个月",
            private=True,
            help="信里只写到月",
        ),
    ] = None,
    words: Annotated[
        str | None,
        Text(
            label="自己的一句话",
            max=60,
            more=True,
            private=True,
            help="补一句发生了什么，可以空着。不写姓名、电话、证件号、卡号和金额",
        ),
    ] = None,
    income_before: Annotated[
        Decimal | None,
        Yuan(label="以前每月到手", per="月", more=True, confirm=True, tick="我对着到账记录核对过", private=True),
    ] = None,
    income_now: Annotated[
        Decimal | None,
        Yuan(
            label="现在每月到手",
            per="月",
            same="income",
            more=True,
            confirm=True,
            tick="我对着到账记录核对过",
            private=True,
        ),
    ] = None,
    shown: Annotated[
        Decimal | None,
        Yuan(
            label="App 显示的未还金额",
            same="app_shows",
            min="0.01",
            more=True,
            confirm=True,
            tick="App 里就是这样显示的",
            help="只会写成“App 显示”，不表示你确认它对",
        ),
    ] = None,
    down: Annotated[
        Decimal | None,
        Yuan(
            label="现在能先付",
            same="down",
            more=True,
            confirm=True,
            tick="这笔钱不是生活费，也不是借来的",
            help="谈好以后才付。没有就空着",
        ),
    ] = None,
    periods: Annotated[
        int | None,
        Count(
            label="想分几期",
            same="periods",
            min=1,
            max=360,
            of="期",
            more=True,
            confirm=True,
            tick="我想提这个期数",
            help="空着，就照 App 显示的数粗算",
        ),
    ] = None,
    as_of: Annotated[date, Day(label="哪天写的", prefill="today", more=True)] = EXAMPLE_DAY,
    confirmed: frozenset[str] = frozenset(),
) -> RequestLetter:
    """不算钱，只把你填的拼成几份文字，次序是定死的：先要明细，再说原因，最后才提数。

    - **没有打勾核对的数和日子，一个都不写**，信、聊天版、电话稿里都没有，句子会换一种说法。表里列出哪些写了，哪些没写。
    - **不认金额。** App 显示的数只写成“App 显示”，并且写明以明细为准、你没有确认。没有核对明细，谁也不知道它对不对。
      申请分期、延后这件事本身，法律上就当作同意还这笔钱。
    - **不写超过你能还的数。** 填了“花呗每月能还的”，每月打算还的超过它，就请你改。
    - **拿不出钱也是一种答案。** 每月填 0 并打勾，信就改成申请延后，不编一个数出来。
    - **大约几期** =（App 显示的 − 先付的）÷ 每月还的，向上取整。最后一期可能少一些，不含以后的利息，所以信里写“粗算”。
      你自己填的期数，和它对不上就不写。写进信里的期数，只用打过勾的数算。
    - **聊天版**不超过 500 字，方便贴进聊天框。
    - 信里没有你的名字、证件号、电话。要你自己填的空用【】标出，结果里一个个列出来。
    - 不写表态的话，也不写骗子常用的词。

    协商是申请：改变合同要双方同意（[[fact:law.change_by_agreement]]），还款日以前可以申请展期，
    贷款人同意才行（[[fact:law.extension]]）。提还款计划、申请分期或延后，会让诉讼时效重新起算
    （[[fact:law.limitation_restart]]），这一点只告诉你，不写进信里。
    """
    words = words.strip(" 。.，,；;、！!") or None if words else None
    mistakes = _mistakes_in_words(words) | _mistakes_in_days(first_day, since, talked, as_of)
    mistakes |= _mistakes_in_money(monthly, affordable, shown, down, income_before, income_now)
    if mistakes:
        raise Mistakes(mistakes)

    given = Given(
        cause=cause,
        monthly=monthly,
        first_day=first_day,
        affordable=affordable,
        stage=stage,
        talked=talked,
        heard=heard,
        since=since,
        words=words,
        income_before=income_before,
        income_now=income_now,
        shown=shown,
        down=down,
        periods=periods,
        as_of=as_of,
        confirmed=confirmed,
    )
    reckoned = reckon(given)
    letter = Letter(**reckoned)
    return RequestLetter(
        **reckoned,
        left_out=sum(1 for *_, why in page.values(letter) if why),
        chat_length=len(chat(letter).strip()),
    )


def _mistakes_in_words(words: str | None) -> dict[str, str]:
    harm = own_words.mistake(words) if words else ""
    return {"words": harm} if harm else {}


def _mistakes_in_days(first_day: date | None, since: date | None, talked: date | None, as_of: date) -> dict[str, str]:
    found, end = {}, add_months(as_of, A_YEAR)
    if first_day is not None and first_day < as_of:
        found["first_day"] = f"{DAY.show(first_day)}已经过了，请写今天或以后的一天"
    elif first_day is not None and first_day > end:
        found["first_day"] = "离今天超过一年了，请看看年份"
    if since is not None and since > end:
        found["since"] = "离今天超过一年了，请看看年份"
    if talked is not None and talked > as_of:
        found["talked"] = f"{DAY.show(talked)}还没到，上次联系是已经过去的一天"
    return found


def _mistakes_in_money(
    monthly: Decimal | None,
    affordable: Decimal | None,
    shown: Decimal | None,
    down: Decimal | None,
    before: Decimal | None,
    now: Decimal | None,
) -> dict[str, str]:
    found = {}
    if affordable is not None and (monthly or ZERO) > affordable:
        found["monthly"] = (
            f"超过了你每月能还的 {YUAN.show(affordable)}。信里不写超过你能还的数，改小一点更容易守住"
            if affordable
            else "你填的每月能还的是 0，这里也请填 0，会写成申请延后的信。拿不出钱不丢人，不要硬写一个数"
        )
    elif monthly is not None and shown is not None and monthly > shown:
        found["monthly"] = "比 App 显示的未还金额还多，看看两格是不是填反了。够一次还的，核对明细以后在支付宝里还就行"
    if down and (monthly == 0 or affordable == 0):
        found["down"] = "每月拿不出钱的时候，不写先付一笔。这笔钱先留着过日子"
    elif down is not None and shown is not None and down >= shown:
        found["down"] = "先付的不比 App 显示的未还金额少，看看是不是填错了。够一次还的，核对明细以后在支付宝里还就行"
    if before is not None and now is not None and now >= before:
        found["income_now"] = "现在的收入不比以前少，写进信里说不通。请核对，或者把这两格清空"
    return found
