"""`kgraph config`: each setting, its value and where it comes from."""

from __future__ import annotations

from dataclasses import fields

import click

from kgraph.cli.output import echo_json, echo_rows, suggest
from kgraph.config import NOT_SINGLE, SETTINGS_FILE, Settings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="JSON on stdout.")
@click.pass_obj
def config(settings: Settings, as_json: bool) -> None:
    """Show each setting and its origin: flag, environment, kgraph.toml or default.

    \b
    Example:
      KGRAPH_TIMEOUT=60 kgraph config
    """
    names = [item.name for item in fields(settings) if item.name not in NOT_SINGLE]
    values = {name: getattr(settings, name) for name in names}
    if as_json:
        echo_json({name: {"value": value, "origin": settings.origins[name]} for name, value in values.items()})
    else:
        echo_rows(["setting", "value", "origin"], [[n, str(v), settings.origins[n]] for n, v in values.items()])
    suggest(f"write a line such as `timeout = 60` below [kgraph] in {SETTINGS_FILE} to keep a setting")
