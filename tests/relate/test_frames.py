"""Each frame fires where it should and is silent beside it; a wrong frame names its file and its place."""

import pytest
from marked import relations

from kgraph.errors import DataError
from kgraph.relate.frames import load_frames, read_frames

FRAMES = load_frames().all
GOOD = """
[[frame]]
id = "a"
predicate = "funds"
verbs = "fördern"
confidence = 0.8
fires = "Der [State Bund|s] fördert [Project X|o]."
silent = "Der [State Bund|s] kennt [Project X|o]."
"""


def fired(text, frame):
    found = {(r.subject[0], r.predicate, r.object[0]) for r in relations(text) if r.status != "denied"}
    ends = {("s", frame.predicate, "o")} | (
        {("o", frame.predicate, "s")} if frame.predicate == "cooperatesWith" else set()
    )
    return found & ends


@pytest.mark.parametrize("frame", FRAMES, ids=lambda f: f.id)
def test_a_frame_fires_in_its_example(frame):
    assert fired(frame.fires, frame)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda f: f.id)
def test_a_frame_is_silent_in_the_near_miss(frame):
    assert not fired(frame.silent, frame)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("funds", "fundz"), "no predicate 'fundz'"),
        (('verbs = "fördern"', ""), "exactly one of verbs, nouns, cues"),
        (("0.8", "8.0"), "confidence 8.0"),
        (('id = "a"', 'id = "a"\nverb = "x"'), r"unknown keys \['verb'\]"),
        (('verbs = "fördern"', 'verbs = "fördern"\nwith = "("'), "with is no valid pattern"),
        (("[[frame]]", "[[frame"), "funds.toml"),
    ],
    ids=["predicate", "kind", "confidence", "key", "pattern", "syntax"],
)
def test_a_wrong_frame_is_refused_with_its_file(tmp_path, change, message):
    (tmp_path / "funds.toml").write_text(GOOD)
    assert [f.id for f in read_frames(tmp_path).all] == ["a"]
    (tmp_path / "funds.toml").write_text(GOOD.replace(*change, 1))
    with pytest.raises(DataError, match=message) as fault:
        read_frames(tmp_path)
    assert "funds.toml" in str(fault.value)


def test_two_frames_of_one_id_are_refused(tmp_path):
    (tmp_path / "funds.toml").write_text(GOOD + GOOD)
    with pytest.raises(DataError, match="'a' is there twice"):
        read_frames(tmp_path)
