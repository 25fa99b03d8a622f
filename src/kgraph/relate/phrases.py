"""Chunk a sentence into noun phrases: preposition, determiner, adjectives, nouns and names, with what hangs on them.

Input are atoms; output are phrases in text order and the participle attributes found on the
way ("die vom BMI geförderte Plattform": `fördern`, by BMI, of Plattform).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kgraph.relate import grammar
from kgraph.relate.words import Atom


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


class _Chunker:
    def __init__(self, atoms: list[Atom], coarse: Mapping[str, str]) -> None:
        self.atoms = atoms
        self.coarse = coarse
        self.size = len(atoms)
        self.phrases: list[Phrase] = []
        self.attributes: list[Attribute] = []

    def kind(self, place: int) -> str:
        return self.atoms[place].kind if place < self.size else ""

    def run(self) -> Chunks:
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
                if prep or place + 1 < self.size and self.atoms[place + 1].text == ",":
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
            and self.kind(place + 1) == "verb"
        ):
            self.phrases.append(Phrase(start, place + 1, prep, "", "na", [], [], place))
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
            place += 1
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
        phrase = Phrase(start, place, prep, det, case or ("d" if prep else "nad"), names, nouns, head, adjectives)
        self.phrases.append(phrase)
        for verb, at in participles:
            self.attributes.append(Attribute(verb, at, inside, len(self.phrases) - 1))
        return place

    def _person_behind_body(self, place: int) -> bool:
        """Whether a person's name, behind the name of a body or a town, opens a phrase of its own ("in Berlin Anna Berg")."""
        before, here = self.atoms[place - 1], self.atoms[place]
        if before.kind != "name" or here.kind not in ("name", "noun") or before.end == here.start:
            return False
        kind = self.coarse.get(before.entities[0], "")
        if here.kind == "name":
            return (
                self.coarse.get(here.entities[0], "") == "Person"
                and kind in ("Organisation", "Jurisdiction", "Place")
                and not before.text.endswith("s")
            )
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
            if atom.kind == "num":
                place += 1
            elif atom.kind in ("word", "verb") and self._adjectival(place, led or bool(participles) or bool(inside)):
                verb = grammar.attributive_participle(lower)
                if verb:
                    participles.append((verb, place))
                place += 1
            elif lower in ("und", ",", "oder", "sowie") and participles_or_adjective(self, place):
                place += 1
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
        if not lower.endswith(("e", "en", "er", "es", "em")) or not atom.text[:1].islower() and place > 1:
            return False
        following = place + 1
        while following < self.size and (self.kind(following) == "num" or self.atoms[following].text in (",", "und")):
            following += 1
        if self.kind(following) not in ("noun", "name", "word", "verb"):
            return False
        if atom.kind == "verb":
            return bool(led and grammar.attributive_participle(lower)) and atom.verb not in ("haben", "sein", "werden")
        return lower not in grammar.PRONOUNS and (
            led or self.kind(following) in ("noun", "name") or self._adjectival(following, led)
        )

    def _opens_attribute(self, place: int) -> bool:
        """Whether a participle attribute starts here: a preposition, name or noun and, soon, an inflected participle before a noun."""
        if self.kind(place) not in ("prep", "name", "noun"):
            return False
        for ahead in range(place + 1, min(place + 10, self.size - 1)):
            atom = self.atoms[ahead]
            if atom.text in ",;:()" or (atom.kind == "verb" and atom.verb in ("haben", "sein", "werden")):
                return False
            if atom.kind in ("verb", "word") and grammar.attributive_participle(atom.text.lower()):
                following = ahead + 1
                while following < self.size and self.kind(following) in ("word", "num", "verb"):
                    following += 1
                return self.kind(following) in ("noun", "name") and self.kind(place) == "prep"
        return False

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


def participles_or_adjective(chunker: _Chunker, place: int) -> bool:
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


def chunks(atoms: list[Atom], coarse: Mapping[str, str]) -> Chunks:
    """Chunk one sentence, then attach and coordinate its phrases.

    Args:
        atoms: Of one sentence.
        coarse: Entity id → coarse type; a person joins persons, not the body that stands before "und".
    """
    found = _Chunker(atoms, coarse).run()
    _settle_heads(found, coarse)
    _attach(found)
    _coordinate(found, coarse)
    return found


def _settle_heads(found: Chunks, coarse: Mapping[str, str]) -> None:
    """Of a body and a jurisdiction side by side the body is the head ("Innenministerium Hessen"); a stray noun behind a name is not."""
    atoms = found.atoms
    for phrase in found.phrases:
        if len(phrase.names) > 1 and phrase.head in phrase.names:
            last, before = (coarse.get(atoms[p].entities[0], "") for p in (phrase.names[-1], phrase.names[-2]))
            if last in ("Jurisdiction", "Place") and before not in ("Jurisdiction", "Place"):
                phrase.head = phrase.names[-2]
        elif phrase.names and phrase.head in phrase.nouns:
            name = atoms[phrase.names[-1]]
            after = atoms[phrase.names[-1] + 1]
            compound = name.end + 1 >= after.start and after.start - name.end == 1 and not name.text[-1:].isspace()
            if coarse.get(name.entities[0]) == "Person" and not name.text.endswith("s") and compound:
                phrase.head = phrase.names[-1]


_THING = re.compile(
    r"(?:heit|keit|tät|[Ss]pitze|[Ss]eite|[Ss]telle|[Tt]ag|[Ww]oche|[Jj]ahr|[Mm]onat|[Zz]eit|[Rr]ahmen|[Vv]orfeld|[Ee]nde|[Hh]and|[Aa]nschluss|[Ss]itz)$"
)
_MASCULINE = re.compile(
    r"(?:tag|[Rr]at|bund|[Vv]erband|[Kk]reis|[Vv]erein|[Ss]enat|minister|präsident|hof|[Aa]usschuss|betrieb|[Ss]taat|dienstleister|[Bb]und|Bitkom|Vorstand|chef|sprecher)$"
)
_ATTACHING = frozenset(
    {
        "von",
        "in",
        "bei",
        "für",
        "mit",
        "zwischen",
        "durch",
        "an",
        "zu",
        "über",
        "aus",
        "auf",
        "im",
        "unter",
        "gegen",
        "nach",
    }
)


def _attach(found: Chunks) -> None:
    """Hang genitives, and loosely prepositional phrases, on the phrase directly before."""
    for index, phrase in enumerate(found.phrases):
        before = _adjacent(found, index)
        if before < 0:
            continue
        left = found.phrases[before]
        if found.atoms[left.head].kind == "pron":
            continue
        name = found.atoms[phrase.head]
        misprint = phrase.det == "das" and name.kind == "name" and name.text.endswith("es")  # "CIO das Bundes"
        if phrase.det == "der" and not phrase.prep and _MASCULINE.search(name.text):
            phrase.case = "n"  # "das Gesetz der Landkreistag": no genitive
        if not phrase.prep and phrase.det and ("g" in phrase.case or misprint) and phrase.det not in ("dieser",):
            phrase.of, phrase.how = before, "gen"
        elif (
            not phrase.prep
            and not phrase.det
            and name.kind == "name"
            and left.nouns
            and left.head in left.nouns
            and name.text.endswith("s")
        ):
            phrase.of, phrase.how = before, "gen"
        elif phrase.prep in _ATTACHING:
            phrase.of, phrase.how = before, phrase.prep


def _adjacent(found: Chunks, index: int) -> int:
    """The phrase that ends where this one starts; a bracket between them does not count."""
    first = found.phrases[index].first
    place = first - 1
    if place >= 0 and found.atoms[place].text == ")":
        while place >= 0 and found.atoms[place].text != "(":
            place -= 1
        place -= 1
    if place < 0:
        return -1
    for before in range(index - 1, -1, -1):
        if found.phrases[before].last == place + 1:
            return before
        if found.phrases[before].last < place:
            break
    return -1


def _coordinate(found: Chunks, coarse: Mapping[str, str]) -> None:
    """Give phrases joined by commas, `und`, `sowie` the same group; the later ones take preposition and case of the first."""
    number = 0
    for index, phrase in enumerate(found.phrases):
        if phrase.group < 0:
            phrase.group = number
            number += 1
        following = _joined(found, index)
        if following < 0:
            continue
        right = found.phrases[following]
        root = phrase
        if _person(found, following, coarse) and not right.prep:
            earlier = index
            while earlier >= 0 and not (_person(found, earlier, coarse) and not found.phrases[earlier].hidden):
                earlier -= 1
            if earlier >= 0 and not any(
                a.kind == "verb"
                for p, a in enumerate(
                    found.atoms[found.phrases[earlier].last : right.first], found.phrases[earlier].last
                )
                if p not in found.owner
            ):
                root = found.phrases[earlier]
                right.group, right.prep, right.case, right.of, right.how = (
                    root.group,
                    root.prep,
                    root.case,
                    root.of,
                    root.how,
                )
                continue
        if _person(found, following, coarse) and _coarse(found, root, coarse) == "actor" and not right.prep:
            continue  # "der CIO der Stadt Köln, Ulf Kunz,"
        alike = _coarse(found, root, coarse) == _coarse(found, right, coarse) != ""
        while root.of >= 0 and not right.prep and root.how != "gen" and right.det and root.how and not alike:
            root = found.phrases[root.of]
        right.group = root.group
        if not right.prep:
            right.prep = root.prep if not right.det or root.prep else right.prep
            if not right.det or alike:
                right.case, right.of, right.how = root.case, root.of, root.how


_JOINERS = frozenset(
    {
        ",",
        "und",
        "sowie",
        "oder",
        "auch",
        "bzw.",
        "beziehungsweise",
        "&",
        "/",
        "dazu",
        "darunter",
        "ebenso",
        "außerdem",
        "etwa",
        "also",
    }
)
_EXAMPLES = frozenset(
    {"unter", "anderem", "insbesondere", "vor", "allem", "allen", "voran", "namentlich", "zum", "Beispiel"}
)


def _as_well(atoms: list[Atom], place: int) -> bool:
    """ "sowohl A als auch B"."""
    return atoms[place].text == "als" and place + 1 < len(atoms) and atoms[place + 1].text == "auch"


def _list_goes_on(found: Chunks, index: int) -> bool:
    """Whether an "und" or "sowie" ends the list that a comma may have begun."""
    place = found.phrases[index].last
    for atom in found.atoms[place : place + 30]:
        if atom.kind == "verb":
            return False
        if atom.text in ("und", "sowie"):
            return True
    return False


def _coarse(found: Chunks, phrase: Phrase, coarse: Mapping[str, str]) -> str:
    """What kind of thing a phrase names; actors of any kind are alike."""
    entities = found.atoms[phrase.head].entities
    kind = coarse.get(entities[0], "") if entities else ""
    return "actor" if kind in ("Organisation", "Jurisdiction") else kind


def _person(found: Chunks, index: int, coarse: Mapping[str, str]) -> bool:
    head = found.atoms[found.phrases[index].head]
    return bool(head.entities) and coarse.get(head.entities[0]) == "Person"


def _joined(found: Chunks, index: int) -> int:
    """The phrase that follows behind a comma or conjunction, or -1."""
    place = found.phrases[index].last
    atoms = found.atoms
    if place < len(atoms) and atoms[place].text == "(":
        while place < len(atoms) and atoms[place].text != ")":
            place += 1
        place += 1
    begin = place
    while place < len(atoms) and (
        atoms[place].text in _JOINERS or _as_well(atoms, place) or (place > begin and atoms[place].text in _EXAMPLES)
    ):
        place += 1
    joiners = {a.text for a in atoms[begin:place]}
    if not joiners & {",", "als", "und", "sowie", "oder", "bzw.", "beziehungsweise", "&", "/", "ebenso"}:
        return -1
    if place == begin:
        return -1
    for following in range(index + 1, len(found.phrases)):
        if (
            found.phrases[following].first == place
            and joiners <= {","}
            and found.phrases[following].det
            and not _list_goes_on(found, following)
        ):
            return -1  # an apposition, or the next part of the clause
        if found.phrases[following].first == place or (
            found.phrases[following].first == place - 1 and atoms[place - 1].text == "ebenso"
        ):
            return following
        if found.phrases[following].first > place:
            break
    return -1
