"""Who says a fact: facts in, for each the sentences that state it, the articles that type so, or the register.

Relations are stated by sentences. A type is given by an article as a whole: where the store keeps what each article
gave, those that gave it are told, else all that mention the thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox

from kgraph.assertions import register_quads
from kgraph.reason.chain import Fact
from kgraph.reason.ontology import TYPE
from kgraph.register import default_register
from kgraph.store import Store
from kgraph.vocab import KG, RDF, Triple, article_id, key_of

_KEPT = frozenset({RDF + "subject", RDF + "predicate", RDF + "object", KG + "quote", KG + "status", KG + "suppressed"})


class Quads(Protocol):
    """What gives its quads graph by graph, the default graph first: a `Store`."""

    def quads(self) -> Iterator[ox.Quad]:
        """Yield every quad; can be called again."""
        ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is behind a fact.

    Attributes:
        article: Id of the article; empty where the register says so.
        quote: Its sentence; empty where articles only mention the entity.
        statement: Key of the statement, as `kgraph explain` and `kgraph decide reject` take it; empty likewise.
    """

    article: str
    quote: str = ""
    statement: str = ""

    def __str__(self) -> str:
        if self.quote:
            return f"{self.article}: “{self.quote}” ({self.statement})"
        return f"{self.article} mentions it" if self.article else "the register says so"


@dataclass(frozen=True, slots=True)
class Sources:
    """Who says what.

    Attributes:
        facts: Fact → who says it.
        spoken: Thing with a type that counts → sentences that speak of it, whatever they say.
    """

    facts: Mapping[Fact, tuple[Evidence, ...]]
    spoken: Mapping[object, tuple[Evidence, ...]]


def sources_of(
    facts: Iterable[Fact],
    quads: Iterable[ox.Quad],
    base: str,
    gives: Callable[[str], Iterable[ox.Quad]] | None = None,
) -> Sources:
    """Who says each of the facts.

    Args:
        facts: Given ones.
        quads: Those of the articles' graphs.
        base: IRI below which things are named.
        gives: Id of an article → the facts that it gave; None where that is not kept.
    """
    wanted = set(facts)
    stated, spoken, mentions = _read(wanted, quads, base)
    given: dict[str, set[tuple[object, ...]]] = {}
    found: dict[Fact, tuple[Evidence, ...]] = {}
    register = _registered(wanted, base)
    for fact in wanted:
        behind = set(stated.get(fact, ()))
        if fact[1] == TYPE:
            articles = mentions.get(fact[0], set())
            for article in articles:
                if gives is not None and article not in given:
                    given[article] = {(q.subject, q.predicate, q.object) for q in gives(article)}
            typing = {article for article in articles if not given or fact in given[article]}
            behind |= {Evidence(article) for article in typing}
        if fact in register:
            behind.add(Evidence(""))
        found[fact] = in_order(behind)
    return Sources(found, {thing: in_order(sentences) for thing, sentences in spoken.items()})


def in_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """By article, each once."""
    return tuple(sorted(set(evidence), key=lambda e: (e.article, e.quote, e.statement)))


def _read(
    wanted: set[Fact], quads: Iterable[ox.Quad], base: str
) -> tuple[Mapping[Fact, set[Evidence]], Mapping[object, set[Evidence]], Mapping[object, set[str]]]:
    """Fact → sentences that state it; typed thing → sentences that speak of it; typed thing → articles that name it."""
    links = {_values(fact): fact for fact in wanted if fact[1] != TYPE}
    typed = {_value(fact[0]): fact[0] for fact in wanted if fact[1] == TYPE}
    nodes: dict[tuple[str, str], dict[str, str]] = {}
    mentions: dict[object, set[str]] = defaultdict(set)
    for quad in quads:
        predicate, graph = quad.predicate.value, _value(quad.graph_name)
        if predicate == KG + "mentions" and (thing := typed.get(_value(quad.object))):
            mentions[thing].add(article_id(base, graph) or graph)
        elif predicate in _KEPT:
            nodes.setdefault((graph, _value(quad.subject)), {})[predicate] = _value(quad.object)
    stated: dict[Fact, set[Evidence]] = defaultdict(set)
    spoken: dict[object, set[Evidence]] = defaultdict(set)
    for (graph, iri), node in nodes.items():
        triple: Triple = (node.get(RDF + "subject", ""), node.get(RDF + "predicate", ""), node.get(RDF + "object", ""))
        if triple not in links and not typed.keys() & {triple[0], triple[2]}:
            continue
        sentence = Evidence(article_id(base, graph) or graph, node.get(KG + "quote", ""), key_of(base, iri) or iri)
        # Only what is claimed to hold makes a fact: who denies or plans it is innocent.
        if triple in links and node.get(KG + "status", "fact") == "fact" and KG + "suppressed" not in node:
            stated[links[triple]].add(sentence)
        for end in typed.keys() & {triple[0], triple[2]}:
            spoken[typed[end]].add(sentence)
    return stated, spoken, mentions


def _registered(wanted: set[Fact], base: str) -> set[Fact]:
    register = default_register()
    keys = {key_of(base, fact[0].value) for fact in wanted if isinstance(fact[0], ox.NamedNode)}
    known = [key for key in keys if key is not None and key in register.entries]
    said = ((q.subject, q.predicate, q.object) for q in register_quads(register, base, known)) if known else ()
    return wanted.intersection(said)


def _values(fact: Fact) -> Triple:
    return _value(fact[0]), fact[1].value, _value(fact[2])


def _value(node: object) -> str:
    return str(node.value) if isinstance(node, ox.NamedNode | ox.Literal) else str(node).strip("<>")


def evidence_in(source: Quads | Collection[ox.Quad]) -> Iterable[ox.Quad]:
    """The quads of the articles' graphs."""
    quads = source if isinstance(source, Collection) else source.quads()
    return (quad for quad in quads if isinstance(quad.graph_name, ox.NamedNode))


def gives_of(source: Quads | Collection[ox.Quad]) -> Callable[[str], Iterable[ox.Quad]] | None:
    """What tells the facts that an article gave; None where that is not kept."""
    if not isinstance(source, Store):
        return None

    def gives(id: str) -> Iterable[ox.Quad]:
        article = source.article(id)
        return article.fact_quads() if article else ()

    return gives
