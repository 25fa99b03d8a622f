"""Whose words a sentence gives: "…, sagte X", "laut X", "X zufolge", and the subjunctive that goes on with it.

Input is a sentence taken apart; output is the speaker's id with the clause that only names the speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kgraph.config import resource
from kgraph.relate.clause import Clause
from kgraph.relate.found import Speech
from kgraph.relate.frames import read_words
from kgraph.relate.sentence import Sentence

_SPEAKERS = frozenset({"Person", "Organisation"})
_MARKED = re.compile(r"[„“”«»]|,\s+(?:dass|ob|wie|wer|was)\b")
_QUOTED = re.compile(r"[^:„“]{3,80}:\s*[„“»\"]")
_OPENING = frozenset('„“»"')
_VIEWS = frozenset("Sicht Perspektive Warte".split())


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(read_words(resource("data/frames") / "_speech.toml")[key].split())


@cache
def _told() -> re.Pattern[str]:
    return re.compile("|".join(w.replace("_", " ") for w in sorted(_words("told"))))


def speech_of(sentence: Sentence, before: Sentence | None) -> Speech | None:
    """Who speaks in a sentence.

    Args:
        sentence: To be read.
        before: The sentence before, with its speech: a sentence in the subjunctive goes on with the report.
    """
    found = _by_phrase(sentence) or _by_verb(sentence) or _by_colon(sentence)
    if found or before is None:
        return found
    if before.speech and _goes_on(sentence):
        return Speech(before.speech.speaker, None)
    if before.speech and any(_subjunctive(clause, sentence) for clause in sentence.clauses):
        return Speech(before.speech.speaker, None)
    if sentence.clauses and _reported(sentence.clauses[0], sentence):
        persons = [id for id in before.subjects()[:1] if sentence.scene.coarse[id] == "Person"]
        return Speech(persons[0], None) if persons else None
    return None


def _goes_on(sentence: Sentence) -> bool:
    """Whether a quotation that the sentence before was in is still open: "X: „Das fehlt. Das auch.“"."""
    text = sentence.scene.text
    last = text.rfind("„", 0, sentence.start)
    return last >= 0 and text.rfind("\n", last, sentence.start) < 0 and "“" not in text[last : sentence.start]


def _by_phrase(sentence: Sentence) -> Speech | None:
    """So "laut X", "so X", "X zufolge", "nach Angaben von X", "nach den Worten des Ministers", "aus Sicht von X"."""
    atoms, phrases = sentence.chunks.atoms, sentence.chunks.phrases
    for index, phrase in enumerate(phrases):
        before = atoms[phrase.first - 1].text.lower() if phrase.first else ""
        earlier = atoms[phrase.first - 2].text if phrase.first > 1 else ""
        behind = atoms[phrase.last].text.lower() if phrase.last < len(atoms) else ""
        noun = atoms[phrase.head].text
        ids: list[str] = []
        if phrase.prep == "laut" or (before == "so" and not phrase.prep and earlier in (",", "“", ".", "–")):
            ids = _speaker(index, sentence) if sentence.is_name(phrase) else _holders(index, sentence)
        elif behind == "zufolge" or _zufolge(index, sentence):
            ids = _speaker(index, sentence) or _holders(index, sentence)
        elif (phrase.prep == "nach" and noun in _words("nouns")) or (phrase.prep == "aus" and noun in _VIEWS):
            ids = _holders(index, sentence)
        if ids:
            return Speech(ids[0], None)
    return None


def _zufolge(index: int, sentence: Sentence) -> bool:
    """Whether "zufolge" stands behind what hangs on a phrase ("der Mitteilung des BMI zufolge")."""
    atoms = sentence.chunks.atoms
    ends = [p.last for p in sentence.chunks.phrases if p.of == index]
    return any(end < len(atoms) and atoms[end].text == "zufolge" for end in ends)


def _speaker(index: int, sentence: Sentence) -> list[str]:
    """Who is spoken of, if it can speak."""
    return [id for id in sentence.referents(index)[:1] if sentence.scene.coarse[id] in _SPEAKERS]


def _holders(index: int, sentence: Sentence) -> list[str]:
    """Whose words, view or report a noun means."""
    found = (
        id
        for i, other in enumerate(sentence.chunks.phrases)
        if other.of == index and other.how in ("gen", "von")
        for id in _speaker(i, sentence)
    )
    return list(found)[:1]


def _by_verb(sentence: Sentence) -> Speech | None:
    """So "…, sagte X" and "X betonte, dass …": a clause of saying beside another one, or beside a quotation."""
    text = sentence.scene.text[sentence.start : sentence.end]
    for clause in sentence.clauses:
        others = [c for c in sentence.clauses if c is not clause and c.verbs]
        if not others and text[:1] in _OPENING and _says(clause, sentence):  # "„Ein Irrweg“, sagte X."
            return next((Speech(id, None) for id in _sayers(clause, sentence)), None)
        if not others or not (_says(clause, sentence) or _announces(clause, sentence)):
            continue
        if not (
            _parenthetic(clause, sentence) or _MARKED.search(text) or any(_subjunctive(c, sentence) for c in others)
        ):
            continue
        ids = next(iter(_sayers(clause, sentence)), None)
        if ids:
            return Speech(ids, clause)
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


def _says(clause: Clause, sentence: Sentence) -> bool:
    """Whether a clause tells that somebody says something; "wird X zitiert", "heißt es bei X" among it."""
    for verb in clause.verbs:
        if verb.lemma in _words("verbs") and (verb.voice == "active" or verb.lemma == "zitieren"):
            return True
        if verb.lemma == "heißen" and re.search(r"\b[Ee]s\b", clause.text):
            return True
    return bool(_told().search(clause.text))


def _sayers(clause: Clause, sentence: Sentence) -> Iterator[str]:
    quoted = any(v.lemma == "heißen" for v in clause.verbs)
    for index in clause.phrases:
        phrase = sentence.phrase(index)
        if quoted:
            if phrase.prep in ("bei", "aus", "in", "von"):
                yield from _speaker(index, sentence) or _holders(index, sentence)
        elif not phrase.prep and phrase.of < 0 and "n" in phrase.case:
            yield from _speaker(index, sentence)


def _parenthetic(clause: Clause, sentence: Sentence) -> bool:
    """Whether a clause stands behind or inside what it reports: ", sagte X", "Wie X betonte, …"."""
    atoms, first = sentence.chunks.atoms, clause.places[0]
    if clause.kind == "sub" and atoms[first].text.lower() == "wie":
        return True
    return first > 0 and atoms[first].kind == "verb" and atoms[first - 1].text in (",", "–", "“", ".", "!", "?")


def _by_colon(sentence: Sentence) -> Speech | None:
    """So "Anna Berg: „Wir nutzen das Portal.“": a name, a colon, a quotation."""
    text = sentence.scene.text[sentence.start : sentence.end]
    if not _QUOTED.match(text) or not sentence.clauses:
        return None
    end = sentence.start + text.index(":")
    first = [i for i, p in enumerate(sentence.chunks.phrases) if sentence.chunks.atoms[p.head].start < end]
    for index in first:
        phrase = sentence.phrase(index)
        if not phrase.prep and phrase.of < 0 and sentence.is_name(phrase):
            return next((Speech(id, None) for id in _speaker(index, sentence)), None)
    return None


def _subjunctive(clause: Clause, sentence: Sentence) -> bool:
    """Whether the finite verb is a subjunctive of report, or may be one."""
    return any(
        sentence.chunks.atoms[p].text.lower() in _words("subjunctives")
        for p in clause.places
        if p not in sentence.chunks.owner
    ) or _reported(clause, sentence)


def _reported(clause: Clause, sentence: Sentence) -> bool:
    """Whether the finite verb is a subjunctive of report that looks like no other form ("nutze", "habe", "sei")."""
    for place in clause.places:
        atom = sentence.chunks.atoms[place]
        if atom.kind != "verb" or place in sentence.chunks.owner:
            continue
        text = atom.text.lower()
        if text in ("sei", "seien", "werde", "habe", "könne", "müsse", "solle", "wolle", "dürfe"):
            return True
        if text.endswith("e") and atom.verb in (text + "n", text[:-1] + "n") and atom.text[:1].islower():
            return True
    return False
