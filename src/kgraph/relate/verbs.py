"""Verbs in clauses: which form a word is, where the bracket opens and closes, voice, intent, negation.

The verb group of a clause gives infinitive (particle joined), voice and polarity.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from kgraph.records import Status
from kgraph.relate import grammar
from kgraph.relate.phrases import Chunks
from kgraph.relate.polarity import is_denied, is_ended, is_planned
from kgraph.relate.tense import is_future_passive, is_obliged, tense_of
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
        intent: A modal, a future or a word of planning makes it a plan.
        tense: `present`, `past` or `perfect`; empty without a finite verb.
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
    tense: str = ""

    @property
    def status(self) -> Status:
        """How the clause says what it says: as a fact, a plan, a denial, or as over."""
        return "denied" if self.negated else "ended" if self.ended else "planned" if self.intent else "fact"


_PRETERITE = re.compile(
    r"(?:nahmen|kamen|gaben|hielten|ließen|traten|fanden|standen|gingen|fingen|liefen|riefen|stießen|"
    r"trugen|warfen|sprachen|brachen|trafen|lagen|saßen|sahen|luden|begannen|gewannen)$"
)


# "betreibt", "beschließt", "übernimmt" are no participles, as these verbs are strong.
_STRONG = re.compile(
    r"^(?!\w*ge)(?:\w{0,8}?)(?:be|ver|er|ent|zer|miss|über|unter|wider|hinter|durch|um|voll)"
    r"(?:treib|halt|nimm|gib|steh|werf|wirf|lass|läss|trag|träg|schreib|sprech|sprich|bind|find|zieh|biet|tritt|schein|greif|"
    r"schließ|scheid|meid|leih|weis|ginn|winn|komm|lier|fahr|fähr|werb|wirb|streit|schreit|geh|steig|schieb|heb|fehl|"
    r"fiehl|lad|läd|brech|brich|treff|triff|wachs|fall|fäll|sitz|lieg|häng|schein|denk|bring|nenn|kenn|ruf)e?t$"
)

# Infinitives that are participles too: "wird übergeben", but not "wird bereitstellen".
_SAME = re.compile(
    r"^\w*(?:be|ver|er|ent|zer|miss|über|unter|wider|hinter|durch|um|voll|ge)"
    r"(?:halten|geben|lassen|treten|fahren|tragen|laden|raten|fallen|kommen|gessen|laufen|schlafen|wachsen|stoßen|rufen|"
    r"messen|fangen|sehen|heißen|lesen|schaffen)$"
)
_MIXED = ("kannt", "nannt", "dacht", "bracht", "sandt", "wandt")


def form_of(text: str, lemma: str) -> str:
    """`fin`, `inf` (or finite plural), `part`, `amb` (participle or finite), `zu`."""
    if lemma == text:
        return "inf"
    if "zu" in text and text.endswith("n") and text.replace("zu", "", 1) == lemma:
        return "zu"
    if text in ("gehört", "gehöre", "angehört", "dazugehört"):
        return "amb"
    if text.endswith(_MIXED):
        return "part"
    if _STRONG.search(text):
        return "fin"
    if grammar.may_be_participle(text):
        ge = re.match(
            r"(?:ab|an|auf|aus|bei|bereit|dar|ein|fest|fort|frei|her\w*|hin\w*|los|mit|nach|statt|teil|um|vor\w*|"
            r"weg|weiter|zu\w*|um|über|unter|gut|sicher|online)?ge",
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


def verb_places(places: list[int], chunks: Chunks) -> list[int]:
    """The places of verbs that belong to no phrase."""
    return [p for p in places if chunks.atoms[p].kind == "verb" and p not in chunks.owner]


def finite_place(places: list[int], chunks: Chunks) -> int:
    """The place of the finite verb, or -1."""
    verbs = verb_places(places, chunks)
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


def has_infinitive(segment: list[int], chunks: Chunks) -> bool:
    """Whether there is an infinitive with `zu`."""
    for place in verb_places(segment, chunks):
        atom = chunks.atoms[place]
        if form_of(atom.text, atom.verb) == "zu" or (place > 0 and chunks.atoms[place - 1].text == "zu"):
            return True
    return False


def is_complete(clause: Clause, chunks: Chunks) -> bool:
    """Whether a clause has its finite verb."""
    return finite_place(clause.places, chunks) >= 0


def closes_bracket(segment: list[int], chunks: Chunks, mark: str = ",") -> bool:
    """Whether a segment has verbs, and only such as wait for an auxiliary."""
    verbs = [chunks.atoms[p] for p in verb_places(segment, chunks)]
    if has_infinitive(segment, chunks) or (not mark and len(segment) > 1 and verb_places(segment[:1], chunks)):
        return False
    return bool(verbs) and all(
        v.text.lower() in ("worden", "werden", "haben", "sein")
        or (not is_helper(v) and form_of(v.text.lower(), v.verb) in ("part", "amb", "inf"))
        for v in verbs
    )


def is_helper(atom: Atom) -> bool:
    """Whether an atom is an auxiliary or modal."""
    lower = atom.text.lower()
    return lower in grammar.AUXILIARIES or lower in grammar.MODALS


def bare_participle(clause: Clause, chunks: Chunks) -> bool:
    """Whether a clause has participles but neither an auxiliary nor a finite verb ("Vom BMI gefördert, …")."""
    places = verb_places(clause.places, chunks)
    verbs = [chunks.atoms[p] for p in places]
    if not verbs or any(form_of(v.text.lower(), v.verb) not in ("part", "amb") or is_helper(v) for v in verbs):
        return False
    return places[-1] == max(clause.places) or _participle_first(places, clause, chunks)


def _participle_first(places: list[int], clause: Clause, chunks: Chunks) -> bool:
    """Whether a participle opens a clause and only prepositional phrases follow ("Veranstaltet vom Bitkom, …")."""
    phrases = [chunks.phrases[i] for i in dict.fromkeys(chunks.owner[p] for p in clause.places if p in chunks.owner)]
    return places == [min(clause.places)] and bool(phrases) and all(p.prep or p.how == "gen" for p in phrases)


def closed_bracket(clause: Clause, chunks: Chunks) -> bool:
    """Whether the verb bracket of a clause is closed by a participle or infinitive that a second one can follow."""
    verbs = [chunks.atoms[p] for p in verb_places(clause.places, chunks)]
    return any(is_helper(v) for v in verbs) and any(not is_helper(v) for v in verbs)


def open_bracket(clause: Clause, chunks: Chunks) -> bool:
    """Whether an auxiliary or modal still waits for its participle or infinitive."""
    verbs = [chunks.atoms[p] for p in verb_places(clause.places, chunks)]
    waiting = any(v.text.lower() in grammar.AUXILIARIES or v.text.lower() in grammar.MODALS for v in verbs)
    return waiting and not any(
        v.text.lower() not in grammar.AUXILIARIES and v.text.lower() not in grammar.MODALS for v in verbs
    )


def read_verbs(clause: Clause, chunks: Chunks) -> None:
    """Fill in verbs, auxiliaries, phrases, intent and polarity of a clause."""
    atoms = chunks.atoms
    clause.places.sort()
    places = set(clause.places)
    clause.phrases = [i for i, p in enumerate(chunks.phrases) if not p.hidden and p.head in places]
    clause.text = " ".join(atoms[p].text for p in clause.places)
    verbs = verb_places(clause.places, chunks)
    inherited = (
        clause.parent.auxiliaries
        if clause.kind == "part" and clause.parent and clause.parent.places[0] < clause.places[0]
        else set()
    )
    modals = {atoms[p].verb for p in verbs if atoms[p].text.lower() in grammar.MODALS}
    clause.auxiliaries = {atoms[p].verb for p in verbs if atoms[p].text.lower() in grammar.AUXILIARIES}
    auxiliaries = clause.auxiliaries or inherited
    finite = finite_place(clause.places, chunks)
    for place in verbs:
        text = atoms[place].text.lower()
        if text in grammar.AUXILIARIES or text in grammar.MODALS:
            continue
        lemma, form = atoms[place].verb, form_of(text, atoms[place].verb)
        participle = form == "part" or (form == "amb" and (bool(auxiliaries) or clause.kind == "part"))
        if form == "inf" and _SAME.search(text) and place != finite:
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
        if "gehör" in text and not participle and lemma.endswith("hören") and not lemma.endswith("gehören"):
            lemma = lemma.replace("hören", "gehören")
        clause.verbs.append(Verb(lemma, place, voice))
    if any(v.lemma == "lassen" for v in clause.verbs) and re.search(r"\bvo[nm]\b|\bdurch\b", clause.text):
        for verb in clause.verbs:
            if verb.lemma != "lassen":
                verb.voice = "passive"  # "ließ von A ein Portal entwickeln"
    only = [p for p in verbs if atoms[p].verb == "sein" or atoms[p].verb == "haben" or atoms[p].verb == "werden"]
    if not clause.verbs and only:
        clause.verbs.append(Verb(atoms[only[0]].verb, only[0], "active"))
    future = "werden" in clause.auxiliaries and any(
        form_of(atoms[v.place].text, v.lemma) == "inf"
        for v in clause.verbs
        if v.voice == "active" and v.place != finite
    )
    words = [atoms[p] for p in verbs]
    future = future or is_future_passive(words)
    clause.intent = bool(modals & grammar.INTENT) or is_obliged(words) or future or is_planned(clause.text)
    clause.ended, clause.negated = is_ended(clause.text), is_denied(clause.text)
    if finite >= 0:
        clause.tense = tense_of(atoms[finite], words, [(v.lemma, v.voice) for v in clause.verbs])


def _particle(places: list[int], chunks: Chunks) -> str:
    """The separated particle at the end of a clause ("stellt … bereit"), or an empty string."""
    colon = next((p for p in places if p and chunks.atoms[p - 1].text == ":"), len(chunks.atoms))
    for place in reversed([p for p in places if p < colon or colon == places[0]]):
        atom = chunks.atoms[place]
        if atom.kind == "mark":
            continue
        text = atom.text.lower()
        if text in grammar.PARTICLES and place not in chunks.owner:
            return text
        return ""
    return ""
