"""A small graph as kgraph builds it: two articles on one takeover, for the tests of check and reason."""

from kgraph.assertions import ArticleQuads, article_quads
from kgraph.records import Article, ArticleEntity, Block, Entity, Extraction, Mention, Relation
from kgraph.vocab import article_iri, entity_iri

BASE = "https://example.org/id/"
TAKEOVER = "Der Bund übernimmt den Datenservice von Bremen."
TEXTS = {
    "seed-00": f"{TAKEOVER} Martin Hagen ist Staatsrat beim Senator für Finanzen in Bremen.",
    "seed-01": f"Neues aus Jena. {TAKEOVER} Das BMI lobt den Datenservice.",
}
THINGS = {
    "state/bund": ("State", "Bund"),
    "land/bremen": ("Land", "Bremen"),
    "initiative/datenservice": ("Service", "Datenservice"),
    "person/martin-hagen": ("Person", "Martin Hagen"),
    "ministry/senator-fuer-finanzen": ("Ministry", "Senator für Finanzen"),
    "ministry/bmi": ("Ministry", "BMI"),
}
RELATIONS = {
    "seed-00": [
        ("state/bund", "takesOver", "initiative/datenservice", TAKEOVER),
        ("person/martin-hagen", "holdsRole", "ministry/senator-fuer-finanzen", None),
        ("ministry/senator-fuer-finanzen", "partOf", "land/bremen", None),
    ],
    "seed-01": [
        ("state/bund", "takesOver", "initiative/datenservice", TAKEOVER),
        ("ministry/bmi", "supports", "initiative/datenservice", "Das BMI lobt den Datenservice."),
    ],
}


def extraction_of(id: str) -> tuple[Extraction, dict[str, Entity]]:
    """What was read out of one of the two articles, and who is who in it."""
    text = TEXTS[id]
    ids = {key: f"e{n}" for n, key in enumerate(THINGS)}
    mention = (Mention(0, 1, "name", "test"),)
    found = tuple(ArticleEntity(ids[key], type, name, (), mention) for key, (type, name) in THINGS.items())
    entities = {ids[key]: Entity(key, type, name, (name,), False, "test") for key, (type, name) in THINGS.items()}
    relations = []
    for subject, predicate, object_, quote in RELATIONS[id]:
        start = text.index(quote) if quote else len(TAKEOVER) + 1
        end = start + len(quote) if quote else len(text)
        relations.append(Relation(ids[subject], predicate, ids[object_], start, end, 0.9, "test"))
    article = Article(id, text, (Block("body", 0, len(text)),), f"Titel {id}", "2023-11-20", source=f"{id}.txt")
    return Extraction(article, found, tuple(relations)), entities


def article_of(id: str) -> ArticleQuads:
    """The quads of one of the two articles."""
    return article_quads(*extraction_of(id), BASE)


def quads():
    """Facts and evidence of both, no quad twice."""
    made = [article_of(id) for id in TEXTS]
    return list(dict.fromkeys([*made[0].facts, *made[1].facts, *made[0].graph, *made[1].graph]))


def thing(key: str) -> str:
    """IRI of an entity."""
    return entity_iri(BASE, key)


def article(id: str) -> str:
    """IRI of an article."""
    return article_iri(BASE, id)
