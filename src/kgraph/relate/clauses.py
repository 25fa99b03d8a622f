"""Cut a sentence into clauses.

Commas, conjunctions before a second finite verb, relative pronouns, subordinators and
infinitive groups part clauses; what is verbless (an apposition, a list) stays with the clause around it.
"""

from __future__ import annotations

from kgraph.relate import grammar
from kgraph.relate.phrases import Chunks
from kgraph.relate.verbs import (
    Clause,
    Verb,
    bare_participle,
    closed_bracket,
    closes_bracket,
    finite_place,
    form_of,
    has_infinitive,
    is_complete,
    is_helper,
    open_bracket,
    read_verbs,
    verb_places,
)

__all__ = ["Clause", "Verb", "clauses"]


def clauses(chunks: Chunks) -> list[Clause]:
    """The clauses of one sentence, main clauses and subordinate ones, in order of their first atom."""
    found = _build(chunks)
    for clause in found:
        read_verbs(clause, chunks)
    return [clause for clause in found if clause.places]


def _build(chunks: Chunks) -> list[Clause]:
    found: list[Clause] = []
    main: Clause | None = None
    opened: Clause | None = None
    for segment, mark in _segments(chunks):
        comma = bool(mark)
        if (
            mark in (":", ";")
            and main is not None
            and not (mark == ":" and _lists(segment, chunks))
            and (finite_place(main.places, chunks) >= 0 or finite_place(segment, chunks) >= 0)
            and (opened is None or is_complete(opened, chunks))
        ):
            main = opened = None
        if (
            main is not None
            and (opened is None or is_complete(opened, chunks))
            and open_bracket(main, chunks)
            and closes_bracket(segment, chunks, mark)
            and not (mark == "," and _pronoun_alone(segment, chunks))
        ):
            main.places += segment
            continue
        if main is not None and not mark and _shares_object(main, segment, chunks):
            main.places += segment
            continue
        if main is not None and mark == "," and _participle_group(main, segment, chunks):
            found.append(Clause("part", list(segment), main))
            continue
        if opened is not None and not mark and _goes_on(opened, segment, chunks):
            again = Clause(opened.kind, list(segment), opened, opened.antecedent, opened.pronoun)
            again.pronoun_prep = opened.pronoun_prep
            found.append(again)
            opened = again
            continue
        kind, pronoun, prep = _opening(segment, chunks, mark == ",")
        if opened is not None and not is_complete(opened, chunks) and kind not in ("sub", "rel"):
            opened.places += segment
            continue
        if kind in ("sub", "rel", "inf"):
            opened = Clause(
                kind, list(segment), main or (found[-1] if found else None), pronoun=pronoun, pronoun_prep=prep
            )
            if kind == "rel":
                opened.antecedent = _phrase_before(segment[0], chunks)
                _free_pronoun(segment, chunks, 2 if prep else 1)
            found.append(opened)
            if kind == "inf":
                _free_particle(segment[0], chunks)
                opened = None
            continue
        verbs = verb_places(segment, chunks)
        if not verbs:
            if main is not None:
                main.places += segment
            else:
                main = Clause("main", list(segment))
                found.append(main)
            continue
        if main is None:
            main = Clause("main", list(segment))
            found.append(main)
        elif bare_participle(main, chunks) or finite_place(main.places, chunks) < 0:
            if not comma and closes_bracket(segment, chunks):
                found.append(Clause("part", list(segment), main))
            elif verb_places(main.places, chunks):
                main.kind = "part"
                group = main
                main = Clause("main", list(segment))
                group.parent = main
                for other in found:
                    if other.kind == "part" and other.parent is group:
                        other.parent = main
                found.append(main)
            else:
                main.places += segment
        elif (
            (not comma or _ends_list(segment, chunks))
            and closes_bracket(segment, chunks)
            and closed_bracket(main, chunks)
        ):
            found.append(Clause("part", list(segment), main))
        else:
            previous = main
            main = Clause("main", list(segment), previous)
            found.append(main)
    return found


def _lists(segment: list[int], chunks: Chunks) -> bool:
    """Whether nothing but a list of names stands behind a colon: "Dem Rat gehören an: Anna Berg und Ulf Kunz."."""
    behind = list(range(segment[0], len(chunks.atoms)))
    first = chunks.owner.get(segment[0])
    named = first is not None and chunks.atoms[chunks.phrases[first].head].kind == "name"
    return named and not verb_places(behind, chunks)


def _free_particle(place: int, chunks: Chunks) -> None:
    """Take the "um" of "um ein Portal aufzubauen" out of the phrase behind it, whose preposition it seemed to be."""
    phrase = chunks.phrases[chunks.owner[place]] if place in chunks.owner else None
    if phrase is None or phrase.first != place or phrase.prep not in ("um", "ohne", "statt"):
        return
    phrase.first += 1
    phrase.prep, phrase.of, phrase.how = "", -1, ""
    phrase.case = grammar.DETERMINERS.get(phrase.det, "nad")
    chunks.owner.pop(place)
    for other in chunks.phrases:
        if other.group == phrase.group and other is not phrase and other.first > place:
            other.prep, other.case = "", grammar.DETERMINERS.get(other.det, phrase.case)


def _shares_object(main: Clause, segment: list[int], chunks: Chunks) -> bool:
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


def _participle_group(main: Clause, segment: list[int], chunks: Chunks) -> bool:
    """Whether a segment is participles with their agent ("…, von A betrieben, …"), in a clause or in a list of them."""
    words = [chunks.atoms[p].text.lower() for p in segment]
    verbs = verb_places(segment, chunks)
    return (
        (words[0] in ("von", "vom", "durch", "gemeinsam") or _extraposed(segment, main, chunks))
        and ((finite_place(main.places, chunks) < 0 and main.places[-1] in chunks.owner) or _passive(main, chunks))
        and bool(verbs)
        and (verbs[-1] == segment[-1] or _extraposed(segment, main, chunks))
        and all(form_of(chunks.atoms[p].text.lower(), chunks.atoms[p].verb) in ("part", "amb") for p in verbs)
        and not any(is_helper(chunks.atoms[p]) for p in verbs)
    )


def _extraposed(segment: list[int], main: Clause, chunks: Chunks) -> bool:
    """Whether only adverbs, a participle and its agent are in a segment ("…, technisch betrieben von B")."""
    phrases = [chunks.phrases[i] for i in dict.fromkeys(chunks.owner[p] for p in segment if p in chunks.owner)]
    return (
        bool(phrases)
        and phrases[0].prep in ("von", "durch")
        and all(p.prep for p in phrases)
        and _passive(main, chunks)
    )


def _passive(main: Clause, chunks: Chunks) -> bool:
    """Whether a clause has "werden" with its participle, which a second one can follow."""
    atoms = (chunks.atoms[p] for p in verb_places(main.places, chunks))
    return closed_bracket(main, chunks) and any(a.verb == "werden" for a in atoms)


def _ends_list(segment: list[int], chunks: Chunks) -> bool:
    """Whether behind a comma a further participle ends its segment ("…, gemeinsam mit B erprobt und …")."""
    return len(segment) > 1 and segment[-1] in verb_places(segment, chunks)


def _free_pronoun(segment: list[int], chunks: Chunks, words: int) -> None:
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


def _segments(chunks: Chunks) -> list[tuple[list[int], str]]:
    """Stretches between commas and clause conjunctions, each with the mark that opens it; empty after a conjunction."""
    found: list[tuple[list[int], str]] = []
    current: list[int] = []
    comma, depth = ",", 0
    atoms = chunks.atoms
    for place, atom in enumerate(atoms):
        if atom.text == "(":
            depth += 1
        elif atom.text == ")":
            depth = max(0, depth - 1)
        within = place in chunks.owner or (
            atom.text == "." and place > 0 and atoms[place - 1].kind == "num" and place + 1 < len(atoms)
        )
        if depth == 0 and atom.text in (",", ";", ":", "–", "—", "…", ".", "!", "?") and not within:
            if current:
                found.append((current, comma))
            current, comma = [], atom.text
        elif depth == 0 and atom.text.lower() in grammar.BREAKS and not within and _splits(place, current, chunks):
            if current:
                found.append((current, comma))
            current, comma = [], ""
        elif depth == 0 and atom.text != ")":
            current.append(place)
    if current:
        found.append((current, comma))
    return found


def _splits(place: int, current: list[int], chunks: Chunks) -> bool:
    """Whether a conjunction joins two clauses: verbs stand on both sides, and behind it not only a part of a list."""
    left = verb_places(current, chunks)
    if not left:
        return False
    right: list[int] = []
    for ahead in range(place + 1, len(chunks.atoms)):
        text = chunks.atoms[ahead].text
        if text in (",", ";", ":", "–", ".") and ahead not in chunks.owner:
            break
        if text.lower() in ("und", "oder") and ahead not in chunks.owner and right:
            break
        right.append(ahead)
    verbs = verb_places(right, chunks)
    if not verbs:
        return False
    if len(left) == 1 and not any(p in chunks.owner for p in current) and verbs[0] == right[0]:
        return False  # "Entwickelt und betrieben wird"
    left_finite = finite_place(current, chunks)
    finite = finite_place(right, chunks)
    if left == [current[-1]] or left[-1] == current[-1]:
        if left_finite == current[-1] and len(right) == 1:
            return False  # "betreibt und weiterentwickelt"
    if (
        finite == right[0]
        and not any(p in chunks.owner for p in right)
        and form_of(chunks.atoms[finite].text.lower(), chunks.atoms[finite].verb) == "inf"
        and any(is_helper(chunks.atoms[p]) for p in left)
    ):
        return False
    if finite >= 0:
        # "hat A und B beschlossen" has its only finite verb on the left; a real second one starts a clause.
        atom = chunks.atoms[finite]
        if (
            atom.verb in ("haben", "sein", "werden")
            or form_of(atom.text.lower(), atom.verb) != "inf"
            or finite == right[0]
        ):
            return (
                left_finite >= 0 or form_of(chunks.atoms[left[-1]].text.lower(), chunks.atoms[left[-1]].verb) != "inf"
            )
    # two participles or infinitives, each with its own phrases
    return bool(left[-1] == current[-1] and verbs[0] != right[0] and any(p in chunks.owner for p in right))


def _opening(segment: list[int], chunks: Chunks, comma: bool) -> tuple[str, str, str]:
    """Kind of clause that a segment opens, its relative pronoun and the preposition before that."""
    atoms = chunks.atoms
    first = atoms[segment[0]].text.lower()
    verbs = verb_places(segment, chunks)
    if first == "und" and len(segment) > 1:
        segment = segment[1:]
        first = atoms[segment[0]].text.lower()
    if first in ("um", "ohne", "statt", "anstatt") and verbs and has_infinitive(segment, chunks):
        return "inf", "", ""
    if verbs and has_infinitive(segment, chunks) and finite_place(segment, chunks) < 0:
        return "inf", "", ""
    if first in grammar.SUBORDINATORS and (first not in _TWOFOLD or (verbs and verbs[-1] == segment[-1])):
        return "sub", "", ""
    if first == "so" and comma and len(segment) > 2 and segment[0] > 0 and chunks.atoms[segment[1]].kind == "verb":
        return "sub", "", ""
    if comma and segment[0] > 0 and verbs and _like_relative(segment, chunks):
        if first in grammar.RELATIVES:
            return "rel", first, ""
        if len(segment) > 1 and first in grammar.PREPOSITIONS and atoms[segment[1]].text.lower() in grammar.RELATIVES:
            return "rel", atoms[segment[1]].text.lower(), first
    return "main", "", ""


_TWOFOLD = frozenset("wie als seit während da damit wo wobei was wer warum".split())


def _verb_last(segment: list[int], chunks: Chunks) -> bool:
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


def _like_relative(segment: list[int], chunks: Chunks) -> bool:
    """Whether the verbs of a segment stand as in a relative clause; its auxiliary may follow behind an "und"."""
    if _verb_last(segment, chunks) or _verb_late(segment, chunks):
        return True
    behind = segment[-1] + 1
    return (
        segment[0] not in chunks.owner
        and segment[-1] in verb_places(segment, chunks)
        and behind < len(chunks.atoms)
        and chunks.atoms[behind].text == "und"
    )


def _goes_on(opened: Clause, segment: list[int], chunks: Chunks) -> bool:
    """Whether "und" joins a further verb-final clause to a relative one ("die A betreibt und mit B kooperiert")."""
    finite = finite_place(segment, chunks)
    if opened.kind != "rel" or finite != segment[-1] or opened.places[-1] != segment[0] - 2:
        return False
    before = [p for p in chunks.phrases if segment[0] <= p.first < finite and not p.hidden and p.how != "gen"]
    return len(before) > 1 or (bool(before) and bool(before[0].prep))


def _verb_late(segment: list[int], chunks: Chunks) -> bool:
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


def _pronoun_alone(segment: list[int], chunks: Chunks) -> bool:
    """Whether a segment opens with a relative pronoun that is no determiner, and ends with its verb."""
    words = [chunks.atoms[p].text.lower() for p in segment[:2]]
    if len(words) < 2 or segment[-1] not in verb_places(segment, chunks):
        return False
    if words[0] in grammar.RELATIVES:
        return segment[0] not in chunks.owner
    return words[0] in grammar.PREPOSITIONS and words[1] in grammar.RELATIVES and segment[1] not in chunks.owner


def _phrase_before(place: int, chunks: Chunks) -> int:
    for index in range(len(chunks.phrases) - 1, -1, -1):
        if chunks.phrases[index].last <= place and not chunks.phrases[index].hidden:
            return index
    return -1
