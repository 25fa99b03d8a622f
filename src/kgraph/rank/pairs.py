"""Which pairs of entities an article brings together, and what is to be seen of each.

They come together in one sentence, in two neighbouring ones, or as a sentence's actor and what the article is about.

Input are sentences taken apart; output is one `Seen` a pair. What the whole article says of a pair is `candidates`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from kgraph.rank.features import SentenceFeatures, closeness, peers
from kgraph.rank.triggers import triggers
from kgraph.relate.clause import Clause
from kgraph.relate.scene import Scene
from kgraph.relate.schema import allows, predicates
from kgraph.relate.sentence import Sentence

Pair = tuple[str, str]


@dataclass(slots=True)
class Seen:
    """What was seen of a pair over the whole article.

    Attributes:
        sentence: The one that shows the pair most plainly.
        clause: Of the object, in that sentence; None where it belongs to none.
        peers: The entities coordinated with either side, anywhere.
    """

    features: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    sentence: Sentence | None = None
    clause: Clause | None = None
    plainness: float = -9.0
    sentences: int = 0
    subject_peers: set[str] = field(default_factory=set)
    object_peers: set[str] = field(default_factory=set)


class Pairs:
    """Collects what is seen of each pair, sentence by sentence."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.seen: defaultdict[Pair, Seen] = defaultdict(Seen)

    def collect(self, sentences: Sequence[Sentence]) -> defaultdict[Pair, Seen]:
        """Look at all sentences of an article, in order."""
        before: list[str] = []
        for number, sentence in enumerate(sentences):
            features = SentenceFeatures(sentence, number)
            self._within(features)
            self._with_topic(features)
            here = list(dict.fromkeys(o.id for o in features.occurrences))
            self._next_to(sentence, before, here)
            before = here
        return self.seen

    def _joinable(self, subject: str, object: str) -> bool:
        return subject != object and bool(joinable(self.scene.type[subject], self.scene.type[object]))

    def _within(self, features: SentenceFeatures) -> None:
        places = features.occurrences
        types = [self.scene.type[place.id] for place in places]
        plainest: dict[Pair, tuple[float, int, int]] = {}
        for i, a in enumerate(places):
            for j, b in enumerate(places):
                if a.id != b.id and joinable(types[i], types[j]):
                    rank = closeness(a, b)
                    if rank > plainest.get((a.id, b.id), (-9.0, 0, 0))[0]:
                        plainest[a.id, b.id] = (rank, i, j)
        sentence = features.sentence
        groups = peers(sentence, places)
        for (subject, object), (rank, i, j) in plainest.items():
            a, b = places[i], places[j]
            seen = self.seen[subject, object]
            seen.features.update(features.pair(a, b))
            seen.words.update(features.words(a, b))
            seen.sentences += 1
            seen.subject_peers |= groups[sentence.phrase(a.phrase).group]
            seen.object_peers |= groups[sentence.phrase(b.phrase).group]
            if rank > seen.plainness:
                seen.sentence, seen.plainness = sentence, rank
                seen.clause = sentence.clauses[b.clause] if b.clause >= 0 else None

    def _next_to(self, sentence: Sentence, before: list[str], here: list[str]) -> None:
        """Pairs parted by the end of a sentence, where no single sentence has shown them together yet."""
        verbs = [v.lemma for clause in sentence.clauses for v in clause.verbs]
        spoken = [p for lemma in verbs for p in triggers().verbs.get(lemma, ())]
        for first in before:
            for second in here:
                for subject, object in ((first, second), (second, first)):
                    if not self._joinable(subject, object) or self.seen[subject, object].sentences:
                        continue
                    seen = self.seen[subject, object]
                    order = "S-O" if subject == first else "O-S"
                    seen.features.add(f"next sentence {order}")
                    seen.words.update(f"next verb of {p} {order}" for p in spoken)
                    if seen.sentence is None:
                        seen.sentence, seen.clause = sentence, sentence.clauses[0] if sentence.clauses else None

    def _with_topic(self, features: SentenceFeatures) -> None:
        """Pairs of a sentence's actors with what the article is about, where the sentence does not speak of it."""
        spoken_of = {o.id for o in features.occurrences}
        kinds = {self.scene.coarse[id] for id in spoken_of}
        for topic in self._topics:
            if topic in spoken_of or self.scene.coarse[topic] in kinds:
                continue
            for place in features.occurrences:
                if not self._joinable(place.id, topic):
                    continue
                seen = self.seen[place.id, topic]
                seen.features.add(f"topic {place.role} {place.how}")
                for clause in features.clauses_at(place):
                    for verb in clause.verbs:
                        seen.features.add(f"topic verb {verb.lemma} {place.role}")
                        for predicate in triggers().verbs.get(verb.lemma, ()):
                            seen.words.add(f"topic verb of {predicate} {place.role} {verb.voice}")
                if seen.sentence is None:
                    seen.sentence, seen.clause = features.sentence, None

    @cached_property
    def _topics(self) -> list[str]:
        """The initiative, the event and the agreement that title or lead names, if each is the only one there."""
        found = []
        lead = {id for start, id in self.scene.order if start < self.scene.lead_end}
        for kind in ("Initiative", "Event", "Agreement"):
            here = [id for id in lead if self.scene.coarse[id] == kind]
            titled = [id for id in here if id in self.titled] or here
            best = max(titled, key=lambda id: (self.counts[id], id), default=None)
            if best:
                found.append(best)
        return found

    @cached_property
    def titled(self) -> frozenset[str]:
        """What stands above the body."""
        body = next((b.start for b in self.scene.article.blocks if b.kind == "body"), 0)
        return frozenset(id for start, id in self.scene.order if start < body)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How often each entity is mentioned."""
        return {id: len(entity.mentions) for id, entity in self.scene.entities.items()}


@cache
def joinable(subject: str, object: str) -> tuple[str, ...]:
    """The predicates that may join two fine types, sorted."""
    return tuple(sorted(p for p in predicates() if allows(subject, p, object)))
