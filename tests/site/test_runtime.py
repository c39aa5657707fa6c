"""The cut-down library: it holds what the calculators import, as bytecode of the runtime's own Python."""

import ast
import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from packed import run_in_pyodide

from scripts import runtime


def imports(source: str) -> set[str]:
    """Every module that a source imports from outside its own package, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(str(node.module))
    return found


# What the browser's Python can't import of some modules, and an answer of the first calculator.
TRY = """
import importlib, json
import calculators
missing = []
for name in %r:
    try:
        importlib.import_module(name)
    except ImportError:
        missing.append(name)
json.dumps({"missing": missing, "answer": json.loads(calculators.answer("overdue_cost", "{}"))})
"""


def try_imports(site: Path, modules: set[str]) -> dict:
    return run_in_pyodide(site, TRY % sorted(modules))


def test_the_cut_down_library_has_all_that_the_calculators_import(site):
    wanted = set().union(*(imports(p.read_text("utf-8")) for p in (runtime.ROOT / "calculators").rglob("*.py")))
    assert wanted, "calculators import something"
    # tomllib reads the facts' sources at build; in the browser they come as JSON.
    got = try_imports(site, wanted - {"tomllib"})
    assert got["missing"] == []
    assert set(got["answer"]["errors"]) == {"bills", "as_of", "daily_rate", "order", "compounding"}


def test_a_module_that_was_cut_away_is_noticed(site):
    assert try_imports(site, {"sqlite3", "xml.dom.minidom", "decimal"})["missing"] == ["sqlite3", "xml.dom.minidom"]


# What is compiled from source while the calculators start, as the worker starts them, and use them.
COMPILE = """
import builtins, json
compiled, execute = [], builtins.exec
def listen(code, *scope):
    if isinstance(code, str):
        compiled.append(code)
    execute(code, *scope)
builtins.exec = listen
%s
import calculators
for name in calculators.SHELF:
    calculators.answer(name, json.dumps(calculators.get(name).form()))
import dataclasses
late = dataclasses.make_dataclass("Late", ["so"])(so=1)
json.dumps([len(compiled), repr(late)])
"""


def test_the_methods_of_data_classes_come_compiled(site):
    late, shown = run_in_pyodide(site, COMPILE % "import packed")
    assert late == 1, "what was not packed is compiled as ever, and nothing else"
    assert shown == "Late(so=1)"
    plain, _ = run_in_pyodide(site, COMPILE % "")
    assert plain > 40, "else this test would not see what is compiled"


def test_packed_and_plain_data_classes_are_the_same(site):
    ask = (
        "import json\n%simport calculators\nc = calculators.get('overdue_cost')\nread = c.read(c.form())\n"
        "json.dumps([repr(read), read == c.read(c.form()), calculators.answer('overdue_cost', json.dumps(c.form()))])"
    )
    assert run_in_pyodide(site, ask % "import packed\n") == run_in_pyodide(site, ask % "")


def test_only_bytecode_and_facts_travel_and_two_packings_are_identical(site):
    (packed,) = site.glob("assets/runtime/python-*.zip")
    with zipfile.ZipFile(io.BytesIO(packed.read_bytes())) as archive:
        names = archive.namelist()
        assert {name.rpartition(".")[2] for name in names} == {"pyc", "json"}
        assert "calculators/overdue_cost/words.pyc" in names
        assert "calculators/facts.json" in names
        assert not [name for name in names if name.startswith(("micropip", "test", "tkinter"))]
    kept = runtime.CACHE
    runtime.CACHE = kept.with_name("runtime-again")
    try:
        for old in runtime.CACHE.glob("*.zip"):
            old.unlink()
        assert runtime.python_zip() == packed.read_bytes()
    finally:
        runtime.CACHE = kept


def test_a_calculator_that_needs_what_the_browser_lacks_stops_the_build(tmp_path, monkeypatch):
    sources = runtime.python_sources()
    sources["calculators/overdue_cost/words.py"] += b"\nimport numpy\n"
    monkeypatch.setattr(runtime, "python_sources", lambda: sources)
    monkeypatch.setattr(runtime, "CACHE", tmp_path)
    with pytest.raises(subprocess.CalledProcessError):
        runtime.python_zip()
