"""The Frictionless Data Package of the tables: what lies in a folder in, `datapackage.json` out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from kgraph.publish.tables import TABLES, Column, Table

PACKAGE = "datapackage.json"
"""Name of the descriptor, beside the tables."""


def write_package(folder: Path, description: Mapping[str, object]) -> None:
    """Describe the tables of a folder.

    Args:
        folder: Where the tables lie.
        description: `name`, `title`, `licenses`, … of the package, by the specification's names.
    """
    package = {
        "profile": "tabular-data-package",
        **description,
        "resources": [_resource(table, folder / f"{table.name}.csv") for table in TABLES],
    }
    (folder / PACKAGE).write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _resource(table: Table, path: Path) -> dict[str, object]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    fields: dict[str, object] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": "iri",
    }
    if table.refers:
        fields["foreignKeys"] = [
            {"fields": column, "reference": {"resource": other, "fields": "iri"}}
            for column, other in table.refers.items()
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": path.name,
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": fields,
    }


def _field(column: Column) -> dict[str, object]:
    found: dict[str, object] = {"name": column.name, "type": column.kind, "description": column.text}
    return found | ({"constraints": dict(column.constraints)} if column.constraints else {})
