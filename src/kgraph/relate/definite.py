"""What a definite noun points back to: "der Minister", "die Prüfer", "die Genossenschaft", "das Finanzressort"."""

from __future__ import annotations

import re
from abc import ABC
from typing import TYPE_CHECKING

from kgraph.relate.gender import agrees
from kgraph.relate.office_nouns import office_of
from kgraph.relate.reference import collective, form_of, referring_types
from kgraph.relate.scene import Scene

if TYPE_CHECKING:
    from kgraph.relate.sentence import Sentence

_FIELD = re.compile(r"(\w{4,}?)(?:s|ungs)?(?:ressort|ministerium)")
_PRIZE = re.compile(r"[Pp]reis$|[Ww]ettbewerb$|[Aa]ward$|[Aa]uszeichnung$")
_INITIATIVES = frozenset({"Project", "Programme", "Service", "Law"})


class Definite(ABC):
    """Looks back from a sentence for what its definite nouns mean."""

    start: int
    scene: Scene
    previous: Sentence | None

    def person_before(self, det: str, noun: str, position: int) -> tuple[str, ...]:
        """Whom "der Minister" points back to: the last person of this gender, of this sentence or the one before."""
        floor = self.previous.start if self.previous else self.start
        pronoun = "sie" if det == "die" or noun.endswith("in") else "er"
        told = self.scene.person_called(noun, position, pronoun) if office_of(noun) else None
        if told:
            return (told,)
        for start, id in self.scene.named_before(position):
            if start < floor:
                break
            if self.scene.coarse[id] == "Person" and agrees(pronoun, self.scene.genders(id)):
                return (id,)
        return ()

    def body_of(self, noun: str, position: int) -> tuple[str, ...]:
        """The body that "die Prüfer", "die Liberalen" stand for: the last one named before that may be called so."""
        wanted = collective(noun)
        if wanted is None:
            return ()
        types, words = wanted
        for _, id in self.scene.named_before(position):
            if self.scene.type[id] in types:
                entity = self.scene.entities[id]
                if words.search(" ".join((entity.name, *entity.aliases))):
                    return (id,)
        return ()

    def definite(self, lemma: str, text: str, position: int) -> tuple[str, ...]:
        """What a definite noun points back to: what was called so, else the topic or what was spoken of most."""
        called = self.scene.called_before(lemma, position)
        found = called or self._of_field(lemma, position) or self._of_form(lemma, position)
        types = tuple(dict.fromkeys((*referring_types(lemma), *referring_types(text))))
        if types == ("Event",):
            types = ("Contest", "Event") if _PRIZE.search(lemma) else ("Event",)
        if self.scene.coarse_words(lemma.lower()):  # "In Bayern … des Landes": the one that this sentence names
            here = (id for start, id in self.scene.named_before(position) if start >= self.start)
            found += [id for id in here if self.scene.type[id] in types[:1]][:1]
        told = self.previous.subjects() if self.previous is not None else []
        vague = len(types) > 2 and _INITIATIVES.issuperset(types)  # "das Vorhaben" may be of any of these
        most = self.scene.salient_before(position, frozenset(types), told) if vague else None
        for id in (most, *(self.scene.topical(t) or self.scene.salient_before(position, {t}, told) for t in types)):
            if id and id not in found:
                found.append(id)
        return tuple(found[:3])

    def _of_form(self, noun: str, position: int) -> list[str]:
        """The body that "die Genossenschaft" means: the last one before whose name has that legal form."""
        form = form_of(noun)
        if form is None:
            return []
        names = [id for _, id in self.scene.named_before(position) if self.scene.coarse[id] == "Organisation"]
        found = [id for id in dict.fromkeys(names) if form.search(self.scene.full_names(id))]
        return sorted(found, key=lambda id: -names.count(id))[:1]

    def _of_field(self, noun: str, position: int) -> list[str]:
        """The ministry that "das Finanzressort" means: the last one before whose name has the field."""
        field = _FIELD.fullmatch(noun)
        if field is None:
            return []
        stem = field[1].lower()[:6]
        for _, id in self.scene.named_before(position):
            if self.scene.type[id] == "Ministry" and stem in self.scene.entities[id].name.lower():
                return [id]
        return []

    def just_named(self, begin: int) -> set[str]:
        """What this sentence or the one before names before a place."""
        return {id for start, id in self.scene.named_before(begin) if start >= (self.previous or self).start}
