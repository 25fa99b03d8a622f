"""Connections between two entities, with the statement behind each step."""

import pytest

from kgraph.network import shortest_path
from network_samples import BASE, chain, network, statement


def trail(whole, start, goal, max_hops=4):
    return [
        (step.start.key, step.statement.predicate, step.goal.key)
        for step in shortest_path(whole, BASE + start, BASE + goal, max_hops)
    ]


def test_the_shortest_connection_goes_against_the_arrows_too_and_says_so():
    steps = shortest_path(network(statement("b", "a"), statement("b", "c", "funds")), BASE + "a", BASE + "c")
    assert [step.forward for step in steps] == [False, True]
    assert [step.goal.key for step in steps] == ["b", "c"]


@pytest.mark.parametrize(("hops", "expected"), [(2, 0), (3, 3), (4, 3)])
def test_a_connection_longer_than_allowed_is_none(hops, expected):
    assert len(trail(network(*chain("a", "b", "c", "d")), "a", "d", hops)) == expected


def test_separate_pieces_are_not_connected():
    assert trail(network(statement("a", "b"), statement("c", "d")), "a", "d") == []


def test_an_entity_without_statements_is_not_connected():
    assert trail(network(statement("a", "b")), "a", "nobody") == []


def test_among_equally_short_connections_the_most_confident_is_taken():
    whole = network(
        statement("a", "b", confidence=0.99), statement("b", "z", confidence=0.5),
        statement("a", "c", confidence=0.8), statement("c", "z", confidence=0.8),
    )  # fmt: skip
    assert [goal for *_, goal in trail(whole, "a", "z")] == ["c", "z"]


def test_a_short_connection_goes_before_a_confident_one():
    whole = network(statement("a", "z", confidence=0.1), statement("a", "b"), statement("b", "z"))
    assert len(trail(whole, "a", "z")) == 1


def test_equal_connections_are_told_apart_by_iri():
    whole = network(*chain("a", "c", "z"), *chain("a", "b", "z"))
    assert [goal for *_, goal in trail(whole, "a", "z")] == ["b", "z"]


def test_of_parallel_statements_the_most_confident_stands_and_the_others_are_counted():
    whole = network(
        statement("a", "b", "funds", confidence=0.7), statement("a", "b", "uses", confidence=0.8), statement("b", "a")
    )
    (step,) = shortest_path(whole, BASE + "a", BASE + "b")
    assert (step.statement.predicate, step.others, step.forward) == ("cooperatesWith", 2, False)


@pytest.mark.parametrize(("status", "expected"), [("planned", 1), ("ended", 1), ("denied", 0)])
def test_what_an_article_denies_connects_nothing(status, expected):
    assert len(trail(network(statement("a", "b", status=status)), "a", "b")) == expected
