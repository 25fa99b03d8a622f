"""Merge drafts that the text itself calls two names of one initiative: "das Virtuelle Bauamt „ViBa-BW“", "kurz ViBa".

What holds for names of every kind is in `join`. Each rule takes the drafts of one article and gives back those that
are left, in order; none merges two different register entries.
"""

from __future__ import annotations

import re

from kgraph.names import fold
from kgraph.recognise.drafts import Draft, best_name
from kgraph.vocab import schema

_KIND = "Initiative"
_APPOSED = re.compile(r"[“”\"«»]?\s(?=[„“\"»«‚])")  # what stands between a name and the quoted name behind it
_IN_SHORT = re.compile(
    r"[“”\"«»]?(?:\strägt)?(?:,|\s[–-])?\s(?:kurz(?:\sgenannt)?:?|abgekürzt|alias|besser\sbekannt\sals|auch\sbekannt\sals)\s"
    r"[„“\"»«‚]?(?P<name>[A-ZÄÖÜ][\w@+.-]*\w(?:\s[A-ZÄÖÜ][\w@+-]*\w)?)(?=[“”\"«»),.;:]|\s)"
)
# What a name goes on with where the whole is meant: "ViBa" and "ViBa-BW", "Smart Kassel" and "Smart Kassel App".
_REGION = re.compile(r"[\s-](?:BW|BY|BB|HE|MV|NI|NRW|RLP|SH|SL|SN|ST|TH|[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)?)")


def join_second_names(text: str, found: list[Draft]) -> list[Draft]:
    """What is quoted right behind a name, or follows "kurz", is another name of the same initiative."""
    starts = {m.start: d for d in found for m in d.mentions}
    gone: set[int] = set()
    for draft in found:
        if id(draft) in gone or schema().coarse(draft.type) != _KIND:
            continue
        for mention in list(draft.mentions):
            apposed = _APPOSED.match(text, mention.end)
            second = _one_of(starts, apposed.end()) if apposed else None
            called = _IN_SHORT.match(text, mention.end)
            if called:
                second = _one_of(starts, called.start("name"))
                if second is None and called["name"] not in draft.names:
                    draft.names.append(called["name"])
            if second is not None and id(second) not in gone and _may_be_one(draft, second):
                draft.absorb(second)
                gone.add(id(second))
    return [d for d in found if id(d) not in gone]


def _one_of(starts: dict[int, Draft], position: int) -> Draft | None:
    """The draft that is mentioned at a place, or right behind the quotation mark there."""
    return starts.get(position) or starts.get(position + 1)


def _may_be_one(a: Draft, b: Draft) -> bool:
    both = a.register is not None and b.register is not None
    return a is not b and schema().coarse(b.type) == _KIND and (not both or a.register == b.register)


def join_regional(found: list[Draft]) -> list[Draft]:
    """A name that the one longer name of the article only adds a region to is that: "ViBa", "ViBa-BW"."""
    kin = [d for d in found if schema().coarse(d.type) == _KIND]
    gone: set[int] = set()
    for short in kin if len(kin) > 1 else ():
        if short.register is not None:
            continue
        longer = [d for d in kin if id(d) not in gone and _may_be_one(short, d) and _goes_on(d, short)]
        if len(longer) == 1:
            longer[0].absorb(short)
            gone.add(id(short))
    return [d for d in found if id(d) not in gone]


def _goes_on(longer: Draft, shorter: Draft) -> bool:
    """Whether a name of one draft is the other's name with a region behind it."""
    short = fold(best_name(shorter))
    plain = (n for n in longer.names if len(fold(n)) == len(n))
    return len(short) > 3 and any(fold(n).startswith(short) and _REGION.fullmatch(n[len(short) :]) for n in plain)
