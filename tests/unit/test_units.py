"""Units read forgivingly, never guess, and say in words what is wrong."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
import strategies
from hypothesis import example, given
from hypothesis import strategies as st

from calculators.kit.units import Choice, Count, Day, Mistake, Rate, Rows, Text, Unit, Yuan, cents

YUAN = Yuan(label="未还金额", min="0.01", max="1000000")
ANY_YUAN = Yuan(label="金额", min="-100", max="100")
RATE = Rate(label="日利率", max="1", per="日")
YEARLY = Rate(label="年利率", per="年", min="-100", max="1000", places=2)
DAY = Day(label="还款日")
COUNT = Count(label="期数", min=1, max=60, of="期")
BARE_COUNT = Count(label="次数", min=-3, max=3000)
CHOICE = Choice(label="顺序", options=(("interest", "先利息"), ("principal", "先本金")))
TEXT = Text(label="名称", max=8)
UNITS = (YUAN, ANY_YUAN, RATE, YEARLY, DAY, COUNT, BARE_COUNT, CHOICE, TEXT)
ALL = pytest.mark.parametrize("unit", UNITS, ids=lambda unit: f"{type(unit).__name__} {unit.label}")

LONG = 5000


def words_of(unit: Unit, text: str) -> str:
    with pytest.raises(Mistake) as caught:
        unit.read(text)
    return str(caught.value)


def check_words(words: str, text: str) -> None:
    """A message is in the reader's language: no blank, no Python, and it is not a wall of text."""
    assert words.strip()
    own = words.replace(text.strip(), "") if text.strip() else words
    own = re.sub(r"“.*”", "", own, flags=re.DOTALL)
    assert not re.search(r"[A-Za-z_<>\[\]{}]{2,}", own), words
    assert re.search(r"[\u4e00-\u9fff]", own), words


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("10000", "10000"),
        (" 10000 ", "10000"),
        ("\u300010000\u00a0", "10000"),
        ("10000.5", "10000.50"),
        ("10000.05", "10000.05"),
        ("10000.", "10000"),
        (".5", "0.50"),
        ("10000.500", "10000.50"),
        ("007", "7"),
        ("10,000", "10000"),
        ("10,000.00", "10000"),
        ("100,000.25", "100000.25"),
        ("10，000", "10000"),
        ("1 000", "1000"),
        ("10000元", "10000"),
        ("10000 元", "10000"),
        ("10000元整", "10000"),
        ("10000圆", "10000"),
        ("300块", "300"),
        ("300块钱", "300"),
        ("￥300", "300"),
        ("¥ 300", "300"),
        ("人民币300元", "300"),
        ("RMB 300", "300"),
        ("300rmb", "300"),
        ("CNY300.10", "300.10"),
        ("１２３４．５６", "1234.56"),
        ("￥１０，０００．００元", "10000"),
        ("12。5", "12.50"),
        ("1万", "10000"),
        ("１万", "10000"),
        ("1 万元", "10000"),
        ("1.2万", "12000"),
        ("0.5万", "5000"),
        ("1万2千", "12000"),
        ("1万2千3百", "12300"),
        ("3千", "3000"),
        ("3千5百", "3500"),
        ("5百", "500"),
        ("1万200", "10200"),
        ("1万0050", "10050"),
        ("1万2千元", "12000"),
        ("1000000", "1000000"),
        ("100万", "1000000"),
        ("0.01", "0.01"),
        # Digits of other scripts mean one number only; reading them is no guess.
        ("٣٠٠", "300"),
        ("𝟏𝟐", "12"),
    ],
)
def test_yuan_reads_what_people_type(text, yuan):
    assert YUAN.read(text) == Decimal(yuan)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "元",
        "万",
        "￥",
        ".",
        ",",
        "-",
        "--5",
        "+5",
        "1万2",  # 12,000 or 10,002
        "3千5",
        "5百2",
        "1万20",
        "1万20000",  # nobody means 30,000
        "1千2345",
        "1千1万",
        "1万1万",
        "1,00",
        "1,0000",
        "1,000,00",
        "10,00.5",
        ",100",
        "1.2.3",
        "1..2",
        "200-300",
        "200~300",
        "2000+3000",
        "约2000",
        "2000多",
        "2000左右",
        "12 5",  # two numbers, or a slip
        "2000 50",
        "1e5",
        "1E5",
        "0x10",
        "1_000",
        "1'000",
        "NaN",
        "nan",
        "Infinity",
        "-inf",
        "None",
        "null",
        "undefined",
        "true",
        "½",
        "²",
        "①",
        "🙂",
        "100🙂",
        "$100",
        "100USD",
        "<script>alert(1)</script>",
        "100%",
        "0.001",
        "1234.567",
        "1.0000000000000000000000000000001",  # more digits than Decimal keeps in a product
        "0",
        "-5",
        "−5",
        "1000000.01",
        "101万",
        "9" * LONG,
        "1," * LONG,
        "x" * LONG,
    ],
    ids=lambda text: ascii(text[:30]),
)
def test_yuan_refuses_what_is_not_one_amount(text):
    check_words(words_of(YUAN, text), text)


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("0.05", "0.05"),
        ("0.05%", "0.05"),
        ("0.05 %", "0.05"),
        ("0.05％", "0.05"),
        ("０．０５％", "0.05"),
        ("0。05", "0.05"),
        (".05", "0.05"),
        ("0", "0"),
        ("0.5‰", "0.05"),
        ("5‱", "0.05"),
        ("万分之五", "0.05"),
        ("万分之5", "0.05"),
        ("万分之５", "0.05"),
        ("万分之 5", "0.05"),
        ("万分之三点五", "0.035"),
        ("万分之3.5", "0.035"),
        ("万分之两点五", "0.025"),
        ("万分之十", "0.1"),
        ("万五", "0.05"),
        ("万5", "0.05"),
        ("千分之0.5", "0.05"),
        ("千分之一", "0.1"),
        ("百分之零点零五", "0.05"),
        ("百分之〇点〇五", "0.05"),
        ("百分之一", "1"),
        ("日息万分之五", "0.05"),
        ("日息万5", "0.05"),
        ("日利率0.05%", "0.05"),
        ("日利率:0.05%", "0.05"),
        ("日利率：0.05%", "0.05"),
        ("每天0.05%", "0.05"),
        ("每日万分之五", "0.05"),
        ("按日万分之五", "0.05"),
        ("0.000001%", "0.000001"),
        ("1", "1"),
        ("1.000000", "1"),
        ("٠.٠٥", "0.05"),
    ],
)
def test_rate_reads_what_people_type(text, percent):
    assert RATE.read(text) == Decimal(percent) / 100


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "%",
        "万分之",
        "万分之多",
        "万分之5%",
        "分之五",
        "五",
        "0.05%%",
        "5%‰",
        "0.05 0.06",
        "0 5",
        "0.04-0.05",
        "0,05",
        "0.0.5",
        "万分之0.0.5",
        "万分之点",
        "1e-2",
        "NaN",
        "Infinity",
        "None",
        "½%",
        "²",
        "🙂",
        "<script>",
        "0.0000001",
        "0.0005",  # 万分之五, or 0.0005 %?
        "0.050000000000000000000000000000001",
        "-0.05",
        "−0.05%",
        "1.000001",
        "5",
        "18.25%",
        "年利率18.25%",
        "9" * LONG,
        "0." + "0" * LONG + "1",
        "万分之" + "五" * LONG,
        "x" * LONG,
    ],
    ids=lambda text: ascii(text[:30]),
)
def test_rate_refuses_what_is_not_one_rate(text):
    check_words(words_of(RATE, text), text)


def test_a_daily_rate_above_its_bound_asks_whether_it_is_the_yearly_one():
    assert "年利率" in words_of(RATE, "18.25%")


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-31",
        " 2026-01-31 ",
        "2026-1-31",
        "2026/1/31",
        "2026/01/31",
        "2026.1.31",
        "2026。1。31",
        "2026、1、31",
        "20260131",
        "2026年1月31日",
        "2026年01月31日",
        "2026年1月31号",
        "2026年1月31",
        "2026 年 1 月 31 日",
        "２０２６年１月３１日",
        "２０２６－０１－３１",
        "2026–01–31",
        "2026 - 01 - 31",
        "٢٠٢٦-٠١-٣١",
    ],
)
def test_day_reads_every_way_of_writing_one(text):
    assert DAY.read(text) == date(2026, 1, 31)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "今天",
        "下月10号",
        "2026",
        "2026-01",
        "2026年1月",
        "1月31日",
        "1-31",
        "31号",
        "31/01/2026",
        "2026131",
        "202601310",
        "2026 1 111",  # blanks must not join into another day
        "2026-02-30",
        "2026-02-29",
        "2100-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-01-00",
        "2026-01-32",
        "2026--01-31",
        "-2026-01-31",
        "0000-00-00",
        "0001-01-01",
        "9999-12-31",
        "2014-12-31",
        "2100-01-01",
        "1738281600",
        "NaN",
        "None",
        "²⁰²⁶-01-31",
        "🙂",
        "<script>",
        "9" * LONG,
        "2026-" + "1" * LONG + "-1",
        "年" * LONG,
    ],
    ids=lambda text: ascii(text[:30]),
)
def test_day_refuses_what_is_not_one_day(text):
    check_words(words_of(DAY, text), text)


@pytest.mark.parametrize("text", ["1月31日", "1-31", "01/31", "1.31", "１月３１号"])
def test_a_day_without_its_year_is_told_so(text):
    assert "年份" in words_of(DAY, text)


@pytest.mark.parametrize("text", ["2026-02-30", "2026年2月29日", "20260431"])
def test_a_day_that_does_not_exist_is_told_so(text):
    assert "这一天" in words_of(DAY, text)


@pytest.mark.parametrize(
    ("unit", "text", "number"),
    [
        (COUNT, "6", 6),
        (COUNT, " 6 ", 6),
        (COUNT, "６", 6),
        (COUNT, "6期", 6),
        (COUNT, "6 期", 6),
        (COUNT, "06", 6),
        (COUNT, "1", 1),
        (COUNT, "60", 60),
        (COUNT, "٦", 6),
        (BARE_COUNT, "0", 0),
        (BARE_COUNT, "-3", -3),
        (BARE_COUNT, "－3", -3),
        (BARE_COUNT, "1200", 1200),
        (BARE_COUNT, "1,200", 1200),
        (BARE_COUNT, "1，200", 1200),
    ],
)
def test_count_reads_what_people_type(unit, text, number):
    assert unit.read(text) == number


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        (COUNT, ""),
        (COUNT, " "),
        (COUNT, "期"),
        (COUNT, "abc"),
        (COUNT, "6.5"),
        (COUNT, "6天"),
        (COUNT, "6期期"),
        (COUNT, "3-6"),
        (COUNT, "3、6"),  # two numbers, not thirty-six
        (COUNT, "3,6"),
        (COUNT, ",6"),
        (COUNT, "1 2"),
        (COUNT, "+6"),
        (COUNT, "--6"),
        (COUNT, "1e1"),
        (COUNT, "0x6"),
        (COUNT, "NaN"),
        (COUNT, "Infinity"),
        (COUNT, "None"),
        (COUNT, "²"),
        (COUNT, "½"),
        (COUNT, "🙂"),
        (COUNT, "0"),
        (COUNT, "61"),
        (COUNT, "-6"),
        (COUNT, "9" * LONG),
        (COUNT, "x" * LONG),
        (BARE_COUNT, "1,00"),
        (BARE_COUNT, "1,2,3"),
        (BARE_COUNT, "-4"),
        (BARE_COUNT, "3001"),
    ],
    ids=lambda value: ascii(value[:30]) if isinstance(value, str) else value.label,
)
def test_count_refuses_what_is_not_one_whole_number(unit, text):
    check_words(words_of(unit, text), text)


@pytest.mark.parametrize("text", ["", "先利息", "INTEREST", "None", "interest principal", "🙂", "x" * LONG])
def test_choice_takes_only_its_own_options(text):
    check_words(words_of(CHOICE, text), text)


def test_choice_reads_an_option_and_shows_its_words():
    assert CHOICE.read(" principal ") == "principal"
    assert CHOICE.show("principal") == "先本金"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("花呗", "花呗"),
        (" 花呗\u3000", "花呗"),
        ("花呗\n", "花呗"),
        ("某 银\u3000\u00a0行", "某 银 行"),
        ("\ufeff花\u200b呗", "花呗"),
        ("\u2066花\u00ad呗\u2069", "花呗"),
        ("\u202d138\u202c", "138"),  # as telephones copy a number
        ("@客服\u2005说", "@客服 说"),  # as chats write a name
        ("⼀⽉", "一月"),  # as a PDF gives it back
        ("１号，Ａ行", "１号，Ａ行"),  # the reader's own spelling
        ("<b>&\"'", "<b>&\"'"),
        ("=1+1", "=1+1"),
        ("🙂é한", "🙂é한"),
        ("一二三四五六七八", "一二三四五六七八"),
    ],
)
def test_text_keeps_what_was_typed_on_one_line(text, read):
    assert TEXT.read(text) == read
    assert TEXT.typed(read) == TEXT.show(read) == read


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \u3000",
        "\u200b",
        "花\n呗",
        "花\r呗",
        "花\t呗",
        "花\x00呗",
        "花\x1b[0m呗",
        "花\x7f呗",
        "花\x85呗",
        "花\u2028呗",
        "花\u202e呗",  # turns the writing round
        "花\ud800呗",
        "花\ue000呗",
        "一二三四五六七八九",
        "x" * LONG,
    ],
    ids=lambda text: ascii(text[:30]),
)
def test_text_refuses_what_is_long_or_cannot_be_seen(text):
    words = words_of(TEXT, text)
    check_words(words, text)
    assert TEXT.label in words
    assert words.isprintable()


@pytest.mark.parametrize(
    ("unit", "low", "high", "below", "above"),
    [
        (YUAN, "0.01", "1000000", "0", "1000000.01"),
        (ANY_YUAN, "-100", "100", "-100.01", "100.01"),
        (RATE, "0", "1", "-0.000001", "1.000001"),
        (YEARLY, "-100%", "1000%", "-100.01%", "1000.01%"),
        (DAY, "2015-01-01", "2099-12-31", "2014-12-31", "2100-01-01"),
        (COUNT, "1", "60", "0", "61"),
        (BARE_COUNT, "-3", "3000", "-4", "3001"),
    ],
)
def test_bounds_are_inclusive_and_one_step_further_is_refused(unit, low, high, below, above):
    assert unit.read(low) <= unit.read(high)
    for outside in (below, above):
        words = words_of(unit, outside)
        check_words(words, outside)
        assert unit.label in words


@ALL
@given(data=st.data())
def test_what_is_typed_for_a_value_reads_as_that_value(unit, data):
    value = data.draw(strategies.values(unit))
    assert unit.read(unit.typed(value)) == value


@pytest.mark.parametrize(
    "unit", [u for u in UNITS if not isinstance(u, Choice)], ids=lambda u: f"{type(u).__name__} {u.label}"
)
@given(data=st.data())
def test_what_is_shown_for_a_value_reads_as_that_value(unit, data):
    value = data.draw(strategies.values(unit))
    assert unit.read(unit.show(value)) == value


@ALL
@given(text=strategies.garbage())
@example(text="0." + "9" * LONG)
@example(text="-0")
@example(text="𝟎")
def test_any_text_is_read_within_bounds_or_refused_in_words(unit, text):
    try:
        value = unit.read(text)
    except Mistake as mistake:
        check_words(str(mistake), text)
    else:
        # Whatever was read can be written down and read again: nothing was taken half.
        assert unit.read(unit.typed(value)) == value


@ALL
def test_a_very_long_entry_is_not_repeated_whole_in_its_message(unit):
    # The message stands beside the field, in the summary, and is read out.
    assert len(words_of(unit, "x" * LONG)) < 200


@pytest.mark.parametrize("unit", [Yuan(label="费用"), Rate(label="利率"), Count(label="天数", of="天")])
def test_zero_is_shown_without_a_minus(unit):
    assert "-" not in unit.show(unit.read("-0"))


@pytest.mark.parametrize("unit", [Yuan(label="费用"), Rate(label="利率")])
def test_what_rounds_to_zero_is_shown_without_a_minus(unit):
    assert unit.show(Decimal("-1e-12")) == unit.show(Decimal(0))


@pytest.mark.parametrize("most", ["0.1", "1", "2", "3", "10", "12", "100"])
def test_the_example_of_a_rate_lies_within_its_bounds(most):
    unit = Rate(label="利率", max=most)
    assert unit.read(unit.example) > 0


@ALL
def test_the_words_for_a_blank_field_name_it(unit):
    assert unit.label in unit.missing


@pytest.mark.parametrize("unit", [YUAN, ANY_YUAN, RATE, YEARLY, DAY], ids=lambda u: u.label)
def test_the_example_in_a_message_can_be_read_itself(unit):
    unit.read(unit.example)


@pytest.mark.parametrize(
    ("unit", "value", "shown", "typed"),
    [
        (YUAN, Decimal("2000"), "2,000.00 元", "2000"),
        (YUAN, Decimal("2000.00"), "2,000.00 元", "2000"),
        (YUAN, Decimal("1234.5"), "1,234.50 元", "1234.50"),
        (YUAN, Decimal("-25.6"), "-25.60 元", "-25.60"),
        (RATE, Decimal("0.0005"), "0.05 %", "0.05%"),
        (RATE, Decimal("0.000500"), "0.05 %", "0.05%"),
        (RATE, Decimal("0"), "0 %", "0%"),
        (RATE, Decimal("0.01"), "1 %", "1%"),
        (YEARLY, Decimal("0.1825"), "18.25 %", "18.25%"),
        (YEARLY, Decimal("10"), "1000 %", "1000%"),
        (YEARLY, Decimal("0.18255"), "18.26 %", "18.255%"),  # shown half up, typed in full
        (YEARLY, Decimal("0.18245"), "18.25 %", "18.245%"),  # half even would show 18.24
        (DAY, date(2026, 9, 1), "2026年9月1日", "2026-09-01"),
        (COUNT, 6, "6 期", "6"),
        (BARE_COUNT, 1200, "1,200", "1200"),
    ],
)
def test_values_are_shown_and_typed(unit, value, shown, typed):
    assert (unit.show(value), unit.typed(value)) == (shown, typed)


def test_rows_are_shown_by_their_number():
    assert Rows(label="账单", most=3, noun="账单", counter="张").show((1, 2)) == "2 张账单"


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("0.005", "0.01"), ("0.015", "0.02"), ("0.025", "0.03"), ("0.0049", "0"), ("-0.005", "-0.01")],
)
def test_money_is_rounded_half_up(amount, rounded):
    assert cents(Decimal(amount)) == Decimal(rounded)


@given(st.integers(-(10**15), 10**15))
def test_rounding_money_moves_it_half_a_fen_at_most(thousandths):
    amount = Decimal(thousandths) / 1000
    assert abs(cents(amount) - amount) <= Decimal("0.005")


@given(st.dates(date(2015, 1, 1), date(2099, 12, 30)))
def test_the_day_after_reads_as_the_day_after_in_chinese(day):
    after = day + timedelta(1)
    assert DAY.read(f"{after.year}年{after.month}月{after.day}日") - DAY.read(DAY.show(day)) == timedelta(1)


@pytest.mark.parametrize("text", ["0.05%/天", "0.05%/日", "0.05%每天", "每天万分之五", "按日0.05％"])
def test_a_daily_rate_may_say_that_it_is_one(text):
    assert RATE.read(text) == Decimal("0.0005")


@pytest.mark.parametrize(
    ("unit", "text"),
    [(RATE, "年利率1%"), (RATE, "年化0.5%"), (RATE, "0.5%/年"), (YEARLY, "日息0.05%"), (YEARLY, "0.05%/天")],
)
def test_a_rate_for_another_period_is_refused(unit, text):
    assert unit.label in words_of(unit, text)


@pytest.mark.parametrize("blank", [" " * 92, "\u200b" * 93, "\u3000" * 500])
def test_blanks_before_a_figure_never_cut_it_short(blank):
    assert YUAN.read(blank + "10000") == 10000
