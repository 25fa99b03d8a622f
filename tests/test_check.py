"""A check passes what kgraph builds, and names each thing that is wrong with article, statement and remedy."""

import sys

import pyoxigraph as ox
import pytest

import sample_graph as sample
from kgraph.check import check
from kgraph.errors import UsageError
from kgraph.vocab import DCTERMS, KG, PROV, RDF, RDFS, SCHEMA, XSD

STATEMENT = next(
    quad.subject
    for quad in sample.article_of("seed-01").graph
    if quad.predicate.value == RDF + "predicate" and quad.object.value == KG + "supports"
)
END = len(sample.TEXTS["seed-01"])
GRAPH = ox.NamedNode(sample.article("seed-01"))


def node(iri):
    return ox.NamedNode(iri)


def number(value, kind="integer"):
    return ox.Literal(value, datatype=node(XSD + kind))


def changed(subject, predicate, *values, graph=GRAPH):
    """The sample with other values of one property."""
    kept = [q for q in sample.quads() if (q.subject, q.predicate.value, q.graph_name) != (subject, predicate, graph)]
    return [*kept, *(ox.Quad(subject, node(predicate), value, graph) for value in values)]


def problems(quads, text_of=None):
    return check(quads, sample.BASE, text_of).problems


def test_what_kgraph_builds_has_no_problem_and_is_counted():
    report = check(sample.quads(), sample.BASE, sample.TEXTS.get)
    assert report.ok, report.problems
    assert (report.articles, report.statements, report.facts, report.compared) == (2, 5, 4, 5)
    assert "nothing is wrong (2 articles, 5 statements, 4 facts, 5 quotes compared" in str(report)


def test_a_problem_names_article_statement_and_remedy():
    (problem,) = problems(changed(STATEMENT, KG + "rule"))
    assert problem.article == "seed-01"
    assert problem.iri == STATEMENT.value
    assert str(problem) == (
        "article seed-01: “BMI – kg:supports – Datenservice”: needs exactly one rule that found it\n"
        "  → build the article again"
    )


@pytest.mark.parametrize(
    ("property", "values", "what"),
    [
        (KG + "quote", [], "one German quote"),
        (KG + "quote", [ox.Literal(" \n", language="de")], "one German quote"),
        (KG + "quote", [ox.Literal("lobt", language="en")], "one German quote"),
        (KG + "quote", [ox.Literal("a", language="de"), ox.Literal("b", language="de")], "one German quote"),
        (KG + "start", [number(str(END))], "starts at or behind its end"),
        (KG + "start", [number(str(END + 1))], "starts at or behind its end"),
        (KG + "start", [number("-1")], "one start"),
        (KG + "start", [ox.Literal("64")], "one start"),
        (KG + "end", [], "one end"),
        (KG + "confidence", [number("1.01", "decimal")], "one confidence"),
        (KG + "confidence", [number("-0.1", "decimal")], "one confidence"),
        (KG + "confidence", [], "one confidence"),
        (KG + "status", [ox.Literal("rumour")], "one status"),
        (KG + "status", [ox.Literal("planned"), ox.Literal("denied")], "one status"),
        (KG + "rule", [ox.Literal("")], "one rule"),
        (RDF + "subject", [], "one subject"),
        (RDF + "object", [node(sample.thing("ministry/bmi")), node(sample.thing("land/bremen"))], "one object"),
        (RDF + "predicate", [node(KG + "knows")], "a predicate that the ontology does not know"),
        (RDF + "type", [], "is not typed as kg:Statement"),
        (PROV + "wasDerivedFrom", [], "one article that it was derived from"),
        (PROV + "wasDerivedFrom", [node(sample.article("seed-00"))], "stands in the graph of another article"),
        (KG + "speaker", [node(sample.thing("initiative/datenservice"))], "a speaker who is no actor"),
        (KG + "from", [node(sample.thing("initiative/datenservice"))], "taken over from what is no actor"),
        (KG + "validFrom", [ox.Literal("bald")], "a beginning that is no date"),
        (KG + "validFrom", [number("2023-02-30", "date")], "a beginning that is no date"),
    ],
)
def test_each_fault_of_a_statement_is_told(property, values, what):
    found = problems(changed(STATEMENT, property, *values))
    assert [p for p in found if what in p.what and p.article == "seed-01" and p.iri == STATEMENT.value], found


@pytest.mark.parametrize(
    ("property", "values"),
    [
        (KG + "start", [number("0")]),
        (KG + "start", [number(str(END - 1))]),
        (KG + "confidence", [number("1", "decimal")]),
        (KG + "confidence", [number("0", "decimal")]),
        (KG + "speaker", [node(sample.thing("ministry/bmi"))]),
        (KG + "validFrom", [number("2023-02-28", "date")]),
        (KG + "validUntil", [number("2023", "gYear")]),
        (KG + "role", [ox.Literal("a", language="de"), ox.Literal("b", language="de")]),
    ],
)
def test_the_nearest_right_value_is_no_problem(property, values):
    assert not problems(changed(STATEMENT, property, *values))


@pytest.mark.parametrize(
    ("property", "values", "what"),
    [
        (DCTERMS + "title", [], "one title"),
        (DCTERMS + "issued", [ox.Literal("2023-11-20")], "date of publication"),
        (KG + "sha256", [ox.Literal("0" * 63)], "checksum of 64"),
        (RDF + "type", [], "no article with metadata"),
        (SCHEMA + "articleBody", [ox.Literal("Text")], "carries its body"),
    ],
)
def test_each_fault_of_an_article_is_told(property, values, what):
    found = problems(changed(GRAPH, property, *values))
    assert [p for p in found if what in p.what and p.article == "seed-01" and p.about == "the article"], found


@pytest.mark.parametrize(
    ("key", "type", "what"),
    [
        ("ministry/bmi", "Law", "the subject's type is outside the domain"),
        ("initiative/datenservice", "Event", "the object's type is outside the range"),
        ("initiative/datenservice", "Robot", "a type that the ontology does not know"),
    ],
)
def test_a_type_that_the_ontology_does_not_allow_is_told(key, type, what):
    entity = node(sample.thing(key))
    found = problems(changed(entity, RDF + "type", node(KG + type), graph=ox.DefaultGraph()))
    assert [p for p in found if what in p.what and p.article == "seed-01"], found


def test_a_body_may_be_part_of_a_land_but_not_of_a_programme():
    entity = node(sample.thing("land/bremen"))
    for type, wrong in (("Authority", False), ("Programme", True)):
        found = problems(changed(entity, RDF + "type", node(KG + type), graph=ox.DefaultGraph()))
        assert bool(["does not go with" in p.what for p in found]) is wrong, found


@pytest.mark.parametrize(("property", "what"), [(RDFS + "label", "has no label"), (RDF + "type", "has no type")])
def test_an_entity_without_label_or_type_is_told_in_each_article_that_names_it(property, what):
    entity = node(sample.thing("state/bund"))
    found = [p for p in problems(changed(entity, property, graph=ox.DefaultGraph())) if p.what == what]
    assert [p.article for p in found] == ["seed-00", "seed-01"]
    assert {p.iri for p in found} == {entity.value}


def test_a_quote_must_be_the_slice_of_its_text_where_the_text_is_kept():
    other = {**sample.TEXTS, "seed-01": "X" + sample.TEXTS["seed-01"]}
    found = problems(sample.quads(), other.get)
    assert {p.article for p in found} == {"seed-01"}
    assert sum("a quote that its text does not have" in p.what for p in found) == 2
    assert sum("another checksum" in p.what for p in found) == 1
    assert not problems(sample.quads(), {"seed-00": sample.TEXTS["seed-00"]}.get)


def test_a_fact_needs_a_statement_and_a_statement_of_fact_its_fact():
    fact = ox.Quad(
        node(sample.thing("ministry/bmi")), node(KG + "supports"), node(sample.thing("initiative/datenservice"))
    )
    (missing,) = problems([quad for quad in sample.quads() if quad != fact])
    assert missing.what == "is stated as a fact, but is none in the graph"
    (alone,) = problems(changed(STATEMENT, KG + "status", ox.Literal("planned")))
    assert (alone.article, alone.about) == (None, "“BMI – kg:supports – Datenservice”")
    assert alone.what == "is a fact that no statement supports"


def test_what_the_register_says_of_bodies_needs_no_statement():
    part = ox.Quad(node(sample.thing("ministry/bmi")), node(KG + "partOf"), node(sample.thing("state/bund")))
    assert not problems([*sample.quads(), part])


def test_the_order_of_the_quads_does_not_matter():
    assert not problems(sample.quads()[::-1])


def test_an_empty_graph_has_no_problem():
    assert check([], sample.BASE).ok


def test_a_store_is_asked_for_its_quads():
    class Store:
        def quads(self):
            return iter(sample.quads())

    assert check(Store(), sample.BASE).articles == 2


def test_without_pyshacl_the_remedy_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(UsageError) as fault:
        check([], sample.BASE)
    assert "kgraph[check]" in fault.value.hint
