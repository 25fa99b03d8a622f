"""A register of one's own: its entries join those of kgraph; what is wrong with it is told by file and line."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kgraph.build.versions import extracting
from kgraph.errors import DataError
from kgraph.register import Register

ARTICLE = (
    "Jena: Neues Portal\n[20.11.2023]\n\n"
    "Das Zentrum für Quappenkunde hat das Portal „Amt direkt“ vorgestellt. Das ZfQK betreibt es für die Stadt Jena.\n"
)
ENTRY = """source = "Satzung"
[[entry]]
key = "authority/quappenkunde"
parent = "municipality/16053000"
official = ["Zentrum für Quappenkunde"]
abbreviation = ["ZfQK"]
"""


@pytest.fixture
def run(tmp_path):
    """Call kgraph in a folder of its own, with what a register of one's own holds; a process each, as a user does."""
    (tmp_path / "portal.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "other.txt").write_text(ARTICLE.replace("Neues", "Anderes"), "utf-8")
    (tmp_path / "kgraph.toml").write_text('[kgraph]\nregister = "mine"\n', "utf-8")
    (tmp_path / "mine").mkdir()

    def call(text: str, *arguments: str):
        (tmp_path / "mine" / "bodies.toml").write_text(text, "utf-8")
        command = [sys.executable, "-m", "kgraph", *arguments]
        inherited = {name: value for name, value in os.environ.items() if name != "KGRAPH_REGISTER"}
        return subprocess.run(command, cwd=tmp_path, env=inherited, capture_output=True, text=True, check=False)

    return call


def test_its_entries_are_recognised_and_built(run):
    assert "1 new" in run(ENTRY, "--store", "s", "build", "portal.txt").stdout
    ask = """SELECT ?what { ?body kg:abbreviation 'ZfQK'@de ; kg:partOf/kg:ags '16053000' .
        GRAPH ?article { ?statement rdf:subject ?body ; rdf:predicate ?what } }"""
    assert {"stellt vor", "betreibt"} <= set(run(ENTRY, "--store", "s", "query", "-e", ask).stdout.split("\n"))
    assert "1 changed" in run(ENTRY.replace("ZfQK", "ZQK"), "--store", "s", "build", "portal.txt").stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ENTRY.replace("16053000", "16053999"), "mine/bodies.toml:3: entry 'authority/quappenkunde': parent"),
        (ENTRY.replace("quappenkunde", "bsi"), "mine/bodies.toml:3: entry 'authority/bsi': key stands in bodies.toml:"),
        (ENTRY + "since = gestern\n", "mine/bodies.toml:7: Invalid value"),
    ],
)
def test_what_is_wrong_with_it_is_told_with_the_remedy(text, told, run):
    failed = run(text, "extract", "portal.txt", "other.txt")
    assert failed.returncode == 4
    assert failed.stderr.count(told) == 1 and "\n  → " in failed.stderr
    assert "Traceback" not in failed.stderr and "not read" not in failed.stderr


def test_its_entries_are_checked_against_those_of_kgraph(tmp_path):
    kgraph, own = tmp_path / "a", tmp_path / "b"
    for folder, key in ((kgraph, "law/a"), (own, "law/b")):
        folder.mkdir()
        (folder / "x.toml").write_text(f'source = "x"\n[[entry]]\nkey = "{key}"\nofficial = ["Gesetz"]\n', "utf-8")
    with pytest.raises(
        DataError, match=f"{re.escape(str(own))}/x.toml:3: entries 'law/a' in x.toml:3 and 'law/b' both"
    ):
        Register.load(kgraph, own)
    (own / "x.toml").write_text((own / "x.toml").read_text("utf-8").replace("Gesetz", "Gesetz B"), "utf-8")
    assert list(Register.load(kgraph, own).entries) == ["law/a", "law/b"]


def test_a_change_in_it_makes_articles_be_read_again(tmp_path: Path, monkeypatch):
    before = extracting("rules")
    monkeypatch.setenv("KGRAPH_REGISTER", str(tmp_path))
    (tmp_path / "x.toml").write_text("# 1", "utf-8")
    first = extracting("rules")
    (tmp_path / "x.toml").write_text("# 2", "utf-8")
    changed = {name for name, value in extracting("rules").items() if value != first.get(name)}
    assert changed == {"register of one's own"} == first.keys() - before.keys()
