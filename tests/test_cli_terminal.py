"""A terminal gets no commands from articles: what strangers wrote is shown, never obeyed."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src/kgraph/cli"
COMMANDS = "\x1b]0;title\x07\x1b[2J\x9b31m\r"
TURNED = "\u202e"
TEXT = (
    f"Die Stadt Köln betreibt die Plattform „Alpha{TURNED}Beta“, wie {COMMANDS} sie mitteilt. "
    f"Die Materna GmbH entwickelt das Portal „Gamma{COMMANDS}Delta“."
)
ALL = "SELECT * { ?s ?p ?o }"
OWN = re.compile(r"\x1b\[[\d;]*m")  # colours and bold, which kgraph sets itself


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("terminal")
    article = {"title": f"Köln{COMMANDS} baut", "text": TEXT, "url": "https://example.org/1"}
    (place / "hostile.jsonl").write_text(json.dumps(article) + "\n", "utf-8")
    subprocess.run([sys.executable, "-m", "kgraph", "build", "hostile.jsonl"], cwd=place, check=True, timeout=120)
    return place


def on_terminal(folder, *arguments):
    """What a command writes to a terminal."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "kgraph", *arguments]
    with subprocess.Popen(command, cwd=folder, stdin=follower, stdout=follower, stderr=follower) as process:
        os.close(follower)
        written = b""
        try:
            while block := os.read(leader, 4096):
                written += block
        except OSError:  # how Linux says that nobody holds the other end any longer
            pass
        process.wait(timeout=60)
    os.close(leader)
    return written.decode()


@pytest.mark.parametrize(
    "arguments",
    [("show", "köln"), ("explain", "hostile.jsonl"), ("query", "most-connected"), ("query", "-e", ALL),
     ("query", "-e", ALL, "--csv"), ("extract", "hostile.jsonl"), ("show", f"niemand{COMMANDS}")],
    ids=["entity", "article", "rows", "terms", "CSV", "facts", "a fault"],
)  # fmt: skip
def test_a_terminal_gets_no_commands(folder, arguments):
    shown = OWN.sub("", on_terminal(folder, *arguments))
    assert "Köln" in shown or "niemand" in shown
    # The terminal itself puts a carriage return before each end of a line.
    assert not re.search(r"[\x1b\x07\x9b\u202e]|\r(?!\r*\n)", shown)


def test_a_pipe_gets_data_as_it_is(folder):
    names = "SELECT ?name { ?service a kg:Service ; rdfs:label ?name }"
    command = [sys.executable, "-m", "kgraph", "query", "-e", names, "--csv"]
    assert TURNED in subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=60).stdout.decode()


def test_commands_print_in_one_way_only():
    direct = {path.name for path in SOURCE.glob("*.py") if "click.echo(" in path.read_text("utf-8")}
    assert direct == {"output.py", "check.py"}, "check.py counts on one line, in figures of its own"
