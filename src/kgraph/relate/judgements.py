"""Judgements that a report gives as somebody's: "nach Ansicht von X greift das Gesetz zu kurz".

Stances with a verb of their own ("begrüßt", "kritisiert") are a matter of frames. Here the clause only values a law, a
programme or a service, and the sentence says whose view that is. The words are in `data/frames/_judgements.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kgraph.config import resource
from kgraph.relate.clause import Clause
from kgraph.relate.found import Found
from kgraph.relate.frames import read_words
from kgraph.relate.reader import Reader

_JUDGES = frozenset({"Person", "Organisation"})
_PREDICATES = {"against": "opposes", "for": "supports", "need": "demands"}
_JUDGED = frozenset({"Law", "Programme"})
_SURE = 0.7


@cache
def _pattern(key: str) -> re.Pattern[str]:
    words = read_words(resource("data/frames") / "_judgements.toml")[key].split()
    return re.compile(rf"\b(?:{'|'.join(w.replace('_', ' ') for w in words)})\b", re.IGNORECASE)


@cache
def _views() -> frozenset[str]:
    return frozenset(read_words(resource("data/frames") / "_judgements.toml")["views"].split())


class Judgements(Reader):
    """The judgements of one sentence."""

    def run(self) -> Iterator[Found]:
        """Yield `supports`, `opposes` and `demands`."""
        judge = self._judge()
        if judge is None:
            return
        said = self.sentence.speech.clause if self.sentence.speech else None
        for clause in self.sentence.clauses:
            if clause is said:
                continue
            for key, predicate in _PREDICATES.items():
                match = _pattern(key).search(clause.text)
                if match is None:
                    continue
                for id in self._judged(clause, key):
                    if id != judge:
                        yield Found(judge, predicate, id, f"judgement-{key}", _SURE)
                break

    def _judge(self) -> str | None:
        """Whose view the sentence gives."""
        for index, phrase in enumerate(self.phrases):
            if phrase.prep in ("nach", "aus") and self.atoms[phrase.head].text in _views():
                for i, other in enumerate(self.phrases):
                    if other.of == index and other.how in ("gen", "von"):
                        ids = [id for id in self.sentence.referents(i)[:1] if self.scene.coarse[id] in _JUDGES]
                        if ids:
                            return ids[0]
        return self.sentence.speech.speaker if self.sentence.speech else None

    def _judged(self, clause: Clause, key: str) -> Iterator[str]:
        """What a clause is about: its bare phrases; what is needed is named, or a genitive of a reform."""
        for index in clause.phrases:
            phrase = self.phrases[index]
            if phrase.prep or phrase.how not in ("", "gen"):
                continue
            if key == "need" and phrase.how == "gen" and not self._reform(phrase.of):
                continue
            if key != "need" and phrase.how == "gen":
                continue
            for id in self.sentence.referents(index)[:1]:
                if self.scene.type[id] in _JUDGED:
                    yield id

    def _reform(self, index: int) -> bool:
        noun = self.atoms[self.phrases[index].head].text
        return bool(
            re.fullmatch(r"Reform|Änderung|Novelle|Novellierung|Überarbeitung|Anpassung|Nachbesserung\w*", noun)
        )
