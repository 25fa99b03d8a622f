"""Identity: the same thing gets the same key, and two things never do."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.errors import DataError
from kgraph.records import Article, ArticleEntity, Entity, Extraction, Mention, Relation
from kgraph.register import default_register
from kgraph.resolve import Decision, Decisions, resolve
from kgraph.vocab import schema

ARTICLE = "a-01"


def entity(type: str, name: str, *aliases: str, id: str = "e1", **more: str) -> ArticleEntity:
    return ArticleEntity(id, type, name, aliases, (Mention(0, 1, "name", "test"),), **more)


def extraction(
    *entities: ArticleEntity, date: str | None = "2023-06-01", id: str = ARTICLE, relations=()
) -> Extraction:
    article = Article(id, "Text", (), "Titel", published=date)
    return Extraction(article, entities, tuple(relation(*r) for r in relations))


def relation(subject: str, predicate: str, object: str) -> Relation:
    return Relation(subject, predicate, object, 0, 1, 0.9, "test")


def one(
    type: str, name: str, *aliases: str, date: str | None = "2023-06-01", beside=(), relations=(), **more: str
) -> Entity:
    """What the article means by its first entity; `beside` are (type, name) of others: e2, e3, …"""
    others = [entity(t, n, id=f"e{number}") for number, (t, n) in enumerate(beside, 2)]
    read = extraction(entity(type, name, *aliases, **more), *others, date=date, relations=relations)
    return resolve(read, default_register())["e1"]


def key(type: str, name: str, *aliases: str, **more) -> str:
    return one(type, name, *aliases, **more).key


# The register, by name ----------------------------------------------------------


@pytest.mark.parametrize(
    ("type", "name", "expected"),
    [
        ("Ministry", "BMI", "ministry/bmi"),
        ("Ministry", "Bundesinnenministerium", "ministry/bmi"),
        ("Ministry", "Bundesministerium des Innern", "ministry/bmi"),
        ("Ministry", "Bundesministerium des Innern und für Heimat", "ministry/bmi"),
        ("Ministry", "Bundesministeriums des Innern und für Heimat", "ministry/bmi"),
        ("Ministry", "BMWSB", "ministry/bmwsb"),
        ("Ministry", "Bundeskanzleramt", "ministry/bundeskanzleramt"),
        ("Ministry", "Bayerischen Staatsministerium für Digitales", "ministry/by-digitales"),
        ("Ministry", "Staatsministeriums für Digitales", "ministry/by-digitales"),
        ("Ministry", "MWIKE", "ministry/nw-wirtschaft"),
        ("Ministry", "Senator für Finanzen in Bremen", "ministry/hb-finanzen"),
        ("Ministry", "Senator für Finanzen in der Freien Hansestadt Bremen", "ministry/hb-finanzen"),
        ("Ministry", "Senator für Finanzen", "ministry/hb-finanzen"),
        ("Ministry", "Hamburger Senatskanzlei", "ministry/hh-senatskanzlei"),
        ("Ministry", "Hamburger Finanzbehörde", "ministry/hh-finanzen"),
        ("Ministry", "rheinland-pfälzisches Innenministerium", "ministry/rp-innen"),
        ("Ministry", "hessisches Innenministerium", "ministry/he-innen"),
        ("Ministry", "Thüringer Finanzministerium", "ministry/th-finanzen"),
        ("Ministry", "Innenministerium Mecklenburg-Vorpommern", "ministry/mv-innen"),
        ("Ministry", "Ministerium für Infrastruktur und Digitales", "ministry/st-digitales"),
        ("Land", "Freie Hansestadt Bremen", "land/bremen"),
        ("Land", "Bremen", "land/bremen"),
        ("Land", "Hansestadt Hamburg", "land/hamburg"),
        ("Land", "Freie und Hansestadt", "land/hamburg"),
        ("Land", "NRW", "land/nordrhein-westfalen"),
        ("Land", "Land Hessen", "land/hessen"),
        ("Land", "Freistaat Thüringen", "land/thueringen"),
        ("State", "Bund", "state/bund"),
        ("State", "Deutschland", "state/bund"),
        ("State", "Europäische Union", "state/eu"),
        ("District", "Landkreis Rostock", "district/13072"),
        ("Municipality", "Rostock", "municipality/13003000"),
        ("District", "Landkreis München", "district/09184"),
        ("Municipality", "Stadt München", "municipality/09162000"),
        ("Municipality", "Landeshauptstadt Stuttgart", "municipality/08111000"),
        ("Municipality", "Stadt Bremen", "municipality/04011000"),
        ("Municipality", "Gemeinde Eppelborn", "municipality/10043111"),
        ("District", "Segeberg", "district/01060"),
        ("District", "Regensburg", "district/09375"),
        ("District", "Kreis Recklinghausen", "district/05562"),
        ("Authority", "Föderale IT-Kooperation", "authority/fitko"),
        ("Authority", "FITKO", "authority/fitko"),
        ("Authority", "Beschaffungsamt des BMI", "authority/bescha"),
        ("Authority", "BeschA", "authority/bescha"),
        ("Authority", "AKDB", "authority/akdb"),
        ("Authority", "Anstalt für Kommunale Datenverarbeitung in Bayern", "authority/akdb"),
        ("Authority", "regio-iT", "authority/regio-it"),
        ("Authority", "Landesregierung des Saarlandes", "authority/landesregierung-sl"),
        ("Authority", "baden-württembergische Landesregierung", "authority/landesregierung-bw"),
        ("Authority", "Berliner Senat", "authority/landesregierung-be"),
        ("Committee", "IT-Planungsrats", "committee/it-planungsrat"),
        ("Committee", "Länderkammer", "committee/bundesrat"),
        ("Committee", "Niedersächsischen Landtag", "committee/landtag-ni"),
        ("Committee", "Abgeordnetenhaus von Berlin", "committee/landtag-be"),
        ("Association", "Deutschen Städtetags", "association/staedtetag"),
        ("Association", "Bundes-Arbeitsgemeinschaft der Kommunalen IT-Dienstleister", "association/vitako"),
        ("Association", "VITAKO", "association/vitako"),
        ("Association", "Bündnis 90/Die Grünen", "association/gruene"),
        ("Research", "Fraunhofer-Institut FOKUS", "research/fraunhofer-fokus"),
        ("Research", "TU München", "research/tum"),
        ("Law", "Onlinezugangsgesetz", "law/ozg"),
        ("Law", "OZG 2.0", "law/ozg-aendg"),
        ("Law", "E-Government-Gesetz Berlin", "law/egovg-bln"),
        ("Law", "Bayerische Digitalgesetz", "law/baydig"),
        ("Service", "Open CoDE", "service/opencode"),
        ("Programme", "Digitalstrategie für Hamburg", "programme/digitalstrategie-hamburg"),
    ],
)
def test_variants_of_a_name_lead_to_one_entry(type, name, expected):
    assert key(type, name) == expected


@pytest.mark.parametrize(
    ("type", "name", "not_this"),
    [
        ("Person", "Hagen", "municipality/05914000"),
        ("Person", "Landsberg", "municipality/09181130"),
        ("Municipality", "Neustadt", "municipality/07316000"),
        ("Municipality", "Verbandsgemeinde Wittlich", "municipality/07231134"),
        ("Ministry", "Innenministerium", "ministry/bmi"),
        ("Committee", "Landtag", "committee/landtag-bb"),
        ("Authority", "Landesrechnungshof", "authority/rechnungshof-bb"),
        ("Association", "Städtetag", "association/staedtetag"),
        ("Law", "E-Government-Gesetz", "law/egovg"),
        ("Company", "Hof", "municipality/09464000"),
        ("Programme", "Masterplan Digitalisierung", "programme/masterplan-digitalisierung-ni"),
        ("Event", "Bundesrat", "committee/bundesrat"),
        ("Authority", "Amt für Digitalisierung", "authority/itd-hamburg"),
    ],
)
def test_a_bare_name_that_many_have_decides_nothing(type, name, not_this):
    found = one(type, name)
    assert found.key != not_this
    assert not found.registered


# The date -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2019-05-01", "ministry/bmwi"),
        ("2021-12-07", "ministry/bmwi"),
        ("2021-12-08", "ministry/bmwk"),
        ("2022", "ministry/bmwk"),
        ("2025-06", "ministry/bmwe"),
        (None, "ministry/bmwe"),
    ],
)
def test_a_short_name_means_the_ministry_of_its_day(date, expected):
    assert key("Ministry", "Bundeswirtschaftsministerium", date=date) == expected


def test_a_name_that_came_back_means_the_ministry_of_its_day():
    name = "Bundesministerium für Wirtschaft und Energie"
    assert key("Ministry", name, date="2018-01-01") == "ministry/bmwi"
    assert key("Ministry", name, date="2025-09-01") == "ministry/bmwe"


def test_an_old_name_that_nobody_else_had_still_means_its_bearer():
    assert key("Ministry", "BMVI", date="2025-09-01") == "ministry/bmvi"


# The article's context ----------------------------------------------------------


def test_a_generic_name_means_the_one_of_its_owner():
    beside = [("Land", "Mecklenburg-Vorpommern"), ("Land", "Hessen")]
    assert key("Ministry", "Innenministerium", beside=beside, relations=[("e1", "partOf", "e2")]) == "ministry/mv-innen"
    assert key("Ministry", "Innenministerium", beside=beside, owner="e3") == "ministry/he-innen"
    assert not one("Ministry", "Innenministerium", beside=beside).registered


def test_a_generic_name_means_the_one_of_the_only_land_that_is_named():
    assert key("Ministry", "Staatskanzlei", beside=[("Land", "Sachsen")]) == "ministry/sn-staatskanzlei"
    assert key("Committee", "Landtag", beside=[("Land", "Hessen")]) == "committee/landtag-he"
    assert not one("Ministry", "Innenministerium", beside=[("Land", "Hessen"), ("State", "Bund")]).registered


def test_a_government_stands_for_its_land():
    beside = [("Authority", "Niedersächsische Landesregierung"), ("Land", "Hessen")]
    assert key("Ministry", "Finanzministerium", beside=beside, owner="e2") == "ministry/ni-finanzen"


def test_who_makes_a_programme_tells_which_it_is():
    beside = [("Land", "Hamburg"), ("Land", "Berlin")]
    assert (
        key("Programme", "Digitalstrategie", beside=beside, relations=[("e2", "develops", "e1")])
        == "programme/digitalstrategie-hamburg"
    )
    assert key("Programme", "Digitalstrategie", beside=beside, relations=[("e3", "develops", "e1")]).endswith(
        "berlin-digitalstrategie"
    )


def test_a_fuller_name_shows_that_another_thing_is_meant():
    beside = [("State", "Bund")]
    assert key("Programme", "Digitalpakt", beside=beside) == "programme/digitalpakt-schule"
    assert not one("Programme", "Digitalpakt", "Digitalpakt E-Government", beside=beside).registered


def test_towns_of_one_name_are_told_apart_by_what_the_article_names():
    assert key("Municipality", "Neustadt", beside=[("Land", "Hessen")]) == "municipality/06534016"
    assert key("Municipality", "Neukirchen", beside=[("District", "Kreis Nordfriesland")]) == "municipality/01054086"
    assert key("Municipality", "Neustadt", beside=[("Land", "Bayern")]).startswith("municipality/neustadt-")


def test_towns_of_one_name_are_told_apart_by_the_key_or_by_size():
    assert key("Municipality", "Neustadt", register="municipality/07316000") == "municipality/07316000"
    assert key("Municipality", "Essen") == "municipality/05113000"  # 573,000 inhabitants, the next 8,000
    assert key("Municipality", "Frankfurt").startswith("municipality/frankfurt-")  # 692,000, the next 60,000
    assert key("Municipality", "Frankfurt", "Frankfurt am Main") == "municipality/06412000"


def test_freistaat_means_the_one_that_is_named_beside_it():
    assert key("Land", "Freistaat", beside=[("Land", "Sachsen")]) == "land/sachsen"
    assert not one("Land", "Freistaat").registered


def test_the_recognisers_key_wins_where_the_name_does_not_decide():
    assert key("Service", "das Portal des Freistaats", register="service/bayernportal") == "service/bayernportal"
    assert key("Company", "Dataport", register="authority/dataport") == "authority/dataport"
    assert key("Person", "Weil", register="municipality/08336091").startswith("person/")
    assert not one("Service", "Unser Dienst", register="service/no-such").registered


def test_the_recognisers_key_does_not_beat_the_owner():
    beside = [("Land", "Niedersachsen")]
    found = key("Authority", "Landesrechnungshof", beside=beside, owner="e2", register="authority/rechnungshof-bb")
    assert found == "authority/rechnungshof-ni"


# What the register lacks --------------------------------------------------------


def test_persons_are_known_by_their_full_name_without_titles():
    assert key("Person", "Dr. Kristina Sinemus") == "person/kristina-sinemus"
    assert key("Person", "Richter", "Kristina Sinemus") == "person/kristina-sinemus"


def test_a_surname_alone_stays_in_its_article():
    assert key("Person", "Richter") == f"person/richter-{ARTICLE}"


@pytest.mark.parametrize(
    ("type", "name", "expected"),
    [
        ("Company", "Viind GmbH", "company/viind"),
        ("Company", "Beispiel GmbH", "organisation/beispiel"),
        ("Association", "RegioENERGIE", "organisation/regioenergie"),
        ("Place", "Volkshaus Jena", "place/volkshaus-jena"),
        ("Project", "OZG-Projekt „Aufenthalt“", "initiative/ozg-projekt-aufenthalt"),
        ("Agreement", "Vereinbarung", f"agreement/{ARTICLE}-vereinbarung"),
        ("Agreement", "Letter of Intent", f"agreement/{ARTICLE}-letter-of-intent"),
        ("Agreement", "E-Government-Pakt 2.0", "agreement/e-government-pakt-2-0"),
        ("Event", "Digital-Gipfel 2023", "event/digital-gipfel-2023"),
        ("Event", "Kabinettssitzung", f"event/kabinettssitzung-{ARTICLE}"),
        ("Municipality", "Verbandsgemeinde Traben-Trarbach", "municipality/verbandsgemeinde-traben-trarbach"),
        ("Association", "CDU-Fraktion", f"organisation/cdu-fraktion-{ARTICLE}"),
        ("Association", "Fraktion Bündnis 90/Die Grünen", f"organisation/fraktion-buendnis-90-die-gruenen-{ARTICLE}"),
        ("Research", "Fraunhofer-Institut", f"organisation/fraunhofer-institut-{ARTICLE}"),
        ("Research", "Beispiel-Institut", "organisation/beispiel-institut"),
        ("Research", "Technische Universität", f"organisation/technische-universitaet-{ARTICLE}"),
        ("Research", "Hochschule für Kunst", f"organisation/hochschule-fuer-kunst-{ARTICLE}"),
        (
            "Research",
            "Hochschule für Kunst Xanten",
            "organisation/hochschule-fuer-kunst-xanten",
        ),
        ("Authority", "Verwaltungsgericht", f"organisation/verwaltungsgericht-{ARTICLE}"),
        ("Authority", "Verwaltungsgericht Kassel", "organisation/verwaltungsgericht-kassel"),
        ("Authority", "Bundesmusterarchiv", "organisation/bundesmusterarchiv"),
        ("Authority", "Abteilung 6", f"organisation/abteilung-6-{ARTICLE}"),
        ("Service", "E-Akte", f"initiative/e-akte-{ARTICLE}"),
        ("Place", "Halle 9", f"place/halle-9-{ARTICLE}"),
    ],
)
def test_what_the_register_lacks_is_named_after_itself_or_its_article(type, name, expected):
    assert key(type, name) == expected


def test_two_digital_strategies_are_two():
    read = extraction(
        entity("Municipality", "Jena", id="e1"),
        entity("Municipality", "Kiel", id="e2"),
        entity("Programme", "Digitalstrategie", id="e3", owner="e1"),
        entity("Programme", "Digitalstrategie", id="e4", owner="e2"),
    )
    found = resolve(read, default_register())
    assert found["e3"].key == "initiative/jena-16053000-digitalstrategie"
    assert found["e4"].key == "initiative/kiel-01002000-digitalstrategie"


def test_a_council_is_the_same_whether_its_town_stands_before_or_beside_it():
    beside = [("Municipality", "München")]
    expected = "organisation/muenchen-09162000-stadtrat"
    assert key("Committee", "Münchner Stadtrat", beside=beside, owner="e2") == expected
    assert key("Committee", "Stadtrat", beside=beside, relations=[("e1", "partOf", "e2")]) == expected
    assert key("Committee", "Stadtrat der Landeshauptstadt München", beside=beside, owner="e2") == expected
    assert key("Committee", "Stadtrat") == f"organisation/stadtrat-{ARTICLE}"


def test_what_a_council_adopts_is_its_towns():
    beside = [("Committee", "Gemeinderat"), ("Municipality", "Jena")]
    relations = [("e2", "adopts", "e1"), ("e2", "partOf", "e3")]
    assert (
        key("Programme", "Digitalstrategie", beside=beside, relations=relations)
        == "initiative/jena-16053000-digitalstrategie"
    )


def test_a_recurring_event_is_told_apart_by_its_day():
    beside = [("Committee", "IT-Planungsrat")]
    spring = one("Event", "Sitzung", beside=beside, owner="e2", relations=(), date="2023").key
    assert spring == f"event/it-planungsrat-sitzung-{ARTICLE}"
    dated = extraction(
        entity("Event", "Sitzung", owner="e2", date="2023-03-22"), entity("Committee", "IT-Planungsrat", id="e2")
    )
    assert resolve(dated, default_register())["e1"].key == "event/it-planungsrat-sitzung-2023-03-22"


def test_what_owns_itself_in_the_end_has_no_owner():
    read = extraction(
        entity("Committee", "Beirat", id="e1"),
        entity("Committee", "Stadtrat", id="e2"),
        relations=[("e1", "partOf", "e2"), ("e2", "partOf", "e1")],
    )
    assert resolve(read, default_register())["e1"].key == f"organisation/beirat-{ARTICLE}"


# Names and reasons --------------------------------------------------------------


def test_an_entity_says_what_it_is_called_and_why_it_is_the_one():
    found = one("Ministry", "BMI", "Innenressort des Bundes")
    assert found.registered
    assert {"BMI", "Bundesinnenministerium", "Innenressort des Bundes"} <= set(found.names)
    assert found.name in found.names
    assert list(found.names) == sorted(set(found.names))
    assert "BMI" in found.why


def test_adjectives_are_no_names():
    assert "sächsischen" not in one("Land", "Sachsen", "sächsischen").names
    assert "Bremer" not in one("Land", "Bremen", "Bremer").names


# Order --------------------------------------------------------------------------

POOL = [
    entity("Land", "Hessen", id="e1"),
    entity("Land", "Freistaat", id="e2"),
    entity("Land", "Sachsen", "sächsischen", id="e3"),
    entity("Ministry", "Innenministerium", id="e4"),
    entity("Ministry", "Staatskanzlei", id="e5", owner="e3"),
    entity("Municipality", "Neustadt", id="e6"),
    entity("Programme", "Digitalstrategie", id="e7", owner="e6"),
    entity("Committee", "Stadtrat", id="e8", owner="e6"),
    entity("Law", "Satzung", id="e9"),
    entity("Person", "Richter", id="e10"),
    entity("Authority", "Landesregierung", id="e11"),
    entity("State", "Bund", id="e12"),
]
RELATIONS = [
    ("e8", "adopts", "e9"),
    ("e4", "partOf", "e11"),
    ("e11", "partOf", "e1"),
    ("e9", "partOf", "e7"),
    ("e7", "partOf", "e9"),
]


@given(st.permutations(POOL), st.permutations(RELATIONS))
def test_the_order_of_entities_and_relations_does_not_matter(entities, relations):
    expected = resolve(extraction(*POOL, relations=RELATIONS), default_register())
    assert resolve(extraction(*entities, relations=relations), default_register()) == expected


@given(st.lists(st.sampled_from(["a-01", "b-02", "c-03"]), min_size=1, max_size=6))
def test_the_order_and_number_of_articles_does_not_matter(ids):
    alone = {id: resolve(extraction(*POOL, id=id), default_register()) for id in sorted(set(ids))}
    assert {id: resolve(extraction(*POOL, id=id), default_register()) for id in ids} == alone


def test_every_gold_entity_gets_a_key_and_a_class(shared):
    import json

    types = set()
    for path in sorted((shared / "gold").glob("*.json")) + sorted((shared / "gold" / "dev").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        entities = [entity(e["type"], e["name"], *e["aliases"], id=e["id"]) for e in gold["entities"]]
        relations = [(r["s"], r["p"], r["o"]) for r in gold["relations"]]
        for found in resolve(extraction(*entities, id=path.stem, relations=relations), default_register()).values():
            assert found.type in schema().classes
            assert found.key.count("/") == 1
            types.add(found.type)
    assert len(types) == 18


# Decisions ----------------------------------------------------------------------


def decision(kind: str, subject: str, target: str = "", *articles: str) -> Decision:
    return Decision(
        kind, subject, target, "Ada", "2025-01-02", "eine Auskunft des Amts", articles, f"decisions.toml:{subject}"
    )


def decided(*decisions: Decision, type: str = "Company", name: str = "Beispiel GmbH", article: str = ARTICLE) -> Entity:
    return resolve(extraction(entity(type, name), id=article), default_register(), Decisions.of(*decisions))["e1"]


def test_what_was_decided_to_be_the_same_is_one():
    found = decided(decision("same", "organisation/beispiel", "authority/dataport"))
    assert (found.key, found.type, found.registered) == ("authority/dataport", "Authority", True)
    assert found.why == "Ada decided on 2025-01-02: eine Auskunft des Amts"
    assert "Beispiel GmbH" in found.names


def test_decisions_are_followed_along_a_chain_whatever_their_order():
    chain = [
        decision("same", "organisation/beispiel", "organisation/b"),
        decision("same", "organisation/b", "authority/dataport"),
    ]
    assert decided(*chain).key == decided(*reversed(chain)).key == "authority/dataport"


def test_one_article_can_be_told_to_mean_another():
    split = decision("different", "person/michael-richthofen", "person/michael-richthofen-magdeburg", "a-01")
    assert decided(split, type="Person", name="Michael Richthofen").key == "person/michael-richthofen-magdeburg"
    assert decided(split, type="Person", name="Michael Richthofen", article="a-02").key == "person/michael-richthofen"


def test_names_and_types_can_be_decided():
    found = decided(
        decision("rename", "organisation/beispiel", "Beispielwerk"),
        decision("retype", "organisation/beispiel", "Authority"),
    )
    assert (found.name, found.type) == ("Beispielwerk", "Authority")
    assert "Beispiel GmbH" in found.names


def test_suppressed_and_rejected_statements_are_listed():
    made = Decisions.of(decision("suppress", "0123"), decision("reject", "4567"))
    assert made.suppressed == {"0123"}
    assert made.rejected == {"4567"}


@pytest.mark.parametrize(
    "decisions",
    [
        [decision("same", "a/1", "a/2"), decision("same", "a/1", "a/3")],
        [decision("same", "a/1", "a/2"), decision("same", "a/2", "a/1")],
        [decision("same", "a/1", "a/2"), decision("different", "a/2", "a/1")],
        [decision("same", "a/1", "a/3"), decision("same", "a/2", "a/3"), decision("different", "a/1", "a/2")],
        [decision("rename", "a/1", "Eins"), decision("rename", "a/1", "Zwei")],
        [decision("retype", "a/1", "Company"), decision("retype", "a/1", "Authority")],
        [decision("different", "a/1", "a/2", "x"), decision("different", "a/1", "a/3", "x")],
    ],
    ids=["two targets", "circle", "same and different", "same by a third", "two names", "two types", "two splits"],
)
def test_contradictions_are_refused_with_both_places(decisions):
    with pytest.raises(DataError) as fault:
        Decisions.of(*decisions)
    assert str(fault.value).count("decisions.toml:") == 2


def test_decisions_that_agree_are_no_contradiction():
    twice = decision("same", "a/1", "a/2")
    assert Decisions.of(twice, twice, decision("different", "a/1", "a/3")).key("a/1", "x")[0] == "a/2"


ENTRY = '[[decision]]\nkind = "{kind}"\nsubject = "a/1"\nobject = "a/2"\nwho = "Ada"\nwhen = "2025"\nwhy = "so"\n'


def written(folder: Path, text: str) -> Path:
    (folder / "decisions.toml").write_text(text, "utf-8")
    return folder / "decisions.toml"


def test_a_file_of_decisions_is_read_and_a_missing_one_holds_none(tmp_path):
    assert Decisions.load(tmp_path / "decisions.toml") == Decisions()
    loaded = Decisions.load(written(tmp_path, "# Notiz\n" + ENTRY.format(kind="same")))
    assert loaded.key("a/1", "x")[0] == "a/2"
    assert loaded.all[0].place == "decisions.toml:2"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ENTRY.format(kind="merge"), "decisions.toml:1: kind 'merge' is not known"),
        (ENTRY.format(kind="same").replace("who", "wer"), "decisions.toml:1: unknown field 'wer'"),
        (ENTRY.format(kind="same").replace('why = "so"\n', ""), "decisions.toml:1: why is missing"),
        (ENTRY.format(kind="same").replace("a/2", "a/1"), "subject and object are the same key"),
        (ENTRY.format(kind="retype").replace("object", "value"), "type 'a/2' is not known"),
        (ENTRY.format(kind="same") + ENTRY.format(kind="different"), "decisions.toml:8"),
        ("[[decision]\n", "decisions.toml:"),
    ],
)
def test_a_wrong_decision_is_refused_with_its_place(tmp_path, text, message):
    with pytest.raises(DataError) as fault:
        Decisions.load(written(tmp_path, text))
    assert message in str(fault.value)
