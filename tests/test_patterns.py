"""Patterns that are compiled late find what others do, and tell their place when they are wrong."""

import re

import pytest

from kgraph.errors import DataError
from kgraph.lexicon import forms
from kgraph.patterns import LatePattern


@pytest.mark.parametrize(("text", "span"), [("Kreis Ulm", (6, 9)), ("Kreis ulm", None)])
def test_a_late_pattern_finds_what_the_pattern_itself_finds(text, span):
    late = LatePattern(r"\bU\w+", "here", hint="")
    for found in (late.search(text), late.match(text, 6), late.search(text, 2, len(text))):
        assert (found.span() if found else None) == span
    assert late.search(text, 0, 5) is None


def test_a_wrong_pattern_is_told_with_its_place_once_it_is_needed():
    late = LatePattern("(", "names.toml: form 'x': before", hint="close it")
    with pytest.raises(DataError, match=r"names\.toml: form 'x': before is no valid pattern") as fault:
        late.search("Kreis Ulm")
    assert fault.value.hint == "close it"


def test_every_pattern_of_every_form_is_valid():
    late = [p for form in forms() for p in vars_of(form) if isinstance(p, LatePattern)]
    assert len(late) > len(forms()) / 2
    assert all(isinstance(pattern.compiled, re.Pattern) for pattern in late)


def vars_of(form):
    return (form.before, form.after, form.not_after, form.document, form.context, form.unless)
