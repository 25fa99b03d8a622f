"""How likely an item is the thing: names, types, places and identifiers in, a score with its reasons out.

Only an identifier that both have makes a candidate certain. Everything else is a guess that somebody has to
accept: names by rapidfuzz's ratio, the item's class, where it lies, the language of the label.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from kgraph.link.model import Item, Thing
from kgraph.link.profile import Profile
from kgraph.names import fold, without_titles

_NEAR = 0.85  # similarity from which a name may be meant
_FOREIGN = 0.97  # a name in another language, or of none
_ALIAS = 0.98  # a name that is not the item's first
_SURE_BELOW = 0.95  # no guess is better
_WEIGHTS = {True: 1.0, None: 0.5, False: 0.0}
_NAME, _TYPE, _PLACE = 0.5, 0.25, 0.25


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is thought of an item; a score of 0 rules it out."""

    score: float
    label: str
    why: str


def judge(thing: Thing, item: Item, profile: Profile) -> Judgement:
    """Compare a thing with an item."""
    similarity, label = _nearest(thing, item, profile)
    if item.several or item.types & profile.no_things:
        return Judgement(0.0, label, "names several things")
    for scheme, code in thing.identifiers.items():
        if codes := item.identifiers.get(scheme):
            if code in codes:
                return Judgement(1.0, label, f"the same {scheme} {code}")
            return Judgement(0.0, label, f"another {scheme}: {', '.join(sorted(codes))}")
    if similarity < _NEAR:
        return Judgement(0.0, label, "another name")
    type, place = profile.fits(thing.type, item.types), _same_place(thing, item)
    if type is False or place is False:
        return Judgement(0.0, label, "of another type" if type is False else "elsewhere")
    score = similarity * (_NAME + _TYPE * _WEIGHTS[type] + _PLACE * _WEIGHTS[place])
    said = [
        f"name {similarity:.2f}",
        "type fits" if type else "type unknown",
        "place fits" if place else "place unknown",
    ]
    if item.moved_from:
        said.append(f"{item.moved_from} redirects here")
    return Judgement(round(min(score, _SURE_BELOW), 3), label, ", ".join(said))


def among_rivals(judged: Mapping[str, Judgement]) -> dict[str, Judgement]:
    """The same judgements, each lessened where another item is as good: nothing tells them apart."""
    found = {}
    for iri, judgement in judged.items():
        rivals = sum(other.score >= judgement.score for key, other in judged.items() if key != iri)
        if rivals and judgement.score < 1:
            why = f"{judgement.why}, {rivals} as good"
            judgement = Judgement(round(judgement.score / (1 + rivals), 3), judgement.label, why)
        found[iri] = judgement
    return found


def similarity(one: str, other: str) -> float:
    """How alike two names are, 0 to 1."""
    return fuzz.ratio(fold(one), fold(other)) / 100


def _nearest(thing: Thing, item: Item, profile: Profile) -> tuple[float, str]:
    best = (0.0, next(iter(item.labels), ""))
    for names, weight in ((item.labels, 1.0), (item.aliases, _ALIAS)):
        for label, language in names.items():
            own = weight * (1.0 if language == profile.languages[0] else _FOREIGN)
            for name in thing.names:
                text = without_titles(name) if thing.type == "Person" else name
                best = max(best, (own * similarity(text, label), label))
    return best


def _same_place(thing: Thing, item: Item) -> bool | None:
    """Whether both lie in one place, as far as both say; nothing is known to lie in itself."""
    ours, theirs = _folded(thing.places), _folded(item.places) - _folded(thing.names)
    if not ours or not theirs:
        return None
    return bool(ours & theirs)


def _folded(names: Iterable[str]) -> set[str]:
    return {fold(name) for name in names}
