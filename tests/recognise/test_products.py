"""Products and makers that are known by each other."""

import pytest

from kgraph.recognise import products
from kgraph.segment import sentences, tokens


def found(text: str) -> list[tuple[str, str]]:
    return [
        (c.type, text[c.name_start : c.name_end])
        for start, end in sentences(text)
        for c in products.find(text, tokens(text, start, end), start, end)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Genutzt wird eine App von Qumbra aus Jena.", [("Company", "Qumbra")]),
        ("Genutzt wird eine App von Bürgern und Vereinen.", []),
        ("Genutzt wird eine App von Otto Quendt.", []),
        ("Er hat die Software Sitzung von Qumbra.", [("Service", "Sitzung")]),
        ("Er hat die Software Sitzung von Bürgern.", []),
        ("Dort fanden sie Qumbra und deren Produkt Sitzung.", [("Service", "Sitzung")]),
        ("Dort fanden sie Qumbra und ein Produkt Sitzung.", []),
        ("Genutzt wird die Software qotemanager in allen Orten.", [("Service", "qotemanager")]),
        ("Genutzt wird die Software landesweit.", []),
        ("Genutzt wird die Software cloudbasiert in allen Orten.", []),
    ],
)
def test_a_product_is_known_by_its_maker_and_a_maker_by_the_product(text, expected):
    assert found(text) == expected
