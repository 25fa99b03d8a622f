"""Statements whose words stand elsewhere: in the clause before, behind a colon, in the sentence before or after."""

import pytest
from marked import relations


def triples(text):
    return {(r.subject, r.predicate, r.object) for r in relations(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[Municipality Aa|s] nutzt die [Service App Alpha|o], [Municipality Bb|t] die [Service App Beta|p].",
            {("s1", "uses", "o1"), ("t1", "uses", "p1")},
        ),
        (
            "[Municipality Aa|s] nutzt die [Service App Alpha|o], [Municipality Bb|t] die [Service App Beta|p] und "
            "[Municipality Cc|u] die [Service App Gamma|q].",
            {("s1", "uses", "o1"), ("t1", "uses", "p1"), ("u1", "uses", "q1")},
        ),
        (
            "[Municipality Aa|s] setzt auf die [Service App Alpha|o], [Municipality Bb|t] auf [Service App Beta|p].",
            {("s1", "uses", "o1"), ("t1", "uses", "p1")},
        ),
        (
            "Beide testen: [Land Hessen|s] die [Service App Alpha|o], [Land Bayern|t] die [Service App Beta|p].",
            {("s1", "uses", "o1"), ("t1", "uses", "p1")},
        ),
        (
            "An der [Service App Alpha|o] arbeiten die [Municipality Stadt Aa|s], das [Authority Amt Bb|t] "
            "und die [Company Krause GmbH|u].",
            {("s1", "develops", "o1"), ("t1", "develops", "o1"), ("u1", "develops", "o1")},
        ),
    ],
    ids=["two", "three", "preposition", "behind a colon", "a list is no gap"],
)
def test_a_verb_that_is_said_once_holds_for_each_actor_and_thing(text, expected):
    assert {t for t in triples(text) if t[1] in ("uses", "develops")} == expected


def test_each_has_the_sum_of_its_own():
    text = (
        "Das [Land Land Hessen|s] fördert das [Project Projekt Alpha|o] mit 3 Millionen Euro, die "
        "[Municipality Stadt Aa|t] das [Project Projekt Beta|p] mit 2 Millionen Euro."
    )
    assert {(r.subject, r.object): r.amount for r in relations(text)} == {
        ("s1", "o1"): "3 Millionen Euro",
        ("t1", "p1"): "2 Millionen Euro",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Den [Service Dienst A|o] nutzt [Municipality Aa|s]. Hinzu kommen [Municipality B|t] und [Municipality C|u].",
        "Den [Service Dienst Alpha|o] nutzt [Municipality Aa|s]. Das freut viele. Mit von der Partie sind die Städte "
        "[Municipality Bb|t] und [Municipality Cc|u].",
        "[Municipality Aa|s] nutzt den [Service Dienst A|o]; dazu kommen [Municipality B|t] und [Municipality C|u].",
    ],
    ids=["next sentence", "one sentence between", "behind a semicolon"],
)
def test_who_joins_does_what_was_said_before(text):
    assert {("t1", "uses", "o1"), ("u1", "uses", "o1")} <= triples(text)


def test_what_joins_takes_the_place_of_its_likes():
    text = (
        "Die [Authority Amt Aa|s] betreibt den [Service Dienst Alpha|o]. Gleiches gilt für das [Service Portal B|p]. "
        "Hinzu kommen Kosten für [Municipality Bb|t]. Hinzu kommt, dass [Municipality Cc|u] zögert."
    )
    assert triples(text) == {("s1", "operates", "o1"), ("s1", "operates", "p1")}


@pytest.mark.parametrize(
    ("text", "users"),
    [
        (
            "[Municipality Xx|x] und [Municipality Yy|y] zögern. Mit dem [Service Dienst Alpha|o] arbeiten nur zwei "
            "Städte: [Municipality Aa|s] und [Municipality Bb|t], die ihn schätzen.",
            {"s1", "t1"},
        ),
        (
            "Der [Service Dienst Alpha|o] ist in zwei Städten im Einsatz: [Municipality Aa|s] und [Municipality Bb|t].",
            {"s1", "t1"},
        ),
        (
            "Zehn Kommunen nutzen den [Service Dienst Alpha|o]. Dazu gehören [Municipality Aa|s] und der "
            "[District Kreis Bb|t] im Norden von [Land Hessen|x].",
            {"s1", "t1"},
        ),
        (
            "Zehn Kommunen nutzen den [Service Dienst Alpha|o]. Das freut [Municipality Aa|s] und [Municipality Bb|t].",
            set(),
        ),
    ],
    ids=["behind a colon", "behind words and a colon", "in the next sentence", "not counted among them"],
)
def test_a_plural_stands_for_those_that_are_listed_later(text, users):
    assert {r.subject for r in relations(text) if r.predicate == "uses"} == users


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Die [Service App Alpha|o], entwickelt von der [Company Krause GmbH|s], ist verfügbar.",
            {("s1", "develops", "o1")},
        ),
        (
            "Mit der [Service App Alpha|o], betrieben von der [Company Krause GmbH|s], geht das leichter.",
            {("s1", "operates", "o1")},
        ),
        (
            "Die [Municipality Stadt Aa|t] nutzt die [Service App Alpha|o] des [Land Landes Hessen|x], entwickelt von "
            "der [Company Krause GmbH|s] in Köln.",
            {("s1", "develops", "o1"), ("t1", "uses", "o1"), ("x1", "operates", "o1")},
        ),
        ("Beim Amt läuft, unterstützt von der [Company Krause GmbH|s], das [Service Portal Alpha|o].", set()),
    ],
    ids=["before the verb", "behind a preposition", "at the end", "of something else"],
)
def test_a_participle_before_its_agent_says_more_of_the_noun(text, expected):
    assert triples(text) == expected


def test_a_bracket_does_not_part_a_name_from_what_explains_it():
    text = "Es läuft über das [Service Portal Alpha|o] (PA), eine Entwicklung der [Association Gruppe Aa|s]."
    assert ("s1", "develops", "o1") in triples(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Es gibt die [Service Wolke Alpha|o], die von [Land Hessen|s], [Land Bayern|t] und [Land Sachsen|u] als "
            "eigene Plattform genutzt wird.",
            {("s1", "uses", "o1"), ("t1", "uses", "o1"), ("u1", "uses", "o1")},
        ),
        (
            "Es gibt die [Service Wolke Alpha|o], die [Land Hessen|s], [Land Bayern|t] und [Land Sachsen|u] betreiben.",
            {("s1", "operates", "o1"), ("t1", "operates", "o1"), ("u1", "operates", "o1")},
        ),
        (
            "[Municipality Aa|s] nutzt die [Service App A|o], die [Municipality Stadt Bb|t], das [Land Land Hessen|u] "
            "und der [State Bund|v] zögern.",
            {("s1", "uses", "o1")},
        ),
    ],
    ids=["agents", "subjects", "no relative clause"],
)
def test_a_list_does_not_end_a_relative_clause(text, expected):
    assert triples(text) == expected


def test_a_pronoun_means_what_the_clause_before_spoke_of():
    text = (
        "[Municipality Aa|s] und [Municipality Bb|t] setzen auf die [Service Software Alpha|o]. In [Municipality Aa|s] "
        "ist die Software im Einsatz, in [Municipality Bb|t] startet sie im Herbst."
    )
    assert {p for _, p, _ in triples(text)} == {"uses"}


def test_a_word_of_about_does_not_part_preposition_and_number():
    text = (
        "Der [Service Dienst A|o] wird in mindestens 9 Ländern, darunter [Land Hessen|s] und [Land Bayern|t], genutzt."
    )
    assert {("s1", "uses", "o1"), ("t1", "uses", "o1")} <= triples(text)


def test_an_administration_stands_for_its_jurisdiction():
    text = "[Land Hamburg|s] ist weiter. In der Hamburger Verwaltung kommt die [Service Lösung Alpha|o] zum Einsatz."
    assert ("s1", "uses", "o1") in triples(text)


@pytest.mark.parametrize(
    "text",
    [
        "Die [Municipality Stadt Aa|s] betreibt einen Chatbot namens [Service Karla|o].",
        "Die [Municipality Stadt Aa|s] betreibt einen Chatbot, der [Service Karla|o] heißt.",
        "Die [Municipality Stadt Aa|s] betreibt einen Chatbot, der den Namen [Service Karla|o] trägt.",
        "Die [Municipality Stadt Aa|s] betreibt seit Mai einen Chatbot. [Service Karla|o] heißt er.",
        "Die [Municipality Stadt Aa|s] betreibt seit Mai einen Chatbot. Er heißt [Service Karla|o].",
        "Die [Municipality Stadt Aa|s] betreibt seit Mai einen Chatbot. Der Name: [Service Karla|o].",
    ],
    ids=["namens", "relative clause", "bears the name", "name first", "pronoun first", "colon"],
)
def test_what_an_indefinite_noun_brings_in_is_known_by_the_name_that_follows(text):
    assert ("s1", "operates", "o1") in triples(text)


@pytest.mark.parametrize(
    "text",
    [
        "Die [Municipality Stadt Aa|s] betreibt einen Chatbot. Der [Service Dienst Karla|o] ruht.",
        "Die [Municipality Stadt Aa|s] betreibt einen Chatbot, der zum [Service Portal Karla|o] führt.",
        "Die [Municipality Stadt Aa|s] betreibt keinen Chatbot. [Service Karla|o] heißt die Software der Nachbarn.",
    ],
    ids=["not called so", "leads elsewhere", "no such thing"],
)
def test_what_is_not_called_so_is_another_thing(text):
    assert triples(text) == set()


def test_ihnen_means_those_named_together():
    text = (
        "Gewonnen haben [Municipality Aa|s], [Municipality Bb|t] und [Municipality Cc|u]. Das [Land Land Hessen|x] "
        "gewährt ihnen je 100.000 Euro."
    )
    assert {("x1", "funds", "s1"), ("x1", "funds", "t1"), ("x1", "funds", "u1")} <= triples(text)


def test_the_district_is_the_one_that_the_sentence_names():
    text = (
        "Im [District Landkreis Aa|x] läuft der Ausbau im [District Landkreis Aa|x]. Im [District Landkreis Bb|s] "
        "beginnt das [Project Projekt Alpha|o] des Landkreises."
    )
    assert triples(text) == {("s1", "develops", "o1")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[Land Hessen|s] und [Land Bayern|t] haben angekündigt, den [Service Bauantrag|o] nutzen zu wollen.",
            {("s1", "uses", "o1", "planned"), ("t1", "uses", "o1", "planned")},
        ),
        (
            "Die [Municipality Stadt Aa|s] bestreitet, die [Service App Alpha|o] entwickelt zu haben.",
            {("s1", "develops", "o1", "denied")},
        ),
        (
            "Der Bund hat beschlossen, [Company Krause|s] mit der Entwicklung der [Service App A|o] zu beauftragen.",
            {("s1", "develops", "o1", "planned")},
        ),
    ],
    ids=["modal", "perfect", "who is asked"],
)
def test_infinitives_with_a_helper_are_clauses_of_their_own(text, expected):
    assert {(r.subject, r.predicate, r.object, r.status) for r in relations(text)} == expected
