"""The forms that a name of the register takes in text: genitives, adjective endings, short prepositions, capitals."""

from __future__ import annotations

import re

from kgraph.lexicon import ordinary
from kgraph.register import Entry, Name

_ADJECTIVE = re.compile(r"([A-ZÄÖÜ][\wäöüß-]+?)(er|es|e|en)\b")
_NOUN_WITH_MORE = re.compile(r"([A-ZÄÖÜ][\wäöüß-]+en )([A-ZÄÖÜ][\w-]+)( (?:des|der|für|zur|von) .+)")
_PREPOSITION = re.compile(r"\s(?:an der|in der|vor der|ob der|am|im|bei)\s(?=[A-ZÄÖÜ])")
_GENITIVE_ES = (
    "kreis",
    "land",
    "gesetz",
    "amt",
    "rat",
    "tag",
    "bund",
    "verband",
    "hof",
    "preis",
    "dienst",
    "pakt",
    "institut",
)
# Kinds of things whose own way of writing ("citeq", "STACKIT", "regio iT") the press does not always keep.
_STYLED = frozenset({"Company", "Authority", "Association", "Research", "Service"})
_WORD = re.compile(r"[^\s-]+")
_TWO_PARTS = re.compile(r"(\w{3,})[\s-](\w{2,})")


def adjective_forms(demonym: str) -> set[str]:
    """`sächsisch` → `sächsische`, `Sächsischen`, …; `Bremer` stays."""
    if demonym.endswith("er") and demonym[0].isupper():
        return {demonym}
    if not demonym.endswith("sch"):
        return set()
    stems = {demonym, demonym[:1].upper() + demonym[1:]}
    return {stem + ending for stem in stems for ending in ("e", "en", "er", "es", "em")}


def inflected(text: str, name: Name, entry: Entry) -> set[str]:
    """A name of an entry with its genitives, its adjective endings and its spellings with short prepositions."""
    forms = {text, *_with_short_prepositions(text), *_respelt(text, name, entry)}
    lead = _ADJECTIVE.match(text)
    if lead and " " in text and lead.end() < len(text) and text[lead.end()] == " ":
        forms |= {lead.group(1) + ending + text[lead.end() :] for ending in ("e", "er", "en", "es", "em")}
    if entry.type == "Association" and text.endswith("e"):
        return forms
    if name.ambiguous and entry.type not in {"Municipality", "State"}:
        return forms
    if name.kind != "abbreviation" or (text.isalpha() and not text.isupper()):
        for form in list(forms):
            forms |= _genitives(form)
    elif entry.type == "Land" and len(text) > 2:
        forms.add(f"{text}s")  # "NRWs"
    for form in list(forms) if lead else ():
        forms |= _genitives_within(form)
    first, _, rest = text.partition(" ")
    if (
        rest.startswith(("des ", "der ", "für ", "zur ", "von ", "und "))
        and first[-1:].isalpha()
        and first[-1] not in "sxzßen"
    ):
        forms.add(f"{first}s {rest}")
        if first.lower().endswith(_GENITIVE_ES):
            forms.add(f"{first}es {rest}")
    return forms


def _respelt(text: str, name: Name, entry: Entry) -> set[str]:
    """`citeq` → `Citeq`, `STACKIT` → `Stackit`, `regio iT` → `Regio IT`, `Südwestfalen-IT` → `Südwestfalen IT`."""
    if entry.type not in _STYLED or name.ambiguous or text.count(" ") > 1:
        return set()
    plain = _WORD.sub(lambda word: _plain(word[0]), text)
    plain = plain[0].upper() + plain[1:] if plain[1:2].islower() else plain
    forms = set() if plain == text or ordinary(plain) else {plain}
    parts = _TWO_PARTS.fullmatch(text)
    if parts and not ordinary(parts[1]) and any(c.isupper() for c in text[1:]):
        forms |= {f"{parts[1]}-{parts[2]}", f"{parts[1]} {parts[2]}"}
    return forms


def _plain(word: str) -> str:
    """A word as an editor writes it who does not know the house style: long capitals small, "iT" in capitals."""
    if len(word) > 4 and word.isalpha() and word.isupper():
        return word.capitalize()
    return "IT" if word == "iT" else word


def _with_short_prepositions(text: str) -> list[str]:
    """`Neustadt an der Aisch` → `Neustadt a. d. Aisch`, `Neustadt a.d. Aisch`."""
    found = _PREPOSITION.search(text)
    if found is None:
        return []
    letters = [word[0] + "." for word in found.group().split()]
    return [text[: found.start()] + f" {between.join(letters)} " + text[found.end() :] for between in ("", " ")]


def _genitives_within(form: str) -> set[str]:
    """`Deutschen Zentrum für Luft- und Raumfahrt` → `Deutschen Zentrums für Luft- und Raumfahrt`."""
    found = _NOUN_WITH_MORE.match(form)
    return {found[1] + noun + found[3] for noun in _genitives(found[2])} if found else set()


def _genitives(form: str) -> set[str]:
    if not form[-1].isalpha() or form[-1] in "sxzß":
        return {form + "es"} if form.lower().endswith(_GENITIVE_ES) else set()
    if form.endswith("ung") or form.isupper():
        return set()
    return {form + "s", form + "es"} if form.lower().endswith(_GENITIVE_ES) else {form + "s"}
