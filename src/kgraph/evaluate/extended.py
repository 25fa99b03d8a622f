"""Count what only the extended annotation has: status, speaker, validity, figures and topics.

An annotation that leaves them out says nothing of them, so only articles that have the keys are counted. What the
gold denies is compared with what was found denied.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from kgraph.evaluate.documents import Document
from kgraph.evaluate.matching import Alignment, comparable, key_of, keyed
from kgraph.evaluate.misses import Miss
from kgraph.evaluate.tally import Tally

_SAID = ("speaker", "valid_from", "valid_until")
_RELATION_KEYS = ("status", *_SAID)
_STATUS_COST = 0.5  # of a statement that is there with another status, against 1 for one that is missed


def count_extended(tally: Tally, qualifiers: MutableMapping[str, Counter[bool]], found: Alignment) -> Iterator[Miss]:
    """Count into `tally` and `qualifiers`; yields the misses."""
    if tells_status(found.gold):
        yield from _count_statuses(tally, qualifiers, found)
    if "figures" in found.gold:
        yield from _count_figures(tally, qualifiers, found)
    if "topics" in found.gold:
        wanted, given = set(found.gold["topics"]), set(found.found.get("topics", ()))
        tally["topics", ""].update(hit=len(wanted & given), found=len(given), gold=len(wanted))
        for counted, topics in (("hit", wanted & given), ("found", given), ("gold", wanted)):
            for topic in topics:
                tally["topic", topic][counted] += 1
        for kind, topics in (("missed", wanted - given), ("spurious", given - wanted)):
            yield from (Miss(found.gold["id"], f"topic {kind}", topic, "") for topic in sorted(topics))


def tells_status(document: Document) -> bool:
    """Whether an annotation tells status and speaker, so that a relation without them is a fact in nobody's words."""
    return {"figures", "topics"} & set(document) != set() or any(
        key in relation for relation in document["relations"] for key in _RELATION_KEYS
    )


def _count_statuses(tally: Tally, qualifiers: MutableMapping[str, Counter[bool]], found: Alignment) -> Iterator[Miss]:
    """Compare all statements, denied ones too, with their status and with what is said about them."""
    wanted = {key_of(r, r["s"], r["o"]): r for r in found.gold["relations"]}
    denied = [{**r, "status": "denied"} for r in found.found.get("denied", ())]
    given, loose = keyed([*found.found["relations"], *denied], found.pairs)
    for counted, relations in (("gold", wanted.values()), ("found", [*given.values(), *loose])):
        for relation in relations:
            tally["status", _status(relation)][counted] += 1
    names = {e["id"]: e["name"] for e in found.gold["entities"]}
    for key in sorted(wanted.keys() & given.keys()):
        want, got = _status(wanted[key]), _status(given[key])
        qualifiers["status"][want == got] += 1
        if want == got:
            tally["status", want]["hit"] += 1
        else:
            name = f"{names[key[1]]} → {names[key[2]]}: {got}, not {want}"
            yield Miss(found.gold["id"], "status wrong", key[0], name, _STATUS_COST)
        for name in _SAID:
            _count_said(tally["qualifier", name], name, wanted[key].get(name), given[key].get(name), found.pairs)


def _count_said(counts: Counter[str], name: str, want: Any, got: Any, pairs: Mapping[str, str]) -> None:
    right = want is not None and (pairs.get(got) if name == "speaker" else got) == want
    counts.update(hit=int(right), found=int(got is not None), gold=int(want is not None))


def _status(relation: Mapping[str, Any]) -> str:
    return str(relation.get("status", "fact"))


def _count_figures(tally: Tally, qualifiers: MutableMapping[str, Counter[bool]], found: Alignment) -> Iterator[Miss]:
    wanted, given = list(found.gold["figures"]), list(found.found.get("figures", ()))
    left = list(wanted)
    for figure in given:
        match = next((g for g in left if _same_figure(g, figure, found.pairs)), None)
        if match is None:
            yield Miss(found.gold["id"], "figure spurious", str(figure.get("unit")), str(figure.get("quote")))
            continue
        left.remove(match)
        qualifiers["approx"][bool(match.get("approx")) == bool(figure.get("approx"))] += 1
        if match.get("date") is not None:
            qualifiers["figure date"][match["date"] == figure.get("date")] += 1
    tally["figures", ""].update(hit=len(wanted) - len(left), found=len(given), gold=len(wanted))
    for figure in left:
        yield Miss(found.gold["id"], "figure missed", str(figure.get("unit")), str(figure.get("quote")))


def _same_figure(gold: Mapping[str, Any], found: Mapping[str, Any], pairs: Mapping[str, str]) -> bool:
    """Whether two figures give one entity the same value in the same unit."""
    units = comparable(str(gold.get("unit") or "")), comparable(str(found.get("unit") or ""))
    return (
        pairs.get(found["e"]) == gold["e"]
        and math.isclose(float(gold["value"]), float(found["value"]), rel_tol=1e-9)
        and (bool(units[0] & units[1]) or units == (frozenset(), frozenset()))
    )
