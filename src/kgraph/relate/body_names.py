"""Bodies whose own name says what they belong to: "Münchner Stadtrat", "Innenministerium Hessen"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.relate.found import Found
from kgraph.relate.scene import Scene

OWNED = frozenset({"Ministry", "Committee", "Authority"})
_GENITIVE = re.compile(r"\b(?:des|der|von|vom)\b")
GOVERNING = re.compile(
    r"regierung|[Ss]enat\b|[Kk]abinett|verwaltung|[Ll]andtag|[Rr]at\b|[Mm]inisterium|kanzlei|[Bb]ehörde|"
    r"haus\b|[Aa]usschuss|[Rr]echnungshof|[Aa]mt\b|[Bb]ürgerschaft|[Zz]entrum|[Bb]etrieb"
)
_TOWN_HALL = re.compile(
    r"(?:(?:[Ss]tadt|[Gg]emeinde|[Kk]reis)verwaltung|(?:Bürger|Ordnungs|Standes|Jugend|Bau|Straßenverkehrs)amt)\s*$"
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
        if first == start or _GENITIVE.search(before):
            if first > start or scene.coarse[other] == "Jurisdiction":
                return other
        elif scene.type[id] in ("Ministry", "Committee") and scene.coarse[other] == "Jurisdiction":
            return other
        elif (
            scene.type[other] == "Land"
            and last == end
            and re.search(r"(?:zentrum|regierung|amt|betrieb|senat|hof|kanzlei|verwaltung)\s*$", before)
        ) or (scene.coarse[other] == "Jurisdiction" and last == end and _TOWN_HALL.search(before)):
            return other
    return None
