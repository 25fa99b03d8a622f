"""Files, folders and stdin: `read_sources` as a whole."""

import gzip
import io
import json
import os
import threading
from pathlib import Path

import pytest

from kgraph.errors import InputError
from kgraph.read import read_sources
from kgraph.read.formats import sniff
from kgraph.records import Article

ITEM = "Köln: Neues Portal\n[13.02.2025]\n\nDie Stadt Köln hat ein „Portal“ gestartet.\n"
OTHER = "Kreis Unna: Strategie beschlossen\n[12.02.2025]\n\nDer Kreistag hat die Vorlage beschlossen.\n"
PAGE = (
    "Köln: Neues Portal\n[13.02.2025] Die Stadt Köln hat ein Portal gestartet. mehr...\n"
    "Kreis Unna: Strategie\n[12.02.2025] Der Kreistag hat die Vorlage beschlossen. mehr...\n"
)


def articles(*sources, stdin=None):
    """The articles of sources of which none may be faulty."""
    found = list(read_sources([str(source) for source in sources], stdin=stdin))
    assert all(isinstance(item, Article) for item in found), found
    return found


def fault_of(*sources, stdin=None):
    """The one fault of sources that give nothing else."""
    (fault,) = read_sources([str(source) for source in sources], stdin=stdin)
    assert isinstance(fault, InputError) and fault.hint and fault.exit_code == 4
    return fault


def test_a_single_article_is_named_by_its_file_and_never_by_an_absolute_path(tmp_path):
    path = tmp_path / "c-01.txt"
    path.write_text(ITEM, "utf-8")
    (article,) = articles(path)
    assert (article.id, article.source, article.text) == ("c-01", "c-01.txt", ITEM)


def test_the_text_is_the_same_by_path_stdin_folder_gzip_and_encoding(tmp_path):
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "a.txt").write_text(ITEM, "utf-8")
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(ITEM.encode()))
    (tmp_path / "windows.txt").write_bytes(ITEM.replace("\n", "\r\n").encode("cp1252"))
    ways = [
        articles(folder),
        articles(folder / "deep" / "a.txt"),
        articles(tmp_path / "a.txt.gz"),
        articles(tmp_path / "windows.txt"),
        articles("-", stdin=io.BytesIO(ITEM.encode())),
        articles("-", stdin=io.BytesIO(gzip.compress(ITEM.encode()))),
    ]
    assert {(article.text, article.digest, article.blocks) for (article,) in ways} == {
        (ITEM, ways[0][0].digest, ways[0][0].blocks)
    }
    assert [way[0].source for way in ways] == [
        "deep/a.txt",
        "a.txt",
        "a.txt.gz",
        "windows.txt",
        "stdin",
        "stdin",
    ]
    assert [way[0].id for way in ways] == ["a", "a", "a", "windows"] + ["2025-02-13-koeln-neues-portal"] * 2


def test_a_named_pipe_is_read_like_a_file(tmp_path):
    pipe = tmp_path / "a.txt"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(ITEM, "utf-8"))
    writer.start()
    try:
        assert [article.text for article in articles(pipe)] == [ITEM]
    finally:
        writer.join()


def test_a_file_name_that_cannot_stand_in_an_iri_becomes_a_slug(tmp_path):
    path = tmp_path / "Köln & Umland (neu).txt"
    path.write_text(ITEM, "utf-8")
    assert articles(path)[0].id == "koeln-umland-neu"


def test_a_list_page_names_its_articles_by_date_and_title(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(PAGE, "utf-8")
    assert [article.id for article in articles(path)] == [
        "2025-02-13-koeln-neues-portal",
        "2025-02-12-kreis-unna-strategie",
    ]


def test_a_folder_is_read_in_the_order_of_its_names_without_hidden_files(tmp_path):
    for name, text in [("b.txt", OTHER), ("a/z.unknown", ITEM), (".hidden.txt", "x"), (".git/a.txt", "x")]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert [article.source for article in articles(tmp_path)] == ["a/z.unknown", "b.txt"]


def test_the_same_article_twice_is_yielded_once(tmp_path):
    for name in ("a.txt", "copy.txt"):
        (tmp_path / name).write_text(ITEM, "utf-8")
    assert [article.id for article in articles(tmp_path, tmp_path / "a.txt")] == ["a"]


def test_one_id_with_two_texts_is_a_fault_that_names_both_places(tmp_path):
    for name, text in [("x/a.txt", ITEM), ("y/a.txt", OTHER)]:
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, "utf-8")
    first, fault = read_sources([str(tmp_path)])
    assert first.id == "a"
    assert isinstance(fault, InputError) and fault.hint
    assert str(Path("x", "a.txt")) in str(fault) and str(Path("y", "a.txt")) in str(fault)


@pytest.mark.parametrize("address", ["https://example.org/a.html", "http://example.org", "file:///tmp/a.txt"])
def test_an_address_is_not_fetched_and_says_what_to_do(address):
    fault = fault_of(address)
    assert "not fetched" in str(fault) and "save" in fault.hint


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "empty"),
        (b"Text\0mit Null und so weiter", "NUL byte"),
        (b"%PDF-1.7 ...", "PDF"),
        (gzip.compress(ITEM.encode())[:-5], "breaks off"),
        (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><rss><channel/></rss>', "entities"),
        (b'<?xml version="1.0"?><invoice/>', "neither RSS nor Atom"),
        ("<html><meta charset=klingon><p>Köln".encode("latin-1"), "klingon"),
    ],
    ids=["empty", "NUL", "PDF", "cut gzip", "entities", "other XML", "unknown encoding"],
)
def test_a_bad_file_is_one_fault_with_its_place_and_the_others_go_on(tmp_path, raw, what):
    bad, good = tmp_path / "bad", tmp_path / "good.txt"
    bad.write_bytes(raw)
    good.write_text(ITEM, "utf-8")
    fault, article = read_sources([str(bad), str(good)])
    assert isinstance(fault, InputError) and fault.hint
    assert str(bad) in str(fault) and what in str(fault)
    assert article.id == "good"


def test_missing_files_and_empty_folders_are_faults(tmp_path):
    assert "no such file" in str(fault_of(tmp_path / "absent.txt"))
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".hidden").write_text("x")
    assert "no file in this folder" in str(fault_of(tmp_path / "empty"))
    assert fault_of("a\0b")


def test_a_file_that_may_not_be_read_is_a_fault(tmp_path, monkeypatch):
    path = tmp_path / "secret.txt"
    path.write_text(ITEM, "utf-8")
    opened = Path.open

    def refuse(self, *args, **kwargs):
        if self.name == "secret.txt":
            raise PermissionError(13, "Permission denied")
        return opened(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    fault = fault_of(path)
    assert "Permission denied" in str(fault) and "permissions" in fault.hint


def test_links_in_a_circle_end(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ITEM, "utf-8")
    (tmp_path / "in" / "round").symlink_to(tmp_path / "in")
    assert [article.id for article in articles(tmp_path / "in")] == ["a"]
    (tmp_path / "self").symlink_to("self")
    assert "self" in str(fault_of(tmp_path / "self"))


def test_a_pipe_in_a_folder_is_passed_over(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a.txt").write_text(ITEM, "utf-8")
    assert [article.id for article in articles(tmp_path)] == ["a"]


def test_a_file_name_in_no_known_encoding_still_gives_a_source_that_can_be_written(tmp_path):
    path = os.fsencode(tmp_path) + b"/K\xf6ln.txt"
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(ITEM)
    (article,) = articles(tmp_path)
    assert article.source.encode("utf-8") == "K\ufffdln.txt".encode() and article.id


def test_empty_stdin_is_a_fault():
    assert "stdin" in str(fault_of("-", stdin=io.BytesIO()))


@pytest.mark.parametrize(
    ("text", "suffix", "form"),
    [
        ("<?xml version='1.0'?>\n<rss version='2.0'>", ".txt", "feed"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'>", "", "feed"),
        ("<!DOCTYPE html><html>", "", "html"),
        ("<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>", ".xml", "html"),
        ("<p>Nur ein Absatz</p>", ".html", "html"),
        ('{"text": "a"}\n{"text": "b"}', "", "jsonl"),
        ("{Klammer} am Anfang", "", "text"),
        ("<image>a</image>\nKöln: Portal", ".txt", "text"),
        ("Köln: <html> erklärt", ".txt", "text"),
    ],
)
def test_the_format_is_seen_from_the_beginning_of_the_text(text, suffix, form):
    assert sniff(text, suffix) == form


def test_all_formats_in_one_batch(tmp_path):
    (tmp_path / "1.jsonl").write_text(json.dumps({"id": "j", "text": OTHER}), "utf-8")
    (tmp_path / "2.txt").write_text(ITEM, "utf-8")
    item = "<item><title>Bonn: Amt</title><description>Bonn hat ein Amt.</description></item>"
    feed = f"<rss><channel>{item}</channel></rss>"
    (tmp_path / "3.xml.gz").write_bytes(gzip.compress(feed.encode()))
    assert [article.id for article in articles(tmp_path)] == ["j", "2", "bonn-amt"]


@pytest.mark.parametrize(
    ("day", "reported"),
    [("[99.99.2024]", True), ("[31.02.2024]", True), ("[29.02.2024]", False), ("[sic]", False)],
)
def test_a_day_that_does_not_exist_is_reported_beside_the_article(tmp_path, day, reported):
    (tmp_path / "a.txt").write_text(ITEM.replace("[13.02.2025]", day), "utf-8")
    article, *faults = read_sources([str(tmp_path / "a.txt")])
    assert isinstance(article, Article)
    assert [f"no day {day}" in str(fault) for fault in faults] == [True] * reported


def test_an_empty_source_is_a_fault_and_not_the_working_folder(tmp_path, monkeypatch):
    (tmp_path / "good.txt").write_text(ITEM, "utf-8")
    monkeypatch.chdir(tmp_path)
    (fault,) = read_sources([""])
    assert isinstance(fault, InputError) and "empty source" in str(fault)
    assert [article.id for article in read_sources(["."])] == ["good"]
