"""What is described: the files of a release, when and from what it was made, and what the graph holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file of a release is.

    Attributes:
        name: Path in the release.
        format: Last part of the EU file type's IRI.
        media: Media type.
        compressed: Media type of the compression; empty if there is none.
    """

    name: str
    title_de: str
    title_en: str
    format: str
    media: str
    compressed: str = ""


@dataclass(frozen=True, slots=True)
class ReleasedFile:
    """A file that was written.

    Attributes:
        size: In bytes.
        sha256: 64 hexadecimal digits.
    """

    kind: FileKind
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Run:
    """What a release was made of.

    Attributes:
        program: Version of kgraph.
        articles: Number of articles.
        inputs: SHA-256 over the sorted checksums of their texts.
        parts: Rules, register, weights, decisions, … → hash of what was used, as the store remembers it.
    """

    program: str
    articles: int
    inputs: str
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Release:
    """A release as its description tells it.

    Attributes:
        version: Of the data.
        issued: Day of the first release, ISO 8601.
        modified: Day of this release.
        start: First date of an article, as precise as known; empty if none has one. Likewise `end`, the last.
        files: All files that are offered.
        run: What it was made of.
        previous: Version of the release before this one; empty if there is none.
    """

    version: str
    issued: str
    modified: str
    start: str
    end: str
    files: tuple[ReleasedFile, ...]
    run: Run
    previous: str = ""
