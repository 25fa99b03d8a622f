"""Events: where they are held, who is there and whose sessions they are, from what stands beside them in a clause.

A person who acts in a clause with "auf dem Kongress" was there; a body that acts "in seiner Sitzung" holds it.
Who organises by a verb is a matter of frames.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.records import Status
from kgraph.relate.clause import Clause
from kgraph.relate.found import Found
from kgraph.relate.mood import status_of
from kgraph.relate.reader import Reader
from kgraph.relate.words import TIMES

_AT = frozenset({"auf", "bei", "während", "anlässlich", "an"})
_WHERE = frozenset({"in", "auf", "an"})
_SESSION = re.compile(r"[Ss]itzung|[Kk]lausur|[Vv]ersammlung|[Pp]lenum")
_HEARING = re.compile(r"\w*[Aa]nhörung|(?:Fach|Experten)gespräch|Aussprache|Befragung")
_HOLDERS = frozenset({"Committee", "Authority", "Association"})
_GROUNDS = frozenset("Räumen Saal Halle Gebäude Haus Räumlichkeiten Ambiente Foyer Uhr Rahmen".split())
_OF_DATES = frozenset("am vom bis und im . ,".split())
_TOWNS = frozenset({"Municipality", "Place", "Land"})


class Occasions(Reader):
    """The events of one sentence."""

    def run(self) -> Iterator[Found]:
        """Yield `takesPlaceIn`, `participatesIn` and `organises`."""
        yield from self._with_whom()
        yield from self._heard()
        for index, phrase in enumerate(self.phrases):
            event = next((id for id in self.sentence.referents(index)[:1] if self.scene.type[id] == "Event"), None)
            if event is None:
                continue
            clause = next((c for c in self.sentence.clauses if index in c.phrases), None)
            yield from self._venues(index, event, clause)
            yield from self._bracketed(index, event)
            if clause is None or clause.negated:
                continue
            if phrase.prep in _AT:
                yield from self._present(index, event, clause)
            if phrase.prep in ("in", "auf", "bei"):
                yield from self._sessions(index, event, clause)

    # --- where ---------------------------------------------------------------------------------------------------

    def _venues(self, index: int, event: str, clause: Clause | None) -> Iterator[Found]:
        """Places that hang on an event, and places of its clause that hang on nothing else."""
        for i, other in enumerate(self.phrases):
            if other.prep not in _WHERE or not self.sentence.is_name(other):
                continue
            near = other.how in _WHERE and (other.of == index or self._behind(i, index))
            near = near or (other.prep == "in" and self._then_there(index, i))
            own = clause is not None and i in clause.phrases and self._at_large(i, index)
            if not near and not own:
                continue
            for id in (*self.sentence.referents(i)[:1], *self._around(i)):
                if self.scene.type[id] in _TOWNS or (near and self.scene.coarse[id] == "Jurisdiction"):
                    if near or self.scene.type[id] == "Place" or clause is None or not self._busy(clause, index, i):
                        yield Found(event, "takesPlaceIn", id, "event-place-attribute", 0.85 if near else 0.75)

    def _bracketed(self, index: int, event: str) -> Iterator[Found]:
        """So "der Kongress (3. bis 5. Mai 2024, Ulm)": a bracket that holds nothing but a date and a place."""
        place = self.phrases[index].last
        if place >= len(self.atoms) or self.atoms[place].text != "(":
            return
        stop = next((p for p in range(place, len(self.atoms)) if self.atoms[p].text == ")"), place)
        inside = self.atoms[place + 1 : stop]
        named = [id for atom in inside for id in atom.entities[:1]]
        rest = [a for a in inside if not a.entities and a.kind != "mark"]
        dated = all(
            a.kind == "num" or a.text in TIMES or a.text in ("bis", "und", "in", "im", "am", "vom") for a in rest
        )
        if len(named) == 1 and dated and self.scene.type[named[0]] in _TOWNS:
            yield Found(event, "takesPlaceIn", named[0], "event-bracket", 0.85)

    def _then_there(self, event: int, place: int) -> bool:
        """Whether nothing but a date stands between an event and a place: "Tagung am 18. April 2024 in Ulm"."""
        between = self.atoms[self.phrases[event].last : self.phrases[place].first]
        dates = [a for a in between if a.kind == "num" or a.text in TIMES]
        return bool(dates) and all(a in dates or a.text in _OF_DATES for a in between)

    def _behind(self, place: int, event: int) -> bool:
        """Whether only an owner or a date stands between event and place: "Tagung des X am 3. Mai in Y"."""
        above = self.phrases[place].of
        while above > event:
            phrase = self.phrases[above]
            dated = self.atoms[phrase.head].kind == "num" or self.atoms[phrase.head].text in TIMES
            if not dated and phrase.how not in ("gen", "von"):
                return False
            above = phrase.of
        return above == event

    def _at_large(self, place: int, event: int) -> bool:
        """Whether a place hangs on nothing, on the event, a day or a room."""
        above = self.phrases[place].of
        if above < 0 or above == event:
            return True
        head = self.atoms[self.phrases[above].head]
        return head.kind == "num" or head.text in TIMES or head.text in _GROUNDS

    def _dated(self, place: int) -> bool:
        """Whether a day stands directly before or behind a place: "am 20. März 2024 in Düsseldorf"."""
        phrase = self.phrases[place]
        before, behind = self.atoms[max(0, phrase.first - 1)], self.atoms[phrase.last : phrase.last + 2]
        day = before.kind == "num" or before.text in TIMES
        return phrase.prep == "in" and (
            day or (len(behind) == 2 and behind[0].text == "am" and behind[1].kind == "num")
        )

    def _busy(self, clause: Clause, index: int, place: int) -> bool:
        """Whether a town in the clause may be where something else happens: the event is no more than its object."""
        phrase = self.phrases[index]
        if phrase.prep in (*_AT, "zu", "im") or (not phrase.prep and "n" in phrase.case and self._dated(place)):
            return False
        return phrase.prep != "" or "n" not in phrase.case or not any(v.lemma in _HAPPENS for v in clause.verbs)

    def _around(self, index: int) -> Iterator[str]:
        """The town that a hall belongs to: "Rathaus von Paderborn", "Kongresshalle Böblingen"."""
        head = self.atoms[self.phrases[index].head]
        if not head.entities or self.scene.type[head.entities[0]] != "Place":
            return
        yield from (id for id in head.inner if self.scene.type[id] in _TOWNS)
        for i, phrase in enumerate(self.phrases):
            if phrase.of == index and phrase.how in ("gen", "von", "in"):
                yield from (id for id in self.sentence.referents(i)[:1] if self.scene.type[id] in _TOWNS)

    def _with_whom(self) -> Iterator[Found]:
        """So "Gipfel mit Kanzlerin Merkel", "Treffen mit Bürgermeister Kunz": who stands behind "mit" was there."""
        for index, phrase in enumerate(self.phrases):
            above = self.sentence.referents(phrase.of)[:1] if phrase.how == "mit" and phrase.of >= 0 else ()
            for id in above:
                if self.scene.type[id] not in ("Event", "Committee"):
                    continue
                if not self.sentence.is_name(self.phrases[phrase.of]):
                    continue
                for guest in self.sentence.referents(index)[:1]:
                    if self.scene.coarse[guest] == "Person" and self.sentence.is_name(phrase):
                        yield Found(guest, "participatesIn", id, "event-with", 0.8)

    def _heard(self) -> Iterator[Found]:
        """So "Bei einer Anhörung im Ausschuss sprach Anna Berg": who acts at its hearing is its guest."""
        for index, phrase in enumerate(self.phrases):
            above = phrase.of
            if (
                phrase.how not in ("in", "vor", "gen", "von")
                or above < 0
                or self.phrases[above].prep not in ("bei", "in")
            ):
                continue
            if not _HEARING.fullmatch(self.atoms[self.phrases[above].head].text):
                continue
            clause = next((c for c in self.sentence.clauses if above in c.phrases), None)
            for committee in self.sentence.referents(index)[:1]:
                if clause and not clause.negated and self.scene.type[committee] == "Committee":
                    yield from self._present(above, committee, clause)

    # --- who -----------------------------------------------------------------------------------------------------

    def _present(self, index: int, event: str, clause: Clause) -> Iterator[Found]:
        for i in clause.phrases:
            phrase = self.phrases[i]
            if (phrase.prep in ("", "gemeinsam", "neben") and phrase.of < 0 and "n" in phrase.case) or (
                phrase.prep == "von" and any(verb.voice != "active" for verb in clause.verbs)
            ):
                for id in self.sentence.referents(i)[:1]:
                    if self.scene.coarse[id] == "Person" and self.sentence.is_name(phrase):
                        yield Found(id, "participatesIn", event, "event-acts-at", 0.8, self._status(clause))

    def _sessions(self, index: int, event: str, clause: Clause) -> Iterator[Found]:
        """A body that decides in a session holds it; bodies in a joint session take part."""
        name = self.scene.entities[event].name
        if not _SESSION.search(name) or self.atoms[self.phrases[index].head].entities[1:]:
            return
        words = {self.atoms[p].text for p in range(self.phrases[index].first, self.phrases[index].head)}
        joint = bool(words & {"gemeinsame", "gemeinsamen", "gemeinsamer"})
        owned = any(p.of == index and p.how in ("gen", "von") for p in self.phrases)
        for i in clause.phrases:
            phrase = self.phrases[i]
            if phrase.prep or phrase.of >= 0 or "n" not in phrase.case:
                continue
            for id in self.sentence.referents(i)[:1]:
                if joint and self.scene.coarse[id] in ("Organisation", "Jurisdiction"):
                    yield Found(id, "participatesIn", event, "event-joint-session", 0.8, self._status(clause))
                elif not joint and not owned and self.scene.type[id] in _HOLDERS:
                    yield Found(id, "organises", event, "event-own-session", 0.75, self._status(clause))
            if not joint:
                return

    def _status(self, clause: Clause) -> Status:
        return "planned" if status_of(clause, "participatesIn", self.sentence) == "planned" else "fact"


_HAPPENS = frozenset(
    """
    stattfinden tagen laufen beginnen starten steigen gastieren zusammenkommen treffen eröffnen veranstalten abhalten
    ausrichten austragen verleihen vergeben sein enden werden durchführen organisieren feiern
    """.split()
)
