"""What a frame states once its slots are filled: pairs that the ontology allows, their status, speaker and dates."""

from __future__ import annotations

from collections.abc import Iterator

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


class Stated(Slots):
    """Makes relations of what fills the slots of a frame."""

    def _types(self, frame: Frame) -> tuple[frozenset[str], frozenset[str]]:
        subjects, objects = schema.sides(frame.predicate)
        return frame.subject_types or subjects, frame.object_types or objects

    def _alike(self, frame: Frame) -> bool:
        """Whether subject and object may be of the same kind, so that only their order tells them apart."""
        if frame.object_types:
            shared = frame.object_types & frame.subject_types
            return bool(frame.object_types & {"Organisation", "Jurisdiction", "Person"} or shared)
        subjects, objects = schema.sides(frame.predicate)
        return 2 * len(subjects & objects) > len(objects)

    def _pairs(
        self, frame: Frame, subjects: list[str], objects: list[str], clause: Clause | None, noun: int = -1
    ) -> Iterator[Found]:
        status = self._status(frame, clause) if noun < 0 else self._noun_status(frame, clause, noun)
        if status is None:
            return
        speech = self.sentence.speech
        speaker = speech.speaker if speech and clause is not speech.clause else None
        valid = validity(frame.predicate, clause, frame.status or status, self.sentence)
        corrected = self._corrected(clause)
        for s in subjects:
            for o in objects:
                if s != o and schema.allows(self.scene.type[s], frame.predicate, self.scene.type[o]):
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
