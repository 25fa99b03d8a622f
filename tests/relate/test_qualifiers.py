"""Role and former holder of relations that no form joined to their qualifier: only what their own sentence says."""

import pytest

from kgraph.dates import told_days, told_months
from kgraph.extract import recall_engine
from kgraph.read import article_from_text
from kgraph.recognise import recognise
from kgraph.relate import read
from kgraph.relate.qualifiers import role_of, source_of


def sentence_and_ids(text: str):
    article = article_from_text(f"Jena: Neues aus dem Rathaus\n\n{text}\n", "a")
    entities = recognise(article)
    (sentence,) = (s for s in read(article, entities).sentences if s.kind == "body")
    return sentence, {e.name: e.id for e in entities}


@pytest.mark.parametrize(
    ("text", "person", "body", "role"),
    [
        ("Den Vortrag hielt Anna Berg, in Sachsen Staatssekretärin für Digitales.", "Anna Berg", "Sachsen",
         "Staatssekretärin für Digitales"),
        ("Den Gremien hatte Ulf Kunz vorgesessen, der frühere Bürgermeister von Kiel.", "Ulf Kunz", "Kiel",
         "Bürgermeister"),
        ("Ulf Kunz ist Bürgermeister von Kiel, Anna Berg kommt aus Lübeck.", "Anna Berg", "Lübeck", None),
        ("Ulf Kunz, Bürgermeister von Kiel, sprach in Lübeck.", "Ulf Kunz", "Lübeck", None),
    ],
)  # fmt: skip
def test_an_office_is_theirs_who_stand_next_to_it_unless_it_is_said_to_be_elsewhere(text, person, body, role):
    sentence, ids = sentence_and_ids(text)
    assert role_of(sentence, ids[person], ids[body]) == role


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Die Stadt Kiel übernimmt das Portal „Alpha“ von der Dataport AöR.", "Dataport AöR"),
        ("Die Stadt Kiel übernimmt das Portal „Alpha“.", None),
        ("Von der Stadt Kiel wird das Portal „Alpha“ übernommen.", None),
    ],
)
def test_who_had_it_before_stands_behind_von_unless_that_is_who_takes(text, source):
    sentence, ids = sentence_and_ids(text)
    taken = next(id for name, id in ids.items() if "Alpha" in name)
    found = source_of(sentence, next(id for name, id in ids.items() if "Kiel" in name), taken)
    assert next((name for name, id in ids.items() if id == found), None) == source


def test_the_first_of_its_kind_is_no_first_officer():
    text = "Jena: Amt\n\nAnna Berg war die erste Präsidentin der FITKO. Ulf Kunz ist Erster Bürgermeister von Jena.\n"
    roles = {r.role for r in recall_engine(article_from_text(text, "a")).relations if r.predicate == "holdsRole"}
    assert roles == {"Präsidentin", "Erster Bürgermeister"}


@pytest.mark.parametrize(
    ("text", "days"),
    [  # published on a Thursday
        ("Der Vertrag wurde am Mittwoch unterzeichnet.", ["2024-06-12"]),
        ("Der Vertrag wurde am vergangenen Donnerstag unterzeichnet.", ["2024-06-06"]),
        ("Der Vertrag wurde gestern unterzeichnet, am gestrigen Mittwoch.", ["2024-06-12", "2024-06-12"]),
        ("Der Vertrag wurde heute unterzeichnet.", ["2024-06-13"]),
        ("Am Freitag wird der Vertrag unterzeichnet.", ["2024-06-14"]),
        ("Der Kongress beginnt am kommenden Montag.", ["2024-06-17"]),
        ("Am Freitag liegt er dem Bundesrat vor.", ["2024-06-14"]),
        ("Heute arbeiten dort vierzig Menschen.", []),
        ("Er wird schon heute genutzt, von heute auf morgen geht das nicht.", []),
        ("Am Mittwoch, 5. Juni, tagte der Rat.", []),
        ("Am Mittwoch nächster Woche tagt der Rat.", []),
        ("Heute ist Donnerstag.", []),
        ("Heute wurde der Vertrag unterzeichnet.", ["2024-06-13"]),
        ("Das hat sie heute auf dem Kongress gesagt.", ["2024-06-13"]),
    ],
)
def test_days_count_from_the_day_of_publication(text, days):
    assert [d.value for d in told_days(text, 0, len(text), "2024-06-13")] == days
    assert not list(told_days(text, 0, len(text), "2024"))


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Der Vertrag wurde am Mittwoch unterzeichnet.", ["2024-06"]),
        ("Der Vertrag wird am Mittwoch unterzeichnet.", []),
        ("Der Kongress begann am kommenden Montag.", []),
    ],
)
def test_a_day_gone_by_is_of_the_month_of_publication_if_no_more_is_known(text, months):
    assert [d.value for d in told_days(text, 0, len(text), "2024-06")] == months


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Der Vertrag wurde am Wochenende geschlossen.", ["2024-05"]),
        ("Vergangene Woche tagte der Rat.", ["2024-05"]),
        ("Der Vertrag wurde in dieser Form geschlossen.", []),
    ],
)
def test_what_is_recent_is_of_the_month_of_some_days_before(text, months):
    assert [d.value for d in told_months(text, 0, len(text), "2024-06-03")] == months
    assert not list(told_months(text, 0, len(text), None))
