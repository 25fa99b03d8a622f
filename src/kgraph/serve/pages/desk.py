"""The desk at which curators work in the browser: who may sit there, what a form of theirs is, what was decided.

There are no such pages unless the server was started with `--review`. The address with the token opens them: it sets a
cookie that other sites cannot send (SameSite), and every form carries a mark that only these pages know. Decisions go
into the same `decisions.toml` as those of `kgraph review`.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kgraph.errors import KgraphError, NotFoundError
from kgraph.query import standings
from kgraph.resolve import Decision, Decisions
from kgraph.resolve.journal import Journal
from kgraph.serve.pages.render import Reader, as_json, page
from kgraph.serve.site import Site
from kgraph.store import Store, decisions_file

COOKIE = "kgraph-review"
_WHO = "kgraph-review-who"
_LONGEST = 300
_PAGES = ("", "decisions", "links")
"""What lies below `/review`, as forms name where they lead back to."""


def idle(store: Store, decisions: Decisions) -> dict[str, str]:
    """Ids of the decisions that have had no effect on what is served → why; for the workers."""
    return {standing.decision.id: standing.why for standing in standings(store, decisions)}


@dataclass
class Desk:
    """What the pages for curators share; one writes at a time.

    Attributes:
        taken: What has been decided here since the server began, so that it can be taken back.
    """

    site: Site
    taken: list[Decision] = field(default_factory=list)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def journal(self) -> Journal:
        """The file of decisions."""
        return Journal(decisions_file(self.site.settings.store))

    @property
    def _token(self) -> str:
        return self.site.options.review_token

    @property
    def mark(self) -> str:
        """What a form of these pages carries: made of the token, but not the token."""
        return hmac.new(self._token.encode(), b"form", hashlib.sha256).hexdigest()

    def open(self, request: Request) -> Response:
        """Take the token out of the address and into a cookie.

        Raises:
            HTTPException: It is another one.
        """
        if not hmac.compare_digest(request.query_params["token"].encode(), self._token.encode()):
            raise HTTPException(403, "this is not the token that the server told when it started")
        response = RedirectResponse(self.site.path("/review"), 303)
        secure = self.site.options.base_url.startswith("https:")
        response.set_cookie(
            COOKIE, self._token, path=self.site.path("/review"), samesite="strict", httponly=True, secure=secure
        )
        return response

    def admit(self, request: Request) -> None:
        """Let in who has opened these pages.

        Raises:
            HTTPException: They have not.
        """
        given = request.cookies.get(COOKIE, "")
        if not hmac.compare_digest(given.encode(), self._token.encode()):
            raise HTTPException(403, "these pages open by the address that the server told when it started")

    async def form(self, request: Request) -> FormData:
        """The form, if it is one of ours.

        Raises:
            HTTPException: It comes from elsewhere.
        """
        self.admit(request)
        origin = request.headers.get("origin")
        hosts = {request.url.netloc, urlsplit(self.site.options.base_url).netloc}
        form = await request.form(max_files=0, max_fields=20)
        own = hmac.compare_digest(str(form.get("mark", "")).encode(), self.mark.encode())
        if not own or (origin not in (None, "null") and urlsplit(origin or "").netloc not in hosts):
            raise HTTPException(403, "the form does not come from these pages")
        return form

    async def add(self, decision: Decision) -> None:
        """Write a decision.

        Raises:
            KgraphError: It contradicts another, or cannot be written.
        """
        async with self._lock:
            self.taken.append(await asyncio.to_thread(self.journal.add, decision))

    async def undo(self, id: str = "") -> None:
        """Take back the decision of that id, or the last one that was made here."""
        async with self._lock:
            if id:
                decisions = await asyncio.to_thread(self.journal.read)
                wanted = next((decision for decision in decisions.all if decision.id == id), None)
            else:
                wanted = self.taken[-1] if self.taken else None
            self.taken = [decision for decision in self.taken if wanted is None or decision.id != wanted.id]
            if wanted:
                # Whoever has deleted its lines by hand has taken it back already.
                with contextlib.suppress(NotFoundError):
                    await asyncio.to_thread(self.journal.undo, wanted)

    async def page(
        self, reader: Reader, template: str, decisions: Decisions, fault: KgraphError | None = None, **values: Any
    ) -> Response:
        """Fill a template with what each of these pages shows: who sits here, and what waits for a build."""
        without_effect: dict[str, str] = await self.site.graph.call(idle, decisions)
        values = {"given": {}} | values
        values |= {
            "mark_value": self.mark,
            "who": unquote(reader.request.cookies.get(_WHO, "")),
            "idle": without_effect,
            "waiting": sum(why == "waiting" for why in without_effect.values()),
            "taken": self.taken[-1] if self.taken else None,
            "fault": fault,
        }
        response = page(reader, template, 400 if fault else 200, **values)
        response.headers["cache-control"] = "no-store"
        return response

    def twin(self, reader: Reader, value: Mapping[str, Any]) -> Response:
        """A page as JSON, for those alone who have opened these pages."""
        response = as_json(reader, value)
        del response.headers["access-control-allow-origin"]
        response.headers["cache-control"] = "no-store"
        return response

    def again(self, form: FormData) -> Response:
        """Lead back to where a form stood, and know its curator next time."""
        back, skipped = said(form, "back"), said(form, "skip")
        query = {"type": said(form, "type"), "skip": str(int(skipped)) if skipped.isdecimal() else ""}
        parts = [f"{name}={quote(value)}" for name, value in query.items() if value not in ("", "0")]
        where = self.site.path("/review" + (f"/{back}" if back and back in _PAGES else ""))
        response = RedirectResponse(where + ("?" + "&".join(parts) if parts else ""), 303)
        if who := said(form, "who")[:80]:
            response.set_cookie(_WHO, quote(who), path=self.site.path("/review"), samesite="strict", httponly=True)
        return response


def said(form: FormData, name: str) -> str:
    """A field of a form, without blanks around it, cut to what a decision may hold."""
    return str(form.get(name, ""))[:_LONGEST].strip()


def place(text: str, most: int) -> int:
    """How many to pass over, as an address says it: 0 to `most`."""
    return min(int(text), most) if text.isdecimal() and len(text) < 6 else 0
