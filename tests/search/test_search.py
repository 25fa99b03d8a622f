"""Search by name: what is typed, and what it finds."""

import pytest

from graph_samples import HANDOVER, PRAISE, extraction_of, stored
from kgraph.register import default_register
from kgraph.search import Name, SearchIndex, Thing, search_key, things
from kgraph.search.load import english_names
from kgraph.search.similar import Similar, slips_in
from kgraph.store.embedded import EmbeddedStore


def thing(key, label, *others, type="Authority", articles=1, abbreviation=""):
    names = [Name(label, "label"), *(Name(text, "other") for text in others)]
    if abbreviation:
        names.insert(1, Name(abbreviation, "abbreviation"))
    return Thing(f"https://example.org/id/{key}", key, type, tuple(names), articles)


INDEX = SearchIndex.of(
    [
        thing("land/bremen", "Bremen", "Freie Hansestadt Bremen", type="Land", articles=40),
        thing("municipality/04012000", "Bremerhaven", type="Municipality", articles=5),
        thing("ministry/hb-finanzen", "Senator für Finanzen", "Finanzsenator Bremen", type="Ministry", articles=9),
        thing("authority/bva", "Bundesverwaltungsamt", abbreviation="BVA", articles=7),
        thing("company/weisswerft", "Weißwerft GmbH", type="Company", articles=3),
        thing("person/ole-braendt", "Ole Brändt", type="Person", articles=2),
        thing("ministry/bmi", "Bundesministerium des Innern", "Innenministerium", abbreviation="BMI", articles=30),
        thing("land/bayern", "Bayern", "Bavaria", type="Land", articles=20),
        thing("service/schul-cloud", "HPI-Schul-Cloud", type="Service", articles=4),
    ]
)


def keys(text, **options):
    return [hit.key for hit in INDEX.search(text, **options)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Weißwerft", "WEISSWERFT"),
        ("Brändt", "Braendt"),
        ("Brändt", "brandt"),
        ("HPI-Schul-Cloud", "hpi schul cloud"),
        ("Müller", "muller"),
        ("  Köln\t", "koeln"),
        ("Café", "Cafe"),
    ],
)
def test_what_people_type_alike_has_one_key(one, other):
    assert search_key(one) == search_key(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Bremen", "Bremer"), ("Halle", "Halde"), ("IT 1", "IT 2")])
def test_different_words_keep_different_keys(one, other):
    assert search_key(one) != search_key(other)


@pytest.mark.parametrize(
    ("typed", "first", "match"),
    [
        ("Bremen", "land/bremen", "exact"),
        ("b", "land/bremen", "prefix"),
        ("brem", "land/bremen", "prefix"),
        ("bremerh", "municipality/04012000", "prefix"),
        ("freie hanse", "land/bremen", "prefix"),
        ("bmi", "ministry/bmi", "exact"),
        ("weisswerft", "company/weisswerft", "prefix"),
        ("braendt", "person/ole-braendt", "words"),
        ("senator bremen", "ministry/hb-finanzen", "inside"),
        ("finanzen senator", "ministry/hb-finanzen", "words"),
        ("verwaltungsamt", "authority/bva", "inside"),
        ("schulcloud", "service/schul-cloud", "words"),
        ("Bavaria", "land/bayern", "exact"),
        ("Bundesminsterium", "ministry/bmi", "similar"),
        ("Bremne", "land/bremen", "similar"),
        ("Weiswerft", "company/weisswerft", "similar"),
        ("Bundesverwatlungs", "authority/bva", "similar"),
    ],
)
def test_a_name_is_found_at_any_point_of_typing_and_with_a_slip(typed, first, match):
    hit = INDEX.search(typed)[0]
    assert (hit.key, hit.match) == (first, match)


@pytest.mark.parametrize("typed", ["", "   ", "!?", "\u202e", "Xylophon", "zz", "1234567"])
def test_what_nothing_is_like_finds_nothing(typed):
    assert INDEX.search(typed) == ()


def test_among_equals_the_one_in_more_articles_comes_first():
    assert keys("bundes")[:2] == ["ministry/bmi", "authority/bva"]


def test_a_hit_tells_the_name_that_fits_and_the_one_to_show():
    hit = INDEX.search("innenmin")[0]
    assert (hit.label, hit.matched, hit.articles) == ("Bundesministerium des Innern", "Innenministerium", 30)


def test_a_thing_is_found_once_however_many_of_its_names_fit():
    assert keys("bremen").count("land/bremen") == 1


def test_types_limit_what_is_found_not_how_much():
    assert keys("b", types=["Ministry", "Authority"]) == ["ministry/bmi", "authority/bva", "ministry/hb-finanzen"]
    assert keys("b", types=["Person"]) == ["person/ole-braendt"]


def test_no_more_is_found_than_asked_for():
    assert len(keys("b", limit=2)) == 2
    assert keys("b", limit=0) == []


def test_an_exact_name_scores_highest_and_a_slip_lower_than_a_beginning():
    exact, prefix, slip = (INDEX.search(text)[0].score for text in ("Bremen", "Breme", "Bremne"))
    assert exact == 1.0 > prefix > slip > 0


def test_short_words_and_numbers_may_have_no_slip():
    assert [slips_in(word) for word in ("bmi", "bremen", "bundesamt", "16053000")] == [0, 1, 2, 0]


def test_a_slip_in_the_first_letter_is_forgiven_two_in_a_short_word_are_not():
    similar = Similar.of(["bremen", "dresden", "hamburg"])
    assert similar.words("premen") == [0]
    assert similar.words("pramen") == []


def test_a_hidden_name_finds_its_thing_after_those_that_are_called_so():
    plain = thing("company/bremer", "Bremer", type="Company", articles=0)
    land = Thing("x", "land/bremen", "Land", (Name("Bremen", "label"), Name("Bremer", "hidden")), 50)
    assert [hit.key for hit in SearchIndex.of([land, plain]).search("Bremer")] == ["company/bremer", "land/bremen"]


def test_the_names_of_a_store_are_read_with_their_articles(tmp_path):
    with EmbeddedStore(tmp_path, "https://w3id.org/kgraph/id/", base_given=False, write=True) as store:
        store.replace_articles([stored(extraction_of(HANDOVER)), stored(extraction_of(PRAISE))])
        found = {item.key: item for item in things(store)}
        index = SearchIndex.of_store(store)
    land = found["land/bremen"]
    assert (land.label, land.type, land.articles) == ("Freie Hansestadt Bremen", "Land", 2)
    assert Name("Bremen", "other") in land.names
    assert index.search("bremen")[0].key == "land/bremen"
    assert index.search("federal gov")[0].key == "state/bund"


def test_every_body_with_an_english_name_stands_in_the_register():
    assert english_names().keys() <= default_register().entries.keys()
