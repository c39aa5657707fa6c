"""Every page, as it stands: accessible, within its box, within its budget, and silent towards others."""

import pytest
from looking import SCHEMES, prepare, violations
from templates import PAGES, STAND_FOR, WIDE

PALETTES = {"light": "default", "dark": "slate"}


def unfold(page):
    page.evaluate("document.querySelectorAll('.calc details').forEach((e) => e.setAttribute('open', ''))")


@pytest.mark.parametrize("address", STAND_FOR)
def test_pages_are_accessible(base, open_page, address):
    page = open_page(base + address, bypass_csp=True, save_data=True)
    prepare(page)
    unfold(page)
    for width in (360, 1280) if address in WIDE else (360,):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme, rules in SCHEMES.items():
            # As the switch in the head does it.
            page.evaluate("(s) => { document.body.dataset.mdColorScheme = s; }", PALETTES[scheme])
            assert violations(page, rules) == [], (width, scheme)


def test_no_page_scrolls_sideways(base, open_page):
    """Words alone can be too wide: so all pages, one after the other in one window."""
    page = open_page(base, save_data=True)
    for address in PAGES:
        page.goto(base + address)
        unfold(page)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            # What the theme slides about while the width changes has come to rest by then.
            page.wait_for_function("(width) => document.documentElement.scrollWidth <= width", arg=width, timeout=3000)


# What is drawn as a background in the shape of a mask, as an icon is, or as a shape; and words. Each with its ink, and
# with what it stands on; of those that are there to be seen.
INK = """
() => {
  const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length;
  const found = [];
  for (const element of document.querySelectorAll('body *')) {
    if (!seen(element)) continue;
    for (const part of ['::before', '::after']) {
      const { content, maskImage, backgroundColor, display } = getComputedStyle(element, part);
      if (content !== 'none' && display !== 'none' && maskImage !== 'none') {
        found.push([`${element.getAttribute('class') || element.localName}${part}`, backgroundColor, paper(element)]);
      }
    }
    const { color, fill } = getComputedStyle(element);
    const name = element.getAttribute('class') || element.localName;
    if (element.matches('rect, text')) found.push([name, fill, paper(element)]);
    else if (element.matches('mark, button, summary')) found.push([name, color, paper(element)]);
  }
  return found;

  function paper(element) {
    for (let each = element; each; each = each.parentElement) {
      const { backgroundColor } = getComputedStyle(each);
      if (!/^rgba.*, 0\\)$/.test(backgroundColor)) return backgroundColor;
    }
    return '';
  }
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_contrast_theme_icons_bars_and_arrows_can_be_seen(base, site, open_page, scheme):
    page = open_page(base + "tools/overdue-cost/", forced_colors="active", color_scheme=scheme, save_data=True)
    seen = {}

    def look():
        for what, ink, paper in page.evaluate(INK):
            assert ink != paper, f"{what}: {ink} on {paper}"
            seen[what] = ink

    look()
    page.locator(".share-tool .share").click()
    assert page.locator(".share-dialog").evaluate("(e) => getComputedStyle(e).borderTopWidth") == "1px"
    look()
    page.goto(base + "rights/help/")
    page.locator("label[for=__search]").first.click()
    page.locator("[data-md-component=search-query]").first.fill("征信")
    page.wait_for_selector(".md-search-result__item mark")
    look()
    page.goto(base + "steps/contact/")
    look()
    page.set_viewport_size({"width": 1280, "height": 900})
    look()
    page.goto((site / "guide.html").as_uri() + "#overdue-cost")
    look()
    page.strangers.clear()  # the one file is not of this address
    for what in ("calc-pick::before", "calc-bar", "calc-bar-label", "calc-submit", "share-close", "summary::after"):
        assert what in seen
    assert "mark" in seen
    assert any(what.startswith("md-nav__icon") for what in seen)


def test_no_field_makes_a_phone_zoom_in(base, site, open_page):
    """iPhones enlarge the page around a field with smaller print than 16 px, and stay so."""
    sizes = """[...document.querySelectorAll(
      'input:not([type=checkbox], [type=radio], [type=hidden]), select, textarea')].map(
      (e) => [e.name || e.className || e.localName, parseFloat(getComputedStyle(e).fontSize)],
    )"""

    def look():
        found = page.evaluate(sizes)
        assert found
        assert [each for each in found if each[1] < 16] == []

    page = open_page(base + "tools/overdue-cost/", save_data=True)
    page.locator(".share-tool .share").click()
    assert page.locator(".share-dialog textarea").count() == 1
    look()
    for address in (*(f"{base}{path}" for path in PAGES if path.startswith("tools/")), base + "about/kept/"):
        page.goto(address)
        look()
    page.goto((site / "guide.html").as_uri())
    assert page.locator(".calc-document textarea").count()
    look()
    page.strangers.clear()  # the one file is not of this address


@pytest.mark.parametrize("address", STAND_FOR)  # the others name no more: tests/site/test_templates.py
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
