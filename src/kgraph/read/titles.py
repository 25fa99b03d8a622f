"""Where a title's kicker ends and its headline begins.

Three ways of writing occur: `Kicker: Headline`; the two glued together where a page set them in
one element without a space ("Digital-Gipfel 2023BMI beleuchtet ..."); and no kicker at all.
"""

from __future__ import annotations

import re

_COLON = re.compile(r":\s+(?=\S)")
# An upper-case word directly after a lower-case letter or digit, or a capitalised one directly after an acronym.
_GLUE = re.compile(r"(?<=[a-zäöüß0-9])(?=[A-ZÄÖÜ])|(?<=[A-ZÄÖÜ]{2})(?=[A-ZÄÖÜ][a-zäöü]{2})|(?<=[\w.!?])(?=[„“»])")
_WORD = re.compile(r"\w+")
_MAX_KICKER = 70
_TELLS_ALL = 500


def headline_offset(title: str, text: str, *, kickers_expected: bool = False) -> int:
    """Where the headline begins in a title line; 0 if it has no kicker.

    Args:
        title: The line.
        text: What follows it; a glued kicker must be confirmed there.
        kickers_expected: True if the other titles of the page have kickers, so that less proof will do.
    """
    for match in _COLON.finditer(title[: _MAX_KICKER + 10]):
        if match.start() <= _MAX_KICKER and match.start() > 0 and _quotes_closed(title[: match.start()]):
            return match.end()
    return _glued_offset(title, text, kickers_expected)


def join_title(kicker: str, headline: str) -> str:
    """`Kicker: Headline` with white space cleaned."""
    kicker = " ".join(kicker.split()).rstrip(": ")
    headline = " ".join(headline.split())
    return f"{kicker}: {headline}" if kicker else headline


def _glued_offset(title: str, text: str, kickers_expected: bool) -> int:
    words = {word.casefold() for word in _WORD.findall(text)}
    flat = " ".join(text.split()).casefold()
    for match in _GLUE.finditer(title[: _MAX_KICKER + 1]):
        cut = match.start()
        kicker, headline = title[:cut], title[cut:]
        if len(kicker) < 3 or len(headline) < 8 or len(headline.split()) < 2 or not _quotes_closed(kicker):
            continue
        left, right = _WORD.findall(kicker)[-1], _WORD.findall(headline)[0]
        if len(left) < 2 or len(right) < 2:
            continue
        whole = f"{left}{right}".casefold()
        # A name with a capital inside (BayernPortal, ZenDiS) comes again as it is, or with a blank or hyphen in it.
        if whole in words or any(f"{left}{joint}{right}".casefold() in flat for joint in (" ", "-", " „")):
            continue
        if not _recur(kicker, words):
            continue
        if kickers_expected or headline[0] in "„“»" or _recurs(right, words) or _is_long(kicker, text, words):
            return cut
    return 0


def _recur(kicker: str, words: set[str]) -> bool:
    """True if the kicker's telling words come again in the text; a number alone tells nothing."""
    telling = [
        word
        for word in _WORD.findall(kicker)
        if (len(word) > 3 and word[0].isupper()) or (word.isupper() and len(word) > 1)
    ]
    telling = [word for word in telling if not word.isdigit()]
    return bool(telling) and all(_recurs(word, words) for word in telling)


def _is_long(kicker: str, text: str, words: set[str]) -> bool:
    """True if a text so long would repeat a name of the title: where it has only the first half, that is the kicker."""
    return len(text) >= _TELLS_ALL and all(w.casefold() in words for w in _WORD.findall(kicker) if w[0].isupper())


def _recurs(word: str, words: set[str]) -> bool:
    """True if the word comes again, inflected or at the head of a compound ("Städte" in "Städten")."""
    low = word.casefold()
    return low in words or (len(low) > 3 and any(other.startswith(low) for other in words))


def _quotes_closed(text: str) -> bool:
    return text.count("„") == sum(text.count(mark) for mark in "“”") and text.count("»") == text.count("«")
