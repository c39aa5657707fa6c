"""The same mkdocs.yml also builds with Zensical, the generator's successor."""

import os
import shutil
import subprocess
import sys

from scripts import runtime


def test_zensical_builds_the_calculator_from_the_same_configuration(tmp_path):
    for name in ("docs", "calculators", "scripts", "tests/cases"):
        ignore = shutil.ignore_patterns("__pycache__", "runtime")
        shutil.copytree(runtime.ROOT / name, tmp_path / name, ignore=ignore)
    for name in ("mkdocs.yml", "CHANGELOG.md"):
        shutil.copy(runtime.ROOT / name, tmp_path / name)
    command = [sys.executable, "-m", "zensical", "build", "--config-file", "mkdocs.yml"]
    env = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    html = (tmp_path / "site" / "tools" / "overdue-cost" / "index.html").read_text("utf-8")
    assert 'data-calculator="overdue_cost"' in html
    assert "73.00 元" in html
