"""Which bare phrase of a clause is its subject, and which its object: by case, by type, by where they stand."""

from __future__ import annotations

import re

from kgraph.relate.frames import Frame, FrameSet
from kgraph.relate.groups import Groups
from kgraph.relate.scope import Scope
from kgraph.relate.sentence import Sentence

_MOTION = re.compile(
    r"\w*(?:gehen|treten|kommen|steigen|ziehen|fahren|wechseln|starten|folgen|bleiben|rücken|stoßen|"
    r"wachsen|scheitern|erscheinen|reisen|fließen|scheiden|laufen|werden|sein|liegen)"
)
_THINGS = frozenset({"Initiative", "Law", "Event", "Agreement"})
_EXAMPLES = frozenset("darunter voran etwa insbesondere namentlich beispielsweise zuletzt anderem".split())


class Bare(Groups):
    """Fills the slots of subject and object."""

    def __init__(self, sentence: Sentence, frames: FrameSet) -> None:
        super().__init__(sentence)
        self.frames = frames

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
        second: list[str] = []
        groups = self.groups(scope, "")
        if case == "d":  # an explicit dative before a name that may be anything
            groups = sorted(groups, key=lambda g: "n" in g[0])
        for cases, members, measure in groups:
            ids = self.pick(members, types)
            if measure or any(id in skip for id in ids) or (skip and any(c and c[0] in skip for c in members)):
                continue
            if case in cases:
                if subject and (cases, members) == scope.relative() and self._singular(scope):
                    continue  # "die Lösung, die Ulm und Kiel nutzen"
                single = len(members) == 1 and (cases, members) == scope.relative()
                if ids and single and ids[0] != (members[0] or ids)[0]:
                    second = second or ids  # what the antecedent hangs on, unless another phrase fits
                    continue
                if ids:
                    return ids
                if subject and scope.extra and "a" in cases and members and scope.extra[0][2] == members:
                    continue  # the relative pronoun is the object
                if subject and members and not any(members):
                    examples = self._examples(scope, types)
                    if examples:
                        return examples
                if subject and scope.things and not passed and "a" in cases and self._is_thing(members):
                    passed = True
                    continue
                if subject and (passed or not self._topicalised(scope)):
                    return []
                passed = True
        return second

    def _singular(self, scope: Scope) -> bool:
        """Whether one named thing stands before a relative clause with a plural verb, whose subject it cannot be."""
        clause = scope.clause
        if clause is None or clause.pronoun != "die" or clause.antecedent < 0 or not self._plural(clause):
            return False
        phrase = self.sentence.phrase(clause.antecedent)
        peers = [p for p in self.sentence.chunks.phrases if p.group == phrase.group]
        return len(peers) == 1 and self.sentence.is_name(phrase) and len(self.groups(scope, "")) > 1

    def _nominative(self, scope: Scope) -> list[str]:
        """The first bare group that may be the grammatical subject, whatever it names."""
        for cases, members, measure in self.groups(scope, ""):
            if "n" in cases and not measure:
                return [candidates[0] for candidates in members if candidates]
        return []

    def _is_thing(self, members: list[list[str]]) -> bool:
        """Whether a group names things, which build and run nothing."""
        return bool(members) and all(c and self.scene.coarse[c[0]] in _THINGS for c in members)

    def _examples(self, scope: Scope, types: frozenset[str]) -> list[str]:
        """Who is named behind the verb as part of a general subject ("20 Städte nutzen es, darunter A und B")."""
        atoms = self.sentence.chunks.atoms
        for index in scope.phrases:
            phrase = self.sentence.phrase(index)
            before = [a.text.lower() for a in atoms[max(0, phrase.first - 3) : phrase.first]]
            if phrase.prep or "," not in before or not _EXAMPLES & set(before):
                continue
            group = self.sentence.group(index, scope.phrases)
            return self.pick([list(self.sentence.referents(i)) for i in group], types)
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
        behind = [phrase for phrase in bare if verbs and phrase.first > verbs[0]]
        return (
            bool(behind)
            and bare[0].first < verbs[0] < behind[0].first <= verbs[0] + 3
            and "a" in bare[0].case
            and not (scope.alike and "n" in bare[0].case and "a" in behind[0].case)
        )
