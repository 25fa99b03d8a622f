"""Where the event that an article reports on was, if its lead tells that before or beside the event's name.

So "In Soest trafen sich 200 Fachleute. Anlass war der Kongress Alpha."; who is said to have come there was at it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgraph.records import Relation
from kgraph.relate.attendance import reported
from kgraph.relate.clause import Clause
from kgraph.relate.scene import Scene
from kgraph.relate.sentence import Sentence

_MEET = frozenset("treffen zusammenkommen zusammentreffen tagen versammeln begegnen zusammenfinden einfinden".split())
_TRAVEL = frozenset("kommen reisen anreisen strömen pilgern fahren".split())
_WHERE = frozenset({"Municipality", "Place"})
_CITIES = frozenset({"Berlin", "Bremen", "Hamburg"})  # a Land elsewhere is no place to meet
_LEAD = 4  # sentences


def gathered(scene: Scene, sentences: Sequence[Sentence], relations: Sequence[Relation]) -> Iterator[Relation]:
    """Where those of whom the lead tells came together, and who came, if the article reports on one event.

    Args:
        scene: The article.
        sentences: Of its blocks, in order.
        relations: What is stated; an event whose place is stated has that one.
    """
    event = reported(scene, sentences)
    if event is None or any(r.predicate == "takesPlaceIn" and r.subject == event for r in relations):
        return
    body = [s for s in sentences if s.kind == "body"][:_LEAD]
    for sentence in body if any(_named_in(s, event, scene) for s in body) else ():
        for clause in sentence.clauses:
            places = list(_places(clause, sentence, scene))
            for id in places[:1]:
                yield Relation(event, "takesPlaceIn", id, sentence.start, sentence.end, 0.7, "infer-gathered-in")
            for person in _coming(clause, sentence, scene) if places else ():
                yield Relation(
                    person, "participatesIn", event, sentence.start, sentence.end, 0.7, "infer-came-to-event"
                )
            if places:
                return


def _places(clause: Clause, sentence: Sentence, scene: Scene) -> Iterator[str]:
    """The town or hall in which a clause says that people met, or to which they came."""
    verbs = {v.lemma for v in clause.verbs}
    preps = ("in", "auf") if verbs & _MEET else ("nach",) if verbs & _TRAVEL else ()
    if clause.kind != "main" or clause.negated:
        return
    for index in clause.phrases:
        phrase = sentence.phrase(index)
        if phrase.prep in preps and phrase.of < 0 and sentence.is_name(phrase):
            yield from (id for id in sentence.referents(index)[:1] if _is_spot(id, scene))


def _is_spot(id: str, scene: Scene) -> bool:
    entity = scene.entities[id]
    return entity.type in _WHERE or (entity.type == "Land" and not _CITIES.isdisjoint((entity.name, *entity.aliases)))


def _coming(clause: Clause, sentence: Sentence, scene: Scene) -> Iterator[str]:
    """The persons who are the subject of a clause."""
    for index in clause.phrases:
        phrase = sentence.phrase(index)
        if not phrase.prep and phrase.of < 0 and "n" in phrase.case and sentence.is_name(phrase):
            yield from (id for id in sentence.referents(index)[:1] if scene.coarse[id] == "Person")


def _named_in(sentence: Sentence, event: str, scene: Scene) -> bool:
    return any(sentence.start <= m.start < sentence.end for m in scene.entities[event].mentions)
