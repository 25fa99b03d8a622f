"""Find persons by given name, title, office, party bracket or verb of speech."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kgraph.lexicon import first_names, is_office, ordinary, word_list
from kgraph.recognise.candidates import Candidate, weigh
from kgraph.recognise.introduced import is_place
from kgraph.segment import Token

_NAME = re.compile(r"[A-ZÄÖÜÁÉÇŞĞŽŠČŁØÅ][a-zäöüßáéèíóúçşğıžšćčłøåëïñô]+(?:[A-Z][a-zäöüß]+)?(?:-[A-ZÄÖÜ][a-zäöüßéèç]+)*")
_INITIAL = re.compile(r"[A-ZÄÖÜ]")
_LINKS = frozenset("von van de da dos del".split())
_PARTICLES = frozenset("von van de da dos del der den zu zur vom ten ter al el di la le".split())
_TITLES = frozenset("Dr Prof Professor Professorin Dipl-Ing h c rer nat med jur phil pol".split())
_PARTY = re.compile(r"\s\((?:CDU|CSU|SPD|FDP|AfD|BSW|Grüne|Bündnis\s90|Die\sLinke|Linke|Freie\sWähler|FW|parteilos)")
_APPOSITION = re.compile(
    r",\s(?![a-zäöüß-]+e\s[A-ZÄÖÜ][\w-]*er\b)(?:(?:der|die|dem|den|das)\s)?(?:[a-zäöüß-]+(?:e|er|en|em)\s)?(?:[A-ZÄÖÜ][\wäöüß-]+er\s)?([A-ZÄÖÜ][\w-]+)"
)
# "mit Haya Shulman vom Institut"
_OF_BODY = re.compile(r"\s(?:vom|von\sder|beim|bei\sder)\s(?:[A-ZÄÖÜ][a-zäöüß]+(?:en|er)\s)?[A-ZÄÖÜ]")
_FIRM = re.compile(
    r",\s(?:einer|einem|(?:der|dem)\s(?:[a-zäöüß]+en\s)?(?=[A-ZÄÖÜ]))\s?"
)  # "programmiert wurde Leo von Viind, einer Firma": no noble name
_MEMBERS = frozenset("Ratsherr Ratsherrn Ratsfrau Ratsmitglied Stadtverordneter Stadtverordnete Kreisrätin".split())
_SINGULAR = tuple(
    "minister ministerin meister meisterin Landrat Landrätin sekretär sekretärin präsident präsidentin".split()
)
_ORGANISATION_AFTER = frozenset(
    "GmbH AG SE KG gGmbH Stiftung Institut Platz Straße Schule Universität Hochschule Allee".split()
)


def find(text: str, words: Sequence[Token]) -> Iterator[Candidate]:
    """Yield persons among the tokens of one sentence; titles stand before the name proper."""
    i = 0
    while i < len(words):
        length, rule, score = _person_at(text, words, i) if words[i].text[0].isupper() else (0, "", 0.0)
        if not length:
            i += 1
            continue
        name_at = i + _titles(words, i)
        start, end = words[i].start, words[i + length - 1].end
        yield Candidate(start, end, "Person", f"person:{rule}", weigh(score, end - start), words[name_at].start, end)
        i += length


def surnames(name: str) -> tuple[str, ...]:
    """How a person is called after the first mention: "Hagen"; "da Cunha" and "Cunha"."""
    parts = name.split()
    if len(parts) < 2:
        return (name,)
    last = parts[-1]
    if parts[-2] in _PARTICLES and len(parts) > 2:
        return (f"{parts[-2]} {last}", last)
    return (last,)


def _person_at(text: str, words: Sequence[Token], i: int) -> tuple[int, str, float]:
    """Length in tokens of a person that starts at `i` (titles included), with rule and score; 0 if none."""
    skip = _titles(words, i)
    at = i + skip
    if at >= len(words):
        return 0, "", 0.0
    if _given(words[at].text):
        size = _full_name(words, at)
        agent = size == 3 and words[at + 1].text == "von" and _FIRM.match(text, words[at + 2].end)
        if size > 1 and not agent and not _is_body(words, at + size):
            return skip + size, "given-name", 2.4
    if skip and _plain(words[at].text):
        size = _plain_name(words, at)
        if size > 1:
            return skip + size, "title", 2.2
        if size == 1:
            return skip + 1, "title-surname", 1.4
    if skip or not _plain(words[at].text):
        return 0, "", 0.0
    if _is_after_office(words, at):
        return 1, "office-surname", 2.0
    size = _plain_name(words, at)
    if size > 1 and not _begins_within(words, at + 1) and _is_named_so(text, words, at, size):
        return size, "context", 1.9
    return 0, "", 0.0


def _begins_within(words: Sequence[Token], i: int) -> bool:
    """Whether a full name begins at a word that would be a surname: "Digital-Pionier Franz-Reinhard Habbel"."""
    return i + 1 < len(words) and _given(words[i].text) and "-" in words[i - 1].text and _plain(words[i + 1].text)


def _is_after_office(words: Sequence[Token], i: int) -> bool:
    """Whether a lone word is the surname of a councillor or minister: "Ratsherr Lübben", "Ministerin Hüskens"."""
    if not i or (i + 1 < len(words) and words[i + 1].text[0].isupper()):
        return False
    office, word = words[i - 1].text, words[i].text
    if office in _MEMBERS:
        return True
    return office.endswith(_SINGULAR) and is_office(office) and not ordinary(word) and not is_place(word)


def _titles(words: Sequence[Token], i: int) -> int:
    """How many tokens from `i` are academic titles ("Prof", ".", "Dr", ".")."""
    n = 0
    while i + n < len(words) and words[i + n].text in _TITLES:
        n += 1
        while i + n < len(words) and words[i + n].text in (".", "-"):
            n += 1
    return n


def _given(word: str) -> bool:
    parts = word.split("-")
    return parts[0] in first_names() and all(p in first_names() or p[:1].isupper() for p in parts)


@lru_cache(maxsize=32768)
def _plain(word: str) -> bool:
    return bool(_NAME.fullmatch(word)) and word not in word_list("not_names") and not is_office(word)


def _full_name(words: Sequence[Token], i: int) -> int:
    """Given names, initials and particles, then one surname."""
    n = 1
    while i + n < len(words):
        word = words[i + n].text
        if _INITIAL.fullmatch(word) and i + n + 1 < len(words) and words[i + n + 1].text == ".":
            n += 2
        elif word in _PARTICLES and i + n + 1 < len(words) and _NAME.fullmatch(words[i + n + 1].text):
            n += 1
        elif (
            _given(word)
            and i + n + 1 < len(words)
            and _NAME.fullmatch(words[i + n + 1].text)
            and _plain(words[i + n + 1].text)
        ):
            n += 1
        elif _NAME.fullmatch(word) and (word not in word_list("not_names") or _is_surname(words, i, n)):
            return n + 1
        else:
            return n if n > 1 and _NAME.fullmatch(words[i + n - 1].text) else 0
    return n if n > 1 else 0


def _is_surname(words: Sequence[Token], i: int, n: int) -> bool:
    """Whether a word of the calendar is the surname of the given name before it, and no time of year."""
    dated = i + n + 1 < len(words) and words[i + n + 1].text[0].isdigit()
    return words[i + n].text in word_list("surnames_too") and words[i].text not in word_list("not_names") and not dated


def _plain_name(words: Sequence[Token], i: int) -> int:
    """Two capitalised words, a particle between them at most; 1 for a lone one."""
    if i + 1 >= len(words):
        return 1
    word = words[i + 1].text
    if word in _LINKS and i + 2 < len(words) and _plain(words[i + 2].text):
        return 3
    return 2 if _plain(word) else 1


def _is_body(words: Sequence[Token], i: int) -> bool:
    return i < len(words) and words[i].text in _ORGANISATION_AFTER


def _is_named_so(text: str, words: Sequence[Token], i: int, size: int) -> bool:
    """Whether what stands around two capitalised words makes them a person."""
    if _is_body(words, i + size):
        return False
    end = words[i + size - 1].end
    if _PARTY.match(text, end):
        return True
    previous = words[i - 1].text if i else ""
    if is_office(previous) and all(ordinary(w.text) for w in words[i : i + size]):
        return False  # "Fachbereichsleiter Zentrale Dienste"
    if is_office(previous) or (previous == ")" and i > 3 and is_office(words[i - 4].text)):
        return True
    if previous.casefold() in word_list("speech") and not all(ordinary(w.text) for w in words[i : i + size]):
        return True
    if _OF_BODY.match(text, end) and not any(ordinary(w.text) or is_place(w.text) for w in words[i : i + size]):
        return True
    apposition = _APPOSITION.match(text, end)
    return bool(apposition and is_office(apposition.group(1)))
