"""The catalogue by DCAT-AP.de 3.0: a `Description` and a `Release` in, triples out.

All nodes are IRIs below the release's address, so that a portal that harvests twice meets the same things twice.
"""

from __future__ import annotations

from urllib.parse import quote

from kgraph.catalogue.model import FILE_TYPES, MEDIA_TYPES, Release, ReleasedFile
from kgraph.catalogue.settings import Description
from kgraph.catalogue.terms import Triples, day, text, typed
from kgraph.catalogue.values import GEOCODING

_EU = "http://publications.europa.eu/resource/authority/"
_LEVEL = GEOCODING + "Level/"
_SHA256 = "spdx:checksumAlgorithm_sha256"


def catalogue(given: Description, release: Release) -> Triples:
    """Describe a release: the catalogue, the data set, a distribution a file, the endpoint if there is one."""
    out = Triples()
    _catalogue(out, given, release)
    _dataset(out, given, release)
    _agents(out, given)
    for file in release.files:
        _distribution(out, given, release, file)
    if given.sparql:
        _service(out, given)
    return out


def dataset_iri(given: Description) -> str:
    """The IRI of the data set."""
    return given.url + "#dataset"


def _catalogue(out: Triples, given: Description, release: Release) -> None:
    iri = given.url + "#catalog"
    out.a(iri, "dcat:Catalog")
    out.add(iri, "dct:title", text(f"Katalog: {given.title}", "de"), text(f"Catalogue: {given.title_en}", "en"))
    out.add(iri, "dct:description", text(given.description, "de"), text(given.description_en, "en"))
    out.add(iri, "dct:publisher", given.url + "#publisher")
    out.add(iri, "dct:license", given.licence.iri)
    out.add(iri, "dct:language", _EU + "language/DEU", _EU + "language/ENG")
    out.add(iri, "dct:issued", day(release.issued))
    out.add(iri, "dct:modified", day(release.modified))
    out.add(iri, "foaf:homepage", given.landing_page)
    out.add(iri, "dcat:dataset", dataset_iri(given))
    if given.sparql:
        out.add(iri, "dcat:service", given.url + "#sparql")


def _dataset(out: Triples, given: Description, release: Release) -> None:
    iri = dataset_iri(given)
    out.a(iri, "dcat:Dataset", "void:Dataset")
    out.add(iri, "dct:title", text(given.title, "de"), text(given.title_en, "en"))
    out.add(iri, "dct:description", text(given.description, "de"), text(given.description_en, "en"))
    out.add(iri, "dct:identifier", text(given.identifier))
    out.add(iri, "dcatde:contributorID", given.contributor)
    out.add(iri, "dct:publisher", given.url + "#publisher")
    out.add(iri, "dcat:contactPoint", given.url + "#contact")
    out.add(iri, "dcat:landingPage", given.landing_page)
    out.add(iri, "dcat:keyword", *(text(word, "de") for word in given.keywords))
    out.add(iri, "dcat:theme", *(f"{_EU}data-theme/{theme}" for theme in given.themes))
    out.add(iri, "dct:language", _EU + "language/DEU")
    out.add(iri, "dct:accessRights", _EU + "access-right/PUBLIC")
    out.add(iri, "dct:accrualPeriodicity", f"{_EU}frequency/{given.frequency}")
    out.add(iri, "dct:issued", day(release.issued))
    out.add(iri, "dct:modified", day(release.modified))
    out.add(iri, "dcat:version", text(release.version))
    out.add(iri, "prov:wasGeneratedBy", given.url + "#run")
    out.add(iri, "dct:conformsTo", "https://w3id.org/kgraph/ontology")
    # No vocabulary of the EU types these: a checker that loads only those would miss their classes.
    out.a(given.url + "#run", "prov:Activity")
    out.a("https://w3id.org/kgraph/ontology", "dct:Standard")
    out.a(given.landing_page, "foaf:Document")
    if release.previous:
        out.add(iri, "dcat:previousVersion", f"{given.url}#version-{quote(release.previous, safe='')}")
    _coverage(out, given, release)
    for file in release.files:
        out.add(iri, "dcat:distribution", _file_iri(given, file))


def _coverage(out: Triples, given: Description, release: Release) -> None:
    iri = dataset_iri(given)
    out.add(iri, "dcatde:politicalGeocodingLevelURI", _LEVEL + given.level)
    for place in given.coverage:
        out.a(place, "dct:Location")
        out.add(iri, "dct:spatial", place)
    if release.start:
        period = given.url + "#period"
        out.add(iri, "dct:temporal", period)
        out.a(period, "dct:PeriodOfTime")
        out.add(period, "dcat:startDate", day(release.start))
        out.add(period, "dcat:endDate", day(release.end))


def _agents(out: Triples, given: Description) -> None:
    publisher, contact = given.url + "#publisher", given.url + "#contact"
    out.a(publisher, "foaf:Agent", "foaf:Organization")
    out.add(publisher, "foaf:name", text(given.publisher, "de"))
    if given.publisher_url:
        out.add(publisher, "foaf:homepage", given.publisher_url)
    out.a(contact, "vcard:Kind", "vcard:Organization")
    out.add(contact, "vcard:fn", text(given.contact_name or given.publisher, "de"))
    if given.contact_email:
        out.add(contact, "vcard:hasEmail", f"mailto:{quote(given.contact_email, safe='@')}")
    if given.contact_url:
        out.add(contact, "vcard:hasURL", given.contact_url)


def _distribution(out: Triples, given: Description, release: Release, file: ReleasedFile) -> None:
    iri, kind = _file_iri(given, file), file.kind
    out.a(iri, "dcat:Distribution")
    out.add(iri, "dct:title", text(kind.title_de, "de"), text(kind.title_en, "en"))
    out.add(iri, "dcat:accessURL", given.url + kind.name)
    out.add(iri, "dcat:downloadURL", given.url + kind.name)
    _licence(out, iri, given)
    out.add(iri, "dct:format", FILE_TYPES + kind.format)
    out.add(iri, "dcat:mediaType", MEDIA_TYPES + kind.media)
    if kind.compressed:
        out.add(iri, "dcat:compressFormat", MEDIA_TYPES + kind.compressed)
    out.add(iri, "dcatap:availability", _EU + "planned-availability/AVAILABLE")
    out.add(iri, "dcat:byteSize", typed(file.size, "nonNegativeInteger"))
    out.add(iri, "dct:issued", day(release.issued))
    out.add(iri, "dct:modified", day(release.modified))
    checksum = f"{iri}-checksum"
    out.add(iri, "spdx:checksum", checksum)
    out.a(checksum, "spdx:Checksum")
    out.add(checksum, "spdx:algorithm", _SHA256)
    out.add(checksum, "spdx:checksumValue", typed(file.sha256, "hexBinary"))
    out.a("http://spdx.org/rdf/terms#checksumAlgorithm_sha256", "spdx:ChecksumAlgorithm")


def _service(out: Triples, given: Description) -> None:
    iri = given.url + "#sparql"
    out.a(iri, "dcat:DataService")
    out.add(iri, "dct:title", text("SPARQL-Endpunkt", "de"), text("SPARQL endpoint", "en"))
    out.add(iri, "dct:publisher", given.url + "#publisher")
    out.add(iri, "dcat:contactPoint", given.url + "#contact")
    _licence(out, iri, given)
    out.add(iri, "dct:accessRights", _EU + "access-right/PUBLIC")
    out.add(iri, "dcat:endpointURL", given.sparql)
    out.add(iri, "dcat:servesDataset", dataset_iri(given))
    out.add(iri, "dct:conformsTo", "https://www.w3.org/TR/sparql11-protocol/")


def _licence(out: Triples, iri: str, given: Description) -> None:
    out.add(iri, "dct:license", given.licence.iri)
    if given.licence.names:
        out.add(iri, "dcatde:licenseAttributionByText", text(given.attribution, "de"))


def _file_iri(given: Description, file: ReleasedFile) -> str:
    return f"{given.url}#{file.kind.name.replace('/', '-')}"
