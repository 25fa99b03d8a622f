"""The gate behind every engine: what holds stays, everything else goes and is counted."""

from dataclasses import replace

import pytest

from kgraph.errors import InputError, UsageError
from kgraph.extract import Gated, engine, gate, rules_engine
from kgraph.read import article_from_text
from kgraph.records import ArticleEntity, Extraction, KeyFigure, Mention, Relation, Topic

TEXT = (
    "Jena: Neues Portal\n\nDie Stadt Jena hat das Portal „Ämterlotse“ entwickelt.\n\n"
    "Mehr war nicht zu hören.\n\nwir berichteten\n"
)
ARTICLE = article_from_text(TEXT, "jena")
QUOTE = "Die Stadt Jena hat das Portal „Ämterlotse“ entwickelt."
AT = TEXT.index(QUOTE), TEXT.index(QUOTE) + len(QUOTE)


def entity(id, type, name, *, spans=None, **more):
    start = TEXT.find(name)
    places = [(start, start + len(name))] if spans is None else spans
    return ArticleEntity(id, type, name, (), tuple(Mention(*span, "name", "test") for span in places), **more)


def relation(subject="e1", predicate="develops", object="e2", span=AT, confidence=0.8, **more):
    return Relation(subject, predicate, object, *span, confidence, "test", **more)


JENA, LOTSE = entity("e1", "Municipality", "Jena"), entity("e2", "Service", "Ämterlotse")


def through(*relations, entities=(JENA, LOTSE)):
    return gate(ARTICLE, entities, relations)


def test_what_holds_stays_and_nothing_is_counted():
    found = through(relation())
    assert (found.entities, found.relations, found.rejected) == ((JENA, LOTSE), (relation(),), ())


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (relation(subject="e9"), "relation of an entity that there is not"),
        (relation(object="e1"), "relation of a thing with itself"),
        (relation(predicate="signs"), "relation that the ontology does not allow"),
        (relation(span=(-1, -1)), "quote that is not in the text"),
        (relation(span=(10, 10_000)), "quote that is not in the text"),
        (relation(span=(18, 20)), "quote that is not in the text"),
        (relation(span=(0, 6)), "quote outside headline, teaser and body"),
        (relation(span=(AT[0], len(TEXT) - 1)), "quote outside headline, teaser and body"),
        (relation(confidence=7), "relation without a proper confidence or status"),
        (relation(status="maybe"), "relation without a proper confidence or status"),
    ],
)
def test_a_relation_that_does_not_hold_goes_and_the_one_beside_it_stays(bad, reason):
    found = through(bad, relation())
    assert found.relations == (relation(),)
    assert found.rejected == ((reason, 1),)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (entity("e3", "Thing", "Portal"), "entity of a type that the ontology does not have"),
        (entity("e3", "Organisation", "Portal"), "entity of a type that the ontology does not have"),
        (entity("e3", "Service", "Portal", spans=()), "entity that the text does not name"),
        (entity("e3", "Service", " ", spans=[(0, 4)]), "entity that the text does not name"),
        (entity("e1", "Service", "Portal"), "entity with the id of another"),
    ],
)
def test_an_entity_that_does_not_hold_goes_with_what_is_said_of_it(bad, reason):
    found = through(relation(), entities=(JENA, LOTSE, bad))
    assert found.entities == (JENA, LOTSE) and found.relations == (relation(),)
    assert found.rejected == ((reason, 1),)


def test_an_entity_loses_places_outside_the_text_but_stays_for_the_others():
    wide = entity("e2", "Service", "Ämterlotse", spans=[(LOTSE.mentions[0].start, LOTSE.mentions[0].end), (5, 9999)])
    found = through(relation(), entities=(JENA, wide))
    assert found.entities == (JENA, LOTSE)
    assert found.rejected == (("mention outside the text", 1),)


def test_qualifiers_that_cannot_be_kept_go_and_the_relation_stays():
    found = through(relation(speaker="e2", source="e9", valid_from="1. Mai", valid_until="2024-02-30"))
    assert found.relations == (relation(),)
    assert dict(found.rejected) == {"speaker or source that is no actor": 2, "date that is none": 2}
    good = relation(speaker="e1", valid_from="2024-05", valid_until="2024-02-29")
    assert through(good).relations == (good,)


def test_of_relations_that_say_the_same_the_surest_stays():
    found = through(relation(confidence=0.5), relation(confidence=0.9), relation(confidence=0.7))
    assert found.relations == (relation(confidence=0.9),)
    assert found.rejected == (("relation that says the same as a surer one", 2),)


def test_both_directions_of_a_symmetric_relation_say_the_same():
    other = entity("e2", "Municipality", "Stadt")
    there = relation(predicate="cooperatesWith")
    back = relation("e2", "cooperatesWith", "e1", confidence=0.6)
    assert through(there, back, entities=(JENA, other)).relations == (there,)


def test_what_passed_once_passes_again_and_is_not_counted_twice():
    once = through(relation(), relation(subject="e9"))
    assert gate(ARTICLE, once.entities, once.relations, once.rejected) == once


def test_the_rules_propose_nothing_that_the_gate_must_refuse(repo_root):
    for path in sorted((repo_root / "data" / "articles" / "dev").glob("*.txt")):
        assert rules_engine(article_from_text(path.read_text("utf-8"), path.stem)).rejected == (), path.name


def test_whoever_writes_an_engine_cannot_get_around_the_gate():
    def liar(article):
        forged = article_from_text(TEXT.replace("entwickelt", "verkauft"), "forged")
        return Extraction(forged, (JENA, LOTSE), (relation(), relation(span=(-5, 900))))

    found = Gated("liar", liar)(ARTICLE)
    assert found.article is ARTICLE
    assert (found.relations, found.rejected) == ((relation(),), (("quote that is not in the text", 1),))


def test_an_article_that_fails_stops_no_other():
    def moody(article):
        if article.id == "bad":
            raise InputError("no", hint="never")
        return Extraction(article, (JENA, LOTSE), (relation(),))

    bad = article_from_text(TEXT, "bad")
    first, second, third = Gated("moody", moody).many([ARTICLE, bad, ARTICLE])
    assert isinstance(second, InputError) and first == third == through(relation())


def test_an_engine_is_found_by_name_and_a_wrong_name_tells_the_right_ones():
    assert engine("rules")(ARTICLE) == rules_engine(ARTICLE)
    with pytest.raises(UsageError, match="no engine 'ruels'") as caught:
        engine("ruels")
    assert "rules" in caught.value.hint


def test_figures_and_topics_pass_the_gate_and_what_it_throws_away_is_counted():
    good = KeyFigure("e2", 3, "Dienste", *AT, AT[0], AT[0] + 9, 0.8)
    figures = (good, replace(good, entity="e9"), replace(good, first=0))
    topics = (Topic("portal", 6, 19, 0.7), Topic("chess", 6, 19, 0.7))
    found = gate(ARTICLE, (JENA, LOTSE), (relation(),), said=(figures, topics))
    assert (found.figures, found.topics) == ((good,), topics[:1])
    assert found.rejected == (
        ("key figure that the text does not bear out", 2),
        ("topic that the text or the scheme does not bear out", 1),
    )
