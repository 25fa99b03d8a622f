"""Two names that the text says are one initiative."""

import pytest

from kgraph.read import article_from_text
from kgraph.recognise import recognise


def initiatives(body: str) -> list[set[str]]:
    article = article_from_text(f"Nachricht\n\n{body}\n", "a-1", source="a.txt")
    kinds = {"Service", "Project", "Programme"}
    return [{e.name, *e.aliases} for e in recognise(article) if e.type in kinds]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Eingeführt wurde das Virtuelle Bauamt „ViBo-BW“.", {"Virtuelles Bauamt", "ViBo-BW"}),
        ("Die Plattform „Virtuelles Bauamt (ViBo BW)“ startet.", {"Virtuelles Bauamt", "ViBo BW"}),
        ("Das Land startet das Antragsportal „Qumbra Online“, kurz QUON.", {"Qumbra Online", "QUON"}),
        ("Die Software ViBo startet. Später heißt die Software ViBo-BW nur noch so.", {"ViBo", "ViBo-BW"}),
        ("Gefördert wird das Projekt „QUMBRA – Der Maßstab für alle Ämter“.", {"QUMBRA"}),
    ],
    ids=["quoted behind it", "bracket inside quotes", "in short", "with a region", "led by its brand"],
)
def test_two_names_of_one_initiative_are_one(body, names):
    assert any(names <= found for found in initiatives(body))


@pytest.mark.parametrize(
    "body",
    ["Das Portal „Qumbra“ löst die App „Solmo“ ab.", "Die Software QUMBRA-4 und die Software QUMBRA-7 bleiben."],
    ids=["other words between", "a number is no region"],
)
def test_two_initiatives_stay_two(body):
    assert len(initiatives(body)) == 2
