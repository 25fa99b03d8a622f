"""Chunk a sentence into noun phrases: preposition, determiner, adjectives, nouns and names, with what hangs on them.

Input are atoms; output are phrases in text order and the participle attributes found on the
way ("die vom BMI geförderte Plattform": `fördern`, by BMI, of Plattform).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kgraph.relate import grammar
from kgraph.relate.office_nouns import office_of
from kgraph.relate.words import TIMES, Atom


@dataclass(slots=True)
class Phrase:
    """A noun phrase; places are indexes of atoms, `last` is exclusive.

    Attributes:
        prep: The preposition that governs it; empty for a bare phrase.
        case: The cases it may be in, letters of `nagd`.
        names: Places of names in it.
        head: Place of the head noun or name.
        of: Index of the phrase whose attribute it is, or -1.
        how: How it is attached: `gen`, `von`, `in`, … or empty.
        group: Phrases joined by commas and `und` carry the same number.
        hidden: In brackets or inside a participle attribute: no argument of the clause.
        apposition: Index of the phrase that this one explains, or -1.
    """

    first: int
    last: int
    prep: str
    det: str
    case: str
    names: list[int]
    nouns: list[int]
    head: int
    adjectives: list[int] = field(default_factory=list)
    of: int = -1
    how: str = ""
    group: int = -1
    hidden: bool = False
    apposition: int = -1
    additive: bool = False


@dataclass(slots=True)
class Attribute:
    """A participle before a noun: its verb, the phrases inside, the phrase outside (indexes of phrases)."""

    verb: str
    place: int
    inside: list[int]
    outside: int


@dataclass(slots=True)
class Chunks:
    """A sentence in phrases.

    Attributes:
        owner: Place of an atom → index of the phrase that holds it.
    """

    atoms: list[Atom]
    phrases: list[Phrase]
    attributes: list[Attribute]
    owner: dict[int, int]


_OFFICERS = ("Direktor", "Direktorin", "Leiter", "Leiterin", "Referent", "Referentin", "Chef", "Chefin", "CIO", "CDO")
_THING = re.compile(
    r"(?:heit|keit|tät|[Ss]pitze|[Ss]eite|[Ss]telle|[Tt]ag|[Ww]oche|[Jj]ahr|[Mm]onat|[Zz]eit|[Rr]ahmen|"
    r"[Vv]orfeld|[Ee]nde|[Hh]and|[Aa]nschluss|[Ss]itz)$"
)


_UNINFLECTED = re.compile(r"(?:weit|ig|lich|isch|iell|bar|sam|voll|los|ell|al|iv|fach|bereits|eigens|stark|hoch)$")
_DATIVE = frozenset("von mit bei zu aus nach gemeinsam".split())
_TITLES_OF_PLACES = frozenset(
    """
    Land Landes Stadt Freistaat Freistaats Freistaates Kreis Kreises Landkreis Landkreises Gemeinde Hansestadt Markt
    Landeshauptstadt Bundesland Bundeslandes Universitätsstadt Kreisstadt Samtgemeinde Verbandsgemeinde Region
    """.split()
)
_LEGAL = frozenset("GmbH AG SE eG AöR KG UG mbH Gruppe Group Stiftung Verband".split())
# Pairs of words that are an adverb, not a preposition with its phrase.
_ADVERBIALS = frozenset(
    tuple(pair.split())
    for pair in (
        "unter anderem, unter anderen, vor allem, vor allen, vor ort, zum beispiel, ab sofort, bis dato, seit kurzem, "
        "seit langem, vor kurzem, bei weitem, zum einen, zum anderen, von anfang, nach und, zu recht, bis zuletzt"
    ).split(", ")
)


class Chunker:
    """Reads phrases from left to right; a participle attribute holds phrases of its own."""

    def __init__(self, atoms: list[Atom], coarse: Mapping[str, str]) -> None:
        self.atoms = atoms
        self.coarse = coarse
        self.size = len(atoms)
        self.phrases: list[Phrase] = []
        self.attributes: list[Attribute] = []

    def kind(self, place: int) -> str:
        """The kind of an atom; empty behind the end."""
        return self.atoms[place].kind if place < self.size else ""

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
        place = start
        prep, det, case = "", "", ""
        if self.kind(place) == "prep":
            word = self.atoms[place].text.lower()
            if place + 1 < self.size and (word, self.atoms[place + 1].text.lower()) in _ADVERBIALS:
                return place + 2
            if word in ("gemeinsam", "zusammen"):
                if place + 1 < self.size and self.atoms[place + 1].text == "mit":
                    prep, place = "gemeinsam", place + 2
                else:
                    return start
            elif word in grammar.CONTRACTED:
                prep, case = grammar.CONTRACTED[word]
                det, place = word, place + 1
            else:
                prep, place = word, place + 1
        elif (
            self.atoms[place].text.lower() == "ebenso" and place + 1 < self.size and self.atoms[place + 1].text == "wie"
        ):
            place += 2
        if self.kind(place) == "pron":
            at = self.atoms[place].text.lower()
            if at in grammar.PRONOMINALS and at not in grammar.PRONOUNS:
                if prep or (place + 1 < self.size and self.atoms[place + 1].text == ","):
                    return start
                self.phrases.append(Phrase(start, place + 1, grammar.PRONOMINALS[at], "", "d", [], [], place))
                return place + 1
            if prep == "" or at != "es":
                self.phrases.append(
                    Phrase(start, place + 1, prep, "", "d" if prep else grammar.PRONOUNS[at], [], [], place)
                )
                return place + 1
        if (
            self.kind(place) == "det"
            and self.atoms[place].text.lower() in ("beide", "beiden")
            and (self.kind(place + 1) == "verb" or (prep and self.kind(place + 1) in ("prep", "mark", "")))
        ):
            self.phrases.append(Phrase(start, place + 1, prep, "", "na", [], [], place))
            return place + 1
        if prep and self.kind(place) == "det" and self.atoms[place].text == "ihr" and self._pronoun(prep, place):
            self.phrases.append(Phrase(start, place + 1, prep, "", "d", [], [], place))
            self.atoms[place].kind = "pron"
            return place + 1  # "das von ihr betriebene Portal"
        if self.kind(place) == "det" and place + 1 < self.size and self.atoms[place + 1].text == "sich":
            return place  # "in dem sich Bürger beteiligen": a relative pronoun
        if self._stands_alone(place):
            self.atoms[place].kind = "pron"
            case = "d" if prep else grammar.DETERMINERS[self.atoms[place].text.lower()]
            self.phrases.append(Phrase(start, place + 1, prep, "", case, [], [], place))
            return place + 1
        if self.kind(place) == "det":
            det, place = self.atoms[place].text.lower(), place + 1
            case = case or grammar.DETERMINERS[det]
        inside: list[int] = []
        place, participles, inside = self._modifiers(place, bool(det or prep))
        nouns_at = place
        while self.kind(place) in ("noun", "name"):
            if prep and place > nouns_at and self.kind(place) == "name" and _THING.search(self.atoms[place - 1].text):
                break  # "an dessen Spitze Johannes Ludewig steht": no title before a name
            if (det or prep) and place > nouns_at and self._person_behind_body(place):
                break  # "der Chef der Firma Krause Ulf Kunz"
            if place > nouns_at and self._owner_behind_noun(place):
                break  # "unter der Federführung Bayerns"
            if place > nouns_at and (self._noun_behind_name(place) or self._office_behind_subject(place, start)):
                break  # "unterstützt das BMI Kommunen"
            place += 1
        if prep and place > nouns_at and self._dated(nouns_at, start):
            return nouns_at  # "im April 2013 Landrat Jörn Klimant"
        if place == nouns_at:
            for index in inside:
                self.phrases[index].hidden = False
            return place if inside else start
        nouns = [p for p in range(nouns_at, place) if self.kind(p) == "noun"]
        names = [p for p in range(nouns_at, place) if self.kind(p) == "name"]
        head = place - 1
        adjectives = [
            p for p in range(start, nouns_at) if self.kind(p) in ("word", "verb") and self.atoms[p].text[-1:] in "enrsm"
        ]
        if det == "der" and not prep and any(self.atoms[p].text.endswith("e") for p in adjectives):
            case = "n"  # "der erste Kongress"; a genitive is "der ersten"
        phrase = Phrase(start, place, prep, det, case or ("d" if prep else "nad"), names, nouns, head, adjectives)
        self.phrases.append(phrase)
        earlier = start
        for verb, where in participles:
            own = [i for i in inside if earlier <= self.phrases[i].first < where] or inside
            self.attributes.append(Attribute(verb, where, own, len(self.phrases) - 1))
            earlier = where
        return place

    def _stands_alone(self, place: int) -> bool:
        """Whether "diese", "dieses" has no noun: "Diese wird von Bremen genutzt"."""
        lower = self.atoms[place].text.lower() if place < self.size else ""
        return (
            self.kind(place) == "det"
            and lower in ("diese", "dieses", "dieser", "diesen", "diesem")
            and self.kind(place + 1) == "verb"
            and not grammar.attributive_participle(self.atoms[place + 1].text.lower())
        )

    def _pronoun(self, prep: str, place: int) -> bool:
        """Whether "ihr" behind a preposition is a pronoun: "von ihr", "auf ihr auf", but not "auf ihr Konto"."""
        return prep in _DATIVE or not (
            self.kind(place + 1) in ("noun", "name", "num") or self._adjectival(place + 1, True)
        )

    def _dated(self, place: int, start: int) -> bool:
        """Whether only numbers stand before a place, the last of them a month, a weekday or a year."""
        before = self.atoms[place - 1]
        return (
            place - start > 1
            and all(self.kind(p) in ("num", "prep", "mark") for p in range(start, place))
            and (before.text in TIMES or bool(re.fullmatch(r"(?:19|20)\d\d", before.text)))
        )

    def _owner_behind_noun(self, place: int) -> bool:
        """Whether the genitive of a Land or town behind a noun is a phrase of its own, which hangs on the noun."""
        before, here = self.atoms[place - 1], self.atoms[place]
        return (
            before.kind == "noun"
            and here.kind == "name"
            and here.text.endswith("s")
            and before.text not in _TITLES_OF_PLACES
            and self.coarse.get(here.entities[0]) == "Jurisdiction"
            and not office_of(before.text)
            and not here.text.endswith(("ss", "is", "us"))
        )

    def _noun_behind_name(self, place: int) -> bool:
        """Whether a noun behind a name opens a new phrase, as no hyphen joins them and the name is no genitive."""
        before, here = self.atoms[place - 1], self.atoms[place]
        return (
            before.kind == "name"
            and here.kind == "noun"
            and not here.joined
            and not before.text.endswith(("er", "s", "sche", "schen", "scher"))
            and here.text not in _LEGAL
            and not office_of(here.text)
            and self.coarse.get(before.entities[0]) != "Person"
        )

    def _office_behind_subject(self, place: int, start: int) -> bool:
        """Whether an office behind a name is what its holder is or becomes ("Zuletzt war Anna Berg Präsidentin")."""
        before, here = self.atoms[place - 1], self.atoms[place]
        copula = start > 0 and self.atoms[start - 1].verb in ("sein", "werden", "bleiben")
        person = before.kind == "name" and self.coarse.get(before.entities[0]) == "Person"
        return bool(copula and person and not here.joined and office_of(here.text))

    def _person_behind_body(self, place: int) -> bool:
        """Whether a person behind the name of a body or town opens a new phrase ("in Berlin Anna Berg")."""
        before, here = self.atoms[place - 1], self.atoms[place]
        if before.kind != "name" or here.kind not in ("name", "noun") or before.end == here.start:
            return False
        kind = self.coarse.get(before.entities[0], "")
        if kind == "Person":
            return here.text.endswith(_OFFICERS) and not before.text.endswith("s")
        if here.kind == "name":
            return (
                self.coarse.get(here.entities[0], "") == "Person"
                and kind in ("Organisation", "Jurisdiction", "Place")
                and (kind == "Organisation" or not before.text.endswith("s"))
            )
        if kind == "Organisation":
            return here.text.endswith(_OFFICERS)  # "der bei der FITKO Direktor ist"
        return kind in ("Jurisdiction", "Place") and not before.text.endswith(("er", "s"))

    def _modifiers(self, place: int, led: bool) -> tuple[int, list[tuple[str, int]], list[int]]:
        """Read adjectives, numbers, adverbs and participle attributes with what depends on them."""
        participles: list[tuple[str, int]] = []
        inside: list[int] = []
        steps = 0
        while place < self.size and steps < 12:
            steps += 1
            atom = self.atoms[place]
            lower = atom.text.lower()
            if atom.kind == "num" or (led and lower == "gemeinsam" and self._opens_attribute(place + 1)):
                place += 1  # "die gemeinsam von A und B betriebene Plattform"
            elif atom.kind in ("word", "verb") and self._adjectival(place, led or bool(participles) or bool(inside)):
                verb = grammar.attributive_participle(lower)
                if verb:
                    participles.append((verb, place))
                place += 1
            elif lower in ("und", ",", "oder", "sowie") and participles_or_adjective(self, place):
                place += 1
            elif lower in ("und", ",") and participles and inside and self._opens_attribute(place + 1):
                place = self._inner(place + 1, inside)
            elif led and not inside and self._opens_attribute(place):
                stop = self._inner(place, inside)
                if stop == place:
                    break
                place = stop
            else:
                break
        return place, participles, inside

    def _adjectival(self, place: int, led: bool) -> bool:
        atom, lower = self.atoms[place], self.atoms[place].text.lower()
        if lower in grammar.CONJUNCTIONS or lower in grammar.SUBORDINATORS or lower in grammar.NEGATIONS:
            return False
        if lower in grammar.ADVERBS or lower in ("darunter", "dazu", "sich"):
            return (
                led
                and place + 1 < self.size
                and self.kind(place + 1) in ("word", "num", "verb", "noun", "name", "prep")
            )
        if led and atom.kind == "word" and _UNINFLECTED.search(lower) and self.kind(place + 1) in ("word", "verb"):
            return self._adjectival(place + 1, led)  # "sein bundesweit genutztes Portal"
        if not lower.endswith(("e", "en", "er", "es", "em")) or (not atom.text[:1].islower() and place > 1):
            return False
        if led and grammar.attributive_participle(lower) and self._second_attribute(place + 1):
            return True
        following = place + 1
        while following < self.size and (self.kind(following) == "num" or self.atoms[following].text in (",", "und")):
            following += 1
        if self.kind(following) not in ("noun", "name", "word", "verb"):
            return False
        if atom.kind == "verb":
            present = re.fullmatch(r"(\w+n)d(?:e|er|en|es|em)", lower)  # "die scheidende Präsidentin"
            if present and present[1] == atom.verb:
                return led and self.kind(following) in ("noun", "name", "word")
            return bool(led and grammar.attributive_participle(lower)) and atom.verb not in ("haben", "sein", "werden")
        return lower not in grammar.PRONOUNS and (
            led or self.kind(following) in ("noun", "name") or self._adjectival(following, led)
        )

    def _opens_attribute(self, place: int) -> bool:
        """Whether a participle attribute starts here: a preposition and soon an inflected participle with its noun."""
        if self.kind(place) not in ("prep", "name", "noun"):
            return False
        for ahead in range(place + 1, min(place + 10, self.size - 1)):
            atom = self.atoms[ahead]
            if atom.text in ",;:()" or (atom.kind == "verb" and atom.verb in ("haben", "sein", "werden")):
                return False
            if atom.kind in ("verb", "word") and grammar.attributive_participle(atom.text.lower()):
                following = ahead + 1
                if self.kind(place) == "prep" and self._second_attribute(following):
                    return True
                while following < self.size and self.kind(following) in ("word", "num", "verb"):
                    following += 1
                return self.kind(following) in ("noun", "name") and self.kind(place) == "prep"
        return False

    def _second_attribute(self, place: int) -> bool:
        """Whether "und" joins a further participle with what depends on it ("von A geplante und von B bezahlte …")."""
        return (
            place + 1 < self.size
            and self.atoms[place].text in ("und", "sowie", ",")
            and self.kind(place + 1) == "prep"
            and self._opens_attribute(place + 1)
        )

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


def participles_or_adjective(chunker: Chunker, place: int) -> bool:
    """Whether `und` or a comma at `place` joins two adjectives before one noun."""
    if not 0 < place < chunker.size - 1:
        return False
    left, right = chunker.atoms[place - 1], chunker.atoms[place + 1]
    same = left.text[-1:] == right.text[-1:] and left.text[:1].islower() and right.text[:1].islower()
    return (
        same
        and left.kind in ("word", "verb")
        and right.text.endswith(("e", "en", "er", "es", "em"))
        and right.kind in ("word", "verb")
        and right.text not in grammar.AUXILIARIES
        and place + 2 < chunker.size
        and chunker.kind(place + 2) in ("noun", "name", "word")
    )
