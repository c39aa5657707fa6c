"""A calculator that is a package shows its parts alike, and they know of each other in one direction only."""

import ast
from importlib.util import find_spec
from pathlib import Path

import pytest

import calculators

PACKAGES = [
    name for name in calculators.SHELF if find_spec(f"calculators.{name}").submodule_search_locations is not None
]
# Each may know of those before it, and of nothing after it.
ORDER = ("reckoning", "words", "papers", "__init__")


def folder(name):
    return Path(calculators.__file__).parent / name


def known(path):
    """The modules of the same package that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            found |= {node.module.split(".")[0]} if node.module else {alias.name for alias in node.names}
    return found


def reached(modules, start):
    """All modules that one leads to, through however many others."""
    found, ahead = set(), [start]
    while ahead:
        more = modules[ahead.pop()] - found
        found |= more
        ahead += more
    return found


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_has_the_parts_that_every_package_has(name):
    parts = {path.stem for path in folder(name).glob("*.py")}
    assert {"__init__", "reckoning", "words"} <= parts


@pytest.mark.parametrize("name", PACKAGES)
def test_the_parts_of_a_package_know_of_each_other_in_one_direction(name):
    modules = {path.stem: known(path) for path in folder(name).glob("*.py")}
    for module in modules:
        assert module not in reached(modules, module), f"{module} leads back to itself"
    for place, part in enumerate(ORDER):
        later = set(ORDER[place + 1 :])
        assert not (part in modules and reached(modules, part) & later), f"{part} knows of {later}"


@pytest.mark.parametrize("name", PACKAGES)
def test_reckoning_takes_nothing_from_the_project_but_the_kit(name):
    modules = {path.stem: known(path) for path in folder(name).glob("*.py")}
    for module in {"reckoning"} | reached(modules, "reckoning"):
        tree = ast.parse(folder(name).joinpath(f"{module}.py").read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.level > 1:
                assert (node.level, node.module.split(".")[0]) == (2, "kit"), f"{module} takes {node.module}"
                # What makes a page and papers of it is no business of the arithmetic.
                assert node.module not in ("kit.render", "kit.documents"), f"{module} takes {node.module}"
