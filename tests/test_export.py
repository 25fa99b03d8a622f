"""What is exported is read back equal by three libraries, and is the same bytes for the same graph."""

import errno
import io
import json
import os
import random
import shutil
import subprocess

import hypothesis
import hypothesis.strategies as st
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kgraph.cli.export import _FORMATS
from kgraph.errors import InputError, StoreError, UsageError
from kgraph.publish import FORMATS, export, export_file, ordered
from kgraph.publish.ordered import batches_in_order, in_order
from kgraph.vocab import KG, RDF, RDFS, XSD, article_iri, entity_iri

BASE = "https://example.org/id/"
NASTY = [
    "Straße „Übermut“ – 100 %",
    'Zeile\nZeile\r\nTabulator\t "Anführung" \'\'\' """ \\ \\n > < & ]]> --> {} @de ^^',
    "Zeilentrenner\u2028\u2029\x85 und 😀",
    " Rand ",
    "",
    "\\",
    '"',
]


def iri(key):
    return ox.NamedNode(entity_iri(BASE, key))


def kg(name):
    return ox.NamedNode(KG + name)


def typed(value, name):
    return ox.Literal(value, datatype=ox.NamedNode(XSD + name))


def graph(texts=NASTY):
    """Facts and two articles' graphs, with all that is hard to write."""
    facts = [
        ox.Quad(iri("land/bremen"), ox.NamedNode(RDF + "type"), kg("Land")),
        ox.Quad(iri("land/bremen"), kg("iso3166-1"), ox.Literal("DE")),
        ox.Quad(iri("event/gipfel"), kg("date"), typed("2023-11", "gYearMonth")),
        ox.Quad(iri("person/käthe müller (1.)"), kg("holdsRole"), iri('law/<>"{}|\\^`%')),
        ox.Quad(iri("a/b.c"), kg("confidence"), typed("0.5", "decimal")),
        ox.Quad(iri("a/b.c"), kg("confidence"), typed("1", "decimal")),
        ox.Quad(iri("a/b.c"), kg("start"), typed("7", "integer")),
    ]
    facts += [ox.Quad(iri("land/bremen"), ox.NamedNode(RDFS + "label"), ox.Literal(t, language="de")) for t in texts]
    facts += [ox.Quad(iri("land/bremen"), kg("amount"), ox.Literal(t)) for t in texts]
    evidence = [
        ox.Quad(iri("statement/1"), kg("quote"), ox.Literal(text, language="de"), ox.NamedNode(article_iri(BASE, id)))
        for id in ("ä 1", "b/2#")
        for text in texts
    ]
    return facts + evidence


def bytes_of(quads, format, **options):
    out = io.BytesIO()
    export(quads, format, out, **options)
    return out.getvalue()


def merged(quads):
    return {ox.Triple(q.subject, q.predicate, q.object) for q in quads}


def as_rdflib(quads):
    dataset = rdflib.Dataset()
    dataset.parse(data=b"".join(f"{q} .\n".encode() for q in quads), format="nquads")
    return dataset


RDFLIB = {
    "turtle": "turtle",
    "trig": "trig",
    "nquads": "nquads",
    "ntriples": "nt",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}


@pytest.fixture(scope="module")
def rapper():
    path = shutil.which("rapper")
    if path is None and not os.environ.get("CI"):
        pytest.skip("rapper is not installed (Debian: raptor2-utils)")
    assert path, "rapper is missing (Debian: raptor2-utils)"
    return path


@pytest.mark.parametrize("format", FORMATS)
def test_pyoxigraph_reads_back_the_same_graph(format):
    made = bytes_of(graph(), format)
    reader = FORMATS[format].syntax
    found = set(ox.parse(made, format=reader))
    assert found == (set(graph()) if FORMATS[format].graphs else {ox.Quad(*t) for t in merged(graph())})


def test_turtle_is_written_as_pyoxigraph_writes_it():
    kinds = {"integer": "7 +7 x", "decimal": "1.50 7 .5", "double": "1e6 INF", "boolean": "true 1"}
    numbers = [(value, kind) for kind, values in kinds.items() for value in values.split()]
    quads = [*graph(), *(ox.Quad(iri("n"), kg("value"), typed(*number)) for number in numbers)]
    quads += [ox.Quad(iri("n"), kg("see"), ox.NamedNode(KG + rest)) for rest in ("", "a/b", "x.y", "1a", "_a-b")]
    ordered = sorted(merged(quads), key=lambda triple: f"{triple} .\n".encode())
    expected = ox.serialize(ordered, format=ox.RdfFormat.TURTLE)
    found = list(ox.parse(bytes_of(quads, "turtle"), format=ox.RdfFormat.TURTLE))
    assert found == list(ox.parse(expected, format=ox.RdfFormat.TURTLE))


def test_turtle_drops_the_names_of_graphs_and_nothing_else():
    a, b, g, p = iri("a"), iri("b"), ox.NamedNode(article_iri(BASE, "1")), kg("p")
    said = {
        a: [g, b, ox.Literal(f"ends like a name {g} ."), typed("x", "token")],
        g: [g, a],
        b: [ox.Triple(a, p, ox.Literal(")>> <x>")), ox.Literal("t", language="de")],
    }
    triples = [ox.Triple(subject, p, value) for subject, values in said.items() for value in values]
    places = [ox.DefaultGraph(), g, b]
    quads = [ox.Quad(*t, place) for n, t in enumerate(triples) for place in places[n % 2 : 2 + n % 3 // 2]]
    blank = [ox.Quad(ox.BlankNode("x"), p, ox.BlankNode("y"), place) for place in places]
    made = bytes_of([*quads, *blank], "turtle")
    found = [q for q in ox.parse(made, format=ox.RdfFormat.TURTLE) if not isinstance(q.subject, ox.BlankNode)]
    assert sorted(map(str, found)) == sorted(str(ox.Quad(*triple)) for triple in merged(quads))
    assert len(found) == len(triples)
    assert made.count(b"_:") == 2


@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")  # rdflib warns of its own parsers
@pytest.mark.parametrize("format", FORMATS)
def test_rdflib_reads_back_the_same_graph(format):
    made = bytes_of(graph(), format)
    if FORMATS[format].graphs:
        found = rdflib.Dataset()
        found.parse(data=made, format=RDFLIB[format])
        assert set(found.quads()) == set(as_rdflib(graph()).quads())
    else:
        expected = rdflib.Graph().parse(data=bytes_of(graph(), "ntriples"), format="nt")
        assert isomorphic(rdflib.Graph().parse(data=made, format=RDFLIB[format]), expected)


@pytest.mark.parametrize(
    ("format", "parser"),
    [
        ("turtle", "turtle"),
        ("ntriples", "ntriples"),
        ("rdfxml", "rdfxml"),
        ("nquads", "nquads"),
        ("trig", "trig"),
    ],
)
def test_rapper_reads_back_the_same_graph(rapper, tmp_path, format, parser):
    path = tmp_path / "graph"
    path.write_bytes(bytes_of(graph(), format))
    run = subprocess.run(
        [rapper, "-q", "-i", parser, "-o", "nquads", str(path), BASE], capture_output=True, check=True, timeout=60
    )
    assert not run.stderr
    found = set(ox.parse(run.stdout, format=ox.RdfFormat.N_QUADS))
    assert found == (set(graph()) if FORMATS[format].graphs else {ox.Quad(*t) for t in merged(graph())})


@pytest.mark.parametrize("format", FORMATS)
def test_any_order_and_any_repetition_give_the_same_bytes(format):
    quads = graph()
    once = bytes_of(quads, format)
    for seed in range(3):
        mixed = quads + quads[::2]
        random.Random(seed).shuffle(mixed)
        assert bytes_of(mixed, format) == once
    assert bytes_of(quads[1:], format) != once


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_graph_is_a_document_too(format):
    reader = FORMATS[format].syntax
    assert not list(ox.parse(bytes_of([], format), format=reader))


def test_facts_and_evidence_are_told_apart_and_are_all_together():
    facts, evidence, both = (
        set(bytes_of(graph(), "nquads", part=p).splitlines()) for p in ("facts", "evidence", "all")
    )
    assert facts and evidence and not facts & evidence
    assert facts | evidence == both
    assert all(b"/article/" in line for line in evidence)


def test_turtle_names_each_subject_once_and_shortens_names():
    text = bytes_of(graph(), "turtle").decode()
    assert text.count(f"<{BASE}land/bremen>") == 1
    assert "a kg:Land" in text
    assert "kg:start 7" in text


def test_jsonld_needs_no_network_and_no_nesting():
    document = json.loads(bytes_of(graph(), "jsonld"))
    assert document["@context"]["kg"] == KG
    graphs = [node for node in document["@graph"] if "@graph" in node]
    assert {node["@id"] for node in graphs} == {article_iri(BASE, "ä 1"), article_iri(BASE, "b/2#")}
    bremen = next(node for node in document["@graph"] if node["@id"] == BASE + "land/bremen")
    assert bremen["@type"] == "kg:Land"


@hypothesis.given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
@hypothesis.settings(max_examples=60)
def test_any_text_survives_in_every_format_that_can_carry_it(text):
    quads = graph([text])
    for format in ("turtle", "trig", "nquads", "jsonld"):
        assert merged(ox.parse(bytes_of(quads, format), format=FORMATS[format].syntax)) == merged(quads), format


@hypothesis.given(st.text("\t\n\r <>&\"'äß\x85\u2028]😀\ufffd", max_size=30))
@hypothesis.settings(max_examples=60)
def test_any_text_that_xml_can_carry_survives_a_strict_xml_parser(text):
    quads = [ox.Quad(iri("a"), kg("quote"), ox.Literal(text, language="de"))]
    (found,) = rdflib.Graph().parse(data=bytes_of(quads, "rdfxml"), format="xml").objects()
    assert str(found) == text


@pytest.mark.parametrize("format", ["turtle", "nquads", "trig", "jsonld", "ntriples"])
def test_a_control_character_survives_where_the_format_can_carry_it(format):
    quads = graph(["NUL \0 und Glocke \a"])
    reader = FORMATS[format].syntax
    assert merged(ox.parse(bytes_of(quads, format), format=reader)) == merged(quads)


def test_rdfxml_refuses_a_character_that_xml_cannot_carry_and_takes_its_neighbours():
    with pytest.raises(InputError, match=r"U\+0000 that <.*land/bremen>"):
        bytes_of(graph(["NUL \0"]), "rdfxml")
    assert bytes_of(graph(["Tabulator \t, Ende \ufffd, Klinge \U0001fa93"]), "rdfxml")


def test_rdfxml_names_a_foreign_property_and_refuses_one_that_ends_in_no_name():
    def one(predicate):
        return [ox.Quad(iri("a"), ox.NamedNode(predicate), ox.BlankNode("x1"))]

    found = list(ox.parse(bytes_of(one("https://example.org/v#über-1"), "rdfxml"), format=ox.RdfFormat.RDF_XML))
    assert [quad.predicate.value for quad in found] == ["https://example.org/v#über-1"]
    with pytest.raises(InputError, match=r"no name for the property <.*/v/1>"):
        bytes_of(one("https://example.org/v/1"), "rdfxml")


def test_an_unknown_format_or_an_unsorted_turtle_is_refused():
    with pytest.raises(UsageError, match="'csv' is not known"):
        bytes_of(graph(), "csv")
    with pytest.raises(UsageError, match="must be sorted"):
        bytes_of(graph(), "turtle", ordered=False)


def test_unsorted_nquads_keep_the_stores_order():
    quads = graph()[::-1]
    assert bytes_of(quads, "nquads", ordered=False) == b"".join(f"{quad} .\n".encode() for quad in quads)


@pytest.mark.parametrize("budget", [1, 50, 10_000])
def test_lines_are_sorted_and_told_once_whatever_fits_into_memory(budget, tmp_path):
    lines = [f"{n % 37} ü\n".encode() for n in range(200)]
    assert list(in_order(lines, tmp_path, budget)) == sorted(set(lines))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("piece", [1, 20, 1 << 20])
def test_runs_on_disk_are_merged_whatever_is_read_of_them_at_once(piece, tmp_path, monkeypatch):
    monkeypatch.setattr(ordered, "_PIECE", piece)
    batches = [[f"{n * k % 101} ü\n".encode() for n in range(k)] for k in (7, 1, 50, 200, 3)]
    merged = batches_in_order(iter(batches), tmp_path, budget=60)
    assert list(merged) == sorted(line for batch in batches for line in batch)
    assert not list(tmp_path.iterdir())


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text("old")
    export_file(graph(), "turtle", path)
    assert path.read_bytes() == bytes_of(graph(), "turtle")
    assert list(tmp_path.iterdir()) == [path]


def test_a_fault_halfway_leaves_the_old_file_and_no_draft(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text("old")

    def broken():
        yield from graph()
        raise StoreError("the store went away")

    with pytest.raises(StoreError, match="went away"):
        export_file(broken(), "nquads", path, ordered=False)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("format", ["turtle", "nquads", "jsonld"])
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
def test_a_full_disk_is_told_with_a_remedy(format, tmp_path):
    path = tmp_path / "graph"
    path.symlink_to("/dev/full")
    with pytest.raises(StoreError, match="No space left") as fault:
        export_file(graph(), format, path)
    assert "free some space" in fault.value.hint


def test_a_missing_folder_and_a_folder_in_the_files_place_are_told(tmp_path):
    with pytest.raises(StoreError, match="No such file") as fault:
        export_file(graph(), "turtle", tmp_path / "no" / "graph.ttl")
    assert fault.value.hint == "make the folder first"
    with pytest.raises(StoreError, match="Is a directory"):
        export_file(graph(), "turtle", tmp_path)


def test_a_closed_pipe_is_no_fault_of_the_disk(tmp_path):
    read, write = os.pipe()
    os.close(read)
    with open(write, "wb", buffering=0) as out, pytest.raises(BrokenPipeError) as fault:
        export(graph() * 50, "nquads", out, ordered=False)
    assert fault.value.errno == errno.EPIPE


def test_the_command_offers_every_format():
    assert list(FORMATS) == _FORMATS
