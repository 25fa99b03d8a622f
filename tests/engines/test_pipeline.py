"""The engine `spacy` with pipelines that the tests build; none is downloaded."""

import pytest

from kgraph.engines.pipeline import Pipeline
from kgraph.errors import InputError, UsageError
from kgraph.extract import engine, rules_engine
from kgraph.read import article_from_text

spacy = pytest.importorskip("spacy")

TEXT = """Jena: Neues Portal

Die Stadt Jena hat gemeinsam mit Neuland das Portal „Ämterlotse“ entwickelt. Neuland betreibt das Portal „Ämterlotse“.
"""
NEULAND = {"label": "ORG", "pattern": "Neuland"}


@pytest.fixture
def pipeline(tmp_path):
    """Makes a pipeline in a folder out of the patterns of a ruler."""

    def make(*patterns, name="nlp"):
        nlp = spacy.blank("de")
        nlp.add_pipe("entity_ruler").add_patterns(list(patterns))
        nlp.to_disk(tmp_path / name)
        return str(tmp_path / name)

    return make


def read(model, text=TEXT, **table):
    return engine("spacy", {"spacy": {"model": model, **table}})(article_from_text(text, "jena"))


def named(extraction):
    return {(e.name, e.type) for e in extraction.entities}


def stated(extraction):
    names = {e.id: e.name for e in extraction.entities}
    return {(names[r.subject], r.predicate, names[r.object]) for r in extraction.relations}


def test_what_the_pipeline_names_is_related_by_the_rules(pipeline):
    article = article_from_text(TEXT, "jena")
    assert "Neuland" not in {name for name, _ in named(rules_engine(article))}
    found = read(pipeline(NEULAND))
    assert named(rules_engine(article)) < named(found)
    assert ("Neuland", "operates", "Ämterlotse") in stated(found)
    neuland = next(e for e in found.entities if e.name == "Neuland")
    assert [TEXT[m.start : m.end] for m in neuland.mentions] == ["Neuland", "Neuland"]
    assert {m.rule for m in neuland.mentions} == {"spacy:ORG"}


def test_entities_are_numbered_by_first_mention(pipeline):
    found = read(pipeline(NEULAND))
    starts = [min(m.start for m in e.mentions) for e in found.entities]
    assert [e.id for e in found.entities] == [f"e{n}" for n in range(1, len(starts) + 1)] and starts == sorted(starts)
    assert found.rejected == ()


def test_where_the_rules_found_a_name_theirs_stands(pipeline):
    wrong = pipeline({"label": "PER", "pattern": "Jena"}, {"label": "ORG", "pattern": "Stadt Jena"})
    assert named(read(wrong)) == named(rules_engine(article_from_text(TEXT, "jena")))


@pytest.mark.parametrize(
    ("name", "label", "type"),
    [
        ("Quandoo GmbH", "ORG", "Company"),
        ("Quandoo e.V.", "ORG", "Association"),
        ("Quandoo-Ausschuss", "ORG", "Committee"),
        ("Quandoo", "ORG", "Company"),
        ("Quandoo", "Research", "Research"),
        ("Quandoo", "LOC", "Place"),
        ("Quandoo", "PER", "Person"),
    ],
)
def test_a_label_and_the_head_of_a_name_tell_the_type(pipeline, name, label, type):
    text = f"Amt: Neues\n\nGestern wurde dort über {name} geredet.\n"
    assert [t for n, t in named(read(pipeline({"label": label, "pattern": name}), text)) if "Quandoo" in n] == [type]


@pytest.mark.parametrize(("labels", "expected"), [({"ORG": "Association"}, {"Association"}), ({"ORG": ""}, set())])
def test_labels_can_be_told_otherwise(pipeline, labels, expected):
    assert {t for n, t in named(read(pipeline(NEULAND), labels=labels)) if n == "Neuland"} == expected


def test_a_label_that_is_neither_known_nor_a_class_is_not_taken(pipeline):
    assert "Neuland" not in {n for n, _ in named(read(pipeline({"label": "MISC", "pattern": "Neuland"})))}


def test_offsets_count_code_points_and_leave_articles_and_quotes_out(pipeline):
    text = "Amt: Neues\n\n😀 Später sprach 😀 die „Quandoo“ dort.\n"
    found = read(pipeline({"label": "ORG", "pattern": "die „Quandoo“"}), text)
    (quandoo,) = [e for e in found.entities if "Quandoo" in e.name]
    assert [found.article.text[m.start : m.end] for m in quandoo.mentions] == ["Quandoo"]


def test_a_name_and_its_genitive_are_one(pipeline):
    text = "Amt: Neues\n\nZu sehen war Quandoos Stand. Später war Quandoo wieder fort.\n"
    found = read(pipeline({"label": "ORG", "pattern": "Quandoo"}, {"label": "ORG", "pattern": "Quandoos"}), text)
    (quandoo,) = [e for e in found.entities if "Quandoo" in e.name]
    assert (quandoo.name, len(quandoo.mentions)) == ("Quandoo", 2)


def test_a_block_that_is_too_long_is_the_articles_fault(pipeline):
    run = Pipeline.from_settings("spacy", {"spacy": {"model": pipeline(NEULAND)}})
    run._nlp.max_length = 20
    with pytest.raises(InputError, match="more than 20 characters"):
        run(article_from_text(TEXT, "jena"))


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({}, "needs a spaCy pipeline"),
        ({"model": "de_no_such_pipeline"}, "no spaCy pipeline 'de_no_such_pipeline'"),
        ({"model": 7}, "should be a text"),
        ({"modell": "x"}, "unknown setting 'modell'"),
    ],
)
def test_a_configuration_that_makes_no_sense_is_refused(table, told):
    with pytest.raises(UsageError, match=told):
        engine("spacy", {"spacy": table})


def test_a_label_cannot_stand_for_what_is_no_class(pipeline):
    with pytest.raises(UsageError, match="no class"):
        engine("spacy", {"spacy": {"model": pipeline(NEULAND), "labels": {"ORG": "Firm"}}})


def test_the_version_changes_with_the_pipeline(pipeline):
    def version(model):
        return engine("spacy", {"spacy": {"model": model}}).version

    first = pipeline(NEULAND)
    assert version(first) == version(first)
    before = version(first)
    pipeline(NEULAND, {"label": "ORG", "pattern": "Anderes"})
    assert version(first) != before
