"""What the register must hold: asked for by name and day, so that a failure says what is missing."""

from collections import Counter

import pytest

from kgraph.register import Entry, Register, default_register

LAENDER = {
    "BW": "baden-wuerttemberg", "BY": "bayern", "BE": "berlin", "BB": "brandenburg", "HB": "bremen", "HH": "hamburg",
    "HE": "hessen", "MV": "mecklenburg-vorpommern", "NI": "niedersachsen", "NW": "nordrhein-westfalen",
    "RP": "rheinland-pfalz", "SL": "saarland", "SN": "sachsen", "ST": "sachsen-anhalt", "SH": "schleswig-holstein",
    "TH": "thueringen",
}  # fmt: skip
CITIES = {"BE", "HB", "HH"}
PLACES = {"State", "Land", "District", "Municipality"}
BODIES = {"Ministry", "Authority", "Committee", "Association", "Research", "Company"}
MINISTRIES = {
    "2006-01-01": "AA BMI BMJ BMF BMWi BMAS BMELV BMVg BMFSFJ BMG BMVBS BMU BMBF BMZ",
    "2014-01-01": "AA BMI BMJV BMF BMWi BMAS BMEL BMVg BMFSFJ BMG BMVI BMUB BMBF BMZ",
    "2019-01-01": "AA BMI BMJV BMF BMWi BMAS BMEL BMVg BMFSFJ BMG BMVI BMU BMBF BMZ",
    "2023-01-01": "AA BMI BMJ BMF BMWK BMAS BMEL BMVg BMFSFJ BMG BMDV BMUV BMBF BMZ BMWSB",
    "2025-05-05": "AA BMI BMJ BMF BMWK BMAS BMEL BMVg BMFSFJ BMG BMDV BMUV BMBF BMZ BMWSB",
    "2025-05-06": "AA BMI BMJV BMF BMWE BMAS BMLEH BMVg BMBFSFJ BMG BMV BMUKN BMFTR BMZ BMWSB BMDS",
}
DIGITAL = [
    line.split()
    for line in """BW innen bitbw; BY digitales it-dlz; BE senatskanzlei itdz; BB justiz zit-bb; HB finanzen dataport;
HH senatskanzlei dataport; HE digitales hzd; MV finanzen dvz-mv; NI innen it-niedersachsen; NW heimat it-nrw;
RP digitales ldi-rlp; SL wirtschaft it-dlz-saarland; SN staatskanzlei sid; ST digitales dataport;
SH staatskanzlei dataport; TH digitales tlrz""".split(";")
]
NAMES = """
be-wissenschaft 2022-06 Senatsverwaltung für Wissenschaft, Gesundheit, Pflege und Gleichstellung
bb-soziales 2018-01 Ministerium für Arbeit, Soziales, Gesundheit, Frauen und Familie des Landes Brandenburg
bb-justiz 2025-01 Ministerium der Justiz und für Digitalisierung des Landes Brandenburg
hb-inneres 2020-01 Senator für Inneres der Freien Hansestadt Bremen
hb-inneres 2024-01 Senator für Inneres und Sport der Freien Hansestadt Bremen
hh-wirtschaft 2024-01 Behörde für Wirtschaft und Innovation Hamburg
hh-wirtschaft 2026-01 Behörde für Wirtschaft, Arbeit und Innovation Hamburg
he-digitales 2020-01 Hessische Ministerin für Digitale Strategie und Entwicklung
he-digitales 2024-02 Hessisches Ministerium für Digitalisierung und Innovation
mv-innen 2025-01 Ministerium für Inneres, Bau und Digitalisierung Mecklenburg-Vorpommern
mv-innen 2025-10 Ministerium für Inneres und Bau Mecklenburg-Vorpommern
ni-innen 2025-05-19 Niedersächsisches Ministerium für Inneres und Sport
ni-innen 2025-05-20 Niedersächsisches Ministerium für Inneres, Sport und Digitalisierung
ni-wirtschaft 2025-05-20 Niedersächsisches Ministerium für Wirtschaft, Verkehr und Bauen
nw-heimat 2023-01 Ministerium für Heimat, Kommunales, Bau und Digitalisierung des Landes Nordrhein-Westfalen
sh-innen 2019-01 Ministerium für Inneres, ländliche Räume und Integration des Landes Schleswig-Holstein
sh-innen 2021-01 Ministerium für Inneres, ländliche Räume, Integration und Gleichstellung des Landes Schleswig-Holstein
st-staatskanzlei 2020-01 Staatskanzlei und Ministerium für Kultur des Landes Sachsen-Anhalt
th-digitales 2025-01 Thüringer Ministerium für Digitales und Infrastruktur"""
SUCCESSIONS = """
bmwi>bmwk bmwk>bmwe bmvbs>bmvi bmvi>bmdv bmdv>bmv bmdv>bmds bmi>bmds bmbf>bmftr bmbf>bmbfsfj bmfsfj>bmbfsfj bmel>bmleh
bmi>bmwsb""".split()
CENTRAL = """
IT-Planungsrat; FITKO; NKR; BSI; ITZBund; BeschA; BVA; BDBOS; KoSIT; Digitalrat; Bundesrat; Bundestag; BNetzA; BfDI;
BAMF; Bundesagentur für Arbeit; Deutsche Rentenversicherung; DRV Bund; KBA; Destatis; BKA; BfJ; BZSt;
Generalzolldirektion; Bundesrechnungshof; Bundesdruckerei; DigitalService; ZenDiS; SPRIND; Cyberagentur; ZITiS; BWI
GmbH; gematik; RKI; UBA; BKG; BAköV; Bundesverfassungsgericht; BfAA; CERT-Bund; GK 115; IT-Rat; CIO-Board;
Datenethikkommission; KoopA ADV; Datenschutzkonferenz"""
CONFERENCES = """
Innenministerkonferenz; Ministerpräsidentenkonferenz; Finanzministerkonferenz; Justizministerkonferenz;
Wirtschaftsministerkonferenz; Kultusministerkonferenz; Gesundheitsministerkonferenz; Arbeits- und
Sozialministerkonferenz; Jugend- und Familienministerkonferenz; Bauministerkonferenz; Verkehrsministerkonferenz;
Umweltministerkonferenz; Digitalministerkonferenz; Agrarministerkonferenz; Europaministerkonferenz;
Integrationsministerkonferenz; Sportministerkonferenz; Verbraucherschutzministerkonferenz; Energieministerkonferenz;
Gleichstellungs- und Frauenministerkonferenz; CdS-Konferenz"""
EUROPE = """
Europäische Kommission; Europäisches Parlament; Rat der Europäischen Union; EuGH; ENISA; Eurostat; EDSA; Ausschuss der
Regionen"""
PROVIDERS = """
Dataport; BITBW; IT-DLZ; LDBV; LSI; ITDZ Berlin; ZIT-BB; HZD; DVZ M-V; IT.Niedersachsen; IT.NRW; Landesbetrieb Daten
und Information; IT-DLZ Saarland; SID; TLRZ; AKDB; ekom21; Komm.ONE; ITEBO; KDO; hannIT; regio iT; Lecos; krz; KRZN;
GKD Recklinghausen; citeq; civitec; Südwestfalen-IT; KDN; d-NRW; SAKD; KISA; KITU; eGo-MV; eGo-Saar; ITV.SH; KommWis;
ZIDKOR; DIKOM; ProVitako; govdigital; IT@M; KommunalBIT; ITK Rheinland; KDZ Mainz; IKT-Ost; DU-IT; TUIV-AG; kommunit;
Komm24; BayKommun; LSKN; ZIVIT; LDS NRW; DVV.BW"""
ASSOCIATIONS = """
Deutscher Städtetag; Deutscher Landkreistag; DStGB; Vitako; KGSt; Bitkom; Initiative D21; NEGZ; DATABUND; OSBA; BREKO;
BUGLAS; VATM; VKU; DIHK; ZDH; BDI; BDA; dbb; ver.di; DGB; komba; VKA; TdL; Gesellschaft für Informatik; CCC; FSFE;
D64; Wikimedia Deutschland; FragDenStaat; AWV; EDV-Gerichtstag; BWIHK; BIHK; IHK NRW; Handelskammer Hamburg; VDV; GdW;
Deutscher Sparkassen- und Giroverband"""
RESEARCH = """
Fraunhofer FOKUS; ÖFIT; Fraunhofer IAO; Fraunhofer IESE; HPI; DFKI; Weizenbaum-Institut; Difu; ifib; fortiss; bidt;
Lorenz-von-Stein-Institut für Verwaltungswissenschaften; ERCIS; TU München; KIT; Hochschule Kehl; Hochschule Harz; TH
Wildau; Hertie School; Hochschule Meißen; HWR Berlin; Hochschule Hof; Leopoldina; DHPol; HfÖV"""
FIRMS = """
mgm technology partners; Telekom MMS; HiSolutions; MaibornWolff; GiroSolution; C.I.P. Kommunal; Wolters Kluwer;
WhereGroup; Drees & Sommer; Haselhorst Associates; DNS:NET; Deutsche GigaNetz; NetCom BW; Horváth; TÜV Rheinland;
Kantar; Commerzbank"""
LAWS = """
OZG; OZG-ÄndG; EGovG; RegMoG; IDNrG; IT-Staatsvertrag; eIDAS; Verordnung (EU) 2024/1183; DSGVO; SDG-VO; Passgesetz;
Personalausweisgesetz; eID-Karte-Gesetz; Smart-eID-Gesetz; Gesetz zur Förderung des elektronischen
Identitätsnachweises; Gesetz zur Stärkung der Sicherheit im Pass-, Ausweis- und ausländerrechtlichen Dokumentenwesen;
NIS-2-Richtlinie; AI Act; Data Act; Onlinezugangsgesetz; KONSENS-Gesetz; DigiNetzG; BSIG; BDSG; VwVfG; De-Mail-Gesetz;
Registermodernisierung; DigitalPakt Schule; Gigabitförderung; Gigabitstrategie der Bundesregierung; Gigabit
Infrastructure Act; NOOTS-Staatsvertrag; Dataport-Staatsvertrag; Erster IT-Änderungsstaatsvertrag; i-Kfz; ELFE;
Elterngeld Digital; BAföG Digital; Sozialplattform; Deutschland-Stack; BundID; HmbVwDiG; Digitalisierungsfahrplan
Niedersachsen; Digitale Agenda für Mecklenburg-Vorpommern; Strategie zur Digitalisierung der saarländischen
Landesverwaltung"""


@pytest.fixture(scope="module")
def register() -> Register:
    return default_register()


def of_land(register: Register, code: str, type: str) -> list[Entry]:
    return [e for e in register.entries.values() if e.type == type and e.parent == f"land/{LAENDER[code]}"]


@pytest.mark.parametrize("code", LAENDER)
def test_a_land_has_its_names_and_codes(code, register):
    land = register.entries[f"land/{LAENDER[code]}"]
    plain = [n.text for n in land.names if n.kind in ("official", "short") and " " not in n.text]
    assert plain, "no short name"
    assert any(n.text.startswith(("Land ", "Freistaat ", "Freie ")) for n in land.names), "no long name"
    assert any(n.kind == "demonym" and not n.ambiguous for n in land.names), "no demonym"
    assert land.identifiers["iso3166-2"] == f"DE-{code}"
    assert land.identifiers["nuts"].startswith("DE") and len(land.identifiers["nuts"]) == 3
    assert land.population and land.counted


@pytest.mark.parametrize("day", MINISTRIES)
def test_the_federal_ministries_of_a_day_are_known_by_their_abbreviations(day, register):
    found = set()
    for entry in register.entries.values():
        if entry.type == "Ministry" and entry.parent == "state/bund" and entry.valid_on(day):
            official = [n.text for n in entry.names if n.kind == "official" and n.valid_on(day)]
            assert len(official) == 1, (entry.key, official)
            found |= {n.text for n in entry.names if n.kind == "abbreviation" and n.valid_on(day)}
    assert found - {"BKAmt", "BK"} == set(MINISTRIES[day].split())


@pytest.mark.parametrize(
    "pair",
    """zivit>itzbund bit-bva>itzbund dlz-it>itzbund lds-nrw>it-nrw lskn>it-niedersachsen lskn>statistik-ni krz>owl-it
    gkd-paderborn>owl-it kdvz-citkomm>suedwestfalen-it izlbw>bitbw izn>lskn ggrz-hagen>it-nrw kgrz-kassel>ekom21
    datenzentrale-baden-wuerttemberg>komm-one""".split(),
)
def test_a_provider_ends_where_its_successor_takes_over(pair, register):
    before, after = (register.entries[f"authority/{part}"] for part in pair.split(">"))
    assert before.key in after.predecessors
    assert before.until and not before.valid_on("2025")


@pytest.mark.parametrize("pair", SUCCESSIONS)
def test_a_federal_ministry_knows_what_it_came_from(pair, register):
    before, after = (f"ministry/{part}" for part in pair.split(">"))
    assert before in register.entries[after].predecessors


@pytest.mark.parametrize("code", LAENDER)
def test_a_land_has_its_ministries_and_organs(code, register):
    names = " ".join(n.text for e in of_land(register, code, "Ministry") for n in e.names)
    for word in ("inn", "finanz", "kanzlei" if code != "BW" else "staatsministerium"):
        assert word in names.casefold(), word
    keys = {
        e.key.partition("/")[2].rpartition("-")[0]
        for type in ("Authority", "Committee")
        for e in of_land(register, code, type)
    }
    assert {"landesregierung", "landtag", "rechnungshof", "datenschutz"} <= keys
    named = [n.text for e in of_land(register, code, "Authority") for n in e.names]
    assert any("Landeskriminalamt" in name or "Landespolizeipräsidium" in name for name in named)


@pytest.mark.parametrize("line", NAMES.strip().splitlines())
def test_a_ministry_of_a_land_is_called_by_the_name_of_its_time(line, register):
    key, day, name = line.split(" ", 2)
    ministry = register.entries[f"ministry/{key}"]
    assert [n.text for n in ministry.names if n.kind == "official" and n.valid_on(day)] == [name]


@pytest.mark.parametrize("day", ["2012-01-15", "2018-02-15", "2020-01-15", "2022-01-15", "2024-06-15", "2026-02-15"])
def test_no_ministry_has_two_official_names_at_a_time(day, register):
    several = {
        entry.key: names
        for entry in register.entries.values()
        if entry.type == "Ministry" and entry.valid_on(day)
        if len(names := [n.text for n in entry.names if n.kind == "official" and n.valid_on(day)]) > 1
    }
    assert several == {}


@pytest.mark.parametrize(("code", "ministry", "provider"), DIGITAL)
def test_a_land_has_a_house_for_digital_affairs_and_a_provider(code, ministry, provider, register):
    assert register.entries[f"ministry/{code.lower()}-{ministry}"].parent == f"land/{LAENDER[code]}"
    assert register.entries[f"authority/{provider}"]


@pytest.mark.parametrize("code", LAENDER)
def test_a_land_has_a_law_on_electronic_administration(code, register):
    laws = [n.text for e in of_land(register, code, "Law") for n in e.names]
    words = ("E-Government-Gesetz", "Digitalgesetz", "digitale Verwaltung", "Verwaltungsdigitalisierungsgesetz")
    assert any(word in law for law in laws for word in words), laws


def test_a_land_has_its_statistical_office(register):
    shared = {"BE": "Amt für Statistik Berlin-Brandenburg", "NW": "IT.NRW", "HH": "Statistikamt Nord"}
    shared |= {"BB": shared["BE"], "SH": shared["HH"]}
    for code in LAENDER:
        own = [e for e in of_land(register, code, "Authority") if e.key.startswith("authority/statistik-")]
        assert own or register.named(shared[code]), code


def test_a_land_has_its_associations_of_municipalities(register):
    for code in LAENDER.keys() - CITIES:
        names = " ".join(n.text for e in of_land(register, code, "Association") for n in e.names)
        assert "Landkreistag" in names, code
        assert any(word in names for word in ("Städtetag", "Gemeindetag", "Gemeindebund", "Städtebund")), code


@pytest.mark.parametrize(
    "names",
    [CENTRAL, CONFERENCES, EUROPE, PROVIDERS, ASSOCIATIONS, FIRMS, RESEARCH, LAWS],
    ids="central conferences europe providers associations firms research laws".split(),
)
def test_what_the_field_speaks_of_is_there(names, register):
    wanted = [" ".join(name.split()) for name in names.split(";")]
    assert [name for name in wanted if not register.named(name)] == []


def test_there_are_six_hundred_bodies_beside_the_places(register):
    counts = Counter(e.type for e in register.entries.values())
    least = {"Ministry": 180, "Authority": 400, "Committee": 80, "Association": 300, "Research": 220, "Company": 500}
    assert {type: (counts[type], "of", number) for type, number in least.items() if counts[type] < number} == {}
    assert sum(counts[type] for type in BODIES) >= 1200
    assert sum(counts[type] for type in ("Ministry", "Authority", "Committee")) >= 600, "public bodies"
    assert set(counts) - BODIES - PLACES == {"Law", "Agreement", "Programme", "Project", "Service"}
