"""The register: complete, free of contradictions, found by every spelling; its faults name their place."""

import csv
import tomllib

import pytest

from kgraph.config import resource
from kgraph.errors import DataError
from kgraph.names import fold
from kgraph.register import TYPES, Register, default_register
from kgraph.resolve.lookup import ancestors
from kgraph.vocab import schema

HEAD = 'source = "Amtliches Verzeichnis"\n'
BUND = '[[entry]]\nkey = "state/bund"\nofficial = ["Bund"]\n'


@pytest.fixture(scope="module")
def register() -> Register:
    return default_register()


def keys(register: Register, name: str) -> list[str]:
    return [entry.key for entry in register.named(name)]


def write(folder, text, name="bodies.toml"):
    (folder / name).write_text(HEAD + text, "utf-8")
    return folder


# What it holds ----------------------------------------------------------------


def test_there_are_sixteen_laender_each_with_its_codes(register):
    laender = [e for e in register.entries.values() if e.type == "Land"]
    assert len(laender) == 16
    for scheme in ("landesschluessel", "iso3166-2", "nuts"):
        assert len({e.identifiers[scheme] for e in laender}) == 16, scheme
    assert all(e.parent == "state/bund" for e in laender)


def test_municipalities_and_districts_are_those_of_the_directory(register, shared):
    with (shared / "facts" / "municipalities.csv").open(encoding="utf-8") as file:
        towns = {row["ags"]: (kind(row["type"]), int(row["population_2011"])) for row in csv.DictReader(file)}
    with (shared / "facts" / "districts.csv").open(encoding="utf-8") as file:
        districts = [row["key"] for row in csv.DictReader(file) if "stadt" not in row["type"]]
    ours = {
        e.identifiers["ags"]: (e.kind, e.population)
        for e in register.entries.values()
        if e.type == "Municipality" and not (e.parent or "").startswith("state/")
    }
    city_states = {"02000000", "11000000"}
    assert {ags: towns[ags] for ags in towns if ags not in city_states} == ours
    assert sorted(districts) == sorted(e.identifiers["kreisschluessel"] for e in districts_of(register, "2016-11-01"))


def kind(type: str) -> str:
    """The directory's word without what the Land and the district say already."""
    return {"Kreisangehörige Gemeinde": "Gemeinde", "Bewohntes gemfr. Gebiet": "Gemeindefreies Gebiet"}.get(type, type)


def districts_of(register: Register, day: str):
    return [e for e in register.entries.values() if "kreisschluessel" in e.identifiers and e.valid_on(day)]


def test_the_number_of_municipalities_and_districts_is_known(register):
    assert sum(e.type == "Municipality" and "ags" in e.identifiers for e in register.entries.values()) == 11_268
    assert len(districts_of(register, "2021-07-01")) == 294


def test_every_listed_place_says_how_large_it_is_and_as_of_which_day(register):
    listed = [e for e in register.entries.values() if e.place.partition(":")[0].endswith(".csv")]
    for entry in listed:
        assert entry.kind and entry.as_of, entry.key
        assert entry.until or (entry.population and entry.counted == "2011-12-31"), entry.key
    for land in (e for e in register.entries.values() if e.type == "Land"):
        towns = [e for e in listed if e.type == "Municipality" and land.key in ancestors(register, [e.key])]
        assert land.population == sum(e.population for e in towns) or not land.identifiers.get("hauptstadt"), land.key


def test_districts_that_were_merged_end_where_their_successors_begin(register):
    new = register.entries["district/03159"]
    assert new.since == "2016-11-01"
    assert {register.entries[key].name for key in new.predecessors} == {
        "Landkreis Göttingen",
        "Landkreis Osterode am Harz",
    }
    assert keys(register, "Landkreis Göttingen") == ["district/03159", "district/03152"]
    assert [e.key for e in register.named("Landkreis Göttingen") if e.valid_on("2016-10-31")] == ["district/03152"]
    in_2010, in_2012 = (
        [e for e in districts_of(register, day) if e.parent == "land/mecklenburg-vorpommern"]
        for day in ("2010", "2012")
    )
    assert (len(in_2010), len(in_2012)) == (12, 6)
    assert {key for e in in_2012 for key in e.predecessors} == {e.key for e in in_2010}


def test_a_district_that_only_changed_its_name_is_one_entry(register):
    assert keys(register, "Landkreis Soltau-Fallingbostel") == keys(register, "Heidekreis") == ["district/03358"]


@pytest.mark.parametrize(
    ("town", "before", "last_day", "now"),
    [
        ("Eisenach", "land/thueringen", "2021-06-30", "district/16063"),
        ("Greifswald", "land/mecklenburg-vorpommern", "2011-09-03", "district/13075"),
        ("Osterode am Harz", "district/03156", "2016-10-31", "district/03159"),
        ("Hanau", "district/06435", "2025-12-31", "land/hessen"),
    ],
)
def test_a_town_knows_what_it_belonged_to(town, before, last_day, now, register):
    entry = register.named(town)[0]
    assert entry.parent == now
    assert [(parent.key, parent.until) for parent in entry.former_parents] == [(before, last_day)]


def test_every_town_lies_in_the_land_of_its_key(register):
    codes = {e.key: e.identifiers["landesschluessel"] for e in register.entries.values() if e.type == "Land"}
    for entry in register.entries.values():
        if entry.type == "Municipality" and "ags" in entry.identifiers:
            parent = register.entries[entry.parent]
            land = parent.key if parent.type == "Land" else parent.parent
            assert codes[land] == entry.identifiers["ags"][:2], entry.key


def test_a_kreisfreie_stadt_is_one_entity(register):
    assert keys(register, "Jena") == ["municipality/16053000"]
    assert "district/16053" not in register.entries


@pytest.mark.parametrize("path", sorted(resource("data/register").glob("*.toml")), ids=lambda p: p.name)
def test_every_written_entry_is_loaded_with_every_name(path, register):
    tables = tomllib.loads(path.read_text("utf-8"))["entry"]
    assert tables
    for table in tables:
        entry = register.entries[table["key"]]
        assert entry.source
        for name in entry.names:
            assert entry in register.named(name.text), (entry.key, name.text)


def test_every_type_is_a_class_of_the_ontology():
    assert set(TYPES.values()) <= set(schema().classes)


def test_each_land_has_the_ministries_and_bodies_that_the_news_speak_of(register):
    for land in (e.key for e in register.entries.values() if e.type == "Land"):
        own = [e for e in register.entries.values() if e.parent == land]
        kinds = {e.key.rpartition("-")[2] for e in own if e.type == "Ministry"}
        assert "finanzen" in kinds, land
        assert kinds & {"innen", "inneres"}, land
        assert kinds & {"staatskanzlei", "senatskanzlei", "staatsministerium"}, land
        assert any(e.key.startswith("committee/landtag-") for e in own), land
        assert any(e.key.startswith("authority/landesregierung-") for e in own), land


@pytest.mark.parametrize(
    "name",
    "FITKO Dataport AKDB ekom21 Komm.ONE BSI ITZBund KoSIT Vitako KGSt BundID FIT-Connect OZG DSGVO RegMoG eIDAS "
    "openDesk NKR ZenDiS SPRIND GovData Bitkom SAP HPI XÖV".split(),
)
def test_what_the_news_speak_of_most_is_known_by_its_short_name(name, register):
    assert len(register.named(name)) == 1


@pytest.mark.parametrize(
    "principle", ["Once-Only", "Einer für Alle", "EfA", "Open Source", "Künstliche Intelligenz", "Blockchain", "dpa"]
)
def test_principles_technologies_and_media_are_no_entities(principle, register):
    assert register.named(principle) == ()


# Names ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Bremen", "land/bremen"),
        ("Stadt Bremen", "municipality/04011000"),
        ("Berlin", "land/berlin"),
        ("Freie und Hansestadt", "land/hamburg"),
        ("Landkreis Rostock", "district/13072"),
        ("Rostock", "municipality/13003000"),
        ("Landkreis München", "district/09184"),
        ("München", "municipality/09162000"),
        ("Kreis Recklinghausen", "district/05562"),
        ("Herzogtum Lauenburg", "district/01053"),
        ("Rhein-Kreis Neuss", "district/05162"),
        ("Region Hannover", "district/03241"),
        ("Lauf an der Pegnitz", "municipality/09574138"),
        ("Lauf a.d.Pegnitz", "municipality/09574138"),
        ("Lutherstadt Wittenberg", "municipality/15091375"),
        ("Halle (Saale)", "municipality/15002000"),
        ("Halle/Saale", "municipality/15002000"),
        ("Sankt Ingbert", "municipality/10045117"),
        ("St. Ingbert", "municipality/10045117"),
    ],
)
def test_places_are_found_by_their_usual_names(name, key, register):
    assert keys(register, name)[0] == key


def test_a_town_keeps_its_name_from_the_district_around_it(register):
    for town in ("Regensburg", "Saarlouis", "Karlsruhe", "Kassel"):
        assert [e.type for e in register.named(town)] == ["Municipality"]
        assert [e.type for e in register.named(f"Landkreis {town}")] == ["District"]


def test_homonyms_come_all_by_population_falling(register):
    towns = register.named("Neustadt")
    assert len(towns) > 10
    assert [t.population for t in towns] == sorted((t.population for t in towns), reverse=True)


def test_words_and_surnames_are_marked_and_plain_names_are_not(register):
    def ambiguous(name: str) -> bool:
        return all(n.ambiguous for e in register.named(name) for n in e.names if fold(n.text) == fold(name))

    for name in (
        "Essen",
        "Hof",
        "Wald",
        "Au",
        "Wehr",
        "Kommen",
        "Hagen",
        "Regen",
        "Roth",
        "Norden",
        "Halle",
        "Weil",
        "Landsberg",
    ):
        assert ambiguous(name), name
    for name in ("Kiel", "Köln", "Jena", "Leipzig", "Halle (Saale)", "Wolfsburg", "Siegburg", "Freiburg im Breisgau"):
        assert not ambiguous(name), name


def test_every_marked_word_is_a_name(register):
    lines = (resource("data/register") / "ambiguous-names.txt").read_text("utf-8").splitlines()
    words = [word.strip() for line in lines for word in line.partition("#")[0].split(",") if word.strip()]
    assert len(words) > 500
    assert [word for word in words if not register.named(word)] == []


def test_ministries_that_changed_their_task_are_a_chain(register):
    assert register.entries["ministry/bmwk"].predecessors == ("ministry/bmwi",)
    assert register.entries["ministry/bmwe"].predecessors == ("ministry/bmwk",)

    def on(day: str) -> list[str]:
        return [e.key for e in register.named("Bundeswirtschaftsministerium") if e.valid_on(day)]

    assert on("2019-05-01") == ["ministry/bmwi"]
    assert on("2022") == ["ministry/bmwk"]
    assert on("2025-05-06") == ["ministry/bmwe"]


def test_a_name_has_its_time(register):
    names = {n.text: n for n in register.entries["ministry/bmi"].names if n.since}
    name = names["Bundesministerium des Innern, für Bau und Heimat"]
    assert name.valid_on("2018-03-14")
    assert name.valid_on("2021-12")
    assert not name.valid_on("2021-12-08")
    assert name.valid_on(None)


def test_the_name_to_show_is_the_one_that_the_press_uses(register):
    shown = {
        key: register.entries[key].name for key in ("land/bremen", "law/ozg", "ministry/bmi", "association/staedtetag")
    }
    assert shown == {
        "land/bremen": "Bremen",
        "law/ozg": "Onlinezugangsgesetz",
        "ministry/bmi": "Bundesministerium des Innern",
        "association/staedtetag": "Deutscher Städtetag",
    }
    assert register.entries["municipality/06412000"].name == "Frankfurt am Main"


# Faults -----------------------------------------------------------------------


def table(key: str, *lines: str) -> str:
    """An entry of four lines or more, after a head of one line."""
    return "\n".join(["[[entry]]", f'key = "{key}"', 'official = ["A"]', *lines]) + "\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BUND + BUND, "bodies.toml:6: entry 'state/bund': key stands in bodies.toml:3 already"),
        ('[[entry]]\nofficial = ["Bund"]\n', "bodies.toml:2: entry no. 1: key is missing"),
        ('[[entry]]\nkey = "planet/erde"\nofficial = ["Erde"]\n', ":3: entry 'planet/erde': key has no known type"),
        ('[[entry]]\nkey = "state/bund"\nname = ["Bund"]\n', ":4: entry 'state/bund': unknown field 'name'"),
        ('[[entry]]\nkey = "state/bund"\n', ":3: entry 'state/bund': has no name"),
        ('[[entry]]\nkey = "state/bund"\nofficial = "Bund"\n', ":4: entry 'state/bund': official is no list"),
        ('[[entry]]\nkey = "state/bund"\nofficial = [7]\n', "official has a name that is no text"),
        (table("law/a", 'parent = "state/bund"'), "bodies.toml:3: entry 'law/a': parent 'state/bund' is missing"),
        (table("law/a", 'parent = "state/eu|state/bund"'), ":5: entry 'law/a': former parent 'state/bund' has no end"),
        (table("law/a", 'predecessors = ["law/b"]'), ":3: entry 'law/a': predecessors: 'law/b' is missing"),
        (table("law/a", 'since = "gestern"'), ":5: entry 'law/a': since 'gestern' is no date"),
        (table("law/a", 'since = "2020-13"'), ":5: entry 'law/a': since '2020-13' is no date"),
        (table("law/a", 'since = "2020"', 'until = "2019"'), "ends (2019) before it begins (2020)"),
        ('[[entry]]\nkey = "law/a"\nofficial = ["A [2021-12/2021-03]"]\n', "ends (2021-03) before it begins (2021-12)"),
        (table("law/a", 'ambiguous = ["B"]'), ":5: entry 'law/a': ambiguous has 'B', which is no name"),
        ('[[entry]]\nkey = "law/a"\nofficial = ["A", "A"]\n', ":4: entry 'law/a': name 'A' stands there twice"),
        (
            table("law/a") + table("law/b").replace('"A"', '"a"'),
            "bodies.toml:6: entries 'law/a' in bodies.toml:3 and 'law/b' both bear 'A' at the same time",
        ),
        (table("law/a", 'parent = "law/a"'), "bodies.toml:3: entry 'law/a': parent goes in a circle: law/a → law/a"),
        (
            table("law/a", 'parent = "law/b"')
            + table("law/b", 'parent = "law/c"')
            + table("law/c", 'parent = "law/b"'),
            "bodies.toml:7: entry 'law/b': parent goes in a circle: law/b → law/c → law/b",
        ),
        (
            table("law/a", 'predecessors = ["law/b"]') + table("law/b", 'predecessors = ["law/a"]'),
            ":3: entry 'law/a': predecessors goes in a circle: law/a → law/b → law/a",
        ),
        (
            table("law/a", 'until = "2021-12-08"') + table("law/b", 'since = "2021-12-08"', 'predecessors = ["law/a"]'),
            ":7: entry 'law/b': begins (2021-12-08) before its predecessor 'law/a' in bodies.toml:3 ends (2021-12-08)",
        ),
        (
            '[[entry]]\nkey = "law/a"\nofficial = ["B [2018-03-14/]", "A [2013/2018-03-14]"]\n',
            ":3: entry 'law/a': official names 'A' and 'B' hold at the same time",
        ),
        ("[[entry]\n", "bodies.toml:2: "),
        (table("law/a", 'since = "2021-02-30"'), ":5: entry 'law/a': since '2021-02-30' is no date"),
        (
            '[[entry]]\nkey = "law/a"\nofficial = ["A [2021-02-30/]"]\n',
            ":4: entry 'law/a': official 'A' has '2021-02-30'",
        ),
        (
            '[[entry]]\nkey = "law/a"\nofficial = ["A\u00adB"]\n',
            ":4: entry 'law/a': official 'A\\xadB' has a character",
        ),
        (table("law/a", "predecessors = 7"), ":5: entry 'law/a': predecessors 7 is wrong"),
        (table("law/a", 'predecessors = "law/b"'), ":5: entry 'law/a': predecessors 'law/b' is wrong"),
        (table("law/a", 'identifiers = ["Q64"]'), ":5: entry 'law/a': identifiers ['Q64'] is wrong"),
        (table("law/a", "identifiers = { ags = 1001000 }"), ":5: entry 'law/a': identifiers {'ags': 1001000} is wrong"),
        (table("law/a", "ambiguous = 1"), ":5: entry 'law/a': ambiguous 1 is wrong"),
        (table("district/a", 'population = "viele"'), ":5: entry 'district/a': population 'viele' is wrong"),
        (table("district/a", "population = true"), ":5: entry 'district/a': population True is wrong"),
        (
            table("law/a", 'identifiers = { gnd = "1-2" }')
            + table("law/b", 'identifiers = { gnd = "1-2" }').replace('"A"', '"B"'),
            ":7: entry 'law/b': law/a has the gnd 1-2, too",
        ),
        ('[entry]\nkey = "law/a"\n', "bodies.toml:2: has no [[entry]]"),
        ('entry = [{ key = "law/a", official = ["A"] }]\n', "bodies.toml:2: has no [[entry]]"),
        ('# a slip\n[[entries]]\nkey = "law/a"\n', "bodies.toml:3: unknown 'entries'"),
        ("", "bodies.toml:1: has no [[entry]]"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_file_and_line(tmp_path, text, message):
    with pytest.raises(DataError) as fault:
        Register.load(write(tmp_path, text))
    assert message in str(fault.value)
    assert fault.value.hint


def test_a_change_within_a_month_is_no_overlap(tmp_path):
    """Where only the month is known, one name may end and the other begin in it."""
    write(tmp_path, '[[entry]]\nkey = "law/a"\nofficial = ["B [2018-03/]", "A [2013/2018-03]"]\n')
    assert keys(Register.load(tmp_path), "A") == ["law/a"]


def test_a_long_chain_is_no_circle(tmp_path):
    chain = "".join(
        table(f"law/{number}", f'predecessors = ["law/{number - 1}"]' if number else "").replace('"A"', f'"A{number}"')
        for number in range(3000)
    )
    assert len(Register.load(write(tmp_path, chain)).entries) == 3000


def test_a_source_is_wanted(tmp_path):
    (tmp_path / "bodies.toml").write_text(BUND, "utf-8")
    with pytest.raises(DataError, match="source is missing"):
        Register.load(tmp_path)


def test_one_name_after_the_other_is_no_contradiction(tmp_path):
    old = '[[entry]]\nkey = "law/a"\nofficial = ["Gesetz"]\nuntil = "2021-12-07"\n'
    new = '[[entry]]\nkey = "law/b"\nofficial = ["Gesetz"]\nsince = "2021-12-08"\npredecessors = ["law/a"]\n'
    assert keys(Register.load(write(tmp_path, old + new)), "Gesetz") == ["law/a", "law/b"]
    new = new.replace("2021-12-08", "2021-12-07").replace('predecessors = ["law/a"]', "")
    with pytest.raises(DataError, match="at the same time"):
        Register.load(write(tmp_path, old + new))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("municipality/1,,x", "towns.csv:3: entry 'municipality/1': 3 fields instead of 11"),
        ("town/1,,Stadt,7,A,,,,,,", ":3: entry 'town/1': key has no known type"),
        ("municipality/../x,,Stadt,7,A,,,,,,", ":3: entry 'municipality/../x': key has no known type"),
        ("municipality/1,,Stadt,٧,A,,,,,,", ":3: entry 'municipality/1': population '٧' is no number"),
        ('municipality/1,,Stadt,7,"A,,,,,,', "towns.csv:3: unexpected end of data"),
        (f"municipality/1,,Stadt,7,{'A' * 140_000},,,,,,", "towns.csv:3: field larger than field limit"),
        ("municipality/1,,Stadt,7,A\0,,,,,,", "towns.csv:3: has the control character"),
        ("municipality/1,,Stadt,viele,A,,,,,,", ":3: entry 'municipality/1': population 'viele' is no number"),
        ("municipality/1,,Stadt,7,,,,,,,", ":3: entry 'municipality/1': has no name"),
        ("municipality/1,,Stadt,7,A|A,,,,,,", ":3: entry 'municipality/1': name 'A' stands there twice"),
        ("municipality/1,,Stadt,7,A,,,,2021-7,,", ":3: entry 'municipality/1': '2021-7' is no date"),
        ("municipality/1,district/1,Stadt,7,A,,,,,,", ":3: entry 'municipality/1': parent 'district/1' is missing"),
        ("municipality/1,|land/x,Stadt,7,A,,,,,,", ":3: entry 'municipality/1': former parent 'land/x' has no end"),
        (
            "municipality/1,,Stadt,7,A,,,,,,\nmunicipality/1,,Stadt,7,B,,,,,,",
            ":4: entry 'municipality/1': key stands in",
        ),
    ],
)
def test_a_wrong_line_of_a_table_is_refused_with_its_number(tmp_path, line, message):
    csv.field_size_limit(131_072)  # Python's own; whoever read a large answer in this process has raised it
    head = "# Quelle\nkey,parent,kind,population,official,short,variant,demonym,since,until,predecessors\n"
    (tmp_path / "towns.csv").write_text(head + line + "\n", "utf-8")
    with pytest.raises(DataError) as fault:
        Register.load(tmp_path)
    assert message in str(fault.value)
    assert fault.value.hint


def test_a_table_without_a_column_is_refused(tmp_path):
    (tmp_path / "towns.csv").write_text("# Quelle\nkey,parent,population,official\n", "utf-8")
    with pytest.raises(DataError, match=r"towns\.csv:2: the head of the table lacks a column"):
        Register.load(tmp_path)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.toml", b'source = "x"\n# K\xf6ln\n', "a.toml:2: is no UTF-8"),
        ("a.csv", b"# Quelle\n# K\xf6ln\n", "a.csv:2: is no UTF-8"),
        ("ambiguous-names.txt", b"K\xf6ln\n", "ambiguous-names.txt:1: is no UTF-8"),
        ("a.csv", b"key,parent\n", "a.csv:1: source is missing"),
        ("a.csv", b"# Quelle\n", "a.csv:1: has no head of columns"),
        ("a.csv", b"# Quelle\n# as of: gestern\n", "a.csv:1: as of 'gestern' is no date"),
    ],
)
def test_a_file_that_is_no_text_or_no_table_is_refused_with_its_line(tmp_path, name, data, message):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DataError) as fault:
        Register.load(tmp_path)
    assert message in str(fault.value) and fault.value.hint


def test_a_folder_that_is_missing_is_told(tmp_path):
    with pytest.raises(DataError, match="no such folder"):
        Register.load(tmp_path / "nowhere")


def test_a_byte_order_mark_does_no_harm(tmp_path):
    (tmp_path / "a.toml").write_text(HEAD + BUND, "utf-8-sig")
    assert list(Register.load(tmp_path).entries) == ["state/bund"]


def test_the_order_of_files_does_not_matter(tmp_path):
    law = '[[entry]]\nkey = "law/a"\nparent = "state/bund"\nofficial = ["A"]\n'
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one = write(write(tmp_path / "one", law, "a.toml"), BUND, "b.toml")
    two = write(write(tmp_path / "two", law, "b.toml"), BUND, "a.toml")
    assert Register.load(one).entries.keys() == Register.load(two).entries.keys()


# Identifiers ---------------------------------------------------------------------


def identified(tmp_path, *lines, header="key,wikidata"):
    (tmp_path / "laender.toml").write_text(
        'source = "x"\n[[entry]]\nkey = "land/x"\nofficial = ["X"]\nidentifiers = { gnd = "4008135-7" }\n'
        '[[entry]]\nkey = "land/z"\nofficial = ["Z"]\n',
        "utf-8",
    )
    (tmp_path / "identifiers").mkdir()
    (tmp_path / "identifiers" / "a.csv").write_text("\n".join(("# how", header, *lines)) + "\n", "utf-8")
    return Register.load(tmp_path)


def test_identifiers_may_stand_in_files_of_their_own(tmp_path):
    entry = identified(tmp_path, "land/x,Q64").entries["land/x"]
    assert entry.identifiers == {"gnd": "4008135-7", "wikidata": "Q64"}


@pytest.mark.parametrize(
    ("line", "header", "told"),
    [
        ("land/y,Q64", "key,wikidata", "'land/y' is no entry"),
        ("land/x", "key,wikidata", "a.csv:3: 'land/x' is no entry"),
        ("land/x,64", "key,wikidata", "no code of that kind"),
        ("land/x,4005044-1", "key,gnd", "gnd '4005044-1' has a wrong check digit"),
        ("land/x,1077527480", "key,gnd", "gnd '1077527480' has a wrong check digit"),
        ("land/x,40-05044-0", "key,gnd", "no code of that kind"),
        ("land/x,1-2", "key,gnd", "has the gnd 4008135-7 already"),
        ("land/x,Q64", "wikidata", "a.csv:2: is no header"),
        ("land/x,Q64", "key,wikidta", "a.csv:2: is no header"),
        ("land/x,Q64\nland/z,Q64", "key,wikidata", "a.csv:4: land/x has the wikidata Q64, too"),
    ],
)
def test_identifiers_that_fit_no_entry_are_refused_with_their_line(tmp_path, line, header, told):
    with pytest.raises(DataError, match=told):
        identified(tmp_path, line, header=header)


def test_the_links_of_the_register_are_one_to_one():
    for scheme, least in (("wikidata", 450), ("geonames", 9000), ("gnd", 25)):
        codes = [e.identifiers[scheme] for e in default_register().entries.values() if scheme in e.identifiers]
        assert len(codes) == len(set(codes)) >= least, scheme


@pytest.mark.parametrize(
    ("key", "scheme", "code"),
    [
        ("municipality/09162000", "geonames", "2867714"),
        ("municipality/08111000", "geonames", "2825297"),
        ("municipality/05911000", "wikidata", "Q2103"),
        ("land/bremen", "wikidata", "Q1209"),
        ("land/bayern", "gnd", "4005044-0"),
        ("land/bayern", "geonames", "2951839"),
        ("ministry/bmds", "wikidata", "Q133894806"),
        ("authority/bundesarchiv", "gnd", "39454-3"),
    ],
)
def test_what_is_known_elsewhere_by_a_code(key, scheme, code, register):
    assert register.entries[key].identifiers[scheme] == code
