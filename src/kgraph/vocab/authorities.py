"""Codes of other data sets and the IRIs that they stand for: `wikidata` Q64, `gnd`, `geonames`, official keys."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SAME: Mapping[str, str] = MappingProxyType(
    {
        "wikidata": "http://www.wikidata.org/entity/{}",
        "gnd": "https://d-nb.info/gnd/{}",
        "geonames": "https://sws.geonames.org/{}/",
    }
)
"""Scheme → IRI of the same thing there."""

_GEOCODING = "http://dcat-ap.de/def/politicalGeocoding/"
CONCEPTS: Mapping[str, str] = MappingProxyType(
    {
        "ags": _GEOCODING + "municipalityKey/{}",
        "kreisschluessel": _GEOCODING + "districtKey/{}",
        "landesschluessel": _GEOCODING + "stateKey/{}",
    }
)
"""Scheme → IRI of the concept that DCAT-AP.de makes of an official key."""


def same_iri(scheme: str, code: str) -> str | None:
    """The IRI of the same thing in the data set that a scheme belongs to; None if it belongs to none."""
    return SAME[scheme].format(code) if scheme in SAME else None


def concept_iri(scheme: str, code: str) -> str | None:
    """The IRI of the concept that stands for an official key; None for other schemes."""
    return CONCEPTS[scheme].format(code) if scheme in CONCEPTS else None
