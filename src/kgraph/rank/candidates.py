"""All pairs of entities that an article brings close together, with what speaks for each predicate between them.

Input is a `Reading` (sentences taken apart, what the frames found); output is one `Candidate` a pair.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from kgraph.rank.features import bucket
from kgraph.rank.pairs import Pair, Pairs, Seen, joinable
from kgraph.records import Relation
from kgraph.relate import Reading

_WORDS = ("verb of ", "cue ", "noun of ", "next verb of ", "topic verb of ")
_NO_WORD = "no word of its own"
_SYMMETRIC = frozenset({"cooperatesWith"})


class Candidate(NamedTuple):
    """A pair with its features.

    Attributes:
        parts: What holds whatever the predicate, in parts that share no feature.
        own: Predicate that the ontology allows → what speaks for or against just this one.
        found: Predicate → the relation that frames found, where they did.
    """

    subject: str
    object: str
    parts: tuple[Collection[str], ...]
    own: Mapping[str, frozenset[str]]
    found: Mapping[str, Relation]
    seen: Seen

    @property
    def features(self) -> frozenset[str]:
        """What holds whatever the predicate."""
        return frozenset().union(*self.parts)


def candidates(reading: Reading) -> Iterator[Candidate]:
    """Yield a candidate for each pair of entities of one sentence, or of two neighbouring ones."""
    yield from _Article(reading).run()


@dataclass(frozen=True, slots=True)
class _End:
    """What an entity says of each pair that it is in.

    Attributes:
        types: Fine and coarse.
        weight: Whether it stands in the title, how often it is mentioned, whether most of its kind.
        as_subject: The features that it gives as a subject; `as_object` likewise.
    """

    types: tuple[str, str]
    weight: tuple[bool, str, bool]
    as_subject: tuple[str, ...]
    as_object: tuple[str, ...]


class _Article:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.scene = reading.scene
        self.pairs = Pairs(self.scene)
        self.seen = self.pairs.collect(reading.sentences)
        self.found: defaultdict[Pair, dict[str, Relation]] = defaultdict(dict)
        self.objects: dict[str, defaultdict[str, set[str]]] = {id: defaultdict(set) for id in self.scene.entities}
        self.subjects: dict[str, defaultdict[str, set[str]]] = {id: defaultdict(set) for id in self.scene.entities}
        for relation in reading.relations:
            self._remember(relation)
        self._ends = {id: self._end(id) for id in self.scene.entities}

    def _remember(self, relation: Relation) -> None:
        ends = [(relation.subject, relation.object)]
        if relation.predicate in _SYMMETRIC:
            ends.append((relation.object, relation.subject))
        for subject, object in ends:
            self.found[subject, object][relation.predicate] = relation
            self.objects[subject][relation.predicate].add(object)
            self.subjects[object][relation.predicate].add(subject)

    def run(self) -> Iterator[Candidate]:
        for pair in self.found:
            self.seen[pair]  # what frames found is judged, even where no sentence brings the two together
        for (subject, object), seen in self.seen.items():
            own = self._own(subject, object, seen)
            if own:
                found = self.found.get((subject, object), {})
                yield Candidate(subject, object, self._parts(subject, object, seen, found), own, found, seen)

    def _parts(
        self, subject: str, object: str, seen: Seen, found: Mapping[str, Relation]
    ) -> tuple[Collection[str], ...]:
        s, o = self._ends[subject], self._ends[object]
        return (
            seen.features,
            seen.words,
            s.as_subject,
            o.as_object,
            _of_types(s.types, o.types),
            _of_weight(s.weight, o.weight),
            (f"sentences {bucket(seen.sentences, 0, 1, 2, 3)}", *(f"also {p}" for p in found)),
        )

    def _end(self, id: str) -> _End:
        type, kind, count = self.scene.type[id], self.scene.coarse[id], self.pairs.counts[id]
        called, of_kind = self._called(id), bucket(self._kinds[kind], 1, 2, 4)
        return _End(
            (type, kind),
            (id in self.pairs.titled, bucket(count, 1, 2, 4), count == self._most[kind]),
            (f"S is {type}", f"of kind S {of_kind}", f"S called -{called}"),
            (f"O is {type}", f"of kind O {of_kind}", f"O called -{called}"),
        )

    def _own(self, subject: str, object: str, seen: Seen) -> dict[str, frozenset[str]]:
        """Each predicate that may join the two, with what speaks for or against just this one.

        Of most predicates an article says nothing: these share one set, and only the others are looked at.
        """
        found, words = self.found.get((subject, object), {}), _words_of(frozenset(seen.words))
        objects, subjects = self.objects[subject], self.subjects[object]
        others, nothing = _of_others(bool(found), (object, subject) in self.found)
        own = dict.fromkeys(joinable(self.scene.type[subject], self.scene.type[object]), nothing)
        for predicate in own.keys() & {*found, *objects, *subjects, *words}:
            told = [*words.get(predicate, (_NO_WORD,))]
            if predicate in found:
                told += _of_found(found[predicate])
            else:
                told += others
                if predicate in subjects:
                    told += _of_rivals("S", subjects[predicate] - {subject, object}, seen.subject_peers)
                if predicate in objects:
                    told += _of_rivals("O", objects[predicate] - {subject, object}, seen.object_peers)
            own[predicate] = frozenset(told)
        return own

    def _called(self, id: str) -> str:
        words = self.scene.entities[id].name.split()
        initial = self.scene.coarse[id] == "Initiative" and "„" not in self.scene.entities[id].name
        return words[0 if initial else -1].lower()[-6:]

    @cached_property
    def _kinds(self) -> Counter[str]:
        return Counter(self.scene.coarse.values())

    @cached_property
    def _most(self) -> dict[str, int]:
        most: dict[str, int] = {}
        for id, count in self.pairs.counts.items():
            kind = self.scene.coarse[id]
            most[kind] = max(most.get(kind, 0), count)
        return most


@lru_cache(maxsize=1 << 12)
def _of_types(subject: tuple[str, str], object: tuple[str, str]) -> tuple[str, ...]:
    return f"types {subject[0]}, {object[0]}", f"kinds {subject[1]}, {object[1]}"


@lru_cache(maxsize=1 << 10)
def _of_weight(subject: tuple[bool, str, bool], object: tuple[bool, str, bool]) -> tuple[str, ...]:
    names = ("in title", "mentions", "main")
    return tuple(f"{name} {s}, {o}" for name, s, o in zip(names, subject, object, strict=True))


@lru_cache(maxsize=4)
def _of_others(found: bool, in_reverse: bool) -> tuple[frozenset[str], frozenset[str]]:
    """What it says that frames found other predicates between the two, also where no word speaks for this one."""
    others = frozenset(["other predicate found"] * found + ["found in reverse"] * in_reverse)
    return others, others | {_NO_WORD}


def _of_found(relation: Relation) -> tuple[str, ...]:
    sure = int(relation.confidence * 20) / 20
    return "found", f"found by {relation.rule}", f"found {relation.status}", f"found at {sure:.2f}"


def _of_rivals(side: str, known: Set[str], peers: Set[str]) -> Iterator[str]:
    """What it says that frames found others than the two on one side of the predicate."""
    if known:
        yield f"another {side} found"
    if known & peers:
        yield f"another {side} found beside"


@lru_cache(maxsize=1 << 10)
def _words_of(words: frozenset[str]) -> Mapping[str, Sequence[str]]:
    """Predicate → the features of words that speak for it, named alike for all predicates."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for predicate, name in map(_word_of, words):
        found[predicate].append(name)
    return found


@lru_cache(maxsize=1 << 16)
def _word_of(feature: str) -> tuple[str, str]:
    """The predicate that a word's feature speaks for, and the feature without it."""
    kind = next(word for word in _WORDS if feature.startswith(word))
    word, _, rest = feature.removeprefix(kind).partition(" ")
    predicate = word.rstrip("~")
    return predicate, " ".join(part for part in ("own", kind.strip(), word.removeprefix(predicate), rest) if part)
