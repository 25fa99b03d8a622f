"""The engine `spacy`: names that a spaCy pipeline finds beside those of the rules, relations by the rules' grammar.

Where the rules found a name, theirs stands: they know the register and the fine types. What the pipeline names
elsewhere is added, typed by its label and its head word, and `relate` reads the article with both. The pipeline is
one that the user has installed or keeps in a folder; none is downloaded.
"""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.engines.options import read_options
from kgraph.engines.places import NAMING
from kgraph.errors import InputError, UsageError
from kgraph.extract import Tables
from kgraph.figures import figures
from kgraph.lexicon import word_table
from kgraph.names import fold, genitive_stems, nominative, without_titles
from kgraph.rank import rank
from kgraph.recognise import recognise
from kgraph.records import Article, ArticleEntity, Extraction, Mention
from kgraph.relate import read
from kgraph.topics import article_topics
from kgraph.vocab import schema

if TYPE_CHECKING:
    from spacy.language import Language

# Labels of the usual schemes (WikiNER, OntoNotes); a label that is a class of the ontology needs no entry.
_LABELS = {"PER": "Person", "PERSON": "Person", "ORG": "Organisation", "LOC": "Place", "EVENT": "Event", "LAW": "Law"}
_USUAL = {"Organisation": "Company", "Jurisdiction": "Municipality", "Initiative": "Project"}
_LEGAL_FORM = re.compile(r"\b(?:g?GmbH|AG|SE|KGaA|KG|OHG|UG|Inc|Ltd|LLC|S\.A|B\.V)\b")
_ASSOCIATION = re.compile(r"\be\.\s?V\.|\beG\b")
_EDGE = re.compile(
    r"^(?:(?:der|die|das|des|dem|den|ein|eine|einer|eines)\s+|[\s„“”\"»«(,.;:]+)+|[\s„“”\"»«),;:]+$", re.I
)


@dataclass(frozen=True, slots=True)
class PipelineOptions:
    """The table `[engines.spacy]`.

    Attributes:
        model: Name of an installed pipeline, or its folder.
        labels: Label to class of the ontology, fine or coarse; an empty text leaves that label out.
    """

    model: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)


class Pipeline:
    """The engine. The pipeline is loaded at the first article, once in each process."""

    def __init__(self, options: PipelineOptions) -> None:
        self._options = options
        self._labels = {**_LABELS, **{label.upper(): type for label, type in options.labels.items()}}
        self.version = f"{options.model} {_version(options.model)} {sorted(self._labels.items())}"

    @classmethod
    def from_settings(cls, name: str, tables: Tables) -> Pipeline:
        """The engine that `[engines.NAME]` describes.

        Raises:
            UsageError: spaCy or the pipeline is not installed, none is named, or a label stands for no class.
        """
        options = read_options(PipelineOptions, name, tables.get(name, {}))
        if not options.model:
            raise UsageError(
                f"engine {name!r} needs a spaCy pipeline",
                hint=f'write model = "NAME or FOLDER" below [engines.{name}] in kgraph.toml',
            )
        for label, type in options.labels.items():
            if type and type not in schema().classes:
                raise UsageError(f"[engines.{name}]: label {label} stands for {type!r}, which is no class")
        return cls(options)

    def __call__(self, article: Article) -> Extraction:
        """Names of the rules and of the pipeline, and what the article states of them.

        Raises:
            InputError: The article is longer than the pipeline takes.
        """
        known = recognise(article)
        entities = _numbered([*known, *self._others(article, known)])
        reading = read(article, entities)
        return Extraction(article, entities, rank(reading), figures=figures(reading), topics=article_topics(article))

    @cached_property
    def _nlp(self) -> Language:
        import spacy

        return spacy.load(self._options.model)

    def _others(self, article: Article, known: Iterable[ArticleEntity]) -> Iterator[ArticleEntity]:
        """What the pipeline names and the rules do not, one entity for each name."""
        taken = [(m.start, m.end) for entity in known for m in entity.mentions]
        groups: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
        for start, end, label in self._named(article):
            if any(start < last and first < end for first, last in taken):
                continue
            type = self._type(label, article.text[start:end])
            if type:
                groups.setdefault((type, _stem(article.text[start:end])), []).append((start, end, label))
        for (type, _), places in groups.items():
            forms = sorted({article.text[start:end] for start, end, _ in places}, key=lambda f: (len(f), f))
            name = without_titles(forms[0]) if type == "Person" else nominative(forms[0])
            mentions = tuple(Mention(start, end, "name", f"spacy:{label}") for start, end, label in places)
            yield ArticleEntity("", type, name or forms[0], tuple(f for f in forms if f != name), mentions)

    def _named(self, article: Article) -> Iterator[tuple[int, int, str]]:
        """Spans and labels that the pipeline finds, block by block, without articles and quotation marks."""
        for block in article.blocks:
            if block.kind not in NAMING:
                continue
            if block.end - block.start > self._nlp.max_length:
                raise InputError(
                    f"article {article.id!r} has more than {self._nlp.max_length} characters in a block",
                    hint="the spaCy pipeline takes no more; raise its max_length or cut the article",
                )
            for span in self._nlp(article.slice(block)).ents:
                start, end = _trimmed(article.text, block.start + span.start_char, block.start + span.end_char)
                if start < end:
                    yield start, end, span.label_

    def _type(self, label: str, name: str) -> str | None:
        """The fine type for a label and a name; None if the label is not taken."""
        classes = schema().classes
        type = self._labels.get(label.upper(), label if label in classes else "")
        if not type or type in schema().fine_types:
            return type or None
        fine = [t for t in schema().fine_types if type in schema().above(t)]
        told = _told(name)
        return told if told in fine else _USUAL.get(type, fine[0])


def _told(name: str) -> str | None:
    """The fine type that a legal form or the ending of a word tells ("… GmbH", "Kompetenzzentrum …")."""
    if _LEGAL_FORM.search(name):
        return "Company"
    if _ASSOCIATION.search(name):
        return "Association"
    for word in name.casefold().split():
        for type, endings in word_table("definition_endings").items():
            if any(stem.endswith(tuple(endings)) for stem in genitive_stems(word)):
                return type
    return None


def _stem(name: str) -> str:
    """Equal for a name and its genitive."""
    return fold(genitive_stems(without_titles(name))[-1])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    name = text[start:end]
    while (cut := _EDGE.sub("", name)) != name:
        start += name.index(cut) if cut else len(name)
        name = cut
    return start, start + len(name)


def _numbered(entities: Iterable[ArticleEntity]) -> tuple[ArticleEntity, ...]:
    """The entities in the order of first mention, with ids that say so."""
    ordered = sorted(entities, key=lambda e: min((m.start, -m.end) for m in e.mentions))
    ids = {e.id: f"e{n}" for n, e in enumerate(ordered, 1) if e.id}
    return tuple(replace(e, id=f"e{n}", owner=ids[e.owner] if e.owner else None) for n, e in enumerate(ordered, 1))


def _version(model: str) -> str:
    """What tells one state of a pipeline from another without loading it.

    Raises:
        UsageError: spaCy or the pipeline is not installed.
    """
    try:
        spacy = importlib.metadata.version("spacy")
    except importlib.metadata.PackageNotFoundError as fault:
        raise UsageError("spaCy is not installed", hint="install kgraph[spacy]") from fault
    folder = Path(model)
    if folder.is_dir():
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return f"{spacy} " + " ".join(
            f"{p.relative_to(folder)}:{p.stat().st_size}:{p.stat().st_mtime_ns}" for p in files
        )
    try:
        return f"{spacy} {importlib.metadata.version(model)}"
    except (importlib.metadata.PackageNotFoundError, ValueError) as fault:
        raise UsageError(
            f"there is no spaCy pipeline {model!r}", hint="install it as a package, or name its folder"
        ) from fault
