"""Why the graph says something: a statement's sentence in its surroundings, and by which rule it was read."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

import pyoxigraph as ox

from kgraph.errors import NotFoundError
from kgraph.query.lookup import find_article, is_iri
from kgraph.query.sources import sources_of
from kgraph.records import Article
from kgraph.resolve import Decisions
from kgraph.resolve.withhold import shown
from kgraph.segment import sentences
from kgraph.store import Store, decisions_file
from kgraph.vocab import KG, article_id, key_of

_STATEMENTS = """
SELECT ?statement ?subjectLabel ?predicate ?objectLabel ?quote ?start ?end ?confidence ?rule ?status
  ?role ?amount ?speaker ?from ?article ?title ?published ?source ?suppressed
WHERE {
  VALUES ?article { UNDEF }
  VALUES ?statement { UNDEF }
  GRAPH ?article {
    ?statement a kg:Statement ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; kg:quote ?quote ;
      kg:start ?start ; kg:end ?end ; kg:confidence ?confidence ; kg:rule ?rule ; kg:status ?status .
    ?article dcterms:title ?title .
    OPTIONAL { ?article dcterms:issued ?published }
    OPTIONAL { ?article dcterms:source ?source }
    OPTIONAL { ?statement kg:role ?role }
    OPTIONAL { ?statement kg:amount ?amount }
    OPTIONAL { ?statement kg:suppressed ?suppressed }
  }
  OPTIONAL { GRAPH ?article { ?statement kg:speaker ?by } ?by rdfs:label ?speaker }
  OPTIONAL { GRAPH ?article { ?statement kg:from ?origin } ?origin rdfs:label ?from }
  ?subject rdfs:label ?subjectLabel .
  ?object rdfs:label ?objectLabel .
} ORDER BY ?start ?subjectLabel ?predicate ?objectLabel ?statement"""
_STATEMENT = re.compile(r"(?:statement/)?([0-9a-f]{8,64})")


@dataclass(frozen=True, slots=True)
class Explanation:
    """One statement with its sentence.

    Attributes:
        id: Key of the statement.
        start: Where its quote begins in the article's text, in code points; `end` is exclusive.
        before: The sentence before the quote, from the ledger; empty where there is none or the text is not kept here.
        after: The sentence behind it, likewise.
        rule: Id of the frame that read it.
        sources: Number of independent sources that state the same; copies of one text count once.
        suppressed: True if a curator has decided that it is no fact.
    """

    id: str
    subject: str
    predicate: str
    object: str
    status: str
    confidence: float
    rule: str
    role: str
    amount: str
    speaker: str
    source: str
    quote: str
    start: int
    end: int
    before: str
    after: str
    article: str
    title: str
    published: str
    read_from: str
    sources: int
    suppressed: bool

    def as_dict(self) -> dict[str, Any]:
        """The explanation as plain JSON values."""
        return asdict(self)


def explain(store: Store, given: str) -> tuple[Explanation, ...]:
    """Explain a statement, or every statement of an article.

    Args:
        store: Whom to ask.
        given: Key, IRI or hexadecimal id of a statement; or id or IRI of an article.

    Raises:
        NotFoundError: There is no such statement or article.
    """
    statement = _statement(store, given)
    if statement is None and given.startswith("statement/"):
        raise _no_statement(store, given)
    if statement is None:
        found = {"article": find_article(store, given)}
    else:
        found = {"statement": statement}
    rows = list(store.query(_STATEMENTS, found).texts())
    if statement is not None and not rows:
        raise _no_statement(store, given)
    decisions = Decisions.load(decisions_file(store.place))
    texts: dict[str, Article | None] = {}
    for row in rows:
        if row["article"] not in texts:
            kept = store.article(article_id(store.base, row["article"]) or "")
            texts[row["article"]] = shown(kept.extraction(), decisions, store.base).article if kept else None
    sources = sources_of(store, found)
    return tuple(_explanation(store, row, texts[row["article"]], sources.get(row["statement"], 0)) for row in rows)


def _no_statement(store: Store, given: str) -> NotFoundError:
    hint = "`kgraph show ENTITY --json` gives their ids"
    return NotFoundError(f"{store.name} has no statement {given!r}", hint=hint)


def _statement(store: Store, given: str) -> ox.NamedNode | None:
    if is_iri(given):
        return ox.NamedNode(given) if given.startswith(f"{store.base}statement/") else None
    found = _STATEMENT.fullmatch(given)
    return ox.NamedNode(f"{store.base}statement/{found[1]}") if found else None


def _explanation(store: Store, row: dict[str, str], article: Article | None, sources: int) -> Explanation:
    start, end = int(row["start"]), int(row["end"])
    before, after = _surroundings(article, start, end) if article else ("", "")
    return Explanation(
        id=key_of(store.base, row["statement"]) or row["statement"],
        subject=row["subjectLabel"],
        predicate=row["predicate"].removeprefix(KG),
        object=row["objectLabel"],
        status=row["status"],
        confidence=float(row["confidence"]),
        rule=row["rule"],
        role=row["role"],
        amount=row["amount"],
        speaker=row["speaker"],
        source=row["from"],
        quote=row["quote"],
        start=start,
        end=end,
        before=before,
        after=after,
        article=article_id(store.base, row["article"]) or row["article"],
        title=row["title"],
        published=row["published"],
        read_from=row["source"],
        sources=sources,
        suppressed=bool(row["suppressed"]),
    )


def _surroundings(article: Article, start: int, end: int) -> tuple[str, str]:
    """The sentences next to a quote within its block; the rest of its own sentence counts as one."""
    for block in article.blocks:
        if block.start <= start and end <= block.end:
            spans = list(sentences(article.text, block.start, block.end))
            earlier = [span for span in spans if span[0] < start]
            later = [span for span in spans if span[1] > end]
            before = article.text[earlier[-1][0] : min(earlier[-1][1], start)] if earlier else ""
            after = article.text[max(later[0][0], end) : later[0][1]] if later else ""
            return before.strip(), after.strip()
    return "", ""
