"""Every way to ask for a time gives the same answers: library, release, site, server; six days, seen from three."""

import gzip

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

import kgraph
from clock_samples import ANSWERS, GRID, SAID, stored_articles
from graph_samples import BASE
from kgraph.clocks import Clocks, as_of
from kgraph.release import Options as ReleaseOptions
from kgraph.release import publish
from kgraph.serve.app import create_app
from kgraph.serve.graph import Graph, Limits
from kgraph.serve.site import Options, Site
from kgraph.site import write_site
from kgraph.store import open_store
from kgraph.vocab import KG, article_id
from publish_samples import settings_of

HELD = "SELECT ?article ?held { GRAPH ?article { ?s a kg:Statement ; kg:held ?held } }"
ENDS = ("Bremen", "Emden", "Werftportal")


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    found = settings_of(tmp_path_factory.mktemp("everywhere"))
    with open_store(found, write=True) as store:
        store.replace_articles(stored_articles())
    return found


@pytest.fixture(scope="module")
def server(settings):
    with TestClient(
        create_app(Site(settings, Options(workers=1), Graph(settings, Limits(1)))), base_url="http://localhost"
    ) as client:
        yield client


def about(name, answers):
    return {id: held for id, held in answers.items() if name in SAID[id][2:5]}


def key_of(settings, name):
    with kgraph.open(settings.store) as graph:
        return graph.show(name).key


@pytest.mark.parametrize("time", GRID)
def test_the_library_tells_what_held(settings, time):
    expected = ANSWERS[time]
    with kgraph.open(settings.store) as now, now.as_of(*time) as then:
        assert {article_id(BASE, row["article"]): row["held"] for row in then.query(HELD)} == expected
        for name in ENDS:
            if about(name, expected):
                shown = then.show(name).statements
                assert {view.article: view.held for view in shown} == about(name, expected), name
        drawn = {article_id(BASE, edge["article"]): edge["held"] for *_, edge in then.network().edges(data=True)}
        assert drawn == expected
        holders = {row["personLabel"]: row["held"] for row in then.query("officeholders")}
        assert holders == {SAID[id][2]: held for id, held in expected.items() if SAID[id][3] == "holdsRole"}


@pytest.mark.parametrize("time", GRID[::2])
def test_a_release_and_a_site_hold_what_held(settings, tmp_path, time):
    expected = ANSWERS[time]
    publish(settings, tmp_path / "release", ReleaseOptions(clocks=Clocks.of(*time)))
    (file,) = (tmp_path / "release").glob("*.nq.gz")
    told = {
        article_id(BASE, quad.graph_name.value): quad.object.value
        for quad in ox.parse(gzip.decompress(file.read_bytes()), ox.RdfFormat.N_QUADS)
        if quad.predicate.value == f"{KG}held" and isinstance(quad.graph_name, ox.NamedNode)
    }
    assert told == expected
    with as_of(open_store(settings), Clocks.of(*time)) as store:
        write_site(store, tmp_path / "site")
    pages = "".join(path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html"))
    assert {id for id, said in SAID.items() if said[1] in pages} == set(expected)


@pytest.mark.parametrize("time", GRID)
def test_a_server_shows_what_held(server, settings, time):
    expected = ANSWERS[time]
    asked = {"valid": time[0], "known": time[1] or ""}
    for name in ENDS:
        key = key_of(settings, name)
        page = server.get(f"/id/{key}.html", params=asked)
        answer = server.get(f"/api/thing/{key}", params=asked)
        shown = {id for id, said in SAID.items() if said[1] in page.text}
        assert shown == set(about(name, expected)), name
        assert answer.status_code == page.status_code
        if answer.status_code == 200:
            assert answer.json()["statements"] == len(shown)
