"""The graph that the web process asks: always a whole build, the latest one, and no more than it can bear."""

import asyncio

import pytest

import serve_calls
from graph_samples import HANDOVER, PRAISE
from kgraph.config import Settings
from kgraph.errors import BusyError, HeldError
from kgraph.serve.cache import Cache
from kgraph.serve.graph import Graph, Limits
from kgraph.store import open_store
from kgraph.store.snapshot import SERVING
from serve_samples import awaited, fill, until


@pytest.fixture
def place(tmp_path):
    settings = Settings(store=str(tmp_path / "store"))
    fill(settings, HANDOVER)
    return settings


def snapshots_of(settings):
    from pathlib import Path

    return [path for path in (Path(settings.store) / SERVING).iterdir() if path.is_dir()]


def test_a_finished_build_is_served_without_a_restart_and_the_former_snapshot_goes(place):
    async def work():
        async with Graph(place, Limits(2, poll=0.05)) as graph:
            before = graph.generation
            assert await graph.call(serve_calls.articles) == [HANDOVER["title"]]
            slow = asyncio.create_task(graph.call(serve_calls.slow_articles, 1.5))
            await asyncio.sleep(0.1)
            await asyncio.to_thread(fill, place, PRAISE)
            await until(lambda: graph.generation != before)
            assert await graph.call(serve_calls.articles) == [PRAISE["title"], HANDOVER["title"]]
            # What has begun on the former build is finished on it.
            assert await slow == [HANDOVER["title"]]
            await until(lambda: len(snapshots_of(place)) == 1)
        assert snapshots_of(place) == []

    awaited(work())


def test_nothing_of_a_build_at_work_is_seen(place):
    async def work():
        async with Graph(place, Limits(1, poll=0.05)) as graph:
            before = graph.generation
            with open_store(place, write=True) as store:
                from graph_samples import extraction_of, stored

                store.replace_article(stored(extraction_of(PRAISE)))
                await asyncio.sleep(0.4)
                assert await graph.call(serve_calls.articles) == [HANDOVER["title"]]
                assert graph.generation == before
            await until(lambda: graph.generation != before)

    awaited(work())


def test_the_server_does_not_start_beside_a_build_unless_it_may_wait(place):
    async def work():
        async with Graph(place, Limits(1)):
            pass

    with open_store(place, write=True), pytest.raises(HeldError):
        awaited(work())
    assert snapshots_of(place) == []


def test_an_answer_is_worked_out_once_for_a_build(place):
    async def work():
        async with Graph(place, Limits(1)) as graph:
            assert await graph.call(serve_calls.articles) == await graph.call(serve_calls.articles)
            assert (graph.counts.calls, graph.cache.hits) == (1, 1)
            await graph.call(serve_calls.sleep, 0)
            assert graph.counts.calls == 2

    awaited(work())


def test_workers_read_the_names_before_anybody_asks_for_them(place):
    async def work():
        async with Graph(place, Limits(1, poll=0.05)) as graph, asyncio.timeout(30):
            while not await graph.call(serve_calls.knows_names, kept=False):
                await asyncio.sleep(0.05)
            before = graph.generation
            await asyncio.to_thread(fill, place, HANDOVER, PRAISE)
            await until(lambda: graph.generation != before)
            assert await graph.call(serve_calls.knows_names, kept=False)

    awaited(work())


@pytest.mark.parametrize(("most", "expected"), [(1 << 30, True), (0, False)])
def test_a_store_that_is_small_enough_is_soon_held_in_memory_and_answers_the_same(place, most, expected):
    async def settled(graph):
        while not await graph.call(serve_calls.knows_names, kept=False):
            await asyncio.sleep(0.05)
        await until(lambda: graph.in_memory == expected)

    async def work():
        async with Graph(place, Limits(2, poll=0.05, in_memory=most)) as graph, asyncio.timeout(60):
            await settled(graph)
            before = graph.generation
            assert await graph.call(serve_calls.articles) == [HANDOVER["title"]]
            await asyncio.to_thread(fill, place, HANDOVER, PRAISE)
            await until(lambda: graph.generation != before)
            await settled(graph)
            assert await graph.call(serve_calls.articles) == [PRAISE["title"], HANDOVER["title"]]
        assert snapshots_of(place) == []

    awaited(work())


def test_a_store_that_cannot_be_held_in_memory_is_read_from_disk(place, caplog, monkeypatch):
    monkeypatch.setattr("kgraph.serve.eras.opened_in_memory", serve_calls.refused)

    async def work():
        async with Graph(place, Limits(1, in_memory=1 << 30)) as graph:
            await until(lambda: "could not be held in memory: there is no room" in caplog.text)
            assert not graph.in_memory
            assert await graph.call(serve_calls.articles) == [HANDOVER["title"]]

    awaited(work())


def test_more_calls_than_may_wait_are_refused_and_the_others_answered(place):
    async def work():
        async with Graph(place, Limits(1, waiting=2)) as graph:
            calls = [graph.call(serve_calls.sleep, 0.1 + number / 1000) for number in range(5)]
            answers = await asyncio.gather(*calls, return_exceptions=True)
            assert [isinstance(answer, BusyError) for answer in answers] == [False] * 3 + [True] * 2

    awaited(work())


def test_a_cache_keeps_what_was_used_last_and_nothing_oversized():
    cache = Cache(800)
    for number in range(9):
        cache.put(number, str(number), 100)
        cache.get(0)
    assert cache.get(0) == ("0",)
    assert cache.get(1) is None
    assert cache.get(8) == ("8",)
    cache.put("large", "x", 101)
    assert cache.get("large") is None
