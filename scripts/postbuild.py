"""Finish the generated site: addresses of facts, scripts, hashed names, policy, compression.

Works on the files in ``site/`` only and knows nothing of the generator's plugins.
"""

import base64
import gzip
import hashlib
import json
import logging
import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from html import escape
from pathlib import Path
from posixpath import relpath
from typing import Any
from urllib.parse import urlsplit

import brotli
import jieba

from scripts import bundles, directives, offline, register, runtime

QR = runtime.ROOT / "node_modules" / "uqr"
CACHE = runtime.ROOT / ".cache" / "compressed"
SOURCES = "about/sources/"
COMPRESSED = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt", ".wasm", ".zip", ".webmanifest"}
SMALLEST = 256  # bytes below which compression gains nothing
POLICY = (
    # Not 'none': Firefox fetches the next page ahead, and would report that as a violation.
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; "
    "img-src 'self' data: blob:; object-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'none'"
)


# Put behind the theme's own reader and writer of what it keeps.
CALM = (
    "{const calm=keeper=>(...asked)=>{try{return keeper(...asked)}catch{return null}};"
    "__md_get=calm(__md_get);__md_set=calm(__md_set)}"
)
REDIRECT = """\
<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<noscript><meta http-equiv="refresh" content="0; url={to}"></noscript>
<title>这一页换了地方</title>
</head>
<body>
<p><a href="{to}">这一页换了地方，点这里过去</a></p>
<script>
var to = new URL(document.querySelector('a').getAttribute('href'), location.href);
if (location.hash) to.hash = location.hash; // with it, the step or the numbers that somebody was sent
location.replace(to.href);
</script>
</body>
</html>
"""


def finish(site: Path, site_url: str = "", moved: Mapping[str, str] | None = None) -> None:
    """Do everything, in the order in which one step needs the other. Raises where a step finds nothing to do.

    ``site_url`` is where the site will stand, where that is known; ``moved`` the old addresses and their new ones,
    by default those of the register.
    """
    moved = register.read()[1] if moved is None else moved
    # The theme's own page for missing addresses only works at the root: ours finds the site from anywhere.
    ours = site / "404.html"
    ours.write_text(_lead_back((runtime.ROOT / "docs" / "404.html").read_text("utf-8"), site_url), "utf-8")
    pages = {path: path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}
    for path, html in pages.items():
        html = _facts(html, path.relative_to(site).as_posix())
        pages[path] = html if path == ours else _share(_mend(html))
    _mark_cases(site, pages)
    _count_steps(site, pages)
    _questions(site)
    renamed = _hash_names(site)
    scripts = _write_scripts(site, moved)
    weighs = offline.runtime_sizes(site, _sizes)
    for path, html in pages.items():
        if path != ours:
            page = path.relative_to(site).as_posix()
            html = _replace_once(html, "</head>", offline.head(page) + "</head>")
            html = _replace_once(html, "</body>", _load(scripts, html, page) + "</body>")
        html = offline.fill_sizes(html, weighs)
        for old, new in renamed.items():
            # Folder and quote around it: an address, and not a file's name in a sentence.
            html = html.replace(f'{old}"', f'{new}"')
        path.write_text(_with_policy(html), "utf-8")
    redirect(site, moved)
    # Last, because it lists every file by its content.
    offline.write_worker(site, _sizes)
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
    """Mend what the theme lacks.

    Its search dialog gets a name: without one, screen readers announce an empty one. And what it keeps in the browser
    may be forbidden, or damaged: it reads before it starts, and without an answer its search would never be ready.
    """
    dialog = 'data-md-component="search" role="dialog"'
    html = _replace_once(html, dialog, dialog + ' aria-label="搜索"')
    before, reads, after = html.partition("<script>__md_scope=")
    if not reads:
        raise ValueError("the theme reads what it keeps in another way now")
    return before + reads + after.replace("</script>", f"</script><script>{CALM}</script>", 1)


def _share(html: str) -> str:
    """Let the link that each title and each step has to itself say what it is for: 发给朋友."""
    link = re.compile(
        r'(<h(?:1\b|[2-6][^>]* class="step")[^>]*>.*?)<a class="headerlink" href="(#[^"]*)"[^>]*>#</a>(?=</h\d>)'
    )
    return link.sub(r'\1<a class="share" href="\2">发给朋友</a>', html)


def redirect(site: Path, moved: Mapping[str, str]) -> None:
    """Write a small page at each page's old address that leads to the new one. Ids are up to the page's script."""
    for old, new in moved.items():
        if "#" not in old:
            path = site / old.strip("/") / "index.html" if old.endswith("/") else site / old.strip("/")
            if path.exists():
                raise ValueError(f"{old} is there, and is said to have moved to {new}")
            path.parent.mkdir(parents=True, exist_ok=True)
            target, hash, id = new.partition("#")
            to = relpath(target, old if old.endswith("/") else old.rpartition("/")[0] + "/")
            to += "/" * target.endswith("/") + hash + id
            path.write_text(_with_policy(REDIRECT.format(to=escape(to))), "utf-8")


def _mark_cases(site: Path, pages: dict[Path, str]) -> None:
    """Tell the page's script which calculators hold somebody else's numbers: what is typed there is not kept."""
    for path in pages:
        if path.relative_to(site).parts[0] == "cases":
            pages[path] = pages[path].replace('<section class="calc"', '<section class="calc" data-case')


def _count_steps(site: Path, pages: dict[Path, str]) -> None:
    """Name beside each stage in the list of all of them the steps that its page has, for the page's script to count."""

    def mark(match: re.Match[str]) -> str:
        page = pages.get(site / "steps" / match[1] / "index.html", "")
        ids = re.findall(r'<h\d class="step"[^>]* id="([^"]+)"', page)
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
    """Rename our styles and the search's worker after their content; returns new paths in the site by old."""
    assets, renamed = site / "assets", {}

    def rename(path: Path, text: str, stem: str) -> None:
        path.unlink()
        renamed[path.relative_to(site).as_posix()] = _write_hashed(path.parent, stem, text, path.suffix, site)

    style = assets / "css" / "site.css"
    rename(style, _joined(style), "site")
    (search,) = (assets / "javascripts" / "workers").glob("search.*.min.js")
    rename(search, bundles.bundle("search") + search.read_text("utf-8"), "search")
    _drop_strays(assets, json.loads((site / "search" / "search_index.json").read_text("utf-8"))["config"]["lang"])
    return renamed


def _joined(style: Path) -> str:
    """The style sheet with its parts, which are deleted, in the place of their imports: a page asks for one file.

    Comments are for us, and stay behind.
    """

    def part(match: re.Match[str]) -> str:
        path = style.with_name(match[1])
        text = path.read_text("utf-8")
        path.unlink()
        return text

    text = re.sub(r'^@import "([\w-]+\.css)";$', part, style.read_text("utf-8"), flags=re.MULTILINE)
    if left := [path.name for path in style.parent.glob("*.css") if path != style]:
        raise ValueError(f"{style.name} does not import {', '.join(left)}")
    return re.sub(r"\s*/\*.*?\*/", "", text, flags=re.DOTALL).lstrip()


def _write_hashed(folder: Path, stem: str, text: str, suffix: str, site: Path) -> str:
    """Write a file with the hash of its content in its name; returns its path in the site."""
    path = folder / f"{stem}.{runtime.digest(text.encode())}{suffix}"
    runtime.write(path, text.encode())
    return path.relative_to(site).as_posix()


def _write_scripts(site: Path, moved: Mapping[str, str]) -> list[str]:
    """Write the scripts; returns those that pages load, as paths in the site: for every page, and for calculators."""
    folder = site / "assets" / "js"

    def write(name: str, text: str) -> str:
        return _write_hashed(folder, name, text, ".js", site)

    def beside(path: str) -> str:
        return "./" + path.rpartition("/")[2]

    licence = (QR / "LICENSE").read_text("utf-8")
    code = write("uqr", f"/*! uqr\n{licence}*/\n{(QR / 'dist' / 'index.mjs').read_text('utf-8')}")
    worker = write("worker", bundles.bundle("worker", RUNTIME=manifest(site / "assets")))
    ids = {old.lstrip("/"): new.lstrip("/") for old, new in moved.items() if "#" in old}
    every = write("site", bundles.bundle("site", MOVED=ids, QR=beside(code)))
    text = bundles.bundle("calculators", WORKER=beside(worker))
    return [every, write("calculators", _replace_once(text, '"./site.js"', f'"{beside(every)}"'))]


def _load(scripts: list[str], html: str, page: str) -> str:
    """The script elements of a page; those for calculators only where there is one, or what is kept of them."""
    wanted = scripts if re.search(r'<section class="calc"|<div class="kept"', html) else scripts[:1]
    folder = page.rpartition("/")[0] or "."
    return "".join(f'<script type="module" src="{relpath(path, folder)}"></script>' for path in wanted)


def _drop_strays(assets: Path, languages: list[str]) -> None:
    """Delete what the theme brings and no page asks for: everything that is left is kept on the device."""
    used = {f"lunr.{name}.min.js" for name in ("stemmer.support", "multi", *languages)}
    strays = [*assets.rglob("*.map"), *(p for p in assets.glob("javascripts/lunr/**/*.js") if p.name not in used)]
    # Every page names an icon of our own.
    strays += assets.glob("images/favicon.png")
    for stray in strays:
        stray.unlink()


def _replace_once(text: str, old: str, new: str) -> str:
    if text.count(old) != 1:
        raise ValueError(f"{old!r} stands {text.count(old)} times, not once")
    return text.replace(old, new)


def manifest(assets: Path) -> dict[str, Any]:
    """What the worker must know of the runtime: addresses relative to itself, and sizes to show progress."""
    folder = assets / "runtime"
    (core,) = folder.glob("pyodide-*")
    (python,) = folder.glob("python-*.zip")
    address = lambda path: "../runtime/" + path.relative_to(folder).as_posix()  # noqa: E731
    files = {}
    for path in (core / "pyodide.asm.wasm", python):
        files[address(path)] = _sizes(path.read_bytes())
    lock = json.loads((runtime.PYODIDE / "pyodide-lock.json").read_text("utf-8"))
    return {"core": address(core) + "/", "python": address(python), "info": lock["info"], "files": files}


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


def gzipped(content: bytes) -> bytes:
    """These bytes as gzip, which every browser unpacks by itself."""
    return _squeeze(content, _gzip, "gz")


def _sizes(content: bytes) -> dict[str, int]:
    """Bytes of a file as it is, and on the wire."""
    return {
        "raw": len(content),
        "br": len(_squeeze(content, _brotli, "br")),
        "gz": len(_squeeze(content, _gzip, "gz")),
    }


def compress(path: Path) -> None:
    """Write .br and .gz beside a file, for servers that pick them up."""
    content = path.read_bytes()
    if path.suffix in COMPRESSED and len(content) >= SMALLEST:
        path.with_name(path.name + ".br").write_bytes(_squeeze(content, _brotli, "br"))
        path.with_name(path.name + ".gz").write_bytes(_squeeze(content, _gzip, "gz"))
