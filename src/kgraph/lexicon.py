"""Word lists and form rules, read from `data/lexicon` and `data/forms`.

A form rule (`Form`) describes how a class of names looks: a head word, what may stand before
and after it, and the type of what it names. Forms are data, each with a text in which it must
fire and one in which it must not; `tests/recognise` runs both.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from kgraph.collector import held
from kgraph.config import resource
from kgraph.errors import DataError
from kgraph.patterns import LatePattern

_ENDINGS = ("", "in", "innen", "s", "es", "n", "en", "m", "r")


@dataclass(frozen=True, slots=True)
class Form:
    """How one class of names looks.

    Attributes:
        id: Unique; becomes part of the mention's `rule`.
        type: Fine type of what is named.
        head: Matches one whole token.
        before: Matches text that ends where the head starts, and belongs to the name.
        before_required: Whether the head is no name without it.
        after: Matches text that starts where the head ends, and belongs to the name; what its group `place`
            matches must be a place of the register.
        bare: Whether the head alone (with `before`) is a name.
        alone: Whether the head alone may name the thing too, later on ("Fachkongress" of "2. Fachkongress").
        name: Which part is the name proper: `whole`, the `head`, it with what follows (`tail`), what stands `after` it,
            or what is `quoted` there.
        not_after: Must not match text that ends where the name starts, if the head stands alone.
        document: Must be found somewhere in the article, where given.
        context: Must be found in the sentence, where given.
        unless: Must not be found in the sentence, where given.
        weight: Preference among overlapping candidates of equal length; 1 is ordinary.
        fires: A text and the name that must be found in it.
        silent: A text in which nothing may be found by this form.
    """

    id: str
    type: str
    head: re.Pattern[str]
    before: LatePattern | None
    before_required: bool
    after: LatePattern | None
    bare: bool
    alone: bool
    name: Literal["whole", "head", "tail", "after", "quoted"]
    not_after: LatePattern | None
    document: LatePattern | None
    context: LatePattern | None
    unless: LatePattern | None
    weight: float
    fires: tuple[str, str]
    silent: str


_KEYS = {
    "id",
    "type",
    "head",
    "before",
    "before_required",
    "after",
    "bare",
    "alone",
    "name",
    "not_after",
    "document",
    "context",
    "unless",
    "weight",
    "fires",
    "silent",
}


@cache
@held()
def forms() -> tuple[Form, ...]:
    """All forms of `data/forms`, in the order of file name and place.

    Raises:
        DataError: A file or form is wrong; the message names file, form and field.
    """
    folder = resource("data/forms")
    macros = _macros(folder / "macros.toml")
    found: dict[str, Form] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name == "macros.toml":
            continue
        for entry in _document(path).get("form", []):
            form = _form(entry, path, macros)
            if form.id in found:
                raise DataError(f"{path.name}: form {form.id!r} is there twice", hint="give each form its own id")
            found[form.id] = form
    return tuple(found.values())


@cache
def first_names() -> frozenset[str]:
    """Given names as they are written."""
    lines = resource("data/lexicon/first-names.txt").read_text("utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


@cache
def _offices() -> tuple[re.Pattern[str], frozenset[str], frozenset[str]]:
    document = _document(resource("data/lexicon/offices.toml"))
    heads = sorted((str(head) for head in document["heads"]), key=len, reverse=True)
    pattern = re.compile(rf"(?:.*(?:{'|'.join(map(re.escape, heads))}))(?:{'|'.join(_ENDINGS)})", re.IGNORECASE)
    return pattern, frozenset(document["words"]), frozenset(document["not"])


@lru_cache(maxsize=16384)
def is_office(word: str) -> bool:
    """Whether `word` names an office ("Staatssekretärin", "Sachsen-CIO", "OB")."""
    pattern, words, excluded = _offices()
    if word.casefold() in excluded:
        return False
    if word in words or word.rpartition("-")[2] in words:
        return True
    return word[:1].isupper() and bool(pattern.fullmatch(word))


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of `data/lexicon/words.toml` by name.

    Raises:
        DataError: There is no such list.
    """
    document = _document(resource("data/lexicon/words.toml"))
    if name not in document:
        raise DataError(f"data/lexicon/words.toml has no list {name!r}", hint=f"it has {', '.join(sorted(document))}")
    return frozenset(str(document[name]).split())


@cache
def word_table(name: str) -> Mapping[str, frozenset[str]]:
    """A table of `data/lexicon/words.toml` by name: label → its words.

    Raises:
        DataError: There is no such table.
    """
    table = _document(resource("data/lexicon/words.toml")).get(name)
    if not isinstance(table, dict):
        raise DataError(f"data/lexicon/words.toml has no table {name!r}", hint="write it as [name] with lines of words")
    return {label: frozenset(str(words).split()) for label, words in table.items()}


@lru_cache(maxsize=65536)
def ordinary(word: str) -> bool:
    """Whether the dictionary has a word, or both parts of a compound ("Nutzerkonto", but not "Prosoz")."""
    if in_dictionary(word):
        return True
    for cut in range(4, len(word) - 3):
        if in_dictionary(word[cut:].capitalize()) and any(
            len(first) > 2 and in_dictionary(first) for first in _without_link(word[:cut])
        ):
            return True
    return False


def _without_link(first: str) -> tuple[str, ...]:
    """The first part of a compound with and without what joins it to the second."""
    return (first, first[:-1] if first.endswith(("s", "n")) else first, first[:-2] if first.endswith("en") else first)


@lru_cache(maxsize=65536)
def in_dictionary(word: str) -> bool:
    """Whether the dictionary itself has a word, compounds not taken apart."""
    from simplemma import is_known

    # `low_memory`: the list is read in place. It is there in half the time, takes 90 MB less, and few words are new.
    return any(
        is_known(form, lang="de", low_memory=True) for form in dict.fromkeys((word, word.casefold(), word.capitalize()))
    )


def _document(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise DataError(f"{path.name}: {fault}", hint="the file must be TOML in UTF-8") from fault


def _macros(path: Path) -> Mapping[str, str]:
    """Named pieces of patterns; a piece may use those above it."""
    macros: dict[str, str] = {}
    for name, text in _document(path).items():
        macros[name] = _expanded(str(text), macros)
    return macros


def _expanded(pattern: str, macros: Mapping[str, str]) -> str:
    return re.sub(
        r"\{([A-Z_]+)\}", lambda m: f"(?:{macros[m.group(1)]})" if m.group(1) in macros else m.group(), pattern
    )


def _pattern(text: str, place: str, prefix: str, suffix: str) -> LatePattern:
    group = f"(?i:{text.removeprefix('(?i)')})" if text.startswith("(?i)") else f"(?:{text})"
    return LatePattern(prefix + group + suffix, place, hint="macros are in macros.toml")


def _form(entry: Mapping[str, object], path: Path, macros: Mapping[str, str]) -> Form:
    place = f"{path.name}: form {entry.get('id')!r}"
    unknown, missing = set(entry) - _KEYS, {"id", "type", "head", "fires", "silent"} - set(entry)
    if unknown or missing:
        raise DataError(f"{place}: unknown {sorted(unknown)}, missing {sorted(missing)}", hint="see docs/method.md")

    def pattern(field: str, prefix: str = "", suffix: str = "") -> LatePattern | None:
        if field not in entry:
            return None
        return _pattern(_expanded(str(entry[field]), macros), f"{place}: {field}", prefix, suffix)

    head, fires = pattern("head"), entry["fires"]
    if head is None or not isinstance(fires, list) or len(fires) != 2:
        raise DataError(f"{place}: fires must be [text, name]", hint="see docs/method.md")
    after, part = pattern("after"), entry.get("name", "whole")
    if part not in ("whole", "head", "tail", "after", "quoted"):
        raise DataError(f"{place}: name is {part!r}", hint="use whole, head, tail, after or quoted")
    return Form(
        id=str(entry["id"]),
        type=str(entry["type"]),
        head=head.compiled,
        before=pattern("before", prefix=r"(?<![\w-])", suffix=r"\Z"),
        before_required=bool(entry.get("before_required", False)),
        after=after,
        bare=bool(entry.get("bare", after is None)),
        alone=bool(entry.get("alone", entry.get("bare", after is None) and not entry.get("before_required", False))),
        name=part,
        not_after=pattern("not_after", suffix=r"\Z"),
        document=pattern("document"),
        context=pattern("context"),
        unless=pattern("unless"),
        weight=float(str(entry.get("weight", 1.0))),
        fires=(str(fires[0]), str(fires[1])),
        silent=str(entry["silent"]),
    )
