"""The register of addresses: what people have sent to friends leads somewhere for ever."""

import re

import pytest

from scripts import postbuild, register


def test_the_register_is_sorted_and_ascii():
    lines = [line for line in register.PATH.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert lines == sorted(set(lines))
    assert all(re.fullmatch(r"/[!-~]*( -> /[!-~]*)?", line) for line in lines)


PAGE = '<article class="md-content__inner"><h1 id="{}"></h1><section id="s"><input id="s-x"></section>{}</article>'


@pytest.fixture
def small(tmp_path):
    """A site of two pages and its register."""
    for name, id in (("", "home"), ("new/", "here")):
        path = tmp_path / "site" / name / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(id, '<p id="__nav"></p><h2 id="kept"></h2>' if name else ""), "utf-8")
    register.add(tmp_path / "site", tmp_path / "addresses.txt")
    return tmp_path / "site", tmp_path / "addresses.txt"


def test_new_addresses_are_added_and_nothing_is_deleted(small):
    site, path = small
    assert register.read(path) == ({"/", "/#home", "/#s", "/new/", "/new/#here", "/new/#kept", "/new/#s"}, {})
    assert register.check(site, path) == []
    before = path.read_text("utf-8")
    (site / "new" / "index.html").unlink()
    assert register.add(site, path) == []
    assert path.read_text("utf-8") == before
    assert len(register.check(site, path)) == 4


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("/new/#gone", ["/new/#gone is gone"]),
        ("/new/#old -> /new/#kept", []),
        ("/old/ -> /new/", []),
        ("/old/#kept\n/old/ -> /new/", []),
        ("/old/#lost\n/old/ -> /new/", ["/old/#lost is gone"]),
        ("/old/#first\n/old/ -> /new/\n/new/#first -> /new/#kept", []),
        ("/a/ -> /b/\n/b/ -> /new/", []),
        ("/old/ -> /nowhere/", ["/old/ -> /nowhere/ leads nowhere"]),
    ],
)
def test_an_address_is_kept_or_moved_or_missed(small, line, wrong):
    site, path = small
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")
    found = register.check(site, path)
    assert len(found) == len(wrong)
    assert all(f.startswith(w) for f, w in zip(found, wrong, strict=True))


def test_an_address_that_is_not_registered_is_named(small):
    site, path = small
    path.write_text(path.read_text("utf-8").replace("/new/#kept\n", ""), "utf-8")
    assert register.check(site, path) == ["/new/#kept is new: register it with python3 scripts/addresses"]
    path.write_text(path.read_text("utf-8") + "/new/#kept -> /new/#here\n", "utf-8")
    assert register.check(site, path) == ["/new/#kept is there again: delete where it has moved to"]


def test_moves_that_go_round_are_refused(small):
    _, path = small
    path.write_text("/a/ -> /b/\n/b/ -> /a/\n", "utf-8")
    with pytest.raises(ValueError, match="round"):
        register.read(path)


def test_a_page_that_is_there_cannot_have_moved(small):
    with pytest.raises(ValueError, match="is there"):
        postbuild.redirect(small[0], {"/new/": "/"})
