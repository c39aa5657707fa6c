"""Every page, as it stands: accessible, within its box, within its budget, and silent towards others."""

from pathlib import Path

import pytest

import calculators

AXE = (Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
TOOLS = tuple(f"tools/{name.replace('_', '-')}/" for name in calculators.SHELF)
PAGES = ("", "start/", *TOOLS, "about/sources/", "about/kept/", "steps/")
RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_pages_are_accessible_and_do_not_scroll_sideways(base, open_page, address, scheme, width):
    page = open_page(base + address, viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    for details in page.locator(".calc details").all():
        details.evaluate("(e) => e.setAttribute('open', '')")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.add_script_tag(content=AXE)
    found = page.evaluate(
        f"axe.run(document, {{runOnly: {RULES}}}).then((r) => r.violations.map("
        "(v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ') + ' ' + n.failureSummary).join(' | ')))"
    )
    assert found == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_light_and_asks_little(base, browser, address):
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    sizes = []
    devtools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(base + address, wait_until="networkidle")
    assert 0 < sum(sizes) <= 250_000
    assert len(sizes) <= 15
    context.close()
