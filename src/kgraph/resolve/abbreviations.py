"""Abbreviations: several bodies bear one, and what an article writes out tells which.

"BVA" is the Bundesverwaltungsamt unless the article calls it Bundesversicherungsamt; "LDI" is the Land's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.fuzz import ratio

from kgraph.names import fold
from kgraph.register import Entry
from kgraph.resolve.lookup import loose

_ABBREVIATION = re.compile(r"(?=.*[A-ZÄÖÜ].*[A-ZÄÖÜ])[A-Za-zÄÖÜäöü]{2,6}")
_ALIKE = 90  # a misspelt or differently inflected long form is still that of the entry
_WORD = re.compile(r"[\w-]{4,}")


def is_abbreviation(form: str) -> bool:
    """True of "BMI" and "LfDI": one short word with two capitals."""
    return _ABBREVIATION.fullmatch(form) is not None


def means_another(form: str, forms: Iterable[str], entry: Entry) -> bool:
    """True if the article writes an abbreviation out as something that the entry is not called.

    Args:
        form: The abbreviation.
        forms: All that the article calls the thing.
        entry: Who bears the abbreviation in the register.
    """
    if not is_abbreviation(form):
        return False
    written_out = [text for text in forms if _may_be_of(form.casefold(), text.casefold())]
    return bool(written_out) and not any(_names(entry, text) for text in written_out)


def is_written_out(form: str, forms: Iterable[str]) -> bool:
    """True if one of the other forms may be what an abbreviation stands for."""
    return any(_may_be_of(form.casefold(), text.casefold()) for text in forms)


def _may_be_of(short: str, long: str) -> bool:
    """True if the letters of an abbreviation stand in that order in a longer name that begins alike."""
    letters = iter(long)
    return len(long) >= 3 * len(short) and long[0] == short[0] and all(letter in letters for letter in short)


def _names(entry: Entry, text: str) -> bool:
    folded = fold(text)
    words = _words(folded)
    names = [fold(name.text) for name in entry.names]
    return any(ratio(folded, name) >= _ALIKE or words <= _words(name) for name in names)


def _words(folded: str) -> set[str]:
    return set(_WORD.findall(loose(folded)))
