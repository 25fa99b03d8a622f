"""From what a curator types to a decision: names become keys, statements their ids; nothing is guessed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

import pyoxigraph as ox

from kgraph.errors import NotFoundError, UsageError
from kgraph.names import fold
from kgraph.query import find_article, find_entity
from kgraph.register import default_register
from kgraph.resolve import Decision
from kgraph.resolve.mint import may_come
from kgraph.store import Store
from kgraph.vocab import article_id, claim_iri, key_of, schema

TAKES = {
    "same": ("ENTITY", "ENTITY"),
    "different": ("ENTITY", "ENTITY"),
    "rename": ("ENTITY", "NAME"),
    "retype": ("ENTITY", "TYPE"),
    "reject": ("STATEMENT|FIGURE",),
    "suppress": ("STATEMENT|ENTITY",),
}
"""Kind of decision → what it is taken about."""

_KEY = re.compile(r"[a-z]+/[^\s/]+")
_CLAIM = re.compile(r"(?:statement/)?((?:figure/)?[0-9a-f]{8,64})")
_STATED = "ASK { VALUES ?claim { UNDEF } GRAPH ?article { ?claim kg:quote ?quote } }"


def decision_of(
    store: Store, kind: str, words: Sequence[str], *, who: str, why: str, articles: Sequence[str] = ()
) -> Decision:
    """Make a decision of today.

    Args:
        store: Where names and statements are looked up.
        kind: One of `TAKES`.
        words: What it is about: names, abbreviations, keys, IRIs; ids of statements and figures.
        who: Who decides.
        why: The reason.
        articles: Ids of the articles to which `different` is limited.

    Raises:
        UsageError: The words are too few, too many, ambiguous or no type; who or why is missing.
        NotFoundError: Nothing bears that name.
    """
    if len(words) != len(TAKES[kind]):
        raise UsageError(
            f"{kind} takes {' and '.join(TAKES[kind])}, not {len(words)} words",
            hint=f"kgraph decide {kind} {' '.join(TAKES[kind])} --why TEXT",
        )
    if articles and kind != "different":
        raise UsageError("only `different` is limited to articles", hint="leave --article out")
    for name, text in (("who", who), ("why", why)):
        if not text.strip():
            raise UsageError(f"a decision needs its {name}", hint=f"--{name} TEXT")
    subject, target = _subject(store, kind, words[0]), ""
    if kind in ("same", "different"):
        target = entity_key(store, words[1])
        if subject == target:
            raise UsageError(f"{words[0]!r} and {words[1]!r} are {subject} already", hint="name two entities")
        if kind == "same":
            _check_alike(store, subject, target)
        if kind == "same" and subject in default_register().entries and target not in default_register().entries:
            subject, target = target, subject  # what stands in the register stays
    elif kind == "rename":
        target = " ".join(words[1].split())
    elif kind == "retype":
        target = _type(words[1])
    ids = tuple(article_id(store.base, find_article(store, id).value) or id for id in articles)
    return Decision(kind, subject, target, who.strip(), datetime.date.today().isoformat(), why.strip(), ids)


def entity_key(store: Store, given: str) -> str:
    """The key that a name, abbreviation, key or IRI means; a key need not be in the store if an article may bring it.

    Raises:
        UsageError: It means several.
        NotFoundError: Nothing bears that name.
    """
    try:
        return find_entity(store, given).key
    except NotFoundError:
        key = key_of(store.base, given) or given
        if _KEY.fullmatch(key) and may_come(key, default_register()):
            return key  # it gave way to another, or is to come
        raise


def _check_alike(store: Store, one: str, other: str) -> None:
    """Refuse to make one what cannot be: two entries of the register, or things of two coarse types."""
    entries = default_register().entries
    if one in entries and other in entries:
        raise UsageError(
            f"{one} and {other} are two entries of the register", hint="what the register tells apart stays apart"
        )
    types = [_coarse_type(store, key) for key in (one, other)]
    if all(types) and types[0] != types[1]:
        raise UsageError(
            f"{one} is of type {types[0]}, {other} of type {types[1]}: they are not the same",
            hint="`kgraph decide retype` and `kgraph build` first, if one of the types is wrong",
        )


def _coarse_type(store: Store, key: str) -> str:
    """The coarse type of what the store or the register has of that key; empty where neither has anything."""
    if entry := default_register().entries.get(key):
        return schema().coarse(entry.type)
    try:
        type = find_entity(store, f"{store.base}{key}").type
    except NotFoundError:
        return ""
    return schema().coarse(type) if type in schema().classes else ""


def _subject(store: Store, kind: str, given: str) -> str:
    iri = given.removeprefix(store.base)
    found = _CLAIM.fullmatch(iri)
    if kind not in ("reject", "suppress") or (kind == "suppress" and not found):
        return entity_key(store, given)
    if not found or not store.query(_STATED, {"claim": ox.NamedNode(claim_iri(store.base, found[1]))}):
        raise NotFoundError(
            f"{store.name} has no statement or figure {given!r}", hint="`kgraph show ENTITY` gives their ids"
        )
    return found[1]


def _type(given: str) -> str:
    wanted = fold(given)
    for item in schema().classes.values():
        if wanted in (fold(item.name), fold(item.label_de), fold(item.label_en)):
            return item.name
    raise UsageError(f"there is no type {given!r}", hint=f"types are {', '.join(sorted(schema().classes))}")
