"""What changes a store, looks it over and writes it out, from Python; each method does what the command does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kgraph.api.opened import Opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgraph.build import Summary
    from kgraph.check import Report
    from kgraph.reason import Verdict
    from kgraph.release import Published
    from kgraph.resolve import Decision

Kind = Literal["same", "different", "rename", "retype", "reject", "suppress"]


class Keeping(Opened):
    """Whatever writes closes the store first, as one process writes at a time, and is asked of the store as of now."""

    def build(self, *sources: str | Path, jobs: int | None = None) -> Summary:
        """Read files and folders into the store, which is made where there is none.

        Args:
            sources: Files and folders; without any, the decisions are applied to what the store holds.
            jobs: Processes that extract; by default as many as there are cores, if there is enough to do. In a
                program that starts with `if __name__ == "__main__":`; elsewhere give 1.

        Returns:
            What was done: `new`, `changed`, `unchanged`, and `faults`, which are not raised.

        Raises:
            StoreError: The store is held or cannot be written.
            DataError: The decisions contradict each other.

        Example:
            >>> _ = Path("jena.txt").write_text("Jena: Neues\\n\\nDie Stadt Jena nutzt das Portal „Elan“.\\n", "utf-8")
            >>> kgraph.open("own/.kgraph").build("jena.txt", jobs=1).new
            1
        """
        from kgraph.build import build

        self.close()
        return build(map(str, sources), self.settings, jobs=jobs, engine=self.settings.engine)

    def forget(self, article: str) -> None:
        """Withdraw an article with its text and with every fact that no other article supports.

        Raises:
            NotFoundError: There is no such article.

        Example:
            >>> kgraph.open("own/.kgraph").forget("jena")
        """
        from kgraph.store import open_store

        self.close()
        with open_store(self.settings, write=True) as store:
            store.forget(article)

    def decide(self, kind: Kind, *about: str, who: str, why: str, articles: Iterable[str] = ()) -> Decision:
        """Take a decision: a few lines of `decisions.toml`, which the next `build()` applies.

        Args:
            kind: `same`, `different`, `rename`, `retype`, `reject` or `suppress`.
            about: What it is about, as of `kgraph decide`: names, keys, ids of statements.
            who: Who decides.
            why: The reason.
            articles: Ids of the articles that `different` is limited to.

        Raises:
            NotFoundError, UsageError: What it is about is not there, ambiguous, or too much or little.
            DataError: It contradicts another decision.

        Example:
            >>> print(graph.decide("rename", "Dataport", "Dataport AöR", who="A. Muster", why="wie im Gesetz"))
            rename authority/dataport Dataport AöR
        """
        from kgraph.resolve.journal import Journal
        from kgraph.review.words import decision_of
        from kgraph.store import decisions_file

        journal = Journal(decisions_file(self.settings.store))
        return journal.add(decision_of(self.store, kind, about, who=who, why=why, articles=tuple(articles)))

    def check(self) -> Report:
        """Validate the graph against the shapes, and its quotes against the texts.

        Raises:
            UsageError: pySHACL is not installed.

        Example:
            >>> graph.check().ok
            True
        """
        from kgraph.check import check

        def text_of(id: str) -> str | None:
            kept = self.store.article(id)
            return kept.extraction().article.text if kept else None

        return check(self.store, self.store.base, text_of)

    def reason(self) -> Verdict:
        """Look for contradictions between facts and ontology, by HermiT.

        Raises:
            UsageError: owlready2 or a Java runtime is not installed.
            KgraphError: There are too many facts, or it takes too long.

        Example:
            >>> graph.reason().consistent
            True
        """
        from kgraph.reason import reason

        return reason(self.store, self.store.base)

    def export(self, path: str | Path, *, facts_only: bool = False) -> Path:
        """Write the graph to a file, the same bytes for the same graph.

        Args:
            path: Its ending tells the format: `.ttl`, `.trig`, `.nq`, `.nt`, `.jsonld`, `.rdf`.
            facts_only: Without statements and their quotes.

        Raises:
            UsageError: No format has that ending.
            StoreError: It cannot be written there.

        Example:
            >>> graph.export("facts.ttl", facts_only=True).name
            'facts.ttl'
        """
        from kgraph.errors import UsageError
        from kgraph.publish import FORMATS, export_file

        target = Path(path)
        endings = {f".{form.extension}": name for name, form in FORMATS.items()}
        if target.suffix not in endings:
            raise UsageError(f"{target.name} has no ending of an RDF format", hint=f"take {', '.join(endings)}")
        export_file(self.store, endings[target.suffix], target, part="facts" if facts_only else "all")
        return target

    def publish(
        self, directory: str | Path, *, previous: str | Path | None = None, date: str = "", force: bool = False
    ) -> Published:
        """Write a release for portals; `[publish]` of `kgraph.toml` says what describes it.

        Args:
            directory: Where to.
            previous: Folder of the release before, against which changes are told.
            date: Day of the release, ISO 8601; by default the last date of an article.
            force: Replace what stands there, at once or not at all.

        Raises:
            UsageError: Something that a portal needs is not set, or the folder is there already.
            StoreError: The store does not follow a suppression yet, or nothing can be written.

        Example:
            >>> graph.publish("release").record.articles
            116
        """
        from kgraph.clocks import Clocks
        from kgraph.release import Options, publish

        self.close()
        before = None if previous is None else Path(previous)
        options = Options(force=force, date=date, previous=before, clocks=self._clocks or Clocks())
        return publish(self.settings, Path(directory), options)

    def site(self, directory: str | Path, *, force: bool = False) -> int:
        """Write a static site, a page and a Turtle file for each thing; gives how many things.

        Raises:
            UsageError: The folder is there already.

        Example:
            >>> graph.site("public") > 100
            True
        """
        from kgraph.site import write_site

        return write_site(self.store, Path(directory), language=self.settings.language, force=force)
