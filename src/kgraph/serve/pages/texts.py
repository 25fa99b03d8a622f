"""The words of the pages, from `texts/LANGUAGE.toml` and those of the queries, and the language of a reader."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from starlette.requests import Request

from kgraph.query.words import query_words
from kgraph.vocab import schema

LANGUAGES = ("de", "en")
COOKIE = "kgraph-language"
_FOLDER = Path(__file__).parent.parent / "texts"


@cache
def catalogue(language: str) -> Mapping[str, str | tuple[str, str]]:
    """Key (`section.name`) → text, or a pair for one and for several."""
    document = tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))
    own = {
        f"{section}.{name}": text if isinstance(text, str) else (text[0], text[1])
        for section, entries in document.items()
        for name, text in entries.items()
    }
    return {**own, **query_words(language)}


def text(language: str, key: str, **values: object) -> str:
    """A text with its values put in; `n` also chooses between one and several.

    Raises:
        KeyError: The catalogue has no such text.
    """
    entry = catalogue(language)[key]
    form = entry if isinstance(entry, str) else entry[0 if values.get("n") == 1 else 1]
    return form.format(**{n: number(language, v) if isinstance(v, int) else v for n, v in values.items()})


def known(language: str, key: str, otherwise: str) -> str:
    """A text without values, or something else where the catalogue has none: names that data brings along."""
    entry = catalogue(language).get(key, otherwise)
    return entry if isinstance(entry, str) else entry[1]


def number(language: str, value: int) -> str:
    """A whole number with its thousands set apart."""
    return f"{value:,}".replace(",", "." if language == "de" else ",")


def term(language: str, name: str) -> str:
    """The label of a class or property of the ontology, or of another vocabulary as far as it occurs."""
    return known(language, f"detail.{name}", schema().label(name, language))


def language_of(request: Request, default: str) -> str:
    """The language that a reader has chosen, else the one that the browser asks for, else the default."""
    for chosen in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if chosen in LANGUAGES:
            return chosen
    return _accepted(request.headers.get("accept-language", "")[:200]) or default


def _accepted(header: str) -> str | None:
    """The first of the languages that the header weighs most."""
    best: tuple[float, str] | None = None
    for item in header.split(","):
        name, _, parameter = item.strip().partition(";")
        language = name.strip().split("-")[0].lower()
        weight = _weight(parameter)
        if language in LANGUAGES and weight > (best[0] if best else 0):
            best = weight, language
    return best[1] if best else None


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if not name:
        return 1.0
    try:
        return float(value) if name.strip() == "q" else 0.0
    except ValueError:
        return 0.0
