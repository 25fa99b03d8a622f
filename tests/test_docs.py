"""The documents tell the truth: their commands run, their output says what is shown, their Python works.

A block marked `console` shows commands after `$ `. Each one that calls kgraph is run, in the folder that
`kgraph demo` has left, one document's commands one after the other. Every word that the block shows as output must
occur in the real output; figures may change, and a line of `…` stands for what is left out. In the source of a
document `<!-- exit: 3 -->` before a block gives the exit code of its last command, and `<!-- not run: why -->`
leaves the block out. A block marked `python` is run in the same folder. Examples in RDF, SPARQL and of frames are
held against the program, too.
"""

import doctest
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import kgraph
from kgraph.assertions import article_quads
from kgraph.config import Settings
from kgraph.extract import facts, rules_engine
from kgraph.read import article_from_text
from kgraph.register import default_register
from kgraph.relate.frames import read_frames
from kgraph.resolve import Decisions, resolve
from kgraph.vocab import KG, PREFIXES
from notebooks import run_notebook

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(
    r"(?:<!-- (?P<key>exit|not run): (?P<value>[^>]+) -->\n+)?```(?P<kind>console|python)\n(?P<body>.*?)^```",
    re.M | re.S,
)
CALLS_KGRAPH = re.compile(r"(?:^|\| *)kgraph\b")
WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Step:
    """One command or Python block of a document, and the output that the document shows for it."""

    line: int
    kind: str
    text: str
    shown: tuple[str, ...]
    exit_code: int = 0

    def faults(self, run: subprocess.CompletedProcess[str]) -> list[str]:
        """What the document says otherwise than the run."""
        found = []
        output = run.stdout + run.stderr
        if run.returncode != self.exit_code:
            found.append(f"exit code {run.returncode}, not {self.exit_code}: {output[-500:]}")
        spoken = set(WORD.findall(output))
        found += [
            f"not in the output: {word}" for line in self.shown for word in WORD.findall(line) if word not in spoken
        ]
        return [f"line {self.line}: {self.text.splitlines()[0]}: {fault}" for fault in found]


def steps_of(text: str) -> Iterator[Step]:
    for block in BLOCK.finditer(text):
        if block["key"] == "not run":
            continue
        line = text.count("\n", 0, block.start("body")) + 1
        if block["kind"] == "python":
            yield Step(line, "python", block["body"], ())
            continue
        steps = list(_commands(block["body"], line))
        last = int(block["value"]) if block["key"] == "exit" else 0
        for position, (number, command, shown) in enumerate(steps, start=1):
            if CALLS_KGRAPH.search(command):
                yield Step(number, "console", command, shown, last if position == len(steps) else 0)


def _commands(body: str, line: int) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Line number, command and shown output of each `$ ` line; a backslash at its end joins the next line."""
    for chunk in re.split(r"^(?=\$ )", body, flags=re.MULTILINE):
        if chunk.startswith("$ "):
            lines = re.sub(r"\\\n\s*", "", chunk).splitlines()
            yield line, lines[0][2:], tuple(lines[1:])
        line += chunk.count("\n")


def documents() -> list[Path]:
    paths = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [path for path in paths if path.is_file() and any(steps_of(path.read_text("utf-8")))]


def environment() -> dict[str, str]:
    tools = Path(sys.executable).parent
    return {
        **os.environ,
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "120",
        "PYTHONWARNINGS": "error",
    }


def run(step: Step, folder: Path) -> subprocess.CompletedProcess[str]:
    command = (
        [sys.executable, "-c", step.text] if step.kind == "python" else ["bash", "-o", "pipefail", "-c", step.text]
    )
    return subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, stdin=subprocess.DEVNULL
    )


@pytest.fixture(scope="session")
def after_demo(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    done = subprocess.run(["kgraph", "demo"], cwd=folder, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("path", documents(), ids=lambda p: str(p.relative_to(ROOT)))
def test_what_a_document_shows_is_what_happens(path, after_demo, tmp_path):
    folder = shutil.copytree(after_demo, tmp_path / "demo")
    faults = [fault for step in steps_of(path.read_text("utf-8")) for fault in step.faults(run(step, folder))]
    assert faults == []


def test_the_notebook_runs_and_shows_what_it_keeps(after_demo, tmp_path, monkeypatch):
    monkeypatch.chdir(shutil.copytree(after_demo, tmp_path / "demo"))
    cells = list(run_notebook(ROOT / "docs" / "notebook.ipynb"))
    assert len(cells) > 5
    for cell in cells:
        assert set(WORD.findall(cell.shown)) <= set(WORD.findall(cell.output)), cell.source
        assert bool(cell.shown) == bool(cell.output), cell.source
    assert len((ROOT / "docs" / "notebook.ipynb").read_bytes()) < 20_000, "outputs stay small"


PUBLISH = """[publish]
url = "https://daten.example.org/kgraph/"
publisher = "Stadt Beispielstadt"
contributor = "fitko"
licence = "cc-by/4.0"
contact_email = "open-data@example.org"
"""


def examples() -> list[doctest.DocTest]:
    """The examples in the docstrings of what `import kgraph` offers, one after the other."""
    finder = doctest.DocTestFinder(exclude_empty=False)
    offered = [getattr(kgraph, name) for name in kgraph.__all__ if not name.startswith("__")]
    found = (test for thing in offered for kind in inspected(thing) for test in finder.find(kind, thing.__name__))
    return [test for test in found if not test.name.rpartition(".")[2].startswith("_")]


def inspected(thing: Any) -> list[Any]:
    """A class with what it inherits from others of kgraph's library."""
    own = [base for base in getattr(thing, "__mro__", ()) if base.__module__.startswith("kgraph.api")]
    return own or [thing]


def test_each_part_of_the_library_has_an_example_and_it_is_what_happens(after_demo, tmp_path, monkeypatch):
    monkeypatch.chdir(shutil.copytree(after_demo, tmp_path / "demo"))
    (Path() / "kgraph.toml").write_text(PUBLISH, "utf-8")
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL)
    told = io.StringIO()
    tests = [test for test in examples() if test.docstring]
    with kgraph.open("out/.kgraph") as graph:
        for test in tests:
            test.globs = {"kgraph": kgraph, "graph": graph, "Path": Path}
            runner.run(test, out=told.write)
    assert told.getvalue() == ""
    offered = [test for test in tests if not test.name.endswith("Error")]
    assert {test.name for test in offered if not test.examples} <= {"Graph"}, "what it inherits from"
    assert len(offered) > 25


SAMPLE = """
```console
$ make demo
$ kgraph --version
kgraph, version 9.9
$ echo hi | kgraph \\
    frobnicate
Error: No such command 'frobnicate'.
```
<!-- exit: 3 -->
```console
$ kgraph show Nobody
```
<!-- not run: needs a server -->
```console
$ kgraph serve
```
"""


def test_commands_are_read_with_their_line_output_and_exit_code():
    assert [(step.line, step.text, step.exit_code) for step in steps_of(SAMPLE)] == [
        (4, "kgraph --version", 0),
        (6, "echo hi | kgraph frobnicate", 0),
        (12, "kgraph show Nobody", 3),
    ]


def test_figures_may_differ_from_the_output_but_words_and_exit_code_may_not(tmp_path):
    version, unknown, _ = steps_of(SAMPLE)
    assert version.faults(run(version, tmp_path)) == []
    assert ["exit code 2, not 0" in fault for fault in unknown.faults(run(unknown, tmp_path))] == [True]
    wrong = Step(1, "console", "kgraph --version", ("kgraph, edition 1",))
    assert wrong.faults(run(wrong, tmp_path)) == ["line 1: kgraph --version: not in the output: edition"]


def blocks(document: str, kind: str) -> list[str]:
    text = (ROOT / "docs" / document).read_text("utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def example():
    """What the program reads in the worked example."""
    (text,) = blocks("model.md", "text")
    return rules_engine(article_from_text(text, "bremen-portal"))


def test_the_worked_example_is_what_the_program_makes_of_it(example):
    base = Settings().base
    made = article_quads(example, resolve(example, default_register()), base)
    shown = ox.parse(blocks("model.md", "trig")[0], format=ox.RdfFormat.TRIG)

    def without_figures(quads):
        # Rules are tuned; how sure one is may change without making the example wrong.
        return {quad for quad in quads if quad.predicate.value != f"{KG}confidence"}

    assert without_figures(shown) == without_figures([*made.graph, *made.facts])


def test_the_facts_of_the_worked_example_are_what_extract_writes(example):
    shown = json.loads(next(block for block in blocks("formats.md", "json") if '"bremen-portal"' in block))
    made = facts(example)
    assert shown.keys() == made.keys()
    assert shown["entities"] == made["entities"]
    for mine, theirs in zip(shown["relations"], made["relations"], strict=True):
        assert mine | {"confidence": 0} == theirs | {"confidence": 0}


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_sparql_in_a_document_parses_and_names_only_what_the_ontology_has(path):
    ontology = ox.Store()
    ontology.bulk_load(path=str(ROOT / "ontology" / "kgraph.ttl"), format=ox.RdfFormat.TURTLE)
    for block in blocks(path.name, "sparql"):
        for query in re.split(r"\n\n(?=#)", block):
            ox.Store().query(query, prefixes=dict(PREFIXES))
        for name in set(re.findall(r"\bkg:(\w+)", block)):
            assert any(ontology.quads_for_pattern(ox.NamedNode(KG + name), None, None)), f"kg:{name} is not defined"


def test_the_frame_in_the_method_is_one_that_the_program_accepts(tmp_path):
    (frame,) = (block for block in blocks("method.md", "toml") if block.startswith("[[frame]]"))
    (tmp_path / "example.toml").write_text(frame, "utf-8")
    assert [item.id for item in read_frames(tmp_path).all] == ["takes-over-responsibility"]


def test_the_decisions_shown_are_ones_that_the_program_accepts(tmp_path):
    (shown,) = (block for block in blocks("formats.md", "toml") if block.startswith("[[decision]]"))
    (tmp_path / "decisions.toml").write_text(shown, "utf-8")
    assert [decision.kind for decision in Decisions.load(tmp_path / "decisions.toml").all] == ["same", "rename"]
