"""The order that kgraph gives to rows is that of the engine, and a clause that it does not understand is left there."""

import random

import pyoxigraph as ox
import pytest

from kgraph.query import named_queries
from kgraph.query.order import Key, in_order, ordered

# Their order hangs on the place of a quote, which is no column.
BY_THE_ENGINE = {"article", "figures"}
IRI, LATER_IRI = ox.NamedNode("https://example.org/a"), ox.NamedNode("https://example.org/b")
INTEGER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
DATE = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
TERMS = [
    None,
    IRI,
    LATER_IRI,
    ox.Literal(2),
    ox.Literal(10),
    ox.Literal("01", datatype=INTEGER),
    ox.Literal(2.5),
    ox.Literal("Äpfel", language="de"),
    ox.Literal("Zoo", language="de"),
    ox.Literal("zoo", language="de"),
]


def test_each_named_query_is_ordered_here_unless_its_order_is_no_column():
    assert {name for name, query in named_queries().items() if not ordered(query.sparql).keys} == BY_THE_ENGINE


@pytest.mark.parametrize("clause", ["?x", "DESC(?x)", "?y DESC(?x)", "DESC(?y) ?x", "ASC(?x) ?y"])
def test_rows_come_in_the_order_of_the_engine(clause):
    draw = random.Random(clause)
    # A tie would leave the order open.
    cells = draw.sample([(x, y) for x in TERMS for y in TERMS], 60)
    values = " ".join(f"({' '.join('UNDEF' if term is None else str(term) for term in row)})" for row in cells)
    text = f"SELECT ?x ?y WHERE {{ VALUES (?x ?y) {{ {values} }} }}\nORDER BY {clause}"
    found = ordered(text)
    if len(found.keys) == 1:  # the engine leaves the second column open
        text, found = f"{text} ?y", ordered(f"{text} ?y")
    expected, rows = ox.Store().query(text), ox.Store().query(found.sparql)
    assert in_order(["x", "y"], map(tuple, rows), found.keys) == tuple(map(tuple, expected))


def test_the_text_of_dates_of_any_precision_decides_where_the_clause_says_so():
    days = [ox.Literal("2024-05-07", datatype=DATE), ox.Literal("2024"), ox.Literal("2023-01-01", datatype=DATE), None]
    rows = [(day, None) for day in days] + [(None, ox.Literal("2024-01-01"))]
    keys = ordered('SELECT ?date ?else WHERE { }\nORDER BY DESC(STR(COALESCE(?date, ?else, "")))').keys
    assert keys == (Key(("date", "else"), descending=True, as_text=True, default=""),)
    found = [str((date or other or ox.Literal("")).value) for date, other in in_order(["date", "else"], rows, keys)]
    assert found == ["2024-05-07", "2024-01-01", "2024", "2023-01-01", ""]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?x WHERE { ?x ?p ?o } ORDER BY ?o",
        "SELECT (COUNT(?o) AS ?n) WHERE { ?x ?p ?o } GROUP BY ?x ORDER BY ?o",
        "SELECT ?x WHERE { ?x ?p ?o } ORDER BY LCASE(STR(?x))",
        "SELECT ?x WHERE { ?x ?p ?o } ORDER BY DESC(STR(?x)",
        "SELECT ?x WHERE { ?x ?p ?o } ORDER BY ?x LIMIT 5",
        "SELECT ?x WHERE { { SELECT ?x { ?x ?p ?o } ORDER BY ?x LIMIT 5 } }",
        "SELECT ?x WHERE { ?x ?p ?o }",
    ],
    ids=["no column", "what is counted", "another function", "a bracket too few", "a limit", "within", "none"],
)
def test_what_is_not_understood_is_left_to_the_engine(text):
    found = ordered(text)
    assert (found.sparql, found.keys) == (text, ())


def test_a_computed_column_may_be_a_key():
    select = "# What?\nSELECT ?x (COUNT(DISTINCT ?o) AS ?n) WHERE { ?x ?p ?o }\nGROUP BY ?x\n"
    found = ordered(f"{select}ORDER BY DESC(?n) ?x\n")
    assert [key.columns for key in found.keys] == [("n",), ("x",)]
    assert found.sparql == select
