"""Chunk a sentence into noun phrases: preposition, determiner, adjectives, nouns and names.

Input are atoms; output are phrases in text order and the participle attributes found on the
way ("die vom BMI geförderte Plattform": `fördern`, by BMI, of Plattform).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kgraph.relate import grammar
from kgraph.relate.modifiers import Modifiers
from kgraph.relate.phrases import Attribute, Chunks, Phrase
from kgraph.relate.words import Atom

_ANNOUNCED = frozenset("dass daß ob wie was wer wo um".split())  # "arbeitet daran, dass …" points to nothing before
_DATIVE = frozenset("von mit bei zu aus nach gemeinsam".split())
# What may stand between a preposition and the number of its phrase: "in mindestens 9 Ländern".
_ABOUT = frozenset(
    "mindestens rund etwa knapp fast gut bislang bisher derzeit zunächst inzwischen schon bereits nur circa".split()
)
_COUNTED = frozenset("drei vier fünf sechs sieben".split())
# Pairs of words that are an adverb, not a preposition with its phrase.
_ADVERBIALS = frozenset(
    tuple(pair.split())
    for pair in (
        "unter anderem, unter anderen, vor allem, vor allen, vor ort, zum beispiel, ab sofort, bis dato, seit kurzem, "
        "seit langem, vor kurzem, bei weitem, zum einen, zum anderen, von anfang, nach und, zu recht, bis zuletzt"
    ).split(", ")
)


class _Lead(NamedTuple):
    """What opens a phrase; `place` is behind it."""

    place: int
    prep: str
    det: str
    case: str


class Chunker(Modifiers):
    """Reads phrases from left to right; a participle attribute holds phrases of its own."""

    def __init__(self, atoms: list[Atom], coarse: Mapping[str, str]) -> None:
        super().__init__(atoms, coarse)
        self.phrases: list[Phrase] = []
        self.attributes: list[Attribute] = []

    def run(self) -> Chunks:
        """Read the whole sentence."""
        place, depth = 0, 0
        while place < self.size:
            text = self.atoms[place].text
            if text in "([":
                depth += 1
            elif text in ")]":
                depth = max(0, depth - 1)
            before = len(self.phrases)
            stop = self.phrase(place)
            if depth:
                for phrase in self.phrases[before:]:
                    phrase.hidden = True
            place = stop if stop > place else place + 1
        owner = {p: i for i, phrase in enumerate(self.phrases) for p in range(phrase.first, phrase.last)}
        for i, phrase in enumerate(self.phrases):
            for p in (*phrase.names, *phrase.nouns):
                owner[p] = i
        return Chunks(self.atoms, self.phrases, self.attributes, owner)

    def phrase(self, start: int) -> int:
        """Read one phrase at `start`; return the place behind it, or `start` if there is none."""
        if self.kind(start) == "prep" and (self.text(start).lower(), self.text(start + 1).lower()) in _ADVERBIALS:
            return start + 2
        lead = self._lead(start)
        if lead is None:
            return start
        stop = self._without_noun(start, lead)
        return self._with_noun(start, lead) if stop is None else stop

    def _lead(self, start: int) -> _Lead | None:
        """Read the preposition that may open a phrase; None if it is none after all."""
        word = self.text(start).lower()
        if self.kind(start) != "prep":
            return _Lead(start + 2 if word == "ebenso" and self.text(start + 1) == "wie" else start, "", "", "")
        if word in ("gemeinsam", "zusammen"):
            return _Lead(start + 2, "gemeinsam", "", "") if self.text(start + 1) == "mit" else None
        if word in grammar.CONTRACTED:
            prep, case = grammar.CONTRACTED[word]
            return _Lead(start + 1, prep, word, case)
        return _Lead(start + 1, word, "", "")

    def _without_noun(self, start: int, lead: _Lead) -> int | None:
        """Read a pronoun, or a determiner that stands for one; None if a noun must follow."""
        place, prep = lead.place, lead.prep
        text, kind, following = self.text(place), self.kind(place), self.kind(place + 1)
        lower = text.lower()
        if kind == "pron" and lower in grammar.PRONOMINALS and lower not in grammar.PRONOUNS:
            if prep or (self.text(place + 1) == "," and self.text(place + 2).lower() in _ANNOUNCED):
                return start
            return self._alone(start, place, grammar.PRONOMINALS[lower], "d")
        if kind == "pron" and not (prep and lower == "es"):
            return self._alone(start, place, prep, "d" if prep else grammar.PRONOUNS[lower])
        if kind != "det":
            return None
        counted = self.text(place + 1) in _COUNTED and lower in ("die", "den", "der", "alle", "allen")
        if counted and not (self.kind(place + 2) in ("noun", "name", "num") or self.adjectival(place + 2, True)):
            self.atoms[place + 1].kind = "pron"
            return self._alone(start, place + 1, prep, "d" if prep else grammar.DETERMINERS[lower])
        if lower in ("beide", "beiden") and (following == "verb" or (prep and following in ("prep", "mark", ""))):
            return self._alone(start, place, prep, "na")
        if prep and text == "ihr" and self._pronoun(prep, place):
            self.atoms[place].kind = "pron"
            return self._alone(start, place, prep, "d")  # "das von ihr betriebene Portal"
        if lower == "ihr" and following == "verb" and not self.adjectival(place + 1, True):
            self.atoms[place].kind = "pron"
            return self._alone(start, place, prep, "d")  # "Ihr gehören sieben Länder an"
        if self.text(place + 1) == "sich" or self._relative(place):
            return place  # "in dem sich Bürger beteiligen", "zu der auch A gehört": a relative pronoun
        if self._stands_alone(place, prep):
            self.atoms[place].kind = "pron"
            return self._alone(start, place, prep, "d" if prep else grammar.DETERMINERS[lower])
        return None

    def _alone(self, start: int, place: int, prep: str, case: str) -> int:
        """Keep a phrase whose head is a pronoun."""
        self.phrases.append(Phrase(start, place + 1, prep, "", case, [], [], place))
        return place + 1

    def _with_noun(self, start: int, lead: _Lead) -> int:
        """Read determiner, modifiers, nouns and names."""
        place, prep, det, case = lead
        if self.kind(place) == "det":
            det, place = self.atoms[place].text.lower(), place + 1
            case = case or grammar.DETERMINERS[det]
        if prep and self.text(place) in _ABOUT and self.kind(place + 1) == "num":
            place += 1
        nouns_at, participles, inside = self._modifiers(place, bool(det or prep))
        place = self.nouns_end(nouns_at, start, prep, bool(det or prep))
        if prep and place > nouns_at and self.dated(nouns_at, start):
            return nouns_at  # "im April 2013 Landrat Jörn Klimant"
        if place == nouns_at:
            for index in inside:
                self.phrases[index].hidden = False
            return place if inside else start
        nouns = [p for p in range(nouns_at, place) if self.kind(p) == "noun"]
        names = [p for p in range(nouns_at, place) if self.kind(p) == "name"]
        adjectives = [
            p for p in range(start, nouns_at) if self.kind(p) in ("word", "verb") and self.atoms[p].text[-1:] in "enrsm"
        ]
        if det == "der" and not prep and any(self.atoms[p].text.endswith("e") for p in adjectives):
            case = "n"  # "der erste Kongress"; a genitive is "der ersten"
        case = case or ("d" if prep else "nad")
        self.phrases.append(Phrase(start, place, prep, det, case, names, nouns, place - 1, adjectives))
        self._keep(participles, inside, start)
        return place

    def _keep(self, participles: list[tuple[str, int]], inside: list[int], start: int) -> None:
        """Keep the participle attributes of the phrase that was read last, each with the phrases before it."""
        earlier = start
        for verb, where in participles:
            own = [i for i in inside if earlier <= self.phrases[i].first < where] or inside
            self.attributes.append(Attribute(verb, where, own, len(self.phrases) - 1))
            earlier = where

    def _relative(self, place: int) -> bool:
        """Whether nothing but adverbs stands between what seems an article behind a comma and a noun or name."""
        before = place - 1 if self.kind(place - 1) != "prep" else place - 2
        if before < 0 or self.text(before) != "," or self.atoms[place].text not in grammar.RELATIVES:
            return False
        behind = place + 1
        while behind < self.size:
            pair = (self.text(behind).lower(), self.text(behind + 1).lower())
            if pair not in _ADVERBIALS and pair[0] not in grammar.ADVERBS:
                break
            behind += 2 if pair in _ADVERBIALS else 1
        return behind > place + 1 and self.kind(behind) in ("noun", "name")

    def _stands_alone(self, place: int, prep: str) -> bool:
        """Whether "diese", "dieses" has no noun: "Diese wird von Bremen genutzt", "von dieser bis 2021 bezahlt"."""
        lower = self.atoms[place].text.lower() if place < self.size else ""
        if prep in ("von", "durch") and lower in ("dieser", "diesem", "diese", "dieses", "diesen"):
            if self.kind(place + 1) in ("prep", "mark"):
                return True
        return (
            self.kind(place) == "det"
            and lower in ("diese", "dieses", "dieser", "diesen", "diesem")
            and self.kind(place + 1) == "verb"
            and not grammar.attributive_participle(self.atoms[place + 1].text.lower())
        )

    def _pronoun(self, prep: str, place: int) -> bool:
        """Whether "ihr" behind a preposition is a pronoun: "von ihr", "auf ihr auf", but not "auf ihr Konto"."""
        return prep in _DATIVE or not (
            self.kind(place + 1) in ("noun", "name", "num") or self.adjectival(place + 1, True)
        )

    def _modifiers(self, place: int, led: bool) -> tuple[int, list[tuple[str, int]], list[int]]:
        """Read adjectives, numbers, adverbs and participle attributes with what depends on them."""
        participles: list[tuple[str, int]] = []
        inside: list[int] = []
        steps = 0
        while place < self.size and steps < 12:
            steps += 1
            atom = self.atoms[place]
            lower = atom.text.lower()
            if atom.kind == "num" or (led and lower == "gemeinsam" and self.opens_attribute(place + 1)):
                place += 1  # "die gemeinsam von A und B betriebene Plattform"
            elif atom.kind in ("word", "verb") and self.adjectival(place, led or bool(participles) or bool(inside)):
                verb = grammar.attributive_participle(lower)
                if verb:
                    participles.append((verb, place))
                place += 1
            elif lower in ("und", ",", "oder", "sowie") and self.joins_adjectives(place):
                place += 1
            elif lower in ("und", ",") and participles and inside and self.opens_attribute(place + 1):
                place = self._inner(place + 1, inside)
            elif led and not inside and self.opens_attribute(place):
                stop = self._inner(place, inside)
                if stop == place:
                    break
                place = stop
            else:
                break
        return place, participles, inside

    def _inner(self, place: int, inside: list[int]) -> int:
        """Read the phrases inside a participle attribute."""
        while place < self.size and self.kind(place) in ("prep", "det", "name", "noun", "word"):
            if self.kind(place) == "word" and self.atoms[place].text.lower() not in ("und", "sowie"):
                break
            if self.kind(place) == "word":
                place += 1
                continue
            count = len(self.phrases)
            stop = self.phrase(place)
            if stop == place:
                break
            for index in range(count, len(self.phrases)):
                self.phrases[index].hidden = True
                inside.append(index)
            place = stop
        return place
