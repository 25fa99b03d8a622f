"""The file of decisions as something to write in: one decision is added or taken back, all else stays as it is.

Nothing is written that `Decisions` would refuse, a reader never sees half a file, and of several that write at once
each finds what the others have written.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from kgraph.errors import DataError, KgraphError, NotFoundError
from kgraph.resolve.decision import MARK, NEEDS, NEW, Decision, header_lines, lines_of, parse
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
        with self._alone():
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
        with self._alone():
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

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep others from writing for the length of a block.

        What is locked is the folder: the file itself is replaced by each who writes, and need not exist.

        Raises:
            KgraphError: There is no such folder.
        """
        try:
            import fcntl
        except ImportError:  # no such locks on this system
            yield
            return
        try:
            folder = os.open(self.path.resolve().parent, os.O_RDONLY)
        except OSError as fault:
            raise _unwritable(self.path, fault) from fault
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)  # which drops the lock

    def _text(self) -> str:
        if not self.path.is_file():
            return ""
        with self.path.open(encoding="utf-8", newline="") as file:
            return file.read()

    def _write(self, text: str) -> None:
        path = self.path.resolve()  # where a link leads to: the link itself stays
        aside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with aside.open("w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                aside.chmod(path.stat().st_mode & 0o777)
            os.replace(aside, path)
        except OSError as fault:
            aside.unlink(missing_ok=True)
            raise _unwritable(self.path, fault) from fault


def _unwritable(path: Path, fault: OSError) -> KgraphError:
    return KgraphError(f"{path} cannot be written: {fault.strerror}", hint="make it writable")


def _without(text: str, line: int, following: int | None) -> str:
    """The text without the decision that begins at a line; a note that stands above the next one belongs to that."""
    bare = text.removeprefix(MARK)
    lines = lines_of(bare)
    stop = len(lines) if following is None else following - 1
    end = _end(lines, line - 1, stop)
    note = next((n for n in range(end, stop) if not lines[n].strip()), stop)
    if note < stop or following is None:
        end = note
    while end < stop and not lines[end].strip():
        end += 1
    return text[: len(text) - len(bare)] + "".join(lines[: line - 1] + lines[end:])


def _end(lines: Sequence[str], start: int, stop: int) -> int:
    """Behind the last line of the one decision within some lines: the fewest that say all of it."""
    whole = tomllib.loads("".join(lines[start:stop]))
    for end in range(start + 1, stop):
        try:
            if tomllib.loads("".join(lines[start:end])) == whole:
                return end
        except tomllib.TOMLDecodeError:
            continue  # in the middle of a text or list of several lines
    return stop


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
