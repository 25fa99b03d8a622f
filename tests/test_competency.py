"""The questions that the ontology has to be able to answer, each with its answer on a graph that is known by heart.

A question is a file in `competency/`: the question, its answers (`# answer: one | two`), and its SPARQL.
"""

import re
from pathlib import Path

import pytest

from clock_samples import stored_articles
from competency_samples import later_article
from graph_samples import HANDOVER, PRAISE, extraction_of, stored
from kgraph.config import Settings
from kgraph.store import open_store
from kgraph.vocab import schema

QUESTIONS = sorted((Path(__file__).parent / "competency").glob("*.rq"))


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    place = Settings(store=str(tmp_path_factory.mktemp("competency") / "store"))
    with open_store(place, write=True) as store:
        articles = [*(stored(extraction_of(item)) for item in (HANDOVER, PRAISE)), *stored_articles()]
        store.replace_articles([*articles, later_article(store.base)])
        yield store


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_a_question_has_the_answer_that_is_known(store, path):
    text = path.read_text("utf-8")
    expected = [
        tuple(cell.strip() for cell in line.split("|")) for line in re.findall(r"^# answer:(.*)$", text, re.MULTILINE)
    ]
    assert re.match(r"# .*\?\n", text), "the first line asks"
    assert expected, "a question without an answer asks nothing"
    assert sorted(tuple(row.values()) for row in store.query(text).texts()) == sorted(expected)


def test_the_questions_reach_most_of_the_predicates():
    asked = {name for path in QUESTIONS for name in re.findall(r"kg:(\w+)", path.read_text("utf-8"))}
    assert len(asked & schema().predicates.keys()) >= 10
    assert {
        "quote",
        "status",
        "role",
        "amount",
        "from",
        "validFrom",
        "validUntil",
        "date",
        "predecessor",
        "speaker",
        "value",
        "copyOf",
    } <= asked
