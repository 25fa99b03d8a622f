"""A server as a store knows other times, and keeps what follows apart, as the embedded store does."""

import pytest

from kgraph.clocks import Clocks, as_of
from kgraph.reason.closure import closure
from kgraph.reason.materialise import materialise
from kgraph.store import open_store

pytestmark = pytest.mark.server


def quads(store):
    return {str(quad) for quad in store.quads()}


def test_another_time_of_a_server_is_that_of_the_embedded_store(samples, held):
    clocks = Clocks.of("2023-11-20", "2024")
    with as_of(open_store(samples), clocks) as mine, as_of(open_store(held), clocks) as theirs:
        assert quads(theirs) == quads(mine)
        assert any("ontology#held" in quad for quad in quads(mine))


def test_what_follows_is_kept_apart_on_a_server_and_can_be_taken_away(samples, held):
    with open_store(samples) as mine:
        expected = {str(triple) for triple in closure(mine.quads()).triples}
    with open_store(held) as theirs:
        before = quads(theirs)
        done, again = materialise(theirs), materialise(theirs)
        kept = {str(quad.triple) for quad in theirs.inferred()}
        assert (done.fresh, again.fresh, done.triples) == (True, False, len(expected))
        assert expected < kept and len(kept) == len(expected) + 4, "with the four that say what the graph is"
        assert quads(theirs) == before
        theirs.keep_inferred(())
        assert list(theirs.inferred()) == []
