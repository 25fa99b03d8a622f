"""The engine `merge`: agreement of engines, weighed by how often each was right."""

import json

import pytest
from click.testing import CliRunner
from endpoint import Reply, entity, item, said, serving, statement

from kgraph.cli import main
from kgraph.engines.measured import Measured, measured
from kgraph.engines.merge import Merger
from kgraph.errors import KgraphError, UsageError
from kgraph.extract import Gated, engine
from kgraph.read import article_from_text
from kgraph.records import ArticleEntity, Extraction, KeyFigure, Mention, Relation, Topic

TEXT = "Jena: Neues Portal\n\nDie Stadt Jena hat das Portal „Ämterlotse“ entwickelt. Sie will es auch betreiben.\n"
ARTICLE = article_from_text(TEXT, "jena")
QUOTE = "Die Stadt Jena hat das Portal „Ämterlotse“ entwickelt."
AT = TEXT.index(QUOTE), TEXT.index(QUOTE) + len(QUOTE)


def thing(id, type, name, *aliases, at=None, **more):
    start = TEXT.find(at or name)
    return ArticleEntity(id, type, name, aliases, (Mention(start, start + len(at or name), "name", "t"),), **more)


def relation(subject, predicate, object, rule, confidence=0.5, **more):
    return Relation(subject, predicate, object, *AT, confidence, rule, **more)


def saying(name, entities, relations, precision, *, entity_precision=None, by_predicate=None):
    run = Gated(name, lambda article: Extraction(article, tuple(entities), tuple(relations)))
    return run, Measured(precision, entity_precision or precision, by_predicate or {})


ONE = [thing("e1", "Municipality", "Jena", at="Stadt Jena"), thing("e2", "Service", "Ämterlotse")]
OTHER = [thing("x", "Service", "Ämterlotse", "Portal"), thing("y", "Municipality", "Jena", register="m/jena")]
BOTH = relation("e1", "develops", "e2", "frame")
ALSO = relation("y", "develops", "x", "llm")


def merged(*parts, least=0.5):
    return Merger(parts, least)(ARTICLE)


def stated(extraction):
    names = {e.id: e.name for e in extraction.entities}
    return [(names[r.subject], r.predicate, names[r.object], r.confidence, r.rule) for r in extraction.relations]


def test_what_engines_agree_on_is_surer_than_what_either_says():
    found = merged(saying("rules", ONE, [BOTH], 0.8), saying("llm", OTHER, [ALSO], 0.5))
    assert stated(found) == [("Jena", "develops", "Ämterlotse", 0.9, "frame+llm")]
    assert [e.id for e in found.entities] == ["e1", "e2"]


def test_what_one_engine_says_counts_as_much_as_it_was_measured_to_be_right():
    weak = relation("y", "operates", "x", "llm")
    parts = saying("rules", ONE, [BOTH], 0.8), saying("llm", OTHER, [weak], 0.45)
    found = merged(*parts)
    assert stated(found) == [("Jena", "develops", "Ämterlotse", 0.8, "frame")]
    assert found.rejected == (("relation that too little speaks for", 1),)
    assert len(merged(*parts, least=0.4).relations) == 2


def test_precision_is_that_of_the_predicate_where_it_was_measured_often_enough():
    measures = Measured(0.5, 0.5, {"develops": (200, 190), "operates": (200, 10), "uses": (1, 1)})
    assert measures.of("develops") == pytest.approx(0.93, abs=0.01)
    assert measures.of("operates") == pytest.approx(0.07, abs=0.01)
    assert measures.of("uses") == pytest.approx(0.55, abs=0.01)
    assert measures.of("signs") == 0.5


def test_status_evidence_and_qualifiers_come_from_the_more_precise_engine_and_gaps_from_the_other():
    sure = relation("e1", "develops", "e2", "frame", status="planned", valid_from="2024")
    other = relation("y", "develops", "x", "llm", status="fact", speaker="y")
    same = relation("y", "develops", "x", "llm", status="planned", speaker="y", valid_from="2020")
    (against,) = merged(saying("rules", ONE, [sure], 0.8), saying("llm", OTHER, [other], 0.6)).relations
    assert (against.status, against.speaker, against.confidence) == ("planned", None, 0.8)
    (with_it,) = merged(saying("llm", OTHER, [same], 0.6), saying("rules", ONE, [sure], 0.8)).relations
    assert (with_it.status, with_it.speaker, with_it.valid_from, with_it.confidence) == ("planned", "e1", "2024", 0.92)


def test_entities_of_one_name_or_one_place_are_one_and_know_what_both_know():
    found = merged(saying("rules", ONE, [BOTH], 0.8), saying("llm", OTHER, [], 0.7))
    assert [(e.name, e.aliases, e.register) for e in found.entities] == [
        ("Jena", (), "m/jena"),
        ("Ämterlotse", ("Portal",), None),
    ]
    elsewhere = [thing("z", "Municipality", "Saalestadt", at="Stadt Jena")]
    found = merged(saying("rules", ONE, [], 0.8), saying("llm", elsewhere, [], 0.7))
    assert [(e.name, e.aliases) for e in found.entities] == [("Jena", ("Saalestadt",)), ("Ämterlotse", ())]


def test_things_of_another_kind_are_not_one_though_they_are_called_alike():
    company = [thing("z", "Company", "Ämterlotse")]
    found = merged(saying("rules", ONE, [], 0.8), saying("llm", company, [], 0.7))
    assert {(e.name, e.type) for e in found.entities} >= {("Ämterlotse", "Service"), ("Ämterlotse", "Company")}


def test_two_things_of_one_engine_stay_two():
    two = [thing("a", "Service", "Ämterlotse"), thing("b", "Service", "Portal", "Ämterlotse")]
    assert len(merged(saying("rules", ONE, [], 0.8), saying("llm", two, [], 0.7)).entities) == 3


def test_names_of_an_engine_that_is_seldom_right_stay_only_where_a_relation_needs_them():
    extra = [*OTHER, thing("z", "Company", "Neues Portal")]
    parts = saying("rules", ONE, [BOTH], 0.8), saying("llm", extra, [], 0.6, entity_precision=0.3)
    assert "Neues Portal" not in [e.name for e in merged(*parts).entities]
    needed = relation("z", "operates", "x", "llm")
    parts = saying("rules", ONE, [BOTH], 0.8), saying("llm", extra, [needed], 0.6, entity_precision=0.3)
    assert "Neues Portal" in [e.name for e in merged(*parts).entities]


def test_what_the_parts_threw_away_is_counted_together():
    lost = relation("nobody", "develops", "x", "llm")
    found = merged(saying("rules", ONE, [BOTH, lost], 0.8), saying("llm", OTHER, [ALSO, lost], 0.5))
    assert found.rejected == (("relation of an entity that there is not", 2),)


def test_rules_and_a_model_are_merged_from_their_configuration(tmp_path):
    text = "Jena: Neues Portal\n\nDie Stadt Jena hat das Portal „Ämterlotse“ entwickelt.\n"
    answer = item(
        [entity("a", "Municipality", "Jena"), entity("b", "Service", "Ämterlotse")],
        [statement("a", "develops", "b", QUOTE), statement("a", "operates", "b", QUOTE)],
    )
    score = {
        "relations": {"hit": 48, "found": 100},
        "entities": {"hit": 90, "found": 100},
        "relations by predicate": {"develops": {"hit": 40, "found": 50}, "operates": {"hit": 1, "found": 40}},
    }
    (tmp_path / "llm.json").write_text(json.dumps(score), "utf-8")
    with serving(said(answer)) as endpoint:
        run = engine(
            "merge",
            {
                "merge": {"of": ["rules", "llm"], "precision": {"rules": 0.74, "llm": str(tmp_path / "llm.json")}},
                "llm": {"url": endpoint.url, "model": "m", "cache": ""},
            },
        )
        assert run.streams
        (found,) = run.many([article_from_text(text, "jena")])
        alone = run(article_from_text(text, "jena"))
    ((subject, predicate, object_, confidence, rule),) = stated(found)
    assert (subject, predicate, object_) == ("Jena", "develops", "Ämterlotse")
    assert confidence > 0.9 and rule.endswith("+llm")
    assert dict(found.rejected) == {"relation that too little speaks for": 1}
    assert alone == found
    assert run.report()[0].startswith("llm (m): 2 requests")


def test_an_article_on_which_one_engine_fails_is_a_fault_and_the_next_is_merged(tmp_path):
    with serving(Reply(b"", 400), said(item([], []))) as endpoint:
        tables = {
            "merge": {"of": ["rules", "llm"], "precision": {"rules": 0.74, "llm": 0.5}},
            "llm": {"url": endpoint.url, "model": "m", "cache": "", "parallel": 1},
        }
        first, second = engine("merge", tables).many([ARTICLE, article_from_text(TEXT + "\nNoch etwas.\n", "b")])
    assert isinstance(first, KgraphError) and "'jena'" in str(first)
    assert [e.name for e in second.entities] == ["Jena", "Ämterlotse"]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({}, "needs two or more others"),
        ({"of": ["rules"]}, "needs two or more others"),
        ({"of": ["rules", "merge"]}, "needs two or more others"),
        ({"of": ["rules", "spacy"], "precision": {"rules": 0.7}}, "how precise engine 'spacy' is"),
        ({"of": ["rules", "nope"], "precision": {"rules": 0.7, "nope": 0.7}}, "no engine 'nope'"),
        ({"of": ["rules", "llm"], "precision": {"rules": 0.7, "llm": 0.7}}, "not configured"),
    ],
)
def test_a_configuration_that_makes_no_sense_is_refused(table, told):
    with pytest.raises(UsageError, match=told):
        engine("merge", {"merge": table})


@pytest.mark.parametrize("value", [0, 1.5, True, [0.5], "missing.json"])
def test_a_precision_is_a_number_or_a_score(value):
    with pytest.raises(UsageError) as caught:
        measured("llm", value)
    assert caught.value.hint


def test_what_evaluate_writes_is_a_score(tmp_path, repo_root):
    for folder in ("dev", "train"):
        gold = repo_root / "data" / "gold" / folder
        done = CliRunner().invoke(main, ["evaluate", str(gold), "--json"])
        assert done.exit_code == 0
        with (tmp_path / "rules.json").open("a", encoding="utf-8") as out:
            out.write(done.stdout)
    both = measured("rules", str(tmp_path / "rules.json"))
    assert 0.6 < both.overall < 0.95 and 0.8 < both.entities < 1
    found, right = both.by_predicate["develops"]
    assert 0 < right < found


def test_a_file_that_is_no_score_is_refused(tmp_path):
    path = tmp_path / "x.json"
    for text in ('{"relations": 5}', "no JSON", ""):
        path.write_text(text, "utf-8")
        with pytest.raises(UsageError, match="no score"):
            measured("llm", str(path))


def test_figures_are_those_of_the_first_engine_that_gives_any_with_the_entities_of_the_union():
    figure = KeyFigure("x", 3, "Dienste", *AT, *AT, 0.8)
    topic = Topic("portal", 0, 4, 0.7)
    rules, measured = saying("rules", ONE, [BOTH], 0.8)
    talking = Gated("llm", lambda article: Extraction(article, tuple(OTHER), (ALSO,), (), (figure,), (topic,)))
    found = merged((rules, measured), (talking, measured))
    assert [(f.entity, f.value) for f in found.figures] == [("e2", 3)]
    assert [t.key for t in found.topics] == ["portal"]
