"""Services that are known by what is done with them."""

import pytest

from kgraph.recognise import applied
from kgraph.segment import sentences, tokens


def found(text: str) -> list[str]:
    return [
        text[c.name_start : c.name_end]
        for start, end in sentences(text)
        for c in applied.find(text, tokens(text, start, end), start, end)
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Der Kreis nutzt Qumbra seit Mai.", "Qumbra"),
        ("Geplant ist die Einführung von SOLMO.", "SOLMO"),
        ("Alle Ämter sind angeschlossen an QumbraNet.", "QumbraNet"),
        ("Qumbra wurde von der Stadt abgelöst.", "Qumbra"),
        ("Qumbra steht allen Ämtern zur Verfügung.", "Qumbra"),
    ],
)
def test_what_is_used_or_replaced_is_a_service(text, name):
    assert found(text) == ([name] if name else [])


@pytest.mark.parametrize(
    "text",
    [
        "Der Kreis nutzt Software seit Mai.",
        "Geplant ist die Einführung von XQumbra.",
        "Die App wurde von Qumbra entwickelt.",
        "Sachsen wurde von der Stadt abgelöst.",
        "Der Kreis nutzt die Qumbra GmbH.",
    ],
    ids=["ordinary noun", "standard", "agent", "place", "firm"],
)
def test_nouns_standards_agents_places_and_firms_are_no_services(text):
    assert found(text) == []
