"""Part what shares a verb that is said once: "A nutzt das Portal, B die App" are two clauses.

Input are the clauses of a sentence; output are these, and one more for each actor that has a thing right behind it
where the verb should be. Phrases are changed in place: what looked like a list of things and actors is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kgraph.relate import grammar
from kgraph.relate.brackets import verb_places
from kgraph.relate.clause import Clause
from kgraph.relate.phrases import Chunks, Phrase

_ACTORS = frozenset({"Organisation", "Jurisdiction"})
_THINGS = frozenset({"Initiative", "Law", "Agreement", "Event"})
_MARKS = frozenset({",", ";", ":"})
_JOINING = frozenset({"und", "sowie"})


def part_gaps(clauses: list[Clause], chunks: Chunks, coarse: Mapping[str, str]) -> list[Clause]:
    """The clauses of a sentence, those without a verb of their own parted from the one that lends it.

    Args:
        clauses: Of one sentence, with their verbs.
        chunks: Of the sentence.
        coarse: Entity id → coarse type.
    """
    if sum(bool(p.names) for p in chunks.phrases) < 4:
        return clauses
    found: list[Clause] = []
    for clause in clauses:
        found += _Gaps(clause, chunks, coarse).run() if clause.kind == "main" and clause.verbs else [clause]
    return found


class _Gaps:
    """Looks through one clause."""

    def __init__(self, clause: Clause, chunks: Chunks, coarse: Mapping[str, str]) -> None:
        self.clause, self.chunks, self.coarse = clause, chunks, coarse

    def run(self) -> list[Clause]:
        """The clause, and behind it those that share its verb."""
        starts = [i for i in self.clause.phrases if self._opens(i)]
        if not starts or not self._lends(starts[0]):
            return [self.clause]
        gapped = [self._clause(i, stop) for i, stop in zip(starts, [*starts[1:], -1], strict=True)]
        taken = {p for clause in gapped for p in clause.places}
        rest = [p for p in self.clause.places if p not in taken]
        phrases = [i for i in self.clause.phrases if self.chunks.phrases[i].head not in taken]
        self.clause.places, self.clause.phrases = rest, phrases
        return [self.clause, *gapped]

    def _opens(self, index: int) -> bool:
        """Whether an actor stands behind a mark or "und", and a thing right behind it."""
        phrase = self.chunks.phrases[index]
        verbs = verb_places(self.clause.places, self.chunks)
        if phrase.first == 0 or phrase.first < verbs[0] or not self._names(phrase, _ACTORS) or self._prep(phrase):
            return False
        before = self.chunks.atoms[phrase.first - 1].text
        if before not in _MARKS and not (before in _JOINING and index and self._thing_before(index)):
            return False
        behind = self._behind(index)
        return behind >= 0 and not any(p > phrase.first for p in verbs)

    def _thing_before(self, index: int) -> bool:
        """Whether the phrase before "und" is a thing, so that no list of actors goes on."""
        return self._names(self.chunks.phrases[index - 1], _THINGS)

    def _behind(self, index: int) -> int:
        """The thing that follows an actor with nothing but an adverb between; -1 if something else does."""
        place = self.chunks.phrases[index].last
        for other in range(index + 1, len(self.chunks.phrases)):
            phrase = self.chunks.phrases[other]
            between = self.chunks.atoms[place : phrase.first]
            if any(a.kind == "mark" or a.text in _JOINING for a in between):
                return -1
            if phrase.names:
                fits = self._names(phrase, _THINGS) and (bool(phrase.det) or bool(phrase.prep))
                return other if fits and self._shared(phrase, index) else -1
            if self.chunks.atoms[phrase.head].kind == "noun":
                return -1
            place = phrase.last
        return -1

    def _shared(self, phrase: Phrase, index: int) -> bool:
        """Whether the thing has no preposition, or one that another thing before has as well."""
        prep = self._prep(phrase)
        earlier = (self.chunks.phrases[i] for i in self.clause.phrases if i < index)
        return not prep or any(p.prep == phrase.prep and self._names(p, _THINGS) for p in earlier)

    def _lends(self, first: int) -> bool:
        """Whether the clause names an actor and a thing itself, or only sums up what follows its colon."""
        phrases = [self.chunks.phrases[i] for i in self.clause.phrases if i < first]
        whole = any(self._names(p, _ACTORS) for p in phrases) and any(self._names(p, _THINGS) for p in phrases)
        return whole or self.chunks.atoms[self.chunks.phrases[first].first - 1].text == ":"

    def _clause(self, index: int, stop: int) -> Clause:
        """The clause of an actor, up to that of the next one; its two phrases are no part of a list any more."""
        begin, behind = self.chunks.phrases[index].first, self._behind(index)
        end = self.chunks.phrases[stop].first if stop >= 0 else len(self.chunks.atoms)
        places = [p for p in self.clause.places if begin <= p < end]
        for place, case in ((index, "n"), (behind, "a")):
            phrase = self.chunks.phrases[place]
            phrase.group = 1 + max(p.group for p in self.chunks.phrases)
            phrase.of, phrase.how, phrase.prep = -1, "", self._prep(phrase)
            phrase.case = phrase.case if phrase.prep else case
        inside = [i for i in self.clause.phrases if self.chunks.phrases[i].head in set(places)]
        return replace(self.clause, places=places, phrases=inside, parent=self.clause, verbs=list(self.clause.verbs))

    def _prep(self, phrase: Phrase) -> str:
        """The preposition that stands in a phrase itself, not in the one that it seems to go on."""
        word = self.chunks.atoms[phrase.first].text.lower()
        return phrase.prep if word in grammar.PREPOSITIONS or word in grammar.CONTRACTED else ""

    def _names(self, phrase: Phrase, kinds: frozenset[str]) -> bool:
        return any(self.coarse.get(id) in kinds for id in self.chunks.atoms[phrase.head].entities[:1])
