"""What pages load beside themselves: style, colours of the types, scripts. Nothing comes from elsewhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from kgraph.draw.texts import look
from kgraph.serve.pages.render import stamp
from kgraph.serve.site import Site

STATIC = Path(__file__).parent.parent / "static"
_LONGEST = 200  # letters of a name that are told again
_KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".txt": "text/plain",
    ".json": "application/json",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".map": "application/json",
}


def routes(site: Site) -> list[BaseRoute]:
    """The routes of this module."""

    async def colours(request: Request) -> Response:
        return Response(types_css(), media_type="text/css", headers=_lasting(request))

    async def static(request: Request) -> Response:
        file = _file(request.path_params["path"])
        return FileResponse(file, media_type=_KINDS[file.suffix], headers=_lasting(request))

    async def icon(request: Request) -> Response:
        return FileResponse(STATIC / "icon.svg", media_type="image/svg+xml", headers=_lasting(request))

    return [
        Route("/static/types.css", colours),
        Route("/static/{path:path}", static),
        Route("/favicon.ico", icon),
    ]


@cache
def types_css() -> str:
    """Colours of the coarse types, the same as in the drawn page."""
    values = "".join(f"--type-{k.lower()}: light-dark({c['light']}, {c['dark']}); " for k, c in look().items())
    classes = "".join(f".type-{k} {{ --type: var(--type-{k.lower()}); }}\n" for k in look())
    return f":root {{ {values}}}\n{classes}"


def _file(path: str) -> Path:
    """The file that is meant.

    Raises:
        HTTPException: There is none; hidden files and what lies outside count as none.
    """
    try:
        wanted = (STATIC / path).resolve()
        there = wanted.is_relative_to(STATIC.resolve()) and wanted.is_file()
    except (OSError, ValueError):  # a name that no file can have: too long, or with a NUL
        there = False
    if not there or wanted.suffix not in _KINDS or any(part.startswith(".") for part in Path(path).parts):
        raise HTTPException(404, f"there is no file {path[:_LONGEST]!r}")
    return wanted


def _lasting(request: Request) -> dict[str, str]:
    """An address with the stamp of its content lasts; without, caches ask again."""
    lasts = request.query_params.get("v") == stamp()
    return {"cache-control": "public, max-age=31536000, immutable" if lasts else "no-cache"}
