"""Read and check the frames of `data/frames`: which words state which predicate, and who stands where.

A frame is data. Kinds, told by their key: `verbs` (a verb in a clause, any voice), `nouns`
(a noun with what hangs on it: "Förderung durch"), `cues` (a word or phrase of the clause without
a verb of its own: "im Einsatz", "federführend").
Slots are written in the active: `subject`, `object`, `dative`, a preposition, or, for what hangs on a
noun, `gen`. Alternatives are parted by blanks; `with.` means "hangs on the words that `with` matched".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import cast, get_args

from kgraph.config import resource
from kgraph.errors import DataError
from kgraph.needles import sieve
from kgraph.records import Status
from kgraph.relate.schema import predicates

_KEYS = frozenset(
    """id predicate verbs nouns cues with unless subject object subject_types object_types mutual surface source
    amount agent status confidence fires silent evidence""".split()
)


_ANYWHERE = re.compile("")  # found in every text
_FIELD = re.compile(r"\{([A-Z]+)\}")


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of stating a predicate.

    Attributes:
        id: Unique; becomes the relation's `rule`.
        verbs: Infinitives, separable particle joined; empty for other kinds.
        nouns: Matches the whole of a noun, for nominal frames.
        within: Must be found in the clause (`with` in the file).
        unless: Must not be found in the clause.
        subject: Slots of the subject, tried in order; likewise `object`.
        subject_types: Coarse or fine types that may fill the slot, beyond what the ontology demands; empty for any.
        mutual: The predicate holds among the fillers of the subject slot.
        surface: Slots are as the clause has them, passive or not.
        source: Slot of the one from whom it is taken over.
        agent: Types that may be taken from the context where a passive names no agent.
        amount: Whether a sum in the clause is the relation's amount.
        confidence: Share of right relations, measured on the gold articles, smoothed.
        fires: Text with entities marked `[Type Name|s]` and `[Type Name|o]`, in which it must fire.
        silent: Text, marked likewise, in which it must not.
    """

    id: str
    predicate: str
    verbs: frozenset[str]
    nouns: re.Pattern[str] | None
    cues: re.Pattern[str] | None
    within: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    subject: tuple[str, ...]
    object: tuple[str, ...]
    subject_types: frozenset[str]
    object_types: frozenset[str]
    mutual: bool
    surface: bool
    source: tuple[str, ...]
    amount: bool
    agent: frozenset[str]
    status: Status | None
    confidence: float
    fires: str
    silent: str


@dataclass(frozen=True, slots=True, eq=False)
class FrameSet:
    """All frames, found by verb; nominal and cue frames in order."""

    all: tuple[Frame, ...]
    by_verb: Mapping[str, tuple[Frame, ...]]
    nominal: tuple[Frame, ...]
    cued: tuple[Frame, ...]

    def of_verb(self, lemma: str, text: str) -> list[Frame]:
        """The frames of a verb, without those whose `with` is for sure not in the clause's text."""
        return [self.by_verb[lemma][place] for place in _sieve_of_verb(self, lemma)(text)]

    def of_noun(self, text: str, lemma: str) -> tuple[Frame, ...]:
        """The frames that a noun opens, by its text or its base form."""
        return _of_noun(self, text, lemma)

    def cues_of(self, text: str) -> tuple[tuple[Frame, re.Match[str]], ...]:
        """The cue frames that a clause's text fires, with what they found there."""
        return _cues_of(self, text)


@lru_cache(maxsize=1 << 14)
def _of_noun(frames: FrameSet, text: str, lemma: str) -> tuple[Frame, ...]:
    return tuple(f for f in frames.nominal if f.nouns and (f.nouns.match(text) or f.nouns.match(lemma)))


@lru_cache(maxsize=256)
def _cues_of(frames: FrameSet, text: str) -> tuple[tuple[Frame, re.Match[str]], ...]:
    likely = (frames.cued[place] for place in _sieve(frames)(text))
    return tuple((frame, match) for frame in likely if frame.cues and (match := frame.cues.search(text)))


@lru_cache(maxsize=1 << 12)
def _sieve_of_verb(frames: FrameSet, lemma: str) -> Callable[[str], list[int]]:
    """Which frames of a verb may fire in a text, by their place in `by_verb`; one without `with` always may."""
    return sieve([frame.within or _ANYWHERE for frame in frames.by_verb.get(lemma, ())])


@lru_cache(maxsize=8)
def _sieve(frames: FrameSet) -> Callable[[str], list[int]]:
    """Which cue frames may fire in a text, by their place in `cued`."""
    return sieve([frame.cues for frame in frames.cued if frame.cues])


@cache
def load_frames() -> FrameSet:
    """Read all frames once.

    Raises:
        DataError: A file or a frame is wrong; the message names file, frame and field.
    """
    return read_frames(resource("data/frames"))


def read_frames(folder: Path) -> FrameSet:
    """Read the frames of a folder; files whose name starts with `_` are word lists, not frames."""
    found: dict[str, Frame] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name.startswith("_"):
            continue
        for entry in read_table(path).get("frame", []):
            frame = _frame(entry, path.name)
            if frame.id in found:
                raise DataError(f"{path.name}: frame {frame.id!r} is there twice", hint="give each frame its own id")
            found[frame.id] = frame
    by_verb: dict[str, list[Frame]] = {}
    for frame in found.values():
        for verb in frame.verbs:
            by_verb.setdefault(verb, []).append(frame)
    frames = tuple(found.values())
    return FrameSet(
        frames,
        {verb: tuple(group) for verb, group in by_verb.items()},
        tuple(f for f in frames if f.nouns),
        tuple(f for f in frames if f.cues),
    )


def read_table(path: Path) -> dict[str, list[dict[str, object]]]:
    """One TOML file.

    Raises:
        DataError: It does not parse.
    """
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise DataError(f"{path.name}: {fault}", hint="the file must be TOML in UTF-8") from fault


def read_words(path: Path) -> dict[str, str]:
    """A TOML file whose values are words, parted by blanks.

    Raises:
        DataError: It does not parse, or a value is no text.
    """
    found: dict[str, str] = {}
    table: dict[str, object] = dict(read_table(path))
    for key, value in table.items():
        if not isinstance(value, str):
            raise DataError(f"{path.name}: {key} is no text", hint="give words, parted by blanks, in quotation marks")
        found[key] = value
    return found


@cache
def fields() -> Mapping[str, str]:
    """Patterns of whole fields of nouns, by the name that stands for them in frames."""
    return {
        name: f"(?:{'|'.join(words.split())})"
        for name, words in read_words(resource("data/frames") / "_fields.toml").items()
    }


def _expand(text: str) -> str:
    """Put the fields in for their names."""
    return _FIELD.sub(lambda found: fields().get(found[1], found[0]), text)


def _checked(entry: Mapping[str, object], place: str) -> float:
    """The confidence of an entry whose keys, predicate and kind are right.

    Raises:
        DataError: One of them is not.
    """
    unknown = sorted(set(entry) - _KEYS)
    missing = sorted({"id", "predicate", "confidence", "fires", "silent"} - set(entry))
    if unknown or missing:
        raise DataError(f"{place}: unknown keys {unknown}, missing {missing}", hint="see docs/method.md, frames")
    if entry["predicate"] not in predicates():
        raise DataError(
            f"{place}: no predicate {entry['predicate']!r}", hint=f"there are {', '.join(sorted(predicates()))}"
        )
    if sum(key in entry for key in ("verbs", "nouns", "cues")) != 1:
        raise DataError(f"{place}: needs exactly one of verbs, nouns, cues")
    confidence = entry["confidence"]
    if not isinstance(confidence, float) or not 0 < confidence <= 1:
        raise DataError(f"{place}: confidence {confidence!r} is no number above 0 and up to 1")
    return confidence


def _pattern(entry: Mapping[str, object], key: str, place: str) -> re.Pattern[str] | None:
    """The pattern of a key, if it is there; nouns are matched as a whole and with their capitals."""
    if key not in entry:
        return None
    text = f"(?:{_expand(str(entry[key]))})"
    try:
        return re.compile(rf"^{text}$") if key == "nouns" else re.compile(text, re.IGNORECASE)
    except re.error as fault:
        raise DataError(f"{place}: {key} is no valid pattern ({fault})", hint="see docs/method.md, frames") from fault


def _frame(entry: Mapping[str, object], file: str) -> Frame:
    place = f"{file}: frame {entry.get('id')!r}"
    confidence = _checked(entry, place)
    return Frame(
        id=str(entry["id"]),
        predicate=str(entry["predicate"]),
        verbs=frozenset(_words(entry.get("verbs", ""))),
        nouns=_pattern(entry, "nouns", place),
        cues=_pattern(entry, "cues", place),
        within=_pattern(entry, "with", place),
        unless=_pattern(entry, "unless", place),
        subject=_words(entry.get("subject", "subject")),
        object=_words(entry.get("object", "object")),
        subject_types=frozenset(_words(entry.get("subject_types", ""))),
        object_types=frozenset(_words(entry.get("object_types", ""))),
        mutual=bool(entry.get("mutual", False)),
        surface=bool(entry.get("surface", False)),
        source=_words(entry.get("source", "")),
        amount=bool(entry.get("amount", False)),
        agent=frozenset(_words(entry.get("agent", ""))),
        status=_status(entry, place),
        confidence=confidence,
        fires=str(entry["fires"]),
        silent=str(entry["silent"]),
    )


def _status(entry: Mapping[str, object], place: str) -> Status | None:
    """What a frame says of its relation whatever the clause says; None where the clause decides."""
    value = entry.get("status")
    for status in get_args(Status):
        if value == status:
            return cast(Status, status)
    if value is not None:
        raise DataError(f"{place}: status {value!r} is none of {', '.join(get_args(Status))}")
    return None


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(value).split())
