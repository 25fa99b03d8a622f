"""Who a plural without a name stands for, as brackets, dashes or a "das sind" behind it tell.

So "drei Länder (Bayern, Bremen und Hessen)", "zwei Städte – Ulm und Kiel – …", "mit drei Kommunen, das sind Ulm, …".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from kgraph.relate.sentence import Sentence

_SEVERAL = re.compile(
    r"(?:\w+-)?\w*(?:[Kk]ommunen|[Ss]tädten?|[Gg]emeinden|[Kk]reisen?|[Ll]ändern?|[Pp]artnern?|[Mm]itgliedern?|"
    r"[Rr]egionen|[Ii]nstituten?|[Uu]nternehmen|[Dd]ienstleistern?|[Vv]erbänden?|[Bb]ehörden|[Mm]inisterien|"
    r"[Hh]ochschulen|[Uu]niversitäten|[Pp]rojekten?|[Pp]lattformen|[Pp]ortalen?|[Dd]iensten?|[Ee]inrichtungen|"
    r"[Aa]nbietern?|[Hh]erstellern?|[Vv]ereinen?|[Oo]rganisationen|[Ff]irmen|[Rr]echenzentren|[Zz]weckverbänden?|"
    r"[Rr]essorts|[Hh]äusern?|[Dd]ritten|[Pp]ersonen|[Bb]eteiligten?|[Ee]xperten|[Pp]rogrammen?|[Aa]nwendungen)"
)
_THESE = re.compile(r"\b(?:das sind|sind das|dies sind|es sind|sind dies|waren das|das waren)\b", re.IGNORECASE)


def enumerated(index: int, sentence: Sentence) -> list[str]:
    """The entities that a plural phrase sums up, two or more; empty if nothing enumerates them."""
    phrase = sentence.phrase(index)
    atoms = sentence.chunks.atoms
    if phrase.names or not _is_plural(atoms[phrase.head].text):
        return []
    if phrase.last < len(atoms) and atoms[phrase.last].text in ("(", "–", "—"):
        return _listed(phrase.last, sentence)
    for clause in sentence.clauses:
        if (
            clause.places[0] > phrase.last
            and [v.lemma for v in clause.verbs] == ["sein"]
            and _THESE.search(clause.text)
        ):
            return _named(clause.phrases, sentence)
    return []


@lru_cache(maxsize=1 << 14)
def _is_plural(noun: str) -> bool:
    return _SEVERAL.fullmatch(noun) is not None


def _listed(mark: int, sentence: Sentence) -> list[str]:
    """The names between a bracket or dash and the one that closes it."""
    atoms = sentence.chunks.atoms
    closing = ")" if atoms[mark].text == "(" else atoms[mark].text
    stop = next((p for p in range(mark + 1, len(atoms)) if atoms[p].text == closing), len(atoms))
    inside = [i for i, p in enumerate(sentence.chunks.phrases) if mark < p.first < stop and p.of < 0]
    if any(atoms[p].kind == "verb" and p not in sentence.chunks.owner for p in range(mark, stop)):
        return []
    return _named(inside, sentence) if len({sentence.phrase(i).group for i in inside}) == 1 else []


def _named(phrases: Iterable[int], sentence: Sentence) -> list[str]:
    """The things of one coarse kind that phrases name, if there are several; towns and bodies are alike."""
    ids = [id for i in phrases if sentence.is_name(sentence.phrase(i)) for id in sentence.referents(i)[:1]]
    found = list(dict.fromkeys(ids))
    actors = {"Organisation", "Jurisdiction"}
    kinds = {"actor" if sentence.scene.coarse[id] in actors else sentence.scene.coarse[id] for id in found}
    return found if len(found) > 1 and len(kinds) == 1 else []
