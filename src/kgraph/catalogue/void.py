"""VoID: how large a graph is and what it is made of. Subjects in, counts out, and from these triples.

The counts are those of the merged graph (Turtle): a triple that several articles' graphs have counts once for each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from urllib.parse import quote

from kgraph.catalogue.dcat import dataset_iri
from kgraph.catalogue.model import Release
from kgraph.catalogue.settings import Description
from kgraph.catalogue.terms import Triples, text, typed
from kgraph.publish.described import Described
from kgraph.vocab import DCTERMS, FOAF, KG, OWL, PROV, RDF, RDFS, SCHEMA, SKOS

_EXAMPLES = 5
_LINKS = (OWL + "sameAs", SKOS + "exactMatch")
_TARGETS = {
    "http://www.wikidata.org/": "Wikidata",
    "https://d-nb.info/gnd/": "GND",
    "https://sws.geonames.org/": "GeoNames",
    "http://dcat-ap.de/def/politicalGeocoding/": "DCAT-AP.de political geocoding",
}


@dataclass
class Counts:
    """What a graph holds.

    Attributes:
        triples: Number of triples; likewise `subjects`, those that something is said of, and `entities`.
        objects: What is pointed to.
        classes: IRI → number of its instances.
        properties: IRI → number of triples.
        links: Property and target → number of links.
        examples: Entities with the most statements or figures about them come first; here, the first of each class.
    """

    triples: int = 0
    subjects: int = 0
    entities: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    links: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, found: Described) -> None:
        """Count a subject with all that is said of it."""
        triples = {(quad.predicate.value, quad.object) for quad in found.quads}
        self.triples += len(triples)
        self.subjects += 1
        self.entities += bool(found.type)
        self.classes.update(found.types)
        self.properties.update(property for property, _ in triples)
        for property in _LINKS:
            for iri in found.texts(property):
                target = next((space for space in _TARGETS if iri.startswith(space)), "")
                if target:
                    self.links[property, target] += 1
        if found.type and found.type not in self.examples:
            self.examples[found.type] = found.iri


def void(given: Description, release: Release, counts: Counts, base: str) -> Triples:
    """Describe the graph."""
    out = Triples()
    iri = dataset_iri(given)
    out.a(iri, "void:Dataset")
    out.add(iri, "dct:title", text(given.title, "de"), text(given.title_en, "en"))
    out.add(iri, "dct:license", given.licence.page)
    out.add(iri, "foaf:homepage", given.landing_page)
    out.add(iri, "void:uriSpace", text(base))
    for name, number in (
        ("triples", counts.triples),
        ("entities", counts.entities),
        ("classes", len(counts.classes)),
        ("properties", len(counts.properties)),
        ("distinctSubjects", counts.subjects),
        ("documents", release.run.articles),
    ):
        out.add(iri, f"void:{name}", typed(number, "integer"))
    out.add(iri, "void:vocabulary", KG, SKOS, DCTERMS, PROV, RDF, RDFS, OWL, SCHEMA, FOAF)
    out.add(iri, "void:exampleResource", *[found for _, found in sorted(counts.examples.items())][:_EXAMPLES])
    dumps = [file.kind.name for file in release.files if file.kind.format.startswith(("RDF_", "JSON_LD"))]
    out.add(iri, "void:dataDump", *(given.url + name for name in dumps))
    if given.sparql:
        out.add(iri, "void:sparqlEndpoint", given.sparql)
    _partitions(out, given, counts)
    _linksets(out, given, counts)
    return out


def _partitions(out: Triples, given: Description, counts: Counts) -> None:
    iri = dataset_iri(given)
    for kind, what, found in (("class", "entities", counts.classes), ("property", "triples", counts.properties)):
        for name, number in sorted(found.items()):
            part = f"{given.url}#{kind}-{quote(name, safe='')}"
            out.add(iri, f"void:{kind}Partition", part)
            out.add(part, f"void:{kind}", name)
            out.add(part, f"void:{what}", typed(number, "integer"))


def _linksets(out: Triples, given: Description, counts: Counts) -> None:
    by_target: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for (property, target), number in sorted(counts.links.items()):
        by_target[target].append((property, number))
    for target, found in sorted(by_target.items()):
        other = f"{given.url}#target-{quote(target, safe='')}"
        out.a(other, "void:Dataset")
        out.add(other, "dct:title", text(_TARGETS[target]))
        out.add(other, "void:uriSpace", text(target))
        for property, number in found:
            links = f"{given.url}#links-{quote(property + ' ' + target, safe='')}"
            out.a(links, "void:Linkset")
            out.add(dataset_iri(given), "void:subset", links)
            out.add(links, "void:subjectsTarget", dataset_iri(given))
            out.add(links, "void:objectsTarget", other)
            out.add(links, "void:linkPredicate", property)
            out.add(links, "void:triples", typed(number, "integer"))
