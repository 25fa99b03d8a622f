"""Offices: who holds which office where, from titles, appositions, copulas and definite nouns of office.

"Bundesinnenministerin Nancy Faeser", "Markus Richter, CIO des Bundes und Staatssekretär im BMI",
"wird neue CIO des Freistaats", "der Bitkom-Präsident".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from kgraph.config import resource
from kgraph.relate import grammar
from kgraph.relate.frames import read_table
from kgraph.relate.match import Found
from kgraph.relate.sentence import Sentence

_FORMER = re.compile(r"\b(?:ehemalig|früher|vormalig|einstig|damalig|scheidend|Ex-)\w*")
_KEPT = re.compile(r"\w*(?:politisch|stellvertretend|erst|parlamentarisch|wissenschaftlich|kaufmännisch|technisch|beamtet|geschäftsführend|ehrenamtlich|hauptamtlich|kommissarisch|leitend)(?:e|er|en|es|em)", re.IGNORECASE)  # fmt: skip
_TIMES = frozenset("Kurzem Jahr Jahren Monaten Sommer Herbst Frühjahr Winter Beginn Amtszeit".split())
_BODIES = frozenset({"Organisation", "Jurisdiction"})
_COPULAS = frozenset(
    "sein werden bleiben heißen amtieren fungieren berufen ernennen wählen bestellen bestimmen küren antreten arbeiten agieren wirken übernehmen".split()
)


@dataclass(frozen=True, slots=True)
class Office:
    """A class of nouns of office: its pattern, and where the office is held if the text is silent."""

    noun: re.Pattern[str]
    default: tuple[str, ...]
    ministry: bool


@dataclass(slots=True)
class _Held:
    """A noun of office in a sentence with the bodies and persons found for it."""

    phrase: int
    place: int
    office: Office
    bodies: list[str] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)
    by_person: dict[str, str] = field(default_factory=dict)
    explicit: bool = True
    how: str = ""
    role: str = ""


@cache
def _offices() -> tuple[Office, ...]:
    table = read_table(resource("data/frames") / "_offices.toml")
    return tuple(
        Office(re.compile(f"(?:{e['noun']})"), tuple(str(e["default"]).split()), bool(e.get("ministry")))
        for e in table["office"]
    )


@lru_cache(maxsize=16384)
def office_of(noun: str) -> Office | None:
    """The class of a noun of office, or None."""
    return next((office for office in _offices() if office.noun.fullmatch(noun)), None)


class Offices:
    """The offices of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.scene = sentence.scene
        self.atoms = sentence.chunks.atoms
        self.phrases = sentence.chunks.phrases
        self.held: list[_Held] = []

    def run(self) -> Iterator[Found]:
        """Yield `holdsRole` (for members of parliament: `participatesIn`)."""
        held = self.held = [h for i in range(len(self.phrases)) for h in self._read(i)]
        for index, item in enumerate(held):
            self._find_persons(item, held[:index])
        for index, item in enumerate(held):
            if not item.bodies:
                self._share(item, held[index + 1 :])
        for item in held:
            yield from self._state(item)

    def _read(self, index: int) -> Iterator[_Held]:
        """The offices of a phrase; "Chief Information Officer" is one."""
        phrase = self.phrases[index]
        places = [p for p in phrase.nouns if office_of(self.atoms[p].text)]
        if places and self.atoms[places[0]].text == "Chief" and len(places) > 1:
            places = places[:1]
        for place in places:
            office = office_of(self.atoms[place].text)
            if office:
                item = _Held(index, place, office)
                item.bodies = self._bodies(item)
                item.role = self._role(item)
                yield item

    # --- where ---------------------------------------------------------------------------------------------------

    def _bodies(self, item: _Held) -> list[str]:
        phrase = self.phrases[item.phrase]
        before = [
            id
            for p in phrase.names
            if p < item.place
            for id in self.atoms[p].entities[:1]
            if self.scene.coarse[id] in _BODIES
        ]
        prefix = self._prefix(item.place)
        if prefix:
            before.insert(0, prefix)
        for place in phrase.adjectives:
            id = self.scene.adjective(self.atoms[place].text)
            if id:
                before.append(id)
        for place in phrase.nouns:
            id = self.scene.adjective(self.atoms[place].text) if place < item.place else None
            if id:
                before.append(id)
        inside = [
            id
            for p in phrase.names
            if p > item.place
            for id in self.atoms[p].entities[:1]
            if self.scene.coarse[id] in _BODIES
        ]
        attached = [] if self._followed_by_person(item) else inside or self._attached(item.phrase, 0)
        found = attached[:1] or before[:1]
        if item.office.ministry and found and self.scene.type[found[0]] in ("Municipality", "District"):
            found = []  # "der Schweriner Minister" serves the Land
        if re.search(r"(?:tags|bundestags|rats|kammer)abgeordnete", self.atoms[item.place].text):
            found = [
                id
                for id, e in self.scene.entities.items()
                if e.type == "Committee" and re.search(r"tag|kammer|parlament", e.name)
            ][:1] or found
        if item.office.ministry and found and self.scene.coarse[found[0]] == "Jurisdiction":
            ministry = self._ministry(item, found[0])
            return [ministry] if ministry else found
        return found

    def _followed_by_person(self, item: _Held) -> bool:
        return any(p > item.place and self._is_person(p) for p in self.phrases[item.phrase].names)

    def _is_person(self, place: int) -> bool:
        return bool(self.atoms[place].entities) and self.scene.coarse[self.atoms[place].entities[0]] == "Person"

    def _prefix(self, place: int) -> str | None:
        """The body inside a compound: "Bitkom-Präsident", "Verwaltungsratsvorsitzender"."""
        text = self.atoms[place].text
        while "-" in text:
            text = text.rpartition("-")[0]
            found = self.scene.by_name.get(text.casefold())
            if found and self.scene.coarse[found] in _BODIES:
                return found
        lower = self.atoms[place].text.casefold()
        for name, id in self.scene.by_name.items():
            if (
                len(name) > 7
                and lower.startswith(name)
                and len(lower) > len(name) + 3
                and self.scene.coarse[id] == "Organisation"
            ):
                return id
        return None

    def _attached(self, index: int, depth: int) -> list[str]:
        """The bodies that hang on a phrase, nearest first; through nouns without a name too."""
        if depth > 2:
            return []
        for i, phrase in enumerate(self.phrases):
            if (
                phrase.of == index
                and phrase.how in ("gen", "von", "in", "bei", "an", "für", "beim")
                and not phrase.hidden
            ):
                fitting = [id for id in self.sentence.referents(i) if self.scene.coarse[id] in _BODIES]
                if fitting and not (phrase.how == "für" and depth == 0):
                    return fitting[:1]
                if phrase.how != "für":
                    deeper = self._attached(i, depth + 1)
                    if deeper:
                        return deeper
        return []

    def _ministry(self, item: _Held, jurisdiction: str | None) -> str | None:
        """The ministry of a minister, if the article names it."""
        word = self.atoms[item.place].text.casefold()
        field_ = re.sub(r"minister.*$|senator.*$", "", word).rpartition("-")[2]
        federal = field_.startswith("bundes") or (jurisdiction is not None and self.scene.type[jurisdiction] == "State")
        stem = field_.removeprefix("bundes")
        stem = re.sub(r"(?:ungs|s|en)$", "", stem)[:7].removesuffix("n") if len(stem) > 5 else stem[:4]
        if not stem:
            return None
        for id, entity in self.scene.entities.items():
            name = " ".join((entity.name, *entity.aliases)).casefold()
            if entity.type == "Ministry" and (stem in name) and bool(re.search(r"bund|\bbm", name)) == federal:
                return id
        return None

    def _default(self, item: _Held) -> str | None:
        """Where the office is held, if the text does not say so at the noun."""
        position = self.atoms[item.place].start
        phrase = self.phrases[item.phrase]
        if not item.office.ministry and (phrase.det[:5] in ("desse", "deren") or phrase.det[:3] in ("ihr", "sei")):
            return self.scene.last_before(
                self.atoms[phrase.first].start,
                {"Organisation"} if item.office.default[:1] != ("Municipality",) else {"Municipality"},
            )
        if item.office.ministry:
            ministry = self._ministry(item, None)
            if ministry:
                return ministry
            if self.atoms[item.place].text.casefold().startswith("bundes"):
                return self._federal()
        if item.office.default == ("State",):
            return self._federal()
        for type in item.office.default:
            id = self._one({type}, position)
            if id:
                return id
        return None

    def _federal(self) -> str | None:
        return next(
            (
                id
                for id, e in self.scene.entities.items()
                if e.type == "State" and re.search(r"Bund|Deutschland", e.name)
            ),
            None,
        )

    def _one(self, types: set[str], position: int) -> str | None:
        return self.scene.topic(types) or self.scene.last_before(position, types)

    # --- who -----------------------------------------------------------------------------------------------------

    def _find_persons(self, item: _Held, earlier: list[_Held]) -> None:
        phrase = self.phrases[item.phrase]
        inside = [
            id for p in phrase.names if p > item.place and self._is_person(p) for id in self.atoms[p].entities[:1]
        ]
        if inside:
            item.persons, item.how = inside, "title"
            self._plural(item)
            return
        before = self._before(item.phrase)
        if before >= 0:
            head = self.phrases[before].head
            own = (
                phrase.det in ("der", "die", "dem", "den")
                and self._joined_by_and(item)
                and self.atoms[phrase.first - 1].text != ","
            )
            if self._is_person(head) and not own:
                item.persons, item.how = [self.atoms[head].entities[0]], "apposition"
                return
            same = next((h for h in reversed(earlier) if h.phrase == before or self._root(before) == h.phrase), None)
            if same and same.persons and same.how in ("apposition", "copula", "shared") and self._joined_by_and(item):
                item.persons, item.how = same.persons, "shared"
                return
        behind = self._behind(item.phrase)
        if behind is not None:
            item.persons, item.how = [behind], "apposition"
            return
        self._copula(item) or self._anaphor(item)

    def _joined_by_and(self, item: _Held) -> bool:
        place = self.phrases[item.phrase].first - 1
        while place >= 0 and self.atoms[place].text in ("zugleich", "auch", "zudem", "ferner"):
            place -= 1
        return place >= 0 and self.atoms[place].text in ("und", "sowie", ",")

    def _root(self, index: int) -> int:
        while self.phrases[index].of >= 0:
            index = self.phrases[index].of
        return index

    def _before(self, index: int) -> int:
        """The phrase before a comma or conjunction that stands before this one."""
        place = self.phrases[index].first - 1
        if (
            place > 1
            and self.atoms[place].text == ","
            and not self.phrases[index].det
            and place - 1 not in self.sentence.chunks.owner
        ):
            behind_verb = place - 1  # "nahm auch Anna Berg teil, Staatssekretärin im BMI"
            while (
                behind_verb > 0
                and behind_verb not in self.sentence.chunks.owner
                and self.atoms[behind_verb].kind in ("verb", "word", "prep")
            ):
                behind_verb -= 1
            head = next((i for i, p in enumerate(self.phrases) if p.last == behind_verb + 1), -1)
            if head >= 0 and self._is_person(self.phrases[head].head):
                return head
        while place >= 0 and (
            self.atoms[place].text
            in (",", "und", "sowie", "zugleich", "auch", "zudem", "damals", "derzeit", "heute", "–")
            or self.atoms[place].text in (")",)
        ):
            if self.atoms[place].text == ")":
                while place >= 0 and self.atoms[place].text != "(":
                    place -= 1
            place -= 1
        if place == self.phrases[index].first - 1:
            place = self._before_time(place)
        if place == self.phrases[index].first - 1:
            return -1
        for before in range(index - 1, -1, -1):
            if self.phrases[before].last == place + 1:
                return before
        return -1

    def _before_time(self, place: int) -> int:
        """Step back over "bis vor Kurzem," "in diesem Jahr" to the word before the comma."""
        index = self.sentence.chunks.owner.get(place, -1)
        if index < 0 or self.atoms[self.phrases[index].head].text not in _TIMES:
            return place
        before = self.phrases[index].first - 1
        while before >= 0 and self.atoms[before].text in ("bis", "und", "sowie", ","):
            before -= 1
        return before if before < self.phrases[index].first - 1 else place

    def _plural(self, item: _Held) -> None:
        """Persons joined to the one behind a title in the plural, and the body in brackets behind each."""
        text, phrase = self.atoms[item.place].text, self.phrases[item.phrase]
        shared = phrase.det in ("deren", "dessen", "ihre", "seine") and text.endswith(("e", "en", "er"))
        plural = (
            shared
            or phrase.det in ("die", "den", "der", "deren", "dessen", "beiden")
            and text.endswith(("innen", "te", "ten", "er", "en", "nnen", "ern", "re", "ren"))
        )
        if plural:
            for i, other in enumerate(self.phrases):
                if i > item.phrase and other.group == phrase.group and other.first - 1 >= 0:
                    if not self._is_person(other.head) or other.nouns:
                        break
                    item.persons.append(self.atoms[other.head].entities[0])
        for place in range(item.place, len(self.atoms) - 2):
            if (
                self._is_person(place)
                and self.atoms[place].entities[0] in item.persons
                and self.atoms[place + 1].text == "("
            ):
                inner = self.atoms[place + 2]
                if inner.kind == "name" and self.scene.coarse[inner.entities[0]] == "Jurisdiction":
                    item.by_person[self.atoms[place].entities[0]] = inner.entities[0]

    def _behind(self, index: int) -> str | None:
        """A person behind the office and what hangs on it: "Der Präsident des Amtes, Max Berg," or without comma."""
        phrase = self.phrases[index]
        last = index
        for i in range(index + 1, len(self.phrases)):
            if self._root(i) == index or (self.phrases[i].of >= 0 and self.phrases[i].of == last):
                last = i
            else:
                break
        place = self.phrases[last].last
        if (
            place + 1 < len(self.atoms)
            and self.atoms[place].kind == "verb"
            and self.atoms[place + 1].text == ","
            and phrase.det
        ):
            place += 1
        if place < len(self.atoms) and self.atoms[place].text in (",", ":"):
            place += 1
        elif last == index and not phrase.names:
            return None
        if place < len(self.atoms) and self._is_person(place) and self.atoms[place - 1].text != "(":
            definite = phrase.det or self.atoms[place - 1].text != ","
            after = self.atoms[place + 1].text if place + 1 < len(self.atoms) else ""
            if definite and not (self.atoms[place - 1].text == "," and after == "und"):
                return self.atoms[place].entities[0]
        return None

    def _copula(self, item: _Held) -> bool:
        """ "X ist, wird, bleibt CIO", "X wurde zum Beauftragten berufen", "als Bürgermeister"."""
        phrase = self.phrases[item.phrase]
        clause = next((c for c in self.sentence.clauses if item.phrase in c.phrases), None)
        in_post = phrase.of >= 0 and self.atoms[self.phrases[phrase.of].head].lemma in (
            "Amt",
            "Posten",
            "Funktion",
            "Aufgabe",
            "Position",
            "Rolle",
        )
        if clause is None or (phrase.of >= 0 and not in_post):
            return False
        as_office = phrase.first > 0 and self.atoms[phrase.first - 1].text.lower() == "als"
        if not (
            as_office
            or phrase.prep == "zu"
            or (not phrase.prep and clause.verbs and any(v.lemma in _COPULAS for v in clause.verbs))
        ):
            return False
        for i in clause.phrases:
            other = self.phrases[i]
            if i == item.phrase or other.prep or other.how == "gen":
                continue
            persons = [id for id in self.sentence.referents(i) if self.scene.coarse[id] == "Person"][:1]
            if persons and (self.sentence.is_name(other) or self.atoms[other.head].kind == "pron"):
                item.persons, item.how = persons, "copula"
                item.bodies = item.bodies or self._around(clause.phrases, as_office)
                return True
        if clause.kind == "rel" and clause.antecedent >= 0:
            persons = [id for id in self.sentence.referents(clause.antecedent) if self.scene.coarse[id] == "Person"]
            if persons and not clause.pronoun_prep:
                item.persons, item.how = persons[:1], "copula"
                item.bodies = item.bodies or self._around(clause.phrases, as_office)
                return True
        return False

    def _new_with(self, item: _Held, phrases: list[int], verbs: set[str]) -> bool:
        """ "bekommt mit Ulf Kunz einen neuen Präsidenten"."""
        if not verbs & {"bekommen", "erhalten", "haben"}:
            return False
        for i in phrases:
            head = self.phrases[i].head
            if self.phrases[i].prep == "mit" and self._is_person(head):
                item.persons, item.how = [self.atoms[head].entities[0]], "copula"
                subjects = [
                    j for j in phrases if not self.phrases[j].prep and self.phrases[j].of < 0 and j != item.phrase
                ]
                found = [
                    id for j in subjects for id in self.sentence.referents(j)[:1] if self.scene.coarse[id] in _BODIES
                ]
                item.bodies = item.bodies or found[:1]
                return True
        return False

    def _around(self, phrases: list[int], as_office: bool) -> list[str]:
        """The body in a clause with "als": "steht dem Verband als Präsident vor", "für die Fraktion als Sprecher"."""
        for i in phrases:
            phrase = self.phrases[i]
            if phrase.prep in (("für", "bei") if as_office else ("bei",)) or (
                as_office and not phrase.prep and phrase.case in ("d", "ad") and phrase.of < 0
            ):
                found = [id for id in self.sentence.referents(i) if self.scene.coarse[id] in _BODIES]
                if found:
                    return found[:1]
        return []

    def _anaphor(self, item: _Held) -> bool:
        """ "der Bitkom-Präsident": the person just spoken of, if the office names its body."""
        phrase = self.phrases[item.phrase]
        if phrase.det not in ("der", "die") or phrase.prep or phrase.of >= 0 or not item.bodies or self._former(item):
            return False
        if self.phrases[item.phrase].head != item.place:
            return False
        start = self.atoms[phrase.first].start
        floor = self.sentence.previous.start if self.sentence.previous else self.sentence.start
        for position, id in reversed(self.scene.order):
            if position < floor:
                break
            if position < start and self.scene.coarse[id] == "Person":
                item.persons, item.how = [id], "anaphor"
                return True
        return False

    def _share(self, item: _Held, later: list[_Held]) -> None:
        """ "IT-Referent und CDO der Stadt München": an office without a body takes that of the next one."""
        for other in later:
            if other.persons == item.persons and other.how == "shared" and other.bodies and item.persons:
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
            and earlier.office.default == item.office.default
            and not item.office.ministry
        ):
            item.bodies = earlier.bodies
            return
        if item.how == "apposition" and self._owner_of_new(item):
            return
        if not item.by_person or len(item.by_person) < len(item.persons):
            default = self._default(item)
            if default:
                item.bodies, item.explicit = [default], False

    def _owner_of_new(self, item: _Held) -> bool:
        """ "Das Land Hessen hat einen neuen CIO: …" """
        clause = next((c for c in self.sentence.clauses if item.phrase in c.phrases), None)
        if clause is None or not any(v.lemma in ("haben", "bekommen", "erhalten") for v in clause.verbs):
            return False
        for i in clause.phrases:
            phrase = self.phrases[i]
            found = [id for id in self.sentence.referents(i)[:1] if self.scene.coarse[id] in _BODIES]
            if found and not phrase.prep and phrase.of < 0:
                item.bodies = found
                return True
        return False

    # --- what ----------------------------------------------------------------------------------------------------

    def _role(self, item: _Held) -> str:
        phrase, text = self.phrases[item.phrase], self.atoms[item.place].text
        noun = self._nominative(item, text)
        words = [noun]
        if text == "Chief":
            following = [self.atoms[p].text for p in phrase.nouns if p > item.place]
            words = [text, *following[: following.index("Officer") + 1]] if "Officer" in following else [text]
        for place in reversed([p for p in phrase.adjectives if p < item.place]):
            if _KEPT.fullmatch(self.atoms[place].text):
                stem = re.sub(r"(?:e|er|en|es|em)$", "", self.atoms[place].text)
                words.insert(0, stem + ("e" if noun.endswith(("in", "e")) else "er"))
        tail = self._tail(item)
        return " ".join(words) + tail

    def _tail(self, item: _Held) -> str:
        """ "für Finanzen, Personal und IT", with the genitive that may stand before it."""
        if self._followed_by_person(item):
            return ""
        gen = next((i for i, p in enumerate(self.phrases) if p.of == item.phrase and p.how == "gen"), -1)
        for base in (gen, item.phrase):
            if base < 0:
                continue
            for i, phrase in enumerate(self.phrases):
                if (
                    phrase.of == base
                    and phrase.how == "für"
                    and not any(self.scene.coarse[id] in _BODIES for id in self.sentence.referents(i))
                ):
                    members = [
                        j
                        for j in self.sentence.group(i, range(len(self.phrases)))
                        if j >= i and self.phrases[j].of == base
                    ]
                    end = max(self.atoms[self.phrases[j].last - 1].end for j in members)
                    return (
                        self.scene.text[self.atoms[self.phrases[item.phrase].last - 1].end : end]
                        if self.phrases[item.phrase].last - 1 == item.place
                        else ""
                    )
        return ""

    def _nominative(self, item: _Held, text: str) -> str:
        prefix = self._prefix(item.place)
        if prefix and "-" in text:
            text = text.rpartition("-")[2]
        if re.search(r"(?:sitzende|beauftragte|mächtigte|ordnete)[nmr]?$", text):
            base = re.sub(r"[nmr]$", "", text) if not text.endswith("e") else text
            feminine = self.phrases[item.phrase].det == "die" or (
                text.endswith("e") and not self.phrases[item.phrase].det
            )
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

    def _former(self, item: _Held) -> bool:
        phrase = self.phrases[item.phrase]
        words = " ".join(self.atoms[p].text for p in range(phrase.first, item.place + 1))
        return bool(_FORMER.search(words))

    def _state(self, item: _Held) -> Iterator[Found]:
        member = bool(re.search(r"[Aa]bgeordnete", self.atoms[item.place].text))
        status = "ended" if self._former(item) else "fact"
        sure = {"title": 0.9, "apposition": 0.9, "shared": 0.85, "copula": 0.8, "anaphor": 0.7}.get(item.how, 0.6)
        if not item.explicit:
            sure *= 0.85
        for person in item.persons:
            body = item.by_person.get(person) or (item.bodies[0] if item.bodies else None)
            if body is None or body == person:
                continue
            predicate = "participatesIn" if member and self.scene.type[body] == "Committee" else "holdsRole"
            rule = f"office-{item.how}" + ("" if item.explicit or person in item.by_person else "-default")
            role = item.role if predicate == "holdsRole" else None
            yield Found(person, predicate, body, rule, sure, status, None, None, role)
