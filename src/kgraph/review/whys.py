"""Why a pair may be one thing, in the reader's language: the sentences of `kgraph.review.chance`, put into German."""

from __future__ import annotations

import re

from kgraph.vocab import schema

_GERMAN = (
    (r"“(.+)” and “(.+)”", r"„\1“ und „\2“"),
    (r"both “(.+)”: (\S+) and (\S+)", r"beide „\1“: \2 und \3"),
    (r"both: (.+)", r"beide mit: \1"),
    (r"only one name tells a place", "nur ein Name nennt einen Ort"),
    (r"one article names both", "ein Artikel nennt beide"),
)
_TYPES = re.compile(r"([A-Z]\w+) and ([A-Z]\w+)")


def why_in(text: str, language: str) -> str:
    """A reason in that language; as it stands where there is no translation."""
    if types := _TYPES.fullmatch(text):
        one, other = (schema().label(name, language) for name in types.groups())
        return f"{one} und {other}" if language == "de" else f"{one} and {other}"
    for pattern, german in _GERMAN if language == "de" else ():
        if found := re.fullmatch(pattern, text, re.DOTALL):
            return found.expand(german)
    return text
