"""Answers that took long are read back from a file, and never outlive what they were made of."""

import pytest

from graph_samples import HANDOVER, PRAISE, extraction_of, stored
from kgraph.config import Settings
from kgraph.query import ask, kept
from kgraph.store import Store, open_store
from kgraph.store.embedded import EmbeddedStore
from kgraph.store.layout import ANSWERS


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "WORTH", 0)
    settings = Settings(store=str(tmp_path / "store"))
    with open_store(settings, write=True) as store:
        store.replace_articles(stored(extraction_of(item)) for item in (HANDOVER, PRAISE))
    return settings


@pytest.fixture
def asked(monkeypatch):
    """The texts that reach an engine."""
    texts: list[str] = []
    original = EmbeddedStore.query

    def query(self, sparql, *others, **named):
        texts.append(sparql)
        return original(self, sparql, *others, **named)

    monkeypatch.setattr(EmbeddedStore, "query", query)
    return texts


def files_of(place: Settings):
    from pathlib import Path

    return sorted(path for path in Path(place.store).glob(f"{ANSWERS}/*/*") if path.is_file())


def test_the_same_question_is_answered_once(place, asked):
    with open_store(place) as store:
        first = ask(store, "takeovers")
        number = len(asked)
        again = ask(store, "takeovers")
    assert first == again
    assert first.rows
    assert len(asked) == number


def test_other_values_are_another_question(place):
    with open_store(place) as store:
        found = [ask(store, "takeovers", {"by": who}).rows for who in ("Bund", "Bremen", "Bund")]
    assert found[0] == found[2] != found[1]


def test_joined_claims_are_kept_for_their_day_and_for_what_is_known_of_offices(place, asked, monkeypatch):
    with open_store(place) as store:
        found = [ask(store, "officeholders", {"known-on": day}) for day in ("2030-01-01", "1990-01-01", "2030-01-01")]
        number = len(asked)
        assert found[0] == found[2] != found[1]
        monkeypatch.setattr("kgraph.query._JOINED", {"officeholders": lambda store, rows, given: found[1]})
        assert ask(store, "officeholders", {"known-on": "2030-01-01"}) == found[0]
        monkeypatch.setattr("kgraph.query.edition", lambda: "another")
        assert ask(store, "officeholders", {"known-on": "2030-01-01"}) == found[1]
    assert len(asked) == number  # the rows themselves were still kept


def test_what_is_kept_is_whole_however_few_rows_were_asked_for(place, asked):
    with open_store(place) as store:
        few = ask(store, "most-connected", max_rows=2)
        number = len(asked)
        whole = ask(store, "most-connected")
    assert len(asked) == number
    assert few.rows == whole.rows[:2]
    assert (few.truncated, whole.truncated) == (True, False)
    assert len(whole.rows) > 2


def test_a_quick_answer_is_not_kept(place, monkeypatch):
    monkeypatch.setattr(kept, "WORTH", 3600)
    with open_store(place) as store:
        ask(store, "takeovers")
    assert files_of(place) == []


@pytest.mark.parametrize("change", ["forget", "replace", "infer"])
def test_a_change_takes_the_answers_away(place, change):
    with open_store(place) as store:
        before = ask(store, "most-connected").rows
    assert files_of(place)
    with open_store(place, write=True) as store:
        if change == "forget":
            store.forget("handover")
        elif change == "replace":
            store.replace_article(stored(extraction_of({**HANDOVER, "relations": HANDOVER["relations"][:1]})))
        else:
            store.keep_inferred([])
    # Before anybody asks again: what was withdrawn must not stay on the disk.
    assert files_of(place) == []
    with open_store(place) as store:
        after = ask(store, "most-connected").rows
    assert (after == before) == (change == "infer")


@pytest.mark.parametrize("damage", [b"", b"{}\n", b'{"columns": ["a"], "rows": 9, "bytes": 4}\n\0\0\0\0', b"\xff\xfe"])
def test_a_damaged_file_is_made_anew(place, damage):
    with open_store(place) as store:
        whole = ask(store, "takeovers")
        (file,) = files_of(place)
        good = file.read_bytes()
        file.write_bytes(damage)
        assert ask(store, "takeovers") == whole
    assert file.read_bytes() == good


def test_a_cut_file_is_made_anew(place):
    with open_store(place) as store:
        whole = ask(store, "takeovers")
        (file,) = files_of(place)
        for size in range(0, len(good := file.read_bytes()), 97):
            file.write_bytes(good[:size])
            assert ask(store, "takeovers") == whole


def test_only_so_many_answers_are_kept(place, monkeypatch):
    monkeypatch.setattr(kept, "_MOST_FILES", 2)
    with open_store(place) as store:
        for name in ("takeovers", "most-connected", "events"):
            ask(store, name)
    assert len(files_of(place)) == 2


def test_a_long_answer_is_not_kept(place, monkeypatch):
    monkeypatch.setattr(kept, "_MOST_BYTES", 100)
    with open_store(place) as store:
        assert ask(store, "takeovers").rows
    assert files_of(place) == []


def test_a_disk_that_cannot_be_written_is_no_fault(place, monkeypatch):
    def refuse(*_):
        raise OSError("no space left")

    monkeypatch.setattr(kept.Path, "write_bytes", refuse)
    with open_store(place) as store:
        assert ask(store, "takeovers").rows
    assert files_of(place) == []


def test_a_store_that_cannot_tell_whether_it_has_changed_keeps_nothing(place, monkeypatch):
    monkeypatch.setattr(EmbeddedStore, "generation", Store.generation)
    with open_store(place) as store:
        assert ask(store, "takeovers").rows
    assert files_of(place) == []
