"""The scorer: what counts as found, and that it agrees with the reference scorer to the last digit."""

import json
import random
import subprocess
import sys

import pytest

from kgraph.errors import InputError
from kgraph.evaluate import comparable, extract_gold, read_found, read_gold, score

GOLD = {
    "id": "a",
    "entities": [
        {"id": "e1", "type": "Ministry", "name": "Bundesministerium des Innern", "aliases": ["BMI"]},
        {"id": "e2", "type": "Service", "name": "openDesk", "aliases": []},
        {"id": "e3", "type": "Land", "name": "Bremen", "aliases": []},
    ],
    "relations": [
        {"s": "e1", "p": "funds", "o": "e2", "amount": "3 Millionen Euro"},
        {"s": "e1", "p": "cooperatesWith", "o": "e3"},
    ],
}


def found(entities, relations):
    return {"a": {"id": "a", "entities": entities, "relations": relations}}


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("des Bundesministeriums", "Bundesministerium", True),
        ("„Aufenthalt“", "Aufenthalt", True),
        ("Dr. Martin Hagen", "Martin Hagen", True),
        ("Frankfurt–Höchst", "Frankfurt-Höchst", True),
        ("Landkreis Rostock", "Rostock", False),
        ("Hof", "Hofs Rat", False),
    ],
)
def test_names_compare_without_case_quotes_titles_and_genitives(one, other, equal):
    assert bool(comparable(one) & comparable(other)) is equal


def test_an_entity_matches_by_alias_only_within_its_coarse_type():
    entities = [
        {"id": "x", "type": "Authority", "name": "BMI", "aliases": []},
        {"id": "y", "type": "Place", "name": "Bremen", "aliases": []},
    ]
    result = score([GOLD], found(entities, []))
    assert result.entities == {"hit": 1, "found": 2, "gold": 3}
    assert result.types == {False: 1}


def test_a_symmetric_relation_matches_either_way_and_another_one_does_not():
    entities = [dict(e, id=f"f{e['id']}") for e in GOLD["entities"]]
    relations = [
        {"s": "fe3", "p": "cooperatesWith", "o": "fe1"},
        {"s": "fe2", "p": "funds", "o": "fe1"},
    ]
    result = score([GOLD], found(entities, relations))
    assert result.relations == {"hit": 1, "found": 2, "gold": 2}


def test_a_relation_with_an_unmatched_end_counts_as_found_and_wrong():
    entities = [
        {"id": "x", "type": "Service", "name": "openDesk", "aliases": []},
        {"id": "y", "type": "Land", "name": "Hessen", "aliases": []},
    ]
    result = score([GOLD], found(entities, [{"s": "y", "p": "funds", "o": "x"}]))
    assert result.relations == {"hit": 0, "found": 1, "gold": 2}
    assert [m.kind for m in result.misses if "unmatched" in m.kind] == ["relation spurious (an end is unmatched)"]


def test_qualifiers_are_counted_over_the_matched_relations():
    entities = [dict(e) for e in GOLD["entities"]]
    wrong = score([GOLD], found(entities, [{"s": "e1", "p": "funds", "o": "e2", "amount": "3 Euro"}]))
    right = score([GOLD], found(entities, [{"s": "e1", "p": "funds", "o": "e2", "amount": "3 Millionen Euro"}]))
    assert (wrong.qualifiers["amount"][True], right.qualifiers["amount"][True]) == (0, 1)


def test_an_article_without_prediction_is_all_missed():
    assert score([GOLD], {}).as_dict()["entities"]["recall"] == 0.0


@pytest.mark.parametrize("content", ["{", "[]", '{"id": "a"}'], ids=["no JSON", "no object", "no entities"])
def test_a_bad_gold_file_is_named(tmp_path, content):
    (tmp_path / "bad.json").write_text(content, "utf-8")
    with pytest.raises(InputError, match=r"bad\.json"):
        read_gold(tmp_path)


def test_a_bad_line_of_facts_is_named_by_its_number():
    with pytest.raises(InputError, match="line 2"):
        read_found(['{"id": "a", "entities": [], "relations": []}', "{"], "facts.jsonl")


def _perturbed(documents, seed):
    """Predictions that are partly right: entities lost, retyped and renamed, relations lost, turned and invented."""
    rng = random.Random(seed)
    out = []
    for document in documents:
        entities = [dict(e) for e in document["entities"] if rng.random() > 0.2]
        for e in entities:
            if rng.random() < 0.15:
                e["type"] = rng.choice(["Person", "Authority", "Service", "Land", "Event"])
            if rng.random() < 0.15:
                e["name"] = e["name"].upper() + rng.choice(["", "s", " X"])
        ids = [e["id"] for e in entities]
        relations = [dict(r) for r in document["relations"] if {r["s"], r["o"]} <= set(ids) and rng.random() > 0.2]
        for r in relations:
            if rng.random() < 0.1:
                r["s"], r["o"] = r["o"], r["s"]
            if rng.random() < 0.2:
                r.pop("role", None)
        if len(ids) > 1:
            relations += [{"s": ids[0], "p": "cooperatesWith", "o": ids[1]}]
        out.append({"id": document["id"], "entities": entities, "relations": relations})
    return out


@pytest.mark.parametrize("seed", range(4))
def test_it_agrees_with_the_reference_scorer_to_the_last_digit(shared, tmp_path, seed):
    documents = read_gold(shared / "gold") + read_gold(shared / "gold" / "dev")
    folder = tmp_path / "gold"
    folder.mkdir()
    for document in documents:
        (folder / f"{document['id']}.json").write_text(json.dumps(document), "utf-8")
    lines = [json.dumps(d, ensure_ascii=False) for d in _perturbed(documents, seed)]
    predictions = tmp_path / "facts.jsonl"
    predictions.write_text("\n".join(lines), "utf-8")
    command = [sys.executable, str(shared / "gold" / "score.py"), str(folder), str(predictions), "--json"]
    reference = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    ours = score(read_gold(folder), read_found(lines, "facts.jsonl")).as_dict()
    assert ours == reference


def test_extraction_reaches_its_bar_on_the_seed_page(shared):
    documents = read_gold(shared / "gold")
    result = score(documents, extract_gold(documents, shared / "gold")).as_dict()
    assert result["entities"]["f1"] >= 0.90
    assert result["relations"]["f1"] >= 0.65
