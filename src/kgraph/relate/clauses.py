"""Cut a sentence into clauses and read each clause's verb group.

Commas, conjunctions before a second finite verb, relative pronouns, subordinators and
infinitive groups part clauses; what is verbless (an apposition, a list) stays with the clause
around it. The verb group gives infinitive (particle joined), voice, intent, negation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from kgraph.relate import grammar
from kgraph.relate.phrases import Chunks
from kgraph.relate.words import Atom

Voice = Literal["active", "passive", "state"]


@dataclass(slots=True)
class Verb:
    """One main verb of a clause.

    Attributes:
        voice: `state` is a participle with `sein`: passive of state, or the perfect of a verb of motion.
    """

    lemma: str
    place: int
    voice: Voice


@dataclass(slots=True)
class Clause:
    """A clause; `places` are the atoms that belong to it, subordinate clauses taken out.

    Attributes:
        kind: `main`, `sub`, `rel`, `inf` (with `zu`), `part` (participle group without finite verb).
        antecedent: For `rel`, the index of the phrase that the pronoun stands for.
        pronoun: For `rel`, the pronoun; `pronoun_prep` the preposition before it.
        parent: The clause whose subject it takes over if it has none.
    """

    kind: str
    places: list[int]
    parent: Clause | None = None
    antecedent: int = -1
    pronoun: str = ""
    pronoun_prep: str = ""
    verbs: list[Verb] = field(default_factory=list)
    auxiliaries: set[str] = field(default_factory=set)
    phrases: list[int] = field(default_factory=list)
    text: str = ""
    intent: bool = False
    negated: bool = False
    ended: bool = False


_PRETERITE = re.compile(
    r"(?:nahmen|kamen|gaben|hielten|ließen|traten|fanden|standen|gingen|fingen|liefen|riefen|stießen|trugen|warfen|sprachen|brachen|trafen|lagen|saßen|sahen|luden|begannen|gewannen)$"
)


def form_of(text: str, lemma: str) -> str:
    """`fin`, `inf` (or finite plural), `part`, `amb` (participle or finite), `zu`."""
    if lemma == text:
        return "inf"
    if "zu" in text and text.endswith("n") and text.replace("zu", "", 1) == lemma:
        return "zu"
    if text in ("gehört", "gehöre"):
        return "amb"
    if grammar.may_be_participle(text):
        ge = re.match(
            r"(?:ab|an|auf|aus|bei|bereit|dar|ein|fest|fort|frei|her\w*|hin\w*|los|mit|nach|statt|teil|um|vor\w*|weg|weiter|zu\w*|um|über|unter|gut|sicher|online)?ge",
            text,
        )
        if ge and not lemma.startswith("ge"):
            return "part"
        weak = text in (lemma[:-2] + "ten", lemma[:-2] + "eten", lemma[:-1] + "ten", lemma[:-1] + "eten")
        strong = text.endswith("t") and lemma not in (
            text[:-1] + "en",
            text[:-2] + "en",
            text[:-1] + "n",
            text[:-2] + "n",
        )
        return "fin" if weak or strong or _PRETERITE.search(text) else "amb"
    return "fin"


def clauses(chunks: Chunks) -> list[Clause]:
    """The clauses of one sentence, main clauses and subordinate ones, in order of their first atom."""
    found = _build(chunks)
    for clause in found:
        _verb_group(clause, chunks)
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
            and (_finite(main.places, chunks) >= 0 or _finite(segment, chunks) >= 0)
            and (opened is None or _complete(opened, chunks))
        ):
            main = opened = None
        if (
            main is not None
            and (opened is None or _complete(opened, chunks))
            and _open_bracket(main, chunks)
            and _closes(segment, chunks, mark)
            and not (mark == "," and _pronoun_alone(segment, chunks))
        ):
            main.places += segment
            continue
        kind, pronoun, prep = _opening(segment, chunks, mark == ",")
        finite = _finite(segment, chunks)
        if opened is not None and not _complete(opened, chunks) and kind not in ("sub", "rel"):
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
                opened = None
            continue
        verbs = _verbs(segment, chunks)
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
        elif _bare_participle(main, chunks) or _finite(main.places, chunks) < 0:
            if not comma and _closes(segment, chunks):
                found.append(Clause("part", list(segment), main))
            elif _verbs(main.places, chunks):
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
        elif not comma and _closes(segment, chunks) and _nonfinite_end(main, chunks):
            found.append(Clause("part", list(segment), main))
        else:
            previous = main
            main = Clause("main", list(segment), previous)
            found.append(main)
    return found


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
    left = _verbs(current, chunks)
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
    verbs = _verbs(right, chunks)
    if not verbs:
        return False
    left_finite = _finite(current, chunks)
    finite = _finite(right, chunks)
    if left == [current[-1]] or left[-1] == current[-1]:
        if left_finite == current[-1] and len(right) == 1:
            return False  # "betreibt und weiterentwickelt"
    if (
        finite == right[0]
        and not any(p in chunks.owner for p in right)
        and form_of(chunks.atoms[finite].text.lower(), chunks.atoms[finite].verb) == "inf"
        and any(_helper(chunks.atoms[p]) for p in left)
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


def _verbs(places: list[int], chunks: Chunks) -> list[int]:
    return [p for p in places if chunks.atoms[p].kind == "verb" and p not in chunks.owner]


def _finite(places: list[int], chunks: Chunks) -> int:
    """The place of the finite verb, or -1."""
    verbs = _verbs(places, chunks)
    ambiguous = -1
    for place in verbs:
        atom = chunks.atoms[place]
        text = atom.text.lower()
        if text in grammar.AUXILIARIES or text in grammar.MODALS:
            if text in ("worden", "gewesen", "gehabt", "geworden"):
                continue
            if text in ("haben", "sein", "werden", "wollen", "sollen", "können", "müssen"):
                ambiguous = place if ambiguous < 0 else ambiguous
                continue
            return place
        if form_of(text, atom.verb) == "fin":
            return place
    if ambiguous >= 0:
        return ambiguous
    for place in verbs:
        atom = chunks.atoms[place]
        form = form_of(atom.text.lower(), atom.verb)
        if form in ("amb", "inf") and not (place > 0 and chunks.atoms[place - 1].text == "zu"):
            return place
    return -1


def _opening(segment: list[int], chunks: Chunks, comma: bool) -> tuple[str, str, str]:
    """Kind of clause that a segment opens, its relative pronoun and the preposition before that."""
    atoms = chunks.atoms
    first = atoms[segment[0]].text.lower()
    verbs = _verbs(segment, chunks)
    if first == "und" and len(segment) > 1:
        segment = segment[1:]
        first = atoms[segment[0]].text.lower()
    if first in ("um", "ohne", "statt", "anstatt") and verbs and _infinitive(segment, chunks):
        return "inf", "", ""
    if verbs and _infinitive(segment, chunks) and _finite(segment, chunks) < 0:
        return "inf", "", ""
    if first in grammar.SUBORDINATORS and (first not in _TWOFOLD or (verbs and verbs[-1] == segment[-1])):
        return "sub", "", ""
    if first == "so" and comma and len(segment) > 2 and segment[0] > 0 and chunks.atoms[segment[1]].kind == "verb":
        return "sub", "", ""
    if comma and segment[0] > 0 and verbs and _verb_last(segment, chunks):
        if first in grammar.RELATIVES:
            return "rel", first, ""
        if len(segment) > 1 and first in grammar.PREPOSITIONS and atoms[segment[1]].text.lower() in grammar.RELATIVES:
            return "rel", atoms[segment[1]].text.lower(), first
    return "main", "", ""


_TWOFOLD = frozenset("wie als seit während da damit wo wobei was wer warum".split())


def _verb_last(segment: list[int], chunks: Chunks) -> bool:
    """Whether the finite verb ends the segment, as in a subordinate clause; a list or a clause inside may follow."""
    finite = _finite(segment, chunks)
    verbs = _verbs(segment, chunks)
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


def _infinitive(segment: list[int], chunks: Chunks) -> bool:
    for place in _verbs(segment, chunks):
        atom = chunks.atoms[place]
        if form_of(atom.text, atom.verb) == "zu" or (place > 0 and chunks.atoms[place - 1].text == "zu"):
            return True
    return False


def _complete(clause: Clause, chunks: Chunks) -> bool:
    return _finite(clause.places, chunks) >= 0


def _closes(segment: list[int], chunks: Chunks, mark: str = ",") -> bool:
    """Whether a segment has verbs, and only such as wait for an auxiliary."""
    verbs = [chunks.atoms[p] for p in _verbs(segment, chunks)]
    if _infinitive(segment, chunks) or (not mark and len(segment) > 1 and _verbs(segment[:1], chunks)):
        return False
    return bool(verbs) and all(
        v.text.lower() in ("worden", "werden", "haben", "sein")
        or (not _helper(v) and form_of(v.text.lower(), v.verb) in ("part", "amb", "inf"))
        for v in verbs
    )


def _pronoun_alone(segment: list[int], chunks: Chunks) -> bool:
    """Whether a segment opens with a relative pronoun that is no determiner, and ends with its verb."""
    words = [chunks.atoms[p].text.lower() for p in segment[:2]]
    if len(words) < 2 or segment[-1] not in _verbs(segment, chunks):
        return False
    if words[0] in grammar.RELATIVES:
        return segment[0] not in chunks.owner
    return words[0] in grammar.PREPOSITIONS and words[1] in grammar.RELATIVES and segment[1] not in chunks.owner


def _helper(atom: Atom) -> bool:
    lower = atom.text.lower()
    return lower in grammar.AUXILIARIES or lower in grammar.MODALS


def _bare_participle(clause: Clause, chunks: Chunks) -> bool:
    """Whether a clause has participles but neither an auxiliary nor a finite verb ("Vom BMI gefördert, …")."""
    verbs = [chunks.atoms[p] for p in _verbs(clause.places, chunks)]
    return (
        bool(verbs)
        and all(form_of(v.text.lower(), v.verb) in ("part", "amb") and not _helper(v) for v in verbs)
        and (_verbs(clause.places, chunks)[-1] == max(clause.places))
    )


def _nonfinite_end(clause: Clause, chunks: Chunks) -> bool:
    """Whether the verb bracket of a clause is closed by a participle or infinitive that a second one can follow."""
    verbs = [chunks.atoms[p] for p in _verbs(clause.places, chunks)]
    return any(_helper(v) for v in verbs) and any(not _helper(v) for v in verbs)


def _open_bracket(clause: Clause, chunks: Chunks) -> bool:
    """Whether an auxiliary or modal still waits for its participle or infinitive."""
    verbs = [chunks.atoms[p] for p in _verbs(clause.places, chunks)]
    waiting = any(v.text.lower() in grammar.AUXILIARIES or v.text.lower() in grammar.MODALS for v in verbs)
    return waiting and not any(
        v.text.lower() not in grammar.AUXILIARIES and v.text.lower() not in grammar.MODALS for v in verbs
    )


def _phrase_before(place: int, chunks: Chunks) -> int:
    for index in range(len(chunks.phrases) - 1, -1, -1):
        if chunks.phrases[index].last <= place and not chunks.phrases[index].hidden:
            return index
    return -1


def _verb_group(clause: Clause, chunks: Chunks) -> None:
    atoms = chunks.atoms
    clause.places.sort()
    places = set(clause.places)
    clause.phrases = [i for i, p in enumerate(chunks.phrases) if not p.hidden and p.head in places]
    clause.text = " ".join(atoms[p].text for p in clause.places)
    verbs = _verbs(clause.places, chunks)
    inherited = (
        clause.parent.auxiliaries
        if clause.kind == "part" and clause.parent and clause.parent.places[0] < clause.places[0]
        else set()
    )
    modals = {atoms[p].verb for p in verbs if atoms[p].text.lower() in grammar.MODALS}
    clause.auxiliaries = {atoms[p].verb for p in verbs if atoms[p].text.lower() in grammar.AUXILIARIES}
    auxiliaries = clause.auxiliaries or inherited
    finite = _finite(clause.places, chunks)
    for place in verbs:
        text = atoms[place].text.lower()
        if text in grammar.AUXILIARIES or text in grammar.MODALS:
            continue
        lemma, form = atoms[place].verb, form_of(text, atoms[place].verb)
        participle = form == "part" or (form == "amb" and (bool(auxiliaries) or clause.kind == "part"))
        if form == "inf" and grammar.may_be_participle(text) and place != finite:
            participle = bool(auxiliaries) and not modals
        voice: Voice = "active"
        if participle:
            voice = (
                "active"
                if "haben" in auxiliaries
                else "passive"
                if "werden" in auxiliaries or not auxiliaries
                else "state"
            )
        elif place == finite:
            lemma = _particle(clause.places, chunks) + lemma
        if text.startswith("gehör") and not participle and lemma.endswith("hören") and not lemma.endswith("gehören"):
            lemma = lemma.replace("hören", "gehören")
        clause.verbs.append(Verb(lemma, place, voice))
    only = [p for p in verbs if atoms[p].verb == "sein" or atoms[p].verb == "haben" or atoms[p].verb == "werden"]
    if not clause.verbs and only:
        clause.verbs.append(Verb(atoms[only[0]].verb, only[0], "active"))
    future = "werden" in clause.auxiliaries and any(
        form_of(atoms[v.place].text, v.lemma) == "inf"
        for v in clause.verbs
        if v.voice == "active" and v.place != finite
    )
    clause.intent = bool(modals & grammar.INTENT) or future or clause.kind == "inf" or bool(_PLAN.search(clause.text))
    _polarity(clause)


_PLAN = re.compile(
    r"\b(?:künftig|geplant|plan(?:t|en)|soll|perspektivisch|vorgesehen|angestrebt|demnächst)\b", re.IGNORECASE
)
_ENDED = re.compile(r"\b(?:nicht mehr|nicht länger|kein\w* \w+ mehr|nicht weiter)\b")
_DENIED = re.compile(
    r"\b(?:nicht(?! nur| allein| zuletzt| mehr| länger| weiter| weniger)|keine[rsnm]?|kein|nie|niemals|weder|keineswegs)\b",
    re.IGNORECASE,
)


def _polarity(clause: Clause) -> None:
    clause.ended = bool(_ENDED.search(clause.text))
    clause.negated = not clause.ended and bool(_DENIED.search(clause.text))


def _particle(places: list[int], chunks: Chunks) -> str:
    """The separated particle at the end of a clause ("stellt … bereit"), or an empty string."""
    for place in reversed(places):
        atom = chunks.atoms[place]
        if atom.kind == "mark":
            continue
        text = atom.text.lower()
        if text in grammar.PARTICLES and place not in chunks.owner:
            return text
        return ""
    return ""
