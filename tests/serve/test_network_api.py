"""The JSON that the explorer asks for, as any program may ask for it."""

import pytest


def test_the_network_around_an_entity(client):
    answer = client.get("/api/network", params={"entity": ["Bremen", "state/bund"]})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    found = answer.json()
    assert found["centres"] == ["land/bremen", "state/bund"]
    assert "service/hafenportal" in found["nodes"]["key"]
    again = client.get(
        "/api/network", params={"entity": ["Bremen", "state/bund"]}, headers={"if-none-match": answer.headers["etag"]}
    )
    assert again.status_code == 304


def test_a_question_with_its_parameters(client):
    found = client.get("/api/network", params={"query": "takeovers", "q.by": "Bund"}).json()
    assert {"state/bund", "service/hafenportal"} <= set(found["nodes"]["key"])
    assert client.get("/api/network", params={"query": "takeovers", "q.by": "Emden"}).json()["nodes"]["key"] == []


def test_everything_and_some_keys(client):
    assert len(client.get("/api/network?all=1").json()["statements"]["id"]) == 16
    assert client.get("/api/network?keys=state/bund,land/bremen").json()["nodes"]["key"] == [
        "land/bremen",
        "state/bund",
    ]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/network", 400),
        ("/api/network?entity=Nirgendwo", 404),
        ("/api/network?query=nichts", 400),
        ("/api/network?query=takeovers&q.nichts=x", 400),
        ("/api/path?from=BMH", 400),
        ("/api/path?from=BMH&to=Bremen&valid=gestern", 400),
        ("/api/path?from=BMH&to=Bremen&valid=2023-02-30", 400),
        ("/api/path?from=BMH&to=Nirgendwo", 404),
        ("/api/statement/0000000000000000", 404),
        ("/api/statement/%3Cscript%3E", 404),
        ("/api/statements.ttl", 400),
        ("/api/statements.ttl?statement=land/bremen", 400),
        ("/api/quotes", 400),
        ("/api/quotes?statement=land/bremen", 400),
    ],
)
def test_what_cannot_be_answered_is_told_as_a_problem(client, address, status):
    answer = client.get(address, headers={"accept": "application/json"})
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_a_path_with_its_sentences(client):
    found = client.get("/api/path", params={"from": "BMH", "to": "Bund"}).json()
    assert (found["from"], found["to"]) == ("ministry/bundesministerium-fuer-haefen", "state/bund")
    assert len(found["steps"]) == 3 and len(found["network"]["statements"]["quote"]) >= 3


def test_a_statement_and_statements_as_turtle(client):
    keys = client.get("/api/network?entity=Emden").json()["statements"]["id"]
    found = client.get(f"/api/{keys[0]}").json()
    assert found["quote"].startswith("Auf dem Küstentag 2024 in Emden")
    answer = client.post("/api/statements.ttl", data={"statement": keys})
    assert answer.headers["content-type"].startswith("text/turtle")
    assert answer.text.count("a kg:Statement") == len(keys)


def test_the_sentences_of_many_statements_at_once(client):
    asked = client.get("/api/network?entity=Emden").json()["statements"]
    unknown = "statement/" + "0" * 24
    found = client.post("/api/quotes", data={"statement": [*asked["id"], unknown]}).json()
    assert found == dict(zip(asked["id"], asked["quote"], strict=True))
    assert client.get("/api/quotes", params={"statement": asked["id"][0]}).json() == {asked["id"][0]: asked["quote"][0]}


def test_the_vocabulary_for_who_writes_sparql(client):
    found = client.get("/api/vocabulary").json()
    labels = {term["iri"].rpartition("#")[2]: term for term in found["classes"] + found["properties"]}
    assert labels["Ministry"]["label_de"] == "Ministerium"
    assert labels["takesOver"]["label_en"] == "takes over"
    assert found["prefixes"]["kg"].endswith("/ontology#")
    assert {"takeovers", "officeholders"} <= {example["name"] for example in found["examples"]}
