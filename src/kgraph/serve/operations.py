"""For whoever runs the server: `/healthz`, `/readyz`, `/metrics`, and a line of JSON for each request.

Health says that the process answers, readiness that there is a graph to be asked. Metrics are Prometheus'.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kgraph.serve.graph import Graph
from kgraph.serve.site import Site

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Metric

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


def routes(site: Site) -> list[Route]:
    """The routes of this module."""

    async def healthz(request: Request) -> Response:
        return PlainTextResponse("ok\n", headers={"cache-control": "no-store"})

    async def readyz(request: Request) -> Response:
        ready = site.graph.ready
        state = {"ready": ready, "generation": site.graph.generation}
        return JSONResponse(state, 200 if ready else 503, {"cache-control": "no-store"})

    async def metrics(request: Request) -> Response:
        from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

        content = generate_latest(request.app.state.meters.registry)
        return Response(content, media_type=CONTENT_TYPE_LATEST, headers={"cache-control": "no-store"})

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]


class Meters:
    """What is counted of requests, and where metrics are read from.

    Args:
        graph: Tells of its workers when it is asked.
    """

    def __init__(self, graph: Graph) -> None:
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

        self.registry: CollectorRegistry = CollectorRegistry()
        labels = ("route", "method")
        self.requests = Counter("kgraph_requests", "Requests answered.", (*labels, "status"), registry=self.registry)
        self.seconds = Histogram(
            "kgraph_request_seconds",
            "Seconds until it was answered.",
            labels,
            registry=self.registry,
            buckets=_BUCKETS,
        )
        self.running = Gauge("kgraph_requests_running", "Requests under way.", registry=self.registry)
        self.registry.register(_GraphMetrics(graph))
        ProcessCollector(registry=self.registry)


class _GraphMetrics:
    """Reads a graph's figures whenever metrics are asked for."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def collect(self) -> Iterator[Metric]:
        """See `prometheus_client.registry.Collector`."""
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        graph = self._graph
        for name, text, value in (
            ("calls", "Calls that workers answered.", graph.counts.calls),
            ("calls_stopped", "Calls stopped at a limit of time or memory.", graph.counts.stopped),
            ("calls_abandoned", "Calls stopped because the client had gone.", graph.counts.abandoned),
            ("workers_started", "Worker processes started.", graph.counts.started),
            ("cache_hits", "Calls answered from the cache.", graph.cache.hits),
            ("cache_misses", "Calls that were not in the cache.", graph.cache.misses),
        ):
            yield CounterMetricFamily(f"kgraph_{name}", text, value)
        yield GaugeMetricFamily("kgraph_in_memory", "Whether the graph is held in memory.", int(graph.in_memory))
        yield GaugeMetricFamily("kgraph_calls_waiting", "Calls under way, waiting ones included.", graph.waiting)
        text = "When the build that is served was taken over, seconds since 1970."
        yield GaugeMetricFamily("kgraph_generation_timestamp_seconds", text, graph.since)


class Observed:
    """Wraps an application: counts and times requests, and writes the access log.

    Args:
        app: What is observed.
        meters: Where it is counted.
        log: Takes one JSON object a line; None: no log.
    """

    def __init__(self, app: ASGIApp, meters: Meters, log: TextIO | None = None) -> None:
        self._app, self._meters, self._log = app, meters, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, size, started = 0, 0, time.perf_counter()

        async def sending(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            with self._meters.running.track_inprogress():
                await self._app(scope, receive, sending)
        finally:
            # 0 is told as 499, as others do: the client had gone before there was an answer.
            self._note(scope, status or 499, size, time.perf_counter() - started)

    def _note(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "none")
        # A method can be any word of the client's, and each one would be a series of its own.
        method = scope["method"] if scope["method"] in ("GET", "HEAD", "POST", "OPTIONS") else "other"
        self._meters.requests.labels(route, method, status).inc()
        self._meters.seconds.labels(route, method).observe(seconds)
        if self._log is None:
            return
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "client": (scope.get("client") or [""])[0],
            "method": scope["method"],
            "path": scope["path"],
            "status": status,
            "bytes": size,
            "ms": round(seconds * 1000, 1),
        }
        print(json.dumps(line), file=self._log or sys.stderr, flush=True)
