"""Members and pilots that the noun before their names tells of; whose meeting an event is by its name."""

import pytest
from marked import stated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gastgeber sind die [Association Vitako|o]-Mitglieder [Authority Lecos|s] und [Authority KDO|s].",
            {("s", "partOf", "o")},
        ),
        (
            "Das [Project Projekt Digitale Dörfer|o] wirkt. Die Modellkommunen [Municipality Aa|s] und "
            "[Municipality Bb|s] lernen.",
            {("s", "participatesIn", "o")},
        ),
        ("Das [Project Projekt Alpha|o] wirkt. Die Kommunen [Municipality Aa|s] lernen.", set()),
        ("Das [Project Projekt Alpha|o] und das [Project Projekt Beta|x] enden. Die Modellkommune [Municipality Aa|s] "
         "lernt.", set()),
    ],
    ids=["members", "pilots", "no pilots", "of which"],
)  # fmt: skip
def test_members_and_pilots_belong_to_what_is_named_with_them(text, expected):
    assert stated(text) == expected


def test_an_event_is_held_by_the_body_in_its_name():
    text = "Die [Association Vitako|o] lud ein. Auf der [Event Vitako-Mitgliederversammlung|s] war es laut."
    assert ("o", "organises", "s") in stated(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der [Committee Stadtrat|o] stimmte zu. Ratsherr [Person Ulf Kunz|s] lachte.", {("s", "participatesIn", "o")}),
        ("Der [Committee Stadtrat|o] stimmte zu. Hausherr [Person Ulf Kunz|s] lachte.", set()),
        (
            "Der [Committee Stadtrat|o] und der [Committee Kreistag|x] tagten. Ratsherr [Person Ulf Kunz|s] lachte.",
            set(),
        ),
    ],
    ids=["councillor", "no councillor", "of which"],
)
def test_a_councillor_sits_in_the_council_of_the_report(text, expected):
    assert stated(text) == expected
