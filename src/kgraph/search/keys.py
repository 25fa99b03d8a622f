"""The form in which names are searched: coarser than `names.fold`, since nobody types a name as it is spelt.

"Bundesministerium für Häfen", "bundesministerium fuer haefen" and "Bundesministerium fur Hafen" have one key.
"""

from __future__ import annotations

import re
import unicodedata

_GERMAN = str.maketrans({"ß": "ss", "æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_DIGRAPHS = re.compile(r"[aou]e")
_BREAKS = re.compile(r"[^\w]+|_")
LONGEST = 120
"""Characters of what is typed that count; no name is that long, and more would only cost time."""


def search_key(text: str) -> str:
    """Words without case, accents, `ß` and punctuation, one blank between them; `ae`, `ä` and `a` are alike."""
    folded = unicodedata.normalize("NFKC", text[: 4 * LONGEST]).casefold().translate(_GERMAN)
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    words = _BREAKS.sub(" ", bare).split()
    # "eue", "aue" and "que" hold no umlaut, but are treated alike on both sides, so nothing is lost.
    return _DIGRAPHS.sub(lambda found: found[0][0], " ".join(words))[:LONGEST].rstrip()
