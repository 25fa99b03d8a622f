"""Who takes part: whom a second sentence names, what an apposition says, who shares a participle, who was there."""

import pytest
from marked import relations, stated

PROJECT = "Zehn Kommunen nehmen am [Project Projekt Alpha|o] teil. "


def participants(text):
    """The keys of those who take part in the thing with the key `o`."""
    return {r.subject for r in relations(text) if r.predicate == "participatesIn" and r.object == "o1"}


@pytest.mark.parametrize(
    "second",
    [
        "Darunter sind [Municipality Ulm|s] und [Municipality Hof|s].",
        "Zu ihnen gehören [Municipality Ulm|s] und [Municipality Hof|s].",
        "Es sind [Municipality Ulm|s], [Municipality Hof|s] und andere.",
        "Zwei davon sind [Municipality Ulm|s] und [Municipality Hof|s].",
    ],
)
def test_the_next_sentence_names_whom_one_counts(second):
    assert participants(PROJECT + second) == {"s1", "s2"}


@pytest.mark.parametrize(
    "second",
    [
        "Dagegen sind [Municipality Ulm|s] und [Municipality Hof|s].",
        "Darunter leiden [Municipality Ulm|s] und [Municipality Hof|s].",
        "Darunter sind nicht [Municipality Ulm|s] und [Municipality Hof|s].",
    ],
)
def test_another_sentence_names_nobody_of_them(second):
    assert participants(PROJECT + second) == set()


def test_those_who_are_named_next_are_of_the_kind_that_is_counted():
    assert not participants("Zehn Portale speisen das [Project Projekt Alpha|o]. Darunter ist [Municipality Ulm|s].")


def test_what_explains_a_project_is_no_member_of_a_list():
    text = (
        "Im Rahmen von [Project Alpha|o], einem Kooperationsprojekt mit [Municipality Leipzig|s] und "
        "[Municipality München|s], wird getestet."
    )
    assert participants(text) == {"s1", "s2"}


def test_towns_behind_a_plural_share_its_participle():
    text = "Die am [Project Projekt Alpha|o] beteiligten Städte [Municipality Ulm|s] und [Municipality Hof|s] hoffen."
    assert participants(text) == {"s1", "s2"}


def test_what_has_its_own_article_does_not_share_a_participle():
    text = (
        "Die am [Project Projekt Alpha|o] beteiligte [Municipality Stadt Ulm|s] und der [District Kreis Hof|s] nicht."
    )
    assert participants(text) == {"s1"}


def test_ihr_before_a_verb_is_a_pronoun():
    text = (
        "Die [Committee Steuerungsgruppe|o] tagt. Ihr gehören neben dem [State Bund|s] zwei Länder an: "
        "[Land Bayern|s] und [Land Hessen|s]."
    )
    assert participants(text) == {"s1", "s2", "s3"}


def test_a_clause_ends_with_a_verb_in_geht():
    text = (
        "Das [Project Projekt Alpha|o] läuft. Damit es nicht am Alltag vorbeigeht, wirkt als Projektpartner die "
        "[Municipality Stadt Aachen|s] mit."
    )
    assert participants(text) == {"s1"}


@pytest.mark.parametrize(
    ("second", "there"),
    [
        ("Vertreten waren neben der [Authority FITKO|s] auch die [Authority AKDB|s].", {"s1", "s2"}),
        ("Fachleute der [Company Telecom AG|s] sprachen über den Ausbau.", {"s1"}),
        ("Aus der Praxis berichtete die [Municipality Stadt Ulm|s].", {"s1"}),
        ("Die [Municipality Stadt Ulm|s] sprach über den Ausbau.", set()),
        ("Mit einem Vortrag von [Person Anna Berg|s] ging es los.", {"s1"}),
        ("Mit einem Foto von [Person Anna Berg|s] ging es los.", set()),
    ],
)
def test_bodies_at_an_event(second, there):
    assert participants(f"Der [Event Kongress Alpha|o] tagte in Bonn. {second}") == there


def test_at_a_closed_meeting_only_who_is_on_stage():
    text = "Die [Event Verbandsversammlung Alpha|o] tagte in Bonn. {} [Person Anna Berg|s]."
    assert participants(text.format("Auf dem Podium saß")) == {"s1"}
    assert participants(text.format("Später rechnete")) == set()


def test_a_portal_is_not_what_a_person_speaks_at():
    text = "Das [Service Portal Alpha|o] ist fertig. Für die Pläne von [Person Anna Berg|s] wirbt [Person Ulf Kunz|s]."
    assert ("s", "supports", "o") not in stated(text)


def test_a_dative_before_a_plural_verb_is_feminine():
    text = (
        "Vorgeschlagen hat ihn eine [Committee Findungskommission|o] des [Committee IT-Planungsrats|x], der die Länder "
        "[Land Hessen|s] und [Land Bremen|s] angehörten."
    )
    assert participants(text) == {"s1", "s2"}


FORUM = "Der [Event Kongress Alpha|k] ging zu Ende. Viele kamen. Es war laut.\nEin Teil war das [Event Forum Beta|o]. "


@pytest.mark.parametrize(
    ("further", "forum", "congress"),
    [
        ("Auf dem Podium saß [Person Anna Berg|s].", {"s1"}, set()),
        ("Den Rat schmähte [Person Anna Berg|s].", set(), set()),
        ("Vertreten war auch die [Authority AKDB|s].", {"s1"}, set()),
        ("Es endete spät.\nZum Abschluss sprach [Person Anna Berg|s].", set(), {"s1"}),
    ],
)
def test_another_event_lasts_to_the_end_of_its_paragraph(further, forum, congress):
    found = {(r.subject, r.object) for r in relations(FORUM + further) if r.predicate == "participatesIn"}
    assert {s for s, o in found if o == "o1"} == forum
    assert {s for s, o in found if o == "k1"} == congress


def test_who_acts_in_a_report_of_a_contest_need_not_be_there():
    report = "Der [Event Kongress Alpha|o] ging zu Ende. {}. Viele kamen. Lob gab es. Geld fand [Person Anna Berg|s]."
    assert participants(report.format("Es regnete")) == {"s1"}
    assert participants(report.format("Vergeben wurde der [Event Digitalpreis|p]")) == set()


def test_persons_who_are_named_among_the_guests():
    report = "Der [Event Kongress Alpha|o] und der [Event Digitalpreis|p] lockten viele. "
    guests = "{} kamen, darunter die des Präsidenten, [Person Lutz Goebel|s], und [Person Anna Berg|s]."
    assert participants(report + guests.format("Gäste")) == {"s1", "s2"}
    assert participants(report + guests.format("Briefe")) == set()


def test_delegates_act_for_all_who_sent_them():
    text = (
        "Vertreter der [District Region Neckar|a] und des [District Landkreises Berg|b] haben die "
        "[Agreement Vereinbarung|o] unterzeichnet."
    )
    assert {("a", "partyTo", "o"), ("b", "partyTo", "o")} <= stated(text)


def test_those_named_before_a_relative_clause_do_together_what_it_says():
    text = "Drei Länder sind dabei: [Land Aa|a], [Land Bb|b] und [Land Cc|c], die sie gemeinsam betreiben."
    assert sum(r.predicate == "cooperatesWith" for r in relations(text)) == 3
