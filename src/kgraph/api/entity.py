"""What is known of one thing, as a notebook shows it."""

from __future__ import annotations

import html
from dataclasses import dataclass, fields

from kgraph.errors import several
from kgraph.query import Profile

_SHOWN = 30  # statements of the table


@dataclass(frozen=True, slots=True)
class Entity(Profile):
    """All that is known of a thing: `label`, `type`, `key`, `iri`, `names`, `details`, `statements`, `figures`.

    It is a `kgraph.query.Profile` that shows itself. A statement has `predicate`, `other`, `status`, `quote`,
    `confidence`, `article`, `published`, `sources` and more.

    Example:
        >>> graph.show("BMI")
        <Bundesministerium des Innern (Ministry, ministry/bmi): ... statements>
    """

    language: str = "de"

    @classmethod
    def _of(cls, profile: Profile, language: str) -> Entity:
        """The same with a way to show itself."""
        return cls(**{item.name: getattr(profile, item.name) for item in fields(profile)}, language=language)

    def __repr__(self) -> str:
        return f"<{self.label} ({self.type}, {self.key}): {several(len(self.statements), 'statement')}>"

    def _repr_html_(self) -> str:
        """A table of the statements with their sentences; everything in it is text."""
        rows = "".join(
            f"<tr><td>{_text(view.reading(self.language))}</td><td>{_text(view.other)}</td><td>{_text(view.status)}</td>"
            f"<td>{_text(view.quote)}</td><td>{_text(view.published)}</td></tr>"
            for view in self.statements[:_SHOWN]
        )
        rest = len(self.statements) - _SHOWN
        more = f"<p>… and {rest} more statements</p>" if rest > 0 else ""
        return f"<h4>{_text(self.label)} ({_text(self.type)})</h4><table><tbody>{rows}</tbody></table>{more}"


def _text(value: str) -> str:
    return html.escape(value)
