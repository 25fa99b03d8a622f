"""All pairs of entities that an article brings close together, with what speaks for each predicate between them.

Input is a `Reading` (sentences taken apart, what the frames found); output is one `Candidate` a pair.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kgraph.rank.features import bucket
from kgraph.rank.pairs import Pair, Pairs, Seen, joinable
from kgraph.records import Relation
from kgraph.relate import Reading

_WORDS = ("verb of ", "cue ", "noun of ", "next verb of ", "topic verb of ")
_NO_WORD = ("no word of its own",)
_SYMMETRIC = frozenset({"cooperatesWith"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair with its features.

    Attributes:
        features: What holds whatever the predicate.
        own: Predicate that the ontology allows → what speaks for or against just this one.
        found: Predicate → the relation that frames found, where they did.
    """

    subject: str
    object: str
    features: frozenset[str]
    own: Mapping[str, frozenset[str]]
    found: Mapping[str, Relation]
    seen: Seen


def candidates(reading: Reading) -> Iterator[Candidate]:
    """Yield a candidate for each pair of entities of one sentence, or of two neighbouring ones."""
    yield from _Article(reading).run()


class _Article:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.scene = reading.scene
        self.pairs = Pairs(self.scene)
        self.seen = self.pairs.collect(reading.sentences)
        self.found: defaultdict[Pair, dict[str, Relation]] = defaultdict(dict)
        self.objects: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self.subjects: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for relation in reading.relations:
            self._remember(relation)

    def _remember(self, relation: Relation) -> None:
        ends = [(relation.subject, relation.object)]
        if relation.predicate in _SYMMETRIC:
            ends.append((relation.object, relation.subject))
        for subject, object in ends:
            self.found[subject, object][relation.predicate] = relation
            self.objects[subject, relation.predicate].add(object)
            self.subjects[object, relation.predicate].add(subject)

    def run(self) -> Iterator[Candidate]:
        for pair in self.found:
            self.seen[pair]  # what frames found is judged, even where no sentence brings the two together
        for (subject, object), seen in self.seen.items():
            candidate = self._candidate(subject, object, seen)
            if candidate.own:
                yield candidate

    def _candidate(self, subject: str, object: str, seen: Seen) -> Candidate:
        found = self.found.get((subject, object), {})
        features = seen.features | seen.words | set(self._about(subject, object, seen)) | {f"also {p}" for p in found}
        allowed = joinable(self.scene.type[subject], self.scene.type[object])
        words = _words_of(seen.words)
        own = {p: frozenset((*self._own(subject, p, object, seen), *words.get(p, _NO_WORD))) for p in allowed}
        return Candidate(subject, object, frozenset(features), own, found, seen)

    def _about(self, subject: str, object: str, seen: Seen) -> Iterator[str]:
        scene, counts = self.scene, self.pairs.counts
        types, kinds = (scene.type[subject], scene.type[object]), (scene.coarse[subject], scene.coarse[object])
        yield f"types {types[0]}, {types[1]}"
        yield f"kinds {kinds[0]}, {kinds[1]}"
        yield f"S is {types[0]}"
        yield f"O is {types[1]}"
        yield f"in title {subject in self.pairs.titled}, {object in self.pairs.titled}"
        yield f"mentions {bucket(counts[subject], 1, 2, 4)}, {bucket(counts[object], 1, 2, 4)}"
        yield f"of kind S {bucket(self._kinds[kinds[0]], 1, 2, 4)}"
        yield f"of kind O {bucket(self._kinds[kinds[1]], 1, 2, 4)}"
        yield f"main {counts[subject] == self._most[kinds[0]]}, {counts[object] == self._most[kinds[1]]}"
        yield f"sentences {bucket(seen.sentences, 0, 1, 2, 3)}"
        yield f"S called -{self._called(subject)}"
        yield f"O called -{self._called(object)}"

    def _own(self, subject: str, predicate: str, object: str, seen: Seen) -> Iterator[str]:
        relation = self.found.get((subject, object), {}).get(predicate)
        if relation:
            yield "found"
            yield f"found by {relation.rule}"
            yield f"found {relation.status}"
            yield f"found at {int(relation.confidence * 20) / 20:.2f}"
        else:
            if self.found.get((subject, object)):
                yield "other predicate found"
            if self.found.get((object, subject)):
                yield "found in reverse"
            for known, name, beside in (
                (self.subjects[object, predicate], "S", seen.subject_peers),
                (self.objects[subject, predicate], "O", seen.object_peers),
            ):
                if known - {subject, object}:
                    yield f"another {name} found"
                if known & (beside - {subject, object}):
                    yield f"another {name} found beside"

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


def _words_of(words: set[str]) -> dict[str, list[str]]:
    """Predicate → the features of words that speak for it, named alike for all predicates."""
    found: dict[str, list[str]] = {}
    for word in words:
        predicate, name = _word_of(word)
        found.setdefault(predicate, []).append(name)
    return found


@lru_cache(maxsize=1 << 16)
def _word_of(feature: str) -> tuple[str, str]:
    """The predicate that a word's feature speaks for, and the feature without it."""
    kind = next(word for word in _WORDS if feature.startswith(word))
    word, _, rest = feature.removeprefix(kind).partition(" ")
    predicate = word.rstrip("~")
    return predicate, " ".join(part for part in ("own", kind.strip(), word.removeprefix(predicate), rest) if part)
