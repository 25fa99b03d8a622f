"""The worker pool: answers, faults, and limits that end a process without ending the service."""

import asyncio
import os
import pickle
import signal

import pytest

import serve_calls
from kgraph.errors import LimitError, NotFoundError
from kgraph.serve.stem import Start
from kgraph.serve.worker import Call
from kgraph.serve.workers import Counts, Pool, WorkerFault
from serve_samples import awaited


async def asked(pool, function, arguments, limit):
    return await pool.call(pickle.dumps(Call(function, arguments, limit)), limit)


def with_pool(work, size=1, memory=4 << 30, opener=serve_calls.opened, *, shared=False):
    """Run `work(pool, counts)` with a fresh pool."""

    async def run():
        counts = Counts()
        pool = Pool(Start(opener, ("store",), memory, shared), size, counts)
        await pool.start()
        try:
            return await work(pool, counts)
        finally:
            await pool.kill()

    return awaited(run())


def test_a_worker_answers_with_the_store_and_the_arguments():
    async def work(pool, counts):
        answer, size = await asked(pool, serve_calls.echo, ("ä", b"\x00" * 3_000_000), 10)
        assert answer == ("store", "ä", b"\x00" * 3_000_000)
        assert size > 3_000_000
        assert counts.calls == 1

    with_pool(work)


def test_a_fault_of_the_user_comes_back_with_its_hint_and_costs_no_worker():
    async def work(pool, counts):
        with pytest.raises(NotFoundError, match="no Bielefeld") as caught:
            await asked(pool, serve_calls.not_found, (), 10)
        assert caught.value.hint == "look in Lippe"
        assert counts.started == 1

    with_pool(work)


def test_what_takes_too_long_is_killed_and_others_are_answered_meanwhile():
    async def work(pool, counts):
        (doomed, _), (other, _) = await asyncio.gather(*(asked(pool, serve_calls.sleep, (0.3,), 10) for _ in "ab"))
        stuck = asyncio.create_task(asked(pool, serve_calls.sleep, (60,), 0.5))
        answered = await asyncio.gather(*(asked(pool, serve_calls.process, (), 10) for _ in range(5)))
        with pytest.raises(LimitError, match=r"longer than 0\.5 s"):
            await stuck
        later = [await asked(pool, serve_calls.sleep, (0.2,), 10) for _ in range(4)]
        assert len({pid for pid, _ in answered}) == 1
        gone = ({doomed, other} - {pid for pid, _ in answered}).pop()
        with pytest.raises(ProcessLookupError):
            os.kill(gone, 0)
        assert gone not in {pid for pid, _ in later}
        assert counts.stopped == 1

    with_pool(work, size=2)


def test_a_program_fault_ends_its_worker_and_the_next_call_has_another(capfd):
    async def work(pool, counts):
        with pytest.raises(WorkerFault, match="exit code 1"):
            await asked(pool, serve_calls.break_down, (), 10)
        assert (await asked(pool, serve_calls.echo, (1,), 10))[0] == ("store", 1)
        assert counts.started == 2

    with_pool(work)
    assert "ValueError: a fault of the program" in capfd.readouterr().err


def test_a_worker_that_wants_too_much_memory_says_so():
    async def work(pool, counts):
        with pytest.raises(LimitError, match="memory"):
            await asked(pool, serve_calls.allocate, (1 << 30,), 10)
        assert (await asked(pool, serve_calls.allocate, (1 << 20,), 10))[0] == 1 << 20

    with_pool(work, memory=900 << 20)


def test_a_caller_that_has_gone_takes_its_worker_with_it():
    async def work(pool, counts):
        gone = asyncio.create_task(asked(pool, serve_calls.sleep, (60,), 60))
        await asyncio.sleep(0.2)
        gone.cancel()
        assert (await asked(pool, serve_calls.echo, (), 10))[0] == ("store",)
        assert counts.abandoned == 1

    with_pool(work)


def test_closing_lets_calls_finish_those_that_wait_included():
    async def work(pool, counts):
        calls = [asyncio.create_task(asked(pool, serve_calls.sleep, (0.2,), 10)) for _ in range(3)]
        await asyncio.sleep(0)
        await pool.close()
        assert len([await call for call in calls]) == 3

    with_pool(work)


@pytest.mark.parametrize("shared", [False, True])
def test_a_store_that_cannot_be_opened_is_told_at_the_start(shared):
    async def work():
        pool = Pool(Start(serve_calls.not_found, ("x",), 4 << 30, shared), 2, Counts())
        with pytest.raises(NotFoundError):
            await pool.start()

    awaited(work())


def test_what_is_shared_is_opened_once_and_by_none_of_the_workers():
    async def work(pool, counts):
        told = await asyncio.gather(*(asked(pool, serve_calls.echo, (), 10) for _ in "ab"))
        workers = {(await asked(pool, serve_calls.sleep, (0.2,), 10))[0] for _ in "ab"}
        openers = {store for (store,), _ in told}
        assert len(openers) == 1
        assert openers.pop()[1] not in workers

    with_pool(work, 2, opener=serve_calls.opener_of, shared=True)


def test_what_is_not_shared_is_opened_by_each_worker_itself():
    async def work(pool, counts):
        (store,), _ = await asked(pool, serve_calls.echo, (), 10)
        assert store[1] == (await asked(pool, serve_calls.process, (), 10))[0]

    with_pool(work, opener=serve_calls.opener_of)


@pytest.mark.parametrize("shared", [False, True])
def test_workers_begin_again_when_the_process_that_forks_them_was_killed(shared):
    async def work(pool, counts):
        forker, _ = await asked(pool, serve_calls.parent, (), 10)
        os.kill(forker, signal.SIGKILL)
        with pytest.raises(LimitError, match="longer"):
            await asked(pool, serve_calls.sleep, (60,), 0.2)
        assert (await asked(pool, serve_calls.parent, (), 20))[0] != forker
        assert counts.started == 2

    with_pool(work, shared=shared)


@pytest.mark.parametrize("shared", [False, True])
def test_a_worker_may_take_its_memory_beside_what_is_shared(shared):
    async def work(pool, counts):
        assert (await asked(pool, serve_calls.allocate, (300 << 20,), 10))[0] == 300 << 20
        with pytest.raises(LimitError, match="memory"):
            await asked(pool, serve_calls.allocate, (600 << 20,), 10)

    with_pool(work, memory=500 << 20, shared=shared)
