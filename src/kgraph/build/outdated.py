"""What a build would do anew because rules, register or decisions have changed, and why; nothing is changed.

An article's row tells by which version of the rules it was read. The version of all else is only in its fingerprint:
those that the store remembers are tried, the latest first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from kgraph.build.recipe import Recipe
from kgraph.config import Settings
from kgraph.errors import UsageError
from kgraph.store import Store, decisions_file, is_remote, open_store

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outdated:
    """What would be redone.

    Attributes:
        extract: Articles that other rules have read; `kgraph build SOURCES` reads them again.
        resolve: Articles whose identities or quads would be made anew, from what was read; `kgraph build` does it.
        unchanged: Articles with which nothing is to be done.
        because: What has changed → number of articles that it concerns; `unknown` where the store does not remember.
        articles: Ids of those to be redone.
    """

    extract: int
    resolve: int
    unchanged: int
    because: Mapping[str, int]
    articles: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


def outdated(settings: Settings, *, engine: str = "rules", wait: float = 0.0) -> Outdated:
    """Compare what the store holds with the rules, register and decisions of today.

    Raises:
        StoreError: There is no store, or it is held.
        DataError: The decisions are wrong.
        UsageError: It is a server, which keeps no texts; or there is no such engine.
    """
    if is_remote(settings.store):
        raise UsageError(f"{settings.store} keeps no texts", hint="name a folder with --store DIR")
    with open_store(settings, wait=wait) as store:
        recipe = Recipe.of(store.base, engine, decisions_file(store.place), settings.engines)
        _ = recipe.decided  # a file that no build would accept is said to be wrong here already
        return _compared(store, recipe)


def _compared(store: Store, recipe: Recipe) -> Outdated:
    remembered = store.recipes()
    because: Counter[str] = Counter()
    redone: list[str] = []
    extract = unchanged = 0
    known = store.fingerprints()
    for id in sorted(known):
        kept = store.article(id)
        if kept is None:
            continue
        changed: set[str] = set()
        article = kept.extraction().article
        if kept.extractor != recipe.extractor:
            extract += 1
            changed |= _changes(remembered.get(kept.extractor), recipe.extracting)
        elif known[id] == recipe.fingerprint(article):
            unchanged += 1
            continue
        if known[id] != recipe.fingerprint(article, kept.extractor):
            made = (v for v in remembered if known[id] == recipe.fingerprint(article, kept.extractor, v))
            changed |= _changes(remembered.get(next(made, "")), recipe.asserting)
        because.update(changed)
        redone.append(id)
    return Outdated(extract, len(redone) - extract, unchanged, dict(because.most_common()), tuple(redone))


def _changes(before: Mapping[str, str] | None, now: Mapping[str, str]) -> set[str]:
    if before is None:
        return {UNKNOWN}
    return {name for name in {*before, *now} if before.get(name) != now.get(name)}
