"""The questions with which the search is tried."""

from asked import QUESTIONS


def test_there_are_enough_questions_and_misspelt_ones_too():
    assert len(QUESTIONS) >= 40
    for wrong in ("预期", "还宽", "催受"):
        assert any(wrong in question for question in QUESTIONS)
