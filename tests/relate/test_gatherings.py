"""Where the event of a report was, as its lead tells before or beside the name."""

import pytest
from marked import relations

EVENT = "Anlass war der [Event Kongress Alpha|e]."


def told(text):
    """Rule, subject and object of what is read out of the lead."""
    return {
        (r.predicate, r.subject, r.object) for r in relations(text) if r.rule.startswith(("infer-gath", "infer-came"))
    }


@pytest.mark.parametrize(
    ("lead", "found"),
    [
        ("In [Municipality Soest|o] trafen sich 200 Fachleute.", {("takesPlaceIn", "e1", "o1")}),
        ("In [Land Berlin|o] sind 200 Fachleute zusammengekommen.", {("takesPlaceIn", "e1", "o1")}),
        ("In [Land Hessen|o] sind 200 Fachleute zusammengekommen.", set()),
        ("In [Municipality Soest|o] trafen sich keine Fachleute.", set()),
        ("In [Municipality Soest|o] arbeiten 200 Fachleute.", set()),
        (
            "Minister [Person Ulf Kunz|s] ist nach [Municipality Soest|o] gekommen.",
            {("takesPlaceIn", "e1", "o1"), ("participatesIn", "s1", "e1")},
        ),
        ("Minister [Person Ulf Kunz|s] ist aus [Municipality Soest|o] gekommen.", set()),
    ],
)
def test_the_lead_tells_where_people_met(lead, found):
    assert told(f"{lead} {EVENT}") == found


def test_a_place_that_is_stated_counts():
    stated = "Der [Event Kongress Alpha|e] fand in [Municipality Ulm|u] statt."
    assert not told(f"In [Municipality Soest|o] trafen sich Fachleute. {EVENT} {stated}")


def test_of_two_events_in_the_lead_neither_is_meant():
    assert not told(f"In [Municipality Soest|o] trafen sich Fachleute. {EVENT} Danach war das [Event Forum Beta|f].")


def test_an_event_far_below_is_not_what_the_lead_tells_of():
    assert not told(f"In [Municipality Soest|o] trafen sich Fachleute. Es regnet. Es schneit. Es taut. {EVENT}")
