"""The sources themselves: linted, formatted, typed, and the set-up's words for a Python that is too old."""

import runpy
import subprocess
import sys
import types
from pathlib import Path

import pytest

from scripts import browsers, building, environment, onefile, postbuild, runtime, serving


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
    for verb in ("build", "serve", "test", "bench", "facts"):
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


def test_last_words_in_another_encoding_are_shown_all_the_same(capsys):
    with pytest.raises(SystemExit) as stopped:
        environment.run(
            "Trying",
            [sys.executable, "-c", r"import os; os.write(1, b'caf\xe9 \xe4\xbd\xa0'); raise SystemExit(3)"],
            "Sorry.",
        )
    assert "caf\N{REPLACEMENT CHARACTER} 你" in str(stopped.value)


class SetUp:
    """A project folder in which making an environment only writes a file that says so."""

    def __init__(self, root, monkeypatch):
        self.venv, self.ran, self.fails = root / ".venv", [], None
        self.python, self.made = root / ".venv" / "bin" / "python", root / ".venv" / "made"
        lists = [f"requirements/{group}.txt" for group in environment.GROUPS]
        for name in ("package.json", "package-lock.json", *lists):
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_text(name)
        (root / "node_modules").mkdir()
        monkeypatch.setattr(environment, "ROOT", str(root))
        monkeypatch.setattr(environment, "VENV", str(self.venv))
        monkeypatch.setattr(environment, "run", self.run)
        monkeypatch.setattr(environment, "_has_pip", lambda _: (self.venv / "pip").exists())

    def run(self, label, command, _sorry):
        self.ran.append(label.partition(" ")[0])
        if "venv" in command:
            self.venv.mkdir()
            (self.venv / "half").touch()
        if self.fails:
            raise self.fails
        (self.venv / "pip").touch()

    def create(self):
        self.ran.clear()
        environment._create_venv(str(self.python))
        return self.ran


@pytest.fixture
def set_up(tmp_path, monkeypatch):
    return SetUp(tmp_path, monkeypatch)


def test_an_environment_is_made_once_and_again_for_another_python_or_without_pip(set_up, monkeypatch):
    # The tests run inside some environment, which is not the one in the folder: only its stamp counts.
    assert set_up.create() == ["Making"]
    assert set_up.create() == []
    (set_up.venv / "pip").unlink()
    assert set_up.create() == ["Making"]
    environment._stamp("python", "3.12.0")
    assert set_up.create() == ["Making"]
    environment._stamp("python", "3.12.0")
    monkeypatch.setattr(sys, "prefix", str(set_up.venv))
    assert set_up.create() == []
    assert [p.name for p in set_up.venv.parent.joinpath(".cache").iterdir()] == []


@pytest.mark.parametrize("failure", [SystemExit("no ensurepip"), KeyboardInterrupt()], ids=["fails", "stopped"])
def test_the_old_environment_comes_back_where_a_new_one_fails(set_up, failure):
    set_up.create()
    environment._stamp("python", "3.12.0")
    (set_up.venv / "old").touch()
    set_up.fails = failure
    with pytest.raises(type(failure)):
        set_up.create()
    assert (set_up.venv / "old").exists()
    assert environment._stamp("python") == "3.12.0"
    # And where the set-up was killed before it could put the old one back, the next one does.
    aside = set_up.venv.parent / ".cache" / "old-venv"
    set_up.venv.rename(aside)
    set_up.venv.mkdir()
    with pytest.raises(type(failure)):
        set_up.create()
    assert (set_up.venv / "old").exists()
    assert not aside.exists()


def test_an_environment_has_pip_or_not(tmp_path):
    assert environment._has_pip(sys.executable)
    assert not environment._has_pip(str(tmp_path / "python"))


@pytest.mark.parametrize("name", ["packages", "node"])
def test_an_interrupted_installation_is_not_taken_as_done(set_up, name):
    install = {
        "packages": lambda group: environment._install_python_packages("python", group),
        "node": environment._install_node_packages,
    }[name]
    set_up.create()
    install("site")
    set_up.ran.clear()
    install("site")
    assert set_up.ran == []
    set_up.fails = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        install("test")
    set_up.fails = None
    install("site")
    assert set_up.ran == ["Installing", "Installing"]


def test_what_the_mutants_need_is_enough_for_the_tests_and_the_other_way_round_it_is_not(set_up):
    set_up.create()
    set_up.ran.clear()
    for group, installs in (("test", 2), ("site", 0), ("mutants", 1), ("test", 0), ("site", 0)):
        set_up.ran.clear()
        environment._install_python_packages("python", group)
        environment._install_node_packages(group)
        assert len(set_up.ran) == installs, group


@pytest.mark.parametrize(
    ("name", "layout"),
    [
        ("chromium", "chrome/win64-1/chrome-win64/chrome.exe"),
        ("chromium", "chrome/mac-1/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing"),
        ("firefox", "firefox/linux-stable_1/firefox/firefox"),
        ("firefox", "firefox/火狐/Firefox.app/Contents/MacOS/firefox"),
    ],
)
def test_a_fetched_browser_is_found_again_however_it_lies(monkeypatch, tmp_path, name, layout):
    monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setattr(browsers, "PLACES", {name: ("no-such-browser",)})
    monkeypatch.setattr(browsers, "FETCHED", tmp_path)
    monkeypatch.setattr(browsers, "ROOT", tmp_path)
    binary = tmp_path / layout
    binary.parent.mkdir(parents=True)
    binary.touch()
    assert browsers.find(name) == ""
    tool = tmp_path / "node_modules" / "@puppeteer" / "browsers" / "lib" / "main-cli.js"
    tool.parent.mkdir(parents=True)
    tool.write_text(f"console.log('Fetching'); console.log('{name}@stable_1 ' + {str(binary)!r});", "utf-8")
    assert browsers.need(name) == str(binary)
    tool.unlink()
    assert browsers.need(name) == browsers.find(name) == str(binary)
    binary.unlink()
    assert browsers.find(name) == ""


def test_a_port_that_is_taken_is_said_before_anything_is_built(monkeypatch):
    built = []
    monkeypatch.setitem(sys.modules, "environment", types.SimpleNamespace(enter=lambda *_: None))
    monkeypatch.setattr(building, "build", lambda: built.append("site"))
    monkeypatch.setattr(sys, "argv", ["serve", "--port", "8123"])

    def taken(app, port):
        raise OSError(f"{port} is in use")

    monkeypatch.setattr(serving, "server", taken)
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(runtime.ROOT / "scripts" / "serve"))
    assert str(stopped.value).startswith("Port 8123 is taken. Choose another one")
    assert built == []


def write_site(folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / "index.html").write_text(text)


@pytest.fixture
def quick_build(monkeypatch):
    """A build without its slow steps: what was generated is a page that says what ``quick_build`` holds."""
    pages = {"text": "first"}
    monkeypatch.setattr(building.source_check, "check", lambda: [])
    monkeypatch.setattr(runtime, "build", lambda: None)
    monkeypatch.setattr(building, "_generate", lambda part: write_site(part, pages["text"]))
    return pages


def test_a_build_replaces_the_site_and_leaves_nothing_beside_it(tmp_path, quick_build):
    site = tmp_path / "some" / "site"
    for text in ("first", "second"):
        quick_build["text"] = text
        building.build(site)
        assert site.joinpath("index.html").read_text() == text
        assert list(site.parent.iterdir()) == [site]


@pytest.mark.parametrize("failure", [SystemExit("stopped"), KeyboardInterrupt(), ValueError("no head")])
def test_a_build_that_fails_leaves_the_old_site_and_nothing_else(tmp_path, quick_build, monkeypatch, failure):
    site = tmp_path / "site"
    building.build(site)

    def fail(part):
        write_site(part, "half")
        raise failure

    monkeypatch.setattr(building, "_generate", fail)
    with pytest.raises(type(failure)):
        building.build(site)
    assert site.joinpath("index.html").read_text() == "first"
    assert list(tmp_path.iterdir()) == [site]


def test_the_old_site_comes_back_where_the_new_one_cannot_take_its_place(tmp_path, quick_build, monkeypatch):
    site = tmp_path / "site"
    building.build(site)
    monkeypatch.setattr(building, "_generate", lambda _: None)
    with pytest.raises(FileNotFoundError):
        building.build(site)
    assert site.joinpath("index.html").read_text() == "first"
    assert list(tmp_path.iterdir()) == [site]


def test_two_builds_at_once_do_not_meet(tmp_path, quick_build, monkeypatch):
    site, rename = tmp_path / "site", Path.rename

    def build_between(part):
        write_site(part, "outer")
        monkeypatch.setattr(building, "_generate", lambda inner: write_site(inner, "inner"))
        building.build(site)

    monkeypatch.setattr(building, "_generate", build_between)
    building.build(site)
    assert site.joinpath("index.html").read_text() == "outer"

    # Another build is faster between the two renames.
    def rename_between(self, target):
        if self.name == "new":
            monkeypatch.setattr(Path, "rename", rename)
            write_site(site, "faster")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", rename_between)
    monkeypatch.setattr(building, "_generate", lambda part: write_site(part, "last"))
    building.build(site)
    assert site.joinpath("index.html").read_text() == "last"
    assert list(tmp_path.iterdir()) == [site]


def test_a_build_hands_on_where_the_site_will_stand(tmp_path, monkeypatch):
    handed = []
    monkeypatch.setenv("SITE_URL", "https://example.org/guide/")
    monkeypatch.setattr(building.subprocess, "run", lambda *_, **__: types.SimpleNamespace(returncode=0))
    for step in (postbuild, "finish"), (onefile, "build"):
        monkeypatch.setattr(*step, lambda _, site_url: handed.append(site_url))
    building._generate(tmp_path)
    assert handed == ["https://example.org/guide/"] * 2


def test_the_runtime_is_left_alone_where_it_stands_and_put_right_where_it_does_not(tmp_path, monkeypatch):
    core, there = tmp_path / "core", tmp_path / "runtime"
    core.mkdir()
    for name in runtime.CORE:
        (core / name).write_text(name)
    monkeypatch.setattr(runtime, "PYODIDE", core)
    monkeypatch.setattr(runtime, "RUNTIME", there)
    monkeypatch.setattr(runtime, "python_zip", lambda: b"packed")

    def standing():
        return {p.relative_to(there).as_posix(): (p.stat().st_ino, p.read_bytes()) for p in there.rglob("*.*")}

    runtime.build()
    first = standing()
    assert len(first) == 4
    (there / "pyodide-0123456789").mkdir()
    (there / "pyodide-0123456789" / "pyodide.mjs").touch()
    (there / "python-0123456789.zip").touch()
    runtime.build()
    assert standing() == first, "not even written again"
    (packed,) = there.glob("python-*.zip")
    packed.write_bytes(b"pac")
    runtime.build()
    assert {name: content for name, (_, content) in standing().items()} == {n: c for n, (_, c) in first.items()}


def test_another_version_of_the_compiler_packs_again(tmp_path, monkeypatch):
    monkeypatch.setattr(runtime, "CACHE", tmp_path)
    packed = []

    def pack(command, **options):
        packed.append(command)
        Path(command[3], "python.zip").write_bytes(b"zip")

    monkeypatch.setattr(runtime.subprocess, "run", pack)
    for version, count in (("1.0", 1), ("1.0", 1), ("1.1", 2)):
        monkeypatch.setattr(runtime.metadata, "version", lambda _, version=version: version)
        assert runtime.python_zip() == b"zip"
        assert len(packed) == count
    assert len(list(tmp_path.iterdir())) == 2
