"""Ask other servers: SPARQL by SPARQLWrapper, plain HTTP beside it, politely and within limits.

`sparql` and `http` send one request and read its answer; `transfer` is what they share: limits, and faults that say
what happened; `polite` adds a cache on disk, a pause between requests, and retries. What the bytes mean is the
matter of whoever asks.
"""

from kgraph.remote.http import HttpClient
from kgraph.remote.polite import Manners, Polite
from kgraph.remote.sparql import SparqlClient
from kgraph.remote.transfer import Answer, Later, Limits

__all__ = ["Answer", "HttpClient", "Later", "Limits", "Manners", "Polite", "SparqlClient"]
