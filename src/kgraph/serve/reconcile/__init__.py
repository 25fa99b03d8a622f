"""Reconciliation service at `/reconcile` (API 0.2 of the W3C's community group), as OpenRefine asks it.

Names of a table's column come in, entities that they may mean go out, ranked. `queries` reads what is asked,
`matching` answers it in a worker, `manifest` says what the service can do, `routes` is the HTTP around it.
"""

from kgraph.serve.reconcile.routes import routes

__all__ = ["routes"]
