"""Check that releases are the same, byte by byte: `python scripts/same_bytes.py KGRAPH…`.

Each KGRAPH is the program of an installation, such as `.venv/bin/kgraph`, mostly of another Python. Each builds
the sample articles in an order and in batches of its own, and publishes them; the checksums of all releases must be
those of the first. With one KGRAPH only orders and batches are compared. `make same OTHER=python3.13` runs this.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ARTICLES = Path(__file__).resolve().parents[1] / "data" / "articles" / "dev"
SETTINGS = """[publish]
url = "https://daten.example.org/kgraph/"
publisher = "Stadt Beispielstadt"
contributor = "fitko"
licence = "cc-by/4.0"
contact_email = "open-data@example.org"
"""
LEAST = 4
"""So many releases are made at least, each with another number of batches."""


def batches(number: int) -> Iterator[list[Path]]:
    """Yield the articles in one batch more for each further number; all but number 0 get them shuffled."""
    paths = sorted(ARTICLES.iterdir())
    if number:
        random.Random(number).shuffle(paths)
    yield from (paths[start :: number + 1] for start in range(number + 1))


def checksums(program: str, number: int, folder: Path) -> dict[str, str]:
    """Name of a file → checksum, of a release that a program makes."""
    folder.mkdir()
    (folder / "kgraph.toml").write_text(SETTINGS, "utf-8")
    environment = {**os.environ, "PYTHONHASHSEED": str(number), "TZ": "Asia/Tokyo" if number % 2 else "UTC"}
    environment.pop("SOURCE_DATE_EPOCH", None)

    def run(*arguments: str) -> None:
        command = [os.path.abspath(program), *arguments, "--store", "store"]
        subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)

    for batch in batches(number):
        run("build", *map(str, batch))
    run("publish", "release", "--rdf12")
    lines = (folder / "release" / "SHA256SUMS").read_text("utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def main() -> None:
    """Print what differs; exit code 1 if anything does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", metavar="KGRAPH", nargs="+")
    programs = parser.parse_args().programs
    differs = False
    with tempfile.TemporaryDirectory(prefix="kgraph-") as place:
        expected: dict[str, str] = {}
        for number in range(max(LEAST, len(programs))):
            program = programs[number % len(programs)]
            found = checksums(program, number, Path(place) / str(number))
            if not expected:
                expected = found
                print(f"{program}, one batch: {len(found)} files, by which the others are judged", flush=True)
                continue
            other = sorted(name for name in expected | found if expected.get(name) != found.get(name))
            print(f"{program}, {number + 1} batches: {', '.join(other) or 'the same'}", flush=True)
            differs |= bool(other)
    sys.exit(differs)


if __name__ == "__main__":
    main()
