"""What `kgraph evaluate` prints: report, table, ablation, and misses only to those who ask."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgraph.cli import main
from kgraph.evaluate import (
    DEFAULT,
    WAYS,
    ablation,
    annotated,
    at_least,
    cross_validated,
    extract_gold,
    read_gold,
    report,
    score,
)
from kgraph.evaluate.misses import Miss, worst

TEXT = """Jena: Neues Portal

Die Stadt Jena hat das Portal „Ämterlotse“ entwickelt. Jena will das Portal „Ratspost“ nutzen.
"""
GOLD = {
    "id": "jena",
    "text": "jena.txt",
    "entities": [
        {"id": "e1", "type": "Municipality", "name": "Jena", "aliases": []},
        {"id": "e2", "type": "Project", "name": "Ämterlotse", "aliases": []},
        {"id": "e3", "type": "Person", "name": "Anna Geheim", "aliases": []},
        {"id": "e4", "type": "Service", "name": "Ratspost", "aliases": []},
    ],
    "relations": [
        {"s": "e1", "p": "develops", "o": "e2"},
        {"s": "e1", "p": "uses", "o": "e4", "status": "planned"},
        {"s": "e3", "p": "holdsRole", "o": "e1"},
    ],
    "topics": ["portal"],
}


@pytest.fixture
def gold(tmp_path) -> Path:
    (tmp_path / "jena.txt").write_text(TEXT, "utf-8")
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "jena.json").write_text(json.dumps(GOLD), "utf-8")
    return folder


def evaluated(*arguments: object):
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)])


def test_the_report_gives_figures_with_intervals_points_calibration_and_confusion(gold):
    output = evaluated(gold).stdout
    assert re.search(r"^relations  P 1\.000 \[1\.000–1\.000\]  R 0\.667 \[0\.667–0\.667\]", output, re.M)
    assert re.search(r"^  planned +P 1\.00", output, re.M)
    assert re.search(r"^  default +P 1\.000", output, re.M) and re.search(r"^  --recall +P ", output, re.M)
    assert "expected calibration error" in output
    assert re.search(r"Project +→ Service +1$", output, re.M)


def test_misses_are_shown_only_to_those_who_ask(gold):
    assert "Geheim" not in evaluated(gold).output
    assert "Geheim" not in evaluated(gold, "--json").output
    assert "jena\tentity missed\tPerson\tAnna Geheim" in evaluated(gold, "--misses", 1).stdout
    asked = evaluated(gold, "--json", "--misses", 1)
    assert "Geheim" in asked.stderr and json.loads(asked.stdout)


def test_json_is_one_object_a_folder_with_everything(gold):
    lines = evaluated(gold, gold, "--json").stdout.splitlines()
    assert len(lines) == 2
    found = json.loads(lines[0])
    assert found["relations"]["95 %"]["recall"] == [0.6667, 0.6667]
    assert found["relations by status"]["planned"]["hit"] == 1
    assert found["topics"]["gold"] == 1
    assert found["operating points"]["best F1"]["f1"] == found["relations"]["f1"]
    assert found["confusion of types"] == [{"gold": "Project", "found": "Service", "number": 1}]


def test_markdown_is_a_line_a_folder(gold):
    header, rule, *rows = evaluated(gold, gold, "--markdown").stdout.splitlines()
    assert header.count("|") == rule.count("|") == rows[0].count("|")
    assert len(rows) == 2


def test_a_threshold_keeps_only_what_is_at_least_so_sure(gold):
    assert json.loads(evaluated(gold, "--threshold", 1, "--json").stdout)["relations"]["found"] == 0
    found = {"jena": {"id": "jena", "relations": [{"confidence": 0.5}, {"confidence": 0.4}, {}]}}
    assert at_least(found, 0.5)["jena"]["relations"] == [{"confidence": 0.5}, {}]


@pytest.mark.parametrize(
    "more", [["--json", "--markdown"], ["--ablation", "--misses", "3"], ["--ablation", "--threshold", "0.5"]]
)
def test_options_that_exclude_each_other_are_a_usage_error(gold, more):
    assert evaluated(gold, *more).exit_code == 2


def test_ablation_names_each_part_and_what_it_adds(gold):
    trials = {trial.without: trial for trial in ablation(read_gold(gold), gold)}
    assert trials[""].relations.hit == 2
    lost = trials[""].relations.f1 - trials["frames"].relations.f1
    assert trials["frames"].relation_gain[0] == pytest.approx(lost)
    assert trials["frames"].entity_gain[0] == 0
    lines = evaluated(gold, "--ablation").stdout.splitlines()
    assert {line.split()[0] for line in lines[2:]} == {trial or "(whole)" for trial in trials}
    assert json.loads(evaluated(gold, "--ablation", "--json").stdout)["ablation"][0]["without"] is None
    assert evaluated(gold, "--ablation", "--markdown").stdout.count("\n") == len(trials) + 2


def test_the_worst_misses_are_those_on_which_most_hangs():
    result = score([GOLD], {"jena": {"id": "jena", "entities": GOLD["entities"][1:], "relations": []}})
    first, *rest = worst(result.misses, 9)
    assert (first.kind, first.name) == ("entity missed", "Jena")
    assert [miss.label for miss in rest[-3:]] == ["develops", "holdsRole", "uses"], "the missed town counts for them"


def test_a_sure_mistake_is_worse_than_a_doubtful_one():
    misses = [Miss("a", "relation spurious", "uses", "x", 1.2), Miss("a", "relation spurious", "uses", "y", 1.9)]
    assert [miss.name for miss in worst(misses, 1)] == ["y"]


def test_what_bears_the_name_in_another_coarse_type_is_confused_and_no_match():
    found = {"id": "jena", "entities": [{"id": "x", "type": "Place", "name": "Jena"}], "relations": []}
    result = score([GOLD], {"jena": found})
    assert result.entities["hit"] == 0
    assert result.confusion == {("Municipality", "Place"): 1}


@pytest.mark.parametrize("document", ["README.md", "docs/method.md"])
def test_the_tables_of_a_document_are_those_that_its_commands_make(document, repo_root):
    text = (repo_root / document).read_text("utf-8")
    commands = re.findall(r"<!-- made by: kgraph evaluate (.+) --markdown -->\n(.*?)\n\n", text, re.S)
    assert commands, f"{document} does not say how its tables are made"
    for arguments, table in commands:
        header, _, *rows = table.splitlines()
        folders = [word for word in arguments.split() if not word.startswith("--")]
        folders = folders[-1:] if "--cv" in arguments else folders
        assert len(rows) == len(folders)
        assert all(row.split("|")[1].strip(" `").startswith(f) for row, f in zip(rows, folders, strict=True))
        assert header == evaluated(repo_root / "data" / "gold" / "test", "--markdown").stdout.splitlines()[0]


def test_cross_validation_scores_the_last_folder_with_weights_that_never_saw_it(gold, tmp_path):
    done = evaluated(gold, "--cv")
    assert done.exit_code == 2 and "too few" in done.stderr


def test_cross_validation_finds_figures_and_topics_as_the_engine_does(tmp_path):
    """Neither hangs on the ranker's weights; they were counted as missed."""
    folder = tmp_path / "gold"
    folder.mkdir()
    for number in range(20):
        (tmp_path / f"{number}.txt").write_text(TEXT.replace("Jena", "Jena" if number % 2 else "Gera"), "utf-8")
        named = json.dumps({**GOLD, "id": str(number), "text": f"{number}.txt"})
        (folder / f"{number}.json").write_text(named.replace("Jena", "Jena" if number % 2 else "Gera"), "utf-8")
    articles = list(annotated(read_gold(folder), folder, unseen=True))
    found = cross_validated(articles, {DEFAULT: WAYS[DEFAULT]})[DEFAULT]
    extracted = extract_gold(read_gold(folder), folder, WAYS[DEFAULT].engine())
    assert {id: (facts["figures"], facts["topics"]) for id, facts in found.items()} == {
        id: (facts["figures"], facts["topics"]) for id, facts in extracted.items()
    }
    assert found["0"]["topics"] == ["portal"]


def test_a_report_without_relations_says_so_instead_of_failing():
    empty = {"id": "a", "entities": [], "relations": []}
    made = report(score([empty], {}), "none")
    assert made.curve.points == () and made.as_dict()["operating points"]["precise"] is None
    with pytest.raises(KeyError):
        made.line("figures")
