"""The open licences of dcat-ap.de under which a release may stand; the code is the end of the licence's IRI."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_NAMESPACE = "http://dcat-ap.de/def/licenses/"


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence.

    Attributes:
        code: End of its IRI.
        spdx: Identifier by SPDX or, for German ones, as the Open Definition has it.
        page: Address of its text.
        name: In German.
        names: True if whoever uses the data must name the source.
    """

    code: str
    name: str
    spdx: str
    page: str
    names: bool
    name_en: str = ""
    """In English, where that is another."""

    @property
    def iri(self) -> str:
        """As `dct:license` wants it."""
        return _NAMESPACE + self.code


_CC = "https://creativecommons.org/"
LICENCES: Mapping[str, Licence] = MappingProxyType(
    {
        licence.code: licence
        for licence in (
            Licence(
                "cc-by/4.0",
                "Creative Commons Namensnennung 4.0",
                "CC-BY-4.0",
                f"{_CC}licenses/by/4.0/",
                True,
                "Creative Commons Attribution 4.0",
            ),
            Licence("cc-zero", "Creative Commons Zero 1.0", "CC0-1.0", f"{_CC}publicdomain/zero/1.0/", False),
            Licence(
                "dl-by-de/2.0",
                "Datenlizenz Deutschland – Namensnennung 2.0",
                "DL-DE-BY-2.0",
                "https://www.govdata.de/dl-de/by-2-0",
                True,
                "Data licence Germany – attribution 2.0",
            ),
            Licence(
                "dl-zero-de/2.0",
                "Datenlizenz Deutschland – Zero 2.0",
                "DL-DE-ZERO-2.0",
                "https://www.govdata.de/dl-de/zero-2-0",
                False,
                "Data licence Germany – Zero 2.0",
            ),
            Licence(
                "cc-by-sa/4.0",
                "Creative Commons Namensnennung, Weitergabe unter gleichen Bedingungen 4.0",
                "CC-BY-SA-4.0",
                f"{_CC}licenses/by-sa/4.0/",
                True,
                "Creative Commons Attribution-ShareAlike 4.0",
            ),
            Licence(
                "odbl",
                "Open Data Commons Open Database License 1.0",
                "ODbL-1.0",
                "https://opendatacommons.org/licenses/odbl/1-0/",
                True,
            ),
            Licence(
                "odby",
                "Open Data Commons Attribution License 1.0",
                "ODC-By-1.0",
                "https://opendatacommons.org/licenses/by/1-0/",
                True,
            ),
            Licence(
                "odcpddl",
                "Open Data Commons Public Domain Dedication and Licence 1.0",
                "PDDL-1.0",
                "https://opendatacommons.org/licenses/pddl/1-0/",
                False,
            ),
        )
    }
)
"""By code."""
