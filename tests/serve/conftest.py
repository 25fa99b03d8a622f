"""One served sample graph for all tests of the web: two articles, three workers."""

import asyncio
import os
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from graph_samples import HANDOVER, PRAISE, extraction_of, stored
from kgraph.config import Settings
from kgraph.serve import connections, headers
from kgraph.serve.app import create_app
from kgraph.serve.graph import Graph, Limits
from kgraph.serve.run import Server, configured, listening
from kgraph.serve.site import Options, Site
from kgraph.store import open_store

TESTS = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def importable() -> Iterator[None]:
    """Workers import the functions of tests as well."""
    with pytest.MonkeyPatch.context() as patch:
        given = os.environ.get("PYTHONPATH")
        patch.setenv("PYTHONPATH", os.pathsep.join([str(TESTS), *([given] if given else [])]))
        yield


def fill(settings: Settings, *documents: dict) -> None:
    """Load articles into a store as a build does."""
    with open_store(settings, write=True) as store:
        store.replace_articles([stored(extraction_of(document)) for document in documents])


@pytest.fixture(scope="session")
def settings(tmp_path_factory) -> Settings:
    made = Settings(store=str(tmp_path_factory.mktemp("served") / "store"))
    fill(made, HANDOVER, PRAISE)
    return made


@pytest.fixture(scope="session")
def site(settings) -> Site:
    return Site(settings, Options(workers=3), Graph(settings, Limits(3, poll=0.2)))


@contextmanager
def running(settings: Settings, options: Options) -> Iterator[str]:
    """A real server, in a thread; its own address, whatever the options call it."""
    ready: queue.Queue[Server] = queue.Queue()
    with listening(Options(port=0)) as listener:
        thread = threading.Thread(target=lambda: asyncio.run(_serve(settings, options, listener, ready)))
        thread.start()
        server = ready.get(timeout=60)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


async def _serve(settings, options, listener, ready) -> None:
    async with Graph(settings, Limits(options.workers)) as graph:
        server = Server(configured(create_app(Site(settings, options, graph))))
        serving = asyncio.create_task(server.serve([listener]))
        while not server.started:
            await asyncio.sleep(0.01)
        ready.put(server)
        await serving


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
