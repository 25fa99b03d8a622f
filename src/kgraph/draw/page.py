"""Put the page together: pyvis fills our template, with the vis-network script that pyvis carries inside it.

The file asks nobody for anything: its policy lets only its own two scripts and its own style run, known by
their hashes. Everything that articles say is escaped by the template or stands in a block of JSON.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kgraph.collector import held
from kgraph.draw import contents
from kgraph.draw.table import cells_of
from kgraph.draw.texts import FOLDER, look, predicate_label, text
from kgraph.errors import NotFoundError, UsageError
from kgraph.network import Network, Node, positions
from kgraph.templating import environment

MOST_NODES = 2000
"""Above this a page is neither quick nor readable; pyvis takes time with the square of the nodes, too."""

# Joined in this order into one function, so that they share names with each other and with nobody else.
_SCRIPTS = ("model", "state", "parts", "canvas", "view", "panel", "search", "filters", "table", "export", "main")
_WRAPPER = """(() => {
"use strict";
const root = document.documentElement;
root.classList.remove("plain");
try {
%s
} catch (fault) {
  root.classList.add("plain");
  document.getElementById("failed").hidden = false;
  throw fault;
}
})();
"""
_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "nodes": {"chosen": False, "fixed": True},
    "edges": {
        "chosen": False,
        "selectionWidth": 0,
        "hoverWidth": 0.6,
        "arrowStrikethrough": False,
        "arrows": {"to": {"scaleFactor": 0.42}},
    },
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "dragNodes": False,
        "keyboard": False,
        "zoomSpeed": 0.7,
    },
}


@held()
def page_of(network: Network, *, title: str = "", language: str = "de") -> str:
    """Make the page of a network.

    Args:
        network: At most `MOST_NODES` nodes; see `Network.limited`.
        title: Heading; empty for the usual one in the reader's language.
        language: `de` or `en`, with which the page opens; the reader may change it.

    Returns:
        HTML in one piece, the same for the same network.

    Raises:
        NotFoundError: The network is empty.
        UsageError: It has too many nodes.
    """
    if not network.nodes:
        raise NotFoundError(
            "no statement is left to draw", hint="loosen the filters, or see what there is: kgraph stats"
        )
    if len(network.nodes) > MOST_NODES:
        raise UsageError(
            f"{len(network.nodes)} entities are too many for one page (at most {MOST_NODES})",
            hint="choose some with --around, --type, --predicate, --since or a lower --limit",
        )
    lines = contents.lines_of(network)
    page = _page(network, lines, title, language)
    drawing = _drawing(network, lines, title or text(language, "title"))
    drawing.templateEnv = _templates(page)
    return str(drawing.generate_html())


@dataclass(frozen=True)
class _Page:
    """What the template reads beside pyvis's own variables."""

    language: str
    own_title: bool
    policy: str
    style: Any
    scripts: tuple[Any, ...]
    counts_text: str
    left_out: str
    rows: list[contents.Row]
    data: dict[str, Any]
    columns: tuple[str, ...] = (
        "subject", "predicate", "object", "status", "date", "article", "sentence", "confidence",
    )  # fmt: skip

    look = property(lambda self: look())

    def text(self, key: str) -> str:
        return text(self.language, key)

    def predicate(self, name: str) -> str:
        return predicate_label(self.language, name)

    def group(self, node: Node) -> str:
        return contents.group_of(node)


def _page(network: Network, lines: list[contents.Line], title: str, language: str) -> _Page:
    from markupsafe import Markup

    rows = contents.rows_of(lines)
    scripts = (vis_script(), _own_script())
    sums = contents.counts(network)
    counted = [text(language, key, n=sums[key]) for key in ("entities", "statements", "articles")]
    return _Page(
        language=language,
        own_title=bool(title),
        policy=_policy(_style(), scripts),
        style=Markup(_style()),
        scripts=tuple(map(Markup, scripts)),
        counts_text=" · ".join(filter(None, (*counted, sums["years"]))),
        left_out=text(
            language, "leftOut", shown=sums["entities"], total=sums["total"], statements=sums["leftOut"]
        ) if network.left_out_nodes else "",
        rows=rows,
        data=contents.script_data(network, rows),
    )  # fmt: skip


def _drawing(network: Network, lines: list[contents.Line], heading: str) -> Any:
    """The network as pyvis has it: always directed, else it would drop parallel lines."""
    from pyvis.network import Network as Drawing  # brings IPython along, hence not above

    drawing = Drawing(directed=True, heading=heading, cdn_resources="in_line")
    drawing.set_template_dir(str(FOLDER), "page.html")
    drawing.options = _OPTIONS
    places = positions(network)
    for node in network.nodes.values():
        drawing.add_node(node.key, **contents.point(node, places[node.iri], network.degrees[node.iri]))
    for line in lines:
        drawing.add_edge(line.subject.key, line.object.key, **line.options())
    return drawing


def _templates(page: _Page) -> Any:
    templates = environment(FOLDER)
    templates.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    templates.globals["page"] = page
    templates.globals["cells"] = cells_of(page.rows, templates)
    return templates


@cache
def vis_script() -> str:
    """The newest vis-network script that the installed pyvis carries, with its licence notice.

    Raises:
        FileNotFoundError: It carries none.
    """
    from importlib.util import find_spec

    spec = find_spec("pyvis")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    found = sorted(folder.glob("templates/lib/vis-*/vis-network.min.js"), key=_version)
    if not found:
        raise FileNotFoundError("the installed pyvis carries no vis-network script")
    # The address of its source map would have the developer tools ask for a file.
    return _inline(re.sub(r"\n//# sourceMappingURL=\S*\s*$", "\n", found[-1].read_text("utf-8")))


def _version(path: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", path.parent.name))


@cache
def _own_script() -> str:
    return _inline(_WRAPPER % "\n".join((FOLDER / f"{name}.js").read_text("utf-8") for name in _SCRIPTS))


@cache
def _style() -> str:
    colours = "".join(f"--type-{k.lower()}: light-dark({c['light']}, {c['dark']}); " for k, c in look().items())
    classes = "".join(f".type-{kind} {{ --type: var(--type-{kind.lower()}); }}\n" for kind in look())
    return f":root {{ {colours}}}\n{classes}" + (FOLDER / "page.css").read_text("utf-8")


def _inline(script: str) -> str:
    """The script as it may stand in a page, line ends as the browser will count them."""
    script = script.replace("\r\n", "\n").replace("\r", "\n")
    if re.search(r"</script|<!--", script, re.IGNORECASE):
        raise ValueError("this script cannot stand inside a page")
    return script


def _policy(style: str, scripts: tuple[str, ...]) -> str:
    """Nothing from elsewhere, and of what is here only these texts."""
    allowed = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
