"""Since when and until when: dates with what leads them, and those that count from the day of publication."""

import pytest
from marked import told

from kgraph.relate.times import times

KIEL, ALPHA = "[Municipality Stadt Kiel|s]", "[Service Portal Alpha|o]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("seit Oktober 2023", [("2023-10", "since")]),
        ("seit Ende 2023", [("2023", "since")]),
        ("Von Januar 2026 an", [("2026-01", "since")]),
        ("bis Ende 2025", [("2025", "until")]),
        ("bis zum 30. Juni 2025", [("2025-06-30", "until")]),
        ("zum 1. Januar 2025", [("2025-01-01", "at")]),
        ("im Juli 2021", [("2021-07", "on")]),
        ("von 2006 bis 2016", [("2006", "since"), ("2016", "until")]),
        ("zwischen 2019 und 2022", [("2019", "since"), ("2022", "until")]),
        ("2019 und 2022", [("2019", "on"), ("2022", "on")]),
        ("im kommenden Jahr", [("2025", "on")]),
        ("seit diesem Jahr", [("2024", "since")]),
        ("bis Ende des Jahres", [("2024", "until")]),
        ("im vergangenen Jahr", [("2023", "on")]),
        ("Vor zwei Jahren", [("2022", "on")]),
        ("seit fünf Jahren", [("2019", "since")]),
        ("in drei Jahren", [("2027", "on")]),
        ("im nächsten Monat", [("2024-06", "on")]),
        ("seit vergangenem Oktober", [("2023-10", "since")]),
        ("im kommenden März", [("2025-03", "on")]),
        ("seit Jahren", []),
        ("in den vergangenen Jahren", []),
    ],
)
def test_a_time_has_a_value_and_a_bound(text, expected):
    assert [(w.value, w.how) for w in times(text, 0, len(text), "2024-05-10")] == expected


def test_without_a_day_of_publication_only_dates_are_known():
    text = "Im kommenden Jahr, spätestens 2027"
    assert [w.value for w in times(text, 0, len(text), None)] == ["2027"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seit Oktober 2023 nutzt die {k} das {a}.", {("uses", "fact", "2023-10", None)}),
        ("Die {k} wird das {a} ab 2026 betreiben.", {("operates", "planned", "2026", None)}),
        ("Die {k} betrieb das {a} von 2006 bis 2016.", {("operates", "ended", "2006", "2016")}),
        ("Vor zwei Jahren führte die {k} das {a} ein.", {("develops", "fact", "2022", None)}),
        ("Im kommenden Jahr führt die {k} das {a} ein.", {("develops", "planned", "2025", None)}),
        ("Die {k} hat das {a} 2021 vorgestellt.", {("presents", "fact", None, None)}),
        ("Die {k} pflegte das {a} 2021.", {("operates", "fact", None, None)}),
    ],
)
def test_what_lasts_has_the_bounds_that_its_clause_names(text, expected):
    assert told(text.format(k=KIEL, a=ALPHA)) == expected
