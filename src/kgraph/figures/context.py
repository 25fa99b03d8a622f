"""What a figure may be about where its sentence does not say: sentences before it, figures before it, the headline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from kgraph.figures.about import THINGS, Guess
from kgraph.figures.quantity import Kind
from kgraph.relate.scene import Scene
from kgraph.relate.sentence import Sentence

_SUBJECT, _THING, _TITLE, _AGAIN, _LAST, _SAME = 0.55, 0.5, 0.5, 0.12, 0.55, 0.7
_FADING = 0.85  # a sentence farther back
_PARAGRAPH = 0.85
_BACK = 2


class Context:
    """Keeps what an article has spoken of so far."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._last: tuple[Sentence, Guess] | None = None

    def remember(self, sentence: Sentence, guess: Guess) -> None:
        """A figure of this entity was found in this sentence."""
        self._last = sentence, guess

    def guesses(self, sentence: Sentence, kind: Kind) -> Iterator[Guess]:
        """Yield what the context suggests for a quantity of a sentence."""
        if self._last is not None:
            before, guess = self._last
            if before is sentence or before is sentence.previous:
                near = _SAME if before is sentence else _LAST * self._across(before, sentence)
                yield Guess(guess.id, min(guess.weight, near))
        spoken = dict(self._spoken(sentence))
        for id in self._title:
            spoken[id] = spoken[id] + _AGAIN if id in spoken else _TITLE
        for id, weight in spoken.items():
            thing = self._scene.coarse[id] in THINGS
            yield Guess(id, weight if thing else weight * (0.7 if kind == "money" else 0.9))

    def _spoken(self, sentence: Sentence) -> Iterator[tuple[str, float]]:
        """What the sentences before speak of, the most likely last."""
        earlier, weight = sentence.previous, 1.0
        found: list[tuple[str, float]] = []
        for _ in range(_BACK):
            if earlier is None or earlier.kind == "headline":
                break
            if earlier is sentence.previous:
                weight *= self._across(earlier, sentence)
            speaker = earlier.speech.speaker if earlier.speech else None
            found += [(id, _SUBJECT * weight * (0.6 if id == speaker else 1.0)) for id in self._subjects(earlier)]
            found += [(id, _THING * weight) for id in _things(earlier, self._scene)]
            earlier, weight = earlier.previous, weight * _FADING
        return iter(sorted(found, key=lambda pair: pair[1]))

    def _across(self, earlier: Sentence, sentence: Sentence) -> float:
        """What a new paragraph takes off: 1 if there is none."""
        return _PARAGRAPH if "\n" in self._scene.text[earlier.end : sentence.start] else 1.0

    def _subjects(self, sentence: Sentence) -> Sequence[str]:
        """Whom a sentence is about; of several that its noun may mean, the one in the headline."""
        found = subjects(sentence)
        return [id for id in found if id in self._title][:1] or found[:1]

    @cached_property
    def _title(self) -> tuple[str, ...]:
        """What the headline names: things, else bodies; nothing if it names several of a kind."""
        body = next((b.start for b in self._scene.article.blocks if b.kind == "body"), 0)
        named = [id for start, id in self._scene.order if start < body]
        for kinds in (THINGS, {"Organisation"}, {"Jurisdiction"}):
            found = list(dict.fromkeys(id for id in named if self._scene.coarse[id] in kinds))
            if found:
                return tuple(found[:1])
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


def _things(sentence: Sentence, scene: Scene) -> Iterator[str]:
    for atom in sentence.chunks.atoms:
        for id in atom.entities[:1]:
            if scene.coarse[id] in THINGS:
                yield id
