"""From records to pages: templates with autoescape, and a language's words; no script or style stands in a page."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent
# Marks of direction could make a name read as another; controls have no business in a page.
_TURNING = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


@cache
def words(language: str) -> Mapping[str, str]:
    """Key → text in a language."""
    return tomllib.loads((FOLDER / "words" / f"{language}.toml").read_text("utf-8"))


@cache
def environment() -> Environment:
    """The templates."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["web"] = web_address
    return made


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
        .render(language=language, up="../" * start.count("/"), t=_saying(said), **values)
    )
    # Text of articles may hold half a surrogate pair, which no file can.
    return html.encode("utf-8", "replace")


def web_address(address: str) -> str:
    """The address if it is one of the web, else nothing: no link may run a script."""
    return address if _ADDRESS.fullmatch(address) else ""


def _saying(said: Mapping[str, str]) -> Callable[..., str]:
    def text(key: str, **values: object) -> str:
        return said[key].format(**values) if values else said[key]

    return text


def _clean(value: Any) -> Any:
    from markupsafe import Markup

    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return _TURNING.sub("", value)
