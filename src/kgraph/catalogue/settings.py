"""What a publisher says of a data set: the table `[publish]` of `kgraph.toml` in, a `Description` out.

Whatever a portal wants and kgraph cannot know stands there; a missing or malformed value is told before anything is
written. `kgraph publish --init` writes a table to be filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from kgraph.catalogue import values
from kgraph.catalogue.licences import LICENCES, Licence

LEVELS = ("international", "european", "federal", "state", "administrativeDistrict", "municipality")
THEMES = tuple("AGRI ECON EDUC ENER ENVI GOVE HEAL INTR JUST OP_DATPRO REGI SOCI TECH TRAN".split())
FREQUENCIES = tuple("CONT DAILY WEEKLY MONTHLY QUARTERLY ANNUAL IRREG UNKNOWN".split())
_LISTS = ("keywords", "themes", "coverage")
LEVEL_OF_KEY = {
    "stateKey": "state",
    "governmentDistrictKey": "administrativeDistrict",
    "districtKey": "administrativeDistrict",
    "municipalityKey": "municipality",
    "regionalKey": "municipality",
}
"""Kind of an official key, as DCAT-AP.de names its list → level of administration."""

NEEDED = {
    "url": ('"https://daten.example.de/kgraph/"', "the address of the folder from which the release will be served"),
    "publisher": ('"Stadt Beispielstadt"', "the name of the body that publishes"),
    "contributor": ('"fitko"', f"its identifier below {values.CONTRIBUTORS}, or the whole IRI"),
    "licence": ('"cc-by/4.0"', f"one of {', '.join(LICENCES)}"),
    "contact_email": ('"open-data@example.de"', "whom to ask; contact_url does as well"),
}
"""Key → an example of its value, and what it means."""

MEANINGS = {
    "contact_url": (
        '"https://www.example.de/kontakt"',
        "a page with a form, beside an e-mail address or instead",
    ),
    "contact_name": ('"Open-Data-Stelle"', "whom to ask; by default the publisher"),
    "publisher_url": ('"https://www.example.de/"', "the publisher's page"),
    "attribution": ('"Stadt Beispielstadt"', "whom to name as the source; by default the publisher"),
    "identifier": ('"https://daten.example.de/kgraph/"', "stays the same over all releases; by default the url"),
    "landing_page": ('"https://daten.example.de/kgraph/"', "a page about the data; by default the url"),
    "title": ('"Wissensgraph zur digitalen Verwaltung"', "in German"),
    "title_en": ('"Knowledge graph of digital public administration"', "in English"),
    "description": ('"…"', "in German"),
    "description_en": ('"…"', "in English"),
    "keywords": ('["Digitalisierung", "Verwaltung"]', "in German"),
    "themes": ('["GOVE", "TECH"]', f"of {', '.join(THEMES)}"),
    "level": ('"federal"', f"of {', '.join(LEVELS)}; by default as the coverage is"),
    "coverage": ('["04"]', "official keys of Länder, districts, municipalities, or IRIs; by default Germany"),
    "frequency": ('"IRREG"', f"of {', '.join(FREQUENCIES)}"),
    "issued": ('"2026-01-31"', "the day of the first release; by default as in the one before, or this one's"),
    "version": ('"1.0"', "of this release; by default its day and the beginning of its checksum"),
    "privacy_url": ('"https://www.example.de/datenschutz"', "a page on data protection, for the site"),
    "sparql": ('"https://daten.example.de/sparql"', "a SPARQL endpoint with the same graph"),
}
"""Key → an example and what it means, of what may be left out."""


@dataclass(frozen=True, slots=True)
class Description:
    """A data set as its publisher describes it.

    Attributes:
        url: Address of the release's folder; ends with `/`.
        contributor: IRI of `dcatde:contributorID`.
        licence: Of the data.
        identifier: Stable over all releases.
        level: `dcatde:politicalGeocodingLevelURI`, by its last part.
        coverage: IRIs of the places that the data are about.
        issued: Day of the first release; empty takes it from the data.
        version: Of this release; empty takes it from the data.
        sparql: Address of a SPARQL endpoint with the same graph; empty if there is none.
        privacy_url: Page on data protection; empty if there is none.
    """

    url: str
    publisher: str
    contributor: str
    licence: Licence
    contact_email: str = ""
    contact_url: str = ""
    contact_name: str = ""
    publisher_url: str = ""
    attribution: str = ""
    identifier: str = ""
    landing_page: str = ""
    title: str = "Wissensgraph zur digitalen Verwaltung"
    title_en: str = "Knowledge graph of digital public administration"
    description: str = (
        "Wer in der digitalen Verwaltung was tut, vereinbart, fördert und betreibt: Aussagen aus Artikeln, jede mit"
        " ihrem Satz, ihrer Quelle und ihrer Zeit."
    )
    description_en: str = (
        "Who does, agrees, funds and runs what in digital public administration: statements from news, each with its"
        " sentence, source and time."
    )
    keywords: tuple[str, ...] = ("Digitalisierung", "Verwaltung", "E-Government", "Onlinezugangsgesetz", "Wissensgraph")
    themes: tuple[str, ...] = ("GOVE", "TECH")
    level: str = "federal"
    coverage: tuple[str, ...] = ("http://publications.europa.eu/resource/authority/country/DEU",)
    frequency: str = "IRREG"
    issued: str = ""
    version: str = ""
    sparql: str = ""
    privacy_url: str = ""


def describe(table: Mapping[str, object]) -> Description:
    """Read the settings.

    Args:
        table: `Settings.publish`.

    Raises:
        UsageError: One is missing, unknown or malformed; the hint gives an example.
    """
    known = [item.name for item in fields(Description)]
    for name in table:
        if name not in known:
            raise values.fault(f"has an unknown setting {name!r}", values.near(name, known))
    _require(table)
    found = {name: read(name, value) for name, value in table.items()}
    found.setdefault("identifier", found["url"])
    found.setdefault("landing_page", found["url"])
    found.setdefault("attribution", found["publisher"])
    if "coverage" in found:
        found.setdefault("level", _level(found["coverage"]))
    return Description(**found)


def read(name: str, value: object) -> Any:
    """The value of one setting, as a `Description` has it.

    Raises:
        UsageError: It is malformed; the hint gives an example.
    """
    return _READ.get(name, _as_it_is)(name, _given(name, value))


def _require(table: Mapping[str, object]) -> None:
    missing = [name for name in NEEDED if not _says_something(table.get(name))]
    if _says_something(table.get("contact_url")) and "contact_email" in missing:
        missing.remove("contact_email")
    if missing:
        example, meaning = NEEDED[missing[0]]
        raise values.fault(f"lacks {', '.join(missing)}", f"write {missing[0]} = {example} below [publish]: {meaning}")


def _says_something(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def _given(name: str, value: object) -> Any:
    return values.texts(name, value) if name in _LISTS else values.text(name, value)


def _as_it_is(_: str, value: Any) -> Any:
    return value


def _level(coverage: Iterable[str]) -> str:
    """The level of administration of the places, where DCAT-AP.de's keys tell it and it is the same for all."""
    kinds = {place.removeprefix(values.GEOCODING).partition("/")[0] for place in coverage}
    levels = {LEVEL_OF_KEY.get(kind, "federal") for kind in kinds}
    return levels.pop() if len(levels) == 1 else "federal"


_READ: Mapping[str, Callable[[str, Any], Any]] = {
    "url": values.folder,
    **dict.fromkeys(("publisher_url", "contact_url", "landing_page", "sparql", "privacy_url"), values.address),
    "contributor": values.contributor,
    "licence": values.licence,
    "contact_email": values.mail,
    "issued": values.day,
    "level": lambda name, value: values.one_of(name, value, LEVELS),
    "frequency": lambda name, value: values.one_of(name, value, FREQUENCIES),
    "themes": lambda name, codes: tuple(values.one_of(name, code, THEMES) for code in codes),
    "coverage": lambda name, places: tuple(values.place(name, place) for place in places),
}
"""What makes of a text, or of a list of texts, what is wanted; others are taken as they are."""
