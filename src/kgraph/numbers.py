"""Numbers and sums in German text: "rund 17 Mio. Euro", "1.532", "zwei Millionen", "zweihundert".

A stretch of text comes in, `Number`s with their value and what narrows it ("bis zu", "mehr als") go out. Nothing here
knows what is counted, save money. Ordinals ("das 200. Amt"), versions ("4.0") and parts of words are no numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kgraph.records import Precision

_SINGLE = dict(zip("ein zwei drei vier fünf sechs sieben acht neun".split(), range(1, 10), strict=True))
_TEENS = dict(
    zip(
        "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split(),
        range(10, 20),
        strict=True,
    )
)
_TENS = dict(
    zip(
        "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(),
        range(20, 100, 10),
        strict=True,
    )
)
_HALVES = {"anderthalb": 1.5, "eineinhalb": 1.5, "zweieinhalb": 2.5, "dreieinhalb": 3.5}
_SCALES = {"tausend": 10**3, "mio": 10**6, "million": 10**6, "mrd": 10**9, "milliarde": 10**9, "billion": 10**12}
_PLACES = 15  # digits that a float holds exactly; what has more is a number for a serial, not of anything counted
_SPELLED = re.compile(
    rf"(?:(?:(?:{'|'.join(_SINGLE)}|{'|'.join(_TENS)}|{'|'.join(_TEENS)}|hundert|tausend)(?:und)?)+(?<!und)"
    rf"|{'|'.join(_HALVES)})(?!\w)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?:\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?!\d)|\d+)(?:,\d+)?(?![\w.:/§]|,\d|[-–]\w|[‐‑])", re.ASCII)
_START = re.compile(r"(?<![\w.,:/§#-])(?=[\dA-Za-zÄäÖöÜü])")
_SCALE = re.compile(r"\s+(?:(Tausend|tausend|Million|Milliarde|Billion)(?:e?n)?\b|(Mio|Mrd)\b\.?)")
_ONE = re.compile(r"eine[rn]?\s+(halben?\s+)?(Million|Milliarde)\b", re.IGNORECASE)
_NARROWING: tuple[tuple[Precision, re.Pattern[str]], ...] = tuple(
    (precision, re.compile(rf"\b(?:{words})\s+$", re.IGNORECASE))  # type: ignore[misc]
    for precision, words in (
        ("upper", r"bis\s+zu|höchstens|maximal|weniger\s+als|unter"),
        ("lower", r"(?:deutlich\s+|weit\s+|etwas\s+)?(?:mehr\s+als|über)|mindestens|wenigstens|gut"),
        ("about", r"rund|etwa|circa|zirka|ca\.|ungefähr|knapp|fast|nahezu|beinahe|annähernd|schätzungsweise|"
                  r"an\s+die|um\s+die|in\s+etwa"),
    )
)  # fmt: skip
_NOT_MORE = re.compile(
    r"(?:[Bb]escheid\w*|[Vv]ertrag\w*|[Aa]uftr[aä]g\w*|[Ss]checks?|[Rr]echnung\w*|[Kk]redit\w*|[Dd]arlehen)\s+über\s+$"
)
_MONEY: Mapping[str, str] = {
    "euro": "EUR", "€": "EUR", "eur": "EUR", "dollar": "USD", "us-dollar": "USD", "franken": "CHF", "pfund": "GBP",
    "mark": "DEM", "d-mark": "DEM",
}  # fmt: skip
_CURRENCY = re.compile(r"\s*(Euro|€|EUR|(?:US-)?Dollar|Franken|Pfund|D-Mark|Mark)(?!\w)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the text.

    Attributes:
        start: Where its digits or its word begins.
        end: Behind the scale ("17 Millionen").
        value: A whole number, or one with decimals.
        precision: Whether it is exact, about right, a lower or an upper bound.
        first: Where what narrows it begins ("rund", "bis zu"), else `start`.
        spelled: Written as a word.
    """

    start: int
    end: int
    value: int | float
    precision: Precision
    first: int
    spelled: bool


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money; `currency` is a code of ISO 4217."""

    value: int | float
    currency: str
    precision: Precision


def numbers(text: str, start: int = 0, end: int | None = None) -> Iterator[Number]:
    """Yield the numbers of a stretch of text, in order; offsets count code points of the whole text."""
    stop = len(text) if end is None else end
    place = start
    while found := _START.search(text, place, stop):
        number = _number(text, found.start(), start, stop)
        place = number.end if number else _behind(text, found.start(), stop)
        if number:
            yield number


def amount_of(text: str) -> Amount | None:
    """The first sum of money that a text names ("bis zu 17 Mio. Euro"); None if it names none."""
    for number in numbers(text):
        currency = currency_at(text, number.end)
        if currency:
            return Amount(number.value, currency[0], number.precision)
    return None


def currency_at(text: str, place: int, end: int | None = None) -> tuple[str, int] | None:
    """Code of the currency that stands at a place, and where its name ends; None if there is none."""
    found = _CURRENCY.match(text, place, len(text) if end is None else end)
    return (_MONEY[found[1].lower()], found.end()) if found else None


def spelled_value(word: str) -> int | float | None:
    """The value of a number written as one word ("zweihundertfünfzig"); None if it is none."""
    lower = word.lower()
    if lower in _HALVES:
        return _HALVES[lower]
    if not _SPELLED.fullmatch(lower):
        return None
    for scale, factor in (("tausend", 1000), ("hundert", 100)):
        if scale in lower:
            left, right = (part.removeprefix("und").removesuffix("und") for part in lower.split(scale, 1))
            before = spelled_value(left) if left else 1
            after = spelled_value(right) if right else 0
            return None if before is None or after is None else before * factor + after
    single, _, ten = lower.partition("und")
    if ten:
        return _SINGLE[single] + _TENS[ten] if single in _SINGLE and ten in _TENS else None
    return {**_SINGLE, **_TEENS, **_TENS}.get(lower)


def _number(text: str, place: int, floor: int, stop: int) -> Number | None:
    if one := _ONE.match(text, place, stop):
        whole = _SCALES[one[2].lower()]
        return _narrowed(text, place, one.end(), whole // 2 if one[1] else whole, floor, spelled=True)
    digits = _DIGITS.match(text, place, stop)
    word = None if digits else _SPELLED.match(text, place, stop)
    value: int | float | None
    if digits:
        value, end = _digital(digits.group()), digits.end()
    elif word:
        value, end = spelled_value(word.group()), word.end()
    else:
        return None
    scale = _SCALE.match(text, end, stop)
    if scale and value is not None:
        value, end = _whole(value * _SCALES[(scale[1] or scale[2]).lower()]), scale.end()
        if value >= 10**_PLACES:
            return None
    elif value == 1 and word:
        return None  # "ein" is an article
    return _narrowed(text, place, end, value, floor, spelled=bool(word))


def _narrowed(
    text: str, start: int, end: int, value: int | float | None, floor: int, *, spelled: bool
) -> Number | None:
    if value is None:
        return None
    before = text[max(floor, start - 40) : start]
    for precision, pattern in _NARROWING:
        found = pattern.search(before)
        if found and not (found.group().strip() == "über" and (_NOT_MORE.search(before) or _is_detailed(value))):
            return Number(start, end, value, precision, start - len(before) + found.start(), spelled)
    return Number(start, end, value, "exact", start, spelled)


def _is_detailed(value: int | float) -> bool:
    """Whether a number is too exact for a bound: "ein Bescheid über 5.140 Euro"."""
    return len(f"{value:.6f}".strip("0").replace(".", "").strip("0")) > 2


def _digital(digits: str) -> int | float | None:
    whole, _, decimals = re.sub(r"[.\s]", "", digits).partition(",")
    if len(whole) + len(decimals) > _PLACES:
        return None
    return float(f"{whole}.{decimals}") if decimals else int(whole)


def _whole(value: int | float) -> int | float:
    rounded = round(value)
    return rounded if abs(value - rounded) < 1e-6 * max(1.0, abs(value)) else value


def _behind(text: str, place: int, stop: int) -> int:
    """Behind the word that starts at a place."""
    while place < stop and (text[place].isalnum() or text[place] in "-_"):
        place += 1
    return place + 1


def plain(value: float) -> str:
    """A number in digits with at most four decimals, and no more of them than it needs."""
    return str(value) if isinstance(value, int) else f"{value:.4f}".rstrip("0").rstrip(".")
