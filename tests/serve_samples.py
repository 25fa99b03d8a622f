"""Stores and servers for the tests of the web."""

from __future__ import annotations

import asyncio
import queue
import socket
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from graph_samples import extraction_of, stored
from kgraph.config import Settings
from kgraph.serve.app import create_app
from kgraph.serve.graph import Graph, Limits
from kgraph.serve.run import Server, configured, listening
from kgraph.serve.site import Options, Site
from kgraph.store import open_store


def fill(settings: Settings, *documents: dict[str, Any]) -> None:
    """Load articles into a store as a build does."""
    with open_store(settings, write=True) as store:
        store.replace_articles([stored(extraction_of(document)) for document in documents])


def awaited(work: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine returns, run in a thread: a browser that another test has opened keeps a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


async def until(condition: Callable[[], bool]) -> None:
    """Wait for something that a server does by itself."""
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.05)


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


async def _serve(settings: Settings, options: Options, listener: socket.socket, ready: queue.Queue[Server]) -> None:
    async with Graph(settings, Limits(options.workers)) as graph:
        server = Server(configured(create_app(Site(settings, options, graph))))
        serving = asyncio.create_task(server.serve([listener]))
        while not server.started:
            await asyncio.sleep(0.01)
        ready.put(server)
        await serving
