"""The whole chain on the sample articles: a folder in, a store and three files for it out."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kgraph.build import Summary, build
from kgraph.config import Settings, resource
from kgraph.extract import facts
from kgraph.query import ask
from kgraph.resolve import Decisions
from kgraph.resolve.withhold import shown
from kgraph.store import Store, decisions_file, open_store

STORE = ".kgraph"
"""Name of the demo's store in its folder."""

# Not the blind test set: nobody looks at what is found in single articles of it.
SAMPLES = "data/articles/dev"
_STATUSES = {"planned": "geplant", "denied": "verneint", "ended": "beendet"}


@dataclass(frozen=True, slots=True)
class Demo:
    """What a demo did.

    Attributes:
        takeovers: What the graph answers to the first question, in German sentences.
        files: What was written.
    """

    summary: Summary
    takeovers: str
    files: tuple[Path, ...]


def run_demo(folder: Path, settings: Settings, *, on_article: Callable[[Summary], None] | None = None) -> Demo:
    """Build the sample articles into a store of the demo's own and write what can be made of it.

    Args:
        folder: Gets the store `.kgraph`, `graph.ttl`, `network.html` and `facts.jsonl`; made if need be.
        settings: All but the store.
        on_article: See `build`.

    Raises:
        StoreError: The folder cannot be written.
    """
    from kgraph.draw import draw_store
    from kgraph.publish import export_file

    own = dataclasses.replace(settings, store=str(folder / STORE))
    summary = build([str(resource(SAMPLES))], own, on_article=on_article)
    files = (folder / "graph.ttl", folder / "network.html", folder / "facts.jsonl")
    with open_store(own) as store:
        export_file(store, "turtle", files[0])
        draw_store(store, files[1], language=settings.language)
        _write_facts(store, files[2])
        return Demo(summary, _takeovers(store), files)


def _write_facts(store: Store, path: Path) -> None:
    """One line an article, as `kgraph extract` writes them."""
    from kgraph.publish import replacing

    decisions = Decisions.load(decisions_file(store.place))
    with replacing(path) as out:
        for id in sorted(store.fingerprints()):
            kept = store.article(id)
            if kept is not None:
                out.write(
                    (
                        json.dumps(facts(shown(kept.extraction(), decisions, store.base)), ensure_ascii=False) + "\n"
                    ).encode()
                )


def _takeovers(store: Store) -> str:
    """The takeovers that name a former holder, with their sentences."""
    lines = []
    for row in ask(store, "takeovers").texts():
        if not row["fromLabel"]:
            continue
        status = "" if row["status"] == "fact" else f" ({_STATUSES[row['status']]})"
        lines.append(f"{row['byLabel']} übernimmt {row['whatLabel']} von {row['fromLabel']}{status}")
        for name, column in (
            ("unterzeichnet", "signedBy"),
            ("Anlass", "occasion"),
            ("entwickelt von", "developedBy"),
            ("gefördert von", "fundedBy"),
        ):
            if row[column]:
                lines.append(f"  {name}: {row[column]}")
        lines.append(f"  „{' '.join(row['quote'].split())}“")
    return "\n".join(lines)
