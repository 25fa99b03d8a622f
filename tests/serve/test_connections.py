"""How answers leave: head and body at once, all of it in order."""

import asyncio

from kgraph.serve.connections import Corked
from serve_samples import awaited


class Recorded:
    """A transport that only notes what it is asked to do."""

    def __init__(self):
        self.done = []

    def write(self, data):
        self.done.append(bytes(data))

    def close(self):
        self.done.append("closed")

    def is_closing(self):
        return "closed" in self.done


def corked(work):
    """What a transport has done while `work` went on, one turn of the loop after each of its steps."""

    async def run():
        transport = Recorded()
        for step in work:
            step(Corked(transport, asyncio.get_running_loop()))
            await asyncio.sleep(0)
        return transport.done

    return awaited(run())


def test_what_is_written_in_one_turn_leaves_at_once_and_in_order():
    def answer(cork):
        cork.write(b"head ")
        cork.write(b"body")

    assert corked([answer, lambda cork: cork.write(b"next")]) == [b"head body", b"next"]


def test_a_large_part_does_not_wait_and_keeps_its_place():
    def answer(cork):
        cork.write(b"head ")
        cork.write(b"x" * 100_000)
        cork.write(b"end")

    assert corked([answer]) == [b"head " + b"x" * 100_000, b"end"]


def test_closing_writes_first_and_all_else_is_the_transports():
    def answer(cork):
        cork.write(b"last")
        assert not cork.is_closing()
        cork.close()
        assert cork.is_closing()

    assert corked([answer]) == [b"last", "closed"]
