"""Review in the browser: undecided pairs side by side, each kind of decision by button or key, undo.

What `kgraph decide` can decide can be decided here: the pair itself, names, types and statements of both, and, on the
page of decisions (`kgraph.serve.pages.decided`), anything else.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kgraph.errors import KgraphError, UsageError
from kgraph.resolve import Decision, Decisions
from kgraph.review import Candidate, Ranked, Subject, decided, ranked
from kgraph.review.load import subjects
from kgraph.review.sides import side
from kgraph.review.whys import why_in
from kgraph.review.words import TAKES, decision_of
from kgraph.serve.pages import decided as decided_pages
from kgraph.serve.pages import offers
from kgraph.serve.pages.desk import Desk, place, said
from kgraph.serve.pages.render import Reader
from kgraph.serve.site import Site
from kgraph.store import Store
from kgraph.vocab import schema

_MOST = 500

Pair = tuple[Ranked, Subject, Subject]


def pairs(store: Store) -> tuple[Pair, ...]:
    """The pairs of a store that may be one thing, decided or not, the greatest gain first; for the workers."""
    found = {subject.key: subject for subject in subjects(store)}
    best = ranked(found.values(), Decisions())[:_MOST]
    return tuple((pair, found[pair.gives_way], found[pair.stays]) for pair in best)


def candidate(store: Store, pair: Pair, language: str) -> Candidate:
    """A pair with both contexts; for the workers."""
    told = replace(pair[0], why=tuple(why_in(reason, language) for reason in pair[0].why))
    return Candidate(told, side(store, pair[1], language), side(store, pair[2], language))


def made(store: Store, kind: str, words: list[str], who: str, why: str, articles: tuple[str, ...]) -> Decision:
    """The decision that a form means; for the workers."""
    return decision_of(store, kind, words, who=who, why=why, articles=articles)


def routes(site: Site) -> list[BaseRoute]:
    """The routes of the pages for curators; none without a token."""
    if not site.options.review_token:
        return []
    desk = Desk(site)

    async def show(request: Request) -> Response:
        if "token" in request.query_params:
            return desk.open(request)
        desk.admit(request)
        return await _show(desk, Reader.of(site, request))

    async def decide(request: Request) -> Response:
        form = await desk.form(request)
        try:
            await desk.add(await _decision(site, form))
        except KgraphError as fault:
            reader = Reader.of(site, request)
            if said(form, "back") == "decisions":
                return await decided_pages.show(desk, reader, fault, {name: said(form, name) for name in form})
            return await _show(desk, reader, fault, form)
        return desk.again(form)

    async def undo(request: Request) -> Response:
        form = await desk.form(request)
        await desk.undo(said(form, "id"))
        return desk.again(form)

    return [
        Route("/review", show),
        Route("/review/pair.json", show),
        Route("/review/decide", decide, methods=["POST"]),
        Route("/review/undo", undo, methods=["POST"]),
        *decided_pages.routes(desk),
        *offers.routes(desk),
    ]


async def _decision(site: Site, form: FormData) -> Decision:
    """The decision that a form means.

    Raises:
        KgraphError: It cannot be meant.
    """
    kind = said(form, "kind")
    if kind not in TAKES:
        raise UsageError(f"{kind!r} is no decision", hint=f"there are {', '.join(TAKES)}")
    words = [said(form, name) for name in ("left", "right")[: len(TAKES[kind])]]
    articles = tuple(said(form, "articles").replace(",", " ").split())
    decision: Decision = await site.graph.call(made, kind, words, said(form, "who"), said(form, "why"), articles)
    return decision


async def _show(desk: Desk, reader: Reader, fault: KgraphError | None = None, form: FormData | None = None) -> Response:
    decisions = await asyncio.to_thread(desk.journal.read)
    given = reader.request.query_params if form is None else {name: said(form, name) for name in ("skip", "type")}
    type = given.get("type", "")
    found: tuple[Pair, ...] = await desk.site.graph.call(pairs)
    left = [pair for pair in found if not decided(decisions, pair[0]) and _of_type(pair, type)]
    at = place(given.get("skip", "0"), len(left))
    view = await desk.site.graph.call(candidate, left[at], reader.language) if at < len(left) else None
    if reader.request.url.path.endswith(".json"):
        return desk.twin(reader, {"undecided": len(left), "skip": at, "pair": view.as_dict() if view else None})
    return await desk.page(
        reader,
        "review.html",
        decisions,
        fault,
        view=view,
        undecided=len(left),
        skip=at,
        type=type if type in schema().classes else "",
        types=sorted({above for pair in found for s in pair[1:] for above in schema().above(s.type)}),
        classes=sorted(schema().classes),
        swapped="swap" in reader.request.query_params,
    )


def _of_type(pair: Pair, type: str) -> bool:
    """Whether one of the two is of a type, fine or coarse; of none that is known, all are."""
    return type not in schema().classes or any(type in schema().above(subject.type) for subject in pair[1:])
