"""What commands say of what was asked wrongly: the true cause, and a remedy that mends it."""

import pytest
from click.testing import CliRunner

from graph_samples import HANDOVER, extraction_of, stored
from kgraph.cli import main
from kgraph.config import Settings, load_settings
from kgraph.errors import UsageError, several
from kgraph.store import open_store

ALL = "SELECT * { ?s ?p ?o }"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    place = str(tmp_path_factory.mktemp("messages") / "store")
    with open_store(Settings(store=place), write=True) as opened:
        opened.replace_article(stored(extraction_of(HANDOVER)))
    return place


def run(store, *arguments, **more):
    return CliRunner().invoke(main, ["--store", store, *arguments], **more)


@pytest.mark.parametrize(
    ("limit", "most", "said"),
    [("2", "50", "cut after 2 rows; there are more (a larger --limit shows more)"),
     ("9", "3", "cut after 3 rows; there are more (KGRAPH_MAX_ROWS allows more)"),
     ("1", "50", "cut after 1 row; there are more")],
    ids=["--limit", "the setting", "one row"],
)  # fmt: skip
def test_what_cut_an_answer_is_named(store, limit, most, said):
    done = run(store, "query", "-e", ALL, "--limit", limit, env={"KGRAPH_MAX_ROWS": most})
    assert said in done.stderr


def test_an_answer_that_fits_is_not_said_to_be_cut(store):
    assert "cut after" not in run(store, "query", "-e", "SELECT * { ?l a kg:Land }", "--limit", "1").stderr


def test_a_store_that_cannot_be_made_does_not_tell_to_delete_anything(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    (tmp_path / "news.txt").write_text("Jena: Portal\n\nJena hat ein Portal.\n", "utf-8")
    done = run(str(tmp_path / "file" / "store"), "build", str(tmp_path / "news.txt"))
    assert (done.exit_code, "can be made" in done.stderr, "--store DIR" in done.stderr) == (1, True, True)
    assert "delete" not in done.stderr and "Errno" not in done.stderr


@pytest.mark.parametrize(("given", "what"), [("statement/nope", "statement"), ("nope", "article")])
def test_explain_says_what_there_is_none_of(store, given, what):
    done = run(store, "explain", given)
    assert (done.exit_code, f"no {what} '{given}'" in done.stderr) == (3, True)


def test_explain_reads_a_folder_as_build_does(store, tmp_path):
    for name in ("Jena", "Gera"):
        (tmp_path / f"{name}.txt").write_text(f"{name}: Portal\n\nDie Stadt {name} hat ein Portal.\n", "utf-8")
    done = run(store, "explain", str(tmp_path))
    assert done.exit_code == 0, done.output
    assert "Die Stadt [Jena]" in done.stdout and "Die Stadt [Gera]" in done.stdout


def test_known_on_without_conflicts_is_refused(store):
    done = run(store, "check", "--known-on", "2024")
    assert (done.exit_code, "--conflicts" in done.stderr) == (2, True)
    assert run(store, "check", "--conflicts", "--known-on", "2024").exit_code == 0


def test_link_says_that_there_is_no_such_type(store):
    done = run(store, "link", "--type", "Quark", "--offline")
    assert (done.exit_code, "there is no type 'Quark'" in done.stderr) == (2, True)
    assert run(store, "link", "--type", "Programme", "--offline").exit_code == 3


def test_the_help_of_demo_names_its_folder():
    assert "(default: out)" in " ".join(CliRunner().invoke(main, ["demo", "--help"]).stdout.split())


@pytest.mark.parametrize(("number", "said"), [(0, "0 tries"), (1, "1 try"), (2, "2 tries")])
def test_a_noun_agrees_with_its_number(number, said):
    assert several(number, "try", "tries") == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('max_rows = "viele"', "max_rows is 'viele' in kgraph.toml, which is no whole number"),
        ("max_rows = true", "max_rows is true in kgraph.toml, which is no whole number"),
        ("max_rows = 2.5", "no whole number"),
        ("timeout = []", "timeout is [] in kgraph.toml, which is no number"),
        ("store = 3", "store is 3 in kgraph.toml, which is no text in quotes"),
        ("store = ", "line 2"),
    ],
)
def test_a_setting_of_the_wrong_kind_is_told_in_plain_words(tmp_path, line, said):
    (tmp_path / "kgraph.toml").write_text(f"[kgraph]\n{line}\n", "utf-8")
    with pytest.raises(UsageError) as caught:
        load_settings(directory=tmp_path)
    assert said in str(caught.value) and caught.value.hint


def test_a_whole_number_of_seconds_and_the_text_of_a_variable_are_taken(tmp_path, monkeypatch):
    monkeypatch.setenv("KGRAPH_MAX_ROWS", "7")
    (tmp_path / "kgraph.toml").write_text("[kgraph]\ntimeout = 5\n", "utf-8")
    settings = load_settings(directory=tmp_path)
    assert (settings.timeout, settings.max_rows) == (5.0, 7)


@pytest.mark.parametrize(
    ("cell", "safe"),
    [("=1+1", "'=1+1"), ("+49 30", "'+49 30"), ("-x", "'-x"), ("@A1", "'@A1"), ("-5", "-5"), ("a=b", "a=b"), ("", "")],
)
def test_csv_is_the_value_itself_and_safe_csv_no_formula(store, cell, safe):
    text = f'SELECT ("{cell}" AS ?x) (1 AS ?y) {{}}'
    assert run(store, "query", "-e", text, "--csv").stdout.splitlines()[1] == f"{cell},1"
    assert run(store, "query", "-e", text, "--csv-safe").stdout.splitlines()[1] == f"{safe},1"


def test_one_form_of_output_is_chosen(store):
    assert run(store, "query", "-e", ALL, "--csv", "--csv-safe").exit_code == 2
