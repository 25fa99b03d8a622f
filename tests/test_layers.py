"""The architecture, enforced: a module imports only from lower layers, never from a sibling."""

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "kgraph"
LAYERS = [
    {"errors", "records", "parts", "collector"},
    {"names", "dates", "numbers", "templating", "needles", "patterns"},
    {"config", "segment"},
    {"vocab", "lexicon", "register", "offices"},
    {"read", "recognise", "relate", "remote", "tenure", "copies"},
    {"rank", "figures", "topics"},
    {"extract", "resolve"},
    {"engines"},
    {"assertions"},
    {"store"},
    {"clocks"},
    {"query", "network", "reason", "check", "search"},
    {"views"},
    {"draw", "publish", "explore"},
    {"build", "evaluate", "explain", "link", "review", "catalogue", "changes", "site"},
    {"serve", "release"},
    {"cli", "api"},
    {"__main__"},
]
LAYER_OF = {module: level for level, modules in enumerate(LAYERS) for module in modules}
FILES = sorted(path for path in SOURCE.rglob("*.py") if path != SOURCE / "__init__.py")
FREE_OF_RDF = set(
    "read recognise relate rank figures topics extract engines resolve "
    "names dates numbers needles patterns segment lexicon register offices tenure copies records parts "
    "collector".split()
)


def part_of(path: Path) -> str:
    relative = path.relative_to(SOURCE)
    return relative.parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """Dotted names that a file imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative imports hide the layer"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_module_imports_only_from_lower_layers(path):
    part = part_of(path)
    assert part in LAYER_OF, f"{part} has no layer: add it to LAYERS where it belongs"
    for name in imports_of(path):
        if not name.startswith("kgraph."):
            continue
        other = name.split(".")[1]
        if other in LAYER_OF and other != part:
            assert LAYER_OF[other] < LAYER_OF[part], f"{part} imports {other}, which is no lower layer"


BEFORE_RDF = [path for path in FILES if part_of(path) in FREE_OF_RDF]


@pytest.mark.parametrize("path", BEFORE_RDF, ids=lambda p: str(p.relative_to(SOURCE)))
def test_rdf_begins_at_assertions(path):
    assert not {name.split(".")[0] for name in imports_of(path)} & {"rdflib", "pyoxigraph", "oxrdflib"}


def test_the_documents_list_the_same_layers():
    text = (SOURCE.parent.parent / "docs" / "architecture.md").read_text("utf-8")
    table = text.split("| from below |")[1].split("\n\n")[0].splitlines()[2:]
    told = [set(re.findall(r"`(\w+)`", layer)) for row in table for layer in row.split("|")[2].split(";")]
    assert told == LAYERS
