"""Every command explains itself, with an example, and the overview loads nothing heavy."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from kgraph.cli import _COMMANDS, main

HEAVY = set("rdflib pyoxigraph networkx pyvis owlready2 pyshacl trafilatura simplemma numpy ahocorasick".split())
SHOW_HELP = """
import json, sys
from kgraph.cli import main
try:
    main(["--help"])
except SystemExit:
    print(json.dumps(sorted(sys.modules)))
"""


@pytest.mark.parametrize("command", _COMMANDS)
def test_each_command_shows_its_help_with_an_example(command):
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert "\\b" not in result.output
    assert f"kgraph {command}" in result.output.partition("Example:")[2]


def test_the_overview_names_every_command():
    output = CliRunner().invoke(main, ["--help"]).output
    assert all(f"  {name} " in output for name in _COMMANDS)


def test_an_unknown_command_is_a_usage_error():
    assert CliRunner().invoke(main, ["frobnicate"]).exit_code == 2


def test_the_overview_loads_nothing_heavy():
    done = subprocess.run([sys.executable, "-c", SHOW_HELP], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}
    assert not HEAVY & loaded


@pytest.mark.parametrize(
    ("arguments", "store"),
    [
        (["--store", "a", "config", "--json"], "a"),
        (["config", "--store", "b", "--json"], "b"),
        (["--store", "a", "config", "--store", "b", "--json"], "b"),
        (["config", "--json"], ".kgraph"),
    ],
)
def test_settings_may_stand_before_or_behind_the_command(arguments, store):
    output = CliRunner().invoke(main, arguments).output
    assert f'"{store}"' in output
