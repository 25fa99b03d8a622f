"""Who leads an undertaking by office ("Leiter des Projekts Alpha"), and what office "ihr Ulmer Kollege" holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.relate.found import Found
from kgraph.relate.office_sharing import OfficeSharing
from kgraph.relate.office_states import state_of
from kgraph.relate.office_terms import Held

_PROJECT = re.compile(r"(?:Gesamt|Teil)?[Pp]rojekt(?:leiter|koordinator|manager|chef)(?:in)?")
_HEADS = re.compile(r"[Ll]eiter|[Cc]hef|[Kk]oordinator|[Mm]anager|[Dd]irektor|[Vv]erantwortlich")


class OfficeLeads(OfficeSharing):
    """Offices that make their holder lead a project, or that only another office tells."""

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
