"""Numbers in a link: what a calculator's form may hold arrives as it was sent, and whatever else comes is refused."""

import json
import random
import re
import string
from datetime import date, timedelta
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from modules import node

import calculators
from calculators.kit.render import respond, section_html
from calculators.kit.units import Choice, Count, Day, Rate
from calculators.overdue_cost import MOST_DAYS
from scripts import checks

LONGEST = 500  # characters
TRAVELLING = [name for name in calculators.SHELF if name != "contact_log"]  # nothing of a log travels
OLD = json.loads((checks.CASES / "tokens-0.1.0.json").read_text("utf-8"))  # made by the pages of release 0.1.0
# A token as the page makes it: hostile ones must get past the seal, too.
SEALED = "([name, bodies]) => bodies.map((body) => token.sealed(name, body))"
# The fields come as JSON. Gives tokens, and what is read of them; of one that can't be read why.
PRELUDE = """
  const field = ([name, { columns, rows }]) => [name, { columns: new Map(columns), rows }];
  const map = (fields) => new Map(fields.map(field));
  const read = (name, fields, text) => {
    try {
      return token.unpack(name, map(fields), text);
    } catch (error) {
      if (error instanceof token.Unreadable) return error.why;
      throw error;
    }
  };
"""
SEND = f"([name, fields, forms]) => {{ {PRELUDE} return forms.map((form) => token.pack(name, map(fields), form)); }}"
READ = f"([name, fields, texts]) => {{ {PRELUDE} return texts.map((text) => read(name, fields, text)); }}"


class Fields(HTMLParser):
    """What of a calculator's form may travel, read out of its HTML as ``share/fields.js`` reads it out of the page."""

    def __init__(self, html):
        super().__init__()
        self.found = {}
        self._rows = self._column = None
        self._template = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        if "data-rows" in has:
            about = {"most": int(has["data-most"]), "noun": has["data-noun"], "texts": []}
            self._rows = self.found[has["data-rows"]] = {"columns": {}, "rows": about}
        self._template = self._template or tag == "template"
        if tag == "option" and self._column:
            self._column["options"].append(has.get("value", ""))
        if tag not in ("input", "select") or not has.get("name"):
            return
        name, *rest = has["name"].split(".")
        self._column = {"kind": "choice", "options": []} if tag == "select" else None
        column = self._column or {"kind": "day" if has.get("data-unit") == "day" else "number"}
        stays = "data-stays" in has or rest == ["confirmed"]
        if rest and self._template:
            if not stays:
                self._rows["columns"][rest[1]] = column
            elif tag == "input":
                self._rows["rows"]["texts"].append(rest[1])
        elif not rest and not stays:
            self.found[name] = {"columns": {"": column}}

    def handle_endtag(self, tag):
        self._template = self._template and tag != "template"
        if tag == "select":
            self._column = None


def fields(name):
    html = section_html(calculators.get(name), "id", calculators.get(name).form({}), "")
    found = Fields(html[: html.index("</form>")]).found
    alone_first = sorted(found.items(), key=lambda each: "rows" in each[1])
    return [[key, value | {"columns": [*value["columns"].items()]}] for key, value in alone_first if value["columns"]]


def travels(name, typed=None):
    calculator = calculators.get(name)
    reading = calculator.read(calculator.form(typed or {}))
    assert reading.mistakes == {}
    return calculator.travels(reading)


def by_day(row):
    """The first day of a row: rows arrive in the order of their days."""
    return next((text for text in row.values() if re.fullmatch(r"\d{4}-\d\d-\d\d", text)), "")


def arrives(got, sent):
    assert got.keys() == sent.keys()
    for name, value in sent.items():
        if isinstance(value, list):
            wanted = sorted(value, key=by_day)
            assert [{k: row[k] for k in one} for row, one in zip(got[name], wanted, strict=True)] == wanted
        else:
            assert got[name] == value


@pytest.mark.parametrize("name", TRAVELLING)
def test_what_travels_is_what_the_form_lets_travel(name):
    there = dict(fields(name))
    for key, value in travels(name).items():
        column = dict(there[key]["columns"])
        assert isinstance(value, list) == ("rows" in there[key])
        assert all(row.keys() == column.keys() for row in value) if isinstance(value, list) else [*column] == [""]
    assert travels(name).keys() == there.keys()


@pytest.mark.parametrize("name", TRAVELLING)
def test_every_case_arrives_as_it_was_sent(name):
    sent = [travels(name, case["form"]) for case in checks.cases(name) if "errors" not in case]
    tokens = node(SEND, [name, fields(name), sent])
    assert max(map(len, tokens)) <= LONGEST
    for form, got in zip(sent, node(READ, [name, fields(name), tokens]), strict=True):
        arrives(got, form)


@pytest.mark.parametrize("name", OLD)
def test_a_link_of_release_0_1_0_is_read_and_written_the_same(name):
    sent, tokens = zip(*((each["travels"], each["token"]) for each in OLD[name]), strict=True)
    for form, got in zip(sent, node(READ, [name, fields(name), tokens]), strict=True):
        arrives(got, form)
    # Some calculators have gained fields since, in between.
    then = sorted((f for f in fields(name) if f[0] in sent[0]), key=lambda f: ("rows" in f[1], [*sent[0]].index(f[0])))
    assert node(SEND, [name, then, sent]) == list(tokens)


AS_OF = date(2045, 6, 15)  # ten years around it, which overdue_cost takes, lie within what a day may be


def full(name, seed):
    """The longest form there is: every row, every field; in each column the greatest value and the farthest days."""
    chance = random.Random(seed)

    def span(unit):
        if name == "overdue_cost":
            return AS_OF - timedelta(MOST_DAYS), AS_OF + timedelta(MOST_DAYS)
        return date.fromisoformat(unit.min), date.fromisoformat(unit.max)

    def value(unit, place=1):
        """In row 0 the greatest, in the last, -1, the earliest day, in others any."""
        if isinstance(unit, Choice):
            return chance.choice(unit.options)[0]
        if isinstance(unit, Day):
            first, last = span(unit)
            days = (last - first).days
            return unit.typed(first + timedelta({0: days, -1: 0}.get(place, chance.randint(0, days))))
        if isinstance(unit, Count):
            return str(unit.max if place == 0 else chance.randint(unit.min, unit.max))
        if isinstance(unit, Rate):
            most = float(unit.max)
            share = most - 10**-unit.places if place == 0 else chance.uniform(most / 2, most)
            return unit.typed(unit.read(f"{share:.{unit.places}f}%"))
        least, most = (int(Decimal(bound) * 100) for bound in (unit.min, unit.max))
        fen = most - 1 if place == 0 else chance.randint(max(1, least), most)
        return unit.typed(unit.read(f"{fen / 100:.2f}"))

    form = {}
    for field in calculators.get(name).fields.values():
        if field.unit.stays:
            continue
        if field.rows:
            units = {key: unit for key, (unit, _) in field.rows.items() if not unit.stays}
            most = field.unit.most
            places = [-1 if place == most - 1 else place for place in range(most)]
            form[field.name] = [{k: value(u, place) for k, u in units.items()} for place in places]
        else:
            form[field.name] = value(field.unit, 0)
    if name == "overdue_cost":
        form["as_of"] = AS_OF.isoformat()
    return form


@pytest.mark.parametrize("name", TRAVELLING)
def test_the_longest_form_fits_into_a_link(name):
    sent = [full(name, seed) for seed in range(8)]
    tokens = node(SEND, [name, fields(name), sent])
    assert all(10 < len(token) <= LONGEST for token in tokens)
    for form, got in zip(sent, node(READ, [name, fields(name), tokens]), strict=True):
        arrives(got, form)


def test_the_longest_overdue_cost_is_one_that_its_form_takes():
    rows = full("overdue_cost", 0)
    form = {name: value for name, value in rows.items() if isinstance(value, str)}
    for name in ("bills", "payments"):
        form |= {f"{name}.{i}.{cell}": text for i, row in enumerate(rows[name]) for cell, text in row.items()}
    assert respond(calculators.get("overdue_cost"), form | {"app_interest": ""})["errors"] == {}


def test_what_does_not_fit_into_a_link_gives_none():
    form = full("overdue_cost", 1)
    for row in form["bills"]:
        row["amount"] = str(Decimal(row["amount"]) * 10**9)
    assert node(SEND, ["overdue_cost", fields("overdue_cost"), [form]]) == [None]


def test_own_words_cause_and_health_never_travel():
    for name in calculators.SHELF:
        for field in calculators.get(name).fields.values():
            sent = travels(name).get(field.name)
            assert (sent is None) == field.unit.stays
            for key, (unit, _) in field.rows.items():
                # Rows that stay as a whole, as those of the log, have none to look at.
                assert all((key in row) != unit.stays for row in sent or ())
    assert {"cause", "words", "since", "income_before", "income_now"}.isdisjoint(travels("request_letter"))


def test_names_of_rows_are_replaced_by_numbers():
    typed = {"debts.0.name": "张三", "debts.0.balance": "3000", "debts.1.name": "花呗", "debts.1.balance": "500"}
    sent = travels("affordability", typed)
    assert "张三" not in json.dumps(sent, ensure_ascii=False)
    asked = ["affordability", fields("affordability")]
    (got,) = node(READ, [*asked, node(SEND, [*asked, [sent]])])
    assert [row["name"] for row in got["debts"]] == ["欠款 1", "欠款 2"]


def test_fields_that_are_new_since_a_link_was_made_are_left_out():
    known = fields("overdue_cost")
    (token,) = node(SEND, ["overdue_cost", known[1:], [travels("overdue_cost")]])
    (got,) = node(READ, ["overdue_cost", known, [token]])
    assert known[0][0] not in got
    assert got.keys() == {name for name, _ in known[1:]}
    # A name that is gone makes the whole of it unreadable rather than half read.
    assert node(READ, ["overdue_cost", known[2:], [token]]) == ["other"]


def fnv(text):
    total = 0x811C9DC5
    for sign in text:
        total = (total ^ ord(sign)) * 0x01000193 & 0xFFFFFFFF
    return total


def test_names_and_options_can_be_told_apart_in_a_link():
    for name in calculators.SHELF:
        known = calculators.get(name).fields
        groups = [list(known), *(list(field.rows) for field in known.values())]
        units = [u for f in known.values() for u in (f.unit, *(unit for unit, _ in f.rows.values()))]
        for names in groups:
            assert len({fnv(each) % 2039 for each in names}) == len(names), name
        for unit in units:
            if isinstance(unit, Choice):
                assert len({fnv(value) % 4093 for value, _ in unit.options}) == len(unit.options), (name, unit.label)


def good_token(**typed):
    (token,) = node(SEND, ["overdue_cost", fields("overdue_cost"), [travels("overdue_cost", typed)]])
    return token


def sealed(name, *bodies):
    return node(SEALED, [name, bodies])


def test_a_token_of_another_version_or_a_broken_one_says_which_it_is():
    token = good_token(fee="12")
    body = token[:-4]
    (later, empty) = sealed("overdue_cost", "2" + body[1:], "1")
    texts = {
        later: "other",
        "9": "other",
        token[:-1]: "broken",
        token[:20]: "broken",
        "": "broken",
        token[:20] + "。": "broken",
        "。" + token: "broken",
        "1" + "A" * 600: "broken",
        empty: "broken",
        sealed("repayment_plan", body)[0]: "broken",
    }
    assert node(READ, ["overdue_cost", fields("overdue_cost"), list(texts)]) == list(texts.values())


def hostile(good):
    """Some thousand tokens: noise, markup, broken, forged and a few good ones, the same each time."""
    chance = random.Random(5)
    safe = string.ascii_letters + string.digits + "-_"
    anything = safe + "<>\"'&;:/?#%~.= \\()[]{}$`，。\u0000\u202e😀"
    markup = ["<img src=x onerror=alert(1)>", "%3Cscript%3E", "%E0%A4%A", "__proto__", "1" + "_" * 499]
    tokens, bodies = [*markup, good, good], []
    for turn in range(4000):
        kind, length = turn % 5, chance.randrange(1, 120)
        body = "1" + "".join(chance.choice(safe) for _ in range(length))
        if kind == 0:
            tokens.append("".join(chance.choice(anything) for _ in range(length)))
        elif kind == 1:
            bodies.append(body)
        elif kind == 2:
            # A real one with a few signs changed, sealed again: it gets as far as its fields.
            signs = list(good[:-4])
            for _ in range(chance.randrange(1, 4)):
                signs[chance.randrange(1, len(signs))] = chance.choice(safe)
            bodies.append("".join(signs))
        elif kind == 3:
            tokens.append(good[: chance.randrange(len(good))] + chance.choice(markup))
        else:
            bodies.append(good[:-4] + "".join(chance.choice(safe) for _ in range(length)))
    return [*tokens, *sealed("overdue_cost", *bodies)]


def test_hostile_tokens_are_refused_or_hold_nothing_but_numbers():
    tokens = hostile(good_token(fee="12", app_interest="99.50"))
    known = dict(fields("overdue_cost"))
    found = node(READ, ["overdue_cost", list(known.items()), tokens])
    assert {each for each in found if isinstance(each, str)} == {"other", "broken"}
    forms = [each for each in found if not isinstance(each, str)]
    assert len(forms) >= 2
    for form in forms:
        assert form.keys() <= known.keys()
        for name, value in form.items():
            rows = value if isinstance(value, list) else [{"": value}]
            assert len(rows) <= known[name].get("rows", {"most": 1})["most"]
            for row in rows:
                columns = dict(known[name]["columns"])
                assert row.keys() <= columns.keys()
                for cell, text in row.items():
                    options = columns[cell].get("options", [])
                    assert text in options if options else re.fullmatch(r"[0-9.%-]*", text)
