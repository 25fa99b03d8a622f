"""Which parts of extraction run: all of them, unless somebody measures what each one adds.

`Parts` is handed to `recognise` and `relate`; whatever is switched off there is simply not asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that can be switched off, one by one.

    Attributes:
        register: Names are found by the register.
        persons: Persons are found by offices, first names and verbs of speaking.
        forms: Names are found by how they look: form rules, quotes, abbreviations, lists.
        second_pass: The article is searched again for what it named, by surname and short form.
        frames: Statements are found by frames.
        grammars: Statements are found by the small grammars of offices, bodies, possessives, agreements and events.
        references: Pronouns, definite nouns and what is left out point back to what was named before.
        inference: Several statements of an article together give another one.
        ranker: What was found is judged, and what was missed is looked for, by the trained weights.
    """

    register: bool = True
    persons: bool = True
    forms: bool = True
    second_pass: bool = True
    frames: bool = True
    grammars: bool = True
    references: bool = True
    inference: bool = True
    ranker: bool = True

    def without_each(self) -> Iterator[tuple[str, Parts]]:
        """Name of each part, and all parts but that one."""
        for part in fields(self):
            yield part.name, replace(self, **{part.name: False})


WHOLE = Parts()
