"""What offices that stand together share: the holder of "CIO und Staatssekretär", the body of "IT-Referent und CDO"."""

from __future__ import annotations

import re

from kgraph.relate import grammar
from kgraph.relate.office_persons import OfficePersons
from kgraph.relate.office_terms import BODIES, Held

_OF_EACH = (("Municipality",), ("District",))
# "die weiteren Bürgermeister Anna Berg und Ulf Kunz" are those of other places.
_OTHERS = re.compile(r"(?:weiter|ander|übrig)e[nr]?")
_OF_PARTY = re.compile(
    r"(?:\S+ )?(?:\w+-?)?(?:[Aa]bgeordnete[rnm]?|[Ff]raktionsvize|Obmann|Obfrau|\w+-?[Ee]xpert(?:e|en|in))|"
    r"\w+politische[rnms]? [Ss]precher(?:in|s|n)?"
)
_AFFILIATED = re.compile(r" \(| von (?:der|den) ")
_DEPUTY = re.compile(r"(?:Vize|Ersatz)?(?:[Ss]tell)?[Vv]ertreter(?:in|s|innen|n)?")
_NAME = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{3,}")
_UNKNOWN = re.compile(r"(?!CDU|CSU|SPD|FDP|AfD|BSW|EDV|IKT|OZG|KI-|IT-)[A-ZÄÖÜ0-9]{3,}(?:-\w+)*")


def _is_word(text: str) -> bool:
    """Whether the word list knows a word, so that it says of what field an office is, not at whom."""
    return grammar.known(text) or grammar.known(text.lower())


class OfficeSharing(OfficePersons):
    """Supplies holder or body from the office beside, or by default."""

    def share_persons(self, item: Held, later: list[Held]) -> None:
        """So "CIO und Staatssekretär im BMI, Ulf Kunz": an office before "und" has the holder of the next."""
        if item.persons or not later or not later[0].persons or later[0].how not in ("title", "apposition", "shared"):
            return
        other = later[0]
        here, there = self.phrases[item.phrase], self.phrases[other.phrase]
        between = [a.text for a in self.atoms[here.last : there.first] if a.kind != "name" or not a.entities]
        joined = self.atoms[there.first - 1].text in ("und", "sowie", "zugleich")
        direct = self.end_of(item.phrase) + 1 == other.phrase or "(" in between
        if joined and direct and not there.prep and not (here.det and there.det) and "," not in between:
            item.persons, item.how = other.persons[:1], "shared"

    def share_body(self, item: Held, later: list[Held]) -> None:
        """So "IT-Referent und CDO der Stadt München": an office without a body takes that of the next one."""
        if any(_OTHERS.fullmatch(self.atoms[p].text) for p in self.phrases[item.phrase].adjectives):
            return
        for other in later:
            if (
                other.persons[:1] == item.persons
                and "shared" in (other.how, item.how)
                and other.bodies
                and item.persons
            ):
                item.bodies = other.bodies
                return
        first = self.phrases[item.phrase].first
        earlier = next(
            (h for h in reversed(self.held) if h.phrase < item.phrase and h.how == "title" and h.bodies and h.explicit),
            None,
        )
        if (
            earlier
            and item.how == "title"
            and self.atoms[first - 1].text in ("und", "sowie")
            and (earlier.office.default == item.office.default or self._of_type(item, earlier.bodies[0]))
            and not item.office.ministry
        ):
            item.bodies = earlier.bodies
            return
        if item.how == "apposition" and self._owner_of_new(item):
            return
        party = self._party(item)
        if party:
            item.bodies, item.explicit = [party], False
            return
        deputised = self._deputised(item)
        if deputised:
            item.bodies, item.explicit = [deputised], False
            return
        served = self._served_beside(item)
        if served:
            item.bodies, item.explicit = [served], False
            return
        if item.how == "title" and len(item.persons) > 1 and item.office.default[:1] in _OF_EACH and not item.by_person:
            self._each_his_own(item)
            return
        if (not item.by_person or len(item.by_person) < len(item.persons)) and not self._says_where(item):
            default = self.find_default(item)
            public = default is not None and self.scene.coarse[default] == "Jurisdiction"
            if default and (item.how != "copula" or public or self._near(default) or self._main(default)):
                item.bodies, item.explicit = [default], False

    def _party(self, item: Held) -> str | None:
        """The party of a deputy or a speaker for a field: "die Bildungsexpertin Anna Berg (SPD)"."""
        if not _OF_PARTY.fullmatch(self._office_words(item)):
            return None
        for person in item.persons[:1]:
            for mention in self.scene.entities[person].mentions:
                for start, _, id, _ in self.scene.located.within(mention.end, mention.end + 40):
                    if self.scene.type[id] == "Association" and _AFFILIATED.fullmatch(
                        self.scene.text, mention.end, start
                    ):
                        return id
        return None

    def _office_words(self, item: Held) -> str:
        """The noun of an office with the word before it."""
        return " ".join(self.atoms[p].text for p in range(max(0, item.place - 1), item.place + 1))

    def _each_his_own(self, item: Held) -> None:
        """Give each of several mayors a town, if as many towns were named together before."""
        before, kinds = self.sentence.previous, frozenset({"Municipality", "District"})
        for sentence in (self.sentence, before) if before else (self.sentence,):
            towns = sentence.together(kinds)
            if len(towns) == len(item.persons):
                item.bodies, item.explicit = towns[:1], False
                item.by_person = dict(zip(item.persons, towns, strict=True))
                return

    def share_out(self, item: Held) -> None:
        """So "A und B, die Geschäftsführer des X beziehungsweise des Y": as many bodies as persons, each has one."""
        hanging = [i for i, p in enumerate(self.phrases) if p.of == item.phrase and p.how in ("gen", "von")]
        peers = dict.fromkeys(g for i in hanging for g in self.sentence.group(i, range(len(self.phrases))))
        bodies = [id for i in peers for id in self.sentence.referents(i)[:1] if self.scene.coarse[id] in BODIES]
        if len(bodies) < 2 or len(bodies) != len(set(bodies)):
            return
        groups: dict[int, list[str]] = {}
        for phrase in self.phrases:
            if self.is_person(phrase.head):
                groups.setdefault(phrase.group, []).append(self.atoms[phrase.head].entities[0])
        fitting = [persons for persons in groups.values() if len(persons) == len(bodies)]
        if len(fitting) == 1 and (not item.persons or set(item.persons) & set(fitting[0])):
            item.persons, item.by_person = fitting[0], dict(zip(fitting[0], bodies, strict=True))
            item.how = item.how or "apposition"

    def _deputised(self, item: Held) -> str | None:
        """Where a deputy serves: where the officer does who was spoken of just before ("sein Stellvertreter ist X")."""
        if not _DEPUTY.fullmatch(self.atoms[item.place].text) or item.how not in ("copula", "apposition", "title"):
            return None
        floor = self.sentence.previous.start if self.sentence.previous else self.sentence.start
        here = [
            (self.atoms[h.place].start, h.bodies[0])
            for h in self.held
            if h.place < item.place and h.bodies and h.persons[:1] != item.persons[:1]
        ]
        before = [(place, body) for place, body, _ in self.scene.posts if floor <= place < self.sentence.start]
        chair = self._chair_before(self.atoms[item.place].start, floor)
        bodies = [(place, body) for place, body in (*here, *before) if self.scene.coarse[body] == "Organisation"]
        return max([*bodies, *chair], default=(0, None))[1]

    def _chair_before(self, position: int, floor: int) -> list[tuple[int, str]]:
        """Place and body of "den Vorsitz" before a place, which is that of the committee named last."""
        found = self.scene.text.rfind("Vorsitz ", floor, position)
        body = self.scene.last_before(position, {"Committee"}) if found >= 0 else None
        return [(found, body)] if body else []

    def _of_type(self, item: Held, body: str) -> bool:
        """Whether a body is an organisation of a type that has such an office."""
        return self.scene.coarse[body] == "Organisation" and self.scene.type[body] in item.office.default

    def _served_beside(self, item: Held) -> str | None:
        """The Land or Bund of another office of the holder: "Innenstaatssekretär Ulf Berg, Sachsen-CIO"."""
        others = [h for h in self.held if h is not item and h.bodies and h.explicit]
        bodies = [h.bodies[0] for h in others if item.persons and h.persons[:1] == item.persons[:1]]
        lands = {"Land", "State"} & set(item.office.default)
        fitting = [b for b in bodies if self.scene.type[b] in lands]
        return fitting[0] if fitting else None

    def _near(self, body: str) -> bool:
        """Whether a body is named in this sentence or the one before."""
        floor = self.sentence.previous.start if self.sentence.previous else self.sentence.start
        return any(id == body for start, id in self.scene.named_before(self.sentence.end) if start >= floor)

    def _main(self, body: str) -> bool:
        """Whether the article is about a body: its kicker, headline or first sentence names it before others."""
        return body == self.scene.topic({self.scene.type[body]})

    def _says_where(self, item: Held) -> bool:
        """Whether a body hangs on the office that nobody has recognised: "Geschäftsführer der Firma Krause"."""
        prefix = self.atoms[item.place].text.rpartition("-")[0]
        if _UNKNOWN.fullmatch(prefix) or (_NAME.fullmatch(prefix) and not _is_word(prefix)):
            return True  # "4IT-Verbandsvorsitzender", "Qumbra-Vorstand"
        if item.how == "title":
            return False
        return any(
            phrase.of == item.phrase
            and phrase.how in ("gen", "von", "bei", "in", "an", "beim")
            and not phrase.hidden
            and self.atoms[phrase.head].kind in ("noun", "name")
            and not self.sentence.referents(i)
            for i, phrase in enumerate(self.phrases)
        )

    def _owner_of_new(self, item: Held) -> bool:
        """Take the subject of "Das Land Hessen hat einen neuen CIO: …" for the body."""
        clause = next((c for c in self.sentence.clauses if item.phrase in c.phrases), None)
        if clause is None or not any(v.lemma in ("haben", "bekommen", "erhalten") for v in clause.verbs):
            return False
        for i in clause.phrases:
            phrase = self.phrases[i]
            found = [id for id in self.sentence.referents(i)[:1] if self.scene.coarse[id] in BODIES]
            if found and not phrase.prep and phrase.of < 0:
                item.bodies = found
                return True
        return False
