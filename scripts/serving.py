"""Serve a built site as a good static host does: right types, precompressed files, lasting names cached."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from waitress import create_server
from waitress.server import BaseWSGIServer
from whitenoise import WhiteNoise

# Names that carry a hash of their content, Material's own (eight digits) and ours (ten).
HASHED = re.compile(r"[.-][0-9a-f]{8,10}(/|\.)")
TYPES = {".mjs": "text/javascript; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".wasm": "application/wasm"}

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def application(site: Path, prefix: str = "/", *, fresh: bool = False) -> Application:
    """A WSGI application that serves ``site`` under ``prefix``. ``fresh`` looks at the files at each request."""

    def missing(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if prefix != "/" and environ["PATH_INFO"] in ("/", prefix.rstrip("/")):
            start_response("302 Found", [("Location", prefix)])
            return [b""]
        page = site / "404.html"
        body = page.read_bytes() if page.exists() else b"404"
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
        start_response("404 Not Found", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def ask_each_time(headers: Headers, path: str, url: str) -> None:  # noqa: ARG001
        # A browser learns of a new release by this file, which always has the same name.
        if url.endswith("/sw.js"):
            headers["Cache-Control"] = "no-cache"

    return WhiteNoise(
        missing,
        root=site,
        prefix=prefix,
        autorefresh=fresh,
        index_file=True,
        max_age=0,
        mimetypes=TYPES,
        add_headers_function=ask_each_time,
        immutable_file_test=lambda path, url: bool(HASHED.search(url)),  # noqa: ARG005
    )


def server(app: Application, port: int = 0) -> BaseWSGIServer:
    """A server on 127.0.0.1; port 0 takes a free one. Call ``run()`` to serve and ``close()`` to stop."""
    made = create_server(app, host="127.0.0.1", port=port, threads=8)
    assert isinstance(made, BaseWSGIServer)
    return made
