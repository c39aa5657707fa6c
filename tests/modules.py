"""The pages' modules under Node, for tests that need no page."""

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

RUN = Path(__file__).with_name("unit") / "modules.mjs"


def node(run: str, given: Any = None) -> Any:
    """What the function in ``run``, JavaScript, returns when it is given ``given``.

    It may use what ``unit/modules.mjs`` names: ``store``, with an empty storage at first, ``token`` and ``arrival``.
    """
    process = _node()
    process.stdin.write(json.dumps({"run": run, "given": given}) + "\n")
    process.stdin.flush()
    answer = json.loads(process.stdout.readline())
    assert "error" not in answer, answer["error"]
    return answer["result"]


@cache
def _node() -> subprocess.Popen[str]:
    """One process for all: it ends when this one closes its input by ending."""
    pipe = subprocess.PIPE
    return subprocess.Popen(["node", str(RUN)], stdin=pipe, stdout=pipe, text=True, encoding="utf-8")
