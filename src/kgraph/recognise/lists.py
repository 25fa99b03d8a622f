"""Find unknown bodies by the company they keep: "AKDB, Dataport, SIT und regio iT".

A word that cannot be an ordinary noun (capitals or digits inside) and stands in a list
between, or at the end of, names of one kind is a name of that kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgraph.lexicon import word_list
from kgraph.recognise.candidates import Candidate, weigh
from kgraph.recognise.introduced import is_marked
from kgraph.vocab import schema

_ARTICLE = r"(?:(?:der|die|das|den|dem)\s)?"
_WORD = r"(?P<name>[A-ZÄÖÜ][\w&+-]*[A-ZÄÖÜ0-9][\w&+-]*(?:\s[A-ZÄÖÜ][\w-]+)?)"
_BETWEEN = re.compile(rf",\s{_ARTICLE}{_WORD}(?:,|\s(?:und|sowie))\s{_ARTICLE}")
_LAST = re.compile(rf"\s(?:und|sowie)\s{_ARTICLE}{_WORD}(?=[.,;]|\s[a-zäöü])")
_FIRST = re.compile(rf"{_ARTICLE}{_WORD}(?:,|\s(?:und|sowie|oder))\s{_ARTICLE}\Z")
_LISTED = frozenset({"Organisation", "Initiative"})
_REACH = 40  # code points before a name in which the first of its list is looked for


def find(text: str, chosen: Sequence[Candidate], start: int, end: int) -> Iterator[Candidate]:
    """Yield what stands in lists of the names that were chosen in one sentence.

    Args:
        text: The article's text.
        chosen: Of one sentence, in text order.
        start: Where the sentence starts.
        end: Where the sentence ends.
    """
    for i, candidate in enumerate(chosen):
        kind = schema().coarse(candidate.type)
        if kind not in _LISTED:
            continue
        following = chosen[i + 1] if i + 1 < len(chosen) else None
        if following is not None and schema().coarse(following.type) == kind:
            match = _BETWEEN.fullmatch(text, candidate.end, following.start)
        elif i and chosen[i - 1].end < candidate.start and text[chosen[i - 1].end : candidate.start].strip() == ",":
            match = _LAST.match(text, candidate.end, following.start if following else end)
        else:
            match = None
        if match is None:
            match = _FIRST.search(
                text, max(chosen[i - 1].end if i else start, candidate.start - _REACH), candidate.start
            )
        if match and match["name"] not in word_list("no_names") and is_marked(match["name"].split()[0]):
            begin, stop = match.span("name")
            yield Candidate(begin, stop, candidate.type, "list", weigh(1.0, stop - begin), begin, stop)
