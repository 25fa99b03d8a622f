"""The description of a release: kgraph's shapes against the official ones, on a good catalogue and on broken ones."""

import pyoxigraph as ox
import pytest
import rdflib

from catalogues import BROKEN, DATASET, DCATDE, DCT, EU, FILE, SERVICE, broken, good
from kgraph.catalogue import complaints

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
SKOS = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")
SPEC = (
    "dcat-ap-SHACL-3.0.0.ttl",
    "dcat-ap-SHACL-DE.ttl",
    "dcat-ap-de-deprecated.ttl",
    "dcat-ap-spec-german-additions.ttl",
    "dcat-ap-de-controlledvocabularies.ttl",
)
SETS = {"3.0": SPEC, "Konventionen": ("dcat-ap-konventionen.ttl",), "dashboard": ("dashboard-shapes.ttl",)}
COUNTING = {f"http://govdata.de/mqa/#{name}" for name in ("count_Distributions", "count_Distributions_Licenses")}
# Of the EU's lists, what the good catalogue uses: the lists themselves lie on the EU's site.
LISTED = {
    "language": ("DEU", "ENG"),
    "data-theme": ("GOVE", "TECH"),
    "file-type": ("RDF_TURTLE", "RDF_N_QUADS", "CSV"),
    "access-right": ("PUBLIC",),
    "frequency": ("IRREG",),
    "planned-availability": ("AVAILABLE",),
}


@pytest.fixture(scope="module")
def official(shared):
    """Name of a set of official shapes → its graph, and what the lists say."""
    folder = shared / "dcat-ap.de"
    shapes = {}
    for name, files in SETS.items():
        shapes[name] = rdflib.Graph()
        for file in files:
            shapes[name].parse(folder / file)
    lists = rdflib.Graph()
    for file in ("contributors.rdf", "licenses-open.rdf"):
        lists.parse(folder / file)
    for scheme, codes in LISTED.items():
        for code in codes:
            lists.add((rdflib.URIRef(f"{EU}{scheme}/{code}"), SKOS.inScheme, rdflib.URIRef(EU + scheme)))
    level = "http://dcat-ap.de/def/politicalGeocoding/Level"
    lists.add((rdflib.URIRef(f"{level}/federal"), SKOS.inScheme, rdflib.URIRef(level)))
    return shapes, lists


def refusals(quads, official, severities=("Violation",)):
    """What the official shapes refuse: violations, and what the dashboard counts against a data set."""
    import pyshacl

    shapes, lists = official
    data = rdflib.Graph().parse(data=ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES), format="nt")
    found = set()
    for name, graph in shapes.items():
        _, results, _ = pyshacl.validate(data + lists, shacl_graph=graph, advanced=True)
        for result in results.subjects(rdflib.RDF.type, SH.ValidationResult):
            severity = str(results.value(result, SH.resultSeverity))
            if severity in [str(SH[name]) for name in severities] or (
                severity.startswith("http://govdata.de/") and severity not in COUNTING
            ):
                found.add(
                    (name, str(results.value(result, SH.focusNode)), str(results.value(result, SH.resultMessage)))
                )
    return found


def test_the_good_catalogue_has_nothing_wrong_with_it():
    assert complaints(good()) == ()


def test_the_official_shapes_refuse_nothing_of_the_good_catalogue(official):
    assert refusals(good(), official) == set()


def test_the_official_shapes_warn_of_nothing_either(official):
    for quads in (good(), good(without=("coverage", "sparql"))):
        assert refusals(quads, official, ("Violation", "Warning", "Info")) == set()


GEOCODING = "http://dcat-ap.de/def/politicalGeocoding/"


def said(quads, property):
    return {quad.object.value for quad in quads if quad.predicate.value == property}


def test_a_german_place_is_said_as_dcat_ap_de_3_0_wants_it_and_not_as_2_0_did():
    assert said(good(), DCT + "spatial") == {GEOCODING + "stateKey/04", GEOCODING + "municipalityKey/16053000"}
    assert said(good(without=("coverage",)), DCT + "spatial") == {EU + "country/DEU"}
    given_up = ox.NamedNode(DCATDE + "politicalGeocodingURI")
    found = complaints([*good(), ox.Quad(ox.NamedNode(DATASET), given_up, ox.NamedNode(GEOCODING + "stateKey/04"))])
    assert [complaint.path for complaint in found] == [given_up.value]


def test_the_endpoint_says_whom_to_name_as_the_files_do():
    named = {q.subject.value for q in good() if q.predicate.value == DCATDE + "licenseAttributionByText"}
    assert named >= {SERVICE, FILE}


def test_there_are_twenty_ways_to_break_a_catalogue_and_more():
    assert len(BROKEN) >= 20


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_catalogue_is_refused_at_the_node_that_is_broken(name):
    node, property, *_ = BROKEN[name]
    assert any(found.node == node or found.path == property for found in complaints(broken(name)))


@pytest.mark.parametrize("name", BROKEN)
def test_what_kgraph_refuses_the_official_shapes_refuse_too(name, official):
    assert refusals(broken(name), official)
