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
    fetched = sorted(FETCHED.glob(f"{name}/**/{name}")) + sorted(
        FETCHED.glob("chrome/**/chrome") if name == "chromium" else []
    )
    return str(fetched[0]) if fetched else ""


def need(name: str) -> str:
    """Like ``find``, but fetches the browser where there is none, and stops with a sentence where it can't."""
    if path := find(name):
        return path
    print(f"Fetching {name} for the tests …", flush=True)
    wanted = "chrome@stable" if name == "chromium" else "firefox@stable"
    tool = ROOT / "node_modules" / "@puppeteer" / "browsers" / "lib" / "main-cli.js"
    done = subprocess.run(
        ["node", str(tool), "install", wanted, "--path", str(FETCHED)], capture_output=True, text=True
    )
    if path := find(name):
        return path
    last = (done.stderr or done.stdout).strip().splitlines()[-1:]
    sys.exit(
        f"The tests need {name}, and it could not be fetched ({' '.join(last)}). Install it with your system's "
        f"package manager, or set {name.upper()} to its path, and run this again."
    )
