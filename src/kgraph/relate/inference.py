"""What follows from several statements of one article taken together.

A person who signs for a body binds it; who cooperate by an agreement cooperate; what the president
of an association demands, the association demands; who speaks in a report of an event was there.
Each rule is a reading, not logic: its confidence says how often the article states it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kgraph.names import fold
from kgraph.records import ArticleEntity, Relation
from kgraph.register import default_register
from kgraph.relate.attendance import speakers
from kgraph.relate.body_names import STATE as GOVERNING
from kgraph.relate.gatherings import gathered
from kgraph.relate.scene import Scene
from kgraph.relate.sentence import Sentence
from kgraph.relate.succession import predecessors, successors

_COOPERATION = re.compile(
    r"[Kk]ooperation|[Zz]usammenarbeit|zusammenarbeiten|[Zz]weckvereinbarung|[Pp]artnerschaft|[Aa]llianz|"
    r"[Bb]ündnis|Letter of Intent|Absichtserklärung|Memorandum|[Gg]emeinsam"
)
_TOWN_OFFICE = re.compile(
    r"(?P<town>(?:Stadt|Gemeinde)verwaltung|Rathaus|(?:Bürger|Ordnungs|Standes|Bau|Einwohnermelde|Tiefbau|Stadtplanungs)amt|"
    r"Bürgerbüro|Bauhof)|(?P<district>Landratsamt|Kreisverwaltung)|"
    r"(?:Gesundheits|Jugend|Sozial|Umwelt|Kultur|Schul|Straßenverkehrs|Vermessungs)amt|Ausländerbehörde|Zulassungsstelle|"
    r"Stabsstelle \\w+|Führerscheinstelle"
)
GRANT = "funds-notice-handed"
_STANCES = frozenset({"supports", "opposes", "demands"})
_SPEAKS_FOR = frozenset({"Association", "Committee"})
_MAX_PARTIES = 6


def infer(relations: Sequence[Relation], scene: Scene, sentences: Sequence[Sentence]) -> Iterator[Relation]:
    """Yield further relations, each with the evidence of the statement that it rests on."""
    offices = [r for r in relations if r.predicate == "holdsRole" and r.status in ("fact", "planned")]
    taken = list(successors(offices, sentences))
    yield from taken
    yield from predecessors([*offices, *taken], sentences)
    yield from _bound(relations, offices, scene)
    yield from _partners(relations, scene)
    yield from _granted(relations, offices, scene)
    yield from _spoken_for(relations, offices, scene)
    yield from _for_party(relations, scene, sentences)
    yield from speakers(scene, sentences, relations)
    yield from gathered(scene, sentences, relations)
    yield from _named_after(scene, sentences)
    yield from _town_offices(relations, scene, sentences)


def _town_offices(relations: Sequence[Relation], scene: Scene, sentences: Sequence[Sentence]) -> Iterator[Relation]:
    """An office that each town has, and that the article says of none, is that of the one town it is about."""
    owned = {r.subject for r in relations if r.predicate == "partOf"}
    for id, entity in scene.entities.items():
        found = _TOWN_OFFICE.fullmatch(entity.name) if entity.type == "Authority" and id not in owned else None
        if found is None:
            continue
        types = (
            ("District",) if found["district"] else ("Municipality",) if found["town"] else ("Municipality", "District")
        )
        towns = [town for town in (_about(scene, type) for type in types) if town]
        first = entity.mentions[0].start
        around = next((s for s in sentences if s.start <= first < s.end), None)
        if len(towns) == 1 and around:
            yield Relation(id, "partOf", towns[0], around.start, around.end, 0.75, "infer-town-office")


def _about(scene: Scene, type: str) -> str | None:
    """The one jurisdiction of a type that headline or kicker name, else the one of the article."""
    named = [id for id in scene.entities if scene.type[id] == type]
    return scene.topical(type) or (named[0] if len(named) == 1 else None)


def sifted(relations: Sequence[Relation], scene: Scene) -> Iterator[Relation]:
    """All relations but those that another says better: who hands over for a Land, a body in what is its own."""
    own = {(r.subject, r.object) for r in relations if r.predicate in ("organises", "partOf")}
    urged = {(r.object, r.start) for r in relations if r.rule.startswith("opposes-urges")}
    for r in relations:
        if r.predicate == "opposes" and r.status == "planned" and (r.object, r.start) in urged:
            continue  # who is asked to reject a law has not rejected it
        handed = r.rule == GRANT and scene.coarse[r.subject] == "Person"
        at_home = r.predicate == "participatesIn" and (r.subject, r.object) in own
        if not handed and not (at_home and scene.coarse[r.subject] != "Person"):
            yield r


def _bound(relations: Sequence[Relation], offices: Sequence[Relation], scene: Scene) -> Iterator[Relation]:
    for signed in relations:
        if signed.predicate != "signs":
            continue
        bodies = [o.object for o in offices if o.subject == signed.subject]
        jurisdictions = [b for b in bodies if scene.coarse[b] == "Jurisdiction"]
        governing = [b for b in bodies if scene.type[b] == "Ministry" or GOVERNING.search(scene.entities[b].name)]
        owners = [
            r.object
            for r in relations
            if r.predicate == "partOf" and r.subject in governing and scene.coarse[r.object] == "Jurisdiction"
        ]
        owners = owners or [id for b in bodies[:1] for id in _owner_of(scene.entities[b], scene)]
        ministry = bool(bodies) and scene.type[bodies[0]] == "Ministry"
        if ministry and not jurisdictions and not owners and _land_bound(signed, relations, offices, scene):
            continue
        for body in jurisdictions or owners or bodies[:1]:
            yield _like(signed, body, "partyTo", signed.object, "infer-signed-for", 0.88)


def _land_bound(signed: Relation, relations: Sequence[Relation], offices: Sequence[Relation], scene: Scene) -> bool:
    """Whether a Land is bound already by what somebody signed: it acts, or another of its officers signed."""
    beside = {r.subject for r in relations if r.object == signed.object and r.predicate in ("signs", "partyTo")}
    held = {o.object for o in offices if o.subject in beside}
    return any(scene.type[id] in ("Land", "State") for id in beside | held)


def _owner_of(body: ArticleEntity, scene: Scene) -> list[str]:
    """The jurisdiction that the register says a ministry belongs to, if the article names it."""
    register = default_register()
    entry = register.entries.get(body.register or "")
    entries = [entry] if entry else [e for e in register.named(body.name) if e.type == body.type]
    if body.type != "Ministry" or not entries or not entries[0].parent:
        return []
    owner = register.entries.get(entries[0].parent)
    names = {fold(name.text) for name in owner.names if name.kind != "demonym"} if owner else set()
    return [
        id
        for id, e in scene.entities.items()
        if scene.coarse[id] == "Jurisdiction" and owner and e.type == owner.type and fold(e.name) in names
    ][:1]


def _partners(relations: Sequence[Relation], scene: Scene) -> Iterator[Relation]:
    parties: dict[str, list[Relation]] = {}
    for r in relations:
        if r.predicate == "partyTo":
            parties.setdefault(r.object, []).append(r)
    for agreement, group in parties.items():
        ids = list(dict.fromkeys(r.subject for r in group))
        names = " ".join(
            (
                scene.entities[agreement].name,
                *scene.entities[agreement].aliases,
                *(scene.text[r.start : r.end] for r in group),
            )
        )
        if 1 < len(ids) <= _MAX_PARTIES and _COOPERATION.search(names):
            for i, a in enumerate(ids):
                for b in ids[i + 1 :]:
                    yield _like(group[0], a, "cooperatesWith", b, "infer-parties", 0.8)


def _granted(relations: Sequence[Relation], offices: Sequence[Relation], scene: Scene) -> Iterator[Relation]:
    """Who hands over a notice of funding gives for the Land, who takes it takes for the town."""
    for grant in relations:
        if grant.rule != GRANT or "Person" not in (scene.coarse[grant.subject], scene.coarse[grant.object]):
            continue
        giver, taker = (_stands_for(id, relations, offices, scene) for id in (grant.subject, grant.object))
        if giver and taker and giver != taker and scene.coarse[giver] != "Person":
            yield replace(grant, subject=giver, object=taker, rule="infer-granted", confidence=0.8)


def _stands_for(id: str, relations: Sequence[Relation], offices: Sequence[Relation], scene: Scene) -> str | None:
    """The jurisdiction that a person holds office in, directly or by a body of it; other ids stand for themselves."""
    if scene.coarse[id] != "Person":
        return id
    bodies = [o.object for o in offices if o.subject == id]
    owners = [r.object for r in relations if r.predicate == "partOf" and r.subject in bodies]
    found = [b for b in (*bodies, *owners) if scene.coarse[b] == "Jurisdiction"]
    return found[0] if found else bodies[0] if bodies else None


def _spoken_for(relations: Sequence[Relation], offices: Sequence[Relation], scene: Scene) -> Iterator[Relation]:
    for stance in relations:
        if stance.predicate not in ("opposes", "demands") or scene.coarse[stance.subject] != "Person":
            continue
        for office in offices:
            body = office.object
            if office.subject == stance.subject and scene.type[body] in _SPEAKS_FOR and body != stance.object:
                deputy = (office.role or "").startswith("Abgeordnete")  # speaks for himself
                if "raktion" not in scene.entities[body].name and not deputy:
                    yield _like(stance, body, stance.predicate, stance.object, "infer-spokesperson", 0.65)


def _for_party(relations: Sequence[Relation], scene: Scene, sentences: Sequence[Sentence]) -> Iterator[Relation]:
    """What a member says for a party: "Für die Grünen begrüßte Ratsherr Kunz das Papier"."""
    starting = {sentence.start: sentence for sentence in sentences}
    for stance in relations:
        sentence = starting.get(stance.start)
        if stance.predicate not in _STANCES or sentence is None or scene.coarse[stance.subject] != "Person":
            continue
        for index, phrase in enumerate(sentence.chunks.phrases):
            party = sentence.referents(index)[:1] if phrase.prep == "für" and phrase.of < 0 else ()
            if party and scene.type[party[0]] == "Association" and party[0] != stance.object:
                yield _like(stance, party[0], stance.predicate, stance.object, "infer-for-party", 0.7)


def _named_after(scene: Scene, sentences: Sequence[Sentence]) -> Iterator[Relation]:
    """What an agreement or an event is called by is what it is about: "OZG-Anhörung", "NOOTS-Staatsvertrag"."""
    for id, entity in scene.entities.items():
        if scene.coarse[id] not in ("Agreement", "Event"):
            continue
        for name in (entity.name, *entity.aliases):
            topic = scene.by_name.get(fold(name.partition("-")[0])) if "-" in name else None
            if topic is None or topic == id or scene.coarse[topic] not in ("Initiative", "Law"):
                continue
            if (scene.coarse[id], scene.coarse[topic]) == ("Agreement", "Law"):
                continue  # an "OZG-Verwaltungsabkommen" carries a law out
            first = entity.mentions[0].start
            around = next((s for s in sentences if s.start <= first < s.end), None)
            if around:
                yield Relation(id, "concerns", topic, around.start, around.end, 0.75, "infer-named-after")


def _like(relation: Relation, subject: str, predicate: str, object: str, rule: str, confidence: float) -> Relation:
    return Relation(subject, predicate, object, relation.start, relation.end, confidence, rule, relation.status)
