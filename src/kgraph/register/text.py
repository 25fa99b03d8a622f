"""A file of the register as text: UTF-8 without control characters, or a fault that names its line."""

from __future__ import annotations

import re
from pathlib import Path

from kgraph.errors import DataError

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_text(path: Path, shown: str) -> str:
    """The text of a file; a byte order mark, which some editors write, is left out.

    Args:
        path: The file.
        shown: What faults call it.

    Raises:
        DataError: It is no UTF-8, or holds a control character; names file and line.
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise DataError(f"{shown}:{line}: is no UTF-8", hint="save the file as UTF-8") from fault
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise DataError(f"{shown}:{line}: has the control character {found[0]!r}", hint="delete it")
    return text
