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
    participle_first,
    participle_group,
    phrase_before,
    pronoun_alone,
    shares_object,
)
from kgraph.relate.stretches import stretches
from kgraph.relate.verbs import read_verbs

# Subordinators that are other words, too: what their verb is last in is a clause.
_TWOFOLD = frozenset("wie als seit während da damit wo wobei was wer warum".split())


def clauses(chunks: Chunks) -> list[Clause]:
    """The clauses of one sentence, main clauses and subordinate ones, in order of their first atom."""
    found = _Cutter(chunks).run()
    for number, clause in enumerate(found):
        if clause.parent is None and clause.kind in ("inf", "sub"):  # "Um das Portal einzuführen, hat die Stadt …"
            clause.parent = next((c for c in found[number + 1 :] if c.kind == "main"), None)
        read_verbs(clause, chunks)
    return [clause for clause in found if clause.places]


class _Cutter:
    """Puts stretches together to clauses, from left to right.

    Attributes:
        main: The main clause that goes on, if any.
        opened: The subordinate clause that still takes what follows, if any.
    """

    def __init__(self, chunks: Chunks) -> None:
        self.chunks = chunks
        self.found: list[Clause] = []
        self.main: Clause | None = None
        self.opened: Clause | None = None

    def run(self) -> list[Clause]:
        for segment, mark in stretches(self.chunks):
            if self._starts_anew(segment, mark):
                self.main = self.opened = None
            if not (self._continues(segment, mark) or self._subordinate(segment, mark)):
                self._coordinate(segment, mark)
        return self.found

    def _settled(self) -> bool:
        """Whether no subordinate clause waits for its verb."""
        return self.opened is None or is_complete(self.opened, self.chunks)

    def _starts_anew(self, segment: list[int], mark: str) -> bool:
        """Whether a colon or semicolon parts sentences, not a sentence and its list."""
        if mark not in (":", ";") or self.main is None or (mark == ":" and lists(segment, self.chunks)):
            return False
        finite = finite_place(self.main.places, self.chunks) >= 0 or finite_place(segment, self.chunks) >= 0
        return finite and self._settled()

    def _continues(self, segment: list[int], mark: str) -> bool:
        """Give a stretch to the main clause or make it a part of one, where its verbs show that."""
        main, chunks = self.main, self.chunks
        if main is not None and mark == "," and participle_first(segment, chunks):
            self.found.append(Clause("part", list(segment), main, phrase_before(segment[0], chunks)))
            return True
        if main is not None and (
            self._closes(main, segment, mark) or (not mark and shares_object(main, segment, chunks))
        ):
            main.places += segment
            return True
        if main is not None and mark == "," and participle_group(main, segment, chunks):
            self.found.append(Clause("part", list(segment), main))
            return True
        opened = self.opened
        if opened is None or mark or not goes_on(opened, segment, chunks):
            return False
        again = Clause(opened.kind, list(segment), opened, opened.antecedent, opened.pronoun)
        again.pronoun, again.pronoun_prep = own_pronoun(segment, chunks) or (opened.pronoun, opened.pronoun_prep)
        self.opened = self._add(again)
        return True

    def _closes(self, main: Clause, segment: list[int], mark: str) -> bool:
        """Whether a stretch closes the bracket that the main clause opened before a subordinate one."""
        if not self._settled() or not open_bracket(main, self.chunks) or not closes_bracket(segment, self.chunks, mark):
            return False
        return mark != "," or not pronoun_alone(segment, self.chunks)

    def _subordinate(self, segment: list[int], mark: str) -> bool:
        """Open a subordinate clause with a stretch, or give the stretch to the one that waits for its verb."""
        kind, pronoun, prep = _opening(segment, self.chunks, mark == ",")
        if self.opened is not None and kind not in ("sub", "rel") and not self._settled():
            self.opened.places += segment
            return True
        if kind == "main":
            return False
        if kind == "rel" and self.main is not None and one_more_infinitive(self.main, segment, self.chunks):
            self.found.append(Clause("part", list(segment), self.main))
            return True
        parent = self.main or (self.found[-1] if self.found else None)
        if kind == "inf" and self.opened is not None and self.opened.kind == "sub":
            parent = self.opened  # "dass die Stadt ausgewählt wurde, an dem Projekt teilzunehmen"
        clause = self._add(Clause(kind, list(segment), parent, pronoun=pronoun, pronoun_prep=prep))
        self.opened = clause if kind != "inf" else None
        if kind == "rel":
            clause.antecedent = phrase_before(segment[0], self.chunks)
            free_pronoun(segment, self.chunks, 2 if prep else 1)
        elif kind in ("inf", "sub"):
            free_particle(segment[0], self.chunks)
        return True

    def _coordinate(self, segment: list[int], mark: str) -> None:
        """Give a stretch to the main clause, or begin the next one with it."""
        main, chunks = self.main, self.chunks
        if main is None:
            self.main = self._add(Clause("main", list(segment)))
        elif not verb_places(segment, chunks):
            main.places += segment
        elif bare_participle(main, chunks) or finite_place(main.places, chunks) < 0:
            if not mark and closes_bracket(segment, chunks):
                self._add(Clause("part", list(segment), main))
            elif verb_places(main.places, chunks):
                self._lead(main, segment)
            else:
                main.places += segment
        elif (
            (not mark or ends_list(segment, chunks))
            and closes_bracket(segment, chunks)
            and closed_bracket(main, chunks)
        ):
            self._add(Clause("part", list(segment), main))
        else:
            self.main = self._add(Clause("main", list(segment), main))

    def _second(self, main: Clause, segment: list[int], mark: str) -> bool:
        """Whether a stretch is a further participle or infinitive behind the auxiliary of the main clause."""
        ends = not mark or ends_list(segment, self.chunks)
        return ends and closes_bracket(segment, self.chunks) and closed_bracket(main, self.chunks)

    def _lead(self, group: Clause, segment: list[int]) -> None:
        """Begin the main clause behind a group of participles that opens the sentence, and belongs to it."""
        self.main = group.parent = Clause("main", list(segment))
        group.kind = "part"
        for other in self.found:
            if other.kind == "part" and other.parent is group:
                other.parent = self.main
        self._add(self.main)

    def _add(self, clause: Clause) -> Clause:
        self.found.append(clause)
        return clause


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
