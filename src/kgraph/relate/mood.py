"""Whether a clause states a fact, a plan, a denial, or something that is over.

The clause says it itself (negation, modal, future, "früher"), or what it depends on does: what one refuses is
denied, what one decides is planned, what one has managed is a fact. Input are a sentence and one of its clauses.
"""

from __future__ import annotations

import re
from functools import cache

from kgraph.config import resource
from kgraph.records import Status
from kgraph.relate.clause import Clause
from kgraph.relate.frames import read_words
from kgraph.relate.polarity import is_denied, is_ended, lies_ahead, lies_behind
from kgraph.relate.sentence import Sentence
from kgraph.relate.times import time_of, times_of

# What holds for a time, and may be over.
_LASTING = frozenset("operates uses leads holdsRole partOf cooperatesWith funds supports".split())
# What a noun of action names: its plan is not yet its fact.
_CARRIED_OUT = frozenset("uses develops operates funds takesOver partyTo".split())
_OFFICES = frozenset({"holdsRole", "leads"})
_IN_OFFICE = frozenset(
    """
    leiten führen anführen vorstehen vorsitzen innehaben bekleiden koordinieren steuern fungieren amtieren angehören
    """.split()
)
_PLUPERFECT = re.compile(r"\bhatten?\b|\bgewesen war")
_OPEN = re.compile(r"(?:ob|falls|sofern|wenn)\b", re.IGNORECASE)
_WITHOUT = re.compile(r"(?:und )?(?:ohne|statt|anstatt)\b", re.IGNORECASE)
_AIM = re.compile(r"\b(?:[Zz]iel|[Pp]lan|[Aa]bsicht|[Vv]orhaben|[Ww]unsch|[Aa]ufgabe|[Vv]orschlag|[Ff]orderung)\b")
_UNABLE = re.compile(r"\b(?:außerstande|unfähig|davon ab|Abstand|Abschied|Absage|dagegen)\b")
_MAX_DEPTH = 4


@cache
def _verbs(key: str) -> frozenset[str]:
    return frozenset(read_words(resource("data/frames") / "_moods.toml")[key].split())


def status_of(clause: Clause, predicate: str, sentence: Sentence) -> Status | None:
    """What a clause says of a relation that its words state; None where it leaves open whether there is one.

    Args:
        clause: Of the sentence.
        predicate: Only what lasts can be over.
        sentence: With its day of publication, against which dates are read.
    """
    return _status(clause, predicate, sentence, 0)


def _status(clause: Clause, predicate: str, sentence: Sentence, depth: int) -> Status | None:
    own = _own(clause, predicate, sentence)
    if clause.kind == "sub" and _OPEN.match(clause.text):
        when = clause.text[:4].lower() == "wenn" and times_of(clause, sentence)
        return own if when or (own == "planned" and clause.text[:2].lower() != "ob") else None
    if clause.kind == "part" and clause.parent is not None and own == "fact":
        first = clause.places[0]
        shared = first > 0 and sentence.chunks.atoms[first - 1].text in ("und", "oder", "sowie", ",")
        return "planned" if shared and clause.parent.places[0] < first and clause.parent.intent else own
    if clause.kind not in ("inf", "sub") or depth > _MAX_DEPTH:
        return own
    if clause.kind == "inf" and _WITHOUT.match(clause.text):
        return "denied"
    if clause.parent is None:
        return "planned" if clause.kind == "inf" and own == "fact" else own
    return _under(clause, own, clause.parent, sentence, depth)


def _own(clause: Clause, predicate: str, sentence: Sentence) -> Status:
    """What a clause says by itself."""
    if clause.negated and not _contrasts(clause, sentence):
        return "denied"
    if clause.ended:
        return "ended"
    if clause.intent:
        return "planned"
    time = time_of(clause, sentence)
    if clause.tense in ("past", "perfect"):
        over = lies_behind(clause.text, predicate in _OFFICES, perfect=clause.tense == "perfect") or time.is_over
        over = over or (predicate in _OFFICES and _had_been(clause))
        return "ended" if over and predicate in _LASTING and not time.still else "fact"
    return "planned" if lies_ahead(clause.text) or time.is_ahead else "fact"


def _had_been(clause: Clause) -> bool:
    """Whether a pluperfect tells of an office that somebody had until then: "hatte die FITKO geleitet"."""
    return bool(_PLUPERFECT.search(clause.text)) and any(v.lemma in _IN_OFFICE for v in clause.verbs)


def _under(clause: Clause, own: Status, above: Clause, sentence: Sentence, depth: int) -> Status | None:
    """What the clause above makes of it."""
    kind = governing(above)
    group = clause.kind == "inf"
    if kind == "presuppose":
        return own
    if kind == "refuse":
        refused: Status = "planned" if above.negated else "denied"
        return "fact" if own == "denied" else refused
    if kind == "stop" and group and _AIM.search(above.text):
        return "planned" if above.negated else "denied"
    if kind == "stop" and group:
        return "fact" if above.negated or above.intent else "ended"
    if kind == "manage" and group:
        said = _own(above, "", sentence)
        return own if said in ("fact", "ended") else said
    if above.negated or above.ended:
        doubtful = group or kind == "intend" or _sees_it(above)
        return "denied" if doubtful and own in ("fact", "planned") else own
    if own == "fact" and (group or (kind == "intend" and clause.tense != "perfect" and clause.tense != "past")):
        return "planned"
    if group or not above.intent or own != "fact":
        return own
    return "planned" if clause.tense == "present" and (_AIM.search(above.text) or not above.verbs) else own


def _sees_it(clause: Clause) -> bool:
    """Whether a negated clause of thinking or being denies what hangs on it ("heißt nicht, dass …")."""
    return any(
        v.lemma in ("heißen", "bedeuten", "glauben", "sein", "stimmen", "zutreffen", "erkennen") for v in clause.verbs
    )


def governing(clause: Clause) -> str:
    """What the verbs of a clause make of what hangs on them: a key of the word list, or an empty string."""
    lemmas = {v.lemma for v in clause.verbs}
    if lemmas & _verbs("refuse") or _UNABLE.search(clause.text):
        return "refuse"
    for key in ("stop", "manage", "presuppose", "intend"):
        if lemmas & _verbs(key):
            return key
    return "intend" if _AIM.search(clause.text) or clause.intent else ""


def governed(clause: Clause, own: Status | None) -> Status | None:
    """What a clause of refusing or ending makes of what a noun of it states ("kündigt die Kooperation mit")."""
    kind = governing(clause)
    if own not in ("fact", "planned", "denied") or kind not in ("refuse", "stop"):
        return own
    if kind == "refuse":
        return "planned" if clause.negated else "denied"
    return "fact" if clause.negated or clause.intent else "ended"


def status_of_noun(clause: Clause | None, words: str, predicate: str, sentence: Sentence, bare: bool) -> Status | None:
    """The status of what a noun states with what hangs on it ("die geplante Nutzung von X durch Y").

    Args:
        clause: Around the noun.
        words: Before the noun in its phrase.
        predicate: Only what lasts can be over.
        sentence: Of the clause.
        bare: Whether the noun is subject or object, so that the verb says something of it ("lehnt die Nutzung ab").
    """
    own = adjective_status(words)
    if own or clause is None:
        return own or "fact"
    kind = governing(clause) if bare else ""
    status = status_of(clause, predicate, sentence)
    if kind in ("refuse", "stop"):
        return governed(clause, status)
    planned = bare and any(v.lemma in _verbs("plan") for v in clause.verbs)
    if status == "fact" and planned and predicate in _CARRIED_OUT:
        return "planned"
    return status


_FORMER = re.compile(
    r"\b(?:früher|ehemalig|vormalig|einstig|bisherig|damalig|eingestellt|ausgelaufen|beendet|gescheitert)\w*"
)
_TO_COME = re.compile(
    r"\b(?:geplant|künftig|zukünftig|vorgesehen|angestrebt|beabsichtigt|bevorstehend|kommend|angekündigt|möglich)\w*"
)


def adjective_status(words: str) -> Status | None:
    """What the adjectives before a noun say of it; None if they say nothing."""
    if _TO_COME.search(words):
        return "planned"
    return "ended" if _FORMER.search(words) else "denied" if is_denied(words) and not is_ended(words) else None


def _contrasts(clause: Clause, sentence: Sentence) -> bool:
    """Whether the negation is only of what "sondern" corrects ("nicht von A, sondern von B betrieben")."""
    return bool(contrasted(clause, sentence))


def contrasted(clause: Clause, sentence: Sentence) -> range:
    """The places between "nicht" and "sondern", where both stand in the clause; else an empty range."""
    atoms = sentence.chunks.atoms
    first = next((p for p in clause.places if is_denied(atoms[p].text)), -1)
    if first < 0:
        return range(0)
    last = next((p for p in range(first, clause.places[-1]) if atoms[p].text == "sondern"), -1)
    return range(first, last) if last > 0 else range(0)
