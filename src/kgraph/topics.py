"""What an article is about: an `Article` in, `Topic`s with the words that told so out.

The labels of `ontology/topics.ttl` are looked for in the text. A word in the headline counts more than one in
the lead, and that more than one in the body; a name of the topic counts double; a word that comes again adds little.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import ahocorasick

from kgraph.records import Article, Topic
from kgraph.vocab import topics as scheme

_MOST = 3
_LEAST = 3.0
_SHARE = 0.3  # of the best topic's score
_LEAD = 400  # code points of the body
_TITLE, _OPENING, _BODY = 3.0, 1.5, 1.0
_NAME, _TRIGGER = 2.0, 1.0
_READ = {"kicker": _TITLE, "headline": _TITLE, "teaser": _OPENING, "subheading": _OPENING, "body": _BODY}


@dataclass(frozen=True, slots=True)
class _Label:
    """A label of a topic as it is looked for; `left` and `right` tell whether letters may go on there."""

    key: str
    text: str
    weight: float
    left: bool
    right: bool
    exact: bool


@dataclass(slots=True)
class _Tally:
    """What speaks for one topic: for each label the weights of its places, and the best place."""

    places: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    best: tuple[float, int, int] = (0.0, 0, 0)

    def score(self) -> float:
        """Each label by its best place; again only as much as the logarithm of how often it comes."""
        return sum(max(found) * (1 + 0.5 * math.log(len(found))) for found in self.places.values())


def article_topics(article: Article) -> tuple[Topic, ...]:
    """The topics of an article, the surest first; none where no words tell."""
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for place, start, end in _stretches(article):
        for label, first, last in _found(article.text, start, end):
            weight = label.weight * place
            tally = tallies[label.key]
            tally.places[label.text].append(weight)
            if weight > tally.best[0]:
                tally.best = weight, first, last
    return _chosen({key: tally.score() for key, tally in tallies.items()}, tallies)


def borne_out(article: Article, proposed: Iterable[Topic]) -> tuple[Topic, ...]:
    """The gate for topics of any engine: those that the scheme has, once each, with words of the text."""
    kept: dict[str, Topic] = {}
    for topic in proposed:
        concept = scheme().get(topic.key)
        words = article.text[topic.start : topic.end] if 0 <= topic.start < topic.end <= len(article.text) else ""
        if concept is not None and not concept.groups and words.strip() and 0 <= topic.confidence <= 1:
            kept.setdefault(topic.key, topic)
    return tuple(kept.values())


def _chosen(scores: Mapping[str, float], tallies: Mapping[str, _Tally]) -> tuple[Topic, ...]:
    ranked = sorted(scores, key=lambda key: (-scores[key], key))
    top = scores[ranked[0]] if ranked else 0.0
    kept = [key for key in ranked if scores[key] >= max(_LEAST, _SHARE * top)][:_MOST]
    return tuple(Topic(key, *tallies[key].best[1:], round(_confidence(scores[key]), 3)) for key in kept)


def _confidence(score: float) -> float:
    """From two in three at the least score to nearly all at thrice the usual."""
    return 1 - 0.35 * math.exp(-(score - _LEAST) / 8)


def _stretches(article: Article) -> Iterator[tuple[float, int, int]]:
    """The parts of an article with what a word there counts."""
    body = next((block.start for block in article.blocks if block.kind == "body"), 0)
    for block in article.blocks:
        weight = _READ.get(block.kind)
        if weight is None:
            continue
        edge = min(block.end, max(block.start, body + _LEAD)) if block.kind == "body" else block.start
        if edge > block.start:
            yield _OPENING, block.start, edge
        if block.end > edge:
            yield weight, edge, block.end


def _found(text: str, start: int, end: int) -> Iterator[tuple[_Label, int, int]]:
    """The labels in a stretch; of labels of one topic that overlap only the longest."""
    found: list[tuple[int, int, _Label]] = []
    lower = text[start:end].lower()
    if len(lower) != end - start:
        return
    for last, labels in _automaton().iter(lower):
        for label in labels:
            first = last + 1 - len(label.text)
            if _fits(text, start + first, start + last + 1, label):
                found.append((start + first, start + last + 1, label))
    found.sort(key=lambda item: (item[0], -item[1]))
    reached: dict[str, int] = {}
    for first, last, label in found:
        if first >= reached.get(label.key, 0):
            reached[label.key] = last
            yield label, first, last


def _fits(text: str, first: int, last: int, label: _Label) -> bool:
    if label.exact and text[first:last] != label.text:
        return False
    before = text[first - 1 : first]
    behind = text[last : last + 1]
    return (label.left or not before.isalnum()) and (label.right or not behind.isalnum())


@cache
def _automaton() -> ahocorasick.Automaton:
    labels: dict[str, list[_Label]] = defaultdict(list)
    for concept in scheme().values():
        if concept.groups:
            continue
        for weight, texts in ((_NAME, concept.names), (_TRIGGER, concept.triggers)):
            for label in _labels(concept.key, weight, texts):
                labels[label.text.lower()].append(label)
    automaton = ahocorasick.Automaton()
    for text, items in labels.items():
        automaton.add_word(text, tuple(items))
    automaton.make_automaton()
    return automaton


def _labels(key: str, weight: float, texts: Sequence[str]) -> Iterator[_Label]:
    for text in texts:
        bare = text.strip("*")
        exact = any(character.isupper() for character in bare[1:])
        yield _Label(key, bare, weight, text.startswith("*"), text.endswith("*"), exact)
