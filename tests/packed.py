"""Python run by the packed runtime of a built site, as in the browser but under Node."""

import json
import subprocess
from pathlib import Path
from typing import Any

from scripts import runtime


def run_in_pyodide(site: Path, source: str) -> Any:
    """The last expression of ``source``, which must be JSON."""
    (core,) = site.glob("assets/runtime/pyodide-*")
    (packed,) = site.glob("assets/runtime/python-*.zip")
    command = ["node", str(Path(__file__).with_name("pyodide.mjs")), str(core), str(packed)]
    done = subprocess.run(command, cwd=runtime.ROOT, input=source, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.strip().splitlines()[-1])
