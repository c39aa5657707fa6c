"""The rows of the form: what came in, what must be paid, what is owed."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from ..kit.units import Choice, Count, Rate, Text, Yuan

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
