"""What leads to the pages: the start page, lists by type and by Land, and the index that search reads."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kgraph.site.pages import Site
from kgraph.site.paths import link, place_of
from kgraph.site.render import page
from kgraph.vocab import schema

_UMLAUTS = str.maketrans({"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue"})
_NO_LETTER = re.compile(r"[^\w]+|_+")
_SIZE = 2000  # things on one page of a list
Item = tuple[str, str, str]


def write_lists(site: Site, lands: Mapping[str, Sequence[str]], answers: Iterable[tuple[str, str, int]]) -> None:
    """Write all lists and the start page.

    Args:
        site: The site.
        lands: IRI of each Land → IRIs of what belongs to it.
        answers: Title, path and number of rows of each query's page.
    """
    by_type: dict[str, list[str]] = defaultdict(list)
    for iri, type in site.named.types.items():
        if place_of(site.base, iri):
            by_type[type].append(iri)
    types = []
    for type in sorted(by_type, key=lambda name: schema().label(name, site.language).casefold()):
        label = schema().label(type, site.language)
        _write_list(site, f"types/{type}", label, sorted(by_type[type], key=lambda iri: _order(site, iri)))
        types.append((label, f"types/{type}.html", str(len(by_type[type]))))
    places = []
    for land, members in lands.items():
        if name := place_of(site.base, land).rpartition("/")[2]:
            inside = [iri for iri in members if place_of(site.base, iri)]
            if not inside:
                continue
            heading = site.text("belongs", land=site.named.label(land))
            _write_list(site, f"lands/{name}", heading, inside)
            places.append((site.named.label(land), link("index.html", f"lands/{name}"), str(len(inside))))
    questions = [(title, path, f"{rows} {site.text('row' if rows == 1 else 'rows')}") for title, path, rows in answers]
    inner = [(title, path.removeprefix("queries/"), note) for title, path, note in questions]
    site.write("queries/index.html", _list_page(site, "queries/index.html", site.text("queries"), inner))
    parts = [(site.text("types"), types), (site.text("lands"), places), (site.text("queries"), questions)]
    site.write("index.html", page("index", site.language, "index.html", parts=parts))


def write_search(site: Site, names: Mapping[str, Sequence[str]]) -> None:
    """Write the search page and its index.

    Args:
        site: The site.
        names: IRI of each thing → its names.
    """
    site.write("search.html", page("search", site.language, "search.html"))
    things = [
        [site.named.label(iri), "|".join(dict.fromkeys(map(folded, found))), type, link("search.html", place)]
        for iri, found in sorted(names.items(), key=lambda item: _order(site, item[0]))
        if (place := place_of(site.base, iri)) and (type := site.named.types[iri])
    ]
    types = {type: schema().label(type, site.language) for type in sorted(set(site.named.types.values()))}
    index = json.dumps({"types": types, "things": things}, ensure_ascii=False, separators=(",", ":"))
    # A script may hold these two characters in texts only since 2019.
    index = index.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    site.write("search-index.js", f"globalThis.kgraphIndex = {index};\n".encode("utf-8", "replace"))


def folded(name: str) -> str:
    """A name as search compares it; the page's script does the same with what is typed."""
    text = unicodedata.normalize("NFD", name.lower().translate(_UMLAUTS))
    plain = "".join(letter for letter in text if not unicodedata.combining(letter))
    return _NO_LETTER.sub(" ", plain).strip()


def _write_list(site: Site, place: str, heading: str, iris: Sequence[str]) -> None:
    """A list on as many pages as it needs, the first under its own name."""
    chunks = [iris[start : start + _SIZE] for start in range(0, len(iris), _SIZE)] or [[]]
    for number, chunk in enumerate(chunks, start=1):
        start = f"{place}.html" if number == 1 else f"{place}-{number}.html"
        items = [(site.named.label(iri), site.href(start, iri), _note(site, iri)) for iri in chunk]
        if number < len(chunks):
            following = f"{place.rpartition('/')[2]}-{number + 1}"
            items.append((f"{number + 1} / {len(chunks)} →", link("x", following), ""))
        site.write(start, _list_page(site, start, heading, items))


def _list_page(site: Site, start: str, heading: str, items: Sequence[Item]) -> bytes:
    return page("list", site.language, start, heading=heading, items=items)


def _note(site: Site, iri: str) -> str:
    return schema().label(site.named.types[iri], site.language)


def _order(site: Site, iri: str) -> tuple[str, str]:
    return site.named.label(iri).casefold(), iri
