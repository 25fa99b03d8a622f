"""What a model without a fault would say gets through: the annotations themselves, given as its answer.

This is no measure of any model. It holds that looking names and quotes up, and the gate, lose next to nothing.
"""

import pytest

from kgraph.engines.llm.answer import extraction_of
from kgraph.evaluate import rate, read_gold, score
from kgraph.extract import facts, gate
from kgraph.extract.gate import STATING
from kgraph.read import article_from_text
from kgraph.segment import sentences


def sentence_of(article, forms):
    """The sentence that names most of the ends, since annotations have no quotes."""
    text = article.text
    spans = [s for b in article.blocks if b.kind in STATING for s in sentences(text, b.start, b.end)]
    return max((text[a:z] for a, z in spans), key=lambda quote: sum(any(f in quote for f in end) for end in forms))


def answer_of(document, article):
    forms = {e["id"]: (e["name"], *e.get("aliases", ())) for e in document["entities"]}
    entities = [
        {"id": e["id"], "type": e["type"], "name": e["name"], "forms": e.get("aliases", []), "date": e.get("date")}
        for e in document["entities"]
    ]
    statements = [
        {
            "subject": r["s"],
            "predicate": r["p"],
            "object": r["o"],
            "quote": sentence_of(article, (forms[r["s"]], forms[r["o"]])),
            "status": r.get("status", "fact"),
            **{key: r.get(key) for key in ("role", "amount", "from")},
        }
        for r in document["relations"]
    ]
    return {"entities": entities, "statements": statements}


@pytest.fixture(scope="module")
def result(repo_root):
    gold = read_gold(repo_root / "data" / "gold" / "dev")
    found = {}
    for document in gold:
        text = (repo_root / "data" / document["text"]).read_text("utf-8")
        article = article_from_text(text, document["id"])
        said = extraction_of(article, [answer_of(document, article)], 0.9)
        found[document["id"]] = facts(gate(article, said.entities, said.relations, said.rejected))
    return score(gold, found)


def test_names_and_statements_without_a_fault_are_kept(result):
    entities, relations = rate(result.entities), rate(result.relations)
    assert (entities.precision, relations.precision) == (1, 1)
    assert entities.recall > 0.99 and relations.recall > 0.97


def test_so_are_their_qualifiers(result):
    for name in ("amount", "date", "from"):
        assert result.qualifiers[name][False] == 0, name
    roles = result.qualifiers["role"]
    assert roles[True] / roles.total() > 0.9
