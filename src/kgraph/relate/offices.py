"""Offices: who holds which office where, from titles, appositions, copulas and definite nouns of office.

"Bundesinnenministerin Nancy Faeser", "Markus Richter, CIO des Bundes und Staatssekretär im BMI",
"wird neue CIO des Freistaats", "der Bitkom-Präsident".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.relate import grammar
from kgraph.relate.found import Found
from kgraph.relate.office_leads import OfficeLeads
from kgraph.relate.office_nouns import office_of
from kgraph.relate.office_states import state_of
from kgraph.relate.office_terms import BODIES, Held
from kgraph.relate.reference import referring_types

_KEPT = re.compile(
    r"\w*(?:politisch|stellvertretend|parlamentarisch|wissenschaftlich|kaufmännisch|technisch|beamtet|"
    r"regierend|geschäftsführend|ehrenamtlich|hauptamtlich|kommissarisch|leitend)(?:e|er|en|es|em)",
    re.IGNORECASE,
)
# "Erster Beigeordneter" is an office, "die erste Präsidentin" is not.
_FIRST = re.compile(r"[Ee]rst(?:e|er|en|em)")
_WITH_FIRST = re.compile(
    r"\w*(?:[Bb]ürgermeister|[Bb]eigeordnet|[Vv]orsitzend|[Dd]irektor|(?:[Ss]tadt|[Kk]reis|[Ll]andes)r[aä]t)"
)

_LEVEL = re.compile(r"\b(?:Bundes|Landes)-\Z")
_NEUTER = ("mitglied", "oberhaupt")
_ADJECTIVAL = r"\w*(?:sitzende|[Bb]eauftragte|mächtigte|ordnete)"
_MALE, _FEMALE = re.compile(rf"\b({_ADJECTIVAL})r\b"), re.compile(rf"\b({_ADJECTIVAL})\b")
_MEMBER = re.compile(r"(?!\w*(?:[Vv]orstand|[Pp]räsidium|[Ll]eitung))\w*[Mm]itglied(?:s|er|ern)?")
_BOARD = re.compile(r"(?:\w*[Vv]orstand|Geschäftsführung|Geschäftsleitung|Präsidium|Direktorium|Leitung)(?:e?s)?")

_SURE = {"title": 0.95, "apposition": 0.95, "shared": 0.88, "copula": 0.85, "anaphor": 0.82}


class Offices(OfficeLeads):
    """The offices of one sentence."""

    def run(self) -> Iterator[Found]:
        """Yield `holdsRole` (for members of parliament: `participatesIn`)."""
        held = self.held = [h for i in range(len(self.phrases)) for h in self._read(i)]
        for index, item in enumerate(held):
            self.find_persons(item, held[:index])
        for index, item in reversed(list(enumerate(held))):
            self.share_persons(item, held[index + 1 :])
        for index, item in enumerate(held):
            if not item.bodies:
                self.share_body(item, held[index + 1 :])
        for index, item in enumerate(held):
            self._join_roles(item, held[index + 1 :])
        yield from self.named_after_minister()
        for item in held:
            self.share_out(item)
            yield from self._state(item)
            if item.bodies:
                self.scene.posts.append((self.atoms[item.place].start, item.bodies[0], item.role))

    def _read(self, index: int) -> Iterator[Held]:
        """The offices of a phrase; "Chief Information Officer" is one."""
        phrase = self.phrases[index]
        places = [p for p in phrase.nouns if office_of(self.atoms[p].text)]
        if places and self.atoms[places[0]].text == "Chief" and len(places) > 1:
            places = places[:1]
        for place in places:
            office = office_of(self.atoms[place].text)
            board = phrase.det and phrase.prep != "zu" and _BOARD.fullmatch(self.atoms[place].text)
            if office and not (board and not self._titled_by(place)):
                item = Held(index, place, office)
                item.bodies = self.find_bodies(item)
                item.role = self._role(item)
                yield item

    def _join_roles(self, item: Held, later: list[Held]) -> None:
        """Tell two offices of one person at one body as one: "CDO und IT-Referent der Stadt"."""
        for other in later[:1]:
            between = [a.text for a in self.atoms[self.phrases[item.phrase].last : self.phrases[other.phrase].first]]
            one = item.persons[:1] == other.persons[:1] and item.bodies[:1] == other.bodies[:1]
            if one and item.persons and item.bodies and between == ["und"]:
                item.role = other.role = f"{item.role} und {other.role}"

    def _titled_by(self, place: int) -> bool:
        """Whether a person's name stands behind a noun: "der Vorstand Ulf Berg" is a man, "den Vorstand" is a board."""
        return place + 1 < len(self.atoms) and self.is_person(place + 1)

    # --- where ---------------------------------------------------------------------------------------------------

    def _role(self, item: Held) -> str:
        phrase, text = self.phrases[item.phrase], self.atoms[item.place].text
        noun = self._nominative(item, text)
        level = _LEVEL.search(self.scene.text, max(0, self.atoms[item.place].start - 7), self.atoms[item.place].start)
        words = [(level[0] if level else self.other_field(item.place)) + noun]
        if text == "Chief":
            following = [self.atoms[p].text for p in phrase.nouns if p > item.place]
            words = [text, *following[: following.index("Officer") + 1]] if "Officer" in following else [text]
        for place in self._qualified(item, noun):
            stem = re.sub(r"(?:e|er|en|es|em)$", "", self.atoms[place].text)
            ending = "e" if noun.endswith(("in", "e")) else "es" if noun.endswith(_NEUTER) else "er"
            words.insert(0, stem + ending)
        tail = self._tail(item)
        return " ".join(words) + tail

    def _qualified(self, item: Held, noun: str) -> Iterator[int]:
        """The adjectives that belong to an office, from the noun backwards; in titles they are written large."""

        def belongs(place: int) -> bool:
            adjective = self.atoms[place].text
            return bool(_KEPT.fullmatch(adjective) or (_FIRST.fullmatch(adjective) and _WITH_FIRST.match(noun)))

        inside = self.phrases[item.phrase].adjectives
        for place in range(item.place - 1, -1, -1):
            if belongs(place):
                yield place
            elif place not in inside:
                return

    def _tail(self, item: Held) -> str:
        """So "für Finanzen, Personal und IT", with the genitive that may stand before it."""
        if self.followed_by_person(item):
            return ""
        gen = next((i for i, p in enumerate(self.phrases) if p.of == item.phrase and p.how == "gen"), -1)
        for base in (gen, item.phrase):
            if base < 0:
                continue
            for i, phrase in enumerate(self.phrases):
                if (
                    phrase.of == base
                    and phrase.how == "für"
                    and not any(self.scene.coarse[id] in BODIES for id in self.sentence.referents(i))
                ):
                    members = [
                        j
                        for j in self.sentence.group(i, range(len(self.phrases)))
                        if j >= i
                        and self.phrases[j].of == base
                        and not office_of(self.atoms[self.phrases[j].head].text)
                    ]
                    end = max(self.atoms[self.phrases[j].last - 1].end for j in members)
                    known = gen >= 0 and not self.sentence.is_name(self.phrases[gen]) and self.sentence.referents(gen)
                    begin = gen if known else item.phrase  # "des Landes" says where, not what
                    return (
                        self.scene.text[self.atoms[self.phrases[begin].last - 1].end : end]
                        if self.phrases[item.phrase].last - 1 == item.place
                        else ""
                    )
        return self._field_of(item, gen)

    def _field_of(self, item: Held, gen: int) -> str:
        """A genitive that names no body but belongs to the office: "Leiterin des Projektbüros"."""
        if gen < 0 or self.phrases[item.phrase].last - 1 != item.place or self.phrases[gen].names:
            return ""
        noun = self.atoms[self.phrases[gen].head]
        if self.sentence.referents(gen) or {*referring_types(noun.lemma), *referring_types(noun.text)}:
            return ""
        return self.scene.text[self.atoms[item.place].end : self.atoms[self.phrases[gen].last - 1].end]

    def _nominative(self, item: Held, text: str) -> str:
        prefix = self.prefix(item.place)
        if prefix and "-" in text and not text.startswith(("Bundes-", "Landes-")):
            text = text.rpartition("-")[2]
        if text.endswith("Os"):
            return text.removesuffix("s")  # "CIOs"
        if re.search(r"(?:sitzende|beauftragte|mächtigte|ordnete)[nmr]?$", text):
            base = re.sub(r"[nmr]$", "", text) if not text.endswith("e") else text
            det = self.phrases[item.phrase].det
            strong = not det or det.startswith(("dessen", "deren", "ihre", "seine", "eine"))
            feminine = det == "die" or (text.endswith("e") and strong)
            return base if feminine else base + "r"
        if text.endswith("innen"):
            return text.removesuffix("nen")
        lemma = grammar.lemma_of(text)
        if text.endswith(("räte", "räten")):
            return re.sub(r"räten?$", "rat", text)
        if (
            lemma != text
            and lemma[:1].isupper()
            and text.lower().startswith(lemma.lower()[:4])
            and not text.endswith("in")
        ):
            return lemma
        if lemma == text and re.search(r"(?:ern|enten|oren|ären)$", text):
            return re.sub(r"(?:(?<=er)n|(?<=ent)en|(?<=or)en|(?<=är)en)$", "", text)
        return text

    def _state(self, item: Held) -> Iterator[Found]:
        noun = self.atoms[item.place].text
        member = bool(re.search(r"[Aa]bgeordnete", noun) or _MEMBER.fullmatch(noun))
        yield from self.leads(item, noun)
        sure = _SURE.get(item.how, 0.6)
        if not item.explicit:
            sure *= 0.95
        for person in item.persons:
            body = item.by_person.get(person) or (item.bodies[0] if item.bodies else None)
            if body is None or body == person:
                continue
            if noun.startswith("Kolleg") and (self.scene.coarse[body] != "Jurisdiction" or not self.peer_role(item)):
                continue  # "Kollege Ulf Kunz von der FITKO" holds no office
            if _MEMBER.fullmatch(noun) and self.scene.type[body] != "Committee" and not self._of_board(item):
                continue  # members of associations are no officers of theirs
            predicate = "participatesIn" if member and self.scene.type[body] == "Committee" else "holdsRole"
            rule = f"office-{item.how}" + ("" if item.explicit or person in item.by_person else "-default")
            told = self.peer_role(item) if noun.startswith("Kolleg") else item.role
            role = self._gendered(told, person) if predicate == "holdsRole" else None
            alone = not any(h is not item and person in h.persons for h in self.held)
            status, first, last = state_of(item, person, self.sentence, alone)
            yield Found(person, predicate, body, rule, sure, status, None, None, role, None, first, last)

    def _gendered(self, role: str, person: str) -> str:
        """The role as it is told of a woman or a man: "Vorsitzende", "Vorsitzender"."""
        genders = self.scene.genders(person)
        if genders == frozenset("f"):
            return _MALE.sub(r"\1", role)
        return _FEMALE.sub(r"\1r", role) if genders == frozenset("m") else role

    def _of_board(self, item: Held) -> bool:
        """So "Mitglied der Geschäftsführung der FITKO"."""
        return any(
            phrase.of == item.phrase and _BOARD.fullmatch(self.atoms[phrase.head].text) for phrase in self.phrases
        )
