"""Merge drafts that are one thing by what is peculiar to their kind: ministries, towns, events, agreements, persons.

Each rule takes the drafts of one article and gives back those that are left, in order; what holds for names of
every kind is in `join`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kgraph.lexicon import word_table
from kgraph.names import demonyms, fold, genitive_stems, nominative
from kgraph.recognise.drafts import Draft, best_name
from kgraph.recognise.persons import surnames

_EDITION = re.compile(r"^(?:\d{1,3}\.\s)?(?P<series>.+?)(?:\s(?:19|20)\d\d)?$")


def join_editions(found: list[Draft]) -> list[Draft]:
    """A series ("Smart Country Convention") is its one edition that the article names, or its known short form."""
    gone: set[int] = set()
    series: dict[str, list[Draft]] = {}
    for d in found:
        if d.type == "Event":
            series.setdefault(_series(best_name(d)), []).append(d)
    for drafts in series.values():
        bare = [d for d in drafts if not any(c.isdigit() for c in best_name(d))]
        dated = [d for d in drafts if d not in bare]
        if len(dated) <= 1 and len(drafts) > 1:
            first, *rest = [*dated, *bare]
            for d in rest:
                first.absorb(d)
                gone.add(id(d))
    return [d for d in found if id(d) not in gone]


def _series(name: str) -> str:
    match = _EDITION.match(name)
    text = genitive_stems(fold(match["series"] if match else name).replace("-", "").replace(" ", ""))[-1]
    return next((long for long, short in word_table("event_short_forms").items() if text in short), text)


_PORTFOLIOS = {
    **{
        w: w
        for w in "finanz wirtschaft justiz digital wissenschaft gesundheit sozial umwelt infrastruktur arbeit".split()
    },
    **{w: w for w in "landwirtschaft kommunal".split()},
    "innen": "inner|innen",
    "kultus": "kultus|bildung",
    "bildung": "bildung|kultus",
    "verkehr": "verkehr|infrastruktur",
    "bau": "bau|wohn",
    "familien": "famili",
}


def join_ministries(found: list[Draft], lands: Mapping[int, Draft]) -> list[Draft]:
    """An "Innenministerium" is the one ministry of the article that has the interior in its name.

    Args:
        found: The drafts of one article.
        lands: By identity of the draft, whose ministry it is; those of two Länder are never one.
    """
    gone: set[int] = set()
    for short in found:
        if short.type != "Ministry" or short.register is not None or " " in best_name(short):
            continue
        name = fold(best_name(short)).removeprefix("bundes").removeprefix("landes")
        stem = next((pattern for word, pattern in _PORTFOLIOS.items() if name.startswith(word)), None)
        if stem is None or not name.endswith(("ministerium", "ministeriums", "ressort")):
            continue
        longer = [
            d
            for d in found
            if d is not short
            and d.type == "Ministry"
            and id(d) not in gone
            and any(re.search(stem, fold(n)) for n in d.names)
            and lands.get(id(d), short) is lands.get(id(short), lands.get(id(d), short))
        ]
        if len(longer) == 1:
            longer[0].absorb(short)
            gone.add(id(short))
    return [d for d in found if id(d) not in gone]


def join_towns(found: list[Draft]) -> list[Draft]:
    """A short form of a town ("Frankfurt") is the one town of the article whose name goes on from there."""
    towns = [d for d in found if d.type == "Municipality"]
    gone: set[int] = set()
    named = {form: d for d in towns for name in d.names for form in demonyms(name) if form not in d.names}
    for d in towns:
        other = named.get(d.names[0]) if len(set(d.names)) == 1 else None
        if other is not None and other is not d and _one_place(d, other):  # "Neunkirchener" and "Neunkirchen"
            other.absorb(d)
            gone.add(id(d))
    towns = [d for d in towns if id(d) not in gone]
    for short in towns:
        if short.register is not None and len(towns) < 2:
            continue
        longer = [
            d
            for d in towns
            if d is not short and id(d) not in gone and fold(best_name(d)).startswith(fold(best_name(short)) + " ")
        ]
        if len(longer) == 1:
            longer[0].absorb(short)
            gone.add(id(short))
    return [d for d in found if id(d) not in gone]


def _one_place(a: Draft, b: Draft) -> bool:
    return a.register is None or b.register is None or a.register == b.register


_GENERIC_AGREEMENT = re.compile(
    r"(?:.*(?:vertrag|vereinbarung|abkommen|erklärung|pakt)|letter of intent|memorandum of understanding)\Z"
)
_OWN_NAME = re.compile(r"[A-ZÄÖÜ]\w*[A-ZÄÖÜ]\w*-")  # "OZG-Dachabkommen" is none that was named before
_SIMPLE_AGREEMENTS = frozenset(
    {"vertrag", "vereinbarung", "abkommen", "erklärung", "pakt", "absichtserklärung", "kooperationsvereinbarung"}
    | {"letter of intent", "memorandum of understanding"}
)
_DEFINITE = re.compile(
    r"\b(?:de[rnms]|die|das|diese[rnms]?|besagte[rnms]?)\s(?:[a-zäöüß-]+(?:e|en|er)\s)?\Z", re.IGNORECASE
)


def join_agreements(text: str, found: list[Draft]) -> list[Draft]:
    """A second noun for an agreement, with a definite article ("in der Vereinbarung"), is the one named before."""
    agreements = [d for d in found if d.type == "Agreement"]
    if len(agreements) != 2:
        return found
    first, second = sorted(agreements, key=lambda d: min(m.start for m in d.mentions))
    start = min(m.start for m in second.mentions)
    if (
        not all(_GENERIC_AGREEMENT.match(fold(best_name(d))) for d in (first, second))
        or not _may_be_one_agreement(best_name(first), best_name(second))
        or _OWN_NAME.match(best_name(second))
        or first.register
        or second.register
        or not _DEFINITE.search(text, max(0, start - 40), start)
    ):
        return found
    first.absorb(second)
    return [d for d in found if d is not second]


def _may_be_one_agreement(first: str, second: str) -> bool:
    """Whether the second noun says no more than the first: a "Lizenzvertrag" is no "Kooperationsvertrag"."""
    long, short = fold(nominative(first)), fold(nominative(second))
    return short in _SIMPLE_AGREEMENTS or long.endswith(short) or short.endswith(long)


def join_surnames(found: list[Draft]) -> list[Draft]:
    """A person called by surname only is the one person of that surname."""
    full = [d for d in found if d.type == "Person" and " " in d.names[0]]
    gone: set[int] = set()
    for d in found:
        if d.type != "Person" or " " in d.names[0]:
            continue
        bearers = [p for p in full if d.names[0] in surnames(p.names[0])]
        if len(bearers) == 1:
            bearers[0].absorb(d)
            gone.add(id(d))
    return [d for d in found if id(d) not in gone]
