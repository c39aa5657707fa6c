"""What all units share, and how money is rounded."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ..numerals import narrow

FEN = Decimal("0.01")
ZERO = Decimal(0)
ASCII = re.compile(r"\d{1,15}(?:\.\d{1,9})?", re.ASCII)  # what most fields hold: read without a second look


class Mistakes(ValueError):
    """Several readers' mistakes at once: ``.by_field`` maps field names to words."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        """Keep the words of each field, keyed as the form names it (``bills.0.due``)."""
        super().__init__("; ".join(by_field.values()))
        self.by_field = dict(by_field)


def cents(amount: Decimal) -> Decimal:
    """Round money to the fen, half up (四舍五入到分). The only place where money is rounded."""
    return amount.quantize(FEN, ROUND_HALF_UP)


def plain_number(number: Decimal) -> str:
    """Show a number without exponent and without zeros that say nothing: 0.0500 → 0.05."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


@dataclass(frozen=True, kw_only=True)
class Unit:
    """What all units share.

    ``label`` and ``help`` are shown with the field; ``more`` puts the field under 更多, a row's field under
    the row's own. ``prefill`` names a value that the page, not Python, fills in ("today"). ``common`` is the id
    of a fact whose value is only common, not the reader's: until the reader confirms it, results say so.
    ``confirm`` asks for the same tick without a common value: what is not ticked must not enter a paper for
    others. Rows have one tick for all of them. ``tick`` is what stands beside it. A ``private`` value never
    travels in a link that is shared, not even on purpose.

    ``same`` names what a field, or a value of a result, is about, the same in every calculator: what the reader
    agreed to keep under that name is offered wherever it stands again. What has no such name is never kept.
    ``beside`` names a kept value that is only shown beside the field. ``diary`` rows are there again as soon as the
    page opens.
    """

    label: str
    help: str = ""
    more: bool = False
    prefill: str = ""
    common: str = ""
    confirm: bool = False
    tick: str = "我在合同或 App 里核对过，就是这个数"
    private: bool = False
    same: str = ""
    beside: str = ""
    diary: bool = False
    input_mode = "text"
    suffix = ""
    says_back = True  # whether the reader sees beside the field how it was read

    @property
    def stays(self) -> bool:
        """Whether a value never leaves the reader's own form: what is private, and one's own words."""
        return self.private

    def travelling(self, value: Any) -> str:
        """A value as it goes into a link that is sent on purpose."""
        return self.typed(value)

    def read(self, text: str) -> Any:
        """Read what was typed; raise ``Mistake`` with words for the reader. Blank is not accepted here."""
        raise TypeError(f"{type(self).__name__} has no way to read {text!r}")

    def show(self, value: Any) -> str:
        """Show a value as the reader sees it in results, with its unit."""
        raise TypeError(f"{type(self).__name__} has no way to show {value!r}")

    def typed(self, value: Any) -> str:
        """Show a value as the reader would type it into the field."""
        return self.show(value)

    def understood(self, text: str, value: Any) -> str:
        """What was read, for the line beside the field; empty where the text itself shows it."""
        return "" if narrow(text) in (self.typed(value), narrow(self.show(value))) else self.show(value)

    @property
    def missing(self) -> str:
        """The words for a blank field that must be filled in."""
        return f"请填{self.label}"


# What stands around an amount and says nothing new, and what says that it comes again every month.
