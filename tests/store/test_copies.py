"""Copies of one text: which articles are copies, that any order gives the same, and what one more costs."""

import json
import random
import sqlite3

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_samples import extraction_of, stored
from kgraph.cli import main
from kgraph.config import Settings
from kgraph.copies import ALIKE, alike, bands, firsts, signature
from kgraph.read import article_from_text
from kgraph.store import open_store
from kgraph.store.copies import SCHEMA, Copies

CLAIM = "Die Nordwerft fördert das Hafenportal."
PARAGRAPHS = [
    "Mit dem neuen Portal können Schiffer ihre Liegeplätze künftig von zu Hause aus buchen und bezahlen, so das Amt.",
    "Drei Jahre lang haben die Beteiligten daran gearbeitet, zuletzt im Labor mit Nutzern aus sieben Häfen der Küste.",
    "Der Dienst ist in vier Sprachen verfügbar und lässt sich mit wenigen Griffen an weitere Verfahren anschließen.",
    "Im kommenden Jahr sollen die Binnenhäfen folgen, danach die Fähren und schließlich die Schleusen am großen Kanal.",
    "Kritik kommt von den Reedern, die sich schon länger eine einzige Anmeldung für alle deutschen Häfen wünschen.",
]
RELEASE = " ".join(PARAGRAPHS)
WORDS = "Amt Dienst Hafen Portal Kreis Stadt Verfahren Antrag Labor Netz Plan Konto Formular Register Akte".split()


def other(seed, words=80):
    """A text of its own on the same subject."""
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS).lower() + str(chance.randrange(90)) for _ in range(words)) + "."


def article(id, text, published="2024-05-07"):
    return stored(
        extraction_of(
            {
                "id": id,
                "title": id,
                "published": published,
                "text": f"Hafenportal\n\n{CLAIM} {text}",
                "entities": [
                    {"id": "e1", "type": "Company", "name": "Nordwerft", "aliases": []},
                    {"id": "e2", "type": "Service", "name": "Hafenportal", "aliases": []},
                ],
                "relations": [{"s": "e1", "p": "funds", "o": "e2"}],
            }
        )
    )


def place(folder):
    return Settings(store=str(folder / "store"))


def links(folder):
    with open_store(place(folder)) as store:
        rows = store.query("SELECT ?copy ?first { ?copy kg:copyOf ?first }").texts()
        return {(row["copy"].rpartition("/")[2], row["first"].rpartition("/")[2]) for row in rows}


def build(folder, *batches):
    for batch in batches:
        with open_store(place(folder), write=True) as store:
            store.replace_articles(batch)
    return links(folder)


# Signatures ----------------------------------------------------------------------


def sketch(text):
    return signature(article_from_text(f"Titel\n\n{text}\n", "a"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RELEASE, True),
        (RELEASE.upper(), True),
        (RELEASE.replace("vier Sprachen", "fünf Sprachen").replace("sieben", "acht"), True),
        (f"Emden. {RELEASE} Weitere Auskünfte gibt die Pressestelle.", True),
        (" ".join(PARAGRAPHS[:4]), True),
        (" ".join(PARAGRAPHS[:1]), False),
        (f"{PARAGRAPHS[0]} {other(1)}", False),
        (other(2), False),
    ],
    ids=["the same", "other case", "two words", "a frame around it", "shortened", "only the lead", "a quote of it",
         "another text"],
)  # fmt: skip
def test_texts_are_copies_if_most_runs_of_words_are_shared(text, expected):
    assert alike(sketch(RELEASE), [sketch(text)]) == [expected]
    if expected:
        assert set(bands(sketch(RELEASE))) & set(bands(sketch(text)))


def test_a_short_text_is_nobodys_copy():
    assert sketch("Bremen hat ein Portal.") == b""
    assert alike(b"", [sketch(RELEASE)]) == [False]
    assert bands(b"") == []


def test_a_signature_is_the_same_on_every_machine():
    """Signatures are kept in the ledger: if this changes, `kgraph.copies.version` must as well."""
    import hashlib

    assert len(sketch(RELEASE)) == 512
    assert hashlib.sha256(sketch(RELEASE)).hexdigest()[:16] == SIGNATURE


SIGNATURE = "22f67c1a9a21193b"


# Clusters ------------------------------------------------------------------------


def test_a_copy_is_linked_to_the_one_published_first(tmp_path):
    copies = [article("b", RELEASE, "2024-05-08"), article("c", RELEASE, "2024-05-07"), article("a", RELEASE, None)]
    assert build(tmp_path, copies, [article("d", other(1))]) == {("a", "c"), ("b", "c")}


def test_an_earlier_original_takes_the_place_of_the_first(tmp_path):
    assert build(tmp_path, [article("b", RELEASE), article("c", RELEASE)]) == {("c", "b")}
    assert build(tmp_path, [article("z", RELEASE, "2024-05-01")]) == {("b", "z"), ("c", "z")}


def test_who_leaves_takes_the_links_along(tmp_path):
    build(tmp_path, [article("b", RELEASE), article("c", RELEASE), article("d", RELEASE)])
    with open_store(place(tmp_path), write=True) as store:
        store.forget("b")
    assert links(tmp_path) == {("d", "c")}
    assert build(tmp_path, [article("d", other(1))]) == set()


def half(first, second):
    return " ".join([*PARAGRAPHS[first:second]])


def test_a_cluster_that_one_held_together_falls_apart(tmp_path):
    texts = {"a": RELEASE, "b": f"{RELEASE} {other(1, 30)}", "c": f"{half(1, 5)} {other(1, 30)} {other(2, 24)}"}
    found = build(tmp_path, [article(id, text) for id, text in texts.items()])
    assert found == {("b", "a"), ("c", "a")}
    assert alike(sketch(texts["a"]), [sketch(texts["c"])]) == [False]
    with open_store(place(tmp_path), write=True) as store:
        store.forget("b")
    assert links(tmp_path) == set()


def test_links_come_back_when_the_quads_are_lost_or_were_never_loaded(tmp_path):
    import shutil

    from kgraph.store.ledger import Ledger

    expected = build(tmp_path, [article("b", RELEASE), article("c", RELEASE)])
    shutil.rmtree(tmp_path / "store" / "quads")
    assert links(tmp_path) == expected == {("c", "b")}
    broken_off = Ledger(tmp_path / "store" / "ledger.db", write=True)
    broken_off.enter([article("a", RELEASE)])
    broken_off.close()
    assert links(tmp_path) == {("b", "a"), ("c", "a")}


POOL = [
    article("a", RELEASE, None), article("b", RELEASE, "2024-05-07"), article("c", half(0, 4), "2024-05-06"),
    article("d", f"{RELEASE} {other(1, 30)}"), article("e", f"{half(1, 5)} {other(1, 30)} {other(2, 24)}"),
    article("f", other(3)), article("g", other(3), "2020"), article("h", other(4)),
]  # fmt: skip


@settings(max_examples=15)
@given(st.permutations(POOL), st.lists(st.sampled_from("abcdefgh"), max_size=3, unique=True), st.integers(1, 8))
def test_any_order_batching_and_coming_and_going_give_the_same_links(tmp_path_factory, order, gone, size):
    folder, fresh = tmp_path_factory.mktemp("some"), tmp_path_factory.mktemp("all")
    build(folder, *(order[n : n + size] for n in range(0, len(order), size)))
    with open_store(place(folder), write=True) as store:
        for id in gone:
            store.forget(id)
    assert links(folder) == build(fresh, [item for item in POOL if item.id not in gone])


def test_one_more_article_costs_the_same_in_a_larger_store(tmp_path):
    """Counted in statements of SQL and signatures compared, for an article alone and for a copy of another."""

    def cost(number):
        folder = tmp_path / str(number)
        build(folder, [article(f"x{n}", other(100 + n)) for n in range(number)], [article("first", RELEASE)])
        with open_store(place(folder), write=True) as store:
            done = []
            store._ledger._connection.set_trace_callback(done.append)
            store.replace_article(article("copy", RELEASE))
            store.replace_article(article("alone", other(1)))
        return len(done)

    assert cost(10) == cost(150)


def test_one_more_copy_of_many_leaves_the_others_alone(tmp_path):
    build(tmp_path, [article(f"c{n:02}", RELEASE) for n in range(40)])
    with open_store(place(tmp_path), write=True) as store:
        done = []
        store._ledger._connection.set_trace_callback(done.append)
        store.replace_article(article("d", RELEASE))
    assert sum("INTO copy" in text for text in done) == 1
    assert isinstance(store._ledger._copies, Copies)
    assert ("d", "c00") in links(tmp_path)


# Independent sources -------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sources")
    texts = {"agentur": RELEASE, "blatt-1": RELEASE, "blatt-2": half(0, 4), "eigen": other(1), "kurz": "Ende."}
    build(folder, [article(id, text) for id, text in texts.items()])
    return str(folder / "store")


def run(place, *arguments):
    done = CliRunner().invoke(main, ["--store", place, *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_statement_carries_the_number_of_its_independent_sources(built):
    assert links_of(built) == {("blatt-1", "agentur"), ("blatt-2", "agentur")}
    views = json.loads(run(built, "show", "Nordwerft", "--json"))["statements"]
    assert [view["sources"] for view in views] == [3] * 5
    assert "3 Quellen" in run(built, "show", "Hafenportal")
    assert "3 sources" in run(built, "--language", "en", "explain", "kurz")


def links_of(place):
    with open_store(Settings(store=place)) as store:
        rows = store.query("SELECT ?copy ?first { ?copy kg:copyOf ?first }").texts()
        return {(row["copy"].rpartition("/")[2], row["first"].rpartition("/")[2]) for row in rows}


@pytest.mark.parametrize(
    "arguments", [["sources"], ["sources", "--entity", "Hafenportal"], ["about", "--entity", "Nordwerft"]]
)
def test_queries_count_sources(built, arguments):
    rows = json.loads(run(built, "query", *arguments, "--json"))["results"]["bindings"]
    assert {row["sources"]["value"] for row in rows} == {"3"}
    if arguments[0] == "sources":
        assert [row["articles"]["value"] for row in rows] == ["5"]


def test_the_graph_with_copies_passes_its_checks(built):
    assert "nothing is wrong" in run(built, "check")
    assert ALIKE > 0.5


@given(st.permutations(range(6)), st.lists(st.sampled_from(["", "2023", "2024-05-07"]), min_size=6, max_size=6))
@settings(max_examples=20, deadline=None)
def test_all_signatures_at_once_give_the_links_that_a_ledger_has(order, days):
    texts = [RELEASE, RELEASE + other(1, 9), other(2), other(2) + other(3, 9), other(4), RELEASE + other(5, 12)]
    articles = [article(f"a{n}", texts[n], days[n] or None) for n in order]
    found = firsts({one.id: one.sketch for one in articles}, {one.id: one.published or "" for one in articles})
    connection = sqlite3.connect(":memory:")
    connection.executescript("CREATE TABLE article (number INTEGER PRIMARY KEY, id TEXT, published TEXT);" + SCHEMA)
    ledger = Copies(connection)
    for number, one in enumerate(articles):
        connection.execute("INSERT INTO article VALUES (?, ?, ?)", (number, one.id, one.published))
        ledger.enter(number, one.sketch)
    told = {copy: first for copy, first in ledger.changed().items() if first}
    assert found == told and len(found) >= 3
