"""Search by name: what somebody types in, entities out, while they type.

A store comes in once (`SearchIndex.of_store`), `Hit`s go out. Four steps:

1. `load`: every name of every entity, with how many articles mention it;
2. `keys`: the form in which names are compared: no case, no umlauts, no `ß`, no hyphens;
3. `index`: names that are what was typed, begin with it, have its words, or hold it inside a word;
4. `similar`: where that gives too little, names that a slip or two turn into it.

An index is built from a store that does not change any more; another state of the store gets another index. It is
plain data and needs neither the store nor RDF, so it can be kept beside a server or written out for a static page.
"""

from kgraph.search.index import SearchIndex
from kgraph.search.keys import search_key
from kgraph.search.load import things
from kgraph.search.model import Hit, Match, Name, Thing

__all__ = ["Hit", "Match", "Name", "SearchIndex", "Thing", "search_key", "things"]
