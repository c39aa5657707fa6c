"""One rule, one wording: what the law says on a point is said the same way on every page and in every result."""

import re
from datetime import date

import pytest

from calculators.kit import facts
from scripts import runtime

TEXTS = {
    path.relative_to(runtime.ROOT).as_posix(): path.read_text("utf-8")
    for pattern in ("docs/**/*.md", "calculators/**/*.py", "calculators/facts/*.toml")
    for path in sorted(runtime.ROOT.glob(pattern))
}
SENTENCE = re.compile(r"[^。；？\n]+")
# A sentence that has the first must not have the second.
NEVER = {
    "what restarts limitation does so: the interpretation says 应当认定": (r"时效", r"可能[^，]*起算|起算[^，]*可能"),
    "one term: 重新起算": (r"时效", r"重新算|重新计算|从头算"),
    "an exception is named, not left out of a sentence": (r"没人催", r"除外"),
    "after a notice the old lender is the wrong one to pay": (r"核实", r"只走支付宝"),
    "who is related to the debt may be asked": (r"", r"只应向债务人催收"),
}
# A sentence that has the first must have every one of the others.
ALWAYS = {"who pays for somebody else": (r"没有(?:替.|代)还的义务", ("担保", "一起借的"))}
# The same for a line of a page, where a rule takes more than one sentence.
BESIDE = {
    "what a spouse owes has two halves": (r"超出[^。]*(?:日常|需要)", r"(?<!不)是共同债务"),
    "an old debt is a matter for the legal line": (r"好几年没人催", r"help\.legal_line"),
}


def sentences(name: str) -> list[str]:
    """The sentences of a text, without link targets and the words that stand over a link."""
    return SENTENCE.findall(re.sub(r"\]\([^)]*\)", "]", TEXTS[name]))


@pytest.mark.parametrize("name", TEXTS)
def test_one_rule_has_one_wording(name):
    found = [
        f"{why}: {said}"
        for said in sentences(name)
        for why, (about, wrong) in NEVER.items()
        if re.search(about, said) and re.search(wrong, said)
    ]
    found += [
        f"{why}: {said}"
        for said in sentences(name)
        for why, (about, needed) in ALWAYS.items()
        if re.search(about, said) and not all(word in said for word in needed)
    ]
    found += [
        f"{why}: {line}"
        for line in TEXTS[name].splitlines() * name.endswith(".md")
        for why, (about, needed) in BESIDE.items()
        if re.search(about, line) and not re.search(needed, line)
    ]
    assert found == []


def test_a_pilot_that_runs_out_says_so_from_the_day_after():
    assert facts.value("law.bad_loan_transfer", date(2026, 12, 31)) == "试点到 2026 年 12 月 31 日"
    assert "没有核对" in facts.value("law.bad_loan_transfer", date(2027, 1, 1))


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("law.limitation_raise", ("一审", "不会提醒")),
        ("law.limitation_restart", ("应当认定", "请求延期")),
        ("law.assignment_pay", ("接到通知以后还给原来的", "起诉状")),
        ("law.spouse_debt", ("日常生活需要借的，是共同债务", "除非对方能证明")),
        ("collection.impostor", ("冒用律所",)),
        ("collection.harassment", ("隐私",)),
        ("help.commercial_mediation", ("明确拒绝", "可以收费")),
    ],
)
def test_a_fact_says_the_half_that_protects_the_reader_too(id, words):
    fact = facts.all_facts()[id]
    assert fact.status == "verified"
    assert [word for word in words if word not in fact.note] == []


@pytest.mark.parametrize("name", [name for name in TEXTS if name.endswith(".md") and TEXTS[name].startswith("---")])
def test_a_question_is_asked_once_on_a_page(name):
    asked = re.findall(r"^  - (.+)$", TEXTS[name].split("---")[1], re.MULTILINE)
    assert sorted(asked) == sorted(set(asked))


# What was once said too flatly, and what that left out.
TOO_FLAT = {
    "一审就是最后结果": "small claims can be objected to before the hearing, and a retrial asked for",
    "多数走小额": "nobody counted",
    "不得拍卖": "the only home can be sold where another place to live is given",
    "才算有效": "there is no closed list of objections to a payment order",
    "这类才有用": "there is no closed list of objections to a payment order",
    "过期可以被强制执行": "only if nothing was paid and no objection made",
}


@pytest.mark.parametrize("words", TOO_FLAT)
def test_what_was_said_too_flatly_is_said_nowhere(words):
    assert [name for name, text in TEXTS.items() if words in text] == [], TOO_FLAT[words]


def pages_naming(fact: str) -> dict[str, str]:
    """The pages on which a fact stands, by name, with their text."""
    pages = {name: text for name, text in TEXTS.items() if name.endswith(".md")}
    return {name: text for name, text in pages.items() if re.search(rf"fact:{re.escape(fact)}\b", text)}


def test_whoever_reads_that_being_unable_is_no_bad_faith_also_reads_of_the_report():
    # Who ignores the order to report property is listed without having a fen.
    pages = pages_naming("court.dishonest_unable")
    assert pages
    assert set(pages) <= set(pages_naming("court.property_report"))


def test_a_payment_order_leaves_the_same_two_ways_on_every_page():
    pages = {name: text for name, text in pages_naming("court.payment_order_days").items() if "/cases/" not in name}
    assert len(pages) >= 4
    assert [name for name, text in pages.items() if "二选一：还清，或者交**书面**" not in text] == []


def test_limitation_is_told_before_the_words_that_could_give_it_away():
    text = TEXTS["docs/rights/court.md"]
    assert text.index("fact:law.limitation_raise") < text.index("我愿意调解，每月拿得出")
