"""The static site: pages and data at the IRIs' paths, links that lead somewhere, search, names that mean no harm."""

import json
import re
import threading
from contextlib import contextmanager
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from graph_samples import HANDOVER
from kgraph.cli import main
from kgraph.errors import NotFoundError, UsageError
from kgraph.names import fold
from kgraph.site import About, is_site, write_site
from kgraph.site.lists import folded
from kgraph.site.paths import ENDINGS, Places, folder_of, link, place_of
from kgraph.site.render import words
from kgraph.site.servers import POLICY
from kgraph.store import open_store
from kgraph.vocab import DCTERMS, KG, RDF, topics
from publish_samples import NASTY, fill, settings_of

BASE = "https://w3id.org/kgraph/id/"


@pytest.fixture(scope="module")
def settings(site_settings):
    return site_settings


@pytest.fixture(scope="module")
def quads(settings):
    with open_store(settings) as store:
        return list(store.quads())


class Page(HTMLParser):
    """A page's links, scripts and inline code."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids, self.inline, self.tags = [], [], [], []
        self._script = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append(tag)
        self.links += [values[name] for name in ("href", "src", "action") if values.get(name)]
        self.ids += [values["id"]] if "id" in values else []
        self.inline += [name for name in values if name.startswith("on") or name == "style"]
        block = values.get("type") == "application/ld+json"  # data, which no browser runs
        self.inline += ["script"] if tag == "script" and not values.get("src") and not block else []
        self.inline += ["style"] if tag == "style" else []


def pages(site):
    return {path: Page(path.read_text("utf-8")) for path in site.rglob("*.html") if path.name != "network.html"}


def test_every_thing_below_the_base_has_a_page_and_data_at_its_path(site, quads):
    things = {q.subject.value for q in quads if q.predicate.value == RDF + "type" and q.object.value.startswith(KG)} - {
        q.subject.value for q in quads if q.object == ox.NamedNode(KG + "Statement")
    }
    things = {iri for iri in things if iri.startswith(BASE)}
    assert things
    places = Places(BASE, things)
    for iri in things:
        assert all((site / f"{places.of(iri)}{ending}").is_file() for ending in ENDINGS)
    assert (site / "id/land/bremen.html").is_file()


def test_data_hold_what_is_said_of_the_thing_and_its_evidence(site, quads):
    bund = ox.NamedNode(BASE + "state/bund")
    found = {ox.Triple(q.subject, q.predicate, q.object) for q in ox.parse(path=site / "id/state/bund.ttl")}
    ends = (ox.NamedNode(RDF + "subject"), ox.NamedNode(RDF + "object"))
    mine = {q.subject for q in quads if q.predicate in ends and q.object == bund} | {bund}
    assert found == {ox.Triple(q.subject, q.predicate, q.object) for q in quads if q.subject in mine}


def test_every_link_leads_somewhere_from_whatever_path(site):
    missing = []
    for path, page in pages(site).items():
        for href in page.links:
            parts = urlsplit(href)
            if parts.scheme or href.startswith("//"):
                assert parts.scheme in ("http", "https"), (path, href)
                continue
            if path.name == "404.html":
                href = href.removeprefix("/sub/graph/")
            assert not href.startswith("/"), (path, href)
            target = Path(unquote(urlsplit(urljoin(f"file://{path}", href.split("#")[0] or path.name)).path))
            if not target.is_file() or (parts.fragment and parts.fragment not in pages_ids(target)):
                missing.append((str(path.relative_to(site)), href))
    assert missing == []


def pages_ids(path, cache={}):  # noqa: B006  # one site, read once
    if path not in cache:
        cache[path] = set(Page(path.read_text("utf-8")).ids)
    return cache[path]


def test_nothing_in_a_page_is_inline_or_from_elsewhere(site):
    for path, page in pages(site).items():
        assert page.inline == [], path
        assert {"script", "img", "iframe", "object"} & set(page.tags) <= (
            {"script"} if path in (site / "search.html", site / "index.html") else set()
        )


def test_data_in_json_ld_say_the_same_as_turtle(site):
    turtle = {q.triple for q in ox.parse(path=site / "id/state/bund.ttl")}
    assert {q.triple for q in ox.parse(path=site / "id/state/bund.jsonld")} == turtle


def test_a_thing_s_page_tells_who_says_so_how_sure_it_is_and_how_to_cite_it(site):
    page = (site / "id/service/hafenportal.html").read_text("utf-8")
    assert "Sicherheit" in page and "Zitieren" in page
    assert 'rel="alternate" type="application/ld+json"' in page and 'aria-label="Brotkrumen"' in page


def test_whose_words_an_article_reports_stands_with_the_statement(tmp_path):
    settings = settings_of(tmp_path)
    fill(settings, HANDOVER)
    with open_store(settings) as store:
        statement = min((q.subject for q in store.quads() if q.object == ox.NamedNode(KG + "Statement")), key=str)
    speaker = ox.Quad(statement, ox.NamedNode(KG + "speaker"), ox.NamedNode(BASE + "person/ole-brandt"))
    fill(settings, HANDOVER, more=[speaker])
    with open_store(settings) as store:
        write_site(store, tmp_path / "web")
    page = (tmp_path / "web/id/article" / f"{HANDOVER['id']}.html").read_text("utf-8")
    assert 'so <a href="../../id/person/ole-brandt.html">' in page


def test_pages_of_topics_and_of_all_articles_list_them(tmp_path):
    settings = settings_of(tmp_path)
    fill(settings, HANDOVER)
    iri = ox.NamedNode(BASE + "article/" + HANDOVER["id"])
    topic = topics()["portal"]
    about = ox.Quad(iri, ox.NamedNode(DCTERMS + "subject"), ox.NamedNode(topic.iri))
    fill(settings, HANDOVER, more=[about])
    with open_store(settings) as store:
        write_site(store, tmp_path / "web")
    href = f"../id/article/{HANDOVER['id']}.html"
    assert href in Page((tmp_path / "web/topics/portal.html").read_text("utf-8")).links
    assert href in Page((tmp_path / "web/articles/index.html").read_text("utf-8")).links
    assert "topics/portal.html" in Page((tmp_path / "web/index.html").read_text("utf-8")).links


def test_a_site_with_an_address_has_a_sitemap_and_canonical_links(settings, tmp_path, monkeypatch):
    monkeypatch.setattr("kgraph.site.besides._MOST", 20)
    about = About(
        address="https://daten.example.org/a b/", publisher="<Amt>", licence="CC", licence_page="https://x.de/"
    )
    with open_store(settings) as store:
        write_site(store, tmp_path / "web", about)
    web = tmp_path / "web"
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    parts = [node.text for node in ElementTree.parse(web / "sitemap.xml").findall("s:sitemap/s:loc", space)]
    named = [
        node.text
        for part in parts
        for node in ElementTree.parse(web / part.rpartition("/")[2]).findall("s:url/s:loc", space)
    ]
    found = {path.relative_to(web).as_posix() for path in web.rglob("*.html")} - {"404.html"}
    assert {unquote(url.removeprefix(about.address)) for url in named} == found
    start = (web / "index.html").read_text("utf-8")
    dataset = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', start)[1])
    assert (dataset["@type"], dataset["creator"]["name"], dataset["license"]) == ("Dataset", "<Amt>", "https://x.de/")
    assert (dataset["url"], dataset["temporalCoverage"][:4]) == (about.address, "2024")
    page = (web / "id/state/bund.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://daten.example.org/a b/id/state/bund.html">' in page
    assert "&lt;Amt&gt;" in page and "Sitemap: https://daten" in (web / "robots.txt").read_text("utf-8")


def test_a_site_as_of_a_time_says_so_on_each_page(settings, tmp_path):
    target = str(tmp_path / "web")
    done = CliRunner().invoke(
        main,
        [
            "publish",
            "--site",
            target,
            "--valid-on",
            "2024-01-31",
            "--store",
            settings.store,
            "--site-url",
            "https://x.de/g",
        ],
    )
    assert done.exit_code == 0, done.output
    for path in pages(Path(target)):
        words = "valid on 2024-01-31" if path.name == "ontology.en.html" else "gültig am 31.01.2024"
        assert words in path.read_text("utf-8"), path


def test_no_site_is_written_into_a_store_or_over_a_folder_of_others(settings, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x", "utf-8")
    for target in (Path(settings.store) / "site", tmp_path / "mine"):
        with open_store(settings) as store, pytest.raises(UsageError):
            write_site(store, target, force=True)
    assert (tmp_path / "mine" / "letter.txt").is_file() and not (Path(settings.store) / "site").exists()


def test_an_address_that_is_none_is_refused(settings, tmp_path):
    done = CliRunner().invoke(
        main, ["publish", "--site", str(tmp_path / "w"), "--site-url", "javascript:1", "--store", settings.store]
    )
    assert (done.exit_code, (tmp_path / "w").exists()) == (2, False)


def test_hostile_names_are_text(site):
    found = (site / "id/service/javascript-alert-1.html").read_text("utf-8")
    assert "&lt;img src=x onerror=alert(1)&gt;" in found
    index = (site / "search-index.js").read_text("utf-8")
    things = json.loads(index.removeprefix("globalThis.kgraphIndex = ").rstrip(";\n"))["things"]
    assert NASTY in {thing[0] for thing in things}
    assert not any("\u202e" in path.read_text("utf-8") for path in pages(site))


def test_no_name_leaves_the_folder_or_hides_a_file(site):
    outside = {path.name for path in site.parent.iterdir()}
    assert outside == {site.name}
    hidden = [path for path in site.rglob("*") if path.name.startswith(".") and path.name != ".htaccess"]
    assert hidden == []


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("land/bremen", "id/land/bremen"),
        ("person/k%C3%A4the", "id/person/käthe"),
        ("", ""),
        ("a/../b", None),
        ("..%2F..%2Fx", None),
        ("a%00", None),
        (".x", None),
        ("x" * 200, None),
        ("ä" * 100, None),
        ("article/a.html", None),
        ("article/a.ttl", None),
        ("article/2024.01.02", "id/article/2024.01.02"),
        ("article/https%3A%2F%2Fexample.org", None),
        ("article/a%3Ab", None),
        ("article/NUL", None),
        ("article/aux.txt", None),
        ("article/a.", None),
    ],
)
def test_a_place_is_the_iri_s_path_or_a_hash_where_that_is_unfit(key, place):
    found = place_of(BASE, BASE + key)
    assert found == place if place is not None else re.fullmatch(r"id/_[0-9a-f]{32}", found)


def test_folders_of_things_follow_the_base():
    assert [folder_of(base) for base in (BASE, "https://example.org/", "https://example.org/d%20e/#")] == [
        "id",
        "id",
        "d e",
    ]
    assert link("id/land/bremen.html", "id/person/käthe") == "../../id/person/k%C3%A4the.html"


def test_a_land_lists_what_lies_in_it(site):
    page = Page((site / "lands/bremen.html").read_text("utf-8"))
    assert "../id/municipality/emden.html" in page.links
    assert "types/Land.html" in Page((site / "index.html").read_text("utf-8")).links


def test_a_long_list_goes_on_on_further_pages(settings, tmp_path, monkeypatch):
    monkeypatch.setattr("kgraph.site.lists._SIZE", 2)
    with open_store(settings) as store:
        write_site(store, tmp_path / "web")
    first, second = (
        Page((tmp_path / "web" / "types" / name).read_text("utf-8")) for name in ("Service.html", "Service-2.html")
    )
    assert "Service-2.html" in first.links
    assert len([href for href in first.links if href.startswith("../id/")]) == 2
    assert set(first.links) & {h for h in second.links if h.startswith("../id/")} == set()


def test_named_queries_stand_with_their_answers(site):
    text = (site / "queries" / "takeovers.html").read_text("utf-8")
    assert "Hafenportal" in text and "../id/service/hafenportal.html" in Page(text).links
    assert "Hafenportal" in (site / "queries" / "takeovers.csv").read_text("utf-8")


@pytest.mark.parametrize(("language", "word"), [("de", "Behörde"), ("en", "authority")])
def test_the_ontology_is_a_page_in_both_languages(site, language, word):
    text = (site / f"ontology.{language}.html").read_text("utf-8")
    assert word in text and 'id="takesOver"' in text and f'lang="{language}"' in text
    assert (site / "ontology.ttl").is_file()


def test_both_languages_have_the_same_words():
    assert words("de").keys() == words("en").keys()


def test_an_english_site_speaks_english(settings, tmp_path):
    with open_store(settings) as store:
        write_site(store, tmp_path / "web", language="en")
    text = (tmp_path / "web/id/state/bund.html").read_text("utf-8")
    assert "takes over" in text and "übernimmt</h3>" not in text


def test_two_runs_give_the_same_site(site, settings, tmp_path):
    with open_store(settings) as store:
        write_site(store, tmp_path / "web", path="/sub/graph/")

    def contents(folder):
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert contents(site) == contents(tmp_path / "web")


def test_a_person_who_is_suppressed_later_has_no_page_in_the_site_after(tmp_path):
    settings = settings_of(tmp_path)
    fill(settings, HANDOVER)
    with open_store(settings) as store:
        write_site(store, tmp_path / "web")
    page = tmp_path / "web" / "id" / "person" / "ole-brandt.html"
    assert page.is_file()
    without = {
        **HANDOVER,
        "entities": [e for e in HANDOVER["entities"] if e["id"] != "e7"],
        "relations": [r for r in HANDOVER["relations"] if "e7" not in (r["s"], r["o"])],
    }
    fill(settings, without)
    with open_store(settings) as store:
        with pytest.raises(UsageError, match="is there already"):
            write_site(store, tmp_path / "web")
        write_site(store, tmp_path / "web", force=True)
    assert not page.exists()
    assert "Brandt" not in (tmp_path / "web" / "search-index.js").read_text("utf-8")


def test_an_empty_store_makes_no_site(tmp_path):
    settings = settings_of(tmp_path)
    open_store(settings, write=True).close()
    with open_store(settings) as store, pytest.raises(NotFoundError):
        write_site(store, tmp_path / "web")
    assert not (tmp_path / "web").exists()


def test_the_command_writes_a_site_without_any_settings(settings, tmp_path):
    done = CliRunner().invoke(main, ["publish", "--site", str(tmp_path / "web"), "--store", settings.store])
    assert (done.exit_code, is_site(tmp_path / "web")) == (0, True), done.output
    wrong = CliRunner().invoke(
        main, ["publish", "--site", str(tmp_path / "x"), "--site-path", "a; }", "--store", settings.store]
    )
    assert wrong.exit_code == 2


@pytest.mark.parametrize("name", ["Größe Ää", "Straße „x“", "École-Müller", "A_b c"])
def test_search_folds_umlauts_and_marks_away(name):
    assert re.fullmatch(r"[a-z0-9 ]*", folded(name))
    assert folded(fold(name)) == folded(name)


def test_answers_are_in_the_language_of_the_site_with_its_dates(site):
    page = (site / "queries" / "agreements.html").read_text("utf-8")
    assert "Unterzeichnet von" in page and "signatories" not in page.partition("<details>")[0]
    assert "Vereinbarungen mit ihren Parteien" in page
    thing = (site / "id" / "land" / "bremen.html").read_text("utf-8")
    assert re.search(r"</a> \d\d\.\d\d\.20\d\d\s", thing)


class Strict(SimpleHTTPRequestHandler):
    """Serves files with the policy that the configuration gives."""

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_):
        pass


@contextmanager
def strictly_served(folder):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


KINDS = [
    "index.html",
    "about.html",
    "search.html?q=emden",
    "types/Service.html",
    "lands/bremen.html",
    "articles/index.html",
    "id/service/hafenportal.html",
    "id/article/handover.html",
    "queries/takeovers.html",
    "ontology.en.html",
]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (380, "dark")])
def test_no_kind_of_page_has_a_fault_of_accessibility_or_is_wider_than_the_screen(
    site, browser, repo_root, width, scheme
):
    script = repo_root / "tests/web/node_modules/axe-core/axe.min.js"
    if not script.is_file():
        pytest.skip("the packages of tests/web are not installed: make webtests")
    told = []
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    with strictly_served(site) as address:
        for path in KINDS:
            page.goto(f"{address}/{path}")
            page.evaluate(script.read_text("utf-8"))
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
            told += [(path, fault["id"], node["html"][:160]) for fault in found for node in fault["nodes"]]
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.close()
    assert told == []


@pytest.mark.browser
def test_search_works_below_a_path_under_the_policy_and_without_a_server_s_help(site, browser):
    page = browser.new_page()
    faults = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    with strictly_served(site.parent.parent) as address:
        page.goto(f"{address}/sub/path/search.html")
        page.keyboard.type("HAFENP")
        page.wait_for_selector("#found a")
        assert page.locator("#found a").first.inner_text() == "Hafenportal"
        page.fill("#q", "kustentag emdenx")
        page.wait_for_function("document.getElementById('told').textContent === 'Nichts gefunden.'")
        for typed in ("buero ß", "Büro", "buro", "Hafenprotal", "  \"hafenportal'", "hafen-portal"):
            page.fill("#q", typed)
            page.wait_for_selector("#found a")
            told = page.inner_text("#told")
            assert ("ähnlich" in told) == (typed == "Hafenprotal"), (typed, told)
        for typed in ("<img src=x onerror=alert(1)>", "\\", "[(*", "%00" * 500, "a" * 3000):
            page.fill("#q", typed)
        page.fill("#q", "büro ss")
        page.wait_for_selector("#found a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/id/service/*.html")
        assert "Büro „ß“" in page.inner_text("h1")
        page.goto(f"{address}/sub/path/id/state/bund.html")
        assert page.evaluate("getComputedStyle(document.querySelector('.top')).display") == "flex"
    page.close()
    assert faults == []
