"""Every deliberate fault of kgraph: what is wrong, where, how to mend it, and the exit code.

`kgraph.cli` turns any of them into two lines on stderr and its exit code; nothing else is
caught there, so a programming error keeps its traceback.
"""

from __future__ import annotations


class KgraphError(Exception):
    """A fault that the user can mend.

    Attributes:
        hint: The remedy, one line; empty where there is none.
        exit_code: 1 fault, 2 usage, 3 nothing found, 4 bad input, 5 remote unreachable.
    """

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
        if hint:
            self.add_note(f"→ {hint}")  # for whoever meets it in Python, where no command prints the hint


class UsageError(KgraphError):
    """A name, option or argument that does not exist."""

    exit_code = 2


class NotFoundError(KgraphError):
    """A well-formed question to which the graph has no answer."""

    exit_code = 3


class InputError(KgraphError):
    """A source, article or feed that cannot be read; the rest of a batch goes on."""

    exit_code = 4


class DataError(KgraphError):
    """A file of kgraph's own data (frame, form, register, ontology, query) that is wrong."""

    exit_code = 4


class QueryError(KgraphError):
    """A SPARQL text that does not parse, asks too much or takes too long."""

    exit_code = 4


class LimitError(QueryError):
    """A query that took too much time or memory and was stopped."""


class BusyError(KgraphError):
    """A server that answers as many as it can already; the same question may be answered later."""


class StoreError(KgraphError):
    """A store that is held, damaged, full or of another version."""


class HeldError(StoreError):
    """A store that another process has open."""


class RemoteError(KgraphError):
    """A server that does not answer, or answers with something else."""

    exit_code = 5


def several(number: int, noun: str, nouns: str = "") -> str:
    """A number with its noun, for a message: `1 article`, `2 articles`, `1 try`, `2 tries`."""
    return f"{number} {noun if number == 1 else nouns or noun + 's'}"
