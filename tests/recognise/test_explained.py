"""Names that are known by what the text calls them."""

import pytest

from kgraph.recognise import explained
from kgraph.segment import sentences, tokens


def found(text: str) -> list[tuple[str, str]]:
    return [
        (c.type, text[c.start : c.end])
        for start, end in sentences(text)
        for c in explained.find(text, tokens(text, start, end), start, end)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Herzstück ist der QuartierFunk, eine App für alle.", [("Service", "QuartierFunk")]),
        ("Gebaut hat das Sormax, ein junges Start-up aus Kiel.", [("Company", "Sormax")]),
        ("QALM ist ein Projekt des Landes.", [("Project", "QALM")]),
        ("Die App heißt Qumbra.", [("Service", "Qumbra")]),
        ("Das neue Angebot der Stadt heißt Qumbra.", [("Service", "Qumbra")]),
        ("Der Dienst der Stadt nennt sich Qumbra.", [("Service", "Qumbra")]),
        ("Die Stadt hat einen Chatbot. Qumbra heißt er.", [("Service", "Qumbra")]),
        ("Die Stadt hat einen Helfer. Er heißt Qumbra.", [("Service", "Qumbra")]),
        ("Die Stadt hat einen Leiter. Qumbra heißt er.", []),
        ("Der Chatbot hört auf den Namen Leo.", [("Service", "Leo")]),
        ("Der Leiter heißt Qumbra.", []),
        ("Lisa heißt die virtuelle Assistentin der Stadt.", [("Service", "Lisa")]),
        ("Lisa heißt die neue Leiterin der Stadt.", []),
        ("QALM-7 nennt sich ein neues Forschungsprojekt.", [("Project", "QALM-7")]),
        ("Das Vorhaben trägt den Namen talLand.digital.", [("Project", "talLand.digital")]),
        ("Angelaufen ist ein Projekt, das den Titel „Vertrag für alle“ trägt.", [("Project", "Vertrag für alle")]),
        ("Er spricht von Connected Harbour Twins, einem Projekt.", [("Project", "Connected Harbour Twins")]),
        ("Teuer waren QAL-IT und SorPers, zwei Vorhaben der Stadt.", [("Project", "SorPers"), ("Project", "QAL-IT")]),
        ("Das Land hat mit QalKI einen eigenen Chatbot vorgestellt.", [("Service", "QalKI")]),
        ("Gefördert wird GX-Lotse, eine Software für Ämter.", [("Service", "GX-Lotse")]),
        ("Gefördert wird KI-Lotse, eine Software für Ämter.", []),
        ("Die Plattform, die dort unter dem Namen Qumbra läuft, ist neu.", [("Service", "Qumbra")]),
        ("Teuer waren Bauhof und Bücherei, zwei Vorhaben der Stadt.", []),
        ("Der Landkreis, ein Vorbild für alle, zahlt.", []),
        ("Berlin ist ein Projekt.", []),
        ("Seit 2025 ist das Programm offen.", []),
    ],
)
def test_what_is_said_to_be_a_portal_or_firm_is_the_name_of_one(text, expected):
    assert found(text) == expected
