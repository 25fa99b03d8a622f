"""The SPARQL endpoint: formats, limits, refusals, caching, the description, and the page without script."""

import asyncio
import csv
import io
import json
import re
import threading
import time
import xml.etree.ElementTree as ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.testclient import TestClient

from graph_samples import BASE
from kgraph.errors import QueryError
from kgraph.serve.app import create_app
from kgraph.serve.formats import GRAPHS, TABLES
from kgraph.serve.graph import Graph, Limits
from kgraph.serve.negotiate import best
from kgraph.serve.site import Options, Site
from kgraph.serve.sparql import _while_connected
from kgraph.store.sparql import check_depth, chosen_graphs
from kgraph.vocab import article_iri
from serve_samples import awaited

FACTS = "SELECT ?s ?o { ?s rdfs:label ?o } ORDER BY ?o"
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n0 ?o }"


def ask(client, query, accept="", **fields):
    headers = {"accept": accept} if accept else {"accept": "*/*"}
    return client.get("/sparql", params={"query": query, **fields}, headers=headers)


@pytest.fixture(scope="module")
def limited(settings):
    """A server with small limits."""
    options = Options(workers=2, timeout=1.0, max_rows=5, max_bytes=4000, waiting=2)
    site = Site(settings, options, Graph(settings, Limits(2, waiting=8, seconds=1.0)))
    with TestClient(create_app(site), base_url="http://localhost") as found:
        yield found


def rows_in(response):
    """The rows of an answer, read by a parser of its format, as texts."""
    kind = response.headers["content-type"].partition(";")[0]
    if kind == "text/csv":
        return [tuple(row) for row in csv.reader(io.StringIO(response.text, newline=""))][1:]
    if "xml" in kind:
        space = "{http://www.w3.org/2005/sparql-results#}"
        results = ElementTree.fromstring(response.content).iter(f"{space}result")
        return [tuple("".join(binding.itertext()) for binding in result) for result in results]
    if "json" in kind:
        document = json.loads(response.content)
        return [tuple(row[v]["value"] for v in document["head"]["vars"]) for row in document["results"]["bindings"]]
    found = ox.parse_query_results(response.content, format=ox.QueryResultsFormat.TSV)
    return [tuple(term.value for term in row) for row in found]


@pytest.mark.parametrize("accept", TABLES)
def test_rows_are_the_same_in_every_format(client, accept):
    response = ask(client, FACTS, accept)
    assert response.headers["content-type"].partition(";")[0] == accept
    assert rows_in(response) == rows_in(ask(client, FACTS))
    assert "Hafenportal" in response.text


@pytest.mark.parametrize("accept", GRAPHS)
def test_triples_are_the_same_in_every_format(client, accept):
    response = ask(client, "CONSTRUCT WHERE { ?s rdfs:label ?o }", accept)
    assert response.headers["content-type"].partition(";")[0] == accept
    found = {quad.triple for quad in ox.parse(response.content, format=GRAPHS[accept])}
    assert len(found) == len(rows_in(ask(client, FACTS)))


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("text/csv;q=0, text/*", "text/tab-separated-values"),
        ("text/turtle, */*;q=0.1", "application/sparql-results+json"),
        ("application/json", "application/json"),
    ],
)
def test_the_client_chooses_by_quality(client, accept, expected):
    assert ask(client, FACTS, accept).headers["content-type"].partition(";")[0] == expected


@pytest.mark.parametrize(
    ("query", "accept"), [(FACTS, "text/turtle"), ("CONSTRUCT WHERE {?s ?p ?o}", "text/csv"), (FACTS, "image/png")]
)
def test_what_cannot_be_sent_so_is_told_with_what_can(client, query, accept):
    response = ask(client, query, accept)
    assert response.status_code == 406
    assert ("text/csv" if query == FACTS else "text/turtle") in response.text


def test_a_format_by_name_stands_for_the_header(client):
    assert ask(client, FACTS, "text/html", format="csv").headers["content-type"].startswith("text/csv")
    assert ask(client, FACTS, "text/csv", format="nonsense").headers["content-type"].startswith("text/csv")


class TestNegotiation:
    @pytest.mark.parametrize(
        ("accept", "expected"),
        [
            ("", "a/x"),
            ("b/*;q=0.5, a/x;q=0.4", "b/y"),
            ("a/*, a/x;q=0.1, b/y;q=0.2", "b/y"),
            ("A/X", "a/x"),
            ("a/x;q=nan, b/y;q=0.1", "b/y"),
            ("a/x;q=0", None),
            ("nonsense", None),
            ("c/z", None),
        ],
    )
    def test_the_best_on_offer(self, accept, expected):
        assert best(accept, ("a/x", "b/y")) == expected

    @given(st.text(max_size=200))
    def test_whatever_the_header_says_the_answer_is_an_offer_or_none(self, accept):
        assert best(accept, ("a/x", "b/y")) in ("a/x", "b/y", None)


@pytest.mark.parametrize("accept", TABLES)
def test_more_rows_than_the_limit_are_cut_and_that_is_told(limited, accept):
    response = ask(limited, FACTS, accept)
    assert len(rows_in(response)) == 5
    assert response.headers["x-kgraph-cut"] == "5 rows"
    if "json" in accept:
        assert response.json()["truncated"] == 5
    if "xml" in accept:
        assert "cut after 5 rows" in response.text


def test_as_many_rows_as_the_limit_are_whole(limited):
    response = ask(limited, f"{FACTS} LIMIT 5")
    assert len(rows_in(response)) == 5
    assert "x-kgraph-cut" not in response.headers
    assert "truncated" not in response.json()


def test_marks_within_text_do_not_count_as_rows(limited):
    query = "SELECT ?x { VALUES ?x { '},{},{},{},{},{},{},{' '<result><result><result>' '''\n\n\n\n\n\n\n''' } }"
    for accept in TABLES:
        response = ask(limited, query, accept)
        assert len(rows_in(response)) == 3
        assert "x-kgraph-cut" not in response.headers


def test_more_bytes_than_the_limit_are_cut(limited):
    response = ask(limited, "SELECT ?x ?y { VALUES ?x { 1 2 3 } BIND(CONCAT('" + "x" * 1500 + "', STR(?x)) AS ?y) }")
    assert len(response.content) <= 4000
    assert response.headers["x-kgraph-cut"] == "2 rows"


@pytest.mark.parametrize("accept", GRAPHS)
def test_more_triples_than_the_limit_are_cut_and_that_is_told(limited, accept):
    response = ask(limited, "CONSTRUCT WHERE { ?s rdfs:label ?o }", accept)
    assert len(list(ox.parse(response.content, format=GRAPHS[accept]))) == 5
    assert response.headers["x-kgraph-cut"] == "5 triples"


def test_a_query_that_takes_too_long_is_stopped_and_others_are_answered_meanwhile(limited):
    found = []
    started = time.monotonic()
    heavy = threading.Thread(target=lambda: found.append(ask(limited, HEAVY)))
    heavy.start()
    time.sleep(0.2)
    assert limited.get("/healthz").status_code == 200
    heavy.join()
    assert found[0].status_code == 504
    assert "longer than 1 s" in found[0].text
    assert time.monotonic() - started < 20
    assert ask(limited, "ASK {}").json()["boolean"] is True


@pytest.mark.parametrize(("seconds", "answered"), [(0.01, True), (60, False)], ids=["short", "long"])
def test_a_client_that_has_gone_ends_what_takes_long_and_lets_the_rest_be_finished(seconds, answered):
    ended = []

    async def call():
        try:
            await asyncio.sleep(seconds)
        finally:
            ended.append(seconds)
        return "answer"

    async def gone():
        return {"type": "http.disconnect"}

    request = Request({"type": "http", "headers": []}, gone)
    assert awaited(_while_connected(request, call())) == ("answer" if answered else None)
    assert ended == [seconds]


def test_more_queries_than_places_are_told_to_come_back(limited):
    answers = []

    def run(number):
        answers.append(ask(limited, f"# {number}\n{HEAVY}"))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = sorted(answer.status_code for answer in answers)
    assert set(told) == {503, 504}
    busy = next(answer for answer in answers if answer.status_code == 503)
    assert int(busy.headers["retry-after"]) > 0


REFUSED = {
    "update": "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "load": "LOAD <http://127.0.0.1/x>",
    "service": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "silent service": "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "address": "SELECT * FROM NAMED <http://127.0.0.1:9/x> { GRAPH ?g { ?s ?p ?o } }",
    "prefixed address": "PREFIX x: <http://127.0.0.1:9/> SELECT * FROM x:y { ?s ?p ?o }",
    "lower case": "select * from <http://127.0.0.1:9/x> { ?s ?p ?o }",
    "relative": "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }",
    "no syntax": "SELECT",
    "nested": "SELECT * " + "{" * 10_000 + "?s ?p ?o" + "}" * 10_000,
    "nested expression": "SELECT * { FILTER(" + "(" * 10_000 + "1" + ")" * 10_000 + ") }",
    "nothing": "",
}


@pytest.mark.parametrize("query", REFUSED.values(), ids=REFUSED)
def test_refused(client, query):
    # A long one is refused for the length of its address first.
    assert ask(client, query).status_code in (400, 431)
    assert client.post("/sparql", data={"query": query}).status_code == 400


def test_a_graph_that_there_is_may_be_chosen(client):
    graph = article_iri(BASE, "praise")
    query = f"SELECT DISTINCT ?title FROM <{graph}> {{ ?article dcterms:title ?title }}"
    assert rows_in(ask(client, query)) == [("Bremen lobt Hafenportal",)]
    assert ask(client, "ASK {}", **{"default-graph-uri": "file:///etc/passwd"}).status_code == 400
    assert ask(client, "ASK {}", **{"named-graph-uri": "no IRI"}).status_code == 400


def test_chosen_graphs_are_found_and_what_only_looks_like_one_is_not():
    query = """PREFIX g: <http://e/> # FROM <http://comment/>
        SELECT ?from ("FROM <http://text/>" AS ?x) FROM <http://a/> FROM NAMED g:b { ?from <http://p/from> "from" }"""
    assert chosen_graphs(query) == ["http://a/", "http://e/b"]


def test_brackets_may_be_nested_as_deep_as_people_do():
    check_depth("SELECT * { " + "{" * 100 + "}" * 100 + " }")
    check_depth("SELECT * { FILTER(?x = '" + "(" * 500 + "') }")
    with pytest.raises(QueryError, match="nested"):
        check_depth("(" * 201)


HOSTILE = {
    "many signs": "SELECT * { FILTER(" + "!" * 20_000 + "true) }",
    "long path": "SELECT * { ?s " + "/".join(["rdfs:label"] * 5_000) + " ?o }",
    "inverse path": "SELECT * { ?s " + "^" * 20_000 + "rdfs:label ?o }",
    "long sum": "SELECT (" + "+".join(["1"] * 20_000) + " AS ?x) {}",
    "many unions": "SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 2_000) + " }",
    "regex bomb": "SELECT * { ?s rdfs:label ?l FILTER(REGEX(REPLACE(?l, '.', 'aaaaaaaaaaaaaaaa'), '^(a|aa|a?)+$')) }",
    "wide regex": "ASK { FILTER(REGEX('a', '(((((a{1,100}){1,100}){1,100}){1,100}){1,100})')) }",
    "join of billions": HEAVY,
    "endless text": "SELECT (REPLACE(REPLACE(REPLACE(REPLACE(REPLACE('"
    + "a" * 500
    + "','a','"
    + "b" * 500
    + "'),'b','"
    + "c" * 500
    + "'),'c','"
    + "d" * 500
    + "'),'d','"
    + "e" * 500
    + "'),'e','"
    + "f" * 500
    + "') AS ?x) {}",
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_what_would_exhaust_the_engine_is_stopped_and_the_next_query_answered(limited, query):
    # Posted: an address of such length is refused before it is read.
    response = limited.post("/sparql", data={"query": query})
    assert response.status_code in (200, 400, 504)
    assert ask(limited, "ASK { ?s ?p ?o }").json()["boolean"] is True


def test_an_answer_is_known_again_by_its_tag_until_the_graph_changes(client, site):
    first = ask(client, FACTS)
    assert first.headers["etag"].startswith(f'"{site.graph.generation}-')
    again = client.get("/sparql", params={"query": FACTS}, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert ask(client, FACTS, "text/csv").headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "UUID()", "STRUUID ()", "now()"])
def test_what_changes_by_itself_is_not_kept(client, call):
    answers = [ask(client, f"SELECT ({call} AS ?x) {{}}") for _ in range(2)]
    assert rows_in(answers[0]) != rows_in(answers[1])
    assert "etag" not in answers[0].headers


@pytest.mark.parametrize("query", [FACTS, "SELECT", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_other_sites_may_read_answers_and_faults(client, query):
    assert ask(client, query).headers["access-control-allow-origin"] == "*"
    preflight = client.options("/sparql", headers={"origin": "https://example.org"})
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]


SD, VOID = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"


@pytest.mark.parametrize(
    ("address", "form"), [("/sparql", "text/turtle"), ("/.well-known/void", "application/ld+json")]
)
def test_the_service_describes_itself_and_what_it_holds(client, address, form):
    response = client.get(address, headers={"accept": form})
    store = ox.Store()
    store.load(response.content, format=GRAPHS[form])
    found = f"""ASK {{ ?s a <{SD}Service> ; <{SD}endpoint> <http://localhost/sparql> ; <{SD}defaultDataset> ?d .
        ?d <{VOID}triples> ?n ; <{VOID}documents> 2 ; <{VOID}propertyPartition>/<{VOID}property> ?p FILTER(?n > 9) }}"""
    assert bool(store.query(found))


def test_the_page_asks_and_answers_without_script(client):
    page = client.get("/sparql", headers={"accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    assert re.search(r'<form[^>]+action="/sparql"', page.text) and "<textarea" in page.text
    answered = ask(client, FACTS, "text/html")
    assert "<table" in answered.text and "Hafenportal" in answered.text
    assert "<p>Ja</p>" in ask(client, "ASK {}", "text/html").text
    assert "label" in ask(client, "CONSTRUCT WHERE { ?s rdfs:label ?o }", "text/html").text


def test_the_page_escapes_what_a_query_makes_up(client):
    query = """SELECT ("<script>alert(1)</script>" AS ?a) ?b { BIND(<javascript:alert(1)> AS ?b) }"""
    page = ask(client, query, "text/html").text
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert 'href="javascript:' not in page


def test_what_is_wrong_with_a_query_is_told_below_it(client):
    broken = ask(client, 'SELECT "</textarea><script>"', "text/html")
    assert (broken.status_code, broken.headers["content-type"]) == (400, "text/html; charset=utf-8")
    assert 'role="alert"' in broken.text and "line 1" in broken.text
    assert "&lt;/textarea&gt;&lt;script&gt;" in broken.text and "<script>" not in broken.text


@given(st.binary(max_size=300))
def test_whatever_the_form_holds_it_is_read_or_refused(body):
    from starlette.exceptions import HTTPException

    from kgraph.serve.fields import decoded, pairs_of
    from kgraph.serve.protocol import _operation

    try:
        operation = _operation(pairs_of(decoded(body)))
    except HTTPException as fault:
        assert 400 <= fault.status_code < 500
    else:
        assert operation.query is None or isinstance(operation.query, str)
