"""What is shown of an article once a curator has suppressed something: an extraction in, a narrower one out.

Whoever is suppressed as a whole leaves with every statement and with every sentence that names them. A sentence
names them where a mention of theirs stands, or one of their forms or their surname as a word of its own: in the
genitive, too, and in a compound with a hyphen ("Schoeller-App"); a thing of such a name leaves along with them, unless
the register has it. So does each name under which they may come as well (`bearers`). What otherwise lies inside the
name that something else bears ("Anna Schoeller") names that, and "Schoellerstraße" is another word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from kgraph.records import Article, ArticleEntity, Entity, Extraction, KeyFigure, Mention, Relation, Topic
from kgraph.register import default_register
from kgraph.resolve import Decisions, resolve
from kgraph.resolve.bearers import NOBODY, Bearers
from kgraph.resolve.claims import figure_iris, statement_iris
from kgraph.resolve.spans import Span, Spans, occurrences
from kgraph.segment import sentences
from kgraph.vocab import claim_iri

MASK = "[…]"
"""Stands where a name was."""
_END = re.compile(r"""[.!?…]["“”«»‘')\]]*$""")
_Quoted = Relation | KeyFigure | Topic


def withheld(
    extraction: Extraction, entities: Mapping[str, Entity], decisions: Decisions, also: frozenset[str] = frozenset()
) -> Extraction:
    """Leave out what is suppressed as a whole: the thing, what is said of it, and every sentence that names it.

    Args:
        extraction: As it was read.
        entities: What each of its entities is.
        decisions: Those of the store.
        also: Ids of entities that are left out likewise.
    """
    hidden = _hidden(extraction, entities, decisions) | also
    bearers = Bearers.of(decisions.withheld)
    masks = _Masks(extraction, hidden, bearers)
    article = masks.article()
    if not hidden and article is extraction.article and not masks.spans:
        return extraction
    return Extraction(
        article,
        tuple(entity for entity in extraction.entities if entity.id not in hidden),
        tuple(
            relation
            for relation in extraction.relations
            if not hidden & {relation.subject, relation.object, relation.speaker, relation.source}
            and not masks.touches(relation)
        ),
        figures=tuple(f for f in extraction.figures if f.entity not in hidden and not masks.touches(f)),
        topics=tuple(topic for topic in extraction.topics if not masks.touches(topic)),
    )


def shown(extraction: Extraction, decisions: Decisions, base: str) -> Extraction:
    """An article for somebody to read: withheld sentences masked, what is withheld or decided left out.

    Args:
        extraction: As it was read or kept.
        decisions: Those of the store.
        base: IRI below which claims are named that decisions reject or suppress.

    Returns:
        The extraction with all offsets as they were: a masked sentence is as long as the sentence.
    """
    if not decisions.withheld | decisions.rejected | decisions.suppressed:
        return extraction
    entities = resolve(extraction, default_register(), decisions)
    left = withheld(extraction, entities, decisions)
    left = _undecided(left, entities, decisions, base)
    masks = _Masks(extraction, _hidden(extraction, entities, decisions), Bearers.of(decisions.withheld))
    if not masks.spans:
        return left
    needed = {id for r in left.relations for id in (r.subject, r.object, r.speaker, r.source)}
    needed |= {figure.entity for figure in left.figures}
    seen = [replace(e, mentions=tuple(m for m in e.mentions if not masks.covers(m))) for e in left.entities]
    return replace(
        left,
        article=replace(left.article, text=masks.text()),
        entities=tuple(entity for entity in seen if entity.mentions or entity.id in needed),
    )


def _undecided(extraction: Extraction, entities: Mapping[str, Entity], decisions: Decisions, base: str) -> Extraction:
    """Leave out relations and figures that are rejected or suppressed, by any key that their ends had."""
    out = {claim_iri(base, id) for id in decisions.rejected | decisions.suppressed}
    known = extraction.article.id, entities, base
    return replace(
        extraction,
        relations=tuple(r for r in extraction.relations if out.isdisjoint(statement_iris(r, *known))),
        figures=tuple(f for f in extraction.figures if out.isdisjoint(figure_iris(f, *known))),
    )


def _hidden(extraction: Extraction, entities: Mapping[str, Entity], decisions: Decisions) -> frozenset[str]:
    """Ids of the article entities that are suppressed as a whole, and of things that are called after them."""
    bearers = Bearers.of(decisions.withheld)
    found = {
        id
        for id, entity in entities.items()
        if decisions.withheld & {entity.key, *entity.former}
        or (entity.type == "Person" and bearers.may_be(extraction.entity(id).name, entity.key, decisions))
    }
    forms = {form for e in extraction.entities if e.id in found for form in (*_forms(e), *_surname(e))}
    compound = [_compound(form) for form in forms]
    called = {
        entity.id
        for entity in extraction.entities
        if entity.type != "Person" and not entities[entity.id].registered
        if any(pattern.search(form) for pattern in compound for form in _forms(entity))
    }
    return frozenset(found | called)


@dataclass(frozen=True)
class _Masks:
    """The sentences of an article that name what is hidden in it."""

    extraction: Extraction
    hidden: frozenset[str]
    bearers: Bearers = NOBODY

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """From where to where they go, in text order."""
        text, named = self.extraction.article.text, Spans(self._named())
        return tuple(
            (start, end)
            for block in self.extraction.article.blocks
            for start, end in sentences(text, block.start, block.end)
            if named.meet(start, end)
        )

    @cached_property
    def _masked(self) -> Spans:
        return Spans(self.spans)

    def touches(self, quoted: _Quoted) -> bool:
        """Whether a quote has something in common with one of them."""
        return self._masked.meet(quoted.start, quoted.end)

    def covers(self, mention: Mention) -> bool:
        """Whether a mention stands in one of them."""
        return self._masked.meet(mention.start, mention.end)

    def text(self) -> str:
        """The text with each of them masked, as long as it was."""
        text, parts, done = self.extraction.article.text, [], 0
        for start, end in self.spans:
            mask = MASK + ("." if _END.search(text, start, end) else "")
            parts += [text[done:start], mask.ljust(end - start)[: end - start]]
            done = end
        return "".join((*parts, text[done:]))

    def article(self) -> Article:
        """The article without a name in its title and address; itself where neither has one."""
        article = self.extraction.article
        title = self.title()
        named = bool(self.spans or title != article.title)
        url = None if article.url and named and self.bearers.in_address(article.url) else article.url
        source = "" if named and self.bearers.in_address(article.source) else article.source
        if (title, url, source) == (article.title, article.url, article.source):
            return article
        return replace(article, title=title, url=url, source=source)

    def title(self) -> str:
        """The title with each name masked; a title is often but a part of the text."""
        title = self.extraction.article.title
        others = [form for entity in self._others() for form in _forms(entity) if form in title]
        for start, end in sorted(self.bearers.spans(title), reverse=True):
            if not any(title[start:end] in form for form in others):
                title = title[:start] + MASK + title[end:]
        kept = Spans(m.span() for form in others for m in re.finditer(re.escape(form), title))
        for form in sorted((form for form in self._known if form in title), key=lambda form: (-len(form), form)):
            for found in reversed(list(_word(form).finditer(title))):
                if not kept.cover(*found.span()):
                    title = title[: found.start()] + MASK.ljust(len(found[0]), "\0") + title[found.end() :]
        return title.replace("\0", "")

    def _named(self) -> Iterator[Span]:
        """Where the text names what is hidden."""
        entities = self.extraction.entities
        yield from ((m.start, m.end) for e in entities if e.id in self.hidden for m in e.mentions if m.kind == "name")
        others = Spans((m.start, m.end) for entity in self._others() for m in entity.mentions if m.kind == "name")
        text = self.extraction.article.text
        found = chain(self.bearers.spans(text), occurrences(self._known, text))
        yield from (span for span in found if not others.cover(*span))

    @cached_property
    def _known(self) -> frozenset[str]:
        """All forms of what is hidden, and surnames."""
        hidden = [entity for entity in self.extraction.entities if entity.id in self.hidden]
        forms = {form for entity in hidden for form in _forms(entity)}
        text = self.extraction.article.text
        forms |= {text[m.start : m.end] for entity in hidden for m in entity.mentions if m.kind == "name"}
        return frozenset(forms.union(*map(_surname, hidden)))

    def _others(self) -> Iterator[ArticleEntity]:
        return (entity for entity in self.extraction.entities if entity.id not in self.hidden)


def _forms(entity: ArticleEntity) -> tuple[str, ...]:
    return (entity.name, *entity.aliases)


def _surname(entity: ArticleEntity) -> tuple[str, ...]:
    return (entity.name.split()[-1],) if entity.type == "Person" else ()


def _compound(form: str) -> re.Pattern[str]:
    """A form with something joined to it by a hyphen."""
    return re.compile(rf"(?<!\w){re.escape(form)}[-‐‑–]\w|\w[-‐‑–]{re.escape(form)}(?!\w)")


def _word(form: str) -> re.Pattern[str]:
    """A form as a word of its own or with the ending of the genitive."""
    return re.compile(rf"(?<!\w){re.escape(form)}(?:s|['’]s?)?(?!\w)")


def pattern_of(forms: Iterable[str]) -> re.Pattern[str] | None:
    """What matches any of these forms, the longest first, as `_word` matches one; None without any."""
    longest = sorted(set(forms), key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?:s|['’]s?)?(?!\w)") if longest else None
