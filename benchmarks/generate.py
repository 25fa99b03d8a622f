"""Articles without number, made of the sample articles: `python -m benchmarks.generate N DIR`.

Writes `DIR/articles.jsonl` and, without `--articles`, builds the store `DIR/.kgraph` from it. Article `n` is a
function of `n` and the seed alone, so the first thousand are the same however many follow. A text takes headline and
lead from one sample and further paragraphs from others; persons, places, undertakings, companies, dates and numbers
vary. New names keep turning up, known ones come back, the early ones most often, as in news; one text in `_COPIES`
is printed again, shortened, under another headline.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.names import company, person, undertaking
from benchmarks.templates import Slot, Template, templates
from kgraph.read import article_from_text
from kgraph.records import Article

LENGTH = 2_000  # characters of an article, at most
SEED = 1
_COPIES = 20
_YEARS = (2014, 2025)
_GROWTH = 0.85  # names known after n articles: n to this power, by Heaps' law
_DAY = re.compile(
    r"\b(\d{1,2})\. (Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)
_YEAR = re.compile(r"\b(20[0-3]\d)\b")
_NUMBER = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:\.\d{3})+|\d{2,3})(?= (?:Millionen|Milliarden|Euro|Prozent|Kommunen|Gemeinden|Städte|"
    r"Beschäftigte|Mitarbeiter|Dienste|Anträge|Leistungen|Nutzer|Behörden)\b)"
)


@dataclass(frozen=True, slots=True)
class Generated:
    """One article."""

    id: str
    title: str
    text: str
    published: str

    def as_article(self) -> Article:
        """As a reader would give it."""
        day, month, year = self.published[8:], self.published[5:7], self.published[:4]
        return article_from_text(f"{self.title}\n[{day}.{month}.{year}]\n\n{self.text}", self.id)

    def as_line(self) -> str:
        """As a line of JSON Lines."""
        document = {"id": self.id, "title": self.title, "text": self.text, "published": self.published}
        return json.dumps(document, ensure_ascii=False)


def generated(number: int, seed: int = SEED, first: int = 0) -> Iterator[Generated]:
    """Yield `number` articles, beginning with the one at place `first`."""
    return (generate(place, seed) for place in range(first, first + number))


def generate(place: int, seed: int = SEED) -> Generated:
    """The article at that place."""
    draw = random.Random(f"{seed}/{place}")
    if place >= _COPIES and draw.randrange(_COPIES) == 0:
        return _reprinted(place, generate(draw.randrange(max(0, place - 500), place), seed), draw)
    samples = templates()
    year = draw.randint(*_YEARS)
    lead = draw.choice(samples)
    title, *paragraphs = _filled(lead, place, year, draw)
    while sum(map(len, paragraphs)) < LENGTH:
        paragraphs.append(draw.choice(_filled(draw.choice(samples), place, year, draw)[1:]))
    published = f"{year}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    return Generated(f"g-{place:06}", title, _cut("\n".join(paragraphs)), published)


def _reprinted(place: int, former: Generated, draw: random.Random) -> Generated:
    """What another paper makes of an agency's text."""
    text = former.text[: max(1_200, int(len(former.text) * draw.uniform(0.8, 1)))]
    return Generated(f"g-{place:06}", f"{former.title} – Bericht", _cut(text), former.published)


def _cut(text: str) -> str:
    """No longer than `LENGTH`, and to the end of a sentence."""
    end = text.rfind(". ", 0, LENGTH)
    return text if len(text) <= LENGTH and text.endswith((".", "“")) else text[: end + 1]


def _filled(template: Template, place: int, year: int, draw: random.Random) -> list[str]:
    """Headline and paragraphs of a template with names, dates and numbers of their own."""
    names = [_names(slot, place, draw) for slot in template.slots]
    later = year - template.year
    days, rate = random.Random(draw.random()), draw.uniform(0.4, 2.5)

    def named(found: re.Match[str]) -> str:
        slot = (found.lastindex or 1) - 1
        return names[slot][template.slots[slot].forms.index(found[0])]

    def varied(line: str) -> str:
        line = template.pattern.sub(named, line)
        line = _DAY.sub(lambda found: f"{days.randint(1, 28)}. {found[2]}", line)
        line = _YEAR.sub(lambda found: str(int(found[1]) + later), line)
        return _NUMBER.sub(lambda found: _rescaled(found[1], rate), line)

    return [varied(line) for line in (template.title, *template.paragraphs)]


def _names(slot: Slot, place: int, draw: random.Random) -> tuple[str, ...]:
    """What stands for each form of a slot."""
    known = int(3 * (place + 10) ** _GROWTH)
    number = int(known * draw.random() ** 2)  # the first names most often
    if slot.kind == "person":
        given, surname = person(number, str(slot.choice))
        return f"{given} {surname}", surname, f"{surname}s"
    if slot.kind == "place":
        return (slot.choice[int(min(known, len(slot.choice)) * draw.random() ** 2)],)
    return (company(number // 3) if slot.kind == "company" else undertaking(number // 3),)


def _rescaled(number: str, rate: float) -> str:
    """A number of the same kind, written likewise."""
    value = int(number.replace(".", ""))
    most = 99 if value < 100 else value * 10
    return f"{max(11, min(most, int(value * rate))):,}".replace(",", ".")


def main() -> None:
    """Write articles, and build a store of them."""
    parser = argparse.ArgumentParser(prog="benchmarks.generate", description=__doc__)
    parser.add_argument("number", type=int, help="how many articles")
    parser.add_argument("folder", type=Path, help="where to; made if it is not there")
    parser.add_argument("--articles", action="store_true", help="no store, only the articles")
    parser.add_argument("--jobs", type=int, help="processes that extract; by default as many as there are cores")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    path = options.folder / "articles.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{item.as_line()}\n" for item in generated(options.number, options.seed))
    if options.articles:
        return
    from kgraph.build import build
    from kgraph.config import Settings

    summary = build([str(path)], Settings(store=str(options.folder / ".kgraph")), jobs=options.jobs)
    print(json.dumps(summary.as_dict(), ensure_ascii=False), file=sys.stderr)


if __name__ == "__main__":
    main()
