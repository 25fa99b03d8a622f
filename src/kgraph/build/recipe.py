"""How one article becomes quads, as a value that travels to other processes.

`Recipe.prepare` is a pure function of an article, the rules, the register and the decisions.
`extractor` and `fingerprint` name all of that by hashes, so that a change of a rule file makes the next
build extract again, and a change of a decision only resolve again.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from importlib.metadata import entry_points
from pathlib import Path

import pyoxigraph as ox

from kgraph import __version__
from kgraph.assertions import ArticleQuads, article_quads, register_quads
from kgraph.config import resource
from kgraph.errors import InputError
from kgraph.extract import engine as engine_of
from kgraph.records import Article, Entity, Extraction
from kgraph.register import default_register
from kgraph.resolve import Decisions, resolve
from kgraph.store import StoredArticle
from kgraph.store.article import unpack_extraction
from kgraph.vocab import KG, RDF, RDFS, SKOS, key_of, term

_EXTRACTING = ("extract", "lexicon", "names", "recognise", "records", "register", "relate", "segment", "vocab")
_ASSERTING = ("assertions", "resolve", "build")
_RULES = ("data/forms", "data/frames", "data/lexicon", "data/register", "data/ranker", "ontology/kgraph.ttl")
_LABEL, _TYPE = ox.NamedNode(f"{RDFS}label"), ox.NamedNode(f"{RDF}type")
_ALTERNATIVE = ox.NamedNode(f"{SKOS}altLabel")


@dataclass(frozen=True, slots=True)
class Task:
    """An article to prepare; `kept` is its packed extraction, if the same rules made it."""

    article: Article
    kept: bytes | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """What became of a task: an article for the store, or a fault.

    Attributes:
        statements: Number of statements in its graph.
        omitted: Relations that made none.
    """

    article: StoredArticle | None
    fault: InputError | None = None
    statements: int = 0
    omitted: int = 0


@dataclass(frozen=True)
class Recipe:
    """All that the quads of an article depend on, besides the article.

    Attributes:
        base: IRI below which things are named.
        engine: Name of the extraction engine.
        decisions: File of the curator's decisions; need not exist.
        extractor: Version of the rules.
        version: Version of everything: rules, decisions, register, base.
    """

    base: str
    engine: str
    decisions: Path
    extractor: str
    version: str

    @classmethod
    def of(cls, base: str, engine: str, decisions: Path) -> Recipe:
        """The recipe of this installation.

        Raises:
            UsageError: There is no such engine.
        """
        engine_of(engine)
        extractor = _hash([__version__.encode(), _origin(engine), *_code(_EXTRACTING), *_rules()])
        decided = decisions.read_bytes() if decisions.is_file() else b""
        version = _hash([extractor.encode(), base.encode(), decided, *_code(_ASSERTING)])
        return cls(base, engine, decisions, extractor, version)

    def fingerprint(self, article: Article) -> str:
        """Equal for an article if and only if its quads would be."""
        fields = asdict(article)
        return _hash([self.version.encode(), repr(sorted(fields.items())).encode()])

    def prepare(self, task: Task) -> Prepared:
        """Make an article ready for the store; whatever goes wrong with it is returned as a fault."""
        try:
            return self._prepare(task)
        except Exception as fault:
            # One article that trips a rule must not cost the batch; the place goes into the message.
            place = traceback.extract_tb(fault.__traceback__)[-1]
            where = f"{Path(place.filename).name}:{place.lineno}"
            message = f"article {task.article.id!r} cannot be processed: {type(fault).__name__}: {fault} ({where})"
            return Prepared(
                None, InputError(message, hint="this is a fault of kgraph; please report it with the article")
            )

    def _prepare(self, task: Task) -> Prepared:
        extraction = self._extraction(task)
        register = default_register()
        entities = resolve(extraction, register, self._decided)
        quads = _curated(article_quads(extraction, entities, self.base), self._decided, self.base)
        keys = sorted({entity.key for entity in entities.values()})
        known = self._renamed(register_quads(register, self.base, keys), entities)
        stored = StoredArticle.pack(
            extraction,
            quads.graph,
            [*quads.facts, *known],
            fingerprint=self.fingerprint(task.article),
            extractor=self.extractor,
        )
        statements = sum(quad.predicate.value == f"{KG}quote" for quad in quads.graph)
        return Prepared(stored, None, statements, len(quads.omitted))

    def _extraction(self, task: Task) -> Extraction:
        if task.kept is not None:
            kept = unpack_extraction(task.kept)
            if kept.article == task.article:
                return kept
        return engine_of(self.engine)(task.article)

    @cached_property
    def _decided(self) -> Decisions:
        return Decisions.load(self.decisions)

    def _renamed(self, quads: Iterable[ox.Quad], entities: Mapping[str, Entity]) -> Iterator[ox.Quad]:
        """The register's facts under the names and types that a curator gave."""
        for quad in quads:
            key = key_of(self.base, str(quad.subject)[1:-1]) or ""
            name, type = self._decided.name(key), self._decided.type(key)
            if name and quad.predicate == _LABEL:
                yield ox.Quad(quad.subject, _LABEL, ox.Literal(name, language="de"))
                yield ox.Quad(quad.subject, _ALTERNATIVE, quad.object)
            elif type and quad.predicate == _TYPE:
                yield ox.Quad(quad.subject, _TYPE, ox.NamedNode(term(type)))
            else:
                yield quad


def _curated(quads: ArticleQuads, decisions: Decisions, base: str) -> ArticleQuads:
    """Leave out rejected statements, and the facts that only rejected or suppressed ones support."""
    if not (decisions.rejected or decisions.suppressed):
        return quads
    rejected = {_statement(base, id) for id in decisions.rejected}
    silent = rejected | {_statement(base, id) for id in decisions.suppressed}
    parts: dict[object, dict[str, object]] = {}
    for quad in quads.graph:
        parts.setdefault(quad.subject, {})[quad.predicate.value] = quad.object
    triples: dict[tuple[object, object, object], bool] = {}
    for subject, values in parts.items():
        if f"{KG}quote" in values:
            triple = (values[f"{RDF}subject"], values[f"{RDF}predicate"], values[f"{RDF}object"])
            holds = subject not in silent and values[f"{KG}status"] == ox.Literal("fact")
            triples[triple] = triples.get(triple, False) or holds
    return replace(
        quads,
        graph=tuple(quad for quad in quads.graph if quad.subject not in rejected),
        facts=tuple(quad for quad in quads.facts if triples.get((quad.subject, quad.predicate, quad.object), True)),
    )


def _statement(base: str, id: str) -> ox.NamedNode:
    """A statement by its IRI, key or bare id."""
    return ox.NamedNode(id if id.startswith(base) else f"{base}statement/{id.removeprefix('statement/')}")


def _origin(engine: str) -> bytes:
    """Which distribution an engine comes from, with its version."""
    for point in entry_points(group="kgraph.engines", name=engine):
        return f"{point.value} {point.dist.version if point.dist else ''}".encode()
    return engine.encode()


def _code(parts: Iterable[str]) -> Iterator[bytes]:
    """The sources of some of kgraph's own modules, in order."""
    package = Path(__file__).parent.parent
    for part in parts:
        single = package / f"{part}.py"
        yield from _files(single if single.is_file() else package / part, "*.py")


def _rules() -> Iterator[bytes]:
    for name in _RULES:
        try:
            yield from _files(resource(name), "*")
        except FileNotFoundError:
            continue  # an installation need not have every kind of rules


def _files(path: Path, pattern: str) -> Iterator[bytes]:
    found = [path] if path.is_file() else sorted(item for item in path.rglob(pattern) if item.is_file())
    for item in found:
        if "__pycache__" not in item.parts:
            yield item.name.encode()
            yield item.read_bytes()


def _hash(parts: Iterable[bytes]) -> str:
    """24 hexadecimal digits over parts that are told apart by their lengths."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:24]
