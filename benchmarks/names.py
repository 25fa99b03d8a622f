"""Made-up and registered names to put into generated articles: a kind and a number in, always the same name out.

Persons and companies are invented. Towns and districts are of the register, so that they lie where the text says.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache

from kgraph.config import resource
from kgraph.register import default_register

_FRONT = (
    "Alt Berg Birken Brand Buch Dorn Eber Eichen Feld Fried Grün Hagen Hart Heide Hohen Kalt Kirch Klein Linden Lang "
    "Mühl Neu Ober Roden Rosen Sand Schön Stein Sommer Tannen Thal Unter Vogel Wald Weiden Wester Winkel Wolf Ziegel"
).split()
_BACK = (
    "bach berg brink dorf eck felder haus hofer holt horst kamp mann meier müller reuter schmidt stein wald"
).split()
_ABOUT = (
    "Amts Antrags Archiv Auskunfts Bau Bürger Dorf Eltern Energie Familien Förder Gemeinde Geo Haushalts Heimat Hallen "
    "Kita Klima Kreis Kultur Melde Park Quartier Rathaus Ratsinfo Schul Service Sport Stadt Termin Umzugs Vereins "
    "Verkehrs Wasser Wohn Zukunfts"
).split()
_THING = (
    "akte allianz assistent atlas check cockpit dialog digital finder fit funk kompass konto lotse netz online pass "
    "pilot plan plus portal radar raum spiegel tresor werk"
).split()
_FIRM = (
    "AG Analytik Consult Data Digital GmbH Informatik Kommunal Logik Media Net Soft Solutions Systeme Technik Verlag"
).split()
_STEP = 7_919  # a prime: consecutive numbers give names that have nothing in common


def person(number: int, gender: str) -> tuple[str, str]:
    """Given name and surname of a person who does not exist; `gender` is `f` or `m`."""
    given = _given_names()[gender]
    count = len(given) * len(_FRONT) * len(_BACK)
    number, front = divmod(number * _STEP % count, len(_FRONT))
    place, back = divmod(number, len(_BACK))
    return given[place], _FRONT[front] + _BACK[back]


def gender_of(name: str) -> str:
    """Gender that a given name most likely has."""
    for gender, names in _given_names().items():
        if name in names:
            return gender
    return "f" if name.endswith(("a", "e")) else "m"


def undertaking(number: int) -> str:
    """Name of a service, a project or a programme."""
    count = len(_ABOUT) * len(_THING)
    edition, place = divmod(number, count)
    front, back = divmod(place * _STEP % count, len(_THING))
    return _ABOUT[front] + _THING[back] + (f" {edition + 1}" if edition else "")


def company(number: int) -> str:
    """Name of a company."""
    count = len(_FRONT) * len(_BACK) * len(_FIRM)
    number, front = divmod(number * _STEP % count, len(_FRONT))
    back, form = divmod(number, len(_FIRM))
    return f"{_FRONT[front]}{_BACK[back % len(_BACK)]} {_FIRM[form]}"


def places_like(name: str, type: str) -> Sequence[str]:
    """Towns or districts in the same Land as the one of that name; empty if the register does not know it."""
    for entry in default_register().named(name):
        if entry.type == type:
            alike = _places().get((type, _land(entry.key)), [])
            # "Kreis Lippe" and "Landkreis Aurich" are inflected alike but do not mix within a Land.
            return [other for other in alike if type == "Municipality" or other.split()[0] == name.split()[0]]
    return ()


@cache
def _places() -> dict[tuple[str, str], list[str]]:
    """(Type, Land) → names that mean one place only and no other word."""
    found: dict[tuple[str, str], list[str]] = {}
    register = default_register()
    for entry in register.entries.values():
        name = entry.names[0]
        if entry.type == "Municipality":
            fit = " " not in name.text and len(name.text) > 5
        else:
            fit = entry.type == "District" and name.text.startswith(("Landkreis ", "Kreis ")) and entry.until is None
        if fit and not name.ambiguous and len(register.named(name.text)) == 1:
            found.setdefault((entry.type, _land(entry.key)), []).append(name.text)
    for names in found.values():
        names.sort(key=lambda text: text[::-1])  # no alphabet, no region: any fixed order without a meaning
    return found


def _land(key: str) -> str:
    entry = default_register().entries[key]
    while entry.type != "Land" and entry.parent:
        entry = default_register().entries[entry.parent]
    return entry.key


@cache
def _given_names() -> dict[str, list[str]]:
    with (resource("data/frames") / "_genders.toml").open("rb") as file:
        table = tomllib.load(file)["given"]
    return {entry["gender"]: sorted(set(entry["names"].split())) for entry in table if entry["gender"] in ("f", "m")}
