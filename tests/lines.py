"""Servers: one that only serves, one that notes and answers otherwise, one that can really be stopped and misbehaves
when told to; and a reader's browser with its profile."""

import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from playwright.sync_api import Browser, BrowserContext, BrowserType, Page

from scripts import browsers, offline, postbuild, runtime, serving

Answer = Callable[[serving.Application, dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serve(app: serving.Application, prefix: str = "/") -> Iterator[str]:
    """Serve a WSGI application on a free port while the block lasts, and a little longer; gives its address."""
    # Not the server of scripts/serve: closed while a browser still asks, its thread would go on, and take a processor.
    server = make_server("127.0.0.1", 0, app, _Server, _Quiet)
    threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        # Pages are closed after the block: what they still fetch is not missing, which they would say.
        last = threading.Timer(10, lambda: (server.shutdown(), server.server_close()))
        last.daemon = True
        last.start()


class Log:
    """A WSGI application that notes what is asked for and can answer otherwise."""

    def __init__(self, site: Path) -> None:
        self.app, self.asked = serving.application(site), []
        self.instead: dict[str, Callable[..., Iterable[bytes]]] = {}
        self._news = threading.Condition()

    def wait_for(self, ending: str) -> None:
        """Wait until something is asked for whose address ends so."""
        with self._news:
            assert self._news.wait_for(lambda: any(path.endswith(ending) for path in self.asked), 20), ending

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        with self._news:
            self.asked.append(path)
            self._news.notify_all()
        for ending, answer in self.instead.items():
            if path.endswith(ending):
                return answer(environ, start_response)
        return self.app(environ, start_response)


class Line:
    """One site on one address, through stops and starts. A connection serves one request and is closed."""

    def __init__(self, site: Path, prefix: str = "/") -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.prefix, self.asked = prefix, []
        self.instead: dict[str, Answer] = {}
        self.rate = 0  # bytes a second, all requests together; 0 is no limit
        self._gate = threading.Lock()
        self._server: _Server | None = None
        self.serve(site)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.prefix}"

    def serve(self, site: Path) -> None:
        """Put this site on the line, and start the server where it is stopped."""
        self.app = serving.application(site, self.prefix)
        if not self._server:
            self._server = make_server("127.0.0.1", self.port, self._answer, _Server, _Quiet)
            threading.Thread(target=self._server.serve_forever, args=[0.05], daemon=True).start()

    def wait_for(self, pattern: str) -> None:
        """Wait until something is asked for whose path holds the pattern."""
        until = time.monotonic() + 60
        while not any(re.search(pattern, path) for path in self.asked):
            assert time.monotonic() < until, f"nobody asked for {pattern}"
            time.sleep(0.02)

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def _answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        self.asked.append(path)
        for pattern, answer in self.instead.items():
            if re.search(pattern, path):
                return answer(self.app, environ, start_response)
        body = _whole(self.app(environ, start_response))
        return self._slowly(body) if self.rate else iter([body])

    def _slowly(self, body: bytes) -> Iterator[bytes]:
        for i in range(0, len(body), 4096):
            with self._gate:
                time.sleep(len(body[i : i + 4096]) / self.rate)
            if not self._server:
                return  # stopped: what was under way breaks off
            yield body[i : i + 4096]


def _whole(body: Iterable[bytes]) -> bytes:
    try:
        return b"".join(body)
    finally:
        getattr(body, "close", lambda: None)()


def status(code: int) -> Answer:
    """Answer with this status."""

    def answer(_: serving.Application, __: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response(f"{code} Wrong", [("Content-Type", "text/plain"), ("Content-Length", "5")])
        return [b"wrong"]

    return answer


def cut(app: serving.Application, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Promise the whole file, send half of it and close."""
    whole = _whole(app(environ, start_response))
    return iter([whole[: len(whole) // 2]])


def _plainly(app: serving.Application, environ: dict[str, Any]) -> bytes:
    leave = ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
    return _whole(app({name: value for name, value in environ.items() if name not in leave}, lambda *_: None))


def _as(content: bytes, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    kind = serving.TYPES.get(Path(environ["PATH_INFO"]).suffix, "text/html; charset=utf-8")
    # As a host does with names that last: the browser would take it from its own cache the next time.
    headers = [("Content-Type", kind), ("Cache-Control", "max-age=31536000, immutable")]
    start_response("200 OK", [*headers, ("Content-Length", str(len(content)))])
    return iter([content])


def altered(app: serving.Application, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The file with one byte changed; its length is right."""
    content = bytearray(_plainly(app, environ))
    content[len(content) // 2] ^= 1
    return _as(bytes(content), environ, start_response)


def truncated(app: serving.Application, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Half of the file, sent as if it were all."""
    content = _plainly(app, environ)
    return _as(content[: len(content) // 2], environ, start_response)


def once(bad: Answer) -> Answer:
    """Misbehave at the first request only."""
    used = []

    def answer(app: serving.Application, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        used.append(1)
        return bad(app, environ, start) if len(used) == 1 else app(environ, start)

    return answer


def next_release(site: Path, copy: Path) -> Path:
    """The site as a later release would be: another text, another worker and calculators under other names."""
    shutil.copytree(site, copy)
    scripts, renamed = copy / "assets" / "js", {}
    for stem in ("worker", "calculators"):
        (old,) = scripts.glob(f"{stem}.*.js")
        text = old.read_text("utf-8") + "// A later release.\n"
        for before, after in renamed.items():
            text = text.replace(before, after)
        new = old.with_name(f"{stem}.{runtime.digest(text.encode())}.js")
        renamed[old.name] = new.name
        new.write_text(text, "utf-8")
        old.unlink()
    for path in copy.rglob("*.html"):
        html = re.sub(r"(<h1[^>]*>)", r"\1新的一版：", path.read_text("utf-8"))
        for before, after in renamed.items():
            html = html.replace(before, after)
        path.write_text(html, "utf-8")
    for path in (*copy.rglob("*.br"), *copy.rglob("*.gz")):
        if not path.relative_to(copy).as_posix().startswith("assets/runtime/"):
            path.unlink()
    offline.write_worker(copy, postbuild._sizes)
    return copy


PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 780}, "locale": "zh-CN"}


def within(browser: Browser) -> Callable[[], BrowserContext]:
    """For a reader who keeps things until the browser is closed, in a browser that runs already."""
    return lambda: browser.new_context(**PHONE)


def with_profile(kind: BrowserType, profile: Path) -> Callable[[], BrowserContext]:
    """For a reader who closes the browser and starts it anew with what it has kept: a browser of its own."""
    chromium, flags = browsers.need("chromium"), list(browsers.CHROMIUM_FLAGS)
    return lambda: kind.launch_persistent_context(profile, executable_path=chromium, args=flags, **PHONE)


class Reader:
    """A reader's browser, which can be closed and started anew."""

    def __init__(self, start: Callable[[], BrowserContext]) -> None:
        self._start = start
        self._context: BrowserContext | None = None

    @property
    def context(self) -> BrowserContext:
        self._context = self._context or self._start()
        return self._context

    def open(self, address: str, script: str = "") -> Page:
        page = self.context.new_page()
        page.complaints = []
        page.on("pageerror", lambda e: page.complaints.append(str(e)))
        if script:
            page.add_init_script(script)
        page.goto(address)
        return page

    def close(self) -> None:
        if self._context:
            self._context.close()
            self._context = None
