"""Every file of a release is read back by a program that did not write it, and says what the store says."""

import csv
import gzip
import hashlib
import io
import json
import re
import shutil
import subprocess
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kgraph.publish.heads import SortedHead
from kgraph.vocab import KG, PROV, RDF, RDFS, XSD
from publish_samples import NASTY

RDFLIB_WARNS = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")  # of its own parser
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")


PARSERS = {"graph.ttl": "turtle", "graph.rdf": "rdfxml", "catalog.ttl": "turtle", "catalog.rdf": "rdfxml"}


def merged(quads):
    return {ox.Triple(q.subject, q.predicate, q.object) for q in quads}


def statements(quads):
    """IRI → (subject, predicate, object, status, quote)."""
    found = {}
    for quad in quads:
        found.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
    names = [RDF + "subject", RDF + "predicate", RDF + "object", KG + "status", KG + "quote"]
    return {iri: tuple(node[name] for name in names) for iri, node in found.items() if RDF + "subject" in node}


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_turtle_is_the_whole_graph(release, quads):
    found = rdflib.Graph().parse(release / "graph.ttl")
    text = "".join(f"{triple} .\n" for triple in merged(quads))
    assert isomorphic(found, rdflib.Graph().parse(data=text, format="nt"))


# The engine writes prefixes as they lie in a table whose order is the processor's.
@pytest.mark.parametrize("name", ["graph.ttl", "catalog.ttl", "void.ttl", "prov.ttl", "graph-1.2.trig"])
def test_prefixes_stand_in_an_order_that_is_the_same_on_every_processor(release, name):
    lines = (release / name).read_bytes().splitlines()
    prefixes = [line for line in lines if line.startswith(b"@prefix ")]
    assert prefixes == sorted(prefixes) == lines[: len(prefixes)] != []


@pytest.mark.parametrize("size", [1, 7, 4096])
@pytest.mark.parametrize("body", ["", "<a> <b> <c> .\n@prefix x: <y> .\n"])
def test_only_the_head_of_a_document_is_sorted_however_it_comes(size, body):
    out = io.BytesIO()
    head = SortedHead(out)
    text = f"@prefix b: <1> .\n@prefix a: <2> .\n{body}".encode()
    for start in range(0, len(text), size):
        head.write(text[start : start + size])
    head.close()
    assert out.getvalue() == f"@prefix a: <2> .\n@prefix b: <1> .\n{body}".encode()


def test_quads_are_compressed_sorted_and_the_whole_store(release, quads):
    data = gzip.decompress((release / "graph.nq.gz").read_bytes())
    assert set(ox.parse(data, format=ox.RdfFormat.N_QUADS)) == set(quads)
    assert data.splitlines() == sorted(data.splitlines())


def test_the_system_s_gunzip_unpacks_the_quads(release):
    done = subprocess.run(["gzip", "-dc", str(release / "graph.nq.gz")], capture_output=True, check=True)
    assert done.stdout == gzip.decompress((release / "graph.nq.gz").read_bytes())


@pytest.mark.parametrize(("name", "parser"), PARSERS.items())
def test_rapper_reads_as_many_triples_as_pyoxigraph(release, name, parser):
    rapper = shutil.which("rapper")
    if rapper is None:
        pytest.skip("rapper is not installed (Debian: raptor2-utils)")
    command = [rapper, "-q", "-i", parser, "-o", "ntriples", str(release / name), "https://example.org/"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert len(set(done.stdout.splitlines())) == len(set(ox.parse(path=release / name)))


def test_rdf_xml_is_the_whole_graph(release, quads):
    assert {ox.Triple(q.subject, q.predicate, q.object) for q in ox.parse(path=release / "graph.rdf")} == merged(quads)


@RDFLIB_WARNS
def test_json_ld_tells_every_statement_with_its_selectors(release, quads):
    graph = rdflib.Graph().parse(release / "graph.jsonld", format="json-ld")
    found = {}
    for annotation in graph.subjects(rdflib.RDF.type, OA.Annotation):
        body, target = graph.value(annotation, OA.hasBody), graph.value(annotation, OA.hasTarget)
        selectors = set(graph.objects(target, OA.hasSelector))
        (quote,) = (graph.value(s, OA.exact) for s in selectors if graph.value(s, OA.exact) is not None)
        (start,) = (graph.value(s, OA.start) for s in selectors if graph.value(s, OA.start) is not None)
        parts = [graph.value(body, rdflib.URIRef(RDF + name)) for name in ("subject", "predicate", "object")]
        status = graph.value(body, rdflib.URIRef(KG + "status"))
        if parts[0] is not None:
            assert start.datatype == rdflib.URIRef(XSD + "integer")
            assert graph.value(target, OA.hasSource) == graph.value(body, rdflib.URIRef(PROV + "wasDerivedFrom"))
            found[str(body)] = tuple(map(str, (*parts, status, quote)))
    assert found == statements(quads) != {}


@RDFLIB_WARNS
def test_json_ld_says_nothing_else_of_things_than_the_graph(release, quads):
    own = {RDF + "subject", RDF + "predicate", RDF + "object", KG + "quote", KG + "start", KG + "end"}
    graph = rdflib.Graph().parse(release / "graph.jsonld", format="json-ld")
    expected = rdflib.Graph().parse(data="".join(f"{t} .\n" for t in merged(quads)), format="nt")
    assert {t for t in expected if str(t[1]) not in own} - set(graph) == set()
    more = {p for s, p, o in set(graph) - set(expected) if not str(p).startswith(str(OA))}
    assert more == {rdflib.RDF.type}  # of the annotations themselves


def test_json_ld_is_framed_for_programs_without_rdf(release):
    nodes = {node["id"]: node for node in json.loads((release / "graph.jsonld").read_text("utf-8"))["@graph"]}
    bund = nodes["https://w3id.org/kgraph/id/state/bund"]
    takeover = next(item for item in bund["statements"] if item["predicate"] == KG + "takesOver")
    assert takeover["object"]["label"] == "Hafenportal"
    exact = takeover["annotation"]["target"]["selector"][0]["exact"]
    assert "Bund übernimmt" in exact


def test_rdf_1_2_says_the_same_with_triple_terms(release, quads):
    found = {}
    for quad in ox.parse(path=release / "graph-1.2.trig", format=ox.RdfFormat.TRIG):
        if quad.predicate.value == RDF + "reifies":
            term = quad.object
            found[quad.subject.value] = (term.subject.value, term.predicate.value, term.object.value)
    assert found == {iri: parts[:3] for iri, parts in statements(quads).items()} != {}


def test_tables_hold_what_the_graph_holds_name_by_name(release, quads):
    table = {row["iri"]: row for row in rows(release / "statements.csv")}
    columns = ("subject", "object", "status", "quote")
    assert {iri: tuple(row[name] for name in columns) for iri, row in table.items()} == {
        iri: (s, o, status, quote) for iri, (s, _, o, status, quote) in statements(quads).items()
    }
    names = {row["label"] for row in rows(release / "entities.csv")}
    assert {NASTY, "Hafenportal"} <= names
    labels = {q.object.value for q in quads if q.predicate.value == RDFS + "label" and q.object.language == "de"}
    assert labels == names


@pytest.mark.parametrize("read", [nx.read_gexf, nx.read_graphml], ids=["gexf", "graphml"])
def test_networkx_reads_the_network(release, quads, read):
    graph = read(release / f"network.{read.__name__.removeprefix('read_')}")
    edges = {(s, o) for s, _, o, _, _ in statements(quads).values()}
    assert {(s, o) for s, o, *_ in graph.edges} == edges
    assert graph.nodes["https://w3id.org/kgraph/id/state/bund"]["type"] == "State"
    total = sum(int(data["statements"]) for *_, data in graph.edges(data=True))
    assert total == len(statements(quads))
    hard = next(data for _, data in graph.nodes(data=True) if data["label"].startswith('A "B"'))
    assert hard["label"] == NASTY


def test_gephi_finds_no_two_edges_that_it_would_take_for_one(release, quads):
    root = ElementTree.parse(release / "network.gexf").getroot()
    assert (root.tag, root.get("version")) == ("{http://gexf.net/1.3}gexf", "1.3")
    edges = [(e.get("source"), e.get("target"), e.get("kind")) for e in root.iter("{http://gexf.net/1.3}edge")]
    assert len(edges) == len(set(edges))
    claims = {
        (s, o, p.removeprefix(KG) + ("" if status == "fact" else f" {status}"))
        for s, p, o, status, _ in statements(quads).values()
    }
    assert set(edges) == claims and any(" " in kind for *_, kind in edges)


def test_every_file_has_its_checksum(release):
    listed = dict(reversed(line.split("  ")) for line in (release / "SHA256SUMS").read_text().splitlines())
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in release.iterdir()}
    assert listed == {name: digest for name, digest in found.items() if name != "SHA256SUMS"}


# What the specification of data packages asks of a descriptor, and the data of what it says.


def package(release):
    return json.loads((release / "datapackage.json").read_text("utf-8"))


def test_the_package_is_described_as_frictionless_wants_it(release):
    found = package(release)
    assert re.fullmatch(r"[a-z0-9._/-]+", found["name"])
    assert found["profile"] == "tabular-data-package"
    assert all({"name", "path"} <= licence.keys() for licence in found["licenses"])
    names = [resource["name"] for resource in found["resources"]]
    assert len(set(names)) == len(names) and all(re.fullmatch(r"[a-z0-9._-]+", name) for name in names)
    for resource in found["resources"]:
        path = release / resource["path"]
        assert resource["bytes"] == path.stat().st_size
        assert resource["hash"] == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
        fields = [field["name"] for field in resource["schema"]["fields"]]
        with path.open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == fields
        for key in resource["schema"].get("foreignKeys", []):
            assert key["fields"] in fields and key["reference"]["resource"] in names


CASTS = {"string": str, "integer": int, "number": float}


def test_cells_are_what_the_package_says(release):
    resources = {resource["name"]: resource for resource in package(release)["resources"]}
    tables = {name: rows(release / resource["path"]) for name, resource in resources.items()}
    assert {name for name, found in tables.items() if found} >= {"entities", "statements", "articles"}
    for name, resource in resources.items():
        for field in resource["schema"]["fields"]:
            cells = [row[field["name"]] for row in tables[name]]
            rules = field.get("constraints", {})
            given = [CASTS[field["type"]](cell) for cell in cells if cell]
            assert not rules.get("required") or all(cells), (name, field["name"])
            assert not rules.get("unique") or len(set(cells)) == len(cells)
            assert all(value in rules.get("enum", [value]) for value in given)
            assert all(rules.get("minimum", value) <= value <= rules.get("maximum", value) for value in given)
            assert all(re.search(rules["pattern"], str(value)) for value in given if "pattern" in rules)
        for key in resource["schema"].get("foreignKeys", []):
            known = {row["iri"] for row in tables[key["reference"]["resource"]]}
            assert {row[key["fields"]] for row in tables[name]} <= known
