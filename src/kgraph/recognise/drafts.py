"""An entity of one article in the making: its names, mentions and register entry.

Candidates become drafts here, grouped by register entry or by name; `join` merges those that
other evidence shows to be one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from kgraph.names import fold, genitive_stems, nominative, without_titles
from kgraph.recognise.candidates import Candidate
from kgraph.recognise.inflected import inflected
from kgraph.records import Mention
from kgraph.register import default_register
from kgraph.vocab import schema

# Forms that only the shape of a word makes fire.
BY_SHAPE = frozenset({"form:service-camel", "form:organisation-camel", "form:organisation-acronym"})
_OF_PLACE = re.compile(r"[A-Za-zÄÖÜäöüß-]+(?:isch(?:e|en|er|es|em)?|er)")
_INFLECTION = 92  # rapidfuzz ratio at and above which a form is an inflected official name
_KIND = re.compile(
    r"(?:Bundesland|Bundesrepublik|Land(?:es)?|Freistaats?|Stadtstaat|Stadt|(?:Landeshaupt|Bundes|Universitäts|Kreis)stadt|Gemeinde|Vorhaben|Projekt|Programm|Förderprogramm|Bundesprogramm|Modellvorhaben|Modellprojekt|Initiative)\s(?=[A-ZÄÖÜ])"
)
_LEGAL_FORM = re.compile(
    r"(?<=\w)\s(?:g?GmbH|mbH|AG|SE|KG|AöR|eG|UG|e\.\s?[VG]\.?)(?:\s&\sCo\.\sKG)?\Z|-(?:Gruppe|Konzerns?|Unternehmensgruppe)\Z"
)
_DOMINANT = 20  # times the inhabitants of the next town of that name


@dataclass
class Draft:
    """An entity in the making.

    Attributes:
        names: Forms of the name proper, nominative first where it differs.
        expressions: Whole expressions ("Portal „Bürgerdienste-Saar“").
    """

    type: str
    register: str | None
    names: list[str] = field(default_factory=list)
    expressions: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    owner: Draft | None = None
    date: str | None = None

    def absorb(self, other: Draft) -> None:
        """Take over everything that another draft of the same thing has."""
        self.names += other.names
        self.expressions += other.expressions
        self.mentions += other.mentions
        if self.register is None and other.register is not None:
            self.register, self.type = other.register, other.type


def grouped(text: str, chosen: Sequence[Candidate]) -> list[Draft]:
    """Drafts of the chosen candidates of one article, one for each register entry or name.

    A lower-case adjective ("sächsischen") is a mention of a Land that is named elsewhere, never its only one.
    """
    groups: dict[tuple[str, str], Draft] = {}
    lands = _context(chosen)
    for c in chosen:
        name, register = _named(text, c, lands)
        type = default_register().entries[register].type if register else c.type
        identity = ("register", register) if register else (schema().coarse(type), fold(name))
        draft = groups.setdefault(identity, Draft(type, register))
        _note(draft, text, c, name)
    return [d for d in groups.values() if any(m.rule != "register:adjective" for m in d.mentions)]


def _context(chosen: Sequence[Candidate]) -> frozenset[str]:
    """Two-digit keys of the Länder that the article names, for telling homonymous towns apart."""
    entries = default_register().entries
    return frozenset(
        code
        for c in chosen
        if c.type == "Land" and len(c.keys) >= 1 and (code := entries[c.keys[0]].identifiers.get("landesschluessel"))
    )


def _named(text: str, c: Candidate, lands: frozenset[str]) -> tuple[str, str | None]:
    surface = text[c.name_start : c.name_end]
    if c.type == "Person":
        return without_titles(surface), None
    if c.keys:
        register = _one_of(c.keys, lands)
        return _uninflected(surface, register or c.keys[0]), register
    name = nominative(surface)
    coarse = schema().coarse(c.type)
    for form in dict.fromkeys((name, surface, without_legal_form(name))):
        shaped = c.rule in BY_SHAPE  # "govDigital": the register knows better what it is
        entries = [e for e in default_register().named(form) if shaped or schema().coarse(e.type) == coarse]
        if len(entries) == 1 and not _is_demonym(entries[0].key, form):
            return name, entries[0].key
    return name, None


def without_legal_form(name: str) -> str:
    """A name without the legal form that it ends with: "Qumbra" of "Qumbra GmbH & Co. KG"."""
    return _LEGAL_FORM.sub("", name)


def _uninflected(surface: str, key: str) -> str:
    """The name of an entry that a genitive is a form of ("Hombergs" → "Homberg")."""
    stems = {fold(stem) for stem in genitive_stems(surface)}
    return next((n.text for n in default_register().entries[key].names if fold(n.text) in stems), surface)


def _is_demonym(key: str, form: str) -> bool:
    return any(n.kind == "demonym" and fold(n.text) == fold(form) for n in default_register().entries[key].names)


def _one_of(keys: tuple[str, ...], lands: frozenset[str]) -> str | None:
    """The entry meant among namesakes; None where nothing decides."""
    if len(keys) == 1:
        return keys[0]
    near = [k for k in keys if k.partition("/")[2][:2] in lands]
    if len(near) == 1:
        return near[0]
    if last := default_register().last_of(keys):
        return last
    entries = [default_register().entries[k] for k in keys]
    sizes = [e.population or 0 for e in entries]
    if all(e.type == "Municipality" for e in entries):
        return keys[0] if sizes[0] >= _DOMINANT * max(1, *sizes[1:]) or sizes[0] >= 50_000 > max(sizes[1:]) else None
    kinds = [e.type for e in entries]
    return keys[0] if kinds[0] in {"State", "Land"} and kinds.count(kinds[0]) == 1 else None


_LONG = 10  # code points of a name that may have parts
_WITH_SHORT = re.compile(r"(?P<name>[^()]{4,})\s\((?:kurz:?\s)?(?P<short>[A-ZÄÖÜ][\w .-]{1,14})\)")
_WITH_LONG = re.compile(r"(?P<name>[A-ZÄÖÜ][^()–:]{1,40}?)(?:\s[–-]|:)\s(?:[A-ZÄÖÜ][^()]{10,}|[a-zäöü][^()]{14,})")


def _parts_of(c: Candidate, name: str) -> tuple[str, ...]:
    """What a quoted name of an initiative is made of: „Virtuelles Bauamt (ViBa BW)“, „KERN – Der Standard für alle“."""
    if schema().coarse(c.type) != "Initiative" or len(name) < _LONG:
        return ()
    double = _WITH_SHORT.fullmatch(name)
    led = _WITH_LONG.fullmatch(double["name"] if double else name)
    return (*(double.group("name", "short") if double else ()), *((led["name"],) if led else ()))


def _note(draft: Draft, text: str, c: Candidate, name: str) -> None:
    surface, whole = text[c.name_start : c.name_end], text[c.start : c.end]
    draft.names += [n for n in (*_parts_of(c, name), name) if n not in draft.names]
    if surface not in (*draft.names, *draft.expressions):
        draft.expressions.append(surface)
    if c.keys and (kind := _KIND.match(name)):  # "Land Hessen"
        draft.expressions += [plain for plain in (name[kind.end() :],) if plain not in draft.expressions]
    if c.type != "Person":
        shorter = [nominative(text[slice(*c.head)])] if c.head else []
        draft.expressions += [w for w in (whole, *shorter) if w not in (*draft.names, *draft.expressions)]
    draft.mentions.append(Mention(c.start, c.end, "name", c.rule))


def best_name(d: Draft) -> str:
    """The fullest form in the nominative; for a registered thing the one of its names that the text uses."""
    if d.type == "Person":
        return max(d.names, key=lambda n: (len(n.split()), -d.names.index(n)))
    real = [n for n in d.names if not is_adjective(n)]
    known = _official_name(d.register, tuple(real)) if d.register else None
    return known or max(real or d.names, key=lambda n: (len(n), -d.names.index(n)))


@lru_cache(maxsize=1 << 14)
def _official_name(key: str, forms: tuple[str, ...]) -> str | None:
    """The fullest name of an entry that forms of a text are; None if they are none of its names."""
    entry = default_register().entries[key]
    official = [n.text for n in entry.names if n.kind != "demonym"]
    known = [o for n in forms for o in official if fold(o) == fold(n)]
    if all(o.isupper() for o in known):
        known += [o for n in forms for o in official if _is_inflected(o, n)]
        known += [
            o.text
            for n in forms
            for o in entry.names
            if (" " in n or n[:-1].isupper()) and n in inflected(o.text, o, entry)
        ]
    if known:
        return max(known, key=lambda n: (len(n), n))
    return None if forms else official[0]


def _is_inflected(official: str, form: str) -> bool:
    return " " in form and ratio(fold(official), fold(form)) >= _INFLECTION


def is_adjective(form: str) -> bool:
    """Whether a form is the adjective of a place ("Münchner", "sächsischen"), not its name."""
    return _OF_PLACE.fullmatch(form) is not None
