"""A store with all that is hard to write, and a release of it."""

import dataclasses
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_samples import HANDOVER, PRAISE
from kgraph.config import Settings
from kgraph.release import Options, publish
from kgraph.store import open_store
from publish_samples import HARD, fill, links, settings_of


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
