"""Records become quads, and nothing becomes a quad that text and ontology do not bear out."""

import dataclasses

import pyoxigraph as ox
import pytest

from kgraph.assertions import AssertionFault, article_quads, register_quads
from kgraph.records import Article, ArticleEntity, Block, Entity, Extraction, Mention, Relation
from kgraph.register import Entry, Name, Register
from kgraph.vocab import DCTERMS, KG, PROV, RDF, RDFS, SCHEMA, SKOS, XSD, schema

BASE = "https://example.org/id/"
TEXT = "Der Bund übernimmt den Datenservice von Bremen. Martin Hagen ist Staatsrat in Bremen."
FIRST = TEXT.index(".") + 1
ARTICLE = Article("seed 1", TEXT, (Block("body", 0, len(TEXT)),), "Ein Titel", "2023-11", source="seed.txt")
TYPES = {"e1": "State", "e2": "Service", "e3": "Land", "e4": "Person"}
KEYS = {"e1": "state/bund", "e2": "initiative/datenservice", "e3": "land/bremen", "e4": "person/martin-hagen"}
NAMES = {"e1": "Bund", "e2": "Datenservice", "e3": "Bremen", "e4": "Martin Hagen"}
FOUND = tuple(ArticleEntity(id, type, NAMES[id], (), (Mention(0, 1, "name", "test"),)) for id, type in TYPES.items())
ENTITIES = {
    id: Entity(key, TYPES[id], NAMES[id], tuple(sorted({NAMES[id], "X"})), id in ("e1", "e3"), "test")
    for id, key in KEYS.items()
}
TAKES_OVER = Relation("e1", "takesOver", "e2", 0, FIRST, 0.9, "takes-over", source="e3")
HOLDS = Relation("e4", "holdsRole", "e3", FIRST + 1, len(TEXT), 0.75, "office", role="Staatsrat")


def quads_of(*relations, article=ARTICLE, found=FOUND, entities=ENTITIES):
    return article_quads(Extraction(article, found, relations), entities, BASE)


def values(quads, property):
    return [q.object.value for q in quads if q.predicate.value == property]


def iri(key):
    return ox.NamedNode(BASE + key)


def direct(quads):
    names = {KG + name for name in schema().predicates}
    return {(q.subject.value, q.predicate.value, q.object.value) for q in quads if q.predicate.value in names}


def test_a_statement_carries_its_triple_its_sentence_and_its_article():
    made = quads_of(TAKES_OVER)
    (statement,) = {q.subject for q in made.graph if q.predicate.value == RDF + "subject"}
    said = {q.predicate.value: q.object.value for q in made.graph if q.subject == statement}
    assert said == {
        RDF + "type": KG + "Statement",
        RDF + "subject": BASE + "state/bund",
        RDF + "predicate": KG + "takesOver",
        RDF + "object": BASE + "initiative/datenservice",
        PROV + "wasDerivedFrom": BASE + "article/seed%201",
        KG + "quote": "Der Bund übernimmt den Datenservice von Bremen.",
        KG + "start": "0",
        KG + "end": str(FIRST),
        KG + "confidence": "0.9",
        KG + "rule": "takes-over",
        KG + "status": "fact",
        KG + "from": BASE + "land/bremen",
    }


def test_an_ordinary_statement_is_its_type_and_ten_quads():
    plain = dataclasses.replace(TAKES_OVER, source=None)
    assert len(quads_of(plain).graph) - len(quads_of().graph) == 11


def test_the_articles_graph_holds_metadata_and_mentions_and_is_named_like_the_article():
    made = quads_of()
    article = iri("article/seed%201")
    assert {q.graph_name for q in made.graph} == {article}
    assert {q.graph_name for q in made.facts} == {ox.DefaultGraph()}
    assert set(values(made.graph, KG + "mentions")) == {BASE + key for key in KEYS.values()}
    expected = {
        ox.Quad(article, ox.NamedNode(RDF + "type"), ox.NamedNode(SCHEMA + "NewsArticle"), article),
        ox.Quad(article, ox.NamedNode(DCTERMS + "title"), ox.Literal("Ein Titel", language="de"), article),
        ox.Quad(article, ox.NamedNode(DCTERMS + "source"), ox.Literal("seed.txt"), article),
        ox.Quad(article, ox.NamedNode(KG + "sha256"), ox.Literal(ARTICLE.digest), article),
    }
    assert expected <= set(made.graph)


@pytest.mark.parametrize(
    ("published", "datatype"), [("2023", "gYear"), ("2023-11", "gYearMonth"), ("2023-11-20", "date"), (None, None)]
)
def test_a_date_is_typed_as_precise_as_it_is(published, datatype):
    made = quads_of(article=dataclasses.replace(ARTICLE, published=published))
    issued = [q.object for q in made.graph if q.predicate.value == DCTERMS + "issued"]
    assert issued == ([ox.Literal(published, datatype=ox.NamedNode(XSD + datatype))] if published else [])


@pytest.mark.parametrize("published", ["2023-02-30", "2023-13", "20. November 2023", "2023-11-20T10:00", "23-11"])
def test_what_is_no_date_is_a_fault(published):
    with pytest.raises(AssertionFault, match="no"):
        quads_of(article=dataclasses.replace(ARTICLE, published=published))


@pytest.mark.parametrize("status", ["planned", "denied", "ended"])
def test_only_what_is_claimed_as_fact_stands_in_the_graph_by_itself(status):
    other = dataclasses.replace(TAKES_OVER, status=status)
    assert direct(quads_of(TAKES_OVER).facts) == {
        (BASE + "state/bund", KG + "takesOver", BASE + "initiative/datenservice")
    }
    assert not direct(quads_of(other).facts)
    assert values(quads_of(other).graph, KG + "status") == [status]


def test_the_body_of_an_article_gets_into_no_quad():
    made = quads_of(TAKES_OVER)
    literals = [q.object.value for q in (*made.graph, *made.facts) if isinstance(q.object, ox.Literal)]
    assert not [text for text in literals if "Staatsrat" in text], "the second sentence is no quote here"
    assert max(map(len, literals)) < len(TEXT)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"start": -1}, "outside a text"),
        ({"end": len(TEXT) + 1}, "outside a text"),
        ({"start": 5, "end": 5}, "outside a text"),
        ({"start": 8, "end": 9}, "is empty"),
        ({"predicate": "knows"}, "does not allow State knows Service"),
        ({"object": "e3"}, "does not allow State takesOver Land"),
        ({"subject": "e9"}, "no entity 'e9'"),
        ({"speaker": "e9"}, "no entity 'e9'"),
        ({"speaker": "e2"}, "cannot speak"),
        ({"confidence": 1.01}, "no probability"),
        ({"confidence": float("nan")}, "no probability"),
        ({"status": "rumour"}, "none of fact"),
        ({"valid_from": "soon"}, "no ISO 8601 date"),
    ],
)
def test_the_gate_names_the_article_or_value_and_lets_no_faulty_relation_through(change, message):
    with pytest.raises(AssertionFault, match=message):
        quads_of(dataclasses.replace(TAKES_OVER, **change))


def test_the_last_character_of_the_text_may_belong_to_a_quote():
    assert values(quads_of(HOLDS).graph, KG + "quote") == ["Martin Hagen ist Staatsrat in Bremen."]


def test_a_relation_of_one_entity_with_itself_is_left_out_and_reported():
    cooperates = dataclasses.replace(TAKES_OVER, predicate="cooperatesWith", object="e3", source=None)
    same = {**ENTITIES, "e3": ENTITIES["e1"]}
    made = quads_of(cooperates, entities=same)
    assert [o.reason for o in made.omitted] == ["both ends are state/bund"]
    assert not values(made.graph, RDF + "subject")
    assert not quads_of(cooperates).omitted


def test_a_relation_that_the_registers_type_makes_impossible_is_left_out_and_reported():
    develops = dataclasses.replace(HOLDS, predicate="develops", object="e2", role=None)
    other = {**ENTITIES, "e2": dataclasses.replace(ENTITIES["e2"], type="Authority")}
    made = quads_of(develops, entities=other)
    assert "initiative/datenservice is Authority" in made.omitted[0].reason
    assert not direct(made.facts)
    assert direct(quads_of(develops).facts)


def test_the_same_claim_at_the_same_place_is_one_statement_by_the_surest_relation_with_every_role():
    weaker = dataclasses.replace(HOLDS, confidence=0.5, role="Sprecher", rule="other")
    made = quads_of(weaker, HOLDS)
    assert values(made.graph, KG + "confidence") == ["0.75"]
    assert values(made.graph, KG + "rule") == ["office"]
    assert set(values(made.graph, KG + "role")) == {"Sprecher", "Staatsrat"}
    assert set(quads_of(HOLDS, weaker).graph) == set(made.graph)


def test_the_same_claim_at_another_place_is_another_statement_but_one_fact():
    again = dataclasses.replace(TAKES_OVER, start=4)
    made = quads_of(TAKES_OVER, again)
    assert len(values(made.graph, RDF + "subject")) == 2
    assert len(direct(made.facts)) == 1


def test_a_symmetric_relation_is_written_in_one_direction_whichever_way_it_was_found():
    there = dataclasses.replace(TAKES_OVER, predicate="cooperatesWith", object="e3", source=None)
    back = dataclasses.replace(there, subject="e3", object="e1")
    assert quads_of(there) == quads_of(back)
    assert direct(quads_of(there).facts) == {(BASE + "land/bremen", KG + "cooperatesWith", BASE + "state/bund")}


def test_an_unregistered_entity_brings_its_names_a_registered_one_leaves_them_to_the_register():
    facts = quads_of().facts
    named = {q.subject.value.removeprefix(BASE) for q in facts if q.predicate.value == SKOS + "altLabel"}
    assert named == {"initiative/datenservice", "person/martin-hagen"}
    assert sorted(values(facts, RDFS + "label")) == sorted(NAMES.values())


def test_no_quad_comes_twice_where_two_mentions_are_one_entity():
    same = {**ENTITIES, "e3": ENTITIES["e1"]}
    made = quads_of(TAKES_OVER, entities=same)
    assert len(set(made.graph)) == len(made.graph)
    assert len(set(made.facts)) == len(made.facts)


def test_the_date_of_an_event_stands_with_the_facts():
    event = ArticleEntity("e1", "Event", "Digital-Gipfel", (), (Mention(0, 1, "name", "test"),), date="2023-11-20")
    entity = Entity("event/digital-gipfel", "Event", "Digital-Gipfel", ("Digital-Gipfel",), False, "test")
    made = quads_of(found=(event,), entities={"e1": entity})
    assert [q for q in made.facts if q.predicate.value == KG + "date"] == [
        ox.Quad(
            iri("event/digital-gipfel"),
            ox.NamedNode(KG + "date"),
            ox.Literal("2023-11-20", datatype=ox.NamedNode(XSD + "date")),
        )
    ]


@pytest.mark.parametrize(
    ("url", "node"),
    [
        ("https://example.org/ä b?x=1#y", ox.NamedNode("https://example.org/%C3%A4%20b?x=1#y")),
        ("https://example.org/50%", ox.NamedNode("https://example.org/50%25")),
        ("https://example.org/%C3%A4", ox.NamedNode("https://example.org/%C3%A4")),
        ("javascript:alert(1)", ox.Literal("javascript:alert(1)", datatype=ox.NamedNode(XSD + "anyURI"))),
    ],
)
def test_a_web_address_becomes_an_iri_where_it_is_one(url, node):
    made = quads_of(article=dataclasses.replace(ARTICLE, url=url))
    assert [q.object for q in made.graph if q.predicate.value == SCHEMA + "url"] == [node]


def test_decimals_are_written_as_stores_give_them_back():
    for confidence in (0.0, 1.0, 0.5, 0.123456, 0.1, 1e-9):
        made = quads_of(dataclasses.replace(TAKES_OVER, confidence=confidence))
        store = ox.Store()
        store.extend(made.graph)
        assert set(store) == set(made.graph), confidence


def register():
    bund = Entry("state/bund", "State", (Name("Bund", "short"),), identifiers={"iso3166-1": "DE"})
    land = Entry(
        "land/bremen",
        "Land",
        (
            Name("Freie Hansestadt Bremen", "official"),
            Name("Bremen", "short"),
            Name("HB", "abbreviation"),
            Name("Bremer", "demonym"),
        ),
        parent="state/bund",
        identifiers={"hauptstadt": "Bremen", "wikidata": "https://www.wikidata.org/entity/Q24879"},
    )
    old = Entry("ministry/alt", "Ministry", (Name("Altes Amt", "official"),), parent="land/bremen", until="2021-12")
    new = Entry(
        "ministry/neu",
        "Ministry",
        (Name("Neues Amt", "official"),),
        parent="land/bremen",
        since="2021-12-08",
        predecessors=("ministry/alt",),
    )
    law = Entry("law/egovg", "Law", (Name("E-Government-Gesetz", "official"),), parent="land/bremen")
    return Register({entry.key: entry for entry in (bund, land, old, new, law)})


def test_an_entry_says_what_it_is_and_what_it_belongs_to():
    said = {
        (q.subject.value.removeprefix(BASE), q.predicate.value.removeprefix(KG), q.object.value.removeprefix(BASE))
        for q in register_quads(register(), BASE)
        if q.predicate.value.startswith(KG)
    }
    assert said == {
        ("state/bund", "iso3166-1", "DE"),
        ("land/bremen", "abbreviation", "HB"),
        ("land/bremen", "subdivisionOf", "state/bund"),
        ("ministry/alt", "partOf", "land/bremen"),
        ("ministry/alt", "validUntil", "2021-12"),
        ("ministry/neu", "partOf", "land/bremen"),
        ("ministry/neu", "validFrom", "2021-12-08"),
        ("ministry/neu", "predecessor", "ministry/alt"),
        ("law/egovg", "responsibilityOf", "land/bremen"),
    }


def test_a_demonym_is_no_name_to_be_shown():
    quads = [q for q in register_quads(register(), BASE) if q.subject == iri("land/bremen")]
    assert values(quads, RDFS + "label") == ["Bremen"]
    assert values(quads, SKOS + "altLabel") == ["Freie Hansestadt Bremen", "HB"]
    assert values(quads, SKOS + "hiddenLabel") == ["Bremer"]
    assert values(quads, SKOS + "exactMatch") == ["https://www.wikidata.org/entity/Q24879"]


def test_chosen_entries_bring_along_what_they_refer_to_and_no_more():
    quads = register_quads(register(), BASE, ["ministry/neu", "person/unregistered"])
    subjects = {q.subject.value.removeprefix(BASE) for q in quads}
    assert subjects == {"ministry/neu", "ministry/alt", "land/bremen", "state/bund"}


def test_the_shipped_register_belongs_somewhere_and_names_no_unknown_scheme():
    entries = Register.load().entries
    schemes = {scheme for entry in entries.values() for scheme in entry.identifiers}
    assert schemes - schema().identifiers <= {"hauptstadt", "wikidata", "gnd", "geonames"}
    quads = list(register_quads(Register(entries), BASE))
    belonging = {KG + name for name in ("partOf", "subdivisionOf", "responsibilityOf")}
    tied = {q.subject.value for q in quads if q.predicate.value in belonging}
    assert tied == {BASE + entry.key for entry in entries.values() if entry.parent}
