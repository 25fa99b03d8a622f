"""Tables for those who work with spreadsheets and data frames: entities, statements, key figures, articles.

The columns are given here once, with their types and descriptions; the CSV files and the Frictionless
Data Package that describes them both follow from that.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kgraph.publish.described import Described
from kgraph.publish.names import Named
from kgraph.vocab import DCTERMS, KG, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, key_of, schema

_SEPARATOR = " | "
_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        kind: Type by Frictionless' name.
        text: What it holds.
        constraints: By Frictionless' names.
    """

    name: str
    kind: str
    text: str
    constraints: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        name: Of the file, without `.csv`.
        refers: Column → table whose `iri` it names.
        admits: Whether a subject is a row of it.
        row: The cells of a subject, in the order of the columns.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    refers: Mapping[str, str]
    admits: Callable[[Described], bool]
    row: Callable[[Described, Named], list[str]]


def _column(name: str, text: str, kind: str = "string", **constraints: object) -> Column:
    return Column(name, kind, text, constraints)


def _entity(found: Described, named: Named) -> list[str]:
    label = named.label(found.iri)
    other = set(found.texts(RDFS + "label")) | set(found.texts(SKOS + "altLabel"))
    return [
        found.iri,
        key_of(named.base, found.iri) or found.iri,
        found.type,
        schema().label(found.type),
        label,
        _SEPARATOR.join(sorted(other - {label})),
        _SEPARATOR.join(found.texts(KG + "abbreviation")),
        found.text(KG + "date"),
        _SEPARATOR.join(found.texts(KG + "partOf")),
        _SEPARATOR.join(found.texts(OWL + "sameAs")),
    ]


def _statement(found: Described, named: Named) -> list[str]:
    subject, object, speaker, origin = (
        found.text(p) for p in (RDF + "subject", RDF + "object", KG + "speaker", KG + "from")
    )
    predicate = found.text(RDF + "predicate").removeprefix(KG)
    own = ("status", "quote", "start", "end", "confidence", "rule")
    sums = ("amount", "value", "currency", "precision")
    return [
        *(found.iri, subject, named.label(subject), predicate, schema().label(predicate), object, named.label(object)),
        *(found.text(KG + name) for name in own),
        _SEPARATOR.join(found.texts(KG + "role")),
        *(found.text(KG + name) for name in sums),
        *(speaker, named.label(speaker), origin, named.label(origin)),
        *(found.text(KG + name) for name in ("validFrom", "validUntil", "held")),
        found.text(PROV + "wasDerivedFrom"),
    ]


def _figure(found: Described, named: Named) -> list[str]:
    about = found.text(KG + "figureOf")
    own = "value unit currency precision date wording quote start end confidence".split()
    cells = [found.text(KG + name) for name in own]
    return [found.iri, about, named.label(about), *cells, found.text(PROV + "wasDerivedFrom")]


def _article(found: Described, named: Named) -> list[str]:
    own = (DCTERMS + "title", DCTERMS + "issued", SCHEMA + "url", KG + "sha256", KG + "copyOf")
    return [found.iri, *(found.text(property) for property in own)]


_IRI = _column("iri", "IRI", required=True, unique=True)
_EVIDENCE = (
    _column("quote", "the sentence that says so", required=True),
    _column("start", "where it begins in the article's text, in code points", "integer", minimum=0),
    _column("end", "where it ends, exclusive", "integer", minimum=1),
    _column("confidence", "estimated probability that the article states it", "number", minimum=0, maximum=1),
)
_FROM_ARTICLE = _column("article", "IRI of the article", required=True)

TABLES: tuple[Table, ...] = (
    Table(
        "entities",
        "Entitäten / entities",
        (
            _IRI,
            _column("key", "path below the base IRI", required=True),
            _column("type", "class, by its local name in the ontology", required=True),
            _column("type_label", "the class in German", required=True),
            _column("label", "preferred name", required=True),
            _column("other_names", "separated by ' | '"),
            _column("abbreviations", "separated by ' | '"),
            _column("date", "of an event or agreement, as precise as known", pattern=_DATE),
            _column("part_of", "IRIs of what it belongs to, separated by ' | '"),
            _column("same_as", "IRIs of the same thing elsewhere, separated by ' | '"),
        ),
        {},
        lambda found: bool(found.type),
        _entity,
    ),
    Table(
        "statements",
        "Aussagen mit Beleg / statements with their evidence",
        (
            _IRI,
            _column("subject", "IRI of the subject", required=True),
            _column("subject_label", "its name"),
            _column("predicate", "property, by its local name in the ontology", required=True),
            _column("predicate_label", "the property in German"),
            _column("object", "IRI of the object", required=True),
            _column("object_label", "its name"),
            _column("status", "what is claimed of it", required=True, enum=["fact", "planned", "denied", "ended"]),
            *_EVIDENCE,
            _column("rule", "what found it"),
            _column("roles", "offices, as the text has them, separated by ' | '"),
            _column("amount", "a sum, as the text has it"),
            _column("value", "the sum as a number", "number"),
            _column("currency", "ISO 4217 code of the sum"),
            _column("precision", "of the sum: about, lower, upper; empty if exact"),
            _column("speaker", "IRI of who says so"),
            _column("speaker_label", "their name"),
            _column("from", "IRI of whom it is taken over from"),
            _column("from_label", "their name"),
            _column("valid_from", "since when, as precise as the text is", pattern=_DATE),
            _column("valid_until", "until when", pattern=_DATE),
            _column("held", "in a release of one day: whether it held on it", enum=["yes", "unknown", "no"]),
            _FROM_ARTICLE,
        ),
        {"subject": "entities", "object": "entities", "article": "articles"},
        lambda found: found.is_statement,
        _statement,
    ),
    Table(
        "figures",
        "Kennzahlen / key figures",
        (
            _IRI,
            _column("entity", "IRI of what it is a figure of", required=True),
            _column("entity_label", "its name"),
            _column("value", "the number", "number", required=True),
            _column("unit", "what is counted or measured"),
            _column("currency", "ISO 4217 code of a sum"),
            _column("precision", "about, lower, upper; empty if exact"),
            _column("date", "when it held", pattern=_DATE),
            _column("wording", "the text's own words"),
            *_EVIDENCE,
            _FROM_ARTICLE,
        ),
        {"entity": "entities", "article": "articles"},
        lambda found: found.is_figure,
        _figure,
    ),
    Table(
        "articles",
        "Artikel / articles",
        (
            _IRI,
            _column("title", "headline", required=True),
            _column("issued", "date of publication, as precise as known", pattern=_DATE),
            _column("url", "web address"),
            _column("sha256", "checksum of the text, which is not published", pattern="^[0-9a-f]{64}$"),
            _column("copy_of", "IRI of an earlier article with nearly the same text"),
        ),
        {},
        lambda found: found.is_article,
        _article,
    ),
)
"""In the order of the package."""


def write_tables(found: Iterable[Described], named: Named, folder: Path) -> Iterator[Described]:
    """Write all tables at once; yields each subject on, so that others may use the same pass.

    Args:
        found: The subjects, in the order in which rows shall stand.
        named: The names of all of them.
        folder: Gets one CSV file a table (RFC 4180, UTF-8).
    """
    with ExitStack() as stack:
        sheets = [_Sheet(table, stack.enter_context((folder / f"{table.name}.csv").open("wb"))) for table in TABLES]
        for item in found:
            for sheet in sheets:
                if sheet.table.admits(item):
                    sheet.write(sheet.table.row(item, named))
            yield item
        for sheet in sheets:
            sheet.flush()


class _Sheet:
    """A table that is being written."""

    def __init__(self, table: Table, file: BinaryIO) -> None:
        self.table = table
        self._file = file
        self._text = io.StringIO(newline="")
        self._writer = csv.writer(self._text)
        self.write([column.name for column in table.columns])

    def write(self, cells: list[str]) -> None:
        self._writer.writerow(cells)
        if self._text.tell() > 1 << 20:
            self.flush()

    def flush(self) -> None:
        self._file.write(self._text.getvalue().encode())
        self._text.seek(0)
        self._text.truncate()
