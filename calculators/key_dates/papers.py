"""The days to come as calendar entries, and as a list to copy."""

from ..kit.calculator import plain
from ..kit.common import DAY
from ..kit.documents import Document, Event, ics_document
from .reckoning import Reckoned, calendar_milestones, remind
from .rules import rule_of
from .words import days_of


def documents(r: Reckoned) -> tuple[Document, ...]:
    """The calendar and the same days as text; nothing where no day lies ahead."""
    entries = calendar_milestones(r.milestones, r.given.as_of)
    if not entries:
        return ()
    on = r.given.as_of
    lines = ["日子清单（按我填的日子数的，文书上写了日子的，照文书）", ""]
    events = []
    for m in entries:
        rule, paper = rule_of(m, r.given), r.given.paper
        day, what = m.until(on), rule.what + (f"（{paper}）" if paper else "")
        said = f"依据：{plain(rule.basis)}。"
        said += f"{rule.binding}。" if rule.binding else ""
        if m.last and (m.legal != m.day or not m.last.known):
            said = f"{days_of(m, on)}。{said}"
        lines += [f"{DAY.show(day)} {what}", said, ""]
        events.append(
            Event(
                # Two papers of one kind must not replace each other. Where the reader named the paper, a day that
                # was corrected replaces the wrong one.
                key=f"key_dates {m.field} {rule.what} {paper or m.start or m.day}",
                day=day,
                summary=what,
                description=said + (f"\n{plain(rule.todo)}" if rule.todo else ""),
                remind=remind(day, on),
            )
        )
    return (
        ics_document("放进日历的日子", "key-dates.ics", events, on),
        Document("日子清单", "key-dates.txt", "\n".join(lines)),
    )
