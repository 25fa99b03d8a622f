"""Bodies and what they belong to: "Münchner Stadtrat", "Innenministerium Hessen", "Beschaffungsamt des BMI".

Only names, adjectives and attributes are looked at; verbs of belonging are frames.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.relate.clause import Clause
from kgraph.relate.found import Found
from kgraph.relate.phrases import Phrase
from kgraph.relate.reader import Reader
from kgraph.relate.scene import Scene

_OWNED = frozenset({"Ministry", "Committee", "Authority"})
_GENITIVE = re.compile(r"\b(?:des|der|von|vom)\b")
_GOVERNING = re.compile(
    r"regierung|[Ss]enat\b|[Kk]abinett|verwaltung|[Ll]andtag|[Rr]at\b|[Mm]inisterium|kanzlei|[Bb]ehörde|"
    r"haus\b|[Aa]usschuss|[Rr]echnungshof|[Aa]mt\b|[Bb]ürgerschaft|[Zz]entrum|[Bb]etrieb"
)
_TOWN_HALL = re.compile(
    r"(?:(?:[Ss]tadt|[Gg]emeinde|[Kk]reis)verwaltung|(?:Bürger|Ordnungs|Standes|Jugend|Bau|Straßenverkehrs)amt)\s*$"
)
_ORGANS = re.compile(
    r"(?:Verwaltungs|Aufsichts|Stiftungs|Bei|Partner)rat|Vorstand|Präsidium|Kuratorium|Lenkungs(?:kreis|ausschuss)|"
    r"(?:General|Verbands|Mitglieder|Gesellschafter|Haupt|Träger|Vertreter)versammlung"
)
_PARTS = re.compile(
    r"[\w-]*(?:[Ss]parte|[Tt]ochter|[Aa]bteilung|[Ee]inrichtung|[Rr]eferat|[Bb]ehörde|[Bb]etrieb|[Aa]mt|"
    r"[Ss]telle|[Bb]ereich|[Gg]esellschaft|[Aa]nstalt|[Ee]inheit|[Dd]ezernat|[Gg]remium|[Aa]rbeitsgruppe|"
    r"[Aa]usschuss|[Aa]gentur|[Ii]nstitut|[Uu]nternehmen|[Dd]ienstleister|[Rr]echenzentrum|[Zz]entrum|[Hh]aus|[Ff]irma|[Oo]rganisation|[Zz]entrale|[Ll]abor|[Ll]ab|[Tt]ochterfirma|[Ss]tabsstelle|[Ff]achbereich|[Aa]bleger|[Gg]ruppe|[Ss]ektion|[Vv]erwaltung)"
)


def in_names(scene: Scene) -> Iterator[tuple[Found, int, int]]:
    """Yield `partOf` stated by a name itself, with the span of the mention."""
    for entity in scene.entities.values():
        if entity.type not in _OWNED:
            continue
        for mention in entity.mentions:
            text = scene.text[mention.start : mention.end]
            owner = _inside(scene, entity.id, mention.start, mention.end) if mention.kind == "name" else None
            rule = "body-name"
            if owner is None:
                owner, rule = (
                    scene.adjective(text.split(" ")[0].split("-")[0]) if " " in text else None,
                    "body-adjective",
                )
                if owner and not _GOVERNING.search(text):
                    owner = None
            if owner and entity.type == "Ministry" and scene.type[owner] == "Municipality":
                continue  # "das Mainzer Innenministerium" is the Land's
            if owner and owner != entity.id:
                yield Found(entity.id, "partOf", owner, rule, 0.9), mention.start, mention.end


def _inside(scene: Scene, id: str, start: int, end: int) -> str | None:
    """The body or jurisdiction whose name stands inside a name, where the words between make it the owner."""
    for first, last, other, _ in scene.located.within(start, end):
        if other == id or (first, last) == (start, end) or scene.coarse[other] not in ("Organisation", "Jurisdiction"):
            continue
        before = scene.text[start:first]
        if first == start or _GENITIVE.search(before):
            if first > start or scene.coarse[other] == "Jurisdiction":
                return other
        elif scene.type[id] in ("Ministry", "Committee") and scene.coarse[other] == "Jurisdiction":
            return other
        elif (
            scene.type[other] == "Land"
            and last == end
            and re.search(r"(?:zentrum|regierung|amt|betrieb|senat|hof|kanzlei|verwaltung)\s*$", before)
        ) or (scene.coarse[other] == "Jurisdiction" and last == end and _TOWN_HALL.search(before)):
            return other
    return None


class Bodies(Reader):
    """The bodies in the phrases of one sentence and their owners."""

    def run(self) -> Iterator[Found]:
        """Yield `partOf`."""
        for index, phrase in enumerate(self.phrases):
            head = self.atoms[phrase.head]
            body = next((id for id in head.entities if self.scene.type[id] in _OWNED), None)
            if body is not None and not head.reference:
                yield from self._owned(index, body)
                if _ORGANS.fullmatch(self.scene.entities[body].name):
                    yield from self._organ(index, body)
                if self.scene.type[body] in ("Ministry", "Committee"):
                    yield from self._possessed(index, body)
            yield from self._apposition(index)
            yield from self._copula(index)

    def _owned(self, index: int, body: str) -> Iterator[Found]:
        phrase = self.phrases[index]
        inside = {
            p
            for q in self.phrases
            if q.hidden and phrase.first <= q.first < q.last <= phrase.head
            for p in range(q.first, q.last)
        }
        for place in range(phrase.first, phrase.last):
            if place in inside:
                continue
            atom = self.atoms[place]
            id: str | None = None
            if (
                place != phrase.head
                and atom.kind == "name"
                and self.scene.coarse[atom.entities[0]] in ("Jurisdiction",)
            ):
                id = atom.entities[0]
            elif place < phrase.head and atom.kind in ("word", "noun"):
                id = self.scene.adjective(atom.text) or self._generic(atom.text, atom.start)
            if id and not self._only_seated(body, id):
                yield Found(body, "partOf", id, "body-attribute", 0.85)
        group = self.sentence.group(index, range(len(self.phrases)))
        for i, other in enumerate(self.phrases):
            if other.of != index:
                continue
            ids = [
                id for id in self.sentence.referents(i)[:1] if self.scene.coarse[id] in ("Organisation", "Jurisdiction")
            ]
            ministry = self.scene.type[body] == "Ministry" and other.how == "in"
            placed = bool(ids) and other.how == "bei" and self.scene.coarse[ids[0]] == "Organisation"
            placed = placed and self.phrases[index].how not in ("gen", "von")
            if ids and (
                other.how == "gen"
                or (other.how == "von" and not self.acts(i))
                or placed
                or (ministry and self.scene.coarse[ids[0]] == "Jurisdiction")
                or (other.how == "in" and self.scene.type[ids[0]] == "Municipality" and self._of_state(body))
            ):
                yield Found(body, "partOf", ids[0], "body-genitive", 0.85)
                for peer in group:
                    name = self.sentence.referents(peer)[:1]
                    if peer < index and name and self.scene.type[name[0]] == self.scene.type[body]:
                        yield Found(name[0], "partOf", ids[0], "body-genitive-shared", 0.75)

    def _only_seated(self, body: str, town: str) -> bool:
        """Whether a town beside a body's name may be no more than its seat: "die Osnabrücker ITEBO"."""
        town_body = self.scene.type[town] == "Municipality" and self.scene.type[body] == "Authority"
        return town_body and not _GOVERNING.search(self.scene.entities[body].name)

    def _possessed(self, index: int, body: str) -> Iterator[Found]:
        """So "der Bund mit seinem Digitalministerium"; and "In Berlin hatte der Senat zugestimmt"."""
        phrase = self.phrases[index]
        clause = next((c for c in self.sentence.clauses if index in c.phrases), None)
        before = [i for i in clause.phrases if i < index and self.phrases[i].of < 0] if clause else []
        own = phrase.det.startswith(("sein", "ihr"))
        for i in before:
            other = self.phrases[i]
            id = next(iter(self.sentence.referents(i)[:1]), None)
            if id is None or self.scene.coarse[id] != "Jurisdiction" or id == body:
                continue
            seat = other.prep == "in" and i == before[0] and phrase.det == "der" and self._of_state(body)
            seat = seat or (other.prep == "in" and self.scene.type[id] == "Land" and self._plain_ministry(body, clause))
            if (own and not other.prep and "n" in other.case) or (
                seat and self.scene.type[id] in ("Land", "Municipality")
            ):
                yield Found(body, "partOf", id, "body-possessed" if own else "body-seat", 0.75)
                return

    def _organ(self, index: int, body: str) -> Iterator[Found]:
        """So "Beim Dienstleister X wechselt der Vorsitz im Verwaltungsrat": the organ of the one body of its clause."""
        clause = next((c for c in self.sentence.clauses if index in c.phrases), None)
        if clause is None or any(p.of == index and p.how in ("gen", "von") for p in self.phrases):
            return
        named = [i for i in clause.phrases if i != index and self.sentence.is_name(self.phrases[i])]
        others = {id for i in named for id in self.sentence.referents(i)[:1] if self.scene.coarse[id] == "Organisation"}
        at = {
            id for i in named if self.phrases[i].prep in ("bei", "von", "in") for id in self.sentence.referents(i)[:1]
        }
        if len(others) == 1 and others <= at and body not in others:
            yield Found(body, "partOf", others.pop(), "body-organ", 0.75)

    def _plain_ministry(self, body: str, clause: Clause | None) -> bool:
        """Whether a ministry bears a name that each Land has one of, and no other Land is named in the clause."""
        ids = {id for i in (clause.phrases if clause else ()) for id in self.sentence.referents(i)[:1]}
        name = self.scene.entities[body].name
        plain = re.fullmatch(r"(?!Bundes)\w*[Mm]inisterium|Staatskanzlei", name)
        return bool(plain) and sum(self.scene.type[id] in ("Land", "State") for id in ids) == 1

    def _of_state(self, body: str) -> bool:
        """Whether a body bears a bare name that each Land or town has one of."""
        return bool(
            re.fullmatch(
                r"(?:Senat|Landtag|Kabinett|\w*[Rr]at|Landesregierung|Staatskanzlei|Bürgerschaft)",
                self.scene.entities[body].name,
            )
        )

    def _generic(self, word: str, position: int) -> str | None:
        """So "das städtische Amt", "die landeseigene Agentur"."""
        if re.fullmatch(r"städtische[nrms]?", word):
            return self.scene.topical("Municipality") or self.scene.last_before(position, {"Municipality"})
        if re.fullmatch(r"landeseigene[nrms]?", word):
            return self.scene.last_before(position, {"Land"})
        return None

    def _copula(self, index: int) -> Iterator[Found]:
        """So "X ist die gemeinsame Anstalt von Y und Z"."""
        phrase = self.phrases[index]
        if not phrase.det or phrase.prep or phrase.names or not _PARTS.fullmatch(self.atoms[phrase.head].text):
            return
        clause = next((c for c in self.sentence.clauses if index in c.phrases), None)
        if clause is None or [v.lemma for v in clause.verbs] != ["sein"] or clause.negated:
            return
        subjects = [
            i
            for i in clause.phrases
            if i != index
            and not self.phrases[i].prep
            and self.phrases[i].of < 0
            and self.sentence.is_name(self.phrases[i])
        ]
        if len(subjects) != 1:
            return
        body = self.sentence.referents(subjects[0])[0]
        owners = [i for i, p in enumerate(self.phrases) if p.of == index and p.how in ("gen", "von")]
        for i in dict.fromkeys(g for o in owners for g in self.sentence.group(o, range(len(self.phrases)))):
            for id in self.sentence.referents(i)[:1]:
                if (
                    id != body
                    and self.scene.coarse[body] == "Organisation"
                    and self.scene.coarse[id] in ("Organisation", "Jurisdiction")
                ):
                    yield Found(body, "partOf", id, "body-copula", 0.8)

    def _apposition(self, index: int) -> Iterator[Found]:
        """So "X, die kommunale Sparte des Dienstleisters Y,", "X, IT-Dienstleister der Stadt Y": a part of Y."""
        phrase = self.phrases[index]
        if phrase.prep not in ("", self.phrases[index - 1].prep) or phrase.names or index == 0:
            return
        place = phrase.first - 1
        if not _PARTS.fullmatch(self.atoms[phrase.head].text) or place < 0 or self.atoms[place].text not in ",(–":
            return
        before = self._explained_by(index, place)
        if before is None:
            return
        body = self.atoms[before.head].entities[0]
        owners = [i for i, p in enumerate(self.phrases) if p.of == index and p.how in ("gen", "von")]
        peers = (g for o in owners for g in self.sentence.group(o, range(index, len(self.phrases))))
        for i in dict.fromkeys(peers):
            for id in self.sentence.referents(i)[:1]:
                if id != body and self.scene.coarse[id] in ("Organisation", "Jurisdiction"):
                    yield Found(body, "partOf", id, "body-apposition", 0.85)

    def _explained_by(self, index: int, place: int) -> Phrase | None:
        """The name of a body before the comma or bracket at `place`; its abbreviation may lie between."""
        earlier = [p for p in self.phrases[:index] if p.last <= place]
        if not earlier:
            return None
        before = earlier[-1]
        gap = {self.atoms[p].text for p in range(before.last, place)}
        if self.atoms[before.head].kind != "name" or gap - {")"}:
            return None
        return before if self.scene.coarse[self.atoms[before.head].entities[0]] == "Organisation" else None
