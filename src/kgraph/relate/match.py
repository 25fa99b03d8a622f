"""Match frames against the clauses, participle attributes and nouns of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kgraph.records import Status
from kgraph.relate.clause import Verb
from kgraph.relate.found import Found
from kgraph.relate.frames import Frame
from kgraph.relate.mood import adjective_status
from kgraph.relate.nominal import Nominal
from kgraph.relate.phrases import Attribute
from kgraph.relate.reference import PLURALS
from kgraph.relate.scope import Scope

# Nothing but actors does so: "Das Projekt leitete Anna Berg". A programme funds and supports, too.
_OF_ACTORS = frozenset({"leads", "opposes", "demands"})


class Matcher(Nominal):
    """All frames against one sentence."""

    def run(self) -> Iterator[Found]:
        """Yield what the frames find, clause by clause."""
        for clause in self.sentence.clauses:
            scope = self.scope_of(clause)
            text = self._text(scope)
            for verb in clause.verbs:
                scope.verb = verb
                for frame in self.frames.of_verb(verb.lemma, text):
                    yield from self._verbal(frame, scope)
            scope.verb = clause.verbs[0] if clause.verbs else None
            for frame, _ in self.frames.cues_of(clause.text):
                yield from self._verbal(frame, scope, frame.cues)
        for attribute in self.sentence.chunks.attributes:
            verb = Verb(attribute.verb, attribute.place, "passive")
            outer = list(self.sentence.referents(attribute.outside))
            others = [list(self.sentence.referents(i)) for i in self._sharing(attribute)]
            hanging = [id for i in self.hanging(attribute.outside) for id in self.sentence.referents(i)]
            scope = Scope(self.sentence, None, verb, attribute.inside, [("", "n", [outer or hanging, *others])])
            said = self._attribute_status(attribute)
            for frame in self.frames.by_verb.get(attribute.verb, ()):
                if not frame.within:
                    yield from (replace(f, status=said) if said else f for f in self._verbal(frame, scope))
            yield from self._joint_makers(attribute)
        yield from self.nominal()

    def _sharing(self, attribute: Attribute) -> list[int]:
        """Whom a plural noun before the first name shares a participle with ("die beteiligten Städte Ulm und Hof")."""
        phrase, atoms = self.sentence.phrase(attribute.outside), self.sentence.chunks.atoms
        nouns = [atoms[p] for p in phrase.nouns if p < phrase.head]
        if not any(noun.text in PLURALS or noun.text != noun.lemma for noun in nouns):
            return []
        peers = self.sentence.group(attribute.outside, range(attribute.outside + 1, len(self.sentence.chunks.phrases)))
        return [i for i in peers if not self.sentence.phrase(i).det]

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
        if not self._may_fill(frame):
            return
        text = self._text(scope)
        pattern = within or frame.within
        match = pattern.search(text) if pattern else None
        if pattern and not match:
            return
        if frame.unless and frame.unless.search(text):
            return
        scope.match = match
        scope.light = frozenset(match.group().split()) if match else frozenset()
        subject_types, object_types = self._types(frame)
        scope.alike = not frame.mutual and self._alike(frame)
        actors = frame.predicate not in _OF_ACTORS and object_types & {"Person", "Organisation", "Jurisdiction"}
        scope.things = not actors
        if frame.mutual:
            yield from self._mutual(frame, scope, subject_types)
            return
        subjects, objects = self._both(frame, scope)
        taken = [*subjects, *objects]
        source = self.fill(frame.source, frame, scope, subject_types, taken) if frame.source else []
        for found in self._pairs(frame, subjects, objects, scope.clause):
            yield replace(found, source=source[0]) if source else found

    def _both(self, frame: Frame, scope: Scope) -> tuple[list[str], list[str]]:
        """Subjects and objects; what is more surely told from the rest is filled first, and the other is not it.

        Where the first has none, nothing is stated, and the other is not looked for.
        """
        subject_types, object_types = self._types(frame)
        bare = "object" in frame.object or "dative" in frame.object
        turned = frame.subject[0] == "object" and frame.object[0] == "subject"  # "begrüßt X als Mitglied"
        if not self._by_order(frame, scope) if bare else turned:
            objects = self.fill(frame.object, frame, scope, object_types, [])
            return (self.fill(frame.subject, frame, scope, subject_types, objects) if objects else []), objects
        subjects = self.fill(frame.subject, frame, scope, subject_types, [])
        return subjects, (self.fill(frame.object, frame, scope, object_types, subjects) if subjects else [])

    def _by_order(self, frame: Frame, scope: Scope) -> bool:
        """Whether only their order tells subject and object apart."""
        return self._alike(frame) and not self.is_passive(frame, scope)

    def _text(self, scope: Scope) -> str:
        """What `with` and `unless` look at: the clause, and before it what a relative pronoun stands for."""
        clause = scope.clause
        if clause is None or clause.kind != "rel" or clause.antecedent < 0:
            return clause.text if clause else ""
        antecedent = self.sentence.phrase(clause.antecedent)
        before = " ".join(a.text for a in self.sentence.chunks.atoms[antecedent.first : antecedent.last])
        return f"{before} | {clause.text}"

    def _mutual(self, frame: Frame, scope: Scope, types: frozenset[str]) -> Iterator[Found]:
        first = self.fill(frame.subject, frame, scope, types, [])
        more = self.fill(frame.object, frame, scope, types, first) if frame.object != ("object",) else []
        first = [a for a in first if a not in self.additive(scope, types)] or first
        more = more or [a for a in self.additive(scope, types) if a not in first]
        among = "gemeinsam" in frame.object or frame.object == ("object",)
        pairs = [(a, b) for i, a in enumerate(first) for b in first[i + 1 :]] if among else []
        pairs += [(a, b) for a in first for b in more]
        status = self._status(frame, scope.clause)
        for a, b in pairs:
            if a != b and status:
                yield Found(a, frame.predicate, b, frame.id, self._confidence(frame), status)
