"""Who a plural without a name stands for, as brackets, dashes or a "das sind" behind it tell.

So "drei Länder (Bayern, Bremen und Hessen)", "zwei Städte – Ulm und Kiel – …", "mit drei Kommunen, das sind Ulm, …",
"in drei Städten im Einsatz: Ulm, Kiel und Jena";
or whom examples name: "in Ländern wie Hessen", "wird in zehn Ländern genutzt, darunter Hessen".
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
_SUCH_AS = frozenset("darunter etwa beispielsweise namentlich nämlich zuletzt".split())
_THESE = re.compile(r"\b(?:das sind|sind das|dies sind|es sind|sind dies|waren das|das waren)\b", re.IGNORECASE)
# What opens a sentence that names those whom the one before counted.
_AMONG = re.compile(
    r"\s*(?:Darunter (?:sind|befinden sich|waren)|Dazu (?:gehören|gehörten|zählen|zählten)|Zu ihnen (?:gehören|zählen)|"
    r"Das sind|Es sind|Unter ihnen sind|(?:Mit )?[Dd]abei sind|Mit von der Partie sind|Es handelt sich (?:dabei )?um|"
    r"Konkret sind (?:das|es)|Im Einzelnen sind das|(?:Zwei|Drei|Vier|Mehrere|Einige) (?:davon|von ihnen) sind|"
    r"(?P<one>Darunter (?:ist|war)|(?:Dazu|Zu ihnen) (?:gehört|zählt)|Eine[rs]? (?:davon|von ihnen) ist))\b"
)
_END = re.compile(r"[.!?](?=\s|$)|,\s(?=d(?:ie|er|as|en|enen)\b|w(?:o|elche)\b)|[;\n]")
# What may stand between the members of that list, beside nouns.
_BETWEEN = frozenset("und sowie auch neben unter anderem etwa beispielsweise zum die der das dem den".split())
_ACTORS = frozenset({"Organisation", "Jurisdiction"})


def enumerated(index: int, sentence: Sentence) -> list[str]:
    """The entities that a plural phrase sums up, two or more; empty if nothing enumerates them."""
    phrase = sentence.phrase(index)
    atoms = sentence.chunks.atoms
    if phrase.names or not _is_plural(atoms[phrase.head].text):
        return []
    if phrase.last < len(atoms) and atoms[phrase.last].text in ("(", "–", "—"):
        return _listed(phrase.last, sentence)
    told = _behind_colon(index, sentence) or _examples(index, sentence)
    if told:
        return told
    for clause in sentence.clauses:
        if (
            clause.places[0] > phrase.last
            and [v.lemma for v in clause.verbs] == ["sein"]
            and _THESE.search(clause.text)
        ):
            return _named(clause.phrases, sentence)
    return _told_next(index, sentence)


def _told_next(index: int, sentence: Sentence) -> list[str]:
    """The actors whom the next sentence counts among the last plural of this one ("Dazu gehören Ulm und Kiel.")."""
    scene = sentence.scene
    opens = _AMONG.match(scene.text, sentence.end) if scene.references else None
    phrases, atoms = sentence.chunks.phrases, sentence.chunks.atoms
    if opens is None or any(_is_plural(atoms[p.head].text) for p in phrases[index + 1 :]):
        return []
    end = _END.search(scene.text, opens.end())
    stop = end.start() if end else len(scene.text)
    found: list[str] = []
    reached = opens.end()
    for start, last, id, reference in scene.located.within(opens.end(), stop):
        if start < reached:
            continue
        words = scene.text[reached:start].replace(",", " ").split()
        if not all(word in _BETWEEN or (word[:1].isupper() and word.isalpha()) for word in words):
            break
        if not reference and scene.coarse[id] in _ACTORS:
            found.append(id)
        reached = last
    return list(dict.fromkeys(found)) if len(found) > 1 or opens["one"] else []


@lru_cache(maxsize=1 << 14)
def _is_plural(noun: str) -> bool:
    return _SEVERAL.fullmatch(noun) is not None


def _behind_colon(index: int, sentence: Sentence) -> list[str]:
    """The names of a list that a colon opens behind the last plural before it, two or more."""
    phrases, atoms = sentence.chunks.phrases, sentence.chunks.atoms
    last = phrases[index].last
    colon = next((p for p in range(last, len(atoms) - 1) if atoms[p].text == ":"), -1)
    if colon < 0 or any(_is_plural(atoms[p.head].text) for p in phrases[index + 1 :] if p.first < colon):
        return []
    listed = _from(colon + 1, sentence)
    return listed if len(listed) > 1 else []


def _examples(index: int, sentence: Sentence) -> list[str]:
    """The names that "wie" joins to a plural phrase, or that "darunter" gives later, if no other plural is nearer."""
    phrases, atoms = sentence.chunks.phrases, sentence.chunks.atoms
    phrase = phrases[index]
    if phrase.last < len(atoms) and atoms[phrase.last].text == "wie":
        return _from(phrase.last + 1, sentence)
    for place in range(phrase.last + 1, len(atoms) - 1):
        if atoms[place].text in _SUCH_AS and atoms[place - 1].text in (",", "–"):
            between = [p for p in phrases[index + 1 :] if p.first < place]
            nearer = any(_is_plural(atoms[p.head].text) for p in between)
            return [] if nearer else _from(place + 1, sentence)
    return []


def _from(place: int, sentence: Sentence) -> list[str]:
    """The names of the list that begins at a place."""
    phrases = sentence.chunks.phrases
    first = next((i for i, p in enumerate(phrases) if p.first == place and sentence.is_name(p)), None)
    if first is None:
        return []
    members = [i for i in range(first, len(phrases)) if phrases[i].group == phrases[first].group]
    return [id for i in members if sentence.is_name(phrases[i]) for id in sentence.referents(i)[:1]]


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
    kinds = {"actor" if sentence.scene.coarse[id] in _ACTORS else sentence.scene.coarse[id] for id in found}
    return found if len(found) > 1 and len(kinds) == 1 else []
