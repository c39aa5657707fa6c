"""Addresses as they arrive: chat apps stick words of their own to a link, and write its signs in other ways."""

import pytest
from modules import node

from scripts import runtime

MISSING = runtime.ROOT / "docs" / "404.html"
TOOL = "tools/overdue-cost/"

# What comes behind a link: full stops and brackets of a sentence, marks of a chat app, words, half a sign.
STUCK_ON = [
    "", "。", "，", "、", "；", "：", "！", "？", "…", "……", "...", "——", "）", "】", "》", "」", "”", "’", "～", "｡",
    ".", ",", ";", ":", "!", "?", ")", "]", "}", ">", '"', "'", "`", "|", "\\", "*", "**", "_", "-", "/", "~", "😀",
    " ", "\u3000", "\n", "\r\n", "\t", "\u200b", "\u202c", "\ufeff", " 看看这个", "看看这个", "…看看这个",
    "。\n看看这个", "?from=singlemessage&isappinstalled=0", "?from=timeline", "&from=groupmessage", "&amp;x=1",
    "#wechat_redirect", "#rd", ")看看", "?x=1#wechat_redirect", "%E3%80%82", "%ef%bc%89", "%E3%80", "%E3%80%82%E7",
    "%20", "%0A", "%22", "%3E", "%", "</a>", "](https://example.org)", "[链接]", "?utm_source=a~1b",
]  # fmt: skip

# How the same link is written: {page}, {id} and {more}, the numbers behind their tilde.
WRITTEN = [
    "{page}#{id}{more}", "{page}%23{id}{more}", "{page}＃{id}{more}", "{page}%EF%BC%83{id}{more}",
    "{page}%2523{id}{more}", "{page}##{id}{more}", "{page}# {id}{more}", "{page}#%20{id}{more}", "{page}#/{id}{more}",
    "{page}#\u200b{id}{more}", "{page} #{id}{more}", "{page}\u200b#{id}{more}", "{page}。#{id}{more}",
    "{page}index.html#{id}{more}", "{page}?#{id}{more}", "{page}?from=singlemessage#{id}{more}",
    "{page}?from=a%23{id}{more}", "{page}?from=a%2523{id}{more}", "{page}?from=a＃{id}{more}", "{page}?%23{id}{more}",
    "{page}?%23{id}{more}#wechat_redirect", "{bare}#{id}{more}", "{bare}%23{id}{more}", "{bare}＃{id}{more}",
]  # fmt: skip
TILDES = ["~", "%7E", "%7e", "%257E", "～", "%EF%BD%9E", "〜", "\u200b~"]
# Only with numbers, by which they are told from words of somebody else.
WITHOUT_HASH = ["{page}?{id}{more}", "{page}?x=1&{id}{more}", "{page}{id}{more}", "{bare}?{id}{more}"]

# Follows each address as a host and the pages do: a path that is none of the site's gets the page for missing ones.
FOLLOW = """([missing, start, pages, addresses]) => {
  const meant = new Function(missing.match(/^var SECTION[^]*?^}/m)[0] + 'return meant')();
  return addresses.map((address) => {
    let url = new URL(address, start);
    if (pages.includes(`${url.pathname}/`)) url.pathname += '/';
    for (let asked = 0; !pages.includes(url.pathname); asked += 1) {
      const better = meant(url.pathname, url.search, url.hash);
      if (!better || asked) return [url.pathname, null, null, url.search];
      url = new URL(url.origin + better);
    }
    const { id, token, search } = arrival(url.href);
    return [url.pathname.replace('index.html', ''), id, token, search];
  });
}"""


def follow(addresses, prefix="/"):
    """Path, id, token and query in which each address ends, on a site under ``prefix``."""
    pages = [prefix + page + index for page in ("", TOOL, "steps/contact/", "start/") for index in ("", "index.html")]
    return node(FOLLOW, [MISSING.read_text("utf-8"), "https://example.org", pages, [prefix + a for a in addresses]])


def spelt(template, page, id, more):
    return template.format(page=page, bare=page.removesuffix("/"), id=id, more=more)


TOKEN = "1Zq-_0aBc-9x-_dE_f0k7"


@pytest.mark.parametrize("prefix", ["/", "/guide/", "/%E6%8C%87%E5%8D%97/a~1b/"])
@pytest.mark.parametrize(
    ("page", "id", "token"),
    [(TOOL, "overdue-cost", TOKEN), ("steps/contact/", "contact-ask", None)],
    ids=["numbers", "step"],
)
def test_a_link_arrives_whatever_is_stuck_to_it_and_however_it_is_written(prefix, page, id, token):
    mores = [f"{tilde}{token}" for tilde in TILDES] if token else [""]
    written = [*WRITTEN, *WITHOUT_HASH] if token else WRITTEN
    links = [spelt(each, page, id, more) for each in written for more in mores]
    links += [
        link + more
        for link in (spelt(WRITTEN[0], page, id, mores[0]), spelt(WRITTEN[1], page, id, mores[0]))
        for more in STUCK_ON
    ]
    assert len(links) > 40
    for link, (path, *found, search) in zip(links, follow(links, prefix), strict=True):
        # A tilde that is stuck on looks like numbers that were cut off; the step is reached all the same.
        assert (path, found[0]) == (prefix + page, id), link
        assert found[1] == token or (token is None and found[1] == ""), link
        assert token is None or token not in search, link


def test_a_link_to_a_page_arrives_whatever_is_stuck_to_it():
    links = [
        page + more for page in ("start/", "start") for more in STUCK_ON if not more.startswith(("_", "-", "/", "~"))
    ]
    for link, (path, *_) in zip(links, follow(links), strict=True):
        assert path in ("/start/", "/start"), link


def test_a_page_that_is_missing_stays_so():
    links = [
        "nothing/",
        "nothing/?from=a",
        "nothing/#overdue-cost",
        "steps/nothing/",
        "start/nothing",
        "steps/contact/x/",
    ]
    assert [path for path, *_ in follow(links)] == [f"/{link.partition('?')[0].partition('#')[0]}" for link in links]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("#overdue-cost", ["overdue-cost", None, ""]),
        ("?from=chat", ["", None, "?from=chat"]),
        ("?from=chat#overdue-cost", ["overdue-cost", None, "?from=chat"]),
        ("#overdue-cost~", ["overdue-cost", "", ""]),
        ("#overdue-cost~。1abc", ["overdue-cost", "", ""]),
        ("#~1abc", ["", "1abc", ""]),
        ("#Nothing~1abc", ["", "", ""]),
        ("#fact-help-mental_line。", ["fact-help-mental_line", None, ""]),
        ("?x=a~b", ["", None, "?x=a~b"]),
    ],
)
def test_what_is_read_of_an_address(address, found):
    assert follow([TOOL + address]) == [[f"/{TOOL}", *found]]
