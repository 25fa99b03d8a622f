"""Make a decision of a candidate: it becomes lines of `decisions.toml`, and a link with the next build."""

from __future__ import annotations

from collections.abc import Sequence

from kgraph.errors import NotFoundError, UsageError
from kgraph.link.model import Candidate
from kgraph.query.lookup import is_iri
from kgraph.resolve import Decision

_CLEAR = 0.1  # what the best candidate must be ahead


def accepted(
    candidates: Sequence[Candidate], key: str, *, iri: str = "", who: str, when: str, why: str = ""
) -> Decision:
    """The decision that an item is the thing of that key.

    Args:
        candidates: What was found, of all things.
        key: The thing.
        iri: The item; the best candidate if not given. It need not be a candidate.
        who: Who accepts it.
        when: The day, ISO 8601.
        why: The reason; what spoke for the candidate if not given.

    Raises:
        NotFoundError: There is no candidate, and no item is named.
        UsageError: Several are as good, somebody is missing, or the item is no IRI.
    """
    if not who.strip():
        raise UsageError("nobody accepts the link", hint="say who by --who NAME")
    own = sorted((c for c in candidates if c.key == key), key=lambda c: (-c.score, c.iri))
    if iri and not is_iri(iri):
        raise UsageError(f"{iri!r} is no IRI", hint="such as http://www.wikidata.org/entity/Q64")
    if not iri:
        if not own:
            raise NotFoundError(f"no candidate was found for {key}", hint=f"kgraph link --entity {key}, or name --iri")
        if len(own) > 1 and own[0].score - own[1].score < _CLEAR and own[0].iri != own[1].iri:
            listed = "; ".join(f"{c.iri} ({c.label}, {c.score:.2f})" for c in own)
            raise UsageError(f"{key} has {len(own)} candidates", hint=f"name one by --iri: {listed}")
        iri = own[0].iri
    chosen = next((c for c in own if c.iri == iri), None)
    reason = why or (f"{chosen.why} ({chosen.source})" if chosen else "")
    if not reason:
        raise UsageError(f"{iri} is no candidate for {key}", hint='say why it is the same by --why "…"')
    return Decision("link", key, iri, who=who, when=when, why=reason)
