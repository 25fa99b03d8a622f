"""The documents as a site: it builds without a warning, every link leads somewhere, nothing comes from elsewhere."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import kgraph
from browser_samples import visits
from kgraph.cli import _COMMANDS
from kgraph.query import named_queries
from kgraph.vocab import schema

ROOT = Path(__file__).resolve().parent.parent


class _Page(HTMLParser):
    """The links, what is loaded, and the anchors of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.loaded, self.anchors = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.anchors |= {given[name] for name in ("id", "name") if given.get(name)}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload", "preconnect"):
            self.loaded.append(given["href"])
        elif given.get("src"):
            self.loaded.append(given["src"])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = {path: _Page(path.read_text("utf-8")) for path in folder.rglob("*.html") if path.name != "404.html"}
    return folder, pages


def test_every_link_within_the_site_leads_to_a_page_and_its_place(site):
    folder, pages = site
    broken = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                if parts.scheme not in ("http", "https") or "." not in parts.netloc or " " in link:
                    broken.append((path.name, link))
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file():
                broken.append((path.name, link))
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].anchors:
                broken.append((path.name, link))
    assert broken == []
    assert len(pages) >= 20 and folder.is_dir()


def test_nothing_is_loaded_from_another_server(site):
    folder, pages = site
    assert [(path.name, item) for path, page in pages.items() for item in page.loaded if urlsplit(item).netloc] == []
    for style in folder.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(https?:)?//", style.read_text("utf-8")), style
        assert "@import" not in style.read_text("utf-8")


def test_the_reference_has_every_command_query_class_and_predicate(site):
    folder, _ = site
    texts = {
        name: (folder / "reference" / f"{name}.html").read_text("utf-8") for name in ("commands", "queries", "ontology")
    }
    assert all(f'id="kgraph-{name}"' in texts["commands"] for name in _COMMANDS)
    assert all(f'id="{name}"' in texts["queries"] for name in named_queries())
    for name, term in {**schema().classes, **schema().predicates}.items():
        assert f'id="kg{name.lower()}"' in texts["ontology"]
        assert term.label_de in texts["ontology"] and term.label_en in texts["ontology"]


def test_the_reference_of_the_library_has_each_part_with_its_example(site):
    folder, _ = site
    text = (folder / "reference" / "python.html").read_text("utf-8")
    parts = [name for name in kgraph.__all__ if not name.startswith("__")]
    assert all(f'id="kgraph{name.lower()}"' in text for name in parts)
    methods = {name for name in dir(kgraph.Graph) if not name.startswith("_")} - {"settings"}
    assert {f'id="graph{name}"' for name in methods} == set(re.findall(r'id="graph\w+"', text))
    assert text.count("&gt;&gt;&gt;") > len(methods)


def test_documents_lead_to_the_pages_that_are_made(site):
    folder, pages = site
    links = set(pages[folder / "index.html"].links)
    assert {
        "notebook.html",
        *(f"reference/{name}.html" for name in ("commands", "queries", "ontology", "python")),
    } <= links


def test_every_document_is_in_the_navigation(site):
    folder, _ = site
    for document in (ROOT / "docs").rglob("*.md"):
        assert (folder / document.relative_to(ROOT / "docs")).with_suffix(".html").is_file(), document


@pytest.mark.browser
def test_the_site_works_and_is_searched_from_a_folder_without_a_network(site, browser):
    folder, _ = site
    with visits(browser, folder.as_uri(), also=("data:", "blob:", "about:")) as open_:
        page = open_("/identity.html", offline=True)
        page.keyboard.press("/")
        page.keyboard.type("suppress")
        page.locator(".md-search-result__item").first.wait_for()
        assert page.locator(".md-search-result__item a[href*='data-protection.html']").count()
        narrow = open_("/reference/python.html", viewport={"width": 360, "height": 700}, color_scheme="dark")
        assert narrow.evaluate("document.documentElement.scrollWidth") <= 360
        assert narrow.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
