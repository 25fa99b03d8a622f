"""Ask other servers: SPARQL by SPARQLWrapper, plain HTTP beside it, politely and within limits.

`sparql` and `http` send one request and read its answer; `transfer` is what they share: limits, and faults that say
what happened; `polite` adds a cache on disk, a pause between requests, and retries. `endpoint` is a store's server,
with credentials; `conditional` fetches what may not have changed. What the bytes mean is the matter of whoever asks.
"""

from kgraph.remote.conditional import Copy, fetch
from kgraph.remote.credentials import Credentials
from kgraph.remote.endpoint import Endpoint
from kgraph.remote.http import HttpClient
from kgraph.remote.polite import Polite
from kgraph.remote.retry import Manners
from kgraph.remote.sparql import SparqlClient
from kgraph.remote.transfer import Answer, Later, Limits

__all__ = [
    "Answer",
    "Copy",
    "Credentials",
    "Endpoint",
    "HttpClient",
    "Later",
    "Limits",
    "Manners",
    "Polite",
    "SparqlClient",
    "fetch",
]
