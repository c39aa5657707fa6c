"""What was measured, beside its budget: the table that ``scripts/bench`` prints, and the page ``FIGURES.md``."""

import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median, quantiles

PAGE = Path(__file__).parent.parent / "FIGURES.md"
FEWEST = 5  # runs behind figures that are written down
SLOWEST = 0.45  # times what the stock page takes, cold and warm
SLOWER = 4  # the reader's processor against this machine's, in the budget for an answer
ONE_FILE = 1.5  # times what the warm page takes, the one-file guide from its opening to the first live result
ANSWERS = {60: 50, 360: 150}  # rows of a schedule: ms of the worker's round trip, p95, on the slower processor
HEAVIEST = 3_800_000  # bytes of the runtime on the wire
# The browser starts anew for each visit and keeps its profile, as for a reader who comes back another day. Both
# variants have a service worker that keeps their runtime in the first visit and serves it in the others.
# Chromium may write its code caches in the first visit or only in the second: hence two warm ones.
VISITS = ("cold: first visit, empty profile", "warm, service worker: second visit", "warm, service worker: third visit")


@dataclass(frozen=True)
class Visit:
    """One visit: ms from the first touch to the first live result, and the bytes that the touch brought."""

    ms: float
    wire: int


@dataclass(frozen=True)
class Opened:
    """Ms from opening to the first live result, in turns: our page, warm, and the one file; and in which browser."""

    browser: str
    page: Sequence[float]
    file: Sequence[float]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """All that one run found. ``ours`` and ``stock`` have a list for each of ``VISITS``; ``kept`` is in bytes.

    ``answers`` has for each length of schedule the ms of the round trips and the ms until the result was laid out.
    """

    runs: int
    ours: Sequence[Sequence[Visit]]
    stock: Sequence[Sequence[Visit]]
    kept: tuple[int, int]
    answers: dict[int, Sequence[tuple[float, float]]]
    opened: Sequence[Opened]
    browser: str
    pyodide: str


@dataclass(frozen=True)
class Row:
    """A figure: what it is of, ours against stock, the same of pairs, both in their own unit, and its budget."""

    cells: tuple[str, str, str, str, str, str]
    within: bool

    def __str__(self) -> str:
        """As a line of the table."""
        return f"| {' | '.join(self.cells)} | {'kept' if self.within else '**missed**'} |"


def table(measured: Measured) -> tuple[str, bool]:
    """The table in Markdown with what its figures rest on, and whether all budgets are kept."""
    rows = list(_rows(measured))
    lines = [
        "| | ours / stock | of pairs | ours | stock | budget | |",
        "|---|--:|--:|--:|--:|--:|---|",
        *map(str, rows),
        "",
        f"Medians of {measured.runs} runs in turns (min–max), from the first touch to the first live result. Stock is",
        f"the same page on {measured.pyodide} as npm ships it. Of pairs: the median of the paired ratios; budgets hold",
        "for both. Milliseconds are only background.",
        "",
        f"Machine: {os.cpu_count()} cores{_load()}, {platform.system()} on {platform.machine()}; "
        f"Chromium {measured.browser}.",
    ]
    return "\n".join(lines), all(row.within for row in rows)


def page(measured: Measured, day: date) -> str:
    """``FIGURES.md`` for what was measured on a day."""
    about = "Written by `python3 scripts/bench`; the budgets stand in `scripts/figures.py`."
    return f"# Figures\n\n{about}\n\nMeasured on {day}.\n\n{table(measured)[0]}\n"


def _rows(it: Measured) -> Iterator[Row]:
    for words, ours, stock in zip(VISITS, it.ours, it.stock, strict=True):
        yield _timed(words, [v.ms for v in ours], [v.ms for v in stock], SLOWEST)
    ours, stock = it.ours[0][0].wire, it.stock[0][0].wire
    wire = "runtime on the wire with brotli, worker included"
    yield Row((wire, f"{ours / stock:.2f}", "", *_bytes(ours, stock), f"{HEAVIEST:,} bytes"), ours <= HEAVIEST)
    ours, stock = it.kept
    yield Row(("kept on the device", f"{ours / stock:.2f}", "", *_bytes(ours, stock), ""), True)
    for schedule, times in it.answers.items():
        trips, wholes = zip(*times, strict=True)
        # Browsers cannot slow a worker down, so the p95 measured here counts several times.
        slow, laid_out = (quantiles(ms, n=20)[-1] * SLOWER for ms in (trips, wholes))
        words = f"typing → result, {schedule} rows: the worker's round trip, p95 of {len(times)} × {SLOWER}"
        spread = f"{slow:,.0f} ms; until laid out {laid_out:,.0f}"
        yield Row((words, "", "", spread, "", f"{ANSWERS[schedule]} ms"), slow <= ANSWERS[schedule])
    for one in it.opened:
        words = f"one file in {one.browser}, opening → first result, against our page warm"
        yield _timed(words, one.file, one.page, ONE_FILE)


def _timed(words: str, mine: Sequence[float], theirs: Sequence[float], budget: float) -> Row:
    """Two variants timed in turns. On a busy machine the two ratios differ: the budget holds for both."""
    ratio = median(mine) / median(theirs)
    paired = median(a / b for a, b in zip(mine, theirs, strict=True))
    spread = (f"{median(ms):,.0f} ms ({min(ms):,.0f}–{max(ms):,.0f})" for ms in (mine, theirs))
    return Row((words, f"{ratio:.2f}", f"{paired:.2f}", *spread, f"{budget:.2f}"), max(ratio, paired) <= budget)


def _bytes(*sizes: int) -> tuple[str, ...]:
    return tuple(f"{size:,} bytes" for size in sizes)


def _load() -> str:
    """How busy the machine was, where it tells: far above its cores, the ratios are not worth much."""
    return f", load {os.getloadavg()[1]:.1f} over five minutes" if hasattr(os, "getloadavg") else ""
