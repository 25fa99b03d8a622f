"""How an entity is printed: marks around a sentence, and labels of properties that are not the ontology's."""

import pytest

from kgraph.cli.output import quoted
from kgraph.cli.views import echo_profile
from kgraph.query import Profile


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Kiel  baut.", "„Kiel baut.“"),
        ("Das Portal „Ämterlotse“ kommt.", "„Das Portal „Ämterlotse“ kommt.“"),
        ("„Das freut uns“, sagt Kiel.", "»„Das freut uns“, sagt Kiel.«"),
        ("Kiel sagt: „Das freut uns.“", "»Kiel sagt: „Das freut uns.“«"),
    ],
    ids=["none", "within", "at the beginning", "at the end"],
)
def test_no_quotation_mark_stands_beside_one_of_its_kind(text, printed):
    assert quoted(text) == printed


@pytest.mark.parametrize(("language", "label"), [("de", "dasselbe wie: Q1"), ("en", "same as: Q1")])
def test_links_are_labelled_in_the_language_of_the_page(capsys, language, label):
    details = (("sameAs", "Q1"), ("exactMatch", "x"), ("unheard", "y"))
    echo_profile(Profile("https://x.de/a/b", "a/b", "Land", "B", (), details, ()), language)
    printed = capsys.readouterr().out
    assert label in printed and "exactMatch" not in printed
    assert "unheard: y" in printed
