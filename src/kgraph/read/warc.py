"""A WARC file in, the answers of web servers in it out, each with the byte at which the next record begins.

Needs fastwarc (`pip install kgraph[warc]`), which parses. What it does not do is done here: tell that a record is cut
short or runs into the next one, and go on behind the break, at the next place that looks like a record's beginning.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kgraph.errors import InputError

if TYPE_CHECKING:
    from fastwarc.warc import ArchiveIterator, WarcRecord

MAX_RECORD = 20_000_000
"""Largest record that is read, in bytes: what is larger is no page."""

_GZIP = b"\x1f\x8b"
_PACKED_START = re.compile(rb"\x1f\x8b\x08")
_PLAIN_START = re.compile(rb"WARC/\d\.\d\r?\n")
_VERSION = b"WARC/"
_LENGTH = re.compile(rb"^content-length:\s*(\d+)\s*$", re.IGNORECASE | re.MULTILINE)
_HEAD = 65_536  # bytes within which a record's header ends
_CHUNK = 1_000_000
_OVERLAP = 16


@dataclass(frozen=True, slots=True)
class Answer:
    """What a web server answered for an address: `raw` is its HTTP message, header and body."""

    url: str
    raw: bytes


Step = tuple[Answer | InputError | None, int | None]
"""A record (`None`: no answer) or a break; and where the next record begins, if that is known."""


def is_warc(path: Path) -> bool:
    """True if a file is a WARC file, gzipped or not, whatever it is called.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as stream:
        return _begins_record(stream.read(4096))


def answers(path: Path, start: int = 0) -> Iterator[Step]:
    """Read the records of a WARC file.

    Args:
        path: The file.
        start: Byte at which a record begins.

    Yields:
        A step for each record and each break. Where the next one begins is not known at a break, and never in a
        file that was gzipped as a whole instead of record by record.

    Raises:
        InputError: fastwarc is not installed.
        OSError: The file cannot be read.
    """
    with path.open("rb") as stream, path.open("rb", buffering=0) as probe:
        walk = _Walk(stream, probe, path.stat().st_size)
        at: int | None = start
        while at is not None and at < walk.size:
            at = yield from walk.steps(at)
    yield None, walk.size


class _Walk:
    """A file being read: `stream` by fastwarc, `probe` for a look at other places."""

    def __init__(self, stream: BinaryIO, probe: BinaryIO, size: int) -> None:
        self.size = size
        self._stream, self._probe = stream, probe
        self._packed = self._at(0, 2) == _GZIP
        self._told = False  # of a break, and no whole record has followed

    def steps(self, start: int) -> Generator[Step, None, int | None]:
        """Yield steps until the end or a break; returns where to go on, `None` at the end."""
        held: tuple[int, Answer | None] | None = None
        records = iter(self._open(start))
        while True:
            try:
                record = next(records, None)
            except OSError as fault:
                return (yield from self._broken(held, start, str(fault)))
            if held is not None:
                # Only now it is known that it does not run into the next one.
                yield held[1], self._known(record.stream_pos if record else self.size)
                self._told = False
            if record is None:
                return None
            place = record.stream_pos
            try:
                held = place, _answer(record)
            except (OSError, ValueError) as fault:
                yield _fault(f"at byte {place:,}", str(fault)), None
                self._told = True
                return self._next_start(place + 1)

    def _broken(
        self, held: tuple[int, Answer | None] | None, start: int, fault: str
    ) -> Generator[Step, None, int | None]:
        """Go on behind a place where no record begins, which the record before it may be to blame for."""
        if held is None:
            if not self._told:
                yield _fault(f"at byte {start:,}", fault), None
            self._told = True
            return self._next_start(start + 1)
        place, answer = held
        end = place + 1 if self._packed else self._end_of(place)
        if end is None:
            yield _fault(f"at byte {place:,}", "it does not end where its length says"), None
            end = place + 1
        else:
            yield answer, None
            yield _fault(f"after the one at byte {place:,}", fault), None
        self._told = True
        return self._next_start(end)

    def _open(self, start: int) -> ArchiveIterator:
        try:
            from fastwarc.warc import ArchiveIterator, WarcRecordType
        except ImportError as fault:
            raise InputError(
                "a web archive, and fastwarc is not installed", hint="pip install 'kgraph[warc]'"
            ) from fault
        self._stream.seek(start)
        return ArchiveIterator(
            self._stream, WarcRecordType.any_type, parse_http=False, max_content_length=MAX_RECORD, fsspec_args=False
        )

    def _known(self, place: int) -> int | None:
        """The place, if a record can be read from there on."""
        return place if not self._packed or place == self.size or self._at(place, 2) == _GZIP else None

    def _end_of(self, place: int) -> int | None:
        """Where a plain record ends, if blank lines stand there as they should."""
        head, mark, _ = self._at(place, _HEAD).partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not mark or not length:
            return None
        end = place + len(head) + len(mark) + int(length[1])
        return end if self._at(end, 4) == b"\r\n\r\n" else None

    def _next_start(self, place: int) -> int | None:
        """The first place from this one on where a record seems to begin."""
        pattern = _PACKED_START if self._packed else _PLAIN_START
        while chunk := self._at(place, _CHUNK):
            for match in pattern.finditer(chunk):
                if _begins_record(self._at(place + match.start(), 4096)):
                    return place + match.start()
            if len(chunk) < _CHUNK:
                break
            place += len(chunk) - _OVERLAP
        return None

    def _at(self, place: int, length: int) -> bytes:
        self._probe.seek(place)
        return self._probe.read(length)


def _answer(record: WarcRecord) -> Answer | None:
    """The answer of a response record, `None` of others.

    Raises:
        ValueError: The record is shorter than it says.
        OSError: It cannot be unpacked.
    """
    from fastwarc.warc import WarcRecordType

    if record.record_type != WarcRecordType.response or record.reader is None:
        return None
    length = int(record.headers.get("Content-Length") or -1)
    raw = record.reader.read()
    if len(raw) != length:
        raise ValueError(f"cut short, {len(raw):,} of {length:,} bytes")
    return Answer((record.headers.get("WARC-Target-URI") or "").strip("<> "), raw)


def _begins_record(head: bytes) -> bool:
    if head[:2] != _GZIP:
        return _PLAIN_START.match(head) is not None
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 32).startswith(_VERSION)
    except zlib.error:
        return False


def _fault(where: str, what: str) -> InputError:
    return InputError(
        f"record {where}: {what}", hint="the rest of the file is read; get the file again if the record matters"
    )
