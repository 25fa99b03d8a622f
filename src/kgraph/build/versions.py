"""What the quads of an article depend on besides the article, part by part, each as a hash.

`extracting` are the parts that extraction depends on, `asserting` those that only identity and quads do. A version is
the hash of such parts; the store remembers what each consisted of, and `kgraph.build.outdated` tells what has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kgraph import __version__
from kgraph.config import resource
from kgraph.copies import version as signatures
from kgraph.register import own_folder

_EXTRACTING = tuple(
    "dates extract figures lexicon names needles numbers offices parts patterns rank recognise records register relate "
    "segment topics vocab".split()
)
_OWN_ENGINES = "kgraph.engines"
_ASSERTING = ("assertions", "copies", "resolve", "build")
_READING = ("read", "names")
_RULES = {
    "key figures": "data/figures",
    "forms": "data/forms",
    "frames": "data/frames",
    "lexicon": "data/lexicon",
    "ranker's weights": "data/ranker",
    "register": "data/register",
    "ontology": "ontology/kgraph.ttl",
    "topics": "ontology/topics.ttl",
}


def extracting(engine: str) -> dict[str, str]:
    """What extraction depends on, by name; `engine` is the version that it gives itself."""
    code = (*_EXTRACTING, "engines") if _OWN_ENGINES in engine else _EXTRACTING
    rules = {name: hashed(_rule(path)) for name, path in _RULES.items()}
    if own := own_folder():
        rules["register of one's own"] = hashed(_files(own, "*"))
    return {"engine": hashed([__version__.encode(), engine.encode()]), "program": hashed(_code(code)), **rules}


def asserting(base: str, decisions: Path) -> dict[str, str]:
    """What identity and quads depend on besides the extraction, by name."""
    decided = decisions.read_bytes() if decisions.is_file() else b""
    return {
        "base IRI": hashed([base.encode()]),
        "decisions": hashed([decided]),
        "program": hashed([signatures().encode(), *_code(_ASSERTING)]),
    }


def reading_version() -> str:
    """Version of what decides which articles are read out of a source."""
    return hashed([*_code(_READING), *_files(resource("data/screen.toml"), "*")])


def version_of(parts: Mapping[str, str]) -> str:
    """One hash for them all."""
    return hashed(f"{name}={value}".encode() for name, value in sorted(parts.items()))


def hashed(parts: Iterable[bytes]) -> str:
    """24 hexadecimal digits over parts that are told apart by their lengths."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:24]


def _code(parts: Iterable[str]) -> Iterator[bytes]:
    """The sources of some of kgraph's own modules, in order."""
    package = Path(__file__).parent.parent
    for part in parts:
        single = package / f"{part}.py"
        yield from _files(single if single.is_file() else package / part, "*.py")


def _rule(name: str) -> Iterator[bytes]:
    try:
        yield from _files(resource(name), "*")
    except FileNotFoundError:
        return  # an installation need not have every kind of rules


def _files(path: Path, pattern: str) -> Iterator[bytes]:
    found = [path] if path.is_file() else sorted(item for item in path.rglob(pattern) if item.is_file())
    for item in found:
        if "__pycache__" not in item.parts:
            yield item.name.encode()
            yield item.read_bytes()
