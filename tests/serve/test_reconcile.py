"""Reconciliation, with requests in the form in which OpenRefine 3.8 sends them."""

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.errors import UsageError
from kgraph.serve.reconcile.queries import MOST_QUERIES, Query, read_batch
from kgraph.vocab import KG, schema

BREMEN = "land/bremen"


def batch(client, queries, **more):
    """As OpenRefine posts a batch: one form field, JSON within."""
    headers = {"content-type": "application/x-www-form-urlencoded;charset=UTF-8", "accept": "*/*"}
    response = client.post("/reconcile", data={"queries": json.dumps(queries)}, headers=headers, **more)
    assert response.status_code == 200, response.text
    return response.json()


def test_the_manifest_tells_what_openrefine_needs(client, settings):
    found = client.get("/reconcile", headers={"accept": "application/json"}).json()
    assert "0.2" in found["versions"]
    assert (found["identifierSpace"], found["schemaSpace"]) == (settings.base, KG)
    assert {item["id"] for item in found["defaultTypes"]} == set(schema().coarse_types)
    assert found["view"]["url"] == "http://localhost/id/{{id}}"
    for kind, service in found["suggest"].items():
        listed = client.get(f"/reconcile{service['service_path']}", params={"prefix": "b"})
        assert listed.status_code == 200, kind
    assert client.get("/reconcile").headers["access-control-allow-origin"] == "*"


def test_a_column_without_a_type_as_openrefine_sends_it_first(client):
    found = batch(
        client,
        {
            "q0": {"query": "Bremen", "limit": 3},
            "q1": {"query": "Nordwerft", "limit": 3},
            "q2": {"query": "Zwergenwerft", "limit": 3},
        },
    )
    assert list(found) == ["q0", "q1", "q2"]
    first = found["q0"]["result"][0]
    assert (first["id"], first["name"], first["match"]) == (BREMEN, "Freie Hansestadt Bremen", True)
    assert first["type"] == [{"id": "Land", "name": "Land"}]
    assert 0 < first["score"] <= 100
    assert found["q1"]["result"][0]["name"] == "Nordwerft GmbH"
    assert found["q2"]["result"] == []


def test_a_column_with_a_type_and_further_columns_as_openrefine_sends_it_then(client):
    query = {
        "query": "Hafenportal",
        "type": "Service",
        "type_strict": "should",
        "properties": [{"pid": "develops", "v": "x"}, {"pid": "unknown", "v": 1}],
        "limit": 5,
    }
    (first, *_) = batch(client, {"q0": query})["q0"]["result"]
    assert first["name"] == "Hafenportal"


@pytest.mark.parametrize(
    ("type", "found"), [("Land", 1), ("Actor", 1), (f"{KG}Land", 1), (["Land", "Company"], 1), ("Company", 0)]
)
def test_a_type_at_any_height_narrows_and_a_strict_one_lets_nothing_else_pass(client, type, found):
    query = {"query": "Bremen", "type": type, "type_strict": "any"}
    assert len(batch(client, {"q": query})["q"]["result"]) == found


def test_a_type_that_nothing_has_is_passed_over_unless_it_is_strict(client):
    assert batch(client, {"q": {"query": "Bremen", "type": "Company"}})["q"]["result"][0]["id"] == BREMEN


@pytest.mark.parametrize("value", ["Hafenportal", {"id": "service/hafenportal"}, ["x", "Hafenportal"]])
def test_what_else_is_known_raises_the_score(client, value):
    def score(**more):
        return batch(client, {"q": {"query": "Bremen", **more}})["q"]["result"][0]["score"]

    fitting = score(properties=[{"pid": "develops", "v": value}])
    unfitting = score(properties=[{"pid": "develops", "v": "Anlegestellen-App"}])
    assert fitting > unfitting + 20


def test_the_older_form_of_one_query_is_answered(client):
    for query in ("Bremen", json.dumps({"query": "Bremen", "limit": 1})):
        (first,) = client.get("/reconcile", params={"query": query}).json()["result"][:1]
        assert first["id"] == BREMEN


def test_a_client_that_loads_scripts_names_a_function(client):
    response = client.get("/reconcile", params={"callback": "jQuery123_4"})
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.text.startswith("/**/jQuery123_4({") and response.text.endswith("});")
    assert client.get("/reconcile", params={"callback": "alert(1)//"}).status_code == 400


def test_who_types_is_shown_entities_classes_and_properties(client):
    def listed(kind, prefix):
        answer = client.get(f"/reconcile/suggest/{kind}", params={"prefix": prefix}).json()["result"]
        return {item["id"] for item in answer}

    assert BREMEN in listed("entity", "brem")
    assert "Land" in listed("type", "lan")
    assert "develops" in listed("property", "entw")
    assert client.get("/reconcile/suggest/nonsense", params={"prefix": "a"}).status_code == 404


class _Texts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.texts = []

    def handle_data(self, data):
        self.texts.append(data)


def test_previews_and_flyouts_tell_of_an_entity_and_may_be_framed(client):
    page = client.get("/reconcile/preview", params={"id": BREMEN})
    reader = _Texts()
    reader.feed(page.text)
    assert "Freie Hansestadt Bremen" in reader.texts
    assert any("Hafenportal" in text for text in reader.texts)
    policy = page.headers["content-security-policy"]
    assert "frame-ancestors *" in policy and "script-src 'self'" in policy
    flyout = client.get("/reconcile/flyout/entity", params={"id": BREMEN}).json()
    assert (flyout["id"], "Freie Hansestadt Bremen" in flyout["html"]) == (BREMEN, True)
    assert client.get("/reconcile/flyout/type", params={"id": "<script>"}).json()["html"].count("<script") == 0
    assert client.get("/reconcile/preview", params={"id": "land/atlantis"}).status_code == 404


BAD = {
    "half a character": r'{"q\ud800": {"query": "Bremen"}}',
    "no JSON": "{",
    "a list": "[]",
    "no query": '{"q": {}}',
    "no text": '{"q": {"query": 7}}',
    "bad limit": '{"q": {"query": "x", "limit": -1}}',
    "bad type": '{"q": {"query": "x", "type": {"a": 1}}}',
    "bad properties": '{"q": {"query": "x", "properties": "pid"}}',
    "deep": "[" * 200_000,
    "deep object": '{"q":' * 30_000,
    "many": json.dumps({f"q{number}": {"query": "x"} for number in range(MOST_QUERIES + 1)}),
}


@pytest.mark.parametrize("queries", BAD.values(), ids=BAD)
def test_what_is_no_batch_is_refused(client, queries):
    response = client.post("/reconcile", data={"queries": queries})
    assert response.status_code == 400
    assert response.headers["access-control-allow-origin"] == "*"
    assert batch(client, {"q": {"query": "Bremen"}})["q"]["result"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["query", "type", "limit", "properties", "pid", "v", "id", "q0"]), inner, max_size=4
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_whatever_json_a_batch_is_it_is_read_or_refused(document):
    try:
        found = read_batch(json.dumps(document))
    except UsageError as fault:
        assert fault.hint
    else:
        assert all(isinstance(query, Query) and 1 <= query.limit <= 50 for query in found.values())
