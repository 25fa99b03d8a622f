"""Settings of an engine: a table of `kgraph.toml` in, a checked dataclass out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from kgraph.config import SETTINGS_FILE
from kgraph.errors import UsageError

T = TypeVar("T")


def read_options(kind: type[T], name: str, table: Mapping[str, object]) -> T:
    """Fill a dataclass from a table; `use` names the kind of engine and is passed over.

    Args:
        kind: Its fields are `str`, `int`, `float`, `bool`, `tuple[str, ...]` or mappings from `str`, with defaults.
        name: Of the engine, for messages.
        table: As TOML has it.

    Raises:
        UsageError: A key that the dataclass does not have, or a value of another kind.
    """
    hints = get_type_hints(kind)
    known = {item.name for item in fields(kind)}  # type: ignore[arg-type]
    place = f"{SETTINGS_FILE}: [engines.{name}]"
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key == "use":
            continue
        if key not in known:
            raise UsageError(f"{place}: unknown setting {key!r}", hint=f"known are {', '.join(sorted(known))}")
        if not _fits(value, hints[key]):
            raise UsageError(f"{place}: {key} = {value!r} should be {_words(hints[key])}")
        values[key] = tuple(value) if isinstance(value, list) else value
    return kind(**values)


def _fits(value: object, hint: Any) -> bool:
    if get_origin(hint) is Mapping:
        part = get_args(hint)[1]
        return isinstance(value, dict) and (part is object or all(_fits(item, part) for item in value.values()))
    if get_origin(hint) is tuple:
        return isinstance(value, list) and all(_fits(item, get_args(hint)[0]) for item in value)
    if isinstance(value, bool):
        return hint is bool
    return isinstance(value, (int, float) if hint is float else hint)


def _words(hint: Any) -> str:
    if get_origin(hint) is Mapping:
        return "a table"
    if get_origin(hint) is tuple:
        return "a list of texts"
    return {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}[hint]
