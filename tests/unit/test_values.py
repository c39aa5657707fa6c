"""Values stay what they are: every data class of the calculators is frozen, but for the ledger that days go by in."""

from dataclasses import is_dataclass
from importlib import import_module
from pkgutil import walk_packages

import calculators


def test_every_value_is_frozen_but_for_the_ledger():
    modules = [import_module(found.name) for found in walk_packages(calculators.__path__, "calculators.")]
    classes = {c for m in modules for c in vars(m).values() if is_dataclass(c) and isinstance(c, type)}
    assert len(classes) > 50
    thawed = {c.__name__ for c in classes if not c.__dataclass_params__.frozen}
    assert thawed == {"Account", "Ledger"}
