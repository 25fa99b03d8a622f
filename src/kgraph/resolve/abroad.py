"""What German names mean in Austria, Switzerland and Liechtenstein, too: a BMI, a Bundeskanzleramt, a Rheinfelden."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.records import ArticleEntity
from kgraph.register import Entry
from kgraph.resolve.abbreviations import is_abbreviation
from kgraph.resolve.lookup import BUND
from kgraph.resolve.towns import is_large


def has_namesakes_abroad(entry: Entry, entity: ArticleEntity, forms: Iterable[str]) -> bool:
    """True of a federal body or a small town, which an article that plays abroad does not mean.

    Args:
        entry: Who bears the name in the register.
        entity: What the article names; a town that the recogniser took for a German one is German.
        forms: What the article calls it.
    """
    if entry.type == "Municipality":
        return entity.register is None and not is_large(entry)
    german = any(is_abbreviation(form) or (form.startswith("Bundes") and " " not in form) for form in forms)
    return entry.parent == BUND and (entry.type == "Ministry" or german)
