"""Names that are known by the noun before them."""

import pytest

from kgraph.recognise import introduced
from kgraph.segment import sentences, tokens


def found(text: str) -> list[tuple[str, str]]:
    return [
        (c.type, text[c.name_start : c.name_end])
        for start, end in sentences(text)
        for c in introduced.find(text, tokens(text, start, end), start, end)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Geliefert hat es der Anbieter Qumbra aus Jena.", [("Company", "Qumbra")]),
        ("Geliefert hat es der IT-Dienstleister quor-SCC aus Jena.", [("Authority", "quor-SCC")]),
        ("Verträge mit dem Anbieter quelle4life laufen aus.", [("Company", "quelle4life")]),
        ("Die Stadt stellt ihren Chatbot namens Leo vor.", [("Service", "Leo")]),
        ("Die Stadt hat einen Dienst namens Qumbra.", [("Service", "Qumbra")]),
        ("Die Stadt stellt ihren Chatbot Leo vor.", []),
        ("Neu ist die webbasierte, modulare Fachanwendung Qumbra im Amt.", [("Service", "Qumbra")]),
        ("Lösungen wie die Qumbra-Cloud und VPN-Zugänge helfen.", [("Service", "Qumbra-Cloud")]),
        ("Gegründet wurde die Steuerungsgruppe QOOTS.", [("Committee", "Steuerungsgruppe QOOTS")]),
        ("Die Zweckverbände QIRU, QDRS und QIVBF fusionieren.", [("Authority", n) for n in ("QIRU", "QDRS", "QIVBF")]),
        ("Die Unternehmen Verträge und Lizenzen.", []),
        ("Die Plattform Kommunen zur Verfügung zu stellen, war das Ziel.", []),
        ("Genutzt wird die Lösung Sachsens.", []),
        ("Genutzt wird die Software Online-Dienste für alle.", []),
        ("Knapp 59.000 Euro kostet die App 2024.", []),
        ("Zu finden ist es auf der Website www.example.org.", []),
    ],
)
def test_what_stands_behind_an_introducing_noun_is_a_name_if_no_ordinary_word(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das Land hat das Programm Digitale Kommune aufgelegt.", [("Programme", "Digitale Kommune")]),
        ("Der Verband Gesamtmetall warnt.", [("Association", "Gesamtmetall")]),
        ("Damit stellt der Verband Material bereit.", []),
        ("Das Programm QJustice läuft. Das QJustice-Programm kostet Geld.", [("Programme", "QJustice")] * 2),
        ("Das KI-Programm kostet Geld.", []),
        ("Genutzt werden Lösungen wie QMail und Qumbra.", [("Service", "QMail"), ("Service", "Qumbra")]),
    ],
)
def test_words_of_the_dictionary_are_names_where_the_phrase_shows_it(text, expected):
    assert found(text) == expected


def test_a_lone_noun_behind_a_service_is_its_name_unless_it_may_be_an_object():
    assert ("Service", "Kompass") in found("Neu ist die App Kompass im Rathaus.")
    assert found("Damit stellt die App Kommunen auf die Probe.") == []
    assert found("So bietet die App Zugang zum Rathaus.") == []
