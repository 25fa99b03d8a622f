"""The named queries: every parameter of every one restricts the answer to what was asked for."""

import pyoxigraph as ox
import pytest

from graph_samples import HANDOVER, PRAISE, extraction_of, quads_of, stored
from kgraph.config import Settings
from kgraph.errors import UsageError
from kgraph.query import ask, named_queries, terms_of
from kgraph.store import StoredArticle, open_store
from kgraph.vocab import KG, SKOS, article_iri, topics

BASE = Settings().base
LATER = {
    "id": "later",
    "title": "Hessen baut eine Akte",
    "published": "2025-02-01",
    "text": (
        "Hessen baut eine Akte\n\nHessen und Thüringen entwickeln die Amtsakte. Die Stadt Jena in Thüringen betreibt "
        "den Stadtbot. Hessen arbeitet mit Thüringen zusammen. Der Rat für Häfen tagte mit Hessen. Das Amt für Häfen."
    ),
    "entities": [
        {"id": "e1", "type": "Land", "name": "Hessen", "aliases": []},
        {"id": "e2", "type": "Land", "name": "Thüringen", "aliases": []},
        {"id": "e3", "type": "Service", "name": "Amtsakte", "aliases": []},
        {"id": "e4", "type": "Municipality", "name": "Stadt Jena", "aliases": []},
        {"id": "e5", "type": "Service", "name": "Stadtbot", "aliases": []},
        {"id": "e6", "type": "Committee", "name": "Rat für Häfen", "aliases": []},
        {"id": "e7", "type": "Ministry", "name": "Amt für Häfen", "aliases": []},
    ],
    "relations": [
        {"s": "e1", "p": "develops", "o": "e3"},
        {"s": "e2", "p": "develops", "o": "e3"},
        {"s": "e4", "p": "operates", "o": "e5"},
        {"s": "e4", "p": "subdivisionOf", "o": "e2"},
        {"s": "e1", "p": "cooperatesWith", "o": "e2"},
        {"s": "e1", "p": "participatesIn", "o": "e6"},
        {"s": "e7", "p": "partOf", "o": "e1"},
    ],
}
EARLY, LATE = "2020", "2030"

# Query → what it needs, and parameter → a value that has rows and one that has none.
CASES = {
    "about": ({"entity": "Hessen"}, {"entity": ("Hessen", "Emden Nord"), "since": (EARLY, LATE)}),
    "agreements": (
        {},
        {
            "party": ("Bremen", "Hessen"),
            "with": ("Bund", "Hessen"),
            "withtype": ("Land", "Municipality"),
            "subject": ("Hafenportal", "Amtsakte"),
            "since": (EARLY, LATE),
        },
    ),
    "article": ({"article": "later"}, {"article": ("later", "empty")}),
    "connections": (
        {"a": "Bremen", "b": "Bund"},
        {"a": ("Bremen", "Emden Nord"), "b": ("Hafenportal", "Hessen")},
    ),
    "cooperations": ({}, {"of": ("Thüringen", "Bremen"), "since": (EARLY, LATE)}),
    "events": ({}, {"place": ("Emden", "Hessen"), "since": (EARLY, LATE), "until": (LATE, EARLY)}),
    "figures": ({}, {"of": ("Hafenportal", "Hessen"), "unit": ("Euro", "Dienste"), "since": (EARLY, LATE)}),
    "funding": ({}, {"by": ("Nordwerft GmbH", "Hessen"), "of": ("Hafenportal", "Amtsakte"), "since": (EARLY, LATE)}),
    "members": ({}, {"of": ("Rat für Häfen", "Hessen")}),
    "ministries": ({}, {"of": ("Hessen", "Bremen")}),
    "most-connected": ({}, {"type": ("Land", "Programme")}),
    "officeholders": (
        {},
        {
            "person": ("Ole Brandt", "Hessen"),
            "at": ("Bremen", "Hessen"),
            "since": (EARLY, LATE),
            "known-on": (LATE, EARLY),
        },
    ),
    "opinions": ({}, {"on": ("Hafenportal", "Amtsakte"), "by": ("Bremen", "Hessen"), "since": (EARLY, LATE)}),
    "projects": ({"land": "Hessen"}, {"land": ("Hessen", "Emden")}),
    "shared-projects": ({}, {"land": ("Hessen", "Bremen")}),
    "sources": ({}, {"entity": ("Hessen", "Emden Nord"), "since": (EARLY, LATE)}),
    "takeovers": ({}, {"what": ("Hafenportal", "Amtsakte"), "by": ("Bund", "Hessen"), "since": (EARLY, LATE)}),
    "timeline": (
        {"entity": "Hessen"},
        {"entity": ("Hessen", "Emden Nord"), "since": (EARLY, LATE), "until": (LATE, EARLY)},
    ),
    "topics": ({}, {"topic": ("ozg", "ai"), "since": (EARLY, LATE)}),
}
EMPTY = {
    "id": "empty",
    "title": "Emden Nord",
    "published": "2024-01-01",
    "text": "Emden Nord\n\nEmden Nord.",
    "entities": [{"id": "e1", "type": "Municipality", "name": "Emden Nord", "aliases": []}],
    "relations": [],
}
# On a day only, and so without a case: the tests of tenure compare its answers.
ELSEWHERE = {("officeholders", "valid-on"), ("officeholders", "held")}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    place = Settings(store=str(tmp_path_factory.mktemp("named") / "store"))
    with open_store(place, write=True) as opened:
        opened.replace_articles([said_more(), *(stored(extraction_of(item)) for item in (PRAISE, LATER, EMPTY))])
    with open_store(place) as opened:
        yield opened


def said_more():
    """`HANDOVER` with a key figure and a topic, which the samples lack."""
    graph = ox.NamedNode(article_iri(BASE, "handover"))
    figure, topic = ox.NamedNode(f"{graph.value}#figure"), ox.NamedNode(f"{graph.value}#topic")
    concept = topics()["ozg"]
    portal = ox.NamedNode(f"{BASE}service/hafenportal")
    more = [
        (figure, f"{KG}figureOf", portal),
        (figure, f"{KG}value", ox.Literal(2000000)),
        (figure, f"{KG}unit", ox.Literal("Euro")),
        (figure, f"{KG}quote", ox.Literal("zwei Millionen Euro")),
        (figure, f"{KG}start", ox.Literal(0)),
        (topic, f"{KG}topic", ox.NamedNode(concept.iri)),
        (topic, f"{KG}quote", ox.Literal("Hafenportal")),
        (topic, f"{KG}confidence", ox.Literal("0.9")),
    ]
    extraction = extraction_of(HANDOVER)
    made, facts = quads_of(extraction)
    facts.append(ox.Quad(ox.NamedNode(concept.iri), ox.NamedNode(f"{SKOS}notation"), ox.Literal(concept.key)))
    made += [ox.Quad(s, ox.NamedNode(p), o, graph) for s, p, o in more]
    return StoredArticle.pack(extraction, made, facts, fingerprint="1", extractor="test")


def test_each_parameter_of_each_query_has_a_case():
    all_of_them = {(query.name, item.name) for query in named_queries().values() for item in query.parameters}
    assert {(name, item) for name, (_, cases) in CASES.items() for item in cases} == all_of_them - ELSEWHERE


@pytest.mark.parametrize(("query", "parameter"), [(name, item) for name, (_, cases) in CASES.items() for item in cases])
def test_a_parameter_leaves_only_what_it_asks_for(store, query, parameter):
    needed, cases = CASES[query]
    hit, miss = cases[parameter]
    assert ask(store, query, {**needed, parameter: hit}).rows
    assert not ask(store, query, {**needed, parameter: miss}).rows


@pytest.mark.parametrize(
    ("land", "expected"),
    [
        ("Hessen", {"Amtsakte"}),
        ("Thüringen", {"Amtsakte", "Stadtbot"}),
        ("Bremen", {"Hafenportal"}),
    ],
    ids=["a Land's own", "and its municipality's", "another's"],
)
def test_the_projects_of_a_land_are_its_own_and_no_other_lands(store, land, expected):
    assert {row["projectLabel"] for row in ask(store, "projects", {"land": land}).texts()} == expected


@pytest.mark.parametrize("given", ["ozg", "Onlinezugangsgesetz", "OZG"])
def test_a_topic_is_named_by_its_key_or_a_name_and_its_key_is_shown(store, given):
    assert [row["key"] for row in ask(store, "topics", {"topic": given}).texts()] == ["ozg"]


@pytest.mark.parametrize(("given", "expected"), [("Verwaltungsportale", "portal"), ("government portals", "portal")])
def test_a_topics_labels_count_in_both_languages(store, given, expected):
    query = named_queries()["topics"]
    assert terms_of(store, query, {"topic": given})["topic"].value == expected


@pytest.mark.parametrize(
    ("given", "hint"), [("Verwaltungsportahle", "Verwaltungsportale"), ("Xyzzy", "topics are")], ids=["near", "far"]
)
def test_an_unknown_topic_is_refused_with_what_there_is(store, given, hint):
    with pytest.raises(UsageError, match="there is no topic") as caught:
        ask(store, "topics", {"topic": given})
    assert hint in caught.value.hint
