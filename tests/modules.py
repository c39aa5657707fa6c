"""The pages' modules under Node, for tests that need no page."""

import json
import subprocess
from pathlib import Path
from typing import Any

RUN = Path(__file__).with_name("unit") / "modules.mjs"


def node(run: str, given: Any = None) -> Any:
    """What the function in ``run``, JavaScript, returns when it is given ``given``.

    It may use what ``unit/modules.mjs`` names: ``store``, with an empty storage at first, ``token`` and ``arrival``.
    """
    asked = json.dumps({"run": run, "given": given})
    done = subprocess.run(["node", str(RUN)], input=asked, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
