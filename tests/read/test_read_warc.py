"""Web archives: which records are read, what is passed over, and how the reader goes on behind a broken record."""

import gzip
import sys
import zlib

import pytest

from kgraph.errors import InputError
from kgraph.read import Marks, read_sources
from kgraph.read.archive import page_of
from warc_samples import ENGLISH, FOOTBALL, TOPIC, archive, article_record, page, record

pytest.importorskip("fastwarc")
PACKED = pytest.mark.parametrize("packed", [True, False], ids=["gzipped", "plain"])


class Kept(Marks):
    """Marks that begin where they are told."""

    def __init__(self, start=0):
        super().__init__()
        self.begin, self.places, self.failures = start, [], 0

    def start(self, path):
        return self.begin

    def reached(self, path, place):
        self.places.append(place)

    def failed(self, path):
        self.failures += 1


def read(tmp_path, data, marks=None, name="crawl.warc.gz"):
    """Ids of the articles in an archive, and the faults."""
    path = tmp_path / name
    path.write_bytes(data)
    found = list(read_sources([str(path)], marks=marks))
    faults = [item for item in found if isinstance(item, InputError)]
    assert all(fault.hint and str(path) in str(fault) for fault in faults)
    return [item.url.rpartition("/")[2] for item in found if not isinstance(item, InputError)], faults


@PACKED
def test_answers_of_html_pages_are_read_and_no_other_records(tmp_path, packed):
    records = [
        article_record("request", kind="request"),
        article_record("resource", kind="resource"),
        article_record("gone", status="404 Not Found"),
        article_record("plain", mime="text/plain"),
        article_record("kept"),
        article_record("xhtml", mime="Application/XHTML+xml"),
    ]
    assert read(tmp_path, archive(records, packed=packed)) == (["kept", "xhtml"], [])


def test_an_article_has_the_address_its_text_and_an_id_made_from_the_address(tmp_path):
    path = tmp_path / "crawl.warc"
    path.write_bytes(archive([record("<https://example.org/a/b.html>", page("Jena: Lotse", TOPIC))], packed=False))
    (article,) = read_sources([str(path)])
    assert (article.url, article.source) == ("https://example.org/a/b.html", "crawl.warc")
    assert article.id == "example-org-a-b-html-jena-lotse"
    assert article.title == "Jena: Lotse" and "„Ämterlotse“" in article.text


def test_a_web_archive_is_known_by_its_content_and_not_by_its_name(tmp_path):
    assert read(tmp_path, archive([article_record("a")]), name="crawl.txt")[0] == ["a"]
    (tmp_path / "a.warc").write_text("Köln: Neues Portal\n\nDie Stadt Köln hat ein Portal gestartet.\n", "utf-8")
    (article,) = read_sources([str(tmp_path / "a.warc")])
    assert article.id == "a"


def test_pages_are_passed_over_and_counted_by_language_and_subject(tmp_path):
    marks = Kept()
    records = [
        article_record("german"),
        article_record("english", ENGLISH),
        article_record("football", FOOTBALL),
        record("https://example.org/empty", "<html><title>Digitale Verwaltung</title></html>"),
    ]
    assert read(tmp_path, archive(records), marks) == (["german"], [])
    # A page without text is of no language.
    assert marks.counts == {"pages": 4, "articles": 1, "foreign": 2, "other": 1}


@pytest.mark.parametrize(
    ("headers", "pack"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress),
        ("Content-Encoding: deflate\r\n", zlib.compress),
        ("Transfer-Encoding: chunked\r\n", lambda body: b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)),
        ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", lambda body: body),
        ("Content-Encoding: br\r\n", lambda body: body),
    ],
    ids=["gzip", "deflate", "chunked", "stored unpacked", "br stored unpacked"],
)
def test_a_body_is_unpacked_and_taken_as_it_is_where_the_crawler_did_that(headers, pack):
    body = page("Jena: Lotse", TOPIC).encode()
    raw = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n".encode() + pack(body)
    assert page_of(raw) == body


def test_a_body_in_brotli_is_unpacked():
    brotli = pytest.importorskip("brotli")
    raw = b"HTTP/2 200\r\ncontent-type: text/html\r\ncontent-encoding: br\r\n\r\n" + brotli.compress(b"<p>Jena")
    assert page_of(raw) == b"<p>Jena"


RECORDS = [article_record(name) for name in "abcd"]
GZIPPED = [gzip.compress(item, mtime=0) for item in RECORDS]


def flipped(data, place):
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


@pytest.mark.parametrize(
    ("data", "read_ids", "faults"),
    [
        (b"".join(RECORDS[:3]) + RECORDS[3][:-60], "abc", 1),
        (RECORDS[0] + RECORDS[1][:300] + RECORDS[2] + RECORDS[3], "acd", 1),
        (RECORDS[0] + b"rubbish\r\nin between\r\n" + b"".join(RECORDS[1:]), "abcd", 1),
        (RECORDS[0] + article_record("b", length=10) + RECORDS[2], "ac", 1),
        (RECORDS[0] + article_record("b", length="many") + RECORDS[2], "ac", 1),
        (RECORDS[0] + article_record("b", length=10**6) + RECORDS[2], "ac", 1),
        (b"".join(GZIPPED[:3]) + GZIPPED[3][:-60], "abc", 1),
        (GZIPPED[0] + GZIPPED[1][:200] + GZIPPED[2] + GZIPPED[3], "acd", 1),
        (GZIPPED[0] + flipped(GZIPPED[1], 100) + GZIPPED[2] + GZIPPED[3], "acd", 1),
        (flipped(GZIPPED[0], 250) + GZIPPED[1], "b", 1),
    ],
    ids=[
        "cut at the end",
        "bytes missing",
        "rubbish between",
        "length too short",
        "no length",
        "length beyond the end",
        "gzipped, cut at the end",
        "gzipped, bytes missing",
        "gzipped, a byte flipped",
        "gzipped, the first one",
    ],
)
def test_a_broken_record_is_one_fault_and_the_whole_ones_are_read(tmp_path, data, read_ids, faults):
    marks = Kept()
    found, told = read(tmp_path, data, marks)
    assert "".join(found) == read_ids
    assert len(told) == marks.failures == faults, told


@PACKED
def test_reading_goes_on_at_any_place_that_was_reached(tmp_path, packed):
    data = archive(RECORDS, packed=packed)
    marks = Kept()
    assert read(tmp_path, data, marks) == (list("abcd"), [])
    places = list(dict.fromkeys(marks.places))
    assert len(places) == 4 and places[-1] == len(data)
    for done, place in enumerate(places, 1):
        assert read(tmp_path, data, Kept(place)) == (list("abcd")[done:], [])


def test_a_file_gzipped_as_a_whole_is_read_but_no_place_in_it_can_be_gone_on_from(tmp_path):
    data = gzip.compress(b"".join(RECORDS))
    marks = Kept()
    assert read(tmp_path, data, marks) == (list("abcd"), [])
    assert set(marks.places) == {len(data)}


def test_a_page_that_was_collected_again_comes_again_and_is_no_fault(tmp_path):
    again = record("https://example.org/a", page("Jena: Meldung Nummer a", TOPIC.replace("Montag", "Dienstag")))
    assert read(tmp_path, archive([RECORDS[0], again, RECORDS[0]])) == (["a", "a", "a"], [])


def test_without_fastwarc_an_archive_is_a_fault_that_says_how_to_get_it_and_the_rest_is_read(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "fastwarc", None)
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    (tmp_path / "z.txt").write_text("Köln: Neues Portal\n\nDie Stadt Köln hat ein Portal gestartet.\n", "utf-8")
    (tmp_path / "a.warc.gz").write_bytes(archive(RECORDS))
    fault, article = read_sources([str(tmp_path)])
    assert isinstance(fault, InputError) and "kgraph[warc]" in fault.hint and "a.warc.gz" in str(fault)
    assert article.id == "z"
