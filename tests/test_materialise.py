"""What follows from the facts: what another reasoner finds, in a graph that can be taken away; and users' rules."""

import json
import time

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner

import sample_graph as sample
from graph_samples import HANDOVER, PRAISE, extraction_of, stored
from kgraph.cli import main
from kgraph.config import Settings, resource
from kgraph.errors import DataError, KgraphError
from kgraph.network import Network
from kgraph.query import ask, named_queries, profile, statistics
from kgraph.reason.axioms import read_axioms
from kgraph.reason.closure import closure, follow
from kgraph.reason.materialise import materialise
from kgraph.reason.objects import ontology_of
from kgraph.reason.proof import Proofs
from kgraph.reason.rules import Rule, as_construct, read_rules
from kgraph.store import open_store
from kgraph.vocab import OWL, PREFIXES, RDFS, inferred_iri

BASE = Settings().base


def triple(subject, predicate, object):
    """From names: those of the ontology have a prefix, others lie below the base."""

    def node(name):
        prefix, _, rest = name.rpartition(":")
        return ox.NamedNode(PREFIXES[prefix] + rest if prefix else sample.BASE + name)

    return ox.Triple(node(subject), node(predicate), node(object))


def facts_of(*triples):
    return [ox.Quad(t.subject, t.predicate, t.object) for t in triples]


CHAIN = facts_of(
    triple("referat", "rdf:type", "kg:Authority"),
    triple("referat", "kg:partOf", "abteilung"),
    triple("abteilung", "kg:partOf", "ministerium"),
    triple("ministerium", "kg:partOf", "land"),
    triple("ministerium", "rdf:type", "kg:Ministry"),
    triple("modul", "rdf:type", "kg:Initiative"),
    triple("modul", "kg:partOf", "programm"),
    triple("land", "kg:cooperatesWith", "bund"),
    triple("kreis", "kg:subdivisionOf", "land"),
    triple("gemeinde", "kg:subdivisionOf", "kreis"),
)


@pytest.fixture(scope="module")
def facts():
    sample_facts = [quad for quad in sample.quads() if isinstance(quad.graph_name, ox.DefaultGraph)]
    return [*sample_facts, *CHAIN]


@pytest.mark.parametrize(
    "expected",
    [
        triple("referat", "kg:partOf", "land"),
        triple("land", "kg:hasPart", "referat"),
        triple("gemeinde", "kg:subdivisionOf", "land"),
        triple("bund", "kg:cooperatesWith", "land"),
        triple("ministerium", "rdf:type", "org:Organization"),
        triple("ministerium", "rdf:type", "kg:Actor"),
        triple("ministerium", "rdf:type", "kg:Entity"),
        triple("referat", "dcterms:isPartOf", "ministerium"),
        triple("referat", "kg:relatesTo", "abteilung"),
        triple("programm", "rdf:type", "kg:Initiative"),
        triple("bund", "rdf:type", "kg:Actor"),
        triple("kreis", "rdf:type", "kg:Jurisdiction"),
    ],
    ids=lambda t: f"{t.predicate.value.rpartition('#')[2]} {t.object.value.rpartition('/')[2]}",
)
def test_what_the_ontology_lets_follow_is_found(facts, expected):
    assert expected in closure(facts).triples


@pytest.mark.parametrize(
    "wrong",
    [
        triple("land", "kg:partOf", "referat"),
        triple("ministerium", "rdf:type", "kg:Person"),
        triple("land", "rdf:type", "kg:Initiative"),
        triple("referat", "rdf:type", "kg:Ministry"),
    ],
    ids=["no whole is part of its part", "no other kind", "a restriction of another class", "not downwards"],
)
def test_what_does_not_follow_is_not(facts, wrong):
    assert wrong not in closure(facts).triples


def test_another_reasoner_finds_the_same(facts):
    """owlrl as the measure; it also speaks of classes and of literals, which kgraph leaves out."""
    graph = rdflib.Graph()
    graph.parse(resource("ontology/kgraph.ttl"))
    schema = set(graph.subjects())
    for quad in facts:
        graph.parse(data=f"{quad.triple} .", format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    about = {rdflib.URIRef(q.subject.value) for q in facts} | {
        rdflib.URIRef(q.object.value) for q in facts if isinstance(q.object, ox.NamedNode)
    }
    unsaid = {rdflib.OWL.sameAs, rdflib.OWL.Thing, rdflib.RDFS.Resource}
    given = {(str(q.subject.value), q.predicate.value, q.object.value) for q in facts}
    theirs = {
        tuple(map(str, found))
        for found in graph
        if found[0] in about - schema and not unsaid & set(found) and not isinstance(found[2], rdflib.BNode)
    }
    ours = {(t.subject.value, t.predicate.value, t.object.value) for t in closure(facts).triples}
    assert ours == theirs - given
    assert len(ours) > 100


def test_a_chain_of_two_properties_is_followed_from_either_end():
    axioms = read_axioms(
        quad.triple
        for quad in ox.parse(
            b"""@prefix : <urn:x:> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
            :uncle owl:propertyChainAxiom ( :parent :brother ) .""",
            format=ox.RdfFormat.TURTLE,
        )
    )
    steps = facts_of(triple("me", "kg:p", "mother"))  # a fact that no axiom speaks of
    node = ox.NamedNode
    one = ox.Quad(node("urn:x:me"), node("urn:x:parent"), node("urn:x:she"))
    two = ox.Quad(node("urn:x:she"), node("urn:x:brother"), node("urn:x:he"))
    for order in ([one, two, *steps], [two, *steps, one]):
        (found,) = closure(order, known=axioms).triples
        assert str(found) == "<urn:x:me> <urn:x:uncle> <urn:x:he>"


@pytest.fixture
def place(tmp_path):
    place = str(tmp_path / "store")
    with open_store(Settings(store=place), write=True) as store:
        store.replace_articles(stored(extraction_of(item)) for item in (HANDOVER, PRAISE))
    return place


def run(place, *arguments):
    return CliRunner().invoke(main, ["--store", place, *arguments])


def exported(place, *more):
    return run(place, "export", "--format", "nquads", *more).stdout


def test_what_follows_stands_apart_and_can_be_taken_away(place):
    before = exported(place)
    done = run(place, "reason", "--materialise")
    assert (done.exit_code, f"<{inferred_iri(BASE)}>" in done.stdout) == (0, True)
    assert exported(place) == before
    both = exported(place, "--inferred").splitlines()
    assert set(before.splitlines()) < set(both)
    assert all(line.endswith(f"<{inferred_iri(BASE)}> .") for line in set(both) - set(before.splitlines()))
    asked = f"SELECT ?what {{ GRAPH <{inferred_iri(BASE)}> {{ ?what kg:developedBy ?who }} }}"
    assert "hafenportal" in run(place, "query", "-e", asked).stdout
    assert run(place, "check", "--store").exit_code == 0
    assert run(place, "reason", "--remove").exit_code == 0
    assert exported(place, "--inferred") == before


def test_doing_it_again_does_nothing_and_a_change_takes_it_away(place):
    with open_store(Settings(store=place), write=True) as store:
        first, again = materialise(store), materialise(store)
        assert (first.fresh, again.fresh, again.triples) == (True, False, first.triples)
        other = materialise(store, [Rule("r", "CONSTRUCT { ?a kg:uses ?b } WHERE { ?a kg:funds ?b }", "r.rq")])
        assert (other.fresh, other.by_rule["r"]) == (True, 1), "another rule, another result"
        store.forget("praise")
        assert list(store.inferred()) == []
        anew = materialise(store)
        assert (anew.fresh, anew.triples < first.triples) == (True, True)


def test_no_question_or_count_or_network_sees_it_unless_it_names_it(place):
    open_questions = [q.name for q in named_queries().values() if not any(p.required for p in q.parameters)]
    assert len(open_questions) > 10

    def answers():
        with open_store(Settings(store=place)) as store:
            found = {name: ask(store, name).rows for name in open_questions}
            return found, statistics(store), Network.from_store(store).statements, profile(store, "Bremen")

    before = answers()
    assert run(place, "reason", "--materialise").exit_code == 0
    assert answers() == before


def test_an_export_that_cannot_tell_it_apart_is_refused(place):
    done = run(place, "export", "--inferred", "--format", "turtle")
    assert (done.exit_code, "no graph to tell it apart" in done.stderr) == (2, True)


def test_the_rules_that_come_with_kgraph_add_what_they_say(place):
    done = json.loads(run(place, "reason", "--materialise", "--json").stdout)
    assert done["by_rule"]["parties-cooperate"] == 1
    rules = read_rules()
    assert {rule.name for rule in rules} == {"chairs:2", "parties-cooperate"}
    chairs = facts_of(triple("hessen", "kg:leads", "rat"), triple("rat", "rdf:type", "kg:Committee"))
    assert triple("hessen", "kg:participatesIn", "rat") in closure(chairs, rules).triples
    project = facts_of(triple("hessen", "kg:leads", "bau"), triple("bau", "rdf:type", "kg:Project"))
    assert triple("hessen", "kg:participatesIn", "bau") not in closure(project, rules).triples


def test_what_a_rule_gives_is_reasoned_over_in_turn():
    rules = [Rule("r", as_construct("funds(?a, ?b) -> partOf(?b, ?a)", "r"), "r")]
    money = facts_of(triple("a", "kg:funds", "b"), triple("b", "kg:funds", "c"))
    assert triple("c", "kg:partOf", "a") in closure(money, rules).triples


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("leads(?a, ?b)", "has an arrow"),
        ("leads(?a, ?b) -> leadz(?a, ?b)", "no property 'leadz'"),
        ("Comittee(?a) -> Person(?a)", "no class 'Comittee'"),
        ("leads(?a, ?b) -> Person(?c)", r"no condition says what \?c"),
        ("leads(?a, ?b) -> Person(?a) }; DROP ALL", "is no atom"),
        ("leads(a, b) -> Person(?a)", "is no atom"),
        ("leads(?a, ?b) -> differentFrom(?a, ?b)", "a condition, not a conclusion"),
        (" -> Person(?a)", "is no atom"),
    ],
)
def test_a_rule_that_is_none_is_refused_with_its_place(line, said):
    with pytest.raises(DataError, match=f"x.swrl:1: .*{said}") as caught:
        as_construct(line, "x.swrl:1")
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", "INSERT is refused"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { ?s ?p ?o }", "gives no triples"),
        ("CONSTRUCT { ?s kg:uses", "own.rq: the rule does not parse: line 1, column 23"),
        (
            "# own\nCONSTRUCT { ?s kg:usez ?o }\nWHERE { ?s kg:funds ?o }",
            "own.rq:2: the ontology has no class or property",
        ),
        ("PREFIX k: <https://w3id.org/kgraph/ontology#>\nCONSTRUCT { ?s a k:Lnd } WHERE { ?s k:funds ?o }", "'Lnd'"),
        ("CONSTRUCT { ?s a <https://w3id.org/kgraph/ontology#Lnd> } WHERE { ?s kg:funds ?o }", "own.rq:1"),
        ("CONSTRUCT { ?s kg:uses [] } WHERE { ?s kg:funds ?o }", "without a name"),
    ],
    ids=[
        "writes",
        "asks another server",
        "no CONSTRUCT",
        "no SPARQL",
        "no term",
        "no term by another prefix",
        "no term by IRI",
        "blank nodes",
    ],
)
def test_a_rule_file_only_reads_and_gives_named_triples(place, tmp_path, text, said):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own.rq").write_text(text, "utf-8")
    done = run(place, "reason", "--materialise", "--rules", str(tmp_path / "rules"))
    assert (done.exit_code, said in done.stderr, "own.rq" in done.stderr) == (4, True, True), done.output


def test_a_rule_without_end_is_stopped():
    grows = "CONSTRUCT { ?next kg:uses ?o } WHERE { ?s kg:uses ?o BIND(IRI(CONCAT(STR(?s), 'x')) AS ?next) }"
    with pytest.raises(KgraphError, match="still follows"):
        closure(facts_of(triple("a", "kg:uses", "b")), [Rule("grows", grows, "grows.rq")])
    with pytest.raises(KgraphError, match="more than 3 triples"):
        closure(CHAIN, limit=3)


def test_a_rule_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr("kgraph.reason.closure._SECONDS", 0.05)
    monkeypatch.setattr("kgraph.reason.closure._asked", lambda *_: time.sleep(1))
    with pytest.raises(KgraphError, match=r"slow\.rq took longer than 0\.05 s"):
        closure(CHAIN, [Rule("slow", "CONSTRUCT { ?a kg:uses ?b } WHERE { ?a kg:funds ?b }", "slow.rq")])


def test_a_rule_that_joins_everything_with_everything_is_stopped(monkeypatch):
    monkeypatch.setattr("kgraph.reason.closure._ROWS", 20)
    crossed = "CONSTRUCT { ?a kg:uses ?d } WHERE { ?a ?p ?b . ?c ?q ?d }"
    facts = facts_of(*(triple(f"a{n}", "kg:uses", f"b{n}") for n in range(5)))
    with pytest.raises(KgraphError, match=r"crossed\.rq gives more than 20 triples"):
        closure(facts, [Rule("crossed", crossed, "crossed.rq")])


def test_a_folder_that_is_none_is_told(place, tmp_path):
    done = run(place, "reason", "--materialise", "--rules", str(tmp_path / "nowhere"))
    assert (done.exit_code, "there is no folder" in done.stderr) == (4, True)


def test_the_graph_is_python_objects_too(place):
    with open_store(Settings(store=place)) as store:
        onto = ontology_of(store)
    (bremen,) = onto.Land.instances()
    assert [str(label) for label in bremen.label] == ["Freie Hansestadt Bremen"]
    assert [service.iri for service in bremen.develops] == [f"{BASE}service/hafenportal"]
    assert bremen in onto.Jurisdiction.instances()


def test_why_something_follows_is_told_back_to_sentence_and_rule(place):
    shown = run(place, "reason", "--why", "Hafenportal", "developedBy", "Bremen").stdout
    assert shown.startswith(
        "Hafenportal – kg:developedBy – Freie Hansestadt Bremen\n"
        "  because kg:developedBy is the inverse of kg:develops:\n"
        "    Freie Hansestadt Bremen – kg:develops – Hafenportal\n"
        "        handover: “"
    )
    told = json.loads(run(place, "reason", "--json", "--why", "Bund", "cooperatesWith", "Bremen").stdout)
    assert told["by"] == "kg:cooperatesWith is symmetric"
    (one,) = told["premises"]
    assert one["by"] == "the rule parties-cooperate.rq"
    assert {p["said"]["fact"] for p in one["premises"]} == {
        "Bund – kg:partyTo – Vereinbarung",
        "Freie Hansestadt Bremen – kg:partyTo – Vereinbarung",
        "Vereinbarung – kg:concerns – Hafenportal",
    }
    assert {e["article"] for p in one["premises"] for e in p["said"]["evidence"]} == {"handover"}


def test_why_of_what_was_said_tells_who_says_it_and_of_what_does_not_follow_that_it_does_not(place):
    shown = run(place, "reason", "--why", "Bremen", "supports", "Hafenportal").stdout
    assert ("because" in shown, "praise: “Bremen " in shown) == (False, True)
    assert "kg:Land is a kind of kg:Actor" in run(place, "reason", "--why", "Bremen", "a", "Actor").stdout
    done = run(place, "reason", "--why", "Bremen", "partOf", "Hafenportal")
    assert (done.exit_code, "does not follow that" in done.stderr) == (3, True)
    assert run(place, "reason", "--why", "Bremen", "part of", "Hafenportal").exit_code == 2
    assert run(place, "reason", "--why", "Bremen", "supports", "Hafenportal", "--remove").exit_code == 2


def test_every_consequence_of_a_store_can_be_told_back_to_what_was_given(place):
    with open_store(Settings(store=place)) as store:
        given = [quad.triple for quad in store.quads() if isinstance(quad.graph_name, ox.DefaultGraph)]
    following = follow(given, read_rules())
    proofs = Proofs(following)
    for fact in following.chain.found:
        leaves = [step.fact for step in proofs.back(fact) if not step.premises]
        assert leaves and all(leaf not in following.chain.found for leaf in leaves), fact


@pytest.mark.parametrize(
    ("rule", "premises"),
    [
        ("CONSTRUCT { ?a kg:uses ?c } WHERE { ?a kg:funds ?c OPTIONAL { ?c kg:uses ?x } }", 1),
        ("PREFIX k: <https://w3id.org/kgraph/ontology#> CONSTRUCT { ?a k:uses ?c . } WHERE { ?a k:funds ?c }", 1),
        (
            "CONSTRUCT { ?a kg:uses ?c } WHERE { ?a kg:funds ?c . ?c a kg:Service MINUS { ?a kg:leads ?t } }",
            2,
        ),
        ("CONSTRUCT { ?a kg:uses ?c } WHERE { ?a kg:funds/a ?t . ?a kg:funds ?c }", 1),
        ("CONSTRUCT { ?a kg:uses ?c } # {\nWHERE { { ?a kg:funds ?c } UNION { ?a kg:leads ?c } }", 0),
        ("CONSTRUCT { ?a ?p ?c } WHERE { VALUES ?p { kg:uses } ?a kg:funds ?c }", 1),
    ],
    ids=["optional", "own prefix", "negation", "path", "union", "values"],
)
def test_the_premises_of_a_rule_are_its_plain_patterns(rule, premises):
    facts = [triple("a", "kg:funds", "c"), triple("a", "kg:funds", "d"), triple("c", "rdf:type", "kg:Service")]
    following = follow(facts, [Rule("r", rule, "r.rq")])
    fact = (facts[0].subject, ox.NamedNode(PREFIXES["kg"] + "uses"), facts[0].object)
    step = Proofs(following).step(fact)
    assert (step.by, len(step.premises)) == ("the rule r.rq", premises)
    assert set(step.premises) <= {(t.subject, t.predicate, t.object) for t in facts}


def test_nothing_is_said_of_classes():
    assert all(t.subject.value.startswith(sample.BASE) for t in closure(CHAIN).triples)
    assert not any(t.object.value in (f"{OWL}Thing", f"{RDFS}Resource") for t in closure(CHAIN).triples)
    assert closure([]).triples == ()
    assert (
        closure([ox.Quad(CHAIN[0].subject, CHAIN[0].predicate, CHAIN[0].object, ox.NamedNode(BASE))]).triples == ()
    ), "evidence is no premise"
