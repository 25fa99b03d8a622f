"""Publishing as a whole: reproducible, refused where it must be, replaced at once or not at all; hard input."""

import dataclasses
import datetime
import gzip
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner

from catalogues import DATASET, SETTINGS, URL
from graph_samples import HANDOVER, PRAISE, extraction_of
from kgraph.catalogue import Description, describe
from kgraph.catalogue.check import DescriptionError
from kgraph.cli import main
from kgraph.errors import InputError, KgraphError, NotFoundError, StoreError, UsageError
from kgraph.publish import FORMATS
from kgraph.publish.folder import replacing_folder
from kgraph.release import Options, publish, read_record
from kgraph.store import StoredArticle, open_store
from kgraph.vocab import DCTERMS, KG, RDF, RDFS, XSD
from mounts import mounting
from publish_samples import HARD, fill, links, settings_of

VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
PROVO = rdflib.Namespace("http://www.w3.org/ns/prov#")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def beside(folder: Path) -> set[str]:
    return {path.name for path in folder.parent.iterdir()}


# The same bytes.


def test_two_orders_of_input_give_the_same_release(published, tmp_path):
    settings = settings_of(tmp_path)
    fill(settings, HARD, more=links())
    fill(settings, PRAISE)
    fill(settings, HANDOVER)
    publish(settings, tmp_path / "release", Options(rdf12=True))
    assert contents(tmp_path / "release") == contents(published[1])


def test_clock_and_hash_seed_leave_no_trace(desk, tmp_path):
    publish(desk, tmp_path / "here")
    code = (
        "import sys; from kgraph.config import Settings; from kgraph.release import publish; from pathlib import Path;"
        f"publish(Settings(store={desk.store!r}, publish={dict(desk.publish)!r}), Path(sys.argv[1]))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code, str(tmp_path / "there")]
    subprocess.run(command, check=True, env=environment)
    assert contents(tmp_path / "here") == contents(tmp_path / "there")


def test_the_day_comes_from_the_data_the_epoch_or_the_option(desk, tmp_path, monkeypatch):
    assert publish(desk, tmp_path / "a").record.modified == "2024-05-07"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert publish(desk, tmp_path / "b").record.modified == "2026-01-01"
    assert publish(desk, tmp_path / "c", Options(date="2026-02-03")).record.modified == "2026-02-03"
    with pytest.raises(UsageError, match="no day"):
        publish(desk, tmp_path / "d", Options(date="2026-02-30"))


# What may be replaced.


def test_a_release_is_replaced_only_by_force_and_then_whole(desk, tmp_path):
    publish(desk, tmp_path / "out")
    before = contents(tmp_path / "out")
    fill(desk, PRAISE)
    with pytest.raises(UsageError, match="is there already"):
        publish(desk, tmp_path / "out")
    assert contents(tmp_path / "out") == before
    publish(desk, tmp_path / "out", Options(force=True, without=frozenset({"network"})))
    assert read_record(tmp_path / "out").articles == 2
    assert "network.gexf" not in contents(tmp_path / "out")
    assert beside(tmp_path / "out") == {".kgraph", "out"}


@pytest.mark.parametrize("content", ["notes.txt", "release.json"])
def test_a_folder_of_somebody_else_is_not_replaced_even_by_force(desk, tmp_path, content):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / content).write_text('{"kind": "diary"}', "utf-8")
    with pytest.raises(UsageError, match="did not write"):
        publish(desk, tmp_path / "mine", Options(force=True))
    assert (tmp_path / "mine" / content).exists()


def test_a_file_is_no_target_and_an_empty_folder_is_one(desk, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="no folder"):
        publish(desk, tmp_path / "file", Options(force=True))
    with pytest.raises(StoreError) as raised:
        publish(desk, tmp_path / "file" / "release")
    assert "another place" in raised.value.hint
    (tmp_path / "empty").mkdir()
    assert publish(desk, tmp_path / "empty").record.articles == 1


def test_what_fails_in_the_middle_leaves_the_old_release(desk, tmp_path, monkeypatch):
    publish(desk, tmp_path / "out")
    before = contents(tmp_path / "out")
    monkeypatch.setattr("kgraph.release.require", lambda _: (_ for _ in ()).throw(DescriptionError("refused")))
    with pytest.raises(DescriptionError):
        publish(desk, tmp_path / "out", Options(force=True))
    assert contents(tmp_path / "out") == before
    assert beside(tmp_path / "out") == {".kgraph", "out"}


def test_a_system_that_cannot_exchange_folders_replaces_them_too(tmp_path, monkeypatch):
    monkeypatch.setattr("kgraph.publish.folder._exchanged", lambda one, other: False)
    for text in ("old", "new"):
        with replacing_folder(tmp_path / "out", force=True, ours=lambda _: True) as folder:
            (folder / "file").write_text(text)
    assert (tmp_path / "out" / "file").read_text() == "new"
    assert beside(tmp_path / "out") == {"out"}


def test_what_a_killed_run_left_is_swept_up_and_what_a_living_one_writes_is_not(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left, living = tmp_path / f".out.{dead.pid}.part", tmp_path / f".out.{os.getppid()}.part"
    left.mkdir()
    living.mkdir()
    with replacing_folder(tmp_path / "out", force=False, ours=lambda _: False):
        pass
    assert (left.exists(), living.exists()) == (False, True)


FULL = """
set -u
mkdir disk && mount -t tmpfs -o size=8m none disk || exit 99
{publish} disk/out && cp -r disk/out before
head -c 100m /dev/zero >disk/ballast 2>/dev/null; truncate -s -100K disk/ballast
{publish} disk/out --force >said 2>&1; echo $? >code
diff -r before disk/out >/dev/null && ls -A disk >left
"""


def test_a_disk_that_fills_up_leaves_the_old_release(desk, tmp_path):
    prefix = mounting()
    if prefix is None:
        pytest.skip("no process may mount a disk here (unshare)")
    runner = CliRunner()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        values = [f"--set={name}={SETTINGS[name]}" for name in ("url", "publisher", "contributor", "licence")]
        assert runner.invoke(main, ["publish", "--init", *values, "--set=contact_email=a@example.org"]).exit_code == 0
    program = f"{sys.executable} -c \"from kgraph.cli import main; main(prog_name='kgraph')\" publish"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    script = FULL.format(publish=program)
    done = subprocess.run([*prefix, "sh", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    said = (tmp_path / "said").read_text()
    assert ((tmp_path / "code").read_text(), "free some space" in said, "Traceback" in said) == ("1\n", True, False)
    assert set((tmp_path / "left").read_text().split()) == {"ballast", "out"}


def test_what_somebody_put_into_a_release_is_not_replaced(desk, tmp_path):
    publish(desk, tmp_path / "out")
    (tmp_path / "out" / "index.html").touch()
    with pytest.raises(UsageError, match="did not write"):
        publish(desk, tmp_path / "out", Options(force=True))
    assert (tmp_path / "out" / "index.html").exists()


def test_neither_a_store_nor_what_holds_it_is_a_target(desk, tmp_path):
    publish(desk, tmp_path / "out")
    moved = dataclasses.replace(desk, store=str(tmp_path / "out" / ".kgraph"))
    shutil.copytree(desk.store, moved.store)
    for settings, target in ((desk, desk.store), (desk, desk.store + "/new"), (moved, tmp_path / "out")):
        with pytest.raises(UsageError, match="the store"):
            publish(settings, Path(target), Options(force=True))
    assert Path(moved.store, "format").exists() and not Path(desk.store, "new").exists()


def test_a_symbolic_link_is_not_replaced_and_said_to_be_one(desk, tmp_path):
    publish(desk, tmp_path / "out")
    (tmp_path / "current").symlink_to("out")
    with pytest.raises(UsageError, match="is a symbolic link") as caught:
        publish(desk, tmp_path / "current", Options(force=True))
    assert "out" in caught.value.hint


def test_what_another_run_has_written_meanwhile_is_not_replaced_without_force(tmp_path):
    with (
        pytest.raises(UsageError, match="is there already"),
        replacing_folder(tmp_path / "out", force=False, ours=lambda _: True),
    ):
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "theirs").touch()
    assert beside(tmp_path / "out") == {"out"} and (tmp_path / "out" / "theirs").exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from kgraph.config import Settings
from kgraph.release import Options, publish
import kgraph.publish.folder as folder
{kill}
publish(Settings(store={store!r}, publish={table!r}), Path({out!r}), Options(force=True))
"""
KILLS = {
    "while it writes": "import kgraph.release as r; r.write_contents = lambda *_: os.kill(os.getpid(), signal.SIGKILL)",
    "before the swap": "folder._swap = lambda *_: os.kill(os.getpid(), signal.SIGKILL)",
    "after the swap": "import shutil; shutil.rmtree = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)",
}


@pytest.mark.parametrize("when", KILLS)
def test_a_run_that_is_killed_leaves_a_whole_release_and_the_next_one_sweeps_up(desk, tmp_path, when):
    publish(desk, tmp_path / "out")
    before = contents(tmp_path / "out")
    table = dict(desk.publish) | {"version": "2"}
    code = KILLED.format(kill=KILLS[when], store=desk.store, table=table, out=str(tmp_path / "out"))
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    assert done.returncode == -signal.SIGKILL
    found = contents(tmp_path / "out")
    assert (found == before) is (when != "after the swap")
    assert set(found) == set(before)
    assert any(name.endswith(".part") for name in beside(tmp_path / "out"))
    publish(desk, tmp_path / "out", Options(force=True))
    assert beside(tmp_path / "out") == {".kgraph", "out"}


# Settings.


@pytest.mark.parametrize("name", ["url", "publisher", "contributor", "licence", "contact_email"])
def test_a_missing_setting_is_named_with_an_example_before_anything_is_written(desk, tmp_path, name):
    table = {key: value for key, value in SETTINGS.items() if key != name}
    with pytest.raises(UsageError, match=f"lacks {name}") as caught:
        publish(dataclasses.replace(desk, publish=table), tmp_path / "out")
    assert f"{name} = " in caught.value.hint
    assert beside(tmp_path / "out") == {".kgraph"}


WRONG = [
    ("url", "daten.example.org", "no web address"),
    ("url", "https://[", "no web address"),
    ("url", "https://example.org/a b", "no web address"),
    ("url", "https://example.org:99999/", "no web address"),
    ("url", "javascript:alert(1)", "no web address"),
    ("landing_page", "javascript://example.org/%0aalert(1)", "no web address"),
    ("sparql", "ftp://example.org/sparql", "no web address"),
    ("url", "https://example.org/kgraph/#x", "no folder's address"),
    ("url", "https://example.org/kgraph?x=1", "no folder's address"),
    ("url", "https://ada:geheim@example.org/", "a user or a password"),
    ("url", "https://straße.example/", "other letters in the DNS"),
    ("url", 5, "no text"),
    ("publisher", "   ", "lacks publisher"),
    ("publisher", "Stadt\aX", "U+0007"),
    ("publisher", "Stadt\nX", "U+000A"),
    ("publisher", "Stadt \u202eX", "U+202E"),
    ("title", "Daten\0", "U+0000"),
    ("title", "", "is empty"),
    ("keywords", ["Amt", " "], "is empty"),
    ("keywords", [1], "no list"),
    ("themes", "GOVE", "no list"),
    ("licence", "cc-by-nc/4.0", "no open licence"),
    ("licence", 4, "no text"),
    ("contributor", "https://example.org/fitko", "no identifier"),
    ("contributor", "fit ko", "no identifier"),
    ("contact_email", "open data", "no e-mail"),
    ("contact_email", "a@example.org, b@example.org", "no e-mail"),
    ("contact_email", "Ada <ada@example.org>", "no e-mail"),
    ("coverage", ["Bremen"], "neither an IRI"),
    ("coverage", ["99"], "neither an IRI"),
    ("issued", "2024", "no day"),
    ("issued", "2026-02-30", "no day"),
]


@pytest.mark.parametrize(("name", "value", "said"), WRONG)
def test_a_wrong_setting_is_told_with_a_remedy(name, value, said):
    with pytest.raises(UsageError, match=re.escape(said)) as caught:
        describe(SETTINGS | {name: value})
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("license", "cc-by/4.0", "licence"),
        ("keyword", ["Amt"], "keywords"),
        ("pubisher", "x", "publisher"),
        ("themes", ["gove"], "GOVE"),
        ("level", "municipal", "municipality"),
        ("frequency", "month", "MONTHLY"),
        ("licence", "CC-BY-4.0", "cc-by/4.0"),
        ("licence", "https://creativecommons.org/publicdomain/zero/1.0/", "cc-zero"),
        ("version", 1.0, '"1.0"'),
    ],
)
def test_what_was_probably_meant_is_proposed(name, value, meant):
    with pytest.raises(UsageError) as caught:
        describe(SETTINGS | {name: value})
    assert meant in caught.value.hint


def test_a_licence_that_allows_something_else_is_not_proposed():
    with pytest.raises(UsageError) as caught:
        describe(SETTINGS | {"licence": "cc-by-nc/4.0"})
    assert "did you mean" not in caught.value.hint


def test_addresses_become_what_portals_resolve():
    given = {
        "url": "https://daten.köln.example/öffentlich/a%20b",
        "contact_email": "mailto:info@köln.example",
        "landing_page": "https://köln.example:8443/?q=ä#ö",
    }
    found = describe(SETTINGS | given)
    assert found.url == "https://daten.xn--kln-sna.example/%C3%B6ffentlich/a%20b/"
    assert found.contact_email == "info@xn--kln-sna.example"
    assert found.landing_page == "https://xn--kln-sna.example:8443/?q=%C3%A4#%C3%B6"


def test_a_day_may_stand_without_quotes():
    assert describe(SETTINGS | {"issued": datetime.date(2026, 1, 31)}).issued == "2026-01-31"


def test_a_first_day_after_the_last_article_is_the_day_of_the_last_change_too(desk, tmp_path):
    later = dataclasses.replace(desk, publish=SETTINGS | {"issued": "2026-11-26"})
    record = publish(later, tmp_path / "out").record
    assert (record.issued, record.modified) == ("2026-11-26", "2026-11-26")


def test_a_contact_page_does_instead_of_an_address():
    table = {name: value for name, value in SETTINGS.items() if name != "contact_email"}
    assert describe(table | {"contact_url": "https://example.org/kontakt"}).contact_email == ""


PLACES = {
    "04": ("stateKey", "state"),
    "095": ("governmentDistrictKey", "administrativeDistrict"),
    "16053": ("districtKey", "administrativeDistrict"),
    "16053000": ("municipalityKey", "municipality"),
    "160530000000": ("regionalKey", "municipality"),
}


@pytest.mark.parametrize("key", PLACES)
def test_an_official_key_becomes_the_place_and_the_level_of_dcat_ap_de(key):
    found = describe(SETTINGS | {"coverage": [key]})
    kind, level = PLACES[key]
    assert isinstance(found, Description)
    assert found.coverage == (f"http://dcat-ap.de/def/politicalGeocoding/{kind}/{key}",)
    assert found.level == level


def test_places_of_several_levels_are_of_the_whole_unless_said_otherwise():
    assert describe(SETTINGS | {"coverage": ["04", "16053000"]}).level == "federal"
    assert describe(SETTINGS | {"coverage": ["04"], "level": "municipality"}).level == "municipality"


def test_init_writes_what_publish_reads_and_never_twice(desk, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    empty = runner.invoke(main, ["publish", "--init"])
    assert empty.exit_code == 0
    assert "lacks url, publisher, contributor, licence, contact_email" in runner.invoke(main, ["publish", "out"]).output
    assert runner.invoke(main, ["publish", "--init"]).exit_code == 2
    (tmp_path / "kgraph.toml").write_text('[kgraph]\nlanguage = "en"\n', "utf-8")
    given = ["url=https://example.org/d", 'publisher=Stadt "X"', "contributor=fitko", "licence=cc-zero"]
    values = [f"-s{item}" for item in [*given, "contact_email=a@example.org", "themes=GOVE, TECH"]]
    assert runner.invoke(main, ["publish", "--init", *values]).exit_code == 0
    done = runner.invoke(main, ["publish", "out", "--json"])
    assert (done.exit_code, '"articles": 1' in done.output) == (0, True), done.output
    assert 'Stadt \\"X\\"' in (tmp_path / "out" / "catalog.ttl").read_text("utf-8")


@pytest.mark.parametrize("value", ["licence=cc-by-nc/4.0", "url=example.org", "themes=GOVE, VERW", "lizenz=x", "url"])
def test_init_writes_nothing_that_publish_would_refuse(tmp_path, monkeypatch, value):
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["publish", "--init", "--set", value]).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_init_tells_where_it_cannot_write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kgraph.toml").symlink_to("there/kgraph.toml")
    done = CliRunner().invoke(main, ["publish", "--init"])
    assert (done.exit_code, "cannot write" in done.output) == (1, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["out", "--set", "licence=cc-zero"], "--set goes with --init"),
        (["out", "--init"], "--init only writes settings"),
        (["--site", "public", "--rdf12"], "--rdf12 is for a release"),
        (["--site", "public", "--previous", "old"], "--previous is for a release"),
        (["--site", "public", "--json"], "--json is for a release"),
        ([], "needs a folder"),
    ],
)
def test_no_option_is_passed_over_in_silence(desk, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["publish", *words])
    assert (done.exit_code, said in done.output) == (2, True), done.output
    assert {path.name for path in tmp_path.iterdir()} == {".kgraph"}


# What the descriptions say.


def test_void_counts_what_is_there(release):
    graph = rdflib.Graph().parse(release / "graph.ttl")
    described = rdflib.Graph().parse(release / "void.ttl")
    data = rdflib.URIRef(DATASET)
    assert int(described.value(data, VOID.triples)) == len(graph)
    assert int(described.value(data, VOID.distinctSubjects)) == len(set(graph.subjects()))
    partitions = {
        str(described.value(part, VOID.property)): int(described.value(part, VOID.triples))
        for part in described.objects(data, VOID.propertyPartition)
    }
    assert partitions == {str(p): len(list(graph.triples((None, p, None)))) for p in set(graph.predicates())}
    classes = {
        str(described.value(part, getattr(VOID, "class"))): int(described.value(part, VOID.entities))
        for part in described.objects(data, VOID.classPartition)
    }
    assert classes == {
        str(c): len(set(graph.subjects(rdflib.RDF.type, c))) for c in set(graph.objects(None, rdflib.RDF.type))
    }
    for example in described.objects(data, VOID.exampleResource):
        assert (example, rdflib.RDFS.label, None) in graph


def test_void_counts_links_as_sparql_does(release):
    graph = rdflib.Graph().parse(release / "graph.ttl")
    described = rdflib.Graph().parse(release / "void.ttl")
    found = {}
    for linkset in described.subjects(rdflib.RDF.type, VOID.Linkset):
        space = described.value(described.value(linkset, VOID.objectsTarget), VOID.uriSpace)
        property = described.value(linkset, VOID.linkPredicate)
        count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o FILTER STRSTARTS(STR(?o), ?space) }"
        (row,) = graph.query(count, initBindings={"p": property, "space": space})
        found[str(space)] = (int(described.value(linkset, VOID.triples)), int(row.n))
    assert set(found) == {"http://www.wikidata.org/", "http://dcat-ap.de/def/politicalGeocoding/"}
    assert all(ours == theirs > 0 for ours, theirs in found.values())


def test_provenance_names_versions_and_inputs_but_no_people_and_no_paths(release, published):
    text = (release / "prov.ttl").read_text("utf-8")
    graph = rdflib.Graph().parse(data=text)
    run = graph.value(rdflib.URIRef(DATASET), PROVO.wasGeneratedBy)
    assert graph.value(run, PROVO.wasAssociatedWith) is not None
    assert len(list(graph.objects(run, PROVO.used))) >= 1
    assert str(Path(published[0].store).parent) not in text


def test_what_the_store_was_built_with_is_named_by_its_hash(desk, tmp_path):
    with open_store(desk, write=True) as store:
        store.remember({"1": {"register": "aa11", "ranker's weights": "bb22", "program": "cc33"}})
        store.remember({"2": {"decisions": "dd44", "program": "ee55"}})
    publish(desk, tmp_path / "out")
    graph = rdflib.Graph().parse(tmp_path / "out" / "prov.ttl")
    found = set(map(str, graph.objects(None, rdflib.DCTERMS.identifier)))
    assert found == {"aa11", "bb22", "cc33", "dd44", "ee55"}


def test_what_an_earlier_build_alone_was_made_with_is_not_named(desk, tmp_path):
    for parts in ({"register": "aa11", "register of one's own": "ff66"}, {"register": "aa12"}):
        with open_store(desk, write=True) as store:
            store.remember({parts["register"]: parts})
    publish(desk, tmp_path / "out")
    text = (tmp_path / "out" / "prov.ttl").read_text("utf-8")
    assert ("aa12" in text, "aa11" in text, "ff66" in text) == (True, False, False)


def test_whoever_takes_a_decision_back_publishes_what_they_published_before(desk, tmp_path):
    read, before, after = {"1": {"register": "aa11"}}, {"2": {"decisions": "dd44"}}, {"3": {"decisions": "ee55"}}
    for number, recipes in enumerate((read | before, read | after, read | before)):
        with open_store(desk, write=True) as store:
            store.remember(recipes)
        publish(desk, tmp_path / str(number))
    assert contents(tmp_path / "0") == contents(tmp_path / "2")
    assert b"ee55" in (tmp_path / "1" / "prov.ttl").read_bytes()


def test_the_catalogue_names_every_file_with_its_size_and_sum(release):
    graph = rdflib.Graph().parse(release / "catalog.ttl")
    dcat, spdx = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.Namespace("http://spdx.org/rdf/terms#")
    sums = dict(reversed(line.split("  ")) for line in (release / "SHA256SUMS").read_text().splitlines())
    found = {}
    for file in graph.objects(rdflib.URIRef(DATASET), dcat.distribution):
        name = str(graph.value(file, dcat.downloadURL)).removeprefix(URL)
        found[name] = str(graph.value(graph.value(file, spdx.checksum), spdx.checksumValue)).lower()
        assert int(graph.value(file, dcat.byteSize)) == (release / name).stat().st_size
    own = {"SHA256SUMS", "README.md", "LICENSE.md", "release.json", "catalog.ttl", "catalog.rdf"}
    assert found == {name: digest for name, digest in sums.items() if name not in own}


def test_readme_and_licence_speak_both_languages(release):
    for name in ("README.md", "LICENSE.md"):
        text = (release / name).read_text("utf-8")
        assert "Lizenz" in text and "licence" in text.lower() and "Creative Commons" in text
    assert "Stadt Beispielstadt" in (release / "LICENSE.md").read_text("utf-8")


# Hard input.


def article(settings, id="odd", *, facts=(), graph=()):
    """An article with quads made by hand."""
    document = {"id": id, "title": "T", "text": "T\n\nText.", "entities": [], "relations": []}
    extraction = extraction_of(document)
    name = ox.NamedNode(f"{settings.base}article/{id}")
    own = [
        ox.Quad(name, ox.NamedNode(RDF + "type"), ox.NamedNode("https://schema.org/NewsArticle"), name),
        ox.Quad(name, ox.NamedNode(DCTERMS + "title"), ox.Literal("T", language="de"), name),
        *(ox.Quad(q.subject, q.predicate, q.object, name) for q in graph),
    ]
    with open_store(settings, write=True) as store:
        store.replace_articles([StoredArticle.pack(extraction, own, list(facts), fingerprint="1", extractor="t")])
    return name


def test_an_empty_graph_is_told_and_leaves_nothing(tmp_path):
    settings = settings_of(tmp_path)
    open_store(settings, write=True).close()
    with pytest.raises(NotFoundError, match="no article to publish"):
        publish(settings, tmp_path / "out")
    assert beside(tmp_path / "out") == {".kgraph"}


def test_a_graph_of_plans_only_is_published_without_a_single_fact(tmp_path):
    settings = settings_of(tmp_path)
    plans = [{**relation, "status": "planned"} for relation in HANDOVER["relations"]]
    fill(settings, {**HANDOVER, "relations": plans})
    publish(settings, tmp_path / "out")
    assert read_record(tmp_path / "out").statements == len(plans)
    direct = {q.predicate.value for q in ox.parse(path=tmp_path / "out" / "graph.ttl")}
    assert KG + "takesOver" not in direct


def test_a_control_character_stops_rdf_xml_with_a_hint_and_goes_without_it(tmp_path):
    settings = settings_of(tmp_path)
    thing = ox.NamedNode(settings.base + "service/x")
    article(settings, facts=[
        ox.Quad(thing, ox.NamedNode(RDF + "type"), ox.NamedNode(KG + "Service")),
        ox.Quad(thing, ox.NamedNode(RDFS + "label"), ox.Literal("Null \0 und \x07", language="de")),
    ])  # fmt: skip
    with pytest.raises(InputError, match=r"U\+0000") as caught:
        publish(settings, tmp_path / "out", Options(date="2024-01-02"))
    assert "--without rdfxml" in caught.value.hint
    publish(settings, tmp_path / "out", Options(date="2024-01-02", without=frozenset({"rdfxml"})))
    read = {q.object.value for q in ox.parse(path=tmp_path / "out" / "graph.ttl")}
    assert "Null \0 und \x07" in read


def test_hard_addresses_languages_and_dates_survive_every_format(tmp_path):
    settings = settings_of(tmp_path)
    odd = ox.NamedNode("https://example.org/b%C3%BCcher/a%20b/ü?x=1&y='2'#ß")
    facts = [
        ox.Quad(odd, ox.NamedNode(RDF + "type"), ox.NamedNode(KG + "Service")),
        ox.Quad(odd, ox.NamedNode(RDFS + "label"), ox.Literal("Bücher", language="de-1996")),
        ox.Quad(odd, ox.NamedNode(KG + "date"), ox.Literal("2023-02-31", datatype=ox.NamedNode(XSD + "date"))),
    ]
    article(settings, facts=facts)
    publish(settings, tmp_path / "out", Options(date="2024-01-02", rdf12=True))
    out = tmp_path / "out"
    wanted = {ox.Triple(q.subject, q.predicate, q.object) for q in facts}
    for name in ("graph.ttl", "graph.rdf", "graph-1.2.trig", "graph.jsonld"):
        read = {ox.Triple(q.subject, q.predicate, q.object) for q in ox.parse(path=out / name)}
        assert wanted <= read, name
    read = set(ox.parse(gzip.decompress((out / "graph.nq.gz").read_bytes()), format=FORMATS["nquads"].syntax))
    assert set(facts) <= read


def test_an_article_s_impossible_date_does_not_become_the_release_s(tmp_path):
    settings = settings_of(tmp_path)
    date = ox.Literal("2099-13-45", datatype=ox.NamedNode(XSD + "date"))
    article(
        settings, graph=[ox.Quad(ox.NamedNode(f"{settings.base}article/odd"), ox.NamedNode(DCTERMS + "issued"), date)]
    )
    with pytest.raises(UsageError, match="no article has a date"):
        publish(settings, tmp_path / "out")
    fill(settings, HANDOVER)
    assert publish(settings, tmp_path / "out").record.modified == "2024-05-07"


# What is suppressed.


def test_a_suppressed_statement_is_in_no_file(desk, tmp_path):
    with open_store(desk) as store:
        quads = list(store.quads())
    sentence = next(q for q in quads if q.predicate.value == KG + "amount")
    extraction = extraction_of(HANDOVER)
    graph = [q for q in quads if isinstance(q.graph_name, ox.NamedNode)]
    facts = [q for q in quads if isinstance(q.graph_name, ox.DefaultGraph) and q.predicate.value != KG + "funds"]
    graph.append(ox.Quad(sentence.subject, ox.NamedNode(KG + "suppressed"), ox.Literal(True), sentence.graph_name))
    with open_store(desk, write=True) as store:
        store.replace_articles([StoredArticle.pack(extraction, graph, facts, fingerprint="2", extractor="test")])
    publish(desk, tmp_path / "out")
    for name, data in contents(tmp_path / "out").items():
        told = gzip.decompress(data) if name.endswith(".gz") else data
        assert sentence.subject.value.encode() not in told, name


def test_a_decision_that_the_store_does_not_follow_yet_stops_the_release(desk, tmp_path):
    runner = CliRunner()
    run = runner.invoke(
        main, ["--store", desk.store, "decide", "suppress", "Ole Brandt", "--who", "Ada", "--why", "privat"]
    )
    assert run.exit_code == 0, run.output
    with pytest.raises(UsageError, match="does not follow yet") as caught:
        publish(desk, tmp_path / "out")
    assert "kgraph build" in caught.value.hint


def test_no_file_holds_an_article_s_text(release):
    body = HANDOVER["text"]
    assert not [name for name, data in contents(release).items() if body.encode() in data]
    assert shutil.which("gzip") and body.encode() not in gzip.decompress((release / "graph.nq.gz").read_bytes())


def test_every_fault_is_one_that_a_user_can_mend():
    assert all(issubclass(kind, KgraphError) for kind in (DescriptionError, StoreError, InputError))
