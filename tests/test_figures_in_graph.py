"""Key figures, sums and topics in the graph: written, asked for, shown, and checked."""

import dataclasses

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kgraph.assertions import AssertionFault, article_quads
from kgraph.check import check
from kgraph.cli import main
from kgraph.config import load_settings
from kgraph.query import ask, profile
from kgraph.records import Article, ArticleEntity, Block, Entity, Extraction, KeyFigure, Mention, Relation, Topic
from kgraph.resolve import Decisions
from kgraph.resolve.withhold import withheld
from kgraph.store import StoredArticle, open_store
from kgraph.views import article, entity
from kgraph.vocab import DCTERMS, KG, RDF, SKOS

BASE = "https://example.org/id/"
TEXT = "Der Bund fördert das Amtsportal mit bis zu 3 Mio. Euro. Rund 270 Ämter nutzen das Portal."
CUT = TEXT.index(". ", 50) + 1
ARTICLE = Article("a", TEXT, (Block("body", 0, len(TEXT)),), "Ein Titel", "2024-05-07")
MENTION = (Mention(0, 1, "name", "test"),)
FOUND = (ArticleEntity("e1", "State", "Bund", (), MENTION), ArticleEntity("e2", "Service", "Amtsportal", (), MENTION))
ENTITIES = {
    "e1": Entity("state/bund", "State", "Bund", ("Bund",), False, "test"),
    "e2": Entity("initiative/amtsportal", "Service", "Amtsportal", ("Amtsportal",), False, "test"),
}
FUNDS = Relation("e1", "funds", "e2", 0, CUT, 0.8, "funds", amount="bis zu 3 Mio. Euro")
FIRST = TEXT.index("Rund")
OFFICES = KeyFigure("e2", 270, "Ämter", FIRST, len(TEXT), FIRST, FIRST + 14, 0.9, "about", date="2024")
PORTAL = Topic("portal", TEXT.index("Portal"), TEXT.index("Portal") + 6, 0.7)
EXTRACTION = Extraction(ARTICLE, FOUND, (FUNDS,), figures=(OFFICES,), topics=(PORTAL,))
CONCEPT = "https://w3id.org/kgraph/topics#portal"


def quads(**change):
    made = article_quads(dataclasses.replace(EXTRACTION, **change), ENTITIES, BASE)
    return [*made.facts, *made.graph]


def said(all, subject):
    return {q.predicate.value: q.object.value for q in all if q.subject == subject}


def of_type(all, name):
    return [q.subject for q in all if q.predicate.value == RDF + "type" and q.object.value == KG + name]


@pytest.fixture
def place(tmp_path):
    made = article_quads(EXTRACTION, ENTITIES, BASE)
    where = str(tmp_path / "store")
    with open_store(load_settings({"store": where, "base": BASE}), write=True) as store:
        store.replace_article(StoredArticle.pack(EXTRACTION, made.graph, made.facts, fingerprint="1", extractor="test"))
    return where


@pytest.fixture
def store(place):
    with open_store(load_settings({"store": place, "base": BASE})) as opened:
        yield opened


def test_a_key_figure_is_a_node_with_value_words_and_sentence():
    (figure,) = of_type(quads(), "KeyFigure")
    values = {name.removeprefix(KG): value for name, value in said(quads(), figure).items()}
    assert values["figureOf"] == BASE + "initiative/amtsportal"
    assert (values["value"], values["unit"], values["precision"], values["date"]) == ("270", "Ämter", "about", "2024")
    assert values["wording"] == "Rund 270 Ämter"
    assert values["quote"] == "Rund 270 Ämter nutzen das Portal."
    assert "currency" not in values


def test_an_exact_figure_says_nothing_of_its_precision_and_money_has_its_currency():
    exact = dataclasses.replace(OFFICES, precision="exact", unit="Euro", currency="EUR")
    (figure,) = of_type(quads(figures=(exact,)), "KeyFigure")
    values = said(quads(figures=(exact,)), figure)
    assert (KG + "precision") not in values
    assert values[KG + "currency"] == "EUR"


def test_figures_are_evidence_and_no_facts():
    made = article_quads(EXTRACTION, ENTITIES, BASE)
    assert not [q for q in made.facts if q.predicate.value in (KG + "figureOf", KG + "value")]


def test_the_amount_of_a_statement_is_a_number_beside_its_text():
    (statement,) = of_type(quads(), "Statement")
    values = said(quads(), statement)
    assert values[KG + "amount"] == "bis zu 3 Mio. Euro"
    assert (values[KG + "value"], values[KG + "currency"], values[KG + "precision"]) == ("3000000", "EUR", "upper")
    vague = dataclasses.replace(FUNDS, amount="viel Geld")
    (statement,) = of_type(quads(relations=(vague,)), "Statement")
    assert (KG + "value") not in said(quads(relations=(vague,)), statement)


def test_an_article_says_its_topic_and_the_facts_name_it_and_its_group():
    all = quads()
    assert [q.object.value for q in all if q.predicate.value == DCTERMS + "subject"] == [CONCEPT]
    (assignment,) = of_type(all, "TopicAssignment")
    assert said(all, assignment)[KG + "quote"] == "Portal"
    labels = {(q.subject.value, q.object.language) for q in all if q.predicate.value == SKOS + "prefLabel"}
    group = "https://w3id.org/kgraph/topics#services"
    assert labels == {(CONCEPT, "de"), (CONCEPT, "en"), (group, "de"), (group, "en")}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"figures": (dataclasses.replace(OFFICES, entity="e9"),)}, "no entity 'e9'"),
        ({"figures": (dataclasses.replace(OFFICES, first=0),)}, "outside its sentence"),
        ({"figures": (dataclasses.replace(OFFICES, value=float("inf")),)}, "value and a unit"),
        ({"figures": (dataclasses.replace(OFFICES, confidence=2.0),)}, "no probability"),
        ({"topics": (dataclasses.replace(PORTAL, key="chess"),)}, "no 'chess'"),
        ({"topics": (dataclasses.replace(PORTAL, end=999),)}, "no words"),
    ],
)
def test_nothing_becomes_a_quad_that_the_text_does_not_bear_out(change, message):
    with pytest.raises(AssertionFault, match=message):
        quads(**change)


def test_a_check_passes_figures_and_topics_and_compares_their_quotes():
    report = check(quads(), BASE, {"a": TEXT}.get)
    assert report.ok, report.problems
    assert (report.statements, report.compared) == (1, 3)


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("value", None, "needs exactly one value"),
        ("unit", None, "needs exactly one German unit"),
        ("precision", ox.Literal("roughly"), "precision that is none"),
        ("currency", ox.Literal("Euro"), "no code of three letters"),
        ("quote", ox.Literal("Rund 27", language="de"), "quote that its text does not have"),
        ("topic", ox.NamedNode("urn:x"), "a concept that the graph knows"),
    ],
)
def test_a_check_names_what_is_wrong_with_a_figure_or_topic(name, value, what):
    (node,) = of_type(quads(), "TopicAssignment" if name == "topic" else "KeyFigure")
    kept = [q for q in quads() if (q.subject, q.predicate.value) != (node, KG + name)]
    graph = next(q.graph_name for q in quads() if q.subject == node)
    planted = [ox.Quad(node, ox.NamedNode(KG + name), value, graph)] if value is not None else []
    problems = check([*kept, *planted], BASE, {"a": TEXT}.get).problems
    assert [what in problem.what for problem in problems] == [True], problems
    assert name == "topic" or "the key figure “Rund 270 Ämter”" in problems[0].about


def test_the_named_queries_find_them_by_entity_unit_and_group(store):
    assert [row["value"] for row in ask(store, "figures", {"of": "Amtsportal"}).texts()] == ["270"]
    assert [row["value"] for row in ask(store, "figures", {"unit": "ämter"}).texts()] == ["270"]
    assert not list(ask(store, "figures", {"of": "Bund"}).texts())
    for topic in ("portal", "services"):
        assert [row["words"] for row in ask(store, "topics", {"topic": topic}).texts()] == ["Portal"]
    assert not list(ask(store, "topics", {"topic": "ai"}).texts())


def test_an_entity_is_shown_with_its_figures_and_only_with_its_own(place, store):
    assert [figure.wording for figure in profile(store, "Amtsportal").figures] == ["Rund 270 Ämter"]
    assert profile(store, "Bund").figures == ()
    store.close()
    shown = CliRunner().invoke(main, ["--store", place, "--base", BASE, "show", "Amtsportal"])
    assert shown.exit_code == 0, shown.output
    assert "Kennzahlen\n  Rund 270 Ämter (2024)\n      „Rund 270 Ämter nutzen das Portal.“" in shown.output


def test_a_stored_extraction_comes_back_with_figures_and_topics(store):
    kept = store.article("a")
    assert kept is not None
    assert kept.extraction() == EXTRACTION


def test_what_is_suppressed_takes_along_its_figures_and_sentences_that_name_it(tmp_path):
    named = dataclasses.replace(FOUND[1], mentions=(Mention(21, 31, "name", "test"),))
    extraction = dataclasses.replace(EXTRACTION, entities=(FOUND[0], named))
    cost = dataclasses.replace(OFFICES, entity="e1", start=0, end=CUT, first=40, last=45)
    other = dataclasses.replace(OFFICES, entity="e1")
    file = tmp_path / "decisions.toml"
    file.write_text(
        '[[decision]]\nkind = "suppress"\nsubject = "initiative/amtsportal"\n'
        'who = "A"\nwhen = "2025-01-01"\nwhy = "B"\n',
        "utf-8",
    )
    left = withheld(dataclasses.replace(extraction, figures=(OFFICES, cost, other)), ENTITIES, Decisions.load(file))
    assert left.figures == (other,)
    assert left.topics == (PORTAL,)


def test_the_page_of_an_article_shows_its_figures_and_topics(place):
    with open_store(load_settings({"store": place, "base": BASE})) as store:
        shown = article(store, "a")
        (figure,) = shown.figures
        assert figure.thing.key == "initiative/amtsportal"
        (of_entity,) = entity(store, "initiative/amtsportal").figures
    assert (figure.figure.value, figure.figure.precision, figure.figure.date) == ("270", "about", "2024")
    assert figure.figure == of_entity
    assert shown.topics["de"] == ("Verwaltungsportale",)
