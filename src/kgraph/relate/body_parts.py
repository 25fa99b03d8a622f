"""Bodies that are said to be a part of another: "X, die kommunale Sparte von Y", "X ist eine Anstalt von Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.relate.found import Found
from kgraph.relate.phrases import Phrase
from kgraph.relate.reader import Reader

_PARTS = re.compile(
    r"[\w-]*(?:[Ss]parte|[Tt]ochter|[Aa]bteilung|[Ee]inrichtung|[Rr]eferat|[Bb]ehörde|[Bb]etrieb|[Aa]mt|"
    r"[Ss]telle|[Bb]ereich|[Gg]esellschaft|[Aa]nstalt|[Ee]inheit|[Dd]ezernat|[Gg]remium|[Aa]rbeitsgruppe|"
    r"[Aa]usschuss|[Aa]gentur|[Ii]nstitut|[Uu]nternehmen|[Dd]ienstleister|[Rr]echenzentrum|[Zz]entrum|[Hh]aus|[Ff]irma|[Oo]rganisation|[Zz]entrale|[Ll]abor|[Ll]ab|[Tt]ochterfirma|[Ss]tabsstelle|[Ff]achbereich|[Aa]bleger|[Gg]ruppe|[Ss]ektion|[Vv]erwaltung)"
)


class BodyParts(Reader):
    """Reads appositions and clauses with "sein" whose noun means a part."""

    def copula(self, index: int) -> Iterator[Found]:
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

    def apposition(self, index: int) -> Iterator[Found]:
        """So "X, die kommunale Sparte des Dienstleisters Y,", "X, IT-Dienstleister der Stadt Y": a part of Y."""
        phrase = self.phrases[index]
        plain = not phrase.names or (
            phrase.det.startswith("ein") and len(phrase.names) == 1 and phrase.names[0] == phrase.head
        )
        if phrase.prep not in ("", self.phrases[index - 1].prep) or not plain or index == 0:
            return
        place = phrase.first - 1
        if place < 0 or self.atoms[place].text not in ",(–" or not _PARTS.fullmatch(self.atoms[phrase.head].text):
            return
        before = self._explained_by(index, place)
        if before is None:
            return
        body = self.atoms[before.head].entities[0]
        owners = [
            i for i, p in enumerate(self.phrases) if p.of == index and (p.how in ("gen", "von") or self._group(i))
        ]
        peers = (g for o in owners for g in self.sentence.group(o, range(index, len(self.phrases))))
        for i in dict.fromkeys(peers):
            for id in self.sentence.referents(i)[:1]:
                if id != body and self.scene.coarse[id] in ("Organisation", "Jurisdiction"):
                    yield Found(body, "partOf", id, "body-apposition", 0.85)

    def _group(self, index: int) -> bool:
        """Whether a phrase says of what group a firm is: "eine Firma aus der Schwarz-Gruppe"."""
        ids = self.sentence.referents(index)[:1] if self.phrases[index].how == "aus" else ()
        return any(self.scene.coarse[id] == "Organisation" for id in ids)

    def _explained_by(self, index: int, place: int) -> Phrase | None:
        """The name of a body before the comma or bracket at `place`; its abbreviation may lie between."""
        earlier = [p for p in self.phrases[:index] if p.last <= place]
        if not earlier:
            return None
        before = earlier[-1]
        gap = [self.atoms[p] for p in range(before.last, place)]
        closes = all(a.text == ")" or a.kind in ("verb", "word") for a in gap)  # "ist X zuständig, eine Firma aus Y"
        if self.atoms[before.head].kind != "name" or not closes:
            return None
        return before if self.scene.coarse[self.atoms[before.head].entities[0]] == "Organisation" else None
