"""Run a notebook's code cells one after the other, as Jupyter does, without Jupyter."""

from __future__ import annotations

import ast
import contextlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Cell:
    """A code cell.

    Attributes:
        source: Its Python.
        shown: What the notebook keeps as its output.
        printed: What it printed when it was run.
        value: The value of its last line, if that is an expression.
    """

    source: str
    shown: str
    printed: str
    value: Any

    @property
    def output(self) -> str:
        return self.printed + ("" if self.value is None else repr(self.value))


def run_notebook(path: Path) -> Iterator[Cell]:
    """Yield each code cell after it has run, in the working directory."""
    names: dict[str, Any] = {"__name__": "__main__"}
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        source = "".join(cell["source"])
        tree = ast.parse(source)
        last = ast.Expression(tree.body.pop().value) if isinstance(tree.body[-1], ast.Expr) else None
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(tree, str(path), "exec"), names)
            value = eval(compile(last, str(path), "eval"), names) if last is not None else None
        yield Cell(source, _shown(cell["outputs"]), out.getvalue(), value)


def _shown(outputs: list[dict[str, Any]]) -> str:
    return "".join("".join(item.get("text") or item["data"]["text/plain"]) for item in outputs)
