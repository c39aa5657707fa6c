"""Every page, as it stands: accessible, within its box, within its budget, and silent towards others."""

import re
from pathlib import Path

import pytest

AXE = (Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
# By their sources: the site is not yet built when the tests are collected.
DOCS = Path(__file__).parent.parent / "docs"
SOURCES = [path.relative_to(DOCS) for path in sorted(DOCS.rglob("*.md")) if "_parts" not in path.parts]
PAGES = tuple(re.sub(r"(^|/)index/$", r"\1", f"{path.with_suffix('').as_posix()}/") for path in SOURCES)
SCHEMES = {"light": "default", "dark": "slate"}
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
LOOK = """
(only) => axe.run(document, { runOnly: only }).then(({ violations }) => violations.map(
  ({ id, nodes }) => `${id}: ${nodes.map((n) => `${n.target.join(' ')} ${n.failureSummary}`).join(' | ')}`,
))
"""


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_accessible_and_do_not_scroll_sideways(base, open_page, address):
    page = open_page(base + address, bypass_csp=True)
    page.add_script_tag(content=AXE)
    # What still moves or fades is not yet what will be seen.
    page.add_style_tag(content="*, *::before, *::after { animation: none !important; transition: none !important; }")
    page.evaluate("document.querySelectorAll('.calc details').forEach((e) => e.setAttribute('open', ''))")
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if width == 320:
            continue  # the narrowest only must not scroll
        for scheme, rules in (("light", RULES), ("dark", ("color-contrast",))):
            # As the switch in the head does it; nothing but colours differs between the two.
            page.evaluate("(s) => { document.body.dataset.mdColorScheme = s; }", SCHEMES[scheme])
            assert page.evaluate(LOOK, list(rules)) == [], (width, scheme)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_light_and_asks_little(base, browser, address):
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    wire, sizes = set(), []
    # A picture inside a style is no request.
    devtools.on(
        "Network.requestWillBeSent",
        lambda event: event["request"]["url"].startswith("http") and wire.add(event["requestId"]),
    )
    devtools.on(
        "Network.loadingFinished",
        lambda event: event["requestId"] in wire and sizes.append(event["encodedDataLength"]),
    )
    page.goto(base + address, wait_until="networkidle")
    assert 0 < sum(sizes) <= 250_000
    assert len(sizes) <= 15
    context.close()
