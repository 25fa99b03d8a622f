"""Members and pilots, as the noun before their names tells: "die Vitako-Mitglieder Lecos und KISA".

Members that a verb or copula names are a matter of frames.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.names import fold
from kgraph.relate.found import Found
from kgraph.relate.reader import Reader

_MEMBERS = re.compile(r"(?:(?P<of>.+)-)?(?:Neu)?[Mm]itglied(?:er|ern|s|sunternehmen|shäuser|skommunen)?")
_PILOTS = re.compile(
    r"(?:Modell|Pilot|Test|Projekt|Partner|Teilnehmer|Vorreiter|Leit)-?"
    r"(?:[Kk]ommunen?|[Ss]tadt|[Ss]tädten?|[Gg]emeinden?|[Rr]egion(?:en)?|[Ll]and|[Ll]änder[n]?|[Kk]reisen?|"
    r"[Kk]reis|[Ll]andkreisen?|[Ll]andkreis|[Bb]ehörden?|[Pp]artnern?|[Pp]artner)|Projektpartner(?:n|in)?"
)
_BODIES = frozenset({"Association", "Committee", "Authority", "Company"})
_JOINT = frozenset({"Project", "Programme"})


class Members(Reader):
    """Names behind a noun of membership in one sentence."""

    def run(self) -> Iterator[Found]:
        """Yield `partOf` and `participatesIn`."""
        for index, phrase in enumerate(self.phrases):
            if self.atoms[phrase.head].kind != "name" or phrase.hidden:
                continue
            for place in phrase.nouns:
                if place >= phrase.head:
                    continue
                yield from self._members(index, place)
                yield from self._pilots(index, place)

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
        if whole is None or self.scene.type[whole] not in _BODIES:
            return
        for id in self._named(index):
            if id == whole:
                continue
            if self.scene.coarse[id] == "Organisation":
                yield Found(id, "partOf", whole, "member-noun", 0.85)
            elif self.scene.coarse[id] in ("Person", "Jurisdiction") and self.scene.type[whole] == "Committee":
                yield Found(id, "participatesIn", whole, "member-noun", 0.85)

    def _pilots(self, index: int, place: int) -> Iterator[Found]:
        if not _PILOTS.fullmatch(self.atoms[place].text):
            return
        project = self._project(index)
        if project is None:
            return
        for id in self._named(index):
            if self.scene.coarse[id] in ("Jurisdiction", "Organisation") and id != project:
                yield Found(id, "participatesIn", project, "pilot-noun", 0.72)

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
