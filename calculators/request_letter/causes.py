"""Why somebody cannot pay, and the papers that show it."""

from dataclasses import dataclass
from datetime import date

from ..kit.calculator import Parts, basis

LASTING = ("less", "unpaid", "ill", "care")  # causes that go on, rather than happen on a day
HIDE = "别人的姓名、证件号、卡号先遮住；只在支付宝客服里交，不发给来电的人，原件留在自己手里。"


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


def paper_set(cause: str) -> tuple[Paper, ...]:
    """The papers that fit a cause, and those that fit every one."""
    return (*CAUSES[cause].papers, INCOME, SPENDING)


def only_true(on: date) -> Parts:
    """That nothing may be made up."""
    return (
        "没有哪张纸是非交不可的，由对方看了再定。只交真的；没有的，照实说没有。不要买、不要改、不要请人代开",
        *basis("scams.fake_papers", on),
        "。",
    )
