"""Make a decision of a candidate: it becomes lines of `decisions.toml`, a link with the next build, or never one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from kgraph.errors import NotFoundError, UsageError
from kgraph.link.model import Candidate
from kgraph.query.lookup import is_iri
from kgraph.register import default_register
from kgraph.resolve import Decision, Decisions
from kgraph.vocab import same_iri

_CLEAR = 0.1  # what the best candidate must be ahead
_PAGE = re.compile(r"https?://(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/(?:Special:EntityPage/)?(Q[1-9]\d*)(?:#.*)?")


def waiting(candidates: Iterable[Candidate], decisions: Decisions) -> list[Candidate]:
    """The candidates that nobody has decided about.

    Left out are items that were refused, those of a data set of which another one was accepted, and whatever
    concerns things that gave way to others or are suppressed.
    """
    return [
        candidate
        for candidate in candidates
        if decisions.end(candidate.key) == candidate.key
        and candidate.key not in decisions.withheld
        and (candidate.key, candidate.iri) not in decisions.unlike
        and not any(_host(link) == _host(candidate.iri) for link in decisions.links(candidate.key))
    ]


def accepted(
    candidates: Sequence[Candidate],
    key: str,
    *,
    iri: str = "",
    who: str,
    when: str,
    why: str = "",
) -> Decision:
    """The decision that an item is the thing of that key.

    Args:
        candidates: What was found, of all things.
        key: The thing.
        iri: The item, or its page at Wikidata; the best candidate if not given. It need not be a candidate.
        who: Who accepts it.
        when: The day, ISO 8601.
        why: The reason; what spoke for the candidate if not given.

    Raises:
        NotFoundError: There is no candidate, and no item is named.
        UsageError: Several are as good, somebody is missing, the item is no IRI, or the register has one there.
    """
    own = _own(candidates, key, who)
    if not iri:
        if len(own) > 1 and own[0].score - own[1].score < _CLEAR and own[0].iri != own[1].iri:
            raise _several(key, own)
        iri = _first(own, key).iri
    iri = _item(iri)
    if other := next((link for link in _registered(key) if _host(link) == _host(iri)), None):
        raise UsageError(f"the register links {key} with {other}", hint="a thing has one item in each data set")
    chosen = next((c for c in own if c.iri == iri), None)
    reason = why or (f"{chosen.why} ({chosen.source})" if chosen else "")
    if not reason:
        raise UsageError(f"{iri} is no candidate for {key}", hint='say why it is the same by --why "…"')
    return Decision("link", key, iri, who=who, when=when, why=reason)


def refused(candidates: Sequence[Candidate], key: str, *, iri: str = "", who: str, when: str, why: str) -> Decision:
    """The decision that an item is something else than the thing of that key, and is never to be offered again.

    Args:
        candidates: What was found, of all things.
        key: The thing.
        iri: The item; the only candidate if not given.
        who: Who refuses it.
        when: The day, ISO 8601.
        why: The reason.

    Raises:
        NotFoundError: There is no candidate, and no item is named.
        UsageError: There are several, somebody or the reason is missing, or the item is no IRI.
    """
    own = _own(candidates, key, who)
    if not why.strip():
        raise UsageError("a decision needs its why", hint='--why "…", such as "a place of the same name"')
    if not iri and len({c.iri for c in own}) > 1:
        raise _several(key, own)
    return Decision("no-link", key, _item(iri or _first(own, key).iri), who=who, when=when, why=why.strip())


def _own(candidates: Iterable[Candidate], key: str, who: str) -> list[Candidate]:
    """The candidates of a thing, the best first."""
    if not who.strip():
        raise UsageError("nobody decides about the link", hint="say who by --who NAME")
    return sorted((c for c in candidates if c.key == key), key=lambda c: (-c.score, c.iri))


def _first(own: Sequence[Candidate], key: str) -> Candidate:
    if not own:
        raise NotFoundError(f"no candidate was found for {key}", hint=f"kgraph link --entity {key}, or name --iri")
    return own[0]


def _several(key: str, own: Sequence[Candidate]) -> UsageError:
    listed = "; ".join(f"{c.iri} ({c.label}, {c.score:.2f})" for c in own)
    return UsageError(f"{key} has {len(own)} candidates", hint=f"name one by --iri: {listed}")


def _item(iri: str) -> str:
    """The IRI of an item, also where somebody has copied the address of its page."""
    if page := _PAGE.fullmatch(iri):
        return f"http://www.wikidata.org/entity/{page[1]}"
    if not is_iri(iri):
        raise UsageError(f"{iri!r} is no IRI", hint="such as http://www.wikidata.org/entity/Q64")
    return iri


def _registered(key: str) -> list[str]:
    """The items that the register has for a thing."""
    entry = default_register().entries.get(key)
    found = (same_iri(scheme, code) for scheme, code in (entry.identifiers.items() if entry else ()))
    return [iri for iri in found if iri]


def _host(iri: str) -> str:
    return urlsplit(iri).netloc.lower()
