"""沟通记录: every contact with the lender, newest first, to take away as text, table and calendar entries."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from .kit.calculator import Figure, Go, Parts, Table, View, calculator
from .kit.common import DAY, EXAMPLE_DAY
from .kit.documents import Document, Event, csv_document, ics_document
from .kit.units import Choice, Count, Day, Mark, Mistakes, Rows, Text

MOST = 60
CHANNELS = (
    ("chat", "在线客服"),
    ("out", "我打过去"),
    ("in", "对方打来"),
    ("message", "短信或 App 消息"),
    ("paper", "信件或文书"),
    ("person", "当面"),
    ("other", "别的"),
)


@dataclass(frozen=True)
class Contact:
    """One contact: when, how, with whom, what was said and promised, and the day agreed for the next."""

    day: Annotated[date, Day(label="哪天", toward="past")]
    channel: Annotated[str, Choice(label="怎么联系的", options=CHANNELS, blank="请选")]
    said: Annotated[str | None, Text(label="对方说了什么", max=120)] = None
    promised: Annotated[str | None, Text(label="答应了什么", max=120)] = None
    next: Annotated[date | None, Day(label="下次哪天", toward="future")] = None
    number: Annotated[
        str | None, Text(label="号码或工单号", max=40, more=True, help="对方的电话号码、机构名、工单号")
    ] = None
    staff: Annotated[str | None, Text(label="对方工号", max=20, more=True, help="每次都问一句，没说就空着")] = None
    mark: Annotated[str | None, Mark()] = None


@dataclass(frozen=True)
class Entry:
    """A contact and its place among those of its day, counted in the order of typing.

    ``key`` is who it is in a calendar: the same whatever was changed in it, and whatever was removed beside it.
    """

    contact: Contact
    nth: int
    key: str
    next: date = date.max  # with no day agreed, one that never comes


@dataclass(frozen=True, kw_only=True)
class ContactLog:
    """What was noted, newest first, and what comes next."""

    noted: Annotated[int, Count(label="记了", of="条")]
    last_day: Annotated[date | None, Day(label="最近一次联系")]
    next_day: Annotated[date | None, Day(label="下一个约好的日子")]
    next_left: Annotated[int | None, Count(label="离它还有", of="天")]
    waiting: Annotated[int, Count(label="约好的日子过了、还没有再联系的", of="条")]
    calendar: Annotated[int, Count(label="放进日历的", of="条")]
    talked: Annotated[date | None, Day(label="上次联系的日子", same="talked")]
    last_contact: Annotated[str | None, Text(label="上次联系", max=400, same="last_contact")]

    entries: tuple[Entry, ...]
    late: tuple[Entry, ...]
    coming: tuple[Entry, ...]
    as_of: date
    checked: bool

    def view(self) -> View:
        """What the reader sees."""
        return View(
            headline=self._headline(),
            notes=self._notes(),
            tables=self._table(),
            documents=self._documents() if self.checked and self.entries else (),
        )

    def _headline(self) -> Parts:
        if not self.entries:
            return ("还没有记。每次联系完，趁记得，记一条。",)
        noted = ("记了 ", Figure(f"{self.noted} 条"), "。")
        if self.next_day is None:
            return (*noted, "没有约好的下一次。")
        left = "就是今天。" if not self.next_left else f"还有 {self.next_left} 天。"
        return (*noted, "下一次约在 ", Figure(DAY.show(self.next_day)), f"，{left}")

    def _notes(self) -> tuple[Parts, ...]:
        notes: list[Parts] = []
        for entry in self.late:
            it = entry.contact
            promise = f"对方答应的是“{it.promised}”。" if it.promised else ""
            notes.append(
                (
                    f"{DAY.show(it.day)}约好的 ",
                    Figure(DAY.show(entry.next)),
                    f" 已经过了，之后没有联系的记录。{promise}没有等到的，照“写申请”里的话再问一次。",
                )
            )
        if self.entries:
            if not self.checked:
                why = "还没有打勾，所以没有可以带走的文字、表格和日历。看一遍都是真的，再打勾。"
                notes.append((why, Go("contacts.confirmed", "去打勾")))
            notes.append(("口头答应的，请对方用文字再说一遍。截图、录音和这里的记录放在一起留着。",))
        return tuple(notes)

    def _table(self) -> tuple[Table, ...]:
        if not self.entries:
            return ()
        rows = tuple((e.contact.day.isoformat(), _content(e.contact)) for e in self.entries)
        return (Table("联系过的，新的在前", ("哪天", "说了什么，约了哪天"), rows),)

    def _documents(self) -> tuple[Document, ...]:
        lines = ["和花呗贷款人的沟通记录", f"整理到 {DAY.show(self.as_of)}，新的在前，共 {self.noted} 条", ""]
        for number, entry in enumerate(self.entries, 1):
            lines += [f"{number}. {_line(entry.contact)}", ""]
        head = ("哪天", "怎么联系的", "对方说了什么", "答应了什么", "下次哪天", "号码或工单号", "对方工号")
        rows = [
            (
                it.day,
                dict(CHANNELS)[it.channel],
                it.said or "",
                it.promised or "",
                it.next or "",
                it.number or "",
                it.staff or "",
            )
            for it in (entry.contact for entry in self.entries)
        ]
        found = [
            Document("沟通记录，文字", "goutong-jilu.txt", "\n".join(lines).strip() + "\n"),
            csv_document("沟通记录，表格", "goutong-jilu.csv", head, rows),
        ]
        if self.coming:
            events = [Event(e.key, e.next, "该联系贷款人了", _line(e.contact)) for e in self.coming]
            found.append(ics_document("约好的日子，日历", "goutong-rili.ics", events, self.as_of))
        return tuple(found)


def _line(it: Contact) -> str:
    """A contact with its day, in a few sentences."""
    return f"{DAY.show(it.day)}，{_content(it)}"


def _content(it: Contact) -> str:
    """How, with whom, what was said and promised, and what was agreed for the next time."""
    said = [dict(CHANNELS)[it.channel]]
    said += [f"号码或工单号 {it.number}"] if it.number else []
    said += [f"工号 {it.staff}"] if it.staff else []
    parts = ["，".join(said)]
    parts += [f"对方说：{it.said}"] if it.said else []
    parts += [f"答应：{it.promised}"] if it.promised else []
    parts += [f"下次：{DAY.show(it.next)}"] if it.next else []
    return "。".join(parts) + "。"


def _keys(contacts: Sequence[Contact]) -> list[str]:
    """A key of its own for each contact: the mark of its row, or else its day and a number that no other has."""
    keys: list[str] = []
    for it in contacts:
        key = it.mark
        # Two rows may hold one mark, where one log was brought in twice.
        if not key or key in keys:
            names = (f"{it.day.isoformat()} {n}" for n in range(1, 2 * MOST + 1))
            key = next(name for name in names if name not in keys and all(name != c.mark for c in contacts))
        keys.append(key)
    return [f"contact_log {key}" for key in keys]


@calculator("沟通记录", more="今天")
def contact_log(
    *,
    contacts: Annotated[
        tuple[Contact, ...],
        Rows(
            label="每次联系记一条",
            noun="记录",
            counter="条",
            most=MOST,
            confirm=True,
            tick="上面记的都是真的，没有一条是示例",
            private=True,
            same="contacts",
            diary=True,
        ),
    ] = (
        Contact(date(2026, 11, 12), "chat", "要先看明细才能谈", "三天内发明细", date(2026, 11, 15), None, "3021"),
        Contact(date(2026, 11, 19), "out", "可以申请分期，要审核", "登记了申请", date(2026, 11, 26), None, "0857"),
    ),
    as_of: Annotated[date, Day(label="今天", prefill="today", more=True)] = EXAMPLE_DAY,
    confirmed: frozenset[str] = frozenset(),
) -> ContactLog:
    """不算钱，只把你记的排好，新的在前；同一天的，后记的在前。

    - **下一个约好的日子**：还没过的“下次哪天”里，最近的一个。
    - **过了还没有再联系的**：“下次哪天”已经过了，那天或以后又没有联系的记录。
    - **没有打勾，就没有可以带走的东西**：示例不会混进你的文字、表格和日历。
    - **日历**里只有还没过的“下次哪天”，前一天早上提醒。改了哪一条，再导入，多数日历会换掉旧的那一条，不会多出来；
      在这里删掉的，日历里不会跟着消失，请自己删。
    - 你记的话一个字也不改，也不会放进发给别人的链接里。
    """
    mistakes = {}
    for i, it in enumerate(contacts):
        if it.day > as_of:
            mistakes[f"contacts.{i}.day"] = f"{DAY.show(it.day)}还没到。约好以后再联系的，填在“下次哪天”里"
        elif it.next is not None and it.next < it.day:
            mistakes[f"contacts.{i}.next"] = "下次的日子比联系的那天还早，请再看一下"
    if mistakes:
        raise Mistakes(mistakes)
    of_the_day: Counter[date] = Counter()
    typed = []
    for it, key in zip(contacts, _keys(contacts), strict=True):
        of_the_day[it.day] += 1
        typed.append(Entry(it, of_the_day[it.day], key, it.next or date.max))
    entries = tuple(sorted(typed, key=lambda e: (e.contact.day, e.nth), reverse=True))
    last = entries[0].contact if entries else None
    coming = tuple(
        sorted((e for e in entries if as_of <= e.next < date.max), key=lambda e: (e.next, e.contact.day, e.nth))
    )
    late = tuple(e for e in entries if e.next < as_of and entries[0].contact.day < e.next)
    checked = "contacts" in confirmed
    return ContactLog(
        noted=len(entries),
        last_day=last.day if last else None,
        next_day=coming[0].next if coming else None,
        next_left=(coming[0].next - as_of).days if coming else None,
        waiting=len(late),
        calendar=len(coming) if checked else 0,
        talked=last.day if last and checked else None,
        last_contact=_line(last) if last and checked else None,
        entries=entries,
        late=late,
        coming=coming,
        as_of=as_of,
        checked=checked,
    )
