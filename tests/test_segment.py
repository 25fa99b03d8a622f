"""Sentences and tokens of German text, with exact offsets."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.segment import LONGEST, sentences, tokens


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das gilt ab 2025. Im Mai folgt mehr.", ["Das gilt ab 2025.", "Im Mai folgt mehr."]),
        ("Am 20. November fand die 16. Auflage statt.", ["Am 20. November fand die 16. Auflage statt."]),
        ("Das sagte Dr. A. Meier. Er ging.", ["Das sagte Dr. A. Meier.", "Er ging."]),
        ("Das OZG 2.0 gilt. „Ja!“, rief er.", ["Das OZG 2.0 gilt.", "„Ja!“, rief er."]),
        ("Er sagte: „Das ist gut.“ Danach ging er.", ["Er sagte: „Das ist gut.“", "Danach ging er."]),
        ("Bund, Länder u.a. Partner zahlen 3,5 Mio. Euro.", ["Bund, Länder u.a. Partner zahlen 3,5 Mio. Euro."]),
        ("Der Verein e.V. zahlt. Gut so.", ["Der Verein e.V. zahlt.", "Gut so."]),
        ("Er belegte Platz 3. Das reicht.", ["Er belegte Platz 3.", "Das reicht."]),
        ("Kiel führt openDesk ein. openDesk ist offen.", ["Kiel führt openDesk ein.", "openDesk ist offen."]),
        ("Vor dem Start u.a. eAkte und i-Kfz prüfen.", ["Vor dem Start u.a. eAkte und i-Kfz prüfen."]),
        ("Das kostet ca. drei Mio. im Jahr.", ["Das kostet ca. drei Mio. im Jahr."]),
    ],
)
def test_a_dot_ends_a_sentence_only_where_nothing_else_explains_it(text, expected):
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Smart-City- und IT-Services", ["Smart-City-", "und", "IT-Services"]),
        ("am 13.02.2025 im OpenR@thaus", ["am", "13.02.2025", "im", "OpenR@thaus"]),
        ("1.000 Euro, „so“ …", ["1.000", "Euro", ",", "„", "so", "“", "…"]),
    ],
)
def test_compounds_dates_and_numbers_stay_whole(text, expected):
    assert [t.text for t in tokens(text)] == expected


@pytest.mark.parametrize("text", ["Bund und Land " * 1000, "x" * 3 * LONGEST], ids=["words", "no blank"])
def test_what_never_ends_is_cut_between_words_where_it_can_be(text):
    spans = list(sentences(text))
    assert all(b - a <= LONGEST for a, b in spans)
    assert "".join(text[a:b] for a, b in spans).replace(" ", "") == text.replace(" ", "")
    assert " " not in text or all(text[b : b + 1] in ("", " ") for _, b in spans)


@given(st.text(alphabet="aäBÜ1. !?\n„“,-:", max_size=80))
def test_spans_are_ordered_slices_and_lose_no_letter(text):
    spans = list(sentences(text))
    assert spans == sorted(spans)
    assert all(a < b and not text[a].isspace() and not text[b - 1].isspace() for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    kept = "".join(text[a:b] for a, b in spans)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]
    assert all(text[t.start : t.end] == t.text for t in tokens(text))
