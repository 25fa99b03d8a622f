"""What every grammar of its own (bodies, agreements, events, possessives) reads: one sentence and its parts."""

from __future__ import annotations

from kgraph.relate.sentence import Sentence

_FROM = frozenset(
    """
    übernehmen erhalten bekommen kommen stammen beziehen fordern verlangen erwarten hören lernen unterscheiden
    sprechen halten
    """.split()
)


class Reader:
    """Keeps a sentence with the parts that its readers look at all the time."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.scene = sentence.scene
        self.atoms = sentence.chunks.atoms
        self.phrases = sentence.chunks.phrases

    def acts(self, index: int) -> bool:
        """Whether a phrase with "von" may belong to the verb: in a passive, or with a verb of taking and coming."""
        clause = next((c for c in self.sentence.clauses if index in c.phrases), None)
        return clause is not None and any(v.voice != "active" or v.lemma in _FROM for v in clause.verbs)
