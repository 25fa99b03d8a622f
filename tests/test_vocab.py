"""The vocabulary follows the ontology, and the ontology follows the table of predicates."""

import itertools

import pytest

from kgraph.errors import DataError
from kgraph.vocab import (
    KG,
    PREFIXES,
    article_id,
    article_iri,
    entity_iri,
    key_of,
    read_schema,
    schema,
    shortened,
    statement_iri,
)

BASE = "https://w3id.org/kgraph/id/"
COARSE = {
    "Person": ["Person"],
    "Organisation": ["Ministry", "Authority", "Committee", "Company", "Association", "Research"],
    "Jurisdiction": ["State", "Land", "District", "Municipality"],
    "Place": ["Place"],
    "Initiative": ["Programme", "Project", "Service"],
    "Law": ["Law"],
    "Agreement": ["Agreement"],
    "Event": ["Event"],
}
FINE = [fine for types in COARSE.values() for fine in types]
ACTOR = ["Person", "Organisation", "Jurisdiction"]
# The table of the annotation guide, row by row; a row with two lines is two.
TABLE = [
    ("holdsRole", ["Person"], ["Organisation", "Jurisdiction"]),
    ("partOf", ["Organisation"], ["Organisation", "Jurisdiction"]),
    ("partOf", ["Initiative"], ["Initiative"]),
    ("leads", ACTOR, ["Organisation", "Initiative", "Event"]),
    ("participatesIn", ACTOR, ["Initiative", "Event", "Committee"]),
    ("organises", ACTOR, ["Event"]),
    ("develops", ACTOR, ["Initiative"]),
    ("operates", ACTOR, ["Initiative"]),
    ("uses", ACTOR, ["Initiative"]),
    ("funds", ACTOR, ["Initiative", *ACTOR]),
    ("adopts", ACTOR, ["Initiative", "Law", "Agreement"]),
    ("presents", ACTOR, ["Initiative", "Law"]),
    ("takesOver", ACTOR, ["Initiative"]),
    ("partyTo", ["Organisation", "Jurisdiction"], ["Agreement"]),
    ("signs", ["Person"], ["Agreement"]),
    ("concerns", ["Agreement", "Event", "Law"], ["Initiative", "Law"]),
    ("cooperatesWith", ACTOR, ACTOR),
    ("takesPlaceIn", ["Event"], ["Jurisdiction", "Place"]),
    ("supports", ACTOR, ["Initiative", "Law", *ACTOR]),
    ("opposes", ACTOR, ["Initiative", "Law", *ACTOR]),
    ("demands", ACTOR, ["Initiative", "Law"]),
]


def fine(types):
    return [name for type in types for name in COARSE.get(type, [type])]


def test_the_ontology_allows_exactly_what_the_table_says():
    expected = {(s, p, o) for p, domain, range_ in TABLE for s in fine(domain) for o in fine(range_)}
    triples = itertools.product(FINE, schema().predicates, FINE)
    assert {triple for triple in triples if schema().allows(*triple)} == expected


def test_domain_and_range_are_the_fine_types_of_the_table():
    for name, term in schema().predicates.items():
        rows = [row for row in TABLE if row[0] == name]
        assert term.domain == {s for _, domain, _ in rows for s in fine(domain)}, name
        assert term.range == {o for _, _, range_ in rows for o in fine(range_)}, name


def test_an_unknown_type_or_predicate_is_not_allowed():
    assert not schema().allows("Person", "knows", "Person")
    assert not schema().allows("Robot", "holdsRole", "Ministry")
    assert not schema().allows("Organisation", "partOf", "Land"), "a coarse type is no type of an entity"


@pytest.mark.parametrize(("coarse", "types"), COARSE.items())
def test_each_fine_type_has_the_coarse_type_of_the_guide(coarse, types):
    assert {schema().coarse(type) for type in types} == {coarse}
    assert schema().coarse(coarse) == coarse


def test_a_class_above_the_coarse_ones_has_no_coarse_type():
    with pytest.raises(KeyError):
        schema().coarse("Actor")


def test_every_class_and_predicate_reads_well_in_both_languages():
    terms = [*schema().classes.values(), *schema().predicates.values()]
    assert all(term.label_de and term.label_en for term in terms)
    term = schema().predicates["takesOver"]
    assert (term.label_de, term.inverse_label_de) == ("übernimmt", "wird übernommen von")
    assert (term.label_en, term.inverse_label_en) == ("takes over", "is taken over by")


def test_only_cooperation_is_symmetric_and_only_parts_are_transitive():
    predicates = schema().predicates.values()
    assert [p.name for p in predicates if p.symmetric] == ["cooperatesWith"]
    assert [p.name for p in predicates if p.transitive] == ["partOf"]
    assert schema().predicates["cooperatesWith"].inverse == "cooperatesWith"
    assert schema().predicates["partOf"].inverse == "hasPart"


def test_an_ontology_without_a_label_is_refused_by_name():
    turtle = f"""@prefix kg: <{KG}> . @prefix owl: <{PREFIXES["owl"]}> . @prefix rdfs: <{PREFIXES["rdfs"]}> .
    kg:Entity rdfs:label "Entität"@de ; owl:equivalentClass [ owl:unionOf ( kg:Law ) ] .
    kg:Law rdfs:subClassOf kg:Entity ; rdfs:label "Gesetz"@de, "law"@en ."""
    with pytest.raises(DataError, match="kg:Entity has no label in 'en'"):
        read_schema(turtle.encode())


def test_an_ontology_that_does_not_parse_is_refused():
    with pytest.raises(DataError, match="mine"):
        read_schema(b"this is no Turtle", "mine")


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("land/bremen", "land/bremen"),
        ("municipality/16053000", "municipality/16053000"),
        ("person/käthe müller", "person/k%C3%A4the%20m%C3%BCller"),
        ('law/<"{}|^`\\>', "law/%3C%22%7B%7D%7C%5E%60%5C%3E"),
        ("law/50%", "law/50%25"),
        ("law/a#b?c", "law/a%23b%3Fc"),
    ],
)
def test_an_entity_iri_is_plain_ascii_and_leads_back_to_its_key(key, path):
    iri = entity_iri(BASE, key)
    assert iri == BASE + path
    assert key_of(BASE, iri) == key


def test_an_iri_elsewhere_has_no_key():
    assert key_of(BASE, "https://example.org/land/bremen") is None
    assert key_of(BASE, BASE) is None


@pytest.mark.parametrize("id", ["seed-00", "2024/11/a", "a b", "ä%2F", "a#b"])
def test_an_article_iri_leads_back_to_its_id_and_keeps_to_one_segment(id):
    iri = article_iri(BASE, id)
    assert article_id(BASE, iri) == id
    assert iri.removeprefix(BASE).count("/") == 1
    assert "#" not in iri


def test_an_entity_iri_is_no_article():
    assert article_id(BASE, entity_iri(BASE, "land/bremen")) is None


def test_a_statement_iri_changes_with_each_part_and_with_nothing_else():
    parts = ("seed-00", ("a", "uses", "b"), (3, 9))
    iri = statement_iri(BASE, *parts)
    assert iri == statement_iri(BASE, *parts)
    assert iri.removeprefix(BASE) == statement_iri("urn:x#", *parts).removeprefix("urn:x#")
    others = [
        ("seed-01", ("a", "uses", "b"), (3, 9)),
        ("seed-00", ("c", "uses", "b"), (3, 9)),
        ("seed-00", ("a", "funds", "b"), (3, 9)),
        ("seed-00", ("a", "uses", "c"), (3, 9)),
        ("seed-00", ("a", "uses", "b"), (4, 9)),
        ("seed-00", ("a", "uses", "b"), (3, 8)),
        ("seed-00", ("auses", "", "b"), (3, 9)),
    ]
    assert len({iri, *(statement_iri(BASE, *other) for other in others)}) == 1 + len(others)


def test_an_iri_is_shortened_only_where_a_prefixed_name_can_say_it():
    assert shortened(KG + "takesOver") == "kg:takesOver"
    assert shortened(KG + "a/b") == f"<{KG}a/b>"
    assert shortened("https://example.org/x") == "<https://example.org/x>"


def test_every_property_has_a_label_and_an_unknown_name_stands_for_itself():
    assert schema().label("subdivisionOf") == "ist Teilgebiet von"
    assert schema().label("subdivisionOf", "en") == "is a subdivision of"
    assert schema().label("Land") == "Land"
    assert schema().label("noSuchTerm") == "noSuchTerm"
