"""Who a plural, a bracket, an apposition or a report as a whole speaks of."""

import pytest
from marked import relations, stated


@pytest.mark.parametrize(
    "text",
    [
        "Zwei Städte ([Municipality Aa|s] und [Municipality Bb|s]) nutzen [Service das Portal Alpha|o].",
        "Zwei Städte – [Municipality Aa|s] und [Municipality Bb|s] – nutzen [Service das Portal Alpha|o].",
        "Das [Service Portal Alpha|o] nutzen drei Kommunen, das sind [Municipality Aa|s] und [Municipality Bb|s].",
    ],
    ids=["brackets", "dashes", "that is"],
)
def test_a_plural_stands_for_those_it_sums_up(text):
    assert {(r.subject, r.predicate, r.object) for r in relations(text)} >= {("s1", "uses", "o1"), ("s2", "uses", "o1")}


def test_one_name_in_brackets_is_no_list():
    assert not stated("Mehrere Städte ([Land Hessen|s]) nutzen [Service das Portal Alpha|o].")


def test_as_many_bodies_as_persons_are_shared_out():
    text = (
        "Es sprachen [Person Anna Berg|s] und [Person Ulf Kunz|s], die Geschäftsführer des [Association Bitkom|o] "
        "beziehungsweise des [Association Databund|o]."
    )
    held = {(r.subject, r.object) for r in relations(text) if r.predicate == "holdsRole"}
    assert held == {("s1", "o1"), ("s2", "o2")}


@pytest.mark.parametrize(
    "text",
    [
        "Beteiligt ist [Authority Citeq|s], IT-Dienstleister der [Municipality Stadt Aa|o].",
        "Beteiligt ist die [Authority HZD|s], der IT-Dienstleister des [Land Landes Hessen|o].",
        "Beim Dienstleister [Company Beta|o] wechselt der Vorsitz im [Committee Verwaltungsrat|s].",
        "In [Land Hessen|o] hat jetzt auch das [Ministry Wirtschaftsministerium|s] gehandelt.",
        "Der [Association KDN|o] hilft sich mit zwei Mitgliedern ([Authority Citeq|s] und [Authority Krzn|x]).",
        "Der [Association KDN|o] hilft mit zwei Mitgliedern: Während [Authority Citeq|s] eilt, ruht [Company Dd|x].",
    ],
    ids=["bare apposition", "apposition", "organ", "ministry of a Land", "brackets", "colon"],
)
def test_a_body_belongs_to_what_stands_beside_it(text):
    assert ("s", "partOf", "o") in stated(text)


def test_a_ministry_between_two_lands_belongs_to_none():
    text = "In [Land Hessen|o] und in [Land Bremen|x] hat jetzt auch das [Ministry Wirtschaftsministerium|s] gehandelt."
    assert ("s", "partOf", "o") not in stated(text)


def test_both_stands_for_the_last_two_bodies():
    text = "Es helfen [Company Aa|s] und [Company Bb|o]. Betrieben wird das [Service Portal Alpha|x] von beiden."
    assert stated(text) >= {("s", "operates", "x"), ("o", "operates", "x")}


def test_a_second_relative_clause_has_its_own_pronoun():
    text = "Gezeigt wird das [Service Portal Alpha|o], mit dem man plant und das die [Company Beta|s] entwickelt hat."
    assert ("s", "develops", "o") in stated(text)


def test_a_participle_may_open_the_sentence_before_its_agent():
    assert ("s", "organises", "o") in stated(
        "Veranstaltet vom [Association Bitkom|s], zog die [Event Tagung|o] viele an."
    )


def test_only_an_owner_or_a_date_stands_between_event_and_place():
    assert ("s", "takesPlaceIn", "o") in stated("Die [Event Tagung|s] des Verbands in [Municipality Aa|o] war gut.")
    assert not stated("Die [Event Tagung|s] für Städte in [Municipality Aa|o] war gut.")


def test_bodies_that_were_there_took_part_in_the_event_of_the_report():
    text = "Die [Event Smart-City-Tagung|o] war gut. Das [Ministry BMI|s] war mit Vorträgen vertreten."
    assert ("s", "participatesIn", "o") in stated(text)
    assert not stated("Die [Event Smart-City-Tagung|o] war gut. Das [Ministry BMI|s] war mit Fragen befasst.")


def test_adjectives_in_en_are_no_verbs():
    text = "Das [Agreement Abkommen|o] wurde am vergangenen Freitag von [Person Anna Berg|s] unterzeichnet."
    assert ("s", "signs", "o") in stated(text)


def test_a_definite_noun_speaks_of_what_was_spoken_of_most():
    text = (
        "Neu ist das [Law Digitalgesetz|o]. Das [Law Digitalgesetz|o] ist eilig, anders als das [Law Datengesetz|x]. "
        "Beschlossen hat das Gesetz der [Committee Landtag|s]."
    )
    assert ("s", "adopts", "o") in stated(text)


def test_who_acts_at_the_hearing_of_a_committee_is_its_guest():
    text = "Bei einer Anhörung im [Committee Wirtschaftsausschuss|o] hatte [Person Anna Berg|s] gewarnt."
    assert ("s", "participatesIn", "o") in stated(text)
    assert not stated("Bei einem Umtrunk im [Committee Wirtschaftsausschuss|o] hatte [Person Anna Berg|s] gewarnt.")


def test_an_event_is_where_the_day_is_named_with_the_town():
    text = "Um Daten drehte sich am 20. und 21. März 2024 in [Municipality Aa|o] die [Event Fachtagung|s]."
    assert ("s", "takesPlaceIn", "o") in stated(text)
    assert not stated("Um Daten in [Municipality Aa|o] drehte sich die [Event Fachtagung|s].")


def test_this_alone_is_a_pronoun():
    text = (
        "Die [Authority FITKO|x] betreibt die [Service Plattform Dora|o]. Diese wird auch von [Land Bremen|s] genutzt."
    )
    assert ("s", "uses", "o") in stated(text)


def test_a_pronoun_follows_the_gender_of_the_noun_that_spoke_of_a_thing():
    text = (
        "Es gilt das [Law OZG-Änderungsgesetz|o]. Der Bundestag beriet die Novelle im Mai; vorgelegt worden war sie "
        "von der [Authority Bundesregierung|s]."
    )
    assert ("s", "presents", "o") in stated(text)


def test_who_stands_on_the_stage_was_there():
    text = "Die [Event Smart-City-Tagung|o] war gut. Auf der Bühne standen [Person Anna Berg|s] und andere."
    assert ("s", "participatesIn", "o") in stated(text)
