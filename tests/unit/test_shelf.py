"""Laws that every calculator on the shelf obeys, whatever is typed into whichever field.

What only one calculator promises stands in its own tests. A name added to the shelf is held to all of this at once.
"""

import csv
import io
import json
import re
import shutil
import subprocess
import tomllib
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from html.parser import HTMLParser
from importlib import import_module
from xml.etree import ElementTree

import icalendar
import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.kit.calculator import row_numbers
from calculators.kit.documents import BOM, Event, csv_document, ics_document
from calculators.kit.numerals import blank
from calculators.kit.render import section_html
from calculators.kit.units import Choice, Count, Day, Mark, Mistake, Mistakes, Rate, Rows, Text, Yuan
from scripts import checks, runtime

DAY = date(2026, 11, 22)
NEAR = strategies.around(DAY, 400, 60)
EACH = pytest.mark.parametrize("name", calculators.SHELF)
# Row numbers may have gaps: the second row of a form need not be called 1.
PLACES = ("0", "7")
# Fields that may be refused though each keeps to its bounds: what no single field can know. Others may refuse any.
MAY_REFUSE = {
    "overdue_cost": {"as_of", "due", "date"},
    "affordability": {"minimum", "huabei", "month", "income"},
    "key_dates": {"payment_order", "statement", "judgment", "objection", "complaint", "perform_by"},
}
GARBAGE = (
    "看不懂",
    "<script>alert(1)</script>",
    "\"' onmouseover=alert(1) x='",
    "1e5",
    "NaN",
    "--1",
    "½",
    "٣",
    "9" * 40,
    "-99999999999",
    "2026-02-30",
    "1 2 3",
    "字\x00字",
    "字\n字",
    "🙂" * 500,
)
DANGEROUS = tuple("=+-@\t\r\n＝＋－＠−")  # what a formula may begin with, in one spreadsheet or another
HOSTILE = ("<b>", "</p>", "'\"><a b=", "&#60;", "<!--", "=1+1")


def answer(name, form):
    return json.loads(calculators.answer(name, json.dumps(form, ensure_ascii=False)))


def sample(unit):
    """One text that a unit reads, for a field whose example is blank."""
    match unit:
        case Choice():
            return unit.options[0][0]
        case Count():
            return str(max(unit.min, 1))
        case Text():
            return "甲"
        case _:
            return unit.example


def cells(calculator):
    """Every place into which something can be typed: form name, unit, whether it may be blank; rows twice."""
    found = {}
    for field in calculator.fields.values():
        if not field.rows:
            found[field.name] = (field.unit, field.optional)
        for place in PLACES[: getattr(field.unit, "most", 0)]:
            found |= {f"{field.name}.{place}.{key}": cell for key, cell in field.rows.items() if not is_mark(cell)}
    return found


def is_mark(cell):
    return isinstance(cell[0], Mark)


@cache
def whole_form(name):
    """A form with something in every field: the example, two rows of each kind, samples for what is blank."""
    calculator = calculators.get(name)
    form = {}
    for place, (unit, _) in cells(calculator).items():
        field, *rest = place.split(".")
        default = calculator.fields[field].default
        if rest:
            row = default[PLACES.index(rest[0]) % len(default)] if default else None
            default = getattr(row, rest[1], None)
        form[place] = sample(unit) if default is None else unit.typed(default)
    return form


def places():
    """One parameter for every field of every calculator, those in repeated rows included."""
    return [pytest.param(name, place, id=f"{name} {place}") for name in calculators.SHELF for place in whole_form(name)]


EVERY_PLACE = pytest.mark.parametrize(("name", "place"), places())


def ticks(calculator):
    """Every box of a form ticked: I have checked this."""
    return dict.fromkeys(strategies.boxes(calculator), "yes")


def by_name(calculator, form, name):
    """What a field holds that others are read by, or nothing."""
    try:
        return calculator.fields[name].unit.read(form.get(name, "")) if name else None
    except Mistake:
        return None


def unread(name, form):
    """The form names whose text their own unit refuses, or which are blank and must not be."""
    calculator = calculators.get(name)
    found = set()
    today = by_name(
        calculator, form, next((f.name for f in calculator.fields.values() if f.unit.prefill == "today"), "")
    )
    for field in calculator.fields.values():
        numbers = row_numbers(field, form) if field.rows else [None]
        filled = 0
        for number in numbers:
            units = {f"{field.name}.{number}.{key}": cell for key, cell in field.rows.items() if not is_mark(cell)}
            units = units if field.rows else {field.name: (field.unit, field.optional)}
            if field.rows and all(blank(form.get(place, "")) for place in units):
                continue  # a row left wholly blank is no row
            filled += 1
            for place, (unit, optional) in units.items():
                text = form.get(place, "")
                if not blank(text):
                    try:
                        if isinstance(unit, Day):
                            unit.read(text, today)
                        elif isinstance(unit, Yuan):
                            unit.read(text, by_name(calculator, form, unit.all_of))
                        else:
                            unit.read(text)
                    except Mistake:
                        found.add(place)
                elif not optional:
                    found.add(place)
        if isinstance(field.unit, Rows) and not field.unit.least <= filled <= field.unit.most:
            found.add(field.name)
    return found


# Laws of one answer ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outline:
    """The tags of a result with the names of their attributes, its first line, and its text without documents."""

    tags: tuple[str, ...]
    names: tuple[str, ...]
    headline: str
    text: str


@lru_cache(maxsize=2)
def outline(html):
    """Read a result as XML, which it is too: nothing can hide in what a parser of HTML would mend."""
    root = ElementTree.fromstring(f"<root>{html}</root>")
    for box in root.iter("textarea"):
        box.text = ""
    elements = list(root.iter())[1:]
    names = tuple(name for element in elements for name in element.attrib)
    headline = "".join(elements[0].itertext())
    return Outline(tuple(element.tag for element in elements), names, headline, "\n".join(root.itertext()))


class Tags(HTMLParser):
    """The tags of a form, which is HTML only."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, [name for name, _ in attrs]))


def check_answer(name, form, got):
    """An answer has a result or mistakes, never both; each mistake has words and a place; nothing is broken."""
    calculator = calculators.get(name)
    assert got["announce"].strip()
    if got["errors"]:
        assert (got["html"], got["values"]) == ("", {})
        rows = {field.name for field in calculator.fields.values() if field.rows}
        assert set(got["errors"]) <= set(form) | set(calculator.fields)
        assert all(words.strip() for words in got["errors"].values())
        # Nobody is told that rows are wrong without being told which, unless there are too few or too many.
        assert not (set(got["errors"]) & rows) - unread(name, form)
        return
    assert set(got["values"]) == set(calculator.outputs)
    shown = outline(got["html"])
    assert not [n for n in shown.names if n == "style" or n.startswith("on")]
    assert not {"script", "style", "iframe", "object", "embed", "base", "form"} & set(shown.tags)
    assert shown.headline == got["announce"]
    for wrong in ("None", "nan", "NaN", "Infinity", "Decimal(", "datetime.", "E+"):
        assert wrong not in shown.text
    assert not re.search(r"(?<!\d)-0(?:\.0+)?(?![\d.])", shown.text), "nothing is minus zero"
    check_values(calculator, got["values"])


def check_values(calculator, shown):
    """What a result shows can be read again by its own unit, and is then shown the same."""
    wide = {Yuan: {"min": "-1e20", "max": "1e20"}, Rate: {"min": "-1e9", "max": "1e9"}}
    wide |= {Count: {"min": -(10**9), "max": 10**9}, Day: {"min": "0001-01-01", "max": "9999-12-31"}}
    for output, text in shown.items():
        unit, optional = calculator.outputs[output]
        if not text:
            assert optional, f"{output} is blank"
        elif type(unit) in wide:
            unit = replace(unit, **wide[type(unit)])
            # A rate below a hundredth of a percent is read only with its sign, which it is shown with.
            assert unit.show(unit.read(text)) == text, output
        elif isinstance(unit, Choice):
            assert text in dict(unit.options).values(), output


def documents(name, form):
    """What a form's result gives to take away; nothing where the form has mistakes."""
    calculator = calculators.get(name)
    reading = calculator.read(form)
    if reading.mistakes:
        return ()
    try:
        found = calculator.function(**reading.values).view().documents
    except Mistakes:
        return ()
    names = [document.filename for document in found]
    assert len(names) == len(set(names))
    return found


def check_csv(document):
    """RFC 4180 with BOM and CRLF; as many cells in every line; none that a spreadsheet takes for a formula."""
    assert document.text.startswith(BOM)
    assert BOM not in document.text[1:]
    assert document.text.endswith("\r\n")
    assert "\n" not in document.text.replace("\r\n", "")
    rows = list(csv.reader(io.StringIO(document.text.removeprefix(BOM), newline=""), strict=True))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(DANGEROUS), cell
    return rows


def check_ics(document, text):
    """RFC 5545, read by an independent parser: days that stand in the result, each with an alarm and an identity."""
    assert document.text.endswith("END:VCALENDAR\r\n")
    lines = document.text.encode().split(b"\r\n")
    assert not [line for line in lines if len(line) > 75 or b"\r" in line or b"\n" in line]
    for line in lines:
        line.decode()  # no line is cut inside a character
    calendar = icalendar.Calendar.from_ical(document.text)
    assert not [part for part in calendar.walk() if part.errors]
    events = calendar.walk("VEVENT")
    assert events
    uids = [str(event["UID"]) for event in events]
    assert len(uids) == len(set(uids))
    for event in events:
        day = event.decoded("DTSTART")
        assert isinstance(day, date)
        assert not isinstance(day, datetime)
        assert event.decoded("DTEND") == day + timedelta(1)
        assert Day(label="").show(day) in text or day.isoformat() in text, f"{day} is not in the result"
        assert str(event["SUMMARY"]).strip()
        (alarm,) = event.walk("VALARM")
        assert str(alarm["ACTION"]) == "DISPLAY"
        assert str(alarm["DESCRIPTION"]).strip()
        # In the morning of the day itself, or before.
        assert alarm.decoded("TRIGGER") <= timedelta(hours=9)
    return events


def check_documents(name, form, got, calendars=True):
    found = documents(name, form)
    text = outline(got["html"]).text if got["html"] else ""
    for document in found:
        assert document.title.strip()
        assert document.text.strip()
        ending = document.filename.rpartition(".")[2]
        assert ending in ("csv", "ics", "txt")
        if ending == "csv":
            check_csv(document)
        elif ending == "ics":
            if calendars:
                check_ics(document, text)
        else:
            assert not document.text.startswith(BOM)
    return found


# Strategies are made once: making one costs more than drawing from it.


@cache
def whole_forms(name):
    calculator = calculators.get(name)
    return strategies.forms(calculator) | strategies.forms(calculator, NEAR)


@cache
def ticked(name):
    return strategies.ticks(calculators.get(name))


@cache
def spoilt_forms(name):
    return strategies.spoilt_forms(calculators.get(name), NEAR)


# Names -------------------------------------------------------------------------------------------------


@EACH
def test_a_calculator_is_called_as_its_page(name):
    # The reader is told where a kept number was noted; no page of another name can be found.
    page = (runtime.ROOT / "docs" / "tools" / f"{name.replace('_', '-')}.md").read_text("utf-8")
    assert re.search(r"^# (.*?) \{#", page, re.MULTILINE)[1] == calculators.get(name).title


# Within the declared bounds ----------------------------------------------------------------------------


@EACH
@given(data=st.data())
def test_any_form_within_the_declared_bounds_is_answered(name, data):
    form = data.draw(whole_forms(name)) | data.draw(ticked(name))
    got = answer(name, form)
    check_answer(name, form, got)
    if name in MAY_REFUSE:
        assert {place.split(".")[-1] for place in got["errors"]} <= MAY_REFUSE[name]
    check_documents(name, form, got)


@EACH
def test_the_form_with_something_in_every_field_is_read(name):
    # What the tests below spoil is whole before.
    assert calculators.get(name).read(whole_form(name)).mistakes == {}


@EACH
def test_gaps_in_the_numbers_of_rows_change_nothing(name):
    form = whole_form(name)
    closed = {place.replace(".7.", ".1."): text for place, text in form.items()}
    one, two = answer(name, form), answer(name, closed)
    assert {place.replace(".7.", ".1."): words for place, words in one.pop("errors").items()} == two.pop("errors")
    assert one == two


# Garbage -----------------------------------------------------------------------------------------------


@EVERY_PLACE
def test_garbage_in_any_field_gets_words_beside_exactly_that_field(name, place):
    unit, _ = cells(calculators.get(name))[place]
    refused = 0
    for garbage in GARBAGE:
        form = whole_form(name) | {place: garbage}
        if unread(name, form):
            refused += 1
            got = answer(name, form)
            check_answer(name, form, got)
            assert set(got["errors"]) == {place}, garbage
            assert "None" not in got["errors"][place]
    # Nearly anything is a text; the rest read figures, days or their own options only.
    assert refused >= (3 if isinstance(unit, Text) else len(GARBAGE) - 3)


@EACH
def test_garbage_in_all_fields_at_once_gets_words_beside_each(name):
    form = dict.fromkeys(whole_form(name), "字\x00字")
    assert set(answer(name, form)["errors"]) == set(form)


@EACH
def test_a_mistake_has_a_place_beside_its_field(name):
    form = whole_form(name)
    if answer(name, form)["errors"]:
        form = calculators.get(name).form()
    html = section_html(calculators.get(name), "here", form, "")
    for place in {*form, *calculators.get(name).fields}:
        assert f'id="here-{place.replace(".", "-")}-error"' in html, place


@EACH
@given(data=st.data())
def test_any_garbage_is_answered_with_words_beside_the_fields_that_hold_it(name, data):
    form = data.draw(spoilt_forms(name))
    got = answer(name, form)
    check_answer(name, form, got)
    if wrong := unread(name, form):
        assert set(got["errors"]) == wrong


@EACH
@pytest.mark.parametrize("blank", [None, "", " ", "\u3000", "\t"])
def test_an_empty_form_asks_for_what_is_needed_and_for_nothing_else(name, blank):
    calculator = calculators.get(name)
    form = {} if blank is None else dict.fromkeys(whole_form(name), blank)
    got = answer(name, form)
    check_answer(name, form, got)
    needed = {f.name for f in calculator.fields.values() if not f.rows and not f.optional}
    needed |= {f.name for f in calculator.fields.values() if f.rows and f.unit.least}
    assert unread(name, form) == needed
    assert set(got["errors"]) == needed if needed else got["html"] or got["errors"]


@EVERY_PLACE
def test_a_field_left_blank_is_asked_for_or_may_be_blank(name, place):
    _, optional = cells(calculators.get(name))[place]
    form = whole_form(name) | {place: ""}
    if not optional:
        assert set(answer(name, form)["errors"]) == unread(name, form) == {place}
    else:
        check_answer(name, form, answer(name, form))


@EVERY_PLACE
def test_the_example_in_a_message_can_be_typed_into_its_field(name, place):
    unit, _ = cells(calculators.get(name))[place]
    for garbage in GARBAGE:
        words = answer(name, whole_form(name) | {place: garbage})["errors"].get(place, "")
        _, given, example = words.partition("例如 ")
        if given and is_figure(unit):
            unit.read(example.split("，")[0])


# Bounds ------------------------------------------------------------------------------------------------

FIELDS = tomllib.loads((checks.CASES.parent / "fields.toml").read_text("utf-8"))
BOUNDS = [(name, place) for name, fields in FIELDS.items() for place in fields]
FLAGS = ("more", "confirm", "private", "diary")


def declared(name):
    """The unit of every field and of every cell of a row, and whether it may be blank."""
    for field in calculators.get(name).fields.values():
        yield field.name, field.unit, field.optional
        for key, (unit, optional) in field.rows.items():
            yield f"{field.name}.{key}", unit, optional


@EACH
def test_what_each_field_is_stands_in_the_list_of_fields(name):
    found = {
        place: {flag for flag in FLAGS if getattr(unit, flag)}
        | {unit.prefill} - {""}
        | ({"optional"} if optional else set())
        for place, unit, optional in declared(name)
    }
    assert found == {place: set(row["is"]) for place, row in FIELDS[name].items()}
    bounded = {place for place, unit, _ in declared(name) if isinstance(unit, Yuan | Rate | Count | Day)}
    assert bounded == {place for place, row in FIELDS[name].items() if "from" in row}


def typed_in(unit, value):
    return value.isoformat() if isinstance(unit, Day) else f"{value}%" if isinstance(unit, Rate) else str(value)


@pytest.mark.parametrize(("name", "place"), [(n, p) for n, p in BOUNDS if "from" in FIELDS[n][p]])
def test_each_bound_is_taken_and_one_step_beyond_refused(name, place):
    row = FIELDS[name][place]
    read = date.fromisoformat if "step" not in row else Decimal
    low, high, step = read(row["from"]), read(row["to"]), Decimal(row["step"]) if "step" in row else timedelta(1)
    calculator = calculators.get(name)
    unit = {p: u for p, u, _ in declared(name)}[place]
    shown = place.replace(".", ".0.")
    form = whole_form(name)

    def refused(value):
        return shown in calculator.read(form | {shown: typed_in(unit, value)}).mistakes

    assert [refused(value) for value in (low, low + step, high - step, high)] == [False] * 4
    assert refused(low - step)
    assert refused(high + step)
    if not isinstance(unit, Day):
        assert refused(low + step / 10), "finer than the field takes"


@pytest.mark.parametrize(("name", "place"), [(n, p) for n, p in BOUNDS if "most" in FIELDS[n][p]])
def test_as_many_rows_or_characters_as_may_be_and_one_more(name, place):
    row, calculator, form = FIELDS[name][place], calculators.get(name), whole_form(name)
    if "least" not in row:
        shown = place.replace(".", ".0.")
        assert not calculator.read(form | {shown: "甲" * row["most"]}).mistakes
        assert set(calculator.read(form | {shown: "甲" * (row["most"] + 1)}).mistakes) == {shown}
        return
    others = {p: text for p, text in form.items() if not p.startswith(f"{place}.")}
    first = {p.split(".")[-1]: text for p, text in form.items() if p.startswith(f"{place}.0.")}

    def refused(rows):
        typed = {f"{place}.{i}.{key}": text for i in range(rows) for key, text in first.items()}
        return place in calculator.read(others | typed).mistakes

    assert [refused(row["least"]), refused(row["most"]), refused(row["most"] + 1)] == [False, False, True]
    assert refused(0) == (row["least"] == 1)


# Without the example -----------------------------------------------------------------------------------


def stands(unit):
    """Whether a field holds something once the example has left: today, a common value, an option that fits all."""
    return bool(unit.prefill or unit.common) or (isinstance(unit, Choice) and not unit.blank)


@EACH
def test_nothing_folded_must_be_filled_in_for_an_answer(name):
    # Once the example has left, nobody would find such a field.
    for field in calculators.get(name).fields.values():
        assert not field.unit.more or field.rows or field.optional or stands(field.unit), field.name
        for key, (unit, optional) in field.rows.items():
            assert optional or not unit.more, key
            assert not stands(unit), f"{key}: a row must be blank when nothing was entered"


@EACH
def test_the_page_knows_what_stands_in_a_field_once_the_example_has_left(name):
    calculator = calculators.get(name)
    # As on the page of a case, whose numbers are no more the reader's than those of the example.
    typed = {"daily_rate": "0.03%"} if "daily_rate" in calculator.fields else {}
    html = section_html(calculator, "here", calculator.form(typed), "")
    for field in calculator.fields.values():
        if field.rows:
            continue
        (tag,) = re.findall(rf'<(?:input|select)[^>]* name="{field.name}"[^>]*>', html)
        own = re.findall(r'data-own="([^"]*)"', tag)
        assert ("data-today" in tag) == bool(field.unit.prefill)
        assert own == ([field.unit.typed(field.default)] if stands(field.unit) and not field.unit.prefill else [])


# Ways of writing ---------------------------------------------------------------------------------------


WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def is_figure(unit):
    return isinstance(unit, Yuan | Rate | Count | Day)


@EVERY_PLACE
def test_full_width_digits_read_as_half_width_ones(name, place):
    calculator, form = calculators.get(name), whole_form(name)
    unit, _ = cells(calculator)[place]
    wide = form[place].translate(WIDE)
    if is_figure(unit):
        assert wide != form[place]
        for written in (wide, f"\u3000{wide} "):
            assert calculator.read(form | {place: written}).values == calculator.read(form).values


@EACH
def test_a_form_in_full_width_has_the_same_answer(name):
    form = whole_form(name)
    units = {place: unit for place, (unit, _) in cells(calculators.get(name)).items()}
    wide = {place: text.translate(WIDE) if is_figure(units[place]) else text for place, text in form.items()}
    # Only in full width there is something to write anew: as it stands in the form.
    assert answer(name, wide) | {"typed": {}} == answer(name, form)
    assert answer(name, wide)["typed"].items() <= form.items()


# Hostile text ------------------------------------------------------------------------------------------

TEXTS = [p for p in places() if isinstance(cells(calculators.get(p.values[0]))[p.values[1]][0], Text)]


@pytest.mark.parametrize(("name", "place"), TEXTS)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_markup_and_formulas_in_words_of_the_readers_own_do_nothing(name, place, hostile):
    calculator = calculators.get(name)
    unit, _ = cells(calculator)[place]
    hostile = hostile[: unit.max]
    # The same row as in the example where it has one, so that the rest of the form stays in order.
    shown = place.replace(".7.", ".1.")
    base = calculator.form() | ticks(calculator)
    if shown not in base:
        row = place.rpartition(".")[0] + "."
        base |= {p.replace(row, row.replace(".7.", ".1.")): t for p, t in whole_form(name).items() if p.startswith(row)}
    plain, got = (answer(name, base | {shown: text}) for text in ("甲" * len(hostile), hostile))
    assert set(got["errors"]) == set(plain["errors"])
    check_answer(name, base, got)
    if not got["errors"]:
        one, two = outline(plain["html"]), outline(got["html"])
        assert (one.tags, one.names) == (two.tags, two.names)
    check_documents(name, base | {shown: hostile}, got)
    if not got["errors"]:
        section = Tags(section_html(calculator, "here", base | {shown: hostile}, ""))
        assert section.tags == Tags(section_html(calculator, "here", base | {shown: "甲"}, "")).tags


@EVERY_PLACE
def test_markup_in_any_field_never_reaches_the_result(name, place):
    for hostile in ("<u>", "<u a='", '"><u b='):
        assert not re.search(r"<u[ >]", answer(name, whole_form(name) | {place: hostile})["html"])


# Documents ---------------------------------------------------------------------------------------------


@cache
def published(name):
    """The forms of the published cases with every box ticked: they reach whatever a calculator can say."""
    calculator = calculators.get(name)
    path = checks.CASES / f"{name}.toml"
    cases = tomllib.loads(path.read_text("utf-8"))["case"]
    forms = [calculator.form(), *(calculator.form(case["form"]) for case in cases)]
    return [form | ticks(calculator) for form in forms]


def makes(name, ending):
    """Whether a calculator, in one file or in several, has the kit's maker of such documents."""
    module = import_module(f"calculators.{name}")
    parts = [module, getattr(module, "papers", None)]
    return any(hasattr(part, f"{ending}_document") for part in parts)


@EACH
def test_documents_keep_to_the_form_of_their_standards(name):
    found = []
    for n, form in enumerate(published(name)):
        # Calendars take long to read; those of one calculator are much alike.
        found += check_documents(name, form, answer(name, form), calendars=n % 8 == 0)
    endings = {document.filename.rpartition(".")[2] for document in found}
    # Whatever a calculator makes has been looked at here, not only what it might have made.
    for ending in ("csv", "ics"):
        assert (ending in endings) == makes(name, ending), ending


@EACH
def test_a_day_keeps_its_identity_when_the_same_form_is_answered_again_or_a_day_later(name):
    # A calendar that is read in twice must replace its entries, not double them.
    calculator, checked = calculators.get(name), 0
    todays = [field.name for field in calculator.fields.values() if field.unit.prefill == "today"]
    for form in published(name) if makes(name, "ics") else ():
        if checked == 3 or not (before := identities(name, form)):
            continue
        checked += 1
        assert identities(name, form) == before
        later = {today: (date.fromisoformat(form[today]) + timedelta(1)).isoformat() for today in todays}
        after = identities(name, form | later)
        assert {entry: after[entry] for entry in before if entry in after}.items() <= before.items()
        assert all(len(set(found.values())) == len(found) for found in (before, after))
        # An entry may move, as a deadline does over days off; it never becomes another one.
        words = {(uid, said) for (_, said), uid in (before | after).items()}
        assert len(words) == len({uid for uid, _ in words})
    assert bool(checked) == makes(name, "ics")


def identities(name, form):
    """The identity of each entry of the calendar, by its day and words."""
    calendars = [d.text for d in documents(name, form) if d.filename.endswith(".ics")]
    events = [event for text in calendars for event in icalendar.Calendar.from_ical(text).walk("VEVENT")]
    return {(event.decoded("DTSTART"), str(event["SUMMARY"])): str(event["UID"]) for event in events}


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=60)
LINES = st.lists(WORDS, max_size=3).map("\n".join)


@given(st.lists(st.tuples(WORDS, LINES, st.integers(0, 30)), min_size=1, max_size=3))
def test_any_words_come_out_of_a_calendar_as_they_went_in(entries):
    events = [Event(f"key {i}", DAY, summary, said, remind) for i, (summary, said, remind) in enumerate(entries)]
    document = ics_document("日历", "a.ics", events, DAY)
    assert all(len(line) <= 75 for line in document.text.encode().split(b"\r\n"))
    read = icalendar.Calendar.from_ical(document.text).walk("VEVENT")
    for (summary, said, remind), event in zip(entries, read, strict=True):
        assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == (summary, said)
        (alarm,) = event.walk("VALARM")
        assert alarm.decoded("TRIGGER") == timedelta(hours=9) - timedelta(remind)


@given(st.lists(st.lists(LINES | st.sampled_from(HOSTILE), min_size=2, max_size=2), min_size=1, max_size=4))
def test_any_words_come_out_of_a_table_as_they_went_in_and_no_cell_is_a_formula(rows):
    document = csv_document("表", "a.csv", ("甲", "乙"), rows)
    read = list(csv.reader(io.StringIO(document.text.removeprefix(BOM), newline=""), strict=True))[1:]
    for typed, row in zip(rows, read, strict=True):
        for went, came in zip(typed, row, strict=True):
            assert came in (went, f"“{went}”")
            assert not came.startswith(DANGEROUS)


# Words that one spreadsheet or another takes for a figure, a day, a time, a truth value or a formula.
MISREAD = (
    *("0857", "09510012345", "20261112000123456789", "1E5", "1.50", "-5", "−5", "+86 951", "5%", "￥100", "1,234"),
    *("1/2", "3-5", "2026-11-20", "2026/11/20", "11月20日", "20:00", "May-12", "TRUE", "false", "真", "#N/A", "NaN"),
    *("=SUM(A1:A9)", "@客服", "＝1+1", "＋1", "－1", "＠a", "'0857", '="0857"', '"0857"', "“0857”", "a;b", "a,b"),
)


def opened(text, tmp_path):
    """The cells of a table as Gnumeric has them after opening it."""
    program = shutil.which("ssconvert")
    if not program:
        pytest.skip("no spreadsheet here: install gnumeric")
    (tmp_path / "typed.csv").write_bytes(text.encode())
    command = [program, "--export-type=Gnumeric_stf:stf_csv", tmp_path / "typed.csv", tmp_path / "shown.csv"]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    with (tmp_path / "shown.csv").open(encoding="utf-8", newline="") as shown:
        return list(csv.reader(shown))


def test_a_spreadsheet_shows_the_characters_that_were_written(tmp_path):
    days = [date(2026, 12, 10), date(2027, 1, 31)]
    columns = [MISREAD, [words[::-1] for words in MISREAD], ["可以申请，要审核"] * len(MISREAD)]
    columns.append([days[i % 2] for i, _ in enumerate(MISREAD)])
    columns.append([Decimal(f"{i}.50") for i, _ in enumerate(MISREAD)])
    table = csv_document("表", "a.csv", ("字", "倒过来", "话", "哪天", "钱"), list(zip(*columns, strict=True)))
    head, *rows = opened(table.text, tmp_path)
    assert head == ["字", "倒过来", "话", "哪天", "钱"]
    shown = list(zip(*rows, strict=True))
    assert list(shown[0]) == [f"“{words}”" for words in columns[0]]
    assert list(shown[1]) == [f"“{words}”" for words in columns[1]]
    assert list(shown[2]) == columns[2]
    assert shown[3][:2] == ("2026-12-10 周四", "2027-01-31 周日")
    assert [Decimal(amount) for amount in shown[4]] == columns[4]


@EACH
def test_every_table_that_is_taken_away_is_the_same_in_a_spreadsheet(name, tmp_path):
    tables = {d.text for form in published(name)[:3] for d in documents(name, form) if d.filename.endswith(".csv")}
    for text in tables:
        written = list(csv.reader(io.StringIO(text.removeprefix(BOM), newline="")))
        for typed, shown in zip(written, opened(text, tmp_path), strict=True):
            for went, came in zip(typed, shown, strict=True):
                # A figure may lose zeros that say nothing; it is the same figure.
                assert came == went or Decimal(came) == Decimal(went)
