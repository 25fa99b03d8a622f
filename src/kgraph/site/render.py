"""From records to pages: templates with autoescape, and a language's words; no script or style stands in a page."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kgraph import templating
from kgraph.vocab import topics

if TYPE_CHECKING:
    from jinja2 import Environment, Template

    from kgraph.site.about import About

FOLDER = Path(__file__).parent


@cache
def words(language: str) -> Mapping[str, str]:
    """Key → text in a language."""
    return tomllib.loads((FOLDER / "words" / f"{language}.toml").read_text("utf-8"))


@cache
def environment() -> Environment:
    """The templates."""
    return templating.environment(FOLDER / "templates")


@cache
def _template(name: str) -> Template:
    # Asking for a template looks at its file each time.
    return environment().get_template(f"{name}.html")


@cache
def topic_names(language: str) -> Mapping[str, tuple[str, str]]:
    """IRI of a topic → its key and name."""
    return {
        concept.iri: (concept.key, concept.label_de if language == "de" else concept.label_en)
        for concept in topics().values()
    }


def page(template: str, language: str, start: str, *, about: About, up: str | None = None, **values: Any) -> bytes:
    """Fill a template.

    Args:
        template: Name in `templates/`, without ending.
        language: `de` or `en`.
        start: Path of the page below the site.
        about: Who publishes the site, and how.
        up: What leads to the site's folder; by default relative to the page.
        values: What it shows.
    """
    html = _template(template).render(
        language=language,
        about=about,
        canonical=about.address + quote(start) if about.address else "",
        day=partial(templating.day, language),
        up="../" * start.count("/") if up is None else up,
        t=_saying(words(language)),
        topic=topic_names(language),
        **values,
    )
    # Text of articles may hold half a surrogate pair, which no file can.
    return html.encode("utf-8", "replace")


def _saying(said: Mapping[str, str]) -> Callable[..., str]:
    def text(key: str, **values: object) -> str:
        return said[key].format(**values) if values else said[key]

    return text
