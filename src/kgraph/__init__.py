"""kgraph: German news on digital administration as an RDF knowledge graph with evidence.

The chain is `read → recognise → relate → resolve → assertions → store → query / network → draw / publish`;
each step turns frozen records (`kgraph.records`) into frozen records and knows no other step.
"""

__version__ = "0.1.0"
