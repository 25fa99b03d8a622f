"""What else a name may be listed under: forms of running text in, the names that a register would give out.

"Projekt „Digitale Dörfer“", "DATABUND e. V." and "Landkreis Neustadt a. d. Waldnaab" are not in the register, but what
they mean is. A reading only proposes; whether an entry of the right kind bears it is decided by `identify`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.names import without_legal_form
from kgraph.resolve.lookup import without_town_title
from kgraph.vocab import schema

_QUOTED = re.compile(r"^(?P<kind>\w+) [„“\"'»](?P<name>[^„“”\"'«»]+)[“”\"'«]$")
_BRACKETS = re.compile(r"^(?P<name>[^()]+?) \((?P<other>[^()]+)\)$")
# A word for what the thing is, in front of its name. Branches of a body are other bodies.
_KINDS = {
    "Initiative": r"\w*(?:programm|projekt|vorhaben|portal|plattform|assistent|assistentin|assistenz|system|software|"
    r"suite|lösung|anwendung|dienst|service|app|cloud|initiative|strategie|masterplan|wettbewerb|paket)",
    "Organisation": r"(?!landes|kreis|orts|bezirks|regional|stadt)\w*"
    r"(?:verband|verein|genossenschaft|stiftung|dienstleister|unternehmen|firma|konzern|hersteller|anbieter|bund|anstalt|institut)",
}
_BEHIND_KIND = {
    coarse: re.compile(rf"^(?:[\w-]+-)?{pattern} (?P<name>\S.*)$", re.IGNORECASE) for coarse, pattern in _KINDS.items()
}
_KIND_BEHIND = re.compile(r"^(?P<name>[A-ZÄÖÜ][\w.]+)-(?P<kind>\w+)$")  # "ProVitako-Einkaufsgenossenschaft"
_PLACE_SHORT = (
    (re.compile(r"\ba\.\s?d\.\s?(?=\w)"), "an der "),
    (re.compile(r"\bi\.\s?d\.\s?(?=\w)"), "in der "),
    (re.compile(r"\bv\.\s?d\.\s?H(?:\.|öhe)"), "vor der Höhe"),
    (re.compile(r"\bv\.\s?d\.\s?(?=\w)"), "vor der "),
    (re.compile(r"\bo\.\s?d\.\s?T(?:\.|auber)"), "ob der Tauber"),
    (re.compile(r"\ba\.\s?M(?:\.|ain)$"), "am Main"),
    (re.compile(r"\ba\.\s?Rh(?:\.|ein)$"), "am Rhein"),
    (re.compile(r"\ba\.\s?N(?:\.|eckar)$"), "am Neckar"),
    (re.compile(r"\bi\.\s?Br(?:\.|eisgau)$"), "im Breisgau"),
    (re.compile(r"\bb\.\s?(?=[A-ZÄÖÜ])"), "bei "),
    (re.compile(r"\bi\.\s?(?=[A-ZÄÖÜ])"), "im "),
    (re.compile(r"\ba\.\s?(?=[A-ZÄÖÜ])"), "am "),
)


def readings(form: str, type: str) -> Iterator[str]:
    """The form, and what else the register may list it under: "Stadt Leonberg" under "Leonberg".

    Args:
        form: As an article has it, in the nominative or not.
        type: Fine type of the thing.
    """
    coarse = schema().coarse(type)
    if type == "District" and "kreis" not in form.casefold():
        yield f"Landkreis {form}"  # "Regensburg", read as a district, is not the town
    yield form
    if coarse == "Jurisdiction":
        yield from _places(form, type)
        return
    if coarse == "Organisation" and (bare := without_legal_form(form)) != form:
        yield bare
        form = bare
    if brackets := _BRACKETS.match(form):
        yield from (brackets["name"], brackets["other"])
    if quoted := name_in_quotes(form):
        yield quoted
    elif coarse in _BEHIND_KIND and (behind := _BEHIND_KIND[coarse].match(form)):
        yield behind["name"]
    behind_name = _KIND_BEHIND.match(form)
    if coarse == "Organisation" and behind_name and _is_kind(behind_name["kind"]):
        yield behind_name["name"]
    if type == "Service" and " " not in form and "-" not in form:
        yield f"{form}-App"


def name_in_quotes(form: str) -> str | None:
    """`Digitale Dörfer` of "Projekt „Digitale Dörfer“": the name that a word for its kind introduces.

    A compound says more than the kind: "OZG-Projekt „Aufenthalt“" stays whole.
    """
    quoted = _QUOTED.match(form)
    return quoted["name"].strip() if quoted and _is_kind(quoted["kind"]) else None


def _is_kind(word: str) -> bool:
    return any(pattern.match(f"{word} x") for pattern in _BEHIND_KIND.values())


def _places(form: str, type: str) -> Iterator[str]:
    full = form
    for short, long in _PLACE_SHORT:
        full = short.sub(long, full)
    if full != form:
        yield full
    if type == "Municipality" and (bare := without_town_title(full)) != full:
        yield bare
