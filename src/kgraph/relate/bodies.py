"""Bodies and what they belong to in a sentence: "Beschaffungsamt des BMI", "der Bund mit seinem Ministerium".

Only names, adjectives and attributes are looked at; verbs of belonging are frames.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.relate.body_names import GOVERNING, OWNED, STATE
from kgraph.relate.body_parts import BodyParts
from kgraph.relate.clause import Clause
from kgraph.relate.found import Found

_ORGANS = re.compile(
    r"(?:Verwaltungs|Aufsichts|Stiftungs|Bei|Partner)rat|Vorstand|Präsidium|Kuratorium|Lenkungs(?:kreis|ausschuss)|"
    r"(?:General|Verbands|Mitglieder|Gesellschafter|Haupt|Träger|Vertreter)versammlung"
)
_COUNCIL = re.compile(
    r"(?:Stadt|Gemeinde|Orts|Markt|Bezirks|Kreis)?[Rr]at|Stadtverordnetenversammlung|Gemeindevertretung|Bürgerschaft|Senat"
)
_GIVES = frozenset(
    """
    bescheinigen vorwerfen attestieren empfehlen raten mitteilen übergeben überreichen anbieten bestätigen danken
    gratulieren widersprechen vorlegen zuleiten übermitteln übertragen zusagen ausstellen bewilligen
    """.split()
)
_UNIT = re.compile(
    r"[Ss]telle\b|[Rr]eferat|[Aa]bteilung|[Ss]tabs|[Ee]inheit|[Ll]ab\b|[Tt]eam|[Pp]rojektgruppe|[Bb]üro|[Zz]entrum"
)
_FACTION = re.compile(
    r"[Ff]raktion|^(?:CDU|CSU|SPD|FDP|AfD|BSW|SSW|(?:Die )?Grünen?|Bündnis 90/Die Grünen|(?:Die )?Linken?|Union|"
    r"Piraten(?:partei)?|Freie Wähler|Liberalen?|Sozialdemokraten|Christdemokraten)$"
)


class Bodies(BodyParts):
    """The bodies in the phrases of one sentence and their owners."""

    def run(self) -> Iterator[Found]:
        """Yield `partOf`."""
        for index, phrase in enumerate(self.phrases):
            head = self.atoms[phrase.head]
            body = next((id for id in head.entities if self.scene.type[id] in OWNED), None)
            if body is not None and not head.reference:
                yield from self._within(index, body)
                yield from self._owned(index, body)
                if _ORGANS.fullmatch(self.scene.entities[body].name):
                    yield from self._organ(index, body)
                if self.scene.type[body] in ("Ministry", "Committee"):
                    yield from self._possessed(index, body)
            if phrase.names and phrase.det.startswith(("sein", "ihr")):
                yield from self._own(index)
            if phrase.names:
                yield from self._faction(index)
                yield from self._institute(index)
            yield from self.apposition(index)
            yield from self.copula(index)

    def _within(self, index: int, body: str) -> Iterator[Found]:
        """Owners that stand in the phrase of a body itself: "das Berliner Landesamt", "das städtische Amt"."""
        phrase = self.phrases[index]
        inside = {
            p
            for q in self.phrases
            if q.hidden and phrase.first <= q.first < q.last <= phrase.head
            for p in range(q.first, q.last)
        }
        for place in range(phrase.first, phrase.last):
            if place in inside:
                continue
            atom = self.atoms[place]
            id: str | None = None
            if place != phrase.head and atom.kind == "name" and self.scene.coarse[atom.entities[0]] == "Jurisdiction":
                id = atom.entities[0]
            elif place < phrase.head and atom.kind in ("word", "noun"):
                id = self.scene.adjective(atom.text) or self._generic(atom.text, atom.start)
            if id and not self._only_seated(body, id):
                yield Found(body, "partOf", id, "body-attribute", 0.85)

    def _owned(self, index: int, body: str) -> Iterator[Found]:
        """Owners that hang on a body, which coordinated bodies of its type share: "Amt und Agentur des Landes"."""
        group = self.sentence.group(index, range(len(self.phrases)))
        for i, other in enumerate(self.phrases):
            owner = self._owner(i, index, body) if other.of == index else None
            if owner is None:
                continue
            yield Found(body, "partOf", owner, "body-genitive", 0.85)
            for peer in group:
                name = self.sentence.referents(peer)[:1]
                if peer < index and name and self.scene.type[name[0]] == self.scene.type[body]:
                    yield Found(name[0], "partOf", owner, "body-genitive-shared", 0.75)

    def _owner(self, hanging: int, index: int, body: str) -> str | None:
        """What a phrase that hangs on a body names, if it hangs on it as an owner does."""
        how = self.phrases[hanging].how
        id = next(iter(self.sentence.referents(hanging)), None)
        if id is None or self.scene.coarse[id] not in ("Organisation", "Jurisdiction"):
            return None
        if how == "bei":
            owns = self.scene.coarse[id] == "Organisation" and self.phrases[index].how not in ("gen", "von")
        elif how == "in":
            ministry = self.scene.type[body] == "Ministry" and self.scene.type[id] in ("Land", "State")
            ministry = ministry and not self.scene.entities[body].name.startswith("Bund")  # only sits there
            owns = ministry or (self.scene.type[id] == "Municipality" and self._of_town(body))
        else:
            owns = (how == "gen" and not self._receives(hanging)) or (how == "von" and not self.acts(hanging))
        return id if owns else None

    def _receives(self, index: int) -> bool:
        """Whether "der" makes a dative, as the verb wants one: "… hat der Rechnungshof der Regierung bescheinigt"."""
        clause = next((c for c in self.sentence.clauses if index in c.phrases), None)
        gives = clause is not None and any(v.lemma in _GIVES and v.voice == "active" for v in clause.verbs)
        return gives and self.phrases[index].det == "der"

    def _only_seated(self, body: str, town: str) -> bool:
        """Whether a town beside a body's name may be no more than its seat: "die Osnabrücker ITEBO"."""
        town_body = self.scene.type[town] == "Municipality" and self.scene.type[body] == "Authority"
        return town_body and not GOVERNING.search(self.scene.entities[body].name)

    def _possessed(self, index: int, body: str) -> Iterator[Found]:
        """So "der Bund mit seinem Digitalministerium"; and "In Berlin hatte der Senat zugestimmt"."""
        phrase = self.phrases[index]
        clause = next((c for c in self.sentence.clauses if index in c.phrases), None)
        before = [i for i in clause.phrases if i < index and self.phrases[i].of < 0] if clause else []
        own = phrase.det.startswith(("sein", "ihr"))
        for i in before:
            other = self.phrases[i]
            id = next(iter(self.sentence.referents(i)[:1]), None)
            if id is None or self.scene.coarse[id] != "Jurisdiction" or id == body:
                continue
            seat = other.prep == "in" and i == before[0] and phrase.det == "der" and self._of_state(body)
            seat = seat or (other.prep == "in" and self.scene.type[id] == "Land" and self._plain_ministry(body, clause))
            if (own and not other.prep and "n" in other.case) or (
                seat and self.scene.type[id] in ("Land", "Municipality")
            ):
                yield Found(body, "partOf", id, "body-possessed" if own else "body-seat", 0.75)
                return

    def _own(self, index: int) -> Iterator[Found]:
        """So "das Ministerium mit seiner Zentralstelle X", "die Telekom und ihre Tochter X": of whom it hangs on."""
        phrase = self.phrases[index]
        part = next(iter(self.sentence.referents(index)[:1]), None)
        joined = [i for i in self.sentence.group(index, range(index)) if not self.phrases[i].names or i == index - 1]
        before = phrase.of if phrase.how == "mit" else joined[-1] if joined else -1
        if part is None or before < 0 or self.scene.coarse[part] != "Organisation":
            return
        for whole in self.sentence.referents(before)[:1]:
            if whole != part and self.scene.coarse[whole] == "Organisation":
                yield Found(part, "partOf", whole, "body-own", 0.75)

    def _organ(self, index: int, body: str) -> Iterator[Found]:
        """So "Beim Dienstleister X wechselt der Vorsitz im Verwaltungsrat": the organ of the one body of its clause."""
        clause = next((c for c in self.sentence.clauses if index in c.phrases), None)
        if clause is None or any(p.of == index and p.how in ("gen", "von") for p in self.phrases):
            return
        named = [i for i in clause.phrases if i != index and self.sentence.is_name(self.phrases[i])]
        others = {id for i in named for id in self.sentence.referents(i)[:1] if self.scene.coarse[id] == "Organisation"}
        at = {
            id for i in named if self.phrases[i].prep in ("bei", "von", "in") for id in self.sentence.referents(i)[:1]
        }
        if len(others) == 1 and others <= at and body not in others:
            yield Found(body, "partOf", others.pop(), "body-organ", 0.75)
        elif not others:
            main = self.scene.topic({"Authority", "Company", "Association"})
            if main and main != body and not STATE.search(self.scene.entities[main].name):
                yield Found(body, "partOf", main, "body-organ-topic", 0.6)

    def _plain_ministry(self, body: str, clause: Clause | None) -> bool:
        """Whether a ministry bears a name that each Land has one of, and no other Land is named in the clause."""
        ids = {id for i in (clause.phrases if clause else ()) for id in self.sentence.referents(i)[:1]}
        name = self.scene.entities[body].name
        plain = re.fullmatch(r"(?!Bundes)\w*[Mm]inisterium|Staatskanzlei", name)
        return bool(plain) and sum(self.scene.type[id] in ("Land", "State") for id in ids) == 1

    def _of_state(self, body: str) -> bool:
        """Whether a body bears a bare name that each Land or town has one of."""
        return bool(
            re.fullmatch(
                r"(?:Senat|Landtag|Kabinett|\w*[Rr]at|Landesregierung|Staatskanzlei|Bürgerschaft)",
                self.scene.entities[body].name,
            )
        )

    def _of_town(self, body: str) -> bool:
        """Whether a body bears a bare name that each town has one of; a chancellery only has its seat in one."""
        return bool(_COUNCIL.fullmatch(self.scene.entities[body].name))

    def _faction(self, index: int) -> Iterator[Found]:
        """So "die SPD im Landtag", "die Fraktion im Rat": a part of the council that hangs on its name."""
        faction = next((id for id in self.sentence.referents(index)[:1] if self.scene.type[id] == "Association"), None)
        if faction is None or not _FACTION.search(self.scene.entities[faction].name):
            return
        for i, phrase in enumerate(self.phrases):
            if phrase.of == index and phrase.how == "in" and self.sentence.is_name(phrase):
                for id in self.sentence.referents(i)[:1]:
                    if self.scene.type[id] == "Committee":
                        yield Found(faction, "partOf", id, "faction-in", 0.8)

    def _institute(self, index: int) -> Iterator[Found]:
        """So "das Institut der Universität", "der Lehrstuhl an der Universität"; "die Leitstelle im Ministerium"."""
        unit = next(iter(self.sentence.referents(index)[:1]), None)
        kinds = ("Research", "an gen von in") if unit and self.scene.type[unit] == "Research" else ("Ministry", "in")
        if unit is None or not self.sentence.is_name(self.phrases[index]):
            return
        if kinds[0] == "Ministry" and not (
            self.scene.type[unit] == "Authority" and _UNIT.search(self.scene.entities[unit].name)
        ):
            return
        for i, phrase in enumerate(self.phrases):
            if phrase.of == index and phrase.how in kinds[1].split() and self.sentence.is_name(phrase):
                for id in self.sentence.referents(i)[:1]:
                    if self.scene.type[id] == kinds[0] and id != unit:
                        yield Found(unit, "partOf", id, "unit-in", 0.78)

    def _generic(self, word: str, position: int) -> str | None:
        """So "das städtische Amt", "die landeseigene Agentur"."""
        if re.fullmatch(r"städtische[nrms]?", word):
            return self.scene.topical("Municipality") or self.scene.last_before(position, {"Municipality"})
        if re.fullmatch(r"landeseigene[nrms]?", word):
            return self.scene.last_before(position, {"Land"})
        return None
