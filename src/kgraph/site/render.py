"""From records to pages: templates with autoescape, and a language's words; no script or style stands in a page."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph import templating

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent


@cache
def words(language: str) -> Mapping[str, str]:
    """Key → text in a language."""
    return tomllib.loads((FOLDER / "words" / f"{language}.toml").read_text("utf-8"))


@cache
def environment() -> Environment:
    """The templates."""
    return templating.environment(FOLDER / "templates")


def page(template: str, language: str, start: str, **values: Any) -> bytes:
    """Fill a template.

    Args:
        template: Name in `templates/`, without ending.
        language: `de` or `en`.
        start: Path of the page below the site.
        values: What it shows.
    """
    said = words(language)
    html = (
        environment()
        .get_template(f"{template}.html")
        .render(
            language=language,
            day=partial(templating.day, language),
            up="../" * start.count("/"),
            t=_saying(said),
            **values,
        )
    )
    # Text of articles may hold half a surrogate pair, which no file can.
    return html.encode("utf-8", "replace")


def _saying(said: Mapping[str, str]) -> Callable[..., str]:
    def text(key: str, **values: object) -> str:
        return said[key].format(**values) if values else said[key]

    return text
