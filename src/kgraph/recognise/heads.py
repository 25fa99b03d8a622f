"""Apply the form rules of `data/forms`: a head word with what belongs to it before and after."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

from kgraph.lexicon import Form, forms
from kgraph.needles import sieve
from kgraph.patterns import LatePattern
from kgraph.recognise.candidates import Candidate, weigh
from kgraph.recognise.gazetteer import is_demonym
from kgraph.recognise.introduced import is_marked, is_place
from kgraph.register import default_register
from kgraph.segment import Token

_PLACES = frozenset({"Land", "District", "Municipality"})
_OWNERS = frozenset({"Ministry", "Committee"})  # whose sessions and units bear their names
_LEFT = 70  # code points before a head that may belong to its name
_QUOTED = re.compile(r"[„“\"»‚«](?P<inner>[^„“”\"»«‘\n]{2,130}?)[“”\"«»‘]")
_DEMONYM = re.compile(r"(?:(?:[Dd]e[rnms]|[Dd]ie|[Dd]as|[Vv]om|[Bb]eim)\s)?([A-ZÄÖÜ][a-zäöüß-]{2,}er)\s")
_CAPITAL_ADJECTIVES = frozenset(
    "Deutscher Nationaler Digitaler Effizienter Kommunaler Regionaler Zentraler Gemeinsamer Föderaler "
    "Virtueller Offener Integrierter Interaktiver".split()
)
_LEADING = re.compile(
    r"(?:(?:[Dd](?:ie|as|e[rnms])|[Ee]ine?[mnrs]?|[Vv]om|[Vv]on der|[Bb]eim|[Bb]ei der|[Ii]m Haus des|"
    r"[Ii]hr(?:e[nmrs]?)?|[Ss]eine?[mnrs]?|[Uu]nsere?[mnrs]?|[Ee]igene?[nrs]?|[Nn]eue[nrs]?|[Ii]ns?|[Ii]m|[Aa]uf|[Aa]m|[Bb]ei|[Vv]on|[Dd]urch|[Mm]it|[Ff]ür|[Aa]ns?|[Zz]u[mr]?|bundesweite[n]?|landesweite[n]?)\s)+|[„\"(]"
)


def find(text: str, words: Sequence[Token], start: int, end: int) -> Iterator[Candidate]:
    """Yield what the forms find in one sentence.

    Args:
        text: The article's text.
        words: The sentence's tokens.
        start: Where the sentence starts; contexts are searched within it.
        end: Where it ends.
    """
    sentence = text[start:end]
    fitting: dict[str, bool] = {}
    for word in words:
        for form in _forms_of(word.text):
            if form.id not in fitting:
                fitting[form.id] = _fits(form, text, sentence)
            if not fitting[form.id]:
                continue
            found = _applied(form, text, word, start, end)
            if found is not None:
                yield found


def _fits(form: Form, text: str, sentence: str) -> bool:
    """Whether the article and the sentence have what the form demands of them."""
    if form.document is not None and not _somewhere(form.document, text):
        return False
    if form.context is not None and not form.context.search(sentence):
        return False
    return form.unless is None or not form.unless.search(sentence)


@lru_cache(maxsize=256)
def _somewhere(pattern: LatePattern, text: str) -> bool:
    """Whether a pattern is found in an article, which is asked again for each of its sentences."""
    return pattern.search(text) is not None


@cache
def _likely() -> Callable[[str], list[int]]:
    """Which forms a word may be the head of, by their place: a new word need not be compared with them all."""
    return sieve([form.head for form in forms()])


@lru_cache(maxsize=32768)
def _forms_of(word: str) -> tuple[Form, ...]:
    if not (word.isdigit() or (word[0].isalnum() and any(c.isupper() or c == ":" for c in word))):
        return ()
    return tuple(form for place in _likely()(word) if (form := forms()[place]).head.fullmatch(word))


def _applied(form: Form, text: str, head: Token, start: int, end: int) -> Candidate | None:
    begin = head.start
    if form.before is not None:
        before = form.before.search(text, max(start, head.start - _LEFT), head.start)
        if before is not None and _plausible_before(before.group()):
            lead = _LEADING.match(text, before.start(), head.start)
            begin = lead.end() if lead else before.start()
        elif form.before_required:
            return None
    if form.type == "Company":
        begin = _behind_demonym(text, begin, head.start)
    stop = head.end
    after = form.after.match(text, head.end, end) if form.after is not None else None
    if after is not None and _is_place(after):
        stop = after.end()
    elif form.after is not None and not form.bare:
        return None
    if (
        form.not_after is not None
        and stop == head.end
        and form.not_after.search(text, max(start, begin - _LEFT), begin)
    ):
        return None
    while stop > head.end and text[stop - 1] in ".,;:-":
        stop -= 1
    name_start, name_end = _name_of(form, text, begin, head, stop)
    if name_end - name_start < 2 or (form.type == "Project" and is_place(text[name_start:name_end])):
        return None  # "des Projekts Bayern und Hessen"
    if form.name in ("head", "tail"):
        begin = head.start
    alone = (head.start, head.end) if form.alone and (begin, stop) != (head.start, head.end) else None
    if alone is None and form.type in _OWNERS and begin < head.start and stop > head.end:
        alone = (head.start, stop)  # "Brandenburger Ministerium des Innern"
    score = weigh(form.weight, stop - begin)
    nested = form.type in _OWNERS and text[max(start, begin - 5) : begin].endswith((" der ", " des ", " vom "))
    return Candidate(begin, stop, form.type, f"form:{form.id}", score, name_start, name_end, head=alone, nested=nested)


def _behind_demonym(text: str, begin: int, end: int) -> int:
    """Where the name of a firm starts that a town's adjective stands before: "die Lübecker MACH AG"."""
    adjective = _DEMONYM.match(text, begin, end)
    first = text[adjective.end() : end].split(" ")[0] if adjective and is_demonym(adjective[1]) else ""
    return adjective.end() if adjective and first and is_marked(first) else begin


def _is_place(after: re.Match[str]) -> bool:
    """Whether what a form calls a place (the group `place` of `after`) is one of the register."""
    place = after.groupdict().get("place")
    return place is None or any(e.type in _PLACES for e in default_register().named(place))


def _name_of(form: Form, text: str, begin: int, head: Token, stop: int) -> tuple[int, int]:
    if form.name in ("head", "tail"):
        return head.start, head.end if form.name == "head" else stop
    head_end = head.end
    if form.name == "whole" or stop == head_end:
        return begin, stop
    quoted = _QUOTED.search(text, head_end, stop)
    if quoted:
        return quoted.start("inner"), quoted.end("inner")
    if form.name == "quoted":
        return begin, stop
    while text[head_end].isspace():
        head_end += 1
    return head_end, stop


def _plausible_before(before: str) -> bool:
    """Whether what stands before a head may be part of the name: of words in -er only known demonyms are."""
    match = _DEMONYM.fullmatch(before)
    if match is None:
        return True
    word = match.group(1)
    return is_demonym(word) or word.endswith("ischer") or word in _CAPITAL_ADJECTIVES
