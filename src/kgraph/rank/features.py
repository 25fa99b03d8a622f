"""What is to be seen of two entities in one sentence, as named features for the ranker.

Input is a sentence taken apart with the places that speak of entities; output are strings, the same
for the same sentence on every machine. Nothing here knows weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kgraph.rank.occurrences import NAMED, Occurrence, occurrences
from kgraph.rank.triggers import triggers
from kgraph.relate.clause import Clause, Verb
from kgraph.relate.frames import load_frames
from kgraph.relate.sentence import Sentence

_ACTORS = frozenset({"Person", "Organisation", "Jurisdiction"})
_NEAR = 7  # atoms between two places up to which the words between them count


@dataclass(frozen=True, slots=True)
class _Told:
    """What clauses say whoever stands in them.

    Attributes:
        words: The features that speak for one predicate.
        verbs: Of these clauses, whose features depend on the roles of those who stand there.
    """

    features: list[str]
    words: list[str]
    verbs: list[Verb]


def bucket(count: int, *limits: int) -> str:
    """The first limit that a count does not exceed; `+` behind the last."""
    for limit in limits:
        if count <= limit:
            return str(limit)
    return "+"


def ending(word: str) -> str:
    """The last letters of a word, lower case, so that compounds count by their head."""
    return word[-8:].lower()


class SentenceFeatures:
    """The features of one sentence's pairs.

    Args:
        sentence: Taken apart.
        number: Its place in the article, from 0.
    """

    def __init__(self, sentence: Sentence, number: int) -> None:
        self.sentence = sentence
        self.number = number
        self.occurrences = occurrences(sentence)
        self._told: dict[tuple[int, int], _Told] = {}
        self._sides: dict[tuple[str, int, int], list[str]] = {}
        self._kin: dict[tuple[str, str], list[Occurrence]] = {}

    @cached_property
    def _common(self) -> list[str]:
        count = len({o.id for o in self.occurrences})
        return [
            f"entities {bucket(count, 2, 3, 4, 6, 9)}",
            f"kind {self.sentence.kind}",
            f"sentence {bucket(self.number, 0, 1, 2, 4, 8)}",
        ]

    def pair(self, a: Occurrence, b: Occurrence) -> list[str]:
        """The features of subject `a` and object `b`."""
        same = a.clause == b.clause and a.clause >= 0
        found = [
            *self._common,
            *_of_roles(a.role, b.role, self._voice(a.clause), same),
            *_of_places(a.how, b.how, abs(a.phrase - b.phrase), a.place <= b.place),
            *self._attachment(a, b),
            *self._side("S", a),
            *self._side("O", b),
            *self._between(a, b),
            *self._rivals(a, b),
        ]
        told = self._told_of(a, b)
        found += told.features
        for verb in told.verbs:
            found += _of_verb(verb.lemma, a.role, b.role)
        if not same and a.clause >= 0 and b.clause >= 0:
            found.append(f"clauses {self.sentence.clauses[a.clause].kind}, {self.sentence.clauses[b.clause].kind}")
        return found

    def words(self, a: Occurrence, b: Occurrence) -> list[str]:
        """The words of their clauses that speak for a predicate, wherever they stand."""
        told = self._told_of(a, b)
        found = [*told.words]
        for verb in told.verbs:
            found += _words_of_verb(verb.lemma, a.role, b.role, verb.voice)
        return found

    def clauses_at(self, place: Occurrence) -> list[Clause]:
        """The clause of a place, if it has one."""
        return self._clauses_of(place, place)

    def _clauses_of(self, a: Occurrence, b: Occurrence) -> list[Clause]:
        return [self.sentence.clauses[i] for i in dict.fromkeys((a.clause, b.clause)) if i >= 0]

    def _voice(self, clause: int) -> str:
        verbs = self.sentence.clauses[clause].verbs if clause >= 0 else []
        return verbs[0].voice if verbs else "no verb"

    def _attachment(self, a: Occurrence, b: Occurrence) -> Iterator[str]:
        """How the phrases of the two hang together."""
        phrases = self.sentence.chunks.phrases
        subject, object = phrases[a.phrase], phrases[b.phrase]
        if a.phrase == b.phrase:
            yield "one phrase"
        elif subject.group == object.group:
            yield "coordinated"
        if object.of == a.phrase:
            yield f"O hangs on S by {object.how}"
        if subject.of == b.phrase:
            yield f"S hangs on O by {subject.how}"
        for side, phrase in (("S", subject), ("O", object)):
            if phrase.of >= 0 and phrase.of not in (a.phrase, b.phrase):
                head = self.sentence.chunks.atoms[phrases[phrase.of].head]
                yield f"{side} hangs by {phrase.how}"
                yield f"{side} hangs by {phrase.how} on -{ending(head.lemma)}"

    def _side(self, side: str, at: Occurrence) -> list[str]:
        key = side, at.phrase, at.place
        if key not in self._sides:
            atoms = self.sentence.chunks.atoms
            nouns = [p for p in self.sentence.phrase(at.phrase).nouns if p != at.place]
            self._sides[key] = [f"{side} beside -{ending(atoms[p].lemma)}" for p in nouns]
        return self._sides[key]

    def _between(self, a: Occurrence, b: Occurrence) -> Iterator[str]:
        first, last = sorted((a.place, b.place))
        if last - first <= _NEAR:
            for atom in self.sentence.chunks.atoms[first + 1 : last]:
                if atom.kind != "name":
                    yield f"between -{ending(atom.lemma or atom.text)}"

    def _told_of(self, a: Occurrence, b: Occurrence) -> _Told:
        """What the clauses of two places say whoever stands there; many pairs of a sentence stand in the same ones."""
        key = a.clause, b.clause
        if key not in self._told:
            self._told[key] = found = _Told([], [], [])
            for clause in self._clauses_of(a, b):
                self._read(clause, found)
        return self._told[key]

    def _read(self, clause: Clause, found: _Told) -> None:
        """Add what a clause says."""
        found.words.extend(f"cue {frame.predicate}" for frame, _ in load_frames().cues_of(clause.text))
        found.verbs.extend(clause.verbs)
        for index in clause.phrases:
            atom = self.sentence.chunks.atoms[self.sentence.phrase(index).head]
            if atom.kind == "noun":
                found.features.append(f"noun -{ending(atom.lemma)}")
                found.words.extend(f"noun of {p}" for p in triggers().of_noun(atom.text, atom.lemma))
        found.features.extend(["intent"] * (clause.intent or clause.kind == "inf") + ["negated"] * clause.negated)

    def _rivals(self, a: Occurrence, b: Occurrence) -> Iterator[str]:
        """Whether others of the kind stand nearer, or in the same clause."""
        apart = abs(a.place - b.place)
        for side, here, there in (("S", a, b), ("O", b, a)):
            nearer = beside = 0
            for other in self._alike(side, here.id):
                if other.id != there.id:
                    nearer += abs(other.place - there.place) < apart
                    beside += other.clause == here.clause
            yield from _of_rivals(side, here.role, nearer, beside)

    def _alike(self, side: str, id: str) -> list[Occurrence]:
        """The places of others that are of the kind of an entity; all actors are of one kind as subjects."""
        if (side, id) not in self._kin:
            coarse = self.sentence.scene.coarse
            kind = coarse[id]
            kinds = _ACTORS if side == "S" and kind in _ACTORS else (kind,)
            self._kin[side, id] = [o for o in self.occurrences if o.id != id and coarse[o.id] in kinds]
        return self._kin[side, id]


# The same few roles and verbs come again and again: their features are put into words once.


@lru_cache(maxsize=1 << 14)
def _of_roles(subject: str, object: str, voice: str, same: bool) -> tuple[str, ...]:
    clauses = "one clause" if same else "two clauses"
    return f"roles {subject}, {object}, {voice}, {clauses}", f"subject as {subject}", f"object as {object}", clauses


@lru_cache(maxsize=1 << 12)
def _of_places(subject: str, object: str, apart: int, forward: bool) -> tuple[str, ...]:
    order = "S-O" if forward else "O-S"
    return f"by {subject}, {object}", f"apart {bucket(apart, 0, 1, 2, 3, 5, 8)}, {order}"


@lru_cache(maxsize=1 << 14)
def _of_verb(lemma: str, subject: str, object: str) -> tuple[str, ...]:
    return f"verb {lemma}", f"verb {lemma} {subject}, {object}"


@lru_cache(maxsize=1 << 14)
def _words_of_verb(lemma: str, subject: str, object: str, voice: str) -> tuple[str, ...]:
    predicates = triggers().verbs.get(lemma, ())
    roles = f"{subject}, {object}, {voice}"
    return tuple(word for p in predicates for word in (f"verb of {p}", f"verb of {p} {roles}"))


@lru_cache(maxsize=1 << 12)
def _of_rivals(side: str, role: str, nearer: int, beside: int) -> tuple[str, ...]:
    return f"nearer {side} {bucket(nearer, 0, 1, 2)} {role}", f"other {side} in clause {bucket(beside, 0, 1, 2)}"


def closeness(a: Occurrence, b: Occurrence) -> float:
    """How plainly two places of one sentence go together; the plainest stands for the pair."""
    named = (a.how in NAMED) + (b.how in NAMED)
    return named + 2 * (a.clause == b.clause) - abs(a.phrase - b.phrase) / 20


def peers(sentence: Sentence, places: Sequence[Occurrence]) -> dict[int, frozenset[str]]:
    """Group of coordinated phrases → the entities in it."""
    found: dict[int, set[str]] = {}
    for place in places:
        found.setdefault(sentence.phrase(place.phrase).group, set()).add(place.id)
    return {group: frozenset(ids) for group, ids in found.items()}
