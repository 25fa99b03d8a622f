"""One server of each kind for all tests here, and the sample articles as an embedded store holds them."""

import shutil

import pyoxigraph as ox
import pytest

from kgraph.build import build
from kgraph.config import Settings
from kgraph.store import open_store
from kgraph.store.batch import Change
from kgraph.store.mirror import push
from kgraph.vocab import article_iri
from sparql_servers import oxigraph, virtuoso

SERVERS = {"oxigraph": oxigraph, "virtuoso": virtuoso}


@pytest.fixture(scope="session")
def samples(tmp_path_factory, repo_root):
    """Settings of an embedded store with the sample articles."""
    settings = Settings(store=str(tmp_path_factory.mktemp("samples") / "store"))
    build([str(repo_root / "data" / "articles" / "dev")], settings, jobs=1)
    return settings


@pytest.fixture(scope="session", params=SERVERS)
def engine(request, tmp_path_factory):
    """A running server, empty at first."""
    if request.param == "virtuoso" and not (shutil.which("virtuoso-t") and shutil.which("isql-vt")):
        pytest.skip("virtuoso is not installed")
    with SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as running:
        yield running


@pytest.fixture
def server(engine, monkeypatch):
    """Settings of that server as a store without articles."""
    for name, value in engine.variables.items():
        monkeypatch.setenv(name, value)
    settings = Settings(store=engine.url, timeout=120)
    empty(settings)
    engine.holds = ""
    return settings


@pytest.fixture
def held(engine, samples, monkeypatch):
    """Settings of that server as a store that holds the sample articles, pushed."""
    for name, value in engine.variables.items():
        monkeypatch.setenv(name, value)
    settings = Settings(store=engine.url, timeout=120)
    if engine.holds != samples.store:
        with open_store(samples) as mine, open_store(settings) as theirs:
            push(mine, theirs)
        engine.holds = samples.store
    return settings


def empty(settings):
    with open_store(settings) as store:
        store.change([Change(ox.NamedNode(article_iri(store.base, id))) for id in store.fingerprints()])
        store.relink(removed=store.copies(), added=[])
