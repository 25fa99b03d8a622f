"""What a frame states once its slots are filled: pairs that the ontology allows, their status, speaker and dates."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kgraph.records import Status
from kgraph.relate import schema
from kgraph.relate.amounts import amount_of
from kgraph.relate.clause import Clause
from kgraph.relate.found import Found
from kgraph.relate.frames import Frame
from kgraph.relate.mood import contrasted, governed, status_of, status_of_noun
from kgraph.relate.slots import Slots
from kgraph.relate.validity import validity

# What becomes of a status that a frame gives, by what the clause says: who will leave is still there.
_TURNED: dict[tuple[Status, Status], Status] = {
    ("ended", "denied"): "fact",
    ("ended", "planned"): "fact",
    ("denied", "denied"): "fact",
    ("planned", "denied"): "denied",
    ("planned", "ended"): "ended",
}


# What a noun of the clause may state of which the verb says that it ends or is refused.
_BY_NOUN = frozenset("cooperatesWith uses participatesIn develops funds".split())


@cache
def _alike(predicate: str, subject_types: frozenset[str], object_types: frozenset[str]) -> bool:
    """Whether subject and object may be of the same kind, so that only their order tells them apart."""
    if object_types:
        return bool(object_types & {"Organisation", "Jurisdiction", "Person"} or object_types & subject_types)
    subjects, objects = schema.sides(predicate)
    return 2 * len(subjects & objects) > len(objects)


class Stated(Slots):
    """Makes relations of what fills the slots of a frame."""

    def _types(self, frame: Frame) -> tuple[frozenset[str], frozenset[str]]:
        subjects, objects = schema.sides(frame.predicate)
        return frame.subject_types or subjects, frame.object_types or objects

    def _alike(self, frame: Frame) -> bool:
        return _alike(frame.predicate, frame.subject_types, frame.object_types)

    def _may_fill(self, frame: Frame) -> bool:
        """Whether the article speaks of anything that may be subject, and of anything that may be object."""
        subjects, objects = self._types(frame)
        return self.scene.has(objects) and (bool(frame.agent) or self.scene.has(subjects))

    def _pairs(
        self, frame: Frame, subjects: list[str], objects: list[str], clause: Clause | None, noun: int = -1
    ) -> Iterator[Found]:
        type = self.scene.type
        pairs = [
            (s, o) for s in subjects for o in objects if s != o and schema.allows(type[s], frame.predicate, type[o])
        ]
        if not pairs:
            return
        status = self._status(frame, clause) if noun < 0 else self._noun_status(frame, clause, noun)
        if status is None:
            return
        speech = self.sentence.speech
        speaker = speech.speaker if speech and clause is not speech.clause else None
        valid = validity(frame.predicate, clause, frame.status or status, self.sentence)
        corrected = self._corrected(clause)
        for s, o in pairs:
            yield Found(
                s,
                frame.predicate,
                o,
                frame.id,
                self._confidence(frame),
                "denied" if s in corrected or o in corrected else status,
                None,
                amount_of(self.sentence, clause, s, o) if frame.amount else None,
                None,
                speaker if speaker != s else None,
                *valid,
            )

    def _corrected(self, clause: Clause | None) -> set[str]:
        """What stands between "nicht" and "sondern"."""
        between = contrasted(clause, self.sentence) if clause and clause.negated else ()
        return {id for p in between for id in self.sentence.chunks.atoms[p].entities}

    def _status(self, frame: Frame, clause: Clause | None) -> Status | None:
        """What the clause makes of what the frame says; None where it leaves it open."""
        said = status_of(clause, frame.predicate, self.sentence) if clause else "fact"
        if clause and frame.cues and frame.predicate in _BY_NOUN and frame.status is None:
            said = governed(clause, said)
        return said if frame.status is None or said is None else _TURNED.get((frame.status, said), frame.status)

    def _noun_status(self, frame: Frame, clause: Clause | None, index: int) -> Status | None:
        phrase = self.sentence.phrase(index)
        words = " ".join(a.text for a in self.sentence.chunks.atoms[phrase.first : phrase.head])
        bare = phrase.of < 0 and phrase.prep in ("", "auf", "von", "aus", "mit")
        said = status_of_noun(clause, words, frame.predicate, self.sentence, bare)
        return said if frame.status is None or said is None else _TURNED.get((frame.status, said), frame.status)

    def _confidence(self, frame: Frame) -> float:
        return frame.confidence * (0.85 if self.sentence.kind == "headline" else 1.0)
