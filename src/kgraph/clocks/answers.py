"""Whether statements held on a day: statements of all articles in, an answer for each out.

A statement is not judged alone. All that say the same of the same two make up its time, by the rules of
`kgraph.tenure`: an article that tells of the end bounds those that told of the beginning, and where only one person at
a time holds an office, another's bounds it too. What an article denies did not hold on the day of that article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kgraph.tenure import Claim, Held, Tenure, tenures

_OFFICE = "holdsRole"  # of which one body knows several, by the role
_RANK: Mapping[Held, int] = {"no": 0, "unknown": 1, "yes": 2}


@dataclass(frozen=True, slots=True)
class Stated:
    """What one statement says. Dates are ISO 8601, cut to what is known, empty where unknown.

    Attributes:
        id: Of the statement.
        types: Type of the object, and all above it.
        roles: Offices, as the article has them.
        published: Of the article.
    """

    id: str
    subject: str
    predicate: str
    object: str
    status: str
    published: str
    types: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    valid_from: str = ""
    valid_until: str = ""


def answers(stated: Iterable[Stated], day: str) -> dict[str, Held]:
    """Id of each statement → whether it held on the day, as far as all of them tell."""
    by_predicate: dict[str, list[Stated]] = defaultdict(list)
    for item in stated:
        by_predicate[item.predicate].append(item)
    found: dict[str, Held] = {}
    for items in by_predicate.values():
        found |= _of_one_predicate(items, day)
    return found


def _of_one_predicate(items: Iterable[Stated], day: str) -> dict[str, Held]:
    claims = [claim for item in items for claim in _claims(item)]
    joined = tenures(claims)
    found: dict[str, Held] = {}
    by_office: dict[tuple[str, str, str], list[Tenure]] = defaultdict(list)
    for tenure in joined:
        answer = tenure.held(day)
        by_office[tenure.person, tenure.office, tenure.at].append(tenure)
        for claim in tenure.claims:
            found[claim.statement] = _better(answer, found.get(claim.statement))
    for claim in claims:
        if claim.statement not in found:
            found[claim.statement] = _apart(claim, by_office[claim.person, claim.office, claim.at], day)
    return found


def _claims(item: Stated) -> Iterable[Claim]:
    roles = item.roles or ("",)
    for role in roles if item.predicate == _OFFICE else ("",):
        yield Claim(
            person=item.subject,
            role=role,
            at=item.object,
            types=item.types,
            status=item.status,
            valid_from=item.valid_from,
            valid_until=item.valid_until,
            published=item.published,
            article="",
            statement=item.id,
            quote="",
        )


def _apart(claim: Claim, others: Iterable[Tenure], day: str) -> Held:
    """Of a statement that is part of no time: a denial, or a plan that has come about."""
    if claim.status == "denied" and claim.published == day:
        return "no"
    best: Held | None = None
    for tenure in others:
        best = _better(tenure.held(day), best)
    return best or "unknown"


def _better(one: Held, other: Held | None) -> Held:
    return one if other is None or _RANK[one] >= _RANK[other] else other
