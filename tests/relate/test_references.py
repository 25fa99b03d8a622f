"""Plurals, numbers and pronouns that point back: to a body, to several things, to an object rather than a subject."""

import pytest
from marked import stated

TOWNS = "[Municipality Ulm|s], [Municipality Kiel|t] und [Municipality Jena|u] tun sich zusammen. "


def ends(text, predicate):
    """Subject and object of what is stated with a predicate."""
    return {(s, o) for s, p, o in stated(text) if p == predicate}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der [Authority Rechnungshof|s] prüft. Die Prüfer kritisieren das [Project Projekt X|o].", {("s", "o")}),
        ("Das [Authority BAMF|s] prüft. Die Prüfer kritisieren das [Project Projekt X|o].", set()),
        ("Die [Association FDP|s] tagt. Die Liberalen lehnen das [Law Gesetz|o] ab.", {("s", "o")}),
        ("Die [Association SPD|s] tagt. Die Liberalen lehnen das [Law Gesetz|o] ab.", set()),
    ],
    ids=["auditors", "no auditors", "party", "another party"],
)
def test_a_plural_of_people_stands_for_their_body(text, expected):
    assert ends(text, "opposes") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Vorgestellt haben die drei das [Service Portal X|o].", {("s", "o"), ("t", "o"), ("u", "o")}),
        ("Vorgestellt haben die vier das [Service Portal X|o].", set()),
        ("Vorgestellt haben die drei Chefs das [Service Portal X|o].", set()),
    ],
    ids=["three", "four", "three of others"],
)
def test_a_bare_number_stands_for_as_many_as_were_named_together(sentence, expected):
    assert ends(TOWNS + sentence, "presents") == expected


def test_those_involved_are_remembered_over_one_sentence():
    text = TOWNS + "Das dauert. Die Beteiligten entwickeln das [Service Portal X|o]."
    assert ends(text, "develops") == {("s", "o"), ("t", "o"), ("u", "o")}


def test_they_is_the_object_where_those_who_act_follow():
    text = (
        "[Municipality Ulm|x] und [Municipality Kiel|y] schließen eine [Agreement Vereinbarung|o]. "
        "Unterzeichnet haben sie die Räte [Person Jan Koch|s] und [Person Eva Berg|t]."
    )
    assert ends(text, "signs") == {("s", "o"), ("t", "o")}


def test_a_pronoun_behind_an_apposition_is_no_part_of_it():
    text = (
        "Es gibt eine [Agreement Vereinbarung|o]. Nun hat [Person Eva Berg|s], die Leiterin des "
        "[Authority BAMF|x], sie unterschrieben."
    )
    assert ends(text, "signs") == {("s", "o")}


@pytest.mark.parametrize(
    ("towns", "expected"),
    [("[Municipality Ulm|x] und [Municipality Kiel|y]", {("s", "x"), ("t", "y")}), ("[Municipality Ulm|x]", set())],
    ids=["two towns", "one town"],
)
def test_of_two_mayors_each_has_a_town_of_his_own(towns, expected):
    text = f"Das planen {towns} seit Mai. Das sagten die Bürgermeister [Person Jan Koch|s] und [Person Uwe Berg|t]."
    assert ends(text, "holdsRole") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kategorisch lehnt es der [Association Bitkom|s] ab, dass das teurer wird.", set()),
        ("Kategorisch lehnt es der [Association Bitkom|s] ab.", {("s", "o")}),
    ],
    ids=["announces", "points back"],
)
def test_it_that_announces_a_clause_points_to_nothing(text, expected):
    assert ends(f"Beraten wird das [Law OZG-Änderungsgesetz|o]. {text}", "opposes") == expected


@pytest.mark.parametrize(
    ("noun", "expected"),
    [("Finanzressort", {("t", "o")}), ("Innenministerium", {("s", "o")})],
)
def test_a_ministry_is_called_by_its_field(noun, expected):
    text = (
        "Das [Ministry Innenministerium Hessen|s] und das [Ministry Ministerium der Finanzen|t] planen. "
        f"Das {noun} betreibt das [Service Portal X|o]."
    )
    assert ends(text, "operates") == expected


def test_of_bodies_named_alike_often_a_noun_means_the_subject_before():
    text = (
        "Der [Authority Rechnungshof|s] berichtete der [Authority Landesregierung|x]. "
        "Die Behörde kritisiert das [Project Projekt X|o]."
    )
    assert ends(text, "opposes") == {("s", "o")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Es gibt [Authority Komm.ONE|s]. Der IT-Dienstleister betreibt das [Service Portal X|o].", {("s", "o")}),
        ("Es gibt [Authority Komm.ONE|s]. Der IT-Kongress betreibt das [Service Portal X|o].", set()),
        ("Die [Association Nordnetz eG|s] und das [Authority BSI|x] tagen. Die Genossenschaft betreibt das "
         "[Service Portal X|o].", {("s", "o")}),
        ("Das [Authority Amt für Bauen|s] hilft dem [Authority Landratsamt|x]. Das Amt betreibt das "
         "[Service Portal X|o].", {("s", "o")}),
    ],
    ids=["compound by its last part", "compound of another kind", "legal form", "head of a long name"],
)  # fmt: skip
def test_a_definite_noun_finds_the_body_that_it_fits(text, expected):
    assert ends(text, "operates") == expected


def test_a_compound_of_a_name_and_its_kind_means_the_name():
    text = "Nun gehört auch die [Authority AKDB|s] der [Association ProVitako|o]-Genossenschaft an."
    assert ("s", "o") in ends(text, "partOf")


@pytest.mark.parametrize(
    ("office", "expected"),
    [("Der Landrat", {("s", "o")}), ("Der Minister", {("t", "o")}), ("Die Ministerin", set())],
    ids=["told in an apposition", "told by a title", "another gender"],
)
def test_an_office_means_whoever_was_said_to_hold_it(office, expected):
    text = (
        "Da war [Person Uwe Berg|s], der Landrat des Kreises. Da war Minister [Person Jan Koch|t]. Das dauerte. "
        f"{office} kritisierte das [Law Gesetz|o]."
    )
    assert ends(text, "opposes") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die [Association FDP|s] tagt. Sie lehnt das [Law Gesetz|o] ab.", {("s", "o")}),
        ("Die [Association FDP|s] tagt. Sie lehnen das [Law Gesetz|o] ab.", set()),
        ("Das [Law Gesetz|o] kommt. [Association SPD|s] und [Association CDU|t] nennen Länder, die sie ablehnen.",
         set()),
    ],
    ids=["one", "several", "object of several"],
)  # fmt: skip
def test_sie_with_a_plural_verb_is_no_single_body(text, expected):
    assert ends(text, "opposes") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Entwickelt hat es die [Authority AKDB|s].", {("s", "o")}),
        ("Ernst wird es, und entwickelt hat das die [Authority AKDB|s].", set()),
        ("Möglich macht es eine App, die die [Authority AKDB|s] entwickelt hat.", set()),
    ],
    ids=["a thing", "of nothing", "announces"],
)
def test_es_may_stand_for_nothing(sentence, expected):
    assert ends(f"Das [Service Portal X|o] läuft. {sentence}", "develops") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die [Association Verbund Nord|o], zu der auch die [Company Lidl|s] zählt, wächst.", {("s", "o")}),
        ("Die [Association Verbund Nord|o], zu der auch [Company Lidl|s] zählt, wächst.", {("s", "o")}),
        ("Die [Association Verbund Nord|o], von der auch [Company Lidl|s] erzählt, wächst.", set()),
    ],
    ids=["article", "bare name", "another verb"],
)
def test_a_relative_pronoun_before_an_adverb_is_no_article(text, expected):
    assert ends(text, "partOf") == expected


def test_a_relative_clause_goes_on_with_als():
    text = (
        "Die [Company Qumbra|o] wächst. [Person Jan Koch|s], der das Unternehmen gegründet hat und als Chef leitet, "
        "sagte das."
    )
    assert ends(text, "leads") == {("s", "o")}
