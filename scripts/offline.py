"""What a browser needs to keep the site: the service worker with the list of all files, and the manifest's link.

Works on the files in ``site/`` as they will be served: their contents may not change afterwards.
"""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from posixpath import relpath

from scripts import bundles, directives, runtime

MODULES = ("core", "routing", "strategies", "precaching")  # each needs those before it
# Kept when a calculator is used or the reader asks for it; everything else after the first visit.
RUNTIME = re.compile(r"assets/(runtime/|js/worker\.)")
# What no page asks for. The one file holds everything again.
LEFT_OUT = re.compile(r"\.(br|gz)$|^(sw\.js|sitemap\.xml|guide\.html|404\.html)$")
# The page for missing addresses once more: hosts may answer 404 to its own name, and then nothing would be kept.
MISSING = "assets/missing.txt"
HEAD = (
    '<link rel="manifest" href="{root}manifest.webmanifest">'
    '<link rel="apple-touch-icon" href="{root}assets/icons/icon-192.png">'
)

Sizes = Callable[[bytes], dict[str, int]]


def head(page: str) -> str:
    """What a page's head says so that it can be put on the home screen; ``page`` is its path in the site."""
    folder = page.rpartition("/")[0]
    return HEAD.format(root=relpath(".", folder) + "/" if folder else "./")


def _files(site: Path) -> list[str]:
    found = sorted(p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file())
    return [path for path in found if not LEFT_OUT.search(path)]


def runtime_sizes(site: Path, sizes: Sizes) -> dict[str, int]:
    """Bytes of what a calculator needs, as it is kept (raw) and on the wire (br, gz)."""
    contents = [(site / path).read_bytes() for path in _files(site) if RUNTIME.match(path)]
    each = [sizes(content) for content in contents]
    return {kind: sum(size[kind] for size in each) for kind in ("raw", "br", "gz")}


def fill_sizes(html: str, runtime_weighs: dict[str, int]) -> str:
    """Give ``<data value="runtime-br"></data>`` its megabytes; ``raw``, ``br`` or ``gz``."""

    def fill(match: re.Match[str]) -> str:
        return f"{match[1]}{runtime_weighs[match[2]] / 1e6:.1f} MB{match[3]}"

    return re.sub(r'(<data value="runtime-(\w+)">)(</data>)', fill, html)


def release(site: Path, sizes: Sizes) -> dict[str, object]:
    """The list of one release; its id stands for the content of every file in it, and changes with any."""
    pages, running = [], []
    for path in _files(site):
        content = (site / path).read_bytes()
        hashed = base64.b64encode(hashlib.sha256(content).digest()).decode()
        if RUNTIME.match(path):
            size = sizes(content)
            running.append([path, hashed, size["raw"], size["br"], size["gz"]])
        else:
            # A page goes by the address at which it is read: hosts lead index.html elsewhere.
            pages.append([re.sub(r"(^|/)index\.html$", r"\1", path) or "./", hashed])
    listed = json.dumps([pages, running]).encode()
    day = directives.release_day().isoformat()
    return {"id": runtime.digest(listed), "day": day, "pages": pages, "runtime": running}


def write_worker(site: Path, sizes: Sizes) -> None:
    """Finish ``sw.js``: Workbox's modules and ours in one file, so that a release is never half in charge."""
    (site / MISSING).write_bytes((site / "404.html").read_bytes())
    folder = runtime.ROOT / "node_modules"
    parts = [(folder / f"workbox-{m}" / "build" / f"workbox-{m}.prod.js").read_text("utf-8") for m in MODULES]
    parts = [re.sub(r"^//# sourceMappingURL=.*\n?", "", part, flags=re.MULTILINE).rstrip() for part in parts]
    parts.append(bundles.bundle("service_worker", RELEASE=release(site, sizes)))
    (site / "sw.js").write_text("\n".join(parts), "utf-8")
