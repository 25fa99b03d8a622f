"""Bring the mentions of one article together: which of them name the same thing, and what it is called.

Input are the chosen candidates of all blocks; output the article's entities. Identity across
articles is decided later, by `kgraph.resolve`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kgraph.names import fold, nominative, without_titles
from kgraph.recognise.candidates import Candidate
from kgraph.recognise.persons import surnames
from kgraph.records import Article, ArticleEntity, Mention
from kgraph.register import default_register
from kgraph.vocab import schema

_ACRONYM = re.compile(r"[“”\"»«]?\s\((?:kurz:?\s)?([A-ZÄÖÜ][\w&./-]{1,24}(?:\s[A-Z]\w{1,12})?)\)")
_PARTIES = frozenset("CDU CSU SPD FDP AfD BSW Grüne Grünen Linke FW parteilos".split())
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


def drafts(article: Article, chosen: Sequence[Candidate]) -> list[Draft]:
    """Group candidates by register entry or name, join short forms and acronyms, find every further mention."""
    groups: dict[tuple[str, str], Draft] = {}
    keys = _context(chosen)
    for c in chosen:
        name, register = _named(article.text, c, keys)
        type = default_register().entries[register].type if register else c.type
        identity = ("register", register) if register else (schema().coarse(type), fold(name))
        draft = groups.setdefault(identity, Draft(type, register))
        _note(draft, article.text, c, name)
    found = list(groups.values())
    found = _join_acronyms(article.text, found)
    found = _join_short_forms(found)
    found = _join_surnames(found)
    _mention_again(article, found)
    return [d for d in found if any(m.kind == "name" for m in d.mentions)]


def entities(found: Iterable[Draft]) -> tuple[ArticleEntity, ...]:
    """Freeze drafts into records, numbered by first mention."""
    ordered = sorted(found, key=lambda d: min((m.start, -m.end) for m in d.mentions))
    ids = {id(d): f"e{n}" for n, d in enumerate(ordered, 1)}
    out = []
    for d in ordered:
        name = _best_name(d)
        others = dict.fromkeys(n for n in (*d.names, *d.expressions) if n != name)
        out.append(
            ArticleEntity(
                id=ids[id(d)],
                type=d.type,
                name=name,
                aliases=tuple(others),
                mentions=tuple(sorted(set(d.mentions), key=lambda m: (m.start, m.end))),
                register=d.register,
                owner=ids.get(id(d.owner)) if d.owner is not None else None,
                date=d.date,
            )
        )
    return tuple(out)


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
        return surface, register
    name = nominative(surface)
    coarse = schema().coarse(c.type)
    for form in dict.fromkeys((name, surface)):
        entries = [e for e in default_register().named(form) if schema().coarse(e.type) == coarse]
        if len(entries) == 1 and not _is_demonym(entries[0].key, form):
            return name, entries[0].key
    return name, None


def _is_demonym(key: str, form: str) -> bool:
    return any(n.kind == "demonym" and fold(n.text) == fold(form) for n in default_register().entries[key].names)


def _one_of(keys: tuple[str, ...], lands: frozenset[str]) -> str | None:
    """The entry meant among namesakes; None where nothing decides."""
    if len(keys) == 1:
        return keys[0]
    near = [k for k in keys if k.partition("/")[2][:2] in lands]
    if len(near) == 1:
        return near[0]
    entries = [default_register().entries[k] for k in keys]
    sizes = [e.population or 0 for e in entries]
    if all(e.type == "Municipality" for e in entries):
        return keys[0] if sizes[0] >= _DOMINANT * max(1, *sizes[1:]) or sizes[0] >= 50_000 > max(sizes[1:]) else None
    return keys[0]


def _note(draft: Draft, text: str, c: Candidate, name: str) -> None:
    surface, whole = text[c.name_start : c.name_end], text[c.start : c.end]
    for form in (name, surface):
        if form not in draft.names:
            draft.names.append(form)
    if c.type != "Person":
        shorter = [nominative(text[slice(*c.head)])] if c.head else []
        draft.expressions += [w for w in (whole, *shorter) if w not in (*draft.names, *draft.expressions)]
    draft.mentions.append(Mention(c.start, c.end, "name", c.rule))


def _join_acronyms(text: str, found: list[Draft]) -> list[Draft]:
    """ "Name (ABC)" defines ABC; a draft that is only called so is the same thing."""
    by_name = {fold(n): d for d in found for n in d.names}
    gone: set[int] = set()
    for d in found:
        if d.type == "Person" or id(d) in gone:
            continue
        for m in list(d.mentions):
            match = _ACRONYM.match(text, m.end)
            if match is None or match.group(1) in _PARTIES or not _abbreviates(match.group(1), d):
                continue
            other = by_name.get(fold(match.group(1)))
            if other is not None and other is not d and id(other) not in gone and _compatible(d, other):
                d.absorb(other)
                gone.add(id(other))
            if match.group(1) not in d.names:
                d.names.append(match.group(1))
    return [d for d in found if id(d) not in gone]


def _abbreviates(acronym: str, draft: Draft) -> bool:
    """Whether a bracket holds a short form of the name before it, and not a place or party."""
    if sum(c.isupper() for c in acronym) < 2 and not any(fold(acronym) in fold(n) for n in draft.names):
        return False
    initials = {c.casefold() for n in draft.names for c in n if c.isalpha()}
    coarse = schema().coarse(draft.type)
    return coarse in {"Organisation", "Initiative", "Law", "Event", "Agreement"} and acronym[0].casefold() in initials


def _compatible(a: Draft, b: Draft) -> bool:
    if a.register and b.register and a.register != b.register:
        return False
    return schema().coarse(a.type) == schema().coarse(b.type) or b.register is None


def _join_short_forms(found: list[Draft]) -> list[Draft]:
    """A bare head ("Landtag", "Digitalstrategie") is the one longer name that has it, if there is only one."""
    gone: set[int] = set()
    for short in found:
        words = fold(short.names[0]).split()
        if len(words) != 1 or short.type == "Person" or schema().coarse(short.type) in {"Jurisdiction", "Place"}:
            continue
        longer = [
            d
            for d in found
            if d is not short
            and id(d) not in gone
            and schema().coarse(d.type) == schema().coarse(short.type)
            and _compatible(d, short)
            and _has_head(d, words[0])
            and len(fold(_best_name(d)).split()) > 1 | 0
        ]
        if len(longer) == 1:
            longer[0].absorb(short)
            gone.add(id(short))
    return [d for d in found if id(d) not in gone]


def _has_head(draft: Draft, word: str) -> bool:
    for form in (*draft.names, *draft.expressions):
        words = [w.strip('„“"»«,.') for w in fold(form).split()]
        if len(words) > 1 and (
            word in (words[-1], words[0]) or (word in words and draft.type in {"Committee", "Association", "Law"})
        ):
            return True
    return False


def _join_surnames(found: list[Draft]) -> list[Draft]:
    """A person called by surname only is the one person of that surname."""
    full = [d for d in found if d.type == "Person" and " " in d.names[0]]
    gone: set[int] = set()
    for d in found:
        if d.type != "Person" or " " in d.names[0]:
            continue
        bearers = [p for p in full if d.names[0] in surnames(p.names[0])]
        if len(bearers) == 1:
            bearers[0].absorb(d)
            gone.add(id(d))
    return [d for d in found if id(d) not in gone]


def _mention_again(article: Article, found: list[Draft]) -> None:
    """Find every further mention by surname, acronym or name that no candidate covered."""
    forms: dict[str, Draft] = {}
    for d in found:
        for form in _searchable(d):
            forms.setdefault(form, d)
    if not forms:
        return
    pattern = re.compile(
        r"(?<![\w-])("
        + "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f)))
        + r")(?:s|es|’|')?(?![\w])"
    )
    taken = sorted((m.start, m.end, n) for n, d in enumerate(found) for m in d.mentions)
    for block in article.blocks:
        if block.kind in ("residue", "credit", "date"):
            continue
        for match in pattern.finditer(article.text, block.start, block.end):
            draft = forms[match.group(1)]
            over = [(s, e, n) for s, e, n in taken if s < match.end() and match.start() < e]
            if over and not _gives_way(found, over, draft, match):
                continue
            after = article.text[match.end() : match.end() + 1]
            if after == "-" and draft.type == "Person":
                continue
            draft.mentions.append(Mention(match.start(), match.end(), "name", "again"))
            if match.group(1) not in draft.names and draft.type == "Person":
                draft.names.append(match.group(1))


def _gives_way(found: list[Draft], over: list[tuple[int, int, int]], draft: Draft, match: re.Match[str]) -> bool:
    """A town's name that is a known person's surname here ("Hagen", "Soll") is the person's, without a cue for the town."""
    start, end, n = over[0]
    other = found[n]
    if len(over) > 1 or draft.type != "Person" or other.type == "Person" or (start, end) != match.span():
        return False
    keep = [m for m in other.mentions if (m.start, m.end) != (start, end)]
    rules = {m.rule for m in other.mentions if (m.start, m.end) == (start, end)}
    if not rules <= {"register", "register:abbreviation"}:
        return False
    other.mentions = keep
    return True


def _searchable(d: Draft) -> list[str]:
    if d.type == "Person":
        return [f for f in surnames(d.names[0]) if len(f) > 2] if " " in d.names[0] else [d.names[0]]
    out = []
    for n in d.names:
        if len(n) > 2 and (" " in n or n[:1].isupper() or any(c.isupper() for c in n)):
            out.append(n)
    return out


def _best_name(d: Draft) -> str:
    """The fullest form; for a registered thing too, what the text calls it."""
    if d.type == "Person":
        return max(d.names, key=lambda n: (len(n.split()), -d.names.index(n)))
    real = [n for n in d.names if not _is_adjective(n)] or d.names
    if d.register:
        entry = default_register().entries[d.register]
        official = {fold(n.text): n.text for n in entry.names if n.kind != "demonym"}
        known = [official[fold(n)] for n in real if fold(n) in official]
        if known:
            return max(known, key=lambda n: (len(n), n))
        if all(_is_adjective(n) for n in d.names):
            return (
                entry.names[0].text
                if entry.type != "Land"
                else min((n.text for n in entry.names if n.kind != "demonym" and not n.ambiguous), key=len)
            )
    return max(real, key=lambda n: (len(n), -real.index(n)))


def _is_adjective(form: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-zÄÖÜäöüß-]+(?:isch(?:e|en|er|es|em)|er)", form)) and " " not in form
