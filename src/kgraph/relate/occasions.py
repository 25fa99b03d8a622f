"""Events: where they are held, and who is there, from attributes and from what happens at them.

A person who acts in a clause with "auf dem Kongress" was there. Who organises by a verb is a
matter of frames.
"""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.records import Status
from kgraph.relate.found import Found
from kgraph.relate.reader import Reader

_AT = frozenset({"auf", "bei", "während", "anlässlich", "an"})


class Occasions(Reader):
    """The events of one sentence."""

    def run(self) -> Iterator[Found]:
        """Yield `takesPlaceIn` and `participatesIn`."""
        for index, phrase in enumerate(self.phrases):
            event = next((id for id in self.sentence.referents(index)[:1] if self.scene.type[id] == "Event"), None)
            if event is None:
                continue
            for i, other in enumerate(self.phrases):
                if other.of == index and other.how in ("in", "auf") and self.sentence.is_name(other):
                    for id in self.sentence.referents(i)[:1]:
                        if self.scene.coarse[id] in ("Jurisdiction", "Place"):
                            yield Found(event, "takesPlaceIn", id, "event-place-attribute", 0.85)
            if phrase.prep in _AT:
                yield from self._present(index, event)

    def _present(self, index: int, event: str) -> Iterator[Found]:
        clause = next((c for c in self.sentence.clauses if index in c.phrases), None)
        if clause is None or clause.negated:
            return
        for i in clause.phrases:
            phrase = self.phrases[i]
            if (
                phrase.prep in ("", "gemeinsam", "neben") and phrase.of < 0 and "n" in phrase.case
            ) or phrase.prep == "von":
                for id in self.sentence.referents(i)[:1]:
                    if self.scene.coarse[id] == "Person" and self.sentence.is_name(phrase):
                        status: Status = "planned" if clause.intent else "fact"
                        yield Found(id, "participatesIn", event, "event-acts-at", 0.8, status)
