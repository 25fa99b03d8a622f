"""What is hard to write, and a store of it to publish."""

from pathlib import Path

import pyoxigraph as ox

from catalogues import SETTINGS
from graph_samples import extraction_of, quads_of
from kgraph.config import Settings
from kgraph.store import StoredArticle, open_store
from kgraph.vocab import KG, OWL, RDF, RDFS, SKOS

NASTY = "A \"B\" \\ <C> 'D' & E\nZeile > \t1;2|3 @de ^^ Ü 😀"
HARD = {
    "id": "hart näh",
    "title": f"Titel {NASTY}",
    "published": "2024-06-09",
    "text": f"{NASTY} fördert Büro „ß“. Das war es.",
    "entities": [
        {"id": "e1", "type": "Company", "name": NASTY, "aliases": ['=HYPERLINK("x")', "]]> --> {}"]},
        {"id": "e2", "type": "Service", "name": "Büro „ß“", "aliases": []},
    ],
    "relations": [{"s": "e1", "p": "funds", "o": "e2", "role": NASTY, "amount": NASTY}],
}


def settings_of(folder: Path, **described: object) -> Settings:
    """Settings with the store in a folder."""
    return Settings(store=str(folder / ".kgraph"), publish=SETTINGS | described)


def fill(settings: Settings, *documents, more=()) -> None:
    """Load articles into the store; `more` are quads that the first of them brings along."""
    with open_store(settings, write=True) as store:
        for document in documents:
            extraction = extraction_of(document)
            graph, facts = quads_of(extraction)
            extra = more if document is documents[0] else ()
            facts = [*facts, *(quad for quad in extra if isinstance(quad.graph_name, ox.DefaultGraph))]
            packed = StoredArticle.pack(extraction, graph, facts, fingerprint="1", extractor="test")
            store.replace_articles([packed])


def links() -> list[ox.Quad]:
    """What the register adds to a Land."""
    bremen = ox.NamedNode(Settings().base + "land/bremen")
    return [
        ox.Quad(bremen, ox.NamedNode(OWL + "sameAs"), ox.NamedNode("http://www.wikidata.org/entity/Q24879")),
        ox.Quad(bremen, ox.NamedNode(KG + "abbreviation"), ox.Literal("HB")),
        ox.Quad(
            bremen,
            ox.NamedNode(SKOS + "exactMatch"),
            ox.NamedNode("http://dcat-ap.de/def/politicalGeocoding/stateKey/04"),
        ),
        ox.Quad(ox.NamedNode("https://example.org/x"), ox.NamedNode(RDF + "type"), ox.NamedNode(SKOS + "Concept")),
        ox.Quad(bremen, ox.NamedNode(RDFS + "label"), ox.Literal("Free Hanseatic City of Bremen", language="en")),
    ]
