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
    key = digest((PYODIDE / "package.json").read_bytes(), *tools, *(f"{n}\0".encode() + s for n, s in sources.items()))
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
            CACHE.mkdir(parents=True, exist_ok=True)
            part = cached.with_suffix(".part")
            part.write_bytes(Path(work, "python.zip").read_bytes())
            part.rename(cached)
    return cached.read_bytes()


def build() -> None:
    """Write docs/assets/runtime/ anew, with nothing of an earlier build left in it."""
    core = {name: (PYODIDE / name).read_bytes() for name in CORE}
    packed = python_zip()
    shutil.rmtree(RUNTIME, ignore_errors=True)
    # Pyodide looks for its files by their own names, so the folder carries the hash.
    folder = RUNTIME / f"pyodide-{digest(*core.values())}"
    folder.mkdir(parents=True)
    for name, content in core.items():
        (folder / name).write_bytes(content)
    (RUNTIME / f"python-{digest(packed)}.zip").write_bytes(packed)
