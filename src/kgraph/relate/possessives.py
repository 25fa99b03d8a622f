"""Whose strategy, portal, conference: genitives, possessive pronouns and adjectives at the thing's name.

A programme or project is its owner's development, a service its owner's operation, an event its
owner's arrangement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.names import fold
from kgraph.relate.clause import Clause
from kgraph.relate.found import Found
from kgraph.relate.mood import adjective_status
from kgraph.relate.phrases import Phrase
from kgraph.relate.reader import Reader
from kgraph.relate.reference import referring_types
from kgraph.relate.scene import Scene

_STATES = {"Programme": "develops", "Project": "develops", "Service": "operates", "Event": "organises"}
_DRAFT = re.compile(r"[Ee]ntwurf\b|[Ee]ntwurfs\b|[Vv]orlage\b")  # whose law it is says little, whose draft it is much
_OWNERS = frozenset({"Organisation", "Jurisdiction"})
_GENITIVE = re.compile(r"\b(?:des|der|von|vom)\s+(?:\w+\s+){0,2}$")
_PARTNER = re.compile(
    r"(?:Kooperations|Projekt|Technologie|Entwicklungs|Implementierungs|IT-|Forschungs)?-?[Pp]artner(?:n|in|s)?"
)
_BY_TOWN = frozenset({"possessive-name-before", "possessive-adjective"})
_OPEN_EVENT = re.compile(
    r"[Mm]esse\b|[Kk]ongress|[Kk]onferenz|[Tt]agung|[Gg]ipfel|[Ss]ymposium|[Cc]onvention|[Kk]onvent\b"
)


def in_names(scene: Scene) -> Iterator[tuple[Found, int, int]]:
    """Yield what a name itself states ("Digitalstrategie der Bundesregierung"), with the span of the mention."""
    for entity in scene.entities.values():
        predicate = _STATES.get(entity.type)
        if predicate is None:
            continue
        for mention in entity.mentions:
            for start, end, other, _ in scene.located.within(mention.start, mention.end):
                if other != entity.id and scene.coarse[other] in _OWNERS and end >= mention.end - 6:
                    if _GENITIVE.search(scene.text[mention.start : start]):
                        yield Found(other, predicate, entity.id, "possessive-name", 0.85), mention.start, mention.end
            holder = _holder(scene, scene.text[mention.start : mention.end]) if entity.type == "Event" else None
            if holder and holder != entity.id:
                yield Found(holder, "organises", entity.id, "possessive-event", 0.8), mention.start, mention.end


def _holder(scene: Scene, name: str) -> str | None:
    """The body whose meeting an event is by its name: "Vitako-Mitgliederversammlung", "Herbsttagung von Vitako"."""
    behind = re.search(r"\s(?:des|der|von|vom)\s(.+)$", name)
    before = re.match(
        r"([\w.]+?)[- ](?=\w*-?\w*(?:versammlung|tagung|sitzung|[Ee]mpfang|[Kk]onferenz|[Kk]ongress))", name
    )
    for part in (behind, before):
        words = (part[1], part[1].removesuffix("s")) if part else ()
        id = next((scene.by_name[fold(w)] for w in words if fold(w) in scene.by_name), None)
        if id and scene.coarse[id] == "Organisation":
            return id
    return None


class Possessives(Reader):
    """Owners of the things in one sentence."""

    def run(self) -> Iterator[Found]:
        """Yield `develops`, `operates`, `organises`."""
        for index, phrase in enumerate(self.phrases):
            head = self.atoms[phrase.head]
            yield from self._partner(index)
            named = head.entities if head.kind == "name" else self.sentence.explained(index)
            thing = next((id for id in named if self.scene.type[id] in _STATES or self._draft(id, phrase)), None)
            if thing is None:
                continue
            predicate = _STATES.get(self.scene.type[thing], "presents")
            if head.kind != "name":
                kinds = [t for t in (*referring_types(head.text), *referring_types(head.lemma)) if t in _STATES]
                if not kinds:
                    continue
                predicate = _STATES[kinds[0]]
            said = adjective_status(" ".join(self.atoms[p].text for p in range(phrase.first, phrase.head)))
            for owner, rule, sure in self._owners(index):
                if owner == thing:
                    continue
                if predicate == "organises" and rule in _BY_TOWN and self._held_in(owner, index):
                    yield Found(thing, "takesPlaceIn", owner, "event-of-town", sure)
                else:
                    yield Found(owner, predicate, thing, rule, sure, said or "fact")

    def _partner(self, index: int) -> Iterator[Found]:
        """So "mit ihrem Partner X", "Projektpartner X der Stadt": whose partner a name is called."""
        phrase = self.phrases[index]
        if not phrase.names or not any(_PARTNER.fullmatch(self.atoms[p].text) for p in phrase.nouns if p < phrase.head):
            return
        own = phrase.det.startswith(("sein", "ihre", "ihr"))
        owners = [self._subject(index)] if own else []
        owners += [
            id
            for i, other in enumerate(self.phrases)
            if other.of == index and other.how == "gen"
            for id in self.sentence.referents(i)[:1]
        ]
        for partner in self.sentence.referents(index)[:1]:
            for owner in owners:
                if owner and owner != partner and {self.scene.coarse[owner], self.scene.coarse[partner]} <= _OWNERS:
                    yield Found(owner, "cooperatesWith", partner, "partner-noun", 0.78)

    def _held_in(self, town: str, index: int) -> bool:
        """Whether a town's adjective says where a fair or congress is, not who holds it: "die Nürnberger Fachmesse"."""
        phrase = self.phrases[index]
        words = [self.atoms[p].text for p in range(phrase.first, phrase.last)]
        return self.scene.type[town] == "Municipality" and any(_OPEN_EVENT.search(word) for word in words)

    def _draft(self, id: str, phrase: Phrase) -> bool:
        """Whether a phrase names the draft of a law."""
        words = (self.scene.entities[id].name, *(self.atoms[p].text for p in phrase.nouns))
        return self.scene.type[id] == "Law" and any(_DRAFT.search(word) for word in words)

    def _owners(self, index: int) -> Iterator[tuple[str, str, float]]:
        phrase = self.phrases[index]
        for i, other in enumerate(self.phrases):
            if other.of == index and (other.how == "gen" or (other.how == "von" and not self.acts(i))):
                for id in self.sentence.referents(i)[:1]:
                    if self.scene.coarse[id] not in _OWNERS:
                        continue
                    if self.sentence.is_name(other) or id != self._subject(index):  # who owns it would be "sein"
                        yield id, "possessive-genitive", 0.85
        for place in range(phrase.first, phrase.head):
            atom = self.atoms[place]
            if (
                atom.kind == "name"
                and self.scene.coarse[atom.entities[0]] in _OWNERS
                and (atom.text.endswith("s") or self.scene.adjective(atom.text))
            ):
                yield atom.entities[0], "possessive-name-before", 0.8
            elif atom.kind in ("word", "noun"):
                land = self.scene.adjective(atom.text)
                if land:
                    yield land, "possessive-adjective", 0.75
        if phrase.det in ("dessen", "deren"):
            last = self._last_named(index)
            if last:
                yield last, "possessive-demonstrative", 0.75
        elif phrase.det[:4] in ("sein", "ihre", "ihr", "eige"):
            joint = any(self.atoms[p].text.startswith("gemeinsame") for p in range(phrase.first, phrase.head))
            owner = None if joint else self._subject(index)
            if owner:
                yield owner, "possessive-pronoun", 0.8

    def _last_named(self, index: int) -> str | None:
        """Whom "dessen" or "deren" stands for: the antecedent, else the body last named, if that is near."""
        clause = next((c for c in self.sentence.clauses if index in c.phrases), None)
        if clause is not None and clause.kind == "rel":
            found = self.sentence.referents(clause.antecedent)[:1] if clause.antecedent >= 0 else ()
            return next((id for id in found if self.scene.coarse[id] in _OWNERS), None)
        wanted = frozenset("f" if self.phrases[index].det == "deren" else "mn")
        floor = self.sentence.previous.start if self.sentence.previous else self.sentence.start
        for start, id in self.scene.named_before(self.atoms[self.phrases[index].first].start):
            if start < floor:
                break
            if self.scene.coarse[id] in _OWNERS:
                return id if self.scene.genders(id) & wanted else None
        return None

    def _subject(self, index: int) -> str | None:
        """Whom a possessive pronoun stands for: the subject of its clause."""
        clause = next((c for c in self.sentence.clauses if index in c.phrases), None)
        if clause is None:
            return None
        for i in clause.phrases:
            phrase = self.phrases[i]
            if i != index and not phrase.prep and phrase.of < 0 and "n" in phrase.case:
                found = [id for id in self.sentence.referents(i)[:1] if self.scene.coarse[id] in _OWNERS]
                return found[0] if found else self._before(index, clause)
        return self._before(index, clause)

    def _before(self, index: int, clause: Clause) -> str | None:
        """Who acted in the sentence before, for a passive ("Auf seiner Sitzung wurde …") or what opens a sentence."""
        previous, phrase = self.sentence.previous, self.phrases[index]
        opens = index == 0 and not phrase.prep and "n" in phrase.case
        if previous is None or not (opens or any(verb.voice == "passive" for verb in clause.verbs)):
            return None
        wanted = "f" if phrase.det.startswith("ihr") else "mn"
        return next(
            (
                id
                for id in previous.subjects()
                if self.scene.coarse[id] in _OWNERS and self.scene.genders(id) & frozenset(wanted)
            ),
            None,
        )
