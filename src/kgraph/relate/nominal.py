"""Match frames of nouns: "die Förderung des Portals durch das Land" states what a clause with a verb would."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.relate.found import Found
from kgraph.relate.frames import Frame
from kgraph.relate.stated import Stated


class Nominal(Stated):
    """The frames of nouns against one sentence."""

    def nominal(self) -> Iterator[Found]:
        """Yield what the nouns of the sentence state, with what hangs on them."""
        phrases = self.sentence.chunks.phrases
        for index, phrase in enumerate(phrases):
            atom = self.sentence.chunks.atoms[phrase.head]
            if atom.kind == "noun":
                for frame in self.frames.of_noun(atom.text, atom.lemma):
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
            said = self.pick([list(self.sentence.explained(index))], types) if slot == "explained" else []
            if said:
                return said
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
