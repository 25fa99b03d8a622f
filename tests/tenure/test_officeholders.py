"""`kgraph query officeholders` and `kgraph check --conflicts` on a store."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from graph_samples import extraction_of, stored
from kgraph.cli import main
from kgraph.config import Settings
from kgraph.store import open_store

SENTENCES = {
    "alt": ("2022-02-01", "Ute Alt", "Die Bremer CIO Ute Alt lobte das Portal."),
    "alt-2": ("2023-06-01", "Ute Alt", "CIO Ute Alt aus Bremen eröffnete die Tagung."),
    "neu": ("2023-03-01", "Jan Neu", "Für Bremen sprach CIO Jan Neu."),
    "spaet": ("2024-03-01", "Jan Neu", "Jan Neu, CIO in Bremen, zog Bilanz."),
    "offen": (None, "Ina Lang", "Ina Lang ist Staatsrätin in Bremen."),
}


def article(id, published, person, sentence, role, **more):
    return stored(
        extraction_of(
            {
                "id": id,
                "title": id,
                "published": published,
                "text": f"{id}\n\n{sentence}",
                "entities": [
                    {"id": "e1", "type": "Person", "name": person, "aliases": []},
                    {"id": "e2", "type": "Land", "name": "Bremen", "aliases": []},
                ],
                "relations": [{"s": "e1", "p": "holdsRole", "o": "e2", "role": role, **more}],
            }
        )
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    place = tmp_path_factory.mktemp("offices") / "store"
    with open_store(Settings(store=str(place)), write=True) as opened:
        opened.replace_articles(
            article(id, day, person, text, "Staatsrätin" if id == "offen" else "CIO")
            for id, (day, person, text) in SENTENCES.items()
        )
    return str(place)


def run(store, *arguments):
    return CliRunner().invoke(main, ["--store", store, *arguments])


def asked(store, *arguments):
    done = run(store, "query", "officeholders", *arguments, "--csv")
    assert done.exit_code in (0, 3), done.output
    return {(r["personLabel"], r["role"]): r["held"] for r in csv.DictReader(io.StringIO(done.stdout))}


def test_without_a_day_every_tenure_is_told_once(store):
    assert set(asked(store)) == {("Ute Alt", "CIO"), ("Jan Neu", "CIO"), ("Ina Lang", "Staatsrätin")}


def test_rivals_stay_side_by_side_on_a_day(store):
    assert asked(store, "--valid-on", "2023-04-01") == {
        ("Ute Alt", "CIO"): "yes", ("Jan Neu", "CIO"): "yes", ("Ina Lang", "Staatsrätin"): "unknown",
    }  # fmt: skip


def test_what_was_known_on_a_day_is_told_from_the_articles_until_then(store):
    known = asked(store, "--valid-on", "2023-04-01", "--known-on", "2023-03-31")
    assert known == {("Jan Neu", "CIO"): "unknown"}
    assert asked(store, "--valid-on", "2023-04-01", "--known-on", "2021") == {}
    assert asked(store, "--validon=2023-03-01", "--known-on", "2023-03") == {("Jan Neu", "CIO"): "yes"}


def test_one_answer_can_be_asked_for(store):
    assert asked(store, "--valid-on", "2023-04-01", "--held", "unknown") == {("Ina Lang", "Staatsrätin"): "unknown"}
    assert asked(store, "--valid-on", "2024-03-01", "--held", "no") == {("Ute Alt", "CIO"): "no"}


def test_the_answer_no_is_hidden_unless_asked_for_and_the_help_says_so(store):
    assert ("Ute Alt", "CIO") not in asked(store, "--valid-on", "2024-03-01")
    assert "rows with the answer no are hidden" in run(store, "query", "officeholders", "--help").stdout


@pytest.mark.parametrize(
    ("status", "named", "until", "over_by"),
    [("ended", None, "", "2024-05-06"), ("ended", "2024-03", "2024-03", ""), ("fact", None, "", "")],
    ids=["only that it is over", "a named end", "a fact"],
)
def test_what_is_over_without_a_named_end_tells_the_last_possible_day(tmp_path, status, named, until, over_by):
    place = tmp_path / "store"
    with open_store(Settings(store=str(place)), write=True) as opened:
        sentence = "Ute Alt, bisher CIO in Bremen, geht."
        more = {"status": status, "valid_until": named}
        opened.replace_articles([article("bisher", "2024-05-07", "Ute Alt", sentence, "CIO", **more)])
    done = run(str(place), "query", "officeholders", "--person", "Ute Alt", "--csv")
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert (row["until"], row["overBy"]) == (until, over_by)


@pytest.mark.parametrize("day", ["2022-06-01", "2023-02-28", "2023-06-02", "2024-03-01"])
def test_whoever_asks_for_one_person_gets_the_answer_that_the_list_of_all_gives(store, day):
    everybody = asked(store, "--valid-on", day, "--held", "yes", "--held", "no", "--held", "unknown")
    for person in {name for name, _ in everybody}:
        alone = asked(
            store, "--valid-on", day, "--held", "yes", "--held", "no", "--held", "unknown", "--person", person
        )
        assert alone == {key: held for key, held in everybody.items() if key[0] == person}


def test_places_and_persons_narrow_the_answer(store):
    assert set(asked(store, "--person", "Jan Neu")) == {("Jan Neu", "CIO")}
    assert set(asked(store, "--since", "2024")) == {("Jan Neu", "CIO")}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--valid-on", "2023"], "no day"),
        (["--known-on", "neulich"], "no date"),
        (["--valid", "2023-01-01"], "no parameter --valid"),
    ],
)
def test_what_is_no_day_date_or_answer_is_told(store, arguments, said):
    done = run(store, "query", "officeholders", *arguments)
    assert (done.exit_code, said in done.stderr, "→" in done.stderr) == (2, True, True)


def test_what_is_no_answer_is_told_with_those_that_are(store):
    done = run(store, "query", "officeholders", "--held", "maybe")
    assert done.exit_code == 2
    assert all(answer in done.stderr for answer in ("'maybe'", "yes", "no", "unknown"))


def test_conflicts_are_listed_with_both_quotes(store):
    done = run(store, "check", "--conflicts")
    assert done.exit_code == 0
    assert "Bremen, CIO: two holders, 2023-03-01 to 2023-06-01" in done.stdout
    assert SENTENCES["alt-2"][2] in done.stdout and SENTENCES["neu"][2] in done.stdout
    (found,) = json.loads(run(store, "check", "--conflicts", "--json").stdout)
    assert {claim["article"] for claim in found["claims"]} == {"alt-2", "neu"}


def test_what_was_not_known_yet_is_no_conflict(store):
    done = run(store, "check", "--conflicts", "--known-on", "2023-03-31")
    assert done.stdout == "pairs of claims that exclude each other: 0\n"
    assert run(store, "check", "--conflicts", "--known-on", "neulich").exit_code == 2


def test_dates_that_exclude_each_other_are_a_conflict_with_both_quotes(tmp_path):
    sentences = ("Ute Alt ist seit 2019 CIO von Bremen.", "Ute Alt ist seit März 2020 CIO von Bremen.")
    place = str(tmp_path / "store")
    with open_store(Settings(store=place), write=True) as opened:
        opened.replace_articles(
            article(f"a-{since}", published, "Ute Alt", sentence, "CIO", valid_from=since)
            for published, sentence, since in zip(
                ("2021-05-01", "2022-05-01"), sentences, ("2019", "2020-03"), strict=True
            )
        )
    done = run(place, "check", "--conflicts")
    assert "Bremen, CIO: other dates, 2020-03-31 to 2021-05-01" in done.stdout
    assert all(sentence in done.stdout for sentence in sentences)
