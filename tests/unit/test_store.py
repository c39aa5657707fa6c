"""What is kept on the device: whatever stands there, it is read without loss, and what is written is what is read."""

import json
import random
import re

import pytest
from modules import node

import calculators
from scripts import checks, runtime

OLD = json.loads((checks.CASES / "kept-0.1.0.json").read_text("utf-8"))  # written by release 0.1.0
SITUATION = json.loads(OLD["situation"])
JUNK = [None, 0, -1.5, True, "", " ", "x" * 3000, "2026-11-20", "2026-1-1", [], ["2026-11-20"], [[]], {}, {"text": 5}]
JUNK += [{"rows": [1, None, {}]}, {"rows": {"0": {}}}, {"day": ["2026-11-20"]}, "<b>", "__proto__", "constructor"]
NAMES = ["__proto__", "constructor", "toString", "x y", "", "A", "plan_goal", "text", "rows", "v", "9"]


def entry(**more):
    return {"label": "标签", "from": "能还多少", "day": "2026-11-22", "tick": "", "suffix": "元"} | more


def state(**kept):
    return json.dumps({"v": 1, "kept": kept})


def places(value, path=()):
    """Every place in a JSON value, as the keys that lead to it."""
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield from places(each, (*path, key))


def damaged(value, dice):
    """The value with a few places put to something else, removed, or joined by something unknown."""
    value = json.loads(json.dumps(value))
    for _ in range(dice.choice((1, 1, 2, 4))):
        path = dice.choice([p for p in places(value) if p])
        holder = value
        for key in path[:-1]:
            holder = holder[key]
        junk = json.loads(json.dumps(dice.choice(JUNK)))
        how = dice.random()
        if how < 0.6:
            holder[path[-1]] = junk
        elif isinstance(holder, list):
            holder.insert(path[-1], junk)
        elif how < 0.8:
            del holder[path[-1]]
        else:
            holder[dice.choice(NAMES)] = junk
    return value


# Reading ---------------------------------------------------------------------------------------------------------


def test_what_release_0_1_0_kept_is_read_whole_and_stays_to_the_letter():
    read = node("({situation}) => { const found = store.situation.parse(situation);"
                " return [found.kept, found.strange, store.situation.unparse(found)]; }", OLD)  # fmt: skip
    assert read == [SITUATION["kept"], [], OLD["situation"]]


def test_what_release_0_1_0_gave_to_take_away_can_be_brought_in():
    # One of its rows holds a brace: that release could not read this one itself.
    assert "{明细}" in OLD["export"].splitlines()[12]
    assert node("({export: text}) => store.copies.unpack(`聊天里转来的：\n${text}\n好的}`)", OLD) == {
        "kept": SITUATION["kept"],
        "steps": json.loads(OLD["steps"]),
        "left": {"values": 0, "steps": 0},
    }


def test_forms_that_release_0_1_0_put_aside_are_read():
    old = json.loads(OLD["form"])
    assert node("({form}) => store.forms.parse(form, '/tools/contact-log/')", OLD) == {
        "top": old["top"],
        "state": [{"mine": True} | form for form in old["state"]],
    }
    assert node("({form}) => store.forms.parse(form, '/start/')", OLD) is None


def test_hundreds_of_damaged_states_are_read_without_losing_what_is_whole():
    dice = random.Random(20261125)
    whole = SITUATION | {"later": {"a": 1}}
    cases = [damaged(whole, dice) for _ in range(600)]
    given = [json.dumps(value) for value in cases]
    given += [OLD["situation"][: dice.randrange(len(OLD["situation"]))] for _ in range(40)]
    given += [json.dumps(junk) for junk in JUNK] + ["{", "", "null", "NaN", "\ud800"]
    read = node(
        """(texts) => texts.map((text) => {
          const found = store.situation.parse(text);
          if (!found?.kept) return found;
          const written = store.situation.unparse(found);
          const again = store.situation.parse(written);
          store.copies.pack(found);
          return { kept: found.kept, strange: found.strange, written, again: again.kept };
        })""",
        given,
    )
    seen = 0
    for value, found in zip(cases, read, strict=False):
        if value.get("v") != 1 or isinstance(value["v"], bool):
            assert found == {"newer": True}
            continue
        # Written as it was read, all of it stays, also what is not understood.
        kept = value.get("kept") if isinstance(value.get("kept"), dict) else {}
        assert json.loads(found["written"]) == value | {"kept": kept}
        assert found["again"] == found["kept"]
        assert sorted([*found["kept"], *found["strange"]]) == sorted(kept)
        for name, raw in SITUATION["kept"].items():
            now = kept.get(name)
            if now == raw:
                assert found["kept"][name] == raw
            elif "rows" in raw and isinstance(now, dict) and isinstance(now.get("rows"), list) and "text" not in now:
                there = found["kept"].get(name, {"rows": []})["rows"]
                assert [row for row in raw["rows"] if row in now["rows"] and row not in there] == []
            seen += 1
    assert seen > 3000


@pytest.mark.parametrize("day", [["2026-11-20"], {"0": "2026-11-20"}, None, 20261120, "2026-11-2", "not a day"])
def test_a_day_that_is_none_leaves_the_value_and_is_left_out(day):
    kept = node("(text) => store.situation.parse(text).kept", state(income=entry(text="4800", day=day)))
    assert kept == {"income": entry(text="4800", day="")}


def test_one_bad_row_leaves_its_siblings_and_its_own_place():
    rows = [{"day": "2026-11-20"}, {"day": ["2026-11-20"]}, 7, {"said": "x" * 2001}, {"day": "", "said": " "}]
    rows += [{"day": "2026-11-21", "said": "可以"}]
    raw = state(contacts=entry(rows=rows, lines=["一", "二", "三", "四", "五", 6]))
    found, written = node(
        """(text) => {
          const found = store.situation.parse(text);
          const { contacts } = found.kept;
          const rows = [{ day: '2026-11-22' }, ...contacts.rows];
          const now = { ...contacts, rows, lines: ['新', ...contacts.lines] };
          return [contacts, JSON.parse(store.situation.unparse({ ...found, kept: { contacts: now } })).kept.contacts];
        }""",
        raw,
    )
    assert found["rows"] == [rows[0], rows[5]]
    assert found["lines"] == ["一", "2026-11-21；可以"]
    assert written["rows"] == [{"day": "2026-11-22"}, rows[0], rows[5], *rows[1:5]]


def test_more_rows_than_are_read_stay_in_their_place():
    rows = [{"said": str(n)} for n in range(75)]
    found = node("(text) => { const all = store.situation.parse(text); return [all.kept.contacts.rows.length,"
                 " JSON.parse(store.situation.unparse(all)).kept.contacts.rows.length]; }",
                 state(contacts=entry(rows=rows, lines=[])))  # fmt: skip
    assert found == [60, 75]


def test_what_a_later_release_adds_under_the_same_version_stays_when_something_is_changed():
    later = {
        "v": 1,
        "goal": {"by": "2027-03-01"},
        "kept": {
            "photo": {"picture": "data:,", "day": "2026-12-01"},
            "income": entry(text="4800"),
            "affordable": entry(text="900", note="later"),
            "x y": entry(text="1"),
            **{f"later_{chr(97 + n // 26)}{chr(97 + n % 26)}": entry(text=str(n)) for n in range(100)},
        },
    }
    written = node(
        """(text) => {
          const found = store.situation.parse(text);
          found.kept.income = { ...found.kept.income, text: '5000' };
          found.kept.principal = { ...found.kept.income, text: '6000' };
          return JSON.parse(store.situation.unparse(found));
        }""",
        json.dumps(later),
    )
    assert written == later | {
        "kept": later["kept"] | {"income": entry(text="5000"), "principal": entry(text="6000")},
    }


@pytest.mark.parametrize("version", [0, 2, "1", None])
def test_another_version_is_neither_read_nor_called_empty(version):
    text = json.dumps({"v": version, "kept": {"income": entry(text="4800")}})
    assert node("(text) => store.situation.parse(text)", text) == {"newer": True}


# Writing -----------------------------------------------------------------------------------------------------------


def test_what_is_written_is_what_will_be_read():
    dice = random.Random(7)
    for _ in range(3):
        texts = ["x" * n for n in (1, 399, 400, 401, 2000)] + ["1" + " " * 420 + "2", "\u2005", "“”", "\\", "😀"]
        rows = [{key: dice.choice(texts) for key in ("day", "said", "mark")} for _ in range(60)]
        given = {"income": entry(text=dice.choice(texts) + "。"), "contacts": entry(rows=rows, lines=["行"] * 60)}
        kept, read = node(
            """(kept) => {
              const fit = ([name, raw]) => [name, store.situation.entry(raw)];
              const fitted = Object.fromEntries(Object.entries(kept).map(fit));
              const said = store.situation.write({ kept: fitted });
              return [said === 'kept' && fitted, store.situation.read().kept];
            }""",
            given,
        )
        assert kept == read
        wanted = [row for row in rows if any(text.strip() for text in row.values())]
        assert read["contacts"]["rows"] == wanted


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("Object.defineProperty(globalThis, 'localStorage', {get() { throw new DOMException('', 'SecurityError'); }})",
         "blocked"),
        ("localStorage = null", "blocked"),
        ("localStorage = undefined", "blocked"),
        ("localStorage.setItem = () => {}", "blocked"),
        ("localStorage.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }", "full"),
        ("localStorage.setItem = () => { throw new DOMException('', 'NS_ERROR_DOM_QUOTA_REACHED'); }", "full"),
    ],
)  # fmt: skip
def test_what_could_not_be_kept_is_never_said_to_be_kept(broken, says):
    run = f"""() => {{ {broken}; return [store.situation.write({{kept: {{}}}}), store.steps.write({{a: '2026-11-22'}}),
      store.situation.read(), store.steps.read()]; }}"""
    assert node(run) == [says, says, None, {}]


def test_labels_ticks_and_diaries_are_as_the_calculators_declare_them():
    words, diaries = set(), set()
    for name in calculators.SHELF:
        calculator = calculators.get(name)
        words.add(calculator.title)
        for field in calculator.fields.values():
            words |= {field.unit.label, field.unit.tick or ""}
            diaries |= {field.unit.same} if field.unit.diary else set()
        words |= {unit.label for unit, _ in calculator.outputs.values()}
    assert [each for each in words if len(each) > 60] == []
    assert node("() => store.situation.DIARIES") == sorted(diaries)


# Bringing in -------------------------------------------------------------------------------------------------------


def test_an_import_of_two_hundred_says_what_was_taken_and_what_was_not():
    kept = {f"name_{chr(97 + n // 26)}{chr(97 + n % 26)}": entry(text=str(n)) for n in range(200)}
    told = node(
        "(text) => { const {state, ...told} = store.copies.bring(null, store.copies.unpack(text));"
        " return {...told, kept: Object.keys(state.kept)}; }",
        state(**kept),
    )
    assert told["kept"] == told["taken"] == list(kept)[:60]
    assert told["full"] == list(kept)[60:]


def test_a_log_that_is_brought_in_is_put_beside_the_one_that_is_here():
    here = entry(rows=[{"day": "2026-11-20", "said": "甲"}, {"day": "2026-11-21", "said": "乙"}], lines=["甲", "乙"])
    brought = entry(rows=[{"day": "2026-11-21", "said": "乙"}, {"day": "2026-11-22", "said": "丙"}], lines=["乙", "丙"])
    bills = entry(rows=[{"due": "2026-11-01", "amount": "5"}], lines=["五"])
    told = node(
        """([here, text]) => {
          const { state, taken } = store.copies.bring(store.situation.parse(here), store.copies.unpack(text));
          return [state.kept.contacts, taken, JSON.parse(store.situation.unparse(state)).kept.bills];
        }""",
        [state(contacts=here, bills=entry(rows=[{"due": "x"}], lines=["旧"])), state(contacts=brought, bills=bills)],
    )
    assert [row["said"] for row in told[0]["rows"]] == ["甲", "乙", "丙"]
    assert told[0]["lines"] == ["甲", "乙", "丙"]
    assert told[1:] == [["contacts", "bills"], bills]


def test_rows_for_which_there_is_no_room_are_counted():
    rows = [{"said": str(n)} for n in range(130)]
    told = node("(text) => { const {state, rows} = store.copies.bring(null, store.copies.unpack(text));"
                " return [state.kept.contacts.rows.length, [...rows]]; }",
                state(contacts=entry(rows=rows, lines=[])))  # fmt: skip
    assert told == [60, [["contacts", 70]]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", None),
        ("{", None),
        ('{"v":1}', None),
        ('{"v":1,"kept":[]}', None),
        ('{"v":2,"kept":{}}', {"newer": True}),
        ('{"v":"1","kept":{}}', None),
        ('{"v":1,"kept":{"income":5},"steps":{"contact-who":["2026-11-20"],"a b":"2026-11-20"}}',
         {"kept": {}, "steps": {}, "left": {"values": 1, "steps": 2}}),
    ],
)  # fmt: skip
def test_what_is_pasted_is_checked(text, found):
    assert node("(text) => store.copies.unpack(text)", text) == found


def test_what_is_taken_away_holds_also_what_is_not_understood_here():
    whole = {"v": 1, "kept": {"photo": {"picture": 1}, "income": entry(text="4800")}, "later": [1]}
    packed = node("(text) => JSON.parse(store.copies.pack(store.situation.parse(text)))", json.dumps(whole))
    assert packed == whole | {"steps": {}}


# Two versions of a list -----------------------------------------------------------------------------------------------


def merged(*cases):
    return node("(cases) => cases.map((rows) => store.merge(...rows))", cases)


def cells(result):
    return [each["cells"] for each in result]


A, B, C = ({"day": f"2026-11-2{n}", "channel": "chat", "said": said} for n, said in enumerate("甲乙丙"))


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ([], [], [A, B], [A, B]),  # opened
        ([A], [A], [A, B], [A, B]),  # a row more in the other tab
        ([A], [A, B], [A], [A, B]),  # a row more here
        ([A], [A, B], [A, C], [A, B, C]),
        ([A], [A, {"channel": "chat"}], [A | {"said": "改"}], [A | {"said": "改"}, {"channel": "chat"}]),
        ([A, B], [B], [A, B], [B]),  # removed here
        ([A, B], [A, B], [A], [A]),  # removed there
        ([A, B], [A | {"said": "改"}, B], [B], [A | {"said": "改"}, B]),  # removed there, changed here
        ([A, B], [B], [A | {"said": "改"}, B], [B, A | {"said": "改"}]),
        ([A], [A | {"said": "改"}], [A | {"next": "x"}], [A | {"said": "改", "next": "x"}]),
        ([A], [A | {"said": "改"}], [A | {"said": "另"}], [A | {"said": "改"}, A | {"said": "另"}]),  # both: twice
        ([A], [A | {"said": "改"}], [A | {"said": "改"}], [A | {"said": "改"}]),
        ([], [A], [A, B], [A, B]),
        # With a mark, a row is known by it, whatever was changed; one that was made anew in both counts as stored.
        ([A | {"mark": "1"}], [A | {"mark": "1"}], [C | {"mark": "1"}], [C | {"mark": "1"}]),
        ([A], [A | {"mark": "2"}], [A | {"mark": "1"}], [A | {"mark": "1"}]),
        ([], [A | {"mark": "1"}], [A | {"mark": "1", "said": "另"}], [A | {"mark": "1"}, A | {"said": "另"}]),
        ([], [A | {"mark": "1"}], [A | {"mark": "2"}], [A | {"mark": "1"}, A | {"mark": "2"}]),
    ],
)
def test_two_versions_of_a_log_become_one(base, mine, theirs, both):
    assert cells(merged([base, mine, theirs])[0]) == both


def test_nothing_typed_is_lost_whatever_two_tabs_do():
    dice = random.Random(11)
    named = 0

    def word():
        nonlocal named
        named += 1
        return f"词{named}"

    def changed(rows, marked):
        rows = [dict(row) for row in rows]
        typed = set()
        for _ in range(dice.randrange(4)):
            how = dice.random()
            if how < 0.4 and rows:
                row = dice.choice(rows)
                row[dice.choice(("day", "said", "next"))] = new = word()
                typed.add(new)
            elif how < 0.7:
                rows.insert(
                    dice.randrange(len(rows) + 1), {"said": (new := word())} | ({"mark": word()} if marked else {})
                )
                typed.add(new)
            elif rows:
                rows.remove(dice.choice(rows))
        return rows, {text for row in rows for key, text in row.items() if text in typed and key != "mark"}

    cases, typed = [], []
    for _ in range(1500):
        marked = dice.random() < 0.5
        base = [{"day": dice.choice("12"), "channel": dice.choice("ab"), "said": dice.choice(("", "甲", word()))}
                | ({"mark": word()} if marked else {}) for _ in range(dice.randrange(5))]  # fmt: skip
        mine, here = changed(base, marked)
        theirs, there = changed(base, marked)
        cases.append((base, mine, theirs))
        typed.append(here | there)
    rows = [cells(each) for each in merged(*cases)]
    for (base, mine, theirs), found, words in zip(cases, rows, typed, strict=True):
        assert words <= {text for row in found for text in row.values()}, (base, mine, theirs, found)
        assert len(found) <= len(mine) + len(theirs)
    # Where only one side has done something, that is what is there; and it comes to rest.
    canonical = lambda rows: sorted(json.dumps(row, sort_keys=True) for row in rows)  # noqa: E731
    for (base, mine, _), only_mine, only_theirs, again in zip(
        cases,
        merged(*[(base, mine, base) for base, mine, _ in cases]),
        merged(*[(base, base, theirs) for base, _, theirs in cases]),
        merged(*[(theirs, found, found) for (_, _, theirs), found in zip(cases, rows, strict=True)]),
        strict=True,
    ):
        assert canonical(cells(only_mine)) == canonical(mine), base
        assert len(cells(again)) == len({json.dumps(each) for each in again})
        assert all("cells" in each for each in only_theirs)
    for found, again in zip(rows, merged(*[(found, found, found) for found in rows]), strict=True):
        assert cells(again) == found


def test_two_tabs_that_write_in_turn_come_to_rest():
    # A has a row that is not whole; B changes a word and is kept; A completes its row and is kept; B follows.
    run = """([a, b, half]) => {
      const change = { ...a, said: '改' };
      const here = store.merge([a, b], [a, b, half], [change, b]).map(({ cells }) => cells);
      const whole = here.map((row) => (row.said === half.said ? { ...row, day: '2026-11-23' } : row));
      const there = store.merge([change, b], [change, b], whole).map(({ cells }) => cells);
      return [here, there, store.merge(whole, whole, there).map(({ cells }) => cells)];
    }"""
    here, there, again = node(run, [A, B, {"said": "还没写完"}])
    assert here == [A | {"said": "改"}, B, {"said": "还没写完"}]
    assert there == again == [A | {"said": "改"}, B, {"said": "还没写完", "day": "2026-11-23"}]


# Ticks and forms -----------------------------------------------------------------------------------------------------


def test_ticks_of_a_later_release_stay():
    run = """(text) => {
      store.set('localStorage', 'steps', text);
      store.steps.write({ 'contact-who': '2026-11-22', 'contact-ask': null, 'Bad id': '2026-11-22', 'contact-x': 'x' });
      return [store.steps.read(), JSON.parse(store.get('localStorage', 'steps'))];
    }"""
    raw = {"contact-ask": "2026-11-20", "contact-note": {"day": "2026-11-20"}, "X": 1}
    assert node(run, json.dumps(raw)) == [
        {"contact-who": "2026-11-22"},
        {"contact-note": {"day": "2026-11-20"}, "X": 1, "contact-who": "2026-11-22"},
    ]
    gone = """() => {
      store.steps.write({ a: '2026-11-22' });
      store.steps.write({ a: null });
      return store.get('localStorage', 'steps');
    }"""
    assert node(gone) is None


@pytest.mark.parametrize(
    "stored", ["[]", "{", "null", '"x"', '{"no-such-step":"2020-01-01"}', '{"start-x":[1]}', "x" * 5000]
)
def test_whatever_was_stored_the_steps_can_be_ticked(stored):
    run = """(text) => {
      store.set('localStorage', 'steps', text);
      const before = Object.keys(store.steps.read());
      return [before, store.steps.write({ 'start-stop': '2026-11-22' }), Object.keys(store.steps.read())];
    }"""
    before = ["no-such-step"] if "2020" in stored else []
    assert node(run, stored) == [before, "kept", [*before, "start-stop"]]


def test_every_step_can_be_ticked():
    pages = [page.read_text("utf-8") for page in (runtime.ROOT / "docs").rglob("*.md")]
    heads = [head for page in pages for head in re.findall(r"^#.*\{([^}]*\.step\b[^}]*)\}", page, re.MULTILINE)]
    ids = sorted(id for head in heads for id in re.findall(r"#([\w-]+)", head))
    run = """(ids) => {
      store.steps.write(Object.fromEntries(ids.map((id) => [id, '2026-11-22'])));
      return Object.keys(store.steps.read());
    }"""
    assert len(ids) > 30
    assert sorted(node(run, ids)) == ids


def test_hundreds_of_damaged_forms_are_read_or_left():
    dice = random.Random(3)
    form = {
        "mine": False,
        "fields": {"as_of": "2026-11-22", "contacts.confirmed": True},
        "rows": {"contacts": [{"day": "2026-11-20", "said": "甲"}]},
        "open": [False, True],
    }
    now = {"path": "/p", "top": 9, "state": [form]}
    given = [
        json.dumps(damaged(form, dice)) for form in (now, json.loads(OLD["form"]) | {"path": "/p"}) for _ in range(300)
    ]
    given += ["", "{", "null", "[]", json.dumps(now)[:60]]
    read = node("(texts) => texts.map((text) => store.forms.parse(text, '/p'))", given)
    for found in filter(None, read):
        for form in found["state"]:
            groups = form["rows"].values() if isinstance(form["rows"], dict) else form["rows"]
            values = [*form["fields"].values()]
            values += [
                v for rows in groups if rows for row in rows for v in (row.values() if isinstance(row, dict) else row)
            ]
            assert {type(value) for value in values} <= {str, bool}
            assert {type(each) for each in (*form["open"], form["mine"])} <= {bool}
    assert node("(text) => store.forms.parse(text, '/p')", json.dumps(now)) == {"top": 9, "state": now["state"]}
    assert sum(map(bool, read)) > 400
