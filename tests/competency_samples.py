"""An article of our own with what the questions of `competency/` need beside the others.

A plan that came true, money from the Bund to a Land, somebody's words, a key figure, a topic.
"""

from kgraph.assertions import article_quads
from kgraph.records import Article, ArticleEntity, Block, Entity, Extraction, KeyFigure, Mention, Relation, Topic
from kgraph.store import StoredArticle

USE = "Jena nutzt das Hafenportal seit Februar 2025."
MONEY = "Der Bund fördert Bremen mit fünf Millionen Euro."
WORDS = "Die Nordwerft lehne das Werftportal ab, sagte Ute Alt."
FIGURE = "Rund 40 Häfen sind dabei."
TEXT = f"{USE} {MONEY} {WORDS} {FIGURE}"
THINGS = {
    "jena": ("Municipality", "Jena", "municipality/jena"),
    "port": ("Service", "Hafenportal", "service/hafenportal"),
    "yard": ("Service", "Werftportal", "service/werftportal"),
    "bund": ("State", "Bund", "state/bund"),
    "bremen": ("Land", "Freie Hansestadt Bremen", "land/bremen"),
    "firm": ("Company", "Nordwerft GmbH", "company/nordwerft-gmbh"),
    "alt": ("Person", "Ute Alt", "person/ute-alt"),
}


def later_article(base: str) -> StoredArticle:
    """The article, as the pipeline would store it."""
    mention = (Mention(0, 4, "name", "test"),)
    found = tuple(ArticleEntity(id, type, name, (), mention) for id, (type, name, _) in THINGS.items())
    entities = {id: Entity(key, type, name, (name,), False, "test") for id, (type, name, key) in THINGS.items()}

    def said(subject: str, predicate: str, object_: str, sentence: str, **more: str) -> Relation:
        start = TEXT.index(sentence)
        return Relation(subject, predicate, object_, start, start + len(sentence), 0.9, "test", **more)

    start, first = TEXT.index(FIGURE), TEXT.index("Rund 40")
    extraction = Extraction(
        Article("spaeter", TEXT, (Block("body", 0, len(TEXT)),), "Häfen", "2025-03-01", source="spaeter.txt"),
        found,
        (
            said("jena", "uses", "port", USE, valid_from="2025-02"),
            said("bund", "funds", "bremen", MONEY, amount="fünf Millionen Euro"),
            said("firm", "opposes", "yard", WORDS, speaker="alt"),
        ),
        figures=(
            KeyFigure(
                "port", 40, "Häfen", start, start + len(FIGURE), first, first + len("Rund 40 Häfen"), 0.9, "about"
            ),
        ),
        topics=(Topic("portal", 0, 4, 0.9),),
    )
    made = article_quads(extraction, entities, base)
    return StoredArticle.pack(extraction, made.graph, made.facts, fingerprint="1", extractor="test")
