"""Links: which item of Wikidata, the GND or another data set is the thing of this graph.

Things of a store and a source come in, candidates with a score go out and into a file; a candidate counts for nothing
until a curator accepts it, which is a line of `decisions.toml`.

`things` reads what has no link; `sparql`, `reconcile` and `dump` are sources, told by a `profile` how they say
things; `score` judges what they offer; `ledger` keeps it; `accept` decides.
"""

from kgraph.link.accept import accepted, refused, waiting
from kgraph.link.ledger import Ledger, links_folder
from kgraph.link.model import Candidate, Item, Source, Thing
from kgraph.link.profile import Profile, profile
from kgraph.link.search import Search, search
from kgraph.link.things import things, unlinked

__all__ = [
    "Candidate",
    "Item",
    "Ledger",
    "Profile",
    "Search",
    "Source",
    "Thing",
    "accepted",
    "links_folder",
    "profile",
    "refused",
    "search",
    "things",
    "unlinked",
    "waiting",
]
