"""The scripts of the pages: linted, formatted, typed, and tested by Node's own runner where they need no page."""

import json
import re
import shutil
import subprocess

import pytest

from scripts import bundles, runtime

TOOLS = runtime.ROOT / "node_modules"
# What has not changed since the last run is not looked at again.
CACHE = runtime.ROOT / ".cache" / "checks"
OURS = ["scripts", "tests/unit"]
LINTER = [str(TOOLS / "eslint" / "bin" / "eslint.js"), "--max-warnings=0", "--config", "scripts/page/eslint.config.mjs"]
FORMATTER = [str(TOOLS / "prettier" / "bin" / "prettier.cjs"), "--check", "scripts/**/*.{js,mjs,ts,json}", "tests/unit"]
TYPES = [str(TOOLS / "typescript" / "bin" / "tsc"), "--project"]


def cached(name):
    return ["--cache", "--cache-strategy=content", f"--cache-location={CACHE / name}"]


def types(project, name):
    return [*TYPES, project, "--incremental", "--tsBuildInfoFile", str(CACHE / name)]


CHECKS = {
    "lint": [*LINTER, *cached("lint"), *OURS],
    "format": [*FORMATTER, *cached("format")],
    "types of pages": types("scripts/page/tsconfig.json", "pages.tsbuildinfo"),
    "types of workers": types("scripts/page/tsconfig.workers.json", "workers.tsbuildinfo"),
    "tests": ["--test", "--test-reporter=spec", "tests/unit/page.test.mjs"],
}


def node(*command, typed=None):
    run = {"cwd": runtime.ROOT, "capture_output": True, "text": True, "timeout": 120}
    done = subprocess.run(["node", *command], input=typed, **run)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("name", CHECKS)
def test_the_scripts_pass(name):
    code, said = node(*CHECKS[name])
    assert code == 0, said
    if name == "tests":
        # A file without tests would pass as well.
        assert int(re.search(r"^ℹ pass (\d+)$", said, re.MULTILINE)[1]) >= 15
        assert re.search(r"^ℹ skipped 0$", said, re.MULTILINE)


def test_the_linter_sees_what_is_wrong():
    wrong = "var one = 1;\nexport { one };\n"
    code, said = node(*LINTER, "--stdin", "--stdin-filename=scripts/page/common/wrong.js", typed=wrong)
    assert code != 0
    assert "no-var" in said


def test_the_types_see_what_is_wrong(tmp_path):
    settings = {"extends": str(bundles.SOURCES / "tsconfig.json"), "include": ["wrong.js"]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(settings), "utf-8")
    newer = "export const last = [1].findLast(Boolean);"  # than our browsers
    (tmp_path / "wrong.js").write_text(f"/** @type {{number}} */\nexport const one = 'one';\n{newer}\n", "utf-8")
    code, said = node(*TYPES, str(tmp_path))
    assert code != 0
    assert "not assignable" in said
    assert "findLast" in said


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
