"""Who was at the event that an article reports on: who speaks or acts in it, behind the event's first mention.

Who is said to be there in so many words is a matter of frames; this is a reading of the whole report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgraph.records import Relation
from kgraph.relate.clause import Clause
from kgraph.relate.reference import DELEGATES
from kgraph.relate.scene import Scene
from kgraph.relate.sentence import Sentence

_BODIES = frozenset({"Organisation", "Jurisdiction"})
_ON_STAGE = re.compile(
    r"\b(?:[Aa]uf (?:der|dem) (?:\w+ )?(?:Bühne|Podium)|[Aa]m (?:Rednerpult|Mikrofon|Podium|Tisch)|"
    r"[Aa]n (?:seiner|ihrer|dessen|deren) Seite (?:sa|st))"
)
# What tells that a sentence goes on with a report of an event.
_GOES_ON = re.compile(
    r"\b(?:[Dd]ort|[Dd]abei|[Hh]ier|[Zz]um (?:Auftakt|Abschluss|Schluss)|[Ii]m Anschluss|[Aa]nschließend|[Zz]u Beginn|"
    r"[Ee]ingangs|[Aa]bschließend|[Dd]anach|[Zz]uvor|[Aa]ußerdem|[Zz]udem|[Ee]benfalls|[Aa]uch|"
    r"[Gg]äste?n?|[Bb]ühne|[Pp]odium|[Vv]ortrag|[Kk]eynote|"
    r"[Rr]unde|[Dd]iskussion|[Pp]reise?|[Uu]rkunden?|[Tt]eilnehm\w+|[Gg]rußwort|[Rr]ede|[Pp]ublikum)\b"
)
# What keeps a sentence at an event that the article only mentions.
_ON_THE_SPOT = re.compile(
    r"\b(?:[Dd]ort|[Dd]abei|Podium|Bühne|[Ee]ingangs|[Zz]um (?:Auftakt|Abschluss|Schluss)|[Zz]u Beginn|[Ii]m Anschluss|"
    r"(?:Diskussionsr|R)unde|Gäste?n?|Vortrag|Keynote|Grußwort|Publikum|Teilnehmer\w*|diskutiert\w*|angereist|erschienen)\b"
)
_AMONG = re.compile(r"\b(?:darunter|allen voran|unter ihnen|zum Beispiel|unter anderem)\b")
_GUESTS = re.compile(
    r"\b(?:\w*[Gg]äste?n?|Vertreter\w*|Teilnehm\w+|Redner\w*|Refer\w+|Persönlichkeiten|Fachleuten?|Expert\w+|Prominenz|"
    r"Speaker\w*|Sprecher\w*|Politiker\w*|Praktiker\w*)\b"
)
_THERE = "(?:vertreten|dabei|präsent|anwesend|zu Gast|zugegen|von der Partie)"
_WAS = "(?:war|waren|ist|sind)"
_TALKS = r"(?:Vorträge|Vortrag|Keynote|Impulsvortrag|Impulse?|Workshops?|Sessions?)\b"
_ATTENDS = re.compile(
    rf"\b(?:{_WAS} .*\b{_THERE}|{_THERE} {_WAS}|am Tisch|{_TALKS}.*\b(?:hielt\w*|halten|hält|beigesteuert|angeboten)|"
    rf"(?:hielt\w*|halten|hält|steuert\w*|boten?) .*\b{_TALKS}|"
    r"(?:stellt\w*|stellen)\b.* aus$|ausgestellt|Aussteller\w*|"
    r"(?:am|mit|an)\b.*\b(?:Messe|Gemeinschafts)?st(?:and|änden)\b|aus der Praxis|"
    r"Einblicke? g[eia]b\w*|g[eia]b\w* .*\bEinblicke?)",
    re.IGNORECASE,
)
# What a person is or has is no act at an event.
_STATES = frozenset(
    """
    haben sein werden bleiben heißen gelten stehen gehören angehören arbeiten leiten führen wechseln folgen vertreten
    innehaben vorsitzen vorstehen übernehmen ablösen antreten ernennen berufen wählen fungieren amtieren verfassen
    entwickeln gründen fehlen verzichten absagen kritisieren unterzeichnen unterschreiben schweigen
    """.split()
)
_CLOSED = re.compile(r"[Ss]itzung|[Kk]lausur|[Vv]ersammlung|[Kk]abinett|CeBIT|[Mm]esse\b|[Vv]erhandlung")
_CONTEST = frozenset({"Contest"})
_SURE = {"speaker": 0.78, "active": 0.68, "told": 0.55}
_SPEECH = frozenset(
    """
    sagen erklären betonen mahnen warnen fordern begrüßen loben eröffnen skizzieren berichten erläutern
    vorstellen ankündigen plädieren resümieren unterstreichen hervorheben sprechen diskutieren referieren
    umreißen schildern auftreten moderieren führen würdigen appellieren versichern kritisieren bemängeln
    wünschen zeigen hinweisen ergänzen beklagen verlangen verabschieden zuschalten freuen teilnehmen sitzen
    anmerken merken meinen befinden darlegen präsentieren werben aussprechen berichten stellen antworten
    feststellen konstatieren verweisen
    """.split()
)


def speakers(scene: Scene, sentences: Sequence[Sentence], relations: Sequence[Relation]) -> Iterator[Relation]:
    """Who speaks or acts in a report of one event, behind the event's first mention.

    Args:
        scene: The article.
        sentences: Of its blocks, in order.
        relations: What is stated of offices and organisers: who speaks for an organiser tells of the event, and is
            there only where somebody says so.
    """
    events = _meetings(scene)
    home = reported(scene, sentences)
    contests = any(scene.is_a(id, _CONTEST) for id in scene.entities)
    hosts = {r.subject for r in relations if r.predicate == "organises" and r.object == home}
    hosts |= {r.subject for r in relations if r.predicate == "holdsRole" and r.object in hosts}
    before = False
    for sentence, event, told in _stations(events, home, scene, sentences):
        if event == home:
            there = before or told or bool(_GOES_ON.search(scene.text, sentence.start, sentence.end))
            before = told
            near = there or not contests
        elif told:
            continue
        else:
            there = near = bool(_ON_THE_SPOT.search(scene.text, sentence.start, sentence.end))
        closed = bool(_CLOSED.search(scene.entities[event].name))
        for person in _among_guests(sentence, scene) if there else ():
            yield Relation(person, "participatesIn", event, sentence.start, sentence.end, 0.75, "infer-guest-at-event")
        for person, speaks, past in _acting(sentence, scene):
            if closed and not _ON_STAGE.search(scene.text, sentence.start, sentence.end):
                continue
            if not (there or (near and past) or (speaks and event == home)) or (person in hosts and not there):
                continue
            way = "speaker" if speaks else "active" if there else "told"
            yield Relation(
                person, "participatesIn", event, sentence.start, sentence.end, _SURE[way], f"infer-{way}-at-event"
            )
        for body in _attending(sentence, scene):
            yield Relation(body, "participatesIn", event, sentence.start, sentence.end, 0.75, "infer-body-at-event")


def _meetings(scene: Scene) -> list[str]:
    """The events of an article that people attend; contests are entered."""
    return [id for id, e in scene.entities.items() if e.type == "Event" and not scene.is_a(id, _CONTEST)]


def reported(scene: Scene, sentences: Sequence[Sentence]) -> str | None:
    """The event that an article reports on: the one that headline or lead name; None if they name several."""
    lead = [s for s in sentences if s.kind == "body"][:3] + [s for s in sentences if s.kind == "headline"]
    main = [id for id in _meetings(scene) if any(_names(s, id, scene) for s in lead)]
    return main[0] if len(main) == 1 else None


def _stations(
    events: Sequence[str], home: str | None, scene: Scene, sentences: Sequence[Sentence]
) -> Iterator[tuple[Sentence, str, bool]]:
    """Each sentence of the body with the event at which it is, and whether it names that event.

    That is the event reported on, from its first mention; another one from where it is named to the paragraph's end.
    """
    here: str | None = None
    last = 0
    for sentence in sentences:
        if sentence.kind != "body":
            continue
        if here is None or "\n" in scene.text[last : sentence.start]:
            here = home if home and scene.entities[home].mentions[0].start < sentence.end else None
        last = sentence.end
        named = [id for id in events if _names(sentence, id, scene)]
        if named:
            here = home if home in named else named[0] if len(named) == 1 else None
        if here is not None:
            yield sentence, here, bool(named)


def _names(sentence: Sentence, id: str, scene: Scene) -> bool:
    return any(sentence.start <= m.start < sentence.end for m in scene.entities[id].mentions)


def _attending(sentence: Sentence, scene: Scene) -> Iterator[str]:
    """Bodies that a sentence says were there or spoke there: "Das BMI war mit mehreren Sessions vertreten"."""
    for clause in sentence.clauses:
        if clause.negated or clause.kind in ("inf", "sub"):
            continue
        attends = bool(_ATTENDS.search(clause.text))
        if not attends and not any(v.lemma in _SPEECH for v in clause.verbs):
            continue
        for index in clause.phrases:
            phrase = sentence.phrase(index)
            if phrase.of >= 0 or phrase.prep not in ("", "neben") or not (phrase.prep or "n" in phrase.case):
                continue
            if not attends and not DELEGATES.fullmatch(sentence.chunks.atoms[phrase.head].text):
                continue
            for peer in sentence.group(index, clause.phrases):
                yield from (id for id in sentence.referents(peer)[:1] if scene.coarse[id] in _BODIES)
        for index in _antecedent(clause, sentence) if attends else ():
            yield from (id for id in sentence.referents(index)[:1] if scene.coarse[id] in _BODIES)


def _antecedent(clause: Clause, sentence: Sentence) -> list[int]:
    """The phrase that a relative pronoun in the nominative stands for."""
    nominative = clause.kind == "rel" and clause.pronoun in ("der", "die", "das") and not clause.pronoun_prep
    return [clause.antecedent] if nominative and clause.antecedent >= 0 else []


def _among_guests(sentence: Sentence, scene: Scene) -> Iterator[str]:
    """Persons named as some of those who were there: "Viele Fachleute kamen, darunter Anna Berg und Ulf Kunz"."""
    among = _AMONG.search(scene.text, sentence.start, sentence.end)
    if among is None or not _GUESTS.search(scene.text, sentence.start, among.start()):
        return
    for index, phrase in enumerate(sentence.chunks.phrases):
        behind = sentence.chunks.atoms[phrase.head].start >= among.end()
        if behind and sentence.is_name(phrase):
            yield from (id for id in sentence.referents(index)[:1] if scene.coarse[id] == "Person")


def _acting(sentence: Sentence, scene: Scene) -> Iterator[tuple[str, bool, bool]]:
    """Persons who do something in a sentence, whether they speak, and whether it is told as past."""
    atoms = sentence.chunks.atoms
    for clause in sentence.clauses:
        speaks = any(v.lemma in _SPEECH for v in clause.verbs)
        acts = (
            clause.kind in ("main", "part")
            and (any(v.lemma not in _STATES for v in clause.verbs) or bool(_ON_STAGE.search(clause.text)))
            and not (clause.intent or clause.negated or clause.ended)
        )
        for index in clause.phrases:
            phrase = sentence.phrase(index)
            after_so = phrase.first > 0 and atoms[phrase.first - 1].text.lower() in ("so", "laut")
            if (
                (speaks or acts or after_so)
                and phrase.prep in ("", "neben", "gemeinsam", "von")
                and phrase.of < 0
                and sentence.is_name(phrase)
            ):
                for id in sentence.referents(index)[:1]:
                    if scene.coarse[id] == "Person" and ("n" in phrase.case or phrase.prep):
                        yield id, speaks or after_so, clause.tense in ("past", "perfect")
