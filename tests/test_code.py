"""The sources themselves: linted, formatted, typed, and the set-up's words for a Python that is too old."""

import subprocess
import sys

import pytest

from scripts import browsers, environment, runtime


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
    ],
    ids=["ruff", "format", "mypy"],
)
def test_the_sources_pass(command):
    done = subprocess.run([sys.executable, "-m", *command], cwd=runtime.ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_python_that_is_too_old_gets_one_sentence(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit) as stopped:
        environment.enter("scripts/serve", "site")
    assert "needs Python 3.12 or newer, and this is Python 3.9" in str(stopped.value)


def test_the_set_up_is_understood_by_a_python_that_is_too_old():
    import ast

    source = runtime.ROOT.joinpath("scripts", "environment.py").read_text("utf-8")
    ast.parse(source, feature_version=(3, 7))
    for verb in ("build", "serve", "test", "bench"):
        ast.parse(
            runtime.ROOT.joinpath("scripts", verb).read_text("utf-8").split("from scripts import")[0],
            feature_version=(3, 7),
        )


def test_a_missing_browser_that_cannot_be_fetched_gets_one_sentence(monkeypatch, tmp_path):
    monkeypatch.delenv("FIREFOX", raising=False)
    monkeypatch.setattr(browsers, "PLACES", {"firefox": ("no-such-browser",)})
    monkeypatch.setattr(browsers, "FETCHED", tmp_path)
    monkeypatch.setattr(browsers, "ROOT", tmp_path)  # no tool to fetch one with
    with pytest.raises(SystemExit) as stopped:
        browsers.need("firefox")
    assert "The tests need firefox" in str(stopped.value)
    assert "set FIREFOX to its path" in str(stopped.value)


def test_a_step_that_fails_ends_in_one_sentence(capsys):
    with pytest.raises(SystemExit) as stopped:
        environment.run(
            "Trying", [sys.executable, "-c", "print('last words'); raise SystemExit(3)"], "Do this instead."
        )
    assert "last words" in str(stopped.value)
    assert str(stopped.value).endswith("Do this instead.")
    assert "Trying …" in capsys.readouterr().out
