"""What an engine proposes of one article, by names and quotes: `Proposal` finds their places in the text.

An engine calls `entity` and `relation` and returns `extraction()`. A name that the text does not have, and a quote
that it does not have, are passed on without a place, so that the gate throws them away and counts them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from kgraph.engines.places import name_places, quote_places, stands_in
from kgraph.names import fold, nominative
from kgraph.records import Article, ArticleEntity, Extraction, Mention, Relation
from kgraph.vocab import schema

_NOWHERE = (-1, -1)


@dataclass
class _Named:
    """An entity in the making; `spans` are its mentions."""

    id: str
    type: str
    name: str
    forms: dict[str, None] = field(default_factory=dict)
    spans: set[tuple[int, int]] = field(default_factory=set)
    date: str | None = None


class Proposal:
    """Entities and relations of one article, from names and quotes.

    Args:
        article: What the engine read.
        rule: What its mentions and relations are marked with, such as the engine's name.
    """

    def __init__(self, article: Article, rule: str) -> None:
        self._article = article
        self._rule = rule
        self._entities: dict[tuple[str, str], _Named] = {}
        self._by_id: dict[str, _Named] = {}
        self._relations: list[Relation] = []
        self._lost: Counter[str] = Counter()

    def entity(self, type: str, name: str, *, aliases: Iterable[str] = (), date: str | None = None) -> str:
        """Propose an entity; one of the same kind and name is the same.

        Args:
            type: Fine type, a class of the ontology.
            name: Its fullest form, as the text has it or in the nominative.
            aliases: Other forms that the text uses; those that it does not have are left out.
            date: Of an event or agreement, ISO 8601 cut to what is known.

        Returns:
            Its id, for `relation`.
        """
        found = self._same(type, name)
        found.date = found.date or date
        for form in (name, *aliases):
            spans = set(name_places(self._article, form))
            if not spans and form == name and type != "Person":
                spans = set(name_places(self._article, form, inflected=True))
            if spans:
                found.forms[form] = None
                found.spans |= spans
            elif form != name:
                self.lose("form that is not in the text")
        return found.id

    def relation(self, subject: str, predicate: str, object: str, quote: str, **more: Any) -> None:
        """Propose a relation.

        Args:
            subject: Id that `entity` returned, like `object`.
            predicate: Local name of an object property of the ontology.
            object: See `subject`.
            quote: Words of the text that state it; the sentence around them becomes the evidence.
            more: Other fields of `Relation`: `confidence` (0.5 if not given) and `status`; `speaker` and `source` are
                ids, `role` and `amount` words of the text, a role in the nominative.
        """
        for name in ("role", "amount"):
            if more.get(name) is not None and not stands_in(self._article, more[name], inflected=name == "role"):
                more[name] = None
                self.lose(f"{name} that is not in the text")
        place = self._place(quote, subject, object)
        if place is None:
            self.lose("quote that names neither end")
            return
        fields = {"confidence": 0.5, "rule": self._rule, **more}
        self._relations.append(Relation(subject, predicate, object, *place, **fields))

    def lose(self, reason: str) -> None:
        """Count something that the engine itself threw away."""
        self._lost[reason] += 1

    def extraction(self) -> Extraction:
        """All of it, entities numbered by first mention; what has no place in the text comes last."""
        named = [replace(n, spans=set(spans)) for n, spans in self._own_spans()]
        ordered = sorted(named, key=lambda n: (min(n.spans, default=(len(self._article.text) + 1, 0)), n.id))
        ids = {n.id: f"e{number}" for number, n in enumerate(ordered, 1)}

        def moved(id: str) -> str:
            return ids.get(id, f"unknown:{id}")  # never like an id that there is

        entities = tuple(self._record(n, ids[n.id]) for n in ordered)
        relations = tuple(
            replace(
                r,
                subject=moved(r.subject),
                object=moved(r.object),
                speaker=moved(r.speaker) if r.speaker else None,
                source=moved(r.source) if r.source else None,
            )
            for r in self._relations
        )
        return Extraction(self._article, entities, relations, tuple(sorted(self._lost.items())))

    def _same(self, type: str, name: str) -> _Named:
        coarse = schema().coarse(type) if type in schema().fine_types else type
        key = coarse, fold(name)
        if key not in self._entities:
            self._entities[key] = _Named(f"proposed:{len(self._entities)}", type, name)
            self._by_id[self._entities[key].id] = self._entities[key]
        return self._entities[key]

    def _place(self, quote: str, subject: str, object: str) -> tuple[int, int] | None:
        """The sentence of the quote that names an end; nowhere if the text has no such quote, None if none does."""
        places = list(quote_places(self._article, quote))
        ends = [span for id in (subject, object) if id in self._by_id for span in self._by_id[id].spans]
        if not places or not ends:
            return places[0] if places else _NOWHERE
        for start, end in places:
            if any(start <= first and last <= end for first, last in ends):
                return start, end
        return None

    def _own_spans(self) -> Iterator[tuple[_Named, set[tuple[int, int]]]]:
        """Each entity without the places that lie inside another's name, unless it has no others."""
        for named in self._by_id.values():
            others = [span for n in self._by_id.values() if n is not named for span in n.spans]
            own = {s for s in named.spans if not any(_within(s, other) for other in others)}
            yield named, own or named.spans

    def _record(self, named: _Named, id: str) -> ArticleEntity:
        forms = list(named.forms)
        # A name that stands in the text only in other forms is called by the fullest of those.
        name = named.name if named.name in named.forms or not forms else max(forms, key=len)
        name = name if named.type == "Person" else nominative(name)
        mentions = tuple(Mention(start, end, "name", self._rule) for start, end in sorted(named.spans))
        return ArticleEntity(id, named.type, name, tuple(f for f in forms if f != name), mentions, date=named.date)


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1] and inner != outer
