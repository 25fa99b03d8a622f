"""Find names of the register in text, in all their inflected forms.

One Aho-Corasick automaton holds every name with its genitives and adjective endings; what
stands around a hit decides whether an ambiguous one ("Essen", "Roth") is a name here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import ahocorasick

from kgraph.collector import held
from kgraph.lexicon import first_names, in_dictionary, is_office, word_list
from kgraph.names import demonyms as regular_demonyms
from kgraph.recognise.candidates import Candidate, weigh
from kgraph.recognise.cues import SMALL, beside_town, has_cue, needs_cue
from kgraph.recognise.inflected import adjective_forms, inflected
from kgraph.register import Entry, Name, default_register

_NOUN_AFTER = re.compile(r"\s(?:[a-zäöüß-]+(?:e|en|er|es|em)\s)?[A-ZÄÖÜ]")
# What stands behind the adjective of a small town: "der Augustusburger Bürgermeister".
_OF_TOWN = re.compile(
    r"\s(?:(?:Ober|Orts|Alt)?[Bb]ürgermeister|Rathaus|Gemeinderat|Stadtrat|Marktrat|Gemeindevertret|Stadtvertret|Stadtverw|Gemeindeverw|"
    r"Stadtverordnet|Ortsvorsteher|Ortsgemeinde|Kämmerer)"
)
_WITH_FORM = frozenset({"Company", "Research", "Association", "Authority"})
# "regio iT Gesellschaft für Informationstechnologie mbH": what the firm does may stand before its legal form.
_LEGAL_FORM = re.compile(
    r"(?:\sGesellschaft\sfür\s[A-ZÄÖÜ][\w-]+(?:\sund\s[A-ZÄÖÜ][\w-]+)?)?"
    r"\s(?:gGmbH|GmbH(?:\s&\sCo\.\sKG)?|mbH|AG|SE|AöR|eG|e\.\s?[VG]\.)(?![\w-])"
)
_CUT_SHORT = re.compile(r"-\s(?:und|oder|sowie)\s|-,\s")  # "Bundes- und Europaangelegenheiten"
_OF = re.compile(
    r"\b(?:von|vom|des|der|Landes|Stadt|Kreises|Freistaats|Gemeinde|Freistaates|Verbandsgemeinde|beim|zum|zur|für)\s\Z"
)
_IN = re.compile(r"\b(?:in|im)\s(?:der\s)?\Z")
# "Landtag Nordrhein-Westfalen", "Stadtverwaltung Wolfsburg": the name of a body names what it governs.
_BESIDE = re.compile(
    r"(?:[Rr]egierung|[Kk]anzlei|[Mm]inisterium|[Ss]enat|[Ll]andtags?|[Bb]ürgerschaft|[Rr]echnungshof|[Vv]erwaltung|"
    r"[Aa]usländerbehörde|[Zz]ulassungsstelle|[Bb]ürgeramt|[Jj]ugendamt|[Pp]olizeipräsidium|(?:[Ss]tadt|[Gg]emeinde|[Kk]reis)rat|[Kk]reistag|[Mm]agistrat|(?:für|und|,)\s(?:Sport|Digitales|Digitalisierung|Finanzen|"
    r"Wirtschaft|Energie|Umwelt|Bau|Kommunales|Heimat|Europa|Justiz|Kultur|Bildung|Soziales|Gesundheit|Inneres))\s\Z"
)
# "Senatorin für Justiz, Claudia Schilling": the name of the house is the office of a person here.
_HOLDER = re.compile(r",?\s(?:Dr\.\s|Prof\.\s)*[A-ZÄÖÜ][a-zäöüß-]+\s[A-ZÄÖÜ][a-zäöüß-]+")


@dataclass(frozen=True, slots=True)
class _Hit:
    """What a surface form may be: entries with the name that matched."""

    names: tuple[tuple[Name, Entry], ...]
    demonym: bool = False


def find(text: str, start: int, end: int, *, date: str | None) -> Iterator[Candidate]:
    """Yield the register's names in one sentence or headline.

    Args:
        text: The article's text.
        start: Where the sentence starts.
        end: Where it ends.
        date: ISO 8601 day of publication; prefers entries that existed then.
    """
    for stop, (surface, hit) in _automaton().iter(text, start, end):
        begin = stop + 1 - len(surface)
        if _inside_word(text, begin, stop + 1):
            continue
        made = _made(text, begin, stop + 1, hit, date, (start, end))
        if made:
            yield made


@cache
def demonyms() -> dict[str, tuple[str, ...]]:
    """Adjectives in -er of towns → keys, the largest first ("Münchner", "Jenaer"); ordinary words are left out."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for surface, name, entry in default_register().all_names():
        if entry.type != "Municipality" or name.kind == "demonym" or " " in surface:
            continue
        if any(n.kind == "demonym" for n in entry.names) or name.ambiguous or (entry.population or 0) < 5000:
            continue
        for form in regular_demonyms(surface):
            if form not in word_list("no_demonyms") and form not in first_names():
                found[form].append((-(entry.population or 0), entry.key))
    return {form: tuple(key for _, key in sorted(keys)) for form, keys in found.items()}


@cache
def is_demonym(word: str) -> bool:
    """Whether a word is an adjective in -er of a town or Land ("Münchner", "Bremer")."""
    return word in _all_demonyms() or (word in small_demonyms() and not in_dictionary(word.casefold()))


@cache
def small_demonyms() -> dict[str, tuple[str, ...]]:
    """As `demonyms`, of towns below 5,000 inhabitants: they count before what a town has only."""
    found: dict[str, list[str]] = defaultdict(list)
    for surface, name, entry in default_register().all_names():
        if entry.type != "Municipality" or name.kind == "demonym" or " " in surface or name.ambiguous:
            continue
        if (entry.population or 0) < 5000:
            for form in regular_demonyms(surface):
                if form not in word_list("no_demonyms") and form not in first_names() and form not in _all_demonyms():
                    found[form].append(entry.key)
    return {form: tuple(keys) for form, keys in found.items()}


@cache
def _all_demonyms() -> frozenset[str]:
    named = (s for s, name, entry in default_register().all_names() if name.kind == "demonym" and entry.type != "State")
    return frozenset(s for s in named if s.endswith("er")) | demonyms().keys()


@cache
def _river() -> re.Pattern[str]:
    """What a town's full name may go on with: "am Main", "im Odenwald"."""
    names = "|".join(sorted(word_list("waters_and_regions"), key=len, reverse=True))
    return re.compile(rf"\s(?:am|an der|im|in der|bei|ob der|vor der|an den)\s(?:{names})\b")


@cache
@held()
def _automaton() -> Any:
    surfaces: dict[str, list[tuple[Name, Entry]]] = defaultdict(list)
    demonym_surfaces: dict[str, list[tuple[Name, Entry]]] = defaultdict(list)
    for text, name, entry in default_register().all_names():
        if name.kind == "demonym":
            for form in adjective_forms(text):
                demonym_surfaces[form].append((name, entry))
        else:
            for form in inflected(text, name, entry):
                surfaces[form].append((name, entry))
    entries = default_register().entries
    for form, keys in (*demonyms().items(), *small_demonyms().items()):
        demonym_surfaces[form].extend((Name(form, "demonym"), entries[key]) for key in keys)
    machine = ahocorasick.Automaton()
    for form in {*surfaces, *demonym_surfaces}:
        demonym = form not in surfaces
        machine.add_word(form, (form, _Hit(tuple(demonym_surfaces[form] if demonym else surfaces[form]), demonym)))
    machine.make_automaton()
    return machine


def _inside_word(text: str, begin: int, end: int) -> bool:
    before = text[begin - 1] if begin else " "
    after = text[end] if end < len(text) else " "
    if before.isalnum() or before in "_@" or after.isalnum() or after in "_@":
        return True
    return before in "-./" and begin > 1 and text[begin - 2].isalnum()


# Types whose name behind "in", "of" or beside another may be a part of that name.
_NESTING = frozenset("Land State Municipality District Ministry Authority Committee".split())


def _made(text: str, begin: int, end: int, hit: _Hit, date: str | None, sentence: tuple[int, int]) -> Candidate | None:
    after = text[end : end + 1]
    compound = after == "-" and text[end + 1 : end + 2].isalnum()
    if after == "-" and not compound and _CUT_SHORT.match(text, end):
        return None
    pairs = hit.names
    if hit.demonym:
        return _demonym(text, begin, end, pairs) if not compound else None
    if compound:
        return _compound_prefix(text, begin, end, pairs)
    surface = text[begin:end]
    pairs = tuple((n, e) for n, e in pairs if n.valid_on(date)) or pairs
    pairs = tuple(sorted(pairs, key=lambda p: (p[0].text != surface and p[1].type == "Municipality", _rank(p[1]))))
    entry = pairs[0][1]
    if all(needs_cue(surface, n, e) for n, e in pairs) and not has_cue(text, begin, end, entry.type, sentence):
        if entry.type != "Municipality" or any(n.ambiguous for n, _ in pairs) or not beside_town(text, end):
            return None
    types = {e.type for _, e in pairs}
    kind = entry.type if len(types) == 1 else min(types, key=lambda t: [e.type for _, e in pairs].index(t))
    if surface.startswith("Senator") and _HOLDER.match(text, end):
        return None
    small = entry.type == "Municipality" and " " not in surface and (entry.population or 0) < SMALL
    score = weigh(0.5 if small else 1.5, len(surface))
    left = max(sentence[0], begin - 24)
    within = bool(_IN.search(text, left, begin))
    beside = entry.type in ("Land", "Municipality", "District") and bool(_BESIDE.search(text, left, begin))
    nested = (within or beside or bool(_OF.search(text, left, begin))) and entry.type in _NESTING
    keys = tuple(dict.fromkeys(e.key for _, e in pairs if e.type == kind))
    rule = "register:in" if within else "register"
    if entry.type == "Municipality":
        longer = _river().match(text, end, sentence[1])
        end = longer.end() if longer else end
    elif entry.type in _WITH_FORM:
        legal = _LEGAL_FORM.match(text, end, sentence[1])
        if legal:
            end, score = legal.end(), weigh(1.5, legal.end() - begin)
    return Candidate(begin, end, kind, rule, score, begin, end, keys, nested=nested)


def _rank(entry: Entry) -> tuple[int, int, str]:
    order = {"State": 0, "Land": 1, "Municipality": 3}
    return order.get(entry.type, 2), -(entry.population or 0), entry.key


def _demonym(text: str, begin: int, end: int, pairs: tuple[tuple[Name, Entry], ...]) -> Candidate | None:
    """An adjective of place counts before a noun only: "Münchner Stadtrat", "sächsischen Kollegen"."""
    if not _NOUN_AFTER.match(text, end):
        return None
    if text[begin:end] in small_demonyms() and not (_OF_TOWN.match(text, end) and is_demonym(text[begin:end])):
        return None
    if all(n.ambiguous for n, _ in pairs) and not text[begin].isupper():
        return None
    if all(e.type == "State" for _, e in pairs) and pairs[0][1].key in {"state/bund", "state/eu"}:
        return None
    pairs = tuple(sorted(pairs, key=lambda pair: _rank(pair[1])))
    keys = tuple(dict.fromkeys(e.key for _, e in pairs if e.type == pairs[0][1].type))
    rule = "register:demonym" if text[begin].isupper() else "register:adjective"
    return Candidate(begin, end, pairs[0][1].type, rule, weigh(0.6, end - begin), begin, end, keys, nested=True)


def _compound_prefix(text: str, begin: int, end: int, pairs: tuple[tuple[Name, Entry], ...]) -> Candidate | None:
    """The name in "Sachsen-CIO", "BMI-Staatssekretär", "OZG-Umsetzung"; other compounds name something else."""
    rest = re.compile(r"-([\w-]+)").match(text, end)
    entry = pairs[0][1]
    if rest is None or (entry.type != "Association" and any(n.ambiguous for n, _ in pairs)):
        return None
    behind = rest.group(1)[:1].upper() + rest.group(1)[1:]
    office = is_office(behind) or (behind in word_list("firm_offices") and entry.type in _WITH_FORM)
    law = entry.type == "Law" and rest.group(1)[:1].isupper()
    service = entry.type == "Service" and rest.group(1) in word_list("service_parts")
    if not (office or law or service):
        return None
    keys = tuple(dict.fromkeys(e.key for _, e in pairs if e.type == entry.type))
    return Candidate(
        begin, end, entry.type, "register:compound", weigh(0.5, end - begin), begin, end, keys, nested=office
    )
