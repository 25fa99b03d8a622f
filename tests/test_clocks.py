"""The two clocks: a constructed time of which every answer is known, through every command that shows the graph."""

import csv
import io
import json

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from clock_samples import ANSWERS, SAID, stored_articles
from graph_samples import BASE
from kgraph.cli import main
from kgraph.clocks import Clocks, Stated, answers, as_of
from kgraph.config import Settings
from kgraph.errors import QueryError, StoreError, UsageError
from kgraph.network import Network
from kgraph.query import ask
from kgraph.store import open_store
from kgraph.vocab import KG, article_id

TIMES = list(ANSWERS)
RENAMED = {
    "2017-01-01": "Bundesministerium des Innern",
    "2019-01-01": "Bundesministerium des Innern, für Bau und Heimat",
    "2023-01-01": "Bundesministerium des Innern und für Heimat",
    "2026-01-01": "Bundesministerium des Innern",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = str(tmp_path_factory.mktemp("clocks") / "store")
    with open_store(Settings(store=place), write=True) as store:
        store.replace_articles(stored_articles())
    return place


@pytest.fixture(scope="module")
def then(place):
    """The store as of a time; each is made once."""
    made = {}

    def at(valid_on=None, known_on=None, *held):
        clocks = Clocks.of(valid_on, known_on, held)
        if clocks not in made:
            made[clocks] = as_of(open_store(Settings(store=place)), clocks)
        return made[clocks]

    yield at
    for store in made.values():
        store.close()


def run(place, *arguments):
    done = CliRunner().invoke(main, ["--store", place, *arguments])
    assert done.exit_code in (0, 3), done.output
    return done.stdout


def options(valid_on, known_on):
    return ["--valid-on", valid_on, *(["--known-on", known_on] if known_on else [])]


def by_article(rows):
    return {article_id(BASE, row["article"]) or row["article"]: row["held"] for row in rows}


@pytest.mark.parametrize(("valid_on", "known_on"), TIMES)
def test_the_store_as_of_a_time_holds_what_held_then_and_says_how_surely(then, valid_on, known_on):
    rows = then(valid_on, known_on).query(
        "SELECT ?article ?held { GRAPH ?article { ?s a kg:Statement ; kg:held ?held } }"
    )
    assert by_article(rows.texts()) == ANSWERS[valid_on, known_on]


@pytest.mark.parametrize(("valid_on", "known_on"), TIMES)
def test_the_facts_are_those_that_some_kept_statement_claims(then, valid_on, known_on):
    kept = {SAID[id][2:5] for id in ANSWERS[valid_on, known_on] if SAID[id][5].get("status", "fact") == "fact"}
    predicates = {said[3] for said in SAID.values()}
    facts = {
        (quad.subject.value, quad.predicate.value.removeprefix(KG), quad.object.value)
        for quad in then(valid_on, known_on).quads()
        if quad.graph_name == ox.DefaultGraph() and quad.predicate.value.removeprefix(KG) in predicates
    }
    assert {predicate for _, predicate, _ in facts} == {predicate for _, predicate, _ in kept}
    assert len(facts) == len(kept)


@pytest.mark.parametrize(("valid_on", "known_on"), TIMES)
def test_named_queries_show_what_held_then(place, valid_on, known_on):
    expected = ANSWERS[valid_on, known_on]
    port = {id: held for id, held in expected.items() if "Hafenportal" in SAID[id][2:5]}
    for query in ("about", "timeline"):
        text = (
            run(place, "query", query, "--entity", "service/hafenportal", "--csv", *options(valid_on, known_on))
            if port
            else ""
        )
        assert by_article(csv.DictReader(io.StringIO(text))) == port, query
    money = {id: held for id, held in expected.items() if SAID[id][3] == "funds"}
    text = run(place, "query", "funding", "--csv", *options(valid_on, known_on))
    assert by_article(csv.DictReader(io.StringIO(text))) == money


@pytest.mark.parametrize(("valid_on", "known_on"), TIMES)
def test_officeholders_agree_with_every_other_view(place, valid_on, known_on):
    expected = {SAID[id][2]: held for id, held in ANSWERS[valid_on, known_on].items() if SAID[id][3] == "holdsRole"}
    text = run(place, "query", "officeholders", "--csv", *options(valid_on, known_on))
    assert {row["personLabel"]: row["held"] for row in csv.DictReader(io.StringIO(text))} == expected


@pytest.mark.parametrize(("valid_on", "known_on"), TIMES)
def test_show_draw_and_export_tell_the_same(place, tmp_path, valid_on, known_on):
    expected = ANSWERS[valid_on, known_on]
    of_bremen = {id: held for id, held in expected.items() if "Bremen" in SAID[id][2:5]}
    if of_bremen:
        shown = json.loads(run(place, "show", "Bremen", "--json", *options(valid_on, known_on)))
        assert by_article(shown["statements"]) == of_bremen
    page = tmp_path / "network.html"
    run(place, "draw", "-o", str(page), *options(valid_on, known_on))
    drawn = page.read_text("utf-8")
    assert all((said[1] in drawn) == (id in expected) for id, said in SAID.items())
    assert f"gültig am {valid_on}" in drawn
    file = tmp_path / "then.nq"
    run(place, "export", "-o", str(file), "--format", "nquads", *options(valid_on, known_on))
    held = {
        article_id(BASE, quad.graph_name.value): quad.object.value
        for quad in ox.parse(path=file)
        if quad.predicate.value == f"{KG}held" and isinstance(quad.graph_name, ox.NamedNode)
    }
    assert held == expected


def test_a_path_leads_only_over_what_held_then(place):
    question = ["path", "service/werftportal", "ministry/bmwk", "--json"]
    assert json.loads(run(place, *question, "--valid-on", "2022-03-01"))["steps"][0]["held"] == "yes"
    assert json.loads(run(place, *question, "--valid-on", "2023-06-01"))["steps"][0]["held"] == "unknown"
    assert json.loads(run(place, *question, "--valid-on", "2025-06-01"))["steps"] == []
    assert json.loads(run(place, *question, "--valid-on", "2023-06-01", "--held", "yes"))["steps"] == []


@pytest.mark.parametrize(("day", "name"), RENAMED.items())
def test_a_ministry_bears_the_name_of_that_day_and_is_found_by_every_one(place, day, name):
    shown = json.loads(run(place, "show", "BMI", "--json", "--valid-on", day))
    assert (shown["label"], shown["key"]) == (name, "ministry/bmi")
    assert json.loads(run(place, "show", "BMI", "--json"))["label"] == "Bundesministerium des Innern"


@pytest.mark.parametrize(
    ("day", "held"),
    [("2021-12-07", None), ("2021-12-08", "yes"), ("2025-05-05", "yes"), ("2025-05-06", None)],
    ids=["before it", "its first day", "its last day", "after it"],
)
def test_a_ministry_is_listed_only_while_it_existed(place, day, held):
    rows = csv.DictReader(io.StringIO(run(place, "query", "ministries", "--csv", "--valid-on", day)))
    found = {row["ministryLabel"]: row["held"] for row in rows}
    assert found.get("Bundesministerium für Wirtschaft und Klimaschutz") == held
    assert any(name.startswith("Bundesministerium des Innern") for name in found), "an undated one is always listed"


DAYS = st.sampled_from(["", "2019", "2020-06", "2021-03-04", "2022", "2022-12-31"])
STATED = st.builds(
    Stated,
    id=st.uuids().map(str),
    subject=st.sampled_from(["a", "b"]),
    predicate=st.sampled_from(["holdsRole", "uses"]),
    object=st.just("c"),
    status=st.sampled_from(["fact", "planned", "denied", "ended"]),
    published=DAYS,
    types=st.just(("Land", "Jurisdiction")),
    roles=st.sampled_from([(), ("CIO",), ("CIO", "Staatsrat")]),
    valid_from=DAYS,
    valid_until=DAYS,
)


@given(st.lists(STATED, max_size=8), st.sampled_from(["2018-01-01", "2020-06-15", "2021-03-04", "2023-01-01"]))
def test_every_statement_has_one_answer_whatever_the_order(stated, day):
    found = answers(stated, day)
    assert found.keys() == {item.id for item in stated}
    assert answers(reversed(stated), day) == found


def test_what_no_article_had_told_yet_cannot_be_found(place):
    done = CliRunner().invoke(main, ["--store", place, "show", "Jena", "--known-on", "2024-09"])
    assert (done.exit_code, "no entity 'Jena'" in done.stderr) == (3, True)
    assert "Jena" in run(place, "show", "Jena", "--known-on", "2024-10-01")


def test_answers_can_be_chosen(then):
    def shown(*held):
        rows = then("2023-06-01", None, *held).query("SELECT ?article { GRAPH ?article { ?s kg:held ?held } }").texts()
        return {article_id(BASE, row["article"]) for row in rows}

    assert shown("no") == set(SAID) - set(ANSWERS["2023-06-01", None])
    assert shown("yes") == {"vollzug", "absicht"}
    assert shown("yes", "no", "unknown") == set(SAID)


def test_an_own_query_is_asked_of_that_time_and_still_stopped(then):
    count = "SELECT ?a { GRAPH ?a { ?a a schema:NewsArticle } }"
    assert len(then(None, "2020").query_guarded(count, timeout=60, max_rows=99).rows) == 4
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
    with pytest.raises(QueryError, match="took longer"):
        then(None, "2024").query_guarded(endless, timeout=0.7, max_rows=1)


def test_the_past_is_not_written_and_its_articles_are_those_of_then(then):
    store = then(None, "2020")
    assert set(store.fingerprints()) == {"alt", "geld", "pakt", "nein"}
    assert (store.article("werft"), store.article("alt").id) == (None, "alt")
    with pytest.raises(StoreError, match="for reading only"):
        store.forget("alt")
    with pytest.raises(StoreError, match="for reading only"):
        store.replace_articles([])


def test_without_clocks_nothing_is_said_of_a_day(place, then):
    with open_store(Settings(store=place)) as store:
        assert as_of(store, Clocks()) is store
        assert "held" not in ask(store, "funding").variables
        assert all(statement.held is None for statement in Network.from_store(store).statements)
    assert "held" in ask(then("2023-06-01"), "funding").variables


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("2023", None, ()), "no day"),
        (("2023-02-30", None, ()), "no day"),
        ((None, "neulich", ()), "no date"),
        ((None, "2023-13", ()), "no date"),
        (("2023-01-01", None, ("maybe",)), "no answer"),
        ((None, None, ("yes",)), "about a day"),
    ],
)
def test_what_is_no_day_date_or_answer_is_told(typed, said):
    with pytest.raises(UsageError, match=said):
        Clocks.of(*typed)


def test_a_name_typed_by_a_stranger_stays_text(place):
    done = CliRunner().invoke(main, ["--store", place, "query", "funding", "--valid-on", '2023-01-01" } #'])
    assert (done.exit_code, "no day" in done.stderr) == (2, True)


def test_the_register_holds_what_no_statement_has_to(then):
    """That the BMI belongs to the Bund is told by no article here."""
    fact = "ASK { ?ministry kg:partOf ?whole FILTER(STRENDS(STR(?ministry), '/bmi')) }"
    assert then("2019-05-05").query(fact).boolean
    gone = fact.replace("/bmi", "/bmwk")
    assert then("2022-03-01").query(gone).boolean
    assert not then("2025-06-01").query(gone).boolean
