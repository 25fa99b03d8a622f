"""Gold entities as if they had been recognised: every name form of the gold file, wherever the text has it.

So relation extraction can be measured apart from recognition.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from kgraph.records import Article, ArticleEntity, Block, Mention, Relation

_TITLE_LINE = re.compile(r"(?P<kicker>[^:\n]{2,60}): ")


def gold_files(shared: Path) -> list[Path]:
    """All gold files, sample articles first."""
    return sorted((shared / "gold").glob("seed-*.json")) + sorted((shared / "gold" / "dev").glob("*.json"))


def held_out(id: str) -> bool:
    """Whether an article is for testing only: the development articles whose number 3 divides."""
    series, _, number = id.partition("-")
    return series != "seed" and int(number) % 3 == 0


def oracle(gold_file: Path, shared: Path) -> tuple[Article, tuple[ArticleEntity, ...], dict]:
    """Article, entities with all name mentions, and the gold document."""
    document = json.loads(gold_file.read_text("utf-8"))
    path = shared / document["text"]
    if not path.exists():
        path = shared / "articles" / "dev" / f"{document['id']}.txt"
    article = plain_article(path.read_text("utf-8"), document["id"])
    return article, tuple(_entities(article, document)), document


def plain_article(text: str, id: str) -> Article:
    """Title line, optional date line, body: one block a line."""
    blocks: list[Block] = []
    position = 0
    for number, line in enumerate(text.split("\n")):
        start, end = position, position + len(line)
        position = end + 1
        if not line.strip():
            continue
        kicker = _TITLE_LINE.match(line) if number == 0 else None
        if kicker:
            blocks.append(Block("kicker", start, start + kicker.end("kicker")))
            blocks.append(Block("headline", start + kicker.end(), end))
        elif number == 0:
            blocks.append(Block("headline", start, end))
        elif line.startswith("[") and number < 3:
            blocks.append(Block("date", start, end))
        elif re.match(r"https?://|www\.|mehr\.\.\.", line):
            blocks.append(Block("residue", start, end))
        elif len(line) < 80 and line.rstrip()[-1] not in ".!?“":
            blocks.append(Block("subheading", start, end))
        else:
            blocks.append(Block("body", start, end))
    return Article(id=id, text=text, blocks=tuple(blocks), title=text.split("\n", 1)[0])


def _entities(article: Article, document: dict) -> Iterator[ArticleEntity]:
    surnames: dict[str, int] = {}
    for entity in document["entities"]:
        if entity["type"] == "Person":
            surname = entity["name"].split()[-1]
            surnames[surname] = surnames.get(surname, 0) + 1
    taken: list[tuple[int, int, str]] = []
    spans: dict[str, list[Mention]] = {entity["id"]: [] for entity in document["entities"]}
    forms = []
    for entity in document["entities"]:
        names = {entity["name"], *entity.get("aliases", ())}
        if entity["type"] == "Person" and surnames[entity["name"].split()[-1]] == 1:
            names.add(entity["name"].split()[-1])
        forms += [(name, entity) for name in names]
    for name, entity in sorted(forms, key=lambda pair: (-len(pair[0]), pair[1]["id"])):
        for found in re.finditer(_inflected(name), article.text):
            span = found.span()
            if any(_collides(span, other, entity["id"]) for other in taken):
                continue
            taken.append((*span, entity["id"]))
            spans[entity["id"]].append(Mention(*span, "name", "oracle"))
    for entity in document["entities"]:
        mentions = tuple(sorted(spans[entity["id"]], key=lambda m: m.start))
        if mentions:
            yield ArticleEntity(
                entity["id"],
                entity["type"],
                entity["name"],
                tuple(entity.get("aliases", ())),
                mentions,
                date=entity.get("date"),
            )


def _collides(span: tuple[int, int], other: tuple[int, int, str], id: str) -> bool:
    """Whether two mentions overlap otherwise than one name inside another entity's longer name."""
    start, end, owner = other
    if start >= span[1] or span[0] >= end:
        return False
    return not (start <= span[0] and span[1] <= end) or owner == id or (start, end) == span


def _inflected(name: str) -> str:
    """A pattern for the name in any case."""
    words = []
    for word in re.split(r"\s+", name):
        escaped = re.escape(word)
        if re.search(r"\w$", word):
            adjective = re.match(r"^(\w+?)(?:e|er|es|en|em)$", word)
            if adjective and len(adjective[1]) > 3 and not word.endswith(("ministerium", "amt")):
                escaped = rf"(?:{re.escape(adjective[1])}(?:e|er|es|en|em|ers|ern)|{escaped})"
            if not word.endswith("s"):
                escaped += "(?:s|es|n|en|e)?"
            else:
                escaped += "(?:es|’)?"
        words.append(escaped)
    return r"(?<![\w-])" + r"\s+".join(words) + r"(?![\w])"


def as_facts(document: dict, relations: tuple[Relation, ...]) -> dict:
    """A prediction in the format of the gold files; what the text denies is left out."""
    found = []
    for r in relations:
        if r.status == "denied":
            continue
        line = {"s": r.subject, "p": r.predicate, "o": r.object}
        for key, value in (("role", r.role), ("amount", r.amount), ("from", r.source)):
            if value:
                line[key] = value
        found.append(line)
    return {"id": document["id"], "entities": document["entities"], "relations": found}
