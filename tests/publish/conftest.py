"""A store with all that is hard to write, and a release of it."""

import dataclasses
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_samples import HANDOVER, PRAISE
from kgraph.config import Settings
from kgraph.release import Options, publish
from kgraph.site import write_site
from kgraph.store import open_store
from kgraph.vocab import KG, RDF, RDFS
from publish_samples import HARD, fill, links, settings_of

BASE = "https://w3id.org/kgraph/id/"
STRANGE = (
    "service/..%2F..%2Fescape",
    "service/.hidden",
    "service/a%00b",
    "service/" + "x" * 300,
    "service/hafenportal.html",
    "service/Alike",
    "service/alike",
    "service/a:b",
)
HOSTILE = {
    "id": "../../etc",
    "title": '<script>alert("x")</script>',
    "published": "2024-06-10",
    "text": "<img src=x onerror=alert(1)> entwickelt javascript:alert(1).",
    "entities": [
        {
            "id": "e1",
            "type": "Company",
            "name": "<img src=x onerror=alert(1)>",
            "aliases": ["</script><script>1</script>"],
        },
        {"id": "e2", "type": "Service", "name": "javascript:alert(1)", "aliases": ["\u202etxt.exe"]},
    ],
    "relations": [{"s": "e1", "p": "develops", "o": "e2"}],
}


@pytest.fixture(scope="session")
def published(tmp_path_factory) -> tuple[Settings, Path]:
    """Settings of a store, and a release of it."""
    folder = tmp_path_factory.mktemp("published")
    settings = settings_of(folder)
    fill(settings, HANDOVER, PRAISE, HARD, more=links())
    publish(settings, folder / "release", Options(rdf12=True))
    return settings, folder / "release"


@pytest.fixture(scope="session")
def release(published) -> Path:
    return published[1]


@pytest.fixture(scope="session")
def quads(published) -> list[ox.Quad]:
    """What the store holds."""
    with open_store(published[0]) as store:
        return list(store.quads())


@pytest.fixture
def desk(tmp_path) -> Settings:
    """A store with one article, to be published and changed."""
    settings = settings_of(tmp_path)
    fill(settings, HANDOVER)
    return dataclasses.replace(settings)


@pytest.fixture(scope="session")
def site_settings(tmp_path_factory):
    found = settings_of(tmp_path_factory.mktemp("site"))
    jena = ox.NamedNode(BASE + "municipality/emden")
    below = ox.Quad(jena, ox.NamedNode(KG + "subdivisionOf"), ox.NamedNode(BASE + "land/bremen"))
    strange = [
        ox.Quad(ox.NamedNode(BASE + key), ox.NamedNode(RDF + part), term)
        for key in STRANGE
        for part, term in (("type", ox.NamedNode(KG + "Service")),)
    ]
    named = [ox.Quad(q.subject, ox.NamedNode(RDFS + "label"), ox.Literal("Fremd", language="de")) for q in strange]
    fill(found, HANDOVER, PRAISE, HARD, HOSTILE, more=[*links(), below, *strange, *named])
    return found


@pytest.fixture(scope="session")
def site(site_settings):
    target = Path(site_settings.store).parent / "web" / "sub" / "path"
    with open_store(site_settings) as store:
        write_site(store, target, path="/sub/graph/")
    return target
