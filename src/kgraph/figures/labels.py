"""Numbers that are no key figure: labels, dates, ranges, demands, changes, answers to a survey."""

from __future__ import annotations

import re

from kgraph.figures.words import pattern
from kgraph.numbers import Number
from kgraph.relate.sentence import Sentence

_RANGE = re.compile(r"\d\s*(?:bis|[-–/])\s*$|\b(?:bis|zwischen\s+\S+\s+und)\s+$")
_BEFORE = re.compile(r"([\w§]+)\.?\s+$")
_FEW = 20
_ARTICLE = re.compile(r"\b(?:die|der|den|alle|allen|aller|dieser?|diesen)\s+(?:\w+n\s+)?$", re.IGNORECASE)
_EACH = re.compile(r"\b(?:je|jeweils|jedes|pro)\s+(?:\w+\s+)?$", re.IGNORECASE)
_LEAST = re.compile(r"(?:mindestens|wenigstens|höchstens|maximal)\s", re.IGNORECASE)
_ASKED = re.compile(r"\s+(?:der|aller|von|unter)\s+(?:\w+n\s+)?(?:\w*[Bb]efragten|Umfrageteilnehm\w+)\b")
_COMPARED = re.compile(
    r"\s+(?:mehr|weniger|schneller|höher|niedriger|größer|kleiner|günstiger|teurer|billiger|über|unter)\b"
)
_CHANGED = re.compile(r"\bum\s+$")
_BASE = re.compile(
    r"(?:\d|\b(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf))\s+von\s+(?:insgesamt\s+)?$",
    re.IGNORECASE,
)


def is_label(sentence: Sentence, number: Number) -> bool:
    """Whether a number is part of a name, a date, a range, or the name of what stands before it."""
    text = sentence.scene.text
    if sentence.scene.inside_name(number.start) or any(
        start <= number.start and number.end <= end
        for start, end, _, _ in sentence.scene.located.within(max(0, number.start - 200), number.end + 200)
    ):
        return True
    before = text[max(sentence.start, number.first - 40) : number.first]
    in_range = _RANGE.search(text[max(sentence.start, number.start - 40) : number.start])
    if (in_range and number.precision != "upper") or _EACH.search(before):
        return True
    word = _BEFORE.search(before)
    return bool(word and pattern("not_behind").fullmatch(word[1]))


def required(sentence: Sentence, number: Number) -> bool:
    """Whether a number is what is demanded, not what is: "mindestens 50 Verfahren müssen …"."""
    return bool(_LEAST.search(sentence.scene.text, max(sentence.start, number.first), number.start))


def known(sentence: Sentence, number: Number) -> bool:
    """Whether a small number with an article only points back: "die neun Preisträger"."""
    before = sentence.scene.text[max(sentence.start, number.first - 20) : number.first]
    return number.value < _FEW and bool(_ARTICLE.search(before))


def is_year(number: Number) -> bool:
    """Whether a number may be a year."""
    return (
        not number.spelled
        and number.precision == "exact"
        and 1900 <= number.value <= 2100
        and number.end - number.start == 4
    )


def is_base(sentence: Sentence, number: Number) -> bool:
    """Whether a number is only what another is a part of: the 376 of "151 von 376 Ämtern"."""
    return bool(_BASE.search(sentence.scene.text[max(sentence.start, number.first - 30) : number.first]))


def is_change(sentence: Sentence, number: Number, last: int) -> bool:
    """Whether a share, whose "Prozent" ends at `last`, tells a change, a comparison or what people answered."""
    text = sentence.scene.text
    before, after = (
        text[max(sentence.start, number.first - 30) : number.first],
        text[last : min(sentence.end, last + 60)],
    )
    near = re.findall(r"\w+", f"{before} {after[:30]}")
    return bool(
        _CHANGED.search(before)
        or _COMPARED.match(after)
        or _ASKED.match(after)
        or any(pattern("not_share").fullmatch(word) for word in near)
    )
