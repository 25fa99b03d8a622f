"""What an article says besides its statements: the key figures of a sentence, the topics of the whole."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.records import Extraction, KeyFigure, Precision, Topic
from kgraph.vocab import topics


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure.

    Attributes:
        entity: Id of what it says something of, with its `name`.
        wording: Its own words in the text.
        currency: ISO 4217; empty unless the unit is money. So may `date` be, ISO 8601.
    """

    entity: str
    name: str
    value: int | float
    unit: str
    wording: str
    precision: Precision
    currency: str
    date: str
    confidence: float


@dataclass(frozen=True, slots=True)
class About:
    """A topic of the article.

    Attributes:
        key: Of the concept, with its label in both languages.
        words: The first words in the text that told.
    """

    key: str
    label_de: str
    label_en: str
    words: str
    confidence: float

    def label(self, language: str) -> str:
        """In German, or in English."""
        return self.label_de if language == "de" else self.label_en


def figure_of(extraction: Extraction, figure: KeyFigure) -> Figure:
    """A key figure with the words that state it."""
    return Figure(
        figure.entity,
        extraction.entity(figure.entity).name,
        figure.value,
        figure.unit,
        extraction.article.text[figure.first : figure.last],
        figure.precision,
        figure.currency or "",
        figure.date or "",
        figure.confidence,
    )


def about(extraction: Extraction, topic: Topic) -> About:
    """A topic with its label and the words that told."""
    concept = topics()[topic.key]
    words = extraction.article.text[topic.start : topic.end]
    return About(topic.key, concept.label_de, concept.label_en, words, topic.confidence)
