"""Users' rules: files in, SPARQL CONSTRUCT out.

`*.rq` is a CONSTRUCT as it stands; its name is the file's. `*.swrl` has one rule a line in SWRL's readable form,

    leads(?who, ?what), Committee(?what) -> participatesIn(?who, ?what)

with classes and properties of the ontology by their local names, variables, and `differentFrom`. Rules only read:
what they give goes where `kgraph.reason` puts it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kgraph.config import resource
from kgraph.errors import DataError, QueryError
from kgraph.vocab import KG, PREFIXES

_ATOM = re.compile(r"\s*(?:kg:)?([\w-]+)\s*\(\s*(\?[a-z]\w*)\s*(?:,\s*(\?[a-z]\w*)\s*)?\)\s*", re.ASCII | re.IGNORECASE)
_CONSTRUCT = "a rule is a SPARQL CONSTRUCT"
_EXAMPLE = "such as: leads(?who, ?what), Committee(?what) -> participatesIn(?who, ?what)"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as SPARQL.

    Attributes:
        name: Of the file, with the line where a file has several.
        text: A CONSTRUCT.
        place: Where it is written, for messages.
    """

    name: str
    text: str
    place: str


def read_rules(folder: Path | None = None) -> tuple[Rule, ...]:
    """The rules of a folder, by file name; of `ontology/rules`, which comes with kgraph, if none is given.

    Raises:
        DataError: The folder or a file cannot be read, or a rule is none.
    """
    place = folder if folder is not None else resource("ontology/rules")
    if not place.is_dir():
        raise DataError(f"there is no folder {place}", hint="rules are files *.rq and *.swrl in a folder")
    return tuple(rule for path in sorted(place.iterdir()) for rule in _rules_of(path))


def _rules_of(path: Path) -> Iterator[Rule]:
    if path.suffix not in (".rq", ".swrl"):
        return
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise DataError(f"{path}: {fault}", hint="rules are text in UTF-8") from fault
    if path.suffix == ".rq":
        _check_construct(text, path.name)
        yield Rule(path.stem, text, path.name)
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield Rule(f"{path.stem}:{number}", as_construct(line, f"{path.name}:{number}"), f"{path.name}:{number}")


def _check_construct(text: str, name: str) -> None:
    """See that a text is a CONSTRUCT that only reads, and names no term that the ontology lacks."""
    import pyoxigraph as ox

    from kgraph.store.sparql import check_depth, check_readable, syntax_fault, terms_of

    try:
        check_readable(text)
        check_depth(text)
        answer = ox.Store().query(text, prefixes=dict(PREFIXES))
    except QueryError as fault:
        raise DataError(f"{name}: {fault}", hint=_CONSTRUCT) from fault
    except SyntaxError as fault:
        raise DataError(f"{name}: {syntax_fault(fault)}".replace("query", "rule"), hint=_CONSTRUCT) from fault
    if not isinstance(answer, ox.QueryTriples):
        raise DataError(f"{name} gives no triples", hint=_CONSTRUCT)
    classes, properties = _terms()
    for term, line in terms_of(text, KG):
        if term not in classes | properties:
            raise _unknown("class or property", term, classes | properties, f"{name}:{line}")


def as_construct(line: str, place: str) -> str:
    """One SWRL rule as a CONSTRUCT.

    Raises:
        DataError: It is no rule, names what the ontology lacks, or concludes on a variable that no condition binds.
    """
    body, arrow, head = line.partition("->")
    if not arrow:
        raise DataError(f"{place}: a rule has an arrow", hint=_EXAMPLE)
    conditions = list(_atoms(body, place))
    conclusions = list(_atoms(head, place))
    bound = {variable for name, *variables in conditions if name != "differentFrom" for variable in variables}
    for name, *variables in (*conclusions, *(atom for atom in conditions if atom[0] == "differentFrom")):
        if loose := set(variables) - bound:
            raise DataError(f"{place}: no condition says what {min(loose)} of {name} is", hint=_EXAMPLE)
    if any(name == "differentFrom" for name, *_ in conclusions):
        raise DataError(f"{place}: differentFrom is a condition, not a conclusion", hint=_EXAMPLE)
    return f"CONSTRUCT {{ {_patterns(conclusions)} }} WHERE {{ {_patterns(conditions)} }}"


def _atoms(text: str, place: str) -> Iterator[tuple[str, ...]]:
    position = 0
    while position < len(text) or position == 0:
        found = _ATOM.match(text, position)
        if found is None:
            raise DataError(f"{place}: {text[position:].strip()[:60]!r} is no atom", hint=_EXAMPLE)
        _check(found[1], 1 if found[3] is None else 2, place)
        yield tuple(filter(None, found.groups()))
        position = found.end()
        if position < len(text):
            if text[position] != ",":
                raise DataError(f"{place}: {text[position:].strip()[:60]!r} is no atom", hint=_EXAMPLE)
            position += 1


def _check(name: str, size: int, place: str) -> None:
    classes, properties = _terms()
    known = classes if size == 1 else {*properties, "differentFrom"}
    if name not in known:
        raise _unknown("class" if size == 1 else "property", name, known, place)


def _unknown(kind: str, name: str, known: Iterable[str], place: str) -> DataError:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    hint = f"did you mean {near[0]}?" if near else "see ontology/kgraph.ttl"
    return DataError(f"{place}: the ontology has no {kind} {name!r}", hint=hint)


def _terms() -> tuple[frozenset[str], frozenset[str]]:
    """Local names of the ontology's classes and properties."""
    from kgraph.reason.premises import ontology_terms

    properties = map(ontology_terms, ("ObjectProperty", "DatatypeProperty", "AnnotationProperty"))
    return ontology_terms("Class"), frozenset().union(*properties)


def _patterns(atoms: Iterable[tuple[str, ...]]) -> str:
    return " ".join(_pattern(*atom) for atom in atoms)


def _pattern(name: str, first: str, second: str | None = None) -> str:
    if name == "differentFrom":
        return f"FILTER({first} != {second})"
    return f"{first} a <{KG}{name}> ." if second is None else f"{first} <{KG}{name}> {second} ."
