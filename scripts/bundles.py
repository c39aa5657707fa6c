"""The scripts of the pages: ``scripts/page/``, bundled by kind of page and made small by ``bundle.mjs``.

Each bundle may need something that only the build knows; it is put before it as constants.
"""

import json
import os
import re
import subprocess
from typing import Any

from scripts import runtime

SOURCES = runtime.ROOT / "scripts" / "page"
BUNDLER = runtime.ROOT / "scripts" / "bundle.mjs"
TOOLS = ("@rollup/wasm-node", "terser")
CACHE = runtime.ROOT / ".cache" / "bundles"


def bundles() -> dict[str, str]:
    """The bundles as they come from the bundler, by name, from the cache where nothing changed.

    Raises ``CalledProcessError`` where a source can't be read, or imports what is not there.
    """
    packages = [runtime.ROOT / "node_modules" / tool / "package.json" for tool in TOOLS]
    contents = [path.read_bytes() for path in (BUNDLER, *packages)]
    for path in sorted(SOURCES.rglob("*.js")):
        contents += [path.relative_to(SOURCES).as_posix().encode(), path.read_bytes()]
    cached = CACHE / f"{runtime.digest(*contents)}.json"
    if not cached.exists():
        print("Bundling the scripts …", flush=True)
        command = ["node", str(BUNDLER)]
        done = subprocess.run(command, cwd=runtime.ROOT, env=os.environ, check=True, stdout=subprocess.PIPE)
        runtime.write(cached, done.stdout)
    found: dict[str, str] = json.loads(cached.read_bytes())
    return found


def bundle(name: str, **constants: Any) -> str:
    """One bundle, with what its sources take for given. Raises ``ValueError`` where they don't, or take more."""
    code = bundles()[f"{name}.js"]
    if missing := [key for key in constants if not re.search(rf"\b{key}\b", code)]:
        raise ValueError(f"{name}.js does not use {missing}")
    # Each in a line of its own, without blanks: what a release lists is read back from there.
    lines = [
        f"const {key} = {json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n"
        for key, value in constants.items()
    ]
    return "".join(lines) + code
