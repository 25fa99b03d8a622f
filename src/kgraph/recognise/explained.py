"""Find names by what the text calls them beside them: "TELKOS, die Infrastrukturgesellschaft", "KIRA ist ein Projekt".

A word that cannot be an ordinary noun is the name of what an apposition or a copula behind it says it is, or of
what bears it: "Die App heißt Qumbra", "Der Verband firmiert als 4IT".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kgraph.lexicon import first_names, ordinary, word_list
from kgraph.recognise.candidates import Candidate, weigh
from kgraph.recognise.introduced import introduces, is_marked, is_place
from kgraph.segment import Token

_PHRASE = r"(?:ein(?:e[rmns]?)?|de[rmns]|die|das)\s(?:[a-zäöüß-]+(?:e|en|er|es|em)\s){0,3}(?P<noun>[A-ZÄÖÜ][\w-]+)"
_APPOSED = re.compile(rf"(?:\s\([^()]{{2,60}}\))?(?:,|\s[–-])\s{_PHRASE}")
_COPULA = re.compile(rf"\s(?:ist|war|bleibt|wird)\s{_PHRASE}")
_CALLED = re.compile(
    r"\b(?:heißt|hieß|nennt\ssich|nannte\ssich|trägt\sden\s(?:Namen|Titel)|auf\sden\sNamen|"
    r"firmiert(?:\skünftig|\sjetzt|\snun)?\s(?:als|unter(?:\sde[mr]\s(?:Namen|Bezeichnung|Marke))?))\s"
)
_CALLING = frozenset("heißt hieß nennt nannte trägt Namen firmiert".split())  # one of them is in each `_CALLED`
_AGENTS = frozenset("von bei mit durch".split())
_NAME = re.compile(r"[A-Za-zÄÖÜäöü0-9#][\w@+#.&-]*[\w+]")
_SUBJECT = re.compile(r"[A-ZÄÖÜ][\w-]+")


def find(text: str, words: Sequence[Token], start: int, end: int) -> Iterator[Candidate]:
    """Yield the names that one sentence explains."""
    for i, word in enumerate(words):
        explained = _APPOSED.match(text, word.end, end) or _COPULA.match(text, word.end, end)
        if explained is None:  # asked first: whether a word may be a name needs the dictionary
            continue
        if _may_be_name(word.text) or (i and words[i - 1].text in _AGENTS and _is_small_name(word.text)):
            type = introduces(explained["noun"])[0]
            if type:
                yield _candidate(word.start, word.end, type)
    if _CALLING.isdisjoint(word.text for word in words):
        return
    for called in _CALLED.finditer(text, start, end):
        name = _NAME.match(text, called.end(), end)
        type = _borne_by(text, start, called.start())
        if name and type and name.group()[0].isupper() and name.group() not in word_list("no_names"):
            yield _candidate(name.start(), name.end(), type)


def _candidate(start: int, end: int, type: str) -> Candidate:
    return Candidate(start, end, type, "explained", weigh(0.9, end - start), start, end)


@lru_cache(maxsize=32768)
def _may_be_name(word: str) -> bool:
    if len(word) < 3 or not any(c.isalpha() for c in word) or word in word_list("no_names"):
        return False
    if is_marked(word):
        return True
    plain = word[0].isupper() and word[1:].islower() and not ordinary(word)
    return plain and not is_place(word) and word not in first_names()


@lru_cache(maxsize=8192)
def _is_small_name(word: str) -> bool:
    """Whether a word in small letters may be a firm behind "von" or "bei": "von gkd-el, dem IT-Dienstleister"."""
    return len(word) > 2 and word[0].islower() and word.replace("-", "").isalnum() and not ordinary(word)


def _borne_by(text: str, start: int, end: int) -> str | None:
    """The type of the last noun before a verb of naming that can bear a name."""
    nouns = _SUBJECT.findall(text[start:end])
    return next((type for noun in reversed(nouns) if (type := introduces(noun)[0])), None)
