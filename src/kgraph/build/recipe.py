"""How one article becomes quads, as a value that travels to other processes.

`Recipe.prepare` is a pure function of an article, the rules, the register and the decisions.
`extractor` and `fingerprint` name all of that by hashes, so that a change of a rule file makes the next
build extract again, and a change of a decision only resolve again.
"""

from __future__ import annotations

import hashlib
import traceback
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kgraph import __version__
from kgraph.assertions import ArticleQuads, article_quads, register_quads
from kgraph.config import resource
from kgraph.errors import InputError, KgraphError
from kgraph.extract import Gated, Tables
from kgraph.extract import engine as engine_of
from kgraph.records import Article, Entity, Extraction
from kgraph.register import default_register
from kgraph.resolve import Decisions, resolve
from kgraph.store import StoredArticle
from kgraph.store.article import unpack_extraction
from kgraph.vocab import KG, RDF, RDFS, SKOS, key_of, term

_EXTRACTING = tuple("dates extract lexicon names parts rank recognise records register relate segment vocab".split())
_OWN_ENGINES = "kgraph.engines"
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
        rejected: What the gate threw away, reason and number.
    """

    article: StoredArticle | None
    fault: KgraphError | None = None
    statements: int = 0
    omitted: int = 0
    rejected: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Recipe:
    """All that the quads of an article depend on, besides the article.

    Attributes:
        base: IRI below which things are named.
        engine: Name of the extraction engine.
        decisions: File of the curator's decisions; need not exist.
        extractor: Version of the rules.
        version: Version of everything: rules, decisions, register, base.
        tables: Settings of the engines.
    """

    base: str
    engine: str
    decisions: Path
    extractor: str
    version: str
    tables: Tables = field(default_factory=dict)

    @classmethod
    def of(cls, base: str, engine: str, decisions: Path, tables: Tables | None = None) -> Recipe:
        """The recipe of this installation.

        Raises:
            UsageError: There is no such engine, or its settings are wrong.
        """
        run = engine_of(engine, tables)
        code = (*_EXTRACTING, "engines") if _OWN_ENGINES in run.version else _EXTRACTING
        extractor = _hash([__version__.encode(), run.version.encode(), *_code(code), *_rules()])
        decided = decisions.read_bytes() if decisions.is_file() else b""
        version = _hash([extractor.encode(), base.encode(), decided, *_code(_ASSERTING)])
        recipe = cls(base, engine, decisions, extractor, version, tables or {})
        recipe.__dict__["run"] = run
        return recipe

    def __getstate__(self) -> dict[str, Any]:
        """Without what other processes make for themselves: the engine may hold a model or connections."""
        return {item.name: getattr(self, item.name) for item in fields(self)}

    @cached_property
    def run(self) -> Gated:
        """The engine, with the gate behind it."""
        return engine_of(self.engine, self.tables)

    def fingerprint(self, article: Article) -> str:
        """Equal for an article if and only if its quads would be."""
        fields = asdict(article)
        return _hash([self.version.encode(), repr(sorted(fields.items())).encode()])

    def prepare_together(self, tasks: Iterable[Task]) -> Iterator[Prepared]:
        """Prepare articles, in their order, with an engine that works on several at once."""
        waiting: deque[Task] = deque()

        def unread() -> Iterator[Article]:
            for task in tasks:
                waiting.append(task)
                if _kept(task) is None:
                    yield task.article

        for result in self.run.many(unread()):
            while _kept(waiting[0]) is not None:
                yield self.prepare(waiting.popleft())
            yield self.prepare(waiting.popleft(), result)
        yield from map(self.prepare, waiting)

    def prepare(self, task: Task, result: Extraction | KgraphError | None = None) -> Prepared:
        """Make an article ready for the store; whatever goes wrong with it is returned as a fault.

        Args:
            task: The article.
            result: What the engine said of it, if it has been asked.
        """
        try:
            if isinstance(result, KgraphError):
                raise result
            return self._prepared(task, _kept(task) or result or self.run(task.article))
        except KgraphError as fault:
            return Prepared(None, fault)
        except Exception as fault:
            # One article that trips a rule must not cost the batch; the place goes into the message.
            place = traceback.extract_tb(fault.__traceback__)[-1]
            where = f"{Path(place.filename).name}:{place.lineno}"
            message = f"article {task.article.id!r} cannot be processed: {type(fault).__name__}: {fault} ({where})"
            return Prepared(
                None, InputError(message, hint="this is a fault of kgraph; please report it with the article")
            )

    def _prepared(self, task: Task, extraction: Extraction) -> Prepared:
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
        return Prepared(stored, None, statements, len(quads.omitted), extraction.rejected)

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


def _kept(task: Task) -> Extraction | None:
    """The extraction that was kept, if it is of this very article."""
    kept = unpack_extraction(task.kept) if task.kept is not None else None
    return kept if kept is not None and kept.article == task.article else None


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
