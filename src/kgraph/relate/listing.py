"""Lists in a clause: those behind a colon, and persons with the bodies that they are from."""

from __future__ import annotations

from kgraph.relate.clause import Clause
from kgraph.relate.sentence import Sentence


class Listing:
    """Reads lists for the groups of a clause."""

    sentence: Sentence

    def without_affiliations(self, members: list[int]) -> list[int]:
        """Drop the bodies in "Anna Berg, Gemeinde Aa, Ulf Kunz, Bitkom, und Jan Wolf": they only say whose each is."""
        if len(members) < 2:
            return members
        person = [
            any(self.sentence.scene.coarse[id] == "Person" for id in self.sentence.referents(i)[:1])
            and self.sentence.is_name(self.sentence.phrase(i))
            for i in members
        ]
        apart = all(person[i] or (i > 0 and person[i - 1]) for i in range(len(members)))
        if sum(person) > 1 and apart and person[0]:
            return [i for i, is_person in zip(members, person, strict=True) if is_person]
        return members

    def listed(self, phrases: list[int], clause: Clause | None) -> int:
        """Where a list behind a colon begins that belongs to the clause; 0 if there is none."""
        for index in phrases:
            first = self.sentence.phrase(index).first
            if first > 1 and self.sentence.chunks.atoms[first - 1].text == ":" and clause is not None:
                if clause.places[0] < first - 1:
                    return first
        return 0
