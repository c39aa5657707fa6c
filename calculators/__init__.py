"""The shelf of calculators and its one door.

Everything in this package runs in the browser too: standard library only.

A calculator is one file of its name. One that grows is a package of that name, each with the same parts, of which a
part knows those before it and none after it: ``reckoning`` (values in, values out), ``words`` (what the reader sees),
``papers`` (documents to take away) and ``__init__`` (the declaration). What else it needs has a file named after it.
"""

import json
from functools import cache
from importlib import import_module

from .kit.calculator import Calculator
from .kit.render import respond

SHELF = (
    "overdue_cost",
    "affordability",
    "plan_check",
    "request_letter",
    "contact_log",
    "repayment_plan",
    "installment_cost",
    "key_dates",
)


@cache
def get(name: str) -> Calculator:
    """The calculator of this name. Raises ``KeyError`` for one that is not on the shelf."""
    if name not in SHELF:
        raise KeyError(f"no calculator {name!r}")
    found: Calculator = getattr(import_module(f".{name}", __package__), name)
    return found


def answer(name: str, form_json: str) -> str:
    """The one door: a form as typed (a JSON object of strings) in, an answer (JSON) out.

    The answer has ``html`` (the result; empty where there are mistakes), ``errors`` (words by form name),
    ``announce`` (one sentence to be read out), ``values`` (as the reader sees them, by name), ``travels`` (what of
    the form a link may carry, as typed), ``gives`` (what other calculators may use, by shared name), ``read`` (how a
    text was understood that does not show it by itself, by form name) and ``typed`` (such a text as typed in full).
    Raises only for a programmer's mistake: an unknown calculator or field.
    """
    return json.dumps(respond(get(name), json.loads(form_json)), ensure_ascii=False)
