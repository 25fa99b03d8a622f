"""Initiatives that an article calls by an ordinary compound."""

import pytest

from kgraph.read import article_from_text
from kgraph.recognise import recurring


def compounds(body: str) -> dict[str, str]:
    return recurring.compounds(article_from_text(f"Nachricht\n\n{body}\n", "a-1", source="a.txt"))


def test_a_compound_that_the_text_comes_back_to_is_a_name():
    body = "Die Stadt hat einen Bildungskatalog veröffentlicht. Der Bildungskatalog hilft allen."
    assert compounds(body) == {"Bildungskatalog": "Service"}


def test_a_genitive_counts_as_the_same():
    body = "Beschlossen ist die Landstrategie. Wegen des Bildungskatalogs, ja: den Bildungskatalog."
    assert compounds(body) == {"Bildungskatalog": "Service"}


@pytest.mark.parametrize(
    "body",
    [
        "Die Stadt hat einen Bildungskatalog. Viele haben einen Bildungskatalog.",
        "Der Bildungskatalog hilft allen.",
        "Der Bildungskatalog „Alma“ hilft. Nutzen lässt sich der Bildungskatalog.",
        "Alma, ein Bildungskatalog, hilft. Nutzen lässt sich der Bildungskatalog.",
        "Der Katalog hilft allen. Nutzen lässt sich der Katalog.",
        "Der Stundenplan hilft allen. Nutzen lässt sich der Stundenplan.",
    ],
    ids=["never definite", "once", "introduces a name", "describes a name", "no compound", "no name"],
)
def test_what_only_describes_is_no_name(body):
    assert compounds(body) == {}
