"""Changes as text for people and as JSON for programs; nothing of people's names but what the graphs publish."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.changes.compare import Changes, Identity, Pair
from kgraph.changes.snapshot import Claim, Snapshot
from kgraph.vocab import article_id, key_of, schema

TITLES = {
    "added": "neue Aussagen",
    "withdrawn": "weggefallene Aussagen",
    "status": "Aussagen mit anderem Status",
    "altered": "Aussagen mit anderen Angaben",
    "moved": "Aussagen mit anderem Ende",
    "merged": "zusammengeführte Entitäten",
    "split": "getrennte Entitäten",
    "renamed": "Entitäten mit anderer IRI",
}
_SHOWN = {"role", "amount", "currency", "validFrom", "validUntil", "value"}
STATUSES = {"fact": "Tatsache", "planned": "geplant", "denied": "verneint", "ended": "beendet"}


def as_text(changes: Changes) -> Iterator[str]:
    """Yield lines: the counts, then each change."""
    if not changes:
        yield "keine Änderungen"
        return
    for kind, number in changes.counts.items():
        if number:
            yield f"{number} {TITLES[kind]}"
    for kind, line, _ in lines(changes):
        yield f"{_MARKS[kind]} {line}"


_MARKS = {
    "added": "+",
    "withdrawn": "-",
    "status": "~",
    "altered": "~",
    "moved": ">",
    "merged": "&",
    "split": "/",
    "renamed": ">",
}


def lines(changes: Changes) -> Iterator[tuple[str, str, str]]:
    """Yield the kind of each change, what it is in one line, and the sentence that says so, if there is one."""
    for claim in changes.added:
        yield "added", say(claim, changes.after), claim.quote
    for claim in changes.withdrawn:
        yield "withdrawn", say(claim, changes.before), claim.quote
    for pair in changes.status:
        states = f"{STATUSES.get(pair.before.status, '?')} → {STATUSES.get(pair.after.status, '?')}"
        yield "status", f"{say(pair.after, changes.after)}: {states}", pair.after.quote
    for pair in changes.altered:
        yield "altered", f"{say(pair.after, changes.after)}: {_alteration(pair)}", pair.after.quote
    for pair in changes.moved:
        yield "moved", f"{say(pair.before, changes.before)} → {say(pair.after, changes.after)}", pair.after.quote
    for kind in ("merged", "split", "renamed"):
        for identity in getattr(changes, kind):
            yield kind, _identity(identity, changes), ""


def say(claim: Claim, graph: Snapshot) -> str:
    """A statement in words, with its article."""
    article = article_id(graph.named.base, claim.article) or claim.article
    words = schema().label(claim.predicate)
    return f"{graph.named.label(claim.subject)} – {words} – {graph.named.label(claim.object)} [{article}]"


def _alteration(pair: Pair) -> str:
    """What was said beside the ends and what is said now, property by property."""
    gone, come = set(pair.before.rest) - set(pair.after.rest), set(pair.after.rest) - set(pair.before.rest)
    told = []
    for property in sorted({name for name, _ in gone | come}):
        old, new = (", ".join(sorted(v for n, v in found if n == property)) or "–" for found in (gone, come))
        told.append(f"{schema().label(property)} {old} → {new}")
    return "; ".join(told)


def _identity(identity: Identity, changes: Changes) -> str:
    before = " + ".join(_entity(iri, changes.before) for iri in identity.before)
    return f"{before} → {' + '.join(_entity(iri, changes.after) for iri in identity.after)}"


def _entity(iri: str, graph: Snapshot) -> str:
    return f"{graph.named.label(iri)} ({key_of(graph.named.base, iri) or iri})"


def as_object(changes: Changes) -> dict[str, object]:
    """The changes as plain JSON values."""
    return {
        "counts": dict(changes.counts),
        "added": [_claim(claim, changes.after) for claim in changes.added],
        "withdrawn": [_claim(claim, changes.before) for claim in changes.withdrawn],
        **{kind: [_pair(pair, changes) for pair in getattr(changes, kind)] for kind in ("status", "altered", "moved")},
        **{
            kind: [{"before": list(item.before), "after": list(item.after)} for item in getattr(changes, kind)]
            for kind in ("merged", "split", "renamed")
        },
    }


def _pair(pair: Pair, changes: Changes) -> dict[str, object]:
    return {"before": _claim(pair.before, changes.before), "after": _claim(pair.after, changes.after)}


def _claim(claim: Claim, graph: Snapshot) -> dict[str, object]:
    return {
        "statement": claim.iri,
        "subject": claim.subject,
        "subjectLabel": graph.named.label(claim.subject),
        "predicate": claim.predicate,
        "object": claim.object,
        "objectLabel": graph.named.label(claim.object),
        "status": claim.status,
        "quote": claim.quote,
        "details": {
            name: [v for n, v in claim.rest if n == name] for name in sorted({n for n, _ in claim.rest} & _SHOWN)
        },
        "article": claim.article,
    }
