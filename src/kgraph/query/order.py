"""The order of a named query's rows, made here: the `ORDER BY` of its text in, rows sorted by it out.

Engines disagree on the order of texts, and pyoxigraph looks up both texts on disk for each comparison, which took
longer than to find the rows. So a text is asked without its last `ORDER BY`, and the rows are sorted as it says:
unbound before IRIs before literals, numbers by value, everything else by code point. So an answer has the same order
on every engine. A clause of another form than the named queries have, or with a key that is no column, is left to the
engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import groupby
from operator import attrgetter

import pyoxigraph as ox

from kgraph.store import Row, Term, text_of
from kgraph.vocab import XSD

_CLAUSE = re.compile(r"\}[^{}]*?\s(ORDER BY\s+([^{}]+?))\s*\Z")
_KEY = re.compile(
    r"""\s* (?: (?P<direction> DESC | ASC ) \s* \( \s* )?
        (?: (?P<str> STR \s* \( \s* )? (?: COALESCE \s* \( (?P<several> [^()"]* ) (?P<default> , \s* "" )? \s* \)
          | \? (?P<column> \w+ ) ) )""",
    re.VERBOSE,
)
_CLOSING = re.compile(r"\s*\)")
_COMMENT, _COLUMN = re.compile(r"(?m)^\s*#.*"), re.compile(r"\?(\w+)")
_COMPUTED = re.compile(r"\(.*?\bAS\s+(\?\w+)\s*\)")
_NUMERIC = frozenset(f"{XSD}{name}" for name in ("integer", "decimal", "double", "float"))
_NUMBER = re.compile(r"[+-]?[\d.]")

Rank = tuple[int, Decimal, str]
"""Kind of a term, its value if it is a number, its text."""
_NOTHING = Decimal(0)
_UNBOUND, _BLANK, _IRI, _VALUE, _TEXT = range(5)


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an order.

    Attributes:
        columns: Of these, the first that is bound counts.
        descending: True if the largest comes first.
        as_text: True for `STR`: what is compared is the text of whatever stands there.
        default: What counts where none is bound; None: unbound.
    """

    columns: tuple[str, ...]
    descending: bool = False
    as_text: bool = False
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Ordered:
    """A query's text without its order, and the keys of that; no keys if the engine has to order."""

    sparql: str
    keys: tuple[Key, ...] = ()


@cache
def ordered(sparql: str) -> Ordered:
    """Take the order out of a text; one that is not understood stays in it."""
    clause = _CLAUSE.search(sparql)
    keys = _keys(clause[2]) if clause else ()
    head = _COMPUTED.sub(r"\1", _COMMENT.sub("", sparql).partition("{")[0])
    if clause is None or not keys or not {name for key in keys for name in key.columns} <= set(_COLUMN.findall(head)):
        return Ordered(sparql)
    return Ordered(sparql[: clause.start(1)].rstrip() + "\n", keys)


def in_order(names: Sequence[str], rows: Iterable[Row], keys: Sequence[Key]) -> tuple[Row, ...]:
    """Sort rows.

    Args:
        names: Of the columns.
        rows: In any order.
        keys: The first counts most; each is of columns that there are.
    """
    # The last keys first: sorting leaves what is equal as it was. Neighbours in one direction are one sort.
    runs = [(down, list(run)) for down, run in groupby(keys, attrgetter("descending"))]
    found = list(rows)
    for descending, run in reversed(runs):
        ranks = [_ranks(key, names, found) for key in run]
        places = sorted(range(len(found)), key=list(zip(*ranks, strict=True)).__getitem__, reverse=descending)
        found = [found[place] for place in places]
    return tuple(found)


def _ranks(key: Key, names: Sequence[str], rows: Sequence[Row]) -> list[Rank]:
    """What each row is sorted by for one key."""
    first, *others = (names.index(name) for name in key.columns)
    terms = [row[first] for row in rows]
    for other in others:
        terms = [row[other] if term is None else term for term, row in zip(terms, rows, strict=True)]
    nothing = (_UNBOUND, _NOTHING, "") if key.default is None else (_TEXT, _NOTHING, key.default)
    rank: Callable[[Term], Rank] = _rank_of_text if key.as_text else _rank
    return [nothing if term is None else rank(term) for term in terms]


def _rank(term: Term) -> Rank:
    text = text_of(term)
    if not isinstance(term, ox.Literal):
        return (_IRI if isinstance(term, ox.NamedNode) else _BLANK), _NOTHING, text
    if _NUMBER.match(text) and term.datatype.value in _NUMERIC:
        try:
            return _VALUE, Decimal(text), text
        except InvalidOperation:
            pass  # of the type of a number without being one: a text like others
    return _TEXT, _NOTHING, text


def _rank_of_text(term: Term) -> Rank:
    return _TEXT, _NOTHING, text_of(term)


def _keys(text: str) -> tuple[Key, ...]:
    """The keys of a clause; none if one of them is of another form."""
    keys, place = [], 0
    while place < len(text):
        found = _KEY.match(text, place)
        if found is None:
            return ()
        place = found.end()
        for _ in filter(None, (found["str"], found["direction"])):  # the brackets that they have opened
            closing = _CLOSING.match(text, place)
            if closing is None:
                return ()
            place = closing.end()
        columns = tuple(_COLUMN.findall(found["several"])) if found["several"] else (found["column"],)
        default = "" if found["default"] else None
        keys.append(Key(columns, found["direction"] == "DESC", bool(found["str"]), default))
    return tuple(keys)
