"""The ontology keeps to OWL 2 DL and falls into no pitfall of the OOPS! catalogue that a query can find.

Each entry is a query that must answer nothing of the ontology, and a planted fault that it must find: a check that
finds nothing in anything would pass for ever. The numbers are those of the catalogue; what no query can find is listed
with who looks for it.
"""

import re

import pyoxigraph as ox
import pytest

from kgraph.config import resource
from kgraph.reason.hermit import Limits, is_consistent
from kgraph.vocab import KG, OWL, PREFIXES

OWN = f'FILTER(STRSTARTS(STR(?term), "{KG}"))'
ONTOLOGY = "<https://w3id.org/kgraph/ontology>"
PROPERTY = "VALUES ?kind { owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty } ?term a ?kind ."

CHECKS = {
    # OWL 2 DL: section 11 of the structural specification, as far as the ontology's constructs go.
    "DL: a name is a class or a property of one kind": (
        "SELECT ?term { VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty "
        "rdfs:Datatype } VALUES ?other { owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty "
        "rdfs:Datatype } ?term a ?kind, ?other FILTER(?kind != ?other && ISIRI(?term)) }",
        "kg:Land a owl:ObjectProperty .",
    ),
    "DL: no class or property is also an individual": (
        "SELECT ?term { ?term a owl:Class ; a ?class . ?class a owl:Class }",
        "kg:Land a kg:Jurisdiction .",
    ),
    "DL: every property that an axiom uses is declared": (
        "SELECT ?term { ?a rdfs:subPropertyOf|owl:inverseOf|owl:onProperty|owl:equivalentProperty ?term "
        "FILTER NOT EXISTS { ?term a ?kind } }",
        "kg:leads rdfs:subPropertyOf <urn:x:undeclared> .",
    ),
    "DL: every class that an axiom uses is declared": (
        "SELECT ?term { ?a rdfs:subClassOf|owl:disjointWith|owl:equivalentClass|rdfs:domain|owl:allValuesFrom ?term "
        "FILTER NOT EXISTS { ?term a ?kind } }",
        "kg:Land rdfs:subClassOf <urn:x:Undeclared> .",
    ),
    "DL: members of unions and disjoint classes are declared": (
        "SELECT ?term { ?a owl:unionOf|owl:members/rdf:rest*/rdf:first ?term FILTER(ISIRI(?term)) "
        "FILTER NOT EXISTS { ?term a owl:Class } }",
        "[] a owl:AllDisjointClasses ; owl:members ( <urn:x:A> <urn:x:B> ) .",
    ),
    "DL: datatypes are of OWL 2's map": (
        "SELECT ?term { ?term a owl:DatatypeProperty ; rdfs:range ?range FILTER(ISIRI(?range)) FILTER(?range NOT IN "
        "(xsd:string, xsd:boolean, xsd:decimal, xsd:integer, xsd:anyURI, xsd:dateTime, rdfs:Literal)) }",
        "kg:rule rdfs:range xsd:date .",
    ),
    "DL: an object property leads to no literal, a datatype property to no class": (
        "SELECT ?term { { ?term a owl:ObjectProperty ; rdfs:range rdfs:Literal } UNION "
        "{ ?term a owl:DatatypeProperty ; rdfs:range ?class . ?class a owl:Class } }",
        "kg:rule rdfs:range kg:Land .",
    ),
    "DL: only an object property has an inverse, is symmetric or transitive": (
        "SELECT ?term { { ?term a owl:SymmetricProperty } UNION { ?term a owl:TransitiveProperty } UNION "
        "{ ?term owl:inverseOf ?other } FILTER NOT EXISTS { ?term a owl:ObjectProperty } }",
        "kg:rule a owl:TransitiveProperty .",
    ),
    "DL: what follows from a chain or transitivity is in no axiom that needs a simple property": (
        "SELECT ?term { ?complex a owl:TransitiveProperty . ?complex rdfs:subPropertyOf* ?term . { ?term a "
        "owl:FunctionalProperty } UNION { ?term a owl:IrreflexiveProperty } UNION { ?term a owl:AsymmetricProperty } "
        "UNION { ?r owl:onProperty ?term ; owl:cardinality|owl:maxCardinality|owl:minCardinality ?n } }",
        "kg:relatesTo a owl:AsymmetricProperty .",
    ),
    "DL: properties stand below properties of their kind": (
        "SELECT ?term { VALUES ?kind { owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty } "
        "?term a ?kind ; rdfs:subPropertyOf ?above . ?above a ?other "
        "FILTER(?other IN (owl:ObjectProperty, owl:DatatypeProperty, owl:AnnotationProperty) && ?other != ?kind) }",
        "kg:leads rdfs:subPropertyOf schema:identifier .",
    ),
    "DL: an annotation property has no characteristics": (
        "SELECT ?term { ?term a owl:AnnotationProperty, ?kind FILTER(?kind != owl:AnnotationProperty) }",
        "kg:abbreviation a owl:FunctionalProperty .",
    ),
    "DL: anonymous classes are used once": (
        "SELECT ?term { ?one rdfs:subClassOf|owl:equivalentClass|rdfs:domain|rdfs:range ?term . "
        "?two rdfs:subClassOf|owl:equivalentClass|rdfs:domain|rdfs:range ?term "
        "FILTER(ISBLANK(?term) && ?one != ?two) }",
        "kg:Land rdfs:subClassOf _:shared . kg:State rdfs:subClassOf _:shared . _:shared a owl:Class .",
    ),
    "P02: no two classes of ours are declared the same": (
        f"SELECT ?term {{ ?term owl:equivalentClass ?other FILTER(ISIRI(?other)) {OWN} }}",
        "kg:Land owl:equivalentClass kg:State .",
    ),
    "P03: no property is called 'is'": (
        f"SELECT ?term {{ {PROPERTY} FILTER(REGEX(STR(?term), '#(is|ist|be)$', 'i')) }}",
        "kg:is a owl:ObjectProperty .",
    ),
    "P04: every class is tied to another by an axiom": (
        f"SELECT ?term {{ ?term a owl:Class {OWN} FILTER NOT EXISTS {{ ?term rdfs:subClassOf|owl:equivalentClass|"
        "^rdfs:subClassOf|^rdfs:domain|^rdfs:range ?other } }",
        "kg:Alone a owl:Class .",
    ),
    "P05: an inverse has no ends of its own that contradict": (
        "SELECT ?term { ?term owl:inverseOf ?other ; rdfs:domain ?one . ?other rdfs:range ?two FILTER(?one != ?two) }",
        "kg:signedBy rdfs:domain kg:Land .",
    ),
    "P06: no class or property stands above itself": (
        "SELECT ?term { { ?term rdfs:subClassOf+ ?term } UNION { ?term rdfs:subPropertyOf+ ?term } }",
        "kg:Actor rdfs:subClassOf kg:Land .",
    ),
    "P07: no class joins two ideas": (
        f"SELECT ?term {{ ?term a owl:Class {OWN} FILTER(REGEX(STR(?term), '#.*[a-z](And|Or)[A-Z]')) }}",
        "kg:LandOrState a owl:Class .",
    ),
    "P08: every term of ours has label and comment in both languages": (
        f"SELECT ?term {{ VALUES ?p {{ rdfs:label rdfs:comment }} VALUES ?lang {{ 'de' 'en' }} ?term rdfs:isDefinedBy "
        f"{ONTOLOGY} FILTER NOT EXISTS {{ ?term ?p ?text FILTER(LANG(?text) = ?lang) }} }}",
        f"kg:Mute a owl:Class ; rdfs:isDefinedBy {ONTOLOGY} ; rdfs:label 'stumm'@de .",
    ),
    "P10: kinds that exclude each other say so": (
        "SELECT ?term { ?whole owl:equivalentClass/owl:unionOf/rdf:rest*/rdf:first ?term FILTER(?whole = kg:Entity) "
        "FILTER NOT EXISTS { [] owl:members/rdf:rest*/rdf:first ?term } }",
        "kg:Entity owl:equivalentClass [ a owl:Class ; owl:unionOf ( kg:Ghost ) ] . kg:Ghost a owl:Class .",
    ),
    "P11: every property that is no inverse has a domain and a range": (
        "SELECT ?term { VALUES ?kind { owl:ObjectProperty owl:DatatypeProperty } ?term a ?kind "
        f"{OWN} FILTER NOT EXISTS {{ ?term owl:inverseOf ?other }} "
        "FILTER NOT EXISTS { ?term rdfs:domain ?domain ; rdfs:range ?range } }",
        "kg:loose a owl:ObjectProperty ; rdfs:domain kg:Land .",
    ),
    "P12/P27: no property of ours is declared the same as another": (
        f"SELECT ?term {{ ?term owl:equivalentProperty|^owl:equivalentProperty ?other {OWN} }}",
        "kg:leads owl:equivalentProperty org:headOf .",
    ),
    "P13: every relation of two entities has an inverse, or is its own": (
        "SELECT ?term { ?term a owl:ObjectProperty ; rdfs:subPropertyOf kg:relatesTo "
        "FILTER NOT EXISTS { ?other owl:inverseOf ?term } FILTER NOT EXISTS { ?term a owl:SymmetricProperty } }",
        "kg:oneWay a owl:ObjectProperty ; rdfs:subPropertyOf kg:relatesTo .",
    ),
    "P14: what a restriction allows, the property's range allows": (
        "SELECT ?term { ?r owl:onProperty ?term ; owl:allValuesFrom/(owl:unionOf/rdf:rest*/rdf:first)? ?allowed "
        "FILTER(ISIRI(?allowed)) FILTER NOT EXISTS "
        "{ ?term rdfs:range/(owl:unionOf/rdf:rest*/rdf:first)? ?range . ?allowed rdfs:subClassOf* ?range } }",
        "kg:Land rdfs:subClassOf [ a owl:Restriction ; owl:onProperty kg:leads ; owl:allValuesFrom kg:Law ] .",
    ),
    "P15: no restriction says that something else exists where it means that nothing does": (
        "SELECT ?term { ?r owl:onProperty ?term ; owl:someValuesFrom/owl:complementOf ?class }",
        "kg:Land rdfs:subClassOf [ a owl:Restriction ; owl:onProperty kg:leads ; "
        "owl:someValuesFrom [ a owl:Class ; owl:complementOf kg:Law ] ] .",
    ),
    "P23: no datatype of our own stands for one of OWL's": (
        f"SELECT ?term {{ ?term a rdfs:Datatype {OWN} }}",
        "kg:Text a rdfs:Datatype .",
    ),
    "P19: no property has two domains or ranges": (
        "SELECT ?term { VALUES ?end { rdfs:domain rdfs:range } ?term ?end ?one, ?two FILTER(?one != ?two) }",
        "kg:signs rdfs:range kg:Land .",
    ),
    "P20: a label is no definition and says not the same": (
        f"SELECT ?term {{ ?term rdfs:label ?label ; rdfs:comment ?comment {OWN} "
        "FILTER(LANG(?label) = LANG(?comment) && (LCASE(?label) = LCASE(?comment) || STRLEN(?label) > 50)) }",
        "kg:Same rdfs:label 'dasselbe'@de ; rdfs:comment 'dasselbe'@de .",
    ),
    "P21: no class is for what is left over": (
        f"SELECT ?term {{ ?term a owl:Class {OWN} FILTER(REGEX(STR(?term), '#(Other|Misc|Unknown|Various)', 'i')) }}",
        "kg:OtherBody a owl:Class .",
    ),
    "P22: classes begin with a capital, properties with a small letter": (
        f"SELECT ?term {{ {{ ?term a owl:Class FILTER(!REGEX(STR(?term), '#[A-Z][A-Za-z]+$')) }} UNION "
        f"{{ {PROPERTY} FILTER(!REGEX(STR(?term), '#[a-z][A-Za-z0-9-]+$')) }} {OWN} }}",
        "kg:under_scored a owl:ObjectProperty .",
    ),
    "P24: no class is defined by itself": (
        "SELECT ?term { ?term owl:equivalentClass/(owl:unionOf|owl:intersectionOf)/rdf:rest*/rdf:first ?term }",
        "kg:Land owl:equivalentClass [ a owl:Class ; owl:unionOf ( kg:Land kg:State ) ] .",
    ),
    "P25: no property is its own inverse": (
        "SELECT ?term { ?term owl:inverseOf ?term }",
        "kg:leads owl:inverseOf kg:leads .",
    ),
    "P26: a symmetric property has no inverse beside itself": (
        "SELECT ?term { ?term a owl:SymmetricProperty . { ?term owl:inverseOf ?o } UNION { ?o owl:inverseOf ?term } }",
        "kg:cooperatedWithBy owl:inverseOf kg:cooperatesWith .",
    ),
    "P28: a symmetric property has the same ends": (
        "SELECT ?term { ?term a owl:SymmetricProperty ; rdfs:domain ?one ; rdfs:range ?two FILTER(?one != ?two) }",
        "kg:signs a owl:SymmetricProperty .",
    ),
    "P29: what a transitive property leads to may have it, too": (
        "SELECT ?term { ?term a owl:TransitiveProperty ; rdfs:domain/(owl:unionOf/rdf:rest*/rdf:first)? ?from "
        "FILTER(ISIRI(?from)) FILTER NOT EXISTS { ?term rdfs:range/(owl:unionOf/rdf:rest*/rdf:first)? ?from } }",
        "kg:signs a owl:TransitiveProperty .",
    ),
    "P30/P31: a class equals no class of another vocabulary": (
        f"SELECT ?term {{ ?term owl:equivalentClass ?other {OWN} FILTER(ISIRI(?other)) }}",
        "kg:Person owl:equivalentClass foaf:Person .",
    ),
    "P32: no two classes have the same label": (
        f"SELECT ?term {{ ?term a owl:Class ; rdfs:label ?label . ?other a owl:Class ; rdfs:label ?label {OWN} "
        "FILTER(?term != ?other) }",
        "kg:Body a owl:Class ; rdfs:label 'Behörde'@de .",
    ),
    "P33: a chain has more than one link": (
        "SELECT ?term { ?term owl:propertyChainAxiom/rdf:rest rdf:nil }",
        "kg:leads owl:propertyChainAxiom ( kg:partOf ) .",
    ),
    "P34/P35: what is used as class or property of ours has a type": (
        f"SELECT ?term {{ {{ ?s ?term ?o }} UNION {{ ?s rdfs:domain|rdfs:range|rdfs:subClassOf ?term }} {OWN} "
        "FILTER NOT EXISTS { ?term a ?kind } }",
        "kg:Land kg:unheardOf 1 .",
    ),
    "P36: the ontology's address names no file": (
        "SELECT ?term { ?term a owl:Ontology FILTER(REGEX(STR(?term), '[.](owl|ttl|rdf|n3)$')) }",
        "<https://example.org/x.owl> a owl:Ontology .",
    ),
    "P38/P39/P41: one ontology is declared, with version, licence and what has changed": (
        "SELECT ?term { ?term a owl:Ontology FILTER(!STRSTARTS(STR(?term), 'https://w3id.org/kgraph/ontology') || "
        "NOT EXISTS { ?term owl:versionIRI ?v ; owl:versionInfo ?i ; dcterms:license ?l ; skos:changeNote ?de, ?en ; "
        "dcterms:modified ?day FILTER(LANG(?de) = 'de' && LANG(?en) = 'en') }) }",
        "<urn:x:other> a owl:Ontology .",
    ),
    "a term that is given up says what takes its place": (
        "SELECT ?term { ?term owl:deprecated true FILTER NOT EXISTS { ?term dcterms:isReplacedBy ?other } }",
        "kg:Land owl:deprecated true .",
    ),
    "P40: nothing is said of the terms of others but what they are": (
        f'SELECT ?term {{ ?term ?p ?o FILTER(ISIRI(?term) && !STRSTARTS(STR(?term), "{KG}") && ?p != rdf:type) '
        "FILTER NOT EXISTS { ?term a owl:Ontology } }",
        "foaf:Person rdfs:subClassOf kg:Entity .",
    ),
    "a term above ours is a class above a class, a property above a property, by its publisher's spelling": (
        f"SELECT ?term {{ {{ ?term rdfs:subClassOf ?above FILTER(!REGEX(STR(?above), '[#/][A-Z][A-Za-z]+$')) }} UNION "
        f"{{ ?term rdfs:subPropertyOf ?above FILTER(!REGEX(STR(?above), '[#/][a-z][A-Za-z_]+$')) }} "
        f"FILTER(ISIRI(?above)) {OWN} }}",
        "kg:leads rdfs:subPropertyOf org:Organization .",
    ),
}


# What a query cannot find, and who looks instead.
JUDGED = {
    "P01": "whether a term has two meanings: its comment says the one, and review looks",
    "P09": "whether something is missing: the competency questions look",
    "P16": "whether a class is only described where it could be defined: the unions are, the rest is open on purpose",
    "P17": "whether a class is too special: each fine type is one that annotators told apart",
    "P18": "whether a domain or range is too narrow: in 10,000 articles no statement contradicts one",
    "P37": "whether the ontology is on the Web: a site carries it, but only who runs one can see to its address",
}


def test_each_pitfall_of_the_catalogue_is_looked_for_or_judged():
    checked = {number for name in CHECKS for number in re.findall(r"P\d\d", name)}
    assert checked.isdisjoint(JUDGED)
    assert checked | JUDGED.keys() == {f"P{number:02}" for number in range(1, 42)}


def found(query, more=""):
    """Terms that a query finds in the ontology, with some lines more."""
    store = ox.Store()
    store.bulk_load(path=resource("ontology/kgraph.ttl"), format=ox.RdfFormat.TURTLE)
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    store.load(f"{head}{more}".encode(), format=ox.RdfFormat.TURTLE)
    return sorted({str(row["term"]) for row in store.query(query, prefixes=dict(PREFIXES))})


@pytest.mark.parametrize("check", CHECKS)
def test_the_ontology_keeps_the_rule(check):
    assert found(CHECKS[check][0]) == []


@pytest.mark.parametrize("check", CHECKS)
def test_the_rule_finds_what_breaks_it(check):
    query, fault = CHECKS[check]
    assert found(query, fault)


@pytest.mark.jvm
def test_owlready2_reads_every_term_and_classifies_them_without_a_class_that_can_have_no_member():
    import owlready2

    from kgraph.reason.hermit import _limited

    world = owlready2.World()
    data = b"".join(f"{quad.triple} .\n".encode() for quad in ox.parse(path=resource("ontology/kgraph.ttl")))
    import io

    onto = world.get_ontology("urn:x:onto").load(fileobj=io.BytesIO(data))
    assert len(list(onto.classes())) > 25 and len(list(onto.properties())) > 60
    with _limited(Limits()):
        owlready2.sync_reasoner_hermit(world, debug=0)
    assert list(world.inconsistent_classes()) == []
    world.close()


# What the vocabularies above ours say of their own terms, as far as ours stand below them.
THEIRS = """
    foaf:Person rdfs:subClassOf foaf:Agent ; owl:disjointWith foaf:Organization , foaf:Project .
    foaf:Organization rdfs:subClassOf foaf:Agent .
    org:Organization rdfs:subClassOf foaf:Agent ; owl:equivalentClass foaf:Organization .
    org:FormalOrganization rdfs:subClassOf org:Organization .
    <http://data.europa.eu/m8g/PublicOrganisation> rdfs:subClassOf org:Organization .
    prov:Activity owl:disjointWith prov:Entity .
    prov:Person rdfs:subClassOf prov:Agent .
    prov:Organization rdfs:subClassOf prov:Agent .
    schema:GovernmentOrganization rdfs:subClassOf schema:Organization .
    schema:State rdfs:subClassOf schema:AdministrativeArea .
    schema:AdministrativeArea rdfs:subClassOf schema:Place .
"""


@pytest.mark.jvm
@pytest.mark.parametrize(
    ("more", "sound"),
    [
        ("", True),
        ("kg:Event rdfs:subClassOf prov:Entity .", False),
        ("kg:Company rdfs:subClassOf foaf:Project , foaf:Person .", False),
    ],
    ids=["as it is", "an activity that is a thing", "a firm that is a person"],
)
def test_beside_what_other_vocabularies_say_every_class_can_have_a_member(more, sound):
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    triples = [quad.triple for quad in ox.parse(path=resource("ontology/kgraph.ttl"))]
    classes = {t.subject for t in triples if t.object == ox.NamedNode(f"{OWL}Class")}
    own = sorted(c.value for c in classes if isinstance(c, ox.NamedNode) and c.value.startswith(KG))
    members = "".join(f"<urn:x:{number}> a <{iri}> .\n" for number, iri in enumerate(own))
    triples += [quad.triple for quad in ox.parse(f"{head}{THEIRS}{more}{members}".encode(), format=ox.RdfFormat.TURTLE)]
    assert is_consistent(b"".join(f"{triple} .\n".encode() for triple in triples), Limits()) == sound
