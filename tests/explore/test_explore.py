"""Pieces of the network for the browser: bounded, the best supported first, and honest about what is missing."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_samples import HANDOVER, PRAISE, extraction_of, stored
from kgraph import explore
from kgraph.config import Settings
from kgraph.errors import NotFoundError, UsageError
from kgraph.explore.field import places
from kgraph.explore.time import may_hold
from kgraph.explore.whole import whole
from kgraph.network import Source
from kgraph.store import open_store
from network_samples import statement


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    made = Settings(store=str(tmp_path_factory.mktemp("explored") / "store"))
    with open_store(made, write=True) as found:
        found.replace_articles([stored(extraction_of(document)) for document in (HANDOVER, PRAISE)])
    with open_store(made) as found:
        yield found


def facts(piece):
    """Subject, predicate and object of each statement, by keys."""
    keys, s = piece.nodes["key"], piece.statements
    ends = zip(s["subject"], s["predicate"], s["object"], strict=True)
    return {(keys[subject], piece.predicates[predicate], keys[object]) for subject, predicate, object in ends}


def test_around_an_entity_are_its_neighbours_and_what_joins_these(store):
    piece = explore.around(store, ("Bremen",))
    assert piece.centres == ("land/bremen",)
    keys = set(piece.nodes["key"])
    assert {"service/hafenportal", "person/ole-brandt", "agreement/handover-vereinbarung"} <= keys
    assert "company/nordwerft-gmbh" not in keys
    # Not only what the centre is joined with: the agreement concerns the portal, which both are its neighbours.
    assert ("agreement/handover-vereinbarung", "concerns", "service/hafenportal") in facts(piece)
    assert piece.left_out == {"nodes": 0, "statements": 0}


def test_a_limit_keeps_the_best_supported_and_says_what_is_left_out(store):
    full = explore.around(store, ("service/hafenportal",))
    least = explore.around(store, ("service/hafenportal",), 1)
    assert len(full.nodes["key"]) == 5
    # Bremen and Nordwerft are joined with the portal by two statements, the others by one; Bremen has more neighbours.
    assert set(least.nodes["key"]) == {"service/hafenportal", "land/bremen"}
    assert least.left_out["nodes"] == 3
    assert least.left_out["statements"] == len(full.statements["id"]) - len(least.statements["id"])


def test_entities_may_be_shown_without_their_neighbours(store):
    piece = explore.around(store, (), among=("state/bund", "land/bremen", "nothing/known"))
    assert set(piece.nodes["key"]) == {"state/bund", "land/bremen"}
    assert facts(piece) == set()


def test_degrees_are_those_of_the_whole_network(store):
    piece = explore.around(store, ("person/ole-brandt",), 1)
    degree = dict(zip(piece.nodes["key"], piece.nodes["degree"], strict=True))
    assert degree["person/ole-brandt"] == 3


def test_a_node_belongs_to_the_laender_that_facts_lead_to(store):
    piece = explore.overview(store)
    lands = {
        key: {piece.lands[place]["key"] for place in near}
        for key, near in zip(piece.nodes["key"], piece.nodes["land"], strict=True)
    }
    assert lands["land/bremen"] == lands["person/ole-brandt"] == {"land/bremen"}  # he holds an office there
    assert lands["person/frauke-tjaden"] == set()


def test_the_overview_has_a_place_for_everything(store):
    piece = explore.overview(store)
    assert len(piece.statements["id"]) == 16
    spots = set(zip(piece.nodes["x"], piece.nodes["y"], strict=True))
    assert len(spots) == len(piece.nodes["key"]) == whole(store).projection.node_count
    best = explore.overview(store, 3)
    assert len(best.nodes["key"]) == 3
    assert best.left_out["nodes"] == len(piece.nodes["key"]) - 3


def test_the_entities_of_an_answer_are_a_network(store):
    piece = explore.result_of(store, "takeovers", {})
    assert ("state/bund", "takesOver", "service/hafenportal") in facts(piece)
    with pytest.raises(UsageError):
        explore.result_of(store, "no-such-query", {})


def test_a_connection_gives_the_sentence_of_each_hop(store):
    found = explore.connection(store, "BMH", "state/bund")
    assert [(step["start"], step["goal"]) for step in found.steps] == [
        ("ministry/bundesministerium-fuer-haefen", "person/frauke-tjaden"),
        ("person/frauke-tjaden", "agreement/handover-vereinbarung"),
        ("agreement/handover-vereinbarung", "state/bund"),
    ]
    quotes = dict(zip(found.network.statements["id"], found.network.statements["quote"], strict=True))
    assert all("Vereinbarung unterzeichnet" in quotes[step["statement"]] for step in found.steps)


def test_where_there_is_no_connection_both_ends_are_shown(store):
    found = explore.connection(store, "BMH", "state/bund", 2)
    assert found.steps == ()
    assert len(found.network.nodes["key"]) == 2


def test_a_connection_on_a_day_is_made_of_what_may_hold_then(store):
    app, ministry = "service/anlegestellen-app", "ministry/bundesministerium-fuer-haefen"
    assert explore.connection(store, app, ministry).steps
    # Planned in May 2024, so it surely did not hold in 2023.
    assert explore.connection(store, app, ministry, valid_on="2023-01-01").steps == ()
    assert explore.connection(store, app, ministry, valid_on="2025-01-01").steps


@pytest.mark.parametrize(
    ("more", "day", "expected"),
    [
        ({"valid_from": "2021-05"}, "2021-04-30", False),
        ({"valid_from": "2021-05"}, "2021-05-01", True),
        ({"valid_until": "2022"}, "2022-12-31", True),
        ({"valid_until": "2022"}, "2023-01-01", False),
        ({"status": "ended"}, "2024-05-06", True),
        ({"status": "ended"}, "2024-05-07", False),
        ({"status": "planned"}, "2024-05-06", False),
        ({"status": "denied"}, "2024-05-07", False),
        ({"status": "denied"}, "2024-05-08", True),
    ],
)
def test_what_surely_does_not_hold_on_a_day(more, day, expected):
    source = Source("https://example.org/a", "Meldung", "2024-05-07")
    assert may_hold(statement("a", "b", source=source, **more), day) is expected


def test_a_statement_tells_its_sentence_and_nothing_else_of_the_article(store):
    key = explore.around(store, ("Nordwerft GmbH",)).statements["id"][0]
    found = explore.statement(store, key)
    assert found["quote"] in HANDOVER["text"] + PRAISE["text"]
    assert "before" not in found and "after" not in found
    for wrong in ("statement/" + "0" * 24, "land/bremen", "statement/../x"):
        with pytest.raises(NotFoundError):
            explore.statement(store, wrong)


def test_statements_as_turtle_are_what_was_asked_for(store):
    import pyoxigraph as ox

    keys = explore.around(store, ("service/hafenportal",)).statements["id"]
    triples = list(ox.parse(explore.turtle(store, tuple(keys)), format=ox.RdfFormat.TURTLE))
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    statements = {t.subject.value for t in triples if t.predicate == kind and t.object.value.endswith("#Statement")}
    assert statements == {store.base + key for key in keys}
    with pytest.raises(UsageError):
        explore.turtle(store, ("land/bremen> } DROP ALL",))


def test_the_json_has_columns_of_equal_length(store):
    found = json.loads(explore.overview(store).as_json())
    for part in ("nodes", "articles", "statements"):
        assert len({len(column) for column in found[part].values()}) == 1, part


PAIRS = st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=40)


@settings(max_examples=25)
@given(PAIRS)
def test_every_node_has_a_place_of_its_own_and_always_the_same(pairs):
    ends = np.array(pairs, np.int32).reshape(-1, 2)
    found = places(ends[:, 0], ends[:, 1], 20)
    assert found.shape == (20, 2) and np.isfinite(found).all()
    assert len({(round(x, 3), round(y, 3)) for x, y in found.tolist()}) == 20
    assert (found == places(ends[:, 0], ends[:, 1], 20)).all()


def test_joined_nodes_lie_nearer_than_others():
    ring = np.arange(60, dtype=np.int32)
    first, second = np.concatenate((ring[:29], ring[30:59])), np.concatenate((ring[1:30], ring[31:60]))
    found = places(first, second, 60)
    joined = np.linalg.norm(found[first] - found[second], axis=1).mean()
    assert joined < 0.5 * np.linalg.norm(found[:30].mean(axis=0) - found[30:].mean(axis=0)) + joined / 2
