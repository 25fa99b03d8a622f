"""How many independent sources state something: articles, of which copies of one text count once.

Two statements state the same if subject, predicate, object and status are equal. What a curator has suppressed
does not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pyoxigraph as ox

from kgraph.store import Result, Store

# From the statement in question to those that state the same, by way of its ends: both are indexed.
_OF_STATEMENTS = """
SELECT ?statement ?other ?first WHERE {
  VALUES ?article { UNDEF }
  VALUES ?statement { UNDEF }
  GRAPH ?article {
    ?statement a kg:Statement ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
      kg:status ?status .
  }
  GRAPH ?other {
    ?same rdf:subject ?subject ; rdf:object ?object ; rdf:predicate ?predicate ; kg:status ?status .
    FILTER NOT EXISTS { ?same kg:suppressed ?true }
  }
  OPTIONAL { ?other kg:copyOf ?first }
}"""


def sources_of(store: Store, found: Mapping[str, ox.NamedNode]) -> Mapping[str, int]:
    """IRI of each statement → number of independent sources.

    Args:
        store: Whom to ask.
        found: `statement` or `article`, whose statements are meant.
    """
    return counted(store.query(_OF_STATEMENTS, found), "statement", article="other")


def counted(result: Result, *columns: str, article: str = "article") -> Mapping[str, int]:
    """What the columns say, joined by blanks → number of different sources.

    Args:
        result: Rows with these columns, the article, and `first`: that which it is a copy of, if it is one.
        columns: What tells what is stated.
        article: Column of the article.
    """
    sources: dict[str, set[str]] = defaultdict(set)
    for row in result.texts():
        if not row.get("suppressed"):
            sources[" ".join(row[column] for column in columns)].add(row["first"] or row[article])
    return {stated: len(found) for stated, found in sources.items()}
