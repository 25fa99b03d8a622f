"""Who held an office before, and who takes it over: "löst X ab", "folgt auf X", "ihr Nachfolger ist X".

Input are the offices that an article states and its sentences. Whoever is succeeded held the office of the
successor, who is named in the same sentence or just before; and whoever succeeds somebody holds the office that was
stated of him, or the one that the sentence before speaks of without a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kgraph.records import Relation, Status
from kgraph.relate.clause import Clause
from kgraph.relate.office_nouns import office_of
from kgraph.relate.sentence import Sentence

_BEFORE = re.compile(r"(?:Amts)?[Vv]orgänger(?:in|s|n)?")
_AFTER = re.compile(r"(?:Amts)?[Nn]achfolg(?:er|erin|ers|ern|e)")
_TAKES_PLACE = frozenset("ablösen beerben ersetzen nachfolgen".split())
_CONFIDENCE = 0.75
_POSTS = frozenset(
    "Amt Posten Aufgabe Funktion Position Rolle Stelle Amtsgeschäfte Staffelstab Stab Zepter Nachfolge".split()
)
_TAKES = frozenset("übernehmen antreten bekleiden innehaben ausüben versehen ausfüllen".split())
_HANDS = frozenset("übergeben weitergeben weiterreichen abgeben überreichen".split())
_IS = frozenset("sein werden heißen antreten bleiben kommen stehen wählen bestimmen berufen ernennen küren".split())
_ELIDED = re.compile(r"(?:und|sowie|oder) (?:\w+ )?(?:lös|beerb|ersetz)")  # "… und löst damit X ab"
_BACK = 2  # sentences in which the office of a predecessor is looked for


def predecessors(offices: Sequence[Relation], sentences: Sequence[Sentence]) -> Iterator[Relation]:
    """Yield the offices of those who are said to be succeeded."""
    for sentence in sentences:
        for clause in sentence.clauses:
            for person in _succeeded(sentence, clause):
                office = _nearest(offices, sentence, clause, person)
                if office is not None:
                    yield replace(
                        office,
                        subject=person,
                        start=sentence.start,
                        end=sentence.end,
                        confidence=_CONFIDENCE,
                        rule="infer-predecessor",
                        status="ended",
                        valid_from=None,
                        valid_until=_still_until(office, sentence),
                    )


def _still_until(office: Relation, sentence: Sentence) -> str | None:
    """The day on which a successor is to begin, if it is still to come: until then the office is held."""
    begins, published = office.valid_from, sentence.scene.article.published
    return begins if begins and published and begins > published else None


def _succeeded(sentence: Sentence, clause: Clause) -> Iterator[str]:
    """The persons whose office somebody else takes in a clause."""
    verbs = {v.lemma for v in clause.verbs if v.voice == "active"}
    phrases, atoms = sentence.chunks.phrases, sentence.chunks.atoms
    for index in clause.phrases:
        phrase = phrases[index]
        head = atoms[phrase.head]
        person = head.entities[0] if head.entities and sentence.scene.coarse[head.entities[0]] == "Person" else None
        if person is None or any(office_of(atoms[p].text) for p in phrase.nouns):
            continue  # "folgt auf den bisherigen Präsidenten Ulf Kunz": his office is told
        own = any(_BEFORE.fullmatch(atoms[p].text) for p in phrase.nouns)
        above = atoms[phrases[phrase.of].head].text if phrase.of >= 0 and phrase.how in ("gen", "von") else ""
        follows = "folgen" in verbs and (
            phrase.prep == "auf" or (not phrase.prep and index != _first(clause, sentence))
        )
        post = phrases[phrase.of] if phrase.of >= 0 and phrase.how in ("von", "gen") else None
        taken = post is not None and bool(verbs & _TAKES) and atoms[post.head].text in _POSTS
        subject = -1 if _ELIDED.match(clause.text) else _first(clause, sentence)
        replaced = bool(verbs & _TAKES_PLACE) and not phrase.prep and index != subject
        if own or _AFTER.fullmatch(above) or follows or replaced or taken:
            yield person


def _first(clause: Clause, sentence: Sentence) -> int:
    """The first bare phrase of a clause, its subject."""
    bare = (i for i in clause.phrases if not sentence.phrase(i).prep and sentence.phrase(i).of < 0)
    return next(bare, -1)


def _nearest(offices: Sequence[Relation], sentence: Sentence, clause: Clause, person: str) -> Relation | None:
    """The office of the successor: in this sentence, or in the one before if its holder is spoken of here."""
    floor = sentence.previous.start if sentence.previous else sentence.start
    subject = _first(clause, sentence)
    named = set(sentence.referents(subject)[:1]) if subject >= 0 else set()
    own = sentence.phrase(subject).det.startswith(("sein", "ihr")) if subject >= 0 else False
    near = [
        o
        for o in offices
        if o.subject != person
        and (o.start == sentence.start or (floor <= o.start < sentence.start and (own or o.subject in named)))
    ]
    near = near or [o for o in offices if o.subject in named and o.subject != person and o.start < sentence.start]
    return max(near, key=lambda o: ("copula" in o.rule, o.start, o.confidence), default=None)


def successors(offices: Sequence[Relation], sentences: Sequence[Sentence]) -> Iterator[Relation]:
    """Yield the offices of those who are said to succeed somebody, or to take over the office just spoken of."""
    for number, sentence in enumerate(sentences):
        for clause in sentence.clauses:
            if clause.negated or not clause.verbs:
                continue
            for person, before in _takes_over(sentence, clause):
                floor = sentences[max(0, number - _BACK)].start
                known = any(o.subject == person and _given(o, floor, sentence) for o in offices)
                office = None if known else _office_of(before, person, offices, sentence, floor)
                if office is not None:
                    body, role = office
                    status: Status = "planned" if clause.status == "planned" else "fact"
                    yield Relation(
                        person, "holdsRole", body, sentence.start, sentence.end, 0.7, "infer-successor", status,
                        role=role,
                    )  # fmt: skip


def _given(office: Relation, floor: int, sentence: Sentence) -> bool:
    """Whether an office was given to somebody just before, so that it is what he takes over, or is told here."""
    if office.start == sentence.start:
        return "title" not in office.rule  # "diese Aufgabe hatte Finanzminister Ulf Kunz inne"
    return floor <= office.start < sentence.start and "copula" in office.rule


def _takes_over(sentence: Sentence, clause: Clause) -> Iterator[tuple[str, str | None]]:
    """Persons who take over an office in a clause, each with its holder before, if that one is told."""
    verbs = {v.lemma for v in clause.verbs}
    post = next((i for i in clause.phrases if _post(i, sentence)), -1)
    first = _first(clause, sentence)
    if post >= 0 and verbs & _HANDS:
        giver = next(iter(_persons(first, sentence)), None) if first >= 0 else None
        for index in clause.phrases:
            if sentence.phrase(index).prep == "an":
                for peer in sentence.group(index, clause.phrases):
                    yield from ((id, giver) for id in _persons(peer, sentence) if id != giver)
        return
    named = [i for i in clause.phrases if _bare(i, sentence) and i != post and _persons(i, sentence)]
    succeeded = list(_succeeded(sentence, clause))
    heir = next((i for i in clause.phrases if _AFTER.fullmatch(_noun(i, sentence))), -1)
    if heir >= 0 and (verbs & _IS or post >= 0):
        for index in named[-1:]:
            person = _persons(index, sentence)[0]
            yield person, succeeded[0] if succeeded else _owner(heir, sentence, person)
    elif post >= 0 and verbs & _TAKES and named:
        person = _persons(named[0], sentence)[0]
        from_whom = [id for i in clause.phrases if sentence.phrase(i).prep == "von" for id in _persons(i, sentence)]
        yield person, from_whom[0] if from_whom else None
    elif succeeded and first >= 0:
        yield from ((id, succeeded[0]) for id in _persons(first, sentence) if id != succeeded[0])


def _noun(index: int, sentence: Sentence) -> str:
    """The head of a phrase as the text has it."""
    return sentence.chunks.atoms[sentence.phrase(index).head].text


def _post(index: int, sentence: Sentence) -> bool:
    """Whether a phrase is "das Amt", "ihre Nachfolge", which no office hangs on."""
    phrase = sentence.phrase(index)
    hanging = [p for p in sentence.chunks.phrases if p.of == index and p.how == "gen"]
    return _noun(index, sentence) in _POSTS and bool(phrase.det) and not phrase.prep and not hanging


def _bare(index: int, sentence: Sentence) -> bool:
    phrase = sentence.phrase(index)
    return not phrase.prep and phrase.of < 0


def _persons(index: int, sentence: Sentence) -> list[str]:
    """The person that a phrase speaks of."""
    return [id for id in sentence.referents(index)[:1] if sentence.scene.coarse[id] == "Person"]


def _owner(index: int, sentence: Sentence, other: str) -> str | None:
    """Whose successor "ihr Nachfolger" is: the last person named before."""
    phrase = sentence.phrase(index)
    if not phrase.det.startswith(("sein", "ihr", "dessen", "deren")):
        return None
    floor = sentence.previous.start if sentence.previous else sentence.start
    for start, id in sentence.scene.named_before(sentence.chunks.atoms[phrase.first].start):
        if start < floor:
            return None
        if sentence.scene.coarse[id] == "Person" and id != other:
            return id
    return None


def _office_of(
    before: str | None, person: str, offices: Sequence[Relation], sentence: Sentence, floor: int
) -> tuple[str, str | None] | None:
    """Body and role of the office that a person takes over: that of the holder before, or the one just spoken of."""
    if before is not None:
        held = [o for o in offices if o.subject == before and floor <= o.start <= sentence.start]
        if held:
            best = max(held, key=lambda o: (o.start, o.confidence))
            return best.object, best.role
    start = sentence.previous.start if sentence.previous else sentence.start
    posts = [(body, role) for place, body, role in sentence.scene.posts if start <= place < sentence.start]
    told = {o.subject for o in offices if o.start >= start and before is not None} | {person}
    taken = {(o.object, o.role) for o in offices if o.subject in told and o.subject != before}
    free = [post for post in posts if post not in taken]
    return free[-1] if free else None
