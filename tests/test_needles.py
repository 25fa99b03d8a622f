"""Needles rule out patterns, and never one that would have been found."""

import re

import pytest

from kgraph.needles import needles, sieve
from kgraph.read import article_from_text
from kgraph.recognise import recognise
from kgraph.relate import read
from kgraph.relate.frames import load_frames


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\b(?:Jury|Preisgericht)\b", {"jury", "preisgericht"}),
        (r"\bneu (?:im|in)\b", {"neu i"}),
        (r"[Ff]ederführend\w*", {"federführend"}),
        (r"(?:Bund)?esamt", {"esamt"}),
        (r"(?:Rat)+haus(?! zu)", {"haus"}),
        (r"x|\w+", set()),
        (r"[abc]\d.*", set()),
        (r"(?:eins|\d+) von", {" von"}),
    ],
)
def test_needles_are_what_a_pattern_is_not_found_without(pattern, expected):
    assert needles(re.compile(pattern, re.IGNORECASE)) == expected


def test_what_is_left_is_in_order_and_patterns_without_needles_always_are():
    likely = sieve([re.compile(p, re.IGNORECASE) for p in (r"\d+", "Jury", "Rat", r"Fachjury|Beirat")])
    assert likely("Die FACHJURY tagt im Beirat") == [0, 1, 2, 3]
    assert likely("Der Beirat tagt") == [0, 2, 3]
    assert likely("Nichts") == [0]
    assert sieve([re.compile(r"\d")])("") == [0]


def test_letters_that_are_alike_only_to_patterns_are_alike_to_needles():
    letters = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x20000))))
    for letter in "abcdefghijklmnopqrstuvwxyzäöüß":
        pattern = re.compile(f"{letter}+", re.IGNORECASE)
        likely = sieve([pattern])
        assert all(likely(found) for found in pattern.findall(letters))


def test_no_cue_is_missed_in_the_texts_of_the_frames_themselves():
    frames = load_frames()
    for text in (text for frame in frames.all for text in (frame.fires, frame.silent)):
        article = article_from_text(re.sub(r"\[\w+ ([^|\]]*)(?:\|\w)?\]", r"\1", text), "a")
        for clause in (c for s in read(article, recognise(article)).sentences for c in s.clauses):
            found = [frame for frame, _ in frames.cues_of(clause.text)]
            assert found == [f for f in frames.cued if f.cues and f.cues.search(clause.text)]
