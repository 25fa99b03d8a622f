"""The ranker: what it sees of two names in a sentence, and what it makes of it."""

import pytest

from kgraph.errors import DataError, UsageError
from kgraph.evaluate import annotated, read_gold
from kgraph.rank import Weights, candidates, rank
from kgraph.rank.reasons import Reasons
from kgraph.rank.train import train
from kgraph.rank.weights import default_weights, read_weights, write_weights
from kgraph.read import article_from_text
from kgraph.recognise import recognise
from kgraph.records import Extraction
from kgraph.relate import read

TEXT = """Kiel: Neues Portal

Die Stadt Kiel hat das Portal „Ämterlotse“ entwickelt. Betrieben wird es von Dataport.
Die Software „Ratspost“ betreibt die Stadt Kiel nicht. Anna Muster, Bürgermeisterin von Kiel, sprach.
"""


def reading_of(text):
    article = article_from_text(text, "a")
    return read(article, recognise(article))


def named(reading, relations):
    names = {e.id: e.name for e in reading.scene.entities.values()}
    return {(names[r.subject], r.predicate, names[r.object]) for r in relations}


def candidate_of(reading, subject, object):
    names = {e.id: e.name for e in reading.scene.entities.values()}
    return next(c for c in candidates(reading) if (names[c.subject], names[c.object]) == (subject, object))


def test_a_pair_is_seen_with_the_roles_verbs_and_voice_of_its_clause():
    seen = candidate_of(reading_of(TEXT), "Kiel", "Ämterlotse").features
    assert {"verb entwickeln", "roles N1, N2, active, one clause", "verb of develops N1, N2, active"} <= seen
    assert "negated" not in seen


def test_what_frames_found_speaks_for_its_own_predicate_only():
    own = candidate_of(reading_of(TEXT), "Kiel", "Ämterlotse").own
    assert "found" in own["develops"] and "found" not in own["operates"]
    assert "other predicate found" in own["operates"]


def test_only_pairs_that_the_ontology_allows_are_candidates():
    reading = reading_of(TEXT)
    types = reading.scene.type
    assert all(
        types[c.subject] not in ("Service", "Programme") or set(c.own) <= {"partOf"} for c in candidates(reading)
    )


def test_a_threshold_cuts_and_a_denial_is_no_candidate_but_stays():
    reading = reading_of(TEXT)
    sure = Weights({"develops": {"found": 5.0}}, 1.0, -2.0, 0.5, 0.9, 0.1)
    assert named(reading, [r for r in rank(reading, sure) if r.status != "denied"]) == {
        ("Kiel", "develops", "Ämterlotse")
    }
    assert ("Kiel", "operates", "Ratspost") in named(reading, [r for r in rank(reading, sure) if r.status == "denied"])
    found = rank(reading, sure, recall=True)
    assert len(found) > 2 and all(r.confidence >= 0.1 for r in found if r.status != "denied")


def test_what_a_frame_found_is_dropped_only_where_it_is_improbable():
    reading = reading_of(TEXT)
    for kept, stays in ((0.25, True), (0.75, False)):
        weights = Weights({"*": {"found": 0.0}}, 1.0, 0.0, kept, 0.75, 0.75)
        found = named(reading, rank(reading, weights))
        assert (("Kiel", "develops", "Ämterlotse") in found) == stays
        assert ("Dataport", "uses", "Ämterlotse") not in found, "no frame found it"


def test_what_only_the_ranker_finds_has_a_sentence_of_its_own():
    reading = reading_of(TEXT)
    weights = Weights({"uses": {"bias": 9.0}}, 1.0, 0.0, 0.5, 0.5, 0.5)
    found = next(r for r in rank(reading, weights) if r.predicate == "uses" and r.rule == "ranker")
    quote = reading.scene.text[found.start : found.end]
    assert quote.endswith(".") and any(
        m.start >= found.start and m.end <= found.end for m in reading.scene.entities[found.object].mentions
    )


def test_a_symmetric_relation_is_stated_once():
    reading = reading_of("Kiel\n\nDie Stadt Kiel und die Stadt Lübeck arbeiten zusammen.\n")
    weights = Weights({"cooperatesWith": {"bias": 9.0}}, 1.0, 0.0, 0.5, 0.5, 0.5)
    assert sum(r.predicate == "cooperatesWith" for r in rank(reading, weights)) == 1


def test_reasons_add_up_to_the_probability():
    reading = reading_of(TEXT)
    weights = default_weights()
    relations = rank(reading, recall=True)
    extraction = Extraction(reading.scene.article, tuple(reading.scene.entities.values()), relations)
    reasons = Reasons(weights)
    for relation in relations:
        if relation.status != "denied":
            total = sum(weight for _, weight in reasons(extraction, relation))
            assert weights.probability(total) == pytest.approx(relation.confidence, abs=0.002)


def test_weights_survive_their_file_and_a_wrong_line_is_named(tmp_path):
    weights = Weights({"*": {"found": 1.5}, "uses": {"verb nutzen": -0.25}}, 0.9, -2.0, 0.15, 0.5, 0.25)
    path = tmp_path / "weights.tsv"
    write_weights(weights, path, ["a comment"])
    assert read_weights(path) == weights
    path.write_text(path.read_text("utf-8") + "uses\tverb nutzen\tviel\n", "utf-8")
    with pytest.raises(DataError, match=r"weights.tsv, line 9"):
        read_weights(path)
    path.write_text("uses\tverb nutzen\t1.0\n", "utf-8")
    with pytest.raises(DataError, match="no slope, offset, kept, precise, recall"):
        read_weights(path)


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    """Sixteen annotated articles that say one thing in two ways, and one that must not be read into them."""
    import json

    folder = tmp_path_factory.mktemp("gold")
    towns = "Kiel Bonn Köln Trier Mainz Jena Halle Ulm".split()
    for number, town in enumerate(towns * 2):
        verb = "entwickelt" if number % 2 else "gelobt"
        text = f"{town}: Neues Portal\n\nDie Stadt {town} hat das Portal „Ämterlotse“ {verb}. Es regnete.\n"
        (folder / f"x-{number:02}.txt").write_text(text, "utf-8")
        document = {
            "id": f"x-{number:02}",
            "entities": [
                {"id": "e1", "type": "Municipality", "name": town, "aliases": []},
                {"id": "e2", "type": "Service", "name": "Ämterlotse", "aliases": []},
            ],
            "relations": [{"s": "e1", "p": "develops", "o": "e2"}] if number % 2 else [],
        }
        (folder / f"x-{number:02}.json").write_text(json.dumps(document), "utf-8")
    return [a.example for a in annotated(read_gold(folder), folder, unseen=True)]


def test_training_learns_what_the_annotations_say_and_gives_the_same_bytes_again(examples, tmp_path):
    pytest.importorskip("sklearn")
    for name in ("one", "other"):
        write_weights(train(examples), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
    weights = read_weights(tmp_path / "one")
    right, wrong = (
        named(reading, rank(reading, weights))
        for reading in (
            reading_of(f"Erfurt: Portal\n\nDie Stadt Erfurt hat das Portal „Ratspost“ {verb}. Es regnete.\n")
            for verb in ("entwickelt", "gelobt")
        )
    )
    assert ("Erfurt", "develops", "Ratspost") in right
    assert ("Erfurt", "develops", "Ratspost") not in wrong


def test_too_few_articles_are_refused(examples):
    with pytest.raises(UsageError, match="too few"):
        train(examples[:5])


def test_no_probability_is_reached_below_its_sum():
    weights = Weights({}, 0.8, -3.0, 0.5, 0.5, 0.5)
    for least in (0.05, 0.15, 0.465, 0.9):
        reach = weights.reach(least)
        assert round(weights.probability(reach - 0.001), 3) < least <= round(weights.probability(reach + 0.1), 3)
    assert weights.reach(0.0) == float("-inf")


def test_sums_are_those_of_the_terms_whether_asked_at_once_or_one_by_one():
    pairs, weights = list(candidates(reading_of(TEXT))), default_weights()
    together = list(weights.sums(pairs))
    assert together == [sums for pair in pairs for sums in weights.sums([pair])]
    for pair, sums in zip(pairs, together, strict=True):
        for predicate, total in sums.items():
            terms = weights.terms(predicate, pair.features, pair.own[predicate])
            assert total == pytest.approx(sum(weight for _, weight in terms))
