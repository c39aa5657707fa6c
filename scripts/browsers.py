"""Find the browsers that the tests drive: those already on the machine, else fetch one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
FETCHED = ROOT / ".cache" / "browsers"
PLACES = {
    "chromium": (
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "microsoft-edge",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ),
    "firefox": (
        "firefox-esr",
        "firefox",
        "/Applications/Firefox.app/Contents/MacOS/firefox",
        r"C:\Program Files\Mozilla Firefox\firefox.exe",
    ),
}
# Headless, without sandbox (which containers lack), and without calls of the browser's own to its maker.
CHROMIUM_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find(name: str) -> str:
    """The path of "chromium" or "firefox": from $CHROMIUM or $FIREFOX, the system, or fetched before; else ""."""
    chosen = os.environ.get(name.upper())
    for place in [chosen] if chosen else PLACES[name]:
        if path := shutil.which(place):
            return path
    note = _note(name)
    fetched = note.read_text("utf-8") if note.exists() else ""
    return fetched if Path(fetched).is_file() else ""


def shell() -> str:
    """Chromium without its window, where the system has it: opens a page in less than half the time. Else the whole."""
    place = None if os.environ.get("CHROMIUM") else shutil.which("chromium-headless-shell")
    return place or need("chromium")


def _note(name: str) -> Path:
    """The file that holds the path of a fetched browser: every system lays them out in another way."""
    return FETCHED / f"{name}.path"


def need(name: str) -> str:
    """Like ``find``, but fetches the browser where there is none, and stops with a sentence where it can't."""
    if path := find(name):
        return path
    print(f"Fetching {name} for the tests …", flush=True)
    wanted = "chrome@stable" if name == "chromium" else "firefox@stable"
    tool = ROOT / "node_modules" / "@puppeteer" / "browsers" / "lib" / "main-cli.js"
    command = ["node", str(tool), "install", wanted, "--path", str(FETCHED)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
    # Its last words are "firefox@stable_123 /path/to/firefox".
    path = "".join(done.stdout.strip().splitlines()[-1:]).partition(" ")[2]
    if done.returncode == 0 and Path(path).is_file():
        _note(name).write_text(path, "utf-8")
        return path
    last = (done.stderr or done.stdout).strip().splitlines()[-1:]
    sys.exit(
        f"The tests need {name}, and it could not be fetched ({' '.join(last)}). Install it with your system's "
        f"package manager, or set {name.upper()} to its path, and run this again."
    )
