"""HTML as it is written, where laws alone would let a wrong figure or a wrong class pass."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

import pytest

from calculators.kit import render
from calculators.kit.calculator import Bars, FactRef, Figure, Fill, Go, Money, Table, View, calculator
from calculators.kit.documents import BOM, Document
from calculators.kit.units import Choice, Count, Day, Mark, Rate, Rows, Text, Yuan

DAY = date(2026, 11, 22)
FACT = "huabei.late_daily_rate"


@dataclass(frozen=True, kw_only=True)
class Shown:
    count: Annotated[int, Count(label="几行")]

    def view(self):
        rows = tuple((str(n), Money(Decimal(n))) for n in range(self.count))
        return View(headline=("有 ", Figure(str(self.count))), tables=(Table("单子", ("第几", "钱"), rows),))


@calculator("几行")
def lines(*, count: Annotated[int, Count(label="几行")] = 1) -> Shown:
    """So many rows."""
    return Shown(count=count)


@pytest.mark.parametrize(("count", "folded"), [("1", False), ("24", False), ("25", True), ("360", True)])
def test_a_table_of_more_than_24_rows_stands_folded(count, folded):
    html = render.respond(lines, {"count": count})["html"]
    assert (f"<summary>单子，共 {count} 行</summary>" in html) == folded
    assert html.count("<details") == folded
    assert html.count("<tr>") == int(count) + 1


@dataclass(frozen=True)
class Line:
    kind: Annotated[str, Choice(label="哪种", options=(("a", "甲"), ("b", "乙")), blank="请选")]
    amount: Annotated[Decimal | None, Yuan(label="多少", help="看账单")] = None
    mark: Annotated[str | None, Mark()] = None


@dataclass(frozen=True)
class Pair:
    name: Annotated[str, Text(label="名目", max=61)]
    amount: Annotated[Decimal, Yuan(label="钱", more=True, help="到分")] = Decimal(1)


@calculator("什么都有", more="别的")
def everything(
    *,
    day: Annotated[date, Day(label="哪天", prefill="today", same="day", beside="due")] = DAY,
    rate: Annotated[Decimal, Rate(label="利率", common=FACT, tick="核对过", help="看<合同>")] = Decimal("0.0005"),
    short: Annotated[str | None, Text(label="短的", max=60)] = None,
    long: Annotated[str | None, Text(label="长的", max=61)] = None,
    order: Annotated[str, Choice(label="先后", options=(("x", "先"), ("y", "后")))] = "x",
    listed: Annotated[tuple[Line, ...], Rows(label="各项", noun="项目", counter="项", most=3, diary=True)] = (),
    pairs: Annotated[
        tuple[Pair, ...], Rows(label="对", noun="东西", counter="对", most=2, confirm=True, tick="都对", more=True)
    ] = (Pair("甲"),),
    times: Annotated[int | None, Count(label="几次", of="次", more=True)] = None,
) -> Shown:
    """Every kind of field."""
    return Shown(count=1)


def section(**typed):
    return render.section_html(everything, "s", everything.form(typed), "")


def control(html, name):
    """The one control of a field."""
    (tag,) = re.findall(rf'<(?:input|select)[^>]* name="{re.escape(name)}"[^>]*>', html)
    return tag


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        (
            "day",
            '<input type="text" id="s-day" name="day" aria-describedby="s-day-error" data-same="day" data-beside="due"'
            ' value="2026-11-22" inputmode="numeric" data-unit="day" data-prefill="today" data-today>',
        ),
        (
            "rate",
            '<input type="text" id="s-rate" name="rate" aria-describedby="s-rate-error s-rate-hint" value="0.05%"'
            ' inputmode="decimal" data-own="0.05%">',
        ),
        (
            "short",
            '<input type="text" id="s-short" name="short" aria-describedby="s-short-error" data-stays value=""'
            ' inputmode="text">',
        ),
        ("order", '<select id="s-order" name="order" aria-describedby="s-order-error" data-own="x">'),
        (
            "pairs.0.amount",
            '<input type="text" id="s-pairs-0-amount" name="pairs.0.amount"'
            ' aria-describedby="s-pairs-0-amount-error s-pairs-0-amount-hint" value="1" inputmode="decimal">',
        ),
        ("rate.confirmed", '<input type="checkbox" id="s-rate-confirmed" name="rate.confirmed" value="yes">'),
    ],
)
def test_a_control_says_what_the_pages_script_must_know(name, tag):
    got = control(section(), name)
    if name == "day":
        got = re.sub(r'inputmode="\w+"', 'inputmode="numeric"', got)
    assert got == tag


def test_what_was_typed_is_not_todays_and_a_tick_is_kept():
    html = section(**{"day": "2026-01-01", "rate.confirmed": "yes", "order": "y"})
    assert "data-prefill" not in control(html, "day")
    assert "data-today" in control(html, "day")
    assert control(html, "rate.confirmed").endswith('value="yes" checked>')
    assert '<option value="x">先</option><option value="y" selected>后</option>' in html


def test_words_that_may_be_longer_than_60_characters_get_the_whole_width():
    fields = section().split('<div class="calc-field')
    wide = [re.search(r'name="([\w.{}]+)"', field)[1] for field in fields if field.startswith(" calc-field-wide")]
    # The row itself, and the template for more.
    assert wide == ["long", "pairs.0.name", "pairs.{row}.name"]


def test_rows_stand_wide_from_three_cells_on_and_keep_their_hints_above():
    html = section(**{"listed.0.kind": "a", "listed.0.mark": "m1", "listed.3.kind": "b"})
    assert html.count('<div class="calc-row calc-row-wide" role="group" aria-label="第 1 项项目" data-row>') == 1
    assert html.count('<div class="calc-row calc-row-wide" role="group" aria-label="第 2 项项目" data-row>') == 1
    assert html.count('<div class="calc-row" role="group" aria-label="第 1 对东西" data-row>') == 1
    assert '<legend>各项</legend><p class="calc-hint">多少：看账单。</p>' in html
    assert "<legend>对</legend><div" in html, "the hint of what is folded stands beside its field"
    assert '<label for="s-listed-0-amount">多少（元）</label><div class="calc-input"><input' in html
    assert '<label for="s-pairs-0-amount">钱</label><p class="calc-hint" id="s-pairs-0-amount-hint">到分</p>' in html
    assert '<input type="hidden" name="listed.0.mark" value="m1" data-mark data-stays>' in html
    assert 'data-rows="listed" data-most="3" data-counter="项" data-noun="项目" data-diary>' in html
    assert '<details class="calc-row-more"><summary>更多：钱</summary>' in html
    assert '<label for="s-pairs-confirmed">都对</label>' in html


def test_hints_are_escaped_and_what_is_for_more_lies_folded():
    html = section()
    assert '<p class="calc-hint" id="s-rate-hint">看&lt;合同&gt;</p>' in html
    before, _, more = html.partition('<details class="calc-more"><summary>更多：别的</summary>')
    assert [name in more for name in ('name="pairs.0.name"', 'name="times"', 'name="order"')] == [True, True, False]
    assert 'name="order"' in before
    assert '<details class="calc-more">' not in render.section_html(lines, "s", lines.form(), "")


def test_a_common_rate_is_called_common_and_one_of_ones_own_is_not():
    common = "利率用的是常见值 0.05 %，不是你的合同"
    assert common in render.respond(everything, everything.form())["html"]
    for typed in ({"rate": "0.04%"}, {"rate.confirmed": "yes"}):
        assert "常见值" not in render.respond(everything, everything.form(typed))["html"]


def test_without_a_table_for_those_who_cannot_compute_the_example_is_named():
    assert 'data-fallback="可以先照着示例看。"' in section()
    assert "calc-static" not in section()


# Tables and pictures -----------------------------------------------------------------------------------


def test_columns_of_figures_and_of_days_are_told_by_their_first_cell_that_says_so():
    rows = (
        ("", "", "甲", "2026-11-22", "2026-11-2"),
        (Money(Decimal(1)), Figure("2"), "<乙>", "", "2026/11/22"),
        ("合", "计", Money(Decimal(3)), "丙", ""),
    )
    html = render.table_html(Table("<表>", tuple("一二三四五"), rows, rows[1], ("注", Money(Decimal(4)))))
    kinds = ["num", "num", "num", "day", None]
    head = "".join(
        f'<th class="{k}" scope="col">{c}</th>' if k else f'<th scope="col">{c}</th>'
        for k, c in zip(kinds, "一二三四五", strict=True)
    )
    assert f"<thead><tr>{head}</tr></thead>" in html
    line = '<tr><td class="num">1.00 元</td><td class="num">2</td><td class="num">&lt;乙&gt;</td><td class="day"></td>'
    line += "<td>2026/11/22</td></tr>"
    assert html.count(line) == 2, "once in the body, once in the foot"
    assert f"<tfoot>{line}</tfoot>" in html
    assert "<caption>&lt;表&gt;</caption>" in html
    assert html.endswith('<p class="calc-note">注<strong class="money">4.00 元</strong></p>')


def test_a_table_without_foot_and_note_has_neither():
    html = render.table_html(Table("表", ("一",), (("1",),)))
    assert html.endswith("<tbody><tr><td>1</td></tr></tbody></table></div>")
    assert "<tfoot>" not in html


@pytest.mark.parametrize(
    ("values", "lengths"),
    [((100, 50, 0), (168, 84, 1)), ((0, 0), (1, 1)), ((1, 1000), (1, 168)), ((3, 200), (3, 168)), ((), ())],
)
def test_a_bar_is_as_long_as_its_share_of_the_longest(values, lengths):
    picture = Bars("图", tuple((f"第{i}", Decimal(v)) for i, v in enumerate(values)))
    view = View(headline=("话",), picture=picture)
    html = render.result_html(lines, view, lines.read(lines.form()))
    bars = [
        f'<text class="calc-bar-label" x="46" y="{22 * i + 15}" text-anchor="end">第{i}</text>'
        f'<rect class="calc-bar" x="52" y="{22 * i + 3}" width="{length}" height="16" rx="2"/>'
        f'<text class="calc-bar-value" x="{57 + length}" y="{22 * i + 15}">{value:,.2f}</text>'
        for i, (value, length) in enumerate(zip(values, lengths, strict=True))
    ]
    assert (
        f'<svg viewBox="0 0 320 {22 * len(values)}" role="img" aria-label="图，数字见上表">{"".join(bars)}</svg>'
        in html
    )


def test_the_parts_of_a_result_stand_in_their_order():
    table = Table("表", ("一",), (("1",),))
    document = Document("单子", "a.csv", BOM + "甲,乙\r\n")
    view = View(
        headline=("话",),
        rate=("率",),
        notes=(("注", FactRef(FACT, DAY)),),
        tables=(table,),
        picture=Bars("图", (("一", Decimal(1)),)),
        working=(table,),
        documents=(document,),
    )
    html = render.result_html(lines, view, lines.read(lines.form()))
    inside = ['"calc-headline"', '"calc-rate"', '"calc-notes"', '"calc-scroll"', '"calc-picture"', '"calc-working"']
    at = [html.index(part) for part in [*inside, '"calc-document calc-document-csv"']]
    assert at == sorted(at)
    assert f'<li>注<a class="fact" href="fact:{FACT}">0.05 %</a></li>' in html
    assert ">甲,乙\r\n</textarea>" in html, "the mark at the beginning is for files"
    bare = render.result_html(lines, View(headline=("话",)), lines.read(lines.form()))
    assert bare == '<p class="calc-headline">话</p>'


def test_ways_and_offers_are_buttons():
    view = View(headline=(Fill("a", "1 <", "填<"), Go("b.confirmed", "去<")))
    html = render.result_html(lines, view, lines.read(lines.form()))
    assert '<button type="button" class="calc-fill" data-fill="a" data-typed="1 &lt;">填&lt;</button>' in html
    assert '<button type="button" class="calc-fill" data-go="b.confirmed">去&lt;</button>' in html
