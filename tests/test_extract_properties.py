"""Extraction of any text: offsets are those of the given text, nothing crashes, no article touches another."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgraph.extract import facts, recall_engine, rules_engine
from kgraph.read import article_from_text

SENTENCES = (
    "Die Stadt Kiel hat das Portal „Ämterlotse“ gemeinsam mit der FITKO entwickelt.",
    "Staatssekretär Dr. Markus Richter unterzeichnete am 20. und 21. November 2023 die Vereinbarung mit Bremen.",
    "Das Land fördert das Projekt mit bis zu 1,4 Millionen Euro, so Digitalministerin Anna Müller-Groß (CDU).",
    "Sie soll ab 2026 vom Landkreis Rostock und der Hansestadt Rostock genutzt werden; der Verband warnt davor.",
    "THE CITY OF BERLIN LAUNCHED ITS PORTAL",
)
# Soft hyphen, zero-width characters, ligature, combining accent, emoji, right-to-left mark and override, odd spaces.
NOISE = "\u00ad\u200b\u200d\ufeff\ufb01\u0301🙂👩‍💻\u200f\u202e\u00a0\u2028\t„“\"'()[]<>&%#.,;:-–"
WORDS = st.sampled_from([word for sentence in SENTENCES for word in sentence.split()] + list(NOISE))
TEXTS = st.one_of(
    st.lists(WORDS, max_size=60).map(" ".join),
    st.lists(st.sampled_from(SENTENCES), max_size=6).map(" ".join),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=300),  # NUL is refused by reading
)


def article(text, id="a"):
    return article_from_text(f"Kiel: Portal\n\n{text}\n", id)


def checked(text):
    given = article(text)
    for engine in (rules_engine, recall_engine):
        extraction = engine(given)
        for entity in extraction.entities:
            assert entity.mentions
            for mention in entity.mentions:
                assert 0 <= mention.start < mention.end <= len(given.text)
        found = facts(extraction)
        for relation in (*found["relations"], *found["denied"]):
            assert relation["quote"] == given.text[relation["start"] : relation["end"]] != ""
    return found


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_every_quote_of_any_text_is_a_slice_of_it(text):
    checked(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SENTENCES), st.data())
def test_characters_that_are_not_seen_do_no_harm_wherever_they_stand(sentence, data):
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(sentence)))
        sentence = sentence[:place] + data.draw(st.sampled_from(NOISE)) + sentence[place:]
    checked(sentence)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_accents_and_ligatures_in_any_normal_form_are_read(form):
    found = checked(unicodedata.normalize(form, " ".join(SENTENCES)))
    assert {"FITKO", "Markus Richter"} <= {e["name"] for e in found["entities"]}


@pytest.mark.parametrize(
    "text",
    [
        " ".join(SENTENCES * 30).replace(".", "").replace(";", ""),
        "Berlin, " * 5_000,
        "„Portal " * 5_000,
        "(" * 20_000,
        "a" * 100_000,
        "Anna Müller " * 5_000,
        "nicht, dass " * 5_000,
    ],
    ids=["no sentence ends", "list", "open quotes", "open brackets", "one word", "persons", "subordinate clauses"],
)
def test_long_texts_without_an_end_are_read_to_the_end(text):
    checked(text)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXTS, min_size=2, max_size=4), st.randoms())
def test_the_order_of_articles_changes_nothing(texts, random):
    articles = [article(text, f"a{number}") for number, text in enumerate(texts)]
    shuffled = articles[:]
    random.shuffle(shuffled)
    before = {a.id: facts(rules_engine(a)) for a in articles}
    assert before == {a.id: facts(rules_engine(a)) for a in shuffled}
