"""What a publisher says of a data set: the table `[publish]` of `kgraph.toml` in, a `Description` out.

Whatever a portal wants and kgraph cannot know stands there; a missing or malformed value is told before anything is
written. `kgraph publish --init` writes a table to be filled in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlsplit

from kgraph.catalogue.licences import LICENCES, Licence
from kgraph.config import SETTINGS_FILE
from kgraph.errors import UsageError
from kgraph.vocab import concept_iri

CONTRIBUTORS = "http://dcat-ap.de/def/contributors/"
LEVELS = ("international", "european", "federal", "state", "administrativeDistrict", "municipality")
THEMES = tuple("AGRI ECON EDUC ENER ENVI GOVE HEAL INTR JUST OP_DATPRO REGI SOCI TECH TRAN".split())
FREQUENCIES = tuple("CONT DAILY WEEKLY MONTHLY QUARTERLY ANNUAL IRREG UNKNOWN".split())
_MAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+")
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)
_KEY = re.compile(r"\d{2}|\d{5}|\d{8}|\d{12}", re.ASCII)
_LISTS = ("keywords", "themes", "coverage")
_IN_IRI = re.compile(r"[^\x00-\x20<>\"{}|\\^`]+")

NEEDED = {
    "url": ('"https://daten.example.de/kgraph/"', "the address of the folder from which the release will be served"),
    "publisher": ('"Stadt Beispielstadt"', "the name of the body that publishes"),
    "contributor": ('"fitko"', f"its identifier below {CONTRIBUTORS}, or the whole IRI"),
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
    "level": ('"federal"', f"of {', '.join(LEVELS)}"),
    "coverage": ('["04"]', "official keys of Länder, districts, municipalities, or IRIs; by default Germany"),
    "frequency": ('"IRREG"', f"of {', '.join(FREQUENCIES)}"),
    "issued": ('"2026-01-31"', "the day of the first release; by default as in the one before, or this one's"),
    "version": ('"1.0"', "of this release; by default its day and the beginning of its checksum"),
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


def describe(table: Mapping[str, object]) -> Description:
    """Read the settings.

    Args:
        table: `Settings.publish`.

    Raises:
        UsageError: One is missing, unknown or malformed; the hint gives an example.
    """
    known = [item.name for item in fields(Description)]
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise _fault(f"has an unknown setting {unknown[0]!r}", f"known are {', '.join(known)}")
    missing = [name for name in NEEDED if not table.get(name)]
    if table.get("contact_url") and "contact_email" in missing:
        missing.remove("contact_email")
    if missing:
        example, meaning = NEEDED[missing[0]]
        raise _fault(f"lacks {', '.join(missing)}", f"write {missing[0]} = {example} below [publish]: {meaning}")
    values = {name: _kind(name, value) for name, value in table.items()}
    _check(values)
    values["url"] = str(values["url"]).rstrip("/") + "/"
    values["contributor"] = _below(CONTRIBUTORS, str(values["contributor"]))
    values["licence"] = _licence(str(values["licence"]))
    if "coverage" in values:
        values["coverage"] = tuple(_place(str(place)) for place in values["coverage"])  # type: ignore[attr-defined]
    values["identifier"] = values.get("identifier") or values["url"]
    values["landing_page"] = values.get("landing_page") or values["url"]
    values["attribution"] = values.get("attribution") or values["publisher"]
    return Description(**values)  # type: ignore[arg-type]


def _kind(name: str, value: object) -> object:
    """A text, or a list of texts where one is wanted."""
    if name in _LISTS:
        if not isinstance(value, list) or not value or not all(isinstance(item, str) and item for item in value):
            raise _fault(f"{name} is no list of texts", f'write {name} = ["…", "…"]')
        return tuple(value)
    if not isinstance(value, str):
        raise _fault(f"{name} is {value!r}, which is no text", f'write {name} = "…"')
    return value.strip()


def _check(values: Mapping[str, object]) -> None:
    for name in ("url", "publisher_url", "contact_url", "landing_page", "sparql"):
        if (value := str(values.get(name) or "")) and not _is_address(value):
            raise _fault(f"{name} {value!r} is no web address", f'write {name} = "https://…"')
    mail = str(values.get("contact_email") or "")
    if mail and not _MAIL.fullmatch(mail):
        raise _fault(f"contact_email {mail!r} is no e-mail address", 'write contact_email = "open-data@example.de"')
    for name, allowed in (("level", LEVELS), ("frequency", FREQUENCIES)):
        if name in values and values[name] not in allowed:
            raise _fault(f"{name} {values[name]!r} is not known", f"known are {', '.join(allowed)}")
    for theme in values.get("themes", ()):  # type: ignore[attr-defined]
        if theme not in THEMES:
            raise _fault(f"the theme {theme!r} is not known", f"known are {', '.join(THEMES)}")
    issued = str(values.get("issued") or "")
    if issued and not _DATE.fullmatch(issued):
        raise _fault(f"issued {issued!r} is no day", 'write issued = "2026-01-31"')


def _licence(code: str) -> Licence:
    found = LICENCES.get(code.removeprefix("http://dcat-ap.de/def/licenses/"))
    if found is None:
        raise _fault(f"licence {code!r} is no open licence of dcat-ap.de", f"known are {', '.join(LICENCES)}")
    return found


def _below(namespace: str, given: str) -> str:
    iri = given if given.startswith(namespace) else namespace + given
    if "/" in iri.removeprefix(namespace) or not _IN_IRI.fullmatch(iri):
        raise _fault(f"contributor {given!r} is no identifier below {namespace}", 'write contributor = "fitko"')
    return iri


def _place(given: str) -> str:
    """A place by IRI, or by its official key: 2 digits a Land, 5 a district, 8 or 12 a municipality."""
    if _KEY.fullmatch(given):
        return str(concept_iri({2: "landesschluessel", 5: "kreisschluessel"}.get(len(given), "ags"), given))
    if not _is_address(given):
        raise _fault(f"coverage {given!r} is neither an IRI nor an official key", 'write coverage = ["04", "16053000"]')
    return given


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and bool(_IN_IRI.fullmatch(value))


def _fault(message: str, hint: str) -> UsageError:
    return UsageError(f"{SETTINGS_FILE}: [publish] {message}", hint=hint)
