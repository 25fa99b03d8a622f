"""The garbage collector is held while something loads, and is as it was afterwards."""

import gc

import pytest

from kgraph.collector import held


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_held_meanwhile_and_then_as_it_was_also_after_a_fault(on):
    seen = []

    @held()
    def load():
        seen.append(gc.isenabled())
        raise LookupError

    before = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        with pytest.raises(LookupError):
            load()
        assert seen == [False] and gc.isenabled() == on
    finally:
        (gc.enable if before else gc.disable)()
