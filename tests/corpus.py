"""What people type and paste (tests/cases/typed.toml), each put into its field of a calculator's example."""

import tomllib

import calculators
from calculators.kit.calculator import TODAY
from scripts import checks

CORPUS = tomllib.loads(checks.CASES.joinpath("typed.toml").read_text("utf-8"))
READ = [(field["name"], *entry) for field in CORPUS["field"] for entry in field.get("read", ())]
ASKED = [(field["name"], *entry) for field in CORPUS["field"] for entry in field.get("asked", ())]


def typed_form(name, text, today=CORPUS["today"]):
    """A calculator's name, its example with one field typed anew, and the form's name of that field."""
    calculator, *path = name.split(".")
    found = calculators.get(calculator)
    place = ".0.".join(path)
    row = {f"{path[0]}.0.{key}": "" for key in found.fields[path[0]].rows} if len(path) == 2 else {}
    return calculator, found.form(row | {place: text, TODAY: today}), place
