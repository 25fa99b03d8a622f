"""Run a site with uvicorn: listen, tell the address, and stop in order on Ctrl-C or SIGTERM."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from typing import TextIO

import uvicorn
from starlette.types import ASGIApp

from kgraph.errors import UsageError
from kgraph.serve.app import create_app
from kgraph.serve.connections import PatientProtocol
from kgraph.serve.headers import MAX_HEAD
from kgraph.serve.site import Options, Site

_FINISH = 10  # seconds that requests under way have when the server is asked to stop
_QUEUED = 512  # connections that wait to be accepted
_CONNECTIONS = 800  # open at once; many systems allow a process 1,024 files
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def serve(site: Site, on_start: Callable[[str], None], log: TextIO | None = None) -> None:
    """Serve until a signal comes; returns once all is closed.

    Args:
        site: What is served.
        on_start: Called with the address once requests are answered.
        log: See `create_app`.

    Raises:
        UsageError: Nothing can listen there.
        KgraphError: The store cannot be opened.
    """
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    with listening(site.options) as listener:
        asyncio.run(_run(site, listener, on_start, log))


async def _run(site: Site, listener: socket.socket, on_start: Callable[[str], None], log: TextIO | None) -> None:
    # Opened here and not in the application's own life, so that its faults reach the caller as they are.
    async with site.graph:
        server = Server(configured(create_app(site, log)))
        serving = asyncio.create_task(server.serve([listener]))
        while not (server.started or serving.done()):
            await asyncio.sleep(0.01)
        if server.started:
            on_start(_address(site.options, listener))
        await serving


class Server(uvicorn.Server):
    """Ends without raising the signal once more: to be stopped is how a server ends."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on a signal; in a thread other than the main one, none can be caught."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in _SIGNALS:
                loop.remove_signal_handler(number)


def configured(app: ASGIApp) -> uvicorn.Config:
    """How uvicorn serves an application: with limits, and without logs and lives of its own."""
    return uvicorn.Config(
        app,
        http=PatientProtocol,
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=_FINISH,
        h11_max_incomplete_event_size=MAX_HEAD,
    )


def listening(options: Options) -> socket.socket:
    """A socket that connections can be made to.

    Raises:
        UsageError: Nothing can listen there.
    """
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    # The protocol is named so that asyncio sends small parts at once: with 0, each answer would wait 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((options.host, options.port))
        listener.listen(_QUEUED)
    except OSError as fault:
        listener.close()
        raise UsageError(
            f"cannot listen at {options.host}, port {options.port}: {fault}", hint="another --port; 0 takes a free one"
        ) from fault
    return listener


def _address(options: Options, listener: socket.socket) -> str:
    if options.base_url:
        return f"{options.base_url}/"
    host = f"[{options.host}]" if ":" in options.host else options.host
    return f"http://{host}:{listener.getsockname()[1]}/"
