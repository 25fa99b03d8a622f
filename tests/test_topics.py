"""The scheme of topics is sound, and an article has a topic where words of the scheme stand in it."""

import re

import pytest
import rdflib
from rdflib.namespace import RDF, SKOS

from kgraph.config import resource
from kgraph.errors import DataError
from kgraph.read import article_from_text
from kgraph.records import Topic
from kgraph.topics import article_topics, borne_out
from kgraph.vocab import read_topics, topics

# The keys of the annotation guide.
KEYS = """ozg register identity e-file ai smart-city procurement cloud security open-data broadband participation portal
health education mobility justice finance construction migration law funding organisation skills e-invoice accessibility
payments family geodata""".split()


@pytest.fixture(scope="module")
def scheme():
    return rdflib.Graph().parse(resource("ontology/topics.ttl"))


def test_the_topics_are_those_of_the_guide_and_every_one_has_a_group():
    assert sorted(key for key, concept in topics().items() if not concept.groups) == sorted(KEYS)
    assert all(topics()[concept.broader].groups for concept in topics().values() if concept.broader)
    assert all(concept.broader or concept.groups for concept in topics().values())


def test_the_scheme_keeps_to_skos(scheme):
    (root,) = scheme.subjects(RDF.type, SKOS.ConceptScheme)
    assert set(scheme.objects(root, SKOS.hasTopConcept)) == set(scheme.subjects(SKOS.topConceptOf, root))
    for concept in scheme.subjects(RDF.type, SKOS.Concept):
        languages = sorted(label.language for label in scheme.objects(concept, SKOS.prefLabel))
        assert languages == ["de", "en"], concept
        assert sorted(note.language for note in scheme.objects(concept, SKOS.scopeNote)) == ["de", "en"], concept
        kinds = [set(scheme.objects(concept, kind)) for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)]
        assert not (kinds[0] & kinds[1] or kinds[0] & kinds[2] or kinds[1] & kinds[2]), concept


def test_a_star_stands_only_at_an_end_of_a_label():
    labels = [label for concept in topics().values() for label in (*concept.names, *concept.triggers)]
    assert not [label for label in labels if "*" in label[1:-1] or not re.search(r"\w", label)]


def keys(text: str) -> list[str]:
    return [topic.key for topic in article_topics(article_from_text(text, "a"))]


FILLER = "Das teilte die Stadt am Montag mit. Mehr war dazu nicht zu erfahren.\n" * 8


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Jena: Glasfaser für alle", ["broadband"]),
        ("Jena: Künstliche Intelligenz hilft im Amt", ["ai"]),
        ("Jena: KI hilft im Amt", ["ai"]),
        ("Kiel: Neues aus der Stadt", []),
        ("Jena: Die Registermodernisierung kommt voran", ["register"]),
        ("Jena: Neue Registrierkassen", []),
        ("Jena: Vertrag mit Akteuren", []),
        ("Jena: Die E-Akte ist da", ["e-file"]),
    ],
)
def test_a_word_of_the_scheme_in_the_headline_is_enough_and_part_of_another_word_is_not(title, expected):
    assert keys(f"{title}\n\n{FILLER}") == expected


def test_one_hint_far_down_is_not_enough_but_a_name_twice_with_hints_is():
    assert keys(f"Jena: Neues aus der Stadt\n\n{FILLER}Die Schule nutzt das.\n") == []
    assert keys(f"Jena: Neues aus der Stadt\n\n{FILLER}Schulträger und Lehrkräfte sagen: Schulen lernen.\n") == [
        "education"
    ]


def test_a_minor_topic_gives_way_where_another_is_everywhere():
    once = "Ein Förderbescheid kam.\n"
    assert keys(f"Jena: Neues aus der Stadt\n\n{once}{FILLER}") == ["funding"]
    assert keys(f"KI: Künstliche Intelligenz\n\nKI-Labor, Sprachmodelle und ChatGPT.\n{FILLER}{once}") == ["ai"]


def test_a_topic_quotes_the_words_that_told_most():
    article = article_from_text(f"Jena: Die E-Akte ist da\n\n{FILLER}Elektronische Akten sparen Papier.\n", "a")
    (topic,) = article_topics(article)
    assert article.text[topic.start : topic.end] == "E-Akte"
    assert 0.5 < topic.confidence < 1


@pytest.mark.parametrize(
    "bad",
    [
        Topic("chess", 0, 4, 0.5),
        Topic("services", 0, 4, 0.5),
        Topic("ai", 4, 4, 0.5),
        Topic("ai", 0, 400, 0.5),
        Topic("ai", 0, 4, 1.5),
    ],
    ids=["unknown", "a group", "no words", "outside", "no probability"],
)
def test_the_gate_keeps_only_topics_of_the_scheme_with_words_of_the_text(bad):
    article = article_from_text("Jena: KI hilft\n\nJa.\n", "a")
    good = Topic("cloud", 0, 4, 0.5)
    assert borne_out(article, [bad, good, good]) == (good,)


def test_a_concept_without_an_english_label_is_refused_by_name():
    turtle = f"""@prefix skos: <{SKOS}> . <urn:x> a skos:Concept ; skos:notation "x" ; skos:inScheme <urn:s> ;
    skos:prefLabel "X"@de ."""
    with pytest.raises(DataError, match="urn:x has no skos:prefLabel in 'en'"):
        read_topics(turtle.encode())
    with pytest.raises(DataError, match="mine"):
        read_topics(b"no Turtle", "mine")
