"""The annotated sample articles as templates: their names replaced by placeholders, dates and numbers to be varied.

Names of persons, towns, districts, companies and of what stands in quotation marks vary. Ministries, Länder, laws and
well-known bodies stay, as they do in real news: they are the hubs of the graph.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks.names import gender_of, places_like
from kgraph.config import resource

_DATED = re.compile(r"\[(\d\d)\.(\d\d)\.(\d{4})\]\s*")
_CAMEL = re.compile(r"[A-ZÄÖÜ]\w*[a-zäöüß][A-Z]\w*")  # "DorfFunk"
_MADE = frozenset({"Service", "Project", "Programme"})


@dataclass(frozen=True, slots=True)
class Slot:
    """A name that varies.

    Attributes:
        kind: `person`, `place`, `company` or `undertaking`.
        forms: As the text has it, the full name first; of a person then the surname.
        choice: Of a place, the names that may take its place; of a person, the gender.
    """

    kind: str
    forms: tuple[str, ...]
    choice: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """One sample article.

    Attributes:
        title: Its headline.
        paragraphs: Its body.
        year: Of its publication; years in the text move along with it.
        slots: What varies.
        pattern: Matches each form of each slot; group `n` is that of slot `n`.
    """

    title: str
    paragraphs: tuple[str, ...]
    year: int
    slots: tuple[Slot, ...]
    pattern: re.Pattern[str]


@cache
def templates() -> tuple[Template, ...]:
    """One for each annotated article on which kgraph is developed, in a fixed order."""
    folder = resource("data/gold")
    paths = sorted(path for part in ("dev", "train") for path in (folder / part).glob("*.json"))
    return tuple(_template(json.loads(path.read_text("utf-8"))) for path in paths)


def _template(gold: dict[str, Any]) -> Template:
    text = (resource("data") / gold["text"]).read_text("utf-8").strip()
    title, _, body = text.partition("\n")
    paragraphs = tuple(line for line in _DATED.sub("", body).split("\n") if len(line) > 80)
    slots = [slot for entity in gold["entities"] if (slot := _slot(entity, text))]
    # The longest form first: "Landkreis Erding" before "Erding".
    slots.sort(key=lambda slot: (-len(slot.forms[0]), slot.forms))
    groups = []
    for slot in slots:
        forms = "|".join(re.escape(form) for form in sorted(slot.forms, key=len, reverse=True))
        groups.append(rf"({forms})" if slot.kind == "place" else rf"({forms})(?!\w)")
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})") if groups else re.compile(r"(?!)")
    return Template(title, paragraphs, int((gold.get("published") or "2020")[:4]), tuple(slots), pattern)


def _slot(entity: dict[str, Any], text: str) -> Slot | None:
    name, type = entity["name"], entity["type"]
    if type == "Person" and " " in name:
        first, surname = name.split(" ")[0], name.split(" ")[-1]
        return Slot("person", (name, surname, f"{surname}s"), gender_of(first))
    if type in ("Municipality", "District") and (choice := places_like(name, type)):
        return Slot("place", (name,), choice)
    if type == "Company":
        return Slot("company", (name,))
    if type in _MADE and (f"„{name}" in text or _CAMEL.fullmatch(name)):
        return Slot("undertaking", (name,))
    return None
