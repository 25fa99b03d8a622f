"""What the named queries, their parameters and columns are called where people read them, from `queries/words`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from kgraph.config import resource


@cache
def query_words(language: str) -> Mapping[str, str]:
    """`query.NAME`, `parameter.NAME`, `column.NAME` and `kind.NAME` → text in `de` or `en`."""
    document = tomllib.loads((resource("queries/words") / f"{language}.toml").read_text("utf-8"))
    return {f"{section}.{name}": text for section, entries in document.items() for name, text in entries.items()}
