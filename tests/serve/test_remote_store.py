"""A server whose store is on another server: the same answers, and limits that hold here."""

import pytest
from starlette.testclient import TestClient

from kgraph.config import Settings
from kgraph.serve.app import create_app
from kgraph.serve.graph import Graph, Limits
from kgraph.serve.site import Options, Site

pytestmark = pytest.mark.server
FACTS = "SELECT ?s ?o { ?s rdfs:label ?o } ORDER BY ?o"


@pytest.fixture(scope="module")
def remote(address):
    settings = Settings(store=f"{address}/sparql")
    options = Options(workers=2, max_rows=5)
    site = Site(settings, options, Graph(settings, Limits(2)))
    with TestClient(create_app(site), base_url="http://localhost") as found:
        yield found


def ask(client, query, accept="text/csv", **fields):
    return client.get("/sparql", params={"query": query, **fields}, headers={"accept": accept})


def test_the_answers_are_those_of_the_other_server(remote, client):
    query = f"{FACTS} LIMIT 5"
    assert ask(remote, query).text == ask(client, query).text
    assert ask(remote, "ASK { ?s ?p ?o }", "application/sparql-results+json").json()["boolean"] is True
    assert "Hafenportal" in ask(remote, "CONSTRUCT WHERE { ?s rdfs:label 'Hafenportal'@de }", "text/turtle").text


def test_limits_hold_here(remote):
    response = ask(remote, FACTS)
    assert response.headers["x-kgraph-cut"] == "5 rows"
    assert "etag" not in response.headers


@pytest.mark.parametrize("query", ["CLEAR ALL", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SELECT"])
def test_what_is_refused_is_refused_before_it_is_passed_on(remote, query):
    assert ask(remote, query).status_code in (400, 502)


def test_graphs_cannot_be_chosen_beside_the_query(remote):
    assert (
        ask(remote, "ASK {}", **{"default-graph-uri": "https://w3id.org/kgraph/id/article/praise"}).status_code == 400
    )


def test_pages_and_names_are_there_as_well(remote):
    assert remote.get("/readyz").json() == {"ready": True, "generation": ""}
    hits = remote.get("/api/suggest", params={"q": "Brem"}).json()["hits"]
    assert [hit["key"] for hit in hits] == ["land/bremen"]


def test_a_server_that_is_gone_is_told_as_such():
    settings = Settings(store="http://127.0.0.1:9/sparql", timeout=2.0)
    site = Site(settings, Options(workers=2), Graph(settings, Limits(1)))
    with TestClient(create_app(site), base_url="http://localhost") as client:
        answer = ask(client, FACTS)
        assert answer.status_code == 502
        assert "127.0.0.1" not in answer.text


def test_what_the_server_refuses_is_told_without_its_address(remote):
    answer = remote.get("/ask/about.csv", params={"entity": "Nirgendwo/x"})
    assert (answer.status_code, "127.0.0.1" in answer.text) == (400, False)
    answer = remote.get("/ask/article.csv", params={"article": "nichts"})
    assert (answer.status_code, answer.text.startswith("the graph has no article")) == (404, True)
