"""The file of decisions: what is written in it and taken back, and that nothing else in it changes."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.errors import DataError, KgraphError, NotFoundError
from kgraph.resolve import Decision, Decisions
from kgraph.resolve.journal import Journal

BY_HAND = """\
# Unsere Entscheidungen.

[[decision]]   # von Hand
kind = "rename"
subject = "initiative/a"
value = "A"
who = "Ada"
when = 2025-01-02
why = "so"

# Diese Notiz gehört zur nächsten.
[[decision]]
kind = "reject"
subject = "0123456789ab"
who = "Ada"
when = "2025"
why = '''
mehrere
Zeilen'''
"""


def decision(kind="same", subject="person/a", target="person/b", why="gleich", **more):
    return Decision(kind, subject, target, "Ada", "2025-01-02", why, **more)


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "decisions.toml")


def test_a_decision_is_written_with_its_place_and_read_back(journal):
    first, second = journal.add(decision()), journal.add(decision(subject="person/c"))
    assert [first.place, second.place] == ["decisions.toml:1", "decisions.toml:9"]
    assert journal.read().all == (first, second)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_text_comes_back_as_it_was_written(tmp_path_factory, text):
    journal = Journal(tmp_path_factory.mktemp("journal") / "decisions.toml")
    journal.add(decision(kind="rename", target=text, why=text))
    (found,) = journal.read().all
    assert (found.target, found.why) == (text, text)


def test_what_stands_in_the_file_stays_as_it_is(journal):
    journal.path.write_text(BY_HAND, "utf-8")
    added = journal.add(decision())
    assert journal.path.read_text("utf-8").startswith(BY_HAND)
    journal.undo(added)
    assert journal.path.read_text("utf-8").rstrip("\n") == BY_HAND.rstrip("\n")


def test_undoing_takes_the_lines_of_one_decision_and_leaves_the_note_of_the_next(journal):
    journal.path.write_text(BY_HAND, "utf-8")
    assert journal.undo(3).kind == "rename"
    left = journal.path.read_text("utf-8")
    assert [d.kind for d in journal.read().all] == ["reject"]
    assert left.startswith("# Unsere Entscheidungen.\n\n# Diese Notiz gehört zur nächsten.\n[[decision]]\n")
    assert journal.undo().kind == "reject"
    assert journal.read() == Decisions()


def test_what_several_decide_at_once_all_stands_in_the_file(journal):
    def work(desk):
        for number in range(8):
            Journal(journal.path).add(decision(subject=f"person/{desk}-{number}"))

    with ThreadPoolExecutor(4) as desks:
        list(desks.map(work, "abcd"))
    assert {d.subject for d in journal.read().all} == {f"person/{d}-{n}" for d in "abcd" for n in range(8)}


def test_undoing_takes_a_decision_with_empty_lines_in_it_as_a_whole(journal):
    entry = '[[decision]]\nkind = "rename"\n\nsubject = "a/b"\nvalue = "C"\nwho = "A"\nwhen = "2025"\n'
    entry += 'why = """eins\n\n[zwei]"""   # so\n'
    journal.path.write_text(f"{BY_HAND}\n\n{entry}\n# Zum Schluss.\n", "utf-8")
    assert journal.undo().kind == "rename"
    assert journal.path.read_text("utf-8") == f"{BY_HAND}\n\n# Zum Schluss.\n"


def test_a_note_right_above_the_next_decision_stays(journal):
    journal.add(decision())
    journal.path.write_text(journal.path.read_text("utf-8") + BY_HAND.partition("\n\n")[2], "utf-8")
    text = journal.path.read_text("utf-8").replace("[[decision]]   #", "# Zur nächsten.\n[[decision]]   #")
    journal.path.write_text(text, "utf-8")
    journal.undo(1)
    assert journal.path.read_text("utf-8").startswith("# Zur nächsten.\n[[decision]]   # von Hand\n")


def test_a_file_that_another_editor_has_written_is_read_and_stays_as_it_is(journal):
    text = "\ufeff" + BY_HAND.replace("# Unsere Entscheidungen.\n\n", "").replace("\n", "\r\n")
    journal.path.write_bytes(text.encode())
    added = journal.add(decision())
    assert [d.place for d in journal.read().all][:2] == ["decisions.toml:1", "decisions.toml:10"]
    journal.undo(added)
    assert journal.path.read_bytes().decode().startswith(text.rstrip())
    assert journal.undo(1).kind == "rename" and journal.path.read_bytes().decode().startswith("\ufeff#")


def test_lines_are_counted_as_toml_has_them(journal):
    first = journal.add(decision(why="eins\u2028zwei\x85drei"))
    second = journal.add(decision(subject="person/c"))
    assert [d.place for d in journal.read().all] == [first.place, second.place]


def test_a_link_to_the_file_stays_a_link_and_the_file_as_readable_as_it_was(tmp_path):
    kept = tmp_path / "kept" / "ours.toml"
    kept.parent.mkdir()
    kept.write_text("", "utf-8")
    kept.chmod(0o640)
    link = tmp_path / "decisions.toml"
    link.symlink_to(kept)
    Journal(link).add(decision())
    assert link.is_symlink() and len(Journal(kept).read().all) == 1
    assert kept.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("line", [1, 4, 99], ids=["a comment", "within one", "behind the end"])
def test_undoing_where_no_decision_begins_changes_nothing(journal, line):
    journal.path.write_text(BY_HAND, "utf-8")
    with pytest.raises(NotFoundError, match="no decision begins") as fault:
        journal.undo(line)
    assert "lines 3, 12" in fault.value.hint
    assert journal.path.read_text("utf-8") == BY_HAND


def test_undoing_without_a_file_says_so(journal):
    with pytest.raises(NotFoundError, match=r"decisions\.toml"):
        journal.undo()


@pytest.mark.parametrize(
    "second",
    [
        decision("different"),
        decision("different", "person/b", "person/a"),
        decision("same", "person/b", "person/a"),
        decision("same", "person/a", "person/c"),
    ],
    ids=["the opposite", "the other way round", "a circle", "a second target"],
)
def test_what_contradicts_is_refused_with_the_place_of_the_other_and_not_written(journal, second):
    journal.add(decision())
    before = journal.path.read_bytes()
    with pytest.raises(DataError) as fault:
        journal.add(second)
    assert "decisions.toml:1 (same person/a person/b)" in str(fault.value)
    assert "the new decision" in str(fault.value)
    assert journal.path.read_bytes() == before


def test_the_same_decision_twice_is_written_once(journal):
    first = journal.add(decision())
    assert journal.add(decision(why="noch einmal")) == first
    assert len(journal.read().all) == 1


def test_a_decision_without_a_reason_is_not_written(journal):
    with pytest.raises(DataError, match="why is missing"):
        journal.add(decision(why=" "))
    assert not journal.path.exists()


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(KgraphError, match="cannot be written"):
        Journal(tmp_path / "none" / "decisions.toml").add(decision())


RENAME = '[[decision]]\nkind = "rename"\nsubject = "a/b"\nvalue = "A"\nwho = "Ada"\nwhen = "2025-01-02"\nwhy = "so"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RENAME + '\n[[decission]]\nkind = "same"\n', "decisions.toml:9: unknown table or field 'decission'"),
        ("[other]\nx = 1\n" + RENAME, "decisions.toml:1: unknown table or field 'other'"),
        ('\n"who" = "Ada"\n' + RENAME, "decisions.toml:2: unknown table or field 'who'"),
        (RENAME.replace('"A"', "5"), "decisions.toml:1: value is no text: 5"),
        (RENAME.replace('"A"', '["A"]'), "decisions.toml:1: value is no text"),
        (RENAME.replace('"A"', '" "'), "decisions.toml:1: value is missing"),
        (RENAME.replace('"A"', '"A"\nobject = "a/c"'), "decisions.toml:1: rename takes no object"),
        (RENAME.replace('"A"', '"A"\narticles = ["x"]'), "decisions.toml:1: rename takes no articles"),
        (RENAME.replace('"rename"', '["rename"]'), "decisions.toml:1: kind"),
        (RENAME.replace('"2025-01-02"', '"gestern"'), "decisions.toml:1: when is no date: gestern"),
        (RENAME.replace('"2025-01-02"', '"2025-02-30"'), "decisions.toml:1: when is no date: 2025-02-30"),
        (RENAME.replace('"2025-01-02"', '"2025-13"'), "decisions.toml:1: when is no date: 2025-13"),
        (RENAME.replace('"2025-01-02"', "2025"), "decisions.toml:1: when is no date: 2025"),
    ],
)
def test_what_the_file_has_of_unknown_or_wrong_is_refused_with_its_line(text, said):
    with pytest.raises(DataError) as fault:
        Decisions.parse(text, "decisions.toml")
    assert str(fault.value).startswith(said)


@pytest.mark.parametrize("when", ['"2025"', '"2025-03"', '"2024-02-29"', "2025-01-02", "2025-01-02T10:00:00Z"])
def test_a_date_may_be_cut_to_what_is_known_and_written_either_way(when):
    (found,) = Decisions.parse(RENAME.replace('"2025-01-02"', when), "decisions.toml").all
    assert found.when.startswith("202")


def test_a_folder_in_place_of_the_file_is_refused_and_no_file_is_none(tmp_path):
    path = tmp_path / "decisions.toml"
    assert Decisions.load(path) == Decisions()
    path.mkdir()
    with pytest.raises(DataError, match=r"decisions\.toml cannot be read"):
        Decisions.load(path)
