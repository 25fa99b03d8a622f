"""Who holds which office where: titles, appositions, shared titles, appointments, and whom "die Juristin" means."""

import pytest
from marked import relations, stated

HOLDS = ("s", "holdsRole", "o")


def held(text: str) -> set[tuple[str, str]]:
    """Person and body of each office found, as numbered keys."""
    return {(r.subject, r.object) for r in relations(text) if r.predicate == "holdsRole"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CIO und Staatssekretär im [Ministry BMI|o], [Person Eva Koch|s], sprach.", {HOLDS}),
        ("Die Vorsitzende des [Committee Digitalrats|o], Staatsrätin [Person Eva Koch|s], sprach.", {HOLDS}),
        ("Der Chief Information Officer (CIO) des [Land Landes Hessen|o], [Person Ulf Berg|s], sprach.", {HOLDS}),
        ("[Person Ulf Berg|s], bislang Vizepräsident des [Authority BAMF|o], kommt.", {HOLDS}),
        ("Da hatte der Leiter des [Authority BAMF|o] [Person Ulf Berg|s] Kritik geübt.", {HOLDS}),
        ("Da hatte Digitalminister [Person Ulf Berg|s] Bilanz gezogen.", set()),
        ("Geladen sind Chefs, Leiter des [Authority BAMF|o], [Person Ulf Berg|s] und andere.", set()),
    ],
    ids=["two offices", "titled", "brackets", "until now", "noun behind", "noun behind, no body", "list"],
)
def test_an_office_finds_its_holder_behind_it(text, expected):
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Es sprachen die Bürgermeister [Person Jan Koch|s] ([Municipality Ulm|o]) und [Person Ulf Berg|s] "
            "([Municipality Kiel|o]).",
            {("s1", "o1"), ("s2", "o2")},
        ),
        (
            "Die Bürgermeister [Person Jan Koch|s], [Municipality Gemeinde Aa|o], und [Person Ulf Berg|s], "
            "[Municipality Gemeinde Bb|o], sprachen.",
            {("s1", "o1"), ("s2", "o2")},
        ),
        (
            "Sein Amtskollege [Person Ulf Berg|s] aus [Municipality Hessisch Oldendorf|o] ergänzt das.",
            {("s1", "o1")},
        ),
        ("Sein Amtskollege [Person Ulf Berg|s] ergänzt das für [Municipality Hessisch Oldendorf|o].", set()),
    ],
    ids=["brackets", "commas", "from", "no body"],
)
def test_each_holder_of_a_shared_title_has_the_body_beside_him(text, expected):
    assert held(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der [Committee Digitalrat|x] ernannte [Person Eva Koch|s] zur Präsidentin der [Authority FITKO|o].", {"s1"}),
        ("[Person Ulf Berg|x] ernannte [Person Eva Koch|s] zur Präsidentin der [Authority FITKO|o].", {"s1"}),
        ("Man stimmte für [Person Eva Koch|s] als Präsidentin der [Authority FITKO|o].", {"s1"}),
        ("Zum Präsidenten der [Authority FITKO|o] wurde [Person Ulf Berg|s] gewählt.", {"s1"}),
        ("[Person Ulf Berg|x] gratulierte der Präsidentin der [Authority FITKO|o].", set()),
    ],
    ids=["by a body", "by a person", "vote", "passive", "no appointment"],
)
def test_whoever_is_appointed_holds_the_office(text, expected):
    assert {person for person, _ in held(text)} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Person Eva Koch|s] kommt. Die 54-Jährige ist Leiterin der [Authority FITKO|o].", {("s1", "o1")}),
        (
            "[Person Eva Koch|s] kommt. Die Juristin wurde zur Leiterin der [Authority FITKO|o] bestellt.",
            {("s1", "o1")},
        ),
        ("[Person Ulf Berg|s] kommt. Die Juristin wurde zur Leiterin der [Authority FITKO|o] bestellt.", set()),
    ],
    ids=["age", "profession", "other gender"],
)
def test_age_and_profession_point_back_to_a_person(text, expected):
    assert held(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In [Land Hessen|o] wartete man. In [Land Berlin|x] sprach Minister [Person Ulf Berg|s].", {("s1", "o1")}),
        ("[Land Bayern|x] hat einen Plan. Das [Land Land Hessen|o] hat Minister [Person Ulf Berg|s].", {("s1", "o1")}),
        ("In [Land Berlin|o] sprach Senator [Person Ulf Berg|s].", {("s1", "o1")}),
    ],
    ids=["a town has no minister", "nearest", "a town has senators"],
)
def test_a_minister_without_a_body_serves_the_land_of_the_sentence_or_article(text, expected):
    assert held(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Person Eva Koch|s], Mitglied des [Committee IT-Planungsrats|o], sprach.", {("s", "participatesIn", "o")}),
        ("[Person Eva Koch|s], Mitglied der Geschäftsführung der [Authority FITKO|o], sprach.", {HOLDS}),
        ("[Person Eva Koch|s], Mitglied der [Association Initiative D21|o], sprach.", set()),
        ("[Person Eva Koch|s], Leiterin des [Project Projekts Alpha|o], sprach.", {("s", "leads", "o")}),
        ("[Person Eva Koch|s] und [Person Ulf Berg|s] sind Beisitzer im [Association Vitako|o]-Vorstand.", {HOLDS}),
        ("[Association Vitako|x] tagt. [Person Eva Koch|s], Chefin der Firma Krause, sprach.", set()),
    ],
    ids=["of a council", "of a board", "of an association", "of a project", "board", "unknown body"],
)
def test_members_and_heads_stand_in_various_relations(text, expected):
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Person Ulf Berg|s] wird Chef der [Authority FITKO|o]. Er löst [Person Jan Wolf|s] ab.", {"s1", "s2"}),
        ("[Person Ulf Berg|s] wird als Nachfolger von [Person Jan Wolf|s] Chef der [Authority FITKO|o].", {"s1", "s2"}),
        ("[Person Ulf Berg|s] wird Chef der [Authority FITKO|o]. Sein Vorgänger [Person Jan Wolf|s] geht.",
         {"s1", "s2"}),
        ("[Person Ulf Berg|s] wird Chef der [Authority FITKO|o]. Er trifft [Person Jan Wolf|s].", {"s1"}),
        ("[Person Ulf Berg|s] ist Chef der [Authority FITKO|o]. [Person Eva Koch|x] folgt auf [Person Jan Wolf|s].",
         {"s1"}),
    ],
    ids=["replaces", "successor", "predecessor", "meets", "another office"],
)  # fmt: skip
def test_whoever_is_succeeded_held_the_office(text, expected):
    assert {person for person, _ in held(text)} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Person Ulf Berg|s], seit Mai 2020 CIO des [Land Landes Hessen|o], sprach.", {("s1", "o1")}),
        ("[Person Ulf Berg|s] (Präsident der [Authority FITKO|o]) sprach.", {("s1", "o1")}),
        ("Direktor [Person Ulf Berg|s] von der [Authority FITKO|o] sprach.", {("s1", "o1")}),
        ("Die Chefs von [Association Vitako|o], [Person Ulf Berg|s] und [Person Jan Wolf|s], sprachen.",
         {("s1", "o1"), ("s2", "o1")}),
        ("[Person Ulf Berg|s] wechselt als Leiter zur [Authority FITKO|o].", {("s1", "o1")}),
        ("[Person Ulf Berg|s] hat den Posten des Chefs der [Authority FITKO|o] inne.", {("s1", "o1")}),
        ("[Person Ulf Berg|s] von der [Authority FITKO|o] sprach als Gast.", set()),
    ],
    ids=["since", "brackets", "behind the name", "both", "moves", "post", "guest"],
)  # fmt: skip
def test_an_office_may_stand_in_many_places(text, expected):
    assert held(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Das [Ministry Bundesdigitalministerium|o] prüft. Digitalminister [Person Ulf Berg|s] lobt es.",
            {HOLDS},
        ),
        (
            "[Land Hessen|h] fragt das [Ministry Bundesdigitalministerium|o]. "
            "Digitalminister [Person Ulf Berg|s] lobt es.",
            {("s", "holdsRole", "h")},
        ),
        (
            "Das [Ministry Ministerium für Bau und Digitales|o] in [Land Hessen|h] prüft. "
            "Landesdigitalminister [Person Ulf Berg|s] lobt es.",
            {HOLDS},
        ),
    ],
    ids=["the only one", "a Land before", "of the Land"],
)
def test_a_minister_serves_the_ministry_of_his_field_that_the_article_names(text, expected):
    assert {triple for triple in stated(text) if triple[1] == "holdsRole"} == expected


def test_the_other_mayors_are_those_of_other_towns():
    text = "Es kamen [Municipality Ulms|o] Bürgermeister [Person Jan Koch|s] und {} Bürgermeister [Person Ulf Berg|s]."
    assert held(text.format("die weiteren")) == {("s1", "o1")}


def test_an_office_for_a_field_ends_where_the_next_office_begins():
    text = "[Person Jan Koch|s], Beauftragter für Daten und Technik und Chef der [Authority FITKO|o], sprach."
    roles = {r.role for r in relations(text) if r.predicate == "holdsRole"}
    assert roles == {"Beauftragter für Daten und Technik"}


def test_a_ministry_is_no_part_of_the_town_where_it_sits():
    assert ("s", "partOf", "o") not in stated(
        "Das [Ministry Bauministerium|s] in [Municipality Schwerin|o] teilt das mit."
    )
    assert ("s", "partOf", "o") in stated("Das [Ministry Bauministerium|s] in [Land Hessen|o] teilt das mit.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der [Municipality Kieler|h] Landtagsabgeordnete [Person Ulf Berg|s] sprach.", set()),
        ("Der [Municipality Kieler|h] Stadtrat [Person Ulf Berg|s] sprach.", {("s", "holdsRole", "h")}),
        (
            "[Person Jan Koch|s] hat seinen Hut genommen und ist seinem alten Freund [Person Ulf Berg|x] "
            "als Staatssekretär ins [Ministry BMI|o] gefolgt.",
            set(),
        ),
    ],
    ids=["constituency", "of the town", "who is followed"],
)
def test_who_stands_beside_an_office_need_not_hold_it_there(text, expected):
    assert {triple for triple in stated(text) if triple[1] == "holdsRole"} == expected


def test_a_double_office_is_told_whole_and_either_field_finds_its_ministry():
    text = (
        "Das [Ministry Wirtschaftsministerium|o] in [Land Hessen|h] baut. "
        "Es sprach Wirtschafts- und Digitalminister [Person Ulf Berg|s]."
    )
    assert {(r.object, r.role) for r in relations(text) if r.predicate == "holdsRole"} == {
        ("o1", "Wirtschafts- und Digitalminister")
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die [Authority FITKO|o] bekommt mit [Person Ulf Berg|s] einen neuen Präsidenten.", {HOLDS}),
        ("Die [Authority FITKO|o] bekommt mit [Person Ulf Berg|s] einen neuen Partner.", set()),
        ("Das sagte die Sprecherin der [Association FDP|o] [Person Eva Koch|s].", {HOLDS}),
        ("Das sagte die Sprecherin der [Association FDP|o] zu [Person Eva Koch|s].", set()),
        (
            "[Person Eva Koch|s], Rätin für Digitalisierung in der [Ministry Staatskanzlei|o], sprach.",
            set(),
        ),
        (
            "[Person Eva Koch|s], Staatsrätin für Digitalisierung in der [Ministry Staatskanzlei|o], sprach.",
            {HOLDS},
        ),
        (
            "[Person Jan Koch|s], Bürgermeister von [Municipality Ulm|x] und bei der [Authority FITKO|o] "
            "stellvertretender Direktor.",
            {HOLDS, ("s", "holdsRole", "x")},
        ),
        ("Nach acht Jahren als Präsident der [Authority FITKO|o] tritt [Person Ulf Berg|s] nicht mehr an.", {HOLDS}),
        (
            "[Person Eva Koch|s], Präsidentin der [Authority FITKO|o], und der Leiter des "
            "[Authority BSI|x], [Person Ulf Berg|y], sprachen.",
            {HOLDS, ("y", "holdsRole", "x")},
        ),
        ("Innenstaatssekretär [Person Ulf Berg|s], [Land Sachsen|o]-CIO, sprach in [Land Bayern|x].", {HOLDS}),
    ],
    ids=["with", "no office", "no comma", "no title", "no noun", "field", "at", "again", "two", "the same Land"],
)
def test_an_office_finds_holder_and_body_around_it(text, expected):
    assert stated(text) & {t for t in stated(text) if t[1] == "holdsRole"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[Person Eva Koch|x] ist Präsidentin der [Authority FITKO|o]. Zu ihrem Stellvertreter wurde "
            "[Person Ulf Berg|s] gewählt.",
            {HOLDS, ("x", "holdsRole", "o")},
        ),
        (
            "Den Vorsitz im [Committee Digitalrat|o] hat [Person Eva Koch|x], ihr Stellvertreter ist "
            "[Person Ulf Berg|s] von der [Authority FITKO|y].",
            {HOLDS},
        ),
        (
            "Das Land überträgt die Funktion des CIO von [Land Hessen|o] an [Person Ulf Berg|s].",
            {HOLDS},
        ),
        ("Das Land erklärt die Funktion des CIO von [Land Hessen|o] an [Person Ulf Berg|s].", set()),
        ("[Person Ulf Berg|s], Leiter des [Authority BAMF|o], verlässt den Vorstand.", {HOLDS}),
        ("Das sagte der Beauftragte der [Authority FITKO|o] für den Datenschutz [Person Ulf Berg|s].", {HOLDS}),
    ],
    ids=["deputy", "deputy of a chair", "entrusted", "not entrusted", "a board is no man", "behind a field"],
)
def test_deputies_and_those_entrusted_serve_where_the_office_is(text, expected):
    assert {triple for triple in stated(text) if triple[1] == "holdsRole"} == expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("[Person Kai Koch|s] ist Regierender Bürgermeister von [Land Berlin|o].", "Regierender Bürgermeister"),
        ("Das sprach das geschäftsführende Vorstandsmitglied der [Authority FITKO|o], [Person Ulf Berg|s], aus.",
         "geschäftsführendes Vorstandsmitglied"),
        ("Für die [Authority FITKO|o] nahm deren Vorsitzende [Person Anna Berg|s] teil.", "Vorsitzende"),
        ("Für die [Authority FITKO|o] nahm deren Vorsitzender [Person Ulf Berg|s] teil.", "Vorsitzender"),
        ("[Person Anna Berg|s], Leiterin des Planungsstabs bei der [Authority FITKO|o], kam.",
         "Leiterin des Planungsstabs"),
        ("[Person Anna Berg|s], Leiterin des Portals bei der [Authority FITKO|o], kam.", "Leiterin"),
        ("CIO und Staatssekretär in [Land Hessen|o] ist [Person Ulf Berg|s].", "CIO und Staatssekretär"),
        ("CIO in [Land Hessen|o] ist [Person Ulf Berg|s], Staatssekretär war er.", "CIO"),
    ],
)  # fmt: skip
def test_a_role_is_told_in_full_and_in_the_nominative(text, role):
    assert [r.role for r in relations(text) if r.predicate == "holdsRole" and r.object[0] == "o"][:1] == [role]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("[Person Ulf Berg|s] hatte die [Authority FITKO|o] geleitet.", "ended"),
        ("[Person Ulf Berg|s] hat die [Authority FITKO|o] geleitet.", "fact"),
        ("Vorgesprochen hatte [Person Ulf Berg|s], der frühere Leiter der [Authority FITKO|o].", "ended"),
        ("Vorgesprochen hatte [Person Ulf Berg|s], der neue Leiter der [Authority FITKO|o].", "fact"),
        ("Da sprach [Person Ulf Berg|s], ehedem Leiter der [Authority FITKO|o].", "ended"),
    ],
)
def test_what_somebody_had_led_before_is_over(text, status):
    assert {r.status for r in relations(text) if r.object[0] == "o"} == {status}


@pytest.mark.parametrize(
    ("first", "body"),
    [("Bundeskanzler", "b"), ("Ministerpräsident", "o")],
    ids=["of the Bund", "of the Land"],
)
def test_a_minister_serves_where_the_officer_beside_him_does(first, body):
    text = (
        f"Für den [State Bund|b] und [Land Hessen|o] sprachen {first} [Person Uwe Koch|x] und Wirtschaftsminister "
        "[Person Ulf Berg|s]."
    )
    assert ("s1", f"{body}1") in held(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die [Authority FITKO|o] lud ein. Es kam Fraktionsvorstand [Person Ulf Berg|s].", {("s", "holdsRole", "o")}),
        ("Die [Authority FITKO|o] lud ein. Es kam Qumbrax-Vorstand [Person Ulf Berg|s].", set()),
        (
            "Präsident der [Authority FITKO|o] ist [Person Uwe Koch|x]. Als Stellvertreter stehen ihm "
            "[Person Jan Ey|s] und [Person Ulf Berg|t] bei.",
            {("x", "holdsRole", "o"), ("s", "holdsRole", "o"), ("t", "holdsRole", "o")},
        ),
    ],
    ids=["a field", "a name that is unknown", "two deputies"],
)
def test_an_office_at_somebody_unknown_is_not_held_here(text, expected):
    assert {triple for triple in stated(text) if triple[1] == "holdsRole"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Da war der hessische Beauftragte (CIO) [Person Stefan Krebs|s] in [Land Hessen|o].", {("s", "o")}),
        ("[Association govdigital|o] wächst. [Person Ulf Kunz|s], dort stellvertretender Leiter, sagte das.",
         {("s", "o")}),
        ("Landrätin [Person Eva Berg|x] des [District Kreises Soest|x] kam. Es kam auch ihr Kollege "
         "[Person Ulf Kunz|s] ([District Kreis Olpe|o]).", {("s", "o")}),
        ("[Person Eva Berg|x] kam. Es kam auch ihr Kollege [Person Ulf Kunz|s] ([District Kreis Olpe|o]).", set()),
        ("„80 Verfahren hat die [Authority AKDB|o]. Das reicht nicht“, sagte Vorstandschef [Person Ulf Kunz|s].",
         {("s", "o")}),
        ("Die [Authority Landesregierung|o] tagt. Das sagte Vorstandschef [Person Ulf Kunz|s].", set()),
    ],
    ids=["behind brackets", "there", "colleague", "colleague of nobody", "body just spoken of", "no firm"],
)  # fmt: skip
def test_offices_are_held_where_the_text_points(text, expected):
    assert {(s, o) for s, p, o in stated(text) if p == "holdsRole" and s == "s"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das [Project Projekt X|o] läuft. Projektleiterin ist [Person Eva Berg|s].", {("s", "o")}),
        ("Das [Project Projekt X|o] läuft. Stellvertretende Projektleiterin ist [Person Eva Berg|s].", set()),
        ("Das [Project Projekt X|o] und das [Project Projekt Y|x] laufen. Projektleiterin ist [Person Eva Berg|s].",
         set()),
    ],
    ids=["one project", "deputy", "two projects"],
)  # fmt: skip
def test_a_head_of_project_leads_the_one_project_just_named(text, expected):
    assert {(s, o) for s, p, o in stated(text) if p == "leads"} == expected


def test_the_organ_of_a_body_is_that_of_the_one_that_the_article_is_about():
    text = "Die [Authority ITDZ|o] sucht einen Chef. Am Dienstag erfuhr es der [Committee Verwaltungsrat|s]."
    assert ("s", "partOf", "o") in stated(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Da war die [Ministry Innenbehörde|o]. Es kam [Person Ulf Kunz|s], der Senator für Inneres und Sport.",
         {("s", "o")}),
        ("Da war die [Ministry Innenbehörde|o]. Es kam [Person Ulf Kunz|s], der Senator für Kultur und Sport.", set()),
        ("Das sagte [Person Ulf Kunz|s], Staatssekretär in der [Ministry Innenverwaltung|x], der als CIO des "
         "[Land Landes Berlin|o] spricht.", {("s", "o")}),
        ("In [Land Hessen|o] hat [Person Uwe Berg|s] das vorgestellt. Man packe an, sagte der Ministerpräsident.",
         {("s", "o")}),
        ("In [Land Hessen|o] hat Staatssekretär [Person Uwe Berg|x] das vorgestellt. Man packe an, sagte der "
         "Ministerpräsident.", set()),
        ("Es gibt die [Authority FITKO|o], der [Person Uwe Berg|s] als Präsident vorsteht.", {("s", "o")}),
    ],
    ids=["field", "another field", "apposition before", "first told", "another told", "relative clause"],
)  # fmt: skip
def test_offices_find_holder_and_body_around_them(text, expected):
    assert {(s, o) for s, p, o in stated(text) if p == "holdsRole" and s == "s" and o == "o"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Bildungsexpertin [Person Anna Berg|s] ([Association SPD|o]) klagt.", {("s", "o")}),
        ("Der Sprecher [Person Ulf Berg|s] ([Association SPD|o]) klagt.", set()),
        ("[Person Ulf Berg|s] von der [Association FDP|o] klagt. Das zeigt eine Anfrage des Abgeordneten.",
         {("s", "o")}),
        ("[Person Ulf Berg|s] von der [Association FDP|o] klagt. Das zeigt eine Anfrage des Ministers.", set()),
    ],
    ids=["expert", "speaker of whom", "deputy told later", "another office"],
)  # fmt: skip
def test_deputies_and_experts_are_those_of_their_party(text, expected):
    assert {(s, o) for s, p, o in stated(text) if p == "holdsRole" and s == "s"} == expected


@pytest.mark.parametrize("order", ["leitete", "koordinierte"])
def test_a_thing_before_the_verb_is_led_not_leading(order):
    assert ("s", "leads", "o") in stated(f"Das [Project Projekt X|o] {order} [Person Eva Koch|s].")


def test_a_body_with_a_possessive_is_part_of_what_it_hangs_on():
    text = "Die [Company Telekom|o] und ihre Tochter [Company T-Systems|s] wachsen."
    assert ("s", "partOf", "o") in stated(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Es kam [Person Ulf Kunz|s], [Ministry der Senator für Finanzen|o].", {("s", "o")}),
        ("Die [Ministry Innenbehörde|o] half. Es kam [Person Ulf Kunz|s], [Ministry der Senator für Inneres|x].",
         {("s", "o")}),
        ("Es kamen [Person Ulf Kunz|s] und [Ministry der Senator für Finanzen|o].", set()),
        ("[Person Ulf Kunz|x] leitet die [Authority FITKO|o]. Er ist Präsident der [Authority FITKO|o]. Das ist so. "
         "Damals trat [Person Ulf Kunz|x] die Nachfolge von [Person Eva Berg|s] an.", {("s", "o")}),
    ],
    ids=["named so", "another name of it", "list", "predecessor"],
)  # fmt: skip
def test_who_is_called_by_the_name_of_a_ministry_heads_it(text, expected):
    assert {(s, o) for s, p, o in stated(text) if p == "holdsRole" and s == "s" and o == "o"} == expected


def test_an_apposition_may_follow_the_verb():
    text = "Dafür ist [Company STACKIT|s] zuständig, eine Firma aus der [Company Schwarz-Gruppe|o]."
    assert ("s", "partOf", "o") in stated(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Person Uwe Koch|s], in [Municipality Ulm|o] Oberbürgermeister, sprach.", {("s", "o")}),
        ("[Person Uwe Koch|s] traf in [Municipality Ulm|o] Oberbürgermeister.", set()),
        ("[Person Eva Koch|s] von der [Research Universität Ulm|o], Professorin für Informatik, sprach.", {("s", "o")}),
        ("[Person Eva Koch|s], die an der [Research Universität Ulm|o] als Professorin lehrt, sprach.", {("s", "o")}),
    ],
    ids=["town before", "no apposition", "body behind the name", "where somebody teaches"],
)
def test_where_an_office_is_held_may_stand_before_it(text, expected):
    assert {(s, o) for s, p, o in stated(text) if p == "holdsRole"} == expected
