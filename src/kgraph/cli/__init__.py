"""The command line: arguments in, text out, no logic.

Commands are imported only when they run, so that `kgraph --help` stays quick. Each one lives
in a module of its own below this package and is listed in `_COMMANDS`.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
import threading
from types import FrameType
from typing import Any

import click

from kgraph import __version__
from kgraph.cli.output import say
from kgraph.collector import seldom
from kgraph.config import load_settings
from kgraph.errors import KgraphError

_COMMANDS = {
    "demo": ("kgraph.cli.build", "Run the whole chain on the sample articles."),
    "build": ("kgraph.cli.build", "Read sources into the store."),
    "forget": ("kgraph.cli.build", "Withdraw one article with what only it supported."),
    "extract": ("kgraph.cli.extract", "Write the facts of sources as JSON Lines."),
    "evaluate": ("kgraph.cli.evaluate", "Score extraction against gold annotations."),
    "train": ("kgraph.cli.train", "Fit the ranker's weights to gold annotations."),
    "query": ("kgraph.cli.query", "Ask by name, file or text."),
    "show": ("kgraph.cli.query", "Tell what is known of one entity."),
    "explain": ("kgraph.cli.explain", "Show how a text was read, or one statement in its article."),
    "stats": ("kgraph.cli.query", "Count what the store holds."),
    "path": ("kgraph.cli.network", "Show how two entities are connected."),
    "draw": ("kgraph.cli.network", "Write the network as one HTML file."),
    "export": ("kgraph.cli.export", "Write the graph in an RDF format."),
    "publish": ("kgraph.cli.publish", "Write a release for portals and web servers."),
    "diff": ("kgraph.cli.publish", "Tell what has changed between two graphs."),
    "link": ("kgraph.cli.link", "Look things up in Wikidata and elsewhere; accept links."),
    "backup": ("kgraph.cli.backup", "Write the store as one file."),
    "restore": ("kgraph.cli.backup", "Put a backup in the store's place."),
    "push": ("kgraph.cli.mirror", "Copy the graph to a SPARQL server."),
    "pull": ("kgraph.cli.mirror", "Copy the graph back from a SPARQL server."),
    "check": ("kgraph.cli.check", "Validate the graph against the shapes."),
    "reason": ("kgraph.cli.reason", "Look for contradictions with OWL, and tell what follows."),
    "review": ("kgraph.cli.review", "Go through entities that may be one."),
    "decide": ("kgraph.cli.decide", "Correct the graph by one decision, or take it back."),
    "serve": ("kgraph.cli.serve", "Show the graph in the browser, answer SPARQL clients."),
    "config": ("kgraph.cli.config", "Show settings and where they come from."),
}


_INTERRUPTED = 128 + signal.SIGINT


class _Commands(click.Group):
    """Loads a command's module on use; turns a `KgraphError` into two lines and its exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(_COMMANDS[cmd_name][0])
        command = getattr(module, cmd_name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module.__name__}.{cmd_name} is no command")
        for option in _settings_options():
            if not any(option.name == known.name for known in command.params):
                command.params.append(option)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        if threading.current_thread() is threading.main_thread():
            # As an exception, it lets whatever holds a store close it first.
            signal.signal(signal.SIGTERM, _terminate)
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            say("kgraph: interrupted; what was acknowledged is kept", err=True)
            raise SystemExit(_INTERRUPTED) from None
        except KgraphError as fault:
            say(f"kgraph: {fault}", err=True)
            if fault.hint:
                say(f"  → {fault.hint}", err=True)
            raise SystemExit(fault.exit_code) from fault
        except BrokenPipeError:
            # The reader of a pipe (`| head`) has gone; nothing is wrong, and nothing more can be written.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(0) from None


def _terminate(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _settings_options() -> list[click.Option]:
    """The options that are settings, for use behind a command's name as well as before it."""

    def override(inner: click.Context, param: click.Parameter, value: object) -> None:
        if value is not None:
            before = inner.parent.params if inner.parent is not None else {}
            given = {**before, **inner.meta.get("settings", {}), str(param.name): value}
            inner.meta["settings"] = given
            inner.obj = load_settings(given)

    return [
        click.Option([flag], **keywords, expose_value=False, callback=override, hidden=True)
        for flag, keywords in _SETTINGS.items()
    ]


_SETTINGS: dict[str, Any] = {
    "--store": {"metavar": "DIR|URL", "help": "Store to use (default: .kgraph)."},
    "--base": {"metavar": "IRI", "help": "IRI below which things are named."},
    "--language": {"type": click.Choice(["de", "en"]), "help": "Of labels and pages."},
}


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kgraph")
@click.option("--store", **_SETTINGS["--store"])
@click.option("--base", **_SETTINGS["--base"])
@click.option("--language", **_SETTINGS["--language"])
@click.pass_context
def main(ctx: click.Context, store: str | None, base: str | None, language: str | None) -> None:
    """Read German news on digital administration into a knowledge graph with evidence.

    \b
    First steps:
      kgraph demo
      kgraph query takeovers
      kgraph show Bremen
    """
    # Register, word lists and automata are made once and stay: looking them over for garbage as they grow is a tenth of
    # the start.
    seldom()
    ctx.obj = load_settings({"store": store, "base": base, "language": language})
