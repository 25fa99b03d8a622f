"""What a stretch between commas is in its sentence: a relative clause, a group of participles, part of a list.

`clauses` asks these questions while it cuts a sentence; nothing here keeps a clause.
"""

from __future__ import annotations

from kgraph.relate import grammar
from kgraph.relate.brackets import closed_bracket, finite_place, verb_places
from kgraph.relate.clause import Clause
from kgraph.relate.phrases import Chunks
from kgraph.relate.verb_forms import form_of, is_helper

_OPENING = frozenset("um ohne statt während seit bis".split())


def lists(segment: list[int], chunks: Chunks) -> bool:
    """Whether nothing but a list of names stands behind a colon: "Dem Rat gehören an: Anna Berg und Ulf Kunz."."""
    behind = list(range(segment[0], len(chunks.atoms)))
    first = chunks.owner.get(segment[0])
    named = first is not None and chunks.atoms[chunks.phrases[first].head].kind == "name"
    return named and not verb_places(behind, chunks)


def free_particle(place: int, chunks: Chunks) -> None:
    """Take what opens a clause out of the phrase behind it, whose preposition it seemed to be.

    So the "um" of "um ein Portal aufzubauen", or the "während" of "während A es betreibt".
    """
    phrase = chunks.phrases[chunks.owner[place]] if place in chunks.owner else None
    if phrase is None or phrase.first != place or phrase.prep not in _OPENING:
        return
    phrase.first += 1
    phrase.prep, phrase.of, phrase.how = "", -1, ""
    phrase.case = grammar.DETERMINERS.get(phrase.det, "nad")
    chunks.owner.pop(place)
    for other in chunks.phrases:
        if other.group == phrase.group and other is not phrase and other.first > place:
            other.prep, other.case = "", grammar.DETERMINERS.get(other.det, phrase.case)


def one_more_infinitive(main: Clause, segment: list[int], chunks: Chunks) -> bool:
    """Whether what looks like a relative clause goes on with a modal ("soll A prüfen, das B einführen")."""
    atoms = chunks.atoms
    verbs = verb_places(segment, chunks)
    if atoms[segment[0]].text not in ("das", "den", "dem") or segment[0] not in chunks.owner or not verbs:
        return False
    head = atoms[chunks.phrases[chunks.owner[segment[0]]].head]
    modal = any(is_helper(atoms[p]) and atoms[p].verb != "haben" for p in verb_places(main.places, chunks))
    infinitives = all(form_of(atoms[p].text, atoms[p].verb) == "inf" and not is_helper(atoms[p]) for p in verbs)
    return modal and infinitives and (head.kind == "name" or head.lemma == head.text)


def shares_object(main: Clause, segment: list[int], chunks: Chunks) -> bool:
    """Whether two finite verbs share what follows the second ("entwickelt und betreibt das Portal")."""
    last, first = main.places[-1], segment[0]
    verbs = verb_places(main.places, chunks)
    return (
        verbs == [last]
        and first in verb_places(segment, chunks)
        and not any(is_helper(chunks.atoms[p]) for p in (last, first))
        and form_of(chunks.atoms[first].text.lower(), chunks.atoms[first].verb) in ("fin", "amb", "inf")
        and sum(p.first < last and not p.hidden and not p.prep for p in chunks.phrases) > 0
    )


def participle_group(main: Clause, segment: list[int], chunks: Chunks) -> bool:
    """Whether a segment is participles with their agent ("…, von A betrieben, …"), in a clause or in a list of them."""
    words = [chunks.atoms[p].text.lower() for p in segment]
    verbs = verb_places(segment, chunks)
    return (
        (words[0] in ("von", "vom", "durch", "gemeinsam") or extraposed(segment, main, chunks))
        and ((finite_place(main.places, chunks) < 0 and _ends_with_phrase(main, chunks)) or passive(main, chunks))
        and bool(verbs)
        and (verbs[-1] == segment[-1] or extraposed(segment, main, chunks))
        and all(form_of(chunks.atoms[p].text.lower(), chunks.atoms[p].verb) in ("part", "amb") for p in verbs)
        and not any(is_helper(chunks.atoms[p]) for p in verbs)
    )


def participle_first(segment: list[int], chunks: Chunks) -> bool:
    """Whether a participle opens a segment and only its agent and adjuncts follow ("…, entwickelt von A, …")."""
    place = segment[0]
    if len(segment) < 3 or verb_places(segment, chunks) != [place] or is_helper(chunks.atoms[place]):
        return False
    form = form_of(chunks.atoms[place].text, chunks.atoms[place].verb)
    if place == 0 or place - 2 not in chunks.owner or form not in ("part", "amb"):
        return False
    inside = [chunks.phrases[i] for i in dict.fromkeys(chunks.owner[p] for p in segment if p in chunks.owner)]
    agent = bool(inside) and inside[0].first == place + 1 and inside[0].prep in ("von", "durch")
    return agent and all(p.prep or p.how == "gen" or p.group == inside[0].group for p in inside)


def _ends_with_phrase(main: Clause, chunks: Chunks) -> bool:
    """Whether a phrase ends a clause, with or without "selbst" ("Das Portal selbst, von A betrieben, …")."""
    last = main.places[-2:] if chunks.atoms[main.places[-1]].text in ("selbst", "selber") else main.places[-1:]
    return last[0] in chunks.owner


def extraposed(segment: list[int], main: Clause, chunks: Chunks) -> bool:
    """Whether only adverbs, a participle and its agent are in a segment ("…, technisch betrieben von B")."""
    phrases = [chunks.phrases[i] for i in dict.fromkeys(chunks.owner[p] for p in segment if p in chunks.owner)]
    return (
        bool(phrases) and phrases[0].prep in ("von", "durch") and all(p.prep for p in phrases) and passive(main, chunks)
    )


def passive(main: Clause, chunks: Chunks) -> bool:
    """Whether a clause has "werden" with its participle, which a second one can follow."""
    atoms = (chunks.atoms[p] for p in verb_places(main.places, chunks))
    return closed_bracket(main, chunks) and any(a.verb == "werden" for a in atoms)


def ends_list(segment: list[int], chunks: Chunks) -> bool:
    """Whether behind a comma a further participle ends its segment ("…, gemeinsam mit B erprobt und …")."""
    return len(segment) > 1 and segment[-1] in verb_places(segment, chunks)


def free_pronoun(segment: list[int], chunks: Chunks, words: int) -> None:
    """Take a relative pronoun out of the phrase behind it, which took it for its determiner ("den Hessen betreibt")."""
    index = chunks.owner.get(segment[0])
    if index is None:
        return
    phrase = chunks.phrases[index]
    if phrase.first != segment[0] or phrase.head < phrase.first + words or phrase.det in ("dessen", "deren"):
        return
    phrase.first += words
    phrase.prep, phrase.det, phrase.case, phrase.of, phrase.how = "", "", "nad", -1, ""
    for other in chunks.phrases:
        if other.group == phrase.group and other is not phrase and other.first > phrase.first and not other.det:
            other.prep, other.case, other.of, other.how = "", "nad", -1, ""
    for place in segment[:words]:
        chunks.owner.pop(place, None)


def verb_last(segment: list[int], chunks: Chunks) -> bool:
    """Whether the finite verb ends the segment, as in a subordinate clause; a list or a clause inside may follow."""
    finite = finite_place(segment, chunks)
    verbs = verb_places(segment, chunks)
    if finite < 0:
        return False
    behind = [p for p in segment if p > finite]
    if behind and all(p in verbs or chunks.atoms[p].text == "und" for p in behind):
        return True  # "die das Portal betreibt und pflegt"
    return (
        finite == segment[-1]
        or (finite == verbs[-1] and not any(p > finite and p in chunks.owner for p in segment[:-1]))
        or (verbs[-1] == segment[-1] and finite == verbs[-1])
    )


def like_relative(segment: list[int], chunks: Chunks) -> bool:
    """Whether the verbs of a segment stand as in a relative clause; its auxiliary may follow behind an "und"."""
    if verb_last(segment, chunks) or verb_late(segment, chunks):
        return True
    behind = segment[-1] + 1
    return (
        segment[0] not in chunks.owner
        and segment[-1] in verb_places(segment, chunks)
        and behind < len(chunks.atoms)
        and chunks.atoms[behind].text == "und"
    )


def own_pronoun(segment: list[int], chunks: Chunks) -> tuple[str, str] | None:
    """The pronoun and its preposition that a second relative clause has of its own ("…, mit der A … und die B …")."""
    words = [chunks.atoms[p].text.lower() for p in segment[:2]]
    if words[0] in grammar.RELATIVES and segment[0] not in chunks.owner:
        return words[0], ""
    if len(words) > 1 and words[0] in grammar.PREPOSITIONS and words[1] in grammar.RELATIVES:
        return (words[1], words[0]) if segment[1] not in chunks.owner else None
    return None


def goes_on(opened: Clause, segment: list[int], chunks: Chunks) -> bool:
    """Whether "und" joins a further verb-final clause to a relative one ("die A betreibt und mit B kooperiert")."""
    finite = finite_place(segment, chunks)
    if opened.kind != "rel" or finite != segment[-1] or opened.places[-1] != segment[0] - 2:
        return False
    before = [p for p in chunks.phrases if segment[0] <= p.first < finite and not p.hidden and p.how != "gen"]
    as_one = bool(before) and chunks.atoms[before[0].first - 1].text == "als"  # "und als Chefin leitet"
    return len(before) > 1 or as_one or (bool(before) and bool(before[0].prep or own_pronoun(segment, chunks)))


def verb_late(segment: list[int], chunks: Chunks) -> bool:
    """Whether a pronoun that is no determiner opens a segment and its verb does not follow at once.

    So "die vom Rat unterstützt wird wie von den Verbänden" is a relative clause, "das ist gut" is none.
    """
    finite = finite_place(segment, chunks)
    return (
        segment[0] not in chunks.owner
        and chunks.atoms[segment[0]].text in grammar.RELATIVES
        and finite > segment[0] + 1
        and any(p in chunks.owner for p in segment if p < finite)
    )


def pronoun_alone(segment: list[int], chunks: Chunks) -> bool:
    """Whether a segment opens with a relative pronoun that is no determiner, and ends with its verb."""
    words = [chunks.atoms[p].text.lower() for p in segment[:2]]
    if len(words) < 2 or segment[-1] not in verb_places(segment, chunks):
        return False
    if words[0] in grammar.RELATIVES:
        return segment[0] not in chunks.owner
    return words[0] in grammar.PREPOSITIONS and words[1] in grammar.RELATIVES and segment[1] not in chunks.owner


def phrase_before(place: int, chunks: Chunks) -> int:
    """The last phrase that ends before a place, which a relative pronoun there stands for; -1 if there is none."""
    for index in range(len(chunks.phrases) - 1, -1, -1):
        if chunks.phrases[index].last <= place and not chunks.phrases[index].hidden:
            return index
    return -1
