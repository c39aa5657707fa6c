"""Which facts somebody should look at again: checked too long ago, without a source, or used nowhere."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from calculators.kit.facts import Fact, all_facts

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Found:
    """What was found on a day, each list in the order of the files."""

    on: date
    days: int
    total: int
    stale: tuple[Fact, ...]
    unverified: tuple[Fact, ...]
    unused: tuple[Fact, ...]

    def report(self) -> str:
        """The three lists, and a line that counts them."""
        parts = [
            f"Stale: checked more than {self.days} days before {self.on}" + _lines(self.stale),
            "Unverified: worded so, with where in the app or contract to look" + _lines(self.unverified),
            "Unused: no page or calculator names it; the sources page shows it" + _lines(self.unused),
            f"{self.total} facts: {len(self.stale)} stale, {len(self.unverified)} unverified, "
            f"{len(self.unused)} unused.",
        ]
        return "\n\n".join(parts)


def look(on: date, days: int, root: Path = ROOT, known: Iterable[Fact] | None = None) -> Found:
    """Look at every fact from a day. One that was repealed by then has nothing left to check."""
    every = tuple(all_facts().values() if known is None else known)
    in_force = [f for f in every if not (f.rows[-1].value is None and f.rows[-1].start <= on)]
    named = used(root)
    return Found(
        on,
        days,
        len(every),
        tuple(f for f in in_force if (on - f.checked).days > days),
        tuple(f for f in in_force if f.status == "unverified"),
        tuple(f for f in in_force if f.id not in named),
    )


def used(root: Path = ROOT) -> set[str]:
    """Every ``file.entry`` that a page, a shared part, a calculator or the configuration spells out."""
    paths = [*root.joinpath("docs").rglob("*.md"), *root.joinpath("calculators").rglob("*.py"), root / "mkdocs.yml"]
    written = "\n".join(path.read_text("utf-8") for path in paths)
    return set(re.findall(r"(?<![\w.])[a-z_]+\.[a-z0-9_]+(?![\w.])", written))


def _lines(found: tuple[Fact, ...]) -> str:
    return "".join(f"\n  {f.checked}  {f.id}  {f.name}" for f in found) or "\n  none"
