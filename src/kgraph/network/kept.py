"""Arrays kept in a file, with a stamp that tells what they were made of: made again, they would be the same."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STAMP = "stamp"
_DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, KeyError, EOFError, OSError)


def write_arrays(path: Path, stamp: str, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays, all or none of them; a disk that cannot be written is no fault, as nothing is lost.

    Args:
        path: The file.
        stamp: What they were made of; `read_arrays` gives them back only for the same.
        arrays: By name.
    """
    import numpy as np

    everything: dict[str, Any] = {_STAMP: np.array(stamp), **arrays}
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as file:
            np.savez(file, **everything)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        pass  # a store on a read-only or full disk can still be looked at
    finally:
        draft.unlink(missing_ok=True)


def read_arrays(path: Path, stamp: str) -> dict[str, NDArray[Any]] | None:
    """Read arrays back; None if there are none, if they were made of something else, or are damaged."""
    import numpy as np

    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            if str(file[_STAMP]) != stamp:
                return None
            return {name: file[name] for name in file.files if name != _STAMP}
    except _DAMAGED:
        return None
