"""Bytes in, text in `normal` form out: gzip, encodings, binary files and the limit on size.

The encoding comes from the byte-order mark, else UTF-8 where the bytes are valid UTF-8, else the
declaration in the file, else Windows-1252 where the result looks like German; otherwise the file
is refused, since a wrong guess would spoil every quote.
"""

from __future__ import annotations

import codecs
import re
import zlib
from typing import BinaryIO

from kgraph.errors import InputError
from kgraph.read.plain import normal

MAX_FILE = 50_000_000
"""Largest file, in bytes after unpacking."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""(?:<\?xml[^>]{0,80}\sencoding|<meta[^>]{0,200}?charset)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
# What old German files hold beyond ASCII; 0x80-0x9f of Windows-1252 are its quotes, dashes and the euro sign.
_GERMAN = frozenset("äöüÄÖÜßẞ„“”‚‘’»«›‹–—…•·€§°éèêëáàâçñóôîïúÉ²³µ©®™\u00a0\u00ad½¼¾×±†´")
_CONTROLS = "".join(map(chr, {*range(32)} - set(map(ord, "\n\r\t\f\v"))))
_MAGIC = (
    (b"%PDF", "a PDF file", "save its text, or the page as HTML, and give that"),
    (b"PK\x03\x04", "a ZIP, Word or OpenDocument file", "unpack it, or save the document as text or HTML"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save it as text or HTML"),
    (b"{\\rtf", "an RTF document", "save it as text"),
    (b"\x89PNG", "an image", "give the text instead"),
    (b"\xff\xd8\xff", "an image", "give the text instead"),
    (b"GIF8", "an image", "give the text instead"),
    (b"WARC/", "a web archive", "give its file, not its content on stdin"),
    (b"SQLite format 3", "a database", "export its texts as JSON Lines"),
)


def read_limited(stream: BinaryIO) -> bytes:
    """Read a stream to its end and unpack it if it is gzipped.

    Raises:
        InputError: More than `MAX_FILE` bytes, or a damaged gzip stream.
    """
    raw = stream.read(MAX_FILE + 1)
    if raw[:2] == b"\x1f\x8b":
        return _unpacked(raw)
    if len(raw) > MAX_FILE:
        raise _too_large()
    return raw


def decode(raw: bytes) -> str:
    """The text of a file.

    Raises:
        InputError: It is empty, not text, or in an encoding that is unknown or does not fit.
    """
    if not raw.strip():
        raise InputError("the file is empty", hint="give a file with text in it")
    for magic, what, hint in _MAGIC:
        if raw.startswith(magic):
            raise InputError(f"this is {what}, not text", hint=hint)
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _checked(_strict(raw[len(mark) :], encoding, len(mark)))
    wide = _wide_encoding(raw)
    if wide:
        return _checked(_strict(raw, wide))
    if b"\0" in raw:
        place = raw.index(b"\0")
        raise InputError(f"NUL byte at byte {place}: not text", hint="give text, HTML, RSS, Atom or JSON Lines")
    try:
        return _checked(raw.decode("utf-8"))
    except UnicodeDecodeError as fault:
        return _checked(_other_than_utf8(raw, fault))


def _unpacked(raw: bytes) -> bytes:
    """Unpack all members of a gzip stream without ever holding more than the limit."""
    unpacked = bytearray()
    while raw:
        machine = zlib.decompressobj(wbits=31)
        try:
            unpacked += machine.decompress(raw, MAX_FILE + 1 - len(unpacked))
        except zlib.error as fault:
            raise InputError(f"the gzip file is damaged ({fault})", hint="get the file again") from fault
        if len(unpacked) > MAX_FILE:
            raise _too_large()
        if not machine.eof:
            raise InputError("the gzip file breaks off before its end", hint="get the file again")
        raw = machine.unused_data.lstrip(b"\0")
        if raw and raw[:2] != b"\x1f\x8b":
            raise InputError("something other than gzip follows the gzip data", hint="get the file again")
    return bytes(unpacked)


def _too_large() -> InputError:
    return InputError(
        f"larger than {MAX_FILE // 1_000_000} MB (after unpacking)",
        hint="split it into several files, one article a file or a line",
    )


def _other_than_utf8(raw: bytes, fault: UnicodeDecodeError) -> str:
    declared = _DECLARED.search(raw[:2048])
    if declared:
        name = declared[1].decode("ascii", "replace")
        try:
            encoding = codecs.lookup(name).name
            known = not encoding.startswith(("utf-16", "utf-32")) and isinstance("".encode(encoding), bytes)
        except (LookupError, TypeError, AttributeError):
            known = False
        if not known:
            raise InputError(f"encoding {name!r} is not known", hint="save the file as UTF-8") from fault
        # Browsers read Latin-1 as its superset, and so do authors: 0x84 is a quotation mark, never a control character.
        return _strict(raw, "cp1252" if encoding in ("iso8859-1", "ascii", "utf-8") and _fits(raw) else encoding)
    if _fits(raw):
        return raw.decode("cp1252")
    raise InputError(
        f"byte 0x{raw[fault.start]:02x} at byte {fault.start} is neither UTF-8 nor Windows-1252 text",
        hint="save the file as UTF-8",
    ) from fault


def _fits(raw: bytes) -> bool:
    """True if the bytes read as German in Windows-1252 (of which Latin-1 is a part as far as text goes)."""
    try:
        foreign = [sign for sign in raw.decode("cp1252") if ord(sign) > 127]
    except UnicodeDecodeError:
        return False
    # In UTF-8 read as Windows-1252 half the foreign signs are "Ã", "Â" or "â"; a German text has hardly any.
    return sum(sign in _GERMAN for sign in foreign) >= 0.9 * len(foreign)


def _wide_encoding(raw: bytes) -> str | None:
    """UTF-16 without a mark: in European text every other byte is NUL."""
    even, odd = raw[:4000:2], raw[1:4000:2]
    if even and odd.count(0) > 0.4 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if odd and even.count(0) > 0.4 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    return None


def _strict(raw: bytes, encoding: str, offset: int = 0) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as fault:
        raise InputError(
            f"byte {offset + fault.start} does not fit the encoding {encoding}", hint="save the file as UTF-8"
        ) from fault


def _checked(text: str) -> str:
    """Refuse what decodes but is no text: many control characters."""
    sample = text[:20_000]
    controls = sum(map(sample.count, _CONTROLS))
    if controls * 50 > len(sample):
        raise InputError("the file is binary, not text", hint="give text, HTML, RSS, Atom or JSON Lines")
    text = normal(text.removeprefix("\ufeff"))
    if not text.strip():
        raise InputError("the file is empty", hint="give a file with text in it")
    return text
