"""Put the whole built site into one HTML file that needs nothing else: ``guide.html``.

Takes the finished pages as they are, so that the text, the examples and the scripts are the site's own; only
links change, to what they name inside the file. What the worker loads travels as base64 of gzip: of what
browsers unpack on their own everywhere, the smallest.
"""

import base64
import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Container, Iterator
from html import escape, unescape
from pathlib import Path
from posixpath import normpath
from typing import Any
from urllib.parse import urlsplit

import brotli
import yaml

from scripts import bundles, directives, postbuild, runtime

NAME = "guide.html"
HEAVIEST = 8_000_000  # bytes; chat apps and mail take no more for sure
POLICY = (
    # Nothing is asked for, of nobody. The worker is data: because Chromium refuses blob: module workers on
    # file://, and its modules are blob: because they come out of a compressed block.
    "default-src 'none'; script-src{scripts} blob: 'wasm-unsafe-eval'; worker-src data:; style-src{styles}; "
    "img-src data: blob:; base-uri 'none'; form-action 'none'"
)
# Before the first word is drawn: one page at a time. Else the browser lays out the whole guide again and again while
# it reads the file. It speaks no older than the script itself, and takes itself back where that did not run.
FIRST = (
    "{const html=document.documentElement;html.classList.add('paged',...(location.hash?.length>1?['opening']:[]));"
    "addEventListener('DOMContentLoaded',()=>html.dataset.guide??html.classList.remove('paged','opening'))}"
)
PANELS = {
    "offline": "<p>你看的是存成一个文件的指南：全部都在这个文件里，没有别的要存。下面说的是网站。</p>",
    "kept": "<p>你看的是存成一个文件的指南：它不记你填的数，只记做完一步打的勾。下面说的是网站。</p>",
}
_ARTICLE = '<article class="md-content__inner md-typeset">'
_ORIGIN = "https://inside.invalid/"  # a name that can never exist


class _Plain(yaml.SafeLoader):
    """Reads mkdocs.yml without the tags of the generator."""


_Plain.add_multi_constructor("!", lambda *_: None)


def build(site: Path, site_url: str = "") -> None:
    """Write ``guide.html`` into the finished site, and compressed beside it. Raises ``ValueError`` if it is too big."""
    content = text(site, site_url).encode()
    if len(content) > HEAVIEST:
        raise ValueError(f"{NAME} has {len(content):,} bytes, more than {HEAVIEST:,}")
    path = site / NAME
    path.write_bytes(content)
    # Quickly, for most of it is compressed already: it only gains what base64 loses.
    path.with_name(NAME + ".br").write_bytes(brotli.compress(content, quality=5, lgwin=24))
    path.with_name(NAME + ".gz").write_bytes(gzip.compress(content, 6, mtime=0))


def text(site: Path, site_url: str = "") -> str:
    """The file for a finished site. Raises ``ValueError`` where it can't hold what the site holds."""
    config = yaml.load((runtime.ROOT / "mkdocs.yml").read_text("utf-8"), _Plain)
    articles = {page: _article(site / page / "index.html") for page in _pages(site)}
    heads = {page: _head(page, html) for page, html in articles.items()}
    # The order of the menu; what it does not name comes last.
    titles = {page: title for page, title in _entries(config["nav"]) if page in articles}
    titles |= {page: words for page, (_, words) in heads.items() if page not in titles}
    order = list(titles)
    ids = Counter(id for html in articles.values() for id in re.findall(r'\bid="([^"]*)"', html))
    if twice := sorted(id for id, times in ids.items() if times > 1):
        raise ValueError(f"ids that stand twice in the site: {twice}")
    asked = _asked(site)
    body = "".join(
        f'<article class="page{" shown" if place == 0 else ""} md-content__inner md-typeset" '
        f'data-title="{escape(titles[page])}" data-asked="{escape("|".join(asked.get(page, [])))}"'
        f"{' data-tool' if page.startswith('tools/') else ''}>"
        f"{_relink(articles[page], page, heads, ids)}{_next(order[place + 1 : place + 2], heads, titles)}</article>\n"
        for place, page in enumerate(order)
    )
    footer = _between(_read(site / "index.html"), '<div class="md-copyright__highlight">', "</div>")
    footer = _relink(footer, "", heads, ids)
    return _document(site, config, body, _menu(config["nav"], heads), footer, site_url)


def _read(path: Path) -> str:
    return path.read_text("utf-8")


def _between(html: str, start: str, end: str) -> str:
    if html.count(start) != 1:
        raise ValueError(f"{start} stands {html.count(start)} times in a page, not once")
    return html.partition(start)[2].partition(end)[0]


def _pages(site: Path) -> list[str]:
    """Every page as its folder in the site, "" for the first."""
    folders = [path.parent.relative_to(site).as_posix() for path in sorted(site.rglob("index.html"))]
    return ["" if folder == "." else folder for folder in folders]


def _article(path: Path) -> str:
    """The text of a page: what stands in its outermost article, without what is there to send an address.

    A file has no address, and none of the scripts for it.
    """
    html = _read(path)
    if html.count(_ARTICLE) != 1:
        raise ValueError(f"{path} has no article, or several")
    html = html[html.index(_ARTICLE) + len(_ARTICLE) : html.rindex("</article>")]
    if loads := re.findall(r"<(?:img|script|iframe|link|audio|video|object)\b[^>]*>", html):
        raise ValueError(f"{path} has what the one-file guide can't hold: {loads}")
    html = re.sub(r'<p class="share-tool"[^>]*>.*?</p>|<a class="(?:headerlink|share)".*?</a>', "", html)
    # So do the panels that their scripts would fill in.
    html = re.sub(
        r'(<div class="(offline|kept)"[^>]*>).*?(?=</div>)', lambda m: m[1] + PANELS[m[2]], html, flags=re.DOTALL
    )
    return html.strip()


def _head(page: str, html: str) -> tuple[str, str]:
    """The id and the words of a page's title."""
    found = re.search(r'<h1 id="([^"]+)"[^>]*>(.*?)</h1>', html, re.DOTALL)
    if not found:
        raise ValueError(f"{page or 'the first page'} has no title with an id")
    return found[1], unescape(re.sub(r"<.*?>", "", found[2])).strip()


def _entries(nav: list[Any]) -> Iterator[tuple[str, str]]:
    """Folder and title of each page in the menu, in order."""
    for entry in nav:
        ((title, target),) = entry.items()
        if isinstance(target, str):
            yield target.removesuffix(".md").removesuffix("index").rstrip("/"), title
        else:
            yield from _entries(target)


def _menu(nav: list[Any], heads: dict[str, tuple[str, str]]) -> str:
    items = ""
    for entry in nav:
        ((title, target),) = entry.items()
        if not isinstance(target, str):
            items += f"<li>{escape(title)}{_menu(target, heads)}</li>"
        elif head := heads.get(next(_entries([entry]))[0]):
            items += f'<li><a href="#{head[0]}">{escape(title)}</a></li>'
    return f"<ul>{items}</ul>"


def _next(page: list[str], heads: dict[str, tuple[str, str]], titles: dict[str, str]) -> str:
    links = "".join(f'<a href="#{heads[one][0]}">下一页：{escape(titles[one])}</a>' for one in page)
    return f'<nav class="guide-next" aria-label="翻页"><a href="#guide-top">回到顶上</a>{links}</nav>'


def _asked(site: Path) -> dict[str, list[str]]:
    """How people ask for each page, misspellings included, as the site's own search has it."""
    index = json.loads(_read(site / "search" / "search_index.json"))["docs"]
    return {
        entry["location"].rstrip("/"): [question.replace("\u200b", "") for question in entry["tags"]]
        for entry in index
        if "tags" in entry and "#" not in entry["location"]
    }


def _relink(html: str, page: str, heads: dict[str, tuple[str, str]], known: Container[str]) -> str:
    """Point links between pages into the file; what the file does not hold becomes plain words."""

    def link(match: re.Match[str]) -> str:
        href = unescape(match[2])
        target = urlsplit(href)
        if target.scheme or target.netloc:
            return match[0]
        to = normpath(f"{page}/{target.path}").strip("/") if target.path else page
        to = ("" if to == "." else to).removesuffix("index.html").rstrip("/")
        id = target.fragment or (heads[to][0] if to in heads else "")
        if to not in heads or id.partition("~")[0] not in known:
            return match[4]
        return f'<a{match[1]}href="#{escape(id)}"{match[3]}>{match[4]}</a>'

    return re.sub(r'<a(\s[^>]*?)href="([^"]*)"([^>]*)>(.*?)</a>', link, html, flags=re.DOTALL)


def _document(site: Path, config: dict[str, Any], body: str, menu: str, footer: str, site_url: str) -> str:
    script = bundles.bundle("guide")
    style = _style(site) + _read(Path(__file__).with_name("onefile.css"))
    worker, packed = _runtime(site)
    for code in (style, worker, script):
        if re.search(r"</(?:script|style)|<!--", code):
            raise ValueError("a style or script would end before its end")
    day = directives.release_day()
    edition = f"{day.year}年{day.month}月{day.day}日"
    where = "这份文件不会自己更新。"
    if site_url:
        address = escape(site_url.rstrip("/") + "/")
        where += f'最新的在 <a href="{address}" rel="noreferrer">{address}</a>，打开它要联网。'
    else:
        where += "要最新的，请向发给你的人要网站的地址。"
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="description" content="整份指南和全部计算器都在这一个文件里，不联网也能看、能算。">'
        f'<meta name="referrer" content="no-referrer"><title>{escape(config["site_name"])}</title>'
        f"<style>{style}</style><script>{FIRST}</script>"
    )
    policy = POLICY.format(scripts=_hash(FIRST) + _hash(script), styles=_hash(style))
    home = re.search(r'<h1 id="([^"]+)"', body)
    assert home
    return (
        f'<!doctype html>\n<html lang="zh-CN" data-md-color-primary="custom" data-md-color-accent="custom">\n'
        f'<head><meta http-equiv="Content-Security-Policy" content="{policy}">{head}</head>\n<body>\n'
        f'<p class="guide-name" id="guide-top"><a href="#{home[1]}">{escape(config["site_name"])}</a></p>\n'
        f'<header class="guide-bar">'
        f'<details id="guide-contents"><summary>目录</summary><nav aria-label="目录">{menu}</nav></details>'
        f'<form id="guide-search" role="search" method="dialog" hidden>'
        f'<input type="search" aria-label="在这份指南里找" placeholder="搜一搜，比如 没钱还怎么办" '
        f'autocomplete="off" enterkeyhint="search"></form>'
        f'<div id="guide-found" hidden><p role="status"></p><ol></ol></div></header>\n'
        f'<p class="guide-note" id="guide-cut" hidden>这个文件没有收全，计算器可能用不了，文字可以照看。'
        f"请对方重新发一份，或者重新下载。</p>\n"
        f'<noscript><p class="guide-note">这里不能运行脚本，下面是全文，从头到尾都能看；'
        f"计算器只显示示例。</p></noscript>\n"
        f"<main>\n{body}</main>\n"
        f'<footer class="guide-foot" id="guide-edition"><p>{footer.strip()}</p>'
        f"<p>这份文件是 {edition}的版本，整份指南和全部计算器都在里面，不联网也能用。{where}</p></footer>\n"
        f"<script>{script}</script>\n"
        f'<script type="text/plain" id="guide-worker">{worker}</script>\n'
        + "".join(f'<script type="text/plain" data-packed="{name}">{data}</script>\n' for name, data in packed.items())
        + '<i id="guide-end" hidden></i>\n</body>\n</html>\n'
    )


def _hash(code: str) -> str:
    return f" 'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def _style(site: Path) -> str:
    """The site's own style, with the dark scheme where the device asks for it instead of a switch."""
    (path,) = (site / "assets" / "css").glob("site.*.css")
    slate = r'\[data-md-color-scheme="slate"\]([^{]*\{[^}]*\})'
    return re.sub(slate, r"@media (prefers-color-scheme: dark) { :root\1 }", _read(path))


def _runtime(site: Path) -> tuple[str, dict[str, str]]:
    """The worker's source, with addresses of its own, and what it finds there, packed."""
    folder = site / "assets" / "runtime"
    (core,) = folder.glob("pyodide-*")
    (python,) = folder.glob("python-*.zip")
    files = {path.name: path.read_bytes() for path in (*(core / name for name in runtime.CORE), python)}
    packed = {name: base64.b64encode(postbuild.gzipped(content)).decode() for name, content in files.items()}
    manifest = postbuild.manifest(site / "assets") | {
        "core": _ORIGIN,
        "python": _ORIGIN + python.name,
        "files": {
            _ORIGIN + name: dict.fromkeys(("raw", "br", "gz"), len(files[name]))
            for name in ("pyodide.asm.wasm", python.name)
        },
    }
    return bundles.bundle("guide_worker", RUNTIME=manifest), packed
