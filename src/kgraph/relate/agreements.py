"""Agreements: who is party and what they are about, from what hangs on the agreement's name.

Who concludes and signs by a verb is a matter of frames.
"""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.records import Status
from kgraph.relate.found import Found
from kgraph.relate.mood import adjective_status, status_of_noun
from kgraph.relate.reader import Reader

_CONCLUDES = frozenset(
    """
    schließen abschließen unterzeichnen unterschreiben eingehen vereinbaren aushandeln verlängern kündigen beenden
    """.split()
)
_PARTIES = frozenset({"Organisation", "Jurisdiction"})
_SUBJECTS = frozenset({"Initiative", "Law"})


class Agreements(Reader):
    """The agreements, laws and events of one sentence with what hangs on them."""

    def run(self) -> Iterator[Found]:
        """Yield `partyTo` and `concerns`."""
        for index, phrase in enumerate(self.phrases):
            for id in self.sentence.referents(index)[:1]:
                coarse = self.scene.coarse[id]
                if coarse == "Agreement":
                    yield from self._parties(index, id)
                if coarse in ("Agreement", "Event", "Law"):
                    yield from self._concerns(index, id, phrase.prep)

    def _chain(self, index: int) -> list[int]:
        found = [index]
        for i in range(index + 1, len(self.phrases)):
            if self.phrases[i].of in found or self.phrases[i].group in {self.phrases[f].group for f in found[1:]}:
                found.append(i)
        return found[1:]

    def _parties(self, index: int, agreement: str) -> Iterator[Found]:
        for i in self._chain(index):
            phrase = self.phrases[i]
            if phrase.how in ("zwischen", "mit", "gen", "von") and self.phrases[phrase.of].group in (
                self.phrases[index].group,
                phrase.group,
            ):
                for id in self.sentence.referents(i)[:1]:
                    if self.scene.coarse[id] in _PARTIES:
                        yield Found(id, "partyTo", agreement, f"agreement-{phrase.how}", 0.85, self._status(index))

    def _status(self, index: int) -> Status:
        """Whether it is concluded: not yet where somebody wants to, or plans one."""
        phrase = self.phrases[index]
        clause = next((c for c in self.sentence.clauses if index in c.phrases), None)
        words = " ".join(self.atoms[p].text for p in range(phrase.first, phrase.head))
        about = clause is not None and any(v.lemma in _CONCLUDES for v in clause.verbs)
        if clause is None or not (about or phrase.prep == ""):
            return adjective_status(words) or "fact"
        said = status_of_noun(clause, words, "partyTo", self.sentence, phrase.prep == "")
        of_it = about or any(v.lemma in ("planen", "anstreben", "vorbereiten", "beabsichtigen") for v in clause.verbs)
        return said if said and (of_it or adjective_status(words)) else "fact"

    def _concerns(self, index: int, subject: str, prep: str) -> Iterator[Found]:
        for i in self._chain(index):
            phrase = self.phrases[i]
            about = ("zu",) if self.scene.coarse[subject] == "Law" else ("über", "zu", "für")
            if phrase.how in about or (phrase.how in ("gen", "von") and self._through(i, index)):
                for id in self.sentence.referents(i)[:1]:
                    if self.scene.coarse[id] in _SUBJECTS and id != subject:
                        yield Found(subject, "concerns", id, "concerns-attribute", 0.8)

    def _through(self, index: int, root: int) -> bool:
        """A genitive deeper in the chain: "Vereinbarung über den Betrieb des Portals"."""
        parent = self.phrases[index].of
        return parent not in (-1, root) and self.phrases[parent].how in ("über", "zu", "für")
