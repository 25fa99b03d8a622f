"""Candidates for links in the browser: what `kgraph link` found elsewhere, to be accepted or refused for good."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kgraph.errors import KgraphError, NotFoundError, UsageError
from kgraph.link import Candidate, Ledger, accepted, links_folder, refused, waiting
from kgraph.query import find_entity
from kgraph.serve.pages.desk import Desk, place, said
from kgraph.serve.pages.render import Reader
from kgraph.store import Store

_SHOWN = 20  # things a page


@dataclass(frozen=True, slots=True)
class Offer:
    """A thing with the items that it may be.

    Attributes:
        candidates: The best first.
    """

    key: str
    label: str
    type: str
    candidates: tuple[Candidate, ...]


def offers(store: Store, found: Sequence[tuple[str, tuple[Candidate, ...]]]) -> tuple[Offer, ...]:
    """The things with their names, those that the store has; for the workers."""
    known = []
    for key, candidates in found:
        try:
            thing = find_entity(store, f"{store.base}{key}")
        except NotFoundError:
            continue
        known.append(Offer(key, thing.label, thing.type, candidates))
    return tuple(known)


def routes(desk: Desk) -> list[BaseRoute]:
    """The routes of this module."""

    async def listed(request: Request) -> Response:
        desk.admit(request)
        return await _show(desk, Reader.of(desk.site, request))

    async def decide(request: Request) -> Response:
        form = await desk.form(request)
        choose = {"accept": accepted, "refuse": refused}.get(said(form, "act"))
        given = {name: said(form, name) for name in ("iri", "who", "why")}
        try:
            if choose is None:
                raise UsageError("a candidate is accepted or refused", hint="press one of the two buttons")
            decision = choose(_found(desk), said(form, "key"), when=date.today().isoformat(), **given)
            await desk.add(decision)
        except KgraphError as fault:
            return await _show(desk, Reader.of(desk.site, request), fault)
        return desk.again(form)

    return [
        Route("/review/links", listed, methods=["GET"]),
        Route("/review/links.json", listed),
        Route("/review/links", decide, methods=["POST"]),
    ]


def _found(desk: Desk) -> list[Candidate]:
    return Ledger(links_folder(desk.site.settings.store)).read()


async def _show(desk: Desk, reader: Reader, fault: KgraphError | None = None) -> Response:
    decisions = await asyncio.to_thread(desk.journal.read)
    open_ = waiting(await asyncio.to_thread(_found, desk), decisions)
    things = [(key, tuple(own)) for key, own in groupby(open_, key=lambda c: c.key)]
    things.sort(key=lambda thing: (-thing[1][0].score, thing[0]))
    at = place(reader.request.query_params.get("skip", "0"), len(things))
    shown: tuple[Offer, ...] = await desk.site.graph.call(offers, tuple(things[at : at + _SHOWN]))
    if reader.request.url.path.endswith(".json"):
        return desk.twin(reader, {"things": len(things), "skip": at, "offers": [asdict(offer) for offer in shown]})
    return await desk.page(
        reader, "links.html", decisions, fault, offers=shown, count=len(things), skip=at, step=_SHOWN
    )
