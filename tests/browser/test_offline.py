"""Without a network: what one visit leaves on the device, against servers that stop, change and misbehave."""

import base64
import hashlib
import json
import re
import subprocess
from pathlib import Path
from urllib.parse import urljoin

import pytest
from filling import values, wait_live
from lines import Line, Reader, altered, cut, next_release, once, status, truncated, with_profile, within
from playwright.sync_api import Page, expect

from scripts import browsers, bundles, offline, postbuild, runtime

STATE = "about/offline/"
TOOL = "tools/overdue-cost/"
KEPT = (
    "caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys()))))"
)
NO_WORKER = "delete Navigator.prototype.serviceWorker"
expect.set_options(timeout=20_000)  # a fresh browser on a busy machine takes its time
QUOTA = "Storage.overrideQuotaForOrigin"
# Browsers, servers and profiles start and stop here in the middle of their work: on a machine that is busy with other
# things, one wait may be too short. What fails three times is broken.
busy = pytest.mark.flaky(reruns=2)


@pytest.fixture
def line(site):
    line = Line(site)
    yield line
    line.stop()


@pytest.fixture
def reader(browser):
    reader = Reader(within(browser))
    yield reader
    reader.close()


@pytest.fixture
def returning(browser, tmp_path):
    """A reader who comes back after the browser was closed."""
    reader = Reader(with_profile(browser.browser_type, tmp_path / "profile"))
    yield reader
    reader.close()


@pytest.fixture(scope="session")
def later(site, tmp_path_factory) -> Path:
    """The site of a later release."""
    return next_release(site, tmp_path_factory.mktemp("later") / "site")


def listed(site: Path) -> dict:
    found = re.search(r"^const RELEASE = (\{.*\});$", (site / "sw.js").read_text("utf-8"), re.MULTILINE)
    return json.loads(found[1])


def visit(reader: Reader, line: Line, state: str = "guide") -> Page:
    """Open the page that shows what is kept, and wait until it says so."""
    page = reader.open(line.address + STATE)
    page.wait_for_selector(f"[data-offline][data-state={state}]", timeout=60_000)
    expect(page.locator(".offline button").first).to_be_enabled()
    return page


def save(page: Page, state: str = "all") -> None:
    page.get_by_role("button", name="保存到手机").click()
    expect(page.locator(".offline [role=status]")).not_to_have_text(re.compile("^(正在|$)"), timeout=60_000)
    page.wait_for_selector(f"[data-offline][data-state={state}]")


def release_of(page: Page) -> str:
    return page.locator(".offline dd").nth(3).inner_text()


def kept(page: Page) -> list[str]:
    addresses: list[str] = page.evaluate(f"{KEPT}.then((all) => all.flat().map((request) => request.url))")
    return addresses


def wait_for_runtime(page: Page, count: int) -> None:
    ours = "all.flat().filter(({ url }) => /assets.(runtime|js.worker)/.test(url)).length"
    page.wait_for_function(f"() => {KEPT}.then((all) => {ours} === {count})")


# What is listed


def test_the_list_holds_every_file_that_a_page_could_ask_for_with_its_hash(site):
    release = listed(site)
    found = {}
    for address, hashed, *_ in (*release["pages"], *release["runtime"]):
        path = site / address
        content = (path / "index.html" if address.endswith("/") else path).read_bytes()
        assert base64.b64encode(hashlib.sha256(content).digest()).decode() == hashed
        found[address] = hashed
    present = {
        p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file() and p.suffix not in (".br", ".gz")
    }
    present = {re.sub(r"(^|/)index\.html$", r"\1", path) or "./" for path in present}
    assert present - found.keys() <= {"sw.js", "sitemap.xml", "guide.html", "404.html"}
    assert all(address.startswith("assets/") for address, *_ in release["runtime"])
    assert len(release["runtime"]) == 5


def test_what_is_kept_unasked_is_small(site):
    sizes = [postbuild._sizes((site / a / "index.html" if a.endswith("/") else site / a).read_bytes())
             for a, _ in listed(site)["pages"]]  # fmt: skip
    assert sum(size["br"] for size in sizes) <= 1_000_000


@busy
def test_another_release_has_another_id_and_shares_only_what_is_the_same(site, later):
    here, there = listed(site), listed(later)
    assert here["id"] != there["id"]
    old, new = dict(here["pages"]), dict(there["pages"])
    assert old["start/"] != new["start/"]
    assert old["search/search_index.json"] == new["search/search_index.json"]


def test_a_worker_that_takes_no_list_stops_the_build(site, monkeypatch):
    monkeypatch.setattr(bundles, "bundles", lambda: {"service_worker.js": ""})
    with pytest.raises(ValueError, match="RELEASE"):
        offline.write_worker(site, postbuild._sizes)


def test_the_manifest_leads_to_the_start_and_its_icons_exist(site):
    manifest = json.loads((site / "manifest.webmanifest").read_text("utf-8"))
    assert manifest["start_url"] == manifest["scope"] == "./"
    assert manifest["display"] == "standalone"
    assert all((site / icon["src"]).is_file() for icon in manifest["icons"])
    for path in site.rglob("index.html"):
        href = re.search(r'<link rel="manifest" href="([^"]+)">', path.read_text("utf-8"))[1]
        assert urljoin(path.relative_to(site).as_posix(), href) == "manifest.webmanifest"


# After one visit


TITLES = """(addresses) => Promise.all(
  addresses.map(async (each) => (await (await fetch(each)).text()).match(/<title>(.*?)<.title>/)[1]),
)"""


@pytest.mark.parametrize("prefix", ["/", "/guide/"])
def test_with_the_server_stopped_every_page_opens_search_finds_and_calculators_compute(site, returning, prefix):
    line = Line(site, prefix)
    try:
        save(visit(returning, line))
        returning.close()
    finally:
        line.stop()
    page = returning.open(line.address)
    expect(page.locator("h1")).to_be_visible()
    pages = [address for address, _ in listed(site)["pages"] if address.endswith("/")]
    own = [re.search(r"<title>(.*?)</title>", (site / p / "index.html").read_text("utf-8"))[1] for p in pages]
    assert page.evaluate(TITLES, [line.address + address for address in pages]) == own
    for address in ("steps/contact/", "about/sources/"):
        page.goto(line.address + address)
        assert page.title() == own[pages.index(address)]
    page.locator("label[for=__search]").first.click()
    page.locator(".md-search__input").press_sequentially("征信", delay=30)
    expect(page.locator(".md-search-result__item")).not_to_have_count(0)
    # All calculators are in one file of the runtime: tests/site/test_answers.py.
    for address in (TOOL, "tools/key-dates/"):
        page.goto(line.address + address)
        page.locator(".calc-submit").click()
        wait_live(page)
        expect(page.locator(".calc-headline")).to_be_visible()
    assert page.complaints == []


@busy
def test_a_calculator_that_was_used_once_computes_without_a_network(line, returning):
    page = returning.open(line.address + TOOL)
    page.locator(".calc-submit").click()
    wait_live(page)
    wait_for_runtime(page, 5)
    visit(returning, line, "all")
    # What the page had loaded already lay in the browser: none of it crossed the line twice.
    asked = [path for path in line.asked if "/runtime/" in path]
    assert len(asked) == len(set(asked))
    returning.close()
    line.stop()
    page = returning.open(line.address + TOOL)
    got = values(page, {"bills.0.due": "2026-01-01", "bills.0.amount": "10000", "as_of": "2026-01-31"})
    assert got["values"]["interest"] == "150.00 元"


@busy
def test_addresses_as_chat_apps_hand_them_on_open_and_missing_ones_lead_back(line, reader):
    visit(reader, line).close()
    line.stop()
    for address in (
        "start/?from=singlemessage&isappinstalled=0#no-new-debt",
        "start/?",
        "start/??x",
        "start/?x=1?",
        "start/?#food-money",
        "start/。",
        "start/%20看看",
        "start/%23food-money",
    ):
        page = reader.open(line.address + address)
        expect(page.locator("h1")).to_contain_text("十分钟先止损")
        page.close()
    for address in ("?", "?x=1", "?#situations"):
        page = reader.open(line.address + address)
        expect(page.locator("h1")).to_contain_text("花呗还不上了")
        page.close()
    page = reader.open(f"{line.address}steps")
    assert page.url == f"{line.address}steps/"
    page = reader.open(f"{line.address}steps/no-such-step/")
    expect(page.locator("p")).to_contain_text("现在连不上网")
    page.get_by_role("link", name="十分钟先止损").click()
    assert page.url == f"{line.address}start/"


@busy
def test_the_page_names_the_size_before_and_the_bytes_on_the_way_and_what_is_there(line, reader, site):
    page = visit(reader, line)
    expect(page.get_by_role("button", name="保存到手机")).to_have_text(re.compile(r"要下载约 3\.\d MB"))
    assert not [path for path in line.asked if "/runtime/" in path], "nothing large unasked"
    line.rate = 2_000_000
    page.get_by_role("button", name="保存到手机").click()
    expect(page.locator(".offline [role=status]")).to_have_text(re.compile(r"正在下载：[\d.]+ / 3\.\d MB"))
    page.wait_for_selector("[data-offline][data-state=all]", timeout=30_000)
    expect(page.locator(".offline [role=status]")).to_contain_text("都存好了")
    assert listed(site)["id"] in release_of(page)
    of_all = listed(site)
    weight = sum((site / a / "index.html" if a.endswith("/") else site / a).stat().st_size
                 for a, *_ in (*of_all["pages"], *of_all["runtime"]))  # fmt: skip
    expect(page.locator(".offline dd").nth(2)).to_have_text(f"{weight / 1e6:.1f} MB")


@busy
def test_what_is_kept_can_be_deleted_and_stays_deleted_until_it_is_asked_for(line, reader):
    page = visit(reader, line)
    save(page)
    page.get_by_role("button", name="删掉").click()
    expect(page.locator(".offline [role=status]")).to_contain_text("删掉了")
    assert kept(page) == []
    page.goto(line.address + "start/")
    page.wait_for_load_state("networkidle")
    assert kept(page) == []
    page = visit(reader, line, "none")
    expect(page.locator(".offline [role=status]")).to_contain_text("你之前删掉的")
    save(page)
    assert kept(page)


@busy
def test_a_file_that_was_changed_on_the_device_is_found_and_mended(line, reader):
    page = visit(reader, line)
    page.evaluate(
        "async () => { for (const name of await caches.keys()) { const cache = await caches.open(name);"
        " for (const request of await cache.keys()) if (request.url.includes('/start/'))"
        " await cache.put(request, new Response('x')); } }"
    )
    page = visit(reader, line, "none")
    expect(page.locator(".offline dd").first).to_contain_text("否")
    visit(reader, line)


# A new release


@busy
def test_a_new_release_waits_whole_and_what_was_typed_survives_the_change(line, reader, later, site):
    visit(reader, line).close()
    page = reader.open(line.address + TOOL)
    typed = {f"bills.{i}.{k}": t for i in range(3) for k, t in (("due", f"2026-0{i + 1}-05"), ("amount", f"{i + 1}11"))}
    values(page, typed | {"as_of": "2026-05-05", "daily_rate": "0.04%", "fee": "7"})
    wait_for_runtime(page, 5)
    shown = page.locator(".calc-headline").inner_text()
    line.serve(later)
    other = reader.open(line.address + "start/")
    expect(other.locator(".release-note")).to_contain_text("新版本", timeout=60_000)
    expect(other.locator("h1")).not_to_contain_text("新的一版")
    expect(page.locator(".release-note")).to_contain_text("新版本", timeout=60_000)
    other.get_by_role("button", name="以后再说").click()
    expect(other.locator(".release-note")).to_have_count(0)
    other.goto(line.address + "steps/")
    other.wait_for_load_state("networkidle")
    expect(other.locator(".release-note")).to_have_count(0)
    assert "新的一版：" not in other.content()
    with page.expect_navigation():
        page.get_by_role("button", name="现在换").click()
    wait_live(page)
    assert "新的一版：" in page.content()
    expect(page.locator("[data-rows=bills] [data-row]")).to_have_count(3)
    amounts = page.locator("[data-rows=bills] [name$='.amount']")
    assert [amount.input_value() for amount in amounts.all()] == ["111", "211", "311"]
    assert page.locator("[name=fee]").input_value() == "7"
    expect(page.locator(".calc-headline")).to_have_text(shown)
    assert page.evaluate("sessionStorage.length") == 0, "only for that one load"
    # The other page is of the old release, and says so; it goes on when it likes.
    expect(other.locator(".release-note")).to_contain_text("这一页还是旧的")
    with other.expect_navigation():
        other.get_by_role("button", name="现在换").click()
    assert "新的一版：" in other.content()
    # The runtime came along, and nothing of the old release is left.
    page = visit(reader, line, "all")
    assert listed(later)["id"] in release_of(page)
    old = {Path(a).name for a, *_ in listed(site)["runtime"]} - {Path(a).name for a, *_ in listed(later)["runtime"]}
    assert old
    assert not [address for address in kept(page) if Path(address).name in old]
    assert page.complaints == []


@busy
def test_a_new_release_is_there_after_all_pages_were_closed(line, reader, later):
    visit(reader, line).close()
    line.serve(later)
    page = visit(reader, line)
    expect(page.locator(".release-note")).to_contain_text("新版本", timeout=60_000)
    page.close()
    line.stop()
    # Once the browser has seen that no page of the old one is left; until then the old one opens.
    for _ in range(20):
        page = reader.open(line.address + "start/")
        if "新的一版" in page.locator("h1").inner_text():
            break
        page.close()
    expect(page.locator("h1")).to_contain_text("新的一版")


@busy
def test_an_old_page_whose_files_are_gone_asks_to_be_loaded_anew_without_a_service_worker_too(line, reader, later):
    page = reader.open(line.address + TOOL, NO_WORKER + ";\n"
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")  # fmt: skip
    line.serve(later)
    page.locator("[name=daily_rate]").fill("0.03%")
    expect(page.locator(".calc-status")).to_contain_text("计算没能启动")
    expect(page.locator(".release-note")).to_contain_text("这一页还是旧的")
    with page.expect_navigation():
        page.get_by_role("button", name="现在换").click()
    wait_live(page)
    assert page.locator("[name=daily_rate]").input_value() == "0.03%"
    expect(page.locator(".release-note")).to_have_count(0)


@busy
def test_an_old_page_under_the_service_worker_whose_runtime_is_gone_offers_the_new_release(line, reader, later):
    visit(reader, line).close()
    script = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    page = reader.open(line.address + TOOL, script)
    line.serve(later)
    page.locator("[name=daily_rate]").fill("0.03%")
    expect(page.locator(".release-note")).to_contain_text("新版本", timeout=60_000)
    with page.expect_navigation():
        page.get_by_role("button", name="现在换").click()
    wait_live(page)
    assert page.locator("[name=daily_rate]").input_value() == "0.03%"


@busy
def test_where_nothing_can_be_put_aside_the_reader_is_told_before_the_change(line, reader, later):
    visit(reader, line).close()
    page = reader.open(line.address + TOOL, "Object.defineProperty(window, 'sessionStorage', {get() { throw 1; }})")
    page.locator("[name=daily_rate]").fill("0.03%")
    line.serve(later)
    reader.open(line.address)
    page.get_by_role("button", name="现在换").click()
    expect(page.locator(".release-note")).to_contain_text("不让暂存")
    assert page.locator("[name=daily_rate]").input_value() == "0.03%"
    with page.expect_navigation():
        page.get_by_role("button", name="还是换").click()


# Faults


@busy
@pytest.mark.parametrize("fault", [status(404), cut, altered], ids=["404", "cut", "altered"])
def test_a_fault_during_the_first_visit_is_told_and_the_next_visit_heals_it(line, reader, fault, site):
    line.instead["/rights/court/"] = fault
    page = visit(reader, line, "none")
    expect(page.locator(".offline [role=status]")).to_contain_text("没有存全")
    expect(page.locator("h1")).to_be_visible()
    page.goto(line.address + "start/")
    expect(page.locator("h1")).to_contain_text("十分钟先止损")
    line.instead.clear()
    line.asked.clear()
    page = visit(reader, line)
    assert "/rights/court/" in line.asked
    assert "/rights/broke/" not in line.asked, "what had come already is not fetched again"
    line.stop()
    page.goto(line.address + "rights/court/")
    assert page.title() in (site / "rights" / "court" / "index.html").read_text("utf-8")


@busy
def test_a_server_stopped_during_the_first_visit_leaves_the_page_readable(line, reader):
    line.rate = 200_000
    page = reader.open(line.address + STATE)
    line.wait_for("/rights/")
    line.stop()
    expect(page.locator(".offline [role=status]")).to_contain_text("没有存全", timeout=30_000)
    expect(page.locator("h1")).to_be_visible()


@busy
def test_a_connection_cut_in_the_runtime_leaves_nothing_half_and_the_rest_follows(line, reader, site):
    page = visit(reader, line)
    line.instead[r"\.wasm$"] = cut
    save(page, "guide")
    expect(page.locator(".offline [role=status]")).to_contain_text("没有存全")
    assert not [address for address in kept(page) if address.endswith(".wasm")]
    line.instead.clear()
    line.asked.clear()
    page = visit(reader, line, "all")
    assert next(path for path in line.asked if "/runtime/" in path).endswith(".wasm")
    line.stop()
    page.goto(line.address + TOOL)
    page.locator(".calc-submit").click()
    wait_live(page)


@busy
@pytest.mark.parametrize(("which", "fault"), [(r"\.wasm$", altered), (r"\.zip$", truncated)])
def test_a_damaged_file_of_the_runtime_is_noticed_by_its_hash_and_fetched_anew(line, reader, fault, which):
    page = visit(reader, line)
    line.instead[which] = once(fault)
    save(page)
    assert len([path for path in line.asked if re.search(which, path)]) == 2
    line.stop()
    page.goto(line.address + TOOL)
    page.locator(".calc-submit").click()
    wait_live(page)


@busy
def test_a_file_that_comes_damaged_every_time_is_never_kept(line, reader):
    page = visit(reader, line)
    line.instead[r"\.zip$"] = altered
    save(page, "guide")
    expect(page.locator(".offline [role=status]")).to_contain_text("没有存全")
    assert not [address for address in kept(page) if address.endswith(".zip")]


@busy
def test_a_calculator_that_got_a_damaged_file_works_at_the_next_try(line, reader):
    visit(reader, line).close()
    line.instead[r"\.zip$"] = once(truncated)
    page = reader.open(line.address + TOOL)
    page.locator(".calc-submit").click()
    expect(page.locator(".calc-status")).to_contain_text("计算没能启动")
    wait_for_runtime(page, 5)
    for _ in range(3):  # as long as the button is offered, a reader may tap it
        page.get_by_role("button", name="再试一次").click()
        page.wait_for_selector("section:is([data-state=live], [data-state=error])", timeout=60_000)
        if page.locator("section[data-state=error]").count() == 0:
            break
    wait_live(page)


@busy
def test_a_server_stopped_during_an_update_leaves_the_old_release_whole(line, returning, later, site):
    page = visit(returning, line)
    save(page)
    line.serve(later)
    line.instead["/rights/court/"] = status(500)
    line.asked.clear()
    page.goto(line.address + "start/")
    line.wait_for("/rights/court/")
    line.stop()
    line.instead.clear()
    returning.close()
    page = visit(returning, line, "all")
    assert listed(site)["id"] in release_of(page)
    page.goto(line.address + "start/")
    expect(page.locator("h1")).not_to_contain_text("新的一版")
    line.serve(later)
    page.goto(line.address + "start/")
    page.get_by_role("button", name="现在换").click()
    expect(page.locator("h1")).to_contain_text("新的一版")
    visit(returning, line, "all")


@busy
def test_a_device_without_room_says_so_keeps_the_guide_and_heals(line, reader):
    page = visit(reader, line)
    devtools = page.context.new_cdp_session(page)
    used = page.evaluate("navigator.storage.estimate().then((e) => e.usage)")
    devtools.send(QUOTA, {"origin": line.address.rstrip("/"), "quotaSize": used + 1_000_000})
    save(page, "guide")
    expect(page.locator(".offline [role=status]")).to_contain_text("地方不够")
    page.goto(line.address + TOOL)
    page.locator(".calc-submit").click()
    wait_live(page)
    page = visit(reader, line)
    devtools.send(QUOTA, {"origin": line.address.rstrip("/")})
    save(page)


@busy
def test_a_device_without_any_room_reads_on(line, reader):
    page = reader.open("about:blank")
    devtools = page.context.new_cdp_session(page)
    devtools.send(QUOTA, {"origin": line.address.rstrip("/"), "quotaSize": 200_000})
    page.goto(line.address + STATE)
    expect(page.locator(".offline [role=status]")).to_contain_text("地方不够", timeout=30_000)
    page.goto(line.address + "start/")
    expect(page.locator("h1")).to_contain_text("十分钟先止损")


@busy
@pytest.mark.parametrize("lost", ["cache_storage", "all"])
def test_what_the_browser_has_cleared_comes_back_with_the_next_visit(line, reader, lost):
    page = visit(reader, line)
    save(page)
    page.goto("about:blank")
    devtools = page.context.new_cdp_session(page)
    devtools.send("Storage.clearDataForOrigin", {"origin": line.address.rstrip("/"), "storageTypes": lost})
    page.goto(line.address + "start/")
    expect(page.locator("h1")).to_contain_text("十分钟先止损")
    page = visit(reader, line)
    line.stop()
    page.goto(line.address + "rights/court/")
    expect(page.locator("h1")).to_be_visible()


@busy
def test_a_service_worker_that_was_unregistered_comes_back_and_finds_everything(line, reader):
    page = visit(reader, line)
    page.evaluate("navigator.serviceWorker.getRegistration().then((r) => r.unregister())")
    line.asked.clear()
    page = visit(reader, line)
    assert "/rights/court/" not in line.asked
    line.stop()
    page.goto(line.address + "start/")
    expect(page.locator("h1")).to_contain_text("十分钟先止损")


@busy
def test_a_private_window_keeps_until_it_is_closed(line, browser):
    context = browser.new_context()  # off the record, as a private window
    page = context.new_page()
    page.goto(line.address + STATE)
    page.wait_for_selector("[data-offline][data-state=guide]")
    line.stop()
    page.goto(line.address + "start/")
    expect(page.locator("h1")).to_contain_text("十分钟先止损")
    context.close()


@busy
@pytest.mark.parametrize(
    ("script", "words"),
    [
        (NO_WORKER, "在浏览器打开"),
        (
            "navigator.serviceWorker.register = () => Promise.reject(new DOMException('no', 'SecurityError'))",
            "不许网页存",
        ),
    ],
    ids=["none", "forbidden"],
)
def test_a_browser_that_cannot_keep_says_so_and_everything_else_works(line, reader, script, words):
    page = reader.open(line.address + STATE, script)
    expect(page.locator(".offline [role=status]")).to_contain_text(words)
    page.goto(line.address + TOOL)
    page.locator(".calc-submit").click()
    wait_live(page)
    assert page.complaints == []


@busy
def test_on_a_slow_line_the_page_comes_first_and_the_rest_follows(line, reader):
    line.rate = 150_000
    page = reader.open(line.address + STATE)
    expect(page.locator("h1")).to_be_visible()
    before = list(line.asked)
    assert "/rights/court/" not in before, "keeping waits for the page"
    page.wait_for_selector("[data-offline][data-state=guide]", timeout=90_000)
    line.stop()
    page.goto(line.address + "rights/court/")
    expect(page.locator("h1")).to_be_visible()


@busy
def test_without_script_the_page_says_what_it_needs(line, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(line.address + STATE)
    expect(page.locator(".offline")).to_contain_text("要打开脚本")
    expect(page.locator("data[value=runtime-br]")).to_have_text(re.compile(r"3\.\d MB"))
    context.close()


# Firefox


def firefox(what: str, address: str, profile: Path) -> dict:
    script = Path(__file__).with_name("firefox_offline.mjs")
    command = ["node", str(script), browsers.need("firefox"), what, address, str(profile)]
    done = subprocess.run(command, cwd=runtime.ROOT, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


@busy
def test_firefox_reads_and_computes_after_a_fresh_start_with_the_server_stopped(line, tmp_path):
    profile = tmp_path / "firefox"
    profile.mkdir()
    seen = firefox("save", line.address, profile)
    assert seen["state"] == "all"
    line.stop()
    seen = firefox("use", line.address, profile)
    assert seen["title"].startswith("十分钟先止损")
    assert re.search(r"要还的一共是 2,\d{3}\.\d\d 元", seen["headline"])  # by the day on which the test runs
    assert seen["state"] == "all"


@busy
def test_firefox_in_a_private_window_reads_and_tells(line, tmp_path):
    profile = tmp_path / "firefox"
    profile.mkdir()
    seen = firefox("private", line.address, profile)
    assert seen["status"] or seen["state"] == "guide"
    assert seen["title"].startswith("十分钟先止损")
