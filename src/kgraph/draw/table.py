"""The rows of the page's table, ready to be put in: `Row`s in, `Cells` out.

What comes again in thousands of rows – an entity, a relation, an article – is made once, by the macros of
`page/cells.html`; only sentences, notes and numbers are put in row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kgraph.draw.contents import Row

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Cells:
    """What one row shows.

    Attributes:
        number: Its place, from 0.
        article: Two cells: day and title.
    """

    number: int
    subject: Markup
    relation: Markup
    object: Markup
    status: Markup
    article: Markup
    note: str
    quote: str
    confidence: str


def cells_of(rows: Sequence[Row], templates: Environment) -> list[Cells]:
    """The cells of all rows, in their order.

    Args:
        rows: What they say.
        templates: With `page` among their globals.
    """
    macros: Any = templates.get_template("cells.html").module
    lines = {row.line.id: row.line for row in rows}
    ends = {node.iri: node for line in lines.values() for node in (line.subject, line.object)}
    sources = {row.statement.source.iri: row.statement.source for row in rows}
    entities: dict[str, Markup] = {iri: macros.entity(node) for iri, node in ends.items()}
    relations: dict[str, Markup] = {id: macros.relation(line) for id, line in lines.items()}
    statuses: dict[str, Markup] = {status: macros.status(status) for status in {line.status for line in lines.values()}}
    articles: dict[str, Markup] = {iri: macros.article(source) for iri, source in sources.items()}
    return [
        Cells(
            row.number,
            entities[row.line.subject.iri],
            relations[row.line.id],
            entities[row.line.object.iri],
            statuses[row.line.status],
            articles[row.statement.source.iri],
            row.note,
            row.statement.quote,
            f"{row.statement.confidence:.2f}",
        )
        for row in rows
    ]
