"""写申请: a letter that asks before it offers, a phone script with branches, and the papers that fit."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Annotated

from .kit import facts, own_words
from .kit.calculator import FactRef, Figure, Fill, Money, Parts, Passage, Table, View, basis, calculator, hotline, plain
from .kit.days import add_months
from .kit.documents import Document
from .kit.units import Choice, Count, Day, Mistakes, Text, Yuan

EXAMPLE_DAY = date(2026, 11, 22)
ZERO = Decimal(0)
A_YEAR = 12  # months
LONG = 36  # periods: from here on we say that the plan is a long one
CHAT_MOST = 500  # characters
DAY, YUAN = Day(label=""), Yuan(label="")
PARTS, LATER, ASK = "parts", "later", "ask"
ASKED = ((PARTS, "分期还"), (LATER, "延后还"), (ASK, "先问有哪些办法"))
NAME, DATE = "【姓名】", "【日期】"
BEFORE, COURT = "before", "court"
STAGES = (
    (BEFORE, "还没到还款日"),
    ("first", "逾期 30 天以内"),
    ("second", "逾期 31–90 天"),
    ("long", "逾期 90 天以上"),
    (COURT, "收到了法院文书"),
)
FULL, LEAST, CANNOT, FAMILY, THIRD, TRANSFER = "full", "least", "cannot", "family", "third", "transfer"
HEARD = (
    (FULL, "只能一次还清"),
    (LEAST, "要先还最低"),
    (CANNOT, "帮不了"),
    (FAMILY, "要求提供家人联系方式"),
    (THIRD, "让你找第三方"),
    (TRANSFER, "催你马上转账"),
)


@dataclass(frozen=True)
class Paper:
    """One paper: what it shows, where it is to be had, and what to do without it."""

    name: str
    shows: str
    where: str
    without: str


@dataclass(frozen=True)
class Cause:
    """Why somebody cannot pay: its name, the clause that says so in a letter, and the papers that fit."""

    name: str
    happened: str
    papers: tuple[Paper, ...]


INCOME = Paper(
    "最近几个月的收入流水",
    "每月到手多少，什么时候变的",
    "发工资的银行 App 或柜台；零钱收入看支付宝、微信的账单",
    "现金收入没有流水，就照实写“现金，没有流水”，按月列一张自己记的数",
)
SPENDING = Paper(
    "每月必需开支的单据",
    "房租、吃饭、看病、抚养真要花多少",
    "租房合同、缴费记录、支付记录，挑最近一两个月的",
    "没有单据的，写清项目和大约多少，注明是自己估的",
)
MEDICAL = Paper(
    "诊断证明或病历",
    "在看病、要治多久；不用把病情全交出去，能说明要治疗就够",
    "看病的医院：医生工作站、病案室或医院 App",
    "还没去医院的，不写病名，照实说身体不好、还没有诊断",
)
CAUSES = {
    "jobless": Cause(
        "失业",
        "我失业了，没有了固定的工资",
        (
            Paper(
                "离职证明",
                "哪天离开单位",
                "原单位的人事部门",
                "单位不给的，用劳动合同、离职时的聊天记录、社保停缴记录，照实说没有开到离职证明",
            ),
            Paper(
                "失业登记或领失业保险金的记录",
                "现在没有工作",
                "当地人社部门的窗口或 App",
                "没有登记的，照实说没有登记；要登记，自己就能办，不用找代办",
            ),
        ),
    ),
    "less": Cause(
        "收入下降",
        "我的收入下降了",
        (
            Paper(
                "降薪、减少工时或停工的通知",
                "为什么少了、从哪个月起",
                "单位的人事部门、工作群里的通知",
                "只是口头说的，照实写“口头通知，没有文件”，用前后几个月的流水对照",
            ),
        ),
    ),
    "unpaid": Cause(
        "被拖欠工资",
        "单位拖欠了我的工资",
        (
            Paper(
                "劳动合同、考勤或工资欠条",
                "在哪里干活、欠了多久",
                "自己手里的合同、打卡记录、和负责人的聊天记录",
                "没有签合同的，用工作照、工服、转账记录，照实说没有合同",
            ),
            Paper(
                "投诉欠薪的回执",
                "已经在要这笔钱",
                "当地劳动监察部门或劳动仲裁机构，自己就能去",
                "还没有投诉的，照实说还没有；要不要去投诉，是另一件事",
            ),
        ),
    ),
    "ill": Cause(
        "疾病",
        "我生病了，要治疗",
        (
            MEDICAL,
            Paper(
                "医疗费的收据和医保结算单",
                "自己出了多少钱",
                "医院收费处或医保 App",
                "收据丢了，可以去收费处问能不能补打；补不了就照实说丢了",
            ),
        ),
    ),
    "injury": Cause(
        "工伤",
        "我在工作中受了伤",
        (
            Paper(
                "工伤认定的申请回执或决定书",
                "是工伤，或者正在认定",
                "单位或本人向当地人社部门申请",
                "还没有认定的，照实说正在申请或者还没有申请，不要写成已经认定",
            ),
            MEDICAL,
        ),
    ),
    "care": Cause(
        "照顾家人",
        "我要照顾家人，能工作的时间少了",
        (
            Paper(
                "家人需要照顾的证明",
                "有人要你照顾；把家人的姓名、证件号遮住",
                "医院的诊断或护理意见，村委会、居委会的情况说明",
                "开不到的，自己写一段情况说明，照实注明是自己写的",
            ),
            Paper(
                "请假、减少工时或辞职的记录",
                "工作的时间少了多少",
                "单位的人事部门、请假的聊天记录",
                "没有记录的，用前后几个月的收入流水对照",
            ),
        ),
    ),
    "family": Cause(
        "家庭变故",
        "家里发生了变故",
        (
            Paper(
                "变故的证明，例如离婚证、亲人去世的证明",
                "发生了什么、在哪一天；家人的姓名、证件号遮住",
                "民政部门、医院、派出所或社区，看是哪一种",
                "不想交的可以不交，只说家里有变故、影响了收入；对方能不能接受，由对方定",
            ),
        ),
    ),
    "disaster": Cause(
        "自然灾害",
        "我家受了灾",
        (
            Paper(
                "受灾情况的证明",
                "受了灾、损失了什么",
                "村委会、居委会或乡镇政府、街道办",
                "开不到的，用拍下的照片和当地发布的灾情通知，照实说没有开到证明",
            ),
            Paper(
                "保险报案或救助的记录",
                "有没有赔、赔了多少",
                "保险公司、民政部门",
                "没有保险、没有申请救助的，照实说没有",
            ),
        ),
    ),
    "business": Cause(
        "生意失败",
        "我的小生意没有做下去",
        (
            Paper(
                "停业、注销或退租的记录",
                "生意从哪天停的",
                "市场监管部门的注销通知、退租协议、电商后台",
                "没有办执照、没有协议的，用收款记录的变化，照实说没有办过",
            ),
            Paper(
                "停业前后的收款流水",
                "收入怎样变的",
                "收款码、银行账户的账单",
                "流水里有别人的名字，遮住再交",
            ),
        ),
    ),
    "cheated": Cause(
        "被骗",
        "我遇到了诈骗，钱被骗走了",
        (
            Paper(
                "报警回执或立案告知书",
                "已经报警",
                "报案的派出所",
                "还没有报警的，先去报警，再写信；没有立案就照实说没有立案",
            ),
            Paper(
                "被骗的转账记录",
                "被骗走多少、哪天",
                "银行或支付宝的账单",
                "找不到记录的，照实说找不到，不要补做",
            ),
        ),
    ),
    "other": Cause("其他", "我遇到了困难", ()),
}

BLANKS = re.compile("【[^】]*】")
DETAILS = "没还的本金、利息、逾期利息、其他费用，各是多少，怎么算，算到哪一天。"
LASTING = ("less", "unpaid", "ill", "care")  # causes that go on, rather than happen on a day
ASK_FOR = (
    ("明细", f"请给我一份明细：{DETAILS}"),
    ("分期或延后", "能不能分期，或者延后？分几期，每期多少，第一期哪天，要满足什么条件。"),
    ("停止计息", "安排开始以后，利息和逾期利息还算不算？能不能减免一部分？一共要还多少？"),
    ("征信", "安排期间征信怎么报？还清以后报结清，还是别的状态？"),
    ("漏一期", "万一有一期晚了，会怎样？安排还算不算数？"),
    ("书面", "谈好的内容，在 App 里哪里能看到？看不到的话，请用文字发给我。"),
    ("工号", "请问你的工号，这次的受理编号是多少，多久有答复？"),
)
NEVER_SAY = (
    "“这是不可抗力，我不用还。”失业、生病多数不算不可抗力，说成“还款困难”就好。",
    "“这些钱我都认。”明细没有核对以前，不说金额对不对。",
    "“我一定还清。”“月底肯定还。”做不到的话，说了更难谈。",
    "“我去借来还。”借新的还旧的，只会多一笔债。",
    "“随便你们告。”“我就不还了。”一句气话，谈就断了。",
    "编造的病、假的离职证明、夸大的困难。被发现了很难再谈，还可能违法。",
    "家人、同事、单位的电话和地址；密码、验证码、银行卡和手机卡。",
    "从网上学来的术语和条文，例如让对方“停息挂账”。有人拿这些词骗人，对方听了可能当你是代办的人。",
)


@dataclass(frozen=True, kw_only=True)
class RequestLetter:
    """What stands in the letter and what was left out; money in yuan, None where the letter has no such figure."""

    asks: Annotated[str, Choice(label="这封信申请什么", options=ASKED)]
    offer: Annotated[Decimal | None, Yuan(label="信里写的每月还")]
    begins: Annotated[date | None, Day(label="信里写的日子")]
    paid_now: Annotated[Decimal | None, Yuan(label="信里写的先付")]
    app_shows: Annotated[Decimal | None, Yuan(label="信里写的 App 显示")]
    parts: Annotated[int | None, Count(label="信里写的期数", of="期")]
    needed: Annotated[int | None, Count(label="照你填的，大约要", of="期")]
    left_out: Annotated[int, Count(label="没有写进信里的", of="项")]
    chat_length: Annotated[int, Count(label="聊天版", of="字")]

    cause: str
    monthly: Decimal | None
    first_day: date | None
    affordable: Decimal | None
    stage: str
    talked: date | None
    heard: str | None
    since: date | None
    words: str | None
    income_before: Decimal | None
    income_now: Decimal | None
    shown: Decimal | None
    down: Decimal | None
    periods: int | None
    as_of: date
    confirmed: frozenset[str]

    def view(self) -> View:
        """What the reader sees."""
        return View(
            headline=self._headline(),
            notes=(*self._left_out(), self._to_fill_in(), *self._before_sending(), *self._about_numbers()),
            tables=self._what_is_in(),
            working=self._working(),
            documents=self._documents(),
            passages=(*self._branches(), self._never_say(), self._papers(), self._how_it_is_built()),
        )

    @property
    def poor(self) -> bool:
        """Whether the reader says, ticked or not, that there is nothing to pay with."""
        return 0 in (self.monthly, self.affordable)

    # The page ---------------------------------------------------------------------------------------------

    def _headline(self) -> Parts:
        if self.asks == LATER:
            return ("信写好了：眼下每月拿不出钱，就申请延后还，信里不写还款的数。",)
        if self.offer is not None:
            return ("信写好了：先要明细，再申请每月还 ", Money(self.offer), "。")
        if self.monthly:
            return ("信写好了，但每月还 ", Money(self.monthly), " 还没有打勾核对，信里先不写这个数。")
        if self.monthly is not None or self.affordable == 0:
            return ("信写好了：先要明细，再问有哪些办法。每月还 ", Money(ZERO), " 还没有打勾核对，先不写进信里。")
        return ("信写好了：先要明细，再问有哪些办法，信里不写还款的数。",)

    def _left_out(self) -> tuple[Parts, ...]:
        names = [f"{label} {shown}" for label, shown, _, why in self._values() if why == UNTICKED]
        if not names:
            return ()
        return (
            (
                f"没有写进信里：{'；'.join(names)}。它们还没有核对。在那一格的下面核对、打勾，就会写进去；"
                "格子在“更多”里的，先打开“更多”。",
            ),
        )

    def _to_fill_in(self) -> Parts:
        found = dict.fromkeys(mark for document in self._documents() for mark in BLANKS.findall(document.text))
        return (f"发之前，要你自己在手机上填的空：{'、'.join(found)}。别的空没有了。证件号、银行卡号不用写。",)

    def _before_sending(self) -> tuple[Parts, ...]:
        notes: list[Parts] = []
        if self.cause == "cheated":
            notes.append(("被骗的，先报警，再写信。有人说交钱能帮你追回来，那是第二次骗。",))
        if self.cause == "other" and self.words is None:
            notes.append(("原因选了“其他”，最好在“更多”里用一句话写清发生了什么，对方才看得懂。",))
        if self.poor:
            if self.asks != LATER:
                notes.append(("拿不出钱也是答案。在填 0 的那一格下面打勾，信就会改成申请延后还。",))
            notes += [
                (
                    "日子过不下去，可以申请社会救助",
                    *basis("help.social_aid", self.as_of),
                    "。遇到急难，找事情发生地的乡镇政府或街道办。救助不替你还债，批不批由当地审核。不要借钱来还。",
                ),
                (
                    "心里撑不住的时候，打心理援助热线",
                    *hotline("help.mental_line", self.as_of),
                    "；打不通，先叫醒身边的人。",
                ),
            ]
        elif self.affordable is None:
            notes.append(("还没有填“花呗每月能还的”。先用“能还多少”留够生活费，再填过来，信里就不会写超过它的数。",))
        if self.stage == BEFORE:
            notes.append(
                ("还没到还款日，现在问，选择比逾期以后多。展期要贷款人同意", *basis("law.extension", self.as_of), "。")
            )
        elif self.stage == COURT:
            notes.append(
                (
                    "发这封信，不会让法院的期限停下来，也不算答辩或异议。收到支付令，在期限里二选一：还清，"
                    "或者交书面异议，有真的理由才交",
                    *basis("court.payment_order_law", self.as_of),
                    "；收到起诉状，按期答辩、到庭",
                    *basis("court.answer_law", self.as_of),
                    "。分期可以在调解里谈，也可以和对方谈。",
                )
            )
        notes += [
            (
                "这封信是请求，不是权利。改变合同要双方同意",
                *basis("law.change_by_agreement", self.as_of),
                "；没谈成以前，逾期利息可能照样算，催收也可能不停。",
            ),
            (
                "发出去以前要知道：信里不认金额，可是申请分期、延后，先还一点，法律上就当作同意还这笔钱，诉讼时效会重新起算",
                *basis("law.limitation_restart", self.as_of),
                "。催收也会，所以这不是不谈的理由。只有一种先别发：好几年没人催、你也没还过",
                *basis("law.limitation_after", self.as_of),
                "。先打法律援助热线",
                *hotline("help.legal_line", self.as_of),
                " 问。",
            ),
            (
                "只发给你自己在支付宝里找到的客服，或者拨 App 里显示的客服电话",
                *hotline("huabei.service_line", self.as_of),
                "。不要发给来电的人，也不要交给说能代办的人。",
            ),
        ]
        return tuple(notes)

    def _about_numbers(self) -> tuple[Parts, ...]:
        notes: list[Parts] = []
        if self.monthly is None and self.affordable is not None:
            typed = YUAN.typed(self.affordable)
            notes.append(
                (
                    "“每月打算还多少”空着。可以填你能还的数，或者更少。",
                    Fill("monthly", typed, f"填 {YUAN.show(self.affordable)}"),
                )
            )
        if self.down is not None and self.affordable is not None and self.down > self.affordable:
            notes.append(("先付的比每月能还的还多。看看这笔钱是不是生活费、是不是借来的；是的话，把它清空。",))
        if self.needed is not None and self.needed > LONG:
            notes.append(
                (
                    f"照你填的，大约要 {self.needed} 期，很长。别为了缩短期数把每月的数写大；"
                    "信里已经问了停止计息和减免，这比加大每月的数更要紧。",
                )
            )
        if self.periods is not None and self.needed is not None and self.periods != self.needed:
            notes.append(
                (
                    f"每月的数和期数对不上：照 App 显示的粗算，要 {self.needed} 期。信里不能同时写两个对不上的数。",
                    Fill("periods", str(self.needed), f"改成 {self.needed} 期"),
                )
            )
        return tuple(notes)

    def _values(self) -> tuple[tuple[str, str, str, str], ...]:
        """Each value that was typed: label, shown, how the letter has it, and why it was left out ("" if it is in)."""
        found: list[tuple[str, str, str, str]] = []

        def add(name: str, label: str, shown: str | None, stands: bool, how: str = "", instead: str = "") -> None:
            if shown is None:
                return
            why = UNTICKED if name not in self.confirmed else "" if stands else instead
            found.append((label, shown, how, why))

        def money(amount: Decimal | None) -> str | None:
            return None if amount is None else YUAN.show(amount)

        later = self.asks == LATER
        add("monthly", "每月打算还", money(self.monthly), True, "不写数，只写延后" if later else "")
        begins = None if self.first_day is None else DAY.show(self.first_day)
        add("first_day", "第一次还款的日子", begins, True, "写成再商量的日子" if later else "")
        add("down", "现在先付", money(self.down), bool(self.down), "", "没有先付的，不用写")
        add("shown", "App 显示的未还金额", money(self.shown), True, "只写“App 显示”，并且写明没有确认")
        periods = None if self.periods is None else f"{self.periods} 期"
        instead = "每月拿不出钱，不写期数" if later else "和每月的数对不上"
        add("periods", "想分几期", periods, self.parts == self.periods, "", instead)
        since = None if self.since is None else f"{self.since.year}年{self.since.month}月"
        add("since", "从什么时候开始", since, True, "只写到月")
        talked = None if self.talked is None else DAY.show(self.talked)
        add("talked", "上次联系的日子", talked, True, "只写进电话稿")
        alone = "income_now" in self.confirmed and self.income_now is not None
        add("income_before", "以前每月到手", money(self.income_before), alone, "", "要和现在的收入一起写")
        add("income_now", "现在每月到手", money(self.income_now), True)
        return tuple(found)

    def _what_is_in(self) -> tuple[Table, ...]:
        rows = tuple((label, Figure(shown), why or how or "写了") for label, shown, how, why in self._values())
        if not rows:
            return ()
        note = ("没有核对的数，信里没有，电话稿里也没有。“花呗每月能还的”只用来把关，从不写进去。",)
        return (Table("信里写了哪些数", ("项目", "你填的", "写进信里了吗"), rows, note=note),)

    def _how_it_is_built(self) -> Passage:
        asked = dict(ASKED)[self.asks]
        return Passage(
            "信是怎么拼起来的",
            (
                ("1. 开头", ("是谁、App 里是什么状态。不写逾期多少天。",)),
                ("2. 要明细", ("排在任何请求前面。金额只说“App 显示”，写明没有确认。",)),
                ("3. 原因", (f"{CAUSES[self.cause].name}。不写病名、单位和家人的名字。",)),
                ("4. 请求", (f"{asked}。没有打勾的数都不写，写的不超过你能还的。",)),
                ("5. 请对方用文字答复", (f"{len(LETTER_ASKS)} 条，不当场答应。",)),
                ("6. 结尾", ("是申请，不是对金额的确认。没有表态和许诺的话。",)),
            ),
        )

    def _working(self) -> tuple[Table, ...]:
        if self.needed is None or self.shown is None or not self.monthly:
            return ()
        owed = f"{self.shown:,.2f}" if not self.down else f"（{self.shown:,.2f} − {self.down:,.2f}）"
        row = ("大约几期", f"{owed} ÷ {self.monthly:,.2f}，向上取整", Figure(f"{self.needed} 期"))
        return (Table("大约几期", ("项目", "算式", "结果"), (row,)),)

    # The papers to take away ------------------------------------------------------------------------------

    def _documents(self) -> tuple[Document, ...]:
        found = [Document(f"聊天版，{self.chat_length} 字", "shenqing-liaotian.txt", self.chat())]
        if self.heard is not None:
            reply = BRANCHES[self.heard].reply(self) + "\n"
            found.append(Document(f"对方说“{dict(HEARD)[self.heard]}”，可以这样回", "huifu.txt", reply))
        return (
            *found,
            Document("完整的申请书", "shenqing-shu.txt", self.letter()),
            Document("电话稿，连六种情形怎么答", "dianhua-gao.txt", self._script()),
            Document("要准备的材料", "cailiao.txt", self._paper_list()),
        )

    def chat(self) -> str:
        """The version for a chat box, at most ``CHAT_MOST`` characters whatever was typed."""
        return chat(self)

    def letter(self) -> str:
        """The full letter."""
        open_, *others = _state(self.stage)
        lines = ["关于花呗还款安排的申请", "", "您好：", "", f"我是花呗用户{NAME}。{open_}我想先核对，再商量。", ""]
        lines += [
            "一、请先给我一份明细",
            "",
            f"请按账单列明：{DETAILS}也请告诉我，现在的贷款人是哪家机构。",
            self._app_shows(),
        ]
        lines += ["", "二、我的情况", "", self._reason()]
        if self.words:
            lines.append(f"另外：{self.words}。")
        lines.append("需要哪些材料，请在 App 里告诉我。有的如实提供，没有的如实说明。")
        lines += ["", "三、我想申请的安排", "", *self._request(), *others]
        lines.append(f"我明白，改变还款安排要双方同意{self._cited()}，所以这是申请。")
        lines += ["", "四、请用文字答复这几点", ""]
        lines += [f"{number}. {line}" for number, line in enumerate(LETTER_ASKS, 1)]
        lines += [
            "",
            "这封信用来核对和商量，不是对欠款金额的确认。有问题请直接联系我本人，不要联系我的家人、同事。谢谢。",
            "",
            NAME,
            DATE,
        ]
        return "\n".join(lines) + "\n"

    def _cited(self) -> str:
        return plain(basis("law.extension" if self.stage == BEFORE else "law.change_by_agreement", self.as_of))

    def _app_shows(self) -> str:
        if self.app_shows is None:
            return "收到明细、核对清楚以前，我不对金额作确认。"
        return (
            f"App 现在显示的未还金额是 {YUAN.show(self.app_shows)}，写在这里只为方便核对。"
            "具体金额以贵方提供的明细为准，我没有对这个数作确认。"
        )

    def _reason(self) -> str:
        begun = ""
        if self.since is not None and "since" in self.confirmed:
            begun = _month(self.since) + ("起，" if self.cause in LASTING else "，")
        income = ""
        if self.income_now is not None and "income_now" in self.confirmed:
            income = f"现在每月到手 {YUAN.show(self.income_now)}。"
            if self.income_before is not None and "income_before" in self.confirmed:
                income = f"每月到手的收入从 {YUAN.show(self.income_before)}变成 {YUAN.show(self.income_now)}。"
        return f"{begun}{CAUSES[self.cause].happened}，按原来的安排还款有困难。{income}"

    def _request(self) -> list[str]:
        if self.asks == LATER:
            until = "" if self.begins is None else f"延后到 {DAY.show(self.begins)}再商量。"
            return [
                "眼下我的收入只够基本生活，没有能拿来还款的钱，所以这里不写还款的数。",
                f"请考虑让我延后还款。{until}延后期间，请不再增加逾期利息。",
                "情况有变化，我会再联系。",
            ]
        lines = [self._offer()] if self._offer() else []
        if self.offer is not None:
            lines.append("这是留出基本生活以后，我每月还得起的数。写得更多，多半又会还不上。")
        else:
            lines.append(
                "请告诉我可以申请哪些办法：分期、延后，或者别的。我核对明细、算清每月能还多少以后，再提具体的数。"
            )
        lines.append("也请考虑：安排开始以后不再增加逾期利息，已有的逾期利息减免一部分。")
        return lines

    def _offer(self) -> str:
        """The sentence with the confirmed figures, or nothing where there are none."""
        begins = "" if self.begins is None else DAY.show(self.begins)
        said = []
        if self.paid_now is not None:
            said.append(f"谈好以后先付 {YUAN.show(self.paid_now)}")
        if self.offer is not None:
            said.append(f"每月还 {YUAN.show(self.offer)}")
        if self.parts is not None:
            said.append(f"分 {self.parts} 期")
        if begins:
            said.append(f"第一次在 {begins}")
        if not said:
            return ""
        rough = ""
        if self.parts is None and self._rough is not None:
            rough = f"照 App 显示的数粗算，大约 {self._rough} 期，以核对后的明细为准。"
        return f"我想申请：{'，'.join(said)}。{rough}"

    @property
    def _rough(self) -> int | None:
        """The periods from confirmed figures alone."""
        return periods_needed(self.app_shows, self.paid_now, self.offer)

    def _script(self) -> str:
        lines = ["电话稿", "", "先准备：纸笔、安静的地方。记下日期、时间、工号、对方的原话。", "", "一、开头", ""]
        lines += [
            "“你好，我想说花呗还款困难的事，请转人工。请问你的工号？”",
            "“我想先要一份明细，再商量。今天只问清楚、记下来，不当场答应。”",
            f"“{self._reason()}”",
        ]
        if self.talked is not None and "talked" in self.confirmed:
            lines.insert(-2, f"“我 {DAY.show(self.talked)}联系过，这次接着谈。请先查一下当时的登记。”")
        if self.asks == LATER:
            lines.append("“眼下我每月没有能拿来还款的钱，想申请延后，请问怎么办？”")
        elif self._offer():
            lines.append(f"明细说清楚以后再说：“{self._offer()}”")
        lines += ["", "二、一项一项问，答一项记一项", ""]
        lines += [f"{number}. {name}：{words}" for number, (name, words) in enumerate(ASK_FOR, 1)]
        lines += ["", "三、对方这样说，怎么答"]
        for passage in self._branches():
            lines += ["", passage.title, *(f"{label}：{plain(parts)}" for label, parts in passage.lines)]
        lines += ["", "四、不要说", "", *(f"- {words}" for words in NEVER_SAY), "", "五、挂断以前", ""]
        lines.append("“我复述一遍：……。我要看到文字再决定。谢谢。”马上把记下的存好，连同通话录音。")
        return "\n".join(lines) + "\n"

    def _paper_list(self) -> str:
        lines = [f"要准备的材料：{CAUSES[self.cause].name}", "", plain(self._only_true()), ""]
        for paper in self._paper_set():
            lines += [
                paper.name,
                f"  说明什么：{paper.shows}",
                f"  哪里拿：{paper.where}",
                f"  没有的话：{paper.without}",
                "",
            ]
        return "\n".join([*lines, HIDE]) + "\n"

    # Passages ---------------------------------------------------------------------------------------------

    def _branches(self) -> tuple[Passage, ...]:
        order = sorted(BRANCHES, key=lambda key: key != self.heard)
        return tuple(
            Passage(
                BRANCHES[key].title,
                (
                    ("可以说", (f"“{BRANCHES[key].reply(self)}”",)),
                    ("别说", (BRANCHES[key].never,)),
                    ("为什么", BRANCHES[key].why(self)),
                    ("下一步", BRANCHES[key].then(self)),
                ),
                unfolded=key == self.heard,
            )
            for key in order
        )

    def _never_say(self) -> Passage:
        return Passage("不要说的话", tuple((f"第 {i} 句", (words,)) for i, words in enumerate(NEVER_SAY, 1)))

    def _papers(self) -> Passage:
        papers = tuple(
            (paper.name, (f"说明{paper.shows}。哪里拿：{paper.where}。没有的话：{paper.without}。",))
            for paper in self._paper_set()
        )
        return Passage(
            f"要准备的材料：{CAUSES[self.cause].name}",
            (*papers, ("交之前", (HIDE,)), ("只交真的", self._only_true())),
        )

    def _paper_set(self) -> tuple[Paper, ...]:
        return (*CAUSES[self.cause].papers, INCOME, SPENDING)

    def _only_true(self) -> Parts:
        return (
            "没有哪张纸是非交不可的，由对方看了再定。只交真的；没有的，照实说没有。不要买、不要改、不要请人代开",
            *basis("scams.fake_papers", self.as_of),
            "。",
        )

    # Facts ------------------------------------------------------------------------------------------------


QUIET = "collection.quiet_hours"
UNTICKED = "没写：还没打勾"
HIDE = "别人的姓名、证件号、卡号先遮住；只在支付宝客服里交，不发给来电的人，原件留在自己手里。"
LETTER_ASKS = (
    "能不能分期或延后，分几期，每期多少，第一期哪天，要满足什么条件。",
    "安排开始以后，利息和逾期利息还算不算，一共要还多少。",
    "安排期间征信怎么报；还清以后报结清，还是别的状态。",
    "万一有一期晚了，会怎样，安排还算不算数。",
    "谈好的内容在 App 里哪里能看到；看不到的，请用文字发给我。",
)


def _month(day: date) -> str:
    return f"{day.year}年{day.month}月"


def _state(stage: str) -> tuple[str, ...]:
    """How things stand, in a letter; after it a sentence for the request, if the stage needs one."""
    if stage == BEFORE:
        return ("我的花呗还款日还没到，但照现在的情况，到时候会还不上。", "还款日以前能申请展期的，请先告诉我怎么办。")
    if stage == COURT:
        return (
            "App 显示我的花呗账单逾期，我已经收到法院文书。",
            "这封信不代替我对法院文书的异议和答辩。可以调解的，也请告诉我由谁来谈。",
        )
    return ("App 显示我的花呗账单逾期。",)


def chat(letter: RequestLetter) -> str:
    """The letter in one breath, for a chat box."""
    state, *others = _state(letter.stage)
    said = [f"您好。{state}我想先核对，再商量。"]
    said.append("请先给我一份明细：本金、利息、逾期利息、其他费用各多少，算到哪一天。")
    if letter.app_shows is not None:
        said.append(f"App 显示 {YUAN.show(letter.app_shows)}，具体以贵方的明细为准，我没有对这个数作确认。")
    else:
        said.append("核对以前，我不对金额作确认。")
    said.append(letter._reason())
    if letter.words:
        said.append(f"另外：{letter.words}。")
    if letter.asks == LATER:
        until = "" if letter.begins is None else f"，到 {DAY.show(letter.begins)}再商量"
        said.append(f"眼下没有能拿来还款的钱，想申请延后还款{until}，延后期间请不再增加逾期利息。")
    else:
        said.append(letter._offer() or "请问可以申请哪些办法：分期、延后，各要什么条件？")
        said.append("也请考虑安排开始以后不再增加逾期利息。")
    said += others
    said.append(
        "我明白这是申请，要双方同意。请用文字答复：能不能办、一共还多少、征信怎么报、晚一期会怎样、多久有答复。谢谢。"
    )
    return "".join(said) + "\n"


def periods_needed(shown: Decimal | None, down: Decimal | None, monthly: Decimal | None) -> int | None:
    """How many payments of ``monthly`` (yuan) cover what the app shows less what is paid at once."""
    if shown is None or not monthly:
        return None
    return int(((shown - (down or ZERO)) / monthly).to_integral_value(ROUND_CEILING))


def _named(id: str, on: date, otherwise: str) -> FactRef | str:
    """A fact inside a sentence, or other words on a day on which it has no value."""
    return FactRef(id, on) if facts.in_force(id, on) else otherwise


@dataclass(frozen=True)
class Branch:
    """What somebody may be told on the telephone, and what then."""

    title: str
    reply: Callable[[RequestLetter], str]
    never: str
    why: Callable[[RequestLetter], Parts]
    then: Callable[[RequestLetter], Parts]


def _what_i_can(letter: RequestLetter) -> str:
    if letter.asks == LATER:
        return "眼下我每月没有能拿来还款的钱。"
    return f"我每月能还的是 {YUAN.show(letter.offer)}。" if letter.offer is not None else "我要按每月能还的数来谈。"


def _paying_a_little(letter: RequestLetter) -> Parts:
    if letter.asks == LATER:
        return ("眼下拿不出钱，就不要为了谈成去凑一笔先还。",)
    return (
        "想先还一点的，只在支付宝里还，不超过你能还的数；拿不出，就不要去凑。还一部分，诉讼时效会重新起算",
        *basis("law.limitation_restart", letter.as_of),
        "。",
    )


def _complain(letter: RequestLetter) -> Parts:
    return (
        "还是不行，先在 App 里向机构投诉，一般要在 ",
        _named("collection.complaint_days", letter.as_of, ""),
        "内处理",
        *basis("collection.complaint_law", letter.as_of),
        "；没有结果再打",
        *hotline("help.finance_line", letter.as_of),
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
            _named("huabei.no_public_rule", it.as_of, "没有公开的统一规则"),
            "，由贷款人审核；这一次不行，不等于以后都不行。监管部门的通知鼓励合理商定还款的期限和次数",
            *basis("law.relief_notice", it.as_of),
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
            *basis("law.order_of_repayment", it.as_of),
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
            *basis("law.change_by_agreement", it.as_of),
            "，但合理的投诉，机构不能不收",
            *basis("collection.complaint_law", it.as_of),
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
            *basis("law.spouse_debt", it.as_of),
            "。行业自律说，催收",
            _named("collection.only_debtor", it.as_of, "应当找本人"),
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
            *basis("collection.outsourcing", it.as_of),
            "；说债已经转让的，要有给你的通知",
            *basis("law.assignment", it.as_of),
            "。收费代办、保证能成的，官方提醒过是骗局",
            *basis("scams.warning", it.as_of),
            "。",
        ),
        lambda it: (
            "先挂断。自己打开支付宝找客服，或者拨",
            *hotline("huabei.service_line", it.as_of),
            "，问清有没有这回事。怀疑是骗，可以打反诈专线",
            *hotline("help.fraud_line", it.as_of),
            " 问。已经付了钱、给了卡的，马上联系银行，并且报警。",
        ),
    ),
    TRANSFER: Branch(
        "有人催你马上转账",
        lambda _: "我不当场转账。我只在支付宝的花呗页面里还，还以前要看到明细，还有写清楚的安排。请问你的工号？",
        "“你把账号发来。”不扫码，不共享屏幕，不报验证码，不点短信里的链接。",
        lambda it: (
            "转给个人，不一定记到你的账单上。没有写好安排就先付，这笔钱抵什么，也说不清",
            *basis("law.order_of_repayment", it.as_of),
            "。催得越急，越先停一停；要先交服务费、保证金的，官方提醒过",
            *basis("scams.warning", it.as_of),
            "。",
        ),
        lambda it: (
            "先挂断，打开支付宝看账单。没有你的同意，",
            _named(QUIET, it.as_of, "夜里"),
            " 不应该催收，这是行业自律，不是法律，记下来可以投诉。已经转给个人的，马上联系银行和支付宝，并且报警。",
        ),
    ),
}


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

    def sure(name: str, amount: Decimal | None) -> Decimal | None:
        return amount if name in confirmed else None

    nothing = 0 in (sure("monthly", monthly), sure("affordable", affordable))
    offer = None if nothing else sure("monthly", monthly)
    asks = LATER if nothing else PARTS if offer else ASK
    paid_now = sure("down", down) or None
    app_shows = sure("shown", shown)
    rough = periods_needed(app_shows, paid_now, offer)
    wanted = periods if "periods" in confirmed and not nothing else None
    letter = RequestLetter(
        asks=asks,
        offer=offer,
        begins=first_day if "first_day" in confirmed else None,
        paid_now=paid_now,
        app_shows=app_shows,
        parts=wanted if rough in (None, wanted) else None,
        needed=periods_needed(shown, down, monthly),
        left_out=0,
        chat_length=0,
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
    return replace(
        letter, left_out=sum(1 for *_, why in letter._values() if why), chat_length=len(letter.chat().strip())
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
