"""Build the runtime that the browser loads: Pyodide's core from npm, and our Python as bytecode.

Writes docs/assets/runtime/, which is never committed. Names carry a hash of the content, so that an
address never changes its meaning and a browser keeps what has not changed.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from importlib import metadata
from pathlib import Path

from calculators.kit import facts

ROOT = Path(__file__).parent.parent
PYODIDE = ROOT / "node_modules" / "pyodide"
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
RUNTIME = ROOT / "docs" / "assets" / "runtime"
CACHE = ROOT / ".cache" / "runtime"


def digest(*contents: bytes) -> str:
    """Ten hex digits that stand for these contents, in this order."""
    total = hashlib.sha256()
    for content in contents:
        total.update(hashlib.sha256(content).digest())
    return total.hexdigest()[:10]


def write(path: Path, content: bytes) -> None:
    """Write a file so that nobody beside, such as another build, ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # The generator passes over names with a leading dot.
    part = path.with_name(f".{uuid.uuid4().hex}")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def python_sources() -> dict[str, bytes]:
    """What travels to the browser, by path: the calculators' modules, and the facts as one JSON."""
    folder = ROOT / "calculators"
    sources = {str(p.relative_to(ROOT).as_posix()): p.read_bytes() for p in sorted(folder.rglob("*.py"))}
    travelling = json.dumps(facts.raw_facts(), ensure_ascii=False, default=str, separators=(",", ":"))
    return sources | {"calculators/facts.json": travelling.encode()}


def python_zip() -> bytes:
    """The packed library with the calculators, from the cache where nothing changed.

    Raises ``CalledProcessError`` where a calculator can't be imported or run in the browser's Python.
    """
    sources = python_sources()
    tools = [Path(__file__).with_name(name).read_bytes() for name in ("pack.mjs", "pack.py")]
    # What turns sources into bytecode is part of the result.
    tools += [(PYODIDE / "package.json").read_bytes(), metadata.version("pyodide-build").encode()]
    key = digest(*tools, *(f"{n}\0".encode() + s for n, s in sources.items()))
    cached = CACHE / f"{key}.zip"
    if not cached.exists():
        print("Packing Python for the browser …", flush=True)
        with tempfile.TemporaryDirectory() as work:
            for name, content in sources.items():
                path = Path(work, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            site_packages = next(p for p in sys.path if p.endswith("site-packages"))
            scripts = Path(__file__).parent
            # The script is read from the project, so that Node finds pyodide in its node_modules.
            command = ["node", str(scripts / "pack.mjs"), site_packages, work, str(scripts / "pack.py")]
            subprocess.run(command, cwd=ROOT, check=True, env=os.environ | {"NODE_NO_WARNINGS": "1"})
            write(cached, Path(work, "python.zip").read_bytes())
    return cached.read_bytes()


def build() -> None:
    """Bring docs/assets/runtime/ up to date, with nothing of an earlier build left in it.

    What already stands there as it should is not touched: another build may be reading it.
    """
    core = {name: (PYODIDE / name).read_bytes() for name in CORE}
    packed = python_zip()
    # Pyodide looks for its files by their own names, so the folder carries the hash.
    folder = RUNTIME / f"pyodide-{digest(*core.values())}"
    wanted = {folder / name: content for name, content in core.items()}
    wanted[RUNTIME / f"python-{digest(packed)}.zip"] = packed
    for path, content in wanted.items():
        if not path.is_file() or path.read_bytes() != content:
            write(path, content)
    for stray in {*RUNTIME.iterdir(), *folder.iterdir()} - {folder, *wanted}:
        if stray.is_dir():
            shutil.rmtree(stray, ignore_errors=True)
        elif not stray.name.startswith("."):  # which another build is writing just now
            stray.unlink(missing_ok=True)
