"""Persons are stored in public functions only, and who is suppressed comes back under no other form of the name."""

import json
import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import kgraph
from kgraph.cli import main
from kgraph.config import Settings
from kgraph.extract import rules_engine
from kgraph.read import article_from_text
from kgraph.resolve import Decision, Decisions
from kgraph.resolve.bearers import Bearers
from kgraph.resolve.private import private
from kgraph.resolve.spans import Spans, occurrences
from kgraph.resolve.withhold import shown


def read(sentence, title="Gera: Neues", id="a"):
    return rules_engine(article_from_text(f"{title}\n\n[07.05.2024]\n\n{sentence}\n", id))


def left_out(sentence):
    extraction = read(sentence)
    hidden = private(extraction)
    return {entity.name for entity in extraction.entities if entity.id in hidden}


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Der Rentner Heinz Kowalke aus Gera nutzt das Portal „Elster direkt“.", "Heinz Kowalke"),
        ("Opfer wurde die Informatikstudentin Lena Marquardt.", "Lena Marquardt"),
        ("Ihr Vater, Uwe Marquardt, fordert vom Freistaat Thüringen Entschädigung.", "Uwe Marquardt"),
        ("Der Sachbearbeiter Olaf Petersen aus dem Bürgeramt Gera testet das Portal.", "Olaf Petersen"),
        ("Kandidatin Silke Haberland will das Portal „Elster direkt“ abschaffen.", "Silke Haberland"),
        ("Um das Amt des Oberbürgermeisters bewirbt sich in Gera der Unternehmer Ralf Domrös.", "Ralf Domrös"),
        ("Seine Ehefrau Marlies Dannenberg leitet den Verein „Digital für alle e. V.“.", "Marlies Dannenberg"),
        ("Dann kam Peter Altmann dazu.", "Peter Altmann"),
    ],
    ids=lambda value: value if len(value) < 30 else "",
)
def test_who_is_shown_in_no_public_function_is_left_out(sentence, name):
    assert name in left_out(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Bürgermeister Kurt Dannenberg lehnt das Portal ab.",
        "Deutlicher wurde Uda Bastians, die für den Deutschen Städtetag sprach.",
        "Das sagte Marc Danneberg vom Bitkom.",
        "In Gera hat Lydia Hüskens (FDP) die Strategie vorgestellt.",
        "Es kam Dr. Martin Hagen, Staatsrat beim Senator für Finanzen.",
        "Seine Amtskollegen Andreas Kochmann, Jürgen Liebermann und Jens Nöll schauten zu.",
        "Hinzu kommen Detlef Sander als Vertreter des DATABUND und andere.",
        "Die Vereinbarung mit der Stadt Gera hat Ines Tauber unterzeichnet.",
    ],
)
def test_who_has_a_function_stays(sentence):
    extraction = read(sentence)
    assert any(entity.type == "Person" for entity in extraction.entities)
    assert left_out(sentence) == set()


def test_a_store_neither_names_nor_quotes_private_persons_and_keeps_the_rest(tmp_path):
    (tmp_path / "a.txt").write_text(
        "Prozess: Lena Marquardt fordert Geld\n\n[07.05.2024]\n\nDie Studentin Lena Marquardt kritisiert das Portal "
        "„Ratspost“. Die Stadt Jena betreibt das Portal „Ratspost“. Für Marquardt entwickelte die FITKO das Portal "
        "„Amtweg“.\n",
        "utf-8",
    )
    with kgraph.open(str(tmp_path / "s")) as graph:
        graph.build(str(tmp_path / "a.txt"), jobs=1)
        everything = "\n".join(map(str, graph.store.quads()))
    assert "arquardt" not in everything
    assert "[…] fordert Geld" in everything
    assert "Die Stadt Jena betreibt das Portal" in everything
    assert "Amtweg" not in "".join(line for line in everything.splitlines() if "quote" in line)


# Other forms of a name ------------------------------------------------------------------

KEY = "person/frauke-oettinger"
FORMS = [
    "Am Montag sprach Staatssekretärin Frauke Oettinger in Jena.",
    "Am Montag sprach Staatssekretärin Dr. Frauke Maria Öttinger in Jena.",
    "Am Montag sprach Staatssekretärin F. Öttinger in Jena.",
    "Am Montag sprach Staatssekretärin Öttinger in Jena.",
    "Am Montag sprach FRAUKE ÖTTINGER in Jena.",
    "Am Montag lag ein Zettel da: Öttinger, Frauke.",
    "Am Montag ging es um Frauke Öttingers Rede.",
    "Am Montag sprach Staatssekretärin Frauke Öttinger, und das „Öttinger-Modell“ gilt in Jena.",
]


def decided(*more):
    return Decisions.of(Decision("suppress", KEY, "", "A", "2025-01-01", "b"), *more)


@pytest.mark.parametrize("sentence", FORMS)
def test_whoever_is_suppressed_comes_back_under_no_other_form_of_the_name(sentence):
    extraction = read(f"{sentence} Die Stadt Jena betreibt das Portal „Ratspost“.")
    article = shown(extraction, decided(), Settings().base)
    assert "ttinger" not in (article.article.text + str(article.entities)).lower()
    assert "Die Stadt Jena betreibt das Portal" in article.article.text
    assert len(article.article.text) == len(extraction.article.text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Am Montag sprach Staatssekretärin Anna Öttinger in Jena.",
        "Am Montag sprach Staatssekretärin Frauke Öttingen in Jena.",
        "Am Montag sprach Staatssekretär Günther H. Öttinger in Jena.",
    ],
)
def test_somebody_else_stays(sentence):
    extraction = read(sentence)
    assert shown(extraction, decided(), Settings().base) == extraction


def test_a_decision_tells_two_keys_apart():
    extraction = read("Am Montag sprach Staatssekretärin Frauke Maria Öttinger in Jena.")
    apart = Decision("different", "person/frauke-maria-oettinger", KEY, "A", "2025-01-01", "b")
    assert shown(extraction, decided(apart), Settings().base) == extraction
    assert shown(extraction, decided(), Settings().base) != extraction


@pytest.mark.parametrize(
    ("address", "has"),
    [
        ("https://example.org/2024/oettinger-tritt-zurueck.html", True),
        ("02-Öttinger.txt", True),
        ("https://example.org/oettingerstrasse", False),
        ("a.txt", False),
    ],
)
def test_an_address_has_the_name_as_a_word(address, has):
    assert Bearers.of([KEY]).in_address(address) is has


def test_a_name_that_many_bear_counts_by_its_key_only():
    bearers = Bearers.of(["person/klaus-weber-thueringen", "person/klaus-weber"])
    assert not bearers.may_be("Klaus Weber", "person/klaus-weber-bremen", decided())
    assert list(bearers.spans("Klaus Weber sprach.")) == []


def test_the_address_goes_with_the_name_and_an_id_that_has_it_is_told(tmp_path):
    file = tmp_path / "oettinger-spricht.txt"
    file.write_text(
        "Jena: Neues\n\n[07.05.2024]\n\nStaatssekretärin Frauke Öttinger lobt das Portal „Ratspost“.\n", "utf-8"
    )

    def run(*arguments):
        return CliRunner().invoke(main, ["--store", str(tmp_path / "s"), *map(str, arguments)])

    run("build", file)
    assert json.loads(run("show", KEY, "--json").stdout)["key"] == KEY
    done = run("decide", "suppress", KEY, "--who", "A", "--why", "b")
    assert "the id of oettinger-spricht has the name" in done.stderr
    run("build")
    quads = run("export", "--format", "trig").stdout
    assert "oettinger-spricht>" in quads and "oettinger-spricht.txt" not in quads


# Stretches ------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(["Hans", "Hans Koch", "Koch", "von Aa", "„Aa“", "K-L"]), unique=True), st.data())
def test_names_occur_where_a_pattern_of_each_finds_them(names, data):
    pieces = st.sampled_from(["Hans", "Koch", "Kochs", "Koch's", " ", "-", "von Aa", "„Aa“", "_", "K-L", "xKoch", "s"])
    text = "".join(data.draw(st.lists(pieces, max_size=12)))
    expected = {found.span() for name in names for found in re.finditer(_pattern_of(name), text)}
    assert set(occurrences(names, text)) == expected


def _pattern_of(name):
    return rf"(?<!\w){re.escape(name)}(?:s|['’]s?)?(?!\w)"


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4)).map(lambda p: (p[0], p[0] + p[1])), max_size=6))
def test_stretches_cover_and_meet_what_one_of_them_does(spans):
    stretches = Spans(spans)
    for start in range(10):
        for end in range(start + 1, 12):
            assert stretches.cover(start, end) == any(first <= start and end <= last for first, last in spans)
            assert stretches.meet(start, end) == any(first < end and start < last for first, last in spans)
