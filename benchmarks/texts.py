"""Articles to measure with, joined from those that the repository ships."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from kgraph.config import resource
from kgraph.read import article_from_text
from kgraph.records import Article

LENGTH = 2_000


def articles(number: int) -> list[Article]:
    """So many articles of `LENGTH` characters each, all different, in a fixed order."""
    return [article_from_text(text, f"bench-{place:05}") for place, text in zip(range(number), _texts(), strict=False)]


def _texts() -> Iterator[str]:
    paths = sorted(Path(resource("data/articles")).rglob("*.txt"))
    news = [path.read_text("utf-8").strip() for path in paths]
    # Each round starts at another article, so that no two texts begin alike.
    for start in count():
        title, _, joined = news[start % len(news)].partition("\n")
        step = 1 + start // len(news)
        following = (start + step) % len(news)
        while len(title) + len(joined) < LENGTH:
            joined += "\n" + news[following].partition("\n\n")[2]
            following = (following + step) % len(news)
        yield f"{title}\n{joined}"[:LENGTH]
