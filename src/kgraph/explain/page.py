"""A reading as one HTML file: no network, no script, every character of the text escaped.

Its policy lets nothing load and only its own style apply, known by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kgraph.explain import words
from kgraph.explain.besides import Figure
from kgraph.explain.marks import Marked, pieces
from kgraph.explain.reading import Passage, Reading, Said
from kgraph.records import ArticleEntity
from kgraph.templating import environment
from kgraph.vocab import schema

_FOLDER = Path(__file__).parent / "page"
_FIRST = re.compile(r"[^\s-]*-?")
_SAID_OF = ("source", "speaker", "valid_from", "valid_until")


def page_of(readings: Sequence[Reading], *, language: str = "de") -> str:
    """The page of one or more articles.

    Args:
        readings: In the order in which they are shown.
        language: `de` or `en`, of the page's own words; the text stays what it is.
    """
    from markupsafe import Markup

    templates = environment(_FOLDER)
    style = _style()
    page = _Page(language, tuple(readings), Markup(style), _policy(style))
    return templates.get_template("explain.html").render(page=page)


@dataclass(frozen=True)
class _Page:
    """What the template reads."""

    language: str
    readings: tuple[Reading, ...]
    style: Any
    policy: str

    @property
    def look(self) -> Any:
        """The outline of each coarse type."""
        from kgraph.draw.texts import look

        return look()

    def coarse(self, type: str) -> str:
        return schema().coarse(type) if type in schema().classes else "Entity"

    def types(self, reading: Reading) -> list[str]:
        """The coarse types that an article names, in the order of the ontology's colours."""
        found = {self.coarse(entity.type) for entity in reading.entities}
        return [type for type in self.look if type in found]

    def label(self, name: str) -> str:
        return schema().label(name, self.language)

    def word(self, key: str) -> str:
        return words.word(key, self.language)

    def how(self, rule: str) -> str:
        return words.how(rule, self.language)

    def reason(self, feature: str) -> str:
        return words.reason(feature, self.language)

    def number(self, value: float, *, signed: bool = False) -> str:
        text = f"{value:+.2f}" if signed else f"{value:.2f}"
        return text.replace(".", ",") if self.language == "de" else text

    def pieces(self, reading: Reading, passage: Passage) -> tuple[str | Marked, ...]:
        return pieces(reading.article.text, passage.start, passage.end, passage.marks)

    def is_marked(self, piece: str | Marked) -> bool:
        return isinstance(piece, Marked)

    def parted(self, piece: Marked) -> tuple[str, tuple[str | Marked, ...]]:
        """The first word of a mark, or its part up to a hyphen, and the rest."""
        first, *rest = piece.inner
        if isinstance(first, Marked):
            return "", piece.inner
        word = first[: _FIRST.match(first).end()]  # type: ignore[union-attr]  # matches the empty text, too
        return word, (first[len(word) :], *rest)

    def qualifiers(self, said: Said) -> list[str]:
        """What is said of the statement beyond its ends."""
        more = [f"{self.word(key)} {value}" for key in _SAID_OF if (value := getattr(said, key))]
        return [text for text in (said.role, said.amount, *more) if text]

    def figure(self, figure: Figure) -> str:
        """A figure's value as it was understood."""
        return words.figure(figure, self.language)

    def found_by(self, entity: ArticleEntity) -> str:
        """How an entity's mentions were found, the most frequent way first."""
        ways = Counter(self.how(m.rule) for m in entity.mentions)
        return "; ".join(f"{way} × {n}" if n > 1 else way for way, n in ways.most_common())


@cache
def _style() -> str:
    from kgraph.draw.texts import look

    colours = "".join(f"--type-{k.lower()}: light-dark({c['light']}, {c['dark']}); " for k, c in look().items())
    classes = "".join(f".type-{kind} {{ --type: var(--type-{kind.lower()}); }}\n" for kind in look())
    return f":root {{ {colours}}}\n{classes}" + (_FOLDER / "explain.css").read_text("utf-8")


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
