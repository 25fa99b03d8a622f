"""What an article names: types, identity within the article, and what is no name."""

import pytest

from kgraph.read import article_from_text
from kgraph.recognise import recognise


def named(body: str, title: str = "Verwaltung: Neues aus den Ämtern") -> dict[str, str]:
    """Name → type of every entity of an article with that body."""
    article = article_from_text(f"{title}\n[13.02.2025]\n\n{body}\n", "a")
    return {e.name: e.type for e in recognise(article)}


def entity(body: str, name: str):
    article = article_from_text(f"Verwaltung: Neues aus den Ämtern\n[13.02.2025]\n\n{body}\n", "a")
    return next(e for e in recognise(article) if name in (e.name, *e.aliases))


@pytest.mark.parametrize(
    ("body", "name", "type"),
    [
        ("Das sagte Staatssekretärin Yrsa Quendt am Montag.", "Yrsa Quendt", "Person"),
        ("Geleitet wird es von Prof. Dr. Jonna Feldkamp.", "Jonna Feldkamp", "Person"),
        ("Der Münchner Stadtrat stimmte zu.", "München", "Municipality"),
        ("Es sprach der Augustusburger Bürgermeister.", "Augustusburg", "Municipality"),
        ("Gebaut wird im Landkreis Neustadt a. d. Waldnaab.", "Landkreis Neustadt an der Waldnaab", "District"),
        ("Dagegen sprach Ratsherr Lübben im Rat.", "Lübben", "Person"),
        ("Oberbürgermeisterin ist Anke Sommer.", "Anke Sommer", "Person"),
        ("Realisiert wurde das von gkd-el, dem IT-Dienstleister der Stadt.", "gkd-el", "Authority"),
        (
            "In Bielefeld ging die KommDIGITALE über die Bühne. Eine App hat die KommDIGITALE auch.",
            "KommDIGITALE",
            "Event",
        ),
        ("Sachsens Innenminister war da.", "Sachsen", "Land"),
        ("Das Land Hessen fördert das.", "Hessen", "Land"),
        ("Er sprach mit Qaya Quendtfeld vom Fraunhofer-Institut SIT.", "Qaya Quendtfeld", "Person"),
        ("Zum Einsatz kommt die Software der vote iT GmbH.", "vote iT GmbH", "Company"),
        ("Geliefert hat es die Firma „wer baut was“.", "wer baut was", "Company"),
        ("Das freut den Brandenburger Innenstaatssekretär. Er kommt aus Brandenburg.", "Brandenburg", "Land"),
        ("Vorgestellt wurde das in Tallinn.", "Tallinn", "Municipality"),
        ("Geliefert hat es die Firma Sternberg, ein Softwarehaus.", "Sternberg", "Company"),
        (
            "Das sagt das Kieler Ministerium des Innern und für Kommunales.",
            "Ministerium des Innern und für Kommunales",
            "Ministry",
        ),
        ("Der Werra-Meißner-Kreis baut das auf.", "Werra-Meißner-Kreis", "District"),
        (
            "Zuständig ist das Ministerium für Wissenschaft und Kunst.",
            "Ministerium für Wissenschaft und Kunst",
            "Ministry",
        ),
        ("Das Landesamt für Vermessung (LfV) liefert Daten.", "LfV", "Authority"),
        ("Freigeschaltet wurde das Portal „Ämterlotse“.", "Ämterlotse", "Service"),
        ("Der Landtag hat das Bayerische Digitalgesetz beschlossen.", "Bayerisches Digitalgesetz", "Law"),
        ("Auf dem Digital-Gipfel 2023 sprach niemand.", "Digital-Gipfel 2023", "Event"),
        ("Die Server stehen nun bei der Regio IT.", "regio iT", "Authority"),
        ("Beteiligt ist auch die Münsteraner Citeq.", "citeq", "Authority"),
        ("Gehostet wird das von Stackit.", "STACKIT", "Company"),
        ("Dem Verband gehört der IT-Zweckverband qumbrit an.", "qumbrit", "Authority"),
        ("Dabei war Otto Quendt von Qumbra Partners.", "Qumbra Partners", "Company"),
        ("Gefördert wird die Infrastrukturgesellschaft des Kreises, die QUMBRANET, mit Geld.", "QUMBRANET", "Company"),
        ("Den Auftrag hat die regio iT Gesellschaft für Informationstechnologie mbH.", "regio iT", "Authority"),
        ("Das will der Darmstädter Magistrat.", "Darmstadt", "Municipality"),
        ("Beauftragt wurden Capgemini und Qumbra.", "Qumbra", "Company"),
        ("Im Landtag sprach Otto Quendt von den Grünen.", "Die Grünen", "Association"),
        ("Zusammengetan haben sich Plochingen sowie Altbach und Deizisau.", "Altbach", "Municipality"),
    ],
)
def test_a_name_is_found_with_its_type(body, name, type):
    hit = entity(body, name)
    assert hit.type == type


@pytest.mark.parametrize(
    "body", ["Das sagte Anke im Sommer.", "Es kommt von Anke März 2021.", "Im Mai Sommer und Sonne."]
)
def test_a_word_of_the_calendar_is_a_surname_only_behind_a_given_name(body):
    article = article_from_text(f"Verwaltung: Neues aus den Ämtern\n[13.02.2025]\n\n{body}\n", "a")
    assert not [e.name for e in recognise(article) if e.type == "Person"]


@pytest.mark.parametrize(
    ("body", "absent"),
    [
        ("In Hagen wird gebaut. Das lobte Minister Otto Hagen.", "Otto"),
        ("Viele Landkreise und Städte warten auf Geld.", "Landkreise"),
        ("Das Ministerium wollte sich nicht äußern.", "Ministerium"),
        ("Er will essen und danach regen Beifall.", "Essen"),
        ("Gegründet wurde eine bundeseigene GmbH.", "bundeseigene GmbH"),
        ("Eine neue Digitalstrategie forderte niemand.", "Digitalstrategie"),
    ],
)
def test_what_only_looks_like_a_name_is_none(body, absent):
    assert absent not in named(body)


def test_a_surname_is_the_person_named_in_full_before_and_no_town():
    hit = entity("Ministerin Petra Essen kam. Danach ging Essen wieder.", "Petra Essen")
    assert len(hit.mentions) == 2
    assert "Essen" not in named("Ministerin Petra Essen kam. Danach ging Essen wieder.")


def test_an_abbreviation_and_its_name_are_one_entity():
    hit = entity("Das Bundesamt für Kartenkunde (BfKK) warnt. Das BfKK rät ab.", "BfKK")
    assert "Bundesamt für Kartenkunde" in (hit.name, *hit.aliases)
    assert len(hit.mentions) >= 2


def test_an_inflected_name_is_given_in_the_nominative():
    assert "Niedersächsischer Landtag" in named("Das Gesetz des Niedersächsischen Landtags gilt.")


def test_a_lower_case_adjective_alone_names_no_land():
    assert "Sachsen" not in named("Die sächsischen Kollegen freuen sich.")
    assert len(entity("Sachsen zahlt. Die sächsischen Kollegen freuen sich.", "Sachsen").mentions) == 2


def test_every_mention_is_a_slice_that_is_not_empty():
    article = article_from_text("Jena: Treffen\n[13.02.2025]\n\nIn Jena traf Eva Roth den Jenaer Stadtrat.\n", "a")
    for found in recognise(article):
        assert found.mentions
        assert all(article.text[m.start : m.end].strip() for m in found.mentions)


def test_an_event_takes_the_first_day_of_its_dates():
    hit = entity("Der Digital-Gipfel 2023 fand am 20. und 21. November 2023 in Jena statt.", "Digital-Gipfel 2023")
    assert hit.date == "2023-11-20"


def test_a_body_belongs_to_the_land_beside_its_name():
    article = article_from_text("A: B\n[13.02.2025]\n\nDas hessische Innenministerium zahlt. Hessen dankt.\n", "a")
    found = {e.name: e for e in recognise(article)}
    ministry = next(e for e in found.values() if e.type == "Ministry")
    assert ministry.owner == found["Hessen"].id


def test_a_bracket_that_spells_an_abbreviation_out_names_the_same_thing():
    hit = entity("Das MKFI (Ministerium für Kinder, Flucht und Integration) zahlt.", "MKFI")
    assert "Ministerium für Kinder, Flucht und Integration" in (hit.name, *hit.aliases)


def test_the_legal_form_alone_is_no_alias():
    assert "GmbH" not in entity("Den Zuschlag erhielt die Qumbra GmbH.", "Qumbra GmbH").aliases


def test_a_prefix_that_waits_for_its_noun_names_nothing():
    assert "Bund" not in named("Das Ministerium für Bundes- und Europaangelegenheiten zahlt.")


def test_a_series_of_events_is_its_one_edition():
    hit = entity("Die Smart Country Convention 2024 endete. Auf der SCCON waren viele.", "SCCON")
    assert hit.name == "Smart Country Convention 2024"


def test_two_editions_stay_two():
    names = named("Auf der Smart Country Convention 2023 war es leer, auf der Smart Country Convention 2024 voll.")
    assert {"Smart Country Convention 2023", "Smart Country Convention 2024"} <= set(names)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Die neue BayernApp startet. Die Bayern-App kann viel.", "BayernApp"),
        ("Gegründet ist die Steuerungsgruppe QOOTS. Die QOOTS-Steuerungsgruppe tagt.", "Steuerungsgruppe QOOTS"),
    ],
)
def test_one_name_in_two_spellings_is_one_thing(body, name):
    assert len(entity(body, name).mentions) == 2


def test_offices_of_one_system_stay_two():
    names = named("Die Steuerungsgruppe QOOTS tagt. Daneben steht die Geschäftsstelle QOOTS.")
    assert {"Steuerungsgruppe QOOTS", "Geschäftsstelle QOOTS"} <= set(names)


def test_a_ministry_called_by_its_portfolio_is_the_one_of_that_name():
    hit = entity("Das Ministerium für Inneres und Sport zahlt. Das Innenministerium freut sich.", "Innenministerium")
    assert hit.name == "Ministerium für Inneres und Sport"


def test_quotations_in_a_list_are_of_one_kind():
    names = named("Gefördert werden die Projekte „Alpha Eins“, „Beta Zwei“ und „Gamma Drei“.")
    assert [names.get(n) for n in ("Alpha Eins", "Beta Zwei", "Gamma Drei")] == ["Project"] * 3


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Geladen waren Fachleute des Deutschen Städtetages.", "Deutscher Städtetag"),
        ("Geladen waren Fachleute des Bayerischen Landkreistags.", "Bayerischer Landkreistag"),
        (
            "Geladen waren Fachleute des Deutschen Zentrums für Luft- und Raumfahrt.",
            "Deutsches Zentrum für Luft- und Raumfahrt",
        ),
    ],
)
def test_a_registered_name_met_in_the_genitive_is_given_in_the_nominative(body, name):
    assert name in named(body)


@pytest.mark.parametrize(
    ("body", "name", "type"),
    [
        ("Mit der „Daten und Dienste Strategie“ geht das Land voran.", "Daten und Dienste Strategie", "Programme"),
        ("Geholfen hat der Rathaus-Assistent, kurz „Tilda“.", "Tilda", "Service"),
        ("Er sprach von einer „viel zu langen Strategie“.", "viel zu langen Strategie", None),
        ("Gefragt ist „Mut zur Strategie“.", "Mut zur Strategie", None),
    ],
    ids=["its own head", "kurz", "no name", "no article"],
)
def test_a_quoted_name_is_typed_by_its_own_head_or_a_noun_before_kurz(body, name, type):
    assert named(body).get(name) == type


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Die Verbandsgemeinden Kaisersesch und Ulmen machen mit.", {"Kaisersesch", "Ulmen"}),
        ("Laut NRWs Minister ist das gut.", {"NRW"}),
        ("Das sagte der Fachbereichsleiter Zentrale Dienste.", set()),
        ("Das sagte der Fachbereichsleiter Zacharias Quendt.", {"Zacharias Quendt"}),
        ("Der Kreis gewann den eGovernment-Award in Gold.", {"eGovernment-Award"}),
        ("Das Zukunfts-Oberland-Lab baut. Eine Idee des Zukunfts-Oberland-Labs siegte.", {"Zukunfts-Oberland-Lab"}),
    ],
    ids=["association of communes", "genitive of an abbreviation", "department", "person", "award", "genitive"],
)
def test_names_that_endings_and_neighbours_give_away(body, names):
    assert set(named(body)) == names


@pytest.mark.parametrize(
    ("body", "name", "also"),
    [
        ("Das teilt das Landratsamt Böblingen mit.", "Landratsamt Böblingen", "Landratsamt"),
        (
            "Das teilt das Digitalministerium in Niedersachsen mit.",
            "Digitalministerium",
            "Digitalministerium in Niedersachsen",
        ),
        ("Das fordert der Digitalverband Bitkom.", "Bitkom", "Digitalverband Bitkom"),
        (
            "Es lehrt das Institut für Informationsmanagement Bremen (ifib).",
            "Institut für Informationsmanagement Bremen",
            "ifib",
        ),
    ],
    ids=["without owner", "with owner", "known name at the end", "abbreviation in small letters"],
)
def test_a_body_has_the_other_forms_of_its_name(body, name, also):
    found = entity(body, name)
    assert also in (found.name, *found.aliases)


def test_a_contract_of_another_kind_is_not_the_one_that_was_named_before():
    text = "Beide haben einen Kooperationsvertrag geschlossen. Für den Lizenzvertrag wurde eine Million überwiesen."
    assert [name for name, type in named(text).items() if type == "Agreement"] == [
        "Kooperationsvertrag",
        "Lizenzvertrag",
    ]
    text = "Beide haben einen Kooperationsvertrag geschlossen. In dem Vertrag ist vereinbart, was sie tun."
    assert [name for name, type in named(text).items() if type == "Agreement"] == ["Kooperationsvertrag"]


def test_a_firm_is_called_without_its_legal_form_later_on():
    found = named(
        "Das liefert die Qumbrasoft GmbH. Qumbrasoft und die Olbi Systems AG wachsen, sagt einer von Olbi Systems."
    )
    assert {name: type for name, type in found.items() if type == "Company"} == {
        "Qumbrasoft GmbH": "Company",
        "Olbi Systems AG": "Company",
    }
    firm = entity("Das liefert die Technologie GmbH. Die Technologie ist neu.", "Technologie GmbH")
    assert len(firm.mentions) == 1


def test_a_bracket_may_hold_a_word_made_from_a_long_name():
    body = "Gestartet ist die Dienstleistungsgesellschaft für kommunale Aufgaben mbH (Digikomm)."
    assert "Digikomm" in entity(body, "Dienstleistungsgesellschaft für kommunale Aufgaben mbH").aliases
    body = "Gestartet ist die Dienstleistungsgesellschaft für kommunale Aufgaben mbH (Drucker)."
    assert "Drucker" not in entity(body, "Dienstleistungsgesellschaft für kommunale Aufgaben mbH").aliases


def test_ministries_of_two_laender_are_two():
    found = named(
        "Dabei ist das Kultusministerium Sachsen-Anhalt. Auch das Ministerium für Schule und Bildung NRW ist dabei."
    )
    assert [name for name, type in found.items() if type == "Ministry"] == [
        "Kultusministerium",
        "Ministerium für Schule und Bildung",
    ]
    found = named("Dabei ist das Ministerium für Schule und Bildung NRW. Das Kultusministerium zahlt.")
    assert [name for name, type in found.items() if type == "Ministry"] == ["Ministerium für Schule und Bildung"]


@pytest.mark.parametrize(
    "said",
    [
        "Das Zentrum für Digitalen Wandel Quendtal, kurz ZDWQ, startet.",
        "Das Zentrum für Digitalen Wandel Quendtal (im Folgenden: ZDWQ) startet.",
        "Das Zentrum für Digitalen Wandel Quendtal – kurz: ZDWQ – startet.",
    ],
)
def test_a_name_may_be_abbreviated_without_a_bracket(said):
    assert "ZDWQ" in entity(said, "Zentrum für Digitalen Wandel Quendtal").aliases


def test_a_group_is_called_by_its_brand():
    found = named("Die Qumbra-Gruppe wächst. Betreiber ist die Qumbra SE in Bonn.")
    assert [name for name, type in found.items() if type == "Company"] == ["Qumbra-Gruppe"]
