"""From claims to tenures.

The rules, for one person in one office at one body, claims in the order of their days:

1. A claim that it is a fact is a *sighting*: held on the day of the article, or from the day that it names.
2. A claim joins the last tenure before it unless the two cannot both be true of one (it begins after a named end,
   or is sighted before a named beginning), an article between the two denies it, or the gap is over five years.
3. "Ended" ends the tenure on the day that it names, else before the day of the article. "Planned" makes a tenure
   of its own, of which no day is sure, unless a sighting follows, or an article denies it later.
4. Where only one person at a time holds the office, another's next sighting bounds the end, another's last
   sighting before it the beginning. It does not part a tenure: who is sighted in between is a rival.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kgraph.offices import held_by_one
from kgraph.tenure.days import earliest, latest, period, shifted
from kgraph.tenure.model import Bounds, Claim, Tenure

GAP = 5 * 366
"""Days between two sightings beyond which they make two tenures: a legislative period."""

_FULL = len("2023-11-20")
_LOOKED_BACK = 8  # tenures that a claim may join: bounds the work where every article names other dates


def tenures(claims: Iterable[Claim]) -> list[Tenure]:
    """Join claims to tenures, by body, office, person and beginning."""
    by_office: dict[tuple[str, str], dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in set(claims):
        by_office[claim.at, claim.office][claim.person].append(claim)
    found: list[Tenure] = []
    for (_, office), by_person in sorted(by_office.items()):
        runs = [run for _, mine in sorted(by_person.items()) for run in _of_one(sorted(mine, key=Claim.order))]
        found += _bounded(runs) if runs and held_by_one(office, runs[0].claims[0].types) else runs
    return found


def _of_one(claims: Sequence[Claim]) -> list[Tenure]:
    """The tenures of one person in one office at one body; rules 1 to 3."""
    denied = frozenset(c.published for c in claims if c.status == "denied" and len(c.published) == _FULL)
    denials = sorted(denied)
    runs: list[Tenure] = []
    for claim in claims:
        if claim.status in ("denied", "planned"):
            continue
        for place in range(len(runs) - 1, max(-1, len(runs) - 1 - _LOOKED_BACK), -1):
            run = runs[place]
            joined = run.bounds.joined(claim.bounds)
            if joined.possible and not _parted(run.bounds, claim.bounds, denials):
                runs[place] = replace(run, bounds=joined, claims=(*run.claims, claim))
                break
        else:
            runs.append(Tenure(claim.person, claim.office, claim.at, claim.bounds, (claim,), denied=denied))
    return runs + _intended([c for c in claims if c.status == "planned" and not _dropped(c, denials)], runs)


def _dropped(plan: Claim, denied: Sequence[str]) -> bool:
    """True if an article denies it after the plan was told."""
    told = period(plan.published)
    return told is not None and bool(denied) and denied[-1] > told.last


def _parted(before: Bounds, after: Bounds, denied: Sequence[str]) -> bool:
    """True if a denial or too long a gap lies between two sightings."""
    if before.end_min is None or after.start_max is None or after.start_max <= before.end_min:
        return False
    place = bisect_right(denied, before.end_min)
    if place < len(denied) and denied[place] < after.start_max:
        return True
    return shifted(before.end_min, GAP) < after.start_max


def _intended(plans: Sequence[Claim], runs: Sequence[Tenure]) -> list[Tenure]:
    """What is planned and not seen to have come about."""
    open_plans = [
        plan
        for plan in plans
        if not any(run.bounds.sure and run.bounds.sure.last >= (plan.bounds.start_min or "") for run in runs)
    ]
    if not open_plans:
        return []
    start = earliest(*(plan.bounds.start_min for plan in open_plans))
    first = open_plans[0]
    return [Tenure(first.person, first.office, first.at, Bounds(start_min=start), tuple(open_plans), planned=True)]


def _bounded(runs: Sequence[Tenure]) -> list[Tenure]:
    """Bound each by the sightings of others; rule 4."""
    seen = sorted({(day, run.person) for run in runs for claim in run.claims for day in _sightings(claim)})
    later, earlier = _others(seen), [len(seen) - 1 - n for n in _others(seen[::-1])][::-1]
    days = [day for day, _ in seen]
    found = []
    for run in runs:
        if sure := run.bounds.sure:
            after = _other(seen, later, bisect_right(days, sure.last), run.person)
            before = _other(seen, earlier, bisect_left(days, sure.first) - 1, run.person)
            start_min = latest(run.bounds.start_min, shifted(before, 1) if before else None)
            end_max = earliest(run.bounds.end_max, shifted(after, -1) if after else None)
            run = replace(run, bounds=replace(run.bounds, start_min=start_min, end_max=end_max))
        found.append(run)
    return found


def _sightings(claim: Claim) -> tuple[str, ...]:
    sure = claim.bounds.sure
    return (sure.first, sure.last) if sure else ()


def _others(seen: Sequence[tuple[str, str]]) -> list[int]:
    """For each sighting the place of the next one of somebody else, or the length."""
    places = [len(seen)] * len(seen)
    for place in range(len(seen) - 2, -1, -1):
        places[place] = place + 1 if seen[place + 1][1] != seen[place][1] else places[place + 1]
    return places


def _other(seen: Sequence[tuple[str, str]], others: Sequence[int], place: int, person: str) -> str | None:
    """The day of the first sighting of somebody else, from a place on."""
    if 0 <= place < len(seen) and seen[place][1] == person:
        place = others[place]
    return seen[place][0] if 0 <= place < len(seen) else None
