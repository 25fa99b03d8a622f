"""How profiles, explanations and counts are printed: text in, text out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from kgraph.cli.output import quoted, say
from kgraph.cli.whys import why_in

if TYPE_CHECKING:
    from kgraph.query import Explanation, FigureView, Identity, NamedQuery, Profile, StatementView, Statistics
    from kgraph.resolve import Decision

_MARKS = {"fact": "Tatsache", "planned": "geplant", "denied": "verneint", "ended": "beendet"}

_OTHERS = {"sameAs": ("dasselbe wie", "same as"), "exactMatch": ("entspricht", "matches")}


def echo_query(query: NamedQuery, language: str) -> None:
    """Print what a named query answers and which parameters it takes."""
    say(f"Usage: kgraph query {query.name} {usage(query)}\n")
    say(f"  {query.title_de if language == 'de' else query.title}: {query.description}\n")
    options = [f"--{item.name} {item.kind.upper()}" for item in query.parameters]
    for item, option in zip(query.parameters, options, strict=True):
        say(f"  {option:<{len(max(options, key=len))}}  {item.text}{' (needed)' if item.required else ''}")
    say("\nAn ENTITY is a name, abbreviation, key or IRI; a CLASS a type; a DATE 2023, 2023-11 or 2023-11-20;")
    say("a DAY 2023-11-20; a TOPIC a key of ontology/topics.ttl, or its German or English name.")
    say("Every query also takes --valid-on DAY, --known-on DATE and --held ANSWER: see `kgraph query --help`.")


def usage(query: NamedQuery) -> str:
    """A query's parameters in one line, those that may be left out in brackets."""
    words = [(f"--{item.name} {item.kind.upper()}", item.required) for item in query.parameters]
    return " ".join(word if required else f"[{word}]" for word, required in words)


def echo_profile(found: Profile, language: str) -> None:
    """Print an entity: what it is, its names, then its statements grouped by predicate."""
    say(f"{click.style(found.label, bold=True)}  ({_label(found.type or 'Entity', language)})")
    say(f"  {found.key}  <{found.iri}>")
    if found.names:
        say(f"  {_word('auch', 'also', language)}: {'; '.join(found.names)}")
    for name, value in found.details:
        say(f"  {_detail(name, language)}: {value}")
    for reading, views in groupby(found.statements, key=lambda view: view.reading(language)):
        say(f"\n{click.style(reading, bold=True)}")
        for view in views:
            say(f"  {view.other}{_qualifiers(view, language)}")
            echo_wrapped(quoted(view.quote), 6)
            told = f"{view.article} · {_date(view.published, language)} · {_sources(view.sources, language)}"
            say(f"      {told} · {view.confidence:.2f} · {view.id}")
    _echo_figures(found.figures, language)


def _echo_figures(figures: Sequence[FigureView], language: str) -> None:
    if figures:
        say(f"\n{click.style(_word('Kennzahlen', 'key figures', language), bold=True)}")
    for figure in figures:
        when = f" ({figure.date})" if figure.date else ""
        say(f"  {_flat(figure.wording)}{when}")
        echo_wrapped(quoted(figure.quote), 6)
        say(f"      {figure.article} · {_date(figure.published, language)} · {figure.confidence:.2f} · {figure.id}")


def echo_identity(decided: Iterable[Identity], language: str) -> None:
    """Print how an entity's identity was decided, article by article."""
    for item in decided:
        say(f"\n{item.article}: {'; '.join(item.forms)}\n  → {why_in(item.why, language)}")


def echo_decided(decisions: Iterable[Decision], key: str, language: str) -> None:
    """Print what was decided about an entity as a whole: who, when, why, and where it stands."""
    words = {
        "different": ("nicht dasselbe wie {}", "not the same as {}"),
        "rename": ("heißt „{}“", "is called “{}”"),
        "retype": ("ist ein {}", "is a {}"),
        "link": ("ist {}", "is {}"),
        "no-link": ("ist nicht {}", "is not {}"),
    }
    for item in decisions:
        other = item.target if item.subject == key or item.kind != "different" else item.subject
        reason = why_in(f"{item.who} decided on {item.when}: {item.why}", language)
        say(f"\n{_word(*words[item.kind], language).format(other)}\n  → {reason}  ({item.place})")


def echo_explanations(found: Sequence[Explanation], language: str) -> None:
    """Print statements with their surroundings; the quote is marked by angle brackets or, on a terminal, in bold."""
    from kgraph.vocab import schema

    for article, items in groupby(found, key=lambda item: item.article):
        batch = list(items)
        source = f" · {batch[0].read_from}" if batch[0].read_from else ""
        say(f"{click.style(batch[0].title, bold=True)}\n{article} · {_date(batch[0].published, language)}{source}")
        for item in batch:
            term = schema().predicates.get(item.predicate)
            reading = item.predicate if term is None else term.label_de if language == "de" else term.label_en
            say(f"\n  {item.subject} — {reading} → {item.object}{_qualifiers(item, language)}")
            quote = _flat(item.quote)
            marked = click.style(quote, bold=True) if sys.stdout.isatty() else f"»{quote}«"
            echo_wrapped(" ".join(filter(None, (_flat(item.before), marked, _flat(item.after)))), 6)
            told = f"{item.start}–{item.end} · {item.rule} · {_sources(item.sources, language)}"
            say(f"      {told} · {item.confidence:.2f} · {item.id}")


def echo_statistics(found: Statistics, language: str) -> None:
    """Print counts."""
    span = f" ({found.first} – {found.last})" if found.first else ""
    say(f"{found.articles} {_word('Artikel', 'articles', language)}{span}")
    say(f"{found.facts} {_word('Fakten im Standardgraphen', 'facts in the default graph', language)}")
    _counts(_word("Entitäten", "entities", language), found.entities, language)
    _counts(_word("Aussagen", "statements", language), found.statements, language)
    _counts(_word("Status", "status", language), found.statuses, language)


def echo_conflicts(found: Iterable[Mapping[str, Any]]) -> None:
    """Print claims that exclude each other, each pair with both sentences."""
    for item in found:
        days = item["first_day"] + (f" to {item['last_day']}" if item["last_day"] != item["first_day"] else "")
        say(f"{click.style(item['at_label'], bold=True)}, {item['office']}: {item['kind']}, {days}")
        for claim in item["claims"]:
            told = f"{claim['label']} ({claim['role']}, {claim['status']})"
            say(f"  {told}  [{claim['article']} · {claim['published'] or 'undated'}]  {claim['statement']}")
            echo_wrapped(quoted(claim["quote"]), 6)


def echo_wrapped(text: str, indent: int) -> None:
    """Print a paragraph, wrapped to a terminal's width; in a pipe as one line."""
    if not sys.stdout.isatty():
        say(f"{' ' * indent}{text}")
        return
    import shutil

    width = max(shutil.get_terminal_size().columns, indent + 20)
    say(click.wrap_text(text, width, " " * indent, " " * indent))


def _counts(title: str, counts: Mapping[str, int], language: str) -> None:
    say(f"\n{click.style(title, bold=True)}: {sum(counts.values())}")
    for name, number in counts.items():
        say(f"  {number:>7}  {_label(name, language)}")


def _qualifiers(item: StatementView | Explanation, language: str) -> str:
    """Role, amount, source, speaker and any status but `fact`, in brackets."""
    parts = [item.role, item.amount]
    if item.source:
        parts.append(f"{_word('von', 'from', language)} {item.source}")
    if item.speaker:
        parts.append(f"{_word('sagt', 'says', language)} {item.speaker}")
    if item.status != "fact":
        parts.append(_MARKS[item.status] if language == "de" else item.status)
    if getattr(item, "held", "") == "unknown":
        parts.append(_word("am Stichtag unbekannt", "unknown on that day", language))
    if getattr(item, "suppressed", False):
        parts.append(_word("zurückgehalten", "suppressed", language))
    return f" ({', '.join(filter(None, parts))})" if any(parts) else ""


def _sources(number: int, language: str) -> str:
    """How many independent sources there are."""
    return f"{number} {_word('Quelle', 'source', language)}{_word('n', 's', language) if number != 1 else ''}"


def _label(name: str, language: str) -> str:
    from kgraph.vocab import schema

    return _MARKS[name] if language == "de" and name in _MARKS else schema().label(name, language)


def _detail(name: str, language: str) -> str:
    """The label of a property, also of those that are not the ontology's."""
    from kgraph.vocab import schema

    return _word(*_OTHERS[name], language) if name in _OTHERS else schema().label(name, language)


def _date(published: str, language: str) -> str:
    return published or _word("ohne Datum", "undated", language)


def _word(german: str, english: str, language: str) -> str:
    return german if language == "de" else english


def _flat(text: str) -> str:
    return " ".join(text.split())
