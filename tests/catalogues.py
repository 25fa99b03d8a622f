"""A good catalogue and ways to break it, each as what to take out of its triples and what to put in."""

import pyoxigraph as ox

from kgraph.catalogue import FileKind, Release, ReleasedFile, Run, catalogue, describe

URL = "https://daten.example.org/kgraph/"
SETTINGS = {
    "url": URL,
    "publisher": "Stadt Beispielstadt",
    "contributor": "fitko",
    "licence": "cc-by/4.0",
    "contact_email": "open-data@example.org",
    "sparql": "https://daten.example.org/sparql",
    "coverage": ["04", "16053000"],
}
FILES = (
    FileKind("graph.ttl", "Graph", "graph", "RDF_TURTLE", "text/turtle"),
    FileKind("graph.nq.gz", "Quads", "quads", "RDF_N_QUADS", "application/n-quads", "application/gzip"),
    FileKind("entities.csv", "Tabelle", "table", "CSV", "text/csv"),
)
DCAT, DCT = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
DCATDE, SPDX = "http://dcat-ap.de/def/dcatde/", "http://spdx.org/rdf/terms#"
FOAF, VCARD = "http://xmlns.com/foaf/0.1/", "http://www.w3.org/2006/vcard/ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
EU = "http://publications.europa.eu/resource/authority/"
DATASET, CATALOG, PUBLISHER, CONTACT = (URL + name for name in ("#dataset", "#catalog", "#publisher", "#contact"))
FILE, CHECKSUM, PERIOD = URL + "#graph.ttl", URL + "#graph.ttl-checksum", URL + "#period"
SERVICE = URL + "#sparql"


def good(without=()):
    """The triples of a whole catalogue; some settings may be left out."""
    files = tuple(ReleasedFile(kind, 1234, "ab" * 32) for kind in FILES)
    release = Release("1", "2024-05-07", "2024-06-01", "2013-12", "2024-05-07", files, Run("0.1", 2, "cd" * 32), "0")
    given = {name: value for name, value in SETTINGS.items() if name not in without}
    return catalogue(describe(given), release).quads


def literal(value, datatype=None):
    return ox.Literal(value, datatype=ox.NamedNode(XSD + datatype)) if datatype else ox.Literal(value)


def iri(value):
    return ox.NamedNode(value)


# Node, property, what stands there instead; nothing, if it is just left out.
BROKEN = {
    "no contributor": (DATASET, DCATDE + "contributorID"),
    "contributor as a text": (DATASET, DCATDE + "contributorID", literal("http://dcat-ap.de/def/contributors/fitko")),
    "contributor of another list": (DATASET, DCATDE + "contributorID", iri("https://example.org/contributors/fitko")),
    "two contributors": (
        DATASET,
        DCATDE + "contributorID",
        iri("http://dcat-ap.de/def/contributors/fitko"),
        iri("http://dcat-ap.de/def/contributors/govData"),
    ),
    "data set without publisher": (DATASET, DCT + "publisher"),
    "publisher as a text": (DATASET, DCT + "publisher", literal("Stadt Beispielstadt")),
    "publisher without name": (PUBLISHER, FOAF + "name"),
    "two publishers": (DATASET, DCT + "publisher", iri(PUBLISHER), iri(URL + "#other")),
    "data set without title": (DATASET, DCT + "title"),
    "data set without description": (DATASET, DCT + "description"),
    "catalogue without title": (CATALOG, DCT + "title"),
    "catalogue without description": (CATALOG, DCT + "description"),
    "catalogue without publisher": (CATALOG, DCT + "publisher"),
    "no licence": (FILE, DCT + "license"),
    "licence of Creative Commons": (FILE, DCT + "license", iri("https://creativecommons.org/licenses/by/4.0/")),
    "licence as a text": (FILE, DCT + "license", literal("CC BY 4.0")),
    "two licences": (
        FILE,
        DCT + "license",
        iri("http://dcat-ap.de/def/licenses/cc-by/4.0"),
        iri("http://dcat-ap.de/def/licenses/cc-zero"),
    ),
    "file without address": (FILE, DCAT + "accessURL"),
    "address as a text": (FILE, DCAT + "accessURL", literal(URL + "graph.ttl")),
    "format as a text": (FILE, DCT + "format", literal("Turtle")),
    "format of another list": (FILE, DCT + "format", iri("https://www.iana.org/assignments/media-types/text/turtle")),
    "media type as a text": (FILE, DCAT + "mediaType", literal("text/turtle")),
    "media type of another list": (FILE, DCAT + "mediaType", iri(EU + "file-type/CSV")),
    "theme of another list": (DATASET, DCAT + "theme", iri("https://example.org/theme/verwaltung")),
    "no keyword": (DATASET, DCAT + "keyword"),
    "keyword that is a node": (DATASET, DCAT + "keyword", iri("https://example.org/keyword/verwaltung")),
    "nobody to write to": (CONTACT, VCARD + "hasEmail"),
    "e-mail address as a text": (CONTACT, VCARD + "hasEmail", literal("open-data@example.org")),
    "checksum without value": (CHECKSUM, SPDX + "checksumValue"),
    "checksum without algorithm": (CHECKSUM, SPDX + "algorithm"),
    "time without beginning and end": (PERIOD, DCAT + "startDate"),
    "frequency in words": (DATASET, DCT + "accrualPeriodicity", literal("monatlich")),
    "access in words": (DATASET, DCT + "accessRights", literal("öffentlich")),
    "language in words": (DATASET, DCT + "language", literal("Deutsch")),
    "endpoint without address": (SERVICE, DCAT + "endpointURL"),
    "issued twice": (DATASET, DCT + "issued", literal("2024-05-07", "date"), literal("2024-05-08", "date")),
    "level as a text": (DATASET, DCATDE + "politicalGeocodingLevelURI", literal("Land")),
}
"""What is wrong → how it comes about."""
# Half of a change does not break it: a period may lack either end.
_ALSO = {"time without beginning and end": (PERIOD, DCAT + "endDate")}


def broken(name):
    """The triples of a catalogue with one thing wrong."""
    node, property, *values = BROKEN[name]
    gone = {(node, property), _ALSO.get(name)}
    kept = [quad for quad in good() if (quad.subject.value, quad.predicate.value) not in gone]
    return [*kept, *(ox.Quad(iri(node), iri(property), value) for value in values)]
