"""Who is suppressed is named by no command: the whole chain, output by output, with what must stay beside it."""

import gzip
import json

import pytest
from click.testing import CliRunner

from kgraph.build.demo import _write_facts
from kgraph.cli import main
from kgraph.config import Settings
from kgraph.errors import NotFoundError
from kgraph.extract import rules_engine
from kgraph.read import article_from_text
from kgraph.register import default_register
from kgraph.release import Options, publish
from kgraph.resolve import Decision, Decisions, resolve
from kgraph.resolve.withhold import shown, withheld
from kgraph.site import write_site
from kgraph.store import open_store

TEXT = """Kiel: Schoeller lobt Portal

[07.05.2024]

Die Stadt Kiel hat das Portal „Ämterlotse“ entwickelt. Der Geschäftsführer der FITKO, Sven Schoeller, sprach von einem \
Erfolg. Die FITKO betreibt das Portal „Ratspost“. Sven Schoeller ist Geschäftsführer der FITKO. Schoellers Rede kam an.

Am Ende stand die Schoeller-App im Saal. In der Schoellerstraße war es still.
"""
OTHER = (
    "Kiel: Neues\n\n[08.05.2024]\n\nDas Portal „Ämterlotse“ nutzt auch die Stadt Jena. Es kostet drei Millionen Euro.\n"
)
BASE = Settings().base


class Desk:
    """A store of both articles; the person is suppressed in it."""

    def __init__(self, folder):
        self.folder = folder
        for id, text in (("sch", TEXT), ("other", OTHER)):
            (folder / f"{id}.txt").write_text(text, "utf-8")
        self.said("build", folder / "sch.txt", folder / "other.txt")
        self.key = json.loads(self.said("show", "Sven Schoeller", "--json"))["key"]
        self.said("decide", "suppress", "Sven Schoeller", "--who", "Ada", "--why", "privat")
        self.said("build")

    def run(self, *arguments):
        return CliRunner().invoke(main, ["--store", str(self.folder / ".kgraph"), *map(str, arguments)])

    def said(self, *arguments):
        done = self.run(*arguments)
        assert done.exit_code in (0, 3), done.output
        return done.stdout


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return Desk(tmp_path_factory.mktemp("desk"))


def named(text):
    """True if the text names the person; the street is another word."""
    return "schoeller" in text.replace("Schoellerstraße", "").lower()


COMMANDS = [
    ("explain", "sch"),
    ("explain", "sch", "--json"),
    ("show", "FITKO"),
    ("show", "FITKO", "--why"),
    ("show", "FITKO", "--json"),
    ("show", "Ämterlotse"),
    ("query", "-e", "SELECT * { GRAPH ?g { ?s ?p ?o } }"),
    ("query", "-e", "SELECT * { ?s ?p ?o }", "--json"),
    ("query", "article", "--article", "sch"),
    ("query", "officeholders"),
    ("query", "figures"),
    ("query", "search", "--text", "Schoeller"),
    ("path", "Kiel", "FITKO"),
    ("stats",),
    ("export", "--format", "turtle"),
    ("export", "--format", "trig"),
    ("export", "--format", "jsonld"),
    ("check",),
    ("check", "--conflicts"),
    ("review", "--list"),
    ("review", "--json"),
    ("link", "candidates"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_names_who_is_suppressed(desk, command):
    done = desk.run(*command)
    assert not named(done.stdout), done.stdout


def test_the_graph_still_tells_what_names_nobody_suppressed(desk):
    assert "Ratspost" in desk.said("explain", "sch")
    assert "Ämterlotse" in desk.said("export", "--format", "trig")


@pytest.mark.parametrize("command", [("explain", "sch", "--html"), ("draw", "-o")], ids=" ".join)
def test_no_page_names_who_is_suppressed(desk, tmp_path, command):
    page = tmp_path / "page.html"
    assert desk.run(*command, page).exit_code == 0
    written = page.read_text("utf-8")
    assert not named(written)
    assert "Ratspost" in written


PUBLISHED = {"url": "https://example.org/d/", "publisher": "X", "contributor": "fitko", "licence": "cc-zero"}


def told(folder):
    """The files of a folder as texts, unpacked."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            yield path.name, path.name + (gzip.decompress(data) if path.suffix == ".gz" else data).decode()


def test_no_file_of_a_release_or_a_site_names_who_is_suppressed_since_the_one_before(tmp_path):
    settings = Settings(store=str(tmp_path / ".kgraph"), publish={**PUBLISHED, "contact_email": "a@example.org"})
    desk = Desk.__new__(Desk)
    desk.folder = tmp_path
    for id, text in (("sch", TEXT), ("other", OTHER)):
        (tmp_path / f"{id}.txt").write_text(text, "utf-8")
    desk.said("build", tmp_path / "sch.txt", tmp_path / "other.txt")
    publish(settings, tmp_path / "before")
    assert any(named(text) for _, text in told(tmp_path / "before"))
    desk.said("decide", "suppress", "Sven Schoeller", "--who", "Ada", "--why", "privat")
    desk.said("build")
    publish(settings, tmp_path / "after", Options(previous=tmp_path / "before", rdf12=True))
    with open_store(settings) as store:
        write_site(store, tmp_path / "site")
    for folder in ("after", "site"):
        found = dict(told(tmp_path / folder))
        assert [name for name, text in found.items() if named(text)] == []
        assert any("Ratspost" in text for text in found.values())
    for format in ("text", "json", "atom", "rdfpatch"):
        assert not named(desk.said("diff", tmp_path / "before", tmp_path / ".kgraph", "--format", format))


def test_the_page_of_an_article_masks_whole_sentences_and_keeps_the_others(desk, tmp_path):
    page = tmp_path / "page.html"
    desk.said("explain", "sch", "--html", page)
    written = page.read_text("utf-8")
    assert "[…]" in written and "Erfolg" not in written and "Rede kam an" not in written and "App" not in written
    assert "Schoellerstraße" in written


def test_the_surroundings_of_a_quote_are_masked(desk):
    found = json.loads(desk.said("explain", "sch", "--json"))
    (one,) = [item for item in found if item["quote"].startswith("Die FITKO betreibt")]
    assert (one["before"], one["after"]) == ("[…].", "[…].")
    assert one["title"] == "Kiel: […] lobt Portal"


def test_the_facts_that_the_demo_writes_name_nobody_suppressed(desk):
    file = desk.folder / "facts.jsonl"
    with open_store(Settings(store=str(desk.folder / ".kgraph"))) as store:
        _write_facts(store, file)
    assert not named(file.read_text("utf-8"))
    assert "Ratspost" in file.read_text("utf-8")


@pytest.mark.parametrize("command", [("extract",), ("explain",), ("explain", "--json")], ids=" ".join)
def test_a_file_is_read_as_the_decisions_beside_the_store_have_it_and_a_note_says_so(desk, command):
    name, *more = command
    done = desk.run(name, desk.folder / "sch.txt", *more)
    assert done.exit_code == 0, done.output
    assert not named(done.stdout)
    assert "1 article shown without what" in done.stderr
    untouched = desk.run(name, desk.folder / "other.txt", *more)
    assert "without what" not in untouched.stderr


def test_without_decisions_a_file_is_read_as_it_is(desk, tmp_path):
    done = CliRunner().invoke(main, ["--store", str(tmp_path / ".kgraph"), "explain", str(desk.folder / "sch.txt")])
    assert named(done.stdout)
    assert "without what" not in done.stderr


# What counts as naming -------------------------------------------------------------


def left_of(sentence, suppressed):
    extraction = rules_engine(
        article_from_text(f"Kiel: Neues\n\nEs sprach Sven Schoeller, Minister.\n\n{sentence}\n", "a")
    )
    entities = resolve(extraction, default_register())
    (key,) = {entity.key for entity in entities.values() if entity.name == suppressed}
    decided = Decisions.of(Decision("suppress", key, "", "A", "2025-01-01", "b"))
    return shown(extraction, decided, BASE)


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("Sven Schoeller kam.", False),
        ("Schoeller kam.", False),
        ("Schoellers Rede kam an.", False),
        ("Alle luden die Schoeller-App.", False),
        ("Die Anti-Schoeller-Stimmung wuchs.", False),
        ("Er wohnt in der Schoellerstraße.", True),
        ("Minister Anna Schoeller kam.", True),
        ("Die Stadt Kiel nutzt das Portal „Schoeller direkt“.", True),
        ("Der Minister kam.", True),
    ],
)
def test_a_name_counts_as_a_word_of_its_own_and_in_compounds_with_a_hyphen(sentence, kept):
    assert (sentence in left_of(sentence, "Sven Schoeller").article.text) is kept


def test_masks_leave_all_offsets_as_they_were():
    extraction = rules_engine(article_from_text(TEXT, "sch"))
    entities = resolve(extraction, default_register())
    (key,) = {entity.key for entity in entities.values() if entity.name == "Sven Schoeller"}
    left = shown(extraction, Decisions.of(Decision("suppress", key, "", "A", "2025-01-01", "b")), BASE)
    assert len(left.article.text) == len(extraction.article.text)
    for entity in left.entities:
        for mention in entity.mentions:
            assert (
                left.article.text[mention.start : mention.end] == extraction.article.text[mention.start : mention.end]
            )


def test_what_is_not_suppressed_is_shown_as_it_is():
    extraction = rules_engine(article_from_text(TEXT, "sch"))
    decided = Decisions.of(Decision("suppress", "person/somebody-else", "", "A", "2025-01-01", "b"))
    assert shown(extraction, decided, BASE) == extraction
    assert withheld(extraction, resolve(extraction, default_register()), decided) == extraction


@pytest.mark.parametrize("kind", ["reject", "suppress"])
def test_a_statement_that_was_decided_against_is_not_on_the_page_of_its_article(tmp_path, kind):
    (tmp_path / "other.txt").write_text(OTHER, "utf-8")

    def run(*arguments):
        return CliRunner().invoke(main, ["--store", str(tmp_path / ".kgraph"), *map(str, arguments)])

    run("build", tmp_path / "other.txt")
    (uses,) = [item for item in json.loads(run("explain", "other", "--json").stdout) if item["predicate"] == "uses"]
    assert "nutzt →" in run("explain", tmp_path / "other.txt").stdout
    run("decide", kind, uses["id"], "--who", "Ada", "--why", "so")
    run("build")
    assert "nutzt →" not in run("explain", tmp_path / "other.txt").stdout
    assert run("explain", "other", "--html", tmp_path / "o.html").exit_code in (0, 3)
    told = run("explain", "other").stdout
    assert ("zurückgehalten" in told) is (kind == "suppress")


# Releases -------------------------------------------------------------------------


SETTINGS_TOML = """[publish]
url = "https://daten.example.org/kgraph/"
publisher = "Stadt Beispielstadt"
contributor = "fitko"
licence = "cc-by/4.0"
contact_email = "open-data@example.org"
"""


class Publisher:
    """A desk that publishes before and after the decision."""

    def __init__(self, folder):
        self.folder = folder
        for id, text in (("sch", TEXT), ("other", OTHER)):
            (folder / f"{id}.txt").write_text(text, "utf-8")
        (folder / "kgraph.toml").write_text(SETTINGS_TOML, "utf-8")

    def run(self, *arguments):
        done = CliRunner().invoke(main, [*map(str, arguments)])
        assert done.exit_code in (0, 3), done.output
        return done

    def contents(self, name):
        """Each file of a release as text, unpacked."""
        for path in sorted((self.folder / name).iterdir()):
            data = path.read_bytes()
            yield path.name, (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")


@pytest.fixture(scope="module")
def releases(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        publisher = Publisher(tmp_path_factory.mktemp("releases"))
        patch.chdir(publisher.folder)
        publisher.run("build", "sch.txt", "other.txt")
        publisher.run("publish", "old")
        publisher.run("decide", "suppress", "Sven Schoeller", "--who", "Ada", "--why", "privat")
        publisher.run("build")
        publisher.told = publisher.run("publish", "new", "--previous", "old")
        yield publisher


def test_a_release_before_the_decision_names_them_and_one_after_it_does_not(releases):
    assert any(named(text) for _, text in releases.contents("old")), "nothing to suppress was published"
    assert [name for name, text in releases.contents("new") if named(text)] == []


def test_the_change_list_counts_what_is_withheld_without_naming_it(releases):
    files = dict(releases.contents("new"))
    assert {"changes.json", "changes.txt", "changes.atom", "changes.rdfp"} <= set(files)
    withheld = json.loads(files["changes.json"])["withheld"]
    assert withheld == 1, "that he leads the FITKO; the praise is no statement"
    assert "old still has 1 statement that a decision withholds: withdraw that release" in releases.told.stderr


def test_the_comparison_of_an_old_release_with_the_store_does_not_name_them(releases):
    for format in ("text", "json", "rdfpatch", "atom"):
        told = releases.run("diff", "old", ".kgraph", "--format", format)
        assert not named(told.stdout), format
    assert "it is not named here" in told.stderr


AFTER = [
    ("show", "FITKO", "--valid-on", "2024-05-07"),
    ("query", "about", "--entity", "FITKO", "--known-on", "2024-05"),
    ("export", "--view", "org"),
    ("export", "--view", "annotation"),
    ("export", "--view", "prov"),
    ("reason", "--materialise"),
    ("export", "--inferred", "--format", "nquads"),
    ("reason", "--remove"),
    ("query", "officeholders", "--valid-on", "2024-05-07", "--held", "no"),
]


@pytest.mark.parametrize("command", AFTER, ids=" ".join)
def test_no_view_of_another_time_or_vocabulary_names_them(releases, command):
    assert not named(releases.run(*command).stdout)


def test_a_later_build_of_a_new_article_does_not_bring_them_back(releases):
    said = "Sven Schoeller ist Geschäftsführer der FITKO. Die FITKO betreibt das Portal „Neuland“."
    late = f"Kiel: Später\n\n[09.05.2024]\n\n{said}\n"
    (releases.folder / "late.txt").write_text(late, "utf-8")
    releases.run("build", "late.txt")
    exported = releases.run("export", "--format", "nquads").stdout
    assert "Neuland" in exported and not named(exported)


def test_the_library_and_its_drawing_do_not_name_them(releases):
    import kgraph

    with kgraph.open(str(releases.folder / ".kgraph")) as graph:
        assert not named(graph.draw(around="FITKO").html)
        assert not named(str(dict(graph.network().nodes(data=True))) + str(list(graph.network().edges(data=True))))
        with pytest.raises(NotFoundError):
            graph.show("Sven Schoeller")
        assert not any(person.label and named(str(person.label)) for person in graph.onto.Person.instances())


def test_the_search_index_does_not_find_them(releases):
    from kgraph.search import SearchIndex

    with open_store(Settings(store=str(releases.folder / ".kgraph"))) as store:
        index = SearchIndex.of_store(store)
    for typed in ("Sven Schoeller", "Schoeller", "Scho", "sven"):
        assert not any(named(str(hit.as_dict())) for hit in index.search(typed)), typed
    assert index.search("FITKO")
