"""What is done with the texts of strangers: escape them, and take out what would turn, hide or run.

The pages that are served, published, drawn and explained all make their templates here, so that none of them can
forget it. A terminal needs `tame` alone.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

# Marks of direction could make a name read as another; controls have no business in a page.
_TURNING = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_WRITTEN = {1: "{0}", 2: "{1}/{0}", 3: "{2}.{1}.{0}"}


def environment(folder: Path) -> Environment:
    """The templates of a folder: what is put into one is escaped and cleaned, and nothing may be missing."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=clean,
        trim_blocks=True,
        lstrip_blocks=True,
        # They do not change while a program runs; else each page would look at its files again.
        auto_reload=False,
    )
    made.filters["web"] = web_address
    return made


def clean(value: Any) -> Any:
    """A text without characters that turn or hide what follows; anything else as it is."""
    # What has `__html__`, as what a template made itself, is not escaped either.
    return value if not isinstance(value, str) or hasattr(value, "__html__") else tame(value)


def tame(text: str) -> str:
    """A text without marks of direction and controls; tabs and ends of lines stay."""
    return _TURNING.sub("", text)


def web_address(address: str | None) -> str:
    """The address if it is one of the web, else nothing: no link may run a script."""
    return address if address and _ADDRESS.fullmatch(address) else ""


def day(language: str, date: str) -> str:
    """A date as it is written: 2023-11-20 → `20.11.2023`, 2023-11 → `11/2023`; in English as it is."""
    parts = date.split("-")
    if language != "de" or not all(part.isdigit() for part in parts):
        return date
    return _WRITTEN.get(len(parts), date).format(*parts)
