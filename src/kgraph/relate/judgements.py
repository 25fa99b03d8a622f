"""Judgements that a report gives as somebody's: "nach Ansicht von X greift das Gesetz zu kurz".

Stances with a verb of their own and what it takes ("begrüßt das Gesetz") are a matter of frames. Here a clause only
values a law, a programme or a service, and the sentence says whose view that is; or a verb that praises or complains
says of a clause beside it how it is meant ("bemängelte, der Strategie fehle das Ziel"). The words are in
`data/frames/_judgements.toml`.
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
_WORKS = frozenset({"Service", "Project"})
_NEGATION = re.compile(r"\b(?:nicht|kein\w*|nichts)\b")
_THAT = re.compile(r"^(?:[Dd]as|[Dd]ies|[Ee]s)\b|\b(?:sei|ist|war|wäre) (?:das|dies|es)$")
_SURE = 0.7
_LESS_SURE = 0.6
_WE = re.compile(r"\b(?:[Ww]ir|[Ii]ch)\b")
_OWN = {"praises": "supports", "backs": "supports", "blames": "opposes", "rejects": "opposes", "asks": "demands"}
_VERBS = {"blames": "opposes", "praises": "supports"}
_BESIDE = frozenset(("", "mit", "in", "an", "bei", "von", "zu", "durch"))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    words = read_words(resource("data/frames") / "_judgements.toml")[key].split()
    return re.compile(rf"\b(?:{'|'.join(w.replace('_', ' ') for w in words)})\b", re.IGNORECASE)


@cache
def _verbs(key: str) -> frozenset[str]:
    return frozenset(read_words(resource("data/frames") / "_judgements.toml")[key].split())


def _denied(clause: Clause, match: re.Match[str]) -> bool:
    """Whether a judgement is what something is not or must not be: "dürfe kein Papiertiger bleiben"."""
    return clause.negated and not _NEGATION.search(match.group())


class Judgements(Reader):
    """The judgements of one sentence."""

    def run(self) -> Iterator[Found]:
        """Yield `supports`, `opposes` and `demands`."""
        judge = self._judge()
        if judge is None:
            return
        said = self.sentence.speech.clause if self.sentence.speech else None
        for clause in self.sentence.clauses:
            if clause is not said and not clause.text.startswith("ob "):
                yield from self._valued(judge, clause)
                yield from self._own(judge, clause)
        if said is not None:
            yield from self._told(judge, said)

    def _valued(self, judge: str, clause: Clause) -> Iterator[Found]:
        """What the words of a clause say of what it is about."""
        for key, predicate in _PREDICATES.items():
            match = _pattern(key).search(clause.text)
            if match is None or _denied(clause, match):
                continue
            if key == "for" and self._warns():
                predicate = "opposes"  # "„Das Gesetz ist ein großer Schritt zum gläsernen Bürger“, warnte …"
            judged = [id for id in self._judged(clause, key) if id != judge]
            for id in judged:
                sure = _SURE if self.scene.type[id] in _JUDGED else _LESS_SURE
                yield Found(judge, predicate, id, f"judgement-{key}", sure)
            topic = None if judged or key == "need" else self._unsaid(clause)
            if topic:
                yield Found(judge, predicate, topic, f"judgement-{key}-topic", _LESS_SURE)
            return

    def _warns(self) -> bool:
        """Whether the verb of saying is one of warning or blame."""
        said = self.sentence.speech.clause if self.sentence.speech else None
        lemmas = {v.lemma for v in said.verbs} if said else set()
        return bool(lemmas & ({"warnen"} | _verbs("blames")))

    def _own(self, judge: str, clause: Clause) -> Iterator[Found]:
        """What a speaker says of himself: "„Wir begrüßen das Gesetz“", "„Wir fordern einen Digitalpakt“"."""
        if self.sentence.speech is None or clause.negated or not _WE.search(clause.text):
            return
        lemmas = {v.lemma for v in clause.verbs if v.voice == "active"}
        predicate = next((p for key, p in _OWN.items() if lemmas & _verbs(key)), None)
        beside = [c for c in self.sentence.clauses if c.parent is clause and c.kind == "sub"]
        for part in (clause, *beside) if predicate else ():
            for index in part.phrases:
                ids = self.sentence.referents(index)[:1] if not self.phrases[index].prep else ()
                if ids and ids[0] != judge and self.scene.type[ids[0]] in _JUDGED | _WORKS:
                    yield Found(judge, str(predicate), ids[0], "judgement-own", _SURE)
                    return

    def _unsaid(self, clause: Clause) -> str | None:
        """What "ein Irrweg" or "das ist ein Irrweg" is said of: the law or programme that the article is about."""
        speech = self.sentence.speech
        bare = speech is not None and speech.clause is None and self.scene.text[self.sentence.start] in '„“»"'
        if not bare and not _THAT.search(clause.text):
            return None
        named = {id for i in range(len(self.phrases)) for id in self.sentence.referents(i)[:1]}
        if any(self.scene.coarse[id] in ("Initiative", "Law", "Agreement", "Event") for id in named):
            return None
        return self.scene.topic({"Law"}) or self.scene.topic({"Programme"})

    def _told(self, judge: str, said: Clause) -> Iterator[Found]:
        """What a verb of praise or complaint says of the first thing that the clauses beside it name."""
        lemmas = {v.lemma for v in said.verbs if v.voice == "active"}
        predicate = next((p for key, p in _VERBS.items() if lemmas & _verbs(key)), None)
        if predicate is None or said.negated:
            return
        for clause in self.sentence.clauses:
            for index in clause.phrases if clause is not said else ():
                phrase = self.phrases[index]
                ids = self.sentence.referents(index)[:1] if phrase.prep in _BESIDE else ()
                if ids and ids[0] != judge and self.scene.type[ids[0]] in _JUDGED | _WORKS:
                    yield Found(judge, predicate, ids[0], "judgement-told", _LESS_SURE)
                    return

    def _judge(self) -> str | None:
        """Whose view the sentence gives."""
        for index, phrase in enumerate(self.phrases):
            if phrase.prep in ("nach", "aus") and self.atoms[phrase.head].text in _verbs("views"):
                for i, other in enumerate(self.phrases):
                    if other.of == index and other.how in ("gen", "von"):
                        ids = [id for id in self.sentence.referents(i)[:1] if self.scene.coarse[id] in _JUDGES]
                        if ids:
                            return ids[0]
        if self.sentence.speech:
            return self.sentence.speech.speaker
        return self._for_whom()

    def _for_whom(self) -> str | None:
        """For whom something is so: "Für Anna Berg ist das Gesetz ein Irrweg"."""
        if not self.phrases or self.phrases[0].prep != "für" or self.phrases[0].first:
            return None
        clause = next((c for c in self.sentence.clauses if 0 in c.phrases), None)
        if clause is None or not any(v.lemma in ("sein", "bleiben") for v in clause.verbs):
            return None
        return next((id for id in self.sentence.referents(0)[:1] if self.scene.coarse[id] in _JUDGES), None)

    def _judged(self, clause: Clause, key: str) -> Iterator[str]:
        """What a clause is about: its bare phrases; what is needed is named, or a genitive of a reform."""
        for index in clause.phrases:
            phrase = self.phrases[index]
            unavoidable = key == "need" and phrase.prep == "an" and clause.text.endswith("vorbei")
            unavoidable = unavoidable or (key == "need" and phrase.prep == "ohne")
            if (phrase.prep and not unavoidable) or phrase.how not in ("", "gen", "an"):
                continue
            if key == "need" and phrase.how == "gen" and not self._reform(phrase.of):
                continue
            if key == "need" and phrase.case == "d" and not phrase.prep:
                continue  # "der Strategie fehle das Ziel": what lacks something is not what is needed
            if key != "need" and phrase.how == "gen":
                continue
            for id in self.sentence.referents(index)[:1]:
                if self.scene.type[id] in _JUDGED or (key != "need" and self.scene.type[id] in _WORKS):
                    yield id

    def _reform(self, index: int) -> bool:
        noun = self.atoms[self.phrases[index].head].text
        return bool(
            re.fullmatch(r"Reform|Änderung|Novelle|Novellierung|Überarbeitung|Anpassung|Nachbesserung\w*", noun)
        )
