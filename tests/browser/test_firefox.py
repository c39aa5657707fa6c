"""The same page in Firefox."""

import json
import subprocess
from pathlib import Path

from scripts import browsers, runtime


def test_typing_gives_a_live_answer_in_firefox(base):
    form = {".due": "2026-01-01", ".amount": "10000", "as_of": "2026-01-31", "daily_rate": "0.05%"}
    script = Path(__file__).with_name("firefox.mjs")
    command = ["node", str(script), browsers.need("firefox"), base + "tools/overdue-cost/", json.dumps(form)]
    done = subprocess.run(command, cwd=runtime.ROOT, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.strip().splitlines()[-1])
    assert seen["before"] == "example"
    assert seen["version"].lower().startswith("firefox")
    assert "10,150.00 元" in seen["headline"]
    assert "150.00 元" in seen["result"]
    assert seen["complaints"] == []
