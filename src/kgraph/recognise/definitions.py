"""Find names by the abbreviation that the text gives for them: "Landesamt für Geoinformation (LGL)".

Whatever stands before the bracket is a name if its words and parts of compounds begin with
the letters of the abbreviation, in order; its head noun tells the type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgraph.lexicon import word_list, word_table
from kgraph.names import genitive_stems
from kgraph.recognise.candidates import Candidate, weigh
from kgraph.segment import Token

_BRACKET = re.compile(
    r"(?:\((?:(?:kurz|im\sFolgenden|nachfolgend|abgekürzt):?\s)?|(?:,|\s[–-])\s(?:kurz(?:\sgenannt)?|abgekürzt):?\s)"
    r"([A-ZÄÖÜ][A-Za-zÄÖÜäöü]*[A-ZÄÖÜ][A-Za-zÄÖÜäöü]*)(?=\)|[,.;]|\s[–-]|\Z)"
)
_SPELT_OUT = re.compile(
    r"(?<![\w-])(?P<short>[A-ZÄÖÜ][A-Za-zÄÖÜäöü]*[A-ZÄÖÜ][A-Za-zÄÖÜäöü]*(?:-[A-ZÄÖÜ]{1,5})?)\s\((?:das\s|die\s|der\s|kurz\sfür:?\s)?(?P<long>[A-ZÄÖÜ][^()]{8,140})\)"
)
# Beside these a "Dokumentenmanagement-System (DMS)" is somebody's; elsewhere it is a technology.
_RUN = re.compile(r"betreib|betrieb|nutz|gemeinsam|führ")
_NUMBER = re.compile(r"\d{1,3}\.\s\Z")
_NO_ACRONYMS = frozenset("AöR KdöR GmbH MdB MdL MdEP CDU CSU SPD FDP AfD BSW".split())
_SMALL = frozenset("und der die das des dem den für in im von vom zu zur zum mit an am auf bei".split())
_REACH = 12  # tokens before the bracket


def find(text: str, words: Sequence[Token], start: int, end: int) -> Iterator[Candidate]:
    """Yield the names that one sentence abbreviates in brackets."""
    for bracket in _BRACKET.finditer(text, start, end):
        before = [w for w in words if w.end <= bracket.start()][-_REACH:]
        if bracket.group(1) in _NO_ACRONYMS or not before or text[before[-1].end : bracket.start()].strip('“”"«» '):
            continue
        first = _first(before, bracket.group(1))
        if first is None:
            continue
        begin, stop = before[first].start, before[-1].end
        quoted = text[begin - 1 : begin] in '„“»"' and text[stop : stop + 1] in '“”«"'
        type = _type(before[first:]) or ("Project" if quoted else None)
        if type is None:
            first = _headed(words, before[first].start)
            type = _type(words[first : first + 1]) if first is not None else None
            begin = words[first].start if first is not None else begin
        if type is not None:
            number = _NUMBER.search(text, start, begin) if type == "Event" else None
            begin = number.start() if number else begin
            if type != "Service" or bracket.group(1) not in word_list("no_names") or _RUN.search(text, start, end):
                yield Candidate(begin, stop, type, "definition", weigh(1.45, stop - begin), begin, stop)
    for spelt in _SPELT_OUT.finditer(text, start, end):
        inside = [w for w in words if spelt.start("long") <= w.start < spelt.end("long")]
        letters = [c.casefold() for c in spelt["short"] if c.isupper()]
        if spelt["short"] not in _NO_ACRONYMS and _spells(inside, letters):
            type = _type(inside)
            if type is not None:
                for group in ("short", "long"):
                    begin, stop = spelt.span(group)
                    yield Candidate(begin, stop, type, "definition", weigh(1.45, stop - begin), begin, stop)


def _headed(words: Sequence[Token], position: int) -> int | None:
    """Index of the head noun that an abbreviation leaves out: "Amt für Technik, Umwelt, Grün (TUG)"."""
    index = next((i for i, w in enumerate(words) if w.start == position), 0)
    return index - 2 if index > 1 and words[index - 1].text in {"für", "der", "des", "zur"} else None


def _first(words: Sequence[Token], acronym: str) -> int | None:
    """Index of the word where the shortest name that spells `acronym` begins; None if none does."""
    letters = [c.casefold() for c in acronym if c.isupper()]
    for i in range(len(words) - 1, -1, -1):
        word = words[i].text
        if not word[0].isalpha():
            if word not in (",", "-"):
                return None
            continue
        if word[0].isupper() and word[0].casefold() == letters[0] and _spells(words[i:], letters):
            return i
    return None


def _spells(words: Sequence[Token], letters: Sequence[str]) -> bool:
    """Whether the words can yield the letters in order, none of the capitalised words being skipped at the end."""
    parts = [part for word in words for part in re.split(r"[-/]", word.text) if part[:1].isalnum()]
    return _yield(parts, "".join(letters), dense=len(words) <= len(letters))


def _yield(parts: Sequence[str], letters: str, *, dense: bool) -> bool:
    """Whether each part gives its first letter and, where the words are few, some of its inner ones."""
    if not parts:
        return not letters
    part = parts[0].casefold()
    small = part in _SMALL or parts[0][0].islower()
    if letters and part[0] == letters[0]:
        for taken in range(1, len(letters) + 1 if dense and not small else 2):
            if _in_order(part, letters[:taken]) and _yield(parts[1:], letters[taken:], dense=dense):
                return True
    return small and _yield(parts[1:], letters, dense=dense)


def _in_order(word: str, letters: str) -> bool:
    """Whether a word has the letters in that order ("beschaffungsamt": ba)."""
    rest = iter(word)
    return all(c in rest for c in letters)


def _type(words: Sequence[Token]) -> str | None:
    for word in words:
        low = word.text.casefold()
        for type, endings in word_table("definition_endings").items():
            if any(stem.endswith(tuple(endings)) for stem in genitive_stems(low)):
                return type
        if low in {"für", "der", "des", "zur"}:
            return None
    return None
