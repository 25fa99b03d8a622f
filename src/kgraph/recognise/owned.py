"""What else a text calls a body or event: with and without its owner, and by the known name within its name.

Whether "Landratsamt" or "Landratsamt des Kreises Harz" is the name, nobody can tell from one article; both are forms
that its text uses. "Digitalverband Bitkom" is "Bitkom", too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgraph.names import nominative
from kgraph.recognise.drafts import Draft, is_adjective
from kgraph.recognise.introduced import is_place
from kgraph.recognise.spots import Spots
from kgraph.register import default_register
from kgraph.vocab import schema

_BODIES = frozenset({"Ministry", "Authority", "Committee", "Association", "Research", "Event"})
_OWNERS = frozenset({"Jurisdiction", "Organisation"})
# What stands between a body and its owner: "der Stadt", "des Landes", "von".
_LINK = re.compile(
    r" (?:(?:des|der|von|vom|beim|im|in) )?(?:(?:des|der) )?"
    r"(?:(?:Landes|Bundeslandes|Freistaate?s|Stadt|Landeshauptstadt|Hansestadt|Gemeinde|Landkreises|Kreises|"
    r"Zweckverband(?:s|es)|Verband(?:s|es)) )?"
)
_OF_PLACE = re.compile(rf"(?P<bare>[A-ZÄÖÜ][\w-]{{3,}}){_LINK.pattern}(?P<place>(?:Bad )?[A-ZÄÖÜ][\w-]+)")
_REACH = 40  # code points between a body and the name of its owner


def add_other_forms(text: str, found: Sequence[Draft]) -> None:
    """Note for each body and event the other forms of its name that its text uses."""
    spots = Spots((m.start, m.end, d) for d in found for m in d.mentions)
    for draft in found:
        if draft.type not in _BODIES:
            continue
        forms = [form for m in draft.mentions for form in _with_and_without_owner(text, m.start, m.end, draft, spots)]
        for form in dict.fromkeys((*forms, *_known_within(draft), *_without_place(draft))):
            if form not in (*draft.names, *draft.expressions):
                draft.expressions.append(form)


def _with_and_without_owner(text: str, start: int, end: int, draft: Draft, spots: Spots[Draft]) -> Iterator[str]:
    for s, e, other in spots.overlapping(start, end + _REACH):
        if other is draft or schema().coarse(other.type) not in _OWNERS or is_adjective(text[s:e]):
            continue
        if s >= end and _LINK.fullmatch(text, end, s):
            yield nominative(text[start:e])
        elif start < s and e == end:
            bare = next((text[start : m.start()] for m in _LINK.finditer(text, start, s) if m.end() == s), "")
            if bare and bare[-1].isalpha():
                yield nominative(bare)


def _known_within(draft: Draft) -> Iterator[str]:
    """The names of its entry that a form of the draft begins or ends with."""
    if draft.register is None:
        return
    known = [name.text for name in default_register().entries[draft.register].names if name.kind != "demonym"]
    for form in (*draft.names, *draft.expressions):
        yield from (name for name in known if form.endswith(f" {name}") or form.startswith(f"{name} "))


def _without_place(draft: Draft) -> Iterator[str]:
    """What stands before the place at the end of a name that is no register entry's: "Landratsamt"."""
    for form in draft.names if draft.register is None else ():
        placed = _OF_PLACE.fullmatch(form)
        if placed and is_place(placed["place"]):
            yield nominative(placed["bare"])
