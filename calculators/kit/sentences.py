"""Sentences, mistakes and tables that several calculators share, each made here once."""

from datetime import date
from decimal import Decimal

from .common import COURT_LINE, DAY, YEARLY
from .days import A_YEAR, add_months
from .result import FactRef, Figure, Money, Parts, Table
from .schedule import Schedule, Terms


def above_court_line(what: str, on: date) -> Parts:
    """A note that what is charged exceeds the courts' line; ``what`` is measured against it."""
    return (
        f"先核对填的数对不对。照这些数，{what}超过了 ",
        FactRef(COURT_LINE, on),
        "。数没错的话，金融借款到了诉讼或仲裁，可以请求把过高的部分调低；要自己提出来，不是客服必须答应的理由。",
    )


def simple_rate(yearly: Decimal, terms: Terms) -> Parts:
    """The yearly rate of payments by their periods, in a sentence."""
    odd = "" if terms.regular else "；第一期按实际长短算"
    return ("相当于年利率 ", Figure(YEARLY.show(yearly)), f"（单利：每期利率 × 一年的期数{odd}）。")


def cleared_early(schedule: Schedule, periods: int) -> tuple[Parts, ...]:
    """A note where whole fen clear the amount before the last of so many periods."""
    count = len(schedule.rows)
    return ((f"每期取整到分，第 {count} 期就还清了，用不到 {periods} 期。",),) if count < periods else ()


def mistake_in_first_due(first_due: date | None, start: date, what: str) -> dict[str, str]:
    """What is wrong with a first due day, by its field: it follows ``start``, named ``what``, within a year."""
    if first_due is not None and first_due <= start:
        return {"first_due": f"要晚于{what} {DAY.show(start)}"}
    if first_due is not None and first_due > add_months(start, A_YEAR):
        return {"first_due": f"离{what} {DAY.show(start)} 超过一年了，请看看年份"}
    return {}


def every_period(schedule: Schedule, principal: str, charge: str) -> Table:
    """Every payment with its parts; the words name the part of the principal and what is charged."""
    rows = tuple(
        (
            str(row.number),
            row.day.isoformat(),
            Money(row.payment),
            Money(row.principal),
            Money(row.interest + row.fee),
            Money(row.balance),
        )
        for row in schedule.rows
    )
    sums = (Money(schedule.total), Money(schedule.amount), Money(schedule.interest + schedule.fee))
    head = ("期", "还款日", "要还", principal, charge, "还剩本金")
    return Table("每一期", head, rows, ("合计", "", *sums, ""))
