"""Finish the generated site: addresses of facts, hashed names, policy, compression.

Works on the files in ``site/`` only and knows nothing of the generator's plugins.
"""

import base64
import gzip
import hashlib
import json
import logging
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html import escape
from pathlib import Path
from posixpath import relpath
from urllib.parse import urlsplit

import brotli
import jieba

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


def finish(site: Path, site_url: str = "") -> None:
    """Do everything, in the order in which one step needs the other. Raises where a step finds nothing to do.

    ``site_url`` is where the site will stand, where that is known.
    """
    # The theme's own page for missing addresses only works at the root: ours finds the site from anywhere.
    ours = site / "404.html"
    ours.write_text(_lead_back((runtime.ROOT / "docs" / "404.html").read_text("utf-8"), site_url), "utf-8")
    pages = {path: path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}
    for path, html in pages.items():
        html = _facts(html, path.relative_to(site).as_posix())
        pages[path] = html if path == ours else _mend(html)
    _mark_cases(site, pages)
    _count_steps(site, pages)
    _questions(site)
    renamed = _hash_names(site)
    for path, html in pages.items():
        for old, new in renamed.items():
            # Folder and quote around it: an address, and not a file's name in a sentence.
            html = html.replace(f'{old}"', f'{new}"')
        path.write_text(_with_policy(html), "utf-8")
    with ThreadPoolExecutor() as pool:
        list(pool.map(compress, (p for p in sorted(site.rglob("*")) if p.is_file())))


def _lead_back(html: str, site_url: str) -> str:
    """Give the links of the page for missing addresses their targets; its script finds them where none are known."""
    if not site_url:
        return html
    root = escape(f"/{urlsplit(site_url).path.strip('/')}/".replace("//", "/"))
    html, count = re.subn(r'data-to="(.*?)" href="/"', lambda match: f'href="{root}{match[1]}"', html)
    if not count:
        raise ValueError("404.html has no links to give a target to")
    return html


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
    dialog = 'data-md-component="search" role="dialog"'
    return _replace_once(html, dialog, dialog + ' aria-label="搜索"')


def _mark_cases(site: Path, pages: dict[Path, str]) -> None:
    """Tell the page's script which calculators hold somebody else's numbers: what is typed there is not kept."""
    for path in pages:
        if path.relative_to(site).parts[0] == "cases":
            pages[path] = pages[path].replace('<section class="calc"', '<section class="calc" data-case')


def _count_steps(site: Path, pages: dict[Path, str]) -> None:
    """Name beside each stage in the list of all of them the steps that its page has, for steps.js to count."""

    def mark(match: re.Match[str]) -> str:
        page = pages.get(site / "steps" / match[1] / "index.html", "")
        ids = re.findall(r'<h\d class="step" id="([^"]+)"', page)
        return f'<strong><a data-steps="{" ".join(ids)}" href="{match[1]}/"' if ids else match[0]

    index = site / "steps" / "index.html"
    pages[index], count = re.subn(r'<strong><a href="([\w-]+)/"', mark, pages[index])
    if not count:
        raise ValueError("the list of the stages has no links to them")


def _questions(site: Path) -> None:
    """Make the questions of a page (``tags`` in its front matter) findable by their words.

    The generator cuts titles and texts into words, but not these, and repeats them with every section.
    """
    path = site / "search" / "search_index.json"
    index = json.loads(path.read_text("utf-8"))
    jieba.setLogLevel(logging.WARNING)
    with (runtime.ROOT / "scripts" / "search_words.txt").open("rb") as words:
        jieba.load_userdict(words)
    for entry in index["docs"]:
        if "#" in entry["location"]:
            entry.pop("tags", None)
        elif "tags" in entry:
            entry["tags"] = ["\u200b".join(jieba.cut(question)) for question in entry["tags"]]
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), "utf-8")


def _hash_names(site: Path) -> dict[str, str]:
    """Rename our own styles and scripts after their content; returns new paths in the site by old."""
    assets, renamed = site / "assets", {}

    def rename(path: Path, text: str, stem: str) -> str:
        new = path.with_name(f"{stem}.{runtime.digest(text.encode())}{path.suffix}")
        path.unlink()
        new.write_text(text, "utf-8")
        renamed[path.relative_to(site).as_posix()] = new.relative_to(site).as_posix()
        return new.name

    worker, calculator = assets / "js" / "worker.js", assets / "js" / "calculator.js"
    manifest = f"const RUNTIME = {_manifest(assets)};"
    name = rename(worker, _replace_once(worker.read_text("utf-8"), "const RUNTIME = {};", manifest), "worker")
    # Beside it, the worker goes by its name alone, as a string of its own.
    script, count = re.subn(r"""(['"`])(\./)?worker\.js\1""", rf"\1\2{name}\1", calculator.read_text("utf-8"))
    if not count:
        raise ValueError("calculator.js names no 'worker.js'")
    rename(calculator, script, "calculator")
    for name in ("steps", "situation"):
        plain = assets / "js" / f"{name}.js"
        rename(plain, plain.read_text("utf-8"), name)
    style = assets / "css" / "site.css"
    rename(style, style.read_text("utf-8"), "site")
    (search,) = (assets / "javascripts" / "workers").glob("search.*.min.js")
    prelude = assets / "js" / "search.js"
    rename(search, prelude.read_text("utf-8") + search.read_text("utf-8"), "search")
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
    return _replace_once(html, "<head>", f'<head><meta http-equiv="Content-Security-Policy" content="{policy}">')


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
        runtime.write(cached, how(content))
    return cached.read_bytes()


def compress(path: Path) -> None:
    """Write .br and .gz beside a file, for servers that pick them up."""
    content = path.read_bytes()
    if path.suffix in COMPRESSED and len(content) >= SMALLEST:
        path.with_name(path.name + ".br").write_bytes(_squeeze(content, _brotli, "br"))
        path.with_name(path.name + ".gz").write_bytes(_squeeze(content, _gzip, "gz"))
