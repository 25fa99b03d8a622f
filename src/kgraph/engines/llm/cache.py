"""Keep a model's answers: what was asked for one text in, what the model said out.

One small JSON file an answer, named by a hash of the model, the prompt and the text. Nothing is found for another
model, another ontology or a changed text. Articles' bodies and keys are in none of the files; quotes are.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path

from kgraph.engines.llm.answer import Item
from kgraph.errors import StoreError


class Cache:
    """A folder of answers.

    Args:
        folder: Made when something is kept; an empty text keeps nothing.
        version: All that the answers depend on, besides the text.
    """

    def __init__(self, folder: str, version: str) -> None:
        self._folder = Path(folder) if folder else None
        self._version = version

    def get(self, text: str, date: str | None) -> Item | None:
        """What was kept; None if nothing was, or it is damaged."""
        if self._folder is None:
            return None
        try:
            item = json.loads(self._path(self._folder, text, date).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        whole = isinstance(item, dict) and all(isinstance(item.get(k), list) for k in ("entities", "statements"))
        return item if whole else None

    def put(self, text: str, date: str | None, item: Item) -> None:
        """Keep an answer; a file is there whole or not at all.

        Raises:
            StoreError: The folder cannot be written.
        """
        if self._folder is None:
            return
        path = self._path(self._folder, text, date)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as out:
                    json.dump(item, out, ensure_ascii=False)
                os.replace(name, path)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(name)
                raise
        except OSError as fault:
            raise StoreError(
                f"cannot keep answers in {self._folder}: {fault.strerror}", hint="name another folder as cache"
            ) from fault

    def _path(self, folder: Path, text: str, date: str | None) -> Path:
        key = json.dumps([self._version, date, text], ensure_ascii=False)
        digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        return folder / digest[:2] / f"{digest[2:40]}.json"
