"""Pack the standard library that the calculators need, with the calculators inside, as bytecode.

Runs inside Pyodide under Node (see pack.mjs); scripts/runtime.py calls it. /work holds the package
``calculators`` and receives python.zip; /packages holds pyodide-build; /stdlib.zip is the full library.
"""

import ast
import builtins
import dataclasses
import hashlib
import json
import sys
import zipfile
from pathlib import Path

WORK, STAMP = Path("/work"), (2026, 1, 1, 0, 0, 0)
sys.path.insert(0, str(WORK))

# Dataclasses write their methods as source and compile it at every start, which took the browser longer than all
# other imports together. Compiled here, they are found by the digest of that source; others are compiled as ever.
PACKED = """
import builtins, dataclasses, hashlib
from types import FunctionType

methods = {}
{methods}
def exec(source, globals, namespace):
    if code := methods.get(hashlib.sha256(source.encode()).hexdigest()):
        namespace["__create_fn__"] = FunctionType(code, globals)
    else:
        builtins.exec(source, globals, namespace)

dataclasses.exec = exec
from calculators import answer
"""


def listen(source: str, *scope: dict[str, object]) -> None:
    """What dataclasses call to compile a method, noted down."""
    methods.add(source)
    builtins.exec(source, *scope)


methods: set[str] = set()
dataclasses.exec = listen  # type: ignore[attr-defined]


def exercise() -> None:
    """Import every calculator and use it, mistakes included, so that all it needs has been imported."""
    import calculators

    for name in calculators.SHELF:
        calculator = calculators.get(name)
        example = calculator.form()
        calculators.answer(name, json.dumps(example))
        calculators.answer(name, json.dumps(dict.fromkeys(example, "?")))
        calculators.answer(name, json.dumps({}))


def module(path: str) -> str:
    """``json/decoder.py`` → ``json.decoder``; ``json/__init__.py`` → ``json``."""
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def imported_by_sources() -> set[str]:
    """What the calculators' sources import anywhere, also inside functions that were not called."""
    names: set[str] = set()
    for path in WORK.joinpath("calculators").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names |= {str(node.module)}
    # Facts are read from TOML at build only: the browser gets them as JSON.
    return names - {"tomllib"}


exercise()
needed = {
    name
    for name, found in sys.modules.items()
    if str(getattr(getattr(found, "__spec__", None), "origin", "")).startswith("/lib/python3")
} | imported_by_sources()
for name in imported_by_sources():
    __import__(name)
needed |= {name.rsplit(".", i)[0] for name in needed for i in range(1, name.count(".") + 1)}

with (
    zipfile.ZipFile("/stdlib.zip") as library,
    zipfile.ZipFile("/python.zip", "w", zipfile.ZIP_STORED) as out,
):
    for name in sorted(library.namelist()):
        if name.endswith(".py") and module(name) in needed:
            out.writestr(zipfile.ZipInfo(name, STAMP), library.read(name))
    for path in sorted(WORK.joinpath("calculators").rglob("*")):
        if path.suffix in (".py", ".json"):
            out.writestr(zipfile.ZipInfo(str(path.relative_to(WORK)), STAMP), path.read_bytes())
    compiled = "".join(
        f"{source}\nmethods['{hashlib.sha256(source.encode()).hexdigest()}'] = __create_fn__.__code__\n"
        for source in sorted(methods)
    )
    out.writestr(zipfile.ZipInfo("packed.py", STAMP), PACKED.replace("{methods}", compiled))

sys.path.insert(0, "/packages")
from pyodide_build.cli.py_compile import main  # noqa: E402

main(["/python.zip", "--silent", "--compression-level", "0"], standalone_mode=False)
WORK.joinpath("python.zip").write_bytes(Path("/python.zip").read_bytes())
