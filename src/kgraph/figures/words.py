"""The words that key figures rest on: `data/figures/words.toml` in, patterns and sets of words out."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from kgraph.config import resource
from kgraph.errors import DataError


@cache
def pattern(key: str) -> re.Pattern[str]:
    """The alternatives under a key, each of which matches a whole word.

    Raises:
        DataError: The file lacks the key, or one is no pattern.
    """
    try:
        return re.compile("|".join(f"(?:{item})" for item in _text(key).split()))
    except re.error as fault:
        raise DataError(f"words.toml: {key} is no pattern ({fault})", hint="see data/figures/words.toml") from fault


@cache
def words(key: str) -> frozenset[str]:
    """The words under a key."""
    return frozenset(_text(key).split())


@cache
def _table() -> dict[str, object]:
    path = resource("data/figures") / "words.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise DataError(f"{path.name}: {fault}", hint="the file must be TOML in UTF-8") from fault


def _text(key: str) -> str:
    value = _table().get(key)
    if not isinstance(value, str):
        raise DataError(f"words.toml: {key} is no text", hint="give words, parted by blanks, in quotation marks")
    return value
