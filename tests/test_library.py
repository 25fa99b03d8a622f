"""kgraph as a library: `import kgraph` costs nothing, a graph is asked in Python's words, a notebook shows it."""

import concurrent.futures
import importlib.util
import subprocess
import sys
import traceback

import networkx
import pytest

import kgraph
from clock_samples import stored_articles
from graph_samples import HANDOVER, PRAISE, extraction_of, stored
from kgraph.api import Drawing, Rows
from kgraph.config import Settings
from kgraph.errors import NotFoundError, StoreError, UsageError
from kgraph.store import Result, open_store

TEXT = "Jena: Neues Portal\n\n[07.05.2024]\n\nDie Stadt Jena hat das Portal „Ämterlotse“ entwickelt.\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = str(tmp_path_factory.mktemp("api") / "store")
    with open_store(Settings(store=place), write=True) as store:
        store.replace_articles([*(stored(extraction_of(item)) for item in (HANDOVER, PRAISE)), *stored_articles()])
    return place


@pytest.fixture(scope="module")
def graph(place):
    with kgraph.open(place) as graph:
        yield graph


def test_importing_kgraph_loads_nothing_else():
    code = "import sys, kgraph; kgraph.__version__; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "kgraph" in loaded
    assert not {"pyoxigraph", "rdflib", "networkx", "numpy", "click", "kgraph.api", "kgraph.store"} & set(loaded)
    with pytest.raises(AttributeError, match="no attribute 'opne'"):
        _ = kgraph.opne


def test_a_named_query_gives_rows_of_python_values(graph):
    rows = graph.query("funding", by="Nordwerft GmbH", since=2024)
    assert isinstance(rows, Rows)
    assert [row["ofLabel"] for row in rows] == rows.column("ofLabel") == ["Hafenportal"] * 2
    assert {row["amount"] for row in rows} == {"zwei Millionen Euro", None}
    assert (len(rows), rows[0]["status"], rows[:1][0] == rows[0], rows.truncated) == (2, "fact", True, False)
    assert repr(rows).startswith("<2 rows: by, byLabel, of")
    with pytest.raises(KeyError):
        rows.column("nobody")


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("SELECT (COUNT(*) AS ?n) { ?land a kg:Land }", [{"n": 1}]),
        ("SELECT ?x ?nothing { BIND(0.5 AS ?x) }", [{"x": 0.5, "nothing": None}]),
        ("SELECT ?x { BIND(1e3 AS ?x) }", [{"x": 1000.0}]),
        ("SELECT ?x { BIND(true AS ?x) }", [{"x": True}]),
        ("SELECT ?x { BIND('2024-05'^^xsd:gYearMonth AS ?x) }", [{"x": "2024-05"}]),
        ("ASK { ?land a kg:Land }", [{"boolean": True}]),
        ("CONSTRUCT { ?a rdfs:seeAlso 3 } { BIND(kg:Land AS ?a) }", None),
    ],
    ids=["whole", "decimal and unbound", "double", "truth value", "date", "ask", "construct"],
)
def test_values_are_pythons(graph, sparql, expected):
    found = list(graph.query(sparql))
    if expected is None:
        see, land = "http://www.w3.org/2000/01/rdf-schema#seeAlso", "https://w3id.org/kgraph/ontology#Land"
        expected = [{"subject": land, "predicate": see, "object": 3}]
    assert found == expected


def test_a_limit_cuts_and_says_so(graph):
    rows = graph.query("about", entity="Bremen", limit=1)
    assert (len(rows), rows.truncated) == (1, True)


@pytest.mark.parametrize(
    ("question", "parameters", "fault"),
    [
        ("fundnig", {}, UsageError),
        ("funding", {"by": "Niemand AG"}, NotFoundError),
        ("funding", {"whom": "x"}, UsageError),
        ("SELECT * { ?s ?p ?o }", {"by": "x"}, UsageError),
    ],
)
def test_what_cannot_be_asked_is_told(graph, question, parameters, fault):
    with pytest.raises(fault) as caught:
        graph.query(question, **parameters)
    assert caught.value.hint


def test_another_time_is_another_graph(graph):
    with graph.as_of("2023-06-01", known_on="2022") as then:
        assert {row["held"] for row in then.query("about", entity="Küstenpakt")} == {"unknown"}
        assert then.show("BMI").label == "Bundesministerium des Innern und für Heimat"
    assert graph.show("BMI").label == "Bundesministerium des Innern"
    officers = graph.query("officeholders", valid_on="2021-06-01", at="Bremen")
    assert {row["personLabel"]: row["held"] for row in officers}["Jan Neu"] == "yes"
    with pytest.raises(UsageError, match="no day"):
        graph.as_of("2023")


def test_the_network_is_networkx_own(graph):
    network = graph.network(around="Hafenportal", predicates=["funds"])
    assert isinstance(network, networkx.MultiDiGraph)
    labels = {data["label"] for _, data in network.nodes(data=True)}
    assert labels == {"Hafenportal", "Nordwerft GmbH", "Bundesministerium des Innern"}
    assert {data["predicate"] for *_, data in network.edges(data=True)} == {"funds"}
    steps = graph.path("Frauke Tjaden", "Bremen")
    assert [step.goal.label for step in steps][-1] == "Bremen"


def test_a_drawing_shows_itself_apart_from_the_notebook(graph, tmp_path):
    drawing = graph.with_language("en").draw(around="Hafenportal", title='<script>alert("x")</script>')
    assert isinstance(drawing, Drawing)
    assert repr(drawing) == f"<drawing of {drawing.entities} entities and {drawing.statements} statements>"
    shown = drawing._repr_html_()
    assert shown.startswith("<iframe ") and shown.endswith("</iframe>") and shown.count("<") == 2
    assert "allow-same-origin" not in shown and "allow-downloads" in shown
    path = drawing.save(tmp_path / "network.html")
    assert path.read_text("utf-8") == drawing.html


def test_a_table_in_a_notebook_is_text(graph):
    rows = graph.query("SELECT ?x { VALUES ?x { '<b>&' '2' } }")
    assert "<td>&lt;b&gt;&amp;</td>" in rows._repr_html_()
    many = Rows(Result("rows", ("x",), ((None,),) * 53))
    assert many._repr_html_().endswith("<p>… and 3 more rows</p>")


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_data_frame_needs_its_library(graph, name, monkeypatch):
    rows = graph.query("funding")
    if importlib.util.find_spec(name):
        assert list(getattr(rows, name)().columns) == list(rows.columns)
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(UsageError, match=f"{name} is not installed"):
        getattr(rows, name)()


def test_a_data_frame_is_made_of_the_rows(graph, monkeypatch):
    """By stand-ins that keep what they are given: neither library is needed by kgraph."""
    import types

    made = types.SimpleNamespace(DataFrame=lambda data, **options: (data, options))
    rows = graph.query("SELECT ?n { VALUES ?n { 1 2 } }")
    for name, expected in (
        ("pandas", ([{"n": 1}, {"n": 2}], {"columns": ["n"]})),
        ("polars", ({"n": [1, 2]}, {"strict": False})),
    ):
        monkeypatch.setitem(sys.modules, name, made)
        assert getattr(rows, name)() == expected


def test_a_graph_is_built_and_asked_again(tmp_path):
    (tmp_path / "jena.txt").write_text(TEXT, "utf-8")
    graph = kgraph.open(str(tmp_path / "new"), language="en")
    assert repr(graph) == f"<kgraph of {tmp_path / 'new'}>"
    with pytest.raises(StoreError, match="there is no store"):
        graph.query("funding")
    assert graph.build(str(tmp_path / "jena.txt"), jobs=1).new == 1
    assert graph.query("projects", land="Jena").column("projectLabel") == ["Ämterlotse"]
    assert graph.build(str(tmp_path / "jena.txt"), jobs=1).unchanged == 1
    graph.close()
    graph.close()


def test_a_traceback_shows_the_remedy_too(graph):
    with pytest.raises(UsageError) as caught:
        graph.query("takeover")
    assert caught.value.hint and f"→ {caught.value.hint}" in "".join(traceback.format_exception(caught.value))


def test_several_threads_may_ask_one_graph_and_another_may_close_it(place):
    graph = kgraph.open(place)
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(lambda: (len(graph.query("officeholders")), graph.stats().articles)) for _ in range(16)]
        assert len({future.result() for future in asked}) == 1
    graph.close()


def test_two_stores_are_open_at_once_and_compared(tmp_path, place):
    (tmp_path / "jena.txt").write_text(TEXT, "utf-8")
    with kgraph.open(tmp_path / "new") as other, kgraph.open(place) as graph:
        other.build(tmp_path / "jena.txt", jobs=1)
        assert graph.stats().articles > other.stats().articles == 1
    assert len(kgraph.diff(place, tmp_path / "new").added) == 1
    assert not kgraph.diff(place, place)


def test_a_thing_shows_itself_and_everything_in_it_is_text(tmp_path):
    (tmp_path / "a.txt").write_text("Jena: Neues\n\nDie Stadt Jena nutzt das Portal „<b>Elan</b>“.\n", "utf-8")
    with kgraph.open(tmp_path / "s") as graph:
        graph.build(tmp_path / "a.txt", jobs=1)
        jena = graph.show("Jena")
        shown = jena._repr_html_()
    assert repr(jena) == "<Jena (Municipality, municipality/16053000): 1 statement>"
    assert "<b>" not in shown and "&lt;b&gt;" in shown and "nutzt" in shown


def test_a_decision_is_taken_applied_and_seen(tmp_path):
    (tmp_path / "jena.txt").write_text(TEXT, "utf-8")
    with kgraph.open(tmp_path / "s") as graph:
        graph.build(tmp_path / "jena.txt", jobs=1)
        assert graph.decide("rename", "Ämterlotse", "Lotse", who="A", why="b").target == "Lotse"
        assert graph.build(jobs=1).changed == 1
        assert graph.show("Lotse").label == "Lotse"
        graph.forget("jena")
        assert graph.stats().articles == 0
        with pytest.raises(UsageError, match="ending"):
            graph.export(tmp_path / "graph.docx")


def test_what_is_offered_is_all_that_is_seen():
    assert dir(kgraph) == sorted(kgraph.__all__)
    assert all(getattr(kgraph, name) for name in kgraph.__all__)
    with pytest.raises(kgraph.KgraphError) as caught:
        kgraph.open("nowhere").query("funding")
    assert isinstance(caught.value, kgraph.StoreError) and caught.value.hint
