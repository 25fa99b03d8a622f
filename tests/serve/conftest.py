"""One served sample graph for all tests of the web: two articles, three workers."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from graph_samples import HANDOVER, PRAISE
from kgraph.config import Settings
from kgraph.serve import connections, headers
from kgraph.serve.app import create_app
from kgraph.serve.graph import Graph, Limits
from kgraph.serve.site import Options, Site
from serve_samples import fill, running

TESTS = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def importable() -> Iterator[None]:
    """Workers import the functions of tests as well."""
    with pytest.MonkeyPatch.context() as patch:
        given = os.environ.get("PYTHONPATH")
        patch.setenv("PYTHONPATH", os.pathsep.join([str(TESTS), *([given] if given else [])]))
        yield


@pytest.fixture(scope="session")
def settings(tmp_path_factory) -> Settings:
    made = Settings(store=str(tmp_path_factory.mktemp("served") / "store"))
    fill(made, HANDOVER, PRAISE)
    return made


@pytest.fixture(scope="session")
def site(settings) -> Site:
    return Site(settings, Options(workers=3), Graph(settings, Limits(3, poll=0.2)))


@pytest.fixture(scope="session")
def address(settings) -> Iterator[str]:
    """A real server that does not wait as long for slow clients as others do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections, "HEAD_SECONDS", 1.5)
        patch.setattr(connections, "READ_SECONDS", 1.5)
        patch.setattr(headers, "BODY_SECONDS", 1.5)
        with running(settings, Options(workers=3, timeout=5)) as found:
            yield found


@pytest.fixture(scope="session")
def client(site) -> Iterator[TestClient]:
    with TestClient(create_app(site), base_url="http://localhost") as found:
        yield found
