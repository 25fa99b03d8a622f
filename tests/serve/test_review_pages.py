"""Review in the browser: who may, what a decision writes, and how it is taken back."""

import re

import pytest
from starlette.testclient import TestClient

from graph_samples import extraction_of, stored
from kgraph.config import Settings
from kgraph.resolve.journal import Journal
from kgraph.serve.app import create_app
from kgraph.serve.graph import Graph, Limits
from kgraph.serve.site import Options, Site
from kgraph.store import decisions_file, open_store

HTML = {"accept": "text/html"}
ANSWER = {"who": "Mia Muster", "why": "derselbe <Name>"}


def document(id, name):
    text = f"{name} entwickelt das Hafenportal. {name} betreibt das Hafenportal."
    return {
        "id": id, "title": id, "published": "2024-01-01", "text": text,
        "entities": [
            {"id": "e1", "type": "Company", "name": name, "aliases": []},
            {"id": "e2", "type": "Service", "name": "Hafenportal", "aliases": []},
        ],
        "relations": [{"s": "e1", "p": "develops", "o": "e2"}, {"s": "e1", "p": "operates", "o": "e2"}],
    }  # fmt: skip


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory):
    settings = Settings(store=str(tmp_path_factory.mktemp("review") / "store"))
    with open_store(settings, write=True) as store:
        names = {"one": "Nordwerft Systemtechnik GmbH", "two": "Nordwerft Systemtechnick GmbH"}
        store.replace_articles([stored(extraction_of(document(id, name))) for id, name in names.items()])
    return Site(settings, Options(workers=1, review_token="t0ken"), Graph(settings, Limits(1)))


@pytest.fixture(scope="module")
def opened(reviewed):
    with TestClient(create_app(reviewed), base_url="http://localhost") as found:
        yield found


@pytest.fixture
def decisions(reviewed):
    return decisions_file(reviewed.settings.store)


@pytest.fixture
def curator(opened, decisions):
    decisions.unlink(missing_ok=True)
    opened.cookies.clear()
    return opened


def enter(curator):
    return curator.get("/review?token=t0ken", headers=HTML)


def form_of(page):
    return {name: value for name, value in re.findall(r'name="(mark|skip|left|right)" value="([^"]*)"', page.text)}


def test_a_server_without_a_token_has_no_such_page(client):
    assert client.get("/review").status_code == 404
    assert client.post("/review/decide").status_code in (404, 405)


def test_review_needs_the_token(curator):
    assert curator.get("/review").status_code == 403
    assert curator.get("/review?token=wrong").status_code == 403
    assert curator.post("/review/decide", data={"kind": "same"}).status_code == 403
    assert "kgraph serve" in curator.get("/review", headers=HTML).text


def test_the_token_leaves_the_address_for_a_cookie_that_no_other_site_can_send(curator):
    response = curator.get("/review?token=t0ken", follow_redirects=False)
    cookie = response.headers["set-cookie"].lower()
    assert response.headers["location"] == "/review"
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/review" in cookie


def test_both_contexts_stand_side_by_side(curator):
    page = enter(curator)
    assert page.text.count('<section class="half"') == 2
    assert "Nordwerft Systemtechnik GmbH" in page.text and "Nordwerft Systemtechnick GmbH" in page.text
    assert page.text.count("<blockquote") == 4
    assert page.headers["cache-control"] == "no-store"


def test_a_decision_stands_in_the_file_at_once_and_can_be_taken_back(curator, decisions):
    journal = Journal(decisions)
    form = form_of(enter(curator))
    after = curator.post("/review/decide", data={**form, **ANSWER, "kind": "different"}, headers=HTML)
    (decision,) = journal.read().all
    assert (decision.kind, decision.who, decision.why) == ("different", "Mia Muster", "derselbe <Name>")
    assert {decision.subject, decision.target} == {form["left"], form["right"]}
    assert "Nichts ist offen" in after.text and 'value="Mia Muster"' not in after.text
    assert curator.get("/review/pair.json").json()["undecided"] == 0
    curator.post("/review/undo", data=form, headers=HTML)
    assert journal.read().all == ()
    assert curator.get("/review/pair.json").json()["undecided"] == 1


def test_undo_without_a_decision_of_this_server_takes_back_nothing(curator, decisions):
    journal = Journal(decisions)
    form = form_of(enter(curator))
    curator.post("/review/decide", data={**form, **ANSWER, "kind": "same"})
    for _ in range(2):
        assert curator.post("/review/undo", data=form).status_code == 200
    assert journal.read().all == ()


@pytest.mark.parametrize(
    ("change", "headers"),
    [({"mark": "0" * 64}, {}), ({"mark": ""}, {}), ({}, {"origin": "https://evil.example"}), ({"mark": "ü"}, {})],
)
def test_a_form_from_elsewhere_decides_nothing(curator, decisions, change, headers):
    form = form_of(enter(curator)) | {"kind": "same"} | ANSWER | change
    assert curator.post("/review/decide", data=form, headers=headers).status_code == 403
    assert not decisions.exists()


@pytest.mark.parametrize(
    "change",
    [{"who": " "}, {"why": ""}, {"kind": "suppress"}, {"left": "company/nobody"}, {"right": "service/hafenportal"}],
)
def test_what_cannot_be_meant_is_told_and_not_written(curator, decisions, change):
    form = form_of(enter(curator)) | {"kind": "same"} | ANSWER | change
    response = curator.post("/review/decide", data=form, headers=HTML)
    assert response.status_code == 400 and 'role="alert"' in response.text
    assert not decisions.exists()


def test_a_pair_can_be_passed_over(curator):
    enter(curator)
    assert "Nichts ist offen" in curator.get("/review?skip=1", headers=HTML).text
    assert curator.get("/review?skip=99999999", headers=HTML).text.count('<section class="half"') == 2
