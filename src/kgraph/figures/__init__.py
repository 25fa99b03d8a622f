"""Key figures: an article taken apart (`kgraph.relate.Reading`) in, `KeyFigure`s out.

A figure is a number with what it counts, tied to one entity that the article names: what it costs, how many use it,
how large it is. What no entity can be found for is left out. Whether a number is a figure at all is decided in
`quantity`, whose figure it is in `about`; the words for both are data in `data/figures`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.dates import dates, is_date
from kgraph.figures.about import About, Guess
from kgraph.figures.context import Context
from kgraph.figures.gate import borne_out
from kgraph.figures.quantity import Quantity, quantities
from kgraph.records import KeyFigure
from kgraph.relate import Reading
from kgraph.relate.sentence import Sentence

__all__ = ["borne_out", "figures"]

_LEAST = 0.5
_LED = re.compile(r"\b(?:bis|ab|seit|von)\s+(?:zum\s+|Ende\s+|Anfang\s+|Mitte\s+)?$", re.IGNORECASE)
_THIS_YEAR = re.compile(r"\b(?:in diesem Jahr|im laufenden Jahr|dieses Jahr|heuer)\b")
_LAST_YEAR = re.compile(r"\b(?:im vergangenen Jahr|im vorigen Jahr|im Vorjahr|letztes Jahr|im letzten Jahr)\b")


def figures(reading: Reading) -> tuple[KeyFigure, ...]:
    """The key figures of an article, in text order; each value of a unit once, where it is surest."""
    best: dict[tuple[float, str], KeyFigure] = {}
    for figure in _figures(reading):
        key = float(figure.value), figure.unit
        if key not in best or figure.confidence > best[key].confidence:
            best[key] = figure
    return tuple(sorted(best.values(), key=lambda figure: (figure.first, figure.last)))


def _figures(reading: Reading) -> Iterator[KeyFigure]:
    context = Context(reading.scene)
    for sentence in reading.sentences:
        for quantity in quantities(sentence):
            guess = About(sentence, quantity, context).best()
            if guess is not None and guess.weight >= _LEAST:
                yield _figure(sentence, quantity, guess)


def _figure(sentence: Sentence, quantity: Quantity, guess: Guess) -> KeyFigure:
    return KeyFigure(
        entity=guess.id,
        value=quantity.number.value,
        unit=quantity.unit,
        start=sentence.start,
        end=sentence.end,
        first=quantity.number.first,
        last=quantity.last,
        confidence=guess.weight,
        precision=quantity.number.precision,
        currency=quantity.currency,
        date=_date(sentence, quantity),
    )


def _date(sentence: Sentence, quantity: Quantity) -> str | None:
    """The day, month or year that the clause of a quantity names, unless it is only its beginning or end."""
    text, published = sentence.scene.text, sentence.scene.article.published
    clause = next((c for c in sentence.clauses if quantity.head in c.places), None)
    start, end = sentence.start, sentence.end
    if clause is not None:
        atoms = sentence.chunks.atoms
        start, end = atoms[clause.places[0]].start, atoms[clause.places[-1]].end
    named = [
        d
        for d in dates(text, start, end, published)
        if is_date(d.value) and not _LED.search(text[sentence.start : d.start])
    ]
    if named:
        nearest = min(named, key=lambda d: abs(d.start - quantity.number.start))
        return nearest.value
    if published and _THIS_YEAR.search(text, start, end):
        return published[:4]
    if published and _LAST_YEAR.search(text, start, end):
        return str(int(published[:4]) - 1)
    return None
