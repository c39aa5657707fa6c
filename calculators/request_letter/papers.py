"""The letter, the same for a chat box, the phone script and the list of papers, as text to take away."""

from datetime import date

from ..kit.calculator import basis, plain
from ..kit.common import DAY, YUAN
from ..kit.documents import Document
from .branches import BRANCHES, HEARD, branches
from .causes import CAUSES, HIDE, LASTING, only_true, paper_set
from .reckoning import BEFORE, COURT, LATER, Letter

CHAT_MOST = 500  # characters; nothing that may be typed makes the chat version longer
NAME, DATE = "【姓名】", "【日期】"
DETAILS = "没还的本金、利息、逾期利息、其他费用，各是多少，怎么算，算到哪一天。"
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


def chat(r: Letter) -> str:
    """The letter in one breath, for a chat box: at most ``CHAT_MOST`` characters."""
    state, *others = _state(r.given.stage)
    said = [f"您好。{state}我想先核对，再商量。"]
    said.append("请先给我一份明细：本金、利息、逾期利息、其他费用各多少，算到哪一天。")
    if r.app_shows is not None:
        said.append(f"App 显示 {YUAN.show(r.app_shows)}，具体以贵方的明细为准，我没有对这个数作确认。")
    else:
        said.append("核对以前，我不对金额作确认。")
    said.append(_reason(r))
    if r.given.words:
        said.append(f"另外：{r.given.words}。")
    if r.asks == LATER:
        until = "" if r.begins is None else f"，到 {DAY.show(r.begins)}再商量"
        said.append(f"眼下没有能拿来还款的钱，想申请延后还款{until}，延后期间请不再增加逾期利息。")
    else:
        said.append(_offer(r) or "请问可以申请哪些办法：分期、延后，各要什么条件？")
        said.append("也请考虑安排开始以后不再增加逾期利息。")
    said += others
    said.append(
        "我明白这是申请，要双方同意。请用文字答复：能不能办、一共还多少、征信怎么报、晚一期会怎样、多久有答复。谢谢。"
    )
    return "".join(said) + "\n"


def letter(r: Letter) -> str:
    """The full letter."""
    open_, *others = _state(r.given.stage)
    lines = ["关于花呗还款安排的申请", "", "您好：", "", f"我是花呗用户{NAME}。{open_}我想先核对，再商量。", ""]
    lines += [
        "一、请先给我一份明细",
        "",
        f"请按账单列明：{DETAILS}也请告诉我，现在的贷款人是哪家机构。",
        _app_shows(r),
    ]
    lines += ["", "二、我的情况", "", _reason(r)]
    if r.given.words:
        lines.append(f"另外：{r.given.words}。")
    lines.append("需要哪些材料，请在 App 里告诉我。有的如实提供，没有的如实说明。")
    lines += ["", "三、我想申请的安排", "", *_request(r), *others]
    lines.append(f"我明白，改变还款安排要双方同意{_cited(r)}，所以这是申请。")
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


def _cited(r: Letter) -> str:
    return plain(basis("law.extension" if r.given.stage == BEFORE else "law.change_by_agreement", r.given.as_of))


def _app_shows(r: Letter) -> str:
    if r.app_shows is None:
        return "收到明细、核对清楚以前，我不对金额作确认。"
    return (
        f"App 现在显示的未还金额是 {YUAN.show(r.app_shows)}，写在这里只为方便核对。"
        "具体金额以贵方提供的明细为准，我没有对这个数作确认。"
    )


def _reason(r: Letter) -> str:
    begun = ""
    if r.given.since is not None and "since" in r.given.confirmed:
        begun = _month(r.given.since) + ("起，" if r.given.cause in LASTING else "，")
    income = ""
    if r.given.income_now is not None and "income_now" in r.given.confirmed:
        income = f"现在每月到手 {YUAN.show(r.given.income_now)}。"
        if r.given.income_before is not None and "income_before" in r.given.confirmed:
            income = f"每月到手的收入从 {YUAN.show(r.given.income_before)}变成 {YUAN.show(r.given.income_now)}。"
    return f"{begun}{CAUSES[r.given.cause].happened}，按原来的安排还款有困难。{income}"


def _request(r: Letter) -> list[str]:
    if r.asks == LATER:
        until = "" if r.begins is None else f"延后到 {DAY.show(r.begins)}再商量。"
        return [
            "眼下我的收入只够基本生活，没有能拿来还款的钱，所以这里不写还款的数。",
            f"请考虑让我延后还款。{until}延后期间，请不再增加逾期利息。",
            "情况有变化，我会再联系。",
        ]
    lines = [_offer(r)] if _offer(r) else []
    if r.offer is not None:
        lines.append("这是留出基本生活以后，我每月还得起的数。写得更多，多半又会还不上。")
    else:
        lines.append("请告诉我可以申请哪些办法：分期、延后，或者别的。我核对明细、算清每月能还多少以后，再提具体的数。")
    lines.append("也请考虑：安排开始以后不再增加逾期利息，已有的逾期利息减免一部分。")
    return lines


def _offer(r: Letter) -> str:
    """The sentence with the confirmed figures, or nothing where there are none."""
    begins = "" if r.begins is None else DAY.show(r.begins)
    said = []
    if r.paid_now is not None:
        said.append(f"谈好以后先付 {YUAN.show(r.paid_now)}")
    if r.offer is not None:
        said.append(f"每月还 {YUAN.show(r.offer)}")
    if r.parts is not None:
        said.append(f"分 {r.parts} 期")
    if begins:
        said.append(f"第一次在 {begins}")
    if not said:
        return ""
    rough = ""
    if r.parts is None and r.rough is not None:
        rough = f"照 App 显示的数粗算，大约 {r.rough} 期，以核对后的明细为准。"
    return f"我想申请：{'，'.join(said)}。{rough}"


def _script(r: Letter) -> str:
    lines = ["电话稿", "", "先准备：纸笔、安静的地方。记下日期、时间、工号、对方的原话。", "", "一、开头", ""]
    lines += [
        "“你好，我想说花呗还款困难的事，请转人工。请问你的工号？”",
        "“我想先要一份明细，再商量。今天只问清楚、记下来，不当场答应。”",
        f"“{_reason(r)}”",
    ]
    if r.given.talked is not None and "talked" in r.given.confirmed:
        lines.insert(-2, f"“我 {DAY.show(r.given.talked)}联系过，这次接着谈。请先查一下当时的登记。”")
    if r.asks == LATER:
        lines.append("“眼下我每月没有能拿来还款的钱，想申请延后，请问怎么办？”")
    elif _offer(r):
        lines.append(f"明细说清楚以后再说：“{_offer(r)}”")
    lines += ["", "二、一项一项问，答一项记一项", ""]
    lines += [f"{number}. {name}：{words}" for number, (name, words) in enumerate(ASK_FOR, 1)]
    lines += ["", "三、对方这样说，怎么答"]
    for passage in branches(r):
        lines += ["", passage.title, *(f"{label}：{plain(parts)}" for label, parts in passage.lines)]
    lines += ["", "四、不要说", "", *(f"- {words}" for words in NEVER_SAY), "", "五、挂断以前", ""]
    lines.append("“我复述一遍：……。我要看到文字再决定。谢谢。”马上把记下的存好，连同通话录音。")
    return "\n".join(lines) + "\n"


def _paper_list(r: Letter) -> str:
    lines = [f"要准备的材料：{CAUSES[r.given.cause].name}", "", plain(only_true(r.given.as_of)), ""]
    for paper in paper_set(r.given.cause):
        lines += [
            paper.name,
            f"  说明什么：{paper.shows}",
            f"  哪里拿：{paper.where}",
            f"  没有的话：{paper.without}",
            "",
        ]
    return "\n".join([*lines, HIDE]) + "\n"


def documents(r: Letter) -> tuple[Document, ...]:
    """All that may be copied or saved; an answer to what was heard only where something was."""
    short = chat(r)
    found = [Document(f"聊天版，{len(short.strip())} 字", "shenqing-liaotian.txt", short)]
    if r.given.heard is not None:
        reply = BRANCHES[r.given.heard].reply(r) + "\n"
        found.append(Document(f"对方说“{dict(HEARD)[r.given.heard]}”，可以这样回", "huifu.txt", reply))
    return (
        *found,
        Document("完整的申请书", "shenqing-shu.txt", letter(r)),
        Document("电话稿，连六种情形怎么答", "dianhua-gao.txt", _script(r)),
        Document("要准备的材料", "cailiao.txt", _paper_list(r)),
    )
