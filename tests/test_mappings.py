"""Views in other vocabularies: what the model says, in their words, with their terms only."""

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from rdflib.namespace import DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SDO, SKOS, TIME

from clock_samples import SAID, stored_articles
from graph_samples import BASE, HANDOVER, PRAISE, extraction_of, stored
from kgraph.cli import main
from kgraph.clocks import Clocks, as_of
from kgraph.config import Settings
from kgraph.errors import UsageError
from kgraph.publish import view, views
from kgraph.store import open_store
from kgraph.vocab import KG

OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
# Web Annotation's terms that the view uses, as the W3C spells them: rdflib has no list of them.
OA_TERMS = {
    "Annotation", "SpecificResource", "TextQuoteSelector", "TextPositionSelector", "identifying", "motivatedBy",
    "hasBody", "hasTarget", "hasSource", "hasSelector", "exact", "refinedBy", "start", "end",
}  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = str(tmp_path_factory.mktemp("views") / "store")
    with open_store(Settings(store=place), write=True) as store:
        store.replace_articles([*(stored(extraction_of(item)) for item in (HANDOVER, PRAISE)), *stored_articles()])
    return place


@pytest.fixture(scope="module")
def seen(place):
    """Each view as an rdflib graph: read back by another implementation."""
    graphs = {}
    with open_store(Settings(store=place)) as store:
        for name in views():
            graphs[name] = rdflib.Graph()
            lines = "".join(f"{quad.triple} .\n" for quad in view(store, name))
            graphs[name].parse(data=lines, format="nt")
    return graphs


def asked(graph, sparql):
    prefixes = {
        "org": ORG,
        "time": TIME,
        "schema": SDO,
        "oa": OA,
        "prov": PROV,
        "skos": SKOS,
        "foaf": FOAF,
        "dct": DCTERMS,
    }
    return {tuple(None if cell is None else str(cell) for cell in row) for row in graph.query(sparql, initNs=prefixes)}


def test_there_is_a_view_for_each_vocabulary_and_each_says_what_it_is():
    assert set(views()) == {"org", "event", "annotation", "prov"}
    assert all(len(text) > 30 for text in views().values())
    with pytest.raises(UsageError, match="no view 'foaf'"):
        list(view(None, "foaf"))


def test_every_term_of_a_view_exists(seen):
    spaces = {str(space._NS): space for space in (DCTERMS, FOAF, ORG, PROV, SDO, SKOS, TIME)}
    spaces |= {str(RDF): RDF, str(RDFS): RDFS}
    for name, graph in seen.items():
        assert len(graph) > 10, name
        for iri in {str(node) for node in (*graph.predicates(), *graph.objects(None, RDF.type))}:
            if iri.startswith((KG, str(OA))):
                assert not iri.startswith(str(OA)) or iri.removeprefix(str(OA)) in OA_TERMS, iri
                continue
            space = next((space for prefix, space in spaces.items() if iri.startswith(prefix)), None)
            assert space is not None and rdflib.URIRef(iri) in space, (name, iri)


def test_an_office_is_a_membership_with_role_and_time(seen):
    found = asked(
        seen["org"],
        """SELECT ?who ?at ?role ?from ?until { ?m a org:Membership ; org:member/foaf:name ?who ;
        org:organization/skos:prefLabel ?at ; org:role/skos:prefLabel ?role .
        OPTIONAL { ?m org:memberDuring/time:hasBeginning/(time:inXSDDate|time:inXSDgYear|time:inXSDgYearMonth) ?from }
        OPTIONAL { ?m org:memberDuring/time:hasEnd/time:inXSDDate ?until } }""",
    )
    assert found == {
        ("Ute Alt", "Bremen", "CIO", "2018", None),
        ("Jan Neu", "Bremen", "CIO", "2021-05", None),
        ("Ole Brandt", "Bremen", "Staatsrat", None, None),
        ("Ole Amt", "Bundesministerium für Wirtschaft und Klimaschutz", "Minister", None, None),
        ("Frauke Tjaden", "Bundesministerium für Häfen", "Staatssekretärin", None, None),
    }
    precise = asked(seen["org"], "SELECT ?m { ?i time:inXSDgYearMonth ?m }")
    assert precise == {("2021-05",)}
    posts = asked(seen["org"], "SELECT ?who { ?p a org:Post ; org:postIn ?at ; org:heldBy/foaf:name ?who }")
    assert {who for (who,) in posts} == {"Ute Alt", "Jan Neu", "Ole Brandt", "Frauke Tjaden", "Ole Amt"}


def test_a_succession_is_a_change_event_and_a_part_a_suborganisation(seen):
    changed = (
        "SELECT ?old ?new { ?e a org:ChangeEvent ; org:originalOrganization ?old ; org:resultingOrganization ?new }"
    )
    assert (f"{BASE}ministry/bmwi", f"{BASE}ministry/bmwk") in asked(seen["org"], changed)
    dated = "SELECT ?old ?new ?day { ?old org:changedBy ?e . ?new org:resultedFrom ?e . ?e dct:date ?day }"
    assert (f"{BASE}ministry/bmwi", f"{BASE}ministry/bmwk", "2021-12-08") in asked(seen["org"], dated)
    assert (f"{BASE}ministry/bmi", f"{BASE}state/bund") in asked(
        seen["org"], "SELECT ?part ?whole { ?part org:subOrganizationOf ?whole }"
    )


def test_an_event_has_day_place_and_guests(seen):
    found = asked(
        seen["event"],
        """SELECT ?name ?day ?place ?guest { ?e a schema:Event ; schema:name ?name ; schema:startDate ?day ;
        schema:location/schema:name ?place ; schema:attendee/schema:name ?guest ; schema:subjectOf ?article }""",
    )
    assert found == {
        ("Küstentag 2024", "2024-05-06", "Emden", "Frauke Tjaden"),
        ("Küstentag 2024", "2024-05-06", "Emden", "Ole Brandt"),
    }


def test_a_statement_is_an_annotation_at_its_place_in_the_article(seen):
    found = asked(
        seen["annotation"],
        """SELECT ?quote ?start ?end { ?a a oa:Annotation ; oa:hasTarget ?t . ?t oa:hasSelector ?q .
        ?q oa:exact ?quote ; oa:refinedBy [ oa:start ?start ; oa:end ?end ] }""",
    )
    assert len(found) >= 9
    texts = [HANDOVER["text"], PRAISE["text"]]
    assert all(
        any(text[int(start) : int(end)] == quote for text in texts) or int(end) - int(start) == len(quote)
        for quote, start, end in found
    )
    statements = asked(seen["annotation"], "SELECT ?a ?b { ?a a oa:Annotation ; oa:hasBody ?b }")
    assert len(statements) == len(HANDOVER["relations"]) + len(PRAISE["relations"]) + len(SAID)


def test_a_statement_has_its_source(seen):
    found = asked(
        seen["prov"], "SELECT ?s ?a { ?s prov:value ?quote ; prov:hadPrimarySource ?a ; prov:wasGeneratedBy ?g }"
    )
    assert {article.rpartition("/")[2] for _, article in found} >= {"handover", "praise", "alt"}


def test_a_view_knows_both_clocks_and_leaves_out_what_is_suppressed(place):
    with as_of(open_store(Settings(store=place)), Clocks.of("2021-06-01")) as store:
        lines = "".join(map(str, view(store, "org")))
        assert "Jan Neu" in lines and "Ute Alt" not in lines
    suppressed = ox.Store()
    with open_store(Settings(store=place)) as store:
        suppressed.bulk_extend(store.quads())
    marked = [q for q in suppressed if q.predicate.value == f"{KG}status"]
    true = ox.Literal(True)
    suppressed.extend(ox.Quad(q.subject, ox.NamedNode(f"{KG}suppressed"), true, q.graph_name) for q in marked)

    class Marked:
        def query(self, text):
            from kgraph.store.result import collect

            return collect(suppressed.query(text))

    for name in ("org", "annotation", "prov"):
        assert not any(q.subject.value.startswith(f"{BASE}statement/") for q in view(Marked(), name)), name


def test_export_writes_a_view_the_same_each_time(place):
    def run(*arguments):
        return CliRunner().invoke(main, ["--store", place, "export", *arguments])

    one, other = run("--view", "org"), run("--view", "org")
    assert one.exit_code == 0 and one.stdout == other.stdout and "Membership" in one.stdout
    assert "no named graphs" not in one.stderr
    for wrong in (["--view", "org", "--inferred"], ["--view", "org", "--graph", "facts"], ["--view", "x"]):
        assert run(*wrong).exit_code == 2
    assert run("--view", "event", "--format", "rdfxml").exit_code == 0
