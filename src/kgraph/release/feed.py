"""The change feed of a release: its graph and the folder of the one before in, `changes.*` out."""

from __future__ import annotations

import json
from pathlib import Path

from kgraph.catalogue import Description
from kgraph.changes import Feed, as_atom, as_object, as_text, changes_between, patch_id, patch_lines, redact
from kgraph.changes import spool as spool_of
from kgraph.config import Settings
from kgraph.release.record import Record
from kgraph.resolve import Decisions
from kgraph.store import decisions_file

_SPOOL = ".previous.nq"


def write_changes(
    spool: Path, folder: Path, given: Description, record: Record, previous: Path, settings: Settings
) -> dict[str, int]:
    """Write the changes; gives how many there are of each kind.

    What has since been suppressed is not named in them: it is counted as `withheld`.

    Raises:
        InputError: The release before cannot be read.
    """
    former = folder / _SPOOL
    base = spool_of(str(previous), former, settings)
    withheld, _ = redact(former, spool, Decisions.load(decisions_file(settings.store)), {base, record.base})
    changes = changes_between(former, spool, (base, record.base))
    document = {"from": record.previous, "to": record.version, "withheld": withheld, **as_object(changes)}
    (folder / "changes.json").write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (folder / "changes.txt").write_text("\n".join(as_text(changes)) + "\n", "utf-8")
    address = given.url + "changes.atom"
    feed = Feed(address, address, given.title, given.publisher, record.modified, record.version)
    (folder / "changes.atom").write_text("\n".join(as_atom(changes, feed)) + "\n", "utf-8")
    with (folder / "changes.rdfp").open("wb") as out:
        out.writelines(patch_lines(former, spool, previous=patch_id(previous / "changes.rdfp")))
    former.unlink()
    return {**changes.counts, "withheld": withheld}
