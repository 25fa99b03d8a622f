"""JSON Lines."""

import json

import pytest

from kgraph.errors import InputError
from kgraph.read.jsonl import articles_from_jsonl
from kgraph.records import Article

GOOD = {"id": "a-1", "title": "Köln: Neues Portal", "text": "Die Stadt hat ein Portal.", "published": "2025-02-13"}


def read(*lines):
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return list(articles_from_jsonl(text, source="a.jsonl"))


def test_a_record_becomes_an_article_with_its_title_above_its_text():
    (article,) = read(GOOD | {"url": "https://example.org/a"})
    assert (article.id, article.title, article.published) == ("a-1", "Köln: Neues Portal", "2025-02-13")
    assert article.text == "Köln: Neues Portal\n\nDie Stadt hat ein Portal."
    assert (article.url, article.dated_by, article.source) == ("https://example.org/a", "stated", "a.jsonl")


def test_a_text_that_begins_with_the_title_is_kept_as_it_is():
    text = "Köln: Neues Portal\n[13.02.2025]\n\nDie Stadt hat ein Portal."
    (article,) = read(GOOD | {"text": text})
    assert article.text == text


@pytest.mark.parametrize(
    ("change", "id"),
    [
        ({"id": 17}, "17"),
        ({"id": "Meldung Nr. 3/25"}, "meldung-nr-3-25-koeln-neues-portal"),
        ({"id": None, "url": "https://www.example.org/p/9"}, "example-org-p-9-koeln-neues-portal"),
        ({"id": None}, "2025-02-13-koeln-neues-portal"),
        ({"id": None, "published": None}, "koeln-neues-portal"),
    ],
)
def test_the_id_comes_from_the_record_its_address_or_its_date_and_title(change, id):
    assert read(GOOD | change)[0].id == id


@pytest.mark.parametrize("name", ["date", "datePublished"])
def test_a_date_under_another_usual_name_is_taken_unless_published_is_given(name):
    undated = {field: value for field, value in GOOD.items() if field != "published"}
    assert read(undated | {name: "2023-10"})[0].published == "2023-10"
    assert read(GOOD | {name: "2023-10"})[0].published == "2025-02-13"
    assert read(undated | {"when": "2023-10"})[0].published is None


@pytest.mark.parametrize("published", ["2025", "2025-02", "2025-02-13"])
def test_a_date_is_kept_as_precise_as_it_is_given(published):
    assert read(GOOD | {"published": published})[0].published == published


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('{"text": ', "not JSON"),
        ("[" * 200_000, "not JSON"),
        ('["text"]', "list instead of an object"),
        ({"id": "a"}, "no text"),
        ({"text": "  "}, "no text"),
        ({"text": ["a"]}, "'text' is list"),
        (GOOD | {"published": "gestern"}, "'gestern' is no date"),
        (GOOD | {"published": "2025-02-31"}, "no date"),
        ('{"text": "halb \\ud800 da"}', "surrogate"),
        ('{"text": "null \\u0000 da"}', "NUL"),
    ],
)
def test_a_bad_line_is_one_fault_with_its_number_and_the_others_go_on(line, what):
    first, fault, last = read(GOOD, line, GOOD | {"id": "a-2"})
    assert isinstance(fault, InputError) and str(fault).startswith("line 2: ") and what in str(fault)
    assert fault.hint
    assert (first.id, last.id) == ("a-1", "a-2")


def test_an_array_or_one_object_over_several_lines_is_read_too():
    assert [a.id for a in read(json.dumps([GOOD, GOOD | {"id": "a-2"}], indent=1))] == ["a-1", "a-2"]
    assert [a.id for a in read(json.dumps(GOOD, indent=1))] == ["a-1"]
    fault = read(json.dumps([GOOD, {"text": 3}], indent=1))[1]
    assert isinstance(fault, InputError) and "item 2" in str(fault)


def test_blank_lines_count_but_are_no_fault():
    articles = read(GOOD, "", '{"text": 3}')
    assert "line 3" in str(articles[1])


def test_a_second_text_under_one_id_names_both_lines():
    first, fault, last = read(GOOD, GOOD | {"text": "Etwas anderes."}, GOOD | {"id": "a-2"})
    assert isinstance(fault, InputError)
    assert str(fault) == "line 2: article 'a-1' has another text than the one in line 1"
    assert (first.id, last.id) == ("a-1", "a-2")


def test_the_same_line_twice_is_no_fault():
    assert all(isinstance(item, Article) for item in read(GOOD, GOOD))
