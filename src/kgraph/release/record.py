"""What a release says of itself for programs: `release.json`, read again by the next release and by `kgraph diff`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from kgraph.changes import RECORD
from kgraph.errors import InputError

CHECKSUMS = "SHA256SUMS"
_KIND = "kgraph release"


@dataclass(frozen=True, slots=True)
class Record:
    """A release in short.

    Attributes:
        version: Of the data; likewise `issued` and `modified`, ISO 8601.
        base: IRI below which its things are named.
        sha256: Of the graph's sorted N-Quads, uncompressed: equal if and only if the graphs are.
        previous: Version of the release before.
        quads: How many there are; likewise `articles`, `entities`, `statements`.
        valid_on: The day on which its statements held; empty if it tells of all times.
        known_on: By when articles had told them; empty if all are taken.
    """

    version: str
    issued: str
    modified: str
    base: str
    sha256: str
    previous: str
    quads: int
    articles: int
    entities: int
    statements: int
    valid_on: str = ""
    known_on: str = ""

    def write(self, folder: Path) -> None:
        """Write it into a release's folder."""
        text = json.dumps({"kind": _KIND, **asdict(self)}, ensure_ascii=False, indent=2)
        (folder / RECORD).write_text(text + "\n", "utf-8")


def is_release(folder: Path) -> bool:
    """True if kgraph wrote that folder, with all that lies in it: what somebody has put there is not to be replaced."""
    try:
        read_record(folder)
        sums = (folder / CHECKSUMS).read_text("utf-8")
    except (InputError, OSError, ValueError):
        return False
    written = {CHECKSUMS, *(line.partition("  ")[2] for line in sums.splitlines())}
    return all(path.name in written for path in folder.iterdir())


def read_record(folder: Path) -> Record:
    """Read what a release says of itself.

    Raises:
        InputError: It is no release of kgraph.
    """
    try:
        values = json.loads((folder / RECORD).read_text("utf-8"))
        if values.pop("kind") != _KIND:
            raise KeyError("kind")
        record = Record(**values)
        wrong = [field.name for field in fields(Record) if type(getattr(record, field.name)).__name__ != field.type]
        if wrong:
            raise TypeError(f"{wrong[0]} is of another type")
        return record
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        hint = f"a release is a folder with {RECORD}, as `kgraph publish` writes it"
        raise InputError(f"{folder} is no release of kgraph", hint=hint) from fault
