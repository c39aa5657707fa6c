"""Units: reading what people type, holding it to its bounds, showing it again.

A unit belongs to one field. It reads a string forgivingly (full-width digits, commas, 元, 万, ％, numerals, days
without their year), says what it understood, never guesses, and says in words what is wrong. Values are ``Decimal``,
``date``, ``str`` or tuples of rows; money and rates never pass through a float.
"""

from ..numerals import Mistake
from .base import FEN, ZERO, Mistakes, Unit, cents
from .day import Day
from .other import Choice, Count, Mark, Rows, Text, row_type, unit_of, units_of
from .rate import Rate
from .yuan import Yuan

__all__ = [
    "FEN",
    "ZERO",
    "Choice",
    "Count",
    "Day",
    "Mark",
    "Mistake",
    "Mistakes",
    "Rate",
    "Rows",
    "Text",
    "Unit",
    "Yuan",
    "cents",
    "row_type",
    "unit_of",
    "units_of",
]
