"""A server as of another time: pages and SPARQL say what held then, and every page says which time is meant."""

import pytest
from starlette.testclient import TestClient

from clock_samples import ANSWERS, stored_articles
from graph_samples import BASE
from kgraph.clocks import Clocks
from kgraph.config import Settings
from kgraph.serve.app import create_app
from kgraph.serve.graph import Graph, Limits
from kgraph.serve.site import Options, Site
from kgraph.store import open_store
from kgraph.vocab import article_id

DAY, KNOWN = "2023-06-01", "2022"


@pytest.fixture(scope="module")
def then(tmp_path_factory, importable):
    settings = Settings(store=str(tmp_path_factory.mktemp("then") / "store"))
    with open_store(settings, write=True) as store:
        store.replace_articles(stored_articles())
    graph = Graph(settings, Limits(2), clocks=Clocks.of(DAY, KNOWN))
    with TestClient(create_app(Site(settings, Options(workers=2), graph)), base_url="http://localhost") as client:
        yield client


def test_sparql_answers_from_that_time(then):
    query = "SELECT ?article ?held { GRAPH ?article { ?s a kg:Statement ; kg:held ?held } }"
    found = then.get("/sparql", params={"query": query}, headers={"Accept": "application/sparql-results+json"})
    rows = found.json()["results"]["bindings"]
    assert {article_id(BASE, r["article"]["value"]): r["held"]["value"] for r in rows} == ANSWERS[DAY, KNOWN]


def test_a_page_shows_what_was_known_then_and_says_so(then):
    page = then.get("/id/land/bremen.html").text
    assert "Jan Neu" in page and "Ute Alt" not in page
    assert f"gültig am {DAY}, bekannt bis {KNOWN}" in page
    english = then.get("/id/land/bremen.html", params={"lang": "en"}).text
    assert f"valid on {DAY}, known on {KNOWN}" in english
    assert then.get("/id/municipality/jena.html").status_code == 404


def test_without_a_time_no_page_speaks_of_one(client):
    assert "gültig am" not in client.get("/").text


@pytest.fixture(scope="module")
def now(tmp_path_factory, importable):
    settings = Settings(store=str(tmp_path_factory.mktemp("now") / "store"))
    with open_store(settings, write=True) as store:
        store.replace_articles(stored_articles())
    graph = Graph(settings, Limits(2))
    with TestClient(create_app(Site(settings, Options(workers=2), graph)), base_url="http://localhost") as client:
        yield client


def test_an_entity_page_is_asked_for_a_time_and_its_links_keep_it(now):
    plain = now.get("/id/land/bremen.html").text
    assert "Ute Alt" in plain and "valid=" not in plain
    page = now.get("/id/land/bremen.html", params={"valid": DAY, "known": KNOWN}).text
    assert "Jan Neu" in page and "Ute Alt" not in page
    assert f'name="valid" value="{DAY}"' in page and f'name="known" value="{KNOWN}"' in page
    assert f".html?valid={DAY}&amp;known={KNOWN}" in page  # a person
    assert f".json?valid={DAY}&amp;known={KNOWN}" in page  # the twin
    assert f"/explore?entity=land%2Fbremen&amp;valid={DAY}&amp;known={KNOWN}" in page
    assert "/id/land/bremen.ttl?valid" not in page


@pytest.mark.parametrize("media", ["text/html", "application/json"])
def test_the_way_from_a_thing_to_its_page_keeps_the_time(now, media):
    asked = {"valid": DAY, "known": KNOWN, "more": "ü&\r\nX-Injected: 1"}
    found = now.get("/id/land/bremen", params=asked, headers={"accept": media}, follow_redirects=False)
    assert (found.status_code, found.is_redirect, "x-injected" in found.headers) == (303, True, False)
    assert dict(found.next_request.url.params) == asked
    there = now.send(found.next_request)
    assert (there.status_code, "Jan Neu" in there.text, "Ute Alt" in there.text) == (200, True, False)


def test_the_twin_is_of_the_same_time(now):
    twin = now.get("/id/land/bremen.json", params={"valid": DAY, "known": KNOWN}).json()
    assert (twin["valid_on"], twin["known_on"]) == (DAY, KNOWN)
    assert twin["statements"] < now.get("/api/thing/land/bremen").json()["statements"]
    api = now.get("/api/thing/land/bremen", params={"valid": DAY, "known": KNOWN}).json()
    assert api == twin


@pytest.mark.parametrize("given", [{"valid": "2023"}, {"known": "morgen"}, {"valid": "2023-02-30"}])
def test_what_is_no_time_is_refused_and_an_empty_field_is_none(now, given):
    assert now.get("/id/land/bremen.html", params=given).status_code == 400
    empty = now.get("/id/land/bremen.html", params=dict.fromkeys(given, ""))
    assert empty.status_code == 200 and "Ute Alt" in empty.text
