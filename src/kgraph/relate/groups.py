"""The phrases of a clause in groups, as slots are filled from them: by preposition, by case, with what is coordinated.

Input are a sentence and one of its clauses, participle attributes or nouns; output are entity ids, each with
others that it may be instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgraph.relate.clauses import Clause, Verb
from kgraph.relate.concord import agree
from kgraph.relate.enumerations import enumerated
from kgraph.relate.frames import Frame, FrameSet
from kgraph.relate.listing import Listing
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
_ONE_OF = frozenset("einer eine eines einen einem".split())
_JOINT = frozenset(
    "Zusammenarbeit Kooperation Verbund Partnerschaft Gemeinschaft Schulterschluss Seite Tandem Gespann".split()
)
_EXAMPLES = frozenset("darunter voran etwa insbesondere namentlich beispielsweise zuletzt anderem".split())
_MEASURES = frozenset(
    """
    Euro Million Milliarde Prozent Jahr Monat Woche Tag Mal Uhr Stunde Minute Dollar Prozentpunkt
    """.split()
)


@dataclass(slots=True)
class Scope:
    """Where slots are filled from: a clause with one of its verbs, a participle attribute, or a noun.

    Attributes:
        extra: Slot → groups that are not phrases of the clause (relative pronoun, attribute's noun).
        light: The words that the frame matched.
        alike: Whether subject and object may be of one kind, so that only an unambiguous case puts the object first.
        things: Whether the object is no actor, so that a thing before an actor is the object.
    """

    sentence: Sentence
    clause: Clause | None
    verb: Verb | None
    phrases: list[int]
    extra: list[tuple[str, str, list[list[str]]]]
    light: frozenset[str] = frozenset()
    alike: bool = False
    things: bool = False


def _relative(scope: Scope) -> tuple[str, list[list[str]]] | None:
    """Case and candidates of the relative pronoun of a clause."""
    return next(((case, members) for prep, case, members in scope.extra if not prep), None)


class Groups(Listing):
    """Groups of phrases of one sentence."""

    def __init__(self, sentence: Sentence, frames: FrameSet) -> None:
        self.sentence = sentence
        self.scene = sentence.scene
        self.frames = frames

    def scope_of(self, clause: Clause) -> Scope:
        """Where the slots of a clause are filled from; in a relative clause its antecedent is there too."""
        extra: list[tuple[str, str, list[list[str]]]] = []
        if clause.kind == "rel" and clause.antecedent >= 0:
            phrase = self.sentence.phrase(clause.antecedent)
            peers = [i for i in range(clause.antecedent) if self.sentence.phrase(i).group == phrase.group]
            ids = self._antecedents(clause)
            several = clause.pronoun == "denen" or (clause.pronoun == "die" and self._plural(clause))
            members = [list(self.sentence.referents(p)) for p in peers] if several else []
            case = _PRONOUN_CASES.get(clause.pronoun, "")
            if case:
                extra.append((clause.pronoun_prep, "d" if clause.pronoun_prep else case, [*members, ids]))
        return Scope(self.sentence, clause, None, clause.phrases, extra)

    def _antecedents(self, clause: Clause) -> list[str]:
        """What a relative pronoun may stand for: the phrase before it and those it hangs on, agreeing ones first."""
        fitting: list[str] = []
        others: list[str] = []
        index = clause.antecedent
        while index >= 0:
            phrase, ids = self.sentence.phrase(index), self.sentence.referents(index)
            place = bool(ids) and self.scene.coarse[ids[0]] == "Jurisdiction"
            (fitting if agree(clause.pronoun, phrase, place=place) else others).extend(ids)
            index = phrase.of
        return [*fitting, *others] or self._one_of(clause)

    def _one_of(self, clause: Clause) -> list[str]:
        """Who is counted among those that a relative clause speaks of ("A gehört zu den Städten, die …")."""
        parent = clause.parent
        if parent is None or [v.lemma for v in parent.verbs] not in (["sein"], ["gehören"], ["zählen"]):
            return []
        for index in parent.phrases:
            phrase = self.sentence.phrase(index)
            if not phrase.prep and phrase.of < 0 and "n" in phrase.case and self.sentence.referents(index):
                return list(self.sentence.referents(index)[:1])
        return []

    def _plural(self, clause: Clause) -> bool:
        return bool(re.search(r"(?:haben|sind|werden|wurden|hatten|waren|sollen|wollen|[a-z]en)$", clause.text))

    def groups(self, scope: Scope, prep: str) -> list[tuple[str, list[list[str]], bool]]:
        """Groups behind a preposition, or bare ones: `(case, candidates of each member, attached as genitive)`."""
        found: list[tuple[str, list[list[str]], bool]] = [
            (case, members, False) for p, case, members in scope.extra if p == prep
        ]
        seen: set[int] = set()
        listed = 0 if prep else self.listed(scope.phrases, scope.clause)
        for index in scope.phrases:
            phrase = self.sentence.phrase(index)
            dort = phrase.prep == "dort" and prep in ("in", "auf", "bei")
            before = self.sentence.chunks.atoms[phrase.first - 1].text.lower() if phrase.first else ""
            opens = (
                scope.clause is not None and scope.clause.kind == "sub" and phrase.first - 1 == scope.clause.places[0]
            )
            if (
                before in ("als", "wie")
                and not prep
                and not (opens and before == "wie" and self.sentence.chunks.atoms[phrase.head].text != "es")
            ):
                continue
            if before in _ONE_OF and not prep and not self.sentence.referents(index):
                continue  # "als eine der ersten Städte"
            named_so = not prep and phrase.prep == "unter" and self._named_so(phrase)
            jointly = prep == "gemeinsam" and self._jointly(phrase)
            if (
                not (phrase.prep == prep or dort or named_so or jointly)
                or phrase.group in seen
                or (not prep and phrase.how == "gen")
            ):
                continue
            seen.add(phrase.group)
            members = [
                i
                for i in self.sentence.group(index, scope.phrases)
                if self.sentence.phrase(i).prep in (prep, "", "dort") or not prep or jointly
            ]
            members = self.without_affiliations(members)
            together = self.sentence.plural(index) or self.sentence.several(index) or enumerated(index, self.sentence)
            ids = [[id] for id in together] if together else [list(self.sentence.referents(i)) for i in members]
            if listed and not any(ids) and self.sentence.phrase(index).first < listed:
                continue  # "zehn Kommunen machen mit: Ulm, Kiel und Jena"
            case = "a" if named_so or (not prep and self._object_pronoun(index, scope)) else phrase.case
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

    def _jointly(self, phrase: Phrase) -> bool:
        """So "in Zusammenarbeit mit A", "im Verbund mit A", "Seite an Seite mit A"."""
        if phrase.how != "mit" or phrase.of < 0:
            return False
        above = self.sentence.phrase(phrase.of)
        return above.prep in ("in", "an") and self.sentence.chunks.atoms[above.head].text in _JOINT

    def _named_so(self, phrase: Phrase) -> bool:
        """So "unter dem Namen Karla": the name of what a clause has or makes."""
        nouns = {self.sentence.chunks.atoms[p].text for p in phrase.nouns}
        return bool(phrase.names) and bool(nouns & {"Namen", "Titel", "Bezeichnung", "Kürzel"})

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

    def fits(self, id: str, types: frozenset[str]) -> bool:
        """Whether an entity is of one of these types, coarse or fine."""
        return self.scene.coarse[id] in types or self.scene.type[id] in types

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
            groups.sort(key=lambda g: "n" in g[0])
        for cases, members, measure in groups:
            ids = self.pick(members, types)
            if measure or any(id in skip for id in ids) or (skip and any(c and c[0] in skip for c in members)):
                continue
            if case in cases:
                if ids and not subject and (cases, members) == _relative(scope) and ids[0] != (members[-1] or ids)[0]:
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

    def _nominative(self, scope: Scope) -> list[str]:
        """The first bare group that may be the grammatical subject, whatever it names."""
        for cases, members, measure in self.groups(scope, ""):
            if "n" in cases and not measure:
                return [candidates[0] for candidates in members if candidates]
        return []

    def _is_thing(self, members: list[list[str]]) -> bool:
        """Whether a group names things, which build and run nothing."""
        return bool(members) and all(c and self.scene.coarse[c[0]] in ("Initiative", "Law") for c in members)

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
        return (
            len(bare) > 1
            and bool(verbs)
            and bare[0].first < verbs[0] < bare[1].first <= verbs[0] + 3
            and "a" in bare[0].case
            and not (scope.alike and "n" in bare[0].case and "a" in bare[1].case)
        )
