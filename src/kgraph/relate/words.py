"""Turn a sentence and the mentions in it into atoms: a mention is one atom, every other word is one.

Input are the article's text, the span of a sentence and the mentions of the whole article;
nothing here knows predicates.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kgraph.records import ArticleEntity
from kgraph.relate import grammar
from kgraph.segment import tokens

_QUOTES = frozenset("„“”\"»«‚‘’›‹'")
TIMES = frozenset(
    """
    Januar Februar März April Mai Juni Juli August September Oktober November Dezember Montag Dienstag Mittwoch
    Donnerstag Freitag Samstag Sonntag Montagabend Dienstagabend Mittwochabend Donnerstagabend Freitagabend
    Anfang Mitte Ende
    """.split()
)
_ADVERBIAL = re.compile(r"(?:iell|lich|ig|isch|iert|weise|mals|falls|dings|wärts|los|voll|sam|bar|haft)$")
# "der bayerische Minister": an adjective of the phrase, no name that ends it; `Scene.adjective` knows whose.
_LAND_ADJECTIVE = re.compile(r"[a-zäöüß-]+sch(?:e|en|er|es|em)")
_TITLES = frozenset("Dr Prof Dipl h c Ing".split())
_NUMBERED = re.compile(r"\d+-?(?:[Jj]ährigen?|[A-ZÄÖÜ][\w-]*[a-zäöüß])")  # "die 54-Jährige", "4IT-Chefin": nouns
_RETIRED = re.compile(r"[ai]\. ?[DR]\.|außer Dienst")  # "Bürgermeister a. D."
_RETIRING = frozenset({"a", "i", "außer"})
_NUMBERS = frozenset(
    """
    zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dutzend hundert hunderte tausend
    """.split()
)


@dataclass(slots=True)
class Atom:
    """A word, a mark, or a whole mention.

    Attributes:
        kind: `name` (a mention), `noun`, `verb`, `det`, `prep`, `pron`, `mark`, `num`, `word`.
        verb: Infinitive, where the word can be a verb.
        entities: What a mention speaks of, best guess first; later ones are for other types.
        inner: Entities whose names stand inside the mention.
        joined: Whether a hyphen joins it to the name before ("Bitkom-Präsident").
    """

    text: str
    start: int
    end: int
    kind: str
    lemma: str = ""
    verb: str = ""
    entities: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    reference: bool = False
    joined: bool = False


@dataclass(slots=True)
class Located:
    """All mentions of an article, outermost first, for look-up by place."""

    spans: list[tuple[int, int, str, bool]] = field(default_factory=list)

    @classmethod
    def of(cls, entities: Sequence[ArticleEntity]) -> Located:
        """Sort the mentions of all entities by start, the longest first."""
        spans = [(m.start, m.end, e.id, m.kind == "reference") for e in entities for m in e.mentions]
        spans.sort(key=lambda s: (s[0], -s[1], s[3]))
        return cls(spans)

    def within(self, start: int, end: int) -> list[tuple[int, int, str, bool]]:
        """The mentions that lie wholly in `start:end`."""
        first = bisect_left(self.spans, (start, -1, "", False))
        last = bisect_left(self.spans, (end, -1, "", False), first)
        return [span for span in self.spans[first:last] if span[1] <= end]


def atoms(text: str, start: int, end: int, located: Located) -> list[Atom]:
    """The atoms of one sentence, in order; quotation marks are dropped."""
    found: list[Atom] = []
    mentions = located.within(start, end)
    position = start
    index = 0
    while index < len(mentions):
        begin, stop, id, reference = mentions[index]
        index += 1
        if begin < position or _LAND_ADJECTIVE.fullmatch(text, begin, stop):
            continue
        inner: list[str] = []
        same = [id]
        while index < len(mentions) and mentions[index][0] < stop:
            other = mentions[index]
            if other[:2] == (begin, stop):
                same.append(other[2])
            elif other[1] <= stop:
                inner.append(other[2])
            index += 1
        _plain(text, position, begin, found)
        inside = tuple(dict.fromkeys(i for i in inner if i not in same))
        found.append(Atom(text[begin:stop], begin, stop, "name", text[begin:stop], "", tuple(same), inside, reference))
        position = stop
    _plain(text, position, end, found)
    _settle_first(found)
    return found


def _plain(text: str, start: int, end: int, found: list[Atom]) -> None:
    title, joined, skip = False, False, start
    opening = not found
    for token in tokens(text, start, end):
        word = token.text
        retired = _RETIRED.match(text, token.start, end) if word in _RETIRING else None
        skip = retired.end() if retired else skip
        if token.start < skip:
            continue
        if word in _QUOTES or (title and word == "."):
            opening = opening or word in "„»‚›“"
            continue
        title = word in _TITLES
        if title:
            continue
        if (
            word in "-‐‑–"
            and found
            and found[-1].kind == "name"
            and found[-1].end == token.start
            and text[token.end : token.end + 1].isalpha()
        ):
            joined = True
            continue  # "NRW-Digitalminister": the name is the first part of a compound
        kind, lemma, verb = _classed(word, opening)
        found.append(Atom(word, token.start, token.end, kind, lemma, verb, joined=joined))
        joined, opening = False, word == ":"


@lru_cache(maxsize=1 << 14)
def _classed(word: str, opening: bool) -> tuple[str, str, str]:
    """Kind, base form and infinitive of a word by itself; what opens a sentence has a capital for that."""
    lower = word.lower()
    if not word[0].isalnum() and word[0] != "#":
        return "mark", lower, ""
    if (word[0].isdigit() and not _NUMBERED.fullmatch(word)) or word in TIMES or lower in _NUMBERS:
        return "num", lower, ""
    if lower in grammar.DETERMINERS and (word.islower() or opening):
        return "det", lower, ""
    if lower in grammar.PREPOSITIONS or lower in grammar.CONTRACTED:
        return "prep", lower, ""
    if word[0].isupper() or word[0] in "#0123456789":
        return "noun", grammar.lemma_of(word), ""
    if lower in grammar.AUXILIARIES or lower in grammar.MODALS:
        return "verb", lower, grammar.AUXILIARIES.get(lower) or grammar.MODALS[lower]
    if lower in grammar.PRONOUNS or lower in grammar.PRONOMINALS:
        return "pron", lower, ""
    verb = grammar.verb_of(lower)
    return ("verb", verb, verb) if verb else ("word", lower, "")


def office_like(noun: str) -> bool:
    """Whether a noun ends as nouns of office do, so that it is no verb or adjective."""
    return noun.endswith(("minister", "leiter", "sprecher", "meister", "ministerin", "leiterin"))


def _settle_first(found: list[Atom]) -> None:
    """What opens the sentence, or stands behind a colon, has a capital whatever it is: see what it is."""
    for place in range(min(2, len(found))):
        if found[place].kind == "noun":
            _settle(found, place)
        if found[place].kind != "mark":
            break
    for place, atom in enumerate(found[1:-1], 1):
        if atom.kind == "noun" and found[place - 1].text == ":":
            _settle(found, place)
        elif atom.text == "meinen" and found[place - 1].text in (",", "“", "–"):
            atom.kind, atom.verb, atom.lemma = "verb", "meinen", "meinen"  # "Das reicht nicht, meinen A und B"


def _settle(found: list[Atom], place: int) -> None:
    """Whether a capitalised word is a pronoun, an adverb, an auxiliary, a participle or an adjective."""
    atom = found[place]
    lower = atom.text.lower()
    if lower in grammar.PRONOUNS or lower in grammar.PRONOMINALS:
        atom.kind, atom.lemma = "pron", lower
    elif lower in grammar.ADVERBS or lower in grammar.SUBORDINATORS or lower in grammar.NEGATIONS:
        atom.kind, atom.lemma = "word", lower
    elif lower in grammar.AUXILIARIES or lower in grammar.MODALS:
        atom.kind, atom.verb, atom.lemma = "verb", grammar.AUXILIARIES.get(lower) or grammar.MODALS[lower], lower
    elif lower in grammar.DETERMINERS:
        atom.kind, atom.lemma = "det", lower
    else:
        verb = "" if office_like(atom.text) else grammar.verb_of(lower)
        following = found[place + 1] if place + 1 < len(found) else None
        if verb and following and _opens_with_verb(found, place):
            atom.kind, atom.verb, atom.lemma = "verb", verb, verb
        elif (
            atom.lemma[:1].islower()
            or _ADVERBIAL.search(lower)
            or (following and following.kind in ("noun", "name", "word") and grammar.is_adjective(lower))
        ):
            atom.kind, atom.lemma = "word", lower


def _plural_noun(found: list[Atom], place: int) -> bool:
    """Whether a word in -en is a noun, as the finite verb comes later: "Fragen der Sicherheit wurden …"."""
    if not found[place].text.endswith("en"):
        return False
    behind = found[place + 1 :]
    stop = next((i for i, a in enumerate(behind) if a.text in (",", ":", ";")), len(behind))
    return any(a.verb in ("haben", "sein", "werden") for a in behind[:stop])


def _opens_with_verb(found: list[Atom], place: int) -> bool:
    """Whether what follows shows that a capitalised word is a verb: an auxiliary, a phrase, "und betrieben wird"."""
    following = found[place + 1]
    if following.verb in ("haben", "sein", "werden"):
        return True
    if following.kind in ("det", "prep"):
        return not _plural_noun(found, place)
    if following.text in grammar.MODALS:
        return True  # "Aufbauen soll das Portal …"
    return following.text in ("und", ",") and place + 2 < len(found) and found[place + 2].kind == "verb"
