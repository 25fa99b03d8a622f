"""Relative pronouns as fillers of slots: whom "der", "denen", "mit dem" may stand for, and in which case."""

from __future__ import annotations

import re

from kgraph.relate.clause import Clause
from kgraph.relate.concord import agree
from kgraph.relate.listing import Listing
from kgraph.relate.scope import Scope
from kgraph.relate.sentence import Sentence

_PLURAL_VERB = re.compile(r"(?:haben|sind|werden|wurden|hatten|waren|sollen|wollen|[a-z]en)$")
_PRONOUN_CASES = {
    "der": "nd", "den": "a", "dem": "d", "denen": "d", "die": "na", "das": "na", "dessen": "g",
    "deren": "g", "welche": "na",
    "welcher": "nd", "welches": "na", "welchem": "d", "welchen": "a",
}  # fmt: skip


class Relatives(Listing):
    """Makes the scope of a clause, with the antecedent of a relative one."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.scene = sentence.scene

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
        if clause.kind == "part" and clause.antecedent >= 0:
            extra.append(("", "n", [self._followed(clause.antecedent)]))
        return Scope(self.sentence, clause, None, clause.phrases, extra)

    def _followed(self, index: int) -> list[str]:
        """What a participle may say more of: the noun before it, and before that what it hangs on."""
        ids: list[str] = []
        while index >= 0:
            ids = [*self.sentence.referents(index), *ids]
            index = self.sentence.phrase(index).of
        return ids

    def _antecedents(self, clause: Clause) -> list[str]:
        """What a relative pronoun may stand for: the phrase before it and those it hangs on, agreeing ones first."""
        fitting: list[str] = []
        others: list[str] = []
        index = clause.antecedent
        dative = clause.pronoun == "der" and not clause.pronoun_prep and self._plural(clause)
        pronoun = f"{clause.pronoun} d" if dative else clause.pronoun  # "eine Gruppe des Rats, der A und B angehören"
        while index >= 0:
            phrase, ids = self.sentence.phrase(index), self.sentence.referents(index)
            place = bool(ids) and self.scene.coarse[ids[0]] == "Jurisdiction"
            (fitting if agree(pronoun, phrase, place=place) else others).extend(ids)
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
        return _PLURAL_VERB.search(clause.text) is not None
