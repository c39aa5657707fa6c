"""Get everything a script needs, then run it inside the project's own environment.

Each script calls ``enter(__file__, "site")`` or ``enter(__file__, "test")`` first. This file must also be
understood by a Python that is too old for the project, so that such a reader gets a sentence.
"""

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
BIN = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")
OLDEST = (3, 12)
GROUPS = ("site", "test", "mutants")
NETWORK = "Check the network connection and run the same command again; what has arrived is kept."


def enter(script, group):
    """Return inside the environment for ``group``, one of ``GROUPS``; before, set it up and start again there.

    Stops with one sentence where Python is too old, ``venv`` is missing or the network fails.
    """
    if sys.version_info < OLDEST:
        oldest, this = ".".join(map(str, OLDEST)), ".".join(map(str, sys.version_info[:2]))
        sys.exit(
            f"This project needs Python {oldest} or newer, and this is Python {this}. "
            f"Install a newer one, then run: python{oldest} scripts/{os.path.basename(script)}"
        )
    os.environ["PATH"] = BIN + os.pathsep + os.environ.get("PATH", "")
    os.environ["PYTHONPATH"] = ROOT
    os.environ["PYTHONUTF8"] = "1"
    python = os.path.join(BIN, "python.exe" if os.name == "nt" else "python")
    _create_venv(python)
    _install_python_packages(python, group)
    _install_node_packages(group)
    if not _inside():
        command = [python, os.path.abspath(script), *sys.argv[1:]]
        if os.name == "nt":
            sys.exit(subprocess.call(command))
        sys.stdout.flush()
        os.execv(python, command)
    if ROOT not in sys.path:
        sys.path.insert(0, ROOT)


def run(label, command, sorry, **options):
    """Run a step of the set-up, one line while it lasts. Where it fails, show its last words and ``sorry``."""
    print(label + " …", flush=True)
    try:
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",  # a child's last words may be in the system's own encoding
            cwd=ROOT,
            **options,
        )
    except OSError as error:
        sys.exit(f"{error}\n{sorry}")
    if done.returncode:
        last = "\n".join("    " + line for line in done.stdout.strip().splitlines()[-8:])
        sys.exit(f"{last}\n{sorry}")
    return done.stdout


def _inside():
    """Whether this Python is the one of .venv, and not of some other environment that happens to be active."""
    return os.path.realpath(sys.prefix) == os.path.realpath(VENV)


def _has_pip(python):
    try:
        return not subprocess.call([python, "-c", "import pip"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return False


def _create_venv(python):
    version = ".".join(map(str, sys.version_info[:3]))
    if _has_pip(python) and (_inside() or _stamp("python") == version):
        return
    # The old environment makes way only for one that works. One that stands aside already was left there by a
    # set-up that was killed, and what is in its place now is half made.
    aside = os.path.join(ROOT, ".cache", "old-venv")
    if os.path.isdir(VENV) and not os.path.isdir(aside):
        os.makedirs(os.path.dirname(aside), exist_ok=True)
        os.rename(VENV, aside)
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        run(
            f"Making an environment for Python {version} in .venv",
            # From within .venv, its own Python has just been moved aside.
            [getattr(sys, "_base_executable", None) or sys.executable, "-m", "venv", VENV],
            "Could not make a virtual environment. On Debian or Ubuntu, install the package python3-venv first.",
        )
        _stamp("python", version)
    except BaseException:
        shutil.rmtree(VENV, ignore_errors=True)
        if os.path.isdir(aside):
            os.rename(aside, VENV)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _install_python_packages(python, group):
    # Each list holds all of those before it at the same versions.
    enough = [_digest(os.path.join("requirements", name + ".txt")) for name in GROUPS[GROUPS.index(group) :]]
    if _stamp("packages") in enough:
        return
    _stamp("packages", "")  # an interrupted installation must not pass for the one before
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "2"]
    run(
        "Installing Python packages (a minute or two the first time)",
        [*pip, "--require-hashes", "-r", os.path.join("requirements", group + ".txt")],
        "Could not install the Python packages. " + NETWORK,
    )
    _stamp("packages", enough[0])


def _install_node_packages(group):
    wanted = _digest("package-lock.json", "package.json")
    group = group if group == "site" else "test"
    if _stamp("node") in (group + wanted, "test" + wanted) and os.path.isdir(os.path.join(ROOT, "node_modules")):
        return
    _stamp("node", "")
    # On Windows the command is npm.exe: look it up instead of leaving that to the system.
    npm = shutil.which("npm", path=BIN) or "npm"
    run(
        "Installing the browser runtime",
        [npm, "ci", "--ignore-scripts", *(["--omit=dev"] if group == "site" else [])],
        "Could not install the browser runtime. " + NETWORK,
    )
    _stamp("node", group + wanted)


def _digest(*names):
    digest = hashlib.sha256()
    for name in names:
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def _stamp(name, value=None):
    """Read what was last set up, or write it."""
    path = os.path.join(VENV, "." + name)
    if value is not None:
        with open(path, "w") as file:
            file.write(value)
    if not os.path.exists(path):
        return ""
    with open(path) as file:
        return file.read()
