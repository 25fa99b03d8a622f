"""Engines from the command line: chosen by flag or `kgraph.toml`, their counts and faults told."""

import json
import os
import subprocess
import sys

import pytest
from endpoint import Asked, Reply, completion, entity, item, said, serving, statement

TEXTS = {
    "jena": "Jena: Neues Portal\n\nDie Stadt Jena hat das Portal „Ämterlotse“ entwickelt.\n",
    "ulm": "Ulm: Noch eines\n\nDie Stadt Ulm hat das Portal „Spatz“ entwickelt.\n",
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "news").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "news" / f"{name}.txt").write_text(text, "utf-8")
    return tmp_path


def configured(folder, url, *, engine="", **more):
    lines = [f'[kgraph]\nengine = "{engine}"\n'] if engine else []
    table = {"url": url, "model": "small", "pause": 0, "timeout": 5, **more}
    lines += ["[engines.llm]", *(f"{key} = {json.dumps(value)}" for key, value in table.items())]
    (folder / "kgraph.toml").write_text("\n".join(lines) + "\n", "utf-8")


def kgraph(folder, *arguments):
    clean = {key: value for key, value in os.environ.items() if not key.startswith("KGRAPH_")}
    return subprocess.run(
        [sys.executable, "-c", "from kgraph.cli import main; main()", *arguments],
        cwd=folder,
        env=clean,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def answer(asked: Asked) -> Reply:
    """What a middling model says: the right thing, one invented entity, one invented quote."""
    town, portal = ("Jena", "Ämterlotse") if "Jena" in asked.user else ("Ulm", "Spatz")
    quote = f"Die Stadt {town} hat das Portal „{portal}“ entwickelt."
    things = [
        entity("a", "Municipality", town),
        entity("b", "Service", portal),
        entity("c", "Company", "Wolkenschloss AG"),
    ]
    return said(
        item(
            things,
            [
                statement("a", "develops", "b", quote),
                statement("c", "operates", "b", quote),
                statement("a", "operates", "b", f"{town} betreibt das Portal seit Jahren."),
            ],
        )
    )


THROWN = (
    "the gate threw away 6: entity that the text does not name 2, quote that is not in the text 2, "
    "relation of an entity that there is not 2"
)


def test_extract_writes_what_holds_and_tells_on_stderr_what_was_thrown_away_and_what_it_took(folder):
    with serving(answer) as endpoint:
        configured(folder, endpoint.url)
        done = kgraph(folder, "extract", "news", "--engine", "llm")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [(d["id"], [r["p"] for r in d["relations"]]) for d in found] == [
        ("jena", ["develops"]),
        ("ulm", ["develops"]),
    ]
    assert THROWN in done.stderr
    assert "llm (small): 2 requests, 200 tokens sent, 40 received" in done.stderr


def test_build_tells_the_same_and_a_second_build_asks_nothing(folder):
    with serving(answer) as endpoint:
        configured(folder, endpoint.url, engine="llm")
        first = kgraph(folder, "build", "news")
        second = kgraph(folder, "build", "news", "--json")
        assert len(endpoint.asked) == 2
    assert first.returncode == 0 and "2 new" in first.stdout and THROWN in first.stdout
    assert "2 requests" in first.stdout
    summary = json.loads(second.stdout)
    assert (summary["unchanged"], summary["rejected"]) == (2, {})
    rows = kgraph(folder, "query", "-e", "SELECT ?q { GRAPH ?g { ?s kg:quote ?q ; kg:rule 'llm' } }", "--csv")
    assert "Die Stadt Ulm hat das Portal „Spatz“ entwickelt." in rows.stdout


def test_the_flag_comes_before_the_settings(folder):
    with serving(answer) as endpoint:
        configured(folder, endpoint.url, engine="llm")
        assert kgraph(folder, "build", "news", "--engine", "rules").returncode == 0
        assert endpoint.asked == []
    assert "engine\tllm\tkgraph.toml" in kgraph(folder, "config").stdout


@pytest.mark.parametrize("command", ["build", "extract"])
def test_one_article_that_fails_stops_no_other_and_is_named(folder, command):
    def half(asked: Asked) -> Reply:
        return completion("Nein.") if "Ulm" in asked.user else answer(asked)

    with serving(half) as endpoint:
        configured(folder, endpoint.url, retries=1)
        done = kgraph(folder, command, "news", "--engine", "llm")
    assert done.returncode == 5
    assert "article 'ulm'" in done.stderr and "→" in done.stderr and "Traceback" not in done.stderr
    assert "report it" not in done.stderr
    assert ('"id": "jena"' if command == "extract" else "1 new") in done.stdout


def test_after_a_failure_the_next_build_takes_only_what_is_missing(folder):
    with serving(answer, Reply(b"", 400), answer) as endpoint:
        configured(folder, endpoint.url, parallel=1, retries=0)
        assert kgraph(folder, "build", "news", "--engine", "llm").returncode == 5
        done = kgraph(folder, "build", "news", "--engine", "llm")
        assert len(endpoint.asked) == 3
    assert "1 new, 0 changed, 1 unchanged" in done.stdout


def test_a_decision_does_not_ask_the_model_again(folder):
    with serving(answer) as endpoint:
        configured(folder, endpoint.url, cache="")
        kgraph(folder, "build", "news", "--engine", "llm")
        (folder / "decisions.toml").write_text(
            '[[decision]]\nkind = "rename"\nsubject = "initiative/spatz"\nvalue = "Spatz!"\n'
            'who = "a"\nwhen = "2025-01-01"\nwhy = "b"\n',
            "utf-8",
        )
        done = kgraph(folder, "build", "news", "--engine", "llm")
        assert len(endpoint.asked) == 2
    assert done.returncode == 0 and "2 changed" in done.stdout


def test_without_a_configuration_nothing_is_sent_and_nothing_is_written(folder):
    done = kgraph(folder, "build", "news", "--engine", "llm")
    assert done.returncode == 2
    assert "nothing is sent anywhere" in done.stderr and "[engines.llm]" in done.stderr
    assert not (folder / ".kgraph").exists()


def test_rules_have_nothing_to_tell(folder):
    done = kgraph(folder, "extract", "news")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_spacy_pipeline_works_in_several_processes(folder):
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("de")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Quandoo"}])
    nlp.to_disk(folder / "nlp")
    (folder / "kgraph.toml").write_text('[engines.spacy]\nmodel = "nlp"\n', "utf-8")
    (folder / "news" / "q.txt").write_text("Amt: Neues\n\nQuandoo betreibt das Portal „Spatz“.\n", "utf-8")
    done = kgraph(folder, "build", "news", "--engine", "spacy", "--jobs", "2")
    assert done.returncode == 0, done.stderr
    assert "Quandoo" in kgraph(folder, "query", "-e", "SELECT ?l { ?s kg:operates ?o ; rdfs:label ?l }", "--csv").stdout


@pytest.mark.parametrize(
    "code",
    [
        "import kgraph, kgraph.extract, kgraph.engines",
        "from click.testing import CliRunner; from kgraph.cli import main; CliRunner().invoke(main, ['--help'])",
        "from kgraph.extract import engine; engine('rules')",
    ],
    ids=["import", "help", "rules"],
)
def test_what_an_engine_needs_is_not_loaded_without_it(code):
    script = f"import sys\n{code}\nprint(*{{'spacy', 'httpx', 'urllib3', 'kgraph.engines.llm'}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "")
