"""Who is not stored: persons whom an article does not show in a public function; an extraction in, their ids out.

An article may name anybody: a victim, a passer-by, a clerk. The graph has a place for persons only as holders of an
office or a function, or as who speaks and acts for a body. `withhold` leaves everybody else out, with all that is said
of them and with each sentence that names them; in a title the name is masked. What it says of other things stays.

A function is shown by a statement (holds an office, leads, chairs, signs), or by the words around a name: an office
("Staatsrat Martin Hagen"), a body ("Marc Danneberg vom Bitkom"), a party or town in brackets. A word such as
"Rentnerin" or "Sachbearbeiter" there shows the contrary. Persons in a list share what stands before the first.
"""

from __future__ import annotations

import re
from functools import cache

from kgraph.lexicon import is_office, word_list
from kgraph.records import ArticleEntity, Extraction, Mention
from kgraph.vocab import schema

_FUNCTIONS = frozenset({"leads", "chairs", "signs"})
_NEAR = 70  # code points in front of a name in which its office may stand
_CLOSE = 4  # words in front of a name among which it may stand without a comma
_WORD = re.compile(r"[^\W\d_][\w-]*")
_TITLES = re.compile(
    r"(?:\b(?:Prof|Dr|PD|Dipl|Ing|Mag|rer|nat|med|jur|phil|pol|h\.\s?c|Professor(?:in)?|Herrn?|Frau)\b\.?[\s-]*)+$"
)
_CLAUSE = re.compile(r"[.!?;:»«„“”\n]")
_JOINED = re.compile(r"\s?(?:\([^()]*\))?(?:,|,?\s(?:und|sowie|oder))\s")
_BRACKET = re.compile(r"\s\((?!\d)[^()]{2,40}\)")
_OF_BODY = re.compile(
    r",?\s(?:(?:der|die)\s(?:für|bei)\s(?:den|die|das|der|dem)|vom|von\s(?:der|dem)|beim|bei\s(?:der|dem)|für\s(?:den|die|das))\s"
    r"(?:[a-zäöüß]+(?:en|er)\s)?[A-ZÄÖÜ]"
)
_AT = re.compile(r",?\s(?:von|vom|bei|beim|für|aus|in|im|an)\s(?:(?:der|dem|die|das|den)\s)?")
_APPOSITION = re.compile(r"(?:,\s|\sals\s)((?:[\w-]+\s){0,3}[\w-]+)")


def private(extraction: Extraction) -> frozenset[str]:
    """Ids of the persons whom the article does not show in a public function."""
    persons = [entity for entity in extraction.entities if entity.type == "Person"]
    if not persons:
        return frozenset()
    seen = _Surroundings(extraction, persons).verdicts()
    return frozenset(e.id for e in persons if not _is_public(e, extraction, seen[e.id]))


def _is_public(person: ArticleEntity, extraction: Extraction, seen: set[bool]) -> bool:
    """Whether somebody has a function by what is stated of them, or by the words around their names."""
    stated = [r for r in extraction.relations if r.subject == person.id]
    if any(r.predicate == "holdsRole" and any(map(is_office, _WORD.findall(r.role or ""))) for r in stated):
        return True
    if False in seen:
        return False
    return True in seen or any(r.predicate in _FUNCTIONS or r.predicate == "holdsRole" for r in stated)


class _Surroundings:
    """What stands around the names of an article's persons."""

    def __init__(self, extraction: Extraction, persons: list[ArticleEntity]) -> None:
        self._text = extraction.article.text
        self._named = sorted(
            ((m, e.id) for e in persons for m in e.mentions if m.kind == "name"), key=lambda pair: pair[0].start
        )
        bodies = (e for e in extraction.entities if schema().coarse(e.type) == "Organisation")
        self._bodies = {place for e in bodies for m in e.mentions for place in range(m.start, m.end)}
        self._ids = [entity.id for entity in persons]

    def verdicts(self) -> dict[str, set[bool]]:
        """Id of a person → whether words around the names show a function (True), or that there is none (False)."""
        found: dict[str, set[bool]] = {id: set() for id in self._ids}
        last: bool | None = None
        end = -1
        for mention, id in self._named:
            joined = end >= 0 and _JOINED.fullmatch(self._text[end : self._at(mention)]) is not None
            verdict = self._verdict(mention)
            if verdict is None and joined:
                verdict = last
            if verdict is not None:
                found[id].add(verdict)
            last, end = verdict, mention.end
        return found

    def _at(self, mention: Mention) -> int:
        """Where the name begins, titles in front of it included."""
        titles = _TITLES.search(self._text[max(0, mention.start - _NEAR) : mention.start])
        return mention.start - (len(titles[0]) if titles else 0)

    def _verdict(self, mention: Mention) -> bool | None:
        before, behind = self._before(mention), self._behind(mention)
        if any(map(_is_private, (*before[-1:], *behind[:2]))):
            return False
        return True if any(map(_is_function, (*before, *behind))) or self._stands_for_body(mention) else None

    def _before(self, mention: Mention) -> list[str]:
        """The words in front of a name; as far as its clause goes where a comma parts them from the name."""
        at = self._at(mention)
        before = _CLAUSE.split(self._text[max(0, at - _NEAR) : at])[-1]
        words = _WORD.findall(before)
        return words if before.endswith(", ") else words[-_CLOSE:]

    def _behind(self, mention: Mention) -> list[str]:
        """The words behind the comma behind a name."""
        apposition = _APPOSITION.match(self._text, mention.end)
        return _WORD.findall(apposition[1]) if apposition else []

    def _stands_for_body(self, mention: Mention) -> bool:
        if _BRACKET.match(self._text, mention.end) or _OF_BODY.match(self._text, mention.end):
            return True
        at = _AT.match(self._text, mention.end)
        return at is not None and at.end() in self._bodies


def _is_function(word: str) -> bool:
    return is_office(word) or word in word_list("public_persons")


def _is_private(word: str) -> bool:
    """Whether a noun tells what somebody is in private or subordinate life: `Rentnerin`, `Sachbearbeiter`."""
    return word[:1].isupper() and _private().fullmatch(word) is not None


@cache
def _private() -> re.Pattern[str]:
    heads = sorted(word_list("private_persons"), key=len, reverse=True)
    return re.compile(rf".*(?:{'|'.join(map(re.escape, heads))})(?:in|innen|s|es|n|en|r|e)?", re.IGNORECASE)
