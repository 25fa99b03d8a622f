"""Settings and where kgraph's own data files lie.

A setting comes from, in this order: a flag, the environment (`KGRAPH_STORE`), the table
`[kgraph]` of `kgraph.toml` in the working directory, the default. `Settings.origins` tells which.
Engines have tables of their own there, `[engines.NAME]`, and so has what describes a release, `[publish]`.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path

from kgraph.errors import UsageError

SETTINGS_FILE = "kgraph.toml"
_KINDS = {int: "whole number", float: "number", str: "text in quotes"}
_EXAMPLES = {int: "1000", float: "30", str: '"…"'}
NOT_SINGLE = ("engines", "publish", "origins")
"""Fields of `Settings` that are no single setting with a flag and a variable."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a command runs with.

    Attributes:
        store: Directory of the embedded store, or URL of a SPARQL server.
        base: IRI below which entities, articles and statements are named; ends with `/` or `#`.
        language: Of labels and pages: `de` or `en`.
        timeout: Seconds that a query or a remote answer may take.
        max_rows: Rows that a query may return.
        agent: What kgraph calls itself towards servers.
        engine: Name of the extraction engine.
        register: Folder of register entries of one's own, beside those of kgraph; empty if there is none.
        engines: The tables `[engines.NAME]` of `kgraph.toml`, by name; what they mean is the engines' matter.
        publish: The table `[publish]`; what it means is the matter of `kgraph.catalogue`.
        origins: For each setting, where its value comes from.
    """

    store: str = ".kgraph"
    base: str = "https://w3id.org/kgraph/id/"
    language: str = "de"
    timeout: float = 30.0
    max_rows: int = 100_000
    agent: str = "kgraph/0.1 (+https://w3id.org/kgraph)"
    engine: str = "rules"
    register: str = ""
    engines: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    publish: Mapping[str, object] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)


def load_settings(flags: Mapping[str, object] | None = None, directory: Path | None = None) -> Settings:
    """Join flags, environment, `kgraph.toml` and defaults.

    Args:
        flags: Values given on the command line; `None` values count as not given.
        directory: Where `kgraph.toml` is looked for; the working directory if not given.

    Raises:
        UsageError: An unknown setting, or a value of the wrong kind.
    """
    path = (directory or Path()) / SETTINGS_FILE
    document = _read_document(path)
    table = _table(document, "kgraph", path)
    values: dict[str, object] = {}
    origins: dict[str, str] = {}
    for item in fields(Settings):
        if item.name in NOT_SINGLE:
            continue
        variable = f"KGRAPH_{item.name.upper()}"
        for origin, value in (
            ("flag", (flags or {}).get(item.name)),
            (variable, os.environ.get(variable)),
            (SETTINGS_FILE, table.get(item.name)),
            ("default", item.default),
        ):
            if value is not None:
                values[item.name] = _as_kind(item.name, value, type(item.default), origin)
                origins[item.name] = origin
                break
    unknown = sorted(set(table) - set(values))
    if unknown:
        raise UsageError(f"{path}: unknown setting {unknown[0]!r}", hint=f"known are {', '.join(sorted(values))}")
    engines = _table(document, "engines", path)
    tables = {name: _table(engines, name, path, "engines.") for name in engines}
    described = _table(document, "publish", path)
    settings = Settings(**values, engines=tables, publish=described, origins=origins)  # type: ignore[arg-type]
    if settings.language not in ("de", "en"):
        raise UsageError(f"language {settings.language!r} is not known", hint="use de or en")
    if not settings.base.endswith(("/", "#")):
        raise UsageError(f"base {settings.base!r} must end with / or #", hint="entity paths are appended to it")
    return settings


def resource(relative: str) -> Path:
    """Path of a data file or folder of kgraph (`ontology/kgraph.ttl`, `data/register`, `queries`).

    In an installed wheel these lie in `kgraph/share`, in a checkout beside `src`.

    Raises:
        FileNotFoundError: The installation lacks it.
    """
    path = _share() / relative
    if not path.exists():
        raise FileNotFoundError(f"kgraph's data file {relative} is missing from this installation")
    return path


@cache
def _share() -> Path:
    package = Path(__file__).resolve().parent
    share = package / "share"
    return share if share.is_dir() else package.parent.parent


def _read_document(path: Path) -> Mapping[str, object]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise UsageError(f"{path}: {fault}", hint="the file must be TOML in UTF-8") from fault


def _table(document: Mapping[str, object], name: str, path: Path, above: str = "") -> Mapping[str, object]:
    table = document.get(name, {})
    if not isinstance(table, dict):
        raise UsageError(
            f"{path}: [{above}{name}] is not a table", hint=f"write settings as lines below [{above}{name}]"
        )
    return table


def _as_kind(name: str, value: object, kind: type, origin: str) -> object:
    """A flag's or variable's text, or what the file says, as what the setting is; nothing is cut or guessed."""
    given = type(value)
    fits = given is kind or (kind is float and given is int) or (given is str and kind is not str)
    try:
        if fits:
            return kind(value)
    except ValueError:
        pass
    hint = f"write {name} = {_EXAMPLES[kind]}" if origin == SETTINGS_FILE else f"such as {_EXAMPLES[kind]}"
    shown = str(value).lower() if given is bool else repr(value)
    raise UsageError(f"{name} is {shown} in {origin}, which is no {_KINDS[kind]}", hint=hint)
