"""Full names that many bear: which they are, and what keeps their bearers apart.

The names are in `data/lexicon/namesakes.toml`. A person who bears one gets the key of the plain name only where that is
said there; else what the person belongs to stands behind the name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kgraph.config import resource
from kgraph.errors import DataError
from kgraph.names import fold

_FILE = "data/lexicon/namesakes.toml"


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Names that tell nobody apart.

    Attributes:
        surnames: Frequent ones, folded; with a name in `given` in front they are no one person's.
        homes: Folded full name → key of what the bearer of the plain name belongs to.
        usual: Folded full names whose bearer is meant, too, where an article tells no home.
    """

    surnames: frozenset[str]
    given: frozenset[str]
    homes: Mapping[str, str]
    usual: frozenset[str] = frozenset()

    def shared(self, name: str) -> bool:
        """True if a full name, without titles, is borne by many."""
        words = fold(name).split()
        return fold(name) in self.homes or (len(words) == 2 and words[0] in self.given and words[1] in self.surnames)

    def is_plain(self, name: str, home: str | None) -> bool:
        """True if the bearer who is at home there is the one who has the plain name for a key."""
        return fold(name) in self.usual if home is None else self.homes.get(fold(name)) == home


@cache
def namesakes() -> Namesakes:
    """The names that kgraph brings along, loaded once.

    Raises:
        DataError: The file is wrong.
    """
    path = resource(_FILE)
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        surnames, given = (frozenset(map(fold, table[key].split())) for key in ("surnames", "given"))
        homes = {fold(person["name"]): str(person["home"]) for person in table["person"]}
        usual = frozenset(fold(person["name"]) for person in table["person"] if person.get("usual"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as fault:
        raise DataError(
            f"{path.name}: {fault}", hint="it needs surnames, given and [[person]] with name, home"
        ) from fault
    return Namesakes(surnames, given, homes, usual)
