"""The scheme of offices is sound, and a title names the same office whoever holds it."""

import tomllib

import pytest
import rdflib
from rdflib.namespace import RDF, RDFS, SKOS

from kgraph.config import resource
from kgraph.errors import DataError
from kgraph.lexicon import is_office
from kgraph.offices import office_key
from kgraph.vocab import office_of, offices, read_offices

OFFICES = [office for office in offices().values() if office.broader]
# People, but no office: they are in the lexicon because news introduce persons by them.
NO_OFFICES = set(
    "sekretär gouverneur hausherr partner kollege kollegin architekt verantwortlicher verantwortliche moderator "
    "journalist wissenschaftler forscher jurist politiker".split()
)
ANY_SEX = ("Officer", "itglied", "-CIO")
# Parts of longer titles, and what names a body as well.
PARTS = {"rat", "rätin", "landräte", "staatsräte", "stadträte", "Chief", "Officer", "CIOs", "CDOs"}


def test_the_scheme_keeps_to_skos():
    scheme = rdflib.Graph().parse(resource("ontology/offices.ttl"))
    (root,) = scheme.subjects(RDF.type, SKOS.ConceptScheme)
    assert set(scheme.objects(root, SKOS.hasTopConcept)) == set(scheme.subjects(SKOS.topConceptOf, root))
    kinds = [SKOS.prefLabel, SKOS.altLabel, *scheme.subjects(RDFS.subPropertyOf, SKOS.altLabel)]
    assert len(kinds) == 5
    for concept in scheme.subjects(RDF.type, SKOS.Concept):
        assert sorted(label.language for label in scheme.objects(concept, SKOS.prefLabel)) == ["de", "en"], concept
        labels = [str(label) for kind in kinds for label in scheme.objects(concept, kind) if label.language == "de"]
        assert len(labels) == len(set(labels)), concept


def test_the_offices_of_the_field_are_there():
    wanted = "state-secretary cio cdo ciso district-administrator lord-mayor mayor minister senator state-councillor"
    assert set(wanted.split()) <= offices().keys()
    assert len(OFFICES) >= 90
    assert {office.broader for office in OFFICES} == offices().keys() - {office.key for office in OFFICES}


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.key)
def test_every_office_has_a_form_for_a_woman_and_each_form_names_it(office):
    forms = [*office.male, *office.female, *office.other]
    assert office.female or office.label_de.endswith(ANY_SEX), "a form for a woman is missing"
    assert [office_of(form) for form in forms] == [office] * len(forms)
    if office.female:
        assert {office_key(form) for form in office.male} & {office_key(form) for form in office.female}
    if office.compounds:
        examples = [form.replace("*", "Beispiel") for form in office.compounds]
        assert [office_of(example) for example in examples] == [office] * len(examples)


def test_what_the_lexicon_takes_for_an_office_is_in_the_scheme():
    lexicon = tomllib.loads(resource("data/lexicon/offices.toml").read_text("utf-8"))
    words = {*lexicon["heads"], *lexicon["words"]} - NO_OFFICES - PARTS
    assert [word for word in sorted(words) if office_of(word) is None] == []


def test_most_forms_are_found_in_text():
    words = {form for office in OFFICES for form in (*office.male, *office.female) if " " not in form}
    missed = {word for word in words if not is_office(word)}
    assert missed <= {"Stadtrat", "Gemeinderat", "Kreisrat", "Mitglied"} | {
        "Berichterstatter", "Berichterstatterin", "Obfrau", "Ortsvorsteher", "Ortsvorsteherin",
        "Digitalisierungslotse", "Digitalisierungslotsin", "Digitallotse", "Digitallotsin",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Innenstaatssekretärin", "state-secretary"),
        ("Parlamentarische Staatssekretärin", "parliamentary-state-secretary"),
        ("Sachsen-CIO", "cio"),
        ("Landes-CIO", "land-cio"),
        ("Landesdatenschutzbeauftragte", "data-protection-commissioner"),
        ("Ostbeauftragter", "commissioner"),
        ("Regierungspräsidentin", "regional-president"),
        ("BSI-Präsidentin", "president-of-authority"),
        ("Stadtkämmerin", "treasurer"),
        ("Vizekanzlerin", "vice-chancellor"),
        ("LVR-Landesrätin", "regional-councillor"),
        ("Landesrätin", "regional-councillor"),
        ("Prorektorin", "rector"),
        ("Erfurter Stadtbaurätin", "building-councillor"),
        ("Chef des Bundeskanzleramtes", "head-of-chancellery"),
        ("Fensterbank", None),
        ("Rat", None),
    ],
)
def test_a_title_names_the_office_that_it_ends_in(title, key):
    office = office_of(title)
    assert (office and office.key) == key


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("nonsense", "offices: "),
        (':a a skos:Concept ; skos:notation "a" ; skos:prefLabel "A"@de .', "has no .*prefLabel in 'en'"),
        (
            ':a a skos:Concept ; skos:notation "a" ; skos:prefLabel "A"@de , "a"@en .'
            ':b a skos:Concept ; skos:notation "b" ; skos:prefLabel "A"@de , "b"@en .',
            "offices 'a' and 'b' both have the form 'A'",
        ),
    ],
)
def test_a_wrong_scheme_is_refused(turtle, message):
    head = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <https://w3id.org/kgraph/offices#> . "
    with pytest.raises(DataError, match=message):
        read_offices((head + turtle).encode())
