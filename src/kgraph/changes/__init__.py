"""What has changed between two graphs: stores, releases or exports in; text, JSON, RDF Patch, Atom out."""

from kgraph.changes.atom import Feed, as_atom
from kgraph.changes.between import Comparison, compared
from kgraph.changes.compare import Changes, Identity, Pair, changes_between, compare
from kgraph.changes.patch import patch_id, patch_lines
from kgraph.changes.redact import redact
from kgraph.changes.report import as_object, as_text
from kgraph.changes.snapshot import Claim, Snapshot
from kgraph.changes.sources import DUMP, RECORD, spool

__all__ = [
    "DUMP",
    "RECORD",
    "Changes",
    "Claim",
    "Comparison",
    "Feed",
    "Identity",
    "Pair",
    "Snapshot",
    "as_atom",
    "as_object",
    "as_text",
    "changes_between",
    "compare",
    "compared",
    "patch_id",
    "patch_lines",
    "redact",
    "spool",
]
