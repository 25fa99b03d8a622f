"""Which of several towns with one name an article means: by Land or district, by the recogniser, by size."""

from __future__ import annotations

from kgraph.register import Entry
from kgraph.resolve.lookup import Candidate, Found, ancestors, without_town_title
from kgraph.resolve.scene import Scene

_DOMINANT = 20  # times the inhabitants of the next town of that name
_LARGE = 50_000  # inhabitants from which a town may be meant by name alone


def choose_town(candidates: list[Candidate], form: str, scene: Scene, hint: Entry | None) -> Found | None:
    """The town that is meant, and why; None where nothing decides.

    Args:
        candidates: Towns that bear the name, the largest first.
        form: The name.
        scene: Where the article plays.
        hint: What the recogniser took it for.
    """
    several = f"of {len(candidates)} towns named “{form}”"
    near = [c for c in candidates if scene.regions & _above(c, scene)]
    near = near if len(near) < len(candidates) else []
    if len(near) == 1 and _is_dwarfed(near[0], candidates, scene):
        return (hint, f"{several} the one recognised in the text") if hint else None
    if len(near) == 1:
        return near[0].entry, f"{several} the one in a Land or district that the article names"
    pool = near or candidates
    at_home = [c for c in pool if scene.kicker in _above(c, scene)]
    if len(at_home) == 1:
        return at_home[0].entry, f"{several} the one in the Land of the title"
    if hint and any(c.entry is hint for c in pool):
        return hint, f"{several} the one recognised in the text"
    if _dominates(pool[0].entry, pool[1].entry):
        return pool[0].entry, f"{several} by far the largest"
    return None


def _dominates(entry: Entry, other: Entry) -> bool:
    return is_large(entry) and (entry.population or 0) >= _DOMINANT * max(1, other.population or 0)


def _is_dwarfed(candidate: Candidate, candidates: list[Candidate], scene: Scene) -> bool:
    """True if only a Land speaks for a village whose namesake is a city: Essen beside Niedersachsen may be either."""
    districts = {key for key in scene.regions if key.startswith("district/")} & _above(candidate, scene)
    return not districts and _dominates(candidates[0].entry, candidate.entry)


def is_large(entry: Entry) -> bool:
    """True of a town that may be meant by its name alone."""
    return (entry.population or 0) >= _LARGE


def is_no_town(entry: Entry, form: str) -> bool:
    """True if "Stadt Brandenburg" is held for the Land; what is a Land and a town has the title in its names."""
    return entry.type in ("Land", "State", "District") and without_town_title(form) != form


def _above(candidate: Candidate, scene: Scene) -> set[str]:
    return set(ancestors(scene.register, [candidate.entry.key]))
