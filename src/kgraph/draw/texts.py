"""The page's words in German and English, read from `page/texts.json`; its colours and shapes from `page/look.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kgraph.vocab import schema

FOLDER = Path(__file__).parent / "page"
LANGUAGES = ("de", "en")


@cache
def texts() -> Mapping[str, Mapping[str, str | list[str]]]:
    """Language → key → text, or a pair of texts for one and for several; the same keys in each language."""
    found: Mapping[str, Mapping[str, str | list[str]]] = json.loads((FOLDER / "texts.json").read_text("utf-8"))
    return found


@cache
def look() -> Mapping[str, Mapping[str, str]]:
    """Coarse type → outline (an SVG path within ±10) and its colour on light and on dark ground."""
    found: Mapping[str, Mapping[str, str]] = json.loads((FOLDER / "look.json").read_text("utf-8"))
    return found


def text(language: str, key: str, **values: Any) -> str:
    """A text with its values put in; `n` also chooses between one and several."""
    entry = texts()[language][key]
    form = entry if isinstance(entry, str) else entry[0 if values.get("n") == 1 else 1]
    return form.format(**{name: number(language, v) if isinstance(v, int) else v for name, v in values.items()})


def number(language: str, value: int) -> str:
    """A whole number with its thousands set apart."""
    return f"{value:,}".replace(",", "." if language == "de" else ",")


def predicate_label(language: str, name: str) -> str:
    """What a predicate is called; its name where the ontology does not know it."""
    term = schema().predicates.get(name)
    return str(getattr(term, f"label_{language}")) if term else name


def terms(types: set[str], predicates: set[str]) -> dict[str, dict[str, dict[str, object]]]:
    """The ontology's labels for these names, for the page's script."""
    known = schema()
    classes = [known.classes[name] for name in sorted(types & known.classes.keys())]
    relations = [known.predicates[name] for name in sorted(predicates & known.predicates.keys())]
    return {
        "types": {term.name: {"de": term.label_de, "en": term.label_en} for term in classes},
        "predicates": {
            term.name: {
                "de": term.label_de,
                "en": term.label_en,
                "inverse_de": term.inverse_label_de,
                "inverse_en": term.inverse_label_en,
                "symmetric": term.symmetric,
            }
            for term in relations
        },
    }
