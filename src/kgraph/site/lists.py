"""What leads to the pages: the start page, lists by type, Land, topic and date, and the index that search reads."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kgraph.site.pages import Link, Site
from kgraph.site.paths import link
from kgraph.site.render import topic_names
from kgraph.templating import day
from kgraph.vocab import schema

_UMLAUTS = str.maketrans({"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue"})
_NO_LETTER = re.compile(r"[^\w]+|_+")
_SIZE = 2000  # things on one page of a list
Item = tuple[str, str, str]


def write_lists(
    site: Site, lands: Mapping[str, Sequence[str]], answers: Iterable[tuple[str, str, int]], statements: int
) -> None:
    """Write all lists and the start page.

    Args:
        site: The site.
        lands: IRI of each Land → IRIs of what belongs to it.
        answers: Title, path and number of rows of each query's page.
        statements: How many the site tells.
    """
    questions = [(title, path, _counted(site, rows, "row")) for title, path, rows in answers]
    inner = [(title, path.removeprefix("queries/"), note) for title, path, note in questions]
    site.write("queries/index.html", _list_page(site, "queries/index.html", site.text("queries"), inner))
    parts = [
        ("types", _types(site)),
        ("lands", _lands(site, lands)),
        ("topics", _articles(site)),
        ("queries", questions),
    ]
    counts = [
        (_counted(site, sum(bool(site.places.of(iri)) for iri in site.named.types), "entity"), ""),
        (_counted(site, statements, "statement"), ""),
        (_counted(site, len(site.sources), "article"), "articles/index.html"),
    ]
    values = {"parts": [(site.text(key), items) for key, items in parts], "counts": counts, "span": _span(site)}
    site.write("index.html", site.page("index", "index.html", dataset=_dataset(site), **values))


def _types(site: Site) -> list[Item]:
    by_type: dict[str, list[str]] = defaultdict(list)
    for iri, type in site.named.types.items():
        if site.places.of(iri):
            by_type[type].append(iri)
    found = []
    for type in sorted(by_type, key=lambda name: schema().label(name, site.language).casefold()):
        label = schema().label(type, site.language)
        _write_list(site, f"types/{type}", label, sorted(by_type[type], key=lambda iri: _order(site, iri)))
        found.append((label, f"types/{type}.html", str(len(by_type[type]))))
    return found


def _lands(site: Site, lands: Mapping[str, Sequence[str]]) -> list[Item]:
    found = []
    for land, members in lands.items():
        name = site.places.of(land).rpartition("/")[2]
        inside = [iri for iri in members if site.places.of(iri)]
        if name and inside:
            heading = site.text("belongs", land=site.named.label(land))
            _write_list(site, f"lands/{name}", heading, inside, above=site.linked(f"lands/{name}.html", land))
            found.append((site.named.label(land), link("index.html", f"lands/{name}"), str(len(inside))))
    return found


def _articles(site: Site) -> list[Item]:
    """Write the lists of all articles, the newest first, and of those about a topic; gives the topics."""
    dated = sorted(site.sources, key=lambda iri: (site.sources[iri].date, site.sources[iri].title, iri), reverse=True)
    _write_list(site, "articles/index", site.text("articles"), dated)
    about: dict[str, list[str]] = defaultdict(list)
    for iri in dated:
        for topic in site.sources[iri].topics:
            about[topic].append(iri)
    found = []
    for topic, (key, name) in sorted(topic_names(site.language).items(), key=lambda item: item[1][1].casefold()):
        if topic in about:
            _write_list(site, f"topics/{key}", site.text("about_topic", topic=name), about[topic])
            found.append((name, f"topics/{key}.html", _counted(site, len(about[topic]), "article")))
    return found


def write_search(site: Site, names: Mapping[str, Sequence[str]]) -> None:
    """Write the search page and its index.

    Args:
        site: The site.
        names: IRI of each thing → its names.
    """
    site.write("search.html", site.page("search", "search.html"))
    things = [
        [site.named.label(iri), "|".join(dict.fromkeys(map(folded, found))), type, link("search.html", place)]
        for iri, found in sorted(names.items(), key=lambda item: _order(site, item[0]))
        if (place := site.places.of(iri)) and (type := site.named.types[iri])
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


def _write_list(site: Site, place: str, heading: str, iris: Sequence[str], above: Link = ("", "")) -> None:
    """A list on as many pages as it needs, the first under its own name."""
    chunks = [iris[start : start + _SIZE] for start in range(0, len(iris), _SIZE)] or [[]]
    names = [place if number == 1 else f"{place}-{number}" for number in range(1, len(chunks) + 1)]
    pages = [(str(number), link("x", name.rpartition("/")[2])) for number, name in enumerate(names, start=1)]
    for number, (name, chunk) in enumerate(zip(names, chunks, strict=True)):
        start = f"{name}.html"
        items = [_item(site, start, iri) for iri in chunk]
        more = {"pages": pages if len(pages) > 1 else [], "current": str(number + 1), "above": above}
        site.write(start, _list_page(site, start, heading, items, total=len(iris), **more))


def _list_page(
    site: Site, start: str, heading: str, items: Sequence[Item], *, total: int | None = None, **more: object
) -> bytes:
    values = {"pages": [], "current": "", "above": ("", "")} | more
    return site.page("list", start, heading=heading, items=items, total=total, **values)


def _item(site: Site, start: str, iri: str) -> Item:
    if iri in site.sources:
        source = site.sources[iri]
        return source.title, site.href(start, iri), day(site.language, source.date)
    return site.named.label(iri), site.href(start, iri), schema().label(site.named.types[iri], site.language)


def _counted(site: Site, number: int, what: str) -> str:
    """A number with what it counts, as in "1 row", "1.234 Zeilen"."""
    written = f"{number:,}".replace(",", "." if site.language == "de" else ",")
    return f"{written} {site.text(what if number == 1 else f'{what}_many')}"


def _span(site: Site) -> tuple[str, str]:
    """The first and the last date of an article, in words; empty if none has one."""
    dates = sorted(source.date for source in site.sources.values() if source.date)
    return (day(site.language, dates[0]), day(site.language, dates[-1])) if dates else ("", "")


def _dataset(site: Site) -> dict[str, object]:
    """The data as search engines for data sets read them, in the words of schema.org."""
    about = site.about
    dates = sorted(source.date for source in site.sources.values() if source.date)
    said = {
        "url": about.address,
        "license": about.licence_page,
        "creator": {"@type": "Organization", "name": about.publisher} if about.publisher else "",
        "temporalCoverage": f"{dates[0]}/{dates[-1]}" if dates else "",
    }
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": about.title or site.text("site"),
        "description": site.text("intro"),
        "inLanguage": "de",
        "isAccessibleForFree": True,
        "version": about.version,
        **{key: value for key, value in said.items() if value},
    }


def _order(site: Site, iri: str) -> tuple[str, str]:
    return site.named.label(iri).casefold(), iri
