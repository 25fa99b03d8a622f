"""All decisions in the browser: who made them, when, why, whether they have taken effect; to take back, and to add."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kgraph.errors import KgraphError
from kgraph.resolve import Decision
from kgraph.review.words import TAKES
from kgraph.serve.pages.desk import Desk, idle, place
from kgraph.serve.pages.render import Reader

_SHOWN = 100  # decisions a page


def routes(desk: Desk) -> list[BaseRoute]:
    """The routes of this module."""

    async def listed(request: Request) -> Response:
        desk.admit(request)
        reader = Reader.of(desk.site, request)
        return await (_twin(desk, reader) if request.url.path.endswith(".json") else show(desk, reader))

    return [Route("/review/decisions", listed), Route("/review/decisions.json", listed)]


async def show(
    desk: Desk, reader: Reader, fault: KgraphError | None = None, given: Mapping[str, str] = MappingProxyType({})
) -> Response:
    """The page, the newest decisions first; with a fault also what was given, to be mended."""
    decisions = await asyncio.to_thread(desk.journal.read)
    newest = tuple(reversed(decisions.all))
    at = place(reader.request.query_params.get("skip", "0"), len(newest))
    values: dict[str, Any] = {"shown": newest[at : at + _SHOWN], "count": len(newest), "skip": at, "step": _SHOWN}
    values |= {"kinds": tuple(TAKES), "state": state, "given": given}
    return await desk.page(reader, "decisions.html", decisions, fault, **values)


def state(decision: Decision, without_effect: dict[str, str]) -> str:
    """Whether a decision has taken effect: `applied`, `waiting`, `hidden`, `heeded` or `nothing`.

    What is rejected or suppressed is hidden from what is served before any build follows.
    """
    why = without_effect.get(decision.id)
    if why is None:
        return "heeded" if decision.kind == "no-link" else "applied"
    return "hidden" if decision.kind in ("reject", "suppress") else why


async def _twin(desk: Desk, reader: Reader) -> Response:
    decisions = await asyncio.to_thread(desk.journal.read)
    without_effect = await desk.site.graph.call(idle, decisions)
    listed = [asdict(d) | {"id": d.id, "state": state(d, without_effect)} for d in decisions.all]
    return desk.twin(reader, {"decisions": listed})
