"""Find firms and bodies by what they do and who works for them: "Govmind-Gründer", "von Enervie betrieben".

A word that cannot be an ordinary noun, a place or a person names an organisation where only one can stand: before a
hyphen and an office ("Materna-Vorstand"), behind an office of firms ("Geschäftsführer der Qumbra"), as the agent of
what firms do ("programmiert von Qumbra"), as a partner ("in Kooperation mit Qumbra") and before a seat
("Qumbra mit Sitz in Bonn").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from kgraph.lexicon import first_names, in_dictionary, is_office, ordinary, word_list
from kgraph.recognise.candidates import Candidate, weigh
from kgraph.recognise.gazetteer import is_demonym
from kgraph.recognise.introduced import is_marked, is_place, name_end
from kgraph.register import default_register
from kgraph.segment import Token

_OF_OFFICE = re.compile(r"(?P<name>[A-Za-zÄÖÜäöü0-9][\w.&]*)-(?P<office>[A-ZÄÖÜ][\w-]+)")
_NAME = re.compile(r"[A-ZÄÖÜ0-9][\w+#.&-]*\w")
_WORD = re.compile(r"(?<=\s)[A-ZÄÖÜ0-9]\w*")
_BY = r"(?:bei|von)\s(?:der\s|dem\s)?|beim\s|der\s|des\s|vom\s"
_BEHIND_OFFICE = re.compile(rf"\s(?P<by>{_BY})(?=[A-ZÄÖÜ])|\s(?=[A-ZÄÖÜ])")
_AT = re.compile(r"\sbei\s(?:der\s|dem\s)?(?=[A-ZÄÖÜ])")
_GIVEN = re.compile(r"([A-ZÄÖÜ][a-zäöüß]+)(?:\s(?:von|de|van|zu))?\s\Z")
_TITLE = re.compile(r"\b(?:Dr\.|Prof\.|Herrn?|Frau|Familie|Professor(?:in)?)\s\Z")
_GOES_ON = re.compile(r"\s[A-ZÄÖÜ]|-")  # "Citizen Science Projekt": a phrase
_FEW = 60  # code points between an office and the firm it is held at
_COMPANY_WEIGHT = 0.7
_SURE = 1.0  # more than an apposition, for which a relative clause may be taken
# "sowie Enervie aus Hagen"; behind a word in small letters or a comma, so that no given name stands before it.
_SEAT = re.compile(
    r"(?<=[a-zäöüß,]\s)(?P<name>[A-ZÄÖÜ][\w&+-]*\w)\saus\s(?P<place>(?:Bad\s)?[A-ZÄÖÜ][\wäöüß-]+)(?=[,.;:)]|\s(?:und|sowie)\s)"
)


def find(text: str, words: Sequence[Token], start: int, end: int) -> Iterator[Candidate]:
    """Yield the organisations of one sentence that their deeds, offices or partners show.

    Args:
        text: The article's text.
        words: The sentence's tokens.
        start: Where the sentence starts.
        end: Where it ends.
    """
    for word in words:
        kind = _office_in(word.text)
        if kind == "behind a name":
            yield from _before_office(text, word)
        elif kind == "of firms":
            yield from _behind_office(text, word, start, end)
        elif kind:
            yield from _at(text, word, end)
    if _any_of(words, _cue_words()):
        for cue in _cues().finditer(text, start, end):
            yield from _named(text, cue.end(), end)
    if _any_of(words, _clause_words()):
        for seated in _seated().finditer(text, start, end):
            group = "subject" if seated["subject"] else "name"
            yield from _named(text, seated.start(group), seated.end(group), _SURE)
    for seat in _SEAT.finditer(text, start, end):
        if is_place(seat["place"]):
            yield from _named(text, seat.start("name"), seat.end("name"))


def _any_of(words: Sequence[Token], wanted: frozenset[str]) -> bool:
    """Whether a sentence has a word without which no pattern can match; searching it is dearer than asking."""
    return not wanted.isdisjoint(word.text for word in words)


@cache
def _cue_words() -> frozenset[str]:
    nouns = "Kooperation kooperation Zusammenarbeit zusammenarbeit Partnerschaft partnerschaft Auftrag Zuschlag wie"
    return word_list("firm_deeds") | frozenset(nouns.split())


@cache
def _clause_words() -> frozenset[str]:
    return word_list("firm_makes") | word_list("firm_acts") | {"Sitz", "Hauptsitz"}


@lru_cache(maxsize=32768)
def _office_in(word: str) -> str | None:
    """What office a word is or has behind a hyphen, if any."""
    if word in word_list("firm_offices"):
        return "of firms"
    compound = _OF_OFFICE.fullmatch(word)
    if compound and compound["office"] in word_list("firm_offices"):
        return "behind a name"
    return "any" if word[0].isupper() and is_office(word) else None


def _before_office(text: str, word: Token) -> Iterator[Candidate]:
    """The organisation in "BVDW-Präsident": offices of towns and ministries stand behind what they are for."""
    match = _OF_OFFICE.fullmatch(word.text)
    if match is None:
        return
    name = match["name"]
    known = name in word_list("no_names") or default_register().named(name) or len(name) < 3
    if not known and not name.endswith("Innen") and (is_marked(name) or _is_unknown(name)):
        stop = word.start + len(name)
        yield Candidate(word.start, stop, "Company", "acting:office", weigh(1.0, len(name)), word.start, stop)


def _behind_office(text: str, word: Token, start: int, end: int) -> Iterator[Candidate]:
    """The firm in "Geschäftsführer der Qumbra"; without a preposition only a word that no person bears."""
    behind = _BEHIND_OFFICE.match(text, word.end, end)
    if behind is None:
        yield from _at(text, word, end)
        return
    first = _NAME.match(text, behind.end(), end)
    if first and (behind["by"] or is_marked(first.group())):
        yield from _named(text, behind.end(), end)


def _at(text: str, word: Token, end: int) -> Iterator[Candidate]:
    """The firm in "Leiter Vertrieb bei Qumbra"."""
    limit = min(end, word.end + _FEW)
    at = _AT.search(text, word.end, limit)
    if at and not re.search(r"[,;.:(]", text[word.end : at.start()]):
        yield from _named(text, at.end(), end)


def _named(text: str, begin: int, end: int, weight: float = _COMPANY_WEIGHT) -> Iterator[Candidate]:
    first = _NAME.match(text, begin, end)
    if first is None or not _may_be_firm(first.group()) or first.group() in _surnames(text):
        return
    stop = name_end(text, begin, end, sure=False, unmarked=True)
    if stop and not _GOES_ON.match(text, stop):
        yield Candidate(begin, stop, "Company", "acting", weigh(weight, stop - begin), begin, stop)


@lru_cache(maxsize=8192)
def _may_be_firm(word: str) -> bool:
    """Whether a word is neither a person's nor a place's nor a noun of the language."""
    if word in word_list("no_names") or word in first_names() or is_demonym(word) or is_office(word):
        return False
    return is_marked(word) or _is_unknown(word)


@lru_cache(maxsize=8192)
def _is_unknown(word: str) -> bool:
    plain = len(word) > 3 and word[0].isupper() and (word[1:].islower() or word.isupper())
    return plain and not ordinary(word) and not is_place(word) and not in_dictionary(word.casefold())


@lru_cache(maxsize=2)
def _surnames(text: str) -> frozenset[str]:
    """The words that stand behind a title or a given name, up to what joins them and whole.

    Asked once an article, not for each name: a text that comes back to one name would take the square of its length.
    """
    found: set[str] = set()
    for word in _WORD.finditer(text):
        at = word.start()
        given = _GIVEN.search(text, max(0, at - 30), at)
        if (given and given[1] in first_names()) or _TITLE.search(text, max(0, at - 12), at):
            found.add(word.group())
            if whole := _NAME.match(text, at):
                found.add(whole.group())
    return frozenset(found)


@cache
def _cues() -> re.Pattern[str]:
    """What stands right before an agent, a partner or a contractor."""
    deeds = "|".join(sorted(word_list("firm_deeds")))
    return re.compile(
        rf"\b(?:(?:{deeds})(?:\s(?:wird|werden|wurde|wurden|ist|sind|worden))?(?:\s(?:sie|es|er|das|die|der)(?:\s[A-ZÄÖÜ][\w-]+)?)?\s"
        rf"(?:vom\s|von\s(?:der\s|dem\s)?)|"
        rf"(?:{deeds})\s(?:hat|haben)\s(?:es|sie|ihn|das\s[A-ZÄÖÜ][\w-]+|die\s[A-ZÄÖÜ][\w-]+|den\s[A-ZÄÖÜ][\w-]+)\s(?:die\s|der\s)?|"
        rf"(?:vom|von(?:\s(?:der|dem))?)\s(?=[A-ZÄÖÜ][\w.&+-]*(?:\s[A-ZÄÖÜ][\w.&+-]*){{0,2}}\s(?:{deeds})\b)|"
        r"(?:in\s(?:enger\s)?(?:Kooperation|Zusammenarbeit|Partnerschaft)|[Kk]ooperation|[Zz]usammenarbeit|[Pp]artnerschaft)\smit\s(?:der\s|dem\s)?|"
        r"(?:Auftrag|Zuschlag)\s(?:ging|geht|erging)\san\s(?:die\s|den\s)?|"
        r"(?:Startups|Start-ups|Firmen|Unternehmen|Anbietern?|Herstellern?|Dienstleistern?|[A-ZÄÖÜ][\w-]+anbietern?|Konzernen?|Partnern?)\swie\s(?:etwa\s)?)"
        r"(?=[A-ZÄÖÜ0-9])"
    )


@cache
def _seated() -> re.Pattern[str]:
    """A name before its seat or before a clause that says what the firm makes."""
    makes = "|".join(sorted(word_list("firm_makes")))
    acts = "|".join(sorted(word_list("firm_acts")))
    subject = r"(?P<subject>[A-ZÄÖÜ][\w+&-]*\w)(?=\s(?:d(?:ie|as|en)|eine?n?|rund|etwa|mehr)\b|\s\d)"
    name = r"(?<![\w.-])(?<!\baus\s)(?<!\bin\s)(?<![a-zäöüß]\s[A-ZÄÖÜ]\s)(?P<name>[A-ZÄÖÜ][\w+&.-]*\w)"
    return re.compile(
        rf"{name}(?=\smit\s(?:Hauptsitz|Sitz)\sin\s[A-ZÄÖÜ]|,\s(?:das|die|der)\s[^,.;:]{{3,80}}\s(?:{makes})\b|"
        rf"\s(?:{acts})\s(?!sich\b)[a-zäöüA-ZÄÖÜ])|\b(?:{acts})\s{subject}"
    )
