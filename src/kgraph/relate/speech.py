"""Whose words a sentence gives: "…, sagte X", "laut X", "nach Angaben von X", and the subjunctive that goes on with it.

Input is a sentence taken apart; output is the speaker's id with the clause that only names the speaker.
"""

from __future__ import annotations

import re
from functools import cache

from kgraph.config import resource
from kgraph.relate.clauses import Clause
from kgraph.relate.found import Speech
from kgraph.relate.frames import read_words
from kgraph.relate.sentence import Sentence

_SPEAKERS = frozenset({"Person", "Organisation"})
_MARKED = re.compile(r"[„“”«»]|,\s+(?:dass|ob|wie|wer|was)\b")


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(read_words(resource("data/frames") / "_speech.toml")[key].split())


def speech_of(sentence: Sentence, before: Speech | None) -> Speech | None:
    """Who speaks in a sentence.

    Args:
        sentence: To be read.
        before: Of the sentence before, whose report a sentence in the subjunctive goes on with.
    """
    found = _by_phrase(sentence) or _by_verb(sentence)
    if found:
        return found
    if before and any(_subjunctive(clause, sentence) for clause in sentence.clauses):
        return Speech(before.speaker, None)
    return None


def _by_phrase(sentence: Sentence) -> Speech | None:
    """So "laut X", "so X", "nach Angaben von X", "nach den Worten des Ministers"."""
    atoms, phrases = sentence.chunks.atoms, sentence.chunks.phrases
    for index, phrase in enumerate(phrases):
        before = atoms[phrase.first - 1].text.lower() if phrase.first else ""
        said = phrase.prep == "laut" or (before == "so" and phrase.first > 1 and not phrase.prep)
        if said and sentence.is_name(phrase) and (phrase.prep or atoms[phrase.first - 2].text in (",", "“", ".", "–")):
            ids = [id for id in sentence.referents(index)[:1] if sentence.scene.coarse[id] in _SPEAKERS]
        elif phrase.prep == "nach" and atoms[phrase.head].text in _words("nouns"):
            ids = [
                id
                for i, other in enumerate(phrases)
                if other.of == index and other.how in ("gen", "von")
                for id in sentence.referents(i)[:1]
                if sentence.scene.coarse[id] in _SPEAKERS
            ]
        else:
            continue
        if ids:
            return Speech(ids[0], None)
    return None


def _by_verb(sentence: Sentence) -> Speech | None:
    """So "…, sagte X" and "X betonte, dass …": a clause of saying beside another one, or beside a quotation."""
    text = sentence.scene.text[sentence.start : sentence.end]
    for clause in sentence.clauses:
        if not any(v.lemma in _words("verbs") and v.voice == "active" for v in clause.verbs):
            if not _announces(clause, sentence):
                continue
        others = [c for c in sentence.clauses if c is not clause]
        if not others or not (_MARKED.search(text) or any(_subjunctive(c, sentence) for c in others)):
            continue
        for index in clause.phrases:
            phrase = sentence.phrase(index)
            if phrase.prep or phrase.of >= 0 or "n" not in phrase.case:
                continue
            ids = [id for id in sentence.referents(index)[:1] if sentence.scene.coarse[id] in _SPEAKERS]
            if ids:
                return Speech(ids[0], clause)
    return None


def _announces(clause: Clause, sentence: Sentence) -> bool:
    """Whether a colon and a report in the subjunctive follow ("Der Verband übt Kritik: Das Gesetz sei …")."""
    end = clause.places[-1] + 1
    atoms = sentence.chunks.atoms
    return (
        end < len(atoms)
        and atoms[end].text == ":"
        and any(c.places[0] > end and _subjunctive(c, sentence) for c in sentence.clauses)
    )


def _subjunctive(clause: Clause, sentence: Sentence) -> bool:
    """Whether the finite verb is a subjunctive of report."""
    return any(
        sentence.chunks.atoms[p].text.lower() in _words("subjunctives")
        for p in clause.places
        if p not in sentence.chunks.owner
    )
