"""The built site, a server for it, and a browser that notices what it should not do."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from scripts import browsers, building, serving

TODAY = "2026-11-22T09:00:00"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built from the sources as they are now: once a run, by whichever worker needs it first."""
    run = tmp_path_factory.getbasetemp()
    run = run.parent if "PYTEST_XDIST_WORKER" in os.environ else run
    built = run / "site-built"
    with FileLock(run / "site.lock"):
        if not built.exists():
            building.build()
            built.touch()
    return building.SITE


@contextmanager
def serve(app: serving.Application, prefix: str = "/") -> Iterator[str]:
    """Serve a WSGI application on a free port while the block lasts; gives its address."""
    server = serving.server(app)

    def run() -> None:
        # Closed from another thread, its loop may find a socket gone: then it has ended as it should.
        with suppress(OSError, ValueError, KeyError):
            server.run()

    threading.Thread(target=run, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}{prefix}"
    finally:
        server.close()  # the thread sees it at its next turn; nothing waits for that


@pytest.fixture(scope="session")
def base(site: Path) -> Iterator[str]:
    """The address of the site served at the root."""
    with serve(serving.application(site)) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as the set-up found it; test_offline and the bench, which keep profiles, take the whole one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsers.shell(), args=list(browsers.CHROMIUM_FLAGS))
        yield browser
        browser.close()


def is_complaint(message: ConsoleMessage) -> bool:
    """Whether a console message tells of something wrong, other than what the tests themselves hold back."""
    held_back = message.text == "Service Worker registration blocked by Playwright"
    return message.type in ("error", "warning") and not held_back


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages at 360 px. Afterwards nothing may have gone wrong or left the site's own origin.

    ``page.complaints`` collects console errors and script errors; a test that provokes some clears it. Nothing is put
    aside for later unless asked for by ``service_workers="allow"``: that is the matter of its own tests, and every
    other page would fetch the whole guide.
    """
    contexts = []

    def new(address: str, **options: object) -> Page:
        save_data = options.pop("save_data", False)
        usual = {"viewport": {"width": 360, "height": 780}, "locale": "zh-CN", "service_workers": "block"}
        context = browser.new_context(**usual | options)
        contexts.append(context)
        page = context.new_page()
        page.complaints, page.strangers = [], []
        page.on("console", lambda m: page.complaints.append(m.text) if is_complaint(m) else None)
        page.on("pageerror", lambda e: page.complaints.append(str(e)))
        origin = "/".join(address.split("/")[:3])
        context.on(
            "request",
            lambda r: page.strangers.append(r.url) if not r.url.startswith((origin, "data:", "blob:")) else None,
        )
        page.clock.set_fixed_time(TODAY)
        if save_data:
            page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
        page.goto(address)
        return page

    yield new
    for context in contexts:
        for page in context.pages:
            assert getattr(page, "strangers", []) == [], "requests to another origin"
            assert getattr(page, "complaints", []) == [], "errors in the page"
        context.close()
