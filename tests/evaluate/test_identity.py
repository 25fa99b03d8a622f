"""Scoring who is who: pairs, their traps, and B³ over articles."""

import json

import pytest
from click.testing import CliRunner

from kgraph.cli import main
from kgraph.errors import InputError
from kgraph.evaluate import b_cubed, read_pairs, score_clusters, score_pairs
from kgraph.register import default_register

BMI = {"type": "Ministry", "name": "BMI", "date": "2022-06"}
BUND = {"type": "State", "name": "Bund"}


def ministry(land: str) -> dict:
    return {"type": "Ministry", "name": "Innenministerium", "beside": [{"type": "Land", "name": land}]}


def pair(a: dict, b: dict, label: str = "same", id: str = "p1", **more) -> dict:
    return {"id": id, "label": label, "trap": "t", "a": a, "b": b, **more}


def written(path, *lines) -> object:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return path


def scored(tmp_path, *lines):
    return score_pairs(read_pairs(written(tmp_path / "pairs.jsonl", *lines)), default_register())


def test_two_names_of_one_ministry_are_merged_and_two_ministries_of_one_name_are_not(tmp_path):
    found = scored(
        tmp_path,
        pair(BMI, {"type": "Ministry", "name": "Bundesinnenministerium"}),
        pair(ministry("Hessen"), ministry("Sachsen"), "different", "p2"),
    )
    assert [v.merged for v in found.verdicts] == [True, False]
    assert found.rate.f1 == 1 and found.false_merges == 0 and not found.wrong


def test_a_false_merge_counts_against_precision_and_among_the_different_pairs_alone(tmp_path):
    found = scored(
        tmp_path,
        pair(BMI, BMI),
        pair(BMI, {"type": "Ministry", "name": "BMF"}, id="p2"),
        pair(BMI, BMI, "different", "p3"),
        pair(ministry("Hessen"), ministry("Sachsen"), "different", "p4"),
    )
    assert (found.rate.hit, found.rate.found, found.rate.gold) == (1, 2, 2)
    assert found.false_merges == 0.5
    assert [v.pair.id for v in found.wrong] == ["p3", "p2"]
    assert found.by_trap == {("t", True): (1, 2), ("t", False): (1, 2)}


def test_a_side_tells_nothing_to_the_other_one(tmp_path):
    bare = {"type": "Ministry", "name": "Innenministerium"}
    assert not scored(tmp_path, pair(bare, ministry("Hessen"))).verdicts[0].merged


def test_owner_and_office_are_context(tmp_path):
    plan = {"type": "Programme", "name": "Digitalstrategie"}
    land = {"type": "Land", "name": "Hessen"}
    person = {"type": "Person", "name": "Eva Beispiel", "offices": [{"role": "Ministerin", "body": ministry("Hessen")}]}
    found = scored(tmp_path, pair({**plan, "owner": land}, {**plan, "beside": [land]}), pair(person, person, id="p2"))
    assert [v.merged for v in found.verdicts] == [False, True]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (pair(BMI, BMI, "equal"), "label 'equal'"),
        (pair(BMI, {"type": "Body", "name": "BMI"}), "type 'Body' is not known"),
        (pair(BMI, {"type": "Ministry", "name": ""}), "a name is empty"),
        (pair(BMI, {**BMI, "place": "Berlin"}), "unknown key 'place'"),
        ({"id": "p1", "label": "same", "a": BMI}, "'b' is missing"),
        ([], "no pair"),
    ],
)
def test_a_line_that_is_no_pair_is_refused_with_its_number(tmp_path, line, told):
    path = written(tmp_path / "pairs.jsonl", pair(BMI, BMI), line)
    with pytest.raises(InputError, match=r"pairs\.jsonl, line 2: no pair") as fault:
        read_pairs(path)
    assert told in str(fault.value)


def test_a_file_without_pairs_is_refused(tmp_path):
    with pytest.raises(InputError, match="holds no pairs"):
        read_pairs(written(tmp_path / "pairs.jsonl"))


def test_b_cubed_is_reckoned_by_element():
    gold = {("a", "1"): "x", ("b", "1"): "x", ("c", "1"): "y", ("c", "2"): "z"}
    whole = b_cubed(gold, gold)
    assert (whole.precision, whole.recall, whole.f1) == (1, 1, 1)
    # x is split; y and z are merged.
    found = b_cubed({("a", "1"): "k", ("b", "1"): "l", ("c", "1"): "m", ("c", "2"): "m"}, gold)
    assert (found.precision, found.recall) == (0.75, 0.75)


def clusters(folder, members, gold="gold"):
    (folder / "gold").mkdir()
    for id in ("a", "b"):
        document = {"id": id, "title": "", "published": "2022-06", "text": f"{id}.txt", "relations": []}
        document["entities"] = [{"id": "e1", "type": "Ministry", "name": "BMI" if id == "a" else "BMF", "aliases": []}]
        written(folder / "gold" / f"{id}.json", document)
        (folder / "gold" / f"{id}.txt").write_text("Titel\n\nDas BMI und das BMF beraten.\n", "utf-8")
    clusters = [{"name": "It", "members": members}]
    return written(folder / "clusters.json", {"gold": [gold], "articles": ["a", "b"], "clusters": clusters})


def test_what_got_two_keys_is_told_as_split(tmp_path):
    found = score_clusters(clusters(tmp_path, ["a/e1", "b/e1"]), default_register())
    assert found.split == {"It": ["ministry/bmf", "ministry/bmi"]} and not found.mixed
    assert found.annotated.precision == 1 and found.annotated.recall == 0.5
    assert found.extracted.entities == 2


@pytest.mark.parametrize(
    ("members", "gold", "told"),
    [
        (["a/e1", "a/e9"], "gold", "there is no entity a/e9"),
        (["a/e1", "a/e1"], "gold", "stands there twice"),
        (["a/e1", "b/e1"], "elsewhere", "article a is in none of elsewhere"),
    ],
)
def test_clusters_that_fit_no_articles_are_refused(tmp_path, members, gold, told):
    with pytest.raises(InputError, match=told):
        score_clusters(clusters(tmp_path, members, gold), default_register())


# The command -------------------------------------------------------------------


def test_the_command_shows_the_figures_and_lists_what_is_wrong(tmp_path):
    path = written(tmp_path / "pairs.jsonl", pair(BMI, BMI), pair(BMI, BMI, "different", "p2"))
    result = CliRunner().invoke(main, ["evaluate", "--identity", str(path), "--misses", "5"])
    assert result.exit_code == 0
    assert "false merges   100.00%" in result.output and "merged\tp2\tBMI → ministry/bmi" in result.output
    plain = json.loads(CliRunner().invoke(main, ["evaluate", "--identity", str(path), "--json"]).stdout)
    assert plain["precision"] == 0.5 and "b_cubed" not in plain


@pytest.mark.parametrize("arguments", [[], ["GOLD", "--identity", "P"], ["--identity", "P", "--ablation"]])
def test_pairs_and_folders_exclude_each_other(tmp_path, arguments):
    path = written(tmp_path / "pairs.jsonl", pair(BMI, BMI))
    given = [{"P": str(path), "GOLD": str(tmp_path)}.get(a, a) for a in arguments]
    assert CliRunner().invoke(main, ["evaluate", *given]).exit_code == 2


def test_the_test_set_is_large_and_half_of_it_is_hard_to_tell_apart(repo_root):
    pairs = read_pairs(repo_root / "data" / "identity" / "pairs.jsonl")
    apart = sum(not p.same for p in pairs)
    assert len(pairs) >= 600 and 0.45 <= apart / len(pairs) <= 0.55
    assert len({p.id for p in pairs}) == len(pairs)
