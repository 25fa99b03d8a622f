"""The ontology is complete, bilingual, self-contained, and names only terms that exist."""

import re
import warnings
from typing import get_args

import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS

from kgraph.config import resource
from kgraph.records import Status
from kgraph.vocab import KG, PREFIXES

ONTOLOGY = rdflib.URIRef("https://w3id.org/kgraph/ontology")
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
# What is used of vocabularies that rdflib has no closed list of, as their publishers spell it.
KNOWN = {
    "http://data.europa.eu/m8g/PublicOrganisation",
    "http://purl.org/vocab/cpsv#PublicService",
    "http://data.europa.eu/eli/ontology#LegalResource",
    "http://data.europa.eu/eli/ontology#passed_by",
    "http://data.europa.eu/eli/ontology#responsibility_of",
    "http://purl.org/vocab/vann/preferredNamespacePrefix",
    "http://purl.org/vocab/vann/preferredNamespaceUri",
    "https://creativecommons.org/licenses/by/4.0/",
}
LANGUAGE = ("http://www.w3.org/2002/07/owl#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", str(RDFS), KG)


@pytest.fixture(scope="module")
def ontology():
    return rdflib.Graph().parse(resource("ontology/kgraph.ttl"))


def own(graph):
    return sorted({s for s in graph.subjects(RDF.type) if isinstance(s, rdflib.URIRef) and s.startswith(KG)})


def test_the_header_says_what_whose_and_which_version(ontology):
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in ontology
    version = ontology.value(ONTOLOGY, OWL.versionInfo)
    assert str(ontology.value(ONTOLOGY, OWL.versionIRI)) == f"{ONTOLOGY}/{version}"
    assert ontology.value(ONTOLOGY, DCTERMS.license) == rdflib.URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert ontology.value(ONTOLOGY, DCTERMS.creator)
    assert not list(ontology.objects(ONTOLOGY, OWL.imports))
    for said in (DCTERMS.publisher, DCTERMS.issued, DCTERMS.created, DCTERMS.modified, DCTERMS.bibliographicCitation):
        assert len(list(ontology.objects(ONTOLOGY, said))) == 1, said
    assert {str(v) for v in ontology.objects(ONTOLOGY, DCTERMS.language)} == {"de", "en"}
    for said in (DCTERMS.title, DCTERMS.description):
        assert {v.language for v in ontology.objects(ONTOLOGY, said)} == {"de", "en"}
    for said in (OWL.versionInfo, DCTERMS.bibliographicCitation, SKOS.changeNote):
        assert all(str(version) in text for text in ontology.objects(ONTOLOGY, said)), said
    # The first version has none before it; each later one names it.
    assert (str(version) == "0.1.0") == (ontology.value(ONTOLOGY, OWL.priorVersion) is None)


def test_every_term_has_one_label_and_comment_a_language_an_example_and_one_kind(ontology):
    assert len(own(ontology)) > 80
    for term in own(ontology):
        for property in (RDFS.label, RDFS.comment):
            languages = sorted(value.language for value in ontology.objects(term, property))
            assert languages == ["de", "en"], (term, property)
        # In both languages, or a code or number that is of none.
        assert {v.language for v in ontology.objects(term, SKOS.example)} in ({"de", "en"}, {None}), term
        assert len(KINDS & set(ontology.objects(term, RDF.type))) == 1, term


def test_no_two_terms_of_one_kind_share_a_label(ontology):
    for kind in KINDS:
        labels = [label for term in ontology.subjects(RDF.type, kind) for label in ontology.objects(term, RDFS.label)]
        assert not [label for label in labels if labels.count(label) > 1], kind


def test_every_object_property_has_ends_and_an_inverse(ontology):
    on_evidence = {rdflib.URIRef(KG + name) for name in ("speaker", "from", "relatesTo", "topic")}
    for term in own(ontology):
        if (term, RDF.type, OWL.ObjectProperty) not in ontology or (term, OWL.inverseOf, None) in ontology:
            continue
        assert ontology.value(term, RDFS.domain) is not None, term
        assert ontology.value(term, RDFS.range) is not None, term
        symmetric = (term, RDF.type, OWL.SymmetricProperty) in ontology
        assert symmetric or term in on_evidence or (None, OWL.inverseOf, term) in ontology, term


def test_every_term_of_another_vocabulary_exists(ontology):
    lists = {str(space._NS): space for space in (DCTERMS, FOAF, ORG, PROV, SDO, SKOS)}
    for iri in sorted({str(node) for triple in ontology for node in triple if isinstance(node, rdflib.URIRef)}):
        if iri.startswith((*LANGUAGE, "http://www.w3.org/2001/XMLSchema#", str(ONTOLOGY))) or iri in KNOWN:
            continue
        space = next((space for prefix, space in lists.items() if iri.startswith(prefix)), None)
        assert space is not None, f"{iri} is of no known vocabulary"
        assert rdflib.URIRef(iri) in space, f"{iri} does not exist"


def test_a_term_that_does_not_exist_would_be_noticed():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert rdflib.URIRef(f"{SDO}Organisation") not in SDO


def test_what_stands_above_ours_is_declared_and_reserved_terms_are_not_redefined(ontology):
    for property in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range):
        for term in own(ontology):
            for above in ontology.objects(term, property):
                if isinstance(above, rdflib.URIRef) and not above.startswith(str(rdflib.XSD)) and above != RDFS.Literal:
                    assert KINDS & set(ontology.objects(above, RDF.type)), above
    reserved = [s for s in ontology.subjects() if isinstance(s, rdflib.URIRef) and s.startswith(LANGUAGE[:3])]
    assert not reserved


def test_a_transitive_property_is_in_no_axiom_that_owl_dl_forbids_it(ontology):
    forbidden = {OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.AsymmetricProperty, OWL.IrreflexiveProperty}
    transitive = list(ontology.subjects(RDF.type, OWL.TransitiveProperty))
    assert transitive
    assert not [term for term in transitive if forbidden & set(ontology.objects(term, RDF.type))]
    assert not list(ontology.subject_objects(OWL.propertyDisjointWith))
    assert not [p for _, p, _ in ontology if re.search("[cC]ardinality|hasSelf", p)]


def test_the_statuses_are_those_of_the_records(ontology):
    (range_,) = ontology.objects(rdflib.URIRef(KG + "status"), RDFS.range)
    listed = Collection(ontology, ontology.value(range_, OWL.oneOf))
    assert [str(status) for status in listed] == list(get_args(Status))


def test_ontology_and_program_use_the_same_prefixes(ontology):
    bound = {prefix: str(namespace) for prefix, namespace in ontology.namespaces()}
    assert {prefix: bound.get(prefix) for prefix in PREFIXES} == dict(PREFIXES)
