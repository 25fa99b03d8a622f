"""The file of decisions as something to write in: one decision is added or taken back, all else stays as it is.

Nothing is written that `Decisions` would refuse, and a reader never sees half a file.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path

from kgraph.errors import DataError, KgraphError, NotFoundError
from kgraph.resolve.decision import NEEDS, NEW, Decision, header_lines, parse
from kgraph.resolve.decisions import Decisions


class Journal:
    """A file of decisions; it need not exist."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Decisions:
        """The decisions as they stand.

        Raises:
            DataError: See `Decisions.load`.
        """
        return Decisions.load(self.path)

    def add(self, decision: Decision) -> Decision:
        """Write a decision at the end; returns it with its place.

        Raises:
            DataError: It contradicts one that stands there, or lacks something; nothing is written.
            KgraphError: The file cannot be written.
        """
        entry = _entry(decision)
        (checked,) = parse(entry, NEW)
        known = self.read().all
        if same := next((other for other in known if other.id == decision.id), None):
            return same
        Decisions.of(*known, replace(checked, place=NEW))
        text = self._text()
        gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
        line = text.count("\n") + gap.count("\n") + 1
        self._write(text + gap + entry)
        return replace(decision, place=f"{self.path.name}:{line}")

    def undo(self, which: int | Decision | None = None) -> Decision:
        """Delete the lines of a decision; returns it.

        Args:
            which: The decision, or the line at which it begins; the last one if not given.

        Raises:
            NotFoundError: There is none such.
            KgraphError: The file cannot be written.
        """
        text = self._text()
        decisions = self.read().all
        headers = header_lines(text)
        if isinstance(which, Decision):
            line = next((at for at, d in zip(headers, decisions, strict=True) if d.id == which.id), 0)
        else:
            line = headers[-1] if which is None and headers else which or 0
        if line not in headers:
            where = f"at {self.path.name}:{line}" if line else f"in {self.path.name}"
            listed = ", ".join(str(number) for number in headers)
            raise NotFoundError(
                f"no decision begins {where}", hint=f"decisions begin at lines {listed}" if headers else ""
            )
        place = headers.index(line)
        self._write(_without(text, line, headers[place + 1] if place + 1 < len(headers) else None))
        return decisions[place]

    def _text(self) -> str:
        if not self.path.is_file():
            return ""
        with self.path.open(encoding="utf-8", newline="") as file:
            return file.read()

    def _write(self, text: str) -> None:
        aside = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            with aside.open("w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(aside, self.path)
        except OSError as fault:
            aside.unlink(missing_ok=True)
            raise KgraphError(f"{self.path} cannot be written: {fault.strerror}", hint="make it writable") from fault


def _without(text: str, line: int, following: int | None) -> str:
    """The text without the decision that begins at a line; what stands above the next one belongs to that."""
    lines = text.splitlines(keepends=True)
    stop = len(lines) if following is None else following - 1
    end = next((n for n in range(line - 1, stop) if not lines[n].strip()), stop)
    while end < stop and not lines[end].strip():
        end += 1
    return "".join(lines[: line - 1] + lines[end:])


def _entry(decision: Decision) -> str:
    if decision.kind not in NEEDS:
        raise DataError(f"kind {decision.kind!r} is not known", hint=f"known are {', '.join(NEEDS)}")
    fields = [("kind", decision.kind), ("subject", decision.subject)]
    if NEEDS[decision.kind]:
        fields.append((NEEDS[decision.kind], decision.target))
    lines = [f"{name} = {_quoted(value)}" for name, value in fields]
    if decision.articles:
        lines.append(f"articles = [{', '.join(_quoted(id) for id in decision.articles)}]")
    lines += [f"{name} = {_quoted(getattr(decision, name))}" for name in ("who", "when", "why")]
    return "\n".join(("[[decision]]", *lines)) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML; JSON writes it, but for the one control character that only TOML forbids."""
    return re.sub("\x7f", r"\\u007f", json.dumps(text, ensure_ascii=False))
