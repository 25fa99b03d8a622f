"""Organisations that are known by their offices, their deeds, their partners and their seats."""

import pytest

from kgraph.read import article_from_text
from kgraph.recognise import acting, recognise
from kgraph.segment import sentences, tokens


def found(text: str) -> list[str]:
    return [
        text[c.name_start : c.name_end]
        for start, end in sentences(text)
        for c in acting.find(text, tokens(text, start, end), start, end)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das sagt Qumbra-Gründer Otto Quendt.", ["Qumbra"]),
        ("Das sagt QVB-Präsidentin Ada Quendt.", ["QVB"]),
        ("Das sagt Verwaltungs-Chef Otto Quendt.", []),
        ("Das sagt Jena-Sprecher Otto Quendt.", []),
        ("Otto Quendt ist Geschäftsführer der Qumbra.", ["Qumbra"]),
        ("Otto Quendt ist Geschäftsführer der Tochter.", []),
        ("Die Geschäftsführerin QVB sprach zuletzt.", ["QVB"]),
        ("Der Geschäftsführer Quendt sprach zuletzt.", []),
        ("Zuletzt war er Leiter Vertrieb bei Qumbra in Jena.", ["Qumbra"]),
        ("Zuletzt war er Leiter Vertrieb bei Behörden in Jena.", []),
    ],
)
def test_an_office_shows_whose_it_is(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die App wurde von Qumbra entwickelt.", ["Qumbra"]),
        ("Die App wurde von Fachleuten entwickelt.", []),
        ("Die App wurde von Quendt entwickelt. Otto Quendt lebt hier.", []),
        ("Programmiert hat sie Qumbra.", ["Qumbra"]),
        ("Betrieben wird das Netz von Qumbra.", ["Qumbra"]),
        ("Betrieben wird das Netz von Freiwilligen.", []),
        ("Die Stadt baut es in Kooperation mit Qumbra auf.", ["Qumbra"]),
        ("Die Stadt baut es in Kooperation mit Qumbra Solar Projekt auf.", []),
        ("Der Auftrag ging an die Qumbra.", ["Qumbra"]),
        ("Dabei sind Firmen wie Qumbra.", ["Qumbra"]),
        ("Dabei sind Firmen wie Handwerker.", []),
        ("Qumbra betreibt das Netz.", ["Qumbra"]),
        ("Jena betreibt das Netz.", []),
        ("Derzeit beschäftigt Qumbra rund 40 Leute.", ["Qumbra"]),
        ("Die Stadt betreibt Qumbra seit gestern.", []),
        ("Dabei ist Qumbra, das Software für Kommunen anbietet.", ["Qumbra"]),
        ("Dabei ist Qumbra, das Dorf am See.", []),
        ("Dabei ist Qumbra mit Sitz in Jena.", ["Qumbra"]),
        ("Dabei ist auch Qumbra aus Jena.", ["Qumbra"]),
        ("Dabei ist auch Otto Qumbra aus Jena.", []),
        ("Dabei ist auch Qumbra aus Holz.", []),
        ("Es war die Abmachung, die Qumbra aus Jena brachte.", []),
    ],
)
def test_what_firms_do_shows_a_firm(text, expected):
    assert found(text) == expected


def test_a_short_form_before_an_office_is_the_body_whose_name_begins_so():
    text = "Nachricht\n\nDer Zweckverband QVU-Saar feiert. Das sagt QVU-Vorsitzender Otto Quendt."
    bodies = [e for e in recognise(article_from_text(text, "a")) if e.type not in ("Person", "Land")]
    assert len(bodies) == 1
    assert len(bodies[0].mentions) == 2


def test_a_towns_adjective_is_no_part_of_a_firms_name():
    text = "Nachricht\n\nMittel gibt die Lübecker QVB AG, nicht die Lübecker Verkehrsgesellschaft AG."
    firms = [e.name for e in recognise(article_from_text(text, "a")) if e.type == "Company"]
    assert firms == ["QVB AG", "Lübecker Verkehrsgesellschaft AG"]


def test_surnames_are_looked_for_once_however_often_a_text_comes_back_to_a_name():
    text = "Laut Anna Qumbra und Dr. Ostertag nutzt die Stadt Ulm Wexli. " + "Entwickelt wurde es von Telkos. " * 50
    assert {"Qumbra", "Ostertag"} <= acting._surnames(text)
    assert not {"Telkos", "Wexli"} & acting._surnames(text)
    acting._surnames.cache_clear()
    recognise(article_from_text(f"Titel\n\n{text}", "a"))
    assert acting._surnames.cache_info().misses == 1
