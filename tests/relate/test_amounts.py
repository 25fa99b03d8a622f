"""Which sum a statement of funding has: its clause's, and of several the one beside what is funded."""

import pytest
from marked import relations

from kgraph.read import article_from_text
from kgraph.recognise import recognise
from kgraph.relate import read
from kgraph.relate.qualifiers import completed

BUND, LAND = "[State Bund|s]", "[Land Hessen|t]"
ALPHA, BETA = "[Project Projekt Alpha|o]", "[Project Projekt Beta|p]"


def amounts(text: str) -> dict[str, str | None]:
    """Key of what is funded → the sum."""
    found = relations(text.format(b=BUND, h=LAND, a=ALPHA, c=BETA))
    return {r.object[0]: r.amount for r in found if r.predicate == "funds"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der {b} fördert das {a} mit bis zu 17 Mio. Euro.", {"o": "bis zu 17 Mio. Euro"}),
        ("Der {b} fördert das {a} mit rund 63.000 Euro.", {"o": "rund 63.000 Euro"}),
        ("Der {b} fördert das {a} mit zusammen 20 Millionen €.", {"o": "zusammen 20 Millionen €"}),
        ("Der {b} fördert das {a} mit einer Million Euro.", {"o": "einer Million Euro"}),
        ("Der {b} fördert das {a} in 17 Städten.", {"o": None}),
        ("Das Haus kostet 5 Euro, und der {b} fördert das {a} mit 2 Millionen Euro.", {"o": "2 Millionen Euro"}),
    ],
)
def test_the_sum_is_as_written_and_of_the_clause(text, expected):
    assert amounts(text) == expected


def test_of_several_sums_each_belongs_to_what_stands_beside_it():
    text = "Der {b} fördert das {a} mit 2 Millionen Euro und das {c} mit 3 Millionen Euro."
    assert amounts(text) == {"o": "2 Millionen Euro", "p": "3 Millionen Euro"}


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        (
            "Das Land Hessen fördert die Stadt Kassel und die Stadt Fulda. Insgesamt gibt es 3 Millionen Euro.",
            "3 Millionen Euro",
        ),
        (
            "Es geht um 3 Millionen Euro. Das Land Hessen fördert die Stadt Kassel und die Stadt Fulda.",
            "3 Millionen Euro",
        ),
        ("Das Land Hessen fördert die Stadt Kassel. Der Neubau kostet 3 Millionen Euro.", None),
        ("Das Land Hessen fördert die Stadt Kassel. Das Land Bayern zahlt 3 Millionen Euro.", None),
        ("Das Land Hessen fördert die Stadt Kassel. Es gibt 3 Millionen Euro, davon 2 Millionen Euro sofort.", None),
        (
            "Das Land Hessen fördert die Stadt Kassel. Es gibt je 3 Millionen Euro, insgesamt 9 Millionen Euro.",
            "3 Millionen Euro",
        ),
    ],
    ids=["behind", "before", "costs", "of somebody else", "two sums", "each"],
)
def test_the_only_sum_nearby_is_that_of_the_grant(text, amount):
    article = article_from_text(f"Kassel: Geld vom Land\n\n{text}\n", "a")
    entities = recognise(article)
    reading = read(article, entities)
    granted = [r for r in completed(reading.relations, reading.sentences) if r.predicate == "funds"]
    assert {r.amount for r in granted} == {amount}
    assert all((amount or "") in article.text[r.start : r.end] for r in granted)
