"""What axe finds in a page."""

from playwright.sync_api import Page

from scripts import runtime

AXE = (runtime.ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Nothing but colours differs between the two.
SCHEMES = {"light": RULES, "dark": ("color-contrast",)}
# What lies hidden breaks no rule, and is long in the one file.
LOOK = """
(only) => axe.run({ exclude: ['article.page:not(.shown)'] }, { runOnly: only }).then(({ violations }) => violations.map(
  ({ id, nodes }) => `${id}: ${nodes.map((n) => `${n.target.join(' ')} ${n.failureSummary}`).join(' | ')}`,
))
"""


def prepare(page: Page) -> None:
    """Bring axe into the page, and stop what moves or fades: that is not yet what will be seen."""
    page.add_script_tag(content=AXE)
    page.add_style_tag(content="*, *::before, *::after { animation: none !important; transition: none !important; }")


def violations(page: Page, rules: tuple[str, ...]) -> list[str]:
    """What breaks these rules in the page as it stands, one line a rule."""
    found: list[str] = page.evaluate(LOOK, list(rules))
    return found
