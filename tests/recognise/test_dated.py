"""When events took place and agreements were concluded, as far as the article tells."""

import pytest

from kgraph.read import article_from_text
from kgraph.recognise import recognise


def date_of(body, type, day="13.02.2025"):
    """The date of the one thing of a type in an article of that day."""
    article = article_from_text(f"Verwaltung: Neues aus den Ämtern\n[{day}]\n\n{body}\n", "a")
    (hit,) = [e for e in recognise(article) if e.type == type]
    return hit.date


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ("Heute wurde der dritte E-Government-Pakt seit 2004 unterzeichnet.", "2025-02-13"),
        ("Der E-Government-Pakt wurde 2018 geschlossen. Im Mai 2024 unterzeichneten andere etwas.", "2018"),
        ("Der E-Government-Pakt wurde am Wochenende unterzeichnet.", "2025-02"),
        ("Bund und Länder haben den E-Government-Pakt geschlossen.", "2025-02"),
        ("Bund und Länder hatten den E-Government-Pakt geschlossen.", None),
        ("Bund und Länder wollen den E-Government-Pakt schließen.", None),
        ("Alles ruht. Niemand kommt. Es regnet. Bund und Länder haben den E-Government-Pakt geschlossen.", None),
    ],
)
def test_an_agreement_has_the_date_of_its_signing(body, date):
    assert date_of(body, "Agreement") == date


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ("Das stellte die Stadt heute auf der Smart Country Convention vor.", "2025-02-13"),
        ("Für den Digitalpreis bewirbt sich Ulm. Das freut viele. Verliehen wird er im Mai 2025.", "2025-05"),
        ("Für den Digitalpreis bewirbt sich Ulm. Das freut viele. Bezahlt wird er im Mai 2025.", None),
    ],
)
def test_an_event_has_the_date_on_which_it_is_held(body, date):
    assert date_of(body, "Event") == date


def test_an_event_shares_the_month_of_what_is_signed_there():
    body = "Bund und Länder haben den E-Government-Pakt beim Digital-Gipfel geschlossen."
    assert date_of(body, "Event") == date_of(body, "Agreement") == "2025-02"
