"""Match frames against the clauses, participle attributes and nouns of a sentence.

Slots in the active are mapped to what the clause has: in a passive the subject stands behind
`von` or `durch`, the object in the nominative.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kgraph.relate import schema
from kgraph.relate.clauses import Clause, Verb
from kgraph.relate.frames import Frame, FrameSet
from kgraph.relate.phrases import Phrase
from kgraph.relate.sentence import Sentence

_MOTION = re.compile(
    r"\w*(?:gehen|treten|kommen|steigen|ziehen|fahren|wechseln|starten|folgen|bleiben|rücken|stoßen|wachsen|scheitern|erscheinen|reisen|fließen|scheiden|laufen|werden|sein|liegen)"
)
_PRONOUN_CASES = {
    "der": "nd", "den": "a", "dem": "d", "denen": "d", "die": "na", "das": "na", "dessen": "g", "deren": "g", "welche": "na",
    "welcher": "nd", "welches": "na", "welchem": "d", "welchen": "a",
}  # fmt: skip
_MEASURES = frozenset(
    "Euro Million Milliarde Prozent Jahr Monat Woche Tag Mal Uhr Stunde Minute Dollar Prozentpunkt".split()
)
_AMOUNT = re.compile(
    r"(?:(?:bis zu|rund|mehr als|über|knapp|fast|etwa|gut|insgesamt|jährlich|mindestens|circa|ca\.)\s+){0,2}"
    r"(?:\d[\d.,]*|eine|einer|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf)\s+(?:(?:Million|Milliarde)(?:en)?\s+)?(?:Euro|D-Mark|Dollar)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A relation that a frame states, before consolidation; ids of entities.

    Attributes:
        sure: Factor for the confidence: references and headlines are less sure than names.
    """

    subject: str
    predicate: str
    object: str
    rule: str
    confidence: float
    status: str = "fact"
    source: str | None = None
    amount: str | None = None
    role: str | None = None


@dataclass(slots=True)
class _Scope:
    """Where slots are filled from: a clause with one of its verbs, a participle attribute, or a noun.

    Attributes:
        extra: Slot → groups that are not phrases of the clause (relative pronoun, attribute's noun).
    """

    sentence: Sentence
    clause: Clause | None
    verb: Verb | None
    phrases: list[int]
    extra: list[tuple[str, str, list[str]]]


class Matcher:
    """All frames against one sentence."""

    def __init__(self, sentence: Sentence, frames: FrameSet) -> None:
        self.sentence = sentence
        self.scene = sentence.scene
        self.frames = frames

    def run(self) -> Iterator[Found]:
        """Yield what the frames find, clause by clause."""
        for clause in self.sentence.clauses:
            scope = self._scope(clause)
            for verb in clause.verbs:
                scope.verb = verb
                for frame in self.frames.by_verb.get(verb.lemma, ()):
                    yield from self._verbal(frame, scope)
            scope.verb = clause.verbs[0] if clause.verbs else None
            for frame in self.frames.cued:
                if frame.cues and frame.cues.search(clause.text):
                    yield from self._verbal(frame, scope, frame.cues)
        for attribute in self.sentence.chunks.attributes:
            verb = Verb(attribute.verb, attribute.place, "passive")
            outer = list(self.sentence.referents(attribute.outside))
            hanging = [id for i in self._hanging(attribute.outside) for id in self.sentence.referents(i)]
            scope = _Scope(self.sentence, None, verb, attribute.inside, [("", "n", outer or hanging)])
            for frame in self.frames.by_verb.get(attribute.verb, ()):
                if not frame.within:
                    yield from self._verbal(frame, scope)
        yield from self._nominal()

    def _scope(self, clause: Clause) -> _Scope:
        extra: list[tuple[str, str, list[str]]] = []
        if clause.kind == "rel" and clause.antecedent >= 0:
            ids = list(self.sentence.referents(clause.antecedent))
            phrase = self.sentence.phrase(clause.antecedent)
            peers = [i for i in range(clause.antecedent) if self.sentence.phrase(i).group == phrase.group]
            while phrase.of >= 0:
                ids += self.sentence.referents(phrase.of)
                phrase = self.sentence.phrase(phrase.of)
            if clause.pronoun == "die" and not clause.pronoun_prep:
                ids = [i for p in peers for i in self.sentence.referents(p)] + ids if self._plural(clause) else ids
            case = _PRONOUN_CASES.get(clause.pronoun, "")
            if case:
                extra.append((clause.pronoun_prep, "d" if clause.pronoun_prep else case, ids))
        return _Scope(self.sentence, clause, None, clause.phrases, extra)

    def _plural(self, clause: Clause) -> bool:
        return bool(re.search(r"(?:haben|sind|werden|wurden|hatten|waren|sollen|wollen|[a-z]en)$", clause.text))

    # --- slots ---------------------------------------------------------------------------------------------------

    def _groups(self, scope: _Scope, prep: str) -> list[tuple[str, list[list[str]], bool]]:
        """Groups behind a preposition, or bare ones: `(case, candidates of each member, attached as genitive)`."""
        found: list[tuple[str, list[list[str]], bool]] = [
            (case, [ids], False) for p, case, ids in scope.extra if p == prep
        ]
        seen: set[int] = set()
        for index in scope.phrases:
            phrase = self.sentence.phrase(index)
            dort = phrase.prep == "dort" and prep in ("in", "auf", "bei")
            before = self.sentence.chunks.atoms[phrase.first - 1].text.lower() if phrase.first else ""
            if before in ("als", "wie") and not prep:
                continue
            if not (phrase.prep == prep or dort) or phrase.group in seen or (not prep and phrase.how == "gen"):
                continue
            seen.add(phrase.group)
            members = [
                i
                for i in self.sentence.group(index, scope.phrases)
                if self.sentence.phrase(i).prep in (prep, "", "dort") or not prep
            ]
            together = self.sentence.plural(index) or self.sentence.several(index)
            ids = [[id] for id in together] if together else [list(self.sentence.referents(i)) for i in members]
            found.append(
                (phrase.case, ids, self._measure(index) or (prep in ("von", "mit") and self._of_prepositional(phrase)))
            )
        return found

    def _of_prepositional(self, phrase: Phrase) -> bool:
        """Whether a phrase hangs on one that has a preposition itself and opens the sentence ("Mit dem Geld vom Land soll …")."""
        return phrase.of == 0 and bool(self.sentence.phrase(0).prep)

    def _measure(self, index: int) -> bool:
        """Whether a phrase is a sum or a time, so that it is no subject."""
        return self.sentence.head(self.sentence.phrase(index)) in _MEASURES

    def _pick(self, members: list[list[str]], types: frozenset[str]) -> list[str]:
        """The first fitting candidate of each member."""
        found = []
        for candidates in members:
            for id in candidates:
                if self.scene.coarse[id] in types or self.scene.type[id] in types:
                    found.append(id)
                    break
        return list(dict.fromkeys(found))

    def _hanging(self, index: int, how: tuple[str, ...] = ("gen", "von")) -> list[int]:
        phrases = self.sentence.chunks.phrases
        return [i for i, p in enumerate(phrases) if p.of == index and p.how in how]

    def _passive(self, frame: Frame, scope: _Scope) -> bool:
        verb = scope.verb
        if frame.surface or verb is None:
            return False
        return verb.voice == "passive" or (verb.voice == "state" and not _MOTION.fullmatch(verb.lemma))

    def _bare(self, scope: _Scope, case: str, types: frozenset[str], skip: list[str], subject: bool) -> list[str]:
        """Fill a bare slot: the first group of the case whose members fit; a subject that does not fit ends the search.

        Only a generic phrase before the finite verb may be passed over, where a fitting one stands right behind it
        ("Kritik an Sachsen übte die FDP").
        """
        passed = False
        groups = self._groups(scope, "")
        if case == "d":  # an explicit dative before a name that may be anything
            groups.sort(key=lambda g: "n" in g[0])
        for cases, members, measure in groups:
            ids = self._pick(members, types)
            if measure or any(id in skip for id in ids) or (skip and any(c and c[0] in skip for c in members)):
                continue
            if case in cases:
                if ids:
                    return ids
                if subject and scope.extra and "a" in cases and members and scope.extra[0][2] == members[0]:
                    continue  # the relative pronoun is the object
                if subject and (passed or not self._topicalised(scope)):
                    return []
                passed = True
        return []

    def _topicalised(self, scope: _Scope) -> bool:
        """Whether the second bare phrase of a main clause stands right behind its finite verb, the first before it."""
        clause = scope.clause
        if clause is None or clause.kind != "main":
            return False
        bare = [
            self.sentence.phrase(i)
            for i in clause.phrases
            if not self.sentence.phrase(i).prep and self.sentence.phrase(i).how != "gen"
        ]
        verbs = [
            p
            for p in clause.places
            if self.sentence.chunks.atoms[p].kind == "verb" and p not in self.sentence.chunks.owner
        ]
        return (
            len(bare) > 1
            and bool(verbs)
            and bare[0].first < verbs[0] < bare[1].first <= verbs[0] + 3
            and "a" in bare[0].case
        )

    def _fill(
        self,
        slots: tuple[str, ...],
        frame: Frame,
        scope: _Scope,
        types: frozenset[str],
        skip: list[str],
        match: re.Match[str] | None,
    ) -> list[str]:
        for slot in slots:
            ids = self._slot(slot, frame, scope, types, skip, match)
            ids = [id for id in ids if id not in skip]
            if ids:
                return ids
        return []

    def _slot(
        self,
        slot: str,
        frame: Frame,
        scope: _Scope,
        types: frozenset[str],
        skip: list[str],
        match: re.Match[str] | None,
    ) -> list[str]:
        passive = self._passive(frame, scope)
        if slot.startswith("with."):
            return self._with(slot.removeprefix("with."), scope, types, match)
        if slot == "subject":
            if passive:
                ids = [
                    id
                    for prep in ("von", "durch")
                    for _, members, attached in self._groups(scope, prep)
                    if not attached  # "mit dem Geld vom Land": no agent
                    for id in self._pick(members, types)
                ]
                if not ids and frame.agent and "gemeinsam" not in {self.sentence.phrase(i).prep for i in scope.phrases}:
                    return self._context_agent(scope, frame.agent)
                return list(dict.fromkeys(ids + self._additive(scope, types)))
            ids = self._bare(scope, "n", types, skip, True) or self._inherited(scope, types)
            return list(dict.fromkeys(ids + self._additive(scope, types)))
        if slot in ("object", "dative"):
            case = "n" if passive and slot == "object" else "a" if slot == "object" else "d"
            ids = self._bare(scope, case, types, skip, False)
            if not ids and passive and scope.clause is not None:
                ids = self._inherited(scope, types)
            if (
                not ids
                and slot == "object"
                and scope.clause is not None
                and scope.clause.kind == "part"
                and scope.clause.parent
            ):
                ids = self._bare(self._scope(scope.clause.parent), case, types, skip, False)
            return ids
        if slot == "antecedent":
            return self._pick([ids for _, _, ids in self._scope(scope.clause).extra], types) if scope.clause else []
        if slot in ("recent", "topic") and frame.verbs and self._has_object(scope, skip):
            return []
        if slot == "recent":
            id = self.scene.last_before(self.sentence.start, types)
            return [id] if id else []
        if slot == "topic":
            id = self.scene.topic(types)
            return [id] if id else []
        return [
            id
            for _, members, attached in self._groups(scope, slot)
            if not (attached and slot == "mit")
            for id in self._pick(members, types)
        ]

    def _has_object(self, scope: _Scope, skip: list[str]) -> bool:
        """Whether a clause has a bare phrase beside its subject, so that nothing needs to be supplied from the context."""
        groups = [g for g in self._groups(scope, "") if not g[2] and not any(c and c[0] in skip for c in g[1])]
        return len(groups) > (0 if skip else 1)

    def _additive(self, scope: _Scope, types: frozenset[str]) -> list[str]:
        also = ("nach",) if scope.clause and re.search(r"\bauch\b", scope.clause.text) else ()
        return [
            id
            for prep in ("gemeinsam", "neben", "samt", *also)
            for _, members, _ in self._groups(scope, prep)
            for id in self._pick(members, types)
        ]

    def _context_agent(self, scope: _Scope, types: frozenset[str]) -> list[str]:
        """The agent of a passive without one: the subject of the clause or sentence before, if it is of such a type."""
        clause = scope.clause
        if clause is None:
            return []
        if clause.parent is not None:
            found = self._bare(self._scope(clause.parent), "n", types, [], True)
            if found:
                return found
        before = self.sentence.previous
        return [id for id in (before.subjects() if before else []) if self._fits(id, types)]

    def _inherited(self, scope: _Scope, types: frozenset[str]) -> list[str]:
        """The subject of the clause before, where this one has none of its own."""
        clause = scope.clause
        if clause is None or clause.parent is None or clause.kind not in ("main", "inf", "part"):
            return []
        if clause.kind == "main" and any("n" in case for case, _, _ in self._groups(scope, "") if True):
            return []
        parent = self._scope(clause.parent)
        parent.verb = clause.parent.verbs[0] if clause.parent.verbs else None
        return self._bare(parent, "n", types, [], True) or self._inherited(parent, types)

    def _with(self, how: str, scope: _Scope, types: frozenset[str], match: re.Match[str] | None) -> list[str]:
        """What hangs on the noun that `with` matched."""
        if match is None or scope.clause is None:
            return []
        words = match.group().split()
        hows = tuple(how.split("|"))
        for index in scope.phrases:
            head = self.sentence.chunks.atoms[self.sentence.phrase(index).head].text
            if words and head == words[-1]:
                found = [
                    id
                    for i in self._hanging(index, hows)
                    for g in self.sentence.group(i, scope.phrases)
                    for id in self._pick([list(self.sentence.referents(g))], types)
                ]
                compound = [
                    id
                    for p in self.sentence.phrase(index).names
                    for id in self.sentence.chunks.atoms[p].entities
                    if "gen" in hows and self._fits(id, types)
                ]
                if found or compound:
                    return list(dict.fromkeys(found or compound))
        return []

    def _fits(self, id: str, types: frozenset[str]) -> bool:
        return self.scene.coarse[id] in types or self.scene.type[id] in types

    # --- frames --------------------------------------------------------------------------------------------------

    def _verbal(self, frame: Frame, scope: _Scope, within: re.Pattern[str] | None = None) -> Iterator[Found]:
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
        subject_types, object_types = self._types(frame)
        if frame.mutual:
            yield from self._mutual(frame, scope, subject_types, match)
            return
        first_object = "object" in frame.object or "dative" in frame.object
        if first_object:
            objects = self._fill(frame.object, frame, scope, object_types, [], match)
            if self._alike(frame) and not self._passive(frame, scope):
                subjects = self._fill(frame.subject, frame, scope, subject_types, [], match)
                objects = self._fill(frame.object, frame, scope, object_types, subjects, match) if subjects else []
            else:
                subjects = self._fill(frame.subject, frame, scope, subject_types, objects, match)
        else:
            subjects = self._fill(frame.subject, frame, scope, subject_types, [], match)
            objects = self._fill(frame.object, frame, scope, object_types, subjects, match)
        source = (
            self._fill(frame.source, frame, scope, subject_types, [*subjects, *objects], match) if frame.source else []
        )
        for found in self._pairs(frame, subjects, objects, scope.clause):
            yield replace(found, source=source[0] if source else None)

    def _types(self, frame: Frame) -> tuple[frozenset[str], frozenset[str]]:
        subjects, objects = schema.sides(frame.predicate)
        return frame.subject_types or subjects, frame.object_types or objects

    def _alike(self, frame: Frame) -> bool:
        """Whether subject and object may be of the same kind, so that only their order tells them apart."""
        if frame.object_types:
            return bool(frame.object_types & {"Organisation", "Jurisdiction", "Person"})
        subjects, objects = schema.sides(frame.predicate)
        return 2 * len(subjects & objects) > len(objects)

    def _pairs(self, frame: Frame, subjects: list[str], objects: list[str], clause: Clause | None) -> Iterator[Found]:
        status = self._status(frame, clause)
        amount = None
        if frame.amount:
            sums = list(_AMOUNT.finditer(self.scene.text, self.sentence.start, self.sentence.end))
            amount = sums[0].group() if sums else None
        for s in subjects:
            for o in objects:
                if s != o and schema.allows(self.scene.type[s], frame.predicate, self.scene.type[o]):
                    yield Found(s, frame.predicate, o, frame.id, self._confidence(frame), status, None, amount)

    def _mutual(
        self, frame: Frame, scope: _Scope, types: frozenset[str], match: re.Match[str] | None
    ) -> Iterator[Found]:
        first = self._fill(frame.subject, frame, scope, types, [], match)
        more = self._fill(frame.object, frame, scope, types, first, match) if frame.object != ("object",) else []
        first = [a for a in first if a not in self._additive(scope, types)] or first
        more = more or [a for a in self._additive(scope, types) if a not in first]
        among = "gemeinsam" in frame.object or frame.object == ("object",)
        pairs = [(a, b) for i, a in enumerate(first) for b in first[i + 1 :]] if among else []
        pairs += [(a, b) for a in first for b in more]
        status = self._status(frame, scope.clause)
        for a, b in pairs:
            if a != b:
                yield Found(a, frame.predicate, b, frame.id, self._confidence(frame), status)

    def _status(self, frame: Frame, clause: Clause | None) -> str:
        if frame.status:
            return frame.status
        if clause is None:
            return "fact"
        return "denied" if clause.negated else "ended" if clause.ended else "planned" if clause.intent else "fact"

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
                    yield Found(a, frame.predicate, b, frame.id, self._confidence(frame), self._status(frame, clause))
            return
        yield from self._pairs(frame, subjects, [o for o in objects if o not in subjects], clause)

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
                    if self._fits(id, types)
                ]
                if names:
                    return names
            wanted = {slot}
            ids = [
                id
                for i in chain
                if self.sentence.phrase(i).how in wanted
                for id in self._pick([list(self.sentence.referents(i))], types)
            ]
            if ids:
                return list(dict.fromkeys(ids))
        return []
