"""Timed figures: our page against the same page on Pyodide as npm ships it, on this machine and in one run.

Milliseconds say as much about the machine as about the site, so each figure that has to hold is a ratio of
two variants whose visits take turns.
"""

import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Playwright, sync_playwright

from scripts import browsers, bundles, offline, onefile, postbuild, runtime, serving
from scripts.figures import ANSWERS, VISITS, Measured, Opened, Visit

ASKED = 200  # answers a schedule; every one to other numbers
PAGE = "tools/overdue-cost/"
# 10,000 元 × 0.05 % × 30 days = 150.00 元: a result that is not the example's, reckoned by hand.
TYPED = {"bills.0.due": "2026-01-01", "bills.0.amount": "10000", "as_of": "2026-01-31", "daily_rate": "0.05%"}
RESULT = "10,150.00 元"
STAY = 4_000  # ms in the page after a result: V8 hands compiled wasm to the cache seconds after its last work
NEEDED_ONCE_TOUCHED = re.compile(r"/assets/(runtime/|js/worker\.)")
STOCK = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")

# A tool page starts the worker when idle, unless the reader asks to save data: then the touch starts it, and
# the time from touch to result holds all of it.
WATCH = """
Object.defineProperty(NetworkInformation.prototype, 'saveData', { get: () => true });
window.firstResult = new Promise((resolve, reject) => {
  let touched;
  const touch = ({ target }) => {
    if (target.closest?.('[data-calculator] form')) touched ??= performance.now();
  };
  addEventListener('pointerdown', touch, true);
  addEventListener('focusin', touch, true);
  new MutationObserver(([{ target }]) => {
    if (target.dataset.state === 'live') resolve(performance.now() - touched);
    if (target.dataset.state === 'error') reject(target.querySelector('[data-status]').textContent);
  }).observe(document, { subtree: true, attributeFilter: ['data-state'] });
});
"""

# Put in as a browser restores a form, without an event: nothing may start before the touch.
FILL = """
(typed) => {
  const form = document.querySelector('[data-calculator] form');
  [...form.querySelectorAll('[data-row]')].slice(1).forEach((row) => row.remove());
  for (const [name, value] of Object.entries(typed)) form.elements[name].value = value;
}
"""

# How many files of the runtime the service worker keeps, and how many bytes in all, as the list has them.
KEPT = """
async () => {
  let files = 0;
  let bytes = 0;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      files += /assets\\/(runtime\\/|js\\/worker)/.test(request.url);
      bytes += (await (await cache.match(request)).arrayBuffer()).byteLength;
    }
  }
  return [files, bytes];
}
"""

PLAN = "tools/repayment-plan/"
# When a question left for the worker, and when its answer came.
ROUND_TRIP = """
window.trip = {};
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (...message) {
  window.trip.left = performance.now();
  return post.apply(this, message);
};
window.Worker = class extends Worker {
  constructor(...how) {
    super(...how);
    this.addEventListener('message', () => { window.trip.came = performance.now(); });
  }
};
"""
# A number is typed and left (no wait for a next key). Two clocks: the worker's round trip, and all until the new
# result is laid out, which has also the reading of the form and the result's way into the page.
ASK = """
async ([rows, asked]) => {
  const PAUSE = 120; // ms, as long as the page itself waits for a next key
  const section = document.querySelector('[data-calculator]');
  const { elements } = section.querySelector('form');
  const typed = { periods: String(rows), method: 'level', yearly_rate: '18%%', monthly: '' };
  for (const [name, value] of Object.entries(typed)) elements[name].value = value;
  const times = [];
  for (let i = 0; i < asked + 10; i += 1) {
    const answered = new Promise((resolve) => section.addEventListener('answered', resolve, { once: true }));
    await new Promise((rested) => setTimeout(rested, PAUSE)); // nobody types while the last answer is still being drawn
    elements.amount.value = String(12000 + i);
    const start = performance.now();
    elements.amount.dispatchEvent(new Event('change', { bubbles: true }));
    const { detail } = await answered;
    void section.offsetHeight;
    const whole = performance.now() - start;
    if (i >= 10) times.push([window.trip.came - window.trip.left, whole]); // the first ones warm up
    const made = detail.html.split('<tr>').length;
    if (made < rows) throw new Error(`${made} rows: ${JSON.stringify(detail.errors)}`);
  }
  return times;
}
""".replace("%%", "%")


class Invalid(Exception):
    """A page did not do what was to be timed, so that no figure of this run means anything."""


@dataclass
class Variant:
    """One site under its own server, which notes what a touch makes it send, and the visits to it."""

    name: str
    site: Path
    sent: list[tuple[int, str]] = field(default_factory=list)
    visits: list[list[Visit]] = field(default_factory=lambda: [[] for _ in VISITS])
    address: str = ""
    kept: int = 0  # bytes on the device after the first visit

    def serve(self) -> None:
        """Serve until the process ends."""
        site = serving.application(self.site)

        def counting(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
                if status.startswith("200") and NEEDED_ONCE_TOUCHED.search(environ["PATH_INFO"]):
                    given = dict(headers)
                    self.sent.append((int(given["Content-Length"]), given.get("Content-Encoding", "none")))
                return start_response(status, headers, *rest)

            return site(environ, start)

        server = serving.server(counting)
        self.address = f"http://127.0.0.1:{server.effective_port}/"
        threading.Thread(target=server.run, daemon=True).start()

    def visit(self, playwright: Playwright, profile: Path, number: int) -> None:
        """Start a browser with this profile, open the page, touch the form, note the visit."""
        self.sent.clear()
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=browsers.need("chromium"), args=browsers.CHROMIUM_FLAGS
        )
        try:
            ms = self._first_result(context, stay=number < len(VISITS) - 1)
        except Error as error:
            raise Invalid(f"{self.name}, {VISITS[number]}: {error.message}") from error
        finally:
            context.close()
        if others := {encoding for _, encoding in self.sent} - {"br"}:
            raise Invalid(f"{self.name}: files came with encoding {others}, not brotli")
        wire = sum(length for length, _ in self.sent)
        if bool(wire) != (number == 0):
            raise Invalid(f"{self.name}, {VISITS[number]}: {wire:,} bytes of the runtime crossed the wire")
        self.visits[number].append(Visit(ms, wire))

    def _first_result(self, context: BrowserContext, stay: bool) -> float:
        page = context.pages[0]
        page.add_init_script(WATCH)
        page.goto(self.address + PAGE, wait_until="networkidle")
        page.evaluate(FILL, TYPED)
        if self.sent:
            raise Invalid(f"{self.name}: the worker started before the form was touched")
        page.locator('[name="bills.0.amount"]').click()
        ms: float = page.evaluate("firstResult")
        shown = page.locator("[data-result] .calc-headline .money").inner_text()
        if shown != RESULT:
            raise Invalid(f"{self.name} shows {shown}, not {RESULT}")
        if stay:
            page.wait_for_timeout(STAY)
        files, self.kept = page.evaluate(KEPT)
        if files != len(offline.release(self.site, postbuild._sizes)["runtime"]):
            raise Invalid(f"{self.name}: the service worker keeps {files} files of the runtime")
        return ms


def run(site: Path, runs: int) -> Measured:
    """Measure everything.

    Raises ``Invalid`` where a page shows a wrong figure or none, or was not cold or warm as meant.
    """
    with tempfile.TemporaryDirectory() as work:
        ours, stock = Variant("ours", site), Variant("stock", stock_copy(site, Path(work, "site")))
        browser = first_results((ours, stock), runs)
        return Measured(
            runs=runs,
            ours=ours.visits,
            stock=stock.visits,
            kept=(ours.kept, stock.kept),
            answers=answer_times(ours),
            opened=[file_starts(ours, name, runs) for name in ("chromium", "firefox")],
            browser=browser,
            pyodide=_pyodide(),
        )


def first_results(variants: Sequence[Variant], runs: int) -> str:
    """Visit the variants in turn, each time in the other order; returns the browser's version."""
    for variant in variants:
        variant.serve()
    with sync_playwright() as playwright:
        chromium = browsers.need("chromium")
        with playwright.chromium.launch(executable_path=chromium, args=browsers.CHROMIUM_FLAGS) as browser:
            version = browser.version
        for number in range(runs):
            print(f"Run {number + 1} of {runs} …", file=sys.stderr, flush=True)
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profiles:
                order = variants if number % 2 == 0 else variants[::-1]
                for visit in range(len(VISITS)):
                    for variant in order:
                        variant.visit(playwright, Path(profiles, variant.name), visit)
    return version


def answer_times(variant: Variant) -> dict[int, Sequence[tuple[float, float]]]:
    """For each length of schedule, as a live page answers on this machine: ms of round trips, ms until laid out."""
    with sync_playwright() as playwright:
        chromium = browsers.need("chromium")
        with playwright.chromium.launch(executable_path=chromium, args=browsers.CHROMIUM_FLAGS) as browser:
            page = browser.new_page(viewport={"width": 360, "height": 780})
            page.add_init_script(ROUND_TRIP)
            page.goto(variant.address + PLAN)
            page.locator(".calc-submit").click()
            page.locator("[data-calculator][data-state=live]").wait_for()
            try:
                return {rows: page.evaluate(ASK, [rows, ASKED]) for rows in ANSWERS}
            except Error as error:
                raise Invalid(f"{PLAN}: {error.message}") from error


def file_starts(variant: Variant, name: str, runs: int) -> Opened:
    """Ms from opening to the first live result, in the page from the browser's own cache and in the one file."""
    page = variant.address + PAGE
    address = (variant.site / onefile.NAME).as_uri() + "#" + PAGE.strip("/").rpartition("/")[2]
    flags = [flag for flag in browsers.CHROMIUM_FLAGS if name == "chromium" and flag != "--headless"]
    browser, script = {"chromium": "chrome"}.get(name, name), Path(__file__).with_name("starts.mjs")

    def visit(runs: int, *addresses: str) -> list[list[dict[str, Any]]]:
        settings = [browser, browsers.need(name), profile, str(runs), json.dumps(TYPED), json.dumps(flags)]
        command = ["node", str(script), *settings, *addresses]
        done = subprocess.run(command, cwd=runtime.ROOT, capture_output=True, encoding="utf-8")
        if done.returncode:
            raise Invalid(f"{name}: {done.stderr.strip()[-400:]}")
        found: list[list[dict[str, Any]]] = json.loads(done.stdout.splitlines()[-1])
        if wrong := {visit["shown"] for visits in found for visit in visits} - {RESULT}:
            raise Invalid(f"{name} shows {wrong}, not {RESULT}")
        return found

    print(f"One file, {name} …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        visit(2, page)  # fills the caches
        variant.sent.clear()
        online, offline = visit(runs, page, address)
    if variant.sent:
        raise Invalid(f"{name}: the page was not warm, {len(variant.sent)} files of the runtime crossed the wire")
    return Opened(online[0]["by"], [one["ms"] for one in online], [one["ms"] for one in offline])


def stock_copy(site: Path, copy: Path) -> Path:
    """Copy a built site and give the copy Pyodide as npm ships it; nothing but worker and runtime differs."""
    shutil.copytree(site, copy)
    files = {name: (runtime.PYODIDE / name).read_bytes() for name in STOCK}
    sources = _zipped(runtime.python_sources())
    shutil.rmtree(copy / "assets" / "runtime")
    # Names with a hash, so that the server lets the browser keep these files as long as ours.
    core = copy / "assets" / "runtime" / f"stock-{runtime.digest(*files.values())}"
    core.mkdir(parents=True)
    written = [core.with_name(f"calculators-{runtime.digest(sources)}.zip")]
    written[0].write_bytes(sources)
    for name, content in files.items():
        written.append(core / name)
        written[-1].write_bytes(content)
    (worker,) = (copy / "assets" / "js").glob("worker.*.js")
    addresses = {"core": f"../runtime/{core.name}/", "sources": f"../runtime/{written[0].name}"}
    worker.write_text(bundles.bundle("stock_worker", STOCK=addresses), "utf-8")
    offline.write_worker(copy, postbuild._sizes)
    for path in (*written, worker, copy / "sw.js"):
        postbuild.compress(path)
    return copy


def _zipped(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files.items():
            # A fixed day: the same sources are compressed only once.
            out.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _pyodide() -> str:
    found = re.search(r'"version": "([^"]+)"', (runtime.PYODIDE / "package.json").read_text("utf-8"))
    return f"Pyodide {found[1]}" if found else "Pyodide"
