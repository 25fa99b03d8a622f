"""Cut a sentence into clauses.

Commas, conjunctions before a second finite verb, relative pronouns, subordinators and
infinitive groups part clauses; what is verbless (an apposition, a list) stays with the clause around it.
"""

from __future__ import annotations

from kgraph.relate import grammar
from kgraph.relate.brackets import (
    bare_participle,
    closed_bracket,
    closes_bracket,
    finite_place,
    has_infinitive,
    is_complete,
    open_bracket,
    verb_places,
)
from kgraph.relate.clause import Clause
from kgraph.relate.phrases import Chunks
from kgraph.relate.segments import (
    ends_list,
    free_particle,
    free_pronoun,
    goes_on,
    like_relative,
    lists,
    one_more_infinitive,
    own_pronoun,
    participle_group,
    phrase_before,
    pronoun_alone,
    shares_object,
)
from kgraph.relate.verb_forms import form_of, is_helper
from kgraph.relate.verbs import read_verbs


def clauses(chunks: Chunks) -> list[Clause]:
    """The clauses of one sentence, main clauses and subordinate ones, in order of their first atom."""
    found = _build(chunks)
    for number, clause in enumerate(found):
        if clause.parent is None and clause.kind in ("inf", "sub"):  # "Um das Portal einzuführen, hat die Stadt …"
            clause.parent = next((c for c in found[number + 1 :] if c.kind == "main"), None)
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
            and not (mark == ":" and lists(segment, chunks))
            and (finite_place(main.places, chunks) >= 0 or finite_place(segment, chunks) >= 0)
            and (opened is None or is_complete(opened, chunks))
        ):
            main = opened = None
        if (
            main is not None
            and (opened is None or is_complete(opened, chunks))
            and open_bracket(main, chunks)
            and closes_bracket(segment, chunks, mark)
            and not (mark == "," and pronoun_alone(segment, chunks))
        ):
            main.places += segment
            continue
        if main is not None and not mark and shares_object(main, segment, chunks):
            main.places += segment
            continue
        if main is not None and mark == "," and participle_group(main, segment, chunks):
            found.append(Clause("part", list(segment), main))
            continue
        if opened is not None and not mark and goes_on(opened, segment, chunks):
            again = Clause(opened.kind, list(segment), opened, opened.antecedent, opened.pronoun)
            again.pronoun_prep = opened.pronoun_prep
            own = own_pronoun(segment, chunks)
            if own:
                again.pronoun, again.pronoun_prep = own
            found.append(again)
            opened = again
            continue
        kind, pronoun, prep = _opening(segment, chunks, mark == ",")
        if opened is not None and not is_complete(opened, chunks) and kind not in ("sub", "rel"):
            opened.places += segment
            continue
        if kind == "rel" and main is not None and one_more_infinitive(main, segment, chunks):
            found.append(Clause("part", list(segment), main))
            continue
        if kind in ("sub", "rel", "inf"):
            opened = Clause(
                kind, list(segment), main or (found[-1] if found else None), pronoun=pronoun, pronoun_prep=prep
            )
            if kind == "rel":
                opened.antecedent = phrase_before(segment[0], chunks)
                free_pronoun(segment, chunks, 2 if prep else 1)
            found.append(opened)
            if kind == "inf":
                free_particle(segment[0], chunks)
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
            (not comma or ends_list(segment, chunks))
            and closes_bracket(segment, chunks)
            and closed_bracket(main, chunks)
        ):
            found.append(Clause("part", list(segment), main))
        else:
            previous = main
            main = Clause("main", list(segment), previous)
            found.append(main)
    return found


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
    if comma and segment[0] > 0 and verbs and like_relative(segment, chunks):
        if first in grammar.RELATIVES:
            return "rel", first, ""
        if len(segment) > 1 and first in grammar.PREPOSITIONS and atoms[segment[1]].text.lower() in grammar.RELATIVES:
            return "rel", atoms[segment[1]].text.lower(), first
    return "main", "", ""


_TWOFOLD = frozenset("wie als seit während da damit wo wobei was wer warum".split())
