"""Looking up spans by place."""

from hypothesis import given
from hypothesis import strategies as st

from kgraph.recognise.spots import Spots

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda s: (s[0], s[0] + s[1])), max_size=12)


@given(SPANS, st.integers(0, 40), st.integers(1, 6))
def test_exactly_the_overlapping_spans_are_found(spans, start, length):
    end = start + length
    found = Spots((a, b, None) for a, b in spans).overlapping(start, end)
    assert sorted((a, b) for a, b, _ in found) == sorted(s for s in spans if s[0] < end and start < s[1])
