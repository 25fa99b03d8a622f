"""The W3C's tests of SPARQL 1.1 Protocol, as far as they apply to an endpoint that does not write, case by case.

Names are those of the W3C's manifest (data-sparql11/protocol). Of its cases of the update operation these apply: an
update is refused in whatever form it comes. Those that need an update to have happened do not apply:
update_dataset_default_graph, update_dataset_default_graphs, update_dataset_named_graphs, update_dataset_full,
update_post_form, update_post_direct and update_base_uri. The W3C's data are graphs at addresses that the server has to
have; here these are those of two articles.
"""

from urllib.parse import urlencode

import pytest

from graph_samples import BASE
from kgraph.vocab import article_iri

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
ONE, TWO = article_iri(BASE, "handover"), article_iri(BASE, "praise")
HAS = f"ASK {{ <{ONE}> a ?type }}"
HAS_BOTH = f"ASK {{ <{ONE}> a ?type . <{TWO}> a ?type }}"
HAS_NAMED = f"ASK {{ GRAPH <{ONE}> {{ ?s ?p ?o }} GRAPH <{TWO}> {{ ?t ?q ?r }} }}"
TABLE = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
GRAPH = ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")


def get(client, fields, **headers):
    return client.get("/sparql", params=fields, headers=headers)


def form(client, fields, **headers):
    return client.post("/sparql", content=urlencode(fields, doseq=True), headers={"content-type": FORM, **headers})


def direct(client, query, fields=(), **headers):
    return client.post("/sparql", params=fields, content=query, headers={"content-type": QUERY, **headers})


@pytest.mark.parametrize("ask", [get, form], ids=["query_get", "query_post_form"])
def test_query(client, ask):
    response = ask(client, [("query", "ASK {}")])
    assert response.status_code == 200
    assert response.json()["boolean"] is True


def test_query_post_direct(client):
    assert direct(client, "ASK {}").json()["boolean"] is True


DATASETS = {
    "query_dataset_default_graph": (HAS, [("default-graph-uri", ONE)]),
    "query_dataset_default_graphs": (HAS_BOTH, [("default-graph-uri", ONE), ("default-graph-uri", TWO)]),
    "query_dataset_named_graphs": (HAS_NAMED, [("named-graph-uri", ONE), ("named-graph-uri", TWO)]),
    "query_dataset_full": (
        f"ASK {{ <{ONE}> a ?type GRAPH <{TWO}> {{ ?s ?p ?o }} }}",
        [("default-graph-uri", ONE), ("named-graph-uri", TWO)],
    ),
}


@pytest.mark.parametrize(("query", "graphs"), DATASETS.values(), ids=DATASETS)
def test_query_dataset_get_and_post(client, query, graphs):
    fields = [("query", query), *graphs]
    answers = [get(client, fields), form(client, fields), direct(client, query, graphs)]
    assert [answer.json()["boolean"] for answer in answers] == [True] * 3
    # The facts are the default graph unless the request says otherwise, and evidence is not among them.
    assert get(client, [("query", HAS)]).json()["boolean"] is False


def test_query_dataset_of_the_request_counts_not_that_of_the_query(client):
    """query_multiple_dataset"""
    query = f"ASK FROM <{TWO}> {{ <{ONE}> a ?type }}"
    assert get(client, [("query", query)]).json()["boolean"] is False
    assert get(client, [("query", query), ("default-graph-uri", ONE)]).json()["boolean"] is True


CONTENT_TYPES = {
    "query_content_type_select": ("SELECT (1 AS ?value) {}", TABLE),
    "query_content_type_ask": ("ASK {}", TABLE[:2]),
    "query_content_type_describe": (f"DESCRIBE <{ONE}>", GRAPH),
    "query_content_type_construct": ("CONSTRUCT { <urn:s> <urn:p> 1 } WHERE {}", GRAPH),
}


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        pytest.param(query, accept, id=f"{name} {accept}")
        for name, (query, all) in CONTENT_TYPES.items()
        for accept in all
    ],
)
def test_query_content_type(client, query, accept):
    response = get(client, [("query", query)], accept=accept)
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == accept


REFUSED = {
    "bad_query_method": lambda c: c.put("/sparql", params={"query": "ASK {}"}),
    "bad_multiple_queries": lambda c: get(c, [("query", "ASK {}"), ("query", "SELECT * {}")]),
    "bad_query_wrong_media_type": lambda c: c.post("/sparql", content="ASK {}", headers={"content-type": "text/plain"}),
    "bad_query_missing_form_type": lambda c: c.post("/sparql", content="query=ASK%20%7B%7D"),
    "bad_query_missing_direct_type": lambda c: c.post("/sparql", content="ASK {}"),
    "bad_query_non_utf8": lambda c: direct(
        c, "SELECT * { ?s ?p 'é' }".encode("utf-16"), **{"content-type": f"{QUERY}; charset=UTF-16"}
    ),
    "bad_query_non_utf8 undeclared": lambda c: direct(c, "ASK { ?s ?p 'é' }".encode("latin-1")),
    "bad_query_syntax": lambda c: get(c, [("query", "ASK {")]),
    "bad_update_get": lambda c: get(c, [("update", "CLEAR ALL")]),
    "bad_multiple_updates": lambda c: form(c, [("update", "CLEAR NAMED"), ("update", "CLEAR DEFAULT")]),
    "bad_update_wrong_media_type": lambda c: c.post(
        "/sparql", content="CLEAR NAMED", headers={"content-type": "text/plain"}
    ),
    "bad_update_missing_form_type": lambda c: c.post("/sparql", content="update=CLEAR%20NAMED"),
    "bad_update_non_utf8": lambda c: c.post(
        "/sparql", content="CLEAR NAMED".encode("utf-16"), headers={"content-type": UPDATE}
    ),
    "bad_update_syntax": lambda c: c.post("/sparql", content="CLEAR XYZ", headers={"content-type": UPDATE}),
    "bad_update_dataset_conflict": lambda c: form(c, [("using-named-graph-uri", ONE), ("update", "CLEAR ALL")]),
    "an update, by form": lambda c: form(c, [("update", "CLEAR ALL")]),
    "an update, direct": lambda c: c.post("/sparql", content="CLEAR ALL", headers={"content-type": UPDATE}),
    "an update, as a query": lambda c: get(c, [("query", "CLEAR ALL")]),
    "a form without a query": lambda c: form(c, [("format", "json")]),
}
STATUS = {
    "bad_query_method": 405,
    "an update, by form": 403,
    "an update, direct": 403,
    "bad_query_wrong_media_type": 415,
}


@pytest.mark.parametrize(("name", "send"), REFUSED.items(), ids=REFUSED)
def test_refused(client, name, send):
    response = send(client)
    assert 400 <= response.status_code < 500
    assert response.status_code == STATUS.get(name, response.status_code)
    assert get(client, [("query", "ASK { ?s ?p ?o }")]).json()["boolean"] is True
