"""Find register entries by the forms that articles use: inflected, with a Land in front or behind.

`Lookup.find` gives what may be meant; which of several is meant is decided by `kgraph.resolve.identify`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kgraph.names import demonyms, fold, nominative
from kgraph.register import Entry, Name, Register
from kgraph.vocab import schema

BUND = "state/bund"
_ENDING = re.compile(r"(?<=\w{3})(?:es|en|em|er|e|s)$")
_ADJECTIVE_ENDINGS = "(?:e|er|es|en|em)?"
_PREPOSITIONS = r"(?:(?:des landes|des freistaate?s|der|des|von|in|im|für das land|für|land) )*"
_BUND_FORMS = ("bundesrepublik deutschland", "bundesregierung", "bundes", "bund", "deutschlands", "deutschland")
_SIGNS = re.compile(r"[\W_]+")
_COMPACT = 8  # letters from which a name is told by them alone, whatever signs part them
_SEATED = re.compile(r"(?:ministeri\w*|ressort\w*|landesregierung|staatsregierung|staatskanzlei|landtage?s?)\b")
_LANDLESS = {"Company", "Research"}
TOWN_TITLES = re.compile(
    r"^(?:(?:\w+- und )?"
    r"(?:Landeshaupt|Hanse|Universitäts|Kreis|Groß|Klingen|Wissenschafts|Bischofs|Dom|Fach|Bezirks)?[Ss]tadt|"
    r"Ortsgemeinde|Gemeinde|Markt(?:gemeinde)?|Kommune)\s+"
)
NOT_THE_TOWN = re.compile(r"^(?:Samtgemeinde|Verbandsgemeinde|Verwaltungsgemeinschaft|Verwaltungsverband)\s")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that a form may mean, and the names of it that match."""

    entry: Entry
    names: tuple[Name, ...]

    @property
    def ambiguous(self) -> bool:
        """True if every matching name is an ordinary word or a bare portfolio ("Innenministerium")."""
        return all(name.ambiguous for name in self.names)

    def valid_on(self, date: str | None) -> bool:
        """True if a matching name was in use on that day."""
        return any(name.valid_on(date) for name in self.names)


Found = tuple[Entry, str]
"""An entry, and in one sentence why it is meant."""


class Lookup:
    """A register, indexed for the forms of running text."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._lands, self._land_keys = _land_pattern(register)
        self._seats = _seats(register)
        self._loose: dict[str, list[Candidate]] = defaultdict(list)
        self._within: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
        self._compact: dict[str, list[Candidate]] = defaultdict(list)
        for entry in register.entries.values():
            if schema().coarse(entry.type) != "Jurisdiction":
                self._add(entry)

    def _add(self, entry: Entry) -> None:
        grouped: dict[str, list[Name]] = defaultdict(list)
        inside: dict[tuple[str, str], list[Name]] = defaultdict(list)
        for name in entry.names:
            text = fold(name.text)
            if " " in text:
                grouped[loose(text)].append(name)
            land, rest = self.split_land(name.text) if entry.type not in _LANDLESS else (None, "")
            if land and rest and entry.parent in (land, None):
                inside[land, loose(rest)].append(name)
            elif entry.parent:
                inside[entry.parent, loose(text)].append(name)
        for key, names in grouped.items():
            self._loose[key].append(Candidate(entry, tuple(names)))
        for name in entry.names:
            if name.kind != "demonym" and len(text := compact(name.text)) >= _COMPACT:
                self._compact[text].append(Candidate(entry, (name,)))
        for place, names in inside.items():
            self._within[place].append(Candidate(entry, tuple(names)))

    def find(self, form: str) -> tuple[Candidate, ...]:
        """What a form may mean by name alone: exactly, else in the nominative, else but for endings or signs."""
        for text in dict.fromkeys((form, nominative(form))):
            if found := tuple(self._exact(text)):
                return found
        if found := tuple(self._loose.get(loose(fold(form)), ())):
            return found
        alike = {candidate.entry.key: candidate for candidate in self._compact.get(compact(form), ())}
        return tuple(alike.values())

    def _exact(self, text: str) -> Iterator[Candidate]:
        folded = fold(text)
        for entry in self.register.named(text):
            names = tuple(n for n in entry.names if n.kind != "demonym" and fold(n.text) == folded)
            if names:
                yield Candidate(entry, names)

    def split_seat(self, name: str) -> tuple[str | None, str]:
        """The Land in "Mainzer Innenministerium" or "NRW-Wirtschaftsministerium", and the folded rest."""
        folded = fold(name)
        first, _, rest = folded.partition(" ")
        if not rest:
            first, _, rest = folded.partition("-")
            land = next((e.key for e in self.register.named(first) if e.type == "Land"), None)
        else:
            land = self._seats.get(first)
        return (land, rest) if land and _SEATED.search(rest) else (None, folded)

    def lands_in(self, text: str) -> frozenset[str]:
        """The Länder (and the Bund) that a text names, adjectives included."""
        return frozenset(self._land_keys[str(found.lastgroup)] for found in self._lands.finditer(fold(text)))

    def find_within(self, parent: str, form: str) -> tuple[Candidate, ...]:
        """What a form means of those that belong to one entry: ("land/bayern", "Digitalministerium")."""
        return tuple(self._within.get((parent, loose(fold(form))), ()))

    @lru_cache(maxsize=4096)  # noqa: B019  (one Lookup a register, see `lookup_of`)
    def split_land(self, name: str) -> tuple[str | None, str]:
        """The Land (or the Bund) in a name, and the folded rest: `staatskanzlei` of "Thüringer Staatskanzlei"."""
        folded = fold(name)
        match = self._lands.search(folded)
        if match is None:
            return None, folded
        rest = " ".join((folded[: match.start()] + " " + folded[match.end() :]).split())
        return self._land_keys[str(match.lastgroup)], rest


@lru_cache(maxsize=4)
def lookup_of(register: Register) -> Lookup:
    """The index of a register, made once."""
    return Lookup(register)


def loose(folded: str) -> str:
    """A folded name without the endings that case and gender change."""
    return " ".join(_ENDING.sub("", word) for word in folded.split())


def compact(name: str) -> str:
    """A name's letters and digits: "Smarte.Land.Regionen" is "Smarte Land Regionen", " / " is "/"."""
    return _SIGNS.sub("", fold(name))


def without_town_title(name: str) -> str:
    """`Stadt Leonberg` → `Leonberg`; a Verbandsgemeinde is not the town that it is named after."""
    return name if NOT_THE_TOWN.match(name) else TOWN_TITLES.sub("", name)


def _seats(register: Register) -> Mapping[str, str]:
    """What the capitals of the Länder are called in front of a noun ("mainzer"), and the Land."""
    capitals = {e.key: str(e.identifiers.get("hauptstadt", "")) for e in register.entries.values() if e.type == "Land"}
    seats: dict[str, str] = {}
    for land, capital in capitals.items():
        if capital:
            towns = (e for e in register.named(capital) if e.parent == land and e.type == "Municipality")
            own = [n.text for e in towns for n in e.names if n.kind == "demonym"]
            seats |= {fold(adjective): land for adjective in (*demonyms(capital), *own)}
    return seats


def _land_pattern(register: Register) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What names a Land or the Bund in a longer name, one group each, and what each group stands for."""
    forms = {BUND: [re.escape(text) for text in _BUND_FORMS]}
    for entry in register.entries.values():
        if entry.type == "Land":
            forms[entry.key] = [_land_form(name) for name in entry.names if not name.ambiguous]
    groups = {f"g{number}": key for number, key in enumerate(forms)}
    # The longest first, so that "freien hansestadt bremen" is taken whole.
    inner = "|".join(
        f"(?P<{group}>{'|'.join(sorted(forms[key], key=lambda form: (-len(form), form)))})"
        for group, key in groups.items()
    )
    return re.compile(rf"(?<![\w-]){_PREPOSITIONS}(?:{inner})(?![\w-])"), groups


def _land_form(name: Name) -> str:
    text = re.escape(fold(name.text)) + (r"\.?" if name.text.endswith(".") else "")  # "Nds. Innenministerium"
    if name.kind == "demonym":
        return text + (_ADJECTIVE_ENDINGS if text.endswith("isch") or text.endswith("sch") else "")
    words = text.split(r"\ ")
    if len(words) > 1:  # "freistaat bayern" also as "freistaates bayern", "freie hansestadt" as "freien hansestadt"
        words[:-1] = [_ENDING.sub("", w) + r"\w{0,2}" for w in words[:-1]]
    return r"\ ".join(words) + "(?:e?s)?"


def ancestors(register: Register, keys: Iterable[str]) -> Iterator[str]:
    """The keys and all keys above them."""
    for start in keys:
        entry = register.entries.get(start)
        while entry:
            yield entry.key
            entry = register.entries.get(entry.parent or "")
