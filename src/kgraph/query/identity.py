"""How an entity's identity was decided, article by article: resolution is run again on the kept extractions."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kgraph.query.profile import Profile
from kgraph.register import default_register
from kgraph.resolve import Decision, Decisions, resolve
from kgraph.store import Store, decisions_file
from kgraph.vocab import article_id

_MENTIONING = """
SELECT ?article WHERE { VALUES ?entity { UNDEF } GRAPH ?article { ?article kg:mentions ?entity } } ORDER BY ?article"""

_OF_THE_WHOLE = {"different", "rename", "retype", "link", "no-link"}


@dataclass(frozen=True, slots=True)
class Identity:
    """Why something that an article names is this entity.

    Attributes:
        article: Id of the article.
        forms: The names that it uses, the fullest first.
        why: The rule, register entry or decision.
    """

    article: str
    forms: tuple[str, ...]
    why: str


def decided(store: Store, found: Profile) -> tuple[Decision, ...]:
    """The decisions about an entity as a whole, in their order: what it is called and is, and what it is not."""
    decisions = Decisions.load(decisions_file(store.place))
    concerned = []
    for decision in decisions.all:
        ends = {decisions.end(key) for key in (decision.subject, *_others(decision))}
        known = not decisions.withheld & {decision.subject, *_others(decision), *ends}  # who is left out stays unnamed
        if decision.kind in _OF_THE_WHOLE and not decision.articles and found.key in ends and known:
            concerned.append(decision)
    return tuple(concerned)


def _others(decision: Decision) -> tuple[str, ...]:
    """The other thing that a decision is about, where it is about two."""
    return (decision.target,) if decision.kind == "different" else ()


def identity(store: Store, found: Profile) -> tuple[Identity, ...]:
    """Tell for each article whose text is kept here why it means this entity."""
    decisions = Decisions.load(decisions_file(store.place))
    told = []
    for row in store.query(_MENTIONING, {"entity": ox.NamedNode(found.iri)}).texts():
        kept = store.article(article_id(store.base, row["article"]) or "")
        if kept is None:
            continue
        extraction = kept.extraction()
        for id, entity in resolve(extraction, default_register(), decisions).items():
            if entity.key == found.key:
                named = extraction.entity(id)
                told.append(Identity(kept.id, (named.name, *named.aliases), entity.why))
    return tuple(told)
