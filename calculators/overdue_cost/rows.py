"""The rows of the form: what is to be paid by when, and what was paid."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from ..kit.units import Day, Yuan


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
