"""`kgraph build --since-rules`: what changed rules and decisions would redo, why, and that it does nothing."""

import hashlib
import json
import shutil

import pytest
from click.testing import CliRunner

from kgraph.build import build, versions
from kgraph.build.outdated import outdated
from kgraph.cli import main
from kgraph.config import Settings, resource
from kgraph.store import open_store

TEXTS = {
    "jena": "Jena: Portal\n\nDie Stadt Jena hat das Portal „Ämterlotse“ entwickelt.\n",
    "emden": "Emden: App\n\nDie Stadt Emden betreibt die App „Hafenlotse“.\n",
}
DECISION = """
[[decision]]
kind = "rename"
subject = "municipality/16053000"
value = "Jena an der Saale"
who = "test"
when = "2024-05-07"
why = "test"
"""


@pytest.fixture
def settings(tmp_path):
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    made = Settings(store=str(tmp_path / "store"))
    build([str(tmp_path / f"{name}.txt") for name in TEXTS], made)
    return made


@pytest.fixture
def changed(tmp_path, monkeypatch):
    """Change a file of rules, or rather what versions are made of."""

    def change(name):
        copy = tmp_path / "rules" / name
        shutil.copytree(resource(name), copy)
        next(path for path in sorted(copy.rglob("*")) if path.is_file()).write_text("changed")
        monkeypatch.setattr(versions, "resource", lambda asked: copy if asked == name else resource(asked))

    return change


def test_nothing_is_to_be_done_after_a_build(settings):
    found = outdated(settings)
    assert (found.extract, found.resolve, found.unchanged, found.because) == (0, 0, 2, {})


@pytest.mark.parametrize(
    ("name", "part"),
    [("data/ranker", "ranker's weights"), ("data/register", "register"), ("data/frames", "frames")],
)
def test_changed_rules_are_named_and_all_that_they_have_read_is_to_be_read_again(settings, changed, name, part):
    changed(name)
    found = outdated(settings)
    assert (found.extract, found.resolve, found.because, found.articles) == (2, 0, {part: 2}, ("emden", "jena"))


def test_changed_decisions_only_have_articles_resolved_again(settings, tmp_path):
    (tmp_path / "decisions.toml").write_text(DECISION, "utf-8")
    found = outdated(settings)
    assert (found.extract, found.resolve, found.because) == (0, 2, {"decisions": 2})
    build([], settings)
    assert outdated(settings).unchanged == 2
    (tmp_path / "decisions.toml").unlink()
    assert outdated(settings).because == {"decisions": 2}


def test_rules_and_decisions_together_are_both_named(settings, changed, tmp_path):
    changed("data/forms")
    (tmp_path / "decisions.toml").write_text(DECISION, "utf-8")
    found = outdated(settings)
    assert (found.extract, found.because) == (2, {"forms": 2, "decisions": 2})


def test_only_what_was_read_before_the_change_is_counted(settings, changed, tmp_path):
    changed("data/forms")
    build([str(tmp_path / "jena.txt")], settings)
    found = outdated(settings)
    assert (found.extract, found.unchanged, found.articles) == (1, 1, ("emden",))


def test_what_the_store_does_not_remember_is_said_to_be_unknown(settings, changed):
    with open_store(settings, write=True) as store:
        store._ledger._connection.execute("DELETE FROM recipe")
    changed("data/forms")
    assert outdated(settings).because == {"unknown": 2}


def test_the_command_tells_and_changes_nothing(settings, tmp_path):
    (tmp_path / "decisions.toml").write_text(DECISION, "utf-8")

    def run(*arguments):
        return CliRunner().invoke(main, ["--store", settings.store, "build", "--since-rules", *arguments])

    def sums():
        return {p: hashlib.sha256(p.read_bytes()).digest() for p in (tmp_path / "store").rglob("*") if p.is_file()}

    before = sums()
    done = run()
    assert "0 articles to read again, 2 to resolve again, 0 unchanged\n  decisions: 2 articles" in done.stdout
    assert json.loads(run("--json").stdout)["resolve"] == 2
    assert sums() == before
    assert run(str(tmp_path / "jena.txt")).exit_code == 2
    assert CliRunner().invoke(main, ["--store", "http://127.0.0.1:9/", "build", "--since-rules"]).exit_code == 2
