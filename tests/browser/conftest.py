"""A server for the built site, and a browser that notices what it should not do."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lines import serve
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

import calculators
from scripts import browsers, serving

TODAY = "2026-11-22T09:00:00"

# The calculators' worker is the only module among the workers of a page: in its stead Python itself answers, by the
# same messages (scripts/page names them), so that a test need not wait for a runtime that is not its
# matter. That Pyodide answers to the letter as Python does is shown in tests/site/test_answers.py; how it starts, fails
# and starts again, in tests/browser/test_loading.py and test_offline.py.
STAND_IN = """(() => {
  const Real = globalThis.Worker;
  class StandIn extends EventTarget {
    constructor() {
      super();
      setTimeout(() => this.#say({ ready: true }));
    }
    #say(data) {
      this.dispatchEvent(new MessageEvent('message', { data }));
    }
    async postMessage({ name, form }) {
      const answer = await globalThis.answerOfPython(name, form).catch(() => null);
      this.#say(answer ? { answer } : { failed: true });
    }
    terminate() {}
  }
  globalThis.Worker = new Proxy(Real, {
    construct: (target, [address, options]) =>
      options?.type === 'module' ? new StandIn() : new target(address, options),
  });
})();"""


def with_stand_in(context: BrowserContext) -> None:
    """Let Python answer the calculators of all pages of this context."""
    context.expose_function("answerOfPython", calculators.answer)
    context.add_init_script(STAND_IN)


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

    Python answers in place of the browser's runtime unless that is asked for by ``runtime=True``.
    ``page.complaints`` collects console errors and script errors; a test that provokes some clears it. Nothing is put
    aside for later unless asked for by ``service_workers="allow"``: that is the matter of its own tests, and every
    other page would fetch the whole guide.
    """
    contexts = []

    def new(address: str, *, save_data: bool = False, runtime: bool = False, **options: object) -> Page:
        usual = {"viewport": {"width": 360, "height": 780}, "locale": "zh-CN", "service_workers": "block"}
        context = browser.new_context(**usual | options)
        contexts.append(context)
        if not runtime and options.get("java_script_enabled", True):
            with_stand_in(context)
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
