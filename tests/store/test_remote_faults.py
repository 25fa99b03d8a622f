"""A store's server that fails: busy, dead, slow, redirecting, lying, or wanting to know who asks."""

import json

import pytest

from graph_samples import PRAISE, extraction_of, stored
from kgraph.config import Settings
from kgraph.errors import QueryError, RemoteError, UsageError
from kgraph.remote import Credentials, Manners
from kgraph.store import ENDPOINT, open_store
from kgraph.store.remote import RemoteStore
from kgraph.store.sparql import within
from link_samples import RESULTS, Scripted, hang_up, reply, silence


def status(code, body=b"", kind="text/plain", **headers):
    return reply(body, kind, code, **headers)


QUICK = Manners(pause=0, tries=3, first_wait=0, longest_wait=5)
EMPTY = json.dumps({"head": {"vars": []}, "results": {"bindings": []}}).encode()
NO = json.dumps({"head": {}, "boolean": False}).encode()
ARTICLE = stored(extraction_of(PRAISE))


def answer(request):
    """What an empty server with a default graph of its own says, and yes to every update."""
    asked = request.server.last_body
    content = NO if "ASK" in asked else EMPTY
    status(200, content, RESULTS)(request)


def store(server, credentials=None, timeout=5.0):
    return RemoteStore(Settings(store=f"{server.url}", timeout=timeout), credentials, QUICK)


def updates(server):
    return [request["body"] for request in server.requests if request["body"].startswith("update=")]


@pytest.mark.parametrize(
    "fault", [status(503, b""), status(429, b"", **{"Retry-After": "0"}), hang_up], ids=["503", "429", "dead line"]
)
def test_what_a_busy_or_dead_server_did_not_take_is_sent_again(fault):
    with Scripted(*[answer] * 3, fault, answer) as server:
        with pytest.raises(RemoteError, match="does not hold"):  # this one keeps nothing
            store(server).replace_article(ARTICLE)
        sent = updates(server)
        assert sent[0] != sent[1] and any(sent.count(text) == 2 for text in sent)


@pytest.mark.parametrize("page", [b"<html>Success</html>", b"<html>Maintenance</html>"], ids=["success", "fault"])
def test_a_page_with_status_200_in_place_of_an_update_acknowledges_nothing(page):
    def say(request):
        if request.server.last_body.startswith("update="):
            status(200, page, "text/html")(request)
        else:
            answer(request)

    with Scripted(say) as server:
        held = store(server)
        with pytest.raises(RemoteError, match="does not hold what it said") as caught:
            held.replace_article(ARTICLE)
        assert caught.value.hint and caught.value.exit_code == 5
        assert held.fingerprints() == {}


def test_a_server_that_is_slower_than_the_limit_is_not_asked_twice():
    with Scripted(answer, silence(3)) as server:
        with pytest.raises(RemoteError, match="did not answer within 1 s") as caught:
            store(server, timeout=1).replace_article(ARTICLE)
        assert "KGRAPH_TIMEOUT" in caught.value.hint
        assert len(server.requests) == 2


def test_a_query_of_a_user_does_not_wait_for_a_dead_server():
    with Scripted(hang_up) as server:
        with pytest.raises(RemoteError, match="cannot be reached"):
            store(server).query("SELECT ?s WHERE { ?s ?p ?o }")
        assert len(server.requests) == 1


def test_a_wait_that_is_too_long_is_told_and_not_waited():
    with Scripted(status(429, b"", **{"Retry-After": "3600"})) as server:
        with pytest.raises(RemoteError, match="come back in 3600 s") as caught:
            store(server).replace_article(ARTICLE)
        assert "next run" in caught.value.hint


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirection_is_told_and_not_followed(code):
    with Scripted(answer) as other, Scripted(status(code, b"", Location=other.url)) as server:
        with pytest.raises(RemoteError, match="points to http") as caught:
            store(server).replace_article(ARTICLE)
        assert caught.value.hint and not other.requests


def test_who_is_not_known_is_told_which_variables_to_set_and_no_secret_is_shown():
    with Scripted(status(401, b"", **{"WWW-Authenticate": 'Basic realm="x"'})) as server:
        with pytest.raises(RemoteError, match="wants to know who asks") as caught:
            store(server).fingerprints()
        assert "KGRAPH_STORE_USER" in caught.value.hint
        with pytest.raises(RemoteError, match="refuses the credentials") as caught:
            store(server, Credentials("anna", "sesame")).fingerprints()
    assert "sesame" not in f"{caught.value!r} {caught.value.hint} {Credentials('anna', 'sesame')!r}"


def test_a_token_goes_to_the_store_and_never_to_an_endpoint(monkeypatch):
    monkeypatch.setenv("KGRAPH_STORE_TOKEN", "abc")
    seen = []

    def note(request):
        seen.append(request.headers.get("Authorization"))
        answer(request)

    with Scripted(note) as server:
        open_store(Settings(store=server.url)).fingerprints()
        open_store(Settings(store=server.url, origins={"store": ENDPOINT})).fingerprints()
    assert seen == ["Bearer abc", "Bearer abc", None, None]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"KGRAPH_STORE_USER": "anna"}, "belong together"),
        ({"KGRAPH_STORE_USER": "a", "KGRAPH_STORE_PASSWORD": "b", "KGRAPH_STORE_TOKEN": "c"}, "exclude"),
        ({"KGRAPH_STORE_TOKEN": "a\nX-Evil: b"}, "line break"),
    ],
    ids=["half", "both", "header"],
)
def test_credentials_that_cannot_be_meant_are_refused(given, said):
    with pytest.raises(UsageError, match=said) as caught:
        Credentials.from_environment(given)
    assert "X-Evil" not in str(caught.value)


def test_a_refused_query_names_what_the_server_said():
    with Scripted(answer, status(400, b"no such function", "text/plain")) as server:
        with pytest.raises(QueryError, match="no such function"):
            store(server).query("SELECT ?s WHERE { ?s ?p ?o }")


def test_an_answer_that_the_server_cut_is_no_answer():
    row = {"s": {"type": "uri", "value": "http://x/s"}}
    table = json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": [row, row]}}).encode()
    with Scripted(answer, status(200, table, RESULTS, **{"X-SPARQL-MaxRows": "2"})) as server:
        with pytest.raises(RemoteError, match="cuts its answers after 2 rows"):
            store(server).query("SELECT ?s WHERE { ?s ?p ?o }")


G = "http://x/facts"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", f"SELECT * WHERE {{ GRAPH <{G}> {{ ?s ?p ?o }} }}"),
        ("SELECT * { ?s ?p '}' # }\n }", f"SELECT * {{ GRAPH <{G}> {{ ?s ?p '}}' # }}\n }} }}"),
        ("DESCRIBE <http://x/a>", "DESCRIBE <http://x/a>"),
        ("SELECT * FROM <http://x/g> { ?s ?p ?o }", "SELECT * FROM <http://x/g> { ?s ?p ?o }"),
        ("ASK { ?s ?p ?o } VALUES ?s { 1 }", f"ASK {{ GRAPH <{G}> {{ ?s ?p ?o }} }} VALUES ?s {{ 1 }}"),
        (
            "CONSTRUCT WHERE { ?s ?p ?o }",
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{G}> {{ ?s ?p ?o }} }}",
        ),
        (
            "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o { SELECT ?o { ?o ?q ?r } } }",
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{G}> {{ ?s ?p ?o {{ SELECT ?o {{ ?o ?q ?r }} }} }} }}",
        ),
    ],
    ids=["select", "braces in words", "no pattern", "chosen graphs", "values", "short construct", "subselect"],
)
def test_only_the_outermost_pattern_is_put_to_the_graph_of_the_facts(text, expected):
    import pyoxigraph as ox

    def plain(words):
        return "".join(words.split())

    assert plain(within(text, ox.NamedNode(G))) == plain(expected)
