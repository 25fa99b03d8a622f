"""Names that are known by the list they stand in."""

import pytest

from kgraph.read import article_from_text
from kgraph.recognise import recognise


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Mit dabei sind AKDB, Dataport, QXV, ekom21 und Bitkom.", True),
        ("Mit dabei sind AKDB, Dataport und QXV.", True),
        ("Mit dabei sind AKDB, Dataport und Kolleginnen.", False),
        ("Mit dabei ist QXV.", False),
        ("Hinzu kommen QXV und FIT-Connect.", True),
        ("Hinzu kommen Kolleginnen und FIT-Connect.", False),
        ("Hinzu kommt FIT-Connect oder QXV.", True),
        ("Hinzu kommt Dataport oder QXV.", False),
    ],
    ids=[
        "in the middle",
        "at the end",
        "an ordinary noun",
        "no list",
        "at the start",
        "an ordinary noun at the start",
        "behind a service",
        "behind a body",
    ],
)
def test_an_unknown_acronym_in_a_list_of_bodies_is_one(body, expected):
    article = article_from_text(f"A: B\n[13.02.2025]\n\n{body}\n", "a")
    names = {e.name for e in recognise(article)}
    assert bool(names & {"QXV", "Kolleginnen"}) is expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("In der Jury sitzt Otto Quendt (Qumbra Consult).", True),
        ("In der Jury sitzt Otto Quendt (Vorsitzender).", False),
        ("In der Jury sitzt Otto Quendt (Jena).", False),
    ],
    ids=["a firm", "an office", "a town"],
)
def test_a_firm_in_brackets_behind_a_person_is_one(body, expected):
    article = article_from_text(f"A: B\n[13.02.2025]\n\n{body}\n", "a")
    assert any(e.type == "Company" for e in recognise(article)) is expected
