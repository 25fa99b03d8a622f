"""Bodies whose own name says what they belong to: "Münchner Stadtrat", "Innenministerium Hessen"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.names import fold
from kgraph.relate.found import Found
from kgraph.relate.scene import Scene

OWNED = frozenset({"Ministry", "Committee", "Authority"})
_GENITIVE = re.compile(r"\b(?:des|der|von|vom)\b")
GOVERNING = re.compile(
    r"regierung|[Ss]enat\b|[Kk]abinett|verwaltung|[Ll]andtag|[Rr]at\b|[Mm]inisterium|kanzlei|[Bb]ehörde|"
    r"haus\b|[Aa]usschuss|[Aa]gentur|[Pp]olizei|[Dd]irektion|[Rr]echnungshof|[Aa]mt\b|[Bb]ürgerschaft|[Zz]entrum|[Bb]etrieb"
)
# Bodies that act for their Land or town, not for themselves.
STATE = re.compile(r"regierung|[Ss]enat\b|[Kk]abinett|verwaltung|[Mm]inisterium|kanzlei|[Bb]ehörde\b|[Rr]athaus|amt\b")
_TOWN_HALL = re.compile(
    r"(?:(?:[Ss]tadt|[Gg]emeinde|[Kk]reis)verwaltung|(?:Ausländer|Führerschein|Zulassungs|Einbürgerungs|Bauaufsichts)behörde|"
    r"(?:Landrats|Bürger|Ordnungs|Standes|Jugend|Bau|Straßenverkehrs|Gesundheits|Sozial|Einwohnermelde|Schul|Tiefbau)amt)\s*$"
)
# What a Land runs, if the name of the Land ends its own: "Cyberagentur Hessen", "Landeszentrum Gesundheit Bayern".
_OF_LAND = re.compile(
    r"(?:zentrum|regierung|amt|betrieb|senat|hof|kanzlei|verwaltung|agentur|direktion|polizei|verfassungsschutz|"
    r"(?:^|\s)IT)\s*$|^(?:Landes|Staats)(?!verband|vereinigung|gruppe)\w+\s"
)


def in_names(scene: Scene) -> Iterator[tuple[Found, int, int]]:
    """Yield `partOf` stated by a name itself, with the span of the mention."""
    for entity in scene.entities.values():
        if entity.type not in OWNED:
            continue
        for mention in entity.mentions:
            text = scene.text[mention.start : mention.end]
            owner = _inside(scene, entity.id, mention.start, mention.end) if mention.kind == "name" else None
            rule = "body-name"
            if owner is None:
                owner, rule = (
                    scene.adjective(text.split(" ")[0].split("-")[0]) if " " in text else None,
                    "body-adjective",
                )
                if owner and not GOVERNING.search(text):
                    owner = None
            if owner and entity.type == "Ministry" and scene.type[owner] == "Municipality":
                continue  # "das Mainzer Innenministerium" is the Land's
            if owner and owner != entity.id:
                yield Found(entity.id, "partOf", owner, rule, 0.9), mention.start, mention.end


def _inside(scene: Scene, id: str, start: int, end: int) -> str | None:
    """The body or jurisdiction whose name stands inside a name, where the words between make it the owner."""
    for first, last, other, _ in scene.located.within(start, end):
        if other == id or (first, last) == (start, end) or scene.coarse[other] not in ("Organisation", "Jurisdiction"):
            continue
        before = scene.text[start:first]
        if first == start:
            governing = scene.type[id] != "Authority" or GOVERNING.search(scene.text[last:end])
            if scene.coarse[other] == "Jurisdiction" and governing:
                return other
        elif _GENITIVE.search(before):
            return other
        elif scene.type[id] in ("Ministry", "Committee") and scene.coarse[other] == "Jurisdiction":
            return other
        elif last == end and _ends_as_owned(scene, before, other):
            return other
    return _last_words(scene, id, scene.text[start:end])


def _ends_as_owned(scene: Scene, before: str, owner: str) -> bool:
    """Whether a body's name that a jurisdiction's ends is that of a body which a Land or a town has."""
    if scene.type[owner] == "Land":
        return bool(_OF_LAND.search(before) or _TOWN_HALL.search(before))
    return scene.coarse[owner] == "Jurisdiction" and bool(_TOWN_HALL.search(before))


def _last_words(scene: Scene, id: str, text: str) -> str | None:
    """The jurisdiction whose name ends a body's and is named elsewhere in the article."""
    words = text.split(" ")
    for count in range(1, min(len(words), 4)):
        owner = scene.by_name.get(fold(" ".join(words[-count:])))
        before = " ".join(words[:-count])
        if owner and owner != id and scene.coarse[owner] == "Jurisdiction" and _ends_as_owned(scene, before, owner):
            return owner
    return None
