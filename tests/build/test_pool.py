"""How much waits for the worker processes: enough to keep them busy, little of what takes long."""

import pytest

from kgraph.build.pool import _ahead
from kgraph.build.recipe import Prepared


@pytest.mark.parametrize(
    ("seconds", "chunks"),
    [(0.0, 16), (0.005, 16), (0.025, 10), (0.05, 5), (0.2, 3), (30.0, 3)],
    ids=["nothing", "resolved only", "rules", "long articles", "a pipeline", "a model"],
)
def test_two_seconds_of_work_wait_for_a_worker_within_bounds(seconds, chunks):
    assert _ahead([Prepared(None, seconds=seconds)] * 8) == chunks
