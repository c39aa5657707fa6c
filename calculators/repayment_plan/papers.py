"""The plan as a table for a spreadsheet and, once it was checked, as calendar entries."""

from ..kit.common import DAY, YUAN
from ..kit.documents import Document, Event, csv_document, ics_document
from ..kit.schedule import Schedule
from .reckoning import Reckoned


def documents(r: Reckoned, schedule: Schedule) -> tuple[Document, ...]:
    """The table; the calendar only of a plan whose figures were ticked."""
    state = "" if r.confirmed else "，没有核对过"
    table = csv_document(
        f"还款计划表（自己看的{state}）",
        "huankuan-jihua.csv",
        ("期", "还款日", "要还", "本金", "利息", "手续费", "还剩本金"),
        (
            (row.number, row.day, row.payment, row.principal, row.interest, row.fee, row.balance)
            for row in schedule.rows
        ),
    )
    if not r.confirmed:
        return (table,)
    count = len(schedule.rows)
    # A name stays when the plan is changed; without one, a plan is known by what makes it this plan.
    plan = f"“{r.name}”" if r.name else f"{r.amount}/{schedule.rows[0].day}/{count}"
    name = f"，{r.name}" if r.name else ""
    which = f"{DAY.show(schedule.start)}起的计划：{YUAN.show(r.amount)}，分 {count} 期{name}。"
    calendar = ics_document(
        "还款日的日历提醒，提前一天",
        "huankuan-jihua.ics",
        (
            Event(
                key=f"repayment-plan/{plan}/{row.number}",
                day=row.day,
                summary=f"还款 {row.payment:,.2f} 元（{row.number}/{count}{name}）",
                description=f"先看 App 里的数对不对再还。\n{which}后来改谈了别的，这一条就作废，请删掉。",
            )
            for row in schedule.rows
        ),
        schedule.start,
    )
    return (table, calendar)
