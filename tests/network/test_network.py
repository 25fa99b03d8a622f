"""Networks: read from a store, selected, cut down, seen through networkx."""

import pytest

from graph_samples import HANDOVER, PRAISE, extraction_of, quads_of
from kgraph.errors import UsageError
from kgraph.network import Network, Selection
from network_samples import BASE, MemoryStore, chain, network, node, statement


def stored(*documents):
    return MemoryStore(quad for each in documents for part in quads_of(extraction_of(each)) for quad in part)


def keys(found):
    return {each.key for each in found.nodes.values()}


def named(found, label):
    return next(each for each in found.nodes.values() if each.label == label)


def test_entities_are_nodes_and_articles_are_not():
    found = Network.from_store(stored(HANDOVER))
    assert "state/bund" in keys(found)
    assert not [key for key in keys(found) if key.startswith(("article/", "statement/"))]


def test_a_node_has_its_types_and_all_its_names():
    ministry = named(Network.from_store(stored(HANDOVER)), "Bundesministerium für Häfen")
    assert (ministry.type, ministry.coarse, ministry.names) == ("Ministry", "Organisation", ("BMH",))


def test_an_event_has_its_date_and_a_person_has_none():
    found = Network.from_store(stored(HANDOVER))
    assert named(found, "Küstentag 2024").date == "2024-05-06"
    assert named(found, "Ole Brandt").date is None


def test_a_statement_keeps_its_sentence_article_and_qualifiers():
    found = Network.from_store(stored(HANDOVER))
    takeover = next(each for each in found.statements if each.predicate == "takesOver")
    assert "übernimmt" in takeover.quote and takeover.quote in HANDOVER["text"]
    assert (takeover.source.title, takeover.source.date) == (HANDOVER["title"], "2024-05-07")
    assert takeover.taken_from == "Freie Hansestadt Bremen"
    assert takeover.roles == ()
    roles = {each.roles for each in found.statements if each.predicate == "holdsRole"}
    assert roles == {("Staatssekretärin",), ("Staatsrat",)}
    assert [each.amount for each in found.statements if each.predicate == "funds"] == ["zwei Millionen Euro"]


def test_the_same_fact_in_two_articles_is_two_edges():
    found = Network.from_store(stored(HANDOVER, PRAISE))
    funds = [each for each in found.statements if each.predicate == "funds"]
    assert len(funds) == 2 and len({(each.subject, each.object) for each in funds}) == 1
    assert found.graph.number_of_edges(funds[0].subject, funds[0].object) == 2
    assert found.degrees[funds[0].subject] == 1


def test_the_graph_of_networkx_carries_plain_values():
    graph = Network.from_store(stored(HANDOVER)).graph
    assert graph.is_multigraph() and graph.is_directed()
    values = [v for _, _, data in graph.edges(data=True) for v in data.values()]
    values += [v for _, data in graph.nodes(data=True) for v in data.values()]
    assert {type(value) for value in values} <= {str, float}


def test_an_empty_store_gives_an_empty_network():
    assert Network.from_store(MemoryStore()).nodes == {}


def test_the_same_store_gives_the_same_network_whatever_the_order_of_loading():
    assert Network.from_store(stored(HANDOVER, PRAISE)) == Network.from_store(stored(PRAISE, HANDOVER))


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), {"a", "b", "c", "d"}),
        (Selection(predicates=frozenset({"funds"})), {"c", "d"}),
        (Selection(statuses=frozenset({"planned"})), {"b", "c"}),
        (Selection(types=frozenset({"Ministry"})), {"a", "b"}),
        (Selection(types=frozenset({"Ministry", "Company"})), {"a", "b", "c", "d"}),
        (Selection(types=frozenset({"Organisation"})), {"a", "b", "c", "d"}),
        (Selection(types=frozenset({"Law"})), set()),
        (Selection(types=frozenset({"Ministry"}), exempt=frozenset({BASE + "c"})), {"a", "b", "c"}),
    ],
    ids=["all", "predicate", "status", "fine type", "two types", "coarse type", "no such", "type but one"],
)
def test_a_selection_lets_through(selection, expected):
    whole = network(
        statement("a", "b"),
        statement("b", "c", status="planned"),
        statement("c", "d", "funds"),
        nodes=[node("a", type="Ministry"), node("b", type="Ministry")],
    )
    assert keys(whole.select(selection)) == expected


@pytest.mark.parametrize(
    ("date", "since", "until", "expected"),
    [
        ("2024-05-07", "2024-05-07", None, True),
        ("2024-05-07", "2024-05-08", None, False),
        ("2024-05-07", None, "2024", True),
        ("2024-05-07", None, "2024-04", False),
        ("2024", "2024-06", None, True),
        ("2024", "2025", None, False),
        ("2024-05", "2024", "2024", True),
        (None, "2024", None, False),
        (None, None, None, True),
    ],
)
def test_dates_are_compared_by_what_they_may_mean(date, since, until, expected):
    whole = network(statement("a", "b", date=date))
    assert bool(whole.select(Selection(since=since, until=until)).nodes) is expected


def test_types_and_predicates_are_named_as_people_call_them():
    chosen = Selection.of(["ministerium", "Company", "law"], ["übernimmt", "takesOver", "kg:funds"])
    assert chosen.types == {"Ministry", "Company", "Law"}
    assert chosen.predicates == {"takesOver", "funds"}


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ({"types": ["Ministy"]}, "did you mean Ministry?"),
        ({"predicates": ["takeover"]}, "did you mean takesOver?"),
        ({"types": ["xyz"]}, "known are Agreement, "),
        ({"since": "gestern"}, "write 2023"),
        ({"until": "2023-02-30"}, "write 2023"),
        ({"until": "2023-13"}, "write 2023"),
    ],
)
def test_what_does_not_exist_is_refused_with_a_remedy(arguments, hint):
    with pytest.raises(UsageError) as fault:
        Selection.of(**arguments)
    assert hint in fault.value.hint


@pytest.mark.parametrize(("hops", "expected"), [(1, {"b", "c", "d"}), (2, {"a", "b", "c", "d", "e"})])
def test_around_an_entity_lies_what_is_near_in_either_direction(hops, expected):
    assert keys(network(*chain("a", "b", "c", "d", "e", "f")).around(BASE + "c", hops)) == expected


def test_around_an_entity_stand_all_statements_between_its_neighbours():
    whole = network(statement("a", "b"), statement("a", "c"), statement("b", "c", "funds"))
    assert len(whole.around(BASE + "a").statements) == 3


def star(centre, leaves):
    return [statement(centre, f"{centre}-{number}") for number in range(leaves)]


def test_a_limit_keeps_the_most_connected_and_says_what_it_left_out():
    whole = network(*star("a", 5), *star("b", 3), statement("a", "b", "funds"))
    cut = whole.limited(4)
    assert keys(cut) == {"a", "b", "a-0", "a-1"}
    assert (cut.left_out_nodes, cut.left_out_statements) == (6, 6)
    assert len(cut.statements) == 3


def test_nothing_is_left_out_where_all_fits():
    whole = network(*star("a", 3))
    assert whole.limited(4) is whole


def test_whoever_a_limit_would_leave_alone_gives_way_to_the_next():
    # The hub b comes second, but its leaves come last: without any of them it would stand alone.
    assert keys(network(*star("a", 4), *star("b", 2)).limited(3)) == {"a", "a-0", "a-1"}


def test_a_limit_around_an_entity_keeps_what_is_near():
    whole = network(*chain("a", "b", "c"), *star("c", 9)).around(BASE + "a", 3)
    assert keys(whole.limited(3)) == {"a", "b", "c"}


def test_a_statement_about_one_entity_alone_is_no_edge():
    assert network(statement("a", "a"), statement("a", "b")).statements == (statement("a", "b"),)
