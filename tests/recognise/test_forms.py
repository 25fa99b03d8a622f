"""Each form rule finds its own example and leaves its near miss alone."""

import pytest

from kgraph.lexicon import forms
from kgraph.names import fold, nominative
from kgraph.recognise import heads
from kgraph.segment import sentences, tokens


def found_by(form_id: str, text: str) -> list[str]:
    """Names, in the nominative, that one form finds in a text."""
    hits = []
    for start, end in sentences(text):
        for candidate in heads.find(text, tokens(text, start, end), start, end):
            if candidate.rule == f"form:{form_id}":
                hits.append(nominative(text[candidate.name_start : candidate.name_end]))
    return hits


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.id)
def test_a_form_finds_its_example(form):
    text, name = form.fires
    assert fold(name) in {fold(hit) for hit in found_by(form.id, text)}


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.id)
def test_a_form_leaves_its_near_miss_alone(form):
    assert found_by(form.id, form.silent) == []
