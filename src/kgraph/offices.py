"""Which office a name of an office means: `Chief Information Officer`, `CIO` and `Landes-CIO` are one.

Names as articles have them come in, keys go out that are equal for the same office of either sex. What
is known of single offices stands in `data/lexicon/same-offices.toml`.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache

from kgraph.config import resource
from kgraph.errors import DataError
from kgraph.names import fold

_FILE = "data/lexicon/same-offices.toml"
# What says nothing of which office it is.
_AROUND = re.compile(
    r"^(?:(?:neu|erst|amtierend|künftig|designiert|bisherig|langjährig|damalig|früher|ehemalig|heutig|scheidend|derzeitig)"
    r"(?:e|er|en|em|es)?\s+)+"
)
_FEMALE = re.compile(r"(?<=\w)(?:rätin\b|(?<=[rtf])in\b|(?<=chef)in\b)")
_NOUN_OF_ADJECTIVE = re.compile(
    r"\b(\w*(?:beauftragt|bevollmächtigt|abgeordnet|vorsitzend|beigeordnet|parlamentarisch|politisch|stellvertretend|"
    r"kommissarisch|geschäftsführend|ehrenamtlich|hauptamtlich|leitend))"
    r"(?:er|en|em|e)\b"
)
# Whose masculine form is not the feminine one without its ending.
_IRREGULAR = {"kämmerin": "kämmerer", "expertin": "experte", "lotsin": "lotse", "obfrau": "obmann"}
_IRREGULAR_FEMALE = re.compile(rf"(?:{'|'.join(_IRREGULAR)})\b")


@dataclass(frozen=True, slots=True)
class _Office:
    key: str
    name: re.Pattern[str]
    at: frozenset[str]


@lru_cache(maxsize=16384)
def office_key(role: str) -> str:
    """The same text for all names of an office, female and male; empty for no name."""
    text = _AROUND.sub("", fold(role))
    text = _IRREGULAR_FEMALE.sub(lambda found: _IRREGULAR[found[0]], text)
    text = _FEMALE.sub(lambda found: "rat" if found[0] == "rätin" else "", text)
    text = _NOUN_OF_ADJECTIVE.sub(r"\1er", text)
    return next((office.key for office in _offices() if office.key and office.name.fullmatch(text)), text)


@lru_cache(maxsize=16384)
def held_by_one(office: str, types: tuple[str, ...]) -> bool:
    """True if at a body only one person at a time holds an office.

    Args:
        office: Its key.
        types: The body's type and all above it.
    """
    for known in _offices():
        if office == known.key or known.name.fullmatch(office):
            return bool(known.at.intersection(types))
    return False


@cache
def edition() -> str:
    """16 hexadecimal digits that tell what is known of single offices from what was known."""
    return hashlib.sha256(resource(_FILE).read_bytes()).hexdigest()[:16]


@cache
def _offices() -> tuple[_Office, ...]:
    """The offices of the file, in its order: the first that matches counts.

    Raises:
        DataError: The file is wrong.
    """
    try:
        document = tomllib.loads(resource(_FILE).read_text("utf-8"))
        return tuple(
            _Office(str(entry.get("key", "")), re.compile(entry["name"]), frozenset(entry.get("at", "").split()))
            for entry in document["office"]
        )
    except (tomllib.TOMLDecodeError, KeyError, re.error) as fault:
        raise DataError(f"{_FILE}: {fault}", hint="each [[office]] needs a name, a regular expression") from fault
