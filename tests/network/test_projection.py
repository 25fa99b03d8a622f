"""The network as columns: the same answers as the network of records, and never those of an earlier state."""

from collections import Counter
from itertools import combinations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_samples import HANDOVER, PRAISE, extraction_of, stored
from kgraph.config import Settings
from kgraph.network import Network, Selection, shortest_path
from kgraph.network.projection import Projection
from kgraph.store import open_store
from kgraph.store.layout import PROJECTION
from kgraph.vocab import KG
from network_samples import BASE, MemoryStore, network, node, quads_of_network, statement

KEYS = "abcdefgh"
TYPES = {key: ("Event", "Event") if key in "gh" else ("Company", "Organisation") for key in KEYS}
NODES = [node(key, type=type, coarse=coarse) for key, (type, coarse) in TYPES.items()]
EDGES = st.tuples(
    st.sampled_from(KEYS),
    st.sampled_from(KEYS),
    st.sampled_from(["cooperatesWith", "participatesIn"]),
    st.sampled_from(["fact", "planned", "denied"]),
    st.sampled_from([0.25, 0.5, 1.0]),
    st.sampled_from(["2022", "2023-05", "2024-05-07"]),
)
NETWORKS = st.lists(EDGES, max_size=14).map(
    lambda edges: network(
        *(
            statement(*edge[:3], number, status=edge[3], confidence=edge[4], date=edge[5])
            for number, edge in enumerate(edges)
        ),
        nodes=NODES,
    )
)
SELECTIONS = st.builds(
    Selection,
    types=st.sampled_from([frozenset(), frozenset({"Company"}), frozenset({"Event", "Organisation"})]),
    predicates=st.sampled_from([frozenset(), frozenset({"participatesIn"})]),
    statuses=st.sampled_from([frozenset(), frozenset({"fact"})]),
    since=st.sampled_from([None, "2023"]),
    until=st.sampled_from([None, "2023-12"]),
    exempt=st.sampled_from([frozenset(), frozenset({f"{BASE}g", f"{BASE}nothing"})]),
)


def projection(whole: Network) -> Projection:
    return Projection.of(MemoryStore(quads_of_network(whole)))


@settings(max_examples=60)
@given(NETWORKS, SELECTIONS)
def test_a_selection_is_that_of_the_records(whole, selection):
    assert projection(whole).network() == whole
    assert projection(whole).network(selection) == whole.select(selection)


@settings(max_examples=60)
@given(NETWORKS, SELECTIONS, st.sampled_from(KEYS), st.integers(1, 3), st.integers(2, 6))
def test_a_view_is_what_selecting_going_around_and_limiting_leave(whole, selection, key, hops, limit):
    columns = projection(whole)
    assert columns.view(selection, limit=limit) == whole.select(selection).limited(limit)
    around = whole.select(selection).around(BASE + key, hops)
    seen = columns.view(selection, around=BASE + key, hops=hops, limit=limit)
    assert seen == around.limited(limit)


@settings(max_examples=60)
@given(NETWORKS, st.sampled_from(KEYS), st.sampled_from(KEYS), st.integers(1, 4))
def test_a_path_is_that_of_the_records(whole, start, goal, hops):
    if start != goal:
        assert projection(whole).path(BASE + start, BASE + goal, hops) == shortest_path(
            whole, BASE + start, BASE + goal, hops
        )


@settings(max_examples=60)
@given(NETWORKS)
def test_pairs_are_counted_once_for_each_event_that_both_joined_as_a_fact(whole):
    joined = {
        (each.object, each.subject)
        for each in whole.statements
        if each.predicate == "participatesIn" and each.status == "fact" and whole.nodes[each.object].type == "Event"
    }
    expected = Counter(
        pair
        for event in {event for event, _ in joined}
        for pair in combinations(sorted(actor for other, actor in joined if other == event), 2)
    )
    found = projection(whole).together()
    assert {(pair.one.iri, pair.other.iri): pair.count for pair in found} == dict(expected)
    assert [pair.count for pair in found] == sorted(expected.values(), reverse=True)
    assert projection(whole).together(limit=1) == found[:1]


def test_degrees_count_neighbours_not_statements():
    whole = network(statement("a", "b"), statement("b", "a", number=1), statement("a", "c"))
    found = projection(whole)
    assert [found.degrees[found.number_of(BASE + key)] for key in "abc"] == [2, 1, 1]
    assert found.number_of(f"{BASE}z") is None


def test_pairs_are_the_same_whatever_is_held_at_once(monkeypatch):
    whole = network(
        *(statement(key, "g", "participatesIn") for key in "abcde"),
        *(statement(key, "h", "participatesIn") for key in "abc"),
        nodes=NODES,
    )
    expected = projection(whole).together()
    monkeypatch.setattr("kgraph.network.together._AT_ONCE", 3)
    assert projection(whole).together() == expected
    assert [pair.count for pair in expected] == [2, 2, 2, *[1] * 7]


@pytest.fixture
def settings_of_store(tmp_path) -> Settings:
    return Settings(store=str(tmp_path / "store"))


def built(place: Settings, *documents) -> None:
    with open_store(place, write=True) as store:
        store.replace_articles([stored(extraction_of(document)) for document in documents])


def seen(place: Settings) -> Network:
    with open_store(place) as store:
        return Projection.of(store).network()


def test_what_is_kept_is_read_back_whole_and_the_store_is_not_asked(settings_of_store, monkeypatch):
    built(settings_of_store, HANDOVER, PRAISE)
    first = seen(settings_of_store)
    assert len(first.statements) > 5
    monkeypatch.setattr("kgraph.network.projection.read_columns", None)
    assert seen(settings_of_store) == first


def test_a_change_of_the_store_is_seen_at_once(settings_of_store):
    built(settings_of_store, HANDOVER)
    assert len({each.source for each in seen(settings_of_store).statements}) == 1
    built(settings_of_store, PRAISE)
    assert len({each.source for each in seen(settings_of_store).statements}) == 2
    with open_store(settings_of_store, write=True) as store:
        store.forget(extraction_of(HANDOVER).article.id)
        assert {each.source.title for each in Projection.of(store).network().statements} == {PRAISE["title"]}


def test_a_file_that_is_damaged_or_of_another_ledger_is_not_used(settings_of_store, tmp_path):
    built(settings_of_store, HANDOVER)
    expected, kept = seen(settings_of_store), tmp_path / "store" / PROJECTION
    other = Settings(store=str(tmp_path / "other"))
    built(other, PRAISE)
    seen(other)
    for content in (b"", b"PK", kept.read_bytes()[:-40], (tmp_path / "other" / PROJECTION).read_bytes()):
        kept.write_bytes(content)
        assert seen(settings_of_store) == expected


def test_a_suppressed_statement_is_in_no_column():
    whole = network(statement("a", "b"), statement("a", "c"))
    hidden = whole.statements[0]
    mark = ox.Quad(
        ox.NamedNode(hidden.iri), ox.NamedNode(f"{KG}suppressed"), ox.Literal(True), ox.NamedNode(hidden.source.iri)
    )
    found = Projection.of(MemoryStore([*quads_of_network(whole), mark]))
    assert found.network().statements == whole.statements[1:]
