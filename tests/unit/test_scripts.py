"""The scripts of the pages: linted, formatted, typed, and tested by Node's own runner where they need no page."""

import re
import shutil
import subprocess

import pytest

from scripts import bundles, runtime

TOOLS = runtime.ROOT / "node_modules"
OURS = ["scripts", "tests/unit"]
LINTER = [str(TOOLS / "eslint" / "bin" / "eslint.js"), "--max-warnings=0", "--config", "scripts/page/eslint.config.mjs"]
TYPES = [str(TOOLS / "typescript" / "bin" / "tsc"), "-p"]
CHECKS = {
    "lint": [*LINTER, *OURS],
    "format": [
        str(TOOLS / "prettier" / "bin" / "prettier.cjs"),
        "--check",
        "scripts/**/*.{js,mjs,ts,json}",
        "tests/unit",
    ],
    "types of pages": [*TYPES, "scripts/page/tsconfig.json"],
    "types of workers": [*TYPES, "scripts/page/tsconfig.workers.json"],
    "tests": ["--test", "--test-reporter=spec", "tests/unit/page.test.mjs"],
}


def node(*command):
    done = subprocess.run(["node", *command], cwd=runtime.ROOT, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("name", CHECKS)
def test_the_scripts_pass(name):
    code, said = node(*CHECKS[name])
    assert code == 0, said
    if name == "tests":
        # A file without tests would pass as well.
        assert int(re.search(r"^ℹ pass (\d+)$", said, re.MULTILINE)[1]) >= 15
        assert re.search(r"^ℹ skipped 0$", said, re.MULTILINE)


WRONG = {
    "lint": {"var one = 1;\nexport { one };\n": "no-var"},
    "types of pages": {
        "/** @type {number} */\nexport const one = 'one';\n": "not assignable",
        "export const last = [1].findLast(Boolean);\n": "findLast",  # newer than our browsers
    },
}


@pytest.mark.parametrize("name", WRONG)
def test_the_checks_see_what_is_wrong(tmp_path, name):
    root = runtime.ROOT / ".cache" / tmp_path.name  # where the linter's own modules are found
    folder = root / "scripts" / "page"
    shutil.copytree(bundles.SOURCES, folder)
    try:
        clock = folder / "common" / "clock.js"
        clock.write_text(clock.read_text("utf-8") + "".join(WRONG[name]), "utf-8")
        command = [*LINTER, "scripts/page/common"] if name == "lint" else [*TYPES, "scripts/page"]
        done = subprocess.run(["node", *command], cwd=root, capture_output=True, text=True, timeout=120)
        assert done.returncode != 0
        assert [said for said in WRONG[name].values() if said not in done.stdout] == []
    finally:
        shutil.rmtree(root)


def test_an_import_that_is_not_there_stops_the_build(tmp_path, monkeypatch):
    monkeypatch.setattr(bundles, "CACHE", tmp_path / "cache")
    shutil.copytree(bundles.SOURCES, tmp_path / "page")
    (tmp_path / "page" / "site.js").write_text("import './nothing.js';\n", "utf-8")
    # Where the bundler stands, its sources and tools are found.
    (tmp_path / "node_modules").symlink_to(TOOLS)
    (tmp_path / "bundle.mjs").write_bytes(bundles.BUNDLER.read_bytes())
    monkeypatch.setattr(bundles, "SOURCES", tmp_path / "page")
    monkeypatch.setattr(bundles, "BUNDLER", tmp_path / "bundle.mjs")
    with pytest.raises(subprocess.CalledProcessError):
        bundles.bundles()
    assert not (tmp_path / "cache").exists()
