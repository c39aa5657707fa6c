"""Pages read as HTML, with the standard library: what needs no browser to be seen."""

from html.parser import HTMLParser

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


class Elements(HTMLParser):
    """Every start tag of a page, with its attributes; and for each the classes of the elements that it stands in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.around: list[set[str]] = []
        self._open: list[tuple[str, set[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        self.found.append((tag, attributes))
        self.around.append(self._open[-1][1] if self._open else set())
        if tag not in VOID:
            self._open.append((tag, self.around[-1] | set(attributes.get("class", "").split())))

    def handle_endtag(self, tag):
        # Of what was left open, as an li may be, the nearest of that name is closed with all that stands in it.
        for place in reversed(range(len(self._open))):
            if self._open[place][0] == tag:
                del self._open[place:]
                return
