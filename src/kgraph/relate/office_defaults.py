"""Where an office is held if its noun does not say so: the ministry of its field, the Land or town of the article."""

from __future__ import annotations

import re

from kgraph.relate.gender import is_town
from kgraph.relate.office_terms import Held, OfficeReader

_OF_BUND = re.compile(r"Bundes|(?:Vize)?[Kk]anzler(?:in)?$")
_MINISTER = re.compile(r"[Mm]inister(?!ial)")
_GENERIC = re.compile(r"(?:Land(?:es|kreis)?|Freistaat\w*|Kreis|(?:\w+s|S)tadt|Gemeinde)\s")
_GOVERNMENT = re.compile(r"regierung|[Kk]abinett|[Ss]enat\b|verwaltung$")
_NEAR = 150
_BESIDE = re.compile(r"| (?:von |in |des Landes |des Freistaats )?")
_HOLDS = re.compile(
    r"(?:^|\b[Ii]n (?:der |dem )?(?:\w+stadt |Land |Kreis |Gemeinde )?|"
    r"\b(?:[Dd]as|[Dd]em|[Dd]es) (?:Land(?:es)?|Bundesland(?:es)?) |\b[Dd]er Freistaat |"
    r"\b[Dd](?:ie|er) (?:Stadt|Gemeinde|\w+stadt) |\b[Dd](?:er|em|es) (?:Land)?[Kk]reis(?:es)? )$"
)


class OfficeDefaults(OfficeReader):
    """Supplies the body that a noun of office leaves open."""

    def ministry(self, item: Held, jurisdiction: str | None) -> str | None:
        """The ministry of a minister, if the article names it."""
        word = self.atoms[item.place].text.casefold()
        field_ = re.sub(r"-?(?:minister|senator|staatssekret|staatsr[aä]).*$", "", word).rpartition("-")[2]
        federal = field_.startswith("bundes") or (jurisdiction is not None and self.scene.type[jurisdiction] == "State")
        # "Digitalminister Ulf Kunz" is the Bund's where no Land has been spoken of.
        either = jurisdiction is None and not federal and not field_.startswith("landes") and self._no_land(item)
        fields = [field_, *re.findall(r"\w+(?=-)", self.other_field(item.place).casefold()), *self._behind_for(item)]
        stems = [stem for field in fields if (stem := stem_of(field))]
        if not stems:
            return self._only_ministry(jurisdiction)
        for id, entity in self.scene.entities.items():
            name = " ".join((entity.name, *entity.aliases)).casefold()
            of_bund = bool(re.search(r"bund|\bbm", name))
            if entity.type == "Ministry" and any(stem in name for stem in stems) and (either or of_bund == federal):
                if jurisdiction is None or self._owner(id) in (None, jurisdiction):
                    return id
        return None

    def _owner(self, ministry: str) -> str | None:
        """The Land whose adjective or name stands beside a ministry's name, else the one named nearest to it."""
        text = self.scene.text
        for mention in self.scene.entities[ministry].mentions:
            before = re.search(r"([\w-]+) $", text[max(0, mention.start - 30) : mention.start])
            adjective = self.scene.adjective(before[1]) if before else None
            reach = mention.end + 30
            names = [
                id
                for start, end, id, _ in self.scene.located.within(mention.start, reach)
                if self.scene.type[id] == "Land" and _BESIDE.fullmatch(text, min(start, mention.end), start)
            ]
            if adjective or names:
                return adjective or names[0]
        first = self.scene.entities[ministry].mentions[0].start
        near = sorted((abs(start - first), id) for start, id in self.scene.order if self.scene.type[id] == "Land")
        return near[0][1] if near and near[0][0] < _NEAR else None

    def _behind_for(self, item: Held) -> list[str]:
        """The fields that "Senator für Inneres und Sport" has."""
        hanging = [p for p in self.phrases if p.of == item.phrase and p.how == "für"]
        return [self.atoms[p.head].text.casefold() for p in hanging]

    def _no_land(self, item: Held) -> bool:
        """Whether the article has named no Land before an office."""
        before = self.scene.named_before(self.atoms[item.place].start)
        return all(self.scene.type[id] != "Land" for _, id in before)

    def _only_ministry(self, jurisdiction: str | None) -> str | None:
        """The ministry of "Minister Ulf Kunz", if the article names just one, and no Land that it may not serve."""
        found = [id for id, e in self.scene.entities.items() if e.type == "Ministry"]
        return found[0] if len(found) == 1 and jurisdiction is None else None

    def find_default(self, item: Held) -> str | None:
        """Where the office is held, if the text does not say so at the noun."""
        position = self.atoms[item.place].start
        phrase = self.phrases[item.phrase]
        if not item.office.ministry and (phrase.det[:5] in ("desse", "deren") or phrase.det[:3] in ("ihr", "sei")):
            return self.scene.last_before(
                self.atoms[phrase.first].start,
                {"Organisation"} if item.office.default[:1] != ("Municipality",) else {"Municipality"},
            )
        if item.office.ministry:
            ministry = self.ministry(item, None)
            if ministry:
                return ministry
            if self.atoms[item.place].text.casefold().startswith("bundes"):
                return self._federal()
        if item.office.default == ("State",) or self._beside_federal(item):
            return self._federal()
        for type in item.office.default:
            id = self._one({type}, position, not _MINISTER.search(self.atoms[item.place].text))
            if type == "Land" and item.office.default[0] == "Municipality" and id:
                id = id if is_town(self.scene.entities[id]) else None  # a Land has no mayor
            if id:
                return id
        return None

    def _beside_federal(self, item: Held) -> bool:
        """Whether a minister is named with an officer of the Bund: "Bundeskanzler A und Wirtschaftsminister B"."""
        if not item.office.ministry:
            return False
        earlier = [h for h in self.held if h.place < item.place and _OF_BUND.match(self.atoms[h.place].text)]
        return any(self.phrases[h.phrase].group == self.phrases[item.phrase].group for h in earlier)

    def _federal(self) -> str | None:
        return next(
            (
                id
                for id, e in self.scene.entities.items()
                if e.type == "State" and re.search(r"Bund|Deutschland", e.name)
            ),
            None,
        )

    def _one(self, types: set[str], position: int, city: bool = True) -> str | None:
        """The body of a type: named in this sentence before the office, else the article's topic, else the last one."""
        for start, id in self.scene.named_before(position):
            if start < self.sentence.start:
                break
            if self.scene.type[id] in types and self._serves(id, city) and self._holds(start):
                return id  # "In Berlin machte der Senat den Weg für Senator Kunz frei"
        told = self.sentence.previous.subjects()[:1] if self.sentence.previous else []
        if told and self.scene.coarse[told[0]] == "Organisation" and self.scene.type[told[0]] in types:
            if self._serves(told[0], city):
                return told[0]  # "80 Verfahren hat Komm.ONE. Das reiche nicht, sagte Vorstandschef Ulf Kunz"
        topic = self.scene.topic(types)
        if topic and self._serves(topic, city):
            return topic
        return next(
            (
                id
                for start, id in self.scene.named_before(position)
                if (self.scene.type[id] in types or self.scene.coarse[id] in types)
                and self._serves(id, city)
                and not self.scene.text.startswith("(", start - 1)
            ),
            None,
        )

    def _serves(self, id: str, city: bool) -> bool:
        """Whether a jurisdiction can have such an office: the Länder that are towns have senators, no ministers."""
        entity = self.scene.entities[id]
        if entity.type == "Authority" and _GOVERNMENT.search(entity.name):
            return False  # a government has no managing director
        return city or not is_town(entity)

    def _holds(self, start: int) -> bool:
        """Whether a name in the sentence is where an office is held: "in X", "das Land X", "die Stadt X", "X hat"."""
        before = self.scene.text[self.sentence.start : start]
        return bool(_HOLDS.search(before) or _GENERIC.match(self.scene.text, start))


def stem_of(field: str) -> str:
    """What a ministry's name shares with the field of its minister: "digital" of "digitalisierungs"."""
    stem = field.removeprefix("bundes").removeprefix("landes")
    if stem == "inneres":
        return "inne"
    return re.sub(r"(?:ungs|s|en)$", "", stem)[:7].removesuffix("n") if len(stem) > 5 else stem[:4]
