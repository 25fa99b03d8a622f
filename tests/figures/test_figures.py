"""Which numbers are key figures, and of what: hit and near miss side by side."""

import re
from dataclasses import replace

import pytest

from kgraph.figures import borne_out, figures
from kgraph.figures.units import nominative
from kgraph.records import Article, ArticleEntity, Block, KeyFigure, Mention
from kgraph.relate import read

HEADLINE = "Meldung des Tages"
_MARK = re.compile(r"\[(\w+) ([^\]]+)\]")


def article_of(text: str, headline: str = HEADLINE) -> tuple[Article, tuple[ArticleEntity, ...]]:
    """An article whose entities are marked `[Type Name]`; the name is the entity's id."""
    plain, places, last = f"{headline}\n\n", {}, 0
    for mark in _MARK.finditer(text):
        plain += text[last : mark.start()]
        places.setdefault((mark[1], mark[2]), []).append(
            Mention(len(plain), len(plain) + len(mark[2]), "name", "marked")
        )
        plain += mark[2]
        last = mark.end()
    plain += text[last:]
    blocks = (Block("headline", 0, len(headline)), Block("body", len(headline) + 2, len(plain)))
    entities = tuple(ArticleEntity(n, t, n, (), tuple(m)) for (t, n), m in places.items())
    return Article("marked", plain, blocks, headline, "2024-05-07"), entities


def found(text: str, headline: str = HEADLINE) -> list[tuple[str, float, str]]:
    article, entities = article_of(text, headline)
    return [(f.entity, f.value, f.unit) for f in figures(read(article, entities))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das [Programme Paket Z] bündelt 575 Leistungen.", [("Paket Z", 575, "Leistungen")]),
        ("270 Ausländerbehörden nutzen den [Service Dienst Q].", [("Dienst Q", 270, "Ausländerbehörden")]),
        ("Von den 1.532 Leistungen des [State Bund]es fehlen viele.", [("Bund", 1532, "Leistungen")]),
        ("Für das [Project Projekt A] gibt der [State Bund] 17 Millionen Euro.", [("Projekt A", 17e6, "Euro")]),
        ("Das [Project Projekt A] kostet rund zwei Mio. Euro.", [("Projekt A", 2e6, "Euro")]),
        ("Der [Authority Dienstleister D] beschäftigt 300 Menschen.", [("Dienstleister D", 300, "Menschen")]),
        ("Zum [Event Kongress K] kamen 800 Gäste.", [("Kongress K", 800, "Gäste")]),
        ("Das [Service Portal P], das 300 Dienste bietet, wächst.", [("Portal P", 300, "Dienste")]),
        ("Das [Service Portal P] wird von 40 Prozent der Ämter genutzt.", [("Portal P", 40, "Prozent")]),
    ],
    ids=["subject", "object of use", "genitive", "for, not giver", "cost", "staff", "guests", "relative", "share"],
)
def test_a_figure_belongs_to_what_its_sentence_speaks_of(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Das [Service Portal P] ging am 20. November 2023 ans Netz.",
        "Das [Service Portal P] gibt es seit 15 Jahren.",
        "Das [Service Portal P] liegt auf Platz 17 von allen.",
        "Das [Service Portal P] kam auf 88 Punkte.",
        "Das [Service Portal P] erreicht man unter Telefon 115 Ämter.",
        "Das [Service Portal P] gründet auf Artikel 91 Grundgesetz.",
        "Das [Service Portal P] läuft auf Windows 11 Rechnern.",
        "Das [Service Portal P] braucht mindestens 50 Leistungen.",
        "Das [Service Portal P] hat drei Partner.",
        "Das [Service Portal P] ist das 200. digitale Amt.",
        "Das [Service Portal 4000 Dienste] ist fertig.",
        "Im [Service Portal P] sind je 20 Dienste neu.",
        "2024 Dienste hat das [Service Portal P] nicht.",
    ],
    ids=[
        "date",
        "time",
        "rank",
        "score",
        "phone",
        "paragraph",
        "version",
        "demand",
        "few",
        "ordinal",
        "name",
        "each",
        "year",
    ],
)
def test_a_number_that_says_nothing_of_a_thing_is_no_figure(text):
    assert found(text) == []


def test_money_for_several_towns_is_a_figure_of_none_of_them():
    one = "Der [State Bund] gibt für [Municipality Jena] 20 Millionen Euro."
    more = (
        "Der [State Bund] gibt für [Municipality Jena], [Municipality Gera] und [Municipality Suhl] 20 Millionen Euro."
    )
    assert found(one) == [("Jena", 20e6, "Euro")]
    assert found(more) == []


def test_millions_without_a_noun_are_euros_where_euros_were_spoken_of_and_nothing_elsewhere():
    euros = "Das [Project Projekt A] kostet 17 Millionen Euro, davon 9 Millionen für Technik."
    assert found(euros) == [("Projekt A", 17e6, "Euro"), ("Projekt A", 9e6, "Euro")]
    assert found("Das [Project Projekt A] sieht vieles, davon 9 Millionen für Technik.") == []


def test_who_is_counted_among_is_not_what_the_figure_is_about():
    text = "Das [Programme Netz N] wächst. Es hat 58 Mitglieder, darunter [Municipality Jena]."
    assert found(text) == [("Netz N", 58, "Mitglieder")]


def test_what_only_the_sentence_before_names_is_no_tie():
    assert found("Das [Service Portal P] ist da. Es bietet 300 Dienste.") == [("Portal P", 300, "Dienste")]
    assert found("Das [Service Portal P] ist da. 300 Dienste stehen bereit.") == []


def test_a_pronoun_that_may_mean_two_things_is_no_tie():
    one = "Das [Service Portal P] ist da. Es bietet 300 Dienste."
    two = "Das [Ministry Amt A] warb für das [Service Portal P] bei allen. Es bietet 300 Dienste."
    assert found(one) == [("Portal P", 300, "Dienste")]
    assert found(two) == []


def test_guests_belong_to_the_event_and_services_do_not():
    assert found("Zum [Event Kongress K] kamen 800 Gäste.") == [("Kongress K", 800, "Gäste")]
    assert found("Zum [Event Kongress K] kamen 800 Dienste.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das [Programme Programm Z], das 83 Vorhaben umfasst, läuft.", [("Programm Z", 83, "Vorhaben")]),
        ("Das [Programme Programm Z] entstand beim Qx², das 83 Vorhaben umfasst.", []),
        ("Die [Association Genossenschaft G] zählt 14 Mitglieder.", [("Genossenschaft G", 14, "Mitglieder")]),
        ("Die [Authority Behörde B] zählte 5.000 Konten.", []),
        ("Die [Company Firma F], die dafür 90 Kilometer verlegt, wächst.", []),
        ("In [Land Hessen] gibt es 400 Gerichte.", [("Hessen", 400, "Gerichte")]),
        ("In [Land Hessen] nutzen wir 400 Lampen.", []),
        ("Ein neuer Digitalplan [Land Bayern] bündelt 200 Maßnahmen.", []),
        ("[Municipality Gera] erhält 300.000 Euro.", [("Gera", 300_000, "Euro")]),
        ("[Municipality Gera] erhält Lob und Suhl 300.000 Euro.", []),
        ("Der [State Bund] fördert das [Project Projekt A] mit 9 Millionen Euro.", [("Projekt A", 9e6, "Euro")]),
        ("Der [State Bund] lobt das [Project Projekt A] und gibt 9 Millionen Euro.", []),
        ("Das mit 9 Millionen Euro geförderte [Project Projekt A] läuft.", [("Projekt A", 9e6, "Euro")]),
        ("Die [Company Firma F] betreibt Netze und betreut 600 Kunden.", [("Firma F", 600, "Kunden")]),
        ("Die [Company Firma F] lobt Netze und die Stadt betreut 600 Kunden.", []),
        ("Die [Municipality Stadt S] führte das [Service Portal P] für ihre 16 Orte ein.", [("Stadt S", 16, "Orte")]),
        ("Die 300 Nutzer der neuen Fachanwendung loben das [Service Portal P].", []),
    ],
    ids=[
        "relative", "relative of an unknown", "having", "counting cases", "doing", "where", "where somebody acts",
        "in a name", "recipient", "another recipient", "what is funded", "giver only", "participle", "second verb",
        "other subject", "owner before object", "owner unknown",
    ],
)  # fmt: skip
def test_only_grammar_ties_a_figure_to_an_entity(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("151 von 376 Ämtern nutzen das [Service Portal P].", [("Portal P", 151, "Ämter")]),
        ("50 Orte, Kreise und Ämter nutzen das [Service Portal P].", [("Portal P", 50, "Orte, Kreise und Ämter")]),
        ("50 Orte, die alle fern sind, nutzen das [Service Portal P].", [("Portal P", 50, "Orte")]),
        ("Das [Service Portal P] wird von 40 Prozent der Befragten genutzt.", []),
        ("Das [Service Portal P] spart 40 Prozent mehr.", []),
        ("Das [Service Portal P] wächst um 40 Prozent.", []),
    ],
    ids=["part of a whole", "list", "no list", "survey", "comparison", "change"],
)  # fmt: skip
def test_what_a_number_counts(text, expected):
    assert found(text) == expected


def test_a_value_that_comes_again_is_one_figure_where_it_is_surest():
    text = "300 Dienste stehen bereit. Das [Service Portal P] bietet 300 Dienste."
    assert found(text) == [("Portal P", 300, "Dienste")]


def test_a_figure_carries_sentence_words_precision_currency_and_date():
    article, entities = article_of("Das [Project Projekt A] kostete 2021 bis zu 17 Mio. Euro. Es ging weiter.")
    (figure,) = figures(read(article, entities))
    assert article.text[figure.start : figure.end] == "Das Projekt A kostete 2021 bis zu 17 Mio. Euro."
    assert article.text[figure.first : figure.last] == "bis zu 17 Mio. Euro"
    assert (figure.precision, figure.currency, figure.date) == ("upper", "EUR", "2021")


@pytest.mark.parametrize(
    ("when", "date"),
    [("in diesem Jahr", "2024"), ("im vergangenen Jahr", "2023"), ("bis 2026", None), ("seit 2020", None)],
)
def test_a_date_is_when_the_figure_held_not_until_or_since_when(when, date):
    article, entities = article_of(f"Das [Project Projekt A] kostet {when} 17 Mio. Euro.")
    assert [f.date for f in figures(read(article, entities))] == [date]


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("Paketen", "Pakete"),
        ("Städten", "Städte"),
        ("Nutzern", "Nutzer"),
        ("Beschäftigten", "Beschäftigte"),
        ("Behörden", "Behörden"),
        ("Menschen", "Menschen"),
        ("Gemeinden", "Gemeinden"),
        ("Verfahren", "Verfahren"),
        ("Fachverfahren", "Fachverfahren"),
        ("Digitalisierungsprojekten", "Digitalisierungsprojekte"),
        ("Bereitstellern", "Bereitsteller"),
        ("Kammern", "Kammern"),
        ("Einzelleistungen", "Einzelleistungen"),
    ],
)
def test_a_unit_loses_the_ending_of_the_dative_and_no_other(noun, expected):
    assert nominative(noun) == expected


GOOD = KeyFigure("Portal P", 300, "Dienste", 19, 51, 39, 50, 0.8)


@pytest.mark.parametrize(
    "change",
    [
        {"entity": "e9"},
        {"value": float("nan")},
        {"unit": " "},
        {"first": 5},
        {"last": 60},
        {"first": 50},
        {"confidence": 1.2},
        {"currency": "Euro"},
        {"precision": "roughly"},
        {"date": "2023-02-30"},
    ],
)
def test_the_gate_keeps_only_figures_that_the_text_bears_out(change):
    article, _ = article_of("Das [Service Portal P] bietet 300 Dienste.")
    assert borne_out(article, {"Portal P"}, [GOOD]) == (GOOD,)
    assert borne_out(article, {"Portal P"}, [replace(GOOD, **change)]) == ()
