"""Name who is contradicted: queries over the disjointness axioms, with the sentences behind.

An entity is contradicted where two of its types exclude each other, or where its types exclude every class
that the domain, the range, or a restriction of a property said of it would put it into.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kgraph.reason.premises import Premises
from kgraph.vocab import KG, OWL, RDF, RDFS, Triple, article_id, key_of, shortened

_PREFIXES = {"kg": KG, "owl": OWL, "rdf": RDF, "rdfs": RDFS}
# Written into the scratch graph only: this class, or one above it, is disjoint with that one or one above it.
_EXCLUDES = ox.NamedNode("urn:kgraph:excludes")

_DISJOINT = """
    SELECT DISTINCT ?a ?b WHERE {
        { ?x owl:disjointWith ?y } UNION { ?y owl:disjointWith ?x } UNION {
            ?axiom a owl:AllDisjointClasses ; owl:members ?members .
            ?members rdf:rest*/rdf:first ?x, ?y .
            FILTER (?x != ?y)
        }
        ?a rdfs:subClassOf* ?x .
        ?b rdfs:subClassOf* ?y .
    }"""

# A class that is a union (kg:Actor) is excluded by what excludes all its members.
_DISJOINT_FROM_UNION = """
    SELECT DISTINCT ?a ?b WHERE {
        ?b owl:equivalentClass/owl:unionOf ?list .
        ?a a owl:Class .
        FILTER (ISIRI(?a))
        FILTER NOT EXISTS {
            ?list rdf:rest*/rdf:first ?member .
            FILTER NOT EXISTS { ?a <urn:kgraph:excludes> ?member }
        }
    }"""

_TYPES = """
    SELECT DISTINCT ?entity ?class ?other WHERE {
        ?entity a ?class, ?other .
        ?class <urn:kgraph:excludes> ?other .
        FILTER (STR(?class) < STR(?other))
    }"""

# No class that the property allows is left that some type of the entity does not exclude.
_ENDS = """
    SELECT DISTINCT ?entity ?subject ?property ?object ?side WHERE {
        {
            ?property rdfs:subPropertyOf*/rdfs:domain ?allowed . ?subject ?property ?object .
            BIND (?subject AS ?entity) BIND ("domain" AS ?side)
        } UNION {
            ?property rdfs:subPropertyOf*/rdfs:range ?allowed . ?subject ?property ?object .
            BIND (?object AS ?entity) BIND ("range" AS ?side)
        } UNION {
            ?restriction owl:onProperty ?property ; owl:allValuesFrom ?allowed .
            ?subject ?property ?object ; a/rdfs:subClassOf* ?restriction .
            BIND (?object AS ?entity) BIND ("restriction" AS ?side)
        }
        FILTER NOT EXISTS {
            ?allowed (owl:unionOf/rdf:rest*/rdf:first)? ?member .
            FILTER NOT EXISTS { ?allowed owl:unionOf ?list . FILTER (?allowed = ?member) }
            FILTER NOT EXISTS { ?entity a/<urn:kgraph:excludes> ?member }
        }
    }"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence behind a contradiction.

    Attributes:
        article: Id of the article.
        quote: Its sentence; empty where articles only mention the entity.
        statement: Key of the statement, as `kgraph explain` and `kgraph decide reject` take it; empty likewise.
    """

    article: str
    quote: str
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One entity of which something is said that cannot be.

    Attributes:
        iri: Of the entity.
        label: Its name.
        types: Its types, as prefixed names.
        why: What excludes what.
        evidence: The sentences that say it, or the articles that mention the entity.
    """

    iri: str
    label: str
    types: tuple[str, ...]
    why: str
    evidence: tuple[Evidence, ...]

    def __str__(self) -> str:
        head = f"{self.label} <{self.iri}> ({', '.join(self.types)}): {self.why}"
        said = (
            f"{e.article}: “{e.quote}” ({e.statement})" if e.quote else f"{e.article} mentions it"
            for e in self.evidence
        )
        return "\n  ".join((head, *said))


@dataclass(frozen=True, slots=True)
class _Clash:
    entity: str
    why: str
    triple: Triple | None


def contradictions(
    premises: Premises, evidence: Callable[[], Iterable[ox.Quad]], base: str
) -> tuple[Contradiction, ...]:
    """Find who is contradicted.

    Args:
        premises: Ontology and facts.
        evidence: Gives the quads of the articles' graphs; read only if there is a contradiction.
        base: IRI below which things are named.

    Returns:
        Sorted by IRI and reason.
    """
    graph = ox.Store()
    graph.bulk_extend(ox.Quad(*triple) for triple in (*premises.ontology, *premises.triples))
    for query in (_DISJOINT, _DISJOINT_FROM_UNION):
        graph.bulk_extend([ox.Quad(a, _EXCLUDES, b) for a, b in _rows(graph, query)])
    by_type = set(_type_clashes(graph))
    twofold = {clash.entity for clash in by_type}
    # Who has two types that exclude each other can stand nowhere: that is one contradiction, not one more a sentence.
    by_end = {clash for clash in _end_clashes(graph, premises.labels) if clash.entity not in twofold}
    clashes = sorted(by_type | by_end, key=lambda clash: (clash.entity, clash.why))
    behind = _sentences(clashes, evidence(), base) if clashes else {}
    return tuple(
        Contradiction(
            clash.entity,
            premises.labels.get(clash.entity, clash.entity),
            _types(graph, clash.entity),
            clash.why,
            tuple(
                sorted(behind.get(clash.triple or clash.entity, ()), key=lambda e: (e.article, e.quote, e.statement))
            ),
        )
        for clash in clashes
    )


def _type_clashes(graph: ox.Store) -> Iterable[_Clash]:
    for entity, class_, other in _rows(graph, _TYPES):
        why = f"nothing can be both {shortened(class_.value)} and {shortened(other.value)}"
        yield _Clash(entity.value, why, None)


def _end_clashes(graph: ox.Store, labels: Mapping[str, str]) -> Iterable[_Clash]:
    sides = {
        "domain": "cannot stand before",
        "range": "cannot stand behind",
        "restriction": "cannot, with this subject, stand behind",
    }
    for entity, subject, property, object_, side in _rows(graph, _ENDS):
        types = " and ".join(_types(graph, entity.value))
        said = " – ".join(
            (
                labels.get(subject.value, subject.value),
                shortened(property.value),
                labels.get(object_.value, object_.value),
            )
        )
        why = f"{types} {sides[side.value]} {shortened(property.value)}, as in “{said}”"
        yield _Clash(entity.value, why, (subject.value, property.value, object_.value))


def _types(graph: ox.Store, iri: str) -> tuple[str, ...]:
    found = graph.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(RDF + "type"), None)
    return tuple(sorted(shortened(quad.object.value) for quad in found if isinstance(quad.object, ox.NamedNode)))


def _rows(graph: ox.Store, query: str) -> list[Sequence[ox.NamedNode]]:
    return [tuple(row) for row in graph.query(query, prefixes=_PREFIXES)]  # type: ignore[union-attr]


def _sentences(clashes: Iterable[_Clash], quads: Iterable[ox.Quad], base: str) -> Mapping[Triple | str, set[Evidence]]:
    """By triple, and by entity without one, the sentences that speak of it; of a mere mention the article."""
    triples = {clash.triple for clash in clashes if clash.triple}
    entities = {clash.entity for clash in clashes if not clash.triple}
    nodes: dict[tuple[str, str], dict[str, str]] = {}
    found: dict[Triple | str, set[Evidence]] = {}
    mentions: dict[Triple | str, set[Evidence]] = {}
    kept = {RDF + "subject", RDF + "predicate", RDF + "object", KG + "quote"}
    for quad in quads:
        graph = str(quad.graph_name.value) if isinstance(quad.graph_name, ox.NamedNode) else ""
        value = quad.object.value if isinstance(quad.object, ox.NamedNode | ox.Literal) else str(quad.object)
        if quad.predicate.value == KG + "mentions" and value in entities:
            mentions.setdefault(value, set()).add(Evidence(article_id(base, graph) or graph, ""))
        elif quad.predicate.value in kept:
            nodes.setdefault((graph, str(quad.subject)), {})[quad.predicate.value] = value
    for (graph, statement), node in nodes.items():
        triple = (node.get(RDF + "subject", ""), node.get(RDF + "predicate", ""), node.get(RDF + "object", ""))
        iri = statement.strip("<>")
        sentence = Evidence(article_id(base, graph) or graph, node.get(KG + "quote", ""), key_of(base, iri) or iri)
        for key in {triple} & triples | {triple[0], triple[2]} & entities:
            found.setdefault(key, set()).add(sentence)
    return mentions | found
