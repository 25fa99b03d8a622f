"""A page's bytes and its address in, out whether it is worth reading: German, and about digital administration.

Screening comes before a page is cleaned, which costs a hundred times as much. It looks at the title, the address and
the beginning of the body only, and is meant to let through what may be of use: what a page states is not its matter.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kgraph.config import resource

Verdict = Literal["worth", "foreign", "other"]
"""`foreign`: not German; `other`: about something else."""

_WINDOW = 48_000
"""Bytes of the body that are looked at."""

_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{1,400})", re.IGNORECASE)
_BODY = re.compile(rb"<(?:h1|article|main|p)[\s>]", re.IGNORECASE)
_DROPPED = re.compile(
    rb"<(script|style|nav|footer|svg)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^>]*(?:>|\Z)", re.IGNORECASE | re.DOTALL
)
_WORD = re.compile(r"[^\W\d_]+")
_WORDS_IN_TEXT = 2
_LEAD = 600  # characters


@dataclass(frozen=True, slots=True)
class Screen:
    """Whole words for the language, parts of words for the subject; `least` German words, and that `share` of all."""

    german: frozenset[str]
    foreign: frozenset[str]
    least: int
    share: float
    sure: tuple[str, ...]
    digital: tuple[str, ...]
    public: tuple[str, ...]

    def verdict(self, url: str, page: bytes) -> Verdict:
        """Screen one page.

        Args:
            url: Its address, of which the words are read.
            page: Its HTML as it was sent, in whatever encoding.
        """
        begin = _BODY.search(page)
        start = begin.start() if begin else 0
        text = _plain(page[start : start + _WINDOW])
        if not self._is_german(text):
            return "foreign"
        title = _TITLE.search(page)
        above = f" {_address_words(url)} {_plain(title[1]) if title else ''} "
        return "worth" if self._fits(above, text) else "other"

    def _is_german(self, text: str) -> bool:
        words = _WORD.findall(text)
        german = sum(word in self.german for word in words)
        if german < self.least or german < self.share * len(words):
            return False
        return german > 2 * sum(word in self.foreign for word in words)

    def _fits(self, above: str, text: str) -> bool:
        lead = above + text[:_LEAD]
        if _any(self.sure, above) or (_any(self.digital, lead) and _any(self.public, lead)):
            return True
        if _reaches(self.sure, text, _WORDS_IN_TEXT):
            return True
        return _reaches(self.digital, text, _WORDS_IN_TEXT) and _reaches(self.public, text, _WORDS_IN_TEXT)


@cache
def default_screen() -> Screen:
    """The words of `data/screen.toml`."""
    table = tomllib.loads(resource("data/screen.toml").read_text("utf-8"))
    language, subject = table["language"], table["subject"]
    german = frozenset(language["german"].split())
    return Screen(
        german,
        frozenset(language["other"].split()) - german,
        language["least"],
        language["share"],
        *(tuple(subject[name]) for name in ("sure", "digital", "public")),
    )


def _plain(markup: bytes) -> str:
    """The words between the tags, in lower case, one blank between them."""
    bare = _DROPPED.sub(b" ", markup)
    try:
        text = bare.decode("utf-8")
    except UnicodeDecodeError as fault:
        # The window may end inside a character; else it is an encoding of old.
        cut = fault.start >= len(bare) - 4
        text = bare[: fault.start].decode("utf-8") if cut else bare.decode("cp1252", "replace")
    return f" {' '.join(html.unescape(text).lower().split())} "


def _address_words(url: str) -> str:
    """The words of an address; a hyphen may be one of the word or stand for a blank."""
    path = re.sub(r"[^\w-]+", " ", url.partition("://")[2].partition("/")[2].lower())
    return f"{path} {path.replace('-', ' ')}"


def _any(words: Iterable[str], text: str) -> bool:
    return any(word in text for word in words)


def _reaches(words: Iterable[str], text: str, least: int) -> bool:
    """True if so many of the words, counted each time they come, stand in the text."""
    found = 0
    for word in words:
        found += text.count(word)
        if found >= least:
            return True
    return False
