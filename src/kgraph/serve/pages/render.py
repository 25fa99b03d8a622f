"""From a record to a page: templates, the words of a language, and what every page has around it.

Everything that is put into a template is escaped (Jinja's autoescape) and freed of characters that would turn or hide
text: an article, a query or another server may have sent it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response

from kgraph import templating
from kgraph.dates import is_date
from kgraph.draw.texts import look
from kgraph.serve.pages import texts
from kgraph.serve.site import Site
from kgraph.templating import day
from kgraph.views.parts import reading
from kgraph.vocab import schema

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parent.parent
_UNRESERVED = "-._~"


@dataclass(frozen=True)
class Reader:
    """Who reads a page: the site, the language, and the address, as templates use them."""

    site: Site
    request: Request
    language: str

    @classmethod
    def of(cls, site: Site, request: Request) -> Reader:
        """Whoever sends the request."""
        return cls(site, request, texts.language_of(request, site.settings.language))

    def text(self, key: str, **values: object) -> str:
        """A text of the catalogue."""
        return texts.text(self.language, key, **values)

    def path(self, path: str, **query: object) -> str:
        """A link within the site."""
        given = {name: value for name, value in query.items() if value not in ("", None)}
        return self.site.path(path) + (f"?{urlencode(given)}" if given else "")

    def thing(self, key: str, ending: str = ".html") -> str:
        """The address of an entity's page, or of another form of it; the time that is meant goes along."""
        return self._timed(f"/id/{quote(key, safe=_UNRESERVED + '/')}", ending)

    def article(self, id: str, ending: str = ".html", statement: str = "") -> str:
        """The address of an article's page, perhaps at one statement."""
        anchor = f"#{statement.rpartition('/')[2]}" if statement else ""
        return self._timed(f"/id/article/{quote(id, safe=_UNRESERVED)}", ending) + anchor

    def question(self, name: str, given: Mapping[str, str]) -> str:
        """The answer of a named query as a network in the explorer."""
        return self.path("/explore", query=name, **{f"q.{key}": value for key, value in given.items()})

    def switched(self, language: str) -> str:
        """This page in another language."""
        query = [(name, value) for name, value in self.request.query_params.multi_items() if name != "lang"]
        return f"{self.site.path(self._below())}?{urlencode([*query, ('lang', language)])}"

    def page(self, number: int) -> str:
        """Another page of the same list."""
        query = [(name, value) for name, value in self.request.query_params.multi_items() if name != "page"]
        return f"{self.site.path(self._below())}?{urlencode([*query, ('page', str(number))])}"

    def twin(self, ending: str) -> str:
        """This page with another ending."""
        path = self._below()
        query = self.request.url.query
        return self.site.path(path.removesuffix(".html") + ending) + (f"?{query}" if query else "")

    @property
    def times(self) -> dict[str, str]:
        """The time that is meant by the address, as its parameters."""
        given = self.request.query_params
        return {name: given[name] for name in ("valid", "known") if given.get(name) and is_date(given[name])}

    def _timed(self, path: str, ending: str) -> str:
        """A path with the time that is meant, if that form of a thing knows times."""
        return self.path(path + ending, **(self.times if ending in (".html", ".json") else {}))

    def _below(self) -> str:
        path = self.request.url.path
        return quote(path.removeprefix(self.site.options.prefix), safe=_UNRESERVED + "/") or "/"


def page(reader: Reader, template: str, code: int = 200, **values: Any) -> Response:
    """Fill a template.

    Args:
        reader: Who reads it.
        template: Name in `templates/`.
        code: Status of the answer.
        values: What the template shows.
    """
    html = environment().get_template(template).render(reader=reader, t=reader.text, **_words(reader), **values)
    response = Response(html, code, media_type="text/html")
    response.headers["vary"] = "accept, accept-language, cookie"
    response.headers["content-language"] = reader.language
    chosen = reader.request.query_params.get("lang")
    if chosen in texts.LANGUAGES:
        path = reader.site.path("/")
        response.set_cookie(texts.COOKIE, chosen, max_age=31536000, path=path, samesite="lax", httponly=True)
    return response if code != 200 else kept(reader, response)


def as_json(reader: Reader, value: Mapping[str, Any], status: int = 200) -> Response:
    """A record as JSON, which other sites may read too."""
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    response = Response(content, status, media_type="application/json")
    response.headers["access-control-allow-origin"] = "*"
    response.headers.setdefault("vary", "accept")
    return response if status != 200 else kept(reader, response)


def kept(reader: Reader, response: Response) -> Response:
    """Let caches keep an answer and ask whether it still holds; 304 where the client has it already."""
    tag = f'"{hashlib.sha256(bytes(response.body)).hexdigest()[:24]}"'
    response.headers["etag"] = tag
    response.headers.setdefault("cache-control", "no-cache")
    given = reader.request.headers.get("if-none-match", "")
    if reader.request.method in ("GET", "HEAD") and tag in (part.strip() for part in given.split(",")):
        kept_headers = {name: value for name, value in response.headers.items() if name not in _OF_BODY}
        return Response(status_code=304, headers=kept_headers)
    return response


_OF_BODY = ("content-length", "content-type")


@cache
def environment() -> Environment:
    """The templates."""
    made = templating.environment(_FOLDER / "templates")
    made.globals.update(shape=_shape, coarse=_coarse, stamp=stamp(), percent=_percent, plainly=str, bundled=bundled)
    return made


@cache
def stamp() -> str:
    """Changes with what lies in `static/`, so that caches may keep it for long."""
    files = sorted(path for path in (_FOLDER / "static").rglob("*") if path.is_file())
    total = hashlib.sha256(version("kgraph").encode())
    for path in files:
        total.update(path.read_bytes())
    return total.hexdigest()[:12]


def bundled(name: str) -> bool:
    """Whether the bundle of scripts has that file; a source tree has none before `make web`."""
    return (_FOLDER / "static" / "bundle" / name).is_file()


def _words(reader: Reader) -> dict[str, Any]:
    language = reader.language
    return {
        "day": partial(day, language),
        "number": partial(texts.number, language),
        "term": partial(texts.term, language),
        "known": partial(texts.known, language),
        "reading": partial(_reading, language),
        "languages": texts.LANGUAGES,
    }


def _reading(language: str, predicate: str, forward: bool) -> str:
    return reading(predicate, language, forward=forward)


def _coarse(type: str) -> str:
    """The coarse type, for colours and shapes."""
    if type not in schema().classes:
        return "Entity"
    return next((name for name in schema().above(type) if name in schema().coarse_types), "Entity")


def _shape(type: str) -> str:
    """Outline of a type's mark: an SVG path within ±10."""
    return look().get(_coarse(type), look()["Entity"])["path"]


def _percent(share: float) -> int:
    return round(100 * share)
