"""Review in the browser: who may, what a decision writes, and how it is taken back."""

import re

import pytest
from starlette.testclient import TestClient

from graph_samples import extraction_of, stored
from kgraph.config import Settings
from kgraph.link import Candidate, Ledger, links_folder
from kgraph.resolve import Decision
from kgraph.resolve.journal import Journal
from kgraph.serve.app import create_app
from kgraph.serve.graph import Graph, Limits
from kgraph.serve.site import Options, Site
from kgraph.store import decisions_file, open_store

TODAY, ITEM = "2025-03-01", "http://www.wikidata.org/entity/"
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


def form_of(page, button=' value="same"', at=0):
    """The fields of the form that has a button, of several such the one at a place."""
    forms = [f for f in re.findall(r"<form method.*?</form>", page.text, re.DOTALL) if button in f]
    return dict(re.findall(r'<input(?: type="hidden")? name="(\w[\w-]*)" value="([^"]*)"', forms[at]))


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
    [{"who": " "}, {"why": ""}, {"kind": "link"}, {"left": "company/nobody"}, {"right": "service/hafenportal"}],
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


# Whatever else can be decided -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("rename", {"right": "Nordwerft"}),
        ("retype", {"right": "Research"}),
        ("suppress", {}),
        ("reject", {}),
    ],
)
def test_names_types_and_statements_of_a_pair_are_decided_beside_it(curator, decisions, kind, change):
    page = enter(curator)
    key, id = form_of(page)["left"], form_of(page, ' value="reject"')["left"]
    form = form_of(page, f' value="{kind}"') | {"kind": kind} | ANSWER | change
    after = curator.post("/review/decide", data=form, headers=HTML)
    (decision,) = Journal(decisions).read().all
    assert (decision.kind, decision.target) == (kind, change.get("right", ""))
    assert decision.subject == (id.rpartition("/")[2] if kind == "reject" else key)
    assert after.status_code == 200 and "undo" in after.text  # the pair is still open
    assert "kgraph build" in after.text


def test_anything_can_be_decided_on_the_page_of_decisions(curator, decisions):
    enter(curator)
    form = form_of(curator.get("/review/decisions", headers=HTML), 'name="articles"') | ANSWER
    names = {"left": "Nordwerft Systemtechnik GmbH", "right": "Nordwerft Systemtechnick GmbH", "articles": "one, two"}
    after = curator.post("/review/decide", data={**form, **names, "kind": "different"}, headers=HTML)
    (decision,) = Journal(decisions).read().all
    assert decision.articles == ("one", "two")
    assert after.url.path == "/review/decisions" and "derselbe &lt;Name&gt;" in after.text
    refused = curator.post("/review/decide", data={**form, **names, "kind": "same", "left": "Niemand"}, headers=HTML)
    assert refused.status_code == 400 and 'role="alert"' in refused.text
    assert 'value="Niemand"' in refused.text and 'value="same" selected' in refused.text  # to be mended


def test_each_decision_is_listed_with_its_effect_and_taken_back_by_itself(curator, decisions):
    key = form_of(enter(curator))["left"]
    journal = Journal(decisions)
    for kind, subject, target in (
        ("rename", key, "Werft"),
        ("rename", "company/anders", "Anders"),
        ("no-link", key, "http://www.wikidata.org/entity/Q1"),
        ("suppress", "0123456789abcdef", ""),
    ):
        journal.add(Decision(kind, subject, target, "Ada", "2025-01-02", "darum"))
    listed = curator.get("/review/decisions.json").json()["decisions"]
    assert [one["state"] for one in listed] == ["waiting", "nothing", "heeded", "hidden"]
    page = curator.get("/review/decisions", headers=HTML)
    assert "1 Entscheidung wartet" in page.text and page.text.count("decisions.toml:") == 4
    second = form_of(page, 'name="id"', at=-2)
    assert curator.post("/review/undo", data=second, headers=HTML).status_code == 200
    assert [d.kind for d in journal.read().all] == ["rename", "no-link", "suppress"]


def test_only_pairs_of_one_type_are_shown_and_decisions_lead_back_to_them(curator):
    enter(curator)
    assert "Nichts ist offen" in curator.get("/review?type=Person", headers=HTML).text
    page = curator.get("/review?type=Organisation", headers=HTML)
    form = form_of(page) | ANSWER | {"kind": "different"}
    after = curator.post("/review/decide", data=form, headers=HTML, follow_redirects=False)
    assert after.headers["location"] == "/review?type=Organisation"
    assert curator.get("/review?type=<b>", headers=HTML).text.count('<section class="half"') in (0, 2)


def test_who_decides_is_known_next_time_as_spelt(curator):
    form = form_of(enter(curator)) | {"kind": "different", "who": "Jürgen Muß", "why": "x"}
    curator.post("/review/decide", data=form, headers=HTML)
    assert 'value="Jürgen Muß"' in curator.get("/review/decisions", headers=HTML).text


# Links ------------------------------------------------------------------------------------------


@pytest.fixture
def offered(curator, reviewed):
    """The curator, two candidates of one thing, and the thing's key."""
    key = form_of(enter(curator))["left"]
    ledger = Ledger(links_folder(reviewed.settings.store))
    items = [Candidate(key, f"{ITEM}Q{n}", f"<i>Werft {n}</i>", 0.9 - n / 10, "name", "test", TODAY) for n in (1, 2)]
    ledger.replace([key], "test", items)
    yield curator, key
    ledger.path.unlink()


def test_a_candidate_is_accepted_or_refused_for_good(offered, decisions):
    curator, key = offered
    page = curator.get("/review/links", headers=HTML)
    assert "&lt;i&gt;Werft 1" in page.text and page.text.count(' value="accept"') == 2
    first, second = (form_of(page, ' value="accept"', at) | {"who": "Mia"} for at in (0, 1))
    nameless = curator.post("/review/links", data={**first, "act": "refuse", "why": ""}, headers=HTML)
    assert nameless.status_code == 400 and 'role="alert"' in nameless.text and not decisions.exists()
    curator.post("/review/links", data={**first, "act": "refuse", "why": "eine Band"}, headers=HTML)
    assert [c["iri"] for o in curator.get("/review/links.json").json()["offers"] for c in o["candidates"]] == [
        second["iri"]
    ]
    curator.post("/review/links", data={**second, "act": "accept"}, headers=HTML)
    assert curator.get("/review/links.json").json() == {"things": 0, "skip": 0, "offers": []}
    told = [(d.kind, d.subject, d.target, d.why) for d in Journal(decisions).read().all]
    assert told == [("no-link", key, first["iri"], "eine Band"), ("link", key, second["iri"], "name (test)")]


@pytest.mark.parametrize("change", [{"act": "maybe"}, {"who": ""}, {"iri": "javascript:alert(1)"}])
def test_a_link_that_cannot_be_meant_is_not_written(offered, decisions, change):
    curator, _ = offered
    form = form_of(curator.get("/review/links", headers=HTML), ' value="accept"') | {"act": "accept", "who": "Mia"}
    assert curator.post("/review/links", data=form | change, headers=HTML).status_code == 400
    assert not decisions.exists()


@pytest.mark.parametrize("path", ["pair.json", "decisions", "decisions.json", "links", "links.json"])
def test_the_other_pages_need_the_token_too(curator, path):
    assert curator.get(f"/review/{path}").status_code == 403
    enter(curator)
    answer = curator.get(f"/review/{path}")
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("path", ["", "/decisions", "/links"])
def test_a_file_of_decisions_that_was_damaged_by_hand_is_told_with_its_place(curator, decisions, path):
    enter(curator)
    decisions.write_text('[[decision]]\nkind = "merge"\n', "utf-8")
    answer = curator.get(f"/review{path}", headers=HTML)
    assert answer.status_code == 500 and "decisions.toml:1" in answer.text and "no-link" in answer.text
