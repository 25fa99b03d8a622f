"""Find services by what is done with them: "nutzt Qumbra", "die Einführung von SOLMO", "Qumbra wurde abgelöst".

A word that cannot be an ordinary noun, a place or a person names a thing where only one can stand: as what is used,
connected to, introduced or replaced, and as the subject of a passive that says so. The mirror of `acting`.
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
from kgraph.vocab import schema

_NAME = re.compile(r"[A-Za-zÄÖÜäöü0-9@][\w+#.@-]*\w")
_STANDARD = re.compile(r"X[A-ZÄÖÜ][a-zäöü]\w+")  # "XBau" is a standard
_LEGAL = re.compile(r"\s(?:gGmbH|GmbH|AG|SE|eG|KG)\b")
_AVAILABLE = frozenset({"Verfügung", "Start", "Betrieb"})
_WEIGHT = 0.6
# An agent stands behind the first, the rest of a name behind the second: "Public Sector".
_NO_START = re.compile(r"\b(?:von|vom|durch|bei|beim|mit|laut)\s(?:der\s|dem\s|den\s)?\Z|(?<=\s)[A-ZÄÖÜ][\w-]+\s\Z")


def find(text: str, words: Sequence[Token], start: int, end: int) -> Iterator[Candidate]:
    """Yield the things of one sentence that are used, made, run or replaced.

    Args:
        text: The article's text.
        words: The sentence's tokens.
        start: Where the sentence starts.
        end: Where it ends.
    """
    seen = {word.text for word in words}
    if not seen.isdisjoint(_deeds()):
        for cue in _objects().finditer(text, start, end):
            yield from _named(text, cue.end(), end)
    if not seen.isdisjoint(word_list("thing_done")) or not seen.isdisjoint(_AVAILABLE):
        for cue in _subjects().finditer(text, start, end):
            if not _NO_START.search(text, max(start, cue.start() - 30), cue.start()):
                yield from _named(text, cue.start("name"), cue.end("name"))


@cache
def _deeds() -> frozenset[str]:
    return word_list("thing_nouns") | word_list("thing_verbs") | word_list("thing_links")


def _named(text: str, begin: int, end: int) -> Iterator[Candidate]:
    first = _NAME.match(text, begin, end)
    if first is None or not _may_be_thing(first.group()):
        return
    stop = name_end(text, begin, end, sure=False, unmarked=True) or first.end()
    if text[stop : stop + 1] == "-" or _LEGAL.search(text, begin, stop + 6):
        return
    yield Candidate(begin, stop, "Service", "applied", weigh(_WEIGHT, stop - begin), begin, stop)


@lru_cache(maxsize=8192)
def _may_be_thing(word: str) -> bool:
    """Whether a word is no noun of the language, and neither a person's, a place's nor a known body's name."""
    if word in word_list("no_names") or word in first_names() or is_demonym(word) or is_office(word):
        return False
    if any(schema().coarse(e.type) != "Initiative" for e in default_register().named(word)) or _STANDARD.fullmatch(
        word
    ):
        return False
    return is_marked(word) or _is_unknown(word)


@lru_cache(maxsize=8192)
def _is_unknown(word: str) -> bool:
    plain = len(word) > 3 and word[0].isupper() and (word[1:].islower() or word.isupper())
    return plain and not ordinary(word) and not is_place(word) and not in_dictionary(word.casefold())


@cache
def _objects() -> re.Pattern[str]:
    """What stands right before a thing that is used, run, introduced or replaced."""
    nouns = "|".join(sorted(word_list("thing_nouns")))
    verbs = "|".join(sorted(word_list("thing_verbs")))
    links = "|".join(sorted(word_list("thing_links")))
    return re.compile(
        rf"\b(?:(?:{nouns})\s(?:von|auf|zu|mit|an|in|des|der)\s|(?:{verbs})\s(?:künftig\s|bereits\s|seit\s\d{{4}}\s|auch\s|die\s|das\s|den\s)?|"
        rf"(?:{links})\s(?:an|auf|mit|über|durch|von|zu)\s(?:das\s|die\s|den\s|dem\s|der\s)?|"
        r"(?:setzt|setzen|wechselt|wechseln|wechselte)\s[^,.;:]{3,40}\s(?:auf|zu)\s)(?=[A-ZÄÖÜa-z0-9@])"
    )


@cache
def _subjects() -> re.Pattern[str]:
    """A thing before what was done with it, or as what has just been made by somebody named before."""
    done = "|".join(sorted(word_list("thing_done")))
    name = r"(?<![\w.@-])(?P<name>[A-ZÄÖÜ][\w+@.-]*\w)"
    return re.compile(
        rf"{name}(?=\s(?:wurde|wird|ist|soll|werde|war|sei|kann)\s[^.;:,]{{0,70}}\b(?:{done})\b|"
        rf"\s(?:steht|stand|stehe)\s[^.;:,]{{0,70}}zur\sVerfügung|\s(?:ging|geht|gehe)\s[^.;:,]{{0,40}}(?:an\sden\sStart|online|in\sBetrieb)\b|"
        rf"\s(?:{done})\b)"
    )
