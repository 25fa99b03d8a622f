"""Who leads an undertaking by office ("Leiter des Projekts Alpha"), and what office "ihr Ulmer Kollege" holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.relate.found import Found
from kgraph.relate.office_defaults import stem_of
from kgraph.relate.office_sharing import OfficeSharing
from kgraph.relate.office_states import state_of
from kgraph.relate.office_terms import Held

_PROJECT = re.compile(r"(?:Gesamt|Teil)?[Pp]rojekt(?:leiter|koordinator|manager|chef)(?:in)?")
_MINISTER = re.compile(r"(?:[Dd]er |[Dd]ie )?Senator(?:in)? für ")
_HEADS = re.compile(r"[Ll]eiter|[Cc]hef|[Kk]oordinator|[Mm]anager|[Dd]irektor|[Vv]erantwortlich")


class OfficeLeads(OfficeSharing):
    """Offices that make their holder lead a project, that only another office tells, or that name a ministry."""

    def named_after_minister(self) -> Iterator[Found]:
        """So "Ulf Kunz, der Senator für Finanzen": what a ministry is called in Bremen is his office."""
        for index, phrase in enumerate(self.phrases):
            text = self.atoms[phrase.head].text
            ids = self.atoms[phrase.head].entities[:1] if _MINISTER.match(text) else ()
            apposed = phrase.first > 0 and self.atoms[phrase.first - 1].text == ","
            before = self.before(index) if ids and apposed and self.scene.type[ids[0]] == "Ministry" else -1
            if before >= 0 and self.is_person(self.phrases[before].head):
                person = self.atoms[self.phrases[before].head].entities[0]
                role = re.sub(r"^(?:[Dd]er|[Dd]ie) ", "", text)
                yield Found(person, "holdsRole", self._same_field(ids[0], role), "office-named", 0.8, role=role)

    def _same_field(self, ministry: str, role: str) -> str:
        """The other ministry of a minister's field that the article names ("Innenbehörde"), else the one itself."""
        field = stem_of(role.partition(" für ")[2].casefold().split(" ")[0].strip(","))
        for id, entity in self.scene.entities.items():
            if entity.type == "Ministry" and id != ministry and field in entity.name.casefold():
                return id
        return ministry

    def peer_role(self, item: Held) -> str:
        """The office of "ihr Ulmer Kollege": that of a town, district or Land that was told last before."""
        start = self.atoms[item.place].start
        here = [
            (self.atoms[h.place].start, h.bodies[0], h.role) for h in self.held if h.place < item.place and h.bodies
        ]
        floor = self.sentence.previous.start if self.sentence.previous else self.sentence.start
        posts = [*here, *(post for post in self.scene.posts if floor <= post[0] < start)]
        roles = [(place, role) for place, body, role in posts if self.scene.coarse[body] == "Jurisdiction"]
        return max(roles, default=(0, ""))[1]

    def leads(self, item: Held, noun: str) -> Iterator[Found]:
        """So "Max Berg, Leiter des Projekts Alpha": whoever heads an undertaking leads it."""
        if not _HEADS.search(noun) or not item.persons:
            return
        for i, phrase in enumerate(self.phrases):
            if phrase.of != item.phrase or phrase.how not in ("gen", "von", "für", "bei", "in"):
                continue
            for id in self.sentence.referents(i)[:1]:
                if self.scene.coarse[id] == "Initiative":
                    for person in item.persons[:1]:
                        status, first, last = state_of(item, person, self.sentence, True)
                        yield Found(
                            person, "leads", id, "office-leads", 0.85, status, valid_from=first, valid_until=last
                        )
                    return
        project = self._project_of(item, noun)
        if project:
            yield Found(item.persons[0], "leads", project, "office-leads-project", 0.72)

    def _project_of(self, item: Held, noun: str) -> str | None:
        """The project of "Projektleiterin ist Anna Berg": the only one that this sentence or the one before names."""
        hanging = any(p.of == item.phrase and p.how in ("gen", "von", "für") for p in self.phrases)
        if not _PROJECT.fullmatch(noun) or hanging or item.role.lower().startswith(("stellvertretend", "vize")):
            return None
        floor = self.sentence.previous.start if self.sentence.previous else self.sentence.start
        near = {
            id
            for start, id in self.scene.named_before(self.sentence.end)
            if start >= floor and self.scene.type[id] in ("Project", "Programme")
        }
        return near.pop() if len(near) == 1 else None
