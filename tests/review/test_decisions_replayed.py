"""Decisions from the command line to the graph: written, replayed at each build, undone, reported where idle."""

import json

import pytest
from click.testing import CliRunner

from kgraph.cli import main
from kgraph.register import default_register
from kgraph.vocab import schema

ARTICLES = {
    "hafen-1": "Emden: Portal\n[07.05.2024]\n\nDie FITKO hat von Bremen das Portal „Amt direkt“ übernommen.\n",
    "hafen-2": "Bremen: Portal\n[08.05.2024]\n\nDie FITKO hat von Bremen das Portal „Amtdirekt“ übernommen.\n",
    "richter": (
        "BMI: Markus Richter lobt Bremen\n[09.05.2024]\n\n"
        "Die FITKO betreibt das Portal „Amt direkt“. Staatssekretär Markus Richter vom Bundesinnenministerium (BMI) "
        "und Martin Hagen, Staatsrat in Bremen, haben eine Vereinbarung unterzeichnet. Das Portal „Amt direkt“ hat "
        "drei Millionen Euro gekostet.\n"
    ),
}
ONE, OTHER = "initiative/amt-direkt", "initiative/amtdirekt"


class Desk:
    """A store of the articles, and the commands on it."""

    def __init__(self, folder):
        self.folder = folder
        self.file = folder / "decisions.toml"
        (folder / "articles").mkdir()
        for id, text in ARTICLES.items():
            (folder / "articles" / f"{id}.txt").write_text(text, "utf-8")
        assert self.run("build", str(folder / "articles")).exit_code == 0

    def run(self, *arguments, store=".kgraph", **more):
        return CliRunner().invoke(main, ["--store", str(self.folder / store), *arguments], **more)

    def decide(self, *words):
        done = self.run("decide", *words, "--who", "Ada", "--why", "so ist es")
        assert done.exit_code == 0, done.output
        return done.stdout.strip()

    def export(self, store=".kgraph"):
        return self.run("export", "--format", "trig", store=store).stdout

    def rows(self, sparql):
        done = self.run("query", "-e", sparql, "--csv")
        return done.stdout.split()[1:]

    def statements(self, predicate, *more):
        rows = self.run("show", *more, "--json").stdout
        return [
            s["id"].removeprefix("statement/") for s in json.loads(rows)["statements"] if s["predicate"] == predicate
        ]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def test_show_why_tells_what_was_decided_about_a_thing_and_where_it_stands(desk):
    desk.decide("different", OTHER, ONE)
    desk.decide("rename", ONE, "Amt Direkt")
    desk.decide("same", "municipality/x", "municipality/y")
    desk.run("build")
    for key, other in ((ONE, OTHER), (OTHER, ONE)):
        told = desk.run("show", key, "--why").stdout
        assert f"nicht dasselbe wie {other}\n  → Ada entschied am " in told
        assert ": so ist es  (decisions.toml:1)" in told
        assert ("heißt „Amt Direkt“" in told) == (key == ONE)
        assert "municipality" not in told
    decisions = json.loads(desk.run("show", ONE, "--why", "--json").stdout)["decisions"]
    assert [(d["kind"], d["who"]) for d in decisions] == [("different", "Ada"), ("rename", "Ada")]
    assert "decisions" not in json.loads(desk.run("show", ONE, "--json").stdout)
    desk.decide("suppress", OTHER)
    assert OTHER not in desk.run("show", ONE, "--why").stdout


def test_what_was_decided_to_be_one_is_one_after_the_next_build_and_after_one_from_nothing(desk):
    before = desk.export()
    assert desk.decide("same", OTHER, ONE) == f"decisions.toml:1: same {OTHER} {ONE}"
    assert desk.export() == before
    assert "3 changed" in desk.run("build").stdout
    assert "3 unchanged" in desk.run("build").stdout
    after = desk.export()
    assert OTHER not in after
    assert desk.run("show", "Amtdirekt").stdout.startswith("Amt")
    assert desk.run("build", str(desk.folder / "articles"), store="again").exit_code == 0
    assert desk.export("again") == after
    assert desk.run("decide", "undo").exit_code == 0
    desk.run("build")
    assert desk.export() == before


def test_without_sources_a_store_must_be_there(tmp_path):
    done = CliRunner().invoke(main, ["--store", str(tmp_path / "none"), "build"])
    assert (done.exit_code, "there is no store" in done.stderr) == (1, True)
    assert not (tmp_path / "none").exists()


def test_a_build_of_other_sources_keeps_to_the_decisions(desk):
    desk.decide("same", OTHER, ONE)
    desk.run("build")
    new = desk.folder / "new.txt"
    new.write_text(ARTICLES["hafen-2"].replace("08.05.", "10.05."), "utf-8")
    assert desk.run("build", str(new)).exit_code == 0
    assert OTHER not in desk.export()


def test_a_rejected_statement_leaves_facts_and_evidence_even_if_an_end_is_decided_otherwise_later(desk):
    (wrong,) = desk.statements("takesOver", OTHER)
    desk.decide("reject", wrong)
    desk.run("build")
    assert desk.rows(f"SELECT ?s {{ ?s kg:takesOver <https://w3id.org/kgraph/id/{OTHER}> }}") == []
    assert wrong not in desk.export()
    desk.decide("same", OTHER, ONE)
    desk.run("build")
    takeovers = desk.rows("SELECT ?a { GRAPH ?a { ?s rdf:predicate kg:takesOver } }")
    assert [row.rpartition("/")[2] for row in takeovers] == ["hafen-1"]
    assert "concerns nothing" not in desk.run("build").stderr
    assert desk.run("check").exit_code == 0


def test_a_rejected_figure_leaves_every_view_even_if_its_thing_is_decided_otherwise_later(desk):
    def figures(*of):
        return [(item["wording"], item["id"]) for item in json.loads(desk.run("show", *of, "--json").stdout)["figures"]]

    ((_, wrong),) = figures(ONE)
    read = ("explain", str(desk.folder / "articles"))
    assert ": drei Millionen Euro" in desk.run(*read).stdout
    assert wrong.startswith("figure/") and wrong in desk.run("show", ONE).stdout and wrong in desk.export()
    assert desk.decide("reject", wrong) == f"decisions.toml:1: reject {wrong}"
    assert ": drei Millionen Euro" not in desk.run(*read).stdout
    desk.run("build")
    assert (figures(ONE), wrong in desk.export(), desk.run("check").exit_code) == ([], False, 0)
    desk.decide("same", ONE, OTHER)
    desk.run("build")
    assert (figures(OTHER), "Millionen" in desk.export()) == ([], False)
    assert "concerns nothing" not in desk.run("build").stderr
    for _ in range(2):
        desk.run("decide", "undo")
    desk.run("build")
    assert [id for _, id in figures(ONE)] == [wrong]


def test_a_figure_is_rejected_and_not_suppressed(desk):
    figure = "figure/0123456789abcdef01234567"
    done = desk.run("decide", "suppress", figure, "--who", "Ada", "--why", "so")
    assert (done.exit_code != 0, "figure" in done.output, desk.file.exists()) == (True, True, False)
    desk.file.write_text(
        f'[[decision]]\nkind = "suppress"\nsubject = "{figure}"\nwho = "A"\nwhen = "2025-01-01"\nwhy = "b"\n', "utf-8"
    )
    done = desk.run("build")
    assert (done.exit_code != 0, "decisions.toml:1" in done.stderr, 'kind = "reject"' in done.stderr) == (True,) * 3


def test_a_suppressed_statement_stays_as_evidence_and_is_no_fact(desk):
    (one,) = desk.statements("takesOver", OTHER)
    desk.decide("suppress", one)
    desk.run("build")
    assert desk.rows(f"SELECT ?s {{ ?s kg:takesOver <https://w3id.org/kgraph/id/{OTHER}> }}") == []
    assert desk.rows("SELECT ?s { GRAPH ?a { ?s kg:suppressed true } }") != []
    assert desk.run("check").exit_code == 0


def test_a_suppressed_person_is_left_out_of_names_statements_quotes_and_titles(desk):
    assert "Richter" in desk.export()
    desk.decide("suppress", "Markus Richter")
    desk.run("build")
    after = desk.export()
    assert "Richter" not in after and "markus" not in after
    assert "Die FITKO betreibt das Portal" in after
    assert "[…] lobt Bremen" in after
    assert "drei Millionen Euro gekostet" in after
    assert desk.run("show", "Markus Richter").exit_code == 3
    desk.run("build", str(desk.folder / "articles"))
    assert desk.export() == after
    assert "concerns nothing" not in desk.run("build").stderr
    assert desk.run("check").exit_code == 0


def test_a_decision_about_nothing_is_kept_and_reported(desk):
    desk.decide("rename", "initiative/kommt-noch", "Kommt noch")
    before = desk.file.read_bytes()
    done = desk.run("build")
    assert (
        "decisions.toml:1: rename initiative/kommt-noch Kommt noch concerns nothing that the store has" in done.stderr
    )
    assert done.exit_code == 0
    assert desk.file.read_bytes() == before
    assert "concerns nothing" in desk.run("review", "--list").stderr
    checked, told = desk.run("check"), json.loads(desk.run("check", "--json").stdout)
    assert (checked.exit_code, "concerns nothing" in checked.stderr) == (0, True)  # which is not wrong
    assert told["ok"] and len(told["without_effect"]) == 1
    desk.file.write_text(before.decode() * 2 + before.decode().replace("Kommt noch", "Nie"), "utf-8")
    assert (desk.run("check").exit_code, "decisions.toml:15" in desk.run("check").stderr) == (4, True)


def test_a_key_that_may_still_come_is_taken_with_a_warning_and_one_that_is_there_without(desk):
    def told(key):
        return desk.run("decide", "rename", key, "Amt Direkt", "--who", "Ada", "--why", "so").stderr

    assert "concerns nothing that the store has; it waits until an article brings that" in told("initiative/kommt-noch")
    assert "concerns nothing" not in told(ONE)


def test_a_statement_is_either_wrong_or_evidence_and_the_remedy_is_a_command(desk):
    one, other = desk.statements("takesOver", OTHER)[0], desk.statements("takesOver", ONE)[0]
    desk.decide("reject", one)
    refused = desk.run("decide", "suppress", one, "--who", "Ada", "--why", "doch")
    assert refused.exit_code == 4
    assert "`kgraph decide undo 1`" in refused.stderr
    desk.decide("suppress", other)


def test_a_decision_waits_for_a_build_and_then_is_reported_no_more(desk):
    desk.decide("rename", ONE, "Amt Direkt")
    assert "waits for the next `kgraph build`" in desk.run("decide", "list").stderr
    desk.run("build")
    assert desk.run("decide", "list").stderr == ""
    assert desk.run("show", ONE).stdout.startswith("Amt Direkt")


def test_a_decision_whose_entity_was_withdrawn_is_reported(desk):
    desk.decide("same", OTHER, ONE)
    desk.run("build")
    assert desk.run("decide", "list").stderr == ""
    desk.run("forget", "hafen-2")
    assert "concerns nothing that the store has" in desk.run("decide", "list").stderr


def test_contradictions_are_refused_with_both_places_and_stop_a_build_before_it_begins(desk):
    desk.decide("same", OTHER, ONE)
    refused = desk.run("decide", "different", OTHER, ONE, "--who", "Ada", "--why", "doch nicht")
    assert (refused.exit_code, "decisions.toml:1" in refused.stderr) == (4, True)
    by_hand = desk.file.read_text("utf-8")
    desk.file.write_text(by_hand + "\n" + by_hand.replace('"same"', '"different"'), "utf-8")
    before = desk.export()
    done = desk.run("build")
    assert done.exit_code == 4
    assert "decisions.toml:1" in done.stderr and "decisions.toml:9" in done.stderr
    assert desk.export() == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["same", ONE], 2, "same takes ENTITY and ENTITY"),
        (["same", ONE, ONE], 2, "already"),
        (["same", "Niemand", ONE], 3, "no entity 'Niemand'"),
        (["same", "Markus Richter", ONE], 2, "is of type Person"),
        (["same", "FITKO", "land/bremen"], 2, "two entries of the register"),
        (["same", "ministry/gibt-es-nicht", ONE], 3, "no entity 'ministry/gibt-es-nicht'"),
        (["rename", "initative/amt-direkt", "X"], 3, "no entity 'initative/amt-direkt'"),
        (["retype", ONE, "Unsinn"], 2, "no type 'Unsinn'"),
        (["reject", "0123456789abcdef"], 3, "no statement"),
        (["reject", ONE], 3, "no statement"),
        (["rename", ONE, "X", "--article", "hafen-1"], 2, "limited to articles"),
        (["different", ONE, OTHER, "--article", "nirgends"], 3, "no article"),
        (["undo", "7"], 3, "no decision begins"),
        (["undo", "x"], 2, "no line"),
        (["merge", ONE, OTHER], 2, "merge"),
    ],
)
def test_what_cannot_be_decided_is_told_and_not_written(desk, words, code, said):
    done = desk.run("decide", *words, "--who", "Ada", "--why", "so")
    assert (done.exit_code, said in done.output) == (code, True), done.output
    assert not desk.file.exists()


def test_a_decision_needs_a_reason(desk):
    assert desk.run("decide", "same", OTHER, ONE).exit_code == 2
    assert not desk.file.exists()


def test_what_stands_in_the_register_stays_whichever_is_named_first(desk):
    entries = default_register().entries.values()
    listed = next(entry.key for entry in entries if schema().coarse(entry.type) == "Initiative")
    assert desk.decide("same", listed, ONE).endswith(f"same {ONE} {listed}")


# The review ----------------------------------------------------------------------


def test_the_list_names_the_pair_and_json_shows_both_contexts(desk):
    listed = desk.run("review", "--list")
    assert listed.exit_code == 0
    assert OTHER in listed.stdout and ONE in listed.stdout
    (pair,) = json.loads(desk.run("review", "--json").stdout)["pairs"]
    assert {pair["gives_way"]["key"], pair["stays"]["key"]} == {ONE, OTHER}
    quotes = [told["quote"] for side in ("gives_way", "stays") for told in pair[side]["told"]]
    assert any("„Amt direkt“" in quote for quote in quotes) and any("„Amtdirekt“" in quote for quote in quotes)
    assert desk.run("review", "--list", "--type", "Person").exit_code == 3
    assert desk.run("review", "--list", "--type", "Unsinn").exit_code == 2


def taken(desk, keys):
    done = desk.run("review", "--who", "Ada", input=keys)
    assert done.exit_code in (0, 3), done.output
    text = desk.file.read_text("utf-8") if desk.file.exists() else ""
    return [line.partition('"')[2].rstrip('"') for line in text.splitlines() if line.startswith("kind")], done.output


@pytest.mark.parametrize(
    ("keys", "kinds"),
    [
        ("s\n\n", ["same"]),
        ("n\nzwei Dienste\n", ["different"]),
        ("k\n", []),
        ("\n", []),
        ("q\n", []),
        ("", []),
        ("r\nl\nAmt Direkt\nso\ns\n\n", ["rename", "same"]),
        ("t\nr\nProjekt\nso\nq\n", ["retype"]),
        ("x\n1\nfalsch\nq\n", ["reject"]),
        ("x\ns\ns\n\n", ["same"]),
        ("p\n99\nq\n", []),
        ("p\n1\nso\nq\n", ["suppress"]),
        ("p\nl\nso\nq\n", ["suppress"]),
        ("x\n1\nfalsch\nu\nq\n", []),
        ("u\nq\n", []),
        ("t\nr\nUnsinn\nq\n", []),
    ],
    ids=[
        "same", "not the same", "skip", "enter skips", "quit", "end of input", "rename, then same", "retype", "reject",
        "wrong number, then same",
        "no such statement", "suppress a statement", "suppress one", "undo", "nothing to undo", "no such type",
    ],
)  # fmt: skip
def test_a_key_decides(desk, keys, kinds):
    assert taken(desk, keys)[0] == kinds


def test_what_puts_a_pair_first_is_told_and_how_many_are_left(desk):
    told = desk.run("review", "--who", "Ada", "--limit", "1", input="k\n").output
    (pair,) = json.loads(desk.run("review", "--json").stdout)["pairs"]
    assert f"gain {pair['gain']:.2f}: chance {pair['chance']:.2f} · {pair['moves']} statement" in told
    assert "more; --limit" not in told


def test_a_pair_is_told_by_its_names_as_they_are_spelt(desk):
    listed = desk.run("review", "--list").stdout
    assert "“Amtdirekt” and “Amt direkt”" in listed or "“Amt direkt” and “Amtdirekt”" in listed


def test_a_key_tells_which_gives_way(desk):
    taken(desk, "s\n\n")
    first = [line for line in desk.file.read_text("utf-8").splitlines() if line.startswith("subject")]
    desk.file.unlink()
    taken(desk, "w\ns\n\n")
    second = [line for line in desk.file.read_text("utf-8").splitlines() if line.startswith("subject")]
    assert first != second


def test_what_was_decided_is_not_asked_again(desk):
    taken(desk, "n\nzwei Dienste\n")
    assert desk.run("review").exit_code == 3
