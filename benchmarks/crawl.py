"""Web archives to measure with: made of the articles that the repository ships, between pages of other kinds."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from pathlib import Path

from benchmarks.texts import articles

PAGES = 2_000
SHARE = 50  # one page in so many is about the subject
PAGE = 80_000  # bytes, most of them scripts, styles and menus, as news sites have them
_GERMAN = """Der Sieg am Samstag war nicht schön, aber er zählt. Die Mannschaft hat sich in der zweiten Halbzeit
gesteigert, und der Trainer war mit dem Ergebnis zufrieden. Auf der Bank saß der Neue, von dem alle viel erhoffen."""
_ENGLISH = """The win on Saturday was not pretty, but it is three points for the team. They were better in the second
half, and the coach was happy with what he had seen. On the bench was the new one from whom the fans expect so much."""


def write_crawl(path: Path, *, packed: bool = True) -> None:
    """Write a WARC file: three pages of five in English, the rest in German, one in `SHARE` about the subject."""
    with path.open("wb") as out:
        for item in _records():
            out.write(gzip.compress(item, 6) if packed else item)


def _records() -> Iterator[bytes]:
    draw = random.Random(1)
    news = iter(articles(PAGES // SHARE))
    for number in range(PAGES):
        if number % SHARE == 0:
            article = next(news)
            title, text = article.title, article.text
        else:
            title, text = f"Meldung {number}", (_ENGLISH if number % 5 < 3 else _GERMAN) * 8
        paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n") if line)
        body = f"<body>{_furniture(draw)}<article><h1>{title}</h1>{paragraphs}</article>{_furniture(draw)}</body>"
        html = f"<!DOCTYPE html><html><head><title>{title}</title>{_furniture(draw)}</head>{body}</html>"
        yield _record(f"https://example.org/{number}", html.encode())


def _furniture(draw: random.Random) -> str:
    """A third of a page's ballast: a script that does not compress to nothing, and a menu."""
    script = "".join(f"var v{draw.randrange(10**6)}='{draw.randrange(10**9):x}';" for _ in range(PAGE // 3 // 40))
    menu = "".join(f'<li><a href="/r{draw.randrange(99)}">Rubrik {draw.randrange(99)}</a></li>' for _ in range(150))
    return f"<script>{script}</script><nav><ul>{menu}</ul></nav>"


def _record(url: str, body: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-07T06:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"
