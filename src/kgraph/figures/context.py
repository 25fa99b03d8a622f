"""What an article speaks of: which entity a pronoun or a definite noun may well mean, and whose the last figure was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from kgraph.figures.ties import THINGS
from kgraph.relate.scene import Scene
from kgraph.relate.sentence import Sentence


class Context:
    """One article, as far as its figures need it."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def salient(self, sentence: Sentence, id: str) -> bool:
        """Whether the headline names an entity, or the sentence before is about it or names no other of its kind."""
        if id in self._title:
            return True
        before = sentence.previous
        if before is None or before.kind == "headline":
            return False
        kind = self._scene.coarse[id]
        alike = {other for other in _named(before) if self._scene.coarse[other] == kind}
        return id in subjects(before)[:1] or alike == {id}

    def named_lately(self, sentence: Sentence, id: str) -> bool:
        """Whether this sentence or the one before names an entity."""
        return id in (*_named(sentence), *(_named(sentence.previous) if sentence.previous else ()))

    @cached_property
    def _title(self) -> tuple[str, ...]:
        """What the headline names: things, else bodies, else places; nothing if it names several of a kind."""
        body = next((b.start for b in self._scene.article.blocks if b.kind == "body"), 0)
        named = [id for start, id in self._scene.order if start < body]
        for kinds in (THINGS, {"Organisation"}, {"Jurisdiction"}):
            found = list(dict.fromkeys(id for id in named if self._scene.coarse[id] in kinds))
            if found:
                return tuple(found) if len(found) == 1 else ()
        return ()


def subjects(sentence: Sentence) -> Sequence[str]:
    """Whom or what the first main clause is about: a name, a pronoun or a definite noun."""
    for clause in sentence.clauses:
        if clause.kind != "main":
            continue
        for index in clause.phrases:
            phrase = sentence.phrase(index)
            if not phrase.prep and phrase.of < 0 and "n" in phrase.case and not phrase.hidden:
                found = sentence.referents(index)
                if found:
                    return found
    return ()


def _named(sentence: Sentence) -> Iterator[str]:
    for atom in sentence.chunks.atoms:
        yield from atom.entities[:1]
