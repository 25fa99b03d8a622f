"""The static site: pages and data at the IRIs' paths, links that lead somewhere, search, names that mean no harm."""

import http.client
import json
import re
import threading
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from graph_samples import HANDOVER, PRAISE
from kgraph.cli import main
from kgraph.errors import NotFoundError, UsageError
from kgraph.names import fold
from kgraph.site import is_site, write_site
from kgraph.site.lists import folded
from kgraph.site.paths import folder_of, link, place_of
from kgraph.site.render import words
from kgraph.site.servers import POLICY, server_files
from kgraph.store import open_store
from kgraph.vocab import KG, RDF, RDFS
from nginx_samples import free_port, nginx
from publish_samples import HARD, NASTY, fill, links, settings_of

BASE = "https://w3id.org/kgraph/id/"
HOSTILE = {
    "id": "../../etc",
    "title": '<script>alert("x")</script>',
    "published": "2024-06-10",
    "text": "<img src=x onerror=alert(1)> entwickelt javascript:alert(1).",
    "entities": [
        {
            "id": "e1",
            "type": "Company",
            "name": "<img src=x onerror=alert(1)>",
            "aliases": ["</script><script>1</script>"],
        },
        {"id": "e2", "type": "Service", "name": "javascript:alert(1)", "aliases": ["\u202etxt.exe"]},
    ],
    "relations": [{"s": "e1", "p": "develops", "o": "e2"}],
}


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    found = settings_of(tmp_path_factory.mktemp("site"))
    jena = ox.NamedNode(BASE + "municipality/emden")
    below = ox.Quad(jena, ox.NamedNode(KG + "subdivisionOf"), ox.NamedNode(BASE + "land/bremen"))
    strange = [
        ox.Quad(ox.NamedNode(BASE + key), ox.NamedNode(RDF + part), term)
        for key in ("service/..%2F..%2Fescape", "service/.hidden", "service/a%00b", "service/" + "x" * 300)
        for part, term in (("type", ox.NamedNode(KG + "Service")),)
    ]
    named = [ox.Quad(q.subject, ox.NamedNode(RDFS + "label"), ox.Literal("Fremd", language="de")) for q in strange]
    fill(found, HANDOVER, PRAISE, HARD, HOSTILE, more=[*links(), below, *strange, *named])
    return found


@pytest.fixture(scope="module")
def site(settings):
    target = Path(settings.store).parent / "web" / "sub" / "path"
    with open_store(settings) as store:
        write_site(store, target)
    return target


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
        self.inline += ["script"] if tag == "script" and not values.get("src") else []
        self.inline += ["style"] if tag == "style" else []


def pages(site):
    return {path: Page(path.read_text("utf-8")) for path in site.rglob("*.html") if path.name != "network.html"}


def test_every_thing_below_the_base_has_a_page_and_data_at_its_path(site, quads):
    things = {q.subject.value for q in quads if q.predicate.value == RDF + "type" and q.object.value.startswith(KG)} - {
        q.subject.value for q in quads if q.object == ox.NamedNode(KG + "Statement")
    }
    things = {iri for iri in things if iri.startswith(BASE)}
    assert things
    for iri in things:
        assert (site / f"{place_of(BASE, iri)}.html").is_file() and (site / f"{place_of(BASE, iri)}.ttl").is_file()
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
            {"script"} if path.name == "search.html" else set()
        )


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
        write_site(store, tmp_path / "web")

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


@pytest.fixture(scope="module")
def proxied(site, tmp_path_factory):
    """Port of an nginx with the site below a path, configured by the files that come with it."""
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    told = server_files("id", "/sub/graph/")["server/nginx-site.conf"]
    (folder / "site.conf").write_text(told.replace("/srv/kgraph/", f"{site}/"), "utf-8")
    inside = f"include {site}/server/nginx-map.conf; server {{ listen 127.0.0.1:{port}; include {folder}/site.conf; }}"
    with nginx(folder, inside, port):
        yield port


def test_answers_are_in_the_language_of_the_site_with_its_dates(site):
    page = (site / "queries" / "agreements.html").read_text("utf-8")
    assert "Unterzeichnet von" in page and "signatories" not in page.partition("<details>")[0]
    assert "Vereinbarungen mit ihren Parteien" in page
    thing = (site / "id" / "land" / "bremen.html").read_text("utf-8")
    assert re.search(r"</a> \d\d\.\d\d\.20\d\d</p>", thing)


def fetched(port, path, accept):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Accept": accept})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


@pytest.mark.server
@pytest.mark.parametrize(
    ("path", "accept", "target"),
    [
        ("id/land/bremen", "text/html,*/*;q=0.8", "id/land/bremen.html"),
        ("id/land/bremen", "*/*", "id/land/bremen.html"),
        ("id/land/bremen", "text/turtle", "id/land/bremen.ttl"),
        ("id/land/bremen", "text/turtle;q=0.9, text/html", "id/land/bremen.html"),
        ("id/land/bremen?x=1", "text/turtle", "id/land/bremen.ttl"),
        ("id/person/k%C3%A4the", "text/html", "id/person/k%C3%A4the.html"),
    ],
)
def test_nginx_answers_a_thing_with_303_to_what_is_asked_for(proxied, path, accept, target):
    answer = fetched(proxied, f"/sub/graph/{path}", accept)
    assert (answer.status, answer.headers["location"]) == (303, f"/sub/graph/{target}")


@pytest.mark.server
def test_nginx_serves_pages_and_data_with_their_types_and_the_policy(proxied):
    for path, media in (("id/state/bund.html", "text/html"), ("id/state/bund.ttl", "text/turtle"), ("", "text/html")):
        answer = fetched(proxied, f"/sub/graph/{path}", "*/*")
        assert (answer.status, answer.headers.get_content_type()) == (200, media)
        assert answer.headers["content-security-policy"] == POLICY
    assert fetched(proxied, "/sub/graph/id/land/nowhere.html", "*/*").status == 404
    assert "unsafe-inline" in fetched(proxied, "/sub/graph/network.html", "*/*").headers["content-security-policy"]


def test_server_files_answer_things_with_303_and_a_policy(site):
    apache = (site / ".htaccess").read_text("utf-8")
    assert "R=303" in apache and POLICY in apache and "^id/" in apache
    files = server_files("id", "/graph/")
    assert (
        "location ~ ^/graph/id/" in files["server/nginx-site.conf"] and "return 303" in files["server/nginx-site.conf"]
    )


class Strict(SimpleHTTPRequestHandler):
    """Serves files with the policy that the configuration gives."""

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_):
        pass


@pytest.mark.browser
def test_search_works_below_a_path_under_the_policy_and_without_a_server_s_help(site, browser):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(site.parent.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    faults = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    try:
        page.goto(f"http://127.0.0.1:{server.server_port}/sub/path/search.html")
        page.keyboard.type("HAFENP")
        page.wait_for_selector("#found a")
        assert page.locator("#found a").first.inner_text() == "Hafenportal"
        page.fill("#q", "kustentag emdenx")
        page.wait_for_selector("#nothing:not([hidden])")
        page.fill("#q", "büro ss")
        page.wait_for_selector("#found a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/id/service/*.html")
        assert "Büro „ß“" in page.inner_text("h1")
        page.goto(f"http://127.0.0.1:{server.server_port}/sub/path/id/state/bund.html")
        assert page.evaluate("getComputedStyle(document.querySelector('.top')).display") == "flex"
    finally:
        page.close()
        server.shutdown()
        server.server_close()
    assert faults == []
