"""Look things up at a SPARQL endpoint: by their names and identifiers, in three kinds of question.

First which items bear a name or code, then what these items are, then what they lie in or redirect to. What is asked
for stands in VALUES as terms that rdflib writes, so no name becomes syntax; nothing of a query depends on it otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kgraph.errors import RemoteError
from kgraph.link.describe import HOPS, Description, Value, arrived, describing, grouped, targets
from kgraph.link.model import Item, Thing
from kgraph.link.profile import Profile
from kgraph.names import nominative, without_titles
from kgraph.remote import Answer, Polite, SparqlClient

if TYPE_CHECKING:
    import pyoxigraph as ox

_BY_NAME = """SELECT DISTINCT ?wanted ?item WHERE {
  VALUES ?wanted { %s }
  VALUES ?property { %s }
  ?item ?property ?wanted
}"""
_BY_CODE = """SELECT DISTINCT ?property ?wanted ?item WHERE {
  VALUES (?property ?wanted) { %s }
  ?item ?property ?wanted
}"""
_DESCRIBE = """SELECT ?item ?property ?value WHERE {
  VALUES ?item { %s }
  VALUES ?property { %s }
  ?item ?property ?value
}"""
_ITEMS = 60  # items that are described together
_BEARERS = 100  # items that are considered of those that bear a thing's names
_NAMES = 8  # names of a thing that are asked for
_Row = Mapping[str, "ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple | None"]


class SparqlSource:
    """An endpoint whose data set a profile describes."""

    def __init__(self, client: SparqlClient, polite: Polite, profile: Profile) -> None:
        self.name = client.url
        self._client = client
        self._polite = polite
        self._profile = profile

    def look_up(self, things: Sequence[Thing]) -> Iterator[tuple[str, Iterable[Item]]]:
        """See `Source.look_up`."""
        borne = self._bearers(things)
        known: dict[str, Description] = {}
        for _ in range(HOPS):
            open_ = {iri for iris in borne.values() for iri in iris} | self._above(borne, known)
            if missing := sorted(open_ - known.keys()):
                known |= self._described(missing)
        for thing in things:
            yield thing.key, [arrived(iri, known, self._profile) for iri in sorted(borne.get(thing.key, ()))]

    def _bearers(self, things: Sequence[Thing]) -> dict[str, set[str]]:
        """Items by key of the thing whose name or identifier they bear."""
        askers: dict[str, set[str]] = defaultdict(set)
        codes: dict[tuple[str, str], set[str]] = defaultdict(set)
        for thing in things:
            for name in _names(thing):
                askers[name].add(thing.key)
            for scheme, code in thing.identifiers.items():
                if property := self._profile.identifiers.get(scheme):
                    codes[property, code].add(thing.key)
        named: dict[str, set[str]] = defaultdict(set)
        wanted = [_literal(name, language) for name in sorted(askers) for language in self._profile.languages]
        properties = [_iri(p) for p in (*self._profile.labels, *self._profile.aliases)]
        by_name = _BY_NAME % (" ".join(wanted), " ".join(filter(None, properties)))
        for row in self._rows(by_name, "wanted", "item") if wanted else ():
            for key in askers.get(_text(row["wanted"]), ()):
                named[key].add(_text(row["item"]))
        # Where more bear the name, it tells nothing: what a code finds is considered beside the first of them.
        found = defaultdict(set, {key: set(sorted(items)[:_BEARERS]) for key, items in named.items()})
        pairs = [f"({_iri(property)} {_literal(code, '')})" for property, code in sorted(codes)]
        for row in self._rows(_BY_CODE % " ".join(pairs), "property", "wanted", "item") if pairs else ():
            for key in codes.get((_text(row["property"]), _text(row["wanted"])), ()):
                found[key].add(_text(row["item"]))
        return found

    def _above(self, borne: Mapping[str, set[str]], known: Mapping[str, Description]) -> set[str]:
        """What the known items lie in or redirect to."""
        leading = (*self._profile.places, *self._profile.redirects)
        return {target for description in known.values() for target in targets(description, leading)}

    def _described(self, items: Sequence[str]) -> dict[str, Description]:
        properties = " ".join(filter(None, map(_iri, describing(self._profile))))
        found: dict[str, Description] = {iri: {} for iri in items}
        for start in range(0, len(items), _ITEMS):
            wanted = " ".join(filter(None, map(_iri, items[start : start + _ITEMS])))
            rows = self._rows(_DESCRIBE % (wanted, properties), "item", "property", "value")
            found |= grouped((_text(r["item"]), _text(r["property"]), _value(r["value"])) for r in rows)
        return found

    def _rows(self, query: str, *columns: str) -> list[_Row]:
        url = self._client.url
        return self._polite.ask(
            url, query, lambda: self._client.query(query), lambda answer: _read(url, answer, columns)
        )


def _names(thing: Thing) -> tuple[str, ...]:
    """The names to ask for: the first ones, in the nominative as well, without titles."""
    names = [without_titles(n) if thing.type == "Person" else n for n in thing.names[:_NAMES]]
    return tuple(dict.fromkeys(n for name in names for n in (name, nominative(name)) if n.strip()))


def _read(url: str, answer: Answer, columns: Sequence[str]) -> list[_Row]:
    """The rows of an answer in SPARQL's JSON.

    Raises:
        RemoteError: It is something else, or damaged.
    """
    import pyoxigraph as ox

    format = ox.QueryResultsFormat.from_media_type(answer.media_type)
    if format is None:
        told = " ".join(answer.content[:80].decode(errors="replace").split())
        raise RemoteError(
            f"{url} answers {answer.media_type or 'something without a type'}, not SPARQL results: {told!r}",
            hint="check that this is the address of its SPARQL endpoint",
        )
    try:
        solutions = ox.parse_query_results(answer.content, format=format)
        if not isinstance(solutions, ox.QuerySolutions):
            raise RemoteError(f"{url} answers yes or no to a SELECT", hint="check the address")
        names = [variable.value for variable in solutions.variables]
        if missing := sorted({*columns} - {*names}):
            raise RemoteError(f"{url} answers something else: without ?{missing[0]}", hint="check the address")
        return [{name: solution[name] for name in columns} for solution in solutions]
    except (SyntaxError, ValueError) as fault:
        raise RemoteError(f"{url} answers damaged {answer.media_type}: {fault}", hint="try again") from fault


def _literal(text: str, language: str) -> str:
    from rdflib import Literal

    return str(Literal(text, lang=language or None).n3())


def _iri(iri: str) -> str:
    """An IRI in a query; empty where it is none, as a server may answer with anything."""
    from rdflib import URIRef
    from rdflib.term import _is_valid_uri

    return str(URIRef(iri).n3()) if _is_valid_uri(iri) else ""


def _text(term: object) -> str:
    value = getattr(term, "value", None)
    return value if isinstance(value, str) else ""


def _value(term: object) -> Value:
    import pyoxigraph as ox

    if isinstance(term, ox.Literal):
        return Value(term.value, term.language or "")
    return Value(_text(term), iri=isinstance(term, ox.NamedNode))
