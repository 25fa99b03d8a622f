"""Pages of the site that are made from the program: its commands, its queries, its ontology, and the notebook.

A hook of mkdocs: it adds the pages when the site is built, so none of them can go out of date.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).resolve().parent.parent
_MADE = ("reference/commands.md", "reference/queries.md", "reference/ontology.md", "reference/python.md", "notebook.md")
_LEADS = {
    "commands (`kgraph --help`)": "reference/commands.md",
    "queries (`kgraph query`)": "reference/queries.md",
    "Python (`help(kgraph)`)": "reference/python.md",
    "the ontology (`ontology/kgraph.ttl`)": "reference/ontology.md",
}
"""Words in the documents → the page that is made of what they name; on a forge they stay words."""


def on_files(files: Any, config: Any) -> Any:
    """Add the pages; mkdocs calls this."""
    from mkdocs.structure.files import File

    made = (commands(), queries(), ontology(), _library(), notebook(ROOT / "docs" / "notebook.ipynb"))
    for name, content in zip(_MADE, made, strict=True):
        files.append(File.generated(config, name, content=content))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """Let what leads to the notebook's file, or names a command's help, lead to its page; mkdocs calls this."""
    if page.file.src_uri in _MADE:
        return markdown
    above = "../" * page.file.src_uri.count("/")
    markdown = re.sub(r"\]\((?:\.\./)*notebook\.ipynb\)", f"]({above}notebook.md)", markdown)
    for words, target in _LEADS.items():
        markdown = markdown.replace(words, f"[{words}]({above}{target})")
    return markdown


def _library() -> str:
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        from library import library
    finally:
        sys.path.pop(0)
    return str(library())


def commands() -> str:
    """Every command with its help, as `--help` prints it."""
    from kgraph.cli import main
    from kgraph.config import load_settings

    parent = click.Context(main, info_name="kgraph", obj=load_settings())
    parts = ["# Commands\n\nAs `kgraph COMMAND --help` prints them.\n"]
    for name in main.list_commands(parent):
        command = main.get_command(parent, name)
        if command is not None:
            text = command.get_help(click.Context(command, info_name=name, parent=parent))
            parts.append(f"## kgraph {name}\n\n```text\n{text.replace(chr(8), '')}\n```\n")
    return "\n".join(parts)


def queries() -> str:
    """The named queries with their parameters and their SPARQL."""
    from kgraph.query import named_queries

    parts = ["# Named queries\n\nAsked by `kgraph query NAME`; each also takes the [clocks](../clocks.md).\n"]
    for query in named_queries().values():
        parts.append(f"## {query.name}\n\n{query.description} ({query.title_de})\n")
        if query.parameters:
            parts.append("| parameter | value | meaning |\n|---|---|---|")
            parts += [f"| `--{p.name}` | {p.kind} | {p.text} |" for p in query.parameters]
        body = "\n".join(line for line in query.sparql.splitlines() if not line.startswith("#"))
        parts.append(f"\n```sparql\n{body}\n```\n")
    return "\n".join(parts)


def ontology() -> str:
    """Classes and properties with labels and comments in both languages."""
    import rdflib
    from rdflib.namespace import OWL, RDF, RDFS, SKOS

    graph = rdflib.Graph().parse(ROOT / "ontology" / "kgraph.ttl")
    own = rdflib.Namespace("https://w3id.org/kgraph/ontology#")
    header = rdflib.URIRef(str(own)[:-1])
    parts = [f"# Ontology\n\nVersion {graph.value(header, OWL.versionInfo)}, namespace `{own}`, prefix `kg:`.\n"]
    kinds = (
        ("Classes", OWL.Class),
        ("Relations", OWL.ObjectProperty),
        ("Values", OWL.DatatypeProperty),
        ("Names", OWL.AnnotationProperty),
    )
    for title, kind in kinds:
        parts.append(f"## {title}\n")
        found = {s for s in graph.subjects(RDF.type, kind) if isinstance(s, rdflib.URIRef) and s.startswith(own)}
        for term in sorted(found):
            parts.append(f"### kg:{term.removeprefix(own)}\n")
            for language in ("de", "en"):
                label, comment = (_text(graph, term, property, language) for property in (RDFS.label, RDFS.comment))
                parts.append(f"**{label}** ({language}): {comment}\n")
            parts.append(f"*{html.escape(str(graph.value(term, SKOS.example)))}*\n")
            parts += [f"- {line}" for line in _axioms(graph, term)]
            parts.append("")
    return "\n".join(parts)


def _text(graph: Any, term: Any, property: Any, language: str) -> str:
    return next(html.escape(str(v)) for v in graph.objects(term, property) if v.language == language)


def _axioms(graph: Any, term: Any) -> Iterator[str]:
    from rdflib.namespace import OWL, RDFS, SKOS

    shown = (
        ("below", RDFS.subClassOf),
        ("below", RDFS.subPropertyOf),
        ("from", RDFS.domain),
        ("to", RDFS.range),
        ("inverse of", OWL.inverseOf),
        ("close to", SKOS.closeMatch),
    )
    for word, property in shown:
        names = sorted(filter(None, (_named(graph, value) for value in graph.objects(term, property))))
        if names:
            yield f"{word} {', '.join(names)}"


def _named(graph: Any, value: Any) -> str:
    """A term by its prefixed name, a union by its members, any other node by nothing."""
    import rdflib
    from rdflib.collection import Collection
    from rdflib.namespace import OWL

    if isinstance(value, rdflib.URIRef):
        return f"`{graph.namespace_manager.normalizeUri(value)}`"
    members = graph.value(value, OWL.unionOf) or graph.value(value, OWL.oneOf)
    if members is None:
        return ""
    listed = Collection(graph, members)
    return " or ".join(_named(graph, m) if isinstance(m, rdflib.URIRef) else f"`{m}`" for m in listed)


def notebook(path: Path) -> str:
    """A notebook as a page: its text, its code, and what it printed."""
    parts = []
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source + "\n")
            continue
        parts.append(f"```python\n{source}\n```\n")
        for output in cell["outputs"]:
            text = "".join(output.get("text") or output["data"]["text/plain"])
            parts.append(f"```text\n{re.sub(r'`{3,}', '', text).rstrip()}\n```\n")
    parts.append("[The notebook itself](notebook.ipynb)\n")
    return "\n".join(parts)
