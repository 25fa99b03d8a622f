"""Backup and restore: what comes back, what is refused, and that a restore is whole or has not been."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import zipfile

import pytest
from click.testing import CliRunner

from graph_samples import HANDOVER, PRAISE, extraction_of, stored
from kgraph.cli import main
from kgraph.config import Settings
from kgraph.errors import InputError, StoreError
from kgraph.store import open_store
from kgraph.store.backup import back_up
from kgraph.store.restore import restore

A = stored(extraction_of(HANDOVER))
B = stored(extraction_of(PRAISE))
DECISIONS = '[[decision]]\nkind = "different"\n'


def fill(folder, *articles, decisions=None):
    folder.mkdir(exist_ok=True)
    with open_store(Settings(store=str(folder / "store")), write=True) as store:
        store.replace_articles(articles)
    if decisions:
        (folder / "decisions.toml").write_text(decisions)


def state(folder):
    """All that a store is: its quads, its texts, the decisions beside it."""
    decisions = folder / "decisions.toml"
    with open_store(Settings(store=str(folder / "store"))) as store:
        articles = [(id, store.article(id)) for id in sorted(store.fingerprints())]
        return sorted(map(str, store.quads())), articles, decisions.read_text() if decisions.exists() else None


@pytest.fixture
def saved(tmp_path):
    """A backup of a store with one article and decisions, its file and its state."""
    fill(tmp_path / "one", A, decisions=DECISIONS)
    file = tmp_path / "backup.zip"
    with file.open("wb") as out:
        back_up(tmp_path / "one" / "store", out, tmp_path)
    return file, state(tmp_path / "one")


def test_a_restored_store_is_the_one_that_was_backed_up(saved, tmp_path):
    file, expected = saved
    restore(file, tmp_path / "new" / "store")
    assert state(tmp_path / "new") == expected


def test_what_was_withdrawn_is_not_in_the_backup(tmp_path):
    fill(tmp_path / "one", A, B)
    with open_store(Settings(store=str(tmp_path / "one" / "store")), write=True) as store:
        store.forget("praise")
    with (tmp_path / "backup.zip").open("wb") as out:
        assert back_up(tmp_path / "one" / "store", out, tmp_path).articles == 1
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        assert B.packed not in archive.read("ledger.db")
        assert A.packed in archive.read("ledger.db")


def test_a_store_with_articles_or_decisions_is_only_replaced_by_force(saved, tmp_path):
    file, expected = saved
    fill(tmp_path / "two", B, decisions="# mine\n")
    before = state(tmp_path / "two")
    with pytest.raises(StoreError, match="not empty"):
        restore(file, tmp_path / "two" / "store")
    assert state(tmp_path / "two") == before
    (tmp_path / "two" / "store" / "archives.json").write_text("places up to which the former store had read")
    restore(file, tmp_path / "two" / "store", force=True)
    assert not (tmp_path / "two" / "store" / "archives.json").exists()
    assert state(tmp_path / "two") == expected
    assert (tmp_path / "two" / "decisions.toml.before-restore").read_text() == "# mine\n"
    (tmp_path / "three").mkdir()
    (tmp_path / "three" / "decisions.toml").write_text("# mine\n")
    with pytest.raises(StoreError, match="decisions already"):
        restore(file, tmp_path / "three" / "store")


def test_a_folder_with_other_things_is_not_replaced_even_by_force(saved, tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="no kgraph store"):
        restore(saved[0], tmp_path / "letters", force=True)


def flipped(data):
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def other_sum(data):
    return rewritten(data, {"sha256": {"ledger.db": "0" * 64}})


def newer(data):
    return rewritten(data, {"version": 99})


def without_ledger(data):
    return rewritten(data, {"sha256": {}})


def rewritten(data, changes):
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                content = json.dumps({**json.loads(content), **changes}).encode()
            new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("damage", "fault", "said"),
    [
        (flipped, InputError, "damaged"),
        (lambda data: data[: len(data) // 2], InputError, "damaged"),
        (lambda data: b"", InputError, "damaged"),
        (lambda data: b"Sehr geehrte Damen und Herren", InputError, "damaged"),
        (other_sum, InputError, "checksum of ledger.db"),
        (without_ledger, InputError, "damaged"),
        (newer, StoreError, "format 99"),
    ],
    ids=["one bit", "cut", "empty", "a letter", "other checksum", "no ledger", "newer format"],
)
def test_a_damaged_backup_is_refused_and_the_store_stays(saved, tmp_path, damage, fault, said):
    file, expected = saved
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(fault, match=said):
        restore(file, tmp_path / "one" / "store", force=True)
    assert state(tmp_path / "one") == expected
    with pytest.raises(InputError, match="cannot read"):
        restore(tmp_path / "missing.zip", tmp_path / "one" / "store", force=True)


class Killed(BaseException):
    """What a process that is killed does: nothing more."""


@pytest.mark.parametrize("filled", [True, False], ids=["over a store", "into nothing"])
def test_a_restore_that_is_killed_before_any_step_is_whole_or_has_not_been(saved, tmp_path, monkeypatch, filled):
    """Every change of the file system is counted, and the process killed before the n-th, for all n."""
    file, expected = saved
    outcomes = []
    for last in range(1, 60):
        folder = tmp_path / f"killed-{last}"
        if filled:
            fill(folder, B, decisions="# mine\n")
            (folder / "store" / "ledger.db-journal").touch()
        before = state(folder) if filled else None
        done = 0

        def dying(call, limit=last):
            def counted(*arguments, **keywords):
                nonlocal done
                done += 1
                if done >= limit:
                    raise Killed
                return call(*arguments, **keywords)

            return counted

        with monkeypatch.context() as patch:
            patch.setattr(os, "mkdir", dying(os.mkdir))
            patch.setattr(os, "rename", dying(os.rename))
            patch.setattr(os, "replace", dying(os.replace))
            patch.setattr(os, "unlink", dying(os.unlink))
            patch.setattr(os, "rmdir", dying(os.rmdir))
            with contextlib.suppress(Killed):
                restore(file, folder / "store", force=True)
        if done < last:
            break
        try:
            outcomes.append(state(folder))
        except StoreError as fault:
            assert "there is no store" in str(fault)
            outcomes.append(None)
        assert outcomes[-1] in (before, expected), last
    assert done < last, "more steps than the test looks at"
    assert outcomes == sorted(outcomes, key=[before, expected].index)
    assert {before == outcome for outcome in outcomes} == {True, False}


HOLD = """
import sys
from kgraph.config import Settings
from kgraph.store import open_store
with open_store(Settings(store=sys.argv[1]), write=True) as store:
    store._ledger._connection.execute("BEGIN IMMEDIATE")
    store._ledger._connection.execute("UPDATE article SET title = 'not yet acknowledged'")
    print("held", flush=True)
    sys.stdin.readline()
    store._ledger._connection.execute("ROLLBACK")
"""


def test_beside_a_writer_a_backup_has_what_is_acknowledged_and_a_restore_is_refused(saved, tmp_path):
    file, expected = saved
    place = tmp_path / "one" / "store"
    command = [sys.executable, "-c", HOLD, str(place)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        with (tmp_path / "beside.zip").open("wb") as out:
            back_up(place, out, tmp_path)
        with pytest.raises(StoreError, match=f"in use by process {process.pid}"):
            restore(file, place, force=True)
        process.communicate("\n", timeout=60)
    restore(tmp_path / "beside.zip", tmp_path / "new" / "store")
    assert state(tmp_path / "new") == expected


def test_a_backup_can_replace_a_store_that_is_damaged_beyond_opening(saved, tmp_path):
    file, expected = saved
    place = tmp_path / "one" / "store"
    (place / "ledger.db").write_bytes(b"nonsense" * 1000)
    (place / "format").write_text("nonsense")
    with pytest.raises(StoreError) as fault:
        open_store(Settings(store=str(place)))
    assert "kgraph restore" in fault.value.hint
    restore(file, place, force=True)
    assert state(tmp_path / "one") == expected


def test_the_commands_say_what_they_did(tmp_path):
    def run(*arguments):
        return CliRunner().invoke(main, arguments)

    fill(tmp_path / "one", A)
    place, file = str(tmp_path / "one" / "store"), str(tmp_path / "backup.zip")
    done = run("--store", place, "backup", file)
    assert (done.exit_code, ": 1 article\n" in done.stderr) == (0, True), done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.zip", "one"]
    refused = run("--store", place, "restore", file)
    assert (refused.exit_code, "--force" in refused.stderr) == (1, True)
    shutil.rmtree(place)
    assert run("--store", place, "restore", file).exit_code == 0
    assert (tmp_path / "one" / "store" / "quads" / "CURRENT").exists()
    assert run("--store", "http://127.0.0.1:9/sparql", "backup", file).exit_code == 2
    assert run("--store", str(tmp_path / "no"), "backup", str(tmp_path / "no.zip")).exit_code == 1
    assert not (tmp_path / "no.zip").exists()
