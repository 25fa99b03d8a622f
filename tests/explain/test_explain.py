"""How a text was read: names with how they were found, statements with the frame and what speaks for and against."""

import json
import re

import pytest
from click.testing import CliRunner

from kgraph.cli import main
from kgraph.explain import Mark, Reason, page_of, read_through
from kgraph.explain.marks import Marked, pieces
from kgraph.extract import rules_engine
from kgraph.read import article_from_text

TEXT = """Kiel: Neues Portal

Die Stadt Kiel hat das Portal „Ämterlotse“ gemeinsam mit der FITKO entwickelt.
Sie will auch das Portal „Ratspost“ aufbauen.
Das Portal „Ämterlotse“ wird von der FITKO nicht betrieben. Es regnete.
"""


@pytest.fixture(scope="module")
def extraction():
    return rules_engine(article_from_text(TEXT, "kiel"))


@pytest.fixture(scope="module")
def reading(extraction):
    return read_through(extraction)


def said_of(reading, predicate, subject="Kiel", object="Ämterlotse"):
    wanted = (subject, predicate, object)
    return next(s for p in reading.passages for s in p.said if (s.subject.name, s.predicate, s.object.name) == wanted)


def explained(*arguments, stdin=TEXT):
    return CliRunner().invoke(main, ["explain", *map(str, arguments)], input=stdin)


def test_every_statement_and_mention_stands_in_exactly_one_passage(extraction, reading):
    assert reading.statements == len(extraction.relations)
    assert sum(len(p.marks) for p in reading.passages) == sum(len(e.mentions) for e in extraction.entities)


def test_passages_are_in_order_and_leave_out_only_white_space(reading):
    ends = [0, *(p.end for p in reading.passages)]
    starts = [*(p.start for p in reading.passages), len(TEXT)]
    assert all(not TEXT[end:start].strip() for end, start in zip(ends, starts, strict=True))


def test_a_statement_names_its_frame_its_verb_and_its_slots(reading):
    said = said_of(reading, "develops")
    assert (said.frame.kind, said.frame.words) == ("verbs", ("entwickeln",))
    assert said.subject.slots and said.object.slots
    assert said.frame.id.startswith("develops-")


def test_a_particle_is_joined_to_its_verb_only_at_the_end_of_a_clause():
    def verbs(text):
        reading = read_through(rules_engine(article_from_text(f"Kiel: Portal\n\n{text}\n", "a")))
        return {verb for p in reading.passages for s in p.said for verb in s.frame.words}

    assert "mitentwickeln" not in verbs("Kiel entwickelt mit der FITKO das Portal „Ämterlotse“.")
    assert "vorstellen" in verbs("Kiel stellt das Portal „Ämterlotse“ vor.")


def test_what_the_sentence_only_points_to_speaks_against_and_what_it_names_for(reading):
    pointed, named = said_of(reading, "develops", object="Ratspost"), said_of(reading, "develops")
    assert not pointed.subject.named
    assert Reason("subject-not-named") in pointed.cons
    assert named.subject.named
    assert Reason("both-named") in named.pros and named.cons == ()


def test_a_statement_of_a_grammar_has_no_slots():
    reading = read_through(
        rules_engine(article_from_text("Neues\n\nAnna Muster, Ministerin in Bremen, sprach.\n", "a"))
    )
    said = said_of(reading, "holdsRole", "Anna Muster", "Bremen")
    assert (said.frame.kind, said.subject.slots) == ("grammar", ())


def test_a_ranker_gives_features_with_weights_for_and_against(extraction):
    weights = [("verb=entwickeln", 0.4), ("far", -0.2), ("frame", 1.5), ("headline", -1.0), ("bias", 0.0)]
    said = said_of(read_through(extraction, lambda article, relation: weights), "develops")
    assert said.pros[:2] == (Reason("frame", 1.5), Reason("verb=entwickeln", 0.4))
    assert said.cons == (Reason("headline", -1.0), Reason("far", -0.2))


def mark(start, end, id="e1"):
    return Mark(start, end, id, "Land", "X", "register")


def test_marks_are_cut_out_with_the_marks_inside_them():
    outer, inner = mark(2, 8), mark(4, 6, "e2")
    assert pieces("0123456789", 0, 10, [inner, outer]) == (
        "01",
        Marked(outer, ("23", Marked(inner, ("45",)), "67")),
        "89",
    )


def test_two_marks_of_one_stretch_lie_in_each_other_and_a_crossing_one_is_left_out():
    one, other, crossing = mark(2, 6), mark(2, 6, "e2"), mark(4, 8, "e3")
    found = pieces("0123456789", 0, 10, [one, other, crossing])
    assert found == ("01", Marked(one, (Marked(other, ("2345",)),)), "6789")


HOSTILE = """Kiel: <script>alert(1)</script>

Die Stadt Kiel hat das Portal „<img src=x onerror=alert(2)>“ entwickelt. Das Portal „"><b>Ratspost</b>“ nutzt die FITKO.
"""


def test_nothing_of_a_text_becomes_markup():
    page = page_of([read_through(rules_engine(article_from_text(HOSTILE, "<i>x</i>")))])
    assert not re.search(r"<(?:script|img|b|i)[ >]", page)
    assert "&lt;img src=x onerror=alert(2)&gt;" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_page_asks_nobody_for_anything_and_its_policy_says_so(reading):
    page = page_of([reading])
    assert not re.search(r"(?:https?:)?//|\bsrc=|@import|url\(|<script|<link|style=", page)
    assert "default-src &#39;none&#39;" in page


def test_links_lead_somewhere_and_hold_no_links_even_with_several_articles(reading):
    page = page_of([reading, reading])
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert not re.search(r"<a (?:(?!</a>).)*<a ", page, re.S)


def test_the_page_speaks_the_language_asked_for_and_leaves_the_text(reading):
    german, english = page_of([reading], language="de"), page_of([reading], language="en")
    assert "verneint" in german and "geplant" in german
    assert "denied" in english and "verneint" not in english
    assert "Es regnete." in english


def test_the_terminal_shows_the_marked_text_names_statements_and_reasons(tmp_path):
    path = tmp_path / "kiel.txt"
    path.write_text(TEXT, "utf-8")
    output = explained(path).stdout
    assert "Die Stadt [Kiel] hat das [Portal „Ämterlotse“] gemeinsam" in output
    assert re.search(r"^    Kiel · Gemeinde · .*Register", output, re.M)
    assert re.search(r"→ FITKO — betreibt → Ämterlotse · verneint", output)
    assert re.search(r"dagegen: .*− das Subjekt ist hier nicht genannt", output)


def test_stdin_is_read_and_json_holds_everything():
    (found,) = json.loads(explained("-", "--json").stdout)
    said = [s for p in found["passages"] for s in p["said"]]
    assert {s["status"] for s in said} == {"fact", "planned", "denied"}
    assert all(set(s["frame"]) >= {"id", "kind", "subject", "object"} for s in said)


def test_html_is_written_to_the_file_named_and_nothing_to_stdout(tmp_path):
    done = explained("-", "--html", tmp_path / "kiel.html")
    assert (done.exit_code, done.stdout) == (0, "")
    assert (tmp_path / "kiel.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_an_article_of_a_store_is_shown_like_its_file(tmp_path):
    path, store = tmp_path / "kiel.txt", tmp_path / "store"
    path.write_text(TEXT, "utf-8")
    assert CliRunner().invoke(main, ["build", str(path), "--store", str(store)]).exit_code == 0
    done = explained("kiel", "--store", store, "--html", tmp_path / "stored.html")
    assert done.exit_code == 0, done.output
    explained(path, "--html", tmp_path / "read.html")
    assert (tmp_path / "stored.html").read_bytes() == (tmp_path / "read.html").read_bytes()


@pytest.mark.parametrize(("what", "stdin", "code"), [("missing.txt", "", 4), ("-", "", 4)], ids=["no file", "no text"])
def test_what_cannot_be_read_is_told(what, stdin, code):
    done = explained(what, stdin=stdin)
    assert (done.exit_code, "→" in done.stderr) == (code, True)


NUMBERS = """Kiel: Neues Portal

Das Portal „Ämterlotse“ der Stadt Kiel nutzen rund 270 Ausländerbehörden.
Es setzt das Onlinezugangsgesetz um.
"""


def test_a_figure_stands_beneath_its_sentence_and_the_topics_above_all(tmp_path):
    shown = explained("-", stdin=NUMBERS).stdout
    before, _, behind = shown.partition("Ämterlotse — Kennzahl: rund 270 Ausländerbehörden")
    assert "nutzen rund 270" in before and "270 Ausländerbehörden, ungefähr" in behind
    assert "setzt das" in behind and "setzt das" not in before
    extraction = rules_engine(article_from_text(NUMBERS, "kiel"))
    reading = read_through(extraction)
    assert [topic.key for topic in reading.topics] == [topic.key for topic in extraction.topics] != []
    assert shown.index(reading.topics[0].label_de) < shown.index("Neues Portal\n\n")
    assert sum(len(p.figures) for p in reading.passages) == len(extraction.figures) == 1


def test_figures_and_topics_are_on_the_page_and_in_json_in_either_language():
    reading = read_through(rules_engine(article_from_text(NUMBERS, "kiel")))
    for language, kind, precision in (("de", "Kennzahl", "ungefähr"), ("en", "key figure", "about")):
        page = page_of([reading], language=language)
        assert f"<em>{kind}</em>" in page and f"270 Ausländerbehörden, {precision}" in page
        assert f"<b>{reading.topics[0].label(language)}</b>" in page
    assert "Kennzahl" not in page_of([read_through(rules_engine(article_from_text(TEXT, "kiel")))])
    record = json.loads(explained("-", "--json", stdin=NUMBERS).stdout)[0]
    assert [f["value"] for p in record["passages"] for f in p["figures"]] == [270]
    assert record["topics"][0]["key"] == reading.topics[0].key
