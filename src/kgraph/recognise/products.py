"""Find products and their makers by each other: "eine App von Olbisoft", "das System Session von Somacos".

A noun that says what a product is introduces its name even where that is an ordinary word, if the maker is told
behind it or the noun says whose product it is ("deren Produkt Session"); a word in small letters that no dictionary
has is a name anyway ("die Software votemanager").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kgraph.lexicon import first_names, ordinary, word_list
from kgraph.recognise.candidates import Candidate, weigh
from kgraph.recognise.introduced import introduces, is_determined, is_place, name_end
from kgraph.register import default_register
from kgraph.segment import Token

_SUPPLIED = re.compile(
    r"\s(?P<name>[A-ZÄÖÜ][\w-]+)\s(?:von|der\sFirma|des\s(?:Anbieters|Herstellers|Unternehmens|Softwarehauses))\s"
    r"(?P<maker>[A-Za-zÄÖÜ][\w.&-]*\w)"
)
_NAME_BEHIND = re.compile(r"\s(?P<name>[A-ZÄÖÜ][\w-]+)(?=\s[a-zäöü(]|[.,;:)])")
_WHOSE = re.compile(r"\b(?:[Dd]eren|[Dd]essen)\s(?:[a-zäöüß-]+(?:e|en|es|er)\s)?\Z")
_MAKERS = frozenset({"Company", "Authority", "Association", "Research"})
_MADE_BY = re.compile(r"\svon\s(?=[A-Za-zÄÖÜ])")
_SMALL = re.compile(r"\s(?P<name>[a-zäöü][a-zäöüß0-9]{3,}(?:-[a-z0-9]+)?)(?=\s(?![a-z]+[A-Z])[a-zäöü(]|[.,;:)“])")
# How adjectives, participles, adverbs and verbs end that no dictionary lists ("bundeseinheitliche", "gehostet").
_INFLECTED = re.compile(
    r"(?:t|te[nrms]?|[gcndshlr]e[nms]?|ig|lich|isch|bar|los|end|sam|haft|weise|frei|voll|wärts|mal)\Z"
)
_SMALL_TYPES = frozenset({"Service", "Company", "Authority"})
_REACH = 50  # code points before a noun in which its article stands


def find(text: str, words: Sequence[Token], start: int, end: int) -> Iterator[Candidate]:
    """Yield the products and makers of one sentence."""
    for word in words:
        if not word.text[0].isupper() or text[word.end : word.end + 1] != " ":
            continue
        type, plural = introduces(word.text)
        if type is None or plural or type not in _SMALL_TYPES:
            continue
        if type == "Service":
            yield from _maker(text, word, end)
        if is_determined(text, max(start, word.start - _REACH), word.start):
            yield from _product(text, word, type, end)
        elif type == "Service" and _WHOSE.search(text, max(start, word.start - _REACH), word.start):
            yield from _named_by(_NAME_BEHIND.match(text, word.end, end), word, type)


def _maker(text: str, head: Token, end: int) -> Iterator[Candidate]:
    """Whose a product is: "eine App von Olbisoft"; persons and places made none."""
    made = _MADE_BY.match(text, head.end, end)
    stop = name_end(text, made.end(), end, sure=False, unmarked=True) if made else 0
    if made and stop and text[made.end() : stop].split()[0] not in first_names():
        begin = made.end()
        yield Candidate(begin, stop, "Company", "introduced:maker", weigh(0.8, stop - begin), begin, stop)


def _product(text: str, head: Token, type: str, end: int) -> Iterator[Candidate]:
    """What stands behind the noun, if it is in small letters and no word, or its maker is told behind it."""
    small = _SMALL.match(text, head.end, end)
    if small and _is_small_name(small["name"]):
        yield from _named_by(small, head, type)
    supplied = _SUPPLIED.match(text, head.end, end) if type == "Service" else None
    if supplied and not is_place(supplied["name"]) and _may_make(supplied["maker"]):
        yield from _named_by(supplied, head, type)


def _named_by(found: re.Match[str] | None, head: Token, type: str) -> Iterator[Candidate]:
    if found:
        begin, stop = found.span("name")
        yield Candidate(head.start, stop, type, "introduced", weigh(1.1, stop - head.start), begin, stop)


def _may_make(word: str) -> bool:
    """Whether a word is a firm or body of the register, or none that the dictionary has."""
    if word in word_list("no_names"):
        return False
    known = any(e.type in _MAKERS for e in default_register().named(word))
    return known or (not ordinary(word) and not is_place(word))


@lru_cache(maxsize=8192)
def _is_small_name(word: str) -> bool:
    """Whether a word in small letters is no word: nouns of the dictionary have a capital and do not count."""
    from simplemma import is_known

    return not _INFLECTED.search(word) and not is_known(word, lang="de", low_memory=True)
