"""Load a server with what visitors do while builds change its store: does anything fail, does memory grow?

`python -m benchmarks.soak FOLDER --minutes 30` makes a store of generated articles in an empty folder, serves it,
asks it over some connections, and builds one article after the other into it meanwhile.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import quote

import httpx
import psutil

from benchmarks.generate import generated
from kgraph.config import Settings
from kgraph.store import open_store, text_of

_CONNECTIONS = 4
_PAUSE = 0.1  # seconds between two requests of one visitor
_BUILD_EVERY = 30.0  # seconds
_SAMPLE_EVERY = 10.0
_BATCHES = 40  # of five articles, built one after the other
_KGRAPH = Path(sys.executable).parent / "kgraph"
_SPARQL = "SELECT ?p ?o WHERE {{ <{iri}> ?p ?o }} LIMIT 50 # {n}"


class Tally:
    """What came of the requests, by kind: milliseconds of each, and faults."""

    def __init__(self) -> None:
        self.times: defaultdict[str, list[float]] = defaultdict(list)
        self.faults: Counter[str] = Counter()

    async def ask(self, client: httpx.AsyncClient, kind: str, path: str) -> None:
        """Send one request and note what came of it."""
        started = time.perf_counter()
        try:
            answer = await client.get(path, follow_redirects=True)
        except httpx.HTTPError as fault:
            self.faults[f"{kind}: {type(fault).__name__}"] += 1
            return
        self.times[kind].append((time.perf_counter() - started) * 1000)
        if answer.status_code != 200:
            self.faults[f"{kind}: {answer.status_code} {path}"] += 1


async def visit(client: httpx.AsyncClient, things: list[tuple[str, str]], until: float, tally: Tally, n: int) -> None:
    """One visitor: types a name, opens pages, asks by SPARQL, until the time is over."""
    draw = random.Random(n)
    while time.monotonic() < until:
        iri, name = draw.choice(things)
        path = iri.split("/", 3)[3]
        kinds = {
            "suggestion": f"/api/suggest?q={quote(name[: draw.randint(2, 8)])}",
            "entity page": f"/{path.removeprefix('kgraph/')}",
            "SPARQL": f"/sparql?query={quote(_SPARQL.format(iri=iri, n=draw.random()))}",
            "network": f"/api/network?entity={quote(path.removeprefix('kgraph/id/'))}",
            "start page": "/",
        }
        kind = draw.choice(list(kinds))
        await tally.ask(client, kind, kinds[kind])
        await asyncio.sleep(_PAUSE)


async def build(folder: Path, until: float) -> int:
    """Add articles, a few every half minute; how many builds ran."""
    done = 0
    while time.monotonic() + _BUILD_EVERY < until:
        await asyncio.sleep(_BUILD_EVERY)
        process = await asyncio.create_subprocess_exec(
            str(_KGRAPH), "--store", str(folder / "store"), "build", str(folder / f"more-{done % _BATCHES}.jsonl"),
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        _, told = await process.communicate()
        if process.returncode:
            raise RuntimeError(told.decode())
        done += 1
    return done


async def watch(server: psutil.Process, until: float) -> list[float]:
    """MiB that the server and its workers have resident, every ten seconds."""
    found = []
    while time.monotonic() < until:
        family = [server, *server.children(recursive=True)]
        found.append(sum(_resident(process) for process in family) / (1 << 20))
        await asyncio.sleep(_SAMPLE_EVERY)
    return found


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:  # a worker of the former snapshot has just ended
        return 0


async def soak(folder: Path, number: int, minutes: float) -> None:
    """Run it and print what was found."""
    lines = [article.as_line() for article in generated(number + 5 * _BATCHES)]
    (folder / "articles.jsonl").write_text("\n".join(lines[:number]) + "\n", "utf-8")
    for n in range(_BATCHES):
        (folder / f"more-{n}.jsonl").write_text("\n".join(lines[number + 5 * n : number + 5 * n + 5]) + "\n", "utf-8")
    store = str(folder / "store")
    subprocess.run([_KGRAPH, "--store", store, "build", str(folder / "articles.jsonl")], check=True)
    with open_store(Settings(store=store)) as opened:
        rows = opened.query("SELECT ?s (MIN(?l) AS ?n) { ?s rdfs:label ?l . ?a kg:mentions ?s } GROUP BY ?s").rows
        rows = rows or opened.query("SELECT ?s (MIN(?l) AS ?n) { ?s rdfs:label ?l } GROUP BY ?s").rows
    things = sorted((text_of(row[0]), text_of(row[1])) for row in rows if "/id/" in text_of(row[0]))
    command = [str(_KGRAPH), "--store", store, "serve", "--port", "0", "--access-log", "/dev/null"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            address = process.stdout.readline().split()[2]
            until, tally = time.monotonic() + 60 * minutes, Tally()
            async with httpx.AsyncClient(base_url=address, timeout=60) as client:
                async with asyncio.TaskGroup() as tasks:
                    memory = tasks.create_task(watch(psutil.Process(process.pid), until))
                    builds = tasks.create_task(build(folder, until))
                    for n in range(_CONNECTIONS):
                        tasks.create_task(visit(client, things, until, tally, n))
        finally:
            process.terminate()
    _tell(tally, memory.result(), builds.result())


def _tell(tally: Tally, memory: list[float], builds: int) -> None:
    for kind, times in sorted(tally.times.items()):
        p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        print(f"{kind}: {len(times):,} requests, p50 {p50:.0f} ms, p95 {p95:.0f} ms")
    quarters = [statistics.median(memory[i * len(memory) // 4 : (i + 1) * len(memory) // 4]) for i in range(4)]
    print(f"builds meanwhile: {builds}; faults: {dict(tally.faults) or 'none'}")
    print("resident, MiB, median of each quarter of the time:", ", ".join(f"{q:.0f}" for q in quarters))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="an empty folder")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--minutes", type=float, default=30.0)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(soak(options.folder, options.articles, options.minutes))
