"""`kgraph path` and `kgraph draw` from end to end, on a store of two articles."""

import json
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from graph_samples import HANDOVER, PRAISE, extraction_of, stored
from kgraph.cli import main
from kgraph.config import Settings
from kgraph.store import open_store


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = str(tmp_path_factory.mktemp("network") / "store")
    with open_store(Settings(store=folder), write=True) as store:
        store.replace_articles([stored(extraction_of(HANDOVER)), stored(extraction_of(PRAISE))])
    return folder


@pytest.fixture
def run(place, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, ["--store", place, *arguments])


def test_path_prints_each_step_with_its_sentence_and_article(run):
    found = run("path", "BMH", "Ole Brandt")
    assert found.exit_code == 0
    lines = found.stdout.splitlines()
    assert lines[0] == "Bundesministerium für Häfen"
    assert lines[1].startswith("  hat als Amtsträger → Frauke Tjaden")
    assert lines[2].startswith("    „") and "Frauke Tjaden" in lines[2]
    assert "Hafenportal: Bund übernimmt Verantwortung, 2024-05-07" in lines[3]
    assert "→ Ole Brandt" in found.stdout


def test_path_says_of_a_plan_that_it_is_one(run):
    found = run("path", "BMH", "Anlegestellen-App")
    assert "entwickelt (geplant) → Anlegestellen-App" in found.stdout
    english = run("--language", "en", "path", "BMH", "Anlegestellen-App")
    assert "develops (planned) → Anlegestellen-App" in english.stdout


def test_path_as_json_is_one_object(run):
    answer = json.loads(run("path", "Bund", "Hafenportal", "--json").stdout)
    (step,) = answer["steps"]
    assert (answer["from"], answer["to"], step["predicate"], step["direction"]) == (
        "Bund", "Hafenportal", "takesOver", "forward",
    )  # fmt: skip
    assert step["quote"] in HANDOVER["text"]


def test_path_is_honest_where_there_is_none_so_near(run):
    found = run("path", "Anlegestellen-App", "Nordwerft", "--max-hops", "2")
    assert found.exit_code == 3
    assert found.stdout == ""
    assert "no connection between" in found.stderr and "within 2 steps" in found.stderr


def test_no_path_as_json_is_an_empty_list(run):
    found = run("path", "Anlegestellen-App", "Nordwerft", "--max-hops", "2", "--json")
    assert (found.exit_code, json.loads(found.stdout)["steps"]) == (3, [])


@pytest.mark.parametrize(
    ("ends", "code"), [(("Bund", "Nirgendwo"), 3), (("Bremen", "Freie Hansestadt Bremen"), 2)], ids=["unknown", "same"]
)
def test_path_refuses_ends_that_are_none(run, ends, code):
    assert run("path", *ends).exit_code == code


def test_draw_writes_one_file_and_says_how_much_it_shows(run, tmp_path):
    found = run("draw", "-o", "seen.html")
    assert found.exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["seen.html"]
    assert found.stdout == "" and "seen.html: 11 of 11 entities, 16 of 16 statements" in found.stderr


def test_draw_to_stdout_leaves_no_file(run, tmp_path):
    found = run("draw", "-o", "-", "--title", "Häfen & Häuser", "--language", "en")
    assert found.stdout_bytes.decode("utf-8").startswith('<!DOCTYPE html>\n<html lang="en"')
    assert "<title>Häfen &amp; Häuser</title>" in found.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--around", "Anlegestellen-App"), "2 of 2 entities, 1 of 1 statements"),
        (("--around", "Anlegestellen-App", "--hops", "2"), "3 of 3 entities, 2 of 2 statements"),
        (("--predicate", "funds"), "2 of 2 entities, 2 of 2 statements"),
        (("--predicate", "fördert", "--since", "2024-06"), "2 of 2 entities, 1 of 1 statements"),
        (("--predicate", "funds", "--until", "2024-05"), "2 of 2 entities, 1 of 1 statements"),
        (("--type", "Person", "--type", "Ministry"), "2 of 2 entities, 1 of 1 statements"),
        (("--around", "Bremen", "--type", "Person"), "2 of 2 entities, 1 of 1 statements"),
        (("--limit", "3"), "3 of 11 entities"),
    ],
)
def test_draw_filters(run, options, expected):
    found = run("draw", *options)
    assert found.exit_code == 0
    assert expected in found.stderr


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--type", "Ministy"), 2, "did you mean Ministry?"),
        (("--predicate", "takeover"), 2, "did you mean takesOver?"),
        (("--since", "gestern"), 2, "write 2023"),
        (("--hops", "2"), 2, "--hops needs --around"),
        (("--since", "2050"), 3, "no statement is left to draw"),
        (("--around", "Nirgendwo"), 3, "Nirgendwo"),
        (("--around", "Emden", "--predicate", "funds"), 3, "Emden"),
    ],
)
def test_draw_refuses_with_a_remedy_and_leaves_no_file(run, tmp_path, options, code, said):
    found = run("draw", *options)
    assert (found.exit_code, said in found.stderr) == (code, True)
    assert list(tmp_path.iterdir()) == []


def test_the_help_of_both_commands_ends_with_examples(run):
    for name in ("path", "draw"):
        assert re.search(r"Example:\n +kgraph " + name, run(name, "--help").stdout)


def test_neither_pyvis_nor_ipython_is_loaded_before_something_is_drawn():
    code = (
        "import sys, kgraph.draw, kgraph.cli.network; print(sorted({'pyvis', 'IPython', 'numpy'} & sys.modules.keys()))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
