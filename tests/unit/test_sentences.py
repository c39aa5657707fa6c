"""What several calculators say alike."""

from datetime import date
from decimal import Decimal

import pytest

from calculators.kit import facts
from calculators.kit.calculator import Money, plain
from calculators.kit.schedule import Terms, equal_fee, interest_free, level_payment
from calculators.kit.sentences import cleared_early, every_period, mistake_in_first_due, simple_rate

START = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("first", "words"),
    [
        (None, ""),
        (date(2026, 11, 21), "要晚于那天 2026年11月22日"),
        (START, "要晚于那天 2026年11月22日"),
        (date(2026, 11, 23), ""),
        (date(2027, 11, 22), ""),
        (date(2027, 11, 23), "离那天 2026年11月22日 超过一年了，请看看年份"),
    ],
)
def test_a_first_due_day_follows_the_start_within_a_year(first, words):
    assert mistake_in_first_due(first, START, "那天") == ({"first_due": words} if words else {})


def test_only_a_plan_that_needs_fewer_periods_says_so():
    schedule = level_payment(Decimal("0.05"), Terms(START, None, Decimal("0.36")), 12)
    assert len(schedule.rows) == 5
    assert cleared_early(schedule, 12) == (("每期取整到分，第 5 期就还清了，用不到 12 期。",),)
    assert cleared_early(schedule, 5) == ()


@pytest.mark.parametrize(("first", "odd"), [(None, False), (date(2027, 1, 10), True)])
def test_an_odd_first_period_is_named_beside_the_rate(first, odd):
    said = plain(simple_rate(Decimal("0.12345"), Terms(START, first)))
    assert said.startswith("相当于年利率 12.35 %（单利")
    assert ("第一期按实际长短算" in said) == odd


def test_every_period_adds_up_to_its_foot():
    terms = Terms(START)
    for schedule in (
        interest_free(Decimal(100), terms, 3),
        equal_fee(Decimal(100), terms, 3, Decimal(1)),
        level_payment(Decimal(100), Terms(START, None, Decimal("0.24")), 3),
    ):
        table = every_period(schedule, "本金", "利息")
        assert table.head == ("期", "还款日", "要还", "本金", "利息", "还剩本金")
        assert [row[:2] for row in table.rows] == [("1", "2026-12-22"), ("2", "2027-01-22"), ("3", "2027-02-22")]
        assert table.rows[-1][-1] == Money(Decimal(0))
        for column in (2, 3, 4):
            assert sum(row[column].amount for row in table.rows) == table.foot[column].amount
        assert table.foot[2].amount == table.foot[3].amount + table.foot[4].amount


def test_what_is_known_of_a_fact_on_a_day():
    fact = facts.all_facts()["law.interest_withheld"]
    first = fact.rows[0].start
    assert facts.known(fact.id, first) == facts.value(fact.id, first)
    assert facts.known(fact.id, date(first.year - 1, 12, 31)) is None
    with pytest.raises(KeyError):
        facts.known("law.nothing", first)
