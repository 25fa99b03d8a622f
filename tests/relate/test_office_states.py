"""Offices of the past and of the future, with the years of their holders, and whom somebody follows."""

import pytest
from marked import told

ANNA, BSI, RAT = "[Person Anna Berg|s]", "[Authority BSI|o]", "[Committee Digitalrat|o]"
ULF = "[Person Ulf Kunz|x]"


def office(text: str) -> list[tuple[str, str | None, str | None]]:
    """Status, beginning and end of the office of Anna Berg."""
    found = told(text.format(a=ANNA, b=BSI, r=RAT, u=ULF))
    return [line[1:] for line in found if line[0] == "holdsRole"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{a} ist Präsidentin des {b}.", ("fact", None, None)),
        ("{a} war Präsidentin des {b}.", ("ended", None, None)),
        ("{a} war als Präsidentin des {b} in Bonn.", ("fact", None, None)),
        ("{a} war zur Präsidentin des {b} gewählt worden.", ("fact", None, None)),
        ("{a} war von 2015 bis 2020 Präsidentin des {b}.", ("ended", "2015", "2020")),
        ("{a} ist seit 2021 Präsidentin des {b}.", ("fact", "2021", None)),
        ("{a} ist nicht mehr Präsidentin des {b}.", ("ended", None, None)),
        ("{a} wird Präsidentin des {b}.", ("planned", None, None)),
        ("{a} wurde 2019 Präsidentin des {b}.", ("fact", "2019", None)),
        ("{a} soll zum 1. Juli 2024 Präsidentin des {b} werden.", ("planned", "2024-07-01", None)),
        ("{a} ist im März 2024 zur Präsidentin des {b} ernannt worden.", ("fact", "2024-03", None)),
        ("{a} tritt als Präsidentin des {b} zurück.", ("ended", None, None)),
        ("{a} tritt als Präsidentin des {b} auf.", ("fact", None, None)),
        ("Zuletzt war {a} Vizepräsidentin des {b}.", ("ended", None, None)),
        ("{a} bleibt bis 2026 Präsidentin des {b}.", ("fact", None, "2026")),
        ("{a} ist Präsidentin des {b} und seit Januar 2021 zugleich Mitglied im {r}.", ("fact", None, None)),
        ("{a} ist Präsidentin des {b} seit Januar 2021 und Mitglied im {r}.", ("fact", "2021-01", None)),
    ],
)
def test_a_verb_tells_whether_an_office_is_held_still(text, expected):
    assert office(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{a}, seit 2021 Präsidentin des {b}, sprach.", ("fact", "2021", None)),
        ("{a}, bis 2020 Präsidentin des {b}, sprach.", ("ended", None, "2020")),
        ("{a}, bis 2026 Präsidentin des {b}, sprach.", ("fact", None, "2026")),
        ("{a}, von 2010 bis 2015 Präsidentin des {b}, kommt.", ("ended", "2010", "2015")),
        ("{a}, bislang Vizepräsidentin des {b}, kommt.", ("ended", None, None)),
        ("{a}, Vizepräsidentin des {b}, kommt bislang.", ("fact", None, None)),
        ("Die seinerzeitige Präsidentin des {b}, {a}, sprach.", ("ended", None, None)),
        ("Man lobte die scheidende Präsidentin des {b}, {a}.", ("ended", None, None)),
        ("Die designierte Präsidentin des {b}, {a}, sprach.", ("planned", None, None)),
        ("Die neue Präsidentin des {b}, {a}, sprach.", ("fact", None, None)),
    ],
)
def test_words_beside_an_office_tell_its_time(text, expected):
    assert office(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{u} folgt auf {a}, die erste Präsidentin des {b}.", [("ended", None, None)]),
        ("{u} trifft auf {a}, die erste Präsidentin des {b}.", [("fact", None, None)]),
        ("{u} löst {a} als Präsident des {b} ab.", [("ended", None, None)]),
        ("{a} löst {u} als Präsidentin des {b} ab.", [("fact", None, None)]),
        ("{u} tritt die Nachfolge von {a} als Präsident des {b} an.", [("ended", None, None)]),
        ("{u} ist neuer Präsident des {b}. Er folgt auf {a}.", [("ended", None, None)]),
        ("{u} ist seit 2021 Präsident des {b}. Er folgt auf {a}.", [("ended", None, None)]),
        ("{u} wird zum 1. Juli 2031 Präsident des {b}. Er folgt auf {a}.", [("ended", None, "2031-07-01")]),
        ("{u} ist neuer Präsident des {b}. Er traf {a}.", []),
    ],
)
def test_whom_somebody_follows_had_the_office(text, expected):
    assert office(text) == expected
