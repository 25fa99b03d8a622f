"""Where events are held, whose sessions they are, and who is there."""

import pytest
from marked import relations, stated

PLACE, HOLDS, THERE = ("s", "takesPlaceIn", "o"), ("o", "organises", "s"), ("o", "participatesIn", "s")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zur [Event Abschlussfeier|s] traf man sich im [Place Rathaus|o] der Stadt.", {PLACE}),
        ("Im [Place Rathaus|o] ging gestern die [Event Herbsttagung|s] zu Ende.", {PLACE}),
        ("Auf der [Event Herbsttagung|s] in [Municipality Ulm|o] sprach niemand.", {PLACE}),
        ("Auf der [Event Herbsttagung|s] zeigten Firmen Projekte in [Municipality Ulm|o].", set()),
        ("Die [Event Herbsttagung|s] lobt man in [Municipality Ulm|o].", set()),
    ],
    ids=["people meet", "ends", "attribute", "of something else", "only spoken of"],
)
def test_an_event_takes_place_where_its_clause_is(text, expected):
    assert {r for r in stated(text) if r[1] == "takesPlaceIn"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In der [Event 46. Sitzung|s] beschloss der [Committee IT-Planungsrat|o] das.", {HOLDS}),
        ("Bei ihrer gemeinsamen [Event Kabinettssitzung|s] beschlossen das [Authority Senat|o] und "
         "[Authority Staatsregierung|o].", {THERE}),
        ("Auf der [Event Fachmesse|s] beschloss der [Committee IT-Planungsrat|o] das.", set()),
    ],
    ids=["own", "joint", "no session"],
)  # fmt: skip
def test_a_body_holds_its_session_and_bodies_share_a_joint_one(text, expected):
    assert {r for r in stated(text) if r[2] == "s"} == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dem [Committee Rat|s] gehören an: [Person Max Berg|o], [Person Eva Kurz|o] und [Person Jan Wolf|o].", 3),
        ("Am [Project Projekt A|s] machen drei Städte mit: [Municipality Ulm|o], [Municipality Kiel|o] und "
         "[Municipality Jena|o].", 3),
        ("Zum [Project Projekt A|s] sagte er: [Municipality Ulm|o] und [Municipality Kiel|o] schweigen.", 0),
    ],
    ids=["particle before the colon", "generic subject", "a clause behind the colon"],
)  # fmt: skip
def test_a_list_behind_a_colon_belongs_to_the_clause_before_it(text, count):
    assert len([r for r in relations(text) if r.predicate == "participatesIn"]) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Am Montag begann der [Event Kongress Alpha|s]. Einen Rundgang machte [Person Ulf Berg|o].", {THERE}),
        ("Am Montag begann der [Event Kongress Alpha|s]. Verabschiedet wurde dort [Person Ulf Berg|o].", {THERE}),
        ("Am Montag begann der [Event Kongress Alpha|s]. Chef des Amts ist [Person Ulf Berg|o].", set()),
        ("Am Montag begann der [Event Kongress Alpha|s]. Nicht gekommen ist [Person Ulf Berg|o].", set()),
        ("Vergeben wird der [Event Digitalpreis|s]. Mit einem Rundgang überraschte [Person Ulf Berg|o] alle.", set()),
    ],
    ids=["acts", "is honoured", "only an office", "did not come", "a prize is no meeting"],
)  # fmt: skip
def test_whoever_acts_in_the_report_of_an_event_was_there(text, expected):
    assert {r for r in stated(text) if r[1] == "participatesIn"} == expected


def test_where_something_else_runs_no_event_takes_place():
    text = "Die [Event Hauptversammlung|s] ist vorbei. In [Municipality Ulm|o] läuft das [Project Projekt Alpha|x]."
    assert PLACE not in stated(text)
    assert PLACE in stated("Die [Event Hauptversammlung|s] läuft in [Municipality Ulm|o].")


def test_who_speaks_at_another_event_was_not_at_the_one_of_the_report():
    text = (
        "Am Montag begann der [Event Digital-Gipfel|s]. Es war kalt. Es war laut. Es war voll. "
        "{} lobte [Person Ulf Berg|o] das Netz. "
        "Der [Event Digital-Gipfel|s] endet heute."
    )
    assert THERE in stated(text.format("Dort"))
    assert THERE not in stated(text.format("Anlässlich der [Event Fachtagung Netze|x] vor einem Jahr"))
