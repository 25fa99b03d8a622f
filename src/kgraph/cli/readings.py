"""How a reading is printed: the text with its names marked, under each sentence its names and statements."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from kgraph.cli.output import say
from kgraph.templating import tame

if TYPE_CHECKING:
    from rich.text import Text

    from kgraph.explain import End, Figure, Passage, Reading, Reason, Said
    from kgraph.explain.marks import Marked

_STYLES = {
    "Person": "magenta",
    "Organisation": "blue",
    "Jurisdiction": "green",
    "Initiative": "yellow",
    "Event": "cyan",
    "Agreement": "cyan",
    "Law": "red",
}
_ASIDE = ("source", "speaker", "valid_from", "valid_until")


def echo_readings(found: Sequence[Reading], language: str) -> None:
    """Print readings; names stand in square brackets, on a terminal in the colour of their type too."""
    from kgraph.explain.words import word

    for number, reading in enumerate(found):
        if number:
            say()
        article = reading.article
        say(click.style(article.title, bold=True))
        say(f"{article.id} · {article.published or word('undated', language)}")
        if reading.topics:
            told = (f"{t.label(language)} („{_flat(t.words)}“ {t.confidence:.2f})" for t in reading.topics)
            say(f"{word('topics', language)}: {'; '.join(told)}")
        for passage in reading.passages:
            say()
            _echo_text(reading, passage)
            for line in _names(passage, language):
                say(f"    {line}")
            for said in passage.said:
                for line in _statement(said, language):
                    say(f"  {line}")
            for figure in passage.figures:
                for line in _figure(figure, language):
                    say(f"  {line}")


def _echo_text(reading: Reading, passage: Passage) -> None:
    from kgraph.explain.marks import pieces

    parts = pieces(reading.article.text, passage.start, passage.end, passage.marks)
    if not sys.stdout.isatty():
        say(" ".join(_bracketed(parts).split()))
        return
    from rich.console import Console
    from rich.text import Text

    line = Text()
    _coloured(line, parts, "")
    Console(highlight=False).print(line)


def _bracketed(parts: Iterable[str | Marked]) -> str:
    return "".join(part if isinstance(part, str) else f"[{_bracketed(part.inner)}]" for part in parts)


def _coloured(line: Text, parts: Iterable[str | Marked], style: str) -> None:
    for part in parts:
        if isinstance(part, str):
            line.append(tame(part), style)
            continue
        own = f"bold {_STYLES.get(_coarse(part.mark.type), 'white')}"
        line.append("[", own)
        _coloured(line, part.inner, own)
        line.append("]", own)


def _names(passage: Passage, language: str) -> Iterator[str]:
    """Each name of a sentence once, with its type and how it was found there."""
    from kgraph.explain.words import how
    from kgraph.vocab import schema

    ways: dict[tuple[str, str], list[str]] = {}
    for mark in passage.marks:
        ways.setdefault((mark.name, mark.type), []).append(how(mark.rule, language))
    for (name, type), found in ways.items():
        yield f"{name} · {schema().label(type, language)} · {', '.join(dict.fromkeys(found))}"


def _statement(said: Said, language: str) -> Iterator[str]:
    from kgraph.explain.words import word
    from kgraph.vocab import schema

    label = schema().label(said.predicate, language)
    more = [f"{word(key, language)} {value}" for key in _ASIDE if (value := getattr(said, key))]
    aside = ", ".join(filter(None, (said.role, said.amount, *more)))
    reading = click.style(f"{said.subject.name} — {label} → {said.object.name}", bold=True)
    yield f"→ {reading}{f' ({aside})' if aside else ''} · {word(said.status, language)} · {said.confidence:.2f}"
    frame = said.frame
    words = f": {' '.join(frame.words)}" if frame.words else ""
    trigger = f" ← „{frame.trigger}“" if frame.trigger else ""
    yield f"    {frame.id} · {word(frame.kind, language)}{words}{trigger}"
    yield f"    {_end('subject', said.subject, language)}; {_end('object', said.object, language)}"
    for key, sign, reasons in (("pros", "+", said.pros), ("cons", "−", said.cons)):
        if reasons:
            yield f"    {word(key, language)}: {_reasons(reasons, sign, language)}"


def _figure(figure: Figure, language: str) -> Iterator[str]:
    from kgraph.explain.words import figure as understood
    from kgraph.explain.words import word

    label = word("figure", language)
    yield f"# {click.style(f'{figure.name} — {label}: {_flat(figure.wording)}', bold=True)} · {figure.confidence:.2f}"
    yield f"    {understood(figure, language)}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _end(key: str, side: End, language: str) -> str:
    from kgraph.explain.words import word

    slots = f" ← {' '.join(side.slots)}" if side.slots else ""
    return f"{word(key, language)} {side.name}{slots} ({word('named' if side.named else 'pointed', language)})"


def _reasons(reasons: Iterable[Reason], sign: str, language: str) -> str:
    from kgraph.explain.words import reason

    return ", ".join(
        f"{sign} {reason(r.feature, language)}{'' if r.weight is None else f' {r.weight:+.2f}'}" for r in reasons
    )


def _coarse(type: str) -> str:
    from kgraph.vocab import schema

    return schema().coarse(type) if type in schema().classes else type
