"""Fact, plan, denial or past: what a clause says of its relation, and what the clause above makes of it."""

import pytest
from marked import told

KIEL, ALPHA = "[Municipality Stadt Kiel|s]", "[Service Portal Alpha|o]"
BETA, FIRM = "[Project Projekt Beta|o]", "[Company Firma Fix|s]"


def statuses(text: str) -> dict[str, str]:
    """Predicate → status of what is stated between the marked ends."""
    return {predicate: status for predicate, status, _, _ in told(text)}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Die {k} will das {a} nutzen.", "planned"),
        ("Die {k} wird das {a} nutzen.", "planned"),
        ("Die {k} muss das {a} nutzen.", "planned"),
        ("Die {k} könnte das {a} nutzen.", "planned"),
        ("Das {a} wird künftig von der {k} genutzt.", "planned"),
        ("Das {a} soll von einer Firma betrieben und von der {k} genutzt werden.", "planned"),
        ("Die {k} will ein Konzept schreiben und das {a} nutzen.", "planned"),
        ("Die {k} soll das Konzept prüfen, das {a} nutzen und loben.", "planned"),
        ("Die {k} kann das {a} nutzen.", "fact"),
        ("Die {k} musste das {a} nutzen.", "fact"),
        ("Die {k} wird gelobt und nutzt das {a}.", "fact"),
        ("Die {k} prüft ein Konzept, das {a} nutzt sie schon.", "fact"),
    ],
)
def test_modals_and_future_make_a_plan(text, status):
    assert statuses(text.format(k=KIEL, a=ALPHA)) == {"uses": status}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ab Januar 2025 nutzt die {k} das {a}.", "planned"),
        ("Ab Januar 2024 nutzt die {k} das {a}.", "fact"),
        ("Im kommenden Jahr nutzt die {k} das {a}.", "planned"),
        ("Ab sofort nutzt die {k} das {a}.", "fact"),
        ("Bislang nutzte die {k} das {a}.", "ended"),
        ("Bislang nutzt die {k} das {a}.", "fact"),
        ("Bis 2020 nutzte die {k} das {a}.", "ended"),
        ("Bis 2026 nutzt die {k} das {a}.", "fact"),
        ("Früher wurde das {a} von der {k} genutzt.", "ended"),
        ("Früher oder später wurde das {a} von der {k} genutzt.", "fact"),
        ("Das früher von der {k} genutzte {a} ruht.", "ended"),
        ("Das künftig von der {k} genutzte {a} wächst.", "planned"),
        ("Das auch von der {k} genutzte {a} wächst.", "fact"),
    ],
)
def test_the_day_of_publication_parts_plans_facts_and_what_is_over(text, status):
    assert statuses(text.format(k=KIEL, a=ALPHA)) == {"uses": status}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Die {k} hat das {a} nicht genutzt.", "denied"),
        ("Die {k} hat das {a} nicht selten genutzt.", "fact"),
        ("Die {k} hat das nicht öffentliche {a} genutzt.", "fact"),
        ("Das {a} wird nicht von einer Firma, sondern von der {k} genutzt.", "fact"),
        ("Das {a} wird nicht von der {k}, sondern von einer Firma genutzt.", "denied"),
        ("Die {k} nutzt das {a} nicht länger.", "ended"),
        ("Die {k} lehnt es ab, das {a} zu nutzen.", "denied"),
        ("Die {k} weigert sich, das {a} zu nutzen.", "denied"),
        ("Die {k} plant nicht, das {a} zu nutzen.", "denied"),
        ("Die {k} weigert sich nicht, das {a} zu nutzen.", "planned"),
        ("Es ist nicht vorgesehen, dass die {k} das {a} nutzt.", "denied"),
    ],
)
def test_negation_is_of_what_it_stands_with(text, status):
    assert statuses(text.format(k=KIEL, a=ALPHA)) == {"uses": status}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Die {k} plant, das {a} zu nutzen.", "planned"),
        ("Die {k} verpflichtet sich, das {a} zu nutzen.", "planned"),
        ("Ziel der {k} ist es, das {a} zu nutzen.", "planned"),
        ("Die {k} gab den Plan auf, das {a} zu nutzen.", "denied"),
        ("Die {k} hat aufgehört, das {a} zu nutzen.", "ended"),
        ("Die {k} hat begonnen, das {a} zu nutzen.", "fact"),
        ("Der {k} ist es gelungen, das {a} zu nutzen.", "fact"),
        ("Geplant ist, dass die {k} das {a} nutzt.", "planned"),
        ("Bekannt ist, dass die {k} das {a} nutzt.", "fact"),
        ("Die {k} zeigt, wie sie das {a} nutzt.", "fact"),
        ("Die geplante Nutzung des {a} durch die {k} beginnt.", "planned"),
        ("Die bisherige Nutzung des {a} durch die {k} endet.", "ended"),
        ("Die Nutzung des {a} durch die {k} gelingt.", "fact"),
    ],
)
def test_the_verb_above_decides_on_what_hangs_on_it(text, status):
    assert statuses(text.format(k=KIEL, a=ALPHA)) == {"uses": status}


@pytest.mark.parametrize("opening", ["Das Land prüft, ob", "Offen ist, ob", "Gut wäre es, falls"])
def test_what_is_left_open_is_not_stated(opening):
    assert statuses(f"{opening} die {KIEL} das {ALPHA} nutzt.") == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die {k} schaltet das {a} ab.", {("operates", "ended", None, None)}),
        ("Die {k} schaltet das {a} zum 31. August 2024 ab.", {("operates", "fact", None, "2024-08-31")}),
        ("Die {k} will das {a} abschalten.", {("operates", "fact", None, None)}),
        ("Die {k} verzichtet auf das {a}.", {("uses", "denied", None, None)}),
        ("Die {k} verzichtet nicht auf das {a}.", {("uses", "fact", None, None)}),
        ("Die {k} steigt aus dem {b} aus.", {("participatesIn", "ended", None, None)}),
        ("Die {k} berichtet aus dem {b}.", set()),
        ("Die {k} lehnt eine Beteiligung am {b} ab.", {("participatesIn", "denied", None, None)}),
    ],
)
def test_who_ends_or_refuses_says_that_it_was_so_or_is_not(text, expected):
    assert told(text.format(k=KIEL, a=ALPHA, b=BETA)) == expected


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Die künftige [Programme Digitalstrategie|o] der {k} liegt vor.", "planned"),
        ("Die neue [Programme Digitalstrategie|o] der {k} liegt vor.", "fact"),
    ],
)
def test_an_adjective_tells_whether_a_possession_is_still_to_come(text, status):
    assert statuses(text.format(k=KIEL)) == {"develops": status}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Die {k} hat bislang das {a} genutzt, und das gern.", "fact"),
        ("Die {k} nutzte bislang das {a}.", "ended"),
        ("Die {k} hat früher das {a} genutzt.", "ended"),
    ],
)
def test_beside_a_perfect_bislang_means_so_far(text, status):
    assert statuses(text.format(k=KIEL, a=ALPHA)) == {"uses": status}
