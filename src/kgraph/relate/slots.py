"""Fill the slots of a frame from a clause, a participle attribute or a noun.

Slots are written in the active; in a passive the subject stands behind `von` or `durch`, the object in the nominative.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from kgraph.config import resource
from kgraph.relate.clauses import Clause, Verb
from kgraph.relate.frames import Frame, FrameSet, fields, read_words
from kgraph.relate.phrases import Phrase
from kgraph.relate.sentence import Sentence

_MOTION = re.compile(
    r"\w*(?:gehen|treten|kommen|steigen|ziehen|fahren|wechseln|starten|folgen|bleiben|rücken|stoßen|"
    r"wachsen|scheitern|erscheinen|reisen|fließen|scheiden|laufen|werden|sein|liegen)"
)
_PRONOUN_CASES = {
    "der": "nd", "den": "a", "dem": "d", "denen": "d", "die": "na", "das": "na", "dessen": "g",
    "deren": "g", "welche": "na",
    "welcher": "nd", "welches": "na", "welchem": "d", "welchen": "a",
}  # fmt: skip
_ACTORS = frozenset({"Person", "Organisation", "Jurisdiction"})
_MEASURES = frozenset(
    """
    Euro Million Milliarde Prozent Jahr Monat Woche Tag Mal Uhr Stunde Minute Dollar Prozentpunkt
    """.split()
)


@cache
def _control(key: str) -> frozenset[str]:
    """Verbs with an infinitive, by who does what it says."""
    return frozenset(read_words(resource("data/frames") / "_control.toml")[key].split())


@dataclass(slots=True)
class Scope:
    """Where slots are filled from: a clause with one of its verbs, a participle attribute, or a noun.

    Attributes:
        extra: Slot → groups that are not phrases of the clause (relative pronoun, attribute's noun).
        light: The words that the frame matched.
    """

    sentence: Sentence
    clause: Clause | None
    verb: Verb | None
    phrases: list[int]
    extra: list[tuple[str, str, list[list[str]]]]
    light: frozenset[str] = frozenset()


class Slots:
    """Fills the slots of frames from one sentence."""

    def __init__(self, sentence: Sentence, frames: FrameSet) -> None:
        self.sentence = sentence
        self.scene = sentence.scene
        self.frames = frames

    def scope_of(self, clause: Clause) -> Scope:
        """Where the slots of a clause are filled from; in a relative clause its antecedent is there too."""
        extra: list[tuple[str, str, list[list[str]]]] = []
        if clause.kind == "rel" and clause.antecedent >= 0:
            ids = list(self.sentence.referents(clause.antecedent))
            phrase = self.sentence.phrase(clause.antecedent)
            peers = [i for i in range(clause.antecedent) if self.sentence.phrase(i).group == phrase.group]
            while phrase.of >= 0:
                ids += self.sentence.referents(phrase.of)
                phrase = self.sentence.phrase(phrase.of)
            several = clause.pronoun == "denen" or (clause.pronoun == "die" and self._plural(clause))
            members = [list(self.sentence.referents(p)) for p in peers] if several else []
            case = _PRONOUN_CASES.get(clause.pronoun, "")
            if case:
                extra.append((clause.pronoun_prep, "d" if clause.pronoun_prep else case, [*members, ids]))
        return Scope(self.sentence, clause, None, clause.phrases, extra)

    def _plural(self, clause: Clause) -> bool:
        return bool(re.search(r"(?:haben|sind|werden|wurden|hatten|waren|sollen|wollen|[a-z]en)$", clause.text))

    # --- slots ---------------------------------------------------------------------------------------------------

    def groups(self, scope: Scope, prep: str) -> list[tuple[str, list[list[str]], bool]]:
        """Groups behind a preposition, or bare ones: `(case, candidates of each member, attached as genitive)`."""
        found: list[tuple[str, list[list[str]], bool]] = [
            (case, members, False) for p, case, members in scope.extra if p == prep
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
            case = "a" if not prep and self._object_pronoun(index, scope) else phrase.case
            found.append(
                (
                    case,
                    ids,
                    self._measure(index)
                    or self._light(index, scope)
                    or (prep in ("von", "mit") and self._of_prepositional(phrase)),
                )
            )
        return found

    def _object_pronoun(self, index: int, scope: Scope) -> bool:
        """Whether "es" or "sie" behind the finite verb is the object, as a named actor follows it."""
        atoms, phrases = self.sentence.chunks.atoms, self.sentence.chunks.phrases
        head = atoms[phrases[index].head]
        if head.kind != "pron" or head.text not in ("es", "sie") or index + 1 >= len(phrases):
            return False
        following = phrases[index + 1]
        if index + 1 not in scope.phrases or following.prep or "n" not in following.case:
            return False
        between = range(phrases[index].last, following.first)
        actor = any(self.scene.coarse[id] in _ACTORS for id in atoms[following.head].entities[:1])
        return actor and all(atoms[p].kind == "word" for p in between)

    def _of_prepositional(self, phrase: Phrase) -> bool:
        """Whether a phrase hangs on a prepositional one that opens the sentence ("Mit dem Geld vom Land soll …")."""
        return phrase.of == 0 and bool(self.sentence.phrase(0).prep)

    def _light(self, index: int, scope: Scope) -> bool:
        """Whether a phrase is the noun of a light verb, which the frame matched ("dessen Leitung X innehatte")."""
        return self.sentence.chunks.atoms[self.sentence.phrase(index).head].text in scope.light and not (
            self.sentence.referents(index)
        )

    def _measure(self, index: int) -> bool:
        """Whether a phrase is a sum or a time, so that it is no subject."""
        return self.sentence.head(self.sentence.phrase(index)) in _MEASURES

    def pick(self, members: list[list[str]], types: frozenset[str]) -> list[str]:
        """The first fitting candidate of each member."""
        found = []
        for candidates in members:
            for id in candidates:
                if self.scene.coarse[id] in types or self.scene.type[id] in types:
                    found.append(id)
                    break
        return list(dict.fromkeys(found))

    def hanging(self, index: int, how: tuple[str, ...] = ("gen", "von")) -> list[int]:
        """The phrases that hang on one."""
        phrases = self.sentence.chunks.phrases
        return [i for i, p in enumerate(phrases) if p.of == index and p.how in how]

    def is_passive(self, frame: Frame, scope: Scope) -> bool:
        """Whether subject and object of the frame have changed places."""
        verb = scope.verb
        if frame.surface or verb is None:
            return False
        return verb.voice == "passive" or (verb.voice == "state" and not _MOTION.fullmatch(verb.lemma))

    def _bare(self, scope: Scope, case: str, types: frozenset[str], skip: list[str], subject: bool) -> list[str]:
        """Fill a bare slot: the first group of the case whose members fit; a subject that does not fit ends the search.

        Only a generic phrase before the finite verb may be passed over, where a fitting one stands right behind it
        ("Kritik an Sachsen übte die FDP").
        """
        passed = False
        groups = self.groups(scope, "")
        if case == "d":  # an explicit dative before a name that may be anything
            groups.sort(key=lambda g: "n" in g[0])
        for cases, members, measure in groups:
            ids = self.pick(members, types)
            if measure or any(id in skip for id in ids) or (skip and any(c and c[0] in skip for c in members)):
                continue
            if case in cases:
                if ids:
                    return ids
                if subject and scope.extra and "a" in cases and members and scope.extra[0][2] == members:
                    continue  # the relative pronoun is the object
                if subject and (passed or not self._topicalised(scope)):
                    return []
                passed = True
        return []

    def _topicalised(self, scope: Scope) -> bool:
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

    def fill(
        self,
        slots: tuple[str, ...],
        frame: Frame,
        scope: Scope,
        types: frozenset[str],
        skip: list[str],
        match: re.Match[str] | None,
    ) -> list[str]:
        """The entities of the first slot that has any."""
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
        scope: Scope,
        types: frozenset[str],
        skip: list[str],
        match: re.Match[str] | None,
    ) -> list[str]:
        passive = self.is_passive(frame, scope)
        if slot.startswith("with."):
            return self._with(slot.removeprefix("with."), scope, types, match)
        field, _, how = slot.partition(".")
        if how and field in fields():
            return self._on(re.compile(fields()[field]).fullmatch, how, scope, types)
        if slot == "subject":
            if passive:
                ids = [
                    id
                    for prep in ("von", "durch")
                    for _, members, attached in self.groups(scope, prep)
                    if not attached  # "mit dem Geld vom Land": no agent
                    for id in self.pick(members, types)
                ]
                if not ids and frame.agent and "gemeinsam" not in {self.sentence.phrase(i).prep for i in scope.phrases}:
                    return self._context_agent(scope, frame.agent)
                return list(dict.fromkeys(ids + self.additive(scope, types)))
            ids = self._inherited(scope, types) if self._elided(scope.clause) else []
            ids = ids or self._bare(scope, "n", types, skip, True) or self._inherited(scope, types)
            return list(dict.fromkeys(ids + self.additive(scope, types)))
        if slot in ("object", "dative"):
            case = "n" if passive and slot == "object" else "a" if slot == "object" else "d"
            ids = self._bare(scope, case, types, skip, False)
            parent = scope.clause.parent if scope.clause else None
            if not ids and passive and parent and all(v.voice != "active" for v in parent.verbs[:1]):
                ids = self._inherited(scope, types)
            if (
                not ids
                and slot == "object"
                and scope.clause is not None
                and scope.clause.kind == "part"
                and scope.clause.parent
            ):
                ids = self._bare(self.scope_of(scope.clause.parent), case, types, skip, False)
            return ids
        if slot == "apposed":
            return self._apposed(scope, types, match)
        if slot == "maker":
            return self._makers(scope, types)
        if slot == "antecedent":
            extra = self.scope_of(scope.clause).extra if scope.clause else []
            return self.pick([ids for _, _, members in extra for ids in members], types)
        if slot in ("recent", "topic") and frame.verbs and self._has_object(scope, skip):
            return []
        if slot == "near":
            here = scope.clause.places[0] if scope.clause else 0
            id = self.scene.last_before(self.sentence.chunks.atoms[here].start, types)
            return [id] if id else []
        if slot.startswith("up."):
            parent = scope.clause.parent if scope.clause else None
            return self._slot(slot[3:], frame, self.scope_of(parent), types, skip, match) if parent else []
        if slot.startswith("down."):
            return self._below(slot[5:], frame, scope, types, skip)
        if slot == "recent":
            id = self.scene.last_before(self.sentence.start, types)
            return [id] if id else []
        if slot == "topic":
            id = self.scene.topic(types)
            return [id] if id else []
        return [
            id
            for _, members, attached in self.groups(scope, slot)
            if not (attached and slot == "mit")
            for id in self.pick(members, types)
        ]

    def _below(self, slot: str, frame: Frame, scope: Scope, types: frozenset[str], skip: list[str]) -> list[str]:
        """What fills a slot of the infinitive or the "dass" that depends on a clause."""
        for clause in self.sentence.clauses:
            if clause.parent is scope.clause and clause.kind in ("inf", "sub"):
                below = self.scope_of(clause)
                below.verb = clause.verbs[0] if clause.verbs else None
                found = self._slot(slot, frame, below, types, skip, None)
                if found:
                    return found
        return []

    def _apposed(self, scope: Scope, types: frozenset[str], match: re.Match[str] | None) -> list[str]:
        """The name that the matched noun explains: "das Gateway, eine Entwicklung von Dataport"."""
        words = match.group().split() if match else []
        atoms = self.sentence.chunks.atoms
        for index in scope.phrases[1:] if words else ():
            phrase, before = self.sentence.phrase(index), self.sentence.phrase(index - 1)
            if atoms[phrase.head].text != words[-1] or phrase.prep or atoms[phrase.first - 1].text != ",":
                continue
            if before.last == phrase.first - 1 and atoms[before.head].kind == "name":
                return self.pick([list(atoms[before.head].entities)], types)
        return []

    def _makers(self, scope: Scope, types: frozenset[str]) -> list[str]:
        """By whom, or where, that was made or run which a participle attribute says so of ("in Bremen entwickelte")."""
        return [
            id
            for attribute in self.sentence.chunks.attributes
            if attribute.outside in scope.phrases
            and any(f.predicate in ("develops", "operates") for f in self.frames.by_verb.get(attribute.verb, ()))
            for i in attribute.inside
            if self.sentence.phrase(i).prep in ("in", "von", "durch", "bei")
            for id in self.pick([list(self.sentence.referents(i))], types)
        ]

    def _has_object(self, scope: Scope, skip: list[str]) -> bool:
        """Whether a clause has a bare phrase beside its subject, so that the context need not supply one."""
        groups = [g for g in self.groups(scope, "") if not g[2] and not any(c and c[0] in skip for c in g[1])]
        return len(groups) > (0 if skip else 1)

    def additive(self, scope: Scope, types: frozenset[str]) -> list[str]:
        """Who is named besides the subject: "gemeinsam mit", "neben"."""
        also = ("nach",) if scope.clause and re.search(r"\bauch\b", scope.clause.text) else ()
        return [
            id
            for prep in ("gemeinsam", "neben", "samt", *also)
            for _, members, _ in self.groups(scope, prep)
            for id in self.pick(members, types)
        ]

    def _context_agent(self, scope: Scope, types: frozenset[str]) -> list[str]:
        """The agent of a passive without one: the subject of the clause or sentence before, if it is of such a type."""
        clause = scope.clause
        if clause is None:
            return []
        if clause.parent is not None:
            found = self._bare(self.scope_of(clause.parent), "n", types, [], True)
            if found:
                return found
        before = self.sentence.previous
        return [id for id in (before.subjects() if before else []) if self.fits(id, types)]

    def _inherited(self, scope: Scope, types: frozenset[str]) -> list[str]:
        """The subject of the clause before, where this one has none of its own."""
        clause = scope.clause
        if clause is None or clause.parent is None or clause.kind not in ("main", "inf", "part"):
            return []
        if clause.kind == "main" and not self._elided(clause):
            if any("n" in case for case, _, _ in self.groups(scope, "")):
                return []
        parent = self.scope_of(clause.parent)
        parent.verb = clause.parent.verbs[0] if clause.parent.verbs else None
        if clause.kind == "inf" and parent.verb and parent.verb.voice == "active":
            if parent.verb.lemma in _control("nobody"):
                return []
            if parent.verb.lemma in _control("object"):
                found = self._bare(parent, "n", types, [], True)
                return self._bare(parent, "a", types, found, False) or self._bare(parent, "d", types, found, False)
        return self._bare(parent, "n", types, [], True) or self._inherited(parent, types)

    def _elided(self, clause: Clause | None) -> bool:
        """Whether a clause that "und" joins opens with its verb, so that it has the subject of the one before."""
        if clause is None or clause.kind != "main" or clause.parent is None or not clause.places[0]:
            return False
        atoms, first = self.sentence.chunks.atoms, clause.places[0]
        return atoms[first].kind == "verb" and atoms[first - 1].text.lower() in ("und", "sowie", "aber", "sondern")

    def _with(self, how: str, scope: Scope, types: frozenset[str], match: re.Match[str] | None) -> list[str]:
        """What hangs on the noun that `with` matched."""
        words = match.group().split() if match else []
        return self._on(lambda noun: noun == words[-1], how, scope, types) if words else []

    def _on(self, test: Callable[[str], object], how: str, scope: Scope, types: frozenset[str]) -> list[str]:
        """What hangs on a noun of the clause."""
        hows = tuple(how.split("|"))
        for index in scope.phrases if scope.clause else ():
            phrase = self.sentence.phrase(index)
            if not test(self.sentence.chunks.atoms[phrase.head].text):
                continue
            if phrase.det in ("dessen", "deren") and "gen" in hows:
                return self.pick([ids for _, _, members in scope.extra for ids in members], types)
            found = [
                id
                for i in self.hanging(index, hows)
                for g in self.sentence.group(i, scope.phrases)
                for id in self.pick([list(self.sentence.referents(g))], types)
            ]
            compound = [
                id
                for p in phrase.names
                for id in self.sentence.chunks.atoms[p].entities
                if "gen" in hows and self.fits(id, types)
            ]
            if found or compound:
                return list(dict.fromkeys(found or compound))
        return []

    def fits(self, id: str, types: frozenset[str]) -> bool:
        """Whether an entity is of one of these types, coarse or fine."""
        return self.scene.coarse[id] in types or self.scene.type[id] in types

    # --- frames --------------------------------------------------------------------------------------------------
