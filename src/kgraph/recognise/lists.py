"""Find unknown bodies by the company they keep: "AKDB, Dataport, SIT und regio iT".

A word that cannot be an ordinary noun (capitals or digits inside) and stands in a list
between, or at the end of, names of one kind is a name of that kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgraph.lexicon import first_names, is_office, ordinary, word_list
from kgraph.recognise.candidates import Candidate, weigh
from kgraph.recognise.gazetteer import is_demonym
from kgraph.recognise.introduced import is_marked, is_place, name_end
from kgraph.vocab import schema

_ARTICLE = r"(?:(?:der|die|das|den|dem)\s)?"
_WORD = r"(?P<name>[A-ZÄÖÜ][\w&+-]*[A-ZÄÖÜ0-9][\w&+-]*(?:\s[A-ZÄÖÜ][\w-]+)?)"
_BETWEEN = re.compile(rf",\s{_ARTICLE}{_WORD}(?:,|\s(?:und|sowie))\s{_ARTICLE}")
_LAST = re.compile(rf"\s(?:und|sowie|oder)\s{_ARTICLE}{_WORD}(?=[.,;]|\s[a-zäöü])")
_FIRST = re.compile(rf"{_ARTICLE}{_WORD}(?:,|\s(?:und|sowie|oder))\s{_ARTICLE}\Z")
_AND = re.compile(
    r"\s(?:und|sowie)\s(?:(?:der|die|das|den|dem)\s)?(?P<name>[A-ZÄÖÜ][a-zäöüß]{3,})(?=[.,;)]|\s[a-zäöü])"
)
_BRACKET = re.compile(r"\s\((?P<name>[A-ZÄÖÜ][\w&.-]*\w(?:\s[A-ZÄÖÜ][\w&.-]*\w){0,2})\)")
_OF = re.compile(r"\s(?:von|vom|bei|beim)\s(?:der\s|dem\s)?(?P<name>[A-ZÄÖÜ][\w+&.-]*\w)")
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
        if candidate.type == "Person":
            yield from _bracketed(text, candidate.end, end)
            yield from _affiliated(text, candidate.end, end)
        kind = schema().coarse(candidate.type)
        if kind not in _LISTED:
            continue
        following = chosen[i + 1] if i + 1 < len(chosen) else None
        if following is not None and schema().coarse(following.type) == kind:
            match = _BETWEEN.fullmatch(text, candidate.end, following.start)
        elif kind == "Initiative" or _is_listed(text, chosen, i):  # two services may be all: "Äskulap oder ISGA"
            match = _LAST.match(text, candidate.end, following.start if following else end)
        else:
            match = None
        if match is None:
            match = _FIRST.search(
                text, max(chosen[i - 1].end if i else start, candidate.start - _REACH), candidate.start
            )
        if match is None and candidate.type == "Company":
            yield from _joined(text, candidate.end, following.start if following else end)
        if match and match["name"] not in word_list("no_names") and _is_name(match["name"].split()[0]):
            begin, stop = match.span("name")
            yield Candidate(begin, stop, candidate.type, "list", weigh(1.0, stop - begin), begin, stop)


def _is_listed(text: str, chosen: Sequence[Candidate], i: int) -> bool:
    """Whether only a comma stands between a name and the one before it."""
    if not i or chosen[i - 1].end >= chosen[i].start:
        return False
    return text[chosen[i - 1].end : chosen[i].start].strip() == ","


def _is_name(word: str) -> bool:
    """Whether a word cannot be an ordinary noun; one in capitals only may end with "IT"."""
    return is_marked(word) or ("-" in word and word.isupper())


def _joined(text: str, position: int, end: int) -> Iterator[Candidate]:
    """The unknown firm behind a known one: "Capgemini und Qumbra"."""
    joined = _AND.match(text, position, end)
    if joined and not _is_none(joined["name"]) and not ordinary(joined["name"]) and joined["name"] not in first_names():
        begin, stop = joined.span("name")
        yield Candidate(begin, stop, "Company", "list", weigh(0.7, stop - begin), begin, stop)


def _bracketed(text: str, position: int, end: int) -> Iterator[Candidate]:
    """The firm or body in brackets behind a person: "Eduard Heilmayr (Delphin Consult)"."""
    bracket = _BRACKET.match(text, position, end)
    words = bracket["name"].split() if bracket else []
    if bracket and any(is_marked(w) or not ordinary(w) for w in words) and not any(_is_none(w) for w in words):
        begin, stop = bracket.span("name")
        yield Candidate(begin, stop, "Company", "list:bracket", weigh(0.6, stop - begin), begin, stop)


def _affiliated(text: str, position: int, end: int) -> Iterator[Candidate]:
    """The firm or body that a person is of: "Oliver Schoppe von UVC Partners"."""
    behind = _OF.match(text, position, end)
    first = behind["name"] if behind else ""
    if behind and not _is_none(first) and (is_marked(first) or (len(first) > 3 and not ordinary(first))):
        stop = name_end(text, behind.start("name"), end, sure=False, unmarked=True)
        if stop and first not in first_names() and not is_demonym(first):
            yield Candidate(
                behind.start("name"),
                stop,
                "Company",
                "list:of",
                weigh(0.8, stop - behind.start("name")),
                behind.start("name"),
                stop,
            )


def _is_none(word: str) -> bool:
    return word in word_list("no_names") or is_place(word) or is_office(word)
