"""Records become quads: an extraction and its entities, or the register, in; quads out.

Which graph holds what is said in `docs/model.md`. Here stands the gate: a statement whose quote is
no slice of the text, or that the ontology does not allow, is a fault of the program and is raised.
"""

from kgraph.assertions.article import ArticleQuads, Omission, article_quads
from kgraph.assertions.register import register_quads
from kgraph.assertions.terms import AssertionFault

__all__ = ["ArticleQuads", "AssertionFault", "Omission", "article_quads", "register_quads"]
