"""Names are found again as words of their own, without a pattern being made of them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.recognise.spots import standing

FORMS = st.sets(st.text("abs' -", min_size=1, max_size=4), min_size=1, max_size=5)


@settings(max_examples=400)
@given(FORMS, st.text("abses’' -_1", max_size=40), st.integers(0, 5), st.integers(0, 5))
def test_the_same_stands_there_as_a_pattern_of_all_forms_would_find(forms, text, left, right):
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    pattern = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, ordered))})(?:s|es|’|')?(?![\w])")
    start, end = min(left, len(text)), max(min(left, len(text)), len(text) - right)
    expected = [(*match.span(), match[1]) for match in pattern.finditer(text, start, end)]
    assert list(standing(forms, text, start, end)) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Die FITKO tagt.", ["FITKO"]),
        ("Laut FITKOs Plan", ["FITKOs"]),
        ("Die FITKO-Leitung", ["FITKO"]),
        ("FITKO Frankfurt lädt ein, FITKO nicht.", ["FITKO Frankfurt", "FITKO"]),
        ("Die FITKOM tagt, die Mini-FITKO nicht.", []),
    ],
    ids=["name", "genitive", "first part", "the longest", "other words"],
)
def test_a_name_stands_there_whole(text, found):
    places = standing(["FITKO", "FITKO Frankfurt"], text, 0, len(text))
    assert [text[start:end] for start, end, _ in places] == found
