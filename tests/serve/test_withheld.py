"""Decisions in a running server: what is suppressed or rejected is gone at once, with what must stay beside it."""

import asyncio
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

import serve_calls
from kgraph.cli import main
from kgraph.config import Settings
from kgraph.errors import DataError
from kgraph.resolve import Decisions
from kgraph.resolve.journal import Journal
from kgraph.serve.cut import to_withhold
from kgraph.serve.graph import Graph, Limits
from kgraph.serve.withheld import taken
from kgraph.store import decisions_file, open_store
from kgraph.store.engine import open_quads
from kgraph.store.snapshot import Snapshots
from kgraph.vocab import KG, RDF, RDFS, entity_iri
from serve_samples import awaited, until
from test_suppression import OTHER, TEXT, named

WHY = ("--who", "Ada", "--why", "privat")


class Desk:
    """A store of two articles, built before anything is decided."""

    def __init__(self, folder):
        self.settings = Settings(store=str(folder / ".kgraph"))
        for id, text in (("sch", TEXT), ("other", OTHER)):
            (folder / f"{id}.txt").write_text(text, "utf-8")
        self.said("build", folder / "sch.txt", folder / "other.txt")

    def said(self, *arguments):
        done = CliRunner().invoke(main, ["--store", self.settings.store, *map(str, arguments)])
        assert done.exit_code in (0, 3), done.output
        return done.stdout

    @property
    def decisions(self):
        return Decisions.load(decisions_file(self.settings.store))

    def served(self):
        """The quads that a server would show now, its snapshot closed again."""
        snapshots = Snapshots(Path(self.settings.store))
        try:
            return set(open_quads(taken(snapshots, self.settings.store).path / "quads"))
        finally:
            snapshots.close()


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def told(quads):
    return "\n".join(map(str, quads))


def test_who_is_suppressed_is_named_by_nothing_that_is_served_before_any_build(desk):
    before = desk.served()
    assert named(told(before))
    desk.said("decide", "suppress", "Sven Schoeller", *WHY)
    served = desk.served()
    assert not named(told(served))
    assert "Ratspost" in told(served)
    desk.said("build")
    built = desk.served()
    # The build has the text at hand, and so takes out what a masked sentence is about as well; nothing else differs.
    assert [str(quad) for quad in served - built if "/topic" not in str(quad)] == []
    assert served != before


def test_the_store_itself_stays_as_it_is_and_a_decision_that_is_taken_back_brings_all_back(desk):
    before = desk.served()
    desk.said("decide", "suppress", "Sven Schoeller", *WHY)
    desk.served()
    with open_store(desk.settings) as store:
        assert set(store.quads()) >= before
    desk.said("decide", "undo")
    assert desk.served() == before


def person_and_rival():
    """Two articles that state the same fact, one of them another one as well."""
    graphs = [ox.NamedNode(f"urn:article:{name}") for name in "ab"]
    anna, bremen, kiel = (ox.NamedNode(entity_iri("urn:", key)) for key in ("person/anna", "land/bremen", "x/kiel"))
    develops, fact = ox.NamedNode(f"{KG}develops"), ox.Literal("fact")
    quads = []
    for number, (graph, object_) in enumerate([(graphs[0], bremen), (graphs[1], bremen), (graphs[0], kiel)]):
        node = ox.NamedNode(f"urn:statement/{number}")
        said = {f"{RDF}subject": anna, f"{RDF}predicate": develops, f"{RDF}object": object_, f"{KG}status": fact}
        quads += [ox.Quad(node, ox.NamedNode(property), value, graph) for property, value in said.items()]
        quads.append(ox.Quad(anna, develops, object_, ox.DefaultGraph()))
    quads.append(ox.Quad(anna, ox.NamedNode(f"{RDFS}label"), ox.Literal("Anna"), ox.DefaultGraph()))
    store = ox.Store()
    store.extend(quads)
    return store, anna, develops, {"bremen": bremen, "kiel": kiel}


def decided(*lines):
    """Decisions from pairs of kind and subject."""
    text = "".join(
        f'[[decision]]\nkind = "{kind}"\nsubject = "{subject}"\nwho = "A"\nwhen = 2026-01-01\nwhy = "x"\n'
        for kind, subject in lines
    )
    return Decisions.parse(text, "decisions.toml")


@pytest.mark.parametrize("kind", ["reject", "suppress"])
def test_a_fact_stays_as_long_as_another_statement_supports_it(kind):
    store, anna, develops, ends = person_and_rival()
    one = to_withhold(store, "urn:", decided((kind, "0")))
    facts = {name: ox.Quad(anna, develops, end, ox.DefaultGraph()) for name, end in ends.items()}
    assert not one.removed & set(facts.values())
    both = to_withhold(store, "urn:", decided((kind, "0"), (kind, "1")))
    assert both.removed & set(facts.values()) == {facts["bremen"]}


def test_a_suppressed_statement_stays_and_is_marked_and_a_rejected_one_goes():
    store, *_ = person_and_rival()
    node, mark = ox.NamedNode("urn:statement/2"), ox.NamedNode(f"{KG}suppressed")
    change = to_withhold(store, "urn:", decided(("suppress", "2")))
    assert [(quad.subject, quad.predicate) for quad in change.added] == [(node, mark)]
    assert not any(quad.subject == node for quad in change.removed)
    store.extend(change.added)
    for quad in change.removed:
        store.remove(quad)
    assert not to_withhold(store, "urn:", decided(("suppress", "2")))
    gone = to_withhold(store, "urn:", decided(("reject", "2")))
    assert {quad for quad in store if quad.subject == node} <= gone.removed


def test_decisions_about_what_is_not_there_change_nothing():
    store, *_ = person_and_rival()
    assert not to_withhold(store, "urn:", decided(("suppress", "person/berta"), ("reject", "9"), ("suppress", "8")))


def test_a_running_server_follows_a_suppression_without_a_build(desk):
    async def work():
        async with Graph(desk.settings, Limits(1, poll=0.05)) as graph:
            assert await graph.call(serve_calls.found, "Schoeller")
            before = graph.generation
            desk.said("decide", "suppress", "Sven Schoeller", *WHY)
            await until(lambda: graph.generation != before)
            assert not await graph.call(serve_calls.found, "Schoeller")
            assert await graph.call(serve_calls.found, "FITKO")
            Journal(decisions_file(desk.settings.store)).undo(None)
            await until(lambda: graph.generation == before)
            assert await graph.call(serve_calls.found, "Schoeller")

    awaited(work())


def test_what_cannot_be_read_as_decisions_is_not_served_past(desk):
    desk.said("decide", "suppress", "Sven Schoeller", *WHY)

    async def work():
        async with Graph(desk.settings, Limits(1, poll=0.05)) as graph:
            decisions_file(desk.settings.store).write_text("[[decision", "utf-8")
            await asyncio.sleep(0.4)
            assert not await graph.call(serve_calls.found, "Schoeller")

    awaited(work())
    with pytest.raises(DataError):
        desk.served()
