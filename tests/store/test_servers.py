"""Real servers as stores: the same graph, the same answers, whatever is replaced, withdrawn, copied or broken off."""

import json

import pytest
from click.testing import CliRunner

from kgraph.build import build
from kgraph.cli import main
from kgraph.config import Settings
from kgraph.errors import QueryError
from kgraph.query import ask, named_queries
from kgraph.store import open_store, text_of

pytestmark = pytest.mark.server

NEEDED = {
    "about": {"entity": "Bremen"},
    "article": {"article": "s-01"},
    "connections": {"a": "Bremen", "b": "Bund"},
    "projects": {"land": "Bremen"},
    "timeline": {"entity": "Bremen"},
}
CASES = [
    (name, {**NEEDED.get(name, {}), **more})
    for name, query in named_queries().items()
    for more in ({}, {"since": "2023-05"})
    if not more or any(parameter.name == "since" for parameter in query.parameters)
]


def named(value):
    return value if isinstance(value, str) else "+".join(value) or "-"


def quads(store):
    return {str(quad) for quad in store.quads()}


def graph_of(settings):
    with open_store(settings) as store:
        return quads(store)


def rows(result):
    """Rows as a set with numbers, where joined names, whose order SPARQL leaves open, are sorted."""

    def cell(term):
        text = text_of(term)
        for sign in ("; ", " / "):
            text = sign.join(sorted(text.split(sign)))
        return text

    return sorted(tuple(map(cell, row)) for row in result.rows)


def test_a_pushed_graph_is_the_same_quad_by_quad(samples, held):
    with open_store(samples) as mine, open_store(held) as theirs:
        assert quads(theirs) == quads(mine)
        assert theirs.fingerprints() == mine.fingerprints()


@pytest.mark.parametrize(("name", "given"), CASES, ids=named)
def test_a_named_query_has_the_same_rows_on_a_server(samples, held, name, given):
    with open_store(samples) as mine, open_store(held) as theirs:
        assert rows(ask(theirs, name, given)) == rows(ask(mine, name, given)) != []


@pytest.mark.parametrize(
    "sparql",
    [
        "CONSTRUCT { ?s kg:develops ?o } WHERE { ?s kg:develops ?o }",
        "CONSTRUCT WHERE { ?s kg:develops ?o }",
        "ASK { ?s kg:develops ?o }",
        "SELECT ?g ?s WHERE { ?s a kg:Agreement . GRAPH ?g { ?g kg:mentions ?s } }",
    ],
    ids=["construct", "short construct", "ask", "both"],
)
def test_facts_and_evidence_are_told_apart_wherever_the_server_keeps_them(samples, held, sparql):
    with open_store(samples) as mine, open_store(held) as theirs:
        here, there = mine.query(sparql), theirs.query(sparql)
    assert (here.boolean, rows(here), set(here.triples)) == (there.boolean, rows(there), set(there.triples))
    assert here


def test_a_second_push_sends_nothing_and_a_pull_brings_the_same_bytes(samples, held, tmp_path):
    run = CliRunner().invoke
    again = run(main, ["--store", samples.store, "push", held.store, "--json"])
    assert json.loads(again.stdout)["copied"] == 0
    copy = str(tmp_path / "copy")
    for expected in (116, 0):
        done = run(main, ["--store", copy, "pull", held.store, "--json"])
        assert (done.exit_code, json.loads(done.stdout)["copied"]) == (0, expected), done.output
    exports = [run(main, ["--store", place, "export", "--format", "nquads"]).stdout for place in (samples.store, copy)]
    assert exports[0] == exports[1] != ""
    assert run(main, ["--store", copy, "check", "--store"]).exit_code == 0


def test_a_pulled_article_is_read_again_by_the_next_build_that_has_its_text(held, tmp_path, repo_root):
    copy = Settings(store=str(tmp_path / "copy"))
    assert CliRunner().invoke(main, ["--store", copy.store, "pull", held.store]).exit_code == 0
    with open_store(copy) as store:
        assert store.article("s-01") is None
    article = str(repo_root / "data" / "articles" / "dev" / "s-01.txt")
    assert (build([article], copy, jobs=1).changed, build([article], copy, jobs=1).unchanged) == (1, 1)
    with open_store(copy) as store:
        assert store.article("s-01") is not None


def test_a_query_that_the_server_does_not_understand_is_bad_input(held):
    with open_store(held) as store, pytest.raises(QueryError, match="refuses"):
        store.query("SELECT ?s WHERE { ?s ?p }")
