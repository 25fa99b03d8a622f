"""Bytes to text: encodings, gzip, binary files, the limit on size."""

import gzip
import io

import pytest

from kgraph.errors import InputError
from kgraph.read import decode as module
from kgraph.read.decode import decode, read_limited

TEXT = "Köln: „Neues Portal“ – für Bürger\n\nÜber 100 Dienste, 5 € je Antrag. Größe zählt…\n"
LATIN = "Köln: Neues Portal\n\nÜber 100 Dienste für Bürger, Größe zählt, § 3.\n"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (TEXT.encode(), TEXT),
        (TEXT.encode("utf-8-sig"), TEXT),
        (TEXT.encode("utf-16"), TEXT),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT),
        (TEXT.encode("utf-16-le"), TEXT),
        (TEXT.encode("utf-16-be"), TEXT),
        (TEXT.encode("utf-32"), TEXT),
        (TEXT.encode("cp1252"), TEXT),
        (LATIN.encode("latin-1"), LATIN),
        (TEXT.replace("\n", "\r\n").encode(), TEXT),
    ],
    ids=[
        "utf-8",
        "with mark",
        "utf-16",
        "big endian",
        "le, no mark",
        "be, no mark",
        "utf-32",
        "cp1252",
        "latin-1",
        "crlf",
    ],
)
def test_german_text_is_read_in_the_encodings_it_comes_in(raw, text):
    assert decode(raw) == text


def test_a_declared_encoding_is_used_and_latin_1_includes_the_quotes_of_windows():
    assert "„Neu“" in decode('<meta charset="iso-8859-1"><p>„Neu“'.encode("cp1252"))
    assert "Łódź" in decode('<?xml version="1.0" encoding="ISO-8859-2"?><p>Łódź</p>'.encode("iso8859-2"))


def test_valid_utf8_beats_a_wrong_declaration():
    assert "Köln" in decode('<meta charset="iso-8859-1"><p>Köln'.encode())


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "empty"),
        (b"\n \t\n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"%PDF-1.7\n\xe2\xe3", "PDF"),
        (b"PK\x03\x04abc", "Word"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"Text mit\0Null", "NUL byte at byte 8"),
        (b"\x01\x02\x03\x04abc\x05\x06", "binary"),
        ("Köln: Größe ".encode() + b"\xc3(" + "Übermut ändert Öl".encode(), "neither UTF-8 nor Windows-1252"),
        ("Привет, как дела".encode("koi8-r"), "neither UTF-8 nor"),
        ('<meta charset="klingon">Köln'.encode("latin-1"), "'klingon' is not known"),
        ('<meta charset="rot13">Köln'.encode("latin-1"), "'rot13' is not known"),
        ('<meta charset="ascii">Köln Łódź'.encode("iso8859-2") + b"\x81", "does not fit"),
        (b"\xff\xfe" + "Köln".encode("utf-16-le") + b"\x00\xd8", "does not fit"),
    ],
)
def test_what_is_no_text_is_refused_with_place_and_remedy(raw, what):
    with pytest.raises(InputError, match=what) as caught:
        decode(raw)
    assert caught.value.hint


def test_gzip_is_unpacked_whatever_the_name_and_in_several_members():
    raw = TEXT.encode()
    assert read_limited(io.BytesIO(gzip.compress(raw))) == raw
    assert read_limited(io.BytesIO(gzip.compress(raw[:40]) + gzip.compress(raw[40:]))) == raw


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (gzip.compress(TEXT.encode())[:-9], "breaks off"),
        (gzip.compress(TEXT.encode())[:10] + b"\xff" * 30, "damaged"),
        (gzip.compress(TEXT.encode()) + b"more", "follows"),
    ],
    ids=["cut off", "broken inside", "something after it"],
)
def test_damaged_gzip_is_refused(raw, what):
    with pytest.raises(InputError, match=what) as caught:
        read_limited(io.BytesIO(raw))
    assert caught.value.hint


def test_a_gzip_bomb_stops_at_the_limit(monkeypatch):
    monkeypatch.setattr(module, "MAX_FILE", 1_000_000)
    bomb = gzip.compress(b"a" * 1_000_001)
    assert len(bomb) < 2_000
    with pytest.raises(InputError, match="larger than 1 MB") as caught:
        read_limited(io.BytesIO(bomb))
    assert "split" in caught.value.hint
    assert len(read_limited(io.BytesIO(gzip.compress(b"a" * 1_000_000)))) == 1_000_000


def test_a_file_beyond_the_limit_is_refused_without_being_read_whole():
    class Endless(io.RawIOBase):
        """A line without end; more than a little beyond the limit must not be asked for."""

        asked = 0

        def read(self, size=-1):
            assert 0 <= size <= module.MAX_FILE + 1
            self.asked += size
            return b"a" * size

    stream = Endless()
    with pytest.raises(InputError, match="larger than 50 MB"):
        read_limited(stream)
    assert stream.asked == module.MAX_FILE + 1
