"""What a check found, for people and as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from kgraph.errors import several


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        article: Id of the article; None where no single one is meant.
        about: The statement, entity or article, readable.
        iri: Its IRI.
        what: What is wrong with it.
        remedy: How to mend it.
    """

    article: str | None
    about: str
    iri: str
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"article {self.article}: " if self.article else ""
        return f"{place}{self.about}: {self.what}\n  → {self.remedy}"


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a check.

    Attributes:
        problems: In the order of the articles.
        articles: Number of articles looked at; likewise `statements`.
        facts: Number of triples between entities in the default graph.
        compared: Number of quotes that were compared with their text.
    """

    problems: tuple[Problem, ...]
    articles: int
    statements: int
    facts: int
    compared: int

    @property
    def ok(self) -> bool:
        """True if nothing is wrong."""
        return not self.problems

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {"ok": self.ok, **asdict(self)}

    def __str__(self) -> str:
        counts = (("article", self.articles), ("statement", self.statements), ("fact", self.facts))
        looked = ", ".join(several(number, noun) for noun, number in counts)
        compared = f"{several(self.compared, 'quote')} compared with {'its' if self.compared == 1 else 'their'} text"
        count = len(self.problems)
        verdict = "nothing is wrong" if self.ok else f"{count} problem{'s' if count > 1 else ''}"
        return f"{verdict} ({looked}, {compared})"
