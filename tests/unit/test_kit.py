"""The kit: what a declaration must hold, what a fact may be asked, and that markup stays ours."""

import json
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from html import escape
from html.parser import HTMLParser
from typing import Annotated
from xml.etree import ElementTree

import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.kit import common, facts, render
from calculators.kit.calculator import (
    Bars,
    FactRef,
    Figure,
    Fill,
    Money,
    Passage,
    Table,
    View,
    calculator,
    plain,
)
from calculators.kit.days import add_months
from calculators.kit.render import respond, section_html, table_html
from calculators.kit.units import Choice, Count, Day, Mistakes, Rate, Rows, Unit, Yuan

ANY_TEXT = st.text() | st.text("&<>'\";#x27", max_size=20)
SCRIPT = "<script>alert(\"1\" & '2')</script>"
FACT = "huabei.late_daily_rate"
FACT_DAY = date(2026, 11, 22)


# A calculator that says back what was typed, everywhere a result can speak. ------------------------


@dataclass(frozen=True, kw_only=True)
class Words(Unit):
    def read(self, text):
        return text

    def show(self, value):
        return value


@dataclass(frozen=True)
class Item:
    name: Annotated[str, Words(label="名目")]
    amount: Annotated[Decimal | None, Yuan(label="金额")]


@dataclass(frozen=True, kw_only=True)
class Echoed:
    said: Annotated[str, Words(label="说的")]

    def view(self):
        said = self.said
        table = Table(said, (said,), ((said,), (Figure(said),), ((said, Figure(said)),)), (said,), (said,))
        return View(
            headline=(said, Figure(said), Fill("said", said, said)),
            rate=(said,),
            notes=((said,),),
            tables=(table,),
            picture=Bars(said, ((said, Decimal(1)),)),
            working=(table,),
            passages=(Passage(said, ((said, (said, Figure(said))),), unfolded=True),),
        )


@calculator("回声")
def echo(
    *,
    said: Annotated[str, Words(label="说的")] = "示例",
    count: Annotated[int | None, Count(label="几次")] = None,
    items: Annotated[tuple[Item, ...], Rows(label="单子", noun="东西", counter="件", most=3)] = (Item("甲", None),),
) -> Echoed:
    """Say it back; a row without an amount is a mistake that only the function finds."""
    without = {f"items.{i}.amount": "这件没写金额" for i, item in enumerate(items) if item.amount is None}
    if count is not None and without:
        raise Mistakes(without | {"count": "几次和金额对不上"})
    return Echoed(said=said)


class Outline(HTMLParser):
    """Checks that tags nest and close, and keeps what a script could have got into."""

    VOID = frozenset({"input", "br", "img", "hr"})

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.attributes, self.text = [], [], [], []
        self.feed(html)
        self.close()
        assert self.open == [], f"not closed: {self.open}"

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice in <{tag}>"
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


# Declarations ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sum:
    total: Annotated[Decimal, Yuan(label="合计")]

    def view(self):
        return View(headline=(Money(self.total),))


@dataclass(frozen=True)
class NoUnits:
    total: Decimal


@dataclass(frozen=True)
class ValueCalledHtml:
    html: Annotated[Decimal, Yuan(label="合计")]


def positional(a: Annotated[Decimal, Yuan(label="甲")] = Decimal(1)) -> Sum:
    return Sum(a)


def no_default(*, a: Annotated[Decimal, Yuan(label="甲")]) -> Sum:
    return Sum(a)


def anything(**a: Annotated[Decimal, Yuan(label="甲")]) -> Sum:
    return Sum(a["a"])


def two_units(*, a: Annotated[Decimal, Yuan(label="甲"), Rate(label="甲")] = Decimal(1)) -> Sum:
    return Sum(a)


def no_unit(*, a: Annotated[Decimal, "yuan"] = Decimal(1)) -> Sum:
    return Sum(a)


def bare_type(*, a: Decimal = Decimal(1)) -> Sum:
    return Sum(a)


def no_annotation(*, a=Decimal(1)) -> Sum:
    return Sum(a)


def no_return(*, a: Annotated[Decimal, Yuan(label="甲")] = Decimal(1)):
    return Sum(a)


def unknown_fact(*, a: Annotated[Decimal, Rate(label="甲", common="nowhere.nothing")] = Decimal(0)) -> Sum:
    return Sum(a)


def result_without_units(*, a: Annotated[Decimal, Yuan(label="甲")] = Decimal(1)) -> NoUnits:
    return NoUnits(a)


def result_called_html(*, a: Annotated[Decimal, Yuan(label="甲")] = Decimal(1)) -> ValueCalledHtml:
    return ValueCalledHtml(a)


def result_of_plain_type(*, a: Annotated[Decimal, Yuan(label="甲")] = Decimal(1)) -> Decimal:
    return a


@pytest.mark.parametrize(
    "function",
    [
        positional,
        no_default,
        anything,
        two_units,
        no_unit,
        bare_type,
        no_annotation,
        no_return,
        unknown_fact,
        result_without_units,
        result_called_html,
        result_of_plain_type,
    ],
    ids=lambda function: function.__name__,
)
def test_a_declaration_that_is_not_whole_is_refused_at_once(function):
    with pytest.raises(TypeError):
        calculator("不完整")(function)


def test_a_whole_declaration_keeps_name_title_fields_and_outputs():
    assert (echo.name, echo.title, list(echo.fields), list(echo.outputs)) == (
        "echo",
        "回声",
        ["said", "count", "items"],
        ["said"],
    )
    assert echo.fields["count"].optional
    assert not echo.fields["said"].optional
    assert {key: optional for key, (_, optional) in echo.fields["items"].rows.items()} == {
        "name": False,
        "amount": True,
    }


@pytest.mark.parametrize("name", calculators.SHELF)
def test_the_worked_example_of_every_calculator_can_be_computed(name):
    found = calculators.get(name)
    answer = respond(found, found.form())
    assert answer["errors"] == {}
    assert answer["announce"]
    assert set(answer["values"]) == set(found.outputs)


@pytest.mark.parametrize("name", calculators.SHELF)
def test_every_default_reads_back_as_itself(name):
    found = calculators.get(name)
    reading = found.read(found.form())
    assert reading.mistakes == {}
    ticked = {"confirmed": frozenset()} if found.takes_confirmed else {}
    assert reading.values == {field.name: field.default for field in found.fields.values()} | ticked


@pytest.mark.parametrize("name", calculators.SHELF)
def test_the_strategies_know_every_unit_of_every_calculator(name):
    strategies.forms(calculators.get(name))


def test_a_calculator_that_is_not_on_the_shelf_is_a_key_error():
    with pytest.raises(KeyError):
        calculators.get("os")
    with pytest.raises(KeyError):
        calculators.answer("../secrets", "{}")


# Forms -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "nothing",
        "as_of ",
        "as_of.0",
        "as_of.confirmed",
        "daily_rate.0.due",
        "bills",
        "bills.0",
        "bills..due",
        "bills.x.due",
        "bills.².due",
        "bills.-1.due",
        "bills.0.nothing",
        "bills.0.due.more",
    ],
)
def test_a_name_that_the_form_does_not_have_is_a_key_error(name):
    found = calculators.get("overdue_cost")
    with pytest.raises(KeyError):
        found.form({name: "1"})
    with pytest.raises(KeyError):
        calculators.answer("overdue_cost", json.dumps(found.form() | {name: "1"}))


@pytest.mark.parametrize("name", ["bills.0.due", "bills.35.amount", "as_of", "daily_rate.confirmed", "order"])
def test_a_name_that_the_form_has_is_accepted(name):
    calculators.get("overdue_cost").check_name(name)


def test_naming_one_row_replaces_all_rows_of_that_field_only():
    form = echo.form({"items.5.name": "乙"})
    assert form == {"said": "示例", "count": "", "items.5.name": "乙"}
    assert echo.form({"said": "别的"}) == {
        "said": "别的",
        "count": "",
        "items.0.name": "甲",
        "items.0.amount": "",
    }


def test_the_form_it_is_given_stays_as_it_was():
    typed = {"said": "别的"}
    echo.form(typed)["said"] = "改过"
    assert typed == {"said": "别的"}
    assert echo.form()["said"] == "示例"


def test_a_field_left_out_of_the_form_counts_as_blank():
    assert echo.read({}).mistakes == {"said": "请填说的"}


@pytest.mark.parametrize("blank", ["", " ", "\t", "\u3000", "\u00a0"])
def test_a_blank_field_asks_for_it_by_name_unless_it_may_be_blank(blank):
    assert echo.read(echo.form({"said": blank, "count": blank})).mistakes == {"said": "请填说的"}


@pytest.mark.parametrize("blank", ["", " ", "\u3000"])
def test_a_row_left_wholly_blank_is_skipped(blank):
    form = echo.form({"items.0.name": blank, "items.0.amount": blank, "items.1.name": "乙"})
    assert echo.read(form).values["items"] == (Item("乙", None),)


def test_a_row_filled_in_part_says_what_is_missing():
    assert echo.read(echo.form({"items.0.amount": "5"})).mistakes == {"items.0.name": "请填名目"}


def test_rows_keep_the_order_of_their_numbers_not_of_the_form():
    form = {"said": "是", "items.10.name": "丙", "items.9.name": "乙", "items.0.name": "甲"}
    assert [item.name for item in echo.read(form).values["items"]] == ["甲", "乙", "丙"]


def test_mistakes_in_rows_are_keyed_by_the_number_as_typed():
    form = echo.form({"items.2.name": "甲", "items.7.name": "乙", "items.7.amount": "abc"})
    assert set(respond(echo, form)["errors"]) == {"items.7.amount"}


def test_mistakes_that_only_the_function_finds_are_keyed_by_the_number_as_typed():
    typed = {
        "count": "1",
        "items.2.name": "甲",
        "items.2.amount": "5",
        "items.3.name": " ",
        "items.7.name": "乙",
    }
    assert respond(echo, echo.form(typed))["errors"] == {
        "items.7.amount": "这件没写金额",
        "count": "几次和金额对不上",
    }


def test_too_many_and_too_few_rows_are_told_with_the_numbers():
    form = echo.form({f"items.{i}.name": "物" for i in range(4)})
    assert respond(echo, form)["errors"] == {"items": "最多填 3 件，现在有 4 件"}
    form = calculators.get("overdue_cost").form({"bills.0.due": ""})
    assert respond(calculators.get("overdue_cost"), form)["errors"] == {"bills": "至少要填一张账单"}


def test_an_answer_with_mistakes_has_no_result_and_says_how_many():
    answer = respond(echo, echo.form({"said": "", "count": "abc"}))
    assert (answer["html"], answer["values"]) == ("", {})
    assert set(answer["errors"]) == {"said", "count"}
    assert "2" in answer["announce"]


def test_the_answer_is_json_with_chinese_left_readable():
    text = calculators.answer("overdue_cost", json.dumps(calculators.get("overdue_cost").form()))
    assert set(json.loads(text)) == {"html", "errors", "announce", "values", "travels", "gives", "read", "typed"}
    assert "逾期" in text


# Common values ---------------------------------------------------------------------------------------


def overdue(**typed):
    found = calculators.get("overdue_cost")
    return respond(found, found.form({name.replace("__", "."): text for name, text in typed.items()}))


def test_a_common_value_is_called_common_until_the_reader_confirms_it():
    assert "不是你的合同" in overdue()["html"]
    assert "不是你的合同" in overdue(daily_rate="万分之五")["html"]
    assert "不是你的合同" not in overdue(daily_rate__confirmed="yes")["html"]


def test_a_value_of_the_readers_own_is_not_called_common():
    assert "不是你的合同" not in overdue(daily_rate="0.04%")["html"]


def test_a_common_value_that_the_result_bears_out_is_not_called_common():
    assert "不是你的合同" not in overdue(app_interest="73.00")["html"]
    assert "不是你的合同" in overdue(app_interest="58.40")["html"]


# Markup ----------------------------------------------------------------------------------------------


def test_what_the_reader_typed_never_becomes_markup_in_a_result():
    answer = respond(echo, echo.form({"said": SCRIPT}))
    assert "<script" not in answer["html"]
    # Nothing is lost either: the same words come out as text.
    outline = Outline(answer["html"])
    assert "script" not in outline.tags
    assert "".join(outline.text).count(SCRIPT) >= 9
    assert ("button", "data-typed", SCRIPT) in outline.attributes
    assert answer["announce"] == SCRIPT * 3


def test_what_the_reader_typed_never_becomes_markup_in_the_form():
    html = section_html(echo, "echo", echo.form({"said": SCRIPT, "items.0.name": SCRIPT}), "<p>怎么算</p>")
    assert "<script" not in html
    values = [value for tag, name, value in Outline(html).attributes if (tag, name) == ("input", "value")]
    assert values.count(SCRIPT) == 2


def test_errors_are_words_and_keep_what_was_typed():
    # The page sets them as text; escaped here, the reader would see &lt;.
    errors = overdue(as_of="<b>")["errors"]
    assert "“<b>”" in errors["as_of"]


def test_an_example_that_cannot_be_computed_is_the_programmers_mistake():
    with pytest.raises(ValueError, match="count"):
        section_html(echo, "echo", echo.form({"count": "abc"}), "")


@pytest.mark.parametrize("name", calculators.SHELF)
def test_the_whole_section_of_every_calculator_is_well_formed(name):
    found = calculators.get(name)
    html = section_html(found, "here", found.form(), "<p>怎么算</p>")
    outline = Outline(html)
    ids = [value for _, attribute, value in outline.attributes if attribute == "id"]
    assert len(ids) == len(set(ids))
    # Every label and description points at something in the section.
    for tag, attribute, value in outline.attributes:
        if (tag, attribute) == ("label", "for") or attribute == "aria-describedby":
            assert set(value.split()) <= set(ids), (tag, attribute, value)
    assert not [a for _, a, _ in outline.attributes if a == "style" or a.startswith("on")]
    assert "script" not in outline.tags


@dataclass(frozen=True)
class Folding:
    count: Annotated[int, Count(label="件数", help="看得见的")] = 1
    paid: Annotated[Decimal | None, Yuan(label="定金", more=True, help="收起来的")] = None


@calculator("收起")
def fold(
    *, items: Annotated[tuple[Folding, ...], Rows(label="单", noun="单", counter="张", most=2)] = (Folding(),)
) -> Echoed:
    """Rows that fold a field away."""
    return Echoed(said=f"{len(items)}")


def test_a_row_folds_away_what_is_for_more_with_its_hint_beside_it():
    html = section_html(fold, "here", fold.form(), "")
    shown, _, folded = html.partition('<details class="calc-row-more">')
    folded = folded.partition("</details>")[0]
    assert 'name="items.0.count"' in shown
    assert 'name="items.0.paid"' not in shown
    assert all(words in folded for words in ('name="items.0.paid"', "更多：定金", "收起来的"))
    assert "件数：看得见的" in shown


PIECES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Cs")), max_size=12)
AMOUNTS = st.integers(0, 10**9).map(lambda fen: Decimal(fen) / 100)


@given(PIECES, st.lists(st.tuples(PIECES, AMOUNTS, PIECES), max_size=4), PIECES)
def test_a_table_is_well_formed_and_says_what_it_was_given(caption, lines, note):
    rows = tuple((text, Money(amount), (Figure(figure), text)) for text, amount, figure in lines)
    table = Table(caption, ("一", "二", "三"), rows, ("合计", Money(Decimal(0)), ""), (note,))
    root = ElementTree.fromstring(f"<root>{table_html(table)}</root>")
    assert (root.findtext(".//caption") or "") == caption
    got = [["".join(cell.itertext()) for cell in row] for row in root.findall(".//tbody/tr")]
    assert got == [[text, f"{amount:,.2f} 元", figure + text] for text, amount, figure in lines]
    assert len(root.findall(".//thead/tr/th")) == 3
    assert len(root.findall(".//tfoot/tr/td")) == 3


def picture_of(bars):
    @dataclass(frozen=True)
    class Drawn:
        total: Annotated[Decimal, Yuan(label="合计")]

        def view(self):
            return View(headline=("图",), picture=Bars("多少", bars))

    def draw() -> Drawn:
        return Drawn(Decimal(0))

    draw.__annotations__["return"] = Drawn
    html = respond(calculator("画")(draw), {})["html"]
    return ElementTree.fromstring(f"<root>{html}</root>").find(".//svg")


@given(st.lists(st.tuples(PIECES, AMOUNTS), max_size=6).map(tuple))
def test_bars_are_well_formed_and_as_long_as_their_amounts(bars):
    svg = picture_of(bars)
    widths = [int(rect.get("width")) for rect in svg.findall("rect")]
    texts = [text.text or "" for text in svg.findall("text")]
    assert texts[::2] == [label for label, _ in bars]
    assert texts[1::2] == [f"{amount:,.2f}" for _, amount in bars]
    assert all(0 < width <= 320 for width in widths)
    ranked = sorted(zip((amount for _, amount in bars), widths, strict=True))
    assert [width for _, width in ranked] == sorted(widths)


@pytest.mark.parametrize("unfolded", [True, False])
def test_a_passage_opens_by_its_title_and_labels_each_paragraph(unfolded):
    passage = Passage("对方说 <好>", (("可以说", ("先看 ", FactRef(FACT, FACT_DAY))), ("别说", ("行",))), unfolded)
    details = ElementTree.fromstring(render._passage(passage))
    assert ("open" in details.attrib) == unfolded
    assert details.findtext("summary") == "对方说 <好>"
    assert ["".join(li.itertext()) for li in details.iter("li")] == ["可以说：先看 0.05 %", "别说：行"]


def test_money_that_rounds_to_zero_has_no_minus():
    assert plain(Money(Decimal("-1e-12"))) == plain(Money(Decimal(0))) == "0.00 元"


def test_parts_as_plain_text_say_the_same_as_the_markup():
    parts = ("欠 ", Money(Decimal("1234.5")), (Figure("天"), Fill("a", "1", "填")), FactRef(FACT, FACT_DAY))
    assert plain(parts) == "欠 1,234.50 元天填0.05 %"


@given(ANY_TEXT)
def test_text_is_escaped_as_the_standard_library_does(text):
    assert render.escape(text) == escape(text)


# Facts -----------------------------------------------------------------------------------------------

RAW = {
    "name": "例",
    "kind": "rate",
    "status": "verified",
    "checked": "2026-11-22",
    "rows": [
        {"from": "2020-01-01", "value": "24%", "source": "甲", "url": ""},
        {"from": "2022-03-01", "value": "20%", "source": "乙", "url": ""},
        {"from": "2024-02-29", "repealed": True, "source": "丙", "url": ""},
    ],
}


def fact(**changed):
    return facts._fact("test.fact", RAW | changed)


@pytest.mark.parametrize(
    ("on", "percent"),
    [
        ("2020-01-01", "24"),
        ("2021-06-01", "24"),
        ("2022-02-28", "24"),
        ("2022-03-01", "20"),
        ("2024-02-28", "20"),
    ],
)
def test_a_fact_has_the_value_in_force_on_the_day(on, percent):
    assert fact().row(date.fromisoformat(on)).value == Decimal(percent) / 100


@pytest.mark.parametrize("on", ["2019-12-31", "1970-01-01", "2024-02-29", "2030-01-01"])
def test_a_fact_is_not_guessed_before_its_first_row_or_after_its_repeal(on):
    with pytest.raises(facts.NotInForce):
        fact().row(date.fromisoformat(on))


@pytest.mark.parametrize(
    ("id", "on", "there"),
    [
        ("insolvency.local_pilot", "1990-01-01", False),
        (FACT, "2026-11-22", True),
    ],
)
def test_a_fact_is_in_force_where_it_has_a_value(id, on, there):
    assert facts.in_force(id, date.fromisoformat(on)) == there


def test_the_day_of_a_row_is_that_of_the_rule_unless_said_otherwise():
    assert fact().dated
    assert not fact(dated=False).dated
    assert (fact().note, fact().not_for) == ("", "")


def test_a_rate_among_the_facts_may_be_up_to_a_thousand_percent():
    assert fact(rows=one_row(value="1000%")).rows[0].value == 10
    with pytest.raises(ValueError, match="1000"):
        fact(rows=one_row(value="1000.000001%"))


def test_a_fact_whose_first_day_nobody_knows_counts_for_days_before_it_too():
    undated = [f for f in facts.all_facts().values() if not f.dated]
    assert undated
    for found in undated:
        first = found.rows[0].start
        assert common.fact_ref(found.id, first - timedelta(1)) == FactRef(found.id, first)
        assert common.fact_ref(found.id, first + timedelta(9)) == FactRef(found.id, first + timedelta(9))
    dated = next(f for f in facts.all_facts().values() if f.dated).id
    assert common.fact_ref(dated, date(2015, 1, 1)) == FactRef(dated, date(2015, 1, 1)), "no day is made up"
    assert common.fact_value(FACT, FACT_DAY) == facts.value(FACT, FACT_DAY) == common.COMMON_RATE


def test_a_rate_is_shown_as_it_is_and_a_yearly_one_to_the_hundredth():
    assert (common.RATE.show(Decimal("0.12345678")), common.YEARLY.show(Decimal("0.12345678"))) == (
        "12.345678 %",
        "12.35 %",
    )
    assert common.EXAMPLE_DAY == FACT_DAY


def test_a_fact_can_come_back_after_a_repeal():
    again = {"from": "2025-01-01", "value": "18%", "source": "丁", "url": ""}
    assert fact(rows=[*RAW["rows"], again]).row(date(2025, 1, 1)).value == Decimal("0.18")


def one_row(**changed):
    return [RAW["rows"][0] | changed]


@pytest.mark.parametrize(
    "changed",
    [
        {"colour": "red"},
        {"kind": "colour"},
        {"status": "believed"},
        {"rows": []},
        {"rows": RAW["rows"][::-1]},
        {"rows": [RAW["rows"][0]] * 2},
        {"rows": one_row(source="")},
        {"rows": one_row(value="around 24")},
        {"rows": one_row(value="")},
        {"rows": one_row(untill="2024-01-01")},
        {"rows": [{"from": "2020-02-30", "value": "24%", "source": "甲", "url": ""}]},
        {"checked": "yesterday"},
        {"kind": "days", "rows": one_row(value="2.5")},
    ],
    ids=lambda changed: ",".join(f"{key}={str(value)[:24]}" for key, value in changed.items()),
)
def test_a_fact_that_is_out_of_order_is_refused(changed):
    with pytest.raises(ValueError, match=r"."):
        fact(**changed)


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("rate", "0.05%", "0.05 %"),
        ("rate", "万分之五", "0.05 %"),
        ("yuan", "50", "50.00 元"),
        ("days", "15", "15 天"),
        ("months", "6", "6 个月"),
        ("years", "5", "5 年"),
        ("article", "民法典第561条", "民法典第561条"),
        ("phone", "12356", "12356"),
        ("text", "示例", "示例"),
    ],
)
def test_a_fact_is_shown_by_its_kind(kind, value, shown):
    found = fact(kind=kind, rows=one_row(value=value))
    assert found.shown(found.row(date(2020, 1, 1)).value) == shown


def test_an_unknown_fact_is_a_key_error():
    with pytest.raises(KeyError):
        facts.value("nowhere.nothing", FACT_DAY)


def test_facts_written_as_json_are_the_same_facts():
    # The browser gets JSON made from the TOML, in which days are strings.
    raw = json.loads(json.dumps(facts.raw_facts(), default=str))
    assert {id: facts._fact(id, entry) for id, entry in raw.items()} == facts.all_facts()


def test_every_fact_names_itself_its_source_and_the_day_it_was_checked():
    for id, fact in facts.all_facts().items():
        assert fact.name.strip(), id
        assert isinstance(fact.checked, date), id
        assert fact.status in facts.STATUSES, id
        for row in fact.rows:
            assert row.source.strip(), id
            # Whatever claims a source gives its address.
            assert row.url.startswith(("https://", "http://")) or (row.url, fact.status) == ("", "unverified"), id


@pytest.mark.parametrize("fact", facts.all_facts().values(), ids=facts.all_facts().keys())
def test_every_fact_begins_on_its_first_day_exactly(fact):
    first = fact.rows[0]
    assert fact.row(first.start) is first
    assert fact.shown(first.value).strip()
    with pytest.raises(facts.NotInForce):
        fact.row(first.start - timedelta(1))


# Days ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-01-31", 0, "2026-01-31"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-01-31", 3, "2026-04-30"),
        ("2026-12-10", 1, "2027-01-10"),
        ("2026-11-30", 13, "2027-12-30"),
        ("2026-11-30", 15, "2028-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
    ],
)
def test_months_are_added_and_the_end_of_a_month_stays_in_it(day, months, then):
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(then)


@given(st.dates(date(2015, 1, 1), date(2060, 1, 1)), st.integers(0, 400))
def test_one_more_month_is_always_later_and_in_the_next_month(day, months):
    here, after = add_months(day, months), add_months(day, months + 1)
    assert (after.year * 12 + after.month) - (here.year * 12 + here.month) == 1
    assert 28 <= (after - here).days <= 31
    assert after.day <= day.day
    assert here.day == min(day.day, monthrange(here.year, here.month)[1])


# Strategies: what the properties of every calculator stand on. ---------------------------------------


@pytest.mark.parametrize(
    ("unit", "inside"),
    [
        (Yuan(label="元", min="0.01", max="0.03"), lambda v: Decimal("0.01") <= v <= Decimal("0.03")),
        (Rate(label="率", min="0.1", max="0.2", places=1), lambda v: v * 1000 in (1, 2)),
        (Day(label="天", min="2026-01-01", max="2026-01-02"), lambda v: v.year == 2026 and v.day < 3),
        (Count(label="数", min=3, max=4), lambda v: v in (3, 4)),
        (Choice(label="选", options=(("a", "甲"), ("b", "乙"))), lambda v: v in "ab"),
    ],
    ids=lambda value: value.label if isinstance(value, Unit) else "",
)
@given(data=st.data())
def test_drawn_values_keep_to_the_declared_bounds(unit, inside, data):
    assert inside(data.draw(strategies.values(unit)))


def test_a_unit_without_a_strategy_says_so():
    with pytest.raises(TypeError, match="Words"):
        strategies.values(Words(label="说的"))


# Rows that are ticked and chosen ---------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    kind: Annotated[str, Choice(label="哪一类", options=(("a", "甲"), ("b", "乙")), blank="请选")]
    name: Annotated[str | None, Words(label="名目")] = None
    amount: Annotated[Decimal | None, Yuan(label="金额")] = None


@dataclass(frozen=True, kw_only=True)
class Told:
    said: Annotated[str, Words(label="说的")]

    def view(self):
        return View(headline=(self.said,))


@calculator("对账")
def told(
    *,
    parts: Annotated[
        tuple[Part, ...], Rows(label="各项", noun="项目", counter="项", most=3, confirm=True, tick="都对过了")
    ] = (Part("a", None, Decimal(1)),),
    confirmed: frozenset[str] = frozenset(),
) -> Told:
    """Say which rows there are and whether they were ticked."""
    return Told(said=f"{[part.kind for part in parts]} {sorted(confirmed)}")


def test_rows_have_one_tick_that_is_no_row():
    assert respond(told, told.form())["values"] == {"said": "['a'] []"}
    ticked = told.form({"parts.confirmed": "yes"})
    assert ticked["parts.0.kind"] == "a", "a tick does not replace the rows"
    assert respond(told, ticked)["values"] == {"said": "['a'] ['parts']"}
    html = section_html(told, "told", ticked, "")
    assert 'name="parts.confirmed" value="yes" checked><label for="told-parts-confirmed">都对过了</label>' in html
    assert html.index("</fieldset>") < html.index("parts.confirmed"), "the page's script numbers what is inside"
    assert 'name="parts.confirmed" value="yes"><' in section_html(told, "told", told.form(), "")


def test_a_row_in_which_nothing_was_chosen_is_blank():
    form = told.form({"parts.0.kind": "b", "parts.1.kind": "", "parts.1.name": "", "parts.1.amount": ""})
    assert respond(told, form)["values"] == {"said": "['b'] []"}
    assert set(respond(told, form | {"parts.1.amount": "3"})["errors"]) == {"parts.1.kind"}
    html = section_html(told, "told", form, "")
    assert '<option value="" selected>请选</option><option value="a">甲</option>' in html
    assert "calc-row-wide" in html
    assert "calc-row-wide" not in section_html(echo, "echo", echo.form(), "")
