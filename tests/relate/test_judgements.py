"""Judgements without a verb of their own for them: whose view it is, and what it values."""

import pytest
from marked import relations, stated

LAW = "[Law OZG-Änderungsgesetz|o]"
BITKOM = "[Association Bitkom|s]"


def stances(text):
    """Predicates that join the marked ends."""
    return {r.predicate for r in relations(text) if (r.subject[0], r.object[0]) == ("s", "o") and r.status == "fact"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Nach Einschätzung des {BITKOM} weist das {LAW} in die richtige Richtung.", {"supports"}),
        (f"Für den {BITKOM} ist das {LAW} ein Sammelsurium ohne Biss.", {"opposes"}),
        (f"Für den {BITKOM} ist das {LAW} ein Vorgang ohne Eile.", set()),
        (f"Aus Sicht des {BITKOM} führt an einem {LAW} kein Weg vorbei.", {"demands"}),
        (f"Aus Sicht des {BITKOM} führt zu einem {LAW} ein Weg.", set()),
        (f"Das {LAW} müsse grundlegend überarbeitet werden, so der {BITKOM}.", {"demands"}),
        (f"Das {LAW} müsse grundlegend gelesen werden, so der {BITKOM}.", set()),
    ],
    ids=["view", "for whom", "for whom, no judgement", "unavoidable", "no need", "must be changed", "must be read"],
)
def test_a_view_values_what_its_clause_is_about(text, expected):
    assert stances(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Dem {LAW} fehle das Ziel, bemängelte der {BITKOM}.", {"opposes"}),
        (f"Dem {LAW} fehle das Ziel nicht, erklärte der {BITKOM}.", set()),
        (f"Der {BITKOM} begrüßt, dass der Bund mit dem {LAW} Tempo macht.", {"supports"}),
        (f"Der {BITKOM} berichtet, dass der Bund mit dem {LAW} Tempo macht.", set()),
    ],
    ids=["blames", "tells", "praises", "reports"],
)
def test_a_verb_of_blame_or_praise_colours_the_clause_beside_it(text, expected):
    assert stances(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Der Bund ändert das {LAW}. „Ein Irrweg“, sagte [Person Eva Koch|s].", {"opposes"}),
        (f"Der Bund ändert das {LAW}. „Ein Spaziergang“, sagte [Person Eva Koch|s].", set()),
        (f"Der Bund ändert das {LAW}. „Das [Service Portal X|x] ist ein Irrweg“, sagte [Person Eva Koch|s].", set()),
        (f"Der Bund ändert das {LAW}. Es brauche eine Kehrtwende, so [Person Eva Koch|s].", set()),
    ],
    ids=["bare", "no judgement", "of something else", "it is needed"],
)
def test_a_bare_judgement_is_of_what_the_article_is_about(text, expected):
    assert stances(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Das {LAW} dürfe ein Papiertiger bleiben, so der {BITKOM}.", {"opposes"}),
        (f"Das {LAW} dürfe kein Papiertiger bleiben, so der {BITKOM}.", set()),
        (f"Das {LAW} sei nicht praktikabel, so der {BITKOM}.", {"opposes"}),
    ],
    ids=["is one", "must not be one", "is not good"],
)
def test_what_something_is_not_is_no_judgement_of_it(text, expected):
    assert stances(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Der {BITKOM}: „Das {LAW} kommt spät. Das {LAW} ist ein Irrweg.“", {"opposes"}),
        (f"Der {BITKOM}: „Das {LAW} kommt spät.“ Das {LAW} ist ein Irrweg.", set()),
    ],
    ids=["still quoted", "no longer"],
)
def test_a_quotation_goes_on_until_it_is_closed(text, expected):
    assert stances(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Für die [Association Grünen|s] begrüßte Ratsherr [Person Ulf Kunz|x] das {LAW}.", {"supports"}),
        (f"Für die [Municipality Ulmer|s] begrüßte Ratsherr [Person Ulf Kunz|x] das {LAW}.", set()),
        (f"Für die [Association Grünen|s] las Ratsherr [Person Ulf Kunz|x] das {LAW}.", set()),
    ],
    ids=["for a party", "for a town", "no stance"],
)
def test_what_a_member_says_for_a_party_the_party_says(text, expected):
    assert stances(text) == expected


def test_those_who_think_so_demand_as_well():
    text = "Das reicht nicht, meinen [Association CDU|s] und [Association SPD|t], und fordern das [Law Gesetz|o]."
    found = {(r.subject[0], r.predicate) for r in relations(text) if r.object[0] == "o"}
    assert found == {("s", "demands"), ("t", "demands")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("„Wir begrüßen, dass das [Law Gesetz|o] kommt“, sagte [Person Eva Berg|s].", {("s", "supports", "o")}),
        ("„Wir fordern ein [Law Gesetz|o]“, sagte [Person Eva Berg|s].", {("s", "demands", "o")}),
        ("„Sie fordern ein [Law Gesetz|o]“, sagte [Person Eva Berg|s].", set()),
        ("„Das [Law Gesetz|o] ist ein großer Schritt“, warnte [Person Eva Berg|s].", {("s", "opposes", "o")}),
        ("Das [Law Gesetz|o] gilt. Ein Meilenstein sei das, lobte [Person Eva Berg|s].", {("s", "supports", "o")}),
        ("Ohne [Programme Digitalpakt|o] gehe es nicht, mahnte [Person Eva Berg|s].", {("s", "demands", "o")}),
    ],
    ids=["we welcome", "we demand", "others demand", "praise that warns", "that is one", "not without"],
)
def test_what_somebody_says_of_his_own_stand(text, expected):
    assert {t for t in stated(text) if t[0] == "s"} == expected


def test_who_is_urged_to_reject_a_law_has_not_rejected_it():
    text = "Der [Association Städtetag|s] bittet den [Committee Bundesrat|x], das [Law OZG|o] abzulehnen."
    assert {t for t in stated(text) if t[1] == "opposes"} == {("s", "opposes", "o")}
