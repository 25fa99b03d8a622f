"""Answer one query in a process of its own, so that it can really be stopped.

pyoxigraph offers no way to cancel a running query; killing the process that runs it does. The
process opens the quads read-only beside its caller, which holds the shared lock, answers and ends:
the question goes in by stdin, the pickled `Result` or complaint comes out by stdout.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

from kgraph.errors import QueryError, StoreError
from kgraph.store.result import Result

_MEMORY = 4 << 30  # bytes that a query may take


def ask_in_worker(quads: Path, sparql: str, *, timeout: float, max_rows: int) -> Result:
    """Answer a query within `timeout` seconds.

    Raises:
        QueryError: It does not parse, takes too long or too much memory.
        StoreError: The quads cannot be opened.
    """
    question = json.dumps({"quads": str(quads), "sparql": sparql, "max_rows": max_rows}).encode()
    command = [sys.executable, "-m", "kgraph.store.worker"]
    try:
        done = subprocess.run(command, input=question, capture_output=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired as fault:
        raise QueryError(
            f"the query took longer than {timeout:g} s and was stopped",
            hint="narrow it, or allow more with KGRAPH_TIMEOUT=SECONDS",
        ) from fault
    if done.returncode != 0:
        told = done.stderr.decode(errors="replace").strip().splitlines()
        reason = told[-1] if told else f"signal {-done.returncode}"
        raise QueryError(f"the query was broken off: {reason}", hint="it may need too much memory; narrow it")
    answer = pickle.loads(done.stdout)
    if isinstance(answer, Result):
        return answer
    if isinstance(answer, (QueryError, StoreError)):
        raise answer
    raise TypeError(f"{type(answer).__name__} is no answer of the worker")


def main() -> None:
    """Read the question, write the answer; faults of the user are answers too."""
    question = json.loads(sys.stdin.buffer.read())
    _limit_memory()
    sys.stdout.buffer.write(pickle.dumps(_answer(question["quads"], question["sparql"], question["max_rows"])))


def _answer(quads: str, sparql: str, max_rows: int) -> Result | QueryError | StoreError:
    import pyoxigraph as ox

    from kgraph.store.result import collect
    from kgraph.store.sparql import syntax_fault
    from kgraph.vocab import PREFIXES

    try:
        return collect(ox.Store.read_only(quads).query(sparql, prefixes=dict(PREFIXES)), max_rows)
    except SyntaxError as fault:
        return syntax_fault(fault)
    except OSError as fault:
        return StoreError(f"{quads}: {fault}", hint="delete this folder: it is rebuilt from the ledger")


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on this system
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    main()
