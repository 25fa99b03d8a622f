"""Which types each predicate joins, and what the coarse types are."""

from __future__ import annotations

from functools import cache

_COARSE = {
    "Person": "Person",
    **dict.fromkeys(("Ministry", "Authority", "Committee", "Company", "Association", "Research"), "Organisation"),
    **dict.fromkeys(("State", "Land", "District", "Municipality"), "Jurisdiction"),
    "Place": "Place",
    **dict.fromkeys(("Programme", "Project", "Service"), "Initiative"),
    "Law": "Law",
    "Agreement": "Agreement",
    "Event": "Event",
}
_ACTOR = frozenset({"Person", "Organisation", "Jurisdiction"})
_INITIATIVE = frozenset({"Initiative"})
_ALLOWED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "holdsRole": (frozenset({"Person"}), frozenset({"Organisation", "Jurisdiction"})),
    "leads": (_ACTOR, frozenset({"Organisation", "Initiative", "Event"})),
    "participatesIn": (_ACTOR, frozenset({"Initiative", "Event", "Committee"})),
    "organises": (_ACTOR, frozenset({"Event"})),
    "develops": (_ACTOR, _INITIATIVE),
    "operates": (_ACTOR, _INITIATIVE),
    "uses": (_ACTOR, _INITIATIVE),
    "funds": (_ACTOR, _ACTOR | _INITIATIVE),
    "adopts": (_ACTOR, frozenset({"Initiative", "Law", "Agreement"})),
    "presents": (_ACTOR, frozenset({"Initiative", "Law"})),
    "takesOver": (_ACTOR, _INITIATIVE),
    "partyTo": (frozenset({"Organisation", "Jurisdiction"}), frozenset({"Agreement"})),
    "signs": (frozenset({"Person"}), frozenset({"Agreement"})),
    "concerns": (frozenset({"Agreement", "Event", "Law"}), frozenset({"Initiative", "Law"})),
    "cooperatesWith": (_ACTOR, _ACTOR),
    "takesPlaceIn": (frozenset({"Event"}), frozenset({"Jurisdiction", "Place"})),
    "supports": (_ACTOR, _ACTOR | frozenset({"Initiative", "Law"})),
    "opposes": (_ACTOR, _ACTOR | frozenset({"Initiative", "Law"})),
    "demands": (_ACTOR, frozenset({"Initiative", "Law"})),
}
PREDICATES = frozenset(_ALLOWED) | {"partOf"}


def coarse_of(type: str) -> str:
    """The coarse type of a fine one."""
    return _COARSE[type]


@cache
def allows(subject: str, predicate: str, object: str) -> bool:
    """Whether a predicate may join two fine types."""
    s, o = {subject, _COARSE[subject]}, {object, _COARSE[object]}
    if predicate == "partOf":
        return ("Organisation" in s and bool(o & {"Organisation", "Jurisdiction"})) or (
            "Initiative" in s and "Initiative" in o
        )
    subjects, objects = _ALLOWED[predicate]
    return bool(s & subjects) and bool(o & objects)


@cache
def sides(predicate: str) -> tuple[frozenset[str], frozenset[str]]:
    """The coarse types that may stand on either side of a predicate."""
    if predicate == "partOf":
        return frozenset({"Organisation", "Initiative"}), frozenset({"Organisation", "Jurisdiction", "Initiative"})
    return _ALLOWED[predicate]
