"""Match frames against the clauses, participle attributes and nouns of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kgraph.records import Status
from kgraph.relate import schema
from kgraph.relate.amounts import amount_of
from kgraph.relate.clause import Clause, Verb
from kgraph.relate.found import Found
from kgraph.relate.frames import Frame
from kgraph.relate.mood import adjective_status, contrasted, governed, status_of, status_of_noun
from kgraph.relate.phrases import Attribute
from kgraph.relate.scope import Scope
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


class Matcher(Slots):
    """All frames against one sentence."""

    def run(self) -> Iterator[Found]:
        """Yield what the frames find, clause by clause."""
        for clause in self.sentence.clauses:
            scope = self.scope_of(clause)
            for verb in clause.verbs:
                scope.verb = verb
                for frame in self.frames.by_verb.get(verb.lemma, ()):
                    yield from self._verbal(frame, scope)
            scope.verb = clause.verbs[0] if clause.verbs else None
            for frame, _ in self.frames.cues_of(clause.text):
                yield from self._verbal(frame, scope, frame.cues)
        for attribute in self.sentence.chunks.attributes:
            verb = Verb(attribute.verb, attribute.place, "passive")
            outer = list(self.sentence.referents(attribute.outside))
            hanging = [id for i in self.hanging(attribute.outside) for id in self.sentence.referents(i)]
            scope = Scope(self.sentence, None, verb, attribute.inside, [("", "n", [outer or hanging])])
            said = self._attribute_status(attribute)
            for frame in self.frames.by_verb.get(attribute.verb, ()):
                if not frame.within:
                    yield from (replace(f, status=said) if said else f for f in self._verbal(frame, scope))
            yield from self._joint_makers(attribute)
        yield from self._nominal()

    def _joint_makers(self, attribute: Attribute) -> Iterator[Found]:
        """Who cooperates as a participle says ("die gemeinsam von A und B entwickelte App")."""
        chunks = self.sentence.chunks
        before = range(chunks.phrases[attribute.outside].first, attribute.place)
        if not any(chunks.atoms[p].text.lower() == "gemeinsam" for p in before):
            return
        actors = frozenset({"Organisation", "Jurisdiction"})
        agents = [i for i in attribute.inside if chunks.phrases[i].prep in ("von", "durch")]
        found = [id for i in agents for id in self.pick([list(self.sentence.referents(i))], actors)]
        for i, a in enumerate(found):
            for b in found[i + 1 :]:
                yield Found(a, "cooperatesWith", b, "joint-makers", 0.85)

    def _attribute_status(self, attribute: Attribute) -> Status | None:
        """What stands before a participle: "das früher von X betriebene Portal"."""
        atoms = self.sentence.chunks.atoms
        first = min((self.sentence.phrase(i).first for i in attribute.inside), default=attribute.place)
        while first > 0 and atoms[first - 1].kind == "word":
            first -= 1
        return adjective_status(" ".join(a.text for a in atoms[first : attribute.place]))

    def _verbal(self, frame: Frame, scope: Scope, within: re.Pattern[str] | None = None) -> Iterator[Found]:
        text = scope.clause.text if scope.clause else ""
        if scope.clause and scope.clause.kind == "rel" and scope.clause.antecedent >= 0:
            antecedent = self.sentence.phrase(scope.clause.antecedent)
            text = (
                " ".join(a.text for a in self.sentence.chunks.atoms[antecedent.first : antecedent.last]) + " | " + text
            )
        pattern = within or frame.within
        match = pattern.search(text) if pattern else None
        if pattern and not match:
            return
        if frame.unless and frame.unless.search(text):
            return
        scope.light = frozenset(match.group().split()) if match else frozenset()
        subject_types, object_types = self._types(frame)
        scope.alike = not frame.mutual and self._alike(frame)
        scope.things = not object_types & {"Person", "Organisation", "Jurisdiction"}
        if frame.mutual:
            yield from self._mutual(frame, scope, subject_types, match)
            return
        first_object = "object" in frame.object or "dative" in frame.object
        if first_object:
            objects = self.fill(frame.object, frame, scope, object_types, [], match)
            if self._alike(frame) and not self.is_passive(frame, scope):
                subjects = self.fill(frame.subject, frame, scope, subject_types, [], match)
                objects = self.fill(frame.object, frame, scope, object_types, subjects, match) if subjects else []
            else:
                subjects = self.fill(frame.subject, frame, scope, subject_types, objects, match)
        elif frame.subject[0] == "object" and frame.object[0] == "subject":  # "begrüßt X als Mitglied": X is part of it
            objects = self.fill(frame.object, frame, scope, object_types, [], match)
            subjects = self.fill(frame.subject, frame, scope, subject_types, objects, match)
        else:
            subjects = self.fill(frame.subject, frame, scope, subject_types, [], match)
            objects = self.fill(frame.object, frame, scope, object_types, subjects, match)
        source = (
            self.fill(frame.source, frame, scope, subject_types, [*subjects, *objects], match) if frame.source else []
        )
        for found in self._pairs(frame, subjects, objects, scope.clause):
            yield replace(found, source=source[0] if source else None)

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
                        amount_of(self.sentence, clause, o) if frame.amount else None,
                        None,
                        speaker if speaker != s else None,
                        *valid,
                    )

    def _corrected(self, clause: Clause | None) -> set[str]:
        """What stands between "nicht" and "sondern"."""
        between = contrasted(clause, self.sentence) if clause and clause.negated else ()
        return {id for p in between for id in self.sentence.chunks.atoms[p].entities}

    def _mutual(
        self, frame: Frame, scope: Scope, types: frozenset[str], match: re.Match[str] | None
    ) -> Iterator[Found]:
        first = self.fill(frame.subject, frame, scope, types, [], match)
        more = self.fill(frame.object, frame, scope, types, first, match) if frame.object != ("object",) else []
        first = [a for a in first if a not in self.additive(scope, types)] or first
        more = more or [a for a in self.additive(scope, types) if a not in first]
        among = "gemeinsam" in frame.object or frame.object == ("object",)
        pairs = [(a, b) for i, a in enumerate(first) for b in first[i + 1 :]] if among else []
        pairs += [(a, b) for a in first for b in more]
        status = self._status(frame, scope.clause)
        for a, b in pairs:
            if a != b and status:
                yield Found(a, frame.predicate, b, frame.id, self._confidence(frame), status)

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

    def _nominal(self) -> Iterator[Found]:
        phrases = self.sentence.chunks.phrases
        for index, phrase in enumerate(phrases):
            atom = self.sentence.chunks.atoms[phrase.head]
            if atom.kind != "noun":
                continue
            for frame in self.frames.nominal:
                if frame.nouns and (frame.nouns.match(atom.text) or frame.nouns.match(atom.lemma)):
                    yield from self._noun(frame, index)

    def _noun(self, frame: Frame, index: int) -> Iterator[Found]:
        clause = next((c for c in self.sentence.clauses if index in c.phrases), None)
        text = clause.text if clause else ""
        if (frame.within and not frame.within.search(text)) or (frame.unless and frame.unless.search(text)):
            return
        subject_types, object_types = self._types(frame)
        chain = self._chain(index)
        subjects = self._from_chain(frame.subject, chain, subject_types, index)
        objects = self._from_chain(frame.object, chain, object_types, index)
        if frame.mutual:
            ids = list(dict.fromkeys([*subjects, *objects]))
            for i, a in enumerate(ids):
                for b in ids[i + 1 :]:
                    status = self._noun_status(frame, clause, index)
                    if status:
                        yield Found(a, frame.predicate, b, frame.id, self._confidence(frame), status)
            return
        yield from self._pairs(frame, subjects, [o for o in objects if o not in subjects], clause, index)

    def _chain(self, index: int) -> list[int]:
        """The phrases that hang on a noun, directly or one behind the other."""
        phrases, found = self.sentence.chunks.phrases, [index]
        for i in range(index + 1, len(phrases)):
            if phrases[i].of in found or phrases[i].group in {phrases[f].group for f in found[1:]}:
                found.append(i)
        return found[1:]

    def _from_chain(self, slots: tuple[str, ...], chain: list[int], types: frozenset[str], index: int) -> list[str]:
        for slot in slots:
            if slot == "own":
                names = [
                    id
                    for p in self.sentence.phrase(index).names
                    for id in self.sentence.chunks.atoms[p].entities
                    if self.fits(id, types)
                ]
                if names:
                    return names
            wanted = {slot}
            ids = [
                id
                for i in chain
                if self.sentence.phrase(i).how in wanted
                for id in self.pick([list(self.sentence.referents(i))], types)
            ]
            if ids:
                return list(dict.fromkeys(ids))
        return []
