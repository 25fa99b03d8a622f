"""What a store keeps of one article: its extraction with the text, its quads, and by what it was made.

`StoredArticle.pack` turns an `Extraction` and its quads into compressed bytes, in whichever process
made them; `extraction`, `graph_quads` and `fact_quads` read them back. Bytes travel between
processes and into the ledger unchanged.
"""

from __future__ import annotations

import dataclasses
import json
import zlib
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from kgraph.copies import signature
from kgraph.errors import StoreError
from kgraph.records import Article, ArticleEntity, Block, Extraction, KeyFigure, Mention, Relation, Topic


@dataclasses.dataclass(frozen=True, slots=True)
class StoredArticle:
    """One article as the ledger keeps it.

    Attributes:
        id: The article's id.
        digest: SHA-256 of its text.
        fingerprint: Of all that its quads depend on; equal means that nothing need be done.
        extractor: Version of the rules that made the extraction.
        title: As in `Article`, like `published`, `source` and `url`.
        packed: The extraction with the text, as compressed JSON.
        graph: The quads of its named graph, as compressed N-Quads.
        facts: What it adds to the default graph, likewise.
        decided: Ids of the curator's decisions that had an effect on it.
        sketch: Signature of its text, by which copies are told (`kgraph.copies`).
    """

    id: str
    digest: str
    fingerprint: str
    extractor: str
    title: str
    published: str | None
    source: str
    url: str | None
    packed: bytes
    graph: bytes
    facts: bytes
    decided: tuple[str, ...] = ()
    sketch: bytes = b""

    @classmethod
    def pack(
        cls,
        extraction: Extraction,
        graph: Iterable[ox.Quad],
        facts: Iterable[ox.Quad],
        *,
        fingerprint: str,
        extractor: str,
        decided: Iterable[str] = (),
    ) -> StoredArticle:
        """Compress an extraction and its quads.

        Args:
            extraction: With the article.
            graph: Quads of the article's named graph.
            facts: Quads of the default graph; names and types are put to the vote at loading.
            fingerprint: See the class.
            extractor: See the class.
            decided: See the class.
        """
        article = extraction.article
        return cls(
            article.id,
            article.digest,
            fingerprint,
            extractor,
            article.title,
            article.published,
            article.source,
            article.url,
            zlib.compress(json.dumps(extraction, ensure_ascii=False, default=_fields).encode()),
            pack_quads(graph),
            pack_quads(facts),
            tuple(decided),
            signature(article),
        )

    def extraction(self) -> Extraction:
        """The extraction, with the article and its text."""
        return unpack_extraction(self.packed)

    def graph_quads(self) -> list[ox.Quad]:
        """The quads of its named graph."""
        return unpack_quads(self.graph)

    def fact_quads(self) -> list[ox.Quad]:
        """What it adds to the default graph."""
        return unpack_quads(self.facts)


def _fields(record: Any) -> dict[str, object]:
    """A record for JSON. `dataclasses.asdict` gives the same, but copies all below it first: three times the time."""
    return {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}


def unpack_extraction(packed: bytes) -> Extraction:
    """Read back what `StoredArticle.pack` made of an extraction."""
    document: dict[str, Any] = json.loads(_unpacked(packed))
    article = document["article"]
    article["blocks"] = tuple(Block(**block) for block in article["blocks"])
    entities = tuple(
        ArticleEntity(
            **{
                **entity,
                "aliases": tuple(entity["aliases"]),
                "mentions": tuple(Mention(**mention) for mention in entity["mentions"]),
            }
        )
        for entity in document["entities"]
    )
    return Extraction(
        Article(**article),
        entities,
        tuple(Relation(**relation) for relation in document["relations"]),
        tuple((reason, number) for reason, number in document.get("rejected", ())),
        tuple(KeyFigure(**figure) for figure in document.get("figures", ())),
        tuple(Topic(**topic) for topic in document.get("topics", ())),
    )


def pack_quads(quads: Iterable[ox.Quad]) -> bytes:
    """Compressed N-Quads, sorted, so that equal sets give equal bytes."""
    return _packed({f"{quad} .\n".encode() for quad in quads})


def pack_triples(triples: Iterable[bytes]) -> bytes:
    """What `pack_quads` makes of the same facts, out of the text that `unpack_triples` gives."""
    return _packed({triple + b" .\n" for triple in triples})


def unpack_quads(packed: bytes) -> list[ox.Quad]:
    """Read back `pack_quads`; no bytes are no quads."""
    if not packed:
        return []
    return list(ox.parse(_unpacked(packed), format=ox.RdfFormat.N_QUADS))


def unpack_text(packed: bytes) -> bytes:
    """The N-Quads of `pack_quads` as text; no bytes are none."""
    return _unpacked(packed) if packed else b""


def unpack_triples(packed: bytes) -> list[bytes]:
    """The facts that `pack_quads` made bytes of, each as `SUBJECT PREDICATE OBJECT`."""
    return [line.removesuffix(b" .") for line in unpack_text(packed).split(b"\n") if line]


def _packed(lines: set[bytes]) -> bytes:
    # In the order of UTF-8, which is that of code points.
    return zlib.compress(b"".join(sorted(lines)), 6)


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompress(packed)
    except zlib.error as fault:
        raise StoreError(
            f"what the ledger keeps of an article is damaged: {fault}", hint="`kgraph check --store` tells which"
        ) from fault
