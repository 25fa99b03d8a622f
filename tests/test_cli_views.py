"""How an entity is printed: marks around a sentence, and labels of properties that are not the ontology's."""

import pytest

from kgraph.cli.output import quoted
from kgraph.cli.views import echo_profile
from kgraph.cli.whys import why_in
from kgraph.extract import rules_engine
from kgraph.query import Profile
from kgraph.read import article_from_text
from kgraph.register import default_register
from kgraph.resolve import resolve


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


@pytest.mark.parametrize(
    ("why", "german"),
    [
        ("the register's name “FITKO”", "der Name „FITKO“ im Register"),
        ("the register's name “X”, a name that only it ever had", "„X“ im Register; so hieß nie etwas anderes"),
        ("Ada decided on 2025-01-02: so\nist es", "Ada entschied am 2025-01-02: so\nist es"),
        ("of those who bear the name “X” the usual one", "von denen, die „X“ heißen, wer meist gemeint ist"),
        ("something else", "something else"),
    ],
)
def test_a_reason_is_told_in_german_and_stays_as_it_is_in_english(why, german):
    assert why_in(why, "de") == german
    assert why_in(why, "en") == why


def test_no_reason_of_the_samples_is_left_in_english(repo_root):
    reasons = set()
    for path in sorted((repo_root / "data/articles/dev").glob("*.txt"))[:12]:
        extraction = rules_engine(article_from_text(path.read_text("utf-8"), path.stem))
        reasons |= {entity.why for entity in resolve(extraction, default_register()).values()}
    assert reasons
    assert not [why for why in reasons if why_in(why, "de") == why]
