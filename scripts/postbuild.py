"""Finish the generated site: addresses of facts, hashed names, policy, compression.

Works on the files in ``site/`` only and knows nothing of the generator's plugins.
"""

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from posixpath import relpath

import brotli

from scripts import directives, runtime

CACHE = runtime.ROOT / ".cache" / "compressed"
SOURCES = "about/sources/"
COMPRESSED = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt", ".wasm", ".zip", ".webmanifest"}
SMALLEST = 256  # bytes below which compression gains nothing
POLICY = (
    # Not 'none': Firefox fetches the next page ahead, and would report that as a violation.
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; "
    "img-src 'self' data: blob:; object-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'none'"
)


def finish(site: Path) -> None:
    """Do everything, in the order in which one step needs the other. Raises where a step finds nothing to do."""
    # The theme's own page for missing addresses only works at the root: ours finds the site from anywhere.
    (site / "404.html").write_bytes((runtime.ROOT / "docs" / "404.html").read_bytes())
    pages = {path: path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}
    for path, html in pages.items():
        pages[path] = _mend(_facts(html, path.relative_to(site).as_posix()))
    renamed = _hash_names(site)
    for path, html in pages.items():
        for old, new in renamed.items():
            html = html.replace(old, new)
        path.write_text(_with_policy(html), "utf-8")
    with ThreadPoolExecutor() as pool:
        list(pool.map(compress, (p for p in sorted(site.rglob("*")) if p.is_file())))


def _facts(html: str, page: str) -> str:
    """Give every link to a fact its relative address, and an empty one its value."""
    folder = page.rpartition("/")[0]

    def address(match: re.Match[str]) -> str:
        target = relpath(SOURCES, folder or ".") + "/"
        return f'href="{target}#{directives.fact_anchor(match[1])}"'

    def fill(match: re.Match[str]) -> str:
        return directives.expand("fact", match[1])

    html = re.sub(r'<a class="fact" href="fact:([\w.]+)"></a>', fill, html)
    return re.sub(r'href="fact:([\w.]+)"', address, html)


def _mend(html: str) -> str:
    """Name Material's search dialog: without a name, screen readers announce an empty one."""
    return html.replace(
        'data-md-component="search" role="dialog"', 'data-md-component="search" role="dialog" aria-label="搜索"'
    )


def _hash_names(site: Path) -> dict[str, str]:
    """Rename our own styles and scripts after their content; returns new names by old."""
    assets, renamed = site / "assets", {}

    def rename(path: Path, text: str, drop: str = "") -> None:
        for old, new in renamed.items():
            text = text.replace(old, new)
        stem = path.name.removesuffix(path.suffix).removesuffix(drop)
        new = path.with_name(f"{stem}.{runtime.digest(text.encode())}{path.suffix}")
        path.unlink()
        new.write_text(text, "utf-8")
        renamed[path.name] = new.name

    worker = assets / "js" / "worker.js"
    rename(
        worker, _replace_once(worker.read_text("utf-8"), "const RUNTIME = {};", f"const RUNTIME = {_manifest(assets)};")
    )
    rename(assets / "js" / "calculator.js", (assets / "js" / "calculator.js").read_text("utf-8"))
    rename(assets / "css" / "site.css", (assets / "css" / "site.css").read_text("utf-8"))
    (search,) = (assets / "javascripts" / "workers").glob("search.*.min.js")
    prelude = assets / "js" / "search.js"
    rename(search, prelude.read_text("utf-8") + search.read_text("utf-8"), re.sub(r"^search|\.js$", "", search.name))
    prelude.unlink()
    for stray in [*assets.rglob("*.map")]:
        stray.unlink()
    return renamed


def _replace_once(text: str, old: str, new: str) -> str:
    if text.count(old) != 1:
        raise ValueError(f"{old!r} stands {text.count(old)} times, not once")
    return text.replace(old, new)


def _manifest(assets: Path) -> str:
    """What the worker must know of the runtime: addresses relative to itself, and sizes to show progress."""
    folder = assets / "runtime"
    (core,) = folder.glob("pyodide-*")
    (python,) = folder.glob("python-*.zip")
    address = lambda path: "../runtime/" + path.relative_to(folder).as_posix()  # noqa: E731
    files = {}
    for path in (core / "pyodide.asm.wasm", python):
        content = path.read_bytes()
        sizes = {
            "raw": len(content),
            "br": len(_squeeze(content, _brotli, "br")),
            "gz": len(_squeeze(content, _gzip, "gz")),
        }
        files[address(path)] = sizes
    lock = json.loads((runtime.PYODIDE / "pyodide-lock.json").read_text("utf-8"))
    manifest = {"core": address(core) + "/", "python": address(python), "info": lock["info"], "files": files}
    return json.dumps(manifest, separators=(",", ":"))


def _with_policy(html: str) -> str:
    """Put the page's content security policy first in its head, with the hashes of what stands inline."""

    def hashes(tag: str) -> str:
        inline = dict.fromkeys(re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL))
        return "".join(f" 'sha256-{base64.b64encode(hashlib.sha256(i.encode()).digest()).decode()}'" for i in inline)

    policy = POLICY.format(scripts=hashes("script"), styles=hashes("style"))
    return html.replace("<head>", f'<head><meta http-equiv="Content-Security-Policy" content="{policy}">', 1)


def _brotli(content: bytes) -> bytes:
    return brotli.compress(content, quality=11, lgwin=24)


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


def _squeeze(content: bytes, how: Callable[[bytes], bytes], ending: str) -> bytes:
    """Compress, or take it from the cache: the runtime takes brotli half a minute."""
    cached = CACHE / f"{hashlib.sha256(content).hexdigest()[:32]}.{ending}"
    if not cached.exists():
        if len(content) > 1_000_000:
            print(f"Compressing {len(content) / 1e6:.1f} MB ({ending}) …", flush=True)
        CACHE.mkdir(parents=True, exist_ok=True)
        part = cached.with_suffix(f".{ending}.part")
        part.write_bytes(how(content))
        part.rename(cached)
    return cached.read_bytes()


def compress(path: Path) -> None:
    """Write .br and .gz beside a file, for servers that pick them up."""
    content = path.read_bytes()
    if path.suffix in COMPRESSED and len(content) >= SMALLEST:
        path.with_name(path.name + ".br").write_bytes(_squeeze(content, _brotli, "br"))
        path.with_name(path.name + ".gz").write_bytes(_squeeze(content, _gzip, "gz"))
