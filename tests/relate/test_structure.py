"""How clauses, phrases and what they share are taken apart, told by what the sentences then state."""

import pytest
from marked import relations, stated

DEVELOPS, OPERATES, USES, FUNDS = (("s", p, "o") for p in ("develops", "operates", "uses", "funds"))
OPPOSES, DEMANDS, PARTY, CONCERNS = (("s", p, "o") for p in ("opposes", "demands", "partyTo", "concerns"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die [Authority AKDB|s] entwickelt und betreibt das [Service Portal A|o].", {DEVELOPS, OPERATES}),
        ("Entwickelt und betrieben wird das [Service Portal A|o] von der [Authority AKDB|s].", {DEVELOPS, OPERATES}),
        ("Das [Service Portal A|o], von [Authority Dataport|s] entwickelt und betrieben, ruht.", {DEVELOPS, OPERATES}),
        (
            "Das [Service Portal A|o] wurde erdacht, von der [Authority AKDB|s] erprobt und wird noch verfeinert.",
            {USES},
        ),
        ("Die [Authority AKDB|s] wächst und das Land betreibt das [Service Portal A|o].", set()),
    ],
    ids=["shared object", "opening", "between commas", "list of participles", "two subjects"],
)
def test_verbs_share_what_stands_once(text, expected):
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Service OneIT|o] ist ein Programm, das der [State Bund|s] fördert.", {FUNDS}),
        ("Neu ist [Service OneIT|o], ein System, das der [State Bund|s] fördert.", {FUNDS}),
        ("Neu ist [Service OneIT|o], ein vom [State Bund|s] gefördertes System.", {FUNDS}),
        ("[Service OneIT|o] trifft auf ein Programm, das der [State Bund|s] fördert.", set()),
    ],
    ids=["copula", "apposition", "attribute", "another thing"],
)
def test_a_noun_that_explains_a_name_speaks_of_it(text, expected):
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das [Land Land Hessen|x] beauftragte die [Authority AKDB|s], das [Service Portal A|o] zu bauen.", {DEVELOPS}),
        ("Die [Authority AKDB|s] wurde beauftragt, das [Service Portal A|o] zu bauen.", {DEVELOPS}),
        ("Die [Authority AKDB|s] hat damit begonnen, das [Service Portal A|o] zu bauen.", {DEVELOPS}),
        ("Die [Authority AKDB|s] verpflichtet sich, das [Service Portal A|o] zu bauen.", {DEVELOPS}),
        ("Der [Association Bitkom|s] fordert, das [Service Portal A|o] zu bauen.", {DEMANDS}),
    ],
    ids=["object", "passive", "subject", "reflexive", "nobody"],
)
def test_an_infinitive_has_the_subject_that_its_verb_gives_it(text, expected):
    assert {t for t in stated(text) if t[0] == "s"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das [Land Land Hessen|s] hilft und fördert die [Municipality Stadt Ulm|o].", {FUNDS}),
        ("Das [Ministry BMI|s] fördert Kommunen wie [Municipality Ulm|x] und das [Project Projekt A|o].", {FUNDS}),
        ("Mit Mitteln [Land Hessens|s] wird das [Project Projekt A|o] gefördert.", {FUNDS}),
        ("Für das [Service Portal A|o], dessen Betrieb bei der [Authority AKDB|s] liegt, fehlt Geld.", {OPERATES}),
        ("Gefördert wird das von ihr geplante [Project Projekt A|o] vom [State Bund|s].", {FUNDS}),
        ("Der [State Bund|s] fördert unter anderem das [Project Projekt A|o].", {FUNDS}),
        ("Die Frist läuft. Beschlossen ist: Gefördert wird das [Project Projekt A|o] vom [State Bund|s].", {FUNDS}),
        ("Die Lösung aus [Land Hessen|x] ist das [Project Projekt A|o], die der [State Bund|s] lobt.", set()),
    ],
    ids=["elided subject", "name and noun", "owner", "dessen", "ihr", "adverb", "behind a colon", "no such verb"],
)
def test_phrases_end_where_they_should(text, expected):
    assert {t for t in stated(text) if t[0] == "s" and t[2] == "o"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nach Ansicht des [Association Bitkom|s] greift das [Law OZG|o] zu kurz.", {OPPOSES}),
        ("Das [Law OZG|o] sei ein Rückschritt, sagte [Person Anna Berg|s].", {OPPOSES}),
        ("Der [Association Bitkom|s] übt Kritik: Das [Law OZG|o] gehe nicht weit genug.", {OPPOSES}),
        ("Notwendig sei aus Sicht des [Association Bitkom|s] ein [Law Digitalgesetz|o].", {DEMANDS}),
        ("Nach Ansicht des [Association Bitkom|s] gilt das [Law OZG|o] seit 2017.", set()),
        ("Das [Law OZG|o] greift zu kurz. Der [Association Bitkom|s] schweigt.", set()),
    ],
    ids=["view", "speech", "colon", "need", "no judgement", "nobody's"],
)
def test_a_reported_judgement_is_a_stance(text, expected):
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mehr als 20 Städte haben den [Service Dienst A|o] genutzt, darunter [Municipality Kiel|s].", {USES}),
        ("Mehr als 20 Städte haben den [Service Dienst A|o] genutzt, schreibt [Municipality Kiel|s].", set()),
        ("Der [Service Dienst A|o] ist da. Gefördert wird die Umsetzung vom [State Bund|s].", {FUNDS}),
        ("Der [Service Dienst A|o] ist da. Gefördert wird die Übernachtung vom [State Bund|s].", set()),
        ("Der [Service Dienst A|o] ist da. Kritik kommt dagegen von der [Association FDP|s].", set()),
        ("Das [Law OZG|o] liegt vor. Dagegen stimmte die [Association FDP|s].", {OPPOSES}),
        ("Der [Service Dienst A|x] ruht. Neu ist die Technik aus [Land Hessen|s], die den [Service Dienst B|o] nutzt.",
         set()),
    ],
    ids=["examples", "no example", "work", "no work", "contrast", "against", "agreement"],
)  # fmt: skip
def test_what_is_said_in_general_speaks_of_what_was_named(text, expected):
    assert {t for t in stated(text) if t[0] == "s" and t[2] == "o"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die [Authority AKDB|s] wird das [Service Portal A|o] bereitstellen.", {OPERATES}),
        ("Die [Authority AKDB|s] wird das [Service Portal A|o] entwickeln, sagte der Chef.", {DEVELOPS}),
        ("Das [Service Portal A|o] wird von der [Authority AKDB|s] unterhalten.", {OPERATES}),
        ("Das [Service Portal A|o] wird die [Authority AKDB|s] überfordern.", set()),
    ],
    ids=["future", "future in speech", "passive with the infinitive's form", "other verb"],
)
def test_a_future_is_no_passive(text, expected):
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das [Service Portal A|o], das das Land prüft und mit der [Authority AKDB|s] entwickelt, ruht.", {DEVELOPS}),
        ("Das [Service Portal A|o], das vom Land geprüft und von der [Authority AKDB|s] betrieben wird, ruht.",
         {OPERATES}),
        ("Geprüft wird das [Service Portal A|o] vom Land, technisch betrieben von der [Authority AKDB|s].", {OPERATES}),
        ("Aufbauen soll das [Service Portal A|o] die [Authority AKDB|s].", {DEVELOPS}),
        ("Das [Programme Programm A|o] fördert die [Municipality Stadt Ulm|s].", set()),
        ("Das [Programme Programm A|o] fördert der [State Bund|s].", {FUNDS}),
        ("Unter dem Namen [Service Karla|o] betreibt die [Authority AKDB|s] einen Chatbot.", {OPERATES}),
        ("Der Chatbot der [Municipality Stadt Ulm|s] heißt [Service Karla|o].", {OPERATES}),
        ("Der Oberbürgermeister der [Municipality Stadt Ulm|s] heißt wie [Service Karla|o].", set()),
    ],
    ids=["relative goes on", "shared auxiliary", "behind the verb", "infinitive first", "thing before actor",
         "nominative", "name given", "called", "no name"],
)  # fmt: skip
def test_order_and_voice_tell_who_does_what(text, expected):
    assert {t for t in stated(text) if t[0] == "s" and t[2] == "o"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das vom Land bezahlte und von der [Authority AKDB|s] betriebene [Service Portal A|o] ruht.", {OPERATES}),
        ("Der [District Kreis Düren|s] ist einer von zehn Kreisen, die den [Service Dienst A|o] nutzen.", {USES}),
        ("Der [District Kreis Düren|s] spricht mit zehn Kreisen, die den [Service Dienst A|o] nutzen.", set()),
        ("Als eine der ersten Städte nutzt [Municipality Ulm|s] den [Service Dienst A|o].", {USES}),
        ("Das Land lässt von der [Authority AKDB|s] das [Service Portal A|o] entwickeln.", {DEVELOPS}),
        ("Im Verbund mit der [Authority AKDB|s] betreibt das Land das [Service Portal A|o].", {OPERATES}),
        ("Im Verbund mit der [Authority AKDB|s] betreibt [Land Bayern|x] das [Service Portal A|o].", {OPERATES}),
        ("Neben dem [Service Portal A|o] betreibt die [Authority AKDB|s] den [Service Dienst B|x].", {OPERATES}),
        ("Ob die [Authority AKDB|s] das [Service Portal A|o] betreibt, ist offen.", set()),
    ],
    ids=["two attributes", "one of them", "others", "one of the first", "lets make", "one unnamed", "jointly",
         "besides", "whether"],
)  # fmt: skip
def test_shared_and_stacked_constructions(text, expected):
    assert {t for t in stated(text) if t[0] == "s" and t[2] == "o"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die [Authority AKDB|s] wächst, um ein [Service Portal A|o] aufzubauen.", {DEVELOPS}),
        ("Die [Authority AKDB|s] kümmert sich um ein [Service Portal A|o].", {OPERATES}),
        ("Der [Association Bitkom|s] fordert Geld, um das [Service Portal A|o] zu retten.", set()),
        ("Neu ist die gemeinsam von der [Authority AKDB|s] und Fachleuten entwickelte [Service App A|o].", {DEVELOPS}),
    ],
    ids=["purpose", "preposition", "purpose is no demand", "adverb before agents"],
)
def test_what_um_and_gemeinsam_belong_to(text, expected):
    assert {t for t in stated(text) if t[0] == "s" and t[2] == "o"} == expected


def test_what_an_event_is_called_by_is_what_it_is_about():
    assert CONCERNS in stated("Zur [Event OZG-Anhörung|s] kamen viele. Es ging nicht voran mit dem [Law OZG|o].")
    assert CONCERNS not in stated("Zur [Event BMI-Anhörung|s] kamen viele. Es ging nicht voran mit dem [Law OZG|o].")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Die [Ministry Staatskanzlei|s] in [Municipality Kiel|x] und das [Ministry Haus|s] in [Municipality Ulm|x] "
            "schlossen einen [Agreement Vertrag|o].",
            2,
        ),
        ("Die [Authority Leitstelle|s] des [State Bundes|x] und die [Authority AKDB|s] schlossen einen "
         "[Agreement Vertrag|o].", 2),
        ("Die Stelle der [Municipality Stadt Ulm|x] und der [Municipality Stadt Kiel|x] las den [Agreement Pakt|o].",
         0),
    ],
    ids=["behind a place", "behind a genitive", "in one case"],
)  # fmt: skip
def test_what_cannot_share_a_case_joins_what_stands_above(text, expected):
    parties = [r for r in relations(text) if r.predicate == "partyTo" and r.subject[0] == "s"]
    assert len(parties) == expected


def test_a_bracket_tells_what_the_next_name_joins():
    text = "Das [Authority Zentrum|s] des [State Bundes|o] ([Authority Zentrum|s]) und der [Authority Dienst|x] ruhen."
    assert {(r.subject[0], r.object[0]) for r in relations(text) if r.predicate == "partOf"} == {("s", "o")}


@pytest.mark.parametrize(
    ("text", "owned"),
    [
        ("In [Land Hessen|o] wirkt die [Authority Cyberagentur Hessen|s].", True),
        ("In [Land Hessen|o] wirkt das [Authority Landeszentrum Gesundheit Hessen|s].", True),
        ("In [Land Hessen|o] wirkt der [Authority Zweckverband Netze Hessen|s].", False),
        ("In [Municipality Ulm|o] wirkt die [Authority Ausländerbehörde Ulm|s].", True),
        ("In [Municipality Ulm|o] wirkt das [Authority Rechenwerk Ulm|s].", False),
        ("Die [Association SPD-Fraktion|s] im [Committee Landtag|o] lachte.", True),
        ("Der [Association Landesverband|s] im [Committee Landtag|o] lachte.", False),
        ("Die [Ministry Staatskanzlei|s] in [Municipality Kiel|o] lachte.", False),
    ],
    ids=["agency", "state centre", "joint board", "office", "no office", "faction", "no faction", "seat"],
)
def test_what_a_body_is_called_by_and_where_it_sits(text, owned):
    assert (("s", "partOf", "o") in stated(text)) is owned


ALL = {"a", "b", "c"}


@pytest.mark.parametrize(
    ("text", "there"),
    [
        (
            "Bei der [Event Tagung|o] sprachen Minister [Person Ulf Kunz|a], die Beauftragte der Regierung für "
            "Digitalisierung [Person Anna Berg|b] und [Person Jan Wolf|c].",
            ALL,
        ),
        ("Gewonnen haben den [Event Netzpreis|o] [Person Ulf Kunz|a] und [Person Anna Berg|b].", {"a", "b"}),
        ("Begehrt war der [Event Netzpreis|o]. Gewonnen hat den Preis [Person Thomas Krauss|a].", {"a"}),
        ("Bundes-CIO und Chef im Haus, Dr. [Person Ulf Kunz|a], eröffnete den [Event Kongress|o].", {"a"}),
        ("Zum Partnerland [State Litauen|a] des [Event Kongresses|o] kam viel Lob.", {"a"}),
    ],
    ids=["office in a list", "object before subject", "name in s", "offices before a name", "partner country"],
)
def test_persons_and_guests_are_told_from_what_stands_around_them(text, there):
    assert {r.subject[0] for r in relations(text) if r.predicate == "participatesIn"} == there


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "Gebaut wurde es gemeinsam vom [Ministry Amt|a] und den zwei Verbänden – dem [Association Eco|b] und dem "
            "[Association VKU|c] – im Mai.",
            3,
        ),
        (
            "[District Kreis Aa|a] und [District Kreis Bb|b] sind Nachbarn. Nun haben sich die Kreise zusammengetan.",
            1,
        ),
        (
            "[District Kreis Aa|a] und [District Kreis Bb|b] sind Nachbarn. Nun haben sich die Kommunen zusammengetan.",
            0,
        ),
        ("Das Haus wurde vom [Ministry Amt|a], dem Herz des Landes, gemeinsam mit [Company Aa|b] durchgeführt.", 1),
    ],
    ids=["list in a list", "those just named", "vague", "bracket over an apposition"],
)
def test_plurals_and_lists_stand_for_all_that_they_sum_up(text, pairs):
    assert sum(r.predicate == "cooperatesWith" for r in relations(text)) == pairs


def test_a_towns_adjective_says_where_a_fair_is_and_not_whose():
    assert stated("Die [Municipality Nürnberger|o] [Event Fachmesse Alpha|s] beginnt.") == {("s", "takesPlaceIn", "o")}


def test_who_stands_beside_the_object_of_a_passive_is_no_agent():
    text = "Zum [Event Gipfel|o] waren neben dem [Association Bitkom|s] auch der [Association VKU|s] geladen."
    assert stated(text) == {("s", "participatesIn", "o")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Am [Programme Programm A|o] nehmen zwölf Orte teil, darunter die [Municipality Stadt Ulm|s].",
            {("s", "participatesIn", "o")},
        ),
        ("Das [Research Institut Netze|s] der [Research Universität Ulm|o] forscht.", {("s", "partOf", "o")}),
        ("Die [Authority Leitstelle Netze|s] im [Ministry Innenministerium|o] ruht.", {("s", "partOf", "o")}),
        ("Der [Authority Dienst Netze|s] im [Ministry Innenministerium|o] ruht.", set()),
        ("Teil der [Programme Strategie A|o] ist das [Project Projekt B|s].", {("s", "partOf", "o")}),
        ("Die [Company Telkos|o]-Tochter [Company Nordnetz|s] ruht.", {("s", "partOf", "o")}),
        (
            "Die [Municipality Stadt Ulm|s] baut das mit ihrem Partner [Company Telkos|o].",
            {("s", "cooperatesWith", "o")},
        ),
        ("Die [Municipality Stadt Ulm|s] baut das ohne ihren Gegner [Company Telkos|o].", set()),
        ("Der [Event Kongress A|s] (3. bis 5. Mai 2024, [Municipality Ulm|o]) war voll.", {("s", "takesPlaceIn", "o")}),
        ("Der [Event Kongress A|s] (Bürgermeister aus [Municipality Ulm|o]) war voll.", set()),
        ("Das [Law Gesetz A|s] zur Änderung des [Law Gesetzes B|o] gilt.", {CONCERNS}),
    ],
    ids=[
        "examples behind a particle", "institute", "unit", "no unit", "part", "daughter", "partner", "no partner",
        "bracket", "other bracket", "law of a law",
    ],
)  # fmt: skip
def test_what_hangs_on_or_stands_behind_a_name(text, expected):
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Der [Committee Rat der Netze|o] setzt sich zusammen aus [Person Ulf Kunz|s].",
            {("s", "participatesIn", "o")},
        ),
        ("Der [Committee Rat der Netze|o] setzt sich wieder auf [Person Ulf Kunz|s].", set()),
        (
            "[Person Ulf Kunz|x] hörte, dass die [Municipality Stadt Ulm|s] gewählt wurde, am [Project Projekt A|o] "
            "teilzunehmen.",
            {("s", "participatesIn", "o")},
        ),
        ("Die [Authority AKDB|s] lobte den [Event Netzpreis|o] des Rechenzentrums.", set()),
    ],
    ids=["particle before a preposition", "no particle", "infinitive of a subordinate clause", "owner is another"],
)
def test_which_verb_and_which_subject_a_clause_has(text, expected):
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("body", "party"),
    [("Ministry Innenministerium", "Land"), ("Authority Rechenwerk", "Authority")],
    ids=["ministry", "provider"],
)
def test_a_minister_binds_the_land_and_the_head_of_a_provider_the_provider(body, party):
    text = f"[Person Ulf Kunz|s], Chef des [{body}|b] des [Land Landes Ulm|l], unterzeichnete den [Agreement Pakt|o]."
    bound = {r.subject for r in relations(text) if r.predicate == "partyTo"}
    assert bound == {"l1" if party == "Land" else "b1"}


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("[Land Land Aa|a] und [Land Land Bb|b] betreiben gemeinsam ein Netz.", 1),
        ("[Land Land Aa|a] und [Land Land Bb|b] gründen eine gemeinsame Gesellschaft.", 1),
        ("[Land Land Aa|a] und [Land Land Bb|b] fordern gemeinsam mehr Geld.", 0),
        ("[Land Land Aa|a] und [Land Land Bb|b] haben gemeinsame Grenzen.", 0),
        ("Gemeinsam haben [Land Land Aa|a] und [Land Land Bb|b] drei Millionen Einwohner.", 0),
    ],
    ids=["joint work", "joint thing", "joint demand", "joint border", "joint number"],
)
def test_only_joint_work_is_cooperation(text, pairs):
    assert sum(r.predicate == "cooperatesWith" for r in relations(text)) == pairs


@pytest.mark.parametrize(
    ("sentence", "there"),
    [
        ("Anschließend ehrte [Person Ulf Kunz|s] die Besten.", True),
        ("In Kiel ehrt [Person Ulf Kunz|s] jedes Jahr die Besten.", False),
    ],
    ids=["goes on", "elsewhere"],
)
def test_who_acts_in_a_report_of_an_event_was_there_if_the_report_goes_on(sentence, there):
    text = f"Gestern begann der [Event Kongress A|o]. Viele kamen. Die Halle war voll. {sentence}"
    assert (("s", "participatesIn", "o") in stated(text)) is there


def test_what_one_takes_part_in_is_not_what_was_named_before_if_it_is_said():
    text = "Das [Project Projekt A|o] wächst. An den Fragen beteiligte sich die [Municipality Stadt Ulm|s]."
    assert stated(text) == set()


def test_a_body_takes_no_part_in_a_session_of_its_own():
    text = "Der [Committee Rat der Netze|s] traf sich zu seiner [Event Sitzung|o]."
    assert stated(text) == {("s", "organises", "o")}


@pytest.mark.parametrize("host", ["Association Bitkom|h", "Association Eco|h"], ids=["host", "guest"])
def test_who_speaks_for_a_host_only_tells_of_the_event(host):
    text = (
        f"Den [Event Kongress A|o] hat der [Association Bitkom|h] veranstaltet. Viele kamen. Das lohne sich, sagte "
        f"[Person Ulf Kunz|s], Sprecher des [{host}]."
    )
    assert (("s", "participatesIn", "o") in stated(text)) is ("Bitkom" not in host)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der [Association Genossenschaft Nord|o] gehört die [Authority AKDB|s] an.", {("s", "partOf", "o")}),
        ("Dem Land und der [Municipality Stadt Ulm|s] ist es gelungen, das [Service Portal A|o] zu nutzen.", {USES}),
        ("Mängel hat die [Authority Prüfstelle|s] der [Authority Landesregierung|o] bescheinigt.",
         {("s", "opposes", "o")}),
        ("Das [Ministry Bundesinnenministerium|s] in [Land Berlin|o] ruht.", set()),
        ("Der [Association Verband Nord|o] mit seinen Mitgliedern [Authority AKDB|s] und anderen wächst.",
         {("s", "partOf", "o")}),
    ],
    ids=["feminine dative", "to whom it falls", "dative beside a body", "seat", "members of the one before"],
)  # fmt: skip
def test_which_case_der_and_dem_make(text, expected):
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("body", "towns", "owned"),
    [
        ("Authority Stadtverwaltung", "[Municipality Ulm|o]", True),
        ("Authority Landratsamt", "[Municipality Ulm|o]", False),
        ("Authority Stadtverwaltung", "[Municipality Ulm|o] und [Municipality Kiel|x]", False),
        ("Authority Landesamt", "[Municipality Ulm|o]", False),
    ],
    ids=["office of a town", "of a district", "of which town", "of a Land"],
)
def test_an_office_that_each_town_has_is_that_of_the_one_town_of_the_report(body, towns, owned):
    text = f"Viel ist zu tun in {towns}. Nun hilft die [{body}|s]."
    assert (("s", "partOf", "o") in stated(text)) is owned


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In der [Event Tagung|s] am 18. April 2024 in [Municipality Ulm|o] war es laut.",
            {("s", "takesPlaceIn", "o")},
        ),
        ("In der [Event Tagung|s] lobte man den Erfolg in [Municipality Ulm|o] laut.", set()),
        (
            "Die [Municipality Stadt Ulm|o] ist vom 3. bis 5. Mai Gastgeberin der [Event Tagung|s].",
            {("o", "organises", "s"), ("s", "takesPlaceIn", "o")},
        ),
    ],
    ids=["date and place", "another place", "noun behind a date"],
)
def test_a_date_does_not_part_an_event_from_its_place(text, expected):
    assert stated(text) == expected


def test_those_who_are_named_behind_a_matched_noun_still_act():
    text = "Das sagen die Veranstalter der [Event Messe A|o], die [Company Telkos|s] und der [Association VKU|s]."
    assert sum(r.predicate == "organises" for r in relations(text)) == 2


@pytest.mark.parametrize("end", ["", " auf ihr", " auf ihr Konto", " von der bundesweit", " für die gemeinsam"])
def test_a_sentence_may_break_off_anywhere(end):
    assert stated(f"Die [Authority AKDB|s] betreibt das [Service Portal A|o]{end}") == {OPERATES}
