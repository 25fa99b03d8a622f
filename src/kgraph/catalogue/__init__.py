"""Describe a release for portals: settings and what was written in, DCAT-AP.de, VoID and PROV out, checked."""

from kgraph.catalogue.check import Complaint, DescriptionError, complaints, require
from kgraph.catalogue.dcat import catalogue
from kgraph.catalogue.licences import LICENCES, Licence
from kgraph.catalogue.model import FileKind, Release, ReleasedFile, Run
from kgraph.catalogue.prov import prov
from kgraph.catalogue.settings import Description, describe
from kgraph.catalogue.terms import PREFIXES
from kgraph.catalogue.void import Counts, void

__all__ = [
    "LICENCES",
    "PREFIXES",
    "Complaint",
    "Counts",
    "Description",
    "DescriptionError",
    "FileKind",
    "Licence",
    "Release",
    "ReleasedFile",
    "Run",
    "catalogue",
    "complaints",
    "describe",
    "prov",
    "require",
    "void",
]
