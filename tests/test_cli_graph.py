"""`check`, `reason` and `export` on a real store: what they print, where, and how they end."""

import json

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

import sample_graph as sample
from kgraph.cli import main
from kgraph.config import load_settings
from kgraph.store import StoredArticle, open_store
from kgraph.vocab import KG, RDF


@pytest.fixture
def built(tmp_path):
    """Make a store of the sample; `planted` are facts that its second article adds."""

    def build(*planted):
        place = tmp_path / "store"
        with open_store(load_settings({"store": str(place), "base": sample.BASE}), write=True) as store:
            for id in sample.TEXTS:
                extraction, _ = sample.extraction_of(id)
                made = sample.article_of(id)
                facts = [*made.facts, *(planted if id == "seed-01" else ())]
                store.replace_article(
                    StoredArticle.pack(extraction, made.graph, facts, fingerprint="1", extractor="test")
                )
        return str(place)

    return build


def run(place, *arguments):
    return CliRunner().invoke(main, ["--store", place, *arguments])


def planted(subject, predicate, object_):
    return ox.Quad(ox.NamedNode(sample.thing(subject)), ox.NamedNode(predicate), ox.NamedNode(object_))


def test_check_passes_a_sound_store_and_compares_each_quote(built):
    result = run(built(), "check")
    assert result.exit_code == 0, result.output
    assert result.stdout == "nothing is wrong (2 articles, 5 statements, 4 facts, 5 quotes compared with their text)\n"


def test_check_fails_on_a_fact_without_a_statement_and_says_so_as_json_too(built):
    place = built(planted("ministry/bmi", KG + "opposes", sample.thing("initiative/datenservice")))
    result = run(place, "check")
    assert result.exit_code == 1
    assert "“BMI – kg:opposes – Datenservice”: is a fact that no statement supports" in result.stdout
    document = json.loads(run(place, "check", "--json").stdout)
    assert document["ok"] is False
    assert [problem["what"] for problem in document["problems"]] == ["is a fact that no statement supports"]


@pytest.mark.jvm
def test_reason_passes_a_sound_store(built):
    result = run(built(), "reason")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("consistent: ")


@pytest.mark.jvm
def test_reason_fails_on_a_contradiction_and_names_it(built):
    place = built(planted("initiative/datenservice", KG + "holdsRole", sample.thing("ministry/bmi")))
    result = run(place, "reason")
    assert result.exit_code == 1
    assert "Datenservice" in result.stdout and "kg:Service cannot stand before kg:holdsRole" in result.stdout
    document = json.loads(run(place, "reason", "--json").stdout)
    assert document["consistent"] is False
    assert document["contradictions"][0]["iri"] == sample.thing("initiative/datenservice")


def test_reason_refuses_too_many_facts_with_a_remedy(built):
    result = run(built(), "reason", "--max-triples", "3")
    assert result.exit_code == 1
    assert "--max-triples" in result.stderr


@pytest.mark.parametrize(("name", "start"), [("g.nq", "<"), ("g.trig", "@prefix"), ("g.jsonld", '{"@context"')])
def test_export_takes_the_format_from_the_files_name(built, tmp_path, name, start):
    result = run(built(), "export", "-o", str(tmp_path / name))
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"wrote {tmp_path / name}" in result.stderr
    assert (tmp_path / name).read_text("utf-8").startswith(start)


def test_export_to_stdout_is_turtle_and_says_on_stderr_what_turtle_cannot_tell(built):
    result = run(built(), "export")
    assert result.exit_code == 0
    assert "turtle has no named graphs" in result.stderr
    found = set(ox.parse(result.stdout_bytes, format=ox.RdfFormat.TURTLE))
    assert {q.triple for q in found} == {q.triple for q in sample.quads()}


def test_export_of_facts_has_no_statement_and_no_warning(built):
    result = run(built(), "export", "--graph", "facts")
    assert result.stderr == ""
    assert RDF + "Statement" not in result.stdout and "kg:quote" not in result.stdout


def test_two_exports_are_the_same_bytes(built):
    place = built()
    assert (
        run(place, "export", "--format", "trig").stdout_bytes == run(place, "export", "--format", "trig").stdout_bytes
    )


def test_a_store_that_is_not_there_is_told(tmp_path):
    for command in ("check", "reason", "export"):
        result = run(str(tmp_path / "none"), command)
        assert result.exit_code == 1, command
        assert result.stderr.startswith("kgraph: ") and "→" in result.stderr


def test_recall_is_an_engine_by_another_name(tmp_path):
    path = tmp_path / "kiel.txt"
    path.write_text("Kiel: Portal\n\nDie Stadt Kiel hat das Portal „Ämterlotse“ entwickelt.\n", "utf-8")
    runs = [CliRunner().invoke(main, ["extract", str(path), *more]) for more in (["--recall"], ["--engine", "recall"])]
    assert [run.exit_code for run in runs] == [0, 0] and runs[0].stdout == runs[1].stdout
