"""A table `[publish]` to be filled in: every setting with what it means, the mandatory ones first."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kgraph.catalogue.settings import MEANINGS, NEEDED, read
from kgraph.config import SETTINGS_FILE
from kgraph.errors import UsageError
from kgraph.publish.files import replacing


def write_template(folder: Path, given: Iterable[str] = ()) -> Path:
    """Append the table to `kgraph.toml`, which is made if it is not there.

    Args:
        folder: Where the file is.
        given: Values, each as `key=value`; the rest is left to be filled in.

    Raises:
        UsageError: There is such a table already, or a value is malformed or of no known setting.
        StoreError: The file cannot be written.
    """
    path = folder / SETTINGS_FILE
    before = path.read_text("utf-8") if path.is_file() else ""
    try:
        known = tomllib.loads(before)
    except tomllib.TOMLDecodeError as fault:
        raise UsageError(f"{path}: {fault}", hint="the file must be TOML in UTF-8") from fault
    if "publish" in known:
        raise UsageError(f"{path} has a table [publish] already", hint="edit it")
    lines = "\n".join(_lines(dict(_values(given))))
    with replacing(path) as out:
        out.write(f"{before.rstrip()}\n\n{lines}\n".lstrip("\n").encode())
    return path


def _values(given: Iterable[str]) -> Iterator[tuple[str, str | list[str]]]:
    for item in given:
        key, equals, value = item.partition("=")
        if not equals or key not in {*NEEDED, *MEANINGS}:
            known = ", ".join((*NEEDED, *MEANINGS))
            raise UsageError(f"--set {item!r} is no setting with a value", hint=f"say KEY=VALUE; keys are {known}")
        example, _ = NEEDED.get(key) or MEANINGS[key]
        found = [part.strip() for part in value.split(",")] if example.startswith("[") else value
        read(key, found)
        yield key, found


def _lines(values: Mapping[str, str | list[str]]) -> Iterator[str]:
    yield "[publish]"
    for name, (example, meaning) in NEEDED.items():
        yield f"{_line(name, values, example)}  # needed: {meaning}"
    for name, (example, meaning) in MEANINGS.items():
        yield f"{_line(name, values, example)}  # {meaning}"


def _line(name: str, values: Mapping[str, str | list[str]], example: str) -> str:
    if name not in values:
        return f"# {name} = {example}"
    # A text of JSON is one of TOML, too; a list is written as one.
    return f"{name} = {json.dumps(values[name], ensure_ascii=False)}"
