"""The file of candidates, one a line, in a folder beside the store: what was found and awaits a decision.

Beside it stands what was looked up where, also in vain, so that the next look-up goes on with something else.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from kgraph.errors import DataError, KgraphError
from kgraph.link.model import Candidate
from kgraph.store import is_remote


def links_folder(place: str) -> Path:
    """Where candidates and cached answers of a store are kept: `NAME-links` beside its directory.

    Of a server's, `.kgraph-links` in the working directory.
    """
    if is_remote(place):
        return Path(".kgraph-links")
    path = Path(place).absolute()
    return path.with_name(f"{path.name}-links")


class Ledger:
    """A file of candidates; it need not exist."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "candidates.jsonl"
        self._asked = folder / "looked-up.json"

    def read(self) -> list[Candidate]:
        """All candidates, by key, the best first.

        Raises:
            DataError: A line is no candidate; names it.
        """
        if not self.path.is_file():
            return []
        found = []
        for number, line in enumerate(self.path.read_text("utf-8").splitlines(), 1):
            try:
                found.append(Candidate(**json.loads(line)))
            except (ValueError, TypeError) as fault:
                raise DataError(
                    f"{self.path.name}, line {number}: no candidate ({fault})", hint="delete it, and link again"
                ) from fault
        return sorted(found, key=_order)

    def looked_up(self, source: str) -> frozenset[str]:
        """Keys of what was looked up there."""
        return frozenset(self._looked_up().get(source, ()))

    def replace(self, keys: Iterable[str], source: str, candidates: Iterable[Candidate]) -> None:
        """Put what a source said of these keys in the place of what it said before.

        Raises:
            KgraphError: The file cannot be written.
        """
        gone = set(keys)
        kept = [c for c in self.read() if c.source != source or c.key not in gone]
        found = sorted([*kept, *candidates], key=_order)
        _write(self.path, "".join(json.dumps(asdict(candidate), ensure_ascii=False) + "\n" for candidate in found))
        asked = self._looked_up()
        asked[source] = sorted(gone.union(asked.get(source, ())))
        _write(self._asked, json.dumps(asked, ensure_ascii=False, indent=0))

    def _looked_up(self) -> dict[str, list[str]]:
        """Source → keys; nothing where that cannot be read, as it only serves to save questions."""
        try:
            known = json.loads(self._asked.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(known, dict):
            return {}
        return {source: [str(key) for key in keys] for source, keys in known.items() if isinstance(keys, list)}


def _write(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(text, "utf-8")
        os.replace(aside, path)
    except OSError as fault:
        raise KgraphError(f"{path} cannot be written: {fault.strerror}", hint="make it writable") from fault


def _order(candidate: Candidate) -> tuple[str, float, str]:
    return candidate.key, -candidate.score, candidate.iri
