"""From an article to its facts: the engines, the gate behind them, and the facts format.

An engine is anything that maps an `Article` to an `Extraction`; installed ones are found by the
entry point `kgraph.engines`. Whatever an engine proposes, only what the gate lets through
is kept: entities that the text names, ends that exist, a predicate that the ontology allows between
their types, and evidence that is a slice of the text. What it threw away is counted.
"""

from kgraph.extract.engine import Engine, Gated, Tables, engine, recall_engine, rules_engine
from kgraph.extract.facts import facts
from kgraph.extract.gate import gate

__all__ = ["Engine", "Gated", "Tables", "engine", "facts", "gate", "recall_engine", "rules_engine"]
