"""Engines beside the built-in rules: a spaCy pipeline, a language model, and one that merges others.

Each is found by its entry point and loaded only when it is chosen (`kgraph.extract.engine`). Whoever writes one
of their own takes `Proposal`, which finds names and quotes in the text. The gate is not here: it
stands behind every engine, in `kgraph.extract`.
"""

from kgraph.engines.proposal import Proposal

__all__ = ["Proposal"]
