"""One relation once: whose status and bounds stay where headline and body differ."""

from kgraph.records import Relation
from kgraph.relate.consolidate import consolidate


def said(start: int, confidence: float, status: str = "fact", since: str | None = None) -> Relation:
    """A statement of one and the same relation."""
    return Relation("a", "uses", "b", start, start + 9, confidence, f"rule-{start}", status, valid_from=since)


def test_the_body_tells_the_status_whatever_the_headline_says():
    headline, body = said(0, 0.9), said(50, 0.6, "planned", "2026")
    (found,) = consolidate([headline, body], {0})
    assert (found.status, found.start, found.valid_from) == ("planned", 50, "2026")
    (found,) = consolidate([headline, body])
    assert (found.status, found.start, found.valid_from) == ("fact", 0, None)


def test_bounds_come_from_a_statement_of_the_same_status():
    (found,) = consolidate([said(0, 0.9), said(50, 0.6, "fact", "2023"), said(90, 0.7, "planned", "2026")])
    assert (found.status, found.valid_from) == ("fact", "2023")
    (found,) = consolidate([said(0, 0.9, "fact", "2022"), said(50, 0.6, "fact", "2023")])
    assert found.valid_from == "2022"


def test_a_denial_loses_against_a_statement():
    (found,) = consolidate([said(0, 0.9, "denied"), said(50, 0.6)])
    assert found.status == "fact"
