"""Where a run of nouns and names ends: which of them are one phrase, and which begins the next."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kgraph.relate.office_nouns import office_of
from kgraph.relate.words import TIMES, Atom

_OFFICERS = ("Direktor", "Direktorin", "Leiter", "Leiterin", "Referent", "Referentin", "Chef", "Chefin", "CIO", "CDO")
_THING = re.compile(
    r"(?:heit|keit|tät|[Ss]pitze|[Ss]eite|[Ss]telle|[Tt]ag|[Ww]oche|[Jj]ahr|[Mm]onat|[Zz]eit|[Rr]ahmen|"
    r"[Vv]orfeld|[Ee]nde|[Hh]and|[Aa]nschluss|[Ss]itz)$"
)
_NO_TITLE = re.compile(
    r"(?:[Pp]reis|[Vv]ertrag|[Vv]ereinbarung|[Aa]bkommen|[Aa]uszeichnung|[Pp]rojekt|[Pp]ortal|[Pp]lattform|[Ss]trategie|"
    r"[Kk]ongress|[Kk]onferenz|[Mm]esse|[Tt]agung|[Ss]itzung|[Vv]eranstaltung|[Uu]rkunde|[Bb]escheid|[Gg]esetz|[Gg]ipfel|"
    r"[Ee]rklärung|[Uu]nterschrift|[Dd]okument|[Pp]apier|[Vv]orsitz|[Ll]eitung|[Vv]ortrag|[Rr]ede|[Gg]rußwort|[Ll]ösung|"
    r"\w(?:ung|heit|keit|schaft|tät|tion|ismus|ment|nis))$"
)
_TITLES_OF_PLACES = frozenset(
    """
    Land Landes Stadt Freistaat Freistaats Freistaates Kreis Kreises Landkreis Landkreises Gemeinde Hansestadt Markt
    Landeshauptstadt Bundesland Bundeslandes Universitätsstadt Kreisstadt Samtgemeinde Verbandsgemeinde Region
    """.split()
)
_LEGAL = frozenset("GmbH AG SE eG AöR KG UG mbH Gruppe Group Stiftung Verband".split())


class NounRuns:
    """Looks at the nouns and names of one sentence."""

    def __init__(self, atoms: list[Atom], coarse: Mapping[str, str]) -> None:
        self.atoms = atoms
        self.coarse = coarse
        self.size = len(atoms)

    def kind(self, place: int) -> str:
        """The kind of an atom; empty behind the end."""
        return self.atoms[place].kind if place < self.size else ""

    def text(self, place: int) -> str:
        """The text of an atom; empty behind the end."""
        return self.atoms[place].text if place < self.size else ""

    def nouns_end(self, first: int, start: int, prep: str, led: bool) -> int:
        """The place behind the nouns and names that are one phrase.

        Args:
            first: Where they begin; `start` is where their phrase does.
            start: Place of preposition, determiner or adjective, or `first`.
            prep: The preposition, or empty.
            led: Whether the phrase has preposition or determiner.
        """
        place = first
        while self.kind(place) in ("noun", "name"):
            if place > first and self._begins_phrase(place, start, prep, led):
                break
            place += 1
        return place

    def _begins_phrase(self, place: int, start: int, prep: str, led: bool) -> bool:
        if self.atoms[place - 1].text in TIMES and self.atoms[place].text not in TIMES:
            return True  # "ist bis 5. Mai Gastgeber"
        if prep and self.kind(place) == "name" and _THING.search(self.atoms[place - 1].text):
            return True  # "an dessen Spitze Johannes Ludewig steht": no title before a name
        if prep == "für" and self._person_behind_field(place):
            return True  # "der Beauftragte für den Datenschutz Ulrich Kelber"
        return (
            (led and self._person_behind_body(place))  # "der Chef der Firma Krause Ulf Kunz"
            or (led and self._person_behind_thing(place))  # "gewann den Preis Anna Berg"
            or self._owner_behind_noun(place)  # "unter der Federführung Bayerns"
            or self._noun_behind_name(place)  # "unterstützt das BMI Kommunen"
            or self._office_behind_subject(place, start)
        )

    def dated(self, place: int, start: int) -> bool:
        """Whether only numbers stand before a place, the last of them a month, a weekday or a year."""
        before = self.atoms[place - 1]
        return (
            place - start > 1
            and all(self.kind(p) in ("num", "prep", "mark") for p in range(start, place))
            and (before.text in TIMES or bool(re.fullmatch(r"(?:19|20)\d\d", before.text)))
        )

    def _person_behind_thing(self, place: int) -> bool:
        """Whether a person stands behind a noun that no person bears as a title: an object before its subject."""
        before, here = self.atoms[place - 1], self.atoms[place]
        return (
            before.kind == "noun"
            and here.kind == "name"
            and self.coarse.get(here.entities[0]) == "Person"
            and bool(_NO_TITLE.search(before.text))
            and not office_of(before.text)
        )

    def _owner_behind_noun(self, place: int) -> bool:
        """Whether the genitive of a Land or town behind a noun is a phrase of its own, which hangs on the noun."""
        before, here = self.atoms[place - 1], self.atoms[place]
        return (
            before.kind == "noun"
            and here.kind == "name"
            and here.text.endswith("s")
            and before.text not in _TITLES_OF_PLACES
            and self.coarse.get(here.entities[0]) == "Jurisdiction"
            and not office_of(before.text)
            and not here.text.endswith(("ss", "is", "us"))
        )

    def _noun_behind_name(self, place: int) -> bool:
        """Whether a noun behind a name opens a new phrase, as no hyphen joins them and the name is no genitive."""
        before, here = self.atoms[place - 1], self.atoms[place]
        return (
            before.kind == "name"
            and here.kind == "noun"
            and not here.joined
            and not before.text.endswith(("er", "s", "sche", "schen", "scher"))
            and here.text not in _LEGAL
            and not office_of(here.text)
            and self.coarse.get(before.entities[0]) != "Person"
        )

    def _office_behind_subject(self, place: int, start: int) -> bool:
        """Whether an office behind a name is what its holder is or becomes ("Zuletzt war Anna Berg Präsidentin")."""
        before, here = self.atoms[place - 1], self.atoms[place]
        copula = start > 0 and self.atoms[start - 1].verb in ("sein", "werden", "bleiben")
        person = before.kind == "name" and self.coarse.get(before.entities[0]) == "Person"
        return bool(copula and person and not here.joined and office_of(here.text))

    def _person_behind_field(self, place: int) -> bool:
        """Whether a person's name stands behind a noun that means no person."""
        before, here = self.atoms[place - 1], self.atoms[place]
        person = here.kind == "name" and self.coarse.get(here.entities[0]) == "Person"
        field = before.kind == "noun" and not before.text.endswith(("er", "in"))
        return person and field and not office_of(before.text)

    def _person_behind_body(self, place: int) -> bool:
        """Whether a person behind the name of a body or town opens a new phrase ("in Berlin Anna Berg")."""
        before, here = self.atoms[place - 1], self.atoms[place]
        if before.kind != "name" or here.kind not in ("name", "noun") or before.end == here.start:
            return False
        kind = self.coarse.get(before.entities[0], "")
        if kind == "Person":
            return here.text.endswith(_OFFICERS) and not before.text.endswith("s")
        if here.kind == "name":
            return (
                self.coarse.get(here.entities[0], "") == "Person"
                and kind in ("Organisation", "Jurisdiction", "Place", "Event", "Initiative", "Agreement")
                and (kind not in ("Jurisdiction", "Place") or not before.text.endswith("s"))
            )
        if kind == "Organisation":
            return here.text.endswith(_OFFICERS)  # "der bei der FITKO Direktor ist"
        return kind in ("Jurisdiction", "Place") and not before.text.endswith(("er", "s"))
