"""Review in the browser: undecided pairs side by side, a decision by button or key, undo.

There are no such pages unless the server was started with `--review`. The address with the token opens them: it sets a
cookie that other sites cannot send (SameSite), and every form carries a mark that only these pages know. Decisions go
into the same `decisions.toml` as those of `kgraph review`.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kgraph.errors import KgraphError, NotFoundError, UsageError
from kgraph.resolve import Decision, Decisions
from kgraph.resolve.journal import Journal
from kgraph.review import Candidate, Ranked, Subject, decided, ranked
from kgraph.review.load import subjects
from kgraph.review.sides import side
from kgraph.review.whys import why_in
from kgraph.review.words import decision_of
from kgraph.serve.pages.render import Reader, as_json, page
from kgraph.serve.site import Site
from kgraph.store import Store, decisions_file

COOKIE = "kgraph-review"
_WHO = "kgraph-review-who"
_KINDS = ("same", "different")
_MOST = 500
_LONGEST = 300

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


@dataclass
class Sitting:
    """What has been decided here since the server began, so that it can be taken back; one writes at a time."""

    journal: Journal
    taken: list[Decision] = field(default_factory=list)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


def routes(site: Site) -> list[BaseRoute]:
    """The routes of this module; none without a token."""
    if not site.options.review_token:
        return []
    sitting = Sitting(Journal(decisions_file(site.settings.store)))

    async def show(request: Request) -> Response:
        if "token" in request.query_params:
            return _open(site, request)
        _admit(site, request)
        return await _show(site, sitting, Reader.of(site, request))

    async def decide(request: Request) -> Response:
        _admit(site, request)
        form = await _form(site, request)
        fault = await _decide(site, sitting, form)
        if fault is not None:
            return await _show(site, sitting, Reader.of(site, request), fault)
        return _again(site, form)

    async def undo(request: Request) -> Response:
        _admit(site, request)
        form = await _form(site, request)
        async with sitting.lock:
            if sitting.taken:
                # Whoever has deleted its lines by hand has taken it back already.
                with contextlib.suppress(NotFoundError):
                    await asyncio.to_thread(sitting.journal.undo, sitting.taken.pop())
        return _again(site, form)

    return [
        Route("/review", show),
        Route("/review/pair.json", show),
        Route("/review/decide", decide, methods=["POST"]),
        Route("/review/undo", undo, methods=["POST"]),
    ]


def _open(site: Site, request: Request) -> Response:
    """Take the token out of the address and into a cookie."""
    if not hmac.compare_digest(request.query_params["token"].encode(), site.options.review_token.encode()):
        raise HTTPException(403, "this is not the token that the server told when it started")
    response = RedirectResponse(site.path("/review"), 303)
    secure = site.options.base_url.startswith("https:")
    response.set_cookie(
        COOKIE, site.options.review_token, path=site.path("/review"), samesite="strict", httponly=True, secure=secure
    )
    return response


def _admit(site: Site, request: Request) -> None:
    given = request.cookies.get(COOKIE, "")
    if not hmac.compare_digest(given.encode(), site.options.review_token.encode()):
        raise HTTPException(403, "these pages open by the address that the server told when it started")


def mark(site: Site) -> str:
    """What a form of these pages carries: made of the token, but not the token."""
    return hmac.new(site.options.review_token.encode(), b"form", hashlib.sha256).hexdigest()


async def _form(site: Site, request: Request) -> FormData:
    """The form, if it is one of ours.

    Raises:
        HTTPException: It comes from elsewhere.
    """
    origin = request.headers.get("origin")
    hosts = {request.url.netloc, urlsplit(site.options.base_url).netloc}
    form = await request.form(max_files=0, max_fields=20)
    own = hmac.compare_digest(str(form.get("mark", "")).encode(), mark(site).encode())
    if not own or (origin not in (None, "null") and urlsplit(origin or "").netloc not in hosts):
        raise HTTPException(403, "the form does not come from these pages")
    return form


async def _decide(site: Site, sitting: Sitting, form: FormData) -> KgraphError | None:
    """Write a decision; the fault if it cannot be meant."""
    kind, left, right, who, why = (
        str(form.get(name, ""))[:_LONGEST] for name in ("kind", "left", "right", "who", "why")
    )
    try:
        if kind not in _KINDS:
            raise UsageError(f"{kind!r} is no decision", hint=" or ".join(_KINDS))
        async with sitting.lock:
            made = await site.graph.call(_made, kind, left, right, who, why)
            await asyncio.to_thread(sitting.journal.add, made)
            sitting.taken.append(made)
    except KgraphError as fault:
        return fault
    return None


def _made(store: Store, kind: str, left: str, right: str, who: str, why: str) -> Decision:
    return decision_of(store, kind, [left, right], who=who, why=why)


def _again(site: Site, form: FormData) -> Response:
    skipped = str(form.get("skip", "0"))
    where = site.path("/review") + (f"?skip={int(skipped)}" if skipped.isdecimal() and len(skipped) < 6 else "")
    response = RedirectResponse(where, 303)
    if who := str(form.get("who", "")).strip()[:80]:
        safe = "".join(c for c in who if c.isalnum() or c in " .-_@")
        value = safe.encode("ascii", "ignore").decode()
        response.set_cookie(_WHO, value, path=site.path("/review"), samesite="strict", httponly=True)
    return response


async def _show(site: Site, sitting: Sitting, reader: Reader, fault: KgraphError | None = None) -> Response:
    decisions = await asyncio.to_thread(sitting.journal.read)
    found: tuple[Pair, ...] = await site.graph.call(pairs)
    left = [pair for pair in found if not decided(decisions, pair[0])]
    skip = reader.request.query_params.get("skip", "0")
    place = min(int(skip), len(left)) if skip.isdecimal() and len(skip) < 6 else 0
    view = await site.graph.call(candidate, left[place], reader.language) if place < len(left) else None
    if reader.request.url.path.endswith(".json"):
        return as_json(reader, {"undecided": len(left), "skip": place, "pair": view.as_dict() if view else None})
    values = {
        "view": view,
        "undecided": len(left),
        "skip": place,
        "mark_value": mark(site),
        "taken": sitting.taken[-1] if sitting.taken else None,
        "who": reader.request.cookies.get(_WHO, ""),
        "fault": fault,
        "swapped": "swap" in reader.request.query_params,
    }
    response = page(reader, "review.html", 400 if fault else 200, **values)
    response.headers["cache-control"] = "no-store"
    return response
