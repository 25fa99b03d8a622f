"""Intervals, thresholds and calibration: what the counts can bear."""

from collections import Counter, defaultdict

import pytest

from kgraph.evaluate import Bootstrap, calibration, curve
from kgraph.evaluate.rates import Rate

GROUP = ("relations", "")


def tallies(*counts: tuple[int, int, int]) -> list:
    return [defaultdict(Counter, {GROUP: Counter(hit=h, found=f, gold=g)}) for h, f, g in counts]


def test_an_interval_holds_the_figure_and_is_the_same_each_time():
    found = tallies(*[(1, 2, 4), (3, 4, 4), (0, 1, 2), (2, 2, 3)] * 5)
    one, other = (Bootstrap(len(found)).intervals(found, GROUP) for _ in range(2))
    assert one == other
    assert one.precision.low < 6 / 9 < one.precision.high
    assert one.recall.low < 6 / 13 < one.recall.high


def test_more_articles_of_the_same_kind_make_an_interval_narrower():
    def width(times: int) -> float:
        found = tallies(*[(1, 2, 4), (3, 4, 4)] * times)
        interval = Bootstrap(len(found)).intervals(found, GROUP).f1
        return interval.high - interval.low

    assert width(40) < width(5)


@pytest.mark.parametrize("counts", [[(3, 4, 5)], [(3, 4, 5)] * 7], ids=["one article", "all alike"])
def test_where_articles_do_not_differ_the_interval_is_the_figure(counts):
    interval = Bootstrap(len(counts)).intervals(tallies(*counts), GROUP).precision
    assert (interval.low, interval.high) == (0.75, 0.75)


def test_an_article_that_lacks_a_group_counts_nothing_for_it():
    found = [*tallies((1, 1, 1)), defaultdict(Counter)]
    assert Bootstrap(2).intervals(found, GROUP).recall.high == 1.0
    assert GROUP not in found[1]


def test_a_gain_is_judged_on_the_same_articles():
    whole, part = tallies((4, 4, 4), (0, 4, 4), (2, 4, 4)), tallies((3, 4, 4), (0, 4, 4), (1, 4, 4))
    gain = Bootstrap(3).gain(whole, part, GROUP)
    assert 0 <= gain.low < 1 / 6 < gain.high <= 0.25


JUDGED = [(0.9, True), (0.9, True), (0.7, False), (0.5, True), (0.3, False), (0.3, False)]


def test_each_confidence_is_a_point_and_equal_ones_are_one():
    points = curve(JUDGED, gold=4).points
    assert [(p.threshold, p.rate) for p in points] == [
        (0.9, Rate(2, 2, 4)),
        (0.7, Rate(2, 3, 4)),
        (0.5, Rate(3, 4, 4)),
        (0.3, Rate(3, 6, 4)),
    ]


def test_the_points_to_work_at():
    found = curve(JUDGED, gold=4)
    assert found.all().threshold == 0.3
    assert found.best().threshold == 0.5
    assert found.precise(0.9).threshold == 0.9
    assert found.precise(0.7).threshold == 0.5, "the lowest that reaches it, though one above does not"
    assert curve(JUDGED[2:], gold=4).precise(0.9) is None


@pytest.mark.parametrize(("threshold", "found"), [(0.0, 6), (0.3, 6), (0.31, 4), (0.9, 2)])
def test_between_two_points_the_higher_one_holds(threshold, found):
    assert curve(JUDGED, gold=4).at(threshold).rate.found == found


def test_above_the_surest_there_is_no_point_and_without_relations_none_at_all():
    assert curve(JUDGED, gold=4).at(0.91) is None
    nothing = curve([], gold=4)
    assert (nothing.all(), nothing.best(), nothing.precise()) == (None, None, None)


def test_calibration_sorts_into_bins_and_weighs_the_distance():
    found = calibration([(0.7, True), (0.74, False), (1.0, True), (0.69, True)])
    assert [(b.low, b.number, b.right) for b in found.bins] == [(0.6, 1, 1.0), (0.7, 2, 0.5), (0.9, 1, 1.0)]
    assert found.error == pytest.approx((0.31 + 2 * 0.22 + 0) / 4)


def test_a_perfect_calibration_has_no_error_and_no_relations_have_none():
    assert calibration([(0.5, True), (0.5, False)]).error == 0
    assert calibration([]).error == 0
