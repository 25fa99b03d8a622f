"""The fields of a form or an address: UTF-8 or a refusal, and not without number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kgraph.clocks import Clocks
from kgraph.dates import is_date, is_day
from kgraph.errors import UsageError

FORM = "application/x-www-form-urlencoded"
_MOST = 200


async def fields_of(request: Request) -> Mapping[str, Sequence[str]]:
    """The fields of a request's address and, if it is a form, of its body: name → values.

    Raises:
        HTTPException: 400 they are malformed; 415 the body is of another kind.
    """
    pairs = pairs_of(request.url.query)
    if request.method == "POST":
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
            raise HTTPException(415, f"a body is sent as {FORM}")
        pairs += pairs_of(decoded(await request.body()))
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def field_of(fields: Mapping[str, Sequence[str]], name: str) -> str:
    """The value of a field; empty if it is not there.

    Raises:
        HTTPException: 400 it is there more than once.
    """
    values = fields.get(name, ("",))
    if len(values) > 1:
        raise HTTPException(400, f"{name} is given more than once")
    return values[0]


def pairs_of(text: str) -> list[tuple[str, str]]:
    """Read `a=b&c=d`.

    Raises:
        HTTPException: 400 it is no UTF-8, or there are too many.
    """
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST)
    except UnicodeDecodeError as fault:
        raise HTTPException(400, "parameters must be in UTF-8") from fault
    except ValueError as fault:
        raise HTTPException(400, f"there are more than {_MOST} parameters") from fault


def decoded(body: bytes) -> str:
    """A body as text.

    Raises:
        HTTPException: 400 it is no UTF-8.
    """
    try:
        return body.decode()
    except UnicodeDecodeError as fault:
        raise HTTPException(400, "the body must be in UTF-8") from fault


def number_of(text: str, usual: int, most: int) -> int:
    """A whole number from 1 to `most`, of the digits 0 to 9; `usual` where the text is none."""
    # Long ones are not even tried: Python refuses to read thousands of digits.
    plain = text.isascii() and text.isdigit() and len(text) < 10
    return min(max(int(text), 1), most) if plain else usual


def clocks_of(request: Request) -> Clocks:
    """The time that an address means, by its parameters `valid` and `known`; an empty field means none.

    Raises:
        UsageError: One is no day, or no date.
    """
    valid, known = (request.query_params.get(name, "") for name in ("valid", "known"))
    if valid and not is_day(valid):
        raise UsageError(f"valid: {valid[:40]!r} is no day", hint="write 2023-11-20")
    if known and not is_date(known):
        raise UsageError(f"known: {known[:40]!r} is no date", hint="write 2023, 2023-11 or 2023-11-20")
    return Clocks(valid or None, known or None)
