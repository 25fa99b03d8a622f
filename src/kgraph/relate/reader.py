"""What every grammar of its own (bodies, agreements, events, possessives) reads: one sentence and its parts."""

from __future__ import annotations

from kgraph.relate.sentence import Sentence


class Reader:
    """Keeps a sentence with the parts that its readers look at all the time."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.scene = sentence.scene
        self.atoms = sentence.chunks.atoms
        self.phrases = sentence.chunks.phrases
