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


def refusals(quads, official):
    """What the official shapes refuse: violations, and what the dashboard counts against a data set."""
    import pyshacl

    shapes, lists = official
    data = rdflib.Graph().parse(data=ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES), format="nt")
    found = set()
    for name, graph in shapes.items():
        _, results, _ = pyshacl.validate(data + lists, shacl_graph=graph, advanced=True)
        for result in results.subjects(rdflib.RDF.type, SH.ValidationResult):
            severity = str(results.value(result, SH.resultSeverity))
            if severity == str(SH.Violation) or (
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


GEOCODING = "http://dcat-ap.de/def/politicalGeocoding/"


def said(quads, property):
    return {quad.object.value for quad in quads if quad.predicate.value == property}


def test_a_german_place_stands_in_europe_s_field_and_in_that_of_dcat_ap_de():
    places = {GEOCODING + "stateKey/04", GEOCODING + "municipalityKey/16053000"}
    assert said(good(), DCATDE + "politicalGeocodingURI") == said(good(), DCT + "spatial") == places


def test_germany_as_a_whole_is_a_country_to_europe_and_the_bund_to_dcat_ap_de():
    quads = good(without=("coverage",))
    assert said(quads, DCT + "spatial") == {EU + "country/DEU"}
    assert said(quads, DCATDE + "politicalGeocodingURI") == {GEOCODING + "Level/federal"}


def test_a_place_that_dcat_ap_de_does_not_list_is_refused():
    # By its conventions' words; no official shape looks at it.
    place = ox.NamedNode("https://example.org/place/bremen")
    field = ox.NamedNode(DCATDE + "politicalGeocodingURI")
    found = complaints([*good(), ox.Quad(ox.NamedNode(DATASET), field, place)])
    assert [complaint.path for complaint in found] == [field.value]


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
