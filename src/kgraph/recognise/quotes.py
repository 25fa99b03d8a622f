"""Find names in quotation marks by the noun that introduces or follows them.

"ein Chatbot namens „Leo“", "„Leo“ heißt der Assistent", "das Projekt mit dem Titel …": what is
quoted is a name if it is short and no sentence, and if a noun of its clause says of what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgraph.lexicon import word_list, word_table
from kgraph.names import genitive_stems
from kgraph.recognise.candidates import Candidate, weigh
from kgraph.recognise.introduced import introduces, is_marked
from kgraph.segment import Token

_QUOTED = re.compile(r"[„“\"»‚«](?P<name>[A-ZÄÖÜ#0-9@](?:[^„“”\"»«‘\n.!?]|\.(?=\w)){1,60})[“”\"«‘»]")
_SMALL_QUOTED = re.compile(r"[„“\"»«](?P<name>[a-zäöü][\w.-]*[\w](?:\s[\w.-]+){0,3})[“”\"«»]")
_NAMING = re.compile(
    r"\s*(?:namens|,?\skurz(?:\sgenannt)?|mit\sdem\sNamen|unter\sdem\sNamen|genannt|heißt|hört\sauf\sden\sNamen|getauft|:)?\s*\Z"
)
# "die Strategie für eine digitale Verwaltung „Kiel Direkt“"
_FOR = re.compile(r"\sfür\s(?:(?:eine?n?|die|das|den)\s)?(?:[a-zäöüß]+\s)?[A-ZÄÖÜ][\w-]+\s")
_AFTER = re.compile(
    r",?\s(?:heißt|nennt\ssich|hieß|lautet\sder\sName|so\sheißt|so\sder\sName|ist\sder\sName|getauft)\s?"
    r"(?:der|die|das|des|ihr|sein)?e?s?\s?(?:[a-zäöüß]+(?:e|en|er|es)\s){0,2}(?P<noun>[A-ZÄÖÜ][\wäöüß-]+)"
)
# "das „Maker-Mobil“ präsentierten, ein lokales Projekt"
_APPOSED = re.compile(
    r"(?:\s(?:an\sden\sStart|in\sBetrieb|ans\sNetz|[a-zäöüß]+)){0,2},\s(?:ein(?:e[nrms]?)?|de[rmns]|die|das)\s(?:[a-zäöüß-]+(?:e|en|er|es|em)\s){0,3}(?P<noun>[A-ZÄÖÜ][\w-]+)"
)
_VERB = re.compile(r"\b(?:ist|sind|wird|werden|hat|haben|muss|müssen|kann|können|soll|sollen|will|wollen|war|waren)\b")
_LISTED = re.compile(r"\s?(?:\([^()]*\))?,\s|\s(?:\([^()]*\)\s)?(?:und|sowie|oder)\s(?:(?:der|die|das|den|dem)\s)?")
_ARTICLE = re.compile(
    r"(?:\b(?:[Dd](?:er|ie|as|em|en)|[Ee]in(?:e[rmn]?)?|[Vv]om|[Ii]m|[Zz]u[mr]|[Ii]hr(?:e[rmn]?)?)\s(?:[a-zäöüß]+(?:e|en|er|es)\s)?)\Z"
)
_DEFINITE = re.compile(
    r"\b(?:[Dd](?:er|ie|as|em|en)|[Vv]om|[Ii]m|[Aa]m|[Bb]eim|[Zz]u[mr])\s(?:(?:neue|gemeinsame|bundesweite|landesweite)[nrs]?\s)?\Z"
)
# What may stand before a quoted name though no noun says of what: "Deren „Rahmenwerk 2.0“", "mit „Kiel Digital“".
_LED = re.compile(
    r"(?:\A|[.:]\s|\b(?:[Dd]eren|[Dd]essen|[Mm]it|[Üü]ber|[Dd]urch|[Ii]n|[Zz]u|[Ff]ür|[Aa]n|[Aa]us|[Vv]on|[Aa]uf|[Bb]ei|[Hh]inter|[Dd]ank|[Uu]nd|[Ss]owie)\s)\Z"
)
_MADE = re.compile(
    r"(?i)\b(?:entwickel|präsentier|vorgestell|gestartet|startet|eingeführ|aufgebaut|freigeschalt|erprob|umgesetzt|"
    r"geplante|gefördert|in betrieb|ausgezeichnet|initiier|eingericht|aufgeleg|"
    r"ins leben|etablier|geschaffen|weiterentwickel)"
)
_VERSION = re.compile(r"\s\d[\d.]*\Z")
_SMALL = frozenset("und für der die das des im in von zu zur zum mit an am auf bei & – -".split())
_SMALL_TYPES = frozenset({"Service", "Company", "Association"})
_REACH = 5  # words between the noun and the quotation


def find(text: str, words: Sequence[Token], start: int, end: int) -> Iterator[Candidate]:
    """Yield the quoted names of one sentence, typed by the nearest noun that can bear a name."""
    yield from _small(text, words, start, end)
    last: tuple[int, str] | None = None
    for quoted in _QUOTED.finditer(text, start, end):
        name = quoted["name"]
        if len(name.split()) > 6 or _VERB.search(name) or text[quoted.start("name") - 1 : quoted.start()] == ":":
            continue
        type = _type_before(text, words, quoted.start(), start) or _agreed(name) or _type_after(text, quoted.end(), end)
        if not type and _ARTICLE.search(text, max(start, quoted.start() - 40), quoted.start()):
            type = _type_within(name)
        if not type and last and _LISTED.fullmatch(text, last[0], quoted.start()):
            type = last[1]
        if type:
            last = (quoted.end(), type)
        elif _is_titled(text, quoted, start) or _is_made(text, quoted, start, end) or _is_led(text, quoted, start, end):
            type = "Project"
        if type:
            first, stop = quoted.span("name")
            yield Candidate(quoted.start(), quoted.end(), type, "quoted", weigh(1.0, stop - first), first, stop)


def _small(text: str, words: Sequence[Token], start: int, end: int) -> Iterator[Candidate]:
    """Firms and services quoted in small letters right behind their noun: der Firma „wer denkt was“."""
    for quoted in _SMALL_QUOTED.finditer(text, start, end):
        before = next((w for w in reversed(words) if w.end <= quoted.start()), None)
        if before is None or text[before.end : quoted.start()] != " ":
            continue
        type = introduces(before.text)[0]
        if type in _SMALL_TYPES and before.text not in word_list("no_name_follows"):
            first, stop = quoted.span("name")
            yield Candidate(quoted.start(), quoted.end(), type, "quoted", weigh(1.0, stop - first), first, stop)


def _is_titled(text: str, quoted: re.Match[str], start: int) -> bool:
    """Whether a quotation of capitalised words stands behind a definite article: "beteiligt sich am „Runden Tisch“"."""
    name = quoted["name"].split()
    return (
        bool(_DEFINITE.search(text, max(start, quoted.start() - 40), quoted.start()))
        and text[quoted.end() : quoted.end() + 1] != "-"
        and 1 < len(name) < 6
        and all(w[0].isupper() or w[0].isdigit() or w in _SMALL for w in name)
    )


def _is_made(text: str, quoted: re.Match[str], start: int, end: int) -> bool:
    """Whether a quotation without a noun is something made: "Gezeigt wurde der „Kommunale Avatar“"."""
    name = quoted["name"].split()
    return (
        bool(_ARTICLE.search(text, max(start, quoted.start() - 40), quoted.start()))
        and bool(_MADE.search(text, start, end))
        and not text[quoted.end() : quoted.end() + 1] == "-"
        and 1 < len(name) < 6
        and all(w[0].isupper() or w[0].isdigit() or w in _SMALL for w in name)
    )


def _is_led(text: str, quoted: re.Match[str], start: int, end: int) -> bool:
    """Whether a quotation stands where a name can and has capitals like one: "Über „Kiel Direkt“ laufen Anträge"."""
    name = quoted["name"].split()
    if (
        not _LED.search(text[max(start, quoted.start() - 12) : quoted.start()])
        or text[quoted.end() : quoted.end() + 1] == "-"
    ):
        return False
    if len(name) == 1:
        return is_marked(name[0]) and name[0] not in word_list("no_names")
    behind = re.compile(r",?\s([a-zäöü]+)").match(text, quoted.end(), end)
    said = behind is not None and behind[1] in word_list("speech")
    title = all(w[0].isupper() or w[0].isdigit() or w in _SMALL for w in name) and name[0].casefold() not in _SMALL
    return title and not said and 1 < len(name) < 6


def _type_before(text: str, words: Sequence[Token], position: int, start: int) -> str | None:
    before = [w for w in words if w.end <= position and w.text[0].isalnum()][-_REACH:]
    for word in reversed(before):
        if word.text in word_list("no_name_follows"):
            return None
        type = _type_of(word.text)
        if type:
            between = text[word.end : position]
            near = (
                _NAMING.fullmatch(between)
                or _FOR.fullmatch(between)
                or not re.search(r"[.;:,]|\b(?:und|oder|für|zum|zur|von|mit)\b", between)
            )
            return type if near else None
    return None


def _type_within(name: str) -> str | None:
    """What a quoted name with an article says it is at its own end: the „Offene Cloud Strategie“."""
    first, _, head = name.rpartition(" ")
    capital = all(w[0].isupper() or w[0].isdigit() or w in _SMALL for w in first.split())
    return _type_of(head) if first and capital and head.isalpha() else None


def _agreed(name: str) -> str | None:
    """A quoted agreement says itself what it is: der „E-Government-Pakt 2.0“, den beide vereinbart haben."""
    type = _type_of(_VERSION.sub("", name).rpartition(" ")[2])
    return type if type == "Agreement" else None


def _type_after(text: str, position: int, end: int) -> str | None:
    match = _AFTER.match(text, position, end) or _APPOSED.match(text, position, end)
    return _type_of(match["noun"]) if match else None


def _type_of(noun: str) -> str | None:
    if not noun[0].isupper():
        return None
    for type, endings in word_table("quoted_heads").items():
        if any(stem.casefold().endswith(tuple(endings)) for stem in genitive_stems(noun)):
            return type
    introduced, plural = introduces(noun)
    return introduced if plural else None
