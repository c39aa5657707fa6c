"""The register of published addresses: what people have sent to friends must lead somewhere for ever.

``addresses.txt`` has one address a line (``/steps/contact/#contact-who``), and one line for each that has moved
(``/steps/old/ -> /steps/contact/``). A page that moved takes its ids along; an id that changed has a line of its own.
"""

from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

PATH = Path(__file__).with_name("addresses.txt")
ARROW = " -> "
HEAD = """\
# Every address that was ever published, sorted. A line is never deleted: people have sent these to friends.
# Add new ones with: python3 scripts/addresses
# What has moved, by hand, in place of its old line: /old/page/ -> /new/page/   /page/#old-id -> /page/#new-id
"""


def read(path: Path = PATH) -> tuple[set[str], dict[str, str]]:
    """The addresses in the register, and where those that have moved are now."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    moved = dict(line.split(ARROW) for line in lines if ARROW in line)
    return {line.partition(ARROW)[0] for line in lines}, {old: _end(old, moved) for old in moved}


def _end(address: str, moved: Mapping[str, str]) -> str:
    """Where a chain of moves ends. Raises ``ValueError`` where it goes round."""
    seen = [address]
    while (address := moved.get(address, "")) and address not in seen:
        seen.append(address)
    if address:
        raise ValueError(f"addresses.txt goes round: {ARROW.join([*seen, address])}")
    return seen[-1]


def built(site: Path) -> set[str]:
    """Every page of a built site, and every id in its text that a link may lead to."""
    found = set()
    for path in site.rglob("*.html"):
        page = "/" + path.relative_to(site).as_posix().removesuffix("index.html")
        html = path.read_text("utf-8")
        if page != "/404.html" and 'content="noindex"' not in html:
            found |= {page} | {f"{page}#{id}" for id in _Ids(html).found}
    return found


class _Ids(HTMLParser):
    """The ids inside the page's article; of a calculator only its own, not those of its fields."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._articles = self._sections = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        id = dict(attrs).get("id")
        if id and self._articles and not self._sections and not id.startswith("__"):
            self.found.append(id)
        self._articles += tag == "article"
        self._sections += tag == "section"

    def handle_endtag(self, tag: str) -> None:
        self._articles -= tag == "article"
        self._sections -= tag == "section"


def check(site: Path, path: Path = PATH) -> list[str]:
    """What is wrong: an address that is gone, one that is not registered, a move that leads nowhere."""
    registered, moved = read(path)
    there = built(site)

    def leads(address: str) -> bool:
        address = moved.get(address, address)
        page, hash, id = address.partition("#")
        if page in moved and hash:
            # A page that moved takes its ids along.
            address = f"{moved[page].partition('#')[0]}#{id}"
            address = moved.get(address, address)
        return address in there

    return [
        *(f"{a} is gone: people have sent it. Add its new place to scripts/addresses.txt: {a}{ARROW}/…"
          for a in sorted(registered) if a not in moved and not leads(a)),
        *(f"{a}{ARROW}{moved[a]} leads nowhere" for a in sorted(moved) if not leads(a)),
        *(f"{a} is there again: delete where it has moved to" for a in sorted(moved) if a in there),
        *(f"{a} is new: register it with python3 scripts/addresses" for a in sorted(there - registered)),
    ]  # fmt: skip


def add(site: Path, path: Path = PATH) -> list[str]:
    """Write the new addresses of a built site into the register; returns them. Deletes nothing."""
    lines = [a for a in path.read_text("utf-8").splitlines() if a and not a.startswith("#")] if path.exists() else []
    new = sorted(built(site) - {line.partition(ARROW)[0] for line in lines})
    path.write_text(HEAD + "\n".join(sorted([*lines, *new])) + "\n", "utf-8")
    return new
