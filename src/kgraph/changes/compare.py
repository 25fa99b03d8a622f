"""What has changed between two graphs, at the level of statements and entities.

A statement that stands at the same place of the same article with the same predicate, but with another end, has not
come or gone: one of its ends was found to be somebody else. From such pairs, and from names that went from one entity
to another in the same articles, follows which entities were merged and which were split.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kgraph.changes.patch import touched
from kgraph.changes.snapshot import Claim, Snapshot


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement before and after."""

    before: Claim
    after: Claim


@dataclass(frozen=True, slots=True)
class Identity:
    """Entities that turned out to be one, or one that turned out to be several.

    Attributes:
        before: IRIs, sorted; likewise `after`.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Changes:
    """All that has changed.

    Attributes:
        added: Statements that are new, by IRI; likewise `withdrawn`, those that are gone.
        status: Statements whose status is another.
        altered: Statements of which something else is said: a role, a sum, a time.
        moved: Statements with another end.
        merged: Several entities that are one now; likewise `split`, one that is several, and `renamed`, one for one.
        before: Names of the entities before; likewise `after`.
    """

    added: tuple[Claim, ...]
    withdrawn: tuple[Claim, ...]
    status: tuple[Pair, ...]
    altered: tuple[Pair, ...]
    moved: tuple[Pair, ...]
    merged: tuple[Identity, ...]
    split: tuple[Identity, ...]
    renamed: tuple[Identity, ...]
    before: Snapshot
    after: Snapshot

    @property
    def counts(self) -> Mapping[str, int]:
        """Kind of change → how many."""
        kinds = ("added", "withdrawn", "status", "altered", "moved", "merged", "split", "renamed")
        return {kind: len(getattr(self, kind)) for kind in kinds}

    def __bool__(self) -> bool:
        return any(self.counts.values())


def changes_between(before: Path, after: Path, bases: tuple[str, str]) -> Changes:
    """Compare two graphs; memory holds the statements that differ, and the names of all things.

    Args:
        before: Sorted N-Quads; likewise `after`.
        after: The newer graph.
        bases: IRIs below which the things of each are named.
    """
    only = touched(before, after)
    return compare(Snapshot.read(before, bases[0], only), Snapshot.read(after, bases[1], only))


def compare(before: Snapshot, after: Snapshot) -> Changes:
    """Compare two graphs; statements that are the same in both may be left out."""
    gone = [claim for iri, claim in sorted(before.claims.items()) if iri not in after.claims]
    come = [claim for iri, claim in sorted(after.claims.items()) if iri not in before.claims]
    moved = _moved(gone, come)
    left, right = {pair.before.iri for pair in moved}, {pair.after.iri for pair in moved}
    both = [Pair(claim, after.claims[iri]) for iri, claim in sorted(before.claims.items()) if iri in after.claims]
    both += moved
    merged, split, renamed = _identities(_became(before, after, moved))
    return Changes(
        added=tuple(claim for claim in come if claim.iri not in right),
        withdrawn=tuple(claim for claim in gone if claim.iri not in left),
        status=tuple(pair for pair in both if pair.before.status != pair.after.status),
        altered=tuple(p for p in both if p.before.status == p.after.status and p.before.rest != p.after.rest),
        moved=tuple(moved),
        merged=merged,
        split=split,
        renamed=renamed,
        before=before,
        after=after,
    )


def _moved(gone: Iterable[Claim], come: Iterable[Claim]) -> list[Pair]:
    """Pairs at the same place with one end in common, first those that share the subject."""
    waiting: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in come:
        waiting[claim.place].append(claim)
    pairs = []
    for claim in gone:
        found = [c for c in waiting[claim.place] if {c.subject, c.object} & {claim.subject, claim.object}]
        # Where nothing else can be meant, both ends may be others.
        found = found or (waiting[claim.place] if len(waiting[claim.place]) == 1 else [])
        if found:
            best = min(found, key=lambda c: (c.subject != claim.subject, c.iri))
            waiting[claim.place].remove(best)
            pairs.append(Pair(claim, best))
    return pairs


def _became(before: Snapshot, after: Snapshot, moved: Iterable[Pair]) -> set[tuple[str, str]]:
    """Which entity became which; both stand for themselves where they stay."""
    links = set()
    for pair in moved:
        for old, new in ((pair.before.subject, pair.after.subject), (pair.before.object, pair.after.object)):
            if old != new:
                links.add((old, new))
    links |= set(_by_name(before, after))
    kept = {(old, new) for old, new in links if old in before.forms and new in after.forms}
    # Where both are there before and after, a single statement found another end; nobody became anybody.
    kept = {(old, new) for old, new in kept if old not in after.forms or new not in before.forms}
    return kept | {(end, end) for pair in kept for end in pair if end in before.forms and end in after.forms}


def _by_name(before: Snapshot, after: Snapshot) -> Iterator[tuple[str, str]]:
    """Entities that an article no longer mentions, and what it mentions now by one of their names."""
    for article, mentioned in before.mentions.items():
        now = after.mentions.get(article, frozenset())
        lost = {iri for iri in mentioned - now if iri not in after.forms}
        fresh = {iri for iri in now - mentioned if iri not in before.forms}
        for old in mentioned:
            for new in now:
                if (old in lost or new in fresh) and old != new:
                    if before.forms.get(old, frozenset()) & after.forms.get(new, frozenset()):
                        yield old, new


def _identities(
    became: set[tuple[str, str]],
) -> tuple[tuple[Identity, ...], tuple[Identity, ...], tuple[Identity, ...]]:
    """Merged, split and renamed, from who became whom."""
    olds: dict[str, set[str]] = defaultdict(set)
    news: dict[str, set[str]] = defaultdict(set)
    for old, new in became:
        olds[new].add(old)
        news[old].add(new)
    return _several(olds, news)


def _several(
    olds: Mapping[str, set[str]], news: Mapping[str, set[str]]
) -> tuple[tuple[Identity, ...], tuple[Identity, ...], tuple[Identity, ...]]:
    merged, split, renamed = [], [], []
    for new, found in sorted(olds.items()):
        if len(found) > 1:
            merged.append(Identity(tuple(sorted(found)), (new,)))
    for old, found in sorted(news.items()):
        if len(found) > 1:
            split.append(Identity((old,), tuple(sorted(found))))
        elif len(olds[next(iter(found))]) == 1:
            renamed.append(Identity((old,), tuple(found)))
    return tuple(merged), tuple(split), tuple(renamed)
