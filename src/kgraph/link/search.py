"""Look things up and judge what is found: things and a source in, candidates out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from kgraph.link.model import Candidate, Item, Source, Thing
from kgraph.link.profile import Profile
from kgraph.link.score import Judgement, among_rivals, judge
from kgraph.query.lookup import is_iri

_BATCH = 20  # things that are looked up together
_KEPT = 5  # candidates of one thing


@dataclass
class Search:
    """What a search found.

    Attributes:
        looked_up: Keys of what was looked up.
        candidates: What was found, by thing, the best first.
        ruled_out: Reason → number of items that were ruled out for it.
    """

    looked_up: list[str] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    ruled_out: dict[str, int] = field(default_factory=dict)


def search(
    things: Iterable[Thing],
    source: Source,
    profile: Profile,
    *,
    when: str,
    least: float = 0.5,
    refused: Collection[tuple[str, str]] = (),
    on_batch: Callable[[Search], None] | None = None,
) -> Search:
    """Look things up.

    Args:
        things: What to look up.
        source: Where.
        profile: How that says things.
        when: Day of the search, ISO 8601.
        least: Score below which nothing is a candidate.
        refused: Keys with items of which somebody has decided that they are something else.
        on_batch: Called after each batch, so that what was found can be kept even if the next one fails.

    Raises:
        RemoteError: A server does not answer; what was found before was handed to `on_batch`.
    """
    found = Search()
    waiting = list(things)
    for start in range(0, len(waiting), _BATCH):
        batch = {thing.key: thing for thing in waiting[start : start + _BATCH]}
        for key, items in source.look_up(tuple(batch.values())):
            judged = _judged(batch[key], items, profile, refused, found)
            found.candidates += [
                Candidate(key, iri, j.label, j.score, j.why, source.name, when)
                for iri, j in _best(judged)
                if j.score >= least
            ]
        found.looked_up += batch
        if on_batch:
            on_batch(found)
    return found


def _judged(
    thing: Thing, items: Iterable[Item], profile: Profile, refused: Collection[tuple[str, str]], found: Search
) -> dict[str, Judgement]:
    """What may be the thing, by IRI; what cannot be is counted by its reason."""
    judged: dict[str, Judgement] = {}
    for item in items:
        if (thing.key, item.iri) in refused:
            reason = "refused before"
        elif not is_iri(item.iri):
            reason = "no web address"
        else:
            judgement = judge(thing, item, profile)
            if judgement.score:
                judged[item.iri] = judgement
                continue
            reason = judgement.why.partition(":")[0]
        found.ruled_out[reason] = found.ruled_out.get(reason, 0) + 1
    return judged


def _best(judged: Mapping[str, Judgement]) -> list[tuple[str, Judgement]]:
    ranked = sorted(among_rivals(judged).items(), key=lambda pair: (-pair[1].score, pair[0]))
    return ranked[:_KEPT]
