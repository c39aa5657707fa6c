"""The built files: links, addresses, policy, size, and that two builds are the same."""

import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli
import pytest
from elements import Elements

import calculators
from calculators.kit import facts
from scripts import building, bundles, directives, postbuild

RUNTIME_BUDGET = 3_800_000  # bytes with brotli, design §9
SEARCH_BUDGET = 130_000
# Of each script with brotli. A guide page loads the first, one with a calculator also the second; the others come late.
SCRIPT_BUDGETS = {"site": 8_500, "calculators": 16_500, "worker": 2_000, "uqr": 7_500}
LOADING = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data"}


@pytest.fixture(scope="session")
def pages(site):
    return {path: Elements(path.read_text("utf-8")).found for path in site.rglob("*.html")}


def test_every_internal_link_and_anchor_resolves(site, pages):
    ids = {path: {a["id"] for _, a in elements if "id" in a} for path, elements in pages.items()}
    broken = []
    for path, elements in pages.items():
        if path.name == "404.html":
            continue  # its addresses are made where it is served
        for tag, attributes in elements:
            target = urlsplit(attributes.get("href", attributes.get("src", "")) if tag != "form" else "")
            if target.scheme or target.netloc or not (target.path or target.fragment):
                continue
            file = (path.parent / unquote(target.path)).resolve() if target.path else path
            file = file / "index.html" if file.is_dir() else file
            known = ids.get(file, set()) | {"__skip", "__search"}
            if not file.exists() or (target.fragment and file in ids and unquote(target.fragment) not in known):
                broken.append(f"{path}: {target.geturl()}")
    assert broken == []


def test_no_page_or_style_names_another_origin_for_something_it_loads(site, pages):
    strangers = [
        f"{path}: <{tag}> {attributes[LOADING[tag]]}"
        for path, elements in pages.items()
        for tag, attributes in elements
        if tag in LOADING and "canonical" not in attributes.get("rel", "")
        if urlsplit(attributes.get(LOADING[tag], "")).netloc
    ]
    strangers += [
        f"{path}: {url}"
        for path in site.rglob("*.css")
        for url in re.findall(r"url\([\"']?((?:https?:)?//[^)]*)", path.read_text("utf-8"))
    ]
    assert strangers == []


def test_the_policy_comes_first_and_the_page_needs_nothing_it_forbids(site, pages):
    for path, elements in pages.items():
        metas = [a for tag, a in elements if tag == "meta"]
        assert metas[0].get("http-equiv") == "Content-Security-Policy", path
        assert "unsafe-inline" not in metas[0]["content"]
        assert "'unsafe-eval'" not in metas[0]["content"]
        for tag, attributes in elements:
            assert "style" not in attributes, f"{path}: <{tag}>"
            assert not [name for name in attributes if name.startswith("on")], f"{path}: <{tag}>"
        if path.name not in ("404.html", "guide.html"):  # which must not depend on any other file
            assert "<style" not in path.read_text("utf-8"), path


def test_ids_are_unique_in_each_page_and_ascii(pages):
    for path, elements in pages.items():
        ids = [a["id"] for _, a in elements if "id" in a]
        assert len(ids) == len(set(ids)), path
        assert all(id.isascii() for id in ids), path


def test_every_page_describes_itself_in_words_of_its_own(pages):
    said = [
        a["content"]
        for path, elements in pages.items()
        if path.name != "404.html"
        for tag, a in elements
        if tag == "meta" and a.get("name") == "description"
    ]
    assert len(said) == len(set(said)) == len(pages) - 1


def test_the_worked_example_stands_in_the_page(site):
    html = (site / "tools" / "overdue-cost" / "index.html").read_text("utf-8")
    example = json.loads(calculators.answer("overdue_cost", json.dumps(calculators.get("overdue_cost").form())))
    assert example["values"]["interest"] == "73.00 元"
    # The page holds the same HTML; only the addresses of facts are made relative.
    assert example["html"] in html
    assert "每 1,000 元" in html


def test_the_sources_page_shows_every_fact_with_its_history(site):
    # Which facts no page names yet is a report, not a failure: scripts/facts.
    html = (site / "about" / "sources" / "index.html").read_text("utf-8")
    for id, fact in facts.all_facts().items():
        assert html.count(f'id="{directives.fact_anchor(id)}"') == 1, id
        assert fact.checked.isoformat() in html
        assert all(row.source in html for row in fact.rows), id
        assert fact.note in html, id
        assert fact.not_for in html, id


def test_no_fact_is_left_without_its_address(site):
    for path in site.rglob("*.html"):
        assert 'href="fact:' not in path.read_text("utf-8"), path


def test_our_files_are_compressed_beside_themselves_and_named_after_their_content(site):
    for folder in ("assets/js", "assets/css", "assets/runtime"):
        files = [p for p in (site / folder).rglob("*") if p.suffix in postbuild.COMPRESSED]
        assert files
        for path in files:
            assert re.search(r"[.-][0-9a-f]{10}[./]", path.relative_to(site).as_posix()), path
            assert brotli.decompress(path.with_name(path.name + ".br").read_bytes()) == path.read_bytes()
            assert path.with_name(path.name + ".gz").exists()


def test_the_runtime_and_the_search_index_keep_to_their_budgets(site):
    assert 0 < sum(p.stat().st_size for p in (site / "assets" / "runtime").rglob("*.br")) <= RUNTIME_BUDGET
    assert 0 < (site / "search" / "search_index.json.br").stat().st_size <= SEARCH_BUDGET


def test_results_and_histories_are_not_searched(site):
    found = json.loads((site / "search" / "search_index.json").read_text("utf-8"))["docs"]
    index = "".join(entry["title"] + entry["text"] for entry in found).replace("\u200b", "")
    assert "十分钟先止损" in index
    assert "算式，可以自己加一遍" not in index
    assert "核对日 2026" not in index


def test_two_builds_of_the_same_sources_are_identical(site, tmp_path):
    building.build(tmp_path / "again")

    def contents(root: Path) -> dict[str, bytes]:
        return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}

    assert contents(tmp_path / "again") == contents(site)


@pytest.mark.parametrize("html", ["<html>", "<head></head><!-- <head> -->"])
def test_a_page_in_which_the_policy_has_no_place_stops_the_build(html):
    with pytest.raises(ValueError, match="<head>"):
        postbuild._with_policy(html)


@pytest.mark.parametrize("count", [0, 2])
def test_a_theme_whose_search_dialog_has_changed_stops_the_build(count):
    with pytest.raises(ValueError, match="search"):
        postbuild._mend('<div data-md-component="search" role="dialog">' * count)


# As the theme begins to read what it keeps.
READS = "<script>__md_scope=new URL('.',location)</script>"


@pytest.fixture
def bare_site(tmp_path, monkeypatch):
    """The least that ``postbuild.finish`` takes for a site."""
    files = {
        "search/search_index.json": '{"config": {"lang": ["zh"]}, "docs": []}',
        "steps/index.html": f'<head>{READS}</head><body><div data-md-component="search" role="dialog">'
        '<strong><a href="one/"></body>',
        "assets/css/site.css": '@import "text.css";\n@import "print.css";\n',
        "assets/css/text.css": "p {}\n",
        "assets/css/print.css": "a {}\n",
        "assets/javascripts/workers/search.0123abcd.min.js": "// search",
        "index.html": f'<head><link href="assets/css/site.css">{READS}</head><body>'
        '<div data-md-component="search" role="dialog">'
        '{"search": "assets/javascripts/workers/search.0123abcd.min.js"}'
        "<p>site.css、assets/css/site.css</p></body>",
        "tool/index.html": f'<head>{READS}</head><body><div data-md-component="search" role="dialog">'
        '<section class="calc" id="tool"></body>',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.setattr(postbuild, "manifest", lambda _: {})
    return tmp_path


def scripts_of(path: Path) -> list[Path]:
    """The files of a page's scripts, as its addresses lead to them."""
    return [path.parent / src for src in re.findall(r'<script type="module" src="([^"]*)">', path.read_text("utf-8"))]


def test_new_names_reach_addresses_and_not_sentences(bare_site):
    postbuild.finish(bare_site)
    html = (bare_site / "index.html").read_text("utf-8")
    assert "<p>site.css、assets/css/site.css</p>" in html
    addresses = re.findall(r'"(?:\./)?(assets/[^"]*\.(?:css|js))"', html)
    assert len(addresses) == 3
    for each in addresses:
        assert re.search(r"/(site|search)\.[0-9a-f]{10}\.(css|js)$", each)
        assert (bare_site / each).exists()


def test_the_parts_of_the_style_become_one_file_in_their_order(bare_site):
    postbuild.finish(bare_site)
    (style,) = (bare_site / "assets" / "css").glob("*.css")
    assert style.read_text("utf-8") == "p {}\n\na {}\n\n"


def test_a_part_of_the_style_that_nothing_imports_stops_the_build(bare_site):
    (bare_site / "assets" / "css" / "lost.css").write_text("p {}", "utf-8")
    with pytest.raises(ValueError, match=r"lost\.css"):
        postbuild.finish(bare_site)


def test_a_page_loads_what_it_needs_and_each_script_finds_the_next(bare_site):
    postbuild.finish(bare_site)
    assert [p.name.split(".")[0] for p in scripts_of(bare_site / "steps" / "index.html")] == ["site"]
    every, calculators = scripts_of(bare_site / "tool" / "index.html")
    assert [every.exists(), calculators.exists()] == [True, True]
    for script, others in ((calculators, ("site", "worker")), (every, ("uqr",))):
        named = re.findall(r'"\./([^"]*\.js)"', script.read_text("utf-8"))
        assert sorted(name.split(".")[0] for name in named) == sorted(others)
        assert all((script.parent / name).exists() for name in named)


def test_a_script_that_takes_nothing_of_what_it_is_given_stops_the_build():
    with pytest.raises(ValueError, match="WORKER"):
        bundles.bundle("site", WORKER="worker.js")


def test_the_scripts_keep_to_their_budgets(site):
    weighs = {p.name.split(".")[0]: p.stat().st_size for p in (site / "assets" / "js").glob("*.br")}
    assert SCRIPT_BUDGETS.keys() == weighs.keys()
    assert {name: size for name, size in weighs.items() if size > SCRIPT_BUDGETS[name]} == {}


@pytest.mark.parametrize(
    ("site_url", "root"),
    [
        ("https://example.org/guide/", "/guide/"),
        ("https://example.org/a/b", "/a/b/"),
        ("https://example.org", "/"),
    ],
)
def test_the_page_for_missing_addresses_knows_where_the_site_will_stand(bare_site, site_url, root):
    postbuild.finish(bare_site, site_url)
    html = (bare_site / "404.html").read_text("utf-8")
    assert re.findall(r'<a href="([^"]*)">', html) == [root, root + "start/", root + "tools/overdue-cost/"]
    assert "data-to=" not in html, "its script changes nothing"


def test_the_page_for_missing_addresses_looks_for_the_site_where_nobody_knows(bare_site):
    postbuild.finish(bare_site)
    assert (bare_site / "404.html").read_text("utf-8").count("<a data-to=") == 3
