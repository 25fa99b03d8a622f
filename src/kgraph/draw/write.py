"""Put a page in its place: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from kgraph.errors import KgraphError


def write_page(path: Path, html: str) -> None:
    """Write a page as UTF-8; whoever reads the file meanwhile sees the old one or the new one, never a part.

    Raises:
        KgraphError: The file cannot be written there.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            draft.write_bytes(html.encode("utf-8"))
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as fault:
        raise KgraphError(
            f"{path} cannot be written ({fault.strerror})", hint="name another file with -o FILE"
        ) from fault
