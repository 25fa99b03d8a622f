"""Where a name of ordinary words starts behind the noun that says what it is: "das Programm Digitale Kommune".

Only the phrase shows that it is one: a capital makes an adjective part of a name, and a lone noun is one where no
object can stand.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kgraph.lexicon import ordinary, word_list
from kgraph.recognise.gazetteer import is_demonym
from kgraph.segment import Token

_NOUN = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{3,}(?<!ern)(?<!nnen)(?:-[A-ZÄÖÜ][a-zäöüß]+)?(?=\s[a-zäöü(„]|[,.;:)])")
_ADJECTIVE = re.compile(r"(?P<word>[A-ZÄÖÜ][a-zäöüß]{2,}(?:e|er|es|en)|Smart|Open)\s(?P<noun>[A-ZÄÖÜ][\wäöüß-]+)")
# What may stand before an article so that the noun phrase is no object, and a noun behind it no second one.
_SETTLED = re.compile(r"(?:\A|[(,:–-]\s?|\b(?:und|sowie|oder|wie|als|laut)\s)\Z")
_SUBJECT = re.compile(r"(?:[Dd](?:er|ie|as)|[Uu]nd)\s(?:[\w-]+(?:e|en|er|es|em)\s){0,2}\Z")
_GENITIVE = re.compile(r"\b(?:des|vom|dieses|ihres|seines)\s(?:[\w-]+(?:e|en|er|es|em)\s){0,2}\Z")
_APPOSED = frozenset({"Project", "Programme", "Association", "Company", "Authority", "Committee", "Research"})
# How nouns end that may be an object or a dative behind a service: "die App Kommunen", "die Software Anträge".
_OBJECT = re.compile(r"(?:e|n|er|(?<!s)s|ung|heit|keit|ion)\Z")
_SAYS_WHICH = re.compile(r"(?i)(?:dienst|dienstes|service|antrag|register|registers|konto)\Z")


def plain_name(text: str, head: Token, begin: int, type: str, start: int, end: int) -> int:
    """Where what is surely a name starts, 0 if the phrase does not show one.

    Args:
        text: The article's text.
        head: The noun that says what it is.
        begin: Where the word behind it starts; a capital adjective there belongs to the name, but is no start.
        type: What the noun introduces.
        start: Where the sentence starts.
        end: Where it ends.
    """
    adjective = _ADJECTIVE.match(text, begin, end)
    if adjective and _is_capital_adjective(adjective["word"]):
        return adjective.start("noun")
    noun = _NOUN.match(text, begin, end)
    if noun is None:
        return 0
    if type == "Service":
        return begin if _may_be_called(noun.group(), head.text) else 0
    if type not in _APPOSED:
        return 0
    before = text[max(start, head.start - 60) : head.start]
    subject = _SUBJECT.search(before)
    settled = subject is not None and _SETTLED.search(before[: subject.start()])
    return begin if settled or _GENITIVE.search(before) else 0


def _may_be_called(noun: str, head: str) -> bool:
    """Whether a noun behind a service is its name: "die App Kompass", but no object, and no "Onlinedienst Wohngeld"."""
    return not (_OBJECT.search(noun) or _SAYS_WHICH.search(head) or noun in word_list("no_lone_names"))


@lru_cache(maxsize=8192)
def _is_capital_adjective(word: str) -> bool:
    """Whether a word with a capital is an inflected adjective ("Digitale", "Starke")."""
    return word in ("Smart", "Open") or (ordinary(word.casefold()) and not is_demonym(word))
