"""Merge drafts that are one thing: acronyms, spellings, short forms.

Each rule takes the drafts of one article and gives back those that are left, in order; none
merges two different register entries. What is peculiar to a kind of thing is in `kinds`.
"""

from __future__ import annotations

import re

from kgraph.lexicon import ordinary
from kgraph.names import fold, genitive_stems
from kgraph.recognise.drafts import BY_SHAPE, Draft, best_name
from kgraph.register import default_register
from kgraph.vocab import schema

_ACRONYM = re.compile(
    r"[“”\"»«]?(?:\s\((?:(?:kurz|im\sFolgenden|nachfolgend|abgekürzt):?\s)?|(?:,|\s[–-])\s(?:kurz(?:\sgenannt)?|abgekürzt):?\s)"
    r"([A-ZÄÖÜ][\w&./-]{1,24}(?:\s[A-Z][\w-]{1,12})?|[a-zäöü]{3,7}(?:\s[A-Za-z]\w{1,12})?)(?=\)|[,.;]|\s[–-]|\Z)"
)
_PARTIES = frozenset("CDU CSU SPD FDP AfD BSW Grüne Grünen Linke FW parteilos".split())


def join_acronyms(text: str, found: list[Draft]) -> list[Draft]:
    """A bracket behind a name defines its abbreviation; a draft that is only called so is the same thing."""
    by_name = {fold(n): d for d in found for n in d.names}
    outermost: dict[int, int] = {}
    for d in found:
        for m in d.mentions:
            outermost[m.end] = min(m.start, outermost.get(m.end, m.start))
    gone: set[int] = set()
    for d in found:
        if d.type == "Person" or id(d) in gone:
            continue
        for m in list(d.mentions):
            match = _ACRONYM.match(text, m.end)
            if (
                match is None
                or m.start != outermost[m.end]
                or match.group(1) in _PARTIES
                or not _abbreviates(match.group(1), d)
            ):
                continue
            other = by_name.get(fold(match.group(1)))
            if other is not None and other is not d and id(other) not in gone and _is_meant(d, other, match.group(1)):
                d.absorb(other)
                gone.add(id(other))
            if match.group(1) not in d.names:
                d.names.append(match.group(1))
    return [d for d in found if id(d) not in gone]


_ENDED = re.compile(r"(?:\sde[sr]\s[^()]{3,50})?[),;–]")
_OPENED = re.compile(r"\s\((?:kurz\sfür:?\s|das\s|die\s|der\s)?")


def join_spelt_out(text: str, found: list[Draft]) -> list[Draft]:
    """What a bracket behind an abbreviation spells out is the same thing: "MKJFGFI (Ministerium für Kinder …)"."""
    starts = {m.start: d for d in found for m in d.mentions}
    gone: set[int] = set()
    for short in found:
        if id(short) in gone or not all(re.fullmatch(r"[A-ZÄÖÜ]\w*[A-ZÄÖÜ]\w*", n) for n in short.names):
            continue
        for m in list(short.mentions):
            opened = _OPENED.match(text, m.end)
            long = starts.get(opened.end()) if opened else None
            if long is None or long is short or id(long) in gone or not _abbreviates(short.names[0], long):
                continue
            if _compatible(long, short) and _ENDED.match(text, _end_at(long, opened.end() if opened else 0)):
                long.absorb(short)
                gone.add(id(short))
                break
    return [d for d in found if id(d) not in gone]


def _end_at(draft: Draft, start: int) -> int:
    return max(m.end for m in draft.mentions if m.start == start)


def _abbreviates(acronym: str, draft: Draft) -> bool:
    """Whether a bracket holds a short form of the name before it, and not a place or party."""
    if any(schema().coarse(e.type) == "Jurisdiction" for e in default_register().named(acronym)):
        return False
    if acronym.islower():
        return any(_spelt_by(acronym.split()[0], name) for name in draft.names)
    if sum(c.isupper() for c in acronym) < 2 and not any(fold(acronym) in fold(n) for n in draft.names):
        return _is_coined(acronym, draft)
    initials = {c.casefold() for n in draft.names for c in n if c.isalpha()}
    coarse = schema().coarse(draft.type)
    return coarse in {"Organisation", "Initiative", "Law", "Event", "Agreement"} and acronym[0].casefold() in initials


def _is_coined(word: str, draft: Draft) -> bool:
    """Whether a bracket holds a word made from a long name: "Dienstleistungsgesellschaft für … mbH (Digikomm)"."""
    long = any(name.count(" ") > 1 and fold(name)[0] == fold(word)[0] for name in draft.names)
    return long and schema().coarse(draft.type) == "Organisation" and len(word) > 4 and not ordinary(word)


def _spelt_by(letters: str, name: str) -> bool:
    """Whether the words of a name begin with these letters in order, as those of "Hochschule für Technik" do: "hft"."""
    initials = iter(word[0] for word in re.split(r"[\s/-]+", fold(name)) if word)
    return all(letter in initials for letter in letters)


def _is_meant(d: Draft, other: Draft, acronym: str) -> bool:
    """Whether the draft that bears the acronym is what the bracket defines, whatever else is called so."""
    only = all(fold(n) == fold(acronym) for n in other.names)
    if only and d.register and other.register and d.register != other.register:
        return True
    return _compatible(d, other)


def _compatible(a: Draft, b: Draft) -> bool:
    if a.register and b.register and a.register != b.register:
        return False
    return schema().coarse(a.type) == schema().coarse(b.type) or b.register is None


def join_spellings(found: list[Draft]) -> list[Draft]:
    """One name in two spellings: "Bayern-App", "BayernApp"; "Steuerungsgruppe NOOTS", "NOOTS-Steuerungsgruppe"."""
    spelt: dict[tuple[str, str], Draft] = {}
    gone: set[int] = set()
    for d in found:
        coarse = schema().coarse(d.type)
        if coarse in _NO_SHORT_FORMS:
            continue
        keys = {(coarse, key) for n in d.names for key in _spellings(n)}
        other = next((spelt[k] for k in sorted(keys) if k in spelt), None)
        if other is not None and other is not d and _compatible(other, d):
            other.absorb(d)
            gone.add(id(d))
        else:
            spelt |= dict.fromkeys(keys, d)
    return [d for d in found if id(d) not in gone]


def join_genitives(found: list[Draft]) -> list[Draft]:
    """What is called like another of its kind but for the ending: "des Oberland-Labs", "das Oberland-Lab"."""
    plain = {(schema().coarse(d.type), n): d for d in found for n in d.names}
    gone: set[int] = set()
    for d in found:
        coarse = schema().coarse(d.type)
        if coarse in _NO_SHORT_FORMS or d.register or len(d.names) != 1:
            continue
        stems = genitive_stems(d.names[0])[1:]
        other = next((plain[coarse, stem] for stem in stems if (coarse, stem) in plain), None)
        if other is not None and _compatible(other, d):
            d.expressions += d.names
            d.names = []
            other.absorb(d)
            gone.add(id(d))
    return [d for d in found if id(d) not in gone]


def _spellings(name: str) -> set[str]:
    """A name without hyphens and blanks, and with the parts of a compound the other way round."""
    plain = fold(name).replace("digitalisierungs", "digital")  # a Digitalisierungsstrategie is the Digitalstrategie
    parts = plain.replace(" ", "-").split("-")
    out = {"".join(parts)}
    if len(parts) == 2 and len(name) > 9:
        out.add(parts[1] + parts[0])
    return {key for key in out if len(key) > 4}


def join_shapes(found: list[Draft]) -> list[Draft]:
    """What only its shape made a service or firm ("KommDIGITALE") is what the text says of that name elsewhere."""
    by_name: dict[str, list[Draft]] = {}
    for d in found:
        for n in d.names:
            by_name.setdefault(fold(n), []).append(d)
    gone: set[int] = set()
    for drafts in by_name.values():
        shaped = [d for d in drafts if all(m.rule in BY_SHAPE for m in d.mentions)]
        said = [d for d in drafts if d not in shaped]
        if len(said) == 1 and schema().coarse(said[0].type) == "Event":
            for d in shaped:
                said[0].absorb(d)
                gone.add(id(d))
    return [d for d in found if id(d) not in gone]


def join_short_forms(found: list[Draft]) -> list[Draft]:
    """A bare head ("Landtag", "Digitalstrategie") is the longer name that has it, if it is the only one."""
    gone: set[int] = set()
    for short in sorted(found, key=lambda d: len(best_name(d))):
        if schema().coarse(short.type) in _NO_SHORT_FORMS:
            continue
        name = best_name(short)  # of what it has absorbed meanwhile, too
        head = _bare_head(name)
        if head is None:
            continue
        longer = [
            d
            for d in found
            if d is not short and id(d) not in gone and _compatible(d, short) and _has_head(d, head, name)
        ]
        if len(longer) == 1:
            longer[0].absorb(short)
            gone.add(id(short))
    return [d for d in found if id(d) not in gone]


def join_first_parts(found: list[Draft]) -> list[Draft]:
    """What only an office shows to be a body ("eGo-Chef") is the one whose longer name begins so ("eGo-Saar")."""
    gone: set[int] = set()
    for short in found:
        if any(m.rule != "acting:office" for m in short.mentions):
            continue
        name = fold(best_name(short))
        longer = [d for d in found if d is not short and _compatible(d, short) and _begins(d, name)]
        if len(longer) == 1:
            longer[0].absorb(short)
            gone.add(id(short))
    return [d for d in found if id(d) not in gone]


def _begins(draft: Draft, name: str) -> bool:
    """Whether a word of one of the draft's names goes on from `name`."""
    forms = (f" {fold(n)}" for n in (*draft.names, *draft.expressions))
    return any(f" {name}-" in form or form.startswith(f" {name} ") for form in forms)


_NO_SHORT_FORMS = frozenset({"Person", "Jurisdiction", "Place"})
_LEADING_ADJECTIVE = re.compile(r"[a-zäöüß-]+(?:e|er|es|en|em)\s(?=[\w-]+\Z)")


def _bare_head(name: str) -> str | None:
    """The one word that a name is, an adjective before it left out; None where it is longer."""
    name = fold(_LEADING_ADJECTIVE.sub("", name))
    return name if " " not in name and len(name) > 2 else None


def _has_head(draft: Draft, head: str, name: str) -> bool:
    """Whether a longer name of the draft begins or ends with that head, or is a compound that ends with it."""
    part = head.lstrip("-")
    for form in (*draft.names, *draft.expressions):
        folded = fold(form)
        if part not in folded:
            continue  # as nearly always: taking each name apart made articles of thousands of names slow
        words = [w.strip('„“"»«,.') for w in folded.split()]
        if len(words) > 1 and head in (words[0], words[-1]) and len(words) > len(fold(name).split()):
            return True
        if len(words) > 1 and head in words and draft.type in {"Committee", "Association", "Law", "Event"}:
            return True
        if (
            len(words) == 1
            and words[0].removesuffix("s").endswith("-" + head)
            and schema().coarse(draft.type) == "Initiative"
        ):
            return True  # "KI-Chatbot"
        ends = len(words) == 1 and words[0] != head and words[0].endswith(part)
        if ends and schema().coarse(draft.type) in {"Organisation", "Event"} and draft.type != "Ministry":
            return True
    return False
