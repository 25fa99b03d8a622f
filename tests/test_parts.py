"""Each part of extraction can be left out, and what is lost then is what only that part finds."""

import pytest

from kgraph.extract import rules_engine
from kgraph.parts import WHOLE, Parts
from kgraph.read import article_from_text

TEXT = """Jena: Neues Portal

Die Stadt Jena hat das Portal „Ämterlotse“ entwickelt. Oberbürgermeister Thomas Nitzsche sprach von einem Gewinn.
Nitzsche stellte das Portal vor. Das Projekt „Graphenwald“ wird von der FITKO gefördert.
"""


def extracted(parts: Parts):
    found = rules_engine(article_from_text(TEXT, "jena"), parts)
    names = {e.id: e.name for e in found.entities}
    return set(names.values()), {(names[r.subject], r.predicate, names[r.object]) for r in found.relations}, found


LOST_NAMES = {
    "register": {"FITKO"},  # "Stadt Jena" has the form of a town
    "persons": {"Thomas Nitzsche"},
    "forms": {"Ämterlotse", "Graphenwald"},
}


@pytest.mark.parametrize("part", LOST_NAMES)
def test_without_a_finder_only_its_names_are_lost(part):
    whole, _, _ = extracted(WHOLE)
    left, _, _ = extracted(dict(WHOLE.without_each())[part])
    assert LOST_NAMES[part] <= whole
    assert whole - left == LOST_NAMES[part]


@pytest.mark.parametrize(
    ("part", "statement"),
    [
        ("frames", ("FITKO", "funds", "Graphenwald")),
        ("grammars", ("Thomas Nitzsche", "holdsRole", "Jena")),
        ("references", ("Thomas Nitzsche", "presents", "Ämterlotse")),
    ],
)
def test_without_a_part_the_statement_that_needs_it_is_lost_and_the_names_stay(part, statement):
    names, whole, _ = extracted(WHOLE)
    left_names, left, _ = extracted(dict(WHOLE.without_each())[part])
    assert statement in whole
    assert statement not in left
    assert left_names == names


def test_the_second_pass_finds_the_surname_again():
    def nitzsche(parts):
        return next(e for e in extracted(parts)[2].entities if e.name == "Thomas Nitzsche").mentions

    assert len(nitzsche(WHOLE)) == len(nitzsche(Parts(second_pass=False))) + 1


def test_inference_goes_beyond_the_single_sentence():
    text = "Auf dem Kongress „Digitaler Staat“ sprach Markus Richter. Auch Anna Beispiel betonte den Nutzen."
    article = article_from_text(f"Digitales\n\n{text}\n", "a")
    rules = {r.rule for r in rules_engine(article).relations}
    assert any(rule.startswith("infer-") for rule in rules)
    assert not any(r.rule.startswith("infer-") for r in rules_engine(article, Parts(inference=False)).relations)


def test_every_part_is_left_out_once_and_alone():
    for name, parts in WHOLE.without_each():
        assert [getattr(parts, other) for other, _ in WHOLE.without_each()].count(False) == 1
        assert getattr(parts, name) is False
