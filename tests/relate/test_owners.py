"""Whose something is, and who stands in a list of examples, told by what the sentences then state."""

import pytest
from marked import relations, stated

DEVELOPS, OPERATES, USES, FUNDS = (("s", p, "o") for p in ("develops", "operates", "uses", "funds"))
PRESENTS, TAKES = (("s", p, "o") for p in ("presents", "takesOver"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Es zahlt das [Land Land Hessen|s]. Das Geld stammt aus dessen [Programme Programm Nord|o].", {DEVELOPS}),
        ("Es zahlt die [Authority AKDB|s]. Das Geld stammt aus dessen [Programme Programm Nord|o].", set()),
        ("Es zahlt das [Land Land Hessen|s]. Wenig später kam Streit auf. Neu war dessen [Service Portal A|o].", set()),
        ("Die [Authority Landesregierung|s] hat getagt. Ihr [Programme Plan Nord|o] sieht Kurse vor.", {DEVELOPS}),
        ("Die [Authority Landesregierung|s] hat getagt. Sein [Programme Plan Nord|o] sieht Kurse vor.", set()),
        ("Es eilt. Der [Law Gesetzentwurf X|o] der [Authority Landesregierung|s] ist umstritten.", {PRESENTS}),
        ("Es eilt. Das [Law Gesetz X|o] der [Authority Landesregierung|s] ist umstritten.", set()),
        ("Die [Authority FITKO|s] wächst. Das [Service Portal A|o] geht in ihre Hände über.", {TAKES}),
        ("Die [Authority FITKO|s] wächst. Das [Service Portal A|o] geht in fremde Hände über.", set()),
    ],
    ids=[
        "dessen", "dessen of a feminine", "dessen too far", "ihr opens", "sein of a feminine", "draft", "law",
        "possessive noun", "no possessive",
    ],
)  # fmt: skip
def test_demonstratives_and_possessives_find_their_owner(text, expected):
    assert {t for t in stated(text) if t[0] == "s"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der [Service Dienst A|o] wird in zehn Ländern genutzt, darunter [Land Hessen|s].", {USES}),
        ("In Ländern wie [Land Hessen|s] wird der [Service Dienst A|o] genutzt.", {USES}),
        ("Der [Service Dienst A|o] wird in Ländern genutzt. Viele fehlen noch, darunter [Land Hessen|s].", set()),
        ("In Ländern wird der [Service Dienst A|o] genutzt, doch [Land Hessen|s] zögert.", set()),
    ],
    ids=["darunter", "wie", "another sentence", "no example"],
)
def test_examples_stand_for_the_plural_that_they_illustrate(text, expected):
    assert {t for t in stated(text) if t[0] == "s"} & {USES} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die [Service Cloud A|o] selbst, von der [Authority BWI|s] entwickelt, war neu.", {DEVELOPS}),
        ("Das [Project Projekt B|o] wird vom [Research Institut Nord|s] durchgeführt.", {DEVELOPS}),
        (
            "Eine Million Euro und damit die Hälfte der Kosten des [Project Projekts B|o] trägt der [State Bund|s].",
            {FUNDS},
        ),
        ("Das CDO-Team der [Municipality Stadt Ulm|s] hat das [Service Portal A|o] entwickelt.", {DEVELOPS}),
        ("Die Gegner der [Municipality Stadt Ulm|s] haben das [Service Portal A|o] entwickelt.", set()),
        ("Das [Service Portal A|o] lässt sich in [Land Hessen|s] entwickeln.", set()),
    ],
    ids=["selbst", "durchgeführt", "a sum and its share first", "team", "no team", "can be done"],
)
def test_who_acts_is_found_in_its_construction(text, expected):
    assert {t for t in stated(text) if t[0] == "s"} & {DEVELOPS, FUNDS} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Händen der [Authority AKDB|s] liegen Bau und Betrieb des [Service Portals A|o].", {DEVELOPS, OPERATES}),
        ("In den Händen der [Authority AKDB|s] liegen Lob und Kritik des [Service Portals A|o].", set()),
        ("Neu hat Kiel [Service Alpha|o] eingeführt, eine Lösung, die die [Authority AKDB|s] baut.", {DEVELOPS}),
        ("Während die [Authority AKDB|s] das [Service Portal A|o] betreibt, schläft das Land.", {OPERATES}),
        ("Während der Kritik betreibt die [Authority AKDB|x] ein Amt, das [Service Portal A|o] ruht.", set()),
        ("Neu ist [Service Alpha|o]. Kiel arbeitet schon damit, [Land Hessen|s] nicht.", set()),
        ("Neu ist [Service Alpha|o]. [Land Hessen|s] arbeitet schon damit, wenn auch selten.", {USES}),
        ("Die [Municipality Stadt Ulm|x] lässt [Service Alpha|o] von der [Authority AKDB|s] entwickeln.", {DEVELOPS}),
        ("Die [Municipality Stadt Ulm|s] baute [Service Alpha|o] und gibt es selbst heraus.", {DEVELOPS, OPERATES}),
    ],
    ids=[
        "list of nouns", "other nouns", "apposition behind the verb", "während opens a clause", "während of a phrase",
        "damit of others", "damit before a comma", "has it made", "shared subject",
    ],
)  # fmt: skip
def test_what_depends_on_what(text, expected):
    assert {t for t in stated(text) if t[0] == "s"} & {DEVELOPS, OPERATES, USES} == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("[Land Hessen|s] und [Land Bremen|s] planen viel. Dafür betreiben sie das [Service Portal A|o].", 2),
        ("[Land Hessen|s] und [Land Bremen|s] planen viel. Dafür betreibt sie das [Service Portal A|x].", 1),
    ],
    ids=["plural verb", "singular verb"],
)
def test_a_plural_pronoun_stands_for_all_who_acted(text, count):
    assert len([r for r in relations(text) if r.predicate == "operates"]) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Neu ist [Project Projekt Beta|o]. Dafür gibt [Land Hessen|s] 2 Millionen Euro, wie ein Amt mitteilt.",
            {FUNDS},
        ),
        ("Neu ist [Project Projekt Beta|o]. Dafür zahlt [Land Hessen|s] 2 Millionen Euro, dass es ruht.", set()),
        ("Neu ist [Service Portal A|o]. Den Betrieb übernimmt die [Authority AKDB|s].", {TAKES}),
        ("Neu ist [Service Portal A|o]. Den Betrieb eines Lagers übernimmt die [Authority AKDB|s].", set()),
        ("Neu ist [Service Alpha|o]. Ihn hat die [Municipality Stadt Ulm|s] von Fachleuten bauen lassen.", {DEVELOPS}),
        (
            "Die [Municipality Stadt Ulm|s] ließ von der [Company Krause GmbH|s] den [Service Dienst A|o] bauen.",
            {DEVELOPS},
        ),
    ],
    ids=["source", "correlate", "what was named", "of another", "has it made", "let it be made"],
)
def test_what_points_back_finds_it_unless_something_is_said(text, expected):
    assert {t for t in stated(text) if t[0] == "s"} & {DEVELOPS, FUNDS, TAKES} == expected


def test_three_towns_are_no_land():
    text = (
        "[Municipality Ulm|o], [Municipality Jena|o] und [Municipality Kiel|o] planen. "
        "[Land Hessen|s] fördert die drei Städte."
    )
    assert len([r for r in relations(text) if r.predicate == "funds" and r.object[0] == "o"]) == 3


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "[Service Alpha|o] wird von der [Authority AKDB|a] auf Basis eines Systems von [Company IBM|b] betrieben.",
            "a",
        ),
        ("[Service Alpha|o] wird von der [Authority AKDB|a] und von der [Company IBM|b] betrieben.", "ab"),
        (
            "Neu ist [Service App X|o] von [Company IBM|x], die auch die [Municipality Stadt Ulm|a] und Jena nutzen.",
            "a",
        ),
        ("Neu ist die [Service App Alpha|o], die auch die [Company IBM|a] für ihre Leute nutzt.", "a"),
    ],
    ids=["of an adjunct", "two agents", "plural verb", "singular verb"],
)
def test_who_acts_is_told_from_whose_software_it_is(text, who):
    assert {r.subject[0] for r in relations(text) if r.predicate in ("uses", "operates")} - {"x"} == set(who)
    assert not any(r.predicate == "uses" and r.subject[0] == "x" for r in relations(text))
