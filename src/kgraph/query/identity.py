"""How an entity's identity was decided, article by article: resolution is run again on the kept extractions."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kgraph.query.profile import Profile
from kgraph.register import default_register
from kgraph.resolve import Decisions, resolve
from kgraph.store import Store, decisions_file
from kgraph.vocab import article_id

_MENTIONING = """
SELECT ?article WHERE { VALUES ?entity { UNDEF } GRAPH ?article { ?article kg:mentions ?entity } } ORDER BY ?article"""


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


def identity(store: Store, found: Profile) -> tuple[Identity, ...]:
    """Tell for each article whose text is kept here why it means this entity."""
    decisions = Decisions.load(decisions_file(store.place))
    decided = []
    for row in store.query(_MENTIONING, {"entity": ox.NamedNode(found.iri)}).texts():
        kept = store.article(article_id(store.base, row["article"]) or "")
        if kept is None:
            continue
        extraction = kept.extraction()
        for id, entity in resolve(extraction, default_register(), decisions).items():
            if entity.key == found.key:
                named = extraction.entity(id)
                decided.append(Identity(kept.id, (named.name, *named.aliases), entity.why))
    return tuple(decided)
