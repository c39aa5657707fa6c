"""The page of figures: each row beside its budget, and said where one is missed."""

from datetime import date

import pytest

from scripts import figures
from scripts.figures import Measured, Opened, Visit


def measured(**changed):
    """Ours takes a third of stock, in everything that is a ratio."""
    whole = {
        "runs": 3,
        "ours": [[Visit(300, 3_700_000), Visit(320, 3_700_000), Visit(310, 3_700_000)], *[[Visit(100, 0)] * 3] * 2],
        "stock": [[Visit(900, 5_600_000), Visit(930, 5_600_000), Visit(960, 5_600_000)], *[[Visit(300, 0)] * 3] * 2],
        "kept": (4_000_000, 8_000_000),
        "answers": {60: [(10.0, 15.0)] * 20, 360: [(30.0, 40.0)] * 20},
        "opened": [Opened("Firefox 140", [1000.0, 1100.0], [900.0, 1100.0])],
        "browser": "156.0",
        "pyodide": "Pyodide 1.2",
    }
    return Measured(**whole | changed)


def rows(text):
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("| ")][1:]


def test_each_figure_stands_beside_its_budget():
    text, passed = figures.table(measured())
    assert passed
    assert [row[1:] for row in rows(text)] == [
        ["0.33", "0.33", "310 ms (300–320)", "930 ms (900–960)", "0.45", "kept"],
        ["0.33", "0.33", "100 ms (100–100)", "300 ms (300–300)", "0.45", "kept"],
        ["0.33", "0.33", "100 ms (100–100)", "300 ms (300–300)", "0.45", "kept"],
        ["0.66", "", "3,700,000 bytes", "5,600,000 bytes", "3,800,000 bytes", "kept"],
        ["0.50", "", "4,000,000 bytes", "8,000,000 bytes", "", "kept"],
        ["", "", "40 ms; until laid out 60", "", "50 ms", "kept"],
        ["", "", "120 ms; until laid out 160", "", "150 ms", "kept"],
        ["0.95", "0.95", "1,000 ms (900–1,100)", "1,050 ms (1,000–1,100)", "1.50", "kept"],
    ]


@pytest.mark.parametrize(
    ("changed", "row"),
    [
        # The ratio of the medians is 0.40, of the pairs 0.50: both have to hold.
        (
            {
                "ours": [[Visit(ms, 1) for ms in (40, 60, 40)]] * 3,
                "stock": [[Visit(ms, 1) for ms in (80, 100, 120)]] * 3,
            },
            0,
        ),
        ({"ours": [[Visit(1, 3_800_001)]] * 3, "stock": [[Visit(9, 9_000_000)]] * 3}, 3),
        ({"answers": {60: [(12.6, 20.0)] * 20}}, 5),
        ({"opened": [Opened("Firefox 140", [100.0], [151.0])]}, 7),
    ],
)
def test_a_budget_that_is_missed_is_said(changed, row):
    text, passed = figures.table(measured(**changed))
    assert not passed
    assert rows(text)[row][-1] == "**missed**"


def test_the_page_says_when_and_with_what_it_was_measured():
    text = figures.page(measured(), date(2026, 12, 1))
    assert "Measured on 2026-12-01." in text
    assert "Pyodide 1.2" in text
    assert "Chromium 156.0" in text
    assert "one file in Firefox 140" in text
    assert figures.table(measured())[0].splitlines()[0] in text


def test_the_page_that_stands_here_has_the_same_columns():
    assert figures.table(measured())[0].splitlines()[0] in figures.PAGE.read_text("utf-8")
