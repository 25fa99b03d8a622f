"""Members and pilots, as the noun before their names tells: "die Vitako-Mitglieder Lecos und KISA".

Members that a verb or copula names are a matter of frames.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.names import fold
from kgraph.relate.found import Found
from kgraph.relate.reader import Reader

_MEMBERS = re.compile(
    r"(?:(?P<of>.+)-)?(?:(?:Neu)?[Mm]itglied(?:er|ern|s|sunternehmen|shäuser|skommunen)?|"
    r"[Tt]ochter(?:firma|unternehmen|gesellschaft)?|[Aa]bleger)"
)
_PILOTS = re.compile(
    r"(?:Modell|Pilot|Test|Projekt|Partner|Teilnehmer|Vorreiter|Leit|Gast)-?"
    r"(?:[Kk]ommunen?|[Ss]tadt|[Ss]tädten?|[Gg]emeinden?|[Rr]egion(?:en)?|[Ll]and(?:es|s)?|[Ll]änder[n]?|[Kk]reisen?|"
    r"[Kk]reis|[Ll]andkreisen?|[Ll]andkreis|[Bb]ehörden?|[Pp]artnern?|[Pp]artner)|Projektpartner(?:n|in)?"
)
_GUEST = re.compile(r"(?:Partner|Gast)land(?:s|es)?")
_EVENT = frozenset({"Event"})
_COUNTED = re.compile(
    r"(?:Neu|Gründungs|Verbands)?[Mm]itglieder[ns]?|Töchtern?|Tochter(?:firmen|unternehmen|gesellschaften)"
)
_NUMBERS = {"zwei": 2, "zweier": 2, "beide": 2, "beiden": 2, "drei": 3, "dreier": 3, "vier": 4, "fünf": 5}
_SEATED = re.compile(
    r"Rats(?:herr|herren|frau|frauen|herrin|mitglied)|(?:Stadt|Gemeinde|Kreis)(?:verordnete[rn]?|vertreter(?:in)?)|"
    r"Kreistagsmitglied|Stadträt(?:e|in|innen)|Gemeinderät(?:e|in|innen)|Gemeinderatsmitglied|Stadtratsmitglied"
)
_COUNCIL = re.compile(
    r"(?:^|\b)(?:Rat\b|\w*(?:[Ss]tadt|[Gg]emeinde|[Mm]arkt|[Kk]reis)rat\b|Stadtverordnetenversammlung|Gemeindevertretung|"
    r"Kreistag|Bürgerschaft)"
)
_BODIES = frozenset({"Association", "Committee", "Authority", "Company"})
_JOINT = frozenset({"Project", "Programme"})


class Members(Reader):
    """Names behind a noun of membership in one sentence."""

    def run(self) -> Iterator[Found]:
        """Yield `partOf` and `participatesIn`."""
        for index, phrase in enumerate(self.phrases):
            yield from self._enumerated(index)
            if self.atoms[phrase.head].kind != "name" or phrase.hidden:
                continue
            for place in phrase.nouns:
                if place >= phrase.head:
                    continue
                yield from self._members(index, place)
                yield from self._pilots(index, place)
                yield from self._seated(index, place)

    def _named(self, index: int) -> list[str]:
        """The name behind the noun and those joined to it."""
        group = [i for i in self.sentence.group(index, range(len(self.phrases))) if i >= index]
        return [id for i in group if self.sentence.is_name(self.phrases[i]) for id in self.sentence.referents(i)[:1]]

    def _members(self, index: int, place: int) -> Iterator[Found]:
        noun = _MEMBERS.fullmatch(self.atoms[place].text)
        if not noun:
            return
        whole = self.scene.by_name.get(fold(noun["of"])) if noun["of"] else None
        if whole is None:
            whole = next(
                (
                    id
                    for p in self.phrases[index].names
                    if p < place
                    for id in self.atoms[p].entities[:1]
                    if self.scene.type[id] in _BODIES
                ),
                None,
            )
        above = self.phrases[index].of
        if whole is None and self.phrases[index].how == "mit" and above >= 0:  # "der Verband mit seinen Mitgliedern A"
            whole = next((id for id in self.sentence.referents(above)[:1]), None)
        if whole is None or self.scene.type[whole] not in _BODIES:
            return
        for id in self._named(index):
            if id == whole:
                continue
            if self.scene.coarse[id] == "Organisation":
                yield Found(id, "partOf", whole, "member-noun", 0.85)
            elif self.scene.coarse[id] in ("Person", "Jurisdiction") and self.scene.type[whole] == "Committee":
                yield Found(id, "participatesIn", whole, "member-noun", 0.85)

    def _enumerated(self, index: int) -> Iterator[Found]:
        """So "zwei Mitglieder (A und B)", "mit zwei Mitgliedern: A …, B …": of whom the clause or a genitive speaks."""
        phrase = self.phrases[index]
        noun = self.atoms[phrase.head]
        if phrase.names or not _COUNTED.fullmatch(noun.text) or phrase.last >= len(self.atoms):
            return
        mark = self.atoms[phrase.last].text
        number = next((n for p in range(phrase.first, phrase.head) for n in [_NUMBERS.get(self.atoms[p].text)] if n), 0)
        if mark not in ("(", ":") or (mark == ":" and not number):
            return
        stop = next((p for p in range(phrase.last, len(self.atoms)) if self.atoms[p].text == ")"), len(self.atoms))
        named = [
            id
            for i, p in enumerate(self.phrases)
            if (phrase.last < p.first < stop and p.of < 0) or (mark == ":" and p.first > phrase.last)
            if self.sentence.is_name(p)
            for id in self.sentence.referents(i)[:1]
            if self.scene.coarse[id] == "Organisation"
        ]
        parts = list(dict.fromkeys(named))[: number or None]
        whole = self._whole(index)
        for id in parts if whole and len(parts) >= number else ():
            if id != whole:
                yield Found(id, "partOf", str(whole), "member-enumerated", 0.82)

    def _whole(self, index: int) -> str | None:
        """Whose members: what hangs on the noun, else the subject of its clause."""
        hanging = [i for i, p in enumerate(self.phrases) if p.of == index and p.how in ("gen", "von")]
        clause = next((c for c in self.sentence.clauses if index in c.phrases), None)
        above = [clause.antecedent] if clause and clause.kind == "rel" and clause.antecedent >= 0 else []
        own = [
            i
            for i in (clause.phrases if clause else ())
            if i != index and not self.phrases[i].prep and self.phrases[i].of < 0 and "n" in self.phrases[i].case
        ]
        for i in (*hanging, *above, *own):
            for id in self.sentence.referents(i)[:1]:
                if self.scene.type[id] in _BODIES:
                    return id
        return None

    def _pilots(self, index: int, place: int) -> Iterator[Found]:
        noun = self.atoms[place].text
        if not _PILOTS.fullmatch(noun):
            return
        guest = _GUEST.fullmatch(noun)
        project = self.scene.salient_before(self.sentence.end, _EVENT) if guest else self._project(index)
        if project is None:
            return
        for id in self._named(index):
            if self.scene.coarse[id] in ("Jurisdiction", "Organisation") and id != project:
                yield Found(id, "participatesIn", project, "pilot-noun", 0.72)

    def _seated(self, index: int, place: int) -> Iterator[Found]:
        """So "Ratsherr Kunz" in a report of one council."""
        if not _SEATED.fullmatch(self.atoms[place].text):
            return
        councils = [
            id
            for id, entity in self.scene.entities.items()
            if entity.type == "Committee" and _COUNCIL.search(entity.name)
        ]
        if len(councils) != 1:
            return
        for id in self._named(index):
            if self.scene.coarse[id] == "Person":
                yield Found(id, "participatesIn", councils[0], "seat-noun", 0.8)

    def _project(self, index: int) -> str | None:
        """What they are pilots of: what hangs on the names, else the one project of this sentence or the one before."""
        for i, phrase in enumerate(self.phrases):
            if phrase.of == index and phrase.how in ("gen", "von", "in", "für"):
                for id in self.sentence.referents(i)[:1]:
                    if self.scene.type[id] in _JOINT:
                        return id
        floor = self.sentence.previous.start if self.sentence.previous else self.sentence.start
        near: list[str] = []
        for start, id in self.scene.named_before(self.sentence.end):
            if start < floor:
                break
            if self.scene.type[id] in _JOINT and id not in near:
                near.append(id)
        return near[0] if len(near) == 1 else None
