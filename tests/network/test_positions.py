"""Positions: always the same, nobody on top of another, pieces apart."""

import random

import numpy as np
import pytest

from kgraph.network import Network, positions
from kgraph.network.cells import close_pairs, pushes
from kgraph.network.layout import _exact_pushes
from network_samples import BASE, chain, network, statement


def random_network(nodes, edges, seed=3):
    source = random.Random(seed)
    pairs = {tuple(sorted(source.sample(range(nodes), 2))) for _ in range(edges)}
    return network(*(statement(f"n{a:03}", f"n{b:03}") for a, b in pairs))


@pytest.fixture(scope="module")
def whole():
    return random_network(120, 110)


def test_the_same_network_has_the_same_places(whole):
    again = Network.of(whole.nodes, reversed(whole.statements))
    assert positions(again) == positions(whole)
    assert {type(value) for place in positions(whole).values() for value in place} == {int}


def test_no_two_nodes_lie_on_each_other(whole):
    places = list(positions(whole).values())
    nearest = min(
        ((a - c) ** 2 + (b - d) ** 2) ** 0.5 for number, (a, b) in enumerate(places) for c, d in places[:number]
    )
    assert nearest > 40


def test_neighbours_lie_nearer_than_strangers(whole):
    places = positions(whole)

    def mean(pairs):
        lengths = [((places[a][0] - places[b][0]) ** 2 + (places[a][1] - places[b][1]) ** 2) ** 0.5 for a, b in pairs]
        return sum(lengths) / len(lengths)

    iris = list(whole.nodes)
    joined = [(s.subject, s.object) for s in whole.statements]
    assert mean(joined) < 0.5 * mean([(a, b) for number, a in enumerate(iris) for b in iris[:number]])


def test_small_pieces_lie_around_the_large_one_and_outside_of_each_other():
    stars = [statement("hub", f"leaf{n}") for n in range(30)]
    pairs = [statement(f"p{n}", f"q{n}") for n in range(12)]
    places = positions(network(*stars, *pairs))
    x, y = places[BASE + "hub"]
    assert abs(x) < 150 and abs(y) < 150
    middles = [
        tuple((a + b) / 2 for a, b in zip(places[f"{BASE}p{n}"], places[f"{BASE}q{n}"], strict=True)) for n in range(12)
    ]
    assert len({(round(a / 100), round(b / 100)) for a, b in middles}) == 12


def test_a_single_pair_has_two_places():
    places = positions(network(*chain("a", "b")))
    assert len(set(places.values())) == 2


def test_an_empty_network_has_no_places():
    assert positions(network()) == {}


def test_many_nodes_are_laid_out_by_the_same_rules(monkeypatch, whole):
    monkeypatch.setattr("kgraph.network.layout._EXACT", 20)
    test_the_same_network_has_the_same_places(whole)
    test_no_two_nodes_lie_on_each_other(whole)
    test_neighbours_lie_nearer_than_strangers(whole)


def test_far_nodes_taken_together_push_nearly_as_each_by_itself():
    source = random.Random(5)
    x, y, weight = (np.array([source.uniform(1, 50) for _ in range(400)]) for _ in range(3))
    product = weight[:, None] * weight[None, :]
    exact, found = np.array(_exact_pushes(x, y, product)), np.array(pushes(x, y, weight))
    assert np.corrcoef(exact.ravel(), found.ravel())[0, 1] > 0.9


def test_every_close_pair_is_found_once():
    source = random.Random(7)
    x, y = (np.array([source.uniform(-4, 4) for _ in range(200)]) for _ in range(2))
    found = [tuple(sorted(pair)) for pair in zip(*(each.tolist() for each in close_pairs(x, y, 200)), strict=True)]
    assert len(found) == len(set(found))
    near = {(a, b) for b in range(200) for a in range(b) if (x[a] - x[b]) ** 2 + (y[a] - y[b]) ** 2 < 1}
    assert near and near <= set(found)
