"""The published examples in ``tests/cases/``, reckoned anew: for the tests, and for the page that shows them.

A case of a calculator may have ``official``: for each output the figure that somebody else printed. ``rates.toml``
holds the published examples of the cash-flow core for which no calculator has a form.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import calculators
from calculators.kit import cashflow
from calculators.kit.cashflow import Flow, UnitFlow

CASES = Path(__file__).parent.parent / "tests" / "cases"
_FIGURE = re.compile(r"(-?[\d,]+(?:\.\d+)?) ?(\D*)")


@dataclass(frozen=True)
class Check:
    """One published figure: what it is ``of``, as it was printed (``official``), and ``ours``, both with their unit.

    ``why`` says what a difference beyond rounding comes from.
    """

    name: str
    source: str
    url: str
    of: str
    official: str
    ours: str
    why: str

    @property
    def difference(self) -> Decimal | None:
        """Ours less theirs; ``None`` where the two are not figures of one unit."""
        ours, theirs = _FIGURE.fullmatch(self.ours), _FIGURE.fullmatch(self.official)
        if not ours or not theirs or ours[2] != theirs[2]:
            return None
        return _number(ours[1]) - _number(theirs[1])

    @property
    def agrees(self) -> bool:
        """Whether the last printed place of the coarser figure explains the difference."""
        if self.difference is None:
            return self.ours == self.official
        places = min(len(re.sub(r"^[^.]*\.?|\D", "", figure)) for figure in (self.ours, self.official))
        return abs(self.difference) <= Decimal(5).scaleb(-places - 1)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


@cache
def cases(stem: str) -> tuple[dict[str, Any], ...]:
    """All cases of a calculator, as they stand in its file; none where it has no file yet."""
    path = CASES / f"{stem}.toml"
    return tuple(tomllib.loads(path.read_text("utf-8"))["case"]) if path.exists() else ()


def rates() -> tuple[dict[str, Any], ...]:
    """The published examples of the cash-flow core."""
    return cases("rates")


def question(case: dict[str, Any]) -> tuple[Callable[[Any], Decimal], list[Any]]:
    """The function of the core that answers an example of ``rates.toml``, and the flows to ask it with."""
    flows = case["flows"]
    match case["form"]:
        case "unit":
            return cashflow.unit_period_rate, [one for flow in flows for one in _unit_flows(**flow)]
        case "days":
            return cashflow.yearly_rate, [Flow(date.fromisoformat(day), Decimal(str(a))) for day, a in flows]
        case "period":
            return cashflow.rate_per_period, [Decimal(str(a)) for a in flows]
    raise ValueError(f"unknown form {case['form']!r}")


def _unit_flows(at: int, amount: Any, odd: str = "0", times: int = 1, every: int = 1) -> list[UnitFlow]:
    """``times`` equal amounts, ``every`` so many unit periods; ``odd`` is the part of a period, as ``19/30``."""
    return [UnitFlow(at + k * every, Decimal(str(amount)), _fraction(odd)) for k in range(times)]


def _fraction(text: str) -> Decimal:
    top, _, bottom = text.partition("/")
    return Decimal(top) / Decimal(bottom or 1)


def rate_check(case: dict[str, Any], rate: Decimal) -> Check:
    """An example of ``rates.toml`` beside our rate for its unit of time, shown with as many places as theirs."""
    official = case["official"]
    places = len(official.partition(".")[2].rstrip(" %"))
    if "compound" in case:
        yearly = cashflow.compound_yearly(rate, case["compound"])
    else:
        yearly = rate * _fraction(case.get("a_year", "1"))
    ours = f"{yearly * 100:.{places}f} %"
    return Check(case["name"], case["source"], case.get("url", ""), case["of"], official, ours, "")


def of_rates() -> list[Check]:
    """Every published example of the cash-flow core with our rate."""
    found = []
    for case in rates():
        solve, flows = question(case)
        found.append(rate_check(case, solve(flows)))
    return found


@cache
def _shown(name: str) -> tuple[dict[str, str], ...]:
    """For each case of a calculator what its outputs show, by name; nothing where mistakes are expected."""
    calculator, found = calculators.get(name), []
    for case in cases(name):
        if "errors" in case:
            found.append({})
        else:
            values = calculator.read(calculator.form(case["form"])).values
            found.append(calculator.values(calculator.function(**values)))
    return tuple(found)


def of_calculator(name: str) -> list[Check]:
    """Every published figure of a calculator, with ours as the page shows it."""
    outputs, found = calculators.get(name).outputs, []
    for case, shown in zip(cases(name), _shown(name), strict=True):
        rest = case["source"], case.get("url", "")
        why = case.get("differs", "")
        found += [
            Check(case["name"], *rest, outputs[output][0].label, figure, shown[output], why)
            for output, figure in case.get("official", {}).items()
        ]
    return found


def derived(name: str) -> list[dict[str, Any]]:
    """The cases reckoned by hand from a rule, reckoned anew. Raises ``ValueError`` where one comes out otherwise."""
    found = []
    for case, shown in zip(cases(name), _shown(name), strict=True):
        if "official" not in case and "expect" in case:
            if not case["expect"].items() <= shown.items():
                raise ValueError(f"{name}, {case['name']}: not as derived")
            found.append(case)
    return found
