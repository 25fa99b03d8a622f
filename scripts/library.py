"""The page of the library: what `import kgraph` offers, from its docstrings in Google style."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Any

_SECTION = re.compile(r"^(Args|Attributes|Returns|Raises|Example):\n((?:[ ].*\n|\n)*)", re.MULTILINE)
_ITEM = re.compile(r"^(?P<name>[\w., ]+): (?P<text>.*(?:\n {2,}.*)*)", re.MULTILINE)


def library() -> str:
    """All that is offered, functions first."""
    import kgraph

    parts = [
        "# Python\n\n`import kgraph` offers what is here; `kgraph.open` is the way in, and the "
        "[notebook](../notebook.md) shows it at work. Examples run in a folder that `kgraph demo` has left, where "
        '`graph` is `kgraph.open("out/.kgraph")`.\n'
    ]
    names = [name for name in kgraph.__all__ if not name.startswith("__")]
    things = sorted((getattr(kgraph, name) for name in names), key=inspect.isclass)
    for thing in things:
        parts += _class(thing) if inspect.isclass(thing) else _function(thing, f"kgraph.{thing.__name__}", "##")
    return "\n".join(parts)


def _class(kind: type) -> Iterator[str]:
    yield f"## kgraph.{kind.__name__}\n"
    if issubclass(kind, Exception):
        above = kind.__mro__[1].__name__
        yield f"Below `{above}`; `exit_code` {getattr(kind, 'exit_code', 1)}.\n"
    yield described(inspect.getdoc(kind) or "")
    if issubclass(kind, Exception):
        return
    for name, member in sorted(inspect.getmembers(kind)):
        told = isinstance(member, property) or inspect.isfunction(member)
        own = inspect.unwrap(getattr(member, "fget", member)).__module__.startswith("kgraph.api") if told else False
        if name.startswith("_") or not own:
            continue
        yield from _function(member, f"{kind.__name__}.{name}", "###")


def _function(member: Any, name: str, level: str) -> Iterator[str]:
    yield f"{level} {name}\n"
    if not isinstance(member, property):
        signature = str(inspect.signature(member)).replace("'", "").replace("(self, ", "(").replace("(self)", "()")
        yield f"```text\n{name.removeprefix('kgraph.')}{signature}\n```\n"
    yield described(inspect.getdoc(member) or "")


def described(docstring: str) -> str:
    """A docstring as Markdown: its sections as lists, its example as code."""
    text = docstring + "\n"
    told = _SECTION.sub("", text).strip()
    parts = [told + "\n"]
    for section, body in _SECTION.findall(text):
        inner = textwrap.dedent(body).strip("\n")
        if section == "Example":
            parts.append(f"```pycon\n{re.sub(r'  # doctest: .*', '', inner)}\n```\n")
            continue
        items = [f"- `{m['name']}`: {' '.join(m['text'].split())}" for m in _ITEM.finditer(inner)]
        parts.append(f"*{section}*\n\n" + ("\n".join(items) if items else " ".join(inner.split())) + "\n")
    return "\n".join(parts)
