"""Fill the slots of a frame from a clause, a participle attribute or a noun.

Slots are written in the active; in a passive the subject stands behind `von` or `durch`, the object in the nominative.
"""

from __future__ import annotations

import re

from kgraph.relate.elsewhere import Elsewhere
from kgraph.relate.frames import Frame, fields
from kgraph.relate.scope import Scope

_PURPOSE = ("um ", "ohne ", "statt ", "anstatt ", "weil ", "obwohl ", "wenn ", "damit ")  # depend on no verb


class Slots(Elsewhere):
    """Fills the slots of frames from one sentence."""

    def fill(
        self, slots: tuple[str, ...], frame: Frame, scope: Scope, types: frozenset[str], skip: list[str]
    ) -> list[str]:
        """The entities of the first slot that has any."""
        for slot in slots:
            ids = [id for id in self._slot(slot, frame, scope, types, skip) if id not in skip]
            if ids:
                return ids
        return []

    def _slot(self, slot: str, frame: Frame, scope: Scope, types: frozenset[str], skip: list[str]) -> list[str]:
        if slot == "subject":
            passive = self.is_passive(frame, scope)
            let = passive and scope.clause and re.search(r"\bl(?:ass|äss|ieß)(?!.*\bsich\b)", scope.clause.text)
            agents = self._agent(frame, scope, types) if passive else self._subject(scope, types, skip)
            return [*agents, *self._subject(scope, types, [*skip, *agents])] if let else agents
        if slot in ("object", "dative"):
            return self._object(slot, frame, scope, types, skip)
        if "." in slot:
            return self._away(slot, frame, scope, types, skip)
        if slot == "apposed":
            return self._apposed(scope, types, scope.match)
        if slot == "maker":
            return self._makers(scope, types)
        if slot == "antecedent":
            extra = self.scope_of(scope.clause).extra if scope.clause else []
            return self.pick([ids for _, _, members in extra for ids in members], types)
        if slot in ("near", "last", "recent", "topic") and self._of_another(scope, types):
            return []
        if slot == "last":
            begin = self.sentence.chunks.atoms[scope.clause.places[0]].start if scope.clause else self.sentence.start
            floor = self.sentence.previous.start if self.sentence.previous else self.sentence.start
            named = (id for start, id in self.scene.named_before(begin) if start >= floor)
            return next(([id] for id in named if self.scene.is_a(id, types)), [])
        if slot == "near":
            here = scope.clause.places[0] if scope.clause else 0
            id = self.scene.salient_before(self.sentence.chunks.atoms[here].start, types)
            return [id] if id else []
        if slot in ("recent", "topic"):
            if scope.clause and scope.clause.kind == "rel":
                return []  # it says more of what it hangs on
            if frame.verbs and (self._has_object(scope, skip) or ("an" in frame.object and self.groups(scope, "an"))):
                return []  # "beteiligt sich an den Kosten": not at what was named before
            if {slot, "subject"} <= set(frame.subject) and self._nominative(scope):
                return []  # the clause has a subject, of another type: "In Ulm läuft das Projekt"
            start = self.sentence.start
            id = self.scene.salient_before(start, types) if slot == "recent" else self.scene.topic(types)
            return [id] if id else []
        return [
            id
            for _, members, attached in self.groups(scope, slot)
            if not (attached and slot == "mit")
            for id in self.pick(members, types)
        ]

    def _agent(self, frame: Frame, scope: Scope, types: frozenset[str]) -> list[str]:
        """The subject of a frame in a passive clause, which stands behind `von` or `durch`."""
        ids = [
            id
            for prep in ("von", "durch")
            for _, members, attached in self.groups(scope, prep)
            if not attached  # "mit dem Geld vom Land": no agent
            for id in self.pick(members, types)
        ]
        if len(ids) > 1:
            ids = self._of_the_verb(ids, scope, types)
        if not ids and frame.agent and "gemeinsam" not in {self.sentence.phrase(i).prep for i in scope.phrases}:
            return self._context_agent(scope, frame.agent)
        more = self.additive(scope, types)
        if not ids:  # "Geladen waren neben dem Rat auch …": beside the object, as there is no agent
            beside = [id for _, members, _ in self.groups(scope, "neben") for id in self.pick(members, types)]
            more = [id for id in more if id not in beside]
        return list(dict.fromkeys(ids + more))

    def _of_the_verb(self, ids: list[str], scope: Scope, types: frozenset[str]) -> list[str]:
        """Of several behind "von" those that hang on no adjunct: "von A auf Basis einer Software von B betrieben"."""
        phrases = self.sentence.chunks.phrases
        adjunct: set[str] = set()
        for index in scope.phrases:
            above = phrases[index].of if phrases[index].prep == "von" else -1
            while above >= 0 and not phrases[above].prep:
                above = phrases[above].of
            if above >= 0:
                adjunct.update(self.pick([list(self.sentence.referents(index))], types))
        return [id for id in ids if id not in adjunct] or ids

    def _subject(self, scope: Scope, types: frozenset[str], skip: list[str]) -> list[str]:
        """The subject of an active clause, if need be that of the clause before."""
        ids = self._inherited(scope, types) if self._elided(scope.clause) else []
        ids = ids or self._bare(scope, "n", types, skip, True) or self._inherited(scope, types)
        if not ids and any(self.scene.coarse[id] == "Person" for id in self._nominative(scope)):
            return []  # "Neben dem Ausschuss wird Berg Mitglied im Rat": who does not fit is the subject still
        return list(dict.fromkeys(ids + self.additive(scope, types)))

    def _object(self, slot: str, frame: Frame, scope: Scope, types: frozenset[str], skip: list[str]) -> list[str]:
        """The object or dative, if need be from the clause before a passive or above a participle."""
        passive = self.is_passive(frame, scope)
        case = "d" if slot == "dative" else "n" if passive else "a"
        infinitive = scope.clause is not None and scope.clause.kind == "inf"  # has no subject of its own
        if slot in frame.subject and not passive and not infinitive:  # who commissions or helps is not meant
            skip = [*skip, *self._nominative(scope)]
        parent = scope.clause.parent if scope.clause else None
        ids = self._bare(scope, case, types, skip, False)
        if not ids and slot == "object" and parent and self._shared(scope):
            ids = self._bare(self.scope_of(parent), case, types, skip, False)
        if not ids and passive and scope.clause and any(verb.lemma == "lassen" for verb in scope.clause.verbs):
            ids = self._bare(scope, "a", types, skip, False)  # "lässt das Portal von A entwickeln"
        if not ids and slot == "dative":
            ids = self._behind_name(scope, types, skip)
        if not ids and passive and parent and all(v.voice != "active" for v in parent.verbs[:1]):
            ids = self._inherited(scope, types)
        if not ids and parent and slot == "object" and scope.clause and scope.clause.kind == "part":
            ids = self._bare(self.scope_of(parent), case, types, skip, False)
        return list(dict.fromkeys([*ids, *self.besides(scope, types)])) if ids and slot == "object" else ids

    def _shared(self, scope: Scope) -> bool:
        """Whether a relative clause goes on without object ("der das Amt aufgebaut hat und als Chef leitet")."""
        clause, phrases = scope.clause, self.sentence.chunks.phrases
        parent = clause.parent if clause else None
        if clause is None or parent is None or (clause.kind, parent.kind) != ("rel", "rel"):
            return False
        places = self.sentence.chunks.atoms
        bare = (phrases[i] for i in clause.phrases if not phrases[i].prep and phrases[i].of < 0)
        return clause.antecedent == parent.antecedent and all(places[p.first - 1].text == "als" for p in bare)

    def _behind_name(self, scope: Scope, types: frozenset[str], skip: list[str]) -> list[str]:
        """A dative that looks like a genitive behind a name: "hat der Rechnungshof der Regierung bescheinigt"."""
        for index in scope.phrases:
            phrase = self.sentence.phrase(index)
            genitive = phrase.how == "gen" and phrase.det == "der" and phrase.of >= 0
            if genitive and self.sentence.is_name(self.sentence.phrase(phrase.of)):
                return [id for id in self.pick([list(self.sentence.referents(index))], types) if id not in skip]
        return []

    def _away(self, slot: str, frame: Frame, scope: Scope, types: frozenset[str], skip: list[str]) -> list[str]:
        """What hangs on a noun ("with.gen", "FIELD.von"), or stands in the clause above or below ("up.subject")."""
        where, _, how = slot.partition(".")
        if where == "with":
            return self._with(how, scope, types, scope.match)
        if where in fields():
            return self._on(re.compile(fields()[where]).fullmatch, how, scope, types)
        if where == "down":
            return self._below(how, frame, scope, types, skip)
        parent = scope.clause.parent if where == "up" and scope.clause else None
        if parent is None:
            return []
        above = self.scope_of(parent)
        above.match = scope.match
        return self._slot(how, frame, above, types, skip)

    def _below(self, slot: str, frame: Frame, scope: Scope, types: frozenset[str], skip: list[str]) -> list[str]:
        """What fills a slot of the infinitive or the "dass" that depends on a clause."""
        for clause in self.sentence.clauses:
            if clause.parent is scope.clause and clause.kind in ("inf", "sub") and not clause.text.startswith(_PURPOSE):
                below = self.scope_of(clause)
                below.verb = clause.verbs[0] if clause.verbs else None
                found = self._slot(slot, frame, below, types, skip)
                if found:
                    return found
        return []
