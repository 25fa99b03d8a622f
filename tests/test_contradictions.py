"""Whatever contradicts the ontology is named with all that causes it, and nothing else is.

Each case is a handful of facts with a sentence each, of which it is known who is to blame. Beside them stand innocent
ones: the same entities said things of that agree with the ontology.
"""

import pyoxigraph as ox
import pytest

from kgraph.config import resource
from kgraph.errors import UsageError
from kgraph.reason import Limits, reason
from kgraph.reason.hermit import is_consistent
from kgraph.reason.premises import Premises
from kgraph.reason.rules import Rule, as_construct
from kgraph.reason.smallest import smallest
from kgraph.vocab import KG, PREFIXES, RDF, article_iri

BASE = "https://example.org/id/"
HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
INNOCENT = ["stadt a Municipality", "dienst a Service", "amt a Authority", "stadt uses dienst", "amt operates dienst"]


def node(name):
    return ox.NamedNode(name if ":" in name else BASE + name)


def graph_of(lines):
    """Facts from lines such as `bmi funds portal`, each with a statement in an article of its own; `a` gives a type."""
    quads = []
    for number, line in enumerate(lines):
        subject, predicate, object_ = line.split(maxsplit=2)
        if predicate == "a":
            quads.append(ox.Quad(node(subject), ox.NamedNode(RDF + "type"), ox.NamedNode(KG + object_)))
            continue
        status = "denied" if predicate.startswith("!") else "fact"
        property = ox.NamedNode(KG + predicate.lstrip("!"))
        value = ox.Literal(object_[1:]) if object_.startswith("'") else node(object_)
        if status == "fact":
            quads.append(ox.Quad(node(subject), property, value))
        graph, statement = ox.NamedNode(article_iri(BASE, f"a{number}")), node(f"statement/{number}")
        said = {"subject": node(subject), "predicate": property, "object": value}
        quads += [ox.Quad(statement, ox.NamedNode(RDF + name), term, graph) for name, term in said.items()]
        quads.append(ox.Quad(statement, ox.NamedNode(KG + "quote"), ox.Literal(line), graph))
        quads.append(ox.Quad(statement, ox.NamedNode(KG + "status"), ox.Literal(status), graph))
    return quads


def ontology_with(more=""):
    triples = [quad.triple for quad in ox.parse(path=resource("ontology/kgraph.ttl"))]
    return [*triples, *(quad.triple for quad in ox.parse(f"{HEAD}{more}".encode(), format=ox.RdfFormat.TURTLE))]


def culprits(contradiction):
    """The facts of one: by their sentences where some say them, else in words."""
    quotes = {e.quote for said in contradiction.facts for e in said.evidence}
    return quotes | {said.fact.replace(BASE, "") for said in contradiction.facts if not said.evidence}


# Kind → facts, what else the ontology says, users' rules, and for each contradiction whom and what is to blame.
CASES = {
    "two types": (
        ["x a Person", "x a Ministry", "x supports dienst"],
        "",
        (),
        [("x", {"x is a kg:Person", "x is a kg:Ministry"})],
    ),
    "types two steps below what excludes": (
        ["x a Company", "x a Land"],
        "",
        (),
        [("x", {"x is a kg:Company", "x is a kg:Land"})],
    ),
    "a domain": (["x a Ministry", "x signs pakt"], "", (), [("x", {"x signs pakt", "x is a kg:Ministry"})]),
    "a range": (["x a Event", "amt operates x"], "", (), [("x", {"amt operates x", "x is a kg:Event"})]),
    "the domain of a property above": (
        ["x a Statement", "x concerns dienst"],
        "kg:concerns rdfs:domain kg:Statement .",
        (),
        [("x", {"x concerns dienst", "x is a kg:Statement"})],
    ),
    "a restriction": (
        ["x a Programme", "amt partOf x"],
        "",
        (),
        [("x", {"amt partOf x", "amt is a kg:Authority", "x is a kg:Programme"})],
    ),
    "every sentence that does so, each by itself": (
        ["x a Ministry", "x signs pakt", "x signs zwei"],
        "",
        (),
        [
            ("x", {"x signs pakt", "x is a kg:Ministry"}),
            ("x", {"x signs zwei", "x is a kg:Ministry"}),
        ],
    ),
    "two sentences on what has no type": (
        ["x signs pakt", "amt operates x"],
        "",
        (),
        [("x", {"x signs pakt", "amt operates x"})],
    ),
    "three sentences of which no two do": (
        ["x p1 dienst", "x p2 dienst", "x p3 dienst"],
        "".join(
            f"kg:p{n} a owl:ObjectProperty ; rdfs:domain [ a owl:Class ; owl:unionOf ( kg:{a} kg:{b} ) ] .\n"
            for n, a, b in ((1, "Law", "Event"), (2, "Event", "Place"), (3, "Place", "Law"))
        ),
        (),
        [("x", {"x p1 dienst", "x p2 dienst", "x p3 dienst"})],
    ),
    "a part of a part": (
        ["x a Programme", "amt partOf mitte", "mitte partOf x"],
        "",
        (),
        [("x", {"amt partOf mitte", "mitte partOf x", "amt is a kg:Authority", "x is a kg:Programme"})],
    ),
    "a relation to itself": (
        ["amt cooperatesWith amt"],
        "kg:cooperatesWith a owl:IrreflexiveProperty .",
        (),
        [("amt", {"amt cooperatesWith amt"})],
    ),
    "a relation in both directions": (
        ["amt predecessor alt", "alt predecessor amt"],
        "kg:predecessor a owl:AsymmetricProperty .",
        (),
        [("alt", {"amt predecessor alt", "alt predecessor amt"})],
    ),
    "properties that exclude each other": (
        ["amt supports dienst", "amt opposes dienst"],
        "kg:supports owl:propertyDisjointWith kg:opposes .",
        (),
        [("amt", {"amt supports dienst", "amt opposes dienst"})],
    ),
    "an identifier of what can have none": (
        ["amt ags '04011000"],
        "",
        (),
        [("amt", {"amt is a kg:Authority", "amt ags '04011000"})],
    ),
    "a rule of the user's": (
        ["x a Company", "x funds dienst"],
        "",
        ("funds(?who, ?what) -> Person(?who)",),
        [("x", {"x is a kg:Company", "x funds dienst"})],
    ),
    "a rule upon a rule": (
        ["x a Company", "x funds dienst", "dienst partOf plan"],
        "",
        ("funds(?a, ?b), partOf(?b, ?c) -> leads(?a, ?c)", "leads(?a, ?b) -> Person(?a)"),
        [("x", {"x is a kg:Company", "x funds dienst", "dienst partOf plan"})],
    ),
}


@pytest.fixture
def no_judge(monkeypatch):
    """HermiT takes long; where the rest is known to be innocent it need not say so."""
    monkeypatch.setattr("kgraph.reason.is_consistent", lambda *_: True)


@pytest.mark.parametrize("kind", CASES)
def test_all_culprits_are_named_and_nobody_else(kind, no_judge):
    lines, more, rules, expected = CASES[kind]
    rules = [Rule(f"r:{n}", as_construct(line, f"r.swrl:{n}"), f"r.swrl:{n}") for n, line in enumerate(rules, start=1)]
    verdict = reason(graph_of([*INNOCENT, *lines]), BASE, rules=rules, ontology=ontology_with(more))
    found = [(c.iri.removeprefix(BASE), culprits(c)) for c in verdict.contradictions]
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert all(set(c.rules) == {rule.place for rule in rules} for c in verdict.contradictions)


@pytest.mark.jvm
@pytest.mark.parametrize("kind", [kind for kind in CASES if not CASES[kind][2]])
def test_hermit_agrees_that_these_are_contradictions(kind):
    lines, more, *_ = CASES[kind]
    premises = Premises(graph_of([*INNOCENT, *lines]), ontology_with(more))
    assert not is_consistent(premises.as_ntriples(), Limits())


@pytest.mark.jvm
def test_what_only_the_reasoner_sees_is_narrowed_down_to_the_fewest_facts():
    none = (
        "kg:Agreement rdfs:subClassOf [ a owl:Restriction ; owl:onProperty kg:hasParty ; "
        "owl:maxCardinality '0'^^xsd:nonNegativeInteger ] ."
    )
    lines = ["amt partyTo pakt", "amt a Authority"]
    verdict = reason(graph_of(lines), BASE, ontology=ontology_with(none))
    assert [culprits(c) for c in verdict.contradictions] == [{"amt partyTo pakt"}]
    assert not verdict.unchecked


def test_who_denies_it_or_says_other_things_of_it_is_not_named(no_judge):
    lines = [*INNOCENT, "x a Ministry", "x signs pakt", "x !signs pakt", "x supports dienst"]
    (found,) = reason(graph_of(lines), BASE).contradictions
    assert [e.quote for e in found.evidence] == ["x signs pakt"]


@pytest.mark.jvm
def test_many_contradictions_are_all_named_and_tell_apart_who_is_innocent():
    bad = [line for n in range(200) for line in (f"x{n} a Ministry", f"x{n} signs pakt{n}", f"y{n} a Person")]
    good = [f"y{n} signs pakt{n}" for n in range(200)]
    verdict = reason(graph_of([*INNOCENT, *bad, *good]), BASE)
    assert sorted(c.iri for c in verdict.contradictions) == sorted(f"{BASE}x{n}" for n in range(200))
    assert {e.quote for c in verdict.contradictions for e in c.evidence} == {f"x{n} signs pakt{n}" for n in range(200)}
    assert str(verdict).startswith("inconsistent: 200 contradictions")


def test_without_java_what_was_found_is_told_and_that_the_rest_is_not_judged(monkeypatch):
    def gone(*_):
        raise UsageError("reasoning needs a Java runtime", hint="install one")

    monkeypatch.setattr("kgraph.reason.is_consistent", gone)
    verdict = reason(graph_of([*INNOCENT, "x a Ministry", "x signs pakt"]), BASE)
    assert len(verdict.contradictions) == 1
    assert "the rest was not judged: reasoning needs a Java runtime" in str(verdict)
    with pytest.raises(UsageError):
        reason(graph_of(INNOCENT), BASE)


def test_the_fewest_facts_are_found_by_halving():
    asked = []

    def consistent(facts):
        asked.append(facts)
        return not {3, 400, 777} <= set(facts)

    assert sorted(smallest(range(1000), consistent)) == [3, 400, 777]
    assert len(asked) <= 3 * 10 + 4
    assert smallest([1], lambda facts: False) == (), "what judges all as contradictory needs no fact"
