"""Write a store as one file, consistent even while a build runs: SQLite hands out the ledger as it was at one moment.

What the file holds, and the way back: `kgraph.store.restore`.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import zipfile
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from kgraph.errors import HeldError
from kgraph.store.embedded import EmbeddedStore
from kgraph.store.layout import decisions_beside, faults, read_format, require
from kgraph.store.restore import LEDGER, MANIFEST, Manifest, copy_summed, count_articles


def back_up(directory: Path, out: BinaryIO, folder: Path) -> Manifest:
    """Write a backup.

    Args:
        directory: The store. If a writer holds it, the backup has what that has acknowledged so far.
        out: Takes the archive.
        folder: Where the copy of the ledger lies meanwhile.

    Raises:
        StoreError: The store cannot be read.
    """
    require(directory)
    sums: dict[str, str] = {}
    with (
        _at_rest(directory),
        tempfile.TemporaryDirectory(prefix=".kgraph-backup-", dir=folder) as name,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        version, base = read_format(directory)
        copy = Path(name) / LEDGER
        with faults(directory):
            articles = _copy_ledger(directory / LEDGER, copy)
        for path in (copy, decisions_beside(directory)):
            if path.is_file():
                with path.open("rb") as source, archive.open(path.name, "w", force_zip64=True) as target:
                    sums[path.name] = copy_summed(source, target)
        manifest = Manifest(version, base, articles, sums)
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1) + "\n")
    return manifest


def _at_rest(directory: Path) -> AbstractContextManager[object]:
    """Have what a killed build left undone completed, and keep writers out, unless one is at work."""
    try:
        return EmbeddedStore(directory, "", base_given=False, write=False)
    except HeldError:
        return nullcontext()


def _copy_ledger(ledger: Path, copy: Path) -> int:
    # Not the file as it is: this leaves out what was withdrawn and is only not overwritten yet.
    with closing(sqlite3.connect(f"{ledger.absolute().as_uri()}?mode=ro", uri=True, timeout=60)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    with closing(sqlite3.connect(copy)) as connection:
        return count_articles(connection)
