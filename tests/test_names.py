"""Names: what is the same spelling, what is stripped, and what a place's people are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.names import demonyms, fold, genitive_stems, slug, without_legal_form, without_titles


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IT‑Planungsrat", "IT-Planungsrat"),
        ("das  Bundesministerium", "Bundesministerium"),
        ("„Digitale Stadt“", "Digitale Stadt"),
        ("STRASSE", "Straße"),
        ("Komm.ONE", "komm.one"),
        ("Der Senator für Finanzen", "Senator für Finanzen"),
        ("OZG.", "OZG"),
    ],
)
def test_spellings_that_differ_in_form_only_are_one_name(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Halle (Saale)", "Halle (Westfalen)"),
        ("Dermbach", "Bach"),
        ("Einbeck", "Beck"),
        ("Deine Stadt", "Stadt"),
        ("OZG 2.0", "OZG 20"),
    ],
)
def test_names_that_differ_in_substance_stay_apart(one, other):
    assert fold(one) != fold(other)


@given(st.text(max_size=40))
def test_folding_a_clean_name_again_changes_nothing(text):
    once = fold(text.replace(".", "").replace(",", "").replace(":", "").replace(";", ""))
    assert " ".join(once.split()) == once


@pytest.mark.parametrize(
    ("given_name", "bare"),
    [
        ("Dr. Markus Richter", "Markus Richter"),
        ("Prof. Dr. Kristina Sinemus", "Kristina Sinemus"),
        ("Dr.-Ing. Anne Schwarz", "Anne Schwarz"),
        ("Dr. h. c. Peter Beuth", "Peter Beuth"),
        ("Prof. Dr. rer. nat. Dieter Rombach", "Dieter Rombach"),
        ("Frau Nancy Faeser", "Nancy Faeser"),
        ("Herrmann Müller", "Herrmann Müller"),
        ("Frauke Petersen", "Frauke Petersen"),
        ("Ingo Schmidt", "Ingo Schmidt"),
        ("Phil Collins", "Phil Collins"),
        ("Professor Dirk Heckmann", "Dirk Heckmann"),
        ("Medard Kehl", "Medard Kehl"),
    ],
)
def test_titles_go_and_first_names_that_look_like_them_stay(given_name, bare):
    assert without_titles(given_name) == bare


@pytest.mark.parametrize(
    ("firm", "bare"),
    [
        ("Nortal AG", "Nortal"),
        ("AfB gGmbH", "AfB"),
        ("Governikus GmbH & Co. KG", "Governikus"),
        ("KL.digital GmbH", "KL.digital"),
        ("Initiative D21 e. V.", "Initiative D21"),
        ("Dataport AöR", "Dataport"),
        ("GmbH", "GmbH"),
        ("Prosegur", "Prosegur"),
    ],
)
def test_a_legal_form_is_no_part_of_a_firms_name(firm, bare):
    assert without_legal_form(firm) == bare


@pytest.mark.parametrize(
    ("place", "adjective"),
    [
        ("Kiel", "Kieler"),
        ("Göttingen", "Göttinger"),
        ("Saarbrücken", "Saarbrücker"),
        ("Karlsruhe", "Karlsruher"),
        ("Mühlhausen", "Mühlhäuser"),
        ("Aachen", "Aachener"),
        ("Jena", "Jenaer"),
    ],
)
def test_regular_demonyms(place, adjective):
    assert adjective in demonyms(place)


def test_genitives_are_offered_but_double_s_is_none():
    assert genitive_stems("Landtags") == ("Landtags", "Landtag")
    assert "Bund" in genitive_stems("Bundes")
    assert genitive_stems("Neuss") == ("Neuss",)


@given(st.text(max_size=200))
def test_a_slug_is_a_clean_path_segment(text):
    made = slug(text)
    assert made
    assert len(made) <= 80
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not made.startswith("-")
    assert not made.endswith("-")


def test_slugs_write_umlauts_out_so_that_two_names_do_not_meet():
    assert slug("Kröpelin") == "kroepelin"
    assert slug("Müller") != slug("Muller")
