"""Links: what a source offers, what of it is a candidate, and what only a curator's decision makes of that."""

import bz2
import gzip
import json
import sys

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kgraph.cli import main
from kgraph.errors import DataError, InputError, NotFoundError, RemoteError, UsageError
from kgraph.link import Candidate, Ledger, Thing, accepted, profile, refused, search, waiting
from kgraph.link.dump import DumpSource
from kgraph.link.model import Item
from kgraph.link.reconcile import ReconciliationSource
from kgraph.link.sparql import SparqlSource
from kgraph.remote import HttpClient, Limits, Manners, Polite, SparqlClient
from kgraph.resolve import Decision, Decisions
from link_samples import EXCERPT, ITEM, MANIFEST, RESULTS, Scripted, reconciler, reply, sparql_server

WIKIDATA = profile("wikidata")
TODAY = "2025-03-01"
GND = "https://d-nb.info/gnd/1"
LAND = Thing("land/bremen", "Land", ("Bremen", "Freie Hansestadt Bremen"), {"iso3166-2": "DE-HB"})
TOWN = Thing("municipality/04011000", "Municipality", ("Stadt Bremen", "Bremen"), {"ags": "04011000"})
NEUSTADT = Thing("municipality/03241012", "Municipality", ("Neustadt am Rübenberge",), {"ags": "03241012"})
BSI = Thing(
    "authority/bsi",
    "Authority",
    ("Bundesamt für Sicherheit in der Informationstechnik", "BSI"),
    places=("Deutschland",),
)
TJADEN = Thing("person/frauke-tjaden", "Person", ("Frauke Tjaden",))
BRANDT = Thing("person/ole-brandt", "Person", ("Dr. Ole Brandt",))
SERVICE = Thing("initiative/hafenportal", "Service", ("Hafenportal",))
ODD = Thing("initiative/odd", "Service", ('Amt "direkt" } \\ . # ',))
QUIET = Manners(pause=0, tries=1)


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory):
    with sparql_server(tmp_path_factory.mktemp("wikidata")) as url:
        yield url


@pytest.fixture(params=["sparql", "dump"])
def source(request, tmp_path):
    """The excerpt, once on a real server and once as a file."""
    if request.param == "dump":
        return DumpSource(EXCERPT, WIKIDATA)
    client = SparqlClient(request.getfixturevalue("endpoint"), limits=Limits(10, whole=True), form=True)
    return SparqlSource(client, Polite(tmp_path / "cache", QUIET), WIKIDATA)


def found(source, *things, least=0.5):
    """Item → score, by key."""
    candidates = search(things, source, WIKIDATA, when=TODAY, least=least).candidates
    return {t.key: {c.iri.removeprefix(ITEM): c.score for c in candidates if c.key == t.key} for t in things}


# Against a real server, and a dump ------------------------------------------------


@pytest.mark.server
def test_an_identifier_decides_between_namesakes(source):
    both = found(source, LAND, TOWN)
    assert both["land/bremen"] == {"Q1209": 1.0}
    assert both["municipality/04011000"] == {"Q24879": 1.0}


@pytest.mark.server
def test_another_key_rules_an_item_out_and_a_missing_one_does_not(source):
    assert found(source, NEUSTADT)["municipality/03241012"] == {"Q900003": 1.0}
    bare = Thing("municipality/neustadt", "Municipality", ("Neustadt am Rübenberge",), {}, ("Niedersachsen",))
    assert found(source, bare)["municipality/neustadt"] == {"Q900003": 0.95}


@pytest.mark.server
def test_disambiguation_pages_and_family_names_are_no_candidates(source):
    result = search([LAND, TJADEN], source, WIKIDATA, when=TODAY, least=0.01)
    assert result.ruled_out["names several things"] == 1
    name = Thing("person/tjaden", "Person", ("Tjaden",))
    assert found(source, name)["person/tjaden"] == {}


@pytest.mark.server
def test_a_redirect_leads_to_the_item_that_took_the_place(source):
    (candidate,) = search([BSI], source, WIKIDATA, when=TODAY).candidates
    assert candidate.iri == f"{ITEM}Q900011"
    assert "Q900010 redirects here" in candidate.why and "place fits" in candidate.why
    assert candidate.label == BSI.names[0] and 0.85 < candidate.score < 1


@pytest.mark.server
def test_namesakes_that_nothing_tells_apart_share_the_score(source):
    both = found(source, TJADEN, BRANDT, least=0.1)
    assert both["person/frauke-tjaden"] == {"Q900020": pytest.approx(0.438), "Q900021": pytest.approx(0.438)}
    assert both["person/ole-brandt"] == {"Q900023": 0.875}
    assert found(source, TJADEN)["person/frauke-tjaden"] == {}


@pytest.mark.server
def test_an_item_of_another_type_or_place_is_none(source):
    assert found(source, SERVICE)["initiative/hafenportal"] == {}
    ohio = Thing("municipality/x", "Municipality", ("Bremen",), {}, ("Niedersachsen",))
    assert found(source, ohio)["municipality/x"] == {}


@pytest.mark.server
def test_a_name_never_becomes_syntax(source):
    assert found(source, ODD)["initiative/odd"] == {"Q900031": 0.875}
    evil = Thing("x/y", "Service", ('" } SELECT * { ?s ?p ?o } #', "a\nb", "\\"))
    assert found(source, evil)["x/y"] == {}


def test_a_guess_is_never_certain_and_a_label_in_another_language_counts_less():
    from kgraph.link.model import Item
    from kgraph.link.score import judge

    german, english = (
        judge(SERVICE, Item("i", {"Hafenportal": language}, types=frozenset({f"{ITEM}Q35127"})), WIKIDATA)
        for language in ("de", "en")
    )
    assert 1 > german.score > english.score
    assert judge(SERVICE, Item("i", {"Hafenportale": "de"}), WIKIDATA).score > 0
    assert judge(SERVICE, Item("i", {"Flughafenportal Süd": "de"}), WIKIDATA).score == 0


# Dumps --------------------------------------------------------------------------


@pytest.mark.parametrize(("ending", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress)])
def test_a_packed_dump_in_triples_is_read_and_similar_names_are_found(tmp_path, ending, pack):
    triples = ox.serialize(
        (q.triple for q in ox.parse(path=EXCERPT, format=ox.RdfFormat.TURTLE)), format=ox.RdfFormat.N_TRIPLES
    )
    path = tmp_path / f"excerpt.nt.{ending}"
    path.write_bytes(pack(triples))
    near = Thing("initiative/x", "Company", ("Hafen-Portal",))
    assert found(DumpSource(path, WIKIDATA), near)["initiative/x"].keys() == {"Q900030"}
    far = Thing("initiative/x", "Company", ("Hafenbahn",))
    assert found(DumpSource(path, WIKIDATA), far)["initiative/x"] == {}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.nt", b"<a> <b> <c> .\n<x", "a.nt: "),
        ("a.ttl", b"\xff\xfe", "a.ttl: "),
        ("a.nt.gz", gzip.compress(b"<x:a> <x:b> <x:c> .\n" * 99)[:40], "a.nt.gz: "),
        ("a.csv", b"a,b", "no dump that can be read"),
    ],
)
def test_a_dump_that_cannot_be_read_is_an_input_fault(tmp_path, name, content, told):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=told.replace(".", r"\.")):
        DumpSource(tmp_path / name, WIKIDATA)


# Servers that answer otherwise -----------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (reply(b"<html>Wartung</html>", "text/html"), "not SPARQL results: '<html>Wartung"),
        (reply(b'{"head": {"vars": ["item"]}, "results": {"bind', RESULTS), "answers damaged"),
        (reply(b'{"head": {}, "boolean": true}', RESULTS), "yes or no"),
        (reply(b"", ""), "something without a type"),
        (reply(b'{"head": {"vars": ["x"]}, "results": {"bindings": []}}', RESULTS), "something else: without .item"),
        (reply(status=302, Location="http://127.0.0.1:1/elsewhere"), "points to http://127.0.0.1:1/elsewhere"),
    ],
    ids=["page", "cut off", "another answer", "nothing", "other columns", "redirection"],
)
def test_an_answer_that_makes_no_sense_is_told_and_not_kept(tmp_path, answer, told):
    with Scripted(answer) as server:
        source = SparqlSource(SparqlClient(server.url), Polite(tmp_path / "cache", QUIET), WIKIDATA)
        with pytest.raises(RemoteError, match=told):
            search([LAND], source, WIKIDATA, when=TODAY)
    assert not (tmp_path / "cache").exists()


# Reconciliation services --------------------------------------------------------------


def reconciled(tmp_path, answers, *things, manifest=None):
    with Scripted(reconciler(answers, manifest)) as server:
        source = ReconciliationSource(HttpClient(server.url), Polite(tmp_path / "cache", QUIET), WIKIDATA)
        return search(things, source, WIKIDATA, when=TODAY), server.requests


def test_a_reconciliation_service_is_asked_in_batches_and_its_types_count(tmp_path):
    firm, site = ({"id": id, "name": "a kind"} for id in ("Q4830453", "Q35127"))
    answers = {
        "Hafenportal": [
            {"id": "Q900030", "name": "Hafenportal", "type": [firm], "score": 100, "match": True},
            {"id": "Q900032", "name": "Hafenportal", "type": [site], "score": 50, "match": False},
        ],
        "Bremen": [
            {"id": "Q1209", "name": "Freie Hansestadt Bremen", "type": ["Q1221156"], "score": 9, "match": False}
        ],
    }
    result, requests = reconciled(tmp_path, answers, SERVICE, LAND, BRANDT)
    assert {c.key: c.iri for c in result.candidates} == {
        "initiative/hafenportal": f"{ITEM}Q900032",
        "land/bremen": f"{ITEM}Q1209",
    }
    assert result.ruled_out == {"of another type": 1}
    assert len(requests) == 3  # the manifest, then two batches of at most two
    assert "P300" in requests[1]["body"] and "Dr." not in requests[2]["body"]


@pytest.mark.parametrize(
    ("manifest", "told"),
    [
        ({"name": "x"}, "no identifierSpace"),
        (["x"], "no object"),
        ({"identifierSpace": ITEM, "versions": ["1.0"]}, r"only version 1\.0"),
    ],
)
def test_a_server_that_is_no_reconciliation_service_is_told(tmp_path, manifest, told):
    with pytest.raises(RemoteError, match=told):
        reconciled(tmp_path, {}, LAND, manifest=manifest)


@pytest.mark.parametrize(
    "answer",
    [
        {"q0": {"result": [{"name": "Bremen"}]}},
        {"q0": {"result": [{"id": "Q1", "name": "Bremen", "type": [{"name": "Land"}]}]}},
        {"q0": {"result": None}},
        {"q1": {"result": []}},
        {"status": "error", "message": "busy"},
        {"results": [{"candidates": []}]},
    ],
    ids=["no id", "no type", "no results", "of something else", "a fault", "of another version"],
)
def test_what_is_no_answer_to_all_that_was_asked_is_told_and_not_kept(tmp_path, answer):
    manifest, body = (json.dumps(value).encode() for value in (MANIFEST, answer))
    with Scripted(reply(manifest, "application/json"), reply(body, "application/json")) as server:
        source = ReconciliationSource(HttpClient(server.url), Polite(tmp_path / "cache", QUIET), WIKIDATA)
        with pytest.raises(RemoteError, match="no reconciliation results"):
            search([LAND], source, WIKIDATA, when=TODAY)
    assert len(list((tmp_path / "cache").iterdir())) == 1  # the manifest


# Candidates and decisions ---------------------------------------------------------------


def candidate(iri, score, key="organisation/x", source="s"):
    return Candidate(key, ITEM + iri, "Bremen", score, "name 1.00", source, TODAY)


def test_a_source_replaces_only_what_it_said_itself_of_these_things(tmp_path):
    ledger = Ledger(tmp_path / "links")
    ledger.replace(["organisation/x"], "s", [candidate("Q1", 0.9), candidate("Q2", 0.8)])
    ledger.replace(["x"], "t", [candidate("Q3", 0.7, source="t")])
    ledger.replace(["organisation/x"], "s", [candidate("Q2", 0.85)])
    assert [(c.iri[-2:], c.source) for c in ledger.read()] == [("Q2", "s"), ("Q3", "t")]


def test_a_damaged_ledger_names_the_line(tmp_path):
    (tmp_path / "candidates.jsonl").write_text('{"key": "a"}\n', "utf-8")
    with pytest.raises(DataError, match=r"candidates\.jsonl, line 1"):
        Ledger(tmp_path).read()


def test_the_best_candidate_is_accepted_only_if_it_is_clear():
    clear = [candidate("Q1209", 1.0), candidate("Q2", 0.6)]
    decision = accepted(clear, "organisation/x", who="A", when=TODAY)
    assert (decision.kind, decision.target, decision.why) == ("link", f"{ITEM}Q1209", "name 1.00 (s)")
    close = [candidate("Q1", 0.8), candidate("Q2", 0.75)]
    with pytest.raises(UsageError, match="has 2 candidates") as fault:
        accepted(close, "organisation/x", who="A", when=TODAY)
    assert "Q2" in fault.value.hint
    assert accepted(close, "organisation/x", iri=f"{ITEM}Q2", who="A", when=TODAY).target == f"{ITEM}Q2"


def test_an_item_that_nobody_proposed_needs_a_reason():
    with pytest.raises(UsageError, match="is no candidate"):
        accepted([], "organisation/x", iri=f"{ITEM}Q1", who="A", when=TODAY)
    assert accepted([], "organisation/x", iri=f"{ITEM}Q1", who="A", when=TODAY, why="seen").why == "seen"
    with pytest.raises(NotFoundError):
        accepted([], "organisation/x", who="A", when=TODAY)
    with pytest.raises(UsageError, match="nobody decides"):
        accepted([], "organisation/x", iri=f"{ITEM}Q1", who=" ", when=TODAY)
    with pytest.raises(UsageError, match="no IRI"):
        accepted([], "organisation/x", iri="Q1", who="A", when=TODAY)


def decided(kind, subject, target, place="x:1"):
    return Decision(kind, subject, target, "A", TODAY, "y", place=place)


def test_links_follow_what_gives_way_and_contradictions_are_refused():
    one, two = decided("link", "a/b", f"{ITEM}Q1"), decided("link", "a/b", f"{ITEM}Q2")
    gnd = decided("link", "a/b", "https://d-nb.info/gnd/1")
    assert Decisions.of(one, gnd).links("a/b") == (f"{ITEM}Q1", "https://d-nb.info/gnd/1")
    assert Decisions.of(one, decided("same", "a/b", "c/d")).links("c/d") == (f"{ITEM}Q1",)
    with pytest.raises(DataError, match="contradict"):
        Decisions.of(one, two)
    other = decided("link", "c/d", f"{ITEM}Q1")
    with pytest.raises(DataError, match="make two things one"):
        Decisions.of(one, other)
    assert Decisions.of(one, other, decided("same", "a/b", "c/d")).links("c/d") == (f"{ITEM}Q1",)


def test_a_refused_item_is_offered_no_more_and_does_not_lessen_the_others(tmp_path):
    source = DumpSource(EXCERPT, WIKIDATA)
    (worst, _), *_ = sorted(found(source, BRANDT, least=0)["person/ole-brandt"].items(), key=lambda item: item[1])
    looked = search([BRANDT], source, WIKIDATA, when=TODAY, refused={(BRANDT.key, ITEM + worst)})
    assert ITEM + worst not in {c.iri for c in looked.candidates} and looked.ruled_out["refused before"] == 1


def test_what_is_decided_waits_no_more():
    open_ = [candidate("Q1", 0.9), candidate("Q2", 0.8), Candidate("organisation/x", GND, "X", 0.8, "", "g", TODAY)]
    assert waiting(open_, Decisions()) == open_
    refusal = decided("no-link", "organisation/x", f"{ITEM}Q1")
    assert waiting(open_, Decisions.of(refusal)) == open_[1:]
    # Another data set may still have the thing.
    assert waiting(open_, Decisions.of(decided("link", "organisation/x", f"{ITEM}Q1"))) == open_[2:]
    for gone in (decided("same", "organisation/x", "organisation/y"), decided("suppress", "organisation/x", "")):
        assert waiting(open_, Decisions.of(gone)) == []


def test_a_link_is_either_accepted_or_refused_also_of_what_gives_way():
    refusal = decided("no-link", "a/b", f"{ITEM}Q1", place="x:1")
    for link in (decided("link", "a/b", f"{ITEM}Q1", "x:9"), decided("link", "c/d", f"{ITEM}Q1", "x:9")):
        with pytest.raises(DataError, match=r"x:1.*and x:9.*contradict"):
            Decisions.of(refusal, decided("same", "a/b", "c/d"), link)
    other = decided("link", "a/b", f"{ITEM}Q2")
    assert Decisions.of(refusal, other).links("a/b") == (f"{ITEM}Q2",)


def test_to_refuse_needs_a_reason_and_one_item():
    two = [candidate("Q1", 0.9), candidate("Q2", 0.5)]
    with pytest.raises(UsageError, match="needs its why"):
        refused(two, "organisation/x", iri=f"{ITEM}Q2", who="A", when=TODAY, why=" ")
    with pytest.raises(UsageError, match="has 2 candidates"):
        refused(two, "organisation/x", who="A", when=TODAY, why="a band")
    decision = refused(two[:1], "organisation/x", who="A", when=TODAY, why="a band")
    assert (decision.kind, decision.target, decision.why) == ("no-link", f"{ITEM}Q1", "a band")


@pytest.mark.parametrize("page", ["https://www.wikidata.org/wiki/Q42", "https://m.wikidata.org/wiki/Q42#sitelinks"])
def test_the_address_of_an_items_page_means_the_item(page):
    assert accepted([], "organisation/x", iri=page, who="A", when=TODAY, why="seen").target == f"{ITEM}Q42"


def test_what_the_register_links_is_linked_with_no_other_item_there():
    with pytest.raises(UsageError, match=r"register links land/bremen with .*Q1209"):
        accepted([], "land/bremen", iri=f"{ITEM}Q2", who="A", when=TODAY, why="seen")
    assert accepted([], "land/bremen", iri=GND, who="A", when=TODAY, why="seen").target == GND


@pytest.mark.parametrize("iri", ["javascript:alert(1)", "http://x.example/a b", "http://x.example/<b>", "Q1", ""])
def test_what_is_no_web_address_is_no_candidate(iri):
    class Hostile:
        name = "hostile"

        def look_up(self, things):
            yield things[0].key, [Item(iri, {"Ole Brandt": "de"}), Item(f"{ITEM}Q7", {"Ole Brandt": "de"})]

    looked = search([BRANDT], Hostile(), WIKIDATA, when=TODAY)
    assert [c.iri for c in looked.candidates] == [f"{ITEM}Q7"] and looked.ruled_out == {"no web address": 1}


def test_a_name_that_thousands_bear_costs_few_requests(tmp_path):
    rows = [
        {"wanted": {"type": "literal", "value": "Ole Brandt", "xml:lang": "de"},
         "item": {"type": "uri", "value": f"{ITEM}Q{number}"}}
        for number in range(10_000)
    ]  # fmt: skip
    borne = json.dumps({"head": {"vars": ["wanted", "item"]}, "results": {"bindings": rows}}).encode()
    nothing = json.dumps({"head": {"vars": ["item", "property", "value"]}, "results": {"bindings": []}}).encode()
    with Scripted(reply(borne, RESULTS), reply(nothing, RESULTS)) as server:
        client = SparqlClient(server.url, limits=Limits(10, whole=True), form=True)
        source = SparqlSource(client, Polite(tmp_path / "cache", QUIET), WIKIDATA)
        assert search([BRANDT], source, WIKIDATA, when=TODAY).candidates == []
        assert len(server.requests) == 3


def test_what_was_looked_up_is_known_also_where_nothing_was_found(tmp_path):
    ledger = Ledger(tmp_path)
    assert ledger.looked_up("s") == frozenset()
    ledger.replace(["organisation/x"], "s", [])
    ledger.replace(["organisation/y"], "s", [])
    assert ledger.looked_up("s") == {"organisation/x", "organisation/y"} and ledger.looked_up("t") == frozenset()
    (tmp_path / "looked-up.json").write_text("[", "utf-8")
    assert ledger.looked_up("s") == frozenset()


# The command -------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path):
    """A store built from one article; `run` calls kgraph on it."""
    (tmp_path / "portal.txt").write_text(
        "Bremen: Portal in neuer Hand\n[20.11.2023]\n\n"
        "Das Bundesamt für Sicherheit in der Informationstechnik (BSI) hat von Bremen "
        "das Portal „Amt direkt“ übernommen.\n",
        "utf-8",
    )

    def run(*arguments):
        return CliRunner().invoke(main, ["--store", str(tmp_path / "store"), *arguments])

    run.folder = tmp_path
    run.build = lambda: run("build", str(tmp_path / "portal.txt"))
    assert run.build().exit_code == 0
    return run


def same_as(run):
    rows = run("query", "--json", "-e", "SELECT ?s ?o { ?s owl:sameAs ?o }").stdout
    return {(b["s"]["value"].partition("/id/")[2], b["o"]["value"]) for b in json.loads(rows)["results"]["bindings"]}


REGISTERED = {  # links of the register's own
    ("land/bremen", f"{ITEM}Q1209"),
    ("land/bremen", "https://sws.geonames.org/2944387/"),
    ("state/bund", f"{ITEM}Q183"),
    ("state/bund", "https://sws.geonames.org/2921044/"),
    ("state/bund", "https://d-nb.info/gnd/4011889-7"),
    ("ministry/bmi", f"{ITEM}Q502698"),
}
BSI_LINK = ("authority/bsi", f"{ITEM}Q900011")


@pytest.mark.server
def test_a_link_is_found_listed_accepted_built_and_taken_back(store, endpoint, tmp_path):
    looked = store("link", "--endpoint", endpoint, "--profile", "wikidata", "--pause", "0", "--json")
    assert looked.exit_code == 0, looked.output
    best = {c["key"]: c["iri"] for c in reversed(json.loads(looked.stdout))}
    assert best == {"authority/bsi": f"{ITEM}Q900011"}
    assert same_as(store) == REGISTERED
    assert "authority/bsi" in store("link", "--list").stdout

    done = store("link", "--accept", "BSI", "--who", "A. Muster")
    assert done.exit_code == 0 and "decisions.toml:1: link authority/bsi" in done.output
    text = (tmp_path / "decisions.toml").read_text("utf-8")
    assert 'kind = "link"' in text and 'who = "A. Muster"' in text and "redirects here" in text
    assert same_as(store) == REGISTERED  # a decision applies with the next build
    assert store.build().exit_code == 0
    assert same_as(store) == {*REGISTERED, BSI_LINK}
    assert store("check").exit_code == 0
    assert store("link", "--list").exit_code == 3

    assert store("decide", "undo").exit_code == 0
    assert store.build().exit_code == 0
    assert same_as(store) == REGISTERED
    assert "authority/bsi" in store("link", "--list").stdout


@pytest.mark.server
def test_a_candidate_is_refused_for_good_shown_and_taken_back_by_deletion(store, tmp_path):
    excerpt = ("--dump", str(EXCERPT), "--profile", "wikidata")
    assert "authority/bsi" in store("link", *excerpt).stdout
    assert store("link", "--reject", "BSI", "--who", "A. Muster").exit_code == 2  # for no reason
    done = store("link", "--reject", "BSI", "--who", "A. Muster", "--why", "eine Band")
    assert done.exit_code == 0 and "decisions.toml:1: no-link authority/bsi" in done.output
    for again in (store("link", "--list"), store("link", *excerpt)):
        assert again.exit_code == 3 and "authority/bsi" not in again.stdout
    assert "1 candidate refused" in store("link", "--list").output or "refused before 1" in again.output
    assert "eine Band" in store("decide", "list").stdout and "without" not in store("decide", "list").stderr
    assert store("link", "--accept", "BSI", "--iri", f"{ITEM}Q900011", "--why", "x").exit_code == 4
    rebuilt = store.build()
    assert rebuilt.exit_code == 0 and "no-link" not in rebuilt.output and BSI_LINK not in same_as(store)
    assert store("link", *excerpt).exit_code == 3
    (tmp_path / "decisions.toml").unlink()
    assert "authority/bsi" in store("link", *excerpt).stdout


def test_persons_are_looked_up_only_if_asked_for_and_suppressed_things_never(store, tmp_path):
    (tmp_path / "more.txt").write_text(
        "Neue Leitung\n[21.11.2023]\n\nOle Brandt ist Präsident des Bundesamts für Verfassungsschutz.\n", "utf-8"
    )
    assert store("build", str(tmp_path / "more.txt")).exit_code == 0
    excerpt = ("--dump", str(EXCERPT), "--profile", "wikidata")
    usual, asked = store("link", *excerpt, "--json"), store("link", *excerpt, "--type", "Person", "--json")
    assert "person/" not in usual.stdout and "person/ole-brandt" in asked.stdout
    assert store("decide", "suppress", "Ole Brandt", "--why", "bat darum", "--who", "A").exit_code == 0
    again = store("link", *excerpt, "--type", "Person", "--json")
    assert "Brandt" not in again.stdout and "looked up 0" in again.stderr


def test_a_small_limit_goes_on_where_the_last_look_up_ended(store):
    excerpt = ("--dump", str(EXCERPT), "--profile", "wikidata", "--limit", "1")
    first = json.loads(store("link", *excerpt, "--json").stdout or "[]")
    second = json.loads(store("link", *excerpt, "--json").stdout or "[]")
    assert [bool(first), bool(second)] != [False, False]
    ledger = Ledger(store.folder / "store-links")
    assert len(ledger.looked_up("excerpt.ttl")) == 2


def test_offline_answers_what_was_asked_before_and_else_ends_as_unreachable(store, endpoint):
    arguments = ("link", "--entity", "land/bremen", "--endpoint", endpoint, "--profile", "wikidata", "--pause", "0")
    assert store(*arguments, "--offline").exit_code == 5
    assert store(*arguments).exit_code == 0
    again = store(*arguments, "--offline")
    assert again.exit_code == 0 and f"{ITEM}Q1209" in again.stdout
    assert store("link", "--entity", "authority/bsi", *arguments[3:], "--offline").exit_code == 5


def test_what_was_found_before_a_server_failed_is_kept(store, tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules["kgraph.link.search"], "_BATCH", 1)
    bare = reconciler({"Bremen": [{"id": "Q1209", "name": "Bremen", "type": ["Q1221156"]}]})
    with Scripted(bare, bare, reply(status=400)) as server:
        done = store("link", "--entity", "land/bremen", "--entity", "BSI", "--reconcile", server.url, "--pause", "0")
    assert done.exit_code == 5
    assert [c.key for c in Ledger(tmp_path / "store-links").read()] == ["land/bremen"]


def test_nothing_found_ends_with_three(store, tmp_path):
    (tmp_path / "empty.nt").write_text("", "utf-8")
    done = store("link", "--dump", str(tmp_path / "empty.nt"))
    assert done.exit_code == 3 and "looked up 2, found 0 candidates" in done.output


def test_a_dump_serves_the_command(store):
    done = store("link", "--dump", str(EXCERPT), "--profile", "wikidata", "--type", "Authority")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[1].split("\t")[:2] == ["authority/bsi", "0.95"]
    assert "land/bremen" not in done.stdout
    (only,) = [line for line in done.stderr.splitlines() if line]
    assert "looked up 1, found 1 candidate at excerpt.ttl" in only


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--list", "--accept", "Bremen"], 2),
        (["--endpoint", "x", "--reconcile", "http://127.0.0.1:1"], 2),
        (["--endpoint", "x"], 2),
        (["--accept", "Bremen"], 3),
        (["--entity", "Nirgendwo", "--endpoint", "http://127.0.0.1:1"], 3),
        (["--endpoint", "http://127.0.0.1:1", "--profile", "gnd"], 2),
    ],
)
def test_what_the_command_line_lacks_is_told(store, arguments, code):
    assert store("link", *arguments).exit_code == code


# Identifiers of the register ------------------------------------------------------------------


def test_identifiers_of_an_entry_are_links_and_official_keys_have_concepts(tmp_path):
    from kgraph.assertions import register_quads
    from kgraph.register import Register

    def written(identifiers):
        (tmp_path / "laender.toml").write_text(
            f'source = "x"\n[[entry]]\nkey = "land/x"\nofficial = ["X"]\nidentifiers = {identifiers}\n', "utf-8"
        )
        quads = register_quads(Register.load(tmp_path), "https://example.org/")
        return {(q.predicate.value.rpartition("#")[2], str(q.object)) for q in quads}

    made = written('{ wikidata = "Q1209", gnd = "4008135-7", geonames = "2944387", landesschluessel = "04" }')
    assert ("sameAs", f"<{ITEM}Q1209>") in made
    assert ("sameAs", "<https://d-nb.info/gnd/4008135-7>") in made
    assert ("sameAs", "<https://sws.geonames.org/2944387/>") in made
    assert ("exactMatch", "<http://dcat-ap.de/def/politicalGeocoding/stateKey/04>") in made
    with pytest.raises(DataError, match=r"laender\.toml.*wikidata '1209'"):
        written('{ wikidata = "1209" }')
