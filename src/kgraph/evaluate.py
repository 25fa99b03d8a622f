"""Score extracted facts against gold annotations.

Input are documents in the annotation format (`id`, `entities`, `relations`), gold and found;
output is a `Score` with micro precision, recall and F1, by type and by predicate, the accuracy
of the qualifiers, and every miss. Entities match one to one if their coarse types are equal and
a form of one equals a form of the other; relations if predicate and both ends match.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kgraph.errors import InputError
from kgraph.extract import Engine, facts, rules_engine
from kgraph.read import article_from_text
from kgraph.vocab import schema

Document = Mapping[str, Any]
"""One article's annotation: `id`, `entities` (id, type, name, aliases, date?), `relations` (s, p, o, role? …)."""

_QUALIFIERS = ("role", "amount", "from")
_MARKS = re.compile(r"[„“”\"'‚‘’»«›‹()\[\]]")
_DASHES = re.compile(r"[‐‑–—]")
_LEADING = re.compile(r"^(?:(?:der|die|das|des|dem|den|ein|eine|einer|eines|dr\.|prof\.|dipl\.-\w+\.?|mdb|mdl)\s+)+")
_GENITIVE = re.compile(r"(?<=\w{3})(?:es|s)$")


@dataclass(frozen=True, slots=True)
class Rate:
    """Hits among what was found and what should have been."""

    hit: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the found that is right; 0 where nothing was found."""
        return self.hit / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where there is none."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def as_dict(self) -> dict[str, float | int]:
        """The figures, rounded to four digits, with their counts."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "hit": self.hit,
            "found": self.found,
            "gold": self.gold,
        }


@dataclass(frozen=True, slots=True)
class Miss:
    """Something found too much or too little: article, what happened, type or predicate, name(s)."""

    article: str
    kind: str
    label: str
    name: str


@dataclass
class Score:
    """The result over all articles together (micro averages)."""

    articles: int = 0
    entities: Counter[str] = field(default_factory=Counter)
    relations: Counter[str] = field(default_factory=Counter)
    types: Counter[bool] = field(default_factory=Counter)
    by_type: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    by_predicate: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    qualifiers: defaultdict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    misses: list[Miss] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        """Everything but the misses, as plain values for JSON."""
        return {
            "articles": self.articles,
            "entities": rate(self.entities).as_dict(),
            "type accuracy": round(self.types[True] / max(1, self.types.total()), 4),
            "relations": rate(self.relations).as_dict(),
            "qualifiers": {q: f"{c[True]}/{c.total()}" for q, c in sorted(self.qualifiers.items())},
            "entities by type": {t: rate(c).as_dict() for t, c in sorted(self.by_type.items())},
            "relations by predicate": {p: rate(c).as_dict() for p, c in sorted(self.by_predicate.items())},
        }


def rate(counts: Mapping[str, int]) -> Rate:
    """The `Rate` of counts named `hit`, `found`, `gold`."""
    return Rate(counts.get("hit", 0), counts.get("found", 0), counts.get("gold", 0))


def comparable(name: str) -> frozenset[str]:
    """The forms under which two names count as equal: folded, and without German genitive endings."""
    text = unicodedata.normalize("NFKC", name).casefold().replace("ß", "ss")
    text = re.sub(r"\s+", " ", _MARKS.sub("", _DASHES.sub("-", text))).strip(" .,;:")
    text = _LEADING.sub("", text)
    bare = " ".join(_GENITIVE.sub("", word) for word in text.split(" "))
    return frozenset(form for form in (text, bare) if form)


def score(gold: Sequence[Document], found: Mapping[str, Document]) -> Score:
    """Compare; a gold article without a prediction counts as all missed.

    Args:
        gold: Annotated articles.
        found: Article id → extracted facts.
    """
    result = Score(articles=len(gold))
    empty: Document = {"entities": [], "relations": []}
    for document in gold:
        _count(result, document, found.get(document["id"], empty))
    return result


def read_gold(folder: Path) -> list[dict[str, Any]]:
    """The annotations of a folder, by file name.

    Raises:
        InputError: There is none, or one is no annotation.
    """
    documents = []
    for path in sorted(folder.glob("*.json")):
        try:
            document = json.loads(path.read_text("utf-8"))
        except (json.JSONDecodeError, UnicodeDecodeError) as fault:
            raise InputError(f"{path.name}: {fault}", hint="each file must hold one JSON object in UTF-8") from fault
        if not isinstance(document, dict) or not {"id", "entities", "relations"} <= set(document):
            raise InputError(f"{path.name}: no annotation", hint="it needs id, entities and relations")
        documents.append(document)
    if not documents:
        raise InputError(f"no annotations (*.json) in {folder}", hint="name the folder that holds the gold files")
    return documents


def read_found(lines: Iterable[str], name: str) -> dict[str, Document]:
    """Facts as `kgraph extract` writes them, by article id.

    Raises:
        InputError: A line is no facts; names the line.
    """
    found: dict[str, Document] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            document = json.loads(line)
            found[document["id"]] = document
        except (json.JSONDecodeError, KeyError, TypeError) as fault:
            raise InputError(
                f"{name}, line {number}: no facts ({fault})", hint="write it with kgraph extract"
            ) from fault
    return found


def extract_gold(gold: Sequence[Document], folder: Path, engine: Engine = rules_engine) -> dict[str, Document]:
    """Run an engine on the texts that gold files name, which lie beside the folder or above it.

    Raises:
        InputError: A text is missing.
    """
    found: dict[str, Document] = {}
    for document in gold:
        path = _text_of(document, folder)
        found[document["id"]] = facts(
            engine(article_from_text(path.read_text("utf-8"), document["id"], source=path.name))
        )
    return found


def _text_of(document: Document, folder: Path) -> Path:
    name = str(document.get("text", f"{document['id']}.txt"))
    resolved = folder.resolve()
    for above in (resolved, *resolved.parents[:3]):
        if (above / name).is_file():
            return above / name
    raise InputError(f"{document['id']}: its text {name} is not beside {folder}", hint="keep texts and gold together")


def _count(result: Score, gold: Document, found: Document) -> None:
    wanted = {e["id"]: e for e in gold["entities"]}
    given = {e["id"]: e for e in found["entities"]}
    pairs = _matched(gold["entities"], found["entities"])
    result.entities.update(hit=len(pairs), found=len(given), gold=len(wanted))
    for entity in wanted.values():
        result.by_type[_coarse(entity)]["gold"] += 1
    for entity in given.values():
        result.by_type[_coarse(entity)]["found"] += 1
    for f, g in pairs.items():
        result.by_type[_coarse(wanted[g])]["hit"] += 1
        result.types[given[f]["type"] == wanted[g]["type"]] += 1
        if "date" in wanted[g]:
            result.qualifiers["date"][given[f].get("date") == wanted[g]["date"]] += 1
    for kind, entities, known in (("missed", wanted, pairs.values()), ("spurious", given, pairs.keys())):
        for id in sorted(set(entities) - set(known)):
            result.misses.append(Miss(gold["id"], f"entity {kind}", entities[id]["type"], entities[id]["name"]))
    _count_relations(result, gold, found, pairs)


def _count_relations(result: Score, gold: Document, found: Document, pairs: Mapping[str, str]) -> None:
    names = {e["id"]: e["name"] for e in gold["entities"]}
    spurious_names = {e["id"]: e["name"] for e in found["entities"]}
    wanted = {_key(r, r["s"], r["o"]): r for r in gold["relations"]}
    given: dict[tuple[str, str, str], Mapping[str, Any]] = {}
    loose = 0
    for relation in found["relations"]:
        s, o = pairs.get(relation["s"]), pairs.get(relation["o"])
        if s is not None and o is not None:
            given.setdefault(_key(relation, s, o), relation)
            continue
        loose += 1
        result.by_predicate[relation["p"]]["found"] += 1
        ends = f"{spurious_names.get(relation['s'])} → {spurious_names.get(relation['o'])}"
        result.misses.append(Miss(gold["id"], "relation spurious (an end is unmatched)", relation["p"], ends))
    hits = wanted.keys() & given.keys()
    result.relations.update(hit=len(hits), found=len(given) + loose, gold=len(wanted))
    for counted, keys in (("gold", wanted.keys()), ("found", given.keys()), ("hit", hits)):
        for key in keys:
            result.by_predicate[key[0]][counted] += 1
    for kind, keys in (("missed", wanted.keys() - hits), ("spurious", given.keys() - hits)):
        for p, s, o in sorted(keys):
            result.misses.append(Miss(gold["id"], f"relation {kind}", p, f"{names[s]} → {names[o]}"))
    for key in hits:
        _count_qualifiers(result, wanted[key], given[key], pairs)


def _count_qualifiers(
    result: Score, wanted: Mapping[str, Any], given: Mapping[str, Any], pairs: Mapping[str, str]
) -> None:
    for name in _QUALIFIERS:
        want, got = wanted.get(name), given.get(name)
        if want is None:
            continue
        if name == "from":
            right = got is not None and pairs.get(got) == want
        else:
            right = got is not None and bool(comparable(str(got)) & comparable(str(want)))
        result.qualifiers[name][right] += 1


def _coarse(entity: Mapping[str, Any]) -> str:
    known = schema().classes
    return schema().coarse(entity["type"]) if entity["type"] in known else "?"


def _key(relation: Mapping[str, Any], subject: str, object: str) -> tuple[str, str, str]:
    predicate = str(relation["p"])
    term = schema().predicates.get(predicate)
    if term is not None and term.symmetric and subject > object:
        return predicate, object, subject
    return predicate, subject, object


def _matched(gold: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Found id → gold id, one to one: equal names first, then any equal form."""
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for strict in (True, False):
        for f in found:
            if f["id"] in pairs:
                continue
            for g in gold:
                if g["id"] not in taken and _coarse(g) == _coarse(f) and _forms(g, strict) & _forms(f, strict):
                    pairs[f["id"]] = g["id"]
                    taken.add(g["id"])
                    break
    return pairs


def _forms(entity: Mapping[str, Any], strict: bool) -> frozenset[str]:
    if strict:
        return comparable(entity["name"])
    return frozenset().union(*(comparable(name) for name in (entity["name"], *entity.get("aliases", ()))))
