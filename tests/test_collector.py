"""The garbage collector is held while something loads, and is as it was afterwards."""

import gc

import pytest

from kgraph.collector import held, seldom
from kgraph.extract import rules_engine
from kgraph.read import article_from_text


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


def test_an_article_leaves_nearly_nothing_to_the_collector_that_is_held_meanwhile():
    text = "Köln betreibt „Alpha“\n\nDie Stadt Köln betreibt die Plattform „Alpha“. Das BMI fördert sie."
    rules_engine(article_from_text(text, "a"))  # loads what stays
    gc.collect()
    found = rules_engine(article_from_text(text.replace("Alpha", "Beta"), "b"))
    assert found.relations and gc.isenabled()
    assert gc.collect() < 10, "or a batch would keep the memory of all its articles"


def test_a_process_that_collects_seldom_still_collects():
    before = gc.get_threshold()
    try:
        gc.set_threshold(700, 10, 10)  # as Python starts; another test may have called the command line
        seldom()
        assert gc.isenabled() and all(new > old for new, old in zip(gc.get_threshold(), (700, 10, 10), strict=True))
    finally:
        gc.set_threshold(*before)
