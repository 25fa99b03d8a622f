"""Numbers and sums are read in digits and words, with what narrows them; ordinals, versions and word parts are none."""

import pytest

from kgraph.numbers import Amount, amount_of, numbers, spelled_value


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("17", 17, "exact"),
        ("1.532 Leistungen", 1532, "exact"),
        ("17 000 Euro", 17000, "exact"),
        ("3,8 Prozent", 3.8, "exact"),
        ("rund 17 Mio. Euro", 17_000_000, "about"),
        ("1,4 Milliarden", 1_400_000_000, "exact"),
        ("zwei Millionen Euro", 2_000_000, "exact"),
        ("eine halbe Million", 500_000, "exact"),
        ("anderthalb Millionen", 1_500_000, "exact"),
        ("zweihundertfünfzig Dienste", 250, "exact"),
        ("fünfundzwanzig Ämter", 25, "exact"),
        ("Zwölf Kreise", 12, "exact"),
        ("knapp 60 Ämter", 60, "about"),
        ("mehr als 5.400 Plätze", 5400, "lower"),
        ("über 150 Stellen", 150, "lower"),
        ("bis zu 280.000 Euro", 280_000, "upper"),
    ],
)
def test_a_number_has_its_value_and_what_narrows_it(text, value, precision):
    (found,) = numbers(text)
    assert (found.value, found.precision) == (value, precision)
    assert text[found.first : found.end] in text
    assert text[found.first : found.start].strip() in ("", "rund", "knapp", "mehr als", "über", "bis zu")


@pytest.mark.parametrize(
    "text",
    [
        "das 200. Amt",
        "Industrie 4.0",
        "mit 5G und 24/7",
        "ein Amt, eine Frage",
        "der 54-Jährige",
        "Verein und Zweigstelle",
        "ein Drittel der Ämter",
        "am 20.11.2023",
    ],
)
def test_ordinals_versions_and_parts_of_words_are_no_numbers(text):
    assert [found.value for found in numbers(text)] == []


def test_a_sum_behind_a_notice_is_no_lower_bound_though_it_says_so_otherwise():
    (notice,) = numbers("ein Bescheid über 20.000 Euro")
    (detailed,) = numbers("Mittel über 5.140 Euro")
    (bound,) = numbers("Kosten von über 20.000 Euro")
    assert (notice.precision, detailed.precision, bound.precision) == ("exact", "exact", "lower")


@pytest.mark.parametrize("word", ["und", "hundertund", "zweizehn", "Achtung", "Verein", ""])
def test_what_only_looks_like_a_number_word_has_no_value(word):
    assert spelled_value(word) is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("bis zu 17 Mio. Euro", Amount(17_000_000, "EUR", "upper")),
        ("rund 500 US-Dollar", Amount(500, "USD", "about")),
        ("je 20 Stellen und 30 €", Amount(30, "EUR", "exact")),
        ("20 Stellen", None),
        ("viel Geld", None),
        ("99999999999999999999999999999999 Millionen Euro", None),
        ("1" * 5000 + " Euro", None),
        ("999 Billionen Euro", Amount(999 * 10**12, "EUR", "exact")),
        ("1000 Billionen Euro", None),
    ],
)
def test_an_amount_is_the_first_number_with_a_currency(text, amount):
    assert amount_of(text) == amount
