"""What has changed between two graphs: stores, releases and exports, statement by statement."""

import copy
import dataclasses
import gzip
import json
import shutil
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from graph_samples import HANDOVER, PRAISE
from kgraph.changes import Snapshot, as_text, compare, spool
from kgraph.cli import main
from kgraph.config import Settings
from kgraph.errors import InputError, NotFoundError
from kgraph.publish import export_file
from kgraph.release import Options, publish
from kgraph.store import open_store
from publish_samples import fill, settings_of

ATOM = "{http://www.w3.org/2005/Atom}"


def with_entity(document, id, **values):
    """The document with an entity that is called otherwise."""
    changed = copy.deepcopy(document)
    for entity in changed["entities"]:
        if entity["id"] == id:
            entity.update(values)
    return changed


def with_relation(document, place, **values):
    changed = copy.deepcopy(document)
    changed["relations"][place].update(values)
    return changed


def changes_of(folder, before, after):
    """The changes from a store with some articles to one with others."""
    found = []
    for name, documents in (("before", before), ("after", after)):
        settings = settings_of(folder / name)
        fill(settings, *documents)
        path = folder / f"{name}.nq"
        found.append(Snapshot.read(path, spool(settings.store, path, settings)))
    return compare(*found)


def counted(changes):
    return {kind: number for kind, number in changes.counts.items() if number}


def test_equal_graphs_have_no_changes(tmp_path):
    changes = changes_of(tmp_path, [HANDOVER, PRAISE], [PRAISE, HANDOVER])
    assert (bool(changes), list(as_text(changes))) == (False, ["keine Änderungen"])


def test_a_new_article_adds_its_statements_and_a_withdrawn_one_takes_them_away(tmp_path):
    assert counted(changes_of(tmp_path / "a", [HANDOVER], [HANDOVER, PRAISE])) == {"added": 2}
    assert counted(changes_of(tmp_path / "b", [HANDOVER, PRAISE], [HANDOVER])) == {"withdrawn": 2}


def test_a_plan_that_became_a_fact_is_a_changed_status(tmp_path):
    last = len(HANDOVER["relations"]) - 1
    changes = changes_of(tmp_path, [HANDOVER], [with_relation(HANDOVER, last, status="fact")])
    assert counted(changes) == {"status": 1}
    assert "geplant → Tatsache" in "\n".join(as_text(changes))


def test_another_sum_is_another_detail(tmp_path):
    place = next(i for i, relation in enumerate(HANDOVER["relations"]) if relation.get("amount"))
    changes = changes_of(tmp_path, [HANDOVER], [with_relation(HANDOVER, place, amount="drei Millionen Euro")])
    assert counted(changes) == {"altered": 1}
    assert "→ drei Millionen Euro" in list(as_text(changes))[-1]


def test_two_that_became_one_are_merged_and_their_statements_moved(tmp_path):
    other = with_entity(PRAISE, "e3", name="Nordwerft")
    changes = changes_of(tmp_path, [HANDOVER, other], [HANDOVER, PRAISE])
    assert counted(changes) == {"moved": 1, "merged": 1}
    (merged,) = changes.merged
    assert [iri.rpartition("/")[2] for iri in merged.before] == ["nordwerft", "nordwerft-gmbh"]
    assert [iri.rpartition("/")[2] for iri in merged.after] == ["nordwerft-gmbh"]


def test_one_that_became_two_is_split(tmp_path):
    other = with_entity(PRAISE, "e3", name="Nordwerft", aliases=[])
    changes = changes_of(tmp_path, [HANDOVER, PRAISE], [HANDOVER, other])
    assert counted(changes) == {"moved": 1, "split": 1}
    (split,) = changes.split
    assert len(split.after) == 2


def test_one_that_is_called_otherwise_is_renamed(tmp_path):
    changes = changes_of(tmp_path, [PRAISE], [with_entity(PRAISE, "e3", name="Nordwerft SE")])
    assert counted(changes) == {"moved": 1, "renamed": 1}


def test_a_merger_without_statements_is_told_by_name_and_article(tmp_path):
    silent = {**PRAISE, "relations": []}
    changes = changes_of(tmp_path, [HANDOVER, with_entity(silent, "e3", name="Nordwerft")], [HANDOVER, silent])
    assert counted(changes) == {"merged": 1}


def test_one_statement_s_other_end_makes_nobody_somebody_else(tmp_path):
    place = next(i for i, relation in enumerate(HANDOVER["relations"]) if relation["p"] == "develops")
    changes = changes_of(tmp_path, [HANDOVER], [with_relation(HANDOVER, place, o="e11")])
    assert not (changes.merged or changes.split or changes.renamed)


# Through the command, from every kind of place.


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """The same two graphs as stores, releases and exports."""
    folder = tmp_path_factory.mktemp("places")
    found = {}
    for name, documents in (("old", [HANDOVER]), ("new", [HANDOVER, PRAISE])):
        settings = settings_of(folder / name)
        fill(settings, *documents)
        publish(settings, folder / name / "release")
        with open_store(settings) as store:
            export_file(store.quads(), "nquads", folder / f"{name}.nq")
            export_file(store.quads(), "trig", folder / f"{name}.trig")
        (folder / f"{name}.nq.gz").write_bytes(gzip.compress((folder / f"{name}.nq").read_bytes()))
        found[name] = {
            "store": settings.store,
            "release": str(folder / name / "release"),
            **{ending: str(folder / f"{name}.{ending}") for ending in ("nq", "trig", "nq.gz")},
        }
    return found


def said(*arguments, code=0):
    done = CliRunner().invoke(main, ["diff", *arguments])
    assert done.exit_code == code, done.output
    return done.stdout


@pytest.mark.parametrize("kind", ["store", "release", "nq", "trig", "nq.gz"])
def test_stores_releases_and_exports_tell_the_same_changes(places, kind):
    found = json.loads(said(places["old"][kind], places["new"]["store"], "--format", "json"))
    assert found["counts"]["added"] == 2
    assert {item["predicate"] for item in found["added"]} == {"supports", "funds"}
    assert found["added"][0]["quote"]


def test_the_text_counts_and_lists(places):
    assert "2 neue Aussagen" in said(places["old"]["store"], places["new"]["store"])
    assert "+ Freie Hansestadt Bremen – unterstützt – Hafenportal [praise]" in said(
        places["old"]["store"], places["new"]["store"]
    )


def test_nothing_changed_is_exit_code_3(places):
    assert "keine Änderungen" in said(places["old"]["nq"], places["old"]["release"], code=3)


def test_the_patch_applied_to_the_old_graph_gives_the_new_one(places):
    graph = set(ox.parse(path=places["old"]["nq"]))
    for line in said(places["old"]["nq"], places["new"]["nq"], "--format", "rdfpatch").splitlines():
        mark, _, rest = line.partition(" ")
        if mark in "AD":
            quads = set(ox.parse(rest.encode(), format=ox.RdfFormat.N_QUADS))
            assert quads and (quads <= graph) == (mark == "D")
            graph = graph | quads if mark == "A" else graph - quads
    assert graph == set(ox.parse(path=places["new"]["nq"]))


def test_the_feed_is_atom_with_an_entry_a_change(places):
    feed = ElementTree.fromstring(said(places["old"]["nq"], places["new"]["nq"], "--format", "atom"))
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 2
    for node in (feed, *entries):
        assert all(node.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 2


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("x.nq", b"<a", InputError),
        ("x.docx", b"", InputError),
        ("x.nq.gz", b"no gzip", InputError),
        ("", b"", NotFoundError),
    ],
)
def test_what_cannot_be_compared_is_told(tmp_path, name, content, fault):
    place = tmp_path / (name or "nowhere")
    if name:
        place.write_bytes(content)
    with pytest.raises(fault):
        spool(str(place), tmp_path / "spool", settings_of(tmp_path))


# In a release.


def test_a_release_names_the_one_before_and_tells_what_has_changed(tmp_path):
    settings = settings_of(tmp_path)
    fill(settings, HANDOVER)
    first = publish(settings, tmp_path / "first").record
    fill(settings, PRAISE)
    second = publish(settings, tmp_path / "second", Options(previous=tmp_path / "first"))
    assert (second.record.previous, second.record.issued) == (first.version, first.issued)
    assert second.changes["added"] == 2
    assert {"changes.json", "changes.txt", "changes.atom", "changes.rdfp"} <= set(second.files)
    found = json.loads((tmp_path / "second" / "changes.json").read_text("utf-8"))
    assert (found["from"], found["to"]) == (first.version, second.record.version)
    assert first.version in (tmp_path / "second" / "catalog.ttl").read_text("utf-8")


def test_a_release_before_that_is_none_stops_the_new_one(tmp_path):
    settings = dataclasses.replace(settings_of(tmp_path))
    fill(settings, HANDOVER)
    with pytest.raises(InputError, match="is no release"):
        publish(settings, tmp_path / "out", Options(previous=tmp_path))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("wrong", [{"base": 5}, {"version": ["x"]}, {"quads": "many"}, {"articles": True}])
def test_a_record_with_values_of_other_types_is_none_of_a_release(tmp_path, wrong):
    settings = settings_of(tmp_path)
    fill(settings, HANDOVER)
    publish(settings, tmp_path / "first")
    record = tmp_path / "first" / "release.json"
    record.write_text(json.dumps(json.loads(record.read_text("utf-8")) | wrong), "utf-8")
    with pytest.raises(InputError, match="is no release"):
        publish(settings, tmp_path / "out", Options(previous=tmp_path / "first"))


def test_each_patch_of_a_chain_names_the_one_before(tmp_path):
    settings = settings_of(tmp_path)
    fill(settings, HANDOVER)
    publish(settings, tmp_path / "1")
    fill(settings, PRAISE)
    publish(settings, tmp_path / "2", Options(previous=tmp_path / "1"))
    fill(settings, with_entity(PRAISE, "e3", name="Nordwerft SE"))
    publish(settings, tmp_path / "3", Options(previous=tmp_path / "2"))
    second, third = ((tmp_path / name / "changes.rdfp").read_text("utf-8").splitlines() for name in "23")
    assert not any(line.startswith("H prev") for line in second)
    assert third[1] == second[0].replace("H id", "H prev")


def test_a_feed_s_entries_have_content_and_an_identity_of_their_own(tmp_path):
    twice = with_relation(HANDOVER, 0, p=HANDOVER["relations"][0]["p"])
    twice["relations"].append({**twice["relations"][0], "quote": twice["text"][:20]})
    fill(before := settings_of(tmp_path / "before"), PRAISE)
    fill(after := settings_of(tmp_path / "after"), PRAISE, twice)
    entries = ElementTree.fromstring(said(before.store, after.store, "--format", "atom")).findall(f"{ATOM}entry")
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    # RFC 4287, 4.1.2: an entry without content must link to a page.
    assert all(entry.findtext(f"{ATOM}content") for entry in entries)


def test_where_things_are_named_is_read_from_what_is_compared(places, tmp_path):
    elsewhere = Settings(base="https://example.org/other/")
    for kind in ("release", "nq", "trig"):
        assert spool(places["old"][kind], tmp_path / "spool", elsewhere) == Settings().base


@pytest.mark.parametrize(
    "broken",
    [
        lambda lines: b"no quads\n",
        lambda lines: b"".join(reversed(lines)),
        lambda lines: b"".join(lines[1:]),
    ],
    ids=["no quads", "another order", "a quad less"],
)
def test_a_release_whose_graph_is_not_its_own_is_refused(places, tmp_path, broken):
    shutil.copytree(places["old"]["release"], tmp_path / "release")
    dump = tmp_path / "release" / "graph.nq.gz"
    dump.write_bytes(gzip.compress(broken(gzip.decompress(dump.read_bytes()).splitlines(keepends=True))))
    with pytest.raises(InputError, match="is not the graph"):
        spool(str(tmp_path / "release"), tmp_path / "spool", settings_of(tmp_path))


def test_what_is_suppressed_is_named_in_neither_direction(tmp_path):
    fill(before := settings_of(tmp_path / "before"), PRAISE)
    fill(after := settings_of(tmp_path / "after"), PRAISE, HANDOVER)
    publish(before, tmp_path / "old")
    publish(after, tmp_path / "new")
    assert "Ole Brandt" in said(str(tmp_path / "old"), str(tmp_path / "new"))
    settings = settings_of(tmp_path / "now")
    fill(settings, PRAISE)
    (tmp_path / "now" / "decisions.toml").write_text(
        '[[decision]]\nkind = "suppress"\nsubject = "person/ole-brandt"\nwhy = "x"\nwho = "x"\nwhen = 2026-01-01\n',
        "utf-8",
    )
    for format in ("text", "json", "rdfpatch", "atom"):
        for pair in (("old", "new"), ("new", "old")):
            places = [str(tmp_path / name) for name in pair]
            done = CliRunner().invoke(main, ["diff", *places, "--format", format, "--store", settings.store])
            assert done.exit_code == 0, done.output
            assert "Brandt" not in done.stdout and "Hafenportal" in done.stdout
            assert "withholds" in done.stderr
