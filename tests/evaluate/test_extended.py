"""Status, speaker, validity, figures and topics: counted where the gold has them, and nowhere else."""

import pytest

from kgraph.evaluate import Score, rate, score

ENTITIES = [
    {"id": "e1", "type": "Land", "name": "Bremen", "aliases": []},
    {"id": "e2", "type": "Service", "name": "openDesk", "aliases": []},
    {"id": "e3", "type": "Person", "name": "Anna Muster", "aliases": []},
]
FOUND_ENTITIES = [{**e, "id": f"f{e['id']}"} for e in ENTITIES]
STATED = {"s": "e1", "p": "uses", "o": "e2"}
FOUND = {"s": "fe1", "p": "uses", "o": "fe2"}
FIGURE = {"e": "e2", "value": 17_000_000, "unit": "Nutzerkonten", "quote": "17 Millionen Nutzerkonten", "approx": True}


def scored(gold: dict, found: dict) -> Score:
    empty = {"id": "a", "entities": ENTITIES, "relations": []}
    return score([{**empty, **gold}], {"a": {**empty, "entities": FOUND_ENTITIES, **found}})


def figures(result: Score, *group: str) -> tuple[int, int, int]:
    counts = rate(result.total(group))
    return counts.hit, counts.found, counts.gold


@pytest.mark.parametrize(
    ("stated", "found", "planned", "right"),
    [
        ("planned", "planned", (1, 1, 1), 1),
        ("planned", "fact", (0, 0, 1), 0),
        ("fact", "planned", (0, 1, 0), 0),
    ],
)
def test_a_status_counts_where_the_statement_and_its_status_are_found(stated, found, planned, right):
    gold = {**STATED, **({"status": stated} if stated != "fact" else {})}
    result = scored({"relations": [gold], "topics": []}, {"relations": [{**FOUND, "status": found}]})
    assert figures(result, "status", "planned") == planned
    assert result.qualifiers["status"][True] == right
    assert figures(result, "relations", "") == (1, 1, 1)
    assert [miss.kind for miss in result.misses] == ([] if right else ["status wrong"])


@pytest.mark.parametrize(
    ("found", "denied", "together"),
    [
        ({"denied": [FOUND]}, (1, 1, 1), (0, 0, 0)),
        ({"relations": [FOUND]}, (0, 0, 1), (0, 1, 0)),
        ({}, (0, 0, 1), (0, 0, 0)),
    ],
    ids=["found denied", "taken for a fact", "not found"],
)
def test_what_the_gold_denies_is_compared_with_what_was_found_denied(found, denied, together):
    result = scored({"relations": [{**STATED, "status": "denied"}]}, found)
    assert figures(result, "status", "denied") == denied
    assert figures(result, "relations", "") == together


def test_an_annotation_without_the_new_keys_says_nothing_of_status_and_speaker():
    found = {"relations": [{**FOUND, "status": "planned", "speaker": "fe3"}], "denied": [FOUND]}
    result = scored({"relations": [STATED]}, found)
    assert result.labels("status") == result.labels("qualifier") == []
    assert "status" not in result.qualifiers


@pytest.mark.parametrize(
    ("want", "got", "expected"),
    [
        ({"speaker": "e3"}, {"speaker": "fe3"}, (1, 1, 1)),
        ({"speaker": "e3"}, {"speaker": "fe1"}, (0, 1, 1)),
        ({"speaker": "e3"}, {}, (0, 0, 1)),
        ({"status": "planned"}, {"speaker": "fe3"}, (0, 1, 0)),
    ],
    ids=["right", "somebody else", "not found", "invented"],
)
def test_a_speaker_is_compared_by_entity_over_the_matched_statements(want, got, expected):
    result = scored({"relations": [{**STATED, **want}]}, {"relations": [{**FOUND, **got}]})
    assert figures(result, "qualifier", "speaker") == expected


@pytest.mark.parametrize(("got", "hit"), [("2025-12", 1), ("2025", 0), ("2025-12-31", 0)])
def test_a_date_of_validity_is_right_only_as_far_as_it_is_known(got, hit):
    gold = {"relations": [{**STATED, "valid_until": "2025-12"}]}
    result = scored(gold, {"relations": [{**FOUND, "valid_until": got}]})
    assert figures(result, "qualifier", "valid_until") == (hit, 1, 1)


@pytest.mark.parametrize(
    ("change", "hit"),
    [({}, 1), ({"value": 17_000_000.0}, 1), ({"value": 17}, 0), ({"unit": "Euro"}, 0), ({"e": "fe1"}, 0)],
    ids=["same", "as a fraction", "other value", "other unit", "of another entity"],
)
def test_a_figure_is_right_if_entity_value_and_unit_are(change, hit):
    found = {**FIGURE, "e": "fe2", "approx": False, **change}
    result = scored({"figures": [FIGURE]}, {"figures": [found]})
    assert figures(result, "figures", "") == (hit, 1, 1)
    assert result.qualifiers["approx"].total() == hit
    assert len([miss for miss in result.misses if miss.kind.startswith("figure")]) == 2 * (1 - hit)


def test_one_figure_found_twice_is_right_once():
    found = {**FIGURE, "e": "fe2"}
    assert figures(scored({"figures": [FIGURE]}, {"figures": [found, found]}), "figures", "") == (1, 2, 1)


def test_figures_and_topics_count_only_where_the_gold_has_the_key():
    found = {"figures": [{**FIGURE, "e": "fe2"}], "topics": ["ozg"]}
    assert not {("figures", ""), ("topics", "")} & set(scored({}, found).tallies[0])
    result = scored({"figures": [], "topics": ["ozg", "ai"]}, found)
    assert figures(result, "figures", "") == (0, 1, 0)
    assert figures(result, "topics", "") == (1, 1, 2)
    assert figures(result, "topic", "ai") == (0, 0, 1)
