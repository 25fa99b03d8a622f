"""The gate for key figures: what an engine proposes in, what the article bears out is let through."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable
from typing import get_args

from kgraph.dates import is_date
from kgraph.records import Article, KeyFigure, Precision

_CURRENCY = re.compile(r"[A-Z]{3}")
_PRECISIONS: tuple[Precision, ...] = get_args(Precision)


def borne_out(article: Article, entities: Collection[str], proposed: Iterable[KeyFigure]) -> tuple[KeyFigure, ...]:
    """The figures of known entities whose words stand in their sentence, and whose values are proper ones.

    Args:
        article: Whose text is the evidence.
        entities: Ids of its entities.
        proposed: By an engine.
    """
    return tuple(figure for figure in proposed if figure.entity in entities and _holds(article, figure))


def _holds(article: Article, figure: KeyFigure) -> bool:
    inside = 0 <= figure.start <= figure.first < figure.last <= figure.end <= len(article.text)
    return (
        inside
        and bool(article.text[figure.first : figure.last].strip())
        and math.isfinite(figure.value)
        and bool(figure.unit.strip())
        and 0 <= figure.confidence <= 1
        and figure.precision in _PRECISIONS
        and (figure.currency is None or bool(_CURRENCY.fullmatch(figure.currency)))
        and (figure.date is None or is_date(figure.date))
    )
