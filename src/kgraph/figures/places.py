"""Where phrases stand to a quantity: which is the subject, which is only one of a list or part of a name."""

from __future__ import annotations

from itertools import pairwise

from kgraph.figures.quantity import Quantity
from kgraph.figures.words import pattern, words
from kgraph.relate.clause import Clause
from kgraph.relate.phrases import Phrase
from kgraph.relate.sentence import Sentence

BESIDE = (("unter", "ihnen"), ("unter", "anderem"))


def subject_of(sentence: Sentence, quantity: Quantity, clause: Clause) -> int:
    """The first bare phrase that may be a nominative, if it names or points to something; else -1."""
    for index in clause.phrases:
        phrase = sentence.phrase(index)
        if index != quantity.phrase and not phrase.prep and phrase.of < 0 and "n" in phrase.case:
            return index if not phrase.hidden else -1
    return -1


def acts(sentence: Sentence, quantity: Quantity, clause: Clause) -> bool:
    """Whether somebody else acts in a clause, so that where it happens says little of whose the figure is."""
    atoms = sentence.chunks.atoms
    if any(atoms[place].text.lower() in ("man", "wir") for place in clause.places):
        return True
    group = sentence.phrase(quantity.phrase).group if quantity.phrase >= 0 else -1
    phrases = [sentence.phrase(index) for index in clause.phrases if index != quantity.phrase]
    heads = [atoms[phrase.head].text for phrase in phrases if _bare(phrase) and phrase.group != group]
    return any(head.lower() != "es" and not pattern("not_counted").fullmatch(head) for head in heads)


def another(sentence: Sentence, quantity: Quantity, subject: int) -> bool:
    """Whether another phrase that may be a subject stands between a subject and the quantity.

    So in "Gera erhält 3 Euro und Jena 4 Euro", where the sums belong to two.
    """
    atoms = sentence.chunks.atoms
    between = (sentence.phrase(index) for index in range(subject + 1, max(quantity.phrase, 0)))
    return any(
        _bare(phrase) and all(atoms[place].kind != "num" for place in range(phrase.first, phrase.last))
        for phrase in between
        if not pattern("not_counted").fullmatch(atoms[phrase.head].text)
    )


def beside(sentence: Sentence, quantity: Quantity, index: int) -> bool:
    """Whether a phrase is another member of the quantity's list, or of what is counted ("darunter Lage")."""
    phrase, atoms = sentence.phrase(index), sentence.chunks.atoms
    if quantity.phrase >= 0 and phrase.group == sentence.phrase(quantity.phrase).group:
        return True
    between = [atom.text for atom in atoms[quantity.head + 1 : phrase.first + 1]]
    among = any(pair in BESIDE for pair in pairwise(between))
    return among or not words("members").isdisjoint(between)


def cut_off(sentence: Sentence, index: int) -> bool:
    """Whether a name opens a quotation that goes on behind it: the name of another thing („Altenburg Ost“)."""
    atom, text = sentence.chunks.atoms[sentence.phrase(index).head], sentence.scene.text
    return atom.kind == "name" and text[atom.start - 1 : atom.start] == "„" and text[atom.end : atom.end + 1] == " "


def in_name(sentence: Sentence, index: int) -> bool:
    """Whether a place is only part of what a noun names: "der Digitalplan Bayern"."""
    phrase, atoms = sentence.phrase(index), sentence.chunks.atoms
    head, before = atoms[phrase.head], atoms[phrase.head - 1]
    if head.kind != "name" or phrase.head == phrase.first or before.kind != "noun":
        return False
    return sentence.scene.coarse[head.entities[0]] == "Jurisdiction" and not sentence.scene.coarse_words(
        before.lemma.lower()
    )


def adjoins(sentence: Sentence, clause: Clause) -> bool:
    """Whether a relative clause begins right behind what it is taken to explain, and what hangs on that."""
    chunks, last = sentence.chunks, sentence.phrase(clause.antecedent).last
    return all(
        chunks.atoms[place].kind in ("mark", "verb")
        or (
            (owner := chunks.owner.get(place, -1)) >= 0
            and (chunks.phrases[owner].hidden or chunks.phrases[owner].of >= clause.antecedent)
        )
        for place in range(last, clause.places[0])
    )


def holds(clause: Clause) -> bool:
    """Whether a relative clause tells what a body has or holds, and not what it does: "die 90 Kilometer verlegt"."""
    verbs = {verb.lemma for verb in clause.verbs}
    return bool(clause.pronoun_prep) or not verbs.isdisjoint(words("having") | words("using"))


def _bare(phrase: Phrase) -> bool:
    """Whether a phrase may be a subject."""
    return not phrase.prep and phrase.of < 0 and "n" in phrase.case and not phrase.hidden
